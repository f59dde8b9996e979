//! Symptoms to findings: what is one thing is said once, with its cases, its reason, its verdict, and who must act.
//!
//! Comes in: the symptoms that the checks stated of one journey. Goes out: findings.
//! This is the one place that knows how several checks speak of one request.

mod allowance;

use crate::checks::Check;
use crate::courses::InWords;
use crate::declaration::{ActorRole, Confidence, LawState, SolutionState};
use crate::diagram::{Course, OverBudget, Set};
use crate::facts::{Facts, RequestFact};
use crate::finding::{Also, Case, Finding, Label, LawPoint, Named, Severity};
use crate::model::{
    Actor, Claim, Date, Datum, Key, Law, Organisation, Party, Provision, Solution, Source, Step,
};
use crate::reasons::{self, HeldBy, Known, Reason};
use crate::rules::{self, Acting, ClassFacts};
use crate::symptom::{Stated, Symptom, Tell, asked_party, asker_and_what, asking_of};
use crate::vocabulary::{Degree, Gravity, ReasonClass, Verdict};
use crate::words::{Words, section_in};
use allowance::{About, Allowance};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// What one check stated of a journey.
pub struct Statement<'m> {
    /// The check.
    pub check: &'static Check,
    /// Its symptoms.
    pub symptoms: Vec<Symptom<'m>>,
}

/// Puts the symptoms of one journey together into findings.
///
/// One that takes too much work to be put together is said to be undecided, in its place.
///
/// # Errors
/// [`OverBudget`] where not even what is asked for could be told apart.
pub fn findings<'m>(
    facts: &mut Facts<'m>,
    as_of: Date,
    statements: Vec<Statement<'m>>,
) -> Result<Vec<Finding>, OverBudget> {
    let allowance = Allowance::of(facts.journey.steps.len());
    findings_within(facts, as_of, statements, allowance)
}

fn findings_within<'m>(
    facts: &mut Facts<'m>,
    as_of: Date,
    statements: Vec<Statement<'m>>,
    mut allowance: Allowance,
) -> Result<Vec<Finding>, OverBudget> {
    let requests = facts.requests()?;
    let mut things: BTreeMap<(Key<Organisation>, Datum), Thing<'m>> = BTreeMap::new();
    let mut found = Vec::with_capacity(statements.iter().map(|statement| statement.symptoms.len()).sum());
    let mut told = InWords::default();
    for (rank, statement) in statements.into_iter().enumerate() {
        for symptom in statement.symptoms {
            match symptom {
                Symptom::Other(stated) => {
                    let (check, subject) = (statement.check, stated.subject.clone());
                    let about = About { check: check.name, subject, places: stated.places.clone() };
                    found.push(allowance.finding(facts, about, |facts| {
                        stated_finding(facts, &mut told, as_of, check, *stated)
                    }));
                }
                Symptom::Duplicate { request, courses, tell } => {
                    let Some(request_fact) = requests.get(request).cloned() else { continue };
                    let thing = things.entry((request_fact.body, request_fact.datum)).or_default();
                    thing.names.insert(rank, statement.check.name);
                    thing.said.push(Said { rank, number: request, request: request_fact, courses, tell });
                }
            }
        }
    }
    for ((body, datum), thing) in things {
        let about = thing.about(facts, body, datum);
        found.push(
            allowance.finding(facts, about, |facts| {
                duplicate_finding(facts, &mut told, as_of, body, datum, thing)
            }),
        );
    }
    Ok(found)
}

/// What is said of one body asking for one datum.
#[derive(Default)]
struct Thing<'m> {
    /// The names of the checks by their rank.
    names: BTreeMap<usize, &'static str>,
    said: Vec<Said<'m>>,
}

