//! Symptoms to findings: what is one thing is said once, with its cases, its reason, its verdict, and who must act.
//!
//! Comes in: the symptoms that the checks stated of one journey. Goes out: findings.
//! This is the one place that knows how several checks speak of one request.

use crate::checks::Check;
use crate::courses::InWords;
use crate::declaration::{ActorRole, Confidence, LawState, SolutionState};
use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, RequestFact};
use crate::finding::{Also, Case, Finding, Label, LawPoint, Named, Severity, Witness};
use crate::model::{
    Actor, Claim, Date, Datum, Journey, Key, Law, Organisation, Party, Register, Solution, Source, Step,
    Variable, VariableKind,
};
use crate::rules::{self, ClassFacts};
use crate::symptom::{Stated, Symptom, asked_party, asking};
use crate::vocabulary::{Degree, Gravity, ReasonClass, Verdict};
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What one check stated of a journey.
pub struct Statement<'m> {
    /// The check.
    pub check: &'static Check,
    /// Its symptoms.
    pub symptoms: Vec<Symptom<'m>>,
}

/// Puts the symptoms of one journey together into findings.
///
/// # Errors
/// [`OverBudget`] when not even the first finding could be put in words.
pub fn findings<'m>(
    facts: &mut Facts<'m>,
    as_of: Date,
    statements: Vec<Statement<'m>>,
) -> Result<Vec<Finding>, OverBudget> {
    let requests = facts.requests()?;
    let mut things: BTreeMap<(Key<Organisation>, Datum), Thing> = BTreeMap::new();
    let mut found = Vec::new();
    let mut told = Told::default();
    for (rank, statement) in statements.into_iter().enumerate() {
        for symptom in statement.symptoms {
            match symptom {
                Symptom::Other(stated) => {
                    found.push(stated_finding(facts, &mut told, as_of, statement.check, *stated)?);
                }
                Symptom::Duplicate { request, courses, message } => {
                    let Some(of) = requests.get(request) else { continue };
                    let thing = things.entry((of.body, of.datum)).or_default();
                    thing.names.insert(rank, statement.check.name);
                    thing.said.push(Said { rank, request, courses, message });
                }
            }
        }
    }
    for ((body, datum), thing) in things {
        found.push(duplicate_finding(facts, &mut told, as_of, &requests, body, datum, thing)?);
    }
    Ok(found)
}

/// What many findings say alike, kept once.
#[derive(Default)]
struct Told {
    courses: InWords,
    steps: HashMap<Key<Step>, Arc<Named>>,
    variables: HashMap<usize, (Arc<str>, Vec<Arc<str>>)>,
}

impl Told {
    fn step(&mut self, journey: &Journey, step: Key<Step>) -> Arc<Named> {
        let named = || {
            let step = &journey.steps[step];
            Arc::new(Named { id: step.id.clone(), name: step.name.clone() })
        };
        Arc::clone(self.steps.entry(step).or_insert_with(named))
    }

    /// The ids of a variable and of one of its values.
    fn pair(&mut self, number: usize, variable: &Variable, value: usize) -> Option<(Arc<str>, Arc<str>)> {
        let (id, values) = self.variables.entry(number).or_insert_with(|| {
            let values = variable.values.iter().map(|value| value.id.as_str().into()).collect();
            (variable.id.as_str().into(), values)
        });
        Some((Arc::clone(id), Arc::clone(values.get(value)?)))
    }
}

/// What is said of one body asking for one datum.
#[derive(Default)]
struct Thing {
    /// The names of the checks by their rank.
    names: BTreeMap<usize, &'static str>,
    said: Vec<Said>,
}

struct Said {
    rank: usize,
    request: usize,
    courses: Set,
    message: Words,
}

/// Why something is so in some courses: what decides class, law and holder.
#[derive(Debug, Clone)]
struct Reason {
    courses: Set,
    facts: ClassFacts,
    law: Option<Law>,
    holder: Option<Holding>,
    solution: Option<Key<Solution>>,
    verified: bool,
    sources: BTreeSet<Key<Source>>,
}

/// Who holds what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    Register(Key<Register>),
    Body(Key<Organisation>),
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
    holder: Option<Holding>,
    courses: Set,
    help: Words,
}

