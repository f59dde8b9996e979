//! The figures of a life event.

use super::event::{claims, doer};
use super::{Figures, flows};
use crate::checks::find;
use crate::finding::{Analysis, LawState};
use crate::model::{Actor, Carrier, Journey, Key, Law, Level, Mode, Model, Organisation, Step, StepKind};
use std::collections::{BTreeMap, BTreeSet};

/// The check that finds applications that could be unnecessary.
const PROACTIVE: &str = "rights/could-be-proactive";

pub(super) fn figures(model: &Model, journey: &Journey, analysis: &Analysis) -> Figures {
    let carriers: Vec<Carrier> = flows::between(journey)
        .filter(|(_, _, link)| !link.wished)
        .filter_map(|(_, _, link)| link.by)
        .collect();
    let by = |wanted: &[Carrier]| carriers.iter().filter(|carrier| wanted.contains(carrier)).count();
    let steps = || journey.steps.values();
    let asked = |confirm: bool| {
        let requests = steps().flat_map(|step| &step.asks);
        requests
            .filter(move |request| (request.mode == Mode::Confirm) == confirm)
            .flat_map(|request| &request.data)
    };
    let unique: BTreeSet<_> = asked(false).map(|placed| placed.datum).collect();
    let claims = claims(journey);
    let verified = claims.iter().filter(|(_, _, claim)| claim.is_verified()).count();
    Figures {
        steps: journey.steps.len(),
        interactions: steps().filter(|step| is_interaction(step)).count(),
        handovers: carriers.len(),
        carried: by(&[Carrier::Person]),
        automatic: by(&[Carrier::Event, Carrier::Api]),
        unprompted: by(&[Carrier::Unprompted]),
        untold: by(&[Carrier::Nothing]),
        requests: asked(false).count(),
        unique: unique.len(),
        confirmed: asked(true).count(),
        applications: steps().filter(|step| step.kind == StepKind::Application).count(),
        unnecessary: find(PROACTIVE).map(|_| unnecessary(journey, analysis)),
        met: met(model, journey),
        verified,
        not_verified: claims.len() - verified,
        law: law(journey),
    }
}

fn is_interaction(step: &Step) -> bool {
    matches!(doer(step), Actor::Party(_)) && !matches!(step.kind, StepKind::Waiting | StepKind::Automatic)
}

fn unnecessary(journey: &Journey, analysis: &Analysis) -> usize {
    let found = analysis.findings.iter().filter(|finding| finding.check == PROACTIVE);
    let here = found.filter(|finding| finding.journey.as_ref() == Some(&journey.id));
    here.filter_map(|finding| finding.subject.first()).collect::<BTreeSet<_>>().len()
}

/// The legal bodies that ask a party, hand over to it or receive from it.
fn met(model: &Model, journey: &Journey) -> Vec<(String, Level)> {
    let mut bodies: BTreeSet<Key<Organisation>> = BTreeSet::new();
    let mut add = |actor: Actor| bodies.extend(journey.body(model, actor));
    for step in journey.steps.values() {
        if step.done_by.is_some() || !step.asks.is_empty() {
            add(step.actor);
        }
    }
    for (from, to, link) in flows::between(journey) {
        if link.by == Some(Carrier::Nothing) {
            continue;
        }
        match (from, to) {
            (Actor::Party(_), other) | (other, Actor::Party(_)) => add(other),
            _ => {}
        }
    }
    let told = |key: Key<Organisation>| {
        let body = &model.organisations[key];
        (body.id.clone(), body.level)
    };
    bodies.into_iter().map(told).collect()
}

/// Requests, fetches and handovers between bodies, by how their law stands.
fn law(journey: &Journey) -> Vec<(Option<LawState>, usize)> {
    let mut states: BTreeMap<Option<LawState>, usize> = BTreeMap::new();
    let mut add = |law: Option<&Law>| *states.entry(law.map(|law| law.state)).or_default() += 1;
    for step in journey.steps.values() {
        step.asks.iter().for_each(|request| add(request.law.as_ref()));
        step.fetches.iter().for_each(|fetch| add(fetch.law.as_ref()));
    }
    for (from, to, link) in flows::between(journey) {
        if let (Actor::Organisation(_), Actor::Organisation(_)) = (from, to) {
            add(link.law.as_ref());
        }
    }
    states.into_iter().collect()
}
