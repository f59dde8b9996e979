//! Any bytes in: findings out. No panic, no hang, every place in bounds.
#![expect(clippy::panic, reason = "a test: what is wrong should be told where it is seen")]
#![expect(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used, reason = "a test")]

use livsferd::finding::{Analysis, Finding};
use livsferd::report::{self, TextOptions};
use livsferd::text::Sources;
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The reference models, as they lie in the repository: name and text.
static MODELS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("models")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "ron") {
                files.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    assert!(files.len() > 5);
    files
});

/// Reads, analyses and reports in every form; what comes out is sound.
fn survives(files: Vec<SourceFile>) -> (Loaded, Analysis) {
    let loaded = livsferd::load(files);
    let analysis = livsferd::analyse(&loaded, &Options::default());
    is_sound(&analysis, &loaded.sources);
    let lang = Lang::Nb;
    let json = report::json(&analysis, &loaded.sources, lang);
    assert!(json.matches("\"id\"").count() >= analysis.findings.len());
    let overview = livsferd::overview(&loaded, &analysis);
    let document = report::basis(&analysis, &overview, &loaded.sources, &report::BasisOptions::new(lang));
    report::markdown(&document);
    #[cfg(feature = "html")]
    report::html(&document);
    report::text(&analysis, &loaded.sources, &TextOptions::new(lang));
    report::show(&loaded.model, lang);
    (loaded, analysis)
}

/// Places are in bounds and between characters, ids are unique, and the order is the promised one.
fn is_sound(analysis: &Analysis, sources: &Sources) {
    let mut ids = BTreeSet::new();
    for finding in &analysis.findings {
        assert!(ids.insert(&finding.id), "twice: {}", finding.id);
        for place in finding.places.iter().map(|label| label.place) {
            let text = &sources.get(place.file).unwrap_or_else(|| panic!("no such file: {finding:?}")).text;
            assert!(text.get(place.start as usize..place.end as usize).is_some(), "{finding:?}");
        }
        assert!(
            !finding.message.nb.is_empty()
                && !finding.message.nn.is_empty()
                && !finding.message.en.is_empty()
        );
    }
    let tier =
        |finding: &Finding| analysis.gravities.iter().position(|tier| tier.id == finding.gravity.id).unwrap();
    let is_error = |finding: &&Finding| report::is_model_error(finding);
    let errors = analysis.findings.iter().take_while(is_error).count();
    assert_eq!(analysis.findings.iter().filter(is_error).count(), errors, "errors first");
    assert!(
        analysis.findings[..errors].is_sorted_by_key(|error| error.places.first().map(|label| label.place))
    );
    assert!(
        analysis.findings[errors..].is_sorted_by_key(|finding| (
            tier(finding),
            finding.severity,
            &finding.id
        )),
        "gravest first, then by id"
    );
    assert_eq!(analysis.broken, errors > 0);
}

fn models() -> Vec<SourceFile> {
    MODELS.iter().map(|(name, text)| SourceFile::new(name.clone(), text.clone())).collect()
}

/// The models of one life event with one file changed: that of the file, or one of them where the file is shared.
fn models_with(file: usize, text: String) -> Vec<SourceFile> {
    let folder = |at: usize| Path::new(&MODELS[at].0).parent().unwrap();
    let at = file % MODELS.len();
    let is_shared = |folder: &Path| folder.ends_with("shared");
    let events: Vec<usize> = (0..MODELS.len()).filter(|&other| !is_shared(folder(other))).collect();
    let event = folder(if is_shared(folder(at)) { events[file % events.len()] } else { at });
    let of_event = (0..MODELS.len()).filter(|&other| is_shared(folder(other)) || folder(other) == event);
    let text_of = |other: usize| if other == at { text.clone() } else { MODELS[other].1.clone() };
    of_event.map(|other| SourceFile::new(MODELS[other].0.clone(), text_of(other))).collect()
}

#[test]
fn the_models_as_they_are() {
    survives(models());
    survives(Vec::new());
    survives(vec![SourceFile::new("", ""), SourceFile::new("", ""), SourceFile::new("a", "\u{feff}")]);
    // Everything twice, under one name.
    survives(models().into_iter().chain(models()).collect());
}

#[test]
fn truncated_models() {
    for (n, (_, text)) in MODELS.iter().enumerate() {
        let mut at = 1_000;
        while at < text.len() {
            let end = (at..).find(|&end| text.is_char_boundary(end)).unwrap();
            let (_, analysis) = survives(models_with(n, text[..end].to_owned()));
            assert!(analysis.broken, "a file that ends in the middle is broken");
            // Few are enough where files are large.
            at += 1_000 * (1 + text.len() / 10_000);
        }
    }
}

