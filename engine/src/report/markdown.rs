//! A document as Markdown: CommonMark with the tables of GitHub.
//!
//! Whatever comes from a model is escaped: nothing in it counts as markup.

use super::document::is_web_address;
use super::document::{Block, Document, Entry, Inline, Line, Register, Section, Table};
use super::wording::plain;

/// The document as Markdown; ends in `\n`. Pictures are left out: each has its table.
pub fn markdown(document: &Document) -> String {
    let mut page = Page::default();
    page.paragraph(&format!("# {}", escape(&plain(&document.title))));
    page.paragraph(&escape(&document.subtitle));
    page.paragraph(&facts(&document.about));
    for part in &document.sections {
        page.section(part, 2);
    }
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    /// Adds lines with an empty one before them; nothing where there is nothing.
    fn paragraph(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out += text;
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.paragraph(&format!("{} {}", "#".repeat(level.min(6)), escape(&plain(text))));
    }

    fn section(&mut self, part: &Section, level: usize) {
        self.heading(level, &part.title);
        for block in &part.blocks {
            self.block(block, level);
        }
        for part in &part.sections {
            self.section(part, level + 1);
        }
    }

    fn block(&mut self, block: &Block, level: usize) {
        match block {
            Block::Paragraph(text) => self.paragraph(&line(text)),
            Block::Notice(text) => self.paragraph(&format!("> {}", line(text))),
            Block::List(items) => self.paragraph(&listed(items, |_| "-".to_owned())),
            Block::Steps(items) => self.paragraph(&listed(items, |n| format!("{}.", n + 1))),
            Block::Facts(facts) => self.paragraph(&self::facts(facts)),
            Block::Numbers(numbers) => {
                let items = numbers
                    .iter()
                    .map(|(number, label)| format!("- **{}** {}", escape(number), escape(label)));
                self.paragraph(&items.collect::<Vec<_>>().join("\n"));
            }
            Block::Table(table) => self.paragraph(&self::table(table)),
            Block::Register(register) => self.register(register, level + 1),
            Block::Picture(_) => {}
        }
    }

    fn register(&mut self, register: &Register, level: usize) {
        for group in &register.groups {
            self.heading(level, &group.title);
            self.paragraph(&line(&group.note));
            for entry in &group.entries {
                self.entry(entry, level + 1);
            }
        }
    }

    fn entry(&mut self, entry: &Entry, level: usize) {
        self.heading(level, &format!("{} {}", entry.number, entry.sentence));
        let marks: Vec<String> = entry.marks.iter().map(|mark| escape(&plain(mark))).collect();
        self.paragraph(&marks.join(" · "));
        self.paragraph(&facts(&entry.facts));
    }
}

fn listed(items: &[Line], mark: impl Fn(usize) -> String) -> String {
    let lines = items.iter().enumerate().map(|(n, item)| format!("{} {}", mark(n), line(item)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Text of a model in a line of Markdown: nothing in it counts as markup, but that what stands in pairs of
/// backticks is shown as code.
pub(super) fn inline_text(text: &str) -> String {
    let text = plain(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let shown = parts.iter().enumerate().map(|(n, part)| match n % 2 {
        0 => escape(part),
        _ => code(part),
    });
    shown.collect()
}

fn facts(facts: &[(String, Line)]) -> String {
    let lines = facts.iter().map(|(label, text)| format!("- **{}:** {}", escape(&plain(label)), line(text)));
    lines.collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = row(table.head.iter().map(|(text, _)| escape(&plain(text))).collect());
    let rule =
        row(table.head.iter().map(|(_, number)| if *number { "--:" } else { "---" }.to_owned()).collect());
    let rows = table.rows.iter().map(|cells| row(cells.iter().map(|cell| line(cell)).collect()));
    let lines: Vec<String> = [head, rule].into_iter().chain(rows).collect();
    format!("**{}**\n\n{}", escape(&plain(&table.caption)), lines.join("\n"))
}

fn line(line: &[Inline]) -> String {
    line.iter().map(inline).collect()
}

fn inline(piece: &Inline) -> String {
    // Spaces around a piece stay: they part it from its neighbours.
    let kept = |text: &str| text.replace(|sign: char| sign.is_control(), " ");
    match piece {
        Inline::Text(text) => escape(&kept(text)),
        Inline::Strong(text) => format!("**{}**", escape(&plain(text))),
        Inline::Open(text) => format!("**{}**", escape(&plain(text))),
        // Markdown cannot mark the language of words.
        Inline::In { piece, .. } => inline(piece),
        Inline::Code(text) => code(text),
        Inline::Link { url, text } if is_web_address(url) => {
            format!("[{}](<{}>)", escape(&plain(text)), address(url))
        }
        // There is nothing to lead to: headings of Markdown have no ids of their own.
        Inline::Link { text, .. } | Inline::Jump { text, .. } => escape(&plain(text)),
    }
}

/// An id as code.
fn code(text: &str) -> String {
    let text = plain(text);
    // A pipe would end a cell of a table even in code.
    if text.is_empty() || text.contains(['`', '|']) { escape(&text) } else { format!("`{text}`") }
}

/// The text with a backslash before all that could count as markup where text of a model can stand:
/// never first on a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '@')
        {
            out.push('\\');
        }
        out.push(sign);
    }
    // Bare addresses would become links.
    out.replace("://", "\\://").replace("www.", "www\\.")
}

/// The address with everything encoded that could end it.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for sign in url.chars() {
        let bad =
            sign.is_control() || sign.is_whitespace() || matches!(sign, '<' | '>' | '\\' | '"' | '|' | '`');
        if !bad {
            out.push(sign);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in sign.encode_utf8(&mut bytes).bytes() {
            out += &format!("%{byte:02X}");
        }
    }
    out
}
