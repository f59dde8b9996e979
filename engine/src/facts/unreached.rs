//! Due steps that do not happen, and why.

use super::{Facts, get, is_nothing, set};
use crate::diagram::{OverBudget, Set};
use crate::graph::Component;
use crate::limits::MAX_KNOT;
use crate::model::{Key, Step};
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Why due steps do not happen.
#[derive(Debug, Clone, Default)]
pub struct Unreached {
    /// Roots that nobody hands over to, by step.
    pub nobody: Vec<(Key<Step>, Set)>,
    /// Roots that are never reached, by step.
    pub never: Vec<(Key<Step>, Set)>,
    /// Steps that wait for each other.
    pub circles: Vec<Circle>,
}

/// Steps that wait for each other and for nothing else.
#[derive(Debug, Clone)]
pub struct Circle {
    /// The steps, by id.
    pub steps: Vec<Key<Step>>,
    /// The courses in which just these do.
    pub courses: Set,
}

impl Facts<'_> {
    /// Why due steps do not happen.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn unreached(&mut self) -> Result<Rc<Unreached>, OverBudget> {
        if let Some(known) = &self.unreached {
            return Ok(Rc::clone(known));
        }
        let mut found = Unreached::default();
        let due = self.due.clone();
        let mut roots = vec![Set::NONE; due.len()];
        for step in self.journey.steps.keys() {
            let says = self.after_says(step, &|step| get(&due, step))?;
            let root = self.diagram.minus(get(&due, step), says.holds)?;
            let root = self.diagram.and(root, self.possible)?;
            if root == Set::NONE {
                continue;
            }
            set(&mut roots, step, root);
            let mut nobody = says.present.complement();
            for &link in self.graph.incoming(step) {
                if is_nothing(&self.journey.links[link]) {
                    nobody = self.diagram.or(nobody, get(&self.present, link))?;
                }
            }
            let nobody = self.diagram.and(root, nobody)?;
            let never = self.diagram.minus(root, nobody)?;
            found.nobody.extend((nobody != Set::NONE).then_some((step, nobody)));
            found.never.extend((never != Set::NONE).then_some((step, never)));
        }
        for component in self.graph.components().to_vec() {
            if component.cyclic {
                self.circles(&component, &due, &roots, &mut found.circles)?;
            }
        }
        found.circles.sort_by(|a, b| a.steps.cmp(&b.steps));
        let found = Rc::new(found);
        self.unreached = Some(Rc::clone(&found));
        Ok(found)
    }

    /// The circles in one component. Everything before the component counts as happening where it is due: its own
    /// roots and circles are found on their own.
    fn circles(
        &mut self,
        component: &Component,
        due: &[Set],
        roots: &[Set],
        found: &mut Vec<Circle>,
    ) -> Result<(), OverBudget> {
        let mut assumed: HashMap<Key<Step>, Set> =
            component.steps.iter().map(|&step| (step, get(roots, step))).collect();
        let mut by_steps: BTreeMap<Vec<Key<Step>>, Set> = BTreeMap::new();
        loop {
            let waiting = self.waiting(component, due, &assumed)?;
            if waiting.values().all(|&set| set == Set::NONE) {
                break;
            }
            let circles = self.bottom_circles(component, &waiting)?;
            if circles.is_empty() {
                break;
            }
            for (steps, courses) in circles {
                for step in &steps {
                    let before = assumed.get(step).copied().unwrap_or(Set::NONE);
                    assumed.insert(*step, self.diagram.or(before, courses)?);
                }
                let before = by_steps.get(&steps).copied().unwrap_or(Set::NONE);
                by_steps.insert(steps, self.diagram.or(before, courses)?);
            }
        }
        found.extend(by_steps.into_iter().map(|(steps, courses)| Circle { steps, courses }));
        Ok(())
    }

    /// The courses in which each step of the component is due and still does not happen, given what is assumed.
    fn waiting(
        &mut self,
        component: &Component,
        due: &[Set],
        assumed: &HashMap<Key<Step>, Set>,
    ) -> Result<HashMap<Key<Step>, Set>, OverBudget> {
        let mut world: HashMap<Key<Step>, Set> =
            component.steps.iter().map(|&step| (step, Set::NONE)).collect();
        loop {
            let mut changed = false;
            for &step in &component.steps {
                let now = {
                    let reached = |step| world.get(&step).copied().unwrap_or_else(|| get(due, step));
                    let after = self.after_says(step, &reached)?;
                    let when = self.when_says(step, &reached)?;
                    let held = self.diagram.all([get(due, step), when, after.holds])?;
                    self.diagram.or(held, assumed.get(&step).copied().unwrap_or(Set::NONE))?
                };
                changed |= world.insert(step, now) != Some(now);
            }
            if !changed {
                break;
            }
        }
        let mut waiting = HashMap::new();
        for (step, happens) in world {
            let left = self.diagram.minus(get(due, step), happens)?;
            waiting.insert(step, self.diagram.and(left, self.possible)?);
        }
        Ok(waiting)
    }

    /// The sets of steps that wait for each other and for nothing else, each with the courses in which they do.
    fn bottom_circles(
        &mut self,
        component: &Component,
        waiting: &HashMap<Key<Step>, Set>,
    ) -> Result<BTreeMap<Vec<Key<Step>>, Set>, OverBudget> {
        let steps = &component.steps;
        if steps.len() > MAX_KNOT {
            return Err(OverBudget);
        }
        let waits = |step: Key<Step>| waiting.get(&step).copied().unwrap_or(Set::NONE);
        // reach[(t, s)]: where s waits on t, directly or along a chain.
        let mut reach: HashMap<(Key<Step>, Key<Step>), Set> = HashMap::new();
        for &step in steps {
            for (before, set) in self.waits_on(step)? {
                let both = self.diagram.all([set, waits(step), waits(before)])?;
                if both != Set::NONE {
                    let known = reach.get(&(before, step)).copied().unwrap_or(Set::NONE);
                    reach.insert((before, step), self.diagram.or(known, both)?);
                }
            }
        }
        let at = |reach: &HashMap<_, Set>, from, to| reach.get(&(from, to)).copied().unwrap_or(Set::NONE);
        for &through in steps {
            for &from in steps {
                let first = at(&reach, from, through);
                if first == Set::NONE {
                    continue;
                }
                for &to in steps {
                    let chain = self.diagram.and(first, at(&reach, through, to))?;
                    if chain != Set::NONE {
                        let known = at(&reach, from, to);
                        reach.insert((from, to), self.diagram.or(known, chain)?);
                    }
                }
            }
        }
        let mut circles: BTreeMap<Vec<Key<Step>>, Set> = BTreeMap::new();
        for (position, &step) in steps.iter().enumerate() {
            let mut bottom = at(&reach, step, step);
            for (other_position, &other) in steps.iter().enumerate() {
                let (to, back) = (at(&reach, other, step), at(&reach, step, other));
                let one_way = self.diagram.minus(to, back)?;
                bottom = self.diagram.minus(bottom, one_way)?;
                // A circle is told by its first step.
                if other_position < position {
                    let mutual = self.diagram.and(to, back)?;
                    bottom = self.diagram.minus(bottom, mutual)?;
                }
            }
            let mut parts = vec![(vec![step], bottom)];
            for &other in steps.get(position + 1..).unwrap_or_default() {
                let mutual = self.diagram.and(at(&reach, other, step), at(&reach, step, other))?;
                let mut split = Vec::new();
                for (members, courses) in parts {
                    let with = self.diagram.and(courses, mutual)?;
                    let alone = self.diagram.minus(courses, mutual)?;
                    if with != Set::NONE {
                        split.push((members.iter().copied().chain([other]).collect(), with));
                    }
                    if alone != Set::NONE {
                        split.push((members, alone));
                    }
                }
                parts = split;
            }
            for (members, courses) in parts.into_iter().filter(|(_, courses)| *courses != Set::NONE) {
                let known = circles.get(&members).copied().unwrap_or(Set::NONE);
                circles.insert(members, self.diagram.or(known, courses)?);
            }
        }
        Ok(circles)
    }

    /// What a step would wait on, and where: the steps before its present links that are not `Nothing`, and the
    /// decisions that its `when` or a present link uses.
    fn waits_on(&mut self, step: Key<Step>) -> Result<BTreeMap<Key<Step>, Set>, OverBudget> {
        let mut waits: BTreeMap<Key<Step>, Set> = BTreeMap::new();
        for decision in self.journey.steps[step].when.decisions() {
            waits.insert(decision, Set::ALL);
        }
        for &key in self.graph.incoming(step) {
            let link = &self.journey.links[key];
            let present = get(&self.present, key);
            // What nobody brings is not waited for; the decision that says whether it is to be brought is.
            let from = (!is_nothing(link)).then_some(link.from);
            for before in link.when.decisions().into_iter().chain(from) {
                let known = waits.get(&before).copied().unwrap_or(Set::NONE);
                waits.insert(before, self.diagram.or(known, present)?);
            }
        }
        Ok(waits)
    }

    /// The steps that do not happen because these, the cause, do not, and where.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn consequences(
        &mut self,
        cause: &[Key<Step>],
        courses: Set,
    ) -> Result<Vec<(Key<Step>, Set)>, OverBudget> {
        let causes = self.causes()?;
        let mut hit: BTreeMap<Key<Step>, Set> = cause.iter().map(|&step| (step, courses)).collect();
        let mut open: BTreeSet<Key<Step>> = cause.iter().copied().collect();
        while let Some(at) = open.pop_first() {
            let here = hit.get(&at).copied().unwrap_or(Set::NONE);
            let next: BTreeSet<_> = self.dependants(at);
            for step in next {
                let Some(&waits) = self.waits_on(step)?.get(&at) else { continue };
                let unreached = self.diagram.minus(self.due(step), self.happens(step))?;
                let own = causes.get(&step).copied().unwrap_or(Set::NONE);
                let unreached = self.diagram.minus(unreached, own)?;
                let through = self.diagram.all([here, waits, unreached])?;
                let known = hit.get(&step).copied().unwrap_or(Set::NONE);
                let now = self.diagram.or(known, through)?;
                if now != known {
                    hit.insert(step, now);
                    open.insert(step);
                }
            }
        }
        Ok(hit.into_iter().filter(|(step, _)| !cause.contains(step)).collect())
    }

    /// Where each step is a root or in a circle.
    fn causes(&mut self) -> Result<BTreeMap<Key<Step>, Set>, OverBudget> {
        let unreached = self.unreached()?;
        let roots = unreached.nobody.iter().chain(&unreached.never).copied();
        let circles = unreached
            .circles
            .iter()
            .flat_map(|circle| circle.steps.iter().map(move |&step| (step, circle.courses)));
        let mut causes: BTreeMap<Key<Step>, Set> = BTreeMap::new();
        for (step, courses) in roots.chain(circles) {
            let known = causes.get(&step).copied().unwrap_or(Set::NONE);
            causes.insert(step, self.diagram.or(known, courses)?);
        }
        Ok(causes)
    }

    fn dependants(&self, step: Key<Step>) -> BTreeSet<Key<Step>> {
        self.graph.dependants(step).iter().copied().collect()
    }
}
