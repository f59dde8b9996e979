//! Tables sorted by id, and the keys into them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

/// The place of a `T` in its [`Table`]. Keys are ordered as the table is: by id.
pub struct Key<T> {
    index: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// The key of the element with this index.
    pub fn new(index: usize) -> Self {
        Self { index: u32::try_from(index).unwrap_or(u32::MAX), of: PhantomData }
    }

    /// The index in the table.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Key<T> {}
impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Key<T> {}
impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// Things of one kind, sorted by id, reached by [`Key`].
#[derive(Debug, Clone)]
pub struct Table<T>(Vec<T>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Table<T> {
    /// A table of things that are already in order.
    pub fn new(sorted: Vec<T>) -> Self {
        Self(sorted)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The things with their keys, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Key<T>, &T)> + DoubleEndedIterator {
        self.0.iter().enumerate().map(|(index, value)| (Key::new(index), value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = Key<T>> + DoubleEndedIterator + use<T> {
        (0..self.0.len()).map(Key::new)
    }

    /// The things in order.
    pub fn values(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The key of the thing with this id, in a table sorted by it.
    pub fn find(&self, id: &str, id_of: impl Fn(&T) -> &String) -> Option<Key<T>> {
        self.0.binary_search_by(|value| id_of(value).as_str().cmp(id)).ok().map(Key::new)
    }
}

impl<T> Index<Key<T>> for Table<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "keys are only made for the table they are used with")]
    fn index(&self, key: Key<T>) -> &T {
        &self.0[key.index()]
    }
}