fn duplicate_finding<'m>(
    facts: &mut Facts<'m>,
    told: &mut Told,
    as_of: Date,
    requests: &[RequestFact<'m>],
    body: Key<Organisation>,
    datum: Datum,
    thing: Thing,
) -> Result<Finding, OverBudget> {
    let Parts { parts, all, first } = split(facts, requests, &thing)?;
    let mut cases: Vec<RawCase> = Vec::new();
    let mut claims: Vec<&Claim> = Vec::new();
    let mut sources: BTreeSet<Key<Source>> = BTreeSet::new();
    let mut verified = true;
    for part in &parts {
        let Some(request) = requests.get(part.request) else { continue };
        claims.push(request.claim);
        let check = thing.names.get(&part.rank).copied().unwrap_or_default();
        for reason in reasons(facts, as_of, check, request, part.courses)? {
            verified &= reason.verified;
            sources.extend(&reason.sources);
            let case = raw_case(facts, as_of, part.rank, check, Some(request), reason);
            merge(facts, &mut cases, case)?;
        }
    }
    cases.sort_by_key(|case| (case.gravity, case.rank, case.class, case.lead));
    let first_request = requests.get(first.request);
    let at = first_request.map(|request| request.step);
    let mut finding = blank(facts, thing.names.get(&first.rank).copied().unwrap_or_default());
    finding.subject =
        vec![facts.model.organisations[body].id.clone(), facts.journey.datum_id(facts.model, datum)];
    finding.message = first.message;
    finding.receiver = Some(named_organisation(facts, body));
    finding.places = request_places(facts, requests, &thing, first.request);
    let parties: BTreeSet<_> = thing
        .said
        .iter()
        .filter_map(|said| requests.get(said.request))
        .filter_map(|request| asked_party(facts, request))
        .collect();
    finding.parties = parties.into_iter().map(|party| named_party(facts, party)).collect();
    finding.also = also(&thing, first.rank);
    settle(facts, told, &mut finding, as_of, cases, Some(all), at, &claims, verified, sources)?;
    Ok(finding)
}

/// One request in the courses in which it alone decides what is said.
struct Part {
    rank: usize,
    request: usize,
    courses: Set,
}

/// The parts of a thing, disjoint; all its courses; and what is said of it first.
struct Parts {
    parts: Vec<Part>,
    all: Set,
    first: First,
}

struct First {
    rank: usize,
    request: usize,
    message: Words,
}

/// Per request and course the first check counts; per course the first check over all requests.
fn split(facts: &mut Facts<'_>, requests: &[RequestFact<'_>], thing: &Thing) -> Result<Parts, OverBudget> {
    let mut said: Vec<&Said> = thing.said.iter().collect();
    said.sort_by_key(|said| {
        let step = requests.get(said.request).map(|request| (request.step, request.asked));
        (said.rank, step, said.request)
    });
    let mut parts = Vec::new();
    let mut all = Set::NONE;
    let mut first = None;
    for one in said {
        let courses = facts.diagram.minus(one.courses, all)?;
        all = facts.diagram.or(all, one.courses)?;
        if !facts.is_possible(courses)? {
            continue;
        }
        first.get_or_insert_with(|| First {
            rank: one.rank,
            request: one.request,
            message: one.message.clone(),
        });
        parts.push(Part { rank: one.rank, request: one.request, courses });
    }
    let first = first.unwrap_or(First { rank: 0, request: 0, message: Words::default() });
    Ok(Parts { parts, all, first })
}

/// What the other checks say of the same thing, once each.
fn also(thing: &Thing, first: usize) -> Vec<Also> {
    let mut also: BTreeMap<usize, Also> = BTreeMap::new();
    for said in thing.said.iter().filter(|said| said.rank != first) {
        let check = thing.names.get(&said.rank).copied().unwrap_or_default();
        also.entry(said.rank)
            .or_insert_with(|| Also { check: check.to_owned(), message: said.message.clone() });
    }
    also.into_values().collect()
}

