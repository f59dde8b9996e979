//! Which way each link goes from step to step, before anything has a place in pixels.

use super::grid::{Grid, In, Out};
use super::tracks::{Pins, tracks};
use std::collections::{BTreeMap, BTreeSet};

/// The way of a link. Channel `c` is the room to the left of column `c`; gap `r` is the room above row `r`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Straight along the row of the step before, then up or down in the channel of the step after.
    Out,
    /// Up or down in the channel after the step before, then straight along the row of the step after.
    In,
    /// Through the gap of its bundle.
    Gap,
}

/// The ways of all links of a sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Routes {
    /// The way of each link, by bundle and index in the map.
    pub(super) ways: BTreeMap<(usize, usize), Way>,
    /// The gap and the track in it, for each bundle that goes through one.
    pub(super) gaps: BTreeMap<usize, (usize, usize)>,
    /// The number of tracks of each gap.
    pub(super) tracks: Vec<usize>,
}

/// Finds the ways, and puts what enters and leaves each step into the order from above in which it crosses least.
pub(super) fn routes(grid: &mut Grid) -> Routes {
    let mut routes = Routes::default();
    for (index, bundle) in grid.bundles.iter().enumerate() {
        for &(arrow, to) in &bundle.to {
            routes.ways.insert((index, arrow), way(grid, bundle.from, to));
        }
    }
    choose_gaps(grid, &mut routes);
    sort_ports(grid, &routes);
    routes
}

fn way(grid: &Grid, from: usize, to: usize) -> Way {
    let ((row, column), (to_row, to_column)) = (grid.place(from), grid.place(to));
    if to_column <= column {
        return Way::Gap;
    }
    let free = |row: usize| (column + 1..to_column).all(|column| !grid.taken.contains(&(row, column)));
    match (free(row), free(to_row)) {
        (true, _) => Way::Out,
        (false, true) => Way::In,
        (false, false) => Way::Gap,
    }
}

/// A gap for each bundle that needs one: on the shortest way, and rather where few others run.
fn choose_gaps(grid: &Grid, routes: &mut Routes) {
    let gaps = grid.slots.len() + 1;
    let mut chosen: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, bundle) in grid.bundles.iter().enumerate() {
        let through: Vec<usize> = cells_through_gap(grid, routes, index);
        if through.is_empty() {
            continue;
        }
        let height = |cell: usize| 2 * grid.place(cell).0 + 1;
        let cost = |gap: usize| {
            let ends = through.iter().copied().chain([bundle.from]);
            let length: usize = ends.map(|cell| height(cell).abs_diff(2 * gap)).sum();
            2 * length + chosen.get(&gap).map_or(0, Vec::len)
        };
        let best = (0..gaps).min_by_key(|&gap| (cost(gap), height(bundle.from).abs_diff(2 * gap), gap));
        chosen.entry(best.unwrap_or(0)).or_default().push(index);
    }
    routes.tracks = vec![0; gaps];
    for (gap, bundles) in chosen {
        let pins: Vec<Pins> = bundles.iter().map(|&bundle| gap_pins(grid, routes, gap, bundle)).collect();
        for (bundle, track) in bundles.into_iter().zip(tracks(&pins, 0)) {
            routes.gaps.insert(bundle, (gap, track));
            if let Some(number) = routes.tracks.get_mut(gap) {
                *number = (*number).max(track + 1);
            }
        }
    }
}

/// The cells that a bundle reaches through its gap.
pub(super) fn cells_through_gap(grid: &Grid, routes: &Routes, bundle: usize) -> Vec<usize> {
    let to = grid.bundles.get(bundle).map_or(&[][..], |bundle| &bundle.to);
    let through = |(arrow, _): &&(usize, usize)| routes.ways.get(&(bundle, *arrow)) == Some(&Way::Gap);
    to.iter().filter(through).map(|(_, cell)| *cell).collect()
}

/// At which channels a bundle goes up from its gap, and at which down.
fn gap_pins(grid: &Grid, routes: &Routes, gap: usize, bundle: usize) -> Pins {
    let mut pins = Pins::default();
    let mut join = |row: usize, channel: usize| {
        let side = if row < gap { &mut pins.low } else { &mut pins.high };
        side.push(i32::try_from(channel).unwrap_or(i32::MAX));
    };
    if let Some(one) = grid.bundles.get(bundle) {
        let (row, column) = grid.place(one.from);
        join(row, column + 1);
    }
    for cell in cells_through_gap(grid, routes, bundle) {
        let (row, column) = grid.place(cell);
        join(row, column);
    }
    pins
}

fn sort_ports(grid: &mut Grid, routes: &Routes) {
    let mut bundle_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, bundle) in grid.bundles.iter().enumerate() {
        bundle_of.extend(bundle.to.iter().map(|(arrow, _)| (*arrow, index)));
    }
    // Heights in half rows: row r is at 2r + 1, and gap g at 2g. Nothing is written to what is read.
    let places: Vec<(usize, usize)> = grid.cells.iter().map(|cell| (cell.row, cell.column)).collect();
    let row = |cell: usize| places.get(cell).map_or(0, |(row, _)| 2 * row + 1);
    let comes_from = |one: &In, here: usize| {
        let Some(&bundle) = bundle_of.get(&one.arrow).filter(|_| !one.elsewhere) else { return (0, 0, 0) };
        let from = grid.bundles.get(bundle).map_or(0, |bundle| bundle.from);
        let height = match routes.ways.get(&(bundle, one.arrow)) {
            Some(Way::In) => row(here),
            Some(Way::Gap) => 2 * routes.gaps.get(&bundle).map_or(0, |(gap, _)| *gap),
            Some(Way::Out) | None => row(from),
        };
        (1 + height, places.get(from).map_or(0, |(_, column)| *column), bundle)
    };
    let goes_to = |out: &Out| {
        let Out::Bundle(index) = out else { return (usize::MAX, 0) };
        let Some(bundle) = grid.bundles.get(*index) else { return (usize::MAX, 0) };
        let heights: Vec<usize> = bundle
            .to
            .iter()
            .map(|(arrow, cell)| match routes.ways.get(&(*index, *arrow)) {
                Some(Way::Gap) => 2 * routes.gaps.get(index).map_or(0, |(gap, _)| *gap),
                _ => row(*cell),
            })
            .collect();
        let mean = (100 * heights.iter().sum::<usize>()).checked_div(heights.len());
        (mean.unwrap_or_default(), *index)
    };
    let mut sorted: Vec<(Vec<In>, Vec<Out>)> = Vec::new();
    for (here, cell) in grid.cells.iter().enumerate() {
        let (mut ins, mut outs) = (cell.ins.clone(), cell.outs.clone());
        ins.sort_by_key(|one| (comes_from(one, here), one.arrow));
        outs.sort_by_key(goes_to);
        sorted.push((ins, outs));
    }
    for (cell, (ins, outs)) in grid.cells.iter_mut().zip(sorted) {
        (cell.ins, cell.outs) = (ins, outs);
    }
}

/// The channels that a bundle turns in on its way through its gap, from left to right.
pub(super) fn gap_channels(grid: &Grid, routes: &Routes, bundle: usize) -> BTreeSet<usize> {
    let through = cells_through_gap(grid, routes, bundle);
    let from = grid.bundles.get(bundle).filter(|_| !through.is_empty()).map(|one| grid.place(one.from).1 + 1);
    through.into_iter().map(|cell| grid.place(cell).1).chain(from).collect()
}
