//! The analysis says what the slow reference says: finding by finding, course by course.

use livsferd::Options;
use livsferd::declaration::{After, Carrier, Document, File, Holding, Mode, Step};
use livsferd::finding::{Analysis, Case, CourseSet, Finding, Named, Severity, Witness};
use livsferd::model::{Journey, Model, VariableKind};
use livsferd::vocabulary::{Gravity, Verdict};
use livsferd::words::Words;
use livsferd_tests::generate::{self, Genes};
use livsferd_tests::naive_bind;
use livsferd_tests::reference::{self, Course, DUPLICATES, Seen, Told};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The other checks whose courses the reference knows.
const CHECKS: [&str; 22] = [
    "handover/nobody-hands-over",
    "flow/never-reached",
    "flow/circular-wait",
    "handover/citizen-must-know",
    "handover/content-missing",
    "handover/silent-drop",
    "handover/channel-break",
    "flow/dead-end",
    "channel/no-way-in",
    "channel/digital-only",
    "law/transfer-without-ground",
    "law/transfer-unclear",
    "law/consent-despite-statute",
    "operation/built-not-running",
    "reuse/own-instead-of-common",
    "reuse/parallel-solutions",
    "rights/could-be-proactive",
    "flow/overlapping-alternatives",
    "knowledge/actor-cannot-know",
    "time/deadline-lapses",
    "time/late-for-right",
    "handover/no-receipt",
];

/// The checks whose findings are in no course.
const NEVER: [&str; 1] = ["flow/impossible-condition"];

/// Models that are looked at to see what is common among them.
const CASES: u32 = 2_000;

/// Models that are compared: 5,000, or as many as `LIVSFERD_MODELS` says, for the long run of `docs/promises.md`.
/// A longer run begins with the models of a shorter one.
fn compared() -> u32 {
    std::env::var("LIVSFERD_MODELS").map_or(5_000, |number| number.parse().expect("a number of models"))
}

fn runner() -> TestRunner {
    runner_of(CASES)
}

fn runner_of(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        rng_seed: RngSeed::Fixed(20_261_120),
        ..Config::default()
    })
}

// ---------------------------------------------------------------------------------------------------------------
// The tests

#[test]
fn the_analysis_equals_the_reference() {
    let (models, courses, findings) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let (reasons, verdicts) = (Cell::new(0), Cell::new(0));
    let outcome = runner_of(compared()).run(&generate::genes(), |genes| {
        let files = generate::make(&genes);
        let loaded = livsferd::load(generate::texts(&files));
        if !loaded.errors.is_empty() {
            let errors: Vec<_> =
                loaded.errors.iter().map(|error| (&error.check, &error.message.en)).collect();
            return Err(TestCaseError::fail(format!("errors of the model: {errors:?}")));
        }
        let analysis = livsferd::analyse(&loaded, &Options::default());
        let truth = Truth::of(&files);
        models.set(models.get() + 1);
        courses.set(courses.get() + truth.seen.len());
        findings.set(findings.get() + analysis.findings.len());
        compare(&truth, &analysis).map_err(TestCaseError::fail)?;
        let (told, judged) = compare_reasons(&truth, &analysis).map_err(TestCaseError::fail)?;
        reasons.set(reasons.get() + told);
        verdicts.set(verdicts.get() + judged);
        Ok(())
    });
    println!("{} models, {} courses, {} findings compared", models.get(), courses.get(), findings.get());
    println!("reasons compared in {} courses, in {} with a verdict", reasons.get(), verdicts.get());
    if let Err(TestError::Fail(reason, genes)) = outcome {
        panic!("{reason}\n{}", as_text(&genes));
    }
}

#[test]
fn generated_files_are_read_back_by_plain_ron() {
    let mut runner = runner();
    for _ in 0..50 {
        let files = generate::files().new_tree(&mut runner).unwrap().current();
        for (file, text) in files.iter().zip(generate::texts(&files)) {
            assert_eq!(&livsferd::ron_options().from_str::<File>(&text.text).unwrap(), file, "{}", text.text);
        }
    }
}

