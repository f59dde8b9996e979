//! The reference models.
