//! Who knows what when a step is to be done: whether its actor can tell that it is.
//!
//! An actor cannot know when two possible courses trigger its step alike and agree on all that it knows, and the
//! `when` of the step differs. Sets of courses are split by what the actor can observe, and what it cannot see is
//! forgotten; only what is still confused is split further.

use super::following::with_inputs;
use super::having::PointAt;
use super::{Facts, Taken, count};
use crate::diagram::{OverBudget, Set};
use crate::model::{
    Actor, Carrier, Datum, Key, LawState, Organisation, Party, Register, Step, StepKind, Variable,
    VariableKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// A step whose actor cannot know whether it is to be done.
#[derive(Debug, Clone)]
pub struct Unknown {
    /// The courses in which it is so, the step being due in some of them.
    pub courses: Set,
    /// The circumstances that the `when` uses and the actor does not know there, as indices.
    pub circumstances: Vec<usize>,
}

/// Who decides whether to do a step, and when.
struct Knower {
    step: Key<Step>,
    body: Option<Key<Organisation>>,
    party: Option<Key<Party>>,
    /// Where the step is triggered.
    triggered: Set,
    /// Where each circumstance is known, as far as asked for.
    known: BTreeMap<usize, Set>,
}

/// Courses that the actor cannot tell apart by what has been looked at, and what it cannot see in them.
struct Block {
    courses: Set,
    hidden: BTreeSet<usize>,
}

impl Facts<'_> {
    /// Whether the actor of a step, together with the party that does it, can know that the step is to be done.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn cannot_know(&mut self, step: Key<Step>) -> Result<Option<Unknown>, OverBudget> {
        let one = &self.journey.steps[step];
        let used: BTreeSet<usize> =
            one.when.variables().into_iter().filter(|&at| self.declares(at)).collect();
        if used.is_empty() {
            return Ok(None);
        }
        let party = doer(one);
        // People who handle a case see and hear more than the data; a system has the data alone.
        if party.is_none() && one.kind != StepKind::Automatic {
            return Ok(None);
        }
        let body = self.journey.body(self.model, one.actor);
        let mut triggered = self.triggered_without(step, &Taken::default())?;
        // Whoever is told by people, or in writing, is told what it is about.
        for link in self.graph.incoming(step).to_vec() {
            if self.journey.links[link].by.is_some_and(|by| is_of_people(by, party)) {
                triggered = self.diagram.minus(triggered, self.holds(link))?;
            }
        }
        let when = self.condition(&one.when)?;
        let possible = self.possible_where(&[triggered, when])?;
        triggered = self.diagram.and(triggered, possible)?;
        let mut knower = Knower { step, body, party, triggered, known: BTreeMap::new() };
        if self.hidden(&mut knower, &used, triggered)?.is_empty() {
            return Ok(None);
        }
        let courses = self.confused(&mut knower, when)?;
        if !self.is_possible(courses)? {
            return Ok(None);
        }
        let courses = self.diagram.and(courses, self.possible)?;
        let unknown = self.hidden(&mut knower, &used, courses)?;
        let circumstances = self.that_make_the_difference(unknown, courses, when)?;
        Ok(Some(Unknown { courses, circumstances }))
    }

    /// True for a circumstance that says how it is known; what says nothing is known to all.
    fn declares(&self, variable: usize) -> bool {
        let variable = self.journey.variables.get(variable);
        variable.is_some_and(|variable| {
            let says = !variable.known_from.is_empty() || !variable.known_to.is_empty();
            says && !matches!(variable.kind, VariableKind::Decision(_))
        })
    }

    /// The circumstances that are not known in all of these courses.
    fn hidden(
        &mut self,
        knower: &mut Knower,
        variables: &BTreeSet<usize>,
        courses: Set,
    ) -> Result<BTreeSet<usize>, OverBudget> {
        let mut hidden = BTreeSet::new();
        for &variable in variables {
            let known = self.known(knower, variable)?;
            if !self.diagram.is_subset(courses, known)? {
                hidden.insert(variable);
            }
        }
        Ok(hidden)
    }

    /// Of these circumstances, those that alone turn the `when`; all where it takes several.
    fn that_make_the_difference(
        &mut self,
        unknown: BTreeSet<usize>,
        courses: Set,
        when: Set,
    ) -> Result<Vec<usize>, OverBudget> {
        let yes = self.diagram.and(courses, when)?;
        let no = self.diagram.minus(courses, when)?;
        let mut alone = Vec::new();
        for &at in &unknown {
            let turned = self.diagram.forget(yes, &[count(at)])?;
            if self.diagram.intersects(turned, no)? {
                alone.push(at);
            }
        }
        Ok(if alone.is_empty() { unknown.into_iter().collect() } else { alone })
    }

    /// The courses that stay confused with others in which the `when` differs, whatever is observed.
    ///
    /// In which order things are observed does not matter: what is known everywhere is taken together and first.
    fn confused(&mut self, knower: &mut Knower, when: Set) -> Result<Set, OverBudget> {
        let hidden = (0..self.journey.variables.len()).filter(|&at| self.declares(at)).collect();
        let Some(mut all) = self.narrowed(Block { courses: knower.triggered, hidden }, when)? else {
            return Ok(Set::NONE);
        };
        let mut partly = Vec::new();
        for variable in std::mem::take(&mut all.hidden) {
            let known = self.known(knower, variable)?;
            if self.diagram.is_subset(all.courses, known)? {
                continue;
            }
            all.hidden.insert(variable);
            if known != Set::NONE {
                partly.push((variable, known));
            }
        }
        let observed = self.observed(knower.step);
        let looked_at: Vec<Set> =
            partly.iter().map(|(_, known)| *known).chain(observed.iter().copied()).collect();
        let possible = self.possible_where(&looked_at)?;
        all.courses = self.diagram.and(all.courses, possible)?;
        let mut blocks: Vec<Block> = self.narrowed(all, when)?.into_iter().collect();
        for (variable, known) in partly {
            blocks = self.split(blocks, known, Some(variable), when)?;
        }
        for observed in observed {
            if blocks.is_empty() {
                break;
            }
            blocks = self.split(blocks, observed, None, when)?;
        }
        self.diagram.any(blocks.into_iter().map(|block| block.courses))
    }

    /// What the actor sees beside data: the links that tell it, and which decisions before it happen.
    fn observed(&mut self, step: Key<Step>) -> Vec<Set> {
        let mut observed = Vec::new();
        for &link in self.graph.incoming(step) {
            if self.journey.links[link].by != Some(Carrier::Unprompted) {
                observed.push(self.holds(link));
            }
        }
        let journey = self.journey;
        for (key, _) in journey.steps.iter().filter(|(key, one)| one.decision.is_some() && *key != step) {
            if self.leads_to(key, step) {
                observed.push(self.happens(key));
            }
        }
        observed
    }

    /// Splits blocks by something observed; where it is that a circumstance is known, its value is seen there.
    fn split(
        &mut self,
        blocks: Vec<Block>,
        observed: Set,
        seen: Option<usize>,
        when: Set,
    ) -> Result<Vec<Block>, OverBudget> {
        let mut parts = Vec::new();
        for block in blocks {
            let inside = self.diagram.and(block.courses, observed)?;
            // Where nothing new is seen, the block stays as it is.
            if inside == Set::NONE || (inside == block.courses && seen.is_none()) {
                parts.push(block);
                continue;
            }
            let mut hidden = block.hidden.clone();
            if let Some(seen) = seen {
                hidden.remove(&seen);
            }
            let outside = self.diagram.minus(block.courses, observed)?;
            parts.extend(self.narrowed(Block { courses: inside, hidden }, when)?);
            parts.extend(self.narrowed(Block { courses: outside, hidden: block.hidden }, when)?);
        }
        Ok(parts)
    }

    /// Keeps of a block the courses that agree in all that is seen with one in which the `when` differs; none where
    /// there are none.
    fn narrowed(&mut self, block: Block, when: Set) -> Result<Option<Block>, OverBudget> {
        let hidden: Vec<u32> = block.hidden.iter().copied().map(count).collect();
        let yes = self.diagram.and(block.courses, when)?;
        let no = self.diagram.minus(block.courses, when)?;
        if yes == Set::NONE || no == Set::NONE {
            return Ok(None);
        }
        let like_yes = self.diagram.forget(yes, &hidden)?;
        let no = self.diagram.and(no, like_yes)?;
        if no == Set::NONE {
            return Ok(None);
        }
        let like_no = self.diagram.forget(no, &hidden)?;
        let yes = self.diagram.and(yes, like_no)?;
        let courses = self.diagram.or(yes, no)?;
        Ok(Some(Block { courses, hidden: block.hidden }))
    }

    /// The courses in which a circumstance is known when the step is triggered.
    fn known(&mut self, knower: &mut Knower, variable: usize) -> Result<Set, OverBudget> {
        if let Some(&known) = knower.known.get(&variable) {
            return Ok(known);
        }
        let journey = self.journey;
        let Some(one) = journey.variables.get(variable) else { return Ok(Set::ALL) };
        let told = knower.party.is_some_and(|party| knows_by_itself(one, party));
        let mut known = if told { Set::ALL } else { Set::NONE };
        if !told {
            let ways = self.all_ways(&one.known_from);
            let mut data: BTreeMap<Datum, Set> = BTreeMap::new();
            for datum in with_inputs(&one.known_from, &ways) {
                let has = self.has_when_triggered(knower, datum)?;
                data.insert(datum, has);
            }
            let follows = self.closed(&data, &ways)?;
            for datum in &one.known_from {
                let sets = [&data, &follows].map(|sets| sets.get(datum).copied().unwrap_or(Set::NONE));
                known = self.diagram.any([known].into_iter().chain(sets))?;
            }
        }
        for link in self.graph.incoming(knower.step).to_vec() {
            if known == Set::ALL || journey.links[link].by == Some(Carrier::Unprompted) {
                continue;
            }
            let giver = self.giver_knows(journey.links[link].from, variable)?;
            let told = self.diagram.and(self.holds(link), giver)?;
            known = self.diagram.or(known, told)?;
        }
        knower.known.insert(variable, known);
        Ok(known)
    }

    /// The courses in which whoever does a step knows a circumstance by its end, and so can tell or hold back.
    fn giver_knows(&mut self, step: Key<Step>, variable: usize) -> Result<Set, OverBudget> {
        let journey = self.journey;
        let (Some(one), giver) = (journey.variables.get(variable), &journey.steps[step]) else {
            return Ok(Set::NONE);
        };
        let party = doer(giver);
        if party.is_some_and(|party| knows_by_itself(one, party)) {
            return Ok(Set::ALL);
        }
        let mut known = Set::NONE;
        let Some(body) = journey.body(self.model, giver.actor) else { return Ok(known) };
        for &datum in &one.known_from {
            let has = self.has_or_follows(step, body, datum)?;
            known = self.diagram.or(known, has)?;
            for holder in self.holders(step, datum)?.iter() {
                if self.may_look_up(step, body, holder.register, datum) {
                    known = self.diagram.or(known, holder.courses)?;
                }
            }
        }
        Ok(known)
    }

    /// The courses in which who decides has a datum when the step is triggered, or can look it up then.
    fn has_when_triggered(&mut self, knower: &Knower, datum: Datum) -> Result<Set, OverBudget> {
        let mut taken = Taken::default();
        let mut here = Set::NONE;
        if let Some(body) = knower.body {
            for point in self.points(body, datum)? {
                let away = match point.at {
                    PointAt::Step(step) if step == knower.step => continue,
                    PointAt::Step(step) => taken.steps.entry(step).or_insert(Set::NONE),
                    PointAt::Link(link) => taken.links.entry(link).or_insert(Set::NONE),
                };
                *away = self.diagram.or(*away, point.courses)?;
            }
            for fetch in &self.journey.steps[knower.step].fetches {
                let when = self.condition(&fetch.when)?;
                let fetched = self.given_by(&fetch.data, datum, when)?;
                here = self.diagram.or(here, fetched)?;
            }
            for (register, entered, courses) in self.written(datum)? {
                if !self.may_look_up(knower.step, body, register, datum) {
                    continue;
                }
                match entered {
                    None => here = self.diagram.or(here, courses)?,
                    Some(step) if step == knower.step => {}
                    Some(step) => {
                        let away = taken.steps.entry(step).or_insert(Set::NONE);
                        *away = self.diagram.or(*away, courses)?;
                    }
                }
            }
        }
        for (link, holds) in self.told_to(knower.party, datum)? {
            let away = taken.links.entry(link).or_insert(Set::NONE);
            *away = self.diagram.or(*away, holds)?;
        }
        if taken.steps.is_empty() && taken.links.is_empty() {
            return Ok(here);
        }
        let without = self.triggered_without(knower.step, &taken)?;
        let before = self.diagram.minus(knower.triggered, without)?;
        self.diagram.or(here, before)
    }

    /// The links that carry a datum to a step that a party does.
    fn told_to(
        &mut self,
        party: Option<Key<Party>>,
        datum: Datum,
    ) -> Result<Vec<(Key<crate::model::Link>, Set)>, OverBudget> {
        let Some(party) = party else { return Ok(Vec::new()) };
        let journey = self.journey;
        let mut told = Vec::new();
        for (key, link) in journey.links.iter().filter(|(_, link)| !link.carries.is_empty()) {
            let to = &journey.steps[link.to];
            if to.done_by == Some(party) || to.actor == Actor::Party(party) {
                let courses = self.given_by(&link.carries, datum, self.holds(key))?;
                if courses != Set::NONE {
                    told.push((key, courses));
                }
            }
        }
        Ok(told)
    }

    /// True where a body keeps a register, or has a way into it for a datum on a law that is in place.
    fn may_look_up(
        &mut self,
        step: Key<Step>,
        body: Key<Organisation>,
        register: Key<Register>,
        datum: Datum,
    ) -> bool {
        let (model, as_of) = (self.model, self.as_of);
        if model.organisations[model.registers[register].keeper].body == body {
            return true;
        }
        let ways = self.open_ways(step, register, datum);
        ways.into_iter().any(|way| model.law_state(&way.law, as_of) == LawState::InPlace)
    }
}

/// True for a carrier by which people tell each other what something is about.
fn is_of_people(by: Carrier, doer: Option<Key<Party>>) -> bool {
    match by {
        Carrier::DigitalPost | Carrier::Letter | Carrier::Phone | Carrier::InPerson => true,
        // Where a party does the step, it is itself the person who comes.
        Carrier::Person => doer.is_none(),
        Carrier::Event | Carrier::Api | Carrier::Unprompted | Carrier::Nothing => false,
    }
}

/// The party that does a step.
fn doer(step: &Step) -> Option<Key<Party>> {
    step.done_by.or(match step.actor {
        Actor::Party(party) => Some(party),
        Actor::Organisation(_) => None,
    })
}

/// True where a party knows a circumstance without any data: what one party knows the parties tell each other, and what
/// is said of a party it knows itself.
fn knows_by_itself(circumstance: &Variable, party: Key<Party>) -> bool {
    !circumstance.known_to.is_empty() || circumstance.known_from.iter().any(|datum| datum.party == party)
}
