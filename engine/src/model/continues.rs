//! What life events say of those that they go on in, bound to the journeys of these.
//!
//! It is bound when all journeys are, and changes nothing in the event that it speaks of.

use super::Journey;
use super::error::{ModelError, ModelProblem, Thing};
use super::from_declaration::{Binder, Unit};
use super::scope::{Meaning, Scope};
use super::{Condition, Model, VariableKind};
use crate::declaration::{self as written, File, Id};
use crate::node::Node;
use std::collections::BTreeMap;

/// What can be named of the journeys that others go on in.
struct Others<'d> {
    conditions: BTreeMap<&'d str, &'d [written::NamedCondition]>,
    scopes: BTreeMap<String, Scope<'d>>,
}

impl<'d> Binder<'_, 'd> {
    /// Binds what all continuations say of the other event. A life event that is wrong in this is broken.
    ///
    /// Nothing is said of an event that was not read, and nothing of one that is broken.
    pub(super) fn continues(&mut self, units: &'d [Unit], model: &mut Model) {
        let mut others = Others { conditions: BTreeMap::new(), scopes: BTreeMap::new() };
        for unit in units {
            if let File::LifeEvent { id, conditions, .. } = &unit.file {
                others.conditions.entry(id).or_insert(conditions);
            }
        }
        for unit in units {
            let File::LifeEvent { id, continues, .. } = &unit.file else { continue };
            // Of an event that is declared twice, the first is bound.
            let is_it = |journey: &Journey| journey.id == id.value && journey.place == id.place;
            let Some(at) = model.journeys.iter().position(is_it) else { continue };
            let before = self.errors.len();
            let bound: Vec<Vec<Condition>> =
                continues.iter().map(|one| self.of_the_other(one, &mut others, model)).collect();
            let wrong = self.errors.len() > before;
            let Some(journey) = model.journeys.get_mut(at) else { continue };
            journey.broken |= wrong;
            for (continuation, conditions) in journey.continues.iter_mut().zip(bound) {
                // There are none of an event that is not there.
                continuation.implies.truncate(conditions.len());
                for (implication, there) in continuation.implies.iter_mut().zip(conditions) {
                    implication.there = there;
                }
            }
        }
    }

    /// What the implications of a continuation say of the other event; none where that is not there, or broken.
    fn of_the_other(
        &mut self,
        one: &'d written::Continuation,
        others: &mut Others<'d>,
        model: &Model,
    ) -> Vec<Condition> {
        let Some(other) = model.journeys.iter().find(|journey| journey.id == one.event.value) else {
            return Vec::new();
        };
        if other.broken {
            return Vec::new();
        }
        for same in &one.parties {
            if other.party(&same.there).is_none() {
                let known = other.parties.values().map(|party| party.id.as_str());
                self.unknown(Thing::Party, &same.there, same.there.place, known);
            }
        }
        if one.implies.is_empty() {
            return Vec::new();
        }
        let conditions = others.conditions.get(other.id.as_str()).copied().unwrap_or_default();
        let scope = others.scopes.entry(other.id.clone());
        let scope = scope.or_insert_with(|| self.scope_of(other, conditions));
        one.implies.iter().map(|implication| self.there(&implication.there, scope, other)).collect()
    }

    /// A condition on the circumstances of the other event: it only begins, and nothing is decided in it.
    fn there(&mut self, written: &Node<String>, scope: &mut Scope<'d>, other: &Journey) -> Condition {
        let bound = scope.bind(written, &mut self.errors);
        for (decision, place) in bound.decisions {
            let decision = other.steps[decision].id.clone();
            self.errors.push(ModelError {
                problem: ModelProblem::OutcomeUpstream { decision },
                place,
                other: None,
            });
        }
        bound.condition
    }

    /// The names that conditions on a bound journey may use.
    fn scope_of(&self, journey: &Journey, conditions: &'d [written::NamedCondition]) -> Scope<'d> {
        let mut names = BTreeMap::new();
        for step in journey.steps.values() {
            names.insert(step.id.clone(), Meaning::PlainStep);
        }
        for (number, variable) in journey.variables.iter().enumerate() {
            let meaning = match variable.kind {
                VariableKind::Decision(step) => Meaning::Decision(step, number),
                _ => Meaning::Circumstance(number),
            };
            names.insert(variable.id.to_string(), meaning);
        }
        for one in conditions {
            names.entry(one.id.value.clone()).or_insert(Meaning::Named);
        }
        let named: Vec<(&Id, &Node<String>)> = conditions.iter().map(|one| (&one.id, &one.when)).collect();
        let mut scope = Scope::new(self.sources, names, journey.variables.clone()).of_some_number();
        // They are right, or the journey would be broken.
        scope.bind_named(&named, &mut Vec::new());
        scope
    }
}
