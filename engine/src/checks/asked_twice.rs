//! A body asks for data that it has, or asks for it at two steps.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| {
        if !request.collects() || facts.is_document(request.datum) {
            return Ok(Set::NONE);
        }
        facts.has_or_asks_again(request)
        },
        |facts, request, Asking { asker, asks, .. }| {
            let elsewhere = facts.asked_elsewhere(request)?;
            if facts.is_possible(elsewhere)? {
                return Ok(Words::new(
                    format!("{} mer enn én gang", asks.nb),
                    format!("{} meir enn éin gong", asks.nn),
                    format!("{} more than once", asks.en),
                ));
            }
            Ok(Words::new(
                format!("{}, som {} selv har fra før", asks.nb, asker.nb),
                format!("{}, som {} sjølv har frå før", asks.nn, asker.nn),
                format!("{}, which it already has", asks.en),
            ))
        },
    )
}