/// No check may be rare among the generated models, or the comparison would say little of it.
#[test]
fn every_check_is_common_in_generated_models() {
    let mut runner = runner();
    let mut models_with: BTreeMap<String, usize> = BTreeMap::new();
    let (mut courses, mut steps, mut happening, mut impossible) = (0, 0, 0, 0);
    for _ in 0..CASES {
        let truth = Truth::of(&generate::files().new_tree(&mut runner).unwrap().current());
        let subjects = truth.gaps.keys().chain(&truth.never);
        let mut here: BTreeSet<&str> = subjects.map(|(check, _)| check.as_str()).collect();
        for seen in &truth.seen {
            here.extend(seen.duplicates.iter().map(|duplicate| DUPLICATES[duplicate.check]));
            if seen.consequences.values().any(|steps| !steps.is_empty()) {
                here.insert("(consequence)");
            }
            steps += truth.journey().steps.len();
            happening += seen.happens.len();
        }
        let several_checks =
            truth.duplicates.values().any(|by_course| by_course.values().collect::<BTreeSet<_>>().len() > 1);
        if several_checks {
            here.insert("(finding of several checks)");
        }
        courses += truth.seen.len();
        impossible += usize::from(truth.seen.is_empty());
        here.into_iter().for_each(|check| *models_with.entry(check.to_owned()).or_default() += 1);
    }
    let models = CASES as usize;
    println!("{courses} courses, {} a model; {impossible} models have none", courses / models);
    println!("{} % of steps happen", 100 * happening / steps);
    for (check, count) in &models_with {
        println!("{:5.1} %  {check}", 100.0 * *count as f64 / models as f64);
    }
    for check in DUPLICATES.iter().chain(&CHECKS).chain(&NEVER) {
        assert!(models_with.get(*check).is_some_and(|&count| count * 50 >= models), "`{check}` is rare");
    }
}

/// What can be declared is not only there in generated models: leaving it out changes what is found.
#[test]
fn what_is_generated_matters() {
    type Leave = fn(&mut Vec<Step>, &mut Vec<Holding>, &mut Vec<Document>);
    let kinds: [(&str, Leave); 21] = [
        ("per", |steps, _, _| steps.iter_mut().for_each(|step| step.per = None)),
        ("renews", |steps, _, _| steps.iter_mut().for_each(|step| step.renews.clear())),
        ("fetches", |steps, _, _| steps.iter_mut().for_each(|step| step.fetches.clear())),
        ("produces", |steps, _, _| steps.iter_mut().for_each(|step| step.produces.clear())),
        ("registers", |steps, _, _| steps.iter_mut().for_each(|step| step.registers.clear())),
        ("holdings", |_, holdings, _| holdings.clear()),
        ("contains", |_, _, documents| documents.iter_mut().for_each(|document| document.contains.clear())),
        ("evidence_for", |_, _, documents| documents.iter_mut().for_each(|d| d.evidence_for.clear())),
        ("needs", |steps, _, _| steps.iter_mut().for_each(|step| step.needs.clear())),
        ("channels", |steps, _, _| steps.iter_mut().for_each(|step| step.channels.clear())),
        ("confirmed", |steps, _, _| {
            steps.iter_mut().for_each(|step| step.asks.retain(|request| request.mode != Some(Mode::Confirm)));
        }),
        ("asks when", |steps, _, _| steps.iter_mut().flat_map(|s| &mut s.asks).for_each(|r| r.when = None)),
        ("carried", |steps, _, _| each_link(steps, |link| carries(link, false))),
        ("brought", |steps, _, _| each_link(steps, |link| carries(link, true))),
        ("wished", |steps, _, _| each_link(steps, not_wished)),
        ("takes", |steps, _, _| steps.iter_mut().for_each(|step| step.takes = None)),
        ("links take", |steps, _, _| each_link(steps, takes_no_time)),
        ("not_before", |steps, _, _| each_link(steps, may_begin)),
        ("waits_out", |steps, _, _| steps.iter_mut().for_each(|step| step.waits_out = None)),
        ("gives", |steps, _, _| steps.iter_mut().for_each(|step| step.gives.clear())),
        ("deadline when", |steps, _, _| {
            steps.iter_mut().flat_map(|step| &mut step.deadlines).for_each(|deadline| deadline.when = None);
        }),
    ];
    let mut runner = runner();
    let mut changed = [0; 21];
    let models = 150;
    for _ in 0..models {
        let files = generate::files().new_tree(&mut runner).unwrap().current();
        let truth = Truth::of(&files);
        for (index, (_, leave_out)) in kinds.iter().enumerate() {
            let mut less = files.clone();
            let (shared, event) = less.split_at_mut(1);
            let File::Shared { documents, .. } = &mut shared[0] else { unreachable!() };
            let File::LifeEvent { steps, holdings, .. } = &mut event[0] else { unreachable!() };
            leave_out(steps, holdings, documents);
            let less = Truth::of(&less);
            let same = less.gaps == truth.gaps && less.degrees == truth.degrees;
            changed[index] += usize::from(!same || less.duplicates != truth.duplicates);
        }
    }
    for ((kind, _), changed) in kinds.iter().zip(changed) {
        println!("{:5.1} %  {kind}", 100.0 * changed as f64 / f64::from(models));
        assert!(changed > 0, "`{kind}` hardly matters");
    }
}

