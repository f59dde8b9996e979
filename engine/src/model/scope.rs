//! What the names in a journey's conditions mean, and conditions bound to it.

use super::error::{Limited, ModelError, ModelProblem, Thing};
use super::keys::Key;
use super::names::nearest;
use super::{Condition, Step, Variable, VariableKind};
use crate::condition::{Comparison, Expression, Problem, Word, parse};
use crate::declaration::Id;
use crate::limits::{MAX_CONDITION_ATOMS, MAX_CONDITION_DEPTH, MAX_CONDITIONS_ROOM};
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
    sources: &'d Sources,
    pub(super) names: BTreeMap<String, Meaning>,
    pub(super) variables: Vec<Variable>,
    named: BTreeMap<String, Named>,
    /// True where what is said of a number holds of a range when it holds of some number in it.
    some_number: bool,
    /// How much more the conditions of the journey may take; none once that was passed and reported.
    room: Option<usize>,
}

/// A condition, and the decisions that it uses, each with the words that use it first.
pub(super) struct Bound {
    pub(super) condition: Condition,
    pub(super) decisions: Vec<(Key<Step>, Place)>,
}

/// Of which numbers of a range a comparison is to hold, for it to hold of the range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HoldsOf {
    All,
    Some,
}

impl HoldsOf {
    /// The number of a range that decides: the one that it holds of most easily, or the other.
    fn of(self, easily: i32, hardly: i32) -> i32 {
        if self == Self::Some { easily } else { hardly }
    }
}

/// A named condition, bound.
struct Named {
    holds: Condition,
    fails: Condition,
    size: Size,
    decisions: BTreeSet<Key<Step>>,
}

/// How large a condition is, named conditions put in.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    atoms: usize,
    /// Atoms and the values they choose among.
    room: usize,
    depth: usize,
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self {
            atoms: self.atoms.saturating_add(other.atoms),
            room: self.room.saturating_add(other.room),
            depth: self.depth.max(other.depth),
        }
    }
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
                        Comparison::AtMost | Comparison::Greater => cuts.extend([value.saturating_add(1)]),
                        Comparison::Equal | Comparison::NotEqual => {
                            cuts.extend([value, value.saturating_add(1)])
                        }
                    }
                }
            }
            Expression::In(name, values) => {
                let values = values.iter().filter_map(|value| value.text.parse::<i64>().ok());
                into.entry(name.text.clone())
                    .or_default()
                    .extend(values.flat_map(|value| [value, value.saturating_add(1)]));
            }
            Expression::Within(name, from, to) => {
                let cuts = into.entry(name.text.clone()).or_default();
                cuts.extend(from.text.parse::<i64>().ok());
                cuts.extend(to.text.parse::<i64>().ok().map(|to| to.saturating_add(1)));
            }
        }
    }
    if let Ok(expression) = parse(text) {
        walk(&expression, into);
    }
}

