//! What has changed between two results: gaps closed, opened, changed and as before, and the figures.
//!
//! Comes in: two snapshots. Goes out: plain data. Findings are matched by their id, so that a change of texts, names
//! or places is none. The definitions are in `docs/meaning.md`.

mod spread;

pub use spread::{Spread, spread};

use crate::finding::{Also, Analysis, Finding};
use crate::snapshot::{FigureValues, SavedCase, SavedFinding, SavedThing, Snapshot};
use crate::words::{Lang, Words};
use std::collections::{BTreeMap, BTreeSet};

/// What has changed from an old result to a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The old result.
    pub old: Origin,
    /// The new result.
    pub new: Origin,
    /// Findings of the new result that the old one has not, in its order: gravest first.
    pub opened: Vec<SavedFinding>,
    /// Findings of the old result that the new one has not.
    pub closed: Vec<SavedFinding>,
    /// Findings that are not as they were, in the order of the new result.
    pub changed: Vec<Changed>,
    /// The ids of the findings that are as they were.
    pub unchanged: Vec<String>,
    /// Findings of the old result of which the new one does not tell: their journey is not in it, has errors, or
    /// was not decided within the limits.
    pub untold: Vec<SavedFinding>,
    /// The life events, by id.
    pub journeys: Vec<JourneyChange>,
    /// The figures of all events together that either result has, by id. Empty where the change is narrowed to some
    /// events: bodies that several of them have would be counted twice.
    pub total: Vec<FigureChange>,
}

/// One of the results that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The date that it was given.
    pub date: String,
    /// The date that laws and responsibilities were taken at.
    pub as_of: String,
    /// The version of livsferd that made it.
    pub tool_version: String,
    /// True where a file or a model was broken.
    pub broken: bool,
    /// The number of findings.
    pub findings: usize,
}

/// A finding that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// As it was.
    pub old: SavedFinding,
    /// As it is.
    pub new: SavedFinding,
    /// What is different, each thing once.
    pub what: BTreeSet<Aspect>,
}

/// What of a finding can be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// It is so in courses in which it was not.
    Widened,
    /// It is no longer so in some courses.
    Narrowed,
    /// Its courses are told in another way, and it was not decided whether they are others.
    Undecided,
    /// How loudly it is said.
    Severity,
    /// The tier of gravity.
    Gravity,
    /// The reason classes of its cases.
    Reason,
    /// The verdicts of its cases.
    Verdict,
    /// The law of its cases.
    Law,
    /// Who holds what is asked for.
    Holder,
    /// The organisation that must act, or its ministry.
    Lead,
    /// Whether it is verified.
    Confidence,
    /// In which of its courses which case applies.
    Cases,
}

impl Aspect {
    /// The id that programs are given.
    pub fn id(self) -> &'static str {
        match self {
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Undecided => "undecided",
            Self::Severity => "severity",
            Self::Gravity => "gravity",
            Self::Reason => "reason",
            Self::Verdict => "verdict",
            Self::Law => "law",
            Self::Holder => "holder",
            Self::Lead => "lead",
            Self::Confidence => "confidence",
            Self::Cases => "cases",
        }
    }
}

/// A life event in the two results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyChange {
    /// The event, named as in the new result where it is there.
    pub event: SavedThing,
    /// Whether both results tell of it.
    pub told: Told,
    /// The figures that either result has, by id.
    pub figures: Vec<FigureChange>,
}

/// Which of two results tells of a life event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Both, and everything was decided.
    Both,
    /// Only the old one.
    Old,
    /// Only the new one: all its findings count as opened.
    New,
    /// Both, but in one of them it has errors or was not decided within the limits.
    InPart,
}

/// A figure before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// The id of the figure.
    pub id: String,
    /// The number in the old result.
    pub before: Option<u64>,
    /// The number in the new result.
    pub after: Option<u64>,
}

impl Change {
    /// What has changed from one result to another.
    pub fn between(old: &Snapshot, new: &Snapshot) -> Self {
        let before: BTreeMap<&str, &SavedFinding> =
            old.findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
        let after: BTreeSet<&str> = new.findings.iter().map(|finding| finding.id.as_str()).collect();
        let mut change = Self {
            old: Origin::of(old),
            new: Origin::of(new),
            opened: Vec::new(),
            closed: Vec::new(),
            changed: Vec::new(),
            unchanged: Vec::new(),
            untold: Vec::new(),
            journeys: journeys(old, new),
            total: figures(&old.total, &new.total),
        };
        for finding in &new.findings {
            let Some(known) = before.get(finding.id.as_str()) else {
                change.opened.push(finding.clone());
                continue;
            };
            let what = aspects(old, known, new, finding);
            if what.is_empty() {
                change.unchanged.push(finding.id.clone());
            } else {
                change.changed.push(Changed { old: (*known).clone(), new: finding.clone(), what });
            }
        }
        for finding in old.findings.iter().filter(|finding| !after.contains(finding.id.as_str())) {
            let is_told = new.journey(&finding.journey).is_some_and(|journey| journey.decided);
            if is_told { &mut change.closed } else { &mut change.untold }.push(finding.clone());
        }
        change
    }

    /// The ids of the findings that are new, or so in more courses than before; what could not be decided counts
    /// as spread.
    pub fn new_or_widened(&self) -> BTreeSet<&str> {
        let opened = self.opened.iter().map(|finding| finding.id.as_str());
        let spread = |changed: &&Changed| {
            changed.what.contains(&Aspect::Widened) || changed.what.contains(&Aspect::Undecided)
        };
        opened.chain(self.changed.iter().filter(spread).map(|changed| changed.new.id.as_str())).collect()
    }

