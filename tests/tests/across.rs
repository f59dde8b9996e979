//! Across events: the analysis says what the slow reference says, pair of courses by pair of courses.

use livsferd::declaration::{After, Continuation, File, Mode, SameParty, Step as DeclaredStep};
use livsferd::finding::{CourseSet, Finding, Witness};
use livsferd::model::{Journey, Key, Step};
use livsferd::{Options, SourceFile};
use livsferd_tests::generate;
use livsferd_tests::reference::{self, Course, across};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

const CHECK: &str = "data/asked-across-events";

/// Two generated journeys of which the first goes on in the second, after one of its steps.
fn files(runner: &mut TestRunner, number: usize) -> Option<Vec<File>> {
    let mut first = generate::files().new_tree(runner).unwrap().current();
    let second = generate::files().new_tree(runner).unwrap().current();
    if let File::Shared { registers, concepts, documents, .. } = &mut first[0] {
        let items: Vec<_> =
            concepts.iter().map(|one| &one.id).chain(documents.iter().map(|one| &one.id)).cloned().collect();
        registers.iter_mut().for_each(|register| register.holds.clone_from(&items));
    }
    let mut second = second.into_iter().nth(1)?;
    let File::LifeEvent { id, parties: parties_here, .. } = &mut second else { return None };
    "neste".clone_into(&mut id.value);
    let here: BTreeSet<String> = parties_here.iter().map(|party| party.id.value.clone()).collect();
    if let File::LifeEvent { continues, steps, parties, .. } = &mut first[1] {
        let after = steps.get(number % steps.len().max(1))?.id.clone();
        let both = parties.iter().filter(|party| here.contains(&party.id.value));
        let same = both.map(|party| SameParty { here: party.id.clone(), there: party.id.clone() }).collect();
        let when = None;
        continues.push(Continuation {
            event: "neste".into(),
            when,
            after: Some(after),
            parties: same,
            sources: Vec::new(),
        });
    }
    first.truncate(2);
    first.push(second);
    if number % 2 == 1 {
        share_a_step(&mut first, number);
    }
    Some(first)
}

/// Gives both events one step that is written once, most often the one after which the first goes on.
fn share_a_step(files: &mut Vec<File>, number: usize) {
    let Some(File::LifeEvent { steps, .. }) = files.get(2) else { return };
    let asking = |step: &&DeclaredStep| step.asks.iter().any(|request| request.mode != Some(Mode::Confirm));
    let Some(mut shared) = steps.iter().find(asking).cloned() else { return };
    shared.id = "delt".into();
    shared.after = After::Start.into();
    shared.when = None;
    shared.outcomes.clear();
    shared.deadlines.clear();
    shared.waits_out = None;
    shared.renews.clear();
    let conditions = shared.asks.iter_mut().map(|one| &mut one.when);
    let conditions = conditions.chain(shared.fetches.iter_mut().map(|one| &mut one.when));
    let conditions = conditions.chain(shared.produces.iter_mut().map(|one| &mut one.when));
    let conditions = conditions.chain(shared.registers.iter_mut().map(|one| &mut one.when));
    conditions.chain(shared.channels.iter_mut().map(|one| &mut one.when)).for_each(|when| *when = None);
    let actor = shared.actor.clone();
    let events = vec!["hendelse".into(), "neste".into()];
    files.push(File::Steps { event: None, events, steps: vec![shared], holdings: Vec::new() });
    let Some(File::LifeEvent { steps, continues, .. }) = files.get_mut(1) else { return };
    if number % 4 == 3 {
        continues.iter_mut().for_each(|one| one.after = Some("delt".into()));
        return;
    }
    let last = steps.iter_mut().find(|step| continues.iter().any(|one| one.after.as_ref() == Some(&step.id)));
    let Some(last) = last else { return };
    let link = match last.actor == actor {
        true => r#"Then(step: "delt")"#,
        false => r#"Handover(step: "delt", by: Event)"#,
    };
    let link: After = livsferd::ron_options().from_str(link).unwrap();
    let before = last.after.value.clone();
    last.after = After::AllOf(vec![before.into(), link.into()]).into();
}

/// The courses of a set, of all those possible.
fn within(journey: &Journey, set: &CourseSet, courses: &[Course]) -> BTreeSet<Course> {
    let fits = |course: &&Course| {
        set.when.iter().any(|all| {
            all.iter().all(|(id, values)| {
                let mut variables = journey.variables.iter().zip(course.iter());
                let (variable, value) = variables.find(|(variable, _)| variable.id == *id).unwrap();
                values.contains(&variable.values[*value as usize].id)
            })
        })
    };
    courses.iter().filter(fits).cloned().collect()
}

