//! What happens in one course, found by searching the states that the journey can be in.
//!
//! An oracle of the flow that shares no solution with the engine or the [reference](crate::reference): those solve
//! for a least fixed point, this one plays. A state is the set of steps that have happened; a step that is enabled may
//! happen next, in any order; every order is tried. What can ever happen is what happens in some state that can be
//! reached; a state in which nothing more can happen is dead. Circles are found by trying every set of steps.
//!
//! A journey of ten steps has at most 1,024 states, so that nothing need be clever here.

use livsferd::model::{Actor, After, Carrier, Condition, Journey, Key, Link, Party, Step};
use std::collections::BTreeSet;

/// A set of steps, one bit for each by index.
pub type State = u32;

/// The most steps that a journey may have to be searched.
pub const MAX_STEPS: usize = 16;

/// All that can be reached from a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    /// The states that can be reached.
    pub states: BTreeSet<State>,
    /// Those in which nothing more can happen.
    pub dead: BTreeSet<State>,
}

impl Space {
    /// Searches from `first`; `enabled` says whether a step may happen in a state.
    pub fn search(steps: usize, first: State, enabled: impl Fn(usize, State) -> bool) -> Self {
        let mut space = Self { states: BTreeSet::from([first]), dead: BTreeSet::new() };
        let mut open = vec![first];
        while let Some(state) = open.pop() {
            let next = (0..steps).filter(|&step| !has(state, step) && enabled(step, state));
            let mut dead = true;
            for step in next {
                dead = false;
                let state = state | bit(step);
                if space.states.insert(state) {
                    open.push(state);
                }
            }
            if dead {
                space.dead.insert(state);
            }
        }
        space
    }

    /// The one state in which every order of events ends.
    ///
    /// # Panics
    /// Where the order of events decides what happens: then the journey would mean nothing.
    pub fn end(&self) -> State {
        assert_eq!(self.dead.len(), 1, "what happens depends on the order: {:?}", self.dead);
        let ever = self.states.iter().fold(0, |ever, state| ever | state);
        let end = self.dead.first().copied().unwrap_or_default();
        assert_eq!(end, ever, "what can ever happen does in the end");
        end
    }
}

/// What the search finds in one course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The steps that ought to happen.
    pub due: State,
    /// The steps that do.
    pub happens: State,
    /// How many states were reached.
    pub states: usize,
    /// The check and the subject of every finding of the flow.
    pub findings: BTreeSet<(&'static str, Vec<String>)>,
}

/// The checks whose findings the search finds.
pub const CHECKS: [&str; 5] = [
    "handover/nobody-hands-over",
    "flow/never-reached",
    "flow/circular-wait",
    "handover/citizen-must-know",
    "flow/dead-end",
];

/// Searches one course: one value for every variable of the journey.
pub fn flow(journey: &Journey, course: &[u32]) -> Flow {
    assert!(journey.steps.len() <= MAX_STEPS);
    let net = Net::new(journey, course);
    let space = net.play(0, 0, &BTreeSet::new());
    let mut flow =
        Flow { due: net.due, happens: space.end(), states: space.states.len(), findings: BTreeSet::new() };
    flow.findings.extend(net.causes(flow.happens));
    flow.findings.extend(net.must_know(flow.happens));
    flow.findings.extend(net.dead_ends(flow.happens));
    flow
}

fn bit(step: usize) -> State {
    1 << step
}

fn has(state: State, step: usize) -> bool {
    state & bit(step) != 0
}

/// The steps of a set, by index.
fn members(state: State) -> impl Iterator<Item = usize> {
    (0..MAX_STEPS).filter(move |&step| has(state, step))
}

/// The journey in one course.
struct Net<'a> {
    journey: &'a Journey,
    course: &'a [u32],
    due: State,
    /// The links that are there in this course.
    present: BTreeSet<Key<Link>>,
}

impl<'a> Net<'a> {
    fn new(journey: &'a Journey, course: &'a [u32]) -> Self {
        let mut net = Self { journey, course, due: 0, present: BTreeSet::new() };
        // Becoming due is a game of its own: an outcome can be had once its decision is due.
        let anything = net.links_of(None);
        let ought = |step, due| {
            let step = &journey.steps[Key::new(step)];
            let links = net.links_of(Some(due));
            net.is(&step.when, Some(due))
                && (is_there(&step.after, &links) || !is_there(&step.after, &anything))
        };
        net.due = Space::search(journey.steps.len(), 0, ought).end();
        net.present = net.links_of(Some(net.due));
        net
    }

