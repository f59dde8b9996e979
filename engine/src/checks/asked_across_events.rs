//! A body asks for what it has from a life event before this one.

use crate::courses::InWords;
use crate::diagram::{OverBudget, Set};
use crate::facts::{Asked, Before, Facts, Obtained, RequestFact};
use crate::finding::{Earlier, Label, Named};
use crate::model::{Actor, Datum, Key, Organisation, Step};
use crate::symptom::{Asking, Stated, Symptom, asked_party, asking, stated_nowhere, step_name};
use crate::words::Words;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A request that a body has an answer to from before.
struct Again<'m> {
    request: RequestFact<'m>,
    /// The courses here in which it is made.
    courses: Set,
    /// The courses there in which the body has got it.
    obtained: Set,
}

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut things: BTreeMap<(Key<Organisation>, Datum), Vec<RequestFact<'m>>> = BTreeMap::new();
    for request in facts.requests()?.iter() {
        if matches!(request.asked, Asked::In(_)) && !request.is_confirmed() {
            things.entry((request.body, request.datum)).or_default().push(request.clone());
        }
    }
    let mut found = Vec::new();
    for mut before in facts.before(|body, datum| things.contains_key(&(body, datum)))? {
        let mut words = InWords::default();
        for (&(body, datum), requests) in &things {
            let mut again: Vec<Again<'m>> = Vec::new();
            let mut claims = Vec::new();
            // What is had from there differs only by the step that is left out.
            let mut had: BTreeMap<Option<Key<Step>>, Option<(Obtained<'m>, Set)>> = BTreeMap::new();
            for request in requests {
                let same = before.same_step(facts, request.step);
                let had = match had.entry(same) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(vacant) => {
                        let obtained = before.obtained(body, datum, same)?;
                        let seen = |one: Obtained<'m>| {
                            before.seen_from(facts, one.courses).map(|earlier| (one, earlier))
                        };
                        vacant.insert(obtained.map(seen).transpose()?)
                    }
                };
                let Some((obtained, earlier)) = had else { continue };
                let courses = facts.asked_after(request, *earlier)?;
                if facts.is_possible(courses)? {
                    claims.extend(obtained.claims.iter().copied());
                    again.push(Again { request: request.clone(), courses, obtained: obtained.courses });
                }
            }
            let Some(told) = told(facts, &mut before, &mut words, &again)? else { continue };
            let mut stated = stated(facts, &before, &again)?;
            stated.claims.extend(claims);
            stated.earlier = Some(told);
            found.push(Symptom::Other(Box::new(stated)));
        }
    }
    Ok(found)
}

/// What is so in the event before: in the courses of it that go with those here, and in one of them.
fn told<'m>(
    facts: &mut Facts<'m>,
    before: &mut Before<'m>,
    words: &mut InWords,
    again: &[Again<'m>],
) -> Result<Option<Earlier>, OverBudget> {
    let courses = facts.diagram.any(again.iter().map(|one| one.courses))?;
    let Some(least) = facts.least_course(courses)? else { return Ok(None) };
    let (mut there, mut with_witness) = (Set::NONE, Set::NONE);
    for one in again {
        let go_with = before.that_go_with(facts, one.courses, one.obtained)?;
        there = before.facts.diagram.or(there, go_with)?;
        if facts.diagram.contains(one.courses, &least) {
            let go_with = before.that_go_with_course(&least, one.obtained)?;
            with_witness = before.facts.diagram.or(with_witness, go_with)?;
        }
    }
    let condition = words.of(&mut before.facts, there)?;
    let Some(witness) = words.witness(&mut before.facts, with_witness, Some(before.after))? else {
        return Ok(None);
    };
    let (event, after) = (before.facts.journey, &before.facts.journey.steps[before.after]);
    Ok(Some(Earlier {
        event: Named { id: event.id.clone(), name: event.name.clone() },
        after: Named { id: after.id.clone(), name: after.name.clone() },
        condition,
        witness,
    }))
}

fn stated<'m>(
    facts: &mut Facts<'m>,
    before: &Before<'m>,
    again: &[Again<'m>],
) -> Result<Stated<'m>, OverBudget> {
    let courses = facts.diagram.any(again.iter().map(|one| one.courses))?;
    let facts = &*facts;
    let mut stated = stated_nowhere();
    let Some(first) = again.first().map(|one| &one.request) else { return Ok(stated) };
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
    stated.places = again.iter().map(|one| label(&one.request)).collect();
    stated.places.push(Label {
        place: before.continuation.place,
        label: Words::new(
            format!("{} går over i denne hendelsen", event.nb),
            format!("{} går over i denne hendinga", event.nn),
            format!("{} goes on in this event", event.en),
        ),
    });
    stated.receiver = Some(Actor::Organisation(first.body));
    stated.parties = again.iter().filter_map(|one| asked_party(facts, &one.request)).collect();
    stated.parties.sort_unstable();
    stated.parties.dedup();
    stated.own = Some(again.iter().all(|one| is_deliberate(facts, &one.request)));
    stated.claims = again.iter().map(|one| one.request.claim).collect();
    stated.claims.push(&before.continuation.claim);
    Ok(stated)
}

/// True where it is asked again on purpose, as yet.
fn is_deliberate(facts: &Facts<'_>, request: &RequestFact<'_>) -> bool {
    let chosen = request.request.and_then(|request| request.deliberate.as_ref());
    chosen.is_some_and(|(_, review)| facts.as_of <= *review)
}
