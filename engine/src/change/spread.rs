//! Whether a finding is so in other courses than before.
//!
//! The two results may come of models with other circumstances, other values and other impossible combinations.
//! Their courses are therefore compared over the circumstances and values of both together: a circumstance that one
//! result does not know, its conditions do not depend on; ranges of numbers are cut where either result cuts them.

use crate::diagram::{Diagram, OverBudget, Set, order};
use crate::limits::SPREAD_BUDGET;
use crate::snapshot::{Alternative, Alternatives, SavedCourses, SavedFinding, SavedJourney, SavedVariable};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How the courses of a finding differ from those it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// It is known.
    Decided {
        /// Some course that is possible now is among them, and was not.
        widened: bool,
        /// Some course that was possible is no longer among them.
        narrowed: bool,
    },
    /// There were too many alternatives to be kept, or to be compared within the limits.
    Undecided,
}

impl Spread {
    const NONE: Self = Self::Decided { widened: false, narrowed: false };
}

/// Compares the courses of one finding in two results, each given with its journey.
///
/// Courses that are impossible in the result they are looked for in count for nothing. Time: that of a few operations
/// on sets of courses, at most [`SPREAD_BUDGET`].
pub fn spread(
    old: Option<&SavedJourney>,
    before: &SavedFinding,
    new: Option<&SavedJourney>,
    after: &SavedFinding,
) -> Spread {
    let (before, after) = match (&before.courses, &after.courses) {
        (Some(before), Some(after)) => (before, after),
        (None, None) => return Spread::NONE,
        // What depends on no course is so in all of them.
        (None, Some(_)) => return Spread::Decided { widened: false, narrowed: true },
        (Some(_), None) => return Spread::Decided { widened: true, narrowed: false },
    };
    if before.when == after.when && before.condition == after.condition {
        return Spread::NONE;
    }
    if !before.whole || !after.whole {
        return Spread::Undecided;
    }
    decide(&Side::new(old, before), &Side::new(new, after)).unwrap_or(Spread::Undecided)
}

/// The courses of a finding in one result, with what is possible there.
struct Side<'s> {
    when: &'s Alternatives,
    variables: &'s [SavedVariable],
    impossible: &'s [Alternative],
}

impl<'s> Side<'s> {
    fn new(journey: Option<&'s SavedJourney>, courses: &'s SavedCourses) -> Self {
        Self {
            when: &courses.when,
            variables: journey.map_or(&[], |journey| &journey.variables),
            impossible: journey.map_or(&[], |journey| &journey.impossible),
        }
    }

    fn variable(&self, id: &str) -> Option<&'s SavedVariable> {
        self.variables.iter().find(|variable| *variable.id == *id)
    }
}

fn decide(old: &Side<'_>, new: &Side<'_>) -> Result<Spread, OverBudget> {
    let mut space = Space::new(old, new);
    let before = space.any(old.when)?;
    let after = space.any(new.when)?;
    Ok(Spread::Decided {
        widened: space.has_possible(after, before, new)?,
        narrowed: space.has_possible(before, after, old)?,
    })
}

/// The circumstances and decisions of two results together, as far as they matter.
struct Space {
    diagram: Diagram,
    variables: BTreeMap<Arc<str>, (u32, Values)>,
}

/// The values of a variable in both results, as numbers from 0.
enum Values {
    /// By their ids.
    Named(Vec<Arc<str>>),
    /// Ranges that no value of either result cuts, in order.
    Ranges(Vec<(i64, i64)>),
}

impl Space {
    fn new(old: &Side<'_>, new: &Side<'_>) -> Self {
        let relevant = relevant(old, new);
        let mut variables = BTreeMap::new();
        for (number, id) in (0_u32..).zip(&relevant) {
            variables.insert(id.clone(), (number, Values::of(id, old, new)));
        }
        let sides = [old, new];
        let cubes = sides.iter().flat_map(|side| side.when.iter().chain(side.impossible));
        let number = |id: &Arc<str>| variables.get(id).map(|(number, _)| *number);
        let edges: Vec<Vec<u32>> = cubes
            .map(|cube| cube.keys().filter_map(number).collect())
            .filter(|edge: &Vec<_>| edge.len() > 1)
            .collect();
        let order = order(variables.len(), &edges);
        // The map and the numbers are in the same order.
        let domains = variables.values().map(|(_, values)| values.len()).collect();
        Self { diagram: Diagram::new(domains, order, SPREAD_BUDGET), variables }
    }

