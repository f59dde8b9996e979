//! The headline figures, on a journey small enough to count by hand, and on the reference models.

use livsferd::figures::{Figures, figures};
use livsferd::model::{Carrier, Level};
use livsferd::vocabulary::ReasonClass;
use livsferd::{Options, SourceFile};
use std::collections::BTreeMap;

/// Two bodies ask the same person for the address, and the person carries a letter of decision; a system tells a system, and nobody tells the kindergarten.
const JOURNEY: &str = r#"LifeEvent(
    id: "prove", name: (nb: "Prøve", nn: "Prøve", en: "Trial"), last_checked: "2026-11-20",
    responsible: [(ministry: "departement_eksempel")],
    parties: [(id: "innbygger", name: (nb: "innbyggeren", nn: "innbyggjaren", en: "the resident"))],
    steps: [
        (id: "a_velge", name: (nb: "Velge"), actor: "innbygger", kind: Choice, after: Start),
        (id: "b_soke", name: (nb: "Søke"), actor: "kommune_eksempel", done_by: "innbygger", kind: Application,
         after: Then(step: "a_velge"),
         asks: [(of: "innbygger", data: ["innbygger.adresse", "innbygger.inntekt"]),
                (of: "innbygger", data: ["innbygger.kontonummer"], mode: Confirm)]),
        (id: "c_vedta", name: (nb: "Vedta"), actor: "kommune_eksempel", kind: CaseHandling,
         after: Handover(step: "b_soke", by: Api), produces: [(data: ["innbygger.vedtaksbrev"])]),
        (id: "d_vente", name: (nb: "Vente"), actor: "innbygger", kind: Waiting,
         after: Handover(step: "c_vedta", by: Letter)),
        (id: "e_melde", name: (nb: "Melde"), actor: "etat_eksempel", done_by: "innbygger", kind: Notification,
         after: Handover(step: "c_vedta", by: Person, carries: ["innbygger.vedtaksbrev"]),
         asks: [(of: "innbygger", data: ["innbygger.adresse"])]),
        (id: "f_plass", name: (nb: "Plass"), actor: "barnehage_eksempel", kind: Registration,
         after: Handover(step: "c_vedta", by: Nothing)),
    ],
)"#;

fn of(files: Vec<SourceFile>) -> Figures {
    let loaded = livsferd::load(files);
    let errors: Vec<_> = loaded.errors.iter().map(|error| (&error.check, &error.message.en)).collect();
    assert!(errors.is_empty(), "{errors:?}");
    figures(&loaded.model, &livsferd::analyse(&loaded, &Options::default()))
}

#[test]
fn a_small_journey_is_counted_by_hand() {
    let stage = ["felles", "regler"].map(|name| {
        let path = format!("{}/../engine/src/checks/stage/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        SourceFile::new(name, std::fs::read_to_string(path).expect("the stage of the examples"))
    });
    let figures = of(stage.into_iter().chain([SourceFile::new("reise", JOURNEY)]).collect());
    assert_eq!(figures.events.len(), 1);
    let event = &figures.events[0];
    assert!(event.decided);
    assert_eq!(event.counts, figures.total);
    let counts = &event.counts;
    assert_eq!(counts.interactions, 3, "waiting is none");
    let by = [(Carrier::Api, 1), (Carrier::Letter, 1), (Carrier::Person, 1), (Carrier::Nothing, 1)];
    assert_eq!(counts.handovers.by, BTreeMap::from(by));
    let handovers = &counts.handovers;
    assert_eq!(
        [handovers.all(), handovers.carried(), handovers.automatic(), handovers.untold()],
        [4, 1, 1, 1]
    );
    let requests = &counts.requests;
    assert_eq!(
        [requests.all(), requests.asked, requests.confirmed, requests.brought, requests.unique],
        [5, 4, 1, 1, 4]
    );
    // The address, asked for by two bodies; and the letter, which another body made.
    assert_eq!(requests.duplicate(), 3, "{:?}", requests.duplicates);
    let duplicates = [(Some(ReasonClass::NoChannel), 1), (Some(ReasonClass::OnlyThePersonKnows), 2)];
    assert_eq!(requests.duplicates, BTreeMap::from(duplicates));
    assert_eq!(counts.bodies.involved.len(), 3);
    assert_eq!(counts.bodies.met.len(), 2, "nobody tells the kindergarten, and it meets nobody");
    assert_eq!(counts.bodies.levels_met(), BTreeMap::from([(Level::State, 1), (Level::Municipality, 1)]));
    assert_eq!(counts.bodies.levels_of_government(), 2);
    assert_eq!(counts.applications.all, 1);
}

#[test]
fn the_reference_models_add_up() {
    let files = livsferd_models::files().iter();
    let figures = of(files.map(|(name, text)| SourceFile::new(*name, *text)).collect());
    assert_eq!(figures.events.len(), 7);
    let sum = |id: &str| -> usize {
        let all = figures.events.iter().flat_map(|event| event.counts.figures());
        all.filter(|figure| figure.id == id).map(|figure| figure.value).sum()
    };
    for figure in figures.total.figures() {
        match figure.id {
            "bodies" | "bodies-met" | "levels-met" => assert!(figure.value <= sum(figure.id)),
            id => assert_eq!(figure.value, sum(id), "{id}"),
        }
    }
    for event in &figures.events {
        let requests = &event.counts.requests;
        assert!(requests.unique <= requests.all() && requests.duplicate() <= requests.all(), "{event:?}");
        assert!(event.counts.bodies.met.len() <= event.counts.bodies.involved.len());
    }
}
