//! The journey of one persona, as text and as Markdown; and the personas of a life event, as a list.

use super::lengths::{days, length, span};
use super::outline::{Item, Outline, Part};
use super::wording::{
    Noun, capital, carrier, count, list, name_or_id, named, plain, say, severity, step_kind, words,
};
use crate::declaration::{Carrier, Mode};
use crate::finding::Named;
use crate::walked::{Arrival, Ask, Break, Known, Limit, Stage, Value, Walk};
use crate::words::{Lang, Words};

/// The journey as plain text; ends in `\n`.
pub fn walk_text(walk: &Walk, lang: Lang) -> String {
    Page { walk, lang }.outline().text()
}

/// The journey as Markdown; ends in `\n`.
pub fn walk_markdown(walk: &Walk, lang: Lang) -> String {
    Page { walk, lang }.outline().markdown()
}

/// The personas of a life event, each with how much happens to it, as plain text; ends in `\n`.
pub fn walks_text(walks: &[Walk], lang: Lang) -> String {
    walks_outline(walks, lang).text()
}

/// The personas of a life event, each with how much happens to it, as Markdown; ends in `\n`.
pub fn walks_markdown(walks: &[Walk], lang: Lang) -> String {
    walks_outline(walks, lang).markdown()
}

fn walks_outline(walks: &[Walk], lang: Lang) -> Outline {
    let Some(first) = walks.first() else {
        let title = say(lang, "Ingen personaer", "Ingen personaer", "No personas").to_owned();
        return Outline { title, ..Outline::default() };
    };
    let mut outline = Outline { title: named(&first.journey, lang), ..Outline::default() };
    let mut part = Part::new(say(lang, "Personaer", "Personaer", "Personas"));
    for walk in walks {
        let page = Page { walk, lang };
        let mut more: Vec<String> = walk.about.iter().map(|about| words(about, lang)).collect();
        more.extend(page.numbers());
        more.push(page.as_expected());
        let text = format!("{} (`{}`)", named(&walk.persona, lang), plain(&walk.persona.id));
        part.items.push(Item { text, more });
    }
    outline.add(part);
    outline
}

struct Page<'a> {
    walk: &'a Walk,
    lang: Lang,
}

