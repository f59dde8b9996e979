//! The report for a ministry: «Grunnlag for minimumsanalyse», in the six questions of utredningsinstruksen.
//!
//! The questions: <https://dfo.no/21-minimumskrav-til-utredning-av-statlige-tiltak>.
//! Comes in: findings and what is told of the models beside them. Goes out: a [`Document`], for any format.
//! Where the model is silent, the report says «Må utredes»; it never guesses.

mod annexes;
mod answers;
mod effects;
mod entry;
mod matrices;
mod measures;
mod method;
mod pictures;
mod register;
mod since;
mod summary;

pub use pictures::EventPictures;

use super::change::Fate;
use super::document::{Chrome, Document, Inline, Line, Section, line};
use super::is_model_error;
use super::wording::{Noun, count, date, name_or_id, named, plain, say, words};
use crate::change::Change;
use crate::finding::{Analysis, Finding, Named, Severity, SourceSummary};
use crate::overview::{Event, Overview};
use crate::text::Sources;
use crate::words::Lang;
use std::collections::BTreeMap;

/// What the caller chooses of the report.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct BasisOptions {
    /// The language.
    pub lang: Lang,
    /// The pictures of the life events: [`EventPictures::all`], or nothing where none can be shown.
    pub pictures: Vec<EventPictures>,
    /// What the findings were narrowed to, in words; said at the top.
    pub selection: Vec<String>,
    /// The id of the ministry that the report is for, where it is for one.
    pub ministry: Option<String>,
    /// What has changed since an earlier result, narrowed as the findings were: by
    /// [`Selection::narrow_change`](super::Selection::narrow_change).
    pub since: Option<Change>,
}

impl BasisOptions {
    /// The language, without pictures.
    pub fn new(lang: Lang) -> Self {
        Self { lang, ..Self::default() }
    }
}

/// The report as a document.
pub fn basis(
    analysis: &Analysis,
    overview: &Overview,
    sources: &Sources,
    options: &BasisOptions,
) -> Document {
    let found: Vec<&Finding> = analysis.findings.iter().filter(|finding| !is_model_error(finding)).collect();
    let fates = options.since.as_ref().map(since::fates).unwrap_or_default();
    let told = Told { lang: options.lang, analysis, overview, sources, found, options, fates };
    let mut sections = vec![summary::part(&told)];
    sections.extend(since::part(&told));
    sections.extend(errors(&told));
    sections.extend(answers::sections(&told));
    sections.extend(annexes::sections(&told));
    Document {
        lang: told.lang,
        title: told
            .say(
                "Grunnlag for minimumsanalyse",
                "Grunnlag for minimumsanalyse",
                "Basis for a minimum analysis",
            )
            .to_owned(),
        subtitle: told
            .say(
                "Brudd og dobbeltspørring i livshendelser",
                "Brot og dobbeltspørjing i livshendingar",
                "Handover gaps and duplicate data requests in life events",
            )
            .to_owned(),
        about: about(&told),
        sections,
        chrome: chrome(&told),
    }
}

/// Everything that the parts of the report are told from.
struct Told<'a> {
    lang: Lang,
    analysis: &'a Analysis,
    overview: &'a Overview,
    sources: &'a Sources,
    /// What was found, errors of the model left out.
    found: Vec<&'a Finding>,
    options: &'a BasisOptions,
    /// What has become of findings since an earlier result, by their id; those that are as they were are left out.
    fates: BTreeMap<&'a str, Fate>,
}

impl<'a> Told<'a> {
    fn say(&self, nb: &'static str, nn: &'static str, en: &'static str) -> &'static str {
        say(self.lang, nb, nn, en)
    }

    /// A line of text.
    fn line(&self, nb: &'static str, nn: &'static str, en: &'static str) -> Line {
        line(self.say(nb, nn, en))
    }

    /// What stands where the model is silent.
    fn must_be_studied(&self) -> &'static str {
        self.say("Må utredes", "Må greiast ut", "Must be studied")
    }

    fn open(&self) -> Line {
        vec![Inline::Open(self.must_be_studied().to_owned())]
    }

