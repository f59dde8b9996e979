//! Sets of courses put in words: as a condition, as alternatives, and as a phrase for people.

use crate::diagram::{Course, Cube, Form, Least, OverBudget, Set};
use crate::facts::Facts;
use crate::finding::{CourseSet, Named, Witness};
use crate::limits::MAX_CUBES;
use crate::model::{Journey, Key, Step, Variable, VariableKind, VariableValue};
use crate::words::{Lang, Words};
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Sets of one journey already put in words: many findings are about the same courses.
#[derive(Default)]
pub struct InWords {
    known: HashMap<Set, Arc<CourseSet>>,
    least: HashMap<Set, Arc<LeastCourse>>,
    witnesses: HashMap<(Set, Option<Key<Step>>), Arc<Witness>>,
    steps: HashMap<Key<Step>, Arc<Named>>,
}

impl InWords {
    /// A set of courses as a condition, impossible courses counting as neither inside nor outside.
    ///
    /// Only circumstances and decisions that the set itself depends on are named. What is possible is looked at by
    /// these alone; that changes nothing, as the set says nothing of the others.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn of(&mut self, facts: &mut Facts<'_>, set: Set) -> Result<Arc<CourseSet>, OverBudget> {
        if let Some(known) = self.known.get(&set) {
            return Ok(Arc::clone(known));
        }
        let support = facts.diagram.support(set);
        let possible = facts.possible_by(&support)?;
        let words = Arc::new(in_words(facts, set, possible)?);
        self.known.insert(set, Arc::clone(&words));
        Ok(words)
    }

    /// The least possible course of a set; none where nothing possible is in it.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn least(
        &mut self,
        facts: &mut Facts<'_>,
        courses: Set,
    ) -> Result<Option<Arc<LeastCourse>>, OverBudget> {
        if let Some(known) = self.least.get(&courses) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(course) = facts.least_course(courses)? else { return Ok(None) };
        let variables = &facts.journey.variables;
        let is_decision = |variable: &Variable| matches!(variable.kind, VariableKind::Decision(_));
        // The circumstances come first among the variables.
        let circumstances = variables.iter().enumerate().take_while(|(_, variable)| !is_decision(variable));
        let profile =
            circumstances.filter_map(|(number, variable)| pair(number, variable, &course)).collect();
        let support = facts.diagram.support(courses).into_iter().map(|number| number as usize);
        let decisions = support.filter(|&number| variables.get(number).is_some_and(is_decision)).collect();
        let least = Arc::new(LeastCourse { course, profile, decisions });
        self.least.insert(courses, Arc::clone(&least));
        Ok(Some(least))
    }

    /// The least course of a set, and the steps that lead to a step in it; none where nothing possible is in the set.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn witness(
        &mut self,
        facts: &mut Facts<'_>,
        courses: Set,
        at: Option<Key<Step>>,
    ) -> Result<Option<Arc<Witness>>, OverBudget> {
        if let Some(known) = self.witnesses.get(&(courses, at)) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(least) = self.least(facts, courses)? else { return Ok(None) };
        let journey = facts.journey;
        let steps = at.map_or_else(Vec::new, |at| facts.way_to(at, &least.course));
        // Of the decisions, those on the way and those that the set depends on.
        let mut decisions: BTreeSet<usize> =
            steps.iter().filter_map(|&step| journey.steps[step].decision).collect();
        decisions.extend(&least.decisions);
        let happens = |step| facts.diagram.contains(facts.happens(step), &least.course);
        let mut outcomes = Vec::new();
        for number in decisions {
            match journey.variables.get(number) {
                Some(variable) if matches!(variable.kind, VariableKind::Decision(step) if happens(step)) => {
                    outcomes.extend(pair(number, variable, &least.course));
                }
                _ => {}
            }
        }
        let steps = steps.into_iter().map(|step| self.step(journey, step)).collect();
        let witness = Arc::new(Witness { profile: Arc::clone(&least.profile), outcomes, steps });
        self.witnesses.insert((courses, at), Arc::clone(&witness));
        Ok(Some(witness))
    }

    fn step(&mut self, journey: &Journey, step: Key<Step>) -> Arc<Named> {
        let named = || {
            let step = &journey.steps[step];
            Arc::new(Named { id: step.id.clone(), name: step.name.clone() })
        };
        Arc::clone(self.steps.entry(step).or_insert_with(named))
    }
}

