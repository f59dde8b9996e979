//! What a continuation says holds in the other event, for all courses of both at once.

use crate::diagram::{Course, OverBudget, Set};
use crate::facts::Facts;
use crate::model::Implication;
use std::collections::BTreeMap;

/// The steps of work that a situation costs beside those of its sets of courses: it is looked at for every datum.
const SITUATION_COSTS: u64 = 1_000;

/// Courses there that are alike in what holds here for them.
pub(super) struct Situation {
    /// The courses there.
    pub there: Set,
    /// The courses here that what is implied by those there allows.
    pub here: Set,
}

/// The situations that implications tell apart, with all possible courses there among them.
///
/// There are as many as there are combinations of what the implications say, at most.
///
/// # Errors
/// [`OverBudget`].
pub(super) fn situations(
    there: &mut Facts<'_>,
    here: &mut Facts<'_>,
    implies: &[Implication],
) -> Result<Vec<Situation>, OverBudget> {
    let mut situations = BTreeMap::from([(Set::ALL, there.possible)]);
    for implication in implies {
        let holds = there.condition(&implication.here)?;
        let implied = here.condition(&implication.there)?;
        there.diagram.spend(SITUATION_COSTS * situations.len() as u64)?;
        let mut apart: BTreeMap<Set, Set> = BTreeMap::new();
        for (allowed, courses) in situations {
            let both = here.diagram.and(allowed, implied)?;
            let with = there.diagram.and(courses, holds)?;
            let without = there.diagram.minus(courses, holds)?;
            for (allowed, courses) in [(both, with), (allowed, without)] {
                if courses != Set::NONE && here.is_possible(allowed)? {
                    let others = apart.entry(allowed).or_insert(Set::NONE);
                    *others = there.diagram.or(*others, courses)?;
                }
            }
        }
        situations = apart;
    }
    Ok(situations.into_iter().map(|(here, there)| Situation { there, here }).collect())
}

/// The courses there of all situations that a course here may be in.
///
/// # Errors
/// [`OverBudget`].
pub(super) fn of_course(
    situations: &[Situation],
    there: &mut Facts<'_>,
    here: &Facts<'_>,
    course: &(impl Course + ?Sized),
) -> Result<Set, OverBudget> {
    let fits = |one: &&Situation| here.diagram.contains(one.here, course);
    there.diagram.any(situations.iter().filter(fits).map(|one| one.there))
}
