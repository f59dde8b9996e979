//! How much the life events cover and how sure it is: as text, as Markdown and as JSON.

use super::json::SCHEMA_VERSION;
use super::outline::{Item, Outline, Part};
use super::wording::{Noun, count, list, named, plain, say, words};
use crate::coverage::{Claims, Coverage, EventCoverage, Kind, TopicCovered};
use crate::finding::Named;
use crate::words::Lang;
use serde::Serialize;

/// The coverage as plain text; ends in `\n`.
pub fn coverage_text(coverage: &Coverage, lang: Lang) -> String {
    outline(coverage, lang).text()
}

/// The coverage as Markdown; ends in `\n`.
pub fn coverage_markdown(coverage: &Coverage, lang: Lang) -> String {
    outline(coverage, lang).markdown()
}

fn outline(coverage: &Coverage, lang: Lang) -> Outline {
    let title = say(
        lang,
        "Hva modellene dekker, og hvor sikkert det er",
        "Kva modellane dekkjer, og kor sikkert det er",
        "What the models cover, and how sure it is",
    );
    let all = say(lang, "alle livshendelser", "alle livshendingar", "all life events");
    let lines = vec![format!("{all}: {}", claims(coverage.claims, lang))];
    let mut outline = Outline { title: title.to_owned(), lines, parts: Vec::new() };
    for event in &coverage.events {
        outline.add(of_event(event, lang));
    }
    outline
}

fn of_event(event: &EventCoverage, lang: Lang) -> Part {
    let mut part = Part::new(&format!("{} ({})", named(&event.event, lang), plain(&event.event.id)));
    let checked = say(lang, "sist kontrollert", "sist kontrollert", "last checked");
    part.lines.push(format!("{checked}: {}", event.last_checked));
    if !event.analysed {
        let broken = say(
            lang,
            "har feil og blir ikke analysert; tallene kan være for lave",
            "har feil og blir ikkje analysert; tala kan vere for låge",
            "has errors and is not analysed; the figures may be too low",
        );
        part.lines.push(broken.to_owned());
    }
    let numbers = [
        count(lang, event.steps, Noun::Step),
        count(lang, event.handovers, Noun::Handover),
        count(lang, event.requests, Noun::Request),
        count(lang, event.personas, Noun::Persona),
    ];
    part.lines.push(numbers.join(", "));
    let mut sure = Item { text: claims(event.all, lang), more: Vec::new() };
    for (kind, claims_of_kind) in &event.claims {
        sure.more.push(format!("{}: {}", kind_words(*kind, lang), claims(*claims_of_kind, lang)));
    }
    part.items.push(sure);
    part.items.extend(topics(event, lang));
    part.items.extend(not_checked(
        &event.unverified_steps,
        lang,
        ["steg som ikke er kontrollert", "steg som ikkje er kontrollerte", "steps not verified"],
    ));
    part.items.extend(not_checked(
        &event.unverified_data,
        lang,
        [
            "opplysninger der det som er sagt, ikke er kontrollert",
            "opplysningar der det som er sagt, ikkje er kontrollert",
            "data of which what is said is not verified",
        ],
    ));
    part
}

/// `412 påstander; 100 % med kilde; 51 % kontrollert, 30 % utledet, 19 % ikke kontrollert`.
fn claims(claims: Claims, lang: Lang) -> String {
    let Claims { all, with_source, verified, inferred, unverified } = claims;
    let share = |number: usize| percent(number, all);
    let [source, verified, inferred, unverified] = [with_source, verified, inferred, unverified].map(share);
    let all = count(lang, all, Noun::Claim);
    match lang {
        Lang::Nb => format!(
            "{all}; {source} med kilde; {verified} kontrollert, {inferred} utledet, {unverified} ikke kontrollert"
        ),
        Lang::Nn => format!(
            "{all}; {source} med kjelde; {verified} kontrollerte, {inferred} utleidde, {unverified} ikkje kontrollerte"
        ),
        Lang::En => format!(
            "{all}; {source} with a source; {verified} verified, {inferred} inferred, {unverified} unverified"
        ),
    }
}

/// The share in whole per cent. Rounded down, so that all is said only where it is all; but something is never none.
fn percent(number: usize, all: usize) -> String {
    let share = (100 * number).checked_div(all).unwrap_or_default();
    if share == 0 && number > 0 { "< 1 %".to_owned() } else { format!("{share} %") }
}

fn topics(event: &EventCoverage, lang: Lang) -> Vec<Item> {
    if event.topics.is_empty() {
        let none =
            say(lang, "temaer i LOS: ikke ført", "tema i LOS: ikkje førte", "topics of LOS: not recorded");
        return vec![Item { text: none.to_owned(), more: Vec::new() }];
    }
    let (covered, not): (Vec<_>, Vec<_>) = event.topics.iter().partition(|topic| topic.is_covered());
    let (number, all) = (covered.len(), event.topics.len());
    let text = match lang {
        Lang::Nb => format!("temaer i LOS: {number} av {all} dekket"),
        Lang::Nn => format!("tema i LOS: {number} av {all} dekte"),
        Lang::En => format!("topics of LOS: {number} of {all} covered"),
    };
    let mut items = vec![Item { text, more: covered.into_iter().map(|one| topic(one, lang)).collect() }];
    if !not.is_empty() {
        let text = say(lang, "temaer som ikke er dekket", "tema som ikkje er dekte", "topics not covered");
        let more = not.into_iter().map(|one| topic(one, lang)).collect();
        items.push(Item { text: text.to_owned(), more });
    }
    items
}

