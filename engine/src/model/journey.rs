//! Binding one journey: its circumstances, steps, links and data.

use super::error::{Limited, ModelError, ModelProblem, Thing};
use super::from_declaration::{Binder, NO_CLAIM, Unit, words};
use super::keys::{Key, Table};
use super::names::{Names, is_id, nearest};
use super::scope::{Meaning, Scope, inside, names_and_cuts};
use super::{
    Actor, After, Channel, Claim, Condition, Continuation, Datum, Deadline, Fetch, Holding, Implication,
    Impossible, Journey, Link, NotBefore, Organisation, Party, Placed, Production, Registration, Request,
    Right, Step, Variable, VariableKind, VariableValue, Volume,
};
use crate::declaration::{self as written, Anchor, File, Id, Mode, PartyKind, StepKind, Values};
use crate::limits::{MAX_STEPS, MAX_VALUES};
use crate::node::Node;
use crate::text::Place;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::OnceLock;

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
        let before = errors.len();
        let names = Names::declare(Thing::LifeEvent, events, errors);
        // Of two events with one id nobody knows which is meant.
        let declared_twice: BTreeSet<String> = errors
            .iter()
            .skip(before)
            .filter_map(|error| match &error.problem {
                ModelProblem::DuplicateId { id, .. } => Some(id.clone()),
                _ => None,
            })
            .collect();
        let mut journeys: BTreeMap<&str, Self> = BTreeMap::new();
        for (id, unit) in names.iter() {
            let File::LifeEvent { steps, holdings, .. } = &unit.file else { continue };
            let (steps, holdings) = (steps.iter().collect(), holdings.iter().collect());
            let broken = unit.broken || declared_twice.contains(id.as_str()) || !is_id(id);
            journeys.insert(id, Self { id, event: &unit.file, steps, holdings, broken });
        }
        for unit in units {
            let File::Steps { event, events, steps, holdings } = &unit.file else { continue };
            if let (None, [], Some(first)) = (event, events.as_slice(), steps.first()) {
                let problem = ModelProblem::NoEvent;
                errors.push(ModelError { problem, place: first.id.place, other: None });
            }
            let mut told = BTreeSet::new();
            for event in event.iter().chain(events) {
                if !told.insert(event.as_str()) {
                    let problem =
                        ModelProblem::DuplicateId { thing: Thing::LifeEvent, id: event.value.clone() };
                    errors.push(ModelError { problem, place: event.place, other: None });
                    continue;
                }
                let Some(journey) = journeys.get_mut(event.as_str()) else {
                    let suggestion = nearest(event, names.ids(), errors);
                    // A service of several events may be read together with some of them.
                    if suggestion.is_none() && !events.is_empty() {
                        continue;
                    }
                    // What was probably meant lacks these steps.
                    if let Some(meant) = suggestion.as_deref().and_then(|id| journeys.get_mut(id)) {
                        meant.broken = true;
                    }
                    let problem = ModelProblem::UnknownId {
                        thing: Thing::LifeEvent,
                        id: event.value.clone(),
                        suggestion,
                    };
                    errors.push(ModelError { problem, place: event.place, other: None });
                    continue;
                };
                journey.steps.extend(steps);
                journey.holdings.extend(holdings);
                journey.broken |= unit.broken;
            }
        }
        journeys.into_values().map(|journey| journey.within_limits(errors)).collect()
    }

    /// Without the steps that are too many, which is an error at the first of them.
    fn within_limits(mut self, errors: &mut Vec<ModelError>) -> Self {
        if let Some(first_too_many) = self.steps.get(MAX_STEPS) {
            let problem = ModelProblem::TooLarge { what: Limited::Steps, limit: MAX_STEPS };
            errors.push(ModelError { problem, place: first_too_many.id.place, other: None });
            self.steps.truncate(MAX_STEPS);
            self.broken = true;
        }
        self
    }

    /// Every condition of the journey itself.
    fn conditions(&self) -> Vec<&'d Node<String>> {
        let mut all = Vec::new();
        if let File::LifeEvent { parties, conditions, impossible, continues, .. } = self.event {
            all.extend(parties.iter().filter_map(|party| party.exists.as_ref()));
            all.extend(conditions.iter().map(|condition| &condition.when));
            all.extend(impossible.iter().map(|impossible| &impossible.when));
            all.extend(continues.iter().filter_map(|continuation| continuation.when.as_ref()));
            all.extend(continues.iter().flat_map(|one| &one.implies).filter_map(|one| one.here.as_ref()));
        }
        all.extend(self.holdings.iter().filter_map(|holding| holding.when.as_ref()));
        for step in &self.steps {
            all.extend(&step.when);
            all.extend(links(&step.after).into_iter().filter_map(|(when, _)| when));
            all.extend(step.asks.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.fetches.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.produces.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.registers.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.channels.iter().filter_map(|one| one.when.as_ref()));
            all.extend(step.deadlines.iter().filter_map(|one| one.when.as_ref()));
        }
        all
    }

    /// The ids of all parties that the journey speaks of, and of whatever else may stand in their place.
    fn mentioned(&self) -> BTreeSet<&'d str> {
        let mut data: Vec<&'d Node<String>> = Vec::new();
        let mut ids: Vec<&'d Id> = Vec::new();
        if let File::LifeEvent { circumstances, continues, .. } = self.event {
            data.extend(circumstances.iter().flat_map(|one| &one.known_from));
            ids.extend(circumstances.iter().flat_map(|one| &one.known_to));
            ids.extend(continues.iter().flat_map(|one| &one.parties).map(|same| &same.here));
        }
        data.extend(self.holdings.iter().flat_map(|one| &one.data));
        for step in &self.steps {
            ids.extend([&step.actor].into_iter().chain(&step.done_by).chain(&step.per));
            ids.extend(step.leaves_waiting.iter().flatten());
            ids.extend(step.ends.iter().map(|end| &end.of));
            ids.extend(step.gives.iter().map(|right| &right.to));
            ids.extend(step.asks.iter().map(|ask| &ask.of));
            data.extend(links(&step.after).into_iter().flat_map(|(_, carries)| carries));
            data.extend(step.asks.iter().flat_map(|one| &one.data));
            data.extend(step.fetches.iter().flat_map(|one| &one.data));
            data.extend(step.produces.iter().flat_map(|one| &one.data));
            data.extend(step.registers.iter().flat_map(|one| &one.data));
            data.extend(step.needs.iter().chain(&step.renews));
        }
        let of_data = data.into_iter().filter_map(|text| text.split_once('.')).map(|(party, _)| party);
        ids.into_iter().map(|id| id.as_str()).chain(of_data).collect()
    }
}

