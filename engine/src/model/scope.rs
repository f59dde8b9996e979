//! What the names in a journey's conditions mean, and conditions bound to it.

use super::error::{ModelError, ModelProblem, Thing};
use super::keys::Key;
use super::names::nearest;
use super::{Condition, Step, Variable, VariableKind};
use crate::condition::{Comparison, Expression, Word, parse};
use crate::declaration::Id;
use crate::limits::MAX_CONDITION_ATOMS;
use crate::node::Node;
use crate::text::{Place, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a name in a condition means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    /// A circumstance.
    Circumstance(usize),
    /// A step with outcomes.
    Decision(Key<Step>, usize),
    /// A step without outcomes.
    PlainStep,
    /// A named condition.
    Named,
}

/// The names that conditions of a journey may use.
pub(super) struct Scope<'d> {
    pub(super) sources: &'d Sources,
    pub(super) names: BTreeMap<String, Meaning>,
    pub(super) variables: Vec<Variable>,
    /// The named conditions, each with its negation.
    pub(super) named: BTreeMap<String, (Condition, Condition)>,
}

/// All names in a condition, and for each the numbers it is compared with: where a range of numbers must be cut.
pub(super) fn names_and_cuts(text: &str, into: &mut BTreeMap<String, BTreeSet<i64>>) {
    fn walk(expression: &Expression, into: &mut BTreeMap<String, BTreeSet<i64>>) {
        match expression {
            Expression::And(parts) | Expression::Or(parts) => parts.iter().for_each(|part| walk(part, into)),
            Expression::Not(part) => walk(part, into),
            Expression::Name(name) => {
                into.entry(name.text.clone()).or_default();
            }
            Expression::Compare(name, comparison, value) => {
                let cuts = into.entry(name.text.clone()).or_default();
                if let Ok(value) = value.text.parse::<i64>() {
                    match comparison {
                        Comparison::Less | Comparison::AtLeast => cuts.extend([value]),
                        Comparison::AtMost | Comparison::Greater => cuts.extend([value + 1]),
                        Comparison::Equal | Comparison::NotEqual => cuts.extend([value, value + 1]),
                    }
                }
            }
            Expression::In(name, values) => {
                let values = values.iter().filter_map(|value| value.text.parse::<i64>().ok());
                into.entry(name.text.clone())
                    .or_default()
                    .extend(values.flat_map(|value| [value, value + 1]));
            }
            Expression::Within(name, from, to) => {
                let cuts = into.entry(name.text.clone()).or_default();
                cuts.extend(from.text.parse::<i64>().ok());
                cuts.extend(to.text.parse::<i64>().ok().map(|to| to + 1));
            }
        }
    }
    if let Ok(expression) = parse(text) {
        walk(&expression, into);
    }
}

/// The place of a part of a string value: exact where the string is written without escapes.
pub(super) fn inside(sources: &Sources, whole: Place, value: &str, part: Range<usize>) -> Place {
    let words = sources.words(whole);
    let plain = words.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) == Some(value);
    let (Ok(from), Ok(to)) = (u32::try_from(part.start), u32::try_from(part.end)) else { return whole };
    if !plain {
        return whole;
    }
    // An empty part is the end of the text: underline the closing quote.
    let to = if from == to { to + 1 } else { to };
    Place::new(whole.file, whole.start + 1 + from, whole.start + 1 + to)
}

impl<'d> Scope<'d> {
    /// Binds a condition; on an error, the condition that always holds, which is never used then.
    pub(super) fn bind(&self, written: &Node<String>, errors: &mut Vec<ModelError>) -> Condition {
        self.bind_signed(written, false, errors)
    }

