//! What must hold of the places of everything in a map, said without knowing how they were found.

use livsferd::report::map::Map;
use livsferd::report::map::layout::{BoxPlace, LinePlace, Point, Rect, Sheet, layout};

/// Everything that is wrong with where things stand in the map.
pub fn problems(map: &Map) -> Vec<String> {
    let sheets = layout(map);
    let mut problems = Vec::new();
    for step in 0..map.steps.len() {
        let times = sheets.iter().flat_map(|sheet| &sheet.boxes).filter(|place| place.step == step).count();
        if times != 1 {
            problems.push(format!("step {} is drawn {times} times", Map::number(step)));
        }
    }
    for arrow in 0..map.arrows.len() {
        let lines = sheets.iter().flat_map(|sheet| sheet.lines.iter().map(move |line| (sheet, line)));
        let lines: Vec<_> = lines.filter(|(_, line)| line.arrow == Some(arrow)).collect();
        match lines.as_slice() {
            [(sheet, line)] => problems.extend(ends(map, sheet, line, arrow)),
            lines => problems.push(format!("arrow {arrow} is drawn {} times", lines.len())),
        }
    }
    problems.extend(
        sheets.iter().flat_map(|sheet| on_sheet(sheet).map(move |one| format!("{}: {one}", sheet.number))),
    );
    problems
}

/// How many times lines cross that do not belong together.
pub fn crossings(map: &Map) -> usize {
    let mut number = 0;
    for sheet in layout(map) {
        let mut parts: Vec<(usize, Point, Point)> = Vec::new();
        for line in &sheet.lines {
            parts.extend(segments(line).map(|(from, to)| (line.bundle, from.min(to), from.max(to))));
        }
        parts.sort_unstable();
        parts.dedup();
        let mut places = std::collections::BTreeSet::new();
        for &(one, a, b) in parts.iter().filter(|(_, a, b)| a.x == b.x) {
            for &(other, c, d) in parts.iter().filter(|(_, c, d)| c.y == d.y) {
                if one != other && c.x < a.x && a.x < d.x && a.y < c.y && c.y < b.y {
                    places.insert((one.min(other), one.max(other), a.x, c.y));
                }
            }
        }
        number += places.len();
    }
    number
}

/// A line begins at the box it comes from and ends at the box it leads to; a stump only ends there.
fn ends(map: &Map, sheet: &Sheet, line: &LinePlace, arrow: usize) -> Vec<String> {
    let find = |step: usize| sheet.boxes.iter().find(|place| place.step == step);
    let on_side = |place: &BoxPlace, point: Point, x: i32| {
        point.x == x && place.rect.y < point.y && point.y < place.rect.bottom()
    };
    let (from, to) = (find(map.arrows[arrow].from), find(map.arrows[arrow].to));
    let (first, last) = (line.points[0], line.points[line.points.len() - 1]);
    let mut problems = Vec::new();
    if !to.is_some_and(|to| on_side(to, last, to.rect.x)) || !line.arrives {
        problems.push(format!("arrow {arrow} does not end at its step"));
    }
    let stump = line.points.len() == 2
        && sheet.labels.iter().any(|label| label.bundle == line.bundle && label.rect.x > first.x);
    if !stump && !from.is_some_and(|from| on_side(from, first, from.rect.right())) {
        problems.push(format!("arrow {arrow} does not begin at its step"));
    }
    problems
}

fn segments(line: &LinePlace) -> impl Iterator<Item = (Point, Point)> {
    line.points.iter().copied().zip(line.points.iter().copied().skip(1))
}

/// True where the insides have a place in common.
fn overlap(one: &Rect, other: &Rect) -> bool {
    one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom()
}

fn inside(inner: &Rect, outer: &Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

/// True where a part of the line goes through the inside.
fn through((from, to): (Point, Point), rect: &Rect) -> bool {
    let (low, high) = (from.min(to), from.max(to));
    let (top, bottom) = (low.y.min(high.y), low.y.max(high.y));
    low.x < rect.right()
        && rect.x < high.x.max(low.x + 1)
        && top < rect.bottom()
        && rect.y < bottom.max(top + 1)
        && (low.x != high.x || rect.x < low.x)
        && (top != bottom || rect.y < top)
}

fn on_sheet(sheet: &Sheet) -> impl Iterator<Item = String> + use<> {
    let mut problems = Vec::new();
    let whole = Rect { x: 0, y: 0, width: sheet.width, height: sheet.height };
    let mut rects: Vec<(String, Rect)> = Vec::new();
    rects.extend(sheet.boxes.iter().map(|place| (format!("box {}", place.step), place.rect)));
    rects.extend(sheet.labels.iter().map(|label| (format!("label {:?}", label.pieces), label.rect)));
    let free = sheet.texts.iter().filter(|text| text.step.is_none());
    rects.extend(free.map(|text| (format!("text {:?}", text.pieces), text.rect)));
    rects.extend(sheet.samples.iter().map(|sample| (format!("sign {:?}", sample.sign), sample.rect)));
    for (index, (name, rect)) in rects.iter().enumerate() {
        if !inside(rect, &whole) {
            problems.push(format!("{name} is not on the sheet"));
        }
        for (other, there) in &rects[..index] {
            if overlap(rect, there) {
                problems.push(format!("{name} lies upon {other}"));
            }
        }
    }
    for text in sheet.texts.iter().filter(|text| text.step.is_some()) {
        let place = sheet.boxes.iter().find(|place| Some(place.step) == text.step);
        if !place.is_some_and(|place| inside(&text.rect, &place.rect)) {
            problems.push(format!("{:?} is not in its box", text.pieces));
        }
        let others =
            sheet.texts.iter().filter(|other| other.step == text.step && !std::ptr::eq(*other, text));
        problems.extend(
            others
                .filter(|other| overlap(&text.rect, &other.rect))
                .map(|other| format!("{:?} lies upon {:?}", text.pieces, other.pieces)),
        );
    }
    for place in &sheet.boxes {
        let band = sheet.bands.iter().find(|band| inside(&place.rect, &band.rect));
        if band.is_none() {
            problems.push(format!("step {} is in no lane", Map::number(place.step)));
        }
    }
    for line in &sheet.lines {
        for (from, to) in segments(line) {
            if from.x != to.x && from.y != to.y {
                problems.push(format!("line {:?} is slanting", line.arrow));
            }
            for (name, rect) in &rects {
                let own = sheet.labels.iter().any(|label| label.rect == *rect && label.bundle == line.bundle);
                if !own && through((from, to), rect) {
                    problems.push(format!("line {:?} goes through {name}", line.arrow));
                }
            }
        }
    }
    problems.extend(upon_each_other(sheet));
    problems.into_iter()
}

/// Lines that do not belong together and have more than a point in common.
fn upon_each_other(sheet: &Sheet) -> Vec<String> {
    let parts: Vec<(usize, Point, Point)> = sheet
        .lines
        .iter()
        .flat_map(|line| segments(line).map(|(from, to)| (line.bundle, from.min(to), from.max(to))))
        .collect();
    let mut problems = Vec::new();
    for (index, (one, a, b)) in parts.iter().enumerate() {
        for (other, c, d) in parts[..index].iter().filter(|(other, ..)| other != one) {
            let down = a.x == b.x && c.x == d.x && a.x == c.x && a.y.max(c.y) < b.y.min(d.y);
            let across = a.y == b.y && c.y == d.y && a.y == c.y && a.x.max(c.x) < b.x.min(d.x);
            if down || across {
                problems.push(format!("bundles {one} and {other} lie upon each other at {a:?}"));
            }
        }
    }
    problems
}
