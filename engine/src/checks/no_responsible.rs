//! Nobody answers, on the date of the analysis, for the life event or for a body that the journey needs.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::Label;
use crate::model::{Actor, Key, Organisation, responsible_on};
use crate::symptom::{Stated, Symptom, part_played, stated_nowhere};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let event = of_event(facts);
    let bodies = part_played(facts, nobody_answers_for)?;
    let bodies = bodies.into_iter().map(|(organisation, part)| {
        let one = &facts.model.organisations[organisation];
        Stated {
            subject: vec![one.id.clone()],
            message: why(facts, organisation),
            help: Words::new(
                "oppgi hvem som har tatt over, eller få avklart hvem som svarer for det",
                "oppgi kven som har teke over, eller få avklart kven som svarer for det",
                "name who has taken over, or have it settled who answers for it",
            ),
            places: vec![Label {
                place: one.place,
                label: Words::new("dette organet", "dette organet", "this body"),
            }],
            receiver: Some(Actor::Organisation(organisation)),
            also: part,
            claims: vec![&one.claim],
            ..stated_nowhere()
        }
    });
    Ok(event.into_iter().chain(bodies).map(|stated| Symptom::Other(Box::new(stated))).collect())
}

/// The life event, where some ministry is said to be responsible for it in some period, but none is on the date.
fn of_event<'m>(facts: &Facts<'m>) -> Option<Stated<'m>> {
    let (journey, date) = (facts.journey, facts.as_of);
    let now = responsible_on(&journey.responsible, date);
    let answers = now.is_some_and(|period| facts.model.exists_on(period.ministry, date));
    if journey.responsible.is_empty() || answers {
        return None;
    }
    let place = |place, label: &Words| Label { place, label: label.clone() };
    let event = Words::new("denne livshendelsen", "denne livshendinga", "this life event");
    let period = Words::new("en periode", "ein periode", "a period");
    let periods = journey.responsible.iter().map(|one| place(one.place, &period));
    Some(Stated {
        subject: vec![journey.id.clone()],
        message: no_ministry(&journey.name.quoted(), &date.to_string()),
        help: Words::new(
            "få avklart hvilket departement som er ansvarlig, og skriv det i `responsible`",
            "få avklart kva departement som er ansvarleg, og skriv det i `responsible`",
            "have it settled which ministry is responsible, and write it in `responsible`",
        ),
        places: [place(journey.place, &event)].into_iter().chain(periods).collect(),
        claims: journey.responsible.iter().map(|period| &period.claim).collect(),
        ..stated_nowhere()
    })
}

/// The organisation, it or one that it is part of, that is not there on the date; or that is the nearest to be said
/// to be under ministries, where none of them answers for it then.
fn nobody_answers_for(facts: &Facts<'_>, organisation: Key<Organisation>) -> Option<Key<Organisation>> {
    let (model, date) = (facts.model, facts.as_of);
    // Where what it is part of is gone, that is the one.
    let gone = model.upwards(organisation).filter(|&at| !model.exists_on(at, date)).last();
    if gone.is_some() || !model.ministries_of(organisation, date).is_empty() {
        return gone;
    }
    model.upwards(organisation).find(|&at| !model.organisations[at].under.is_empty())
}

fn why(facts: &Facts<'_>, organisation: Key<Organisation>) -> Words {
    let (name, date) = (&facts.model.organisations[organisation].name, facts.as_of);
    match facts.model.exists_on(organisation, date) {
        true => no_ministry(name, &date.to_string()),
        false => Words::new(
            format!("{} finnes ikke per {date}, men har en oppgave i reisen", name.nb),
            format!("{} finst ikkje per {date}, men har ei oppgåve i reisa", name.nn),
            format!("{} does not exist as of {date}, but has a task in the journey", name.en),
        ),
    }
}

fn no_ministry(name: &Words, date: &str) -> Words {
    Words::new(
        format!("ikke noe departement svarer for {} per {date}", name.nb),
        format!("ikkje noko departement svarer for {} per {date}", name.nn),
        format!("no ministry answers for {} as of {date}", name.en),
    )
}
