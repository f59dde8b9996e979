//! The annexes: what the answers rest on, in full.

use super::pictures::{self, slug};
use super::{Told, entry, matrices, method, register, section};
use crate::finding::{Case, Confidence, Finding, LawState, Named, SourceSummary};
use crate::model::Mode;
use crate::overview::{Asked, DoubtKind, Event};
use crate::report::document::{Block, Inline, Line, Section, Table, is_web_address, line};
use crate::report::number::finding_number;
use crate::report::wording::{
    capital, carrier, confidence, doubt_kind, duration, law_state, mode, name_or_id, named, plain, words,
};
use crate::words::{Lang, section_in};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn sections(told: &Told<'_>) -> Vec<Section> {
    let all = [
        gaps(told),
        duplicates(told),
        handovers(told),
        law(told),
        deadlines(told),
        sources(told),
        doubts(told),
        volumes(told),
        method::annex(told),
    ];
    all.into_iter().chain(pictures::annex(told)).collect()
}

/// A: the gap register.
fn gaps(told: &Told<'_>) -> Section {
    let mut part =
        section("a", told.say("Vedlegg A. Funnregister", "Vedlegg A. Funnregister", "Annex A. Gap register"));
    part.blocks.push(Block::Paragraph(told.line(
        "Hvert funn har et nummer som er det samme i alle versjoner, så det kan følges over tid. Funnene står under den som må handle.",
        "Kvart funn har eit nummer som er det same i alle versjonar, så det kan følgjast over tid. Funna står under den som må handle.",
        "Each finding has a number that is the same in all versions, so that it can be followed over time. The findings stand under whoever must act.",
    )));
    match told.found.is_empty() {
        true => part.blocks.push(Block::Paragraph(told.line("Ingen funn.", "Ingen funn.", "No findings."))),
        false => part.blocks.push(register::register(told)),
    }
    part
}

/// A part of an annex for each event, where it has anything to show.
fn each_event(told: &Told<'_>, part: &mut Section, table: impl Fn(&Event) -> Table) {
    each_drawn_event(told, part, table, |_, _, _| Vec::new());
}

/// The same, with a picture above the table where there is one.
fn each_drawn_event(
    told: &Told<'_>,
    part: &mut Section,
    table: impl Fn(&Event) -> Table,
    drawn: fn(&Told<'_>, &str, &Table) -> Vec<Block>,
) {
    let annex = part.id.clone();
    for event in &told.overview.events {
        let table = table(event);
        if table.rows.is_empty() {
            continue;
        }
        let mut sub = section(&format!("{annex}-{}", slug(&event.id)), &told.event_name(&event.id));
        sub.blocks.extend(drawn(told, &event.id, &table));
        sub.blocks.push(Block::Table(table));
        part.sections.push(sub);
    }
    if part.sections.is_empty() {
        part.blocks.push(Block::Paragraph(told.open()));
    }
}

fn columns(texts: &[&str]) -> Vec<(String, bool)> {
    texts.iter().map(|text| ((*text).to_owned(), false)).collect()
}

/// B: concept × who asks × who holds.
fn duplicates(told: &Told<'_>) -> Section {
    let mut part = section(
        "b",
        told.say(
            "Vedlegg B. Hvem spør om hva, og hvem har det",
            "Vedlegg B. Kven spør om kva, og kven har det",
            "Annex B. Who asks for what, and who holds it",
        ),
    );
    part.blocks.push(Block::Paragraph(told.line(
        "Opplysninger som minst to virksomheter spør om, eller som det er et funn om. Etter hver virksomhet står årsaken der det er funnet at noen har opplysningen fra før.",
        "Opplysningar som minst to verksemder spør om, eller som det er eit funn om. Etter kvar verksemd står årsaka der det er funne at nokon har opplysninga frå før.",
        "Data that at least two bodies ask for, or that there is a finding about. After each body stands the reason, where it was found that somebody has the data already.",
    )));
    let classes = classes(told);
    let table = |event: &Event| duplicates_of(told, event, &classes);
    each_drawn_event(told, &mut part, table, |told, event, table| told.duplicates_drawn(event, table));
    part
}

/// What was found, by event, asker and datum.
type Classes<'a> = BTreeMap<(&'a str, &'a str, &'a str), Found<'a>>;

