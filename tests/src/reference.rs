//! What `docs/meaning.md` says, course by course, as plainly and slowly as it is written there.
//!
//! Comes in: a bound journey. Goes out: for every possible course, what is a finding in it.
//! Knows nothing of how the engine computes the same; shares only the types of the model.

mod across;
mod conditions;
mod derived;
mod handing;
mod knowing;
mod law;
mod reasons;
mod time;

pub use across::{Pairs, across};
pub use reasons::{Reasons, Told};

use livsferd::model::{
    Actor, After, Carrier, Condition, Datum, ItemKind, Journey, Key, Link, Mode, Model, Organisation, Party,
    Register, Step,
};
use std::collections::{BTreeMap, BTreeSet};

/// One value for every variable of the journey, by index.
pub type Course = Vec<u32>;

/// A set of steps.
pub type Steps = BTreeSet<Key<Step>>;

/// A set of links.
pub type Links = BTreeSet<Key<Link>>;

/// The checks of duplicates; the first that applies counts.
pub const DUPLICATES: [&str; 6] = [
    "handover/carried-by-citizen",
    "data/asked-twice",
    "data/document-again",
    "data/register-holds",
    "data/derivable",
    "data/asked-by-several",
];

/// A finding as it is in one course.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observation {
    /// The check.
    pub check: &'static str,
    /// What it is about: model ids.
    pub subject: Vec<String>,
}

/// A request that is a duplicate in one course.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duplicate {
    /// The id of the asking body.
    pub asker: String,
    /// The datum.
    pub datum: String,
    /// The first check that applies, as an index in [`DUPLICATES`]: so the order is that of the list.
    pub check: usize,
    /// The step with the mode, or with `link` where the person brings it.
    pub request: String,
}

/// What is a finding in one course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The course.
    pub course: Course,
    /// All findings but duplicates.
    pub findings: BTreeSet<Observation>,
    /// All duplicates.
    pub duplicates: BTreeSet<Duplicate>,
    /// Why they are asked for.
    pub reasons: Reasons,
    /// The steps that are not reached in consequence of a finding.
    pub consequences: BTreeMap<Observation, BTreeSet<String>>,
    /// How sure a finding is, where that is told.
    pub degrees: BTreeMap<Observation, &'static str>,
    /// The steps that happen.
    pub happens: Steps,
}

/// What is a finding in each possible course, by course.
pub fn observe(model: &Model, journey: &Journey) -> Vec<Seen> {
    observe_all(model, journey).0
}

/// What is a finding in each possible course, by course; and what is one although it is in no course.
pub fn observe_all(model: &Model, journey: &Journey) -> (Vec<Seen>, BTreeSet<Observation>) {
    let contents = contents(model, journey);
    let alternatives = alternatives(journey);
    let all = possible_courses(journey);
    let meant = conditions::meant_to_exclude(journey, &all);
    let mut courses: Vec<InCourse<'_>> = all
        .into_iter()
        .map(|course| InCourse::new(model, journey, &contents, &alternatives, course))
        .collect();
    let consumed: BTreeSet<_> = courses.iter().flat_map(InCourse::consumes).collect();
    courses.iter_mut().for_each(|one| one.consumed.clone_from(&consumed));
    let never = conditions::never_met(model, journey, &courses);
    let followed =
        |one: &InCourse<'_>| one.happens.iter().copied().filter(|&s| one.is_followed(s)).collect::<Vec<_>>();
    let followed: Steps = courses.iter().flat_map(followed).collect();
    let uses: Vec<_> = courses.iter().map(InCourse::uses).collect();
    let seen = |one: &InCourse<'_>| {
        let mut seen = one.seen();
        seen.findings.extend(one.overlapping_alternatives(&meant));
        seen.findings.extend(one.content_missing());
        seen.findings.extend(one.silent_drops(&followed));
        seen.findings.extend(one.channel_breaks());
        seen
    };
    let mut seen: Vec<Seen> = courses.iter().map(seen).collect();
    for (seen, parallel) in seen.iter_mut().zip(law::parallel(&courses, &uses)) {
        seen.findings.extend(parallel);
    }
    for (index, unknown) in knowing::cannot_know(&courses) {
        seen[index].findings.insert(unknown);
    }
    (seen, never)
}

/// All courses that are not impossible, the first variable varying most slowly.
pub fn possible_courses(journey: &Journey) -> Vec<Course> {
    let mut courses = vec![Course::new()];
    for variable in &journey.variables {
        let values = 0..variable.values.len() as u32;
        courses = courses
            .iter()
            .flat_map(|course| values.clone().map(|value| [course.as_slice(), &[value]].concat()))
            .collect();
    }
    let impossible = |course: &Course| {
        journey.impossible.iter().any(|impossible| holds(&impossible.when, course, Outcomes::TheCourses))
    };
    courses.retain(|course| !impossible(course));
    courses
}

/// The steps that happen in a course, in an order in which they can: each only after what it comes after.
pub fn walk(journey: &Journey, course: &Course) -> Vec<Key<Step>> {
    let due = due(journey, course);
    let present = present_links(journey, course, Outcomes::Of(&due));
    let mut walked: Vec<Key<Step>> = Vec::new();
    loop {
        let done: Steps = walked.iter().copied().collect();
        let next = due.difference(&done).copied().find(|&step| {
            let step = &journey.steps[step];
            let arrived = holding_links(journey, course, &present, &done, &done);
            holds(&step.when, course, Outcomes::Of(&done)) && after_holds(&step.after, &present, &arrived)
        });
        let Some(next) = next else { return walked };
        walked.push(next);
    }
}

/// True where all these steps happen in the course, and in this order each comes after what it needs.
pub fn replays(journey: &Journey, course: &Course, steps: &[Key<Step>]) -> bool {
    let happens: Steps = walk(journey, course).into_iter().collect();
    let present = present_links(journey, course, Outcomes::Of(&due(journey, course)));
    steps.iter().enumerate().all(|(index, &step)| {
        let before: Steps = steps[..index].iter().copied().collect();
        let arrived = holding_links(journey, course, &present, &before, &happens);
        happens.contains(&step) && after_holds(&journey.steps[step].after, &present, &arrived)
    })
}

