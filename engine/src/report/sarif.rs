//! Findings for code hosts and editors: SARIF 2.1.0, so that they are shown on the lines of the model.
//!
//! Source of the format: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*, 2020. What a code
//! host needs beyond it – a first sentence that can stand alone, a fingerprint of its own name – follows the
//! documentation of GitHub's code scanning.

use super::explain::{check_names, explain, first_sentence};
use super::facts::{Measure, facts, spoken_values};
use super::number::number_of;
use super::wording::{capital, plain, words};
use crate::finding::{Analysis, Finding, Label, Severity, Witness};
use crate::model::{Journey, Model};
use crate::text::{Place, Sources};
use crate::words::{Lang, Words};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// How much is told of what can be long; the way to a finding is its code flow.
const MEASURE: Measure = Measure { steps: 0, phrase: 1_500 };

/// The findings as SARIF 2.1.0, its texts in one language; ends in `\n`.
///
/// Each check is a rule with its page; the identity of a finding is its fingerprint; the witness is its code flow,
/// step by step through the model.
pub fn sarif(analysis: &Analysis, model: &Model, sources: &Sources, lang: Lang) -> String {
    let rules = rules(analysis, lang);
    let index: BTreeMap<&str, usize> =
        rules.iter().enumerate().map(|(number, rule)| (rule.id.as_str(), number)).collect();
    let maker = Maker { analysis, model, sources, lang };
    let results = analysis.findings.iter().map(|finding| maker.result(finding, &index)).collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "livsferd",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    language: lang.code(),
                    rules,
                },
            },
            invocations: [Invocation { execution_successful: !analysis.broken }],
            language: lang.code(),
            column_kind: "unicodeCodePoints",
            results,
            properties: RunProperties { as_of: &analysis.as_of },
        }],
    };
    // Plain structs with text keys: writing them cannot fail.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// All checks, and after them what else findings are of.
fn rules(analysis: &Analysis, lang: Lang) -> Vec<Rule> {
    let known: Vec<&str> = check_names().collect();
    let named = analysis.findings.iter().map(|finding| finding.check.as_str());
    let others: BTreeSet<&str> = named.filter(|name| !known.contains(name)).collect();
    known.into_iter().chain(others).map(|name| rule(name, lang)).collect()
}

fn rule(name: &str, lang: Lang) -> Rule {
    let page = explain(name, lang).unwrap_or_else(|| format!("# {name}\n"));
    let sentence = first_sentence(name, lang).unwrap_or_else(|| plain(name));
    Rule {
        id: name.to_owned(),
        short_description: Text { text: sentence.clone() },
        full_description: Text { text: sentence },
        help: Help { text: page.clone(), markdown: page },
        properties: RuleProperties { tags: name.split('/').take(1).map(str::to_owned).collect() },
    }
}

struct Maker<'a> {
    analysis: &'a Analysis,
    model: &'a Model,
    sources: &'a Sources,
    lang: Lang,
}

impl Maker<'_> {
    fn result(&self, finding: &Finding, rules: &BTreeMap<&str, usize>) -> Outcome {
        let mut places = finding.places.iter().filter_map(|label| self.labelled(label));
        let first = places.next().or_else(|| unreadable_file(finding));
        let related = (1..).zip(places).map(|(id, place)| Location { id: Some(id), ..place }).collect();
        Outcome {
            rule_id: finding.check.clone(),
            rule_index: rules.get(finding.check.as_str()).copied(),
            level: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: Text { text: self.message(finding) },
            locations: first.into_iter().collect(),
            related_locations: related,
            partial_fingerprints: Fingerprints {
                finding: finding.id.clone(),
                host: format!("{:016x}:1", hash(&finding.id)),
            },
            code_flows: self.code_flow(finding).into_iter().collect(),
            properties: ResultProperties::new(finding),
        }
    }

    /// The sentence of the finding, and what else is said of it, a line each.
    fn message(&self, finding: &Finding) -> String {
        let mut text = capital(&words(&finding.message, self.lang));
        text.push('.');
        for fact in facts(finding, self.analysis, self.lang, MEASURE) {
            text += &format!("\n{}: {}", capital(fact.label), fact.text);
        }
        escape(&text)
    }

    fn labelled(&self, label: &Label) -> Option<Location> {
        self.location(label.place, label.label.get(self.lang))
    }

    fn location(&self, place: Place, message: &str) -> Option<Location> {
        let file = self.sources.get(place.file)?;
        let start = self.sources.line_column(place.file, place.start);
        let end = self.sources.line_column(place.file, place.end);
        let message = plain(message);
        Some(Location {
            id: None,
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(&file.name) },
                region: Some(Region {
                    start_line: start.line,
                    start_column: start.column,
                    end_line: end.line,
                    end_column: end.column,
                }),
            },
            message: (!message.is_empty()).then(|| Text { text: escape(&message) }),
        })
    }

    /// The steps that lead to the finding, each where the model declares it.
    fn code_flow(&self, finding: &Finding) -> Option<CodeFlow> {
        let witness = finding.witness.as_ref()?;
        let journey =
            self.model.journeys.iter().find(|journey| Some(&journey.id) == finding.journey.as_ref())?;
        let locations = self.flow_locations(witness, journey);
        if locations.is_empty() {
            return None;
        }
        let spoken = spoken_values(witness, finding.told_when());
        let state =
            spoken.into_iter().map(|(name, value)| (plain(name), Text { text: escape(&plain(value)) }));
        let message = Words::new("Slik kan det gå", "Slik kan det gå", "How it can happen");
        let state: BTreeMap<String, Text> = state.collect();
        Some(CodeFlow {
            message: Text { text: message.get(self.lang).to_owned() },
            thread_flows: [ThreadFlow { immutable_state: state, locations }],
        })
    }

    fn flow_locations(&self, witness: &Witness, journey: &Journey) -> Vec<FlowLocation> {
        let last = witness.steps.len();
        let step = |(order, named): (usize, &std::sync::Arc<crate::finding::Named>)| {
            let step = &journey.steps[journey.step(&named.id)?];
            let location = self.location(step.place, &words(&named.name, self.lang))?;
            let importance = if order == last { "essential" } else { "important" };
            Some(FlowLocation { location, execution_order: order, importance })
        };
        (1..).zip(&witness.steps).filter_map(step).collect()
    }
}

