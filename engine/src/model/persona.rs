//! Personas: people made up to try a journey, bound to one course of it.
//!
//! They are bound when the journeys are, and change nothing in them: a persona that is wrong is an error of its own,
//! and the journey is analysed all the same.

use super::error::{ModelError, ModelProblem, Thing};
use super::from_declaration::{Binder, Unit, words};
use super::keys::Key;
use super::names::Names;
use super::scope::inside;
use super::{Condition, Datum, Journey, Model, Organisation, Step, Variable, VariableKind};
use crate::condition::{Comparison, Expression, Word, parse};
use crate::declaration::{self as written, File, Id};
use crate::node::Node;
use crate::text::Place;
use crate::words::Words;
use std::collections::BTreeMap;

/// A person made up to try a journey.
#[derive(Debug, Clone)]
pub struct Persona {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// Who it is.
    pub about: Option<Words>,
    /// The course it is in: the value of every variable of the journey, by index. It is a possible one.
    pub course: Vec<u32>,
    /// The variables whose value it says itself, by index, sorted; the others have their first value.
    pub said: Vec<usize>,
    /// What is to happen to it.
    pub expects: Expects,
    /// Where its id is written.
    pub place: Place,
}

/// What is to happen to a persona: each list names some of what is so.
#[derive(Debug, Clone, Default)]
pub struct Expects {
    /// Steps that happen.
    pub steps: Vec<Key<Step>>,
    /// Steps that do not.
    pub not_steps: Vec<Key<Step>>,
    /// Data that somebody is asked for.
    pub asked: Vec<Datum>,
    /// Data that nobody is asked for.
    pub not_asked: Vec<Datum>,
    /// Organisations that have a step that happens.
    pub bodies: Vec<Key<Organisation>>,
    /// Organisations that have none.
    pub not_bodies: Vec<Key<Organisation>>,
    /// Decisions that are made, with their outcome: the index of the variable and that of its value.
    pub decisions: Vec<(usize, u32)>,
    /// Steps with a deadline that runs.
    pub deadlines: Vec<Key<Step>>,
    /// Findings that are so, by their id without the journey.
    pub findings: Vec<String>,
    /// Findings that are not.
    pub not_findings: Vec<String>,
    /// How many there are of each.
    pub numbers: Numbers,
}

/// How much happens to a persona; none may be any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Numbers {
    /// Steps that happen.
    pub steps: Option<u32>,
    /// Data asked for.
    pub asked: Option<u32>,
    /// Of these, those asked for although they are known.
    pub asked_again: Option<u32>,
    /// Bodies that a person deals with.
    pub bodies: Option<u32>,
}

/// What a line of a persona may speak of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Circumstance,
    Decision,
}

/// One value of one variable, and where it is said.
type Said = (usize, u32, Place);

