//! Why a body asks for what it could have: by the way that needs least to be done.
//!
//! Comes in: a request. Goes out: the reasons, each with its courses, and what the tables need to judge it.
//! Says nothing of whether the request is a duplicate: that is what the checks state.

mod derived;

use crate::diagram::{OverBudget, Set};
use crate::facts::{Asked, Facts, Holder, RequestFact};
use crate::model::{Datum, Key, Law, Organisation, Register, Solution, SolutionState, Source};
use crate::rules::{self, ClassFacts};
use crate::vocabulary::{ReasonClass, Verdict};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Why something is so in some courses: what decides class, law and holder.
#[derive(Debug, Clone)]
pub struct Reason<'m> {
    /// The courses.
    pub courses: Set,
    /// The body that asks.
    pub asker: Key<Organisation>,
    /// What would be had otherwise: what is asked for, or what it follows from.
    pub of: Datum,
    /// True where all that a document proves would be had, and not the document.
    pub shown: bool,
    /// What the table of reason classes looks at.
    pub facts: ClassFacts,
    /// The reason class; none where no row of the table fits.
    pub class: Option<ReasonClass>,
    /// What the first rule that binds the asker says of just this.
    pub verdict: Option<Verdict>,
    /// The law of the way by which it could be avoided, or of the flow itself.
    pub law: Option<&'m Law>,
    /// Who holds it.
    pub holder: Option<HeldBy>,
    /// The solutions that carry it; several where it takes several things.
    pub solutions: BTreeSet<Key<Solution>>,
    /// True where the request, what is held, the way and its law were all seen in cited sources.
    pub verified: bool,
    /// The sources of what is held and of the way.
    pub sources: BTreeSet<Key<Source>>,
}

/// Who holds what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBy {
    /// A register.
    Register(Key<Register>),
    /// A body that made it.
    Body(Key<Organisation>),
}

/// Where a request is known to be a duplicate of what the asker, or another body, has.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Another body has produced it before.
    pub carried: Set,
    /// The asking body has it before or at the step, or asks for it at another, or has all that it proves.
    pub again: Set,
}

impl Known {
    /// What the facts say of a request.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn of(facts: &mut Facts<'_>, request: &RequestFact<'_>) -> Result<Self, OverBudget> {
        let carried = facts.others_have_produced(request, request.datum)?;
        let again = facts.has_or_asks_again(request)?;
        let proved = facts.has_what_it_proves(request)?;
        Ok(Self { carried, again: facts.diagram.or(again, proved)? })
    }
}

/// Why a request is made although what is asked for is known: disjoint parts of these courses, in which it is a
/// duplicate.
///
/// # Errors
/// [`OverBudget`].
pub fn of_request<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    courses: Set,
    known: Known,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let plain = plain(facts, request);
    let mut left = courses;
    let mut found = Vec::new();
    for candidate in of_having(facts, request, &plain, known)? {
        let Some(courses) = take(facts, &mut left, candidate.courses)? else { continue };
        if !candidate.facts.own || candidate.holder.is_some() {
            found.push(Reason { courses, ..candidate });
            continue;
        }
        let surely = has_apart(facts, request, known)?;
        let mut left = courses;
        if let Some(courses) = take(facts, &mut left, surely)? {
            found.push(Reason { courses, ..candidate.clone() });
        }
        if let Some(courses) = take(facts, &mut left, Set::ALL)? {
            let verdict = candidate.verdict.map(Verdict::unverified);
            found.push(Reason { courses, verdict, ..candidate });
        }
    }
    if !facts.is_possible(left)? {
        return Ok(found);
    }
    let follows = facts.derivable(request)?;
    if let Some(courses) = take(facts, &mut left, follows)? {
        found.extend(derived::reasons(facts, request, &plain, courses)?);
    }
    if facts.is_possible(left)? {
        found.push(Reason { courses: left, ..plain });
    }
    Ok(found)
}

/// A solution that carries a reason of a request.
pub struct Carrier {
    /// The solution.
    pub solution: Key<Solution>,
    /// The class of the reason; none where no row of the table fits.
    pub class: Option<ReasonClass>,
    /// The courses.
    pub courses: Set,
}

