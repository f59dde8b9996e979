//! Pictures: everything has a place of its own, is escaped, and is the same each time.

use livsferd::model::{Actor, Carrier, Key, Step};
use livsferd::report::map::layout::{Paper, Piece, layout};
use livsferd::report::map::{self, Arrow, Lane, Map, MapOptions, MapStep, Mark, MarkKind, Matrix, Way};
use livsferd::words::Lang;
use livsferd::{Loaded, Options, SourceFile};
use livsferd_tests::geometry::{crossings, problems};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The embedded models with what is found in them.
static CORPUS: LazyLock<(Loaded, livsferd::finding::Analysis)> = LazyLock::new(|| {
    let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text));
    let loaded = livsferd::load(files.collect());
    let analysis = livsferd::analyse(&loaded, &Options::default());
    (loaded, analysis)
});

fn events() -> Vec<&'static str> {
    CORPUS.0.model.journeys.iter().map(|journey| journey.id.as_str()).collect()
}

fn drawn(event: &str, lang: Lang) -> Map {
    let options = MapOptions { lang, ..MapOptions::default() };
    map::map(&CORPUS.0.model, &CORPUS.1, event, &options).unwrap()
}

fn matrices(event: &str, lang: Lang) -> [Matrix; 2] {
    let (loaded, analysis) = &*CORPUS;
    [
        map::handovers(&loaded.model, event, lang).unwrap(),
        map::duplicates(&loaded.model, analysis, event, lang).unwrap(),
    ]
}

#[test]
fn in_the_models_nothing_lies_upon_anything_else() {
    for event in events() {
        for lang in Lang::ALL {
            let map = drawn(event, lang);
            let problems = problems(&map);
            assert!(problems.is_empty(), "{event} {lang}: {:#?}", &problems[..problems.len().min(20)]);
        }
    }
}

#[test]
fn the_models_fit_on_a_few_sheets_and_lines_seldom_cross() {
    for event in events() {
        // Strips are chosen once for all languages, and are to fit in each.
        for lang in Lang::ALL {
            let sheets = layout(&drawn(event, lang));
            assert!(sheets.len() <= 6, "{event} {lang}: {} sheets", sheets.len());
            for sheet in &sheets {
                let (number, width, height) = (sheet.number, sheet.width, sheet.height);
                assert!(width <= Paper::A3.width, "{event} {lang} {number}: {width}");
                assert!(height <= Paper::A3.height, "{event} {lang} {number}: {height}");
            }
        }
        let map = drawn(event, Lang::Nb);
        let sheets = layout(&map);
        let crossings = crossings(&map);
        println!("{event}: {} sheets, {} arrows, {crossings} crossings", sheets.len(), map.arrows.len());
        assert!(crossings <= map.arrows.len() * 3, "{event}: {crossings} crossings of {}", map.arrows.len());
    }
}

#[test]
fn every_finding_stands_at_its_place() {
    for event in events() {
        let map = drawn(event, Lang::En);
        let findings = CORPUS.1.findings.iter().filter(|one| one.journey.as_deref() == Some(event));
        assert_eq!(map.marks.len(), findings.count(), "{event}");
        let numbers: Vec<usize> = map.marks.iter().map(|mark| mark.number).collect();
        assert_eq!(numbers, (1..=map.marks.len()).collect::<Vec<_>>());
        // What is of no one step is told below the last sheet, and in the table of findings.
        let of_none: Vec<&Mark> =
            map.marks.iter().filter(|mark| mark.steps.is_empty() && mark.arrows.is_empty()).collect();
        assert_eq!(told_below(&map), of_none.iter().map(|mark| mark.number).collect::<Vec<_>>(), "{event}");
        let tables = map::map_tables(&map);
        let rows = tables.iter().filter(|table| table.id == "findings").flat_map(|table| &table.rows);
        for row in rows {
            let none = of_none.iter().any(|mark| mark.number.to_string() == row[0]);
            assert_eq!(row.contains(&OF_NO_STEP.to_owned()), none, "{event}: {row:?}");
        }
        for mark in of_none {
            println!("{event}: {} is of no one step", mark.finding);
            assert!(
                mark.finding.contains("/operation/") || mark.finding.contains("across"),
                "{}",
                mark.finding
            );
        }
    }
}

const OF_NO_STEP: &str = "of no one step";

