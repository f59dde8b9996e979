//! What the analysis says: findings, with everything that a reader needs to act.
//!
//! Plain data. Reports are made from this alone; nothing here refers to a graph.
//! What many findings have in common is kept once and shared: a large journey has thousands of findings.

use crate::model::Source;
use crate::text::Place;
use crate::vocabulary::Gravity;
use crate::words::{Title, Words};
use std::sync::Arc;

pub use crate::declaration::{Confidence, LawState, Severity};

/// Everything that one run says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The date that laws and responsibilities were taken at: `2026-11-20`.
    pub as_of: String,
    /// What was looked at, by id of the life event.
    pub journeys: Vec<JourneySummary>,
    /// What was found: errors of the model first, then the findings, gravest first, then by id.
    pub findings: Vec<Finding>,
    /// The tiers of gravity in their order, gravest first, each with its name.
    pub gravities: Vec<Named>,
    /// The sources that findings name.
    pub sources: Vec<SourceSummary>,
    /// True where a file or a declaration is broken, so that something was not analysed.
    pub broken: bool,
}

/// A journey in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneySummary {
    /// The slug of the life event.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Number of steps.
    pub steps: usize,
    /// Number of links between different actors.
    pub handovers: usize,
    /// Number of data asked for: one for each datum of each request.
    pub data_requests: usize,
    /// Number of circumstances.
    pub circumstances: usize,
    /// The date of last check of the model: `2026-11-20`.
    pub last_checked: String,
    /// The ministry responsible for the event on the date of the analysis.
    pub coordinator: Option<Named>,
    /// False where errors in its files forbid analysis.
    pub analysed: bool,
}

/// A thing of the model: its id and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The id in the model.
    pub id: String,
    /// What it is called.
    pub name: Words,
}

/// A source, as reports print it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSummary {
    /// The id in the model.
    pub id: String,
    /// Its title.
    pub title: Title,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// True where what it says counts as verified.
    pub verified: bool,
}

impl SourceSummary {
    pub(crate) fn new(source: &Source) -> Self {
        Self {
            id: source.id.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            url: source.url.clone(),
            date: source.date.map(|date| date.to_string()),
            verified: source.confidence == Confidence::Verified,
        }
    }
}

/// One gap, duplicate, or error of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stays the same between versions: journey, check and model ids, as
    /// `dodsfall-og-arv/data/asked-twice/nav/avdod.dodsdato`.
    pub id: String,
    /// The check that found it: `family/name`.
    pub check: String,
    /// How loudly it is said.
    pub severity: Severity,
    /// The tier of gravity.
    pub gravity: Named,
    /// The journey; none for an error outside any.
    pub journey: Option<String>,
    /// The model ids it is about: what makes its identity.
    pub subject: Vec<String>,
    /// What was found, in one plain sentence: lower case, no full stop.
    pub message: Words,
    /// What would close it.
    pub help: Words,
    /// Where: the first is the place of the finding itself.
    pub places: Vec<Label>,
    /// In which courses; none for an error of the model.
    pub condition: Option<Arc<CourseSet>>,
    /// In which of these courses the message itself is so; none where it is in all of them. Where several checks speak
    /// of one thing, the message is that of the first.
    pub message_condition: Option<Arc<CourseSet>>,
    /// Disjoint parts of the condition, gravest first.
    pub cases: Vec<Case>,
    /// One course in which the message is so, and the steps that lead there.
    pub witness: Option<Arc<Witness>>,
    /// What is so in another life event, from which this one goes on.
    pub earlier: Option<Earlier>,
    /// The parties that are hit.
    pub parties: Vec<Named>,
    /// Who gives or should give.
    pub giver: Option<Named>,
    /// Who receives, asks or waits.
    pub receiver: Option<Named>,
    /// The organisation that must act.
    pub lead: Option<Named>,
    /// The ministry of whoever must act.
    pub lead_ministry: Option<Named>,
    /// The ministry responsible for the life event.
    pub coordinator: Option<Named>,
    /// What else is true of the same thing.
    pub also: Vec<Also>,
    /// The sources it rests on, by id.
    pub sources: Vec<String>,
    /// Verified only where every claim it rests on is.
    pub verified: bool,
}

