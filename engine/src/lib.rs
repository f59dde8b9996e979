//! Life-event service-journey modelling.

pub mod analysis;
pub mod assemble;
pub mod checks;
pub mod condition;
pub mod courses;
pub mod declaration;
pub mod diagram;
pub mod facts;
pub mod finding;
pub mod graph;
pub mod limits;
pub mod model;
pub mod node;
pub mod reader;
pub mod report;
pub mod rules;
pub mod symptom;
pub mod text;
pub mod tree;
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
    let sources = Sources::new(files);
    let mut units = Vec::new();
    for (_, file) in sources.iter() {
        match ron_options().from_str(&file.text) {
            Ok(file) => units.push(model::Unit { file, broken: false, broken_ids: Vec::new() }),
            Err(error) => eprintln!("{}: {error}", file.name),
        }
    }
    let bound = model::bind(&units, &sources);
    for error in &bound.errors {
        eprintln!("{:?} {:?}", error.problem, sources.words(error.place));
    }
    Loaded { sources, model: bound.model, errors: Vec::new() }
}

/// Finds gaps and duplicates in what was read.
pub fn analyse(loaded: &Loaded, options: &Options) -> Analysis {
    analysis::analyse(&loaded.model, &loaded.errors, options.as_of)
}
