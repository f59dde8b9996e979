//! A body takes something in, and in some cases does nothing with it and tells no one.

use crate::declaration::StepKind;
use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Carrier, Key, Link, Step};
use crate::symptom::{Symptom, actor_name, stated_at, step_name};
use crate::words::Words;

/// The kinds of step in which something is taken in to be dealt with, and that are in themselves no answer. Whoever only
/// gives notice or reports expects none.
const TAKES_IN: [StepKind; 4] =
    [StepKind::Application, StepKind::CaseHandling, StepKind::Decision, StepKind::Automatic];

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for (key, step) in journey.steps.iter() {
        let is_body = journey.body(facts.model, step.actor).is_some();
        if !is_body || !TAKES_IN.contains(&step.kind) || !step.ends.is_empty() || !step.gives.is_empty() {
            continue;
        }
        let (received, links) = received(facts, key)?;
        if !facts.is_possible(received)? {
            continue;
        }
        let followed = followed(facts, key)?;
        if !facts.is_possible(followed)? {
            continue;
        }
        let mut courses = facts.diagram.minus(received, followed)?;
        for acted in [made(facts, key)?, elsewhere(facts, key, &links)?] {
            courses = facts.diagram.minus(courses, acted)?;
        }
        if facts.is_possible(courses)? {
            found.push(told(facts, key, &links, courses));
        }
    }
    Ok(found)
}

/// The courses in which something reaches the step from outside its body, and the links that bring it.
fn received(facts: &mut Facts<'_>, key: Key<Step>) -> Result<(Set, Vec<Key<Link>>), OverBudget> {
    let journey = facts.journey;
    let body = journey.body(facts.model, journey.steps[key].actor);
    let mut links = facts.graph.incoming(key).to_vec();
    links.retain(|&link| journey.body(facts.model, journey.steps[journey.links[link].from].actor) != body);
    let mut received =
        if journey.steps[key].done_by.is_some() { facts.happens(key) } else { Set::NONE };
    for &link in &links {
        let here = facts.diagram.and(facts.holds(link), facts.happens(key))?;
        received = facts.diagram.or(received, here)?;
    }
    Ok((received, links))
}

/// The courses in which a step follows, or someone is told.
fn followed(facts: &mut Facts<'_>, key: Key<Step>) -> Result<Set, OverBudget> {
    let mut followed = Set::NONE;
    for link in facts.graph.outgoing(key).to_vec() {
        let one = &facts.journey.links[link];
        let tells = one.by.is_some_and(|by| by != Carrier::Unprompted);
        let reaches = if tells { Set::ALL } else { facts.happens(one.to) };
        let here = facts.diagram.and(facts.holds(link), reaches)?;
        followed = facts.diagram.or(followed, here)?;
    }
    Ok(followed)
}

/// The courses in which the step itself makes or registers something.
fn made(facts: &mut Facts<'_>, key: Key<Step>) -> Result<Set, OverBudget> {
    let step = &facts.journey.steps[key];
    let produced = step.produces.iter().map(|one| &one.when);
    let registered = step.registers.iter().map(|one| &one.when);
    let mut made = Set::NONE;
    for when in produced.chain(registered) {
        let here = facts.condition(when)?;
        made = facts.diagram.or(made, here)?;
    }
    Ok(made)
}

/// The courses in which another step of the same body gets it from the same step before.
fn elsewhere(facts: &mut Facts<'_>, key: Key<Step>, links: &[Key<Link>]) -> Result<Set, OverBudget> {
    let journey = facts.journey;
    let body = journey.body(facts.model, journey.steps[key].actor);
    let mut elsewhere = Set::NONE;
    for &link in links {
        for other in facts.graph.outgoing(journey.links[link].from).to_vec() {
            let to = journey.links[other].to;
            if to == key || journey.body(facts.model, journey.steps[to].actor) != body {
                continue;
            }
            let both = facts.diagram.and(facts.holds(link), facts.holds(other))?;
            let here = facts.diagram.and(both, facts.happens(to))?;
            elsewhere = facts.diagram.or(elsewhere, here)?;
        }
    }
    Ok(elsewhere)
}

fn told<'m>(facts: &Facts<'m>, key: Key<Step>, links: &[Key<Link>], courses: Set) -> Symptom<'m> {
    let journey = facts.journey;
    let mut stated = stated_at(facts, key, courses);
    let (who, what) = (actor_name(facts, journey.steps[key].actor), step_name(facts, key).quoted());
    stated.message = Words::new(
        format!("{} gjør ingenting mer etter {} og sier ikke fra til noen", who.nb, what.nb),
        format!("{} gjer ikkje noko meir etter {} og seier ikkje frå til nokon", who.nn, what.nn),
        format!("{} does nothing more after {} and tells no one", who.en, what.en),
    );
    stated.help = Words::new(
        "si fra til den som venter eller har meldt fra, også når saken legges bort",
        "sei frå til den som ventar eller har meldt frå, òg når saka blir lagd bort",
        "tell whoever waits or gave notice, also where the matter is laid aside",
    );
    stated.giver = links.first().map(|&link| journey.steps[journey.links[link].from].actor);
    let label = Words::new("mottatt her", "motteke her", "received here");
    let links = links.iter().map(|&link| &journey.links[link]);
    stated.places.extend(links.map(|link| Label { place: link.place, label: label.clone() }));
    Symptom::Other(Box::new(stated))
}
