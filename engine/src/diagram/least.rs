//! The least course of a set.

use super::scratch::{Leads, Scratch};
use super::{Course, Diagram, FEW, Level, OverBudget, Set, count_of};

/// A course that gives 0 to every variable but a few: there may be thousands of variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least(pub(super) Vec<(u32, u32)>);

impl Least {
    /// With the values of other courses, each of which has some for other variables only.
    #[must_use]
    pub fn with<'l>(mut self, others: impl IntoIterator<Item = &'l Self>) -> Self {
        self.0.extend(others.into_iter().flat_map(|other| &other.0));
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
    /// Time: at most variables of the set × domain × size of the set; when the level order is that of the numbers,
    /// or the set has only one value for most variables, only the number of variables and the size.
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
        let mut scratch = self.scratch.borrow_mut();
        let support = self.fix_forced(set, &mut scratch, work);
        let least = self.least_of(set, &support, &mut scratch, work, most);
        let Scratch { levels, shut, .. } = &mut *scratch;
        levels.clear(|level| self.shut_of(level, shut).fill(false));
        least.map(Some)
    }

    fn least_of(
        &self,
        set: Set,
        support: &[u32],
        scratch: &mut Scratch,
        work: &mut u64,
        most: u64,
    ) -> Result<Least, OverBudget> {
        let mut values = Vec::with_capacity(support.len());
        let mut top = set;
        // Whether 0 will do for all that is left, as it often does.
        let mut is_least = self.followed(top, scratch, work) == Set::ALL;
        for &variable in support {
            let level = self.level_of(variable);
            let value = match scratch.levels.fixed(level) {
                Some(value) => value,
                None if is_least => 0,
                None => {
                    let value = self.least_value(top, level, scratch, work);
                    is_least = value > 0 && self.followed(top, scratch, work) == Set::ALL;
                    value
                }
            };
            if *work > most {
                return Err(OverBudget);
            }
            values.push((variable, value));
            while let Some(value) = scratch.levels.fixed(self.level(top)) {
                top = self.child(top, value);
            }
        }
        Ok(Least(values))
    }

    /// The least value at a level that some course of the set has, given those that are fixed; it is then fixed too.
    fn least_value(&self, set: Set, level: u32, scratch: &mut Scratch, work: &mut u64) -> u32 {
        let last = self.arity(level).saturating_sub(1);
        for value in 0..last {
            self.fix(level, value, scratch);
            if self.reaches_open(set, scratch, work) {
                return value;
            }
        }
        self.fix(level, last, scratch);
        last
    }

    /// Leaves one value of a level open.
    fn fix(&self, level: u32, value: u32, scratch: &mut Scratch) {
        scratch.levels.at(level).fixed = Some(value);
        for (other, shut) in (0..).zip(self.shut_of(level, &mut scratch.shut)) {
            *shut = other != value;
        }
    }

    /// Which values of a level a walk may not take.
    fn shut_of<'s>(&self, level: u32, shut: &'s mut [bool]) -> &'s mut [bool] {
        let Some(level) = self.levels.get(level as usize) else { return &mut [] };
        let first = level.first_value as usize;
        shut.get_mut(first..first + level.arity as usize).unwrap_or_default()
    }

    /// Fixes the levels at which every course of the set has one and the same value. Gives the variables that the set
    /// depends on.
    fn fix_forced(&self, set: Set, scratch: &mut Scratch, work: &mut u64) -> Vec<u32> {
        let mut parts = std::mem::take(&mut scratch.found);
        self.parts_into(set, scratch, &mut parts);
        for part in parts.drain(..) {
            let level = self.level(part);
            *work = work.saturating_add(u64::from(self.arity(level)));
            for (value, child) in (0_u32..).zip(self.children_of(part.node())) {
                let child = child.with_sign_of(part);
                if child == Set::NONE {
                    continue;
                }
                let at = scratch.levels.at(level);
                at.leads = match at.leads {
                    Leads::Nowhere => Leads::By(value),
                    Leads::By(known) if known == value => at.leads,
                    Leads::By(_) | Leads::ByMany => Leads::ByMany,
                };
                // Where paths begin and cease to pass over levels.
                scratch.levels.at(level.saturating_add(1)).passing += 1;
                scratch.levels.at(self.level(child)).passing -= 1;
            }
        }
        scratch.found = parts;
        let mut passing = 0;
        let mut variables = Vec::with_capacity(self.levels.len().min(FEW));
        scratch.levels.each(|level, at| {
            passing += at.passing;
            if let (Leads::By(value), 0) = (at.leads, passing) {
                at.fixed = Some(value);
            }
            // Of others only that paths begin below them is known.
            if !matches!(at.leads, Leads::Nowhere) {
                variables.push(self.variable(level));
            }
        });
        variables.sort_unstable();
        variables
    }

    /// Whether some course of the set has only values that are open; `work` grows by the children visited.
    pub(super) fn reaches_open(&self, set: Set, scratch: &mut Scratch, work: &mut u64) -> bool {
        let Scratch { seen, open, shut, .. } = scratch;
        seen.clear(2 * self.nodes.len());
        open.clear();
        if set == Set::NONE {
            return false;
        }
        let mut next = Some(set);
        while let Some(part) = next.take().or_else(|| open.pop()) {
            // Only the set of all courses has no level.
            let Some(&Level { arity, first_value, .. }) = self.levels.get(self.level(part) as usize) else {
                return true;
            };
            *work = work.saturating_add(u64::from(arity));
            let shut = shut.get(first_value as usize..).unwrap_or_default();
            for (child, is_shut) in self.children_of(part.node()).iter().zip(shut) {
                let child = child.with_sign_of(part);
                if *is_shut || child == Set::NONE || !seen.is_new(child.0) {
                    continue;
                }
                match next {
                    None => next = Some(child),
                    Some(_) => open.push(child),
                }
            }
        }
        false
    }

    /// What is left of a set by the values that are fixed; 0 where none is.
    pub(super) fn followed(&self, set: Set, scratch: &Scratch, work: &mut u64) -> Set {
        let mut part = set;
        while part.node() != 0 {
            *work = work.saturating_add(1);
            part = self.child(part, scratch.levels.fixed(self.level(part)).unwrap_or(0));
        }
        part
    }
}
