//! Models that are made to explode end within the limits, or say what was not decided; and the limits are documented.
//!
//! With `--nocapture` each prints how long it took; what it prints is in `docs/limits.md`.

use livsferd::assemble::{Statement, findings};
use livsferd::checks::CHECKS;
use livsferd::facts::Facts;
use livsferd::finding::Analysis;
use livsferd::{Loaded, SourceFile, limits};
use livsferd_tests::fuzzed::{analysed, stage};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// A journey being written.
#[derive(Default)]
struct Made {
    head: String,
    steps: String,
}

impl Made {
    fn step(&mut self, id: &str, rest: &str) {
        // A step with no actor of its own is the municipality's.
        let actor = if rest.contains("actor:") { "" } else { "actor: \"kommune_eksempel\", " };
        let _ = writeln!(
            self.steps,
            "(id: \"{id}\", name: (nb: \"{id}\"), {actor}kind: CaseHandling, sources: [\"eksempelkilde\"], {rest}),"
        );
    }

    fn flags(&mut self, names: impl Iterator<Item = String>) {
        self.head.push_str("circumstances: [");
        for name in names {
            let _ = writeln!(
                self.head,
                "(id: \"{name}\", name: (nb: \"{name}\"), values: Flag(yes: (nb: \"{name}\"), no: (nb: \"ikke {name}\"))),"
            );
        }
        self.head.push_str("],\n");
    }

    fn files(self) -> Vec<SourceFile> {
        let mut files = stage();
        files.push(SourceFile::new(
            "hendelse-stor.ron",
            format!(
                "LifeEvent(id: \"stor\", name: (nb: \"stor\"), last_checked: \"2026-11-20\", \
                 responsible: [(ministry: \"departement_eksempel\", sources: [\"eksempelkilde\"])], \
                 parties: [(id: \"p\", name: (nb: \"parten\"))], {})",
                self.head
            ),
        ));
        // In several files, as a journey so large would be.
        let mut text = String::new();
        for line in self.steps.lines().chain(["end"]) {
            if line == "end" || text.len() > limits::MAX_FILE_BYTES / 2 {
                let name = format!("steg{:03}.ron", files.len());
                files.push(SourceFile::new(name, format!("Steps(event: \"stor\", steps: [\n{text}])")));
                text.clear();
            }
            text.push_str(line);
            text.push('\n');
        }
        files
    }

    /// Analyses it and says how it went.
    fn run(self, what: &str) -> (Loaded, Analysis) {
        let files = self.files();
        let start = Instant::now();
        let (loaded, analysis) = analysed(files);
        let json = livsferd::report::json(&analysis, &loaded.sources, livsferd::words::Lang::Nb);
        let mut by_check: BTreeMap<&str, usize> = BTreeMap::new();
        analysis.findings.iter().for_each(|finding| *by_check.entry(&finding.check).or_default() += 1);
        println!(
            "{what}: {:.1} s, JSON {} kB, {by_check:?}",
            start.elapsed().as_secs_f64(),
            json.len() / 1024
        );
        for undecided in analysis.findings.iter().filter(|one| one.check == "limits/not-decided").take(3) {
            assert!(!undecided.places.is_empty(), "at its place");
            println!("    {}", undecided.message.en);
        }
        (loaded, analysis)
    }
}

fn then(from: &str) -> String {
    format!("after: Then(step: \"{from}\")")
}

/// How many findings say that something was not decided.
fn undecided(analysis: &Analysis) -> usize {
    analysis.findings.iter().filter(|finding| finding.check == "limits/not-decided").count()
}

fn ask(datum: &str) -> String {
    format!("asks: [(of: \"p\", data: [\"p.{datum}\"])]")
}

/// Every guard depends on all forty, paired anew in each: no order of the variables is good for all.
#[test]
fn forty_circumstances_in_every_guard() {
    let mut made = Made::default();
    made.flags((0..20).flat_map(|n| [format!("a{n}"), format!("b{n}")]));
    made.step("s", "after: Start");
    for step in 0..40 {
        let pairs: Vec<String> =
            (0..20).map(|n| format!("(a{n} or b{})", (n * 7 + step * 3 + n * step) % 20)).collect();
        let guard = format!("when: \"{}\"", pairs.join(" and "));
        made.step(&format!("s{step}"), &format!("{guard}, {}, {}", then("s"), ask("kontonummer")));
    }
    let (_, analysis) = made.run("40 circumstances in every guard");
    assert!(!analysis.broken && !analysis.findings.is_empty());
}

