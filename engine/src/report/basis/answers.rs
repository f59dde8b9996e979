//! The six questions of utredningsinstruksen, as far as the models answer them.

use super::measures::{Measure, packages};
use super::{Told, effects, findings, matrices, pictures, register, section, summary};
use crate::finding::{Finding, LawState, Named, Severity};
use crate::model::{Funds, Level, SolutionState};
use crate::overview::SolutionSummary;
use crate::report::document::{Block, Inline, Line, Section, Table, line};
use crate::report::wording::{
    Noun, capital, count as count_of, date, funds, named, plain, row, solution_state, words,
};
use crate::words::{Lang, section_in};
use std::collections::BTreeSet;

/// How many measures the recommendation names.
const RECOMMENDED: usize = 10;

pub(super) fn sections(told: &Told<'_>) -> Vec<Section> {
    vec![
        problem(told),
        measures(told),
        principles(told),
        effects::section_of(told),
        recommendation(told),
        conditions(told),
    ]
}

/// 1: the problem, and what is to be achieved.
fn problem(told: &Told<'_>) -> Section {
    let title = told.say(
        "1. Hva er problemet, og hva vil vi oppnå?",
        "1. Kva er problemet, og kva vil vi oppnå?",
        "1. What is the problem, and what do we want to achieve?",
    );
    let mut part = section("problem", title);
    part.blocks.push(Block::Paragraph(told.line(
        "Når noe stort skjer i livet, møter en person mange virksomheter samtidig. Der de ikke sier fra til hverandre, må \
         personen finne det ut, bære papirer mellom dem og svare på det samme flere ganger. Tabellen viser hvor mye det er \
         av dette i hver livshendelse, over alle livssituasjoner til sammen: ingen enkelt person møter alt.",
        "Når noko stort skjer i livet, møter ein person mange verksemder samstundes. Der dei ikkje seier frå til kvarandre, må \
         personen finne det ut, bere papir mellom dei og svare på det same fleire gonger. Tabellen viser kor mykje det er \
         av dette i kvar livshending, over alle livssituasjonar til saman: ingen enkelt person møter alt.",
        "When something big happens in life, a person meets many bodies at once. Where they do not tell each other, the \
         person must find out, carry papers between them and answer the same thing several times. The table shows how much of \
         this there is in each life event, over all life situations together: no single person meets all of it.",
    )));
    part.blocks.push(Block::Table(matrices::figures(told)));
    part.blocks.push(Block::Table(matrices::duplicates_by_class(told)));
    part.blocks.extend(pictures::way_to_maps(told));
    part.sections.push(by_gravity(told));
    part.sections.push(goal(told));
    part.sections.push(zero_alternative(told));
    part
}

fn by_gravity(told: &Told<'_>) -> Section {
    let mut part = section(
        "gravity",
        told.say(
            "Funn etter alvor og livshendelse",
            "Funn etter alvor og livshending",
            "Findings by gravity and life event",
        ),
    );
    part.blocks.push(Block::Table(matrices::by_gravity(told)));
    part
}

fn goal(told: &Told<'_>) -> Section {
    let mut part = section("goal", told.say("Mål", "Mål", "Goal"));
    part.blocks.push(Block::Paragraph(told.line(
        "Samfunnsmål og effektmål er ikke satt i modellen. Det modellen måler mot, er disse reglene:",
        "Samfunnsmål og effektmål er ikkje sette i modellen. Det modellen måler mot, er desse reglane:",
        "The model sets no societal goals and no outcome goals. What it measures against are these rules:",
    )));
    let rules = &told.overview.verdict_rules;
    let lines: Vec<Line> = rules
        .iter()
        .map(|rule| {
            let mut all = line(&capital(&words(&rule.says, told.lang)));
            let period = period(told, rule.from.as_deref(), rule.until.as_deref());
            all.push(format!(" ({period}) ").into());
            all.extend(super::entry::sources(told, &rule.sources));
            all
        })
        .collect();
    part.blocks.push(if lines.is_empty() { Block::Paragraph(told.open()) } else { Block::List(lines) });
    let mut targets = told.line("Tallfestede mål: ", "Talfesta mål: ", "Quantified targets: ");
    targets.extend(told.open());
    part.blocks.push(Block::Paragraph(targets));
    part
}

