//! A deadline that lapses, in words: the window, what is lost, how surely, and who the waiting is with.

use super::{Stated, actor_name, stated_at, step_name};
use crate::diagram::{OverBudget, Set};
use crate::facts::{Account, Facts, Lapse, Waiting, WaitingAt};
use crate::finding::{Also, Label};

use crate::model::{Actor, Amount, DAY, Deadline, Duration, Key, Step};
use crate::vocabulary::Degree;
use crate::words::Words;
use std::collections::BTreeMap;

/// What a check adds to the words that every lapse has.
pub struct Told {
    /// The end of the message, after what is lost.
    pub more: Words,
    /// What would close it.
    pub help: Words,
}

/// The symptom of a deadline that lapses in some of these courses; none where it lapses in no possible one.
///
/// # Errors
/// [`OverBudget`].
pub fn lapse<'m>(
    facts: &mut Facts<'m>,
    lapse: &Lapse,
    courses: Set,
    told: Told,
) -> Result<Option<Stated<'m>>, OverBudget> {
    let mut degrees = Vec::new();
    for &(degree, lapses) in &lapse.degrees {
        let lapses = facts.diagram.and(lapses, courses)?;
        if lapses != Set::NONE {
            degrees.push((degree, lapses));
        }
    }
    let all = facts.diagram.any(degrees.iter().map(|(_, lapses)| *lapses))?;
    let step = &facts.journey.steps[lapse.step];
    let (Some(deadline), false) = (step.deadlines.get(lapse.deadline), degrees.is_empty()) else {
        return Ok(None);
    };
    let waiting = facts.waiting_before(lapse, all)?;
    let mut stated = stated_at(facts, lapse.step, all);
    stated.subject = deadline_id(facts, lapse.step, lapse.deadline);
    stated.message = message(facts, lapse.step, deadline, &degrees, &told.more);
    stated.help = told.help;
    stated.degrees = degrees;
    stated.receiver = Some(step.doer());
    stated.giver = slowest(&waiting).filter(|giver| Some(*giver) != stated.receiver);
    stated.places = places(facts, deadline, &waiting);
    stated.also.extend(whose_time(facts, &waiting));
    stated.also.extend(unknown(facts, &waiting));
    stated.basis.clone_from(&deadline.basis);
    stated.claims.push(&deadline.claim);
    for part in waiting.iter().filter(|part| part.length.is_some()) {
        match part.at {
            WaitingAt::Step(step) => stated.claims.push(&facts.journey.steps[step].claim),
            WaitingAt::Link(link) => stated.claims.push(&facts.journey.links[link].claim),
            WaitingAt::Limit(_) => {}
        }
    }
    Ok(Some(stated))
}

/// The ids that a deadline is known by: its step, and the step that it runs from where it does not run from the
/// event; where that is not enough to tell it from others, its length, and at last its number.
fn deadline_id(facts: &Facts<'_>, step: Key<Step>, number: usize) -> Vec<String> {
    let one = &facts.journey.steps[step];
    let mut id = vec![one.id.clone()];
    let Some(deadline) = one.deadlines.get(number) else { return id };
    id.extend(deadline.from.map(|from| facts.journey.steps[from].id.clone()));
    let alike = |other: &&Deadline| other.from == deadline.from;
    if one.deadlines.iter().filter(alike).count() > 1 {
        id.push(deadline.within.to_string());
        let same = |other: &&Deadline| alike(other) && other.within == deadline.within;
        let before = one.deadlines.iter().take(number).filter(same).count();
        if before > 0 {
            id.push((before + 1).to_string());
        }
    }
    id
}

