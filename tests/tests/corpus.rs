//! The embedded models: sound, complete in three languages, and what is found in them.

use livsferd::finding::{Finding, Named};
use livsferd::model::Source;
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile, report};
use std::collections::BTreeSet;

fn load() -> Loaded {
    let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text));
    livsferd::load(files.collect())
}

#[test]
fn the_models_have_no_errors() {
    let loaded = load();
    let error = |error: &Finding| {
        let place = error.places[0].place;
        let file = &loaded.sources.get(place.file).unwrap().name;
        format!(
            "{file}:{} {} {}",
            loaded.sources.line_column(place.file, place.start),
            error.check,
            error.message.en
        )
    };
    let errors: Vec<String> = loaded.errors.iter().map(error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(!loaded.model.journeys.is_empty());
    assert!(loaded.model.journeys.iter().all(|journey| !journey.broken && !journey.steps.is_empty()));
}

/// What stands where a model gives no text in a language.
#[test]
fn everything_is_said_in_three_languages() {
    let loaded = load();
    for (lang, missing) in
        Lang::ALL.into_iter().zip(["[mangler bokmål", "[manglar nynorsk", "[English missing"])
    {
        let shown = report::show(&loaded.model, lang);
        let lines: Vec<&str> = shown.lines().filter(|line| line.contains(missing)).collect();
        assert!(lines.is_empty(), "{lang}: {lines:#?}");
    }
    // Also what is not shown.
    let whole = format!("{:?}", loaded.model);
    for missing in ["[mangler bokmål", "[manglar nynorsk", "[English missing"] {
        let at = whole.find(missing);
        assert!(at.is_none(), "{:?}", at.and_then(|at| whole.get(at..(at + 80).min(whole.len()))));
    }
}

#[test]
fn every_source_is_used() {
    let loaded = load();
    let cited: BTreeSet<&str> = cited();
    let unused: Vec<&String> = loaded
        .model
        .sources
        .values()
        .map(|source: &Source| &source.id)
        .filter(|id| !cited.contains(id.as_str()))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// The ids of all sources that anything names, from the texts.
fn cited() -> BTreeSet<&'static str> {
    let mut cited = BTreeSet::new();
    for (_, text) in livsferd_models::files() {
        for list in text.split("sources: [").skip(1).filter_map(|rest| rest.split(']').next()) {
            // In a list of declarations there are fields.
            if !list.contains(':') {
                cited.extend(list.split(',').map(|id| id.trim().trim_matches('"')));
            }
        }
    }
    cited
}

#[test]
fn everything_shared_is_used() {
    let loaded = load();
    let texts: String = livsferd_models::files().iter().map(|(_, text)| *text).collect();
    let times = |id: &str| {
        let quoted = texts.matches(&format!("\"{id}\"")).count();
        quoted + texts.matches(&format!(".{id}\"")).count()
    };
    let model = &loaded.model;
    let unused = |kind: &str, ids: Vec<&String>| -> Vec<String> {
        ids.into_iter().filter(|id| times(id) < 2).map(|id| format!("{kind} {id}")).collect()
    };
    let all = [
        unused("provision", model.provisions.values().map(|one| &one.id).collect()),
        unused("solution", model.solutions.values().map(|one| &one.id).collect()),
        unused("item", model.items.values().map(|one| &one.id).collect()),
        unused("register", model.registers.values().map(|one| &one.id).collect()),
    ];
    // Not an error: the shared part may be ahead of the events. But it is not to grow unseen.
    assert!(all.concat().len() <= 20, "{:#?}", all.concat());
}

fn line(finding: &Finding) -> String {
    let id = |named: Option<&Named>| named.map_or("-".to_owned(), |named| named.id.clone());
    let case = finding.cases.first();
    let condition = finding.condition.as_ref().map_or("-", |set| &set.condition);
    format!(
        "{} | {:?} | {} | {} | {} | {condition}\n",
        finding.id,
        finding.severity,
        finding.gravity.id,
        id(case.and_then(|case| case.reason_class.as_ref())),
        id(case.and_then(|case| case.verdict.as_ref())),
    )
}

/// Id, severity, gravity, class and verdict of the gravest case, condition: one line for each finding.
#[test]
fn what_is_found_in_each_event() {
    let loaded = load();
    let analysis = livsferd::analyse(&loaded, &Options::default());
    assert!(!analysis.broken);
    for journey in &loaded.model.journeys {
        let of_it =
            analysis.findings.iter().filter(|finding| finding.journey.as_deref() == Some(&journey.id));
        let lines: String = of_it.map(line).collect();
        insta::assert_snapshot!(format!("findings_{}", journey.id), lines);
    }
}
