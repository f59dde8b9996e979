//! Which of the lines that run side by side runs where: so that they cross little, and in few tracks.
//!
//! The same for lines that run down between columns and for lines that run across between rows.

use crate::report::map::lists::{at, set};

/// Sweeps of moving lines to a better place among the others.
const SWEEPS: usize = 8;
/// More lines than this are not sorted: the work grows with the square.
const MOST: usize = 250;

/// Where a line is joined: on the lower side (left of a line that runs down, above one that runs across), and on the
/// higher side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pins {
    pub(super) low: Vec<i32>,
    pub(super) high: Vec<i32>,
}

impl Pins {
    /// From the first joint to the last.
    pub(super) fn span(&self) -> (i32, i32) {
        let all = || self.low.iter().chain(&self.high).copied();
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    }
}

/// The track of each line, from the low side. Lines in one track are more than `apart` from each other.
pub(super) fn tracks(lines: &[Pins], apart: i32) -> Vec<usize> {
    let spans: Vec<(i32, i32)> = lines.iter().map(Pins::span).collect();
    let order = if lines.len() > MOST { (0..lines.len()).collect() } else { sorted(lines, &spans) };
    let mut tracks = vec![0; lines.len()];
    let mut placed: Vec<usize> = Vec::new();
    for line in order {
        let (start, end) = at(&spans, line);
        let overlaps = |other: &&usize| {
            let (from, to) = at(&spans, **other);
            start <= to.saturating_add(apart) && from <= end.saturating_add(apart)
        };
        let track = placed.iter().filter(overlaps).map(|&other| at(&tracks, other) + 1).max();
        set(&mut tracks, line, track.unwrap_or(0));
        placed.push(line);
    }
    tracks
}

/// The lines from the low side to the high one: each in turn is moved to where it crosses the others least.
fn sorted(lines: &[Pins], spans: &[(i32, i32)]) -> Vec<usize> {
    let crossings = |low: usize, high: usize| -> i64 {
        let inside = |pins: Option<&Vec<i32>>, (start, end): (i32, i32)| {
            pins.into_iter().flatten().filter(|&&pin| start < pin && pin < end).count()
        };
        let out = inside(lines.get(low).map(|pins| &pins.high), at(spans, high));
        let back = inside(lines.get(high).map(|pins| &pins.low), at(spans, low));
        i64::try_from(out + back).unwrap_or(i64::MAX)
    };
    // What it costs to put each line on the low side of each other one, instead of on the high side.
    let costs: Vec<Vec<i64>> = (0..lines.len())
        .map(|one| (0..lines.len()).map(|other| crossings(one, other) - crossings(other, one)).collect())
        .collect();
    let cost = |low: usize, high: usize| costs.get(low).map_or(0, |row| at(row, high));
    let mut order: Vec<usize> = (0..lines.len()).collect();
    for _ in 0..SWEEPS {
        let mut moved = false;
        for line in 0..lines.len() {
            let Some(now) = order.iter().position(|&other| other == line) else { continue };
            let mut others = order.clone();
            others.remove(now);
            // The cost of standing before all others, then step by step further.
            let mut costs_at = vec![0];
            for &other in &others {
                let before = costs_at.last().copied().unwrap_or(0);
                costs_at.push(before - cost(line, other));
            }
            let least = costs_at.iter().copied().min().unwrap_or(0);
            if at(&costs_at, now) == least {
                continue;
            }
            let nearest = (0..costs_at.len())
                .filter(|&place| at(&costs_at, place) == least)
                .min_by_key(|place| (place.abs_diff(now), *place));
            others.insert(nearest.unwrap_or(now), line);
            order = others;
            moved = true;
        }
        if !moved {
            break;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins(low: &[i32], high: &[i32]) -> Pins {
        Pins { low: low.to_vec(), high: high.to_vec() }
    }

    #[test]
    fn lines_that_go_the_same_way_do_not_cross() {
        // Both go down: the one that begins higher turns nearer to its end.
        assert_eq!(tracks(&[pins(&[0], &[20]), pins(&[5], &[30])], 0), [1, 0]);
        assert_eq!(tracks(&[pins(&[20], &[0]), pins(&[30], &[5])], 0), [0, 1]);
    }

    #[test]
    fn lines_that_do_not_meet_share_a_track() {
        assert_eq!(tracks(&[pins(&[0], &[20]), pins(&[30], &[40])], 4), [0, 0]);
        assert_eq!(tracks(&[pins(&[0], &[20]), pins(&[22], &[40])], 4).iter().max(), Some(&1));
    }
}
