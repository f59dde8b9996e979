//! Conditions in words, as the model's author wrote them.

use super::View;
use crate::model::{Condition, Journey};
use crate::report::wording::{name_or_id, plain, words};

/// Deeper than conditions can be written; what is nested deeper is not told.
const MAX_DEPTH: usize = 256;

impl View<'_> {
    /// The condition in words, to follow "when"; nothing where it always holds.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        let Some(journey) = self.journey.filter(|_| !condition.is_always()) else { return String::new() };
        self.condition_of(journey, condition)
    }

    /// The condition of any journey in words.
    pub(super) fn condition_of(&self, journey: &Journey, condition: &Condition) -> String {
        self.told(journey, condition, 0)
    }

    /// `når …`; nothing where it always holds.
    pub(super) fn when(&self, condition: &Condition) -> String {
        let text = self.condition(condition);
        if text.is_empty() { text } else { format!("{} {text}", self.say("når", "når", "when")) }
    }

    fn told(&self, journey: &Journey, condition: &Condition, depth: usize) -> String {
        if depth > MAX_DEPTH {
            return "…".to_owned();
        }
        match condition {
            Condition::All(parts) if parts.is_empty() => self.say("alltid", "alltid", "always").to_owned(),
            Condition::Any(parts) if parts.is_empty() => self.say("aldri", "aldri", "never").to_owned(),
            Condition::All(parts) => self.parts(journey, parts, self.say("og", "og", "and"), depth),
            Condition::Any(parts) => self.parts(journey, parts, self.say("eller", "eller", "or"), depth),
            Condition::Is { variable, values } | Condition::Decided { variable, values, .. } => {
                self.values(journey, *variable, values)
            }
        }
    }

    fn parts(&self, journey: &Journey, parts: &[Condition], word: &str, depth: usize) -> String {
        let told = parts.iter().map(|part| {
            let text = self.told(journey, part, depth + 1);
            if has_parts(part) { format!("({text})") } else { text }
        });
        told.collect::<Vec<_>>().join(&format!(" {word} "))
    }

    fn values(&self, journey: &Journey, variable: usize, values: &[u32]) -> String {
        let Some(variable) = journey.variables.get(variable) else { return String::new() };
        let phrase = |&value: &u32| {
            let value = variable.values.get(value as usize)?;
            let text = plain(value.phrase.get(self.lang));
            // Without a phrase the name of the variable says what the value is of.
            Some(if text.is_empty() {
                let name = name_or_id(&variable.name, &variable.id, self.lang);
                format!("{name}: {} = {}", plain(&variable.id), plain(&value.id))
            } else {
                words(&value.phrase, self.lang)
            })
        };
        let told: Vec<String> = values.iter().filter_map(phrase).collect();
        if told.is_empty() {
            return self.say("aldri", "aldri", "never").to_owned();
        }
        told.join(&format!(" {} ", self.say("eller", "eller", "or")))
    }
}

/// True where the condition is told with "and" or "or" in it.
fn has_parts(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.len() > 1,
        Condition::Is { values, .. } | Condition::Decided { values, .. } => values.len() > 1,
    }
}