impl Thing<'_> {
    /// Who is asked, by what the check of a rank says.
    fn parties(&self, rank: usize, facts: &Facts<'_>) -> BTreeSet<Key<Party>> {
        let said = self.said.iter().filter(|said| said.rank == rank);
        said.filter_map(|said| asked_party(facts, &said.request)).collect()
    }

    /// The step of the last request that the check of a rank speaks of in a course: what leads there shows the others.
    fn last_asked(
        &self,
        facts: &Facts<'_>,
        rank: Option<usize>,
        course: &(impl Course + ?Sized),
    ) -> Option<Key<Step>> {
        let here = |said: &&Said<'_>| Some(said.rank) == rank && facts.diagram.contains(said.courses, course);
        let steps = self.said.iter().filter(here).map(|said| said.request.step);
        steps.max_by_key(|&step| (facts.graph.component_of(step), step))
    }

    /// What is known of it without any work.
    fn about(&self, facts: &Facts<'_>, body: Key<Organisation>, datum: Datum) -> About {
        let check = self.names.values().next().copied().unwrap_or_default();
        let subject = duplicate_subject(facts, body, datum);
        let first = self.said.iter().min_by_key(|said| (said.rank, said.request.step, said.number));
        About {
            check,
            subject,
            places: first.map(|first| request_places(facts, self, first)).unwrap_or_default(),
        }
    }
}

/// What one check said of one request.
struct Said<'m> {
    rank: usize,
    /// The number of the request.
    number: usize,
    request: RequestFact<'m>,
    courses: Set,
    tell: Tell,
}

impl<'m> Said<'m> {
    /// What the check says of a request of these parties.
    fn message(&self, facts: &mut Facts<'m>, parties: &BTreeSet<Key<Party>>) -> Result<Words, OverBudget> {
        let asking = asking_of(facts, &self.request, parties);
        (self.tell)(facts, &self.request, &asking)
    }
}

/// A case before it is put in words.
struct RawCase {
    rank: usize,
    check: &'static str,
    class: Option<ReasonClass>,
    verdict: Option<Verdict>,
    degree: Option<Degree>,
    gravity: Gravity,
    severity: Severity,
    lead: Option<Key<Organisation>>,
    law: Vec<LawPoint>,
    holder: Option<HeldBy>,
    courses: Set,
    help: Words,
}

fn duplicate_finding<'m>(
    facts: &mut Facts<'m>,
    told: &mut InWords,
    as_of: Date,
    body: Key<Organisation>,
    datum: Datum,
    mut thing: Thing<'m>,
) -> Result<Finding, OverBudget> {
    thing.said.sort_by_cached_key(|said| (said.rank, said.request.step, said.request.says(), said.number));
    let Parts { parts, all } = split(facts, &thing)?;
    let mut cases: Vec<RawCase> = Vec::new();
    let mut claims: Vec<&Claim> = Vec::new();
    let mut sources: BTreeSet<Key<Source>> = BTreeSet::new();
    let mut verified = true;
    for &(said, courses) in &parts {
        claims.push(said.request.claim);
        let check = thing.names.get(&said.rank).copied().unwrap_or_default();
        let known = known(facts, &thing, said.number)?;
        for reason in reasons::of_request(facts, &said.request, courses, known)? {
            verified &= reason.verified;
            sources.extend(&reason.sources);
            let case = raw_case(facts, as_of, said.rank, check, Some(&said.request), reason);
            merge(facts, &mut cases, case)?;
        }
    }
    cases.sort_by_key(|case| (case.gravity, case.rank, case.class, case.lead));
    let first = parts.first().map(|(said, _)| *said);
    let check = first.and_then(|first| thing.names.get(&first.rank)).copied().unwrap_or_default();
    let mut finding = blank(facts, check);
    finding.subject = duplicate_subject(facts, body, datum);
    if let Some(first) = first {
        finding.message = first.message(facts, &thing.parties(first.rank, facts))?;
        finding.places = request_places(facts, &thing, first);
        finding.also = also(facts, &thing, first.rank)?;
    }
    finding.receiver = Some(named_organisation(facts, body));
    let parties: BTreeSet<_> =
        thing.said.iter().filter_map(|said| asked_party(facts, &said.request)).collect();
    finding.parties = parties.into_iter().map(|party| named_party(facts, party)).collect();
    // What the message says is so where the first check speaks.
    let rank = first.map(|first| first.rank);
    let of_message = cases.iter().filter(|case| Some(case.rank) == rank).map(|case| case.courses);
    let of_message = facts.diagram.any(of_message)?;
    let (of_message, at) = match told.least(facts, of_message)? {
        Some(least) => (of_message, thing.last_asked(facts, rank, &least.course)),
        None => (all, None),
    };
    let at = at.or(first.map(|first| first.request.step));
    let span = Span { courses: Some(all), of_message: Some(of_message), at };
    settle(facts, told, &mut finding, as_of, cases, span, &claims, verified, sources)?;
    Ok(finding)
}

