//! Data flows although nobody has found out whether the law allows it.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::model::LawState;
use crate::symptom::{Symptom, transfers_with_law};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let help = Words::new(
        "få avklart om hjemmelen holder, eller om loven må endres",
        "få avklart om heimelen held, eller om lova må endrast",
        "have it clarified whether the legal ground holds, or whether the law must be changed",
    );
    transfers_with_law(facts, &[LawState::Unclear, LawState::NotAssessed], &help)
}
