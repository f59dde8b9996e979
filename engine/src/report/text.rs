//! Findings as annotated source, for a terminal.

use super::facts::{Fact, Measure, facts};
use super::is_model_error;
use super::wording::{Noun, capital, count, named, plain, say, severity, words};
use crate::finding::{Analysis, Finding, JourneySummary, Label, Severity};
use crate::text::{FileId, SourceFile, Sources};
use crate::words::Lang;
use crate::workers::in_parallel;
use annotate_snippets::renderer::{DEFAULT_EMPHASIS_STYLE, DEFAULT_LINE_NUM_STYLE, Style};
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// The width that lines of text are wrapped to, in characters.
const WIDTH: usize = 96;
/// Source lines longer than this are not shown: their place is named instead.
const LONGEST_LINE: usize = 2_000;
/// Places further apart than this many bytes are shown by themselves.
const FAR_APART: usize = 20_000;
/// So many findings are put in text at a time by one worker.
const CHUNK: usize = 32;
/// Room for the text of one finding, in bytes: more than most need.
const TEXT: usize = 3_000;
/// How much is told of what can be long.
const MEASURE: Measure = Measure { steps: 4, phrase: 500 };

/// What the caller chooses of the text.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct TextOptions {
    /// The language.
    pub lang: Lang,
    /// True for colours, as ANSI escape codes.
    pub colour: bool,
}

impl TextOptions {
    /// The language, without colours.
    pub fn new(lang: Lang) -> Self {
        Self { lang, colour: false }
    }
}

/// The findings with the places they are found at, then a summary.
///
/// Lines end in `\n`. Without colours the text has no control characters, whatever the model is called.
pub fn text(analysis: &Analysis, sources: &Sources, options: &TextOptions) -> String {
    let form = Form::new(options);
    let chunks: Vec<&[Finding]> = analysis.findings.chunks(CHUNK).collect();
    let mut told = in_parallel(&chunks, |findings| {
        let mut out = String::with_capacity(findings.len() * TEXT);
        for finding in *findings {
            form.tell(&mut out, finding, analysis, sources);
        }
        out
    });
    told.push(summary(analysis, options.lang));
    told.concat()
}

/// How findings are told.
struct Form {
    lang: Lang,
    renderer: Renderer,
    /// What stands before and after a sign beside the source.
    sign: [String; 2],
    /// What stands before and after what a line is about.
    label: [String; 2],
}

impl Form {
    fn new(options: &TextOptions) -> Self {
        let (renderer, sign, label) = if options.colour {
            (Renderer::styled(), DEFAULT_LINE_NUM_STYLE, DEFAULT_EMPHASIS_STYLE)
        } else {
            (Renderer::plain(), Style::new(), Style::new())
        };
        let [sign, label] =
            [sign, label].map(|style| [style.render().to_string(), style.render_reset().to_string()]);
        Self { lang: options.lang, renderer: renderer.term_width(WIDTH + 20), sign, label }
    }

    fn tell(&self, out: &mut String, finding: &Finding, analysis: &Analysis, sources: &Sources) {
        let Self { lang, renderer, .. } = self;
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level
            .with_name(severity(*lang, finding.severity))
            .primary_title(title(finding, *lang))
            .id(plain(&finding.check));
        let Source { elements, last_line } = snippets(&finding.places, sources, *lang);
        let ends_in_source = elements.last().is_none_or(|last| matches!(last, Element::Cause(_)));
        *out += renderer.render(&[title.elements(elements)]).trim_end_matches('\n');
        out.push('\n');
        let digits = last_line.checked_ilog10().map_or(0, |log| log as usize + 1);
        let facts = facts(finding, analysis, *lang, MEASURE);
        if ends_in_source && !facts.is_empty() {
            self.push_sign(out, digits, "|");
            out.push('\n');
        }
        for fact in facts {
            self.push_fact(out, digits, &fact);
        }
        out.push('\n');
    }

    fn push_sign(&self, out: &mut String, digits: usize, sign: &str) {
        let [before, after] = &self.sign;
        push_spaces(out, digits + 1);
        [before, sign, after].into_iter().for_each(|part| *out += part);
    }

    /// As the renderer tells its own notes, whose every sign it places by itself: with them it takes three times as
    /// long.
    fn push_fact(&self, out: &mut String, digits: usize, fact: &Fact) {
        let [before, after] = &self.label;
        self.push_sign(out, digits, "= ");
        [before, fact.label, after, ": "].into_iter().for_each(|part| *out += part);
        let label = fact.label.chars().count();
        wrap(out, &fact.text, WIDTH.saturating_sub(label + 6), digits + label + 5);
        out.push('\n');
    }
}

