//! One sheet in pixels.

use super::boxes::{self, Contents, WIDTH};
use super::grid::{Grid, LANE_NAME, Out, SLOT};
use super::routes::{Routes, Way, gap_channels, routes};
use super::split::Part;
use super::tracks::{Pins, tracks};
use super::{Band, BoxPlace, LabelPlace, LinePlace, Piece, Point, Rect, Sheet, TextKind, TextPlace};
use crate::report::map::Map;
use crate::report::map::lists::at;
use std::collections::{BTreeMap, BTreeSet};

/// Around everything.
pub(super) const MARGIN: i32 = 12;
/// The height of the title and what stands under it.
pub(super) const HEADER: i32 = 56;
/// Between two strips of a sheet.
pub(super) const STRIP: i32 = 22;
/// Between lines that run side by side.
const TRACK: i32 = 6;
/// Before the first line in a channel and after the last one.
pub(super) const BESIDE: i32 = 7;
/// Between a label and the box it stands before: room for the head of the arrow.
pub(super) const HEAD: i32 = 11;
/// Above the first line in a gap: within a lane, and where a new lane begins.
pub(super) const ABOVE: [i32; 2] = [6, 13];
/// Below the last line in a gap.
pub(super) const BELOW: i32 = 4;
/// Where the first channel begins.
pub(super) const LEFT: i32 = MARGIN + LANE_NAME + 8;
/// The height of a label.
const LABEL: i32 = 11;

/// Lays out some steps. Title and legend come later.
pub(super) fn sheet(map: &Map, contents: &Contents, part: &Part, least: usize) -> Sheet {
    let mut grid = Grid::new(map, contents, part, least);
    let routes = routes(&mut grid);
    Making::placed(&grid, &routes).sheet(map, contents)
}

/// How wide and how high the sheet of these steps is, without its legend.
pub(super) fn size(map: &Map, contents: &Contents, part: &Part, least: usize) -> (i32, i32) {
    let mut grid = Grid::new(map, contents, part, least);
    let routes = routes(&mut grid);
    Making::placed(&grid, &routes).size()
}

/// The steps of a part from left to right, and from above down.
pub(super) fn reading_order(
    map: &Map,
    contents: &Contents,
    part: &Part,
    least: usize,
) -> Vec<(usize, usize)> {
    let mut cells = Grid::new(map, contents, part, least).cells;
    cells.sort_by_key(|cell| (cell.column, cell.row));
    cells.into_iter().map(|cell| (cell.step, cell.column)).collect()
}

struct Making<'a> {
    grid: &'a Grid,
    routes: &'a Routes,
    /// The upper side of each row.
    rows: Vec<i32>,
    /// The height of the first track of each gap.
    gaps: Vec<i32>,
    /// Where each lane begins, and at last where the last one ends.
    lanes: Vec<i32>,
    /// The height at which each link enters, by cell and index.
    ins: BTreeMap<(usize, usize), i32>,
    /// The same by link.
    in_of: BTreeMap<usize, i32>,
    /// The height at which what leaves does, by cell and index.
    outs: BTreeMap<(usize, usize), i32>,
    /// The same by bundle.
    out_of: BTreeMap<usize, i32>,
    /// The left side of each column, and at last where the last channel ends.
    columns: Vec<i32>,
    /// Where a bundle runs up or down in a channel.
    verticals: BTreeMap<(usize, usize), i32>,
}

impl<'a> Making<'a> {
    /// Finds out where all lines and boxes stand.
    fn placed(grid: &'a Grid, routes: &'a Routes) -> Self {
        let mut making = Self {
            grid,
            routes,
            rows: Vec::new(),
            gaps: Vec::new(),
            lanes: Vec::new(),
            ins: BTreeMap::new(),
            in_of: BTreeMap::new(),
            outs: BTreeMap::new(),
            out_of: BTreeMap::new(),
            columns: Vec::new(),
            verticals: BTreeMap::new(),
        };
        making.find_heights();
        making.find_ports();
        making.find_channels();
        making
    }

    /// How wide and how high everything is together.
    fn size(&self) -> (i32, i32) {
        let right = self.columns.last().copied().unwrap_or(0) + BESIDE;
        (right + MARGIN, self.lanes.last().copied().unwrap_or(HEADER))
    }