/// What the checks have found of what is known of a request.
fn known(facts: &mut Facts<'_>, thing: &Thing<'_>, number: usize) -> Result<Known, OverBudget> {
    let mut known = Known { carried: Set::NONE, again: Set::NONE };
    for said in thing.said.iter().filter(|said| said.number == number) {
        let set = match thing.names.get(&said.rank).copied() {
            Some("handover/carried-by-citizen") => &mut known.carried,
            Some("data/asked-twice" | "data/document-again") => &mut known.again,
            _ => continue,
        };
        *set = facts.diagram.or(*set, said.courses)?;
    }
    Ok(known)
}

/// The ids that make the identity of a duplicate.
fn duplicate_subject(facts: &Facts<'_>, body: Key<Organisation>, datum: Datum) -> Vec<String> {
    vec![facts.model.organisations[body].id.clone(), facts.journey.datum_id(facts.model, datum)]
}

/// What is said of a thing in disjoint parts of its courses, the first check first; and all its courses.
struct Parts<'t, 'm> {
    parts: Vec<(&'t Said<'m>, Set)>,
    all: Set,
}

/// Per request and course the first check counts; per course the first check over all requests.
fn split<'t, 'm>(facts: &mut Facts<'m>, thing: &'t Thing<'m>) -> Result<Parts<'t, 'm>, OverBudget> {
    let mut parts = Vec::new();
    let mut all = Set::NONE;
    for said in &thing.said {
        let courses = facts.diagram.minus(said.courses, all)?;
        all = facts.diagram.or(all, said.courses)?;
        if facts.is_possible(courses)? {
            parts.push((said, courses));
        }
    }
    Ok(Parts { parts, all })
}

/// What the other checks say of the same thing, once each.
fn also<'m>(facts: &mut Facts<'m>, thing: &Thing<'m>, first: usize) -> Result<Vec<Also>, OverBudget> {
    let mut also: BTreeMap<usize, Also> = BTreeMap::new();
    for said in thing.said.iter().filter(|said| said.rank != first) {
        if let Entry::Vacant(vacant) = also.entry(said.rank) {
            let check = thing.names.get(&said.rank).copied().unwrap_or_default();
            let message = said.message(facts, &thing.parties(said.rank, facts))?;
            vacant.insert(Also { check: check.to_owned(), message });
        }
    }
    Ok(also.into_values().collect())
}

/// The places of all requests of a thing, that of the finding first.
fn request_places(facts: &Facts<'_>, thing: &Thing<'_>, first: &Said<'_>) -> Vec<Label> {
    let by_number: BTreeMap<usize, &RequestFact<'_>> =
        thing.said.iter().map(|said| (said.number, &said.request)).collect();
    let others = by_number.into_iter().filter(|(number, _)| *number != first.number);
    let ordered = [&first.request].into_iter().chain(others.map(|(_, request)| request));
    let mut places = Vec::new();
    for request in ordered {
        if places.iter().any(|known: &Label| known.place == request.place) {
            continue;
        }
        let step = facts.journey.steps[request.step].name.quoted();
        let label = match request.request {
            Some(_) => Words::new(
                format!("bedt om i {}", step.nb),
                format!("bede om i {}", step.nn),
                format!("asked for in {}", step.en),
            ),
            None => Words::new(
                format!("båret til {}", step.nb),
                format!("bore til {}", step.nn),
                format!("carried to {}", step.en),
            ),
        };
        places.push(Label { place: request.place, label });
    }
    places
}