fn push_spaces(out: &mut String, number: usize) {
    out.extend(std::iter::repeat_n(' ', number));
}

/// What was found: a sentence, which may begin with the name of a body. Errors of the model are told as compilers do.
fn title(finding: &Finding, lang: Lang) -> String {
    let text = words(&finding.message, lang);
    if is_model_error(finding) { text } else { capital(&text) }
}

/// The text in lines of at most `width` characters, broken between words; all but the first begin with so many spaces.
fn wrap(out: &mut String, text: &str, width: usize, indent: usize) {
    let mut column = 0;
    let (mut start, mut length) = (0, 0);
    let bytes = text.bytes().chain([b' ']);
    for (end, byte) in bytes.enumerate() {
        if byte != b' ' {
            // Every byte but those that continue a character.
            length += usize::from(byte & 0xc0 != 0x80);
            continue;
        }
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            push_spaces(out, indent);
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        *out += text.get(start..end).unwrap_or_default();
        column += length;
        (start, length) = (end + 1, 0);
    }
}

/// The places with their source.
struct Source<'a> {
    elements: Vec<Element<'a>>,
    /// The number of the last line that is shown; 0 where none is.
    last_line: usize,
}

/// A place of one file: its bytes, what is said of it, and whether it is the finding's own.
struct Mark {
    span: Range<usize>,
    label: String,
    main: bool,
}

/// The places, those near each other in one file shown together.
fn snippets<'a>(places: &[Label], sources: &'a Sources, lang: Lang) -> Source<'a> {
    let mut files: Vec<(FileId, Vec<Mark>)> = Vec::new();
    for (n, label) in places.iter().enumerate() {
        let Some(file) = sources.get(label.place.file) else { continue };
        let start = boundary(&file.text, label.place.start as usize);
        let end = boundary(&file.text, label.place.end as usize).max(start);
        let mark = Mark { span: start..end, label: plain(label.label.get(lang)), main: n == 0 };
        match files.iter_mut().find(|(id, _)| *id == label.place.file) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((label.place.file, vec![mark])),
        }
    }
    let mut source = Source { elements: Vec::new(), last_line: 0 };
    for (id, marks) in files {
        let Some(file) = sources.get(id) else { continue };
        for marks in near(marks) {
            source.show(sources, id, file, marks);
        }
    }
    source
}

/// The nearest offset at or before this one that is in the text and between two characters.
fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The marks in groups of those that lie near each other; the group of the finding's own place first.
fn near(mut marks: Vec<Mark>) -> Vec<Vec<Mark>> {
    marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    let mut end = 0;
    for mark in marks {
        let begins = mark.span.start;
        let ends = mark.span.end;
        match groups.last_mut() {
            Some(group) if begins <= end + FAR_APART => group.push(mark),
            _ => groups.push(vec![mark]),
        }
        end = end.max(ends);
    }
    groups.sort_by_key(|group| !group.iter().any(|mark| mark.main));
    groups
}

impl<'a> Source<'a> {
    fn show(&mut self, sources: &Sources, id: FileId, file: &'a SourceFile, marks: Vec<Mark>) {
        let from = marks.iter().map(|mark| mark.span.start).min().unwrap_or(0);
        let to = marks.iter().map(|mark| mark.span.end).max().unwrap_or(0);
        let window = window(&file.text, from..to);
        let shown = file.text.get(window.clone()).unwrap_or_default();
        if shown.len() > FAR_APART * 4 || shown.lines().any(|line| line.len() > LONGEST_LINE) {
            let origins = marks.iter().flat_map(|mark| origin(sources, id, file, mark));
            return self.elements.extend(origins);
        }
        let line =
            |offset: usize| sources.line_column(id, u32::try_from(offset).unwrap_or(u32::MAX)).line as usize;
        self.last_line = self.last_line.max(line(to));
        let first = line(window.start);
        let annotations = marks.into_iter().map(|mark| annotation(mark, &window));
        let snippet = Snippet::source(visible(shown)).path(plain(&file.name)).line_start(first);
        self.elements.push(snippet.annotations(annotations).into());
    }
}

/// The whole lines around a span, without the byte-order mark, which is no column.
fn window(text: &str, span: Range<usize>) -> Range<usize> {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let after = text.get(span.end..).unwrap_or_default();
    let end = after.find('\n').map_or(text.len(), |at| span.end + at);
    let mark = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    start + mark..end.max(start + mark)
}