/// The condition of a link and what it carries.
type LinkContent<'d> = (Option<&'d Node<String>>, &'d [Node<String>]);

/// The condition and the content of every link.
fn links(after: &written::After) -> Vec<LinkContent<'_>> {
    match after {
        written::After::Start => Vec::new(),
        written::After::Then { when, .. } => vec![(when.as_ref(), &[])],
        written::After::Handover { when, carries, .. } => vec![(when.as_ref(), carries)],
        written::After::AllOf(parts) | written::After::AnyOf(parts) => {
            parts.iter().flat_map(|part| links(part)).collect()
        }
    }
}

/// Where a condition stands, which decides whose outcomes it may use.
#[derive(Clone, Copy)]
enum Use {
    /// In the `when` of a step or of a link to it: decisions that come before.
    Before(Key<Step>),
    /// In the contents of a step: its own outcome too.
    Inside(Key<Step>),
    /// Where only the course counts: in what is impossible.
    Course,
    /// Where there are circumstances alone.
    Circumstances,
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
        let mentioned = written.mentioned();
        let own: BTreeSet<&str> = parties.iter().map(|party| party.id.as_str()).collect();
        // A shared party is part of the journeys that speak of it.
        let names = self.names;
        let shared = names.parties.iter().copied();
        let shared: Vec<_> =
            shared.filter(|(id, _)| mentioned.contains(id.as_str()) || own.contains(id.as_str())).collect();
        let exist: Vec<_> = shared.iter().filter_map(|(_, party)| party.exists.as_ref()).collect();
        let own = parties.iter().map(|party| (&party.id, party));
        let parties = Names::declare_beside(shared, Thing::Party, own, &mut self.errors);
        self.named_as_organisations(&parties);
        let scope = self.scope(written, &exist, &steps);
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
            // Bound when all journeys are.
            personas: Vec::new(),
            topics: Vec::new(),
            place: written.id.place,
            broken: written.broken,
            order: OnceLock::new(),
        })
    }

    /// An actor can be either, so no party has the id of an organisation.
    fn named_as_organisations(&mut self, parties: &Names<'d, &'d written::Party>) {
        for (id, _) in parties.iter() {
            if let Some(other) = self.names.organisations.key(id) {
                let problem = ModelProblem::DuplicateId { thing: Thing::Actor, id: id.value.clone() };
                self.errors.push(ModelError { problem, place: id.place, other: Some(other.place) });
            }
        }
    }

    /// What can be wrong with shared parties and circumstances whether or not a journey uses them.
    pub(super) fn shared_of_journeys(&mut self) {
        let names = self.names;
        self.named_as_organisations(&names.parties);
        for (_, one) in names.circumstances.iter() {
            self.circumstance(one, None);
            self.claim(&one.sources, None, &NO_CLAIM);
            for text in &one.known_from {
                match text.split_once('.').filter(|(party, item)| is_id(party) && !item.contains('.')) {
                    None => self.error(ModelProblem::BadDatum { text: text.value.clone() }, text.place),
                    Some((party, item)) => {
                        let place = inside(self.sources, text.place, text, party.len() + 1..text.len());
                        self.item(item, place);
                    }
                }
            }
        }
    }

    fn scope(
        &mut self,
        written: &JourneyDeclaration<'d>,
        exist: &[&'d Node<String>],
        steps: &Names<'d, &'d written::Step>,
    ) -> Scope<'d> {
        let mut cuts: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for condition in written.conditions().into_iter().chain(exist.iter().copied()) {
            if seen.insert(condition.as_str()) {
                names_and_cuts(condition, &mut cuts);
            }
        }
        let (circumstances, conditions): (&[_], &[_]) = match written.event {
            File::LifeEvent { circumstances, conditions, .. } => (circumstances, conditions),
            _ => (&[], &[]),
        };
        let own: BTreeSet<&str> = circumstances.iter().map(|one| one.id.as_str()).collect();
        // A shared circumstance is part of the journeys whose conditions use it.
        let shared = self.names.circumstances.iter().copied();
        let shared: Vec<_> =
            shared.filter(|(id, _)| cuts.contains_key(id.as_str()) || own.contains(id.as_str())).collect();
        let circumstances = Names::declare_beside(
            shared,
            Thing::Circumstance,
            circumstances.iter().map(|one| (&one.id, one)),
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
            self.values(&step.outcomes);
            variables.push(Variable {
                id: id.value.as_str().into(),
                name: words(&step.name, id),
                kind: VariableKind::Decision(key),
                values: step.outcomes.iter().map(value).collect(),
                known_from: Vec::new(),
                known_to: Vec::new(),
                varies_by_municipality: false,
                place: id.place,
            });
        }
        let mut named: BTreeMap<&str, (&Id, &Node<String>)> = BTreeMap::new();
        for one in conditions {
            let taken = circumstances.key(&one.id).or_else(|| steps.key(&one.id));
            let earlier = named.get(one.id.as_str()).map(|(id, _)| *id);
            if !is_id(&one.id) {
                self.error(ModelProblem::BadId { id: one.id.value.clone() }, one.id.place);
            }
            if let Some(other) = taken.or(earlier) {
                let problem = ModelProblem::DuplicateId { thing: Thing::Name, id: one.id.value.clone() };
                let other = Some(other.place);
                self.errors.push(ModelError { problem, place: one.id.place, other });
                continue;
            }
            names.insert(one.id.value.clone(), Meaning::Named);
            named.insert(&one.id, (&one.id, &one.when));
        }
        let mut scope = Scope::new(self.sources, names, variables);
        let named: Vec<_> = named.into_values().collect();
        scope.bind_named(&named, &mut self.errors);
        scope
    }

    /// Ids of values are unique, and conditions can use them.
    fn values(&mut self, values: &[written::Value]) {
        if let Some(first_too_many) = values.get(MAX_VALUES) {
            let problem = ModelProblem::TooLarge { what: Limited::Values, limit: MAX_VALUES };
            self.error(problem, first_too_many.id.place);
        }
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for value in values {
            if !is_id(&value.id) {
                self.error(ModelProblem::BadId { id: value.id.value.clone() }, value.id.place);
            }
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
                    id: id.into(),
                    phrase: words(text, &one.id),
                    range: None,
                };
                (VariableKind::Flag, vec![flag("false", no), flag("true", yes)])
            }
            Values::OneOf(values) => {
                self.values(values);
                (VariableKind::OneOf, values.iter().map(value).collect())
            }
            Values::Number { from, to, .. } if cuts_between(*from, *to, cuts).count() >= MAX_VALUES => {
                let problem = ModelProblem::TooLarge { what: Limited::Values, limit: MAX_VALUES };
                self.error(problem, one.values.place);
                (VariableKind::Number, Vec::new())
            }
            Values::Number { from, to, phrase } => {
                let values = ranges(*from, *to, cuts, &words(phrase, &one.id));
                if values.is_empty() {
                    self.error(ModelProblem::Empty { turned: true }, one.values.place);
                }
                (VariableKind::Number, values)
            }
        };
        if values.is_empty() && kind != VariableKind::Number {
            self.error(ModelProblem::Empty { turned: false }, one.values.place);
        }
        Variable {
            id: one.id.value.as_str().into(),
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
        for one in circumstances {
            let from = self.data(&one.known_from, parts).into_iter().map(|placed| placed.datum).collect();
            let to = one.known_to.iter().filter_map(|id| self.find(&parts.parties, id)).collect();
            self.claim(&one.sources, None, &NO_CLAIM);
            known(one, from, to, parts);
        }
        let own: BTreeSet<&str> = circumstances.iter().map(|one| one.id.as_str()).collect();
        for (id, one) in self.names.circumstances.iter().filter(|(id, _)| !own.contains(id.as_str())) {
            if !parts.scope.names.contains_key(id.as_str()) {
                continue;
            }
            // A shared circumstance may speak of parties that are in other events only.
            let datum = |text: &Node<String>| {
                let (party, item) = text.split_once('.')?;
                Some(Datum { party: parts.parties.find(party)?, item: self.names_key(item)? })
            };
            let from = one.known_from.iter().filter_map(datum).collect();
            let to = one.known_to.iter().filter_map(|id| parts.parties.find(id)).collect();
            known(one, from, to, parts);
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
                exists: self.condition(one.exists.as_ref(), Use::Circumstances, parts),
                exists_place: place_of(one.exists.as_ref()),
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
        parts.uses.extend(bound.decisions.into_iter().map(|(decision, place)| (decision, used, place)));
        bound.condition
    }

    /// Binds data written as `party.item`; in the order of their ids, whatever the order in which they are written.
    fn data(&mut self, texts: &'d [Node<String>], parts: &Parts<'d>) -> Vec<Placed> {
        let mut data: Vec<Placed> = texts.iter().filter_map(|text| self.datum(text, parts)).collect();
        data.sort_by_key(|placed| placed.datum);
        data
    }

    fn datum(&mut self, text: &'d Node<String>, parts: &Parts<'d>) -> Option<Placed> {
        let Some((party_id, item_id)) = text
            .split_once('.')
            .filter(|(party, item)| !party.is_empty() && !item.is_empty() && !item.contains('.'))
        else {
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
        let when = self.condition(one.when.as_ref(), Use::Circumstances, parts);
        let claim = self.claim(&one.sources, one.confidence, &NO_CLAIM);
        let register = self.find(&names.registers, &one.register)?;
        self.held(&one.register, &one.data);
        let note = one.note.as_ref().map(|note| words(note, ""));
        let when_place = place_of(one.when.as_ref());
        Some(Holding { register, data, when, when_place, claim, note })
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
        Step {
            id: one.id.value.clone(),
            name: words(&one.name, &one.id),
            actor: actor.unwrap_or(Actor::Organisation(Key::new(0))),
            done_by,
            kind: one.kind.value,
            when: self.condition(one.when.as_ref(), Use::Before(key), parts),
            when_place: place_of(one.when.as_ref()),
            after,
            decision,
            asks: self.asks(key, &one.asks, &claim, parts),
            fetches: one.fetches.iter().filter_map(|fetch| self.fetch(key, fetch, &claim, parts)).collect(),
            needs: self.data(&one.needs, parts),
            produces: one
                .produces
                .iter()
                .map(|made| Production {
                    data: self.data(&made.data, parts),
                    when: self.condition(made.when.as_ref(), Use::Inside(key), parts),
                    when_place: place_of(made.when.as_ref()),
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
                    when_place: place_of(channel.when.as_ref()),
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
        }
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
        match &after.value {
            written::After::Start => After::Start,
            written::After::AllOf(members) => {
                After::AllOf(self.members(to, step, after.place, members, outer, parts))
            }
            written::After::AnyOf(members) => {
                After::AnyOf(self.members(to, step, after.place, members, outer, parts))
            }
            written::After::Then {
                step: from,
                when,
                outcome,
                takes,
                not_before,
                wished,
                sources,
                confidence,
            } => {
                let claim = self.claim(sources, *confidence, outer);
                let takes = self.span(takes.as_ref());
                let not_before = self.not_before(not_before.as_ref(), parts);
                let when_place = place_of(when.as_ref());
                let source = LinkFrom { step: from, when: when.as_ref(), outcomes: outcome, then: true };
                let Some((key, when)) = self.link_from(to, step, source, parts) else { return After::Start };
                let link = Link {
                    from: key,
                    to,
                    by: None,
                    when,
                    when_place,
                    carries: Vec::new(),
                    law: None,
                    uses: None,
                    takes,
                    not_before,
                    receipt: None,
                    status: None,
                    wished: *wished,
                    claim,
                    note: None,
                    place: from.place,
                };
                push(link, parts)
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
                let law = law.as_ref().map(|law| self.law(law));
                let uses = self.solution(uses.as_ref());
                let takes = self.span(takes.as_ref());
                let not_before = self.not_before(not_before.as_ref(), parts);
                let when_place = place_of(when.as_ref());
                let source = LinkFrom { step: from, when: when.as_ref(), outcomes: outcome, then: false };
                let Some((key, when)) = self.link_from(to, step, source, parts) else { return After::Start };
                let link = Link {
                    from: key,
                    to,
                    by: Some(by.value),
                    when,
                    when_place,
                    carries,
                    law,
                    uses,
                    takes,
                    not_before,
                    receipt: *receipt,
                    status: *status,
                    wished: *wished,
                    claim,
                    note: note.as_ref().map(|note| words(note, &step.id)),
                    place: by.place,
                };
                push(link, parts)
            }
        }
    }

    fn members(
        &mut self,
        to: Key<Step>,
        step: &'d written::Step,
        place: Place,
        members: &'d [Node<written::After>],
        outer: &Claim,
        parts: &mut Parts<'d>,
    ) -> Vec<After> {
        if members.is_empty() {
            self.error(ModelProblem::Empty { turned: false }, place);
        }
        members.iter().map(|member| self.after(to, step, member, outer, parts)).collect()
    }

    /// The step that a link comes from, and the link's condition with the outcomes it asks for.
    fn link_from(
        &mut self,
        to: Key<Step>,
        step: &'d written::Step,
        source: LinkFrom<'d>,
        parts: &mut Parts<'d>,
    ) -> Option<(Key<Step>, Condition)> {
        let LinkFrom { step: from, outcomes, .. } = source;
        let when = self.condition(source.when, Use::Before(to), parts);
        let key = self.find(&parts.steps, from)?;
        let giver = *parts.steps.get(from)?;
        if key == to {
            self.error(ModelProblem::AfterItself { step: from.value.clone() }, from.place);
        } else {
            self.link_of_actors(giver, step, &source, parts);
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

    /// `Then` is for steps of one actor or one doer, `Handover` for steps that differ in one of the two.
    fn link_of_actors(
        &mut self,
        giver: &'d written::Step,
        step: &'d written::Step,
        source: &LinkFrom<'d>,
        parts: &Parts<'d>,
    ) {
        let organisations = &self.names.organisations;
        let known = |id: &Id| parts.parties.get(id).is_some() || organisations.get(id).is_some();
        let known = |step: &written::Step| known(&step.actor) && step.done_by.as_ref().is_none_or(known);
        if !known(giver) || !known(step) {
            // Whoever is meant may be another; the unknown name is reported.
            return;
        }
        let same_actor = giver.actor.value == step.actor.value;
        let same_doer = doer(giver) == doer(step);
        let problem = match source.then {
            true if !same_actor && !same_doer => ModelProblem::ThenBetweenActors {
                from: giver.actor.value.clone(),
                to: step.actor.value.clone(),
            },
            false if same_actor && same_doer => {
                ModelProblem::HandoverWithinActor { actor: step.actor.value.clone() }
            }
            _ => return,
        };
        let other = Some(giver.actor.place);
        self.errors.push(ModelError { problem, place: source.step.place, other });
    }

    fn not_before(
        &mut self,
        written: Option<&'d Node<written::NotBefore>>,
        parts: &Parts<'d>,
    ) -> Option<NotBefore> {
        let written = written?;
        match &written.value {
            written::NotBefore::Date(date) => {
                let place = self.within(written.place, date);
                self.date(Some(&Node::new(date.clone(), place))).map(NotBefore::Date)
            }
            written::NotBefore::Step(step) => {
                let place = self.within(written.place, step);
                self.find(&parts.steps, &Node::new(step.clone(), place)).map(NotBefore::Step)
            }
        }
    }

    /// The place of the text in `Step("…")`; the whole where it is written with escapes.
    fn within(&self, whole: Place, text: &str) -> Place {
        let quoted = format!("\"{text}\"");
        let found = self.sources.words(whole).find(&quoted).and_then(|at| u32::try_from(at).ok());
        let length = u32::try_from(quoted.len()).ok();
        found
            .zip(length)
            .map_or(whole, |(at, length)| Place::new(whole.file, whole.start + at, whole.start + at + length))
    }

    /// The requests of a step, in the order of whom they ask for what.
    fn asks(
        &mut self,
        step: Key<Step>,
        asks: &'d [written::Request],
        outer: &Claim,
        parts: &mut Parts<'d>,
    ) -> Vec<Request> {
        let mut bound: Vec<Request> =
            asks.iter().filter_map(|ask| self.ask(step, ask, outer, parts)).collect();
        let key = |ask: &Request| {
            let data: Vec<Datum> = ask.data.iter().map(|placed| placed.datum).collect();
            (ask.of, data, ask.mode)
        };
        bound.sort_by_cached_key(key);
        bound
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
        let when_place = place_of(one.when.as_ref());
        Some(Request { of, data, mode, when, when_place, law, deliberate, claim, note })
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
        let when_place = place_of(one.when.as_ref());
        Some(Fetch { data, register, when, when_place, law, uses, claim, note })
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
        let when_place = place_of(one.when.as_ref());
        Some(Registration { data, register, when, when_place })
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
            Anchor::Event => Some(None),
            Anchor::Step(id) => {
                let place = self.within(one.from.place, id);
                self.find(&parts.steps, &Node::new(id.clone(), place)).map(Some)
            }
        };
        let basis = self.provisions(&one.basis);
        let within = self.duration(&one.within)?;
        let from = from?;
        let lost = words(&one.lost, "");
        let when_place = place_of(one.when.as_ref());
        Some(Deadline { within, from, lost, when, when_place, basis, claim, place: one.within.place })
    }

    fn continuation(&mut self, one: &'d written::Continuation, parts: &mut Parts<'d>) -> Continuation {
        let after = one.after.as_ref().and_then(|id| self.find(&parts.steps, id));
        let used = after.map_or(Use::Circumstances, Use::Inside);
        Continuation {
            event: one.event.value.clone(),
            when: self.condition(one.when.as_ref(), used, parts),
            after,
            parties: one
                .parties
                .iter()
                .filter_map(|same| Some((self.find(&parts.parties, &same.here)?, same.there.value.clone())))
                .collect(),
            implies: one.implies.iter().map(|one| self.implication(one, used, parts)).collect(),
            claim: self.claim(&one.sources, None, &NO_CLAIM),
            place: one.event.place,
        }
    }

    /// What it says of the other event is bound when all journeys are.
    fn implication(
        &mut self,
        one: &'d written::Implication,
        used: Use,
        parts: &mut Parts<'d>,
    ) -> Implication {
        Implication { here: self.condition(one.here.as_ref(), used, parts), there: Condition::ALWAYS }
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
            let comes_before = match used {
                Use::Course => true,
                Use::Circumstances => false,
                Use::Inside(step) => step == decision || leads_to(&before, decision, step),
                Use::Before(step) => leads_to(&before, decision, step),
            };
            if !comes_before {
                let id = parts.steps.iter().nth(decision.index()).map_or("", |(id, _)| id.as_str());
                self.error(ModelProblem::OutcomeUpstream { decision: id.to_owned() }, place);
            }
        }
    }
}

/// Where a condition is written; nowhere where none is.
fn place_of(written: Option<&Node<String>>) -> Place {
    written.map_or(Place::NOWHERE, |written| written.place)
}

/// True where a chain of links leads from one step to the other. The nearest are looked at first.
fn leads_to(before: &BTreeMap<Key<Step>, Vec<Key<Step>>>, from: Key<Step>, to: Key<Step>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = VecDeque::from([to]);
    while let Some(at) = open.pop_front() {
        for &earlier in before.get(&at).into_iter().flatten() {
            if earlier == from {
                return true;
            }
            if seen.insert(earlier) {
                open.push_back(earlier);
            }
        }
    }
    false
}

/// Where a link comes from, as it is written.
struct LinkFrom<'d> {
    step: &'d Id,
    when: Option<&'d Node<String>>,
    outcomes: &'d [Id],
    /// True for `Then`.
    then: bool,
}

/// Notes from what, and to whom, a circumstance is known.
fn known(one: &written::Circumstance, from: Vec<Datum>, to: Vec<Key<Party>>, parts: &mut Parts<'_>) {
    let Some(Meaning::Circumstance(index)) = parts.scope.names.get(&one.id.value) else { return };
    if let Some(variable) = parts.scope.variables.get_mut(*index) {
        variable.known_from = from;
        variable.known_to = to;
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
    VariableValue { id: one.id.value.as_str().into(), phrase: words(&one.phrase, &one.id), range: None }
}

/// Where a range of numbers is cut.
fn cuts_between(from: i32, to: i32, cuts: Option<&BTreeSet<i64>>) -> impl Iterator<Item = i64> {
    let cuts = cuts.into_iter().flatten().copied();
    cuts.filter(move |&cut| i64::from(from) < cut && cut <= i64::from(to))
}

/// A range of numbers, cut where conditions tell numbers apart.
fn ranges(from: i32, to: i32, cuts: Option<&BTreeSet<i64>>, phrase: &Words) -> Vec<VariableValue> {
    let mut starts: BTreeSet<i64> = cuts_between(from, to, cuts).collect();
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
            VariableValue { id: id.into(), phrase, range: Some((number(least), number(greatest))) }
        })
        .collect()
}
