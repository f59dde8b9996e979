//! What users may rely on, whatever they write: tried on generated journeys.
//!
//! Each test makes a journey and another from it, and compares what is found in both.

use livsferd::checks::CHECKS;
use livsferd::declaration::{After, Fetch, File, Production, Registration, Request, Step, StepKind, Text};
use livsferd::facts::{Asked, Facts};
use livsferd::finding::{Analysis, CourseSet, Finding, Named};
use livsferd::limits::WORK_BUDGET;
use livsferd::model::{Journey, VariableKind};
use livsferd::node::Node;
use livsferd::report;
use livsferd::symptom::Symptom;
use livsferd::text::FileId;
use livsferd::tree::{NodeId, NodeKind, TokenKind, Tree};
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile};
use livsferd_tests::generate;
use livsferd_tests::reference::{Course, possible_courses};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::with_cases(150) }
}

fn load(texts: Vec<SourceFile>) -> Loaded {
    let loaded = livsferd::load(texts);
    let errors: Vec<_> = loaded.errors.iter().map(|error| (&error.id, &error.message.en)).collect();
    assert!(errors.is_empty(), "{errors:?}");
    loaded
}

fn analysed(texts: Vec<SourceFile>) -> (Loaded, Analysis) {
    let loaded = load(texts);
    let analysis = livsferd::analyse(&loaded, &Options::default());
    (loaded, analysis)
}

/// Everything that is said, in the order in which it is, but for the places.
fn without_places(texts: Vec<SourceFile>) -> Vec<Finding> {
    let mut findings = analysed(texts).1.findings;
    findings.iter_mut().for_each(|finding| finding.places.clear());
    findings
}

/// The first lines that differ, of what is said of two journeys.
fn same(one: &str, other: &str, of: &str) -> Result<(), TestCaseError> {
    if one == other {
        return Ok(());
    }
    let lines = one.lines().zip(other.lines()).enumerate();
    let (at, _) = lines.clone().find(|(_, (a, b))| a != b).unwrap_or_default();
    let differ: Vec<String> = lines
        .filter(|(n, (a, b))| (at.saturating_sub(12)..at + 3).contains(n) || a != b)
        .take(60)
        .map(|(_, (a, b))| if a == b { format!("  {a}") } else { format!("- {a}\n+ {b}") })
        .collect();
    Err(TestCaseError::fail(format!("{}\n{of}", differ.join("\n"))))
}

/// The texts one after another, to be shown when something is wrong.
fn together(texts: &[SourceFile]) -> String {
    texts.iter().map(|file| file.text.clone() + "\n").collect()
}

// ---------------------------------------------------------------------------------------------------------------
// Courses by name, so that they can be compared where variables stand in another order or are cut otherwise

/// The courses of a journey, each with its name: every variable with its value, every number by itself.
fn named_courses(journey: &Journey) -> Vec<(Course, Vec<BTreeMap<String, String>>)> {
    possible_courses(journey)
        .into_iter()
        .map(|course| {
            let mut names = vec![BTreeMap::new()];
            for (variable, &value) in journey.variables.iter().zip(&course) {
                let value = &variable.values[value as usize];
                let values: Vec<String> = match (variable.kind, value.range) {
                    (VariableKind::Number, Some((from, to))) => (from..=to).map(|n| n.to_string()).collect(),
                    _ => vec![value.id.to_string()],
                };
                let with = |name: &BTreeMap<String, String>, value: &String| {
                    let mut name = name.clone();
                    name.insert(variable.id.to_string(), value.clone());
                    name
                };
                names =
                    names.iter().flat_map(|name| values.iter().map(move |value| with(name, value))).collect();
            }
            (course, names)
        })
        .collect()
}

type Courses = BTreeSet<BTreeMap<String, String>>;

/// The possible courses that a finding's condition names.
fn courses_of(
    journey: &Journey,
    all: &[(Course, Vec<BTreeMap<String, String>>)],
    set: &CourseSet,
) -> Courses {
    let value = |course: &Course, variable: &str| {
        let at = journey.variables.iter().position(|known| *known.id == *variable).unwrap();
        journey.variables[at].values[course[at] as usize].id.clone()
    };
    let inside = |course: &Course| {
        set.when
            .iter()
            .any(|cube| cube.iter().all(|(variable, values)| values.contains(&value(course, variable))))
    };
    all.iter().filter(|(course, _)| inside(course)).flat_map(|(_, names)| names.clone()).collect()
}