impl Finding {
    /// A finding that is yet to be filled in: nothing but its check and how grave it is; not verified.
    pub fn of(check: &str, severity: Severity, gravity: Gravity) -> Self {
        Self {
            id: String::new(),
            check: check.to_owned(),
            severity,
            gravity: Named { id: gravity.id().to_owned(), name: gravity.words() },
            journey: None,
            subject: Vec::new(),
            message: Words::default(),
            help: Words::default(),
            places: Vec::new(),
            condition: None,
            message_condition: None,
            cases: Vec::new(),
            witness: None,
            earlier: None,
            parties: Vec::new(),
            giver: None,
            receiver: None,
            lead: None,
            lead_ministry: None,
            coordinator: None,
            also: Vec::new(),
            sources: Vec::new(),
            verified: false,
        }
    }

    /// The courses in which the message is so; none for an error of the model.
    pub fn told_when(&self) -> Option<&CourseSet> {
        self.message_condition.as_deref().or(self.condition.as_deref())
    }

    /// True for what is wrong with the files or the model, as opposed to what is found in the journey.
    pub fn is_model_error(&self) -> bool {
        self.check.starts_with("syntax/") || self.check.starts_with("model/")
    }
}

impl Severity {
    /// The id that programs are given.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl LawState {
    /// The id that programs are given.
    pub fn id(self) -> &'static str {
        match self {
            Self::InPlace => "in-place",
            Self::Unclear => "unclear",
            Self::NotAssessed => "not-assessed",
            Self::Missing => "missing",
            Self::Forbidden => "forbidden",
        }
    }
}

/// A place with what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What is there.
    pub label: Words,
}

/// Circumstances and decisions, by id, each with the values that it may have.
pub type Alternative = Vec<(Arc<str>, Vec<Arc<str>>)>;

/// A set of courses, as a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseSet {
    /// In the language of conditions; `true` where it is so in every course.
    pub condition: String,
    /// In words, to follow "when" (`når`); empty where it is so in every course.
    pub phrase: Words,
    /// The same as alternatives: each a list of variables with the values they may have.
    pub when: Vec<Alternative>,
    /// False where the condition is right but not as short as it could be.
    pub minimal: bool,
}

/// A part of a finding's courses with one class, verdict and law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The courses.
    pub courses: Arc<CourseSet>,
    /// The check that applies in them, where a finding gathers several.
    pub check: String,
    /// The reason class.
    pub reason_class: Option<Named>,
    /// The verdict.
    pub verdict: Option<Named>,
    /// How sure it is, where that differs from course to course.
    pub degree: Option<Named>,
    /// The law of the way by which it could be avoided, or of the flow itself.
    pub law: Vec<LawPoint>,
    /// Who holds it, where a register or a body does.
    pub holder: Option<Named>,
    /// The organisation that must act.
    pub lead: Option<Named>,
}

/// A provision or a state of law.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LawPoint {
    /// The id of the provision; none where the law is missing or not assessed.
    pub id: Option<String>,
    /// What it is called: law and section.
    pub name: Words,
    /// How the law of the flow stands.
    pub state: LawState,
}

/// One course, and the steps that lead to a finding in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The value of every circumstance.
    pub profile: Arc<[(Arc<str>, Arc<str>)]>,
    /// The outcome of every decision that happens and is among the steps or matters to the finding.
    pub outcomes: Vec<(Arc<str>, Arc<str>)>,
    /// The steps that happen and lead there, in an order in which they can happen.
    pub steps: Vec<Arc<Named>>,
}

/// What is so in another life event, from which the one of the finding goes on.
///
/// The finding is so where the courses of both agree: where each circumstance that both have is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The other life event.
    pub event: Named,
    /// The step of it after which the one of the finding begins.
    pub after: Named,
    /// In which courses of it.
    pub condition: Arc<CourseSet>,
    /// One course of it that goes with the witness of the finding, and the steps that lead on.
    pub witness: Arc<Witness>,
}

/// Something else that is true of the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Also {
    /// The check.
    pub check: String,
    /// What is true: a sentence.
    pub message: Words,
}
