//! The generator of large models.
