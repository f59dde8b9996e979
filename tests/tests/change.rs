//! Results that are kept, read again, and compared.

use livsferd::change::{Aspect, Change, Told};
use livsferd::finding::Analysis;
use livsferd::report::{self, BasisOptions, Block, Document, Entry, Section, Selection};
use livsferd::snapshot::{NotASnapshot, Snapshot};
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile};
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../docs/livsferd.schema.json");

/// A journey in which the agency asks for the address that its register holds, where `holds` is so.
fn journey(holds: &str, impossible: &str, last: &str) -> String {
    format!(
        r#"LifeEvent(
    id: "prove", name: (nb: "Prøve", nn: "Prøve", en: "Trial"), last_checked: "2026-11-20",
    responsible: [(ministry: "departement_eksempel")],
    parties: [(id: "innbygger", name: (nb: "innbyggeren", nn: "innbyggjaren", en: "the resident"))],
    circumstances: [
        (id: "bor_i", name: (nb: "bor", nn: "bur", en: "lives"), values: OneOf([
            (id: "norge", phrase: (nb: "hen bor i Norge", nn: "hen bur i Noreg", en: "they live in Norway")),
            (id: "norden", phrase: (nb: "hen bor i Norden", nn: "hen bur i Norden", en: "they live in a Nordic country")),
            (id: "ellers", phrase: (nb: "hen bor ellers", nn: "hen bur elles", en: "they live elsewhere")),
        ])),
    ],
    impossible: [{impossible}],
    holdings: [(register: "bostedsregister_eksempel", data: ["innbygger.adresse"], when: "{holds}")],
    steps: [
        (id: "soke", name: (nb: "Søke", nn: "Søkje", en: "Apply"), actor: "kommune_eksempel",
         done_by: "innbygger", kind: Application, after: Start,
         asks: [(of: "innbygger", data: ["innbygger.adresse"])]),
        {last}
    ],
)"#
    )
}

/// A step that nobody is told of: one gap more.
const GAP: &str = r#"(id: "tildele", name: (nb: "Tildele", nn: "Tildele", en: "Allocate"),
    actor: "barnehage_eksempel", kind: Decision, after: Handover(step: "soke", by: Nothing)),"#;