/// Applies the tables to a reason.
fn raw_case(
    facts: &Facts<'_>,
    as_of: Date,
    rank: usize,
    check: &'static str,
    request: Option<&RequestFact<'_>>,
    reason: Reason<'_>,
) -> RawCase {
    let model = facts.model;
    let (class, verdict) = (reason.class, reason.verdict);
    let asker = request.map(|request| request.body);
    let (gravity, severity) = rules::gravity(model, check, class, verdict, None);
    let giver = match reason.holder {
        Some(HeldBy::Register(register)) => Some(model.registers[register].keeper),
        Some(HeldBy::Body(body)) => Some(body),
        None => None,
    };
    let request = request.map(|request| RequestFact { datum: reason.of, ..request.clone() });
    let item = request.as_ref().map(|request| request.datum.item);
    let roles = Roles {
        law: reason.law,
        keeper: giver,
        solution: reason.solutions.first().copied(),
        asker,
        giver,
        receiver: asker,
        item,
    };
    let lead = lead(facts, as_of, check, class, &roles);
    let help = request.as_ref().map_or_else(Words::default, |request| help(facts, request, &reason));
    RawCase {
        rank,
        check,
        class,
        verdict,
        degree: None,
        gravity,
        severity,
        lead,
        law: law_points(facts, as_of, reason.law),
        holder: reason.holder,
        courses: reason.courses,
        help,
    }
}

/// Adds a case, to one that says the same where there is one.
fn merge(facts: &mut Facts<'_>, cases: &mut Vec<RawCase>, case: RawCase) -> Result<(), OverBudget> {
    let same = cases.iter_mut().find(|known| {
        (known.rank, known.class, known.verdict, known.lead, known.holder)
            == (case.rank, case.class, case.verdict, case.lead, case.holder)
            && known.law == case.law
    });
    match same {
        Some(known) => known.courses = facts.diagram.or(known.courses, case.courses)?,
        None => cases.push(case),
    }
    Ok(())
}

/// Who plays which role.
#[derive(Clone, Copy)]
struct Roles<'r> {
    law: Option<&'r Law>,
    keeper: Option<Key<Organisation>>,
    solution: Option<Key<Solution>>,
    asker: Option<Key<Organisation>>,
    giver: Option<Key<Organisation>>,
    receiver: Option<Key<Organisation>>,
    item: Option<Key<crate::model::Item>>,
}

/// Who must act, by the role that the table gives; where nobody plays it, the giver, or else the receiver.
fn lead(
    facts: &Facts<'_>,
    as_of: Date,
    check: &str,
    class: Option<ReasonClass>,
    roles: &Roles<'_>,
) -> Option<Key<Organisation>> {
    let model = facts.model;
    let level = |one: Option<Key<Organisation>>| one.map(|one| model.organisations[one].level);
    let (giver, receiver) = (level(roles.giver), level(roles.receiver));
    let role = rules::role(model, as_of, &Acting { check, class, giver, receiver });
    let owner_of_law = || {
        let provisions = roles.law.into_iter().flat_map(|law| law.ground.iter().chain(&law.exemption));
        let stated = provisions.into_iter().find_map(|&provision| model.provisions[provision].ministry);
        // Where no provision is known, the ministry of the body that would need one, or of the one that gives.
        let mut bodies = [roles.receiver, roles.giver].into_iter().flatten();
        stated.or_else(|| bodies.find_map(|body| model.ministry_of(body, as_of)))
    };
    let coordinator =
        || crate::model::responsible_on(&facts.journey.responsible, as_of).map(|period| period.ministry);
    let found = match role {
        ActorRole::OwnerOfLaw => owner_of_law(),
        ActorRole::KeeperOrGiver => roles.keeper.or(roles.giver),
        ActorRole::OwnerOfSolution => roles.solution.map(|solution| model.solutions[solution].owner),
        ActorRole::Asker => roles.asker,
        ActorRole::KeeperOfConcept => roles.item.and_then(|item| model.items[item].keeper).or(roles.keeper),
        ActorRole::Giver => roles.giver,
        ActorRole::Receiver => roles.receiver,
        ActorRole::Coordinator => coordinator(),
    };
    found.or(roles.giver).or(roles.receiver).or_else(coordinator)
}

