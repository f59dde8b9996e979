//! The fixed words of the reports, each in every language.

use crate::finding::{LawState, Named, Severity};
use crate::words::{Lang, Words};

/// The text in the language.
pub(super) fn say<'t>(lang: Lang, nb: &'t str, nn: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Nb => nb,
        Lang::Nn => nn,
        Lang::En => en,
    }
}

/// The text on one line and harmless to a terminal: no control characters, no turned writing direction.
pub(super) fn plain(text: &str) -> String {
    let clean = text.chars().map(|sign| match sign {
        '\n' | '\r' | '\t' => ' ',
        sign if sign.is_control() || turns_direction(sign) => '\u{fffd}',
        sign => sign,
    });
    clean.collect::<String>().trim().to_owned()
}

fn turns_direction(sign: char) -> bool {
    matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text, or that it is missing: a text of another language is never put in its place.
pub(super) fn words(words: &Words, lang: Lang) -> String {
    let text = plain(words.get(lang));
    if text.is_empty() { format!("[{}]", missing(lang)) } else { text }
}

/// The name, or that it is missing, with the id.
pub(super) fn named(thing: &Named, lang: Lang) -> String {
    name_or_id(&thing.name, &thing.id, lang)
}

/// The name, or that it is missing, with the id.
pub(super) fn name_or_id(name: &Words, id: &str, lang: Lang) -> String {
    let text = plain(name.get(lang));
    if text.is_empty() { format!("[{}: {}]", missing(lang), plain(id)) } else { text }
}

fn missing(lang: Lang) -> &'static str {
    say(lang, "navn mangler på bokmål", "namn manglar på nynorsk", "name missing in English")
}

/// The texts as "a, b og c".
pub(super) fn list(lang: Lang, texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), say(lang, "og", "og", "and")),
    }
}

/// The text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// What can be counted.
#[derive(Clone, Copy)]
pub(super) enum Noun {
    Finding,
    ModelError,
    Severity(Severity),
    Step,
    Handover,
    Request,
    Circumstance,
}

/// The number with its noun: `1 advarsel`, `2 advarsler`.
pub(super) fn count(lang: Lang, number: usize, noun: Noun) -> String {
    let (nb, nn, en) = match noun {
        Noun::Finding => (["funn"; 2], ["funn"; 2], ["finding", "findings"]),
        Noun::ModelError => (
            ["feil i filene eller modellen"; 2],
            ["feil i filene eller modellen"; 2],
            ["error in the files or the model", "errors in the files or the model"],
        ),
        Noun::Severity(Severity::Error) => (["feil"; 2], ["feil"; 2], ["error", "errors"]),
        Noun::Severity(Severity::Warning) => {
            (["advarsel", "advarsler"], ["åtvaring", "åtvaringar"], ["warning", "warnings"])
        }
        Noun::Severity(Severity::Note) => {
            (["merknad", "merknader"], ["merknad", "merknader"], ["note", "notes"])
        }
        Noun::Step => (["steg"; 2], ["steg"; 2], ["step", "steps"]),
        Noun::Handover => (["overgang", "overganger"], ["overgang", "overgangar"], ["handover", "handovers"]),
        Noun::Request => (["datakrav"; 2], ["datakrav"; 2], ["data request", "data requests"]),
        Noun::Circumstance => {
            (["omstendighet", "omstendigheter"], ["omstende"; 2], ["circumstance", "circumstances"])
        }
    };
    let [one, many] = match lang {
        Lang::Nb => nb,
        Lang::Nn => nn,
        Lang::En => en,
    };
    format!("{number} {}", if number == 1 { one } else { many })
}

/// How loudly something is said.
pub(super) fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => say(lang, "feil", "feil", "error"),
        Severity::Warning => say(lang, "advarsel", "åtvaring", "warning"),
        Severity::Note => say(lang, "merknad", "merknad", "note"),
    }
}

/// How the law of a flow stands.
pub(super) fn law_state(lang: Lang, state: LawState) -> &'static str {
    match state {
        LawState::InPlace => say(lang, "på plass", "på plass", "in place"),
        LawState::Unclear => say(lang, "uklar", "uklar", "unclear"),
        LawState::NotAssessed => say(lang, "ikke vurdert", "ikkje vurdert", "not assessed"),
        LawState::Missing => say(lang, "mangler", "manglar", "missing"),
        LawState::Forbidden => say(lang, "forbudt", "forbode", "forbidden"),
    }
}
