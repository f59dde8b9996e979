//! The journey of one persona: what happens to it, in order, what it is asked for, and where the journey breaks.
//!
//! Comes in: a journey, one of its personas, and the findings of the journey. Goes out: a [`Walk`], plain data.
//! What happens, and what is a superfluous request, is what the facts and the checks say; nothing is decided here.

mod expected;
mod one;
mod pace;

use crate::checks::CHECKS;
use crate::diagram::{OverBudget, Set};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::limits::WORK_BUDGET;
use crate::model::{Date, Journey, Key, Model, Persona, Step};
use crate::symptom::{Symptom, asking};
use crate::text::Place;
use crate::walked::{Known, Walk};
use crate::words::{Words, closest};
use one::OneWalk;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why there is nothing to walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoWalk {
    /// No such life event was read.
    UnknownEvent {
        /// What was asked for.
        event: String,
        /// What was probably meant, or the ids of all.
        suggestion: Option<String>,
    },
    /// The event has no such persona.
    UnknownPersona {
        /// The event.
        event: String,
        /// What was asked for.
        persona: String,
        /// What was probably meant, or the ids of all.
        suggestion: Option<String>,
    },
    /// Errors in its files forbid to say what happens.
    Broken {
        /// The event.
        event: String,
    },
    /// The journey is too large for the work limit.
    NotDecided {
        /// The event.
        event: String,
    },
}

impl NoWalk {
    /// What is wrong, and what to do: lower case, no full stop.
    pub fn message(&self) -> Words {
        let meant = |suggestion: &Option<String>| match suggestion {
            None => Words::default(),
            Some(id) => Words::new(
                format!("; mente du `{id}`?"),
                format!("; meinte du `{id}`?"),
                format!("; did you mean `{id}`?"),
            ),
        };
        match self {
            Self::UnknownEvent { event, suggestion } => {
                let meant = meant(suggestion);
                Words::new(
                    format!("det finnes ingen livshendelse som heter `{event}`{}", meant.nb),
                    format!("det finst inga livshending som heiter `{event}`{}", meant.nn),
                    format!("there is no life event named `{event}`{}", meant.en),
                )
            }
            Self::UnknownPersona { event, persona, suggestion } => {
                let meant = meant(suggestion);
                Words::new(
                    format!("`{event}` har ingen persona som heter `{persona}`{}", meant.nb),
                    format!("`{event}` har ingen persona som heiter `{persona}`{}", meant.nn),
                    format!("`{event}` has no persona named `{persona}`{}", meant.en),
                )
            }
            Self::Broken { event } => Words::new(
                format!("`{event}` har feil og kan ikke gås; `livsferd check` viser dem"),
                format!("`{event}` har feil og kan ikkje gåast; `livsferd check` viser dei"),
                format!("`{event}` has errors and cannot be walked; `livsferd check` shows them"),
            ),
            Self::NotDecided { event } => Words::new(
                format!("`{event}` er for stor for arbeidsgrensen"),
                format!("`{event}` er for stor for arbeidsgrensa"),
                format!("`{event}` is too large for the work limit"),
            ),
        }
    }
}

/// Walks one persona of a life event, or all where none is named; in the order of their ids.
///
/// `findings` are those of the analysis of the model, which was made as of this date.
///
/// # Errors
/// [`NoWalk`].
pub fn walk(
    model: &Model,
    findings: &[Finding],
    as_of: Date,
    event: &str,
    persona: Option<&str>,
) -> Result<Vec<Walk>, NoWalk> {
    let Some(journey) = model.journeys.iter().find(|journey| journey.id == event) else {
        let ids = model.journeys.iter().map(|journey| journey.id.as_str()).collect();
        return Err(NoWalk::UnknownEvent { event: event.to_owned(), suggestion: meant(event, ids) });
    };
    if journey.broken {
        return Err(NoWalk::Broken { event: event.to_owned() });
    }
    let personas: Vec<&Persona> =
        journey.personas.iter().filter(|known| persona.is_none_or(|id| known.id == id)).collect();
    if let Some(persona) = persona.filter(|_| personas.is_empty()) {
        let suggestion = meant(persona, journey.personas.iter().map(|one| one.id.as_str()).collect());
        return Err(NoWalk::UnknownPersona {
            event: event.to_owned(),
            persona: persona.to_owned(),
            suggestion,
        });
    }
    if personas.is_empty() {
        return Ok(Vec::new());
    }
    let over = |OverBudget| NoWalk::NotDecided { event: event.to_owned() };
    let mut walker = Walker::new(model, journey, findings, as_of).map_err(over)?;
    personas.into_iter().map(|persona| walker.walk(persona).map_err(over)).collect()
}

/// The nearest of the ids, or all of them where they are few.
fn meant(written: &str, ids: Vec<&str>) -> Option<String> {
    let near = closest(written, ids.iter().copied()).map(str::to_owned);
    near.or_else(|| (!ids.is_empty() && ids.len() <= 12).then(|| ids.join("`, `")))
}

/// What a duplicate is known by: the step, and where the datum is written.
type At = (Key<Step>, Place);

/// A duplicate: where it is one, and how that is told.
struct Duplicate {
    courses: Set,
    known: Known,
}

/// The duplicates of a journey.
#[derive(Default)]
struct Duplicates {
    /// By request, the first check first.
    by_request: BTreeMap<At, Vec<Duplicate>>,
    /// The checks that find them.
    checks: BTreeSet<&'static str>,
}

impl Duplicates {
    fn of(facts: &mut Facts<'_>) -> Result<Self, OverBudget> {
        let mut duplicates = Self::default();
        let requests = facts.requests()?;
        for check in CHECKS {
            facts.diagram.set_budget(WORK_BUDGET);
            for symptom in (check.run)(facts)? {
                let Symptom::Duplicate { request, courses, tell } = symptom else { continue };
                let Some(request) = requests.get(request) else { continue };
                let asking = asking(facts, request);
                let message = tell(facts, request, &asking)?;
                let known = Known { check: check.name.to_owned(), message };
                let at = (request.step, request.place);
                duplicates.by_request.entry(at).or_default().push(Duplicate { courses, known });
                duplicates.checks.insert(check.name);
            }
        }
        Ok(duplicates)
    }
}

/// What all walks of one journey have in common.
struct Walker<'m> {
    facts: Facts<'m>,
    findings: Vec<&'m Finding>,
    duplicates: Duplicates,
}

impl<'m> Walker<'m> {
    fn new(
        model: &'m Model,
        journey: &'m Journey,
        findings: &'m [Finding],
        as_of: Date,
    ) -> Result<Self, OverBudget> {
        let mut facts = Facts::new(model, journey, WORK_BUDGET)?;
        facts.as_of = as_of;
        // A check that panics is told of by the analysis; here nothing is known then.
        let duplicates = catch_unwind(AssertUnwindSafe(|| Duplicates::of(&mut facts)));
        let duplicates = duplicates.unwrap_or(Err(OverBudget))?;
        facts.diagram.set_budget(WORK_BUDGET);
        let of_it = findings.iter().filter(|finding| finding.journey.as_ref() == Some(&journey.id));
        Ok(Self { facts, findings: of_it.collect(), duplicates })
    }

    fn walk(&mut self, persona: &Persona) -> Result<Walk, OverBudget> {
        OneWalk::new(&mut self.facts, persona, &self.findings, &self.duplicates)?.told()
    }
}
