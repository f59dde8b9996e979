//! Binding one journey: its circumstances, steps, links and data.

use super::error::{ModelError, ModelProblem, Thing};
use super::from_declaration::{Binder, NO_CLAIM, Unit, words};
use super::keys::{Key, Table};
use super::names::Names;
use super::scope::{Meaning, Scope, inside, names_and_cuts};
use super::{
    Actor, After, Channel, Claim, Condition, Continuation, Datum, Deadline, Fetch, Holding, Impossible,
    Journey, Link, NotBefore, Organisation, Party, Placed, Production, Registration, Request, Right, Step,
    Variable, VariableKind, VariableValue, Volume,
};
use crate::declaration::{self as written, Anchor, File, Id, Mode, PartyKind, StepKind, Values};
use crate::node::Node;
use crate::text::Place;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// A journey as it is written, in one file or several.
pub(super) struct JourneyDeclaration<'d> {
    id: &'d Id,
    event: &'d File,
    steps: Vec<&'d written::Step>,
    holdings: Vec<&'d written::Holding>,
    broken: bool,
}

impl<'d> JourneyDeclaration<'d> {
    /// The journeys of all files, by id. Steps of an event that no file declares are an error.
    pub(super) fn collect(units: &'d [Unit], errors: &mut Vec<ModelError>) -> Vec<Self> {
        let events = units.iter().filter_map(|unit| match &unit.file {
            File::LifeEvent { id, .. } => Some((id, unit)),
            _ => None,
        });
        let names = Names::declare(Thing::LifeEvent, events, errors);
        let mut journeys: BTreeMap<&str, Self> = BTreeMap::new();
        for (id, unit) in names.iter() {
            let File::LifeEvent { steps, holdings, .. } = &unit.file else { continue };
            let (steps, holdings) = (steps.iter().collect(), holdings.iter().collect());
            journeys.insert(id, Self { id, event: &unit.file, steps, holdings, broken: unit.broken });
        }
        for unit in units {
            let File::Steps { event, steps, holdings } = &unit.file else { continue };
            let Some(journey) = journeys.get_mut(event.as_str()) else {
                let suggestion = super::names::nearest(event, names.ids());
                let problem =
                    ModelProblem::UnknownId { thing: Thing::LifeEvent, id: event.value.clone(), suggestion };
                errors.push(ModelError { problem, place: event.place, other: None });
                continue;
            };
            journey.steps.extend(steps);
            journey.holdings.extend(holdings);
            journey.broken |= unit.broken;
        }
        journeys.into_values().collect()
    }

    /// Every condition of the journey.
    fn conditions(&self) -> Vec<&'d Node<String>> {
        fn links<'d>(after: &'d written::After, all: &mut Vec<&'d Node<String>>) {
            match after {
                written::After::Start => {}
                written::After::Then { when, .. } | written::After::Handover { when, .. } => {
                    all.extend(when);
                }
                written::After::AllOf(parts) | written::After::AnyOf(parts) => {
                    parts.iter().for_each(|part| links(part, all));
                }
            }
        }
        let mut all = Vec::new();
        if let File::LifeEvent { parties, conditions, impossible, continues, .. } = self.event {
            all.extend(parties.iter().filter_map(|party| party.exists.as_ref()));
            all.extend(conditions.iter().map(|condition| &condition.when));
            all.extend(impossible.iter().map(|impossible| &impossible.when));
            all.extend(continues.iter().filter_map(|continuation| continuation.when.as_ref()));
        }
        all.extend(self.holdings.iter().filter_map(|holding| holding.when.as_ref()));
        for step in &self.steps {
            all.extend(&step.when);
            links(&step.after, &mut all);
            all.extend(step.asks.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.fetches.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.produces.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.registers.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.channels.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.deadlines.iter().filter_map(|one| one.when.as_ref()));
        }
        all
    }
}

/// Where a condition stands, which decides whose outcomes it may use.
#[derive(Clone, Copy)]
enum Use {
    /// In the `when` of a step or of a link to it: decisions that come before.
    Before(Key<Step>),
    /// In the contents of a step: its own outcome too.
    Inside(Key<Step>),
    /// Where only the course counts.
    Course,
}

