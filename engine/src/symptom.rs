//! What a check states: a symptom, and where in the model and in which courses it is.
//!
//! Checks state symptoms; putting them together into findings, with class, verdict and who must act, is done once,
//! for all checks.

mod lapse;
mod part;
mod transfer;

pub use lapse::{Told, lapse};
pub use part::part_played;
pub use transfer::{transfers, transfers_with_law};

use crate::diagram::{OverBudget, Set};
use crate::facts::{Asked, Facts, RequestFact};
use crate::finding::{Also, Earlier, Label};
use crate::model::{Actor, Claim, Datum, Key, Law, Link, Party, Provision, Step};
use crate::vocabulary::Degree;
use crate::words::Words;
use std::collections::BTreeSet;

/// Tells what was found of a request: lower case, no full stop. It is told only where it is said.
pub type Tell = for<'m> fn(&mut Facts<'m>, &RequestFact<'m>, &Asking) -> Result<Words, OverBudget>;

/// Something that a check found.
#[derive(Debug, Clone)]
pub enum Symptom<'m> {
    /// A request is a duplicate.
    Duplicate {
        /// The number of the request among the requests of the journey.
        request: usize,
        /// The courses in which it is.
        courses: Set,
        /// How what was found is told.
        tell: Tell,
    },
    /// Anything else.
    Other(Box<Stated<'m>>),
}

/// A symptom with its own words.
#[derive(Debug, Clone)]
pub struct Stated<'m> {
    /// The ids that it is about, in the order that makes its identity.
    pub subject: Vec<String>,
    /// The courses in which it is so; none where it depends on no course.
    pub courses: Option<Set>,
    /// Disjoint parts of the courses by how sure it is; none where that is not told.
    pub degrees: Vec<(Degree, Set)>,
    /// The step that a witness must lead to.
    pub at: Option<Key<Step>>,
    /// What was found: lower case, no full stop.
    pub message: Words,
    /// What would close it.
    pub help: Words,
    /// Where, the first being the place of the finding.
    pub places: Vec<Label>,
    /// Who gives or should give.
    pub giver: Option<Actor>,
    /// Who receives, asks or waits.
    pub receiver: Option<Actor>,
    /// The parties that are hit.
    pub parties: Vec<Key<Party>>,
    /// The link whose law and solution tell the reason.
    pub flow: Option<Key<Link>>,
    /// The laws of what it is about, each with the courses of its own; their state tells the reason.
    pub laws: Vec<(Set, &'m Law)>,
    /// The provisions that set what it is about, where that is no flow. They tell no reason, and nobody who must act.
    pub basis: Vec<Key<Provision>>,
    /// Where the receiver itself has what it asks for: whether it asks for it again on purpose.
    pub own: Option<bool>,
    /// What is so in an event before this one.
    pub earlier: Option<Earlier>,
    /// What else is true of the same thing.
    pub also: Vec<Also>,
    /// The claims that it rests on.
    pub claims: Vec<&'m Claim>,
}

/// The words of a request that every message about it needs.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The body that asks.
    pub asker: Words,
    /// What it asks for, in quotation marks, so that any name fits into any sentence; with the party it is said of,
    /// where that is not the one who is asked.
    pub what: Words,
    /// That the body asks the party for it: the beginning of a sentence.
    pub asks: Words,
}

/// A duplicate for each request that is one in some possible course, as `test` says, to be told as `tell` does.
///
/// # Errors
/// [`OverBudget`].
pub fn duplicates<'m>(
    facts: &mut Facts<'m>,
    mut test: impl FnMut(&mut Facts<'m>, &RequestFact<'m>) -> Result<Set, OverBudget>,
    tell: Tell,
) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut found = Vec::new();
    let share = facts.share;
    for (number, request) in facts.requests()?.iter().enumerate().filter(|(_, one)| share.has(one.datum)) {
        let duplicate = test(facts, request)?;
        let courses = facts.diagram.and(duplicate, request.courses)?;
        if facts.is_possible(courses)? {
            found.push(Symptom::Duplicate { request: number, courses, tell });
        }
    }
    Ok(found)
}

/// The body that asks, and what it asks for, as [`Asking`] says.
pub fn asker_and_what(facts: &Facts<'_>, request: &RequestFact<'_>) -> (Words, Words) {
    let asker = facts.model.organisations[request.body].name.clone();
    let what = match asked_party(facts, request) == Some(request.datum.party) {
        true => facts.model.items[request.datum.item].name.quoted(),
        false => of_whom(facts, request),
    };
    (asker, what)
}

/// What is asked for, with the party it is said of.
fn of_whom(facts: &Facts<'_>, request: &RequestFact<'_>) -> Words {
    let item = facts.model.items[request.datum.item].name.quoted();
    let of = &facts.journey.parties[request.datum.party].name;
    Words::each(|lang| format!("{} ({})", item.get(lang), of.get(lang)))
}

/// The words of a request.
pub fn asking(facts: &Facts<'_>, request: &RequestFact<'_>) -> Asking {
    asking_of(facts, request, &asked_party(facts, request).into_iter().collect())
}

