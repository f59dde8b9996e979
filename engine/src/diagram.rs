//! Sets of courses: a multi-valued decision diagram over variables with small finite domains.
//!
//! A *course* gives every variable one of its values; a [`Set`] is any set of courses.
//! The diagram is canonical: two sets are equal exactly when their ids are.
//! It knows nothing of journeys: variables and values are numbers from 0.
//!
//! How it works: a node asks for the value of one variable and has one child per value; on every path variables
//! come in level order; equal nodes are stored once. A [`Set`] is a node and a sign, so that the complement is
//! free, and every operation is `and` with signs turned. Nothing recurses: the depth of a diagram is its number
//! of variables, which may be thousands. Children are made before their parents, so a node's number is always
//! larger than its children's.
//!
//! Work is counted in steps (one per child visited), never in time: the same calls give the same answers and the
//! same [`OverBudget`] everywhere. Memory is at most proportional to the work.
//!
//! Sources: Bryant, *Graph-based algorithms for Boolean function manipulation* (1986); Brace, Rudell, Bryant,
//! *Efficient implementation of a BDD package* (1990) for signs and the computed table; Srinivasan et al.,
//! *Algorithms for discrete function manipulation* (1990) for many values.

mod cover;
mod least;
mod order;
mod scratch;
mod table;

pub use cover::{Cover, Cube, Form, PATIENCE};
pub use least::Least;
pub use order::order;

use crate::limits::MAX_NODES;
use foldhash::{HashMap, HashMapExt};
use scratch::Scratch;
use std::cell::RefCell;
use table::{Answers, Unique};

/// A set of courses of one [`Diagram`]; of no meaning in another.
///
/// Sets of one diagram are equal exactly when their ids are. Their order is arbitrary.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct Set(u32);

impl Set {
    /// Every course.
    pub const ALL: Self = Self(0);
    /// No course.
    pub const NONE: Self = Self(1);

    /// The courses outside the set. Takes constant time.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(self.0 ^ 1)
    }

    fn node(self) -> u32 {
        self.0 >> 1
    }

    fn with_sign_of(self, other: Self) -> Self {
        Self(self.0 ^ (other.0 & 1))
    }
}

/// A value for every variable.
pub trait Course {
    /// The value of a variable; none where the course has no such variable.
    fn value(&self, variable: u32) -> Option<u32>;
}

impl Course for [u32] {
    fn value(&self, variable: u32) -> Option<u32> {
        self.get(variable as usize).copied()
    }
}

impl Course for Vec<u32> {
    fn value(&self, variable: u32) -> Option<u32> {
        self.as_slice().value(variable)
    }
}

/// The work budget of a [`Diagram`] is spent; the question is not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work budget is spent")]
pub struct OverBudget;

/// Most sets depend on no more variables than this.
const FEW: usize = 32;

/// The level of the node that has no variable.
const BOTTOM: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Node {
    level: u32,
    first_child: u32,
}

/// The node that has no variable.
const NOTHING: Node = Node { level: BOTTOM, first_child: 0 };

/// One variable that can differ.
#[derive(Debug, Clone, Copy)]
struct Level {
    variable: u32,
    arity: u32,
    /// The values of all levels above together.
    first_value: u32,
}

/// Owns all nodes, the table of earlier answers, and the work budget.
#[derive(Debug)]
pub struct Diagram {
    domains: Vec<u32>,
    levels: Vec<Level>,
    level_of: Vec<u32>,
    nodes: Vec<Node>,
    children: Vec<Set>,
    unique: Unique,
    answers: Answers,
    budget: u64,
    frames: Vec<Frame>,
    done: Vec<Set>,
    scratch: RefCell<Scratch>,
}

/// A pair of sets whose intersection is being built, child by child.
#[derive(Debug, Clone, Copy)]
struct Frame {
    a: Set,
    b: Set,
    /// Where the children of each begin; none where it says nothing of the level.
    first: [Option<u32>; 2],
    level: u32,
    arity: u32,
    next: u32,
}