fn period(told: &Told<'_>, from: Option<&str>, until: Option<&str>) -> String {
    let from = from.map(|day| format!("{} {}", told.say("fra", "frå", "from"), date(told.lang, day)));
    let until = until
        .map(|day| format!("{} {}", told.say("til og med", "til og med", "until"), date(told.lang, day)));
    from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
}

fn zero_alternative(told: &Told<'_>) -> Section {
    let mut part =
        section("zero", told.say("Nullalternativet", "Nullalternativet", "The baseline (zero alternative)"));
    let act = findings(told, told.to_act_on().count());
    part.blocks.push(Block::Paragraph(line(&match told.lang {
        Lang::Nb => format!("Uten nye tiltak blir {act} stående. Modellen viser dagens situasjon og det som alt er vedtatt med dato; den framskriver ikke."),
        Lang::Nn => format!("Utan nye tiltak blir {act} ståande. Modellen viser situasjonen i dag og det som alt er vedteke med dato; han framskriv ikkje."),
        Lang::En => format!("Without new measures, {act} remain. The model shows the situation today and what is already decided with a date; it does not project."),
    })));
    let coming: Vec<Line> = told
        .overview
        .provisions
        .iter()
        .filter(|provision| provision.from.as_deref().is_some_and(|from| from > told.analysis.as_of.as_str()))
        .map(|provision| {
            let section = provision
                .section
                .as_deref()
                .map(|text| plain(&section_in(told.lang, text)))
                .unwrap_or_default();
            let from = date(told.lang, provision.from.as_deref().unwrap_or_default());
            let word = told.say("trer i kraft", "tek til å gjelde", "enters into force");
            let law = format!("{} {section}", words(&provision.law, told.lang));
            line(&capital(&format!("{}: {word} {from}", law.trim_end())))
        })
        .collect();
    let label = told.line(
        "Vedtatte lovendringer framover:",
        "Vedtekne lovendringar framover:",
        "Changes of law already decided:",
    );
    match coming.is_empty() {
        true => {
            let none = told.say("ingen i modellen", "ingen i modellen", "none in the model");
            part.blocks.push(Block::Paragraph([label, line(&format!(" {none}"))].concat()));
        }
        false => part.blocks.extend([Block::Paragraph(label), Block::List(coming)]),
    }
    let mut development = told.line(
        "Utvikling uten tiltak, for eksempel i antall saker: ",
        "Utvikling utan tiltak, til dømes i talet på saker: ",
        "Development without measures, such as the number of cases: ",
    );
    development.extend(told.open());
    part.blocks.push(Block::Paragraph(development));
    part
}

/// 2: which measures are relevant.
fn measures(told: &Told<'_>) -> Section {
    let title = told.say(
        "2. Hvilke tiltak er relevante?",
        "2. Kva tiltak er relevante?",
        "2. Which measures are relevant?",
    );
    let mut part = section("measures", title);
    part.blocks.push(Block::Paragraph(told.line(
        "Hvert funn har det som ville lukke det. Tabellen samler dem etter slag, med merknadene for seg. Slag som verken funn eller merknader peker på, er ikke vurdert av modellen.",
        "Kvart funn har det som ville lukke det. Tabellen samlar dei etter slag, med merknadene for seg. Slag som verken funn eller merknader peikar på, er ikkje vurderte av modellen.",
        "Each finding has what would close it. The table gathers them by kind, with the notes by themselves. Kinds that neither findings nor notes point to are not assessed by the model.",
    )));
    let head = [
        (told.say("Slag tiltak", "Slag tiltak", "Kind of measure"), false),
        (told.say("Funn", "Funn", "Findings"), true),
        (told.say("Merknader", "Merknader", "Notes"), true),
        (told.say("Livshendelser", "Livshendingar", "Life events"), true),
        (
            told.say("Hvem som må handle oftest", "Kven som må handle oftast", "Who must act most often"),
            false,
        ),
    ];
    part.blocks.push(Block::Table(Table {
        id: Some("measures-table".to_owned()),
        caption: told.say("Tiltak etter slag", "Tiltak etter slag", "Measures by kind").to_owned(),
        head: head.map(|(text, number)| (text.to_owned(), number)).to_vec(),
        rows: Measure::ALL.into_iter().map(|kind| kind_row(told, kind)).collect(),
        total: false,
    }));
    let mut who = section("who", told.say("Hvem må gjøre hva", "Kven må gjere kva", "Who must do what"));
    who.blocks.push(Block::Table(register::who_must_act(told)));
    part.sections.push(who);
    part
}

