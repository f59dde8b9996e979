//! A map as SVG.

use super::layout::{
    Band, BoxPlace, LabelPlace, LinePlace, Piece, Point, Rect, Sample, Sheet, Sign, TextKind, TextPlace,
    layout,
};
use super::style::STYLE;
use super::table::actors;
use super::{Map, Mark, MarkKind};
use crate::model::Carrier;
use crate::report::wording::say;
use crate::words::Lang;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Between one sheet and the next in one picture.
const BETWEEN: i32 = 24;

/// The map as one picture, its sheets below each other.
pub fn svg(map: &Map) -> String {
    let sheets = layout(map);
    let width = sheets.iter().map(|sheet| sheet.width).max().unwrap_or(0);
    let height = sheets.iter().map(|sheet| sheet.height + BETWEEN).sum::<i32>() - BETWEEN;
    let mut svg = Svg::new(
        Stands::Alone,
        &format!("livsferd-{}", map.id),
        (width, height.max(0)),
        &map.title,
        &described(map),
    );
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
    layout(map).iter().map(|sheet| svg_sheet(map, sheet, Stands::Alone)).collect()
}

/// One sheet as a picture.
pub(super) fn svg_sheet(map: &Map, sheet: &Sheet, stands: Stands) -> String {
    let id = format!("livsferd-{}-{}", map.id, sheet.number);
    let title = format!("{} {}/{}", map.title, sheet.number, sheet.of);
    let about = match stands {
        Stands::Alone => described(map),
        Stands::InPage => described_in_page(map, sheet),
    };
    let mut svg = Svg::new(stands, &id, (sheet.width, sheet.height), &title, &about);
    draw(map, sheet, &mut svg);
    svg.done()
}

/// What is read instead of a sheet of a report: whose lanes it has, and where the same is said in words.
fn described_in_page(map: &Map, sheet: &Sheet) -> String {
    let steps: Vec<usize> = sheet.boxes.iter().map(|place| Map::number(place.step)).collect();
    let first = steps.iter().min().copied().unwrap_or(0);
    let last = steps.iter().max().copied().unwrap_or(0);
    let who = actors(map, sheet);
    match map.lang {
        Lang::Nb => format!("Steg {first}–{last} i baner for {who}. Tabellen under kartet sier det samme."),
        Lang::Nn => format!("Steg {first}–{last} i banar for {who}. Tabellen under kartet seier det same."),
        Lang::En => {
            format!("Steps {first}–{last} in lanes of {who}. The table below the map says the same.")
        }
    }
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

/// Where a picture is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// By itself: it brings its style, and says more of what is pointed at.
    Alone,
    /// On a page that has [`STYLE`], and a table that says the same.
    InPage,
}

/// A picture while it is written.
pub(super) struct Svg {
    out: String,
    stands: Stands,
    /// The ways of signs of one kind, which are drawn together and last: gaps, duplicates, persons.
    signs: [String; 3],
    /// On a page, the texts by class: those of one class are written together.
    texts: BTreeMap<String, String>,
}

impl Svg {
    /// Begins a picture with a title and a description for those who do not see it.
    pub(super) fn new(
        stands: Stands,
        id: &str,
        (width, height): (i32, i32),
        title: &str,
        description: &str,
    ) -> Self {
        let id = anchor(id);
        let (title, description) = (escaped(title), escaped(description));
        let (namespace, style) = match stands {
            Stands::Alone => ("xmlns=\"http://www.w3.org/2000/svg\" ", format!("<style>{STYLE}</style>\n")),
            Stands::InPage => ("", String::new()),
        };
        let out = format!(
            "<svg {namespace}class=\"livsferd-map\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n{style}\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n"
        );
        Self { out, stands, signs: Default::default(), texts: BTreeMap::new() }
    }

    pub(super) fn done(mut self) -> String {
        self.draw_signs();
        self.out.push_str("</svg>\n");
        self.out
    }

