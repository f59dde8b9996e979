//! Titles and legends, and all sheets of one width.

use super::boxes::{font, runs};
use super::sheet::{HEADER, MARGIN, STRIP};
use super::{Paper, Piece, Rect, Sample, Sheet, Sign, TextKind, TextPlace};
use crate::model::Carrier;
use crate::report::map::measure::Font;
use crate::report::map::table::of_no_one_step;
use crate::report::map::{Map, MarkKind};
use crate::report::wording::{carrier, say};
use crate::words::Lang;
use std::collections::BTreeSet;

/// The height of a line of the legend.
const LINE: i32 = 17;
/// The room that is kept for the legend on a sheet.
pub(super) const LEGEND: i32 = 3 * LINE + 2 * MARGIN;
/// The width of a sign of the legend.
const SIGN: i32 = 34;
/// Narrower, a legend would be higher than wide.
const LEAST: i32 = 760;

/// Puts strips on sheets, numbers the sheets, makes them as wide as the widest, and writes titles and legends.
pub(super) fn finish(map: &Map, strips: Vec<Sheet>) -> Vec<Sheet> {
    let mut sheets = stacked(strips, map.paper, map.lang);
    let of = sheets.len();
    let titles: Vec<String> = (1..=of).map(|number| title(map, number, of)).collect();
    let needed = titles.iter().map(|title| Font::TITLE.width(title)).max().unwrap_or(0);
    let needed = needed.max(Font::NAME.width(&map.lead)) + 2 * MARGIN;
    let width = sheets.iter().map(|sheet| sheet.width).max().unwrap_or(0).max(LEAST).max(needed);
    for ((number, sheet), title) in sheets.iter_mut().enumerate().zip(titles) {
        sheet.number = number + 1;
        sheet.of = of;
        sheet.width = width;
        for band in &mut sheet.bands {
            band.rect.width = width - 2 * MARGIN;
        }
        write(sheet, TextKind::Title, MARGIN, 8, title);
        write(sheet, TextKind::Lead, MARGIN, 34, map.lead.clone());
        legend(map, sheet);
    }
    sheets
}

/// The strips below each other, on as many sheets as it takes.
fn stacked(strips: Vec<Sheet>, paper: Paper, lang: Lang) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for strip in strips {
        let height = strip.height - HEADER + STRIP;
        match sheets.last_mut() {
            Some(last) if last.height + height + LEGEND <= paper.height => below(last, strip, lang),
            _ => sheets.push(strip),
        }
    }
    sheets
}

/// Puts a strip below what is on the sheet.
fn below(sheet: &mut Sheet, mut strip: Sheet, lang: Lang) {
    let down = sheet.height + STRIP - HEADER;
    let bundles = sheet.lines.iter().map(|line| line.bundle + 1).max().unwrap_or(0);
    let rects = strip.bands.iter_mut().map(|band| &mut band.rect);
    let rects = rects.chain(strip.boxes.iter_mut().map(|place| &mut place.rect));
    let rects = rects.chain(strip.labels.iter_mut().map(|label| &mut label.rect));
    rects.chain(strip.texts.iter_mut().map(|text| &mut text.rect)).for_each(|rect| rect.y += down);
    let points = strip.lines.iter_mut().flat_map(|line| &mut line.points);
    points.chain(&mut strip.dots).for_each(|point| point.y += down);
    strip.lines.iter_mut().for_each(|line| line.bundle += bundles);
    strip.labels.iter_mut().for_each(|label| label.bundle += bundles);
    // So that nobody takes lanes that begin anew for those above.
    let steps = strip.boxes.iter().map(|place| Map::number(place.step));
    if let (Some(first), Some(last)) = (steps.clone().min(), steps.max()) {
        let text = format!("{} {first}–{last}", say(lang, "Steg", "Steg", "Steps"));
        write(sheet, TextKind::Lead, MARGIN, sheet.height + STRIP - font(TextKind::Lead).line() - 3, text);
    }
    sheet.width = sheet.width.max(strip.width);
    sheet.height = strip.height + down;
    sheet.bands.extend(strip.bands);
    sheet.boxes.extend(strip.boxes);
    sheet.lines.extend(strip.lines);
    sheet.dots.extend(strip.dots);
    sheet.labels.extend(strip.labels);
    sheet.texts.extend(strip.texts);
    sheet.strips += 1;
}

fn title(map: &Map, number: usize, of: usize) -> String {
    let sheet = say(map.lang, "ark", "ark", "sheet");
    let out_of = say(map.lang, "av", "av", "of");
    if of == 1 { map.title.clone() } else { format!("{} – {sheet} {number} {out_of} {of}", map.title) }
}