/// Thirty decisions at once, each followed by what asks for the same where it is granted, and all awaited.
#[test]
fn thirty_parallel_branches() {
    let mut made = Made::default();
    made.step("s", "after: Start");
    let outcomes = "outcomes: [(id: \"ja\", phrase: (nb: \"ja\")), (id: \"nei\", phrase: (nb: \"nei\")), (id: \"delvis\", phrase: (nb: \"delvis\"))]";
    let mut all = Vec::new();
    for n in 0..30 {
        made.step(&format!("d{n}"), &format!("{}, {outcomes}", then("s")));
        let after = format!("after: Then(step: \"d{n}\", outcome: [\"ja\", \"delvis\"])");
        made.step(&format!("f{n}"), &format!("{after}, {}", ask("kontonummer")));
        all.push(format!("Then(step: \"f{n}\")"));
    }
    made.step("slutt", &format!("after: AllOf([{}]), {}", all.join(", "), ask("kontonummer")));
    made.step("en", &format!("after: AnyOf([{}]), {}", all.join(", "), ask("inntekt")));
    let (_, analysis) = made.run("30 parallel branches");
    assert!(!analysis.broken && !analysis.findings.is_empty());
}

/// A ladder of ten thousand rungs, each step after both or one of the two before.
#[test]
fn a_ladder_of_and_and_or() {
    let mut made = Made::default();
    made.flags((0..8).map(|n| format!("c{n}")));
    made.step("x0", "after: Start");
    made.step("y0", "after: Start");
    for n in 1..5_000 {
        let (x, y) = (format!("Then(step: \"x{}\")", n - 1), format!("Then(step: \"y{}\")", n - 1));
        let when = format!("when: \"c{}\"", n % 8);
        made.step(&format!("x{n}"), &format!("after: AnyOf([{x}, AllOf([{y}, {x}])])"));
        made.step(&format!("y{n}"), &format!("{when}, after: AllOf([{x}, AnyOf([{y}, {x}])])"));
    }
    made.step(
        "slutt",
        &format!("after: AllOf([Then(step: \"x4999\"), Then(step: \"y4999\")]), {}", ask("inntekt")),
    );
    let (_, analysis) = made.run("a ladder of 10,000 steps");
    assert!(!analysis.broken);
}

/// Named conditions within each other, ten thousand deep.
#[test]
fn a_condition_of_great_depth() {
    let mut made = Made::default();
    made.flags(["a", "b"].map(String::from).into_iter());
    made.head.push_str("conditions: [(id: \"n0\", when: \"a\"),");
    for n in 1..10_000 {
        let _ = write!(made.head, "(id: \"n{n}\", when: \"a and (b or n{})\"),", n - 1);
    }
    made.head.push_str("],\n");
    made.step("s", "after: Start, when: \"n9999\"");
    let (_, analysis) = made.run("a condition 10,000 deep");
    assert!(
        analysis.broken && analysis.findings.iter().all(|finding| finding.check == "model/bad-condition")
    );
}

#[test]
fn a_hundred_thousand_steps() {
    let mut made = Made::default();
    made.flags((0..10).map(|n| format!("c{n}")));
    made.step("s0", "after: Start");
    for n in 1..100_000 {
        let when = if n % 7 == 0 { format!("when: \"c{}\", ", n % 10) } else { String::new() };
        // A tree with ten branches at each step.
        made.step(&format!("s{n}"), &format!("{when}{}", then(&format!("s{}", n / 10))));
    }
    let (loaded, analysis) = made.run("100,000 steps");
    assert_eq!(loaded.model.journeys.iter().map(|journey| journey.steps.len()).max(), Some(100_000));
    assert!(!analysis.broken);
    assert_eq!(undecided(&analysis), 0);
}

#[test]
fn one_concept_asked_everywhere_by_one_body() {
    let mut made = Made::default();
    made.flags((0..10).map(|n| format!("c{n}")));
    made.step("s0", &format!("after: Start, {}", ask("kontonummer")));
    for n in 1..2_000 {
        made.step(
            &format!("s{n}"),
            &format!(
                "{}, when: \"c{} or c{}\", {}",
                then(&format!("s{}", n - 1)),
                n % 10,
                n % 7,
                ask("kontonummer")
            ),
        );
    }
    let (_, analysis) = made.run("one concept in 2,000 steps of one body");
    assert!(!analysis.broken && !analysis.findings.is_empty());
}

