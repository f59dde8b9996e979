//! What is true of a journey, for all courses at once: who is due, what happens, what comes before what, who has
//! what.
//!
//! Comes in: a bound journey. Goes out: sets of courses, computed once, on demand, and shared by the checks.
//! Says nothing of what is good or bad. The meaning is `docs/meaning.md`, its words are used here.

mod conditions;
mod earlier;
mod flow;
mod following;
mod having;
mod knowing;
mod possible;
mod time;
mod transfers;
mod unreached;

pub use earlier::{Before, Obtained};
pub use having::{Asked, Holder, Point, PointAt, RequestFact};
pub use knowing::Unknown;
pub use time::{Account, Lapse, Waiting, WaitingAt};
pub use transfers::{Flow, Transfer, Use};
pub use unreached::{Circle, Unreached};

use crate::diagram::{Diagram, OverBudget, Set, order};
use crate::graph::Graph;
use crate::limits::SHARED_FROM;
use crate::model::{Carrier, Condition, Date, Datum, Journey, Key, Link, Model, Party, Step, VariableKind};
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The facts of one journey.
pub struct Facts<'m> {
    /// The model.
    pub model: &'m Model,
    /// The journey.
    pub journey: &'m Journey,
    /// Who depends on whom.
    pub graph: Graph,
    /// The sets of courses.
    pub diagram: Diagram,
    /// The courses that are not impossible.
    pub possible: Set,
    parts: possible::Possible,
    /// The requests that are looked at; all unless it is set.
    pub share: Share,
    /// The date that laws and responsibility are taken at; of the last check of the journey unless it is set.
    pub as_of: Date,
    due: Vec<Set>,
    present: Vec<Set>,
    happens: Vec<Set>,
    holds: Vec<Set>,
    ancestry: flow::Ancestry,
    world: flow::World,
    without: HashMap<(Key<Step>, Taken), Set>,
    precedes: HashMap<(Key<Step>, Key<Step>), Set>,
    ends: BTreeMap<Key<Party>, Rc<HashMap<Key<Step>, Set>>>,
    unreached: Option<Rc<Unreached>>,
    having: Option<Rc<having::Index<'m>>>,
    contents: Option<Rc<having::Contents<'m>>>,
    holders: HashMap<(usize, Datum), Rc<Vec<Holder>>>,
    lapses: Option<Rc<Vec<Lapse>>>,
    since: HashMap<Key<Step>, Rc<time::Since>>,
}

/// What is taken away when a journey is solved again: steps and links, each in some courses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Taken {
    /// Steps that do not happen there.
    pub steps: BTreeMap<Key<Step>, Set>,
    /// Links that do not hold there.
    pub links: BTreeMap<Key<Link>, Set>,
}

/// A share of the requests of a journey: what is said of one datum is in one share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Which share, from 0.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Everything.
    pub const WHOLE: Self = Self { number: 0, of: 1 };

    /// Whether requests of the datum are in it.
    pub fn has(self, datum: Datum) -> bool {
        self.takes(datum.item.index())
    }

    /// Whether it takes a thing with this number. The shares take in turns, there and back, so that what stands side by
    /// side and is of one kind is shared out.
    pub fn takes(self, number: usize) -> bool {
        let of = self.of.max(1);
        let turn = number % (2 * of);
        turn.min(2 * of - 1 - turn) == self.number
    }
}

/// Whether an outcome in a condition counts as reached.
#[derive(Clone, Copy)]
enum Outcomes<'s> {
    /// Where its decision is reached.
    Where(&'s dyn Fn(Key<Step>) -> Set),
    /// Whether or not its decision happens.
    OfCourse,
    /// Always true.
    Any,
}

impl<'m> Facts<'m> {
    /// Solves a journey. `budget` is the number of work steps allowed for all that is computed of it.
    ///
    /// A journey of fewer than [`SHARED_FROM`] steps is solved with the order of its variables and with that order
    /// turned upside down, and the smaller diagram is kept; what is found is the same with either.
    ///
    /// # Errors
    /// [`OverBudget`] when the budget does not even allow to say what happens.
    pub fn new(model: &'m Model, journey: &'m Journey, budget: u64) -> Result<Self, OverBudget> {
        let solved = |graph, order| {
            let mut facts = Self::unsolved(model, journey, budget, graph, order)?;
            let all: Vec<u32> = (0..count(facts.graph.components().len())).collect();
            facts.solve(&all)?;
            Ok(facts)
        };
        let graph = Graph::new(journey);
        let mut order = order_of(journey, &graph);
        // To solve a journey is little of the work on it, and tells well how large everything else will be.
        if journey.steps.len() >= SHARED_FROM {
            return solved(graph, order);
        }
        let facts = solved(graph.clone(), order.clone());
        order.reverse();
        match (facts, solved(graph, order)) {
            (Ok(facts), Ok(other)) if other.diagram.nodes() < facts.diagram.nodes() => Ok(other),
            (Err(OverBudget), other) => other,
            (facts, _) => facts,
        }
    }

    /// Solves a journey as far as it leads to some steps: nothing is told of the others.
    ///
    /// # Errors
    /// [`OverBudget`] when the budget does not even allow to say what happens.
    fn leading_to(
        model: &'m Model,
        journey: &'m Journey,
        steps: impl IntoIterator<Item = Key<Step>>,
        budget: u64,
    ) -> Result<Self, OverBudget> {
        let graph = Graph::new(journey);
        let order = order_of(journey, &graph);
        let mut facts = Self::unsolved(model, journey, budget, graph, order)?;
        let leading = facts.ancestry_of(steps);
        facts.solve(&leading)?;
        Ok(facts)
    }

