//! The steps and links of one sheet in a grid of columns and rows, with what enters and leaves each step.

use super::boxes::{Contents, pieces_width, runs};
use super::split::Part;
use super::{Piece, rows};
use crate::model::Carrier;
use crate::report::map::lists::{at, list, push, set};
use crate::report::map::measure::Font;
use crate::report::map::{Map, MapStep};
use crate::report::wording::say;
use std::collections::{BTreeMap, BTreeSet};

/// The height of a slot: room for one line that enters and one that leaves.
pub(super) const SLOT: i32 = 14;
/// The room for the name of a lane.
pub(super) const LANE_NAME: i32 = 172;
/// Steps on other sheets that one stump names.
const PER_STUMP: usize = 3;

/// A sheet before anything has a place in pixels.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// The lanes that have steps here, from above.
    pub(super) lanes: Vec<GridLane>,
    /// The steps.
    pub(super) cells: Vec<Cell>,
    /// The links that begin and end here, those from one step by one carrier together.
    pub(super) bundles: Vec<Bundle>,
    /// The number of columns.
    pub(super) columns: usize,
    /// The height of each row, in slots.
    pub(super) slots: Vec<usize>,
    /// Where there is a step: row and column.
    pub(super) taken: BTreeSet<(usize, usize)>,
}

/// A lane of one actor, or one that several share.
#[derive(Debug, Clone, Default)]
pub(super) struct GridLane {
    /// The index of the group in the map.
    pub(super) group: usize,
    /// The actors, by the index of their lane in the map.
    pub(super) lanes: Vec<usize>,
    /// The number of rows.
    pub(super) rows: usize,
    /// What it is called, in lines.
    pub(super) name: Vec<String>,
    /// True for the first lane of its group here.
    pub(super) first: bool,
}

/// A step in the grid.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// Its index in the map.
    pub(super) step: usize,
    pub(super) column: usize,
    pub(super) row: usize,
    /// True in a lane that several actors share.
    pub(super) shared: bool,
    /// Its height in slots.
    pub(super) slots: usize,
    /// What enters it.
    pub(super) ins: Vec<In>,
    /// What leaves it.
    pub(super) outs: Vec<Out>,
}

/// A link that enters a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct In {
    pub(super) arrow: usize,
    /// True where it comes from another sheet.
    pub(super) elsewhere: bool,
    /// The width of its label.
    pub(super) width: i32,
}

/// What leaves a step.
#[derive(Debug, Clone)]
pub(super) enum Out {
    /// A bundle, by index.
    Bundle(usize),
    /// A stump that says where it goes on.
    Stump {
        text: String,
        /// The width of the text.
        width: i32,
        /// True where it goes on on the way that stands out.
        on_way: bool,
    },
}

/// Links from one step by one carrier.
#[derive(Debug, Clone)]
pub(super) struct Bundle {
    /// The step it comes from, by cell.
    pub(super) from: usize,
    /// Each link: its index in the map, and the cell it leads to.
    pub(super) to: Vec<(usize, usize)>,
}

impl Grid {
    /// The steps of a part of the map. Actors with fewer than `least` of them share lanes.
    pub(super) fn new(map: &Map, contents: &Contents, part: &Part, least: usize) -> Self {
        let steps: Vec<(usize, &MapStep)> =
            part.steps.iter().filter_map(|&(step, _)| Some((step, map.steps.get(step)?))).collect();
        let mut cell_of = vec![None; map.steps.len()];
        for (cell, (step, _)) in steps.iter().enumerate() {
            set(&mut cell_of, *step, Some(cell));
        }
        let links: Vec<(usize, usize)> = map
            .arrows
            .iter()
            .filter_map(|arrow| Some((at(&cell_of, arrow.from)?, at(&cell_of, arrow.to)?)))
            .collect();
        let lanes = lanes(map, least, &steps);
        let mut lane_of = vec![0; map.lanes.len()];
        for (index, lane) in lanes.iter().enumerate() {
            lane.lanes.iter().for_each(|one| set(&mut lane_of, *one, index));
        }
        let local: Vec<usize> = steps.iter().map(|(_, step)| at(&lane_of, step.lane)).collect();
        let in_columns: Vec<usize> = part.steps.iter().map(|&(_, column)| column).collect();
        let (rows, heights) = rows::rows(&local, &in_columns, &links, lanes.len());
        let mut grid = Self { columns: part.columns(), lanes, ..Self::default() };
        for (lane, height) in grid.lanes.iter_mut().zip(heights) {
            lane.rows = height;
        }
        for ((((step, _), column), row), lane) in steps.into_iter().zip(in_columns).zip(rows).zip(local) {
            let shared = grid.lanes.get(lane).is_some_and(|lane| lane.lanes.len() > 1);
            grid.taken.insert((row, column));
            grid.cells.push(Cell { step, column, row, shared, ..Cell::default() });
        }
        grid.join(map, contents, &cell_of);
        grid.size(contents);
        grid.name(map, contents);
        grid
    }

    /// The cell, which is there.
    pub(super) fn cell(&self, cell: usize) -> Option<&Cell> {
        self.cells.get(cell)
    }

