//! A condition that no possible course satisfies.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{ChannelKind, Claim, Condition, Datum, Key, Placed, Register, Step};
use crate::symptom::{Symptom, data_names, stated_nowhere, step_name};
use crate::text::Place;
use crate::words::Words;
use std::collections::BTreeMap;

/// A condition that is never met.
struct Never<'m> {
    /// What it is a condition of.
    of: Words,
    places: Vec<Place>,
    step: Option<Key<Step>>,
    claim: Option<&'m Claim>,
}

/// What is found, by its subject: two conditions of one thing are one finding.
type Found<'m> = BTreeMap<Vec<String>, Never<'m>>;

/// A condition within a step, as it is written.
struct Within<'m> {
    when: &'m Condition,
    place: Place,
    claim: &'m Claim,
    what: What<'m>,
}

/// What a condition within a step is a condition of: put in words only where it is never met.
enum What<'m> {
    /// The link from a step.
    Link(Key<Step>),
    /// That the step does something with data, in each language, and with which register.
    Data([&'static str; 3], Option<Key<Register>>, &'m [Placed]),
    /// A way to do it.
    Channel(ChannelKind),
    /// The deadline that runs from a step, or from the event.
    Deadline(Option<Key<Step>>),
}

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    if !facts.is_possible(facts.possible)? {
        return Ok(vec![nobody_possible(facts)]);
    }
    let mut found = Found::new();
    for (key, step) in journey.steps.iter() {
        if !facts.is_never_due(key)? {
            within(facts, key, &mut found)?;
            continue;
        }
        let links = facts.graph.incoming(key).iter().map(|&link| &journey.links[link].when);
        let conditions: Vec<_> = links.chain([&step.when]).collect();
        if follows_from_another(facts, &conditions)? {
            continue;
        }
        let place = if step.when.is_always() { step.after_place } else { step.when_place };
        let of = step_name(facts, key).quoted();
        let never = Never { of, places: vec![place], step: Some(key), claim: Some(&step.claim) };
        found.insert(vec![step.id.clone()], never);
    }
    for party in journey.parties.values() {
        let courses = facts.condition(&party.exists)?;
        if facts.is_possible(courses)? {
            continue;
        }
        let of = Words::new(
            format!("at det finnes en «{}»", party.name.nb),
            format!("at det finst ein «{}»", party.name.nn),
            format!("there being “{}”", party.name.en),
        );
        let never = Never { of, places: vec![party.exists_place], step: None, claim: None };
        add(&mut found, vec![party.id.clone()], never);
    }
    for holding in &journey.holdings {
        let courses = facts.condition(&holding.when)?;
        if facts.is_possible(courses)? {
            continue;
        }
        let register = &facts.model.registers[holding.register];
        let data = holding.data.iter().map(|placed| journey.datum_id(facts.model, placed.datum));
        let names = data_names(facts, data_of(&holding.data));
        let of = Words::new(
            format!("at {} har {}", register.name.nb, names.nb),
            format!("at {} har {}", register.name.nn, names.nn),
            format!("{} holding {}", register.name.en, names.en),
        );
        let mut subject: Vec<_> = [register.id.clone()].into_iter().chain(data).collect();
        subject.dedup();
        let claim = Some(&holding.claim);
        add(&mut found, subject, Never { of, places: vec![holding.when_place], step: None, claim });
    }
    Ok(found.into_iter().map(|(subject, never)| told(facts, subject, never)).collect())
}

/// The conditions within a step that is due in some course, and of the links to it.
fn within<'m>(facts: &mut Facts<'m>, key: Key<Step>, found: &mut Found<'m>) -> Result<(), OverBudget> {
    let step = &facts.journey.steps[key];
    for one in conditions(facts, key) {
        let courses = facts.condition_when_due(one.when)?;
        let courses = facts.diagram.and(courses, facts.due(key))?;
        if facts.is_possible(courses)? || follows_from_another(facts, &[one.when])? {
            continue;
        }
        let (ids, of) = named(facts, key, &one.what);
        let subject = [step.id.clone()].into_iter().chain(ids).collect();
        let never = Never { of, places: vec![one.place], step: Some(key), claim: Some(one.claim) };
        add(found, subject, never);
    }
    Ok(())
}

/// Every condition of a step but its own `when`, where it says something.
fn conditions<'m>(facts: &Facts<'m>, key: Key<Step>) -> Vec<Within<'m>> {
    let journey = facts.journey;
    let step = &journey.steps[key];
    let mut all = Vec::new();
    for link in facts.graph.incoming(key).iter().map(|&link| &journey.links[link]) {
        let place = if link.when_place == Place::NOWHERE { link.place } else { link.when_place };
        all.push(Within { when: &link.when, place, claim: &link.claim, what: What::Link(link.from) });
    }
    let mut add = |when, place, claim, what| all.push(Within { when, place, claim, what });
    for one in &step.asks {
        let what = What::Data(["spør om", "spør om", "asking for"], None, &one.data);
        add(&one.when, one.when_place, &one.claim, what);
    }
    for one in &step.fetches {
        let what = What::Data(["henter", "hentar", "fetching"], Some(one.register), &one.data);
        add(&one.when, one.when_place, &one.claim, what);
    }
    for one in &step.produces {
        let what = What::Data(["lager", "lagar", "making"], None, &one.data);
        add(&one.when, one.when_place, &step.claim, what);
    }
    for one in &step.registers {
        let does = ["registrerer", "registrerer", "registering"];
        add(&one.when, one.when_place, &step.claim, What::Data(does, Some(one.register), &one.data));
    }
    for one in &step.channels {
        add(&one.when, one.when_place, &step.claim, What::Channel(one.kind));
    }
    for one in &step.deadlines {
        add(&one.when, one.when_place, &one.claim, What::Deadline(one.from));
    }
    all.retain(|one| !one.when.is_always());
    all
}

