//! What a walk tells: the journey of one persona, step by step.
//!
//! Plain data. Reports are made from this alone; nothing here refers to a graph.

use crate::declaration::{Carrier, Mode, Severity, StepKind};
use crate::finding::Named;
use crate::model::{Duration, Span};
use crate::words::Words;

/// The journey of one persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The life event.
    pub journey: Named,
    /// The date of last check of its model: `2026-11-20`.
    pub last_checked: String,
    /// The persona.
    pub persona: Named,
    /// Who it is.
    pub about: Option<Words>,
    /// The value of every circumstance, by id.
    pub profile: Vec<Value>,
    /// The outcome of every decision that is made, in the order of the steps.
    pub outcomes: Vec<Value>,
    /// The steps that happen, in an order in which they can.
    pub steps: Vec<Stage>,
    /// The steps that ought to happen and do not, by id.
    pub stops: Vec<Stop>,
    /// The findings that are so for this persona, gravest first.
    pub findings: Vec<Break>,
    /// How much happens.
    pub numbers: Tally,
    /// The life events that follow from this one.
    pub onwards: Vec<Onward>,
    /// What was expected of it and is not so.
    pub differs: Vec<Words>,
}

/// A circumstance or decision with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The circumstance, or the step that decides.
    pub of: Named,
    /// The value with its phrase.
    pub value: Named,
    /// True where the persona says so itself; otherwise it is taken for granted.
    pub said: bool,
}

/// A step that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The step.
    pub step: Named,
    /// What kind of step it is.
    pub kind: StepKind,
    /// Whose step it is.
    pub actor: Named,
    /// True where that is a public or private body, not a party.
    pub by_body: bool,
    /// The party that does it for the body.
    pub done_by: Option<Named>,
    /// What leads to it; nothing where it begins with the event.
    pub after: Vec<Arrival>,
    /// What is asked of people.
    pub asks: Vec<Ask>,
    /// What is fetched from registers instead.
    pub fetches: Vec<Fetched>,
    /// The outcome, where it decides.
    pub outcome: Option<Named>,
    /// How long it takes; none where that is not known.
    pub takes: Option<Span>,
    /// When it begins; none where no time can be told.
    pub begins: Option<When>,
    /// When it is done; none where no time can be told.
    pub done: Option<When>,
    /// The deadlines that run for it.
    pub deadlines: Vec<Limit>,
    /// The rights that it gives.
    pub rights: Vec<Given>,
    /// The parties whose waiting it ends, and how they are told.
    pub ends: Vec<(Named, Option<Carrier>)>,
    /// The findings about it, by their place in [`Walk::findings`].
    pub findings: Vec<usize>,
    /// True where what is said of it was seen in a cited source.
    pub verified: bool,
}

/// Minutes after the event, at the shortest, the typical and the longest pace. What is unknown counts zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct When(pub [u64; 3]);

/// A link that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The step before.
    pub from: Named,
    /// What brings it from there; none between steps of one actor.
    pub by: Option<Carrier>,
    /// What it brings.
    pub carries: Vec<Carried>,
    /// How long it takes; none where that is not known.
    pub takes: Option<Span>,
}

/// A datum that is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// `party.concept`, with its name.
    pub datum: Named,
    /// Why the person need not bring it: the check that says so, and its message.
    pub known: Option<Known>,
}

/// A datum that a person is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The party that is asked.
    pub of: Named,
    /// `party.concept`, with its name; said of another than the one asked, with that party.
    pub datum: Named,
    /// How.
    pub mode: Mode,
    /// Why it need not be asked for.
    pub known: Option<Known>,
}

/// That a request is found to be superfluous, or made by several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The check.
    pub check: String,
    /// Its message.
    pub message: Words,
}

/// A datum that a body fetches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// `party.concept`, with its name.
    pub datum: Named,
    /// From where.
    pub register: Named,
}

/// A deadline that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Within how long.
    pub within: Duration,
    /// From the completion of which step; from the event when none.
    pub from: Option<Named>,
    /// What is lost.
    pub lost: Words,
}

/// A right that a step gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The right.
    pub right: Words,
    /// The party that gets it.
    pub to: Named,
    /// True where one must apply.
    pub must_apply: bool,
}

/// A step that ought to happen and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The step.
    pub step: Named,
    /// Whose it is.
    pub actor: Named,
    /// The findings about it, by their place in [`Walk::findings`].
    pub findings: Vec<usize>,
}

/// A finding that is so for a persona.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Its id.
    pub id: String,
    /// The check.
    pub check: String,
    /// True where it is about what is asked for: then the request itself tells what is so for this persona.
    pub of_request: bool,
    /// How loudly it is said.
    pub severity: Severity,
    /// The tier of gravity.
    pub gravity: Named,
    /// What was found.
    pub message: Words,
    /// What would close it.
    pub help: Words,
    /// Who must act.
    pub lead: Option<Named>,
    /// Verified only where every claim it rests on is.
    pub verified: bool,
}

/// A life event that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// The event; its id for a name where it was not read.
    pub event: Named,
    /// After which step; with the event itself when none.
    pub after: Option<Named>,
}

/// How much happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Steps that happen.
    pub steps: usize,
    /// Of these, those that a person does.
    pub by_persons: usize,
    /// Data that a person is asked for, each time it is; what is only confirmed is left out.
    pub asked: usize,
    /// Of these, those that are found to be asked for although they are known, or by several.
    pub asked_again: usize,
    /// Data that a person brings to a body although that need not be.
    pub carried_again: usize,
    /// Data that a body fetches instead of asking.
    pub fetched: usize,
    /// Bodies that a person deals with.
    pub bodies: usize,
    /// When the last step is done.
    pub done: When,
    /// Steps of which it is not known how long they take.
    pub steps_of_unknown_time: usize,
}
