//! Which steps go in which strip.

use super::Paper;
use super::boxes::Contents;
use super::finish::LEGEND;
use super::outline::Outline;
use super::sheet::{HEADER, STRIP, size};
use crate::report::map::Map;
use crate::report::map::lists::{at, push, set};
use crate::report::map::order::columns_among;
use std::cmp::Reverse;
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
    /// What is known of a strip before it is laid out.
    outline: Outline,
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
        let outline = Outline::new(map, contents);
        Self { map, contents, paper, least: 1, outline, lanes, after, columns, heights }
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
        let parts = self.put_in_order(parts);
        let parts = self.eased(parts);
        let parts = self.packed(&parts).concat();
        let links = Links::between(self.map, &parts);
        let inside: usize = (0..parts.len()).map(|part| links.of(part, part)).sum();
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
        let least = self.least_height(part)?;
        let height = self.taken(size(self.map, self.contents, part, self.least));
        debug_assert!(height.is_none_or(|height| least <= height), "a strip is lower than it can be");
        height
    }

    /// The height that a strip has at the least, if it may fit on the paper.
    fn least_height(&self, part: &Part) -> Option<i32> {
        self.taken(self.outline.size(part, self.least))
    }

    /// The height that a strip of this width and height takes on a sheet, if it fits.
    fn taken(&self, (width, height): (i32, i32)) -> Option<i32> {
        let fits = width <= self.paper.width && height.saturating_add(LEGEND) <= self.paper.height;
        fits.then_some(height - HEADER + STRIP)
    }

    /// Moves strips to where fewest links lead back from a later one to an earlier one: what the mean column cannot
    /// tell, as of antenatal checks and births, of which both have early and late steps.
    fn put_in_order(&self, parts: Vec<Part>) -> Vec<Part> {
        let links = Links::between(self.map, &parts);
        // How many more links lead from one to the other than back.
        let ahead = |one: usize, other: usize| {
            let links = |from, to| i64::try_from(links.of(from, to)).unwrap_or(i64::MAX);
            links(one, other) - links(other, one)
        };
        let mut order: Vec<usize> = (0..parts.len()).collect();
        // Each move leads fewer links back, so this comes to an end.
        while let Some((from, to)) = better_move(&order, ahead) {
            let moved = order.remove(from);
            order.insert(to, moved);
        }
        order.into_iter().filter_map(|index| parts.get(index).cloned()).collect()
    }

    /// Moves single steps to other strips where fewer links lead back then, as a payment to the strip of its decision.
    /// No sheet more is taken for it, and of links that are cut at most one more for each that no longer leads back.
    fn eased(&mut self, mut parts: Vec<Part>) -> Vec<Part> {
        let sheets = self.packed(&parts).len();
        let mut moves = self.moves(&parts);
        while let Some((step, from, to)) = moves.pop() {
            let Some(moved) = self.with_moved(&parts, step, from, to) else { continue };
            if self.packed(&moved).len() <= sheets {
                parts = moved;
                // Each move makes the sum of what is cut and led back less, so this comes to an end.
                moves = self.moves(&parts);
            }
        }
        parts
    }

    /// The moves of a step from strip to strip by which fewer links lead back, the best at the end: of what a link that
    /// leads back comes from to an earlier strip, of what it leads to to a later one.
    fn moves(&self, parts: &[Part]) -> Vec<(usize, usize, usize)> {
        let strip_of = strip_of(parts);
        let strip = |step: usize| strip_of.get(&step).copied().unwrap_or(0);
        let mut moves = BTreeSet::new();
        for arrow in &self.map.arrows {
            let (from, to) = (strip(arrow.from), strip(arrow.to));
            if from > to {
                moves.extend((to + 1..parts.len()).map(|later| (arrow.to, to, later)));
                moves.extend((0..from).map(|earlier| (arrow.from, from, earlier)));
            }
        }
        let gain = |&(step, from, to): &(usize, usize, usize)| {
            let cost = |at: usize| {
                let links = self.map.arrows.iter().filter(|arrow| arrow.from != arrow.to);
                let here = links.filter_map(|arrow| match (arrow.from == step, arrow.to == step) {
                    (true, _) => Some((at, strip(arrow.to))),
                    (_, true) => Some((strip(arrow.from), at)),
                    _ => None,
                });
                here.fold([0_i32; 2], |[back, cost], (from, to)| {
                    [back + i32::from(from > to), cost + i32::from(from != to) + 2 * i32::from(from > to)]
                })
            };
            let ([back, cut], [back_then, cut_then]) = (cost(from), cost(to));
            (back_then < back && cut_then < cut).then_some(cut - cut_then)
        };
        let mut moves: Vec<_> = moves.into_iter().filter_map(|one| Some((gain(&one)?, one))).collect();
        moves.sort_unstable();
        moves.into_iter().map(|(_, one)| one).collect()
    }

    /// The strips with a step in another one; none where that does not fit on the paper.
    fn with_moved(&mut self, parts: &[Part], step: usize, from: usize, to: usize) -> Option<Vec<Part>> {
        let steps = |part: &Part| part.steps.iter().map(|(step, _)| *step).collect::<BTreeSet<usize>>();
        let (mut left, mut joined) = (steps(parts.get(from)?), steps(parts.get(to)?));
        left.remove(&step);
        joined.insert(step);
        if left.is_empty() {
            return None;
        }
        let mut moved = parts.to_vec();
        for (at, steps) in [(from, left), (to, joined)] {
            let part = self.part(steps.into_iter().collect());
            self.height(&part)?;
            *moved.get_mut(at)? = part;
        }
        Some(moved)
    }

    /// The strips sheet by sheet: each goes to the last sheet, or to the first one that has room for it where none of
    /// the strips between leads to it.
    fn packed(&mut self, parts: &[Part]) -> Vec<Vec<Part>> {
        let links = Links::between(self.map, parts);
        let mut sheets: Vec<(i32, Vec<usize>)> = Vec::new();
        let room = self.paper.height - LEGEND - HEADER + STRIP;
        for (index, part) in parts.iter().enumerate() {
            let height = self.height(part).unwrap_or(room);
            let leads_here =
                |(_, strips): &(i32, Vec<usize>)| strips.iter().any(|&one| links.of(one, index) > 0);
            let first = sheets.iter().rposition(leads_here).unwrap_or(0);
            match sheets.iter_mut().skip(first).find(|(taken, _)| *taken + height <= room) {
                Some((taken, strips)) => {
                    *taken += height;
                    strips.push(index);
                }
                None => sheets.push((height, vec![index])),
            }
        }
        let parts = |strips: Vec<usize>| strips.into_iter().filter_map(|index| parts.get(index).cloned());
        sheets.into_iter().map(|(_, strips)| parts(strips).collect()).collect()
    }

    /// Puts parts together that go into one strip, as long as that saves height or leaves links whole; each time those
    /// with which most is saved.
    fn together(&mut self, parts: Vec<Part>) -> Vec<Part> {
        if parts.len() > MOST_PARTS {
            return parts;
        }
        let mut links = Links::between(self.map, &parts);
        let mut parts: BTreeMap<usize, Part> = parts.into_iter().enumerate().collect();
        let mut merges: BTreeMap<(usize, usize), Merge> = BTreeMap::new();
        let mut new: Vec<usize> = parts.keys().copied().collect();
        loop {
            for (&one, first) in &parts {
                for (&other, second) in parts.range(one + 1..).filter(|(other, _)| new.contains(other)) {
                    let saved = worth(links.of(one, other) + links.of(other, one));
                    let lost = worth(links.led_back((one, other), parts.keys().copied()) * LED_BACK);
                    let merge = self.merge(first, second, saved.saturating_sub(lost));
                    merges.extend(merge.map(|merge| ((one, other), merge)));
                }
            }
            let Some(((one, other), both)) = self.best(&mut merges) else { break };
            let next = parts.keys().last().map_or(0, |last| last + 1);
            for gone in [one, other] {
                parts.remove(&gone);
                merges.retain(|pair, _| pair.0 != gone && pair.1 != gone);
            }
            links.join((one, other), next, parts.keys().copied());
            parts.insert(next, both);
            new = vec![next];
        }
        parts.into_values().collect()
    }

    /// Two parts as one, if anything may be saved by it; so much is saved by the links alone.
    fn merge(&mut self, first: &Part, second: &Part, by_links: i32) -> Option<Merge> {
        let steps = first.steps.iter().chain(&second.steps).map(|(step, _)| *step);
        let both = self.part(steps.collect::<BTreeSet<_>>().into_iter().collect());
        let apart = [first, second].map(|part| self.height(part).unwrap_or(self.paper.height));
        let apart = apart.iter().sum::<i32>().saturating_add(by_links);
        let gain = apart - self.least_height(&both)?;
        (gain > 0).then_some(Merge { gain, apart, both, laid_out: false })
    }

    /// The parts with which most is saved if they are put together. Only what may save most is laid out.
    fn best(&mut self, merges: &mut BTreeMap<(usize, usize), Merge>) -> Option<((usize, usize), Part)> {
        loop {
            let best = merges.iter_mut().max_by_key(|(pair, merge)| (merge.gain, Reverse(**pair)));
            let (&pair, merge) = best?;
            if merge.laid_out {
                return Some((pair, merge.both.clone()));
            }
            merge.laid_out = true;
            match self.height(&merge.both) {
                Some(height) if height < merge.apart => merge.gain = merge.apart - height,
                _ => {
                    merges.remove(&pair);
                }
            }
        }
    }

    /// A part cut between columns, so that the pieces fit, are not high, and cut few links.
    ///
    /// The best cut is found as if each piece were as low as it can be; its pieces are laid out, and so on until those
    /// of the best cut all are.
    fn cut(&mut self, part: &Part) -> Vec<Part> {
        let columns = part.columns();
        let over = self.links_over(part, columns);
        let mut pieces = self.pieces(part, columns);
        loop {
            let best = cheapest(&pieces, &over, columns);
            let guessed = |place: &&(usize, usize)| pieces.get(*place).is_some_and(|piece| !piece.laid_out);
            let guessed: Vec<(usize, usize)> = best.iter().filter(guessed).copied().collect();
            if guessed.is_empty() {
                return best.into_iter().map(|(start, end)| part.cut(start, end)).collect();
            }
            for (start, end) in guessed {
                let height = self.height(&part.cut(start, end));
                if height.is_none() && end > start + 1 {
                    pieces.remove(&(start, end));
                } else {
                    let height = height.unwrap_or(self.paper.height);
                    pieces.insert((start, end), Piece { height, laid_out: true });
                }
            }
        }
    }

    /// The pieces that a part may be cut into, from column to column. A column that does not fit is a piece, too.
    fn pieces(&self, part: &Part, columns: usize) -> BTreeMap<(usize, usize), Piece> {
        let mut pieces = BTreeMap::new();
        for start in 0..columns {
            for end in start + 1..=columns {
                let least = self.least_height(&part.cut(start, end));
                if least.is_none() && end > start + 1 {
                    break;
                }
                let height = least.unwrap_or(self.paper.height);
                pieces.insert((start, end), Piece { height, laid_out: least.is_none() });
            }
        }
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

/// Two parts as one.
struct Merge {
    /// What is saved by it; the most that may be, as long as it is not laid out.
    gain: i32,
    /// What the parts cost for themselves.
    apart: i32,
    both: Part,
    laid_out: bool,
}

/// A part of the columns of a part.
struct Piece {
    /// Its height; the least that it may be, as long as it is not laid out.
    height: i32,
    laid_out: bool,
}

/// The pieces from the first column to the last one that cost least. What begins or ends where a piece is cut off costs
/// as much as so many links lead over there.
fn cheapest(pieces: &BTreeMap<(usize, usize), Piece>, over: &[usize], columns: usize) -> Vec<(usize, usize)> {
    // The least cost of all columns before each one, and where the last piece of them begins.
    let mut best: Vec<Option<(i32, usize)>> = vec![None; columns + 1];
    set(&mut best, 0, Some((0, 0)));
    for (&(start, end), piece) in pieces {
        let Some((cost, _)) = at(&best, start) else { continue };
        let total = cost + piece.height + worth(at(over, end));
        if at(&best, end).is_none_or(|(least, _)| total < least) {
            set(&mut best, end, Some((total, start)));
        }
    }
    let mut chosen = Vec::new();
    let mut end = columns;
    while end > 0 {
        let start = at(&best, end).map_or(0, |(_, start)| start);
        chosen.push((start, end));
        end = start;
    }
    chosen.reverse();
    chosen
}

/// How many links lead from one part to another, by their numbers.
struct Links(BTreeMap<(usize, usize), usize>);

impl Links {
    fn between(map: &Map, parts: &[Part]) -> Self {
        let part_of = strip_of(parts);
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

/// The strip of each step.
fn strip_of(parts: &[Part]) -> BTreeMap<usize, usize> {
    let parts = parts.iter().enumerate();
    parts.flat_map(|(number, part)| part.steps.iter().map(move |(step, _)| (*step, number))).collect()
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