    /// True where the condition is, with the decisions of a state made; with none where every outcome counts as had.
    fn is(&self, condition: &Condition, decided: Option<State>) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.is(part, decided)),
            Condition::Any(parts) => parts.iter().any(|part| self.is(part, decided)),
            Condition::Is { variable, values } => values.contains(&self.course[*variable]),
            Condition::Decided { step, variable, values } => decided
                .is_none_or(|state| has(state, step.index()) && values.contains(&self.course[*variable])),
        }
    }

    fn links_of(&self, decided: Option<State>) -> BTreeSet<Key<Link>> {
        let there = |link: &Link| !link.wished && self.is(&link.when, decided);
        self.journey.links.iter().filter(|(_, link)| there(link)).map(|(key, _)| key).collect()
    }

    /// True where a link has brought what it brings.
    fn has_brought(&self, key: Key<Link>, state: State) -> bool {
        let link = &self.journey.links[key];
        self.present.contains(&key)
            && link.by != Some(Carrier::Nothing)
            && has(state, link.from.index())
            && self.is(&link.when, Some(state))
    }

    /// True where all that a step comes after has come; some links may be cut.
    fn has_come(&self, after: &After, state: State, cut: &BTreeSet<Key<Link>>) -> bool {
        let come = |part: &&After| self.has_come(part, state, cut);
        match after {
            After::Start => true,
            After::Link(link) => !cut.contains(link) && self.has_brought(*link, state),
            After::AllOf(parts) => {
                let mut there = parts.iter().filter(|part| is_there(part, &self.present)).peekable();
                there.peek().is_some() && there.all(|part| come(&part))
            }
            After::AnyOf(parts) => parts.iter().any(|part| come(&part)),
        }
    }

    /// Plays from a state; the steps `free` need not wait for anything, and links may be cut.
    fn play(&self, first: State, free: State, cut: &BTreeSet<Key<Link>>) -> Space {
        Space::search(self.journey.steps.len(), first, |step, state| {
            let this = &self.journey.steps[Key::new(step)];
            let enabled = || self.is(&this.when, Some(state)) && self.has_come(&this.after, state, cut);
            has(self.due, step) && (has(free, step) || enabled())
        })
    }

    fn ids(&self, steps: State) -> Vec<String> {
        members(steps).map(|step| self.journey.steps[Key::new(step)].id.clone()).collect()
    }

    /// Why due steps do not happen.
    fn causes(&self, happens: State) -> Vec<(&'static str, Vec<String>)> {
        let mut causes = Vec::new();
        let mut free = 0;
        for step in members(self.due & !happens) {
            let this = &self.journey.steps[Key::new(step)];
            // Whichever of the due steps have happened, it is not its turn.
            let never = subsets(self.due).all(|state| !self.has_come(&this.after, state, &BTreeSet::new()));
            if !never {
                continue;
            }
            free |= bit(step);
            let links: Vec<_> =
                this.after.links().into_iter().filter(|link| self.present.contains(link)).collect();
            let is_nothing = |link: &Key<Link>| self.journey.links[*link].by == Some(Carrier::Nothing);
            let nobody = links.is_empty() || links.iter().any(is_nothing);
            causes.push((if nobody { CHECKS[0] } else { CHECKS[1] }, self.ids(bit(step))));
        }
        loop {
            let end = self.play(0, free, &BTreeSet::new()).end();
            let waiting = self.due & !end;
            if waiting == 0 {
                return causes;
            }
            let circles = self.circles(waiting);
            assert!(!circles.is_empty(), "something waits, and not in a circle");
            for circle in circles {
                // Whatever else happens, the circle stays where it is; and one push sets all of it going.
                let others = end | (waiting & !circle);
                let stuck = members(circle).all(|step| {
                    let this = &self.journey.steps[Key::new(step)];
                    !(self.is(&this.when, Some(others))
                        && self.has_come(&this.after, others, &BTreeSet::new()))
                });
                assert!(stuck, "a circle that opens by itself");
                free |= circle;
                causes.push((CHECKS[2], self.ids(circle)));
            }
        }
    }

    /// The smallest sets of steps that wait on no step outside the set. Every set is tried.
    fn circles(&self, waiting: State) -> Vec<State> {
        let on: Vec<State> =
            (0..self.journey.steps.len()).map(|step| self.waits_on(step) & waiting).collect();
        let closed = |set: State| members(set).all(|step| on[step] & !set == 0 && on[step] != 0);
        let all: Vec<State> = subsets(waiting).filter(|&set| set != 0 && closed(set)).collect();
        let holds_a_smaller = |set: State| all.iter().any(|&other| other != set && other & !set == 0);
        all.iter().copied().filter(|&set| !holds_a_smaller(set)).collect()
    }

    /// What a step waits on, whether or not it has happened.
    fn waits_on(&self, step: usize) -> State {
        let this = &self.journey.steps[Key::new(step)];
        let mut on: Vec<Key<Step>> = this.when.decisions().into_iter().collect();
        for key in this.after.links().into_iter().filter(|link| self.present.contains(link)) {
            let link = &self.journey.links[key];
            on.extend((link.by != Some(Carrier::Nothing)).then_some(link.from));
            on.extend(link.when.decisions());
        }
        on.into_iter().fold(0, |set, step| set | bit(step.index())) & !bit(step)
    }

    /// The steps that parties must find out about for themselves.
    fn must_know(&self, happens: State) -> Vec<(&'static str, Vec<String>)> {
        let unprompted = |link: &Key<Link>| self.journey.links[*link].by == Some(Carrier::Unprompted);
        let must = |step: &usize| {
            let this = &self.journey.steps[Key::new(*step)];
            let by_party = this.done_by.is_some() || matches!(this.actor, Actor::Party(_));
            let cut = this.after.links().into_iter().filter(unprompted).collect();
            by_party && !has(self.play(0, 0, &cut).end(), *step)
        };
        members(happens).filter(must).map(|step| (CHECKS[3], self.ids(bit(step)))).collect()
    }

    /// The steps that leave a party waiting for ever.
    fn dead_ends(&self, happens: State) -> Vec<(&'static str, Vec<String>)> {
        let mut found = Vec::new();
        for step in members(happens) {
            let this = &self.journey.steps[Key::new(step)];
            let on = self.onwards(step, happens);
            let ends = |party: &Key<Party>| {
                let is_end =
                    |&step: &usize| self.journey.steps[Key::new(step)].ends.iter().any(|(of, _)| of == party);
                members(on).any(|step| is_end(&step))
            };
            // Nobody waits who is not there.
            let there = |party: &&Key<Party>| self.is(&self.journey.parties[**party].exists, None);
            for party in this.leaves_waiting.iter().filter(there).filter(|party| !ends(party)) {
                let id = self.journey.parties[*party].id.clone();
                found.push((CHECKS[4], vec![this.id.clone(), id]));
            }
        }
        found
    }

    /// A step and all that links lead to from it, of what happens.
    fn onwards(&self, from: usize, happens: State) -> State {
        let leads = |step: usize, state: State| {
            let links = self.journey.steps[Key::new(step)].after.links();
            let brings = |&key: &Key<Link>| {
                has(state, self.journey.links[key].from.index()) && self.has_brought(key, happens)
            };
            has(happens, step) && links.iter().any(brings)
        };
        Space::search(self.journey.steps.len(), bit(from), leads).end()
    }
}

