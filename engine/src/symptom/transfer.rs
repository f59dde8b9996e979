//! Flows of data in use whose law stands in certain ways: one finding for each flow, its cases by the law.

use super::{Stated, Symptom, actor_name, asking, stated_nowhere};
use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, Flow, Transfer};
use crate::finding::Label;
use crate::model::{Actor, Datum, Law, LawState};
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// A finding for each flow in use that is meant, on the date of the analysis; `ends` says what is wrong with it: the end
/// of a sentence that begins with what flows from where to where.
///
/// # Errors
/// [`OverBudget`].
pub fn transfers<'m>(
    facts: &mut Facts<'m>,
    is_meant: impl Fn(&Facts<'_>, &Transfer<'_>) -> bool,
    ends: impl Fn(&Facts<'_>, &[Transfer<'_>]) -> Words,
    help: &Words,
) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let mut flows: BTreeMap<Flow, Vec<Transfer<'m>>> = BTreeMap::new();
    for transfer in facts.transfers()? {
        if is_meant(facts, &transfer) && facts.is_possible(transfer.courses)? {
            flows.entry(transfer.flow).or_default().push(transfer);
        }
    }
    let mut found = Vec::new();
    for transfers in flows.into_values() {
        let end = ends(facts, &transfers);
        found.extend(stated(facts, transfers, &end, help)?);
    }
    Ok(found)
}

/// A finding for each flow in use whose law stands, on the date of the analysis, in one of these ways.
///
/// # Errors
/// [`OverBudget`].
pub fn transfers_with_law<'m>(
    facts: &mut Facts<'m>,
    states: &[LawState],
    help: &Words,
) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let state = |facts: &Facts<'_>, transfer: &Transfer<'_>| facts.model.law_state(transfer.law, facts.as_of);
    transfers(
        facts,
        |facts, transfer| states.contains(&state(facts, transfer)),
        |facts, all| how_it_stands(&all.iter().map(|transfer| state(facts, transfer)).collect()),
        help,
    )
}

fn stated<'m>(
    facts: &mut Facts<'m>,
    mut transfers: Vec<Transfer<'m>>,
    end: &Words,
    help: &Words,
) -> Result<Option<Symptom<'m>>, OverBudget> {
    // What the law forbids is said first, what nobody has assessed last.
    let states = [LawState::Forbidden, LawState::Missing, LawState::Unclear, LawState::NotAssessed];
    // By what they say, not by how they are written.
    transfers.sort_by_cached_key(|transfer| {
        let law = transfer.law;
        let state = facts.model.law_state(law, facts.as_of);
        let state = states.iter().position(|known| *known == state);
        let says = (law.ground.clone(), law.exemption.clone(), law.open);
        (state, says, transfer.step, transfer.data.clone())
    });
    let Some(first) = transfers.first().cloned() else { return Ok(None) };
    let mut courses = Set::NONE;
    let mut laws = Vec::new();
    // Those of one law together: one by one, each would cost as much as all before it.
    for alike_ones in transfers.chunk_by(|one, next| alike(one.law, next.law)) {
        let Some(law) = alike_ones.first().map(|transfer| transfer.law) else { continue };
        let all = facts.diagram.any(alike_ones.iter().map(|transfer| transfer.courses))?;
        let here = facts.diagram.minus(all, courses)?;
        courses = facts.diagram.or(courses, all)?;
        if !facts.is_possible(here)? {
            continue;
        }
        match laws.iter_mut().find(|(_, known): &&mut (Set, &Law)| alike(known, law)) {
            Some((known, _)) => *known = facts.diagram.or(*known, here)?,
            None => laws.push((here, law)),
        }
    }
    let data: BTreeSet<Datum> = transfers.iter().flat_map(|transfer| transfer.data.clone()).collect();
    let (subject, giver, receiver, happens) = told(facts, &first, &data);
    let parties: BTreeSet<_> = data.iter().map(|datum| datum.party).collect();
    Ok(Some(Symptom::Other(Box::new(Stated {
        subject,
        courses: Some(courses),
        at: Some(first.step),
        message: Words::each(|lang| format!("{}{}", happens.get(lang), end.get(lang))),
        help: help.clone(),
        places: places(facts, &transfers),
        giver: Some(giver),
        receiver: Some(receiver),
        parties: parties.into_iter().collect(),
        laws,
        claims: transfers.iter().map(|transfer| transfer.claim).collect(),
        ..stated_nowhere()
    }))))
}

/// True where two laws say the same, wherever they say it.
fn alike(one: &Law, other: &Law) -> bool {
    (one.state, &one.ground, &one.exemption, one.open)
        == (other.state, &other.ground, &other.exemption, other.open)
}

