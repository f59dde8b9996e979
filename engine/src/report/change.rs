//! What has changed between two results, as text and as JSON.

use super::wording::{capital, list, plain, say};
use crate::change::{Aspect, Change, Changed, FigureChange, JourneyChange, Origin, Told};
use crate::figures;
use crate::snapshot::{SavedCase, SavedFinding, SavedThing};
use crate::words::{Lang, Words};
use serde::Serialize;

/// The version of the shape of [`change_json`]: it changes when a field is taken away or changes its meaning.
pub const CHANGE_VERSION: &str = "1";

/// What has become of a finding, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Closed,
    Opened,
    Widened,
    Narrowed,
    Changed,
    Unchanged,
    NotCompared,
}

impl Fate {
    /// What is so in more courses is widened, whatever else is different: that is what must be looked at.
    pub(super) fn of(changed: &Changed) -> Self {
        if changed.what.contains(&Aspect::Widened) {
            Self::Widened
        } else if changed.what.contains(&Aspect::Narrowed) {
            Self::Narrowed
        } else {
            Self::Changed
        }
    }

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Opened => "opened",
            Self::Widened => "widened",
            Self::Narrowed => "narrowed",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::NotCompared => "not-compared",
        }
    }

    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Closed => say(lang, "Lukket", "Lukka", "Closed"),
            Self::Opened => say(lang, "Åpnet", "Opna", "Opened"),
            Self::Widened => say(lang, "Utvidet", "Utvida", "Widened"),
            Self::Narrowed => say(lang, "Innsnevret", "Innsnevra", "Narrowed"),
            Self::Changed => say(lang, "Endret", "Endra", "Changed"),
            Self::Unchanged => say(lang, "Uendret", "Uendra", "Unchanged"),
            Self::NotCompared => say(lang, "Ikke sammenlignet", "Ikkje samanlikna", "Not compared"),
        }
    }
}

/// What has changed, as plain text; lines end in `\n`.
pub fn change_text(change: &Change, lang: Lang) -> String {
    let mut page = Page { lang, out: String::new() };
    page.heading(change);
    let sections = [(Fate::Opened, &change.opened), (Fate::Closed, &change.closed)];
    for (fate, findings) in sections {
        page.section(fate.name(lang), findings.iter().map(|finding| page_finding(finding, lang)));
    }
    let changed = change.changed.iter().map(|changed| {
        let lines = changed.what.iter().map(|aspect| aspect_line(changed, *aspect, lang, usize::MAX));
        page_finding(&changed.new, lang) + &lines.map(|line| format!("    {line}\n")).collect::<String>()
    });
    page.section(Fate::Changed.name(lang), changed);
    if !change.untold.is_empty() {
        page.section(
            Fate::NotCompared.name(lang),
            change.untold.iter().map(|finding| page_finding(finding, lang)),
        );
    }
    page.line(&format!("{}: {}", Fate::Unchanged.name(lang), change.unchanged.len()));
    page.figures(change);
    page.out
}

/// What is said beside the findings where only what is new since a saved result is shown: a line that ends in `\n`.
pub fn baseline_note(change: &Change, left_out: usize, lang: Lang) -> String {
    let date = plain(&change.old.date);
    let text = match lang {
        Lang::Nb => format!(
            "Bare det som er nytt eller utvidet siden {date}, er med; {left_out} kjente funn er utelatt."
        ),
        Lang::Nn => format!(
            "Berre det som er nytt eller utvida sidan {date}, er med; {left_out} kjende funn er utelatne."
        ),
        Lang::En => {
            let noun = if left_out == 1 { "known finding is" } else { "known findings are" };
            format!("Only what is new or widened since {date} is shown; {left_out} {noun} left out.")
        }
    };
    text + "\n"
}

