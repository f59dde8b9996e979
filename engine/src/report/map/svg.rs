//! A map as SVG.

use super::layout::{
    Band, BoxPlace, LabelPlace, LinePlace, Piece, Point, Rect, Sample, Sheet, Sign, TextKind, TextPlace,
    layout,
};
use super::style::STYLE;
use super::{Map, MarkKind};
use crate::model::Carrier;
use crate::report::wording::say;
use std::fmt::Write;

/// Between one sheet and the next in one picture.
const BETWEEN: i32 = 24;

/// The map as one picture, its sheets below each other.
pub fn svg(map: &Map) -> String {
    let sheets = layout(map);
    let width = sheets.iter().map(|sheet| sheet.width).max().unwrap_or(0);
    let height = sheets.iter().map(|sheet| sheet.height + BETWEEN).sum::<i32>() - BETWEEN;
    let mut svg =
        Svg::new(&format!("livsferd-{}", map.id), width, height.max(0), &map.title, &described(map));
    let mut y = 0;
    for sheet in &sheets {
        svg.open(&format!("<g transform=\"translate(0 {y})\">"));
        draw(map, sheet, &mut svg);
        svg.close("</g>");
        y += sheet.height + BETWEEN;
    }
    svg.done()
}

/// The map as a picture for each sheet.
pub fn svg_sheets(map: &Map) -> Vec<String> {
    let sheets = layout(map);
    let picture = |sheet: &Sheet| {
        let id = format!("livsferd-{}-{}", map.id, sheet.number);
        let title = format!("{} {}/{}", map.title, sheet.number, sheet.of);
        let mut svg = Svg::new(&id, sheet.width, sheet.height, &title, &described(map));
        draw(map, sheet, &mut svg);
        svg.done()
    };
    sheets.iter().map(picture).collect()
}

/// What is read instead of the picture.
fn described(map: &Map) -> String {
    let text = say(
        map.lang,
        "Kart over tjenestereisen i baner, én for hver aktør, med tiden fra venstre mot høyre. De samme opplysningene \
         står i tabellene over steg, overganger og funn.",
        "Kart over tenestereisa i banar, éin for kvar aktør, med tida frå venstre mot høgre. Dei same opplysningane \
         står i tabellane over steg, overgangar og funn.",
        "A map of the service journey in lanes, one for each actor, with time from left to right. The tables of steps, \
         handovers and findings say the same.",
    );
    format!("{} {text}", map.lead)
}

/// A picture while it is written.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Begins a picture with a title and a description for those who do not see it.
    pub(super) fn new(id: &str, width: i32, height: i32, title: &str, description: &str) -> Self {
        let id = anchor(id);
        let (title, description) = (escaped(title), escaped(description));
        let out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"livsferd-map\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n\
             <style>{STYLE}</style>\n\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n"
        );
        Self { out }
    }

    pub(super) fn done(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }

    /// Writes a tag as it is.
    pub(super) fn open(&mut self, tag: &str) {
        self.out.push_str(tag);
        self.out.push('\n');
    }

    /// Writes a closing tag as it is.
    pub(super) fn close(&mut self, tag: &str) {
        self.open(tag);
    }

    pub(super) fn rect(&mut self, class: &str, rect: Rect, round: i32) {
        let Rect { x, y, width, height } = rect;
        let corner = if round > 0 { format!(" rx=\"{round}\"") } else { String::new() };
        self.open(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{corner}/>"
        ));
    }

    /// A text whose letters stand on this height.
    pub(super) fn text(&mut self, class: &str, x: i32, y: i32, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.open(&format!("<text{class} x=\"{x}\" y=\"{y}\">{}</text>", escaped(text)));
    }

    pub(super) fn path(&mut self, class: &str, path: &str) {
        self.open(&format!("<path class=\"{class}\" d=\"{path}\"/>"));
    }

    fn pieces(&mut self, class: &str, rect: Rect, font_size: i32, pieces: &[Piece], widths: &[i32]) {
        let mut x = rect.x;
        let base = rect.y + rect.height - (rect.height - font_size) / 2 - 2;
        let mut marked = "";
        for (piece, width) in pieces.iter().zip(widths) {
            match piece {
                Piece::Text(text) if text.trim().is_empty() => marked = "",
                Piece::Text(text) => {
                    let class =
                        if marked.is_empty() { class.to_owned() } else { format!("small strong {marked}") };
                    self.text(&class, x, base, text);
                }
                Piece::Mark(kind) => {
                    marked = mark_class(*kind);
                    self.mark(*kind, x, base);
                }
                Piece::Person => self.man(x, base),
            }
            x += width;
        }
    }

    /// The sign of a finding: a triangle or a diamond.
    pub(super) fn mark(&mut self, kind: MarkKind, x: i32, base: i32) {
        let path = match kind {
            MarkKind::Gap => format!("M{} {base}h9l-4.5 -8.5z", x),
            MarkKind::Duplicate => format!("M{} {}l4.5 -4.5l4.5 4.5l-4.5 4.5z", x, base - 4),
        };
        self.path(mark_class(kind), &path);
    }

    /// The sign of a person: head and shoulders.
    fn man(&mut self, x: i32, base: i32) {
        let (head, foot) = (base - 6, base + 1);
        self.path("man", &format!("M{} {head}a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0z", x + 2));
        self.path("man", &format!("M{x} {foot}a4.2 4 0 0 1 8.4 0z"));
    }
}

