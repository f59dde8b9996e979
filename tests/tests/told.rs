//! What a finding says is so where it says it, of whom it says it, and in its example.

use livsferd::finding::{Analysis, Finding};
use livsferd::{Options, SourceFile};

/// The findings of a journey on the stage of the checks' examples.
fn told(parties: &[&str], steps: &str) -> Analysis {
    let stage = ["felles", "regler"].map(|name| {
        let path = format!("{}/../engine/src/checks/stage/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        SourceFile::new(name, std::fs::read_to_string(path).expect("the stage of the examples"))
    });
    let name = |text: &str| format!(r#"(nb: "{text}", nn: "{text}", en: "{text}")"#);
    let parties: String = parties.iter().map(|id| format!(r#"(id: "{id}", name: {}),"#, name(id))).collect();
    let journey = format!(
        r#"LifeEvent(
            id: "reise", name: {}, last_checked: "2026-11-20", parties: [{parties}],
            circumstances: [(id: "to_ganger", name: {}, values: Flag(yes: {}, no: {}))],
            steps: [{steps}],
        )"#,
        name("Reise"),
        name("To ganger"),
        name("to ganger"),
        name("én gang"),
    );
    let loaded = livsferd::load(stage.into_iter().chain([SourceFile::new("reise", journey)]).collect());
    let errors: Vec<_> = loaded.errors.iter().map(|error| &error.message.en).collect();
    assert!(errors.is_empty(), "{errors:?}");
    livsferd::analyse(&loaded, &Options::default())
}

fn duplicate(analysis: &Analysis) -> &Finding {
    let mut found = analysis.findings.iter().filter(|finding| livsferd::figures::is_duplicate(finding));
    let first = found.next().expect("a duplicate");
    assert_eq!(found.next().map(|finding| &finding.id), None, "one only");
    first
}

/// A step of a body that asks parties for a telephone number.
fn asking(id: &str, body: &str, of: &[&str], rest: &str) -> String {
    let asks: String = of.iter().map(|of| format!(r#"(of: "{of}", data: ["a.telefonnummer"]),"#)).collect();
    format!(
        r#"(id: "{id}", name: (nb: "{id}", nn: "{id}", en: "{id}"), actor: "{body}", kind: Service,
            asks: [{asks}], sources: ["eksempelkilde"], {rest}),"#
    )
}

/// Two steps of one body that ask for the same.
fn asking_twice(of: &[&str]) -> String {
    asking("forst", "etat_eksempel", of, "after: Start")
        + &asking("sa", "etat_eksempel", of, r#"after: Then(step: "forst")"#)
}

#[test]
fn all_who_are_asked_are_named_and_many_are_said_to_be_several() {
    let message = |parties: &[&str]| {
        let analysis = told(parties, &asking_twice(parties));
        let finding = duplicate(&analysis);
        assert_eq!(finding.parties.len(), parties.len());
        [finding.message.nb.clone(), finding.message.nn.clone(), finding.message.en.clone()]
    };
    let [nb, nn, en] = message(&["a"]);
    assert!(
        nb.contains("ber a oppgi") && nn.contains("ber a oppgi") && en.contains("asks a to state"),
        "{nb}"
    );
    let [nb, nn, en] = message(&["a", "b"]);
    assert!(nb.contains("ber a og b oppgi") && nn.contains("ber a og b oppgi"), "{nb} {nn}");
    assert!(en.contains("asks a and b to state") && en.contains("(a)"), "{en}");
    let [nb, nn, en] = message(&["a", "b", "c"]);
    assert!(nb.contains("ber flere oppgi") && nn.contains("ber fleire oppgi"), "{nb} {nn}");
    assert!(en.contains("asks several parties to state"), "{en}");
}

/// A body asks once for what another asks for too, and in some courses twice: that is what the message is about, and
/// what the example shows.
#[test]
fn the_message_and_the_example_are_of_the_courses_in_which_its_own_check_applies() {
    let steps = asking("forst", "etat_eksempel", &["a"], "after: Start")
        + &asking("andre", "kommune_eksempel", &["a"], r#"after: Handover(step: "forst", by: Event)"#)
        + &asking(
            "sist",
            "etat_eksempel",
            &["a"],
            r#"when: "to_ganger", after: Handover(step: "andre", by: Event)"#,
        );
    let analysis = told(&["a"], &steps);
    let finding =
        analysis.findings.iter().find(|finding| finding.check == "data/asked-twice").expect("asked twice");
    assert!(finding.cases.iter().any(|case| case.check == "data/asked-by-several"), "{:?}", finding.cases);
    assert_eq!(finding.condition.as_ref().map(|all| all.condition.as_str()), Some("true"));
    assert_eq!(finding.told_when().map(|courses| courses.condition.as_str()), Some("to_ganger"));
    let witness = finding.witness.as_ref().expect("an example");
    assert!(witness.profile.iter().any(|(id, value)| (&**id, &**value) == ("to_ganger", "true")));
    let steps: Vec<&str> = witness.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["forst", "andre", "sist"]);
    // What is told where all agree is told once.
    let other =
        analysis.findings.iter().find(|finding| finding.check == "data/asked-by-several").expect("the other");
    assert_eq!(other.message_condition, None);
}
