//! A body's own solution is used where a common one for the same function is in operation.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Actor, Key, Model, Solution, SolutionState};
use crate::symptom::{Stated, Symptom, stated_nowhere};
use crate::words::Words;
use std::collections::BTreeMap;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut found: BTreeMap<Key<Solution>, (Stated<'m>, Vec<Set>)> = BTreeMap::new();
    for used in facts.uses()? {
        let common = common_instead(facts.model, used.solution);
        let Some(common) = common.filter(|_| used.courses != Set::NONE) else { continue };
        if !facts.is_possible(used.courses)? {
            continue;
        }
        let own = used.solution;
        let (stated, courses) =
            found.entry(own).or_insert_with(|| (stated(facts.model, own, common), Vec::new()));
        courses.push(used.courses);
        stated.at.get_or_insert(used.step);
        stated.claims.push(used.claim);
        let label = Words::new("brukes her", "blir brukt her", "used here");
        if stated.places.iter().all(|known| known.place != used.place) {
            stated.places.push(Label { place: used.place, label });
        }
    }
    let told = |(mut stated, courses): (Stated<'m>, Vec<Set>)| {
        stated.courses = Some(facts.diagram.any(courses)?);
        Ok(Symptom::Other(Box::new(stated)))
    };
    found.into_values().map(told).collect()
}

/// The common solution in operation for the function of one that is somebody's own, and for which no reason is
/// stated.
fn common_instead(model: &Model, own: Key<Solution>) -> Option<&Solution> {
    let own = &model.solutions[own];
    let function = own.function.as_deref()?;
    let there =
        matches!(own.state, SolutionState::Built | SolutionState::Pilot | SolutionState::InOperation);
    if own.common || own.parallel_because.is_some() || !there {
        return None;
    }
    model.solutions.values().find(|other| {
        other.common
            && other.state == SolutionState::InOperation
            && other.function.as_deref() == Some(function)
    })
}

fn stated<'m>(model: &'m Model, own: Key<Solution>, common: &'m Solution) -> Stated<'m> {
    let own = &model.solutions[own];
    Stated {
        subject: vec![own.id.clone()],
        message: Words::new(
            format!("{} gjør det samme som {}, som er felles og i drift", own.name.nb, common.name.nb),
            format!("{} gjer det same som {}, som er felles og i drift", own.name.nn, common.name.nn),
            format!("{} does the same as {}, which is common and in operation", own.name.en, common.name.en),
        ),
        help: Words::new(
            "bruk fellesløsningen, eller begrunn hvorfor det trengs en egen",
            "bruk fellesløysinga, eller grunngje kvifor det trengst ei eiga",
            "use the common solution, or give the reason why an own one is needed",
        ),
        places: vec![
            Label {
                place: own.place,
                label: Words::new("denne løsningen", "denne løysinga", "this solution"),
            },
            Label { place: common.place, label: Words::new("den felles", "den felles", "the common one") },
        ],
        giver: Some(Actor::Organisation(own.owner)),
        claims: vec![&own.claim, &common.claim],
        ..stated_nowhere()
    }
}
