//! What is the most that is read and computed, in one place.
//!
//! Passing a limit is said at its place; nothing is guessed beyond it, and no clock is asked.

/// The largest file that is read, in bytes: 16 MiB.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// The most that is read in one run, all files together, in bytes: 256 MiB.
pub const MAX_TOTAL_BYTES: usize = 256 << 20;

/// Brackets within each other in a file.
///
/// Twenty-odd nested `AllOf`; more would not be readable, and `ron` stops shortly above.
pub const MAX_NESTING: usize = 48;

/// Mistakes of syntax that are told of one file, the first by place.
pub const MAX_SYNTAX_ERRORS: usize = 200;

/// Parentheses and `not` within each other in one condition as it is written.
pub const MAX_CONDITION_NESTING: usize = 64;

/// Steps of one journey.
pub const MAX_STEPS: usize = 200_000;

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

/// Units of work of the decision diagram for one check, or for putting the findings of a journey together, whatever
/// the size of the journey: one is one visit of a pair of nodes. About two seconds.
pub const WORK_BUDGET: u64 = 20_000_000;

/// Units of work that each step of the journey adds to [`WORK_BUDGET`].
pub const WORK_PER_STEP: u64 = 1_000;

/// Units of work for putting one finding together: in which courses it is so, and why.
pub const FINDING_BUDGET: u64 = 4_000_000;

/// Nodes of the decision diagram of one journey: about 800 MiB.
pub const MAX_NODES: usize = 20_000_000;

/// The units of work that one check may take of a journey with so many steps.
pub fn work_budget(steps: usize) -> u64 {
    WORK_BUDGET.saturating_add(WORK_PER_STEP.saturating_mul(steps as u64))
}

/// Alternatives printed of one condition.
pub const MAX_CUBES: usize = 24;

/// Steps that depend on each other in one knot, whose circles are still told apart: the work grows with the cube.
pub const MAX_KNOT: usize = 400;

/// Steps from which on a journey is shared out among workers.
pub const SHARED_FROM: usize = 400;

/// Shares of such a journey. It is the same on every machine, so that the same is said of what is over budget.
pub const SHARES: usize = 2;

/// Workers at most: more than this many journeys or shares wait for one another.
pub const MAX_WORKERS: usize = 4;
/// Units of work of the decision diagram for comparing the courses of one finding in two results.
pub const SPREAD_BUDGET: u64 = 10_000_000;

/// Steps of one journey that are still drawn as a map: nobody can read a larger one.
pub const MAX_MAP_STEPS: usize = 3_000;
