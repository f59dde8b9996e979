//! Prints the shape of the embedded journeys, and of a generated one beside them.
//!
//! `cargo run --release -p livsferd-benches --example shape -- [STEPS]`

use livsferd::SourceFile;
use livsferd_benches::{bytes, embedded, generated, shape::Shape};

fn main() {
    let steps = std::env::args().nth(1).and_then(|steps| steps.parse().ok()).unwrap_or(1_000);
    let mut shapes = shapes(embedded());
    shapes.extend(shapes_of_generated(steps));
    for (id, _) in &shapes {
        print!("{id:>20}");
    }
    println!();
    let Some((_, first)) = shapes.first() else { return };
    for (name, _) in first.rows() {
        for (_, shape) in &shapes {
            print!("{:>20.2}", shape.get(name));
        }
        println!("  {name}");
    }
}

fn shapes_of_generated(steps: usize) -> Vec<(String, Shape)> {
    shapes(generated(steps))
}

fn shapes(files: Vec<SourceFile>) -> Vec<(String, Shape)> {
    let bytes = bytes(&files);
    let loaded = livsferd::load(files);
    for error in loaded.errors.iter().take(5) {
        eprintln!("{}: {}", error.check, error.message.en);
    }
    loaded.model.journeys.iter().map(|journey| (journey.id.clone(), Shape::of(journey, bytes))).collect()
}