fn each_link(steps: &mut [Step], change: fn(&mut After)) {
    fn each(after: &mut After, change: fn(&mut After)) {
        change(after);
        if let After::AllOf(parts) | After::AnyOf(parts) = after {
            parts.iter_mut().for_each(|part| each(&mut part.value, change));
        }
    }
    steps.iter_mut().for_each(|step| each(&mut step.after.value, change));
}

fn carries(link: &mut After, by_person: bool) {
    if let After::Handover { by, carries, .. } = link
        && (by.value == Carrier::Person) == by_person
    {
        carries.clear();
    }
}

fn takes_no_time(link: &mut After) {
    if let After::Then { takes, .. } | After::Handover { takes, .. } = link {
        *takes = None;
    }
}

fn may_begin(link: &mut After) {
    if let After::Then { not_before, .. } | After::Handover { not_before, .. } = link {
        *not_before = None;
    }
}

fn not_wished(link: &mut After) {
    if let After::Then { wished, .. } | After::Handover { wished, .. } = link {
        *wished = false;
    }
}

/// The walker, which orders the steps one by one, and the reference, which solves for all, agree.
#[test]
fn what_happens_can_be_walked() {
    let mut runner = runner();
    for _ in 0..300 {
        let truth = Truth::of(&generate::files().new_tree(&mut runner).unwrap().current());
        for seen in &truth.seen {
            let walked = reference::walk(truth.journey(), &seen.course);
            assert_eq!(walked.iter().copied().collect::<reference::Steps>(), seen.happens);
            assert!(reference::replays(truth.journey(), &seen.course, &walked));
        }
    }
}

/// The comparison finds fault with an analysis that is wrong in one course of one finding.
#[test]
fn the_comparison_bites() {
    let mut runner = runner();
    for _ in 0..100 {
        let truth = Truth::of(&generate::files().new_tree(&mut runner).unwrap().current());
        let right = truth.as_analysis();
        assert_eq!(compare(&truth, &right), Ok(()));
        for index in 0..right.findings.len() {
            let mut wrong = right.clone();
            wrong.findings.remove(index);
            assert!(compare(&truth, &wrong).is_err(), "a finding is missing");

            let mut wrong = right.clone();
            let Some(condition) = wrong.findings[index].condition.as_mut() else { continue };
            Arc::make_mut(condition).when.remove(0);
            assert!(compare(&truth, &wrong).is_err(), "a course is missing");

            let least = truth.courses(right.findings[index].told_when().unwrap());
            let happens = &truth.seen[*least.first().unwrap()].happens;
            let Some((_, idle)) = truth.journey().steps.iter().find(|(key, _)| !happens.contains(key)) else {
                continue;
            };
            let mut wrong = right.clone();
            let idle = Named { id: idle.id.clone(), name: Words::default() };
            Arc::make_mut(wrong.findings[index].witness.as_mut().unwrap()).steps.push(idle.into());
            assert!(compare(&truth, &wrong).is_err(), "a step of the witness does not happen");
        }
    }
}

