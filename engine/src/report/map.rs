//! Pictures of a journey: a map in swim lanes, and two matrices.
//!
//! Comes in: a model and its analysis ([`map`], [`handovers`], [`duplicates`]).
//! Goes out: plain data ([`Map`], [`Matrix`]), which is placed ([`layout`]) and drawn ([`svg`], [`page`], [`mermaid`],
//! [`dot`]). What is placed and drawn knows nothing of models and findings.

// mod dot;
mod from_model;
// mod heat;
pub mod layout;
mod lists;
// mod matrix;
mod measure;
// mod mermaid;
mod order;
// mod page;
mod style;
mod svg;
// mod table;

// pub use dot::{dot, matrix_dot};
pub use from_model::map;
// pub use heat::heat_map;
// pub use matrix::{Matrix, duplicates, handovers};
// pub use mermaid::{matrix_mermaid, mermaid};
// pub use page::{matrix_page, page};
pub use svg::{svg, svg_sheets};
// pub use table::{map_tables, matrix_table};

use crate::model::Carrier;
use crate::words::Lang;
use std::collections::BTreeSet;

/// What the caller chooses of a map.
#[derive(Debug, Clone, Default)]
pub struct MapOptions {
    /// The language of all that is written.
    pub lang: Lang,
    /// Whose way through the journey is made to stand out.
    pub way: Option<Way>,
}

/// One way through a journey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    /// Whose way it is.
    pub name: String,
    /// The steps on it, by id. Ids of no step of the journey are left out.
    pub steps: BTreeSet<String>,
}

/// A journey as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// The slug of the life event.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What the map is of: number of steps and handovers, and the date of the analysis.
    pub lead: String,
    /// The language of the texts.
    pub lang: Lang,
    /// The names of the groups of lanes: people, then levels of government and sectors.
    pub groups: Vec<String>,
    /// One lane an actor, group by group.
    pub lanes: Vec<Lane>,
    /// The steps, part by part, in each from left to right and from above down; a step's number is its index and one.
    pub steps: Vec<MapStep>,
    /// The links between the steps.
    pub arrows: Vec<Arrow>,
    /// The findings.
    pub marks: Vec<Mark>,
    /// Whose way stands out, if anybody's.
    pub way: Option<String>,
}

/// The lane of one actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The id of the actor.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The index of its group.
    pub group: usize,
}

/// A step as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapStep {
    /// Its id.
    pub id: String,
    /// What is done.
    pub name: String,
    /// The index of its lane.
    pub lane: usize,
    /// The part of the journey that it belongs to, from 0: what is written in one file is one part.
    pub part: usize,
    /// The party that does it, where it is a body's step.
    pub by: Option<String>,
    /// True where a party does it, as its own step or for a body.
    pub person: bool,
    /// What kind of step it is.
    pub kind: String,
    /// When it is due, in words; empty where it always is.
    pub when: String,
    /// True where it is on the way that stands out.
    pub on_way: bool,
}

/// A link between two steps as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// The index of the step before.
    pub from: usize,
    /// The index of the step after.
    pub to: usize,
    /// What brings it; none where both steps are of one actor.
    pub by: Option<Carrier>,
    /// True where it is only wished for.
    pub wished: bool,
    /// The carrier in a word or two; empty where both steps are of one actor.
    pub label: String,
    /// What is carried.
    pub content: String,
    /// When there is such a link, in words; empty where there always is.
    pub when: String,
    /// True where both steps are on the way that stands out.
    pub on_way: bool,
}

/// What kind of finding a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Something is missing between two steps.
    Gap,
    /// Data is asked for that is there already.
    Duplicate,
}

/// A finding as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its number in this picture, from 1, in the order of the steps.
    pub number: usize,
    /// What it is.
    pub kind: MarkKind,
    /// The id of the finding.
    pub finding: String,
    /// The check that found it.
    pub check: String,
    /// What was found.
    pub message: String,
    /// How grave it is.
    pub gravity: String,
    /// Who must act.
    pub lead: String,
    /// The steps it is shown at, by index.
    pub steps: Vec<usize>,
    /// The arrows it is shown at, by index.
    pub arrows: Vec<usize>,
}

impl Map {
    /// The number that a step is shown with.
    pub fn number(step: usize) -> usize {
        step.saturating_add(1)
    }

    /// The marks at a step.
    pub fn marks_at_step(&self, step: usize) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.steps.contains(&step))
    }

    /// The marks at an arrow.
    pub fn marks_at_arrow(&self, arrow: usize) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.arrows.contains(&arrow))
    }
}
