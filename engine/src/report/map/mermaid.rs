//! A map or a matrix as a diagram for Mermaid.

use super::{Arrow, Map, MarkKind, Matrix};
use crate::model::Carrier;

/// The map as a flowchart, a frame for each lane.
pub fn mermaid(map: &Map) -> String {
    let mut out = String::from("flowchart LR\n");
    out += &format!("  %% {}\n", comment(&format!("{}: {}", map.title, map.lead)));
    for (index, lane) in map.lanes.iter().enumerate() {
        let group = map.groups.get(lane.group).map_or("", String::as_str);
        out += &format!("  subgraph lane{index}[\"{}: {}\"]\n", quoted(group), quoted(&lane.name));
        for (number, step) in map.steps.iter().enumerate().filter(|(_, step)| step.lane == index) {
            let mut text = format!("{}. {}", Map::number(number), quoted(&step.name));
            if let Some(by) = &step.by {
                text += &format!("<br>({})", quoted(by));
            }
            text += &marks(map.marks_at_step(number).map(|mark| (mark.kind, mark.number)));
            let (open, close) = if step.person { ("([", "])") } else { ("[", "]") };
            out += &format!("    s{}{open}\"{text}\"{close}\n", Map::number(number));
        }
        out += "  end\n";
    }
    for (index, arrow) in map.arrows.iter().enumerate() {
        let line = line(arrow);
        let text =
            quoted(&arrow.label) + &marks(map.marks_at_arrow(index).map(|mark| (mark.kind, mark.number)));
        let text = if text.is_empty() { text } else { format!("|\"{text}\"|") };
        out += &format!("  s{} {line}{text} s{}\n", Map::number(arrow.from), Map::number(arrow.to));
    }
    if map.way.is_some() {
        out += "  classDef way stroke-width:4px\n";
        let on = map.steps.iter().enumerate().filter(|(_, step)| step.on_way);
        let on: Vec<String> = on.map(|(number, _)| format!("s{}", Map::number(number))).collect();
        if !on.is_empty() {
            out += &format!("  class {} way\n", on.join(","));
        }
    }
    out
}

/// The matrix as a graph whose lines bear the numbers.
pub fn matrix_mermaid(matrix: &Matrix) -> String {
    let mut out = String::from("flowchart LR\n");
    out += &format!("  %% {}\n", comment(&format!("{}. {}", matrix.title, matrix.lead)));
    let nodes = matrix.nodes();
    for (index, (_, name)) in nodes.iter().enumerate() {
        out += &format!("  n{index}[\"{}\"]\n", quoted(name));
    }
    for ([from, to], cell) in matrix.edges(&nodes) {
        let gaps = if cell.gaps > 0 { format!(" ▲ {}", cell.gaps) } else { String::new() };
        out += &format!("  n{from} -->|\"{}{gaps}\"| n{to}\n", cell.number);
    }
    out
}

fn line(arrow: &Arrow) -> &'static str {
    match arrow.by {
        _ if arrow.wished => "-.-",
        Some(Carrier::Person) => "==>",
        Some(Carrier::Unprompted) => "-.->",
        Some(Carrier::Nothing) => "--x",
        _ => "-->",
    }
}

fn marks(marks: impl Iterator<Item = (MarkKind, usize)>) -> String {
    let mut out = String::new();
    let mut before = None;
    for (kind, number) in marks {
        out += match (before == Some(kind), kind) {
            (true, _) => ", ",
            (false, MarkKind::Gap) => "<br>▲ ",
            (false, MarkKind::Duplicate) => "<br>◆ ",
        };
        out += &number.to_string();
        before = Some(kind);
    }
    out
}

/// A text within quotation marks, where nothing in it means anything to Mermaid.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | '|' | '*' | '_' | '~' | '%' | '{' | '}' | ';'
            | '$' => {
                out += &format!("#{};", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out
}

/// A text in a comment, which ends with the line and must not look like a directive.
fn comment(text: &str) -> String {
    let harms = |sign: char| matches!(sign, '{' | '}' | '\u{2028}' | '\u{2029}') || sign.is_control();
    text.replace(harms, " ")
}
