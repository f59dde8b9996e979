//! The registry of checks.
//!
//! A check is two files with one stem: the logic, and its page, which is explanation and test at once.
//! Checks read facts and state symptoms; they see neither text nor each other.
//! How to add one: `docs/writing-a-check.md`.

use crate::diagram::OverBudget;
use crate::facts::Facts;
use crate::symptom::Symptom;

/// One check.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its name: `family/name`.
    pub name: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// What it states of a journey.
    pub run: for<'m> fn(&mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget>,
}

/// Declares the modules of the checks and lists them.
macro_rules! registry {
    ($($module:ident = $name:literal;)*) => {
        $(mod $module;)*

        /// All checks. Of those that find duplicate requests, an earlier one takes precedence.
        pub const CHECKS: &[Check] = &[$(Check {
            name: $name,
            page: include_str!(concat!("checks/", stringify!($module), ".md")),
            run: $module::run,
        },)*];
    };
}

registry! {
    nobody_hands_over = "handover/nobody-hands-over";
    carried_by_citizen = "handover/carried-by-citizen";
    citizen_must_know = "handover/citizen-must-know";
    no_receipt = "handover/no-receipt";
    never_reached = "flow/never-reached";
    circular_wait = "flow/circular-wait";
    dead_end = "flow/dead-end";
    asked_twice = "data/asked-twice";
    document_again = "data/document-again";
    register_holds = "data/register-holds";
    asked_by_several = "data/asked-by-several";
    deadline_lapses = "time/deadline-lapses";
    late_for_right = "time/late-for-right";
    claim_without_source = "sources/claim-without-source";
}

/// The check of this name.
pub fn find(name: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.name == name)
}
