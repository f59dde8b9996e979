//! What is part of what: a datum with all that it contains.

use crate::model::{Datum, ItemKind, Journey, Model, Related};
use foldhash::HashMap;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What whoever has a datum has with it: the parts of a concept, the contents of a document.
pub(in crate::facts) struct Contents<'m> {
    journey: &'m Journey,
    /// By item.
    parts: Vec<Vec<Related>>,
    /// What [`with_itself`](Self::with_itself) has told: the same data are asked for again and again.
    told: RefCell<HashMap<Datum, Rc<[Datum]>>>,
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
        Self { journey, parts, told: RefCell::default() }
    }

    /// Everything in a datum, in any number of steps, without the datum itself.
    fn of(&self, datum: Datum) -> BTreeSet<Datum> {
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
    pub(in crate::facts) fn with_itself(&self, datum: Datum) -> Rc<[Datum]> {
        let mut told = self.told.borrow_mut();
        Rc::clone(told.entry(datum).or_insert_with(|| {
            let mut all = self.of(datum);
            all.insert(datum);
            all.into_iter().collect()
        }))
    }

    /// True where a datum is another one, or in it.
    pub(super) fn has(&self, whole: Datum, datum: Datum) -> bool {
        whole == datum || self.with_itself(whole).binary_search(&datum).is_ok()
    }
}
