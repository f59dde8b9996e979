//! Walks for programs: versioned JSON, described in `docs/json.md` and `docs/livsferd-walk.schema.json`.
//!
//! The fields stand in the order written here.

use super::json::SCHEMA_VERSION;
use crate::declaration::{Carrier, Mode, StepKind};
use crate::finding::{Named, Severity};
use crate::walked::{
    Arrival, Ask, Break, Carried, Fetched, Given, Known, Limit, Onward, Stage, Stop, Value, Walk, When,
};
use crate::words::Lang;
use serde::Serialize;

/// Walks as JSON, their texts in one language; ends in `\n`.
pub fn walks_json(walks: &[Walk], lang: Lang) -> String {
    let report = Report {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION"),
        language: lang.code(),
        walks: walks.iter().map(|walk| JsonWalk::new(walk, lang)).collect(),
    };
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
    walks: Vec<JsonWalk<'a>>,
}

#[derive(Serialize)]
struct JsonWalk<'a> {
    journey: Thing<'a>,
    last_checked: &'a str,
    persona: Thing<'a>,
    about: Option<&'a str>,
    profile: Vec<JsonValue<'a>>,
    outcomes: Vec<JsonValue<'a>>,
    numbers: JsonNumbers,
    steps: Vec<JsonStage<'a>>,
    stops: Vec<JsonStop<'a>>,
    findings: Vec<JsonBreak<'a>>,
    onwards: Vec<JsonOnward<'a>>,
    as_expected: bool,
    differs: Vec<&'a str>,
}

/// An id with its name.
#[derive(Serialize)]
struct Thing<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct JsonValue<'a> {
    id: &'a str,
    name: &'a str,
    value: &'a str,
    phrase: &'a str,
    said: bool,
}

#[derive(Serialize)]
struct JsonNumbers {
    steps: usize,
    by_persons: usize,
    bodies: usize,
    asked: usize,
    asked_again: usize,
    carried_again: usize,
    fetched: usize,
    done_after_minutes: [u64; 3],
    steps_of_unknown_time: usize,
}

#[derive(Serialize)]
struct JsonStage<'a> {
    id: &'a str,
    name: &'a str,
    kind: StepKind,
    actor: Thing<'a>,
    by_body: bool,
    done_by: Option<Thing<'a>>,
    after: Vec<JsonArrival<'a>>,
    asks: Vec<JsonAsk<'a>>,
    fetches: Vec<JsonFetched<'a>>,
    outcome: Option<Thing<'a>>,
    takes: Option<String>,
    begins_after_minutes: Option<[u64; 3]>,
    done_after_minutes: Option<[u64; 3]>,
    deadlines: Vec<JsonLimit<'a>>,
    rights: Vec<JsonGiven<'a>>,
    ends: Vec<JsonEnd<'a>>,
    findings: Vec<&'a str>,
    verified: bool,
}

#[derive(Serialize)]
struct JsonArrival<'a> {
    from: &'a str,
    by: Option<Carrier>,
    carries: Vec<JsonCarried<'a>>,
    takes: Option<String>,
}

#[derive(Serialize)]
struct JsonCarried<'a> {
    id: &'a str,
    name: &'a str,
    known: Option<JsonKnown<'a>>,
}

#[derive(Serialize)]
struct JsonAsk<'a> {
    of: Thing<'a>,
    id: &'a str,
    name: &'a str,
    mode: Mode,
    known: Option<JsonKnown<'a>>,
}

#[derive(Serialize)]
struct JsonKnown<'a> {
    check: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFetched<'a> {
    id: &'a str,
    name: &'a str,
    register: Thing<'a>,
}

#[derive(Serialize)]
struct JsonLimit<'a> {
    within: String,
    from: Option<&'a str>,
    lost: &'a str,
}

#[derive(Serialize)]
struct JsonGiven<'a> {
    right: &'a str,
    to: Thing<'a>,
    must_apply: bool,
}

#[derive(Serialize)]
struct JsonEnd<'a> {
    of: Thing<'a>,
    told: Option<Carrier>,
}

#[derive(Serialize)]
struct JsonStop<'a> {
    id: &'a str,
    name: &'a str,
    actor: Thing<'a>,
    findings: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonBreak<'a> {
    id: &'a str,
    check: &'a str,
    of_request: bool,
    severity: &'static str,
    gravity: &'a str,
    gravity_name: &'a str,
    message: &'a str,
    help: &'a str,
    lead: Option<Thing<'a>>,
    confidence: &'static str,
}

#[derive(Serialize)]
struct JsonOnward<'a> {
    event: Thing<'a>,
    after: Option<&'a str>,
}

fn thing(named: &Named, lang: Lang) -> Thing<'_> {
    Thing { id: &named.id, name: named.name.get(lang) }
}

fn known(known: Option<&Known>, lang: Lang) -> Option<JsonKnown<'_>> {
    known.map(|known| JsonKnown { check: &known.check, message: known.message.get(lang) })
}

fn minutes(when: Option<When>) -> Option<[u64; 3]> {
    when.map(|When(minutes)| minutes)
}

