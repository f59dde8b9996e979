//! Declarations bound as plainly as possible, for the reference: no errors, no suggestions, no places.
//!
//! Whatever is wrong with the declarations panics.
//! Unlike the engine it gives every whole number a value of its own, so that the cutting into ranges is tested too.

mod law;

use livsferd::condition::{self, Comparison, Expression, Word};
use livsferd::declaration as said;
use livsferd::declaration::File;
use livsferd::model::{
    Actor, After, Channel, Claim, Condition, Confidence, Datum, Deadline, Fetch, Holding, Impossible, Item,
    ItemKind, Journey, Key, Link, Mode, Model, NotBefore, Organisation, Party, PartyKind, Placed, Production,
    Register, Registration, Related, Request, Right, Span, Step, StepKind, Table, Variable, VariableKind,
    VariableValue, parse_date, parse_duration, parse_span,
};
use livsferd::node::Node;
use livsferd::text::Place;
use livsferd::words::Words;
use std::sync::OnceLock;

/// Binds one life event and any number of shared files.
pub fn bind(files: &[File]) -> Model {
    let mut model = Model::default();
    files.iter().for_each(|file| bind_shared(file, &mut model));
    files.iter().for_each(|file| law::rules(file, &mut model));
    for file in files {
        if matches!(file, File::LifeEvent { .. }) {
            let journey = Names::new(&model, file).journey(file);
            model.journeys.push(journey);
        }
    }
    model
}

fn claim() -> Claim {
    Claim { sources: Vec::new(), confidence: Confidence::Verified }
}

fn key<'a, T: 'a>(ids: impl IntoIterator<Item = &'a String>, id: &str) -> Key<T> {
    Key::new(
        ids.into_iter().position(|known| known == id).unwrap_or_else(|| panic!("`{id}` is not declared")),
    )
}

fn bind_shared(file: &File, model: &mut Model) {
    let File::Shared { organisations, concepts, documents, registers, .. } = file else { return };

    let mut sorted: Vec<_> = organisations.iter().collect();
    sorted.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    let bodies: Vec<&String> = sorted.iter().map(|organisation| &organisation.id.value).collect();
    let nearest_body = |organisation: &said::Organisation| {
        let mut at = organisation;
        while let (false, Some(above)) = (at.legal_body, &at.part_of) {
            at = sorted.iter().find(|organisation| organisation.id == *above).unwrap();
        }
        key(bodies.iter().copied(), &at.id)
    };
    let bound = sorted.iter().map(|organisation| Organisation {
        id: organisation.id.value.clone(),
        name: Words::default(),
        number: None,
        level: organisation.level,
        part_of: organisation.part_of.as_ref().map(|above| key(bodies.iter().copied(), above)),
        body: nearest_body(organisation),
        ministry: organisation.ministry,
        under: Vec::new(),
        many: organisation.many,
        from: None,
        until: None,
        claim: claim(),
        place: Place::NOWHERE,
    });
    model.organisations = Table::new(bound.collect());

    let mut items: Vec<String> = concepts.iter().map(|concept| concept.id.value.clone()).collect();
    items.extend(documents.iter().map(|document| document.id.value.clone()));
    items.sort();
    let related = |texts: &[Node<String>]| -> Vec<Related> {
        let one = |text: &Node<String>| match text.split_once('.') {
            Some((party, item)) => Related { party: Some(party.to_owned()), item: key(&items, item) },
            None => Related { party: None, item: key(&items, text) },
        };
        texts.iter().map(one).collect()
    };
    let bound = items.iter().map(|id| {
        let concept = concepts.iter().find(|concept| concept.id.value == *id);
        let document = documents.iter().find(|document| document.id.value == *id);
        let kind = match (concept, document) {
            (Some(concept), _) => ItemKind::Concept {
                part_of: concept.part_of.iter().map(|whole| key(&items, whole)).collect(),
                derived_from: related(&concept.derived_from),
            },
            (None, Some(document)) => ItemKind::Document {
                contains: related(&document.contains),
                evidence_for: related(&document.evidence_for),
            },
            (None, None) => unreachable!(),
        };
        Item {
            id: id.clone(),
            name: Words::default(),
            definition: None,
            keeper: None,
            kind,
            uri: None,
            place: Place::NOWHERE,
        }
    });
    model.items = Table::new(bound.collect());

    law::bind(file, model);
    let mut sorted: Vec<_> = registers.iter().collect();
    sorted.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    let bound = sorted.iter().map(|register| Register {
        id: register.id.value.clone(),
        name: Words::default(),
        keeper: key(bodies.iter().copied(), &register.keeper),
        holds: register.holds.iter().map(|item| key(&items, item)).collect(),
        ways: law::ways(model, &register.ways),
        consumers: Vec::new(),
        basis: Vec::new(),
        claim: claim(),
        note: None,
        place: Place::NOWHERE,
    });
    model.registers = Table::new(bound.collect());
}

