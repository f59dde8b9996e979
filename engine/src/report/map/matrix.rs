//! Who hands over to whom, and which data who asks for although it is there: as a matrix of numbers.

use super::NoMap;
use super::from_model::{Spot, actor, group, groups, shown, spots};
use crate::finding::{Analysis, Finding};
use crate::model::{Actor, Carrier, Journey, Model};
use crate::report::wording::{capital, name_or_id, plain, say};
use crate::words::Lang;
use std::collections::BTreeMap;

/// Numbers of one thing against another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The slug of the life event, and what is counted.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// How it is counted.
    pub lead: String,
    /// The language of the texts.
    pub lang: Lang,
    /// What a row is, and what a column is.
    pub axes: [String; 2],
    /// What a number counts, and what the second number of a cell counts.
    pub counted: [String; 2],
    /// The rows.
    pub rows: Vec<Head>,
    /// The columns.
    pub columns: Vec<Head>,
    /// The cells that are not empty, by row and column.
    pub cells: BTreeMap<(usize, usize), Cell>,
}

/// The heading of a row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The name of the group it is in, for actors.
    pub group: String,
}

/// A cell of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// How many.
    pub number: usize,
    /// How many of them are gaps.
    pub gaps: usize,
}

impl Matrix {
    /// The sum of a row.
    pub fn row_sum(&self, row: usize) -> usize {
        self.cells.range((row, 0)..=(row, usize::MAX)).map(|(_, cell)| cell.number).sum()
    }

    /// The sum of a column.
    pub fn column_sum(&self, column: usize) -> usize {
        self.cells.iter().filter(|((_, at), _)| *at == column).map(|(_, cell)| cell.number).sum()
    }

    /// The greatest number.
    pub fn most(&self) -> usize {
        self.cells.values().map(|cell| cell.number).max().unwrap_or(0)
    }
}

fn journey<'m>(model: &'m Model, event: &str) -> Result<&'m Journey, NoMap> {
    let journey = model.journeys.iter().find(|journey| journey.id == event);
    journey.ok_or_else(|| NoMap::unknown(model, event))
}

/// Who hands over to whom in the journey of a life event: whoever does one step to whoever does another. Handovers that are only wished for are left out.
///
/// # Errors
/// [`NoMap`].
pub fn handovers(model: &Model, event: &str, lang: Lang) -> Result<Matrix, NoMap> {
    let journey = journey(model, event)?;
    let mut cells: BTreeMap<(Actor, Actor), Cell> = BTreeMap::new();
    for link in journey.links.values().filter(|link| !link.wished) {
        let Some(by) = link.by else { continue };
        let [from, to] = [link.from, link.to].map(|step| journey.steps[step].doer());
        if from == to {
            continue;
        }
        let cell = cells.entry((from, to)).or_default();
        cell.number += 1;
        cell.gaps += usize::from(matches!(by, Carrier::Person | Carrier::Unprompted | Carrier::Nothing));
    }
    let mut matrix = Matrix::new(journey, "overganger", lang);
    let of = say(lang, "Hvem gir videre til hvem", "Kven gir vidare til kven", "Who hands over to whom");
    matrix.title = format!("{}: {of}", matrix.title);
    matrix.lead = say(
        lang,
        "Antall overganger fra raden til kolonnen. ▲: så mange av dem bæres av personen, må personen selv finne ut om, \
         eller sier ingen fra om.",
        "Talet på overgangar frå rada til kolonnen. ▲: så mange av dei blir borne av personen, må personen sjølv finne \
         ut om, eller seier ingen frå om.",
        "Number of handovers from the row to the column. ▲: this many of them are carried by the person, must be found \
         out by the person, or are told by nobody.",
    )
    .to_owned();
    matrix.axes = [say(lang, "Fra", "Frå", "From").to_owned(), say(lang, "Til", "Til", "To").to_owned()];
    matrix.counted = [
        say(lang, "Overganger", "Overgangar", "Handovers").to_owned(),
        say(lang, "Av dem brudd", "Av dei brot", "Gaps among them").to_owned(),
    ];
    let head = |one: Actor| {
        let (id, name) = actor(model, journey, one, lang);
        Head { id, name, group: groups(lang).into_iter().nth(group(model, one)).unwrap_or_default() }
    };
    let key = |one: &Actor| (group(model, *one), *one);
    matrix.fill(cells, key, key, head, head);
    Ok(matrix)
}

