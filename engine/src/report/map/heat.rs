//! A matrix as SVG: a cell is the darker the more it counts, and the number stands in it.

use super::layout::{Point, Rect};
use super::matrix::{Cell, Head};
use super::measure::Font;
use super::svg::{Rules, Stands, Svg, escaped};
use super::{MarkKind, Matrix};
use crate::report::wording::say;
use std::collections::BTreeMap;
use std::fmt::Write;

const MARGIN: i32 = 12;
const HEADER: i32 = 62;
/// The least width of a column: room for two lines of a heading on its side.
const COLUMN: i32 = 38;
/// Between a number, the sign of a gap, and the border of the cell; and the width of that sign with its room.
const SPACE: i32 = 4;
const SIGN: i32 = 12;
/// The height of a row: room for two lines of a heading.
const ROW: i32 = 25;
/// The height of what names a group of rows, or of columns.
const GROUP: i32 = 15;
/// The room for the scale of colours below the sums, and the size of one of its fields.
const SCALE: i32 = 34;
const FIELD: [i32; 2] = [34, 18];
/// How many fields the scale has at the most.
const FIELDS: usize = 5;
/// The room for a heading is between these, and as much as lets all headings be of two lines.
const HEADINGS: [i32; 5] = [90, 120, 150, 190, 240];

/// Where the parts of a matrix stand.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Places {
    /// The width of the headings of rows, and the height of those of columns.
    headings: [i32; 2],
    left: i32,
    top: i32,
    /// The upper side of each row, and at last the lower side of the last one.
    rows: Vec<i32>,
    /// The width of a column.
    column: i32,
    width: i32,
    height: i32,
}

/// The matrix as a picture, with sums to the right and below.
pub fn heat_map(matrix: &Matrix) -> String {
    drawn(matrix, Stands::Alone)
}

/// The matrix as a picture of its own, or of a page.
pub(super) fn drawn(matrix: &Matrix, stands: Stands) -> String {
    let places = places(matrix);
    let description = format!("{} {}", matrix.lead, same_in_table(matrix));
    let mut svg = Svg::new(
        stands,
        &format!("livsferd-{}", matrix.id),
        (places.width, places.height),
        &matrix.title,
        &description,
    );
    svg.text("title", MARGIN, 26, &matrix.title);
    for (line, text) in lead(matrix, places.width).iter().enumerate() {
        svg.text("soft", MARGIN, 44 + pixels(line) * 13, text);
    }
    let corner = format!("{} ↓  {} →", first(&matrix.axes), second(&matrix.axes));
    svg.text("small soft", MARGIN, places.top - 6, &corner);
    rows(matrix, &places, &mut svg);
    columns(matrix, &places, &mut svg);
    cells(matrix, &places, &mut svg);
    scale(matrix, &places, &mut svg);
    svg.done()
}

/// The cells, those of one shade drawn together, and their numbers.
fn cells(matrix: &Matrix, places: &Places, svg: &mut Svg) {
    let mut shades: BTreeMap<usize, String> = BTreeMap::new();
    for (&(row, column), cell) in &matrix.cells {
        let Rect { x, y, width, height } = cell_at(places, row, column);
        let path = shades.entry(shade(matrix, cell.number)).or_default();
        let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
    }
    for (shade, path) in shades {
        svg.open(&format!("<path class=\"cell\" fill-opacity=\".{shade:02}\" d=\"{path}\"/>"));
    }
    for (&(row, column), cell) in &matrix.cells {
        let Rect { x, y, width, .. } = cell_at(places, row, column);
        let (base, number) = (y + 16, cell.number.to_string());
        let x = x + (width - needed(cell)) / 2 + SPACE;
        svg.text("strong", x, base, &number);
        if cell.gaps > 0 {
            let sign = x + Font::STRONG.width(&number) + SPACE;
            svg.mark(MarkKind::Gap, sign, base);
            svg.text("gap", sign + SIGN - 2, base, &cell.gaps.to_string());
        }
    }
}

/// How dark a number is shown, in hundredths: never so dark that the number cannot be read on it.
fn shade(matrix: &Matrix, number: usize) -> usize {
    8 + 40 * number / matrix.most().max(1)
}