impl Diagram {
    /// An empty diagram.
    ///
    /// `domains[v]` is the number of values of variable `v`; 0 is taken as 1, and a variable with one value never
    /// matters. `order` lists the variables from the top level down (see [`order`]); unknown and repeated ones are
    /// ignored, missing ones follow by number. `budget` is the number of work steps allowed.
    pub fn new(domains: Vec<u32>, order: Vec<u32>, budget: u64) -> Self {
        let mut level_of = vec![BOTTOM; domains.len()];
        let mut levels = Vec::new();
        let mut values = 0_u32;
        for variable in order.into_iter().chain(0..count_of(domains.len())) {
            let (Some(&arity), Some(level)) =
                (domains.get(variable as usize), level_of.get_mut(variable as usize))
            else {
                continue;
            };
            if *level == BOTTOM && arity > 1 {
                *level = count_of(levels.len());
                levels.push(Level { variable, arity, first_value: values });
                values = values.saturating_add(arity);
            }
        }
        let scratch = Scratch::new(levels.len(), values as usize);
        Self {
            domains,
            levels,
            level_of,
            nodes: vec![NOTHING],
            children: Vec::new(),
            unique: Unique::default(),
            answers: Answers::default(),
            budget,
            frames: Vec::new(),
            done: Vec::new(),
            scratch: RefCell::new(scratch),
        }
    }

    /// The work steps that are left.
    pub fn budget(&self) -> u64 {
        self.budget
    }

    /// Allows this many work steps from now on.
    pub fn set_budget(&mut self, budget: u64) {
        self.budget = budget;
    }

    /// The number of nodes made so far: a measure of the memory in use (some 50 bytes each, and 4 per child).
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// The courses that give `variable` one of `values`.
    ///
    /// Values outside the domain are given by no course, and an unknown variable has none.
    /// Time and space: the domain.
    pub fn is(&mut self, variable: u32, values: impl IntoIterator<Item = u32>) -> Result<Set, OverBudget> {
        if variable as usize >= self.domains.len() {
            return Ok(Set::NONE);
        }
        let level = self.level_of(variable);
        if level == BOTTOM {
            return Ok(if values.into_iter().any(|value| value == 0) { Set::ALL } else { Set::NONE });
        }
        self.chosen(level, values, Set::ALL)
    }

    /// The courses of a set that says nothing of a level and those above, as far as they have one of these values there.
    fn chosen(
        &mut self,
        level: u32,
        values: impl IntoIterator<Item = u32>,
        set: Set,
    ) -> Result<Set, OverBudget> {
        let arity = self.arity(level);
        self.spend(u64::from(arity))?;
        let mut children = std::mem::take(&mut self.done);
        children.resize(arity as usize, Set::NONE);
        for value in values {
            if let Some(child) = children.get_mut(value as usize) {
                *child = set;
            }
        }
        let set = self.make(level, &mut children);
        children.clear();
        self.done = children;
        set
    }

    /// The courses in both sets.
    ///
    /// Time and space: at most the product of the two sizes in nodes, times the domain; usually near their sum.
    pub fn and(&mut self, a: Set, b: Set) -> Result<Set, OverBudget> {
        if let Some(known) = self.known(a, b) {
            return Ok(known);
        }
        let mut frames = std::mem::take(&mut self.frames);
        let mut done = std::mem::take(&mut self.done);
        let answer = self.intersect(a, b, &mut frames, &mut done);
        frames.clear();
        done.clear();
        self.frames = frames;
        self.done = done;
        answer
    }

    /// The courses in either set. Costs as [`and`](Self::and).
    pub fn or(&mut self, a: Set, b: Set) -> Result<Set, OverBudget> {
        Ok(self.and(a.complement(), b.complement())?.complement())
    }

    /// The courses in the first set that are not in the second. Costs as [`and`](Self::and).
    pub fn minus(&mut self, a: Set, b: Set) -> Result<Set, OverBudget> {
        self.and(a, b.complement())
    }

    /// The courses outside the set. Takes constant time and no budget.
    pub fn not(&self, set: Set) -> Set {
        set.complement()
    }

    /// The courses in every one of the sets; all courses where there are none.
    ///
    /// Joined pairwise, as in a knock-out cup, those that begin at neighbouring levels first, so that intermediate
    /// results stay small.
    pub fn all(&mut self, sets: impl IntoIterator<Item = Set>) -> Result<Set, OverBudget> {
        let mut round: Vec<Set> = sets.into_iter().collect();
        round.sort_unstable_by_key(|set| (self.level(*set), *set));
        round.dedup();
        while round.len() > 1 {
            let mut next = Vec::with_capacity(round.len().div_ceil(2));
            for pair in round.chunks(2) {
                let joined = match *pair {
                    [a, b] => self.and(a, b)?,
                    [a] => a,
                    _ => Set::ALL,
                };
                if joined == Set::NONE {
                    return Ok(Set::NONE);
                }
                next.push(joined);
            }
            round = next;
        }
        Ok(round.first().copied().unwrap_or(Set::ALL))
    }

