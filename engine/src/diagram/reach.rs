//! Whether a set has a course among the values that are open, kept up as values are opened and shut.
//!
//! Whoever shortens a condition asks this once for every value that might be left out. Walking through the set anew
//! each time would cost its size; here every part of it counts the values by which it leads on, and what changes is
//! told upwards, to those parts alone for which it changes something.

use super::{Diagram, Set};
use std::ops::Range;

/// A set laid out, with its open values. All values are open at first.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Its parts, those of the lowest level first, so that children come before parents; before them
    /// [`Set::NONE`] and [`Set::ALL`].
    parts: Vec<Part>,
    /// The children of all parts, as numbers of parts.
    children: Vec<u32>,
    /// The edges that lead to each part, in the order of the parts.
    edges: Vec<Edge>,
    /// The levels of the set, the lowest first.
    levels: Vec<Laid>,
    /// For each value of each level, whether it is open.
    is_open: Vec<bool>,
    /// The set itself.
    top: u32,
    /// Parts that have changed, and have not told so yet.
    changed: Vec<u32>,
    found: Vec<Set>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Part {
    first_child: u32,
    /// The end of the edges that lead here; they begin where those of the part before end.
    edges_end: u32,
    /// By so many open values it leads to a course.
    ways: u32,
}

/// The value by which a part leads to a child.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    from: u32,
    value: u32,
}

/// A level that some part of the set is on.
#[derive(Debug, Clone, Copy)]
struct Laid {
    level: u32,
    arity: u32,
    first_value: u32,
    first_part: u32,
    parts_end: u32,
}

const NOWHERE: u32 = 0;
const EVERYWHERE: u32 = 1;

impl Diagram {
    /// Lays a set out. `work` grows by the number of children in it.
    pub(super) fn lay_out(&self, set: Set, reach: &mut Reach, work: &mut u64) {
        let mut scratch = self.scratch.borrow_mut();
        reach.clear();
        let mut found = std::mem::take(&mut reach.found);
        self.parts_into(set, &mut scratch, &mut found);
        found.sort_by_key(|&part| std::cmp::Reverse(self.level(part)));
        let number = &mut scratch.number;
        if number.len() < 2 * self.nodes.len() {
            number.resize(2 * self.nodes.len(), NOWHERE);
        }
        let mut give = |set: Set, to: u32| {
            if let Some(place) = number.get_mut(set.0 as usize) {
                *place = to;
            }
        };
        give(Set::NONE, NOWHERE);
        give(Set::ALL, EVERYWHERE);
        for (to, &part) in (2..).zip(&found) {
            give(part, to);
        }
        for (at, &part) in (2..).zip(&found) {
            reach.begin_level(self, self.level(part), at);
            let first_child = reach.children.len() as u32;
            for child in self.children_of(part.node()) {
                let child = child.with_sign_of(part);
                reach.children.push(number.get(child.0 as usize).copied().unwrap_or(NOWHERE));
            }
            reach.parts.push(Part { first_child, ..Part::default() });
        }
        reach.top = number.get(set.0 as usize).copied().unwrap_or(NOWHERE);
        found.clear();
        reach.found = found;
        reach.turn_round();
        *work = work.saturating_add(reach.children.len() as u64);
        reach.count_ways();
    }
}

impl Reach {
    fn clear(&mut self) {
        self.parts.clear();
        self.parts.resize(2, Part::default());
        self.children.clear();
        self.levels.clear();
        self.is_open.clear();
    }

    /// The part at this place is on this level, those before it on others below, or on the same.
    fn begin_level(&mut self, diagram: &Diagram, level: u32, at: u32) {
        if let Some(last) = self.levels.last_mut()
            && last.level == level
        {
            last.parts_end = at + 1;
            return;
        }
        let first_value = self.is_open.len() as u32;
        let arity = diagram.arity(level);
        self.is_open.resize((first_value + arity) as usize, true);
        self.levels.push(Laid { level, arity, first_value, first_part: at, parts_end: at + 1 });
    }

