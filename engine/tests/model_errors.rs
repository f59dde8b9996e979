//! What is wrong with a model is said once, at the exact words, with what to do about it.
#![expect(clippy::unwrap_used, reason = "a test")]

use livsferd::finding::Finding;
use livsferd::model::ModelProblem;
use livsferd::{Loaded, Options, SourceFile};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Every kind of error. Does not compile when a kind is added; then add an example of it, too.
macro_rules! kinds {
    ($($kind:ident)*) => {
        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        fn name(problem: &ModelProblem) -> &'static str {
            match problem { $(ModelProblem::$kind { .. } => stringify!($kind),)* }
        }
    };
}

kinds! {
    UnknownId DuplicateId NoEvent BadId ThenBetweenActors HandoverWithinActor AfterItself CyclicPartOf BadCondition
    CyclicCondition NotAFlag NotComparable BadNumber OutcomeUpstream NoOutcomes BadDatum BadDate BadDuration
    BadOrganisationNumber PersonalData OverlappingValidity NotHeld HalfLaw Empty ModeOfItem NotAMinistry
    NoBodyToReceive NotOneValue ImpossiblePersona BadTopic NoReason TooLarge
}

/// The shared part that every example may use.
const SHARED: &str = r#"Shared(
    organisations: [
        (id: "aid", name: (), level: State, ministry: true), (id: "fin", name: (), level: State, ministry: true),
        (id: "nav", name: (), level: State), (id: "skatt", name: (), level: State),
    ],
    concepts: [(id: "adresse", name: ()), (id: "inntekt", name: ())],
    documents: [(id: "attest", name: (), contains: ["adresse"])],
    registers: [(id: "folkeregisteret", name: (), keeper: "skatt", holds: ["adresse"])],
    provisions: [(id: "lov_1", law: ())],
)"#;

/// A life event with a few circumstances and decisions, and with more: fields of the event, and steps.
fn event(fields: &str, steps: &str) -> String {
    format!(
        r#"LifeEvent(id: "e", name: (), last_checked: "2026-11-20",
parties: [(id: "barn", name: ()), (id: "verge", name: ())],
circumstances: [
    (id: "gift", name: (), values: Flag(yes: (), no: ())),
    (id: "sted", name: (), values: OneOf([(id: "hjemme", phrase: ()), (id: "sykehus", phrase: ())])),
    (id: "alder", name: (), values: Number(from: 0, to: 20, phrase: ())),
],
{fields}
steps: [
(id: "soke", name: (), actor: "nav", kind: Service, after: Start),
(id: "vedta", name: (), actor: "nav", kind: Decision, after: Then(step: "soke"), outcomes: [(id: "ja", phrase: ()), (id: "nei", phrase: ())]),
{steps}
])"#
    )
}

/// A persona of the event with these fields; a married child is impossible.
fn persona(fields: &str) -> String {
    let impossible =
        r#"impossible: [(when: "gift and alder < 18", because: (en: "children do not marry"))],"#;
    format!(
        "{}\n// file:\nPersonas(event: \"e\", personas: [(id: \"p\", name: (), {fields})])",
        event(impossible, "")
    )
}

/// A topic of the event with these fields.
fn topic(fields: &str) -> String {
    format!("{}\n// file:\nTopics(event: \"e\", topics: [({fields})])", event("", ""))
}