/// What was found of a body that asks.
struct Found<'a> {
    class: Option<&'a Named>,
    holders: BTreeSet<&'a Named>,
    /// The body has it itself.
    own: bool,
}

/// True where the body that asks has it itself: it can be reused, and from nobody else.
fn is_own(case: &Case) -> bool {
    case.holder.is_none() && case.reason_class.as_ref().is_some_and(|class| class.id == "reuse-now")
}

fn classes<'a>(told: &Told<'a>) -> Classes<'a> {
    let mut all = Classes::new();
    for &finding in &told.found {
        let (Some(event), [asker, datum, ..]) = (finding.journey.as_deref(), finding.subject.as_slice())
        else {
            continue;
        };
        let class = finding.cases.first().and_then(|case| case.reason_class.as_ref());
        let holders = finding.cases.iter().filter_map(|case| case.holder.as_ref()).collect();
        let own = finding.cases.iter().any(is_own);
        all.entry((event, asker.as_str(), datum.as_str())).or_insert(Found { class, holders, own });
    }
    all
}

/// What was found of a body that asks for a datum.
fn found_of<'c>(
    classes: &'c Classes<'c>,
    event: &'c Event,
    asker: &'c Named,
    asked: &'c Asked,
) -> Option<&'c Found<'c>> {
    classes.get(&(event.id.as_str(), asker.id.as_str(), asked.id.as_str()))
}

/// Who has a datum: registers and bodies, and then those that ask for it although they have it themselves.
fn holders(told: &Told<'_>, event: &Event, asked: &Asked, classes: &Classes<'_>) -> Vec<String> {
    let mut others: BTreeSet<String> = asked.holders.iter().map(|one| named(one, told.lang)).collect();
    let mut own = Vec::new();
    for (asker, ..) in &asked.askers {
        let Some(found) = found_of(classes, event, asker, asked) else { continue };
        others.extend(found.holders.iter().map(|one| named(one, told.lang)));
        if found.own {
            let itself = told.say("selv", "sjølv", "itself");
            own.push(format!("{} {itself}", named(asker, told.lang)));
        }
    }
    others.into_iter().chain(own).collect()
}

fn duplicates_of(told: &Told<'_>, event: &Event, classes: &Classes<'_>) -> Table {
    let lang = told.lang;
    let mut rows = Vec::new();
    for asked in &event.asked {
        let any = asked.askers.iter().any(|(asker, ..)| found_of(classes, event, asker, asked).is_some());
        if asked.askers.len() < 2 && !any {
            continue;
        }
        let askers = asked.askers.iter().map(|(asker, how, _)| {
            let mut more = Vec::new();
            if *how != Mode::Provide {
                more.push(mode(lang, *how).to_owned());
            }
            more.extend(
                found_of(classes, event, asker, asked)
                    .and_then(|found| found.class)
                    .map(|class| named(class, lang)),
            );
            match more.is_empty() {
                true => named(asker, lang),
                false => format!("{} ({})", named(asker, lang), more.join("; ")),
            }
        });
        let askers: Vec<String> = askers.collect();
        let holders = holders(told, event, asked, classes);
        rows.push(vec![
            line(&format!("{} ({})", capital(&words(&asked.name, lang)), words(&asked.party, lang))),
            line(&capital(&askers.join(", "))),
            line(&if holders.is_empty() { "–".to_owned() } else { capital(&holders.join(", ")) }),
        ]);
    }
    Table {
        id: Some(format!("b-table-{}", slug(&event.id))),
        caption: format!(
            "{}: {}",
            told.event_name(&event.id),
            told.say(
                "hvem spør, og hvem har opplysningen",
                "kven spør, og kven har opplysninga",
                "who asks, and who holds it"
            )
        ),
        head: columns(&[
            told.say("Opplysning (om)", "Opplysning (om)", "Data (about)"),
            told.say("Hvem spør (hvordan; årsak)", "Kven spør (korleis; årsak)", "Who asks (how; reason)"),
            told.say("Hvem har det", "Kven har det", "Who holds it"),
        ]),
        rows,
        total: false,
    }
}

