//! The judgement of findings: the table of reason classes in every combination, verdicts, and law on a date.

use livsferd::finding::{Finding, LawState};
use livsferd::model::{Date, Model, parse_date};
use livsferd::rules::{self, ClassFacts};
use livsferd::vocabulary::ReasonClass;
use livsferd::{Options, SourceFile};
use std::collections::{BTreeMap, BTreeSet};

/// The embedded models, for their table of classes.
fn table() -> Model {
    let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text));
    livsferd::load(files.collect()).model
}

const BOTH: [bool; 2] = [false, true];

/// How the law may stand: not said, or in any state.
const LAWS: [Option<LawState>; 6] = [
    None,
    Some(LawState::InPlace),
    Some(LawState::Unclear),
    Some(LawState::NotAssessed),
    Some(LawState::Missing),
    Some(LawState::Forbidden),
];

/// Every combination of what the table looks at.
fn combinations() -> Vec<ClassFacts> {
    let mut all = Vec::new();
    for number in 0..1_usize << 9 {
        for law in LAWS {
            let bit = |at: usize| number >> at & 1 == 1;
            all.push(ClassFacts {
                deliberate: bit(0),
                own: bit(1),
                held: bit(2),
                way: bit(3),
                law,
                running: bit(4),
                same_meaning: bit(5),
                consent: bit(6),
                consumes: bit(7),
                later: bit(8),
            });
        }
    }
    all
}

#[test]
fn every_combination_has_exactly_one_class_and_every_class_some_combination() {
    let model = table();
    let mut seen = BTreeSet::new();
    let all = combinations();
    assert_eq!(all.len(), 2_usize.pow(9) * 6);
    for facts in all {
        let class = rules::class(&model, &facts).unwrap_or_else(|| panic!("no class for {facts:?}"));
        // The first row that fits decides, so there is never more than one; the same question, the same answer.
        assert_eq!(rules::class(&model, &facts), Some(class));
        seen.insert(class);
        // What each class says is so.
        let says = match class {
            ReasonClass::Deliberate => facts.deliberate,
            ReasonClass::OnlyThePersonKnows => !facts.held && !facts.own,
            ReasonClass::LawForbids => facts.law == Some(LawState::Forbidden),
            ReasonClass::LawMissing => facts.law == Some(LawState::Missing),
            ReasonClass::LawUnclear => facts.law == Some(LawState::Unclear),
            ReasonClass::LawNotAssessed => {
                facts.law == Some(LawState::NotAssessed) || facts.law.is_none() && facts.way
            }
            ReasonClass::ConsentRoute => facts.way && facts.consent && facts.running && facts.same_meaning,
            ReasonClass::ComesLater => facts.later && ready(&ClassFacts { later: false, ..facts }),
            ReasonClass::NoChannel => !facts.way,
            ReasonClass::NotInOperation => facts.way && !facts.running,
            ReasonClass::MeaningDiffers => facts.way && facts.running && !facts.same_meaning,
            ReasonClass::SourceNotConsumed => facts.consumes && ready(&facts),
            ReasonClass::ReuseNow => facts.own || !facts.consumes && ready(&facts),
        };
        assert!(says, "{class:?}: {facts:?}");
        assert!(facts.own || class != ReasonClass::ReuseNow || facts.law == Some(LawState::InPlace));
    }
    assert_eq!(seen.len(), ReasonClass::ALL.len(), "{seen:?}");
}

/// There is a way that runs, with the same meaning, without consent, on law in place.
fn ready(facts: &ClassFacts) -> bool {
    let by_law = facts.law == Some(LawState::InPlace);
    !facts.later && facts.held && facts.way && facts.running && facts.same_meaning && !facts.consent && by_law
}

/// The four ways in which law can tell why something known is asked for again are told apart, whatever else differs
/// that does not stand in the way itself.
#[test]
fn forbidden_missing_not_assessed_and_not_used_are_told_apart() {
    let model = table();
    for consumes in BOTH {
        let facts = |law| ClassFacts {
            deliberate: false,
            own: false,
            held: true,
            way: true,
            law: Some(law),
            running: true,
            same_meaning: true,
            consent: false,
            consumes,
            later: false,
        };
        let class = |law| rules::class(&model, &facts(law)).unwrap();
        assert_eq!(class(LawState::Forbidden), ReasonClass::LawForbids);
        assert_eq!(class(LawState::Missing), ReasonClass::LawMissing);
        assert_eq!(class(LawState::Unclear), ReasonClass::LawUnclear);
        assert_eq!(class(LawState::NotAssessed), ReasonClass::LawNotAssessed);
        let not_used = if consumes { ReasonClass::SourceNotConsumed } else { ReasonClass::ReuseNow };
        assert_eq!(class(LawState::InPlace), not_used);
        // Law that stands in the way is said before what is wrong with the channel.
        for (way, running, same_meaning) in [(false, true, true), (true, false, true), (true, true, false)] {
            let with = |law| ClassFacts { way, running, same_meaning, ..facts(law) };
            for law in [LawState::Forbidden, LawState::Missing, LawState::Unclear, LawState::NotAssessed] {
                assert_eq!(rules::class(&model, &with(law)), rules::class(&model, &facts(law)), "{law:?}");
            }
        }
    }
}

