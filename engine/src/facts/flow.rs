//! Due, present, happens, holds; and solving again without something.

use super::{Facts, Outcomes, Taken, evaluate, get, is_nothing, set};
use crate::diagram::{Course, Diagram, OverBudget, Set};
use crate::graph::Graph;
use crate::limits::SHARED_FROM;
use crate::model::{After, Carrier, Condition, Key, Link, Party, Step};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What an `after` says in one world: the courses in which it is present, and in which it holds.
#[derive(Clone, Copy)]
pub(super) struct Says {
    pub(super) present: Set,
    pub(super) holds: Set,
}

/// What a link says, asked for when it is come to.
type SaysOfLink<'f> = dyn FnMut(&mut Diagram, Key<Link>) -> Result<Says, OverBudget> + 'f;

/// What an `after` says, by what each of its links says.
pub(super) fn says(
    diagram: &mut Diagram,
    after: &After,
    link: &mut SaysOfLink<'_>,
) -> Result<Says, OverBudget> {
    let (parts, all) = match after {
        After::Start => return Ok(Says { present: Set::ALL, holds: Set::ALL }),
        After::Link(key) => return link(diagram, *key),
        After::AllOf(parts) => (parts, true),
        After::AnyOf(parts) => (parts, false),
    };
    let (mut present, mut holds) = (Set::NONE, if all { Set::ALL } else { Set::NONE });
    for part in parts {
        let part = says(diagram, part, link)?;
        present = diagram.or(present, part.present)?;
        holds = if all {
            let kept = diagram.or(part.present.complement(), part.holds)?;
            diagram.and(holds, kept)?
        } else {
            diagram.or(holds, part.holds)?
        };
    }
    Ok(Says { present, holds: diagram.and(present, holds)? })
}

fn uses_outcomes(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(uses_outcomes),
        Condition::Is { .. } => false,
        Condition::Decided { .. } => true,
    }
}

/// What happens in a world that differs from the journey's own: the steps that differ, with where they happen.
///
/// Dense, and emptied in no time: it is filled and emptied for every question.
#[derive(Default)]
pub(super) struct World {
    sets: Vec<(u32, Set)>,
    age: u32,
}

impl World {
    fn empty(&mut self, steps: usize) {
        self.age = self.age.wrapping_add(1);
        if self.age == 0 || self.sets.len() != steps {
            self.sets = vec![(0, Set::NONE); steps];
            self.age = 1;
        }
    }

    fn get(&self, step: Key<Step>) -> Option<Set> {
        self.sets.get(step.index()).filter(|(age, _)| *age == self.age).map(|(_, set)| *set)
    }

    fn insert(&mut self, step: Key<Step>, set: Set) {
        if let Some(place) = self.sets.get_mut(step.index()) {
            *place = (self.age, set);
        }
    }

    fn remove(&mut self, step: Key<Step>) {
        if let Some(place) = self.sets.get_mut(step.index()) {
            place.0 = 0;
        }
    }
}

/// The components that a component depends on, itself among them, in order; kept for those asked for.
#[derive(Default)]
pub(super) struct Ancestry {
    known: HashMap<usize, Rc<[u32]>>,
    /// Components in all that is kept.
    kept: usize,
    seen: Vec<u32>,
    age: u32,
}

/// So many components may be kept in [`Ancestry`] before it is emptied: 64 MiB.
const MAX_KEPT: usize = 16 << 20;

/// So many answers of [`Facts::without`] are kept before they are emptied: data are asked for together, and checks ask
/// the same of them, one after the other.
const MAX_REMEMBERED: usize = 1 << 14;

impl Ancestry {
    fn of(&mut self, graph: &Graph, component: usize) -> Rc<[u32]> {
        if let Some(known) = self.known.get(&component) {
            return Rc::clone(known);
        }
        self.age = self.age.wrapping_add(1);
        if self.age == 0 || self.seen.len() != graph.components().len() {
            self.seen = vec![0; graph.components().len()];
            self.age = 1;
        }
        let mut all = Vec::new();
        let mut open = vec![component];
        while let Some(at) = open.pop() {
            match self.seen.get_mut(at) {
                Some(seen) if *seen != self.age => *seen = self.age,
                _ => continue,
            }
            all.push(u32::try_from(at).unwrap_or(u32::MAX));
            let steps = graph.components().get(at).map_or(&[][..], |component| &component.steps);
            let needed = steps.iter().flat_map(|&step| graph.needed(step));
            open.extend(needed.map(|&before| graph.component_of(before)));
        }
        all.sort_unstable();
        if self.kept + all.len() > MAX_KEPT {
            self.known.clear();
            self.kept = 0;
        }
        self.kept += all.len();
        let all: Rc<[u32]> = all.into();
        self.known.insert(component, Rc::clone(&all));
        all
    }
}

