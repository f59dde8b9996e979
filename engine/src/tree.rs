//! Text to a lossless tree, with every syntax mistake of the file in one run.
//!
//! Knows the grammar of RON; knows nothing of what a journey is, or of `serde`.
//!
//! The dialect is what `ron` 0.12 accepts with `implicit_some` and `unwrap_newtypes` for the declarations of
//! the language, with these deliberate differences:
//!
//! - a leading byte-order mark is passed over (`ron` refuses it);
//! - brackets may stand in at most [`MAX_NESTING`] brackets, a text has at most [`MAX_FILE_BYTES`] bytes;
//!   what is within these limits is within `ron`'s own recursion limit too;
//! - the attributes `#![enable(unwrap_variant_newtypes)]` and `#![enable(explicit_struct_names)]` are refused:
//!   they would change what the rest of the file means;
//! - `Some` needs its parentheses (`ron` lets `Some "x"` pass for `Some("x")`).
//!
//! What can never be right in a model file is not kept apart further: braces, floats, characters, bytes.
//!
//! After a mistake reading goes on at the next `,`, `)`, `]` or `}`; a bracket that is not closed is noticed
//! at the first thing that cannot stand inside it.
//! Time and memory are linear in the length of the text.

mod error;
mod token;

pub use error::{Content, Expected, Found, ReadError, ReadErrorKind};
pub(crate) use token::Number;
pub use token::{Token, TokenKind};

use crate::limits::{MAX_FILE_BYTES, MAX_NESTING, MAX_SYNTAX_ERRORS};
use crate::text::{FileId, Place};
use std::borrow::Cow;
use token::offset;

/// The number of a node in its tree.
pub type NodeId = u32;

/// A text as a tree. Its tokens cover every byte; its nodes are the values among them.
#[derive(Debug, Clone)]
pub struct Tree<'t> {
    /// The file, for places.
    pub file: FileId,
    /// The text.
    pub text: &'t str,
    /// All tokens in their order; none where the text is too long.
    pub tokens: Vec<Token>,
    /// The one value that the file is; none where there is none.
    pub root: Option<NodeId>,
    /// What is wrong, by place, at most [`MAX_SYNTAX_ERRORS`].
    pub errors: Vec<ReadError>,
    nodes: Vec<Node>,
    entries: Vec<Entry>,
}

/// A value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What kind of value.
    pub kind: NodeKind,
    /// The name in front of a parenthesis, or the only token of a leaf: its number among the tokens.
    pub token: Option<u32>,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// False where the end of a bracket or text had to be guessed, so that something may be lacking.
    pub complete: bool,
    first: u32,
    last: u32,
}

/// What kind of value a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// A name alone.
    Name,
    /// A whole number.
    Number,
    /// A text in quotes.
    Text,
    /// `[…]`
    List,
    /// `(…)` or `Name(…)`
    Group,
    /// `{…}`
    Braces,
    /// Something that is no value; already reported.
    Broken,
}

/// A value in brackets, with or without the name of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The field's name: its number among the tokens.
    pub key: Option<u32>,
    /// The value.
    pub value: NodeId,
}

const BROKEN: Node =
    Node { kind: NodeKind::Broken, token: None, start: 0, end: 0, complete: false, first: 0, last: 0 };

impl<'t> Tree<'t> {
    /// Reads a text. Never fails: what is wrong is in [`errors`](Self::errors), and the rest is there.
    pub fn read(file: FileId, text: &'t str) -> Self {
        let mut tree = Self {
            file,
            text,
            tokens: Vec::new(),
            root: None,
            errors: Vec::new(),
            nodes: Vec::new(),
            entries: Vec::new(),
        };
        if text.len() > MAX_FILE_BYTES {
            let kind = ReadErrorKind::TooLong { most: MAX_FILE_BYTES };
            tree.errors.push(ReadError::new(kind, Place::new(file, 0, 0)));
            return tree;
        }
        let (tokens, errors) = token::tokens(file, text);
        let mut parser = Parser::new(file, text, &tokens, errors);
        tree.root = parser.root();
        (tree.nodes, tree.entries, tree.errors) = (parser.nodes, parser.entries, parser.errors);
        tree.tokens = tokens;
        tree.errors.sort_by_key(|error| (error.place.start, error.place.end));
        tree.errors.truncate(MAX_SYNTAX_ERRORS);
        for at in 0..tree.errors.len() {
            let within = tree.errors.get(at).and_then(|error| tree.declaration_around(error.place.start));
            if let Some(error) = tree.errors.get_mut(at) {
                error.within = within;
            }
        }
        tree
    }

