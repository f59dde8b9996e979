//! Which steps go in which strip.

use super::Paper;
use super::boxes::{Contents, WIDTH};
use super::finish::LEGEND;
use super::sheet::{HEADER, STRIP, size};
use crate::report::map::Map;
use crate::report::map::lists::{at, set};
use crate::report::map::order::columns_among;
use std::collections::{BTreeMap, BTreeSet};

/// What a link that is cut costs, in pixels of height that are worth it.
const CUT: i32 = 14;
/// Of more parts than this it is not tried which go together in one strip.
const MOST_PARTS: usize = 24;

/// Steps of one strip, each with its column, in the order of the map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) steps: Vec<(usize, usize)>,
}

impl Part {
    /// These steps, sorted, in columns of their own.
    fn new(map: &Map, steps: &[usize]) -> Self {
        let lanes: Vec<usize> = map.steps.iter().map(|step| step.lane).collect();
        let links: Vec<(usize, usize)> = map.arrows.iter().map(|arrow| (arrow.from, arrow.to)).collect();
        let columns = columns_among(steps, &lanes, &links);
        Self { steps: steps.iter().copied().zip(columns).collect() }
    }

    /// The number of columns.
    pub(super) fn columns(&self) -> usize {
        self.steps.iter().map(|(_, column)| column + 1).max().unwrap_or(0)
    }

    /// The steps of the columns from one to before another.
    fn cut(&self, start: usize, end: usize) -> Self {
        let inside = |(_, column): &&(usize, usize)| (start..end).contains(column);
        Self { steps: self.steps.iter().filter(inside).map(|(step, column)| (*step, column - start)).collect() }
    }
}

/// The strips, and what they cost: how high they are together, and for the links that are cut. A column that is too high
/// for the paper is a strip of its own, which is higher.
pub(super) fn parts(map: &Map, contents: &Contents, paper: Paper) -> (Vec<Part>, i32) {
    let mut splitting = Splitting { map, contents, paper, known: BTreeMap::new() };
    let all: Vec<usize> = (0..map.steps.len()).collect();
    let whole = Part::new(map, &all);
    if let Some(height) = splitting.height(&whole) {
        return (vec![whole], height);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, step) in map.steps.iter().enumerate() {
        parts.entry(step.part).or_default().push(index);
    }
    let parts: Vec<Part> = parts.into_values().map(|steps| Part::new(map, &steps)).collect();
    let parts: Vec<Part> = parts.iter().flat_map(|part| splitting.cut(part)).collect();
    let mut parts = splitting.together(parts);
    // What comes early in the journey comes first.
    let column_of: BTreeMap<usize, usize> = whole.steps.iter().copied().collect();
    parts.sort_by_key(|part| {
        let columns = part.steps.iter().filter_map(|(step, _)| column_of.get(step));
        (100 * columns.sum::<usize>()).checked_div(part.steps.len())
    });
    let parts = splitting.packed(parts);
    let inside: usize = parts.iter().map(|part| splitting.links(part, part)).sum();
    let cut = map.arrows.len().saturating_sub(inside);
    let heights: i32 = parts.iter().filter_map(|part| splitting.height(part)).sum();
    (parts, heights.saturating_add(worth(cut)))
}

/// False where the boxes alone take more room than there is.
fn may_fit(map: &Map, contents: &Contents, part: &Part, paper: Paper) -> bool {
    let columns = i32::try_from(part.columns()).unwrap_or(i32::MAX);
    columns.saturating_mul(WIDTH) <= paper.width && least_height(map, contents, part) <= paper.height
}

/// The height of the boxes of each lane's fullest column, all lanes together. Lanes that may be shared count as one with
/// the others of their group.
fn least_height(map: &Map, contents: &Contents, part: &Part) -> i32 {
    let lane_of = |step: usize| map.steps.get(step).map_or(0, |step| step.lane);
    let mut steps_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (step, _) in &part.steps {
        *steps_of.entry(lane_of(*step)).or_default() += 1;
    }
    let mut heights: BTreeMap<(usize, usize, usize), i32> = BTreeMap::new();
    for &(step, column) in &part.steps {
        let lane = lane_of(step);
        let shared = steps_of.get(&lane).is_some_and(|steps| *steps < contents.least);
        let group = map.lanes.get(lane).map_or(0, |lane| lane.group);
        let lane = if shared { usize::MAX } else { lane };
        let height = contents.of(step, false).map_or(0, |content| content.height);
        *heights.entry((group, lane, column)).or_default() += height;
    }
    let mut highest: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    for ((group, lane, _), height) in heights {
        let most = highest.entry((group, lane)).or_default();
        *most = height.max(*most);
    }
    highest.values().sum()
}

/// What so many links that are cut cost.
fn worth(links: usize) -> i32 {
    i32::try_from(links).unwrap_or(i32::MAX).saturating_mul(CUT)
}

struct Splitting<'a> {
    map: &'a Map,
    contents: &'a Contents,
    paper: Paper,
    /// The heights of parts that were laid out; none where they do not fit.
    known: BTreeMap<Vec<(usize, usize)>, Option<i32>>,
}

