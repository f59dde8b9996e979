//! What follows from what somebody has: all inputs give what is derived from them.

use super::{Facts, RequestFact};
use crate::diagram::{OverBudget, Set};
use crate::model::{Datum, ItemKind, Key, Organisation, Step};
use std::collections::{BTreeMap, BTreeSet};

/// For each datum that can follow, the ways in which it can: what it follows from, all of it together.
pub(super) type Ways = BTreeMap<Datum, Vec<Vec<Datum>>>;

/// Where the asker has a datum, and where a register holds it.
#[derive(Clone, Copy)]
struct Known {
    had: Set,
    held: Set,
}

impl Facts<'_> {
    /// What a datum is derived from, all of it together; empty for what is derived from nothing.
    pub fn derived_from(&self, datum: Datum) -> Vec<Datum> {
        match &self.model.items[datum.item].kind {
            ItemKind::Document { .. } => Vec::new(),
            ItemKind::Concept { derived_from, .. } => {
                let inputs = derived_from.iter().map(|related| self.journey.relate(datum.party, related));
                inputs.collect::<Option<Vec<_>>>().unwrap_or_default()
            }
        }
    }

    /// The ways in which a datum can follow: for each, what it follows from, all of it together. Whoever can derive
    /// the whole has the part.
    pub fn follows_from(&self, datum: Datum) -> Vec<Vec<Datum>> {
        let mut ways = Vec::new();
        let inputs = self.derived_from(datum);
        if !inputs.is_empty() {
            ways.push(inputs);
        }
        let mut seen = vec![datum];
        let mut open = vec![datum];
        while let Some(at) = open.pop() {
            let ItemKind::Concept { part_of, .. } = &self.model.items[at.item].kind else { continue };
            for &item in part_of {
                let whole = Datum { party: at.party, item };
                if seen.contains(&whole) {
                    continue;
                }
                seen.push(whole);
                open.push(whole);
                let inputs = self.derived_from(whole);
                if !inputs.is_empty() {
                    ways.push(inputs);
                }
            }
        }
        ways
    }

    /// The courses in which what is asked for follows from what the asker has before or at the step or a register
    /// holds by it, and neither has it: for a document, where all that it proves does.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn derivable(&mut self, request: &RequestFact<'_>) -> Result<Set, OverBudget> {
        let proved = self.evidence_for(request.datum);
        let wanted = if proved.is_empty() { vec![request.datum] } else { proved.clone() };
        let ways = self.all_ways(&wanted);
        if ways.is_empty() && proved.len() < 2 {
            return Ok(Set::NONE);
        }
        let mut known: BTreeMap<Datum, Known> = BTreeMap::new();
        let mut some: BTreeMap<Datum, Set> = BTreeMap::new();
        for datum in with_inputs(&wanted, &ways) {
            let one = self.known_by(request, datum)?;
            known.insert(datum, one);
            // What is asked for does not follow from itself.
            if datum != request.datum {
                some.insert(datum, self.diagram.or(one.had, one.held)?);
            }
        }
        let follows = self.closed(&some, &ways)?;
        let (mut all, mut had, mut held) = (Set::ALL, Set::ALL, Set::ALL);
        for datum in &wanted {
            let Some(one) = known.get(datum) else { continue };
            let follows = follows.get(datum).copied().unwrap_or(Set::NONE);
            let available = self.diagram.any([one.had, one.held, follows])?;
            all = self.diagram.and(all, available)?;
            had = self.diagram.and(had, one.had)?;
            held = self.diagram.and(held, one.held)?;
        }
        let all = self.diagram.minus(all, had)?;
        self.diagram.minus(all, held)
    }

    /// The ways in which data can follow, and those of what they follow from, in any number of steps.
    pub(super) fn all_ways(&self, wanted: &[Datum]) -> Ways {
        let mut all = BTreeMap::new();
        let mut open: Vec<Datum> = wanted.to_vec();
        while let Some(at) = open.pop() {
            if all.contains_key(&at) {
                continue;
            }
            let ways = self.follows_from(at);
            open.extend(ways.iter().flatten());
            all.insert(at, ways);
        }
        all.retain(|_, ways| !ways.is_empty());
        all
    }

    fn known_by(&mut self, request: &RequestFact<'_>, datum: Datum) -> Result<Known, OverBudget> {
        let had = self.has_for(request, datum)?;
        let holders = self.holders(request.step, datum)?;
        let held = self.diagram.any(holders.iter().map(|holder| holder.courses))?;
        Ok(Known { had, held })
    }

    /// The courses in which the asker has, before or at the step, something from which what is asked for may follow;
    /// where a document is asked for, not only by the person's word.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_for(&mut self, request: &RequestFact<'_>, datum: Datum) -> Result<Set, OverBudget> {
        let before = match self.is_document(request.datum) {
            true => self.has_proof(request, datum)?,
            false => self.has_obtained(request, datum)?,
        };
        let here = self.has_at_step(request, datum, Some(request.datum))?;
        self.diagram.or(before, here)
    }

    /// The courses in which a body has a datum by the end of a step of its own, or has what it follows from.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_or_follows(
        &mut self,
        step: Key<Step>,
        body: Key<Organisation>,
        datum: Datum,
    ) -> Result<Set, OverBudget> {
        let ways = self.all_ways(&[datum]);
        let mut known: BTreeMap<Datum, Set> = BTreeMap::new();
        for one in with_inputs(&[datum], &ways) {
            let has = self.has_by_end(step, body, one)?;
            known.insert(one, has);
        }
        let follows = self.closed(&known, &ways)?;
        let [has, follows] = [&known, &follows].map(|sets| sets.get(&datum).copied().unwrap_or(Set::NONE));
        self.diagram.or(has, follows)
    }

    /// Where data follow from what is known: the least solution.
    pub(super) fn closed(
        &mut self,
        known: &BTreeMap<Datum, Set>,
        ways: &Ways,
    ) -> Result<BTreeMap<Datum, Set>, OverBudget> {
        let mut follows: BTreeMap<Datum, Set> = BTreeMap::new();
        loop {
            let mut changed = false;
            for (&datum, ways) in ways {
                let mut some = Set::NONE;
                for inputs in ways {
                    let mut all = Set::ALL;
                    for input in inputs {
                        let [has, further] =
                            [known, &follows].map(|sets| sets.get(input).copied().unwrap_or(Set::NONE));
                        let available = self.diagram.or(has, further)?;
                        all = self.diagram.and(all, available)?;
                    }
                    some = self.diagram.or(some, all)?;
                }
                changed |= follows.insert(datum, some).unwrap_or(Set::NONE) != some;
            }
            if !changed {
                return Ok(follows);
            }
        }
    }
}

/// The data, and all that something follows from.
pub(super) fn with_inputs(data: &[Datum], ways: &Ways) -> BTreeSet<Datum> {
    ways.values().flatten().flatten().chain(data).copied().collect()
}
