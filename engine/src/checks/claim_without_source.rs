//! A claim of the model that names no source.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Claim, Key, Step};
use crate::symptom::{Stated, Symptom, data_names, stated_nowhere, step_name};
use crate::text::Place;
use crate::words::Words;

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
    for holding in journey.holdings.iter().filter(|holding| holding.claim.sources.is_empty()) {
        let register = &facts.model.registers[holding.register];
        let data: Vec<_> =
            holding.data.iter().map(|placed| journey.datum_id(facts.model, placed.datum)).collect();
        let names = data_names(facts, holding.data.iter().map(|placed| placed.datum));
        let mut stated = stated_nowhere();
        stated.subject = [register.id.clone()].into_iter().chain(data).collect();
        stated.message = Words::new(
            format!("ingen kilde er oppgitt for at {} har {}", register.name.nb, names.nb),
            format!("inga kjelde er oppgjeven for at {} har {}", register.name.nn, names.nn),
            format!("no source is named for {} holding {}", register.name.en, names.en),
        );
        let places: Vec<_> = holding.data.first().map(|placed| placed.place).into_iter().collect();
        found.push(finished(stated, &places));
    }
    Ok(found)
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
        format!("inga kjelde er oppgjeven for det som er sagt om {}", what.nn),
        format!("no source is named for what is said of {}", what.en),
    );
    finished(stated, places)
}

fn finished<'m>(mut stated: Stated<'m>, places: &[Place]) -> Symptom<'m> {
    stated.help = Words::new(
        "skriv i `sources` hvor det er sagt",
        "skriv i `sources` kvar det er sagt",
        "write in `sources` where it is said",
    );
    let label = Words::new("uten kilde", "utan kjelde", "without a source");
    stated.places = places.iter().map(|&place| Label { place, label: label.clone() }).collect();
    Symptom::Other(Box::new(stated))
}