/// The scale of colours: numbers from the least to the greatest, each on its shade.
fn scale(matrix: &Matrix, places: &Places, svg: &mut Svg) {
    let most = matrix.most();
    let fields = FIELDS.min(most);
    if fields == 0 {
        return;
    }
    let [width, height] = FIELD;
    let name = say(matrix.lang, "Fargeskala", "Fargeskala", "Colour scale");
    let top = bottom(places) + ROW + (SCALE - height) / 2;
    let base = top + height - 5;
    svg.text("small soft", MARGIN, base, name);
    let left = MARGIN + Font::SMALL.width(name) + 2 * SPACE;
    for field in 0..fields {
        // From one to the greatest, in steps as even as whole numbers allow.
        let number = 1 + (most - 1) * field / (fields - 1).max(1);
        let (x, text) = (left + pixels(field) * width, number.to_string());
        let shade = shade(matrix, number);
        svg.open(&format!(
            "<path class=\"cell\" fill-opacity=\".{shade:02}\" d=\"M{x} {top}h{width}v{height}h-{width}z\"/>"
        ));
        svg.text("strong", x + (width - Font::STRONG.width(&text)) / 2, base, &text);
    }
}

/// Where the heading of the matrix begins a new line.
fn lead(matrix: &Matrix, width: i32) -> Vec<String> {
    Font::NAME.wrap(&matrix.lead, width - 2 * MARGIN)
}

fn same_in_table(matrix: &Matrix) -> &'static str {
    say(
        matrix.lang,
        "De samme tallene står i tabellen.",
        "Dei same tala står i tabellen.",
        "The table has the same numbers.",
    )
}

fn places(matrix: &Matrix) -> Places {
    let room = |names: Vec<&str>, font: Font| {
        let two = |room: i32| names.iter().all(|name| font.wrap(name, room).len() <= 2);
        HEADINGS.into_iter().find(|&room| two(room)).unwrap_or(HEADINGS.into_iter().max().unwrap_or(0))
    };
    let rows = room(matrix.rows.iter().map(|row| row.name.as_str()).collect(), Font::NAME);
    let columns = room(matrix.columns.iter().map(|column| column.name.as_str()).collect(), Font::SMALL);
    let column = matrix.cells.values().map(needed).chain(for_names(&matrix.columns)).fold(COLUMN, i32::max);
    let width = pixels(matrix.columns.len() + 1) * column + rows + 3 * MARGIN;
    let width = width.max(560).max(Font::TITLE.width(&matrix.title) + 2 * MARGIN);
    let lines = pixels(lead(matrix, width).len());
    let named = if groups(&matrix.columns).is_empty() { 0 } else { GROUP };
    let top = HEADER + (lines - 1).max(0) * 13 + named + columns;
    let at = row_places(matrix, top);
    let scale = if matrix.most() > 0 { SCALE } else { MARGIN };
    let height = at.last().copied().unwrap_or(top) + ROW + scale;
    Places { headings: [rows, columns], left: MARGIN + rows + 8, top, rows: at, column, width, height }
}

/// The upper side of each row, below the name of its group where it is the first of it; and at last the lower side of
/// the last one.
fn row_places(matrix: &Matrix, top: i32) -> Vec<i32> {
    let groups = groups(&matrix.rows);
    let mut at = Vec::with_capacity(matrix.rows.len() + 1);
    let mut y = top;
    for row in 0..matrix.rows.len() {
        y += if groups.iter().any(|group| group.first == row) { GROUP } else { 0 };
        at.push(y);
        y += ROW;
    }
    at.push(y);
    at
}

/// Rows or columns that stand together under one name.
struct Group<'h> {
    name: &'h str,
    /// The first of them.
    first: usize,
    /// How many they are.
    number: usize,
}

/// The groups that have a name.
fn groups(heads: &[Head]) -> Vec<Group<'_>> {
    let mut first = 0;
    let runs = heads.chunk_by(|one, next| one.group == next.group);
    let groups = runs.map(|run| {
        let name = run.first().map_or("", |head| head.group.as_str());
        let group = Group { name, first, number: run.len() };
        first += run.len();
        group
    });
    groups.filter(|group| !group.name.is_empty()).collect()
}

/// How wide columns must be at the least, that the name of each group has room above them.
fn for_names(columns: &[Head]) -> impl Iterator<Item = i32> {
    let needed = |group: Group<'_>| {
        (Font::SMALL.width(&group.name.to_uppercase()) + 2 * SPACE) / pixels(group.number).max(1) + 1
    };
    groups(columns).into_iter().map(needed)
}

/// The width that the numbers of a cell need beside each other.
fn needed(cell: &Cell) -> i32 {
    if cell.gaps == 0 {
        return Font::STRONG.width(&cell.number.to_string()) + 2 * SPACE;
    }
    let [number, gaps] = [cell.number, cell.gaps].map(|number| number.to_string());
    Font::STRONG.width(&number) + SIGN + Font::SMALL_STRONG.width(&gaps) + 3 * SPACE
}