/// True where something that a step comes after is there at all.
fn is_there(after: &After, links: &BTreeSet<Key<Link>>) -> bool {
    match after {
        After::Start => true,
        After::Link(link) => links.contains(link),
        After::AllOf(parts) | After::AnyOf(parts) => parts.iter().any(|part| is_there(part, links)),
    }
}

/// Every subset of a set, the empty one and the set itself among them.
fn subsets(set: State) -> impl Iterator<Item = State> {
    let mut next = Some(set);
    std::iter::from_fn(move || {
        let this = next?;
        next = (this != 0).then(|| (this - 1) & set);
        Some(this)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_searched() {
        // 0 and 1 in any order, 2 after both, 3 never.
        let space = Space::search(4, 0, |step, state| match step {
            0 | 1 => true,
            2 => state & 0b11 == 0b11,
            _ => false,
        });
        assert_eq!(space.states, BTreeSet::from([0, 0b1, 0b10, 0b11, 0b111]));
        assert_eq!(space.end(), 0b111);
    }

    #[test]
    #[should_panic(expected = "the order")]
    fn a_choice_between_steps_is_seen() {
        Space::search(2, 0, |_, state| state == 0).end();
    }

    #[test]
    fn subsets_are_all_there() {
        assert_eq!(subsets(0b101).collect::<Vec<_>>(), [0b101, 0b100, 0b1, 0]);
    }
}
