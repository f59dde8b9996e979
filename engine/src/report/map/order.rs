//! Which step stands how far from the left.
//!
//! Comes in: steps and lanes as numbers, links as pairs. Goes out: a column for each step. Knows nothing of sizes.

use super::lists::{at, list, push, set};
use std::collections::BTreeMap;

/// Rounds of moving steps nearer to what they are linked to.
const ROUNDS: usize = 12;
/// What one column of length of a link costs, one more step of a lane in the same column, and one more step of any.
const LENGTH: usize = 2;
const STACKED: usize = 5;
const CROWDED: usize = 1;

/// The column of each step: right of all that come before it, as few columns as there can be, links short, and few
/// steps of one lane above each other. Links that go back in a circle are left out of account.
///
/// `lanes` has the lane of each step; `links` are pairs of steps. Linear for each round, but for the columns that a
/// step can choose among.
pub(super) fn columns(lanes: &[usize], links: &[(usize, usize)]) -> Vec<usize> {
    let forward = without_circles(lanes.len(), links);
    let mut before = vec![Vec::new(); lanes.len()];
    let mut after = vec![Vec::new(); lanes.len()];
    for &(from, to) in &forward {
        push(&mut before, to, from);
        push(&mut after, from, to);
    }
    let order = sorted(&before, &after);
    let mut columns = vec![0; lanes.len()];
    for &step in &order {
        let least = before.get(step).into_iter().flatten().map(|&from| at(&columns, from) + 1).max();
        set(&mut columns, step, least.unwrap_or(0));
    }
    let last = columns.iter().copied().max().unwrap_or(0);
    let mut names: Vec<usize> = lanes.to_vec();
    names.sort_unstable();
    names.dedup();
    let lanes: Vec<usize> = lanes.iter().map(|lane| names.binary_search(lane).unwrap_or(0)).collect();
    // How many steps of a lane stand in a column, lane by lane.
    let mut stacked = vec![0_usize; names.len() * (last + 1)];
    let mut crowd = vec![0_usize; last + 1];
    let place = |step: usize, column: usize| at(&lanes, step) * (last + 1) + column;
    for (step, &column) in columns.iter().enumerate() {
        count(&mut stacked, place(step, column), true);
        count(&mut crowd, column, true);
    }
    for round in 0..ROUNDS {
        let mut moved = false;
        let mut visit = |step: usize| {
            let (before, after) = (list(&before, step), list(&after, step));
            let now = at(&columns, step);
            let least = before.iter().map(|&from| at(&columns, from) + 1).max().unwrap_or(0);
            let most = after.iter().map(|&to| at(&columns, to).saturating_sub(1)).min().unwrap_or(last);
            if least >= most {
                return;
            }
            let cost = |column: usize| {
                let lengths = before.iter().chain(after).map(|&other| at(&columns, other).abs_diff(column));
                let here = at(&stacked, place(step, column));
                let own = usize::from(column == now);
                let others =
                    STACKED * here.saturating_sub(own) + CROWDED * at(&crowd, column).saturating_sub(own);
                LENGTH * lengths.sum::<usize>() + others
            };
            let costs = (least..=most).map(|column| (cost(column), column.abs_diff(now), column));
            let Some((_, 1.., best)) = costs.min() else { return };
            for (column, more) in [(now, false), (best, true)] {
                count(&mut stacked, place(step, column), more);
                count(&mut crowd, column, more);
            }
            set(&mut columns, step, best);
            moved = true;
        };
        if round % 2 == 0 {
            order.iter().rev().for_each(|&step| visit(step));
        } else {
            order.iter().for_each(|&step| visit(step));
        }
        if !moved {
            break;
        }
    }
    columns
}

/// One more at the index, or one less.
fn count(numbers: &mut [usize], index: usize, more: bool) {
    let number = at(numbers, index);
    set(numbers, index, if more { number + 1 } else { number.saturating_sub(1) });
}

