//! Reports: what people and programs are given to read.
//!
//! Comes in: an [`Analysis`] with the [`Sources`](crate::text::Sources) it was made from; for [`show`], a model;
//! for [`explain`], the name of a check.
//! Goes out: a text. Knows nothing of graphs, files or terminals, and of checks only their names and pages.

mod explain;
mod facts;
mod json;
pub mod map;
mod markdown;
mod show;
#[cfg(feature = "text")]
mod text;
mod wording;

pub use explain::{explain, explain_all};
pub use json::{SCHEMA_VERSION, json};
pub use markdown::markdown;
pub use show::show;
#[cfg(feature = "text")]
pub use text::{TextOptions, text};

use crate::finding::{Analysis, Finding, Severity};

/// True where something is said at least as loudly as `least`.
pub fn fails(analysis: &Analysis, least: Severity) -> bool {
    // `Error` is declared first and so is the least in order.
    analysis.findings.iter().any(|finding| finding.severity <= least)
}

/// True for what is wrong with the files or the model, as opposed to what is found in the journey.
pub fn is_model_error(finding: &Finding) -> bool {
    finding.check.starts_with("syntax/") || finding.check.starts_with("model/")
}