/// A kind of measure: how much it closes, in how many life events, and by whom.
fn kind_row(told: &Told<'_>, kind: Measure) -> Vec<Line> {
    let of_kind: Vec<&Finding> =
        told.found.iter().copied().filter(|finding| Measure::of(finding) == kind).collect();
    let notes = of_kind.iter().filter(|finding| finding.severity == Severity::Note).count();
    let events: BTreeSet<_> = of_kind.iter().map(|finding| &finding.journey).collect();
    let leads = most_often(told, &of_kind);
    vec![
        line(kind.name(told.lang)),
        line(&(of_kind.len() - notes).to_string()),
        line(&notes.to_string()),
        line(&events.len().to_string()),
        if leads.is_empty() { told.open() } else { line(&row(&leads)) },
    ]
}

/// Who must act on most of the findings; where there are but notes, on most of these.
fn most_often(told: &Told<'_>, of_kind: &[&Finding]) -> Vec<String> {
    const SHOWN: usize = 3;
    let act: Vec<&Finding> =
        of_kind.iter().copied().filter(|finding| finding.severity != Severity::Note).collect();
    let only_notes = act.is_empty();
    let mut leads: Vec<(Option<&Named>, usize)> = Vec::new();
    for finding in if only_notes { of_kind } else { &act } {
        let lead = finding.lead.as_ref().or(finding.lead_ministry.as_ref());
        match leads.iter_mut().find(|(known, _)| *known == lead) {
            Some((_, number)) => *number += 1,
            None => leads.push((lead, 1)),
        }
    }
    // Stable: of equally many, who has the gravest comes first.
    leads.sort_by_key(|(_, number)| usize::MAX - number);
    let told_lead = |(lead, number): &(Option<&Named>, usize)| {
        let name = lead.map_or_else(|| told.must_be_studied().to_owned(), |one| named(one, told.lang));
        match only_notes {
            true => format!("{name} ({})", count_of(told.lang, *number, Noun::Severity(Severity::Note))),
            false => format!("{name} ({number})"),
        }
    };
    leads.iter().take(SHOWN).map(told_lead).collect()
}

