//! An analysis made by hand, with everything that one can say, and with names that try to break the reports.

use livsferd::SourceFile;
use livsferd::finding::{
    Also, Analysis, Case, CourseSet, Earlier, Finding, JourneySummary, Label, LawPoint, LawState, Named,
    Severity, SourceSummary, Witness,
};
use livsferd::text::{Place, Sources};
use livsferd::vocabulary::Gravity;
use livsferd::words::{Title, Words};
use std::sync::Arc;

const STEPS: &str = "\u{feff}// Søknad om barnepensjon
Steps(event: \"dodsfall-og-arv\", steps: [
    (id: \"soke\", asks: [(of: \"verge\", data: [\"avdod.dødsdato\", \"barn.æresbevisning\"])]),
    (id: \"melde\",\u{9b}31m after: Handover(step: \"dødsfall\", by: Nothing)),
])
";

/// A name that tries everything.
pub(crate) const HOSTILE: &str =
    "Etat | `x` <script>alert(1)</script>\n# [l](javascript:1) \u{1b}[31m\u{202e}*_&amp;";

pub fn sources() -> Sources {
    Sources::new(vec![
        SourceFile::new("modell/steg.ron", STEPS),
        SourceFile::new("modell/lang.ron", format!("// {}\n\"ø\"", "æ".repeat(3_000))),
    ])
}

fn place(sources: &Sources, words: &str) -> Place {
    let found = sources.iter().find_map(|(id, file)| file.text.find(words).map(|at| (id, at)));
    let (id, at) = found.expect("the words are in a file");
    let offset = |at: usize| u32::try_from(at).expect("a small file");
    Place::new(id, offset(at), offset(at + words.len()))
}

fn label(sources: &Sources, words: &str, nb: &str, nn: &str, en: &str) -> Label {
    Label { place: place(sources, words), label: Words::new(nb, nn, en) }
}

fn title(text: &str) -> Title {
    Title { text: text.to_owned(), ..Title::default() }
}

fn thing(id: &str, nb: &str, nn: &str, en: &str) -> Named {
    Named { id: id.to_owned(), name: Words::new(nb, nn, en) }
}

pub(crate) fn nav() -> Named {
    thing("nav", "NAV", "NAV", "NAV")
}

pub(crate) fn ministry() -> Named {
    let nb = "Arbeids- og inkluderingsdepartementet";
    thing("aid", nb, nb, "Ministry of Labour and Social Inclusion")
}

pub(crate) fn coordinator() -> Named {
    let nb = "Digitaliserings- og forvaltningsdepartementet";
    thing("dfd", nb, nb, "Ministry of Digitalisation and Public Governance")
}

fn courses(condition: &str, words: Words, when: &[&[(&str, &[&str])]]) -> CourseSet {
    let values = |values: &[&str]| values.iter().map(|&value| value.into()).collect();
    let when = when
        .iter()
        .map(|part| part.iter().map(|(name, of)| ((*name).into(), values(of))).collect())
        .collect();
    CourseSet { condition: condition.to_owned(), phrase: words, when, minimal: true }
}

fn under_20() -> CourseSet {
    let words =
        Words::new("barnet er under 20 år", "barnet er under 20 år", "the child is under 20 years of age");
    courses("barn_under_20", words, &[&[("barn_under_20", &["true"])]])
}

fn abroad() -> CourseSet {
    let words = Words::new(
        "barnet er under 20 år og dødsfallet skjer i utlandet",
        "barnet er under 20 år og dødsfallet skjer i utlandet",
        "the child is under 20 years of age and the death happens abroad",
    );
    courses(
        "barn_under_20 and sted = utlandet",
        words,
        &[&[("barn_under_20", &["true"]), ("sted", &["utlandet"])]],
    )
}

fn everywhere() -> CourseSet {
    courses("true", Words::default(), &[&[]])
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(std::sync::Arc<str>, std::sync::Arc<str>)> {
    pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

/// A finding with everything.
fn asked_twice(sources: &Sources) -> Finding {
    Finding {
        id: "dodsfall-og-arv/data/asked-twice/nav/avdod.dødsdato".to_owned(),
        check: "data/asked-twice".to_owned(),
        severity: Severity::Warning,
        gravity: thing(
            "asked-again",
            "personen spørres igjen",
            "personen blir spurd igjen",
            "the person is asked again",
        ),
        journey: Some("dodsfall-og-arv".to_owned()),
        subject: vec!["nav".to_owned(), "avdod.dødsdato".to_owned()],
        message: Words::new(
            "NAV spør verge om dødsdato, som etaten har",
            "NAV spør verje om dødsdato, som etaten har",
            "NAV asks the guardian for the date of death, which it has",
        ),
        help: Words::new(
            "ta `avdod.dødsdato` ut av skjemaet og hent den fra `folkeregisteret`",
            "ta `avdod.dødsdato` ut av skjemaet og hent han frå `folkeregisteret`",
            "take `avdod.dødsdato` out of the form and fetch it from `folkeregisteret`",
        ),
        places: vec![
            label(sources, "avdod.dødsdato", "spørres det om her", "blir det spurt om her", "asked for here"),
            label(sources, "\"melde\"", "fått her", "fått her", "obtained here"),
        ],
        condition: Some(under_20().into()),
        message_condition: None,
        cases: vec![
            Case {
                courses: abroad().into(),
                check: "data/register-holds".to_owned(),
                reason_class: Some(thing("law-unclear", "uklar rett", "uklar rett", "unclear law")),
                verdict: None,
                degree: None,
                law: vec![LawPoint { id: None, name: Words::default(), state: LawState::NotAssessed }],
                holder: Some(thing(
                    "folkeregisteret",
                    "Folkeregisteret",
                    "Folkeregisteret",
                    "The Population Register",
                )),
                lead: Some(thing("jd", "Justisdepartementet", "Justisdepartementet", "Ministry of Justice")),
            },
            Case {
                courses: courses(
                    "barn_under_20 and sted != utlandet",
                    Words::new(
                        "barnet er under 20 år og dødsfallet skjer i Norge",
                        "barnet er under 20 år og dødsfallet skjer i Noreg",
                        "the child is under 20 years of age and the death happens in Norway",
                    ),
                    &[&[("barn_under_20", &["true"]), ("sted", &["hjemme", "sykehus"])]],
                )
                .into(),
                check: "data/asked-twice".to_owned(),
                reason_class: Some(thing(
                    "reuse-now",
                    "kan gjenbrukes nå",
                    "kan brukast om att no",
                    "can be reused now",
                )),
                verdict: Some(thing(
                    "may-breach-requirement",
                    "kan bryte et krav",
                    "kan bryte eit krav",
                    "may breach a requirement",
                )),
                degree: None,
                law: vec![LawPoint {
                    id: Some("ftrl_21_4".to_owned()),
                    name: Words::new(
                        "folketrygdloven § 21-4",
                        "folketrygdlova § 21-4",
                        "National Insurance Act § 21-4",
                    ),
                    state: LawState::InPlace,
                }],
                holder: None,
                lead: Some(nav()),
            },
        ],
        witness: Some(Arc::new(Witness {
            profile: pairs(&[("alder", "0..17"), ("barn_under_20", "true"), ("sted", "utlandet")]).into(),
            outcomes: pairs(&[("vedtak", "innvilget")]),
            steps: vec![
                thing("dødsfall", "Dødsfallet skjer", "Dødsfallet skjer", "The death happens").into(),
                thing(
                    "melde",
                    "Lege melder dødsfallet",
                    "Lege melder dødsfallet",
                    "A doctor notifies of the death",
                )
                .into(),
                thing("brev", "NAV sender brev", "NAV sender brev", "NAV sends a letter").into(),
                thing("finne", "Verge finner skjemaet", "Verje finn skjemaet", "The guardian finds the form")
                    .into(),
                thing("soke", "Søke om barnepensjon", "Søkje om barnepensjon", "Apply for a child's pension")
                    .into(),
            ],
        })),
        earlier: Some(Earlier {
            event: thing("få-barn", "Å få barn", "Å få barn", "Having a child"),
            after: thing("føde", "Føde", "Føde", "Give birth"),
            condition: everywhere().into(),
            witness: Arc::new(Witness {
                profile: pairs(&[("alder", "0..17")]).into(),
                outcomes: Vec::new(),
                steps: vec![thing("føde", "Føde", "Føde", "Give birth").into()],
            }),
        }),
        parties: vec![
            thing("barn", "barnet", "barnet", "the child"),
            thing("verge", "verge", "verje", "the guardian"),
        ],
        giver: Some(thing("lege", "legen", "legen", "the doctor")),
        receiver: Some(nav()),
        lead: Some(nav()),
        lead_ministry: Some(ministry()),
        coordinator: Some(coordinator()),
        also: vec![Also {
            check: "data/asked-by-several".to_owned(),
            message: Words::new(
                "også Skatteetaten spør om dødsdato",
                "også Skatteetaten spør om dødsdato",
                "the Tax Administration asks for the date of death too",
            ),
        }],
        sources: vec!["nav_bp".to_owned(), "ukjent".to_owned()],
        verified: false,
    }
}

/// A finding with hostile names, and little else.
fn nobody(sources: &Sources) -> Finding {
    let hostile = Named { id: "etat".to_owned(), name: Words::same(HOSTILE) };
    Finding {
        id: "dodsfall-og-arv/handover/nobody-hands-over/melde".to_owned(),
        check: "handover/nobody-hands-over".to_owned(),
        severity: Severity::Error,
        gravity: thing("right-lost", "en rettighet går tapt", "ein rett går tapt", "a right is lost"),
        message: Words::same(format!("ingen melder fra til {HOSTILE}")),
        help: Words::default(),
        places: vec![
            label(sources, "Nothing", "ingen", "ingen", "nobody"),
            label(sources, "\"ø\"", "langt unna", "langt unna", "far away"),
            label(sources, "// æ", HOSTILE, HOSTILE, HOSTILE),
        ],
        condition: Some(everywhere().into()),
        cases: Vec::new(),
        witness: None,
        earlier: None,
        parties: vec![Named { id: "barn".to_owned(), name: Words::default() }],
        giver: None,
        receiver: Some(hostile.clone()),
        lead: Some(hostile),
        lead_ministry: None,
        also: Vec::new(),
        sources: vec!["ond".to_owned()],
        verified: true,
        ..asked_twice(sources)
    }
}

fn note(sources: &Sources) -> Finding {
    Finding {
        id: "dodsfall-og-arv/data/asked-by-several/avdod.dødsdato".to_owned(),
        check: "data/asked-by-several".to_owned(),
        severity: Severity::Note,
        message: Words::new(
            "tre virksomheter spør om dødsdato",
            "tre verksemder spør om dødsdato",
            "three bodies ask for the date of death",
        ),
        places: vec![Label { place: Place::NOWHERE, label: Words::default() }],
        condition: Some(CourseSet { minimal: false, ..abroad() }.into()),
        cases: Vec::new(),
        witness: None,
        earlier: None,
        also: Vec::new(),
        lead: None,
        lead_ministry: None,
        coordinator: None,
        ..asked_twice(sources)
    }
}

fn model_error(sources: &Sources) -> Finding {
    Finding {
        id: "model/unknown-id/dødsfall".to_owned(),
        subject: vec!["dødsfall".to_owned()],
        message: Words::new(
            "steget `dødsfall` finnes ikke",
            "steget `dødsfall` finst ikkje",
            "there is no step `dødsfall`",
        ),
        help: Words::new("mente du `dodsfall`?", "meinte du `dodsfall`?", "did you mean `dodsfall`?"),
        places: vec![label(sources, "\"dødsfall\"", "vist til her", "vist til her", "referred to here")],
        verified: true,
        ..Finding::of("model/unknown-id", Severity::Error, Gravity::ModelError)
    }
}

fn journey(id: &str, nb: &str, en: &str, analysed: bool) -> JourneySummary {
    JourneySummary {
        id: id.to_owned(),
        name: Words::new(nb, nb, en),
        steps: 2,
        handovers: 1,
        data_requests: 2,
        circumstances: 1,
        last_checked: "2026-11-20".to_owned(),
        coordinator: analysed.then(coordinator),
        analysed,
    }
}

/// Three findings and an error of the model.
pub fn analysis(sources: &Sources) -> Analysis {
    let findings = vec![model_error(sources), nobody(sources), asked_twice(sources), note(sources)];
    Analysis {
        as_of: "2026-11-20".to_owned(),
        journeys: vec![
            journey("dodsfall-og-arv", "Dødsfall og arv", "Death and inheritance", true),
            journey("fa-barn", "Få barn", "Having a child", false),
        ],
        gravities: vec![
            findings[1].gravity.clone(),
            thing("stops", "reisen stopper", "reisa stoppar", "the journey stops"),
            findings[2].gravity.clone(),
        ],
        findings,
        sources: vec![
            SourceSummary {
                id: "nav_bp".to_owned(),
                title: title("Barnepensjon – søknadsskjema"),
                publisher: Some("NAV".to_owned()),
                url: Some("https://www.nav.no/barnepensjon?a=<b>&c=(d)".to_owned()),
                date: Some("2026-10-01".to_owned()),
                verified: true,
            },
            SourceSummary {
                id: "ond".to_owned(),
                title: title(HOSTILE),
                publisher: None,
                url: Some("javascript:alert(1)".to_owned()),
                date: None,
                verified: false,
            },
        ],
        broken: true,
    }
}
