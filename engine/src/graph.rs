//! The journey as a graph: which step depends on which, and in what order they can be solved.
//!
//! Comes in: a bound journey. Goes out: its steps in components, each after those it depends on.
//! Knows nothing of courses.

use crate::model::{Condition, Journey, Key, Link, Step};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Who depends on whom.
#[derive(Debug, Clone)]
pub struct Graph {
    /// The steps, in groups that depend on each other, each group after those it depends on; by id within a group.
    components: Vec<Component>,
    component_of: Vec<usize>,
    incoming: Vec<Vec<Key<Link>>>,
    outgoing: Vec<Vec<Key<Link>>>,
    needed: Vec<Vec<Key<Step>>>,
    dependants: Vec<Vec<Key<Step>>>,
}

/// Steps that depend on each other, directly or along a chain.
#[derive(Debug, Clone)]
pub struct Component {
    /// The steps, by id.
    pub steps: Vec<Key<Step>>,
    /// True where they go in a circle: several steps, or one that depends on itself.
    pub cyclic: bool,
}

impl Graph {
    /// Builds the graph of a journey. Time and space are linear in its steps, links and conditions.
    pub fn new(journey: &Journey) -> Self {
        let number = journey.steps.len();
        let mut incoming = vec![Vec::new(); number];
        let mut outgoing = vec![Vec::new(); number];
        let mut needed: Vec<Vec<Key<Step>>> = vec![Vec::new(); number];
        let mut edges = DiGraph::<Key<Step>, ()>::new();
        let nodes: Vec<NodeIndex> = journey.steps.keys().map(|step| edges.add_node(step)).collect();
        let mut depend = |on: Key<Step>, step: Key<Step>, needed: &mut Vec<Vec<Key<Step>>>| {
            if let (Some(&on_node), Some(&node)) = (nodes.get(on.index()), nodes.get(step.index())) {
                edges.add_edge(on_node, node, ());
            }
            if let Some(needed) = needed.get_mut(step.index()) {
                needed.push(on);
            }
        };
        let mut decided = |condition: &Condition, step, needed: &mut Vec<Vec<Key<Step>>>| {
            for decision in condition.decisions() {
                depend(decision, step, needed);
            }
        };
        for (key, step) in journey.steps.iter() {
            decided(&step.when, key, &mut needed);
        }
        for (key, link) in journey.links.iter() {
            decided(&link.when, link.to, &mut needed);
            push(&mut incoming, link.to, key);
            push(&mut outgoing, link.from, key);
        }
        for link in journey.links.values() {
            depend(link.from, link.to, &mut needed);
        }
        for needed in &mut needed {
            needed.sort_unstable();
            needed.dedup();
        }
        let mut dependants = vec![Vec::new(); number];
        for (step, needed) in journey.steps.keys().zip(&needed) {
            needed.iter().for_each(|&on| push(&mut dependants, on, step));
        }
        let mut component_of = vec![0; number];
        let mut components = Vec::new();
        for group in kosaraju_scc(&edges).into_iter().rev() {
            let cyclic = group.len() > 1 || group.iter().any(|&node| edges.contains_edge(node, node));
            let mut steps: Vec<_> =
                group.iter().filter_map(|&node| edges.node_weight(node).copied()).collect();
            steps.sort_unstable();
            for step in &steps {
                if let Some(component) = component_of.get_mut(step.index()) {
                    *component = components.len();
                }
            }
            components.push(Component { steps, cyclic });
        }
        Self { components, component_of, incoming, outgoing, needed, dependants }
    }

    /// The components, each after those it depends on.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The position among the components of the one that the step is in.
    pub fn component_of(&self, step: Key<Step>) -> usize {
        self.component_of.get(step.index()).copied().unwrap_or_default()
    }

    /// The links to a step.
    pub fn incoming(&self, step: Key<Step>) -> &[Key<Link>] {
        self.incoming.get(step.index()).map_or(&[], Vec::as_slice)
    }

    /// The links from a step.
    pub fn outgoing(&self, step: Key<Step>) -> &[Key<Link>] {
        self.outgoing.get(step.index()).map_or(&[], Vec::as_slice)
    }

    /// The steps that a step directly depends on: by a link, or by an outcome that a condition of it uses.
    pub fn needed(&self, step: Key<Step>) -> &[Key<Step>] {
        self.needed.get(step.index()).map_or(&[], Vec::as_slice)
    }

    /// The steps that directly depend on a step.
    pub fn dependants(&self, step: Key<Step>) -> &[Key<Step>] {
        self.dependants.get(step.index()).map_or(&[], Vec::as_slice)
    }
}

fn push<T, U>(lists: &mut [Vec<U>], key: Key<T>, value: U) {
    if let Some(list) = lists.get_mut(key.index()) {
        list.push(value);
    }
}