    fn find_heights(&mut self) {
        let mut begins: BTreeSet<usize> = BTreeSet::new();
        let mut row = 0;
        for lane in &self.grid.lanes {
            begins.insert(row);
            row += lane.rows;
        }
        let mut y = HEADER;
        for gap in 0..=self.grid.slots.len() {
            let begins = begins.contains(&gap) || gap == self.grid.slots.len();
            if begins {
                self.lanes.push(y + if gap == 0 { 0 } else { ABOVE[0] });
            }
            y += if begins { ABOVE[1] } else { ABOVE[0] };
            self.gaps.push(y);
            y += pixels(at(&self.routes.tracks, gap)) * TRACK + BELOW;
            self.rows.push(y);
            y += pixels(at(&self.grid.slots, gap)) * SLOT;
        }
        // Lines below the last row belong to the last lane.
        let end = self.rows.last().copied().unwrap_or(y);
        if let Some(last) = self.lanes.last_mut() {
            *last = end;
        }
    }

    /// The box of a cell but for its left side.
    fn upright(&self, cell: usize) -> (i32, i32) {
        let Some(cell) = self.grid.cell(cell) else { return (0, 0) };
        let spare = at(&self.grid.slots, cell.row).saturating_sub(cell.slots) / 2;
        (at(&self.rows, cell.row) + pixels(spare) * SLOT, pixels(cell.slots) * SLOT)
    }

    fn find_ports(&mut self) {
        for (index, cell) in self.grid.cells.iter().enumerate() {
            let (top, _) = self.upright(index);
            let first = cell.slots.saturating_sub(cell.ins.len()) / 2;
            for (place, one) in cell.ins.iter().enumerate() {
                let y = top + pixels(first + place) * SLOT + SLOT / 2;
                self.ins.insert((index, place), y);
                self.in_of.insert(one.arrow, y);
            }
            let first = cell.slots.saturating_sub(1 + cell.outs.len()) / 2;
            for (place, one) in cell.outs.iter().enumerate() {
                let y = top + pixels(first + place + 1) * SLOT;
                self.outs.insert((index, place), y);
                if let Out::Bundle(bundle) = one {
                    self.out_of.insert(*bundle, y);
                }
            }
        }
        self.straighten();
    }

    /// Lets a bundle leave at the height at which one of its links enters the next step of the row.
    fn straighten(&mut self) {
        for (index, bundle) in self.grid.bundles.iter().enumerate() {
            let (row, column) = self.grid.place(bundle.from);
            let straight = bundle.to.iter().find(|(arrow, to)| {
                let (to_row, to_column) = self.grid.place(*to);
                to_row == row
                    && to_column > column
                    && self.routes.ways.get(&(index, *arrow)) == Some(&Way::Out)
            });
            let Some(&y) = straight.and_then(|(arrow, _)| self.in_of.get(arrow)) else { continue };
            let (top, height) = self.upright(bundle.from);
            if top < y && y < top + height {
                self.out_of.insert(index, y);
            }
        }
    }

    fn out(&self, bundle: usize) -> i32 {
        self.out_of.get(&bundle).copied().unwrap_or_default()
    }

    fn enters(&self, arrow: usize) -> i32 {
        self.in_of.get(&arrow).copied().unwrap_or_default()
    }

    fn gap(&self, bundle: usize) -> i32 {
        let Some(&(gap, track)) = self.routes.gaps.get(&bundle) else { return 0 };
        at(&self.gaps, gap) + pixels(track) * TRACK
    }

    /// Where bundles turn in each channel.
    fn pins(&self) -> BTreeMap<usize, BTreeMap<usize, Pins>> {
        let mut pins: BTreeMap<usize, BTreeMap<usize, Pins>> = BTreeMap::new();
        for (index, bundle) in self.grid.bundles.iter().enumerate() {
            let mut join = |channel: usize, high: bool, y: i32| {
                let pins = pins.entry(channel).or_default().entry(index).or_default();
                let side = if high { &mut pins.high } else { &mut pins.low };
                if !side.contains(&y) {
                    side.push(y);
                }
            };
            let after = self.grid.place(bundle.from).1 + 1;
            for &(arrow, to) in &bundle.to {
                let way = self.routes.ways.get(&(index, arrow)).copied().unwrap_or(Way::Gap);
                let channel = self.grid.place(to).1;
                match way {
                    Way::Out => join(channel, false, self.out(index)),
                    Way::In | Way::Gap => join(after, false, self.out(index)),
                }
                let last = if way == Way::In { after } else { channel };
                join(last, true, self.enters(arrow));
            }
            let turns = gap_channels(self.grid, self.routes, index);
            for &channel in &turns {
                if turns.first() != Some(&channel) {
                    join(channel, false, self.gap(index));
                }
                if turns.last() != Some(&channel) {
                    join(channel, true, self.gap(index));
                }
            }
        }
        pins
    }

