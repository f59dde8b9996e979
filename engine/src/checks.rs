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
    /// True where it looks at each request by itself, so that requests can be shared out among workers.
    pub by_request: bool,
    /// What it states of a journey.
    pub run: for<'m> fn(&mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget>,
}

/// Declares the modules of the checks and lists them.
macro_rules! registry {
    ($($module:ident = $name:literal $($by_request:ident)?;)*) => {
        $(mod $module;)*

        /// All checks. Of those that find duplicate requests, an earlier one takes precedence.
        pub const CHECKS: &[Check] = &[$(Check {
            name: $name,
            page: include_str!(concat!("checks/", stringify!($module), ".md")),
            by_request: marked!($($by_request)?),
            run: $module::run,
        },)*];
    };
}

/// Whether a check of the registry is marked.
macro_rules! marked {
    () => {
        false
    };
    (by_request) => {
        true
    };
}

registry! {
    nobody_hands_over = "handover/nobody-hands-over";
    carried_by_citizen = "handover/carried-by-citizen" by_request;
    citizen_must_know = "handover/citizen-must-know";
    content_missing = "handover/content-missing";
    silent_drop = "handover/silent-drop";
    channel_break = "handover/channel-break";
    no_receipt = "handover/no-receipt";
    never_reached = "flow/never-reached";
    circular_wait = "flow/circular-wait";
    dead_end = "flow/dead-end";
    overlapping_alternatives = "flow/overlapping-alternatives";
    impossible_condition = "flow/impossible-condition";
    asked_twice = "data/asked-twice" by_request;
    document_again = "data/document-again" by_request;
    register_holds = "data/register-holds" by_request;
    derivable = "data/derivable" by_request;
    asked_by_several = "data/asked-by-several" by_request;
    actor_cannot_know = "knowledge/actor-cannot-know";
    deadline_lapses = "time/deadline-lapses";
    late_for_right = "time/late-for-right";
    no_way_in = "channel/no-way-in";
    digital_only = "channel/digital-only";
    transfer_without_ground = "law/transfer-without-ground";
    transfer_unclear = "law/transfer-unclear";
    consent_despite_statute = "law/consent-despite-statute";
    built_not_running = "operation/built-not-running";
    no_responsible = "governance/no-responsible";
    unclear_lead = "governance/unclear-lead";
    parallel_solutions = "reuse/parallel-solutions";
    own_instead_of_common = "reuse/own-instead-of-common";
    could_be_proactive = "rights/could-be-proactive";
    claim_without_source = "sources/claim-without-source";
}

/// The check of this name.
pub fn find(name: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.name == name)
}