    fn any(&mut self, alternatives: &Alternatives) -> Result<Set, OverBudget> {
        let mut any = Set::NONE;
        for alternative in alternatives {
            let courses = self.all(alternative)?;
            any = self.diagram.or(any, courses)?;
        }
        Ok(any)
    }

    fn all(&mut self, alternative: &Alternative) -> Result<Set, OverBudget> {
        let mut all = Set::ALL;
        for (id, chosen) in alternative {
            let Some((number, values)) = self.variables.get(id) else { continue };
            let literal = self.diagram.is(*number, values.chosen(chosen))?;
            all = self.diagram.and(all, literal)?;
        }
        Ok(all)
    }

    /// Whether some course that is possible on a side is in the first set and not in the second.
    fn has_possible(&mut self, set: Set, without: Set, side: &Side<'_>) -> Result<bool, OverBudget> {
        let mut left = self.diagram.minus(set, without)?;
        for (id, (number, values)) in &self.variables {
            let Some(variable) = side.variable(id) else { continue };
            let known = self.diagram.is(*number, values.chosen(&variable.values))?;
            left = self.diagram.and(left, known)?;
        }
        for impossible in side.impossible {
            // What speaks of other variables as well is about nothing that matters here.
            if left == Set::NONE || !impossible.keys().all(|id| self.variables.contains_key(id)) {
                continue;
            }
            let impossible = self.all(impossible)?;
            left = self.diagram.minus(left, impossible)?;
        }
        Ok(left != Set::NONE)
    }
}

/// The variables that the conditions name, and those that impossible combinations tie to them.
fn relevant(old: &Side<'_>, new: &Side<'_>) -> BTreeSet<Arc<str>> {
    let named = old.when.iter().chain(new.when);
    let mut relevant: BTreeSet<Arc<str>> = named.flat_map(BTreeMap::keys).cloned().collect();
    loop {
        let before = relevant.len();
        for impossible in old.impossible.iter().chain(new.impossible) {
            if impossible.keys().any(|id| relevant.contains(id)) {
                relevant.extend(impossible.keys().cloned());
            }
        }
        if relevant.len() == before {
            return relevant;
        }
    }
}

impl Values {
    fn of(id: &str, old: &Side<'_>, new: &Side<'_>) -> Self {
        let known: Vec<&SavedVariable> = [old, new].iter().filter_map(|side| side.variable(id)).collect();
        let named = [old, new].into_iter().flat_map(|side| side.when.iter().chain(side.impossible));
        let used = named.filter_map(|cube| cube.get(id)).flatten();
        let all: BTreeSet<&Arc<str>> =
            known.iter().flat_map(|variable| &variable.values).chain(used).collect();
        let ranges: Option<Vec<_>> = all.iter().map(|value| range(value)).collect();
        match ranges {
            Some(ranges) if known.iter().all(|variable| variable.number) => Self::Ranges(cut(&ranges)),
            _ => Self::Named(all.into_iter().cloned().collect()),
        }
    }

    fn len(&self) -> u32 {
        let len = match self {
            Self::Named(values) => values.len(),
            Self::Ranges(ranges) => ranges.len(),
        };
        u32::try_from(len).unwrap_or(u32::MAX)
    }

    /// The numbers of the values with these ids.
    fn chosen(&self, ids: &[Arc<str>]) -> Vec<u32> {
        match self {
            Self::Named(values) => {
                (0..).zip(values).filter(|(_, value)| ids.contains(value)).map(|(number, _)| number).collect()
            }
            Self::Ranges(ranges) => {
                let chosen: Vec<_> = ids.iter().filter_map(|id| range(id)).collect();
                let is_in =
                    |(from, to): &(i64, i64)| chosen.iter().any(|(first, last)| first <= from && to <= last);
                (0..).zip(ranges).filter(|(_, range)| is_in(range)).map(|(number, _)| number).collect()
            }
        }
    }
}

