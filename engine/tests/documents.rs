//! The documents say what is so: their examples can be read, and their tables name what there is.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod markdown;

use livsferd::declaration::File;
use livsferd::{Options, SourceFile};
use markdown::{Block, blocks};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The pages with their paths below the top of the repository.
fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<_> = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "engine/README.md"]
        .iter()
        .map(|&path| (path.to_owned(), read(path)))
        .collect();
    for folder in ["docs", "docs/decisions", "engine/src/checks"] {
        for entry in fs::read_dir(top().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") {
                let path = format!("{folder}/{name}");
                pages.push((path.clone(), read(&path)));
            }
        }
    }
    pages.sort();
    pages
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(top().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The block, or those inside it where it shows a whole page.
fn with_inner(block: Block) -> Vec<Block> {
    if block.info == "markdown" { blocks(&block.text) } else { vec![block] }
}

/// The whole files that a block stands for; none where it is not of the language.
fn files(block: &Block) -> Vec<String> {
    const HEAD: &str = r#"id: "x", name: (nb: "x"), last_checked: "2026-11-20","#;
    const STEP: &str = r#"id: "x", name: (nb: "x"), actor: "x", kind: Service,"#;
    let text = &block.text;
    let event = |rest: String| vec![format!("LifeEvent({HEAD} {rest})")];
    match block.info.as_str() {
        "ron" | "ron,incorrect" | "ron,correct" => parts(text),
        "ron,event" => event(text.clone()),
        "ron,step" => event(format!("steps: [{text}]")),
        "ron,in-step" => event(format!("steps: [({STEP} after: Start, {text})]")),
        "ron,after" => event(format!("steps: [({STEP} after: {text})]")),
        "ron,shared" => vec![format!("Shared({text})")],
        "ron,rules" => vec![format!("Rules({text})")],
        info => {
            assert!(!info.starts_with("ron"), "line {}: unknown kind of block `{info}`", block.line);
            Vec::new()
        }
    }
}

/// A block may hold several files, each after a line `// file: name.ron`.
fn parts(text: &str) -> Vec<String> {
    let mut files = vec![String::new()];
    for line in text.lines() {
        if line.starts_with("// file:") && files.last().is_some_and(|file| !file.trim().is_empty()) {
            files.push(String::new());
        }
        if let Some(file) = files.last_mut() {
            file.push_str(line);
            file.push('\n');
        }
    }
    files
}

fn parse(text: &str) -> Result<File, String> {
    livsferd::ron_options().from_str(text).map_err(|error| format!("{error}\n{text}"))
}

#[test]
fn every_example_can_be_read() {
    let mut seen = 0;
    for (path, page) in pages() {
        for block in blocks(&page).into_iter().flat_map(with_inner) {
            for file in files(&block) {
                seen += 1;
                parse(&file).unwrap_or_else(|error| panic!("{path}:{}: {error}", block.line));
            }
        }
    }
    assert!(seen > 10, "the documents have examples");
}

#[test]
fn starter_files_can_be_read() {
    let felles = parse(&read("docs/forste-reise-felles.ron")).unwrap();
    assert!(matches!(felles, File::Shared { .. }));
    let File::LifeEvent { steps, .. } = parse(&read("docs/forste-reise.ron")).unwrap() else {
        panic!("the starter file is a life event");
    };
    assert_eq!(steps.len(), 5);
}

/// The checks that find something in these files, one for each finding, sorted.
fn found(files: &[&str]) -> Vec<String> {
    let files =
        files.iter().enumerate().map(|(n, text)| SourceFile::new(format!("{n}.ron"), *text)).collect();
    let analysis = livsferd::analyse(&livsferd::load(files), &Options::default());
    let mut checks: Vec<_> = analysis.findings.into_iter().map(|finding| finding.check).collect();
    checks.sort();
    checks
}

#[test]
fn the_journey_of_the_language_page_gives_what_it_says() {
    let page = blocks(&read("docs/language.md"));
    let [shared, journey, ..] = page.as_slice() else { panic!("two files") };
    assert_eq!(found(&[&shared.text, &journey.text]), ["data/register-holds", "handover/nobody-hands-over"]);
}

#[test]
fn the_first_journey_has_two_findings_and_only_a_note_of_law_when_mended() {
    let shared = read("docs/forste-reise-felles.ron");
    let journey = read("docs/forste-reise.ron");
    assert_eq!(found(&[&shared, &journey]), ["data/register-holds", "handover/nobody-hands-over"]);

    let page = blocks(&read("docs/forste-reise.md"));
    let mend = |info: &str| page.iter().find(|block| block.info == info).unwrap().text.trim().to_owned();
    let asks = "asks: [\n                (of: \"foresatt\", data: [\"barn.bosted\", \"barn.onsket_oppstart\"]),\n            ],";
    let link = "Handover(step: \"tildele_plass\", by: Nothing)";
    assert!(journey.contains(asks) && journey.contains(link));
    let mended = journey.replace(asks, &mend("ron,in-step")).replace(link, &mend("ron,after"));
    assert_eq!(found(&[&shared, &mended]), ["law/transfer-unclear"]);
}

/// The declarations of the language, from the source text: name, and fields with whether they are required.
fn declarations() -> BTreeMap<String, BTreeMap<String, bool>> {
    let mut declarations = BTreeMap::new();
    let mut current: Option<(String, BTreeMap<String, bool>)> = None;
    let mut default = false;
    for line in read("engine/src/declaration.rs").lines() {
        let Some(rest) = line.strip_prefix("    ") else { continue };
        if let Some(name) = rest.strip_suffix(" {").filter(|name| is_name(name)) {
            current = Some((name.to_owned(), BTreeMap::new()));
        } else if rest.starts_with('}') {
            declarations.extend(current.take());
        } else if let (Some((_, fields)), Some(item)) = (&mut current, rest.strip_prefix("    ")) {
            if item.starts_with("#[serde(default") {
                default = true;
            } else if let Some((field, _)) = item.split_once(": ").filter(|(field, _)| is_field(field)) {
                fields.insert(field.to_owned(), !std::mem::take(&mut default));
            } else if let Some(choice) = item.strip_suffix(',').filter(|name| is_name(name)) {
                fields.insert(choice.to_owned(), false);
            }
        }
    }
    declarations
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_field(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// The rows of the table under the only heading with this name in code: first cell, and whether it says "required".
fn table(page: &str, name: &str) -> BTreeMap<String, bool> {
    let heading = |line: &&str| line.starts_with('#') && line.contains(&format!("`{name}`"));
    let headings = page.lines().filter(heading).count();
    assert_eq!(headings, 1, "headings of `{name}`");
    page.lines()
        .skip_while(|line| !heading(line))
        .skip(1)
        .take_while(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(cell, rest)| (cell.to_owned(), rest.trim_end().ends_with("| required |")))
        .collect()
}

#[test]
fn the_language_page_names_every_field_and_choice() {
    let page = read("docs/language.md");
    let declarations = declarations();
    assert!(declarations.len() > 45, "{:?}", declarations.keys());
    for (name, fields) in declarations {
        assert_eq!(table(&page, &name), fields, "{name}: the page, then the declaration");
    }
}

#[test]
fn the_language_page_names_every_model_error() {
    let named = |text: &str, quote: char| -> BTreeSet<String> {
        text.split(quote)
            .filter(|word| word.starts_with("model/") && !word.ends_with('/'))
            .map(str::to_owned)
            .collect()
    };
    let declared = named(&read("engine/src/model/error.rs"), '"');
    assert!(!declared.is_empty());
    assert_eq!(named(&read("docs/language.md"), '`'), declared);
}

#[test]
fn the_two_readmes_show_one_way_of_embedding() {
    let code = |path| -> Vec<String> {
        blocks(&read(path)).into_iter().filter(|block| block.info == "rust").map(|block| block.text).collect()
    };
    let embedding = code("engine/README.md");
    assert_eq!(embedding.len(), 1);
    assert_eq!(code("README.md"), embedding);
}

#[test]
fn the_guide_shows_a_check_as_it_is() {
    let guide = blocks(&read("docs/writing-a-check.md"));
    assert!(guide.iter().any(|block| block.text == read("engine/src/checks/dead_end.rs")));
}

/// What a heading is reached by: lower case, words joined by `-`, no other signs.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_link_inside_leads_somewhere() {
    for (path, page) in pages() {
        let folder = top().join(&path).parent().unwrap().to_owned();
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { top().join(&path) } else { folder.join(file) };
            assert!(target.exists(), "{path}: {link}");
            if !heading.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                assert!(headings.any(|line| anchor(line) == heading), "{path}: {link}");
            }
        }
    }
}
