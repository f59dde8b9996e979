//! A result to compare with later: figures and findings with date and version, to be kept in a file.
//!
//! Comes in: a model with what was found in it ([`Snapshot::of`]), or the text of a snapshot ([`Snapshot::read`]).
//! Goes out: plain data, and its text ([`Snapshot::write`]). Texts are in every language, so that a comparison can
//! be read in any. The fields are described in `docs/json.md`.

use crate::diagram::{Cube, Diagram, OverBudget, PATIENCE, Set};
use crate::figures::{Counts, figures};
use crate::finding::{Analysis, Case, CourseSet, Finding, Named};
use crate::limits::{MAX_CUBES, SPREAD_BUDGET};
use crate::model::{Condition, Journey, Model, Variable, VariableKind};
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version of the shape of a snapshot: it changes when a field is taken away or changes its meaning.
pub const SNAPSHOT_VERSION: &str = "1";

/// Alternatives, each from circumstance or decision to the values that it may have.
pub type Alternatives = Vec<Alternative>;

/// From circumstance or decision to the values that it may have.
pub type Alternative = BTreeMap<Arc<str>, Vec<Arc<str>>>;

/// Figures by their id.
pub type FigureValues = BTreeMap<String, u64>;

/// Figures and findings on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The version of this shape: [`SNAPSHOT_VERSION`].
    pub snapshot_version: String,
    /// The version of livsferd that made it.
    pub tool_version: String,
    /// The date that the caller gave it: `2026-11-20`.
    pub date: String,
    /// The date that laws and responsibilities were taken at.
    pub as_of: String,
    /// True where a file or a model was broken, so that something was not analysed.
    pub broken: bool,
    /// The life events, by id.
    pub journeys: Vec<SavedJourney>,
    /// The figures of all events together.
    pub total: FigureValues,
    /// The findings in the journeys, gravest first; errors of files and models are none.
    pub findings: Vec<SavedFinding>,
}

/// A life event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedJourney {
    /// Its slug.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// The date of last check of the model.
    pub last_checked: String,
    /// True where it was analysed, and every check was decided within the limits.
    pub decided: bool,
    /// Its figures; empty where it was not analysed.
    pub figures: FigureValues,
    /// The circumstances and decisions, for comparing conditions.
    pub variables: Vec<SavedVariable>,
    /// The combinations that no course has.
    pub impossible: Alternatives,
}

/// A circumstance or a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedVariable {
    /// Its id.
    pub id: Arc<str>,
    /// True where its values are whole numbers or ranges of them: `3`, `0..17`.
    pub number: bool,
    /// Its values.
    pub values: Vec<Arc<str>>,
}

/// A thing with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedThing {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: Words,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFinding {
    /// Its identity.
    pub id: String,
    /// The check that found it.
    pub check: String,
    /// The journey.
    pub journey: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The tier of gravity.
    pub gravity: SavedThing,
    /// What was found.
    pub message: Words,
    /// In which courses; null where it depends on no course.
    pub courses: Option<SavedCourses>,
    /// Disjoint parts of the courses, gravest first.
    pub cases: Vec<SavedCase>,
    /// The organisation that must act.
    pub lead: Option<SavedThing>,
    /// Its ministry.
    pub lead_ministry: Option<SavedThing>,
    /// True where every claim that it rests on is verified.
    pub verified: bool,
}

/// A set of courses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedCourses {
    /// In the language of conditions.
    pub condition: String,
    /// In words, to follow "when"; empty for all courses.
    pub phrase: Words,
    /// As alternatives.
    pub when: Alternatives,
    /// False where there were too many alternatives for all of them to be here.
    pub whole: bool,
}

/// A part of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedCase {
    /// Its courses, in the language of conditions.
    pub condition: String,
    /// The check that applies.
    pub check: String,
    /// The reason class.
    pub reason_class: Option<SavedThing>,
    /// The verdict.
    pub verdict: Option<SavedThing>,
    /// The provisions, each with how the law stands.
    pub law: Vec<SavedLaw>,
    /// Who holds it.
    pub holder: Option<SavedThing>,
    /// The organisation that must act.
    pub lead: Option<SavedThing>,
}

/// A provision or a state of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedLaw {
    /// The provision; null where the law is missing or not assessed.
    pub id: Option<String>,
    /// How the law of the flow stands.
    pub state: String,
}

