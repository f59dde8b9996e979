//! A person who comes too late for a right: the deadline of a step that the right hangs on lapses.

use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, Lapse};
use crate::model::Right;
use crate::symptom::{Symptom, Told, lapse};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for one in facts.lapses()?.iter() {
        let lapses = facts.diagram.any(one.degrees.iter().map(|(_, lapses)| *lapses))?;
        let hang = facts.diagram.any(one.rights.iter().map(|(_, _, courses)| *courses))?;
        let courses = facts.diagram.and(lapses, hang)?;
        let rights = everywhere(facts, one, courses)?;
        let names: Vec<_> = rights.iter().map(|right| right.right.quoted()).collect();
        let list = Words::list(&names);
        let more = match names.as_slice() {
            [] => Words::new(
                ", og en rett avhenger av steget",
                ", og ein rett er avhengig av steget",
                ", and a right depends on the step",
            ),
            [_] => Words::new(
                format!(", og retten {} avhenger av steget", list.nb),
                format!(", og retten {} er avhengig av steget", list.nn),
                format!(", and the right {} depends on the step", list.en),
            ),
            _ => Words::new(
                format!(", og rettene {} avhenger av steget", list.nb),
                format!(", og rettane {} er avhengige av steget", list.nn),
                format!(", and the rights {} depend on the step", list.en),
            ),
        };
        let help = Words::new(
            "gi retten uten at noen må be om den, kort ned ventetiden før steget, eller la fristen begynne å løpe senere",
            "gi retten utan at nokon må be om han, kort ned ventetida før steget, eller lat fristen ta til å gå seinare",
            "grant the right without an application, shorten the waiting before the step, or let the time limit begin to run later",
        );
        let Some(mut stated) = lapse(facts, one, courses, Told { more, help })? else { continue };
        for party in rights.iter().map(|right| right.to) {
            if !stated.parties.contains(&party) {
                stated.parties.push(party);
            }
        }
        stated.claims.extend(one.rights.iter().map(|&(giving, ..)| &journey.steps[giving].claim));
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}

/// The rights that hang on the step in all of these courses.
fn everywhere<'m>(facts: &mut Facts<'m>, lapse: &Lapse, courses: Set) -> Result<Vec<&'m Right>, OverBudget> {
    let journey = facts.journey;
    let mut rights = Vec::new();
    for &(giving, number, hangs) in &lapse.rights {
        if facts.diagram.is_subset(courses, hangs)? {
            rights.extend(journey.steps[giving].gives.get(number));
        }
    }
    Ok(rights)
}
