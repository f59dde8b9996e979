//! A step that is done only after its deadline has run out.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::symptom::{Symptom, Told, lapse};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut found = Vec::new();
    for one in facts.lapses()?.iter() {
        let rights = facts.diagram.any(one.rights.iter().map(|(_, _, courses)| *courses))?;
        let told = Told {
            more: Words::default(),
            help: Words::new(
                "kort ned ventetiden før steget, eller la fristen begynne å løpe senere",
                "kort ned ventetida før steget, eller lat fristen ta til å gå seinare",
                "shorten the waiting before the step, or let the time limit begin to run later",
            ),
        };
        let stated = lapse(facts, one, rights.complement(), told)?;
        found.extend(stated.map(|stated| Symptom::Other(Box::new(stated))));
    }
    Ok(found)
}
