//! Where a step is done within a length of time.
//!
//! The same least solution as *happens*, with a length of time handed back along the links: a step is done within so
//! long where its `after` holds with what is left when its own time is taken off. Asked only of the steps and lengths
//! that matter: where nothing before a step can take as long, the answer is where it happens.

use super::{Clock, Limit, Pace};
use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, flow, get};
use crate::model::{Key, Link, NotBefore, Span, Step};
use std::collections::{HashMap, HashSet};

/// Longer than any length of time: what is done within it is done at last.
const FOREVER: u64 = u64::MAX;

/// A step, and within how long it is to be done.
type Pair = (Key<Step>, u64);

impl Clock {
    /// How long a step or a link takes; nothing where that is not known.
    pub(super) fn takes(&self, takes: Option<Span>, hurried: bool) -> u64 {
        let [shortest, typical, longest] = takes.map(Span::minutes).unwrap_or_default();
        match self.pace {
            Pace::Shortest => shortest,
            _ if hurried => shortest,
            Pace::Typical => typical,
            Pace::Longest => longest,
        }
    }

    /// True for the steps that take their shortest whatever the pace.
    pub(super) fn hurries(&self, facts: &mut Facts<'_>, step: Key<Step>) -> bool {
        self.hurried.is_some_and(|anchor| facts.leads_to(step, anchor))
    }

    /// True for the step that time is counted from.
    pub(super) fn is_anchor(&self, step: Key<Step>) -> bool {
        self.since.as_ref().is_some_and(|since| since.anchor == step)
    }
}

/// What is left of a length of time when some of it is taken; none where it is not enough.
fn left(of: u64, taken: u64) -> Option<u64> {
    if of == FOREVER { Some(FOREVER) } else { of.checked_sub(taken) }
}

/// When steps are done at the very latest, in whatever course: where every link holds and all take their longest.
#[derive(Default)]
pub(super) struct Bounds {
    latest: HashMap<Key<Step>, Option<u64>>,
}

impl Bounds {
    /// In minutes from the event; none where steps wait for each other, so that no bound is known.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub(super) fn latest(
        &mut self,
        facts: &mut Facts<'_>,
        step: Key<Step>,
    ) -> Result<Option<u64>, OverBudget> {
        let mut under_way = HashSet::new();
        let mut open = vec![step];
        while let Some(&at) = open.last() {
            if self.latest.contains_key(&at) {
                open.pop();
                continue;
            }
            let before = waits(facts, at);
            facts.diagram.spend(1 + before.len() as u64)?;
            if under_way.insert(at) {
                let unknown = |&(before, _): &(Option<Key<Step>>, u64)| {
                    before.filter(|before| !self.latest.contains_key(before))
                };
                open.extend(before.iter().filter_map(unknown).filter(|before| !under_way.contains(before)));
                continue;
            }
            let longest = |takes: Option<Span>| takes.map_or(0, |takes| takes.minutes()[2]);
            let mut begins = Some(0u64);
            for (from, minutes) in before {
                // What is not known by now goes in a circle with this.
                let done = from.map_or(Some(0), |from| self.latest.get(&from).copied().flatten());
                begins = begins.zip(done).map(|(begins, done)| begins.max(done.saturating_add(minutes)));
            }
            let takes = longest(facts.journey.steps[at].takes);
            self.latest.insert(at, begins.map(|begins| begins.saturating_add(takes)));
            open.pop();
        }
        Ok(self.latest.get(&step).copied().flatten())
    }
}

/// What a step can wait for: the completion of a step, or of none for the event, and how long after it.
fn waits(facts: &Facts<'_>, step: Key<Step>) -> Vec<(Option<Key<Step>>, u64)> {
    let journey = facts.journey;
    let mut before = Vec::new();
    for &key in facts.graph.incoming(step) {
        let link = &journey.links[key];
        before.push((Some(link.from), link.takes.map_or(0, |takes| takes.minutes()[2])));
        if let Some(NotBefore::Step(other)) = link.not_before {
            before.push((Some(other), 0));
        }
    }
    let limits = journey.steps[step].waits_out.map_or(&[][..], |of| &journey.steps[of].deadlines);
    before.extend(limits.iter().map(|limit| (limit.from, limit.within.least())));
    before
}

