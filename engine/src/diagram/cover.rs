//! Sets in words: a short list of cubes that together are the set, where it matters.
//!
//! The result does not depend on the level order: courses, literals and cubes are chosen by variable number, value,
//! and exact counts.

use super::table::FastMap;
use super::{Diagram, OverBudget, Set};
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
const PATIENCE: usize = 16;

/// Up to this number of combinations literals are chosen by counting; beyond it by number.
const COUNTABLE: u128 = 1 << 60;

/// A cube that is being widened: allowed values, sorted, by variable.
type Literals = BTreeMap<u32, Vec<u32>>;

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
    /// The method: the least course that is still uncovered; as literals those of its values that together
    /// shut out what is possible outside the set, the most effective first; literals left out or widened as long as
    /// nothing of that comes in; at last, cubes left out that the others make superfluous.
    /// Time: cubes × literals × size of the set and of what is possible; cubes² operations for the last step.
    ///
    /// # Errors
    /// [`OverBudget`] when the budget does not even allow to combine `set` and `possible`.
    pub fn cover(&mut self, set: Set, possible: Set, max_cubes: usize) -> Result<Cover, OverBudget> {
        let wanted = self.and(set, possible)?;
        let barred = self.minus(possible, set)?;
        let mut cubes = Vec::new();
        let mut left = wanted;
        while left != Set::NONE && cubes.len() < max_cubes {
            let Ok((cube, rest)) = self.next_cube(left, barred) else {
                break;
            };
            cubes.push(cube);
            left = rest;
        }
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
    fn next_cube(&mut self, left: Set, barred: Set) -> Result<(Cube, Set), OverBudget> {
        let mut work = 0;
        let seed = self.least(left, &mut work).unwrap_or_default();
        self.spend(work)?;
        let chosen = self.shutting_out(barred, &seed)?;
        let literals = self.widened(chosen, barred)?;
        let cube = Cube(literals.into_iter().collect());
        let covered = self.of_cube(&cube)?;
        Ok((cube, self.minus(left, covered)?))
    }

    /// The courses of a cube.
    pub fn of_cube(&mut self, cube: &Cube) -> Result<Set, OverBudget> {
        let mut set = Set::ALL;
        for (variable, values) in &cube.0 {
            let literal = self.is(*variable, values.iter().copied())?;
            set = self.and(set, literal)?;
        }
        Ok(set)
    }

    /// Variables whose values in the seed together shut out all that is barred, the most effective first.
    fn shutting_out(&mut self, barred: Set, seed: &[u32]) -> Result<Vec<(u32, u32)>, OverBudget> {
        let valued = |variable: u32| (variable, seed.get(variable as usize).copied().unwrap_or(0));
        let support = self.support(barred);
        let total = self.combinations(&support);
        if total > COUNTABLE {
            return Ok(support.into_iter().map(valued).collect());
        }
        let mut chosen = Vec::new();
        let mut barred = barred;
        while barred != Set::NONE {
            let shares = self.shares(barred, total, seed)?;
            let least = shares.into_iter().map(|(variable, share)| (share, variable)).min();
            let Some((variable, value)) = least.map(|(_, variable)| valued(variable)) else {
                break;
            };
            let literal = self.is(variable, [value])?;
            barred = self.and(barred, literal)?;
            chosen.push((variable, value));
        }
        Ok(chosen)
    }

    fn combinations(&self, variables: &[u32]) -> u128 {
        let domains = variables.iter().filter_map(|&variable| self.domains.get(variable as usize));
        domains.fold(1, |total, &domain| total.saturating_mul(domain.into()))
    }

    /// For each variable of the set: the share of courses in the set among those with the seed's value.
    ///
    /// `total` is the number of combinations of the set's variables, and shares are in parts of `total²`; so
    /// all divisions are exact, and the result does not depend on the level order.
    fn shares(&mut self, set: Set, total: u128, seed: &[u32]) -> Result<BTreeMap<u32, u128>, OverBudget> {
        let parts = self.parts(set);
        let mut within: FastMap<Set, u128> = FastMap::default();
        within.insert(Set::ALL, total);
        within.insert(Set::NONE, 0);
        for &part in &parts {
            let arity = self.arity(self.level(part));
            self.spend(u64::from(arity))?;
            let sum: u128 = (0..arity).filter_map(|value| within.get(&self.child(part, value))).sum();
            within.insert(part, sum / u128::from(arity.max(1)));
        }
        let share_of = |part: Set| within.get(&part).copied().unwrap_or(0);

        let mut through: FastMap<Set, u128> = FastMap::default();
        through.insert(set, total);
        // The share with the seed's value, less the share without a look at it.
        let mut changes: BTreeMap<u32, (u128, u128)> = BTreeMap::new();
        for &part in parts.iter().rev() {
            let level = self.level(part);
            let arity = self.arity(level);
            let variable = self.variable(level);
            let reached = through.get(&part).copied().unwrap_or(0);
            for value in 0..arity {
                *through.entry(self.child(part, value)).or_default() += reached / u128::from(arity);
            }
            let value = seed.get(variable as usize).copied().unwrap_or(0);
            let (with, without) = changes.entry(variable).or_default();
            *with += reached * share_of(self.child(part, value));
            *without += reached * share_of(part);
        }
        let whole = total * share_of(set);
        Ok(changes
            .into_iter()
            .map(|(variable, (with, without))| (variable, whole - without + with))
            .collect())
    }

    /// The cube of these literals, with every literal left out or widened as long as nothing barred comes in.
    fn widened(&mut self, chosen: Vec<(u32, u32)>, barred: Set) -> Result<Literals, OverBudget> {
        let mut literals: Literals =
            chosen.iter().map(|&(variable, value)| (variable, vec![value])).collect();
        for (variable, value) in chosen {
            literals.remove(&variable);
            if self.reaches_cube(barred, &literals)? {
                literals.insert(variable, vec![value]);
            }
        }
        let variables: Vec<u32> = literals.keys().copied().collect();
        for variable in variables {
            for value in 0..self.domains.get(variable as usize).copied().unwrap_or(0) {
                let Some(values) = literals.get_mut(&variable) else {
                    continue;
                };
                let Err(at) = values.binary_search(&value) else {
                    continue;
                };
                values.insert(at, value);
                if self.reaches_cube(barred, &literals)?
                    && let Some(values) = literals.get_mut(&variable)
                {
                    values.remove(at);
                }
            }
        }
        Ok(literals)
    }

    /// Whether some course of the set is in the cube.
    fn reaches_cube(&mut self, set: Set, cube: &Literals) -> Result<bool, OverBudget> {
        let by_level: FastMap<u32, &Vec<u32>> = cube
            .iter()
            .filter_map(|(&variable, values)| Some((*self.level_of.get(variable as usize)?, values)))
            .collect();
        let mut work = 0;
        let reaches = self.reaches(
            set,
            |level, value| by_level.get(&level).is_none_or(|values| values.binary_search(&value).is_ok()),
            &mut work,
        );
        self.spend(work)?;
        Ok(reaches)
    }

    /// Takes away cubes that the others make superfluous: those with the most literals first, then the latest.
    fn leave_out(&mut self, cubes: &mut Vec<Cube>, wanted: Set) -> Result<(), OverBudget> {
        let mut kept: Vec<(Cube, Set)> = Vec::with_capacity(cubes.len());
        for cube in cubes.iter() {
            let set = self.of_cube(cube)?;
            kept.push((cube.clone(), self.and(set, wanted)?));
        }
        kept.sort_by_key(|(cube, _)| std::cmp::Reverse(cube.0.len()));
        let mut next = 0;
        while next < kept.len() {
            let others = kept.iter().enumerate().filter(|&(at, _)| at != next).map(|(_, &(_, set))| set);
            let others: Vec<Set> = others.collect();
            if self.any(others)? == wanted {
                kept.remove(next);
            } else {
                next += 1;
            }
        }
        *cubes = kept.into_iter().map(|(cube, _)| cube).collect();
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
