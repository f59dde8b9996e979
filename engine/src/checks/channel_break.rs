//! Digital until here; from here paper or attendance.

use crate::declaration::{ChannelKind, StepKind};
use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Actor, Carrier, Key, Link, Step};
use crate::symptom::{Symptom, stated_at, step_name};
use crate::words::Words;
use std::collections::BTreeMap;

/// The kinds of step at which someone or something must be there.
const ATTENDED: [StepKind; 3] = [StepKind::Appointment, StepKind::Service, StepKind::Delivery];

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let journey = facts.journey;
    let mut found = Vec::new();
    for key in journey.steps.keys() {
        let on_paper = on_paper(facts, key)?;
        let mut carried: BTreeMap<Key<Step>, (Key<Link>, Set)> = BTreeMap::new();
        let (mut done, mut up_to_here) = (Set::NONE, Vec::new());
        for link in facts.graph.incoming(key).to_vec() {
            let from = journey.links[link].from;
            let arrives = facts.diagram.and(facts.holds(link), facts.happens(key))?;
            let digital = match arrival(facts, link) {
                Arrival::Other => continue,
                Arrival::Digital => Set::ALL,
                Arrival::Paper | Arrival::AsBefore => open(facts, from, |kind| kind == ChannelKind::Digital)?,
            };
            let courses = facts.diagram.and(arrives, digital)?;
            if matches!(arrival(facts, link), Arrival::Paper) {
                let (_, known) = carried.entry(from).or_insert((link, Set::NONE));
                *known = facts.diagram.or(*known, courses)?;
                continue;
            }
            let courses = facts.diagram.and(courses, on_paper)?;
            if facts.is_possible(courses)? {
                done = facts.diagram.or(done, courses)?;
                up_to_here.push(link);
            }
        }
        if facts.is_possible(done)? {
            found.push(told_of_step(facts, key, &up_to_here, done));
        }
        for (from, (link, courses)) in carried {
            if facts.is_possible(courses)? {
                found.push(told_of_link(facts, [from, key], link, courses));
            }
        }
    }
    Ok(found)
}

/// How what comes over a link arrives.
#[derive(Clone, Copy)]
enum Arrival {
    /// From system to system, or in digital post.
    Digital,
    /// In a letter, or in person from body to body.
    Paper,
    /// As it was: within one actor, or with the person.
    AsBefore,
    /// By telephone, or in a meeting with a person: neither.
    Other,
}

fn arrival(facts: &Facts<'_>, link: Key<Link>) -> Arrival {
    let link = &facts.journey.links[link];
    let to = &facts.journey.steps[link.to];
    match link.by {
        Some(Carrier::Event | Carrier::Api | Carrier::DigitalPost) => Arrival::Digital,
        Some(Carrier::Letter) => Arrival::Paper,
        Some(Carrier::InPerson) => match (to.actor, to.done_by) {
            (Actor::Organisation(_), None) if !ATTENDED.contains(&to.kind) => Arrival::Paper,
            _ => Arrival::Other,
        },
        None | Some(Carrier::Person | Carrier::Unprompted) => Arrival::AsBefore,
        Some(Carrier::Phone | Carrier::Nothing) => Arrival::Other,
    }
}

/// The courses in which a channel of some kind is open at a step.
fn open(
    facts: &mut Facts<'_>,
    key: Key<Step>,
    is_meant: fn(ChannelKind) -> bool,
) -> Result<Set, OverBudget> {
    let mut open = Set::NONE;
    for channel in facts.journey.steps[key].channels.iter().filter(|channel| is_meant(channel.kind)) {
        let here = facts.condition(&channel.when)?;
        open = facts.diagram.or(open, here)?;
    }
    facts.diagram.and(open, facts.happens(key))
}

/// The courses in which a step can be done on paper or in person, and in no other way. None where the step can be done
/// digitally by some, for then the paper is for those who cannot; nor where someone or something must be there.
fn on_paper(facts: &mut Facts<'_>, key: Key<Step>) -> Result<Set, OverBudget> {
    let step = &facts.journey.steps[key];
    let digital = step.channels.iter().any(|channel| channel.kind == ChannelKind::Digital);
    if digital || ATTENDED.contains(&step.kind) {
        return Ok(Set::NONE);
    }
    let paper = open(facts, key, |kind| matches!(kind, ChannelKind::Paper | ChannelKind::InPerson))?;
    let other = open(facts, key, |kind| !matches!(kind, ChannelKind::Paper | ChannelKind::InPerson))?;
    facts.diagram.minus(paper, other)
}

/// What comes before is digital, and the step itself is not.
fn told_of_step<'m>(facts: &Facts<'m>, key: Key<Step>, links: &[Key<Link>], courses: Set) -> Symptom<'m> {
    let mut stated = stated_at(facts, key, courses);
    let what = step_name(facts, key).quoted();
    stated.message = Words::new(
        format!("det er digitalt fram til {}, som må gjøres på papir eller ved oppmøte", what.nb),
        format!("det er digitalt fram til {}, som må gjerast på papir eller ved oppmøte", what.nn),
        format!("it is digital up to {}, which must be done on paper or in person", what.en),
    );
    stated.help = Words::new(
        "la steget kunne gjøres digitalt også",
        "lat steget kunne gjerast digitalt òg",
        "let the step be possible to do digitally as well",
    );
    let label = Words::new("digitalt hit", "digitalt hit", "digital up to here");
    let links = links.iter().map(|&link| &facts.journey.links[link]);
    stated.places.extend(links.clone().map(|link| Label { place: link.place, label: label.clone() }));
    stated.claims.extend(links.map(|link| &link.claim));
    Symptom::Other(Box::new(stated))
}

/// What comes before is digital, and goes on by letter or attendance.
fn told_of_link<'m>(
    facts: &Facts<'m>,
    [from, key]: [Key<Step>; 2],
    link: Key<Link>,
    courses: Set,
) -> Symptom<'m> {
    let journey = facts.journey;
    let mut stated = stated_at(facts, key, courses);
    let one = &journey.links[link];
    let [before, after] = [from, key].map(|step| step_name(facts, step).quoted());
    let how = match one.by {
        Some(Carrier::InPerson) => Words::new("ved oppmøte", "ved oppmøte", "in person"),
        _ => Words::new("i brev", "i brev", "by letter"),
    };
    stated.subject.push(journey.steps[from].id.clone());
    stated.message = Words::new(
        format!("{} er digitalt, men går videre til {} {}", before.nb, after.nb, how.nb),
        format!("{} er digitalt, men går vidare til {} {}", before.nn, after.nn, how.nn),
        format!("{} is digital, but goes on to {} {}", before.en, after.en, how.en),
    );
    stated.help = Words::new(
        "la det gå videre digitalt også",
        "lat det gå vidare digitalt òg",
        "let it go on digitally as well",
    );
    stated.giver = Some(journey.steps[from].actor);
    stated.flow = Some(link);
    let label = Words::new("på papir eller ved oppmøte herfra", "på papir eller ved oppmøte herifrå", "on paper or in person from here");
    stated.places.insert(0, Label { place: one.place, label });
    stated.claims.push(&one.claim);
    Symptom::Other(Box::new(stated))
}
