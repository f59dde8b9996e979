//! The same users meet two solutions for one function.

use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, Use};
use crate::finding::Label;
use crate::model::{Actor, Key, Model, Solution, SolutionState};
use crate::symptom::{Stated, Symptom, actor_name, stated_nowhere};
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// Who meets several solutions, and where.
type Met<'m> = (BTreeSet<Actor>, Vec<Use<'m>>);

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut by_user: BTreeMap<(&str, Actor), Vec<Use<'m>>> = BTreeMap::new();
    for used in facts.uses()? {
        let Some(function) = function_without_excuse(facts.model, used.solution) else { continue };
        if facts.is_possible(used.courses)? {
            by_user.entry((function, used.user)).or_default().push(used);
        }
    }
    let mut found: BTreeMap<BTreeSet<Key<Solution>>, Met<'m>> = BTreeMap::new();
    for ((_, user), uses) in by_user {
        let solutions: BTreeSet<_> = uses.iter().map(|used| used.solution).collect();
        if solutions.len() > 1 {
            let (users, all) = found.entry(solutions).or_default();
            users.insert(user);
            all.extend(uses);
        }
    }
    let mut symptoms = Vec::new();
    for (solutions, (users, uses)) in found {
        symptoms.push(Symptom::Other(Box::new(stated(facts, &solutions, &users, &uses)?)));
    }
    Ok(symptoms)
}

/// The function of a solution that is there to be used; none where a reason is stated for having it, or where it is
/// one for which a common solution could be used instead: that is another finding.
fn function_without_excuse(model: &Model, key: Key<Solution>) -> Option<&str> {
    let solution = &model.solutions[key];
    let function = solution.function.as_deref()?;
    let there = matches!(
        solution.state,
        SolutionState::Built | SolutionState::Pilot | SolutionState::InOperation
    );
    let common_instead = !solution.common
        && model.solutions.values().any(|other| {
            other.common
                && other.state == SolutionState::InOperation
                && other.function.as_deref() == Some(function)
        });
    (there && solution.parallel_because.is_none() && !common_instead).then_some(function)
}

fn stated<'m>(
    facts: &mut Facts<'m>,
    solutions: &BTreeSet<Key<Solution>>,
    users: &BTreeSet<Actor>,
    uses: &[Use<'m>],
) -> Result<Stated<'m>, OverBudget> {
    let model = facts.model;
    let mut courses = Set::NONE;
    for used in uses {
        courses = facts.diagram.or(courses, used.courses)?;
    }
    let named: Vec<Words> = solutions.iter().map(|&key| model.solutions[key].name.clone()).collect();
    let named = Words::list(&named);
    let who: Vec<Words> = users.iter().map(|&user| actor_name(facts, user)).collect();
    let who = Words::list(&who);
    let declared = solutions.iter().map(|&key| Label {
        place: model.solutions[key].place,
        label: Words::new("en av løsningene", "ei av løysingane", "one of the solutions"),
    });
    let mut places: Vec<Label> = declared.collect();
    for used in uses {
        if places.iter().all(|known| known.place != used.place) {
            let label = Words::new("brukes her", "blir brukt her", "used here");
            places.push(Label { place: used.place, label });
        }
    }
    let owners = solutions.iter().map(|&key| model.solutions[key].owner);
    Ok(Stated {
        subject: solutions.iter().map(|&key| model.solutions[key].id.clone()).collect(),
        courses: Some(courses),
        at: uses.first().map(|used| used.step),
        message: Words::new(
            format!("{} må forholde seg til flere løsninger for det samme: {}", who.nb, named.nb),
            format!("{} må halde seg til fleire løysingar for det same: {}", who.nn, named.nn),
            format!("{} must deal with several solutions for the same thing: {}", who.en, named.en),
        ),
        help: Words::new(
            "velg én av dem, eller begrunn hvorfor det trengs flere",
            "vel éi av dei, eller grunngje kvifor det trengst fleire",
            "choose one of them, or give the reason why several are needed",
        ),
        places,
        giver: owners.map(Actor::Organisation).next(),
        parties: users
            .iter()
            .filter_map(|user| match user {
                Actor::Party(party) => Some(*party),
                Actor::Organisation(_) => None,
            })
            .collect(),
        claims: solutions
            .iter()
            .map(|&key| &model.solutions[key].claim)
            .chain(uses.iter().map(|used| used.claim))
            .collect(),
        ..stated_nowhere()
    })
}
