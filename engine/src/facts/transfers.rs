//! Flows of data that are in use and of whose law something is said: requests, fetches from registers of other
//! bodies, and handovers between bodies. And the solutions by which things are done.

use super::{Facts, RequestFact};
use crate::diagram::{OverBudget, Set};
use crate::model::{
    Actor, Carrier, Claim, Datum, Fetch, Key, Law, Link, Organisation, Register, Solution, Step, Way,
};
use crate::text::Place;

/// A flow of data that is in use.
#[derive(Debug, Clone)]
pub struct Transfer<'m> {
    /// What flows from where to where.
    pub flow: Flow,
    /// The step at which it is received.
    pub step: Key<Step>,
    /// The courses in which it is in use.
    pub courses: Set,
    /// Its law.
    pub law: &'m Law,
    /// The data.
    pub data: Vec<Datum>,
    /// The request, where it is one.
    pub request: Option<RequestFact<'m>>,
    /// Where it is written.
    pub place: Place,
    /// What it rests on.
    pub claim: &'m Claim,
}

/// What flows from where to where: what is one flow is one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// A body asks a party for a datum.
    Request(Key<Organisation>, Datum),
    /// A body fetches from a register.
    Fetch(Key<Organisation>, Key<Register>),
    /// A body hands over to another.
    Handover(Key<Organisation>, Key<Organisation>),
}

/// A solution is used.
#[derive(Debug, Clone, Copy)]
pub struct Use<'m> {
    /// The solution.
    pub solution: Key<Solution>,
    /// The body or party that uses it.
    pub user: Actor,
    /// The step at which it is.
    pub step: Key<Step>,
    /// The courses in which it is.
    pub courses: Set,
    /// Where that is written.
    pub place: Place,
    /// What it rests on.
    pub claim: &'m Claim,
}

