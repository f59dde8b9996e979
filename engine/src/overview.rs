//! What reports tell of the models beside the findings: who asks, who holds, who hands over, with what figures.
//!
//! Plain data, like findings, so that a report need not walk a model. It is counted over all life situations of an
//! event together: nobody meets all of it, and no number of it is a number of people.

mod count;
mod event;
mod flows;

pub(crate) use event::doubts;

use crate::checks::CHECKS;
use crate::figures::Counts;
use crate::finding::{Analysis, LawState, Named, SourceSummary};
use crate::model::{Carrier, Confidence, Date, Duration, Funds, Key, Level, Mode, Model, Organisation};
use crate::model::{SolutionState, StepKind};
use crate::text::Sources;
use crate::words::Words;

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// SHA-256 over the model files in order of name, each as its name, a zero byte, its text, a zero byte.
    pub fingerprint: String,
    /// The number of model files.
    pub files: usize,
    /// The life events, by id.
    pub events: Vec<Event>,
    /// All organisations of the models, by id.
    pub organisations: Vec<Body>,
    /// All provisions of the models, by id.
    pub provisions: Vec<ProvisionSummary>,
    /// All solutions of the models, by id.
    pub solutions: Vec<SolutionSummary>,
    /// All sources of the models, by id.
    pub sources: Vec<SourceSummary>,
    /// The rules that verdicts were given by, in their order.
    pub verdict_rules: Vec<VerdictSummary>,
    /// The names of all checks that were run, as `data/asked-twice`.
    pub checks: Vec<String>,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Its level of government or sector.
    pub level: Level,
    /// The id of its nearest legal body, which may be itself.
    pub legal_body: String,
    /// The ministry it is under on the date of the analysis; itself where it is one.
    pub ministry: Option<Named>,
}

/// A section of a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvisionSummary {
    /// Its id.
    pub id: String,
    /// The name of the law.
    pub law: Words,
    /// The section.
    pub section: Option<String>,
    /// The ministry that owns the law.
    pub ministry: Option<Named>,
    /// First day in force, as `2026-01-01`.
    pub from: Option<String>,
    /// Last day in force.
    pub until: Option<String>,
    /// What is known of it was seen in a source.
    pub verified: bool,
    /// Its sources, by id.
    pub sources: Vec<String>,
}

/// A system or common component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolutionSummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Who owns it.
    pub owner: Named,
    /// Where it is in its life.
    pub state: SolutionState,
    /// Whether its operation is paid for, where that is said.
    pub funds: Option<Funds>,
    /// True for a common component.
    pub common: bool,
    /// What is known of it was seen in a source.
    pub verified: bool,
    /// The life events with a step, handover or fetch that uses it, by id.
    pub events: Vec<String>,
}

/// A rule that verdicts are given by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictSummary {
    /// Its id.
    pub id: String,
    /// The verdict it gives.
    pub verdict: Words,
    /// What it says.
    pub says: Words,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Its sources, by id.
    pub sources: Vec<String>,
}

/// A life event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// Its slug.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What it covers.
    pub description: Option<Words>,
    /// False where errors forbid analysis: then only names and figures of the model are given.
    pub analysed: bool,
    /// The ministries responsible, in their order.
    pub responsible: Vec<Responsible>,
    /// Its figures.
    pub figures: Figures,
    /// Who hands over to whom.
    pub handovers: Vec<Flow>,
    /// What parties are asked for.
    pub asked: Vec<Asked>,
    /// Deadlines.
    pub deadlines: Vec<DeadlineSummary>,
    /// Numbers with sources.
    pub volumes: Vec<VolumeSummary>,
    /// Circumstances and decisions with their values in words.
    pub variables: Vec<VariableSummary>,
    /// The parties that are no persons, by id.
    pub bodies: Vec<String>,
    /// Its steps, by id.
    pub steps: Vec<StepSummary>,
    /// What is not verified.
    pub doubts: Vec<Doubt>,
}

/// A ministry's responsibility in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responsible {
    /// The ministry.
    pub ministry: Named,
    /// First day; from the beginning when none.
    pub from: Option<String>,
    /// Last day; still going on when none.
    pub until: Option<String>,
    /// Whether it was seen in a source.
    pub confidence: Confidence,
}

/// How much there is in a life event, and how well the model is sourced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// The headline figures.
    pub counts: Counts,
    /// Claims of the event that are verified.
    pub verified: usize,
    /// Claims of the event that are inferred or not verified.
    pub not_verified: usize,
    /// Flows of data by how their law stands; none where nothing is said of it.
    pub law: Vec<(Option<LawState>, usize)>,
}

/// Handovers from one actor to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Who gives: a party where it does the step.
    pub from: Named,
    /// Who receives.
    pub to: Named,
    /// How many by which carrier.
    pub by: Vec<(Carrier, usize)>,
}

/// A datum that parties are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As `avdod.dodsdato`.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// The party it is said of.
    pub party: Words,
    /// The legal bodies that ask, how, and in how many steps; by id.
    pub askers: Vec<(Named, Mode, usize)>,
    /// The registers that can hold it in some life situation of the event, by id.
    pub holders: Vec<Named>,
}

/// A deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineSummary {
    /// For what step.
    pub step: Named,
    /// Who does it.
    pub doer: Named,
    /// Within how long.
    pub within: Duration,
    /// From the completion of which step; from the event when none.
    pub from: Option<Named>,
    /// What is lost.
    pub lost: Words,
    /// The provisions that set it, by id.
    pub basis: Vec<String>,
    /// Whether it was seen in a source.
    pub confidence: Confidence,
    /// Its sources, by id.
    pub sources: Vec<String>,
}

