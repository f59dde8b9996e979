//! Two alternatives that are told apart by one circumstance or decision, and of which both hold.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{After, Key, Link, Step};
use crate::symptom::{Symptom, stated_at, step_name};
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// Two links of one `AnyOf` that overlap.
struct Overlap {
    links: [Key<Link>; 2],
    variable: usize,
    courses: Set,
}

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for (key, step) in journey.steps.iter() {
        let mut pairs = Vec::new();
        alternatives(&step.after, &mut pairs);
        // What is told of the same two steps before is one finding.
        let mut overlaps: BTreeMap<[&str; 2], Overlap> = BTreeMap::new();
        for links in pairs {
            let Some(overlap) = overlap(facts, key, links)? else { continue };
            let mut from = links.map(|link| journey.steps[journey.links[link].from].id.as_str());
            from.sort_unstable();
            match overlaps.get_mut(&from) {
                Some(known) => known.courses = facts.diagram.or(known.courses, overlap.courses)?,
                None => drop(overlaps.insert(from, overlap)),
            }
        }
        for (from, overlap) in overlaps {
            found.push(told(facts, key, from, &overlap));
        }
    }
    Ok(found)
}

/// The pairs of links that stand alone in two parts of one `AnyOf`.
fn alternatives(after: &After, into: &mut Vec<[Key<Link>; 2]>) {
    let (After::AllOf(parts) | After::AnyOf(parts)) = after else { return };
    parts.iter().for_each(|part| alternatives(part, into));
    if matches!(after, After::AllOf(_)) {
        return;
    }
    let mut earlier: Vec<Key<Link>> = Vec::new();
    for part in parts {
        let After::Link(link) = part else { continue };
        into.extend(earlier.iter().map(|&other| [other, *link]));
        earlier.push(*link);
    }
}

/// Where both links hold and the step happens, if their conditions are meant to exclude each other.
fn overlap(
    facts: &mut Facts<'_>,
    step: Key<Step>,
    links: [Key<Link>; 2],
) -> Result<Option<Overlap>, OverBudget> {
    let [one, other] = links;
    let both = facts.diagram.and(facts.holds(one), facts.holds(other))?;
    let courses = facts.diagram.and(both, facts.happens(step))?;
    if !facts.is_possible(courses)? {
        return Ok(None);
    }
    let [one, other] = links.map(|link| &facts.journey.links[link].when);
    let used: BTreeSet<usize> = one.variables().into_iter().collect();
    let common: BTreeSet<usize> = other.variables().into_iter().filter(|at| used.contains(at)).collect();
    let (one, other) = (facts.condition_of_course(one)?, facts.condition_of_course(other)?);
    for variable in common {
        if tells_apart(facts, variable, one, other)? {
            return Ok(Some(Overlap { links, variable, courses }));
        }
    }
    Ok(None)
}

/// True where each set has a value of the variable that the other lacks, and they share one.
fn tells_apart(facts: &mut Facts<'_>, variable: usize, one: Set, other: Set) -> Result<bool, OverBudget> {
    let (mut only_one, mut only_other, mut shared) = (false, false, false);
    let number = u32::try_from(variable).unwrap_or(u32::MAX);
    let values = facts.journey.variables.get(variable).map_or(0, |variable| variable.values.len());
    for value in (0..values).filter_map(|value| u32::try_from(value).ok()) {
        let here = facts.diagram.is(number, [value])?;
        let here = facts.diagram.and(here, facts.possible)?;
        match (facts.diagram.intersects(one, here)?, facts.diagram.intersects(other, here)?) {
            (true, true) => shared = true,
            (true, false) => only_one = true,
            (false, true) => only_other = true,
            (false, false) => {}
        }
    }
    Ok(only_one && only_other && shared)
}

fn told<'m>(facts: &Facts<'m>, step: Key<Step>, from: [&str; 2], overlap: &Overlap) -> Symptom<'m> {
    let journey = facts.journey;
    let mut stated = stated_at(facts, step, overlap.courses);
    stated.subject.extend(from.map(str::to_owned));
    let what = step_name(facts, step).quoted();
    let [one, other] = overlap.links.map(|link| step_name(facts, journey.links[link].from).quoted());
    let by = journey.variables.get(overlap.variable).map_or_else(Words::default, |variable| variable.name.quoted());
    stated.message = if from[0] == from[1] {
        Words::new(
            format!("to overganger fra {} til {} er alternativer, skilt ved {}, men begge gjelder", one.nb, what.nb, by.nb),
            format!("to overgangar frå {} til {} er alternativ, skilde ved {}, men begge gjeld", one.nn, what.nn, by.nn),
            format!("two links from {} to {} are alternatives, told apart by {}, but both apply", one.en, what.en, by.en),
        )
    } else {
        Words::new(
            format!("{} og {} er alternativer før {}, skilt ved {}, men begge gjelder", one.nb, other.nb, what.nb, by.nb),
            format!("{} og {} er alternativ før {}, skilde ved {}, men begge gjeld", one.nn, other.nn, what.nn, by.nn),
            format!("{} and {} are alternatives before {}, told apart by {}, but both apply", one.en, other.en, what.en, by.en),
        )
    };
    stated.help = Words::new(
        format!("avklar når hver av dem gjelder, så bare én gjelder om gangen; trengs begge, må {} vente på begge", what.nb),
        format!("avklar når kvar av dei gjeld, så berre éin gjeld om gongen; trengst begge, må {} vente på begge", what.nn),
        format!("settle when each of them applies, so that only one does at a time; where both are needed, {} must wait for both", what.en),
    );
    let links = overlap.links.map(|link| &journey.links[link]);
    let label = Words::new("denne overgangen", "denne overgangen", "this link");
    stated.places.splice(0..0, links.map(|link| Label { place: link.place, label: label.clone() }));
    stated.claims.extend(links.map(|link| &link.claim));
    Symptom::Other(Box::new(stated))
}
