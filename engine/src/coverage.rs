//! How much of a life event a model covers, and how sure it is.
//!
//! Comes in: a model, and what the analysis says of its journeys in numbers. Goes out: plain data.
//! Knows nothing of graphs: what is counted is what was declared.

use crate::finding::{JourneySummary, Named};
use crate::model::{Claim, Confidence, Datum, Journey, Key, Model, Step, Topic};
use crate::words::Words;
use std::collections::BTreeSet;

/// How much all life events cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The life events, by id.
    pub events: Vec<EventCoverage>,
    /// All claims of all of them. A step that several have counts in each.
    pub claims: Claims,
}

/// How much one life event covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCoverage {
    /// The life event.
    pub event: Named,
    /// The date of last check against the sources: `2026-11-20`.
    pub last_checked: String,
    /// False where errors in its files forbid analysis; then the figures may be too low.
    pub analysed: bool,
    /// Number of steps.
    pub steps: usize,
    /// Number of links between different actors.
    pub handovers: usize,
    /// Number of data asked for: one for each datum of each request.
    pub requests: usize,
    /// Number of personas.
    pub personas: usize,
    /// The claims, by what they are about.
    pub claims: Vec<(Kind, Claims)>,
    /// All claims.
    pub all: Claims,
    /// The steps that are unverified, by id.
    pub unverified_steps: Vec<Named>,
    /// The data of which a request, fetch or holding is unverified, by id.
    pub unverified_data: Vec<Named>,
    /// The topics of LOS that belong to it, by address.
    pub topics: Vec<TopicCovered>,
}

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A step.
    Step,
    /// A link to a step.
    Link,
    /// What a step asks for.
    Request,
    /// What a step fetches.
    Fetch,
    /// A deadline.
    Deadline,
    /// What a register holds.
    Holding,
    /// A number.
    Volume,
    /// Which ministry is responsible.
    Responsibility,
    /// Which life event may follow.
    Continuation,
}

/// Claims, counted by how sure they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Claims {
    /// All of them.
    pub all: usize,
    /// Those that name a source.
    pub with_source: usize,
    /// Those that were seen in a cited source.
    pub verified: usize,
    /// Those that were concluded from what was seen.
    pub inferred: usize,
    /// Those that are yet to be checked.
    pub unverified: usize,
}

/// A topic of LOS, and whether it is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCovered {
    /// Its address.
    pub los: String,
    /// What it is called.
    pub name: Words,
    /// The ids of the steps that cover it; it is covered where there are any.
    pub steps: Vec<String>,
    /// The life event that covers it instead.
    pub covered_by: Option<Named>,
    /// Why it is not covered, or not in full.
    pub reason: Option<Words>,
}

impl TopicCovered {
    /// True where steps of this event cover it.
    pub fn is_covered(&self) -> bool {
        !self.steps.is_empty()
    }
}

