//! The reference models.

/// All files of the reference models: name and text.
pub fn files() -> &'static [(&'static str, &'static str)] {
    &[]
}
