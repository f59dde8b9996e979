//! What the papers show is what the program prints.
#![expect(clippy::unwrap_used, reason = "a test fails by them")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap().replace("\r\n", "\n")
}

/// The text block between two marks of a page.
fn block(page: &str, begin: &str, end: &str) -> String {
    let from = page.split_once(begin).unwrap().1;
    let block = from.split_once(end).unwrap().0;
    block.trim().strip_prefix("```text\n").unwrap().strip_suffix("\n```").unwrap().to_owned()
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_livsferd"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_readme_shows_a_real_finding() {
    let shown = block(&read("README.md"), "<!-- output: begin -->", "<!-- output: end -->");
    assert!(shown.contains("handover/carried-by-citizen"), "{shown}");
    let all = printed(&root(), &["check", "--lang", "en"]);
    assert!(all.contains(&shown), "the README shows what the program no longer prints:\n{shown}");
}

/// Part of a page: the first block behind a fence.
fn fenced<'p>(page: &'p str, fence: &str) -> &'p str {
    let from = page.split_once(&format!("```{fence}\n")).unwrap().1;
    from.split_once("```").unwrap().0.trim()
}

#[test]
fn the_first_journey_prints_what_its_page_shows() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("papers-{}", std::process::id()));
    let mine = folder.join("min-reise");
    fs::create_dir_all(&mine).unwrap();
    let journey = read("docs/forste-reise.ron");
    fs::write(mine.join("forste-reise-felles.ron"), read("docs/forste-reise-felles.ron")).unwrap();
    fs::write(mine.join("forste-reise.ron"), &journey).unwrap();
    let page = read("docs/forste-reise.md");

    let before = block(&page, "<!-- utskrift: begynn -->", "<!-- utskrift: slutt -->");
    assert_eq!(printed(&folder, &["check", "min-reise"]).trim_end(), before);

    let asks = journey.split_once("asks: [").unwrap().1.split_once("\n            ],").unwrap().0;
    let asks = format!("asks: [{asks}\n            ],");
    let mended = journey.replacen(&asks, fenced(&page, "ron,in-step"), 1).replacen(
        r#"Handover(step: "tildele_plass", by: Nothing)"#,
        fenced(&page, "ron,after"),
        1,
    );
    fs::write(mine.join("forste-reise.ron"), mended).unwrap();
    let after =
        block(&page, "<!-- utskrift etter retting: begynn -->", "<!-- utskrift etter retting: slutt -->");
    assert_eq!(printed(&folder, &["check", "min-reise"]).trim_end(), after);
    fs::remove_dir_all(&folder).unwrap();
}
