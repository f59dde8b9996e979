//! Plain `ron` reads and writes the declarations.

use livsferd::declaration::File;

const EXAMPLE: &str = r#"
// a comment
LifeEvent(
    id: "eksempel",
    name: (nb: "Eksempel"),
    last_checked: "2026-11-20",
    parties: [(id: "barn", name: (nb: "barnet"), plural: true)],
    circumstances: [
        (id: "under_20", name: (nb: "alder"), values: Flag(yes: (nb: "barnet er under 20 år"), no: (nb: "barnet er 20 år eller eldre"))),
        (id: "sted", name: (nb: "sted"), values: OneOf([(id: "hjemme", phrase: (nb: "hjemme"))])),
    ],
    steps: [
        (
            id: "soke", name: (nb: "Søke"), actor: "nav", done_by: "barn", kind: Application,
            when: "under_20 and sted = hjemme",
            after: AllOf([
                Handover(step: "brev", by: DigitalPost, carries: ["barn.rettighet"], takes: "P3D..P5D..P14D"),
                AnyOf([Then(step: "verge", when: "under_20"), Start]),
            ]),
            asks: [(of: "barn", data: ["avdod.dodsdato"], mode: Attach, law: (state: InPlace, open: true))],
            channels: [(kind: Digital, eid: High), (kind: Paper)],
            deadlines: [(within: "P3Y", from: Event, lost: (nb: "etterbetaling"))],
            sources: ["kilde"],
        ),
    ],
)
"#;

#[test]
fn reads_and_writes_the_same() {
    let read: File = livsferd::ron_options().from_str(EXAMPLE).unwrap();
    let written = livsferd::ron_options().to_string_pretty(&read, ron::ser::PrettyConfig::default()).unwrap();
    assert_eq!(livsferd::ron_options().from_str::<File>(&written).unwrap(), read, "{written}");
    let File::LifeEvent { steps, .. } = read else { panic!("a life event") };
    assert_eq!(steps[0].asks[0].data[0].value, "avdod.dodsdato");
}