/// Which data who asks for although it is there already, in the journey of a life event.
///
/// # Errors
/// [`NoMap`].
pub fn duplicates(model: &Model, analysis: &Analysis, event: &str, lang: Lang) -> Result<Matrix, NoMap> {
    let journey = journey(model, event)?;
    let spots = spots(journey);
    let mut cells: BTreeMap<(String, Actor), Cell> = BTreeMap::new();
    for finding in analysis.findings.iter().filter(|finding| finding.journey.as_deref() == Some(event)) {
        let Some((item, asker)) = asked(model, finding) else { continue };
        let spots = shown(finding, &spots);
        let requests = spots.iter().filter(|spot| matches!(spot, Spot::Asked(_) | Spot::Link(_))).count();
        let cell = cells.entry((item, asker)).or_default();
        cell.number += requests.max(1);
        cell.gaps += if finding.check.starts_with("handover/") { requests.max(1) } else { 0 };
    }
    let mut matrix = Matrix::new(journey, "dobbelt", lang);
    let of = say(
        lang,
        "Hvem spør om det som finnes fra før",
        "Kven spør om kva som finst frå før",
        "Who asks for what is there already",
    );
    matrix.title = format!("{}: {of}", matrix.title);
    matrix.lead = say(
        lang,
        "Antall steg der virksomheten i kolonnen spør om opplysningen i raden enda den finnes. ▲: i så mange av \
         stegene er opplysningen laget av en annen virksomhet i reisen.",
        "Talet på steg der verksemda i kolonnen spør om opplysninga i rada endå ho finst. ▲: i så mange av \
         stega er opplysninga laga av ei anna verksemd i reisa.",
        "Number of steps in which the body in the column asks for the data in the row although it is there. ▲: in \
         this many of the steps, another body made the data in the journey.",
    )
    .to_owned();
    matrix.axes = [
        say(lang, "Opplysning", "Opplysning", "Data").to_owned(),
        say(lang, "Spør", "Spør", "Asks").to_owned(),
    ];
    matrix.counted = [
        say(lang, "Steg", "Steg", "Steps").to_owned(),
        say(lang, "Laget av en annen", "Laga av ei anna", "Made by another").to_owned(),
    ];
    let item = |id: String| {
        let key = model.items.find(&id, |item| &item.id);
        let name = key.map_or_else(|| plain(&id), |key| name_or_id(&model.items[key].name, &id, lang));
        Head { id: plain(&id), name: capital(&name), group: String::new() }
    };
    let asker = |one: Actor| {
        let (id, name) = actor(model, journey, one, lang);
        Head { id, name, group: groups(lang).into_iter().nth(group(model, one)).unwrap_or_default() }
    };
    let mut asked_most: BTreeMap<String, usize> = BTreeMap::new();
    for ((item, _), cell) in &cells {
        *asked_most.entry(item.clone()).or_default() += cell.number;
    }
    let most_first =
        |item: &String| (std::cmp::Reverse(asked_most.get(item).copied().unwrap_or_default()), item.clone());
    matrix.fill(cells, most_first, |one| (group(model, *one), *one), item, asker);
    Ok(matrix)
}

/// What is asked for and by whom, where the finding is of a request.
fn asked(model: &Model, finding: &Finding) -> Option<(String, Actor)> {
    if !finding.check.starts_with("data/") && finding.check != "handover/carried-by-citizen" {
        return None;
    }
    let [asker, datum, ..] = finding.subject.as_slice() else { return None };
    let (_, item) = datum.split_once('.')?;
    let asker = model.organisations.find(asker, |one| &one.id)?;
    Some((item.to_owned(), Actor::Organisation(asker)))
}

impl Matrix {
    fn new(journey: &Journey, what: &str, lang: Lang) -> Self {
        Self {
            id: format!("{}-{what}", plain(&journey.id)),
            title: capital(&name_or_id(&journey.name, &journey.id, lang)),
            lead: String::new(),
            lang,
            axes: Default::default(),
            counted: Default::default(),
            rows: Vec::new(),
            columns: Vec::new(),
            cells: BTreeMap::new(),
        }
    }

    /// Fills in the cells; rows and columns are in the order of their keys.
    fn fill<R: Ord + Clone, C: Ord + Clone, K: Ord, L: Ord>(
        &mut self,
        cells: BTreeMap<(R, C), Cell>,
        row_key: impl Fn(&R) -> K,
        column_key: impl Fn(&C) -> L,
        row_head: impl Fn(R) -> Head,
        column_head: impl Fn(C) -> Head,
    ) {
        let mut rows: Vec<R> = cells.keys().map(|(row, _)| row.clone()).collect();
        let mut columns: Vec<C> = cells.keys().map(|(_, column)| column.clone()).collect();
        rows.sort_by_cached_key(&row_key);
        rows.dedup();
        columns.sort_by_cached_key(&column_key);
        columns.dedup();
        let places = cells.into_iter().filter_map(|((row, column), cell)| {
            let row = rows.iter().position(|one| *one == row)?;
            let column = columns.iter().position(|one| *one == column)?;
            Some(((row, column), cell))
        });
        self.cells = places.collect();
        self.rows = rows.into_iter().map(row_head).collect();
        self.columns = columns.into_iter().map(column_head).collect();
    }
}
