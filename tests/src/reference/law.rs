//! Channels, law, reasons, rights and solutions, in one course, as `docs/meaning.md` says it.

use super::{Asked, InCourse, Observation};
use livsferd::model::{
    Actor, Carrier, ChannelKind, Datum, Fetch, Funds, Key, Law, LawState, Level, Mode, Organisation,
    PartyKind, Register, Solution, SolutionState, Step, StepKind, Way, is_valid,
};
use livsferd::vocabulary::ReasonClass;
use std::collections::{BTreeMap, BTreeSet};

/// Who uses which solutions in one course.
pub(super) type Uses = BTreeSet<(Key<Solution>, Actor)>;

/// A request with what its reason depends on.
pub(super) struct Want<'a> {
    pub(super) asked: Asked,
    pub(super) law: Option<&'a Law>,
    pub(super) deliberate: bool,
}

impl InCourse<'_> {
    /// All findings of this file but those of parallel solutions, which look at several courses.
    pub(super) fn law(&self) -> Vec<Observation> {
        let mut findings = self.channels();
        findings.extend(self.transfers());
        findings.extend(self.consents());
        findings.extend(self.could_be_proactive());
        findings.extend(self.built_not_running());
        findings.extend(self.own_instead_of_common());
        findings
    }

    fn step_id(&self, step: Key<Step>) -> String {
        self.journey.steps[step].id.clone()
    }

    fn body_id(&self, body: Key<Organisation>) -> String {
        self.model.organisations[body].id.clone()
    }

    // -----------------------------------------------------------------------------------------------------------
    // Channels

    fn channels(&self) -> Vec<Observation> {
        let mut found = Vec::new();
        for &key in &self.happens {
            let step = &self.journey.steps[key];
            let open: Vec<ChannelKind> =
                step.channels.iter().filter(|channel| self.now(&channel.when)).map(|c| c.kind).collect();
            if open.is_empty() && !step.channels.is_empty() {
                found.push(Observation { check: "channel/no-way-in", subject: vec![self.step_id(key)] });
            }
            let party = step.done_by.or(match step.actor {
                Actor::Party(party) => Some(party),
                Actor::Organisation(_) => None,
            });
            let person = party.is_some_and(|party| self.journey.parties[party].kind == PartyKind::Person);
            let is_digital = |kind: &ChannelKind| matches!(kind, ChannelKind::Digital | ChannelKind::Email);
            let named = |step: Key<Step>| self.journey.steps[step].channels.iter().map(|one| one.kind);
            let elsewhere = self
                .journey
                .steps
                .keys()
                .filter(|&other| self.alternatives.contains(&(key, other)))
                .any(|other| named(other).any(|kind| !is_digital(&kind)));
            let only = named(key).all(|kind| is_digital(&kind));
            if person && !open.is_empty() && only && !elsewhere {
                found.push(Observation { check: "channel/digital-only", subject: vec![self.step_id(key)] });
            }
        }
        found
    }

    // -----------------------------------------------------------------------------------------------------------
    // Law

    pub(super) fn stands(&self, law: &Law) -> LawState {
        let date = self.journey.last_checked;
        let in_force = |list: &[Key<_>]| {
            list.iter().any(|&key| {
                let provision: &livsferd::model::Provision = &self.model.provisions[key];
                is_valid(provision.from, provision.until, date)
            })
        };
        let both = in_force(&law.ground) && (law.open || in_force(&law.exemption));
        if law.state == LawState::InPlace && !both { LawState::Missing } else { law.state }
    }

    /// The ways open to a step that give a datum.
    pub(super) fn open_ways(&self, step: Key<Step>, register: Key<Register>, datum: Datum) -> Vec<&Way> {
        let actor = self.journey.steps[step].actor;
        let body = self.body(step).unwrap();
        let mut upwards = Vec::new();
        let mut at = match actor {
            Actor::Organisation(unit) => Some(unit),
            Actor::Party(_) => None,
        };
        while let Some(unit) = at {
            upwards.push(unit);
            at = self.model.organisations[unit].part_of;
        }
        let is_open = |way: &Way| {
            way.to_levels.contains(&self.model.organisations[body].level)
                || way.to.iter().any(|to| upwards.contains(to))
        };
        let gives = |way: &Way| {
            let inside = |&item| &self.contents[&Datum { party: datum.party, item }];
            way.data.is_empty()
                || way.data.iter().any(|item| inside(item).iter().any(|inside| inside.item == datum.item))
        };
        let ways = self.model.registers[register].ways.iter();
        ways.filter(|way| is_open(way) && gives(way)).collect()
    }

    fn ways_of_fetch(&self, step: Key<Step>, fetch: &Fetch, datum: Datum) -> Vec<&Way> {
        let ways = self.open_ways(step, fetch.register, datum);
        let by_named: Vec<&Way> = match fetch.uses {
            Some(named) => ways.iter().copied().filter(|way| way.uses == Some(named)).collect(),
            None => Vec::new(),
        };
        if by_named.is_empty() { ways } else { by_named }
    }

    fn law_of_fetch(&self, step: Key<Step>, fetch: &Fetch, datum: Datum) -> Option<LawState> {
        let ways = self.ways_of_fetch(step, fetch, datum);
        if ways.iter().any(|way| way.consent) {
            return None;
        }
        if let Some(law) = &fetch.law {
            return Some(self.stands(law));
        }
        let states: BTreeSet<LawState> = ways.iter().map(|way| self.stands(&way.law)).collect();
        let best = [
            LawState::InPlace,
            LawState::Unclear,
            LawState::NotAssessed,
            LawState::Missing,
            LawState::Forbidden,
        ];
        best.into_iter().find(|state| states.contains(state))
    }

    /// The fetches that are made, each datum by itself.
    fn fetched(&self) -> Vec<(Key<Step>, Key<Organisation>, &livsferd::model::Fetch, Datum)> {
        let mut fetched = Vec::new();
        for &key in &self.happens {
            let Some(body) = self.body(key) else { continue };
            for fetch in &self.journey.steps[key].fetches {
                if self.now(&fetch.when) {
                    let data = fetch.data.iter().filter(|placed| self.exists(placed.datum.party));
                    fetched.extend(data.map(|placed| (key, body, fetch, placed.datum)));
                }
            }
        }
        fetched
    }

    /// The registers that bodies fetch from.
    pub(super) fn consumes(&self) -> Vec<(Key<Organisation>, Key<Register>)> {
        self.fetched().into_iter().map(|(_, body, fetch, _)| (body, fetch.register)).collect()
    }

    /// The links that hold and lead to a step that happens.
    fn handed_over(&self) -> Vec<Key<livsferd::model::Link>> {
        let reached = |key: &&Key<_>| self.happens.contains(&self.journey.links[**key].to);
        self.holding.iter().filter(reached).copied().collect()
    }

    fn transfers(&self) -> Vec<Observation> {
        let mut flows: Vec<(Vec<String>, LawState)> = Vec::new();
        for &key in &self.happens {
            let Some(body) = self.body(key) else { continue };
            for request in &self.journey.steps[key].asks {
                let made = self.now(&request.when) && self.exists(request.of);
                let Some(law) = request.law.as_ref().filter(|_| made) else { continue };
                for placed in request.data.iter().filter(|placed| self.exists(placed.datum.party)) {
                    let datum = self.journey.datum_id(self.model, placed.datum);
                    flows.push((vec![self.body_id(body), datum], self.stands(law)));
                }
            }
        }
        for (step, body, fetch, datum) in self.fetched() {
            let register = &self.model.registers[fetch.register];
            let own = self.model.organisations[register.keeper].body == body;
            if let Some(state) = self.law_of_fetch(step, fetch, datum).filter(|_| !own) {
                flows.push((vec![self.body_id(body), register.id.clone()], state));
            }
        }
        for &key in &self.handed_over() {
            let link = &self.journey.links[key];
            let (giver, receiver) = (self.body(link.from), self.body(link.to));
            let brings = match link.by {
                None | Some(Carrier::Person | Carrier::Unprompted | Carrier::Nothing) => false,
                Some(_) => true,
            };
            let between = giver.is_some() && receiver.is_some() && giver != receiver;
            if let Some(law) = link.law.as_ref().filter(|_| brings && between) {
                let subject = [giver, receiver].into_iter().flatten().map(|body| self.body_id(body));
                flows.push((subject.collect(), self.stands(law)));
            }
        }
        let check = |state| match state {
            LawState::Missing | LawState::Forbidden => Some("law/transfer-without-ground"),
            LawState::Unclear | LawState::NotAssessed => Some("law/transfer-unclear"),
            LawState::InPlace => None,
        };
        let flows = flows.into_iter();
        flows.filter_map(|(subject, state)| Some(Observation { check: check(state)?, subject })).collect()
    }

    fn consents(&self) -> Vec<Observation> {
        let mut found = Vec::new();
        for (step, body, fetch, datum) in self.fetched() {
            let authority = [Level::State, Level::County, Level::Municipality, Level::Court];
            let ways = self.ways_of_fetch(step, fetch, datum);
            let consent = !ways.is_empty() && ways.iter().all(|way| way.consent);
            let statute = match &fetch.law {
                Some(law) => self.stands(law) == LawState::InPlace,
                None => self
                    .open_ways(step, fetch.register, datum)
                    .iter()
                    .any(|way| self.stands(&way.law) == LawState::InPlace),
            };
            if authority.contains(&self.model.organisations[body].level) && consent && statute {
                let register = self.model.registers[fetch.register].id.clone();
                let subject = vec![self.body_id(body), register];
                found.push(Observation { check: "law/consent-despite-statute", subject });
            }
        }
        found
    }

    // -----------------------------------------------------------------------------------------------------------
    // What is wanted, and rights

    pub(super) fn wants(&self) -> Vec<Want<'_>> {
        let mut wants = Vec::new();
        for &step in &self.happens {
            let Some(body) = self.body(step) else { continue };
            for request in &self.journey.steps[step].asks {
                let collects = matches!(request.mode, Mode::Provide | Mode::Attach);
                if !collects || !self.now(&request.when) || !self.exists(request.of) {
                    continue;
                }
                let date = self.journey.last_checked;
                for placed in request.data.iter().filter(|placed| self.exists(placed.datum.party)) {
                    wants.push(Want {
                        asked: Asked { step, body, datum: placed.datum, mode: Some(request.mode) },
                        law: request.law.as_ref(),
                        deliberate: request.deliberate.as_ref().is_some_and(|(_, review)| date <= *review),
                    });
                }
            }
        }
        for &key in &self.holding {
            let link = &self.journey.links[key];
            let Some(body) = self.body(link.to) else { continue };
            if link.by == Some(Carrier::Person) && self.happens.contains(&link.to) {
                for placed in link.carries.iter().filter(|placed| self.exists(placed.datum.party)) {
                    let asked = Asked { step: link.to, body, datum: placed.datum, mode: None };
                    wants.push(Want { asked, law: link.law.as_ref(), deliberate: false });
                }
            }
        }
        wants
    }

    fn could_be_proactive(&self) -> Vec<Observation> {
        let wants = self.wants();
        let mut found = Vec::new();
        for &key in &self.happens {
            let mut asked = wants.iter().filter(|want| want.asked.step == key).peekable();
            let applies = self.journey.steps[key].kind == StepKind::Application;
            let level = self.body(key).map(|body| self.model.organisations[body].level);
            let private = [Level::Private, Level::Voluntary, Level::Foreign];
            let authority = level.is_some_and(|level| !private.contains(&level));
            let consents = self.fetched().into_iter().any(|(at, _, fetch, datum)| {
                at == key && self.ways_of_fetch(at, fetch, datum).iter().any(|way| way.consent)
            });
            if applies
                && authority
                && !consents
                && asked.peek().is_some()
                && asked.all(|want| self.is_reusable(want))
            {
                found.push(Observation {
                    check: "rights/could-be-proactive",
                    subject: vec![self.step_id(key)],
                });
            }
        }
        found
    }

    // -----------------------------------------------------------------------------------------------------------
    // Solutions

    fn user(&self, step: Key<Step>) -> Actor {
        let body = self.body(step).map(Actor::Organisation);
        let step = &self.journey.steps[step];
        step.done_by.map(Actor::Party).or(body).unwrap_or(step.actor)
    }

    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for &key in &self.happens {
            let step = &self.journey.steps[key];
            uses.extend(step.uses.map(|solution| (solution, self.user(key))));
            let Some(body) = self.body(key) else { continue };
            for fetch in step.fetches.iter().filter(|fetch| self.now(&fetch.when)) {
                let ways: Vec<&Way> = fetch
                    .data
                    .iter()
                    .flat_map(|placed| self.ways_of_fetch(key, fetch, placed.datum))
                    .collect();
                let carried: BTreeSet<_> = ways.iter().map(|way| way.uses).collect();
                let only = carried.first().copied().flatten().filter(|_| carried.len() == 1);
                let solution = fetch.uses.or(only);
                uses.extend(solution.map(|solution| (solution, Actor::Organisation(body))));
            }
        }
        for &key in &self.handed_over() {
            let link = &self.journey.links[key];
            for end in [link.from, link.to] {
                uses.extend(link.uses.map(|solution| (solution, self.user(end))));
            }
        }
        uses
    }

    fn built_not_running(&self) -> Vec<Observation> {
        let uses = self.uses();
        let gaps: BTreeSet<Key<Solution>> = self
            .present
            .iter()
            .map(|&key| &self.journey.links[key])
            .filter(|link| matches!(link.by, Some(Carrier::Nothing | Carrier::Unprompted | Carrier::Person)))
            .filter_map(|link| link.uses)
            .collect();
        let closes = [
            ReasonClass::NotInOperation,
            ReasonClass::LawNotAssessed,
            ReasonClass::LawUnclear,
            ReasonClass::LawMissing,
        ];
        let requests = self.requests();
        let spared: BTreeSet<Key<Solution>> = self
            .wants()
            .iter()
            .flat_map(|want| self.reasons_alike(want, &requests))
            .filter(|reason| closes.contains(&reason.class))
            .filter_map(|reason| reason.solution)
            .collect();
        let mut found = Vec::new();
        for (key, solution) in self.model.solutions.iter() {
            let built = matches!(solution.state, SolutionState::Built | SolutionState::Pilot);
            let unfunded = solution.state == SolutionState::InOperation
                && solution.operating_funds == Some(Funds::NotSettled);
            let used = uses.iter().any(|(used, _)| *used == key);
            if built && (used || gaps.contains(&key) || spared.contains(&key))
                || unfunded && (used || gaps.contains(&key))
            {
                let subject = vec![solution.id.clone()];
                found.push(Observation { check: "operation/built-not-running", subject });
            }
        }
        found
    }

    fn common_instead(&self, own: Key<Solution>) -> bool {
        let own = &self.model.solutions[own];
        is_there(own)
            && !own.common
            && own.parallel_because.is_none()
            && own.function.is_some()
            && self.model.solutions.values().any(|other| {
                other.common && other.state == SolutionState::InOperation && other.function == own.function
            })
    }

    fn own_instead_of_common(&self) -> Vec<Observation> {
        let used: BTreeSet<Key<Solution>> = self.uses().into_iter().map(|(solution, _)| solution).collect();
        let own = used.into_iter().filter(|&solution| self.common_instead(solution));
        let id = |solution: Key<Solution>| self.model.solutions[solution].id.clone();
        own.map(|own| Observation { check: "reuse/own-instead-of-common", subject: vec![id(own)] }).collect()
    }

    /// The function of a solution that may be one of several for it.
    pub(super) fn function(&self, solution: Key<Solution>) -> Option<String> {
        let one = &self.model.solutions[solution];
        let counts = is_there(one) && one.parallel_because.is_none() && !self.common_instead(solution);
        one.function.clone().filter(|_| counts)
    }
}

fn is_there(solution: &Solution) -> bool {
    matches!(solution.state, SolutionState::Built | SolutionState::Pilot | SolutionState::InOperation)
}

/// Parallel solutions in each course, from what is used in each.
pub(super) fn parallel(courses: &[InCourse<'_>], uses: &[Uses]) -> Vec<Vec<Observation>> {
    let Some(first) = courses.first() else { return Vec::new() };
    let mut of_user: BTreeMap<(String, Actor), BTreeSet<Key<Solution>>> = BTreeMap::new();
    for &(solution, user) in uses.iter().flatten() {
        if let Some(function) = first.function(solution) {
            of_user.entry((function, user)).or_default().insert(solution);
        }
    }
    let id = |solution: &Key<Solution>| first.model.solutions[*solution].id.clone();
    let here = |uses: &Uses| {
        let several = of_user.iter().filter(|(_, solutions)| solutions.len() > 1);
        let met = several.filter(|((_, user), solutions)| {
            solutions.iter().any(|&solution| uses.contains(&(solution, *user)))
        });
        met.map(|(_, solutions)| Observation {
            check: "reuse/parallel-solutions",
            subject: solutions.iter().map(id).collect(),
        })
        .collect()
    };
    uses.iter().map(here).collect()
}
