//! Data flows although there is no legal ground for it, or the law forbids it.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::model::LawState;
use crate::symptom::{Symptom, transfers_with_law};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let help = Words::new(
        "få på plass en hjemmel for det, eller slutt med det",
        "få på plass ein heimel for det, eller slutt med det",
        "have a legal ground provided for it, or stop it",
    );
    transfers_with_law(facts, &[LawState::Missing, LawState::Forbidden], &help)
}