/// What a life event's names stand for.
struct Names<'a> {
    model: &'a Model,
    parties: Vec<String>,
    steps: Vec<&'a said::Step>,
    step_ids: Vec<String>,
    variables: Vec<Variable>,
    named: Vec<&'a said::NamedCondition>,
}

impl<'a> Names<'a> {
    fn new(model: &'a Model, event: &'a File) -> Self {
        let File::LifeEvent { parties, circumstances, conditions, steps, .. } = event else { unreachable!() };
        let mut parties: Vec<String> = parties.iter().map(|party| party.id.value.clone()).collect();
        parties.sort();
        let mut steps: Vec<&said::Step> = steps.iter().collect();
        steps.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        let mut circumstances: Vec<&said::Circumstance> = circumstances.iter().collect();
        circumstances.sort_by(|a, b| a.id.value.cmp(&b.id.value));

        let mut variables: Vec<Variable> = circumstances
            .iter()
            .map(|circumstance| match &circumstance.values.value {
                said::Values::Flag { .. } => variable(
                    &circumstance.id,
                    VariableKind::Flag,
                    ["false", "true"].map(str::to_owned).to_vec(),
                ),
                said::Values::OneOf(values) => variable(&circumstance.id, VariableKind::OneOf, ids(values)),
                said::Values::Number { from, to, .. } => variable(
                    &circumstance.id,
                    VariableKind::Number,
                    (*from..=*to).map(|number| number.to_string()).collect(),
                ),
            })
            .collect();
        for (index, step) in steps.iter().enumerate().filter(|(_, step)| !step.outcomes.is_empty()) {
            let decision = VariableKind::Decision(Key::new(index));
            variables.push(variable(&step.id, decision, ids(&step.outcomes)));
        }
        for circumstance in circumstances {
            let variable =
                variables.iter_mut().find(|variable| *variable.id == *circumstance.id.value).unwrap();
            let datum = |text: &Node<String>| {
                let (party, item) = text.split_once('.').unwrap();
                let item = model.items.find(item, |item| &item.id).unwrap();
                Datum { party: key(&parties, party), item }
            };
            variable.known_from = circumstance.known_from.iter().map(datum).collect();
            variable.known_to = circumstance.known_to.iter().map(|party| key(&parties, party)).collect();
        }
        let step_ids = steps.iter().map(|step| step.id.value.clone()).collect();
        Self { model, parties, steps, step_ids, variables, named: conditions.iter().collect() }
    }

    fn journey(&self, event: &File) -> Journey {
        let File::LifeEvent { id, last_checked, parties, impossible, holdings, .. } = event else {
            unreachable!()
        };
        let mut sorted: Vec<_> = parties.iter().collect();
        sorted.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        let parties = sorted.iter().map(|party| Party {
            id: party.id.value.clone(),
            name: Words::default(),
            plural: party.plural,
            typically: party.typically,
            exists: self.condition(party.exists.as_ref()),
            exists_place: Place::NOWHERE,
            kind: party.kind.unwrap_or(PartyKind::Person),
            place: Place::NOWHERE,
        });
        let impossible = impossible.iter().map(|impossible| Impossible {
            when: self.condition(Some(&impossible.when)),
            because: Words::default(),
            place: Place::NOWHERE,
        });
        let holdings = holdings.iter().map(|holding| Holding {
            register: self.model.registers.find(&holding.register, |register| &register.id).unwrap(),
            data: self.data(&holding.data),
            when: self.condition(holding.when.as_ref()),
            when_place: Place::NOWHERE,
            claim: claim(),
            note: None,
        });
        let mut links = Vec::new();
        let steps = self.steps.iter().map(|step| self.step(step, &mut links)).collect();
        Journey {
            id: id.value.clone(),
            name: Words::default(),
            description: None,
            last_checked: parse_date(last_checked).unwrap(),
            responsible: Vec::new(),
            parties: Table::new(parties.collect()),
            variables: self.variables.clone(),
            impossible: impossible.collect(),
            holdings: holdings.collect(),
            steps: Table::new(steps),
            links: Table::new(links),
            continues: Vec::new(),
            volumes: Vec::new(),
            personas: Vec::new(),
            topics: Vec::new(),
            place: Place::NOWHERE,
            broken: false,
            order: OnceLock::new(),
        }
    }

