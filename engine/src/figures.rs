//! The headline figures of life events: what is asked of people, who hands over to whom, how much is asked for twice.
//!
//! Comes in: a model, and what was found in it. Goes out: numbers, for each event and in sum, as plain data.
//! They count what the model says of all courses together, never what one person meets, and never people.
//! The definitions are in `docs/meaning.md`.

use crate::finding::{Analysis, Finding, Named};
use crate::model::{Actor, Carrier, Journey, Key, Level, Mode, Model, Organisation, Step, StepKind};
use crate::vocabulary::ReasonClass;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// The levels that count as levels of government.
pub const GOVERNMENT: [Level; 4] = [Level::State, Level::County, Level::Municipality, Level::Court];

/// The check that finds applications that could be unnecessary.
const PROACTIVE: &str = "rights/could-be-proactive";

/// The figures of everything that was analysed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Those of each life event, by id; events that were not analysed have none.
    pub events: Vec<EventFigures>,
    /// All events together: numbers are added, bodies and levels counted once.
    pub total: Counts,
}

/// The figures of one life event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFigures {
    /// The event.
    pub event: Named,
    /// False where some check was not decided within the limits: what rests on findings may then be too low.
    pub decided: bool,
    /// The numbers.
    pub counts: Counts,
}

/// The numbers of one event, or of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Steps that a party does, by itself or for a body; waiting is none, and neither is what a system does.
    pub interactions: usize,
    /// Links between different actors.
    pub handovers: Handovers,
    /// What parties are asked for.
    pub requests: Requests,
    /// The bodies in the journey.
    pub bodies: Bodies,
    /// What parties apply for.
    pub applications: Applications,
}

/// Links between different actors, by what carries them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handovers {
    /// How many each carrier has; carriers without any are left out.
    pub by: BTreeMap<Carrier, usize>,
}

/// What parties are asked for: one for each datum of each request, and for each datum that a person brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requests {
    /// Asked for in a request: to provide, to attach, or only to confirm.
    pub asked: usize,
    /// Of these, shown to the party and only to be confirmed.
    pub confirmed: usize,
    /// Brought by a person from one actor to a body.
    pub brought: usize,
    /// The different data among all of these.
    pub unique: usize,
    /// Those that are duplicates in some course, by the reason class of the gravest case; classes without any are
    /// left out, and none is a duplicate that no row of the table classes.
    pub duplicates: BTreeMap<Option<ReasonClass>, usize>,
}

/// The bodies of a journey: nearest legal bodies, a kind of body such as "the bank" counting as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bodies {
    /// All that do something.
    pub involved: BTreeMap<String, Body>,
    /// Those that a party meets: that ask it, have it do a step, hand over to it or take over from it.
    pub met: BTreeMap<String, Body>,
}

/// A body, by its id in [`Bodies`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// What it is called.
    pub name: Words,
    /// Its level or sector.
    pub level: Level,
}

/// Steps that are applications.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applications {
    /// All of them.
    pub all: usize,
    /// Those that could be unnecessary in some course, as all they ask for can be reused: what the check
    /// `rights/could-be-proactive` finds.
    pub unnecessary: usize,
}

/// One number with its id and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its id, which stays the same between versions.
    pub id: &'static str,
    /// The number.
    pub value: usize,
}

impl Handovers {
    /// All of them.
    pub fn all(&self) -> usize {
        self.by.values().sum()
    }

    /// Those that a person carries.
    pub fn carried(&self) -> usize {
        self.of(&[Carrier::Person])
    }

    /// Those from system to system.
    pub fn automatic(&self) -> usize {
        self.of(&[Carrier::Event, Carrier::Api])
    }

    /// Those that leave it to the receiver to find out, or that nobody makes.
    pub fn untold(&self) -> usize {
        self.of(&[Carrier::Unprompted, Carrier::Nothing])
    }

