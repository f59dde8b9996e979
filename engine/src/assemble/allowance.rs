//! How much work putting findings together may take, and what is said of one that takes more.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::finding::{Finding, Label, Severity};
use crate::limits::{FINDING_BUDGET, work_budget};
use crate::vocabulary::Gravity;
use crate::words::Words;

/// The work that is left for the findings of one journey.
pub(super) struct Allowance {
    /// For all that are yet to be put together.
    left: u64,
    /// For one of them at most.
    each: u64,
}

/// What a finding is about, whatever becomes of it.
pub(super) struct About {
    /// The name of the check.
    pub(super) check: &'static str,
    /// The ids that make its identity.
    pub(super) subject: Vec<String>,
    /// Where it is.
    pub(super) places: Vec<Label>,
}

impl Allowance {
    /// What the findings of a journey with so many steps may take.
    pub(super) fn of(steps: usize) -> Self {
        Self { left: work_budget(steps), each: FINDING_BUDGET }
    }

    /// Makes one finding; where it takes more work than it may, the finding that it is not decided. The others are
    /// none the worse for it.
    pub(super) fn finding<'m>(
        &mut self,
        facts: &mut Facts<'m>,
        about: About,
        make: impl FnOnce(&mut Facts<'m>) -> Result<Finding, OverBudget>,
    ) -> Finding {
        let given = self.left.min(self.each);
        facts.diagram.set_budget(given);
        let made = make(facts);
        self.left = self.left.saturating_sub(given.saturating_sub(facts.diagram.budget()));
        made.unwrap_or_else(|OverBudget| not_decided(facts, about))
    }
}

/// The finding that there is something, but not decided in which courses and why.
fn not_decided(facts: &Facts<'_>, about: About) -> Finding {
    let About { check, subject, places } = about;
    let what = [vec![check.to_owned()], subject].concat();
    Finding {
        id: format!("{}/limits/not-decided/{}", facts.journey.id, what.join("/")),
        journey: Some(facts.journey.id.clone()),
        subject: what,
        message: Words::new(
            format!(
                "her er det `{check}`, men i hvilke livssituasjoner er ikke avgjort: det tar for mye arbeid"
            ),
            format!(
                "her er det `{check}`, men i kva livssituasjonar er ikkje avgjort: det tek for mykje arbeid"
            ),
            format!("here is `{check}`, but in which life situations is not decided: it takes too much work"),
        ),
        help: Words::new(
            "bruk færre omstendigheter i hver betingelse",
            "bruk færre omstende i kvart vilkår",
            "use fewer circumstances in each condition",
        ),
        places,
        ..Finding::of("limits/not-decided", Severity::Error, Gravity::NotDecided)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceFile;
    use crate::assemble::{Statement, findings_within};
    use crate::checks::CHECKS;
    use std::collections::BTreeSet;

    /// Two findings: one of a step that is never reached, one of what is asked twice in some courses.
    const JOURNEY: &str = r#"LifeEvent(
        id: "reise", name: (), last_checked: "2026-11-20",
        parties: [(id: "p", name: ())],
        circumstances: [
            (id: "a", name: (), values: Flag(yes: (), no: ())),
            (id: "b", name: (), values: Flag(yes: (), no: ())),
        ],
        steps: [
            (id: "x", name: (), actor: "k", kind: Service, when: "a or b", after: Start, sources: ["s"],
             asks: [(of: "p", data: ["p.d"])]),
            (id: "y", name: (), actor: "k", kind: Service, when: "not(a and b)", after: Start, sources: ["s"],
             asks: [(of: "p", data: ["p.d"], when: "a or b")]),
            (id: "z", name: (), actor: "k", kind: Service, after: AllOf([Then(step: "x"), Then(step: "y")]),
             sources: ["s"]),
        ],
    )"#;
    const SHARED: &str = r#"Shared(
        organisations: [(id: "k", name: (), level: State)],
        concepts: [(id: "d", name: ())],
        sources: [(id: "s", title: "s")],
    )"#;

    fn found(allowance: impl Fn(usize) -> Allowance) -> Vec<Finding> {
        let loaded = crate::load(vec![SourceFile::new("a.ron", JOURNEY), SourceFile::new("b.ron", SHARED)]);
        assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
        let journey = &loaded.model.journeys[0];
        let mut facts = Facts::new(&loaded.model, journey, 1_000_000).unwrap();
        let statements = CHECKS
            .iter()
            .map(|check| Statement { check, symptoms: (check.run)(&mut facts).unwrap() })
            .collect();
        findings_within(&mut facts, journey.last_checked, statements, allowance(journey.steps.len())).unwrap()
    }

    #[test]
    fn a_finding_that_takes_too_much_work_is_said_and_hides_no_other() {
        let all = found(Allowance::of);
        assert!(all.len() >= 2 && all.iter().all(|one| one.check != "limits/not-decided"), "{all:?}");
        let mut seen = BTreeSet::new();
        for each in [0, 1, 5, 20, 100] {
            let some = found(|_| Allowance { left: 1_000_000, each });
            assert_eq!(some.len(), all.len(), "one for each");
            for (one, whole) in some.iter().zip(&all) {
                let undecided = one.check == "limits/not-decided";
                seen.insert(undecided);
                match undecided {
                    true => {
                        assert_eq!(one.subject[1..], whole.subject);
                        assert_eq!(one.places.first(), whole.places.first());
                        assert_eq!(one.subject[0], whole.check);
                    }
                    false => assert_eq!(one.id, whole.id),
                }
            }
        }
        assert_eq!(seen, BTreeSet::from([false, true]));
        // What all may take together is spent once.
        let none = found(|_| Allowance { left: 0, each: 1_000_000 });
        assert!(none.iter().any(|one| one.check == "limits/not-decided"));
    }
}
