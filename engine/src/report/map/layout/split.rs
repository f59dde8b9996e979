//! Which steps go in which strip.

use super::Paper;
use super::boxes::{Contents, WIDTH};
use super::finish::LEGEND;
use super::sheet::{HEADER, STRIP, size};
use crate::report::map::Map;
use crate::report::map::lists::{at, push, set};
use crate::report::map::order::columns_among;
use std::collections::{BTreeMap, BTreeSet};

/// What a link that is cut costs, in pixels of height that are worth it.
const CUT: i32 = 14;
/// Of more parts than this it is not tried which go together in one strip.
const MOST_PARTS: usize = 24;

/// Steps of one strip, each with its column, in the order of the map.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) steps: Vec<(usize, usize)>,
}

impl Part {
    /// The number of columns.
    pub(super) fn columns(&self) -> usize {
        self.steps.iter().map(|(_, column)| column + 1).max().unwrap_or(0)
    }

    /// The steps of the columns from one to before another.
    fn cut(&self, start: usize, end: usize) -> Self {
        let inside = |(_, column): &&(usize, usize)| (start..end).contains(column);
        Self {
            steps: self.steps.iter().filter(inside).map(|(step, column)| (*step, column - start)).collect(),
        }
    }
}

/// What is known of a map while it is tried how it is best cut.
pub(super) struct Splitting<'a> {
    map: &'a Map,
    contents: &'a Contents,
    paper: Paper,
    /// How many steps an actor must have in a strip to have a lane of its own there.
    least: usize,
    /// The lane of each step.
    lanes: Vec<usize>,
    /// The steps that each step leads to.
    after: Vec<Vec<usize>>,
    /// Parts that were put into columns, by their steps.
    columns: BTreeMap<Vec<usize>, Part>,
    /// The heights of parts that were laid out; none where they do not fit.
    heights: BTreeMap<(usize, Part), Option<i32>>,
}

/// The strips of a map, and what they cost: how high they are together, and for the links that are cut.
pub(super) struct Strips {
    pub(super) parts: Vec<Part>,
    pub(super) cost: i32,
}

impl<'a> Splitting<'a> {
    pub(super) fn new(map: &'a Map, contents: &'a Contents, paper: Paper) -> Self {
        let mut after = vec![Vec::new(); map.steps.len()];
        for arrow in &map.arrows {
            push(&mut after, arrow.from, arrow.to);
        }
        let lanes = map.steps.iter().map(|step| step.lane).collect();
        let (columns, heights) = (BTreeMap::new(), BTreeMap::new());
        Self { map, contents, paper, least: 1, lanes, after, columns, heights }
    }

    /// The strips, if only actors with `least` steps in a strip have a lane of their own there. A column that is too
    /// high for the paper is a strip of its own, which is higher.
    pub(super) fn strips(&mut self, least: usize) -> Strips {
        self.least = least;
        let all: Vec<usize> = (0..self.map.steps.len()).collect();
        let whole = self.part(all);
        if let Some(height) = self.height(&whole) {
            return Strips { parts: vec![whole], cost: height };
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, step) in self.map.steps.iter().enumerate() {
            parts.entry(step.part).or_default().push(index);
        }
        let mut pieces = Vec::new();
        for steps in parts.into_values() {
            let part = self.part(steps);
            pieces.extend(self.cut(&part));
        }
        let mut parts = self.together(pieces);
        // What comes early in the journey comes first.
        let column_of: BTreeMap<usize, usize> = whole.steps.iter().copied().collect();
        parts.sort_by_key(|part| {
            let columns = part.steps.iter().filter_map(|(step, _)| column_of.get(step));
            (100 * columns.sum::<usize>()).checked_div(part.steps.len())
        });
        self.put_in_order(&mut parts);
        let parts = self.packed(parts);
        let inside: usize = parts.iter().map(|part| self.links(part, part)).sum();
        let cut = worth(self.map.arrows.len().saturating_sub(inside));
        let heights = parts.iter().filter_map(|part| self.height(part)).fold(cut, i32::saturating_add);
        Strips { parts, cost: heights }
    }

    /// These steps, sorted, in columns of their own.
    fn part(&mut self, steps: Vec<usize>) -> Part {
        if let Some(part) = self.columns.get(&steps) {
            return part.clone();
        }
        let columns = columns_among(&steps, &self.lanes, &self.after);
        let part = Part { steps: steps.iter().copied().zip(columns).collect() };
        self.columns.insert(steps, part.clone());
        part
    }

