//! The steps of a journey in an order that respects its links.

use crate::model::{Journey, Key, Step};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use std::collections::{BTreeMap, BTreeSet};

/// All steps: whatever comes before stands before. Steps in a circle stand together; where nothing decides, ids do.
///
/// Links that are only wished for decide nothing. Time and space: linear but for the sorting.
pub(super) fn steps_in_order(journey: &Journey) -> Vec<Key<Step>> {
    let links = || {
        let links = journey.links.values().filter(|link| !link.wished);
        links.map(|link| (link.from.index(), link.to.index()))
    };
    let mut graph = DiGraph::<(), ()>::new();
    for _ in journey.steps.keys() {
        graph.add_node(());
    }
    graph.extend_with_edges(links().map(|(from, to)| (node(from), node(to))));
    // A component is known by its least step, and steps are numbered by id.
    let mut component = BTreeMap::new();
    let mut members: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for nodes in kosaraju_scc(&graph) {
        let steps: BTreeSet<usize> = nodes.into_iter().map(|node| node.index()).collect();
        let Some(&first) = steps.first() else { continue };
        component.extend(steps.iter().map(|&step| (step, first)));
        members.insert(first, steps);
    }
    let of = |step: usize| component.get(&step).copied().unwrap_or(step);
    let mut after: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut waits_for: BTreeMap<usize, usize> = BTreeMap::new();
    for (from, to) in links().map(|(from, to)| (of(from), of(to))).filter(|(from, to)| from != to) {
        if after.entry(from).or_default().insert(to) {
            *waits_for.entry(to).or_default() += 1;
        }
    }
    let mut ready: BTreeSet<usize> =
        members.keys().copied().filter(|first| !waits_for.contains_key(first)).collect();
    let mut order = Vec::new();
    while let Some(first) = ready.pop_first() {
        order.extend(members.get(&first).into_iter().flatten().map(|&step| Key::new(step)));
        for next in after.get(&first).into_iter().flatten() {
            let left = waits_for.entry(*next).or_default();
            *left = left.saturating_sub(1);
            if *left == 0 {
                ready.insert(*next);
            }
        }
    }
    order
}

fn node(step: usize) -> petgraph::graph::NodeIndex {
    petgraph::graph::NodeIndex::new(step)
}
