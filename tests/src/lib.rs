//! Helpers shared by the workspace-wide tests.

pub mod fuzzed;
pub mod generate;
pub mod geometry;
pub mod naive_bind;
pub mod reference;
pub mod state_space;
