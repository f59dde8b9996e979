//! What `show` says of a model: everything that was declared.

use livsferd::SourceFile;
use livsferd::declaration::File;
use livsferd::report::show;
use livsferd::words::Lang;
use serde_json::Value;

/// The files of the reference models.
fn reference() -> Vec<SourceFile> {
    livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text)).collect()
}

/// Every text in bokmål and every id that is declared; phrases of named conditions are put into conditions.
fn said(value: &Value, said: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(name, _)| *name != "conditions");
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "nb" || name == "id" => said.push(text.clone()),
                    _ => self::said(value, said),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| self::said(value, said)),
        _ => {}
    }
}

/// A journey in which everything that a step and a link can say is said once.
const JOURNEY: &str = r#"LifeEvent(
    id: "eksempel", name: (nb: "Eksempel", nn: "Døme", en: "Example"), last_checked: "2026-11-20",
    parties: [(id: "barn", name: (nb: "barnet", nn: "barnet"), plural: true, typically: 2, exists: "har_barn")],
    circumstances: [
        (id: "har_barn", name: (nb: "barn"), known_to: ["barn"],
            values: Flag(yes: (nb: "den døde har barn", nn: "den døde har barn", en: "the dead has children"),
                no: (nb: "den døde har ikke barn", nn: "den døde har ikkje barn", en: "the dead has no children"))),
        (id: "sted", name: (nb: "sted"), varies_by_municipality: true, values: OneOf([
            (id: "hjemme", phrase: (nb: "hjemme", nn: "heime", en: "at home")),
            (id: "ute", phrase: (nb: "ute", nn: "ute", en: "outdoors")),
            (id: "borte", phrase: (nb: "borte", nn: "borte", en: "away")),
        ])),
    ],
    impossible: [(when: "not(har_barn) and sted = borte", because: (nb: "ingen er borte", nn: "ingen er borte", en: "nobody is away"))],
    holdings: [(register: "register", data: ["barn.alder"], when: "har_barn", sources: ["kilde"])],
    steps: [
        (id: "siste", name: (nb: "Søke <b>\u{1b}[31m", nn: "Søkje", en: "Apply"), actor: "etat", done_by: "barn", kind: Application,
            when: "har_barn and sted in [hjemme, ute]",
            after: AllOf([
                Handover(step: "vedtak", by: Letter, outcome: ["ja"], carries: ["barn.alder"], uses: "system",
                    takes: "P3D..P5D..P14D", not_before: Date("2027-01-01"), receipt: true, status: false,
                    law: (state: InPlace, ground: ["lov_1"], open: true), note: (nb: "merk")),
                AnyOf([Then(step: "første", when: "sted = ute"), Start]),
            ]),
            asks: [(of: "barn", data: ["barn.alder"], mode: Confirm, when: "har_barn",
                deliberate: (reason: (nb: "fordi"), review: "2027-06-01"))],
            fetches: [(data: ["barn.alder"], register: "register", uses: "system", law: (state: Unclear))],
            needs: ["barn.alder"], produces: [(data: ["barn.attest"], when: "har_barn")],
            registers: [(data: ["barn.alder"], register: "register")], renews: ["barn.alder"],
            channels: [(kind: Digital, eid: High, when: "har_barn"), (kind: Paper)],
            deadlines: [(within: "P3Y", from: Step("vedtak"), lost: (nb: "pengene"), basis: ["lov_1"])],
            takes: "P2W", waits_out: "vedtak", leaves_waiting: ["barn"], ends: [(of: "barn", told: Letter)],
            gives: [(right: (nb: "penger"), to: "barn", must_apply: true)], per: "barn", typically: 2,
            basis: ["lov_1"], uses: "system", sources: ["kilde"], confidence: Inferred),
        (id: "første", name: (nb: "Begynne"), actor: "etat", kind: Automatic, after: Start),
        (id: "vedtak", name: (nb: "Avgjøre"), actor: "annen", kind: Decision, after: Handover(step: "første", by: Nothing),
            outcomes: [(id: "ja", phrase: (nb: "det blir ja")), (id: "nei", phrase: (nb: "det blir nei"))]),
    ],
    continues: [(event: "annen_hendelse", when: "har_barn", after: "siste", parties: [(here: "barn", there: "unge")]),
        (event: "den_andre", after: "siste", parties: [(here: "barn", there: "unge")], implies: [
            (here: "sted = ute", there: "bor_ute"), (there: "bor_ute and sted != hjemme"), (here: "vedtak = ja", there: "not(bor_ute)"),
        ])],
    volumes: [(of: (nb: "saker"), value: "44 242", step: "siste", year: "2025")],
)"#;