    /// Draws the signs and texts that were put down since the last time.
    fn draw_signs(&mut self) {
        for (class, texts) in std::mem::take(&mut self.texts) {
            self.open(&format!("<g class=\"{class}\">{texts}</g>"));
        }
        let signs = std::mem::take(&mut self.signs);
        for (class, path) in ["gap", "double", "man"].into_iter().zip(signs) {
            self.path(class, &path);
        }
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
        if self.stands == Stands::InPage {
            // HTML needs no quotation marks around numbers.
            let text = format!("<text x={x} y={y}>{}</text>", escaped(text));
            self.texts.entry(class.to_owned()).or_default().push_str(&text);
            return;
        }
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.open(&format!("<text{class} x=\"{x}\" y=\"{y}\">{}</text>", escaped(text)));
    }

    /// A way; nothing where there is none.
    pub(super) fn path(&mut self, class: &str, path: &str) {
        if !path.is_empty() {
            self.open(&format!("<path class=\"{class}\" d=\"{path}\"/>"));
        }
    }

    fn pieces(&mut self, class: &str, rect: Rect, font_size: i32, pieces: &[Piece], widths: &[i32]) {
        let mut x = rect.x;
        let base = rect.y + rect.height - (rect.height - font_size) / 2 - 2;
        let mut marked = "";
        for (piece, width) in pieces.iter().zip(widths) {
            match piece {
                Piece::Text(text) if text.trim().is_empty() => marked = "",
                Piece::Text(text) => self.text(if marked.is_empty() { class } else { marked }, x, base, text),
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
        let [gaps, doubles, _] = &mut self.signs;
        let _ = match kind {
            MarkKind::Gap => write!(gaps, "M{x} {base}h9l-4.5-8.5z"),
            MarkKind::Duplicate => write!(doubles, "M{x} {}l4.5-4.5l4.5 4.5l-4.5 4.5z", base - 4),
        };
    }

    /// The sign of a person: head and shoulders.
    fn man(&mut self, x: i32, base: i32) {
        let (head, foot) = (base - 6, base + 1);
        let [.., men] = &mut self.signs;
        let _ = write!(
            men,
            "M{} {head}a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0zM{x} {foot}a4.2 4 0 0 1 8.4 0z",
            x + 2
        );
    }
}

/// The sign of a finding in a text.
fn mark_sign(kind: MarkKind) -> char {
    match kind {
        MarkKind::Gap => '▲',
        MarkKind::Duplicate => '◆',
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
    let mut rules = Rules::default();
    for band in &sheet.bands {
        rules.add(
            band.first,
            Point { x: band.rect.x, y: band.rect.y },
            Point { x: band.rect.right(), y: band.rect.y },
        );
    }
    if let Some(Band { rect, .. }) = sheet.bands.last() {
        rules.add(true, Point { x: rect.x, y: rect.bottom() }, Point { x: rect.right(), y: rect.bottom() });
    }
    rules.draw(svg);
    let way = map.way.is_some();
    lines(map, sheet, svg);
    for dot in &sheet.dots {
        svg.open(&format!("<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"2.4\"/>", dot.x, dot.y));
    }
    plates(sheet, svg);
    for label in &sheet.labels {
        self::label(label, svg);
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
    svg.draw_signs();
}

/// Lines between lanes, or rows and columns; thicker between groups of them.
#[derive(Default)]
pub(super) struct Rules {
    thin: String,
    thick: String,
}

impl Rules {
    pub(super) fn add(&mut self, group: bool, from: Point, to: Point) {
        add_way(if group { &mut self.thick } else { &mut self.thin }, &[from, to]);
    }

    pub(super) fn draw(&self, svg: &mut Svg) {
        svg.path("rule", &self.thin);
        svg.path("rule group", &self.thick);
    }
}

/// Lines of one kind as they are drawn: their ways, the heads of arrows, and the crosses.
#[derive(Default)]
struct Strokes {
    /// By class.
    lines: BTreeMap<String, String>,
    heads: String,
    crosses: String,
}

/// All lines, those of one kind drawn together. What stands out is drawn last, so that nothing lies upon it.
fn lines(map: &Map, sheet: &Sheet, svg: &mut Svg) {
    let mut strokes: [Strokes; 2] = Default::default();
    for line in &sheet.lines {
        let [plain, standing_out] = &mut strokes;
        stroke(map, line, if line.on_way { standing_out } else { plain });
    }
    for (strokes, stands_out) in strokes.into_iter().zip([if map.way.is_some() { " off" } else { "" }, " on"])
    {
        for (style, path) in strokes.lines {
            svg.path(&format!("line {style}{stands_out}"), &path);
        }
        svg.path(&format!("head{stands_out}"), &strokes.heads);
        svg.path("cross", &strokes.crosses);
    }
}

fn stroke(map: &Map, line: &LinePlace, strokes: &mut Strokes) {
    let arrow = line.arrow.and_then(|arrow| map.arrows.get(arrow));
    let style = match arrow {
        None => "then",
        Some(arrow) if arrow.wished => "wished",
        Some(arrow) => line_class(arrow.by),
    };
    let mut points = line.points.clone();
    let end = points.last().copied().filter(|_| line.arrives);
    if let (Some(end), Some(last)) = (end, points.last_mut()) {
        // The line ends in the head of the arrow, not at its point.
        *last = Point { x: end.x - 5, y: end.y };
    }
    add_way(strokes.lines.entry(style.to_owned()).or_default(), &points);
    let Some(end) = end else { return };
    let (x, y) = (end.x - 1, end.y);
    let _ = write!(strokes.heads, "M{x} {y}l-8-4v8z");
    if arrow.is_some_and(|arrow| arrow.by == Some(Carrier::Nothing)) {
        let _ = write!(strokes.crosses, "M{} {}l8 8m0-8l-8 8", x - 9, y - 4);
    }
}

/// Adds a way from corner to corner, each part in as few letters as it takes.
fn add_way(path: &mut String, points: &[Point]) {
    let mut before: Option<Point> = None;
    for &point in points {
        let _ = match before {
            None => write!(path, "M{} {}", point.x, point.y),
            Some(before) if before == point => Ok(()),
            Some(before) if before.y == point.y => write!(path, "h{}", point.x - before.x),
            Some(before) if before.x == point.x => write!(path, "v{}", point.y - before.y),
            Some(_) => write!(path, "L{} {}", point.x, point.y),
        };
        before = Some(point);
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

/// What lies under the labels, in the colour of their lanes.
fn plates(sheet: &Sheet, svg: &mut Svg) {
    let mut plates: [String; 2] = Default::default();
    for label in &sheet.labels {
        let above = |band: &&Band| band.rect.y <= label.rect.y;
        let [even, odd] = &mut plates;
        let plates = if sheet.bands.iter().filter(above).count() % 2 == 0 { odd } else { even };
        let Rect { x, y, width, height } = label.rect;
        let _ = write!(plates, "M{x} {y}h{width}v{height}h-{width}z");
    }
    for (class, path) in ["plate", "plate odd"].into_iter().zip(plates) {
        svg.path(class, &path);
    }
}

fn label(label: &LabelPlace, svg: &mut Svg) {
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
    let alone = svg.stands == Stands::Alone;
    let is_off = way && !step.on_way;
    if alone {
        if is_off {
            svg.draw_signs();
        }
        svg.open(if is_off { "<g class=\"off\">" } else { "<g>" });
        svg.open(&format!("<title>{}</title>", escaped(&told(map, place.step))));
    }
    svg.rect(&class, place.rect, if step.person { 9 } else { 2 });
    for text in sheet.texts.iter().filter(|text| text.step == Some(place.step)) {
        self::text(text, svg);
    }
    if alone {
        // Its signs are as pale as it is.
        if is_off {
            svg.draw_signs();
        }
        svg.close("</g>");
    }
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
    let leads_here = |mark: &&Mark| {
        let mut arrows = mark.arrows.iter().filter_map(|&arrow| map.arrows.get(arrow));
        mark.steps.contains(&index) || arrows.any(|arrow| arrow.to == index)
    };
    let found = map.marks.iter().filter(leads_here);
    let found = found.map(|mark| format!("\n{}{} {}", mark_sign(mark.kind), mark.number, mark.message));
    parts.join(" · ") + &found.collect::<String>()
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
