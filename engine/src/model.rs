//! The model: everything declared, with every name bound to the thing it names.
//!
//! Comes in: declarations ([`bind`]). Goes out: a [`Model`] and all errors of all files.
//! All tables are sorted by id, so that nothing after this point depends on the order of texts.
//! Knows nothing of graphs, checks or reports.

mod continues;
mod error;
mod from_declaration;
mod journey;
mod keys;
mod names;
mod persona;
mod scope;
mod time;
mod topic;
mod validity;

pub use crate::declaration::{
    ActorRole, Carrier, ChannelKind, Confidence, Eid, Funds, LawState, Level, Mode, PartyKind, Severity,
    SolutionState, StepKind, WayKind,
};
pub use error::{Limited, ModelError, ModelProblem, Thing};
pub use from_declaration::{Bound, Unit, Unread, bind};
pub use keys::{Key, Table};
pub use persona::{Expects, Numbers, Persona};
pub use time::{Amount, DAY, Date, Duration, Span, parse_date, parse_duration, parse_span};
pub use topic::Topic;

use crate::text::Place;
use crate::vocabulary::{Degree, Gravity, ReasonClass, Verdict};
use crate::words::{Title, Words};
use std::sync::{Arc, OnceLock};

/// Everything that was declared.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Public and private bodies.
    pub organisations: Table<Organisation>,
    /// Concepts and documents: whatever can be asked for, held or handed over.
    pub items: Table<Item>,
    /// Registers.
    pub registers: Table<Register>,
    /// Sections of laws.
    pub provisions: Table<Provision>,
    /// Systems and common components.
    pub solutions: Table<Solution>,
    /// Where claims come from.
    pub sources: Table<Source>,
    /// The rule tables.
    pub rules: Rules,
    /// The journeys, by the id of their life event.
    pub journeys: Vec<Journey>,
}

/// What a claim rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its sources, by id; those of the step where it names none of its own.
    pub sources: Vec<Key<Source>>,
    /// How sure it is: never surer than its surest source, and unverified without one.
    pub confidence: Confidence,
}

impl Claim {
    /// True where it was seen in a cited source.
    pub fn is_verified(&self) -> bool {
        self.confidence == Confidence::Verified
    }
}

/// A public or private body, or a unit of one.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Its organisation number.
    pub number: Option<String>,
    /// Its level or sector.
    pub level: Level,
    /// The body it is a unit of.
    pub part_of: Option<Key<Organisation>>,
    /// The nearest body under the law: itself, or the one it is a unit of.
    pub body: Key<Organisation>,
    /// True where it is a ministry.
    pub ministry: bool,
    /// The ministries it is under.
    pub under: Vec<Responsibility>,
    /// True where it stands for many of its kind.
    pub many: bool,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// What it rests on.
    pub claim: Claim,
    /// Where it is declared.
    pub place: Place,
}

/// A ministry's responsibility in a period.
#[derive(Debug, Clone)]
pub struct Responsibility {
    /// The ministry.
    pub ministry: Key<Organisation>,
    /// First day; from the beginning when none.
    pub from: Option<Date>,
    /// Last day; still going on when none.
    pub until: Option<Date>,
    /// What it rests on.
    pub claim: Claim,
    /// Where it is said.
    pub place: Place,
}

/// The responsibility that is valid on a date.
pub fn responsible_on(periods: &[Responsibility], date: Date) -> Option<&Responsibility> {
    periods.iter().find(|period| is_valid(period.from, period.until, date))
}

/// True where the date is in the period; both ends belong to it.
pub fn is_valid(from: Option<Date>, until: Option<Date>, date: Date) -> bool {
    from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
}

/// A concept or a document.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What it means, where that is said.
    pub definition: Option<Words>,
    /// The body that answers for what it means.
    pub keeper: Option<Key<Organisation>>,
    /// A concept or a document.
    pub kind: ItemKind,
    /// The address of a published definition.
    pub uri: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

/// What an item is.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// A kind of data.
    Concept {
        /// The concepts it is a part of.
        part_of: Vec<Key<Item>>,
        /// The data from which it follows, all together; empty where it follows from none.
        derived_from: Vec<Related>,
    },
    /// A kind of document.
    Document {
        /// What it contains.
        contains: Vec<Related>,
        /// What it proves.
        evidence_for: Vec<Related>,
    },
}