/// 3: questions of principle.
fn principles(told: &Told<'_>) -> Section {
    let title = told.say(
        "3. Hvilke prinsipielle spørsmål reiser tiltakene?",
        "3. Kva prinsipielle spørsmål reiser tiltaka?",
        "3. Which questions of principle do the measures raise?",
    );
    let mut part = section("principles", title);
    let count =
        |test: &dyn Fn(&Finding) -> bool| findings(told, told.to_act_on().filter(|one| test(one)).count());
    let law = |states: &'static [LawState]| {
        move |one: &Finding| {
            one.cases.iter().flat_map(|case| &case.law).any(|point| states.contains(&point.state))
        }
    };
    let level = |one: &Finding| {
        let ends = [&one.lead, &one.giver, &one.receiver];
        ends.into_iter().flatten().any(|body| told.level(&body.id) == Some(Level::Municipality))
    };
    let events = &told.overview.events;
    let varies: usize =
        events.iter().map(|event| event.variables.iter().filter(|one| one.by_municipality).count()).sum();
    let digital: usize =
        events.iter().map(|event| event.steps.iter().filter(|step| step.only_digital).count()).sum();
    let consent = |one: &Finding| Measure::of(one) == Measure::Consent;
    let facts = vec![
        told.principle(
            ("Personvern og taushetsplikt", "Personvern og teieplikt", "Privacy and secrecy"),
            ("der hjemmelen mangler, er uklar, ikke er vurdert eller forbyr deling", "der heimelen manglar, er uklar, ikkje er vurdert eller forbyr deling", "where the legal ground is missing, unclear, not assessed or forbids sharing"),
            count(&law(&[LawState::Missing, LawState::Unclear, LawState::NotAssessed, LawState::Forbidden])),
        ),
        told.principle(
            ("Samtykke mellom borger og forvaltning", "Samtykke mellom borgar og forvaltning", "Consent between citizen and administration"),
            ("som samtykke kan lukke", "som samtykke kan lukke", "that consent can close"),
            count(&consent),
        ),
        told.principle(
            ("Kommunalt selvstyre", "Kommunalt sjølvstyre", "Municipal self-government"),
            ("der kommunen gir, mottar eller må handle; kravet om ikke å spørre på nytt er bare en anbefaling for kommuner", "der kommunen gir, tek imot eller må handle; kravet om ikkje å spørje på nytt er berre ei tilråding for kommunar", "where the municipality gives, receives or must act; not to ask again is only a recommendation for municipalities"),
            count(&level),
        ),
        told.principle(
            ("Likebehandling", "Likebehandling", "Equal treatment"),
            ("som varierer mellom kommuner i modellen", "som varierer mellom kommunar i modellen", "of the model that vary between municipalities"),
            count_of(told.lang, varies, Noun::Circumstance),
        ),
        told.principle(
            ("Digitalt utenforskap", "Digitalt utanforskap", "Digital exclusion"),
            ("som personen må gjøre, og som modellen bare kjenner en digital vei for", "som personen må gjere, og som modellen berre kjenner ein digital veg for", "that the person must do, and for which the model knows only a digital way"),
            count_of(told.lang, digital, Noun::Step),
        ),
    ];
    part.blocks.push(Block::Facts(facts));
    let mut rest = told.line(
        "Vurderingen av spørsmålene, og andre prinsipielle spørsmål: ",
        "Vurderinga av spørsmåla, og andre prinsipielle spørsmål: ",
        "The assessment of these questions, and other questions of principle: ",
    );
    rest.extend(told.open());
    part.blocks.push(Block::Paragraph(rest));
    part
}

impl Told<'_> {
    fn principle(&self, label: Three, what: Three, number: String) -> (String, Line) {
        let mut text = line(&format!("{number} {}. ", self.say(what.0, what.1, what.2)));
        text.extend(self.line("Vurdering: ", "Vurdering: ", "Assessment: "));
        text.extend(self.open());
        (self.say(label.0, label.1, label.2).to_owned(), text)
    }

    pub(super) fn level(&self, id: &str) -> Option<Level> {
        self.overview.organisations.iter().find(|body| body.id == id).map(|body| body.level)
    }
}