    /// Binds the named conditions, each after those that it uses.
    pub(super) fn bind_named(&mut self, declared: &[(&Id, &Node<String>)], errors: &mut Vec<ModelError>) {
        let uses: BTreeMap<&str, BTreeSet<String>> = declared
            .iter()
            .map(|(id, when)| {
                let mut names = BTreeMap::new();
                names_and_cuts(when, &mut names);
                (id.as_str(), names.into_keys().collect())
            })
            .collect();
        let mut waiting: Vec<_> = declared.to_vec();
        while !waiting.is_empty() {
            let ready = |id: &Id| {
                let uses = uses.get(id.as_str()).into_iter().flatten();
                uses.filter(|name| matches!(self.names.get(*name), Some(Meaning::Named)))
                    .all(|name| self.named.contains_key(name))
            };
            let (now, later): (Vec<_>, Vec<_>) = waiting.iter().partition(|(id, _)| ready(id));
            if now.is_empty() {
                for (id, _) in later {
                    let problem = ModelProblem::CyclicCondition { id: id.value.clone() };
                    errors.push(ModelError { problem, place: id.place, other: None });
                }
                return;
            }
            for (id, when) in now {
                let bound = (self.bind(when, errors), self.bind_signed(when, true, &mut Vec::new()));
                if bound.0.variables().len() > MAX_CONDITION_ATOMS {
                    let problem = ModelProblem::TooLarge { what: "condition", limit: MAX_CONDITION_ATOMS };
                    errors.push(ModelError { problem, place: when.place, other: None });
                    self.named.insert(id.value.clone(), (Condition::ALWAYS, Condition::ALWAYS));
                } else {
                    self.named.insert(id.value.clone(), bound);
                }
            }
            waiting = later;
        }
    }

    fn bind_signed(&self, written: &Node<String>, negated: bool, errors: &mut Vec<ModelError>) -> Condition {
        match parse(written) {
            Ok(expression) => self.expression(&expression, written, negated, errors),
            Err(error) => {
                let place = inside(self.sources, written.place, written, error.range);
                let problem = ModelProblem::BadCondition { problem: error.problem };
                errors.push(ModelError { problem, place, other: None });
                Condition::ALWAYS
            }
        }
    }

    fn expression(
        &self,
        expression: &Expression,
        written: &Node<String>,
        negated: bool,
        errors: &mut Vec<ModelError>,
    ) -> Condition {
        match expression {
            Expression::Not(part) => self.expression(part, written, !negated, errors),
            Expression::And(parts) | Expression::Or(parts) => {
                let all = matches!(expression, Expression::And(_)) != negated;
                let parts: Vec<_> =
                    parts.iter().map(|part| self.expression(part, written, negated, errors)).collect();
                if all { Condition::All(parts) } else { Condition::Any(parts) }
            }
            Expression::Name(name) => self.name(name, written, negated, errors),
            Expression::Compare(name, comparison, value) => {
                self.atom(name, written, negated, errors, |scope, variable, errors| {
                    scope.compared(variable, name, *comparison, value, written, errors)
                })
            }
            Expression::In(name, values) => {
                self.atom(name, written, negated, errors, |scope, variable, errors| {
                    let mut indices = BTreeSet::new();
                    for value in values {
                        indices.extend(scope.compared(
                            variable,
                            name,
                            Comparison::Equal,
                            value,
                            written,
                            errors,
                        )?);
                    }
                    Some(indices)
                })
            }
            Expression::Within(name, from, to) => {
                self.atom(name, written, negated, errors, |scope, variable, errors| {
                    let from = scope.compared(variable, name, Comparison::AtLeast, from, written, errors)?;
                    let to = scope.compared(variable, name, Comparison::AtMost, to, written, errors)?;
                    Some(from.intersection(&to).copied().collect())
                })
            }
        }
    }

    fn name(
        &self,
        name: &Word,
        written: &Node<String>,
        negated: bool,
        errors: &mut Vec<ModelError>,
    ) -> Condition {
        if let Some(Meaning::Named) = self.names.get(&name.text) {
            let bound = self.named.get(&name.text).map(|bound| if negated { &bound.1 } else { &bound.0 });
            // What is wrong inside a named condition is said once, where it is declared.
            return bound.cloned().unwrap_or(Condition::ALWAYS);
        }
        self.atom(name, written, negated, errors, |scope, variable, errors| {
            let known = scope.variables.get(variable)?;
            if known.kind == VariableKind::Flag {
                return Some(BTreeSet::from([1]));
            }
            let values = known.values.iter().map(|value| value.id.clone()).collect();
            let problem = ModelProblem::NotAFlag { name: name.text.clone(), values };
            scope.error(problem, name, written, errors);
            None
        })
    }

