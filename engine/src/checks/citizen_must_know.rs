//! A person's step that nothing tells the person of.

use crate::declaration::Carrier;
use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, Taken};
use crate::finding::Label;
use crate::model::Actor;
use crate::symptom::{Symptom, stated_at, step_name};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for (key, step) in journey.steps.iter() {
        let party = match (step.done_by, step.actor) {
            (Some(party), _) | (None, Actor::Party(party)) => party,
            (None, Actor::Organisation(_)) => continue,
        };
        let incoming = facts.graph.incoming(key).iter().copied();
        let silent: Vec<_> =
            incoming.filter(|&link| journey.links[link].by == Some(Carrier::Unprompted)).collect();
        let Some(&first) = silent.first() else { continue };
        let links = silent.iter().map(|&link| (link, Set::ALL)).collect();
        let without = facts.without(key, Taken { links, ..Taken::default() })?;
        let courses = facts.diagram.minus(facts.happens(key), without)?;
        if !facts.is_possible(courses)? {
            continue;
        }
        let mut stated = stated_at(facts, key, courses);
        let (who, what) = (&journey.parties[party].name, step_name(facts, key).quoted());
        stated.message = Words::new(
            format!("{} må selv finne ut at {} skal gjøres", who.nb, what.nb),
            format!("{} må sjølv finne ut at {} skal gjerast", who.nn, what.nn),
            format!("{} must find out unprompted that {} is to be done", who.en, what.en),
        );
        stated.help = Words::new(
            "la virksomheten som vet at det skal gjøres, si fra",
            "lat verksemda som veit at det skal gjerast, seie frå",
            "let the body that knows that it is to be done tell the party",
        );
        stated.parties = vec![party];
        stated.giver = Some(journey.steps[journey.links[first].from].actor);
        stated.receiver = Some(Actor::Party(party));
        stated.flow = Some(first);
        stated.places.splice(
            0..0,
            silent.iter().map(|&link| Label {
                place: journey.links[link].place,
                label: Words::new("ingen sier fra her", "ingen seier frå her", "nobody tells here"),
            }),
        );
        stated.claims.extend(silent.iter().map(|&link| &journey.links[link].claim));
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}