/// All names in a condition, as they are written one after another.
fn words<'e>(expression: &'e Expression, see: &mut impl FnMut(&'e Word)) {
    match expression {
        Expression::And(parts) | Expression::Or(parts) => parts.iter().for_each(|part| words(part, see)),
        Expression::Not(part) => words(part, see),
        Expression::Name(name)
        | Expression::Compare(name, ..)
        | Expression::In(name, ..)
        | Expression::Within(name, ..) => see(name),
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
    pub(super) fn new(
        sources: &'d Sources,
        names: BTreeMap<String, Meaning>,
        variables: Vec<Variable>,
    ) -> Self {
        let (named, room) = (BTreeMap::new(), Some(MAX_CONDITIONS_ROOM));
        Self { sources, names, variables, named, some_number: false, room }
    }

    /// For conditions that cut no ranges of numbers: they hold of a range where they hold of some number in it.
    pub(super) fn of_some_number(mut self) -> Self {
        self.some_number = true;
        self
    }

    /// Binds a condition; on an error, the condition that always holds, which is never used then.
    pub(super) fn bind(&mut self, written: &Node<String>, errors: &mut Vec<ModelError>) -> Bound {
        let nothing = Bound { condition: Condition::ALWAYS, decisions: Vec::new() };
        let Some((expression, _)) = self.read(written, errors) else { return nothing };
        let condition = self.expression(&expression, written, false, errors);
        let mut decisions: BTreeMap<Key<Step>, Place> = BTreeMap::new();
        words(&expression, &mut |word| {
            let used: Vec<_> = match self.names.get(&word.text) {
                Some(Meaning::Decision(step, _)) => vec![*step],
                Some(Meaning::Named) => {
                    let named = self.named.get(&word.text);
                    named.map(|named| named.decisions.iter().copied().collect()).unwrap_or_default()
                }
                _ => Vec::new(),
            };
            for step in used {
                let place = || inside(self.sources, written.place, written, word.range.clone());
                decisions.entry(step).or_insert_with(place);
            }
        });
        Bound { condition, decisions: decisions.into_iter().collect() }
    }

    /// Binds the named conditions, each after those that it uses.
    pub(super) fn bind_named(&mut self, declared: &[(&Id, &Node<String>)], errors: &mut Vec<ModelError>) {
        let mut graph = petgraph::graph::DiGraph::<(&Id, &Node<String>), ()>::new();
        let nodes: BTreeMap<&str, _> =
            declared.iter().map(|one| (one.0.as_str(), graph.add_node(*one))).collect();
        for (id, when) in declared {
            let Some(&from) = nodes.get(id.as_str()) else { continue };
            let mut names = BTreeMap::new();
            names_and_cuts(when, &mut names);
            for to in names.keys().filter_map(|name| nodes.get(name.as_str())) {
                graph.add_edge(from, *to, ());
            }
        }
        // In the order in which it finds them, what is used comes before what uses it.
        for circle in petgraph::algo::kosaraju_scc(&graph) {
            let mut members: Vec<_> =
                circle.iter().filter_map(|node| graph.node_weight(*node).copied()).collect();
            members.sort_by_key(|(id, _)| id.place);
            let is_circle =
                circle.len() > 1 || circle.first().is_some_and(|&node| graph.contains_edge(node, node));
            for (id, when) in members.iter().filter(|_| !is_circle) {
                self.bind_one_named(id, when, errors);
            }
            if let Some(((id, _), others)) = members.split_first().filter(|_| is_circle) {
                let problem = ModelProblem::CyclicCondition { id: id.value.clone() };
                let other = others.first().map(|(id, _)| id.place);
                errors.push(ModelError { problem, place: id.place, other });
            }
        }
    }

    fn bind_one_named(&mut self, id: &Id, when: &Node<String>, errors: &mut Vec<ModelError>) {
        let Some((expression, size)) = self.read(when, errors) else { return };
        let holds = self.expression(&expression, when, false, errors);
        let fails = self.expression(&expression, when, true, &mut Vec::new());
        let decisions = holds.decisions().into_iter().collect();
        self.named.insert(id.value.clone(), Named { holds, fails, size, decisions });
    }

    /// Reads a condition and sees that it is not too large, named conditions put in.
    fn read(&mut self, written: &Node<String>, errors: &mut Vec<ModelError>) -> Option<(Expression, Size)> {
        let mut error = |problem, place| errors.push(ModelError { problem, place, other: None });
        let expression = match parse(written) {
            Ok(expression) => expression,
            Err(wrong) => {
                let place = inside(self.sources, written.place, written, wrong.range);
                error(ModelProblem::BadCondition { problem: wrong.problem }, place);
                return None;
            }
        };
        let size = self.size(&expression);
        if size.atoms > MAX_CONDITION_ATOMS {
            let problem = ModelProblem::TooLarge { what: Limited::Condition, limit: MAX_CONDITION_ATOMS };
            error(problem, written.place);
            return None;
        }
        if size.depth > MAX_CONDITION_DEPTH {
            error(ModelProblem::BadCondition { problem: Problem::TooDeep }, written.place);
            return None;
        }
        let left = self.room?.checked_sub(size.room);
        if left.is_none() {
            let problem = ModelProblem::TooLarge { what: Limited::Conditions, limit: MAX_CONDITIONS_ROOM };
            error(problem, written.place);
        }
        self.room = left;
        left.map(|_| (expression, size))
    }

    /// Goes as deep as the condition is nested as it is written, which is capped.
    fn size(&self, expression: &Expression) -> Size {
        let atoms = |name: &Word, atoms: usize| {
            if let Some(named) = self.named.get(&name.text) {
                return named.size;
            }
            let values = match self.names.get(&name.text) {
                Some(Meaning::Circumstance(variable) | Meaning::Decision(_, variable)) => {
                    self.variables.get(*variable).map_or(0, |variable| variable.values.len())
                }
                _ => 0,
            };
            Size { atoms, room: values + 1, depth: 0 }
        };
        match expression {
            Expression::Name(name) | Expression::Compare(name, ..) | Expression::Within(name, ..) => {
                atoms(name, 1)
            }
            Expression::In(name, values) => atoms(name, values.len()),
            Expression::Not(part) => self.size(part),
            Expression::And(parts) | Expression::Or(parts) => {
                let parts = parts.iter().map(|part| self.size(part)).fold(Size::default(), Size::and);
                Size { depth: parts.depth + 1, ..parts }
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
        // What is negated holds of some number of a range where what it negates does not hold of all.
        let holds_of = if self.some_number && !negated { HoldsOf::Some } else { HoldsOf::All };
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
                    scope.compared(variable, name, (*comparison, holds_of), value, written, errors)
                })
            }
            Expression::In(name, values) => {
                self.atom(name, written, negated, errors, |scope, variable, errors| {
                    let equal = (Comparison::Equal, holds_of);
                    let mut one = |value| scope.compared(variable, name, equal, value, written, errors);
                    // Every value is looked at before one that is wrong ends it.
                    let each: Vec<_> = values.iter().map(&mut one).collect();
                    let each: Option<Vec<_>> = each.into_iter().collect();
                    Some(each?.into_iter().flatten().collect())
                })
            }
            Expression::Within(name, least, greatest) => {
                self.atom(name, written, negated, errors, |scope, variable, errors| {
                    let (least_is, most_is) =
                        ((Comparison::AtLeast, holds_of), (Comparison::AtMost, holds_of));
                    let from = scope.compared(variable, name, least_is, least, written, errors);
                    let to = scope.compared(variable, name, most_is, greatest, written, errors);
                    let (from, to) = (from?, to?);
                    let turned = least.text.parse::<i32>().ok() > greatest.text.parse().ok();
                    if turned {
                        let range =
                            Word { text: String::new(), range: least.range.start..greatest.range.end };
                        scope.error(ModelProblem::Empty { turned }, &range, written, errors);
                    }
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
            let named = self.named.get(&name.text);
            let bound = named.map(|named| if negated { &named.fails } else { &named.holds });
            // What is wrong inside a named condition is said once, where it is declared.
            return bound.cloned().unwrap_or(Condition::ALWAYS);
        }
        self.atom(name, written, negated, errors, |scope, variable, errors| {
            let known = scope.variables.get(variable)?;
            if known.kind == VariableKind::Flag {
                return Some(BTreeSet::from([1]));
            }
            let values = known.values.iter().map(|value| value.id.to_string()).collect();
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
                let suggestion = nearest(&name.text, self.names.keys().map(String::as_str), errors);
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
        (comparison, holds_of): (Comparison, HoldsOf),
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
                range.is_some_and(|(from, to)| match comparison {
                    Comparison::Equal if holds_of == HoldsOf::Some => (from..=to).contains(&number),
                    Comparison::Equal => from == number && to == number,
                    Comparison::NotEqual if holds_of == HoldsOf::Some => from != number || to != number,
                    Comparison::NotEqual => !(from..=to).contains(&number),
                    Comparison::Less => holds_of.of(from, to) < number,
                    Comparison::AtMost => holds_of.of(from, to) <= number,
                    Comparison::Greater => holds_of.of(to, from) > number,
                    Comparison::AtLeast => holds_of.of(to, from) >= number,
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
        let Some(chosen) = known.values.iter().position(|known| *known.id == *value.text) else {
            let thing =
                if matches!(known.kind, VariableKind::Decision(_)) { Thing::Outcome } else { Thing::Value };
            let suggestion = nearest(&value.text, known.values.iter().map(|known| &*known.id), errors)
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
    let ids: Vec<_> = variable.values.iter().map(|value| &*value.id).collect();
    ids.join("`, `")
}