    fn event(&self, id: &str) -> Option<&'a Event> {
        self.overview.events.iter().find(|event| event.id == id)
    }

    fn event_name(&self, id: &str) -> String {
        let name = self.analysis.journeys.iter().find(|journey| journey.id == id);
        name.map_or_else(|| plain(id), |journey| name_or_id(&journey.name, id, self.lang))
    }

    fn quoted(&self, text: &str) -> String {
        match self.lang {
            Lang::Nb | Lang::Nn => format!("«{text}»"),
            Lang::En => format!("\u{201c}{text}\u{201d}"),
        }
    }

    /// The place of a finding's tier of gravity; the gravest is the least.
    fn tier(&self, finding: &Finding) -> usize {
        let tiers = &self.analysis.gravities;
        tiers.iter().position(|tier| tier.id == finding.gravity.id).unwrap_or(tiers.len())
    }

    /// How grave a finding is, the gravest being the least: by its tier, and of one tier what is verified first. What
    /// is equal stays as it is in the register. The one order in which the report names a finding as the gravest.
    fn rank(&self, finding: &Finding) -> (usize, bool) {
        (self.tier(finding), !finding.verified)
    }

    fn source(&self, id: &str) -> Option<&'a SourceSummary> {
        let found = self.overview.sources.iter().find(|source| source.id == id);
        found.or_else(|| self.analysis.sources.iter().find(|source| source.id == id))
    }

    /// Where in the models a finding is: `file:line`.
    fn place(&self, finding: &Finding) -> Option<String> {
        let place = finding.places.first()?.place;
        let file = self.sources.get(place.file)?;
        let at = self.sources.line_column(place.file, place.start);
        Some(plain(&format!("{}:{}", file.name, at.line)))
    }

    /// Who does a step of the finding's event.
    fn doer(&self, finding: &Finding, step: &str) -> Option<String> {
        let event = self.event(finding.journey.as_deref()?)?;
        let step = event.steps.iter().find(|one| one.id == step)?;
        Some(named(&step.doer, self.lang))
    }

    /// The value of a circumstance of the finding's event in words.
    fn phrase(&self, finding: &Finding, variable: &str, value: &str) -> Option<String> {
        let event = self.event(finding.journey.as_deref()?)?;
        let variable = event.variables.iter().find(|one| one.id == variable)?;
        let value = variable.values.iter().find(|one| one.id == value)?;
        Some(words(&value.name, self.lang))
    }

    /// Findings that say that something is to be done, and those that are only noted.
    fn to_act_on(&self) -> impl Iterator<Item = &'a Finding> + use<'a, '_> {
        self.found.iter().copied().filter(|finding| finding.severity != Severity::Note)
    }

    /// True for what the ministry that the report is for must act on, itself or by a body under it; for everything,
    /// where the report is for no one ministry.
    fn is_own(&self, lead: Option<&Named>, ministry: Option<&Named>) -> bool {
        let Some(own) = &self.options.ministry else { return true };
        [lead, ministry].into_iter().flatten().any(|one| &one.id == own)
    }

    /// What has become of a finding; nothing where nothing earlier is compared with.
    fn fate(&self, finding: &Finding) -> Option<Fate> {
        self.options.since.as_ref()?;
        Some(self.fates.get(finding.id.as_str()).copied().unwrap_or(Fate::Unchanged))
    }

    fn notes(&self) -> usize {
        self.found.len() - self.to_act_on().count()
    }

    fn actor(&self, lead: Option<&Named>, ministry: Option<&Named>) -> String {
        let lead = lead.map(|lead| named(lead, self.lang));
        let ministry = ministry.map(|ministry| named(ministry, self.lang));
        match (lead, ministry) {
            (Some(lead), Some(ministry)) if lead != ministry => format!("{lead} ({ministry})"),
            (Some(name), _) | (None, Some(name)) => name,
            (None, None) => self.must_be_studied().to_owned(),
        }
    }
}

fn section(id: &str, title: &str) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), ..Section::default() }
}