/// The ids of a variable and of its value in a course.
fn pair(number: usize, variable: &Variable, course: &Least) -> Option<(Arc<str>, Arc<str>)> {
    let value = course.value(u32::try_from(number).ok()?)?;
    Some((Arc::clone(&variable.id), Arc::clone(&variable.values.get(value as usize)?.id)))
}

/// The least possible course of a set.
#[derive(Debug)]
pub struct LeastCourse {
    /// The course itself.
    pub course: Least,
    /// Every circumstance with its value, by id.
    pub profile: Arc<[(Arc<str>, Arc<str>)]>,
    /// The decisions that the set depends on, by number of their variables.
    pub decisions: Vec<usize>,
}

fn in_words(facts: &mut Facts<'_>, set: Set, possible: Set) -> Result<CourseSet, OverBudget> {
    let cover = facts.diagram.cover(set, possible, MAX_CUBES)?;
    let variables = &facts.journey.variables;
    let alternatives: Vec<Vec<Literal<'_>>> =
        cover.cubes.iter().map(|cube| literals(variables, cube)).collect();
    let when = alternatives
        .iter()
        .map(|cube| cube.iter().map(|literal| (Arc::clone(&literal.variable.id), literal.ids())).collect())
        .collect();
    Ok(CourseSet {
        condition: condition(&alternatives),
        phrase: Words::each(|lang| phrase(&alternatives, lang)),
        when,
        minimal: cover.form == Form::Irredundant,
    })
}

/// So many alternatives are told to people; the condition itself has them all.
const MAX_TOLD: usize = 6;

/// From so many values on, a phrase says which one it is not.
const MANY_VALUES: usize = 3;

/// A variable with the values that it may have.
struct Literal<'v> {
    variable: &'v Variable,
    values: &'v [u32],
    /// The one value that is not among those allowed, where there is just one and more than one is.
    all_but: Option<&'v VariableValue>,
}

fn literals<'v>(variables: &'v [Variable], cube: &'v Cube) -> Vec<Literal<'v>> {
    let known = cube.0.iter().filter_map(|(at, values)| Some((variables.get(*at as usize)?, values)));
    known.map(|(variable, values)| Literal { variable, values, all_but: all_but(variable, values) }).collect()
}

fn all_but<'v>(variable: &'v Variable, values: &[u32]) -> Option<&'v VariableValue> {
    let all = variable.values.len();
    if values.len() + 1 != all || all < 3 {
        return None;
    }
    let excluded = (0_u32..).zip(&variable.values).find(|(number, _)| !values.contains(number));
    excluded.map(|(_, value)| value)
}

impl<'v> Literal<'v> {
    fn ids(&self) -> Vec<Arc<str>> {
        self.chosen().map(|value| Arc::clone(&value.id)).collect()
    }

