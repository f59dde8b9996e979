//! The annexes of a report as plain tables, for spreadsheets and registers of other tools.
//!
//! Comes in: an analysis with its model. Goes out: typed rows; how they are written is the business of the formats.
//! The columns have ids that stay the same in every language, and names in one. The first column of what
//! has a row for a finding is its number, as it stands in the report on paper; the second is its identity, by which it
//! can be joined with a list that somebody else keeps.

mod claims;
mod flows;

use super::facts::{self, Legal, Measure, phrase};
use super::is_model_error;
use super::number::number_of;
use super::wording::{capital, list, name_or_id, named, plain, say, severity, words};
use crate::figures::{self, Counts};
use crate::finding::{Analysis, Case, Finding, Named};
use crate::model::{Journey, Model};
use crate::text::Sources;
use crate::words::Lang;

/// An annex as a table, with its columns and rows; every row has a cell for every column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Which one it is.
    pub kind: SheetKind,
    /// What it is called in the language.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The annexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// Every finding.
    Gaps,
    /// Requests that are duplicates: a row for each case.
    Duplicates,
    /// Every link between different actors.
    Handovers,
    /// How the law of every flow stands.
    Law,
    /// Every deadline.
    Deadlines,
    /// The sources that findings name.
    Sources,
    /// Every claim that was not seen in a source.
    Doubts,
    /// Numbers of the models, with their sources.
    Volumes,
    /// The headline figures.
    Figures,
    /// What the tables are made from, and what they are not.
    About,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its id, the same in every language.
    pub id: &'static str,
    /// What it is called in the language.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
}

/// What the cells of a column hold; any cell may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A short text, as an id or a name.
    Short,
    /// A text of any length.
    Long,
    /// A whole number.
    Number,
    /// A date.
    Date,
    /// Yes or no.
    Flag,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text on one line, without control characters; any text of a model.
    Text(String),
    /// A number.
    Number(usize),
    /// A date as `2026-11-20`.
    Date(String),
    /// Yes or no.
    Flag(bool),
}

impl SheetKind {
    /// All of them, in their order.
    pub const ALL: [Self; 10] = [
        Self::Gaps,
        Self::Duplicates,
        Self::Handovers,
        Self::Law,
        Self::Deadlines,
        Self::Sources,
        Self::Doubts,
        Self::Volumes,
        Self::Figures,
        Self::About,
    ];

    /// The id by which it is chosen.
    pub fn id(self) -> &'static str {
        match self {
            Self::Gaps => "gaps",
            Self::Duplicates => "duplicates",
            Self::Handovers => "handovers",
            Self::Law => "law",
            Self::Deadlines => "deadlines",
            Self::Sources => "sources",
            Self::Doubts => "doubts",
            Self::Volumes => "volumes",
            Self::Figures => "figures",
            Self::About => "about",
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Gaps => say(lang, "Gapregister", "Gapregister", "Gap register"),
            Self::Duplicates => say(lang, "Dobbeltspørring", "Dobbeltspørjing", "Duplicates"),
            Self::Handovers => say(lang, "Overganger", "Overgangar", "Handovers"),
            Self::Law => say(lang, "Hjemler", "Heimlar", "Legal states"),
            Self::Deadlines => say(lang, "Frister", "Fristar", "Deadlines"),
            Self::Doubts => say(lang, "Usikkerhetslogg", "Uvisselogg", "Uncertainty log"),
            Self::Volumes => say(lang, "Omfang", "Omfang", "Scale"),
            Self::Sources => say(lang, "Kilder", "Kjelder", "Sources"),
            Self::Figures => say(lang, "Tall", "Tal", "Figures"),
            Self::About => say(lang, "Om tabellene", "Om tabellane", "About"),
        }
    }
}

/// One annex.
///
/// Of the model, only the journeys that the analysis names are told.
pub fn sheet(kind: SheetKind, analysis: &Analysis, model: &Model, sources: &Sources, lang: Lang) -> Sheet {
    let maker = Maker { analysis, model, sources, lang };
    let (columns, rows) = match kind {
        SheetKind::Gaps => maker.gaps(),
        SheetKind::Duplicates => maker.duplicates(),
        SheetKind::Handovers => maker.handovers(),
        SheetKind::Law => maker.law(),
        SheetKind::Deadlines => maker.deadlines(),
        SheetKind::Sources => maker.source_list(),
        SheetKind::Doubts => maker.doubts(),
        SheetKind::Volumes => maker.volumes(),
        SheetKind::Figures => maker.figures(),
        SheetKind::About => maker.about(),
    };
    Sheet { kind, title: kind.title(lang).to_owned(), columns, rows }
}