impl<'d> Binder<'_, 'd> {
    /// Binds the personas of all files to the journeys; those of a journey that is broken are left out in silence.
    pub(super) fn personas(&mut self, units: &'d [Unit], model: &mut Model) {
        let mut by_event: BTreeMap<&'d str, Vec<&'d written::Persona>> = BTreeMap::new();
        for unit in units {
            let File::Personas { event, personas } = &unit.file else { continue };
            if self.has_journey(event, model) {
                by_event.entry(event).or_default().extend(personas);
            }
        }
        for journey in model.journeys.iter_mut().filter(|journey| !journey.broken) {
            let personas = by_event.remove(journey.id.as_str()).unwrap_or_default();
            let personas = personas.into_iter().map(|one| (&one.id, one));
            let personas = Names::declare(Thing::Persona, personas, &mut self.errors);
            journey.personas = personas.iter().filter_map(|(_, one)| self.persona(one, journey)).collect();
        }
    }

    /// True where a life event of this id is declared; that it is not is an error.
    pub(super) fn has_journey(&mut self, event: &Id, model: &Model) -> bool {
        let known = model.journeys.iter().any(|journey| journey.id == event.value);
        if !known {
            let ids = model.journeys.iter().map(|journey| journey.id.as_str());
            self.unknown(Thing::LifeEvent, event, event.place, ids);
        }
        known
    }

    fn persona(&mut self, one: &'d written::Persona, journey: &Journey) -> Option<Persona> {
        let profile = self.said(&one.profile, Kind::Circumstance, journey);
        let outcomes = self.said(&one.outcomes, Kind::Decision, journey);
        let expects = one.expects.as_ref().map(|expects| self.expects(expects, journey));
        let (profile, outcomes) = (profile?, outcomes?);
        let mut course = vec![0; journey.variables.len()];
        let mut said = Vec::new();
        for (variable, value, _) in profile.into_iter().chain(outcomes) {
            if let Some(place) = course.get_mut(variable) {
                *place = value;
            }
            said.push(variable);
        }
        said.sort_unstable();
        if let Some(impossible) = journey.impossible.iter().find(|one| one.when.is_of(&course)) {
            let because = impossible.because.clone();
            let problem = ModelProblem::ImpossiblePersona { id: one.id.value.clone(), because };
            let other = Some(impossible.place);
            self.errors.push(ModelError { problem, place: one.id.place, other });
            return None;
        }
        Some(Persona {
            id: one.id.value.clone(),
            name: words(&one.name, &one.id),
            about: one.about.as_ref().map(|text| words(text, &one.id)),
            course,
            said,
            expects: expects.unwrap_or_default(),
            place: one.id.place,
        })
    }

    /// One value of one variable for each line; none where something is wrong with a line.
    fn said(&mut self, lines: &'d [Node<String>], kind: Kind, journey: &Journey) -> Option<Vec<Said>> {
        let mut all: Vec<Said> = Vec::new();
        let mut sound = true;
        for line in lines {
            let Some((variable, value)) = self.one_value(line, kind, journey) else {
                sound = false;
                continue;
            };
            if let Some((.., other)) = all.iter().find(|(known, ..)| *known == variable) {
                let id = journey.variables.get(variable).map_or("", |variable| &variable.id);
                let problem = ModelProblem::DuplicateId { thing: kind.thing(), id: id.to_owned() };
                self.errors.push(ModelError { problem, place: line.place, other: Some(*other) });
                sound = false;
            }
            all.push((variable, value, line.place));
        }
        sound.then_some(all)
    }

    /// `flag`, `not(flag)` or `name = value`: the variable and the value.
    fn one_value(&mut self, line: &'d Node<String>, kind: Kind, journey: &Journey) -> Option<(usize, u32)> {
        let place = |word: &Word| inside(self.sources, line.place, line, word.range.clone());
        let expression = match parse(line) {
            Ok(expression) => expression,
            Err(wrong) => {
                let problem = ModelProblem::BadCondition { problem: wrong.problem };
                self.error(problem, inside(self.sources, line.place, line, wrong.range));
                return None;
            }
        };
        let (name, value) = match &expression {
            Expression::Name(name) => (name, None),
            Expression::Compare(name, Comparison::Equal, value) => (name, Some(value)),
            Expression::Not(inner) => match inner.as_ref() {
                Expression::Name(name) => (name, None),
                _ => return self.not_one_value(line),
            },
            _ => return self.not_one_value(line),
        };
        let (name_place, value_place) = (place(name), value.map(place));
        let Some((number, variable)) = find(journey, kind, &name.text) else {
            let known = journey.variables.iter().filter(|one| kind.is_of(one)).map(|one| &*one.id);
            self.unknown(kind.thing(), &name.text, name_place, known);
            return None;
        };
        let Some((value, value_place)) = value.zip(value_place) else {
            if variable.kind == VariableKind::Flag {
                return Some((number, u32::from(!matches!(expression, Expression::Not(_)))));
            }
            let values = variable.values.iter().map(|value| value.id.to_string()).collect();
            self.error(ModelProblem::NotAFlag { name: name.text.clone(), values }, name_place);
            return None;
        };
        let chosen = variable.values.iter().position(|known| is_value(known, &value.text));
        if chosen.is_none() {
            self.unknown_value(variable, &value.text, value_place);
        }
        Some((number, u32::try_from(chosen?).ok()?))
    }

    fn not_one_value(&mut self, line: &Node<String>) -> Option<(usize, u32)> {
        self.error(ModelProblem::NotOneValue, line.place);
        None
    }

    fn unknown_value(&mut self, variable: &Variable, text: &str, place: Place) {
        let ends = variable.values.first().zip(variable.values.last());
        if let Some((least, greatest)) = ends.and_then(|(a, b)| a.range.zip(b.range)) {
            let (from, to) = (least.0, greatest.1);
            self.error(ModelProblem::BadNumber { value: text.to_owned(), from, to }, place);
            return;
        }
        let thing = match variable.kind {
            VariableKind::Decision(_) => Thing::Outcome,
            _ => Thing::Value,
        };
        self.unknown(thing, text, place, variable.values.iter().map(|value| &*value.id));
    }

    fn expects(&mut self, one: &'d written::Expects, journey: &Journey) -> Expects {
        let names = self.names;
        let decisions = self.said(&one.decisions, Kind::Decision, journey).unwrap_or_default();
        let findings = |list: &[Node<String>]| list.iter().map(|id| id.value.clone()).collect();
        Expects {
            steps: self.steps_of(&one.steps, journey),
            not_steps: self.steps_of(&one.not_steps, journey),
            asked: self.data_of(&one.asked, journey),
            not_asked: self.data_of(&one.not_asked, journey),
            bodies: self.find_all(&names.organisations, &one.bodies),
            not_bodies: self.find_all(&names.organisations, &one.not_bodies),
            decisions: decisions.into_iter().map(|(variable, value, _)| (variable, value)).collect(),
            deadlines: self.steps_of(&one.deadlines, journey),
            findings: findings(&one.findings),
            not_findings: findings(&one.not_findings),
            numbers: one.numbers.as_ref().map(numbers).unwrap_or_default(),
        }
    }

    /// The steps of a bound journey.
    pub(super) fn steps_of(&mut self, ids: &[Id], journey: &Journey) -> Vec<Key<Step>> {
        let mut found = Vec::new();
        for id in ids {
            match journey.step(id) {
                Some(step) => found.push(step),
                None => {
                    let known = journey.steps.values().map(|step| step.id.as_str());
                    self.unknown(Thing::Step, id, id.place, known);
                }
            }
        }
        found
    }

    fn data_of(&mut self, texts: &[Node<String>], journey: &Journey) -> Vec<Datum> {
        texts.iter().filter_map(|text| self.datum_of(text, journey)).collect()
    }

    fn datum_of(&mut self, text: &Node<String>, journey: &Journey) -> Option<Datum> {
        let parts = text.split_once('.').filter(|(_, item)| !item.contains('.'));
        let Some((party_id, item_id)) = parts else {
            self.error(ModelProblem::BadDatum { text: text.value.clone() }, text.place);
            return None;
        };
        let party = journey.party(party_id);
        if party.is_none() {
            let place = inside(self.sources, text.place, text, 0..party_id.len());
            let known = journey.parties.values().map(|party| party.id.as_str());
            self.unknown(Thing::Party, party_id, place, known);
        }
        let place = inside(self.sources, text.place, text, party_id.len() + 1..text.len());
        let item = self.item(item_id, place);
        Some(Datum { party: party?, item: item? })
    }
}