impl<'m> Facts<'m> {
    /// The ways into a register that are open to the actor of a step and give a datum.
    pub fn open_ways(&mut self, step: Key<Step>, register: Key<Register>, datum: Datum) -> Vec<&'m Way> {
        let (model, journey) = (self.model, self.journey);
        let actor = journey.steps[step].actor;
        let Some(body) = journey.body(model, actor) else { return Vec::new() };
        let ways = model.registers[register].ways.iter();
        ways.filter(|way| self.is_open_to(way, actor, body) && self.gives(way, datum)).collect()
    }

    /// The ways by which a fetch of a datum can be made: those of the solution that the fetch names, where any way
    /// is, or else all that are open to the body.
    pub fn ways_of_fetch(&mut self, step: Key<Step>, fetch: &Fetch, datum: Datum) -> Vec<&'m Way> {
        let ways = self.open_ways(step, fetch.register, datum);
        let named: Vec<_> =
            ways.iter().copied().filter(|way| fetch.uses.is_some() && way.uses == fetch.uses).collect();
        if named.is_empty() { ways } else { named }
    }

    /// The law of a fetch of a datum: its own, or else, where it says nothing, that of the way that stands best. None
    /// where it can be made with consent, which then is the ground.
    pub fn law_of_fetch(&mut self, step: Key<Step>, fetch: &'m Fetch, datum: Datum) -> Option<&'m Law> {
        let ways = self.ways_of_fetch(step, fetch, datum);
        if ways.iter().any(|way| way.consent) {
            return None;
        }
        let best = || {
            let laws = ways.into_iter().map(|way| &way.law);
            laws.min_by_key(|law| self.model.law_state(law, self.as_of))
        };
        fetch.law.as_ref().or_else(best)
    }

    /// The flows in use of whose law something is said, in the order of the steps.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn transfers(&mut self) -> Result<Vec<Transfer<'m>>, OverBudget> {
        let mut found = Vec::new();
        for request in self.requests()?.iter().cloned() {
            let Some(law) = request.request.and_then(|request| request.law.as_ref()) else { continue };
            found.push(Transfer {
                flow: Flow::Request(request.body, request.datum),
                step: request.step,
                courses: request.courses,
                law,
                data: vec![request.datum],
                place: request.place,
                claim: request.claim,
                request: Some(request),
            });
        }
        for (key, step) in self.journey.steps.iter() {
            for fetch in &step.fetches {
                self.fetched(key, fetch, &mut found)?;
            }
        }
        for (key, link) in self.journey.links.iter() {
            found.extend(self.handed_over(key, link)?);
        }
        Ok(found)
    }

    fn fetched(
        &mut self,
        step: Key<Step>,
        fetch: &'m Fetch,
        into: &mut Vec<Transfer<'m>>,
    ) -> Result<(), OverBudget> {
        let model = self.model;
        let Some(body) = self.journey.body(model, self.journey.steps[step].actor) else { return Ok(()) };
        let keeper = model.registers[fetch.register].keeper;
        if model.organisations[keeper].body == body {
            return Ok(());
        }
        let when = self.condition(&fetch.when)?;
        let courses = self.diagram.and(self.happens(step), when)?;
        for placed in &fetch.data {
            let Some(law) = self.law_of_fetch(step, fetch, placed.datum) else { continue };
            let exists = self.exists(placed.datum.party)?;
            let courses = self.diagram.and(courses, exists)?;
            into.push(Transfer {
                flow: Flow::Fetch(body, fetch.register),
                step,
                courses,
                law,
                data: vec![placed.datum],
                place: placed.place,
                claim: &fetch.claim,
                request: None,
            });
        }
        Ok(())
    }

    fn handed_over(&mut self, key: Key<Link>, link: &'m Link) -> Result<Option<Transfer<'m>>, OverBudget> {
        let (Some(by), Some(law)) = (link.by, &link.law) else { return Ok(None) };
        let brings = match by {
            Carrier::Event
            | Carrier::Api
            | Carrier::DigitalPost
            | Carrier::Letter
            | Carrier::Phone
            | Carrier::InPerson => true,
            Carrier::Person | Carrier::Unprompted | Carrier::Nothing => false,
        };
        let body = |step: Key<Step>| self.journey.body(self.model, self.journey.steps[step].actor);
        let (Some(giver), Some(receiver)) = (body(link.from), body(link.to)) else { return Ok(None) };
        if !brings || giver == receiver {
            return Ok(None);
        }
        // What leads to a step is written for where that step is done.
        let courses = self.diagram.and(self.holds(key), self.happens(link.to))?;
        Ok(Some(Transfer {
            flow: Flow::Handover(giver, receiver),
            step: link.to,
            courses,
            law,
            data: link.carries.iter().map(|placed| placed.datum).collect(),
            place: link.place,
            claim: &link.claim,
            request: None,
        }))
    }

    /// Every use of a solution: by whoever does a step in it, by both ends of a link that it carries, and by the body
    /// that fetches by it.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn uses(&mut self) -> Result<Vec<Use<'m>>, OverBudget> {
        let mut found = Vec::new();
        let journey = self.journey;
        for (key, step) in journey.steps.iter() {
            let courses = self.happens(key);
            let (place, claim) = (step.place, &step.claim);
            found.extend(step.uses.map(|solution| {
                let user = self.user(key);
                Use { solution, user, step: key, courses, place, claim }
            }));
            for fetch in &step.fetches {
                let Some(solution) = self.solution_of_fetch(key, fetch) else { continue };
                let Some(body) = journey.body(self.model, step.actor) else { continue };
                let when = self.condition(&fetch.when)?;
                let courses = self.diagram.and(courses, when)?;
                let place = fetch.data.first().map_or(step.place, |placed| placed.place);
                let user = Actor::Organisation(body);
                found.push(Use { solution, user, step: key, courses, place, claim: &fetch.claim });
            }
        }
        for (key, link) in journey.links.iter() {
            let Some(solution) = link.uses else { continue };
            let courses = self.diagram.and(self.holds(key), self.happens(link.to))?;
            for end in [link.from, link.to] {
                let user = self.user(end);
                found.push(Use {
                    solution,
                    user,
                    step: link.to,
                    courses,
                    place: link.place,
                    claim: &link.claim,
                });
            }
        }
        Ok(found)
    }

    /// The solution that a fetch names; or the one that carries every way by which it can be made.
    fn solution_of_fetch(&mut self, step: Key<Step>, fetch: &'m Fetch) -> Option<Key<Solution>> {
        if fetch.uses.is_some() {
            return fetch.uses;
        }
        let mut ways = Vec::new();
        for placed in &fetch.data {
            ways.extend(self.ways_of_fetch(step, fetch, placed.datum));
        }
        let first = ways.first()?.uses?;
        ways.iter().all(|way| way.uses == Some(first)).then_some(first)
    }

    /// Who does a step: the party that does it, or else the body behind its actor.
    fn user(&self, step: Key<Step>) -> Actor {
        let step = &self.journey.steps[step];
        match (step.done_by, self.journey.body(self.model, step.actor)) {
            (Some(party), _) => Actor::Party(party),
            (None, Some(body)) => Actor::Organisation(body),
            (None, None) => step.actor,
        }
    }
}