    /// The courses in at least one of the sets; no course where there are none. Joined as in [`all`](Self::all).
    pub fn any(&mut self, sets: impl IntoIterator<Item = Set>) -> Result<Set, OverBudget> {
        Ok(self.all(sets.into_iter().map(Set::complement))?.complement())
    }

    /// Whether every course of `a` is in `b`. Costs as [`intersects`](Self::intersects).
    pub fn is_subset(&mut self, a: Set, b: Set) -> Result<bool, OverBudget> {
        Ok(!self.intersects(a, b.complement())?)
    }

    /// Whether some course is in both sets.
    ///
    /// Costs at most what [`and`](Self::and) does, makes no nodes, and stops at the first common course.
    pub fn intersects(&mut self, a: Set, b: Set) -> Result<bool, OverBudget> {
        let mut frames = std::mem::take(&mut self.frames);
        let answer = self.meet(a, b, &mut frames);
        frames.clear();
        self.frames = frames;
        answer
    }

    /// The courses that can be turned into one of the set by changing these variables only.
    ///
    /// What is left of a condition for someone who cannot see the variables (existential quantification).
    /// Time and space: up to exponential in the number of variables forgotten; usually near the set's size.
    pub fn forget(&mut self, set: Set, variables: &[u32]) -> Result<Set, OverBudget> {
        let levels = variables.iter().map(|&variable| self.level_of(variable));
        let mut hidden: Vec<u32> = levels.filter(|&level| level != BOTTOM).collect();
        hidden.sort_unstable();
        let Some(&last) = hidden.last() else { return Ok(set) };
        let parts = self.parts_down_to(set, last);
        let mut changed = std::mem::take(&mut self.scratch.get_mut().changed);
        if changed.len() < 2 * self.nodes.len() {
            changed.resize(2 * self.nodes.len(), Set::NONE);
        }
        let answer = self.without(set, &parts, &hidden, &mut changed);
        self.scratch.get_mut().changed = changed;
        answer
    }

    /// The set without these levels, that are sorted. The parts are those that stand at the last of them or above,
    /// children first.
    fn without(
        &mut self,
        set: Set,
        parts: &[Set],
        hidden: &[u32],
        changed: &mut [Set],
    ) -> Result<Set, OverBudget> {
        let last = hidden.last().copied().unwrap_or(0);
        let mut children: Vec<Set> = Vec::new();
        for &part in parts {
            let level = self.level(part);
            self.spend(u64::from(self.arity(level)))?;
            children.clear();
            for value in 0..self.arity(level) {
                let child = self.child(part, value);
                let stays = self.level(child) > last;
                children.push(if stays { child } else { known(changed, child) });
            }
            let now = if hidden.binary_search(&level).is_ok() {
                children.iter().try_fold(Set::NONE, |any, &one| self.or(any, one))?
            } else {
                self.make(level, &mut children)?
            };
            if let Some(place) = changed.get_mut(part.0 as usize) {
                *place = now;
            }
        }
        Ok(if self.level(set) > last { set } else { known(changed, set) })
    }

    /// Whether the course, with its value for every variable, is in the set.
    ///
    /// False where the set asks for a variable that the course lacks or gives a value outside its domain.
    /// Time: number of variables on one path of the set.
    pub fn contains(&self, set: Set, course: &(impl Course + ?Sized)) -> bool {
        let mut part = set;
        while let Some(level) = self.levels.get(self.level(part) as usize) {
            let Some(value) = course.value(level.variable) else {
                return false;
            };
            if value >= level.arity {
                return false;
            }
            part = self.child(part, value);
        }
        part == Set::ALL
    }

    /// The variables that the set depends on, by number. Time and space: size of the set.
    pub fn support(&self, set: Set) -> Vec<u32> {
        let mut scratch = self.scratch.borrow_mut();
        let Scratch { seen, open, on, .. } = &mut *scratch;
        seen.clear(self.nodes.len());
        on.clear(self.levels.len());
        let mut variables = Vec::with_capacity(self.levels.len().min(FEW));
        open.clear();
        open.push(set);
        while let Some(part) = open.pop() {
            // A set depends on what its complement does.
            if part.node() == 0 || !seen.is_new(part.node()) {
                continue;
            }
            let level = self.level(part);
            if on.is_new(level) {
                variables.push(self.variable(level));
            }
            open.extend(self.children_of(part.node()));
        }
        variables.sort_unstable();
        variables
    }

