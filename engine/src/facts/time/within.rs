//! Where a step is done within a length of time.
//!
//! The same least solution as *happens*, with a length of time handed back along the links: a step is done within so
//! long where its `after` holds with what is left when its own time is taken off. Asked only of the steps and lengths
//! that matter: where nothing before a step can take as long, the answer is where it happens.

use super::{Clock, Limit, Pace};
use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, flow, get};
use crate::model::{After, Key, Link, NotBefore, Span, Step};
use foldhash::{HashMap, HashMapExt};
use petgraph::graph::DiGraph;
use std::rc::Rc;

/// Longer than any length of time: what is done within it is done at last.
const FOREVER: u64 = u64::MAX;

/// Work steps for one pair and for each of its links: what it takes in time and room beside the diagram's own work.
const PAIR_COSTS: u64 = 100;

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

/// Between which times steps are done, in whatever course: the earliest and the latest.
///
/// None where steps wait for each other, so that no bounds are known.
type Bounds = HashMap<Key<Step>, Option<(u64, u64)>>;

/// True where an `after` may have come with the event.
fn may_start(after: &After) -> bool {
    match after {
        After::Start => true,
        After::Link(_) => false,
        After::AllOf(parts) | After::AnyOf(parts) => parts.iter().any(may_start),
    }
}

/// What one clock tells, as far as it has been asked.
pub(super) struct Solved {
    clock: Clock,
    known: HashMap<Pair, Set>,
    bounds: Bounds,
    /// By when a step is done wherever it is done at all, of the steps for which there are no bounds.
    ends: HashMap<Key<Step>, u64>,
    before: HashMap<Key<Step>, Rc<Before>>,
}

/// Everything that decides when a step begins, looked up once.
struct Before {
    links: Vec<Arriving>,
    limits: Vec<Limit>,
    takes: u64,
}

impl Before {
    /// The steps whose completion it depends on.
    fn steps(&self) -> impl Iterator<Item = Key<Step>> {
        let links = self.links.iter().flat_map(|link| [Some(link.from), link.not_before]);
        links.chain(self.limits.iter().map(|limit| limit.from)).flatten()
    }
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
        Self {
            clock,
            known: HashMap::new(),
            bounds: Bounds::new(),
            ends: HashMap::new(),
            before: HashMap::new(),
        }
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Between which times a step is done.
    fn bounds(&mut self, facts: &mut Facts<'_>, step: Key<Step>) -> Result<Option<(u64, u64)>, OverBudget> {
        if let Some(&known) = self.bounds.get(&step) {
            return Ok(known);
        }
        let mut under_way: HashMap<Key<Step>, Rc<Before>> = HashMap::new();
        let mut open = vec![step];
        while let Some(&at) = open.last() {
            if self.bounds.contains_key(&at) {
                open.pop();
                continue;
            }
            if let Some(before) = under_way.get(&at) {
                let bounds = self.bounds_after(facts, at, before)?;
                self.bounds.insert(at, bounds);
                open.pop();
                continue;
            }
            let before = self.before(facts, at)?;
            let needed = before.steps().filter(|before| !self.bounds.contains_key(before));
            let needed: Vec<_> =
                needed.filter(|before| *before != at && !under_way.contains_key(before)).collect();
            if !self.never_waits(at) {
                open.extend(needed);
            }
            under_way.insert(at, before);
        }
        Ok(self.bounds.get(&step).copied().flatten())
    }

    /// True where time is counted from a step that this one never comes after, or that it is.
    fn never_waits(&self, step: Key<Step>) -> bool {
        self.clock.since.as_ref().is_some_and(|since| since.after(step) == Set::NONE)
    }

    /// The bounds of a step, by those of the steps it waits for; those that are not known by now wait for it too.
    fn bounds_after(
        &self,
        facts: &mut Facts<'_>,
        step: Key<Step>,
        before: &Before,
    ) -> Result<Option<(u64, u64)>, OverBudget> {
        if self.never_waits(step) {
            return Ok(Some((0, 0)));
        }
        let of = |step| self.bounds.get(&step).copied().flatten();
        let mut earliest = if may_start(&facts.journey.steps[step].after) { Some(0) } else { None };
        let mut latest = 0u64;
        for link in &before.links {
            let Some((first, last)) = of(link.from) else { return Ok(None) };
            let first = first.saturating_add(link.takes);
            earliest = Some(earliest.map_or(first, |earliest: u64| earliest.min(first)));
            latest = latest.max(last.saturating_add(link.takes));
            if let Some(other) = link.not_before {
                let Some((_, last)) = of(other) else { return Ok(None) };
                latest = latest.max(last);
            }
        }
        for limit in &before.limits {
            let Some((_, last)) = limit.from.map_or(Some((0, 0)), of) else { return Ok(None) };
            latest = latest.max(last.saturating_add(limit.within.least()));
        }
        // Where it counts zero in some courses, and links from what does, it may be done at once.
        let zero = self.clock.since.is_some();
        let earliest = if zero { 0 } else { earliest.unwrap_or_default().saturating_add(before.takes) };
        Ok(Some((earliest, latest.saturating_add(before.takes))))
    }

