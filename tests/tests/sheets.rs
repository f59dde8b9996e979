//! Registers as CSV and as a workbook, read back as others read them.

mod handmade;

use calamine::{Data, Reader, Xlsx};
use livsferd::finding::Analysis;
use livsferd::model::{Model, parse_date};
use livsferd::report::{self, Cell, Holds, Sheet, SheetKind};
use livsferd::text::Sources;
use livsferd::words::{Lang, Words};
use livsferd::{Options, SourceFile};
use std::collections::BTreeSet;
use std::io::Cursor;

fn reference(lang: Lang) -> Vec<Sheet> {
    let files = livsferd_models::files().iter();
    let loaded = livsferd::load(files.map(|(name, text)| SourceFile::new(*name, *text)).collect());
    let analysis = livsferd::analyse(&loaded, &Options::default());
    report::sheets(&analysis, &loaded.model, &loaded.sources, lang)
}

/// Names that a spreadsheet would compute, and names that break lines, quotes and XML.
const FORMULAS: [&str; 6] = [
    "=HYPERLINK(\"http://x\",\"x\")",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1;2)",
    "\t=1+1",
    "a\"b;c,d\r\n=e</t><f>1</f>\u{1}\u{202e}",
];

/// The analysis made by hand, with a hostile name wherever a name can be.
fn hostile() -> (Analysis, Sources) {
    let sources = handmade::sources();
    let mut analysis = handmade::analysis(&sources);
    for (at, finding) in analysis.findings.iter_mut().enumerate() {
        let name = Words::same(FORMULAS[at.saturating_sub(1) % FORMULAS.len()]);
        finding.message = Words::same(handmade::HOSTILE);
        finding.help = name.clone();
        for thing in [&mut finding.lead, &mut finding.giver, &mut finding.receiver].into_iter().flatten() {
            thing.name = name.clone();
        }
        finding.id = format!("={}", finding.id);
    }
    for (source, title) in analysis.sources.iter_mut().zip(FORMULAS) {
        source.title.text = title.to_owned();
    }
    analysis.sources[1].date = Some("1814-05-17".to_owned());
    (analysis, sources)
}

fn bytes(sheets: &[Sheet], lang: Lang) -> Vec<u8> {
    report::xlsx(sheets, parse_date("2026-11-20").expect("a date"), lang).expect("written")
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.expect("rows of one length"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_row_has_every_column_and_every_cell_its_type() {
    for lang in Lang::ALL {
        let sheets = reference(lang);
        assert_eq!(sheets.iter().map(|sheet| sheet.kind).collect::<Vec<_>>(), SheetKind::ALL);
        for sheet in &sheets {
            let ids: BTreeSet<&str> = sheet.columns.iter().map(|column| column.id).collect();
            assert_eq!(ids.len(), sheet.columns.len(), "{:?}", sheet.kind);
            assert!(!sheet.rows.is_empty(), "{:?}", sheet.kind);
            for row in &sheet.rows {
                assert_eq!(row.len(), sheet.columns.len(), "{:?}: {row:?}", sheet.kind);
                for (cell, column) in row.iter().zip(&sheet.columns) {
                    let fits = match cell {
                        Cell::Empty => true,
                        Cell::Text(text) => {
                            assert!(!text.contains(char::is_control), "{text:?}");
                            matches!(column.holds, Holds::Short | Holds::Long)
                        }
                        Cell::Number(_) => column.holds == Holds::Number,
                        Cell::Date(_) => column.holds == Holds::Date,
                        Cell::Flag(_) => column.holds == Holds::Flag,
                    };
                    assert!(fits, "{}: {cell:?}", column.id);
                }
            }
        }
    }
}

/// The page on the report has all columns of all annexes, in their order.
#[test]
fn the_columns_are_those_of_the_page() {
    let page = include_str!("../../docs/report.md");
    for sheet in reference(Lang::Nb) {
        let ids: Vec<String> = sheet.columns.iter().map(|column| format!("`{}`", column.id)).collect();
        let row = format!("| `{}` | {} |", sheet.kind.id(), ids.join(", "));
        assert!(page.contains(&row), "docs/report.md lacks: {row}");
    }
}

/// Ids, and so what others join by, are the same in every language and in both formats.
#[test]
fn the_register_can_be_joined_by_the_id() {
    let [nb, nn, en] = Lang::ALL.map(|lang| rows(&report::csv(&reference(lang)[0])));
    assert_eq!(nb[0], en[0]);
    assert_eq!(nb[0][..2], ["number", "id"]);
    let ids = |rows: &[Vec<String>]| -> Vec<String> { rows.iter().map(|row| row[1].clone()).collect() };
    assert_eq!(ids(&nb), ids(&nn));
    assert_eq!(ids(&nb), ids(&en));
    let unique: BTreeSet<String> = ids(&nb).into_iter().collect();
    assert_eq!(unique.len(), nb.len());
    let duplicates = rows(&report::csv(&reference(Lang::Nb)[1]));
    assert!(duplicates.iter().all(|row| unique.contains(&row[1])), "cases are of findings");
}

/// What was read on paper is found by its number: in the register, in its cases and at the handovers.
#[test]
fn the_number_of_the_report_is_that_of_the_id() {
    let sheets = reference(Lang::Nb);
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    };
    let mut named = 0;
    for (kind, number, id) in [
        (SheetKind::Gaps, "number", "id"),
        (SheetKind::Duplicates, "number", "id"),
        (SheetKind::Handovers, "finding_numbers", "findings"),
    ] {
        let sheet = sheets.iter().find(|sheet| sheet.kind == kind).expect("the annex");
        let column = |id: &str| sheet.columns.iter().position(|column| column.id == id).expect("a column");
        for row in &sheet.rows {
            let (numbers, ids) = (text(&row[column(number)]), text(&row[column(id)]));
            let made: Vec<String> =
                ids.split("; ").filter(|id| !id.is_empty()).map(report::finding_number).collect();
            assert_eq!(numbers, made.join("; "), "{kind:?}");
            named += made.len();
        }
    }
    assert!(named > sheets[0].rows.len(), "{named}");
    let numbers: BTreeSet<String> = sheets[0].rows.iter().map(|row| text(&row[0])).collect();
    assert_eq!(numbers.len(), sheets[0].rows.len(), "no two findings have one number");
}

#[test]
fn no_text_becomes_a_formula_in_csv() {
    let (analysis, sources) = hostile();
    for sheet in report::sheets(&analysis, &Model::default(), &sources, Lang::Nb) {
        let text = report::csv(&sheet);
        let read = rows(&text);
        assert_eq!(read.len(), sheet.rows.len() + 1);
        for field in read.iter().flatten() {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{field:?}");
            assert!(!field.contains(char::is_control), "{field:?}");
        }
        assert!(text.ends_with("\r\n"));
    }
    let gaps = report::sheet(SheetKind::Gaps, &analysis, &Model::default(), &sources, Lang::Nb);
    assert!(report::csv(&gaps).contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"x\"\")\""));
}

