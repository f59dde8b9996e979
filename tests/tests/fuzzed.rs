//! What the fuzz targets found, kept: each file under `tests/fuzz/found/<target>/` once broke a promise.

use livsferd_tests::fuzzed;
use std::fs;
use std::path::Path;

fn all(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/found").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{target}");
    for file in files {
        run(&fs::read(file).unwrap());
    }
}

#[test]
fn findings() {
    all("findings", fuzzed::findings);
}

#[test]
fn conditions() {
    all("conditions", fuzzed::conditions);
}

#[test]
fn json() {
    all("json", fuzzed::json);
}
