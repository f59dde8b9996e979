//! One finding as it is told: who is hit, how it can go, who must act, how the law stands, what closes it.

use super::{Told, measures::Measure, since};
use crate::finding::{Case, CourseSet, Finding, LawPoint, Severity, SourceSummary, Witness};
use crate::report::document::{Entry, Inline, Line, is_web_address, line};
use crate::report::facts::{self, Legal};
use crate::report::number::finding_number;
use crate::report::wording::{capital, law_state, list, name_or_id, named, plain, words};
use crate::words::Lang;
use std::sync::Arc;

/// The steps of the example that are told; the last ones, which lead to the finding.
const STEPS: usize = 3;
/// The length of a condition in words, in characters.
const LENGTH: usize = 450;
/// The same for a case, which has less room.
const CASE_LENGTH: usize = 250;
/// A condition is first taken whole, and then cut between its alternatives.
const WHOLE: facts::Measure = facts::Measure { steps: STEPS, phrase: usize::MAX };
/// What was so in the event before has less room.
const EARLIER: facts::Measure = facts::Measure { steps: STEPS, phrase: CASE_LENGTH };

/// What links lead to.
pub(super) fn anchor(finding: &Finding) -> String {
    anchor_of(&finding.id)
}

/// What links to the finding of this id lead to.
pub(super) fn anchor_of(id: &str) -> String {
    format!("f-{}", finding_number(id))
}

pub(super) fn entry(told: &Told<'_>, finding: &Finding) -> Entry {
    let lang = told.lang;
    let measure = Measure::of(finding);
    let event = finding.journey.as_deref().unwrap_or_default();
    let ministry = finding.lead_ministry.as_ref().map_or("none", |ministry| ministry.id.as_str());
    let sure = if finding.verified { "verified" } else { "unverified" };
    let mut marks: Vec<String> = since::mark(told, finding).map(str::to_owned).into_iter().collect();
    marks.extend([capital(&named(&finding.gravity, lang)), told.event_name(event)]);
    marks.push(capital(facts::confidence(finding, lang)));
    if finding.severity == Severity::Note {
        marks.push(told.say("Merknad", "Merknad", "Note").to_owned());
    }
    let tags = [
        ("event", event),
        ("ministry", ministry),
        ("gravity", &finding.gravity.id),
        ("measure", measure.id()),
        ("sure", sure),
    ];
    let since = told.fate(finding).map(|fate| (since::KEY, fate.id()));
    Entry {
        id: anchor(finding),
        number: finding_number(&finding.id),
        sentence: capital(&words(&finding.message, lang)),
        marks,
        tags: tags.into_iter().chain(since).map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        facts: told_facts(told, finding),
    }
}

fn told_facts(told: &Told<'_>, finding: &Finding) -> Vec<(String, Line)> {
    let lang = told.lang;
    let mut all: Vec<(String, Line)> = Vec::new();
    let mut add = |label: &str, mut text: Line| {
        if let Some(Inline::Text(first)) = text.first_mut() {
            *first = capital(first);
        }
        if text.iter().any(|piece| !piece.words().is_empty()) {
            all.push((label.to_owned(), text));
        }
    };
    add(told.say("Hvem rammes", "Kven blir råka", "Who is affected"), who_is_hit(told, finding));
    if let Some(witness) = &finding.witness {
        let story = line(&story(told, finding, witness));
        add(told.say("Slik kan det gå", "Slik kan det gå", "How it can go"), story);
    }
    if let Some(earlier) = &finding.earlier {
        let text = facts::before(earlier, lang, EARLIER);
        add(told.say("Før det", "Før det", "Before that"), line(&text));
    }
    let (label, between) = facts::between(finding, lang);
    // Who receives is told where it is not the one who must act.
    if finding.giver.is_some() || finding.receiver != finding.lead {
        add(&capital(label), line(&between));
    }
    let open = Inline::Open(told.must_be_studied().to_owned());
    let act = facts::must_act(finding, lang);
    let acts =
        if finding.lead.is_none() && finding.lead_ministry.is_none() { vec![open.clone()] } else { vec![] };
    let act = if acts.is_empty() { line(&act) } else { acts };
    add(told.say("Hvem må handle", "Kven må handle", "Who must act"), act);
    for (number, case) in finding.cases.iter().enumerate() {
        let label = match number {
            0 => told.say("Årsak og rettslig status", "Årsak og rettsleg status", "Reason and legal state"),
            _ => told.say("I andre tilfeller", "I andre tilfelle", "In other cases"),
        };
        let mut text = reason(told, finding, case);
        text.extend(law_unsaid(told, case, text.iter().all(|piece| piece.words().is_empty())));
        text.retain(|piece| !piece.words().is_empty());
        add(label, text);
    }
    if finding.cases.is_empty() {
        add(told.say("Rettslig status", "Rettsleg status", "Legal state"), vec![open.clone()]);
    }
    let help = plain(finding.help.get(lang));
    let help = if help.is_empty() { vec![open] } else { line(&capital(&help)) };
    add(told.say("Hva som lukker funnet", "Kva som lukkar funnet", "What would close it"), help);
    for also in &finding.also {
        let text = capital(&words(&also.message, lang));
        add(told.say("Dessuten", "Dessutan", "Also"), line(&text));
    }
    add(told.say("Kilder", "Kjelder", "Sources"), sources(told, &finding.sources));
    add(told.say("I modellen", "I modellen", "In the model"), in_the_model(told, finding));
    all
}

