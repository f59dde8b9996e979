//! Pictures of a journey: a map in swim lanes, and two matrices.
//!
//! Comes in: a model and its analysis ([`map`], [`handovers`], [`duplicates`]).
//! Goes out: plain data ([`Map`], [`Matrix`]), which is placed ([`layout`]) and drawn ([`svg`], [`page`], [`mermaid`],
//! [`dot`]). What is placed and drawn knows nothing of models and findings.

mod dot;
mod from_model;
mod heat;
pub mod layout;
mod lists;
mod matrix;
mod measure;
mod mermaid;
mod order;
mod page;
mod style;
mod svg;
mod table;

pub use dot::{dot, matrix_dot};
pub use from_model::map;
pub use heat::heat_map;
pub use matrix::{Cell, Head, Matrix, duplicates, handovers};
pub use mermaid::{matrix_mermaid, mermaid};
pub(in crate::report) use page::{heat_in_page, sheets_in_page};
pub use page::{matrix_page, page};
#[cfg(feature = "html")]
pub(in crate::report) use style::STYLE;
pub use svg::{svg, svg_sheets};
pub use table::{MapTable, map_tables, matrix_table};

use crate::limits::MAX_MAP_STEPS;
use crate::model::{Carrier, Model};
use crate::report::wording::{named, say};
use crate::walked::{Arrival, Walk};
use crate::words::{Lang, Words, closest};
use layout::Paper;
use std::collections::BTreeSet;

/// What the caller chooses of a map.
#[derive(Debug, Clone, Default)]
pub struct MapOptions {
    /// The language of all that is written.
    pub lang: Lang,
    /// Whose way through the journey is made to stand out.
    pub way: Option<Way>,
    /// What a sheet has to fit on.
    pub paper: Paper,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoMap {
    /// No life event that was read has this id.
    Unknown {
        /// The id that was asked for.
        event: String,
        /// The id that may have been meant.
        near: Option<String>,
    },
    /// The journey has more steps than are drawn.
    TooLarge {
        /// The id of the life event.
        event: String,
        /// How many steps it has.
        steps: usize,
    },
}

impl NoMap {
    /// That there is no such life event, with the nearest of those there are.
    fn unknown(model: &Model, event: &str) -> Self {
        let near = closest(event, model.journeys.iter().map(|journey| journey.id.as_str()));
        Self::Unknown { event: event.to_owned(), near: near.map(str::to_owned) }
    }

    /// The reason: lower case, no full stop.
    pub fn message(&self) -> Words {
        match self {
            Self::Unknown { event, near: Some(near) } => Words::new(
                format!("ingen livshendelse heter `{event}`; mente du `{near}`?"),
                format!("inga livshending heiter `{event}`; meinte du `{near}`?"),
                format!("no life event is called `{event}`; did you mean `{near}`?"),
            ),
            Self::Unknown { event, near: None } => Words::new(
                format!("ingen livshendelse heter `{event}`; `livsferd show` viser dem som er lest"),
                format!("inga livshending heiter `{event}`; `livsferd show` viser dei som er lesne"),
                format!("no life event is called `{event}`; `livsferd show` shows those that were read"),
            ),
            Self::TooLarge { event, steps } => Words::new(
                format!("`{event}` har {steps} steg; kart tegnes av høyst {MAX_MAP_STEPS}"),
                format!("`{event}` har {steps} steg; kart blir teikna av høgst {MAX_MAP_STEPS}"),
                format!("`{event}` has {steps} steps; maps are drawn of at most {MAX_MAP_STEPS}"),
            ),
        }
    }
}

/// One way through a journey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    /// What it is called.
    pub name: String,
    /// The steps on it, by id. Ids of no step of the journey are left out.
    pub steps: BTreeSet<String>,
    /// The links on it, by the ids of their steps and what brings something; where none are told, those between its
    /// steps.
    pub links: Option<BTreeSet<(String, String, Option<Carrier>)>>,
    /// The findings that are so on it, by id: the others are not drawn; where none are told, all are.
    pub findings: Option<BTreeSet<String>>,
}

