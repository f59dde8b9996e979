//! One life event, summed up.

use super::{DeadlineSummary, Doubt, DoubtKind, Event, Responsible, StepSummary, VariableSummary};
use super::{VolumeSummary, count, flows, organisation, source_ids};
use crate::finding::{Analysis, Named};
use crate::model::{
    Actor, ChannelKind, Claim, Deadline, Journey, Key, Model, PartyKind, Step, Variable, VariableKind,
};
use crate::words::Words;

pub(super) fn event(model: &Model, journey: &Journey, analysis: &Analysis) -> Event {
    let responsible = journey.responsible.iter().map(|period| Responsible {
        ministry: organisation(model, period.ministry),
        from: period.from.map(|date| date.to_string()),
        until: period.until.map(|date| date.to_string()),
        confidence: period.claim.confidence,
    });
    let deadlines = journey.steps.iter().flat_map(|(key, step)| {
        step.deadlines.iter().map(move |deadline| self::deadline(model, journey, key, deadline))
    });
    let volumes = journey.volumes.iter().map(|volume| VolumeSummary {
        of: volume.of.clone(),
        value: volume.value.clone(),
        year: volume.year.clone(),
        confidence: volume.claim.confidence,
        sources: source_ids(model, &volume.claim),
    });
    let bodies = journey.parties.values().filter(|party| party.kind != PartyKind::Person);
    Event {
        id: journey.id.clone(),
        name: journey.name.clone(),
        description: journey.description.clone(),
        analysed: !journey.broken,
        responsible: responsible.collect(),
        figures: count::figures(model, journey, analysis),
        handovers: flows::handovers(model, journey),
        asked: flows::asked(model, journey),
        deadlines: deadlines.collect(),
        volumes: volumes.collect(),
        variables: journey.variables.iter().map(variable).collect(),
        bodies: bodies.map(|party| party.id.clone()).collect(),
        steps: journey.steps.keys().map(|key| step(model, journey, key)).collect(),
        doubts: doubts(model, journey),
    }
}

pub(super) fn named(model: &Model, journey: &Journey, actor: Actor) -> Named {
    match actor {
        Actor::Organisation(key) => organisation(model, key),
        Actor::Party(key) => {
            let party = &journey.parties[key];
            Named { id: party.id.clone(), name: party.name.clone() }
        }
    }
}

fn step_name(step: &Step) -> Named {
    Named { id: step.id.clone(), name: step.name.clone() }
}

fn step(model: &Model, journey: &Journey, key: Key<Step>) -> StepSummary {
    let step = &journey.steps[key];
    let by_party = matches!(step.doer(), Actor::Party(_));
    let all_digital = step.channels.iter().all(|channel| channel.kind == ChannelKind::Digital);
    StepSummary {
        id: step.id.clone(),
        name: step.name.clone(),
        doer: named(model, journey, step.doer()),
        kind: step.kind,
        only_digital: by_party && !step.channels.is_empty() && all_digital,
    }
}

fn deadline(model: &Model, journey: &Journey, key: Key<Step>, deadline: &Deadline) -> DeadlineSummary {
    let step = &journey.steps[key];
    DeadlineSummary {
        step: step_name(step),
        doer: named(model, journey, step.doer()),
        within: deadline.within,
        from: deadline.from.map(|from| step_name(&journey.steps[from])),
        lost: deadline.lost.clone(),
        basis: deadline.basis.iter().map(|&key| model.provisions[key].id.clone()).collect(),
        confidence: deadline.claim.confidence,
        sources: source_ids(model, &deadline.claim),
    }
}

fn variable(variable: &Variable) -> VariableSummary {
    let value =
        |value: &crate::model::VariableValue| Named { id: value.id.to_string(), name: value.phrase.clone() };
    VariableSummary {
        id: variable.id.to_string(),
        name: variable.name.clone(),
        decision: matches!(variable.kind, VariableKind::Decision(_)),
        by_municipality: variable.varies_by_municipality,
        values: variable.values.iter().map(value).collect(),
    }
}

/// Every claim of the event, with what it is about.
pub(super) fn claims(journey: &Journey) -> Vec<(&Words, DoubtKind, &Claim)> {
    let mut all: Vec<(&Words, DoubtKind, &Claim)> = Vec::new();
    let name = &journey.name;
    all.extend(journey.responsible.iter().map(|one| (name, DoubtKind::Responsibility, &one.claim)));
    all.extend(journey.holdings.iter().map(|one| (name, DoubtKind::Holding, &one.claim)));
    for step in journey.steps.values() {
        all.push((&step.name, DoubtKind::Step, &step.claim));
        let links = step.after.links().into_iter().map(|link| &journey.links[link]);
        let handovers = links.filter(|link| link.by.is_some());
        all.extend(handovers.map(|link| (&step.name, DoubtKind::Handover, &link.claim)));
        all.extend(step.asks.iter().map(|one| (&step.name, DoubtKind::Request, &one.claim)));
        all.extend(step.fetches.iter().map(|one| (&step.name, DoubtKind::Fetch, &one.claim)));
        all.extend(step.deadlines.iter().map(|one| (&step.name, DoubtKind::Deadline, &one.claim)));
    }
    all.extend(journey.volumes.iter().map(|one| (&one.of, DoubtKind::Volume, &one.claim)));
    all
}

/// The claims that are not verified; what is said of a step in the same way only once.
pub(crate) fn doubts(model: &Model, journey: &Journey) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    for (of, kind, claim) in claims(journey) {
        if claim.is_verified() {
            continue;
        }
        let doubt =
            Doubt { of: of.clone(), kind, confidence: claim.confidence, sources: source_ids(model, claim) };
        if doubts.last() != Some(&doubt) {
            doubts.push(doubt);
        }
    }
    doubts
}
