//! Steps that wait for each other.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::symptom::{Symptom, stated_at, step_name, with_consequences};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let unreached = facts.unreached()?;
    let mut found = Vec::new();
    for circle in &unreached.circles {
        let Some(&first) = circle.steps.first() else { continue };
        let names: Vec<_> = circle.steps.iter().map(|&step| step_name(facts, step).quoted()).collect();
        let names = Words::list(&names);
        let mut stated = stated_at(facts, first, circle.courses);
        stated.subject = circle.steps.iter().map(|&step| facts.journey.steps[step].id.clone()).collect();
        stated.message = match circle.steps.as_slice() {
            [_] => Words::new(
                format!("{} venter på seg selv", names.nb),
                format!("{} ventar på seg sjølv", names.nn),
                format!("{} waits for itself", names.en),
            ),
            _ => Words::new(
                format!("{} venter på hverandre", names.nb),
                format!("{} ventar på kvarandre", names.nn),
                format!("{} wait for each other", names.en),
            ),
        };
        stated.help = Words::new(
            "la ett av stegene begynne uten å vente på de andre",
            "lat eitt av stega ta til utan å vente på dei andre",
            "let one of the steps begin without waiting for the others",
        );
        stated.places = circle
            .steps
            .iter()
            .map(|&step| Label {
                place: facts.journey.steps[step].after_place,
                label: Words::new("venter her", "ventar her", "waits here"),
            })
            .collect();
        stated.claims = circle.steps.iter().map(|&step| &facts.journey.steps[step].claim).collect();
        with_consequences(facts, &mut stated, &circle.steps, circle.courses)?;
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}
