//! Life-event service-journey modelling.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod declaration;
pub mod diagram;
pub mod node;
pub mod text;

pub use declaration::ron_options;
