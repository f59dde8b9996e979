//! Sets in words: a short list of cubes that together are the set, where it matters.
//!
//! The result does not depend on the level order: courses, literals and cubes are chosen by variable number and value.

use super::scratch::Scratch;
use super::{Course, Diagram, Least, Level, OverBudget, Set};
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
const MOST_WORK: u64 = 70_000;

/// A literal of a cube that is being widened: at first the value of the seed alone.
struct Literal {
    variable: u32,
    arity: u32,
    /// The place of its values among those of all levels.
    first_value: u32,
    seed: u32,
}

impl Literal {
    /// Allows every value.
    fn open(&self, shut: &mut [bool]) {
        (0..self.arity).for_each(|value| self.shut(value, false, shut));
    }

    /// Allows the value of the seed alone.
    fn close(&self, shut: &mut [bool]) {
        (0..self.arity).for_each(|value| self.shut(value, value != self.seed, shut));
    }

    fn shut(&self, value: u32, is_shut: bool, shut: &mut [bool]) {
        if let Some(place) = shut.get_mut(self.first_value as usize + value as usize) {
            *place = is_shut;
        }
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
        // Where nothing is impossible a cube has no other cover.
        if possible == Set::ALL
            && let Some(cube) = self.as_cube(set)
        {
            return Ok(Cover::new(vec![cube], Form::Irredundant));
        }
        let wanted = self.and(set, possible)?;
        let barred = self.minus(possible, set)?;
        let choices = self.choices(barred);
        let mut cubes = Vec::new();
        let mut left = wanted;
        let mut work = 0;
        while left != Set::NONE && cubes.len() < max_cubes && work < MOST_WORK {
            let Ok((cube, rest)) = self.next_cube(left, barred, &choices, &mut work) else {
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

    /// The set as a cube, if it is one.
    fn as_cube(&self, set: Set) -> Option<Cube> {
        let mut literals = Vec::new();
        let mut rest = set;
        while rest != Set::ALL {
            let level = self.level(rest);
            let children = (0..self.arity(level)).map(|value| (value, self.child(rest, value)));
            let mut open = children.filter(|(_, child)| *child != Set::NONE);
            let (first, next) = open.next()?;
            let mut values = vec![first];
            for (value, child) in open {
                if child != next {
                    return None;
                }
                values.push(value);
            }
            literals.push((self.variable(level), values));
            rest = next;
        }
        literals.sort_unstable();
        Some(Cube(literals))
    }

    /// The variables that a set depends on, each with its level.
    fn choices(&self, set: Set) -> Vec<(u32, Level)> {
        let level = |variable| self.levels.get(self.level_of(variable) as usize).copied();
        self.support(set).into_iter().filter_map(|variable| Some((variable, level(variable)?))).collect()
    }

    /// A prime cube with the least course that is left, and what is left after it.
    fn next_cube(
        &mut self,
        left: Set,
        barred: Set,
        choices: &[(u32, Level)],
        work: &mut u64,
    ) -> Result<(Cube, Set), OverBudget> {
        let before = *work;
        let most = MOST_WORK.saturating_mul(PATIENCE as u64);
        let seed = self.least(left, work, most);
        let cube = seed
            .and_then(|seed| self.widened(&seed.unwrap_or(Least(Vec::new())), barred, choices, work, most));
        self.spend(work.saturating_sub(before))?;
        let cube = cube?;
        let covered = self.of_cube(&cube)?;
        Ok((cube, self.minus(left, covered)?))
    }

    /// The courses of a cube.
    pub fn of_cube(&mut self, cube: &Cube) -> Result<Set, OverBudget> {
        let mut literals: Vec<(u32, &(u32, Vec<u32>))> =
            cube.0.iter().map(|literal| (self.level_of(literal.0), literal)).collect();
        // From the bottom up, each literal is one node.
        literals.sort_unstable_by_key(|(level, _)| std::cmp::Reverse(*level));
        let mut set = Set::ALL;
        for (level, (variable, values)) in literals {
            let values = values.iter().copied();
            set = if level < self.level(set) {
                self.chosen(level, values, set)?
            } else {
                let literal = self.is(*variable, values)?;
                self.and(set, literal)?
            };
        }
        Ok(set)
    }

    /// The seed's values as literals, each left out or widened as long as nothing barred comes in.
    ///
    /// Literals are tried from the highest number down, so that those of low numbers stay. Choosing them by how much
    /// they shut out was measured on thousands of random conditions: no fewer cubes or literals, and slower.
    fn widened(
        &self,
        seed: &Least,
        barred: Set,
        choices: &[(u32, Level)],
        work: &mut u64,
        most: u64,
    ) -> Result<Cube, OverBudget> {
        let literal = |&(variable, Level { arity, first_value, .. }): &(u32, Level)| {
            Some(Literal { variable, arity, first_value, seed: seed.value(variable)? })
        };
        let literals: Vec<Literal> = choices.iter().filter_map(literal).collect();
        let mut scratch = self.scratch.borrow_mut();
        let cube = self.widened_in(&literals, barred, &mut scratch, work, most);
        for literal in &literals {
            literal.open(&mut scratch.shut);
        }
        cube
    }

    fn widened_in(
        &self,
        literals: &[Literal],
        barred: Set,
        scratch: &mut Scratch,
        work: &mut u64,
        most: u64,
    ) -> Result<Cube, OverBudget> {
        for literal in literals {
            literal.close(&mut scratch.shut);
        }
        // The more is open, the more comes in. So what must stay shut alone must stay shut, and what may be open
        // together may be opened one after another: the outcome is that of trying them one by one.
        let alone = self.shut_alone(literals, barred, scratch, work, most)?;
        let literals = literals.iter().enumerate().rev();
        let (mut kept, others): (Vec<_>, Vec<_>) =
            literals.partition(|(_, literal)| alone.binary_search(&literal.variable).is_ok());
        let mut untried = vec![others.as_slice()];
        while let Some(literals) = untried.pop() {
            literals.iter().for_each(|(_, literal)| literal.open(&mut scratch.shut));
            *work = work.saturating_add(literals.len() as u64);
            if self.reaches_open(barred, scratch, work) {
                literals.iter().for_each(|(_, literal)| literal.close(&mut scratch.shut));
                match literals {
                    [one] => kept.push(*one),
                    many => {
                        let (first, then) = many.split_at(many.len() / 2);
                        untried.extend([then, first]);
                    }
                }
            }
            if *work > most {
                return Err(OverBudget);
            }
        }
        kept.sort_unstable_by_key(|(at, _)| *at);
        let number = kept.len() as u64;
        let mut cube = Vec::with_capacity(kept.len());
        for (_, literal) in kept {
            let mut values = Vec::new();
            for value in 0..literal.arity {
                if value == literal.seed {
                    values.push(value);
                    continue;
                }
                // All others together let something in, so the only other one does.
                if literal.arity == 2 {
                    continue;
                }
                literal.shut(value, false, &mut scratch.shut);
                *work = work.saturating_add(number);
                if self.reaches_open(barred, scratch, work) {
                    literal.shut(value, true, &mut scratch.shut);
                } else {
                    values.push(value);
                }
                if *work > most {
                    return Err(OverBudget);
                }
            }
            cube.push((literal.variable, values));
        }
        Ok(Cube(cube))
    }

    /// The variables of the literals that cannot be left out even if all others stay as they are; sorted.
    fn shut_alone(
        &self,
        literals: &[Literal],
        barred: Set,
        scratch: &mut Scratch,
        work: &mut u64,
        most: u64,
    ) -> Result<Vec<u32>, OverBudget> {
        for literal in literals {
            scratch.levels.at(self.level_of(literal.variable)).fixed = Some(literal.seed);
        }
        let mut alone = Vec::new();
        let mut part = barred;
        while part.node() != 0 && *work <= most {
            let level = self.level(part);
            let seed = scratch.levels.fixed(level).unwrap_or(0);
            let others = (0..self.arity(level)).filter(|&value| value != seed);
            let mut beside = others.map(|value| self.child(part, value));
            if beside.any(|other| self.followed(other, scratch, work) == Set::ALL) {
                alone.push(self.variable(level));
            }
            part = self.child(part, seed);
        }
        scratch.levels.clear(|_| ());
        alone.sort_unstable();
        if *work > most { Err(OverBudget) } else { Ok(alone) }
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