/// The ids of what a condition within a step is a condition of, and what it is called.
fn named(facts: &Facts<'_>, key: Key<Step>, what: &What<'_>) -> (Vec<String>, Words) {
    let (model, journey) = (facts.model, facts.journey);
    let at = step_name(facts, key).quoted();
    match what {
        What::Link(from) => {
            let from = &journey.steps[*from];
            let name = from.name.quoted();
            let of = Words::new(
                format!("overgangen fra {} til {}", name.nb, at.nb),
                format!("overgangen frå {} til {}", name.nn, at.nn),
                format!("the link from {} to {}", name.en, at.en),
            );
            (vec![from.id.clone()], of)
        }
        What::Data([nb, nn, en], register, data) => {
            let names = data_names(facts, data_of(data));
            let register = register.map(|register| model.registers[register].id.clone());
            let data = data.iter().map(|placed| journey.datum_id(model, placed.datum));
            let mut ids: Vec<_> = register.into_iter().chain(data).collect();
            ids.dedup();
            let of = Words::new(
                format!("at {} {nb} {}", at.nb, names.nb),
                format!("at {} {nn} {}", at.nn, names.nn),
                format!("{} {en} {}", at.en, names.en),
            );
            (ids, of)
        }
        What::Channel(kind) => {
            let of = Words::new(
                format!("at {} kan gjøres slik", at.nb),
                format!("at {} kan gjerast slik", at.nn),
                format!("{} being done in this way", at.en),
            );
            (vec![format!("{kind:?}")], of)
        }
        What::Deadline(from) => {
            let id = from.map_or(String::from("Event"), |from| journey.steps[from].id.clone());
            let of = Words::new(
                format!("at {} har denne fristen", at.nb),
                format!("at {} har denne fristen", at.nn),
                format!("{} having this deadline", at.en),
            );
            (vec![id], of)
        }
    }
}

fn data_of(data: &[Placed]) -> impl Iterator<Item = Datum> {
    data.iter().map(|placed| placed.datum)
}

/// True where a decision whose outcome is used is itself due in no course: then that is what is wrong.
fn follows_from_another(facts: &mut Facts<'_>, conditions: &[&Condition]) -> Result<bool, OverBudget> {
    for decision in conditions.iter().flat_map(|condition| condition.decisions()) {
        if facts.is_never_due(decision)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn add<'m>(found: &mut Found<'m>, subject: Vec<String>, never: Never<'m>) {
    match found.get_mut(&subject) {
        Some(known) => known.places.extend(never.places),
        None => drop(found.insert(subject, never)),
    }
}

fn told<'m>(facts: &Facts<'m>, subject: Vec<String>, never: Never<'m>) -> Symptom<'m> {
    let of = never.of;
    let mut stated = stated_nowhere();
    stated.subject = subject;
    stated.message = Words::new(
        format!("ingen mulig livssituasjon oppfyller betingelsen for {}", of.nb),
        format!("ingen mogleg livssituasjon oppfyller vilkåret for {}", of.nn),
        format!("no possible life situation meets the condition of {}", of.en),
    );
    stated.help = Words::new(
        "rett betingelsen, eller ta bort det den gjelder for",
        "rett vilkåret, eller ta bort det som det gjeld for",
        "mend the condition, or take away what it is a condition of",
    );
    let label = Words::new("aldri oppfylt", "aldri oppfylt", "never met");
    let places = never.places.into_iter();
    stated.places = places.map(|place| Label { place, label: label.clone() }).collect();
    stated.receiver = never.step.map(|step| facts.journey.steps[step].actor);
    stated.claims.extend(never.claim);
    Symptom::Other(Box::new(stated))
}

/// Everything is ruled out: nothing can be said of anyone.
fn nobody_possible<'m>(facts: &Facts<'m>) -> Symptom<'m> {
    let mut stated = stated_nowhere();
    stated.subject = vec![facts.journey.id.clone()];
    stated.message = Words::new(
        "ingen livssituasjon er mulig: det som er sagt å være umulig, utelukker alle",
        "ingen livssituasjon er mogleg: det som er sagt å vere umogleg, utelukkar alle",
        "no life situation is possible: what is said to be impossible rules out all of them",
    );
    stated.help = Words::new(
        "ta bort eller snevre inn noe av det som er sagt å være umulig",
        "ta bort eller snevre inn noko av det som er sagt å vere umogleg",
        "take away or narrow something of what is said to be impossible",
    );
    let label = Words::new("sagt å være umulig", "sagt å vere umogleg", "said to be impossible");
    let impossible = facts.journey.impossible.iter();
    stated.places = impossible.map(|one| Label { place: one.place, label: label.clone() }).collect();
    Symptom::Other(Box::new(stated))
}