/// What a finding says of which courses, without words, places and the form of its conditions.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    check: String,
    subject: Vec<String>,
    gravity: String,
    courses: Option<Courses>,
    /// Check, class, verdict, who holds it and who must act, and the courses.
    cases: BTreeSet<(String, [Option<String>; 4], Courses)>,
    actors: [Option<String>; 4],
    parties: BTreeSet<String>,
    also: BTreeSet<String>,
    sources: BTreeSet<String>,
}

impl Said {
    /// Which finding it is and of which courses, by other names.
    fn named(self, names: &BTreeMap<&str, &str>) -> (String, Vec<String>, Option<Courses>) {
        let name = |id: String| names.get(id.as_str()).map_or(id.clone(), |&name| name.to_owned());
        let course = |course: BTreeMap<String, String>| -> BTreeMap<String, String> {
            course.into_iter().map(|(variable, value)| (name(variable), name(value))).collect()
        };
        let courses = |courses: Courses| -> Courses { courses.into_iter().map(course).collect() };
        let subject = |id: String| id.split('.').map(|id| name(id.to_owned())).collect::<Vec<_>>().join(".");
        let mut subject: Vec<String> = self.subject.into_iter().map(subject).collect();
        // Several of a kind stand in the order of their names.
        subject.sort();
        (self.check, subject, self.courses.map(courses))
    }
}

fn id(named: Option<&Named>) -> Option<String> {
    named.map(|named| named.id.clone())
}

fn said(loaded: &Loaded, analysis: &Analysis) -> BTreeSet<Said> {
    let journey = &loaded.model.journeys[0];
    let all = named_courses(journey);
    let one = |finding: &Finding| Said {
        check: finding.check.clone(),
        subject: finding.subject.clone(),
        gravity: finding.gravity.id.clone(),
        courses: finding.condition.as_ref().map(|set| courses_of(journey, &all, set)),
        cases: finding
            .cases
            .iter()
            .map(|case| {
                let ids =
                    [&case.reason_class, &case.verdict, &case.holder, &case.lead].map(|one| id(one.as_ref()));
                (case.check.clone(), ids, courses_of(journey, &all, &case.courses))
            })
            .collect(),
        actors: [&finding.giver, &finding.receiver, &finding.lead, &finding.coordinator]
            .map(|one| id(one.as_ref())),
        parties: finding.parties.iter().map(|party| party.id.clone()).collect(),
        also: finding.also.iter().map(|also| also.check.clone()).collect(),
        sources: finding.sources.iter().cloned().collect(),
    };
    analysis.findings.iter().map(one).collect()
}

/// Every request, by step, datum and how it is asked, with the courses in which it is a duplicate.
fn duplicates(loaded: &Loaded) -> BTreeMap<(String, String, String), Courses> {
    let journey = &loaded.model.journeys[0];
    let mut facts = Facts::new(&loaded.model, journey, WORK_BUDGET).unwrap();
    let requests = facts.requests().unwrap();
    let all = named_courses(journey);
    let mut pairs: BTreeMap<_, Courses> = BTreeMap::new();
    for check in CHECKS {
        for symptom in (check.run)(&mut facts).unwrap() {
            let Symptom::Duplicate { request, courses, .. } = symptom else { continue };
            let request = &requests[request];
            let how = match request.asked {
                Asked::In(mode) => format!("{mode:?}"),
                Asked::Brought(_) => "Person".to_owned(),
            };
            let key =
                (journey.steps[request.step].id.clone(), journey.datum_id(&loaded.model, request.datum), how);
            let inside = all.iter().filter(|(course, _)| facts.diagram.contains(courses, course));
            pairs.entry(key).or_default().extend(inside.flat_map(|(_, names)| names.clone()));
        }
    }
    pairs
}

// ---------------------------------------------------------------------------------------------------------------
// The same text, written otherwise

/// Lists in whose order nothing is said.
const UNORDERED: [&str; 10] = [
    "steps",
    "parties",
    "circumstances",
    "conditions",
    "impossible",
    "holdings",
    "organisations",
    "concepts",
    "documents",
    "holds",
];

