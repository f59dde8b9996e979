//! What follows from what is known.

use super::InCourse;
use livsferd::model::{Datum, ItemKind, Key, Organisation, Step};
use std::collections::BTreeSet;

impl InCourse<'_> {
    /// Everything that follows from some data: what is derived from them, and its parts, in any number of steps.
    pub(super) fn following(&self, known: &BTreeSet<Datum>) -> BTreeSet<Datum> {
        let mut all = known.clone();
        let mut follows = BTreeSet::new();
        loop {
            let more: BTreeSet<Datum> = self
                .contents
                .keys()
                .filter(|&&datum| self.inputs(datum).is_some_and(|inputs| inputs.is_subset(&all)))
                .flat_map(|datum| self.contents[datum].iter().copied())
                .collect();
            if more.is_subset(&follows) {
                return follows;
            }
            follows.extend(more.iter().copied());
            all.extend(more);
        }
    }

    /// The data, and all from which anything follows, where any of the data can follow at all.
    pub(super) fn with_what_gives(&self, data: &[Datum]) -> BTreeSet<Datum> {
        let own: BTreeSet<Datum> = data.iter().copied().collect();
        let inputs: BTreeSet<Datum> =
            self.contents.keys().filter_map(|&datum| self.inputs(datum)).flatten().collect();
        let follows = self.following(&inputs);
        if own.is_disjoint(&follows) { own } else { own.union(&inputs).copied().collect() }
    }

    /// What a datum is derived from, where it is derived from anything.
    pub(super) fn inputs(&self, datum: Datum) -> Option<BTreeSet<Datum>> {
        let ItemKind::Concept { derived_from, .. } = &self.model.items[datum.item].kind else { return None };
        let inputs: Option<BTreeSet<Datum>> =
            derived_from.iter().map(|related| self.journey.relate(datum.party, related)).collect();
        inputs.filter(|inputs| !inputs.is_empty())
    }

    /// True where what is asked for follows from what the body has and registers hold, itself not counted.
    pub(super) fn derivable(&self, body: Key<Organisation>, asked: Datum, s: Key<Step>) -> bool {
        if !self.happens.contains(&s) {
            return false;
        }
        let proved: BTreeSet<Datum> = self.proves(asked).1.into_iter().flatten().collect();
        let enough = |known: &BTreeSet<Datum>| {
            let follows = self.following(known);
            match proved.is_empty() {
                true => follows.contains(&asked),
                false => proved.iter().all(|one| known.contains(one) || follows.contains(one)),
            }
        };
        // Only what something follows from, or what is to be proved, can matter.
        let inputs = self.contents.keys().filter_map(|&datum| self.inputs(datum)).flatten();
        let matters: BTreeSet<Datum> =
            inputs.chain(proved.iter().copied()).filter(|&datum| datum != asked).collect();
        if !enough(&matters) {
            return false;
        }
        let proof = self.proves(asked).0;
        let has = |datum: Datum| self.has_obtained(body, datum, s, proof) || self.has_at(datum, s, asked);
        let known = |datum: &Datum| has(*datum) || self.some_register_holds(*datum, s);
        enough(&matters.into_iter().filter(known).collect())
    }
}
