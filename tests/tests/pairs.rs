//! Pairs of journeys, a correct one and a broken one, that differ in one thing: the correct one gives no finding, the
//! broken one exactly what it says at the top of its file.
//!
//! Each file under `tests/pairs/<family>/` is both. Comments say which line belongs to which:
//!
//! ```text
//! // What this is about.
//! // funn: eksempel/flow/dead-end/soke/innbygger     what the broken one gives, in any order
//! // når: bor_i = utlandet                           the condition of the finding above, where it matters
//! // vitne: bor_i = utlandet                         what its witness has among its circumstances and outcomes
//!     // galt: after: Start,                         this line stands in the broken one only
//!     // riktig: after: Then(step: "soke"),          and this one in the correct one only
//! ```
//!
//! They are read together with the stage of the examples in the pages of the checks. A file with nothing to switch is
//! a journey that must stay silent.

use livsferd::SourceFile;
use livsferd::checks::CHECKS;
use livsferd::finding::Finding;
use livsferd_tests::fuzzed::{NEXT_FILE, analysed, stage};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A line that stands in one of the two only.
const BROKEN: &str = "// galt: ";
const CORRECT: &str = "// riktig: ";

struct Pair {
    name: String,
    text: String,
}

/// What a finding of the broken journey is to be.
#[derive(Default)]
struct Expected {
    id: String,
    condition: Option<String>,
    witness: Vec<String>,
}

fn pairs() -> Vec<Pair> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("pairs");
    let mut files: Vec<PathBuf> = Vec::new();
    let mut open = vec![top.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { &mut open } else { &mut files }.push(path);
        }
    }
    files.sort();
    let name = |path: &Path| path.strip_prefix(&top).unwrap().with_extension("").display().to_string();
    files.iter().map(|path| Pair { name: name(path), text: fs::read_to_string(path).unwrap() }).collect()
}

impl Pair {
    fn lines(&self, start: &str) -> Vec<&str> {
        self.text.lines().filter_map(|line| line.trim_start().strip_prefix(start)).collect()
    }

    fn is_silent(&self) -> bool {
        self.lines(BROKEN.trim_end()).is_empty() && self.lines(CORRECT.trim_end()).is_empty()
    }

    /// The findings of one of the two.
    fn findings(&self, of: &str) -> Vec<Finding> {
        let files = self.text.split(NEXT_FILE).enumerate();
        let read = files.map(|(number, text)| {
            SourceFile::new(format!("{}{number}.ron", self.name), text.replace(of, ""))
        });
        let (_, analysis) = analysed(stage().into_iter().chain(read).collect());
        assert!(!analysis.broken, "{}: {:#?}", self.name, analysis.findings);
        analysis.findings
    }

    fn expected(&self) -> Vec<Expected> {
        let mut all: Vec<Expected> = Vec::new();
        for line in self.text.lines().filter_map(|line| line.strip_prefix("// ")) {
            match (line.split_once(": "), all.last_mut()) {
                (Some(("funn", id)), _) => all.push(Expected { id: id.to_owned(), ..Expected::default() }),
                (Some(("når", condition)), Some(last)) => last.condition = Some(condition.to_owned()),
                (Some(("vitne", value)), Some(last)) => last.witness.push(value.to_owned()),
                _ => {}
            }
        }
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }
}

fn condition(finding: &Finding) -> &str {
    finding.condition.as_ref().map_or("", |set| set.condition.as_str())
}

fn ids(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} ({})", finding.id, condition(finding))).collect()
}

#[test]
fn the_correct_one_is_silent_and_the_broken_one_gives_just_what_it_should() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        let correct = pair.findings(CORRECT);
        if !correct.is_empty() {
            wrong.push(format!("{}: the correct one gives {:#?}", pair.name, ids(&correct)));
        }
        if pair.is_silent() {
            continue;
        }
        let mut broken = pair.findings(BROKEN);
        broken.sort_by(|a, b| a.id.cmp(&b.id));
        let expected = pair.expected();
        let same = |(expected, found): (&Expected, &Finding)| {
            let has = |text: &String| {
                let witness = found.witness.iter().flat_map(|one| one.profile.iter().chain(&one.outcomes));
                witness.into_iter().any(|(id, value)| *text == format!("{id} = {value}"))
            };
            expected.id == found.id
                && expected.condition.as_ref().is_none_or(|text| text == condition(found))
                && expected.witness.iter().all(has)
        };
        if expected.len() != broken.len() || !expected.iter().zip(&broken).all(same) {
            let ids: Vec<_> = ids(&broken);
            wrong.push(format!("{}: the broken one gives {ids:#?}", pair.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One line is switched, or one is there in one of the two only.
#[test]
fn the_two_of_a_pair_differ_in_one_thing() {
    for pair in pairs().iter().filter(|pair| !pair.is_silent()) {
        let (broken, correct) = (pair.lines(BROKEN), pair.lines(CORRECT));
        assert!(broken.len() <= 1 && correct.len() <= 1 && broken != correct, "{}", pair.name);
        let kind =
            |line: &str| line.trim_start().starts_with(BROKEN) || line.trim_start().starts_with(CORRECT);
        let marked: Vec<usize> =
            pair.text.lines().enumerate().filter(|(_, line)| kind(line)).map(|(number, _)| number).collect();
        assert!(marked.last().unwrap() - marked[0] <= 1, "{}: side by side", pair.name);
        assert!(!pair.expected().is_empty(), "{}: what is found?", pair.name);
    }
}

#[test]
fn every_check_has_a_pair_and_there_are_many() {
    let (silent, pairs): (Vec<Pair>, Vec<Pair>) = pairs().into_iter().partition(Pair::is_silent);
    let mut of_check: BTreeMap<String, usize> = BTreeMap::new();
    for pair in &pairs {
        let checks: BTreeSet<String> = pair.expected().iter().map(|expected| check(&expected.id)).collect();
        checks.into_iter().for_each(|check| *of_check.entry(check).or_default() += 1);
    }
    println!("{} pairs, {} silent journeys", pairs.len(), silent.len());
    for (check, count) in &of_check {
        println!("{count:4}  {check}");
    }
    let without: Vec<_> = CHECKS.iter().filter(|check| !of_check.contains_key(check.name)).collect();
    assert!(without.is_empty(), "{:?}", without.iter().map(|check| check.name).collect::<Vec<_>>());
    assert!(pairs.len() >= 80, "{}", pairs.len());
    {
        let name = "correlated/gap";
        assert!(pairs.iter().any(|pair| pair.name == name), "{name}");
    }
    for name in ["silent/prefilled_tax_return", "silent/loan_by_consent", "silent/fetches_everything"] {
        assert!(silent.iter().any(|pair| pair.name == name), "{name}");
    }
}

/// The check of an id: `eksempel/flow/dead-end/…`.
fn check(id: &str) -> String {
    id.split('/').skip(1).take(2).collect::<Vec<_>>().join("/")
}