/// The numbers of the findings that are told below the last sheet.
fn told_below(map: &Map) -> Vec<usize> {
    let sheets = layout(map);
    let texts = sheets.iter().flat_map(|sheet| &sheet.texts).flat_map(|text| &text.pieces);
    let runs = texts.filter_map(|piece| match piece {
        Piece::Text(text) => text.strip_suffix(OF_NO_STEP)?.strip_suffix(": "),
        _ => None,
    });
    let number = |text: &str| text.parse::<usize>().unwrap();
    let numbers = runs.flat_map(|runs| runs.split(", ")).flat_map(|run| {
        let (first, last) = run.split_once('–').unwrap_or((run, run));
        number(first)..=number(last)
    });
    numbers.collect()
}

#[test]
fn pictures_do_not_depend_on_the_order_of_files() {
    let files = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text));
    let loaded = livsferd::load(files.rev().collect());
    let analysis = livsferd::analyse(&loaded, &Options::default());
    for event in events() {
        let options = MapOptions::default();
        let again = map::map(&loaded.model, &analysis, event, &options).unwrap();
        let once = drawn(event, Lang::Nb);
        assert_eq!(once, again);
        assert!(map::svg(&once) == map::svg(&again), "{event}");
    }
}

#[test]
fn numbers_of_matrices_add_up() {
    for event in events() {
        let [handovers, duplicates] = matrices(event, Lang::Nn);
        let journey = CORPUS.0.model.journeys.iter().find(|journey| journey.id == event).unwrap();
        let doer = |step: Key<Step>| {
            let step = &journey.steps[step];
            step.done_by.map_or(step.actor, Actor::Party)
        };
        let links = journey.links.values().filter(|link| link.by.is_some() && !link.wished);
        let links = links.filter(|link| doer(link.from) != doer(link.to)).count();
        let rows: usize = (0..handovers.rows.len()).map(|row| handovers.row_sum(row)).sum();
        let columns: usize = (0..handovers.columns.len()).map(|column| handovers.column_sum(column)).sum();
        assert_eq!([rows, columns], [links, links], "{event}");
        assert!(duplicates.cells.values().all(|cell| cell.number > 0 && cell.gaps <= cell.number));
        assert_eq!(map::matrix_table(&duplicates).rows.len(), duplicates.cells.len());
    }
}

#[test]
fn pictures_are_well_formed_and_pages_have_tables() {
    for event in events() {
        let map = drawn(event, Lang::Nn);
        well_formed(&map::svg(&map));
        let page = map::page(&map);
        assert_eq!(page.matches("<svg ").count(), layout(&map).len());
        for table in ["steps", "handovers", "findings"] {
            assert!(
                page.contains(&format!("<table id=\"{table}\">"))
                    && page.contains(&format!("href=\"#{table}\""))
            );
        }
        for matrix in matrices(event, Lang::Nn) {
            well_formed(&map::heat_map(&matrix));
            assert!(map::matrix_page(&matrix).contains("<table id=\"numbers\">"));
        }
    }
}

#[test]
fn a_way_stands_out() {
    let steps: BTreeSet<String> =
        CORPUS.0.model.journeys[0].steps.values().take(3).map(|step| step.id.clone()).collect();
    let way = Some(Way { name: String::from("Kari"), steps, ..Way::default() });
    let options = MapOptions { way, ..MapOptions::default() };
    let map = map::map(&CORPUS.0.model, &CORPUS.1, events()[0], &options).unwrap();
    assert_eq!(map.steps.iter().filter(|step| step.on_way).count(), 3);
    let svg = map::svg(&map);
    assert_eq!(
        svg.matches(" on\" x=").count(),
        3 + layout(&map).len(),
        "three steps, and the legend of each sheet"
    );
    assert!(svg.contains("på veien: Kari"));
    assert!(problems(&map).is_empty());
}

