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

#[cfg(test)]
mod tests {
    use super::*;
    use shape::Shape;

    #[test]
    fn the_same_every_time_and_without_errors() {
        let (one, other) = (generate(300, 7), generate(300, 7));
        assert!(one.iter().zip(&other).all(|(a, b)| a.name == b.name && a.text == b.text));
        let shared = embedded().into_iter().filter(|file| file.name.starts_with("models/shared/"));
        let loaded = livsferd::load(shared.chain(one).collect());
        let errors: Vec<_> = loaded.errors.iter().map(|error| &error.message.en).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(loaded.model.journeys.first().map(|journey| journey.steps.len()), Some(300));
    }

    /// Where a generated journey is not like the real ones, figures measured on it say nothing.
    #[test]
    fn generated_journeys_have_the_shape_of_the_real_ones() {
        let real = shapes(embedded());
        let large = shapes(generated(1_000));
        let large = large.first().unwrap();
        // What depends on the size of a journey, and what is in too few steps to be told apart from nothing.
        let of_their_own = [
            "steps",
            "bytes of text a step",
            "depth",
            "links from a step at most",
            "circumstances",
            "impossible combinations",
        ];
        for (name, _) in large.rows().iter().filter(|(name, _)| !of_their_own.contains(name)) {
            let number = real.iter().map(|shape| shape.get(name)).sum::<f64>() / real.len() as f64;
            let other = large.get(name);
            assert!(
                other <= number * 2.0 + 0.05 && other >= number / 2.0 - 0.05,
                "{name}: {number} in the real journeys, {other} in the generated one"
            );
        }
    }

    fn shapes(files: Vec<SourceFile>) -> Vec<Shape> {
        let bytes = bytes(&files);
        let loaded = livsferd::load(files);
        loaded.model.journeys.iter().map(|journey| Shape::of(journey, bytes)).collect()
    }
}
