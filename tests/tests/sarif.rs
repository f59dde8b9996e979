//! SARIF is what its schema says, and a code host finds in it what it needs.

mod handmade;

use livsferd::finding::Analysis;
use livsferd::model::Model;
use livsferd::text::Sources;
use livsferd::unreadable::{self, Reason, Unreadable};
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile, report};
use serde_json::Value;
use std::collections::BTreeSet;

const SCHEMA: &str = include_str!("../schema/sarif-2.1.0.json");

fn made(analysis: &Analysis, model: &Model, sources: &Sources, lang: Lang) -> Value {
    let text = report::sarif(analysis, model, sources, lang);
    assert_eq!(text, report::sarif(analysis, model, sources, lang), "the same bytes");
    serde_json::from_str(&text).expect("JSON")
}

fn assert_valid(log: &Value) {
    // One pattern of the published schema has a bracket that must be escaped to be a regular expression.
    let schema = SCHEMA.replace("[a-zA-Z]{2}]?$", r"[a-zA-Z]{2}\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::draft7::new(&schema).expect("the schema is one");
    let errors: Vec<String> =
        validator.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn by_hand() -> (Analysis, Sources) {
    let sources = handmade::sources();
    let mut analysis = handmade::analysis(&sources);
    let missing = Unreadable { name: "bø rt[1].ron".to_owned(), reason: Reason::Missing };
    unreadable::add(&mut analysis, &[missing]);
    (analysis, sources)
}

fn reference() -> (Loaded, Analysis) {
    let files = livsferd_models::files().iter();
    let loaded = livsferd::load(files.map(|(name, text)| SourceFile::new(*name, *text)).collect());
    let analysis = livsferd::analyse(&loaded, &Options::default());
    (loaded, analysis)
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

fn rules(log: &Value) -> &Vec<Value> {
    log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules")
}

#[test]
fn everything_that_can_be_said_is_valid() {
    let (analysis, sources) = by_hand();
    for lang in Lang::ALL {
        let log = made(&analysis, &Model::default(), &sources, lang);
        assert_valid(&log);
        assert_eq!(results(&log).len(), analysis.findings.len());
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    }
}

#[test]
fn hostile_names_make_no_links_and_no_lines() {
    let (analysis, sources) = by_hand();
    let log = made(&analysis, &Model::default(), &sources, Lang::Nb);
    let hostile = results(&log).iter().find(|result| result["ruleId"] == "handover/nobody-hands-over");
    let message = hostile.expect("the finding with hostile names")["message"]["text"].as_str().expect("text");
    assert!(message.contains("\\[l\\](javascript:1)"), "{message}");
    assert!(!message.contains(|sign: char| sign.is_control() && sign != '\n'), "{message}");
    let first = message.lines().next().expect("a line");
    assert!(first.starts_with("Ingen melder fra til Etat") && first.ends_with('.'), "{first}");
    let missing = &results(&log)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(missing, "b%C3%B8%20rt%5B1%5D.ron");
    assert!(results(&log)[0]["properties"]["number"].is_null(), "an error of files has no number");
}

#[test]
fn the_reference_models_are_valid_and_shown_on_their_lines() {
    let (loaded, analysis) = reference();
    let log = made(&analysis, &loaded.model, &loaded.sources, Lang::Nb);
    assert_valid(&log);
    let pages: Vec<&str> =
        rules(&log).iter().map(|rule| rule["help"]["markdown"].as_str().expect("a page")).collect();
    assert!(pages.iter().all(|page| page.starts_with("# ") && page.len() > 100), "each rule has its page");
    let mut fingerprints = BTreeSet::new();
    let mut flows = 0;
    for (result, finding) in results(&log).iter().zip(&analysis.findings) {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules(&log)[index]["id"], result["ruleId"]);
        let prints = &result["partialFingerprints"];
        assert_eq!(prints["livsferdFinding/v1"], finding.id);
        assert_eq!(result["properties"]["number"], report::finding_number(&finding.id));
        assert!(fingerprints.insert(prints["primaryLocationLineHash"].to_string()), "{}", finding.id);
        assert_eq!(result["locations"].as_array().expect("a list").len(), 1, "{}", finding.id);
        let Some(flow) = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array() else { continue };
        let witness = finding.witness.as_ref().expect("a flow is of a witness");
        assert_eq!(flow.len(), witness.steps.len());
        for (place, step) in flow.iter().zip(&witness.steps) {
            let physical = &place["location"]["physicalLocation"];
            assert_eq!(on_line(&loaded.sources, physical), format!("\"{}\"", step.id));
        }
        flows += 1;
    }
    assert!(flows > analysis.findings.len() / 2, "{flows} of {}", analysis.findings.len());
}

/// The words of a file that a location covers, on one line.
fn on_line(sources: &Sources, physical: &Value) -> String {
    let uri = physical["artifactLocation"]["uri"].as_str().expect("a file");
    let (_, file) = sources.iter().find(|(_, file)| file.name == uri).expect("a file of the models");
    let number = |name: &str| usize::try_from(physical["region"][name].as_u64().expect(name)).expect("small");
    assert_eq!(number("startLine"), number("endLine"));
    let line = file.text.lines().nth(number("startLine") - 1).expect("a line");
    line.chars().skip(number("startColumn") - 1).take(number("endColumn") - number("startColumn")).collect()
}

/// A finding keeps its fingerprint when its line moves.
#[test]
fn fingerprints_do_not_depend_on_lines() {
    let prints = |before: &str| -> Vec<Value> {
        let files = livsferd_models::files().iter();
        let files = files.map(|(name, text)| SourceFile::new(*name, format!("{before}{text}")));
        let loaded = livsferd::load(files.collect());
        let analysis = livsferd::analyse(&loaded, &Options::default());
        let log = made(&analysis, &loaded.model, &loaded.sources, Lang::En);
        results(&log).iter().map(|result| result["partialFingerprints"].clone()).collect()
    };
    assert_eq!(prints(""), prints("// En linje til.\n\n"));
}