/// A text in the three languages.
type Three = (&'static str, &'static str, &'static str);

/// 5: what is recommended, and why.
fn recommendation(told: &Told<'_>) -> Section {
    let title = told.say(
        "5. Hvilket tiltak anbefales, og hvorfor?",
        "5. Kva tiltak blir tilrådd, og kvifor?",
        "5. Which measure is recommended, and why?",
    );
    let mut part = section("recommendation", title);
    part.blocks.push(Block::Paragraph(told.line(
        "Tiltakene er ordnet etter disse kriteriene, i denne rekkefølgen: 1) det alvorligste funnet tiltaket lukker, \
         2) hvor mange funn det lukker, 3) om det kan begynne uten at andre må avgjøre noe først, 4) hvor mange livshendelser det gjelder. \
         Kostnad og nytte er ikke med, fordi modellen ikke har dem.",
        "Tiltaka er ordna etter desse kriteria, i denne rekkjefølgja: 1) det mest alvorlege funnet tiltaket lukkar, \
         2) kor mange funn det lukkar, 3) om det kan ta til utan at andre må avgjere noko først, 4) kor mange livshendingar det gjeld. \
         Kostnad og nytte er ikkje med, fordi modellen ikkje har dei.",
        "The measures are ordered by these criteria, in this order: 1) the gravest finding that the measure closes, \
         2) how many findings it closes, 3) whether it can begin without others deciding first, 4) how many life events it concerns. \
         Cost and benefit are not included, for the model does not have them.",
    )));
    let packages = packages(told);
    let best: Vec<Line> = packages.iter().take(RECOMMENDED).map(|one| summary::decision(told, one)).collect();
    part.blocks.push(if best.is_empty() { Block::Paragraph(told.open()) } else { Block::Steps(best) });
    let own: usize = told.to_act_on().filter(|one| Measure::of(one).can_start()).count();
    let own = findings(told, own);
    part.blocks.push(Block::Paragraph(line(&match told.lang {
        Lang::Nb => format!("{own} kan lukkes uten ny lov og uten ny kanal: virksomheten bruker det den har eller kan hente, eller sier fra til dem det gjelder."),
        Lang::Nn => format!("{own} kan bli lukka utan ny lov og utan ny kanal: verksemda bruker det ho har eller kan hente, eller seier frå til dei det gjeld."),
        Lang::En => format!("{own} can be closed without new law and without a new channel: the body uses what it has or can fetch, or tells those concerned."),
    })));
    let mut choice = told.line(
        "Endelig anbefaling, etter kostnad og nytte: ",
        "Endeleg tilråding, etter kostnad og nytte: ",
        "Final recommendation, by cost and benefit: ",
    );
    choice.extend(told.open());
    part.blocks.push(Block::Paragraph(choice));
    part
}

/// 6: the conditions for success.
fn conditions(told: &Told<'_>) -> Section {
    let title = told.say(
        "6. Hva er forutsetningene for å lykkes?",
        "6. Kva er føresetnadene for å lykkast?",
        "6. What are the prerequisites for success?",
    );
    let mut part = section("conditions", title);
    let unowned = told.to_act_on().filter(|one| one.lead.is_none()).count();
    let law = told.to_act_on().filter(|one| Measure::of(one) == Measure::Law).count();
    let own = |label: &'static str, text: String| (label.to_owned(), line(&text));
    let open = |label: &'static str| (label.to_owned(), told.open());
    let about = told.say("i vedlegg D", "i vedlegg D", "in annex D");
    part.blocks.push(Block::Facts(vec![
        own(told.say("Eier av tiltaket", "Eigar av tiltaket", "Owner of the measure"), owners(told, unowned)),
        own(
            told.say("Lovendring", "Lovendring", "Change of law"),
            format!("{}; {about}", findings(told, law)),
        ),
        open(told.say("Tid til lovendring", "Tid til lovendring", "Time for changing the law")),
        open(told.say("Penger til utvikling", "Pengar til utvikling", "Funds for development")),
        (
            told.say("Penger til drift", "Pengar til drift", "Funds for operation").to_owned(),
            line(told.say("se tabellen under", "sjå tabellen under", "see the table below")),
        ),
        open(told.say("Gevinstansvarlig", "Gevinstansvarleg", "Responsible for the benefits")),
        zero_measurement(told),
    ]));
    let table = solutions(told);
    if !table.rows.is_empty() {
        part.blocks.push(Block::Table(table));
    }
    if !used_solutions(told).is_empty() {
        part.blocks.push(Block::Paragraph(in_operation(told)));
    }
    part
}

/// Whether there is somebody who must act on each finding.
fn owners(told: &Told<'_>, unowned: usize) -> String {
    if unowned == 0 {
        let all = told.say(
            "Alle funn har noen som må handle; se tabellen i del 2.",
            "Alle funn har nokon som må handle; sjå tabellen i del 2.",
            "Every finding has somebody who must act; see the table in part 2.",
        );
        return all.to_owned();
    }
    let unowned = findings(told, unowned);
    match told.lang {
        Lang::Nb => format!("{unowned} uten noen som må handle; de andre har noen, se tabellen i del 2."),
        Lang::Nn => format!("{unowned} utan nokon som må handle; dei andre har nokon, sjå tabellen i del 2."),
        Lang::En => {
            format!(
                "{unowned} without anybody who must act; the others have somebody, see the table in part 2."
            )
        }
    }
}

fn zero_measurement(told: &Told<'_>) -> (String, Line) {
    let mut text = told.line(
        "Tallene i del 1, med modellversjonen i vedlegg I, kan brukes som nullpunkt for det modellen teller. Tid og penger: ",
        "Tala i del 1, med modellversjonen i vedlegg I, kan brukast som nullpunkt for det modellen tel. Tid og pengar: ",
        "The figures in part 1, with the model version in annex I, can serve as the baseline for what the model counts. Time and money: ",
    );
    text.extend(told.open());
    (told.say("Nullpunktsmåling", "Nullpunktsmåling", "Baseline measurement").to_owned(), text)
}

/// The solutions of the events.
fn used_solutions<'a>(told: &Told<'a>) -> Vec<&'a SolutionSummary> {
    let solutions = told.overview.solutions.iter();
    solutions.filter(|one| one.events.iter().any(|id| told.event(id).is_some())).collect()
}