/// An item of the same party, or of a party named by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The id of the party; the same party when none.
    pub party: Option<String>,
    /// The item.
    pub item: Key<Item>,
}

/// Where data is held with authority.
#[derive(Debug, Clone)]
pub struct Register {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// The body that keeps it.
    pub keeper: Key<Organisation>,
    /// What it can hold.
    pub holds: Vec<Key<Item>>,
    /// The ways in.
    pub ways: Vec<Way>,
    /// The bodies that use it.
    pub consumers: Vec<Key<Organisation>>,
    /// The provisions it rests on.
    pub basis: Vec<Key<Provision>>,
    /// What it rests on.
    pub claim: Claim,
    /// What a reader should know of it.
    pub note: Option<Words>,
    /// Where it is declared.
    pub place: Place,
}

/// A way into a register.
#[derive(Debug, Clone)]
pub struct Way {
    /// The bodies it is open to.
    pub to: Vec<Key<Organisation>>,
    /// The levels it is open to.
    pub to_levels: Vec<Level>,
    /// What can be got; all that the register holds when empty.
    pub data: Vec<Key<Item>>,
    /// How.
    pub by: WayKind,
    /// On what law.
    pub law: Law,
    /// By what solution.
    pub uses: Option<Key<Solution>>,
    /// With the person's consent.
    pub consent: bool,
    /// How what it gives differs in meaning.
    pub differs: Option<Words>,
    /// What it rests on.
    pub claim: Claim,
    /// Where it is declared.
    pub place: Place,
}

/// The law of one flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// How it stands.
    pub state: LawState,
    /// The receiver's ground.
    pub ground: Vec<Key<Provision>>,
    /// What lifts secrecy.
    pub exemption: Vec<Key<Provision>>,
    /// True where there is no secrecy to lift.
    pub open: bool,
    /// What a reader should know of it.
    pub note: Option<Words>,
    /// Where it is said.
    pub place: Place,
}

/// A section of a law.
#[derive(Debug, Clone)]
pub struct Provision {
    /// Its id.
    pub id: String,
    /// The law's name.
    pub law: Words,
    /// The section.
    pub section: Option<String>,
    /// The ministry that owns the law.
    pub ministry: Option<Key<Organisation>>,
    /// First day in force.
    pub from: Option<Date>,
    /// Last day in force.
    pub until: Option<Date>,
    /// The official identifier.
    pub eli: Option<String>,
    /// What it rests on.
    pub claim: Claim,
    /// Where it is declared.
    pub place: Place,
}

/// A system or common component.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// The body that owns it.
    pub owner: Key<Organisation>,
    /// Where it is in its life.
    pub state: SolutionState,
    /// Whether its operation is paid for.
    pub operating_funds: Option<Funds>,
    /// What it does.
    pub function: Option<String>,
    /// True where it is a common component.
    pub common: bool,
    /// Why there is another for the same function.
    pub parallel_because: Option<Words>,
    /// What it rests on.
    pub claim: Claim,
    /// What a reader should know of it.
    pub note: Option<Words>,
    /// Where it is declared.
    pub place: Place,
}

/// Where a claim comes from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Title,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// How sure what it says is.
    pub confidence: Confidence,
    /// Where it is declared.
    pub place: Place,
}

/// The rule tables, row by row in the order in which they are written: the first row that fits decides.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Reason classes.
    pub classes: Vec<ClassRule>,
    /// Verdicts.
    pub verdicts: Vec<VerdictRule>,
    /// Gravity.
    pub gravities: Vec<GravityRule>,
    /// Who must act.
    pub actors: Vec<ActorRule>,
}

/// A row of the table of reason classes. What is none fits everything.
#[derive(Debug, Clone)]
pub struct ClassRule {
    /// The class it gives.
    pub class: ReasonClass,
    /// Asked again on purpose.
    pub deliberate: Option<bool>,
    /// A register or another body has it.
    pub held: Option<bool>,
    /// The body itself has it.
    pub own: Option<bool>,
    /// There is a way to the asker.
    pub way: Option<bool>,
    /// The states of the law it fits; an empty list fits where nothing is said of the law.
    pub law: Option<Vec<LawState>>,
    /// The solution is in operation.
    pub running: Option<bool>,
    /// The meaning is the same.
    pub same_meaning: Option<bool>,
    /// It takes consent.
    pub consent: Option<bool>,
    /// The asker uses the source for something.
    pub consumes: Option<bool>,
    /// The register gets it in the journey, but not for certain before it is asked for.
    pub later: Option<bool>,
}

