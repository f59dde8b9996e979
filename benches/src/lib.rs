//! The generator of large models, and what the benchmarks share.

mod generate;
mod random;
pub mod shape;

pub use generate::generate;

use livsferd::SourceFile;

/// The seed of the models that figures are stated for.
pub const SEED: u64 = 2026;

/// The embedded models as the engine takes them.
#[must_use]
pub fn embedded() -> Vec<SourceFile> {
    livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text)).collect()
}

/// A generated journey of this many steps, with the embedded shared folder, as a user's own journey is read.
#[must_use]
pub fn generated(steps: usize) -> Vec<SourceFile> {
    let shared = embedded().into_iter().filter(|file| file.name.starts_with("models/shared/"));
    shared.chain(generate(steps, SEED)).collect()
}

/// The bytes of some texts together.
#[must_use]
pub fn bytes(files: &[SourceFile]) -> usize {
    files.iter().map(|file| file.text.len()).sum()
}
