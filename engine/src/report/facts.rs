//! What a finding says beside its message: line by line, in one language, for every report that people read.

use super::is_model_error;
use super::wording::{law_state, list, name_or_id, named, plain, say, words};
use crate::finding::{Analysis, Case, CourseSet, Earlier, Finding, Named, Witness};
use crate::words::{Lang, Title};

/// One line: what it is about, and what it says. Ids stand in backticks.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) text: String,
}

/// How much is told of what can be long; that something is left out is said.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    /// The steps of the example that are named; with none, the example is not told.
    pub(super) steps: usize,
    /// The length of a condition in words, in characters.
    pub(super) phrase: usize,
}

/// Everything the finding says but for its message and places.
pub(super) fn facts(finding: &Finding, analysis: &Analysis, lang: Lang, measure: Measure) -> Vec<Fact> {
    let mut facts = Facts { lang, facts: Vec::new() };
    if is_model_error(finding) {
        facts.help(finding, say(lang, "hjelp", "hjelp", "help"));
        return facts.facts;
    }
    facts.add(say(lang, "alvor", "alvor", "gravity"), named(&finding.gravity, lang));
    if let Some(courses) = finding.told_when() {
        facts.add(say(lang, "når", "når", "when"), phrase(courses, lang, measure));
    }
    let affects = list(lang, &names(&finding.parties, lang));
    facts.add(say(lang, "rammer", "råkar", "affects"), affects);
    let (label, text) = between(finding, lang);
    facts.add(label, text);
    for case in &finding.cases {
        let label = match case.degree {
            Some(_) => say(lang, "hvor sikkert", "kor sikkert", "how sure"),
            None => say(lang, "årsak", "årsak", "reason"),
        };
        facts.add(label, case_text(case, finding, lang, measure));
    }
    facts.add(say(lang, "må handle", "må handle", "must act"), must_act(finding, lang));
    facts.help(finding, say(lang, "tiltak", "tiltak", "remedy"));
    if let Some(witness) = finding.witness.as_ref().filter(|_| measure.steps > 0) {
        let text = story(witness, finding.told_when(), lang, measure.steps);
        facts.add(say(lang, "eksempel", "døme", "example"), text);
    }
    if let Some(earlier) = &finding.earlier {
        facts.add(say(lang, "før det", "før det", "before that"), before(earlier, lang, measure));
    }
    for also in &finding.also {
        let text = format!("{} (`{}`)", words(&also.message, lang), plain(&also.check));
        facts.add(say(lang, "dessuten", "dessutan", "also"), text);
    }
    facts.add(say(lang, "kilder", "kjelder", "sources"), sources(finding, analysis, lang));
    facts.add(say(lang, "grunnlag", "grunnlag", "basis"), confidence(finding, lang).to_owned());
    facts.facts
}

struct Facts {
    lang: Lang,
    facts: Vec<Fact>,
}

impl Facts {
    fn add(&mut self, label: &'static str, text: String) {
        if !text.is_empty() {
            self.facts.push(Fact { label, text });
        }
    }

    fn help(&mut self, finding: &Finding, label: &'static str) {
        self.add(label, plain(finding.help.get(self.lang)));
    }
}

fn names(things: &[Named], lang: Lang) -> Vec<String> {
    things.iter().map(|thing| named(thing, lang)).collect()
}

/// The condition in words, to follow "when".
pub(super) fn phrase(courses: &CourseSet, lang: Lang, measure: Measure) -> String {
    if courses.condition == "true" {
        return say(lang, "alltid", "alltid", "always").to_owned();
    }
    let text = plain(courses.phrase.get(lang));
    let text = if text.is_empty() { format!("`{}`", plain(&courses.condition)) } else { unwrapped(text) };
    if let Some(short) = cut(&text, measure.phrase, lang) {
        return short;
    }
    if courses.minimal {
        return text;
    }
    let note = say(
        lang,
        "riktig, men kunne vært sagt kortere",
        "rett, men kunne vore sagt kortare",
        "right, but could be said shorter",
    );
    format!("{text} ({note})")
}

/// The text without brackets around the whole of it.
fn unwrapped(text: String) -> String {
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return text };
    let mut depth = 0_i32;
    let closed_early = inner.chars().any(|sign| {
        depth += i32::from(sign == '(') - i32::from(sign == ')');
        depth < 0
    });
    if closed_early { text } else { inner.to_owned() }
}

/// A condition in words that is longer than `length` characters, cut, with a note on where it stands whole.
pub(super) fn cut(text: &str, length: usize, lang: Lang) -> Option<String> {
    let short = shortened(text, length)?;
    let note = say(
        lang,
        "forkortet; hele betingelsen står i JSON",
        "korta ned; heile vilkåret står i JSON",
        "shortened; the whole condition is in the JSON",
    );
    Some(format!("{short} … ({note})"))
}