    /// The number of courses in the set; `u128::MAX` stands for that and everything above.
    ///
    /// Time and space: size of the set.
    pub fn count(&self, set: Set) -> u128 {
        let mut counts: HashMap<Set, u128> = HashMap::new();
        counts.insert(Set::ALL, 1);
        counts.insert(Set::NONE, 0);
        for part in self.parts(set) {
            let level = self.level(part);
            let count = (0..self.arity(level))
                .map(|value| {
                    let child = self.child(part, value);
                    let below = counts.get(&child).copied().unwrap_or(0);
                    below.saturating_mul(self.ways(level + 1, self.level(child)))
                })
                .fold(0, u128::saturating_add);
            counts.insert(part, count);
        }
        let below = counts.get(&set).copied().unwrap_or(0);
        below.saturating_mul(self.ways(0, self.level(set)))
    }

    /// The number of ways to give values to the variables of these levels.
    fn ways(&self, from: u32, until: u32) -> u128 {
        let mut ways = 1u128;
        for level in
            self.levels.get(from as usize..(until as usize).min(self.levels.len())).unwrap_or_default()
        {
            ways = ways.saturating_mul(u128::from(level.arity));
            // Every level here has at least two values, so this ends after 128 of them.
            if ways == u128::MAX {
                break;
            }
        }
        ways
    }

    /// The sets below and including this one, children before parents, without [`Set::ALL`] and [`Set::NONE`].
    fn parts(&self, set: Set) -> Vec<Set> {
        let mut found = Vec::new();
        self.parts_into(set, &mut self.scratch.borrow_mut(), &mut found);
        found.sort_unstable();
        found
    }

    /// The sets below and including this one that stand at a level or above, children before parents.
    fn parts_down_to(&self, set: Set, last: u32) -> Vec<Set> {
        let mut scratch = self.scratch.borrow_mut();
        let Scratch { seen, open, .. } = &mut *scratch;
        seen.clear(2 * self.nodes.len());
        open.clear();
        open.push(set);
        let mut found = Vec::new();
        while let Some(part) = open.pop() {
            if self.level(part) > last || !seen.is_new(part.0) {
                continue;
            }
            found.push(part);
            open.extend(self.children_of(part.node()).iter().map(|child| child.with_sign_of(part)));
        }
        found.sort_unstable();
        found
    }

    /// The sets below and including this one, in any order, without [`Set::ALL`] and [`Set::NONE`].
    fn parts_into(&self, set: Set, scratch: &mut Scratch, found: &mut Vec<Set>) {
        let Scratch { seen, open, .. } = scratch;
        seen.clear(2 * self.nodes.len());
        open.clear();
        open.push(set);
        while let Some(part) = open.pop() {
            if part.node() == 0 || !seen.is_new(part.0) {
                continue;
            }
            found.push(part);
            open.extend(self.children_of(part.node()).iter().map(|child| child.with_sign_of(part)));
        }
    }

    fn intersect(
        &mut self,
        a: Set,
        b: Set,
        frames: &mut Vec<Frame>,
        done: &mut Vec<Set>,
    ) -> Result<Set, OverBudget> {
        frames.push(self.open(a, b)?);
        while let Some(frame) = frames.last_mut() {
            if frame.next < frame.arity {
                let (x, y) = self.cofactors(frame);
                frame.next += 1;
                match self.known(x, y) {
                    Some(known) => done.push(known),
                    None => frames.push(self.open(x, y)?),
                }
                continue;
            }
            let Frame { a, b, level, arity, .. } = *frame;
            let first = done.len().saturating_sub(arity as usize);
            let set = self.make(level, done.get_mut(first..).unwrap_or_default())?;
            done.truncate(first);
            done.push(set);
            self.answers.put(a.0, b.0, set.0, self.nodes.len());
            frames.pop();
        }
        Ok(done.pop().unwrap_or(Set::NONE))
    }

    fn meet(&mut self, a: Set, b: Set, frames: &mut Vec<Frame>) -> Result<bool, OverBudget> {
        match self.known(a, b) {
            Some(known) => return Ok(known != Set::NONE),
            None => frames.push(self.open(a, b)?),
        }
        while let Some(frame) = frames.last_mut() {
            if frame.next < frame.arity {
                let (x, y) = self.cofactors(frame);
                frame.next += 1;
                match self.known(x, y) {
                    Some(Set::NONE) => {}
                    Some(_) => return Ok(true),
                    None => frames.push(self.open(x, y)?),
                }
                continue;
            }
            self.answers.put(frame.a.0, frame.b.0, Set::NONE.0, self.nodes.len());
            frames.pop();
        }
        Ok(false)
    }

    /// The intersection, where it can be told without work.
    fn known(&self, a: Set, b: Set) -> Option<Set> {
        if a == b || b == Set::ALL {
            return Some(a);
        }
        if a == Set::ALL {
            return Some(b);
        }
        if a == Set::NONE || b == Set::NONE || a == b.complement() {
            return Some(Set::NONE);
        }
        self.answers.get(a.min(b).0, a.max(b).0).map(Set)
    }