/// The courses that a witness is one of: it says no outcomes that do not matter.
fn of_witness(journey: &Journey, witness: &Witness, courses: &BTreeSet<Course>) -> Option<Course> {
    let told: BTreeMap<&str, &str> =
        witness.profile.iter().chain(&witness.outcomes).map(|(id, value)| (&**id, &**value)).collect();
    let fits = |course: &&Course| {
        journey.variables.iter().zip(course.iter()).all(|(variable, value)| {
            told.get(variable.id.as_str()).is_none_or(|told| *told == variable.values[*value as usize].id)
        })
    };
    courses.iter().find(fits).cloned()
}

fn steps(journey: &Journey, witness: &Witness) -> Vec<Key<Step>> {
    witness.steps.iter().map(|step| journey.step(&step.id).unwrap()).collect()
}

#[test]
fn the_analysis_equals_the_reference_across_events() {
    let config =
        Config { rng_seed: RngSeed::Fixed(20_261_120), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let (mut compared, mut findings, mut not_everywhere, mut shared) = (0, 0, 0, 0);
    for number in 0..400 {
        let Some(files) = files(&mut runner, number) else { continue };
        let loaded = livsferd::load(generate::texts(&files));
        if !loaded.errors.is_empty() {
            continue;
        }
        let [there, here] = loaded.model.journeys.as_slice() else { panic!("two journeys") };
        let expected = across(&loaded.model, there, &there.continues[0], here);
        let analysis = livsferd::analyse(&loaded, &Options::default());
        let found: Vec<&Finding> =
            analysis.findings.iter().filter(|finding| finding.check == CHECK).collect();
        let subjects: Vec<_> = expected.keys().map(|(body, datum)| (body.as_str(), datum.as_str())).collect();
        let mut is: Vec<_> =
            found.iter().map(|one| (one.subject[1].as_str(), one.subject[2].as_str())).collect();
        is.sort_unstable();
        assert_eq!(is, subjects, "{}", as_text(&files));
        let (possible_here, possible_there) =
            (reference::possible_courses(here), reference::possible_courses(there));
        for finding in found {
            let pairs = &expected[&(finding.subject[1].clone(), finding.subject[2].clone())];
            let earlier = finding.earlier.as_ref().unwrap();
            assert_eq!((finding.subject[0].as_str(), earlier.event.id.as_str()), ("hendelse", "hendelse"));
            let courses = within(here, finding.condition.as_ref().unwrap(), &possible_here);
            let before = within(there, &earlier.condition, &possible_there);
            assert_eq!(courses, pairs.iter().map(|(here, _)| here.clone()).collect(), "{}", as_text(&files));
            assert_eq!(before, pairs.iter().map(|(_, there)| there.clone()).collect(), "{}", as_text(&files));
            let witness = finding.witness.as_ref().unwrap();
            let one = of_witness(here, witness, &courses).unwrap();
            assert!(reference::replays(here, &one, &steps(here, witness)));
            let other = of_witness(there, &earlier.witness, &before).unwrap();
            assert!(reference::replays(there, &other, &steps(there, &earlier.witness)));
            let both = witness.profile.iter().filter_map(|(id, value)| {
                let there = earlier.witness.profile.iter().find(|(other, _)| other == id)?;
                Some((id, value, &there.1))
            });
            for (id, value, there) in both {
                assert!(value == there || &**id == "alder", "{id}: {value} and {there}");
            }
            findings += 1;
            not_everywhere += usize::from(before.len() < possible_there.len());
        }
        compared += 1;
        shared += usize::from(files.len() > 3);
    }
    println!(
        "{compared} pairs of events, {shared} with a step that both have, {findings} findings, {not_everywhere} of them in some courses before"
    );
    assert!(compared > 150 && findings > 30 && not_everywhere > 10 && shared > 50);
}

/// An event that goes on in another changes nothing of what is found in either by itself.
#[test]
fn going_on_changes_no_other_finding() {
    let config = Config { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    for number in 0..60 {
        let Some(mut files) = files(&mut runner, number) else { continue };
        let with = findings(&files);
        if let File::LifeEvent { continues, .. } = &mut files[1] {
            continues.clear();
        }
        let without = findings(&files);
        let rest: Vec<_> = with.into_iter().filter(|finding| finding.check != CHECK).map(stripped).collect();
        assert_eq!(rest, without.into_iter().map(stripped).collect::<Vec<_>>());
    }
}

fn findings(files: &[File]) -> Vec<Finding> {
    let loaded = livsferd::load(generate::texts(files));
    livsferd::analyse(&loaded, &Options::default()).findings
}

/// Without places: the text is another.
fn stripped(finding: Finding) -> Finding {
    Finding { places: Vec::new(), ..finding }
}

fn as_text(files: &[File]) -> String {
    let texts: Vec<SourceFile> = generate::texts(files);
    texts.into_iter().map(|file| file.text + "\n").collect()
}