/// What would close a case.
fn help(facts: &Facts<'_>, request: &RequestFact<'_>, reason: &Reason<'_>) -> Words {
    let (asker, what) = &asker_and_what(facts, request);
    let holder = reason.holder;
    let what = &match reason.shown {
        true => Words::new(
            format!("det {} viser", what.nb),
            format!("det {} viser", what.nn),
            format!("what {} shows", what.en),
        ),
        false => what.clone(),
    };
    let from = match holder {
        Some(HeldBy::Register(register)) => facts.model.registers[register].name.clone(),
        Some(HeldBy::Body(body)) => facts.model.organisations[body].name.clone(),
        None => Words::new("den som har det", "den som har det", "whoever has it"),
    };
    match reason.class {
        Some(ReasonClass::ReuseNow) if holder.is_none() => Words::new(
            format!("{0} kan bruke det {0} selv har fra før, og slutte å spørre", asker.nb),
            format!("{0} kan bruke det {0} sjølv har frå før, og slutte å spørje", asker.nn),
            format!("{} can use what it already has, and stop asking", asker.en),
        ),
        Some(ReasonClass::ReuseNow | ReasonClass::SourceNotConsumed) => Words::new(
            format!("{} kan hente {} fra {} i stedet for å spørre", asker.nb, what.nb, from.nb),
            format!("{} kan hente {} frå {} i staden for å spørje", asker.nn, what.nn, from.nn),
            format!("{} can fetch {} from {} instead of asking", asker.en, what.en, from.en),
        ),
        Some(ReasonClass::NotInOperation) => Words::new(
            format!("sett løsningen som gir {} til {}, i drift", what.nb, asker.nb),
            format!("set løysinga som gir {} til {}, i drift", what.nn, asker.nn),
            format!("put the solution that gives {} to {} into operation", what.en, asker.en),
        ),
        Some(ReasonClass::ComesLater) => Words::new(
            format!("sørg for at {} er i {} før {} trenger det", what.nb, from.nb, asker.nb),
            format!("syt for at {} er i {} før {} treng det", what.nn, from.nn, asker.nn),
            format!("see to it that {} is in {} before {} needs it", what.en, from.en, asker.en),
        ),
        Some(ReasonClass::NoChannel) => Words::new(
            format!("lag en kanal for {} fra {} til {}", what.nb, from.nb, asker.nb),
            format!("lag ein kanal for {} frå {} til {}", what.nn, from.nn, asker.nn),
            format!("make a channel for {} from {} to {}", what.en, from.en, asker.en),
        ),
        Some(ReasonClass::MeaningDiffers) => Words::new(
            format!("bli enige om hva {} betyr, så den kan hentes fra {}", what.nb, from.nb),
            format!("bli samde om kva {} tyder, så det kan hentast frå {}", what.nn, from.nn),
            format!("agree on what {} means, so that it can be fetched from {}", what.en, from.en),
        ),
        Some(ReasonClass::ConsentRoute) => Words::new(
            format!("{} kan hente {} fra {} med samtykke", asker.nb, what.nb, from.nb),
            format!("{} kan hente {} frå {} med samtykke", asker.nn, what.nn, from.nn),
            format!("{} can fetch {} from {} with consent", asker.en, what.en, from.en),
        ),
        Some(ReasonClass::LawNotAssessed | ReasonClass::LawUnclear) => Words::new(
            format!("få vurdert hjemmelen for at {} henter {} fra {}", asker.nb, what.nb, from.nb),
            format!("få vurdert heimelen for at {} hentar {} frå {}", asker.nn, what.nn, from.nn),
            format!("have the legal ground assessed for {} to fetch {} from {}", asker.en, what.en, from.en),
        ),
        Some(ReasonClass::LawMissing) => Words::new(
            format!("vurder en hjemmel for at {} henter {} fra {}", asker.nb, what.nb, from.nb),
            format!("vurder ein heimel for at {} hentar {} frå {}", asker.nn, what.nn, from.nn),
            format!("consider a legal ground for {} to fetch {} from {}", asker.en, what.en, from.en),
        ),
        Some(ReasonClass::LawForbids) => Words::new(
            "loven hindrer det; vurder om den skal endres",
            "lova hindrar det; vurder om ho skal endrast",
            "the law prevents it; consider whether it should be changed",
        ),
        Some(ReasonClass::Deliberate) => Words::new(
            "gå gjennom begrunnelsen innen datoen for ny vurdering",
            "gå gjennom grunngjevinga innan datoen for ny vurdering",
            "review the reason by the date of review",
        ),
        Some(ReasonClass::OnlyThePersonKnows) | None => Words::new(
            format!("avtal hvem som spør om {}, og la de andre få svaret derfra", what.nb),
            format!("avtal kven som spør om {}, og lat dei andre få svaret derifrå", what.nn),
            format!("agree on who asks for {}, and let the others get the answer from there", what.en),
        ),
    }
}