    /// Begins the intersection of two sets that are not [`known`](Self::known) to be related.
    fn open(&mut self, a: Set, b: Set) -> Result<Frame, OverBudget> {
        let (a, b) = (a.min(b), a.max(b));
        let [x, y] = [a, b].map(|set| self.nodes.get(set.node() as usize).copied().unwrap_or(NOTHING));
        let level = x.level.min(y.level);
        let arity = self.arity(level);
        self.spend(u64::from(arity))?;
        let first = [x, y].map(|node| (node.level == level).then_some(node.first_child));
        Ok(Frame { a, b, first, level, arity, next: 0 })
    }

    fn cofactors(&self, frame: &Frame) -> (Set, Set) {
        let of = |set: Set, first: Option<u32>| match first {
            None => set,
            Some(first) => {
                let child = self.children.get(first as usize + frame.next as usize).copied();
                child.map_or(Set::NONE, |child| child.with_sign_of(set))
            }
        };
        let [a, b] = frame.first;
        (of(frame.a, a), of(frame.b, b))
    }

    /// The set with these children, one for each value of the level's variable. Changes their signs.
    fn make(&mut self, level: u32, children: &mut [Set]) -> Result<Set, OverBudget> {
        let Some((&first, others)) = children.split_first() else {
            return Ok(Set::NONE);
        };
        if others.iter().all(|&other| other == first) {
            return Ok(first);
        }
        // The first child of a stored node is positive: so of a set and its complement only one is stored.
        for child in children.iter_mut() {
            *child = child.with_sign_of(first);
        }
        let node = self.store(level, children)?;
        Ok(Set(node << 1).with_sign_of(first))
    }

    fn store(&mut self, level: u32, children: &[Set]) -> Result<u32, OverBudget> {
        let hash = table::hash(level, children.iter().map(|child| child.0));
        // Compared one by one: they are two, as a rule, for which a call would take longer.
        let same = |node: u32| {
            self.level(Set(node << 1)) == level && self.children_of(node).iter().eq(children.iter())
        };
        if let Some(node) = self.unique.find(hash, same) {
            return Ok(node);
        }
        // Ids are 31 bits and a sign, which is more than the limit.
        let number = u32::try_from(self.nodes.len())
            .ok()
            .filter(|_| self.nodes.len() < MAX_NODES)
            .ok_or(OverBudget)?;
        let first_child = u32::try_from(self.children.len()).map_err(|_| OverBudget)?;
        self.children.extend_from_slice(children);
        self.nodes.push(Node { level, first_child });
        self.unique.insert(hash, number);
        Ok(number)
    }

    fn children_of(&self, node: u32) -> &[Set] {
        let Some(&Node { level, first_child }) = self.nodes.get(node as usize) else {
            return &[];
        };
        let first = first_child as usize;
        self.children.get(first..first + self.arity(level) as usize).unwrap_or_default()
    }

    fn child(&self, set: Set, value: u32) -> Set {
        let first = self.nodes.get(set.node() as usize).map_or(0, |node| node.first_child);
        let child = self.children.get(first as usize + value as usize).copied();
        child.map_or(Set::NONE, |child| child.with_sign_of(set))
    }

    fn level(&self, set: Set) -> u32 {
        self.nodes.get(set.node() as usize).map_or(BOTTOM, |node| node.level)
    }

    fn arity(&self, level: u32) -> u32 {
        self.levels.get(level as usize).map_or(0, |level| level.arity)
    }

    fn level_of(&self, variable: u32) -> u32 {
        self.level_of.get(variable as usize).copied().unwrap_or(BOTTOM)
    }

    fn variable(&self, level: u32) -> u32 {
        self.levels.get(level as usize).map_or(BOTTOM, |level| level.variable)
    }

    /// Takes work steps from the budget, for work that is done outside.
    ///
    /// # Errors
    /// [`OverBudget`] where fewer are left; then none are.
    pub fn spend(&mut self, steps: u64) -> Result<(), OverBudget> {
        match self.budget.checked_sub(steps) {
            Some(left) => self.budget = left,
            None => {
                self.budget = 0;
                return Err(OverBudget);
            }
        }
        Ok(())
    }
}

/// What a set has become.
fn known(changed: &[Set], set: Set) -> Set {
    changed.get(set.0 as usize).copied().unwrap_or(set)
}

/// A length as an id; no diagram has more variables than ids.
fn count_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