    /// Everything but what is due and happens; with its variables in this order.
    fn unsolved(
        model: &'m Model,
        journey: &'m Journey,
        budget: u64,
        graph: Graph,
        order: Vec<u32>,
    ) -> Result<Self, OverBudget> {
        let domains = journey.variables.iter().map(|variable| count(variable.values.len())).collect();
        let diagram = Diagram::new(domains, order, budget);
        let mut facts = Self {
            model,
            journey,
            graph,
            diagram,
            possible: Set::ALL,
            parts: possible::Possible::default(),
            share: Share::WHOLE,
            as_of: journey.last_checked,
            due: vec![Set::NONE; journey.steps.len()],
            present: vec![Set::NONE; journey.links.len()],
            happens: vec![Set::NONE; journey.steps.len()],
            holds: vec![Set::NONE; journey.links.len()],
            ancestry: flow::Ancestry::default(),
            world: flow::World::default(),
            without: HashMap::new(),
            precedes: HashMap::new(),
            ends: BTreeMap::new(),
            unreached: None,
            having: None,
            contents: None,
            holders: HashMap::new(),
            lapses: None,
            since: HashMap::new(),
        };
        facts.find_possible()?;
        Ok(facts)
    }

    /// The courses in which a step is due.
    pub fn due(&self, step: Key<Step>) -> Set {
        get(&self.due, step)
    }

    /// The courses in which a step happens.
    pub fn happens(&self, step: Key<Step>) -> Set {
        get(&self.happens, step)
    }

    /// The courses in which a link is present.
    pub fn present(&self, link: Key<Link>) -> Set {
        get(&self.present, link)
    }

    /// The courses in which a link holds.
    pub fn holds(&self, link: Key<Link>) -> Set {
        get(&self.holds, link)
    }

    /// The courses in which a condition holds, outcomes being those of decisions that happen.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn condition(&mut self, condition: &Condition) -> Result<Set, OverBudget> {
        evaluate(&mut self.diagram, condition, Outcomes::Where(&|step| get(&self.happens, step)))
    }

    /// True where some possible course is in the set.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn is_possible(&mut self, set: Set) -> Result<bool, OverBudget> {
        self.diagram.intersects(set, self.possible)
    }
}

/// The courses in which a condition holds.
fn evaluate(diagram: &mut Diagram, condition: &Condition, outcomes: Outcomes<'_>) -> Result<Set, OverBudget> {
    match condition {
        Condition::All(parts) => {
            let mut all = Set::ALL;
            for part in parts {
                let part = evaluate(diagram, part, outcomes)?;
                all = diagram.and(all, part)?;
            }
            Ok(all)
        }
        Condition::Any(parts) => {
            let mut any = Set::NONE;
            for part in parts {
                let part = evaluate(diagram, part, outcomes)?;
                any = diagram.or(any, part)?;
            }
            Ok(any)
        }
        Condition::Is { variable, values } => diagram.is(count(*variable), values.iter().copied()),
        Condition::Decided { step, variable, values } => match outcomes {
            Outcomes::Any => Ok(Set::ALL),
            Outcomes::OfCourse => diagram.is(count(*variable), values.iter().copied()),
            Outcomes::Where(reached) => {
                let decided = diagram.is(count(*variable), values.iter().copied())?;
                diagram.and(reached(*step), decided)
            }
        },
    }
}

/// An order of the variables of a journey; turned upside down it may serve as well or better.
fn order_of(journey: &Journey, graph: &Graph) -> Vec<u32> {
    let made = || latest_on_top(journey, graph, order(journey.variables.len(), &edges(journey)));
    journey.order.get_or_init(made).clone()
}

/// The order turned so that later decisions stand above earlier ones: what happens after a chain of decisions is then
/// one node more for each of them, where it would be the whole chain anew.
fn latest_on_top(journey: &Journey, graph: &Graph, mut order: Vec<u32>) -> Vec<u32> {
    let turn = |variable: &u32| match journey.variables.get(*variable as usize)?.kind {
        VariableKind::Decision(step) => Some(graph.component_of(step)),
        VariableKind::Flag | VariableKind::OneOf | VariableKind::Number => None,
    };
    let turns: Vec<usize> = order.iter().filter_map(turn).collect();
    let later_below = turns.windows(2).filter(|pair| pair.is_sorted()).count();
    if later_below * 2 > turns.len() {
        order.reverse();
    }
    order
}

/// The sets of variables that are used together, from which the diagram's order is made.
fn edges(journey: &Journey) -> Vec<Vec<u32>> {
    let mut edges: Vec<Vec<u32>> = Vec::new();
    let mut edge = |variables: Vec<usize>| {
        let mut variables: Vec<u32> = variables.into_iter().map(count).collect();
        variables.sort_unstable();
        variables.dedup();
        if variables.len() > 1 {
            edges.push(variables);
        }
    };
    for impossible in &journey.impossible {
        edge(impossible.when.variables());
    }
    for step in journey.steps.values() {
        let mut variables = step.when.variables();
        variables.extend(step.decision);
        edge(variables);
    }
    for link in journey.links.values() {
        let mut variables = link.when.variables();
        let ends = [link.from, link.to].map(|step| &journey.steps[step]);
        variables.extend(ends.iter().flat_map(|step| step.when.variables()));
        edge(variables);
    }
    edges
}

fn get<T>(sets: &[Set], key: Key<T>) -> Set {
    sets.get(key.index()).copied().unwrap_or(Set::NONE)
}

fn set<T>(sets: &mut [Set], key: Key<T>, value: Set) {
    if let Some(place) = sets.get_mut(key.index()) {
        *place = value;
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// True where the link never holds, whatever happens.
fn is_nothing(link: &Link) -> bool {
    link.by == Some(Carrier::Nothing)
}
