//! A solution that the journey rests on, or that would close gaps in it, is built but not in secure operation.

use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, RequestFact};
use crate::finding::{Also, Label};
use crate::model::{Actor, Carrier, Funds, Key, Solution, SolutionState};
use crate::reasons;
use crate::symptom::{Stated, Symptom, actor_name, asking, stated_nowhere, step_name};
use crate::vocabulary::ReasonClass;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut about: BTreeMap<Key<Solution>, About<'m>> = BTreeMap::new();
    for (key, solution) in facts.model.solutions.iter() {
        if let Some(how) = how_it_stands(solution) {
            about.insert(key, About { stated: stated(solution, how), courses: Vec::new() });
        }
    }
    if about.is_empty() {
        return Ok(Vec::new());
    }
    rests_on(facts, &mut about)?;
    would_hand_over(facts, &mut about)?;
    would_give(facts, &mut about)?;
    let mut found = Vec::new();
    for About { mut stated, courses } in about.into_values() {
        let courses = facts.diagram.any(courses)?;
        if !facts.is_possible(courses)? {
            continue;
        }
        stated.courses = Some(courses);
        let mut seen = BTreeSet::new();
        stated.also.retain(|also| seen.insert(also.clone()));
        stated.parties.sort();
        stated.parties.dedup();
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}

/// What is said of a solution, and the courses in which it matters, set by set.
struct About<'m> {
    stated: Stated<'m>,
    courses: Vec<Set>,
}

/// What is said of a solution that is built, but whose operation is not there or not secure.
fn how_it_stands(solution: &Solution) -> Option<Words> {
    let name = &solution.name;
    match (solution.state, solution.operating_funds) {
        (SolutionState::Built, _) => Some(Words::new(
            format!("{} er bygd, men ikke i drift", name.nb),
            format!("{} finst, men er ikkje i drift", name.nn),
            format!("{} is built, but not in operation", name.en),
        )),
        (SolutionState::Pilot, _) => Some(Words::new(
            format!("{} er bare under utprøving", name.nb),
            format!("{} er berre under utprøving", name.nn),
            format!("{} is only being tried out", name.en),
        )),
        (SolutionState::InOperation, Some(Funds::NotSettled)) => Some(Words::new(
            format!("{} er i drift, men driften er ikke finansiert", name.nb),
            format!("{} er i drift, men drifta er ikkje finansiert", name.nn),
            format!("{} is in operation, but its operation is not funded", name.en),
        )),
        (
            SolutionState::InOperation
            | SolutionState::Idea
            | SolutionState::Studied
            | SolutionState::Retired,
            _,
        ) => None,
    }
}

fn stated<'m>(solution: &'m Solution, message: Words) -> Stated<'m> {
    let help = match solution.state {
        SolutionState::InOperation => Words::new(
            "avklar hvem som betaler for driften",
            "avklar kven som betaler for drifta",
            "settle who pays for the operation",
        ),
        _ => Words::new(
            "avklar eierskap og penger, og sett løsningen i drift for alle det gjelder",
            "avklar eigarskap og pengar, og set løysinga i drift for alle det gjeld",
            "settle ownership and funding, and put the solution into operation for all whom it concerns",
        ),
    };
    Stated {
        subject: vec![solution.id.clone()],
        message,
        help,
        places: vec![Label {
            place: solution.place,
            label: Words::new("denne løsningen", "denne løysinga", "this solution"),
        }],
        giver: Some(Actor::Organisation(solution.owner)),
        claims: vec![&solution.claim],
        ..stated_nowhere()
    }
}

/// What the journey does by the solutions.
fn rests_on<'m>(
    facts: &mut Facts<'m>,
    about: &mut BTreeMap<Key<Solution>, About<'m>>,
) -> Result<(), OverBudget> {
    for used in facts.uses()? {
        let Some(About { stated, courses }) = about.get_mut(&used.solution) else { continue };
        if !facts.is_possible(used.courses)? {
            continue;
        }
        courses.push(used.courses);
        stated.at.get_or_insert(used.step);
        stated.claims.push(used.claim);
        if let Actor::Party(party) = used.user {
            stated.parties.push(party);
        }
        let label = Words::new("brukes her", "blir brukt her", "used here");
        if stated.places.iter().all(|known| known.place != used.place) {
            stated.places.push(Label { place: used.place, label });
        }
    }
    Ok(())
}

