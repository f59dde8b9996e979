//! What was expected of a persona, compared with what happens.

use super::one::OneWalk;
use crate::finding::Named;
use crate::model::{Actor, Key, Organisation, Step};
use crate::walked::Walk;
use crate::words::Words;

impl OneWalk<'_, '_> {
    /// What was expected and is not so, in the order in which expectations are declared.
    pub(super) fn differs(&self, walk: &Walk) -> Vec<Words> {
        let expects = &self.persona.expects;
        let journey = self.facts.journey;
        let mut differs = Vec::new();
        let mut unless = |so: bool, words: &dyn Fn() -> Words| {
            if !so {
                differs.push(words());
            }
        };
        for &step in &expects.steps {
            unless(self.happens(step), &|| should("steget", "steget", "the step", &self.step(step), true));
        }
        for &step in &expects.not_steps {
            unless(!self.happens(step), &|| should("steget", "steget", "the step", &self.step(step), false));
        }
        let asked = |id: &str| {
            let asks = walk.steps.iter().flat_map(|stage| &stage.asks);
            asks.into_iter().any(|ask| ask.datum.id == id)
        };
        for &datum in &expects.asked {
            let datum = self.datum(datum, None);
            unless(asked(&datum.id), &|| should_be_asked(&datum, true));
        }
        for &datum in &expects.not_asked {
            let datum = self.datum(datum, None);
            unless(!asked(&datum.id), &|| should_be_asked(&datum, false));
        }
        for &body in &expects.bodies {
            unless(self.acts(body), &|| {
                should("virksomheten", "verksemda", "the body", &self.body(body), true)
            });
        }
        for &body in &expects.not_bodies {
            unless(!self.acts(body), &|| {
                should("virksomheten", "verksemda", "the body", &self.body(body), false)
            });
        }
        for &(variable, value) in &expects.decisions {
            let Some(known) = journey.variables.get(variable) else { continue };
            let made = walk.outcomes.iter().any(|outcome| {
                let expected = known.values.get(value as usize);
                *outcome.of.id == *known.id && expected.is_some_and(|value| *value.id == *outcome.value.id)
            });
            let phrase = known.values.get(value as usize).map(|value| value.phrase.clone());
            unless(made, &|| should_decide(known.name.clone(), phrase.clone().unwrap_or_default()));
        }
        for &step in &expects.deadlines {
            let step = self.step(step);
            let stage = walk.steps.iter().find(|stage| stage.step.id == step.id);
            unless(stage.is_some_and(|stage| !stage.deadlines.is_empty()), &|| should_have_deadline(&step));
        }
        let found = |id: &str| {
            let whole = format!("{}/{id}", journey.id);
            walk.findings.iter().any(|finding| finding.id == whole)
        };
        for id in &expects.findings {
            unless(found(id), &|| should_be_found(id, true));
        }
        for id in &expects.not_findings {
            unless(!found(id), &|| should_be_found(id, false));
        }
        let (expected, is) = (&expects.numbers, &walk.numbers);
        for (what, expected, is) in [
            (Words::new("steg", "steg", "steps"), expected.steps, is.steps),
            (
                Words::new("opplysninger spurt om", "opplysningar spurt om", "data asked for"),
                expected.asked,
                is.asked,
            ),
            (
                Words::new(
                    "opplysninger spurt om på nytt",
                    "opplysningar spurt om på nytt",
                    "data asked for again",
                ),
                expected.asked_again,
                is.asked_again,
            ),
            (Words::new("virksomheter", "verksemder", "bodies"), expected.bodies, is.bodies),
        ] {
            let Some(expected) = expected else { continue };
            unless(expected as usize == is, &|| {
                Words::new(
                    format!("{}: ventet {expected}, er {is}", what.nb),
                    format!("{}: venta {expected}, er {is}", what.nn),
                    format!("{}: expected {expected}, is {is}", what.en),
                )
            });
        }
        differs
    }

    /// True where the organisation, or a unit of it as a legal body, has a step that happens.
    fn acts(&self, body: Key<Organisation>) -> bool {
        let organisations = &self.facts.model.organisations;
        let is_it = |step: &Step| match step.actor {
            Actor::Organisation(actor) => actor == body || organisations[actor].body == body,
            Actor::Party(_) => false,
        };
        self.facts.journey.steps.iter().any(|(key, step)| is_it(step) && self.happens(key))
    }

    fn body(&self, key: Key<Organisation>) -> Named {
        let organisation = &self.facts.model.organisations[key];
        Named { id: organisation.id.clone(), name: organisation.name.clone() }
    }
}

fn should(nb: &str, nn: &str, en: &str, thing: &Named, happens: bool) -> Words {
    let (name, id) = (thing.name.quoted(), &thing.id);
    match happens {
        true => Words::new(
            format!("{nb} {} (`{id}`) skulle vært med, men er det ikke", name.nb),
            format!("{nn} {} (`{id}`) skulle vore med, men er det ikkje", name.nn),
            format!("{en} {} (`{id}`) is expected, but is not there", name.en),
        ),
        false => Words::new(
            format!("{nb} {} (`{id}`) skulle ikke vært med, men er det", name.nb),
            format!("{nn} {} (`{id}`) skulle ikkje vore med, men er det", name.nn),
            format!("{en} {} (`{id}`) is not expected, but is there", name.en),
        ),
    }
}

fn should_be_asked(datum: &Named, asked: bool) -> Words {
    let (name, id) = (datum.name.quoted(), &datum.id);
    match asked {
        true => Words::new(
            format!("noen skulle spurt om {} (`{id}`), men ingen gjør det", name.nb),
            format!("nokon skulle spurt om {} (`{id}`), men ingen gjer det", name.nn),
            format!("somebody is expected to ask for {} (`{id}`), but nobody does", name.en),
        ),
        false => Words::new(
            format!("ingen skulle spurt om {} (`{id}`), men noen gjør det", name.nb),
            format!("ingen skulle spurt om {} (`{id}`), men nokon gjer det", name.nn),
            format!("nobody is expected to ask for {} (`{id}`), but somebody does", name.en),
        ),
    }
}

fn should_decide(decision: Words, outcome: Words) -> Words {
    let name = decision.quoted();
    Words::new(
        format!("{} skulle endt med at {}, men gjør det ikke", name.nb, outcome.nb),
        format!("{} skulle enda med at {}, men gjer det ikkje", name.nn, outcome.nn),
        format!("{} is expected to end so that {}, but does not", name.en, outcome.en),
    )
}

fn should_have_deadline(step: &Named) -> Words {
    let (name, id) = (step.name.quoted(), &step.id);
    Words::new(
        format!("en frist skulle løpt for {} (`{id}`), men ingen gjør det", name.nb),
        format!("ein frist skulle løpt for {} (`{id}`), men ingen gjer det", name.nn),
        format!("a deadline is expected to run for {} (`{id}`), but none does", name.en),
    )
}

fn should_be_found(id: &str, found: bool) -> Words {
    match found {
        true => Words::new(
            format!("funnet `{id}` skulle vært her, men er det ikke"),
            format!("funnet `{id}` skulle vore her, men er det ikkje"),
            format!("the finding `{id}` is expected, but is not there"),
        ),
        false => Words::new(
            format!("funnet `{id}` skulle ikke vært her, men er det"),
            format!("funnet `{id}` skulle ikkje vore her, men er det"),
            format!("the finding `{id}` is not expected, but is there"),
        ),
    }
}
