//! A body asks for what follows from what it has, or from what a register holds.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Asking, Symptom, data_names, duplicates};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| if request.collects() { facts.derivable(request) } else { Ok(Set::NONE) },
        |facts, request, Asking { asks, .. }| {
            let proved = facts.evidence_for(request.datum);
            if !proved.is_empty() {
                let proved = data_names(facts, proved);
                return Ok(Words::new(
                    format!("{}, som bare viser {}, som er kjent fra før", asks.nb, proved.nb),
                    format!("{}, som berre viser {}, som er kjent frå før", asks.nn, proved.nn),
                    format!("{}, which only shows {}, already known", asks.en, proved.en),
                ));
            }
            let inputs = facts.follows_from(request.datum).into_iter().next().unwrap_or_default();
            let inputs = data_names(facts, inputs);
            Ok(Words::new(
                format!("{}, som følger av {}", asks.nb, inputs.nb),
                format!("{}, som følgjer av {}", asks.nn, inputs.nn),
                format!("{}, which follows from {}", asks.en, inputs.en),
            ))
        },
    )
}