fn mark_class(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Gap => "gap",
        MarkKind::Duplicate => "double",
    }
}

fn draw(map: &Map, sheet: &Sheet, svg: &mut Svg) {
    for (index, band) in sheet.bands.iter().enumerate() {
        svg.rect(if index % 2 == 0 { "band" } else { "band odd" }, band.rect, 0);
    }
    for band in &sheet.bands {
        rule(
            svg,
            if band.first { "rule group" } else { "rule" },
            band.rect.x,
            band.rect.right(),
            band.rect.y,
        );
    }
    if let Some(last) = sheet.bands.last() {
        rule(svg, "rule group", last.rect.x, last.rect.right(), last.rect.bottom());
    }
    let way = map.way.is_some();
    // What stands out is drawn last, so that nothing lies upon it.
    let mut lines: Vec<&LinePlace> = sheet.lines.iter().collect();
    lines.sort_by_key(|line| {
        line.arrow.and_then(|arrow| map.arrows.get(arrow)).is_some_and(|arrow| arrow.on_way)
    });
    for one in lines {
        line(map, one, way, svg);
    }
    for dot in &sheet.dots {
        svg.open(&format!("<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"2.4\"/>", dot.x, dot.y));
    }
    for label in &sheet.labels {
        let above = |band: &&Band| band.rect.y <= label.rect.y;
        let odd = sheet.bands.iter().filter(above).count() % 2 == 0;
        self::label(label, odd, svg);
    }
    for place in &sheet.boxes {
        step(map, sheet, *place, way, svg);
    }
    for text in sheet.texts.iter().filter(|text| text.step.is_none()) {
        self::text(text, svg);
    }
    for sample in &sheet.samples {
        self::sample(*sample, svg);
    }
}

fn rule(svg: &mut Svg, class: &str, x: i32, right: i32, y: i32) {
    svg.open(&format!("<line class=\"{class}\" x1=\"{x}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\"/>"));
}

fn line(map: &Map, line: &LinePlace, way: bool, svg: &mut Svg) {
    let arrow = line.arrow.and_then(|arrow| map.arrows.get(arrow));
    let style = match arrow {
        None => "then",
        Some(arrow) if arrow.wished => "wished",
        Some(arrow) => line_class(arrow.by),
    };
    let stands_out = match (way, arrow.is_some_and(|arrow| arrow.on_way)) {
        (false, _) => "",
        (true, true) => " on",
        (true, false) => " off",
    };
    let mut points = line.points.clone();
    let end = points.last().copied().filter(|_| line.arrives);
    if let (Some(end), Some(last)) = (end, points.last_mut()) {
        // The line ends in the head of the arrow, not at its point.
        *last = Point { x: end.x - 5, y: end.y };
    }
    let mut path = String::new();
    for (index, point) in points.iter().enumerate() {
        let _ = write!(path, "{}{} {}", if index == 0 { "M" } else { "L" }, point.x, point.y);
    }
    svg.path(&format!("line {style}{stands_out}"), &path);
    let Some(end) = end else { return };
    let (x, y) = (end.x - 1, end.y);
    svg.path(&format!("head{stands_out}"), &format!("M{x} {y}l-8 -4v8z"));
    if arrow.is_some_and(|arrow| arrow.by == Some(Carrier::Nothing)) {
        svg.path("cross", &format!("M{} {}l8 8m0 -8l-8 8", x - 9, y - 4));
    }
}

