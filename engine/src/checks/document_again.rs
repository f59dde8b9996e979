//! A body asks for a document that it has, or for one at two steps, or for one whose proof it has.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| {
        if !request.collects() || !facts.is_document(request.datum) {
            return Ok(Set::NONE);
        }
        let again = facts.has_or_asks_again(request)?;
        let proved = facts.has_what_it_proves(request)?;
        facts.diagram.or(again, proved)
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
            let again = facts.has_or_asks_again(request)?;
            let again = facts.diagram.and(again, request.courses)?;
            if facts.is_possible(again)? {
                return Ok(Words::new(
                    format!("{}, som {} selv har fra før", asks.nb, asker.nb),
                    format!("{}, som {} sjølv har frå før", asks.nn, asker.nn),
                    format!("{}, which it already has", asks.en),
                ));
            }
            Ok(Words::new(
                format!("{}, som bare viser det {} vet fra før", asks.nb, asker.nb),
                format!("{}, som berre viser det {} veit frå før", asks.nn, asker.nn),
                format!("{}, which only shows what it already knows", asks.en),
            ))
        },
    )
}