/// A row of the table of verdicts.
#[derive(Debug, Clone)]
pub struct VerdictRule {
    /// Its id.
    pub id: String,
    /// The verdict it gives.
    pub verdict: Verdict,
    /// The levels of the askers it binds; all when empty.
    pub levels: Vec<Level>,
    /// The classes it applies to; all when empty.
    pub classes: Vec<ReasonClass>,
    /// The registers it applies to; all when empty.
    pub registers: Vec<Key<Register>>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// The provision it rests on.
    pub provision: Option<Key<Provision>>,
    /// What it says.
    pub says: Words,
    /// What it rests on.
    pub claim: Claim,
}

/// A row of the table of gravity. Lists that are empty fit everything.
#[derive(Debug, Clone)]
pub struct GravityRule {
    /// The tier it gives.
    pub gravity: Gravity,
    /// How loudly it is said.
    pub severity: Severity,
    /// The checks it applies to.
    pub checks: Vec<String>,
    /// The classes it applies to.
    pub classes: Vec<ReasonClass>,
    /// The verdicts it applies to.
    pub verdicts: Vec<Verdict>,
    /// The degrees of sureness it applies to.
    pub degrees: Vec<Degree>,
}

/// A row of the table of who must act. Lists that are empty fit everything.
#[derive(Debug, Clone)]
pub struct ActorRule {
    /// The role.
    pub role: ActorRole,
    /// The classes it applies to.
    pub classes: Vec<ReasonClass>,
    /// The checks it applies to.
    pub checks: Vec<String>,
    /// The levels of the one who gives or should give.
    pub giver: Vec<Level>,
    /// The levels of the one who receives or asks.
    pub receiver: Vec<Level>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// The steps, handovers and data of one life event.
#[derive(Debug, Clone)]
pub struct Journey {
    /// The slug of the life event.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What it covers.
    pub description: Option<Words>,
    /// The date of last check against the sources.
    pub last_checked: Date,
    /// The ministries responsible.
    pub responsible: Vec<Responsibility>,
    /// The parties, by id; those of the shared folder that the journey uses are among them.
    pub parties: Table<Party>,
    /// What a course is made of: the circumstances by id, then the decisions by step.
    pub variables: Vec<Variable>,
    /// Combinations that no course has. An outcome here is the course's own, whether or not the decision happens.
    pub impossible: Vec<Impossible>,
    /// What registers hold about the parties.
    pub holdings: Vec<Holding>,
    /// The steps, by id.
    pub steps: Table<Step>,
    /// All links between steps, by the step they lead to and the order written there.
    pub links: Table<Link>,
    /// Other events it may lead into.
    pub continues: Vec<Continuation>,
    /// Numbers.
    pub volumes: Vec<Volume>,
    /// People made up to try it, by id.
    pub personas: Vec<Persona>,
    /// The topics of LOS that belong to it, by address.
    pub topics: Vec<Topic>,
    /// Where it is declared.
    pub place: Place,
    /// True where an error in its files forbids analysis: what is computed would be half true.
    pub broken: bool,
    /// A good order of its variables, made when it is first solved; other events may be solved from it, too.
    pub order: OnceLock<Vec<u32>>,
}

/// A person or body the journey is about.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// True where there may be several.
    pub plural: bool,
    /// The typical number.
    pub typically: Option<u32>,
    /// When it exists.
    pub exists: Condition,
    /// Where its `exists` is written; nowhere where none is.
    pub exists_place: Place,
    /// A person or an organisation.
    pub kind: PartyKind,
    /// Where it is declared.
    pub place: Place,
}

/// A circumstance or a decision: one coordinate of a course.
#[derive(Debug, Clone)]
pub struct Variable {
    /// The id of the circumstance, or of the step that decides.
    pub id: Arc<str>,
    /// What it is called.
    pub name: Words,
    /// What it is.
    pub kind: VariableKind,
    /// Its possible values, in the order written. Numbers are cut into the ranges that conditions tell apart.
    pub values: Vec<VariableValue>,
    /// The data from which it is known, as `party.item` bound.
    pub known_from: Vec<Datum>,
    /// The parties who know it.
    pub known_to: Vec<Key<Party>>,
    /// True where it is the municipality that differs.
    pub varies_by_municipality: bool,
    /// Where it is declared.
    pub place: Place,
}