/// Where a file that could not be read would be.
fn unreadable_file(finding: &Finding) -> Option<Location> {
    let name = finding.subject.first().filter(|_| finding.check == "syntax/unreadable-file")?;
    Some(Location {
        id: None,
        physical_location: Physical { artifact_location: Artifact { uri: uri(name) }, region: None },
        message: None,
    })
}

/// The text with nothing in it that SARIF takes for a link or a placeholder.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | '[' | ']' => out.extend(['\\', sign]),
            '{' | '}' => out.extend([sign, sign]),
            sign => out.push(sign),
        }
    }
    out
}

/// The name of a file as the reference of a URI: relative as it is, or with the scheme `file`.
fn uri(name: &str) -> String {
    let name = name.strip_prefix("./").unwrap_or(name);
    let drive = name.as_bytes().get(1) == Some(&b':');
    let mut out = match (drive, name.starts_with('/')) {
        (true, _) => "file:///".to_owned(),
        (false, true) => "file://".to_owned(),
        (false, false) => String::new(),
    };
    for (at, byte) in name.bytes().enumerate() {
        let is_drive = drive && at == 1;
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' => {
                out.push(char::from(byte))
            }
            b':' if is_drive => out.push(':'),
            other => out += &format!("%{other:02X}"),
        }
    }
    out
}

/// FNV-1a, 64 bits: a code host takes a fingerprint as short as a hash.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    language: &'static str,
    column_kind: &'static str,
    results: Vec<Outcome>,
    properties: RunProperties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties<'a> {
    as_of: &'a str,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    full_description: Text,
    help: Help,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: Vec<String>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<CodeFlow>,
    properties: ResultProperties,
}

#[derive(Serialize)]
struct Fingerprints {
    /// The identity of the finding.
    #[serde(rename = "livsferdFinding/v1")]
    finding: String,
    /// The one name that GitHub looks at. It is made of the identity, so that a finding stays the same wherever its
    /// line goes.
    #[serde(rename = "primaryLocationLineHash")]
    host: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeFlow {
    message: Text,
    thread_flows: [ThreadFlow; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ThreadFlow {
    /// The life situation, as far as the finding depends on it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    immutable_state: BTreeMap<String, Text>,
    locations: Vec<FlowLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FlowLocation {
    location: Location,
    execution_order: usize,
    importance: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultProperties {
    number: Option<String>,
    gravity: String,
    journey: Option<String>,
    condition: Option<String>,
    reason_class: Option<String>,
    verdict: Option<String>,
    lead: Option<String>,
    lead_ministry: Option<String>,
    confidence: &'static str,
}

impl ResultProperties {
    fn new(finding: &Finding) -> Self {
        let id = |thing: &Option<crate::finding::Named>| thing.as_ref().map(|thing| thing.id.clone());
        let gravest = finding.cases.first();
        Self {
            number: number_of(finding),
            gravity: finding.gravity.id.clone(),
            journey: finding.journey.clone(),
            condition: finding.condition.as_ref().map(|courses| courses.condition.clone()),
            reason_class: gravest.and_then(|case| id(&case.reason_class)),
            verdict: gravest.and_then(|case| id(&case.verdict)),
            lead: id(&finding.lead),
            lead_ministry: id(&finding.lead_ministry),
            confidence: if finding.verified { "verified" } else { "unverified" },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_references() {
        assert_eq!(uri("models/fa-barn/1-ø x.ron"), "models/fa-barn/1-%C3%B8%20x.ron");
        assert_eq!(uri("./a.ron"), "a.ron");
        assert_eq!(uri("/tmp/a.ron"), "file:///tmp/a.ron");
        assert_eq!(uri("C:/a:b.ron"), "file:///C:/a%3Ab.ron");
        assert_eq!(uri("a?b#c%d"), "a%3Fb%23c%25d");
    }

    #[test]
    fn nothing_in_a_text_is_a_link_or_a_placeholder() {
        assert_eq!(escape("[x](1) {0} \\"), "\\[x\\](1) {{0}} \\\\");
    }

    #[test]
    fn the_fingerprint_is_the_published_hash() {
        // From the reference implementation's test vectors.
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
    }
}