/// The solutions that carry the reasons of a request that rest on somebody having what it asks for. Where several reasons count as much, which of them is told says nothing of solutions: all count here.
///
/// # Errors
/// [`OverBudget`].
pub fn carriers<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    known: Known,
) -> Result<Vec<Carrier>, OverBudget> {
    let plain = plain(facts, request);
    let mut left = request.courses;
    let mut found = Vec::new();
    for alike in of_having(facts, request, &plain, known)?.chunk_by(count_as_much) {
        for reason in alike {
            let courses = facts.diagram.and(reason.courses, left)?;
            if facts.is_possible(courses)? {
                let carrier = |&solution| Carrier { solution, class: reason.class, courses };
                found.extend(reason.solutions.iter().map(carrier));
            }
        }
        let together = facts.diagram.any(alike.iter().map(|reason| reason.courses))?;
        left = facts.diagram.minus(left, together)?;
    }
    Ok(found)
}

fn count_as_much(one: &Reason<'_>, other: &Reason<'_>) -> bool {
    (one.verdict, one.class) == (other.verdict, other.class)
}

/// The reasons that rest on somebody having it, that which counts first: the gravest verdict, and of those alike what the
/// asker itself has, what registers hold, and what others made. Their courses overlap.
fn of_having<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    plain: &Reason<'m>,
    known: Known,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let mut all = Vec::new();
    // What the asker itself has needs neither a way nor a law, whoever else has it.
    let own = facts.diagram.minus(known.again, known.carried)?;
    let before = facts.has_obtained(request, request.datum)?;
    let mut own = facts.diagram.or(own, before)?;
    if known.carried != Set::NONE {
        let here = facts.has_at_step(request, request.datum, None)?;
        let proved = facts.has_what_it_proves(request)?;
        own = facts.diagram.any([own, here, proved])?;
    }
    if own != Set::NONE {
        let claims = facts.claims_of_having(request)?;
        let reason = Reason {
            courses: own,
            verified: plain.verified && claims.iter().all(|claim| claim.is_verified()),
            sources: claims.iter().flat_map(|claim| claim.sources.iter().copied()).collect(),
            ..plain.clone()
        };
        all.push(owned(facts, &reason));
    }
    // Where the step itself fetches it, a register is in use for just this.
    let fetched = facts.fetched_at_step(request)?;
    for way in ways(facts, request, plain)? {
        let courses = facts.diagram.minus(way.courses, fetched)?;
        all.push(Reason { courses, ..way });
    }
    if known.carried == Set::NONE {
        gravest_first(&mut all);
        return Ok(all);
    }
    for way in later(facts, request, plain)? {
        let courses = facts.diagram.and(way.courses, known.carried)?;
        all.push(Reason { courses: facts.diagram.minus(courses, fetched)?, ..way });
    }
    for maker in facts.made_by_others(request, request.datum)? {
        let made = facts.diagram.and(maker.courses, known.carried)?;
        let claim = &facts.journey.steps[maker.step].claim;
        let reason = Reason {
            courses: facts.diagram.minus(made, fetched)?,
            facts: ClassFacts { held: true, ..plain.facts },
            holder: Some(HeldBy::Body(maker.body)),
            verified: plain.verified && claim.is_verified(),
            sources: claim.sources.iter().copied().collect(),
            ..plain.clone()
        };
        all.push(classed(facts, reason));
    }
    gravest_first(&mut all);
    Ok(all)
}

/// The courses in which nothing but the asker's own doing stands in the way of reuse: the body has it before the step
/// or at it, or a register holds it by then and a way in is of the class `reuse-now` or `source-not-consumed`.
///
/// # Errors
/// [`OverBudget`].
pub fn reusable<'m>(facts: &mut Facts<'m>, request: &RequestFact<'m>) -> Result<Set, OverBudget> {
    let is_reuse = |class: Option<ReasonClass>| {
        matches!(class, Some(ReasonClass::ReuseNow | ReasonClass::SourceNotConsumed))
    };
    let plain = plain(facts, request);
    let mut reusable = Set::NONE;
    if is_reuse(owned(facts, &plain).class) {
        let before = facts.has_obtained(request, request.datum)?;
        let here = facts.has_at_step(request, request.datum, None)?;
        let proved = facts.has_what_it_proves(request)?;
        reusable = facts.diagram.any([before, here, proved])?;
    }
    let from_registers = |facts: &mut Facts<'m>, datum| -> Result<Set, OverBudget> {
        let ways = ways_to(facts, request, datum, &plain)?;
        facts.diagram.any(ways.iter().filter(|way| is_reuse(way.class)).map(|way| way.courses))
    };
    let held = from_registers(facts, request.datum)?;
    let evidence = facts.evidence_for(request.datum);
    let mut shown = if evidence.is_empty() { Set::NONE } else { Set::ALL };
    for datum in evidence {
        let held = from_registers(facts, datum)?;
        shown = facts.diagram.and(shown, held)?;
    }
    facts.diagram.any([reusable, held, shown])
}