/// The parties, and the condition in words.
fn who_is_hit(told: &Told<'_>, finding: &Finding) -> Line {
    let lang = told.lang;
    let names: Vec<String> = finding.parties.iter().map(|party| named(party, lang)).collect();
    let who = capital(&list(lang, &names));
    let Some(courses) = finding.told_when() else { return line(&who) };
    let phrase = told_phrase(told, courses, LENGTH);
    if courses.condition == "true" {
        let text = told.say("i alle livssituasjoner", "i alle livssituasjonar", "in every life situation");
        let text = if who.is_empty() { capital(text) } else { format!("{who}, {text}") };
        return line(&text);
    }
    let when = told.say("når", "når", "when");
    line(&if who.is_empty() {
        capital(&format!("{when} {phrase}"))
    } else {
        format!("{who}, {when} {phrase}")
    })
}

/// The condition in words: as many of its alternatives as there is room for, at least one, and how many are left.
fn told_phrase(told: &Told<'_>, courses: &CourseSet, length: usize) -> String {
    let whole = facts::phrase(courses, told.lang, WHOLE);
    let or = told.say("; eller ", "; eller ", "; or ");
    let alternatives: Vec<&str> = whole.split(or).collect();
    let mut room = length;
    let fit = alternatives.iter().take_while(|text| {
        let fits = text.chars().count() <= room;
        room = room.saturating_sub(text.chars().count());
        fits
    });
    let fit = fit.count().max(1);
    let left = alternatives.len().saturating_sub(fit);
    if left == 0 {
        return whole;
    }
    let shown = alternatives.get(..fit).unwrap_or_default().join(or);
    let more = match (told.lang, left) {
        (Lang::Nb, 1) => "i ett tilfelle til (det står i JSON-utgaven)".to_owned(),
        (Lang::Nn, 1) => "i eitt tilfelle til (det står i JSON-utgåva)".to_owned(),
        (Lang::En, 1) => "in one more case (it is in the JSON edition)".to_owned(),
        (Lang::Nb, _) => format!("i {left} tilfeller til (de står i JSON-utgaven)"),
        (Lang::Nn, _) => format!("i {left} tilfelle til (dei står i JSON-utgåva)"),
        (Lang::En, _) => format!("in {left} more cases (they are in the JSON edition)"),
    };
    format!("{shown}{or}{more}")
}

/// One course as a short story: the life situation, then the last steps with who does them.
fn story(told: &Told<'_>, finding: &Finding, witness: &Witness) -> String {
    let situation = situation(told, finding, witness);
    let shown = witness.steps.len().saturating_sub(STEPS);
    let steps: Vec<String> = witness
        .steps
        .iter()
        .skip(shown)
        .map(|step| {
            let name = told.quoted(&named(step, told.lang));
            match told.doer(finding, &step.id) {
                Some(doer) => format!("{}: {name}", capital(&doer)),
                None => name,
            }
        })
        .collect();
    let before = match (told.lang, shown) {
        (_, 0) => String::new(),
        (Lang::Nb, 1) => " (etter ett annet steg)".to_owned(),
        (Lang::Nn, 1) => " (etter eitt anna steg)".to_owned(),
        (Lang::En, 1) => " (after one other step)".to_owned(),
        (Lang::Nb | Lang::Nn, n) => format!(" (etter {n} andre steg)"),
        (Lang::En, n) => format!(" (after {n} other steps)"),
    };
    let steps = format!("{}{before}", steps.join(" → "));
    if situation.is_empty() {
        return capital(&steps);
    }
    // The phrases have the word order of a subordinate clause.
    let when = told.say("Når", "Når", "When");
    format!("{when} {situation}: {steps}")
}

/// Where the condition has several alternatives: which one the example is of.
fn situation(told: &Told<'_>, finding: &Finding, witness: &Witness) -> String {
    let Some(courses) = finding.told_when().filter(|courses| courses.when.len() > 1) else {
        return String::new();
    };
    let chosen: Vec<_> = witness.profile.iter().chain(&witness.outcomes).collect();
    let Some(alternative) = courses.when.iter().find(|alternative| holds(alternative, &chosen)) else {
        return String::new();
    };
    let phrases: Vec<String> = alternative
        .iter()
        .filter_map(|(variable, _)| {
            let (_, value) = chosen.iter().find(|(name, _)| name == variable)?;
            told.phrase(finding, variable, value)
        })
        .collect();
    list(told.lang, &phrases)
}

