//! The walk of one persona while it is made.

use super::Duplicates;
use super::pace::Times;
use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::{Finding, Named};
use crate::model::{
    Actor, Carrier, Condition, Datum, Key, Link, Mode, Organisation, Party, Persona, Placed, Step,
    VariableKind,
};
use crate::text::Place;
use crate::walked::{
    Arrival, Ask, Break, Carried, Fetched, Given, Known, Limit, Onward, Stage, Stop, Tally, Value, Walk, When,
};
use crate::words::Words;
use std::collections::BTreeSet;

/// The walk of one persona.
pub(super) struct OneWalk<'w, 'm> {
    pub(super) facts: &'w mut Facts<'m>,
    pub(super) persona: &'w Persona,
    /// The findings that are so for it.
    findings: Vec<&'m Finding>,
    duplicates: &'w Duplicates,
    times: Times,
}

impl<'w, 'm> OneWalk<'w, 'm> {
    pub(super) fn new(
        facts: &'w mut Facts<'m>,
        persona: &'w Persona,
        findings: &[&'m Finding],
        duplicates: &'w Duplicates,
    ) -> Result<Self, OverBudget> {
        let times = Times::new(facts, &persona.course)?;
        let mut one = Self { facts, persona, findings: Vec::new(), duplicates, times };
        one.findings = findings.iter().copied().filter(|finding| one.is_so(finding)).collect();
        Ok(one)
    }

    pub(super) fn told(mut self) -> Result<Walk, OverBudget> {
        let journey = self.facts.journey;
        let unknown_last = u64::MAX;
        let order = self.facts.in_order(&self.persona.course, |step| {
            self.times.begins.get(&step).map_or(unknown_last, |When([_, typical, _])| *typical)
        });
        let mut steps = Vec::new();
        let mut before = BTreeSet::new();
        for &step in &order {
            steps.push(self.stage(step, &before)?);
            before.insert(step);
        }
        let mut walk = Walk {
            journey: Named { id: journey.id.clone(), name: journey.name.clone() },
            last_checked: journey.last_checked.to_string(),
            persona: Named { id: self.persona.id.clone(), name: self.persona.name.clone() },
            about: self.persona.about.clone(),
            profile: self.profile(),
            outcomes: order.iter().filter_map(|&step| self.value(journey.steps[step].decision?)).collect(),
            steps,
            stops: self.stops(),
            findings: self.findings.iter().map(|finding| self.told_break(finding)).collect(),
            numbers: Tally::default(),
            onwards: self.onwards()?,
            differs: Vec::new(),
        };
        walk.numbers = self.tally(&walk);
        walk.differs = self.differs(&walk);
        Ok(walk)
    }

    /// True where the persona's course is in the set.
    pub(super) fn within(&self, set: Set) -> bool {
        self.facts.diagram.contains(set, self.persona.course.as_slice())
    }

    pub(super) fn happens(&self, step: Key<Step>) -> bool {
        self.within(self.facts.happens(step))
    }

    fn now(&mut self, condition: &Condition) -> Result<bool, OverBudget> {
        let set = self.facts.condition(condition)?;
        Ok(self.within(set))
    }

    /// True where there is such a party.
    fn exists(&mut self, party: Key<Party>) -> Result<bool, OverBudget> {
        let set = self.facts.exists(party)?;
        Ok(self.within(set))
    }

    /// The data that are said of parties who exist.
    fn of_those_who_exist<'d>(&mut self, data: &'d [Placed]) -> Result<Vec<&'d Placed>, OverBudget> {
        let mut found = Vec::new();
        for placed in data {
            if self.exists(placed.datum.party)? {
                found.push(placed);
            }
        }
        Ok(found)
    }

    /// True where the finding is so for the persona. What depends on no course is about the model.
    fn is_so(&self, finding: &Finding) -> bool {
        let Some(courses) = &finding.condition else { return false };
        courses.when.iter().any(|all| {
            all.iter().all(|(variable, values)| {
                let number = self.facts.journey.variables.iter().position(|one| one.id == *variable);
                let value = number.and_then(|number| self.value(number));
                value.is_some_and(|value| values.iter().any(|one| **one == *value.value.id))
            })
        })
    }

    /// A variable with its value.
    fn value(&self, number: usize) -> Option<Value> {
        let variable = self.facts.journey.variables.get(number)?;
        let value = variable.values.get(*self.persona.course.get(number)? as usize)?;
        Some(Value {
            of: Named { id: variable.id.to_string(), name: variable.name.clone() },
            value: Named { id: value.id.to_string(), name: value.phrase.clone() },
            said: self.persona.said.binary_search(&number).is_ok(),
        })
    }

    fn profile(&self) -> Vec<Value> {
        let variables = self.facts.journey.variables.iter().enumerate();
        let circumstances =
            variables.filter(|(_, variable)| !matches!(variable.kind, VariableKind::Decision(_)));
        circumstances.filter_map(|(number, _)| self.value(number)).collect()
    }

    /// A step, told with what leads to it from the steps before; alternatives that come later do not bring it about.
    fn stage(&mut self, key: Key<Step>, before: &BTreeSet<Key<Step>>) -> Result<Stage, OverBudget> {
        let step = &self.facts.journey.steps[key];
        let mut asks = Vec::new();
        for request in &step.asks {
            if self.now(&request.when)? && self.exists(request.of)? {
                let of = self.party(request.of);
                let data = self.of_those_who_exist(&request.data)?.into_iter();
                asks.extend(data.map(|placed| Ask {
                    of: of.clone(),
                    datum: self.datum(placed.datum, Some(request.of)),
                    mode: request.mode,
                    known: self.known(key, placed.place),
                }));
            }
        }
        let mut fetches = Vec::new();
        for fetch in &step.fetches {
            if self.now(&fetch.when)? {
                let register = &self.facts.model.registers[fetch.register];
                let register = Named { id: register.id.clone(), name: register.name.clone() };
                let data = self.of_those_who_exist(&fetch.data)?;
                fetches.extend(data.into_iter().map(|placed| Fetched {
                    datum: self.datum(placed.datum, None),
                    register: register.clone(),
                }));
            }
        }
        let mut deadlines = Vec::new();
        for deadline in &step.deadlines {
            let runs = deadline.from.is_none_or(|from| self.happens(from));
            if runs && self.now(&deadline.when)? {
                let from = deadline.from.map(|from| self.step(from));
                deadlines.push(Limit { within: deadline.within, from, lost: deadline.lost.clone() });
            }
        }
        let links = self.facts.graph.incoming(key).iter().copied();
        let holds = |link: &Key<Link>| self.within(self.facts.holds(*link));
        let holding =
            links.filter(holds).filter(|&link| before.contains(&self.facts.journey.links[link].from));
        let holding: Vec<Key<Link>> = holding.collect();
        let mut after = Vec::new();
        for link in holding {
            after.push(self.arrival(link)?);
        }
        let rights = step.gives.iter().map(|right| Given {
            right: right.right.clone(),
            to: self.party(right.to),
            must_apply: right.must_apply,
        });
        Ok(Stage {
            step: self.step(key),
            kind: step.kind,
            actor: self.actor(step.actor),
            by_body: matches!(step.actor, Actor::Organisation(_)),
            done_by: step.done_by.map(|party| self.party(party)),
            after,
            asks,
            fetches,
            outcome: step.decision.and_then(|number| self.value(number)).map(|value| value.value),
            takes: step.takes,
            begins: self.times.begins.get(&key).copied(),
            done: self.times.done.get(&key).copied(),
            deadlines,
            rights: rights.collect(),
            ends: step.ends.iter().map(|&(party, told)| (self.party(party), told)).collect(),
            findings: self.about(&step.id),
            verified: step.claim.is_verified(),
        })
    }

    fn arrival(&mut self, key: Key<Link>) -> Result<Arrival, OverBudget> {
        let link = &self.facts.journey.links[key];
        let carries = self.of_those_who_exist(&link.carries)?;
        let carried = |placed: &Placed| Carried {
            datum: self.datum(placed.datum, None),
            known: self.known(link.to, placed.place).filter(|_| link.by == Some(Carrier::Person)),
        };
        Ok(Arrival {
            from: self.step(link.from),
            by: link.by,
            carries: carries.into_iter().map(carried).collect(),
            takes: link.takes,
        })
    }

    /// Why what is asked for or brought there need not be: by the first check that says so.
    fn known(&self, step: Key<Step>, place: Place) -> Option<Known> {
        let said = self.duplicates.by_request.get(&(step, place))?;
        said.iter().find(|one| self.within(one.courses)).map(|one| one.known.clone())
    }

    /// The findings that name a step in what they are about, by their number.
    fn about(&self, step: &str) -> Vec<usize> {
        let named = self.findings.iter().enumerate();
        named.filter(|(_, finding)| finding.subject.iter().any(|id| id == step)).map(|(n, _)| n).collect()
    }

    fn stops(&self) -> Vec<Stop> {
        let steps = self.facts.journey.steps.iter();
        let due = steps.filter(|(key, _)| self.within(self.facts.due(*key)) && !self.happens(*key));
        due.map(|(key, step)| Stop {
            step: self.step(key),
            actor: self.actor(step.actor),
            findings: self.about(&step.id),
        })
        .collect()
    }

    fn onwards(&mut self) -> Result<Vec<Onward>, OverBudget> {
        let mut onwards = Vec::new();
        let (model, journey) = (self.facts.model, self.facts.journey);
        for continuation in &journey.continues {
            let begins = continuation.after.is_none_or(|after| self.happens(after));
            if !begins || !self.now(&continuation.when)? {
                continue;
            }
            let event = model.journeys.iter().find(|journey| journey.id == continuation.event);
            let name = event.map_or_else(|| Words::same(&continuation.event), |event| event.name.clone());
            onwards.push(Onward {
                event: Named { id: continuation.event.clone(), name },
                after: continuation.after.map(|after| self.step(after)),
            });
        }
        onwards.sort_by(|a, b| a.event.cmp(&b.event).then_with(|| a.after.cmp(&b.after)));
        Ok(onwards)
    }

    fn tally(&self, walk: &Walk) -> Tally {
        let mut tally =
            Tally { steps: walk.steps.len(), bodies: self.bodies_met().len(), ..Tally::default() };
        for stage in &walk.steps {
            tally.by_persons += usize::from(!stage.by_body || stage.done_by.is_some());
            let asked = stage.asks.iter().filter(|ask| ask.mode != Mode::Confirm);
            let brought = stage.after.iter().filter(|link| link.by == Some(Carrier::Person) && stage.by_body);
            let known = asked.clone().filter(|ask| ask.known.is_some()).count();
            let carried_again =
                brought.flat_map(|link| &link.carries).filter(|carried| carried.known.is_some());
            tally.asked += asked.count();
            tally.asked_again += known;
            tally.carried_again += carried_again.count();
            tally.fetched += stage.fetches.len();
            tally.steps_of_unknown_time += usize::from(stage.takes.is_none());
            let When([a, b, c]) = stage.done.unwrap_or_default();
            let When([x, y, z]) = tally.done;
            tally.done = When([a.max(x), b.max(y), c.max(z)]);
        }
        tally
    }

    /// The bodies that a person deals with.
    fn bodies_met(&self) -> BTreeSet<Key<Organisation>> {
        let journey = self.facts.journey;
        let body = |step: Key<Step>| journey.body(self.facts.model, journey.steps[step].actor);
        let by_person = |step: Key<Step>| {
            let step = &journey.steps[step];
            step.done_by.is_some() || matches!(step.actor, Actor::Party(_))
        };
        let mut met = BTreeSet::new();
        for step in journey.steps.keys().filter(|&step| self.happens(step)) {
            if by_person(step) || !journey.steps[step].asks.is_empty() {
                met.extend(body(step));
            }
        }
        for link in journey.links.iter().filter(|(key, _)| self.within(self.facts.holds(*key))) {
            let (from, to) = (link.1.from, link.1.to);
            match (by_person(from), by_person(to)) {
                (true, false) => met.extend(body(to)),
                (false, true) => met.extend(body(from)),
                _ => {}
            }
        }
        met
    }

    pub(super) fn step(&self, key: Key<Step>) -> Named {
        let step = &self.facts.journey.steps[key];
        Named { id: step.id.clone(), name: step.name.clone() }
    }

    fn party(&self, key: Key<Party>) -> Named {
        let party = &self.facts.journey.parties[key];
        Named { id: party.id.clone(), name: party.name.clone() }
    }

    fn actor(&self, actor: Actor) -> Named {
        match actor {
            Actor::Party(party) => self.party(party),
            Actor::Organisation(key) => {
                let organisation = &self.facts.model.organisations[key];
                Named { id: organisation.id.clone(), name: organisation.name.clone() }
            }
        }
    }

    /// The datum, with its party in the name where that is not the one who is asked.
    pub(super) fn datum(&self, datum: Datum, asked: Option<Key<Party>>) -> Named {
        let item = &self.facts.model.items[datum.item].name;
        let of = &self.facts.journey.parties[datum.party].name;
        let name = match asked == Some(datum.party) {
            true => item.clone(),
            false => Words::each(|lang| format!("{} ({})", item.get(lang), of.get(lang))),
        };
        Named { id: self.facts.journey.datum_id(self.facts.model, datum), name }
    }

    fn told_break(&self, finding: &Finding) -> Break {
        Break {
            id: finding.id.clone(),
            check: finding.check.clone(),
            of_request: self.duplicates.checks.contains(finding.check.as_str()),
            severity: finding.severity,
            gravity: finding.gravity.clone(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            lead: finding.lead.clone(),
            verified: finding.verified,
        }
    }
}
