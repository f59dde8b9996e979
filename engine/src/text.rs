//! Texts with places: source files, byte spans, lines and columns.
//!
//! The bottom of the house: knows nothing of journeys.
//! Inside the library a place is a span of bytes; columns in characters are made only for people.

use std::fmt;
use std::sync::OnceLock;

/// The number of a file among [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A span of bytes in a file: `start` is the first byte, `end` the one after the last.
/// Both are in bounds and on character boundaries of the file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Default for Place {
    fn default() -> Self {
        Self::NOWHERE
    }
}

impl Place {
    /// The place of a value that was not read from a text, for instance built in code.
    pub const NOWHERE: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    /// A span of bytes in a file.
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// False for [`Place::NOWHERE`].
    pub fn is_somewhere(self) -> bool {
        self != Self::NOWHERE
    }
}

/// A text and the name it is shown under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// What people see: a path relative to what was asked for, with `/` between the parts.
    pub name: String,
    /// The text as it was read.
    pub text: String,
}

impl SourceFile {
    /// A text with the name that messages show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// A line and a column, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// All the texts of one run, sorted by name, so that nothing depends on the order they were given in.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Of each file where its lines begin, found when they are asked for.
    line_starts: Vec<OnceLock<Vec<u32>>>,
}

impl Sources {
    /// Takes the files and sorts them by name.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.text.cmp(&b.text)));
        let line_starts = files.iter().map(|_| OnceLock::new()).collect();
        Self { files, line_starts }
    }

    /// The files with their numbers, by name.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(n, file)| (FileId(u32::try_from(n).unwrap_or(u32::MAX)), file))
    }

    /// The file of this number.
    pub fn get(&self, file: FileId) -> Option<&SourceFile> {
        self.files.get(file.0 as usize)
    }

    /// The words at a place; empty where the place is nowhere.
    pub fn words(&self, place: Place) -> &str {
        self.get(place.file)
            .and_then(|file| file.text.get(place.start as usize..place.end as usize))
            .unwrap_or_default()
    }

    /// Line and column of an offset in a file; `1:1` where there is no such file.
    pub fn line_column(&self, file: FileId, offset: u32) -> LineColumn {
        let (Some(source), Some(starts)) = (self.get(file), self.line_starts.get(file.0 as usize)) else {
            return LineColumn { line: 1, column: 1 };
        };
        let starts = starts.get_or_init(|| line_starts(&source.text));
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0);
        let column = source
            .text
            .get(start as usize..offset as usize)
            .map_or(0, |words| words.trim_start_matches('\u{feff}').chars().count());
        LineColumn {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let sources = Sources::new(vec![SourceFile::new("a.ron", "\u{feff}æøå x\ny")]);
        let file = FileId(0);
        let offset = u32::try_from("\u{feff}æøå ".len()).unwrap();
        assert_eq!(sources.line_column(file, offset), LineColumn { line: 1, column: 5 });
        assert_eq!(sources.line_column(file, offset + 2), LineColumn { line: 2, column: 1 });
    }
}
