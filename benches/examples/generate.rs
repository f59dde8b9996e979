//! Writes a generated journey into a folder.
//!
//! `cargo run --release -p livsferd-benches --example generate -- STEPS FOLDER [SEED]`, and then
//! `livsferd check FOLDER`.

use livsferd_benches::{SEED, generate};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let steps = arguments.next().and_then(|steps| steps.parse().ok());
    let (Some(steps), Some(folder)) = (steps, arguments.next()) else {
        eprintln!("usage: generate STEPS FOLDER [SEED]");
        std::process::exit(2);
    };
    let seed = arguments.next().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    for file in generate(steps, seed) {
        let path = Path::new(&folder).join(&file.name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, file.text)?;
    }
    Ok(())
}