/// The whole table, for review: of what somebody else holds and that is not asked for on purpose, a line for each way,
/// law, consent and operation; in each the class by meaning and by whether the asker uses the source.
#[test]
fn the_table_of_classes() {
    let model = table();
    let mut text = String::from(
        "way law          consent running | same meaning, source used | same, not used | differs, used | differs, not used\n",
    );
    for way in [true, false] {
        for law in LAWS {
            for consent in BOTH {
                for running in [true, false] {
                    let class = |same_meaning, consumes| {
                        let facts = ClassFacts {
                            deliberate: false,
                            own: false,
                            held: true,
                            way,
                            law,
                            running,
                            same_meaning,
                            consent,
                            consumes,
                            later: false,
                        };
                        rules::class(&model, &facts).unwrap().id()
                    };
                    let classes = [(true, true), (true, false), (false, true), (false, false)]
                        .map(|(meaning, consumes)| class(meaning, consumes));
                    let law = law.map_or("-".to_owned(), |law| format!("{law:?}"));
                    let yes = |is: bool| if is { "yes" } else { "no" };
                    let (way, consent, running) = (yes(way), yes(consent), yes(running));
                    text += &format!("{way:3} {law:12} {consent:7} {running:7} | {}\n", classes.join(" | "));
                }
            }
        }
    }
    // What comes before all that.
    for facts in combinations() {
        let class = rules::class(&model, &facts).unwrap();
        match (facts.deliberate, facts.own, facts.held) {
            (true, ..) => assert_eq!(class, ReasonClass::Deliberate),
            (_, true, _) => assert_eq!(class, ReasonClass::ReuseNow),
            (_, _, false) => assert_eq!(class, ReasonClass::OnlyThePersonKnows),
            (false, false, true) => {}
        }
    }
    insta::assert_snapshot!(text);
}

// ---------------------------------------------------------------------------------------------------------------
// Verdicts, and law on a date

/// What each of the four things that a verdict rests on is said to be: verified, or not.
#[derive(Debug, Clone, Copy)]
struct Rests {
    request: bool,
    content: bool,
    way: bool,
    ground: bool,
    exemption: bool,
}

const ALL_VERIFIED: Rests = Rests { request: true, content: true, way: true, ground: true, exemption: true };

fn source(verified: bool) -> &'static str {
    if verified { "prove_sett" } else { "prove_antatt" }
}

/// What is found in these files, with the embedded shared folder: the rules speak of things in it.
fn with_shared(files: &[(&str, &str)], as_of: Option<Date>) -> Vec<Finding> {
    let embedded = livsferd_models::files().iter().filter(|(name, _)| name.contains("shared/"));
    let files = embedded.chain(files).map(|(name, text)| SourceFile::new(*name, *text));
    let loaded = livsferd::load(files.collect());
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    livsferd::analyse(&loaded, &Options { as_of }).findings
}

