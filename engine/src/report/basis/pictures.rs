//! Annex J and the heat maps of annexes B and C: the journeys drawn, each picture with the table that says the same.

use super::{Told, section};
use crate::finding::Analysis;
use crate::model::Model;
use crate::report::document::{Block, Inline, Line, Picture, Section, Table, line};
use crate::report::map::{self, Map, MapOptions, Mark, Matrix};
use crate::report::number::finding_number;
use crate::report::wording::say;
use crate::words::Lang;
use crate::workers::in_parallel;

/// The pictures of one life event for a report; none where a journey is too large to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPictures {
    /// The slug of the life event.
    pub event: String,
    /// The journey in swim lanes.
    pub map: Option<Map>,
    /// Who hands over to whom.
    pub handovers: Option<Matrix>,
    /// Who asks for what is there already.
    pub duplicates: Option<Matrix>,
}

impl EventPictures {
    /// The pictures of all life events of the analysis, with the findings that are in it.
    pub fn all(model: &Model, analysis: &Analysis, lang: Lang) -> Vec<Self> {
        let options = MapOptions { lang, ..MapOptions::default() };
        in_parallel(&analysis.journeys, |journey| {
            let event = &journey.id;
            Self {
                event: event.clone(),
                map: map::map(model, analysis, event, &options).ok(),
                handovers: map::handovers(model, event, lang).ok(),
                duplicates: map::duplicates(model, analysis, event, lang).ok(),
            }
        })
    }
}

/// An id of a life event within the id of a part.
pub(super) fn slug(event: &str) -> String {
    event.replace(|sign: char| !sign.is_ascii_alphanumeric(), "-")
}

impl Told<'_> {
    fn pictures_of(&self, event: &str) -> Option<&EventPictures> {
        self.options.pictures.iter().find(|one| one.event == event)
    }

    /// Who hands over to whom, to stand above the table of it.
    pub(super) fn handovers_drawn(&self, event: &str, table: &Table) -> Vec<Block> {
        let matrix = self.pictures_of(event).and_then(|one| one.handovers.as_ref());
        matrix.and_then(|matrix| heat_map(matrix, table.id.clone())).into_iter().collect()
    }

    /// Who asks for what is there already, with a table of its own: the one it stands above is of all requests.
    pub(super) fn duplicates_drawn(&self, event: &str, _: &Table) -> Vec<Block> {
        let Some(matrix) = self.pictures_of(event).and_then(|one| one.duplicates.as_ref()) else {
            return Vec::new();
        };
        let id = format!("b-numbers-{}", slug(event));
        let picture = heat_map(matrix, Some(id.clone()));
        let table = picture.as_ref().map(|_| Block::Table(numbers_of(matrix, id)));
        picture.into_iter().chain(table).collect()
    }
}

fn heat_map(matrix: &Matrix, table: Option<String>) -> Option<Block> {
    let svg = (!matrix.cells.is_empty()).then(|| map::heat_in_page(matrix))?;
    Some(Block::Picture(Picture { title: matrix.title.clone(), svg, table }))
}

/// The numbers of a matrix, cell by cell.
fn numbers_of(matrix: &Matrix, id: String) -> Table {
    let table = map::matrix_table(matrix);
    let numeric = |column: usize| column >= matrix.axes.len();
    Table {
        id: Some(id),
        caption: format!("{} – {}", table.caption, say(matrix.lang, "tallene", "tala", "the numbers")),
        head: table.head.into_iter().enumerate().map(|(n, text)| (text, numeric(n))).collect(),
        rows: table.rows.into_iter().map(|row| row.iter().map(|cell| line(cell)).collect()).collect(),
        total: false,
    }
}

/// The maps that there are.
fn maps<'t>(told: &'t Told<'_>) -> impl Iterator<Item = &'t Map> {
    told.options.pictures.iter().filter_map(|one| one.map.as_ref()).filter(|map| !map.steps.is_empty())
}

/// The way from the answers to the maps; nothing where there are none.
pub(super) fn way_to_maps(told: &Told<'_>) -> Option<Block> {
    let mut text = told.line(
        "Reisene er tegnet, steg for steg, i vedlegg J: ",
        "Reisene er teikna, steg for steg, i vedlegg J: ",
        "The journeys are drawn, step by step, in annex J: ",
    );
    let before = text.len();
    for map in maps(told) {
        if text.len() > before {
            text.push(", ".into());
        }
        text.push(Inline::Jump { to: format!("j-{}", slug(&map.id)), text: told.event_name(&map.id) });
    }
    let any = text.len() > before;
    text.push(".".into());
    any.then_some(Block::Paragraph(text))
}

