//! One annex as comma-separated values (RFC 4180), UTF-8 without a mark, for programs and spreadsheets.

use super::{Cell, Sheet};

/// The annex as CSV: a first row with the ids of the columns, then the rows; lines end in `\r\n`.
///
/// Numbers and dates are written as they are, yes and no as `true` and `false`. A text that a spreadsheet would take
/// for a formula has an apostrophe before it.
pub fn csv(sheet: &Sheet) -> String {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let head = sheet.columns.iter().map(|column| column.id.to_owned()).collect();
    let rows = sheet.rows.iter().map(|row| row.iter().map(field).collect());
    for row in std::iter::once(head).chain(rows) {
        let row: Vec<String> = row;
        // Rows are as long as the head, and memory takes whatever is written.
        let _ = writer.write_record(&row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.clone(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// The text with an apostrophe before it where a spreadsheet would take it for a formula.
///
/// Source: OWASP, *CSV Injection*; the wide forms of the signs are taken for them by some spreadsheets.
fn harmless(text: &str) -> String {
    match text.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@' | '|' | '＝' | '＋' | '－' | '＠' | '−') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{ff1d}1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["a=1", "1-2", "«=»", ""] {
            assert_eq!(harmless(text), text);
        }
    }
}