/// A state body asks for an address that a register holds; the law of the way names one provision for each track.
fn found(rests: Rests, ground: &str, exemption: &str, as_of: &str) -> Vec<Finding> {
    let name = |text: &str| format!(r#"(nb: "{text}", nn: "{text}", en: "{text}")"#);
    let provision = |id: &str, verified: bool, period: &str| {
        format!(
            r#"(id: "{id}", law: {}, ministry: "prove_dep", sources: ["{}"], {period}),"#,
            name(id),
            source(verified)
        )
    };
    let shared = format!(
        r#"Shared(
            organisations: [
                (id: "prove_dep", name: {dep}, level: State, ministry: true),
                (id: "prove_etat", name: {etat}, level: State, under: [(ministry: "prove_dep")]),
                (id: "prove_holder", name: {holder}, level: State, under: [(ministry: "prove_dep")]),
            ],
            concepts: [(id: "prove_adresse", name: {adresse})],
            registers: [(
                id: "prove_register", name: {register}, keeper: "prove_holder", holds: ["prove_adresse"], sources: ["prove_sett"],
                ways: [(
                    to: ["prove_etat"], by: Api, sources: ["{way}"],
                    law: (state: InPlace, ground: ["prove_grunnlag"], exemption: ["prove_unntak"]),
                )],
            )],
            provisions: [{grunnlag}{unntak}],
            sources: [
                (id: "prove_sett", title: "Seen"),
                (id: "prove_antatt", title: "Not seen", confidence: Unverified),
            ],
        )"#,
        dep = name("Dep"),
        etat = name("Etat"),
        holder = name("Holder"),
        adresse = name("adresse"),
        register = name("Register"),
        way = source(rests.way),
        grunnlag = provision("prove_grunnlag", rests.ground, ground),
        unntak = provision("prove_unntak", rests.exemption, exemption),
    );
    let event = format!(
        r#"LifeEvent(
            id: "hendelse", name: {hendelse}, last_checked: "2026-11-20",
            parties: [(id: "p", name: {p})],
            holdings: [(register: "prove_register", data: ["p.prove_adresse"], sources: ["{content}"])],
            steps: [(
                id: "spor", name: {spor}, actor: "prove_etat", done_by: "p", kind: Registration, after: Start,
                asks: [(of: "p", data: ["p.prove_adresse"], sources: ["{request}"])], sources: ["prove_sett"],
            )],
        )"#,
        hendelse = name("Hendelse"),
        p = name("p"),
        spor = name("Spør"),
        content = source(rests.content),
        request = source(rests.request),
    );
    let files = [("prove.ron", shared.as_str()), ("hendelse.ron", event.as_str())];
    let mut findings = with_shared(&files, Some(parse_date(as_of).unwrap()));
    findings.retain(|finding| finding.check == "data/register-holds");
    assert_eq!(findings.len(), 1);
    findings
}

/// Class and verdict of the one case.
fn judged(rests: Rests, ground: &str, exemption: &str, as_of: &str) -> (String, Option<String>) {
    let findings = found(rests, ground, exemption, as_of);
    let [case] = findings[0].cases.as_slice() else { panic!("{findings:?}") };
    (case.reason_class.clone().unwrap().id, case.verdict.clone().map(|verdict| verdict.id))
}

#[test]
fn breaches_is_said_only_where_request_content_way_and_law_are_all_verified() {
    for number in 0..1_usize << 5 {
        let bit = |at: usize| number >> at & 1 == 1;
        let rests =
            Rests { request: bit(0), content: bit(1), way: bit(2), ground: bit(3), exemption: bit(4) };
        let (class, verdict) = judged(rests, "", "", "2026-11-20");
        assert_eq!(class, "reuse-now");
        let all = number + 1 == 1 << 5;
        let expected = if all { "breaches-requirement" } else { "may-breach-requirement" };
        assert_eq!(verdict.as_deref(), Some(expected), "{rests:?}");
    }
}

/// The receiver needs a ground for processing, and the giver an exemption from secrecy, on the date of the analysis.
#[test]
fn law_is_in_place_only_while_both_tracks_are_in_force() {
    let from = r#"from: "2027-01-01""#;
    let until = r#"until: "2027-12-31""#;
    let dates = ["2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01"];
    let mut seen: BTreeMap<(&str, &str), [bool; 4]> = BTreeMap::new();
    for ground in ["", from, until] {
        for exemption in ["", from, until] {
            let in_place = dates.map(|date| {
                let (class, verdict) = judged(ALL_VERIFIED, ground, exemption, date);
                match class.as_str() {
                    "reuse-now" => assert_eq!(verdict.as_deref(), Some("breaches-requirement")),
                    // No law, no breach: nobody may fetch it.
                    class => assert_eq!((class, verdict), ("law-missing", None)),
                }
                class == "reuse-now"
            });
            seen.insert((ground, exemption), in_place);
        }
    }
    let always = [true; 4];
    let later = [false, true, true, true];
    let no_longer = [true, true, true, false];
    let between = [false, true, true, false];
    let expected = BTreeMap::from([
        (("", ""), always),
        (("", from), later),
        ((from, ""), later),
        ((from, from), later),
        (("", until), no_longer),
        ((until, ""), no_longer),
        ((until, until), no_longer),
        ((from, until), between),
        ((until, from), between),
    ]);
    assert_eq!(seen, expected);
}

