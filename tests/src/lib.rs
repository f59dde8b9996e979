//! Helpers shared by the workspace-wide tests.

pub mod generate;
pub mod naive_bind;
pub mod reference;
