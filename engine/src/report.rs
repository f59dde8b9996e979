//! Reports: what people and programs are given to read.
//!
//! Comes in: an [`Analysis`] with the [`Sources`](crate::text::Sources) it was made from; for [`basis`], also the
//! [`Overview`](crate::overview::Overview) of the models; for [`show`], a model; for [`walk_text`] and
//! [`coverage_text`], what was walked and counted; for [`explain`], the name of a check.
//! Goes out: a text, or a [`Document`] to be written as one. Knows nothing of graphs, files or terminals, and of
//! checks only their names and pages.

mod basis;
mod change;
mod coverage;
#[cfg(feature = "csv")]
mod csv;
mod document;
mod explain;
mod facts;
#[cfg(feature = "html")]
mod html;
mod json;
mod lengths;
pub mod map;
mod markdown;
mod number;
mod outline;
mod sarif;
mod selection;
mod sheets;
mod show;
#[cfg(feature = "text")]
mod text;
mod walk;
mod walk_json;
mod wording;
#[cfg(feature = "xlsx")]
mod xlsx;

#[cfg(feature = "csv")]
pub use self::csv::csv;
pub use basis::{BasisOptions, EventPictures, basis};
pub use change::{CHANGE_VERSION, baseline_note, change_json, change_text};
pub use coverage::{coverage_json, coverage_markdown, coverage_text};
pub use document::{
    Block, Chrome, Document, Entry, Filter, Group, Inline, Line, Picture, Register, Section, Table,
};
pub use explain::{explain, explain_all, nearest_explained};
#[cfg(feature = "html")]
pub use html::html;
pub use json::{SCHEMA_VERSION, json};
pub use markdown::markdown;
pub use number::finding_number;
pub use sarif::sarif;
pub use selection::{Selection, Unknown};
pub use sheets::{Cell, Column, Holds, Sheet, SheetKind, sheet, sheets};
pub use show::show;
#[cfg(feature = "text")]
pub use text::{TextOptions, text};
pub use walk::{walk_markdown, walk_text, walks_markdown, walks_text};
pub use walk_json::walks_json;
#[cfg(feature = "xlsx")]
pub use xlsx::{NotWritten, xlsx};

use crate::finding::{Analysis, Finding, Severity};

/// True where something is said at least as loudly as `least`.
pub fn fails(analysis: &Analysis, least: Severity) -> bool {
    // `Error` is declared first and so is the least in order.
    analysis.findings.iter().any(|finding| finding.severity <= least)
}

/// True for what is wrong with the files or the model, as opposed to what is found in the journey.
pub fn is_model_error(finding: &Finding) -> bool {
    finding.is_model_error()
}
