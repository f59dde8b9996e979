//! Whoever is to do a step cannot know whether it is to be done.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::symptom::{Symptom, actor_name, stated_at, step_name};
use crate::text::Place;
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for (key, step) in journey.steps.iter() {
        let Some(unknown) = facts.cannot_know(key)? else { continue };
        let mut stated = stated_at(facts, key, unknown.courses);
        let (who, what) = (actor_name(facts, step.doer()), step_name(facts, key).quoted());
        let on = unknown.circumstances.iter().filter_map(|&at| journey.variables.get(at));
        let on: Vec<_> = on.map(|variable| variable.name.quoted()).collect();
        let on = Words::list(&on);
        stated.message = Words::new(
            format!("{} kan ikke vite om {} skal gjøres; det avhenger av {}", who.nb, what.nb, on.nb),
            format!("{} kan ikkje vite om {} skal gjerast; det er avhengig av {}", who.nn, what.nn, on.nn),
            format!("{} cannot know whether {} is to be done; it depends on {}", who.en, what.en, on.en),
        );
        stated.help = Words::new(
            format!("la det som kommer før, ta med det {} trenger for å vite det", who.nb),
            format!("lat det som kjem før, ta med det {} treng for å vite det", who.nn),
            format!("let what comes before bring what {} needs to know it", who.en),
        );
        if step.when_place != Place::NOWHERE {
            let label = Words::new("avhenger av dette", "er avhengig av dette", "depends on this");
            stated.places.insert(0, Label { place: step.when_place, label });
        }
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}
