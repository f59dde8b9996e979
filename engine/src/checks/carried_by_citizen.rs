//! A body asks a party for what another body has produced in the journey.

use crate::declaration::Mode;
use crate::diagram::{OverBudget, Set};
use crate::facts::{Asked, Facts};
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;
use std::collections::BTreeSet;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| match request.asked {
            Asked::In(Mode::Confirm) => Ok(Set::NONE),
            Asked::In(Mode::Provide | Mode::Attach) | Asked::Brought(_) => {
                facts.others_have_produced(request, request.datum)
            }
        },
        |facts, request, Asking { asker, party, what }| {
            let givers: BTreeSet<_> =
                facts.made_by_others(request, request.datum)?.iter().map(|point| point.body).collect();
            let givers: Vec<_> =
                givers.into_iter().map(|giver| facts.model.organisations[giver].name.clone()).collect();
            let givers = Words::list(&givers);
            Ok(Words::new(
                format!("{} får {} av {}, selv om {} har laget det", asker.nb, what.nb, party.nb, givers.nb),
                format!("{} får {} av {}, sjølv om {} har laga det", asker.nn, what.nn, party.nn, givers.nn),
                format!("{} gets {} from {}, although {} made it", asker.en, what.en, party.en, givers.en),
            ))
        },
    )
}