/// A length of time: "3 months".
fn length(duration: Duration) -> Words {
    let Duration(amount) = duration;
    let (number, one, many) = match amount {
        Amount::Minutes(minutes) if minutes % 60 == 0 && minutes > 0 => {
            (minutes / 60, ["time", "time", "hour"], ["timer", "timar", "hours"])
        }
        Amount::Minutes(minutes) => {
            (minutes, ["minutt", "minutt", "minute"], ["minutter", "minutt", "minutes"])
        }
        Amount::Days(days) => (days, ["dag", "dag", "day"], ["dager", "dagar", "days"]),
        Amount::WorkingDays(days) => {
            (days, ["virkedag", "yrkedag", "working day"], ["virkedager", "yrkedagar", "working days"])
        }
        Amount::Months(months) => (months, ["måned", "månad", "month"], ["måneder", "månader", "months"]),
        Amount::Years(years) => (years, ["år", "år", "year"], ["år", "år", "years"]),
    };
    let [nb, nn, en] = if number == 1 { one } else { many };
    Words::new(format!("{number} {nb}"), format!("{number} {nn}"), format!("{number} {en}"))
}

fn message(
    facts: &Facts<'_>,
    step: Key<Step>,
    deadline: &Deadline,
    degrees: &[(Degree, Set)],
    more: &Words,
) -> Words {
    let (what, window) = (step_name(facts, step).quoted(), length(deadline.within));
    let from = match deadline.from {
        None => Words::new("fra hendelsen", "frå hendinga", "from the event"),
        Some(from) => {
            let from = step_name(facts, from).quoted();
            Words::new(
                format!("etter {}", from.nb),
                format!("etter {}", from.nn),
                format!("after {}", from.en),
            )
        }
    };
    let surest = degrees.first().map_or(Degree::Possible, |(degree, _)| *degree);
    let least = degrees.last().map_or(surest, |(degree, _)| *degree);
    let is = match least {
        Degree::Certain => Words::new(
            "blir ikke gjort innen fristen på",
            "blir ikkje gjort innan fristen på",
            "is not done within",
        ),
        Degree::Likely => Words::new(
            "blir trolig ikke gjort innen fristen på",
            "blir truleg ikkje gjort innan fristen på",
            "is likely not done within",
        ),
        Degree::Possible => Words::new(
            "kan bli gjort etter fristen på",
            "kan bli gjort etter fristen på",
            "may be done after",
        ),
    };
    let surely = match surest {
        surest if surest == least => Words::default(),
        Degree::Certain => Words::new(
            ", sikkert i noen tilfeller",
            ", sikkert i nokre tilfelle",
            ", certainly in some cases",
        ),
        Degree::Likely | Degree::Possible => {
            Words::new(", trolig i noen tilfeller", ", truleg i nokre tilfelle", ", likely in some cases")
        }
    };
    let lost = &deadline.lost;
    Words::new(
        format!(
            "{} {} {} {}{}; det som går tapt, er {}{}",
            what.nb, is.nb, window.nb, from.nb, surely.nb, lost.nb, more.nb
        ),
        format!(
            "{} {} {} {}{}; det som går tapt, er {}{}",
            what.nn, is.nn, window.nn, from.nn, surely.nn, lost.nn, more.nn
        ),
        format!(
            "{} {} the time limit of {} {}{}; what is lost is {}{}",
            what.en, is.en, window.en, from.en, surely.en, lost.en, more.en
        ),
    )
}

fn places(facts: &Facts<'_>, deadline: &Deadline, waiting: &[Waiting]) -> Vec<Label> {
    let mut places =
        vec![Label { place: deadline.place, label: Words::new("fristen", "fristen", "the time limit") }];
    for part in waiting {
        let Some(duration) = part.length.filter(|duration| duration.least() > 0) else { continue };
        let (long, with) = (length(duration), whose(facts, part.by));
        let place = match part.at {
            WaitingAt::Step(step) | WaitingAt::Limit(step) => facts.journey.steps[step].place,
            WaitingAt::Link(link) => facts.journey.links[link].place,
        };
        let label = Words::new(
            format!("her går {}: {}", long.nb, with.nb),
            format!("her går {}: {}", long.nn, with.nn),
            format!("takes {}: {}", long.en, with.en),
        );
        places.push(Label { place, label });
    }
    places
}

