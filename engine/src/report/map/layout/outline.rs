//! How wide and how high a strip is at the least.
//!
//! Knows what is written and what enters and leaves each step, but not where lines run, nor which row a step stands in.
//! So it is found much faster than the strip itself, and most strips that are too large are known by it.

use super::Piece;
use super::boxes::{Contents, WIDTH};
use super::grid::{SLOT, in_slots, label_width, name_height};
use super::sheet::{ABOVE, BELOW, BESIDE, HEAD, HEADER, LEFT, MARGIN, label_room};
use super::split::Part;
use crate::model::Carrier;
use crate::report::map::lists::{at, push, set};
use crate::report::map::{Arrow, Map};

/// What counts of a map.
pub(super) struct Outline {
    steps: Vec<Outlined>,
    /// The group of each lane.
    groups: Vec<usize>,
    /// How many lines the name of each lane has.
    names: Vec<usize>,
}

/// What counts of a step.
struct Outlined {
    lane: usize,
    /// Its height in slots, for what is written and what enters.
    slots: usize,
    ins: Vec<Entering>,
    /// By carrier, as they are bundled.
    outs: Vec<Leaving>,
}

#[derive(Clone, Copy)]
struct Entering {
    from: usize,
    /// The room for its label where both steps are in the strip, and where this one alone is.
    room: [i32; 2],
}

#[derive(Clone, Copy)]
struct Leaving {
    to: usize,
    bundle: (Option<Carrier>, bool),
    on_way: bool,
    /// The room for the number of the step that it leads to.
    stump: i32,
}

/// What stands in one column of a lane: group, lane, column, and the height in slots.
type Standing = (usize, usize, usize, usize);

impl Outline {
    pub(super) fn new(map: &Map, contents: &Contents) -> Self {
        let mut ins = vec![Vec::new(); map.steps.len()];
        let mut outs = vec![Vec::new(); map.steps.len()];
        for (index, arrow) in map.arrows.iter().enumerate() {
            let room =
                [false, true].map(|elsewhere| label_room(contents.label_width(index, elsewhere), elsewhere));
            push(&mut ins, arrow.to, Entering { from: arrow.from, room });
            push(&mut outs, arrow.from, Leaving::of(arrow));
        }
        let mut steps = Vec::with_capacity(map.steps.len());
        for (step, (ins, mut outs)) in map.steps.iter().zip(ins.into_iter().zip(outs)) {
            outs.sort_by_key(|leaving: &Leaving| leaving.bundle);
            let slots = in_slots(contents.height(steps.len(), false)).max(ins.len()).max(2);
            steps.push(Outlined { lane: step.lane, slots, ins, outs });
        }
        Self {
            steps,
            groups: map.lanes.iter().map(|lane| lane.group).collect(),
            names: contents.lanes.iter().map(Vec::len).collect(),
        }
    }

    /// The width and height that the strip of these steps has at the least, without its legend, if only actors with
    /// `least` steps in it have a lane of their own.
    pub(super) fn size(&self, part: &Part, least: usize) -> (i32, i32) {
        let mut inside = vec![false; self.steps.len()];
        let mut in_lane = vec![0; self.groups.len()];
        for (step, _) in &part.steps {
            set(&mut inside, *step, true);
            let Some(lane) = self.steps.get(*step).map(|one| one.lane) else { continue };
            let more = at(&in_lane, lane) + 1;
            set(&mut in_lane, lane, more);
        }
        let columns = part.columns();
        let (mut labels, mut stumps) = (vec![0; columns], vec![0; columns]);
        let mut standing = Vec::with_capacity(part.steps.len());
        for &(step, column) in &part.steps {
            let Some(one) = self.steps.get(step) else { continue };
            let (outs, stump) = one.leaving(&inside);
            raise(&mut labels, column, one.label(&inside));
            raise(&mut stumps, column, stump);
            let lane = if at(&in_lane, one.lane) < least { usize::MAX } else { one.lane };
            standing.push((at(&self.groups, one.lane), lane, column, one.slots.max(outs + 1)));
        }
        let beside: i32 = labels.iter().chain(&stumps).sum();
        let columns = i32::try_from(columns).unwrap_or(i32::MAX);
        let width =
            columns.saturating_mul(WIDTH + BESIDE).saturating_add(LEFT + beside + 2 * BESIDE + MARGIN);
        (width, self.height(standing))
    }

    fn height(&self, mut standing: Vec<Standing>) -> i32 {
        standing.sort_unstable();
        let mut height = HEADER + ABOVE[1] + BELOW;
        let mut before = None;
        for steps in standing.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let Some(&(group, lane, ..)) = steps.first() else { continue };
            let columns = || steps.chunk_by(|one, other| one.2 == other.2);
            let rows = columns().map(<[_]>::len).max().unwrap_or(0);
            let slots = columns().map(|steps| steps.iter().map(|one| one.3).sum()).max().unwrap_or(0);
            // A shared lane may have the name of one actor, which may be empty.
            let lines = at(&self.names, lane);
            let name = in_slots(name_height(lines, before != Some(group)));
            before = Some(group);
            let rows = i32::try_from(rows).unwrap_or(0);
            let slots = i32::try_from(slots.max(name)).unwrap_or(0);
            height += slots * SLOT + rows * (ABOVE[0] + BELOW) + ABOVE[1] - ABOVE[0];
        }
        height
    }
}

impl Outlined {
    /// The room for the labels of what enters.
    fn label(&self, inside: &[bool]) -> i32 {
        let room = |one: &Entering| {
            let [here, elsewhere] = one.room;
            if at(inside, one.from) { here } else { elsewhere }
        };
        self.ins.iter().map(room).max().unwrap_or(0)
    }

    /// How many lines leave at the least, and the room for what is written at them.
    fn leaving(&self, inside: &[bool]) -> (usize, i32) {
        let (mut lines, mut room) = (0, 0);
        let mut last = None;
        let mut elsewhere = [false; 2];
        for one in &self.outs {
            if !at(inside, one.to) {
                room = room.max(one.stump);
                set(&mut elsewhere, usize::from(one.on_way), true);
            } else if last != Some(one.bundle) {
                last = Some(one.bundle);
                lines += 1;
            }
        }
        (lines + elsewhere.iter().filter(|some| **some).count(), room)
    }
}

impl Leaving {
    fn of(arrow: &Arrow) -> Self {
        // A stump that names several steps is no narrower.
        let stump = label_width(&[Piece::Text(format!("→ {}", Map::number(arrow.to)))]) + HEAD;
        Self { to: arrow.to, bundle: (arrow.by, arrow.wished), on_way: arrow.on_way, stump }
    }
}

/// Makes the number at the index no less than this one.
fn raise(numbers: &mut [i32], index: usize, least: i32) {
    let most = at(numbers, index).max(least);
    set(numbers, index, most);
}
