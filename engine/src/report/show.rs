//! What a model contains.
use crate::model::Model;
use crate::words::Lang;
/// Stub.
pub fn show(_model: &Model, _lang: Lang) -> String {
    String::new()
}