/// A number with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeSummary {
    /// What is counted.
    pub of: Words,
    /// The number as it is written.
    pub value: String,
    /// The year or date it is from.
    pub year: Option<String>,
    /// Whether it was seen in a source.
    pub confidence: Confidence,
    /// Its sources, by id.
    pub sources: Vec<String>,
}

/// A circumstance or decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableSummary {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// True for a decision.
    pub decision: bool,
    /// True where it is the municipality that differs.
    pub by_municipality: bool,
    /// Its values, each as a phrase that can follow "when".
    pub values: Vec<Named>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepSummary {
    /// Its id.
    pub id: String,
    /// What is done.
    pub name: Words,
    /// Who does it.
    pub doer: Named,
    /// What kind of step it is.
    pub kind: StepKind,
    /// True where a party does it and every way named is digital.
    pub only_digital: bool,
}

/// A claim that was not seen in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The step that it belongs to, or the event's own name.
    pub of: Words,
    /// What kind of claim it is.
    pub kind: DoubtKind,
    /// How sure it is.
    pub confidence: Confidence,
    /// Its sources, by id.
    pub sources: Vec<String>,
}

/// What an unverified claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtKind {
    /// That the step is done so.
    Step,
    /// A handover to it.
    Handover,
    /// A request in it.
    Request,
    /// A fetch in it.
    Fetch,
    /// A deadline of it.
    Deadline,
    /// What a register holds.
    Holding,
    /// A number.
    Volume,
    /// A ministry's responsibility.
    Responsibility,
}

impl DoubtKind {
    /// The id that programs are given.
    pub fn id(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Handover => "handover",
            Self::Request => "request",
            Self::Fetch => "fetch",
            Self::Deadline => "deadline",
            Self::Holding => "holding",
            Self::Volume => "volume",
            Self::Responsibility => "responsibility",
        }
    }
}

/// Sums up what was read, for reports.
pub fn overview(model: &Model, sources: &Sources, analysis: &Analysis) -> Overview {
    let as_of = crate::model::parse_date(&analysis.as_of).unwrap_or_default();
    Overview {
        fingerprint: fingerprint(sources),
        files: sources.iter().count(),
        events: model.journeys.iter().map(|journey| event::event(model, journey, analysis)).collect(),
        organisations: model.organisations.keys().map(|key| body(model, key, as_of)).collect(),
        provisions: model.provisions.values().map(|one| provision(model, one)).collect(),
        solutions: model.solutions.keys().map(|key| solution(model, key)).collect(),
        sources: model.sources.values().map(SourceSummary::new).collect(),
        verdict_rules: model.rules.verdicts.iter().map(|rule| verdict_rule(model, rule)).collect(),
        checks: CHECKS.iter().map(|check| check.name.to_owned()).collect(),
    }
}

/// The hash by which a report can be traced to the texts it was made from.
fn fingerprint(sources: &Sources) -> String {
    let mut hash = hmac_sha256::Hash::new();
    for (_, file) in sources.iter() {
        for part in [file.name.as_str(), file.text.as_str()] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn organisation(model: &Model, key: Key<Organisation>) -> Named {
    let one = &model.organisations[key];
    Named { id: one.id.clone(), name: one.name.clone() }
}

fn body(model: &Model, key: Key<Organisation>, as_of: Date) -> Body {
    let one = &model.organisations[key];
    Body {
        id: one.id.clone(),
        name: one.name.clone(),
        level: one.level,
        legal_body: model.organisations[one.body].id.clone(),
        ministry: model.ministry_of(key, as_of).map(|of| organisation(model, of)),
    }
}

fn provision(model: &Model, one: &crate::model::Provision) -> ProvisionSummary {
    ProvisionSummary {
        id: one.id.clone(),
        law: one.law.clone(),
        section: one.section.clone(),
        ministry: one.ministry.map(|of| organisation(model, of)),
        from: one.from.map(|date| date.to_string()),
        until: one.until.map(|date| date.to_string()),
        verified: one.claim.is_verified(),
        sources: source_ids(model, &one.claim),
    }
}

fn solution(model: &Model, key: Key<crate::model::Solution>) -> SolutionSummary {
    let one = &model.solutions[key];
    let uses = |journey: &&crate::model::Journey| {
        let steps = journey.steps.values();
        let by_step = steps.clone().any(|step| step.uses == Some(key));
        let by_fetch = steps.flat_map(|step| &step.fetches).any(|fetch| fetch.uses == Some(key));
        by_step || by_fetch || journey.links.values().any(|link| link.uses == Some(key))
    };
    SolutionSummary {
        id: one.id.clone(),
        name: one.name.clone(),
        owner: organisation(model, one.owner),
        state: one.state,
        funds: one.operating_funds,
        common: one.common,
        verified: one.claim.is_verified(),
        events: model.journeys.iter().filter(uses).map(|journey| journey.id.clone()).collect(),
    }
}

fn verdict_rule(model: &Model, rule: &crate::model::VerdictRule) -> VerdictSummary {
    VerdictSummary {
        id: rule.id.clone(),
        verdict: rule.verdict.words(),
        says: rule.says.clone(),
        from: rule.from.map(|date| date.to_string()),
        until: rule.until.map(|date| date.to_string()),
        sources: source_ids(model, &rule.claim),
    }
}

fn source_ids(model: &Model, claim: &crate::model::Claim) -> Vec<String> {
    claim.sources.iter().map(|&key| model.sources[key].id.clone()).collect()
}
