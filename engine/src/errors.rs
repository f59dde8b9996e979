//! What is wrong with texts and models, said as findings like everything else.

use crate::finding::{Finding, Label, Named, Severity};
use crate::model::ModelError;
use crate::text::{Place, Sources};
use crate::tree::ReadError;
use crate::vocabulary::Gravity;
use crate::words::Words;
use std::collections::BTreeMap;

/// The finding of an error of reading.
pub fn of_reading(sources: &Sources, error: &ReadError) -> Finding {
    finding(sources, error.kind.check(), error.kind.message(), error.kind.help(), error.place, error.other)
}

/// The finding of an error of the model.
pub fn of_model(sources: &Sources, error: &ModelError) -> Finding {
    let problem = &error.problem;
    finding(sources, problem.check(), problem.message(), problem.help(), error.place, error.other)
}

/// Tells errors apart that are of one kind and of the same words of one file: the second is `…#2`, in their order.
pub fn number(errors: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for error in errors {
        let times = seen.entry(error.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            error.id = format!("{}#{times}", error.id);
        }
    }
}

fn finding(
    sources: &Sources,
    check: &str,
    message: Words,
    help: Words,
    place: Place,
    other: Option<Place>,
) -> Finding {
    let words: String = sources.words(place).chars().take(60).collect();
    let file = sources.get(place.file).map(|file| file.name.clone()).unwrap_or_default();
    let here = Label { place, label: Words::new("her", "her", "here") };
    let there =
        other.map(|place| Label { place, label: Words::new("se også her", "sjå òg her", "see here too") });
    Finding {
        // Of what the place says, not of where it stands: lines move.
        id: format!("{check}/{file}/{}", words.split_whitespace().collect::<Vec<_>>().join(" ")),
        check: check.to_owned(),
        severity: Severity::Error,
        gravity: Named { id: Gravity::ModelError.id().to_owned(), name: Gravity::ModelError.words() },
        journey: None,
        subject: vec![words],
        message,
        help,
        places: [here].into_iter().chain(there).collect(),
        condition: None,
        cases: Vec::new(),
        witness: None,
        parties: Vec::new(),
        giver: None,
        receiver: None,
        lead: None,
        lead_ministry: None,
        coordinator: None,
        also: Vec::new(),
        sources: Vec::new(),
        verified: false,
    }
}
