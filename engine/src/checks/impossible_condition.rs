//! A condition that no possible course satisfies.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Claim, Condition, Datum, Key, Placed, Step};
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
    ids: Vec<String>,
    of: Words,
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
    let parties = journey.parties.values().map(|party| {
        let of = Words::new(
            format!("at det finnes en «{}»", party.name.nb),
            format!("at det finst ein «{}»", party.name.nn),
            format!("there being “{}”", party.name.en),
        );
        (vec![party.id.clone()], &party.exists, party.exists_place, of, None)
    });
    let holdings = journey.holdings.iter().map(|holding| {
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
        (subject, &holding.when, holding.when_place, of, Some(&holding.claim))
    });
    let outside: Vec<_> = parties.chain(holdings).collect();
    for (subject, when, place, of, claim) in outside {
        let courses = facts.condition(when)?;
        if !facts.is_possible(courses)? {
            add(&mut found, subject, Never { of, places: vec![place], step: None, claim });
        }
    }
    Ok(found.into_iter().map(|(subject, never)| told(facts, subject, never)).collect())
}

/// The conditions within a step that is due in some course, and of the links to it.
fn within<'m>(facts: &mut Facts<'m>, key: Key<Step>, found: &mut Found<'m>) -> Result<(), OverBudget> {
    let step = &facts.journey.steps[key];
    for one in conditions(facts, key) {
        if one.when.is_always() {
            continue;
        }
        let courses = facts.condition_when_due(one.when)?;
        let courses = facts.diagram.and(courses, facts.due(key))?;
        if facts.is_possible(courses)? || follows_from_another(facts, &[one.when])? {
            continue;
        }
        let subject = [step.id.clone()].into_iter().chain(one.ids).collect();
        let never = Never { of: one.of, places: vec![one.place], step: Some(key), claim: Some(one.claim) };
        add(found, subject, never);
    }
    Ok(())
}

/// Every condition of a step but its own `when`.
fn conditions<'m>(facts: &Facts<'m>, key: Key<Step>) -> Vec<Within<'m>> {
    let (model, journey) = (facts.model, facts.journey);
    let step = &journey.steps[key];
    let at = step_name(facts, key).quoted();
    let mut all = Vec::new();
    for link in facts.graph.incoming(key).iter().map(|&link| &journey.links[link]) {
        let from = &journey.steps[link.from];
        let place = if link.when_place == Place::NOWHERE { link.place } else { link.when_place };
        let name = from.name.quoted();
        let of = Words::new(
            format!("overgangen fra {} til {}", name.nb, at.nb),
            format!("overgangen frå {} til {}", name.nn, at.nn),
            format!("the link from {} to {}", name.en, at.en),
        );
        all.push(Within { when: &link.when, place, claim: &link.claim, ids: vec![from.id.clone()], of });
    }
    let mut data = |when, place, claim, register: Option<&String>, data: &'m [Placed], does: [&str; 3]| {
        let names = data_names(facts, data_of(data));
        let data = data.iter().map(|placed| journey.datum_id(model, placed.datum));
        let mut ids: Vec<_> = register.cloned().into_iter().chain(data).collect();
        ids.dedup();
        let [nb, nn, en] = does;
        let of = Words::new(
            format!("at {} {nb} {}", at.nb, names.nb),
            format!("at {} {nn} {}", at.nn, names.nn),
            format!("{} {en} {}", at.en, names.en),
        );
        all.push(Within { when, place, claim, ids, of });
    };
    for one in &step.asks {
        let does = ["spør om", "spør om", "asking for"];
        data(&one.when, one.when_place, &one.claim, None, &one.data, does);
    }
    for one in &step.fetches {
        let register = Some(&model.registers[one.register].id);
        data(&one.when, one.when_place, &one.claim, register, &one.data, ["henter", "hentar", "fetching"]);
    }
    for one in &step.produces {
        data(&one.when, one.when_place, &step.claim, None, &one.data, ["lager", "lagar", "making"]);
    }
    for one in &step.registers {
        let register = Some(&model.registers[one.register].id);
        let does = ["registrerer", "registrerer", "registering"];
        data(&one.when, one.when_place, &step.claim, register, &one.data, does);
    }
    all.extend(step.channels.iter().map(|channel| Within {
        when: &channel.when,
        place: channel.when_place,
        claim: &step.claim,
        ids: vec![format!("{:?}", channel.kind)],
        of: Words::new(
            format!("at {} kan gjøres slik", at.nb),
            format!("at {} kan gjerast slik", at.nn),
            format!("{} being done in this way", at.en),
        ),
    }));
    all.extend(step.deadlines.iter().map(|deadline| Within {
        when: &deadline.when,
        place: deadline.when_place,
        claim: &deadline.claim,
        ids: vec![deadline.from.map_or(String::from("Event"), |from| journey.steps[from].id.clone())],
        of: Words::new(
            format!("at {} har denne fristen", at.nb),
            format!("at {} har denne fristen", at.nn),
            format!("{} having this deadline", at.en),
        ),
    }));
    all
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