fn as_text(genes: &Genes) -> String {
    let texts = generate::texts(&generate::make(genes));
    texts.into_iter().map(|file| file.text + "\n").collect()
}

// ---------------------------------------------------------------------------------------------------------------
// What the reference says, by finding

/// The check and the subject of a finding; duplicates of all checks go by their subject alone.
type Subject = (String, Vec<String>);

struct Truth {
    model: Model,
    seen: Vec<Seen>,
    /// The courses of all findings but duplicates, by index.
    gaps: BTreeMap<Subject, BTreeSet<usize>>,
    /// What is a finding although it is in no course.
    never: BTreeSet<Subject>,
    /// How sure a finding is in each course, where that is told.
    degrees: BTreeMap<Subject, BTreeMap<usize, &'static str>>,
    /// The check of each course of a duplicate, as an index in [`DUPLICATES`].
    duplicates: BTreeMap<Vec<String>, BTreeMap<usize, usize>>,
}

impl Truth {
    fn of(files: &[File]) -> Self {
        let model = naive_bind::bind(files);
        let (seen, never) = reference::observe_all(&model, &model.journeys[0]);
        let never = never.into_iter().map(|one| (one.check.to_owned(), one.subject)).collect();
        let mut gaps: BTreeMap<Subject, BTreeSet<usize>> = BTreeMap::new();
        let mut duplicates: BTreeMap<Vec<String>, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut degrees: BTreeMap<Subject, BTreeMap<usize, &'static str>> = BTreeMap::new();
        for (index, seen) in seen.iter().enumerate() {
            for (finding, &degree) in &seen.degrees {
                let subject = (finding.check.to_owned(), finding.subject.clone());
                degrees.entry(subject).or_default().insert(index, degree);
            }
            for finding in &seen.findings {
                let subject = (finding.check.to_owned(), finding.subject.clone());
                gaps.entry(subject).or_default().insert(index);
            }
            for duplicate in &seen.duplicates {
                let subject = vec![duplicate.asker.clone(), duplicate.datum.clone()];
                let check = duplicates.entry(subject).or_default().entry(index).or_insert(duplicate.check);
                *check = duplicate.check.min(*check);
            }
        }
        Self { model, seen, gaps, never, degrees, duplicates }
    }

    fn journey(&self) -> &Journey {
        &self.model.journeys[0]
    }

    /// The courses that are in a set, by index.
    fn courses(&self, set: &CourseSet) -> BTreeSet<usize> {
        let inside = |course: &Course| set.when.iter().any(|cube| self.in_cube(course, cube, None));
        let courses = self.seen.iter().enumerate();
        courses.filter(|(_, seen)| inside(&seen.course)).map(|(index, _)| index).collect()
    }

    /// True where a course has the values of an alternative; all variables but one may be looked at.
    fn in_cube(&self, course: &Course, cube: &[(Arc<str>, Vec<Arc<str>>)], but: Option<&str>) -> bool {
        cube.iter().filter(|(variable, _)| Some(&**variable) != but).all(|(id, values)| {
            let index = self.journey().variables.iter().position(|variable| variable.id == *id).unwrap();
            values.iter().any(|value| self.has_value(course, index, value))
        })
    }