    /// The same question with a length of time that is told apart: whoever waits in a circle would otherwise be asked
    /// for ever less time, once for each time round, although nothing is done later than once round.
    fn pair(&mut self, facts: &mut Facts<'_>, (step, minutes): Pair) -> Result<Pair, OverBudget> {
        if minutes == FOREVER || self.bounds(facts, step)?.is_some() {
            return Ok((step, minutes));
        }
        let ends = self.ends(facts, step)?;
        Ok((step, if minutes >= ends { FOREVER } else { minutes }))
    }

    /// By when a step is done wherever it is done at all.
    ///
    /// What decides when a step is done is a chain of waiting in which no step stands twice. So no chain through steps
    /// that wait for each other is longer than what is before them and all of them together.
    fn ends(&mut self, facts: &mut Facts<'_>, step: Key<Step>) -> Result<u64, OverBudget> {
        if let Some(&known) = self.ends.get(&step) {
            return Ok(known);
        }
        let mut graph = DiGraph::<Key<Step>, ()>::new();
        let mut nodes = HashMap::from_iter([(step, graph.add_node(step))]);
        let mut open = vec![step];
        while let Some(at) = open.pop() {
            if self.never_waits(at) {
                continue;
            }
            let before = self.before(facts, at)?;
            for other in before.steps().filter(|other| !self.ends.contains_key(other)) {
                let node = *nodes.entry(other).or_insert_with(|| {
                    open.push(other);
                    graph.add_node(other)
                });
                if let Some(&from) = nodes.get(&at) {
                    graph.add_edge(from, node, ());
                }
            }
        }
        // What is waited for comes before those that wait.
        for circle in petgraph::algo::kosaraju_scc(&graph) {
            let steps: Vec<Key<Step>> =
                circle.iter().filter_map(|&node| graph.node_weight(node)).copied().collect();
            let (mut before_all, mut own) = (0u64, 0u64);
            for &at in &steps {
                if self.never_waits(at) {
                    continue;
                }
                let before = self.before(facts, at)?;
                let others = before.steps().filter_map(|other| self.ends.get(&other).copied());
                before_all = others.fold(before_all, u64::max);
                let links = before.links.iter().map(|link| link.takes);
                let waits = links.chain(before.limits.iter().map(|limit| limit.within.least())).max();
                own = own.saturating_add(before.takes).saturating_add(waits.unwrap_or_default());
            }
            let ends = before_all.saturating_add(own);
            self.ends.extend(steps.into_iter().map(|at| (at, ends)));
        }
        Ok(self.ends.get(&step).copied().unwrap_or(FOREVER))
    }

    /// The courses in which a step is done at some time that can be told.
    pub(super) fn at_last(&mut self, facts: &mut Facts<'_>, step: Key<Step>) -> Result<Set, OverBudget> {
        match self.bounds(facts, step)? {
            Some(_) => Ok(facts.happens(step)),
            None => self.within(facts, step, FOREVER),
        }
    }

    /// The courses in which a step is done within so many minutes.
    pub(super) fn within(
        &mut self,
        facts: &mut Facts<'_>,
        step: Key<Step>,
        minutes: u64,
    ) -> Result<Set, OverBudget> {
        let asked = self.pair(facts, (step, minutes))?;
        if let Some(plain) = self.plain(facts, asked)? {
            return Ok(plain);
        }
        let (order, in_circles) = self.collect(facts, asked)?;
        loop {
            let mut changed = false;
            for &pair in &order {
                let now = self.solve(facts, pair)?;
                changed |= self.known.insert(pair, now) != Some(now);
            }
            if !changed || !in_circles {
                break;
            }
        }
        Ok(self.known.get(&asked).copied().unwrap_or(Set::NONE))
    }

    /// True where a step is done within so many minutes wherever it happens.
    pub(super) fn always_within(
        &mut self,
        facts: &mut Facts<'_>,
        step: Key<Step>,
        minutes: u64,
    ) -> Result<bool, OverBudget> {
        Ok(self.bounds(facts, step)?.is_some_and(|(_, latest)| latest <= minutes))
    }

    /// The answer where it is known already, or takes no thought.
    fn plain(&mut self, facts: &mut Facts<'_>, (step, minutes): Pair) -> Result<Option<Set>, OverBudget> {
        if let Some((earliest, latest)) = self.bounds(facts, step)? {
            if latest <= minutes {
                return Ok(Some(facts.happens(step)));
            }
            if earliest > minutes {
                return Ok(Some(Set::NONE));
            }
        }
        Ok(self.known.get(&(step, minutes)).copied())
    }

