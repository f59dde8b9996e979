//! The flow of generated journeys, found by the engine and by a search of all states, is the same in every course.

use livsferd::diagram::Set;
use livsferd::facts::Facts;
use livsferd::finding::{CourseSet, Finding};
use livsferd::limits::WORK_BUDGET;
use livsferd::model::{Journey, Key, Step};
use livsferd::{Options, SourceFile};
use livsferd_tests::generate;
use livsferd_tests::reference;
use livsferd_tests::state_space::{self, CHECKS, State};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_121),
        ..Config::default()
    })
}

#[test]
fn the_flow_equals_a_search_of_all_states() {
    let seen = RefCell::new(Seen::default());
    let outcome = runner(1_000).run(&generate::genes(), |genes| {
        let texts = generate::texts(&generate::make(&genes));
        let all = texts.iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n");
        seen.borrow_mut().compare(texts).map_err(|fault| TestCaseError::fail(format!("{fault}\n{all}")))
    });
    let seen = seen.into_inner();
    println!("{} courses, {} states", seen.courses, seen.states);
    for (check, count) in &seen.findings {
        println!("{count:7}  {check}");
    }
    outcome.unwrap();
    // Nothing was compared with nothing.
    assert!(seen.courses > 10_000 && seen.states > 100_000);
    assert!(CHECKS.iter().all(|check| seen.findings.get(check).is_some_and(|&count| count > 100)));
}

/// What was compared.
#[derive(Default)]
struct Seen {
    courses: usize,
    states: usize,
    findings: BTreeMap<&'static str, usize>,
}

impl Seen {
    fn compare(&mut self, texts: Vec<SourceFile>) -> Result<(), String> {
        let loaded = livsferd::load(texts);
        let analysis = livsferd::analyse(&loaded, &Options::default());
        let journey = &loaded.model.journeys[0];
        let mut facts = Facts::new(&loaded.model, journey, WORK_BUDGET).map_err(|_| "over budget")?;
        let courses = reference::possible_courses(journey);
        for course in &courses {
            let flow = state_space::flow(journey, course);
            let contains = |set| facts.diagram.contains(set, course.as_slice());
            let of = |set: &dyn Fn(Key<Step>) -> Set| -> State {
                let steps = journey.steps.keys().filter(|&step| contains(set(step)));
                steps.fold(0, |state, step| state | 1 << step.index())
            };
            let (due, happens) = (of(&|step| facts.due(step)), of(&|step| facts.happens(step)));
            let found: BTreeSet<(&str, Vec<String>)> =
                analysis.findings.iter().filter_map(|finding| in_course(journey, finding, course)).collect();
            let expected = flow.findings.iter().map(|(check, subject)| (*check, subject.clone())).collect();
            if (due, happens, &found) != (flow.due, flow.happens, &expected) {
                return Err(format!(
                    "course {course:?}: due {due:b}, happens {happens:b}, {found:?}; the search: {flow:?}"
                ));
            }
            self.courses += 1;
            self.states += flow.states;
            for (check, _) in flow.findings {
                *self.findings.entry(check).or_default() += 1;
            }
        }
        // The facts stay as they are, however often they are asked for.
        facts.unreached().map_err(|_| "over budget")?;
        Ok(())
    }
}

/// The check and subject of a finding of the flow that is there in a course.
fn in_course<'a>(journey: &Journey, finding: &'a Finding, course: &[u32]) -> Option<(&'a str, Vec<String>)> {
    let is_of_flow = CHECKS.contains(&finding.check.as_str());
    let there = || finding.condition.as_ref().is_some_and(|set| contains(journey, set, course));
    (is_of_flow && there()).then(|| (finding.check.as_str(), finding.subject.clone()))
}

fn contains(journey: &Journey, set: &CourseSet, course: &[u32]) -> bool {
    set.when.iter().any(|alternative| {
        alternative.iter().all(|(id, values)| {
            let mut variables = journey.variables.iter().zip(course);
            let Some((variable, &value)) = variables.find(|(variable, _)| variable.id == *id) else {
                return false;
            };
            let here = &variable.values[value as usize];
            values.iter().any(|value| match (here.range, value.split_once("..")) {
                // A range of the finding may be made of several of the variable.
                (Some((least, _)), Some((from, to))) => {
                    (from.parse().unwrap()..=to.parse::<i32>().unwrap()).contains(&least)
                }
                _ => here.id == *value,
            })
        })
    })
}