struct Page {
    lang: Lang,
    out: String,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out += text;
        self.out.push('\n');
    }

    fn heading(&mut self, change: &Change) {
        let lang = self.lang;
        let (from, to) = (say(lang, "fra", "frå", "from"), say(lang, "til", "til", "to"));
        self.line(&format!(
            "{} {from} {} {to} {}",
            say(lang, "Endring", "Endring", "Change"),
            origin(&change.old, lang),
            origin(&change.new, lang)
        ));
        for note in event_notes(change, lang) {
            self.line(&note);
        }
        self.line("");
    }

    fn section(&mut self, title: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        self.line(&format!("{title}: {}", items.len()));
        for item in &items {
            self.out += item;
        }
        if !items.is_empty() {
            self.line("");
        }
    }

    fn figures(&mut self, change: &Change) {
        self.line("");
        for (title, figures) in figure_tables(change, self.lang) {
            self.table(&title, &figures);
        }
    }

    fn table(&mut self, title: &str, figures: &[&FigureChange]) {
        let names: Vec<String> = figures.iter().map(|figure| figure_name(&figure.id, self.lang)).collect();
        let width =
            names.iter().map(|name| name.chars().count()).chain([title.chars().count()]).max().unwrap_or(0);
        let [before, after, change] = figure_heads(self.lang);
        self.line(&format!("{title:width$}  {before:>7}  {after:>7}  {change:>8}"));
        for (name, figure) in names.iter().zip(figures) {
            let number = |value: Option<u64>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
            let (before, after) = (number(figure.before), number(figure.after));
            self.line(
                format!("{name:width$}  {before:>7}  {after:>7}  {:>8}", difference(figure)).trim_end(),
            );
        }
    }
}

/// Which events the results do not both tell of, a line each.
pub(super) fn event_notes(change: &Change, lang: Lang) -> Vec<String> {
    let note = |journey: &JourneyChange| {
        told(journey.told, lang).map(|note| format!("{}: {note}", name(&journey.event, lang)))
    };
    change.journeys.iter().filter_map(note).collect()
}

/// The figures in sum, and those of each event that have changed; where there is no sum, those of each event.
pub(super) fn figure_tables(change: &Change, lang: Lang) -> Vec<(String, Vec<&FigureChange>)> {
    let sum = say(lang, "Tall for alle livshendelser", "Tal for alle livshendingar", "Figures of all events");
    let some = |figures: &'_ [FigureChange]| figures.iter().any(|figure| !is_nothing(figure));
    let (mut tables, has_sum) = (Vec::new(), some(&change.total));
    if has_sum {
        tables.push((sum.to_owned(), in_order(&change.total, |figure| !is_nothing(figure))));
    }
    for journey in change.journeys.iter().filter(|journey| journey.told != Told::Old) {
        let figures = match (has_sum, change.journeys.len()) {
            // One event alone is the sum.
            (true, 1) => Vec::new(),
            (true, _) => in_order(&journey.figures, |figure| figure.before != figure.after),
            (false, _) => in_order(&journey.figures, |figure| !is_nothing(figure)),
        };
        if !figures.is_empty() {
            tables.push((name(&journey.event, lang), figures));
        }
    }
    tables
}

/// What stands above the columns of figures.
pub(super) fn figure_heads(lang: Lang) -> [&'static str; 3] {
    [
        say(lang, "før", "før", "before"),
        say(lang, "etter", "etter", "after"),
        say(lang, "endring", "endring", "change"),
    ]
}

/// True where the figure is 0 before and after.
fn is_nothing(figure: &FigureChange) -> bool {
    figure.before.unwrap_or_default() == 0 && figure.after.unwrap_or_default() == 0
}

/// The figures that are kept, in the order in which they are always given; those that are not known, last.
fn in_order(figures: &[FigureChange], keep: fn(&FigureChange) -> bool) -> Vec<&FigureChange> {
    let order = figures::Counts::default().figures();
    let rank = |id: &str| order.iter().position(|known| known.id == id).unwrap_or(usize::MAX);
    let mut figures: Vec<&FigureChange> = figures.iter().filter(|figure| keep(figure)).collect();
    figures.sort_by_key(|figure| rank(&figure.id));
    figures
}

pub(super) fn difference(figure: &FigureChange) -> String {
    let (before, after) = (figure.before.unwrap_or_default(), figure.after.unwrap_or_default());
    match after.cmp(&before) {
        std::cmp::Ordering::Equal => String::new(),
        std::cmp::Ordering::Greater => format!("+{}", after - before),
        std::cmp::Ordering::Less => format!("−{}", before - after),
    }
}