/// Why a text is no snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASnapshot {
    /// It is not JSON, or not of this shape, in the words of the reader.
    #[error("not a snapshot: {0}")]
    Shape(String),
    /// It is the JSON of findings, which is in one language and has no figures.
    #[error("not a snapshot, but the JSON of findings")]
    Findings,
    /// It is of a version that this program does not know.
    #[error("unknown version of snapshots: {0}")]
    Version(String),
}

impl NotASnapshot {
    /// What is wrong with the file of this name, in every language: lower case, no full stop.
    pub fn words(&self, name: &str) -> Words {
        match self {
            Self::Shape(why) => Words::new(
                format!("`{name}` er ikke et øyeblikksbilde fra `livsferd snapshot`: {why}"),
                format!("`{name}` er ikkje eit augneblinksbilete frå `livsferd snapshot`: {why}"),
                format!("`{name}` is no snapshot of `livsferd snapshot`: {why}"),
            ),
            Self::Findings => Words::new(
                format!(
                    "`{name}` er funnene som JSON, på ett språk og uten tallene som sammenlignes; lagre resultatet med `livsferd snapshot -o FIL`"
                ),
                format!(
                    "`{name}` er funna som JSON, på eitt språk og utan tala som blir samanlikna; lagre resultatet med `livsferd snapshot -o FIL`"
                ),
                format!(
                    "`{name}` is the findings as JSON, in one language and without the figures to compare; save the result with `livsferd snapshot -o FILE`"
                ),
            ),
            Self::Version(version) => Words::new(
                format!("`{name}` har versjon `{version}`, som dette programmet ikke kjenner"),
                format!("`{name}` har versjon `{version}`, som dette programmet ikkje kjenner"),
                format!("`{name}` has version `{version}`, which this program does not know"),
            ),
        }
    }
}

/// What is looked at first: a newer version may have another shape.
#[derive(Deserialize)]
struct Version {
    snapshot_version: Option<String>,
    /// What the JSON of findings has in its place.
    schema_version: Option<String>,
}

impl Snapshot {
    /// The snapshot of a model and of what was found in it; `date` is the caller's.
    pub fn of(model: &Model, analysis: &Analysis, date: &str) -> Self {
        let numbers = figures(model, analysis);
        let journey = |journey: &Journey| {
            let own = numbers.events.iter().find(|event| event.event.id == journey.id);
            let figures = own.map(|event| values(&event.counts)).unwrap_or_default();
            SavedJourney {
                id: journey.id.clone(),
                name: journey.name.clone(),
                last_checked: journey.last_checked.to_string(),
                decided: own.is_some_and(|event| event.decided),
                figures,
                variables: journey.variables.iter().map(variable).collect(),
                impossible: impossible(journey),
            }
        };
        Self {
            snapshot_version: SNAPSHOT_VERSION.to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            date: date.to_owned(),
            as_of: analysis.as_of.clone(),
            broken: analysis.broken,
            journeys: model.journeys.iter().map(journey).collect(),
            total: values(&numbers.total),
            findings: analysis.findings.iter().filter_map(finding).collect(),
        }
    }

