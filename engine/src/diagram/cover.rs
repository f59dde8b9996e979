//! Sets in words: a short list of cubes that together are the set, where it matters.
//!
//! The result does not depend on the level order: courses, literals and cubes are chosen by variable number and value.

use super::reach::Reach;
use super::{BOTTOM, Course, Diagram, Least, OverBudget, Set};
use std::collections::BTreeMap;

/// The courses that give each of some variables one of some values: a conjunction of literals.
///
/// Each literal is a variable and its allowed values, sorted: at least one, and never all of the domain.
/// The literals are sorted by variable; no literal at all means every course.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cube(pub Vec<(u32, Vec<u32>)>);

/// A set of courses as a list of cubes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The cubes, those with the fewest literals first.
    pub cubes: Vec<Cube>,
    /// What may be concluded from the cubes.
    pub form: Form,
}

/// How good a [`Cover`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// No cube can be left out, and no literal left out or widened.
    Irredundant,
    /// The cubes are the set, but not put shortly: too many were needed, or the work budget was spent.
    Unminimised,
    /// The cubes are in the set, but some of its courses are in none of them: there were far too many.
    Partial,
}

/// An unminimised cover may have this many times the cubes that were asked for; beyond that it is partial.
pub const PATIENCE: usize = 16;

/// Children visited in the search for cubes, at most; what is left then comes as paths. It counts what the sets are
/// like and not what was computed before, so that it is the same in any order of work.
const MOST_WORK: u64 = 50_000;

/// A literal of a cube that is being widened: at first the value of the seed alone.
struct Literal {
    variable: u32,
    level: u32,
    arity: u32,
    seed: u32,
}

impl Literal {
    fn other_values(&self) -> impl Iterator<Item = u32> {
        (0..self.arity).filter(|&value| value != self.seed)
    }
}

impl Diagram {
    /// The set as a short list of cubes, where every course outside `possible` may be in them or not.
    ///
    /// Every possible course of the set is in a cube, and every possible course in a cube is in the set.
    /// A set that holds every possible course gives one cube without literals; a set without a possible course
    /// gives no cube.
    /// An [`Irredundant`](Form::Irredundant) result is the same for every level order. When more than `max_cubes`
    /// would be needed, or the budget is spent on the way, the rest comes as disjoint paths of the diagram
    /// ([`Unminimised`](Form::Unminimised)), and where these are more than 16 times `max_cubes`, it is left out
    /// ([`Partial`](Form::Partial)).
    ///
    /// The method: take the least course that is still uncovered; leave out and widen its literals as long as nothing
    /// possible outside the set comes in; at last leave out the cubes that the others make superfluous.
    /// Time: cubes × literals × size of the set and of what is possible; three operations per cube for the last step.
    ///
    /// # Errors
    /// [`OverBudget`] when the budget does not even allow to combine `set` and `possible`.
    pub fn cover(&mut self, set: Set, possible: Set, max_cubes: usize) -> Result<Cover, OverBudget> {
        let wanted = self.and(set, possible)?;
        let barred = self.minus(possible, set)?;
        let mut reach = std::mem::take(&mut self.scratch.get_mut().barred);
        let mut work = 0;
        self.lay_out(barred, &mut reach, &mut work);
        let (cubes, left) = self.cubes(wanted, &mut reach, max_cubes, &mut work);
        self.scratch.get_mut().barred = reach;
        self.finish(wanted, cubes, left, max_cubes)
    }

    /// Prime cubes, and what they leave.
    fn cubes(
        &mut self,
        wanted: Set,
        barred: &mut Reach,
        max_cubes: usize,
        work: &mut u64,
    ) -> (Vec<Cube>, Set) {
        let mut cubes = Vec::new();
        let mut left = wanted;
        while left != Set::NONE && cubes.len() < max_cubes && *work < MOST_WORK {
            let Ok((cube, rest)) = self.next_cube(left, barred, work) else {
                break;
            };
            cubes.push(cube);
            left = rest;
        }
        (cubes, left)
    }

    fn finish(
        &mut self,
        wanted: Set,
        mut cubes: Vec<Cube>,
        left: Set,
        max_cubes: usize,
    ) -> Result<Cover, OverBudget> {
        if left != Set::NONE {
            return Ok(self.with_paths(cubes, left, max_cubes.saturating_mul(PATIENCE)));
        }
        let form = match self.leave_out(&mut cubes, wanted) {
            Ok(()) => Form::Irredundant,
            Err(OverBudget) => Form::Unminimised,
        };
        Ok(Cover::new(cubes, form))
    }

    /// A prime cube with the least course that is left, and what is left after it.
    fn next_cube(
        &mut self,
        left: Set,
        barred: &mut Reach,
        work: &mut u64,
    ) -> Result<(Cube, Set), OverBudget> {
        let before = *work;
        let most = MOST_WORK.saturating_mul(PATIENCE as u64);
        let seed = self.least(left, work, most);
        let cube = seed.and_then(|seed| self.widened(&seed.unwrap_or(Least(Vec::new())), barred, work, most));
        self.spend(work.saturating_sub(before))?;
        let cube = cube?;
        let covered = self.of_cube(&cube)?;
        Ok((cube, self.minus(left, covered)?))
    }