pub(super) fn figure_name(id: &str, lang: Lang) -> String {
    figures::name(id).map_or_else(|| plain(id), |name| name.get(lang).to_owned())
}

fn origin(origin: &Origin, lang: Lang) -> String {
    let findings = say(lang, "funn", "funn", if origin.findings == 1 { "finding" } else { "findings" });
    let text = format!(
        "{} (livsferd {}, {} {findings}",
        plain(&origin.date),
        plain(&origin.tool_version),
        origin.findings
    );
    if origin.broken { format!("{text}; {})", broken(lang)) } else { format!("{text})") }
}

/// Said of a result of which a part is missing.
pub(super) fn broken(lang: Lang) -> &'static str {
    say(
        lang,
        "noe er ikke analysert fordi det er feil i filene eller modellen",
        "noko er ikkje analysert fordi det er feil i filene eller modellen",
        "something was not analysed because of errors in the files or the model",
    )
}

fn told(told: Told, lang: Lang) -> Option<&'static str> {
    match told {
        Told::Both => None,
        Told::Old => Some(say(
            lang,
            "bare i det gamle resultatet; ikke sammenlignet",
            "berre i det gamle resultatet; ikkje samanlikna",
            "only in the old result; not compared",
        )),
        Told::New => Some(say(
            lang,
            "bare i det nye resultatet; alle funnene regnes som åpnet",
            "berre i det nye resultatet; alle funna blir rekna som opna",
            "only in the new result; all its findings count as opened",
        )),
        Told::InPart => Some(say(
            lang,
            "ikke analysert eller avgjort fullt ut i begge resultatene",
            "ikkje analysert eller avgjort fullt ut i begge resultata",
            "not fully analysed or decided in both results",
        )),
    }
}

fn page_finding(finding: &SavedFinding, lang: Lang) -> String {
    let gravity = name(&finding.gravity, lang);
    format!("  - {} [{gravity}]\n    {}\n", capital(&text(&finding.message, lang)), plain(&finding.id))
}

/// What is different in one way, before and now, each cut where it is longer than `length` characters.
pub(super) fn aspect_line(changed: &Changed, aspect: Aspect, lang: Lang, length: usize) -> String {
    let what = aspect_name(aspect, lang);
    let value = |finding| {
        let value = aspect_value(finding, aspect, lang);
        super::facts::cut(&value, length, lang).unwrap_or(value)
    };
    let [before, after] = [&changed.old, &changed.new].map(value);
    let (was, is) = (say(lang, "før", "før", "before"), say(lang, "nå", "no", "now"));
    format!("{what}; {was}: {before}; {is}: {after}")
}

fn aspect_name(aspect: Aspect, lang: Lang) -> &'static str {
    match aspect {
        Aspect::Widened => {
            say(lang, "gjelder i flere forløp", "gjeld i fleire forløp", "is so in more courses")
        }
        Aspect::Narrowed => {
            say(lang, "gjelder i færre forløp", "gjeld i færre forløp", "is so in fewer courses")
        }
        Aspect::Undecided => say(
            lang,
            "ikke avgjort om det gjelder i flere forløp",
            "ikkje avgjort om det gjeld i fleire forløp",
            "not decided whether it is so in more courses",
        ),
        Aspect::Severity => say(lang, "nivå", "nivå", "severity"),
        Aspect::Gravity => say(lang, "alvor", "alvor", "gravity"),
        Aspect::Reason => say(lang, "årsak", "årsak", "reason"),
        Aspect::Verdict => say(lang, "vurdering", "vurdering", "verdict"),
        Aspect::Law => say(lang, "hjemmel", "heimel", "legal basis"),
        Aspect::Holder => say(lang, "finnes hos", "finst hos", "held by"),
        Aspect::Lead => say(lang, "må handle", "må handle", "must act"),
        Aspect::Confidence => say(lang, "grunnlag", "grunnlag", "basis"),
        Aspect::Cases => {
            say(lang, "når hvilken årsak gjelder", "når kva årsak gjeld", "when which reason applies")
        }
    }
}