/// What a variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// It holds (value 1) or not (value 0).
    Flag,
    /// One of several.
    OneOf,
    /// A whole number, cut into ranges.
    Number,
    /// The outcome of the decision in a step.
    Decision(Key<Step>),
}

/// One value of a variable.
#[derive(Debug, Clone)]
pub struct VariableValue {
    /// Its id: as written; `true`, `false`; `3`, `0..17`.
    pub id: Arc<str>,
    /// A phrase that can follow "when".
    pub phrase: Words,
    /// The least and greatest number, where it is a range of numbers.
    pub range: Option<(i32, i32)>,
}

/// A combination that no course has.
#[derive(Debug, Clone)]
pub struct Impossible {
    /// The combination.
    pub when: Condition,
    /// Why.
    pub because: Words,
    /// Where it is said.
    pub place: Place,
}

/// A condition over a course, negations pushed to the atoms and the named conditions put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It holds whenever all parts do; always, with no parts.
    All(Vec<Condition>),
    /// It holds whenever some part does; never, with no parts.
    Any(Vec<Condition>),
    /// The circumstance has one of these values (indices, sorted).
    Is {
        /// Index among the journey's variables.
        variable: usize,
        /// The values.
        values: Vec<u32>,
    },
    /// The decision happens, and has one of these outcomes (indices, sorted).
    Decided {
        /// The step that decides.
        step: Key<Step>,
        /// Index among the journey's variables.
        variable: usize,
        /// The outcomes.
        values: Vec<u32>,
    },
}

impl Condition {
    /// The condition that always holds.
    pub const ALWAYS: Self = Self::All(Vec::new());

    /// True where it is written as always holding.
    pub fn is_always(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// The decisions it uses, in the order in which they are written.
    pub fn decisions(&self) -> Vec<Key<Step>> {
        let mut all = Vec::new();
        self.each(&mut |_, decision| all.extend(decision));
        all
    }

    /// The variables it uses, in the order in which they are written.
    pub fn variables(&self) -> Vec<usize> {
        let mut all = Vec::new();
        self.each(&mut |variable, _| all.push(variable));
        all
    }

    /// Tells the variable of each of its atoms, and the decision whose it is, in the order in which they are written.
    fn each(&self, tell: &mut impl FnMut(usize, Option<Key<Step>>)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each(tell)),
            Self::Is { variable, .. } => tell(*variable, None),
            Self::Decided { step, variable, .. } => tell(*variable, Some(*step)),
        }
    }
}

/// An item said of a party: `avdod.dodsdato`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Datum {
    /// The party.
    pub party: Key<Party>,
    /// The item.
    pub item: Key<Item>,
}

/// A datum with the place where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The datum.
    pub datum: Datum,
    /// Where it is written.
    pub place: Place,
}

/// What a register holds about parties of the journey.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The register.
    pub register: Key<Register>,
    /// What it holds.
    pub data: Vec<Placed>,
    /// In which circumstances.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
    /// What it rests on.
    pub claim: Claim,
    /// What a reader should know of it.
    pub note: Option<Words>,
}

/// Who does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// An organisation.
    Organisation(Key<Organisation>),
    /// A party.
    Party(Key<Party>),
}