/// What one clock tells, as far as it has been asked.
pub(super) struct Solved {
    clock: Clock,
    known: HashMap<Pair, Set>,
}

/// Everything that decides when a step begins, looked up once.
struct Before {
    links: Vec<Arriving>,
    limits: Vec<Limit>,
    takes: u64,
}

struct Arriving {
    key: Key<Link>,
    from: Key<Step>,
    takes: u64,
    /// Before the completion of which step the step may not begin.
    not_before: Option<Key<Step>>,
}

impl Solved {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, known: HashMap::new() }
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The courses in which a step is done at some time that can be told.
    pub(super) fn at_last(
        &mut self,
        facts: &mut Facts<'_>,
        bounds: &mut Bounds,
        step: Key<Step>,
    ) -> Result<Set, OverBudget> {
        match bounds.latest(facts, step)? {
            Some(_) => Ok(facts.happens(step)),
            None => self.within(facts, bounds, step, FOREVER),
        }
    }

    /// The courses in which a step is done within so many minutes.
    pub(super) fn within(
        &mut self,
        facts: &mut Facts<'_>,
        bounds: &mut Bounds,
        step: Key<Step>,
        minutes: u64,
    ) -> Result<Set, OverBudget> {
        let asked = (step, minutes);
        if let Some(plain) = self.plain(facts, bounds, asked)? {
            return Ok(plain);
        }
        let (order, in_circles) = self.collect(facts, bounds, asked)?;
        loop {
            let mut changed = false;
            for (pair, before) in &order {
                let now = self.solve(facts, bounds, *pair, before)?;
                changed |= self.known.insert(*pair, now) != Some(now);
            }
            if !changed || !in_circles {
                break;
            }
        }
        Ok(self.known.get(&asked).copied().unwrap_or(Set::NONE))
    }

    /// The answer where it is known already, or takes no thought.
    fn plain(
        &self,
        facts: &mut Facts<'_>,
        bounds: &mut Bounds,
        (step, minutes): Pair,
    ) -> Result<Option<Set>, OverBudget> {
        let never_after = self.clock.since.as_ref().is_some_and(|since| since.after(step) == Set::NONE);
        let soon = bounds.latest(facts, step)?.is_some_and(|latest| latest <= minutes);
        if never_after || soon {
            return Ok(Some(facts.happens(step)));
        }
        Ok(self.known.get(&(step, minutes)).copied())
    }

    /// The pairs that the answer depends on and that are not known, each after those it depends on; and whether some
    /// go in circles, so that they must be solved more than once.
    fn collect(
        &self,
        facts: &mut Facts<'_>,
        bounds: &mut Bounds,
        asked: Pair,
    ) -> Result<(Vec<(Pair, Before)>, bool), OverBudget> {
        let mut order = Vec::new();
        let mut in_circles = false;
        let mut under_way: HashMap<Pair, bool> = HashMap::new();
        let mut open = vec![(asked, None::<Before>)];
        while let Some((pair, seen)) = open.pop() {
            if let Some(before) = seen {
                under_way.insert(pair, false);
                order.push((pair, before));
                continue;
            }
            match under_way.get(&pair) {
                Some(true) => in_circles = true,
                Some(false) => {}
                None => {
                    let before = self.before(facts, pair.0)?;
                    facts.diagram.spend(1 + before.links.len() as u64)?;
                    under_way.insert(pair, true);
                    let next = self.needs(pair, &before);
                    open.push((pair, Some(before)));
                    for next in next {
                        if self.plain(facts, bounds, next)?.is_none() {
                            open.push((next, None));
                        }
                    }
                }
            }
        }
        Ok((order, in_circles))
    }

    fn before(&self, facts: &mut Facts<'_>, step: Key<Step>) -> Result<Before, OverBudget> {
        let journey = facts.journey;
        let hurried = self.clock.hurries(facts, step);
        let arriving = |&key: &Key<Link>| {
            let link = &journey.links[key];
            let not_before = match link.not_before {
                Some(NotBefore::Step(other)) => Some(other),
                Some(NotBefore::Date(_)) | None => None,
            };
            Arriving { key, from: link.from, takes: self.clock.takes(link.takes, hurried), not_before }
        };
        let links = facts.graph.incoming(step).iter().map(arriving).collect();
        let limits = facts.waits_out(step)?;
        Ok(Before { links, limits, takes: self.clock.takes(journey.steps[step].takes, hurried) })
    }

    /// The pairs that one depends on directly.
    fn needs(&self, (_, minutes): Pair, before: &Before) -> Vec<Pair> {
        let Some(start) = left(minutes, before.takes) else { return Vec::new() };
        let mut needs = Vec::new();
        for link in &before.links {
            needs.extend(left(start, link.takes).map(|minutes| (link.from, minutes)));
            needs.extend(link.not_before.map(|other| (other, start)));
        }
        let limits = before.limits.iter();
        needs.extend(limits.filter_map(|limit| limit.from.zip(left(start, limit.within.least()))));
        needs.retain(|(step, _)| !self.clock.is_anchor(*step));
        needs
    }

    /// What is known of a pair that [`needs`](Self::needs) named; what is not known yet is not so yet.
    fn told(&self, facts: &mut Facts<'_>, bounds: &mut Bounds, pair: Pair) -> Result<Set, OverBudget> {
        if self.clock.is_anchor(pair.0) {
            return Ok(facts.happens(pair.0));
        }
        Ok(self.plain(facts, bounds, pair)?.unwrap_or(Set::NONE))
    }

    /// Where the step happens without coming after the anchor: there it counts zero.
    fn counts_zero(&self, facts: &mut Facts<'_>, step: Key<Step>) -> Result<Set, OverBudget> {
        match &self.clock.since {
            Some(since) if since.anchor != step => {
                facts.diagram.minus(facts.happens(step), since.after(step))
            }
            _ => Ok(Set::NONE),
        }
    }

    fn solve(
        &self,
        facts: &mut Facts<'_>,
        bounds: &mut Bounds,
        (step, minutes): Pair,
        before: &Before,
    ) -> Result<Set, OverBudget> {
        let zero = self.counts_zero(facts, step)?;
        let Some(start) = left(minutes, before.takes) else { return Ok(zero) };
        let mut arrived: HashMap<Key<Link>, Set> = HashMap::new();
        for link in &before.links {
            arrived.insert(link.key, self.arrived(facts, bounds, link, start)?);
        }
        let Facts { journey, diagram, present, .. } = facts;
        let after = flow::says(diagram, &journey.steps[step].after, &mut |_, link| {
            let holds = arrived.get(&link).copied().unwrap_or(Set::NONE);
            Ok(flow::Says { present: get(present, link), holds })
        })?;
        let mut in_time = facts.diagram.and(facts.happens(step), after.holds)?;
        for limit in &before.limits {
            let over = self.limit_over(facts, bounds, limit, start)?;
            in_time = facts.diagram.and(in_time, over)?;
        }
        facts.diagram.or(zero, in_time)
    }

    /// Where a link holds, what it brings is there when the step is to start, and the step may start.
    fn arrived(
        &self,
        facts: &mut Facts<'_>,
        bounds: &mut Bounds,
        link: &Arriving,
        start: u64,
    ) -> Result<Set, OverBudget> {
        let holds = facts.holds(link.key);
        let there = match left(start, link.takes) {
            Some(minutes) => self.told(facts, bounds, (link.from, minutes))?,
            None => self.counts_zero(facts, link.from)?,
        };
        let there = facts.diagram.and(holds, there)?;
        let Some(other) = link.not_before else { return Ok(there) };
        let done = self.told(facts, bounds, (other, start))?;
        let may = facts.diagram.or(done, facts.happens(other).complement())?;
        facts.diagram.and(there, may)
    }

    /// Where a limit that is waited out is over when the step is to start, or does not run.
    fn limit_over(
        &self,
        facts: &mut Facts<'_>,
        bounds: &mut Bounds,
        limit: &Limit,
        start: u64,
    ) -> Result<Set, OverBudget> {
        let rest = left(start, limit.within.least());
        let over = match (limit.from, rest) {
            // The event is before any anchor: how long it is since is not known, and counts zero.
            (None, _) if self.clock.since.is_some() => Set::ALL,
            (None, Some(_)) => Set::ALL,
            (None, None) => Set::NONE,
            (Some(from), Some(minutes)) => self.told(facts, bounds, (from, minutes))?,
            (Some(from), None) => self.counts_zero(facts, from)?,
        };
        facts.diagram.or(over, limit.runs.complement())
    }
}