fn whose(facts: &Facts<'_>, by: Account) -> Words {
    match by {
        Account::Person(party) => facts.journey.parties[party].name.clone(),
        Account::Supplier(actor) => actor_name(facts, actor),
        Account::Limit => Words::new(
            "en frist som skal løpe ut",
            "ein frist som skal gå ut",
            "a time limit that is to run out",
        ),
    }
}

/// The supplier that most of the waiting is with.
fn slowest(waiting: &[Waiting]) -> Option<Actor> {
    let mut by: BTreeMap<Actor, u64> = BTreeMap::new();
    for part in waiting {
        if let (Account::Supplier(actor), Some(duration)) = (part.by, part.length) {
            *by.entry(actor).or_default() += duration.least();
        }
    }
    by.into_iter()
        .filter(|(_, minutes)| *minutes > 0)
        .max_by_key(|(_, minutes)| *minutes)
        .map(|(actor, _)| actor)
}

/// How much of the waiting is on whose clock.
fn whose_time(facts: &Facts<'_>, waiting: &[Waiting]) -> Option<Also> {
    let mut by: Vec<(Account, u64)> = Vec::new();
    for part in waiting {
        let minutes = part.length.map_or(0, Duration::least);
        match by.iter_mut().find(|(account, _)| *account == part.by) {
            Some((_, sum)) => *sum += minutes,
            None => by.push((part.by, minutes)),
        }
    }
    by.retain(|(_, minutes)| *minutes > 0);
    // The longest first.
    by.sort_by_key(|(account, minutes)| (std::cmp::Reverse(*minutes), *account));
    let parts: Vec<Words> = by
        .iter()
        .map(|(account, minutes)| {
            let (with, long) = (whose(facts, *account), days(*minutes));
            let clock = match account {
                Account::Person(_) => Words::new("personen", "personen", "the person"),
                Account::Supplier(_) => Words::new("virksomhet", "verksemd", "a body"),
                Account::Limit => Words::new("frist", "frist", "a time limit"),
            };
            Words::each(|lang| format!("{} ({}, {})", with.get(lang), clock.get(lang), long.get(lang)))
        })
        .collect();
    let list = Words::list(&parts);
    let message = Words::new(
        format!("i ett tilfelle ligger ventetiden hos {}", list.nb),
        format!("i eitt tilfelle ligg ventetida hos {}", list.nn),
        format!("in one case the waiting is with {}", list.en),
    );
    (!parts.is_empty()).then(|| Also { check: String::from("time/waiting"), message })
}

fn days(minutes: u64) -> Words {
    let duration = match minutes {
        0..DAY => Amount::Minutes(u32::try_from(minutes).unwrap_or(u32::MAX)),
        _ => Amount::Days(u32::try_from(minutes / DAY).unwrap_or(u32::MAX)),
    };
    length(Duration(duration))
}

/// What takes a time that is not known.
fn unknown(facts: &Facts<'_>, waiting: &[Waiting]) -> Option<Also> {
    let unknown = || waiting.iter().filter(|part| part.length.is_none());
    let steps = unknown().filter_map(|part| match part.at {
        WaitingAt::Step(step) => Some(step_name(facts, step).quoted()),
        WaitingAt::Link(_) | WaitingAt::Limit(_) => None,
    });
    let mut names: Vec<Words> = steps.collect();
    match unknown().filter(|part| matches!(part.at, WaitingAt::Link(_))).count() {
        0 => {}
        1 => names.push(Words::new("en overgang", "ein overgang", "one handover")),
        many => names.push(Words::new(
            format!("{many} overganger"),
            format!("{many} overgangar"),
            format!("{many} handovers"),
        )),
    }
    let list = Words::list(&names);
    let message = Words::new(
        format!("ukjent tid, regnet som ingen: {}", list.nb),
        format!("ukjend tid, rekna som inga: {}", list.nn),
        format!("time not known, counted as none: {}", list.en),
    );
    (!names.is_empty()).then(|| Also { check: String::from("time/unknown"), message })
}
