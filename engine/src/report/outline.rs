//! A page of headings, lines and items, as plain text and as Markdown.

use super::markdown::inline_text;

/// A page.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) parts: Vec<Part>,
}

/// What stands under a heading.
#[derive(Default)]
pub(super) struct Part {
    pub(super) heading: String,
    /// True where the items are counted.
    pub(super) numbered: bool,
    pub(super) lines: Vec<String>,
    pub(super) items: Vec<Item>,
}

/// An item with what is told of it.
#[derive(Default)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) more: Vec<String>,
}

impl Part {
    pub(super) fn new(heading: &str) -> Self {
        Self { heading: heading.to_owned(), ..Self::default() }
    }

    /// An item of which there is no more to tell.
    pub(super) fn item(&mut self, text: String) {
        self.items.push(Item { text, more: Vec::new() });
    }
}

impl Outline {
    /// Adds a part, unless there is nothing in it.
    pub(super) fn add(&mut self, part: Part) {
        if !(part.lines.is_empty() && part.items.is_empty()) {
            self.parts.push(part);
        }
    }

    /// As plain text; ends in `\n`.
    pub(super) fn text(&self) -> String {
        let mut out = format!("{}\n{}\n", self.title, "=".repeat(self.title.chars().count()));
        for line in &self.lines {
            out += &format!("{line}\n");
        }
        for part in &self.parts {
            out += &format!("\n{}\n", part.heading);
            for line in &part.lines {
                out += &format!("  {line}\n");
            }
            for (number, item) in (1..).zip(&part.items) {
                let mark = if part.numbered { format!("{number:3}. ") } else { "- ".to_owned() };
                let margin = " ".repeat(2 + mark.chars().count());
                out += &format!("  {mark}{}\n", item.text);
                for line in &item.more {
                    out += &format!("{margin}{line}\n");
                }
            }
        }
        out
    }

    /// As Markdown, whatever stands in it being escaped; ends in `\n`.
    pub(super) fn markdown(&self) -> String {
        let mut out = format!("# {}\n", inline_text(&self.title));
        for line in &self.lines {
            out += &format!("\n{}\n", inline_text(line));
        }
        for part in &self.parts {
            out += &format!("\n## {}\n", inline_text(&part.heading));
            for line in &part.lines {
                out += &format!("\n{}\n", inline_text(line));
            }
            for (number, item) in (1..).zip(&part.items) {
                let mark = if part.numbered { format!("{number}.") } else { "-".to_owned() };
                let before = if number == 1 { "\n" } else { "" };
                out += &format!("{before}{mark} {}\n", inline_text(&item.text));
                let margin = " ".repeat(mark.chars().count() + 1);
                for line in &item.more {
                    out += &format!("{margin}- {}\n", inline_text(line));
                }
            }
        }
        out
    }
}
