//! 4: effects, by group: who is hit, who must act, and where the one is not the other.

use super::{Told, findings, section};
use crate::finding::{Finding, Named};
use crate::model::Level;
use crate::report::document::{Block, Line, Section, Table, line};
use crate::report::wording::{capital, named};
use crate::words::Lang;
use std::collections::BTreeMap;

pub(super) fn section_of(told: &Told<'_>) -> Section {
    let title = told.say(
        "4. Hvilke virkninger har tiltakene, hvor varige er de, og hvem blir berørt?",
        "4. Kva verknader har tiltaka, kor varige er dei, og kven blir råka?",
        "4. What are the effects, how lasting are they, and who is affected?",
    );
    let mut part = section("effects", title);
    part.blocks.push(Block::Paragraph(told.line(
        "Modellen viser hvem funnene gjelder og hvem som må handle, ikke hva det koster eller sparer.",
        "Modellen viser kven funna gjeld og kven som må handle, ikkje kva det kostar eller sparer.",
        "The model shows whom the findings concern and who must act, not what it costs or saves.",
    )));
    part.blocks.push(Block::Table(by_group(told)));
    part.blocks.push(Block::Paragraph(skew(told)));
    part.sections.push(parties(told));
    part
}

/// The groups of utredningsinstruksen with the levels that the model has for them.
fn groups(told: &Told<'_>) -> Vec<(&'static str, &'static [Level])> {
    vec![
        (told.say("Privat næringsliv", "Privat næringsliv", "Private business"), &[Level::Private]),
        (told.say("Frivillige", "Frivillige", "Voluntary sector"), &[Level::Voluntary]),
        (told.say("Staten", "Staten", "The state"), &[Level::State]),
        (told.say("Fylkeskommuner", "Fylkeskommunar", "Counties"), &[Level::County]),
        (told.say("Kommuner", "Kommunar", "Municipalities"), &[Level::Municipality]),
        (
            told.say(
                "Andre: domstoler, kirken, utenlandske",
                "Andre: domstolar, kyrkja, utanlandske",
                "Others: courts, church, foreign",
            ),
            &[Level::Court, Level::Church, Level::Foreign],
        ),
    ]
}

fn by_group(told: &Told<'_>) -> Table {
    let head = [
        (told.say("Gruppe", "Gruppe", "Group"), false),
        (told.say("Rammes", "Blir råka", "Affected"), true),
        (told.say("Må handle", "Må handle", "Must act"), true),
        (told.say("Gir eller mottar", "Gir eller tek imot", "Gives or receives"), true),
        (told.say("Prissatte virkninger", "Prissette verknader", "Priced effects"), false),
        (told.say("Ikke-prissatte virkninger", "Ikkje-prissette verknader", "Non-priced effects"), false),
        (told.say("Varighet", "Kor lenge", "Duration"), false),
    ];
    let number =
        |test: &dyn Fn(&Finding) -> bool| line(&told.to_act_on().filter(|one| test(one)).count().to_string());
    let dash = || line("–");
    let rest = || vec![told.open(), told.open(), told.open()];
    let mut rows: Vec<Vec<Line>> = Vec::new();
    let people = number(&|one| one.parties.iter().any(|party| !told.is_organisation(one, party)));
    let bodies = number(&|one| one.parties.iter().any(|party| told.is_organisation(one, party)));
    let mut row = |name: &str, cells: [Line; 3]| {
        let cells = cells.into_iter().chain(rest());
        rows.push(std::iter::once(line(name)).chain(cells).collect());
    };
    row(told.say("Enkeltpersoner", "Enkeltpersonar", "Individuals"), [people, dash(), dash()]);
    let parties = told.say(
        "Virksomheter, foreninger og bo som livshendelsen gjelder",
        "Verksemder, foreiningar og bu som livshendinga gjeld",
        "Businesses, associations and estates that the life event is about",
    );
    row(parties, [bodies, dash(), dash()]);
    for (name, levels) in groups(told) {
        let is = |body: &Option<Named>| {
            body.as_ref().and_then(|body| told.level(&body.id)).is_some_and(|level| levels.contains(&level))
        };
        let act = number(&|one| is(&one.lead));
        let ends = number(&|one| is(&one.giver) || is(&one.receiver));
        row(name, [dash(), act, ends]);
    }
    let public = told.say("Offentlig næringsvirksomhet", "Offentleg næringsverksemd", "Public business");
    row(public, [told.open(), told.open(), told.open()]);
    Table {
        id: Some("effects-table".to_owned()),
        caption: told
            .say(
                "Antall funn som gjelder hver gruppe. Et funn kan stå i flere rader.",
                "Talet på funn som gjeld kvar gruppe. Eit funn kan stå i fleire rader.",
                "The number of findings that concern each group. A finding may stand in several rows.",
            )
            .to_owned(),
        head: head.map(|(text, number)| (text.to_owned(), number)).to_vec(),
        rows,
        total: false,
    }
}

/// Where one pays and another gains.
fn skew(told: &Told<'_>) -> Line {
    let other = told
        .to_act_on()
        .filter(|one| matches!((&one.lead_ministry, &one.coordinator), (Some(act), Some(answers)) if act != answers))
        .count();
    let all = findings(told, told.to_act_on().count());
    let mut text = line(&match told.lang {
        Lang::Nb => format!(
            "For {other} av {all} må et annet departement handle enn det som har ansvaret for livshendelsen. Hvordan kostnad og gevinst fordeler seg: "
        ),
        Lang::Nn => format!(
            "For {other} av {all} må eit anna departement handle enn det som har ansvaret for livshendinga. Korleis kostnad og gevinst fordeler seg: "
        ),
        Lang::En => format!(
            "For {other} of {all}, the ministry that must act is not the one responsible for the life event. How costs and benefits are distributed: "
        ),
    });
    text.extend(told.open());
    text
}

/// Who is hit, by name.
fn parties(told: &Told<'_>) -> Section {
    let mut part = section("parties", told.say("Hvem som rammes", "Kven som blir råka", "Who is affected"));
    let mut numbers: BTreeMap<(String, String), usize> = BTreeMap::new();
    for finding in told.to_act_on() {
        let event = finding.journey.as_deref().map(|id| told.event_name(id)).unwrap_or_default();
        for party in &finding.parties {
            *numbers.entry((event.clone(), capital(&named(party, told.lang)))).or_default() += 1;
        }
    }
    let mut rows: Vec<_> = numbers.into_iter().collect();
    rows.sort_by(|((a, _), one), ((b, _), other)| a.cmp(b).then(other.cmp(one)));
    let head = [
        (told.say("Part", "Part", "Party"), false),
        (told.say("Livshendelse", "Livshending", "Life event"), false),
        (told.say("Funn", "Funn", "Findings"), true),
    ];
    part.blocks.push(Block::Table(Table {
        id: Some("parties-table".to_owned()),
        caption: told
            .say(
                "Antall funn som rammer hver part",
                "Talet på funn som råkar kvar part",
                "The number of findings that affect each party",
            )
            .to_owned(),
        head: head.map(|(text, number)| (text.to_owned(), number)).to_vec(),
        rows: rows
            .into_iter()
            .map(|((event, party), number)| vec![line(&party), line(&event), line(&number.to_string())])
            .collect(),
        total: false,
    }));
    part
}

impl Told<'_> {
    /// True for a party that is no person.
    fn is_organisation(&self, finding: &Finding, party: &Named) -> bool {
        let event = finding.journey.as_deref().and_then(|id| self.event(id));
        event.is_some_and(|event| event.bodies.contains(&party.id))
    }
}
