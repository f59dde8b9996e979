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
        let tells = match giver {
            Some(_) => Words::new("sier ikke", "seier ikkje", "does not tell"),
            None => Words::new("sier", "seier", "tells"),
        };
        let what = what.quoted();
        stated.message = Words::new(
            format!("{} {} fra til {} om at {} skal gjøres", who.nb, tells.nb, receiver.nb, what.nb),
            format!("{} {} frå til {} om at {} skal gjerast", who.nn, tells.nn, receiver.nn, what.nn),
            format!("{} {} {} that {} is to be done", who.en, tells.en, receiver.en, what.en),
        );
        stated.help = match giver {
            Some(_) => Words::new(
                format!("la {} gi beskjed til {}, eller gjør kjent hvem som sier fra i dag", who.nb, receiver.nb),
                format!("lat {} gi beskjed til {}, eller gjer kjent kven som seier frå i dag", who.nn, receiver.nn),
                format!("let {} tell {}, or make known who tells today", who.en, receiver.en),
            ),
            None => Words::new(
                format!("avtal hvem som skal si fra til {}, eller gjør kjent hvem som sier fra i dag", receiver.nb),
                format!("avtal kven som skal seie frå til {}, eller gjer kjent kven som seier frå i dag", receiver.nn),
                format!("agree on who is to tell {}, or make known who tells today", receiver.en),
            ),
        };
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