    /// Those by any of these carriers.
    pub fn of(&self, carriers: &[Carrier]) -> usize {
        carriers.iter().filter_map(|carrier| self.by.get(carrier)).sum()
    }
}

impl Requests {
    /// All of them.
    pub fn all(&self) -> usize {
        self.asked + self.brought
    }

    /// Those that are duplicates in some course.
    pub fn duplicate(&self) -> usize {
        self.duplicates.values().sum()
    }
}

impl Bodies {
    /// The levels and sectors that are met, each with its number of bodies.
    pub fn levels_met(&self) -> BTreeMap<Level, usize> {
        let mut levels = BTreeMap::new();
        for body in self.met.values() {
            *levels.entry(body.level).or_default() += 1;
        }
        levels
    }

    /// The number of levels of government that are met.
    pub fn levels_of_government(&self) -> usize {
        self.levels_met().keys().filter(|level| GOVERNMENT.contains(level)).count()
    }
}

impl Counts {
    /// The numbers one by one, always the same ones in the same order.
    pub fn figures(&self) -> Vec<Figure> {
        let (handovers, requests, bodies) = (&self.handovers, &self.requests, &self.bodies);
        let mut values = vec![
            self.interactions,
            handovers.all(),
            handovers.carried(),
            handovers.automatic(),
            handovers.untold(),
            requests.all(),
            requests.confirmed,
            requests.brought,
            requests.unique,
            requests.duplicate(),
        ];
        let classes = ReasonClass::ALL.iter().map(|class| Some(*class)).chain([None]);
        values.extend(classes.map(|class| requests.duplicates.get(&class).copied().unwrap_or_default()));
        values.extend([
            bodies.involved.len(),
            bodies.met.len(),
            bodies.levels_of_government(),
            self.applications.all,
            self.applications.unnecessary,
        ]);
        IDS.iter().zip(values).map(|(id, value)| Figure { id, value }).collect()
    }

    /// Those of several events together: numbers are added, and what is the same body counts once.
    pub fn together<'c>(all: impl IntoIterator<Item = &'c Self>) -> Self {
        let mut total = Self::default();
        all.into_iter().for_each(|one| total.add(one));
        total
    }

    fn add(&mut self, other: &Self) {
        self.interactions += other.interactions;
        add(&mut self.handovers.by, &other.handovers.by);
        self.requests.asked += other.requests.asked;
        self.requests.confirmed += other.requests.confirmed;
        self.requests.brought += other.requests.brought;
        self.requests.unique += other.requests.unique;
        add(&mut self.requests.duplicates, &other.requests.duplicates);
        self.bodies.involved.extend(other.bodies.involved.clone());
        self.bodies.met.extend(other.bodies.met.clone());
        self.applications.all += other.applications.all;
        self.applications.unnecessary += other.applications.unnecessary;
    }
}

fn add<K: Ord + Copy>(to: &mut BTreeMap<K, usize>, from: &BTreeMap<K, usize>) {
    for (key, number) in from {
        *to.entry(*key).or_default() += number;
    }
}

/// The figures of a model and of what was found in it.
pub fn figures(model: &Model, analysis: &Analysis) -> Figures {
    let mut events = Vec::new();
    for journey in model.journeys.iter().filter(|journey| !journey.broken) {
        let counts = counts(model, journey, analysis);
        events.push(EventFigures {
            event: Named { id: journey.id.clone(), name: journey.name.clone() },
            decided: !found_in(journey, analysis).any(|finding| finding.check.starts_with("limits/")),
            counts,
        });
    }
    let total = Counts::together(events.iter().map(|event| &event.counts));
    Figures { events, total }
}

/// The numbers of one journey.
pub(crate) fn counts(model: &Model, journey: &Journey, analysis: &Analysis) -> Counts {
    let found: Vec<&Finding> = found_in(journey, analysis).collect();
    Counter { model, journey, counts: Counts::default() }.count(&found)
}

