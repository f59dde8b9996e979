//! A good order of the variables: those used together should be near each other.

/// Rounds of improvement; the order settles in far fewer.
const ROUNDS: usize = 100;
/// Fractions of a position, so that averages are exact enough without floating point.
const UNIT: u64 = 1 << 20;

/// An order of the variables `0..variables` in which those that are used together are near each other.
///
/// Each edge is a set of variables that are used together; unknown variables in it are ignored.
/// The method is FORCE (Aloul, Markov, Sakallah 2003): every edge pulls its variables to its middle until the sum of
/// spans no longer shrinks. It starts from the variables' numbers, breaks ties by them, and takes no random
/// choice: the same input gives the same order.
/// Time: rounds (at most 100) × (sum of edge lengths + variables × log). Space: variables.
pub fn order(variables: usize, edges: &[Vec<u32>]) -> Vec<u32> {
    let mut current: Vec<u32> = (0..super::count_of(variables)).collect();
    let mut best = current.clone();
    let mut best_span = u64::MAX;
    for _ in 0..ROUNDS {
        let positions = positions(&current);
        let span: u64 = edges.iter().map(|edge| span(edge, &positions)).sum();
        if span >= best_span {
            break;
        }
        best_span = span;
        best.clone_from(&current);
        current = pulled(&positions, edges);
    }
    best
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
fn pulled(positions: &[u64], edges: &[Vec<u32>]) -> Vec<u32> {
    let mut sums = vec![(0u64, 0u64); positions.len()];
    for edge in edges {
        let places = edge.iter().filter_map(|&variable| positions.get(variable as usize));
        let (sum, members) = places.fold((0, 0), |(sum, members), place| (sum + place * UNIT, members + 1));
        let Some(middle) = u64::checked_div(sum, members) else {
            continue;
        };
        for &variable in edge {
            if let Some((sum, pulls)) = sums.get_mut(variable as usize) {
                *sum += middle;
                *pulls += 1;
            }
        }
    }
    let mut pulled: Vec<(u64, u32)> = sums
        .iter()
        .zip(positions)
        .zip(0u32..)
        .map(|((&(sum, pulls), &position), variable)| {
            (u64::checked_div(sum, pulls).unwrap_or(position * UNIT), variable)
        })
        .collect();
    pulled.sort_unstable();
    pulled.into_iter().map(|(_, variable)| variable).collect()
}
