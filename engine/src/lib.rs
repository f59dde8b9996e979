//! Life-event service-journey modelling.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod declaration;
pub mod node;
pub mod reader;
pub mod text;
pub mod tree;
pub mod words;

pub use declaration::ron_options;