/// What stands out for a persona is what its walk tells: links that hold for it, and findings that are so for it.
#[test]
fn the_way_of_a_persona_has_no_link_and_no_finding_of_others() {
    let (loaded, analysis) = &*CORPUS;
    let (mut on, mut off) = (0, 0);
    for event in events() {
        for walk in livsferd::walk(loaded, analysis, event, None).unwrap() {
            let way = Some(Way::of_walk(Lang::Nb, &walk));
            let options = MapOptions { way, ..MapOptions::default() };
            let map = map::map(&loaded.model, analysis, event, &options).unwrap();
            assert!(map.title.ends_with(&walk.persona.name.nb), "{}", map.title);
            let id = |step: usize| map.steps[step].id.as_str();
            for arrow in &map.arrows {
                let stage = walk.steps.iter().find(|stage| stage.step.id == id(arrow.to));
                let arrivals = stage.into_iter().flat_map(|stage| &stage.after);
                let holds =
                    arrivals.filter(|link| link.from.id == id(arrow.from) && link.by == arrow.by).count() > 0;
                assert_eq!(
                    arrow.on_way,
                    holds && !arrow.wished,
                    "{event} {} {}",
                    id(arrow.from),
                    id(arrow.to)
                );
                *(if arrow.on_way { &mut on } else { &mut off }) += 1;
            }
            let found: BTreeSet<&str> = walk.findings.iter().map(|one| one.id.as_str()).collect();
            let drawn: BTreeSet<&str> = map.marks.iter().map(|mark| mark.finding.as_str()).collect();
            assert_eq!(drawn, found);
        }
    }
    assert!(on > 500 && off > 500, "{on} {off}");
}

/// Steps and findings have one number in all languages, so that those who read different ones can speak of them.
#[test]
fn numbers_are_the_same_in_every_language() {
    for event in events() {
        let numbered = |lang: Lang| {
            let map = drawn(event, lang);
            let steps: Vec<String> = map.steps.iter().map(|step| step.id.clone()).collect();
            let findings: Vec<String> = map.marks.iter().map(|mark| mark.finding.clone()).collect();
            (steps, findings, map.strips)
        };
        assert_eq!(numbered(Lang::Nb), numbered(Lang::Nn), "{event}");
        assert_eq!(numbered(Lang::Nb), numbered(Lang::En), "{event}");
    }
}

/// From strip to strip and from sheet to sheet time runs on: few links lead back to an earlier one, as where two parts
/// of a journey lead to each other.
#[test]
fn few_links_lead_back_to_an_earlier_strip() {
    for event in events() {
        let map = drawn(event, Lang::Nb);
        let strip = |step: usize| map.strips.iter().filter(|&&end| end <= step).count();
        let between = map.arrows.iter().filter(|arrow| strip(arrow.from) != strip(arrow.to));
        let (back, on): (Vec<_>, Vec<_>) = between.partition(|arrow| strip(arrow.from) > strip(arrow.to));
        assert!(back.len() * 8 <= on.len(), "{event}: {} back, {} on", back.len(), on.len());
    }
}

