//! What is possible, kept in parts that have nothing to do with each other.
//!
//! What a journey declares impossible speaks of a few circumstances at a time. Together it is a large set; whoever
//! asks about a few circumstances needs only the parts that speak of them.

use super::{Facts, Outcomes, count, evaluate};
use crate::diagram::{Diagram, Least, OverBudget, Set};
use foldhash::HashMap;
use std::collections::BTreeSet;

/// What is possible, in parts that share no variable.
#[derive(Default)]
pub(super) struct Possible {
    parts: Vec<Part>,
    /// Where each variable is, of those that anything impossible speaks of.
    part_of: HashMap<u32, usize>,
    /// What some parts say together of the variables that were asked for.
    known: HashMap<(Vec<usize>, Vec<u32>), Set>,
}

struct Part {
    variables: Vec<u32>,
    set: Set,
    /// What it says of some of its variables alone, once it is asked for.
    seen: Vec<(Vec<u32>, Set)>,
    /// Its least course, once it is asked for; none where nothing is possible.
    least: Option<Option<Least>>,
}

impl Facts<'_> {
    /// Reads what is declared impossible.
    pub(super) fn find_possible(&mut self) -> Result<(), OverBudget> {
        let mut parts: Vec<(BTreeSet<u32>, Set)> = Vec::new();
        for impossible in &self.journey.impossible {
            let set = evaluate(&mut self.diagram, &impossible.when, Outcomes::OfCourse)?.complement();
            let mut variables: BTreeSet<u32> = impossible.when.variables().into_iter().map(count).collect();
            let mut together = set;
            let (touched, apart): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|(others, _)| !others.is_disjoint(&variables));
            parts = apart;
            for (others, other) in touched {
                variables.extend(others);
                together = self.diagram.and(together, other)?;
            }
            parts.push((variables, together));
        }
        self.possible = self.diagram.all(parts.iter().map(|(_, set)| *set))?;
        for (number, (variables, set)) in parts.into_iter().enumerate() {
            self.parts.part_of.extend(variables.iter().map(|&variable| (variable, number)));
            let variables = variables.into_iter().collect();
            self.parts.parts.push(Part { variables, set, seen: Vec::new(), least: None });
        }
        Ok(())
    }

    /// What is possible, as far as these variables tell; they are sorted. It says nothing of others.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn possible_by(&mut self, variables: &[u32]) -> Result<Set, OverBudget> {
        let Self { parts: possible, diagram, .. } = self;
        let (touched, told) = possible.touched(variables);
        if let Some(&known) = possible.known.get(&(touched.clone(), told.clone())) {
            return Ok(known);
        }
        let mut together = Set::ALL;
        for &number in &touched {
            let Some(part) = possible.parts.get_mut(number) else { continue };
            let seen = part.seen_by(&told, diagram)?;
            together = diagram.and(together, seen)?;
        }
        possible.known.insert((touched, told), together);
        Ok(together)
    }

    /// What is possible, left out the parts that speak of nothing that one of these sets depends on: a part that shares
    /// no variable with what is looked at changes nothing in it, as long as anything is possible at all.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn possible_where(&mut self, sets: &[Set]) -> Result<Set, OverBudget> {
        let variables: BTreeSet<u32> = sets.iter().flat_map(|&set| self.diagram.support(set)).collect();
        let (touched, _) = self.parts.touched(&variables.into_iter().collect::<Vec<u32>>());
        let mut together = Set::ALL;
        for part in touched.iter().filter_map(|&part| self.parts.parts.get(part)) {
            together = self.diagram.and(together, part.set)?;
        }
        Ok(together)
    }

    /// The least possible course of a set; none where nothing possible is in it.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn least_course(&mut self, set: Set) -> Result<Option<Least>, OverBudget> {
        let Self { parts: possible, diagram, .. } = self;
        let (touched, _) = possible.touched(&diagram.support(set));
        let mut within = set;
        for part in touched.iter().filter_map(|&part| possible.parts.get(part)) {
            within = diagram.and(within, part.set)?;
        }
        let Some(least) = diagram.least(within, &mut 0, diagram.budget())? else { return Ok(None) };
        let mut others = Vec::with_capacity(possible.parts.len());
        for (number, part) in possible.parts.iter_mut().enumerate() {
            if touched.binary_search(&number).is_ok() {
                continue;
            }
            if part.least.is_none() {
                part.least = Some(diagram.least(part.set, &mut 0, diagram.budget())?);
            }
            let Some(other) = part.least.as_ref().and_then(Option::as_ref) else { return Ok(None) };
            others.push(other);
        }
        Ok(Some(least.with(others)))
    }
}

impl Part {
    /// What it says of these variables alone; they are sorted, and may be of other parts, too.
    ///
    /// The others are forgotten from what is known of the fewest variables that these are among: that is small.
    fn seen_by(&mut self, told: &[u32], diagram: &mut Diagram) -> Result<Set, OverBudget> {
        let is_told = |variable: &u32| told.binary_search(variable).is_ok();
        let told: Vec<u32> = self.variables.iter().copied().filter(is_told).collect();
        let holds =
            |(variables, _): &&(Vec<u32>, Set)| told.iter().all(|one| variables.binary_search(one).is_ok());
        let least = self.seen.iter().filter(holds).min_by_key(|(variables, _)| variables.len());
        let (variables, set) =
            least.map_or((&self.variables, self.set), |(variables, set)| (variables, *set));
        if variables.len() == told.len() {
            return Ok(set);
        }
        let is_hidden = |variable: &u32| told.binary_search(variable).is_err();
        let hidden: Vec<u32> = variables.iter().copied().filter(is_hidden).collect();
        let seen = diagram.forget(set, &hidden)?;
        self.seen.push((told, seen));
        Ok(seen)
    }
}

impl Possible {
    /// The parts that speak of these variables, and those of the variables that they speak of; both sorted.
    fn touched(&self, variables: &[u32]) -> (Vec<usize>, Vec<u32>) {
        let known = variables.iter().filter_map(|variable| Some((*self.part_of.get(variable)?, *variable)));
        let (mut parts, told): (Vec<usize>, Vec<u32>) = known.unzip();
        parts.sort_unstable();
        parts.dedup();
        (parts, told)
    }
}