/// C: actor × actor.
fn handovers(told: &Told<'_>) -> Section {
    let mut part = section(
        "c",
        told.say(
            "Vedlegg C. Hvem leverer til hvem",
            "Vedlegg C. Kven leverer til kven",
            "Annex C. Who hands over to whom",
        ),
    );
    let table = |event: &Event| {
        let rows = event.handovers.iter().map(|flow| {
            let by: Vec<String> = flow
                .by
                .iter()
                .map(|(by, number)| format!("{} ({number})", carrier(told.lang, *by)))
                .collect();
            let number: usize = flow.by.iter().map(|(_, number)| number).sum();
            vec![
                line(&capital(&named(&flow.from, told.lang))),
                line(&capital(&named(&flow.to, told.lang))),
                line(&number.to_string()),
                line(&capital(&by.join(", "))),
            ]
        });
        let mut head = columns(&[
            told.say("Fra", "Frå", "From"),
            told.say("Til", "Til", "To"),
            told.say("Antall", "Tal", "Number"),
            told.say("Hvordan", "Korleis", "How"),
        ]);
        if let Some((_, number)) = head.get_mut(2) {
            *number = true;
        }
        Table {
            id: Some(format!("c-table-{}", slug(&event.id))),
            caption: format!(
                "{}: {}",
                told.event_name(&event.id),
                told.say(
                    "overganger mellom aktører",
                    "overgangar mellom aktørar",
                    "handovers between actors"
                )
            ),
            head,
            rows: rows.collect(),
            total: false,
        }
    };
    each_drawn_event(told, &mut part, table, |told, event, table| told.handovers_drawn(event, table));
    part
}

