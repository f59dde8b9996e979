//! Across events: the analysis says what the slow reference says, pair of courses by pair of courses.

use livsferd::declaration::{
    After, Circumstance, Continuation, File, Implication, Mode, SameParty, Step as DeclaredStep, Values,
};
use livsferd::finding::{CourseSet, Finding, Witness};
use livsferd::model::{Journey, Key, Model, Step};
use livsferd::{Options, SourceFile};
use livsferd_tests::generate;
use livsferd_tests::reference::{self, Course, Pairs, across};
use proptest::arbitrary::any;
use proptest::collection::vec;
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
    let File::LifeEvent { id, parties: parties_here, circumstances: there, .. } = &mut second else {
        return None;
    };
    "neste".clone_into(&mut id.value);
    let here: BTreeSet<String> = parties_here.iter().map(|party| party.id.value.clone()).collect();
    if let File::LifeEvent { continues, steps, parties, circumstances, .. } = &mut first[1] {
        let mut numbers = vec(any::<usize>(), 32).new_tree(runner).unwrap().current().into_iter();
        let there: Vec<String> = there.iter().flat_map(conditions).collect();
        let both = parties.iter().filter(|party| here.contains(&party.id.value));
        let same = both.map(|party| SameParty { here: party.id.clone(), there: party.id.clone() });
        let same: Vec<SameParty> = same.collect();
        // Some go on in two ways.
        let all = [number, number + 1];
        for after in all.iter().take(1 + usize::from(!number.is_multiple_of(3) && steps.len() > 1)) {
            let last = steps.get(after % steps.len().max(1))?;
            let after = last.id.clone();
            let mut known: Vec<String> = circumstances.iter().flat_map(conditions).collect();
            // What the step itself decides is known when the event goes on.
            let decided =
                last.outcomes.iter().map(|outcome| format!("{} = {}", after.value, outcome.id.value));
            known.extend(decided);
            let implies = (0..number % 4).filter_map(|_| implication(&mut numbers, &known, &there)).collect();
            continues.push(Continuation {
                event: "neste".into(),
                when: None,
                after: Some(after),
                parties: same.clone(),
                implies,
                sources: Vec::new(),
            });
        }
    }
    first.truncate(2);
    first.push(second);
    if number % 2 == 1 {
        share_a_step(&mut first, number);
    }
    Some(first)
}

/// A condition for each value of a circumstance, and its opposite.
fn conditions(one: &Circumstance) -> Vec<String> {
    let id = &one.id.value;
    match &one.values.value {
        Values::Flag { .. } => vec![id.clone(), format!("not({id})")],
        Values::OneOf(values) => {
            let each = values.iter().map(|value| &value.id.value);
            each.flat_map(|value| [format!("{id} = {value}"), format!("{id} != {value}")]).collect()
        }
        Values::Number { from, to, .. } => (*from..=*to)
            .flat_map(|number| [format!("{id} < {number}"), format!("{id} >= {number}")])
            .collect(),
    }
}

fn implication(
    numbers: &mut impl Iterator<Item = usize>,
    here: &[String],
    there: &[String],
) -> Option<Implication> {
    let mut one_of = |all: &[String]| Some(all.get(numbers.next()?.checked_rem(all.len())?)?.clone());
    let (always, here, there) = (one_of(here)?.len() % 5 == 0, one_of(here)?, one_of(there)?);
    Some(Implication { here: (!always).then(|| here.as_str().into()), there: there.as_str().into() })
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
        for one in continues {
            // What was decided at the step before is not known at this one.
            let decided =
                one.after.replace("delt".into()).map_or(String::new(), |step| format!("{} = ", step.value));
            one.implies.retain(|one| one.here.as_ref().is_none_or(|here| !here.starts_with(&decided)));
        }
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
            told.get(&*variable.id).is_none_or(|told| **told == *variable.values[*value as usize].id)
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
    let (mut compared, mut findings, mut not_everywhere) = (0, 0, 0);
    let (mut implied, mut several, mut shared) = (0, 0, 0);
    for number in 0..400 {
        let Some(files) = files(&mut runner, number) else { continue };
        let loaded = livsferd::load(generate::texts(&files));
        if !loaded.errors.is_empty() {
            continue;
        }
        let [there, here] = loaded.model.journeys.as_slice() else { panic!("two journeys") };
        let mut ways: Vec<&livsferd::model::Continuation> = there.continues.iter().collect();
        ways.sort_by_key(|way| way.after);
        let of_ways: Vec<Pairs> = ways.iter().map(|way| across(&loaded.model, there, way, here)).collect();
        let mut expected = Pairs::new();
        for (subject, pairs) in of_ways.iter().flatten() {
            expected.entry(subject.clone()).or_default().extend(pairs.clone());
        }
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
            let subject = (finding.subject[1].clone(), finding.subject[2].clone());
            let pairs = &expected[&subject];
            let earlier = finding.earlier.as_ref().unwrap();
            assert_eq!((finding.subject[0].as_str(), earlier.event.id.as_str()), ("hendelse", "hendelse"));
            let courses = within(here, finding.condition.as_ref().unwrap(), &possible_here);
            let before = within(there, &earlier.condition, &possible_there);
            assert_eq!(courses, pairs.iter().map(|(here, _)| here.clone()).collect(), "{}", as_text(&files));
            let witness = finding.witness.as_ref().unwrap();
            let one = of_witness(here, witness, &courses).unwrap();
            // What is told is of the first way that goes with the witness.
            let goes = |pairs: &Pairs| {
                pairs.get(&subject).is_some_and(|all| all.iter().any(|(here, _)| *here == one))
            };
            let way = of_ways.iter().position(goes).unwrap();
            let after = ways[way].after.unwrap();
            assert_eq!(there.steps[after].id, earlier.after.id);
            let told = &of_ways[way][&subject];
            assert_eq!(before, told.iter().map(|(_, there)| there.clone()).collect(), "{}", as_text(&files));
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
        implied += usize::from(narrowed(&loaded.model, &of_ways));
        several += usize::from(of_ways.iter().filter(|pairs| !pairs.is_empty()).count() > 1);
        compared += 1;
        shared += usize::from(files.len() > 3);
    }
    println!(
        "{compared} pairs of events, {shared} with a step that both have, {findings} findings, {not_everywhere} of \
         them in some courses before; {implied} events with fewer courses for what is implied, {several} with \
         findings of two ways"
    );
    assert!(compared > 150 && findings > 30 && not_everywhere > 10);
    assert!(implied > 10 && several > 5 && shared > 50);
}

