//! What conditions say where it is only asked what ought to happen.

use super::{Facts, Outcomes, evaluate, get};
use crate::diagram::{OverBudget, Set};
use crate::model::{Condition, Key, Step};

impl Facts<'_> {
    /// The courses in which a condition holds, outcomes being those of decisions that are due.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn condition_when_due(&mut self, condition: &Condition) -> Result<Set, OverBudget> {
        evaluate(&mut self.diagram, condition, Outcomes::Where(&|step| get(&self.due, step)))
    }

    /// The courses in which a condition holds, outcomes being the course's own whether or not decisions happen.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn condition_of_course(&mut self, condition: &Condition) -> Result<Set, OverBudget> {
        evaluate(&mut self.diagram, condition, Outcomes::OfCourse)
    }

    /// True where the step is due in no possible course.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn is_never_due(&mut self, step: Key<Step>) -> Result<bool, OverBudget> {
        Ok(!self.is_possible(self.due(step))?)
    }
}
