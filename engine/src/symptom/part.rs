//! What organisations have to do with a journey, whatever the course: the steps they do, the registers they keep, and
//! the solutions they own.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Also;
use crate::model::{Actor, Key, Organisation, Register, Solution, Step};
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// So many are told by name.
const MAX_TOLD: usize = 3;

#[derive(Default)]
struct Part {
    steps: BTreeSet<Key<Step>>,
    registers: BTreeSet<Key<Register>>,
    solutions: BTreeSet<Key<Solution>>,
}

/// The part in the journey of each organisation that takes part, told of the one that `about` gives for it; of none
/// where it gives none.
///
/// An organisation takes part that does a step, keeps a register that something is fetched from, entered into or held
/// in, or owns a solution that a step, link or fetch names; of steps that are due in some possible course.
///
/// # Errors
/// [`OverBudget`].
pub fn part_played(
    facts: &mut Facts<'_>,
    about: impl Fn(&Facts<'_>, Key<Organisation>) -> Option<Key<Organisation>>,
) -> Result<BTreeMap<Key<Organisation>, Vec<Also>>, OverBudget> {
    let (model, journey) = (facts.model, facts.journey);
    let mut due: Vec<Key<Step>> = Vec::new();
    for step in journey.steps.keys() {
        if facts.is_possible(facts.due(step))? {
            due.push(step);
        }
    }
    let about = |organisation| about(facts, organisation);
    let mut parts: BTreeMap<Key<Organisation>, Part> = BTreeMap::new();
    let mut registers: BTreeSet<_> = journey.holdings.iter().map(|holding| holding.register).collect();
    let mut solutions: BTreeSet<Key<Solution>> = BTreeSet::new();
    for key in due {
        let step = &journey.steps[key];
        let incoming = facts.graph.incoming(key).iter();
        solutions.extend(incoming.filter_map(|&link| journey.links[link].uses));
        registers.extend(step.fetches.iter().map(|fetch| fetch.register));
        registers.extend(step.registers.iter().map(|entered| entered.register));
        solutions.extend(step.uses.into_iter().chain(step.fetches.iter().filter_map(|fetch| fetch.uses)));
        if let Actor::Organisation(actor) = step.actor {
            about(actor).map(|one| parts.entry(one).or_default().steps.insert(key));
        }
    }
    for register in registers {
        let keeper = about(model.registers[register].keeper);
        keeper.map(|one| parts.entry(one).or_default().registers.insert(register));
    }
    for solution in solutions {
        let owner = about(model.solutions[solution].owner);
        owner.map(|one| parts.entry(one).or_default().solutions.insert(solution));
    }
    Ok(parts.into_iter().map(|(organisation, part)| (organisation, told(facts, &part))).collect())
}

fn told(facts: &Facts<'_>, part: &Part) -> Vec<Also> {
    let steps: Vec<_> = part.steps.iter().map(|&key| facts.journey.steps[key].name.quoted()).collect();
    let registers: Vec<_> =
        part.registers.iter().map(|&key| facts.model.registers[key].name.clone()).collect();
    let solutions: Vec<_> =
        part.solutions.iter().map(|&key| facts.model.solutions[key].name.clone()).collect();
    let does = Words::new("gjør", "gjer", "does");
    let keeps = Words::new("fører", "fører", "keeps");
    let owns = Words::new("eier", "eig", "owns");
    [(does, steps), (keeps, registers), (owns, solutions)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(verb, names)| {
            let names = some(names);
            let message = Words::each(|lang| format!("{} {}", verb.get(lang), names.get(lang)));
            Also { check: String::from("governance/part"), message }
        })
        .collect()
}

/// The first names, and how many more there are.
fn some(mut names: Vec<Words>) -> Words {
    let more = names.len().saturating_sub(MAX_TOLD);
    if more > 0 {
        names.truncate(MAX_TOLD);
        names.push(Words::new(format!("{more} til"), format!("{more} til"), format!("{more} more")));
    }
    Words::list(&names)
}