impl Facts<'_> {
    /// The components that lead to some steps, theirs among them, in order.
    pub(super) fn ancestry_of(&mut self, steps: impl IntoIterator<Item = Key<Step>>) -> Vec<u32> {
        let mut all: Vec<u32> = Vec::new();
        for step in steps {
            all.extend(self.ancestry.of(&self.graph, self.graph.component_of(step)).iter());
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What is due and what happens in these components, which are in order and lead to no others.
    pub(super) fn solve(&mut self, components: &[u32]) -> Result<(), OverBudget> {
        self.find_due(components)?;
        self.find_happens(components)
    }

    /// Due: the least solution, component by component.
    fn find_due(&mut self, components: &[u32]) -> Result<(), OverBudget> {
        let Self { journey, graph, diagram, due, present, .. } = self;
        for component in components.iter().filter_map(|&at| graph.components().get(at as usize)) {
            loop {
                let mut changed = false;
                for &step in &component.steps {
                    let one = &journey.steps[step];
                    for &link in graph.incoming(step) {
                        let known = |decision| get(due, decision);
                        let condition =
                            evaluate(diagram, &journey.links[link].when, Outcomes::Where(&known))?;
                        let wished = journey.links[link].wished;
                        set(present, link, if wished { Set::NONE } else { condition });
                    }
                    let now = says(diagram, &one.after, &mut |_, link| {
                        let present = get(present, link);
                        Ok(Says { present, holds: Set::NONE })
                    })?;
                    let branches =
                        graph.incoming(step).iter().any(|&link| uses_outcomes(&journey.links[link].when));
                    let left_out = if branches {
                        let with_any_outcome = says(diagram, &one.after, &mut |diagram, link| {
                            let link = &journey.links[link];
                            let condition = evaluate(diagram, &link.when, Outcomes::Any)?;
                            let present = if link.wished { Set::NONE } else { condition };
                            Ok(Says { present, holds: Set::NONE })
                        })?;
                        diagram.minus(with_any_outcome.present, now.present)?
                    } else {
                        Set::NONE
                    };
                    let known = |decision| get(due, decision);
                    let when = evaluate(diagram, &one.when, Outcomes::Where(&known))?;
                    let now_due = diagram.minus(when, left_out)?;
                    changed |= now_due != get(due, step);
                    set(due, step, now_due);
                }
                if !changed || !component.cyclic {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Happens and holds: the least solution, component by component.
    fn find_happens(&mut self, components: &[u32]) -> Result<(), OverBudget> {
        let (world, taken) = (World::default(), Taken::default());
        for &at in components {
            let Some(component) = self.graph.components().get(at as usize).cloned() else { continue };
            loop {
                let mut changed = false;
                for &step in &component.steps {
                    let happens = self.step_happens(step, &world, &taken)?;
                    changed |= happens != self.happens(step);
                    set(&mut self.happens, step, happens);
                }
                if !changed || !component.cyclic {
                    break;
                }
            }
        }
        for link in self.journey.links.keys() {
            let holds = self.link_holds(link, &world, &taken)?;
            set(&mut self.holds, link, holds);
        }
        Ok(())
    }

    /// The courses in which a step happens, the steps before it happening as in `world`, or as they do where the
    /// world says nothing, and what is taken being away.
    fn step_happens(&mut self, step: Key<Step>, world: &World, taken: &Taken) -> Result<Set, OverBudget> {
        let Self { journey, diagram, due, present, happens, .. } = self;
        let one = &journey.steps[step];
        let reached = |step| world.get(step).unwrap_or_else(|| get(happens, step));
        let after = says(diagram, &one.after, &mut |diagram, key| {
            let present = get(present, key);
            let away = taken.links.get(&key).copied().unwrap_or(Set::NONE);
            let holds = holds(diagram, &journey.links[key], present, &reached)?;
            Ok(Says { present, holds: diagram.minus(holds, away)? })
        })?;
        let mut result = diagram.and(get(due, step), after.holds)?;
        if uses_outcomes(&one.when) {
            let when = evaluate(diagram, &one.when, Outcomes::Where(&reached))?;
            result = diagram.and(result, when)?;
        }
        match taken.steps.get(&step) {
            Some(&away) => diagram.minus(result, away),
            None => Ok(result),
        }
    }

    fn link_holds(&mut self, link: Key<Link>, world: &World, taken: &Taken) -> Result<Set, OverBudget> {
        let Self { journey, diagram, present, happens, .. } = self;
        let reached = |step| world.get(step).unwrap_or_else(|| get(happens, step));
        let holds = holds(diagram, &journey.links[link], get(present, link), &reached)?;
        match taken.links.get(&link) {
            Some(&away) => diagram.minus(holds, away),
            None => Ok(holds),
        }
    }

    /// The courses in which a step happens when what is taken is away.
    ///
    /// Time grows with the steps that lead to it, not with the journey.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn without(&mut self, target: Key<Step>, taken: Taken) -> Result<Set, OverBudget> {
        // In a large journey few ask the same, and what is kept takes the room of what is needed.
        if self.journey.steps.len() >= SHARED_FROM {
            return self.solved_without(target, &taken);
        }
        let question = (target, taken);
        if let Some(&known) = self.without.get(&question) {
            return Ok(known);
        }
        let happens = self.solved_without(target, &question.1)?;
        if self.without.len() >= MAX_REMEMBERED {
            self.without.clear();
        }
        self.without.insert(question, happens);
        Ok(happens)
    }

    fn solved_without(&mut self, target: Key<Step>, taken: &Taken) -> Result<Set, OverBudget> {
        let ancestry = self.ancestry.of(&self.graph, self.graph.component_of(target));
        let links = taken.links.keys().map(|&link| self.journey.links[link].to);
        let taken_at = taken.steps.keys().copied().chain(links).map(|step| self.graph.component_of(step));
        let position =
            |component: usize| ancestry.binary_search(&u32::try_from(component).unwrap_or(u32::MAX)).ok();
        let Some(first) = taken_at.filter_map(position).min() else { return Ok(self.happens(target)) };
        let mut world = std::mem::take(&mut self.world);
        world.empty(self.journey.steps.len());
        let solved = self.solve_without(ancestry.get(first..).unwrap_or_default(), taken, &mut world);
        let happens = world.get(target).unwrap_or_else(|| self.happens(target));
        self.world = world;
        solved.map(|()| happens)
    }

    /// The courses in which a step is triggered when what is taken is away: its `after` holds, and so does a link to
    /// it that tells. Whether the step is due does not matter.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub(super) fn triggered_without(&mut self, target: Key<Step>, taken: &Taken) -> Result<Set, OverBudget> {
        let ancestry = self.ancestry.of(&self.graph, self.graph.component_of(target));
        let links = taken.links.keys().map(|&link| self.journey.links[link].to);
        let taken_at = taken.steps.keys().copied().chain(links).map(|step| self.graph.component_of(step));
        let position =
            |component: usize| ancestry.binary_search(&u32::try_from(component).unwrap_or(u32::MAX)).ok();
        let first = taken_at.filter_map(position).min().unwrap_or(ancestry.len());
        let mut world = std::mem::take(&mut self.world);
        world.empty(self.journey.steps.len());
        let solved = self.solve_without(ancestry.get(first..).unwrap_or_default(), taken, &mut world);
        let triggered = solved.and_then(|()| self.triggered_in(target, &world, taken));
        self.world = world;
        triggered
    }

    fn triggered_in(&mut self, step: Key<Step>, world: &World, taken: &Taken) -> Result<Set, OverBudget> {
        let mut telling = Set::NONE;
        for link in self.graph.incoming(step).to_vec() {
            if self.journey.links[link].by != Some(Carrier::Unprompted) {
                let holds = self.link_holds(link, world, taken)?;
                telling = self.diagram.or(telling, holds)?;
            }
        }
        let Self { journey, diagram, present, happens, .. } = self;
        let reached = |step| world.get(step).unwrap_or_else(|| get(happens, step));
        let after = says(diagram, &journey.steps[step].after, &mut |diagram, key| {
            let present = get(present, key);
            let away = taken.links.get(&key).copied().unwrap_or(Set::NONE);
            let holds = holds(diagram, &journey.links[key], present, &reached)?;
            Ok(Says { present, holds: diagram.minus(holds, away)? })
        })?;
        diagram.and(after.holds, telling)
    }

    /// The steps that do not happen although they otherwise do, when what is taken is away, and where.
    ///
    /// Time grows with what is lost, not with the journey.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn lost_without(&mut self, taken: &Taken) -> Result<BTreeMap<Key<Step>, Set>, OverBudget> {
        let links = taken.links.keys().map(|&link| self.journey.links[link].to);
        let taken_at = taken.steps.keys().copied().chain(links);
        let open = taken_at.map(|step| self.graph.component_of(step)).collect();
        let mut world = std::mem::take(&mut self.world);
        world.empty(self.journey.steps.len());
        let lost = self.follow_loss(open, taken, &mut world);
        self.world = world;
        lost
    }

    /// Solves these components again, and those that depend on a step that differs, each after those before it.
    fn follow_loss(
        &mut self,
        mut open: BTreeSet<usize>,
        taken: &Taken,
        world: &mut World,
    ) -> Result<BTreeMap<Key<Step>, Set>, OverBudget> {
        let mut lost = BTreeMap::new();
        while let Some(at) = open.pop_first() {
            self.solve_without(&[u32::try_from(at).unwrap_or(u32::MAX)], taken, world)?;
            let steps = self.graph.components().get(at).map_or(&[][..], |component| &component.steps);
            for &step in steps {
                let Some(happens) = world.get(step) else { continue };
                lost.insert(step, self.diagram.minus(get(&self.happens, step), happens)?);
                let dependants = self.graph.dependants(step).iter();
                open.extend(dependants.map(|&next| self.graph.component_of(next)).filter(|&next| next > at));
            }
        }
        Ok(lost)
    }

    /// True where a chain of links or used outcomes leads from one step to another.
    pub fn leads_to(&mut self, from: Key<Step>, to: Key<Step>) -> bool {
        let ancestry = self.ancestry.of(&self.graph, self.graph.component_of(to));
        let component = u32::try_from(self.graph.component_of(from)).unwrap_or(u32::MAX);
        ancestry.binary_search(&component).is_ok()
    }

    /// Solves components again, in order, that something taken or changed before them may change.
    fn solve_without(
        &mut self,
        components: &[u32],
        taken: &Taken,
        world: &mut World,
    ) -> Result<(), OverBudget> {
        for &at in components {
            let Some(component) = self.graph.components().get(at as usize) else { continue };
            let touched = component.steps.iter().any(|&step| {
                taken.steps.contains_key(&step)
                    || (!taken.links.is_empty()
                        && self.graph.incoming(step).iter().any(|link| taken.links.contains_key(link)))
                    || self.graph.needed(step).iter().any(|&before| world.get(before).is_some())
            });
            if !touched {
                continue;
            }
            let component = component.clone();
            if component.cyclic {
                component.steps.iter().for_each(|&step| world.insert(step, Set::NONE));
            }
            loop {
                let mut changed = false;
                for &step in &component.steps {
                    let happens = self.step_happens(step, world, taken)?;
                    changed |= world.get(step) != Some(happens);
                    world.insert(step, happens);
                }
                if !changed || !component.cyclic {
                    break;
                }
            }
            for &step in &component.steps {
                if world.get(step) == Some(self.happens(step)) {
                    world.remove(step);
                }
            }
        }
        Ok(())
    }

    /// The courses in which `before` must precede `step`: the step happens, but not without the other.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn precedes(&mut self, before: Key<Step>, step: Key<Step>) -> Result<Set, OverBudget> {
        if before == step {
            return Ok(Set::NONE);
        }
        if let Some(&known) = self.precedes.get(&(before, step)) {
            return Ok(known);
        }
        let taken = Taken { steps: [(before, Set::ALL)].into(), ..Taken::default() };
        let without = self.without(step, taken)?;
        let precedes = self.diagram.minus(self.happens(step), without)?;
        self.precedes.insert((before, step), precedes);
        Ok(precedes)
    }

    /// The courses in which a step happens and some step that ends the party's waiting happens there or downstream.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn ends_for(&mut self, step: Key<Step>, party: Key<Party>) -> Result<Set, OverBudget> {
        if let Some(known) = self.ends.get(&party) {
            return Ok(known.get(&step).copied().unwrap_or(Set::NONE));
        }
        let journey = self.journey;
        let ending = journey.steps.iter().filter(|(_, one)| one.ends.iter().any(|(of, _)| *of == party));
        let ending: HashSet<Key<Step>> = ending.map(|(key, _)| key).collect();
        // Only what leads to a step that ends it can matter; each component after those that follow it.
        let before = self.ancestry_of(ending.iter().copied());
        let Self { graph, diagram, happens, holds, .. } = self;
        let mut ends: HashMap<Key<Step>, Set> = HashMap::new();
        let at_or_none = |ends: &HashMap<_, _>, step| ends.get(&step).copied().unwrap_or(Set::NONE);
        for component in before.iter().rev().filter_map(|&at| graph.components().get(at as usize)) {
            loop {
                let mut changed = false;
                for &at in component.steps.iter().rev() {
                    let mut now = if ending.contains(&at) { get(happens, at) } else { Set::NONE };
                    for &link in graph.outgoing(at) {
                        let there = at_or_none(&ends, journey.links[link].to);
                        let through = diagram.and(get(holds, link), there)?;
                        now = diagram.or(now, through)?;
                    }
                    changed |= ends.insert(at, now) != Some(now);
                }
                if !changed || !component.cyclic {
                    break;
                }
            }
        }
        let known = at_or_none(&ends, step);
        self.ends.insert(party, Rc::new(ends));
        Ok(known)
    }

    /// The steps that happen in a course and lead to a step, it among them where it happens, in an order in which
    /// they can happen.
    ///
    /// What leads to a step are the links that hold; to a step that does not happen, those that are present; and the
    /// decisions whose outcomes are used on the way.
    pub fn way_to(&self, target: Key<Step>, course: &(impl Course + ?Sized)) -> Vec<Key<Step>> {
        let within = |set| self.diagram.contains(set, course);
        let target_happens = within(self.happens(target));
        let mut seen = BTreeSet::from([target]);
        let mut open = vec![target];
        while let Some(at) = open.pop() {
            // All others are on the way because they happen.
            let happens = at != target || target_happens;
            let mut before = self.journey.steps[at].when.decisions();
            for &key in self.graph.incoming(at) {
                if within(if happens { self.holds(key) } else { self.present(key) }) {
                    let link = &self.journey.links[key];
                    before.push(link.from);
                    before.extend(link.when.decisions());
                }
            }
            for step in before {
                if !seen.contains(&step) && within(self.happens(step)) {
                    seen.insert(step);
                    open.push(step);
                }
            }
        }
        if !target_happens {
            seen.remove(&target);
        }
        self.replay(seen.into_iter().collect(), course)
    }

    /// All steps that happen in a course, in an order in which they can happen: of those that can come next the one
    /// with the least rank, and of these the one that what was last done leads to.
    pub fn in_order(
        &self,
        course: &(impl Course + ?Sized),
        rank: impl Fn(Key<Step>) -> u64,
    ) -> Vec<Key<Step>> {
        let happens = |step| self.diagram.contains(self.happens(step), course);
        let mut before = BTreeSet::new();
        let mut latest: HashMap<Key<Step>, usize> = HashMap::new();
        let can_come = |step: Key<Step>, before: &_| {
            happens(step) && self.can_follow(&self.journey.steps[step].after, before, course)
        };
        let place = |step: Key<Step>, latest: usize| (rank(step), Reverse(latest), step);
        let first = self.journey.steps.keys().filter(|&step| can_come(step, &before));
        let mut ready: BTreeSet<_> = first.map(|step| place(step, 0)).collect();
        let mut order = Vec::new();
        while let Some((.., step)) = ready.pop_first() {
            order.push(step);
            before.insert(step);
            for &link in self.graph.outgoing(step) {
                let next = self.journey.links[link].to;
                let open = self.diagram.contains(self.holds(link), course) && !before.contains(&next);
                if open && can_come(next, &before) {
                    let known = latest.insert(next, order.len()).unwrap_or_default();
                    ready.remove(&place(next, known));
                    ready.insert(place(next, order.len()));
                }
            }
        }
        order
    }

    /// Orders steps that happen in a course so that each comes when what it waits for has come.
    fn replay(&self, mut waiting: Vec<Key<Step>>, course: &(impl Course + ?Sized)) -> Vec<Key<Step>> {
        waiting.sort_by_cached_key(|&step| (self.graph.component_of(step), step));
        let components = self.graph.components();
        let in_circle =
            |&step: &Key<Step>| components.get(self.graph.component_of(step)).is_none_or(|one| one.cyclic);
        // Without circles, all that a step waits for stands before it.
        if !waiting.iter().any(in_circle) {
            return waiting;
        }
        let mut done: Vec<Key<Step>> = Vec::new();
        let mut before = BTreeSet::new();
        while !waiting.is_empty() {
            let number = waiting.len();
            waiting.retain(|&step| {
                let ready = self.can_follow(&self.journey.steps[step].after, &before, course);
                if ready {
                    done.push(step);
                    before.insert(step);
                }
                !ready
            });
            if waiting.len() == number {
                break;
            }
        }
        done
    }

    fn can_follow(
        &self,
        after: &After,
        before: &BTreeSet<Key<Step>>,
        course: &(impl Course + ?Sized),
    ) -> bool {
        let present = |after: &After| {
            matches!(after, After::Start)
                || after.has_link(&|link| self.diagram.contains(self.present(link), course))
                || has_start(after)
        };
        match after {
            After::Start => true,
            After::Link(link) => {
                self.diagram.contains(self.holds(*link), course)
                    && before.contains(&self.journey.links[*link].from)
            }
            After::AllOf(parts) => {
                parts.iter().filter(|part| present(part)).all(|part| self.can_follow(part, before, course))
            }
            // An `AllOf` with nothing present is not there, and lets nothing follow.
            After::AnyOf(parts) => {
                parts.iter().filter(|part| present(part)).any(|part| self.can_follow(part, before, course))
            }
        }
    }
}