    /// Finds the edges that lead to each part.
    fn turn_round(&mut self) {
        for &child in &self.children {
            if let Some(part) = self.parts.get_mut(child as usize) {
                part.edges_end += u32::from(child > EVERYWHERE);
            }
        }
        let mut end = 0;
        for part in &mut self.parts {
            // Where the first goes; each that is put there moves it on, so that it ends at the end.
            (part.edges_end, end) = (end, end + part.edges_end);
        }
        self.edges.clear();
        self.edges.resize(end as usize, Edge::default());
        for level in &self.levels {
            for from in level.first_part..level.parts_end {
                let first = self.parts.get(from as usize).map_or(0, |part| part.first_child);
                for value in 0..level.arity {
                    let child = self.children.get((first + value) as usize).copied().unwrap_or(NOWHERE);
                    if child <= EVERYWHERE {
                        continue;
                    }
                    let Some(part) = self.parts.get_mut(child as usize) else { continue };
                    if let Some(edge) = self.edges.get_mut(part.edges_end as usize) {
                        *edge = Edge { from, value: level.first_value + value };
                    }
                    part.edges_end += 1;
                }
            }
        }
    }

    /// Counts for every part the open values that lead to a course.
    fn count_ways(&mut self) {
        if let Some(everywhere) = self.parts.get_mut(EVERYWHERE as usize) {
            everywhere.ways = 1;
        }
        for level in &self.levels {
            let first = level.first_value as usize;
            let is_open = self.is_open.get(first..first + level.arity as usize).unwrap_or_default();
            for at in level.first_part..level.parts_end {
                let first = self.parts.get(at as usize).map_or(0, |part| part.first_child) as usize;
                let children = self.children.get(first..first + level.arity as usize).unwrap_or_default();
                let leads = |child: u32| self.parts.get(child as usize).is_some_and(|part| part.ways > 0);
                let ways =
                    children.iter().zip(is_open).filter(|&(&child, &open)| open && leads(child)).count();
                if let Some(part) = self.parts.get_mut(at as usize) {
                    part.ways = ways as u32;
                }
            }
        }
    }

    /// Whether some course of the set has only values that are open.
    pub(super) fn is_reached(&self) -> bool {
        self.parts.get(self.top as usize).is_some_and(|part| part.ways > 0)
    }

    /// The levels on which the set depends.
    pub(super) fn levels(&self) -> impl Iterator<Item = u32> {
        self.levels.iter().map(|laid| laid.level)
    }

    /// Leaves these values open alone: one for each level, all where there is none.
    pub(super) fn open_only(&mut self, value_at: impl Fn(u32) -> Option<u32>, work: &mut u64) {
        for laid in &self.levels {
            let only = value_at(laid.level);
            let first = laid.first_value as usize;
            let values = self.is_open.get_mut(first..first + laid.arity as usize).unwrap_or_default();
            for (value, is_open) in (0..).zip(values) {
                *is_open = only.is_none_or(|only| only == value);
            }
        }
        *work = work.saturating_add(self.children.len() as u64);
        self.count_ways();
    }

    /// Opens a value of a level, or shuts it. `work` grows by the parts that are looked at.
    pub(super) fn set(&mut self, level: u32, value: u32, open: bool, work: &mut u64) {
        let Ok(at) = self.levels.binary_search_by(|laid| level.cmp(&laid.level)) else { return };
        let Some(&Laid { first_value, first_part, parts_end, arity, .. }) = self.levels.get(at) else {
            return;
        };
        match self.is_open.get_mut((first_value + value) as usize) {
            Some(is_open) if value < arity && *is_open != open => *is_open = open,
            _ => return,
        }
        *work = work.saturating_add(u64::from(parts_end - first_part));
        for part in first_part..parts_end {
            let first = self.parts.get(part as usize).map_or(0, |part| part.first_child);
            let child = self.children.get((first + value) as usize).copied().unwrap_or(NOWHERE);
            if self.leads_on(child) {
                self.count(part, open);
            }
        }
        while let Some(part) = self.changed.pop() {
            let edges = self.edges_to(part);
            *work = work.saturating_add(edges.len() as u64);
            for at in edges {
                let Some(&Edge { from, value }) = self.edges.get(at) else { continue };
                if self.is_open.get(value as usize) == Some(&true) {
                    self.count(from, open);
                }
            }
        }
    }

    fn leads_on(&self, part: u32) -> bool {
        self.parts.get(part as usize).is_some_and(|part| part.ways > 0)
    }

    /// A part leads on by one value more, or by one less.
    fn count(&mut self, number: u32, more: bool) {
        let Some(part) = self.parts.get_mut(number as usize) else { return };
        let before = part.ways;
        part.ways = if more { before + 1 } else { before.saturating_sub(1) };
        if (before == 0) != (part.ways == 0) {
            self.changed.push(number);
        }
    }

    fn edges_to(&self, part: u32) -> Range<usize> {
        let end_of = |part: u32| self.parts.get(part as usize).map_or(0, |part| part.edges_end as usize);
        end_of(part.saturating_sub(1))..end_of(part)
    }
}