/// The first whole words of a text that is longer than `length` characters.
fn shortened(text: &str, length: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(length)?;
    let start = text.get(..end)?;
    Some(start.rsplit_once(' ').map_or(start, |(words, _)| words))
}

pub(super) fn between(finding: &Finding, lang: Lang) -> (&'static str, String) {
    let giver = finding.giver.as_ref().map(|giver| named(giver, lang));
    let receiver = finding.receiver.as_ref().map(|receiver| named(receiver, lang));
    match (giver, receiver) {
        (Some(giver), Some(receiver)) => {
            let (from, to) = (say(lang, "fra", "frå", "from"), say(lang, "til", "til", "to"));
            (say(lang, "mellom", "mellom", "between"), format!("{from} {giver} {to} {receiver}"))
        }
        (Some(giver), None) => (say(lang, "giver", "givar", "giver"), giver),
        (None, receiver) => (say(lang, "mottaker", "mottakar", "receiver"), receiver.unwrap_or_default()),
    }
}

fn case_text(case: &Case, finding: &Finding, lang: Lang, measure: Measure) -> String {
    let mut parts = Vec::new();
    parts.extend(case.reason_class.as_ref().map(|class| named(class, lang)));
    parts.extend(case.degree.as_ref().map(|degree| named(degree, lang)));
    parts.extend(case.holder.as_ref().map(|holder| {
        format!("{} {}", say(lang, "finnes hos", "finst hos", "held by"), named(holder, lang))
    }));
    parts.extend(case.verdict.as_ref().map(|verdict| named(verdict, lang)));
    parts.extend(law(case, lang));
    if case.check != finding.check {
        parts.push(format!("`{}`", plain(&case.check)));
    }
    if let Some(lead) = case.lead.as_ref().filter(|lead| Some(*lead) != finding.lead.as_ref()) {
        parts.push(format!("{}: {}", say(lang, "må handle", "må handle", "must act"), named(lead, lang)));
    }
    let text = parts.join("; ");
    let everywhere = finding.told_when().is_some_and(|all| all.condition == case.courses.condition);
    if everywhere || text.is_empty() {
        return text;
    }
    match case.courses.condition.as_str() {
        "true" => text,
        _ => format!("{} {}: {text}", say(lang, "når", "når", "when"), phrase(&case.courses, lang, measure)),
    }
}

fn law(case: &Case, lang: Lang) -> Option<String> {
    let law = case_law(case, lang)?;
    Some(format!("{}: {law}", say(lang, "hjemmel", "heimel", "legal basis")))
}

/// What there is to say of the law of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Legal {
    /// The model says how the law stands.
    Stated,
    /// Nobody has to be given data, so that no ground for it is needed.
    NotAsked,
    /// The model is silent about something that matters.
    Silent,
}

/// Checks that ask how something is done, not whether data may be given: where they name no law, none is missing.
const NOT_OF_LAW: [&str; 7] = [
    "channel/digital-only",
    "handover/channel-break",
    "handover/no-receipt",
    "handover/silent-drop",
    "operation/built-not-running",
    "reuse/own-instead-of-common",
    "reuse/parallel-solutions",
];

/// How the question of a ground in law for giving data stands in a case.
pub(super) fn legal(case: &Case) -> Legal {
    if !case.law.is_empty() {
        return Legal::Stated;
    }
    let asked = match case.reason_class.as_ref().map(|class| class.id.as_str()) {
        None => !NOT_OF_LAW.contains(&case.check.as_str()),
        // Without a law this is the class of what a body has itself, in its own registers too.
        Some("reuse-now") => false,
        Some("only-the-person-knows" | "deliberate") => case.holder.is_some(),
        Some(_) => true,
    };
    if asked { Legal::Silent } else { Legal::NotAsked }
}

/// What stands in the place of the law where no data have to be given.
pub(super) fn not_asked(lang: Lang) -> &'static str {
    say(lang, "ikke aktuelt", "ikkje aktuelt", "does not arise")
}

/// The provisions of a case, each with how the law stands.
pub(super) fn case_law(case: &Case, lang: Lang) -> Option<String> {
    let points = case.law.iter().map(|point| match &point.id {
        Some(id) => format!("{} ({})", name_or_id(&point.name, id, lang), law_state(lang, point.state)),
        None => law_state(lang, point.state).to_owned(),
    });
    (!case.law.is_empty()).then(|| points.collect::<Vec<_>>().join(", "))
}

