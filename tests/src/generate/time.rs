//! Time in generated journeys: how long things take, deadlines, what may not begin before what, rights and receipts.

use super::{Choices, OUTCOMES, PARTIES, Usable, text};
use livsferd::declaration::{After, Anchor, Deadline, NotBefore, Right, Step};
use livsferd::node::Node;

/// Units with the most of them that one choice adds.
const UNITS: [(&str, &str, usize); 7] = [
    ("P", "D", 40),
    ("P", "D", 40),
    ("P", "D", 10),
    ("P", "WD", 20),
    ("P", "W", 6),
    ("P", "M", 2),
    ("PT", "H", 60),
];

/// Adds time to a step and its links, and rights.
pub(super) fn add(choices: &mut Choices, step: &mut Step, index: usize, ids: &[String], names: &Usable) {
    step.takes = span(choices, 45);
    links(choices, &mut step.after.value, index, ids);
    if choices.chance(45) {
        let number = 1 + usize::from(choices.chance(25));
        step.deadlines = (0..number).map(|_| deadline(choices, index, ids, names)).collect();
    }
    if choices.chance(10) {
        step.waits_out = Some(other(choices, index, ids).into());
    }
    if choices.chance(40) {
        step.gives = vec![Right {
            right: text(OUTCOMES[choices.below(OUTCOMES.len())]),
            to: (*choices.one(&PARTIES)).into(),
            must_apply: choices.chance(75),
        }];
    }
}

/// The id of another step, mostly one before.
fn other(choices: &mut Choices, index: usize, ids: &[String]) -> String {
    let one = match index > 0 && choices.chance(70) {
        true => choices.below(index),
        false => choices.below(ids.len()),
    };
    ids[one].clone()
}

fn links(choices: &mut Choices, after: &mut After, index: usize, ids: &[String]) {
    match after {
        After::Start => {}
        After::AllOf(parts) | After::AnyOf(parts) => {
            parts.iter_mut().for_each(|part| links(choices, &mut part.value, index, ids));
        }
        After::Then { takes, not_before, .. } => {
            *takes = span(choices, 30);
            *not_before = may_not_begin(choices, index, ids);
        }
        After::Handover { takes, not_before, receipt, .. } => {
            *takes = span(choices, 30);
            *not_before = may_not_begin(choices, index, ids);
            *receipt = choices.chance(40).then(|| choices.chance(40));
        }
    }
}

fn may_not_begin(choices: &mut Choices, index: usize, ids: &[String]) -> Option<Node<NotBefore>> {
    choices.chance(8).then(|| match choices.chance(85) {
        true => NotBefore::Step(other(choices, index, ids)).into(),
        false => NotBefore::Date("2027-01-01".to_owned()).into(),
    })
}

/// How long something takes, from less to more.
fn span(choices: &mut Choices, percent: usize) -> Option<Node<String>> {
    if !choices.chance(percent) {
        return None;
    }
    let (before, after, most) = *choices.one(&UNITS);
    let shortest = choices.below(most + 1);
    let typical = shortest + choices.below(most + 1);
    let longest = typical + choices.below(2 * most + 1);
    let length = |number: usize| format!("{before}{number}{after}");
    Some(Node::from(match choices.below(3) {
        0 => length(shortest),
        1 => format!("{}..{}", length(shortest), length(longest)),
        _ => format!("{}..{}..{}", length(shortest), length(typical), length(longest)),
    }))
}

fn deadline(choices: &mut Choices, index: usize, ids: &[String], names: &Usable) -> Deadline {
    let within = choices.one(&["P0D", "P5D", "P10D", "P30D", "P3WD", "P10WD", "P1M", "P2M", "P1Y", "PT12H"]);
    let from = match choices.chance(60) {
        true => Anchor::Step(other(choices, index, ids)),
        false => Anchor::Event,
    };
    Deadline {
        within: (*within).into(),
        from: from.into(),
        lost: text("tapt"),
        when: names.sometimes(choices, 25),
        basis: Vec::new(),
        sources: Vec::new(),
        confidence: None,
    }
}
