//! From what was read to what is said: runs every check on every journey.

use crate::assemble::{Statement, findings};
use crate::checks::{CHECKS, Check};
use crate::diagram::OverBudget;
use crate::facts::{Facts, Share};
use crate::finding::{Analysis, Finding, JourneySummary, Label, Named, Severity, SourceSummary};
use crate::limits::{SHARED_FROM, SHARES, work_budget};
use crate::model::{Date, Journey, Model, responsible_on};
use crate::vocabulary::Gravity;
use crate::words::Words;
use crate::workers::in_parallel;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Analyses a model. `errors` are the errors of reading and binding it, which come first among the findings.
///
/// Journeys that errors could change are not analysed: nothing half true is said of them.
pub fn analyse(model: &Model, errors: &[Finding], as_of: Option<Date>) -> Analysis {
    analyse_by(CHECKS, model, errors, as_of)
}

/// Analyses a model by these checks.
pub(crate) fn analyse_by(
    checks: &'static [Check],
    model: &Model,
    errors: &[Finding],
    as_of: Option<Date>,
) -> Analysis {
    let checked = model.journeys.iter().map(|journey| journey.last_checked).max();
    let date = as_of.or(checked).unwrap_or_default();
    let mut found = all_findings(checks, model, date);
    found.sort_by_cached_key(|finding| (rank(finding), finding.id.clone()));
    // Every share of a journey says what could not be decided.
    found.dedup();
    let named: BTreeSet<&str> =
        found.iter().flat_map(|finding| &finding.sources).map(String::as_str).collect();
    let sources = model.sources.values().filter(|source| named.contains(source.id.as_str()));
    Analysis {
        as_of: known(date),
        journeys: model.journeys.iter().map(|journey| summary(model, journey, date)).collect(),
        sources: sources.map(SourceSummary::new).collect(),
        findings: errors.iter().cloned().chain(found).collect(),
        gravities: Gravity::ALL.iter().map(|tier| named_gravity(*tier)).collect(),
        broken: !errors.is_empty(),
    }
}

/// A date; nothing where there was none to take: no journey was read, or its date is broken.
fn known(date: Date) -> String {
    if date == Date::default() { String::new() } else { date.to_string() }
}

fn rank(finding: &Finding) -> (Option<usize>, Severity) {
    (Gravity::ALL.iter().position(|tier| tier.id() == finding.gravity.id), finding.severity)
}

fn named_gravity(gravity: Gravity) -> Named {
    Named { id: gravity.id().to_owned(), name: gravity.words() }
}

/// A share of the work: what one worker does.
#[derive(Clone, Copy)]
struct Task<'m> {
    journey: &'m Journey,
    share: Share,
}

/// The findings of all journeys, in any order. A check that panics in a journey is left out there, and everything else
/// is computed anew without it: what it left behind half done, no other check is to see.
fn all_findings(checks: &'static [Check], model: &Model, date: Date) -> Vec<Finding> {
    let journeys: Vec<&Journey> = model.journeys.iter().filter(|journey| !journey.broken).collect();
    let mut tasks: Vec<Task<'_>> = journeys.iter().flat_map(|journey| shares(journey)).collect();
    // What takes longest first, so that no worker is left alone with it.
    tasks.sort_by_key(|task| std::cmp::Reverse(task.journey.steps.len()));
    let mut failed: BTreeMap<&str, Vec<&Check>> = BTreeMap::new();
    let mut found: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    while !tasks.is_empty() {
        let results = in_parallel(&tasks, |task| {
            let failed = failed.get(task.journey.id.as_str()).map_or(&[][..], Vec::as_slice);
            findings_without(failed, checks, model, *task, date)
        });
        let mut again = BTreeSet::new();
        for (task, result) in tasks.iter().zip(results) {
            let id = task.journey.id.as_str();
            match result {
                Ok(findings) => found.entry(id).or_default().extend(findings),
                Err(Panicked(check)) => {
                    again.insert(id);
                    let known = failed.entry(id).or_default();
                    if known.iter().all(|one| one.name != check.name) {
                        known.push(check);
                    }
                }
            }
        }
        found.retain(|id, _| !again.contains(id));
        tasks.retain(|task| again.contains(task.journey.id.as_str()));
    }
    let mut all: Vec<Finding> = found.into_values().flatten().collect();
    for journey in journeys {
        let failed = failed.get(journey.id.as_str()).into_iter().flatten();
        all.extend(failed.map(|check| no_result(journey, check)));
    }
    all
}

/// A large journey is shared out.
fn shares(journey: &Journey) -> impl Iterator<Item = Task<'_>> {
    let of = if journey.steps.len() < SHARED_FROM { 1 } else { SHARES };
    (0..of).map(move |number| Task { journey, share: Share { number, of } })
}