    /// Leaves in an analysis the errors, and of the findings those that are [new or
    /// widened](Self::new_or_widened), with what they were; gives back how many are left out.
    pub fn keep_new(&self, analysis: &mut Analysis) -> usize {
        let all = analysis.findings.len();
        let kept = self.new_or_widened();
        let is_kept = |finding: &Finding| finding.is_model_error() || kept.contains(finding.id.as_str());
        analysis.findings.retain(is_kept);
        let known: BTreeMap<&str, &Changed> =
            self.changed.iter().map(|changed| (changed.new.id.as_str(), changed)).collect();
        for finding in &mut analysis.findings {
            finding.also.extend(known.get(finding.id.as_str()).map(|changed| was(&changed.old)));
        }
        all - analysis.findings.len()
    }
}

/// That a finding was so in fewer courses.
fn was(old: &SavedFinding) -> Also {
    let phrase = old.courses.as_ref().map(|courses| &courses.phrase);
    let when = |lang: Lang| phrase.map(|phrase| phrase.get(lang)).unwrap_or_default();
    Also {
        check: "change/widened".to_owned(),
        message: Words::new(
            format!("funnet er kjent, men gjaldt før bare når {}", when(Lang::Nb)),
            format!("funnet er kjent, men galdt før berre når {}", when(Lang::Nn)),
            format!("the finding is known, but was so only when {}", when(Lang::En)),
        ),
    }
}

impl Origin {
    fn of(snapshot: &Snapshot) -> Self {
        Self {
            date: snapshot.date.clone(),
            as_of: snapshot.as_of.clone(),
            tool_version: snapshot.tool_version.clone(),
            broken: snapshot.broken,
            findings: snapshot.findings.len(),
        }
    }
}

/// What is different of a finding; texts, names and places are not looked at.
fn aspects(
    old_result: &Snapshot,
    old: &SavedFinding,
    new_result: &Snapshot,
    new: &SavedFinding,
) -> BTreeSet<Aspect> {
    let mut what = BTreeSet::new();
    match spread(old_result.journey(&old.journey), old, new_result.journey(&new.journey), new) {
        Spread::Decided { widened, narrowed } => {
            what.extend(widened.then_some(Aspect::Widened));
            what.extend(narrowed.then_some(Aspect::Narrowed));
        }
        Spread::Undecided => what.extend([Aspect::Undecided]),
    }
    let mut differs = |differs: bool, aspect| what.extend(differs.then_some(aspect));
    let id = |thing: &Option<SavedThing>| thing.as_ref().map(|thing| thing.id.clone());
    differs(old.severity != new.severity, Aspect::Severity);
    differs(old.gravity.id != new.gravity.id, Aspect::Gravity);
    differs(old.verified != new.verified, Aspect::Confidence);
    let lead = |finding: &SavedFinding| (id(&finding.lead), id(&finding.lead_ministry));
    differs(lead(old) != lead(new), Aspect::Lead);
    differs(
        each(old, |case| id(&case.reason_class)) != each(new, |case| id(&case.reason_class)),
        Aspect::Reason,
    );
    differs(each(old, |case| id(&case.verdict)) != each(new, |case| id(&case.verdict)), Aspect::Verdict);
    differs(each(old, law) != each(new, law), Aspect::Law);
    differs(each(old, |case| id(&case.holder)) != each(new, |case| id(&case.holder)), Aspect::Holder);
    // Where the same cases divide other courses among them, the courses are what is different.
    if what.is_empty() && old.courses == new.courses && divided(old) != divided(new) {
        what.extend([Aspect::Cases]);
    }
    what
}

/// What the cases of a finding say in some way, each thing once.
fn each<T: Ord>(finding: &SavedFinding, of: impl Fn(&SavedCase) -> T) -> BTreeSet<T> {
    finding.cases.iter().map(of).collect()
}

fn law(case: &SavedCase) -> Vec<(Option<String>, String)> {
    case.law.iter().map(|point| (point.id.clone(), point.state.clone())).collect()
}

fn divided(finding: &SavedFinding) -> Vec<(&str, &str)> {
    finding.cases.iter().map(|case| (case.check.as_str(), case.condition.as_str())).collect()
}

fn journeys(old: &Snapshot, new: &Snapshot) -> Vec<JourneyChange> {
    let ids: BTreeSet<&str> =
        old.journeys.iter().chain(&new.journeys).map(|journey| journey.id.as_str()).collect();
    let none = FigureValues::new();
    let journey = |id: &str| {
        let (before, after) = (old.journey(id), new.journey(id));
        let named = after.or(before)?;
        let told = match (before, after) {
            (Some(before), Some(after)) if before.decided && after.decided => Told::Both,
            (Some(_), Some(_)) => Told::InPart,
            (Some(_), None) => Told::Old,
            (None, _) => Told::New,
        };
        Some(JourneyChange {
            event: SavedThing { id: named.id.clone(), name: named.name.clone() },
            told,
            figures: figures(
                before.map_or(&none, |journey| &journey.figures),
                after.map_or(&none, |journey| &journey.figures),
            ),
        })
    };
    ids.into_iter().filter_map(journey).collect()
}

fn figures(before: &FigureValues, after: &FigureValues) -> Vec<FigureChange> {
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let figure = |id: &String| FigureChange {
        id: id.clone(),
        before: before.get(id).copied(),
        after: after.get(id).copied(),
    };
    ids.into_iter().map(figure).collect()
}
