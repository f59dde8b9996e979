//! An application that asks for nothing but what the body has or can fetch.

use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, RequestFact};
use crate::finding::Label;
use crate::model::{Key, Level, Step, StepKind};
use crate::reasons;
use crate::symptom::{Symptom, actor_name, stated_at, step_name};
use crate::words::Words;
use std::collections::BTreeMap;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut applications: BTreeMap<Key<Step>, Vec<RequestFact<'m>>> = BTreeMap::new();
    for request in facts.requests()?.iter().filter(|request| request.collects()).cloned() {
        let to_authority = is_authority(facts.model.organisations[request.body].level);
        if facts.journey.steps[request.step].kind == StepKind::Application && to_authority {
            applications.entry(request.step).or_default().push(request);
        }
    }
    let mut found = Vec::new();
    for (step, requests) in applications {
        let courses = asks_only_for_the_known(facts, step, &requests)?;
        if !facts.is_possible(courses)? {
            continue;
        }
        let mut stated = stated_at(facts, step, courses);
        let (who, what) =
            (actor_name(facts, facts.journey.steps[step].actor), step_name(facts, step).quoted());
        stated.message = Words::new(
            format!("{} har eller kan hente alt det blir spurt om i {}", who.nb, what.nb),
            format!("{} har eller kan hente alt det blir spurt om i {}", who.nn, what.nn),
            format!("{} has or can fetch all that is asked for in {}", who.en, what.en),
        );
        stated.help = Words::new(
            "gi det uten søknad, eller vis fram en utfylt søknad som personen bare bekrefter",
            "gi det utan søknad, eller vis fram ein utfylt søknad som personen berre stadfestar",
            "give it without an application, or show a filled-in one that the person only confirms",
        );
        for request in &requests {
            let label = Words::new("dette blir det spurt om", "dette blir det spurt om", "asked for");
            stated.places.push(Label { place: request.place, label });
            stated.claims.push(request.claim);
        }
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}

fn is_authority(level: Level) -> bool {
    match level {
        Level::State | Level::County | Level::Municipality | Level::Court | Level::Church => true,
        Level::Private | Level::Voluntary | Level::Foreign => false,
    }
}

/// The courses in which the step fetches something with consent: that takes the person.
fn with_consent(facts: &mut Facts<'_>, step: Key<Step>) -> Result<Set, OverBudget> {
    let mut courses = Set::NONE;
    for fetch in &facts.journey.steps[step].fetches {
        let takes_consent = |facts: &mut Facts<'_>, datum| {
            facts.ways_of_fetch(step, fetch, datum).iter().any(|way| way.consent)
        };
        for placed in &fetch.data {
            if takes_consent(facts, placed.datum) {
                let (when, exists) = (facts.condition(&fetch.when)?, facts.exists(placed.datum.party)?);
                let when = facts.diagram.and(when, exists)?;
                courses = facts.diagram.or(courses, when)?;
            }
        }
    }
    Ok(courses)
}

/// The courses in which the step happens, asks for something and fetches nothing with consent, and all that it asks
/// for can be reused.
fn asks_only_for_the_known<'m>(
    facts: &mut Facts<'m>,
    step: Key<Step>,
    requests: &[RequestFact<'m>],
) -> Result<Set, OverBudget> {
    let mut asks = Set::NONE;
    for request in requests {
        asks = facts.diagram.or(asks, request.courses)?;
    }
    let mut known = facts.diagram.and(asks, facts.happens(step))?;
    let with_consent = with_consent(facts, step)?;
    known = facts.diagram.minus(known, with_consent)?;
    for request in requests {
        if !facts.is_possible(known)? {
            return Ok(Set::NONE);
        }
        let reusable = reasons::reusable(facts, request)?;
        let not_known = facts.diagram.minus(request.courses, reusable)?;
        known = facts.diagram.minus(known, not_known)?;
    }
    Ok(known)
}
