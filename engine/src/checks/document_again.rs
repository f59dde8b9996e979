//! A body asks for a document that it has, or for one at two steps, or for one whose proof it has.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| {
        if request.is_confirmed() || !facts.is_document(request.datum) {
            return Ok(Set::NONE);
        }
        let again = facts.has_or_asks_again(request)?;
        let mut proved = Set::ALL;
        let evidence = facts.evidence_for(request.datum);
        for &datum in &evidence {
            let obtained = facts.has_obtained(request, datum)?;
            let here = facts.has_at_step(request, datum, Some(request.datum))?;
            let has = facts.diagram.or(obtained, here)?;
            proved = facts.diagram.and(proved, has)?;
        }
        if evidence.is_empty() { Ok(again) } else { facts.diagram.or(again, proved) }
        },
        |_, _, Asking { asker, party, what }| {
            Ok(Words::new(
                format!("{} ber {} om {} på nytt", asker.nb, party.nb, what.nb),
                format!("{} ber {} om {} på nytt", asker.nn, party.nn, what.nn),
                format!("{} asks {} for {} again", asker.en, party.en, what.en),
            ))
        },
    )
}