    /// The text again, from its tokens.
    pub fn print(&self) -> String {
        if self.text.len() > MAX_FILE_BYTES {
            return self.text.to_owned();
        }
        self.tokens
            .iter()
            .filter_map(|token| self.text.get(token.start as usize..token.end as usize))
            .collect()
    }

    /// A value by its number; a broken one where there is no such number.
    pub fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&BROKEN)
    }

    /// The number of values in the tree; their numbers are those below it.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True where there is no value at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What stands in a value's brackets; nothing for values without.
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        let node = self.node(id);
        self.entries.get(node.first as usize..node.last as usize).unwrap_or_default()
    }

    /// The place of a value.
    pub fn place(&self, id: NodeId) -> Place {
        let node = self.node(id);
        Place::new(self.file, node.start, node.end)
    }

    /// The words of a token as written.
    pub fn words(&self, token: u32) -> &'t str {
        let Some(token) = self.tokens.get(token as usize) else { return "" };
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// The place of a token.
    pub fn token_place(&self, token: u32) -> Place {
        let (start, end) = self.tokens.get(token as usize).map_or((0, 0), |token| (token.start, token.end));
        Place::new(self.file, start, end)
    }

    /// A name without the `r#` of a raw name.
    pub fn name(&self, token: u32) -> &'t str {
        let words = self.words(token);
        words.strip_prefix("r#").unwrap_or(words)
    }

    /// The name of a value: a name alone, or the one in front of a parenthesis.
    pub fn name_of(&self, id: NodeId) -> Option<&'t str> {
        let node = self.node(id);
        let named = matches!(node.kind, NodeKind::Name | NodeKind::Group);
        node.token.filter(|_| named).map(|token| self.name(token))
    }

    /// The value of a text, without quotes and escapes; none for other values.
    pub fn text_of(&self, id: NodeId) -> Option<Cow<'t, str>> {
        let node = self.node(id);
        self.text_at(node.token.filter(|_| node.kind == NodeKind::Text)?)
    }

    /// The value of a text token; none for other tokens.
    pub fn text_at(&self, token: u32) -> Option<Cow<'t, str>> {
        let kind = self.tokens.get(token as usize)?.kind;
        kind.is_text().then(|| token::text_value(kind, self.words(token)))
    }

    /// The text of a field `id` in these brackets.
    ///
    /// Looked for among the first few fields only, and not where it is longer than an id would be,
    /// so that asking costs the same in any file.
    fn id_of(&self, id: NodeId) -> Option<String> {
        const MOST_FIELDS: usize = 64;
        const LONGEST: u32 = 256;
        let mut fields = self.entries(id).iter().take(MOST_FIELDS);
        let entry = fields.find(|entry| entry.key.is_some_and(|key| self.name(key) == "id"))?;
        let place = self.place(entry.value);
        if place.end - place.start > LONGEST {
            return None;
        }
        self.text_of(entry.value).map(Cow::into_owned)
    }

    /// The id of the innermost declaration with one around an offset.
    pub fn declaration_around(&self, offset: u32) -> Option<String> {
        let mut id = None;
        let mut at = self.root?;
        loop {
            id = self.id_of(at).or(id);
            let entries = self.entries(at);
            let after = entries.partition_point(|entry| self.node(entry.value).start <= offset);
            let Some(entry) = after.checked_sub(1).and_then(|n| entries.get(n)) else { return id };
            if self.node(entry.value).end <= offset {
                return id;
            }
            at = entry.value;
        }
    }
}

