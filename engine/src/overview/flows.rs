//! Who hands over to whom, and who asks for what.

use super::event::named;
use super::{Asked, Flow, organisation};
use crate::finding::Named;
use crate::model::{Actor, Datum, Journey, Key, Link, Mode, Model, Organisation};
use std::collections::BTreeMap;

/// The links between different doers.
pub(super) fn between<'m>(journey: &'m Journey) -> impl Iterator<Item = (Actor, Actor, &'m Link)> {
    let ends = |link: &'m Link| (journey.steps[link.from].doer(), journey.steps[link.to].doer(), link);
    journey.links.values().map(ends).filter(|(from, to, link)| link.by.is_some() && from != to)
}

pub(super) fn handovers(model: &Model, journey: &Journey) -> Vec<Flow> {
    let mut flows: BTreeMap<(Actor, Actor), Vec<_>> = BTreeMap::new();
    for (from, to, link) in between(journey).filter(|(_, _, link)| !link.wished) {
        let by = flows.entry((from, to)).or_default();
        let Some(carrier) = link.by else { continue };
        match by.iter_mut().find(|(one, _)| *one == carrier) {
            Some((_, number)) => *number += 1,
            None => by.push((carrier, 1)),
        }
    }
    let flow =
        |((from, to), by)| Flow { from: named(model, journey, from), to: named(model, journey, to), by };
    flows.into_iter().map(flow).collect()
}

/// The bodies that ask for a datum, each with how it asks and in how many steps.
type Askers = BTreeMap<Key<Organisation>, (Mode, usize)>;

pub(super) fn asked(model: &Model, journey: &Journey) -> Vec<Asked> {
    let mut asked: BTreeMap<Datum, Askers> = BTreeMap::new();
    for step in journey.steps.values() {
        let Some(body) = journey.body(model, step.actor) else { continue };
        for request in &step.asks {
            for placed in &request.data {
                let askers = asked.entry(placed.datum).or_default();
                let asker = askers.entry(body).or_insert((request.mode, 0));
                asker.1 += 1;
                // What is only confirmed, or only says who it is, somewhere but provided elsewhere is provided.
                if matches!(asker.0, Mode::Confirm | Mode::Identify) {
                    asker.0 = request.mode;
                }
            }
        }
    }
    let mut all: Vec<Asked> = asked
        .into_iter()
        .map(|(datum, askers)| Asked {
            id: journey.datum_id(model, datum),
            name: model.items[datum.item].name.clone(),
            party: journey.parties[datum.party].name.clone(),
            askers: askers
                .into_iter()
                .map(|(body, (mode, steps))| (organisation(model, body), mode, steps))
                .collect(),
            holders: holders(model, journey, datum),
        })
        .collect();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all
}

/// The registers that hold it from the start, or that a step enters it into.
fn holders(model: &Model, journey: &Journey, datum: Datum) -> Vec<Named> {
    let held = journey.holdings.iter().map(|holding| (holding.register, &holding.data));
    let entries = journey.steps.values().flat_map(|step| &step.registers);
    let entered = entries.map(|entry| (entry.register, &entry.data));
    let mut registers: Vec<_> = held
        .chain(entered)
        .filter(|(_, data)| data.iter().any(|placed| placed.datum == datum))
        .map(|(register, _)| register)
        .collect();
    registers.sort_unstable();
    registers.dedup();
    let register = |key| {
        let register: &crate::model::Register = &model.registers[key];
        Named { id: register.id.clone(), name: register.name.clone() }
    };
    registers.into_iter().map(register).collect()
}