pub(super) fn aspect_value(finding: &SavedFinding, aspect: Aspect, lang: Lang) -> String {
    let each = |of: &dyn Fn(&SavedCase) -> String| {
        let mut values: Vec<String> = Vec::new();
        for value in finding.cases.iter().map(of).filter(|value| !value.is_empty()) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() { none(lang) } else { list(lang, &values) }
    };
    let optional =
        |thing: &Option<SavedThing>| thing.as_ref().map(|thing| name(thing, lang)).unwrap_or_default();
    match aspect {
        Aspect::Widened | Aspect::Narrowed | Aspect::Undecided => condition(finding, lang),
        Aspect::Severity => severity_name(&finding.severity, lang),
        Aspect::Gravity => name(&finding.gravity, lang),
        Aspect::Reason => each(&|case| optional(&case.reason_class)),
        Aspect::Verdict => each(&|case| optional(&case.verdict)),
        Aspect::Holder => each(&|case| optional(&case.holder)),
        Aspect::Law => each(&|case| {
            let points = case.law.iter().map(|point| match &point.id {
                Some(id) => format!("`{}` ({})", plain(id), state_name(&point.state, lang)),
                None => state_name(&point.state, lang),
            });
            points.collect::<Vec<_>>().join(", ")
        }),
        Aspect::Lead => {
            let (lead, ministry) = (optional(&finding.lead), optional(&finding.lead_ministry));
            match (lead.is_empty(), ministry.is_empty() || lead == ministry) {
                (true, true) => none(lang),
                (true, false) => ministry,
                (false, true) => lead,
                (false, false) => format!("{lead} ({ministry})"),
            }
        }
        Aspect::Confidence if finding.verified => {
            say(lang, "kontrollert", "kontrollert", "verified").to_owned()
        }
        Aspect::Confidence => {
            say(lang, "ikke alt er kontrollert", "ikkje alt er kontrollert", "not everything is verified")
                .to_owned()
        }
        Aspect::Cases => each(&|case| {
            let class = optional(&case.reason_class);
            format!("`{}` {class}", plain(&case.condition)).trim_end().to_owned()
        }),
    }
}

fn condition(finding: &SavedFinding, lang: Lang) -> String {
    let Some(courses) = finding.courses.as_ref().filter(|courses| courses.condition != "true") else {
        return say(lang, "alltid", "alltid", "always").to_owned();
    };
    let phrase = plain(courses.phrase.get(lang));
    let phrase = if phrase.is_empty() { format!("`{}`", plain(&courses.condition)) } else { phrase };
    format!("{} {phrase}", say(lang, "når", "når", "when"))
}

fn severity_name(id: &str, lang: Lang) -> String {
    use crate::finding::Severity;
    let known = [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|one| one.id() == id);
    known.map_or_else(|| plain(id), |one| super::wording::severity(lang, one).to_owned())
}

fn state_name(id: &str, lang: Lang) -> String {
    use crate::finding::LawState;
    use LawState::{Forbidden, InPlace, Missing, NotAssessed, Unclear};
    let known = [InPlace, Unclear, NotAssessed, Missing, Forbidden].into_iter().find(|one| one.id() == id);
    known.map_or_else(|| plain(id), |one| super::wording::law_state(lang, one).to_owned())
}

fn none(lang: Lang) -> String {
    say(lang, "ingen", "ingen", "none").to_owned()
}

pub(super) fn name(thing: &SavedThing, lang: Lang) -> String {
    super::wording::name_or_id(&thing.name, &thing.id, lang)
}

fn text(words: &Words, lang: Lang) -> String {
    super::wording::words(words, lang)
}

/// What has changed, as JSON, its texts in one language; ends in `\n`.
pub fn change_json<'c>(change: &'c Change, lang: Lang) -> String {
    let briefs =
        |findings: &'c [SavedFinding]| findings.iter().map(|finding| Brief::new(finding, lang)).collect();
    let json = Json {
        change_version: CHANGE_VERSION,
        tool_version: env!("CARGO_PKG_VERSION"),
        language: lang.code(),
        old: JsonOrigin::new(&change.old),
        new: JsonOrigin::new(&change.new),
        journeys: change.journeys.iter().map(|journey| JsonJourney::new(journey, lang)).collect(),
        opened: briefs(&change.opened),
        closed: briefs(&change.closed),
        changed: change.changed.iter().map(|changed| JsonChanged::new(changed, lang)).collect(),
        not_compared: briefs(&change.untold),
        unchanged: &change.unchanged,
        total: change.total.iter().map(|figure| JsonFigure::new(figure, lang)).collect(),
    };
    // Plain structs with text keys: writing them cannot fail.
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Json<'a> {
    change_version: &'static str,
    tool_version: &'static str,
    language: &'static str,
    old: JsonOrigin<'a>,
    new: JsonOrigin<'a>,
    journeys: Vec<JsonJourney<'a>>,
    opened: Vec<Brief<'a>>,
    closed: Vec<Brief<'a>>,
    changed: Vec<JsonChanged<'a>>,
    not_compared: Vec<Brief<'a>>,
    unchanged: &'a [String],
    total: Vec<JsonFigure<'a>>,
}

