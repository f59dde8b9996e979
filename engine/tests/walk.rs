//! What people read of a walk and of what a model covers, on the journey of the language page.
#![expect(clippy::unwrap_used, reason = "a test")]

#[expect(dead_code, reason = "other tests say the line of a block")]
mod markdown;

use livsferd::finding::Analysis;
use livsferd::report;
use livsferd::walk::NoWalk;
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile};
use markdown::blocks;
use std::fs;
use std::path::Path;

/// The whole journey of the language page, with its persona and its topics.
fn loaded() -> (Loaded, Analysis) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs/language.md");
    let blocks = blocks(&fs::read_to_string(page).unwrap());
    let whole = |text: &str| text.starts_with("Personas(") || text.starts_with("Topics(");
    let more = blocks.iter().filter(|block| block.info == "ron" && whole(&block.text));
    let texts = blocks.iter().take(2).chain(more);
    let files = texts.enumerate().map(|(n, block)| SourceFile::new(format!("{n}.ron"), &*block.text));
    let loaded = livsferd::load(files.collect());
    assert!(loaded.errors.is_empty(), "{:#?}", loaded.errors);
    let analysis = livsferd::analyse(&loaded, &Options::default());
    (loaded, analysis)
}

const EVENT: &str = "boligparkering-eksempel";

#[test]
fn the_persona_of_the_page_is_as_it_expects() {
    let (loaded, analysis) = loaded();
    let walks = livsferd::walk(&loaded, &analysis, EVENT, None).unwrap();
    assert_eq!(walks.len(), 1);
    assert_eq!(walks[0].differs, []);
}

#[test]
fn walks_are_told_in_every_language() {
    let (loaded, analysis) = loaded();
    let walks = livsferd::walk(&loaded, &analysis, EVENT, Some("amina_34")).unwrap();
    let [walk] = walks.as_slice() else { panic!("one walk") };
    for lang in Lang::ALL {
        insta::assert_snapshot!(format!("walk_{lang}"), report::walk_text(walk, lang));
    }
    insta::assert_snapshot!("walk_markdown", report::walk_markdown(walk, Lang::Nb));
    insta::assert_snapshot!("walks", report::walks_text(&walks, Lang::Nb));
    insta::assert_snapshot!("walk_json", report::walks_json(&walks, Lang::En));
}

#[test]
fn coverage_is_told_in_every_language() {
    let (loaded, analysis) = loaded();
    let coverage = livsferd::coverage(&loaded, &analysis);
    for lang in Lang::ALL {
        insta::assert_snapshot!(format!("coverage_{lang}"), report::coverage_text(&coverage, lang));
    }
    insta::assert_snapshot!("coverage_json", report::coverage_json(&coverage, Lang::En));
}

#[test]
fn what_is_not_there_cannot_be_walked() {
    let (loaded, analysis) = loaded();
    let message = |event: &str, persona| {
        let none: NoWalk = livsferd::walk(&loaded, &analysis, event, persona).unwrap_err();
        none.message().get(Lang::En).to_owned()
    };
    assert_eq!(
        message("boligparkering-eksempelet", None),
        "there is no life event named `boligparkering-eksempelet`; did you mean `boligparkering-eksempel`?"
    );
    assert_eq!(
        message(EVENT, Some("amina")),
        "`boligparkering-eksempel` has no persona named `amina`; did you mean `amina_34`?"
    );
}

#[test]
fn what_is_not_as_expected_is_told() {
    let (mut loaded, analysis) = loaded();
    let journey = &mut loaded.model.journeys[0];
    let idle = journey.step("kontrollere_parkering").unwrap();
    let (asks, gives) =
        (journey.step("soke_parkering").unwrap(), journey.step("gi_parkeringsbevis").unwrap());
    let expects = &mut journey.personas[0].expects;
    expects.steps.push(idle);
    expects.not_steps.push(asks);
    expects.deadlines.push(gives);
    std::mem::swap(&mut expects.asked, &mut expects.not_asked);
    std::mem::swap(&mut expects.bodies, &mut expects.not_bodies);
    std::mem::swap(&mut expects.findings, &mut expects.not_findings);
    expects.decisions = vec![(1, 1)];
    expects.numbers.asked = Some(7);
    let walks = livsferd::walk(&loaded, &analysis, EVENT, None).unwrap();
    let told: Vec<&str> = walks[0].differs.iter().map(|words| words.get(Lang::En)).collect();
    insta::assert_snapshot!("differs", told.join("\n"));
}
