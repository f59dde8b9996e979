//! A body asks for what it has from a life event before this one.

use crate::courses::InWords;
use crate::diagram::{Least, OverBudget, Set};
use crate::facts::{Asked, Before, Facts, Obtained, RequestFact};
use crate::finding::{Earlier, Label, Named};
use crate::model::{Actor, Claim, Datum, Key, Organisation, Step};
use crate::symptom::{Asking, Stated, Symptom, asked_party, asking, stated_nowhere, step_name};
use crate::words::Words;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A request that a body has an answer to from before.
struct Again<'r, 'm> {
    request: &'r RequestFact<'m>,
    /// The courses here in which it is made.
    courses: Set,
    /// The courses there in which the body has got it.
    obtained: Set,
    /// What that it has got it rests on.
    claims: Vec<&'m Claim>,
}

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut things: BTreeMap<(Key<Organisation>, Datum), Vec<RequestFact<'m>>> = BTreeMap::new();
    for request in facts.requests()?.iter() {
        if matches!(request.asked, Asked::In(_)) && request.collects() {
            things.entry((request.body, request.datum)).or_default().push(request.clone());
        }
    }
    let mut found = Vec::new();
    for mut ways in facts.before(|body, datum| things.contains_key(&(body, datum)))? {
        let mut words: Vec<InWords> = ways.iter().map(|_| InWords::default()).collect();
        for ((body, datum), requests) in &things {
            let mut of_ways = Vec::with_capacity(ways.len());
            for before in &mut ways {
                of_ways.push(asked_again(facts, before, *body, *datum, requests)?);
            }
            let all: Vec<&Again<'_, 'm>> = of_ways.iter().flatten().collect();
            let courses = facts.diagram.any(all.iter().map(|one| one.courses))?;
            let Some(least) = facts.least_course(courses)? else { continue };
            let mut told_of = None;
            for ((before, again), words) in ways.iter_mut().zip(&of_ways).zip(&mut words) {
                if told_of.is_none() {
                    let told = told(facts, before, words, &least, again)?;
                    told_of = told.map(|told| (&*before, told));
                }
            }
            let Some((before, told)) = told_of else { continue };
            // Each once, by however many ways the event goes on.
            let is_again = |request: &&RequestFact<'m>| all.iter().any(|one| std::ptr::eq(one.request, *request));
            let again: Vec<&RequestFact<'m>> = requests.iter().filter(is_again).collect();
            let mut stated = stated(facts, before, &again, courses);
            stated.claims.extend(all.iter().flat_map(|one| &one.claims));
            stated.earlier = Some(told);
            found.push(Symptom::Other(Box::new(stated)));
        }
    }
    Ok(found)
}

/// The requests for a datum that the body has an answer to from an event that goes on here in one way.
fn asked_again<'r, 'm>(
    facts: &mut Facts<'m>,
    before: &mut Before<'m>,
    body: Key<Organisation>,
    datum: Datum,
    requests: &'r [RequestFact<'m>],
) -> Result<Vec<Again<'r, 'm>>, OverBudget> {
    let mut again = Vec::new();
    // What is had from there differs only by the step that is left out.
    let mut had: BTreeMap<Option<Key<Step>>, Option<(Obtained<'m>, Set)>> = BTreeMap::new();
    for request in requests {
        let same = before.same_step(facts, request.step);
        let had = match had.entry(same) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(vacant) => {
                let obtained = before.obtained(body, datum, same)?;
                let seen = |one: Obtained<'m>| before.seen_from(facts, one.courses).map(|seen| (one, seen));
                vacant.insert(obtained.map(seen).transpose()?)
            }
        };
        let Some((obtained, earlier)) = had else { continue };
        let courses = facts.asked_after(request, *earlier)?;
        if facts.is_possible(courses)? {
            let Obtained { courses: obtained, claims } = obtained;
            again.push(Again { request, courses, obtained: *obtained, claims: claims.clone() });
        }
    }
    Ok(again)
}

/// What is so in the event before: in the courses of it that go with those here, and in one of them; nothing where
/// none goes with the least of those here.
fn told<'m>(
    facts: &mut Facts<'m>,
    before: &mut Before<'m>,
    words: &mut InWords,
    least: &Least,
    again: &[Again<'_, 'm>],
) -> Result<Option<Earlier>, OverBudget> {
    let mut with_witness = Set::NONE;
    for one in again {
        if facts.diagram.contains(one.courses, least) {
            let go_with = before.that_go_with_course(facts, least, one.obtained)?;
            with_witness = before.facts.diagram.or(with_witness, go_with)?;
        }
    }
    let Some(witness) = words.witness(&mut before.facts, with_witness, Some(before.after))? else {
        return Ok(None);
    };
    let mut there = Set::NONE;
    for one in again {
        let go_with = before.that_go_with(facts, one.courses, one.obtained)?;
        there = before.facts.diagram.or(there, go_with)?;
    }
    let condition = words.of(&mut before.facts, there)?;
    let (event, after) = (before.facts.journey, &before.facts.journey.steps[before.after]);
    Ok(Some(Earlier {
        event: Named { id: event.id.clone(), name: event.name.clone() },
        after: Named { id: after.id.clone(), name: after.name.clone() },
        condition,
        witness,
    }))
}

fn stated<'m>(
    facts: &Facts<'m>,
    before: &Before<'m>,
    again: &[&RequestFact<'m>],
    courses: Set,
) -> Stated<'m> {
    let mut stated = stated_nowhere();
    let Some(first) = again.first() else { return stated };
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
    stated.places = again.iter().map(|request| label(request)).collect();
    stated.places.push(Label {
        place: before.continuation.place,
        label: Words::new(
            format!("{} går over i denne hendelsen", event.nb),
            format!("{} går over i denne hendinga", event.nn),
            format!("{} goes on in this event", event.en),
        ),
    });
    stated.receiver = Some(Actor::Organisation(first.body));
    stated.parties = again.iter().filter_map(|request| asked_party(facts, request)).collect();
    stated.parties.sort_unstable();
    stated.parties.dedup();
    stated.own = Some(again.iter().all(|request| is_deliberate(facts, request)));
    stated.claims = again.iter().map(|request| request.claim).collect();
    stated.claims.push(&before.continuation.claim);
    stated
}

/// True where it is asked again on purpose, as yet.
fn is_deliberate(facts: &Facts<'_>, request: &RequestFact<'_>) -> bool {
    let chosen = request.request.and_then(|request| request.deliberate.as_ref());
    chosen.is_some_and(|(_, review)| facts.as_of <= *review)
}