#[test]
fn one_concept_asked_everywhere_by_many_bodies() {
    let mut made = Made::default();
    made.flags((0..10).map(|n| format!("c{n}")));
    made.step("s", "after: Start");
    let mut bodies = String::from("Shared(organisations: [");
    for n in 0..2_000 {
        let _ = writeln!(bodies, "(id: \"v{n}\", name: (nb: \"v{n}\"), level: Private),");
        let after = format!("after: Handover(step: \"s\", by: Event, when: \"c{}\")", n % 10);
        made.step(
            &format!("s{n}"),
            &format!("actor: \"v{n}\", when: \"c{}\", {after}, {}", n % 10, ask("kontonummer")),
        );
    }
    let mut files = made.files();
    files.push(SourceFile::new("virksomheter.ron", bodies + "])"));
    let start = Instant::now();
    let (_, analysis) = analysed(files);
    println!(
        "one concept in steps of 2,000 bodies: {:.1} s, {} findings",
        start.elapsed().as_secs_f64(),
        analysis.findings.len()
    );
    assert!(!analysis.broken && analysis.findings.len() >= 2_000);
}

#[test]
fn a_chain_with_a_decision_at_each_step() {
    let mut made = Made::default();
    let outcomes = "outcomes: [(id: \"ja\", phrase: (nb: \"ja\")), (id: \"nei\", phrase: (nb: \"nei\"))]";
    made.step("d0", &format!("after: Start, {outcomes}"));
    for n in 1..10_000 {
        let from = n - 1;
        made.step(
            &format!("d{n}"),
            &format!("when: \"d{from} = ja\", after: Then(step: \"d{from}\"), {outcomes}"),
        );
    }
    made.step("slutt", "when: \"d9999 = ja\", after: Then(step: \"d9999\"), leaves_waiting: [\"p\"]");
    let (_, analysis) = made.run("a chain of 10,000 decisions");
    assert!(!analysis.broken && !analysis.findings.is_empty());
}

#[test]
fn deep_nesting() {
    let mut made = Made::default();
    let deep = format!("{}Start{}", "AllOf([".repeat(100_000), "])".repeat(100_000));
    made.step("s", &format!("after: {deep}"));
    let (_, analysis) = made.run("100,000 brackets");
    assert!(
        analysis.findings.iter().any(|finding| finding.check == "syntax/too-deep"),
        "{:?}",
        analysis.findings
    );
    let mut made = Made::default();
    made.flags(["a"].map(String::from).into_iter());
    made.step("s", &format!("after: Start, when: \"{}a{}\"", "not(".repeat(100_000), ")".repeat(100_000)));
    let (_, analysis) = made.run("100,000 parentheses");
    assert!(analysis.findings.iter().any(|finding| finding.check == "model/bad-condition"));
}

#[test]
fn huge_numbers() {
    let mut made = Made::default();
    made.head.push_str("circumstances: [(id: \"n\", name: (nb: \"n\"), values: Number(from: -2147483648, to: 2147483647, phrase: (nb: \"n\")))],\n");
    made.step(
        "a",
        "after: Start, when: \"n >= 2147483647\", typically: 4294967295, takes: \"P9999Y..P9999Y\"",
    );
    made.step("b", &format!("{}, takes: \"P9999Y\"", then("a")));
    made.step(
        "c",
        &format!(
            "{}, takes: \"P9999Y\", deadlines: [(within: \"P1D\", from: Event, lost: (nb: \"alt\"))]",
            then("b")
        ),
    );
    let (_, analysis) = made.run("huge numbers");
    let unexpected = |check: &str| check.starts_with("syntax/");
    assert!(!analysis.findings.iter().any(|finding| unexpected(&finding.check)), "{:?}", analysis.findings);
}

#[test]
fn too_many_steps_are_an_error_at_the_first_of_them() {
    let mut made = Made::default();
    for n in 0..=limits::MAX_STEPS {
        let _ =
            writeln!(made.steps, "(id: \"s{n:06}\", name: (), actor: \"p\", kind: Choice, after: Start),");
    }
    let (loaded, analysis) = made.run("a step too many");
    let error = analysis.findings.iter().find(|finding| finding.check == "model/too-large").unwrap();
    assert_eq!(loaded.sources.words(error.places[0].place), format!("\"s{}\"", limits::MAX_STEPS));
    assert!(analysis.broken);
}

