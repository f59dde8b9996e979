//! The annexes as one workbook (Office Open XML, ECMA-376): a sheet each, header row frozen, filters on.

use super::sheets::{Cell, Holds, Sheet};
use crate::model::Date;
use crate::words::{Lang, Words};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The longest text that a cell takes, in characters, less what is said of the cut.
const LONGEST: usize = 32_000;

/// A workbook that could not be written: there was more than a sheet takes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the workbook was not written: {0}")]
pub struct NotWritten(String);

impl NotWritten {
    /// What went wrong, in every language: lower case, no full stop.
    pub fn words(&self) -> Words {
        let why = &self.0;
        Words::new(
            format!("arbeidsboken ble ikke skrevet: {why}"),
            format!("arbeidsboka blei ikkje skriven: {why}"),
            format!("the workbook was not written: {why}"),
        )
    }
}

/// The annexes as the bytes of a workbook; the same bytes for the same sheets and date.
///
/// `made` is the date of creation that the file bears. Every text is written as a text, never as a formula or a link.
///
/// # Errors
/// [`NotWritten`] where a sheet has more rows than the format takes, or its title is no name of a sheet.
pub fn xlsx(sheets: &[Sheet], made: Date, lang: Lang) -> Result<Vec<u8>, NotWritten> {
    write(sheets, made, lang).map_err(|error| NotWritten(error.to_string()))
}

fn write(sheets: &[Sheet], made: Date, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The calendar of the format begins in 1900; without a date it would bear that of the clock.
    let made = excel_date(&made.to_string()).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    workbook.set_properties(&DocProperties::new().set_title("livsferd").set_creation_datetime(&made));
    let formats = Formats::new();
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet, &formats, lang)?;
    }
    workbook.save_to_buffer()
}

struct Formats {
    head: Format,
    short: Format,
    long: Format,
    number: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: top().set_bold().set_text_wrap(),
            short: top(),
            long: top().set_text_wrap(),
            number: top().set_num_format("0"),
            date: top().set_num_format("yyyy-mm-dd"),
        }
    }
}

fn fill(page: &mut Worksheet, sheet: &Sheet, formats: &Formats, lang: Lang) -> Result<(), XlsxError> {
    page.set_name(sheet.title.as_str())?.set_landscape().set_print_fit_to_pages(1, 0);
    page.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.write_string_with_format(0, at, column.name, &formats.head)?;
        page.set_column_width(at, width(column.id, column.holds))?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (at, (cell, column)) in (0_u16..).zip(cells.iter().zip(&sheet.columns)) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => {
                    let format = if column.holds == Holds::Long { &formats.long } else { &formats.short };
                    page.write_string_with_format(row, at, fitting(text, lang), format)?
                }
                Cell::Number(number) => {
                    // A count of things in a model is far below what a double holds.
                    let number = u32::try_from(*number).unwrap_or(u32::MAX);
                    page.write_number_with_format(row, at, number, &formats.number)?
                }
                Cell::Date(date) => match excel_date(date) {
                    Ok(day) => page.write_datetime_with_format(row, at, &day, &formats.date)?,
                    Err(_) => page.write_string_with_format(row, at, date.as_str(), &formats.short)?,
                },
                Cell::Flag(flag) => page.write_boolean_with_format(row, at, *flag, &formats.short)?,
            };
        }
    }
    let (rows, columns) = (u32::try_from(sheet.rows.len()), u16::try_from(sheet.columns.len()));
    let (last_row, last_column) = (rows.unwrap_or(u32::MAX), columns.unwrap_or(u16::MAX).saturating_sub(1));
    page.autofilter(0, 0, last_row, last_column)?;
    Ok(())
}

fn width(id: &str, holds: Holds) -> f64 {
    match holds {
        Holds::Short if id == "id" => 48.0,
        Holds::Short if id == "number" => 12.0,
        Holds::Short => 22.0,
        Holds::Long => 60.0,
        Holds::Number | Holds::Flag => 11.0,
        Holds::Date => 12.0,
    }
}

/// A date as `2026-11-20`; dates that the format does not know are errors.
fn excel_date(date: &str) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::parse_from_str(date)
}

/// The text, cut where a cell takes no more; that it is cut is said.
fn fitting(text: &str, lang: Lang) -> String {
    // The format counts in UTF-16, in which a character takes two at most.
    let Some((end, _)) =
        text.char_indices().nth(LONGEST / 2).filter(|_| text.encode_utf16().count() > LONGEST)
    else {
        return text.to_owned();
    };
    let note = super::wording::say(lang, "forkortet", "korta ned", "shortened");
    format!("{} … ({note})", text.get(..end).unwrap_or_default())
}
