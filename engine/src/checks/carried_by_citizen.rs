//! A body asks a party for what another body has produced in the journey.

use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;
use std::collections::BTreeSet;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| match request.collects() {
            true => facts.others_have_produced(request, request.datum),
            false => Ok(Set::NONE),
        },
        |facts, request, Asking { asks, .. }| {
            let mut givers = BTreeSet::new();
            for maker in facts.made_by_others(request, request.datum)? {
                let both = facts.diagram.and(maker.courses, request.courses)?;
                if facts.is_possible(both)? {
                    givers.insert(maker.body);
                }
            }
            let givers: Vec<_> =
                givers.into_iter().map(|giver| facts.model.organisations[giver].name.clone()).collect();
            let givers = Words::list(&givers);
            Ok(Words::new(
                format!("{}, som {} har fra før", asks.nb, givers.nb),
                format!("{}, som {} har frå før", asks.nn, givers.nn),
                format!("{}, already held by {}", asks.en, givers.en),
            ))
        },
    )
}
