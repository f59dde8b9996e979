//! The page of a check is its explanation and its test: what it says is found in its examples, and nothing else.
#![expect(clippy::panic, reason = "a test")]

mod markdown;

use livsferd::checks::{CHECKS, Check};
use livsferd::finding::Finding;
use livsferd::text::Sources;
use livsferd::words::Lang;
use livsferd::{Options, SourceFile, report};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The headings of a page in English and in bokmål, in their order.
const HEADINGS: [(&str, &str); 8] = [
    ("What it finds", "Hva den finner"),
    ("Why it matters", "Hvorfor det betyr noe"),
    ("Incorrect", "Galt"),
    ("Correct", "Riktig"),
    ("Expected", "Forventet"),
    ("What it does not find", "Hva den ikke finner"),
    ("How it is decided", "Hvordan det avgjøres"),
    ("Sources", "Kilder"),
];

/// The families of checks.
const FAMILIES: [&str; 12] = [
    "handover",
    "flow",
    "data",
    "knowledge",
    "channel",
    "law",
    "operation",
    "governance",
    "reuse",
    "rights",
    "sources",
    "time",
];

/// Checks of what is true of a thing because other findings are: their examples give those as well.
const WITH_OTHERS: [&str; 1] = ["rights/could-be-proactive"];

/// What all examples are read together with.
const STAGE: [(&str, &str); 4] = [
    ("felles.ron", include_str!("../src/checks/stage/felles.ron")),
    ("hendelse.ron", include_str!("../src/checks/stage/hendelse.ron")),
    ("regler.ron", include_str!("../src/checks/stage/regler.ron")),
    ("tidligere.ron", include_str!("../src/checks/stage/tidligere.ron")),
];

/// The English part of a page and the one in bokmål.
fn parts(check: &Check) -> [&'static str; 2] {
    let parts: Vec<_> = check.page.split("\n---\n").collect();
    parts.try_into().unwrap_or_else(|_| panic!("{}: two parts with `---` between them", check.name))
}

/// The headings of a part, each with what stands under it.
fn sections(part: &str) -> Vec<(&str, &str)> {
    let sections = part.split("\n## ").skip(1);
    sections.map(|text| text.split_once('\n').unwrap_or((text, ""))).map(|(a, b)| (a, b.trim())).collect()
}

fn section<'p>(part: &'p str, heading: &str) -> &'p str {
    let found = sections(part).into_iter().find(|(name, _)| *name == heading);
    found.unwrap_or_else(|| panic!("no `{heading}`")).1
}

fn example(check: &Check, kind: &str) -> String {
    let mut found = markdown::blocks(check.page).into_iter().filter(|block| block.info == kind);
    let block = found.next().unwrap_or_else(|| panic!("{}: no {kind}", check.name));
    if let Some(second) = found.next() {
        panic!("{}:{}: a second {kind}", check.name, second.line);
    }
    block.text
}

/// What is found in an example together with the stage.
fn found(example: &str) -> (Vec<Finding>, Sources) {
    let files = STAGE.into_iter().chain([("eksempel.ron", example)]);
    let files = files.map(|(name, text)| SourceFile::new(name, text)).collect();
    let loaded = livsferd::load(files);
    let analysis = livsferd::analyse(&loaded, &Options::default());
    assert!(!analysis.broken, "{example}: {:?}", analysis.findings);
    (analysis.findings, loaded.sources)
}

/// A finding as `## Expected` states it.
fn as_expected(finding: &Finding, sources: &Sources, lang: Lang) -> String {
    let [id, underlined, message, remedy] = match lang {
        Lang::En => ["finding", "underlined", "message", "remedy"],
        _ => ["funn", "understreket", "melding", "tiltak"],
    };
    let words = finding.places.first().map_or("", |label| sources.words(label.place));
    format!(
        "- {id}: `{}`\n- {underlined}: `{words}`\n- {message}: {}\n- {remedy}: {}",
        finding.id,
        finding.message.get(lang),
        finding.help.get(lang),
    )
}

