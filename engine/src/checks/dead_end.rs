//! A step leaves a party waiting, and nothing that happens ends the waiting.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::symptom::{Symptom, stated_at, step_name};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for (key, step) in journey.steps.iter() {
        for &party in &step.leaves_waiting {
            let ends = facts.ends_for(key, party)?;
            let exists = facts.exists(party)?;
            let waits = facts.diagram.and(facts.happens(key), exists)?;
            let courses = facts.diagram.minus(waits, ends)?;
            if !facts.is_possible(courses)? {
                continue;
            }
            let mut stated = stated_at(facts, key, courses);
            let (who, what) = (&journey.parties[party], step_name(facts, key).quoted());
            stated.subject.push(who.id.clone());
            stated.message = Words::new(
                format!("{} får aldri svar etter {}", who.name.nb, what.nb),
                format!("{} får aldri svar etter {}", who.name.nn, what.nn),
                format!("no answer ever reaches {} after {}", who.name.en, what.en),
            );
            stated.help = Words::new(
                "si med `ends` hvilket senere steg som gir svar, eller la et slikt steg komme etter dette",
                "sei med `ends` kva seinare steg som gir svar, eller lat eit slikt steg kome etter dette",
                "say with `ends` which later step gives the answer, or let such a step follow this one",
            );
            stated.parties = vec![party];
            found.push(Symptom::Other(Box::new(stated)));
        }
    }
    Ok(found)
}