fn law_points(facts: &Facts<'_>, as_of: Date, law: Option<&Law>) -> Vec<LawPoint> {
    let Some(law) = law else { return Vec::new() };
    let state = facts.model.law_state(law, as_of);
    let provisions: BTreeSet<_> = law.ground.iter().chain(&law.exemption).copied().collect();
    if provisions.is_empty() {
        return vec![LawPoint { id: None, name: state_words(state), state }];
    }
    provisions.into_iter().map(|provision| law_point(facts, provision, state)).collect()
}

/// The provisions that set something, as a deadline: what they set stands as long as one of them is in force.
fn basis_points(facts: &Facts<'_>, as_of: Date, basis: &[Key<Provision>]) -> Vec<LawPoint> {
    let state = match facts.model.is_some_in_force(basis, as_of) {
        true => LawState::InPlace,
        false => LawState::Missing,
    };
    let provisions: BTreeSet<_> = basis.iter().copied().collect();
    provisions.into_iter().map(|provision| law_point(facts, provision, state)).collect()
}

fn law_point(facts: &Facts<'_>, provision: Key<Provision>, state: LawState) -> LawPoint {
    let provision = &facts.model.provisions[provision];
    let name = Words::each(|lang| match provision.section.as_deref() {
        Some(section) => format!("{} {}", provision.law.get(lang), section_in(lang, section)),
        None => provision.law.get(lang).to_owned(),
    });
    LawPoint { id: Some(provision.id.clone()), name, state }
}

/// What a state of law is called.
fn state_words(state: LawState) -> Words {
    match state {
        LawState::InPlace => Words::new("hjemmel på plass", "heimel på plass", "legal ground in place"),
        LawState::Unclear => Words::new("uklar hjemmel", "uklår heimel", "unclear legal ground"),
        LawState::NotAssessed => {
            Words::new("hjemmel ikke vurdert", "heimel ikkje vurdert", "legal ground not assessed")
        }
        LawState::Missing => Words::new("hjemmel mangler", "heimel manglar", "no legal ground"),
        LawState::Forbidden => Words::new("forbudt ved lov", "forbode ved lov", "forbidden by law"),
    }
}

