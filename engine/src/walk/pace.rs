//! When each step of one course begins and is done, counted from the event: *When a step is done* of
//! `docs/meaning.md`, for one course.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::model::{After, Key, Link, NotBefore, Span, Step};
use crate::walked::When;
use std::collections::{BTreeMap, BTreeSet};

/// When the steps that happen in a course begin and are done; a step is in neither where no time can be told.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) begins: BTreeMap<Key<Step>, When>,
    pub(super) done: BTreeMap<Key<Step>, When>,
}

/// For a step that waits out time limits: from which step each runs, and how many days.
type Waits = BTreeMap<Key<Step>, Vec<(Option<Key<Step>>, u64)>>;

/// What time depends on in one course.
struct InCourse<'f, 'm> {
    facts: &'f Facts<'m>,
    present: BTreeSet<Key<Link>>,
    holding: BTreeSet<Key<Link>>,
    happening: BTreeSet<Key<Step>>,
    /// The time limits that a step waits out: from which step, and how long.
    waits: Waits,
}

impl Times {
    /// Solved from nothing, a step at a time, until nothing changes: the least solution.
    pub(super) fn new(facts: &mut Facts<'_>, course: &[u32]) -> Result<Self, OverBudget> {
        let journey = facts.journey;
        let mut waits = Waits::new();
        for (key, step) in journey.steps.iter() {
            for deadline in step.waits_out.iter().flat_map(|&other| &journey.steps[other].deadlines) {
                let when = facts.condition(&deadline.when)?;
                let runs =
                    deadline.from.is_none_or(|from| facts.diagram.contains(facts.happens(from), course));
                if runs && facts.diagram.contains(when, course) {
                    waits.entry(key).or_default().push((deadline.from, deadline.within.least()));
                }
            }
        }
        let facts = &*facts;
        let within = |set| facts.diagram.contains(set, course);
        let links = || journey.links.keys();
        let present = links().filter(|&link| within(facts.present(link))).collect();
        let holding = links().filter(|&link| within(facts.holds(link))).collect();
        let happening = journey.steps.keys().filter(|&step| within(facts.happens(step))).collect();
        let course_of = InCourse { facts, present, holding, happening, waits };
        let mut times = Self::default();
        // Each pass settles at least one more step, but for alternatives, which only ever get earlier.
        for _ in 0..=2 * course_of.happening.len() {
            let mut changed = false;
            for &step in &course_of.happening {
                let Some(begins) = course_of.begins(step, &times) else { continue };
                let done = plus(begins, journey.steps[step].takes);
                changed |= times.begins.insert(step, begins) != Some(begins);
                times.done.insert(step, done);
            }
            if !changed {
                break;
            }
        }
        Ok(times)
    }
}

impl InCourse<'_, '_> {
    fn begins(&self, step: Key<Step>, times: &Times) -> Option<When> {
        let mut begins = self.comes(&self.facts.journey.steps[step].after, times)?;
        for &(from, within) in self.waits.get(&step).into_iter().flatten() {
            let from = match from {
                None => When::default(),
                Some(from) => *times.done.get(&from)?,
            };
            begins = last(begins, When(from.0.map(|from| from.saturating_add(within))));
        }
        Some(begins)
    }

    /// When an `after` has come; none where it has not.
    fn comes(&self, after: &After, times: &Times) -> Option<When> {
        match after {
            After::Start => Some(When::default()),
            After::Link(link) => self.link(*link, times),
            After::AllOf(parts) => {
                let parts = parts.iter().filter(|part| self.is_present(part));
                let mut all = None;
                for part in parts {
                    let part = self.comes(part, times)?;
                    all = Some(all.map_or(part, |all| last(all, part)));
                }
                all
            }
            After::AnyOf(parts) => parts.iter().filter_map(|part| self.comes(part, times)).reduce(first),
        }
    }

    fn is_present(&self, after: &After) -> bool {
        match after {
            After::Start => true,
            After::Link(link) => self.present.contains(link),
            After::AllOf(parts) | After::AnyOf(parts) => parts.iter().any(|part| self.is_present(part)),
        }
    }

    fn link(&self, key: Key<Link>, times: &Times) -> Option<When> {
        if !self.holding.contains(&key) {
            return None;
        }
        let link = &self.facts.journey.links[key];
        let arrives = plus(*times.done.get(&link.from)?, link.takes);
        match link.not_before {
            // A step that does not happen holds nothing up; one of which no time is known does.
            Some(NotBefore::Step(other)) if self.happening.contains(&other) => {
                Some(last(arrives, *times.done.get(&other)?))
            }
            _ => Some(arrives),
        }
    }
}

fn plus(when: When, takes: Option<Span>) -> When {
    let [shortest, typical, longest] = takes.map_or([0; 3], Span::minutes);
    let When([a, b, c]) = when;
    When([a.saturating_add(shortest), b.saturating_add(typical), c.saturating_add(longest)])
}

fn last(When([a, b, c]): When, When([x, y, z]): When) -> When {
    When([a.max(x), b.max(y), c.max(z)])
}

fn first(When([a, b, c]): When, When([x, y, z]): When) -> When {
    When([a.min(x), b.min(y), c.min(z)])
}