fn analysed(text: &str) -> (Loaded, Analysis) {
    let stage = ["felles", "regler"].map(|name| {
        let path = format!("{}/../engine/src/checks/stage/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        SourceFile::new(name, std::fs::read_to_string(path).expect("the stage of the examples"))
    });
    let loaded = livsferd::load(stage.into_iter().chain([SourceFile::new("reise", text)]).collect());
    let analysis = livsferd::analyse(&loaded, &Options::default());
    (loaded, analysis)
}

fn kept(text: &str, date: &str) -> Snapshot {
    let (loaded, analysis) = analysed(text);
    assert!(
        !analysis.broken,
        "{:?}",
        loaded.errors.iter().map(|error| &error.message.en).collect::<Vec<_>>()
    );
    let snapshot = Snapshot::of(&loaded.model, &analysis, date);
    let read = Snapshot::read(&snapshot.write()).expect("a snapshot");
    assert_eq!(read, snapshot, "it is read as it was written");
    read
}

fn reference() -> (Loaded, Analysis) {
    let files = livsferd_models::files().iter();
    let loaded = livsferd::load(files.map(|(name, text)| SourceFile::new(*name, *text)).collect());
    let analysis = livsferd::analyse(&loaded, &Options::default());
    (loaded, analysis)
}

/// The part of the schema that describes one thing.
fn assert_valid(definition: &str, text: &str) -> Value {
    let mut schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let definitions = schema["$defs"].take();
    let schema = json!({ "$schema": schema["$schema"], "$ref": format!("#/$defs/{definition}"), "$defs": definitions });
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    let value: Value = serde_json::from_str(text).expect("JSON");
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{definition}: {errors:#?}");
    // Every field is described, and every field that is described is there.
    let names =
        |value: &Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(names(&value), names(&schema["$defs"][definition]["properties"]), "{definition}");
    value
}

#[test]
fn the_reference_models_can_be_kept() {
    let (loaded, analysis) = reference();
    let snapshot = Snapshot::of(&loaded.model, &analysis, "2026-12-01");
    let text = snapshot.write();
    assert_valid("snapshot", &text);
    let read = Snapshot::read(&text).expect("a snapshot");
    assert_eq!(read, snapshot);
    assert_eq!((read.date.as_str(), read.journeys.len()), ("2026-12-01", 7));
    let change = Change::between(&read, &snapshot);
    assert!(change.opened.is_empty() && change.closed.is_empty() && change.changed.is_empty());
    assert_eq!(change.unchanged.len(), snapshot.findings.len());
    assert!(change.new_or_widened().is_empty());
    let mut analysis = analysis;
    assert_eq!(change.keep_new(&mut analysis), snapshot.findings.len());
    assert!(analysis.findings.is_empty());
}

#[test]
fn what_is_no_snapshot_is_said() {
    assert!(matches!(Snapshot::read("hei"), Err(NotASnapshot::Shape(_))));
    assert!(matches!(Snapshot::read("{}"), Err(NotASnapshot::Shape(_))));
    let newer = r#"{"snapshot_version": "2", "findings": "elsewhere"}"#;
    assert_eq!(Snapshot::read(newer), Err(NotASnapshot::Version("2".to_owned())));
    let deep = "[".repeat(100_000);
    assert!(matches!(Snapshot::read(&deep), Err(NotASnapshot::Shape(_))));
    for lang in Lang::ALL {
        assert!(NotASnapshot::Version("2".to_owned()).words("x.json").get(lang).contains("`x.json`"));
    }
}

#[test]
fn gaps_open_and_close() {
    let before = kept(&journey("bor_i = norge", "", GAP), "2026-01-01");
    let after = kept(&journey("bor_i = norge", "", ""), "2026-12-01");
    let closed = Change::between(&before, &after);
    let checks: Vec<&str> = closed.closed.iter().map(|finding| finding.check.as_str()).collect();
    assert_eq!(checks, ["handover/nobody-hands-over", "sources/claim-without-source"]);
    assert!(closed.opened.is_empty() && closed.new_or_widened().is_empty());
    let opened = Change::between(&after, &before);
    assert_eq!(opened.opened, closed.closed);
    assert_eq!(opened.new_or_widened().len(), 2);
    let handovers = closed.total.iter().find(|figure| figure.id == "handovers").expect("a figure");
    assert_eq!((handovers.before, handovers.after), (Some(1), Some(0)));
    for lang in Lang::ALL {
        assert_valid("change", &report::change_json(&opened, lang));
        let text = report::change_text(&closed, lang);
        let said = match lang {
            Lang::Nb => ["Åpnet: 0", "Lukket: 2", "Uendret: ", "overganger  "],
            Lang::Nn => ["Opna: 0", "Lukka: 2", "Uendra: ", "overgangar  "],
            Lang::En => ["Opened: 0", "Closed: 2", "Unchanged: ", "handovers  "],
        };
        assert!(said.iter().all(|line| text.contains(line)), "{text}");
        assert!(text.contains("1        0        −1"), "{text}");
    }
}

#[test]
fn a_finding_that_spreads_is_widened() {
    let narrow = journey("bor_i = norge", "", "");
    let wide = journey("bor_i in [norge, norden]", "", "");
    let (narrow_kept, wide_kept) = (kept(&narrow, "2026-01-01"), kept(&wide, "2026-12-01"));
    let change = Change::between(&narrow_kept, &wide_kept);
    // What a register holds, and that the step could then come by itself.
    let checks: Vec<&str> = change.changed.iter().map(|changed| changed.new.check.as_str()).collect();
    assert_eq!(checks, ["data/register-holds", "rights/could-be-proactive"]);
    for changed in &change.changed {
        assert_eq!(changed.what.iter().copied().collect::<Vec<_>>(), [Aspect::Widened]);
    }
    assert_eq!(change.new_or_widened().len(), 2);
    for lang in Lang::ALL {
        assert_valid("change", &report::change_json(&change, lang));
        let text = report::change_text(&change, lang);
        let said = match lang {
            Lang::Nb => {
                "gjelder i flere forløp; før: når hen bor i Norge; nå: når (hen bor i Norge eller hen bor i Norden)"
            }
            Lang::Nn => {
                "gjeld i fleire forløp; før: når hen bur i Noreg; no: når (hen bur i Noreg eller hen bur i Norden)"
            }
            Lang::En => {
                "is so in more courses; before: when they live in Norway; now: when (they live in Norway or they live in a Nordic country)"
            }
        };
        assert!(text.contains(said), "{text}");
    }
    let back = Change::between(&wide_kept, &narrow_kept);
    assert_eq!(back.changed[0].what.iter().copied().collect::<Vec<_>>(), [Aspect::Narrowed]);
    assert!(back.new_or_widened().is_empty());

    let (_, mut analysis) = analysed(&wide);
    assert_eq!(change.keep_new(&mut analysis), wide_kept.findings.len() - 2);
    let also = &analysis.findings[0].also.last().expect("what it was").message;
    assert_eq!(also.nb, "funnet er kjent, men gjaldt før bare når hen bor i Norge");
}

#[test]
fn a_finding_that_is_said_otherwise_has_not_spread() {
    let narrow = kept(&journey("bor_i = norge", "", ""), "2026-01-01");
    let nordic = r#"(when: "bor_i = norden", because: (nb: "nei", nn: "nei", en: "no"))"#;
    let wide = kept(&journey("bor_i in [norge, norden]", nordic, ""), "2026-12-01");
    let change = Change::between(&narrow, &wide);
    let spread = |changed: &livsferd::change::Changed| {
        changed.what.contains(&Aspect::Widened) || changed.what.contains(&Aspect::Undecided)
    };
    assert!(!change.changed.iter().any(spread), "nobody lives there any more: {change:#?}");
}

#[test]
fn what_is_not_told_of_is_not_closed() {
    let before = kept(&journey("bor_i = norge", "", GAP), "2026-01-01");
    let (loaded, analysis) = analysed(
        &journey("bor_i = norge", "", GAP).replace("actor: \"barnehage_eksempel\"", "actor: \"ukjent\""),
    );
    let broken = Snapshot::of(&loaded.model, &analysis, "2026-12-01");
    let change = Change::between(&before, &broken);
    assert!(change.new.broken && change.closed.is_empty());
    assert_eq!(change.untold.len(), before.findings.len());
    assert_eq!(change.journeys[0].told, Told::InPart);
    let nothing = Snapshot { journeys: Vec::new(), findings: Vec::new(), ..before.clone() };
    let gone = Change::between(&before, &nothing);
    assert_eq!((gone.untold.len(), gone.journeys[0].told), (before.findings.len(), Told::Old));
    let new = Change::between(&nothing, &before);
    assert_eq!((new.opened.len(), new.journeys[0].told), (before.findings.len(), Told::New));
    for lang in Lang::ALL {
        assert_valid("change", &report::change_json(&gone, lang));
        report::change_text(&new, lang);
    }
}

/// The report of a text, narrowed, with what has changed since an earlier result.
fn reported(text: &str, since: &Snapshot, selection: &Selection, lang: Lang) -> Document {
    let (loaded, mut analysis) = analysed(text);
    let mut overview = livsferd::overview(&loaded, &analysis);
    let mut change = Change::between(since, &Snapshot::of(&loaded.model, &analysis, &analysis.as_of));
    let mut options = BasisOptions::new(lang);
    options.selection = selection.narrow(&mut analysis, &mut overview, lang).expect("it is in the models");
    selection.narrow_change(&mut change, &analysis, &overview);
    options.since = Some(change);
    report::basis(&analysis, &overview, &loaded.sources, &options)
}

/// The part that tells what has changed; it follows the summary.
fn since(document: &Document) -> &Section {
    assert_eq!((document.sections[0].id.as_str(), document.sections[1].id.as_str()), ("summary", "since"));
    &document.sections[1]
}

/// The numbers of findings closed, opened, widened, narrowed, changed, and as before.
fn numbers(part: &Section) -> Vec<&str> {
    let numbers = part.blocks.iter().find_map(|block| match block {
        Block::Numbers(numbers) => Some(numbers),
        _ => None,
    });
    numbers.expect("numbers").iter().map(|(number, _)| number.as_str()).collect()
}

fn entries(document: &Document) -> Vec<&Entry> {
    let annex = document.sections.iter().find(|part| part.id == "a").expect("the register");
    let groups = annex.blocks.iter().filter_map(|block| match block {
        Block::Register(register) => Some(&register.groups),
        _ => None,
    });
    groups.flatten().flat_map(|group| &group.entries).collect()
}

/// The words of the lists under a heading, an item each.
fn items(part: &Section, id: &str) -> Vec<String> {
    let lists = part.sections.iter().filter(|one| one.id == id).flat_map(|one| &one.blocks);
    let lines = lists.filter_map(|block| match block {
        Block::List(lines) => Some(lines),
        _ => None,
    });
    lines.flatten().map(|line| line.iter().map(report::Inline::words).collect()).collect()
}

#[test]
fn a_report_tells_what_was_closed_and_opened() {
    let (with, without) = (journey("bor_i = norge", "", GAP), journey("bor_i = norge", "", ""));
    let (before, after) = (kept(&with, "2026-01-01"), kept(&without, "2026-01-01"));
    for lang in Lang::ALL {
        let closed = reported(&without, &before, &Selection::default(), lang);
        let part = since(&closed);
        let said = match lang {
            Lang::Nb => ["Endret siden 1. januar 2026", "Lukket: 2 funn", "Overganger"],
            Lang::Nn => ["Endra sidan 1. januar 2026", "Lukka: 2 funn", "Overgangar"],
            Lang::En => ["Changed since 1 January 2026", "Closed: 2 findings", "Handovers"],
        };
        assert_eq!([part.title.as_str(), part.sections[0].title.as_str()], said[..2]);
        assert_eq!(numbers(part)[..5], ["2", "0", "0", "0", "0"]);
        let gone = items(part, "since-closed");
        assert_eq!(gone.len(), 2);
        for (item, finding) in gone.iter().zip(&Change::between(&before, &after).closed) {
            assert!(item.to_lowercase().contains(&finding.message.get(lang).to_lowercase()), "{item}");
            assert!(item.contains(&report::finding_number(&finding.id)), "{item}");
        }
        let page = report::markdown(&closed);
        assert!(page.contains(&format!("| {} | 1 | 0 | −1 |", said[2])), "{page}");
        assert!(!page.contains("mangler bokmål") && !page.contains("manglar nynorsk"));
        assert!(!page.contains("English missing"));

        let opened = reported(&with, &after, &Selection::default(), lang);
        assert_eq!(numbers(since(&opened))[..2], ["0", "2"]);
        let new = match lang {
            Lang::Nb | Lang::Nn => "Nytt",
            Lang::En => "New",
        };
        let all = entries(&opened);
        let marked: Vec<&&Entry> = all.iter().filter(|entry| entry.marks[0] == new).collect();
        assert_eq!(marked.len(), 2);
        assert!(marked.iter().all(|entry| entry.tags.contains(&("since".to_owned(), "opened".to_owned()))));
        let page = report::html(&opened);
        for entry in marked {
            assert!(page.contains(&format!("<a href=\"#{}\">{}</a>", entry.id, entry.number)));
        }
    }
}

#[test]
fn a_report_tells_what_was_widened_and_how() {
    let (narrow, wide) = (journey("bor_i = norge", "", ""), journey("bor_i in [norge, norden]", "", ""));
    let document = reported(&wide, &kept(&narrow, "2026-01-01"), &Selection::default(), Lang::Nb);
    let widened = items(since(&document), "since-widened");
    assert_eq!(widened.len(), 2);
    assert!(widened[0].contains("Gjelder i flere forløp; før: når hen bor i Norge; nå: når "), "{widened:?}");
    assert_eq!(entries(&document).iter().filter(|entry| entry.marks[0] == "Utvidet").count(), 2);
    let back = reported(&narrow, &kept(&wide, "2026-01-01"), &Selection::default(), Lang::En);
    assert_eq!(items(since(&back), "since-narrowed").len(), 2);
    assert_eq!(entries(&back).iter().filter(|entry| entry.marks[0] == "Narrowed").count(), 2);
}

#[test]
fn a_narrowed_report_tells_of_its_own_changes() {
    let (with, without) = (journey("bor_i = norge", "", GAP), journey("bor_i = norge", "", ""));
    let before = kept(&with, "2026-01-01");
    let of = |selection: &Selection| {
        let document = reported(&without, &before, selection, Lang::En);
        let part = since(&document).clone();
        (items(&part, "since-closed").len(), part)
    };
    let mut event = Selection::default();
    event.events = vec!["prove".to_owned()];
    assert_eq!(of(&event).0, 2);
    let leads: Vec<String> = Change::between(&before, &kept(&without, "2026-12-01"))
        .closed
        .iter()
        .filter_map(|finding| finding.lead.as_ref().map(|lead| lead.id.clone()))
        .collect();
    for organisation in ["kommune_eksempel", "barnehage_eksempel"] {
        let mut selection = Selection::default();
        selection.organisation = Some(organisation.to_owned());
        let (closed, part) = of(&selection);
        assert_eq!(closed, leads.iter().filter(|lead| *lead == organisation).count(), "{organisation}");
        let note = "Closed findings are selected by what is saved of them";
        let is_said = |block: &Block| format!("{block:?}").contains(note);
        assert!(part.blocks.iter().any(is_said), "{part:?}");
    }
}
