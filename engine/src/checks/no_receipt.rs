//! A handover whose giver cannot know that it arrived, though a deadline or a right depends on it.

use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, Taken};
use crate::finding::{Also, Label};
use crate::model::{Carrier, Key, Link, Step};
use crate::symptom::{Symptom, actor_name, stated_at, step_name};
use crate::words::Words;
use std::collections::BTreeMap;

/// The steps that a handover is from and to.
type Handover = (Key<Step>, Key<Step>);

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut handovers: BTreeMap<Handover, Vec<Key<Link>>> = BTreeMap::new();
    for (key, link) in journey.links.iter() {
        let sent = link.by.is_some_and(|by| by != Carrier::Nothing) && !link.wished;
        if sent && link.receipt == Some(false) {
            handovers.entry((link.from, link.to)).or_default().push(key);
        }
    }
    let mut found = Vec::new();
    for ((from, to), links) in handovers {
        let (depends, courses) = what_depends(facts, &links)?;
        if !facts.is_possible(courses)? {
            continue;
        }
        let step = &journey.steps[to];
        // What a person brings is received by the body that it is brought to.
        let brought = links.iter().all(|&link| journey.links[link].by == Some(Carrier::Person));
        let receiver = if brought { step.actor } else { step.doer() };
        let giver_is = journey.steps[from].doer();
        let mut stated = stated_at(facts, to, courses);
        stated.subject = vec![journey.steps[from].id.clone(), step.id.clone()];
        let (giver, what) = (actor_name(facts, giver_is), step_name(facts, from).quoted());
        let (who, many) = (actor_name(facts, receiver), depends.len() > 1);
        stated.also.extend(all_of(&depends));
        let depends = Words::list(&shortened(depends));
        let on_it = if many { "er avhengige av det" } else { "er avhengig av det" };
        stated.message = Words::new(
            format!("{} får ikke vite om det som sendes etter {}, kommer fram til {}; {} avhenger av det", giver.nb, what.nb, who.nb, depends.nb),
            format!("{} får ikkje vite om det som blir sendt etter {}, kjem fram til {}; {} {on_it}", giver.nn, what.nn, who.nn, depends.nn),
            format!("{} cannot know whether what is sent after {} reaches {}; what depends on it: {}", giver.en, what.en, who.en, depends.en),
        );
        stated.help = Words::new(
            format!("la {} få kvittering når det kommer fram, og følge opp når den uteblir", giver.nb),
            format!("lat {} få kvittering når det kjem fram, og følgje opp når ho uteblir", giver.nn),
            format!("let {} get a receipt when it arrives, and follow up when none comes", giver.en),
        );
        stated.giver = Some(giver_is);
        stated.receiver = Some(receiver);
        let places = links.iter().map(|&link| Label {
            place: journey.links[link].place,
            label: Words::new("ingen kvittering her", "inga kvittering her", "no receipt here"),
        });
        stated.places.splice(0..0, places);
        stated.claims.extend(links.iter().map(|&link| &journey.links[link].claim));
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}

/// How many rights and deadlines a message names, where there are many.
const NAMED: usize = 3;

/// The first of what depends on it, and how many more there are.
fn shortened(mut depends: Vec<Words>) -> Vec<Words> {
    let more = depends.len().saturating_sub(NAMED);
    if more < 2 {
        return depends;
    }
    depends.truncate(NAMED);
    depends.push(Words::new(
        format!("{more} andre rettigheter og frister"),
        format!("{more} andre rettar og fristar"),
        format!("{more} other rights and time limits"),
    ));
    depends
}

/// All that depends on it, where the message does not name it all.
fn all_of(depends: &[Words]) -> Option<Also> {
    if depends.len() < NAMED + 2 {
        return None;
    }
    let list = Words::list(depends);
    let message = Words::new(
        format!("dette avhenger av det: {}", list.nb),
        format!("dette er avhengig av det: {}", list.nn),
        format!("all that depends on it: {}", list.en),
    );
    Some(Also { check: String::from("time/depends"), message })
}

/// The deadlines that run, and the rights that are given, only where what these links bring arrives; and where.
fn what_depends(facts: &mut Facts<'_>, links: &[Key<Link>]) -> Result<(Vec<Words>, Set), OverBudget> {
    let journey = facts.journey;
    let links = links.iter().map(|&link| (link, Set::ALL)).collect();
    let (mut names, mut all) = (Vec::new(), Set::NONE);
    for (step, lost) in facts.lost_without(&Taken { links, ..Taken::default() })? {
        let (one, what) = (&journey.steps[step], step_name(facts, step).quoted());
        let mut running = Set::NONE;
        for deadline in &one.deadlines {
            let runs = facts.deadline_runs(step, deadline)?;
            running = facts.diagram.or(running, runs)?;
        }
        let running = facts.diagram.and(lost, running)?;
        if facts.is_possible(running)? {
            all = facts.diagram.or(all, running)?;
            names.push(Words::new(
                format!("fristen for {}", what.nb),
                format!("fristen for {}", what.nn),
                format!("the time limit for {}", what.en),
            ));
        }
        if facts.is_possible(lost)? && !one.gives.is_empty() {
            all = facts.diagram.or(all, lost)?;
            names.extend(one.gives.iter().map(|right| {
                let right = right.right.quoted();
                Words::new(
                    format!("retten {}", right.nb),
                    format!("retten {}", right.nn),
                    format!("the right {}", right.en),
                )
            }));
        }
    }
    Ok((names, all))
}