/// The least and greatest number of a value: `3`, `0..17`, `-5..-1`.
fn range(value: &str) -> Option<(i64, i64)> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// The ranges cut where any of them begins or ends; what is in none of them is left out.
fn cut(ranges: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let starts: BTreeSet<i64> = ranges.iter().flat_map(|(from, to)| [*from, to.saturating_add(1)]).collect();
    let starts: Vec<i64> = starts.into_iter().collect();
    let pieces = starts.windows(2).filter_map(|two| match two {
        [from, next] => Some((*from, next - 1)),
        _ => None,
    });
    pieces.filter(|(from, to)| ranges.iter().any(|(first, last)| first <= from && to <= last)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> Vec<Arc<str>> {
        ids.iter().map(|&id| id.into()).collect()
    }

    fn cube(literals: &[(&str, &[&str])]) -> Alternative {
        literals.iter().map(|(id, values)| ((*id).into(), ids(values))).collect()
    }

    fn variable(id: &str, values: &[&str]) -> SavedVariable {
        let number = values.iter().all(|value| range(value).is_some());
        SavedVariable { id: id.into(), number, values: ids(values) }
    }

    /// The variables, the conditions and what is impossible, before and now.
    type Given<'g> = (&'g [SavedVariable], Alternatives, Alternatives);

    fn compare(old: Given<'_>, new: Given<'_>) -> (bool, bool) {
        let side = |given| {
            let (variables, when, impossible): &Given<'_> = given;
            Side { when, variables, impossible }
        };
        match decide(&side(&old), &side(&new)).expect("small") {
            Spread::Decided { widened, narrowed } => (widened, narrowed),
            Spread::Undecided => panic!("decided"),
        }
    }

    #[test]
    fn alternatives_are_compared_as_sets() {
        let all = [variable("a", &["x", "y", "z"]), variable("b", &["false", "true"])];
        let of =
            |cubes: &[&[(&str, &[&str])]]| -> Alternatives { cubes.iter().map(|one| cube(one)).collect() };
        let same = of(&[&[("a", &["x"])], &[("a", &["y"])]]);
        assert_eq!(
            compare((&all, same, vec![]), (&all, of(&[&[("a", &["x", "y"])]]), vec![])),
            (false, false)
        );
        let wider = of(&[&[("a", &["x"])], &[("b", &["true"])]]);
        assert_eq!(
            compare((&all, of(&[&[("a", &["x"])]]), vec![]), (&all, wider.clone(), vec![])),
            (true, false)
        );
        assert_eq!(compare((&all, wider, vec![]), (&all, of(&[&[("a", &["x"])]]), vec![])), (false, true));
        let moved = (of(&[&[("a", &["x"])]]), of(&[&[("a", &["z"])]]));
        assert_eq!(compare((&all, moved.0, vec![]), (&all, moved.1, vec![])), (true, true));
    }

    #[test]
    fn what_is_impossible_counts_for_nothing() {
        let all = [variable("a", &["x", "y"]), variable("b", &["false", "true"])];
        let narrow = vec![cube(&[("a", &["x"]), ("b", &["true"])])];
        let wide = vec![cube(&[("a", &["x"])])];
        let barred = vec![cube(&[("a", &["x"]), ("b", &["false"])])];
        assert_eq!(
            compare((&all, narrow.clone(), vec![]), (&all, wide.clone(), barred.clone())),
            (false, false)
        );
        assert_eq!(compare((&all, narrow, barred), (&all, wide, vec![])), (true, false));
    }

    #[test]
    fn circumstances_and_values_may_come_and_go() {
        let (two, three) = ([variable("a", &["x", "y"])], [variable("a", &["x", "y", "z"])]);
        let always = vec![cube(&[])];
        let not_z = vec![cube(&[("a", &["x", "y"])])];
        assert_eq!(compare((&three, not_z.clone(), vec![]), (&two, always.clone(), vec![])), (false, false));
        assert_eq!(compare((&two, not_z.clone(), vec![]), (&three, always.clone(), vec![])), (true, false));
        assert_eq!(compare((&[], always.clone(), vec![]), (&two, not_z, vec![])), (false, false));
        let only_x = vec![cube(&[("a", &["x"])])];
        assert_eq!(compare((&[], always.clone(), vec![]), (&two, only_x.clone(), vec![])), (false, true));
        assert_eq!(compare((&two, only_x, vec![]), (&[], always, vec![])), (true, false));
    }

    #[test]
    fn numbers_may_be_cut_elsewhere() {
        let (one, other) =
            ([variable("n", &["0..17", "18..99"])], [variable("n", &["0..15", "16", "17..99"])]);
        let young = vec![cube(&[("n", &["0..17"])])];
        let younger = vec![cube(&[("n", &["0..15", "16"])])];
        assert_eq!(compare((&one, young.clone(), vec![]), (&other, younger.clone(), vec![])), (false, true));
        assert_eq!(compare((&other, younger, vec![]), (&one, young, vec![])), (true, false));
        assert_eq!(cut(&[(0, 17), (18, 99), (16, 20)]), [(0, 15), (16, 17), (18, 20), (21, 99)]);
        assert_eq!(cut(&[(i64::MIN, i64::MAX)]).len(), 1);
    }
}
