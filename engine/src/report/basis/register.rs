//! The gap register: all findings, grouped by who must act.

use super::measures::Measure;
use super::{Told, entry, findings, since};
use crate::finding::{Finding, Named, Severity};
use crate::report::document::{Block, Filter, Group, Inline, Line, Register, Table, line};
use crate::report::wording::{capital, named};
use crate::workers::in_parallel;
use std::collections::BTreeMap;

/// Whoever must act: the organisation and its ministry.
type Actor<'a> = (Option<&'a Named>, Option<&'a Named>);

/// The findings of each actor: those of one ministry together, whichever has most to do first.
pub(super) fn groups<'a>(told: &Told<'a>) -> Vec<(Actor<'a>, Vec<&'a Finding>)> {
    let mut groups: Vec<(Actor<'a>, Vec<&'a Finding>)> = Vec::new();
    for &finding in &told.found {
        let actor = (finding.lead.as_ref(), finding.lead_ministry.as_ref());
        match groups.iter_mut().find(|(of, _)| *of == actor) {
            Some((_, findings)) => findings.push(finding),
            None => groups.push((actor, vec![finding])),
        }
    }
    let to_do = |findings: &[&Finding]| findings.iter().filter(|one| one.severity != Severity::Note).count();
    let mut of_ministry: BTreeMap<Option<&Named>, usize> = BTreeMap::new();
    for ((_, ministry), findings) in &groups {
        *of_ministry.entry(*ministry).or_default() += to_do(findings);
    }
    groups.sort_by_key(|((lead, ministry), findings)| {
        let more = |number: usize| usize::MAX - number;
        let all = of_ministry.get(ministry).copied().unwrap_or_default();
        (!told.is_own(*lead, *ministry), ministry.is_none(), more(all), *ministry, more(to_do(findings)))
    });
    groups
}

fn group_id(actor: Actor<'_>) -> String {
    let part = |of: Option<&Named>| {
        of.map_or("none", |one| one.id.as_str()).replace(|sign: char| !sign.is_ascii_alphanumeric(), "-")
    };
    format!("a-{}-{}", part(actor.1), part(actor.0))
}

/// Who must act, by ministry: the way to what concerns the reader.
pub(super) fn who_must_act(told: &Told<'_>) -> Table {
    let head = [
        (told.say("Departement", "Departement", "Ministry"), false),
        (told.say("Funn", "Funn", "Findings"), true),
        (told.say("Merknader", "Merknader", "Notes"), true),
        (told.say("Alvorligst", "Mest alvorleg", "Gravest"), false),
        (told.say("Hva som må til (funn)", "Kva som må til (funn)", "What it takes (findings)"), false),
        (
            told.say(
                "Må handle (funn og merknader)",
                "Må handle (funn og merknader)",
                "Must act (findings and notes)",
            ),
            false,
        ),
    ];
    let mut ministries: Vec<Ministry<'_>> = Vec::new();
    for (actor, findings) in groups(told) {
        match ministries.last_mut().filter(|(of, _)| *of == actor.1) {
            Some((_, groups)) => groups.push((actor, findings)),
            None => ministries.push((actor.1, vec![(actor, findings)])),
        }
    }
    Table {
        id: Some("who-must-act".to_owned()),
        caption: told
            .say(
                "Hvem som må handle, hvor mange funn det gjelder, og hva som må til",
                "Kven som må handle, kor mange funn det gjeld, og kva som må til",
                "Who must act, on how many findings, and what it takes",
            )
            .to_owned(),
        head: head.map(|(text, number)| (text.to_owned(), number)).to_vec(),
        rows: ministries.iter().map(|ministry| ministry_row(told, ministry)).collect(),
        total: false,
    }
}

/// A ministry, or none, with the groups of findings under it.
type Ministry<'a> = (Option<&'a Named>, Vec<(Actor<'a>, Vec<&'a Finding>)>);

fn ministry_row(told: &Told<'_>, (ministry, groups): &Ministry<'_>) -> Vec<Line> {
    let all: Vec<&Finding> = groups.iter().flat_map(|(_, findings)| findings).copied().collect();
    let act: Vec<&Finding> = all.iter().filter(|one| one.severity != Severity::Note).copied().collect();
    let name = match ministry {
        Some(ministry) => capital(&named(ministry, told.lang)),
        None => told.say("Uten departement", "Utan departement", "No ministry").to_owned(),
    };
    let gravest = act.iter().min_by_key(|finding| told.tier(finding));
    let gravest = gravest.map_or_else(|| "–".to_owned(), |one| capital(&named(&one.gravity, told.lang)));
    let takes = what_it_takes(told, &act);
    let mut bodies = Line::new();
    for (actor, findings) in groups {
        let lead = actor.0.map_or_else(|| told.must_be_studied().to_owned(), |lead| named(lead, told.lang));
        let lead = if bodies.is_empty() { capital(&lead) } else { lead };
        if !bodies.is_empty() {
            bodies.push(", ".into());
        }
        bodies.push(Inline::Jump { to: group_id(*actor), text: lead });
        bodies.push(format!(" ({})", findings.len()).into());
    }
    let takes = if takes.is_empty() { "–".to_owned() } else { takes };
    let notes = all.len() - act.len();
    vec![
        line(&name),
        line(&act.len().to_string()),
        line(&notes.to_string()),
        line(&gravest),
        line(&takes),
        bodies,
    ]
}