/// A check panicked.
struct Panicked(&'static Check);

/// The findings of all checks but these. Each has the whole work budget, so that one cannot hide another's findings.
fn findings_without(
    failed: &[&Check],
    checks: &'static [Check],
    model: &Model,
    Task { journey, share }: Task<'_>,
    date: Date,
) -> Result<Vec<Finding>, Panicked> {
    let budget = work_budget(journey.steps.len());
    let Ok(mut facts) = Facts::new(model, journey, budget) else {
        return Ok(vec![not_decided(journey, None)]);
    };
    facts.as_of = date;
    let mut statements = Vec::new();
    let mut undecided = Vec::new();
    for (number, check) in checks.iter().enumerate() {
        let ours = check.by_request || share.takes(number);
        if !ours || failed.iter().any(|one| one.name == check.name) {
            continue;
        }
        facts.share = if check.by_request { share } else { Share::WHOLE };
        facts.diagram.set_budget(budget);
        // After a panic the facts are thrown away, so nothing half done is seen.
        match catch_unwind(AssertUnwindSafe(|| (check.run)(&mut facts))) {
            Ok(Ok(symptoms)) => statements.push(Statement { check, symptoms }),
            Ok(Err(OverBudget)) => undecided.push(not_decided(journey, Some(check))),
            Err(_) => return Err(Panicked(check)),
        }
    }
    facts.diagram.set_budget(budget);
    Ok(match findings(&mut facts, date, statements) {
        Ok(mut found) => {
            found.extend(undecided);
            found
        }
        Err(OverBudget) => vec![not_decided(journey, None)],
    })
}

/// The finding that something was not decided within the limits.
fn not_decided(journey: &Journey, check: Option<&Check>) -> Finding {
    let what = check.map_or("limits/not-decided", |check| check.name);
    let message = match check {
        Some(check) => Words::new(
            format!("`{}` er ikke avgjort: reisen er for stor for arbeidsgrensen", check.name),
            format!("`{}` er ikkje avgjort: reisa er for stor for arbeidsgrensa", check.name),
            format!("`{}` is not decided: the journey is too large for the work limit", check.name),
        ),
        None => Words::new(
            "reisen er ikke avgjort: den er for stor for arbeidsgrensen",
            "reisa er ikkje avgjort: ho er for stor for arbeidsgrensa",
            "the journey is not decided: it is too large for the work limit",
        ),
    };
    let help = Words::new(
        "del reisen, eller bruk færre omstendigheter i hver betingelse",
        "del reisa, eller bruk færre omstende i kvart vilkår",
        "divide the journey, or use fewer circumstances in each condition",
    );
    missing("limits/not-decided", journey, what, message, help)
}

/// The finding that the result of a check is missing, as it panicked.
fn no_result(journey: &Journey, check: &Check) -> Finding {
    let message = Words::new(
        format!("resultatet av `{}` mangler: kontrollen stanset på en feil i programmet", check.name),
        format!("resultatet av `{}` manglar: kontrollen stansa på ein feil i programmet", check.name),
        format!("the result of `{}` is missing: the check stopped on a fault of the program", check.name),
    );
    let help = Words::new(
        "meld fra om feilen; de andre kontrollene er fullstendige",
        "meld frå om feilen; dei andre kontrollane er fullstendige",
        "report the fault; the other checks are complete",
    );
    missing("limits/check-failed", journey, check.name, message, help)
}

fn missing(check: &str, journey: &Journey, what: &str, message: Words, help: Words) -> Finding {
    Finding {
        id: format!("{}/{check}/{what}", journey.id),
        journey: Some(journey.id.clone()),
        subject: vec![what.to_owned()],
        message,
        help,
        places: vec![Label {
            place: journey.place,
            label: Words::new("denne reisen", "denne reisa", "this journey"),
        }],
        ..Finding::of(check, Severity::Error, Gravity::NotDecided)
    }
}

fn summary(model: &Model, journey: &Journey, date: Date) -> JourneySummary {
    let is_decision =
        |variable: &&crate::model::Variable| matches!(variable.kind, crate::model::VariableKind::Decision(_));
    let doer = |step| journey.steps[step].doer();
    let handovers =
        journey.links.values().filter(|link| link.by.is_some() && doer(link.from) != doer(link.to));
    let requests = journey.steps.values().flat_map(|step| &step.asks);
    JourneySummary {
        id: journey.id.clone(),
        name: journey.name.clone(),
        steps: journey.steps.len(),
        handovers: handovers.count(),
        data_requests: requests.map(|request| request.data.len()).sum(),
        circumstances: journey.variables.iter().filter(|variable| !is_decision(variable)).count(),
        last_checked: known(journey.last_checked),
        coordinator: responsible_on(&journey.responsible, date).map(|period| {
            let ministry = &model.organisations[period.ministry];
            Named { id: ministry.id.clone(), name: ministry.name.clone() }
        }),
        analysed: !journey.broken,
    }
}