/// The handovers that nobody makes today, or that the person makes, and that the solutions would carry.
fn would_hand_over<'m>(
    facts: &mut Facts<'m>,
    about: &mut BTreeMap<Key<Solution>, About<'m>>,
) -> Result<(), OverBudget> {
    for (key, link) in facts.journey.links.iter() {
        let Some(About { stated, courses }) = link.uses.and_then(|solution| about.get_mut(&solution)) else {
            continue;
        };
        let gap = matches!(link.by, Some(Carrier::Nothing | Carrier::Unprompted | Carrier::Person));
        if !gap || !facts.is_possible(facts.present(key))? {
            continue;
        }
        courses.push(facts.present(key));
        stated.at.get_or_insert(link.to);
        stated.claims.push(&link.claim);
        let actor = |step| actor_name(facts, facts.journey.steps[step].actor);
        let (from, to, what) = (actor(link.from), actor(link.to), step_name(facts, link.to).quoted());
        stated.also.push(would(Words::new(
            format!("da kan {} si fra til {} om at {} skal gjøres", from.nb, to.nb, what.nb),
            format!("då kan {} seie frå til {} om at {} skal gjerast", from.nn, to.nn, what.nn),
            format!("{} can then tell {} that {} is to be done", from.en, to.en, what.en),
        )));
    }
    Ok(())
}

/// The requests that would not be needed if the solutions were in operation; alone, or with the law clarified.
fn would_give<'m>(
    facts: &mut Facts<'m>,
    about: &mut BTreeMap<Key<Solution>, About<'m>>,
) -> Result<(), OverBudget> {
    let not_running = |facts: &Facts<'_>, solution: Key<Solution>| {
        facts.model.solutions[solution].state != SolutionState::InOperation
    };
    // Looking for reasons costs: only where a way leads through such a solution.
    let carried: BTreeSet<_> = facts.model.registers.iter().filter_map(|(key, register)| {
        let mut uses = register.ways.iter().filter_map(|way| way.uses);
        uses.any(|solution| about.contains_key(&solution) && not_running(facts, solution)).then_some(key)
    }).collect();
    for request in facts.requests()?.iter().filter(|request| request.collects()) {
        let mut data = facts.evidence_for(request.datum);
        data.push(request.datum);
        let mut held = false;
        for datum in data {
            held |= facts.holders(request.step, datum)?.iter().any(|one| carried.contains(&one.register));
        }
        if !held {
            continue;
        }
        let known = reasons::Known::of(facts, request)?;
        for reasons::Carrier { solution, class, courses: here } in reasons::carriers(facts, request, known)? {
            if !not_running(facts, solution) {
                continue;
            }
            let Some(About { stated, courses }) = about.get_mut(&solution) else { continue };
            let Some(also) = then_need_not_ask(facts, request, class) else { continue };
            courses.push(here);
            stated.at.get_or_insert(request.step);
            stated.claims.push(request.claim);
            stated.parties.extend(crate::symptom::asked_party(facts, request));
            stated.also.push(would(also));
        }
    }
    Ok(())
}

/// What becomes of a request when the solution is in operation; none where something else stands in the way.
fn then_need_not_ask(
    facts: &Facts<'_>,
    request: &RequestFact<'_>,
    class: Option<ReasonClass>,
) -> Option<Words> {
    let asking = asking(facts, request);
    let (who, what) = (asking.asker, asking.what);
    match class? {
        ReasonClass::NotInOperation => Some(Words::new(
            format!("da trenger ikke {} å spørre om {}", who.nb, what.nb),
            format!("då treng ikkje {} å spørje om {}", who.nn, what.nn),
            format!("{} then need not ask for {}", who.en, what.en),
        )),
        ReasonClass::LawNotAssessed | ReasonClass::LawUnclear | ReasonClass::LawMissing => Some(Words::new(
            format!("når også hjemmelen er på plass, trenger ikke {} å spørre om {}", who.nb, what.nb),
            format!("når heimelen òg er på plass, treng ikkje {} å spørje om {}", who.nn, what.nn),
            format!("once the legal ground is in place too, {} need not ask for {}", who.en, what.en),
        )),
        ReasonClass::ReuseNow
        | ReasonClass::SourceNotConsumed
        | ReasonClass::MeaningDiffers
        | ReasonClass::ConsentRoute
        | ReasonClass::ComesLater
        | ReasonClass::NoChannel
        | ReasonClass::LawForbids
        | ReasonClass::Deliberate
        | ReasonClass::OnlyThePersonKnows => None,
    }
}

fn would(message: Words) -> Also {
    Also { check: String::from("operation/would-close"), message }
}