    /// An atom: the values of the named variable, as found by `values`, or all others where it is negated.
    fn atom(
        &self,
        name: &Word,
        written: &Node<String>,
        negated: bool,
        errors: &mut Vec<ModelError>,
        values: impl FnOnce(&Self, usize, &mut Vec<ModelError>) -> Option<BTreeSet<u32>>,
    ) -> Condition {
        let (variable, step) = match self.names.get(&name.text) {
            Some(Meaning::Circumstance(variable)) => (*variable, None),
            Some(Meaning::Decision(step, variable)) => (*variable, Some(*step)),
            Some(Meaning::PlainStep) => {
                self.error(ModelProblem::NoOutcomes { step: name.text.clone() }, name, written, errors);
                return Condition::ALWAYS;
            }
            Some(Meaning::Named) => {
                self.error(ModelProblem::NotComparable { name: name.text.clone() }, name, written, errors);
                return Condition::ALWAYS;
            }
            None => {
                let suggestion = nearest(&name.text, self.names.keys().map(String::as_str));
                let problem =
                    ModelProblem::UnknownId { thing: Thing::Name, id: name.text.clone(), suggestion };
                self.error(problem, name, written, errors);
                return Condition::ALWAYS;
            }
        };
        let Some(chosen) = values(self, variable, errors) else { return Condition::ALWAYS };
        let number = self.variables.get(variable).map_or(0, |known| known.values.len());
        let values: Vec<u32> = (0..u32::try_from(number).unwrap_or(u32::MAX))
            .filter(|value| chosen.contains(value) != negated)
            .collect();
        match step {
            None => Condition::Is { variable, values },
            Some(step) => Condition::Decided { step, variable, values },
        }
    }

    /// The indices of the values for which the comparison holds.
    fn compared(
        &self,
        variable: usize,
        name: &Word,
        comparison: Comparison,
        value: &Word,
        written: &Node<String>,
        errors: &mut Vec<ModelError>,
    ) -> Option<BTreeSet<u32>> {
        let known = self.variables.get(variable)?;
        let indices = 0..u32::try_from(known.values.len()).unwrap_or(u32::MAX);
        if known.kind == VariableKind::Number {
            let ends = known.values.first().zip(known.values.last());
            let (from, to) = ends.and_then(|(a, b)| Some((a.range?.0, b.range?.1)))?;
            let Some(number) = value.text.parse::<i32>().ok().filter(|number| (from..=to).contains(number))
            else {
                let problem = ModelProblem::BadNumber { value: value.text.clone(), from, to };
                self.error(problem, value, written, errors);
                return None;
            };
            let holds = |range: Option<(i32, i32)>| {
                range.is_some_and(|(least, greatest)| match comparison {
                    Comparison::Equal => least == number && greatest == number,
                    Comparison::NotEqual => least != number || greatest != number,
                    Comparison::Less => greatest < number,
                    Comparison::AtMost => greatest <= number,
                    Comparison::Greater => least > number,
                    Comparison::AtLeast => least >= number,
                })
            };
            return Some(
                indices.zip(&known.values).filter(|(_, value)| holds(value.range)).map(|(n, _)| n).collect(),
            );
        }
        if !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
            self.error(ModelProblem::NotComparable { name: name.text.clone() }, name, written, errors);
            return None;
        }
        let Some(chosen) = known.values.iter().position(|known| known.id == value.text) else {
            let thing =
                if matches!(known.kind, VariableKind::Decision(_)) { Thing::Outcome } else { Thing::Value };
            let suggestion = nearest(&value.text, known.values.iter().map(|known| known.id.as_str()))
                .or_else(|| (known.values.len() <= 6).then(|| listed(known)));
            self.error(
                ModelProblem::UnknownId { thing, id: value.text.clone(), suggestion },
                value,
                written,
                errors,
            );
            return None;
        };
        let equal = comparison == Comparison::Equal;
        Some(indices.filter(|&n| (n as usize == chosen) == equal).collect())
    }

    fn error(
        &self,
        problem: ModelProblem,
        word: &Word,
        written: &Node<String>,
        errors: &mut Vec<ModelError>,
    ) {
        let place = inside(self.sources, written.place, written, word.range.clone());
        errors.push(ModelError { problem, place, other: None });
    }
}

fn listed(variable: &Variable) -> String {
    let ids: Vec<_> = variable.values.iter().map(|value| value.id.as_str()).collect();
    ids.join("`, `")
}
