//! Time: which deadlines lapse, in which courses, and how surely.
//!
//! Computed for all courses at once, and only for the steps that a deadline waits for. What is asked is never how long
//! something takes, but whether it is done *within* a length of time: that is solved as what happens is solved.
//! The meaning is *Time* in `docs/meaning.md`.

mod chain;
mod within;

pub use chain::{Account, Waiting, WaitingAt};

use super::{Facts, Taken};
use crate::diagram::{OverBudget, Set};
use crate::model::{Actor, Deadline, Duration, Key, NotBefore, Step};
use crate::vocabulary::Degree;
use std::collections::BTreeMap;
use std::rc::Rc;
use within::Solved;

/// A deadline that lapses in some possible course.
#[derive(Debug, Clone)]
pub struct Lapse {
    /// The step that is to be done in time.
    pub step: Key<Step>,
    /// The number of the deadline among those of the step.
    pub deadline: usize,
    /// How surely it lapses, the surest first: disjoint.
    pub degrees: Vec<(Degree, Set)>,
    /// The rights that hang on the step, by the step that gives each and its number there, and the courses in which
    /// they do. Only where a party does the step, one must apply for the right, and the step itself or the one after
    /// it gives it.
    pub rights: Vec<(Key<Step>, usize, Set)>,
    /// The courses in which the step also depends on a branch that is neither before nor after the anchor.
    beside: Set,
}

/// How long things are taken to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    Shortest,
    Typical,
    Longest,
}

/// What time is counted from, and how.
#[derive(Debug, Clone)]
struct Clock {
    pace: Pace,
    /// This step, and what leads to it, take their shortest whatever the pace.
    hurried: Option<Key<Step>>,
    /// Counted from the completion of a step; from the event where there is none.
    since: Option<Rc<Since>>,
}

/// A step that time is counted from, and where each step comes after it; where one does not, it counts zero.
#[derive(Debug, Clone)]
pub(super) struct Since {
    anchor: Key<Step>,
    after: BTreeMap<Key<Step>, Set>,
}

impl Since {
    fn after(&self, step: Key<Step>) -> Set {
        self.after.get(&step).copied().unwrap_or(Set::NONE)
    }
}

/// A time limit that a step waits out.
#[derive(Debug, Clone, Copy)]
struct Limit {
    /// From the completion of which step; from the event when none.
    from: Option<Key<Step>>,
    within: Duration,
    runs: Set,
}

impl Clock {
    fn of_event(pace: Pace) -> Self {
        Self { pace, hurried: None, since: None }
    }

    fn since(pace: Pace, since: &Rc<Since>) -> Self {
        Self { pace, hurried: None, since: Some(Rc::clone(since)) }
    }

    /// Counted from the event: what leads to the anchor takes its shortest, all else its longest.
    fn beside(anchor: Key<Step>) -> Self {
        Self { pace: Pace::Longest, hurried: Some(anchor), since: None }
    }
}

/// The degree that each pace tells.
const DEGREES: [(Degree, Pace); 3] =
    [(Degree::Certain, Pace::Shortest), (Degree::Likely, Pace::Typical), (Degree::Possible, Pace::Longest)];

