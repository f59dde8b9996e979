//! Text to tokens: every byte belongs to exactly one.
//!
//! Knows letters, not grammar: which token may follow which is the work of [`tree`](super).
//! Mistakes inside a token are reported here, and the token is cut where the rest of the file can go on.

use super::error::{ReadError, ReadErrorKind};
use crate::limits::MAX_SYNTAX_ERRORS;
use crate::text::{FileId, Place};
use memchr::memchr2;
use std::borrow::Cow;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A leading byte-order mark, as Windows editors write.
    Mark,
    /// Spaces, tabs and line ends.
    Space,
    /// `// …` to the end of the line.
    LineComment,
    /// `/* … */`, nested.
    BlockComment,
    /// Characters that mean nothing; reported.
    Junk,
    /// `(`
    RoundOpen,
    /// `)`
    RoundClose,
    /// `[`
    SquareOpen,
    /// `]`
    SquareClose,
    /// `{`
    CurlyOpen,
    /// `}`
    CurlyClose,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `=`
    Equals,
    /// `#`
    Hash,
    /// `!`
    Bang,
    /// A name: a field, a choice, `true`, `None`.
    Name,
    /// A raw name: `r#name`.
    RawName,
    /// A whole number.
    Number,
    /// `"…"` without escapes.
    Text,
    /// `"…"` with escapes.
    EscapedText,
    /// `r"…"`, `r#"…"#`.
    RawText,
    /// A text without its end, cut where it was probably meant to end; reported.
    CutText,
    /// Something in place of a name, number or text that is none; reported.
    Bad,
}

impl TokenKind {
    /// True for what the grammar passes over.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Mark | Self::Space | Self::LineComment | Self::BlockComment | Self::Junk)
    }

    /// True for all forms of text in quotes.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::EscapedText | Self::RawText | Self::CutText)
    }
}

/// A token: a kind and a span of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Cuts a text into tokens; the second list tells what is wrong inside them.
pub(super) fn tokens(file: FileId, text: &str) -> (Vec<Token>, Vec<ReadError>) {
    let mut lexer = Lexer {
        file,
        text,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 4),
        errors: Vec::new(),
        doubtful_until: 0,
        unclosed_comment: false,
    };
    while let Some(first) = lexer.byte() {
        let start = lexer.at;
        let kind = lexer.token(first);
        lexer.push(kind, start);
    }
    (lexer.tokens, lexer.errors)
}

struct Lexer<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    errors: Vec<ReadError>,
    /// Quotes before this offset belong to a text that lacked its end: texts starting there end on their line.
    /// So no byte is searched more than twice.
    doubtful_until: usize,
    /// A comment ran to the end of the file: so would every later one.
    unclosed_comment: bool,
}

