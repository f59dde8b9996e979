//! The reference models of life events, as texts that the `livsferd` crate reads.
//!
//! Knows nothing of the engine: it only hands out the files, embedded when the crate was built.

/// The name and text of every model file, sorted by name.
///
/// A name is the path from the repository's root with `/` between the parts:
/// `models/dodsfall-og-arv/livshendelse.ron`. What all events share is under `models/shared/`.
#[must_use]
pub fn files() -> &'static [(&'static str, &'static str)] {
    include!(concat!(env!("OUT_DIR"), "/files.rs"))
}