/// The text with all fields in the opposite order, and so all lists in which order means nothing, and these.
fn turned(text: &str, lists: &[&str]) -> String {
    fn print(tree: &Tree, node: NodeId, unordered: bool, lists: &[&str]) -> String {
        let place = tree.place(node);
        let kind = tree.node(node).kind;
        if !matches!(kind, NodeKind::Group | NodeKind::List) {
            return tree.text[place.start as usize..place.end as usize].to_owned();
        }
        let keyed = |key: Option<u32>| key.map(|key| tree.name(key));
        let mut parts: Vec<String> = tree
            .entries(node)
            .iter()
            .map(|entry| {
                let unordered =
                    keyed(entry.key).is_some_and(|key| UNORDERED.contains(&key) || lists.contains(&key));
                let value = print(tree, entry.value, unordered, lists);
                keyed(entry.key).map_or(value.clone(), |key| format!("{key}: {value}"))
            })
            .collect();
        if unordered || tree.entries(node).iter().all(|entry| entry.key.is_some()) {
            parts.reverse();
        }
        let inner = parts.join(",\n");
        match kind {
            NodeKind::List => format!("[{inner}]"),
            _ => format!("{}({inner})", tree.name_of(node).unwrap_or_default()),
        }
    }
    let tree = Tree::read(FileId(0), text);
    print(&tree, tree.root.unwrap(), false, lists)
}

/// The text with all ids renamed; what is said to people stays.
fn renamed(text: &str, names: &BTreeMap<String, String>) -> String {
    let tree = Tree::read(FileId(0), text);
    let tokens: Vec<(TokenKind, &str)> =
        (0..).zip(&tree.tokens).map(|(at, token)| (token.kind, tree.words(at))).collect();
    let mut out = String::new();
    let mut field = "";
    for (kind, words) in tokens {
        if kind == TokenKind::Name {
            field = words;
        }
        if !kind.is_text() || ["nb", "nn", "en"].contains(&field) {
            out += words;
            continue;
        }
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
        let mut rest = words;
        while let Some(start) = rest.find(is_word) {
            let (before, after) = rest.split_at(start);
            let (word, after) = after.split_at(after.find(|letter| !is_word(letter)).unwrap_or(after.len()));
            out += before;
            out += names.get(word).map_or(word, |name| name);
            rest = after;
        }
        out += rest;
    }
    out
}

/// All declared ids.
fn ids(texts: &[SourceFile]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for file in texts {
        let tree = Tree::read(FileId(0), &file.text);
        let values = (0..u32::try_from(tree.len()).unwrap()).flat_map(|node| tree.entries(node));
        let id = |key: Option<u32>| key.is_some_and(|key| tree.name(key) == "id");
        ids.extend(
            values
                .filter(|entry| id(entry.key))
                .filter_map(|entry| tree.text_of(entry.value))
                .map(String::from),
        );
    }
    ids
}

fn with_names(texts: &[SourceFile], names: &BTreeMap<String, String>) -> Vec<SourceFile> {
    texts.iter().map(|file| SourceFile::new(file.name.clone(), renamed(&file.text, names))).collect()
}

// ---------------------------------------------------------------------------------------------------------------
// Journeys with a little more, or less

fn steps(files: &mut [File]) -> &mut Vec<Step> {
    match &mut files[1] {
        File::LifeEvent { steps, .. } => steps,
        _ => panic!("a life event"),
    }
}

/// What a register can hold, by register.
fn holds(files: &[File]) -> Vec<(String, Vec<String>)> {
    let File::Shared { registers, .. } = &files[0] else { panic!("the shared part") };
    let items = |items: &[Node<String>]| items.iter().map(|item| item.value.clone()).collect();
    registers.iter().map(|register| (register.id.value.clone(), items(&register.holds))).collect()
}

fn is_party(id: &str) -> bool {
    ["avdod", "arving"].contains(&id)
}

fn fetch(data: Vec<Node<String>>, register: &str) -> Fetch {
    Fetch {
        data,
        register: register.into(),
        when: None,
        law: None,
        uses: None,
        sources: Vec::new(),
        confidence: None,
        note: None,
    }
}

/// A step that is never due, with everything in it that a step can do to others.
fn isolated(like: &Step, files: &[File], never: &str) -> Step {
    let text = Text { nb: Some("alene".into()), nn: Some("åleine".into()), en: Some("alone".into()) };
    let (register, items) = holds(files).remove(0);
    let held: Vec<Node<String>> = items.iter().map(|item| format!("avdod.{item}").as_str().into()).collect();
    let data: Vec<Node<String>> = ["adresse", "postnummer", "inntekt", "lonn"]
        .iter()
        .map(|item| format!("avdod.{item}").as_str().into())
        .collect();
    Step {
        id: "aa_alene".into(),
        name: text,
        actor: "nav".into(),
        done_by: None,
        kind: StepKind::CaseHandling.into(),
        when: Some(never.into()),
        after: After::Start.into(),
        outcomes: Vec::new(),
        asks: vec![Request {
            of: "avdod".into(),
            data: data.clone(),
            mode: None,
            when: None,
            law: None,
            deliberate: None,
            sources: Vec::new(),
            confidence: None,
            note: None,
        }],
        fetches: vec![fetch(held.clone(), &register)],
        produces: vec![Production { data: data.clone(), when: None }],
        registers: vec![Registration { data: held, register: register.as_str().into(), when: None }],
        renews: data,
        leaves_waiting: Some(vec!["arving".into()]),
        ends: Vec::new(),
        // What is left of it might use outcomes that are not there before this step.
        deadlines: Vec::new(),
        channels: Vec::new(),
        ..like.clone()
    }
}