fn found_in<'a>(journey: &Journey, analysis: &'a Analysis) -> impl Iterator<Item = &'a Finding> {
    analysis.findings.iter().filter(move |finding| finding.journey.as_ref() == Some(&journey.id))
}

/// True for findings of requests that are duplicates: one finding for each body and datum.
pub fn is_duplicate(finding: &Finding) -> bool {
    finding.check.starts_with("data/") || finding.check == "handover/carried-by-citizen"
}

struct Counter<'m> {
    model: &'m Model,
    journey: &'m Journey,
    counts: Counts,
}

impl Counter<'_> {
    fn count(mut self, found: &[&Finding]) -> Counts {
        let mut unique = BTreeSet::new();
        for step in self.journey.steps.values() {
            self.step(step);
            unique.extend(step.asks.iter().flat_map(|request| &request.data).map(|placed| placed.datum));
        }
        for link in self.journey.links.values() {
            let (from, to) = (&self.journey.steps[link.from], &self.journey.steps[link.to]);
            if link.by == Some(Carrier::Person) && self.journey.body(self.model, to.actor).is_some() {
                self.counts.requests.brought += link.carries.len();
                unique.extend(link.carries.iter().map(|placed| placed.datum));
            }
            let Some(by) = link.by.filter(|_| !link.wished && from.doer() != to.doer()) else { continue };
            *self.counts.handovers.by.entry(by).or_default() += 1;
            self.met_over(from, to, by);
        }
        self.counts.requests.unique = unique.len();
        for finding in found.iter().filter(|finding| is_duplicate(finding)) {
            let class = finding.cases.first().and_then(|case| case.reason_class.as_ref());
            let class = class.and_then(|class| ReasonClass::from_id(&class.id));
            // Each place of a duplicate is one request, or one datum that is brought.
            *self.counts.requests.duplicates.entry(class).or_default() += finding.places.len();
        }
        self.counts.applications.unnecessary =
            found.iter().filter(|finding| finding.check == PROACTIVE).count();
        self.counts
    }

    fn step(&mut self, step: &Step) {
        let counts = &mut self.counts;
        let is_done = !matches!(step.kind, StepKind::Waiting | StepKind::Automatic);
        if matches!(step.doer(), Actor::Party(_)) && is_done {
            counts.interactions += 1;
        }
        if step.kind == StepKind::Application {
            counts.applications.all += 1;
        }
        for request in &step.asks {
            counts.requests.asked += request.data.len();
            if request.mode == Mode::Confirm {
                counts.requests.confirmed += request.data.len();
            }
        }
        let Some(body) = self.journey.body(self.model, step.actor) else { return };
        self.counts.bodies.involved.extend(self.body(body));
        if step.done_by.is_some() || !step.asks.is_empty() {
            self.counts.bodies.met.extend(self.body(body));
        }
    }

    /// The body at the other end of what a party is handed, or hands over.
    fn met_over(&mut self, from: &Step, to: &Step, by: Carrier) {
        let is_party = |step: &Step| matches!(step.doer(), Actor::Party(_));
        if by == Carrier::Nothing || is_party(from) == is_party(to) {
            return;
        }
        let other = if is_party(from) { to } else { from };
        let body = self.journey.body(self.model, other.actor);
        self.counts.bodies.met.extend(body.and_then(|body| self.body(body)));
    }

    fn body(&self, body: Key<Organisation>) -> Option<(String, Body)> {
        let body = &self.model.organisations[body];
        Some((body.id.clone(), Body { name: body.name.clone(), level: body.level }))
    }
}