    fn chosen(&self) -> impl Iterator<Item = &'v VariableValue> {
        let variable = self.variable;
        self.values.iter().filter_map(|&value| variable.values.get(value as usize))
    }

    /// The least and greatest number, where the values are one range of numbers.
    fn range(&self) -> Option<(i32, i32)> {
        let in_a_row = self.values.windows(2).all(|two| matches!(two, [a, b] if a + 1 == *b));
        let (first, last) = (self.chosen().next()?.range?, self.chosen().last()?.range?);
        in_a_row.then_some((first.0, last.1))
    }

    /// As an atom of the language of conditions.
    fn atom(&self, out: &mut String) {
        let id: &str = &self.variable.id;
        match self.variable.kind {
            VariableKind::Flag if self.values == [1] => *out += id,
            VariableKind::Flag => push(out, &["not(", id, ")"]),
            VariableKind::Number => match self.range() {
                Some((from, to)) if from == to => *out += &format!("{id} = {from}"),
                Some((from, to)) => *out += &format!("{id} in [{from}..{to}]"),
                None => {
                    let ranges = self.chosen().filter_map(|value| value.range);
                    let ranges = ranges.map(|(from, to)| format!("{id} in [{from}..{to}]"));
                    out.push('(');
                    join(out, ranges, " or ", |out, range| *out += &range);
                    out.push(')');
                }
            },
            VariableKind::OneOf | VariableKind::Decision(_) => match (self.all_but, self.values) {
                (Some(value), _) => push(out, &[id, " != ", &value.id]),
                (None, [_]) => {
                    push(out, &[id, " = "]);
                    self.chosen().for_each(|value| *out += &value.id);
                }
                (None, _) => {
                    push(out, &[id, " in ["]);
                    join(out, self.chosen(), ", ", |out, value| *out += &value.id);
                    out.push(']');
                }
            },
        }
    }

    /// As a phrase that can follow "when".
    fn phrase(&self, lang: Lang, out: &mut String) {
        let many = self.values.len() >= MANY_VALUES && self.variable.kind != VariableKind::Number;
        if let Some(value) = self.all_but.filter(|_| many) {
            *out += match lang {
                Lang::Nb => "det ikke er slik at ",
                Lang::Nn => "det ikkje er slik at ",
                Lang::En => "it is not so that ",
            };
            *out += value.phrase.get(lang);
            return;
        }
        let tell = |out: &mut String, value: &VariableValue| *out += value.phrase.get(lang);
        if let [_] = self.values {
            self.chosen().for_each(|value| tell(out, value));
            return;
        }
        // In parentheses, because the phrases themselves may have an "and" in them.
        out.push('(');
        join(out, self.chosen(), or(lang), tell);
        out.push(')');
    }
}

fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| *out += part);
}

/// The things one after another, with something between.
fn join<T>(
    out: &mut String,
    things: impl IntoIterator<Item = T>,
    between: &str,
    mut tell: impl FnMut(&mut String, T),
) {
    for (number, thing) in things.into_iter().enumerate() {
        if number > 0 {
            *out += between;
        }
        tell(out, thing);
    }
}

fn or(lang: Lang) -> &'static str {
    match lang {
        Lang::Nb | Lang::Nn => " eller ",
        Lang::En => " or ",
    }
}

fn and(lang: Lang) -> &'static str {
    match lang {
        Lang::Nb | Lang::Nn => " og ",
        Lang::En => " and ",
    }
}

fn condition(alternatives: &[Vec<Literal<'_>>]) -> String {
    let mut out = String::new();
    if alternatives.is_empty() {
        out += "false";
    }
    join(&mut out, alternatives, " or ", |out, cube| {
        if cube.is_empty() {
            *out += "true";
        }
        join(out, cube, " and ", |out, literal| literal.atom(out));
    });
    out
}

fn phrase(alternatives: &[Vec<Literal<'_>>], lang: Lang) -> String {
    let told = if alternatives.len() <= MAX_TOLD + 1 { alternatives.len() } else { MAX_TOLD };
    let between = [";", or(lang)].concat();
    let mut out = String::new();
    join(&mut out, alternatives.iter().take(told), &between, |out, cube| {
        join(out, cube, and(lang), |out, literal| literal.phrase(lang, out));
    });
    let left = alternatives.len() - told;
    if left > 0 {
        out += &between;
        out += &match lang {
            Lang::Nb => format!("i {left} andre tilfeller"),
            Lang::Nn => format!("i {left} andre tilfelle"),
            Lang::En => format!("in {left} other cases"),
        };
    }
    out
}
