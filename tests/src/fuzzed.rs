//! What the fuzz targets do with some bytes. Each panics where a promise is broken.
//!
//! They are functions of the library of tests so that `tests/tests/fuzzed.rs` can run them on all that was ever
//! found. How to run the targets: `docs/promises.md`.

use crate::generate::{self, Genes};
use livsferd::finding::{Analysis, Finding};
use livsferd::report::{self, BasisOptions, TextOptions};
use livsferd::text::Sources;
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile, condition};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A line of this parts one file from the next.
pub const NEXT_FILE: &str = "//// next file";

/// What examples are read together with.
pub const STAGE: [(&str, &str); 4] = [
    ("felles.ron", include_str!("../../engine/src/checks/stage/felles.ron")),
    ("hendelse.ron", include_str!("../../engine/src/checks/stage/hendelse.ron")),
    ("regler.ron", include_str!("../../engine/src/checks/stage/regler.ron")),
    ("tidligere.ron", include_str!("../../engine/src/checks/stage/tidligere.ron")),
];

/// The files that all examples share, as the engine reads them.
pub fn stage() -> Vec<SourceFile> {
    STAGE.iter().map(|(name, text)| SourceFile::new(*name, *text)).collect()
}

/// Bytes are read as files, alone and together with the stage of the examples: what comes out is sound, and the same
/// whatever the order of the files.
pub fn findings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let files: Vec<SourceFile> = text
        .split(NEXT_FILE)
        .take(4)
        .enumerate()
        .map(|(number, text)| SourceFile::new(format!("fil{number}.ron"), text))
        .collect();
    for files in [files.clone(), [stage(), files].concat()] {
        let (loaded, analysis) = analysed(files.clone());
        is_sound(&analysis, &loaded.sources);
        let (again, turned) = analysed(files.into_iter().rev().collect());
        assert!(analysis.broken == turned.broken);
        assert_eq!(
            report::json(&analysis, &loaded.sources, Lang::Nb),
            report::json(&turned, &again.sources, Lang::Nb),
            "the order of the files"
        );
    }
}

/// Bytes are read as a condition: it has one place in bounds where it is wrong, and where a finding has that
/// condition, what the finding prints can be read again and means the same.
pub fn conditions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = condition::parse(&text) {
        assert!(text.get(error.range.clone()).is_some(), "{error:?}");
    }
    let (printed, when) = match finding_in(&text) {
        Ok(Some(found)) => found,
        Ok(None) => return,
        Err(analysis) => {
            assert!(analysis.broken, "{:?}", analysis.findings);
            return;
        }
    };
    // So it is printed where it is so in every course; it is no condition that one can write.
    let printed = if printed == "true" { String::from("a or not(a)") } else { printed };
    let again = finding_in(&printed).unwrap_or_else(|analysis| panic!("{printed}: {:?}", analysis.findings));
    assert_eq!(again.map(|(_, when)| when), Some(when), "{text}: {printed}");
}

/// A condition as it is printed, and its alternatives.
type Printed = (String, Vec<Vec<(Arc<str>, Vec<String>)>>);

/// What a finding that is there in all courses of a condition prints: the condition, and its alternatives.
/// None where no course is in it.
///
/// # Errors
/// The analysis, where the condition cannot be used.
fn finding_in(condition: &str) -> Result<Option<Printed>, Box<Analysis>> {
    let text = ron::ser::to_string(condition).unwrap_or_default();
    let event = include_str!("fuzzed/conditions.ron").replace("\"CONDITION\"", &text);
    let (loaded, analysis) = analysed(vec![SourceFile::new("a.ron", event)]);
    is_sound(&analysis, &loaded.sources);
    let is_it = |finding: &&Finding| finding.check == "handover/nobody-hands-over";
    let is_undecided = |finding: &Finding| finding.check == "limits/not-decided";
    if analysis.broken || analysis.findings.iter().any(is_undecided) {
        return Err(Box::new(analysis));
    }
    let found = analysis.findings.iter().find(is_it).map(|finding| {
        let set = finding.condition.as_ref().unwrap_or_else(|| panic!("no condition: {finding:?}"));
        let literal = |(name, values): &(Arc<str>, Vec<Arc<str>>)| (Arc::clone(name), joined(values));
        let when = set.when.iter().map(|cube| cube.iter().map(literal).collect());
        (set.condition.clone(), when.collect())
    });
    Ok(found)
}