#[test]
fn nesting_of_every_kind_a_hundred_thousand_deep() {
    const DEPTH: usize = 100_000;
    for (open, inner, close) in [
        ("(", "", ")"),
        ("[", "", "]"),
        ("{", "", "}"),
        ("Some(", "1", ")"),
        ("Shared(concepts: [", "", "])"),
        ("LifeEvent(steps: [(after: ", "Start", ")])"),
        ("AllOf([", "Start", "])"),
        ("AllOf([Start,", "", ""),
        ("/*", "", "*/"),
        ("\"", "", ""),
        ("r#", "", ""),
        ("#![enable(", "", ")]"),
    ] {
        let text = format!("{}{inner}{}", open.repeat(DEPTH), close.repeat(DEPTH));
        let (_, analysis) = survives(vec![SourceFile::new("deep.ron", text)]);
        assert!(analysis.broken, "{open}");
        let after = format!(
            "LifeEvent(id: \"e\", name: (), last_checked: \"2026-01-01\", steps: [(id: \"s\", name: (), actor: \"a\", kind: Service, after: {}",
            open.repeat(DEPTH)
        );
        assert!(survives(vec![SourceFile::new("deep.ron", after)]).1.broken);
    }
    for (open, close) in [("(", ")"), ("not(", ")"), ("(a or ", ")"), ("a in [", "]"), ("a and (", "")] {
        let condition = format!("{}a{}", open.repeat(DEPTH), close.repeat(DEPTH));
        let text = format!(
            "LifeEvent(id: \"e\", name: (), last_checked: \"2026-01-01\", circumstances: [(id: \"a\", name: (), values: Flag(yes: (), no: ()))], impossible: [(when: \"{condition}\", because: ())])"
        );
        let (loaded, _) = survives(vec![SourceFile::new("deep.ron", text)]);
        assert_eq!(loaded.errors.len(), 1, "{open}");
    }
}

#[test]
fn large_inputs() {
    // A list of a hundred thousand, of things that are right and of things that are wrong.
    let concepts: String = (0..100_000).map(|n| format!("(id: \"c{n}\", name: (nb: \"æ\")),")).collect();
    assert!(!survives(vec![SourceFile::new("a.ron", format!("Shared(concepts: [{concepts}])"))]).1.broken);
    let wrong = concepts.replace("name", "nam");
    assert!(survives(vec![SourceFile::new("a.ron", format!("Shared(concepts: [{wrong}])"))]).1.broken);
    let unknown = concepts.replace("name: (nb: \"æ\")", "name: (), part_of: [\"cc\"]");
    assert!(survives(vec![SourceFile::new("a.ron", format!("Shared(concepts: [{unknown}])"))]).1.broken);
    // As large as a file may be.
    let many = "(id: \"x\", ".repeat(16 * 1024 * 1024 / 10);
    assert!(survives(vec![SourceFile::new("a.ron", many)]).1.broken);
    let text = format!("Shared(sources: [(id: \"a\", title: \"{}\")])", "å\\n".repeat(4 * 1024 * 1024 - 20));
    assert!(!survives(vec![SourceFile::new("a.ron", text)]).1.broken);
    // Many files.
    let files = (0..5_000)
        .map(|n| SourceFile::new(format!("{n}"), format!("Shared(concepts: [(id: \"c{n}\", name: ())])")));
    assert!(!survives(files.collect()).1.broken);
}

/// Words that stand in models, and what is near them.
const WORDS: [&str; 40] = [
    "LifeEvent(",
    "Steps(",
    "Shared(",
    "Rules(",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "id: \"a\"",
    "id: \"and\"",
    "event: \"a\"",
    "steps: [",
    "after: Start",
    "after: AllOf([])",
    "Then(step: \"a\")",
    "Handover(step: \"b\", by: Nothing)",
    "when: \"a and not(b = c)\"",
    "kind: Service",
    "actor: \"a\"",
    "name: ()",
    "last_checked: \"2026-01-01\"",
    "outcomes: [(id: \"a\", phrase: ())]",
    "parties: [(id: \"a\", name: ())]",
    "asks: [(of: \"a\", data: [\"a.a\"])]",
    "concepts: [(id: \"a\", name: ())]",
    "values: Number(from: 0, to: 2147483647, phrase: ())",
    "circumstances: [",
    "-9223372036854775809",
    "P3D..P1D",
    "// ",
    "/*",
    "*/",
    "æ\u{300}\u{1F600}",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text(text in "\\PC{0,200}", more in any::<String>()) {
        survives(vec![SourceFile::new("a.ron", text), SourceFile::new("b.ron", more)]);
    }

    #[test]
    fn words_of_models_in_any_order(words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..60)) {
        survives(vec![SourceFile::new("a.ron", words.join(", ")), SourceFile::new("b.ron", words.concat())]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// A real model with a few pieces taken out, doubled, swapped or replaced.
    #[test]
    fn mutated_models(
        file in any::<usize>(),
        changes in proptest::collection::vec((any::<usize>(), 0_usize..30, 0_usize..5, proptest::sample::select(&WORDS[..])), 1..6),
    ) {
        let mut text = MODELS[file % MODELS.len()].1.clone();
        for (at, length, how, word) in changes {
            let start = (at % (text.len() + 1)..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
            let end = (start + length..).find(|&at| at >= text.len() || text.is_char_boundary(at)).unwrap().min(text.len());
            let piece = text[start..end].to_owned();
            match how {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(start, &piece),
                2 => text.replace_range(start..end, word),
                3 => text.insert_str(start, word),
                _ => text.replace_range(start..end, &piece.chars().rev().collect::<String>()),
            }
        }
        survives(models_with(file, text));
    }

    /// A real model in which ids and words of one place stand in another: it can be read, and is wrong.
    #[test]
    fn models_with_other_words(file in any::<usize>(), swaps in proptest::collection::vec((any::<usize>(), any::<usize>()), 1..8)) {
        let text = &MODELS[file % MODELS.len()].1;
        let mut parts: Vec<&str> = text.split('"').collect();
        for (one, other) in swaps {
            // Every second part is inside quotation marks.
            let (one, other) = (one % (parts.len() / 2) * 2 + 1, other % (parts.len() / 2) * 2 + 1);
            parts[one] = parts[other];
        }
        survives(models_with(file, parts.join("\"")));
    }
}
