//! What is part of what: a datum with all that it contains.

use crate::model::{Datum, ItemKind, Journey, Model, Related};
use std::collections::BTreeSet;

/// What whoever has a datum has with it: the parts of a concept, the contents of a document.
pub(in crate::facts) struct Contents<'m> {
    journey: &'m Journey,
    /// By item.
    parts: Vec<Vec<Related>>,
}

impl<'m> Contents<'m> {
    pub(in crate::facts) fn new(model: &Model, journey: &'m Journey) -> Self {
        let mut parts: Vec<Vec<Related>> = vec![Vec::new(); model.items.len()];
        for (key, item) in model.items.iter() {
            match &item.kind {
                ItemKind::Concept { part_of, .. } => {
                    for whole in part_of {
                        if let Some(parts) = parts.get_mut(whole.index()) {
                            parts.push(Related { party: None, item: key });
                        }
                    }
                }
                ItemKind::Document { contains, .. } => {
                    if let Some(parts) = parts.get_mut(key.index()) {
                        parts.extend(contains.iter().cloned());
                    }
                }
            }
        }
        Self { journey, parts }
    }

    /// Everything in a datum, in any number of steps, without the datum itself.
    pub(super) fn of(&self, datum: Datum) -> BTreeSet<Datum> {
        let mut inside = BTreeSet::new();
        let mut open = vec![datum];
        while let Some(at) = open.pop() {
            for part in self.parts.get(at.item.index()).into_iter().flatten() {
                let Some(part) = self.journey.relate(at.party, part) else { continue };
                if part != datum && inside.insert(part) {
                    open.push(part);
                }
            }
        }
        inside
    }

    /// Everything in a datum, and the datum; sorted.
    pub(in crate::facts) fn with_itself(&self, datum: Datum) -> Vec<Datum> {
        let mut all = vec![datum];
        if self.parts.get(datum.item.index()).is_some_and(|parts| !parts.is_empty()) {
            all.extend(self.of(datum));
            all.sort_unstable();
        }
        all
    }
}