/// Offsets fit: longer texts than `u32` are refused before they are read.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'t> Lexer<'t> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        let (start, end) = (offset(start), offset(self.at));
        match self.tokens.last_mut() {
            Some(last) if kind == TokenKind::Junk && last.kind == kind => {
                if let Some(error) = self.errors.last_mut().filter(|error| error.place.end == last.end) {
                    error.place.end = end;
                }
                last.end = end;
            }
            _ => {
                if kind == TokenKind::Junk {
                    let character = self.text.get(start as usize..).and_then(|rest| rest.chars().next());
                    let word = character.map_or_else(String::new, visible);
                    self.error(ReadErrorKind::Unexpected { words: word }, start as usize);
                }
                self.tokens.push(Token { kind, start, end });
            }
        }
    }

    fn error(&mut self, kind: ReadErrorKind, start: usize) {
        self.error_at(kind, start, self.at);
    }

    fn error_at(&mut self, kind: ReadErrorKind, start: usize, end: usize) {
        if self.errors.len() < MAX_SYNTAX_ERRORS {
            let place = Place::new(self.file, offset(start), offset(end));
            self.errors.push(ReadError::new(kind, place));
        }
    }

    fn token(&mut self, first: u8) -> TokenKind {
        match first {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => self.space(),
            b'(' => self.one(TokenKind::RoundOpen),
            b')' => self.one(TokenKind::RoundClose),
            b'[' => self.one(TokenKind::SquareOpen),
            b']' => self.one(TokenKind::SquareClose),
            b'{' => self.one(TokenKind::CurlyOpen),
            b'}' => self.one(TokenKind::CurlyClose),
            b',' => self.one(TokenKind::Comma),
            b':' => self.one(TokenKind::Colon),
            b'=' => self.one(TokenKind::Equals),
            b'#' => self.one(TokenKind::Hash),
            b'!' => self.one(TokenKind::Bang),
            b'"' => self.text(),
            b'/' => self.comment(),
            b'r' => self.raw(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.name(),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            b'\'' => self.single_quotes(),
            0x80.. => self.character(),
            _ => self.one(TokenKind::Junk),
        }
    }

    fn one(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    /// Goes on while the characters fit.
    fn skip(&mut self, fits: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !fits(c)).unwrap_or(rest.len());
    }

    fn space(&mut self) -> TokenKind {
        while let Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C) = self.byte() {
            self.at += 1;
        }
        if self.byte().is_some_and(|byte| byte >= 0x80) {
            self.skip(is_space);
        }
        TokenKind::Space
    }

    fn character(&mut self) -> TokenKind {
        let Some(first) = self.rest().chars().next() else { return TokenKind::Junk };
        if is_space(first) {
            self.skip(is_space);
            return TokenKind::Space;
        }
        if first.is_alphabetic() {
            return self.name();
        }
        let at_start = self.at == 0;
        self.at += first.len_utf8();
        if at_start && first == '\u{feff}' { TokenKind::Mark } else { TokenKind::Junk }
    }

    /// A name. One with `.`, `+` or `-` in it would have to be written raw, and no name of the language has any.
    fn name(&mut self) -> TokenKind {
        let start = self.at;
        while let Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_') = self.byte() {
            self.at += 1;
        }
        if !matches!(self.byte(), Some(b'.' | b'+' | b'-' | 0x80..)) {
            return TokenKind::Name;
        }
        self.skip(is_name);
        if !matches!(self.byte(), Some(b'.' | b'+' | b'-')) {
            return TokenKind::Name;
        }
        self.skip(is_raw_name);
        self.error(ReadErrorKind::BadName { name: self.since(start).to_owned() }, start);
        TokenKind::Bad
    }

    /// `r"…"`, `r#"…"#`, `r#name`, or a name that begins with `r`.
    fn raw(&mut self) -> TokenKind {
        let after = self.rest().get(1..).unwrap_or_default();
        let hashes = after.len() - after.trim_start_matches('#').len();
        let next = after.get(hashes..).and_then(|rest| rest.chars().next());
        if next == Some('"') {
            return self.raw_text(hashes);
        }
        if hashes == 1 && next.is_some_and(is_raw_name) {
            self.at += 2;
            self.skip(is_raw_name);
            return TokenKind::RawName;
        }
        self.name()
    }

    fn number(&mut self) -> TokenKind {
        let start = self.at;
        self.skip(is_raw_name);
        let number = self.since(start);
        if Number::read(number).is_some() {
            return TokenKind::Number;
        }
        self.error(ReadErrorKind::BadNumber { number: number.to_owned() }, start);
        TokenKind::Bad
    }

    /// `'…'`, which is not how a text is written here.
    fn single_quotes(&mut self) -> TokenKind {
        let start = self.at;
        self.at += 1;
        let line = self.line();
        let Some(length) = line.find('\'') else { return TokenKind::Junk };
        self.at += length + 1;
        self.error(ReadErrorKind::SingleQuotes, start);
        TokenKind::Bad
    }

    /// The rest of the line, without its end.
    fn line(&self) -> &'t str {
        let rest = self.rest();
        rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or_default()
    }

    fn comment(&mut self) -> TokenKind {
        let start = self.at;
        self.at += 1;
        match self.byte() {
            Some(b'/') => {
                self.at += self.line().len();
                TokenKind::LineComment
            }
            Some(b'*') => {
                self.at += 1;
                self.block_comment(start);
                TokenKind::BlockComment
            }
            _ => TokenKind::Junk,
        }
    }

    fn block_comment(&mut self, start: usize) {
        let mut level = 1_usize;
        let mut at = self.at;
        let bytes = self.text.as_bytes();
        while level > 0 && !self.unclosed_comment {
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'/'), Some(b'*')) => (level, at) = (level + 1, at + 2),
                (Some(b'*'), Some(b'/')) => (level, at) = (level - 1, at + 2),
                (Some(_), _) => at += 1,
                (None, _) => self.unclosed_comment = true,
            }
        }
        if level == 0 {
            self.at = at;
            return;
        }
        self.at += self.line().len();
        self.error(ReadErrorKind::UnclosedComment, start);
    }

    /// `"…"`. Where the end is missing, the next text's first quote is taken for it; that shows in a letter
    /// or quote right behind, which is never right, and the text is cut on its first line.
    fn text(&mut self) -> TokenKind {
        let start = self.at;
        self.at += 1;
        let mut escaped = false;
        let closed = loop {
            let rest = self.rest().as_bytes();
            let Some(next) = memchr2(b'"', b'\\', rest) else { break false };
            if start < self.doubtful_until && rest.iter().take(next).any(|&byte| byte == b'\n') {
                break false;
            }
            self.at += next + 1;
            if rest.get(next) == Some(&b'"') {
                break true;
            }
            escaped = true;
            // The escaped character, whole: it may be longer than a byte.
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        };
        if closed && !self.has_swallowed(start) {
            return if escaped { self.escapes(start) } else { TokenKind::Text };
        }
        self.cut_text(start, closed)
    }

    /// True where the text just read seems to end with the first quote of another text.
    fn has_swallowed(&self, start: usize) -> bool {
        self.rest().chars().next().is_some_and(|c| is_name(c) || c == '"')
            && inside(self.since(start)).trim_end().ends_with([':', ',', '[', '('])
    }

    /// Ends a text where its author probably meant it to: before the next comma and field on its line,
    /// or before the brackets and commas that end its line.
    fn cut_text(&mut self, start: usize, closed: bool) -> TokenKind {
        let end = if closed { self.at } else { self.text.len() };
        self.doubtful_until = self.doubtful_until.max(end);
        self.at = start + 1;
        let line = self.line();
        let comma = line.get(..end - self.at).filter(|_| closed).and_then(|text| text.rfind(','));
        let kept = match comma.and_then(|comma| line.get(..comma)) {
            Some(text) => text,
            None => line.trim_end_matches(ENDS_A_LINE),
        };
        self.at += kept.len();
        self.error(ReadErrorKind::UnclosedText, start);
        TokenKind::CutText
    }

    fn raw_text(&mut self, hashes: usize) -> TokenKind {
        let start = self.at;
        self.at += hashes + 2;
        let ending: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        let within = if start < self.doubtful_until { self.line() } else { self.rest() };
        if let Some(length) = within.find(&ending) {
            self.at += length + ending.len();
            return TokenKind::RawText;
        }
        self.doubtful_until = self.text.len();
        let line = self.line();
        self.at += line.trim_end_matches(ENDS_A_LINE).len();
        self.error(ReadErrorKind::UnclosedText, start);
        TokenKind::CutText
    }

    fn escapes(&mut self, start: usize) -> TokenKind {
        let token = self.since(start);
        let (_, bad) = unescape(inside(token));
        for (from, escape) in bad {
            let from = start + 1 + from;
            self.error_at(ReadErrorKind::BadEscape { escape: escape.to_owned() }, from, from + escape.len());
        }
        TokenKind::EscapedText
    }
}