fn cell_at(places: &Places, row: usize, column: usize) -> Rect {
    Rect {
        x: places.left + pixels(column) * places.column,
        y: places.rows.get(row).copied().unwrap_or(places.top),
        width: places.column,
        height: ROW,
    }
}

fn rows(matrix: &Matrix, places: &Places, svg: &mut Svg) {
    let right = places.left + pixels(matrix.columns.len()) * places.column;
    let mut rules = Rules::default();
    let groups = groups(&matrix.rows);
    for (index, row) in matrix.rows.iter().enumerate() {
        let y = cell_at(places, index, 0).y;
        let group = groups.iter().find(|group| group.first == index);
        if let Some(group) = group {
            svg.text("small soft", MARGIN, y - 4, &group.name.to_uppercase());
        }
        let above = if group.is_some() { GROUP } else { 0 };
        rules.add(
            above > 0 || index == 0,
            Point { x: MARGIN, y: y - above },
            Point { x: right, y: y - above },
        );
        let lines = Font::NAME.wrap(&row.name, places.headings.first().copied().unwrap_or(0));
        let base = y + if lines.len() > 1 { 10 } else { 16 };
        for (line, text) in lines.iter().take(2).enumerate() {
            svg.text("", MARGIN, base + pixels(line) * 12, text);
        }
        sum(matrix.row_sum(index), Rect { x: right, y, width: places.column, height: ROW }, svg);
    }
    let bottom = bottom(places);
    rules.add(true, Point { x: MARGIN, y: bottom }, Point { x: right, y: bottom });
    rules.draw(svg);
    let name = say(matrix.lang, "Sum", "Sum", "Total");
    svg.text("strong", MARGIN, bottom + 16, name);
    let middle = right + (places.column - Font::STRONG.width(name)) / 2;
    svg.text("strong", middle, places.top - 6, name);
    let all = matrix.cells.values().map(|cell| cell.number).sum();
    sum(all, Rect { x: right, y: bottom, width: places.column, height: ROW }, svg);
}

/// The lower side of the last row.
fn bottom(places: &Places) -> i32 {
    places.rows.last().copied().unwrap_or(places.top)
}

/// A sum in the middle of its place.
fn sum(number: usize, place: Rect, svg: &mut Svg) {
    let number = number.to_string();
    svg.text("strong", place.x + (place.width - Font::STRONG.width(&number)) / 2, place.y + 16, &number);
}

fn columns(matrix: &Matrix, places: &Places, svg: &mut Svg) {
    let bottom = bottom(places);
    let height = places.headings.last().copied().unwrap_or(0);
    let mut rules = Rules::default();
    let top = places.top - height;
    let groups = groups(&matrix.columns);
    for group in &groups {
        let x = places.left + pixels(group.first) * places.column;
        svg.text("small soft", x + SPACE, top - 4, &group.name.to_uppercase());
    }
    // Turned to the left, what lies to the right is below, and what lies below is to the left.
    svg.open("<g class=\"small\" transform=\"rotate(-90)\">");
    for (index, column) in matrix.columns.iter().enumerate() {
        let x = places.left + pixels(index) * places.column + (places.column - COLUMN) / 2;
        let group = groups.iter().any(|group| group.first == index);
        let edge = places.left + pixels(index) * places.column;
        let above = if group { GROUP } else { 0 };
        rules.add(group || index == 0, Point { x: edge, y: top - above }, Point { x: edge, y: bottom });
        let lines = Font::SMALL.wrap(&column.name, height - 8);
        for (line, text) in lines.iter().take(2).enumerate() {
            let x = x + if lines.len() > 1 { 15 } else { 22 } + pixels(line) * 11;
            svg.open(&format!("<text x=\"{}\" y=\"{x}\">{}</text>", 5 - places.top, escaped(text)));
        }
    }
    svg.close("</g>");
    for index in 0..matrix.columns.len() {
        let x = places.left + pixels(index) * places.column;
        let place = Rect { x, y: bottom, width: places.column, height: ROW };
        sum(matrix.column_sum(index), place, svg);
    }
    let right = places.left + pixels(matrix.columns.len()) * places.column;
    let above = if groups.is_empty() { 0 } else { GROUP };
    rules.add(true, Point { x: right, y: top - above }, Point { x: right, y: bottom });
    rules.draw(svg);
}

fn first(axes: &[String; 2]) -> &str {
    let [first, _] = axes;
    first
}

fn second(axes: &[String; 2]) -> &str {
    let [_, second] = axes;
    second
}

fn pixels(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(0)
}