impl Facts<'_> {
    /// The deadlines that lapse, by step and by the order in which they are written there.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn lapses(&mut self) -> Result<Rc<Vec<Lapse>>, OverBudget> {
        if let Some(known) = &self.lapses {
            return Ok(Rc::clone(known));
        }
        let journey = self.journey;
        let mut solved = DEGREES.map(|(_, pace)| Solved::new(Clock::of_event(pace)));
        let mut found = Vec::new();
        for (step, one) in journey.steps.iter() {
            for (number, deadline) in one.deadlines.iter().enumerate() {
                let [.., longest] = &mut solved;
                if deadline.from == Some(step)
                    || longest.always_within(self, step, deadline.within.least())?
                {
                    continue;
                }
                let runs = self.deadline_runs(step, deadline)?;
                let runs = self.diagram.all([runs, self.happens(step), self.possible])?;
                if runs == Set::NONE {
                    continue;
                }
                let (late, beside) = match deadline.from {
                    None => (self.late(&mut solved, step, deadline, runs)?, Set::NONE),
                    Some(anchor) => self.late_since(anchor, step, deadline, runs)?,
                };
                let degrees = self.disjoint(late)?;
                if !degrees.is_empty() {
                    found.push(Lapse { step, deadline: number, degrees, rights: Vec::new(), beside });
                }
            }
        }
        for lapse in &mut found {
            lapse.rights = self.rights_hanging_on(lapse.step)?;
        }
        let found = Rc::new(found);
        self.lapses = Some(Rc::clone(&found));
        Ok(found)
    }

    /// The courses in which a deadline runs: its anchor happens, its step is due, and its condition holds.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn deadline_runs(&mut self, step: Key<Step>, deadline: &Deadline) -> Result<Set, OverBudget> {
        let when = self.condition(&deadline.when)?;
        let anchor = deadline.from.map_or(Set::ALL, |anchor| self.happens(anchor));
        self.diagram.all([when, anchor, self.due(step)])
    }

    /// Where a step is late at each pace, counted from the event.
    fn late(
        &mut self,
        solved: &mut [Solved; 3],
        step: Key<Step>,
        deadline: &Deadline,
        runs: Set,
    ) -> Result<[Set; 3], OverBudget> {
        let mut late = [Set::NONE; 3];
        for (late, solved) in late.iter_mut().zip(solved) {
            // What is possible needs one calendar; what is likely or certain is so in every one.
            let window = match solved.clock().pace {
                Pace::Longest => deadline.within.least(),
                Pace::Shortest | Pace::Typical => deadline.within.most(),
            };
            let in_time = solved.within(self, step, window)?;
            let at_last = solved.at_last(self, step)?;
            let not_yet = self.diagram.minus(at_last, in_time)?;
            *late = self.diagram.and(runs, not_yet)?;
        }
        Ok(late)
    }

    /// Where a step is late at each pace, counted from the completion of another, and where it also depends on a
    /// branch that is neither before nor after that one.
    fn late_since(
        &mut self,
        anchor: Key<Step>,
        step: Key<Step>,
        deadline: &Deadline,
        runs: Set,
    ) -> Result<([Set; 3], Set), OverBudget> {
        let since = self.since(anchor)?;
        let beside = self.beside(&since, step)?;
        let only_after = self.diagram.minus(runs, beside)?;
        let mut solved = DEGREES.map(|(_, pace)| Solved::new(Clock::since(pace, &since)));
        let [certain, likely, mut possible] = self.late(&mut solved, step, deadline, only_after)?;
        let both = self.diagram.and(runs, beside)?;
        if both != Set::NONE {
            let late = self.late_beside(anchor, step, deadline.within.least(), both)?;
            possible = self.diagram.or(possible, late)?;
        }
        Ok(([certain, likely, possible], beside))
    }

    /// What comes after a step.
    fn since(&mut self, anchor: Key<Step>) -> Result<Rc<Since>, OverBudget> {
        if let Some(known) = self.since.get(&anchor) {
            return Ok(Rc::clone(known));
        }
        let taken = Taken { steps: [(anchor, Set::ALL)].into(), ..Taken::default() };
        let mut after = self.lost_without(&taken)?;
        after.remove(&anchor);
        let since = Rc::new(Since { anchor, after });
        self.since.insert(anchor, Rc::clone(&since));
        Ok(since)
    }

    /// Where a step depends on a step that neither must precede the anchor nor come after it.
    fn beside(&mut self, since: &Since, step: Key<Step>) -> Result<Set, OverBudget> {
        let mut beside = Set::NONE;
        let mut reached: BTreeMap<Key<Step>, Set> = [(step, self.happens(step))].into();
        let mut open = vec![step];
        while let Some(at) = open.pop() {
            if at == since.anchor {
                continue;
            }
            let here = reached.get(&at).copied().unwrap_or(Set::NONE);
            let through = self.diagram.and(here, since.after(at))?;
            let other = self.diagram.minus(here, since.after(at))?;
            if !self.is_subset(other, beside)? {
                let before = self.precedes(at, since.anchor)?;
                let neither = self.diagram.minus(other, before)?;
                beside = self.diagram.or(beside, neither)?;
            }
            if through == Set::NONE {
                continue;
            }
            for (before, set) in self.waited_for(at)? {
                let set = self.diagram.and(set, through)?;
                let known = reached.get(&before).copied().unwrap_or(Set::NONE);
                let now = self.diagram.or(known, set)?;
                if now != known {
                    reached.insert(before, now);
                    open.push(before);
                }
            }
        }
        Ok(beside)
    }

    fn is_subset(&mut self, a: Set, b: Set) -> Result<bool, OverBudget> {
        self.diagram.is_subset(a, b)
    }

    /// The steps whose completion the beginning of a step depends on, and where.
    fn waited_for(&mut self, step: Key<Step>) -> Result<Vec<(Key<Step>, Set)>, OverBudget> {
        let mut before = Vec::new();
        for &key in self.graph.incoming(step) {
            let link = &self.journey.links[key];
            let holds = super::get(&self.holds, key);
            before.push((link.from, holds));
            if let Some(NotBefore::Step(other)) = link.not_before {
                before.push((other, self.diagram.and(holds, super::get(&self.happens, other))?));
            }
        }
        for limit in self.waits_out(step)? {
            before.extend(limit.from.map(|from| (from, limit.runs)));
        }
        Ok(before)
    }

    /// The time limits that a step waits out. They run whether or not the other step is due: whoever waits for the
    /// time for complaint to pass waits also where nobody complains.
    fn waits_out(&mut self, step: Key<Step>) -> Result<Vec<Limit>, OverBudget> {
        let Some(of) = self.journey.steps[step].waits_out else { return Ok(Vec::new()) };
        let mut limits = Vec::new();
        for deadline in &self.journey.steps[of].deadlines {
            let when = self.condition(&deadline.when)?;
            let anchor = deadline.from.map_or(Set::ALL, |anchor| self.happens(anchor));
            let runs = self.diagram.and(when, anchor)?;
            limits.push(Limit { from: deadline.from, within: deadline.within, runs });
        }
        Ok(limits)
    }

    /// Where a step is late when what leads to the anchor takes its shortest and all else its longest.
    fn late_beside(
        &mut self,
        anchor: Key<Step>,
        step: Key<Step>,
        window: u64,
        courses: Set,
    ) -> Result<Set, OverBudget> {
        let mut solved = Solved::new(Clock::beside(anchor));
        let (anchor_at_last, step_at_last) = (solved.at_last(self, anchor)?, solved.at_last(self, step)?);
        let mut left = self.diagram.all([courses, anchor_at_last, step_at_last])?;
        let mut late = Set::NONE;
        // The completion of the anchor, one value after another, each told by a course that has it.
        while let Some(course) = self.diagram.witness(left) {
            let done =
                self.chain(solved.clock(), &course, anchor)?.map(|(done, _)| done).ok_or(OverBudget)?;
            let by_then = solved.within(self, anchor, done)?;
            let earlier = match done.checked_sub(1) {
                Some(earlier) => solved.within(self, anchor, earlier)?,
                None => Set::NONE,
            };
            let just_then = self.diagram.minus(by_then, earlier)?;
            if !self.diagram.contains(just_then, &course) {
                return Err(OverBudget);
            }
            let in_time = solved.within(self, step, window.saturating_add(done))?;
            let too_late = self.diagram.minus(just_then, in_time)?;
            let too_late = self.diagram.and(left, too_late)?;
            late = self.diagram.or(late, too_late)?;
            left = self.diagram.minus(left, just_then)?;
        }
        Ok(late)
    }

    /// The sets of the three paces as disjoint degrees, those that are empty left out.
    fn disjoint(&mut self, late: [Set; 3]) -> Result<Vec<(Degree, Set)>, OverBudget> {
        let mut surer = Set::NONE;
        let mut degrees = Vec::new();
        for ((degree, _), late) in DEGREES.into_iter().zip(late) {
            let only = self.diagram.minus(late, surer)?;
            surer = self.diagram.or(surer, late)?;
            if only != Set::NONE {
                degrees.push((degree, only));
            }
        }
        Ok(degrees)
    }

    /// The rights that a party gets only by doing a step, and the courses in which it is so.
    fn rights_hanging_on(&mut self, step: Key<Step>) -> Result<Vec<(Key<Step>, usize, Set)>, OverBudget> {
        let journey = self.journey;
        let one = &journey.steps[step];
        if one.done_by.is_none() && matches!(one.actor, Actor::Organisation(_)) {
            return Ok(Vec::new());
        }
        let taken = Taken { steps: [(step, Set::ALL)].into(), ..Taken::default() };
        let mut rights = Vec::new();
        for (giving, lost) in self.lost_without(&taken)? {
            let gives = &journey.steps[giving].gives;
            if !gives.iter().any(|right| right.must_apply) {
                continue;
            }
            let mut next = if giving == step { Set::ALL } else { Set::NONE };
            for &key in self.graph.incoming(giving) {
                if journey.links[key].from == step {
                    next = self.diagram.or(next, super::get(&self.holds, key))?;
                }
            }
            let courses = self.diagram.and(lost, next)?;
            let gives = gives.iter().enumerate().filter(|(_, right)| right.must_apply);
            rights.extend(gives.map(|(number, _)| (giving, number, courses)));
        }
        Ok(rights)
    }
}