/// A finding of what a check stated in its own words.
fn stated_finding<'m>(
    facts: &mut Facts<'m>,
    told: &mut InWords,
    as_of: Date,
    check: &'static Check,
    stated: Stated<'m>,
) -> Result<Finding, OverBudget> {
    let mut finding = blank(facts, check.name);
    let organisation = |actor: Option<Actor>| match actor {
        Some(Actor::Organisation(organisation)) => Some(organisation),
        Some(Actor::Party(_)) | None => None,
    };
    let (giver, receiver) = (organisation(stated.giver), organisation(stated.receiver));
    // Where a party does a step in a body's service, the body is who receives it.
    let own = organisation(stated.at.map(|step| facts.journey.steps[step].actor));
    let roles = Roles {
        law: None,
        keeper: giver,
        solution: None,
        asker: receiver,
        giver,
        receiver: receiver.or(own),
        item: None,
    };
    let basis = basis_points(facts, as_of, &stated.basis);
    let flow = stated.flow.map(|link| &facts.journey.links[link]);
    let running =
        |solution: Key<Solution>| facts.model.solutions[solution].state == SolutionState::InOperation;
    let case = |courses: Set, law: Option<&Law>, class_facts: Option<ClassFacts>, degree: Option<Degree>| {
        let class = class_facts.and_then(|class_facts| rules::class(facts.model, &class_facts));
        let (gravity, severity) = rules::gravity(facts.model, check.name, class, None, degree);
        let solution = flow.and_then(|link| link.uses);
        RawCase {
            rank: 0,
            check: check.name,
            class,
            verdict: None,
            degree,
            gravity,
            severity,
            lead: lead(facts, as_of, check.name, class, &Roles { law, solution, ..roles }),
            law: law_points(facts, as_of, law).into_iter().chain(basis.clone()).collect(),
            holder: None,
            courses,
            help: stated.help.clone(),
        }
    };
    let class_facts = |way: bool, law: Option<&Law>, running: bool| ClassFacts {
        deliberate: false,
        own: false,
        held: true,
        way,
        law: law.map(|law| facts.model.law_state(law, as_of)),
        running,
        same_meaning: true,
        consent: false,
        consumes: false,
        later: false,
    };
    let cases: Vec<RawCase> = match (stated.laws.as_slice(), stated.degrees.as_slice()) {
        ([], degrees) => {
            let law = flow.and_then(|link| link.law.as_ref());
            let of_flow =
                flow.map(|link| class_facts(link.uses.is_some(), law, link.uses.is_none_or(running)));
            let of_own = |deliberate| ClassFacts { deliberate, own: true, ..class_facts(false, None, true) };
            let facts = stated.own.map(of_own).or(of_flow);
            match degrees {
                [] => vec![case(stated.courses.unwrap_or(Set::ALL), law, facts, None)],
                degrees => {
                    degrees.iter().map(|&(degree, courses)| case(courses, law, facts, Some(degree))).collect()
                }
            }
        }
        (laws, _) => laws
            .iter()
            .map(|&(courses, law)| case(courses, Some(law), Some(class_facts(true, Some(law), true)), None))
            .collect(),
    };
    finding.subject = stated.subject;
    finding.message = stated.message;
    finding.places = stated.places;
    finding.also = stated.also;
    finding.earlier = stated.earlier;
    finding.giver = stated.giver.map(|actor| named_actor(facts, actor));
    finding.receiver = stated.receiver.map(|actor| named_actor(facts, actor));
    finding.parties = stated.parties.iter().map(|&party| named_party(facts, party)).collect();
    settle(
        facts,
        told,
        &mut finding,
        as_of,
        cases,
        Span { courses: stated.courses, of_message: stated.courses, at: stated.at },
        &stated.claims,
        // What rests on no claim is not verified.
        !stated.claims.is_empty(),
        BTreeSet::new(),
    )?;
    Ok(finding)
}

fn blank(facts: &Facts<'_>, check: &str) -> Finding {
    let journey = Some(facts.journey.id.clone());
    Finding { journey, ..Finding::of(check, Severity::Note, Gravity::Other) }
}

/// Where a finding is so.
struct Span {
    /// In which courses, by all checks; none where it depends on no course.
    courses: Option<Set>,
    /// In which courses its message is so.
    of_message: Option<Set>,
    /// The step that the example leads to.
    at: Option<Key<Step>>,
}