/// A condition that holds in no course, of the circumstances of the journey.
fn never(files: &[File]) -> Option<String> {
    let File::LifeEvent { circumstances, .. } = &files[1] else { return None };
    let flag = ["utenlands", "barn"]
        .into_iter()
        .find(|flag| circumstances.iter().any(|one| one.id.value == *flag))?;
    Some(format!("{flag} and not({flag})"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_same_input_gives_the_same_bytes_in_any_order_of_files(genes in generate::genes()) {
        let texts = generate::texts(&generate::make(&genes));
        let reports = |texts: Vec<SourceFile>| {
            let (loaded, analysis) = analysed(texts);
            let options = report::TextOptions::new(Lang::Nn);
            let overview = livsferd::overview(&loaded, &analysis);
            let document = report::basis(&analysis, &overview, &loaded.sources, &report::BasisOptions::new(Lang::En));
            [
                report::json(&analysis, &loaded.sources, Lang::Nb),
                report::markdown(&document),
                report::html(&document),
                report::text(&analysis, &loaded.sources, &options),
                report::show(&loaded.model, Lang::Nb),
            ]
        };
        let once = reports(texts.clone());
        prop_assert_eq!(&once, &reports(texts.clone()));
        prop_assert_eq!(&once, &reports(texts.into_iter().rev().collect()));
    }

    #[test]
    fn permuting_changes_only_places(genes in generate::genes(), at in 0_usize..10) {
        let files = generate::make(&genes);
        let texts = generate::texts(&files);
        let findings = without_places(texts.clone());
        // Fields, steps and other lists, and the files.
        let other = ["z", "a", "m"].iter().zip(&texts).map(|(name, file)| SourceFile::new(*name, turned(&file.text, &[])));
        let (one, other) = (format!("{findings:#?}"), format!("{:#?}", without_places(other.collect())));
        same(&one, &other, &together(&texts))?;
        // Some steps in another file.
        let mut parted = files;
        let all = steps(&mut parted);
        let rest = all.split_off(at.min(all.len()));
        parted.push(File::Steps { event: Some("hendelse".into()), events: Vec::new(), steps: rest, holdings: Vec::new() });
        same(&one, &format!("{:#?}", without_places(generate::texts(&parted))), &together(&texts))?;
    }

    #[test]
    fn permuting_what_a_step_does_changes_no_finding(genes in generate::genes()) {
        let texts = generate::texts(&generate::make(&genes));
        let lists = ["asks", "fetches", "produces", "registers", "ends", "data", "carries", "renews"];
        let other: Vec<SourceFile> = texts
            .iter()
            .map(|file| SourceFile::new(file.name.clone(), turned(&file.text, &lists)))
            .collect();
        let [one, other] = [texts.clone(), other].map(|texts| {
            let (loaded, analysis) = analysed(texts);
            format!("{:#?}", said(&loaded, &analysis))
        });
        same(&one, &other, &together(&texts))?;
    }

    #[test]
    fn renaming_changes_only_names(genes in generate::genes()) {
        let texts = generate::texts(&generate::make(&genes));
        let ids = ids(&texts);
        let alike: BTreeMap<String, String> = ids.iter().map(|id| (id.clone(), format!("q_{id}"))).collect();
        let one = format!("{:#?}", without_places(texts.clone()));
        let other = format!("{:#?}", without_places(with_names(&texts, &alike)));
        same(&one, &other.replace("q_", ""), &together(&texts))?;
        // Names whose order is the opposite.
        let opposite: BTreeMap<String, String> =
            ids.iter().rev().enumerate().map(|(n, id)| (id.clone(), format!("q{n:02}_{id}"))).collect();
        let (loaded, analysis) = analysed(texts.clone());
        let before: BTreeSet<_> =
            said(&loaded, &analysis).into_iter().map(|said| said.named(&BTreeMap::new())).collect();
        let (loaded, analysis) = analysed(with_names(&texts, &opposite));
        let back: BTreeMap<&str, &str> =
            opposite.iter().map(|(id, name)| (name.as_str(), id.as_str())).collect();
        let after: BTreeSet<_> =
            said(&loaded, &analysis).into_iter().map(|said| said.named(&back)).collect();
        same(&format!("{before:#?}"), &format!("{after:#?}"), &together(&texts))?;
    }

    #[test]
    fn less_asked_is_less_asked_twice(genes in generate::genes(), at in 0_usize..40) {
        let files = generate::make(&genes);
        let before = duplicates(&load(generate::texts(&files)));
        let mut fewer = files;
        let all = steps(&mut fewer);
        let requests: Vec<(usize, usize)> =
            all.iter().enumerate().flat_map(|(n, step)| (0..step.asks.len()).map(move |ask| (n, ask))).collect();
        prop_assume!(!requests.is_empty());
        let (step, ask) = requests[at % requests.len()];
        all[step].asks.remove(ask);
        let after = duplicates(&load(generate::texts(&fewer)));
        for (request, courses) in after {
            let known = before.get(&request);
            prop_assert!(known.is_some_and(|known| courses.is_subset(known)), "{request:?}: {courses:?} {known:?}");
        }
    }

    #[test]
    fn fetching_more_mends_nothing_that_is_asked(genes in generate::genes(), at in any::<[u16; 3]>()) {
        let files = generate::make(&genes);
        let before = duplicates(&load(generate::texts(&files)));
        let registers = holds(&files);
        let (register, items) = &registers[usize::from(at[0]) % registers.len()];
        let party = ["avdod", "arving"][usize::from(at[1]) % 2];
        let datum = format!("{party}.{}", items[usize::from(at[1] / 2) % items.len()]);
        let mut more = files;
        let mut bodies: Vec<&mut Step> =
            steps(&mut more).iter_mut().filter(|step| !is_party(&step.actor)).collect();
        prop_assume!(!bodies.is_empty());
        let number = bodies.len();
        bodies[usize::from(at[2]) % number].fetches.push(fetch(vec![datum.as_str().into()], register));
        let after = duplicates(&load(generate::texts(&more)));
        for (request, courses) in before {
            let known = after.get(&request);
            prop_assert!(known.is_some_and(|known| courses.is_subset(known)), "{request:?}: {courses:?} {known:?}");
        }
    }

    #[test]
    fn a_step_that_never_happens_concerns_itself_only(genes in generate::genes()) {
        let files = generate::make(&genes);
        let Some(never) = never(&files) else { return Ok(()) };
        let (loaded, analysis) = analysed(generate::texts(&files));
        let before = said(&loaded, &analysis);
        let mut more = files.clone();
        let like = steps(&mut more)[0].clone();
        steps(&mut more).push(isolated(&like, &files, &never));
        let (loaded, analysis) = analysed(generate::texts(&more));
        let (of_itself, after): (BTreeSet<Said>, BTreeSet<Said>) =
            said(&loaded, &analysis).into_iter().partition(|said| said.subject.iter().any(|id| id == "aa_alene"));
        same(&format!("{before:#?}"), &format!("{after:#?}"), &together(&generate::texts(&files)))?;
        prop_assert!(of_itself.iter().all(|said| said.courses.is_none()), "{of_itself:?}");
    }
}

#[test]
fn the_ways_of_writing_otherwise_do_so() {
    let text = r#"Steps(event: "e", steps: [(id: "a", when: "a-b = c and not(d)", name: (nb: "a")), (id: "b", after: AllOf([Start]))])"#;
    assert_eq!(
        turned(text, &[]).replace('\n', " "),
        r#"Steps(steps: [(after: AllOf([Start]), id: "b"), (name: (nb: "a"), when: "a-b = c and not(d)", id: "a")], event: "e")"#
    );
    let names = [("a", "x"), ("c", "y"), ("d", "z")].map(|(id, name)| (id.to_owned(), name.to_owned()));
    assert_eq!(
        renamed(text, &names.into()),
        r#"Steps(event: "e", steps: [(id: "x", when: "a-b = y and not(z)", name: (nb: "a")), (id: "b", after: AllOf([Start]))])"#
    );
    assert_eq!(ids(&[SourceFile::new("a", text)]), ["a", "b"].map(str::to_owned).into());
}