fn topic(topic: &TopicCovered, lang: Lang) -> String {
    let mut parts = Vec::new();
    if !topic.steps.is_empty() {
        let steps: Vec<String> = topic.steps.iter().map(|step| format!("`{}`", plain(step))).collect();
        parts.push(list(lang, &steps));
    }
    if let Some(event) = &topic.covered_by {
        let by = say(lang, "dekket i", "dekt i", "covered in");
        parts.push(format!("{by} {}", plain(event.name.quoted().get(lang))));
    }
    parts.extend(topic.reason.iter().map(|reason| words(reason, lang)));
    format!("{}: {}", words(&topic.name, lang), parts.join("; "))
}

/// What is not checked yet; nothing where all is.
fn not_checked(things: &[Named], lang: Lang, [nb, nn, en]: [&'static str; 3]) -> Option<Item> {
    if things.is_empty() {
        return None;
    }
    let names: Vec<String> = things.iter().map(|thing| named(thing, lang)).collect();
    let text = format!("{} ({})", say(lang, nb, nn, en), things.len());
    Some(Item { text, more: vec![names.join("; ")] })
}

fn kind_words(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Step => say(lang, "steg", "steg", "steps"),
        Kind::Link => say(lang, "ledd mellom steg", "ledd mellom steg", "links between steps"),
        Kind::Request => say(lang, "datakrav", "datakrav", "requests"),
        Kind::Fetch => say(lang, "oppslag i registre", "oppslag i register", "fetches from registers"),
        Kind::Deadline => say(lang, "frister", "fristar", "deadlines"),
        Kind::Holding => say(lang, "innhold i registre", "innhald i register", "contents of registers"),
        Kind::Volume => say(lang, "tall", "tal", "numbers"),
        Kind::Responsibility => say(lang, "ansvar", "ansvar", "responsibility"),
        Kind::Continuation => {
            say(lang, "videre livshendelser", "vidare livshendingar", "events that may follow")
        }
    }
}

/// The coverage as JSON, described in `docs/json.md` and `docs/livsferd-coverage.schema.json`; ends in `\n`.
pub fn coverage_json(coverage: &Coverage, lang: Lang) -> String {
    let report = Report {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION"),
        language: lang.code(),
        claims: JsonClaims::new(None, coverage.claims),
        events: coverage.events.iter().map(|event| JsonEvent::new(event, lang)).collect(),
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
    claims: JsonClaims,
    events: Vec<JsonEvent<'a>>,
}

#[derive(Serialize)]
struct JsonEvent<'a> {
    id: &'a str,
    name: &'a str,
    last_checked: &'a str,
    analysed: bool,
    steps: usize,
    handovers: usize,
    data_requests: usize,
    personas: usize,
    claims: JsonClaims,
    claims_by_kind: Vec<JsonClaims>,
    unverified_steps: Vec<Thing<'a>>,
    unverified_data: Vec<Thing<'a>>,
    topics: Vec<JsonTopic<'a>>,
}

#[derive(Serialize)]
struct JsonClaims {
    kind: Option<&'static str>,
    all: usize,
    with_source: usize,
    verified: usize,
    inferred: usize,
    unverified: usize,
}

#[derive(Serialize)]
struct Thing<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct JsonTopic<'a> {
    los: &'a str,
    name: &'a str,
    covered: bool,
    steps: &'a [String],
    covered_by: Option<&'a str>,
    reason: Option<&'a str>,
}

impl JsonClaims {
    fn new(kind: Option<Kind>, claims: Claims) -> Self {
        let Claims { all, with_source, verified, inferred, unverified } = claims;
        let kind = kind.map(|kind| match kind {
            Kind::Step => "step",
            Kind::Link => "link",
            Kind::Request => "request",
            Kind::Fetch => "fetch",
            Kind::Deadline => "deadline",
            Kind::Holding => "holding",
            Kind::Volume => "volume",
            Kind::Responsibility => "responsibility",
            Kind::Continuation => "continuation",
        });
        Self { kind, all, with_source, verified, inferred, unverified }
    }
}

impl<'a> JsonEvent<'a> {
    fn new(event: &'a EventCoverage, lang: Lang) -> Self {
        let things = |things: &'a [Named]| -> Vec<Thing<'a>> {
            things.iter().map(|thing| Thing { id: &thing.id, name: thing.name.get(lang) }).collect()
        };
        Self {
            id: &event.event.id,
            name: event.event.name.get(lang),
            last_checked: &event.last_checked,
            analysed: event.analysed,
            steps: event.steps,
            handovers: event.handovers,
            data_requests: event.requests,
            personas: event.personas,
            claims: JsonClaims::new(None, event.all),
            claims_by_kind: event
                .claims
                .iter()
                .map(|(kind, one)| JsonClaims::new(Some(*kind), *one))
                .collect(),
            unverified_steps: things(&event.unverified_steps),
            unverified_data: things(&event.unverified_data),
            topics: event.topics.iter().map(|topic| JsonTopic::new(topic, lang)).collect(),
        }
    }
}

impl<'a> JsonTopic<'a> {
    fn new(topic: &'a TopicCovered, lang: Lang) -> Self {
        Self {
            los: &topic.los,
            name: topic.name.get(lang),
            covered: topic.is_covered(),
            steps: &topic.steps,
            covered_by: topic.covered_by.as_ref().map(|event| event.id.as_str()),
            reason: topic.reason.as_ref().map(|reason| reason.get(lang)),
        }
    }
}
