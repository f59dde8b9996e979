//! Personas are tests of the models: what each expects is so. And what a walk tells is what the reference says.

use livsferd::model::{Expects, Key, Persona, Step};
use livsferd::words::{Lang, Words};
use livsferd::{Options, SourceFile};
use livsferd_tests::{generate, reference};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::fmt::Write as _;

#[test]
fn every_persona_is_as_expected() {
    let files = livsferd_models::files().iter();
    let loaded = livsferd::load(files.map(|(name, text)| SourceFile::new(*name, *text)).collect());
    assert!(loaded.errors.is_empty(), "{:#?}", loaded.errors);
    let analysis = livsferd::analyse(&loaded, &Options::default());
    let mut differs = String::new();
    for journey in &loaded.model.journeys {
        for walk in livsferd::walk(&loaded, &analysis, &journey.id, None).unwrap() {
            for words in &walk.differs {
                writeln!(differs, "{} {}: {}", journey.id, walk.persona.id, words.get(Lang::Nb)).unwrap();
            }
        }
    }
    assert!(differs.is_empty(), "\n{differs}");
}

/// In every course of generated journeys, the steps of a walk are those that happen, in an order in which they can.
#[test]
fn walks_are_what_the_reference_says() {
    let config =
        Config { rng_seed: RngSeed::Fixed(20_261_120), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let mut walked = 0;
    for _ in 0..60 {
        let files = generate::files().new_tree(&mut runner).unwrap().current();
        let mut loaded = livsferd::load(generate::texts(&files));
        let courses = reference::possible_courses(&loaded.model.journeys[0]);
        loaded.model.journeys[0].personas = courses.iter().take(40).enumerate().map(persona).collect();
        let analysis = livsferd::analyse(&loaded, &Options::default());
        let journey = &loaded.model.journeys[0];
        let walks = livsferd::walk(&loaded, &analysis, &journey.id, None).unwrap();
        for (walk, course) in walks.iter().zip(&courses) {
            let steps: Vec<Key<Step>> =
                walk.steps.iter().map(|stage| journey.step(&stage.step.id).unwrap()).collect();
            let mut sorted = steps.clone();
            sorted.sort_unstable();
            let happens: reference::Steps = reference::walk(journey, course).into_iter().collect();
            assert_eq!(sorted, happens.into_iter().collect::<Vec<_>>());
            assert!(reference::replays(journey, course, &steps));
            walked += steps.len();
        }
    }
    assert!(walked > 1_000, "{walked}");
}

fn persona((number, course): (usize, &reference::Course)) -> Persona {
    Persona {
        id: format!("p{number:03}"),
        name: Words::default(),
        about: None,
        course: course.clone(),
        said: Vec::new(),
        expects: Expects::default(),
        place: livsferd::text::Place::NOWHERE,
    }
}
