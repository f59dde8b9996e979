//! What is the most that is read and computed, in one place.
//!
//! Passing a limit is said at its place; nothing is guessed beyond it, and no clock is asked.

/// The largest file that is read, in bytes: 16 MiB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Atoms in one condition, named conditions put in.
pub const MAX_CONDITION_ATOMS: usize = 10_000;

/// Levels of `and` and `or` within each other in one condition, named conditions put in.
pub const MAX_CONDITION_DEPTH: usize = 200;

/// Room that all conditions of one journey take together, named conditions put in: one for each atom, and one for
/// each value that the atom chooses among. About 40 bytes each.
pub const MAX_CONDITIONS_ROOM: usize = 10_000_000;

/// Values of one circumstance, or outcomes of one decision; of a number the ranges that conditions tell apart.
pub const MAX_VALUES: usize = 1_000;

/// Errors of the model that are told in one run, the first by place.
pub const MAX_MODEL_ERRORS: usize = 1_000;

/// Names that all unknown names of one run are compared with to find out what was meant.
pub const MAX_COMPARISONS: usize = 1_000_000;

/// Units of work of the decision diagram for one journey: one is one visit of a pair of nodes.
pub const WORK_BUDGET: u64 = 400_000_000;

/// Alternatives printed of one condition.
pub const MAX_CUBES: usize = 24;

/// Steps that depend on each other in one knot, whose circles are still told apart: the work grows with the cube.
pub const MAX_KNOT: usize = 400;

/// Steps of one journey that are still drawn as a map: nobody can read a larger one.
pub const MAX_MAP_STEPS: usize = 3_000;