type Chosen<'w> = [&'w (Arc<str>, Arc<str>)];

fn holds(alternative: &[(Arc<str>, Vec<Arc<str>>)], chosen: &Chosen<'_>) -> bool {
    alternative.iter().all(|(variable, values)| {
        chosen.iter().any(|(name, value)| name == variable && values.contains(value))
    })
}

/// What is said of the law where the model names none: that it must be studied, or that the question does not arise.
fn law_unsaid(told: &Told<'_>, case: &Case, is_first: bool) -> Line {
    let before = if is_first { "" } else { "; " };
    match facts::legal(case) {
        Legal::Stated => Line::new(),
        Legal::Silent => {
            let label = told.say("hjemmel", "heimel", "legal basis");
            vec![format!("{before}{label}: ").into(), Inline::Open(told.must_be_studied().to_owned())]
        }
        Legal::NotAsked => {
            let label = told.say("hjemmel for deling", "heimel for deling", "legal basis for sharing");
            line(&format!("{before}{label}: {}", facts::not_asked(told.lang)))
        }
    }
}

/// Why, what is breached, and how the law stands in a case.
fn reason(told: &Told<'_>, finding: &Finding, case: &Case) -> Line {
    let lang = told.lang;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(case.reason_class.as_ref().map(|class| named(class, lang)));
    parts.extend(
        case.holder.as_ref().map(|holder| {
            format!("{} {}", told.say("finnes hos", "finst hos", "held by"), named(holder, lang))
        }),
    );
    parts.extend(case.verdict.as_ref().map(|verdict| named(verdict, lang)));
    if !case.law.is_empty() {
        let points: Vec<String> = case.law.iter().map(|point| law_point(told, point)).collect();
        let label = told.say("hjemmel", "heimel", "legal basis");
        parts.push(format!("{label}: {}", points.join(", ")));
    }
    if let Some(lead) = case.lead.as_ref().filter(|lead| Some(*lead) != finding.lead.as_ref()) {
        parts.push(format!("{}: {}", told.say("må handle", "må handle", "must act"), named(lead, lang)));
    }
    let text = capital(&parts.join("; "));
    if text.is_empty() || is_everywhere(finding, &case.courses) {
        return line(&text);
    }
    let phrase = told_phrase(told, &case.courses, CASE_LENGTH);
    line(&format!("{text} ({} {phrase})", told.say("når", "når", "when")))
}

fn is_everywhere(finding: &Finding, courses: &CourseSet) -> bool {
    let all = finding.told_when().is_some_and(|all| all.condition == courses.condition);
    all || courses.condition == "true" || finding.cases.len() == 1
}

pub(super) fn law_point(told: &Told<'_>, point: &LawPoint) -> String {
    match &point.id {
        Some(id) => {
            format!("{} ({})", name_or_id(&point.name, id, told.lang), law_state(told.lang, point.state))
        }
        None => law_state(told.lang, point.state).to_owned(),
    }
}

/// The sources with their dates, as links where they have an address.
pub(super) fn sources(told: &Told<'_>, ids: &[String]) -> Line {
    let mut all = Line::new();
    for id in ids {
        if !all.is_empty() {
            all.push("; ".into());
        }
        let Some(source) = told.source(id) else {
            all.push(Inline::Code(plain(id)));
            continue;
        };
        all.push(source_title(told, source));
        all.push(format!(" ({})", source_date(told, source)).into());
    }
    all
}

/// The date of a source. Many pages have none; there is nothing about it to study.
pub(super) fn source_date(told: &Told<'_>, source: &SourceSummary) -> String {
    source.date.as_deref().map_or_else(|| told.say("uten dato", "utan dato", "no date").to_owned(), plain)
}

/// What a source is called, in its own language as a rule; a link where it has an address.
pub(super) fn source_title(told: &Told<'_>, source: &SourceSummary) -> Inline {
    let (title, lang) = source.title.told_in(told.lang);
    let title = plain(title);
    let title = if title.is_empty() { plain(&source.id) } else { title };
    let piece = match source.url.as_deref() {
        Some(url) if is_web_address(url) => Inline::Link { url: url.to_owned(), text: title },
        _ => title.into(),
    };
    in_language(told, lang, piece)
}

/// A piece in a language, which is said where it is not that of the report.
pub(super) fn in_language(told: &Told<'_>, lang: Lang, piece: Inline) -> Inline {
    if lang == told.lang { piece } else { Inline::In { lang, piece: Box::new(piece) } }
}

fn in_the_model(told: &Told<'_>, finding: &Finding) -> Line {
    let mut all = vec![Inline::Code(plain(&finding.id))];
    if let Some(place) = told.place(finding) {
        all.extend([", ".into(), Inline::Code(place)]);
    }
    all
}