    /// Row and column of a cell.
    pub(super) fn place(&self, cell: usize) -> (usize, usize) {
        self.cells.get(cell).map_or((0, 0), |cell| (cell.row, cell.column))
    }

    /// Puts the links to the steps that they enter and leave.
    fn join(&mut self, map: &Map, contents: &Contents, cell_of: &[Option<usize>]) {
        // By where they leave, by what carrier and whether wished: the arrows, each with the cell it enters.
        type Bundles = BTreeMap<(usize, Option<Carrier>, bool), Vec<(usize, usize)>>;
        let mut bundles = Bundles::new();
        // By where they leave, and whether they are on no way that stands out: those that are come first.
        let mut elsewhere: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        let mut ins = vec![Vec::new(); self.cells.len()];
        for (index, arrow) in map.arrows.iter().enumerate() {
            let (from, to) = (at(cell_of, arrow.from), at(cell_of, arrow.to));
            match (from, to) {
                (Some(from), Some(to)) => {
                    bundles.entry((from, arrow.by, arrow.wished)).or_default().push((index, to));
                }
                (Some(from), None) => {
                    elsewhere.entry((from, !arrow.on_way)).or_default().push(Map::number(arrow.to));
                }
                _ => {}
            }
            let Some(to) = to else { continue };
            let elsewhere = from.is_none();
            let width = contents.label_width(index, elsewhere);
            push(&mut ins, to, In { arrow: index, elsewhere, width });
        }
        let mut outs = vec![Vec::new(); self.cells.len()];
        for ((from, ..), to) in bundles {
            push(&mut outs, from, Out::Bundle(self.bundles.len()));
            self.bundles.push(Bundle { from, to });
        }
        for ((from, off_way), mut numbers) in elsewhere {
            numbers.sort_unstable();
            numbers.dedup();
            for some in runs(&numbers).chunks(PER_STUMP) {
                let text = format!("→ {}", some.join(", "));
                let width = text_width(&text);
                push(&mut outs, from, Out::Stump { text, width, on_way: !off_way });
            }
        }
        for ((cell, ins), outs) in self.cells.iter_mut().zip(ins).zip(outs) {
            (cell.ins, cell.outs) = (ins, outs);
        }
    }

    /// Makes boxes and rows high enough for what is written and joined there.
    fn size(&mut self, contents: &Contents) {
        self.slots = vec![0; self.lanes.iter().map(|lane| lane.rows).sum()];
        for cell in &mut self.cells {
            cell.slots = in_slots(contents.height(cell.step, cell.shared))
                .max(cell.ins.len())
                .max(cell.outs.len() + 1)
                .max(2);
            let most = at(&self.slots, cell.row).max(cell.slots);
            set(&mut self.slots, cell.row, most);
        }
    }

    /// Finds out how the names of lanes are written, and makes lanes high enough for them.
    fn name(&mut self, map: &Map, contents: &Contents) {
        let mut before = None;
        let mut end = 0;
        for lane in &mut self.lanes {
            lane.first = before != Some(lane.group);
            before = Some(lane.group);
            lane.name = match lane.lanes.as_slice() {
                [one] => list(&contents.lanes, *one).to_vec(),
                _ => vec![say(map.lang, "Andre", "Andre", "Others").to_owned()],
            };
            let needs = name_height(lane.name.len(), lane.first);
            let start = end;
            end += lane.rows;
            let there: usize = self.slots.get(start..end).into_iter().flatten().sum();
            if let Some(last) = end.checked_sub(1) {
                let grown = at(&self.slots, last) + in_slots(needs).saturating_sub(there);
                set(&mut self.slots, last, grown);
            }
        }
    }
}

/// The lanes from above: group by group, those of one actor before the one that others share.
fn lanes(map: &Map, least: usize, steps: &[(usize, &MapStep)]) -> Vec<GridLane> {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, step) in steps {
        *numbers.entry(step.lane).or_default() += 1;
    }
    let mut lanes: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (lane, number) in numbers {
        let group = map.lanes.get(lane).map_or(0, |lane| lane.group);
        let own = if number < least { usize::MAX } else { lane };
        lanes.entry((group, own)).or_default().push(lane);
    }
    let lane = |((group, _), lanes)| GridLane { group, lanes, ..GridLane::default() };
    lanes.into_iter().map(lane).collect()
}

/// The height of the name of a lane, with that of its group above it where it is the first.
pub(super) fn name_height(lines: usize, first: bool) -> i32 {
    let group = if first { Font::SMALL.line() } else { 0 };
    i32::try_from(lines).unwrap_or(0) * Font::STRONG.line() + group
}

/// A height in slots.
pub(super) fn in_slots(height: i32) -> usize {
    usize::try_from((height + SLOT - 1) / SLOT).unwrap_or(0)
}

/// The width of a label.
pub(super) fn label_width(pieces: &[Piece]) -> i32 {
    if pieces.is_empty() { 0 } else { pieces_width(Font::SMALL, pieces) + 4 }
}

/// The width of a label of words alone.
pub(super) fn text_width(text: &str) -> i32 {
    Font::SMALL.width(text) + 4
}