/// True where more would be found if nothing were implied.
fn narrowed(model: &Model, found: &[Pairs]) -> bool {
    let [there, here] = model.journeys.as_slice() else { return false };
    let of_way = |way: &livsferd::model::Continuation| {
        let without = livsferd::model::Continuation { implies: Vec::new(), ..way.clone() };
        across(model, there, &without, here)
    };
    let count = |all: &Pairs| all.values().map(BTreeSet::len).sum::<usize>();
    let without: usize = there.continues.iter().map(|way| count(&of_way(way))).sum();
    without > found.iter().map(count).sum()
}

/// What is implied of a number there holds of a range where it holds of some number in it: the ranges stay as they are.
#[test]
fn a_number_that_is_implied_cuts_no_ranges() {
    let event = |id: &str, age: &str, continues: &str| {
        SourceFile::new(
            format!("{id}.ron"),
            format!(
                r#"LifeEvent(id: "{id}", name: (), last_checked: "2026-11-20", circumstances: [
                    (id: "{age}", name: (), values: Number(from: 0, to: 20, phrase: ()))],
                    conditions: [(id: "liten", when: "{age} < 6")], continues: [{continues}])"#
            ),
        )
    };
    let cases = [
        ("ar >= 18", vec![1]),
        ("ar < 6", vec![0]),
        ("ar <= 6", vec![0, 1]),
        ("ar > 5", vec![1]),
        ("ar = 3", vec![0]),
        ("ar != 3", vec![0, 1]),
        ("not(ar >= 18)", vec![0, 1]),
        ("not(ar >= 6)", vec![0]),
        ("ar in [2..4]", vec![0]),
        ("not(ar in [0..5])", vec![1]),
        ("ar in [2, 19]", vec![0, 1]),
        ("liten", vec![0]),
        ("not(liten)", vec![1]),
    ];
    for (condition, expected) in cases {
        let goes_on = format!(r#"(event: "neste", implies: [(there: "{condition}")])"#);
        let loaded = livsferd::load(vec![event("forst", "alder", &goes_on), event("neste", "ar", "")]);
        assert_eq!(loaded.errors.len(), 0, "{condition}");
        let [first, next] = loaded.model.journeys.as_slice() else { panic!("two journeys") };
        assert_eq!(next.variables[0].values.len(), 2);
        let implied = &first.continues[0].implies[0].there;
        let is: Vec<u32> = (0..2).filter(|&value| implied.is_of(&[value])).collect();
        assert_eq!(is, expected, "{condition}");
    }
}

/// An event that goes on in another changes nothing of what is found in either by itself.
#[test]
fn going_on_changes_no_other_finding() {
    let config = Config { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    for number in 0..60 {
        let Some(mut files) = files(&mut runner, number) else { continue };
        if let File::LifeEvent { continues, .. } = &mut files[1] {
            // What is said of a number cuts its ranges in the event in which it stands, as everything there does.
            let of_number =
                |one: &Implication| one.here.as_ref().is_some_and(|here| here.contains(['<', '>']));
            continues.iter_mut().for_each(|one| one.implies.retain(|one| !of_number(one)));
        }
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