/// Whoever must act is the ministry that owns the law while it is missing, and the asker once it is in place.
#[test]
fn who_must_act_follows_the_law() {
    let lead = |date: &str| {
        let findings = found(ALL_VERIFIED, r#"from: "2027-01-01""#, "", date);
        findings[0].lead.clone().unwrap().id
    };
    assert_eq!(lead("2026-11-20"), "prove_dep");
    assert_eq!(lead("2027-01-01"), "prove_etat");
}

// ---------------------------------------------------------------------------------------------------------------
// Of several reasons, and who must act

/// What is found in an event of these steps, with the embedded shared folder.
fn in_event(steps: &str, more: &str) -> Vec<Finding> {
    let event = format!(
        r#"LifeEvent(
            id: "hendelse", name: (nb: "Hendelse", nn: "Hending", en: "Event"), last_checked: "2026-11-20",
            responsible: [(ministry: "nfd")], parties: [(id: "p", name: (nb: "p", nn: "p", en: "p"))],
            steps: [{steps}], {more}
        )"#
    );
    with_shared(&[("hendelse.ron", &event)], None)
}

fn step(id: &str, actor: &str, after: &str, more: &str) -> String {
    let name = format!(r#"(nb: "{id}", nn: "{id}", en: "{id}")"#);
    format!(r#"(id: "{id}", name: {name}, kind: CaseHandling, actor: "{actor}", after: {after}, {more}),"#)
}

/// A municipality that has asked before breaches the statute all the same; class, law and holder are of that reason.
#[test]
fn the_gravest_verdict_of_all_reasons_counts() {
    let asks = r#"done_by: "p", asks: [(of: "p", data: ["p.foretaksnavn"])]"#;
    let fetches = r#"fetches: [(data: ["p.foretaksnavn"], register: "enhetsregisteret")]"#;
    let held = r#"holdings: [(register: "enhetsregisteret", data: ["p.foretaksnavn"])]"#;
    let judged = |more: &str, held: &str| {
        let steps = [
            step("a", "kommune", "Start", asks),
            step("b", "kommune", r#"Then(step: "a")"#, &format!("{asks}, {more}")),
        ];
        let findings = in_event(&steps.concat(), held);
        let found = findings.iter().find(|finding| finding.check == "data/asked-twice").unwrap();
        let [case] = found.cases.as_slice() else { panic!("{found:?}") };
        let id = |named: &Option<livsferd::finding::Named>| named.as_ref().map(|named| named.id.clone());
        [id(&case.reason_class), id(&case.verdict), id(&case.holder)].map(Option::unwrap_or_default)
    };
    assert_eq!(judged("", ""), ["reuse-now", "may-depart-from-recommendation", ""]);
    assert_eq!(judged("", held), ["reuse-now", "may-breach-statute", "enhetsregisteret"]);
    // The first request is the one that is told of; where it fetches the name itself, the register is used for just this.
    let own = ["reuse-now", "may-depart-from-recommendation", ""];
    let steps = step("a", "kommune", "Start", &format!("{asks}, {fetches}"));
    let findings = in_event(&steps, held);
    let found = findings.iter().find(|finding| finding.check == "data/asked-twice").unwrap();
    let case = &found.cases[0];
    let id = |named: &Option<livsferd::finding::Named>| named.as_ref().map(|named| named.id.clone());
    assert_eq!(
        [id(&case.reason_class), id(&case.verdict), id(&case.holder)].map(Option::unwrap_or_default),
        own
    );
}

/// What is stated beside the document that says it may breach the requirement; what was stated before breaches it.
#[test]
fn what_comes_with_the_request_itself_only_may_breach() {
    let shared = r#"Shared(
        concepts: [(id: "dag", name: (nb: "x", nn: "x", en: "x"))],
        documents: [(id: "brevet", name: (nb: "x", nn: "x", en: "x"), contains: ["dag"])],
        sources: [(id: "prove_sett", title: "Sett", confidence: Verified)],
    )"#;
    let sure = r#"confidence: Verified, sources: ["prove_sett"]"#;
    let asks = |when: &str| {
        format!(
            r#"done_by: "p", {sure}, asks: [(of: "p", data: ["p.dag"], {sure}),
               (of: "p", data: ["p.brevet"], mode: Attach, {when} {sure})]"#
        )
    };
    let judged = |steps: &str, more: &str| {
        let event = format!(
            r#"LifeEvent(
                id: "hendelse", name: (nb: "Hendelse", nn: "Hending", en: "Event"), last_checked: "2026-11-20",
                parties: [(id: "p", name: (nb: "p", nn: "p", en: "p"))], steps: [{steps}], {more}
            )"#
        );
        let findings = with_shared(&[("prove.ron", shared), ("hendelse.ron", &event)], None);
        let found = findings.iter().find(|one| one.id.ends_with("nav/p.dag")).unwrap();
        let case = |case: &livsferd::finding::Case| {
            (case.courses.condition.clone(), case.verdict.as_ref().map(|verdict| verdict.id.clone()).unwrap())
        };
        found.cases.iter().map(case).collect::<Vec<_>>()
    };
    let told = |condition: &str, verdict: &str| (condition.to_owned(), verdict.to_owned());
    let once = step("a", "nav", "Start", &asks(""));
    assert_eq!(judged(&once, ""), [told("true", "may-breach-requirement")]);
    // Where another step asks for it too, the body has it from there.
    let before =
        format!(r#"when: "tidligere", done_by: "p", {sure}, asks: [(of: "p", data: ["p.dag"], {sure})]"#);
    let steps = [
        step("a", "nav", "Start", &before),
        step("b", "nav", r#"AnyOf([Start, Then(step: "a")])"#, &asks("")),
    ];
    let earlier = r#"circumstances: [(id: "tidligere", name: (nb: "t", nn: "t", en: "t"),
        values: Flag(yes: (nb: "t", nn: "t", en: "t"), no: (nb: "i", nn: "i", en: "n")))],"#;
    assert_eq!(
        judged(&steps.concat(), earlier),
        [told("tidligere", "breaches-requirement"), told("not(tidligere)", "may-breach-requirement")]
    );
}

