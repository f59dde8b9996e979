//! A map or a matrix as a graph for Graphviz.

use super::{Arrow, Cell, Head, Map, Mark, MarkKind, Matrix};
use crate::model::Carrier;

/// The map as a graph, a frame for each lane.
pub fn dot(map: &Map) -> String {
    let mut out = format!("digraph {} {{\n", quoted(&map.id));
    out += &format!("  graph [rankdir=LR, newrank=true, label={}, labelloc=t];\n", quoted(&map.title));
    out += "  node [shape=box, fontname=\"Arial\", fontsize=11];\n  edge [fontname=\"Arial\", fontsize=9];\n";
    for (index, lane) in map.lanes.iter().enumerate() {
        let group = map.groups.get(lane.group).map_or("", String::as_str);
        let label = quoted(&format!("{group}: {}", lane.name));
        out += &format!("  subgraph cluster_{index} {{\n    label={label};\n");
        for (number, step) in map.steps.iter().enumerate().filter(|(_, step)| step.lane == index) {
            let by = step.by.iter().map(|by| format!("\n({by})"));
            let text = format!("{}. {}", Map::number(number), step.name);
            let text =
                std::iter::once(text).chain(by).chain(marks(map.marks_at_step(number))).collect::<String>();
            let style = match (step.person, step.on_way) {
                (true, true) => ", style=\"rounded,bold\", penwidth=4",
                (true, false) => ", style=rounded",
                (false, true) => ", style=bold, penwidth=4",
                (false, false) => "",
            };
            out += &format!("    s{} [label={}{style}];\n", Map::number(number), quoted(&text));
        }
        out += "  }\n";
    }
    for (index, arrow) in map.arrows.iter().enumerate() {
        let label =
            std::iter::once(arrow.label.clone()).chain(marks(map.marks_at_arrow(index))).collect::<String>();
        let (from, to) = (Map::number(arrow.from), Map::number(arrow.to));
        out += &format!("  s{from} -> s{to} [label={}, {}];\n", quoted(&label), line(arrow));
    }
    out + "}\n"
}

/// The matrix as a graph whose lines bear the numbers.
pub fn matrix_dot(matrix: &Matrix) -> String {
    let mut out = format!("digraph {} {{\n", quoted(&matrix.id));
    out += &format!("  graph [rankdir=LR, label={}, labelloc=t];\n", quoted(&matrix.title));
    out += "  node [shape=box, fontname=\"Arial\", fontsize=11];\n  edge [fontname=\"Arial\", fontsize=9];\n";
    let nodes = matrix.nodes();
    for (index, (_, name)) in nodes.iter().enumerate() {
        out += &format!("  n{index} [label={}];\n", quoted(name));
    }
    let most = matrix.most().max(1);
    for ([from, to], cell) in matrix.edges(&nodes) {
        let gaps = if cell.gaps > 0 { format!(" ▲ {}", cell.gaps) } else { String::new() };
        let width = 1 + 4 * cell.number / most;
        let label = quoted(&format!("{}{gaps}", cell.number));
        out += &format!("  n{from} -> n{to} [label={label}, penwidth={width}];\n");
    }
    out + "}\n"
}

impl Matrix {
    /// What rows and columns stand for, each once: whether it is a row's own, and its name. Actors that are both have
    /// one node.
    pub(super) fn nodes(&self) -> Vec<(String, String)> {
        let mut nodes: Vec<(String, String)> = Vec::new();
        for head in self.rows.iter().chain(&self.columns) {
            let node = node(head);
            if !nodes.contains(&node) {
                nodes.push(node);
            }
        }
        nodes
    }

    /// The cells as lines between nodes.
    pub(super) fn edges(&self, nodes: &[(String, String)]) -> Vec<([usize; 2], Cell)> {
        let index = |heads: &[Head], at: usize| {
            let head = node(heads.get(at)?);
            nodes.iter().position(|node| *node == head)
        };
        let edge = |(&(row, column), &cell): (&(usize, usize), &Cell)| {
            Some(([index(&self.rows, row)?, index(&self.columns, column)?], cell))
        };
        self.cells.iter().filter_map(edge).collect()
    }
}

/// An actor is in a group, data is not: one id may stand for both.
fn node(head: &Head) -> (String, String) {
    (format!("{}/{}", head.group, head.id), head.name.clone())
}

fn line(arrow: &Arrow) -> &'static str {
    match arrow.by {
        _ if arrow.wished => "style=dotted, arrowhead=none",
        None => "style=solid, penwidth=0.7",
        Some(Carrier::Event | Carrier::Api) => "style=solid",
        Some(Carrier::DigitalPost | Carrier::Letter | Carrier::Phone | Carrier::InPerson) => "style=dashed",
        Some(Carrier::Person) => "style=bold, penwidth=3",
        Some(Carrier::Unprompted) => "style=dotted, penwidth=2.5",
        Some(Carrier::Nothing) => "style=dashed, penwidth=2.5, arrowhead=tee",
    }
}

fn marks<'m>(marks: impl Iterator<Item = &'m Mark>) -> impl Iterator<Item = String> {
    marks.map(|mark| match mark.kind {
        MarkKind::Gap => format!(" ▲{}", mark.number),
        MarkKind::Duplicate => format!(" ◆{}", mark.number),
    })
}

/// A text within quotation marks, where nothing in it means anything to Graphviz.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}
