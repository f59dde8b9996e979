//! *Time* of `docs/meaning.md`, course by course: deadlines that lapse, rights that come too late, handovers without
//! receipt.

use super::{InCourse, Observation, Steps, Without, is_present};
use livsferd::model::{Actor, After, Carrier, Condition, Deadline, Key, Link, NotBefore, Span, Step};
use std::collections::{BTreeMap, BTreeSet};

/// How long things take: the shortest, what is typical, the longest.
const SHORTEST: usize = 0;
const TYPICAL: usize = 1;
const LONGEST: usize = 2;

/// A way of counting time.
struct Counting {
    pace: usize,
    /// These take their shortest whatever the pace.
    hurried: Steps,
    /// From the completion of which step; from the event when none.
    anchor: Option<Key<Step>>,
}

type Done = BTreeMap<Key<Step>, u64>;

impl InCourse<'_> {
    /// What is a finding of time, with how sure it is where that is told.
    pub(super) fn of_time(&self) -> BTreeMap<Observation, &'static str> {
        let mut found = BTreeMap::new();
        for &key in &self.happens {
            for (number, deadline) in self.journey.steps[key].deadlines.iter().enumerate() {
                let Some(degree) = self.lapses(key, deadline) else { continue };
                let check = match self.a_right_hangs_on(key) {
                    true => "time/late-for-right",
                    false => "time/deadline-lapses",
                };
                found.insert(Observation { check, subject: self.deadline_id(key, number) }, degree);
            }
        }
        found.extend(self.no_receipts().into_iter().map(|observation| (observation, "")));
        found
    }

    fn deadline_id(&self, step: Key<Step>, number: usize) -> Vec<String> {
        let one = &self.journey.steps[step];
        let deadline = &one.deadlines[number];
        let mut id = vec![one.id.clone()];
        if let Some(from) = deadline.from {
            id.push(self.journey.steps[from].id.clone());
        }
        let alike: Vec<usize> =
            (0..one.deadlines.len()).filter(|&other| one.deadlines[other].from == deadline.from).collect();
        if alike.len() > 1 {
            id.push(deadline.within.to_string());
            let same: Vec<usize> =
                alike.into_iter().filter(|&other| one.deadlines[other].within == deadline.within).collect();
            match same.iter().position(|&other| other == number).unwrap() {
                0 => {}
                place => id.push((place + 1).to_string()),
            }
        }
        id
    }

    fn runs(&self, when: &Condition, from: Option<Key<Step>>) -> bool {
        self.now(when) && from.is_none_or(|from| self.happens.contains(&from))
    }

    /// How surely a deadline of a step that happens lapses.
    fn lapses(&self, step: Key<Step>, deadline: &Deadline) -> Option<&'static str> {
        if !self.runs(&deadline.when, deadline.from) || deadline.from == Some(step) {
            return None;
        }
        let (least, most) = (deadline.within.least(), deadline.within.most());
        if let Some(anchor) = deadline.from
            && self.depends_on_a_branch_beside(step, anchor)
        {
            let hurried = self.all_that_leads_to(anchor);
            let done = self.times(&Counting { pace: LONGEST, hurried, anchor: None });
            let late = done.get(&anchor).zip(done.get(&step)).is_some_and(|(from, to)| *to > from + least);
            return late.then_some("possible");
        }
        let exceeds = |pace, window| {
            let done = self.times(&Counting { pace, hurried: Steps::new(), anchor: deadline.from });
            done.get(&step).is_some_and(|&done| done > window)
        };
        if exceeds(SHORTEST, most) {
            Some("certain")
        } else if exceeds(TYPICAL, most) {
            Some("likely")
        } else if exceeds(LONGEST, least) {
            Some("possible")
        } else {
            None
        }
    }

    /// When each step is done, in minutes. What is not among them has no time that can be told.
    fn times(&self, counting: &Counting) -> Done {
        let mut done = Done::new();
        loop {
            let known = |&step: &Key<Step>| Some((step, self.time(step, counting, &done)?));
            let more: Done = self.happens.iter().filter_map(known).collect();
            if more == done {
                return done;
            }
            done = more;
        }
    }

    /// True where a step does not come after the anchor, so that its time counts zero.
    fn is_past(&self, step: Key<Step>, counting: &Counting) -> bool {
        counting.anchor.is_some_and(|anchor| !self.must_precede(anchor, step))
    }

    fn takes(&self, takes: Option<Span>, to: Key<Step>, counting: &Counting) -> u64 {
        let pace = if counting.hurried.contains(&to) { SHORTEST } else { counting.pace };
        takes.map_or(0, |takes| takes.minutes()[pace])
    }

    fn time(&self, key: Key<Step>, counting: &Counting, done: &Done) -> Option<u64> {
        if self.is_past(key, counting) {
            return Some(0);
        }
        let step = &self.journey.steps[key];
        let mut begins = self.after_time(&step.after, counting, done)?;
        for (from, minutes) in self.limits_waited_out(key) {
            let over = match from {
                None if counting.anchor.is_some() => 0,
                None => minutes,
                Some(from) if self.is_past(from, counting) && counting.anchor != Some(from) => 0,
                Some(from) => done.get(&from)? + minutes,
            };
            begins = begins.max(over);
        }
        Some(begins + self.takes(step.takes, key, counting))
    }

    /// The time limits that a step waits out and that run: from when, and how long.
    fn limits_waited_out(&self, key: Key<Step>) -> Vec<(Option<Key<Step>>, u64)> {
        let Some(of) = self.journey.steps[key].waits_out else { return Vec::new() };
        let deadlines = self.journey.steps[of].deadlines.iter();
        let running = deadlines.filter(|deadline| self.runs(&deadline.when, deadline.from));
        running.map(|deadline| (deadline.from, deadline.within.least())).collect()
    }

    fn after_time(&self, after: &After, counting: &Counting, done: &Done) -> Option<u64> {
        let present = |part: &&After| is_present(part, &self.present);
        match after {
            After::Start => Some(0),
            After::Link(link) => self.link_time(*link, counting, done),
            After::AllOf(parts) => {
                let times: Option<Vec<u64>> =
                    parts.iter().filter(present).map(|part| self.after_time(part, counting, done)).collect();
                times?.into_iter().max()
            }
            After::AnyOf(parts) => {
                parts.iter().filter(present).filter_map(|part| self.after_time(part, counting, done)).min()
            }
        }
    }

    fn link_time(&self, key: Key<Link>, counting: &Counting, done: &Done) -> Option<u64> {
        if !self.holding.contains(&key) {
            return None;
        }
        let link = &self.journey.links[key];
        let past = self.is_past(link.from, counting) && counting.anchor != Some(link.from);
        let takes = if past { 0 } else { self.takes(link.takes, link.to, counting) };
        let there = done.get(&link.from)? + takes;
        match link.not_before {
            Some(NotBefore::Step(other)) if self.happens.contains(&other) => {
                Some(there.max(*done.get(&other)?))
            }
            _ => Some(there),
        }
    }

    /// The steps whose completion the beginning of a step depends on.
    fn waited_for(&self, key: Key<Step>) -> Steps {
        let mut before = Steps::new();
        for &link in self.holding.iter().filter(|&&link| self.journey.links[link].to == key) {
            let link = &self.journey.links[link];
            before.insert(link.from);
            if let Some(NotBefore::Step(other)) = link.not_before {
                before.insert(other);
            }
        }
        before.extend(self.limits_waited_out(key).into_iter().filter_map(|(from, _)| from));
        before.intersection(&self.happens).copied().collect()
    }

    /// True where a step depends, not only through the anchor, on one that is neither before nor after the anchor.
    fn depends_on_a_branch_beside(&self, step: Key<Step>, anchor: Key<Step>) -> bool {
        let mut seen = Steps::new();
        let mut rest = vec![step];
        while let Some(at) = rest.pop() {
            if at == anchor || !seen.insert(at) {
                continue;
            }
            match (self.must_precede(anchor, at), self.must_precede(at, anchor)) {
                (true, _) => rest.extend(self.waited_for(at)),
                (false, true) => {}
                (false, false) => return true,
            }
        }
        false
    }

    /// A step, and all from which a chain of links, or of outcomes used, leads to it, whether or not they hold.
    fn all_that_leads_to(&self, step: Key<Step>) -> Steps {
        let mut all = Steps::from([step]);
        loop {
            let mut more = all.clone();
            for &at in &all {
                more.extend(self.journey.steps[at].when.decisions());
            }
            for link in self.journey.links.values().filter(|link| all.contains(&link.to)) {
                more.insert(link.from);
                more.extend(link.when.decisions());
            }
            if more == all {
                return all;
            }
            all = more;
        }
    }

    /// True where a party does the step, and it or the step straight after it gives a right that one must apply for,
    /// and does not happen without it.
    fn a_right_hangs_on(&self, key: Key<Step>) -> bool {
        let step = &self.journey.steps[key];
        if step.done_by.is_none() && matches!(step.actor, Actor::Organisation(_)) {
            return false;
        }
        let links = self.holding.iter().map(|&link| &self.journey.links[link]);
        let mut giving: Steps = links.filter(|link| link.from == key).map(|link| link.to).collect();
        giving.retain(|&next| self.must_precede(key, next));
        giving.insert(key);
        giving.iter().any(|&giving| self.journey.steps[giving].gives.iter().any(|right| right.must_apply))
    }

    fn no_receipts(&self) -> Vec<Observation> {
        let without_receipt = |link: &Link| {
            let sent = link.by.is_some_and(|by| by != Carrier::Nothing);
            sent && !link.wished && link.receipt == Some(false)
        };
        let links = || self.journey.links.iter().filter(|(_, link)| without_receipt(link));
        let handovers: BTreeSet<_> = links().map(|(_, link)| (link.from, link.to)).collect();
        let mut found = Vec::new();
        for (from, to) in handovers {
            let taken = links().filter(|(_, link)| (link.from, link.to) == (from, to)).map(|(key, _)| key);
            let without = Without { steps: Steps::new(), links: taken.collect() };
            let left = self.solve(&without, &Steps::new());
            let matters = |key: &&Key<Step>| {
                let step = &self.journey.steps[**key];
                let runs = |deadline: &Deadline| self.runs(&deadline.when, deadline.from);
                !step.gives.is_empty() || step.deadlines.iter().any(runs)
            };
            if self.happens.difference(&left).any(|key| matters(&key)) {
                let subject = [from, to].map(|step| self.journey.steps[step].id.clone()).to_vec();
                found.push(Observation { check: "handover/no-receipt", subject });
            }
        }
        found
    }
}