impl Way {
    /// The way of a persona: what happens, what leads to it, and what is found of it.
    pub fn of_walk(lang: Lang, walk: &Walk) -> Self {
        let links = walk.steps.iter().flat_map(|stage| {
            let link = |from: &Arrival| (from.from.id.clone(), stage.step.id.clone(), from.by);
            stage.after.iter().map(link)
        });
        Self {
            name: named(&walk.persona, lang),
            steps: walk.steps.iter().map(|stage| stage.step.id.clone()).collect(),
            links: Some(links.collect()),
            findings: Some(walk.findings.iter().map(|one| one.id.clone()).collect()),
        }
    }

    /// A way of nobody in particular: steps that are to stand out.
    pub fn of_steps(lang: Lang, steps: BTreeSet<String>) -> Self {
        let name = say(lang, "valgte steg", "valde steg", "chosen steps").to_owned();
        Self { name, steps, links: None, findings: None }
    }
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
    /// The steps, strip by strip, in each from left to right and from above down; a step's number is its index and one.
    pub steps: Vec<MapStep>,
    /// Where each strip ends: the index of the first step that is no longer in it.
    pub strips: Vec<usize>,
    /// How many steps an actor must have in a strip to have a lane of its own there.
    pub least: usize,
    /// What a sheet has to fit on.
    pub paper: Paper,
    /// The links between the steps.
    pub arrows: Vec<Arrow>,
    /// The findings; where a way stands out, those that are so on it.
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
    /// How far from the left it stands in its strip: to the right of all that come before it.
    pub column: usize,
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
    /// True where it is on the way that stands out.
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
    /// The same map, its steps put into strips and numbered as they are read, its findings numbered in the same order.
    #[must_use]
    pub fn arranged(self) -> Self {
        let plan = layout::plan(&self);
        self.by(&plan)
    }

    /// The same map, arranged as is planned.
    fn by(mut self, plan: &layout::Plan) -> Self {
        let order: Vec<(usize, usize)> = plan.strips.iter().flatten().copied().collect();
        let mut number = vec![0; self.steps.len()];
        for (new, &(old, _)) in order.iter().enumerate() {
            lists::set(&mut number, old, new);
        }
        let renumbered = |step: usize| lists::at(&number, step);
        let step = |&(old, column): &(usize, usize)| Some(MapStep { column, ..self.steps.get(old)?.clone() });
        self.steps = order.iter().filter_map(step).collect();
        let ends = plan.strips.iter().scan(0, |end, strip| {
            *end += strip.len();
            Some(*end)
        });
        self.strips = ends.collect();
        self.least = plan.least;
        for arrow in &mut self.arrows {
            (arrow.from, arrow.to) = (renumbered(arrow.from), renumbered(arrow.to));
        }
        for mark in &mut self.marks {
            mark.steps = mark.steps.iter().map(|&step| renumbered(step)).collect();
            for list in [&mut mark.steps, &mut mark.arrows] {
                list.sort_unstable();
                list.dedup();
            }
        }
        let first = |mark: &Mark| {
            let ends = mark.arrows.iter().filter_map(|&arrow| self.arrows.get(arrow)).map(|arrow| arrow.to);
            // What stands nowhere comes last.
            ends.chain(mark.steps.iter().copied()).min().unwrap_or(usize::MAX)
        };
        self.marks.sort_by_cached_key(|mark| (first(mark), mark.kind, mark.finding.clone()));
        for (index, mark) in self.marks.iter_mut().enumerate() {
            mark.number = index + 1;
        }
        self
    }

    /// The number that a step is shown with.
    pub fn number(step: usize) -> usize {
        step.saturating_add(1)
    }

    /// The marks of what is of no one step.
    pub fn marks_of_no_step(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.steps.is_empty() && mark.arrows.is_empty())
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