const NEXT: &str = r#"LifeEvent(
    id: "den_andre", name: (nb: "Den andre hendelsen", en: "The other event"), last_checked: "2026-11-20",
    parties: [(id: "unge", name: (nb: "ungen", en: "the youngster"))],
    circumstances: [
        (id: "bor_ute", name: (nb: "bosted", en: "home"), values: Flag(yes: (nb: "ungen bor ute", en: "the youngster lives outside"), no: (nb: "ungen bor hjemme", en: "the youngster lives at home"))),
        (id: "sted", name: (nb: "sted"), values: OneOf([(id: "hjemme", phrase: (nb: "hjemme", nn: "heime", en: "at home")), (id: "ute", phrase: (nb: "ute", nn: "ute", en: "outdoors"))])),
    ],
)"#;

const SHARED: &str = r#"Shared(
    organisations: [
        (id: "etat", name: (nb: "Etaten"), level: State, number: "974760673", under: [(ministry: "dep", from: "2020-01-01")]),
        (id: "annen", name: (nb: "Den andre"), level: Municipality, many: true, until: "2030-12-31"),
        (id: "dep", name: (nb: "Departementet"), level: State, ministry: true),
    ],
    concepts: [
        (id: "alder", name: (nb: "alder"), definition: (nb: "år siden fødselen"), keeper: "etat", derived_from: ["fodt"], uri: "https://eksempel.no/alder"),
        (id: "fodt", name: (nb: "fødselsdato")),
    ],
    documents: [(id: "attest", name: (nb: "attest"), contains: ["alder"], evidence_for: ["alder"])],
    registers: [(id: "register", name: (nb: "Registeret"), keeper: "etat", holds: ["alder"], consumers: ["annen"], basis: ["lov_1"],
        ways: [(to: ["annen"], to_levels: [Court], data: ["alder"], by: Lookup, law: (state: Missing), consent: true, differs: (nb: "i hele år"))])],
    provisions: [(id: "lov_1", law: (nb: "loven"), section: "§ 1", ministry: "dep", from: "2001-01-01", eli: "lov/1")],
    solutions: [(id: "system", name: (nb: "Systemet"), owner: "etat", state: Pilot, operating_funds: NotSettled, function: "sende",
        common: true, parallel_because: (nb: "eldre"))],
    sources: [(id: "kilde", title: "Kilden", publisher: "Etaten", url: "https://eksempel.no", date: "2026-01-01")],
)"#;

#[test]
fn everything_that_can_be_said_is_shown() {
    let loaded = livsferd::load(vec![
        SourceFile::new("j.ron", JOURNEY),
        SourceFile::new("n.ron", NEXT),
        SourceFile::new("s.ron", SHARED),
    ]);
    let errors: Vec<&str> = loaded.errors.iter().map(|error| error.message.nb.as_str()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for lang in Lang::ALL {
        let text = show(&loaded.model, lang);
        assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        insta::assert_snapshot!(format!("show_{lang}"), text);
    }
}

#[test]
fn everything_in_the_reference_models_is_shown() {
    let files = reference();
    let declarations: Vec<File> =
        files.iter().map(|file| livsferd::ron_options().from_str(&file.text).expect(&file.name)).collect();
    let mut declared = Vec::new();
    said(&serde_json::to_value(&declarations).unwrap(), &mut declared);
    assert!(declared.len() > 500, "the models say much: {}", declared.len());
    let shown = show(&livsferd::load(files).model, Lang::Nb);
    let missing: Vec<String> =
        declared.into_iter().filter(|text| !shown.contains(&text.replace('\n', " "))).collect();
    assert!(missing.is_empty(), "not shown: {missing:#?}");
}