    fn find_channels(&mut self) {
        let pins = self.pins();
        let mut x = LEFT;
        for channel in 0..=self.grid.columns {
            x += self.stumps(channel);
            let turning: Vec<(usize, Pins)> = pins
                .get(&channel)
                .into_iter()
                .flatten()
                .filter(|(_, pins)| pins.span().0 != pins.span().1)
                .map(|(bundle, pins)| (*bundle, pins.clone()))
                .collect();
            let (bundles, lines): (Vec<usize>, Vec<Pins>) = turning.into_iter().unzip();
            let tracks = tracks(&lines, TRACK);
            x += BESIDE;
            for (bundle, &track) in bundles.into_iter().zip(&tracks) {
                self.verticals.insert((channel, bundle), x + pixels(track) * TRACK);
            }
            let last = tracks.iter().max().map_or(0, |&track| pixels(track) * TRACK + BESIDE);
            x += last;
            x += self.labels(channel);
            self.columns.push(x);
            x += if channel < self.grid.columns { WIDTH } else { 0 };
        }
    }

    /// The width of the stumps that leave to the channel.
    fn stumps(&self, channel: usize) -> i32 {
        let before = self.grid.cells.iter().filter(|cell| cell.column + 1 == channel);
        let stumps = before.flat_map(|cell| &cell.outs).filter_map(|out| match out {
            Out::Stump { width, .. } => Some(width + HEAD),
            Out::Bundle(_) => None,
        });
        stumps.max().unwrap_or(0)
    }

    /// The width of the labels before the boxes of the column after the channel.
    fn labels(&self, channel: usize) -> i32 {
        let after = self.grid.cells.iter().filter(|cell| cell.column == channel);
        let ins = after.flat_map(|cell| &cell.ins);
        ins.map(|one| label_room(one.width, one.elsewhere)).max().unwrap_or(0)
    }

    fn rect(&self, cell: usize) -> Rect {
        let (y, height) = self.upright(cell);
        let x = at(&self.columns, self.grid.place(cell).1);
        Rect { x, y, width: WIDTH, height }
    }

    fn sheet(&self, map: &Map, contents: &Contents) -> Sheet {
        let (width, height) = self.size();
        let mut sheet = Sheet {
            number: 1,
            of: 1,
            strips: 1,
            width,
            height,
            bands: Vec::new(),
            boxes: Vec::new(),
            lines: Vec::new(),
            dots: Vec::new(),
            labels: Vec::new(),
            texts: Vec::new(),
            samples: Vec::new(),
        };
        self.add_lanes(map, &mut sheet);
        for (index, cell) in self.grid.cells.iter().enumerate() {
            let rect = self.rect(index);
            sheet.boxes.push(BoxPlace { step: cell.step, rect });
            // What is written stands in the middle of a box that is higher than it needs.
            let spare = (rect.height - contents.height(cell.step, cell.shared)) / 2;
            sheet.texts.extend(contents.texts(cell.step, cell.shared).map(|mut text| {
                text.rect.x += rect.x;
                text.rect.y += rect.y + spare;
                text
            }));
        }
        self.add_lines(map, &mut sheet);
        self.add_ends(map, contents, &mut sheet);
        sheet
    }

    fn add_lanes(&self, map: &Map, sheet: &mut Sheet) {
        for (index, lane) in self.grid.lanes.iter().enumerate() {
            let (top, bottom) = (at(&self.lanes, index), at(&self.lanes, index + 1));
            let rect = Rect { x: MARGIN, y: top, width: sheet.width - 2 * MARGIN, height: bottom - top };
            sheet.bands.push(Band { lanes: lane.lanes.clone(), rect, first: lane.first });
            let mut y = top + 5;
            let mut write = |kind: TextKind, text: &str| {
                let font = boxes::font(kind);
                let width = font.width(text).min(LANE_NAME);
                let rect = Rect { x: MARGIN + 6, y, width, height: font.line() };
                let pieces = vec![Piece::Text(text.to_owned())];
                sheet.texts.push(TextPlace { kind, step: None, rect, pieces });
                y += font.line();
            };
            if let Some(group) = map.groups.get(lane.group).filter(|_| lane.first) {
                write(TextKind::Group, &group.to_uppercase());
            }
            lane.name.iter().for_each(|line| write(TextKind::Lane, line));
        }
    }

    fn add_lines(&self, map: &Map, sheet: &mut Sheet) {
        for (index, bundle) in self.grid.bundles.iter().enumerate() {
            let mut ways: Vec<Vec<Point>> = Vec::new();
            for &(arrow, to) in &bundle.to {
                let points = self.points(index, arrow, bundle.from, to);
                ways.push(points.clone());
                sheet.lines.push(line(map, arrow, index, points));
            }
            sheet.dots.extend(forks(&ways));
        }
    }