fn what_it_takes(told: &Told<'_>, findings: &[&Finding]) -> String {
    let mut numbers: BTreeMap<Measure, usize> = BTreeMap::new();
    for finding in findings {
        *numbers.entry(Measure::of(finding)).or_default() += 1;
    }
    let parts: Vec<String> = numbers
        .into_iter()
        .map(|(measure, number)| format!("{} ({number})", measure.name(told.lang)))
        .collect();
    parts.join("; ")
}

pub(super) fn register(told: &Told<'_>) -> Block {
    let groups = groups(told);
    let findings: Vec<&Finding> = groups.iter().flat_map(|(_, found)| found).copied().collect();
    let mut entries = in_parallel(&findings, |finding| entry::entry(told, finding)).into_iter();
    let groups = groups.into_iter().map(|(actor, found)| {
        let act = told.say("Må handle", "Må handle", "Must act");
        let mut note: Line = line(&format!("{}. ", self::findings(told, found.len())));
        note.extend(line(&what_it_takes(told, &found)));
        Group {
            id: group_id(actor),
            title: format!("{act}: {}", capital(&told.actor(actor.0, actor.1))),
            note,
            entries: entries.by_ref().take(found.len()).collect(),
        }
    });
    let label = |nb, nn, en| told.say(nb, nn, en).to_owned();
    Block::Register(Register {
        filters: filters(told),
        orders: vec![
            ("gravity".to_owned(), label("Alvorligst først", "Mest alvorleg først", "Gravest first")),
            ("event".to_owned(), label("Etter livshendelse", "Etter livshending", "By life event")),
            ("number".to_owned(), label("Etter nummer", "Etter nummer", "By number")),
        ],
        groups: groups.collect(),
        contents: label("Hvem som må handle", "Kven som må handle", "Who must act"),
    })
}

fn filters(told: &Told<'_>) -> Vec<Filter> {
    let filter = |key: &str, label: &'static str, values: Vec<(String, String)>| Filter {
        key: key.to_owned(),
        label: label.to_owned(),
        values,
    };
    let mut ministries: Vec<&Named> =
        told.found.iter().filter_map(|one| one.lead_ministry.as_ref()).collect();
    ministries.sort_unstable();
    ministries.dedup();
    let mut ministries: Vec<(String, String)> =
        ministries.into_iter().map(|one| (one.id.clone(), capital(&named(one, told.lang)))).collect();
    ministries.sort_by(|one, other| one.1.cmp(&other.1));
    if told.found.iter().any(|one| one.lead_ministry.is_none()) {
        let none = told.say("Uten departement", "Utan departement", "No ministry");
        ministries.push(("none".to_owned(), none.to_owned()));
    }
    let events = told.analysis.journeys.iter().map(|one| (one.id.clone(), told.event_name(&one.id)));
    let tiers =
        told.analysis.gravities.iter().filter(|tier| told.found.iter().any(|one| one.gravity.id == tier.id));
    let tiers = tiers.map(|tier| (tier.id.clone(), capital(&named(tier, told.lang))));
    let measures =
        Measure::ALL.into_iter().filter(|kind| told.found.iter().any(|one| Measure::of(one) == *kind));
    let measures = measures.map(|kind| (kind.id().to_owned(), kind.name(told.lang).to_owned()));
    let sure = vec![
        ("verified".to_owned(), told.say("Kontrollert", "Kontrollert", "Verified").to_owned()),
        (
            "unverified".to_owned(),
            told.say("Ikke alt kontrollert", "Ikkje alt kontrollert", "Not all verified").to_owned(),
        ),
    ];
    let mut all = vec![
        filter(
            "ministry",
            told.say("Departement som må handle", "Departement som må handle", "Ministry that must act"),
            ministries,
        ),
        filter("event", told.say("Livshendelse", "Livshending", "Life event"), events.collect()),
        filter("gravity", told.say("Alvor", "Alvor", "Gravity"), tiers.collect()),
        filter("measure", told.say("Tiltak", "Tiltak", "Measure"), measures.collect()),
        filter("sure", told.say("Sikkerhet", "Kor sikkert", "Certainty"), sure),
    ];
    all.extend(since::filter(told));
    all
}