/// The three kinds of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    fn opened_by(kind: TokenKind) -> Option<Self> {
        match kind {
            TokenKind::RoundOpen => Some(Self::Round),
            TokenKind::SquareOpen => Some(Self::Square),
            TokenKind::CurlyOpen => Some(Self::Curly),
            _ => None,
        }
    }

    fn closed_by(kind: TokenKind) -> Option<Self> {
        match kind {
            TokenKind::RoundClose => Some(Self::Round),
            TokenKind::SquareClose => Some(Self::Square),
            TokenKind::CurlyClose => Some(Self::Curly),
            _ => None,
        }
    }

    fn characters(self) -> (char, char) {
        match self {
            Self::Round => ('(', ')'),
            Self::Square => ('[', ']'),
            Self::Curly => ('{', '}'),
        }
    }

    fn node(self) -> NodeKind {
        match self {
            Self::Round => NodeKind::Group,
            Self::Square => NodeKind::List,
            Self::Curly => NodeKind::Braces,
        }
    }
}

struct Parser<'t> {
    file: FileId,
    text: &'t str,
    tokens: &'t [Token],
    /// The next token, never trivia.
    at: usize,
    /// The last token that was taken, never trivia.
    last: usize,
    nodes: Vec<Node>,
    entries: Vec<Entry>,
    /// Entries of brackets that are still open.
    open_entries: Vec<Entry>,
    open: Vec<Bracket>,
    errors: Vec<ReadError>,
    /// No comma is asked for before what comes next: what lies between was reported.
    no_comma_needed: bool,
    /// The nesting was reported once.
    too_deep: bool,
    /// Brackets are known not to match, so that no more is said of what they leave at the end.
    unbalanced: bool,
}

impl<'t> Parser<'t> {
    fn new(file: FileId, text: &'t str, tokens: &'t [Token], errors: Vec<ReadError>) -> Self {
        let mut parser = Self {
            file,
            text,
            tokens,
            at: 0,
            last: 0,
            nodes: Vec::with_capacity(tokens.len() / 4),
            entries: Vec::with_capacity(tokens.len() / 4),
            open_entries: Vec::new(),
            open: Vec::new(),
            errors,
            no_comma_needed: false,
            too_deep: false,
            unbalanced: false,
        };
        parser.at = parser.next_from(0);
        parser
    }

    /// The first token from here that is not trivia.
    fn next_from(&self, mut at: usize) -> usize {
        while self.tokens.get(at).is_some_and(|token| token.kind.is_trivia()) {
            at += 1;
        }
        at
    }

    fn peek(&self) -> Option<TokenKind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    /// The kind of the token after the next.
    fn peek_second(&self) -> Option<TokenKind> {
        self.tokens.get(self.next_from(self.at + 1)).map(|token| token.kind)
    }

    /// Takes the next token and returns its number.
    fn bump(&mut self) -> usize {
        self.last = self.at;
        self.at = self.next_from(self.at + 1);
        self.last
    }

    fn take(&mut self, kind: TokenKind) -> bool {
        let there = self.peek() == Some(kind);
        if there {
            self.bump();
        }
        there
    }

    /// The place of a token; the end of the text behind the last.
    fn place(&self, token: usize) -> Place {
        let end = offset(self.text.len());
        let (start, end) = self.tokens.get(token).map_or((end, end), |token| (token.start, token.end));
        Place::new(self.file, start, end)
    }

