//! A due step that nobody hands over to.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::Carrier;
use crate::symptom::{Symptom, actor_name, stated_at, step_name, with_consequences};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let unreached = facts.unreached()?;
    let journey = facts.journey;
    let mut found = Vec::new();
    for &(step, courses) in &unreached.nobody {
        let mut stated = stated_at(facts, step, courses);
        let (receiver, what) = (actor_name(facts, journey.steps[step].actor), step_name(facts, step));
        let links = facts.graph.incoming(step).iter().map(|&link| (link, &journey.links[link]));
        let silent = links.into_iter().find(|(_, link)| link.by == Some(Carrier::Nothing));
        let nobody = Words::new("ingen", "ingen", "nobody");
        let giver = silent.map(|(_, link)| journey.steps[link.from].actor);
        let who = giver.map_or(nobody, |giver| actor_name(facts, giver));
        let not = if giver.is_some() { Words::new(" ikke", " ikkje", "does not tell") } else { Words::new("", "", "tells") };
        stated.message = Words::new(
            format!("{} sier{} fra til {}, som skal {}", who.nb, not.nb, receiver.nb, what.quoted().nb),
            format!("{} seier{} frå til {}, som skal {}", who.nn, not.nn, receiver.nn, what.quoted().nn),
            format!("{} {} {}, which is to {}", who.en, not.en, receiver.en, what.quoted().en),
        );
        stated.help = Words::new(
            "la den som vet det først, sende en melding hit, eller skriv hvem som sier fra i dag",
            "lat den som veit det først, sende ei melding hit, eller skriv kven som seier frå i dag",
            "let whoever knows it first send a message here, or write who tells today",
        );
        stated.giver = giver;
        if let Some((key, link)) = silent {
            stated.flow = Some(key);
            stated.claims.push(&link.claim);
            let label = Words::new("ingen sier fra her", "ingen seier frå her", "nobody tells here");
            stated.places.insert(0, Label { place: link.place, label });
        }
        with_consequences(facts, &mut stated, &[step], courses)?;
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}