/// Something that one actor does.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// What is done.
    pub name: Words,
    /// Who does it.
    pub actor: Actor,
    /// The party that fills in for the body.
    pub done_by: Option<Key<Party>>,
    /// What kind of step it is.
    pub kind: StepKind,
    /// When it is due.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
    /// What must have happened before.
    pub after: After,
    /// Index of the decision among the journey's variables, where the step has outcomes.
    pub decision: Option<usize>,
    /// What is asked for.
    pub asks: Vec<Request>,
    /// What is fetched.
    pub fetches: Vec<Fetch>,
    /// What is needed.
    pub needs: Vec<Placed>,
    /// What is made.
    pub produces: Vec<Production>,
    /// What is entered into registers.
    pub registers: Vec<Registration>,
    /// What is made outdated.
    pub renews: Vec<Placed>,
    /// The ways in which it can be done.
    pub channels: Vec<Channel>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// How long it takes.
    pub takes: Option<Span>,
    /// The step whose deadlines it waits out.
    pub waits_out: Option<Key<Step>>,
    /// The parties that wait for an answer once it is done.
    pub leaves_waiting: Vec<Key<Party>>,
    /// The parties whose waiting it ends, and how they are told.
    pub ends: Vec<(Key<Party>, Option<Carrier>)>,
    /// The rights it gives.
    pub gives: Vec<Right>,
    /// For each of whom it is repeated.
    pub per: Option<Actor>,
    /// How many times, typically.
    pub typically: Option<u32>,
    /// The provisions it rests on.
    pub basis: Vec<Key<Provision>>,
    /// The solution it is done in.
    pub uses: Option<Key<Solution>>,
    /// What it rests on.
    pub claim: Claim,
    /// What a reader should know of it.
    pub note: Option<Words>,
    /// Where its id is written.
    pub place: Place,
    /// Where its actor is written.
    pub actor_place: Place,
    /// Where its `after` is written.
    pub after_place: Place,
}

impl Step {
    /// Who does it: the party that does it for the body whose step it is, else its actor.
    pub fn doer(&self) -> Actor {
        self.done_by.map_or(self.actor, Actor::Party)
    }
}

/// What must have happened before a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Nothing: it begins with the event.
    Start,
    /// One link.
    Link(Key<Link>),
    /// All of these, of those that are present; at least one must be.
    AllOf(Vec<After>),
    /// Any of these.
    AnyOf(Vec<After>),
}

impl After {
    /// All links in it, in the order in which they are written.
    pub fn links(&self) -> Vec<Key<Link>> {
        match self {
            Self::Start => Vec::new(),
            Self::Link(link) => vec![*link],
            Self::AllOf(parts) | Self::AnyOf(parts) => parts.iter().flat_map(Self::links).collect(),
        }
    }

    /// True where some link in it passes a test.
    pub fn has_link(&self, test: &impl Fn(Key<Link>) -> bool) -> bool {
        match self {
            Self::Start => false,
            Self::Link(link) => test(*link),
            Self::AllOf(parts) | Self::AnyOf(parts) => parts.iter().any(|part| part.has_link(test)),
        }
    }
}

/// A link from one step to another.
#[derive(Debug, Clone)]
pub struct Link {
    /// The step before.
    pub from: Key<Step>,
    /// The step after.
    pub to: Key<Step>,
    /// What brings it; none where both steps are of one actor.
    pub by: Option<Carrier>,
    /// When there is such a link, asked-for outcomes of the step before included.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
    /// What it carries.
    pub carries: Vec<Placed>,
    /// The law of handing over.
    pub law: Option<Law>,
    /// The solution that carries it.
    pub uses: Option<Key<Solution>>,
    /// How long it takes.
    pub takes: Option<Span>,
    /// Before what the next step may not start.
    pub not_before: Option<NotBefore>,
    /// Whether the giver is told that it arrived.
    pub receipt: Option<bool>,
    /// Whether the person can see where the matter stands.
    pub status: Option<bool>,
    /// True where it is only wished for.
    pub wished: bool,
    /// What it rests on.
    pub claim: Claim,
    /// What a reader should know of it.
    pub note: Option<Words>,
    /// Where the carrier is written; for a link within one actor, where the step before is.
    pub place: Place,
}

/// Before what a step may not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBefore {
    /// A date.
    Date(Date),
    /// The completion of a step.
    Step(Key<Step>),
}

/// A step asks a party for data.
#[derive(Debug, Clone)]
pub struct Request {
    /// The party that is asked.
    pub of: Key<Party>,
    /// What it is asked for.
    pub data: Vec<Placed>,
    /// How.
    pub mode: Mode,
    /// When, among the courses in which the step happens.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
    /// The law of asking.
    pub law: Option<Law>,
    /// Why it is asked again all the same, and the date of review.
    pub deliberate: Option<(Words, Date)>,
    /// What it rests on.
    pub claim: Claim,
    /// What a reader should know of it.
    pub note: Option<Words>,
}