/// The places of all requests of a thing, that of the finding first.
fn request_places(
    facts: &Facts<'_>,
    requests: &[RequestFact<'_>],
    thing: &Thing,
    first: usize,
) -> Vec<Label> {
    let numbers: BTreeSet<usize> = thing.said.iter().map(|said| said.request).collect();
    let ordered = [first].into_iter().chain(numbers.into_iter().filter(|&number| number != first));
    let mut places = Vec::new();
    for number in ordered {
        let Some(request) = requests.get(number) else { continue };
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
        if places.iter().all(|known: &Label| known.place != request.place) {
            places.push(Label { place: request.place, label });
        }
    }
    places
}

/// Why a request is a duplicate, for disjoint parts of its courses: by the way that needs least to be done.
fn reasons(
    facts: &mut Facts<'_>,
    as_of: Date,
    check: &str,
    request: &RequestFact<'_>,
    courses: Set,
) -> Result<Vec<Reason>, OverBudget> {
    let deliberate = request.request.and_then(|request| request.deliberate.as_ref());
    let deliberate = deliberate.is_some_and(|(_, review)| as_of <= *review);
    let own_law = match request.asked {
        crate::facts::Asked::Brought(link) => facts.journey.links[link].law.clone(),
        crate::facts::Asked::In(_) => request.request.and_then(|request| request.law.clone()),
    };
    let plain = Reason {
        courses,
        facts: ClassFacts {
            deliberate,
            own: false,
            held: false,
            way: false,
            law: own_law.as_ref().map(|law| rules::law_state(facts.model, as_of, law)),
            running: true,
            same_meaning: true,
            consent: false,
            consumes: false,
        },
        law: own_law,
        holder: None,
        solution: None,
        verified: request.claim.is_verified(),
        sources: BTreeSet::new(),
    };
    if matches!(check, "data/asked-twice" | "data/document-again") {
        return Ok(vec![own_reason(facts, request, &plain, courses)?]);
    }
    let mut left = courses;
    let mut found = Vec::new();
    // What the asker itself has needs neither a way nor a law, whoever else has it.
    let obtained = facts.has_obtained(request, request.datum)?;
    let own = facts.diagram.and(obtained, courses)?;
    if facts.is_possible(own)? {
        left = facts.diagram.minus(left, own)?;
        found.push(own_reason(facts, request, &plain, own)?);
    }
    for mut candidate in candidates(facts, as_of, request, &plain)? {
        candidate.courses = facts.diagram.and(candidate.courses, left)?;
        if facts.is_possible(candidate.courses)? {
            left = facts.diagram.minus(left, candidate.courses)?;
            found.push(candidate);
        }
    }
    if !facts.is_possible(left)? {
        return Ok(found);
    }
    // No register holds it there: another body made it, or only the person knows.
    if check == "handover/carried-by-citizen" {
        let makers = facts.made_by_others(request, request.datum)?;
        for maker in makers {
            let courses = facts.diagram.and(maker.courses, left)?;
            if !facts.is_possible(courses)? {
                continue;
            }
            left = facts.diagram.minus(left, courses)?;
            let claim = &facts.journey.steps[maker.step].claim;
            found.push(Reason {
                courses,
                facts: ClassFacts { held: true, ..plain.facts },
                holder: Some(Holding::Body(maker.body)),
                verified: plain.verified && claim.is_verified(),
                sources: claim.sources.iter().copied().collect(),
                ..plain.clone()
            });
        }
    }
    if facts.is_possible(left)? {
        found.push(Reason { courses: left, ..plain });
    }
    Ok(found)
}

/// The body itself has what it asks for: in these courses.
fn own_reason(
    facts: &mut Facts<'_>,
    request: &RequestFact<'_>,
    plain: &Reason,
    courses: Set,
) -> Result<Reason, OverBudget> {
    let claims = facts.claims_of_having(request)?;
    Ok(Reason {
        courses,
        facts: ClassFacts { own: true, held: true, ..plain.facts },
        verified: plain.verified && claims.iter().all(|claim| claim.is_verified()),
        sources: claims.iter().flat_map(|claim| claim.sources.iter().copied()).collect(),
        ..plain.clone()
    })
}

/// The registers that hold what is asked for, each with each way in that is open to the asker, or with none;
/// the way that needs least to be done first.
fn candidates(
    facts: &mut Facts<'_>,
    as_of: Date,
    request: &RequestFact<'_>,
    plain: &Reason,
) -> Result<Vec<Reason>, OverBudget> {
    let mut candidates: Vec<(Option<ReasonClass>, Reason)> = Vec::new();
    let evidence = facts.evidence_for(request.datum);
    let first_proof = evidence.first().copied();
    for datum in [Some(request.datum), first_proof].into_iter().flatten() {
        for holder in facts.holders(request.step, datum)?.iter() {
            let mut courses = holder.courses;
            // A document is not needed only where a register holds all that it proves.
            if datum != request.datum {
                for &proved in &evidence {
                    let mut held = Set::NONE;
                    for other in facts.holders(request.step, proved)?.iter() {
                        held = facts.diagram.or(held, other.courses)?;
                    }
                    courses = facts.diagram.and(courses, held)?;
                }
            }
            let consumes = facts.consumes(request.body, holder.register)?;
            // A body's own register is its own knowledge.
            let keeper = facts.model.registers[holder.register].keeper;
            let own = facts.model.organisations[keeper].body == request.body;
            let base = Reason {
                courses,
                facts: ClassFacts { held: true, own, consumes, ..plain.facts },
                holder: Some(Holding::Register(holder.register)),
                verified: plain.verified && holder.verified,
                sources: holder.sources.iter().copied().collect(),
                ..plain.clone()
            };
            let model = facts.model;
            let asker = facts.journey.steps[request.step].actor;
            let register = &model.registers[holder.register];
            let mut any = false;
            for way in register.ways.iter().filter(|_| !own) {
                if !facts.is_open_to(way, asker, request.body) || !facts.gives(way, datum) {
                    continue;
                }
                any = true;
                let running = way
                    .uses
                    .is_none_or(|solution| model.solutions[solution].state == SolutionState::InOperation);
                let reason = Reason {
                    facts: ClassFacts {
                        way: true,
                        law: Some(rules::law_state(model, as_of, &way.law)),
                        running,
                        same_meaning: way.differs.is_none(),
                        consent: way.consent,
                        ..base.facts
                    },
                    law: Some(way.law.clone()),
                    solution: way.uses,
                    verified: base.verified && way.claim.is_verified(),
                    sources: base.sources.iter().chain(&way.claim.sources).copied().collect(),
                    ..base.clone()
                };
                candidates.push((rules::class(model, &reason.facts), reason));
            }
            if !any {
                candidates.push((rules::class(model, &base.facts), base));
            }
        }
    }
    candidates.sort_by_key(|(class, _)| class.map_or(usize::MAX, |class| class as usize));
    Ok(candidates.into_iter().map(|(_, reason)| reason).collect())
}

/// Applies the tables to a reason.
fn raw_case(
    facts: &Facts<'_>,
    as_of: Date,
    rank: usize,
    check: &'static str,
    request: Option<&RequestFact<'_>>,
    reason: Reason,
) -> RawCase {
    let model = facts.model;
    let class = rules::class(model, &reason.facts);
    let asker = request.map(|request| request.body);
    let register = match reason.holder {
        Some(Holding::Register(register)) => Some(register),
        _ => None,
    };
    let verdict = asker.zip(class).and_then(|(asker, class)| {
        let level = model.organisations[asker].level;
        rules::verdict(model, as_of, level, class, register, reason.verified)
    });
    let (gravity, severity) = rules::gravity(model, check, class, verdict, None);
    let giver = match reason.holder {
        Some(Holding::Register(register)) => Some(model.registers[register].keeper),
        Some(Holding::Body(body)) => Some(body),
        None => None,
    };
    let item = request.map(|request| request.datum.item);
    let lead = lead(
        facts,
        as_of,
        rules::role(model, as_of, check, class),
        &Roles {
            law: reason.law.as_ref(),
            keeper: giver,
            solution: reason.solution,
            asker,
            giver,
            receiver: asker,
            item,
        },
    );
    let help = request.map_or_else(Words::default, |request| help(facts, request, class, reason.holder));
    RawCase {
        rank,
        check,
        class,
        verdict,
        degree: None,
        gravity,
        severity,
        lead,
        law: law_points(facts, as_of, reason.law.as_ref()),
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
struct Roles<'r> {
    law: Option<&'r Law>,
    keeper: Option<Key<Organisation>>,
    solution: Option<Key<Solution>>,
    asker: Option<Key<Organisation>>,
    giver: Option<Key<Organisation>>,
    receiver: Option<Key<Organisation>>,
    item: Option<Key<crate::model::Item>>,
}

/// Who must act, by role; where nobody plays it, the giver, or else the receiver.
fn lead(facts: &Facts<'_>, as_of: Date, role: ActorRole, roles: &Roles<'_>) -> Option<Key<Organisation>> {
    let model = facts.model;
    let owner_of_law = || {
        let provisions = roles.law.into_iter().flat_map(|law| law.ground.iter().chain(&law.exemption));
        let stated = provisions.into_iter().find_map(|&provision| model.provisions[provision].ministry);
        // Where no provision is known, the ministry of the body that would need one.
        stated.or_else(|| roles.receiver.and_then(|receiver| rules::ministry_of(model, as_of, receiver)))
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
fn help(
    facts: &Facts<'_>,
    request: &RequestFact<'_>,
    class: Option<ReasonClass>,
    holder: Option<Holding>,
) -> Words {
    let asked = asking(facts, request);
    let (asker, what) = (&asked.asker, &asked.what);
    let from = match holder {
        Some(Holding::Register(register)) => facts.model.registers[register].name.clone(),
        Some(Holding::Body(body)) => facts.model.organisations[body].name.clone(),
        None => Words::new("den som har det", "den som har det", "whoever has it"),
    };
    match class {
        Some(ReasonClass::ReuseNow) if holder.is_none() => Words::new(
            format!("{} kan bruke det virksomheten alt har, og slutte å spørre", asker.nb),
            format!("{} kan bruke det verksemda alt har, og slutte å spørje", asker.nn),
            format!("{} can use what it already has, and stop asking", asker.en),
        ),
        Some(ReasonClass::ReuseNow | ReasonClass::SourceNotConsumed) => Words::new(
            format!("{} kan hente {} fra {} i stedet for å spørre", asker.nb, what.nb, from.nb),
            format!("{} kan hente {} frå {} i staden for å spørje", asker.nn, what.nn, from.nn),
            format!("{} can fetch {} from {} instead of asking", asker.en, what.en, from.en),
        ),
        Some(ReasonClass::NotInOperation) => Words::new(
            format!("sett løsningen som gir {} til {}, i drift", what.nb, asker.nb),
            format!("set løysinga som gjev {} til {}, i drift", what.nn, asker.nn),
            format!("put the solution that gives {} to {} into operation", what.en, asker.en),
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
    let state = rules::law_state(facts.model, as_of, law);
    let provisions: BTreeSet<_> = law.ground.iter().chain(&law.exemption).copied().collect();
    if provisions.is_empty() {
        return vec![LawPoint { id: None, name: state_words(state), state }];
    }
    let points = provisions.into_iter().map(|provision| {
        let provision = &facts.model.provisions[provision];
        let section = provision.section.as_deref().map_or(String::new(), |section| format!(" {section}"));
        let name = Words::each(|lang| format!("{}{section}", provision.law.get(lang)));
        LawPoint { id: Some(provision.id.clone()), name, state }
    });
    points.collect()
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
    told: &mut Told,
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
    let flow = stated.flow.map(|link| &facts.journey.links[link]);
    let class_facts = flow.map(|link| ClassFacts {
        deliberate: false,
        own: false,
        held: true,
        way: link.uses.is_some(),
        law: link.law.as_ref().map(|law| rules::law_state(facts.model, as_of, law)),
        running: link
            .uses
            .is_none_or(|solution| facts.model.solutions[solution].state == SolutionState::InOperation),
        same_meaning: true,
        consent: false,
        consumes: false,
    });
    let class = class_facts.and_then(|class_facts| rules::class(facts.model, &class_facts));
    let law = flow.and_then(|link| link.law.clone());
    // Where a party does a step in a body's service, the body is who receives it.
    let own = organisation(stated.at.map(|step| facts.journey.steps[step].actor));
    let lead = lead(
        facts,
        as_of,
        rules::role(facts.model, as_of, check.name, class),
        &Roles {
            law: law.as_ref(),
            keeper: giver,
            solution: flow.and_then(|link| link.uses),
            asker: receiver,
            giver,
            receiver: receiver.or(own),
            item: None,
        },
    );
    finding.subject = stated.subject;
    finding.message = stated.message;
    finding.places = stated.places;
    finding.also = stated.also;
    finding.giver = stated.giver.map(|actor| named_actor(facts, actor));
    finding.receiver = stated.receiver.map(|actor| named_actor(facts, actor));
    finding.parties = stated.parties.iter().map(|&party| named_party(facts, party)).collect();
    let law = law_points(facts, as_of, law.as_ref());
    let mut parts: Vec<_> = stated.degrees.iter().map(|&(degree, courses)| (Some(degree), courses)).collect();
    if parts.is_empty() {
        parts.push((None, stated.courses.unwrap_or(Set::ALL)));
    }
    let case = |(degree, courses)| {
        let (gravity, severity) = rules::gravity(facts.model, check.name, class, None, degree);
        RawCase {
            rank: 0,
            check: check.name,
            class,
            verdict: None,
            degree,
            gravity,
            severity,
            lead,
            law: law.clone(),
            holder: None,
            courses,
            help: stated.help.clone(),
        }
    };
    let cases = parts.into_iter().map(case).collect();
    settle(
        facts,
        told,
        &mut finding,
        as_of,
        cases,
        stated.courses,
        stated.at,
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

/// Fills in what follows from the cases: gravity, conditions, witness, who must act, sources.
#[expect(clippy::too_many_arguments, reason = "everything a finding rests on, gathered once")]
fn settle(
    facts: &mut Facts<'_>,
    told: &mut Told,
    finding: &mut Finding,
    as_of: Date,
    mut cases: Vec<RawCase>,
    courses: Option<Set>,
    at: Option<Key<Step>>,
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
            .and_then(|lead| rules::ministry_of(facts.model, as_of, lead))
            .map(|ministry| named_organisation(facts, ministry));
        if finding.giver.is_none() {
            finding.giver = holder_organisation(facts, gravest.holder);
        }
    }
    finding.coordinator = crate::model::responsible_on(&facts.journey.responsible, as_of)
        .map(|period| named_organisation(facts, period.ministry));
    if let Some(courses) = courses {
        finding.condition = Some(told.courses.of(facts, courses)?);
        finding.witness = witness(facts, told, courses, at)?;
    }
    for case in cases {
        if courses.is_none() && case.class.is_none() {
            continue;
        }
        finding.cases.push(Case {
            courses: told.courses.of(facts, case.courses)?,
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

/// The least course of a set, and the steps that lead to a step in it.
fn witness(
    facts: &mut Facts<'_>,
    told: &mut Told,
    courses: Set,
    at: Option<Key<Step>>,
) -> Result<Option<Witness>, OverBudget> {
    // The least course of all is nearly always possible; only where it is not must the two be combined.
    let mut least = facts.diagram.witness(courses);
    if least.as_ref().is_none_or(|course| !facts.diagram.contains(facts.possible, course)) {
        let possible = facts.diagram.and(courses, facts.possible)?;
        least = facts.diagram.witness(possible);
    }
    let Some(course) = least else { return Ok(None) };
    let steps = at.map_or_else(Vec::new, |at| facts.way_to(at, &course));
    let mut profile = Vec::new();
    // Of the decisions, those on the way and those that the finding depends on.
    let mut decisions: BTreeSet<usize> =
        steps.iter().filter_map(|&step| facts.journey.steps[step].decision).collect();
    decisions.extend(facts.diagram.support(courses).into_iter().map(|number| number as usize));
    let journey = facts.journey;
    let mut pair = |number: usize| {
        let variable = journey.variables.get(number)?;
        let value = *course.get(number)? as usize;
        Some((variable, told.pair(number, variable, value)?))
    };
    // The circumstances come first among the variables.
    for number in 0..journey.variables.len() {
        match pair(number) {
            Some((variable, pair)) if !matches!(variable.kind, VariableKind::Decision(_)) => {
                profile.push(pair)
            }
            _ => break,
        }
    }
    let happens = |step| facts.diagram.contains(facts.happens(step), &course);
    let outcomes = decisions
        .into_iter()
        .filter_map(pair)
        .filter(|(variable, _)| matches!(variable.kind, VariableKind::Decision(step) if happens(step)))
        .map(|(_, pair)| pair)
        .collect();
    let steps = steps.into_iter().map(|step| told.step(journey, step)).collect();
    Ok(Some(Witness { profile, outcomes, steps }))
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

fn named_holder(facts: &Facts<'_>, holder: Holding) -> Named {
    match holder {
        Holding::Register(register) => {
            let register = &facts.model.registers[register];
            Named { id: register.id.clone(), name: register.name.clone() }
        }
        Holding::Body(body) => named_organisation(facts, body),
    }
}

fn holder_organisation(facts: &Facts<'_>, holder: Option<Holding>) -> Option<Named> {
    match holder? {
        Holding::Register(register) => {
            Some(named_organisation(facts, facts.model.registers[register].keeper))
        }
        Holding::Body(body) => Some(named_organisation(facts, body)),
    }
}
