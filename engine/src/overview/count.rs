//! The figures of a life event: those of [`crate::figures`], and how well the model is sourced.

use super::event::claims;
use super::{Figures, flows};
use crate::figures::counts;
use crate::finding::{Analysis, LawState};
use crate::model::{Actor, Journey, Law, Model};
use std::collections::BTreeMap;

pub(super) fn figures(model: &Model, journey: &Journey, analysis: &Analysis) -> Figures {
    let claims = claims(journey);
    let verified = claims.iter().filter(|(_, _, claim)| claim.is_verified()).count();
    Figures {
        counts: counts(model, journey, analysis),
        verified,
        not_verified: claims.len() - verified,
        law: law(journey),
    }
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