    /// The pairs that the answer depends on and that are not known, each after those it depends on; and whether some
    /// go in circles, so that they must be solved more than once.
    fn collect(&mut self, facts: &mut Facts<'_>, asked: Pair) -> Result<(Vec<Pair>, bool), OverBudget> {
        let mut order = Vec::new();
        let mut in_circles = false;
        let mut under_way: HashMap<Pair, bool> = HashMap::new();
        let mut open = vec![(asked, false)];
        while let Some((pair, seen)) = open.pop() {
            if seen {
                under_way.insert(pair, false);
                order.push(pair);
                continue;
            }
            match under_way.get(&pair) {
                Some(true) => in_circles = true,
                Some(false) => {}
                None => {
                    let before = self.before(facts, pair.0)?;
                    facts.diagram.spend(PAIR_COSTS * (1 + before.links.len() as u64))?;
                    under_way.insert(pair, true);
                    open.push((pair, true));
                    for next in self.needs(pair, &before) {
                        let next = self.pair(facts, next)?;
                        if self.plain(facts, next)?.is_none() {
                            open.push((next, false));
                        }
                    }
                }
            }
        }
        Ok((order, in_circles))
    }

    fn before(&mut self, facts: &mut Facts<'_>, step: Key<Step>) -> Result<Rc<Before>, OverBudget> {
        if let Some(known) = self.before.get(&step) {
            return Ok(Rc::clone(known));
        }
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
        let takes = self.clock.takes(journey.steps[step].takes, hurried);
        let before = Rc::new(Before { links, limits, takes });
        facts.diagram.spend(PAIR_COSTS * (1 + before.links.len() as u64))?;
        self.before.insert(step, Rc::clone(&before));
        Ok(before)
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
    fn told(&mut self, facts: &mut Facts<'_>, pair: Pair) -> Result<Set, OverBudget> {
        if self.clock.is_anchor(pair.0) {
            return Ok(facts.happens(pair.0));
        }
        let pair = self.pair(facts, pair)?;
        Ok(self.plain(facts, pair)?.unwrap_or(Set::NONE))
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

    fn solve(&mut self, facts: &mut Facts<'_>, (step, minutes): Pair) -> Result<Set, OverBudget> {
        let before = self.before(facts, step)?;
        let zero = self.counts_zero(facts, step)?;
        let Some(start) = left(minutes, before.takes) else { return Ok(zero) };
        // By link, as the links of a step are in the graph.
        let mut arrived: Vec<(Key<Link>, Set)> = Vec::with_capacity(before.links.len());
        for link in &before.links {
            arrived.push((link.key, self.arrived(facts, link, start)?));
        }
        let Facts { journey, diagram, present, .. } = facts;
        let after = flow::says(diagram, &journey.steps[step].after, &mut |_, link| {
            let at = arrived.binary_search_by_key(&link, |(link, _)| *link).ok();
            let holds = at.and_then(|at| arrived.get(at)).map_or(Set::NONE, |(_, set)| *set);
            Ok(flow::Says { present: get(present, link), holds })
        })?;
        let mut in_time = facts.diagram.and(facts.happens(step), after.holds)?;
        for limit in &before.limits {
            let over = self.limit_over(facts, limit, start)?;
            in_time = facts.diagram.and(in_time, over)?;
        }
        facts.diagram.or(zero, in_time)
    }

    /// Where a link holds, what it brings is there when the step is to start, and the step may start.
    fn arrived(&mut self, facts: &mut Facts<'_>, link: &Arriving, start: u64) -> Result<Set, OverBudget> {
        let holds = facts.holds(link.key);
        let there = match left(start, link.takes) {
            Some(minutes) => self.told(facts, (link.from, minutes))?,
            None => self.counts_zero(facts, link.from)?,
        };
        let there = facts.diagram.and(holds, there)?;
        let Some(other) = link.not_before else { return Ok(there) };
        let done = self.told(facts, (other, start))?;
        let may = facts.diagram.or(done, facts.happens(other).complement())?;
        facts.diagram.and(there, may)
    }

    /// Where a limit that is waited out is over when the step is to start, or does not run.
    fn limit_over(&mut self, facts: &mut Facts<'_>, limit: &Limit, start: u64) -> Result<Set, OverBudget> {
        let rest = left(start, limit.within.least());
        let over = match (limit.from, rest) {
            // The event is before any anchor: how long it is since is not known, and counts zero.
            (None, _) if self.clock.since.is_some() => Set::ALL,
            (None, Some(_)) => Set::ALL,
            (None, None) => Set::NONE,
            (Some(from), Some(minutes)) => self.told(facts, (from, minutes))?,
            (Some(from), None) => self.counts_zero(facts, from)?,
        };
        facts.diagram.or(over, limit.runs.complement())
    }
}