    fn party(&self, id: &str) -> Key<Party> {
        key(&self.parties, id)
    }

    fn actor(&self, id: &str) -> Actor {
        match self.model.organisations.find(id, |organisation| &organisation.id) {
            Some(organisation) => Actor::Organisation(organisation),
            None => Actor::Party(self.party(id)),
        }
    }

    fn data(&self, texts: &[Node<String>]) -> Vec<Placed> {
        let one = |text: &Node<String>| {
            let (party, item) = text.split_once('.').unwrap();
            let item = self.model.items.find(item, |item| &item.id).unwrap();
            Placed { datum: Datum { party: self.party(party), item }, place: Place::NOWHERE }
        };
        texts.iter().map(one).collect()
    }

    fn step(&self, step: &said::Step, links: &mut Vec<Link>) -> Step {
        let to = key(&self.step_ids, &step.id);
        let actor = self.actor(&step.actor);
        let done_by = step.done_by.as_ref().map(|party| self.party(party));
        let register = |id: &str| self.model.registers.find(id, |register| &register.id).unwrap();
        let leaves_waiting = match (&step.leaves_waiting, step.kind.value) {
            (Some(parties), _) => parties.iter().map(|party| self.party(party)).collect(),
            (None, StepKind::Application) => match (done_by, actor) {
                (Some(party), _) | (None, Actor::Party(party)) => vec![party],
                (None, Actor::Organisation(_)) => Vec::new(),
            },
            (None, _) => Vec::new(),
        };
        let asks = step.asks.iter().map(|request| Request {
            of: self.party(&request.of),
            data: self.data(&request.data),
            mode: request.mode.unwrap_or(Mode::Provide),
            when: self.condition(request.when.as_ref()),
            when_place: Place::NOWHERE,
            law: request.law.as_ref().map(|law| law::law(self.model, law)),
            deliberate: request
                .deliberate
                .as_ref()
                .map(|deliberate| (Words::default(), parse_date(&deliberate.review).unwrap())),
            claim: claim(),
            note: None,
        });
        let fetches = step.fetches.iter().map(|fetch| Fetch {
            data: self.data(&fetch.data),
            register: register(&fetch.register),
            when: self.condition(fetch.when.as_ref()),
            when_place: Place::NOWHERE,
            law: fetch.law.as_ref().map(|law| law::law(self.model, law)),
            uses: fetch.uses.as_ref().map(|id| law::solution(self.model, id)),
            claim: claim(),
            note: None,
        });
        let produces = step.produces.iter().map(|production| Production {
            data: self.data(&production.data),
            when: self.condition(production.when.as_ref()),
            when_place: Place::NOWHERE,
        });
        let registers = step.registers.iter().map(|registration| Registration {
            data: self.data(&registration.data),
            register: register(&registration.register),
            when: self.condition(registration.when.as_ref()),
            when_place: Place::NOWHERE,
        });
        Step {
            id: step.id.value.clone(),
            name: Words::default(),
            actor,
            done_by,
            kind: step.kind.value,
            when: self.condition(step.when.as_ref()),
            when_place: Place::NOWHERE,
            after: self.after(&step.after, to, links),
            decision: self.variables.iter().position(|variable| variable.kind == VariableKind::Decision(to)),
            asks: asks.collect(),
            fetches: fetches.collect(),
            needs: self.data(&step.needs),
            produces: produces.collect(),
            registers: registers.collect(),
            renews: self.data(&step.renews),
            channels: step.channels.iter().map(|channel| self.channel(channel)).collect(),
            deadlines: step.deadlines.iter().map(|deadline| self.deadline(deadline)).collect(),
            takes: span(step.takes.as_ref()),
            waits_out: step.waits_out.as_ref().map(|of| key(&self.step_ids, of)),
            leaves_waiting,
            ends: step.ends.iter().map(|end| (self.party(&end.of), end.told)).collect(),
            gives: step.gives.iter().map(|right| self.right(right)).collect(),
            per: step.per.as_ref().map(|per| self.actor(per)),
            typically: None,
            basis: Vec::new(),
            uses: step.uses.as_ref().map(|id| law::solution(self.model, id)),
            claim: claim(),
            note: None,
            place: Place::NOWHERE,
            actor_place: Place::NOWHERE,
            after_place: Place::NOWHERE,
        }
    }

