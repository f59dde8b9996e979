//! The least course of a set.

use super::reach::Reach;
use super::{Course, Diagram, OverBudget, Set, count_of};

/// A course that gives 0 to every variable but a few: there may be thousands of variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least(pub(super) Vec<(u32, u32)>);

impl Least {
    /// With the values of another course, which has some for other variables only.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.0.extend(&other.0);
        self.0.sort_unstable();
        self
    }
}

impl Course for Least {
    fn value(&self, variable: u32) -> Option<u32> {
        let at = self.0.binary_search_by_key(&variable, |(variable, _)| *variable);
        Some(at.ok().and_then(|at| self.0.get(at)).map_or(0, |(_, value)| *value))
    }
}

impl Diagram {
    /// The least course in the set, with a value for every variable; `None` when there is no course.
    ///
    /// Least by the value of variable 0, then of variable 1, and so on, whatever the level order; variables that
    /// the set does not depend on get 0.
    /// Time: at most variables of the set × domain × size of the set; usually little more than its size.
    /// Space: size of the set.
    pub fn witness(&self, set: Set) -> Option<Vec<u32>> {
        let least = self.least(set, &mut 0, u64::MAX).ok()??;
        let values = (0..count_of(self.domains.len())).map(|variable| least.value(variable).unwrap_or(0));
        Some(values.collect())
    }

    /// The least course in the set, as [`witness`](Self::witness) says; `work` grows by the children visited.
    ///
    /// # Errors
    /// [`OverBudget`] when the work grows beyond `most`.
    pub(crate) fn least(&self, set: Set, work: &mut u64, most: u64) -> Result<Option<Least>, OverBudget> {
        if set == Set::NONE {
            return Ok(None);
        }
        let mut reach = std::mem::take(&mut self.scratch.borrow_mut().least);
        let least = self.least_in(set, &mut reach, work, most);
        self.scratch.borrow_mut().least = reach;
        least.map(Some)
    }

    fn least_in(&self, set: Set, reach: &mut Reach, work: &mut u64, most: u64) -> Result<Least, OverBudget> {
        self.lay_out(set, reach, work);
        let mut variables: Vec<(u32, u32)> =
            reach.levels().map(|level| (self.variable(level), level)).collect();
        variables.sort_unstable();
        let mut values = Vec::with_capacity(variables.len());
        for (variable, level) in variables {
            values.push((variable, self.least_value(level, reach, work)));
            if *work > most {
                return Err(OverBudget);
            }
        }
        Ok(Least(values))
    }

    /// The least value at a level that some course has whose values are open; it alone is then open.
    fn least_value(&self, level: u32, reach: &mut Reach, work: &mut u64) -> u32 {
        let last = self.arity(level).saturating_sub(1);
        for value in 0..last {
            (value + 1..=last).for_each(|other| reach.set(level, other, false, work));
            if reach.is_reached() {
                return value;
            }
            (value + 1..=last).for_each(|other| reach.set(level, other, true, work));
            reach.set(level, value, false, work);
        }
        last
    }
}