/// How many solutions run, and of how many the model does not know whether that is paid for.
fn in_operation(told: &Told<'_>) -> Line {
    let used = used_solutions(told);
    let running = used.iter().filter(|one| one.state == SolutionState::InOperation);
    let unknown = running.clone().filter(|one| matches!(one.funds, None | Some(Funds::Unknown))).count();
    let running = running.count();
    if running == 0 {
        return told.line(
            "Ingen av løsningene er i drift.",
            "Ingen av løysingane er i drift.",
            "None of the solutions is in operation.",
        );
    }
    let mut text = line(&match (told.lang, unknown == running) {
        (Lang::Nb, true) => {
            format!("Løsninger i drift: {running}. Modellen sier ikke om driften av noen av dem er betalt: ")
        }
        (Lang::Nn, true) => {
            format!(
                "Løysingar i drift: {running}. Modellen seier ikkje om drifta av nokon av dei er betalt: "
            )
        }
        (Lang::En, true) => format!(
            "Solutions in operation: {running}. The model does not say of any of them whether its operation is paid for: "
        ),
        (Lang::Nb, false) => format!(
            "Løsninger i drift: {running}. For {unknown} av dem sier modellen ikke om driften er betalt: "
        ),
        (Lang::Nn, false) => format!(
            "Løysingar i drift: {running}. For {unknown} av dei seier modellen ikkje om drifta er betalt: "
        ),
        (Lang::En, false) => format!(
            "Solutions in operation: {running}. For {unknown} of them the model does not say whether that is paid for: "
        ),
    });
    text.extend(told.open());
    text
}

/// The solutions that do not run.
fn solutions(told: &Told<'_>) -> Table {
    let head = [
        (told.say("Løsning", "Løysing", "Solution"), false),
        (told.say("Eier", "Eigar", "Owner"), false),
        (told.say("Tilstand", "Tilstand", "State"), false),
        (told.say("Penger til drift", "Pengar til drift", "Funds for operation"), false),
        (told.say("Livshendelser", "Livshendingar", "Life events"), false),
    ];
    let used = used_solutions(told).into_iter().filter(|one| one.state != SolutionState::InOperation);
    let rows = used.map(|one| {
        let unknown = one.funds.is_none_or(|state| state == Funds::Unknown);
        let names: Vec<String> =
            one.events.iter().filter(|id| told.event(id).is_some()).map(|id| told.event_name(id)).collect();
        vec![
            line(&capital(&words(&one.name, told.lang))),
            line(&capital(&named(&one.owner, told.lang))),
            line(&capital(solution_state(told.lang, one.state))),
            match one.funds {
                Some(state) if !unknown => line(&capital(funds(told.lang, state))),
                _ => vec![Inline::Open(told.must_be_studied().to_owned())],
            },
            line(&names.join(", ")),
        ]
    });
    Table {
        id: Some("solutions".to_owned()),
        caption: told
            .say(
                "Løsninger som livshendelsene bruker eller venter på, og som ikke er i drift",
                "Løysingar som livshendingane bruker eller ventar på, og som ikkje er i drift",
                "Solutions that the life events use or wait for and that are not in operation",
            )
            .to_owned(),
        head: head.map(|(text, number)| (text.to_owned(), number)).to_vec(),
        rows: rows.collect(),
        total: false,
    }
}
