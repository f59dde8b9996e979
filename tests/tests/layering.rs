//! The ranks of the engine's modules: what `docs/architecture.md` says is so, and nothing else is used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The ranks of the table in the page: ``| 3 | `model` | … |``.
fn ranks() -> BTreeMap<String, u32> {
    let page = fs::read_to_string(top().join("docs/architecture.md")).unwrap();
    let row = |line: &str| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let rank = cells.next()?.parse().ok()?;
        Some((cells.next()?.trim_matches('`').to_owned(), rank))
    };
    page.lines().filter_map(row).collect()
}

/// The modules of the engine with all their files: the one of the module's name, and those in its folder.
fn modules() -> BTreeMap<String, Vec<PathBuf>> {
    let source = top().join("engine/src");
    let mut modules: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut open = vec![source.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let module = path.strip_prefix(&source).unwrap().iter().next().unwrap().to_str().unwrap();
                modules.entry(module.trim_end_matches(".rs").to_owned()).or_default().push(path);
            }
        }
    }
    modules
}

/// The text without comments and tests: what links of documentation name is not used, and tests go in at the top.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    lines.collect::<Vec<_>>().join("\n")
}

/// All paths from the top of the crate in a text, lists taken apart: `checks::Check`, `text`.
fn paths(code: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let list = rest.strip_prefix('{').and_then(|list| list.split_once("};")).map(|(list, _)| list);
        for path in list.map_or(vec![rest], |list| list.split(", ").collect()) {
            let path = path.trim_start();
            let end = path.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':');
            all.insert(path[..end.unwrap_or(path.len())].trim_end_matches(':').to_owned());
            // A list further in: `crate::text::{Place, Sources}`.
            if let Some((first, names)) = path.split_once("::{").filter(|(first, _)| is_path(first)) {
                let names = names.split('}').next().unwrap_or_default().split(',');
                all.extend(names.map(|name| format!("{first}::{}", name.trim())));
            }
        }
    }
    all
}

fn is_path(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
}

/// Every use of one module by another: the module, the path that is used, and the file.
fn uses() -> Vec<(String, String, String)> {
    let mut uses = Vec::new();
    for (module, files) in modules() {
        for file in files {
            let name = file.strip_prefix(top()).unwrap().display().to_string();
            let code = code(&file);
            assert!(!code.contains("super::super"), "{name}: a path from the top says what is used");
            let paths = paths(&code).into_iter();
            uses.extend(paths.map(|path| (module.clone(), path, name.clone())));
        }
    }
    assert!(uses.len() > 100, "{uses:?}");
    uses
}

fn first(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

#[test]
fn paths_are_found_however_they_are_written() {
    let code = "use crate::text::{Place, Sources};\nuse crate::{tree, words::Lang};\nlet x: crate::model::Step = mycrate::no();";
    let found: Vec<_> = paths(code).into_iter().collect();
    assert_eq!(found, ["model::Step", "text", "text::Place", "text::Sources", "tree", "words::Lang"]);
}

#[test]
fn the_page_names_every_module_and_no_other() {
    let ranked: BTreeSet<String> = ranks().into_keys().collect();
    let there: BTreeSet<String> = modules().into_keys().collect();
    assert_eq!(ranked, there, "the page, then the modules");
}

#[test]
fn every_module_uses_modules_of_lower_rank_only() {
    let ranks = ranks();
    let mut wrong = Vec::new();
    for (module, path, file) in uses() {
        let used = first(&path);
        if used == module {
            continue;
        }
        match ranks.get(used) {
            Some(rank) if *rank < ranks[&module] => {}
            // What the library gives at the top is that of a module, and is to be taken from there.
            _ => wrong.push(format!("{file} uses {path}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_map_of_the_page_shows_what_is_used() {
    let page = fs::read_to_string(top().join("docs/architecture.md")).unwrap();
    let map = page.split("```mermaid").nth(1).unwrap().split("```").next().unwrap();
    let used: BTreeSet<(String, String)> =
        uses().into_iter().map(|(module, path, _)| (first(&path).to_owned(), module)).collect();
    let mut seen = 0;
    for line in map.lines().filter(|line| line.contains("-->")) {
        let modules: Vec<&str> = line.split("-->").map(str::trim).collect();
        for pair in modules.windows(2) {
            seen += 1;
            let is_used = used.contains(&(pair[0].to_owned(), pair[1].to_owned()));
            assert!(is_used || pair[1] == "lib", "{} does not use {}", pair[1], pair[0]);
        }
    }
    assert!(seen > 10);
}

/// The paths among the uses of a module that stand under one of these.
fn forbidden(module: &str, paths: &[&str]) -> Vec<String> {
    let is_under = |path: &str, top: &str| path == top || path.starts_with(&format!("{top}::"));
    uses()
        .into_iter()
        .filter(|(user, path, _)| user == module && paths.iter().any(|top| is_under(path, top)))
        .map(|(_, path, file)| format!("{file} uses {path}"))
        .collect()
}

#[test]
fn checks_do_not_see_texts_or_each_other() {
    assert_eq!(
        forbidden("checks", &["text::Sources", "text::SourceFile", "tree", "reader", "report"]),
        [""; 0]
    );
    for (_, path, file) in uses().into_iter().filter(|(module, ..)| module == "checks") {
        let itself = file.rsplit('/').next().unwrap().trim_end_matches(".rs");
        let other = path.strip_prefix("checks::").map(first);
        assert!(other.is_none_or(|other| other == itself || !is_check(other)), "{file} uses {path}");
    }
    for file in &modules()["checks"] {
        let code = code(file);
        let through_super = code.split("super::").skip(1).filter(|rest| !rest.starts_with("*"));
        assert!(through_super.count() == 0 || file.ends_with("checks.rs"), "{}", file.display());
    }
}

/// True for the name of a file under `checks`.
fn is_check(name: &str) -> bool {
    modules()["checks"]
        .iter()
        .any(|file| file.file_stem().is_some_and(|stem| stem == name) && !file.ends_with("checks.rs"))
}

#[test]
fn reports_see_findings_and_models_and_no_logic() {
    let logic = ["facts", "graph", "diagram", "courses", "assemble", "rules", "symptom", "analysis"];
    assert_eq!(forbidden("report", &logic), [""; 0]);
    // Explaining a check takes its page from the registry.
    let registry = ["checks", "checks::self", "checks::CHECKS", "checks::Check"];
    let mut checks = forbidden("report", &["checks"]);
    checks.retain(|wrong| {
        !registry.iter().any(|path| *wrong == format!("engine/src/report/explain.rs uses {path}"))
    });
    assert_eq!(checks, [""; 0]);
}

#[test]
fn facts_do_not_see_checks_or_findings() {
    assert_eq!(
        forbidden("facts", &["checks", "finding", "symptom", "courses", "assemble", "rules", "report"]),
        [""; 0]
    );
}
