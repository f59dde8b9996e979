//! A due step that is never reached.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::symptom::{Symptom, stated_at, step_name, with_consequences};
use crate::words::Words;

pub(super) fn run<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
    let unreached = facts.unreached()?;
    let mut found = Vec::new();
    for &(step, courses) in &unreached.never {
        let mut stated = stated_at(facts, step, courses);
        let what = step_name(facts, step).quoted();
        stated.message = Words::new(
            format!("{} skal gjøres, men det som må komme før, skjer ikke", what.nb),
            format!("{} skal gjerast, men det som må kome før, skjer ikkje", what.nn),
            format!("{} is due, but what must come before does not happen", what.en),
        );
        stated.help = Words::new(
            "gi steget en forgjenger som skjer i disse tilfellene, eller si i `when` at det ikke skal gjøres da",
            "gi steget ein forgjengar som skjer i desse tilfella, eller sei i `when` at det ikkje skal gjerast då",
            "give the step a predecessor that happens in these cases, or say in `when` that it is not due then",
        );
        with_consequences(facts, &mut stated, &[step], courses)?;
        found.push(Symptom::Other(Box::new(stated)));
    }
    Ok(found)
}
