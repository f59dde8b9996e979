//! What a model contains, for whoever wrote it: everything that was declared, and how it was understood.

mod condition;
mod journey;
mod order;
mod shared;

use super::wording::{confidence, law_state, name_or_id, plain, say};
use crate::model::{
    Actor, Claim, Condition, Date, Datum, Item, Journey, Key, Law, Model, Organisation, Party, Placed,
    Provision, Register, Responsibility, Solution, Source, Step,
};
use crate::words::{Lang, Words};

/// Everything in the model, as plain text; ends in `\n` unless the model is empty.
pub fn show(model: &Model, lang: Lang) -> String {
    let mut pages = Vec::new();
    for journey in &model.journeys {
        pages.push(journey::page(&View { model, journey: Some(journey), lang }, journey));
    }
    pages.push(shared::page(&View { model, journey: None, lang }));
    pages.retain(|page| !page.is_empty());
    pages.join("\n")
}

/// A condition of a journey in words, to follow "when"; nothing where it always holds.
pub(super) fn condition_in_words(
    model: &Model,
    journey: &Journey,
    condition: &Condition,
    lang: Lang,
) -> String {
    View { model, journey: Some(journey), lang }.condition(condition)
}

/// What names and words are looked up in.
#[derive(Clone, Copy)]
struct View<'a> {
    model: &'a Model,
    journey: Option<&'a Journey>,
    lang: Lang,
}