    /// The text of the snapshot: JSON that ends in `\n`.
    pub fn write(&self) -> String {
        // Plain structs with text keys: writing them cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads what [`write`](Self::write) wrote; fields that it does not know are passed over.
    ///
    /// # Errors
    /// [`NotASnapshot`].
    pub fn read(text: &str) -> Result<Self, NotASnapshot> {
        let shape = |error: serde_json::Error| NotASnapshot::Shape(error.to_string());
        let text = text.trim_start_matches('\u{feff}');
        match serde_json::from_str(text).map_err(shape)? {
            Version { snapshot_version: Some(version), .. } if version != SNAPSHOT_VERSION => {
                return Err(NotASnapshot::Version(version));
            }
            Version { snapshot_version: None, schema_version: Some(_) } => {
                return Err(NotASnapshot::Findings);
            }
            // Where the version is missing, reading the rest says so.
            Version { .. } => {}
        }
        serde_json::from_str(text).map_err(shape)
    }

    /// The journey of this id.
    pub fn journey(&self, id: &str) -> Option<&SavedJourney> {
        self.journeys.iter().find(|journey| journey.id == id)
    }
}

fn values(counts: &Counts) -> FigureValues {
    let figures = counts.figures().into_iter();
    figures.map(|figure| (figure.id.to_owned(), u64::try_from(figure.value).unwrap_or(u64::MAX))).collect()
}

fn variable(variable: &Variable) -> SavedVariable {
    SavedVariable {
        id: Arc::clone(&variable.id),
        number: variable.kind == VariableKind::Number,
        values: variable.values.iter().map(|value| Arc::clone(&value.id)).collect(),
    }
}

/// What no course of the journey has, as alternatives.
///
/// A combination too large to be told is left out: conditions then count as spread where they may not be.
fn impossible(journey: &Journey) -> Alternatives {
    let domains = journey.variables.iter().map(|variable| number(variable.values.len())).collect();
    let mut diagram = Diagram::new(domains, Vec::new(), SPREAD_BUDGET);
    let mut all = Vec::new();
    for one in &journey.impossible {
        let cover = courses(&mut diagram, &one.when).and_then(|set| diagram.cover(set, Set::ALL, MAX_CUBES));
        let cubes = cover.map(|cover| cover.cubes).unwrap_or_default();
        all.extend(cubes.iter().map(|cube| alternative(journey, cube)));
    }
    all.sort();
    all.dedup();
    all
}

/// The courses of a condition, an outcome being the course's own, whether or not the decision happens.
fn courses(diagram: &mut Diagram, condition: &Condition) -> Result<Set, OverBudget> {
    match condition {
        Condition::All(parts) => {
            let mut all = Set::ALL;
            for part in parts {
                let part = courses(diagram, part)?;
                all = diagram.and(all, part)?;
            }
            Ok(all)
        }
        Condition::Any(parts) => {
            let mut any = Set::NONE;
            for part in parts {
                let part = courses(diagram, part)?;
                any = diagram.or(any, part)?;
            }
            Ok(any)
        }
        Condition::Is { variable, values } | Condition::Decided { variable, values, .. } => {
            diagram.is(number(*variable), values.iter().copied())
        }
    }
}

fn alternative(journey: &Journey, cube: &Cube) -> Alternative {
    let literal = |(at, values): &(u32, Vec<u32>)| {
        let variable = journey.variables.get(*at as usize)?;
        let ids = values.iter().filter_map(|&value| variable.values.get(value as usize));
        Some((variable.id.clone(), ids.map(|value| Arc::clone(&value.id)).collect()))
    };
    cube.0.iter().filter_map(literal).collect()
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn finding(finding: &Finding) -> Option<SavedFinding> {
    if finding.is_model_error() {
        return None;
    }
    Some(SavedFinding {
        id: finding.id.clone(),
        check: finding.check.clone(),
        journey: finding.journey.clone()?,
        severity: finding.severity.id().to_owned(),
        gravity: thing(&finding.gravity),
        message: finding.message.clone(),
        courses: finding.condition.as_deref().map(saved_courses),
        cases: finding.cases.iter().map(case).collect(),
        lead: finding.lead.as_ref().map(thing),
        lead_ministry: finding.lead_ministry.as_ref().map(thing),
        verified: finding.verified,
    })
}

fn thing(thing: &Named) -> SavedThing {
    SavedThing { id: thing.id.clone(), name: thing.name.clone() }
}

fn saved_courses(courses: &CourseSet) -> SavedCourses {
    SavedCourses {
        condition: courses.condition.clone(),
        phrase: courses.phrase.clone(),
        when: courses.when.iter().map(|cube| cube.iter().cloned().collect()).collect(),
        // A partial cover is as long as a cover may be.
        whole: courses.minimal || courses.when.len() < MAX_CUBES.saturating_mul(PATIENCE),
    }
}

fn case(case: &Case) -> SavedCase {
    SavedCase {
        condition: case.courses.condition.clone(),
        check: case.check.clone(),
        reason_class: case.reason_class.as_ref().map(thing),
        verdict: case.verdict.as_ref().map(thing),
        law: case
            .law
            .iter()
            .map(|point| SavedLaw { id: point.id.clone(), state: point.state.id().to_owned() })
            .collect(),
        holder: case.holder.as_ref().map(thing),
        lead: case.lead.as_ref().map(thing),
    }
}
