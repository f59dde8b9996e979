//! Tree to declarations, with every mistake of the file in one run.
//!
//! Knows `serde` and the tree; knows nothing of what the declarations mean.
//! The declarations are plain `serde` types, described once by their derives; this module is a
//! `serde::Deserializer` over a [`Tree`] that adds places and goes on after mistakes.
//!
//! How it goes on: `serde` unwinds at the first mistake. So the mistake is recorded, the value it is about is
//! *dropped* (as an item of a list it is left out, as the value of a field the field is), the list around it is
//! ended early, and once the pass is over another begins, until one meets nothing new.
//! Items that were read without mistakes are passed over in the passes between, so that together they cost about
//! as much as one; the last pass reads everything that was not dropped.
//! A field missing from a declaration that lost a value is a consequence, not a mistake:
//! the declaration is dropped in silence.
//!
//! Everything that is accepted without a mistake is accepted by plain `ron` too, and read the same; see
//! [`tree`](crate::tree) for what `ron` accepts beyond that.

use crate::declaration::File;
use crate::limits::MAX_SYNTAX_ERRORS;
use crate::node::NODE;
use crate::text::{FileId, Place};
use crate::tree::{
    Content, Entry, Expected, Found, NodeId, NodeKind, Number, ReadError, ReadErrorKind, TokenKind, Tree,
};
use crate::words::closest;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::collections::BTreeSet;
use std::fmt;

/// What was read of a file.
#[derive(Debug, Clone)]
pub struct Read<T = File> {
    /// The declarations, without those that were dropped; none where nothing can be told of the whole.
    pub value: Option<T>,
    /// What is wrong, by place.
    pub errors: Vec<ReadError>,
    /// The ids of declarations that stand in the file but are not in `value`, sorted.
    /// A reference to one of them is not to be reported: it is only broken.
    pub broken_ids: Vec<String>,
    /// The name in front of the file's parenthesis: `Steps`.
    pub root: Option<String>,
    /// The text of the file's field `event`: which life event it belongs to, where it says so.
    pub event: Option<String>,
}

/// Reads the text of a model file. Never fails and never panics: what is wrong is in `errors`.
pub fn read(file: FileId, text: &str) -> Read {
    read_as(file, text)
}

/// Reads a text as any type that uses no more of `serde` than the declarations do:
/// structs, enums, lists, options, texts, whole numbers and truth values.
pub fn read_as<T: DeserializeOwned>(file: FileId, text: &str) -> Read<T> {
    let tree = Tree::read(file, text);
    let mut reading = Reading {
        state: vec![State::New; tree.len()],
        errors: tree.errors.clone(),
        tree: &tree,
        events: 0,
        only_new: false,
    };
    let value = reading.passes();
    let errors = reading.finished_errors();
    let broken_ids = if errors.is_empty() { Vec::new() } else { reading.broken_ids(value.is_some()) };
    let root = tree.root.and_then(|root| tree.name_of(root)).map(str::to_owned);
    let entries = tree.root.map(|root| tree.entries(root)).unwrap_or_default();
    let event = entries.iter().find(|entry| entry.key.is_some_and(|key| tree.name(key) == "event"));
    let event = event.and_then(|entry| tree.text_of(entry.value)).map(|event| event.into_owned());
    Read { value, errors, broken_ids, root, event }
}

/// What is known of a value from the passes before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing.
    New,
    /// It was read without a mistake.
    Sound,
    /// Its name is wrong, which was reported; the rest is read as if it were right.
    Renamed,
    /// It is left out.
    Dropped,
}

struct Reading<'t> {
    tree: &'t Tree<'t>,
    state: Vec<State>,
    errors: Vec<ReadError>,
    /// Grows with everything that is found, also in silence.
    events: usize,
    /// List items that were read without mistakes are passed over.
    only_new: bool,
}