impl<'a> View<'a> {
    fn say(&self, nb: &'static str, nn: &'static str, en: &'static str) -> &'static str {
        say(self.lang, nb, nn, en)
    }

    /// A name with its id: `NAV (nav)`.
    fn name(&self, name: &Words, id: &str) -> String {
        format!("{} ({})", name_or_id(name, id, self.lang), plain(id))
    }

    /// A text that need not be there.
    fn text(&self, words: Option<&Words>) -> String {
        words.map(|words| super::wording::words(words, self.lang)).unwrap_or_default()
    }

    fn organisation(&self, key: Key<Organisation>) -> String {
        let organisation = &self.model.organisations[key];
        name_or_id(&organisation.name, &organisation.id, self.lang)
    }

    fn organisations(&self, keys: &[Key<Organisation>]) -> String {
        keys.iter().map(|&key| self.organisation(key)).collect::<Vec<_>>().join(", ")
    }

    fn party(&self, key: Key<Party>) -> String {
        let party = self.journey.map(|journey| &journey.parties[key]);
        party.map(|party| name_or_id(&party.name, &party.id, self.lang)).unwrap_or_default()
    }

    fn parties(&self, keys: &[Key<Party>]) -> String {
        keys.iter().map(|&key| self.party(key)).collect::<Vec<_>>().join(", ")
    }

    fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Organisation(key) => self.organisation(key),
            Actor::Party(key) => self.party(key),
        }
    }

    fn step(&self, key: Key<Step>) -> String {
        self.journey.map(|journey| plain(&journey.steps[key].id)).unwrap_or_default()
    }

    fn datum(&self, datum: Datum) -> String {
        self.journey.map(|journey| plain(&journey.datum_id(self.model, datum))).unwrap_or_default()
    }

    fn data(&self, data: &[Placed]) -> String {
        data.iter().map(|placed| self.datum(placed.datum)).collect::<Vec<_>>().join(", ")
    }

    fn items(&self, keys: &[Key<Item>]) -> String {
        keys.iter().map(|&key| plain(&self.model.items[key].id)).collect::<Vec<_>>().join(", ")
    }

    fn register(&self, key: Key<Register>) -> String {
        let register = &self.model.registers[key];
        name_or_id(&register.name, &register.id, self.lang)
    }

    fn solution(&self, key: Option<Key<Solution>>) -> String {
        let solution = key.map(|key| &self.model.solutions[key]);
        solution.map(|solution| name_or_id(&solution.name, &solution.id, self.lang)).unwrap_or_default()
    }

    fn provisions(&self, keys: &[Key<Provision>]) -> String {
        let name = |&key: &Key<Provision>| {
            let provision = &self.model.provisions[key];
            let law = name_or_id(&provision.law, &provision.id, self.lang);
            provision
                .section
                .as_deref()
                .map_or_else(|| law.clone(), |section| format!("{law} {}", plain(section)))
        };
        keys.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// The law of a flow; nothing where nothing is said of it.
    fn law(&self, law: Option<&Law>) -> String {
        let Some(law) = law else { return String::new() };
        let mut parts = vec![law_state(self.lang, law.state).to_owned()];
        let mut add = |label: &str, text: String| {
            if !text.is_empty() {
                parts.push(format!("{label}: {text}"));
            }
        };
        add(self.say("grunnlag", "grunnlag", "ground"), self.provisions(&law.ground));
        add(
            self.say("unntak fra taushetsplikt", "unntak frå teieplikt", "exemption from secrecy"),
            self.provisions(&law.exemption),
        );
        add(self.say("merknad", "merknad", "note"), self.text(law.note.as_ref()));
        if law.open {
            parts.push(self.say("ikke taushetsbelagt", "ikkje underlagt teieplikt", "not secret").to_owned());
        }
        parts.join("; ")
    }

    fn claim(&self, claim: &Claim) -> String {
        let ids: Vec<String> = claim.sources.iter().map(|&key| self.source(key)).collect();
        if ids.is_empty() {
            return self.say("uten kilde", "utan kjelde", "no source").to_owned();
        }
        format!("{} ({})", ids.join(", "), confidence(self.lang, claim.confidence))
    }

    fn source(&self, key: Key<Source>) -> String {
        plain(&self.model.sources[key].id)
    }

    /// `fra 2024-01-01 til 2025-12-31`; nothing where it is always valid.
    fn period(&self, from: Option<Date>, until: Option<Date>) -> String {
        let from = from.map(|date| format!("{} {date}", self.say("fra", "frå", "from")));
        let until = until.map(|date| format!("{} {date}", self.say("til og med", "til og med", "until")));
        from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
    }

    fn responsible(&self, periods: &[Responsibility]) -> String {
        let texts = periods.iter().map(|period| {
            details(
                &self.organisation(period.ministry),
                &[self.period(period.from, period.until), self.claim(&period.claim)],
            )
        });
        texts.collect::<Vec<_>>().join("; ")
    }

    fn yes_no(&self, yes: Option<bool>) -> String {
        match yes {
            None => String::new(),
            Some(true) => self.say("ja", "ja", "yes").to_owned(),
            Some(false) => self.say("nei", "nei", "no").to_owned(),
        }
    }

    /// The phrase where the thing is so, else nothing.
    fn flag(&self, so: bool, nb: &'static str, nn: &'static str, en: &'static str) -> String {
        if so { self.say(nb, nn, en).to_owned() } else { String::new() }
    }
}

/// A text with more of it in parentheses, where there is more.
fn details(text: &str, more: &[String]) -> String {
    let more: Vec<&str> = more.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if more.is_empty() { text.to_owned() } else { format!("{text} ({})", more.join("; ")) }
}

/// `label: text`; nothing where there is no text.
fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{label}: {text}") }
}

/// A text in lines, in parts with headings.
#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    /// A heading of the page.
    fn title(&mut self, text: &str) {
        self.out += text;
        self.out.push('\n');
        self.out += &"=".repeat(text.chars().count());
        self.out.push('\n');
    }

    /// A heading of a part.
    fn heading(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out += text;
        self.out.push('\n');
    }

    /// A line, indented by steps of two spaces; nothing where there is no text.
    fn line(&mut self, indent: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        self.out += &"  ".repeat(indent);
        self.out += text;
        self.out.push('\n');
    }

    /// `label: text`; nothing where there is no text.
    fn field(&mut self, indent: usize, label: &str, text: &str) {
        self.line(indent, &labelled(label, text));
    }
}