/// J: the maps.
pub(super) fn annex(told: &Told<'_>) -> Option<Section> {
    let mut part = section(
        "j",
        told.say(
            "Vedlegg J. Kart over reisene",
            "Vedlegg J. Kart over reisene",
            "Annex J. Maps of the journeys",
        ),
    );
    part.blocks.push(Block::Paragraph(told.line(
        "Hver aktør har en bane, og tiden går fra venstre mot høyre. Strekene viser hva som bringer saken videre; tykke \
         streker er det personen selv må sørge for. En trekant med nummer er et brudd, en rute med nummer er noe det \
         spørres om enda det finnes fra før. Numrene fører til funnene i tabellen under kartet.",
        "Kvar aktør har ein bane, og tida går frå venstre mot høgre. Strekane viser kva som bringar saka vidare; tjukke \
         strekar er det personen sjølv må syte for. Ein trekant med nummer er eit brot, ei rute med nummer er noko det \
         blir spurt om endå det finst frå før. Numra fører til funna i tabellen under kartet.",
        "Each actor has a lane, and time runs from left to right. Lines show what carries the matter on; thick lines are \
         what the person must see to. A triangle with a number is a gap, a diamond with a number is something asked for \
         although it is there already. The numbers lead to the findings in the table below the map.",
    )));
    let maps: Vec<&Map> = maps(told).collect();
    part.sections = in_parallel(&maps, |map| drawn(told, map));
    (!part.sections.is_empty()).then_some(part)
}

fn drawn(told: &Told<'_>, map: &Map) -> Section {
    let slug = slug(&map.id);
    let mut part = section(&format!("j-{slug}"), &told.event_name(&map.id));
    let id = format!("j-table-{slug}");
    let sheets = map::sheets_in_page(map).into_iter();
    part.blocks
        .extend(sheets.map(|(title, svg)| Block::Picture(Picture { title, svg, table: Some(id.clone()) })));
    part.blocks.push(Block::Table(steps(told, map, id)));
    if !map.marks.is_empty() {
        part.blocks.push(Block::Paragraph(line(&numbers(told, map))));
    }
    part
}

/// The steps in the order of their numbers, with what leads to them and what was found.
fn steps(told: &Told<'_>, map: &Map, id: String) -> Table {
    let head = [
        told.say("Nr.", "Nr.", "No."),
        told.say("Steg", "Steg", "Step"),
        told.say("Hvem", "Kven", "Who"),
        told.say("Kommer etter (hvordan; funn)", "Kjem etter (korleis; funn)", "Comes after (how; findings)"),
        told.say("Funn", "Funn", "Findings"),
    ];
    let mut rows: Vec<Vec<Line>> = (0..map.steps.len()).filter_map(|index| step(map, index)).collect();
    let of_none: Vec<&Mark> = map.marks_of_no_step().collect();
    if !of_none.is_empty() {
        let none = told.say("Gjelder ikke ett enkelt steg", "Gjeld ikkje eitt enkelt steg", "Of no one step");
        rows.push(vec![line("–"), line(none), Line::new(), Line::new(), jumps(&of_none)]);
    }
    let caption = told.say("stegene på kartet", "stega på kartet", "the steps on the map");
    Table {
        id: Some(id),
        caption: format!("{}: {caption}", told.event_name(&map.id)),
        head: head.map(|text| (text.to_owned(), false)).to_vec(),
        rows,
        total: false,
    }
}

fn step(map: &Map, index: usize) -> Option<Vec<Line>> {
    let step = map.steps.get(index)?;
    let lane = map.lanes.get(step.lane).map_or("", |lane| lane.name.as_str());
    let who = match &step.by {
        Some(by) => format!("{lane} ({by})"),
        None => lane.to_owned(),
    };
    let mut after = Line::new();
    for (number, arrow) in map.arrows.iter().enumerate().filter(|(_, arrow)| arrow.to == index) {
        let marks: Vec<&Mark> = map.marks_at_arrow(number).collect();
        let comma = if after.is_empty() { "" } else { ", " };
        after.push(format!("{comma}{}", Map::number(arrow.from)).into());
        if arrow.label.is_empty() && marks.is_empty() {
            continue;
        }
        after.push(format!(" ({}", arrow.label).into());
        if !marks.is_empty() {
            after.push(if arrow.label.is_empty() { "" } else { "; " }.into());
            after.extend(jumps(&marks));
        }
        after.push(")".into());
    }
    let marks: Vec<&Mark> = map.marks_at_step(index).collect();
    Some(vec![line(&Map::number(index).to_string()), line(&step.name), line(&who), after, jumps(&marks)])
}

/// The numbers of the findings on the map, as links to them.
fn jumps(marks: &[&Mark]) -> Line {
    let mut all = Line::new();
    for mark in marks {
        if !all.is_empty() {
            all.push(", ".into());
        }
        let to = format!("f-{}", finding_number(&mark.finding));
        all.push(Inline::Jump { to, text: mark.number.to_string() });
    }
    all
}

/// Which findings the numbers on the map are, for whoever reads on paper.
fn numbers(told: &Told<'_>, map: &Map) -> String {
    let label = told.say("Numrene på kartet", "Numra på kartet", "The numbers on the map");
    let all = map.marks.iter().map(|mark| format!("{} = {}", mark.number, finding_number(&mark.finding)));
    format!("{label}: {}.", all.collect::<Vec<_>>().join(", "))
}
