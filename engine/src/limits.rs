//! The limits of what is read and worked on, in one place.
//!
//! Passing a limit gives an error or a finding that says so, never a guess.

/// The largest file that is read, in bytes: 16 MiB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