fn has_start(after: &After) -> bool {
    match after {
        After::Start => true,
        After::Link(_) => false,
        After::AllOf(parts) | After::AnyOf(parts) => parts.iter().any(has_start),
    }
}

/// The courses in which a link holds, steps being reached as `reached` says.
fn holds(
    diagram: &mut Diagram,
    link: &Link,
    present: Set,
    reached: &dyn Fn(Key<Step>) -> Set,
) -> Result<Set, OverBudget> {
    if is_nothing(link) || present == Set::NONE {
        return Ok(Set::NONE);
    }
    let mut holds = diagram.and(present, reached(link.from))?;
    if uses_outcomes(&link.when) {
        let when = evaluate(diagram, &link.when, Outcomes::Where(reached))?;
        holds = diagram.and(holds, when)?;
    }
    Ok(holds)
}

impl Facts<'_> {
    /// What the `after` of a step says when steps are reached as `reached` says: where it is present, and holds.
    pub(super) fn after_says(
        &mut self,
        step: Key<Step>,
        reached: &dyn Fn(Key<Step>) -> Set,
    ) -> Result<Says, OverBudget> {
        let Self { journey, diagram, present, .. } = self;
        says(diagram, &journey.steps[step].after, &mut |diagram, key| {
            let present = get(present, key);
            Ok(Says { present, holds: holds(diagram, &journey.links[key], present, reached)? })
        })
    }

    /// The courses in which the step's `when` holds when decisions are reached as `reached` says.
    pub(super) fn when_says(
        &mut self,
        step: Key<Step>,
        reached: &dyn Fn(Key<Step>) -> Set,
    ) -> Result<Set, OverBudget> {
        evaluate(&mut self.diagram, &self.journey.steps[step].when, Outcomes::Where(reached))
    }
}