/// Subject, giver and receiver of a flow, and what happens in it: the beginning of a sentence.
fn told(
    facts: &Facts<'_>,
    transfer: &Transfer<'_>,
    data: &BTreeSet<Datum>,
) -> (Vec<String>, Actor, Actor, Words) {
    let (model, journey) = (facts.model, facts.journey);
    let name = |actor| actor_name(facts, actor);
    let what: Vec<Words> = data
        .iter()
        .map(|datum| {
            let of = &journey.parties[datum.party].name;
            let item = model.items[datum.item].name.quoted();
            Words::each(|lang| format!("{} ({})", item.get(lang), of.get(lang)))
        })
        .collect();
    let what = Words::list(&what);
    match transfer.flow {
        Flow::Request(body, datum) => {
            let party = transfer.request.as_ref().and_then(|request| super::asked_party(facts, request));
            let asks = transfer.request.as_ref().map(|request| asking(facts, request).asks);
            let subject = vec![model.organisations[body].id.clone(), journey.datum_id(model, datum)];
            let party = Actor::Party(party.unwrap_or(datum.party));
            (subject, party, Actor::Organisation(body), asks.unwrap_or_default())
        }
        Flow::Fetch(body, register) => {
            let (by, from) = (name(Actor::Organisation(body)), &model.registers[register]);
            let happens = Words::new(
                format!("{} henter {} fra {}", by.nb, what.nb, from.name.nb),
                format!("{} hentar {} frå {}", by.nn, what.nn, from.name.nn),
                format!("{} fetches {} from {}", by.en, what.en, from.name.en),
            );
            let subject = vec![model.organisations[body].id.clone(), from.id.clone()];
            (subject, Actor::Organisation(from.keeper), Actor::Organisation(body), happens)
        }
        Flow::Handover(from, to) => {
            let ids = [from, to].map(|body| model.organisations[body].id.clone());
            let [from, to] = [from, to].map(Actor::Organisation);
            let (giver, receiver) = (name(from), name(to));
            let happens = match data.is_empty() {
                true => Words::new(
                    format!("{} sier fra til {}", giver.nb, receiver.nb),
                    format!("{} seier frå til {}", giver.nn, receiver.nn),
                    format!("{} tells {} of something", giver.en, receiver.en),
                ),
                false => Words::new(
                    format!("{} gir {} til {}", giver.nb, what.nb, receiver.nb),
                    format!("{} gir {} til {}", giver.nn, what.nn, receiver.nn),
                    format!("{} gives {} to {}", giver.en, what.en, receiver.en),
                ),
            };
            (ids.to_vec(), from, to, happens)
        }
    }
}

/// How the law stands, where that is the same throughout: the end of a sentence.
fn how_it_stands(states: &BTreeSet<LawState>) -> Words {
    let mut all = states.iter();
    match (all.next(), all.next()) {
        (Some(LawState::Forbidden), None) => {
            Words::new(", og loven forbyr det", ", og lova forbyr det", ", which the law forbids")
        }
        (Some(LawState::Missing), None) => {
            Words::new(", og hjemmelen mangler", ", og heimelen manglar", ", and there is no legal ground")
        }
        (Some(LawState::Unclear), None) => Words::new(
            ", og hjemmelen er uklar",
            ", og heimelen er uklar",
            ", and the legal ground is unclear",
        ),
        (Some(LawState::NotAssessed), None) => Words::new(
            ", og hjemmelen er ikke vurdert i modellen",
            ", og heimelen er ikkje vurdert i modellen",
            ", and the legal ground is not assessed in the model",
        ),
        _ => Words::new(
            ", og hjemmelen er ikke på plass",
            ", og heimelen er ikkje på plass",
            ", and the legal ground is not in place",
        ),
    }
}

/// Where the flow is written, and where its law is.
fn places(facts: &Facts<'_>, transfers: &[Transfer<'_>]) -> Vec<Label> {
    let mut places: Vec<Label> = Vec::new();
    for transfer in transfers {
        let step = facts.journey.steps[transfer.step].name.quoted();
        let here = Words::each(|lang| match lang {
            crate::words::Lang::En => format!("in {}", step.get(lang)),
            _ => format!("i {}", step.get(lang)),
        });
        let law = Words::new("dette er sagt om hjemmelen", "dette er sagt om heimelen", "said of the law");
        for (place, label) in [(transfer.place, here), (transfer.law.place, law)] {
            if places.iter().all(|known| known.place != place) {
                places.push(Label { place, label });
            }
        }
    }
    places
}
