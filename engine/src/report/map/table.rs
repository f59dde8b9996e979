//! The same as the pictures, in tables.

use super::layout::Sheet;
use super::{Map, Mark, MarkKind, Matrix};
use crate::report::wording::{capital, list, say};
use crate::words::Lang;

/// A table. The first cell of a row is its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapTable {
    /// What links lead to: letters, digits and hyphens.
    pub id: &'static str,
    /// What it shows.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// What a map shows: its steps, its links between actors, and its findings.
pub fn map_tables(map: &Map) -> Vec<MapTable> {
    vec![steps(map), handovers(map), findings(map)]
}

fn head(map: &Map, texts: &[[&'static str; 3]]) -> Vec<String> {
    texts.iter().map(|[nb, nn, en]| say(map.lang, nb, nn, en).to_owned()).collect()
}

fn lane(map: &Map, step: usize) -> String {
    let lane = map.steps.get(step).and_then(|step| map.lanes.get(step.lane));
    lane.map(|lane| lane.name.clone()).unwrap_or_default()
}

fn steps(map: &Map) -> MapTable {
    let mut columns = head(
        map,
        &[
            ["Nummer", "Nummer", "Number"],
            ["Steg", "Steg", "Step"],
            ["Hvem", "Kven", "Who"],
            ["Nivå eller sektor", "Nivå eller sektor", "Level or sector"],
            ["Gjøres av", "Blir gjort av", "Done by"],
            ["Slag", "Slag", "Kind"],
            ["Når", "Når", "When"],
            ["Kommer etter", "Kjem etter", "Comes after"],
            ["Funn", "Funn", "Findings"],
        ],
    );
    columns.extend(map.way.clone());
    let rows = map.steps.iter().enumerate().map(|(index, step)| {
        let group = map.lanes.get(step.lane).and_then(|lane| map.groups.get(lane.group));
        let before = map.arrows.iter().filter(|arrow| arrow.to == index).map(|arrow| {
            let number = Map::number(arrow.from);
            if arrow.label.is_empty() { number.to_string() } else { format!("{number} ({})", arrow.label) }
        });
        let marks: Vec<&Mark> = map.marks_at_step(index).collect();
        let mut row = vec![
            Map::number(index).to_string(),
            step.name.clone(),
            lane(map, index),
            group.cloned().unwrap_or_default(),
            step.by.clone().unwrap_or_default(),
            step.kind.clone(),
            if step.when.is_empty() {
                say(map.lang, "alltid", "alltid", "always").to_owned()
            } else {
                step.when.clone()
            },
            before.collect::<Vec<_>>().join(", "),
            numbers(&marks),
        ];
        let on_way = say(
            map.lang,
            if step.on_way { "ja" } else { "nei" },
            if step.on_way { "ja" } else { "nei" },
            if step.on_way { "yes" } else { "no" },
        );
        row.extend(map.way.is_some().then(|| on_way.to_owned()));
        row
    });
    let caption = say(map.lang, "Stegene", "Stega", "The steps").to_owned();
    MapTable { id: "steps", caption, head: columns, rows: rows.collect() }
}

fn numbers(marks: &[&Mark]) -> String {
    marks.iter().map(|mark| mark.number.to_string()).collect::<Vec<_>>().join(", ")
}

fn handovers(map: &Map) -> MapTable {
    let columns = head(
        map,
        &[
            ["Fra steg", "Frå steg", "From step"],
            ["Til steg", "Til steg", "To step"],
            ["Fra", "Frå", "From"],
            ["Til", "Til", "To"],
            ["Måte", "Måte", "How"],
            ["Innhold", "Innhald", "Content"],
            ["Når", "Når", "When"],
            ["Funn", "Funn", "Findings"],
        ],
    );
    let mut arrows: Vec<(usize, &super::Arrow)> =
        map.arrows.iter().enumerate().filter(|(_, arrow)| !arrow.label.is_empty()).collect();
    arrows.sort_by_key(|(index, arrow)| (arrow.from, arrow.to, *index));
    let name = |step: usize| {
        let name = map.steps.get(step).map_or("", |step| step.name.as_str());
        format!("{}. {name}", Map::number(step))
    };
    let rows = arrows.into_iter().map(|(index, arrow)| {
        let marks: Vec<&Mark> = map.marks_at_arrow(index).collect();
        vec![
            name(arrow.from),
            name(arrow.to),
            lane(map, arrow.from),
            lane(map, arrow.to),
            arrow.label.clone(),
            arrow.content.clone(),
            arrow.when.clone(),
            numbers(&marks),
        ]
    });
    let caption = say(map.lang, "Overgangene", "Overgangane", "The handovers").to_owned();
    MapTable { id: "handovers", caption, head: columns, rows: rows.collect() }
}

fn findings(map: &Map) -> MapTable {
    let columns = head(
        map,
        &[
            ["Nummer", "Nummer", "Number"],
            ["Slag", "Slag", "Kind"],
            ["Funn", "Funn", "Finding"],
            ["Alvor", "Alvor", "Gravity"],
            ["Må handle", "Må handle", "Must act"],
            ["Ved steg", "Ved steg", "At steps"],
            ["Kontroll", "Kontroll", "Check"],
        ],
    );
    let rows = map.marks.iter().map(|mark| {
        let ends = mark
            .arrows
            .iter()
            .filter_map(|&arrow| map.arrows.get(arrow))
            .map(|arrow| format!("{} → {}", Map::number(arrow.from), Map::number(arrow.to)));
        let steps = mark.steps.iter().map(|&step| Map::number(step).to_string());
        let mut at: Vec<String> = steps.chain(ends).collect();
        if at.is_empty() {
            at.push(of_no_one_step(map.lang).to_owned());
        }
        let kind = match mark.kind {
            MarkKind::Gap => say(map.lang, "brudd", "brot", "gap"),
            MarkKind::Duplicate => say(map.lang, "dobbelt spørsmål", "dobbelt spørsmål", "duplicate request"),
        };
        vec![
            mark.number.to_string(),
            kind.to_owned(),
            capital(&mark.message),
            capital(&mark.gravity),
            capital(&mark.lead),
            at.join(", "),
            mark.check.clone(),
        ]
    });
    let caption = say(map.lang, "Funnene", "Funna", "The findings").to_owned();
    MapTable { id: "findings", caption, head: columns, rows: rows.collect() }
}

/// Said of a finding that is of no one step.
pub(super) fn of_no_one_step(lang: Lang) -> &'static str {
    say(lang, "gjelder ikke ett enkelt steg", "gjeld ikkje eitt enkelt steg", "of no one step")
}

/// What a matrix shows, cell by cell.
pub fn matrix_table(matrix: &Matrix) -> MapTable {
    let rows = matrix.cells.iter().map(|(&(row, column), cell)| {
        let name = |heads: &[super::Head], at: usize| {
            heads.get(at).map(|head| head.name.clone()).unwrap_or_default()
        };
        vec![
            name(&matrix.rows, row),
            name(&matrix.columns, column),
            cell.number.to_string(),
            cell.gaps.to_string(),
        ]
    });
    let head = matrix.axes.iter().chain(&matrix.counted).cloned().collect();
    MapTable { id: "numbers", caption: matrix.title.clone(), head, rows: rows.collect() }
}

/// The actors that have a lane on a sheet, as a list.
pub(super) fn actors(map: &Map, sheet: &Sheet) -> String {
    let mut names: Vec<String> = Vec::new();
    for lane in sheet.bands.iter().flat_map(|band| &band.lanes) {
        let name = map.lanes.get(*lane).map(|lane| lane.name.clone()).unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    list(map.lang, &names)
}
