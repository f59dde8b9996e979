//! Findings for programs: versioned JSON, described in `docs/json.md` and `docs/livsferd.schema.json`.
//!
//! The fields stand in the order written here.

use super::number::number_of;
use crate::finding::SourceSummary;
use crate::finding::{
    Analysis, Case, CourseSet, Earlier, Finding, JourneySummary, Label, LawPoint, Named, Witness,
};
use crate::text::Sources;
use crate::words::Lang;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// The version of the shape of [`json`]: it changes when a field is taken away or changes its meaning.
pub const SCHEMA_VERSION: &str = "1";

/// The analysis as JSON, its texts in one language; ends in `\n`.
pub fn json(analysis: &Analysis, sources: &Sources, lang: Lang) -> String {
    let report = Report::new(analysis, sources, lang);
    // Plain structs with text keys: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Report<'a> {
    schema_version: &'static str,
    tool_version: &'static str,
    language: &'static str,
    as_of: &'a str,
    broken: bool,
    journeys: Vec<JsonJourney<'a>>,
    gravities: Vec<Thing<'a>>,
    findings: Vec<JsonFinding<'a>>,
    sources: Vec<JsonSource<'a>>,
}

#[derive(Serialize)]
struct JsonJourney<'a> {
    id: &'a str,
    name: &'a str,
    steps: usize,
    handovers: usize,
    data_requests: usize,
    circumstances: usize,
    last_checked: &'a str,
    coordinator: Option<&'a str>,
    coordinator_name: Option<&'a str>,
    analysed: bool,
}

/// An id with its name.
#[derive(Serialize)]
struct Thing<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    id: &'a str,
    number: Option<String>,
    check: &'a str,
    severity: &'static str,
    gravity: &'a str,
    journey: Option<&'a str>,
    subject: &'a [String],
    message: &'a str,
    help: &'a str,
    places: Vec<JsonPlace<'a>>,
    condition: Option<&'a str>,
    condition_text: Option<&'a str>,
    condition_minimal: Option<bool>,
    when: Option<Vec<Pairs<'a, Vec<Arc<str>>>>>,
    message_condition: Option<&'a str>,
    message_condition_text: Option<&'a str>,
    cases: Vec<JsonCase<'a>>,
    reason_class: Option<&'a str>,
    verdict: Option<&'a str>,
    witness: Option<JsonWitness<'a>>,
    earlier: Option<JsonEarlier<'a>>,
    parties: Vec<Thing<'a>>,
    giver: Option<&'a str>,
    giver_name: Option<&'a str>,
    receiver: Option<&'a str>,
    receiver_name: Option<&'a str>,
    lead: Option<&'a str>,
    lead_name: Option<&'a str>,
    lead_ministry: Option<&'a str>,
    lead_ministry_name: Option<&'a str>,
    coordinator: Option<&'a str>,
    coordinator_name: Option<&'a str>,
    also: Vec<&'a str>,
    also_checks: Vec<&'a str>,
    sources: &'a [String],
    confidence: &'static str,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    label: &'a str,
}

#[derive(Serialize)]
struct JsonCase<'a> {
    condition: &'a str,
    condition_text: &'a str,
    condition_minimal: bool,
    when: Vec<Pairs<'a, Vec<Arc<str>>>>,
    check: &'a str,
    reason_class: Option<&'a str>,
    reason_class_name: Option<&'a str>,
    verdict: Option<&'a str>,
    verdict_name: Option<&'a str>,
    degree: Option<&'a str>,
    degree_name: Option<&'a str>,
    law: Vec<JsonLaw<'a>>,
    holder: Option<&'a str>,
    holder_name: Option<&'a str>,
    lead: Option<&'a str>,
    lead_name: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonLaw<'a> {
    id: Option<&'a str>,
    name: &'a str,
    state: &'static str,
}

