//! What is said in findings keeps its form, in every language, on the embedded models and on the pages of the checks.

use livsferd::checks::CHECKS;
use livsferd::finding::Finding;
use livsferd::model::Model;
use livsferd::words::{Lang, Words};
use livsferd::{Options, SourceFile};

/// What stands where a model gives no text in a language.
const LEFT_OUT: [&str; 3] = ["[mangler bokmål", "[manglar nynorsk", "[English missing"];

/// What is wrong with the form of a text: one plain sentence, lower case but for names, no full stop.
fn wrong(text: &str, names: &[&str]) -> Option<&'static str> {
    let first = text.chars().next()?;
    let named = || names.iter().any(|name| text.starts_with(name));
    match () {
        () if !(first.is_lowercase() || matches!(first, '«' | '“' | '`') || named()) => {
            Some("begins with a capital")
        }
        () if text.ends_with('.') => Some("ends with a full stop"),
        () if text.contains("  ") || text.trim() != text => Some("has superfluous spaces"),
        () if text.contains('\n') => Some("is more than a line"),
        () if LEFT_OUT.iter().any(|words| text.contains(words)) => Some("has a text that is left out"),
        () => None,
    }
}

/// The names of organisations, solutions and parties in a language: what a sentence may begin with, in capitals or not.
fn names(model: &Model, lang: Lang) -> Vec<&str> {
    let organisations = model.organisations.values().map(|one| one.name.get(lang));
    let parties = model.journeys.iter().flat_map(|journey| journey.parties.values());
    let solutions = model.solutions.values().map(|one| one.name.get(lang));
    organisations.chain(solutions).chain(parties.map(|party| party.name.get(lang))).collect()
}

fn texts(finding: &Finding) -> impl Iterator<Item = &Words> {
    let also = finding.also.iter().map(|also| &also.message);
    let labels = finding.places.iter().map(|label| &label.label);
    [&finding.message, &finding.help].into_iter().chain(also).chain(labels)
}

/// What the pages' examples are read together with.
const STAGE: [&str; 3] = [
    include_str!("../../engine/src/checks/stage/felles.ron"),
    include_str!("../../engine/src/checks/stage/hendelse.ron"),
    include_str!("../../engine/src/checks/stage/regler.ron"),
];

/// What is wrong with the form of what is said of these files; says how many findings there were.
fn complaints(files: Vec<SourceFile>) -> (usize, Vec<String>) {
    let loaded = livsferd::load(files);
    let analysis = livsferd::analyse(&loaded, &Options::default());
    let mut complaints = Vec::new();
    for lang in Lang::ALL {
        let names = names(&loaded.model, lang);
        for finding in &analysis.findings {
            for words in texts(finding) {
                let text = words.get(lang);
                let wrong = if text.is_empty() { Some("is empty") } else { wrong(text, &names) };
                complaints.extend(wrong.map(|wrong| format!("{} ({lang}) {wrong}: {text}", finding.id)));
            }
        }
    }
    (analysis.findings.len(), complaints)
}

const NONE: &[String] = &[];

#[test]
fn what_is_said_of_the_embedded_models_is_one_plain_sentence_in_every_language() {
    let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text)).collect();
    let (number, complaints) = complaints(files);
    assert!(number > 20, "the models have findings");
    assert_eq!(complaints, NONE);
}

#[test]
fn what_is_said_on_the_pages_of_the_checks_is_one_plain_sentence_in_every_language() {
    for check in CHECKS {
        let example =
            check.page.split("```").find_map(|block| block.strip_prefix("ron,incorrect\n")).unwrap();
        let files = STAGE.iter().chain([&example]).enumerate();
        let files = files.map(|(number, text)| SourceFile::new(format!("{number}.ron"), *text)).collect();
        let (number, complaints) = complaints(files);
        assert!(number > 0, "{}: nothing is found", check.name);
        assert_eq!(complaints, NONE);
    }
}