/// What identifies the report.
fn about(told: &Told<'_>) -> Vec<(String, Line)> {
    let mut all = Vec::new();
    let mut add = |label: &str, text: Line| all.push((label.to_owned(), text));
    let label = told.say("Livshendelser", "Livshendingar", "Life events");
    let names: Vec<String> =
        told.analysis.journeys.iter().map(|journey| told.event_name(&journey.id)).collect();
    add(label, line(&names.join(", ")));
    if !told.options.selection.is_empty() {
        let label = told.say("Utvalg", "Utval", "Selection");
        add(label, line(&told.options.selection.join("; ")));
    }
    let label = told.say("Lover og ansvar per", "Lover og ansvar per", "Laws and responsibilities as of");
    add(label, line(&date(told.lang, &told.analysis.as_of)));
    let last = told.analysis.journeys.iter().map(|journey| journey.last_checked.as_str()).max();
    let label = told.say("Modellene sist kontrollert", "Modellane sist kontrollerte", "Models last checked");
    add(label, last.map_or_else(|| told.open(), |day| line(&date(told.lang, day))));
    let version = told.say("Versjon", "Versjon", "Version");
    let print = told.overview.fingerprint.get(..12).unwrap_or_default();
    add(
        version,
        vec![format!("livsferd {}, ", env!("CARGO_PKG_VERSION")).into(), Inline::Code(print.to_owned())],
    );
    all
}

/// What is wrong with the files: it stands before everything that may be missing because of it.
fn errors(told: &Told<'_>) -> Option<Section> {
    let errors: Vec<&Finding> =
        told.analysis.findings.iter().filter(|finding| is_model_error(finding)).collect();
    if errors.is_empty() && !told.analysis.broken {
        return None;
    }
    let title = told.say(
        "Feil i filene eller modellen",
        "Feil i filene eller modellen",
        "Errors in the files or the model",
    );
    let mut part = section("errors", title);
    if told.analysis.broken {
        part.blocks.push(super::document::Block::Notice(told.line(
            "Det som er rammet av feilene, er ikke analysert, og funn om det kan mangle.",
            "Det som er råka av feila, er ikkje analysert, og funn om det kan mangle.",
            "What the errors affect was not analysed, and findings about it may be missing.",
        )));
    }
    let lines = errors.into_iter().map(|error| {
        let mut all = vec![Inline::Code(plain(&error.check)), ": ".into()];
        all.extend(line(&words(&error.message, told.lang)));
        if let Some(place) = told.place(error) {
            all.extend([" ".into(), Inline::Code(place)]);
        }
        let help = plain(error.help.get(told.lang));
        if !help.is_empty() {
            all.push("; ".into());
            all.extend(line(&help));
        }
        all
    });
    part.blocks.push(super::document::Block::List(lines.collect()));
    Some(part)
}

fn chrome(told: &Told<'_>) -> Chrome {
    let text = |nb, nn, en| told.say(nb, nn, en).to_owned();
    Chrome {
        contents: text("Innhold", "Innhald", "Contents"),
        skip: text("Hopp til innholdet", "Hopp til innhaldet", "Skip to the content"),
        page: text("Side", "Side", "Page"),
        filter: text("Vis bare", "Vis berre", "Show only"),
        search: text("Søk i funnene", "Søk i funna", "Search the findings"),
        sort: text("Rekkefølge", "Rekkjefølgje", "Order"),
        all: text("Alle", "Alle", "All"),
        reset: text("Nullstill", "Nullstill", "Reset"),
        open_all: text("Åpne alle", "Opne alle", "Open all"),
        close_all: text("Lukk alle", "Lukk alle", "Close all"),
        shown: text("funn vises", "funn blir viste", "findings shown"),
        table: text(
            "Tabellen kan rulles sidelengs",
            "Tabellen kan rullast sidelengs",
            "The table scrolls sideways",
        ),
        as_table: text("Det samme som tabell", "Det same som tabell", "The same as a table"),
        back: text("Til innholdet", "Til innhaldet", "To the contents"),
    }
}

/// The number with "finding" or "findings".
fn findings(told: &Told<'_>, number: usize) -> String {
    count(told.lang, number, Noun::Finding)
}