#[derive(Serialize)]
struct JsonWitness<'a> {
    profile: Pairs<'a, Arc<str>>,
    outcomes: Pairs<'a, Arc<str>>,
    steps: Vec<&'a str>,
    step_names: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonEarlier<'a> {
    journey: &'a str,
    journey_name: &'a str,
    after: &'a str,
    after_name: &'a str,
    condition: &'a str,
    condition_text: &'a str,
    condition_minimal: bool,
    when: Vec<Pairs<'a, Vec<Arc<str>>>>,
    witness: JsonWitness<'a>,
}

#[derive(Serialize)]
struct JsonSource<'a> {
    id: &'a str,
    title: &'a str,
    title_language: &'static str,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    date: Option<&'a str>,
    verified: bool,
}

/// Names with values, written as an object in the order given.
struct Pairs<'a, T>(&'a [(Arc<str>, T)]);

impl<T: Serialize> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'a> Report<'a> {
    fn new(analysis: &'a Analysis, sources: &'a Sources, lang: Lang) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            tool_version: env!("CARGO_PKG_VERSION"),
            language: lang.code(),
            as_of: &analysis.as_of,
            broken: analysis.broken,
            journeys: analysis.journeys.iter().map(|journey| JsonJourney::new(journey, lang)).collect(),
            gravities: things(&analysis.gravities, lang),
            findings: analysis
                .findings
                .iter()
                .map(|finding| JsonFinding::new(finding, sources, lang))
                .collect(),
            sources: analysis.sources.iter().map(|source| JsonSource::new(source, lang)).collect(),
        }
    }
}

impl<'a> JsonJourney<'a> {
    fn new(journey: &'a JourneySummary, lang: Lang) -> Self {
        Self {
            id: &journey.id,
            name: journey.name.get(lang),
            steps: journey.steps,
            handovers: journey.handovers,
            data_requests: journey.data_requests,
            circumstances: journey.circumstances,
            last_checked: &journey.last_checked,
            coordinator: id(&journey.coordinator),
            coordinator_name: name(&journey.coordinator, lang),
            analysed: journey.analysed,
        }
    }
}

impl<'a> Thing<'a> {
    fn new(thing: &'a Named, lang: Lang) -> Self {
        Self { id: &thing.id, name: thing.name.get(lang) }
    }
}

fn things(things: &[Named], lang: Lang) -> Vec<Thing<'_>> {
    things.iter().map(|thing| Thing::new(thing, lang)).collect()
}

fn id(thing: &Option<Named>) -> Option<&str> {
    thing.as_ref().map(|thing| thing.id.as_str())
}

fn name(thing: &Option<Named>, lang: Lang) -> Option<&str> {
    thing.as_ref().map(|thing| thing.name.get(lang))
}

fn when(courses: &CourseSet) -> Vec<Pairs<'_, Vec<Arc<str>>>> {
    courses.when.iter().map(|alternative| Pairs(alternative)).collect()
}

impl<'a> JsonFinding<'a> {
    fn new(finding: &'a Finding, sources: &'a Sources, lang: Lang) -> Self {
        let courses = finding.condition.as_ref();
        let of_message = finding.message_condition.as_ref();
        let gravest = finding.cases.first();
        Self {
            id: &finding.id,
            number: number_of(finding),
            check: &finding.check,
            severity: finding.severity.id(),
            gravity: &finding.gravity.id,
            journey: finding.journey.as_deref(),
            subject: &finding.subject,
            message: finding.message.get(lang),
            help: finding.help.get(lang),
            places: finding.places.iter().filter_map(|label| JsonPlace::new(label, sources, lang)).collect(),
            condition: courses.map(|courses| courses.condition.as_str()),
            condition_text: courses.map(|courses| courses.phrase.get(lang)),
            condition_minimal: courses.map(|courses| courses.minimal),
            when: courses.map(|courses| when(courses)),
            message_condition: of_message.map(|courses| courses.condition.as_str()),
            message_condition_text: of_message.map(|courses| courses.phrase.get(lang)),
            cases: finding.cases.iter().map(|case| JsonCase::new(case, lang)).collect(),
            reason_class: gravest.and_then(|case| id(&case.reason_class)),
            verdict: gravest.and_then(|case| id(&case.verdict)),
            witness: finding.witness.as_ref().map(|witness| JsonWitness::new(witness, lang)),
            earlier: finding.earlier.as_ref().map(|earlier| JsonEarlier::new(earlier, lang)),
            parties: things(&finding.parties, lang),
            giver: id(&finding.giver),
            giver_name: name(&finding.giver, lang),
            receiver: id(&finding.receiver),
            receiver_name: name(&finding.receiver, lang),
            lead: id(&finding.lead),
            lead_name: name(&finding.lead, lang),
            lead_ministry: id(&finding.lead_ministry),
            lead_ministry_name: name(&finding.lead_ministry, lang),
            coordinator: id(&finding.coordinator),
            coordinator_name: name(&finding.coordinator, lang),
            also: finding.also.iter().map(|also| also.message.get(lang)).collect(),
            also_checks: finding.also.iter().map(|also| also.check.as_str()).collect(),
            sources: &finding.sources,
            confidence: if finding.verified { "verified" } else { "unverified" },
        }
    }
}

