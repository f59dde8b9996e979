#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod analysis;
pub mod assemble;
pub mod checks;
pub mod condition;
pub mod courses;
pub mod declaration;
pub mod diagram;
pub mod errors;
pub mod facts;
pub mod finding;
pub mod graph;
pub mod limits;
pub mod model;
pub mod node;
pub mod personal;
pub mod reader;
pub mod reasons;
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
use model::{Date, Model, ModelError, ModelProblem};
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
///
/// Never fails: what cannot be read or bound is left out and said in [`Loaded::errors`].
pub fn load(files: Vec<SourceFile>) -> Loaded {
    let sources = Sources::new(files);
    let mut units = Vec::new();
    let mut errors = Vec::new();
    let mut unread = Vec::new();
    for (id, file) in sources.iter() {
        let read = reader::read(id, &file.text);
        errors.extend(read.errors.iter().map(|error| (error.place, errors::of_reading(&sources, error))));
        errors.extend(personal::identity_numbers(&file.text).into_iter().map(|range| {
            let [start, end] = [range.start, range.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            let place = text::Place::new(id, start, end);
            let error = ModelError { problem: ModelProblem::PersonalData, place, other: None };
            (place, errors::of_model(&sources, &error))
        }));
        match read.value {
            Some(file) => {
                let broken = !read.errors.is_empty();
                units.push(model::Unit { file, broken, broken_ids: read.broken_ids });
            }
            None => {
                unread.push(model::Unread { broken_ids: read.broken_ids, root: read.root, event: read.event })
            }
        }
    }
    let bound = model::bind(&units, &unread, &sources);
    errors.extend(bound.errors.iter().map(|error| (error.place, errors::of_model(&sources, error))));
    errors.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.id.cmp(&other.id)));
    let mut errors: Vec<Finding> = errors.into_iter().map(|(_, error)| error).collect();
    errors::number(&mut errors);
    Loaded { sources, model: bound.model, errors }
}

/// Finds gaps and duplicates in what was read.
pub fn analyse(loaded: &Loaded, options: &Options) -> Analysis {
    analysis::analyse(&loaded.model, &loaded.errors, options.as_of)
}
