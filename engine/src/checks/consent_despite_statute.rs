//! An authority fetches with the person's consent although a statute lets it fetch without.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Actor, Datum, Fetch, Key, LawState, Level, Organisation, Register, Step};
use crate::symptom::{Stated, Symptom, actor_name, stated_nowhere};
use crate::words::Words;
use std::collections::BTreeMap;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let (model, journey) = (facts.model, facts.journey);
    let mut found: BTreeMap<(Key<Organisation>, Key<Register>), Stated<'m>> = BTreeMap::new();
    for (key, step) in journey.steps.iter() {
        let Some(body) = journey.body(model, step.actor) else { continue };
        if !is_authority(model.organisations[body].level) {
            continue;
        }
        for fetch in &step.fetches {
            let when = facts.condition(&fetch.when)?;
            let courses = facts.diagram.and(facts.happens(key), when)?;
            if !facts.is_possible(courses)? {
                continue;
            }
            for placed in &fetch.data {
                let exists = facts.exists(placed.datum.party)?;
                let courses = facts.diagram.and(courses, exists)?;
                if !facts.is_possible(courses)? {
                    continue;
                }
                if !by_consent_alone(facts, key, fetch, placed.datum)
                    || !statute_serves(facts, key, fetch, placed.datum)
                {
                    continue;
                }
                let id = (body, fetch.register);
                let stated = found.entry(id).or_insert_with(|| stated(facts, body, fetch.register, key));
                let before = stated.courses.unwrap_or(Set::NONE);
                stated.courses = Some(facts.diagram.or(before, courses)?);
                stated.parties.push(placed.datum.party);
                stated.claims.push(&fetch.claim);
                let item = model.items[placed.datum.item].name.quoted();
                let label = Words::new(
                    format!("{} hentes her", item.nb),
                    format!("{} blir henta her", item.nn),
                    format!("{} is fetched here", item.en),
                );
                stated.places.push(Label { place: placed.place, label });
            }
        }
    }
    let mut symptoms = Vec::new();
    for mut stated in found.into_values() {
        stated.parties.sort();
        stated.parties.dedup();
        symptoms.push(Symptom::Other(Box::new(stated)));
    }
    Ok(symptoms)
}

fn is_authority(level: Level) -> bool {
    match level {
        Level::State | Level::County | Level::Municipality | Level::Court => true,
        Level::Church | Level::Private | Level::Voluntary | Level::Foreign => false,
    }
}

/// True where there is a way by which the fetch can be made, and every such way takes consent.
fn by_consent_alone(facts: &mut Facts<'_>, step: Key<Step>, fetch: &Fetch, datum: Datum) -> bool {
    let ways = facts.ways_of_fetch(step, fetch, datum);
    !ways.is_empty() && ways.iter().all(|way| way.consent)
}

/// True where the law of the fetch is in place; or, where it says nothing, that of any way open to the body.
fn statute_serves(facts: &mut Facts<'_>, step: Key<Step>, fetch: &Fetch, datum: Datum) -> bool {
    let laws = match &fetch.law {
        Some(law) => vec![law],
        None => {
            let ways = facts.open_ways(step, fetch.register, datum);
            ways.into_iter().map(|way| &way.law).collect()
        }
    };
    laws.into_iter().any(|law| facts.model.law_state(law, facts.as_of) == LawState::InPlace)
}

fn stated<'m>(
    facts: &Facts<'m>,
    body: Key<Organisation>,
    register: Key<Register>,
    step: Key<Step>,
) -> Stated<'m> {
    let asker = Actor::Organisation(body);
    let (by, from) = (actor_name(facts, asker), &facts.model.registers[register]);
    Stated {
        subject: vec![facts.model.organisations[body].id.clone(), from.id.clone()],
        at: Some(step),
        message: Words::new(
            format!("{} henter fra {} med samtykke, selv om loven gir hjemmel", by.nb, from.name.nb),
            format!("{} hentar frå {} med samtykke, sjølv om lova gir heimel", by.nn, from.name.nn),
            format!("{} fetches from {} with consent, although a statute gives the ground", by.en, from.name.en),
        ),
        help: Words::new(
            "hent uten samtykke, og fortell personen hva som blir hentet og hvorfor",
            "hent utan samtykke, og fortel personen kva som blir henta og kvifor",
            "fetch without consent, and tell the person what is fetched and why",
        ),
        giver: Some(Actor::Organisation(from.keeper)),
        receiver: Some(asker),
        ..stated_nowhere()
    }
}
