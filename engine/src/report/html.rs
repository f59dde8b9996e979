//! A document as one web page that needs nothing else: no network, no files, and no script to be read.
//!
//! Every text is escaped by the templates; the only thing put in as it is are the pictures, which this library makes.
//! The script only filters, sorts and opens; without it everything is there, in the given order.

use super::document::is_web_address;
use super::document::{Block, Document, Entry, Group, Inline, Line, Picture, Register, Section, Table};
use super::map;
use crate::workers::in_parallel;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// The document as a page; ends in `\n`.
pub fn html(document: &Document) -> String {
    let mut page = Page { document, tables: 0 }.page().into_string();
    page.push('\n');
    page
}

struct Page<'a> {
    document: &'a Document,
    /// The tables so far, for the ids of their captions.
    tables: usize,
}

impl Page<'_> {
    fn page(&mut self) -> Markup {
        let document = self.document;
        let words = &document.chrome;
        let sections: Vec<Markup> = document.sections.iter().map(|part| self.section(part, 2)).collect();
        let pictures = if document.sections.iter().any(has_pictures) { map::STYLE } else { "" };
        let style = format!(
            "{STYLE}{pictures}@page{{@bottom-right{{font:8pt system-ui,sans-serif;content:\"{} \" counter(page) \" / \" counter(pages)}}}}",
            words.page
        );
        html! {
            (DOCTYPE)
            html lang=(document.lang.code()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy());
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (document.title) " – " (document.subtitle) }
                    style { (PreEscaped(style)) }
                }
                body {
                    a .skip href="#main" { (words.skip) }
                    header {
                        h1 { (document.title) }
                        p .subtitle { (document.subtitle) }
                        dl .about {
                            @for (label, text) in &document.about {
                                div { dt { (label) } dd { (line(text)) } }
                            }
                        }
                    }
                    main #main tabindex="-1" {
                        @if let Some(first) = sections.first() { (first) }
                        (self.contents())
                        @for part in sections.iter().skip(1) { (part) }
                    }
                    footer {
                        p { a href="#contents" { (words.back) } }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    }

    fn contents(&self) -> Markup {
        let words = &self.document.chrome;
        html! {
            nav #contents aria-label=(words.contents) {
                h2 { (words.contents) }
                ol {
                    @for part in &self.document.sections {
                        li { a href={ "#" (part.id) } { (part.title) } }
                    }
                }
            }
        }
    }

    fn section(&mut self, part: &Section, level: u8) -> Markup {
        let blocks: Vec<Markup> = part.blocks.iter().map(|block| self.block(block, level)).collect();
        let parts: Vec<Markup> = part.sections.iter().map(|part| self.section(part, level + 1)).collect();
        html! {
            section #(part.id) aria-labelledby=[(level == 2).then(|| format!("h-{}", part.id))] {
                (heading(level, &format!("h-{}", part.id), html! { (part.title) }))
                @for block in &blocks { (block) }
                @for part in &parts { (part) }
            }
        }
    }

    fn block(&mut self, block: &Block, level: u8) -> Markup {
        match block {
            Block::Paragraph(text) => html! { p { (line(text)) } },
            Block::Notice(text) => html! { p .notice { (line(text)) } },
            Block::List(items) => html! { ul { @for item in items { li { (line(item)) } } } },
            Block::Steps(items) => html! { ol .steps { @for item in items { li { (line(item)) } } } },
            Block::Facts(facts) => self::facts(facts),
            Block::Numbers(numbers) => html! {
                dl .numbers {
                    @for (number, label) in numbers { div { dt { (label) } dd { (number) } } }
                }
            },
            Block::Table(table) => self.table(table),
            Block::Register(register) => self.register(register, level + 1),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn table(&mut self, table: &Table) -> Markup {
        self.tables += 1;
        let caption = format!("t-{}", self.tables);
        let number = |column: usize| table.head.get(column).is_some_and(|(_, number)| *number);
        let last = table.rows.len().saturating_sub(1);
        html! {
            div .scroll id=[table.id.as_ref()] role="region" aria-labelledby=(caption) tabindex="0" {
                table class=[(table.head.len() > 6).then_some("wide")] {
                    caption #(caption) { (table.caption) }
                    thead {
                        tr { @for (text, number) in &table.head { th scope="col" class=[number.then_some("n")] { (text) } } }
                    }
                    tbody {
                        @for (row, cells) in table.rows.iter().enumerate() {
                            (start(if table.total && row == last { "<tr class=\"total\">" } else { "<tr>" }))
                            @for (column, cell) in cells.iter().enumerate() {
                                (start(cell_start(column, number(column), cell))) (line(cell))
                            }
                        }
                    }
                }
            }
        }
    }

    fn picture(&self, picture: &Picture) -> Markup {
        html! {
            figure .sheet {
                div .scroll role="region" aria-label=(picture.title) tabindex="0" { (PreEscaped(&picture.svg)) }
                figcaption {
                    (picture.title)
                    @if let Some(table) = &picture.table {
                        span { " – " a href={ "#" (table) } { (self.document.chrome.as_table) } }
                    }
                }
            }
        }
    }

    fn register(&self, register: &Register, level: u8) -> Markup {
        let entries: Vec<&Entry> = register.groups.iter().flat_map(|group| &group.entries).collect();
        let mut entries = in_parallel(&entries, |entry| self::entry(entry, level + 1)).into_iter();
        html! {
            (self.controls(register))
            div #register {
                @for group in &register.groups { (self.group(group, level, &mut entries)) }
            }
        }
    }

    /// The controls, which the script shows: without it they could do nothing.
    fn controls(&self, register: &Register) -> Markup {
        let words = &self.document.chrome;
        let all: usize = register.groups.iter().map(|group| group.entries.len()).sum();
        html! {
            form #filter role="search" aria-label=(words.filter) hidden {
                @for filter in &register.filters {
                    div {
                        label for={ "by-" (filter.key) } { (filter.label) }
                        select id={ "by-" (filter.key) } data-key=(filter.key) {
                            option value="" { (words.all) }
                            @for (value, name) in &filter.values { option value=(value) { (name) } }
                        }
                    }
                }
                div {
                    label for="order" { (words.sort) }
                    select #order { @for (key, label) in &register.orders { option value=(key) { (label) } } }
                }
                div {
                    label for="words" { (words.search) }
                    input #words type="search" autocomplete="off";
                }
                div .buttons {
                    button #reset type="button" { (words.reset) }
                    button #open type="button" { (words.open_all) }
                    button #close type="button" { (words.close_all) }
                }
                p #shown role="status" {
                    span #number { (all) } " / " (all) " " (words.shown)
                }
            }
        }
    }

    /// A group, which takes its entries from those that are written already.
    fn group(&self, group: &Group, level: u8, entries: &mut impl Iterator<Item = Markup>) -> Markup {
        html! {
            section .group #(group.id) {
                (heading(level, &format!("h-{}", group.id), html! { (group.title) }))
                p .note { (line(&group.note)) }
                div .entries { @for entry in entries.take(group.entries.len()) { (entry) } }
            }
        }
    }
}