    /// The courses of a cube. Time and space: its literals.
    pub fn of_cube(&mut self, cube: &Cube) -> Result<Set, OverBudget> {
        let level_of = |variable: u32| self.level_of.get(variable as usize).copied().unwrap_or(BOTTOM);
        let mut literals: Vec<(u32, &(u32, Vec<u32>))> =
            cube.0.iter().map(|literal| (level_of(literal.0), literal)).collect();
        literals.sort_unstable_by_key(|(level, _)| std::cmp::Reverse(*level));
        let mut below = Set::ALL;
        let mut children = Vec::new();
        for (level, (variable, values)) in literals {
            if level == BOTTOM {
                below =
                    if self.is(*variable, values.iter().copied())? == Set::ALL { below } else { Set::NONE };
                continue;
            }
            children.clear();
            children.resize(self.arity(level) as usize, Set::NONE);
            for &value in values {
                if let Some(child) = children.get_mut(value as usize) {
                    *child = below;
                }
            }
            self.spend(children.len() as u64)?;
            below = self.make(level, &mut children)?;
        }
        Ok(below)
    }

    /// The seed's values as literals, each left out or widened as long as nothing barred comes in.
    ///
    /// Literals are tried from the highest number down, so that those of low numbers stay. Choosing them by how much
    /// they shut out was measured on thousands of random conditions: no fewer cubes or literals, and slower.
    fn widened(
        &self,
        seed: &Least,
        barred: &mut Reach,
        work: &mut u64,
        most: u64,
    ) -> Result<Cube, OverBudget> {
        let literal = |level: u32| {
            let variable = self.variable(level);
            let seed = seed.value(variable)?;
            Some(Literal { variable, level, arity: self.arity(level), seed })
        };
        let mut literals: Vec<Literal> = barred.levels().filter_map(literal).collect();
        literals.sort_unstable_by_key(|literal| std::cmp::Reverse(literal.variable));
        barred.open_only(|level| seed.value(self.variable(level)), work);
        let mut kept = Vec::new();
        for literal in literals {
            literal.other_values().for_each(|value| barred.set(literal.level, value, true, work));
            if barred.is_reached() {
                literal.other_values().for_each(|value| barred.set(literal.level, value, false, work));
                kept.push(literal);
            }
            if *work > most {
                return Err(OverBudget);
            }
        }
        let mut cube = Vec::with_capacity(kept.len());
        for literal in kept.into_iter().rev() {
            let mut values = vec![literal.seed];
            for value in literal.other_values() {
                barred.set(literal.level, value, true, work);
                if barred.is_reached() {
                    barred.set(literal.level, value, false, work);
                } else {
                    values.push(value);
                }
                if *work > most {
                    return Err(OverBudget);
                }
            }
            values.sort_unstable();
            cube.push((literal.variable, values));
        }
        Ok(Cube(cube))
    }

    /// Takes away cubes that the others make superfluous: those with the most literals first, then the latest.
    fn leave_out(&mut self, cubes: &mut Vec<Cube>, wanted: Set) -> Result<(), OverBudget> {
        if cubes.len() < 2 {
            return Ok(());
        }
        let mut candidates = cubes.clone();
        candidates.reverse();
        candidates.sort_by_key(|cube| std::cmp::Reverse(cube.0.len()));
        // Each candidate with what the ones after it cover.
        let mut after = Set::NONE;
        let mut queue = Vec::with_capacity(candidates.len());
        for cube in candidates.into_iter().rev() {
            let set = self.of_cube(&cube)?;
            let set = self.and(set, wanted)?;
            queue.push((cube, set, after));
            after = self.or(after, set)?;
        }
        let mut kept = Vec::with_capacity(queue.len());
        let mut covered = Set::NONE;
        for (cube, set, after) in queue.into_iter().rev() {
            if self.or(covered, after)? != wanted {
                covered = self.or(covered, set)?;
                kept.push(cube);
            }
        }
        *cubes = kept;
        Ok(())
    }

    /// The cubes, and after them the paths of what is left, values with the same continuation taken together.
    fn with_paths(&self, mut cubes: Vec<Cube>, left: Set, limit: usize) -> Cover {
        let mut path: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut open = vec![(left, 0, None)];
        while let Some((set, depth, literal)) = open.pop() {
            path.truncate(depth);
            path.extend(literal);
            if set == Set::ALL {
                if cubes.len() >= limit {
                    return Cover::new(cubes, Form::Partial);
                }
                let mut literals = path.clone();
                literals.sort_unstable();
                cubes.push(Cube(literals));
                continue;
            }
            let level = self.level(set);
            let mut branches: BTreeMap<Set, Vec<u32>> = BTreeMap::new();
            for value in 0..self.arity(level) {
                branches.entry(self.child(set, value)).or_default().push(value);
            }
            branches.remove(&Set::NONE);
            let depth = path.len();
            open.extend(
                branches
                    .into_iter()
                    .map(|(child, values)| (child, depth, Some((self.variable(level), values)))),
            );
        }
        Cover::new(cubes, Form::Unminimised)
    }
}

impl Cover {
    fn new(mut cubes: Vec<Cube>, form: Form) -> Self {
        cubes.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.cmp(b)));
        Self { cubes, form }
    }
}