impl Page<'_> {
    fn say(&self, nb: &'static str, nn: &'static str, en: &'static str) -> &'static str {
        say(self.lang, nb, nn, en)
    }

    fn outline(&self) -> Outline {
        let walk = self.walk;
        let checked = self.say("sist kontrollert", "sist kontrollert", "last checked");
        let mut lines = vec![format!("{}; {checked} {}", named(&walk.journey, self.lang), walk.last_checked)];
        lines.extend(walk.about.iter().map(|about| words(about, self.lang)));
        let mut outline = Outline { title: named(&walk.persona, self.lang), lines, ..Outline::default() };
        outline.add(self.profile());
        let mut numbers = Part::new(self.say("I tall", "I tal", "In numbers"));
        numbers.lines = self.numbers();
        outline.add(numbers);
        outline.add(self.steps());
        outline.add(self.stops());
        outline.add(self.breaks());
        outline.add(self.onwards());
        let mut expected = Part::new(self.say(
            "Mot det som var ventet",
            "Mot det som var venta",
            "Against what was expected",
        ));
        expected.lines.push(self.as_expected());
        for differs in &walk.differs {
            expected.item(words(differs, self.lang));
        }
        outline.add(expected);
        outline
    }

    fn profile(&self) -> Part {
        let mut part = Part::new(self.say("Livssituasjon", "Livssituasjon", "Life situation"));
        let all = || self.walk.profile.iter().chain(&self.walk.outcomes);
        let phrase = |value: &Value| name_or_id(&value.value.name, &value.value.id, self.lang);
        for value in all().filter(|value| value.said) {
            part.item(phrase(value));
        }
        let granted: Vec<String> = all().filter(|value| !value.said).map(phrase).collect();
        if !granted.is_empty() {
            let label = self.say("tatt for gitt at", "teke for gitt at", "taken for granted that");
            part.item(format!("{label} {}", granted.join("; ")));
        }
        part
    }

    fn numbers(&self) -> Vec<String> {
        let numbers = &self.walk.numbers;
        let (steps, own) = (count(self.lang, numbers.steps, Noun::Step), numbers.by_persons);
        let bodies = count(self.lang, numbers.bodies, Noun::Body);
        let mut lines = vec![match self.lang {
            Lang::Nb => {
                format!("{steps}, {own} av dem gjør folk selv; {bodies} å forholde seg til")
            }
            Lang::Nn => {
                format!("{steps}, {own} av dei gjer folk sjølve; {bodies} å halde seg til")
            }
            Lang::En => {
                format!("{steps}, {own} of them done by people themselves; {bodies} to deal with")
            }
        }];
        let (asked, again, carried) = (numbers.asked, numbers.asked_again, numbers.carried_again);
        let fetched = numbers.fetched;
        lines.push(match self.lang {
            Lang::Nb => format!(
                "bedt om {asked} opplysninger og dokumenter, {again} av dem finnes alt eller blir spurt om av flere; \
                 {carried} båret mellom virksomheter; {fetched} hentet fra registre"
            ),
            Lang::Nn => format!(
                "bede om {asked} opplysningar og dokument, {again} av dei finst alt eller blir spurde om av fleire; \
                 {carried} borne mellom verksemder; {fetched} henta frå register"
            ),
            Lang::En => format!(
                "asked for {asked} pieces of data and documents, {again} of them already known or asked for by several; \
                 {carried} carried between bodies; {fetched} fetched from registers"
            ),
        });
        let known = days(self.lang, numbers.done);
        let known =
            known.unwrap_or_else(|| self.say("under en dag", "under ein dag", "less than a day").to_owned());
        let (unknown, all) = (numbers.steps_of_unknown_time, numbers.steps);
        lines.push(match self.lang {
            Lang::Nb => format!("kjent tid, korteste–vanlige–lengste: {known}; for {unknown} av {all} steg er tiden ikke kjent og regnet som null"),
            Lang::Nn => format!("kjend tid, kortaste–vanlege–lengste: {known}; for {unknown} av {all} steg er tida ikkje kjend og rekna som null"),
            Lang::En => format!("known time, shortest–typical–longest: {known}; for {unknown} of {all} steps the time is not known and counts as zero"),
        });
        lines
    }

    fn as_expected(&self) -> String {
        match self.walk.differs.len() {
            0 => self.say("som ventet", "som venta", "as expected").to_owned(),
            number => {
                let text = self.say("ikke som ventet", "ikkje som venta", "not as expected");
                format!("{text}: {number}")
            }
        }
    }

    fn steps(&self) -> Part {
        let mut part = Part::new(self.say("Steg for steg", "Steg for steg", "Step by step"));
        part.numbered = true;
        part.items = self.walk.steps.iter().map(|stage| self.stage(stage)).collect();
        part
    }

    fn stage(&self, stage: &Stage) -> Item {
        let actor = named(&stage.actor, self.lang);
        let who = match &stage.done_by {
            None => actor,
            Some(party) => {
                let at = self.say("hos", "hos", "at");
                format!("{} {at} {actor}", named(party, self.lang))
            }
        };
        let kind = step_kind(self.lang, stage.kind);
        let text = format!("{} – {who} ({kind})", named(&stage.step, self.lang));
        let mut more: Vec<String> = stage.after.iter().map(|link| self.arrival(link)).collect();
        more.extend(self.asks(&stage.asks));
        let fetched: Vec<String> = self.fetched(stage);
        if !fetched.is_empty() {
            let label = self.say("hentes fra", "blir henta frå", "fetched from");
            more.extend(fetched.into_iter().map(|text| format!("{label} {text}")));
        }
        if let Some(outcome) = &stage.outcome {
            let label = self.say("utfall", "utfall", "outcome");
            more.push(format!("{label}: {}", name_or_id(&outcome.name, &outcome.id, self.lang)));
        }
        more.push(self.time(stage));
        more.extend(stage.deadlines.iter().map(|limit| self.deadline(limit)));
        for right in &stage.rights {
            let gives = self.say("gir rett", "gir rett", "gives the right");
            let apply = self.say("må søkes om", "må søkjast om", "must be applied for");
            let apply = if right.must_apply { format!("; {apply}") } else { String::new() };
            more.push(format!(
                "{gives}: {} ({}{apply})",
                words(&right.right, self.lang),
                named(&right.to, self.lang)
            ));
        }
        for (party, told) in &stage.ends {
            more.push(self.end(party, *told));
        }
        let marks = stage.findings.iter().filter_map(|&number| self.walk.findings.get(number));
        more.extend(marks.map(|found| format!("! {}", self.found(found))));
        if !stage.verified {
            let text = self.say(
                "ikke kontrollert mot kildene",
                "ikkje kontrollert mot kjeldene",
                "not verified against the sources",
            );
            more.push(format!("({text})"));
        }
        Item { text, more }
    }

    /// How it gets here from a step before.
    fn arrival(&self, link: &Arrival) -> String {
        let number = self.walk.steps.iter().position(|stage| stage.step.id == link.from.id);
        let before = number.map_or_else(|| plain(&link.from.id), |number| (number + 1).to_string());
        let mut text = match link.by {
            None => format!("{} {before}", self.say("etter steg", "etter steg", "after step")),
            Some(by) => {
                let from = self.say("fra steg", "frå steg", "from step");
                format!("{from} {before}: {}", carrier(self.lang, by))
            }
        };
        if let Some(takes) = link.takes {
            text += &format!(" ({})", span(self.lang, takes));
        }
        let carried = |known: bool| -> Vec<String> {
            let data = link.carries.iter().filter(|carried| carried.known.is_some() == known);
            data.map(|carried| named(&carried.datum, self.lang)).collect()
        };
        let (plain, known) = (carried(false), carried(true));
        let bears = match link.by {
            Some(Carrier::Person) => self.say("personen bærer", "personen ber", "the person carries"),
            _ => self.say("med", "med", "with"),
        };
        if !plain.is_empty() {
            text += &format!("; {bears} {}", list(self.lang, &plain));
        }
        if !known.is_empty() {
            let why = link.carries.iter().find_map(|carried| carried.known.as_ref());
            let why = why.map(|known| self.why(known)).unwrap_or_default();
            text += &format!("; {bears} {} – {why}", list(self.lang, &known));
        }
        text
    }

    /// What is asked of whom, what is asked in the same way on one line.
    fn asks(&self, asks: &[Ask]) -> Vec<String> {
        type Same<'a> = (&'a Named, Mode, Option<String>);
        let mut groups: Vec<(Same<'_>, Vec<String>)> = Vec::new();
        for ask in asks {
            let same = (&ask.of, ask.mode, ask.known.as_ref().map(|known| self.why(known)));
            let datum = named(&ask.datum, self.lang);
            match groups.iter_mut().find(|(known, _)| *known == same) {
                Some((_, data)) => data.push(datum),
                None => groups.push((same, vec![datum])),
            }
        }
        groups.sort_by_key(|((_, _, why), _)| why.is_some());
        let told = groups.into_iter().map(|((of, mode, why), data)| {
            let does = match mode {
                Mode::Provide => self.say("oppgir", "oppgir", "states"),
                Mode::Confirm => self.say("bekrefter", "stadfestar", "confirms"),
                Mode::Identify => {
                    self.say("sier hvem det gjelder", "seier kven det gjeld", "says who it is about")
                }
                Mode::Attach => self.say("legger ved", "legg ved", "attaches"),
            };
            let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
            format!("{} {does}{why}: {}", named(of, self.lang), list(self.lang, &data))
        });
        told.collect()
    }

    /// Why it need not be asked for, in few words.
    fn why(&self, known: &Known) -> String {
        let text = match known.check.as_str() {
            "handover/carried-by-citizen" => {
                self.say("en annen virksomhet har det", "ei anna verksemd har det", "another body has it")
            }
            "data/asked-twice" | "data/document-again" => self.say(
                "virksomheten har det eller ber om det flere ganger",
                "verksemda har det eller ber om det fleire gonger",
                "the body has it or asks for it more than once",
            ),
            "data/register-holds" => {
                self.say("et register har det", "eit register har det", "a register has it")
            }
            "data/derivable" => self.say(
                "det følger av det som er kjent",
                "det følgjer av det som er kjent",
                "it follows from what is known",
            ),
            "data/asked-by-several" => self.say(
                "flere virksomheter ber om det",
                "fleire verksemder ber om det",
                "several bodies ask for it",
            ),
            other => return format!("`{}`", plain(other)),
        };
        text.to_owned()
    }

    fn fetched(&self, stage: &Stage) -> Vec<String> {
        let mut by_register: Vec<(&Named, Vec<String>)> = Vec::new();
        for fetched in &stage.fetches {
            let datum = named(&fetched.datum, self.lang);
            match by_register.iter_mut().find(|(register, _)| **register == fetched.register) {
                Some((_, data)) => data.push(datum),
                None => by_register.push((&fetched.register, vec![datum])),
            }
        }
        let told = by_register.into_iter();
        told.map(|(register, data)| format!("{}: {}", named(register, self.lang), list(self.lang, &data)))
            .collect()
    }

    fn time(&self, stage: &Stage) -> String {
        let label = self.say("tid", "tid", "time");
        let own = match stage.takes {
            Some(takes) => span(self.lang, takes),
            None => self.say("ikke kjent", "ikkje kjend", "not known").to_owned(),
        };
        let so_far = stage.done.and_then(|done| days(self.lang, done));
        let so_far = so_far.map(|days| {
            format!("; {} {days}", self.say("kjent tid til nå", "kjend tid til no", "known time so far"))
        });
        format!("{label}: {own}{}", so_far.unwrap_or_default())
    }

    fn deadline(&self, limit: &Limit) -> String {
        let within = length(self.lang, limit.within);
        let from = match &limit.from {
            None => self.say("hendelsen", "hendinga", "the event").to_owned(),
            Some(step) => match self.lang {
                Lang::En => format!("\u{201c}{}\u{201d}", named(step, self.lang)),
                Lang::Nb | Lang::Nn => format!("«{}»", named(step, self.lang)),
            },
        };
        let lost = words(&limit.lost, self.lang);
        match self.lang {
            Lang::Nb => format!("frist: {within} fra {from}; ellers går dette tapt: {lost}"),
            Lang::Nn => format!("frist: {within} frå {from}; elles går dette tapt: {lost}"),
            Lang::En => format!("deadline: {within} from {from}; otherwise lost: {lost}"),
        }
    }

    fn end(&self, party: &Named, told: Option<Carrier>) -> String {
        let party = named(party, self.lang);
        let how = match told {
            Some(told) => carrier(self.lang, told),
            None => self.say("får ikke beskjed", "får ikkje melding", "is not told"),
        };
        match self.lang {
            Lang::Nb => format!("ventetiden er over for {party} ({how})"),
            Lang::Nn => format!("ventetida er over for {party} ({how})"),
            Lang::En => format!("the waiting is over for {party} ({how})"),
        }
    }

    fn found(&self, found: &Break) -> String {
        format!("{} (`{}`)", capital(&words(&found.message, self.lang)), plain(&found.check))
    }

    fn stops(&self) -> Part {
        let mut part = Part::new(self.say(
            "Dette skulle skjedd, men skjer ikke",
            "Dette skulle skjedd, men skjer ikkje",
            "This should happen, but does not",
        ));
        for stop in &self.walk.stops {
            let text = format!("{} – {}", named(&stop.step, self.lang), named(&stop.actor, self.lang));
            let found = stop.findings.iter().filter_map(|&number| self.walk.findings.get(number));
            let more = found.map(|found| format!("! {}", self.found(found))).collect();
            part.items.push(Item { text, more });
        }
        part
    }

    fn breaks(&self) -> Part {
        let heading = self.say("Funn på veien", "Funn på vegen", "Findings on the way");
        let all = &self.walk.findings;
        let mut part = Part::new(&format!("{heading} ({})", all.len()));
        for found in all.iter().filter(|found| !found.of_request) {
            let text =
                format!("{}: {}", severity(self.lang, found.severity), words(&found.message, self.lang));
            let remedy = self.say("tiltak", "tiltak", "remedy");
            let help = format!("{remedy}: {}", words(&found.help, self.lang));
            let acts = self.say("må handle", "må handle", "must act");
            let lead = found.lead.as_ref().map(|lead| format!("; {acts}: {}", named(lead, self.lang)));
            let more = vec![
                named(&found.gravity, self.lang),
                format!("{help}{}", lead.unwrap_or_default()),
                format!("`{}`", plain(&found.id)),
            ];
            part.items.push(Item { text, more });
        }
        for (gravity, number) in self.of_requests() {
            let text = self.say(
                "om det som blir spurt om eller båret, sagt ved stegene",
                "om det som blir spurt om eller bore, sagt ved stega",
                "about what is asked for or carried, told at the steps",
            );
            part.item(format!("{} {text}: {gravity}", count(self.lang, number, Noun::Finding)));
        }
        part
    }

    /// How many findings about requests there are of each gravity, gravest first.
    fn of_requests(&self) -> Vec<(String, usize)> {
        let mut numbers: Vec<(String, usize)> = Vec::new();
        for found in self.walk.findings.iter().filter(|found| found.of_request) {
            let gravity = named(&found.gravity, self.lang);
            match numbers.iter_mut().find(|(known, _)| *known == gravity) {
                Some((_, number)) => *number += 1,
                None => numbers.push((gravity, 1)),
            }
        }
        numbers
    }

    fn onwards(&self) -> Part {
        let mut part = Part::new(self.say("Videre", "Vidare", "Onwards"));
        for onward in &self.walk.onwards {
            let after = onward.after.as_ref().map(|step| {
                format!(" ({} {})", self.say("etter", "etter", "after"), quoted(&step.name, self.lang))
            });
            part.item(format!("{}{}", named(&onward.event, self.lang), after.unwrap_or_default()));
        }
        part
    }
}

fn quoted(name: &Words, lang: Lang) -> String {
    plain(name.quoted().get(lang))
}