    /// True where the variable has this value, or a number in this range.
    fn has_value(&self, course: &Course, variable: usize, value: &str) -> bool {
        let here = &self.journey().variables[variable].values[course[variable] as usize];
        let number = |text: &str| text.parse::<i32>().unwrap();
        match (here.range, value.split_once("..")) {
            (Some((here, _)), Some((least, greatest))) => (number(least)..=number(greatest)).contains(&here),
            _ => *here.id == *value,
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// The comparison

/// Compares all findings of the checks that the reference knows.
fn compare(truth: &Truth, analysis: &Analysis) -> Result<(), String> {
    let known = |finding: &&Finding| {
        CHECKS.contains(&finding.check.as_str()) || DUPLICATES.contains(&finding.check.as_str())
    };
    let mut found: BTreeSet<Subject> = BTreeSet::new();
    compare_never(truth, analysis)?;
    for finding in analysis.findings.iter().filter(known) {
        let what = format!("{} {:?}", finding.check, finding.subject);
        let duplicate = DUPLICATES.contains(&finding.check.as_str());
        let check = if duplicate { String::new() } else { finding.check.clone() };
        if !found.insert((check, finding.subject.clone())) {
            return Err(format!("{what}: found twice"));
        }
        compare_finding(truth, finding).map_err(|fault| format!("{what}: {fault}"))?;
    }
    let missing = |subject: &Subject| !found.contains(subject);
    if let Some(missing) = truth.gaps.keys().find(|subject| missing(subject)) {
        return Err(format!(
            "{missing:?}: not found, in courses {:?}",
            describe(truth, &truth.gaps[missing])
        ));
    }
    for (subject, courses) in &truth.duplicates {
        if missing(&(String::new(), subject.clone())) {
            let courses = courses.keys().copied().collect();
            return Err(format!(
                "duplicate {subject:?}: not found, in courses {:?}",
                describe(truth, &courses)
            ));
        }
    }
    Ok(())
}

/// Compares the findings that are in no course.
fn compare_never(truth: &Truth, analysis: &Analysis) -> Result<(), String> {
    let mut found: BTreeSet<Subject> = BTreeSet::new();
    for finding in analysis.findings.iter().filter(|finding| NEVER.contains(&finding.check.as_str())) {
        let what = (finding.check.clone(), finding.subject.clone());
        if finding.condition.is_some() || finding.witness.is_some() {
            return Err(format!("{what:?} is said to be in some course"));
        }
        if !truth.never.contains(&what) || found.contains(&what) {
            return Err(format!("{what:?}: the reference does not see it, or it is there twice"));
        }
        found.insert(what);
    }
    match truth.never.difference(&found).next() {
        Some(missing) => Err(format!("{missing:?}: not found, in no course")),
        None => Ok(()),
    }
}

fn compare_finding(truth: &Truth, finding: &Finding) -> Result<(), String> {
    let duplicate = truth.duplicates.get(&finding.subject);
    let expected: BTreeSet<usize> = match DUPLICATES.contains(&finding.check.as_str()) {
        true => duplicate.map(|by_course| by_course.keys().copied().collect()).unwrap_or_default(),
        false => {
            truth.gaps.get(&(finding.check.clone(), finding.subject.clone())).cloned().unwrap_or_default()
        }
    };
    let condition = finding.condition.as_ref().ok_or("no condition")?;
    let courses = truth.courses(condition);
    if courses != expected {
        let too_many = courses.difference(&expected).copied().collect();
        let too_few = expected.difference(&courses).copied().collect();
        return Err(format!(
            "condition `{}`; the reference does not see it in {:?}, and also in {:?}",
            condition.condition,
            describe(truth, &too_many),
            describe(truth, &too_few)
        ));
    }
    if courses.is_empty() {
        return Err("in no course".to_owned());
    }
    cover_is_tight(truth, condition)?;
    compare_cases(truth, finding, &courses)?;
    // Of a duplicate the message is that of the first check, and so in the courses in which that one applies.
    let of_message: BTreeSet<usize> = match duplicate.filter(|_| DUPLICATES.contains(&finding.check.as_str()))
    {
        Some(by_course) => {
            let by_course = by_course.iter().filter(|(_, check)| DUPLICATES[**check] == finding.check);
            by_course.map(|(&index, _)| index).collect()
        }
        None => courses,
    };
    let told = finding.told_when().ok_or("no condition of the message")?;
    let told_in = truth.courses(told);
    if told_in != of_message {
        let told_in = describe(truth, &told_in);
        return Err(format!(
            "the message is told in {told_in:?}, and so in {:?}",
            describe(truth, &of_message)
        ));
    }
    cover_is_tight(truth, told)?;
    compare_witness(truth, finding, &of_message)
}

/// No alternative can be left out, and none widened by a value; impossible courses do not count.
fn cover_is_tight(truth: &Truth, set: &CourseSet) -> Result<(), String> {
    if !set.minimal {
        return Ok(());
    }
    let inside = truth.courses(set);
    for (left_out, cube) in set.when.iter().enumerate() {
        let covered_by_others = |course: &Course| {
            let mut others = set.when.iter().enumerate().filter(|(index, _)| *index != left_out);
            others.any(|(_, other)| truth.in_cube(course, other, None))
        };
        let needed = inside.iter().any(|&index| !covered_by_others(&truth.seen[index].course));
        if !needed {
            return Err(format!("the alternative {cube:?} can be left out"));
        }
        for (variable, values) in cube {
            let index = truth.journey().variables.iter().position(|v| v.id == *variable).unwrap();
            let all = &truth.journey().variables[index].values;
            for value in 0..all.len() as u32 {
                let widened =
                    |course: &Course| course[index] == value && truth.in_cube(course, cube, Some(variable));
                let already = truth.seen.iter().any(|seen| {
                    seen.course[index] == value
                        && values.iter().any(|value| truth.has_value(&seen.course, index, value))
                });
                let leaks = truth
                    .seen
                    .iter()
                    .enumerate()
                    .any(|(at, seen)| widened(&seen.course) && !inside.contains(&at));
                let no_such_course = !truth.seen.iter().any(|seen| seen.course[index] == value);
                if !already && !leaks && !no_such_course {
                    let value = &all[value as usize].id;
                    return Err(format!("the alternative {cube:?} can be widened by {variable} = {value}"));
                }
            }
        }
    }
    Ok(())
}

/// The cases are disjoint and make up the finding; those of a duplicate have the check of their courses.
fn compare_cases(truth: &Truth, finding: &Finding, courses: &BTreeSet<usize>) -> Result<(), String> {
    let mut covered: BTreeSet<usize> = BTreeSet::new();
    let mut checks: BTreeSet<usize> = BTreeSet::new();
    for case in &finding.cases {
        let of_case = truth.courses(&case.courses);
        for index in of_case {
            if !covered.insert(index) {
                return Err(format!("two cases in {}", describe_one(truth, index)));
            }
            let by_course = truth.duplicates.get(&finding.subject);
            let expected = match DUPLICATES.contains(&finding.check.as_str()) {
                true => {
                    let check = by_course.and_then(|by_course| by_course.get(&index)).copied();
                    checks.extend(check);
                    check.map_or("no duplicate", |check| DUPLICATES[check])
                }
                false => &finding.check,
            };
            let subject = (finding.check.clone(), finding.subject.clone());
            let degree = truth.degrees.get(&subject).and_then(|by_course| by_course.get(&index)).copied();
            let said = case.degree.as_ref().map(|degree| degree.id.as_str());
            if said != degree {
                let course = describe_one(truth, index);
                return Err(format!("a case is {said:?}, but {degree:?} in {course}"));
            }
            if case.check != expected {
                let course = describe_one(truth, index);
                return Err(format!("a case is `{}`, but `{expected}` in {course}", case.check));
            }
        }
    }
    if covered != *courses {
        return Err(format!("cases {:?}, courses {:?}", describe(truth, &covered), describe(truth, courses)));
    }
    match checks.first() {
        Some(&first) if DUPLICATES[first] != finding.check => {
            Err(format!("`{}` comes first", DUPLICATES[first]))
        }
        _ => Ok(()),
    }
}

/// Each case of a duplicate has a reason that the reference sees in all its courses: class, verdict and register. Gives in
/// how many courses that was looked at, and in how many of them there is a verdict.
fn compare_reasons(truth: &Truth, analysis: &Analysis) -> Result<(usize, usize), String> {
    let id = |named: &Option<Named>| named.as_ref().map(|named| named.id.clone());
    let (mut told, mut judged) = (0, 0);
    for finding in analysis.findings.iter().filter(|one| DUPLICATES.contains(&one.check.as_str())) {
        let [asker, datum] = finding.subject.as_slice() else { return Err("no subject".to_owned()) };
        let subject = (asker.clone(), datum.clone());
        for case in &finding.cases {
            let verdict = case.verdict.as_ref().and_then(|verdict| Verdict::from_id(&verdict.id));
            let verdict = verdict.map(|verdict| verdict.unverified().id());
            let held = |(class, says, register): &Told| {
                id(&case.reason_class).as_deref() == Some(*class)
                    && *says == verdict
                    && register.as_ref().is_none_or(|_| *register == id(&case.holder))
            };
            for index in truth.courses(&case.courses) {
                let Some(reasons) = truth.seen[index].reasons.get(&subject) else { continue };
                if !reasons.iter().any(held) {
                    let said = (id(&case.reason_class), verdict, id(&case.holder));
                    let course = describe_one(truth, index);
                    return Err(format!("{}: {said:?}, but {reasons:?} in {course}", finding.id));
                }
                told += 1;
                judged += usize::from(verdict.is_some());
            }
        }
    }
    Ok((told, judged))
}

/// The witness is the least course in which the message is so, and its steps can be walked.
fn compare_witness(truth: &Truth, finding: &Finding, courses: &BTreeSet<usize>) -> Result<(), String> {
    let witness = finding.witness.as_ref().ok_or("no witness")?;
    let journey = truth.journey();
    let least = &truth.seen[*courses.first().unwrap()];
    let profile: Vec<&str> =
        journey.variables.iter().filter(|v| !is_decision(v.kind)).map(|variable| &*variable.id).collect();
    let told: Vec<&str> = witness.profile.iter().map(|(id, _)| id.as_ref()).collect();
    if profile != told {
        return Err(format!("the witness tells of {told:?}, the circumstances are {profile:?}"));
    }
    let fits = |(id, value): &(Arc<str>, Arc<str>)| {
        let index = journey.variables.iter().position(|variable| variable.id == *id);
        index.is_some_and(|index| truth.has_value(&least.course, index, value))
    };
    if !witness.profile.iter().chain(&witness.outcomes).all(fits) {
        let least = describe_one(truth, *courses.first().unwrap());
        return Err(format!("the witness is {witness:?}, the least course is {least}"));
    }
    // Of the decisions that happen, those among the steps and those that the condition names are told at least.
    let told: Vec<&str> = witness.outcomes.iter().map(|(id, _)| id.as_ref()).collect();
    let named: BTreeSet<&Arc<str>> =
        finding.told_when().into_iter().flat_map(|set| &set.when).flatten().map(|(id, _)| id).collect();
    for variable in &journey.variables {
        let VariableKind::Decision(step) = variable.kind else { continue };
        let happens = least.happens.contains(&step);
        let listed =
            witness.steps.iter().any(|step| *step.id == *variable.id) || named.contains(&variable.id);
        let is_told = told.contains(&&*variable.id);
        if (is_told && !happens) || (happens && listed && !is_told) {
            return Err(format!(
                "the witness tells of {told:?}; `{}` happens: {happens}, is listed: {listed}",
                variable.id
            ));
        }
    }
    let steps: Option<Vec<_>> = witness.steps.iter().map(|step| journey.step(&step.id)).collect();
    let steps = steps.ok_or("the witness has unknown steps")?;
    match reference::replays(journey, &least.course, &steps) {
        true => Ok(()),
        false => Err(format!("the witness does not replay: {:?}", witness.steps)),
    }
}

fn is_decision(kind: VariableKind) -> bool {
    matches!(kind, VariableKind::Decision(_))
}

fn describe(truth: &Truth, courses: &BTreeSet<usize>) -> Vec<String> {
    let all = courses.len();
    let mut texts: Vec<String> = courses.iter().take(4).map(|&index| describe_one(truth, index)).collect();
    if all > texts.len() {
        texts.push(format!("… {all} in all"));
    }
    texts
}

fn describe_one(truth: &Truth, index: usize) -> String {
    let values = truth.journey().variables.iter().zip(&truth.seen[index].course);
    let texts =
        values.map(|(variable, &value)| format!("{} = {}", variable.id, variable.values[value as usize].id));
    texts.collect::<Vec<_>>().join(" and ")
}

// ---------------------------------------------------------------------------------------------------------------
// An analysis that is right, made from the reference

impl Truth {
    fn as_analysis(&self) -> Analysis {
        let mut findings: Vec<Finding> = Vec::new();
        for ((check, subject), courses) in &self.gaps {
            let by_course = courses.iter().map(|&index| (index, check.as_str())).collect();
            let mut finding = self.as_finding(subject, by_course);
            self.split_by_degree(&mut finding);
            findings.push(finding);
        }
        for (subject, by_course) in &self.duplicates {
            let by_course = by_course.iter().map(|(&index, &check)| (index, DUPLICATES[check])).collect();
            findings.push(self.as_finding(subject, by_course));
        }
        for (check, subject) in &self.never {
            findings.push(without_courses(check, subject));
        }
        Analysis {
            as_of: String::new(),
            journeys: Vec::new(),
            findings,
            gravities: Vec::new(),
            sources: Vec::new(),
            broken: false,
        }
    }

    fn as_finding(&self, subject: &[String], by_course: BTreeMap<usize, &str>) -> Finding {
        let place = |check: &&str| DUPLICATES.iter().position(|known| known == check);
        let check = by_course.values().min_by_key(|check| place(check)).unwrap();
        let set = |courses: BTreeSet<usize>| CourseSet {
            condition: String::new(),
            phrase: Words::default(),
            when: courses.into_iter().map(|index| self.as_cube(index)).collect(),
            minimal: false,
        };
        let case = |check: &&str| Case {
            courses: set(by_course.iter().filter(|(_, of)| *of == check).map(|(&index, _)| index).collect())
                .into(),
            check: check.to_string(),
            reason_class: None,
            verdict: None,
            degree: None,
            law: Vec::new(),
            holder: None,
            lead: None,
        };
        let checks: BTreeSet<&str> = by_course.values().copied().collect();
        let of_message: BTreeSet<usize> =
            by_course.iter().filter(|(_, of)| **of == *check).map(|(&index, _)| index).collect();
        let least = *of_message.first().unwrap();
        let is_part = of_message.len() < by_course.len();
        Finding {
            condition: Some(set(by_course.keys().copied().collect()).into()),
            message_condition: is_part.then(|| set(of_message).into()),
            cases: checks.iter().map(case).collect(),
            witness: Some(Arc::new(self.as_witness(least))),
            ..without_courses(check, subject)
        }
    }

    /// A case for each degree of sureness, where that is told.
    fn split_by_degree(&self, finding: &mut Finding) {
        let Some(degrees) = self.degrees.get(&(finding.check.clone(), finding.subject.clone())) else {
            return;
        };
        let Some(whole) = finding.cases.pop() else { return };
        for degree in degrees.values().collect::<BTreeSet<_>>() {
            let courses =
                degrees.iter().filter(|(_, of)| *of == degree).map(|(&index, _)| self.as_cube(index));
            let mut case = whole.clone();
            Arc::make_mut(&mut case.courses).when = courses.collect();
            case.degree = Some(Named { id: degree.to_string(), name: Words::default() });
            finding.cases.push(case);
        }
    }

    fn as_cube(&self, index: usize) -> Vec<(Arc<str>, Vec<Arc<str>>)> {
        let values = self.journey().variables.iter().zip(&self.seen[index].course);
        values.map(|(var, &value)| (var.id.clone(), vec![var.values[value as usize].id.clone()])).collect()
    }

    fn as_witness(&self, index: usize) -> Witness {
        let (journey, seen) = (self.journey(), &self.seen[index]);
        let mut profile = Vec::new();
        let mut witness = Witness { profile: Arc::new([]), outcomes: Vec::new(), steps: Vec::new() };
        for (variable, &value) in journey.variables.iter().zip(&seen.course) {
            let pair = (variable.id.clone(), variable.values[value as usize].id.clone());
            match variable.kind {
                VariableKind::Decision(step) if seen.happens.contains(&step) => witness.outcomes.push(pair),
                VariableKind::Decision(_) => {}
                _ => profile.push(pair),
            }
        }
        witness.profile = profile.into();
        let walked = reference::walk(journey, &seen.course);
        let named = |id: &String| Named { id: id.clone(), name: Words::default() };
        witness.steps = walked.into_iter().map(|step| named(&journey.steps[step].id).into()).collect();
        witness
    }
}

fn without_courses(check: &str, subject: &[String]) -> Finding {
    Finding { subject: subject.to_vec(), ..Finding::of(check, Severity::Note, Gravity::Other) }
}
