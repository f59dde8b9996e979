//! When a step is done in one course, and what it waited for: the chain of waiting.

use super::{Clock, Degree, Facts, Lapse, Limit, NotBefore, Pace, Since};
use crate::diagram::{OverBudget, Set};
use crate::model::{Actor, After, Carrier, Duration, Key, Link, Party, Span, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A part of the waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// What takes the time.
    pub at: WaitingAt,
    /// How long at the pace of the degree; none where the model does not say, which counts zero.
    pub length: Option<Duration>,
    /// Who uses the time.
    pub by: Account,
}

/// What takes time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitingAt {
    /// A step, from its beginning to its completion.
    Step(Key<Step>),
    /// A link, from the completion of one step to where the next can begin.
    Link(Key<Link>),
    /// A time limit that a step waits out.
    Limit(Key<Step>),
}

/// Whose clock the time is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// A party's: it does the step, or brings something, or finds out by itself.
    Person(Key<Party>),
    /// The supplier's: a body does it, or sends something.
    Supplier(Actor),
    /// Nobody's: a time limit that the law sets is waited out.
    Limit,
}

/// Work steps for one look at a step of a course.
const STEP_COSTS: u64 = 20;

/// What a step waited for last.
#[derive(Debug, Clone, Copy)]
enum Cause {
    Link(Key<Link>),
    Step(Key<Step>),
    Limit(Option<Key<Step>>, Duration),
}

/// When something is there, and what it waited for last; no cause where it waits for nothing.
type At = (u64, Option<Cause>);

/// One course, and the steps of it that matter.
struct InCourse<'c> {
    clock: &'c Clock,
    course: &'c [u32],
    done: BTreeMap<Key<Step>, At>,
    limits: BTreeMap<Key<Step>, Vec<Limit>>,
    hurried: BTreeSet<Key<Step>>,
}