/// Where the one who should give is private or foreign, the public body that should get leads, or else the coordinator.
#[test]
fn who_is_private_or_foreign_does_not_lead_others() {
    let lead = |giver: &str, receiver: &str| {
        let steps =
            [step("a", giver, "Start", ""), step("b", receiver, r#"Handover(step: "a", by: Nothing)"#, "")];
        let findings = in_event(&steps.concat(), "");
        let found = findings.iter().find(|finding| finding.check == "handover/nobody-hands-over").unwrap();
        found.lead.clone().unwrap().id
    };
    assert_eq!(lead("nav", "kommune"), "nav");
    assert_eq!(lead("bank", "kommune"), "kommune");
    assert_eq!(lead("utenlandsk_sykehus", "nav"), "nav");
    assert_eq!(lead("bank", "arbeidsgiver"), "nfd");
}

/// Two registers could give the same, each by a solution that is only built: both are found, whatever they are called.
#[test]
fn every_solution_that_would_spare_a_request_counts() {
    let built = |first: &str, other: &str| {
        let name = |id: &str| format!(r#"id: "{id}", name: (nb: "{id}", nn: "{id}", en: "{id}")"#);
        let each = [first, other].map(|solution| {
            let register = format!("register_{solution}");
            let one = format!(r#"({}, owner: "ssb", state: Built)"#, name(solution));
            let way = format!(r#"(to: ["nav"], by: Api, uses: "{solution}", law: (state: NotAssessed))"#);
            let held =
                format!(r#"({}, keeper: "ssb", holds: ["skostorrelse"], ways: [{way}])"#, name(&register));
            (one, held, format!(r#"(register: "{register}", data: ["p.skostorrelse"])"#))
        });
        let [(one, first_held, first_holding), (two, other_held, other_holding)] = each;
        let shared = format!(
            r#"Shared(concepts: [({})], solutions: [{one}, {two}], registers: [{first_held}, {other_held}])"#,
            name("skostorrelse")
        );
        let event = format!(
            r#"LifeEvent(
                id: "hendelse", name: (nb: "Hendelse", nn: "Hending", en: "Event"), last_checked: "2026-11-20",
                parties: [(id: "p", name: (nb: "p", nn: "p", en: "p"))],
                steps: [{}], holdings: [{first_holding}, {other_holding}],
            )"#,
            step("a", "nav", "Start", r#"done_by: "p", asks: [(of: "p", data: ["p.skostorrelse"])]"#)
        );
        let findings = with_shared(&[("prove.ron", &shared), ("hendelse.ron", &event)], None);
        let found = findings.iter().filter(|finding| finding.check == "operation/built-not-running");
        found.map(|finding| finding.subject.concat()).collect::<Vec<_>>()
    };
    assert_eq!(built("alfa", "omega"), ["alfa", "omega"]);
    assert_eq!(built("zeta", "beta"), ["beta", "zeta"]);
}

/// Somebody applies too late: once for what a right hangs on, once for what no right hangs on.
fn too_late(basis: &str, as_of: &str) -> Vec<Finding> {
    let name = |text: &str| format!(r#"(nb: "{text}", nn: "{text}", en: "{text}")"#);
    let step = |id: &str, gives: &str| {
        format!(
            r#"(
                id: "{id}", name: {}, actor: "prove_etat", done_by: "p", kind: Application, sources: ["prove_sett"],
                after: Handover(step: "brev", by: Letter, takes: "P6W"), gives: [{gives}],
                deadlines: [(within: "P1M", from: Event, lost: {}, sources: ["prove_sett"], {basis})],
            ),"#,
            name(id),
            name("plassen"),
        )
    };
    let shared = format!(
        r#"Shared(
            organisations: [
                (id: "prove_dep", name: {dep}, level: State, ministry: true),
                (id: "prove_etat", name: {etat}, level: State, under: [(ministry: "prove_dep")]),
                (id: "prove_eier", name: {eier}, level: State, ministry: true),
            ],
            provisions: [
                (id: "prove_frist", law: {frist}, section: "§ 1", ministry: "prove_eier", sources: ["prove_sett"]),
                (id: "prove_ny", law: {ny}, ministry: "prove_eier", from: "2030-01-01", sources: ["prove_sett"]),
            ],
            sources: [(id: "prove_sett", title: "Seen")],
        )"#,
        dep = name("Dep"),
        etat = name("Etat"),
        eier = name("Eier"),
        frist = name("Fristloven"),
        ny = name("Ny lov"),
    );
    let event = format!(
        r#"LifeEvent(
            id: "hendelse", name: {hendelse}, last_checked: "2026-11-20", parties: [(id: "p", name: {p})],
            steps: [
                (id: "brev", name: {brev}, actor: "prove_etat", kind: Information, after: Start, sources: ["prove_sett"]),
                {soke}{melde}
            ],
        )"#,
        hendelse = name("Hendelse"),
        p = name("p"),
        brev = name("Brev"),
        soke = step("soke", &format!(r#"(right: {}, to: "p", must_apply: true)"#, name("rett"))),
        melde = step("melde", ""),
    );
    let files = [("prove.ron", shared.as_str()), ("hendelse.ron", event.as_str())];
    let mut findings = with_shared(&files, Some(parse_date(as_of).unwrap()));
    findings.retain(|finding| finding.check.starts_with("time/"));
    findings
}

/// A deadline that lapses has the provisions that set it, and nothing else of the finding follows from them.
#[test]
fn the_law_of_a_lapsed_deadline_is_what_sets_it() {
    let without = too_late("", "2026-11-20");
    let checks: Vec<&str> = without.iter().map(|finding| finding.check.as_str()).collect();
    assert_eq!(checks, ["time/late-for-right", "time/deadline-lapses"]);
    let new = r#"basis: ["prove_ny"]"#;
    for (basis, as_of, law) in [
        ("", "2026-11-20", &[][..]),
        (r#"basis: ["prove_frist"]"#, "2026-11-20", &[("prove_frist", LawState::InPlace)]),
        (new, "2030-01-01", &[("prove_ny", LawState::InPlace)]),
        (new, "2026-11-20", &[("prove_ny", LawState::Missing)]),
        (
            r#"basis: ["prove_ny", "prove_frist"]"#,
            "2026-11-20",
            &[("prove_frist", LawState::InPlace), ("prove_ny", LawState::InPlace)],
        ),
    ] {
        let mut found = too_late(basis, as_of);
        for case in found.iter_mut().flat_map(|finding| &mut finding.cases) {
            let points: Vec<_> =
                case.law.iter().map(|point| (point.id.as_deref().unwrap(), point.state)).collect();
            assert_eq!(points, law, "{basis}");
            assert!(case.reason_class.is_none() && case.verdict.is_none());
            case.law.clear();
        }
        for (finding, before) in found.iter_mut().zip(&without) {
            // The text is longer, and all else as it was.
            finding.places.clone_from(&before.places);
            assert_eq!(finding, before);
        }
        assert_eq!(found.len(), without.len());
    }
    let found = too_late(r#"basis: ["prove_frist"]"#, "2026-11-20");
    assert_eq!(found[0].cases[0].law[0].name.nb, "Fristloven § 1");
}
