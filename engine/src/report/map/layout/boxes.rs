//! What is written in the box of a step, and how much room it takes.

use super::grid::LANE_NAME;
use super::{Piece, Rect, TextKind, TextPlace};
use crate::report::map::measure::Font;
use crate::report::map::{Arrow, Map, MarkKind};

/// The width of every box.
pub(super) const WIDTH: i32 = 176;
/// Between the side of a box and what is written in it.
const PADDING: i32 = 6;
/// The width of the sign of a finding or a person.
pub(super) const SIGN: i32 = 11;

/// What is written in a box, placed as if its upper left corner were at the origin.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    /// Each text.
    pub(super) texts: Vec<TextPlace>,
    /// The room that they take.
    pub(super) height: i32,
}

/// Everything that is written, found once for all layouts that are tried.
#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    /// What is written in each box, in a lane of its actor.
    own: Vec<Content>,
    /// The same in a lane that several actors share.
    shared: Vec<Content>,
    /// What is written at each arrow.
    pub(super) labels: Vec<Vec<Piece>>,
    /// The name of each lane in lines.
    pub(super) lanes: Vec<Vec<String>>,
}

impl Contents {
    /// Everything that is written in a map.
    pub(super) fn new(map: &Map) -> Self {
        let all = |tagged: bool| (0..map.steps.len()).map(|step| content(map, step, tagged)).collect();
        let words = |arrow: &Arrow| (!arrow.label.is_empty()).then(|| Piece::Text(arrow.label.clone()));
        let label = |(index, arrow)| words(arrow).into_iter().chain(arrow_marks(map, index)).collect();
        Self {
            own: all(false),
            shared: all(true),
            labels: map.arrows.iter().enumerate().map(label).collect(),
            lanes: map.lanes.iter().map(|lane| Font::STRONG.wrap(&lane.name, LANE_NAME)).collect(),
        }
    }

    /// What is written in the box of a step.
    pub(super) fn of(&self, step: usize, shared: bool) -> Option<&Content> {
        if shared { self.shared.get(step) } else { self.own.get(step) }
    }
}

/// The font of a kind of text.
pub(super) fn font(kind: TextKind) -> Font {
    match kind {
        TextKind::Title => Font::TITLE,
        TextKind::Lane | TextKind::Number => Font::STRONG,
        TextKind::Name | TextKind::Lead => Font::NAME,
        TextKind::Marks | TextKind::Actor => Font::SMALL_STRONG,
        TextKind::Group | TextKind::By | TextKind::Legend => Font::SMALL,
    }
}

/// The width of the pieces one after another.
pub(super) fn pieces_width(font: Font, pieces: &[Piece]) -> i32 {
    let width = |piece: &Piece| match piece {
        Piece::Text(text) => font.width(text),
        Piece::Mark(_) | Piece::Person => SIGN,
    };
    pieces.iter().map(width).sum()
}

