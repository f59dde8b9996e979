//! A receiver needs what the giver has, and it is neither handed over, fetched nor asked for.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Actor, Key, Link, Placed, Step};
use crate::symptom::{Symptom, actor_name, data_names, stated_at, step_name};
use crate::words::Words;
use std::collections::BTreeMap;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for (key, step) in journey.steps.iter() {
        let Some(body) = journey.body(facts.model, step.actor) else { continue };
        for &needed in &step.needs {
            let has = facts.has_or_follows(key, body, needed.datum)?;
            let exists = facts.exists(needed.datum.party)?;
            let needs = facts.diagram.and(facts.happens(key), exists)?;
            let lacks = facts.diagram.minus(needs, has)?;
            // Whoever does the step has got it, and can give it there.
            let sent = facts.sent_to_person(key, needed.datum)?;
            let lacks = facts.diagram.minus(lacks, sent)?;
            if !facts.is_possible(lacks)? {
                continue;
            }
            for (giver, (link, courses)) in givers(facts, key, needed, lacks)? {
                if facts.is_possible(courses)? {
                    found.push(told(facts, key, needed, giver, link, courses));
                }
            }
        }
    }
    Ok(found)
}

/// Steps that hand over, each with a link of theirs and the courses.
type Givers = BTreeMap<Key<Step>, (Key<Link>, Set)>;

/// The steps of other bodies that hand over and have what is needed, each with a link and the courses.
fn givers(
    facts: &mut Facts<'_>,
    step: Key<Step>,
    needed: Placed,
    lacks: Set,
) -> Result<Givers, OverBudget> {
    let journey = facts.journey;
    let receiver = journey.body(facts.model, journey.steps[step].actor);
    let mut givers = Givers::new();
    for link in facts.graph.incoming(step).to_vec() {
        let from = journey.links[link].from;
        let giver = journey.body(facts.model, journey.steps[from].actor);
        let Some(giver) = giver.filter(|_| giver != receiver) else { continue };
        let courses = facts.diagram.and(facts.holds(link), lacks)?;
        if !facts.is_possible(courses)? {
            continue;
        }
        let has = facts.has_or_follows(from, giver, needed.datum)?;
        let courses = facts.diagram.and(courses, has)?;
        let (_, known) = givers.entry(from).or_insert((link, Set::NONE));
        *known = facts.diagram.or(*known, courses)?;
    }
    Ok(givers)
}

fn told<'m>(
    facts: &Facts<'m>,
    step: Key<Step>,
    needed: Placed,
    giver: Key<Step>,
    link: Key<Link>,
    courses: Set,
) -> Symptom<'m> {
    let journey = facts.journey;
    let mut stated = stated_at(facts, step, courses);
    let [to, from] = [step, giver].map(|step| journey.steps[step].actor);
    let [receiver, has] = [to, from].map(|actor| actor_name(facts, actor));
    let (what, at) = (data_names(facts, [needed.datum]), step_name(facts, step).quoted());
    stated.subject.push(journey.steps[giver].id.clone());
    stated.subject.push(journey.datum_id(facts.model, needed.datum));
    stated.message = Words::new(
        format!("{} trenger {} til {}; {} har det, men gir det ikke videre", receiver.nb, what.nb, at.nb, has.nb),
        format!("{} treng {} til {}; {} har det, men gir det ikkje vidare", receiver.nn, what.nn, at.nn, has.nn),
        format!("{} needs {} for {}; {} has it, but does not pass it on", receiver.en, what.en, at.en, has.en),
    );
    stated.help = Words::new(
        format!("la {} følge med fra {}, eller la {} hente det", what.nb, has.nb, receiver.nb),
        format!("lat {} følgje med frå {}, eller lat {} hente det", what.nn, has.nn, receiver.nn),
        format!("let {} come along from {}, or let {} fetch it", what.en, has.en, receiver.en),
    );
    stated.places = vec![
        Label { place: needed.place, label: Words::new("trengs her", "trengst her", "needed here") },
        Label {
            place: journey.links[link].place,
            label: Words::new("følger ikke med her", "følgjer ikkje med her", "does not come along here"),
        },
    ];
    stated.giver = Some(from).filter(|actor| matches!(actor, Actor::Organisation(_)));
    stated.claims.push(&journey.links[link].claim);
    stated.claims.push(&journey.steps[giver].claim);
    Symptom::Other(Box::new(stated))
}
