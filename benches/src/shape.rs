//! The shape of a journey in numbers, to hold the generated journeys beside the real ones.

use livsferd::graph::Graph;
use livsferd::model::{Actor, Carrier, Condition, Datum, Journey, Key, Step, VariableKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How a journey is built, as averages that do not depend on its size.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// Each number with what it is, in the order in which they are printed.
    rows: Vec<(&'static str, f64)>,
}

impl Shape {
    /// Measures a journey; `bytes` is the size of the texts it was read from.
    #[must_use]
    pub fn of(journey: &Journey, bytes: usize) -> Self {
        let mut shape = Self::default();
        let steps = journey.steps.len();
        shape.row("steps", steps);
        shape.row("bytes of text a step", ratio(bytes, steps));
        shape.of_flow(journey);
        shape.of_conditions(journey);
        shape.of_data(journey);
        shape
    }

    /// The number of this name; 0 where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> f64 {
        self.rows.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, number)| *number)
    }

    /// Every number with its name.
    #[must_use]
    pub fn rows(&self) -> &[(&'static str, f64)] {
        &self.rows
    }

    fn row(&mut self, name: &'static str, number: impl Into<Number>) {
        self.rows.push((name, number.into().0));
    }

    fn of_flow(&mut self, journey: &Journey) {
        let steps = journey.steps.len();
        let links = journey.links.len();
        let by = |carrier| journey.links.values().filter(|link| link.by == carrier).count();
        let handovers = links - by(None);
        self.row("links a step", ratio(links, steps));
        self.row("share of links that are handovers", ratio(handovers, links));
        self.row("share of handovers by a person", ratio(by(Some(Carrier::Person)), handovers));
        self.row("share of handovers unprompted", ratio(by(Some(Carrier::Unprompted)), handovers));
        self.row("share of handovers by nothing", ratio(by(Some(Carrier::Nothing)), handovers));
        let carried = journey.links.values().map(|link| link.carries.len()).sum::<usize>();
        self.row("data carried a handover", ratio(carried, handovers));
        let of_party = journey.steps.values().filter(|step| matches!(step.actor, Actor::Party(_))).count();
        self.row("share of steps of a party", ratio(of_party, steps));
        let done_by = journey.steps.values().filter(|step| step.done_by.is_some()).count();
        self.row("share of steps done by a party", ratio(done_by, steps));
        let per = journey.steps.values().filter(|step| step.per.is_some()).count();
        self.row("share of steps per actor", ratio(per, steps));
        let ends = journey.steps.values().filter(|step| !step.ends.is_empty()).count();
        self.row("share of steps that end something", ratio(ends, steps));
        let graph = Graph::new(journey);
        let (mut depths, mut ancestors) = (vec![0usize; graph.components().len()], 0);
        for (at, component) in graph.components().iter().enumerate() {
            let before = component.steps.iter().flat_map(|&step| graph.needed(step));
            let before = before.map(|&step| graph.component_of(step)).filter(|&other| other != at);
            let depth = before.filter_map(|other| depths.get(other)).max().map_or(0, |depth| depth + 1);
            if let Some(slot) = depths.get_mut(at) {
                *slot = depth;
            }
        }
        // Enough of them for an average, so that a hundred thousand steps do not take minutes.
        let sample = steps.div_ceil(2_000).max(1);
        let sampled: Vec<_> = journey.steps.keys().step_by(sample).collect();
        for &step in &sampled {
            ancestors += before(&graph, step);
        }
        self.row("depth", depths.iter().copied().max().unwrap_or(0));
        self.row("steps before a step", ratio(ancestors, sampled.len()));
        let most = journey.steps.keys().map(|step| graph.outgoing(step).len()).max();
        self.row("links from a step at most", most.unwrap_or(0));
    }

    fn of_conditions(&mut self, journey: &Journey) {
        let steps = journey.steps.len();
        let decisions =
            journey.variables.iter().filter(|one| matches!(one.kind, VariableKind::Decision(_))).count();
        self.row("circumstances", journey.variables.len() - decisions);
        self.row("impossible combinations", journey.impossible.len());
        self.row("decisions a step", ratio(decisions, steps));
        let guarded: Vec<_> = journey.steps.values().filter(|step| !step.when.is_always()).collect();
        self.row("share of steps with a condition", ratio(guarded.len(), steps));
        let distinct = guarded.iter().map(|step| variables(&step.when)).sum::<usize>();
        self.row("variables in the condition of a step", ratio(distinct, guarded.len()));
        let guarded: Vec<_> = journey.links.values().filter(|link| !link.when.is_always()).collect();
        self.row("share of links with a condition", ratio(guarded.len(), journey.links.len()));
        let decided = guarded.iter().filter(|link| !link.when.decisions().is_empty()).count();
        self.row("share of links with an outcome", ratio(decided, journey.links.len()));
    }

    fn of_data(&mut self, journey: &Journey) {
        let steps = journey.steps.len();
        let mut askers: BTreeMap<Datum, usize> = BTreeMap::new();
        let (mut asking, mut attached, mut conditional) = (0, 0, 0);
        for step in journey.steps.values() {
            asking += usize::from(!step.asks.is_empty());
            let mut here = BTreeSet::new();
            for request in &step.asks {
                here.extend(request.data.iter().map(|placed| placed.datum));
                if request.mode == livsferd::declaration::Mode::Attach {
                    attached += request.data.len();
                }
                if !request.when.is_always() {
                    conditional += request.data.len();
                }
            }
            for datum in here {
                *askers.entry(datum).or_default() += 1;
            }
        }
        let requests = askers.values().sum::<usize>();
        self.row("share of steps that ask", ratio(asking, steps));
        self.row("data asked in a step that asks", ratio(requests, asking));
        self.row("share of asked data attached", ratio(attached, requests));
        self.row("share of asked data under a condition", ratio(conditional, requests));
        self.row("steps that ask for a datum", ratio(requests, askers.len()));
        self.row("steps that ask for a datum at most", askers.values().copied().max().unwrap_or(0));
        let sum = |of: fn(&livsferd::model::Step) -> usize| journey.steps.values().map(of).sum::<usize>();
        let fetched = sum(|step| step.fetches.iter().map(|fetch| fetch.data.len()).sum());
        self.row("data fetched a step", ratio(fetched, steps));
        let made = sum(|step| step.produces.iter().map(|made| made.data.len()).sum());
        self.row("data produced a step", ratio(made, steps));
        let entered = sum(|step| step.registers.iter().map(|one| one.data.len()).sum());
        self.row("data registered a step", ratio(entered, steps));
        self.row("data renewed a step", ratio(sum(|step| step.renews.len()), steps));
        let held = journey.holdings.iter().map(|holding| holding.data.len()).sum::<usize>();
        self.row("data held from the start a step", ratio(held, steps));
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, number) in &self.rows {
            writeln!(f, "{number:>10.2}  {name}")?;
        }
        Ok(())
    }
}

fn variables(condition: &Condition) -> usize {
    condition.variables().into_iter().collect::<BTreeSet<_>>().len()
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A row's number, so that counts and averages go in alike.
struct Number(f64);

impl From<usize> for Number {
    fn from(number: usize) -> Self {
        Self(number as f64)
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self(number)
    }
}

/// How many steps lead to a step, directly or along a chain.
fn before(graph: &Graph, step: Key<Step>) -> usize {
    let mut seen = BTreeSet::from([step]);
    let mut open = vec![step];
    while let Some(at) = open.pop() {
        open.extend(graph.needed(at).iter().copied().filter(|&before| seen.insert(before)));
    }
    seen.len() - 1
}