/// What is written in the box of a step: with the name of its actor where its lane does not say it.
fn content(map: &Map, index: usize, tagged: bool) -> Content {
    let Some(step) = map.steps.get(index) else { return Content::default() };
    let room = WIDTH - 2 * PADDING;
    let mut content = Content { texts: Vec::new(), height: 2 };
    let actor = map.lanes.get(step.lane).filter(|_| tagged);
    for line in actor.map(|lane| Font::SMALL_STRONG.wrap(&lane.name, room)).unwrap_or_default() {
        content.add(index, TextKind::Actor, 0, vec![Piece::Text(line)]);
        content.height += Font::SMALL_STRONG.line();
    }
    let number = Font::STRONG.width(&Map::number(index).to_string()) + 6;
    content.add(index, TextKind::Number, 0, vec![Piece::Text(Map::number(index).to_string())]);
    let marks = mark_lines(map, index, room);
    // Findings stand beside the number where there is room, else below the name.
    let beside =
        marks.first().filter(|_| marks.len() == 1).map(|line| pieces_width(Font::SMALL_STRONG, line) + 8);
    let by = step.by.as_deref().unwrap_or_default();
    let person = if step.person { SIGN } else { 0 };
    let fits = |text: &str, taken: i32| person + Font::SMALL.width(text) <= room - number - taken;
    let beside = beside.filter(|&width| fits(by, width));
    if let (Some(width), Some(line)) = (beside, marks.first()) {
        content.add(index, TextKind::Marks, room - width + 8, line.clone());
    }
    let by = Font::SMALL.wrap(by, room - number - person);
    for (line, text) in by.iter().map(String::as_str).chain(by.is_empty().then_some("")).enumerate() {
        if line > 0 {
            content.height += Font::SMALL.line();
        }
        let sign = (step.person && line == 0).then_some(Piece::Person);
        let indent = if line == 0 { number } else { number + person };
        let pieces: Vec<Piece> =
            sign.into_iter().chain((!text.is_empty()).then(|| Piece::Text(text.to_owned()))).collect();
        if !pieces.is_empty() {
            content.add(index, TextKind::By, indent, pieces);
        }
    }
    content.height += Font::STRONG.line();
    for line in Font::NAME.wrap(&step.name, room) {
        content.add(index, TextKind::Name, 0, vec![Piece::Text(line)]);
        content.height += Font::NAME.line();
    }
    for pieces in marks.into_iter().filter(|_| beside.is_none()) {
        content.add(index, TextKind::Marks, 0, pieces);
        content.height += Font::SMALL_STRONG.line();
    }
    content.height += 1;
    content
}

impl Content {
    /// Writes pieces so far from the left, on the line that is reached.
    fn add(&mut self, step: usize, kind: TextKind, x: i32, pieces: Vec<Piece>) {
        let rect = Rect {
            x: PADDING + x,
            y: self.height,
            width: pieces_width(font(kind), &pieces),
            height: font(kind).line(),
        };
        self.texts.push(TextPlace { kind, step: Some(step), rect, pieces });
    }
}

/// The signs and numbers of the findings at a step, in lines: first gaps, then duplicates.
fn mark_lines(map: &Map, step: usize, room: i32) -> Vec<Vec<Piece>> {
    let font = Font::SMALL_STRONG;
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    for kind in [MarkKind::Gap, MarkKind::Duplicate] {
        let numbers: Vec<usize> =
            map.marks_at_step(step).filter(|mark| mark.kind == kind).map(|mark| mark.number).collect();
        let runs = runs(&numbers);
        let last = runs.len().saturating_sub(1);
        let mut words = String::new();
        let mut begin = true;
        for (index, run) in runs.iter().enumerate() {
            let comma = if index == last { "" } else { "," };
            let longer =
                if words.is_empty() { format!("{run}{comma}") } else { format!("{words} {run}{comma}") };
            if begin || SIGN + font.width(&longer) <= room {
                words = longer;
                begin = false;
                continue;
            }
            lines.push(vec![Piece::Mark(kind), Piece::Text(words)]);
            words = format!("{run}{comma}");
        }
        if !words.is_empty() {
            lines.push(vec![Piece::Mark(kind), Piece::Text(words)]);
        }
    }
    // Gaps and duplicates on one line where there is room.
    if let [one, other] = lines.as_slice() {
        let both = [one.as_slice(), &[Piece::Text("  ".to_owned())], other.as_slice()].concat();
        if pieces_width(font, &both) <= room {
            return vec![both];
        }
    }
    lines
}

/// Numbers that follow each other drawn together: `3`, `5–8`.
pub(super) fn runs(numbers: &[usize]) -> Vec<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.saturating_add(1) == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let text = |(first, last): (usize, usize)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}–{last}"),
    };
    runs.into_iter().map(text).collect()
}

/// The sign and number of each finding at an arrow.
fn arrow_marks(map: &Map, arrow: usize) -> Vec<Piece> {
    let pieces = map.marks_at_arrow(arrow).map(|mark| {
        [Piece::Text(" ".to_owned()), Piece::Mark(mark.kind), Piece::Text(mark.number.to_string())]
    });
    pieces.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn numbers_that_follow_each_other_are_drawn_together() {
        assert_eq!(runs(&[1, 2, 4, 7, 8, 9]), ["1–2", "4", "7–9"]);
        assert_eq!(runs(&[]), [""; 0]);
    }
}
