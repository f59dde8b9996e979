//! What people and programs read, on an analysis made by hand.
#![allow(missing_docs, reason = "a test")]

mod handmade;

use livsferd::report::{self, TextOptions};
use livsferd::words::Lang;

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

#[test]
fn markdown() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    for lang in Lang::ALL {
        let text = report::markdown(&analysis, &sources, lang);
        assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        insta::assert_snapshot!(format!("markdown_{lang}"), text);
    }
}

#[test]
fn json() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    insta::assert_snapshot!("json_nb", report::json(&analysis, &sources, Lang::Nb));
}
