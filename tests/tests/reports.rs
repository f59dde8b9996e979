//! What people and programs read, on an analysis made by hand.

mod handmade;
mod handmade_overview;

use livsferd::SourceFile;
use livsferd::finding::Analysis;
use livsferd::finding::Label;
use livsferd::report::{self, BasisOptions, Document, TextOptions};
use livsferd::text::{FileId, Place, Sources};
use livsferd::words::{Lang, Words};
use proptest::prelude::*;

#[test]
fn text() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    for lang in Lang::ALL {
        let text = report::text(&analysis, &sources, &TextOptions::new(lang));
        assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        insta::assert_snapshot!(format!("text_{lang}"), text);
    }
}

fn document(analysis: &Analysis, sources: &Sources, lang: Lang) -> Document {
    report::basis(analysis, &handmade_overview::overview(), sources, &BasisOptions::new(lang))
}

#[test]
fn markdown() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    for lang in Lang::ALL {
        let text = report::markdown(&document(&analysis, &sources, lang));
        assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        insta::assert_snapshot!(format!("markdown_{lang}"), text);
    }
}

/// What hostile names would be if they were not escaped.
const BROKEN_OUT: [&str; 2] = ["<script>alert", "href=\"javascript"];

#[test]
fn nothing_breaks_out_of_the_page() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    for lang in Lang::ALL {
        let page = report::html(&document(&analysis, &sources, lang));
        assert!(!page.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{lang}: shown as text");
        for bad in BROKEN_OUT {
            assert!(!page.contains(bad), "{lang}: {bad}");
        }
        assert_eq!(page.matches("<script").count(), 1, "{lang}");
        assert_eq!(page.matches("<style").count(), 1, "{lang}");
        // What is missing in a language is said to be missing, and no other language is put in its place.
        let missing = ["[mangler bokmål: barn]", "[manglar nynorsk: barn]", "[English missing: barn]"];
        for (of, text) in Lang::ALL.into_iter().zip(missing) {
            assert_eq!(page.to_lowercase().contains(&text.to_lowercase()), of == lang, "{lang}: {text}");
        }
    }
}

#[test]
fn numbers_of_findings_stay() {
    assert_eq!(report::finding_number("dodsfall-og-arv/data/asked-twice/nav/avdod.dodsdato"), "DR1H-7G67");
}

#[test]
fn json() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    insta::assert_snapshot!("json_nb", report::json(&analysis, &sources, Lang::Nb));
}

/// Any text, with what is hard to show in it.
fn any_text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => any::<char>(),
        4 => prop::sample::select(vec!['\n', '\r', '\t', ' ', 'a', '\u{301}', '\u{feff}', '\u{202e}', '\u{9b}', '字', '👩']),
    ];
    prop::collection::vec(sign, 0..60).prop_map(|signs| signs.into_iter().collect())
}

proptest! {
    /// Any place in any text can be shown, with any label, also where it is not in the text at all.
    #[test]
    fn any_place_can_be_shown(
        texts in prop::collection::vec(any_text(), 1..3),
        places in prop::collection::vec((0..3_u32, 0..260_u32, 0..260_u32, any_text()), 0..5),
        long in prop::bool::weighted(0.1),
    ) {
        let files = texts.iter().enumerate().map(|(n, text)| {
            let text = if long { text.repeat(100) } else { text.clone() };
            SourceFile::new(format!("{n}.ron"), text)
        });
        let sources = Sources::new(files.collect());
        let mut analysis = handmade::analysis(&handmade::sources());
        analysis.findings.truncate(1);
        analysis.findings[0].places = places
            .into_iter()
            .map(|(file, start, end, label)| Label {
                place: Place::new(FileId(file), start, end),
                label: Words::same(label),
            })
            .collect();
        for lang in Lang::ALL {
            let text = report::text(&analysis, &sources, &TextOptions::new(lang));
            let bad = text.chars().find(|sign| sign.is_control() && *sign != '\n');
            prop_assert_eq!(bad, None);
            report::json(&analysis, &sources, lang);
            let document = document(&analysis, &sources, lang);
            report::markdown(&document);
            report::html(&document);
        }
    }
}