/// What may stand behind the last text of a line.
const ENDS_A_LINE: [char; 7] = [',', ')', ']', '}', ' ', '\t', '\r'];

/// The white space of `ron`: Rust's `Pattern_White_Space`.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{200E}' | '\u{200F}')
        || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Letters beyond ASCII are taken into names only so that a mistyped name is shown whole.
fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn is_raw_name(c: char) -> bool {
    is_name(c) || matches!(c, '.' | '+' | '-')
}

/// The character, or its number where it cannot be seen.
fn visible(c: char) -> String {
    if c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{2064}' | '\u{feff}')
    {
        return format!("U+{:04X}", u32::from(c));
    }
    c.to_string()
}

/// What stands between the quotes of a `"…"` token; the closing one may be missing.
fn inside(token: &str) -> &str {
    let token = token.strip_prefix('"').unwrap_or(token);
    token.strip_suffix('"').unwrap_or(token)
}

/// The value of a text token.
pub(super) fn text_value(kind: TokenKind, token: &str) -> Cow<'_, str> {
    match kind {
        TokenKind::EscapedText => unescape(inside(token)).0.into(),
        TokenKind::RawText => {
            let token = token.strip_prefix('r').unwrap_or(token);
            let quoted = token.trim_start_matches('#');
            let hashes = token.len() - quoted.len();
            let ended = quoted.get(..quoted.len().saturating_sub(hashes)).unwrap_or(quoted);
            Cow::Borrowed(inside(ended))
        }
        _ => Cow::Borrowed(inside(token)),
    }
}

