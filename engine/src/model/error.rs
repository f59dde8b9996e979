//! What can be wrong with a model, and how it is said.

use crate::condition::Problem;
use crate::text::Place;

/// An error of the model, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError {
    /// What is wrong.
    pub problem: ModelProblem,
    /// Where.
    pub place: Place,
    /// Another place that belongs to it, such as the first of two.
    pub other: Option<Place>,
}

/// A kind of thing that is referred to by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// An organisation.
    Organisation,
    /// A ministry.
    Ministry,
    /// A party.
    Party,
    /// An organisation or a party.
    Actor,
    /// A step.
    Step,
    /// A concept or a document.
    Item,
    /// A register.
    Register,
    /// A provision.
    Provision,
    /// A solution.
    Solution,
    /// A source.
    Source,
    /// A life event.
    LifeEvent,
    /// A circumstance.
    Circumstance,
    /// A name in a condition.
    Name,
    /// A value of a circumstance.
    Value,
    /// An outcome of a decision.
    Outcome,
    /// A row of a rule table.
    Rule,
}

/// What can be wrong with a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelProblem {
    /// A reference to nothing.
    UnknownId {
        /// What it should be.
        thing: Thing,
        /// What was written.
        id: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// Two things with one id.
    DuplicateId {
        /// What they are.
        thing: Thing,
        /// The id.
        id: String,
    },
    /// An id that conditions and references cannot use.
    BadId {
        /// What was written.
        id: String,
    },
    /// `Then` from a step of another actor.
    ThenBetweenActors {
        /// The actor of the step before.
        from: String,
        /// The actor of this step.
        to: String,
    },
    /// `Handover` from a step of the same actor.
    HandoverWithinActor {
        /// The actor.
        actor: String,
    },
    /// A part of itself.
    CyclicPartOf {
        /// The id.
        id: String,
    },
    /// A condition that cannot be read.
    BadCondition {
        /// What is wrong with it.
        problem: Problem,
    },
    /// A named condition that is defined by itself.
    CyclicCondition {
        /// Its name.
        id: String,
    },
    /// A name that has values is used as if it were a flag.
    NotAFlag {
        /// The name.
        name: String,
        /// Its values.
        values: Vec<String>,
    },
    /// A comparison that the kind of name does not have.
    NotComparable {
        /// The name.
        name: String,
    },
    /// A value that is not a whole number in the range of the circumstance.
    BadNumber {
        /// What was written.
        value: String,
        /// The least value.
        from: i32,
        /// The greatest value.
        to: i32,
    },
    /// An outcome is used where its decision does not come before.
    OutcomeUpstream {
        /// The step that decides.
        decision: String,
    },
    /// A step with no outcomes is used as a decision.
    NoOutcomes {
        /// The step.
        step: String,
    },
    /// Data not written as `party.concept`.
    BadDatum {
        /// What was written.
        text: String,
    },
    /// Not a date.
    BadDate {
        /// What was written.
        text: String,
    },
    /// Not a length of time.
    BadDuration {
        /// What was written.
        text: String,
    },
    /// An organisation number with a wrong check digit.
    BadOrganisationNumber {
        /// What was written.
        text: String,
    },
    /// A valid national identity number.
    PersonalData,
    /// Two periods overlap in which only one may be.
    OverlappingValidity,
    /// A register is said to hold what it cannot.
    NotHeld {
        /// The register.
        register: String,
        /// The item.
        item: String,
    },
    /// Law said to be in place without its ground or its exemption from secrecy.
    HalfLaw {
        /// True where the ground is missing.
        ground: bool,
        /// True where the exemption is missing.
        exemption: bool,
    },
    /// `AllOf`, `AnyOf` or `OneOf` with nothing in it, or a range with its ends turned.
    Empty,
    /// A document asked for with `Provide`, or a concept with `Attach`.
    ModeOfItem {
        /// The item.
        item: String,
        /// True where it is a document.
        document: bool,
    },
    /// A role that only a ministry can have.
    NotAMinistry {
        /// The organisation.
        id: String,
    },
    /// Data asked for or fetched in a step whose actor is a party: there is no body to have it.
    NoBodyToReceive,
    /// The model is larger than the limit.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
}

impl ModelProblem {
    /// The stable name of the error: `model/unknown-id`.
    pub fn check(&self) -> &'static str {
        match self {
            Self::UnknownId { .. } => "model/unknown-id",
            Self::DuplicateId { .. } => "model/duplicate-id",
            Self::BadId { .. } => "model/bad-id",
            Self::ThenBetweenActors { .. } => "model/then-between-actors",
            Self::HandoverWithinActor { .. } => "model/handover-within-actor",
            Self::CyclicPartOf { .. } => "model/cyclic-part-of",
            Self::BadCondition { .. } => "model/bad-condition",
            Self::CyclicCondition { .. } => "model/cyclic-condition",
            Self::NotAFlag { .. } => "model/not-a-flag",
            Self::NotComparable { .. } => "model/not-comparable",
            Self::BadNumber { .. } => "model/bad-number",
            Self::OutcomeUpstream { .. } => "model/outcome-upstream",
            Self::NoOutcomes { .. } => "model/no-outcomes",
            Self::BadDatum { .. } => "model/bad-datum",
            Self::BadDate { .. } => "model/bad-date",
            Self::BadDuration { .. } => "model/bad-duration",
            Self::BadOrganisationNumber { .. } => "model/bad-organisation-number",
            Self::PersonalData => "model/personal-data",
            Self::OverlappingValidity => "model/overlapping-validity",
            Self::NotHeld { .. } => "model/not-held",
            Self::HalfLaw { .. } => "model/half-law",
            Self::Empty => "model/empty",
            Self::ModeOfItem { .. } => "model/mode-of-item",
            Self::NotAMinistry { .. } => "model/not-a-ministry",
            Self::NoBodyToReceive => "model/no-body-to-receive",
            Self::TooLarge { .. } => "model/too-large",
        }
    }
}
