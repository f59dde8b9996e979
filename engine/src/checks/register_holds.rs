//! A register holds by then what a body asks for.

use crate::diagram::{OverBudget, Set};
use crate::facts::{Facts, RequestFact};
use crate::model::Datum;
use crate::symptom::{Asking, Symptom, duplicates};
use crate::words::Words;
use std::collections::BTreeSet;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    duplicates(
        facts,
        |facts, request| {
        if !request.collects() {
            return Ok(Set::NONE);
        }
        let itself = some_register_holds(facts, request, request.datum)?;
        let evidence = facts.evidence_for(request.datum);
        if evidence.is_empty() {
            return Ok(itself);
        }
        let mut proved = Set::ALL;
        for datum in evidence {
            let held = some_register_holds(facts, request, datum)?;
            proved = facts.diagram.and(proved, held)?;
        }
        facts.diagram.or(itself, proved)
        },
        |facts, request, Asking { asks, .. }| {
            let itself = some_register_holds(facts, request, request.datum)?;
            let itself = facts.diagram.and(itself, request.courses)?;
            let (held, stands) = match facts.is_possible(itself)? {
                true => (vec![request.datum], Words::new("som står i", "som står i", "which is in")),
                false => (
                    facts.evidence_for(request.datum),
                    Words::new(
                        "som bare viser det som står i",
                        "som berre viser det som står i",
                        "which only shows what is in",
                    ),
                ),
            };
            let mut registers = BTreeSet::new();
            for datum in held {
                for holder in facts.holders(request.step, datum)?.iter() {
                    let both = facts.diagram.and(holder.courses, request.courses)?;
                    if facts.is_possible(both)? {
                        registers.insert(holder.register);
                    }
                }
            }
            let registers: Vec<_> =
                registers.into_iter().map(|register| facts.model.registers[register].name.clone()).collect();
            let registers = Words::list(&registers);
            Ok(Words::new(
                format!("{}, {} {}", asks.nb, stands.nb, registers.nb),
                format!("{}, {} {}", asks.nn, stands.nn, registers.nn),
                format!("{}, {} {}", asks.en, stands.en, registers.en),
            ))
        },
    )
}

fn some_register_holds(
    facts: &mut Facts<'_>,
    request: &RequestFact<'_>,
    datum: Datum,
) -> Result<Set, OverBudget> {
    let mut held = Set::NONE;
    for holder in facts.holders(request.step, datum)?.iter() {
        held = facts.diagram.or(held, holder.courses)?;
    }
    Ok(held)
}
