//! A good order of the variables: those used together should be near each other.

use foldhash::{HashMap, HashMapExt};

/// Rounds of improvement from each start; the order settles in far fewer.
const ROUNDS: usize = 100;
/// Fractions of a position, so that averages are exact enough without floating point.
const UNIT: u64 = 1 << 20;

/// An order of the variables `0..variables` in which those that are used together are near each other.
///
/// Each edge is a set of variables that are used together; unknown variables in it are ignored.
/// The method is FORCE (Aloul, Markov, Sakallah 2003): every edge pulls its variables to its middle until the sum of
/// spans no longer shrinks. It starts once from the variables' numbers and once from neighbour to neighbour, and
/// keeps the better; ties are broken by number, and nothing is random: the same input gives the same order.
/// Time: rounds (at most 200) × (sum of edge lengths + variables × log). Space: the input's.
pub fn order(variables: usize, edges: &[Vec<u32>]) -> Vec<u32> {
    let edges = together(edges);
    let by_number: Vec<u32> = (0..super::count_of(variables)).collect();
    let by_neighbours = by_neighbours(variables, &edges);
    let candidates = [by_number, by_neighbours].map(|start| improved(start, &edges));
    candidates.into_iter().min_by_key(|(span, _)| *span).map(|(_, order)| order).unwrap_or_default()
}

/// An edge, and how many there are of it.
type Edge<'e> = (&'e [u32], u64);

/// The edges without repetition, each where it first was.
fn together(edges: &[Vec<u32>]) -> Vec<Edge<'_>> {
    let mut places: HashMap<&[u32], usize> = HashMap::with_capacity(edges.len());
    let mut all: Vec<Edge<'_>> = Vec::new();
    for edge in edges {
        let place = *places.entry(edge).or_insert(all.len());
        match all.get_mut(place) {
            Some((_, times)) => *times += 1,
            None => all.push((edge, 1)),
        }
    }
    all
}

/// The best order found by pulling from this start, and its sum of spans.
fn improved(start: Vec<u32>, edges: &[Edge<'_>]) -> (u64, Vec<u32>) {
    let mut best = (u64::MAX, Vec::new());
    let mut current = start;
    for _ in 0..ROUNDS {
        let positions = positions(&current);
        let span: u64 = edges.iter().map(|(edge, times)| times * span(edge, &positions)).sum();
        if span >= best.0 {
            break;
        }
        let next = pulled(&positions, edges);
        best = (span, std::mem::replace(&mut current, next));
    }
    best
}

/// The variables breadth first through the edges, from the least number that is left.
fn by_neighbours(variables: usize, edges: &[Edge<'_>]) -> Vec<u32> {
    let mut edges_of: Vec<Vec<usize>> = vec![Vec::new(); variables];
    for (number, (edge, _)) in edges.iter().enumerate() {
        for &variable in *edge {
            if let Some(list) = edges_of.get_mut(variable as usize) {
                list.push(number);
            }
        }
    }
    let mut order = Vec::with_capacity(variables);
    let mut met = vec![false; variables];
    let mut used = vec![false; edges.len()];
    for start in 0..super::count_of(variables) {
        let mut next = order.len();
        meet(start, &mut met, &mut order);
        while let Some(&variable) = order.get(next) {
            next += 1;
            for &number in edges_of.get(variable as usize).into_iter().flatten() {
                let (Some((edge, _)), Some(used)) = (edges.get(number), used.get_mut(number)) else {
                    continue;
                };
                if !std::mem::replace(used, true) {
                    edge.iter().for_each(|&neighbour| meet(neighbour, &mut met, &mut order));
                }
            }
        }
    }
    order
}

fn meet(variable: u32, met: &mut [bool], order: &mut Vec<u32>) {
    if let Some(met) = met.get_mut(variable as usize)
        && !std::mem::replace(met, true)
    {
        order.push(variable);
    }
}

fn positions(order: &[u32]) -> Vec<u64> {
    let mut positions = vec![0; order.len()];
    for (position, &variable) in (0u64..).zip(order) {
        if let Some(slot) = positions.get_mut(variable as usize) {
            *slot = position;
        }
    }
    positions
}

fn span(edge: &[u32], positions: &[u64]) -> u64 {
    let places = || edge.iter().filter_map(|&variable| positions.get(variable as usize));
    places().max().unwrap_or(&0) - places().min().unwrap_or(&0)
}

/// The variables sorted by the average middle of their edges.
fn pulled(positions: &[u64], edges: &[Edge<'_>]) -> Vec<u32> {
    let mut sums = vec![(0u64, 0u64); positions.len()];
    for (edge, times) in edges {
        let places = edge.iter().filter_map(|&variable| positions.get(variable as usize));
        let (sum, members) = places.fold((0, 0), |(sum, members), place| {
            (place.saturating_mul(UNIT).saturating_add(sum), members + 1)
        });
        let Some(middle) = u64::checked_div(sum, members) else {
            continue;
        };
        for &variable in *edge {
            if let Some((sum, pulls)) = sums.get_mut(variable as usize) {
                *sum = sum.saturating_add(middle.saturating_mul(*times));
                *pulls += times;
            }
        }
    }
    let mut pulled: Vec<(u64, u32)> = sums
        .iter()
        .zip(positions)
        .zip(0u32..)
        .map(|((&(sum, pulls), &position), variable)| {
            (u64::checked_div(sum, pulls).unwrap_or(position.saturating_mul(UNIT)), variable)
        })
        .collect();
    pulled.sort_unstable();
    pulled.into_iter().map(|(_, variable)| variable).collect()
}