    /// The height of a strip, if it fits on the paper.
    fn height(&mut self, part: &Part) -> Option<i32> {
        let key = (self.least, part.clone());
        if let Some(&height) = self.heights.get(&key) {
            return height;
        }
        let height = self.tried(part);
        self.heights.insert(key, height);
        height
    }

    fn tried(&self, part: &Part) -> Option<i32> {
        let columns = i32::try_from(part.columns()).unwrap_or(i32::MAX);
        // The boxes alone must fit.
        if columns.saturating_mul(WIDTH) > self.paper.width || self.least_height(part) > self.paper.height {
            return None;
        }
        let (width, height) = size(self.map, self.contents, part, self.least);
        let fits = width <= self.paper.width && height + LEGEND <= self.paper.height;
        fits.then_some(height - HEADER + STRIP)
    }

    /// The height of the boxes of each lane's fullest column, all lanes together.
    fn least_height(&self, part: &Part) -> i32 {
        let lane_of = |step: usize| at(&self.lanes, step);
        let mut steps_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (step, _) in &part.steps {
            *steps_of.entry(lane_of(*step)).or_default() += 1;
        }
        let mut heights: BTreeMap<(usize, usize, usize), i32> = BTreeMap::new();
        for &(step, column) in &part.steps {
            let lane = lane_of(step);
            let shared = steps_of.get(&lane).is_some_and(|steps| *steps < self.least);
            let group = self.map.lanes.get(lane).map_or(0, |lane| lane.group);
            let lane = if shared { usize::MAX } else { lane };
            let height = self.contents.of(step, false).map_or(0, |content| content.height);
            *heights.entry((group, lane, column)).or_default() += height;
        }
        let mut highest: BTreeMap<(usize, usize), i32> = BTreeMap::new();
        for ((group, lane, _), height) in heights {
            let most = highest.entry((group, lane)).or_default();
            *most = height.max(*most);
        }
        highest.values().sum()
    }

    /// Moves each strip before those that it leads to more often than they lead to it: what the mean column cannot tell,
    /// as of antenatal checks and births, of which both have early and late steps.
    fn put_in_order(&self, parts: &mut [Part]) {
        for end in 1..parts.len() {
            for at in (1..=end).rev() {
                let (Some(before), Some(after)) = (parts.get(at - 1), parts.get(at)) else { break };
                if self.links(after, before) <= self.links(before, after) {
                    break;
                }
                parts.swap(at - 1, at);
            }
        }
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

    /// Puts parts together that go into one strip, as long as that saves height or leaves links whole; each time those
    /// with which most is saved.
    fn together(&mut self, parts: Vec<Part>) -> Vec<Part> {
        if parts.len() > MOST_PARTS {
            return parts;
        }
        let mut parts: BTreeMap<usize, Part> = parts.into_iter().enumerate().collect();
        let mut gains: BTreeMap<(usize, usize), (i32, Part)> = BTreeMap::new();
        let mut new: Vec<usize> = parts.keys().copied().collect();
        loop {
            for (&one, first) in &parts {
                for (&other, second) in parts.range(one + 1..).filter(|(other, _)| new.contains(other)) {
                    gains.extend(self.gain(first, second).map(|gain| ((one, other), gain)));
                }
            }
            let best = gains.iter().max_by_key(|(pair, (gain, _))| (*gain, std::cmp::Reverse(**pair)));
            let Some((&(one, other), (_, both))) = best else { break };
            let both = both.clone();
            let next = parts.keys().last().map_or(0, |last| last + 1);
            for gone in [one, other] {
                parts.remove(&gone);
                gains.retain(|pair, _| pair.0 != gone && pair.1 != gone);
            }
            parts.insert(next, both);
            new = vec![next];
        }
        parts.into_values().collect()
    }

    /// Two parts as one, and what is saved by it, if anything is.
    fn gain(&mut self, first: &Part, second: &Part) -> Option<(i32, Part)> {
        let steps = first.steps.iter().chain(&second.steps).map(|(step, _)| *step);
        let both = self.part(steps.collect::<BTreeSet<_>>().into_iter().collect());
        let apart = [first, second].map(|part| self.height(part).unwrap_or(self.paper.height));
        let links = self.links(first, second) + self.links(second, first);
        let apart = apart.iter().sum::<i32>() + worth(links);
        // What cannot save anything is not laid out.
        if self.least_height(&both) >= apart {
            return None;
        }
        let gain = apart - self.height(&both)?;
        (gain > 0).then_some((gain, both))
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

/// What so many links that are cut cost.
fn worth(links: usize) -> i32 {
    i32::try_from(links).unwrap_or(i32::MAX).saturating_mul(CUT)
}