fn annotation<'a>(mark: Mark, window: &Range<usize>) -> Annotation<'a> {
    let within = |offset: usize| offset.clamp(window.start, window.end) - window.start;
    let kind = if mark.main { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(within(mark.span.start)..within(mark.span.end));
    if mark.label.is_empty() { annotation } else { annotation.label(mark.label) }
}

/// The place without its source.
fn origin<'a>(sources: &Sources, id: FileId, file: &SourceFile, mark: &Mark) -> Vec<Element<'a>> {
    let at = sources.line_column(id, u32::try_from(mark.span.start).unwrap_or(u32::MAX));
    let origin = Origin::path(plain(&file.name)).line(at.line as usize).char_column(at.column as usize);
    let mut elements = vec![Element::Origin(origin)];
    if !mark.label.is_empty() {
        elements.push(Level::NOTE.no_name().message(mark.label.clone()).into());
    }
    elements
}

/// The source without the control characters U+0080 to U+009F, which some terminals obey.
/// What stands in their place is as long, so that spans stay right.
fn visible(source: &str) -> Cow<'_, str> {
    if source.contains(is_c1) { source.replace(is_c1, "\u{bf}").into() } else { source.into() }
}

fn is_c1(sign: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&sign)
}

/// The numbers at the end.
fn summary(analysis: &Analysis, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out += &text;
        out.push('\n');
    };
    let errors = analysis.findings.iter().filter(|finding| is_model_error(finding)).count();
    if errors > 0 {
        line(format!("{}.", count(lang, errors, Noun::ModelError)));
    }
    if analysis.broken {
        let text = say(
            lang,
            "Det som er rammet av feilene, er ikke analysert, og funn om det kan mangle.",
            "Det som er råka av feila, er ikkje analysert, og funn om det kan mangle.",
            "What the errors affect was not analysed, and findings about it may be missing.",
        );
        line(text.to_owned());
    }
    if let Some(text) = numbers(analysis, lang) {
        line(text + &as_of(analysis, lang));
    }
    if let Some(text) = gravities(analysis, lang) {
        line(text);
    }
    for journey in &analysis.journeys {
        line(journey_line(journey, lang));
    }
    out
}

/// How much was found; nothing where it would be said of what was not analysed.
fn numbers(analysis: &Analysis, lang: Lang) -> Option<String> {
    let found: Vec<&Finding> = analysis.findings.iter().filter(|finding| !is_model_error(finding)).collect();
    if found.is_empty() && analysis.broken {
        return None;
    }
    if found.is_empty() && analysis.journeys.is_empty() {
        let text =
            say(lang, "Ingen livshendelse er lest.", "Inga livshending er lesen.", "No life event was read.");
        return Some(text.to_owned());
    }
    if found.is_empty() {
        return Some(say(lang, "Ingen funn.", "Ingen funn.", "No findings.").to_owned());
    }
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (severity, found.iter().filter(|finding| finding.severity == severity).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(severity, number)| count(lang, number, Noun::Severity(severity)))
        .collect();
    Some(format!("{}: {}.", count(lang, found.len(), Noun::Finding), parts.join(", ")))
}

fn as_of(analysis: &Analysis, lang: Lang) -> String {
    if analysis.as_of.is_empty() {
        return String::new();
    }
    format!(" {} {}.", say(lang, "Vurdert per", "Vurdert per", "Assessed as of"), plain(&analysis.as_of))
}

fn gravities(analysis: &Analysis, lang: Lang) -> Option<String> {
    let parts: Vec<String> = analysis
        .gravities
        .iter()
        .map(|tier| (tier, analysis.findings.iter().filter(|finding| finding.gravity.id == tier.id).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(tier, number)| format!("{} ({number})", named(tier, lang)))
        .collect();
    (!parts.is_empty()).then(|| format!("{}: {}.", say(lang, "Alvor", "Alvor", "Gravity"), parts.join(", ")))
}

fn journey_line(journey: &JourneySummary, lang: Lang) -> String {
    let checked = say(
        lang,
        "sist kontrollert mot kildene",
        "sist kontrollert mot kjeldene",
        "last checked against its sources",
    );
    let withheld = if journey.analysed {
        ""
    } else {
        say(lang, "; ikke analysert", "; ikkje analysert", "; not analysed")
    };
    let date = plain(&journey.last_checked);
    let checked = if date.is_empty() { String::new() } else { format!("; {checked} {date}") };
    format!(
        "{}: {}{checked}{withheld}.",
        capital(&super::wording::name_or_id(&journey.name, &journey.id, lang)),
        journey_numbers(journey, lang),
    )
}

/// `85 steg, 40 overganger, …`
pub(super) fn journey_numbers(journey: &JourneySummary, lang: Lang) -> String {
    [
        count(lang, journey.steps, Noun::Step),
        count(lang, journey.handovers, Noun::Handover),
        count(lang, journey.data_requests, Noun::Request),
        count(lang, journey.circumstances, Noun::Circumstance),
    ]
    .join(", ")
}
