//! Why something is asked for that follows from what is there: the reasons of all that it follows from.

use super::{Reason, candidates, own_reason};
use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, RequestFact};
use crate::model::{Date, Datum};
use crate::rules;
use std::collections::BTreeSet;

/// The reasons of a request whose datum follows, for disjoint parts of its courses.
pub(super) fn reasons(
    facts: &mut Facts<'_>,
    as_of: Date,
    request: &RequestFact<'_>,
    plain: &Reason,
    courses: Set,
) -> Result<Vec<Reason>, OverBudget> {
    let proved = facts.evidence_for(request.datum);
    let ways = if proved.is_empty() { facts.follows_from(request.datum) } else { vec![proved] };
    let mut seen = vec![request.datum];
    by_ways(facts, as_of, request, plain, courses, ways, &mut seen)
}

/// By the first way that is open in a course.
fn by_ways(
    facts: &mut Facts<'_>,
    as_of: Date,
    request: &RequestFact<'_>,
    plain: &Reason,
    courses: Set,
    ways: Vec<Vec<Datum>>,
    seen: &mut Vec<Datum>,
) -> Result<Vec<Reason>, OverBudget> {
    let mut left = courses;
    let mut found = Vec::new();
    for inputs in ways {
        if inputs.iter().any(|input| seen.contains(input)) {
            continue;
        }
        let mut parts: Option<Vec<Reason>> = None;
        for input in inputs {
            let of_input = of_one(facts, as_of, request, plain, left, input, seen)?;
            parts = Some(match parts {
                None => of_input,
                Some(parts) => both(facts, &parts, &of_input)?,
            });
        }
        for part in parts.into_iter().flatten() {
            left = facts.diagram.minus(left, part.courses)?;
            found.push(part);
        }
    }
    Ok(found)
}

/// Why one input is not used: the asker has it, or a register does, or it follows in its turn.
fn of_one(
    facts: &mut Facts<'_>,
    as_of: Date,
    request: &RequestFact<'_>,
    plain: &Reason,
    courses: Set,
    input: Datum,
    seen: &mut Vec<Datum>,
) -> Result<Vec<Reason>, OverBudget> {
    let wanted = RequestFact { datum: input, ..request.clone() };
    let plain = Reason { of: input, ..plain.clone() };
    let mut found = Vec::new();
    let obtained = facts.has_obtained(&wanted, input)?;
    let here = facts.has_at_step(&wanted, input, Some(request.datum))?;
    let own = facts.diagram.or(obtained, here)?;
    let own = facts.diagram.and(own, courses)?;
    let mut left = facts.diagram.minus(courses, own)?;
    if facts.is_possible(own)? {
        found.push(own_reason(facts, &wanted, &plain, own)?);
    }
    for candidate in candidates(facts, as_of, &wanted, &plain)? {
        let courses = facts.diagram.and(candidate.courses, left)?;
        if facts.is_possible(courses)? {
            left = facts.diagram.minus(left, courses)?;
            found.push(Reason { courses, ..candidate });
        }
    }
    if facts.is_possible(left)? {
        seen.push(input);
        let ways = facts.follows_from(input);
        found.extend(by_ways(facts, as_of, request, &plain, left, ways, seen)?);
        seen.pop();
    }
    Ok(found)
}

/// Where both are needed, the one that needs more to be done decides.
fn both(facts: &mut Facts<'_>, ones: &[Reason], others: &[Reason]) -> Result<Vec<Reason>, OverBudget> {
    let mut found = Vec::new();
    for one in ones {
        for other in others {
            let courses = facts.diagram.and(one.courses, other.courses)?;
            if !facts.is_possible(courses)? {
                continue;
            }
            let work = |reason: &Reason| {
                rules::class(facts.model, &reason.facts).map_or(usize::MAX, |class| class as usize)
            };
            let harder = if work(other) > work(one) { other } else { one };
            let sources: BTreeSet<_> = one.sources.union(&other.sources).copied().collect();
            let verified = one.verified && other.verified;
            found.push(Reason { courses, sources, verified, ..harder.clone() });
        }
    }
    Ok(found)
}
