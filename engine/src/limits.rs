//! What is the most that is read and computed, in one place.
//!
//! Passing a limit is said at its place; nothing is guessed beyond it, and no clock is asked.

/// The largest file that is read, in bytes: 16 MiB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Atoms in one condition, named conditions put in.
pub const MAX_CONDITION_ATOMS: usize = 10_000;

/// Units of work of the decision diagram for one journey: one is one visit of a pair of nodes.
pub const WORK_BUDGET: u64 = 400_000_000;

/// Alternatives printed of one condition.
pub const MAX_CUBES: usize = 24;