/// The list of a section, without what is said around it.
fn list(text: &str) -> String {
    text.lines().filter(|line| line.starts_with("- ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_page_has_every_heading_in_both_languages() {
    for check in CHECKS {
        let [english, bokmaal] = parts(check);
        assert!(english.starts_with(&format!("# {}\n", check.name)), "{}", check.name);
        assert!(bokmaal.trim_start().starts_with(&format!("# {} (bokmål)\n", check.name)), "{}", check.name);
        let [en, nb] = [english, bokmaal].map(|part| sections(part).into_iter());
        let headings: Vec<_> =
            en.clone().map(|(name, _)| name).zip(nb.clone().map(|(name, _)| name)).collect();
        assert_eq!(headings, HEADINGS, "{}", check.name);
        let more: Vec<_> = nb.clone().skip(HEADINGS.len()).map(|(name, _)| name).collect();
        assert_eq!(more, ["På nynorsk"], "{}: what it finds, in nynorsk, ends the page", check.name);
        for (heading, text) in en.chain(nb.filter(|(heading, _)| *heading != "Kilder")) {
            assert!(!text.is_empty(), "{}: nothing under {heading}", check.name);
        }
    }
}

#[test]
fn the_incorrect_example_gives_exactly_what_the_page_says_and_the_correct_one_nothing() {
    let mut wrong = String::new();
    for check in CHECKS {
        let (findings, sources) = found(&example(check, "ron,incorrect"));
        assert!(!findings.is_empty(), "{}: nothing is found", check.name);
        for (lang, part) in [Lang::En, Lang::Nb].into_iter().zip(parts(check)) {
            let heading = if lang == Lang::En { "Expected" } else { "Forventet" };
            let said: Vec<_> = findings.iter().map(|one| as_expected(one, &sources, lang)).collect();
            if list(section(part, heading)) != said.join("\n") {
                wrong.push_str(&format!("{} ({lang}):\n{}\n\n", check.name, said.join("\n\n")));
            }
        }
        assert!(findings.iter().any(|finding| finding.check == check.name), "{}", check.name);
        let only = findings.iter().all(|finding| finding.check == check.name);
        assert!(only || WITH_OTHERS.contains(&check.name), "{}: {findings:?}", check.name);
        let (findings, _) = found(&example(check, "ron,correct"));
        assert!(findings.is_empty(), "{}: the correct example: {findings:?}", check.name);
    }
    assert!(wrong.is_empty(), "what is found is another thing than the pages say:\n\n{wrong}");
}

#[test]
fn the_examples_of_a_page_differ_in_one_place_and_no_two_pages_have_the_same() {
    let mut seen = BTreeSet::new();
    for check in CHECKS {
        let [incorrect, correct] = ["ron,incorrect", "ron,correct"].map(|kind| example(check, kind));
        let [old, new] = [&incorrect, &correct].map(|text| text.lines().collect::<Vec<_>>());
        let same = |(a, b): &(&&str, &&str)| a == b;
        let before = old.iter().zip(&new).take_while(same).count();
        let after = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
        let differing = old.len().max(new.len()).saturating_sub(before + after);
        assert!((1..=4).contains(&differing), "{}: {differing} lines differ", check.name);
        assert!(seen.insert(incorrect) && seen.insert(correct), "{}: seen before", check.name);
    }
}

#[test]
fn every_page_names_its_sources() {
    for check in CHECKS {
        let [english, _] = parts(check);
        let sources = section(english, "Sources");
        assert!(!sources.is_empty());
        for line in sources.lines() {
            let named = line.starts_with("- ") && line.contains(": <https://") && line.ends_with('>');
            assert!(named, "{}: {line}", check.name);
        }
    }
}

#[test]
fn the_registry_and_the_folder_name_the_same_checks() {
    let mut names = BTreeSet::new();
    let mut stems = BTreeSet::new();
    for check in CHECKS {
        let (family, name) = check.name.split_once('/').unwrap();
        assert!(FAMILIES.contains(&family), "{}", check.name);
        let kebab = |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase());
        assert!(name.split('-').all(kebab), "{}", check.name);
        assert!(names.insert(check.name), "{} is there twice", check.name);
        let stem = name.replace('-', "_");
        stems.extend([format!("{stem}.md"), format!("{stem}.rs")]);
        assert_eq!(livsferd::checks::find(check.name).map(|found| found.page), Some(check.page));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(files.filter(|name| name != "stage").collect::<BTreeSet<_>>(), stems);
}

#[test]
fn explain_prints_a_page_in_one_language_and_every_part_once() {
    for check in CHECKS {
        for (lang, heading, other) in
            [(Lang::En, "## Sources", "## Kilder"), (Lang::Nb, "## Kilder", "## Sources")]
        {
            let text = report::explain(check.name, lang).unwrap();
            assert!(text.starts_with(&format!("# {}\n", check.name)) && text.ends_with(">\n"), "{text}");
            assert_eq!((text.matches(heading).count(), text.contains(other)), (1, false), "{text}");
            let examples: Vec<_> = markdown::blocks(&text).into_iter().map(|block| block.text).collect();
            assert_eq!(examples, ["ron,incorrect", "ron,correct"].map(|kind| example(check, kind)));
            let lines = text.lines().filter(|line| line.len() > 40 && !line.starts_with([' ', '-']));
            let mut seen = BTreeSet::new();
            assert!(lines.into_iter().all(|line| seen.insert(line)), "a line is there twice: {text}");
        }
        let nynorsk = report::explain(check.name, Lang::Nn).unwrap();
        assert!(nynorsk.starts_with("(Denne sida finst ikkje på nynorsk enno"), "{nynorsk}");
    }
}

#[test]
fn explain_lists_every_check_with_what_it_finds() {
    for (lang, part) in [(Lang::En, 0), (Lang::Nb, 1)] {
        let list = report::explain_all(lang);
        for check in CHECKS {
            let line = list.lines().find(|line| line.starts_with(check.name)).unwrap();
            let finds = sections(parts(check)[part])[0].1.lines().next().unwrap();
            assert!(line.ends_with(&format!("  {finds}")) && finds.ends_with('.'), "{line}");
        }
    }
}

#[test]
fn explain_tells_what_every_error_of_files_and_models_means() {
    let source = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let text = ["src/model/error.rs", "src/tree/error.rs", "src/unreadable.rs"].map(source).concat();
    let is_error = |word: &&str| word.starts_with("model/") || word.starts_with("syntax/");
    let is_name = |word: &&str| word.chars().all(|sign| matches!(sign, 'a'..='z' | '-' | '/'));
    let names: BTreeSet<_> = text.split('"').filter(is_error).filter(is_name).collect();
    assert!(names.len() > 50, "{names:?}");
    for name in names.into_iter().filter(|name| !name.ends_with('/')) {
        for lang in Lang::ALL {
            let told = report::explain(name, lang).unwrap_or_else(|| panic!("{name} is not explained"));
            assert!(told.starts_with(&format!("# {name}\n")), "{told}");
        }
    }
    assert!(report::explain("limits/not-decided", Lang::Nb).is_some());
    assert!(report::explain("limits/check-failed", Lang::Nb).is_some());
    assert_eq!(report::explain("data/asked-thrice", Lang::Nb), None);
    assert_eq!(report::explain("", Lang::Nb), None);
}