pub(super) fn must_act(finding: &Finding, lang: Lang) -> String {
    let lead = finding.lead.as_ref().map(|lead| named(lead, lang));
    let ministry = finding.lead_ministry.as_ref().map(|ministry| named(ministry, lang));
    let act = match (lead, ministry) {
        (Some(lead), Some(ministry)) if lead != ministry => format!("{lead} ({ministry})"),
        (Some(lead), _) => lead,
        (None, Some(ministry)) => ministry,
        (None, None) => say(lang, "ikke avklart", "ikkje avklart", "not settled").to_owned(),
    };
    match &finding.coordinator {
        None => act,
        Some(coordinator) => {
            let word = say(lang, "samordner", "samordnar", "coordinator");
            format!("{act}; {word}: {}", named(coordinator, lang))
        }
    }
}

/// What is so in the event before: which event, when there, and how one comes from there to here.
pub(super) fn before(earlier: &Earlier, lang: Lang, measure: Measure) -> String {
    let event = plain(earlier.event.name.quoted().get(lang));
    let steps = told_steps(&earlier.witness, lang, measure.steps);
    if earlier.condition.condition == "true" {
        return format!("{event}: {steps}");
    }
    let when = phrase(&earlier.condition, lang, measure);
    format!("{event}, {} {when}: {steps}", say(lang, "når", "når", "when"))
}

/// One course as a short story: where the condition has several alternatives, which one; then the steps.
fn story(witness: &Witness, courses: Option<&CourseSet>, lang: Lang, max_steps: usize) -> String {
    let values = told_values(witness, courses);
    let steps = told_steps(witness, lang, max_steps);
    match (values.is_empty(), steps.is_empty()) {
        (true, _) => steps,
        (false, true) => values,
        (false, false) => format!("{values}: {steps}"),
    }
}

/// Where the condition has several alternatives, the values of the witness that it speaks of; the others do not
/// matter to the finding.
fn told_values(witness: &Witness, courses: Option<&CourseSet>) -> String {
    if courses.is_none_or(|courses| courses.when.len() <= 1) {
        return String::new();
    }
    let told = spoken_values(witness, courses).into_iter();
    told.map(|(name, value)| format!("`{} = {}`", plain(name), plain(value))).collect::<Vec<_>>().join(", ")
}

/// The values of the witness that the condition speaks of.
pub(super) fn spoken_values<'w>(
    witness: &'w Witness,
    courses: Option<&CourseSet>,
) -> Vec<(&'w str, &'w str)> {
    let spoken: Vec<&str> =
        courses.iter().flat_map(|all| all.when.iter().flatten()).map(|(name, _)| &**name).collect();
    let told = witness.profile.iter().chain(&witness.outcomes);
    let told = told.filter(|(name, _)| spoken.contains(&name.as_ref()));
    told.map(|(name, value)| (name.as_ref(), value.as_ref())).collect()
}

fn told_steps(witness: &Witness, lang: Lang, max_steps: usize) -> String {
    let names: Vec<String> = witness.steps.iter().map(|step| named(step, lang)).collect();
    if names.len() <= max_steps {
        return names.join(" → ");
    }
    // The last steps are what leads to the finding.
    let left_out = names.len() - max_steps;
    let left_out = match lang {
        Lang::Nb | Lang::Nn => format!("({left_out} steg før)"),
        Lang::En if left_out == 1 => "(1 step before)".to_owned(),
        Lang::En => format!("({left_out} steps before)"),
    };
    let last = names.get(names.len() - max_steps..).unwrap_or_default();
    format!("{left_out} → {}", last.join(" → "))
}

/// The titles of the sources; with who published them where two of them have one title.
fn sources(finding: &Finding, analysis: &Analysis, lang: Lang) -> String {
    let known = |id: &String| analysis.sources.iter().find(|source| &source.id == id);
    let all: Vec<_> = finding.sources.iter().map(|id| (id, known(id))).collect();
    let is_title_of_two = |title: &Title| {
        all.iter().filter(|(_, source)| source.is_some_and(|source| source.title == *title)).count() > 1
    };
    let told = all.iter().map(|(id, source)| match source {
        None => format!("`{}`", plain(id)),
        Some(source) => {
            let title = plain(source.title.told_in(lang).0);
            match &source.publisher {
                Some(publisher) if is_title_of_two(&source.title) => {
                    format!("{title} ({})", plain(publisher))
                }
                _ => title,
            }
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

pub(super) fn confidence(finding: &Finding, lang: Lang) -> &'static str {
    if finding.verified {
        say(lang, "kontrollert mot kildene", "kontrollert mot kjeldene", "verified against the sources")
    } else {
        say(
            lang,
            "ikke alt er kontrollert mot kildene",
            "ikkje alt er kontrollert mot kjeldene",
            "not everything is verified against the sources",
        )
    }
}