/// Every tag is closed in its order, and every attribute stands in quotation marks.
fn well_formed(svg: &str) {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap_or_else(|| panic!("a tag without end: {tag}"));
        assert!(!text.contains('>') || text.contains("{"), "{text}");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        let known = ["svg", "title", "desc", "style", "rect", "g", "path", "circle", "text", "line"];
        assert!(known.contains(&name), "{tag}");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

const NAMES: [&str; 8] = [
    "Søke",
    "Avgjøre søknaden om foreldrepenger (far eller medmor)",
    "<script>alert(1)</script>\"'&--><![CDATA[",
    "Næringsmiddelvirksomhetsgodkjenningsordningsforskriften",
    "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
    "\\\" ]; end` %%{init} |x| --> y",
    "a-b/c–d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w",
    "W",
];

const CARRIERS: [Option<Carrier>; 10] = [
    None,
    Some(Carrier::Event),
    Some(Carrier::Api),
    Some(Carrier::DigitalPost),
    Some(Carrier::Letter),
    Some(Carrier::Phone),
    Some(Carrier::InPerson),
    Some(Carrier::Person),
    Some(Carrier::Unprompted),
    Some(Carrier::Nothing),
];

/// Journeys of any shape, also in circles, as they are drawn.
fn any_map() -> impl Strategy<Value = Map> {
    let step = (0..12_usize, 0..NAMES.len(), 0..3_usize, any::<bool>(), prop::option::of(0..NAMES.len()));
    let steps = prop::collection::vec(step, 0..60);
    // Most links lead a little forward; some lead anywhere.
    let arrow = (
        any::<prop::sample::Index>(),
        prop_oneof![4 => 1..8_i32, 1 => -60..60_i32],
        0..CARRIERS.len(),
        0..10_u8,
    );
    let arrows = prop::collection::vec(arrow, 0..110);
    let mark = (any::<bool>(), prop::collection::vec(any::<prop::sample::Index>(), 0..3), any::<bool>());
    (steps, arrows, prop::collection::vec(mark, 0..60), any::<bool>()).prop_map(
        |(steps, arrows, marks, way)| {
            let number = steps.len();
            let mut map = Map {
                id: "any".to_owned(),
                title: NAMES[2].to_owned(),
                lead: "lead".to_owned(),
                lang: Lang::En,
                groups: (0..4).map(|group| format!("group {group} {}", NAMES[2])).collect(),
                lanes: (0..12)
                    .map(|lane| Lane {
                        id: format!("lane{lane}"),
                        name: NAMES[lane % NAMES.len()].to_owned(),
                        group: lane / 3,
                    })
                    .collect(),
                steps: Vec::new(),
                strips: Vec::new(),
                least: 1,
                paper: Paper::A3,
                arrows: Vec::new(),
                marks: Vec::new(),
                way: way.then(|| NAMES[5].to_owned()),
            };
            map.steps = steps
                .into_iter()
                .enumerate()
                .map(|(index, (lane, name, part, on_way, by))| MapStep {
                    id: format!("s{index}"),
                    name: NAMES[name].to_owned(),
                    lane,
                    part,
                    column: 0,
                    by: by.map(|by| NAMES[by].to_owned()),
                    person: by.is_some() || lane < 3,
                    kind: "decision".to_owned(),
                    when: NAMES[2].to_owned(),
                    on_way,
                })
                .collect();
            for (from, further, by, wished) in arrows.into_iter().filter(|_| number > 0) {
                let from = from.index(number);
                let to = usize::try_from((from as i32 + further).clamp(0, number as i32 - 1)).unwrap();
                let by = CARRIERS[by];
                map.arrows.push(Arrow {
                    from,
                    to,
                    by,
                    wished: wished == 0,
                    label: by.map_or(String::new(), |by| format!("{by:?}")),
                    content: NAMES[2].to_owned(),
                    when: String::new(),
                    on_way: map.steps[from].on_way && map.steps[to].on_way,
                });
            }
            for (gap, places, at_arrow) in marks {
                let at_arrow = at_arrow && !map.arrows.is_empty();
                let at = |number: usize| {
                    places.iter().filter(|_| number > 0).map(|one| one.index(number)).collect()
                };
                map.marks.push(Mark {
                    number: 0,
                    kind: if gap { MarkKind::Gap } else { MarkKind::Duplicate },
                    finding: format!("{}", map.marks.len()),
                    check: "flow/dead-end".to_owned(),
                    message: NAMES[2].to_owned(),
                    gravity: "grave".to_owned(),
                    lead: NAMES[2].to_owned(),
                    steps: if at_arrow { Vec::new() } else { at(number) },
                    arrows: if at_arrow { at(map.arrows.len()) } else { Vec::new() },
                });
            }
            map.arranged()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever the shape of a journey, nothing lies upon anything else.
    #[test]
    fn nothing_lies_upon_anything_else(map in any_map()) {
        let problems = problems(&map);
        prop_assert!(problems.is_empty(), "{:#?}", &problems[..problems.len().min(10)]);
    }

    /// Whatever names are, they are text and nothing else.
    #[test]
    fn names_are_only_text(map in any_map()) {
        let svg = map::svg(&map);
        well_formed(&svg);
        let page = map::page(&map);
        for picture in [&svg, &page] {
            prop_assert!(!picture.contains("<script") && !picture.contains("<![CDATA["));
        }
        for line in map::dot(&map).lines() {
            let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
            prop_assert!(quotes % 2 == 0, "{line}");
        }
        let diagram = map::mermaid(&map);
        let ends_line = |sign: char| sign != '\n' && (sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}'));
        prop_assert!(!diagram.contains(ends_line), "a name begins a line: {diagram:?}");
        let comments = diagram.lines().filter(|line| line.trim_start().starts_with("%%"));
        prop_assert_eq!(comments.count(), 1);
        for line in diagram.lines().filter(|line| !line.trim_start().starts_with("%%")) {
            prop_assert!(matches!(line.matches('"').count(), 0 | 2), "{line}");
            prop_assert!(!line.contains("<script"), "{line}");
        }
    }
}