/// What the parts of one journey are bound with.
struct Parts<'d> {
    scope: Scope<'d>,
    parties: Names<'d, &'d written::Party>,
    steps: Names<'d, &'d written::Step>,
    links: Vec<Link>,
    /// Outcomes that were used, to be looked at when all links are known.
    uses: Vec<(Key<Step>, Use, Place)>,
}

impl<'d> Binder<'_, 'd> {
    /// Binds one journey.
    pub(super) fn journey(&mut self, written: &JourneyDeclaration<'d>) -> Option<Journey> {
        let steps: Vec<&'d written::Step> = written.steps.clone();
        let steps =
            Names::declare(Thing::Step, steps.into_iter().map(|step| (&step.id, step)), &mut self.errors);
        let File::LifeEvent {
            name,
            description,
            last_checked,
            responsible,
            parties,
            impossible,
            continues,
            volumes,
            ..
        } = written.event
        else {
            return None;
        };
        let parties = self.written.parties.iter().copied().chain(parties);
        let parties = Names::declare(Thing::Party, parties.map(|party| (&party.id, party)), &mut self.errors);
        let scope = self.scope(written, &steps);
        let mut parts = Parts { scope, parties, steps, links: Vec::new(), uses: Vec::new() };
        let bound_parties = self.parties(&mut parts);
        self.known_from(written, &mut parts);
        let impossible = impossible
            .iter()
            .map(|one| Impossible {
                when: self.condition(Some(&one.when), Use::Course, &mut parts),
                because: words(&one.because, ""),
                place: one.when.place,
            })
            .collect();
        let holdings =
            written.holdings.iter().filter_map(|holding| self.holding(holding, &mut parts)).collect();
        let steps = self.steps(&mut parts);
        let continues = continues.iter().map(|one| self.continuation(one, &mut parts)).collect();
        let volumes = volumes.iter().map(|one| self.volume(one, &parts)).collect();
        self.outcomes_upstream(&parts);
        Some(Journey {
            id: written.id.value.clone(),
            name: words(name, written.id),
            description: description.as_ref().map(|text| words(text, written.id)),
            last_checked: self.date(Some(last_checked)).unwrap_or_default(),
            responsible: self.responsibilities(responsible, true),
            parties: bound_parties,
            variables: parts.scope.variables,
            impossible,
            holdings,
            steps,
            links: Table::new(parts.links),
            continues,
            volumes,
            place: written.id.place,
            broken: written.broken,
        })
    }

    fn scope(&mut self, written: &JourneyDeclaration<'d>, steps: &Names<'d, &'d written::Step>) -> Scope<'d> {
        let mut cuts: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for condition in written.conditions() {
            if seen.insert(condition.as_str()) {
                names_and_cuts(condition, &mut cuts);
            }
        }
        let File::LifeEvent { circumstances, conditions, .. } = written.event else {
            return Scope {
                sources: self.sources,
                names: BTreeMap::new(),
                variables: Vec::new(),
                named: BTreeMap::new(),
            };
        };
        let shared =
            self.written.circumstances.iter().copied().filter(|one| cuts.contains_key(&one.id.value));
        let circumstances = Names::declare(
            Thing::Circumstance,
            shared.chain(circumstances).map(|one| (&one.id, one)),
            &mut self.errors,
        );
        let mut variables = Vec::new();
        let mut names = BTreeMap::new();
        for (id, one) in circumstances.iter() {
            names.insert(id.value.clone(), Meaning::Circumstance(variables.len()));
            variables.push(self.circumstance(one, cuts.get(&id.value)));
        }
        for (id, step) in steps.iter() {
            let Some(key) = steps.find(id) else { continue };
            if let Some(&place) = circumstances.get(id).map(|one| &one.id.place) {
                self.errors.push(ModelError {
                    problem: ModelProblem::DuplicateId { thing: Thing::Name, id: id.value.clone() },
                    place: id.place,
                    other: Some(place),
                });
                continue;
            }
            if step.outcomes.is_empty() {
                names.insert(id.value.clone(), Meaning::PlainStep);
                continue;
            }
            names.insert(id.value.clone(), Meaning::Decision(key, variables.len()));
            self.unique_values(&step.outcomes);
            variables.push(Variable {
                id: id.value.clone(),
                name: words(&step.name, id),
                kind: VariableKind::Decision(key),
                values: step.outcomes.iter().map(value).collect(),
                known_from: Vec::new(),
                known_to: Vec::new(),
                varies_by_municipality: false,
                place: id.place,
            });
        }
        for one in conditions {
            if names.contains_key(&one.id.value) {
                let problem = ModelProblem::DuplicateId { thing: Thing::Name, id: one.id.value.clone() };
                self.error(problem, one.id.place);
                continue;
            }
            names.insert(one.id.value.clone(), Meaning::Named);
        }
        let named: Vec<_> = conditions.iter().map(|one| (&one.id, &one.when)).collect();
        let mut scope = Scope { sources: self.sources, names, variables, named: BTreeMap::new() };
        scope.bind_named(&named, &mut self.errors);
        scope
    }

    fn unique_values(&mut self, values: &[written::Value]) {
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for value in values {
            if let Some(&other) = seen.get(value.id.as_str()) {
                let problem = ModelProblem::DuplicateId { thing: Thing::Value, id: value.id.value.clone() };
                self.errors.push(ModelError { problem, place: value.id.place, other: Some(other) });
            }
            seen.insert(&value.id, value.id.place);
        }
    }

    fn circumstance(&mut self, one: &'d written::Circumstance, cuts: Option<&BTreeSet<i64>>) -> Variable {
        let (kind, values) = match &one.values.value {
            Values::Flag { yes, no } => {
                let flag = |id: &str, text| VariableValue {
                    id: id.to_owned(),
                    phrase: words(text, &one.id),
                    range: None,
                };
                (VariableKind::Flag, vec![flag("false", no), flag("true", yes)])
            }
            Values::OneOf(values) => {
                self.unique_values(values);
                (VariableKind::OneOf, values.iter().map(value).collect())
            }
            Values::Number { from, to, phrase } => {
                (VariableKind::Number, ranges(*from, *to, cuts, &words(phrase, &one.id)))
            }
        };
        if values.is_empty() {
            self.error(ModelProblem::Empty, one.values.place);
        }
        Variable {
            id: one.id.value.clone(),
            name: words(&one.name, &one.id),
            kind,
            values,
            known_from: Vec::new(),
            known_to: Vec::new(),
            varies_by_municipality: one.varies_by_municipality,
            place: one.id.place,
        }
    }

    /// From what, and to whom, circumstances are known: bound once parties are.
    fn known_from(&mut self, written: &JourneyDeclaration<'d>, parts: &mut Parts<'d>) {
        let File::LifeEvent { circumstances, .. } = written.event else { return };
        let shared = self.written.circumstances.iter().copied();
        for one in shared.chain(circumstances) {
            let index = match parts.scope.names.get(&one.id.value) {
                Some(Meaning::Circumstance(index)) => *index,
                _ => continue,
            };
            let known_from =
                self.data(&one.known_from, parts).into_iter().map(|placed| placed.datum).collect();
            let known_to = one.known_to.iter().filter_map(|id| self.find(&parts.parties, id)).collect();
            self.claim(&one.sources, None, &NO_CLAIM);
            if let Some(variable) = parts.scope.variables.get_mut(index) {
                variable.known_from = known_from;
                variable.known_to = known_to;
            }
        }
    }

    fn parties(&mut self, parts: &mut Parts<'d>) -> Table<Party> {
        let written: Vec<_> = parts.parties.iter().map(|&(id, one)| (id, one)).collect();
        let mut bound = Vec::new();
        for (id, one) in written {
            bound.push(Party {
                id: id.value.clone(),
                name: words(&one.name, id),
                plural: one.plural,
                typically: one.typically,
                exists: self.condition(one.exists.as_ref(), Use::Course, parts),
                kind: one.kind.unwrap_or(PartyKind::Person),
                place: id.place,
            });
        }
        Table::new(bound)
    }

    /// Binds a condition, or the one that always holds where none is written.
    fn condition(
        &mut self,
        written: Option<&'d Node<String>>,
        used: Use,
        parts: &mut Parts<'d>,
    ) -> Condition {
        let Some(written) = written else { return Condition::ALWAYS };
        let bound = parts.scope.bind(written, &mut self.errors);
        if bound.variables().len() > crate::limits::MAX_CONDITION_ATOMS {
            let limit = crate::limits::MAX_CONDITION_ATOMS;
            self.error(ModelProblem::TooLarge { what: "condition", limit }, written.place);
            return Condition::ALWAYS;
        }
        parts.uses.extend(bound.decisions().into_iter().map(|decision| (decision, used, written.place)));
        bound
    }

    /// Binds data written as `party.item`.
    fn data(&mut self, texts: &'d [Node<String>], parts: &Parts<'d>) -> Vec<Placed> {
        texts.iter().filter_map(|text| self.datum(text, parts)).collect()
    }

    fn datum(&mut self, text: &'d Node<String>, parts: &Parts<'d>) -> Option<Placed> {
        let Some((party_id, item_id)) = text.split_once('.').filter(|(_, item)| !item.contains('.')) else {
            self.error(ModelProblem::BadDatum { text: text.value.clone() }, text.place);
            return None;
        };
        let party = parts.parties.find(party_id);
        if party.is_none() {
            let place = inside(self.sources, text.place, text, 0..party_id.len());
            self.unknown(Thing::Party, party_id, place, parts.parties.ids());
        }
        let place = inside(self.sources, text.place, text, party_id.len() + 1..text.len());
        let item = self.item(item_id, place);
        Some(Placed { datum: Datum { party: party?, item: item? }, place: text.place })
    }

    fn holding(&mut self, one: &'d written::Holding, parts: &mut Parts<'d>) -> Option<Holding> {
        let names = self.names;
        let data = self.data(&one.data, parts);
        let when = self.condition(one.when.as_ref(), Use::Course, parts);
        let claim = self.claim(&one.sources, one.confidence, &NO_CLAIM);
        let register = self.find(&names.registers, &one.register)?;
        self.held(&one.register, &one.data);
        let note = one.note.as_ref().map(|note| words(note, ""));
        Some(Holding { register, data, when, claim, note })
    }

    /// A register can only give what it can hold.
    fn held(&mut self, register: &Id, data: &[Node<String>]) {
        let Some(known) = self.names.registers.get(register) else { return };
        for text in data {
            let Some((_, item)) = text.split_once('.') else { continue };
            if self.names_item(item) && !self.can_hold(known, item) {
                let problem =
                    ModelProblem::NotHeld { register: register.value.clone(), item: item.to_owned() };
                self.errors.push(ModelError { problem, place: text.place, other: Some(known.id.place) });
            }
        }
    }

    fn steps(&mut self, parts: &mut Parts<'d>) -> Table<Step> {
        let written: Vec<_> = parts.steps.iter().map(|&(id, one)| (id, one)).collect();
        let mut bound = Vec::new();
        for (index, (_, one)) in written.into_iter().enumerate() {
            bound.push(self.step(Key::new(index), one, parts));
        }
        Table::new(bound)
    }

    fn step(&mut self, key: Key<Step>, one: &'d written::Step, parts: &mut Parts<'d>) -> Step {
        let claim = self.claim(&one.sources, one.confidence, &NO_CLAIM);
        let actor = self.actor(&one.actor, parts);
        let party_acts = matches!(actor, Some(Actor::Party(_)));
        let receives = one.asks.iter().flat_map(|ask| &ask.data);
        let receives = receives.chain(one.fetches.iter().flat_map(|fetch| &fetch.data)).next();
        if let Some(first) = receives.filter(|_| party_acts) {
            self.error(ModelProblem::NoBodyToReceive, first.place);
        }
        let decision = match parts.scope.names.get(&one.id.value) {
            Some(Meaning::Decision(_, variable)) => Some(*variable),
            _ => None,
        };
        let done_by = one.done_by.as_ref().and_then(|id| self.find(&parts.parties, id));
        let after = self.after(key, one, &one.after, &claim, parts);
        let step = Step {
            id: one.id.value.clone(),
            name: words(&one.name, &one.id),
            actor: actor.unwrap_or(Actor::Organisation(Key::new(0))),
            done_by,
            kind: one.kind.value,
            when: self.condition(one.when.as_ref(), Use::Before(key), parts),
            after,
            decision,
            asks: one.asks.iter().filter_map(|ask| self.ask(key, ask, &claim, parts)).collect(),
            fetches: one.fetches.iter().filter_map(|fetch| self.fetch(key, fetch, &claim, parts)).collect(),
            needs: self.data(&one.needs, parts),
            produces: one
                .produces
                .iter()
                .map(|made| Production {
                    data: self.data(&made.data, parts),
                    when: self.condition(made.when.as_ref(), Use::Inside(key), parts),
                })
                .collect(),
            registers: one
                .registers
                .iter()
                .filter_map(|entered| self.registration(key, entered, parts))
                .collect(),
            renews: self.data(&one.renews, parts),
            channels: one
                .channels
                .iter()
                .map(|channel| Channel {
                    kind: channel.kind,
                    eid: channel.eid,
                    when: self.condition(channel.when.as_ref(), Use::Inside(key), parts),
                })
                .collect(),
            deadlines: one
                .deadlines
                .iter()
                .filter_map(|deadline| self.deadline(key, deadline, &claim, parts))
                .collect(),
            takes: self.span(one.takes.as_ref()),
            waits_out: one.waits_out.as_ref().and_then(|id| self.find(&parts.steps, id)),
            leaves_waiting: self.leaves_waiting(one, actor, done_by, parts),
            ends: one
                .ends
                .iter()
                .filter_map(|end| Some((self.find(&parts.parties, &end.of)?, end.told)))
                .collect(),
            gives: one
                .gives
                .iter()
                .filter_map(|right| {
                    Some(Right {
                        right: words(&right.right, &one.id),
                        to: self.find(&parts.parties, &right.to)?,
                        must_apply: right.must_apply,
                    })
                })
                .collect(),
            per: one.per.as_ref().and_then(|id| self.actor(id, parts)),
            typically: one.typically,
            basis: self.provisions(&one.basis),
            uses: self.solution(one.uses.as_ref()),
            note: one.note.as_ref().map(|note| words(note, &one.id)),
            place: one.id.place,
            actor_place: one.actor.place,
            after_place: one.after.place,
            claim,
        };
        step
    }

    fn leaves_waiting(
        &mut self,
        one: &'d written::Step,
        actor: Option<Actor>,
        done_by: Option<Key<Party>>,
        parts: &Parts<'d>,
    ) -> Vec<Key<Party>> {
        if let Some(said) = &one.leaves_waiting {
            return said.iter().filter_map(|id| self.find(&parts.parties, id)).collect();
        }
        if one.kind.value != StepKind::Application {
            return Vec::new();
        }
        match (done_by, actor) {
            (Some(party), _) | (None, Some(Actor::Party(party))) => vec![party],
            _ => Vec::new(),
        }
    }

    fn actor(&mut self, id: &Id, parts: &Parts<'d>) -> Option<Actor> {
        let organisations = &self.names.organisations;
        let found = parts
            .parties
            .find(id)
            .map(Actor::Party)
            .or_else(|| organisations.find::<Organisation>(id).map(Actor::Organisation));
        if found.is_none() {
            let known = organisations.ids().chain(parts.parties.ids());
            self.unknown(Thing::Actor, id, id.place, known);
        }
        found
    }

    fn after(
        &mut self,
        to: Key<Step>,
        step: &'d written::Step,
        after: &'d Node<written::After>,
        outer: &Claim,
        parts: &mut Parts<'d>,
    ) -> After {
        let all = match &after.value {
            written::After::Start => return After::Start,
            written::After::Then {
                step: from,
                when,
                outcome,
                takes,
                not_before,
                wished,
                sources,
                confidence,
                ..
            } => {
                let claim = self.claim(sources, *confidence, outer);
                let place = from.place;
                let Some((from, when)) = self.link_from(to, step, from, when.as_ref(), outcome, true, parts)
                else {
                    return After::Start;
                };
                let link = Link {
                    from,
                    to,
                    by: None,
                    when,
                    carries: Vec::new(),
                    law: None,
                    uses: None,
                    takes: self.span(takes.as_ref()),
                    not_before: self.not_before(not_before.as_ref(), parts),
                    receipt: None,
                    status: None,
                    wished: *wished,
                    claim,
                    note: None,
                    place,
                };
                return push(link, parts);
            }
            written::After::Handover {
                step: from,
                by,
                carries,
                when,
                outcome,
                law,
                uses,
                takes,
                not_before,
                receipt,
                status,
                wished,
                sources,
                confidence,
                note,
            } => {
                let claim = self.claim(sources, *confidence, outer);
                let carries = self.data(carries, parts);
                let Some((from, when)) = self.link_from(to, step, from, when.as_ref(), outcome, false, parts)
                else {
                    return After::Start;
                };
                let link = Link {
                    from,
                    to,
                    by: Some(by.value),
                    when,
                    carries,
                    law: law.as_ref().map(|law| self.law(law)),
                    uses: self.solution(uses.as_ref()),
                    takes: self.span(takes.as_ref()),
                    not_before: self.not_before(not_before.as_ref(), parts),
                    receipt: *receipt,
                    status: *status,
                    wished: *wished,
                    claim,
                    note: note.as_ref().map(|note| words(note, &step.id)),
                    place: by.place,
                };
                return push(link, parts);
            }
            written::After::AllOf(_) => true,
            written::After::AnyOf(_) => false,
        };
        let (written::After::AllOf(members) | written::After::AnyOf(members)) = &after.value else {
            return After::Start;
        };
        if members.is_empty() {
            self.error(ModelProblem::Empty, after.place);
        }
        let members = members.iter().map(|member| self.after(to, step, member, outer, parts)).collect();
        if all { After::AllOf(members) } else { After::AnyOf(members) }
    }

    /// The step that a link comes from, and the link's condition with the outcomes it asks for.
    #[expect(clippy::too_many_arguments, reason = "the parts of a link that both kinds have")]
    fn link_from(
        &mut self,
        to: Key<Step>,
        step: &'d written::Step,
        from: &'d Id,
        when: Option<&'d Node<String>>,
        outcomes: &'d [Id],
        within_actor: bool,
        parts: &mut Parts<'d>,
    ) -> Option<(Key<Step>, Condition)> {
        let when = self.condition(when, Use::Before(to), parts);
        let key = self.find(&parts.steps, from)?;
        let giver = parts.steps.get(from)?;
        let same_actor = giver.actor.value == step.actor.value;
        let same_doer = doer(giver) == doer(step);
        if within_actor && !same_actor && !same_doer {
            let problem = ModelProblem::ThenBetweenActors {
                from: giver.actor.value.clone(),
                to: step.actor.value.clone(),
            };
            self.errors.push(ModelError { problem, place: from.place, other: Some(giver.actor.place) });
        }
        if !within_actor && same_actor && same_doer {
            let problem = ModelProblem::HandoverWithinActor { actor: step.actor.value.clone() };
            self.errors.push(ModelError { problem, place: from.place, other: Some(giver.actor.place) });
        }
        if outcomes.is_empty() {
            return Some((key, when));
        }
        let Some(Meaning::Decision(_, variable)) = parts.scope.names.get(&from.value) else {
            let place = outcomes.first().map_or(from.place, |outcome| outcome.place);
            self.error(ModelProblem::NoOutcomes { step: from.value.clone() }, place);
            return Some((key, when));
        };
        let variable = *variable;
        let known: Vec<&str> = giver.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        let mut values = BTreeSet::new();
        for outcome in outcomes {
            match known.iter().position(|known| *known == outcome.as_str()) {
                Some(index) => {
                    values.insert(u32::try_from(index).unwrap_or(u32::MAX));
                }
                None => self.unknown(Thing::Outcome, outcome, outcome.place, known.iter().copied()),
            }
        }
        let decided = Condition::Decided { step: key, variable, values: values.into_iter().collect() };
        Some((key, if when.is_always() { decided } else { Condition::All(vec![when, decided]) }))
    }

    fn not_before(
        &mut self,
        written: Option<&'d Node<written::NotBefore>>,
        parts: &Parts<'d>,
    ) -> Option<NotBefore> {
        let written = written?;
        match &written.value {
            written::NotBefore::Date(date) => {
                self.date(Some(&Node::new(date.clone(), written.place))).map(NotBefore::Date)
            }
            written::NotBefore::Step(step) => {
                self.find(&parts.steps, &Node::new(step.clone(), written.place)).map(NotBefore::Step)
            }
        }
    }

    fn ask(
        &mut self,
        step: Key<Step>,
        one: &'d written::Request,
        outer: &Claim,
        parts: &mut Parts<'d>,
    ) -> Option<Request> {
        let mode = one.mode.unwrap_or(Mode::Provide);
        for text in &one.data {
            let item = text.split_once('.').map_or("", |(_, item)| item);
            let document = self.is_document(item);
            if self.names_item(item) && document != (mode == Mode::Attach) && mode != Mode::Confirm {
                self.error(ModelProblem::ModeOfItem { item: item.to_owned(), document }, text.place);
            }
        }
        let deliberate = one.deliberate.as_ref().and_then(|deliberate| {
            Some((words(&deliberate.reason, ""), self.date(Some(&deliberate.review))?))
        });
        let law = one.law.as_ref().map(|law| self.law(law));
        let claim = self.claim(&one.sources, one.confidence, outer);
        let when = self.condition(one.when.as_ref(), Use::Inside(step), parts);
        let data = self.data(&one.data, parts);
        let of = self.find(&parts.parties, &one.of)?;
        let note = one.note.as_ref().map(|note| words(note, ""));
        Some(Request { of, data, mode, when, law, deliberate, claim, note })
    }

    fn fetch(
        &mut self,
        step: Key<Step>,
        one: &'d written::Fetch,
        outer: &Claim,
        parts: &mut Parts<'d>,
    ) -> Option<Fetch> {
        let names = self.names;
        let law = one.law.as_ref().map(|law| self.law(law));
        let claim = self.claim(&one.sources, one.confidence, outer);
        let when = self.condition(one.when.as_ref(), Use::Inside(step), parts);
        let data = self.data(&one.data, parts);
        let uses = self.solution(one.uses.as_ref());
        let register = self.find(&names.registers, &one.register)?;
        self.held(&one.register, &one.data);
        let note = one.note.as_ref().map(|note| words(note, ""));
        Some(Fetch { data, register, when, law, uses, claim, note })
    }

    fn registration(
        &mut self,
        step: Key<Step>,
        one: &'d written::Registration,
        parts: &mut Parts<'d>,
    ) -> Option<Registration> {
        let names = self.names;
        let when = self.condition(one.when.as_ref(), Use::Inside(step), parts);
        let data = self.data(&one.data, parts);
        let register = self.find(&names.registers, &one.register)?;
        self.held(&one.register, &one.data);
        Some(Registration { data, register, when })
    }

    fn deadline(
        &mut self,
        step: Key<Step>,
        one: &'d written::Deadline,
        outer: &Claim,
        parts: &mut Parts<'d>,
    ) -> Option<Deadline> {
        let claim = self.claim(&one.sources, one.confidence, outer);
        let when = self.condition(one.when.as_ref(), Use::Inside(step), parts);
        let from = match &one.from.value {
            Anchor::Event => None,
            Anchor::Step(id) => Some(self.find(&parts.steps, &Node::new(id.clone(), one.from.place))?),
        };
        let basis = self.provisions(&one.basis);
        let within = self.duration(&one.within)?;
        let lost = words(&one.lost, "");
        Some(Deadline { within, from, lost, when, basis, claim, place: one.within.place })
    }

    fn continuation(&mut self, one: &'d written::Continuation, parts: &mut Parts<'d>) -> Continuation {
        Continuation {
            event: one.event.value.clone(),
            when: self.condition(one.when.as_ref(), Use::Course, parts),
            after: one.after.as_ref().and_then(|id| self.find(&parts.steps, id)),
            parties: one
                .parties
                .iter()
                .filter_map(|same| Some((self.find(&parts.parties, &same.here)?, same.there.value.clone())))
                .collect(),
            claim: self.claim(&one.sources, None, &NO_CLAIM),
            place: one.event.place,
        }
    }

    fn volume(&mut self, one: &'d written::Volume, parts: &Parts<'d>) -> Volume {
        Volume {
            of: words(&one.of, ""),
            value: one.value.clone(),
            step: one.step.as_ref().and_then(|id| self.find(&parts.steps, id)),
            year: one.year.clone(),
            claim: self.claim(&one.sources, one.confidence, &NO_CLAIM),
        }
    }

    /// An outcome may be used only where a chain of links leads from its decision.
    fn outcomes_upstream(&mut self, parts: &Parts<'d>) {
        let mut before: BTreeMap<Key<Step>, Vec<Key<Step>>> = BTreeMap::new();
        for link in &parts.links {
            before.entry(link.to).or_default().push(link.from);
        }
        for &(decision, used, place) in &parts.uses {
            let (step, inside) = match used {
                Use::Course => continue,
                Use::Before(step) => (step, false),
                Use::Inside(step) => (step, true),
            };
            if inside && step == decision {
                continue;
            }
            let mut seen = BTreeSet::new();
            let mut open = vec![step];
            let mut found = false;
            while let Some(at) = open.pop() {
                for &from in before.get(&at).into_iter().flatten() {
                    found |= from == decision;
                    if seen.insert(from) {
                        open.push(from);
                    }
                }
                if found {
                    break;
                }
            }
            if !found {
                let id = parts.steps.iter().nth(decision.index()).map_or("", |(id, _)| id.as_str());
                self.error(ModelProblem::OutcomeUpstream { decision: id.to_owned() }, place);
            }
        }
    }
}