/// Values with ranges of numbers that follow each other as one: where they are cut is up to all conditions together,
/// and says nothing.
fn joined(values: &[Arc<str>]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let range = |text: &str| -> Option<(i32, i32)> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        Some((from.parse().ok()?, to.parse().ok()?))
    };
    for value in values {
        match (joined.last().and_then(|last| range(last)), range(value)) {
            (Some((from, end)), Some((begin, to))) if end + 1 == begin => {
                joined.pop();
                joined.push(format!("{from}..{to}"));
            }
            (_, Some((from, to))) => joined.push(format!("{from}..{to}")),
            _ => joined.push(value.to_string()),
        }
    }
    joined
}

/// Bytes choose a journey that binds, and a name that stands in it: every report of it can be made, and its JSON is
/// JSON that says what was found.
pub fn json(bytes: &[u8]) {
    let (name, rest) = bytes.split_at(bytes.len().min(12));
    let numbers: Vec<u16> =
        rest.chunks(2).map(|pair| pair.iter().fold(0, |n, &b| n << 8 | u16::from(b))).collect();
    let mut parts = numbers.chunks(90).map(<[u16]>::to_vec);
    let (shared, law) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let genes = Genes { shared, law, steps: parts.take(10).collect() };
    let name = ron::ser::to_string(String::from_utf8_lossy(name).as_ref()).unwrap_or_default();
    let files: Vec<SourceFile> = generate::texts(&generate::make(&genes))
        .into_iter()
        .map(|file| SourceFile::new(file.name, file.text.replace("nb: \"avdod\"", &format!("nb: {name}"))))
        .collect();
    let (loaded, analysis) = analysed(files);
    assert!(!analysis.broken || analysis.findings.iter().all(|found| found.check == "model/personal-data"));
    is_sound(&analysis, &loaded.sources);
    for lang in Lang::ALL {
        let text = report::json(&analysis, &loaded.sources, lang);
        let json: serde_json::Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let listed = json["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ids: Vec<&str> = listed.iter().filter_map(|finding| finding["id"].as_str()).collect();
        let found: Vec<&str> = analysis.findings.iter().map(|finding| finding.id.as_str()).collect();
        assert_eq!(ids, found);
        for (listed, finding) in listed.iter().zip(&analysis.findings) {
            assert_eq!(listed["message"], finding.message.get(lang));
        }
        let overview = livsferd::overview(&loaded, &analysis);
        let document = report::basis(&analysis, &overview, &loaded.sources, &BasisOptions::new(lang));
        report::markdown(&document);
        report::html(&document);
        report::text(&analysis, &loaded.sources, &TextOptions::new(lang));
        report::show(&loaded.model, lang);
    }
}

/// Reads and analyses.
pub fn analysed(files: Vec<SourceFile>) -> (Loaded, Analysis) {
    let loaded = livsferd::load(files);
    let analysis = livsferd::analyse(&loaded, &Options::default());
    (loaded, analysis)
}

/// Places are in bounds and between characters, ids are unique, the order is the promised one, every text is there,
/// and the witness is a course of the finding.
fn is_sound(analysis: &Analysis, sources: &Sources) {
    let mut ids = BTreeSet::new();
    for finding in &analysis.findings {
        assert!(ids.insert(&finding.id), "twice: {}", finding.id);
        for place in finding.places.iter().map(|label| label.place) {
            let file = sources.get(place.file).unwrap_or_else(|| panic!("no such file: {finding:?}"));
            assert!(file.text.get(place.start as usize..place.end as usize).is_some(), "{finding:?}");
        }
        for text in [&finding.message, &finding.help] {
            assert!(Lang::ALL.iter().all(|&lang| !text.get(lang).is_empty()), "{finding:?}");
        }
    }
    let errors = analysis.findings.iter().take_while(|finding| report::is_model_error(finding)).count();
    assert!(!analysis.findings.iter().skip(errors).any(report::is_model_error), "errors first");
    assert_eq!(analysis.broken, errors > 0);
}
