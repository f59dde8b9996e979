//! Laws, ways into registers, solutions and channels, put into journeys that are made already.

use super::{BODIES, Choices, Name, REGISTERS, Usable, decision, decisions_before, name, text};
use livsferd::declaration::{
    After, Channel, ChannelKind, Deliberate, File, Funds, Id, Law, LawState, Level, Provision, Register,
    Solution, SolutionState, Step, VerdictRule, Way, WayKind,
};

const SOLUTIONS: [&str; 5] = ["altinn", "fiks", "lovisa", "min_side", "skjema"];
const FUNCTIONS: [&str; 2] = ["dialog", "oppslag"];
const IN_FORCE: &str = "folkeregisterl";
const PROVISIONS: [(&str, Option<&str>, Option<&str>); 3] = [
    (IN_FORCE, None, None),
    ("framtidig", Some("2027-01-01"), None),
    // The last day is the day before the analysis.
    ("opphevet", None, Some("2026-11-19")),
];

/// Puts laws, ways, solutions and channels into a shared file and a life event, in that order.
pub(super) fn add(choices: &mut Choices, files: &mut [File]) {
    let [File::Shared { registers, provisions, solutions, .. }, event, ..] = files else { return };
    *provisions = PROVISIONS.iter().map(|&one| provision(one)).collect();
    *solutions = SOLUTIONS.map(|id| solution(choices, id)).to_vec();
    registers.iter_mut().for_each(|register| ways(choices, register));
    let File::LifeEvent { circumstances, steps, .. } = event else { return };
    let circumstances: Vec<Name> = circumstances.iter().map(name).collect();
    for index in 0..steps.len() {
        let mut decisions = decisions_before(steps, index);
        decisions.extend(decision(&steps[index]));
        let names = Usable { circumstances: &circumstances, decisions: &decisions };
        step(choices, &mut steps[index], &names);
    }
    let [.., File::Rules { verdicts: rules, .. }] = files else { return };
    *rules = verdicts(choices);
}

/// Who is bound by what: a statute on one register or on what is not in operation, and the two requirements.
fn verdicts(choices: &mut Choices) -> Vec<VerdictRule> {
    let reuse = ["reuse-now", "source-not-consumed"];
    let rule =
        |id: &str, verdict: &str, levels: &[Level], classes: &[&str], registers: &[&str]| VerdictRule {
            id: id.into(),
            verdict: verdict.into(),
            levels: levels.to_vec(),
            classes: classes.iter().map(|&class| class.into()).collect(),
            registers: registers.iter().map(|&register| register.into()).collect(),
            from: None,
            until: None,
            provision: None,
            says: text(id),
            sources: Vec::new(),
        };
    let mut all = Vec::new();
    if choices.chance(70) {
        let classes = if choices.chance(20) { ["not-in-operation", "law-missing"] } else { reuse };
        let registers = [*choices.one(&REGISTERS)];
        all.push(rule("lov", "breaches-statute", &[], &classes, &registers));
    }
    if choices.chance(80) {
        all.push(rule("krav", "breaches-requirement", &[Level::State], &reuse, &[]));
    }
    if choices.chance(80) {
        all.push(rule("rad", "departs-from-recommendation", &[Level::Municipality], &reuse, &[]));
    }
    all
}

fn provision((id, from, until): (&str, Option<&str>, Option<&str>)) -> Provision {
    Provision {
        id: id.into(),
        law: text(id),
        section: None,
        ministry: None,
        from: from.map(Into::into),
        until: until.map(Into::into),
        eli: None,
        sources: Vec::new(),
        confidence: None,
    }
}

