//! What bodies have from a life event that goes on in this one.
//!
//! The two events are solved each by itself. Between them only the circumstances go that both have, and what the
//! continuation says of them: a course there goes with a course here where the first have the same values, and where
//! all holds here that is implied there.

mod situations;

use super::having::Contents;
use super::{Facts, RequestFact};
use crate::diagram::{Course, Diagram, OverBudget, Set};
use crate::graph::Graph;
use crate::limits::{MAX_CUBES, WORK_BUDGET};
use crate::model::{
    Claim, Continuation, Datum, Journey, Key, Organisation, Party, Step, Variable, VariableKind,
    VariableValue,
};
use situations::{Situation, of_course, situations};
use std::collections::{BTreeMap, BTreeSet};

/// A life event that goes on in this one.
pub struct Before<'m> {
    /// What is true of it.
    pub facts: Facts<'m>,
    /// How it goes on.
    pub continuation: &'m Continuation,
    /// The step of it after which it does.
    pub after: Key<Step>,
    /// Who a party here is there.
    parties: BTreeMap<Key<Party>, Vec<Key<Party>>>,
    shared: Vec<Shared>,
    situations: Vec<Situation>,
}

/// A circumstance of both events: its number there and here, and which values there go with which here.
struct Shared {
    there: u32,
    here: u32,
    pairs: Vec<(u32, u32)>,
}

/// What a body has from an earlier life event.
pub struct Obtained<'m> {
    /// The courses there in which it has it when the event goes on here.
    pub courses: Set,
    /// What that rests on.
    pub claims: Vec<&'m Claim>,
}

impl<'m> Facts<'m> {
    /// The life events that go on in this one after some step, by id, where somebody is in both, and where some body
    /// obtains something by that step that it asks for here as well. Each in all the ways in which it goes on, by step.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn before(
        &mut self,
        asked: impl Fn(Key<Organisation>, Datum) -> bool,
    ) -> Result<Vec<Vec<Before<'m>>>, OverBudget> {
        let mut all = Vec::new();
        for earlier in &self.model.journeys {
            if earlier.broken || earlier.id == self.journey.id {
                continue;
            }
            let here = earlier.continues.iter().filter(|one| one.event == self.journey.id);
            let mut here: Vec<&Continuation> = here.collect();
            here.sort_by(|a, b| (a.after, &a.parties).cmp(&(b.after, &b.parties)));
            let mut ways = Vec::new();
            for continuation in here {
                let parties = self.same_parties(earlier, continuation);
                let Some(after) = continuation.after.filter(|_| !parties.is_empty()) else { continue };
                if !self.may_obtain(earlier, after, &parties, &asked) {
                    continue;
                }
                let steps = asked_of(earlier, continuation, after);
                let mut facts = Facts::leading_to(self.model, earlier, steps, WORK_BUDGET)?;
                facts.as_of = self.as_of;
                let shared = shared(earlier, self.journey);
                let situations = situations(&mut facts, self, &continuation.implies)?;
                ways.push(Before { facts, continuation, after, parties, shared, situations });
            }
            if !ways.is_empty() {
                all.push(ways);
            }
        }
        Ok(all)
    }

    /// False where no body obtains anything by a step of an earlier event, in whatever course, that is asked for here:
    /// solving that event would tell nothing.
    fn may_obtain(
        &self,
        earlier: &Journey,
        after: Key<Step>,
        parties: &BTreeMap<Key<Party>, Vec<Key<Party>>>,
        asked: impl Fn(Key<Organisation>, Datum) -> bool,
    ) -> bool {
        let graph = Graph::new(earlier);
        let contents = Contents::new(self.model, earlier);
        let is_asked = |body, there: Datum| {
            let here = parties.iter().filter(|(_, all)| all.contains(&there.party));
            here.into_iter().any(|(&party, _)| asked(body, Datum { party, item: there.item }))
        };
        let mut seen = BTreeSet::from([after]);
        let mut open = vec![after];
        while let Some(at) = open.pop() {
            let step = &earlier.steps[at];
            if let Some(body) = earlier.body(self.model, step.actor) {
                let of_step = step.asks.iter().map(|one| &one.data);
                let of_step = of_step.chain(step.fetches.iter().map(|one| &one.data));
                let of_step = of_step.chain(step.produces.iter().map(|one| &one.data));
                let links = graph.incoming(at).iter().map(|&link| &earlier.links[link].carries);
                let mut data = of_step.chain(links).flatten().map(|placed| placed.datum);
                if data.any(|whole| contents.with_itself(whole).iter().any(|&datum| is_asked(body, datum))) {
                    return true;
                }
            }
            open.extend(graph.needed(at).iter().copied().filter(|&before| seen.insert(before)));
        }
        false
    }

    /// Which parties here are which there. Of several of a kind nobody knows which is meant.
    fn same_parties(
        &self,
        earlier: &Journey,
        continuation: &Continuation,
    ) -> BTreeMap<Key<Party>, Vec<Key<Party>>> {
        let mut parties: BTreeMap<Key<Party>, Vec<Key<Party>>> = BTreeMap::new();
        for (there, here) in &continuation.parties {
            let Some(here) = self.journey.party(here) else { continue };
            if !earlier.parties[*there].plural && !self.journey.parties[here].plural {
                parties.entry(here).or_default().push(*there);
            }
        }
        parties
    }

    /// The courses in which a request is made again that a body has an answer to from before the journey in `earlier`,
    /// and that is no duplicate within the journey.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn asked_after(&mut self, request: &RequestFact<'m>, earlier: Set) -> Result<Set, OverBudget> {
        let outdated = self.outdated(None, request.step, request.datum)?;
        let fresh = self.diagram.minus(earlier, outdated)?;
        let asked = self.diagram.and(fresh, request.courses)?;
        if !self.is_possible(asked)? {
            return Ok(Set::NONE);
        }
        let known = self.duplicate_in_journey(request)?;
        self.diagram.minus(asked, known)
    }

    /// The courses in which what is asked for is known, or asked for elsewhere, within the journey.
    fn duplicate_in_journey(&mut self, request: &RequestFact<'m>) -> Result<Set, OverBudget> {
        let carried = self.others_have_produced(request, request.datum)?;
        let own = self.has_or_asks_again(request)?;
        let proved = self.has_what_it_proves(request)?;
        let several = self.asked_by_others(request)?;
        let derivable = self.derivable(request)?;
        let held = self.held_by_registers(request.step, request.datum)?;
        let evidence = self.evidence_for(request.datum);
        let mut shown = if evidence.is_empty() { Set::NONE } else { Set::ALL };
        for datum in evidence {
            let held = self.held_by_registers(request.step, datum)?;
            shown = self.diagram.and(shown, held)?;
        }
        self.diagram.any([carried, own, proved, several, derivable, held, shown])
    }

    fn held_by_registers(&mut self, step: Key<Step>, datum: Datum) -> Result<Set, OverBudget> {
        let holders = self.holders(step, datum)?;
        self.diagram.any(holders.iter().map(|holder| holder.courses))
    }
}