/// The words of a request that is made of several parties.
pub fn asking_of(facts: &Facts<'_>, request: &RequestFact<'_>, parties: &BTreeSet<Key<Party>>) -> Asking {
    let (asker, mut what) = asker_and_what(facts, request);
    let names: Vec<Words> = parties.iter().map(|&party| facts.journey.parties[party].name.clone()).collect();
    let party = match names.as_slice() {
        [] => Words::new("personen", "personen", "the person"),
        [one] => one.clone(),
        [_, _] => Words::list(&names),
        _ => Words::new("flere", "fleire", "several parties"),
    };
    if names.len() > 1 {
        what = of_whom(facts, request);
    }
    let asks = match (request.asked, facts.is_document(request.datum)) {
        (Asked::Brought(_), _) => Words::new(
            format!("{} får av {} {}", asker.nb, party.nb, what.nb),
            format!("{} får av {} {}", asker.nn, party.nn, what.nn),
            format!("{} gets from {} {}", asker.en, party.en, what.en),
        ),
        (Asked::In(_), true) => Words::new(
            format!("{} ber {} legge ved {}", asker.nb, party.nb, what.nb),
            format!("{} ber {} leggje ved {}", asker.nn, party.nn, what.nn),
            format!("{} asks {} to attach {}", asker.en, party.en, what.en),
        ),
        (Asked::In(_), false) => Words::new(
            format!("{} ber {} oppgi {}", asker.nb, party.nb, what.nb),
            format!("{} ber {} oppgi {}", asker.nn, party.nn, what.nn),
            format!("{} asks {} to state {}", asker.en, party.en, what.en),
        ),
    };
    Asking { asker, what, asks }
}

/// The party that is asked, or that brings something: whoever does the step before, or this one.
pub fn asked_party(facts: &Facts<'_>, request: &RequestFact<'_>) -> Option<Key<Party>> {
    if let Some(written) = request.request {
        return Some(written.of);
    }
    let doer = |step: Key<Step>| {
        let step = &facts.journey.steps[step];
        step.done_by.or(match step.actor {
            Actor::Party(party) => Some(party),
            Actor::Organisation(_) => None,
        })
    };
    let before = match request.asked {
        Asked::Brought(link) => doer(facts.journey.links[link].from),
        Asked::In(_) => None,
    };
    doer(request.step).or(before)
}

/// A symptom of one step: its id as subject, its actor as receiver, its `after` as place, its claim.
pub fn stated_at<'m>(facts: &Facts<'m>, step: Key<Step>, courses: Set) -> Stated<'m> {
    let one = &facts.journey.steps[step];
    let parties = one.done_by.or(match one.actor {
        Actor::Party(party) => Some(party),
        Actor::Organisation(_) => None,
    });
    Stated {
        subject: vec![one.id.clone()],
        courses: Some(courses),
        at: Some(step),
        places: vec![Label {
            place: one.place,
            label: Words::new("dette steget", "dette steget", "this step"),
        }],
        receiver: Some(one.actor),
        parties: parties.into_iter().collect(),
        claims: vec![&one.claim],
        ..stated_nowhere()
    }
}

/// A symptom that is yet to be filled in.
pub fn stated_nowhere<'m>() -> Stated<'m> {
    Stated {
        subject: Vec::new(),
        courses: None,
        degrees: Vec::new(),
        at: None,
        message: Words::default(),
        help: Words::default(),
        places: Vec::new(),
        giver: None,
        receiver: None,
        parties: Vec::new(),
        flow: None,
        laws: Vec::new(),
        basis: Vec::new(),
        own: None,
        earlier: None,
        also: Vec::new(),
        claims: Vec::new(),
    }
}

/// Lists under a symptom the steps that do not happen because of it.
///
/// # Errors
/// [`OverBudget`].
pub fn with_consequences<'m>(
    facts: &mut Facts<'m>,
    stated: &mut Stated<'m>,
    cause: &[Key<Step>],
    courses: Set,
) -> Result<(), OverBudget> {
    let names: Vec<_> = facts
        .consequences(cause, courses)?
        .into_iter()
        .map(|(step, _)| step_name(facts, step).quoted())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let list = Words::list(&names);
    stated.also.push(Also {
        check: String::from("flow/consequence"),
        message: Words::new(
            format!("derfor skjer heller ikke {}", list.nb),
            format!("difor skjer heller ikkje {}", list.nn),
            format!("so these do not happen either: {}", list.en),
        ),
    });
    Ok(())
}

/// What a step is called.
pub fn step_name(facts: &Facts<'_>, step: Key<Step>) -> Words {
    facts.journey.steps[step].name.clone()
}

/// What data are called, each in quotation marks and with the party it is said of.
pub fn data_names(facts: &Facts<'_>, data: impl IntoIterator<Item = Datum>) -> Words {
    let one = |datum: Datum| {
        let item = facts.model.items[datum.item].name.quoted();
        let of = &facts.journey.parties[datum.party].name;
        Words::each(|lang| format!("{} ({})", item.get(lang), of.get(lang)))
    };
    Words::list(&data.into_iter().map(one).collect::<Vec<_>>())
}

/// What an actor is called.
pub fn actor_name(facts: &Facts<'_>, actor: Actor) -> Words {
    match actor {
        Actor::Organisation(organisation) => facts.model.organisations[organisation].name.clone(),
        Actor::Party(party) => facts.journey.parties[party].name.clone(),
    }
}
