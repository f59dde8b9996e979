//! A document that people read, before it is a page: headings, paragraphs, tables and findings, in one language.
//!
//! What is said is decided once; how it is written – as a web page, as Markdown – by the format. All texts are plain:
//! whatever a model calls its things stands here as it is, and each format escapes it in its own way.

use crate::words::Lang;

/// A document in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its language.
    pub lang: Lang,
    /// Its heading.
    pub title: String,
    /// What it is about.
    pub subtitle: String,
    /// What identifies it: date, version, selection, as label and text.
    pub about: Vec<(String, Line)>,
    /// Its parts.
    pub sections: Vec<Section>,
    /// The words of the page itself.
    pub chrome: Chrome,
}

/// Words that only a page with navigation and controls needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chrome {
    /// The name of the table of contents.
    pub contents: String,
    /// The link that skips to the contents.
    pub skip: String,
    /// What names the numbers of pages in print, as "side".
    pub page: String,
    /// The heading of the controls that filter findings.
    pub filter: String,
    /// The label of searching in the text.
    pub search: String,
    /// The label of the order.
    pub sort: String,
    /// The choice of everything.
    pub all: String,
    /// The button that takes away all filters.
    pub reset: String,
    /// The button that opens all findings.
    pub open_all: String,
    /// The button that closes all findings.
    pub close_all: String,
    /// What follows the number of findings shown and the number in all, as in `12 / 40 findings shown`.
    pub shown: String,
    /// Said where a table must be scrolled sideways.
    pub table: String,
    /// The link from a picture to the table that says the same.
    pub as_table: String,
    /// The link back to the contents.
    pub back: String,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// What links lead to; letters, digits and hyphens.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// Something that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// A paragraph that must not be overlooked.
    Notice(Line),
    /// Items in no order.
    List(Vec<Line>),
    /// Items in order.
    Steps(Vec<Line>),
    /// Labels with texts.
    Facts(Vec<(String, Line)>),
    /// Numbers with what they count.
    Numbers(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// Findings, in groups.
    Register(Register),
    /// A picture.
    Picture(Picture),
}

/// A table. The first cell of each row is its heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What links lead to, where there is one.
    pub id: Option<String>,
    /// What it shows.
    pub caption: String,
    /// The headings of the columns, each with whether it holds numbers.
    pub head: Vec<(String, bool)>,
    /// The rows.
    pub rows: Vec<Vec<Line>>,
    /// The last row is a sum.
    pub total: bool,
}

/// A picture made by this library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it shows: its caption, and what is read in its stead.
    pub title: String,
    /// The picture as SVG, to be put into a page as it is: it must come from this library, with everything in it
    /// escaped.
    pub svg: String,
    /// The id of the table that says the same.
    pub table: Option<String>,
}

/// Findings in groups, with what they can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// What can be chosen: name of the choice, its label, and its values with their names, in the order to show.
    pub filters: Vec<Filter>,
    /// The orders that can be chosen: key and label. The first is the order given; the key of another is that of a
    /// tag, or `number`.
    pub orders: Vec<(String, String)>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The heading of the list of groups.
    pub contents: String,
}

/// Something that findings can be chosen by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Its key, as in [`Entry::tags`].
    pub key: String,
    /// Its label.
    pub label: String,
    /// Its values with their names.
    pub values: Vec<(String, String)>,
}

/// Findings with one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What links lead to.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What is said of all of them.
    pub note: Line,
    /// The findings.
    pub entries: Vec<Entry>,
}

/// A finding as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What links lead to.
    pub id: String,
    /// Its number, the same in all versions.
    pub number: String,
    /// What was found.
    pub sentence: String,
    /// Short words on how grave it is and where it belongs.
    pub marks: Vec<String>,
    /// For filtering: the key of the filter and the value.
    pub tags: Vec<(String, String)>,
    /// Everything else.
    pub facts: Vec<(String, Line)>,
}

/// Text with what is special in it.
pub type Line = Vec<Inline>;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Text that matters more.
    Strong(String),
    /// An id.
    Code(String),
    /// A link to the web.
    Link {
        /// Where to: `https://…` or `http://…`.
        url: String,
        /// What it is called.
        text: String,
    },
    /// A link within the document.
    Jump {
        /// The id that it leads to.
        to: String,
        /// What it is called.
        text: String,
    },
    /// The model is silent: it must be studied.
    Open(String),
    /// A piece in a language that is not the document's.
    In {
        /// The language.
        lang: Lang,
        /// The piece.
        piece: Box<Inline>,
    },
}

impl Inline {
    /// The words, without what is special.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Code(text) | Self::Open(text) => text,
            Self::Link { text, .. } | Self::Jump { text, .. } => text,
            Self::In { piece, .. } => piece.words(),
        }
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A line of plain text; what stands in pairs of backticks is an id.
pub(super) fn line(text: &str) -> Line {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len() == 1 || parts.len().is_multiple_of(2) {
        return vec![text.into()];
    }
    let pieces = parts.iter().enumerate().filter(|(_, part)| !part.is_empty());
    pieces
        .map(|(n, part)| if n % 2 == 0 { (*part).into() } else { Inline::Code((*part).to_owned()) })
        .collect()
}

/// True for an address that a link may lead to.
pub(super) fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