impl<'m> Before<'m> {
    /// The step there that is a step here: written once for both events.
    pub fn same_step(&self, here: &Facts<'_>, step: Key<Step>) -> Option<Key<Step>> {
        let step = &here.journey.steps[step];
        let there = self.facts.journey;
        there.step(&step.id).filter(|&other| there.steps[other].place == step.place)
    }

    /// What a body has of a datum of a party here when the event goes on, not counting what it gets at one step; none
    /// where it is one of many of its kind: then nobody knows whether it is the same.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn obtained(
        &mut self,
        body: Key<Organisation>,
        here: Datum,
        except: Option<Key<Step>>,
    ) -> Result<Option<Obtained<'m>>, OverBudget> {
        let facts = &mut self.facts;
        let Some(parties) = self.parties.get(&here.party) else { return Ok(None) };
        if facts.model.organisations[body].many {
            return Ok(None);
        }
        let mut obtained = Obtained { courses: Set::NONE, claims: Vec::new() };
        for &party in parties {
            let datum = Datum { party, item: here.item };
            let mut points = facts.points(body, datum)?;
            points.retain(|point| Some(point.step) != except);
            if points.is_empty() {
                continue;
            }
            let before =
                facts.obtained_before(self.after, body, datum, |point| Some(point.step) != except)?;
            let there = points.iter().filter(|point| point.step == self.after).map(|point| point.courses);
            let sets: Vec<Set> = there.chain([before, obtained.courses]).collect();
            obtained.courses = facts.diagram.any(sets)?;
            for point in points {
                if point.step == self.after || facts.leads_to(point.step, self.after) {
                    obtained.claims.push(point.claim);
                }
            }
        }
        let goes_on = facts.condition(&self.continuation.when)?;
        let happens = facts.happens(self.after);
        obtained.courses = facts.diagram.all([obtained.courses, goes_on, happens, facts.possible])?;
        Ok((obtained.courses != Set::NONE).then_some(obtained))
    }

    /// The courses here that go with some of these there.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn seen_from(&mut self, here: &mut Facts<'m>, there: Set) -> Result<Set, OverBudget> {
        let pairs: Vec<_> = self.shared.iter().map(|one| (one.there, one.here, one.pairs.clone())).collect();
        let mut all = Set::NONE;
        for situation in &self.situations {
            let alike = self.facts.diagram.and(there, situation.there)?;
            let seen = across(&mut self.facts.diagram, alike, &pairs, &mut here.diagram)?;
            let seen = here.diagram.and(seen, situation.here)?;
            all = here.diagram.or(all, seen)?;
        }
        Ok(all)
    }

    /// Those of the courses there that go with some of these here.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn that_go_with(
        &mut self,
        here: &mut Facts<'m>,
        courses: Set,
        there: Set,
    ) -> Result<Set, OverBudget> {
        let turned = |pairs: &[(u32, u32)]| pairs.iter().map(|&(there, here)| (here, there)).collect();
        let pairs: Vec<_> = self.shared.iter().map(|one| (one.here, one.there, turned(&one.pairs))).collect();
        let possible = here.diagram.and(courses, here.possible)?;
        let mut all = Set::NONE;
        for situation in &self.situations {
            let allowed = here.diagram.and(possible, situation.here)?;
            let seen = across(&mut here.diagram, allowed, &pairs, &mut self.facts.diagram)?;
            let seen = self.facts.diagram.and(seen, situation.there)?;
            all = self.facts.diagram.or(all, seen)?;
        }
        self.facts.diagram.and(all, there)
    }

    /// Those of the courses there that go with one course here.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn that_go_with_course(
        &mut self,
        here: &Facts<'m>,
        course: &(impl Course + ?Sized),
        there: Set,
    ) -> Result<Set, OverBudget> {
        let alike = of_course(&self.situations, &mut self.facts, here, course)?;
        let mut all = self.facts.diagram.and(there, alike)?;
        for one in &self.shared {
            let value = course.value(one.here);
            let pairs = one.pairs.iter().filter(|(_, here)| Some(*here) == value);
            let literal = self.facts.diagram.is(one.there, pairs.map(|(there, _)| *there))?;
            all = self.facts.diagram.and(all, literal)?;
        }
        Ok(all)
    }
}

