//! Life-event service-journey modelling.

pub mod condition;
pub mod declaration;
pub mod diagram;
pub mod facts;
pub mod finding;
pub mod graph;
pub mod limits;
pub mod model;
pub mod node;
pub mod report;
pub mod text;
pub mod unreadable;
pub mod vocabulary;
pub mod words;

pub use declaration::ron_options;
pub use text::SourceFile;

use finding::{Analysis, Finding};
use model::{Date, Model};
use text::Sources;

/// Everything that was read: the texts, the model, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The texts, for places.
    pub sources: Sources,
    /// The model, as far as it could be bound.
    pub model: Model,
    /// What is wrong: of the families `syntax/` and `model/`, by place.
    pub errors: Vec<Finding>,
}

/// What the caller chooses of an analysis.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The date that laws and responsibilities are taken at; the models' own date of last check when none.
    pub as_of: Option<Date>,
}

/// Reads model files; their order does not matter.
pub fn load(files: Vec<SourceFile>) -> Loaded {
    Loaded { sources: Sources::new(files), model: Model::default(), errors: Vec::new() }
}

/// Finds gaps and duplicates in what was read.
pub fn analyse(_loaded: &Loaded, options: &Options) -> Analysis {
    Analysis {
        as_of: options.as_of.map(|date| date.to_string()).unwrap_or_default(),
        journeys: Vec::new(),
        findings: Vec::new(),
        gravities: Vec::new(),
        sources: Vec::new(),
        broken: false,
    }
}
