//! A person can do a step only digitally.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::model::{Actor, ChannelKind, Key, PartyKind, Step};
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
        // Associations and firms may be bound to digital channels.
        if journey.parties[party].kind != PartyKind::Person {
            continue;
        }
        if step.channels.iter().any(|channel| !is_digital(channel.kind)) {
            continue;
        }
        let mut open = Set::NONE;
        for channel in &step.channels {
            let here = facts.condition(&channel.when)?;
            open = facts.diagram.or(open, here)?;
        }
        let courses = facts.diagram.and(open, facts.happens(key))?;
        if !facts.is_possible(courses)? || has_other_alternative(facts, key)? {
            continue;
        }
        let mut stated = stated_at(facts, key, courses);
        let what = step_name(facts, key).quoted();
        stated.message = Words::new(
            format!("bare digitale kanaler er nevnt for {}", what.nb),
            format!("berre digitale kanalar er nemnde for {}", what.nn),
            format!("only digital channels are named for {}", what.en),
        );
        stated.help = Words::new(
            "åpne en kanal til for dem som ikke kan bruke en digital, eller gjør kjent den kanalen som alt finnes",
            "opne ein kanal til for dei som ikkje kan bruke ein digital, eller gjer kjend den kanalen som alt finst",
            "open another channel for those who cannot use a digital one, or make known the one that is there already",
        );
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}

fn is_digital(kind: ChannelKind) -> bool {
    match kind {
        ChannelKind::Digital | ChannelKind::Email => true,
        ChannelKind::Paper | ChannelKind::Phone | ChannelKind::InPerson => false,
    }
}

/// True where the digital step is one of several ways to the same end, and another of them is not digital.
fn has_other_alternative(facts: &mut Facts<'_>, step: Key<Step>) -> Result<bool, OverBudget> {
    let journey = facts.journey;
    let alternatives = facts.alternatives_to(step)?;
    let mut channels = alternatives.into_iter().flat_map(|other| &journey.steps[other].channels);
    Ok(channels.any(|channel| !is_digital(channel.kind)))
}
