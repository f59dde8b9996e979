//! A claim of the model that names no source.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Claim, Datum, Key, Register, Step};
use crate::symptom::{Stated, Symptom, data_names, stated_nowhere, step_name};
use crate::text::Place;
use crate::words::Words;
use std::collections::BTreeMap;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for (key, step) in journey.steps.iter() {
        let links = facts.graph.incoming(key).iter().map(|&link| &journey.links[link]);
        let mut claims: Vec<(&Claim, Place)> = vec![(&step.claim, step.place)];
        claims.extend(links.map(|link| (&link.claim, link.place)));
        claims.extend(placed(step.asks.iter().map(|one| (&one.claim, &one.data))));
        claims.extend(placed(step.fetches.iter().map(|one| (&one.claim, &one.data))));
        claims.extend(step.deadlines.iter().map(|deadline| (&deadline.claim, deadline.place)));
        let bare: Vec<Place> =
            claims.iter().filter(|(claim, _)| claim.sources.is_empty()).map(|(_, place)| *place).collect();
        if !bare.is_empty() {
            found.push(of_step(facts, key, &bare));
        }
    }
    // The same may be said to be held in several circumstances: that is one thing to find a source of.
    let mut held: BTreeMap<(Key<Register>, Vec<Datum>), Vec<Place>> = BTreeMap::new();
    for holding in journey.holdings.iter().filter(|holding| holding.claim.sources.is_empty()) {
        let data = holding.data.iter().map(|placed| placed.datum).collect();
        let places = held.entry((holding.register, data)).or_default();
        places.extend(holding.data.first().map(|placed| placed.place));
    }
    found.extend(held.into_iter().map(|((register, data), places)| of_register(facts, register, &data, &places)));
    Ok(found)
}

fn of_register<'m>(
    facts: &Facts<'m>,
    register: Key<Register>,
    data: &[Datum],
    places: &[Place],
) -> Symptom<'m> {
    let register = &facts.model.registers[register];
    let names = data_names(facts, data.iter().copied());
    let mut stated = stated_nowhere();
    let data = data.iter().map(|&datum| facts.journey.datum_id(facts.model, datum));
    stated.subject = [register.id.clone()].into_iter().chain(data).collect();
    stated.message = Words::new(
        format!("ingen kilde er oppgitt for at {} har {}", register.name.nb, names.nb),
        format!("inga kjelde er oppgitt for at {} har {}", register.name.nn, names.nn),
        format!("no source is named for {} holding {}", register.name.en, names.en),
    );
    finished(stated, places)
}

fn placed<'m>(
    claims: impl Iterator<Item = (&'m Claim, &'m Vec<crate::model::Placed>)>,
) -> impl Iterator<Item = (&'m Claim, Place)> {
    claims.map(|(claim, data)| (claim, data.first().map_or(Place::NOWHERE, |placed| placed.place)))
}

fn of_step<'m>(facts: &Facts<'m>, key: Key<Step>, places: &[Place]) -> Symptom<'m> {
    let what = step_name(facts, key).quoted();
    let mut stated = stated_nowhere();
    stated.subject = vec![facts.journey.steps[key].id.clone()];
    stated.receiver = Some(facts.journey.steps[key].actor);
    stated.message = Words::new(
        format!("ingen kilde er oppgitt for det som er sagt om {}", what.nb),
        format!("inga kjelde er oppgitt for det som er sagt om {}", what.nn),
        format!("no source is named for what is said of {}", what.en),
    );
    finished(stated, places)
}

fn finished<'m>(mut stated: Stated<'m>, places: &[Place]) -> Symptom<'m> {
    stated.help = Words::new(
        "oppgi hvor det er sagt",
        "oppgi kvar det er sagt",
        "name where it is said",
    );
    let label = Words::new("uten kilde", "utan kjelde", "without a source");
    stated.places = places.iter().map(|&place| Label { place, label: label.clone() }).collect();
    Symptom::Other(Box::new(stated))
}