    fn channel(&self, channel: &said::Channel) -> Channel {
        let when = self.condition(channel.when.as_ref());
        Channel { kind: channel.kind, eid: channel.eid, when, when_place: Place::NOWHERE }
    }

    fn deadline(&self, deadline: &said::Deadline) -> Deadline {
        let from = match &deadline.from.value {
            said::Anchor::Event => None,
            said::Anchor::Step(step) => Some(key(&self.step_ids, step)),
        };
        Deadline {
            within: parse_duration(&deadline.within).unwrap(),
            from,
            lost: Words::default(),
            when: self.condition(deadline.when.as_ref()),
            when_place: Place::NOWHERE,
            basis: Vec::new(),
            claim: claim(),
            place: Place::NOWHERE,
        }
    }

    fn right(&self, right: &said::Right) -> Right {
        Right { right: Words::default(), to: self.party(&right.to), must_apply: right.must_apply }
    }

    fn not_before(&self, not_before: Option<&Node<said::NotBefore>>) -> Option<NotBefore> {
        Some(match &not_before?.value {
            said::NotBefore::Date(date) => NotBefore::Date(parse_date(date).unwrap()),
            said::NotBefore::Step(step) => NotBefore::Step(key(&self.step_ids, step)),
        })
    }

    fn after(&self, after: &said::After, to: Key<Step>, links: &mut Vec<Link>) -> After {
        match after {
            said::After::Start => After::Start,
            said::After::AllOf(parts) => {
                After::AllOf(parts.iter().map(|part| self.after(part, to, links)).collect())
            }
            said::After::AnyOf(parts) => {
                After::AnyOf(parts.iter().map(|part| self.after(part, to, links)).collect())
            }
            said::After::Then { step, when, outcome, wished, takes, not_before, .. } => {
                let when = self.link_condition(step, when.as_ref(), outcome);
                let (takes, not_before) = (span(takes.as_ref()), self.not_before(not_before.as_ref()));
                let link = Link { wished: *wished, when, takes, not_before, ..self.plain_link(step, to) };
                self.link(link, links)
            }
            said::After::Handover {
                step,
                by,
                carries,
                when,
                outcome,
                wished,
                law,
                uses,
                takes,
                not_before,
                receipt,
                ..
            } => {
                let when = self.link_condition(step, when.as_ref(), outcome);
                let carries = self.data(carries);
                let by = Some(by.value);
                let law = law.as_ref().map(|law| law::law(self.model, law));
                let uses = uses.as_ref().map(|id| law::solution(self.model, id));
                let (takes, not_before) = (span(takes.as_ref()), self.not_before(not_before.as_ref()));
                let plain = self.plain_link(step, to);
                let link = Link { by, carries, wished: *wished, when, law, uses, takes, not_before, ..plain };
                self.link(Link { receipt: *receipt, ..link }, links)
            }
        }
    }

    fn link(&self, link: Link, links: &mut Vec<Link>) -> After {
        links.push(link);
        After::Link(Key::new(links.len() - 1))
    }