impl<'a> JsonWalk<'a> {
    fn new(walk: &'a Walk, lang: Lang) -> Self {
        let numbers = &walk.numbers;
        let When(done_after_minutes) = numbers.done;
        Self {
            journey: thing(&walk.journey, lang),
            last_checked: &walk.last_checked,
            persona: thing(&walk.persona, lang),
            about: walk.about.as_ref().map(|about| about.get(lang)),
            profile: walk.profile.iter().map(|value| JsonValue::new(value, lang)).collect(),
            outcomes: walk.outcomes.iter().map(|value| JsonValue::new(value, lang)).collect(),
            numbers: JsonNumbers {
                steps: numbers.steps,
                by_persons: numbers.by_persons,
                bodies: numbers.bodies,
                asked: numbers.asked,
                asked_again: numbers.asked_again,
                carried_again: numbers.carried_again,
                fetched: numbers.fetched,
                done_after_minutes,
                steps_of_unknown_time: numbers.steps_of_unknown_time,
            },
            steps: walk.steps.iter().map(|stage| JsonStage::new(stage, walk, lang)).collect(),
            stops: walk.stops.iter().map(|stop| JsonStop::new(stop, walk, lang)).collect(),
            findings: walk.findings.iter().map(|found| JsonBreak::new(found, lang)).collect(),
            onwards: walk.onwards.iter().map(|onward| JsonOnward::new(onward, lang)).collect(),
            as_expected: walk.differs.is_empty(),
            differs: walk.differs.iter().map(|differs| differs.get(lang)).collect(),
        }
    }
}

impl<'a> JsonValue<'a> {
    fn new(value: &'a Value, lang: Lang) -> Self {
        Self {
            id: &value.of.id,
            name: value.of.name.get(lang),
            value: &value.value.id,
            phrase: value.value.name.get(lang),
            said: value.said,
        }
    }
}

/// The ids of findings by their place in the walk.
fn findings<'a>(numbers: &'a [usize], walk: &'a Walk) -> Vec<&'a str> {
    numbers.iter().filter_map(|&number| Some(walk.findings.get(number)?.id.as_str())).collect()
}

impl<'a> JsonStage<'a> {
    fn new(stage: &'a Stage, walk: &'a Walk, lang: Lang) -> Self {
        Self {
            id: &stage.step.id,
            name: stage.step.name.get(lang),
            kind: stage.kind,
            actor: thing(&stage.actor, lang),
            by_body: stage.by_body,
            done_by: stage.done_by.as_ref().map(|party| thing(party, lang)),
            after: stage.after.iter().map(|link| JsonArrival::new(link, lang)).collect(),
            asks: stage.asks.iter().map(|ask| JsonAsk::new(ask, lang)).collect(),
            fetches: stage.fetches.iter().map(|fetched| JsonFetched::new(fetched, lang)).collect(),
            outcome: stage.outcome.as_ref().map(|outcome| thing(outcome, lang)),
            takes: stage.takes.map(|takes| takes.to_string()),
            begins_after_minutes: minutes(stage.begins),
            done_after_minutes: minutes(stage.done),
            deadlines: stage.deadlines.iter().map(|limit| JsonLimit::new(limit, lang)).collect(),
            rights: stage.rights.iter().map(|right| JsonGiven::new(right, lang)).collect(),
            ends: stage.ends.iter().map(|(of, told)| JsonEnd { of: thing(of, lang), told: *told }).collect(),
            findings: findings(&stage.findings, walk),
            verified: stage.verified,
        }
    }
}

impl<'a> JsonArrival<'a> {
    fn new(link: &'a Arrival, lang: Lang) -> Self {
        Self {
            from: &link.from.id,
            by: link.by,
            carries: link.carries.iter().map(|carried| JsonCarried::new(carried, lang)).collect(),
            takes: link.takes.map(|takes| takes.to_string()),
        }
    }
}

impl<'a> JsonCarried<'a> {
    fn new(carried: &'a Carried, lang: Lang) -> Self {
        let Named { id, name } = &carried.datum;
        Self { id, name: name.get(lang), known: known(carried.known.as_ref(), lang) }
    }
}

impl<'a> JsonAsk<'a> {
    fn new(ask: &'a Ask, lang: Lang) -> Self {
        let Named { id, name } = &ask.datum;
        let known = known(ask.known.as_ref(), lang);
        Self { of: thing(&ask.of, lang), id, name: name.get(lang), mode: ask.mode, known }
    }
}

impl<'a> JsonFetched<'a> {
    fn new(fetched: &'a Fetched, lang: Lang) -> Self {
        let Named { id, name } = &fetched.datum;
        Self { id, name: name.get(lang), register: thing(&fetched.register, lang) }
    }
}

impl<'a> JsonLimit<'a> {
    fn new(limit: &'a Limit, lang: Lang) -> Self {
        let from = limit.from.as_ref().map(|step| step.id.as_str());
        Self { within: limit.within.to_string(), from, lost: limit.lost.get(lang) }
    }
}

impl<'a> JsonGiven<'a> {
    fn new(right: &'a Given, lang: Lang) -> Self {
        Self { right: right.right.get(lang), to: thing(&right.to, lang), must_apply: right.must_apply }
    }
}

impl<'a> JsonStop<'a> {
    fn new(stop: &'a Stop, walk: &'a Walk, lang: Lang) -> Self {
        Self {
            id: &stop.step.id,
            name: stop.step.name.get(lang),
            actor: thing(&stop.actor, lang),
            findings: findings(&stop.findings, walk),
        }
    }
}

impl<'a> JsonBreak<'a> {
    fn new(found: &'a Break, lang: Lang) -> Self {
        Self {
            id: &found.id,
            check: &found.check,
            of_request: found.of_request,
            severity: match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            gravity: &found.gravity.id,
            gravity_name: found.gravity.name.get(lang),
            message: found.message.get(lang),
            help: found.help.get(lang),
            lead: found.lead.as_ref().map(|lead| thing(lead, lang)),
            confidence: if found.verified { "verified" } else { "unverified" },
        }
    }
}

impl<'a> JsonOnward<'a> {
    fn new(onward: &'a Onward, lang: Lang) -> Self {
        Self { event: thing(&onward.event, lang), after: onward.after.as_ref().map(|step| step.id.as_str()) }
    }
}
