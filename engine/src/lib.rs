#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod analysis;
pub mod assemble;
pub mod change;
pub mod checks;
pub mod condition;
pub mod courses;
pub mod coverage;
pub mod declaration;
pub mod diagram;
pub mod errors;
pub mod facts;
pub mod figures;
pub mod finding;
pub mod graph;
pub mod limits;
pub mod model;
pub mod node;
pub mod overview;
pub mod personal;
pub mod reader;
pub mod reasons;
pub mod report;
pub mod rules;
pub mod snapshot;
pub mod symptom;
pub mod text;
pub mod tree;
pub mod unreadable;
pub mod vocabulary;
pub mod walk;
pub mod walked;
pub mod words;
mod workers;

pub use declaration::ron_options;
pub use text::SourceFile;

use finding::{Analysis, Finding};
use limits::MAX_TOTAL_BYTES;
use model::{Date, Limited, Model, ModelError, ModelProblem};
use text::Sources;
use walk::NoWalk;
use walked::Walk;

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
    let mut bytes = 0_usize;
    let mut files = Vec::new();
    for (id, file) in sources.iter() {
        bytes = bytes.saturating_add(file.text.len());
        if bytes > MAX_TOTAL_BYTES {
            let problem = ModelProblem::TooLarge { what: Limited::Texts, limit: MAX_TOTAL_BYTES };
            let place = text::Place::new(id, 0, 0);
            errors.push((place, errors::of_model(&sources, &ModelError { problem, place, other: None })));
            // What is not read may be needed anywhere.
            let root = Some("Shared".to_owned());
            unread.push(model::Unread { broken_ids: Vec::new(), root, event: None });
            break;
        }
        files.push((id, file));
    }
    let read = workers::in_parallel(&files, |(id, file)| {
        (reader::read(*id, &file.text), personal::identity_numbers(&file.text))
    });
    for ((id, _), (read, identity_numbers)) in files.into_iter().zip(read) {
        errors.extend(read.errors.iter().map(|error| (error.place, errors::of_reading(&sources, error))));
        errors.extend(identity_numbers.into_iter().map(|range| {
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

/// Walks the journey of one persona of a life event, or of all of them where none is named, in the order of their ids.
///
/// `analysis` is that of the same model: what it found that is so for the persona is told on the way.
///
/// # Errors
/// [`NoWalk`] where there is nothing to walk.
pub fn walk(
    loaded: &Loaded,
    analysis: &Analysis,
    event: &str,
    persona: Option<&str>,
) -> Result<Vec<Walk>, NoWalk> {
    let as_of = model::parse_date(&analysis.as_of).unwrap_or_default();
    walk::walk(&loaded.model, &analysis.findings, as_of, event, persona)
}

/// Counts what each life event covers, and how sure it is. `analysis` is that of the same model.
pub fn coverage(loaded: &Loaded, analysis: &Analysis) -> coverage::Coverage {
    coverage::coverage(&loaded.model, &analysis.journeys)
}

/// Sums up what was read, for reports: who asks, who holds, who hands over, with what figures.
pub fn overview(loaded: &Loaded, analysis: &Analysis) -> overview::Overview {
    overview::overview(&loaded.model, &loaded.sources, analysis)
}

#[cfg(test)]
mod tests {
    use super::{Loaded, SourceFile, load};
    use crate::analysis::{analyse, analyse_by};
    use crate::checks::{CHECKS, Check};
    use crate::declaration::Severity;
    use crate::diagram::{OverBudget, Set};
    use crate::facts::Facts;
    use crate::symptom::Symptom;
    use std::sync::LazyLock;

    const STAGE: [&str; 4] = [
        include_str!("checks/stage/felles.ron"),
        include_str!("checks/stage/hendelse.ron"),
        include_str!("checks/stage/regler.ron"),
        include_str!("checks/stage/tidligere.ron"),
    ];

    /// The example of a check together with the stage.
    fn example(name: &str) -> Loaded {
        let page = crate::checks::find(name).unwrap().page;
        let example = page.split("```").find_map(|block| block.strip_prefix("ron,incorrect\n")).unwrap();
        let files = STAGE.iter().chain([&example]).enumerate();
        load(files.map(|(number, text)| SourceFile::new(format!("{number}.ron"), *text)).collect())
    }

    /// Leaves facts half done, and spends what others need, before it panics.
    fn panics<'m>(facts: &mut Facts<'m>) -> Result<Vec<Symptom<'m>>, OverBudget> {
        let _ = facts.requests()?;
        facts.possible = Set::NONE;
        facts.diagram.set_budget(1);
        panic!("forced in a test");
    }

    /// All checks, with two that panic among them.
    static WITH_PANICS: LazyLock<Vec<Check>> = LazyLock::new(|| {
        let mut checks = CHECKS.to_vec();
        for (at, name) in [(0, "test/first"), (5, "test/second")] {
            checks.insert(at, Check { name, page: "", by_request: false, run: panics });
        }
        checks
    });

    #[test]
    fn a_check_that_panics_is_said_to_be_missing_and_the_others_are_whole() {
        for check in CHECKS {
            let loaded = example(check.name);
            let all = analyse(&loaded.model, &loaded.errors, None);
            let mut with_panics = analyse_by(&WITH_PANICS, &loaded.model, &loaded.errors, None);
            let (failed, found): (Vec<_>, Vec<_>) =
                with_panics.findings.into_iter().partition(|finding| finding.check == "limits/check-failed");
            let ids: Vec<_> = failed.iter().map(|finding| finding.id.clone()).collect();
            let journeys = loaded.model.journeys.iter().map(|journey| &journey.id);
            let mut expected: Vec<_> = journeys
                .flat_map(|journey| {
                    ["first", "second"].map(|test| format!("{journey}/limits/check-failed/test/{test}"))
                })
                .collect();
            expected.sort();
            assert_eq!(ids, expected);
            assert!(failed.iter().all(|finding| finding.severity == Severity::Error));
            assert!(failed.iter().all(|finding| finding.message.en.contains("is missing")));
            with_panics.findings = found;
            assert_eq!(with_panics, all, "{}", check.name);
        }
    }
}
