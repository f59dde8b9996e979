//! A body asks for what it has from a life event before this one.

use crate::courses::InWords;
use crate::diagram::{OverBudget, Set};
use crate::facts::{Asked, Before, Facts, RequestFact};
use crate::finding::{Earlier, Label, Named};
use crate::model::{Actor, Datum, Key, Organisation};
use crate::symptom::{Asking, Stated, Symptom, asked_party, asking, stated_nowhere, step_name};
use crate::words::Words;
use std::collections::BTreeMap;

/// A request, and the courses in which the body has an answer to it from before.
type Again<'m> = (RequestFact<'m>, Set);

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut things: BTreeMap<(Key<Organisation>, Datum), Vec<RequestFact<'m>>> = BTreeMap::new();
    for request in facts.requests()?.iter() {
        if matches!(request.asked, Asked::In(_)) && !request.is_confirmed() {
            things.entry((request.body, request.datum)).or_default().push(request.clone());
        }
    }
    let mut found = Vec::new();
    for mut ways in facts.before(|body, datum| things.contains_key(&(body, datum)))? {
        let mut words: Vec<InWords> = ways.iter().map(|_| InWords::default()).collect();
        for (&(body, datum), requests) in &things {
            let mut earlier = Set::NONE;
            let mut obtained = Vec::new();
            for before in &mut ways {
                let had = before.obtained(body, datum)?;
                let there = had.as_ref().map_or(Set::NONE, |had| had.courses);
                let seen = before.seen_from(facts, there)?;
                earlier = facts.diagram.or(earlier, seen)?;
                obtained.push(had.filter(|_| seen != Set::NONE));
            }
            if earlier == Set::NONE {
                continue;
            }
            let mut again: Vec<Again<'m>> = Vec::new();
            for request in requests {
                let courses = facts.asked_after(request, earlier)?;
                if facts.is_possible(courses)? {
                    again.push((request.clone(), courses));
                }
            }
            let courses = facts.diagram.any(again.iter().map(|(_, courses)| *courses))?;
            let mut told_of = None;
            for ((before, had), words) in ways.iter_mut().zip(&obtained).zip(&mut words) {
                if let (None, Some(had)) = (&told_of, had) {
                    let told = told(facts, before, words, courses, had.courses)?;
                    told_of = told.map(|told| (&*before, told));
                }
            }
            let Some((before, told)) = told_of else { continue };
            let mut stated = stated(facts, before, &again, courses);
            stated.claims.extend(obtained.into_iter().flatten().flat_map(|had| had.claims));
            stated.earlier = Some(told);
            found.push(Symptom::Other(Box::new(stated)));
        }
    }
    Ok(found)
}

/// What is so in the event before: in the courses of it that go with those here, and in one of them; nothing where
/// none goes with the least of those here.
fn told<'m>(
    facts: &mut Facts<'m>,
    before: &mut Before<'m>,
    words: &mut InWords,
    courses: Set,
    obtained: Set,
) -> Result<Option<Earlier>, OverBudget> {
    let Some(least) = facts.least_course(courses)? else { return Ok(None) };
    let with_witness = before.that_go_with_course(facts, &least, obtained)?;
    let Some(witness) = words.witness(&mut before.facts, with_witness, Some(before.after))? else {
        return Ok(None);
    };
    let there = before.that_go_with(facts, courses, obtained)?;
    let condition = words.of(&mut before.facts, there)?;
    let (event, after) = (before.facts.journey, &before.facts.journey.steps[before.after]);
    Ok(Some(Earlier {
        event: Named { id: event.id.clone(), name: event.name.clone() },
        after: Named { id: after.id.clone(), name: after.name.clone() },
        condition,
        witness,
    }))
}

fn stated<'m>(facts: &Facts<'m>, before: &Before<'m>, again: &[Again<'m>], courses: Set) -> Stated<'m> {
    let mut stated = stated_nowhere();
    let Some((first, _)) = again.first() else { return stated };
    let event = &before.facts.journey.name.quoted();
    let Asking { asker, what, asks } = asking(facts, first);
    stated.subject = vec![
        before.facts.journey.id.clone(),
        facts.model.organisations[first.body].id.clone(),
        facts.journey.datum_id(facts.model, first.datum),
    ];
    stated.courses = Some(courses);
    stated.at = Some(first.step);
    stated.message = Words::new(
        format!("{}, som {} fikk i {}", asks.nb, asker.nb, event.nb),
        format!("{}, som {} fekk i {}", asks.nn, asker.nn, event.nn),
        format!("{}, which it got in {}", asks.en, event.en),
    );
    stated.help = Words::new(
        format!("la {} bruke {} fra {}, eller si hvorfor det må spørres om igjen", asker.nb, what.nb, event.nb),
        format!("lat {} bruke {} frå {}, eller sei kvifor det må spørjast om igjen", asker.nn, what.nn, event.nn),
        format!("let {} use {} from {}, or say why it must be asked for again", asker.en, what.en, event.en),
    );
    let label = |request: &RequestFact<'_>| {
        let step = step_name(facts, request.step).quoted();
        let label = Words::new(
            format!("bedt om i {}", step.nb),
            format!("bede om i {}", step.nn),
            format!("asked for in {}", step.en),
        );
        Label { place: request.place, label }
    };
    stated.places = again.iter().map(|(request, _)| label(request)).collect();
    stated.places.push(Label {
        place: before.continuation.place,
        label: Words::new(
            format!("{} går over i denne hendelsen", event.nb),
            format!("{} går over i denne hendinga", event.nn),
            format!("{} goes on in this event", event.en),
        ),
    });
    stated.receiver = Some(Actor::Organisation(first.body));
    stated.parties = again.iter().filter_map(|(request, _)| asked_party(facts, request)).collect();
    stated.parties.sort_unstable();
    stated.parties.dedup();
    stated.own = Some(again.iter().all(|(request, _)| is_deliberate(facts, request)));
    stated.claims = again.iter().map(|(request, _)| request.claim).collect();
    stated.claims.push(&before.continuation.claim);
    stated
}

/// True where it is asked again on purpose, as yet.
fn is_deliberate(facts: &Facts<'_>, request: &RequestFact<'_>) -> bool {
    let chosen = request.request.and_then(|request| request.deliberate.as_ref());
    chosen.is_some_and(|(_, review)| facts.as_of <= *review)
}
