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
/// A link that must lead back costs as much as so many that are cut: time is to run on.
const LED_BACK: usize = 1;
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

    /// Moves strips to where fewest links lead back from a later one to an earlier one: what the mean column cannot
    /// tell, as of antenatal checks and births, of which both have early and late steps.
    fn put_in_order(&self, parts: &mut Vec<Part>) {
        // How many more links lead from one to the other than back.
        let between = |one: &Part, other: &Part| {
            let links = |from, to| i64::try_from(self.links(from, to)).unwrap_or(i64::MAX);
            links(one, other) - links(other, one)
        };
        let mut order: Vec<usize> = (0..parts.len()).collect();
        let ahead: Vec<Vec<i64>> =
            parts.iter().map(|one| parts.iter().map(|other| between(one, other)).collect()).collect();
        let ahead = |one: usize, other: usize| ahead.get(one).map_or(0, |of| at(of, other));
        // Each move leads fewer links back, so this comes to an end.
        while let Some((from, to)) = better_move(&order, ahead) {
            let moved = order.remove(from);
            order.insert(to, moved);
        }
        *parts = order.into_iter().filter_map(|index| parts.get(index).cloned()).collect();
    }

    /// The strips sheet by sheet: each goes to the last sheet, or to the first one that has room for it where none of
    /// the strips between leads to it.
    fn packed(&mut self, parts: Vec<Part>) -> Vec<Part> {
        let mut sheets: Vec<(i32, Vec<Part>)> = Vec::new();
        let room = self.paper.height - LEGEND - HEADER + STRIP;
        for part in parts {
            let height = self.height(&part).unwrap_or(room);
            let leads_here =
                |(_, strips): &(i32, Vec<Part>)| strips.iter().any(|one| self.links(one, &part) > 0);
            let first = sheets.iter().rposition(leads_here).unwrap_or(0);
            match sheets.iter_mut().skip(first).find(|(taken, _)| *taken + height <= room) {
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
        let mut links = Links::between(self.map, &parts);
        let mut parts: BTreeMap<usize, Part> = parts.into_iter().enumerate().collect();
        let mut gains: BTreeMap<(usize, usize), (i32, Part)> = BTreeMap::new();
        let mut new: Vec<usize> = parts.keys().copied().collect();
        loop {
            for (&one, first) in &parts {
                for (&other, second) in parts.range(one + 1..).filter(|(other, _)| new.contains(other)) {
                    let saved = worth(links.of(one, other) + links.of(other, one));
                    let lost = worth(links.led_back((one, other), parts.keys().copied()) * LED_BACK);
                    gains.extend(
                        self.gain(first, second, saved.saturating_sub(lost)).map(|gain| ((one, other), gain)),
                    );
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
            links.join((one, other), next, parts.keys().copied());
            parts.insert(next, both);
            new = vec![next];
        }
        parts.into_values().collect()
    }

    /// Two parts as one, and what is saved by it, if anything is; so much is saved by the links alone.
    fn gain(&mut self, first: &Part, second: &Part, by_links: i32) -> Option<(i32, Part)> {
        let steps = first.steps.iter().chain(&second.steps).map(|(step, _)| *step);
        let both = self.part(steps.collect::<BTreeSet<_>>().into_iter().collect());
        let apart = [first, second].map(|part| self.height(part).unwrap_or(self.paper.height));
        let apart = apart.iter().sum::<i32>().saturating_add(by_links);
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

/// How many links lead from one part to another, by their numbers.
struct Links(BTreeMap<(usize, usize), usize>);

impl Links {
    fn between(map: &Map, parts: &[Part]) -> Self {
        let steps = parts.iter().enumerate();
        let part_of: BTreeMap<usize, usize> = steps
            .flat_map(|(number, part)| part.steps.iter().map(move |(step, _)| (*step, number)))
            .collect();
        let mut links = Self(BTreeMap::new());
        for arrow in &map.arrows {
            if let (Some(&from), Some(&to)) = (part_of.get(&arrow.from), part_of.get(&arrow.to)) {
                links.add(from, to, 1);
            }
        }
        links
    }

    fn of(&self, from: usize, to: usize) -> usize {
        self.0.get(&(from, to)).copied().unwrap_or(0)
    }

    fn add(&mut self, from: usize, to: usize, more: usize) {
        *self.0.entry((from, to)).or_default() += more;
    }

    /// Two parts become one, with a number of its own, beside others.
    fn join(&mut self, (one, other): (usize, usize), both: usize, others: impl Iterator<Item = usize>) {
        for third in others {
            self.add(both, third, self.of(one, third) + self.of(other, third));
            self.add(third, both, self.of(third, one) + self.of(third, other));
        }
    }

    /// How many more links must lead back, to or from others, once two parts are one: what comes from one part and
    /// leads to the other can then be neither before nor after both.
    fn led_back(&self, (one, other): (usize, usize), others: impl Iterator<Item = usize>) -> usize {
        let others = others.filter(|third| *third != one && *third != other);
        let more = others.map(|third| {
            let [a, b] = [one, other].map(|part| (self.of(part, third), self.of(third, part)));
            (a.0 + b.0).min(a.1 + b.1) - a.0.min(a.1) - b.0.min(b.1)
        });
        more.sum()
    }
}

/// The first move of one strip, from where to where, by which fewer links lead back.
fn better_move(order: &[usize], ahead: impl Fn(usize, usize) -> i64) -> Option<(usize, usize)> {
    for (from, &moved) in order.iter().enumerate() {
        let mut gain = 0;
        for (to, &passed) in order.iter().enumerate().take(from).rev() {
            gain += ahead(moved, passed);
            if gain > 0 {
                return Some((from, to));
            }
        }
        let mut gain = 0;
        for (to, &passed) in order.iter().enumerate().skip(from + 1) {
            gain += ahead(passed, moved);
            if gain > 0 {
                return Some((from, to));
            }
        }
    }
    None
}

/// What so many links that are cut cost.
fn worth(links: usize) -> i32 {
    i32::try_from(links).unwrap_or(i32::MAX).saturating_mul(CUT)
}