/// The column of each of these steps of a journey, counted among them alone. A step that comes before another by way of
/// steps that are not among them still stands to the left of it. The steps are sorted.
///
/// `lanes` has the lane of each step of the journey, `after` the steps that each one leads to.
pub(super) fn columns_among(steps: &[usize], lanes: &[usize], after: &[Vec<usize>]) -> Vec<usize> {
    let here: BTreeMap<usize, usize> = steps.iter().enumerate().map(|(index, &step)| (step, index)).collect();
    let mut among = Vec::new();
    // By which step each one was last come to.
    let mut seen = vec![usize::MAX; lanes.len()];
    for (index, &step) in steps.iter().enumerate() {
        let mut open: Vec<usize> = list(after, step).to_vec();
        while let Some(next) = open.pop() {
            if at(&seen, next) == index {
                continue;
            }
            set(&mut seen, next, index);
            match here.get(&next) {
                Some(&other) => among.push((index, other)),
                None => open.extend(list(after, next)),
            }
        }
    }
    let lanes: Vec<usize> = steps.iter().map(|&step| at(lanes, step)).collect();
    among.sort_unstable();
    columns(&lanes, &among)
}

/// The links but those that lead back to where a walk from the first steps came from.
fn without_circles(steps: usize, links: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut after = vec![Vec::new(); steps];
    let mut entered = vec![false; steps];
    for &(from, to) in links {
        push(&mut after, from, to);
        set(&mut entered, to, true);
    }
    // Begun where nothing leads to, so that a circle is cut where one comes in.
    let starts = (0..steps).filter(|&step| !at(&entered, step)).chain(0..steps);
    let mut state = vec![State::New; steps];
    let mut forward = Vec::new();
    for start in starts {
        let mut open = vec![(start, 0)];
        if state.get(start).copied() != Some(State::New) {
            continue;
        }
        set(&mut state, start, State::Open);
        while let Some((step, next)) = open.pop() {
            let Some(&to) = list(&after, step).get(next) else {
                set(&mut state, step, State::Done);
                continue;
            };
            open.push((step, next + 1));
            match state.get(to).copied().unwrap_or_default() {
                State::Open => {}
                State::Done => forward.push((step, to)),
                State::New => {
                    forward.push((step, to));
                    set(&mut state, to, State::Open);
                    open.push((to, 0));
                }
            }
        }
    }
    forward
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    New,
    Open,
    Done,
}

/// The steps, each after all that come before it.
fn sorted(before: &[Vec<usize>], after: &[Vec<usize>]) -> Vec<usize> {
    let mut left: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..before.len()).filter(|&step| at(&left, step) == 0).collect();
    let mut next = 0;
    while let Some(&step) = order.get(next) {
        next += 1;
        for &to in list(after, step) {
            let waits = at(&left, to).saturating_sub(1);
            set(&mut left, to, waits);
            if waits == 0 {
                order.push(to);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_stands_right_of_what_comes_before_it_and_near_what_comes_after() {
        // 0 → 1 → 2 → 3, and 4 → 3 with nothing before it.
        assert_eq!(columns(&[0, 0, 0, 0, 1], &[(0, 1), (1, 2), (2, 3), (4, 3)]), [0, 1, 2, 3, 2]);
    }

    #[test]
    fn what_is_not_among_the_steps_still_orders_them() {
        let chain = [vec![1], vec![2], vec![3], vec![]];
        assert_eq!(columns_among(&[0, 3], &[0; 4], &chain), [0, 1]);
        let apart = [vec![1], vec![], vec![3], vec![]];
        assert_eq!(columns_among(&[0, 2], &[0, 0, 1, 0], &apart), [0, 0]);
    }

    #[test]
    fn a_circle_is_cut_where_one_comes_in() {
        assert_eq!(columns(&[0, 0, 0], &[(0, 1), (1, 2), (2, 1), (2, 2)]), [0, 1, 2]);
        assert_eq!(columns(&[0, 0], &[(0, 1), (1, 0)]), [0, 1]);
    }
}