impl Splitting<'_> {
    /// The height of a strip, if it fits on the paper.
    fn height(&mut self, part: &Part) -> Option<i32> {
        let (map, contents, paper) = (self.map, self.contents, self.paper);
        *self.known.entry(part.steps.clone()).or_insert_with(|| {
            if !may_fit(map, contents, part, paper) {
                return None;
            }
            let (width, height) = size(map, contents, part);
            let fits = width <= paper.width && height + LEGEND <= paper.height;
            fits.then_some(height - HEADER + STRIP)
        })
    }

    /// The strips sheet by sheet: each goes to the first sheet that has room for it.
    fn packed(&mut self, parts: Vec<Part>) -> Vec<Part> {
        let mut sheets: Vec<(i32, Vec<Part>)> = Vec::new();
        let room = self.paper.height - LEGEND - HEADER + STRIP;
        for part in parts {
            let height = self.height(&part).unwrap_or(room);
            match sheets.iter_mut().find(|(taken, _)| *taken + height <= room) {
                Some((taken, strips)) => {
                    *taken += height;
                    strips.push(part);
                }
                None => sheets.push((height, vec![part])),
            }
        }
        sheets.into_iter().flat_map(|(_, strips)| strips).collect()
    }

    /// Puts parts together that go into one strip, as long as that saves height or leaves links whole.
    fn together(&mut self, mut parts: Vec<Part>) -> Vec<Part> {
        if parts.len() > MOST_PARTS {
            return parts;
        }
        while let Some((one, other, both)) = self.pair(&parts) {
            set(&mut parts, one, both);
            parts.remove(other);
        }
        parts
    }

    /// The two parts that it is best to put together, the one before the other, and both as one.
    fn pair(&mut self, parts: &[Part]) -> Option<(usize, usize, Part)> {
        let mut best: Option<(i32, usize, usize, Part)> = None;
        for (other, second) in parts.iter().enumerate() {
            for (one, first) in parts.iter().enumerate().take(other) {
                let steps = first.steps.iter().chain(&second.steps).map(|(step, _)| *step);
                let both = Part::new(self.map, &steps.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
                let apart = [first, second].map(|part| self.height(part).unwrap_or(self.paper.height));
                let links = self.links(first, second) + self.links(second, first);
                let apart = apart.iter().sum::<i32>() + worth(links);
                let most = best.as_ref().map_or(0, |(gain, ..)| *gain);
                // What cannot be better is not laid out.
                if apart - least_height(self.map, self.contents, &both) <= most {
                    continue;
                }
                let gain = self.height(&both).map_or(0, |height| apart - height);
                if gain > most {
                    best = Some((gain, one, other, both));
                }
            }
        }
        best.map(|(_, one, other, both)| (one, other, both))
    }

    /// The number of links from one part to another.
    fn links(&self, from: &Part, to: &Part) -> usize {
        let inside = |part: &Part, step| part.steps.binary_search_by_key(&step, |(step, _)| *step).is_ok();
        self.map.arrows.iter().filter(|arrow| inside(from, arrow.from) && inside(to, arrow.to)).count()
    }

    /// A part cut between columns, so that the pieces fit, are not high, and cut few links.
    fn cut(&mut self, part: &Part) -> Vec<Part> {
        let columns = part.columns();
        let cut = self.links_over(part, columns);
        // The least cost of all columns before each one, and where the last piece of them begins.
        let mut best: Vec<Option<(i32, usize)>> = vec![None; columns + 1];
        set(&mut best, 0, Some((0, 0)));
        for start in 0..columns {
            let Some((cost, _)) = at(&best, start) else { continue };
            for end in start + 1..=columns {
                let height = self.height(&part.cut(start, end));
                if height.is_none() && end > start + 1 {
                    break;
                }
                let total = cost + height.unwrap_or(self.paper.height) + worth(at(&cut, end));
                if at(&best, end).is_none_or(|(least, _)| total < least) {
                    set(&mut best, end, Some((total, start)));
                }
            }
        }
        let mut pieces = Vec::new();
        let mut end = columns;
        while end > 0 {
            let start = at(&best, end).map_or(0, |(_, start)| start);
            pieces.push(part.cut(start, end));
            end = start;
        }
        pieces.reverse();
        pieces
    }

    /// How many links begin before each column and end at or after it, or the other way round.
    fn links_over(&self, part: &Part, columns: usize) -> Vec<usize> {
        let column_of: BTreeMap<usize, usize> = part.steps.iter().copied().collect();
        let mut over = vec![0; columns + 1];
        for arrow in &self.map.arrows {
            let ends = (column_of.get(&arrow.from), column_of.get(&arrow.to));
            let (Some(&from), Some(&to)) = ends else { continue };
            for between in from.min(to) + 1..=from.max(to) {
                let more = at(&over, between) + 1;
                set(&mut over, between, more);
            }
        }
        over
    }
}
