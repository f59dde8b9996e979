//! Which row of its lane a step stands in: so that links go as straight as they can.

use crate::report::map::lists::{at, list, push, set};
use std::collections::BTreeMap;

/// Sweeps from left to right and back.
const SWEEPS: usize = 12;
/// A link within a lane pulls so much more than one to another lane: it can be straight.
const WITHIN: usize = 4;

/// The row of each item, counted over all lanes from above, and the number of rows of each lane.
///
/// `lanes` and `columns` have those of each item. A lane has as many rows as it has items in its fullest column.
pub(super) fn rows(
    lanes: &[usize],
    columns: &[usize],
    links: &[(usize, usize)],
    number_of_lanes: usize,
) -> (Vec<usize>, Vec<usize>) {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (item, (&lane, &column)) in lanes.iter().zip(columns).enumerate() {
        groups.entry((column, lane)).or_default().push(item);
    }
    let mut heights = vec![0; number_of_lanes];
    for (&(_, lane), items) in &groups {
        let height = at(&heights, lane).max(items.len());
        set(&mut heights, lane, height);
    }
    let bases: Vec<usize> = heights
        .iter()
        .scan(0, |next, height| {
            *next += height;
            Some(*next - height)
        })
        .collect();
    let mut near = vec![Vec::new(); lanes.len()];
    for &(from, to) in links.iter().filter(|(from, to)| from != to) {
        let weight = weight(lanes, from, to);
        push(&mut near, from, (to, weight));
        push(&mut near, to, (from, weight));
    }
    let mut rows = vec![0; lanes.len()];
    for (&(_, lane), items) in &groups {
        for (place, &item) in items.iter().enumerate() {
            set(&mut rows, item, at(&bases, lane) + place);
        }
    }
    // In a lane of one row there is nothing to choose.
    let order: Vec<_> = groups.into_iter().filter(|((_, lane), _)| at(&heights, *lane) > 1).collect();
    let mut best = (length(&rows, lanes, links), rows.clone());
    let mut sorted: Vec<(usize, usize)> = Vec::new();
    let mut still = 0;
    for sweep in 0..SWEEPS {
        let mut moved = false;
        let mut place = |((_, lane), items): &((usize, usize), Vec<usize>)| {
            sorted.clear();
            sorted.extend(items.iter().map(|&item| (wanted(item, &rows, list(&near, item)), item)));
            sorted.sort_unstable();
            let mut least = at(&bases, *lane);
            let last = at(&bases, *lane) + at(&heights, *lane) - sorted.len();
            for (room, &(wanted, item)) in (last..).zip(&sorted) {
                let row = ((wanted + 50) / 100).clamp(least, room);
                moved |= at(&rows, item) != row;
                set(&mut rows, item, row);
                least = row + 1;
            }
        };
        if sweep % 2 == 0 {
            order.iter().for_each(&mut place);
        } else {
            order.iter().rev().for_each(&mut place);
        }
        // What moves neither on the way there nor on the way back moves no more.
        still = if moved { 0 } else { still + 1 };
        if still > 1 {
            break;
        }
        let length = if moved { length(&rows, lanes, links) } else { best.0 };
        if length < best.0 {
            best = (length, rows.clone());
        }
    }
    (best.1, heights)
}

/// How much of a link's length counts.
fn weight(lanes: &[usize], one: usize, other: usize) -> usize {
    if at(lanes, one) == at(lanes, other) { WITHIN } else { 1 }
}

/// The mean of the rows that the item is linked to, in hundredths; its own row where it is linked to none.
fn wanted(item: usize, rows: &[usize], near: &[(usize, usize)]) -> usize {
    let sum: usize = near.iter().map(|&(other, weight)| weight * at(rows, other) * 100).sum();
    let number: usize = near.iter().map(|(_, weight)| weight).sum();
    sum.checked_div(number).unwrap_or(at(rows, item) * 100)
}

/// How far links go up and down.
fn length(rows: &[usize], lanes: &[usize], links: &[(usize, usize)]) -> usize {
    links.iter().map(|&(from, to)| weight(lanes, from, to) * at(rows, from).abs_diff(at(rows, to))).sum()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn steps_of_a_chain_stand_in_one_row() {
        // Lane 0 has 0 → 1 → 3, and 2 beside 1 with a link to lane 1.
        let (rows, heights) = rows(&[0, 0, 0, 0, 1], &[0, 1, 1, 2, 2], &[(0, 1), (1, 3), (2, 4)], 2);
        assert_eq!(heights, [2, 1]);
        assert_eq!(rows, [0, 0, 1, 0, 2]);
    }
}
