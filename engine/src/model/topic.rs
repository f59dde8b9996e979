//! The topics that LOS, the common vocabulary of public services, relates to a life event.

use super::error::{ModelError, ModelProblem, Thing};
use super::from_declaration::{Binder, Unit, words};
use super::keys::Key;
use super::names::nearest;
use super::{Model, Step};
use crate::declaration::{File, Id};
use crate::text::Place;
use crate::words::Words;
use std::collections::BTreeMap;

/// The beginning of the address of everything in LOS.
const LOS: &str = "https://psi.norge.no/los/";

/// A topic of LOS that belongs to a life event.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its address.
    pub los: String,
    /// What it is called.
    pub name: Words,
    /// The steps that cover it; none where it is not covered.
    pub steps: Vec<Key<Step>>,
    /// The id of the life event that covers it instead; it may be one that is not read.
    pub covered_by: Option<String>,
    /// Why it is not covered, or not in full.
    pub reason: Option<Words>,
    /// Where its address is written.
    pub place: Place,
}

impl<'d> Binder<'_, 'd> {
    /// Binds the topics of all files to the journeys; those of a journey that is broken are left out in silence.
    pub(super) fn topics(&mut self, units: &'d [Unit], model: &mut Model) {
        let mut bound: BTreeMap<&'d str, BTreeMap<&'d str, Topic>> = BTreeMap::new();
        for unit in units {
            let File::Topics { event, topics } = &unit.file else { continue };
            if !self.has_journey(event, model) {
                continue;
            }
            let Some(journey) = model.journeys.iter().find(|one| one.id == event.value && !one.broken) else {
                continue;
            };
            let of_event = bound.entry(event).or_default();
            for one in topics {
                if !one.los.starts_with(LOS) {
                    self.error(ModelProblem::BadTopic { los: one.los.value.clone() }, one.los.place);
                }
                let steps = self.steps_of(&one.steps, journey);
                let covered_by = one.covered_by.as_ref().and_then(|event| self.elsewhere(event, model));
                if one.steps.is_empty() && one.covered_by.is_none() && one.reason.is_none() {
                    self.error(ModelProblem::NoReason { los: one.los.value.clone() }, one.los.place);
                }
                let topic = Topic {
                    los: one.los.value.clone(),
                    name: words(&one.name, &one.los),
                    steps,
                    covered_by,
                    reason: one.reason.as_ref().map(|text| words(text, &one.los)),
                    place: one.los.place,
                };
                if let Some(first) = of_event.get(one.los.as_str()) {
                    let id = one.los.value.clone();
                    let problem = ModelProblem::DuplicateId { thing: Thing::Topic, id };
                    let other = Some(first.place);
                    self.errors.push(ModelError { problem, place: one.los.place, other });
                    continue;
                }
                of_event.insert(&one.los, topic);
            }
        }
        for journey in &mut model.journeys {
            let topics = bound.remove(journey.id.as_str()).unwrap_or_default();
            journey.topics = topics.into_values().collect();
        }
    }

    /// The id of the life event that covers a topic instead; none where another was probably meant.
    fn elsewhere(&mut self, event: &Id, model: &Model) -> Option<String> {
        let known = || model.journeys.iter().map(|journey| journey.id.as_str());
        // A life event may be read without the others.
        let is_meant = known().any(|id| id == event.value) || nearest(event, known(), &self.errors).is_none();
        if !is_meant {
            self.unknown(Thing::LifeEvent, event, event.place, known());
        }
        is_meant.then(|| event.value.clone())
    }
}