/// An event that goes on in the first with these fields.
fn goes_on(fields: &str) -> String {
    let other = event(&format!(r#"continues: [(event: "e", {fields})],"#), "");
    format!("{}\n// file:\n{}", event("", ""), other.replacen("\"e\"", "\"d\"", 1))
}

/// A topic that is said to be covered in an event whose id is nearly that of one that is read.
fn near_topic() -> String {
    let topics = r#"Topics(event: "hendelse", topics: [(los: "https://psi.norge.no/los/ord/x", name: (), covered_by: "hendlese")])"#;
    let event = event("", "").replace(r#"id: "e", name"#, r#"id: "hendelse", name"#);
    format!("{event}\n// file:\n{topics}")
}

/// A step of Nav with these fields.
fn step(fields: &str) -> String {
    event("", &format!(r#"(id: "x", name: (), actor: "nav", kind: Service, {fields}),"#))
}

/// A step of Nav with this condition, and nothing else that could be wrong.
fn when(condition: &str) -> String {
    step(&format!(r#"after: Then(step: "vedta"), when: {condition}"#))
}

/// More that is shared.
fn more(fields: &str) -> String {
    format!("Shared({fields})")
}

fn load(texts: &[&str]) -> Loaded {
    let files = texts.iter().enumerate().map(|(n, text)| SourceFile::new(format!("{}.ron", n + 1), *text));
    livsferd::load([SourceFile::new("0.ron", SHARED)].into_iter().chain(files).collect())
}

/// The errors as people see them: check and words, message and help in two languages, and the second place.
fn told(loaded: &Loaded) -> String {
    let mut all = String::new();
    for error in &loaded.errors {
        let place = error.places.first().unwrap().place;
        let words = loaded.sources.words(place);
        let words: String = words.chars().take(40).collect();
        writeln!(all, "{} at {words}", error.check).unwrap();
        for text in [&error.message, &error.help] {
            assert!(!text.nn.is_empty());
            writeln!(all, "  {}\n  {}", text.nb, text.en).unwrap();
        }
        if let Some(other) = error.places.get(1) {
            let at = loaded.sources.line_column(other.place.file, other.place.start);
            let file = &loaded.sources.get(other.place.file).unwrap().name;
            writeln!(all, "  see {} at {file}:{at}", loaded.sources.words(other.place)).unwrap();
        }
    }
    all
}

fn checks(loaded: &Loaded) -> Vec<&str> {
    loaded.errors.iter().map(|error| error.check.as_str()).collect()
}

/// Check and words of every error, in the order in which they are told.
fn places(loaded: &Loaded) -> Vec<(&str, &str)> {
    let words = |error: &Finding| loaded.sources.words(error.places.first().unwrap().place);
    loaded.errors.iter().map(|error| (error.check.as_str(), words(error))).collect()
}

/// A made-up national identity number; put together here, so that no file has one.
fn identity_number() -> String {
    let mut numbers = (0..200).map(|end| format!("010203{:05}", 30_400 + end));
    numbers.find(|number| !livsferd::personal::identity_numbers(number).is_empty()).unwrap()
}

fn examples() -> Vec<(&'static str, String)> {
    vec![
        ("UnknownId", step(r#"after: Start, done_by: "vergen""#)),
        (
            "UnknownId",
            event("", r#"(id: "x", name: (), actor: "navv", kind: Service, after: Then(step: "soke")),"#),
        ),
        ("UnknownId", step(r#"after: Then(step: "soker")"#)),
        ("UnknownId", step(r#"after: Then(step: "vedta", outcome: ["jaa"])"#)),
        ("UnknownId", step(r#"after: Start, asks: [(of: "barn", data: ["barn.adrese"])]"#)),
        ("UnknownId", step(r#"after: Start, needs: ["barnet.adresse"]"#)),
        ("UnknownId", step(r#"after: Start, fetches: [(data: [], register: "folkeregister")]"#)),
        ("UnknownId", step(r#"after: Start, basis: ["lov_2"], uses: "altinn_utsending", sources: ["k"]"#)),
        ("UnknownId", r#"Steps(event: "f", steps: [])"#.to_owned()),
        ("UnknownId", r#"Rules(verdicts: [(id: "r", verdict: "breaches-statut", says: ())])"#.to_owned()),
        ("UnknownId", when(r#""gift and stad = hjemme""#)),
        ("UnknownId", when(r#""sted in [hjemme, sykehuset]""#)),
        ("UnknownId", when(r#""sted = x""#)),
        ("UnknownId", when(r#""vedta = kanskje""#)),
        ("DuplicateId", more(r#"organisations: [(id: "nav", name: (), level: State)]"#)),
        ("DuplicateId", more(r#"documents: [(id: "adresse", name: ())]"#)),
        ("DuplicateId", event("", r#"(id: "soke", name: (), actor: "nav", kind: Service, after: Start),"#)),
        ("DuplicateId", event(r#"conditions: [(id: "gift", when: "alder > 1")],"#, "")),
        ("DuplicateId", event("", r#"(id: "sted", name: (), actor: "nav", kind: Service, after: Start),"#)),
        ("DuplicateId", step(r#"after: Start, outcomes: [(id: "a", phrase: ()), (id: "a", phrase: ())]"#)),
        ("DuplicateId", event("", "").replace(r#"(id: "verge""#, r#"(id: "skatt""#)),
        (
            "NoEvent",
            r#"Steps(steps: [(id: "x", name: (), actor: "nav", kind: Service, after: Start)])"#.to_owned(),
        ),
        ("BadId", event("", r#"(id: "søke om", name: (), actor: "nav", kind: Service, after: Start),"#)),
        ("BadId", step(r#"after: Start, outcomes: [(id: "not", phrase: ())]"#)),
        ("BadId", event(r#"conditions: [(id: "1", when: "gift")],"#, "")),
        (
            "ThenBetweenActors",
            event("", r#"(id: "x", name: (), actor: "skatt", kind: Service, after: Then(step: "soke")),"#),
        ),
        ("HandoverWithinActor", step(r#"after: Handover(step: "soke", by: Api)"#)),
        ("AfterItself", step(r#"after: AnyOf([Start, Handover(step: "x", by: Nothing)])"#)),
        (
            "CyclicPartOf",
            more(
                r#"concepts: [(id: "c", name: (), part_of: ["b"]), (id: "b", name: (), part_of: ["a"]), (id: "a", name: (), part_of: ["b"])]"#,
            ),
        ),
        (
            "CyclicPartOf",
            more(
                r#"organisations: [(id: "u", name: (), level: State, part_of: "u"), (id: "v", name: (), level: State, part_of: "u")]"#,
            ),
        ),
        ("CyclicPartOf", more(r#"documents: [(id: "mappe", name: (), contains: ["mappe"])]"#)),
        ("BadCondition", when(r#""gift and""#)),
        ("BadCondition", when(r#""gift && sted = hjemme""#)),
        ("BadCondition", when(r#""not gift""#)),
        ("BadCondition", when(r#""(gift or sted = hjemme""#)),
        ("BadCondition", when(r#""sted in hjemme""#)),
        ("BadCondition", when(r#""gift gift""#)),
        ("BadCondition", when(r#""sted =""#)),
        ("BadCondition", when(&format!("\"{}gift{}\"", "(".repeat(70), ")".repeat(70)))),
        ("BadCondition", when(r#""""#)),
        (
            "CyclicCondition",
            event(
                r#"conditions: [(id: "a", when: "not(b)"), (id: "b", when: "a or gift"), (id: "c", when: "a")],"#,
                "",
            ),
        ),
        ("CyclicCondition", event(r#"conditions: [(id: "selv", when: "selv")],"#, "")),
        ("NotAFlag", when(r#""gift and sted""#)),
        ("NotComparable", when(r#""sted < hjemme""#)),
        (
            "NotComparable",
            event(
                r#"conditions: [(id: "ung", when: "alder < 3")], impossible: [(when: "ung = gift", because: ())],"#,
                "",
            ),
        ),
        ("BadNumber", when(r#""alder > 21""#)),
        ("BadNumber", when(r#""alder in [hjemme..3]""#)),
        ("BadNumber", when(r#""alder = 9223372036854775807""#)),
        ("OutcomeUpstream", step(r#"after: Start, when: "gift and vedta = ja""#)),
        ("OutcomeUpstream", step(r#"after: Start, when: "x = a", outcomes: [(id: "a", phrase: ())]"#)),
        (
            "OutcomeUpstream",
            event(
                r#"conditions: [(id: "innvilget", when: "vedta = ja or gift")],"#,
                r#"(id: "x", name: (), actor: "nav", kind: Service, after: Start, asks: [(of: "barn", data: [], when: "gift and not(innvilget)")]),"#,
            ),
        ),
        (
            "OutcomeUpstream",
            event(r#"holdings: [(register: "folkeregisteret", data: [], when: "vedta = ja")],"#, ""),
        ),
        ("OutcomeUpstream", event(r#"continues: [(event: "f", when: "vedta = ja")],"#, "")),
        ("OutcomeUpstream", goes_on(r#"implies: [(here: "vedta = ja", there: "gift")]"#)),
        ("OutcomeUpstream", goes_on(r#"implies: [(there: "vedta = ja")]"#)),
        ("UnknownId", goes_on(r#"implies: [(there: "alder >= 18 and gifft")]"#)),
        ("UnknownId", goes_on(r#"implies: [(here: "gift", there: "sted = sykehuset")]"#)),
        ("UnknownId", goes_on(r#"parties: [(here: "barn", there: "vergen")]"#)),
        ("BadCondition", goes_on(r#"implies: [(there: "gift and")]"#)),
        ("NotAFlag", goes_on(r#"implies: [(there: "not(sted)")]"#)),
        ("BadNumber", goes_on(r#"implies: [(there: "alder > 21")]"#)),
        ("NoOutcomes", when(r#""soke = ja""#)),
        ("NoOutcomes", step(r#"after: Then(step: "soke", outcome: ["ja"])"#)),
        ("BadDatum", step(r#"after: Start, needs: ["adresse"]"#)),
        ("BadDatum", step(r#"after: Start, needs: ["barn.adresse.gate"]"#)),
        ("BadDatum", more(r#"documents: [(id: "d", name: (), contains: [".adresse"])]"#)),
        ("BadDate", step(r#"after: Then(step: "soke", not_before: Date("i morgen"))"#)),
        ("BadDuration", step(r#"after: Start, takes: "P3D..14""#)),
        ("BadDuration", step(r#"after: Start, deadlines: [(within: "6 uker", from: Event, lost: ())]"#)),
        (
            "BadOrganisationNumber",
            more(r#"organisations: [(id: "u", name: (), level: State, number: "889640783")]"#),
        ),
        ("PersonalData", format!("// {}\n{}", identity_number(), event("", ""))),
        (
            "OverlappingValidity",
            event(
                r#"responsible: [(ministry: "aid", until: "2024-01-01"), (ministry: "fin", from: "2024-01-01")],"#,
                "",
            ),
        ),
        (
            "NotHeld",
            step(r#"after: Start, fetches: [(data: ["barn.inntekt"], register: "folkeregisteret")]"#),
        ),
        ("NotHeld", event(r#"holdings: [(register: "folkeregisteret", data: ["barn.attest"])],"#, "")),
        (
            "HalfLaw",
            step(r#"after: Start, asks: [(of: "barn", data: [], law: (state: InPlace, ground: ["lov_1"]))]"#),
        ),
        (
            "HalfLaw",
            step(r#"after: Start, asks: [(of: "barn", data: [], law: (state: InPlace, open: true))]"#),
        ),
        ("HalfLaw", step(r#"after: Start, asks: [(of: "barn", data: [], law: (state: InPlace))]"#)),
        ("Empty", step("after: AllOf([])")),
        (
            "Empty",
            event("", "")
                .replace(r#"OneOf([(id: "hjemme", phrase: ()), (id: "sykehus", phrase: ())])"#, "OneOf([])"),
        ),
        ("Empty", event("", "").replace("from: 0, to: 20", "from: 20, to: 0")),
        ("Empty", when(r#""gift or alder in [9..3]""#)),
        ("Empty", step(r#"after: Start, takes: "P14D..P3D""#)),
        ("Empty", more(r#"provisions: [(id: "lov_2", law: (), from: "2026-01-01", until: "2025-12-31")]"#)),
        ("ModeOfItem", step(r#"after: Start, asks: [(of: "barn", data: ["barn.attest"])]"#)),
        ("ModeOfItem", step(r#"after: Start, asks: [(of: "barn", data: ["barn.adresse"], mode: Attach)]"#)),
        ("NotAMinistry", event(r#"responsible: [(ministry: "skatt")],"#, "")),
        (
            "NoBodyToReceive",
            event(
                "",
                r#"(id: "x", name: (), actor: "verge", kind: Service, after: Start, asks: [(of: "barn", data: ["barn.adresse", "barn.inntekt"])]),"#,
            ),
        ),
        ("NotOneValue", persona(r#"profile: ["alder > 3"]"#)),
        ("NotOneValue", persona(r#"profile: ["gift and sted = hjemme"]"#)),
        ("UnknownId", persona(r#"profile: ["sivilstand = gift"]"#)),
        ("UnknownId", persona(r#"profile: ["sted = sjukehus"]"#)),
        ("UnknownId", persona(r#"profile: ["vedta = ja"]"#)),
        ("UnknownId", persona(r#"outcomes: ["vedta = kanskje"]"#)),
        ("UnknownId", persona(r#"outcomes: ["gift"]"#)),
        ("UnknownId", persona(r#"expects: (steps: ["sok"])"#)),
        ("UnknownId", persona(r#"expects: (not_asked: ["barnet.adresse"])"#)),
        ("UnknownId", persona(r#"expects: (bodies: ["navv"])"#)),
        ("UnknownId", persona("").replace("\"e\", personas", "\"f\", personas")),
        ("BadDatum", persona(r#"expects: (asked: ["adresse"])"#)),
        ("BadNumber", persona(r#"profile: ["alder = 21"]"#)),
        ("NotAFlag", persona(r#"profile: ["not(sted)"]"#)),
        ("BadCondition", persona(r#"profile: ["gift or"]"#)),
        ("DuplicateId", persona(r#"profile: ["gift", "not(gift)"]"#)),
        ("ImpossiblePersona", persona(r#"profile: ["gift"]"#)),
        ("BadTopic", topic(r#"los: "barnepensjon", name: (), steps: ["soke"]"#)),
        ("NoReason", topic(r#"los: "https://psi.norge.no/los/ord/x", name: ()"#)),
        ("UnknownId", topic(r#"los: "https://psi.norge.no/los/ord/x", name: (), steps: ["sok"]"#)),
        ("UnknownId", near_topic()),
        ("TooLarge", when(&format!("\"{}gift\"", "gift and ".repeat(10_000)))),
        (
            "TooLarge",
            event("", "").replace(
                r#"(id: "sykehus", phrase: ())"#,
                &(0..1_000).map(|n| format!(r#"(id: "v{n}", phrase: ())"#)).collect::<Vec<_>>().join(","),
            ),
        ),
    ]
}

/// `UnknownId` as the name of a check: `model/unknown-id`.
fn check_of(kind: &str) -> String {
    let mut check = "model/".to_owned();
    for (at, letter) in kind.char_indices() {
        if letter.is_uppercase() && at > 0 {
            check.push('-');
        }
        check.extend(letter.to_lowercase());
    }
    check
}

/// A life event may be read without the others: then nobody can say that an id is wrong.
#[test]
fn a_topic_may_be_covered_in_an_event_that_is_not_read() {
    let text = topic(r#"los: "https://psi.norge.no/los/ord/x", name: (), covered_by: "dodsfall-og-arv""#);
    let loaded = load(&text.split("// file:\n").collect::<Vec<_>>());
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    let covered_by = loaded.model.journeys[0].topics[0].covered_by.as_deref();
    assert_eq!(covered_by, Some("dodsfall-og-arv"));
}

#[test]
fn every_kind_of_error_is_said_once_with_place_message_and_help() {
    let mut all = String::new();
    let mut seen = BTreeSet::new();
    for (kind, text) in examples() {
        let files: Vec<&str> = text.split("// file:\n").collect();
        let loaded = load(&files);
        let mut expected = vec![check_of(kind)];
        if text.contains("altinn_utsending") {
            // Three names of different kinds: three mistakes.
            expected = vec![check_of(kind); 3];
        }
        assert_eq!(checks(&loaded), expected, "{kind}: {text}\n{}", told(&loaded));
        seen.insert(kind);
        all += &told(&loaded);
    }
    assert_eq!(seen, KINDS.iter().copied().collect(), "the kinds with an example, and all kinds");
    let _ = name(&ModelProblem::PersonalData);
    insta::assert_snapshot!("every_kind", all);
}

#[test]
fn the_exact_words_are_underlined_also_inside_a_condition() {
    for (condition, underlined) in [
        (r#""gift and hjem = ja""#, "hjem"),
        (r#""søknad and gift""#, "søknad"),
        (r#""gift and (sted = hjemme or sted = på_sjøen)""#, "på_sjøen"),
        (r#""sted = hjemme or   Åsted = x""#, "Åsted"),
        (r#""gift and not(vedta = ja) and €""#, "€"),
        // Where the text is not as it is written, the whole of it is shown.
        (r#""gift and\u{20}hjem = ja""#, r#""gift and\u{20}hjem = ja""#),
        (r##"r"gift and hjem""##, r##"r"gift and hjem""##),
        (r###"r#"gift and hjem"#"###, r###"r#"gift and hjem"#"###),
        (r#"Some("gift and hjem")"#, "hjem"),
    ] {
        let text = when(condition);
        let loaded = load(&[&text]);
        let [(_, words)] = places(&loaded)[..] else { panic!("{condition}: {}", told(&loaded)) };
        assert_eq!(words, underlined, "{condition}");
    }
    // An end that is missing is underlined where it should have been.
    let text = when(r#""gift and""#);
    let loaded = load(&[&text]);
    let place = loaded.errors[0].places[0].place;
    assert_eq!(loaded.sources.words(place), "\"");
    assert_eq!(text.find("gift and\"").unwrap() + "gift and".len(), place.start as usize);
}

const MISTAKES: &str = r#"LifeEvent(id: "e", name: (), last_checked: "i dag",
    responsible: [(ministry: "aidd", from: "2026-13-01")],
    parties: [(id: "barn", name: (), exists: "gifft")],
    circumstances: [
        (id: "gift", name: (), values: Flag(yes: (), no: ()), known_to: ["barna"]),
        (id: "sted", name: (), values: OneOf([(id: "hjemme", phrase: ()), (id: "hjemme", phrase: ())])),
    ],
    impossible: [(when: "gift and sted", because: ())],
    holdings: [(register: "folkeregistret", data: ["barn.adrese"])],
    steps: [
        (id: "soke", name: (), actor: "navv", done_by: "barnn", kind: Application, after: Handover(
            step: "sok", by: Api, carries: ["barn.inntekter"], when: "sted = hjem", uses: "altin", takes: "3 dager",
            law: (state: InPlace), not_before: Step("vedtak"),
        )),
        (id: "vedta", name: (), actor: "nav", kind: Decision, after: Then(step: "soke"),
            outcomes: [(id: "ja", phrase: ())],
            deadlines: [(within: "P1X", from: Step("sokee"), lost: (), basis: ["lov_9"])],
        ),
    ],
)"#;

#[test]
fn all_mistakes_of_a_file_are_told_in_one_run_each_at_its_place() {
    let loaded = load(&[MISTAKES]);
    assert_eq!(
        places(&loaded),
        [
            ("model/bad-date", r#""i dag""#),
            ("model/unknown-id", r#""aidd""#),
            ("model/bad-date", r#""2026-13-01""#),
            ("model/unknown-id", "gifft"),
            ("model/unknown-id", r#""barna""#),
            ("model/duplicate-id", r#""hjemme""#),
            ("model/not-a-flag", "sted"),
            ("model/unknown-id", r#""folkeregistret""#),
            ("model/unknown-id", "adrese"),
            ("model/unknown-id", r#""navv""#),
            ("model/unknown-id", r#""barnn""#),
            ("model/unknown-id", r#""sok""#),
            ("model/unknown-id", "inntekter"),
            ("model/unknown-id", "hjem"),
            ("model/unknown-id", r#""altin""#),
            ("model/bad-duration", r#""3 dager""#),
            ("model/half-law", "InPlace"),
            ("model/unknown-id", "\"vedtak\""),
            ("model/bad-duration", r#""P1X""#),
            ("model/unknown-id", "\"sokee\""),
            ("model/unknown-id", r#""lov_9""#),
        ]
    );
    let meant: Vec<&str> =
        loaded.errors.iter().filter_map(|error| error.help.en.strip_prefix("did you mean ")).collect();
    assert_eq!(
        meant.join(" "),
        "`aid`? `gift`? `barn`? `folkeregisteret`? `adresse`? `nav`? `barn`? `soke`? `inntekt`? `hjemme`, `hjemme`? \
         `vedta`? `soke`? `lov_1`?"
    );
    let ids: BTreeSet<&str> = loaded.errors.iter().map(|error| error.id.as_str()).collect();
    assert_eq!(ids.len(), loaded.errors.len(), "every error has an id of its own");
}

/// An event with a gap: nobody tells the tax administration.
fn gap(id: &str) -> String {
    event(
        "",
        r#"(id: "x", name: (), actor: "skatt", kind: Service, after: Handover(step: "soke", by: Nothing)),"#,
    )
    .replace(r#"id: "e""#, &format!(r#"id: "{id}""#))
}

/// The events that were analysed, and the gaps that were found.
fn analysed(texts: &[&str]) -> (Vec<String>, usize) {
    let analysis = livsferd::analyse(&load(texts), &Options::default());
    let journeys = analysis.journeys.iter().filter(|journey| journey.analysed);
    let gaps = analysis.findings.iter().filter(|finding| finding.check == "handover/nobody-hands-over");
    (journeys.map(|journey| journey.id.clone()).collect(), gaps.count())
}

#[test]
fn what_is_broken_is_not_analysed_and_the_rest_is() {
    let (good, other) = (gap("good"), gap("other"));
    let all = (vec!["good".to_owned(), "other".to_owned()], 2);
    let good_alone = (vec!["good".to_owned()], 1);
    let none = (Vec::new(), 0);
    assert_eq!(analysed(&[&good, &other]), all);
    // An error in one journey, of the model and of the text.
    assert_eq!(analysed(&[&good, &other.replace("skatt", "skattt")]), good_alone);
    assert_eq!(analysed(&[&good, &other.replace("kind: Service", "kind: Servis")]), good_alone);
    // In more of its steps; also where nothing of that file can be read, or where it says another event.
    assert_eq!(analysed(&[&good, &other, r#"Steps(event: "other", steps: [(id: 3)])"#]), good_alone);
    assert_eq!(analysed(&[&good, &other, r#"Steps(event: "other", steps: 3)"#]), good_alone);
    assert_eq!(analysed(&[&good, &other, r#"Step(event: "other", steps: [])"#]), good_alone);
    assert_eq!(analysed(&[&good, &other, r#"Steps(event: "othr", steps: [])"#]), good_alone);
    // Two events of one id: nobody knows which is meant.
    assert_eq!(analysed(&[&good, &other, &other]), good_alone);
    // What is shared concerns all.
    assert_eq!(analysed(&[&good, &other, &more(r#"organisations: [(id: "u")]"#)]), none);
    assert_eq!(analysed(&[&good, &other, &more("concepts: 3")]), none);
    assert_eq!(analysed(&[&good, &other, &more(r#"concepts: [(id: "c", name: (), keeper: "u")]"#)]), none);
    assert_eq!(analysed(&[&good, &other, r#"Rulez(actors: [(role: Giver)], id: "r")"#]), none);
    assert_eq!(analysed(&[&good, &other, "Rules(classes: [], classes: [])"]), none);
    // A life event that cannot be read, and a file of something else, say nothing of the others.
    assert_eq!(analysed(&[&good, &other, r#"LifeEvent(id: 3)"#]), all);
    assert_eq!(analysed(&[&good, &other, "not a model at all"]), all);
    assert_eq!(analysed(&[&good, &other, ""]), all);
}

#[test]
fn what_could_not_be_read_is_not_reported_as_unknown() {
    let broken =
        r#"Shared(concepts: [(id: "alderspensjon", name: 3)], sources: [(id: "kilde", titel: "t")])"#;
    let text = step(r#"after: Start, needs: ["barn.alderspensjon"], sources: ["kilde"]"#);
    let loaded = load(&[broken, &text]);
    assert_eq!(
        places(&loaded),
        [("model/wrong-type", "3"), ("model/unknown-field", "titel")],
        "{}",
        told(&loaded)
    );
    let lost = r#"Shared(concepts: [(id: "alderspensjon", name: ())"#;
    let loaded = load(&[lost, &text.replace(r#", sources: ["kilde"]"#, "")]);
    assert!(checks(&loaded).iter().all(|check| check.starts_with("syntax/")), "{}", told(&loaded));
}

#[test]
fn what_is_shared_is_told_once_for_all_journeys() {
    let shared = more(
        r#"parties: [(id: "hund", name: (), exists: "har_hund"), (id: "katt", name: (), exists: "har_kat")],
        circumstances: [
            (id: "har_hund", name: (), values: Flag(yes: (), no: ()), known_from: ["hund.adrese"], sources: ["k"]),
            (id: "farge", name: (), values: OneOf([]), known_to: ["katt"]),
        ]"#,
    );
    let errors =
        [("model/unknown-id", "adrese"), ("model/unknown-id", "\"k\""), ("model/empty", "OneOf([])")];
    let loaded = load(&[&shared]);
    assert_eq!(places(&loaded), errors, "with no journey at all");
    let with_pets = |id: &str| {
        let needs = r#"(id: "x", name: (), actor: "nav", kind: Service, after: Start, when: "har_hund",
            needs: ["hund.inntekt", "katt.inntekt"]),"#;
        event("", needs).replace(r#"id: "e""#, &format!(r#"id: "{id}""#))
    };
    let (a, b, c) = (with_pets("a"), with_pets("b"), gap("c"));
    let loaded = load(&[&shared, &a, &b, &c]);
    assert_eq!(places(&loaded), [&[("model/unknown-id", "har_kat")], &errors[..]].concat());

    // One party in both the shared part and two events: once for each of the two.
    let shared = more(r#"parties: [(id: "barn", name: ())]"#);
    let loaded =
        load(&[&shared, &a.replace("har_hund", "gift").replace("hund", "barn").replace("katt", "barn"), &c]);
    assert_eq!(places(&loaded), [("model/duplicate-id", "\"barn\""); 2]);
}

#[test]
fn a_journey_has_the_shared_parties_and_circumstances_that_it_uses() {
    let shared = more(
        r#"parties: [(id: "hund", name: (), exists: "har_hund"), (id: "katt", name: (), exists: "har_katt")],
        circumstances: [
            (id: "har_hund", name: (), values: Flag(yes: (), no: ()), known_to: ["hund", "katt"]),
            (id: "har_katt", name: (), values: Flag(yes: (), no: ())),
        ]"#,
    );
    let loaded = load(&[&shared, &step(r#"after: Start, needs: ["hund.adresse"]"#)]);
    assert_eq!(told(&loaded), "");
    let journey = &loaded.model.journeys[0];
    let parties: Vec<&str> = journey.parties.values().map(|party| party.id.as_str()).collect();
    let variables: Vec<&str> = journey.variables.iter().map(|variable| &*variable.id).collect();
    assert_eq!(parties, ["barn", "hund", "verge"]);
    assert_eq!(variables, ["alder", "gift", "har_hund", "sted", "vedta"]);
    let known = journey.variables.iter().find(|variable| *variable.id == *"har_hund").unwrap();
    assert_eq!(known.known_to, [journey.party("hund").unwrap()], "the cat is in other events");
}

#[test]
fn then_and_handover_follow_actor_and_doer() {
    let link = |actor: &str, done_by: &str, link: &str| {
        let done_by = if done_by.is_empty() { String::new() } else { format!(r#"done_by: "{done_by}","#) };
        let steps = format!(
            r#"(id: "a", name: (), actor: "nav", done_by: "barn", kind: Service, after: Start),
            (id: "b", name: (), actor: "{actor}", {done_by} kind: Service, after: {link}),"#
        );
        checks(&load(&[&event("", &steps)])).join(" ")
    };
    let (then, handover) = (r#"Then(step: "a")"#, r#"Handover(step: "a", by: Api)"#);
    // Same actor and same doer; same actor; same doer; neither.
    assert_eq!(
        [link("nav", "barn", then), link("nav", "barn", handover)],
        ["", "model/handover-within-actor"]
    );
    assert_eq!([link("nav", "verge", then), link("nav", "verge", handover)], ["", ""]);
    assert_eq!([link("nav", "", then), link("nav", "", handover)], ["", ""]);
    assert_eq!([link("barn", "", then), link("barn", "", handover)], ["", ""]);
    assert_eq!([link("skatt", "barn", then), link("skatt", "barn", handover)], ["", ""]);
    assert_eq!([link("skatt", "", then), link("skatt", "", handover)], ["model/then-between-actors", ""]);
    // Of an actor that is misspelt nothing more is said.
    assert_eq!(link("navv", "", then), "model/unknown-id");
    assert_eq!(link("skatt", "barnn", then), "model/unknown-id");
}

#[test]
fn conditions_that_grow_by_naming_each_other_have_a_limit() {
    let chain = |first: &str, next: fn(usize) -> String, length: usize| {
        let conditions = (1..length).map(|n| format!(r#"(id: "n{n}", when: "{}"),"#, next(n - 1)));
        let conditions: String = conditions.collect();
        event(&format!(r#"conditions: [(id: "n0", when: "{first}"), {conditions}],"#), "")
    };
    let doubled = chain("gift", |n| format!("n{n} and n{n}"), 40);
    let loaded = load(&[&doubled]);
    assert_eq!(places(&loaded)[0], ("model/too-large", r#""n13 and n13""#));
    let deep = chain("gift", |n| format!("(n{n} or gift) and sted = hjemme"), 3_000);
    let loaded = load(&[&deep]);
    assert_eq!(checks(&loaded)[0], "model/bad-condition");
    let wide = format!("{}n12", "n12 or ".repeat(5_000));
    let wide = doubled
        .replace("gift and gift", "gift")
        .replace("steps: [", &format!("impossible: [(when: \"{wide}\", because: ())], steps: ["));
    let loaded = load(&[&wide]);
    assert!(checks(&loaded).contains(&"model/too-large"));
    // Each may be so large, but not hundreds of them.
    let many = |steps: usize| {
        let step =
            |n| format!(r#"(id: "x{n}", name: (), actor: "nav", kind: Service, after: Start, when: "n12"),"#);
        let steps: String = (0..steps).map(step).collect();
        let text =
            chain("gift", |n| format!("n{n} and n{n}"), 13).replace("steps: [", &format!("steps: [{steps}"));
        load(&[&text])
    };
    assert_eq!(told(&many(100)), "");
    assert_eq!(checks(&many(2_000)), ["model/too-large"]);
}

#[test]
fn named_conditions_are_put_in_with_their_negation() {
    let loaded = load(&[&event(
        r#"conditions: [
            (id: "c", when: "not(b)"), (id: "b", when: "a and alder >= 5"), (id: "a", when: "gift or sted = hjemme"),
        ],
        impossible: [(when: "c and alder in [3..9]", because: ())],"#,
        "",
    )]);
    assert_eq!(told(&loaded), "");
    let journey = &loaded.model.journeys[0];
    let shown = format!("{:?}", journey.impossible[0].when);
    assert_eq!(
        shown,
        "All([Any([All([Is { variable: 1, values: [0] }, Is { variable: 2, values: [1] }]), \
         Is { variable: 0, values: [0, 1] }]), Is { variable: 0, values: [1, 2] }])"
    );
    let ages: Vec<&str> = journey.variables[0].values.iter().map(|value| &*value.id).collect();
    assert_eq!(ages, ["0..2", "3..4", "5..9", "10..20"]);
}

#[test]
fn a_thousand_errors_are_told_and_no_more() {
    let steps: String = (0..3_000)
        .map(|n| format!(r#"(id: "s{n}", name: (), actor: "ukjent_aktor", kind: Service, after: Then(step: "stegg{n}")),"#))
        .collect();
    let loaded = load(&[&event("", &steps)]);
    assert_eq!(loaded.errors.len(), 1_001);
    assert_eq!(checks(&loaded).last(), Some(&"model/too-large"));
}

#[test]
fn a_service_of_several_events_is_part_of_each() {
    let second = event("", "").replace(r#"LifeEvent(id: "e""#, r#"LifeEvent(id: "f""#);
    let service = r#"Steps(events: ["e", "f"], steps: [
        (id: "x", name: (), actor: "nav", kind: Service, after: Then(step: "vedta"), when: "gift"),
    ])"#;
    let loaded = load(&[&event("", ""), &second, service]);
    assert_eq!(places(&loaded), []);
    let with_it: Vec<bool> = loaded
        .model
        .journeys
        .iter()
        .map(|journey| journey.steps.iter().any(|(_, step)| step.id == "x"))
        .collect();
    assert_eq!(with_it, [true, true]);
    // One that is not read does not matter; one that is misspelt does.
    let alone = load(&[&event("", ""), service]);
    assert_eq!(checks(&alone), ["model/unknown-id"; 0]);
    let long = event("", "").replace(r#"LifeEvent(id: "e""#, r#"LifeEvent(id: "fa-barn""#);
    let misspelt = load(&[&long, r#"Steps(events: ["fa-barm"], steps: [])"#]);
    assert_eq!(checks(&misspelt), ["model/unknown-id"]);
    let twice = load(&[&event("", ""), r#"Steps(events: ["e", "e"], steps: [])"#]);
    assert_eq!(checks(&twice), ["model/duplicate-id"]);
}
