//! A step happens, and every channel by which it can be done is closed.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Symptom, stated_at, step_name};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut found = Vec::new();
    for (key, step) in facts.journey.steps.iter().filter(|(_, step)| !step.channels.is_empty()) {
        let mut open = Set::NONE;
        for channel in &step.channels {
            let here = facts.condition(&channel.when)?;
            open = facts.diagram.or(open, here)?;
        }
        let courses = facts.diagram.minus(facts.happens(key), open)?;
        if !facts.is_possible(courses)? {
            continue;
        }
        let mut stated = stated_at(facts, key, courses);
        let what = step_name(facts, key).quoted();
        stated.message = Words::new(
            format!("ingen kanal er åpen for {}", what.nb),
            format!("ingen kanal er open for {}", what.nn),
            format!("no channel is open for {}", what.en),
        );
        stated.help = Words::new(
            "åpne en kanal for dem det gjelder, for eksempel på papir, på telefon eller ved oppmøte",
            "opne ein kanal for dei det gjeld, til dømes på papir, på telefon eller ved oppmøte",
            "open a channel for those it concerns, for instance on paper, by telephone or by attendance",
        );
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}