/// Resolves the escapes of a text; those that are none are kept as they stand and returned with their offset.
fn unescape(text: &str) -> (String, Vec<(usize, &str)>) {
    let mut value = String::with_capacity(text.len());
    let mut bad = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        value.push_str(before);
        let (length, character) = escape(after);
        match character {
            Escape::Character(c) => value.push(c),
            Escape::LineBreak => {}
            Escape::Bad => {
                let from = text.len() - after.len() - 1;
                let words = text.get(from..=from + length).unwrap_or_default();
                value.push_str(words);
                bad.push((from, words));
            }
        }
        rest = after.get(length..).unwrap_or_default();
    }
    value.push_str(rest);
    (value, bad)
}

enum Escape {
    Character(char),
    LineBreak,
    Bad,
}

/// The escape after a backslash, and its length in bytes without the backslash.
fn escape(after: &str) -> (usize, Escape) {
    let Some(first) = after.chars().next() else { return (0, Escape::Bad) };
    let simple = |c| (1, Escape::Character(c));
    match first {
        '\'' | '"' | '\\' => simple(first),
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        '0' => simple('\0'),
        'x' => bytes_escape(after),
        'u' => unicode_escape(after),
        '\n' => line_break(after, 1),
        '\r' if after.starts_with("\r\n") => line_break(after, 2),
        _ => (first.len_utf8(), Escape::Bad),
    }
}

/// A backslash at the end of a line joins it with the next, without the space that begins it.
fn line_break(after: &str, length: usize) -> (usize, Escape) {
    let next = after.get(length..).unwrap_or_default();
    let space = next.len() - next.trim_start_matches([' ', '\t', '\n', '\r']).len();
    (length + space, Escape::LineBreak)
}

/// `x41`, or the bytes of one UTF-8 character: `xc3\xa6`.
fn bytes_escape(after: &str) -> (usize, Escape) {
    let mut bytes = Vec::new();
    let mut rest = after;
    while bytes.len() < 4 {
        let Some(digits) = rest.strip_prefix('x').and_then(|rest| rest.get(..2)) else { break };
        // `from_str_radix` would take a sign too.
        let Some(byte) = u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+')) else {
            break;
        };
        bytes.push(byte);
        let length = bytes.len() * 4 - 1;
        if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return (length, Escape::Character(c));
        }
        rest = after.get(length..).and_then(|rest| rest.strip_prefix('\\')).unwrap_or_default();
    }
    (1, Escape::Bad)
}

/// `u{e6}`: one to six hexadecimal digits.
fn unicode_escape(after: &str) -> (usize, Escape) {
    let rest = after.strip_prefix("u{").unwrap_or_default();
    let length = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    let digits = rest.get(..length).filter(|_| rest.as_bytes().get(length) == Some(&b'}'));
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match number.and_then(char::from_u32) {
        Some(c) => (length + 3, Escape::Character(c)),
        None => (1, Escape::Bad),
    }
}

/// A whole number as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number<'t> {
    /// Its value; none where it is beyond all bounds.
    pub(crate) value: Option<i128>,
    /// `u32`, `i32` … where one is written behind it.
    pub(crate) suffix: &'t str,
}

impl<'t> Number<'t> {
    /// Reads sign, base (`0b`, `0o`, `0x`), digits with `_` between them, and suffix.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (base, digits) = match unsigned.get(..2) {
            Some("0b") => (2, unsigned.get(2..)?),
            Some("0o") => (8, unsigned.get(2..)?),
            Some("0x") => (16, unsigned.get(2..)?),
            _ => (10, unsigned),
        };
        let length = digits.find(['i', 'u']).unwrap_or(digits.len());
        let (digits, suffix) = digits.split_at_checked(length)?;
        let known = matches!(suffix, "" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64");
        if !known || digits.is_empty() || digits.starts_with('_') {
            return None;
        }
        let mut value = Some(0_i128);
        for digit in digits.chars().filter(|&digit| digit != '_') {
            let digit = i128::from(digit.to_digit(base)?);
            value = value.and_then(|value| value.checked_mul(i128::from(base))?.checked_add(digit));
        }
        let sign = if text.starts_with('-') { -1 } else { 1 };
        Some(Self { value: value.map(|value| sign * value), suffix })
    }
}