#[derive(Serialize)]
struct JsonOrigin<'a> {
    date: &'a str,
    as_of: &'a str,
    tool_version: &'a str,
    broken: bool,
    findings: usize,
}

#[derive(Serialize)]
struct JsonJourney<'a> {
    id: &'a str,
    name: &'a str,
    compared: &'static str,
    figures: Vec<JsonFigure<'a>>,
}

#[derive(Serialize)]
struct JsonFigure<'a> {
    id: &'a str,
    name: String,
    before: Option<u64>,
    after: Option<u64>,
}

/// A finding, in short.
#[derive(Serialize)]
struct Brief<'a> {
    id: &'a str,
    check: &'a str,
    journey: &'a str,
    severity: &'a str,
    gravity: &'a str,
    message: &'a str,
    lead: Option<&'a str>,
    lead_ministry: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonChanged<'a> {
    #[serde(flatten)]
    finding: Brief<'a>,
    what: Vec<JsonAspect>,
    condition_before: Option<&'a str>,
    condition_after: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonAspect {
    aspect: &'static str,
    name: &'static str,
    before: String,
    after: String,
}

impl<'a> JsonOrigin<'a> {
    fn new(origin: &'a Origin) -> Self {
        let Origin { date, as_of, tool_version, broken, findings } = origin;
        Self { date, as_of, tool_version, broken: *broken, findings: *findings }
    }
}

impl<'a> JsonJourney<'a> {
    fn new(journey: &'a JourneyChange, lang: Lang) -> Self {
        Self {
            id: &journey.event.id,
            name: journey.event.name.get(lang),
            compared: match journey.told {
                Told::Both => "both",
                Told::Old => "old",
                Told::New => "new",
                Told::InPart => "in-part",
            },
            figures: journey.figures.iter().map(|figure| JsonFigure::new(figure, lang)).collect(),
        }
    }
}

impl<'a> JsonFigure<'a> {
    fn new(figure: &'a FigureChange, lang: Lang) -> Self {
        let name = figures::name(&figure.id).map(|name| name.get(lang).to_owned()).unwrap_or_default();
        Self { id: &figure.id, name, before: figure.before, after: figure.after }
    }
}

impl<'a> Brief<'a> {
    fn new(finding: &'a SavedFinding, lang: Lang) -> Self {
        let id = |thing: &'a Option<SavedThing>| thing.as_ref().map(|thing| thing.id.as_str());
        Self {
            id: &finding.id,
            check: &finding.check,
            journey: &finding.journey,
            severity: &finding.severity,
            gravity: &finding.gravity.id,
            message: finding.message.get(lang),
            lead: id(&finding.lead),
            lead_ministry: id(&finding.lead_ministry),
        }
    }
}

impl<'a> JsonChanged<'a> {
    fn new(changed: &'a Changed, lang: Lang) -> Self {
        let condition =
            |finding: &'a SavedFinding| finding.courses.as_ref().map(|courses| courses.condition.as_str());
        let aspect = |aspect: &Aspect| JsonAspect {
            aspect: aspect.id(),
            name: aspect_name(*aspect, lang),
            before: aspect_value(&changed.old, *aspect, lang),
            after: aspect_value(&changed.new, *aspect, lang),
        };
        Self {
            finding: Brief::new(&changed.new, lang),
            what: changed.what.iter().map(aspect).collect(),
            condition_before: condition(&changed.old),
            condition_after: condition(&changed.new),
        }
    }
}