impl Kind {
    fn thing(self) -> Thing {
        match self {
            Self::Circumstance => Thing::Circumstance,
            Self::Decision => Thing::Decision,
        }
    }

    fn is_of(self, variable: &Variable) -> bool {
        matches!(variable.kind, VariableKind::Decision(_)) == (self == Self::Decision)
    }
}

fn find<'j>(journey: &'j Journey, kind: Kind, id: &str) -> Option<(usize, &'j Variable)> {
    journey.variables.iter().enumerate().find(|(_, variable)| *variable.id == *id && kind.is_of(variable))
}

fn is_value(known: &super::VariableValue, text: &str) -> bool {
    match known.range {
        None => *known.id == *text,
        Some((least, greatest)) => {
            text.parse::<i32>().is_ok_and(|number| (least..=greatest).contains(&number))
        }
    }
}

fn numbers(one: &written::Numbers) -> Numbers {
    Numbers { steps: one.steps, asked: one.asked, asked_again: one.asked_again, bodies: one.bodies }
}

impl Condition {
    /// True where a course fulfils it, outcomes being those of the course whether or not the decision happens.
    ///
    /// `course` has the value of every variable, by index.
    pub fn is_of(&self, course: &[u32]) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.is_of(course)),
            Self::Any(parts) => parts.iter().any(|part| part.is_of(course)),
            Self::Is { variable, values } | Self::Decided { variable, values, .. } => {
                course.get(*variable).is_some_and(|value| values.contains(value))
            }
        }
    }
}