fn solution(choices: &mut Choices, id: &str) -> Solution {
    let states = [
        SolutionState::InOperation,
        SolutionState::InOperation,
        SolutionState::Pilot,
        SolutionState::Built,
        SolutionState::Studied,
        SolutionState::Retired,
    ];
    Solution {
        id: id.into(),
        name: text(id),
        owner: (*choices.one(&BODIES)).into(),
        state: (*choices.one(&states)).into(),
        operating_funds: choices.chance(20).then_some(Funds::NotSettled),
        function: choices.chance(80).then(|| (*choices.one(&FUNCTIONS)).into()),
        common: choices.chance(25),
        parallel_because: choices.chance(15).then(|| text("fordi")),
        sources: Vec::new(),
        confidence: None,
        note: None,
    }
}

fn uses(choices: &mut Choices, percent: usize) -> Option<Id> {
    choices.chance(percent).then(|| (*choices.one(&SOLUTIONS)).into())
}

/// A law; in place on provisions that are in force or not, more often than not.
fn law(choices: &mut Choices) -> Law {
    let provisions = |choices: &mut Choices| match choices.below(10) {
        0..7 => vec![Id::from(IN_FORCE)],
        7 => vec!["framtidig".into()],
        8 => vec!["opphevet".into()],
        _ => vec!["framtidig".into(), IN_FORCE.into()],
    };
    let state = match choices.below(10) {
        0..6 => LawState::InPlace,
        6 => LawState::Unclear,
        7 => LawState::NotAssessed,
        8 => LawState::Missing,
        _ => LawState::Forbidden,
    };
    let open = choices.chance(20);
    Law {
        state: state.into(),
        ground: provisions(choices),
        exemption: if open { Vec::new() } else { provisions(choices) },
        open,
        note: None,
    }
}

fn ways(choices: &mut Choices, register: &mut Register) {
    let count = choices.below(4);
    let held = register.holds.clone();
    register.ways = (0..count)
        .map(|_| {
            let by_level = choices.chance(60);
            Way {
                to: if by_level { Vec::new() } else { vec![(*choices.one(&BODIES)).into()] },
                to_levels: match (by_level, choices.chance(30)) {
                    (false, _) => Vec::new(),
                    (true, false) => vec![Level::State, Level::Municipality],
                    (true, true) => vec![Level::State],
                },
                data: if choices.chance(60) { Vec::new() } else { choices.some(&held) },
                by: WayKind::Api,
                law: law(choices),
                uses: uses(choices, 40),
                consent: choices.chance(30),
                differs: choices.chance(10).then(|| text("annerledes")),
                sources: Vec::new(),
                confidence: None,
            }
        })
        .collect();
}

fn step(choices: &mut Choices, step: &mut Step, names: &Usable) {
    step.uses = uses(choices, 25);
    let kinds = [
        ChannelKind::Digital,
        ChannelKind::Digital,
        ChannelKind::Paper,
        ChannelKind::Email,
        ChannelKind::Phone,
    ];
    let count = if choices.chance(50) { 1 + choices.below(2) } else { 0 };
    step.channels = (0..count)
        .map(|_| Channel { kind: *choices.one(&kinds), eid: None, when: names.sometimes(choices, 50) })
        .collect();
    for request in &mut step.asks {
        request.law = choices.chance(15).then(|| law(choices));
        request.deliberate = choices.chance(10).then(|| Deliberate {
            reason: text("kan ha endret seg"),
            review: (*choices.one(&["2026-11-20", "2026-11-19"])).into(),
        });
    }
    for fetch in &mut step.fetches {
        fetch.law = choices.chance(50).then(|| law(choices));
        fetch.uses = uses(choices, 40);
    }
    link(choices, &mut step.after.value);
}

fn link(choices: &mut Choices, after: &mut After) {
    match after {
        After::Start | After::Then { .. } => {}
        After::AllOf(parts) | After::AnyOf(parts) => {
            parts.iter_mut().for_each(|part| link(choices, &mut part.value));
        }
        After::Handover { law: of_link, uses: by, .. } => {
            *of_link = choices.chance(30).then(|| law(choices));
            *by = uses(choices, 25);
        }
    }
}