/// The ids of the figures in their order, those of duplicates in the order of the reason classes.
const IDS: [&str; 29] = [
    "interactions",
    "handovers",
    "handovers-carried",
    "handovers-automatic",
    "handovers-untold",
    "requests",
    "requests-confirmed",
    "requests-brought",
    "requests-unique",
    "requests-duplicate",
    "duplicate-reuse-now",
    "duplicate-source-not-consumed",
    "duplicate-not-in-operation",
    "duplicate-meaning-differs",
    "duplicate-consent-route",
    "duplicate-law-not-assessed",
    "duplicate-law-unclear",
    "duplicate-comes-later",
    "duplicate-no-channel",
    "duplicate-law-missing",
    "duplicate-law-forbids",
    "duplicate-deliberate",
    "duplicate-only-the-person-knows",
    "duplicate-unclassed",
    "bodies",
    "bodies-met",
    "levels-met",
    "applications",
    "applications-unnecessary",
];

/// What a figure is called; none where no figure is of that id.
pub fn name(id: &str) -> Option<Words> {
    if let Some(class) = id.strip_prefix("duplicate-") {
        return class_name(class);
    }
    let (nb, nn, en) = match id {
        "interactions" => ("det personen må gjøre", "det personen må gjere", "what the person must do"),
        "handovers" => ("overganger", "overgangar", "handovers"),
        "handovers-carried" => (
            "overganger som personen bærer",
            "overgangar som personen ber",
            "handovers that the person carries",
        ),
        "handovers-automatic" => (
            "overganger fra system til system",
            "overgangar frå system til system",
            "handovers from system to system",
        ),
        "handovers-untold" => (
            "overganger som ingen sier fra om, eller som personen må finne ut selv",
            "overgangar som ingen seier frå om, eller som personen må finne ut sjølv",
            "handovers that nobody tells of, or that the person must find out",
        ),
        "requests" => ("krav om opplysninger", "krav om opplysningar", "requests for data"),
        "requests-confirmed" => (
            "krav der personen bare bekrefter",
            "krav der personen berre stadfestar",
            "requests where the person only confirms",
        ),
        "requests-brought" => (
            "opplysninger som personen bærer til en virksomhet",
            "opplysningar som personen ber til ei verksemd",
            "data that the person brings to a body",
        ),
        "requests-unique" => ("ulike opplysninger", "ulike opplysningar", "different data"),
        "requests-duplicate" => (
            "krav som er dobbeltspørring i noen forløp",
            "krav som er dobbeltspørjing i nokre forløp",
            "requests that are duplicates in some courses",
        ),
        "bodies" => ("virksomheter", "verksemder", "bodies"),
        "bodies-met" => {
            ("virksomheter personen møter", "verksemder personen møter", "bodies that the person meets")
        }
        "levels-met" => (
            "forvaltningsnivåer personen møter",
            "forvaltningsnivå personen møter",
            "levels of government that the person meets",
        ),
        "applications" => ("søknader", "søknader", "applications"),
        "applications-unnecessary" => (
            "søknader som kan være unødvendige i noen forløp",
            "søknader som kan vere unødvendige i nokre forløp",
            "applications that could be unnecessary in some courses",
        ),
        _ => return None,
    };
    Some(Words::new(nb, nn, en))
}

fn class_name(class: &str) -> Option<Words> {
    let class = match ReasonClass::from_id(class) {
        Some(class) => class.words(),
        None if class == "unclassed" => {
            Words::new("uten årsaksklasse", "utan årsaksklasse", "without a reason class")
        }
        None => return None,
    };
    Some(Words::new(
        format!("dobbeltspørring: {}", class.nb),
        format!("dobbeltspørjing: {}", class.nn),
        format!("duplicates: {}", class.en),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_an_id_and_a_name() {
        let figures = Counts::default().figures();
        assert_eq!(figures.len(), IDS.len());
        for figure in figures {
            assert!(name(figure.id).is_some(), "{}", figure.id);
        }
        assert_eq!(name("elsewhere"), None);
    }

    #[test]
    fn the_figures_of_classes_stand_in_their_order() {
        for (at, class) in ReasonClass::ALL.iter().enumerate() {
            assert_eq!(IDS.get(10 + at), Some(&format!("duplicate-{}", class.id()).as_str()));
        }
    }
}