impl Facts<'_> {
    /// The chain of waiting before a deadline that lapses: in the least course in which it does so as surely as it
    /// does anywhere in `courses`, from what comes first to the step itself.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn waiting_before(&mut self, lapse: &Lapse, courses: Set) -> Result<Vec<Waiting>, OverBudget> {
        for &(degree, lapses) in &lapse.degrees {
            let lapses = self.diagram.and(lapses, courses)?;
            let Some(course) = self.diagram.witness(lapses) else { continue };
            let anchor =
                self.journey.steps[lapse.step].deadlines.get(lapse.deadline).and_then(|one| one.from);
            let pace = match degree {
                Degree::Certain => Pace::Shortest,
                Degree::Likely => Pace::Typical,
                Degree::Possible => Pace::Longest,
            };
            let clock = match anchor {
                None => Clock::of_event(pace),
                Some(anchor) if self.diagram.contains(lapse.beside, &course) => Clock::beside(anchor),
                Some(anchor) => Clock::since(pace, &self.since(anchor)?),
            };
            let chain = self.chain(&clock, &course, lapse.step)?;
            return Ok(chain.map(|(_, waiting)| waiting).unwrap_or_default());
        }
        Ok(Vec::new())
    }

    /// When a step is done in one course, in minutes, and what it waited for, the first first; none where it is not.
    pub(super) fn chain(
        &mut self,
        clock: &Clock,
        course: &[u32],
        step: Key<Step>,
    ) -> Result<Option<(u64, Vec<Waiting>)>, OverBudget> {
        let mut at = InCourse {
            clock,
            course,
            done: BTreeMap::new(),
            limits: BTreeMap::new(),
            hurried: BTreeSet::new(),
        };
        let mut steps = at.collect(self, step)?;
        steps.sort_by_key(|&step| (self.graph.component_of(step), step));
        loop {
            self.diagram.spend(STEP_COSTS * steps.len() as u64)?;
            let mut changed = false;
            for &step in &steps {
                let Some(now) = at.step(self, step) else { continue };
                // What can be done sooner is: the first cause of the least time is kept.
                if at.done.get(&step).is_none_or(|known| now.0 < known.0) {
                    at.done.insert(step, now);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        Ok(at.done.get(&step).map(|&(done, _)| (done, at.trace(self, step))))
    }
}

impl InCourse<'_> {
    fn holds(&self, facts: &Facts<'_>, set: Set) -> bool {
        facts.diagram.contains(set, self.course)
    }

    /// True where time is counted from a step that this one does not come after: what it took is not known.
    fn counts_zero(&self, facts: &Facts<'_>, step: Key<Step>) -> bool {
        let since: Option<&Rc<Since>> = self.clock.since.as_ref();
        since.is_some_and(|since| since.anchor != step && !self.holds(facts, since.after(step)))
    }

    /// The steps that happen and that the time of one can depend on.
    fn collect(&mut self, facts: &mut Facts<'_>, step: Key<Step>) -> Result<Vec<Key<Step>>, OverBudget> {
        let mut seen = BTreeSet::from([step]);
        let mut open = vec![step];
        while let Some(at) = open.pop() {
            if self.clock.is_anchor(at) || self.counts_zero(facts, at) {
                continue;
            }
            if self.clock.hurries(facts, at) {
                self.hurried.insert(at);
            }
            let limits = facts.waits_out(at)?;
            self.limits.insert(at, limits);
            for (before, set) in facts.waited_for(at)? {
                if self.holds(facts, set) && seen.insert(before) {
                    open.push(before);
                }
            }
        }
        seen.retain(|&step| self.holds(facts, facts.happens(step)));
        Ok(seen.into_iter().collect())
    }

    /// When a step is done, as far as is known by now.
    fn step(&self, facts: &Facts<'_>, step: Key<Step>) -> Option<At> {
        if self.clock.is_anchor(step) || self.counts_zero(facts, step) {
            return Some((0, None));
        }
        let one = &facts.journey.steps[step];
        let hurried = self.hurried.contains(&step);
        let (mut start, mut cause) = self.after(facts, &one.after, hurried)?;
        for limit in self.limits.get(&step).into_iter().flatten() {
            if !self.holds(facts, limit.runs) {
                continue;
            }
            let over = match limit.from {
                None if self.clock.since.is_some() => 0,
                None => limit.within.least(),
                Some(from) if self.counts_zero(facts, from) => 0,
                Some(from) => self.done.get(&from)?.0.saturating_add(limit.within.least()),
            };
            if over > start {
                (start, cause) = (over, Some(Cause::Limit(limit.from, limit.within)));
            }
        }
        Some((start.saturating_add(self.clock.takes(one.takes, hurried)), cause))
    }

    fn after(&self, facts: &Facts<'_>, after: &After, hurried: bool) -> Option<At> {
        match after {
            After::Start => Some((0, None)),
            After::Link(link) => self.arrival(facts, *link, hurried),
            After::AllOf(parts) => {
                let mut last: Option<At> = None;
                for part in parts.iter().filter(|part| self.is_present(facts, part)) {
                    let at = self.after(facts, part, hurried)?;
                    if last.is_none_or(|last| at.0 > last.0) {
                        last = Some(at);
                    }
                }
                last
            }
            After::AnyOf(parts) => {
                let there = parts.iter().filter(|part| self.is_present(facts, part));
                there.filter_map(|part| self.after(facts, part, hurried)).min_by_key(|(at, _)| *at)
            }
        }
    }

    fn is_present(&self, facts: &Facts<'_>, after: &After) -> bool {
        match after {
            After::Start => true,
            After::Link(link) => self.holds(facts, facts.present(*link)),
            After::AllOf(parts) | After::AnyOf(parts) => {
                parts.iter().any(|part| self.is_present(facts, part))
            }
        }
    }

    fn arrival(&self, facts: &Facts<'_>, key: Key<Link>, hurried: bool) -> Option<At> {
        let link = &facts.journey.links[key];
        if !self.holds(facts, facts.holds(key)) {
            return None;
        }
        let takes =
            if self.counts_zero(facts, link.from) { 0 } else { self.clock.takes(link.takes, hurried) };
        let there = self.done.get(&link.from)?.0.saturating_add(takes);
        let Some(NotBefore::Step(other)) = link.not_before else {
            return Some((there, Some(Cause::Link(key))));
        };
        if !self.holds(facts, facts.happens(other)) {
            return Some((there, Some(Cause::Link(key))));
        }
        let done = self.done.get(&other)?.0;
        Some(if done > there { (done, Some(Cause::Step(other))) } else { (there, Some(Cause::Link(key))) })
    }

    fn length(&self, takes: Option<Span>, hurried: bool) -> Option<Duration> {
        let takes = takes?;
        Some(match self.clock.pace {
            Pace::Longest if !hurried => takes.longest,
            Pace::Typical if !hurried => takes.typical.unwrap_or(takes.shortest),
            _ => takes.shortest,
        })
    }

    /// What a step waited for, the first first.
    fn trace(&self, facts: &Facts<'_>, step: Key<Step>) -> Vec<Waiting> {
        let mut waiting = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = Some(step);
        while let Some(at) = next.filter(|&at| seen.insert(at)) {
            if self.clock.is_anchor(at) || self.counts_zero(facts, at) {
                break;
            }
            let one = &facts.journey.steps[at];
            let hurried = self.hurried.contains(&at);
            waiting.push(Waiting {
                at: WaitingAt::Step(at),
                length: self.length(one.takes, hurried),
                by: one.done_by.map_or_else(|| account(one.actor), Account::Person),
            });
            next = match self.done.get(&at).and_then(|(_, cause)| *cause) {
                None => None,
                Some(Cause::Step(before)) => Some(before),
                Some(Cause::Limit(from, within)) => {
                    let limit = WaitingAt::Limit(at);
                    waiting.push(Waiting { at: limit, length: Some(within), by: Account::Limit });
                    from
                }
                Some(Cause::Link(key)) => {
                    let link = &facts.journey.links[key];
                    if !self.counts_zero(facts, link.from) {
                        let length = self.length(link.takes, hurried);
                        waiting.push(Waiting { at: WaitingAt::Link(key), length, by: sender(facts, key) });
                    }
                    Some(link.from)
                }
            };
        }
        waiting.reverse();
        waiting
    }
}

fn account(actor: Actor) -> Account {
    match actor {
        Actor::Party(party) => Account::Person(party),
        Actor::Organisation(_) => Account::Supplier(actor),
    }
}

/// Whoever brings a link from one step to the other: the giver, or the person where it is in the person's hands.
fn sender(facts: &Facts<'_>, link: Key<Link>) -> Account {
    let link = &facts.journey.links[link];
    let does = |step: Key<Step>| {
        let step = &facts.journey.steps[step];
        step.done_by.map_or_else(|| account(step.actor), Account::Person)
    };
    let person = |step| Some(does(step)).filter(|by| matches!(by, Account::Person(_)));
    match link.by {
        Some(Carrier::Person | Carrier::Unprompted) => person(link.to).or_else(|| person(link.from)),
        _ => None,
    }
    .unwrap_or_else(|| does(link.from))
}
