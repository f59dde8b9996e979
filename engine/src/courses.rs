//! Sets of courses put in words: as a condition, as alternatives, and as a phrase for people.

use crate::diagram::{Course, Cube, Form, Least, OverBudget, Set};
use crate::facts::Facts;
use crate::finding::{CourseSet, Named, Witness};
use crate::limits::MAX_CUBES;
use crate::model::{Journey, Key, Step, Variable, VariableKind};
use crate::words::{Lang, Words};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Sets of one journey already put in words: many findings are about the same courses.
#[derive(Default)]
pub struct InWords {
    known: HashMap<Set, Arc<CourseSet>>,
    least: HashMap<Set, Arc<LeastCourse>>,
    variables: HashMap<usize, (Arc<str>, Vec<Arc<str>>)>,
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
            circumstances.filter_map(|(number, variable)| self.pair(number, variable, &course)).collect();
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
    ) -> Result<Option<Witness>, OverBudget> {
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
                    outcomes.extend(self.pair(number, variable, &least.course));
                }
                _ => {}
            }
        }
        let steps = steps.into_iter().map(|step| self.step(journey, step)).collect();
        Ok(Some(Witness { profile: Arc::clone(&least.profile), outcomes, steps }))
    }

    fn step(&mut self, journey: &Journey, step: Key<Step>) -> Arc<Named> {
        let named = || {
            let step = &journey.steps[step];
            Arc::new(Named { id: step.id.clone(), name: step.name.clone() })
        };
        Arc::clone(self.steps.entry(step).or_insert_with(named))
    }

    /// The ids of a variable and of its value in a course.
    pub fn pair(
        &mut self,
        number: usize,
        variable: &Variable,
        course: &Least,
    ) -> Option<(Arc<str>, Arc<str>)> {
        let value = course.value(u32::try_from(number).ok()?)? as usize;
        let (id, values) = self.variables.entry(number).or_insert_with(|| {
            let values = variable.values.iter().map(|value| value.id.as_str().into()).collect();
            (variable.id.as_str().into(), values)
        });
        Some((Arc::clone(id), Arc::clone(values.get(value)?)))
    }
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
        .map(|cube| cube.iter().map(|literal| (literal.variable.id.clone(), literal.ids())).collect())
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
}

fn literals<'v>(variables: &'v [Variable], cube: &'v Cube) -> Vec<Literal<'v>> {
    let known = cube.0.iter().filter_map(|(at, values)| Some((variables.get(*at as usize)?, values)));
    known.map(|(variable, values)| Literal { variable, values }).collect()
}

impl Literal<'_> {
    fn ids(&self) -> Vec<String> {
        self.chosen().map(|value| value.id.clone()).collect()
    }

    fn chosen(&self) -> impl Iterator<Item = &crate::model::VariableValue> {
        self.values.iter().filter_map(|&value| self.variable.values.get(value as usize))
    }

    /// The one value that is not among those allowed, where there is just one and more than one is.
    fn all_but(&self) -> Option<&crate::model::VariableValue> {
        let all = self.variable.values.len();
        if self.values.len() + 1 != all || all < 3 {
            return None;
        }
        let excluded = (0_u32..).zip(&self.variable.values).find(|(n, _)| !self.values.contains(n));
        excluded.map(|(_, value)| value)
    }

    /// The least and greatest number, where the values are one range of numbers.
    fn range(&self) -> Option<(i32, i32)> {
        let in_a_row = self.values.windows(2).all(|two| matches!(two, [a, b] if a + 1 == *b));
        let (first, last) = (self.chosen().next()?.range?, self.chosen().last()?.range?);
        in_a_row.then_some((first.0, last.1))
    }

    /// As an atom of the language of conditions.
    fn atom(&self) -> String {
        let id = &self.variable.id;
        match self.variable.kind {
            VariableKind::Flag if self.values == [1] => id.clone(),
            VariableKind::Flag => format!("not({id})"),
            VariableKind::Number => match self.range() {
                Some((from, to)) if from == to => format!("{id} = {from}"),
                Some((from, to)) => format!("{id} in [{from}..{to}]"),
                None => {
                    let ranges: Vec<_> = self.chosen().filter_map(|value| value.range).collect();
                    let ranges: Vec<_> =
                        ranges.iter().map(|(from, to)| format!("{id} in [{from}..{to}]")).collect();
                    format!("({})", ranges.join(" or "))
                }
            },
            VariableKind::OneOf | VariableKind::Decision(_) => {
                match (self.all_but(), self.ids().as_slice()) {
                    (Some(value), _) => format!("{id} != {}", value.id),
                    (None, [one]) => format!("{id} = {one}"),
                    (None, many) => format!("{id} in [{}]", many.join(", ")),
                }
            }
        }
    }

    /// As a phrase that can follow "when".
    fn phrase(&self, lang: Lang) -> String {
        let many = self.values.len() >= MANY_VALUES && self.variable.kind != VariableKind::Number;
        if let Some(value) = self.all_but().filter(|_| many) {
            let phrase = value.phrase.get(lang);
            return match lang {
                Lang::Nb => format!("det ikke er slik at {phrase}"),
                Lang::Nn => format!("det ikkje er slik at {phrase}"),
                Lang::En => format!("it is not so that {phrase}"),
            };
        }
        let phrases: Vec<_> = self.chosen().map(|value| value.phrase.get(lang)).collect();
        match phrases.as_slice() {
            [one] => (*one).to_owned(),
            // In parentheses, because the phrases themselves may have an "and" in them.
            many => format!("({})", many.join(or(lang))),
        }
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
    if alternatives.is_empty() {
        return String::from("false");
    }
    let cubes: Vec<String> = alternatives
        .iter()
        .map(|cube| {
            let atoms: Vec<_> = cube.iter().map(Literal::atom).collect();
            match atoms.as_slice() {
                [] => String::from("true"),
                many => many.join(" and "),
            }
        })
        .collect();
    cubes.join(" or ")
}

fn phrase(alternatives: &[Vec<Literal<'_>>], lang: Lang) -> String {
    let told = if alternatives.len() <= MAX_TOLD + 1 { alternatives.len() } else { MAX_TOLD };
    let cubes = alternatives.iter().take(told).map(|cube| {
        let atoms: Vec<_> = cube.iter().map(|literal| literal.phrase(lang)).collect();
        atoms.join(and(lang))
    });
    let left = alternatives.len() - told;
    let rest = (left > 0).then(|| match lang {
        Lang::Nb => format!("i {left} andre tilfeller"),
        Lang::Nn => format!("i {left} andre tilfelle"),
        Lang::En => format!("in {left} other cases"),
    });
    cubes.chain(rest).collect::<Vec<_>>().join(&format!(";{}", or(lang)))
}
