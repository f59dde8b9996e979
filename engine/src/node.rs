//! A value together with the place it was read from.

use crate::text::{FileId, Place};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A value with its place.
///
/// Written as the bare value.
/// Read as a newtype struct named [`NODE`]: this crate's reader answers with the place and the value;
/// plain `ron` (with `unwrap_newtypes`, see [`ron_options`](crate::ron_options)) reads the bare value
/// and leaves the place at [`Place::NOWHERE`].
/// Two nodes are equal when their values are.
#[derive(Clone, Copy, Default)]
pub struct Node<T> {
    /// The value.
    pub value: T,
    /// Where it was read.
    pub place: Place,
}

/// The name by which a reader recognises a [`Node`] in `deserialize_newtype_struct`.
///
/// A reader that keeps places answers with `visit_seq` of exactly four elements: the file's number, the first
/// byte, the byte after the last (all `u32`), and the value.
pub const NODE: &str = "$livsferd::Node";

impl<T> Node<T> {
    /// A value and its place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl<T> From<T> for Node<T> {
    fn from(value: T) -> Self {
        Self::new(value, Place::NOWHERE)
    }
}

impl From<&str> for Node<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned(), Place::NOWHERE)
    }
}

impl<T> Deref for Node<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Node<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Node<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Node<T> {}

impl<T: Serialize> Serialize for Node<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Node<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NODE, NodeVisitor(PhantomData))
    }
}

struct NodeVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NodeVisitor<T> {
    type Value = Node<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<T>, D::Error> {
        T::deserialize(deserializer).map(Node::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Node<T>, A::Error> {
        let missing = |n| de::Error::invalid_length(n, &"a place and a value");
        let file = parts.next_element()?.ok_or_else(|| missing(0))?;
        let start = parts.next_element()?.ok_or_else(|| missing(1))?;
        let end = parts.next_element()?.ok_or_else(|| missing(2))?;
        let value = parts.next_element()?.ok_or_else(|| missing(3))?;
        Ok(Node::new(value, Place::new(FileId(file), start, end)))
    }
}