/// A step fetches data from a register.
#[derive(Debug, Clone)]
pub struct Fetch {
    /// What is fetched.
    pub data: Vec<Placed>,
    /// From where.
    pub register: Key<Register>,
    /// When, among the courses in which the step happens.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
    /// The law of fetching.
    pub law: Option<Law>,
    /// The solution that carries it.
    pub uses: Option<Key<Solution>>,
    /// What it rests on.
    pub claim: Claim,
    /// What a reader should know of it.
    pub note: Option<Words>,
}

/// What a step makes.
#[derive(Debug, Clone)]
pub struct Production {
    /// The data and documents.
    pub data: Vec<Placed>,
    /// When, among the courses in which the step happens.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
}

/// What a step enters into a register.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The data.
    pub data: Vec<Placed>,
    /// The register.
    pub register: Key<Register>,
    /// When, among the courses in which the step happens.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
}

/// A way in which a step can be done.
#[derive(Debug, Clone)]
pub struct Channel {
    /// The kind.
    pub kind: ChannelKind,
    /// The electronic identity it asks for.
    pub eid: Option<Eid>,
    /// When it is open.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
}

/// A deadline for doing a step.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Within how long.
    pub within: Duration,
    /// From the completion of which step; from the event when none.
    pub from: Option<Key<Step>>,
    /// What is lost.
    pub lost: Words,
    /// When there is such a deadline.
    pub when: Condition,
    /// Where its `when` is written; nowhere where none is.
    pub when_place: Place,
    /// The provisions that set it.
    pub basis: Vec<Key<Provision>>,
    /// What it rests on.
    pub claim: Claim,
    /// Where it is written.
    pub place: Place,
}

/// A right that a step gives.
#[derive(Debug, Clone)]
pub struct Right {
    /// The right.
    pub right: Words,
    /// The party that gets it.
    pub to: Key<Party>,
    /// True where one must apply.
    pub must_apply: bool,
}

/// Another life event that this one may lead into.
#[derive(Debug, Clone)]
pub struct Continuation {
    /// The id of the other event, which may be in no file that was read.
    pub event: String,
    /// In which courses.
    pub when: Condition,
    /// After which step.
    pub after: Option<Key<Step>>,
    /// Which party here is which party there, by id.
    pub parties: Vec<(Key<Party>, String)>,
    /// What then holds there; nothing where the other event was not read, or is broken.
    pub implies: Vec<Implication>,
    /// What it rests on.
    pub claim: Claim,
    /// Where it is written.
    pub place: Place,
}

/// What holds in another life event where something holds in this one.
#[derive(Debug, Clone)]
pub struct Implication {
    /// What holds here.
    pub here: Condition,
    /// What then holds there: of circumstances of the other event, whose variables it speaks of. What it says of a
    /// number holds of a range where it holds of some number in it.
    pub there: Condition,
}

/// A number with its source.
#[derive(Debug, Clone)]
pub struct Volume {
    /// What is counted.
    pub of: Words,
    /// The number as written.
    pub value: String,
    /// The step it belongs to.
    pub step: Option<Key<Step>>,
    /// The year or date it is from.
    pub year: Option<String>,
    /// What it rests on.
    pub claim: Claim,
}

impl Journey {
    /// The body behind an actor: the nearest legal body of an organisation; none for a party.
    pub fn body(&self, model: &Model, actor: Actor) -> Option<Key<Organisation>> {
        match actor {
            Actor::Organisation(organisation) => Some(model.organisations[organisation].body),
            Actor::Party(_) => None,
        }
    }

    /// The datum as it is written: `avdod.dodsdato`.
    pub fn datum_id(&self, model: &Model, datum: Datum) -> String {
        format!("{}.{}", self.parties[datum.party].id, model.items[datum.item].id)
    }

    /// The party of this id.
    pub fn party(&self, id: &str) -> Option<Key<Party>> {
        self.parties.find(id, |party| &party.id)
    }

    /// The step of this id.
    pub fn step(&self, id: &str) -> Option<Key<Step>> {
        self.steps.find(id, |step| &step.id)
    }

    /// The relation bound to the parties of this journey, seen from a datum's party; none where the journey has
    /// no such party.
    pub fn relate(&self, from: Key<Party>, related: &Related) -> Option<Datum> {
        let party = match &related.party {
            None => from,
            Some(id) => self.party(id)?,
        };
        Some(Datum { party, item: related.item })
    }
}
