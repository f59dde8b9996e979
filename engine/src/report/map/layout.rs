//! Where everything in a map stands: boxes, labels and lines, in pixels.
//!
//! Comes in: a [`Map`]. Goes out: [`Sheet`]s, which are only to be drawn.
//!
//! Steps stand in columns (time) and rows (actors). Lines run where no box can be: from left to right in the tracks
//! between rows, or straight through cells that are empty, and up and down in the tracks between columns. A line enters
//! a box from the left and leaves it to the right, each at a height of its own, so that no two lines lie upon each
//! other but those that bring the same from the same step, and so that every label has room to the left of the box it
//! belongs to. A journey that does not fit on one sheet goes on on the next; what leads there is said by number.

mod boxes;
mod finish;
mod grid;
mod outline;
mod routes;
mod rows;
mod sheet;
mod split;
mod tracks;

use super::{Map, MarkKind};
use crate::model::Carrier;

/// The room for a sheet, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// From left to right.
    pub width: i32,
    /// From above down.
    pub height: i32,
}

impl Default for Paper {
    fn default() -> Self {
        Self::A3
    }
}

impl Paper {
    /// A3 on its side with margins of one centimetre. A pixel is 0.22 mm there: names of steps have letters of 7 points.
    pub const A3: Self = Self { width: 1800, height: 1246 };
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From above.
    pub y: i32,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    /// Its left side.
    pub x: i32,
    /// Its upper side.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

impl Rect {
    /// Its right side.
    pub fn right(&self) -> i32 {
        self.x.saturating_add(self.width)
    }

    /// Its lower side.
    pub fn bottom(&self) -> i32 {
        self.y.saturating_add(self.height)
    }
}

/// A picture that fits on a page or a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// How many strips it has, each with lanes and a time of its own.
    pub strips: usize,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The lanes, from above.
    pub bands: Vec<Band>,
    /// The steps.
    pub boxes: Vec<BoxPlace>,
    /// The links, those to and from other sheets as stumps.
    pub lines: Vec<LinePlace>,
    /// Where lines of one bundle part.
    pub dots: Vec<Point>,
    /// Texts on lines.
    pub labels: Vec<LabelPlace>,
    /// All other texts.
    pub texts: Vec<TextPlace>,
    /// The signs of the legend.
    pub samples: Vec<Sample>,
}

/// A lane on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The indices in the map of the actors whose lane it is: of one group, and mostly one.
    pub lanes: Vec<usize>,
    /// Where it is.
    pub rect: Rect,
    /// True for the first lane of its group.
    pub first: bool,
}

/// A step on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxPlace {
    /// The index of the step in the map.
    pub step: usize,
    /// Where it is.
    pub rect: Rect,
}

/// A line from step to step, or a stump of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePlace {
    /// The index of the arrow in the map; none for the stump that leads to other sheets.
    pub arrow: Option<usize>,
    /// Lines of one bundle come from one step by one carrier; they may share their way.
    pub bundle: usize,
    /// From corner to corner; every part goes straight across or straight down.
    pub points: Vec<Point>,
    /// True where it ends at a step.
    pub arrives: bool,
    /// True where it is on the way that stands out.
    pub on_way: bool,
}

/// A text on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelPlace {
    /// The index of the arrow in the map; none where it leads to other sheets.
    pub arrow: Option<usize>,
    /// The bundle of the line that it stands on.
    pub bundle: usize,
    /// Where it is.
    pub rect: Rect,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPlace {
    /// What kind of text it is.
    pub kind: TextKind,
    /// The index in the map of the step that it belongs to, if it belongs to one.
    pub step: Option<usize>,
    /// Where it is.
    pub rect: Rect,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// The title of the sheet.
    Title,
    /// What stands under it.
    Lead,
    /// The name of a group of lanes.
    Group,
    /// The name of a lane.
    Lane,
    /// Whose step it is, where its lane does not say it.
    Actor,
    /// The number of a step.
    Number,
    /// Who does a step for a body.
    By,
    /// The name of a step.
    Name,
    /// What was found at a step.
    Marks,
    /// What a sign means.
    Legend,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// The sign of a finding.
    Mark(MarkKind),
    /// The sign of a person.
    Person,
}

/// A sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Where it is.
    pub rect: Rect,
    /// What it is.
    pub sign: Sign,
}

/// What a sign of the legend is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A line by its carrier; none between steps of one actor.
    Line(Option<Carrier>),
    /// The line of what is only wished for.
    Wished,
    /// The box of a step on the way that stands out.
    Way,
    /// The box of a step that a person does.
    Person,
    /// The sign of a finding.
    Mark(MarkKind),
    /// The number of a step on another sheet.
    Elsewhere,
}

impl Sheet {
    /// The width of each piece of a text.
    pub(super) fn widths(kind: TextKind, pieces: &[Piece]) -> Vec<i32> {
        let width = |piece: &Piece| boxes::pieces_width(boxes::font(kind), std::slice::from_ref(piece));
        pieces.iter().map(width).collect()
    }
}

/// How many steps an actor must have in a strip not to share a lane with others of its group. What is best by far is
/// taken, and else the first.
const LEAST: [usize; 2] = [1, 3];
/// What is kept free of the paper while strips are chosen: numbers are not known then, and other languages have longer
/// names.
const SPARE: i32 = 44;

/// Which steps stand together in one strip, and who has a lane there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The steps of each strip, from left to right and from above down: index and column.
    pub(super) strips: Vec<Vec<(usize, usize)>>,
    /// How many steps an actor must have in a strip to have a lane of its own there.
    pub(super) least: usize,
}

/// Finds the strips of a map that has none yet.
///
/// All steps stand in one strip, if that fits on the paper; else part by part in several, so that they take little room
/// and few links are cut. Every actor has a lane of its own, unless much room is saved where those who do little in a
/// strip share lanes; then their boxes say who they are.
///
/// The plan of a map in one language is that of the map in the others, which have the same steps and arrows in the same
/// order: where names are longer there, a strip is higher, and may go on the next sheet.
pub(super) fn plan(map: &Map) -> Plan {
    let paper = Paper { width: map.paper.width - SPARE, height: map.paper.height - SPARE };
    let contents = boxes::Contents::new(map);
    let mut splitting = split::Splitting::new(map, &contents, paper);
    let mut best: Option<(usize, split::Strips)> = None;
    for least in LEAST {
        let strips = splitting.strips(least);
        let one = strips.parts.len() <= 1;
        if best.as_ref().is_none_or(|(_, best)| strips.cost < best.cost / 8 * 7) {
            best = Some((least, strips));
        }
        if one {
            break;
        }
    }
    let Some((least, strips)) = best else { return Plan::default() };
    let order = |part| sheet::reading_order(map, &contents, part, least);
    Plan { strips: strips.parts.iter().map(order).collect(), least }
}

/// Where everything stands, on as few sheets as the strips of the map fit on.
pub fn layout(map: &Map) -> Vec<Sheet> {
    let contents = boxes::Contents::new(map);
    let mut start = 0;
    let strips = map.strips.iter().map(|&end| {
        let steps = map.steps.iter().enumerate().take(end).skip(start);
        start = end;
        let part = split::Part { steps: steps.map(|(index, step)| (index, step.column)).collect() };
        sheet::sheet(map, &contents, &part, map.least)
    });
    finish::finish(map, strips.collect())
}