/// Who actually does a step: the party that fills in for the body, or else the actor.
fn doer(step: &written::Step) -> &str {
    step.done_by.as_ref().unwrap_or(&step.actor)
}

fn push(link: Link, parts: &mut Parts<'_>) -> After {
    let key = Key::new(parts.links.len());
    parts.links.push(link);
    After::Link(key)
}

fn value(one: &written::Value) -> VariableValue {
    VariableValue { id: one.id.value.clone(), phrase: words(&one.phrase, &one.id), range: None }
}

/// A range of numbers, cut where conditions tell numbers apart.
fn ranges(from: i32, to: i32, cuts: Option<&BTreeSet<i64>>, phrase: &Words) -> Vec<VariableValue> {
    let inner = cuts.into_iter().flatten().copied();
    let mut starts: BTreeSet<i64> =
        inner.filter(|&cut| i64::from(from) < cut && cut <= i64::from(to)).collect();
    if from <= to {
        starts.insert(from.into());
    }
    let starts: Vec<i64> = starts.into_iter().collect();
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([i64::from(to)]);
    let number = |number: i64| i32::try_from(number).unwrap_or(to);
    starts
        .iter()
        .zip(ends)
        .map(|(&least, greatest)| {
            let id = if least == greatest { least.to_string() } else { format!("{least}..{greatest}") };
            let phrase = Words::each(|lang| {
                let to = match lang {
                    crate::words::Lang::En => "to",
                    crate::words::Lang::Nb | crate::words::Lang::Nn => "til",
                };
                match least == greatest {
                    true => format!("{}: {least}", phrase.get(lang)),
                    false => format!("{}: {least} {to} {greatest}", phrase.get(lang)),
                }
            });
            VariableValue { id, phrase, range: Some((number(least), number(greatest))) }
        })
        .collect()
}