/// The steps of an earlier event that matter for what is known when it goes on: the one after which it does, those
/// that make data outdated, and the decisions that are spoken of.
fn asked_of(earlier: &Journey, continuation: &Continuation, after: Key<Step>) -> BTreeSet<Key<Step>> {
    let renewing = earlier.steps.iter().filter(|(_, step)| !step.renews.is_empty()).map(|(key, _)| key);
    let implying = continuation.implies.iter().map(|one| &one.here);
    let spoken_of = earlier.impossible.iter().map(|impossible| &impossible.when).chain(implying);
    let spoken_of = spoken_of.chain([&continuation.when]);
    spoken_of.flat_map(|when| when.decisions()).chain(renewing).chain([after]).collect()
}

/// The circumstances that both events have, by their order in the first.
fn shared(there: &Journey, here: &Journey) -> Vec<Shared> {
    let circumstance = |variable: &Variable| !matches!(variable.kind, VariableKind::Decision(_));
    let mut all = Vec::new();
    for (number, one) in (0_u32..).zip(&there.variables).filter(|(_, one)| circumstance(one)) {
        let same = (0_u32..).zip(&here.variables);
        let Some((other_number, other)) =
            same.into_iter().find(|(_, other)| other.id == one.id && circumstance(other))
        else {
            continue;
        };
        let mut pairs = Vec::new();
        for (n, value) in (0_u32..).zip(&one.values) {
            let others = (0_u32..).zip(&other.values).filter(|(_, other)| go_together(value, other));
            pairs.extend(others.map(|(m, _)| (n, m)));
        }
        all.push(Shared { there: number, here: other_number, pairs });
    }
    all
}

/// The same value; of numbers, ranges with a number in common: each event cuts them by its own conditions.
fn go_together(one: &VariableValue, other: &VariableValue) -> bool {
    match (one.range, other.range) {
        (Some((from, to)), Some((other_from, other_to))) => from <= other_to && other_from <= to,
        (None, None) => one.id == other.id,
        _ => false,
    }
}

/// A circumstance of two events: its variable in the one and in the other, and the values that go together.
type Common = (u32, u32, Vec<(u32, u32)>);

/// The courses of one event that go with some of a set of another: only the circumstances of both are looked at.
///
/// What a set has too many alternatives to tell is left out: then something is missed, and nothing invented.
fn across(from: &mut Diagram, set: Set, shared: &[Common], to: &mut Diagram) -> Result<Set, OverBudget> {
    let kept = |variable: &u32| shared.iter().any(|(from, ..)| from == variable);
    let hidden: Vec<u32> = from.support(set).into_iter().filter(|variable| !kept(variable)).collect();
    let seen = from.forget(set, &hidden)?;
    let cover = from.cover(seen, Set::ALL, MAX_CUBES)?;
    let mut all = Set::NONE;
    for cube in cover.cubes {
        let mut one = Set::ALL;
        for (there, here, pairs) in shared {
            let allowed = cube.0.iter().find(|(variable, _)| variable == there).map(|(_, values)| values);
            let fits = |value: &u32| allowed.is_none_or(|allowed| allowed.contains(value));
            let values = pairs.iter().filter(|(value, _)| fits(value)).map(|(_, value)| *value);
            let mut values: Vec<u32> = values.collect();
            values.sort_unstable();
            values.dedup();
            let literal = to.is(*here, values)?;
            one = to.and(one, literal)?;
        }
        all = to.or(all, one)?;
    }
    Ok(all)
}
