//! Conditions that are never met, and alternatives that both apply.

use super::{Course, InCourse, Observation, Outcomes, holds};
use livsferd::model::{After, Condition, Journey, Key, Link, Model, Placed};
use std::collections::BTreeSet;

/// What no possible course satisfies: the subject of each finding. It is in no course.
pub fn never_met(model: &Model, journey: &Journey, courses: &[InCourse]) -> BTreeSet<Observation> {
    let mut subjects: BTreeSet<Vec<String>> = BTreeSet::new();
    if courses.is_empty() {
        subjects.insert(vec![journey.id.clone()]);
        return observations(subjects);
    }
    let never_due: BTreeSet<_> =
        journey.steps.keys().filter(|step| courses.iter().all(|one| !one.due.contains(step))).collect();
    let excused =
        |condition: &Condition| condition.decisions().iter().any(|decision| never_due.contains(decision));
    let ids = |data: &[Placed]| -> Vec<String> {
        let data: BTreeSet<_> = data.iter().map(|placed| placed.datum).collect();
        data.into_iter().map(|datum| journey.datum_id(model, datum)).collect()
    };
    for (key, step) in journey.steps.iter() {
        let links: Vec<&Link> = step.after.links().into_iter().map(|link| &journey.links[link]).collect();
        if never_due.contains(&key) {
            if !excused(&step.when) && !links.iter().any(|link| excused(&link.when)) {
                subjects.insert(vec![step.id.clone()]);
            }
            continue;
        }
        let register = |key| model.registers[key].id.clone();
        let mut within: Vec<(&Condition, Vec<String>)> = Vec::new();
        within.extend(links.iter().map(|link| (&link.when, vec![journey.steps[link.from].id.clone()])));
        within.extend(step.asks.iter().map(|one| (&one.when, ids(&one.data))));
        within.extend(
            step.fetches
                .iter()
                .map(|one| (&one.when, [vec![register(one.register)], ids(&one.data)].concat())),
        );
        within.extend(step.produces.iter().map(|one| (&one.when, ids(&one.data))));
        within.extend(
            step.registers
                .iter()
                .map(|one| (&one.when, [vec![register(one.register)], ids(&one.data)].concat())),
        );
        within.extend(step.channels.iter().map(|one| (&one.when, vec![format!("{:?}", one.kind)])));
        within.extend(step.deadlines.iter().map(|one| {
            (&one.when, vec![one.from.map_or("Event".to_owned(), |from| journey.steps[from].id.clone())])
        }));
        for (condition, ids) in within {
            let met = |one: &InCourse| {
                one.due.contains(&key) && holds(condition, &one.course, Outcomes::Of(&one.due))
            };
            if !courses.iter().any(met) && !excused(condition) {
                subjects.insert([vec![step.id.clone()], ids].concat());
            }
        }
    }
    let never = |condition: &Condition| !courses.iter().any(|one| one.now(condition));
    for party in journey.parties.values().filter(|party| never(&party.exists)) {
        subjects.insert(vec![party.id.clone()]);
    }
    for holding in journey.holdings.iter().filter(|holding| never(&holding.when)) {
        let register = model.registers[holding.register].id.clone();
        subjects.insert([vec![register], ids(&holding.data)].concat());
    }
    observations(subjects)
}

fn observations(subjects: BTreeSet<Vec<String>>) -> BTreeSet<Observation> {
    let one = |subject| Observation { check: "flow/impossible-condition", subject };
    subjects.into_iter().map(one).collect()
}

/// The pairs of links whose conditions are meant to exclude each other, whether or not they do.
pub fn meant_to_exclude(journey: &Journey, courses: &[Course]) -> BTreeSet<(Key<Link>, Key<Link>)> {
    let mut rest: Vec<&After> = journey.steps.values().map(|step| &step.after).collect();
    let mut pairs = BTreeSet::new();
    while let Some(after) = rest.pop() {
        let (After::AllOf(parts) | After::AnyOf(parts)) = after else { continue };
        rest.extend(parts);
        if matches!(after, After::AllOf(_)) {
            continue;
        }
        let alone = |part: &After| match part {
            After::Link(link) => Some(*link),
            _ => None,
        };
        let links: Vec<Key<Link>> = parts.iter().filter_map(alone).collect();
        for (index, &one) in links.iter().enumerate() {
            for &other in links.iter().skip(index + 1) {
                if tell_apart(journey, courses, one, other) {
                    pairs.insert((one, other));
                }
            }
        }
    }
    pairs
}

/// True where for some circumstance or decision that both conditions use, each allows a value that the other does
/// not, and both allow one.
fn tell_apart(journey: &Journey, courses: &[Course], one: Key<Link>, other: Key<Link>) -> bool {
    let condition = |link: Key<Link>| &journey.links[link].when;
    let values = |link: Key<Link>, variable: usize| -> BTreeSet<u32> {
        let met = courses.iter().filter(|course| holds(condition(link), course, Outcomes::TheCourses));
        met.map(|course| course[variable]).collect()
    };
    condition(one).variables().into_iter().filter(|at| condition(other).variables().contains(at)).any(|at| {
        let (one, other) = (values(one, at), values(other, at));
        !one.is_subset(&other) && !other.is_subset(&one) && !one.is_disjoint(&other)
    })
}

impl InCourse<'_> {
    /// The alternatives that are meant to exclude each other and that both hold here.
    pub(super) fn overlapping_alternatives(
        &self,
        meant: &BTreeSet<(Key<Link>, Key<Link>)>,
    ) -> Vec<Observation> {
        let both = |(one, other): &&(Key<Link>, Key<Link>)| {
            let happens = self.happens.contains(&self.journey.links[*one].to);
            happens && self.holding.contains(one) && self.holding.contains(other)
        };
        let told = |&(one, other): &(Key<Link>, Key<Link>)| {
            let from = |link: Key<Link>| self.journey.steps[self.journey.links[link].from].id.clone();
            let mut from = [from(one), from(other)];
            from.sort();
            let to = self.journey.steps[self.journey.links[one].to].id.clone();
            let subject = [vec![to], from.to_vec()].concat();
            Observation { check: "flow/overlapping-alternatives", subject }
        };
        meant.iter().filter(both).map(told).collect()
    }
}
