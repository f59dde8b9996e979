//! Several bodies ask for the same.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| {
        if request.collects() { facts.asked_by_others(request) } else { Ok(Set::NONE) }
        },
        |facts, request, Asking { asks, .. }| {
            let others = facts.other_askers(request)?;
            let others: Vec<_> =
                others.into_iter().map(|other| facts.model.organisations[other].name.clone()).collect();
            let others = Words::list(&others);
            Ok(Words::new(
                format!("{}, som også {} ber om", asks.nb, others.nb),
                format!("{}, som også {} ber om", asks.nn, others.nn),
                format!("{}, which is also asked for by {}", asks.en, others.en),
            ))
        },
    )
}