impl<'a> JsonPlace<'a> {
    fn new(label: &'a Label, sources: &'a Sources, lang: Lang) -> Option<Self> {
        let place = label.place;
        let file = sources.get(place.file)?;
        let start = sources.line_column(place.file, place.start);
        let end = sources.line_column(place.file, place.end);
        Some(Self {
            file: &file.name,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            label: label.label.get(lang),
        })
    }
}

impl<'a> JsonCase<'a> {
    fn new(case: &'a Case, lang: Lang) -> Self {
        Self {
            condition: &case.courses.condition,
            condition_text: case.courses.phrase.get(lang),
            condition_minimal: case.courses.minimal,
            when: when(&case.courses),
            check: &case.check,
            reason_class: id(&case.reason_class),
            reason_class_name: name(&case.reason_class, lang),
            verdict: id(&case.verdict),
            verdict_name: name(&case.verdict, lang),
            degree: id(&case.degree),
            degree_name: name(&case.degree, lang),
            law: case.law.iter().map(|point| JsonLaw::new(point, lang)).collect(),
            holder: id(&case.holder),
            holder_name: name(&case.holder, lang),
            lead: id(&case.lead),
            lead_name: name(&case.lead, lang),
        }
    }
}

impl<'a> JsonLaw<'a> {
    fn new(point: &'a LawPoint, lang: Lang) -> Self {
        Self { id: point.id.as_deref(), name: point.name.get(lang), state: point.state.id() }
    }
}

impl<'a> JsonWitness<'a> {
    fn new(witness: &'a Witness, lang: Lang) -> Self {
        Self {
            profile: Pairs(&witness.profile),
            outcomes: Pairs(&witness.outcomes),
            steps: witness.steps.iter().map(|step| step.id.as_str()).collect(),
            step_names: witness.steps.iter().map(|step| step.name.get(lang)).collect(),
        }
    }
}

impl<'a> JsonEarlier<'a> {
    fn new(earlier: &'a Earlier, lang: Lang) -> Self {
        Self {
            journey: &earlier.event.id,
            journey_name: earlier.event.name.get(lang),
            after: &earlier.after.id,
            after_name: earlier.after.name.get(lang),
            condition: &earlier.condition.condition,
            condition_text: earlier.condition.phrase.get(lang),
            condition_minimal: earlier.condition.minimal,
            when: when(&earlier.condition),
            witness: JsonWitness::new(&earlier.witness, lang),
        }
    }
}

impl<'a> JsonSource<'a> {
    fn new(source: &'a SourceSummary, lang: Lang) -> Self {
        let (title, title_lang) = source.title.told_in(lang);
        Self {
            id: &source.id,
            title,
            title_language: title_lang.code(),
            publisher: source.publisher.as_deref(),
            url: source.url.as_deref(),
            date: source.date.as_deref(),
            verified: source.verified,
        }
    }
}