fn line_class(by: Option<Carrier>) -> &'static str {
    match by {
        None => "then",
        Some(Carrier::Event) => "event",
        Some(Carrier::Api) => "api",
        Some(Carrier::DigitalPost) => "post",
        Some(Carrier::Letter) => "letter",
        Some(Carrier::Phone) => "phone",
        Some(Carrier::InPerson) => "meeting",
        Some(Carrier::Person) => "carried",
        Some(Carrier::Unprompted) => "unprompted",
        Some(Carrier::Nothing) => "nobody",
    }
}

fn label(label: &LabelPlace, odd: bool, svg: &mut Svg) {
    svg.rect(if odd { "plate odd" } else { "plate" }, label.rect, 0);
    let rect = Rect { x: label.rect.x + 2, ..label.rect };
    svg.pieces("small", rect, 9, &label.pieces, &Sheet::widths(TextKind::Legend, &label.pieces));
}

fn step(map: &Map, sheet: &Sheet, place: BoxPlace, way: bool, svg: &mut Svg) {
    let Some(step) = map.steps.get(place.step) else { return };
    let mut class = "box".to_owned();
    if step.person {
        class.push_str(" person");
    }
    if way {
        class.push_str(if step.on_way { " on" } else { " off" });
    }
    svg.open(if way && !step.on_way { "<g class=\"off\">" } else { "<g>" });
    svg.open(&format!("<title>{}</title>", escaped(&told(map, place.step))));
    svg.rect(&class, place.rect, if step.person { 9 } else { 2 });
    for text in sheet.texts.iter().filter(|text| text.step == Some(place.step)) {
        self::text(text, svg);
    }
    svg.close("</g>");
}

/// A step in one line, for who points at it.
fn told(map: &Map, index: usize) -> String {
    let Some(step) = map.steps.get(index) else { return String::new() };
    let lane = map.lanes.get(step.lane).map_or("", |lane| lane.name.as_str());
    let when = say(map.lang, "når", "når", "when");
    let mut parts = vec![format!("{}. {}", Map::number(index), step.name), lane.to_owned()];
    parts.extend(step.by.clone());
    parts.push(step.kind.clone());
    if !step.when.is_empty() {
        parts.push(format!("{when} {}", step.when));
    }
    parts.join(" · ")
}

fn text(text: &TextPlace, svg: &mut Svg) {
    let (class, size) = match text.kind {
        TextKind::Title => ("title", 20),
        TextKind::Lead => ("soft", 11),
        TextKind::Group => ("small soft", 9),
        TextKind::Lane | TextKind::Number => ("strong", 11),
        TextKind::By | TextKind::Legend => ("small", 9),
        TextKind::Name => ("", 11),
        TextKind::Marks | TextKind::Actor => ("small strong", 9),
    };
    svg.pieces(class, text.rect, size, &text.pieces, &Sheet::widths(text.kind, &text.pieces));
}

fn sample(sample: Sample, svg: &mut Svg) {
    let Rect { x, y, width, height } = sample.rect;
    let middle = y + height / 2;
    match sample.sign {
        Sign::Line(by) => {
            svg.path(&format!("line {}", line_class(by)), &format!("M{x} {middle}h{}", width - 6));
            svg.path("head", &format!("M{} {middle}l-8 -4v8z", x + width));
            if by == Some(Carrier::Nothing) {
                svg.path("cross", &format!("M{} {}l8 8m0 -8l-8 8", x + width - 9, middle - 4));
            }
        }
        Sign::Wished => svg.path("line wished", &format!("M{x} {middle}h{width}")),
        Sign::Way => svg.rect("box on", sample.rect, 2),
        Sign::Person => {
            svg.rect("box person", sample.rect, 5);
            svg.man(x + width / 2 - 4, y + height - 2);
        }
        Sign::Mark(kind) => svg.mark(kind, x + width / 2 - 4, y + height - 1),
        Sign::Elsewhere => svg.text("small", x + 8, y + height - 2, "→ 12"),
    }
}

/// The text as it stands in a picture or a page.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            sign => out.push(sign),
        }
    }
    out
}

/// A text as an id within a page: letters, digits and hyphens.
pub(super) fn anchor(text: &str) -> String {
    text.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect()
}