#[test]
fn too_much_text_is_an_error_where_reading_stopped() {
    let full =
        format!("Shared(sources: [(id: \"ID\", title: \"{}\")])", "x".repeat(limits::MAX_FILE_BYTES - 100));
    let number = limits::MAX_TOTAL_BYTES / full.len() + 1;
    let files =
        (0..=number).map(|n| SourceFile::new(format!("{n:02}.ron"), full.replace("ID", &format!("k{n}"))));
    let (loaded, analysis) = analysed(files.collect());
    let [error] = analysis.findings.as_slice() else { panic!("{}", analysis.findings.len()) };
    assert_eq!(error.check, "model/too-large");
    assert_eq!(
        loaded.sources.get(error.places[0].place.file).unwrap().name,
        format!("{:02}.ron", number - 1)
    );
}

#[test]
fn a_file_too_large_is_an_error() {
    let (_, analysis) = analysed(vec![SourceFile::new("a.ron", " ".repeat(limits::MAX_FILE_BYTES + 1))]);
    assert_eq!(analysis.findings[0].check, "syntax/too-long");
}

/// What real journeys take is far from the limits.
#[test]
fn what_real_journeys_take() {
    let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text)).collect();
    let loaded = livsferd::load(files);
    for journey in &loaded.model.journeys {
        let budget = limits::work_budget(journey.steps.len());
        let mut facts = Facts::new(&loaded.model, journey, budget).unwrap();
        let mut most = budget - facts.diagram.budget();
        for check in CHECKS {
            facts.diagram.set_budget(budget);
            assert!((check.run)(&mut facts).is_ok(), "{}", check.name);
            most = most.max(budget - facts.diagram.budget());
        }
        println!("{}: {most} units of {budget}, {} nodes", journey.id, facts.diagram.nodes());
        assert!(most < budget / 20);
    }
}

/// Ten times the steps take at most thirteen times the work, in the shape of real journeys. Work is counted, so that
/// this says the same on every machine, however busy.
#[test]
fn work_grows_about_linearly() {
    let work = |steps: usize| {
        let loaded = livsferd::load(livsferd_benches::generated(steps));
        let [journey] = loaded.model.journeys.as_slice() else { panic!("one journey") };
        let mut facts = Facts::new(&loaded.model, journey, u64::MAX).unwrap();
        let mut statements = Vec::new();
        println!("{steps} steps: {} units to say what happens", u64::MAX - facts.diagram.budget());
        for check in CHECKS {
            let before = facts.diagram.budget();
            let symptoms = (check.run)(&mut facts).unwrap();
            println!("    {} units: {}", before - facts.diagram.budget(), check.name);
            statements.push(Statement { check, symptoms });
        }
        let checks = u64::MAX - facts.diagram.budget();
        let found = findings(&mut facts, journey.last_checked, statements).unwrap();
        assert!(found.iter().all(|finding| finding.check != "limits/not-decided"));
        println!("{steps} steps: {checks} units, {} nodes, {} findings", facts.diagram.nodes(), found.len());
        (checks, facts.diagram.nodes())
    };
    let [small, large] = [1_000, 10_000].map(work);
    // A tenth more than linear in work; nodes are kept, and sets of a larger journey share fewer of them.
    assert!(large.0 <= 13 * small.0 && large.1 <= 17 * small.1, "{small:?} {large:?}");
}

/// Every limit stands in the page, with its value.
#[test]
fn every_limit_is_documented() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |path: &str| fs::read_to_string(top.join(path)).unwrap();
    let (code, page) = (read("engine/src/limits.rs"), read("docs/limits.md"));
    let mut seen = 0;
    for line in code.lines().filter_map(|line| line.strip_prefix("pub const ")) {
        let (name, rest) = line.split_once(": ").unwrap();
        let value = rest.split_once("= ").unwrap().1.trim_end_matches(';').replace('_', ",");
        let value = match value.split_once(" << ") {
            Some((number, "20")) => format!("{number} MiB"),
            _ => value,
        };
        let row = page.lines().find(|row| row.contains(&format!("`{name}`")));
        assert!(row.is_some_and(|row| row.contains(&format!("| {value} |"))), "{name}: {value}");
        seen += 1;
    }
    assert!(seen > 10);
}
