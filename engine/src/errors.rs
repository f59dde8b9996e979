//! What is wrong with texts and models, said as findings like everything else.

use crate::condition::Problem;
use crate::finding::{Finding, Label, Severity};
use crate::model::{Limited, ModelError, ModelProblem, Thing};
use crate::text::{Place, Sources};
use crate::tree::{Content, Expected, Found, ReadError, ReadErrorKind};
use crate::unreadable::{Reason, Unreadable};
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
        subject: vec![words],
        message,
        help,
        places: [here].into_iter().chain(there).collect(),
        ..Finding::of(check, Severity::Error, Gravity::ModelError)
    }
}

/// A kind of error, and how one of its kind is told; what differs from one to another is written as `…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name: `model/unknown-id`.
    pub name: &'static str,
    /// What is wrong: lower case, no full stop.
    pub message: Words,
    /// What to change.
    pub help: Words,
}

/// All kinds of errors of files and models, for people who ask what one means.
pub fn kinds() -> Vec<Kind> {
    let reading = reading_errors();
    let reading = reading.iter().map(|error| (error.check(), error.message(), error.help()));
    let model = model_errors();
    let model = model.iter().map(|error| (error.check(), error.message(), error.help()));
    let unreadable = Unreadable { name: some(), reason: Reason::Missing }.finding();
    let unreadable = [("syntax/unreadable-file", unreadable.message, unreadable.help)];
    let all = unreadable.into_iter().chain(reading).chain(model);
    all.map(|(name, message, help)| Kind { name, message, help }).collect()
}

/// Something that differs from one error to another.
fn some() -> String {
    String::from("…")
}

fn reading_errors() -> [ReadErrorKind; 29] {
    [
        ReadErrorKind::EmptyFile,
        ReadErrorKind::TooLong { most: crate::limits::MAX_FILE_BYTES },
        ReadErrorKind::TooDeep { most: crate::limits::MAX_NESTING },
        ReadErrorKind::TooManyErrors { most: crate::limits::MAX_SYNTAX_ERRORS },
        ReadErrorKind::UnclosedBracket { open: '(', close: ')' },
        ReadErrorKind::StrayBracket { close: ')' },
        ReadErrorKind::MissingComma,
        ReadErrorKind::MissingColon { field: some() },
        ReadErrorKind::MissingValue { field: some() },
        ReadErrorKind::Unexpected { words: some() },
        ReadErrorKind::TextAfterEnd,
        ReadErrorKind::UnclosedText,
        ReadErrorKind::UnclosedComment,
        ReadErrorKind::SingleQuotes,
        ReadErrorKind::BadEscape { escape: some() },
        ReadErrorKind::BadNumber { number: some() },
        ReadErrorKind::BadName { name: some() },
        ReadErrorKind::BadFieldName { name: some() },
        ReadErrorKind::BadAttribute,
        ReadErrorKind::UnknownField { field: some(), suggestion: Some("…"), allowed: &[] },
        ReadErrorKind::UnknownChoice { word: some(), suggestion: Some("…"), allowed: &[] },
        ReadErrorKind::MissingField { field: "…", declaration: "…" },
        ReadErrorKind::DuplicateField { field: some() },
        ReadErrorKind::MissingFieldName { allowed: &["id"] },
        ReadErrorKind::WrongType { expected: Expected::Text, found: Found::Number },
        ReadErrorKind::OutOfRange { number: some(), least: 0, most: 100 },
        ReadErrorKind::WrongName { found: some(), expected: "…" },
        ReadErrorKind::WrongContent { word: some(), takes: Content::OneValue },
        ReadErrorKind::Refused { reason: some() },
    ]
}

fn model_errors() -> [ModelProblem; 32] {
    [
        ModelProblem::UnknownId { thing: Thing::Step, id: some(), suggestion: None },
        ModelProblem::DuplicateId { thing: Thing::Source, id: some() },
        ModelProblem::NoEvent,
        ModelProblem::BadId { id: some() },
        ModelProblem::ThenBetweenActors { from: some(), to: some() },
        ModelProblem::HandoverWithinActor { actor: some() },
        ModelProblem::CyclicPartOf { id: some() },
        ModelProblem::BadCondition { problem: Problem::ExpectedName },
        ModelProblem::CyclicCondition { id: some() },
        ModelProblem::NotAFlag { name: some(), values: vec![some()] },
        ModelProblem::NotComparable { name: some() },
        ModelProblem::BadNumber { value: some(), from: 0, to: 100 },
        ModelProblem::OutcomeUpstream { decision: some() },
        ModelProblem::NoOutcomes { step: some() },
        ModelProblem::BadDatum { text: some() },
        ModelProblem::BadDate { text: some() },
        ModelProblem::BadDuration { text: some() },
        ModelProblem::BadOrganisationNumber { text: some() },
        ModelProblem::PersonalData,
        ModelProblem::OverlappingValidity,
        ModelProblem::NotHeld { register: some(), item: some() },
        ModelProblem::HalfLaw { ground: true, exemption: true },
        ModelProblem::AfterItself { step: some() },
        ModelProblem::Empty { turned: false },
        ModelProblem::ModeOfItem { item: some(), document: true },
        ModelProblem::NotAMinistry { id: some() },
        ModelProblem::NoBodyToReceive,
        ModelProblem::NotOneValue,
        ModelProblem::ImpossiblePersona { id: some(), because: Words::same("…") },
        ModelProblem::BadTopic { los: some() },
        ModelProblem::NoReason { los: some() },
        ModelProblem::TooLarge { what: Limited::Condition, limit: 100 },
    ]
}
