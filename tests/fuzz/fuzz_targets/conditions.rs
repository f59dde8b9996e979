//! What it does is in `tests/src/fuzzed.rs`, so that what was found is kept as tests.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| livsferd_tests::fuzzed::conditions(bytes));
