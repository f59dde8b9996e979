//! What registers hold, from before the journey and from its steps, and to whom they are open.

use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, Taken};
use crate::model::{Actor, Claim, Datum, Holding, Key, Organisation, Register, Source, Step, Way};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A register that holds a datum by a step.
#[derive(Debug, Clone)]
pub struct Holder {
    /// The register.
    pub register: Key<Register>,
    /// The courses in which it does.
    pub courses: Set,
    /// True where what it holds is verified.
    pub verified: bool,
    /// The sources of that.
    pub sources: Vec<Key<Source>>,
}

impl Holder {
    fn of(register: Key<Register>, courses: Set, claims: &[&Claim]) -> Self {
        let verified = claims.iter().all(|claim| claim.is_verified());
        let sources: BTreeSet<_> = claims.iter().flat_map(|claim| claim.sources.iter().copied()).collect();
        Self { register, courses, verified, sources: sources.into_iter().collect() }
    }
}

/// A register, where it holds a datum from before the journey, and where that is said.
pub(super) type Held<'m> = (Key<Register>, Set, &'m Holding);

/// A register that has a datum, the step that entered it (none: it was there before the journey), and the courses.
pub(in crate::facts) type Written = (Key<Register>, Option<Key<Step>>, Set);

/// A step enters a datum into a register.
pub(super) struct Entry<'m> {
    pub(super) register: Key<Register>,
    pub(super) step: Key<Step>,
    pub(super) courses: Set,
    pub(super) claim: &'m Claim,
}

impl Facts<'_> {
    /// The registers that hold a datum from before the journey, and the steps that enter it into registers, each with
    /// the courses; whatever is renewed.
    pub(in crate::facts) fn written(&mut self, datum: Datum) -> Result<Vec<Written>, OverBudget> {
        let index = self.index()?;
        let held = index.held.get(&datum).into_iter().flatten();
        let held = held.map(|&(register, courses, _)| (register, None, courses));
        let entered = index.entered.get(&datum).into_iter().flatten();
        let entered = entered.map(|entry| (entry.register, Some(entry.step), entry.courses));
        Ok(held.chain(entered).collect())
    }

    /// The registers that hold a datum by a step, each with the courses in which it does; by id.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn holders(&mut self, step: Key<Step>, datum: Datum) -> Result<Rc<Vec<Holder>>, OverBudget> {
        if let Some(known) = self.holders.get(&(step.index(), datum)) {
            return Ok(Rc::clone(known));
        }
        let index = self.index()?;
        let mut by_register: BTreeMap<Key<Register>, (Set, Taken, Vec<&Claim>)> = BTreeMap::new();
        for (register, courses, holding) in index.held.get(&datum).into_iter().flatten() {
            let outdated = self.outdated(None, step, datum)?;
            let fresh = self.diagram.minus(*courses, outdated)?;
            let (held, _, claims) = by_register.entry(*register).or_insert_with(nothing_held);
            *held = self.diagram.or(*held, fresh)?;
            claims.push(&holding.claim);
        }
        for entry in index.entered.get(&datum).into_iter().flatten().filter(|entry| entry.step != step) {
            let outdated = self.outdated(Some(entry.step), step, datum)?;
            let fresh = self.diagram.minus(entry.courses, outdated)?;
            let (_, taken, claims) = by_register.entry(entry.register).or_insert_with(nothing_held);
            let away = taken.steps.entry(entry.step).or_insert(Set::NONE);
            *away = self.diagram.or(*away, fresh)?;
            claims.push(entry.claim);
        }
        let mut holders = Vec::new();
        for (register, (held, taken, claims)) in by_register {
            let without = self.without(step, taken)?;
            let entered = self.diagram.minus(self.happens(step), without)?;
            let held = self.diagram.and(held, self.happens(step))?;
            let courses = self.diagram.or(held, entered)?;
            if courses == Set::NONE {
                continue;
            }
            holders.push(Holder::of(register, courses, &claims));
        }
        let holders = Rc::new(holders);
        self.holders.insert((step.index(), datum), Rc::clone(&holders));
        Ok(holders)
    }

    /// The registers that get a datum at some other step, but do not hold it for certain by a step, each with the
    /// courses; by id.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn later_holders(&mut self, step: Key<Step>, datum: Datum) -> Result<Vec<Holder>, OverBudget> {
        let index = self.index()?;
        let now = self.holders(step, datum)?;
        let mut by_register: BTreeMap<Key<Register>, (Set, Vec<&Claim>)> = BTreeMap::new();
        for entry in index.entered.get(&datum).into_iter().flatten().filter(|entry| entry.step != step) {
            let outdated = self.outdated(Some(entry.step), step, datum)?;
            let courses = self.diagram.minus(entry.courses, outdated)?;
            let courses = self.diagram.and(courses, self.happens(step))?;
            let (all, claims) = by_register.entry(entry.register).or_insert((Set::NONE, Vec::new()));
            *all = self.diagram.or(*all, courses)?;
            claims.push(entry.claim);
        }
        let mut holders = Vec::new();
        for (register, (courses, claims)) in by_register {
            let held = now.iter().find(|one| one.register == register).map_or(Set::NONE, |one| one.courses);
            let courses = self.diagram.minus(courses, held)?;
            holders.push(Holder::of(register, courses, &claims));
        }
        Ok(holders)
    }

    /// True where the body fetches from the register in some possible course, or is known to.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn consumes(&mut self, body: Key<Organisation>, register: Key<Register>) -> Result<bool, OverBudget> {
        let known = self.model.registers[register].consumers.iter();
        let known = known.map(|&consumer| self.model.organisations[consumer].body).any(|of| of == body);
        Ok(known || self.index()?.consumed.contains(&(body, register)))
    }

    /// True where a way into a register is open to an actor of a body: to its level, to itself, or to an organisation
    /// that it is a unit of. What is open to another unit of the same body is not open to it.
    pub fn is_open_to(&self, way: &Way, actor: Actor, body: Key<Organisation>) -> bool {
        let organisations = &self.model.organisations;
        if way.to_levels.contains(&organisations[body].level) {
            return true;
        }
        let mut at = match actor {
            Actor::Organisation(unit) => Some(unit),
            Actor::Party(_) => Some(body),
        };
        // As many times as there are organisations, at most: a circle of parts is an error of the model.
        for _ in 0..organisations.len() {
            let Some(one) = at else { return false };
            if way.to.contains(&one) {
                return true;
            }
            at = organisations[one].part_of;
        }
        false
    }

    /// True where a way gives a datum: it names it, or something that contains it, or gives all that is held.
    pub fn gives(&mut self, way: &Way, datum: Datum) -> bool {
        if way.data.is_empty() {
            return true;
        }
        let contents = self.contents();
        way.data.iter().any(|&item| {
            let whole = Datum { party: datum.party, item };
            item == datum.item || contents.with_itself(whole).iter().any(|inside| inside.item == datum.item)
        })
    }
}

fn nothing_held<'m>() -> (Set, Taken, Vec<&'m Claim>) {
    (Set::NONE, Taken::default(), Vec::new())
}