/// All annexes in their order.
pub fn sheets(analysis: &Analysis, model: &Model, sources: &Sources, lang: Lang) -> Vec<Sheet> {
    SheetKind::ALL.iter().map(|kind| sheet(*kind, analysis, model, sources, lang)).collect()
}

type Made = (Vec<Column>, Vec<Vec<Cell>>);

struct Maker<'a> {
    analysis: &'a Analysis,
    model: &'a Model,
    sources: &'a Sources,
    lang: Lang,
}

/// How much is told of what can be long: everything, for a register is searched.
const MEASURE: Measure = Measure { steps: usize::MAX, phrase: usize::MAX };

impl<'a> Maker<'a> {
    fn column(&self, id: &'static str, holds: Holds, names: [&'static str; 3]) -> Column {
        let [nb, nn, en] = names;
        Column { id, name: say(self.lang, nb, nn, en), holds }
    }

    /// The column of the numbers of findings.
    fn number(&self) -> Column {
        self.column("number", Holds::Short, ["Nummer", "Nummer", "Number"])
    }

    fn found(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.analysis.findings.iter().filter(|finding| !is_model_error(finding))
    }

    fn journeys(&self) -> impl Iterator<Item = &'a Journey> {
        let analysis = self.analysis;
        let is_told = move |journey: &&Journey| analysis.journeys.iter().any(|told| told.id == journey.id);
        self.model.journeys.iter().filter(is_told)
    }

    fn event(&self, id: Option<&String>) -> [Cell; 2] {
        let Some(id) = id else { return [Cell::Empty, Cell::Empty] };
        let journey = self.analysis.journeys.iter().find(|journey| &journey.id == id);
        [short(id), journey.map_or(Cell::Empty, |journey| text(name_or_id(&journey.name, id, self.lang)))]
    }

    fn thing(&self, thing: Option<&Named>) -> [Cell; 2] {
        match thing {
            Some(thing) => [short(&thing.id), text(named(thing, self.lang))],
            None => [Cell::Empty, Cell::Empty],
        }
    }

    fn gaps(&self) -> Made {
        use Holds::{Date, Flag, Long, Number, Short};
        let columns = vec![
            self.number(),
            self.column("id", Short, ["Id", "Id", "Id"]),
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("event_name", Short, ["Livshendelse", "Livshending", "Life event"]),
            self.column("check", Short, ["Kontroll", "Kontroll", "Check"]),
            self.column("severity", Short, ["Nivå (id)", "Nivå (id)", "Severity (id)"]),
            self.column("severity_name", Short, ["Nivå", "Nivå", "Severity"]),
            self.column("gravity", Short, ["Alvor (id)", "Alvor (id)", "Gravity (id)"]),
            self.column("gravity_name", Short, ["Alvor", "Alvor", "Gravity"]),
            self.column("message", Long, ["Funn", "Funn", "Finding"]),
            self.column("when", Long, ["Når", "Når", "When"]),
            self.column("condition", Long, ["Betingelse", "Vilkår", "Condition"]),
            self.column("affects", Short, ["Rammer", "Råkar", "Affects"]),
            self.column("giver", Short, ["Giver (id)", "Givar (id)", "Giver (id)"]),
            self.column("giver_name", Short, ["Giver", "Givar", "Giver"]),
            self.column("receiver", Short, ["Mottaker (id)", "Mottakar (id)", "Receiver (id)"]),
            self.column("receiver_name", Short, ["Mottaker", "Mottakar", "Receiver"]),
            self.column("reason_class", Short, ["Årsak (id)", "Årsak (id)", "Reason (id)"]),
            self.column("reason_class_name", Short, ["Årsak", "Årsak", "Reason"]),
            self.column("verdict", Short, ["Vurdering (id)", "Vurdering (id)", "Verdict (id)"]),
            self.column("verdict_name", Short, ["Vurdering", "Vurdering", "Verdict"]),
            self.column("law", Short, ["Hjemmel", "Heimel", "Legal basis"]),
            self.column("help", Long, ["Tiltak", "Tiltak", "Remedy"]),
            self.column("lead", Short, ["Må handle (id)", "Må handle (id)", "Must act (id)"]),
            self.column("lead_name", Short, ["Må handle", "Må handle", "Must act"]),
            self.column("lead_ministry", Short, ["Departement (id)", "Departement (id)", "Ministry (id)"]),
            self.column("lead_ministry_name", Short, ["Departement", "Departement", "Ministry"]),
            self.column("coordinator", Short, ["Samordner (id)", "Samordnar (id)", "Coordinator (id)"]),
            self.column("coordinator_name", Short, ["Samordner", "Samordnar", "Coordinator"]),
            self.column("sources", Short, ["Kilder", "Kjelder", "Sources"]),
            self.column("verified", Flag, ["Kontrollert", "Kontrollert", "Verified"]),
            self.column("as_of", Date, ["Vurdert per", "Vurdert per", "As of"]),
            self.column("file", Short, ["Fil", "Fil", "File"]),
            self.column("line", Number, ["Linje", "Linje", "Line"]),
        ];
        (columns, self.found().map(|finding| self.gap(finding)).collect())
    }

    fn gap(&self, finding: &Finding) -> Vec<Cell> {
        let gravest = finding.cases.first();
        let mut row = vec![number(finding), short(&finding.id)];
        row.extend(self.event(finding.journey.as_ref()));
        let level = finding.severity;
        row.extend([short(&finding.check), short(level.id()), short(severity(self.lang, level))]);
        row.extend(self.thing(Some(&finding.gravity)));
        row.push(text(capital(&words(&finding.message, self.lang))));
        let courses = finding.condition.as_deref();
        row.push(courses.map_or(Cell::Empty, |courses| text(phrase(courses, self.lang, MEASURE))));
        row.push(courses.map_or(Cell::Empty, |courses| short(&courses.condition)));
        let parties: Vec<String> = finding.parties.iter().map(|party| named(party, self.lang)).collect();
        row.push(text(list(self.lang, &parties)));
        row.extend(self.thing(finding.giver.as_ref()));
        row.extend(self.thing(finding.receiver.as_ref()));
        row.extend(self.thing(gravest.and_then(|case| case.reason_class.as_ref())));
        row.extend(self.thing(gravest.and_then(|case| case.verdict.as_ref())));
        row.push(gravest.map_or(Cell::Empty, |case| self.law_of_case(case)));
        row.push(text(capital(&plain(finding.help.get(self.lang)))));
        row.extend(self.thing(finding.lead.as_ref()));
        row.extend(self.thing(finding.lead_ministry.as_ref()));
        row.extend(self.thing(finding.coordinator.as_ref()));
        row.push(short(&finding.sources.join("; ")));
        row.extend([Cell::Flag(finding.verified), date(&self.analysis.as_of)]);
        let place = finding.places.first().and_then(|label| {
            let file = self.sources.get(label.place.file)?;
            Some((&file.name, self.sources.line_column(label.place.file, label.place.start).line))
        });
        match place {
            Some((file, line)) => row.extend([short(file), Cell::Number(line as usize)]),
            None => row.extend([Cell::Empty, Cell::Empty]),
        }
        row
    }

    fn duplicates(&self) -> Made {
        use Holds::{Flag, Long, Number, Short};
        let columns = vec![
            self.number(),
            self.column("id", Short, ["Id", "Id", "Id"]),
            self.column("case", Number, ["Tilfelle", "Tilfelle", "Case"]),
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("event_name", Short, ["Livshendelse", "Livshending", "Life event"]),
            self.column("datum", Short, ["Opplysning (id)", "Opplysning (id)", "Datum (id)"]),
            self.column("concept_name", Short, ["Opplysning", "Opplysning", "Concept"]),
            self.column("party_name", Short, ["Om", "Om", "About"]),
            self.column("asker", Short, ["Spør (id)", "Spør (id)", "Asks (id)"]),
            self.column("asker_name", Short, ["Spør", "Spør", "Asks"]),
            self.column("holder", Short, ["Finnes hos (id)", "Finst hos (id)", "Held by (id)"]),
            self.column("holder_name", Short, ["Finnes hos", "Finst hos", "Held by"]),
            self.column("check", Short, ["Kontroll", "Kontroll", "Check"]),
            self.column("reason_class", Short, ["Årsak (id)", "Årsak (id)", "Reason (id)"]),
            self.column("reason_class_name", Short, ["Årsak", "Årsak", "Reason"]),
            self.column("verdict", Short, ["Vurdering (id)", "Vurdering (id)", "Verdict (id)"]),
            self.column("verdict_name", Short, ["Vurdering", "Vurdering", "Verdict"]),
            self.column("law", Short, ["Hjemmel", "Heimel", "Legal basis"]),
            self.column("when", Long, ["Når", "Når", "When"]),
            self.column("condition", Long, ["Betingelse", "Vilkår", "Condition"]),
            self.column("lead", Short, ["Må handle (id)", "Må handle (id)", "Must act (id)"]),
            self.column("lead_name", Short, ["Må handle", "Må handle", "Must act"]),
            self.column("requests", Number, ["Krav i alt", "Krav i alt", "Requests in all"]),
            self.column("verified", Flag, ["Kontrollert", "Kontrollert", "Verified"]),
        ];
        let duplicates = self.found().filter(|finding| figures::is_duplicate(finding));
        let rows = duplicates.flat_map(|finding| {
            (1..).zip(&finding.cases).map(|(number, case)| self.duplicate(finding, number, case))
        });
        (columns, rows.collect())
    }

    fn duplicate(&self, finding: &Finding, case_number: usize, case: &Case) -> Vec<Cell> {
        let mut row = vec![number(finding), short(&finding.id), Cell::Number(case_number)];
        row.extend(self.event(finding.journey.as_ref()));
        let datum = finding.subject.get(1).map_or("", String::as_str);
        row.push(short(datum));
        row.extend(self.datum(finding.journey.as_ref(), datum));
        row.extend(self.thing(finding.receiver.as_ref()));
        row.extend(self.thing(case.holder.as_ref()));
        row.push(short(&case.check));
        row.extend(self.thing(case.reason_class.as_ref()));
        row.extend(self.thing(case.verdict.as_ref()));
        row.push(self.law_of_case(case));
        row.push(text(phrase(&case.courses, self.lang, MEASURE)));
        row.push(short(&case.courses.condition));
        row.extend(self.thing(case.lead.as_ref()));
        row.extend([Cell::Number(finding.places.len()), Cell::Flag(finding.verified)]);
        row
    }

    /// The provisions of a case; where none is named, that it must be found out, or that the question does not arise.
    fn law_of_case(&self, case: &Case) -> Cell {
        match facts::legal(case) {
            Legal::Stated => facts::case_law(case, self.lang).map_or(Cell::Empty, text),
            Legal::NotAsked => short(facts::not_asked(self.lang)),
            Legal::Silent => short(self.silent()),
        }
    }

    /// What stands where the model is silent.
    fn silent(&self) -> &'static str {
        say(self.lang, "må utredes", "må greiast ut", "to be studied")
    }

    /// What a datum is called, and the party it is said of.
    fn datum(&self, journey: Option<&String>, datum: &str) -> [Cell; 2] {
        let journey = self.model.journeys.iter().find(|one| Some(&one.id) == journey);
        let (party, item) = datum.split_once('.').unwrap_or(("", datum));
        let item = self.model.items.values().find(|one| one.id == item);
        let party = journey.and_then(|journey| Some(&journey.parties[journey.party(party)?]));
        [
            item.map_or(Cell::Empty, |item| text(name_or_id(&item.name, &item.id, self.lang))),
            party.map_or(Cell::Empty, |party| text(name_or_id(&party.name, &party.id, self.lang))),
        ]
    }

    fn source_list(&self) -> Made {
        use Holds::{Date, Flag, Long, Short};
        let columns = vec![
            self.column("id", Short, ["Id", "Id", "Id"]),
            self.column("title", Long, ["Tittel", "Tittel", "Title"]),
            self.column("publisher", Short, ["Utgiver", "Utgivar", "Publisher"]),
            self.column("url", Short, ["Adresse", "Adresse", "Address"]),
            self.column("date", Date, ["Dato", "Dato", "Date"]),
            self.column("verified", Flag, ["Kontrollert", "Kontrollert", "Verified"]),
        ];
        let rows = self.analysis.sources.iter().map(|source| {
            let optional = |value: &Option<String>| value.as_ref().map_or(Cell::Empty, |value| short(value));
            vec![
                short(&source.id),
                short(source.title.told_in(self.lang).0),
                optional(&source.publisher),
                optional(&source.url),
                source.date.as_ref().map_or(Cell::Empty, |value| date(value)),
                Cell::Flag(source.verified),
            ]
        });
        (columns, rows.collect())
    }

    /// A row for each figure of each event, and of all of them together.
    fn figures(&self) -> Made {
        use Holds::{Number, Short};
        let columns = vec![
            self.column("event", Short, ["Livshendelse (id)", "Livshending (id)", "Life event (id)"]),
            self.column("event_name", Short, ["Livshendelse", "Livshending", "Life event"]),
            self.column("figure", Short, ["Tall (id)", "Tal (id)", "Figure (id)"]),
            self.column("figure_name", Short, ["Tall", "Tal", "Figure"]),
            self.column("value", Number, ["Verdi", "Verdi", "Value"]),
        ];
        let numbers = figures::figures(self.model, self.analysis);
        let all = say(self.lang, "alle livshendelser", "alle livshendingar", "all life events");
        let mut rows = self.figure_rows([Cell::Empty, short(all)], &numbers.total);
        for event in &numbers.events {
            rows.extend(self.figure_rows(self.thing(Some(&event.event)), &event.counts));
        }
        (columns, rows)
    }

    fn figure_rows(&self, event: [Cell; 2], counts: &Counts) -> Vec<Vec<Cell>> {
        let row = |figure: figures::Figure| {
            let name = figures::name(figure.id).map_or(Cell::Empty, |name| short(name.get(self.lang)));
            event.iter().cloned().chain([short(figure.id), name, Cell::Number(figure.value)]).collect()
        };
        counts.figures().into_iter().map(row).collect()
    }

    fn about(&self) -> Made {
        let columns = vec![
            self.column("what", Holds::Short, ["Hva", "Kva", "What"]),
            self.column("value", Holds::Long, ["Verdi", "Verdi", "Value"]),
        ];
        let lang = self.lang;
        let mut rows = vec![
            vec![
                short(say(
                    lang,
                    "Lover og ansvar vurdert per",
                    "Lover og ansvar vurderte per",
                    "Laws and responsibilities as of",
                )),
                short(&self.analysis.as_of),
            ],
            vec![
                short(say(lang, "Laget av", "Laga av", "Made by")),
                short(concat!("livsferd ", env!("CARGO_PKG_VERSION"))),
            ],
            vec![short(say(lang, "Språk", "Språk", "Language")), short(lang.code())],
        ];
        for journey in &self.analysis.journeys {
            let checked = say(
                lang,
                "modellen er sist kontrollert mot kildene",
                "modellen er sist kontrollert mot kjeldene",
                "the model was last checked against its sources",
            );
            let withheld = say(lang, "; ikke analysert", "; ikkje analysert", "; not analysed");
            let withheld = if journey.analysed { "" } else { withheld };
            rows.push(vec![
                text(capital(&name_or_id(&journey.name, &journey.id, lang))),
                text(format!("{checked} {}{withheld}", plain(&journey.last_checked))),
            ]);
        }
        let notes = [
            say(
                lang,
                "Tabellene er regnet ut fra modeller av livshendelsene og kildene deres. De er ikke juridisk rådgivning, ingen utredning og ingen offisiell måling, og de sier ikke hvor mange som er rammet.",
                "Tabellane er rekna ut frå modellar av livshendingane og kjeldene deira. Dei er ikkje juridisk rådgiving, inga utgreiing og inga offisiell måling, og dei seier ikkje kor mange som er råka.",
                "The tables are computed from models of the life events and their sources. They are no legal advice, no official study and no official measurement, and they do not say how many people are affected.",
            ),
            say(
                lang,
                "Id-en og nummeret til et funn er de samme fra versjon til versjon. Nummeret er det som står i rapporten. Bruk id-en når tabellene kobles med egne lister.",
                "Id-en og nummeret til eit funn er dei same frå versjon til versjon. Nummeret er det som står i rapporten. Bruk id-en når tabellane blir kopla med eigne lister.",
                "The id and the number of a finding stay the same between versions. The number is the one in the report. Use the id to join the tables with lists of your own.",
            ),
        ];
        rows.extend(notes.map(|note| vec![short(say(lang, "Merk", "Merk", "Note")), short(note)]));
        (columns, rows)
    }
}

/// Text that is ready to be shown.
fn text(text: String) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// The number of a finding.
fn number(finding: &Finding) -> Cell {
    number_of(finding).map_or(Cell::Empty, text)
}

/// Any text.
fn short(value: &str) -> Cell {
    text(plain(value))
}

/// A date where it is one, else the text as it is.
fn date(value: &str) -> Cell {
    match crate::model::parse_date(value) {
        Some(_) => Cell::Date(value.to_owned()),
        None => short(value),
    }
}
