//! Findings as a plain document.
use crate::finding::Analysis;
use crate::text::Sources;
use crate::words::Lang;
/// Stub.
pub fn markdown(_analysis: &Analysis, _sources: &Sources, _lang: Lang) -> String {
    String::new()
}
