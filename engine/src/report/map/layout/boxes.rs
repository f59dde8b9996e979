//! What is written in the box of a step, and how much room it takes.

use super::grid::{LANE_NAME, label_width};
use super::{Piece, Rect, TextKind, TextPlace};
use crate::report::map::lists::{at, list, push};
use crate::report::map::measure::Font;
use crate::report::map::{Arrow, Map, MapStep, Mark, MarkKind};
use crate::report::wording::say;

/// The width of every box.
pub(super) const WIDTH: i32 = 176;
/// Between the side of a box and what is written in it.
const PADDING: i32 = 6;
/// The room for what is written in a box.
const ROOM: i32 = WIDTH - 2 * PADDING;
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
    /// The actor of each step in lines, as it is written in a lane that several share.
    actors: Vec<Vec<String>>,
    /// What is written at each arrow.
    labels: Vec<Vec<Piece>>,
    /// The width of that, where both steps are in one strip and where they are not.
    label_widths: Vec<[i32; 2]>,
    /// The name of each lane in lines.
    pub(super) lanes: Vec<Vec<String>>,
}

impl Contents {
    /// Everything that is written in a map.
    pub(super) fn new(map: &Map) -> Self {
        let marks = Marks::of(map);
        let actors: Vec<Vec<String>> =
            map.lanes.iter().map(|lane| Font::SMALL_STRONG.wrap(&lane.name, ROOM)).collect();
        let words = |arrow: &Arrow| (!arrow.label.is_empty()).then(|| Piece::Text(arrow.label.clone()));
        let label = |(index, arrow)| words(arrow).into_iter().chain(marks.at_arrow(index)).collect();
        let own = map.steps.iter().enumerate();
        let mut contents = Self {
            own: own.map(|(index, step)| content(index, step, list(&marks.steps, index))).collect(),
            actors: map.steps.iter().map(|step| list(&actors, step.lane).to_vec()).collect(),
            labels: map.arrows.iter().enumerate().map(label).collect(),
            label_widths: Vec::new(),
            lanes: map.lanes.iter().map(|lane| Font::STRONG.wrap(&lane.name, LANE_NAME)).collect(),
        };
        let width =
            |arrow| [false, true].map(|elsewhere| label_width(&contents.label(map, arrow, elsewhere)));
        contents.label_widths = (0..map.arrows.len()).map(width).collect();
        contents
    }

    /// The height of what is written in the box of a step.
    pub(super) fn height(&self, step: usize, shared: bool) -> i32 {
        self.own.get(step).map_or(0, |content| content.height + self.actor_height(step, shared))
    }

    /// What is written in the box of a step, as if its upper left corner were at the origin: with the name of its actor
    /// where its lane does not say it.
    pub(super) fn texts(&self, step: usize, shared: bool) -> impl Iterator<Item = TextPlace> {
        let actor = list(&self.actors, step).iter().filter(move |_| shared);
        let mut names = Content::empty();
        for line in actor {
            names.add(step, TextKind::Actor, 0, vec![Piece::Text(line.clone())]);
            names.height += font(TextKind::Actor).line();
        }
        let down = self.actor_height(step, shared);
        let below = self.own.get(step).into_iter().flat_map(|content| content.texts.iter().cloned());
        names.texts.into_iter().chain(below.map(move |mut text| {
            text.rect.y += down;
            text
        }))
    }

    /// The height of the name of its actor in the box of a step.
    fn actor_height(&self, step: usize, shared: bool) -> i32 {
        let lines = if shared { list(&self.actors, step).len() } else { 0 };
        i32::try_from(lines).unwrap_or(0) * font(TextKind::Actor).line()
    }

    /// What is written at an arrow, with the number of the step before where that is in another strip.
    pub(super) fn label(&self, map: &Map, index: usize, elsewhere: bool) -> Vec<Piece> {
        let before = say(map.lang, "fra", "frå", "from");
        let arrow = map.arrows.get(index).filter(|_| elsewhere);
        let number = arrow.map(|arrow| Piece::Text(format!("{before} {}", Map::number(arrow.from))));
        let space = arrow.filter(|arrow| !arrow.label.is_empty()).map(|_| Piece::Text(" ".to_owned()));
        number.into_iter().chain(space).chain(list(&self.labels, index).iter().cloned()).collect()
    }

    /// The width of what is written at an arrow.
    pub(super) fn label_width(&self, arrow: usize, elsewhere: bool) -> i32 {
        let [here, numbered] = at(&self.label_widths, arrow);
        if elsewhere { numbered } else { here }
    }
}

/// The kind and number of each finding at each step and at each arrow.
struct Marks {
    steps: Vec<Vec<(MarkKind, usize)>>,
    arrows: Vec<Vec<(MarkKind, usize)>>,
}

impl Marks {
    fn of(map: &Map) -> Self {
        let mut marks =
            Self { steps: vec![Vec::new(); map.steps.len()], arrows: vec![Vec::new(); map.arrows.len()] };
        let add = |lists: &mut Vec<Vec<_>>, places: &[usize], mark: &Mark| {
            for (nth, &place) in places.iter().enumerate() {
                // Told once, however many times it is so there.
                if !places.iter().take(nth).any(|&before| before == place) {
                    push(lists, place, (mark.kind, mark.number));
                }
            }
        };
        for mark in &map.marks {
            add(&mut marks.steps, &mark.steps, mark);
            add(&mut marks.arrows, &mark.arrows, mark);
        }
        marks
    }

    /// The sign and number of each finding at an arrow.
    fn at_arrow(&self, arrow: usize) -> impl Iterator<Item = Piece> {
        list(&self.arrows, arrow).iter().flat_map(|&(kind, number)| {
            [Piece::Text(" ".to_owned()), Piece::Mark(kind), Piece::Text(number.to_string())]
        })
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

/// What is written in the box of a step in the lane of its actor.
fn content(index: usize, step: &MapStep, marks: &[(MarkKind, usize)]) -> Content {
    let room = ROOM;
    let mut content = Content::empty();
    let number = Font::STRONG.width(&Map::number(index).to_string()) + 6;
    content.add(index, TextKind::Number, 0, vec![Piece::Text(Map::number(index).to_string())]);
    let marks = mark_lines(marks, room);
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
    /// A box in which nothing is written yet.
    fn empty() -> Self {
        Self { texts: Vec::new(), height: 2 }
    }

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
fn mark_lines(marks: &[(MarkKind, usize)], room: i32) -> Vec<Vec<Piece>> {
    let font = Font::SMALL_STRONG;
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    for kind in [MarkKind::Gap, MarkKind::Duplicate] {
        let numbers: Vec<usize> =
            marks.iter().filter(|mark| mark.0 == kind).map(|(_, number)| *number).collect();
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

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn numbers_that_follow_each_other_are_drawn_together() {
        assert_eq!(runs(&[1, 2, 4, 7, 8, 9]), ["1–2", "4", "7–9"]);
        assert_eq!(runs(&[]), [""; 0]);
    }
}
