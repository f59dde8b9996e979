//! The names of things of one kind: declared once, looked up with "did you mean".

use super::error::{ModelError, ModelProblem, Thing};
use super::keys::Key;
use crate::declaration::Id;
use crate::limits::MAX_COMPARISONS;
use crate::text::Place;
use crate::words::closest;
use foldhash::HashMap;

/// The declarations of one kind, sorted by id, each id once.
pub(super) struct Names<'d, D> {
    thing: Thing,
    sorted: Vec<(&'d Id, D)>,
    /// Where each id stands: names are looked up far more often than declared.
    places: HashMap<&'d str, usize>,
}

impl<'d, D> Names<'d, D> {
    /// Sorts the declarations; a repeated or unusable id is an error, and the later declaration is left out.
    pub(super) fn declare(
        thing: Thing,
        declarations: impl IntoIterator<Item = (&'d Id, D)>,
        errors: &mut Vec<ModelError>,
    ) -> Self {
        Self::declare_beside(Vec::new(), thing, declarations, errors)
    }

    /// The same, beside others that were declared before, whose own errors are not said again.
    pub(super) fn declare_beside(
        mut sorted: Vec<(&'d Id, D)>,
        thing: Thing,
        declarations: impl IntoIterator<Item = (&'d Id, D)>,
        errors: &mut Vec<ModelError>,
    ) -> Self {
        let mut first: HashMap<&'d str, Place> =
            sorted.iter().map(|(id, _)| (id.as_str(), id.place)).collect();
        for (id, declaration) in declarations {
            if !is_id(id) {
                let problem = ModelProblem::BadId { id: id.value.clone() };
                errors.push(ModelError { problem, place: id.place, other: None });
            }
            if let Some(&other) = first.get(id.as_str()) {
                let problem = ModelProblem::DuplicateId { thing, id: id.value.clone() };
                errors.push(ModelError { problem, place: id.place, other: Some(other) });
                continue;
            }
            first.insert(id, id.place);
            sorted.push((id, declaration));
        }
        sorted.sort_by(|a, b| a.0.value.cmp(&b.0.value));
        let places = sorted.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
        Self { thing, sorted, places }
    }

    /// What kind of things they are.
    pub(super) fn thing(&self) -> Thing {
        self.thing
    }

    /// The declarations in order: their order is that of the table to be made of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(&'d Id, D)> {
        self.sorted.iter()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The key of the thing with this id, in the table to be made.
    pub(super) fn find<T>(&self, id: &str) -> Option<Key<T>> {
        self.places.get(id).copied().map(Key::new)
    }

    /// The declaration with this id.
    pub(super) fn get(&self, id: &str) -> Option<&D> {
        let at = *self.places.get(id)?;
        self.sorted.get(at).map(|(_, declaration)| declaration)
    }

    /// The id as it is declared.
    pub(super) fn key(&self, id: &str) -> Option<&'d Id> {
        let at = *self.places.get(id)?;
        self.sorted.get(at).map(|(id, _)| *id)
    }

    /// The declaration that a key of the table to be made stands for.
    pub(super) fn declaration<T>(&self, key: Key<T>) -> Option<&D> {
        self.sorted.get(key.index()).map(|(_, declaration)| declaration)
    }

    /// The ids in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'d str> {
        self.sorted.iter().map(|(id, _)| id.as_str())
    }
}

/// The known name nearest to what was written, where one is near enough to be meant.
///
/// None is looked for any more when there are so many errors already that looking would take long.
pub(super) fn nearest<'n>(
    written: &str,
    known: impl IntoIterator<Item = &'n str>,
    errors: &[ModelError],
) -> Option<String> {
    let most = MAX_COMPARISONS / (errors.len() + 1);
    closest(written, known.into_iter().take(most)).map(str::to_owned)
}

/// True for a word that references and conditions can use: letters, digits, `_` and `-`, not beginning with a digit.
pub(super) fn is_id(text: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let operator = matches!(text, "and" | "or" | "not" | "in" | "true" | "false");
    text.chars().all(word) && text.starts_with(|c: char| c.is_alphabetic() || c == '_') && !operator
}
