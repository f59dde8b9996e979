//! A body asks for data that it has, or asks for it at two steps.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| {
        if request.is_confirmed() || facts.is_document(request.datum) {
            return Ok(Set::NONE);
        }
        facts.has_or_asks_again(request)
        },
        |facts, request, Asking { asker, party, what }| {
            let elsewhere = facts.asked_elsewhere(request)?;
            if facts.is_possible(elsewhere)? {
                return Ok(Words::new(
                    format!("{} spør {} om {} mer enn én gang", asker.nb, party.nb, what.nb),
                    format!("{} spør {} om {} meir enn éin gong", asker.nn, party.nn, what.nn),
                    format!("{} asks {} for {} more than once", asker.en, party.en, what.en),
                ));
            }
            Ok(Words::new(
                format!("{} spør {} om {}, som {} har fra før", asker.nb, party.nb, what.nb, asker.nb),
                format!("{} spør {} om {}, som {} har frå før", asker.nn, party.nn, what.nn, asker.nn),
                format!("{} asks {} for {}, which {} already has", asker.en, party.en, what.en, asker.en),
            ))
        },
    )
}