/// True where the part or one in it has a picture.
fn has_pictures(part: &Section) -> bool {
    part.blocks.iter().any(|block| matches!(block, Block::Picture(_)))
        || part.sections.iter().any(has_pictures)
}

fn entry(entry: &Entry, level: u8) -> Markup {
    html! {
        details #(entry.id) data-tags=(pairs(&entry.tags)) {
            summary {
                (heading(level, "", html! { (entry.sentence) }))
                span .marks {
                    span .number { (entry.number) }
                    @for mark in &entry.marks { " · " (mark) }
                }
            }
            (facts(&entry.facts))
        }
    }
}

/// `|key:value|key:value|`, for the script.
fn pairs(pairs: &[(String, String)]) -> String {
    pairs.iter().fold("|".to_owned(), |all, (key, value)| format!("{all}{key}:{value}|"))
}

fn facts(facts: &[(String, Line)]) -> Markup {
    html! {
        dl .facts {
            @for (label, text) in facts { (start("<dt>")) (label) (start("<dd>")) (line(text)) }
        }
    }
}

/// The start of an element that HTML ends by itself where the next one starts; there are tens of thousands of them.
/// <https://html.spec.whatwg.org/multipage/syntax.html#optional-tags>
fn start(tag: &'static str) -> PreEscaped<&'static str> {
    PreEscaped(tag)
}

fn cell_start(column: usize, number: bool, cell: &[Inline]) -> &'static str {
    match (column, number) {
        (0, _) => "<th scope=\"row\">",
        (_, true) => "<td class=\"n\">",
        (_, false) if is_date(cell) => "<td class=\"date\">",
        (_, false) => "<td>",
    }
}

/// True for a cell that is a date and nothing else, which no line break may cut.
fn is_date(cell: &[Inline]) -> bool {
    matches!(cell, [Inline::Text(text)] if crate::model::parse_date(text).is_some())
}

fn heading(level: u8, id: &str, text: Markup) -> Markup {
    let id = (!id.is_empty()).then_some(id);
    match level {
        2 => html! { h2 id=[id] { (text) } },
        3 => html! { h3 id=[id] { (text) } },
        4 => html! { h4 id=[id] { (text) } },
        _ => html! { h5 id=[id] { (text) } },
    }
}

fn line(line: &[Inline]) -> Markup {
    html! { @for piece in line { (inline(piece)) } }
}

fn inline(piece: &Inline) -> Markup {
    match piece {
        // The sign of a section stays with its number.
        Inline::Text(text) if text.contains('§') => html! { (text.replace("§ ", "§\u{a0}")) },
        Inline::Text(text) => html! { (text) },
        Inline::Strong(text) => html! { strong { (text) } },
        Inline::Code(text) => html! { code { (text) } },
        Inline::Link { url, text } if is_web_address(url) => {
            html! { a href=(url) { (text) } }
        }
        Inline::Link { text, .. } => html! { (text) },
        Inline::Jump { to, text } => html! { a href={ "#" (to) } { (text) } },
        Inline::Open(text) => html! { mark { (text) } },
        Inline::In { lang, piece } => match &**piece {
            Inline::Link { url, text } if is_web_address(url) => {
                html! { a lang=(lang.code()) href=(url) { (text) } }
            }
            piece => html! { span lang=(lang.code()) { (inline(piece)) } },
        },
    }
}

/// What the page may do: run its own script, known by its hash, and nothing else.
fn policy() -> String {
    let hash = base64(&hmac_sha256::Hash::hash(SCRIPT.as_bytes()));
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |n: usize| chunk.get(n).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let index = usize::try_from(bits >> (18 - 6 * n) & 63).unwrap_or_default();
            let sign = SIGNS.get(index).map_or('=', |sign| char::from(*sign));
            out.push(if n as usize > chunk.len() { '=' } else { sign });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_standard() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
