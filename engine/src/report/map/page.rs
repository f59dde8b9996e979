//! A page with a picture and the tables that say the same: complete in itself, to read and to print on A3.

use super::layout::layout;
use super::svg::{Stands, escaped, svg_sheet, svg_sheets};
use super::table::{MapTable, actors, map_tables, matrix_table};
use super::{Map, Matrix, heat, heat_map};
use crate::report::wording::say;
use crate::words::Lang;

const STYLE: &str = "\
:root{color-scheme:light dark;--page:#fff;--text:#15202b;--soft:#4d5b69;--shade:#f3f6f9;--edge:#c9d2db;--link:#0b4f9e}\
@media (prefers-color-scheme:dark){:root{--page:#10161d;--text:#e9eef3;--soft:#aebbc7;--shade:#18212b;--edge:#3a4753;--link:#8fc1ff}}\
body{margin:0;padding:1rem;background:var(--page);color:var(--text);font:1rem/1.5 Arial,Helvetica,\"Liberation Sans\",sans-serif}\
h1,h2{line-height:1.2}a{color:var(--link)}figure{margin:1.5rem 0}figcaption{color:var(--soft)}\
.scroll{overflow-x:auto;border:1px solid var(--edge)}.scroll:focus-visible,a:focus-visible{outline:3px solid #b3005e;outline-offset:2px}\
.scroll>svg{display:block}table{border-collapse:collapse;font-size:.9rem}\
caption{text-align:left;font-weight:700;font-size:1.2rem;padding:1.5rem 0 .5rem}\
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--edge)}\
thead th{background:var(--shade)}tbody th{font-weight:400}\
@page{size:A3;margin:10mm}\
@media print{body{padding:0}h1,nav,figcaption{display:none}figure{margin:0;break-after:page;break-inside:avoid}\
.scroll{overflow:visible;border:0}.scroll>svg{width:100%;height:auto;max-height:98vh}thead{display:table-header-group}\
tr{break-inside:avoid}table{font-size:8pt}}";

/// A map as a page: a picture for each sheet, then its steps, handovers and findings in tables.
pub fn page(map: &Map) -> String {
    let sheets = layout(map);
    let pictures = sheets.iter().zip(svg_sheets(map)).map(|(sheet, svg)| {
        let name = say(map.lang, "Ark", "Ark", "Sheet");
        (format!("{name} {}/{}: {}", sheet.number, sheet.of, actors(map, sheet)), svg)
    });
    write(map.lang, [&map.title, &map.lead, "landscape"], &pictures.collect::<Vec<_>>(), &map_tables(map))
}

/// The sheets of a map for a page that has [`STYLE`](super::STYLE): what each is called, and the picture.
pub(in crate::report) fn sheets_in_page(map: &Map) -> Vec<(String, String)> {
    let sheets = layout(map).into_iter().map(|sheet| {
        let (word, of) = (say(map.lang, "ark", "ark", "sheet"), say(map.lang, "av", "av", "of"));
        let title = match sheet.of {
            1 => map.title.clone(),
            all => format!("{}, {word} {} {of} {all}", map.title, sheet.number),
        };
        (title, svg_sheet(map, &sheet, Stands::InPage))
    });
    sheets.collect()
}

/// A matrix for a page that has [`STYLE`](super::STYLE).
pub(in crate::report) fn heat_in_page(matrix: &Matrix) -> String {
    heat::drawn(matrix, Stands::InPage)
}

/// A matrix as a page: the picture, then its numbers in a table.
pub fn matrix_page(matrix: &Matrix) -> String {
    let pictures = [(matrix.title.clone(), heat_map(matrix))];
    let sides = if matrix.rows.len() > matrix.columns.len() { "portrait" } else { "landscape" };
    write(matrix.lang, [&matrix.title, &matrix.lead, sides], &pictures, &[matrix_table(matrix)])
}

fn write(
    lang: Lang,
    [title, lead, sides]: [&str; 3],
    pictures: &[(String, String)],
    tables: &[MapTable],
) -> String {
    let (title, lead) = (escaped(title), escaped(lead));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}@page{{size:A3 {sides}}}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{lead}</p>\n"
    );
    let same = say(lang, "Det samme i tabeller", "Det same i tabellar", "The same in tables");
    page.push_str(&format!("<nav aria-label=\"{same}\">\n<p>{same}:"));
    for table in tables {
        page.push_str(&format!(" <a href=\"#{}\">{}</a>", table.id, escaped(&table.caption)));
    }
    page.push_str("</p>\n</nav>\n");
    for (caption, svg) in pictures {
        let caption = escaped(caption);
        page.push_str(&format!(
            "<figure>\n<figcaption>{caption}</figcaption>\n\
             <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n{svg}</div>\n</figure>\n"
        ));
    }
    tables.iter().for_each(|one| table(one, &mut page));
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn table(table: &MapTable, page: &mut String) {
    let caption = escaped(&table.caption);
    page.push_str(&format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n\
         <table id=\"{}\">\n<caption>{caption}</caption>\n<thead>\n<tr>",
        table.id
    ));
    for head in &table.head {
        page.push_str(&format!("<th scope=\"col\">{}</th>", escaped(head)));
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let (tag, scope) = if index == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            page.push_str(&format!("<{tag}{scope}>{}</{tag}>", escaped(cell)));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}
