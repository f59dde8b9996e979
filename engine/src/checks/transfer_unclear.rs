//! Data flows although nobody has found out whether the law allows it.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::model::LawState;
use crate::symptom::{Symptom, transfers_with_law};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let help = Words::new(
        "få avklart hjemmelen, og skriv i `law` hva som gjelder",
        "få avklart heimelen, og skriv i `law` kva som gjeld",
        "have the legal ground clarified, and write in `law` what holds",
    );
    transfers_with_law(facts, &[LawState::Unclear, LawState::NotAssessed], &help)
}