/// The courses in which the body itself has what is asked for apart from what is attached to the very request: whether
/// it has that before it reads it, the law does not say.
fn has_apart(facts: &mut Facts<'_>, request: &RequestFact<'_>, known: Known) -> Result<Set, OverBudget> {
    let before = facts.has_obtained(request, request.datum)?;
    let elsewhere = facts.asked_elsewhere(request)?;
    let elsewhere = facts.diagram.minus(elsewhere, known.carried)?;
    let fetched = facts.fetched_at_step(request)?;
    let proved = facts.has_what_it_proves_apart(request)?;
    facts.diagram.any([before, elsewhere, fetched, proved])
}

/// What is left of these courses, where any is possible; they are no longer left then.
fn take(facts: &mut Facts<'_>, left: &mut Set, courses: Set) -> Result<Option<Set>, OverBudget> {
    let courses = facts.diagram.and(courses, *left)?;
    if !facts.is_possible(courses)? {
        return Ok(None);
    }
    *left = facts.diagram.minus(*left, courses)?;
    Ok(Some(courses))
}

/// A reason with the class and the verdict that the tables give it.
fn classed<'m>(facts: &Facts<'m>, mut reason: Reason<'m>) -> Reason<'m> {
    reason.class = rules::class(facts.model, &reason.facts);
    judged(facts, reason)
}

/// A reason with the verdict on its class.
fn judged<'m>(facts: &Facts<'m>, mut reason: Reason<'m>) -> Reason<'m> {
    let level = facts.model.organisations[reason.asker].level;
    let register = match reason.holder {
        Some(HeldBy::Register(register)) => Some(register),
        Some(HeldBy::Body(_)) | None => None,
    };
    let verdict = |class| rules::verdict(facts.model, facts.as_of, level, class, register, reason.verified);
    reason.verdict = reason.class.and_then(verdict);
    reason
}

/// The reason where nobody is known to have it.
fn plain<'m>(facts: &Facts<'m>, request: &RequestFact<'m>) -> Reason<'m> {
    let deliberate = request.request.and_then(|request| request.deliberate.as_ref());
    let law = match request.asked {
        Asked::Brought(link) => facts.journey.links[link].law.as_ref(),
        Asked::In(_) => request.request.and_then(|request| request.law.as_ref()),
    };
    let reason = Reason {
        courses: request.courses,
        asker: request.body,
        of: request.datum,
        shown: false,
        facts: ClassFacts {
            deliberate: deliberate.is_some_and(|(_, review)| facts.as_of <= *review),
            own: false,
            held: false,
            way: false,
            law: law.map(|law| facts.model.law_state(law, facts.as_of)),
            running: true,
            same_meaning: true,
            consent: false,
            consumes: false,
            later: false,
        },
        class: None,
        verdict: None,
        law,
        holder: None,
        solutions: BTreeSet::new(),
        verified: request.claim.is_verified(),
        sources: BTreeSet::new(),
    };
    classed(facts, reason)
}

/// The reason where the body itself has it.
fn owned<'m>(facts: &Facts<'m>, plain: &Reason<'m>) -> Reason<'m> {
    classed(facts, Reason { facts: ClassFacts { own: true, held: true, ..plain.facts }, ..plain.clone() })
}

/// The ways in which registers could give what is asked for, or all that it proves, that which counts first: the
/// gravest verdict, and of those alike what needs least to be done. Their courses overlap.
fn ways<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    plain: &Reason<'m>,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let mut ways = ways_to(facts, request, request.datum, plain)?;
    let mut evidence = facts.evidence_for(request.datum).into_iter();
    if let Some(first) = evidence.next() {
        // A document is not needed only where registers hold all that it proves; the hardest to get decides.
        let mut proof = ways_to(facts, request, first, plain)?;
        for datum in evidence {
            let other = ways_to(facts, request, datum, plain)?;
            proof = both(facts, &proof, &other)?;
        }
        ways.extend(proof.into_iter().map(|way| Reason { shown: true, ..way }));
        least_first(&mut ways);
    }
    Ok(ways)
}