// ---------------------------------------------------------------------------------------------------------------
// Conditions

/// When an outcome atom is true.
#[derive(Debug, Clone, Copy)]
enum Outcomes<'a> {
    /// When the course has that outcome.
    TheCourses,
    /// Always.
    AlwaysTrue,
    /// When the decision is among these steps and the course has that outcome.
    Of(&'a Steps),
}

fn holds(condition: &Condition, course: &Course, outcomes: Outcomes<'_>) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, course, outcomes)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, course, outcomes)),
        Condition::Is { variable, values } => values.contains(&course[*variable]),
        Condition::Decided { step, variable, values } => match outcomes {
            Outcomes::TheCourses => values.contains(&course[*variable]),
            Outcomes::AlwaysTrue => true,
            Outcomes::Of(steps) => steps.contains(step) && values.contains(&course[*variable]),
        },
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Due and present

fn present_links(journey: &Journey, course: &Course, outcomes: Outcomes<'_>) -> Links {
    let present = |link: &Link| !link.wished && holds(&link.when, course, outcomes);
    journey.links.iter().filter(|(_, link)| present(link)).map(|(key, _)| key).collect()
}

fn is_present(after: &After, present: &Links) -> bool {
    match after {
        After::Start => true,
        After::Link(link) => present.contains(link),
        After::AllOf(parts) | After::AnyOf(parts) => parts.iter().any(|part| is_present(part, present)),
    }
}

fn due(journey: &Journey, course: &Course) -> Steps {
    let whatever_the_outcome = present_links(journey, course, Outcomes::AlwaysTrue);
    let mut due = Steps::new();
    loop {
        let present = present_links(journey, course, Outcomes::Of(&due));
        let is_due = |step: &Step| {
            let left_out =
                !is_present(&step.after, &present) && is_present(&step.after, &whatever_the_outcome);
            holds(&step.when, course, Outcomes::Of(&due)) && !left_out
        };
        let more: Steps = journey.steps.iter().filter(|(_, step)| is_due(step)).map(|(key, _)| key).collect();
        if more == due {
            return due;
        }
        due = more;
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Happens

/// The links that hold, where those steps have brought about what they do, and the decisions that happen are these.
fn holding_links(
    journey: &Journey,
    course: &Course,
    present: &Links,
    from: &Steps,
    decided: &Steps,
) -> Links {
    let link_holds = |key: &Key<Link>| {
        let link = &journey.links[*key];
        from.contains(&link.from)
            && link.by != Some(Carrier::Nothing)
            && holds(&link.when, course, Outcomes::Of(decided))
    };
    present.iter().copied().filter(link_holds).collect()
}

fn after_holds(after: &After, present: &Links, holding: &Links) -> bool {
    match after {
        After::Start => true,
        After::Link(link) => holding.contains(link),
        After::AllOf(parts) => {
            is_present(after, present)
                && parts
                    .iter()
                    .filter(|part| is_present(part, present))
                    .all(|part| after_holds(part, present, holding))
        }
        After::AnyOf(parts) => {
            parts.iter().any(|part| is_present(part, present) && after_holds(part, present, holding))
        }
    }
}

/// What is taken away.
#[derive(Debug, Clone, Default)]
struct Without {
    steps: Steps,
    links: Links,
}

/// A place where a body obtains data.
#[derive(Debug, Clone, Copy)]
struct Point {
    /// The step at which it is obtained; for a link, the one it leads to.
    step: Key<Step>,
    /// The link that carries it there, where one does.
    link: Option<Key<Link>>,
    /// What is obtained, with all that it contains.
    datum: Datum,
    /// Only the person's own word.
    stated: bool,
}

/// One datum that a body wants from a person.
#[derive(Debug, Clone, Copy)]
struct Asked {
    step: Key<Step>,
    body: Key<Organisation>,
    datum: Datum,
    /// How; none where the person brings it by a link.
    mode: Option<Mode>,
}

/// One course of a journey.
struct InCourse<'a> {
    model: &'a Model,
    journey: &'a Journey,
    contents: &'a BTreeMap<Datum, BTreeSet<Datum>>,
    alternatives: &'a BTreeSet<(Key<Step>, Key<Step>)>,
    course: Course,
    due: Steps,
    present: Links,
    happens: Steps,
    holding: Links,
    /// What happens without each step.
    without: BTreeMap<Key<Step>, Steps>,
    /// The registers that bodies fetch from in some course.
    consumed: BTreeSet<(Key<Organisation>, Key<Register>)>,
}

impl<'a> InCourse<'a> {
    fn new(
        model: &'a Model,
        journey: &'a Journey,
        contents: &'a BTreeMap<Datum, BTreeSet<Datum>>,
        alternatives: &'a BTreeSet<(Key<Step>, Key<Step>)>,
        course: Course,
    ) -> Self {
        let due = due(journey, &course);
        let present = present_links(journey, &course, Outcomes::Of(&due));
        let mut this = Self {
            model,
            journey,
            contents,
            alternatives,
            course,
            due,
            present,
            happens: Steps::new(),
            holding: Links::new(),
            without: BTreeMap::new(),
            consumed: BTreeSet::new(),
        };
        this.happens = this.solve(&Without::default(), &Steps::new());
        this.holding = holding_links(journey, &this.course, &this.present, &this.happens, &this.happens);
        let without =
            |step| this.solve(&Without { steps: Steps::from([step]), ..Without::default() }, &Steps::new());
        this.without = journey.steps.keys().map(|step| (step, without(step))).collect();
        this
    }

    /// The least solution of *happens*, with some things taken away and some steps happening whatever holds.
    fn solve(&self, without: &Without, let_happen: &Steps) -> Steps {
        let mut happens = Steps::new();
        loop {
            let mut holding = holding_links(self.journey, &self.course, &self.present, &happens, &happens);
            holding.retain(|link| !without.links.contains(link));
            let does = |key: &Key<Step>| {
                let step = &self.journey.steps[*key];
                !without.steps.contains(key)
                    && (let_happen.contains(key)
                        || holds(&step.when, &self.course, Outcomes::Of(&happens))
                            && after_holds(&step.after, &self.present, &holding))
            };
            let more: Steps = self.due.iter().copied().filter(does).collect();
            if more == happens {
                return happens;
            }
            happens = more;
        }
    }

    fn happens_without(&self, step: Key<Step>, without: &Without) -> bool {
        self.solve(without, &Steps::new()).contains(&step)
    }

    fn must_precede(&self, before: Key<Step>, step: Key<Step>) -> bool {
        before != step && self.happens.contains(&step) && !self.without[&before].contains(&step)
    }

    /// True where a condition within a step that happens holds.
    fn now(&self, condition: &Condition) -> bool {
        holds(condition, &self.course, Outcomes::Of(&self.happens))
    }

    fn seen(&self) -> Seen {
        let mut findings = BTreeSet::new();
        let consequences = self.unreached();
        findings.extend(consequences.keys().cloned());
        findings.extend(self.citizen_must_know());
        findings.extend(self.dead_ends());
        findings.extend(self.law());
        let mut degrees = self.of_time();
        findings.extend(degrees.keys().cloned());
        degrees.retain(|_, degree| !degree.is_empty());
        Seen {
            course: self.course.clone(),
            findings,
            duplicates: self.duplicates(),
            reasons: self.reasons(),
            consequences,
            degrees,
            happens: self.happens.clone(),
        }
    }

    fn ids(&self, steps: &Steps) -> Vec<String> {
        steps.iter().map(|&step| self.journey.steps[step].id.clone()).collect()
    }

    // -----------------------------------------------------------------------------------------------------------
    // Unreached, and why

    /// The roots and the circles, each with its consequences.
    fn unreached(&self) -> BTreeMap<Observation, BTreeSet<String>> {
        let unreached: Steps = self.due.difference(&self.happens).copied().collect();
        let mut causes: Vec<(&'static str, Steps)> = Vec::new();

        let if_all_happened = holding_links(self.journey, &self.course, &self.present, &self.due, &self.due);
        for &key in &unreached {
            let after = &self.journey.steps[key].after;
            if after_holds(after, &self.present, &if_all_happened) {
                continue;
            }
            let links: Vec<_> =
                after.links().into_iter().filter(|link| self.present.contains(link)).collect();
            let nothing = links.iter().any(|&link| self.journey.links[link].by == Some(Carrier::Nothing));
            let check = match links.is_empty() || nothing {
                true => "handover/nobody-hands-over",
                false => "flow/never-reached",
            };
            causes.push((check, Steps::from([key])));
        }

        let mut let_happen: Steps = causes.iter().flat_map(|(_, steps)| steps.clone()).collect();
        loop {
            let happens = self.solve(&Without::default(), &let_happen);
            let waiting: Steps = self.due.difference(&happens).copied().collect();
            if waiting.is_empty() {
                break;
            }
            let circles = self.circles(&waiting);
            assert!(!circles.is_empty(), "nothing stays unexplained");
            let_happen.extend(circles.iter().flatten());
            causes.extend(circles.into_iter().map(|circle| ("flow/circular-wait", circle)));
        }

        let all_causes: Steps = causes.iter().flat_map(|(_, steps)| steps.clone()).collect();
        causes
            .iter()
            .map(|(check, steps)| {
                let mut reached = steps.clone();
                loop {
                    let waits = |key: &Key<Step>| {
                        !all_causes.contains(key) && !self.waits_on(*key, &unreached).is_disjoint(&reached)
                    };
                    let more: Vec<_> = unreached.difference(&reached).copied().filter(waits).collect();
                    if more.is_empty() {
                        break;
                    }
                    reached.extend(more);
                }
                let consequences: Steps = reached.difference(steps).copied().collect();
                let subject = self.ids(steps);
                (Observation { check, subject }, self.ids(&consequences).into_iter().collect())
            })
            .collect()
    }

    /// Those among the steps that do not happen which a step waits on.
    fn waits_on(&self, key: Key<Step>, not_happening: &Steps) -> Steps {
        let step = &self.journey.steps[key];
        let mut on: Steps = step.when.decisions().into_iter().collect();
        for link in step.after.links().into_iter().filter(|link| self.present.contains(link)) {
            let link = &self.journey.links[link];
            if link.by != Some(Carrier::Nothing) {
                on.insert(link.from);
            }
            on.extend(link.when.decisions());
        }
        on.remove(&key);
        on.intersection(not_happening).copied().collect()
    }

    /// The sets of steps that all wait on each other and on nothing outside the set.
    fn circles(&self, waiting: &Steps) -> Vec<Steps> {
        let all_waited_on = |key: Key<Step>| {
            let mut on = self.waits_on(key, waiting);
            loop {
                let more: Steps = on.iter().flat_map(|&step| self.waits_on(step, waiting)).collect();
                if more.is_subset(&on) {
                    return on;
                }
                on.extend(more);
            }
        };
        let chains: BTreeMap<Key<Step>, Steps> =
            waiting.iter().map(|&key| (key, all_waited_on(key))).collect();
        let mut circles: Vec<Steps> = waiting
            .iter()
            .filter(|key| chains[key].iter().all(|other| chains[other].contains(key)))
            .map(|key| chains[key].iter().copied().chain([*key]).collect())
            .collect();
        circles.sort();
        circles.dedup();
        circles
    }

    // -----------------------------------------------------------------------------------------------------------
    // Points

    fn body(&self, step: Key<Step>) -> Option<Key<Organisation>> {
        match self.journey.steps[step].actor {
            Actor::Organisation(organisation) => Some(self.model.organisations[organisation].body),
            Actor::Party(_) => None,
        }
    }

    /// The points at which a body obtains something.
    fn points(&self, body: Key<Organisation>) -> Vec<Point> {
        let mut points = Vec::new();
        for &key in self.happens.iter().filter(|&&key| self.body(key) == Some(body)) {
            let step = &self.journey.steps[key];
            for request in step.asks.iter().filter(|one| self.now(&one.when) && self.exists(one.of)) {
                let stated = matches!(request.mode, Mode::Provide | Mode::Identify);
                let data = request.data.iter().map(|placed| placed.datum);
                points.extend(data.map(|datum| Point { step: key, link: None, datum, stated }));
            }
            let fetched = step.fetches.iter().filter(|fetch| self.now(&fetch.when)).flat_map(|f| &f.data);
            let produced = step.produces.iter().filter(|made| self.now(&made.when)).flat_map(|p| &p.data);
            let data = fetched.chain(produced).map(|placed| placed.datum);
            points.extend(data.map(|datum| Point { step: key, link: None, datum, stated: false }));
        }
        for &key in &self.holding {
            let link = &self.journey.links[key];
            if self.body(link.to) == Some(body) && !self.comes_to_the_person(link) {
                let datum = link.carries.iter().map(|placed| placed.datum);
                points.extend(datum.map(|datum| Point {
                    step: link.to,
                    link: Some(key),
                    datum,
                    stated: false,
                }));
            }
        }
        points.retain(|point| self.exists(point.datum.party));
        points
    }

    /// True where there is such a party.
    fn exists(&self, party: Key<Party>) -> bool {
        holds(&self.journey.parties[party].exists, &self.course, Outcomes::TheCourses)
    }

    /// True where a datum gives another, and both are said of parties who exist.
    fn gives(&self, whole: Datum, datum: Datum) -> bool {
        self.exists(whole.party) && self.exists(datum.party) && self.contents[&whole].contains(&datum)
    }

    /// True for what another body sends to the party that does the step.
    fn comes_to_the_person(&self, link: &Link) -> bool {
        let to_people = [Carrier::Letter, Carrier::DigitalPost, Carrier::InPerson, Carrier::Phone];
        let sender = self.body(link.from);
        self.journey.steps[link.to].done_by.is_some()
            && link.by.is_some_and(|by| to_people.contains(&by))
            && sender.is_some()
            && sender != self.body(link.to)
    }

    /// True where what happens at two steps concerns one instance of the datum.
    fn same_instance(&self, datum: Datum, one: Key<Step>, other: Key<Step>) -> bool {
        let (per_one, per_other) = (self.journey.steps[one].per, self.journey.steps[other].per);
        let party = Some(Actor::Party(datum.party));
        if self.journey.parties[datum.party].plural && (per_one == party) != (per_other == party) {
            return false;
        }
        let organisation = |per| matches!(per, Some(Actor::Organisation(_)));
        let one_body = self.body(one).is_some() && self.body(one) == self.body(other);
        !(one_body && (organisation(per_one) || organisation(per_other)) && per_one != per_other)
    }

    /// True where a point at step `at` (a holding: at none, older than every step) no longer counts seen from `s`.
    fn is_renewed(&self, datum: Datum, at: Option<Key<Step>>, s: Key<Step>) -> bool {
        self.happens.iter().any(|&r| {
            self.journey.steps[r].renews.iter().any(|placed| placed.datum == datum)
                && at.is_none_or(|t| r != t && !self.must_precede(r, t))
                && !self.must_precede(s, r)
        })
    }

    // -----------------------------------------------------------------------------------------------------------
    // Having

    fn has_obtained(&self, body: Key<Organisation>, datum: Datum, s: Key<Step>, proof: bool) -> bool {
        self.has_obtained_but(body, datum, s, proof, None)
    }

    /// The same, with what is got at one step left out.
    fn has_obtained_but(
        &self,
        body: Key<Organisation>,
        datum: Datum,
        s: Key<Step>,
        proof: bool,
        left_out: Option<Key<Step>>,
    ) -> bool {
        let mut without = Without::default();
        let counted = |point: &Point| !(proof && point.stated) && Some(point.step) != left_out;
        for point in self.points(body).into_iter().filter(counted) {
            let brought = point.link.is_some_and(|link| self.journey.links[link].by == Some(Carrier::Person));
            let elsewhere = point.step != s || point.link.is_some() && !brought;
            let counts =
                self.same_instance(datum, point.step, s) && !self.is_renewed(datum, Some(point.step), s);
            if elsewhere && counts && self.gives(point.datum, datum) {
                match point.link {
                    Some(link) => without.links.insert(link),
                    None => without.steps.insert(point.step),
                };
            }
        }
        self.happens.contains(&s) && !self.happens_without(s, &without)
    }

    /// What the body has at the step itself; what the document that is asked for contains is not had before it.
    fn has_at(&self, datum: Datum, s: Key<Step>, asked_for: Datum) -> bool {
        let step = &self.journey.steps[s];
        let fetched = step
            .fetches
            .iter()
            .filter(|fetch| self.now(&fetch.when))
            .flat_map(|fetch| &fetch.data)
            .any(|placed| self.gives(placed.datum, datum));
        let attached = step
            .asks
            .iter()
            .filter(|one| one.mode == Mode::Attach && self.now(&one.when) && self.exists(one.of))
            .flat_map(|request| &request.data)
            .filter(|placed| placed.datum != asked_for && placed.datum != datum)
            .any(|placed| self.gives(placed.datum, datum));
        fetched || attached
    }

    fn other_body_produced(&self, body: Key<Organisation>, datum: Datum, s: Key<Step>) -> bool {
        let produces = |key: &Key<Step>| {
            let made = self.journey.steps[*key].produces.iter().filter(|made| self.now(&made.when));
            made.flat_map(|made| &made.data).any(|placed| self.gives(placed.datum, datum))
        };
        let of_another = |key: &Key<Step>| self.body(*key).is_some_and(|other| other != body);
        let counts =
            |key: Key<Step>| self.same_instance(datum, key, s) && !self.is_renewed(datum, Some(key), s);
        let steps = self
            .happens
            .iter()
            .copied()
            .filter(|&key| key != s && of_another(&key) && produces(&key) && counts(key));
        let without = Without { steps: steps.collect(), links: Links::new() };
        self.happens.contains(&s) && !self.happens_without(s, &without)
    }

    fn some_register_holds(&self, datum: Datum, s: Key<Step>) -> bool {
        self.model.registers.keys().any(|register| self.register_holds(register, datum, s))
    }

    fn register_holds(&self, register: Key<Register>, datum: Datum, s: Key<Step>) -> bool {
        let has_it =
            |data: &[livsferd::model::Placed]| data.iter().any(|placed| self.gives(placed.datum, datum));
        let held =
            self.journey.holdings.iter().any(|holding| {
                holding.register == register && has_it(&holding.data) && self.now(&holding.when)
            });
        let enters = |key: &Key<Step>| {
            self.journey.steps[*key].registers.iter().any(|registration| {
                registration.register == register
                    && has_it(&registration.data)
                    && self.now(&registration.when)
            })
        };
        let counts = |key: &Key<Step>| *key != s && !self.is_renewed(datum, Some(*key), s);
        let steps = self.happens.iter().copied().filter(|key| enters(key) && counts(key)).collect();
        let without = Without { steps, links: Links::new() };
        self.happens.contains(&s)
            && (held && !self.is_renewed(datum, None, s) || !self.happens_without(s, &without))
    }

    // -----------------------------------------------------------------------------------------------------------
    // Duplicates

    /// What bodies collect by `asks`: not what is only confirmed, nor who someone is.
    fn requests(&self) -> Vec<Asked> {
        let mut requests = Vec::new();
        for &key in &self.happens {
            let Some(body) = self.body(key) else { continue };
            for request in &self.journey.steps[key].asks {
                let collects = matches!(request.mode, Mode::Provide | Mode::Attach);
                if collects && self.now(&request.when) && self.exists(request.of) {
                    let data = request.data.iter().map(|placed| placed.datum);
                    let data = data.filter(|datum| self.exists(datum.party));
                    requests.extend(data.map(|datum| Asked {
                        step: key,
                        body,
                        datum,
                        mode: Some(request.mode),
                    }));
                }
            }
        }
        requests
    }

    /// What the person brings bodies by links.
    fn brought(&self) -> Vec<Asked> {
        let mut brought = Vec::new();
        for &key in &self.holding {
            let link = &self.journey.links[key];
            let Some(body) = self.body(link.to) else { continue };
            if link.by == Some(Carrier::Person) && self.happens.contains(&link.to) {
                let data = link.carries.iter().map(|placed| placed.datum);
                let data = data.filter(|datum| self.exists(datum.party));
                brought.extend(data.map(|datum| Asked { step: link.to, body, datum, mode: None }));
            }
        }
        brought
    }

    fn duplicates(&self) -> BTreeSet<Duplicate> {
        let requests = self.requests();
        let mut duplicates = BTreeSet::new();
        for asked in requests.iter().copied().chain(self.brought()) {
            let Some(check) = self.duplicate(asked, &requests) else { continue };
            let step = &self.journey.steps[asked.step].id;
            duplicates.insert(Duplicate {
                asker: self.model.organisations[asked.body].id.clone(),
                datum: self.journey.datum_id(self.model, asked.datum),
                check: DUPLICATES.iter().position(|&known| known == check).unwrap(),
                request: asked.mode.map_or_else(|| format!("{step} link"), |mode| format!("{step} {mode:?}")),
            });
        }
        duplicates
    }

    fn duplicate(&self, asked: Asked, requests: &[Asked]) -> Option<&'static str> {
        let Asked { step: s, body, datum, .. } = asked;
        // A link may hold into a step that does not happen; then nothing is had at that step, or again.
        let happens = self.happens.contains(&s);
        let has_as = |wanted: Datum, proof| {
            happens && (self.has_obtained(body, wanted, s, proof) || self.has_at(wanted, s, datum))
        };
        let has = |wanted| has_as(wanted, false);
        let others = self.others(asked, requests);
        let again = happens && others.iter().any(|other| other.body == body);
        let several = others.iter().any(|other| other.body != body);
        let (is_document, proves) = self.proves(datum);

        if self.other_body_produced(body, datum, s) {
            return Some("handover/carried-by-citizen");
        }
        if !is_document && (has(datum) || again) {
            return Some("data/asked-twice");
        }
        if is_document
            && (has(datum)
                || again
                || proves.as_ref().is_some_and(|all| all.iter().all(|&d| has_as(d, true))))
        {
            return Some("data/document-again");
        }
        let held = |datum| self.some_register_holds(datum, s);
        if held(datum) || proves.as_ref().is_some_and(|all| all.iter().all(|&datum| held(datum))) {
            return Some("data/register-holds");
        }
        if self.derivable(body, datum, s) {
            return Some("data/derivable");
        }
        several.then_some("data/asked-by-several")
    }

    /// The other requests of the same datum.
    fn others<'r>(&self, asked: Asked, requests: &'r [Asked]) -> Vec<&'r Asked> {
        let Asked { step: s, datum, .. } = asked;
        requests
            .iter()
            .filter(|other| {
                other.step != s && other.datum == datum && self.same_instance(datum, other.step, s)
            })
            .filter(|other| !self.alternatives.contains(&(s, other.step)))
            .filter(|other| {
                !self.is_renewed(datum, Some(other.step), s) && !self.is_renewed(datum, Some(s), other.step)
            })
            .collect()
    }

    /// Whether the datum is a document, and what it proves where it proves anything.
    fn proves(&self, datum: Datum) -> (bool, Option<Vec<Datum>>) {
        match &self.model.items[datum.item].kind {
            ItemKind::Concept { .. } => (false, None),
            ItemKind::Document { evidence_for, .. } if evidence_for.is_empty() => (true, None),
            ItemKind::Document { evidence_for, .. } => {
                (true, evidence_for.iter().map(|related| self.journey.relate(datum.party, related)).collect())
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------
    // Other findings

    fn citizen_must_know(&self) -> Vec<Observation> {
        let must_know = |key: &Key<Step>| {
            let step = &self.journey.steps[*key];
            let by_a_party = matches!(step.actor, Actor::Party(_)) || step.done_by.is_some();
            let unprompted = |link: &Key<Link>| self.journey.links[*link].by == Some(Carrier::Unprompted);
            let links = step.after.links().into_iter().filter(unprompted).collect();
            by_a_party && !self.happens_without(*key, &Without { steps: Steps::new(), links })
        };
        self.happens
            .iter()
            .filter(|key| must_know(key))
            .map(|&key| Observation {
                check: "handover/citizen-must-know",
                subject: vec![self.journey.steps[key].id.clone()],
            })
            .collect()
    }

    fn dead_ends(&self) -> Vec<Observation> {
        let mut dead_ends = Vec::new();
        for &key in &self.happens {
            let step = &self.journey.steps[key];
            for &party in step.leaves_waiting.iter().filter(|&&party| self.exists(party)) {
                let ends = |at: &Key<Step>| self.journey.steps[*at].ends.iter().any(|(of, _)| *of == party);
                if !self.downstream(key).iter().any(ends) {
                    dead_ends.push(self.dead_end(step, party));
                }
            }
        }
        dead_ends
    }

    fn dead_end(&self, step: &Step, party: Key<Party>) -> Observation {
        let subject = vec![step.id.clone(), self.journey.parties[party].id.clone()];
        Observation { check: "flow/dead-end", subject }
    }

    /// The step itself, and the steps that happen and that a chain of links that hold leads to.
    fn downstream(&self, from: Key<Step>) -> Steps {
        let mut reached = Steps::from([from]);
        loop {
            let links = self.holding.iter().map(|&link| &self.journey.links[link]);
            let more: Vec<_> = links
                .filter(|link| reached.contains(&link.from) && !reached.contains(&link.to))
                .map(|link| link.to)
                .filter(|to| self.happens.contains(to))
                .collect();
            if more.is_empty() {
                return reached;
            }
            reached.extend(more);
        }
    }
}

/// Everything that a datum gives: itself, the parts of a concept and the contents of a document, all the way down.
fn contents(model: &Model, journey: &Journey) -> BTreeMap<Datum, BTreeSet<Datum>> {
    let inside = |datum: Datum| -> Vec<Datum> {
        let is_part = |kind: &ItemKind| match kind {
            ItemKind::Concept { part_of, .. } => part_of.contains(&datum.item),
            ItemKind::Document { .. } => false,
        };
        let parts = model.items.iter().filter(|(_, item)| is_part(&item.kind));
        let parts = parts.map(|(item, _)| Datum { party: datum.party, item });
        let contained = match &model.items[datum.item].kind {
            ItemKind::Concept { .. } => &[],
            ItemKind::Document { contains, .. } => contains.as_slice(),
        };
        parts.chain(contained.iter().filter_map(|related| journey.relate(datum.party, related))).collect()
    };
    let mut contents = BTreeMap::new();
    for party in journey.parties.keys() {
        for item in model.items.keys() {
            let whole = Datum { party, item };
            let mut all = BTreeSet::from([whole]);
            loop {
                let more: BTreeSet<Datum> = all.iter().flat_map(|&datum| inside(datum)).collect();
                if more.is_subset(&all) {
                    break;
                }
                all.extend(more);
            }
            contents.insert(whole, all);
        }
    }
    contents
}

/// The pairs of steps, both ways round, that have links in different parts of one `AnyOf`.
fn alternatives(journey: &Journey) -> BTreeSet<(Key<Step>, Key<Step>)> {
    let mut pairs = BTreeSet::new();
    let mut rest: Vec<&After> = journey.steps.values().map(|step| &step.after).collect();
    while let Some(after) = rest.pop() {
        let (After::AllOf(parts) | After::AnyOf(parts)) = after else { continue };
        rest.extend(parts);
        if matches!(after, After::AllOf(_)) {
            continue;
        }
        let froms: Vec<Steps> = parts
            .iter()
            .map(|part| part.links().into_iter().map(|link| journey.links[link].from).collect())
            .collect();
        for (index, these) in froms.iter().enumerate() {
            for those in froms.iter().skip(index + 1) {
                let both = these.iter().flat_map(|&one| those.iter().map(move |&other| (one, other)));
                pairs.extend(both.flat_map(|(one, other)| [(one, other), (other, one)]));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naive_bind;
    use livsferd::declaration::File;

    const SHARED: &str = r#"Shared(
        organisations: [
            (id: "nav", name: (), level: State), (id: "skatt", name: (), level: State),
            (id: "nav_enhet", name: (), level: State, part_of: "nav"),
        ],
        concepts: [
            (id: "adresse", name: ()), (id: "inntekt", name: ()),
            (id: "postnummer", name: (), part_of: ["adresse"]),
        ],
        documents: [
            (id: "attest", name: (), contains: ["inntekt"], evidence_for: ["inntekt"]),
        ],
        registers: [(id: "register", name: (), keeper: "skatt", holds: ["adresse", "inntekt"])],
    )"#;

    /// A journey with the flag `f`, the party `p` and the plural party `q`, of `id: (…)` steps.
    fn model(steps: &str, more: &str) -> Model {
        let event = format!(
            r#"LifeEvent(
                id: "hendelse", name: (), last_checked: "2026-11-20",
                parties: [(id: "p", name: ()), (id: "q", name: (), plural: true)],
                circumstances: [(id: "f", name: (), values: Flag(yes: (), no: ()))],
                steps: [{steps}], {more}
            )"#
        );
        let read = |text: &str| livsferd::ron_options().from_str::<File>(text).unwrap();
        naive_bind::bind(&[read(SHARED), read(&event)])
    }

    fn step(id: &str, actor: &str, after: &str, more: &str) -> String {
        format!(r#"(id: "{id}", name: (), kind: CaseHandling, actor: "{actor}", after: {after}, {more}),"#)
    }

    /// Each finding with its courses: `check subject: courses`, and each consequence: `step because of subject`.
    fn observed(steps: &[String], more: &str) -> Vec<String> {
        let model = model(&steps.concat(), more);
        let journey = &model.journeys[0];
        let mut courses: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for seen in observe(&model, journey) {
            let mut names: BTreeSet<String> = BTreeSet::new();
            for finding in &seen.findings {
                names.insert(format!("{} {}", finding.check, finding.subject.join(" ")));
            }
            for duplicate in &seen.duplicates {
                let Duplicate { asker, datum, check, request } = duplicate;
                names.insert(format!("{} {asker} {datum} at {request}", DUPLICATES[*check]));
            }
            for (finding, steps) in &seen.consequences {
                let because = finding.subject.join(" ");
                names.extend(steps.iter().map(|step| format!("{step} because of {because}")));
            }
            let values = journey.variables.iter().zip(&seen.course);
            let course: Vec<_> =
                values.map(|(variable, &value)| &*variable.values[value as usize].id).collect();
            for name in names {
                courses.entry(name).or_default().push(course.join("+"));
            }
        }
        courses.into_iter().map(|(name, courses)| format!("{name}: {}", courses.join(", "))).collect()
    }

    const EVENT: &str = r#"Handover(step: "a", by: Event)"#;

    #[test]
    fn nobody_hands_over_and_what_follows_from_it() {
        let steps = [
            step("a", "nav", "Start", ""),
            step("b", "skatt", r#"Handover(step: "a", by: Nothing)"#, ""),
            step("c", "skatt", r#"Then(step: "b")"#, ""),
            // One part still holds, so that the other does not matter.
            step(
                "d",
                "skatt",
                r#"AnyOf([Handover(step: "a", by: Nothing), Handover(step: "a", by: Event)])"#,
                "",
            ),
            // No link is present where the flag is false.
            step("e", "skatt", r#"Handover(step: "a", by: Event, when: "f")"#, ""),
        ];
        let expected = [
            "c because of b: false, true",
            "handover/nobody-hands-over b: false, true",
            "handover/nobody-hands-over e: false",
        ];
        assert_eq!(observed(&steps, ""), expected);
    }

    #[test]
    fn what_is_left_out_for_an_outcome_is_no_gap() {
        let outcomes = r#"outcomes: [(id: "ja", phrase: ()), (id: "nei", phrase: ())]"#;
        let steps = [
            step("a", "nav", "Start", &format!(r#"when: "f", {outcomes}"#)),
            step("b", "nav", r#"Then(step: "a", outcome: ["ja"])"#, ""),
            step("c", "nav", r#"Then(step: "b")"#, r#"when: "a = ja""#),
        ];
        assert_eq!(observed(&steps, ""), [""; 0]);
    }

    #[test]
    fn a_step_after_one_that_is_not_due_is_never_reached() {
        let steps = [
            step("a", "nav", "Start", r#"when: "f""#),
            step("b", "nav", r#"Then(step: "a")"#, ""),
            step("c", "nav", r#"AllOf([Start, Then(step: "b")])"#, ""),
        ];
        assert_eq!(observed(&steps, ""), ["c because of b: false", "flow/never-reached b: false"]);
    }

    #[test]
    fn steps_that_wait_for_each_other_in_a_circle() {
        let steps = [
            step("a", "nav", r#"AllOf([Start, Then(step: "c", when: "f")])"#, ""),
            step("b", "nav", r#"Then(step: "a")"#, ""),
            step("c", "nav", r#"Then(step: "b")"#, ""),
            step("d", "nav", r#"Then(step: "c")"#, ""),
        ];
        assert_eq!(observed(&steps, ""), ["d because of a b c: true", "flow/circular-wait a b c: true"]);
    }

    #[test]
    fn a_root_explains_a_circle_behind_it_only_where_it_is_not_one_without_it() {
        let steps = [
            step("a", "nav", "Start", ""),
            step("b", "skatt", r#"Handover(step: "a", by: Nothing)"#, ""),
            step("c", "skatt", r#"AnyOf([Then(step: "b"), Then(step: "d")])"#, ""),
            step("d", "skatt", r#"Then(step: "c")"#, ""),
            step("e", "skatt", r#"AllOf([Then(step: "b"), Then(step: "g")])"#, ""),
            step("g", "skatt", r#"Then(step: "e")"#, ""),
        ];
        let expected = [
            "c because of b: false, true",
            "d because of b: false, true",
            "flow/circular-wait e g: false, true",
            "handover/nobody-hands-over b: false, true",
        ];
        assert_eq!(observed(&steps, ""), expected);
    }

    #[test]
    fn the_party_must_know_unless_something_else_tells_it() {
        let told =
            r#"AnyOf([Handover(step: "a", by: Unprompted), Handover(step: "a", by: Letter, when: "f")])"#;
        let steps = [
            step("a", "nav", "Start", r#"leaves_waiting: ["p"]"#),
            step("b", "p", told, r#"ends: [(of: "q")]"#),
            step("c", "nav", r#"Handover(step: "b", by: Letter)"#, r#"when: "f", ends: [(of: "p")]"#),
        ];
        assert_eq!(observed(&steps, ""), ["flow/dead-end a p: false", "handover/citizen-must-know b: false"]);
    }

    #[test]
    fn one_body_asks_for_what_it_has_and_two_bodies_for_the_same() {
        let asks = |datum: &str, more: &str| format!(r#"asks: [(of: "p", data: ["p.{datum}"], {more})]"#);
        let steps = [
            step("a", "nav", "Start", &asks("adresse", "")),
            step("b", "nav_enhet", EVENT, &asks("postnummer", r#"when: "f""#)),
            step("c", "skatt", EVENT, &asks("adresse", "")),
            step("d", "nav", r#"Then(step: "a")"#, &asks("adresse", "mode: Confirm")),
        ];
        let expected = [
            "data/asked-by-several nav p.adresse at a Provide: false, true",
            "data/asked-by-several skatt p.adresse at c Provide: false, true",
            "data/asked-twice nav p.postnummer at b Provide: true",
        ];
        assert_eq!(observed(&steps, ""), expected);
    }

    #[test]
    fn alternatives_that_both_ask_are_one_asking_before_a_third() {
        let asks = r#"asks: [(of: "p", data: ["p.adresse"])]"#;
        let mut steps = vec![
            step("a", "nav", "Start", asks),
            step("b", "nav", "Start", asks),
            step("c", "nav", r#"AnyOf([Then(step: "a"), Then(step: "b")])"#, ""),
        ];
        assert_eq!(observed(&steps, ""), [""; 0]);
        steps.push(step("d", "nav", r#"Then(step: "c")"#, r#"asks: [(of: "p", data: ["p.postnummer"])]"#));
        assert_eq!(observed(&steps, ""), ["data/asked-twice nav p.postnummer at d Provide: false, true"]);
    }

    #[test]
    fn the_person_carries_what_another_body_made() {
        let steps = [
            step("a", "skatt", "Start", r#"produces: [(data: ["p.attest"])]"#),
            step("b", "p", r#"Handover(step: "a", by: Letter, carries: ["p.attest"])"#, ""),
            step(
                "c",
                "nav",
                r#"Handover(step: "b", by: InPerson)"#,
                r#"asks: [(of: "p", data: ["p.attest"], mode: Attach)]"#,
            ),
            step("d", "nav", r#"Handover(step: "a", by: Person, carries: ["p.inntekt"], when: "f")"#, ""),
        ];
        let expected = [
            "handover/carried-by-citizen nav p.attest at c Attach: false, true",
            "handover/carried-by-citizen nav p.inntekt at d link: true",
            "handover/nobody-hands-over d: false",
        ];
        assert_eq!(observed(&steps, ""), expected);
    }

    #[test]
    fn a_document_is_asked_for_again_where_the_body_has_what_it_proves() {
        let attach = r#"asks: [(of: "p", data: ["p.attest"], mode: Attach)]"#;
        let fetch = r#"fetches: [(data: ["p.inntekt"], register: "register", when: "f")]"#;
        assert_eq!(observed(&[step("a", "nav", "Start", attach)], ""), [""; 0], "not by itself");
        let both = [step("a", "nav", "Start", &format!("{attach}, {fetch}"))];
        assert_eq!(observed(&both, ""), ["data/document-again nav p.attest at a Attach: true"]);
    }

    #[test]
    fn a_register_holds_it_from_before_or_from_a_step() {
        let asks = r#"asks: [(of: "p", data: ["p.inntekt"])]"#;
        let steps = [
            step(
                "a",
                "skatt",
                "Start",
                r#"registers: [(data: ["p.inntekt"], register: "register", when: "f")]"#,
            ),
            step("b", "nav", EVENT, asks),
        ];
        let expected = ["data/register-holds nav p.inntekt at b Provide: true"];
        assert_eq!(observed(&steps, ""), expected);

        let held = r#"holdings: [(register: "register", data: ["p.adresse"], when: "f")]"#;
        let postcode = r#"asks: [(of: "p", data: ["p.postnummer"])]"#;
        let expected = ["data/register-holds nav p.postnummer at a Provide: true"];
        assert_eq!(observed(&[step("a", "nav", "Start", postcode)], held), expected);
    }

    #[test]
    fn what_was_fetched_before_a_renewal_counts_no_longer() {
        let steps = |renewed_after: &str| {
            [
                step("a", "nav", "Start", r#"fetches: [(data: ["p.inntekt"], register: "register")]"#),
                step("b", "nav", r#"Then(step: "a")"#, r#"asks: [(of: "p", data: ["p.inntekt"])]"#),
                step("c", "skatt", renewed_after, r#"when: "f", renews: ["p.inntekt"]"#),
            ]
        };
        let asked_again = "data/asked-twice nav p.inntekt at b Provide";
        assert_eq!(observed(&steps("Start"), ""), [format!("{asked_again}: false")]);
        let only_after_b = r#"Handover(step: "b", by: Event)"#;
        assert_eq!(observed(&steps(only_after_b), ""), [format!("{asked_again}: false, true")]);
    }

    #[test]
    fn only_requests_of_one_instance_are_the_same() {
        let asks = r#"asks: [(of: "q", data: ["q.inntekt"])]"#;
        let each = format!(r#"{asks}, per: "q""#);
        let steps = |more: &str| [step("a", "nav", "Start", &each), step("b", "nav", "Start", more)];
        assert_eq!(observed(&steps(asks), ""), [""; 0]);
        let expected =
            ["a", "b"].map(|id| format!("data/asked-twice nav q.inntekt at {id} Provide: false, true"));
        assert_eq!(observed(&steps(&each), ""), expected);
    }

    #[test]
    fn impossible_courses_are_left_out_whether_or_not_the_decision_happens() {
        let outcomes = r#"outcomes: [(id: "ja", phrase: ()), (id: "nei", phrase: ())], when: "f""#;
        let steps = [step("a", "nav", "Start", outcomes)];
        let more = r#"impossible: [(when: "not(f) and a != ja", because: ())]"#;
        let model = model(&steps.concat(), more);
        assert_eq!(possible_courses(&model.journeys[0]), [[0, 0], [1, 0], [1, 1]]);
    }

    #[test]
    fn a_walk_replays_and_does_not_backwards() {
        let steps = [
            step("b", "nav", "Start", ""),
            step("a", "nav", r#"AnyOf([Then(step: "b"), Then(step: "c")])"#, ""),
            step("c", "nav", r#"Then(step: "a")"#, r#"when: "f""#),
        ];
        let model = model(&steps.concat(), "");
        let journey = &model.journeys[0];
        let names = |course| -> Vec<_> {
            walk(journey, &course).into_iter().map(|step| journey.steps[step].id.as_str()).collect()
        };
        assert_eq!(names(vec![0]), ["b", "a"]);
        assert_eq!(names(vec![1]), ["b", "a", "c"]);
        let mut walked = walk(journey, &vec![1]);
        assert!(replays(journey, &vec![1], &walked));
        assert!(!replays(journey, &vec![0], &walked), "c does not happen");
        walked.reverse();
        assert!(!replays(journey, &vec![1], &walked));
    }
}