/// What a program reads of the workbook is what the sheets hold, cell by cell and type by type.
fn assert_read_back(sheets: &[Sheet], bytes: &[u8]) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let titles: Vec<String> = sheets.iter().map(|sheet| sheet.title.clone()).collect();
    assert_eq!(book.sheet_names(), titles);
    for sheet in sheets {
        let formulas = book.worksheet_formula(&sheet.title).expect("a sheet");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{}", sheet.title);
        let range = book.worksheet_range(&sheet.title).expect("a sheet");
        let head: Vec<String> =
            range.rows().next().expect("a head").iter().map(ToString::to_string).collect();
        assert_eq!(head, sheet.columns.iter().map(|column| column.name).collect::<Vec<_>>());
        for (at, row) in sheet.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                let read = range.get((at + 1, column)).unwrap_or(&Data::Empty);
                match (cell, read) {
                    (Cell::Empty, Data::Empty) => {}
                    (Cell::Text(text), Data::String(read)) if text.len() < 16_000 => assert_eq!(text, read),
                    (Cell::Text(text), Data::String(read)) => {
                        assert_eq!(text.get(..16_000), read.get(..16_000))
                    }
                    (Cell::Number(number), Data::Float(read)) => assert_eq!(*number as f64, *read),
                    (Cell::Flag(flag), Data::Bool(read)) => assert_eq!(flag, read),
                    (Cell::Date(date), Data::DateTime(read)) => {
                        let (year, month, day, ..) = read.to_ymd_hms_milli();
                        assert_eq!(*date, format!("{year:04}-{month:02}-{day:02}"));
                    }
                    (Cell::Date(date), Data::String(read)) => {
                        assert_eq!(date, read);
                        assert!(date.as_str() < "1900", "{date}");
                    }
                    (cell, read) => panic!("{cell:?} was read as {read:?}"),
                }
            }
        }
    }
}

#[test]
fn the_workbook_is_read_as_it_was_meant() {
    for lang in Lang::ALL {
        let sheets = reference(lang);
        assert_read_back(&sheets, &bytes(&sheets, lang));
    }
}

#[test]
fn hostile_names_are_texts_in_the_workbook() {
    let (analysis, sources) = hostile();
    let sheets = report::sheets(&analysis, &Model::default(), &sources, Lang::Nb);
    assert_read_back(&sheets, &bytes(&sheets, Lang::Nb));
}

/// The clock is not in it: neither by itself nor by the day.
#[test]
fn the_workbook_is_the_same_at_any_time() {
    let sheets = reference(Lang::Nb);
    let first = bytes(&sheets, Lang::Nb);
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == bytes(&sheets, Lang::Nb), "the same bytes");
    let other = report::xlsx(&sheets, parse_date("2025-01-01").expect("a date"), Lang::Nb).expect("written");
    assert!(first != other, "the date is the caller's");
    let before_the_calendar = parse_date("1814-05-17").expect("a date");
    assert!(report::xlsx(&sheets, before_the_calendar, Lang::Nb).is_ok());
}

#[test]
fn a_text_longer_than_a_cell_takes_is_cut_and_said_to_be() {
    let sources = handmade::sources();
    let mut analysis = handmade::analysis(&sources);
    analysis.findings[1].help = Words::same("𝒳".repeat(40_000));
    let sheets = report::sheets(&analysis, &Model::default(), &sources, Lang::Nb);
    let bytes = bytes(&sheets, Lang::Nb);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(&sheets[0].title).expect("the register");
    let column = sheets[0].columns.iter().position(|column| column.id == "help").expect("a column");
    let text = range.get((1, column)).expect("a cell").to_string();
    assert!(text.ends_with("(forkortet)") && text.encode_utf16().count() < 32_767, "{}", text.len());
}