/// The gravest verdict first, none last; what is alike stays in its order.
fn gravest_first(reasons: &mut [Reason<'_>]) {
    reasons.sort_by_key(|reason| (reason.verdict.is_none(), reason.verdict));
}

fn least_first(ways: &mut [Reason<'_>]) {
    ways.sort_by_key(|reason| (reason.class.is_none(), reason.class));
    gravest_first(ways);
}

/// What it takes to get two things: that one which needs more to be done, and of those alike that of the graver verdict.
/// Where both need as much, it takes the solutions of both.
fn both<'m>(
    facts: &mut Facts<'m>,
    some: &[Reason<'m>],
    others: &[Reason<'m>],
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let mut all = Vec::new();
    let mut left = Set::ALL;
    for ones in some.chunk_by(count_as_much) {
        for one in ones {
            let mut mine = facts.diagram.and(one.courses, left)?;
            for others in others.chunk_by(count_as_much) {
                for other in others {
                    let courses = facts.diagram.and(mine, other.courses)?;
                    if facts.is_possible(courses)? {
                        all.push(judged(facts, Reason { courses, ..harder(one, other) }));
                    }
                }
                let together = facts.diagram.any(others.iter().map(|other| other.courses))?;
                mine = facts.diagram.minus(mine, together)?;
            }
        }
        let together = facts.diagram.any(ones.iter().map(|one| one.courses))?;
        left = facts.diagram.minus(left, together)?;
    }
    least_first(&mut all);
    Ok(all)
}

fn harder<'m>(one: &Reason<'m>, other: &Reason<'m>) -> Reason<'m> {
    let needs = |reason: &Reason<'_>| (reason.class, reason.verdict.is_some(), Reverse(reason.verdict));
    let mut harder = if needs(other) > needs(one) { other } else { one }.clone();
    if needs(other) == needs(one) {
        harder.solutions.extend(&other.solutions);
    }
    harder.verified = one.verified && other.verified;
    harder.sources = one.sources.union(&other.sources).copied().collect();
    harder
}

/// The registers that hold a datum, each with each way in that is open to the asker, or with none.
fn ways_to<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    datum: Datum,
    plain: &Reason<'m>,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let holders = facts.holders(request.step, datum)?;
    let mut found = by_holders(facts, request, datum, plain, &holders)?;
    least_first(&mut found);
    Ok(found)
}

/// The registers that get what is asked for, but not for certain before the step, where nothing else stands in the way of
/// fetching it.
fn later<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    plain: &Reason<'m>,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let plain = Reason { facts: ClassFacts { later: true, ..plain.facts }, ..plain.clone() };
    let holders = facts.later_holders(request.step, request.datum)?;
    let mut found = by_holders(facts, request, request.datum, &plain, &holders)?;
    found.retain(|reason| reason.class == Some(ReasonClass::ComesLater));
    Ok(found)
}

/// Registers, each with each way in that is open to the asker, or with none.
fn by_holders<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    datum: Datum,
    plain: &Reason<'m>,
    holders: &[Holder],
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let model = facts.model;
    let mut found = Vec::new();
    for holder in holders {
        // A body's own register is its own knowledge.
        let keeper = model.registers[holder.register].keeper;
        let own = model.organisations[keeper].body == request.body;
        let base = Reason {
            courses: holder.courses,
            facts: ClassFacts {
                held: true,
                own,
                consumes: facts.consumes(request.body, holder.register)?,
                ..plain.facts
            },
            holder: Some(HeldBy::Register(holder.register)),
            verified: plain.verified && holder.verified,
            sources: holder.sources.iter().copied().collect(),
            ..plain.clone()
        };
        let ways = match own {
            true => Vec::new(),
            false => facts.open_ways(request.step, holder.register, datum),
        };
        if ways.is_empty() {
            found.push(classed(facts, base));
            continue;
        }
        for way in ways {
            let running =
                |solution: Key<Solution>| model.solutions[solution].state == SolutionState::InOperation;
            let reason = Reason {
                facts: ClassFacts {
                    way: true,
                    law: Some(model.law_state(&way.law, facts.as_of)),
                    running: way.uses.is_none_or(running),
                    same_meaning: way.differs.is_none(),
                    consent: way.consent,
                    ..base.facts
                },
                law: Some(&way.law),
                solutions: way.uses.into_iter().collect(),
                verified: base.verified && way.claim.is_verified() && model.is_verified(&way.law),
                sources: base.sources.iter().chain(&way.claim.sources).copied().collect(),
                ..base.clone()
            };
            found.push(classed(facts, reason));
        }
    }
    Ok(found)
}