/// Provisions, each with a state, its name and the findings that name it so.
type Points<'a> = BTreeMap<(Option<&'a str>, LawState), (String, BTreeSet<&'a str>)>;

/// D: the provisions that findings name, and how they stand.
fn law(told: &Told<'_>) -> Section {
    let mut part = section(
        "d",
        told.say("Vedlegg D. Rettslig status", "Vedlegg D. Rettsleg status", "Annex D. Legal state"),
    );
    let mut points: Points<'_> = BTreeMap::new();
    for finding in &told.found {
        for point in finding.cases.iter().flat_map(|case| &case.law) {
            let name = match &point.id {
                Some(id) => name_or_id(&point.name, id, told.lang),
                None => told
                    .say("Ingen bestemmelse oppgitt", "Ingen føresegn oppgitt", "No provision given")
                    .to_owned(),
            };
            let row =
                points.entry((point.id.as_deref(), point.state)).or_insert_with(|| (name, BTreeSet::new()));
            row.1.insert(&finding.id);
        }
    }
    let rows = points.into_iter().map(|((id, state), (name, findings))| {
        let provision = told.overview.provisions.iter().find(|one| Some(one.id.as_str()) == id);
        let ministry = provision.and_then(|one| one.ministry.as_ref());
        vec![
            line(&capital(&name)),
            ministry.map_or_else(|| told.open(), |one| line(&capital(&named(one, told.lang)))),
            line(&capital(law_state(told.lang, state))),
            numbers(&findings),
        ]
    });
    part.blocks.push(Block::Table(Table {
        id: Some("law".to_owned()),
        caption: told
            .say(
                "Bestemmelser som funnene viser til",
                "Føresegner som funna viser til",
                "Provisions that the findings refer to",
            )
            .to_owned(),
        head: columns(&[
            told.say("Bestemmelse", "Føresegn", "Provision"),
            told.say("Departement som eier loven", "Departement som eig lova", "Ministry that owns the act"),
            told.say("Status", "Status", "State"),
            told.say("Funn", "Funn", "Findings"),
        ]),
        rows: rows.collect(),
        total: false,
    }));
    let mut flows = section(
        "d-flows",
        told.say(
            "Alle datastrømmer i modellene",
            "Alle datastraumar i modellane",
            "All flows of data in the models",
        ),
    );
    flows.blocks.push(Block::Table(law_of_flows(told)));
    part.sections.push(flows);
    part
}

/// The findings as links.
fn numbers(ids: &BTreeSet<&str>) -> Line {
    let mut all = Line::new();
    for id in ids {
        if !all.is_empty() {
            all.push(", ".into());
        }
        let number = finding_number(id);
        all.push(Inline::Jump { to: format!("f-{number}"), text: number });
    }
    all
}

fn law_of_flows(told: &Told<'_>) -> Table {
    let states = [
        Some(LawState::InPlace),
        Some(LawState::Unclear),
        Some(LawState::NotAssessed),
        Some(LawState::Missing),
        Some(LawState::Forbidden),
        None,
    ];
    let silent = told.say("ikke sagt i modellen", "ikkje sagt i modellen", "not said in the model");
    let mut head = vec![(told.say("Livshendelse", "Livshending", "Life event").to_owned(), false)];
    head.extend(
        states.map(|state| (capital(state.map_or(silent, |state| law_state(told.lang, state))), true)),
    );
    let rows = told.overview.events.iter().map(|event| {
        let number =
            |state| event.figures.law.iter().find(|(of, _)| *of == state).map_or(0, |(_, number)| *number);
        let cells = states.iter().map(|state| line(&number(*state).to_string()));
        std::iter::once(line(&told.event_name(&event.id))).chain(cells).collect()
    });
    Table {
        id: Some("law-of-flows".to_owned()),
        caption: told
            .say(
                "Hvordan hjemmelen står for spørsmål, oppslag og overganger mellom virksomheter",
                "Korleis heimelen står for spørsmål, oppslag og overgangar mellom verksemder",
                "How the law stands for requests, look-ups and handovers between bodies",
            )
            .to_owned(),
        head,
        rows: rows.collect(),
        total: false,
    }
}

/// E: deadlines.
fn deadlines(told: &Told<'_>) -> Section {
    let mut part = section("e", told.say("Vedlegg E. Frister", "Vedlegg E. Fristar", "Annex E. Deadlines"));
    each_event(told, &mut part, |event| {
        let rows = event.deadlines.iter().map(|one| {
            let from = match &one.from {
                Some(step) => {
                    format!("{} {}", told.say("fra", "frå", "from"), told.quoted(&named(step, told.lang)))
                }
                None => told.say("fra hendelsen", "frå hendinga", "from the event").to_owned(),
            };
            let basis: Vec<String> = one.basis.iter().map(|id| provision(told, id)).collect();
            let lost = words(&one.lost, told.lang);
            vec![
                line(&named(&one.step, told.lang)),
                line(&capital(&named(&one.doer, told.lang))),
                line(&format!("{} {from}", duration(told.lang, one.within))),
                line(&capital(&lost)),
                if basis.is_empty() { told.open() } else { line(&basis.join(", ")) },
                line(&capital(confidence(told.lang, one.confidence))),
            ]
        });
        Table {
            id: Some(format!("e-table-{}", slug(&event.id))),
            caption: format!(
                "{}: {}",
                told.event_name(&event.id),
                told.say("frister", "fristar", "deadlines")
            ),
            head: columns(&[
                told.say("Steg", "Steg", "Step"),
                told.say("Hvem", "Kven", "Who"),
                told.say("Frist", "Frist", "Deadline"),
                told.say("Hva som går tapt", "Kva som går tapt", "What is lost"),
                told.say("Bestemmelse", "Føresegn", "Provision"),
                told.say("Sikkerhet", "Kor sikkert", "Certainty"),
            ]),
            rows: rows.collect(),
            total: false,
        }
    });
    part
}

fn provision(told: &Told<'_>, id: &str) -> String {
    let Some(one) = told.overview.provisions.iter().find(|one| one.id == id) else { return plain(id) };
    let section = one.section.as_deref().map(|text| plain(&section_in(told.lang, text))).unwrap_or_default();
    format!("{} {section}", name_or_id(&one.law, id, told.lang)).trim_end().to_owned()
}

/// F: the sources that findings name.
fn sources(told: &Told<'_>) -> Section {
    let mut part = section("f", told.say("Vedlegg F. Kilder", "Vedlegg F. Kjelder", "Annex F. Sources"));
    part.blocks.push(Block::Paragraph(told.line(
        "Titler og utgivere står på kildens eget språk.",
        "Titlar og utgivarar står på språket til kjelda.",
        "Titles and publishers stand in the language of the source.",
    )));
    // As a reader looks for them, who sees no ids.
    let mut sources: Vec<&SourceSummary> = told.analysis.sources.iter().collect();
    sources.sort_by_cached_key(|source| (source.title.told_in(told.lang).0.to_lowercase(), &source.id));
    let rows = sources.into_iter().map(|source| {
        let title = entry::source_title(told, source);
        vec![
            match source.url.as_deref() {
                Some(url) if !is_web_address(url) => vec![title, format!(", {}", plain(url)).into()],
                _ => vec![title],
            },
            source.publisher.as_deref().map_or_else(
                || told.open(),
                |text| vec![entry::in_language(told, source.title.lang, plain(text).into())],
            ),
            line(&entry::source_date(told, source)),
            line(match source.verified {
                true => told.say("Kontrollert", "Kontrollert", "Verified"),
                false => told.say("Ikke kontrollert", "Ikkje kontrollert", "Not verified"),
            }),
        ]
    });
    part.blocks.push(Block::Table(Table {
        id: Some("sources".to_owned()),
        caption: told
            .say(
                "Kilder som funnene bygger på",
                "Kjelder som funna byggjer på",
                "Sources that the findings rest on",
            )
            .to_owned(),
        head: columns(&[
            told.say("Tittel", "Tittel", "Title"),
            told.say("Utgiver", "Utgivar", "Publisher"),
            told.say("Dato", "Dato", "Date"),
            told.say("Sikkerhet", "Kor sikkert", "Certainty"),
        ]),
        rows: rows.collect(),
        total: false,
    }));
    part
}

/// H: numbers with sources.
fn volumes(told: &Told<'_>) -> Section {
    let title = told.say(
        "Vedlegg H. Tall om omfanget",
        "Vedlegg H. Tal om omfanget",
        "Annex H. Figures on the scale",
    );
    let mut part = section("h", title);
    let table = matrices::volumes(told);
    part.blocks.push(if table.rows.is_empty() { Block::Paragraph(told.open()) } else { Block::Table(table) });
    part
}

/// G: what is not verified.
fn doubts(told: &Told<'_>) -> Section {
    let mut part = section(
        "g",
        told.say("Vedlegg G. Usikkerhetslogg", "Vedlegg G. Uvisselogg", "Annex G. Uncertainty log"),
    );
    let mut sums: Vec<Line> = Vec::new();
    for event in &told.overview.events {
        let (sure, not) = (event.figures.verified, event.figures.not_verified);
        let all = sure + not;
        let name = told.event_name(&event.id);
        sums.push(line(&match told.lang {
            Lang::Nb => format!("{name}: {sure} av {all} påstander er kontrollert mot kildene."),
            Lang::Nn => format!("{name}: {sure} av {all} påstandar er kontrollerte mot kjeldene."),
            Lang::En => format!("{name}: {sure} of {all} claims are verified against the sources."),
        }));
    }
    let unsure: Vec<&str> =
        told.found.iter().filter(|one: &&&Finding| !one.verified).map(|one| one.id.as_str()).collect();
    part.blocks.push(Block::List(sums));
    let mut rest = line(&format!(
        "{}: ",
        told.say(
            "Funn som hviler på noe som ikke er kontrollert",
            "Funn som kviler på noko som ikkje er kontrollert",
            "Findings that rest on something not verified"
        )
    ));
    rest.extend(line(&unsure.len().to_string()));
    part.blocks.push(Block::Paragraph(rest));
    each_event(told, &mut part, |event| doubts_of(told, event));
    part
}

/// What is not verified in an event: for each kind and certainty, where.
fn doubts_of(told: &Told<'_>, event: &Event) -> Table {
    let mut groups: BTreeMap<(Confidence, DoubtKind), Vec<String>> = BTreeMap::new();
    for doubt in &event.doubts {
        let of = told.quoted(&words(&doubt.of, told.lang));
        let list = groups.entry((doubt.confidence, doubt.kind)).or_default();
        if !list.contains(&of) {
            list.push(of);
        }
    }
    let rows = groups.into_iter().map(|((sure, kind), of)| {
        vec![
            line(doubt_kind(told.lang, kind)),
            line(&capital(confidence(told.lang, sure))),
            line(&of.join(", ")),
        ]
    });
    Table {
        id: None,
        caption: format!(
            "{}: {}",
            told.event_name(&event.id),
            told.say(
                "påstander som ikke er kontrollert",
                "påstandar som ikkje er kontrollerte",
                "claims that are not verified"
            )
        ),
        head: columns(&[
            told.say("Hva slags påstand", "Kva slags påstand", "Kind of claim"),
            told.say("Sikkerhet", "Kor sikkert", "Certainty"),
            told.say("Hvor", "Kvar", "Where"),
        ]),
        rows: rows.collect(),
        total: false,
    }
}
