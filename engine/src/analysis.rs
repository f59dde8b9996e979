//! From what was read to what is said: runs every check on every journey.

use crate::assemble::{Statement, findings};
use crate::checks::{CHECKS, Check};
use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::{Analysis, Finding, JourneySummary, Label, Named, Severity, SourceSummary};
use crate::limits::WORK_BUDGET;
use crate::model::{Actor, Date, Journey, Model, responsible_on};
use crate::vocabulary::Gravity;
use crate::words::Words;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Analyses a model. `errors` are the errors of reading and binding it, which come first among the findings.
///
/// Journeys that errors could change are not analysed: nothing half true is said of them.
pub fn analyse(model: &Model, errors: &[Finding], as_of: Option<Date>) -> Analysis {
    analyse_by(CHECKS, model, errors, as_of)
}

/// Analyses a model by these checks.
fn analyse_by(checks: &'static [Check], model: &Model, errors: &[Finding], as_of: Option<Date>) -> Analysis {
    let checked = model.journeys.iter().map(|journey| journey.last_checked).max();
    let date = as_of.or(checked).unwrap_or_default();
    let mut found: Vec<Finding> = Vec::new();
    for journey in model.journeys.iter().filter(|journey| !journey.broken) {
        found.extend(journey_findings(checks, model, journey, date));
    }
    found.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.id.cmp(&b.id)));
    let named: BTreeSet<&str> =
        found.iter().flat_map(|finding| &finding.sources).map(String::as_str).collect();
    let sources = model.sources.values().filter(|source| named.contains(source.id.as_str()));
    Analysis {
        as_of: date.to_string(),
        journeys: model.journeys.iter().map(|journey| summary(model, journey, date)).collect(),
        sources: sources
            .map(|source| SourceSummary {
                id: source.id.clone(),
                title: source.title.clone(),
                publisher: source.publisher.clone(),
                url: source.url.clone(),
                date: source.date.map(|date| date.to_string()),
                verified: source.confidence == crate::model::Confidence::Verified,
            })
            .collect(),
        findings: errors.iter().cloned().chain(found).collect(),
        gravities: Gravity::ALL.iter().map(|tier| named_gravity(*tier)).collect(),
        broken: !errors.is_empty(),
    }
}

fn rank(finding: &Finding) -> (Option<usize>, Severity) {
    (Gravity::ALL.iter().position(|tier| tier.id() == finding.gravity.id), finding.severity)
}

fn named_gravity(gravity: Gravity) -> Named {
    Named { id: gravity.id().to_owned(), name: gravity.words() }
}

/// All findings of a journey. A check that panics is left out, and everything else is computed anew without it: what
/// it left behind half done, no other check is to see.
fn journey_findings(checks: &'static [Check], model: &Model, journey: &Journey, date: Date) -> Vec<Finding> {
    let mut failed: Vec<&Check> = Vec::new();
    loop {
        match findings_without(&failed, checks, model, journey, date) {
            Ok(found) => {
                return found.into_iter().chain(failed.iter().map(|one| no_result(journey, one))).collect();
            }
            Err(Panicked(check)) => failed.push(check),
        }
    }
}

/// A check panicked.
struct Panicked(&'static Check);

/// The findings of all checks but these. Each has the whole work budget, so that one cannot hide another's findings.
fn findings_without(
    failed: &[&Check],
    checks: &'static [Check],
    model: &Model,
    journey: &Journey,
    date: Date,
) -> Result<Vec<Finding>, Panicked> {
    let Ok(mut facts) = Facts::new(model, journey, WORK_BUDGET) else {
        return Ok(vec![not_decided(journey, None)]);
    };
    facts.as_of = date;
    let mut statements = Vec::new();
    let mut undecided = Vec::new();
    for check in checks.iter().filter(|check| failed.iter().all(|one| one.name != check.name)) {
        facts.diagram.set_budget(WORK_BUDGET);
        // After a panic the facts are thrown away, so nothing half done is seen.
        match catch_unwind(AssertUnwindSafe(|| (check.run)(&mut facts))) {
            Ok(Ok(symptoms)) => statements.push(Statement { check, symptoms }),
            Ok(Err(OverBudget)) => undecided.push(not_decided(journey, Some(check))),
            Err(_) => return Err(Panicked(check)),
        }
    }
    facts.diagram.set_budget(WORK_BUDGET);
    Ok(match findings(&mut facts, date, statements) {
        Ok(found) => found.into_iter().chain(undecided).collect(),
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
    let doer = |step| {
        let step: &crate::model::Step = &journey.steps[step];
        step.done_by.map_or(step.actor, Actor::Party)
    };
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
        last_checked: journey.last_checked.to_string(),
        coordinator: responsible_on(&journey.responsible, date).map(|period| {
            let ministry = &model.organisations[period.ministry];
            Named { id: ministry.id.clone(), name: ministry.name.clone() }
        }),
        analysed: !journey.broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::Set;
    use crate::symptom::Symptom;
    use crate::{Loaded, SourceFile, load};
    use std::sync::LazyLock;

    const STAGE: [&str; 3] = [
        include_str!("checks/stage/felles.ron"),
        include_str!("checks/stage/hendelse.ron"),
        include_str!("checks/stage/regler.ron"),
    ];

    /// The example of a check together with the stage.
    fn example(name: &str) -> Loaded {
        let page = crate::checks::find(name).unwrap().page;
        let example = page.split("```").find_map(|block| block.strip_prefix("ron,incorrect\n")).unwrap();
        let files = STAGE.iter().chain([&example]).enumerate();
        load(files.map(|(number, text)| SourceFile::new(format!("{number}.ron"), *text)).collect())
    }

    /// Leaves facts half done, and spends what others need, before it panics.
    fn panics<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
        let _ = facts.requests()?;
        facts.possible = Set::NONE;
        facts.diagram.set_budget(1);
        panic!("forced in a test");
    }

    /// All checks, with two that panic among them.
    static WITH_PANICS: LazyLock<Vec<Check>> = LazyLock::new(|| {
        let mut checks = CHECKS.to_vec();
        for (at, name) in [(0, "test/first"), (5, "test/second")] {
            checks.insert(at, Check { name, page: "", run: panics });
        }
        checks
    });

    #[test]
    fn a_check_that_panics_is_said_to_be_missing_and_the_others_are_whole() {
        for check in CHECKS {
            let loaded = example(check.name);
            let all = analyse(&loaded.model, &loaded.errors, None);
            let mut with_panics = analyse_by(&WITH_PANICS, &loaded.model, &loaded.errors, None);
            let (failed, found): (Vec<_>, Vec<_>) =
                with_panics.findings.into_iter().partition(|finding| finding.check == "limits/check-failed");
            let ids: Vec<_> = failed.iter().map(|finding| finding.id.as_str()).collect();
            assert_eq!(
                ids,
                ["eksempel/limits/check-failed/test/first", "eksempel/limits/check-failed/test/second"]
            );
            assert!(failed.iter().all(|finding| finding.severity == Severity::Error));
            assert!(failed.iter().all(|finding| finding.message.en.contains("is missing")));
            with_panics.findings = found;
            assert_eq!(with_panics, all, "{}", check.name);
        }
    }
}
