//! Why something is asked for that follows from what is known: the reasons of all that it follows from.

use super::{Reason, both, gravest_first, owned, take, ways_to};
use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, RequestFact};
use crate::model::Datum;

/// The reasons of a request in courses in which what is asked for follows, for disjoint parts of them.
pub(super) fn reasons<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    plain: &Reason<'m>,
    courses: Set,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let proved = facts.evidence_for(request.datum);
    let ways = if proved.is_empty() { facts.follows_from(request.datum) } else { vec![proved] };
    by_ways(facts, request, plain, courses, ways, &mut vec![request.datum])
}

/// By the first way that is open in a course; of what it takes, that which needs most to be done decides.
fn by_ways<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    plain: &Reason<'m>,
    mut left: Set,
    ways: Vec<Vec<Datum>>,
    seen: &mut Vec<Datum>,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let mut found = Vec::new();
    for inputs in ways {
        if inputs.iter().any(|input| seen.contains(input)) {
            continue;
        }
        let mut parts: Option<Vec<Reason<'m>>> = None;
        for input in inputs {
            let of_input = of_one(facts, request, plain, left, input, seen)?;
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
fn of_one<'m>(
    facts: &mut Facts<'m>,
    request: &RequestFact<'m>,
    plain: &Reason<'m>,
    mut left: Set,
    input: Datum,
    seen: &mut Vec<Datum>,
) -> Result<Vec<Reason<'m>>, OverBudget> {
    let wanted = RequestFact { datum: input, ..request.clone() };
    let plain = Reason { of: input, ..plain.clone() };
    let mut candidates = Vec::new();
    let own = facts.has_for(request, input)?;
    if own != Set::NONE {
        let claims = facts.claims_of_having(&wanted)?;
        let reason = Reason {
            courses: own,
            verified: plain.verified && claims.iter().all(|claim| claim.is_verified()),
            sources: claims.iter().flat_map(|claim| claim.sources.iter().copied()).collect(),
            ..plain.clone()
        };
        candidates.push(owned(facts, &reason));
    }
    candidates.extend(ways_to(facts, &wanted, input, &plain)?);
    gravest_first(&mut candidates);
    let mut found = Vec::new();
    for candidate in candidates {
        if let Some(courses) = take(facts, &mut left, candidate.courses)? {
            found.push(Reason { courses, ..candidate });
        }
    }
    if facts.is_possible(left)? {
        seen.push(input);
        let ways = facts.follows_from(input);
        found.extend(by_ways(facts, request, &plain, left, ways, seen)?);
        seen.pop();
    }
    Ok(found)
}
