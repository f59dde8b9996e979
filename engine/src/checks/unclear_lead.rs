//! More than one ministry answers for the same thing, so that it is not clear who must act.

use crate::diagram::OverBudget;
use crate::facts::{Facts, Transfer};
use crate::finding::Label;
use crate::model::{Actor, Key, LawState, Organisation};
use crate::symptom::{Stated, Symptom, part_played, stated_nowhere, transfers};
use crate::words::Words;
use std::collections::BTreeSet;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let bodies = part_played(facts, under_several)?;
    let bodies = bodies.into_iter().map(|(organisation, part)| {
        let one = &facts.model.organisations[organisation];
        let ministries = names(facts, facts.model.ministries_of(organisation, facts.as_of));
        let date = facts.as_of;
        let stated = Stated {
            subject: vec![one.id.clone()],
            message: Words::new(
                format!("mer enn ett departement svarer for {} per {date}: {}", one.name.nb, ministries.nb),
                format!("meir enn eitt departement svarer for {} per {date}: {}", one.name.nn, ministries.nn),
                format!("more than one ministry answers for {} as of {date}: {}", one.name.en, ministries.en),
            ),
            help: help(),
            places: vec![Label {
                place: one.place,
                label: Words::new("dette organet", "dette organet", "this body"),
            }],
            receiver: Some(Actor::Organisation(organisation)),
            also: part,
            claims: vec![&one.claim],
            ..stated_nowhere()
        };
        Symptom::Other(Box::new(stated))
    });
    let bodies: Vec<_> = bodies.collect();
    let laws = transfers(
        facts,
        |facts, transfer| owners(facts, transfer).len() > 1,
        |facts, all| {
            let owners = names(facts, all.iter().flat_map(|transfer| owners(facts, transfer)));
            Words::new(
                format!(", og mer enn ett departement eier loven: {}", owners.nb),
                format!(", og meir enn eitt departement eig lova: {}", owners.nn),
                format!(", and more than one ministry owns the law: {}", owners.en),
            )
        },
        &help(),
    )?;
    Ok(bodies.into_iter().chain(laws).collect())
}

/// The nearest organisation, it or one that it is part of, that is under ministries on the date, where they are
/// several.
fn under_several(facts: &Facts<'_>, organisation: Key<Organisation>) -> Option<Key<Organisation>> {
    let (model, date) = (facts.model, facts.as_of);
    let ministries = model.ministries_of(organisation, date);
    if ministries.len() < 2 {
        return None;
    }
    // The last upwards of which the same is said.
    model.upwards(organisation).take_while(|&at| model.ministries_of(at, date) == ministries).last()
}

/// The ministries that own the law of a flow, where it is not in place: those who must act on it.
fn owners(facts: &Facts<'_>, transfer: &Transfer<'_>) -> BTreeSet<Key<Organisation>> {
    let law = transfer.law;
    if facts.model.law_state(law, facts.as_of) == LawState::InPlace {
        return BTreeSet::new();
    }
    let provisions = law.ground.iter().chain(&law.exemption);
    provisions.filter_map(|&provision| facts.model.provisions[provision].ministry).collect()
}

fn names(facts: &Facts<'_>, ministries: impl IntoIterator<Item = Key<Organisation>>) -> Words {
    let ministries: BTreeSet<_> = ministries.into_iter().collect();
    let names = ministries.into_iter().map(|ministry| facts.model.organisations[ministry].name.clone());
    Words::list(&names.collect::<Vec<_>>())
}

fn help() -> Words {
    Words::new(
        "få avklart hvilket av departementene som skal ta saken, og hvem de andre svarer til",
        "få avklart kva for eitt av departementa som skal ta saka, og kven dei andre svarer til",
        "have it settled which of the ministries takes the matter, and to whom the others answer",
    )
}