    fn plain_link(&self, from: &str, to: Key<Step>) -> Link {
        Link {
            from: key(&self.step_ids, from),
            to,
            by: None,
            when: Condition::ALWAYS,
            when_place: Place::NOWHERE,
            carries: Vec::new(),
            law: None,
            uses: None,
            takes: None,
            not_before: None,
            receipt: None,
            status: None,
            wished: false,
            claim: claim(),
            note: None,
            place: Place::NOWHERE,
        }
    }

    fn link_condition(&self, from: &str, when: Option<&Node<String>>, outcome: &[said::Id]) -> Condition {
        let when = self.condition(when);
        if outcome.is_empty() {
            return when;
        }
        let asked = |value: &str| outcome.iter().any(|id| id.value == *value);
        Condition::All(vec![when, self.atom(from, asked)])
    }

    fn condition(&self, text: Option<&Node<String>>) -> Condition {
        match text {
            None => Condition::ALWAYS,
            Some(text) => self.expression(&condition::parse(text).unwrap(), true),
        }
    }

    /// The condition that an expression is (`yes`), or the one that it is not.
    fn expression(&self, expression: &Expression, yes: bool) -> Condition {
        let parts = |parts: &[Expression]| parts.iter().map(|part| self.expression(part, yes)).collect();
        match expression {
            Expression::And(all) if yes => Condition::All(parts(all)),
            Expression::And(all) => Condition::Any(parts(all)),
            Expression::Or(any) if yes => Condition::Any(parts(any)),
            Expression::Or(any) => Condition::All(parts(any)),
            Expression::Not(part) => self.expression(part, !yes),
            Expression::Name(name) => match self.named.iter().find(|named| named.id.value == name.text) {
                Some(named) => self.expression(&condition::parse(&named.when).unwrap(), yes),
                None => self.atom(&name.text, |value| (value == "true") == yes),
            },
            Expression::Compare(name, comparison, with) => {
                self.atom(&name.text, |value| compares(value, *comparison, &with.text) == yes)
            }
            Expression::In(name, list) => {
                self.atom(&name.text, |value| list.iter().any(|word| *word.text == *value) == yes)
            }
            Expression::Within(name, least, greatest) => self
                .atom(&name.text, |value| (number(least)..=number(greatest)).contains(&parsed(value)) == yes),
        }
    }

    fn atom(&self, name: &str, fits: impl Fn(&str) -> bool) -> Condition {
        let variable = self.variables.iter().position(|variable| *variable.id == *name).unwrap();
        let values = self.variables[variable].values.iter().enumerate();
        let values = values.filter(|(_, value)| fits(&value.id)).map(|(index, _)| index as u32).collect();
        match self.variables[variable].kind {
            VariableKind::Decision(step) => Condition::Decided { step, variable, values },
            _ => Condition::Is { variable, values },
        }
    }
}

fn span(takes: Option<&Node<String>>) -> Option<Span> {
    takes.map(|takes| parse_span(takes).unwrap())
}

fn ids(values: &[said::Value]) -> Vec<String> {
    values.iter().map(|value| value.id.value.clone()).collect()
}

fn variable(id: &str, kind: VariableKind, values: Vec<String>) -> Variable {
    let range = |id: &String| (kind == VariableKind::Number).then(|| (parsed(id), parsed(id)));
    let value = |id: String| VariableValue { range: range(&id), id: id.into(), phrase: Words::default() };
    Variable {
        id: id.into(),
        name: Words::default(),
        kind,
        values: values.into_iter().map(value).collect(),
        known_from: Vec::new(),
        known_to: Vec::new(),
        varies_by_municipality: false,
        place: Place::NOWHERE,
    }
}

fn parsed(text: &str) -> i32 {
    text.parse().unwrap()
}

fn number(word: &Word) -> i32 {
    parsed(&word.text)
}

fn compares(value: &str, comparison: Comparison, with: &str) -> bool {
    match comparison {
        Comparison::Equal => value == with,
        Comparison::NotEqual => value != with,
        Comparison::Less => parsed(value) < parsed(with),
        Comparison::AtMost => parsed(value) <= parsed(with),
        Comparison::Greater => parsed(value) > parsed(with),
        Comparison::AtLeast => parsed(value) >= parsed(with),
    }
}