/// Fills in what follows from the cases: gravity, conditions, witness, who must act, sources.
#[expect(clippy::too_many_arguments, reason = "everything a finding rests on, gathered once")]
fn settle(
    facts: &mut Facts<'_>,
    told: &mut InWords,
    finding: &mut Finding,
    as_of: Date,
    mut cases: Vec<RawCase>,
    Span { courses, of_message, at }: Span,
    claims: &[&Claim],
    mut verified: bool,
    mut sources: BTreeSet<Key<Source>>,
) -> Result<(), OverBudget> {
    cases.sort_by_key(|case| case.gravity);
    let subject = finding.subject.join("/");
    finding.id = format!("{}/{}/{subject}", facts.journey.id, finding.check);
    if let Some(gravest) = cases.first() {
        finding.gravity = Named { id: gravest.gravity.id().to_owned(), name: gravest.gravity.words() };
        finding.severity = cases.iter().map(|case| case.severity).min().unwrap_or(gravest.severity);
        finding.help = gravest.help.clone();
        finding.lead = gravest.lead.map(|lead| named_organisation(facts, lead));
        finding.lead_ministry = gravest
            .lead
            .and_then(|lead| facts.model.ministry_of(lead, as_of))
            .map(|ministry| named_organisation(facts, ministry));
        if finding.giver.is_none() {
            finding.giver = holder_organisation(facts, gravest.holder);
        }
    }
    finding.coordinator = crate::model::responsible_on(&facts.journey.responsible, as_of)
        .map(|period| named_organisation(facts, period.ministry));
    if let Some(courses) = courses {
        let condition = told.of(facts, courses)?;
        let of_message = of_message.unwrap_or(courses);
        if cases.iter().any(|case| case.check != finding.check) {
            let message = told.of(facts, of_message)?;
            finding.message_condition = (message.condition != condition.condition).then_some(message);
        }
        finding.condition = Some(condition);
        finding.witness = told.witness(facts, of_message, at)?;
    }
    for case in cases {
        if courses.is_none() && case.class.is_none() {
            continue;
        }
        finding.cases.push(Case {
            courses: told.of(facts, case.courses)?,
            check: case.check.to_owned(),
            reason_class: case.class.map(|class| Named { id: class.id().to_owned(), name: class.words() }),
            verdict: case.verdict.map(|verdict| Named { id: verdict.id().to_owned(), name: verdict.words() }),
            degree: case.degree.map(|degree| Named { id: degree.id().to_owned(), name: degree.words() }),
            law: case.law,
            holder: case.holder.map(|holder| named_holder(facts, holder)),
            lead: case.lead.map(|lead| named_organisation(facts, lead)),
        });
    }
    for claim in claims {
        verified &= claim.confidence == Confidence::Verified;
        sources.extend(&claim.sources);
    }
    finding.verified = verified;
    finding.sources = sources.iter().map(|&source| facts.model.sources[source].id.clone()).collect();
    Ok(())
}

fn named_organisation(facts: &Facts<'_>, organisation: Key<Organisation>) -> Named {
    let organisation = &facts.model.organisations[organisation];
    Named { id: organisation.id.clone(), name: organisation.name.clone() }
}

fn named_party(facts: &Facts<'_>, party: Key<Party>) -> Named {
    let party = &facts.journey.parties[party];
    Named { id: party.id.clone(), name: party.name.clone() }
}

fn named_actor(facts: &Facts<'_>, actor: Actor) -> Named {
    match actor {
        Actor::Organisation(organisation) => named_organisation(facts, organisation),
        Actor::Party(party) => named_party(facts, party),
    }
}

fn named_holder(facts: &Facts<'_>, holder: HeldBy) -> Named {
    match holder {
        HeldBy::Register(register) => {
            let register = &facts.model.registers[register];
            Named { id: register.id.clone(), name: register.name.clone() }
        }
        HeldBy::Body(body) => named_organisation(facts, body),
    }
}

fn holder_organisation(facts: &Facts<'_>, holder: Option<HeldBy>) -> Option<Named> {
    match holder? {
        HeldBy::Register(register) => Some(named_organisation(facts, facts.model.registers[register].keeper)),
        HeldBy::Body(body) => Some(named_organisation(facts, body)),
    }
}