    /// The corners of a link's way.
    fn points(&self, bundle: usize, arrow: usize, from: usize, to: usize) -> Vec<Point> {
        let (start, end) = (self.rect(from).right(), self.rect(to).x);
        let (leaves, enters) = (self.out(bundle), self.enters(arrow));
        let (after, before) = (self.grid.place(from).1 + 1, self.grid.place(to).1);
        let vertical = |channel: usize| self.verticals.get(&(channel, bundle)).copied();
        let mut points = vec![Point { x: start, y: leaves }];
        let mut turn = |x: Option<i32>, from: i32, to: i32| {
            if let Some(x) = x.filter(|_| from != to) {
                points.extend([Point { x, y: from }, Point { x, y: to }]);
            }
        };
        match self.routes.ways.get(&(bundle, arrow)).copied().unwrap_or(Way::Gap) {
            Way::Out => turn(vertical(before), leaves, enters),
            Way::In => turn(vertical(after), leaves, enters),
            Way::Gap => {
                let gap = self.gap(bundle);
                turn(vertical(after), leaves, gap);
                turn(vertical(before), gap, enters);
            }
        }
        points.push(Point { x: end, y: enters });
        points
    }

    /// Labels, and the stumps of links from and to other sheets.
    fn add_ends(&self, map: &Map, contents: &Contents, sheet: &mut Sheet) {
        let mut stump = self.grid.bundles.len();
        let bundle_of: BTreeMap<usize, usize> = (self.grid.bundles.iter().enumerate())
            .flat_map(|(index, bundle)| bundle.to.iter().map(move |(arrow, _)| (*arrow, index)))
            .collect();
        for (index, cell) in self.grid.cells.iter().enumerate() {
            let rect = self.rect(index);
            for (place, one) in cell.ins.iter().enumerate() {
                let y = self.ins.get(&(index, place)).copied().unwrap_or_default();
                let width = one.width;
                let label = Rect { x: rect.x - HEAD - width, y: y - LABEL / 2, width, height: LABEL };
                let mut bundle = bundle_of.get(&one.arrow).copied().unwrap_or(stump);
                if one.elsewhere {
                    bundle = stump;
                    stump += 1;
                    let points = vec![Point { x: label.x - 6, y }, Point { x: rect.x, y }];
                    sheet.lines.push(line(map, one.arrow, bundle, points));
                }
                if width > 0 {
                    let pieces = contents.label(map, one.arrow, one.elsewhere);
                    sheet.labels.push(LabelPlace { arrow: Some(one.arrow), bundle, rect: label, pieces });
                }
            }
            for (place, one) in cell.outs.iter().enumerate() {
                let Out::Stump { text, width, on_way } = one else { continue };
                let y = self.outs.get(&(index, place)).copied().unwrap_or_default();
                let points = vec![Point { x: rect.right(), y }, Point { x: rect.right() + HEAD - 4, y }];
                sheet.lines.push(LinePlace {
                    arrow: None,
                    bundle: stump,
                    points,
                    arrives: false,
                    on_way: *on_way,
                });
                let rect =
                    Rect { x: rect.right() + HEAD - 4, y: y - LABEL / 2, width: *width, height: LABEL };
                let pieces = vec![Piece::Text(text.clone())];
                sheet.labels.push(LabelPlace { arrow: None, bundle: stump, rect, pieces });
                stump += 1;
            }
        }
    }
}

/// The room before a box for a label, and for the head of its arrow.
pub(super) fn label_room(width: i32, elsewhere: bool) -> i32 {
    // A stump shows a little of itself before its label.
    width + HEAD + if elsewhere { 6 } else { 4 }
}

/// The line of an arrow.
fn line(map: &Map, arrow: usize, bundle: usize, points: Vec<Point>) -> LinePlace {
    let on_way = map.arrows.get(arrow).is_some_and(|arrow| arrow.on_way);
    LinePlace { arrow: Some(arrow), bundle, points, arrives: true, on_way }
}

/// The places where ways that begin together part: corners from which there are three directions or more.
fn forks(ways: &[Vec<Point>]) -> Vec<Point> {
    let corners: BTreeSet<Point> = ways.iter().flatten().copied().collect();
    let parts: Vec<(Point, Point)> =
        ways.iter().flat_map(|way| way.iter().copied().zip(way.iter().skip(1).copied())).collect();
    let is_fork = |corner: &Point| {
        let mut directions = BTreeSet::new();
        for &(from, to) in &parts {
            let on = from.x.min(to.x) <= corner.x
                && corner.x <= from.x.max(to.x)
                && from.y.min(to.y) <= corner.y
                && corner.y <= from.y.max(to.y);
            if on {
                for end in [from, to].into_iter().filter(|end| end != corner) {
                    directions.insert(((end.x - corner.x).signum(), (end.y - corner.y).signum()));
                }
            }
        }
        directions.len() > 2
    };
    corners.into_iter().filter(is_fork).collect()
}

fn pixels(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(0)
}