impl Claims {
    fn count(&mut self, claim: &Claim) {
        self.all += 1;
        self.with_source += usize::from(!claim.sources.is_empty());
        match claim.confidence {
            Confidence::Verified => self.verified += 1,
            Confidence::Inferred => self.inferred += 1,
            Confidence::Unverified => self.unverified += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.with_source += other.with_source;
        self.verified += other.verified;
        self.inferred += other.inferred;
        self.unverified += other.unverified;
    }
}

/// Counts what the life events of a model cover. `summaries` are those of its analysis.
pub fn coverage(model: &Model, summaries: &[JourneySummary]) -> Coverage {
    let summary = |journey: &Journey| summaries.iter().find(|summary| summary.id == journey.id);
    let events: Vec<_> =
        model.journeys.iter().filter_map(|one| Some(of_event(model, one, summary(one)?))).collect();
    let mut claims = Claims::default();
    events.iter().for_each(|event| claims.add(event.all));
    Coverage { events, claims }
}

fn of_event(model: &Model, journey: &Journey, summary: &JourneySummary) -> EventCoverage {
    let claims = claims(journey);
    let mut all = Claims::default();
    claims.iter().for_each(|(_, claims)| all.add(*claims));
    let unverified = |(_, step): &(Key<Step>, &Step)| step.claim.confidence == Confidence::Unverified;
    EventCoverage {
        event: Named { id: journey.id.clone(), name: journey.name.clone() },
        last_checked: summary.last_checked.clone(),
        analysed: summary.analysed,
        steps: summary.steps,
        handovers: summary.handovers,
        requests: summary.data_requests,
        personas: journey.personas.len(),
        claims,
        all,
        unverified_steps: journey.steps.iter().filter(unverified).map(|(_, step)| named_step(step)).collect(),
        unverified_data: unverified_data(model, journey),
        topics: journey.topics.iter().map(|topic| covered(model, journey, topic)).collect(),
    }
}

/// The claims of a journey, of each kind that it has.
fn claims(journey: &Journey) -> Vec<(Kind, Claims)> {
    let steps = || journey.steps.values();
    let kinds: [(Kind, Vec<&Claim>); 9] = [
        (Kind::Step, steps().map(|one| &one.claim).collect()),
        (Kind::Link, journey.links.values().map(|one| &one.claim).collect()),
        (Kind::Request, steps().flat_map(|step| &step.asks).map(|one| &one.claim).collect()),
        (Kind::Fetch, steps().flat_map(|step| &step.fetches).map(|one| &one.claim).collect()),
        (Kind::Deadline, steps().flat_map(|step| &step.deadlines).map(|one| &one.claim).collect()),
        (Kind::Holding, journey.holdings.iter().map(|one| &one.claim).collect()),
        (Kind::Volume, journey.volumes.iter().map(|one| &one.claim).collect()),
        (Kind::Responsibility, journey.responsible.iter().map(|one| &one.claim).collect()),
        (Kind::Continuation, journey.continues.iter().map(|one| &one.claim).collect()),
    ];
    let count = |(kind, list): (Kind, Vec<&Claim>)| {
        let mut claims = Claims::default();
        list.iter().for_each(|claim| claims.count(claim));
        (claims.all > 0).then_some((kind, claims))
    };
    kinds.into_iter().filter_map(count).collect()
}

fn unverified_data(model: &Model, journey: &Journey) -> Vec<Named> {
    let steps = || journey.steps.values();
    let asked = steps().flat_map(|step| &step.asks).map(|one| (&one.claim, &one.data));
    let fetched = steps().flat_map(|step| &step.fetches).map(|one| (&one.claim, &one.data));
    let held = journey.holdings.iter().map(|one| (&one.claim, &one.data));
    let all = asked.chain(fetched).chain(held);
    let unverified = all.filter(|(claim, _)| claim.confidence == Confidence::Unverified);
    let data: BTreeSet<Datum> = unverified.flat_map(|(_, data)| data).map(|placed| placed.datum).collect();
    let mut named: Vec<Named> = data.into_iter().map(|datum| named_datum(model, journey, datum)).collect();
    named.sort();
    named
}

fn named_datum(model: &Model, journey: &Journey, datum: Datum) -> Named {
    let (item, of) = (&model.items[datum.item].name, &journey.parties[datum.party].name);
    let name = Words::each(|lang| format!("{} ({})", item.get(lang), of.get(lang)));
    Named { id: journey.datum_id(model, datum), name }
}

fn named_step(step: &Step) -> Named {
    Named { id: step.id.clone(), name: step.name.clone() }
}

fn covered(model: &Model, journey: &Journey, topic: &Topic) -> TopicCovered {
    let event = |id: &String| {
        let event = model.journeys.iter().find(|journey| journey.id == *id);
        let name = event.map_or_else(|| Words::same(id), |event| event.name.clone());
        Named { id: id.clone(), name }
    };
    TopicCovered {
        los: topic.los.clone(),
        name: topic.name.clone(),
        steps: topic.steps.iter().map(|&step| journey.steps[step].id.clone()).collect(),
        covered_by: topic.covered_by.as_ref().map(event),
        reason: topic.reason.clone(),
    }
}