fn write(sheet: &mut Sheet, kind: TextKind, x: i32, y: i32, text: String) {
    let rect = Rect { x, y, width: font(kind).width(&text), height: font(kind).line() };
    sheet.texts.push(TextPlace { kind, step: None, rect, pieces: vec![Piece::Text(text)] });
}

fn legend(map: &Map, sheet: &mut Sheet) {
    let (mut x, mut y) = (MARGIN, sheet.height + MARGIN);
    let order = say(
        map.lang,
        "Tiden går fra venstre mot høyre. Hvert steg har et nummer.",
        "Tida går frå venstre mot høgre. Kvart steg har eit nummer.",
        "Time runs from left to right. Each step has a number.",
    );
    let entries = std::iter::once((None, order.to_owned())).chain(
        signs(map, sheet).into_iter().chain(of_no_step(map, sheet)).map(|(sign, text)| (Some(sign), text)),
    );
    for (sign, text) in entries {
        let indent = if sign.is_some() { SIGN + 5 } else { 0 };
        let width = indent + font(TextKind::Legend).width(&text);
        if x > MARGIN && x + width > sheet.width - MARGIN {
            (x, y) = (MARGIN, y + LINE);
        }
        if let Some(sign) = sign {
            sheet.samples.push(Sample { rect: Rect { x, y, width: SIGN, height: 11 }, sign });
        }
        write(sheet, TextKind::Legend, x + indent, y, text);
        x += width + 16;
    }
    sheet.height = y + LINE + MARGIN / 2;
}

/// On the last sheet: the numbers of the findings that are of no one step.
fn of_no_step(map: &Map, sheet: &Sheet) -> Vec<(Sign, String)> {
    if sheet.number != sheet.of {
        return Vec::new();
    }
    let none = of_no_one_step(map.lang);
    let kinds = [MarkKind::Gap, MarkKind::Duplicate].into_iter();
    let entries = kinds.filter_map(|kind| {
        let numbers: Vec<usize> =
            map.marks_of_no_step().filter(|mark| mark.kind == kind).map(|mark| mark.number).collect();
        let runs = runs(&numbers).join(", ");
        (!runs.is_empty()).then(|| (Sign::Mark(kind), format!("{runs}: {none}")))
    });
    entries.collect()
}

/// The signs that the map uses, with what they mean.
fn signs(map: &Map, sheet: &Sheet) -> Vec<(Sign, String)> {
    let lang = map.lang;
    let mut signs: Vec<(Sign, String)> = Vec::new();
    let mut add = |so: bool, sign: Sign, text: String| {
        if so {
            signs.push((sign, text));
        }
    };
    if let Some(way) = &map.way {
        let on_way = say(lang, "på veien", "på vegen", "on the way");
        add(true, Sign::Way, format!("{on_way}: {way}"));
    }
    add(
        map.steps.iter().any(|step| step.person),
        Sign::Person,
        say(lang, "gjøres av en person", "blir gjort av ein person", "done by a person").to_owned(),
    );
    let marked = |kind: MarkKind| map.marks.iter().any(|mark| mark.kind == kind);
    let gap = say(lang, "brudd, med nummer", "brot, med nummer", "gap, with its number");
    add(marked(MarkKind::Gap), Sign::Mark(MarkKind::Gap), gap.to_owned());
    let duplicate = say(
        lang,
        "dobbelt spørsmål, med nummer",
        "dobbelt spørsmål, med nummer",
        "duplicate request, with its number",
    );
    add(marked(MarkKind::Duplicate), Sign::Mark(MarkKind::Duplicate), duplicate.to_owned());
    let used: BTreeSet<Option<Carrier>> =
        map.arrows.iter().filter(|arrow| !arrow.wished).map(|arrow| arrow.by).collect();
    for by in used {
        let text = by.map_or(say(lang, "samme aktør", "same aktør", "same actor"), |by| carrier(lang, by));
        add(true, Sign::Line(by), text.to_owned());
    }
    let wished = map.arrows.iter().any(|arrow| arrow.wished);
    add(wished, Sign::Wished, say(lang, "bare ønsket", "berre ønskt", "only wished for").to_owned());
    add(
        sheet.of > 1 || sheet.strips > 1,
        Sign::Elsewhere,
        say(lang, "fortsetter i steg 12", "held fram i steg 12", "goes on in step 12").to_owned(),
    );
    signs
}