    fn words(&self, token: usize) -> &'t str {
        let place = self.place(token);
        self.text.get(place.start as usize..place.end as usize).unwrap_or_default()
    }

    fn error(&mut self, kind: ReadErrorKind, token: usize) {
        self.report(ReadError::new(kind, self.place(token)));
    }

    /// Twice the number, as the errors of the tokens are among them.
    fn report(&mut self, error: ReadError) {
        if self.errors.len() < 2 * MAX_SYNTAX_ERRORS {
            self.errors.push(error);
        }
    }

    fn unexpected(&mut self, token: usize) {
        let words = self.words(token).to_owned();
        self.error(ReadErrorKind::Unexpected { words }, token);
    }

    fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        offset(self.nodes.len() - 1)
    }

    fn leaf(&mut self, kind: NodeKind, token: usize) -> NodeId {
        let Place { start, end, .. } = self.place(token);
        let complete = self.tokens.get(token).is_some_and(|token| token.kind != TokenKind::CutText);
        self.add(Node { kind, token: Some(offset(token)), start, end, complete, first: 0, last: 0 })
    }

    fn broken(&mut self, token: usize) -> NodeId {
        self.leaf(NodeKind::Broken, token)
    }

    fn root(&mut self) -> Option<NodeId> {
        while self.peek() == Some(TokenKind::Hash) {
            self.attribute();
        }
        while let Some(
            TokenKind::Comma | TokenKind::RoundClose | TokenKind::SquareClose | TokenKind::CurlyClose,
        ) = self.peek()
        {
            let token = self.bump();
            self.unexpected(token);
        }
        if self.peek().is_none() {
            if self.errors.is_empty() {
                self.error(ReadErrorKind::EmptyFile, self.tokens.len());
            }
            return None;
        }
        let root = self.value();
        if self.peek().is_some() && !self.unbalanced {
            self.error(ReadErrorKind::TextAfterEnd, self.at);
        }
        Some(root)
    }

    /// `#![enable(implicit_some)]`, `#![type = "…"]`, `#![schema = "…"]`
    fn attribute(&mut self) {
        let start = self.bump();
        if self.known_attribute() {
            return;
        }
        self.error(ReadErrorKind::BadAttribute, start);
        while !matches!(self.peek(), None | Some(TokenKind::SquareClose)) && !self.line_ends_after_last() {
            self.bump();
        }
        self.take(TokenKind::SquareClose);
    }

    fn known_attribute(&mut self) -> bool {
        if !(self.take(TokenKind::Bang)
            && self.take(TokenKind::SquareOpen)
            && self.peek() == Some(TokenKind::Name))
        {
            return false;
        }
        let name = self.bump();
        match self.words(name) {
            "enable" => self.take(TokenKind::RoundOpen) && self.extensions(),
            "type" | "schema" => {
                let text = self.take(TokenKind::Equals) && self.peek().is_some_and(TokenKind::is_text);
                if text {
                    self.bump();
                }
                text && self.take(TokenKind::SquareClose)
            }
            _ => false,
        }
    }

    fn extensions(&mut self) -> bool {
        loop {
            if !matches!(self.peek(), Some(TokenKind::Name | TokenKind::RawName)) {
                return false;
            }
            let name = self.bump();
            let name = self.words(name);
            if !matches!(name.strip_prefix("r#").unwrap_or(name), "implicit_some" | "unwrap_newtypes") {
                return false;
            }
            if !self.take(TokenKind::Comma) || self.peek() == Some(TokenKind::RoundClose) {
                return self.take(TokenKind::RoundClose) && self.take(TokenKind::SquareClose);
            }
        }
    }

    /// True where a line ends between the last token and the next.
    fn line_ends_after_last(&self) -> bool {
        let (from, to) = (self.place(self.last).end as usize, self.place(self.at).start as usize);
        self.text.get(from..to).is_some_and(|between| between.contains('\n'))
    }

    /// A value, which must be there: the next token is neither comma nor closing bracket.
    fn value(&mut self) -> NodeId {
        self.skip_signs();
        match self.peek() {
            Some(TokenKind::Name | TokenKind::RawName) => {
                let token = self.bump();
                match self.peek() {
                    Some(TokenKind::RoundOpen) => self.brackets(Bracket::Round, Some(token)),
                    _ => self.leaf(NodeKind::Name, token),
                }
            }
            Some(TokenKind::Number) => {
                let token = self.bump();
                self.leaf(NodeKind::Number, token)
            }
            Some(kind) if kind.is_text() => {
                let token = self.bump();
                self.leaf(NodeKind::Text, token)
            }
            Some(TokenKind::Bad) => {
                let token = self.bump();
                if self.peek() == Some(TokenKind::RoundOpen) {
                    self.brackets(Bracket::Round, None);
                }
                self.broken(token)
            }
            Some(kind) => match Bracket::opened_by(kind) {
                Some(bracket) => self.brackets(bracket, None),
                None => self.broken(self.last),
            },
            None => self.broken(self.last),
        }
    }

    /// Passes over signs that begin no value, with one report.
    fn skip_signs(&mut self) {
        let sign = |kind| {
            matches!(kind, Some(TokenKind::Colon | TokenKind::Equals | TokenKind::Hash | TokenKind::Bang))
        };
        if !sign(self.peek()) {
            return;
        }
        self.unexpected(self.at);
        self.no_comma_needed = true;
        while sign(self.peek()) {
            self.bump();
        }
    }

    /// A bracket that opens next, and all within.
    fn brackets(&mut self, bracket: Bracket, name: Option<usize>) -> NodeId {
        let opener = self.at;
        if self.open.len() >= MAX_NESTING {
            return self.skip_brackets();
        }
        self.bump();
        self.open.push(bracket);
        let mark = self.open_entries.len();
        let complete = self.content(bracket, opener);
        self.open.pop();
        let first = offset(self.entries.len());
        self.entries.extend(self.open_entries.drain(mark..));
        self.add(Node {
            kind: bracket.node(),
            token: name.map(offset),
            start: self.place(name.unwrap_or(opener)).start,
            end: self.place(self.last).end,
            complete,
            first,
            last: offset(self.entries.len()),
        })
    }

    fn skip_brackets(&mut self) -> NodeId {
        let opener = self.bump();
        if !self.too_deep {
            self.error(ReadErrorKind::TooDeep { most: MAX_NESTING }, opener);
        }
        self.too_deep = true;
        let mut depth = 1_usize;
        while let Some(kind) = self.peek().filter(|_| depth > 0) {
            self.bump();
            if Bracket::opened_by(kind).is_some() {
                depth += 1;
            } else if Bracket::closed_by(kind).is_some() {
                depth -= 1;
            }
        }
        self.unbalanced |= depth > 0;
        self.broken(opener)
    }

    /// What stands in brackets, to their end. False where the end had to be guessed.
    fn content(&mut self, bracket: Bracket, opener: usize) -> bool {
        let mut comma = true;
        let mut has_fields = false;
        loop {
            let Some(kind) = self.peek() else {
                if !self.unbalanced {
                    self.unclosed(bracket, opener);
                }
                self.unbalanced = true;
                return false;
            };
            if Bracket::closed_by(kind) == Some(bracket) {
                self.bump();
                return true;
            }
            if let Some(other) = Bracket::closed_by(kind) {
                if self.open.contains(&other) && !self.is_stray(bracket) {
                    self.unclosed(bracket, opener);
                    return false;
                }
                let token = self.bump();
                self.error(ReadErrorKind::StrayBracket { close: other.characters().1 }, token);
                self.unbalanced = true;
                continue;
            }
            if kind == TokenKind::Comma {
                let token = self.bump();
                if comma {
                    self.unexpected(token);
                }
                comma = true;
                self.no_comma_needed = false;
                continue;
            }
            if self.belongs_outside(bracket, has_fields, kind) {
                self.unclosed(bracket, opener);
                self.no_comma_needed = true;
                return true;
            }
            if !comma && !self.no_comma_needed {
                self.error(ReadErrorKind::MissingComma, self.last);
            }
            comma = false;
            self.no_comma_needed = false;
            let entry = self.entry(bracket);
            has_fields |= entry.key.is_some();
            self.open_entries.push(entry);
        }
    }

    fn unclosed(&mut self, bracket: Bracket, opener: usize) {
        let (open, close) = bracket.characters();
        let noticed = self.place(self.at);
        let error = ReadError::new(ReadErrorKind::UnclosedBracket { open, close }, self.place(opener));
        self.report(error.and(noticed));
    }

    /// Whether the wrong closing bracket next is one too many, rather than this one lacking its end:
    /// so it seems where the right one follows on the same line.
    fn is_stray(&self, bracket: Bracket) -> bool {
        let next = self.next_from(self.at + 1);
        let right =
            self.tokens.get(next).is_some_and(|token| Bracket::closed_by(token.kind) == Some(bracket));
        let (from, to) = (self.place(self.at).end as usize, self.place(next).start as usize);
        right && self.text.get(from..to).is_some_and(|between| !between.contains('\n'))
    }

    /// Whether what comes next shows that this bracket was not closed: a declaration among the fields of one
    /// that is in a list, or a field in a list that is in a declaration.
    fn belongs_outside(&self, bracket: Bracket, has_fields: bool, kind: TokenKind) -> bool {
        let around = self.open.len().checked_sub(2).and_then(|n| self.open.get(n));
        match (bracket, around) {
            (Bracket::Round, Some(Bracket::Square)) if has_fields => match kind {
                TokenKind::RoundOpen => true,
                TokenKind::Name => {
                    self.peek_second() == Some(TokenKind::RoundOpen) && !self.looks_like_field()
                }
                _ => false,
            },
            (Bracket::Square, Some(Bracket::Round)) => {
                kind == TokenKind::Name && self.peek_second() == Some(TokenKind::Colon)
            }
            _ => false,
        }
    }

    fn entry(&mut self, bracket: Bracket) -> Entry {
        let key = match self.peek() {
            Some(kind) if bracket != Bracket::Square => self.key(kind),
            _ => None,
        };
        let Some(key) = key else { return Entry { key: None, value: self.value() } };
        let entry = |value| Entry { key: Some(offset(key)), value };
        if !self.value_follows() {
            let field = self.words(key).to_owned();
            self.error(ReadErrorKind::MissingValue { field }, key);
            self.no_comma_needed = true;
            return entry(self.broken(key));
        }
        let value = self.value();
        if matches!(self.tokens.get(key).map(|token| token.kind), Some(TokenKind::Name | TokenKind::RawName))
        {
            return entry(value);
        }
        entry(self.broken(key))
    }

    /// Takes the name of a field and the colon after it, if that is what comes next.
    fn key(&mut self, kind: TokenKind) -> Option<usize> {
        let second = self.peek_second();
        let is_name = matches!(kind, TokenKind::Name | TokenKind::RawName);
        match second {
            Some(TokenKind::Colon) if is_name || kind == TokenKind::Bad => {
                let key = self.bump();
                self.bump();
                Some(key)
            }
            Some(TokenKind::Colon) if kind.is_text() || kind == TokenKind::Number => {
                let key = self.bump();
                self.bump();
                let name = self.words(key).to_owned();
                self.error(ReadErrorKind::BadFieldName { name }, key);
                Some(key)
            }
            Some(TokenKind::Equals) if is_name => {
                let key = self.colonless_key();
                self.bump();
                Some(key)
            }
            Some(second) if is_name && self.begins_value_after(second) => Some(self.colonless_key()),
            _ => None,
        }
    }

    fn colonless_key(&mut self) -> usize {
        let key = self.bump();
        let field = self.words(key).to_owned();
        self.error(ReadErrorKind::MissingColon { field }, key);
        key
    }

    /// Whether the token after the next begins the value of a field that the next token names.
    fn begins_value_after(&self, second: TokenKind) -> bool {
        match second {
            TokenKind::Number | TokenKind::SquareOpen => true,
            TokenKind::RoundOpen => self.looks_like_field(),
            TokenKind::Name => {
                let third = self.next_from(self.next_from(self.at + 1) + 1);
                self.tokens.get(third).is_none_or(|token| token.kind != TokenKind::Colon)
            }
            kind => kind.is_text(),
        }
    }

    /// Fields are written in small letters, all that may stand before a parenthesis with a capital.
    fn looks_like_field(&self) -> bool {
        self.words(self.at).starts_with(|c: char| c.is_lowercase())
    }

    /// Whether a value comes next, rather than the next field or the end.
    fn value_follows(&self) -> bool {
        match self.peek() {
            None | Some(TokenKind::Comma) => false,
            Some(TokenKind::Name | TokenKind::RawName) => self.peek_second() != Some(TokenKind::Colon),
            Some(kind) => Bracket::closed_by(kind).is_none(),
        }
    }
}