/// Why a value could not be read.
#[derive(Debug)]
enum Failure {
    /// It was recorded, and the value it is about was dropped.
    Recorded,
    UnknownField(&'static [&'static str]),
    UnknownChoice(&'static [&'static str]),
    MissingField(&'static str),
    DuplicateField(&'static str),
    Other(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::UnknownField(expected)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::UnknownChoice(expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::MissingField(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::DuplicateField(field)
    }
}

type Outcome<T> = Result<T, Failure>;

impl<'t> Reading<'t> {
    fn passes<T: DeserializeOwned>(&mut self) -> Option<T> {
        let root = self.tree.root?;
        loop {
            if self.errors.len() >= MAX_SYNTAX_ERRORS || self.is_dropped(root) {
                return None;
            }
            let before = self.events;
            let value =
                T::deserialize(Value { reading: self, node: root }).map_err(|why| self.settle(root, why));
            if self.events == before && !self.only_new {
                return value.ok();
            }
            // A pass over the rest that finds nothing is followed by the last, over everything.
            self.only_new = self.events != before;
        }
    }

    fn finished_errors(&mut self) -> Vec<ReadError> {
        let mut errors = std::mem::take(&mut self.errors);
        errors.sort_by_key(|error| (error.place.start, error.place.end));
        if errors.len() >= MAX_SYNTAX_ERRORS {
            errors.truncate(MAX_SYNTAX_ERRORS);
            let end = u32::try_from(self.tree.text.len()).unwrap_or(u32::MAX);
            let kind = ReadErrorKind::TooManyErrors { most: MAX_SYNTAX_ERRORS };
            errors.push(ReadError::new(kind, Place::new(self.tree.file, end, end)));
        }
        errors
    }

    fn state(&self, node: NodeId) -> State {
        self.state.get(node as usize).copied().unwrap_or(State::Dropped)
    }

    fn set(&mut self, node: NodeId, state: State) {
        if let Some(slot) = self.state.get_mut(node as usize) {
            *slot = state;
        }
    }

    fn is_dropped(&self, node: NodeId) -> bool {
        self.state(node) == State::Dropped || self.tree.node(node).kind == NodeKind::Broken
    }

    /// Leaves a value out, without a word.
    fn drop_silently(&mut self, node: NodeId) -> Failure {
        self.events += 1;
        self.set(node, State::Dropped);
        Failure::Recorded
    }

    /// Records a mistake and leaves the value out that it is about.
    fn fail(&mut self, kind: ReadErrorKind, place: Place, node: NodeId) -> Failure {
        self.record(ReadError::new(kind, place));
        self.drop_silently(node)
    }

    fn record(&mut self, mut error: ReadError) {
        self.events += 1;
        error.within = self.tree.declaration_around(error.place.start);
        self.errors.push(error);
    }

    fn wrong_type(&mut self, node: NodeId, expected: Expected) -> Failure {
        let found = match self.tree.node(node).kind {
            NodeKind::Text => Found::Text(self.tree.text_of(node).unwrap_or_default().into_owned()),
            NodeKind::Number => Found::Number,
            NodeKind::List => Found::List,
            NodeKind::Braces => Found::Braces,
            NodeKind::Name | NodeKind::Group | NodeKind::Broken => {
                self.tree.name_of(node).map_or(Found::Fields, |name| Found::Word(name.to_owned()))
            }
        };
        self.fail(ReadErrorKind::WrongType { expected, found }, self.head(node), node)
    }

    /// The words that stand for a value in a message: its name, its opening bracket, or all of a leaf.
    fn head(&self, node: NodeId) -> Place {
        let place = self.tree.place(node);
        let value = self.tree.node(node);
        match (value.token, value.kind) {
            (Some(token), _) => self.tree.token_place(token),
            (None, NodeKind::List | NodeKind::Group | NodeKind::Braces) => {
                Place::new(place.file, place.start, place.start + 1)
            }
            _ => place,
        }
    }

    /// Turns what `serde` found wrong into a recorded mistake at the value it was reading.
    fn settle(&mut self, node: NodeId, why: Failure) -> Failure {
        let reason = match why {
            Failure::Recorded => return Failure::Recorded,
            Failure::Other(reason) => reason,
            other => other.to_string(),
        };
        self.fail(ReadErrorKind::Refused { reason }, self.head(node), node)
    }

    /// Whether a field may be missing because it was left out here, or because an end had to be guessed.
    fn has_lost_something(&self, node: NodeId) -> bool {
        let lost = |entry: &Entry| self.is_dropped(entry.value) || !self.tree.node(entry.value).complete;
        !self.tree.node(node).complete || self.tree.entries(node).iter().any(lost)
    }

    /// Reads the fields of a struct or of a word with fields.
    fn fields<'de, V: Visitor<'de>>(
        &mut self,
        node: NodeId,
        declaration: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        let before = self.events;
        let why = match visitor.visit_map(Fields { reading: self, node, next: 0, fields }) {
            Ok(value) => return Ok(value),
            Err(why) => why,
        };
        Err(match why {
            // Something was found further in; what else there is must be found before this is dropped.
            Failure::MissingField(_) if self.events != before => Failure::Recorded,
            Failure::MissingField(_) if self.has_lost_something(node) => self.drop_silently(node),
            Failure::MissingField(field) => {
                self.fail(ReadErrorKind::MissingField { field, declaration }, self.head(node), node)
            }
            Failure::DuplicateField(field) => self.duplicate(node, field),
            other => self.settle(node, other),
        })
    }

    fn duplicate(&mut self, node: NodeId, field: &'static str) -> Failure {
        let tree = self.tree;
        let mut same = tree
            .entries(node)
            .iter()
            .filter(|entry| !self.is_dropped(entry.value))
            .filter_map(|entry| entry.key.map(|key| (key, entry.value)))
            .filter(|(key, _)| tree.name(*key) == field);
        let (Some((first, _)), Some((second, value))) = (same.next(), same.next()) else {
            return self.settle(node, Failure::DuplicateField(field));
        };
        let kind = ReadErrorKind::DuplicateField { field: field.to_owned() };
        self.record(ReadError::new(kind, tree.token_place(second)).and(tree.token_place(first)));
        self.drop_silently(value)
    }

    /// The only value in the parentheses of `Some(…)` or of a word with one value.
    fn only_value(&mut self, node: NodeId) -> Outcome<NodeId> {
        let entries = self.tree.entries(node);
        match entries {
            [Entry { key: None, value }] if self.is_dropped(*value) => Err(self.drop_silently(node)),
            [Entry { key: None, value }] => Ok(*value),
            _ if self.has_lost_something(node) => Err(self.drop_silently(node)),
            _ => Err(self.wrong_content(node, Content::OneValue)),
        }
    }

    fn wrong_content(&mut self, node: NodeId, takes: Content) -> Failure {
        let word = self.tree.name_of(node).unwrap_or_default().to_owned();
        self.fail(ReadErrorKind::WrongContent { word, takes }, self.head(node), node)
    }

    /// The ids that are written in the file as `id: "…"` but not among what was read.
    fn broken_ids(&self, has_value: bool) -> Vec<String> {
        let mut sound = BTreeSet::new();
        if let Some(root) = self.tree.root.filter(|_| has_value) {
            self.collect_sound_ids(root, &mut sound);
        }
        let mut tokens = (0_u32..).zip(&self.tree.tokens).filter(|(_, token)| !token.kind.is_trivia());
        let mut broken = BTreeSet::new();
        // A file may say the same id twice; whichever is sound wins.
        while let Some((at, token)) = tokens.next() {
            if !matches!(token.kind, TokenKind::Name | TokenKind::RawName) || self.tree.name(at) != "id" {
                continue;
            }
            if tokens.clone().next().is_none_or(|(_, token)| token.kind != TokenKind::Colon) {
                continue;
            }
            tokens.next();
            if let Some(id) = tokens.clone().next().and_then(|(at, _)| self.tree.text_at(at)) {
                broken.insert(id.into_owned());
            }
        }
        broken.difference(&sound).cloned().collect()
    }

    /// Goes as deep as brackets are nested, which is capped.
    fn collect_sound_ids(&self, node: NodeId, ids: &mut BTreeSet<String>) {
        if self.is_dropped(node) {
            return;
        }
        for entry in self.tree.entries(node) {
            if entry.key.is_some_and(|key| self.tree.name(key) == "id") && !self.is_dropped(entry.value) {
                ids.extend(self.tree.text_of(entry.value).map(|id| id.into_owned()));
            }
            self.collect_sound_ids(entry.value, ids);
        }
    }
}

/// A value of the tree, for `serde`.
struct Value<'r, 't> {
    reading: &'r mut Reading<'t>,
    node: NodeId,
}

impl<'t> Value<'_, 't> {
    fn kind(&self) -> NodeKind {
        self.reading.tree.node(self.node).kind
    }

    fn name(&self) -> Option<&'t str> {
        self.reading.tree.name_of(self.node)
    }

    /// The value itself is `name` and nothing else: `true`, `None`. Raw names are never one of these.
    fn is_word(&self, word: &str) -> bool {
        let token = self.reading.tree.node(self.node).token;
        self.kind() == NodeKind::Name && token.is_some_and(|token| self.reading.tree.words(token) == word)
    }

    fn is_some(&self) -> bool {
        let token = self.reading.tree.node(self.node).token;
        self.kind() == NodeKind::Group && token.is_some_and(|token| self.reading.tree.words(token) == "Some")
    }

    fn wrong_type<T>(self, expected: Expected) -> Outcome<T> {
        Err(self.reading.wrong_type(self.node, expected))
    }

    fn refused<T>(self) -> Outcome<T> {
        Err(self.reading.settle(self.node, Failure::Other("no such type in the language".to_owned())))
    }

    /// A whole number that fits between the bounds and has no other suffix than this type's.
    fn number(&mut self, least: i64, most: i64, suffix: &str) -> Outcome<i64> {
        let tree = self.reading.tree;
        let place = tree.place(self.node);
        if self.kind() != NodeKind::Number {
            return Err(self.reading.wrong_type(self.node, Expected::Number));
        }
        let number = tree.node(self.node).token.map_or("", |token| tree.words(token)).to_owned();
        let read = Number::read(&number).filter(|read| read.suffix.is_empty() || read.suffix == suffix);
        let Some(read) = read else {
            return Err(self.reading.fail(ReadErrorKind::BadNumber { number }, place, self.node));
        };
        let value = read.value.and_then(|value| i64::try_from(value).ok());
        match value.filter(|value| (least..=most).contains(value)) {
            Some(value) => Ok(value),
            None => {
                let kind = ReadErrorKind::OutOfRange { number, least, most };
                Err(self.reading.fail(kind, place, self.node))
            }
        }
    }
}

/// Reads a value within another; what `serde` itself finds wrong is recorded at the inner one.
fn read_within<'de, S: DeserializeSeed<'de>>(
    reading: &mut Reading<'_>,
    node: NodeId,
    seed: S,
) -> Outcome<S::Value> {
    seed.deserialize(Value { reading, node }).map_err(|why| reading.settle(node, why))
}

impl<'de> de::Deserializer<'de> for Value<'_, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Outcome<V::Value> {
        self.refused()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match (self.is_word("true"), self.is_word("false")) {
            (true, _) => visitor.visit_bool(true),
            (_, true) => visitor.visit_bool(false),
            _ => self.wrong_type(Expected::Truth),
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(mut self, visitor: V) -> Outcome<V::Value> {
        visitor.visit_i64(self.number(i32::MIN.into(), i32::MAX.into(), "i32")?)
    }

    fn deserialize_u32<V: Visitor<'de>>(mut self, visitor: V) -> Outcome<V::Value> {
        visitor.visit_i64(self.number(u32::MIN.into(), u32::MAX.into(), "u32")?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        match self.reading.tree.text_of(self.node) {
            Some(text) => visitor.visit_str(&text),
            None => self.wrong_type(Expected::Text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        if self.is_word("None") {
            return visitor.visit_none();
        }
        if !self.is_some() {
            return visitor.visit_some(self);
        }
        let inner = self.reading.only_value(self.node)?;
        let read = visitor.visit_some(Value { reading: self.reading, node: inner });
        read.map_err(|why| self.reading.settle(inner, why))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Outcome<V::Value> {
        if name == NODE {
            return visitor.visit_seq(NodeParts { reading: self.reading, node: self.node, next: 0 });
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Outcome<V::Value> {
        if self.kind() != NodeKind::List {
            return self.wrong_type(Expected::List);
        }
        visitor.visit_seq(Items { reading: self.reading, node: self.node, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        if self.kind() != NodeKind::Group {
            return self.wrong_type(Expected::Fields(fields));
        }
        let other = self.name().filter(|found| *found != name);
        if let Some(found) = other.filter(|_| self.reading.state(self.node) != State::Renamed) {
            let kind = ReadErrorKind::WrongName { found: found.to_owned(), expected: name };
            self.reading.record(ReadError::new(kind, self.reading.head(self.node)));
            self.reading.set(self.node, State::Renamed);
        }
        self.reading.fields(self.node, name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        if self.name().is_none() {
            return self.wrong_type(Expected::Choice(variants));
        }
        visitor.visit_enum(Word { reading: self.reading, node: self.node, variants })
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct map
        identifier ignored_any
    }
}

/// A [`Node`](crate::node::Node): file, first byte, byte after the last, value.
struct NodeParts<'r, 't> {
    reading: &'r mut Reading<'t>,
    node: NodeId,
    next: u8,
}

impl<'de> SeqAccess<'de> for NodeParts<'_, '_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Outcome<Option<S::Value>> {
        let place = self.reading.tree.place(self.node);
        self.next += 1;
        match self.next {
            1 => seed.deserialize(place.file.0.into_deserializer()).map(Some),
            2 => seed.deserialize(place.start.into_deserializer()).map(Some),
            3 => seed.deserialize(place.end.into_deserializer()).map(Some),
            4 => seed.deserialize(Value { reading: self.reading, node: self.node }).map(Some),
            _ => Ok(None),
        }
    }
}

/// The items of a list that were not dropped.
struct Items<'r, 't> {
    reading: &'r mut Reading<'t>,
    node: NodeId,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Outcome<Option<S::Value>> {
        let tree = self.reading.tree;
        while let Some(entry) = tree.entries(self.node).get(self.next) {
            self.next += 1;
            let passed_over = self.reading.only_new && self.reading.state(entry.value) == State::Sound;
            if passed_over || self.reading.is_dropped(entry.value) {
                continue;
            }
            let before = self.reading.events;
            // After a mistake the list ends here for this pass, so that what comes after the list is read too.
            let Ok(item) = read_within(self.reading, entry.value, seed) else { return Ok(None) };
            if self.reading.events == before && self.reading.state(entry.value) == State::New {
                self.reading.set(entry.value, State::Sound);
            }
            return Ok(Some(item));
        }
        Ok(None)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.reading.tree.entries(self.node).len().saturating_sub(self.next))
    }
}

/// The fields of a declaration that were not dropped.
struct Fields<'r, 't> {
    reading: &'r mut Reading<'t>,
    node: NodeId,
    next: usize,
    fields: &'static [&'static str],
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Failure;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Outcome<Option<S::Value>> {
        let tree = self.reading.tree;
        while let Some(entry) = tree.entries(self.node).get(self.next) {
            self.next += 1;
            if self.reading.is_dropped(entry.value) {
                continue;
            }
            let Some(key) = entry.key else {
                let kind = ReadErrorKind::MissingFieldName { allowed: self.fields };
                return Err(self.reading.fail(kind, self.reading.head(entry.value), entry.value));
            };
            let field = tree.name(key);
            return seed.deserialize(field.into_deserializer()).map(Some).map_err(|why: Failure| match why {
                Failure::UnknownField(allowed) => {
                    let suggestion = closest(field, allowed.iter().copied());
                    let kind = ReadErrorKind::UnknownField { field: field.to_owned(), suggestion, allowed };
                    self.reading.fail(kind, tree.token_place(key), entry.value)
                }
                other => self.reading.settle(entry.value, other),
            });
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Outcome<S::Value> {
        let entry = self.next.checked_sub(1).and_then(|at| self.reading.tree.entries(self.node).get(at));
        match entry {
            Some(entry) => read_within(self.reading, entry.value, seed),
            None => Err(self.reading.drop_silently(self.node)),
        }
    }
}

/// One of several words, with or without something in parentheses.
struct Word<'r, 't> {
    reading: &'r mut Reading<'t>,
    node: NodeId,
    variants: &'static [&'static str],
}

impl<'de> EnumAccess<'de> for Word<'_, '_> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Outcome<(S::Value, Self)> {
        let word = self.reading.tree.name_of(self.node).unwrap_or_default();
        match seed.deserialize(word.into_deserializer()) {
            Ok(variant) => Ok((variant, self)),
            Err(Failure::UnknownChoice(allowed)) => {
                let suggestion = closest(word, allowed.iter().copied());
                let kind = ReadErrorKind::UnknownChoice { word: word.to_owned(), suggestion, allowed };
                Err(self.reading.fail(kind, self.reading.head(self.node), self.node))
            }
            Err(other) => Err(self.reading.settle(self.node, other)),
        }
    }
}

impl Word<'_, '_> {
    fn is_group(&self) -> bool {
        self.reading.tree.node(self.node).kind == NodeKind::Group
    }
}

impl<'de> VariantAccess<'de> for Word<'_, '_> {
    type Error = Failure;

    fn unit_variant(self) -> Outcome<()> {
        if self.is_group() {
            return Err(self.reading.wrong_content(self.node, Content::Nothing));
        }
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Outcome<S::Value> {
        if !self.is_group() {
            return Err(self.reading.wrong_content(self.node, Content::OneValue));
        }
        let inner = self.reading.only_value(self.node)?;
        read_within(self.reading, inner, seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Outcome<V::Value> {
        Value { reading: self.reading, node: self.node }.refused()
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Outcome<V::Value> {
        if !self.is_group() {
            return Err(self.reading.wrong_content(self.node, Content::Fields(fields)));
        }
        let word = self.reading.tree.name_of(self.node).unwrap_or_default();
        let declaration = self.variants.iter().find(|variant| **variant == word).copied().unwrap_or_default();
        self.reading.fields(self.node, declaration, fields, visitor)
    }
}
