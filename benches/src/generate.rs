//! Large journeys of the shape of the real ones, as text.
//!
//! Measured on the seven life events (95 to 139 steps; `cargo run --release -p livsferd-benches --example shape`
//! prints them and a generated one): on average 1.5 links a step, 58 % of them handovers, of these 20 % by a person,
//! 12 % unprompted; depth 17, and 16 steps lead to a step; nine steps in ten have a condition, over two variables;
//! 38 % of the links have one; a decision in 20 steps; 35 % of the steps ask, for 5 data each, a quarter of them
//! documents, 29 % under a condition; a datum is asked for in 1.9 steps; 0.4 data are fetched a step, 0.3 produced,
//! 0.35 registered, and 0.3 held from the start; a quarter end something for a party.
//!
//! How: steps come in areas of 40 (a benefit, a bank, a tax). An area has a theme, a condition under which it
//! matters at all; eight circumstances of thirty; a few organisations and parties; data of its own. A step follows
//! one to three steps just before it in its area, sometimes a step of the first area, or of an area a little before.
//! It inherits the condition of the step it follows and may add to it, and links from steps that are not always
//! due where it is have a condition of their own, as a careful author writes. One in two hundred lacks it: a gap.

use crate::random::Random;
use livsferd::SourceFile;
use std::fmt::Write;

/// Steps in an area.
const AREA: usize = 40;
/// Circumstances of the journey.
const CIRCUMSTANCES: usize = 30;
/// Those from which an area takes its conditions.
const LOCAL: usize = 8;
/// The longest chain of steps.
const DEEPEST: usize = 25;
/// Steps in a file, so that none passes the limit on the size of a file.
const STEPS_IN_FILE: usize = 4_000;
/// Concepts and documents in a file.
const ITEMS_IN_FILE: usize = 20_000;
/// The parties of the journey, the last one plural.
const PARTIES: [&str; 7] = ["soker", "barn_a", "partner", "forelder", "verge_a", "bo", "arving_a"];
/// Every so many organisations stand for many of their kind.
const MANY: usize = 25;
/// Atoms that one condition may have.
const LONGEST: usize = 3;

/// The texts of a life event with this many steps, without what all life events share.
///
/// They are read together with a shared folder that has the rule tables, such as the embedded one: no id of theirs
/// is in it. The same steps and seed give the same texts.
#[must_use]
pub fn generate(steps: usize, seed: u64) -> Vec<SourceFile> {
    Generator::new(steps, seed).run()
}

/// One thing that a condition says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    /// Of a circumstance, as it is written.
    Circumstance { variable: usize, text: String },
    /// The theme of an area.
    Theme(usize),
    /// An outcome of the decision in a step.
    Outcome { step: usize, outcome: &'static str },
}

struct Made {
    depth: usize,
    actor: Doer,
    done_by: Option<usize>,
    decides: bool,
    atoms: Vec<Atom>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doer {
    Organisation(usize),
    Party(usize),
}

/// A datum that steps may still ask for.
#[derive(Clone, Copy)]
struct Open {
    party: usize,
    item: usize,
    left: usize,
}

struct Item {
    document: bool,
    register: Option<usize>,
    parts: Vec<usize>,
    part_of: Option<usize>,
}

/// What an area has of its own.
#[derive(Default)]
struct Area {
    number: usize,
    circumstances: Vec<usize>,
    organisations: Vec<usize>,
    parties: Vec<usize>,
}

struct Generator {
    random: Random,
    steps: usize,
    organisations: usize,
    registers: usize,
    made: Vec<Made>,
    items: Vec<Item>,
    open: Vec<Open>,
    themes: Vec<String>,
    area: Area,
    holdings: String,
    written: String,
}

impl Generator {
    fn new(steps: usize, seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            steps,
            organisations: (steps / 10).clamp(30, 600),
            registers: (steps / 10).clamp(20, 300),
            made: Vec::with_capacity(steps),
            items: Vec::new(),
            open: Vec::new(),
            themes: Vec::new(),
            area: Area::default(),
            holdings: String::new(),
            written: String::new(),
        }
    }

    fn run(mut self) -> Vec<SourceFile> {
        let mut files = Vec::new();
        for number in 0..self.steps {
            if number % AREA == 0 {
                self.begin_area(number / AREA);
            }
            self.step(number);
            if (number + 1) % STEPS_IN_FILE == 0 || number + 1 == self.steps {
                let steps = std::mem::take(&mut self.written);
                let holdings = std::mem::take(&mut self.holdings);
                let text = format!(
                    "// Generated.\nSteps(\n    event: \"stor-reise\",\n    steps: [\n{steps}    ],\n    holdings: [\n{holdings}    ],\n)\n"
                );
                files.push(file(&format!("steg-{:03}", files.len()), text));
            }
        }
        files.push(file("livshendelse", self.event()));
        files.push(file("felles", self.shared()));
        for (number, items) in self.items().into_iter().enumerate() {
            files.push(file(&format!("opplysninger-{number:03}"), items));
        }
        files
    }

    fn begin_area(&mut self, number: usize) {
        let random = &mut self.random;
        let start = random.below(CIRCUMSTANCES);
        let mut circumstances: Vec<usize> = (0..LOCAL - 2).map(|n| (start + n) % CIRCUMSTANCES).collect();
        circumstances.extend([random.below(CIRCUMSTANCES), random.below(CIRCUMSTANCES)]);
        let common = self.organisations.min(6);
        let organisations =
            (0..6).map(|n| 1 + random.below(if n < 3 { common } else { self.organisations } - 1)).collect();
        let parties = vec![random.below(PARTIES.len()), random.below(PARTIES.len())];
        let theme = if number == 0 {
            String::from("true_for_all")
        } else {
            let (first, second) = (random.below(LOCAL), random.below(LOCAL));
            let one = circumstances.get(first).map_or_else(String::new, |&one| says(random, one));
            let other = circumstances.get(second).map_or_else(String::new, |&one| says(random, one));
            if random.percent(30) && first != second { format!("{one} or {other}") } else { one }
        };
        self.themes.push(theme);
        self.area = Area { number, circumstances, organisations, parties };
        // What is asked for is asked for nearby; some of it everywhere.
        let kept = self.open.len().saturating_sub(25);
        self.open.drain(..kept);
    }

    fn step(&mut self, number: usize) {
        let within = number % AREA;
        let mut before = self.before(number, within);
        let mut atoms = self.atoms(number, within, &mut before);
        let first = before.first().copied();
        let (actor, done_by) = self.doer(first);
        let application = done_by.is_some() && self.random.percent(55);
        let decides = done_by.is_none() && matches!(actor, Doer::Organisation(_)) && self.random.percent(13);
        let depth = before.iter().filter_map(|&at| self.made.get(at)).map(|made| made.depth + 1).max();
        let mut hidden = None;
        if let Some(first) = first
            && self.made.get(first).is_some_and(|made| made.decides)
            && self.random.percent(35)
        {
            let outcome = if self.random.percent(70) { "innvilget" } else { "avslatt" };
            hidden = Some(Atom::Outcome { step: first, outcome });
        }
        let when = Self::says_all(atoms.iter());
        atoms.extend(hidden.clone());
        let made = Made { depth: depth.unwrap_or(0), actor, done_by, decides, atoms };
        let mut out = String::new();
        let id = step_id(number);
        let _ = writeln!(out, "        (");
        let _ = writeln!(out, "            id: \"{id}\",");
        let name = names("Behandle saken om", "Handsame saka om", "Handle the case of", number);
        let _ = writeln!(out, "            name: {name},");
        let _ = write!(out, "            actor: \"{}\",", doer_id(actor));
        if let Some(party) = done_by {
            let _ = write!(out, " done_by: \"{}\",", party_id(party));
        }
        let kind = kind(&mut self.random, actor, application, decides);
        let _ = writeln!(out, " kind: {kind},");
        if !when.is_empty() {
            let _ = writeln!(out, "            when: \"{when}\",");
        }
        let after = self.after(&before, &made, hidden.as_ref());
        let _ = writeln!(out, "            after: {after},");
        if decides {
            out += "            outcomes: [(id: \"innvilget\", phrase: (nb: \"søknaden er innvilget\", nn: \"søknaden er innvilga\", en: \"the application is granted\")), (id: \"avslatt\", phrase: (nb: \"søknaden er avslått\", nn: \"søknaden er avslått\", en: \"the application is refused\"))],\n";
        }
        self.data(&mut out, actor, done_by);
        if matches!(kind, "Decision" | "Information") || self.random.percent(8) {
            let party = self.area.parties.first().copied().unwrap_or(0);
            let _ = writeln!(out, "            ends: [(of: \"{}\", told: Letter)],", party_id(party));
        }
        if let Doer::Organisation(organisation) = actor
            && organisation % MANY == 0
        {
            let _ = writeln!(out, "            per: \"{}\",", doer_id(actor));
        }
        if self.random.percent(40) {
            out += "            takes: \"P3D..P7D..P30D\",\n";
        }
        if kind == "Application" && self.random.percent(85) {
            out += "            leaves_waiting: [],\n";
        }
        let _ = writeln!(out, "            basis: [\"{}\"],", self.provision());
        let _ = writeln!(out, "            sources: [\"gs_{}\"],", self.random.below(30));
        if self.random.percent(30) {
            let note = names(
                "Hvor lang tid dette tar, er ikke målt i sak",
                "Kor lang tid dette tek, er ikkje målt i sak",
                "How long this takes has not been measured in case",
                number,
            );
            let _ = writeln!(out, "            note: {note},");
        }
        out += "        ),\n";
        self.written += &out;
        self.made.push(made);
    }

    /// The steps that a step follows: that whose condition it takes over first.
    fn before(&mut self, number: usize, within: usize) -> Vec<usize> {
        if number == 0 || (number < 8 && self.random.percent(15)) {
            return Vec::new();
        }
        let wanted = 1 + self.random.weighted(&[60, 29, 11]);
        let mut before: Vec<usize> = Vec::new();
        for place in 0..wanted {
            let near = number - 1 - self.random.below(within.clamp(1, 16));
            let area_start = number - within;
            let trunk = self.random.below(AREA.min(number));
            let far = match self.random.below(100) {
                0..85 => trunk,
                _ => area_start.saturating_sub(1 + self.random.below(2 * AREA)),
            };
            let far_away = within == 0 || self.random.percent(if place > 0 { 18 } else { 8 });
            let mut chosen = if far_away { far } else { near.max(area_start) };
            if place == 0 && chosen < number - within {
                // What sets off something new is due for most.
                chosen = trunk.min(self.random.below(AREA.min(number)));
            }
            if self.made.get(chosen).is_none_or(|made| made.depth + 1 >= DEEPEST) {
                chosen = trunk;
            }
            if self.made.get(chosen).is_some_and(|made| made.depth + 1 < DEEPEST) && !before.contains(&chosen)
            {
                before.push(chosen);
            }
        }
        before
    }

    /// The condition of a step: that of the first step it follows, and perhaps more; so that where it is due, that
    /// one is too.
    fn atoms(&mut self, number: usize, within: usize, before: &mut Vec<usize>) -> Vec<Atom> {
        let theme = Some(Atom::Theme(self.area.number)).filter(|_| self.area.number > 0);
        let of = |at: &usize| self.made.get(*at).map_or(&[][..], |made| &made.atoms);
        let mut atoms: Vec<Atom> = theme.into_iter().collect();
        let meets = within > 4 && self.random.percent(45);
        if meets {
            // Ways meet again: it depends on nothing that came before but the theme.
            let anchor =
                (number - within..number).rev().find(|at| of(at).iter().all(|atom| atoms.contains(atom)));
            let anchor = anchor.unwrap_or(number - within);
            before.retain(|&at| at != anchor);
            before.insert(0, anchor);
            before.truncate(3);
        }
        for atom in before.first().into_iter().flat_map(of) {
            if !atoms.contains(atom) {
                atoms.push(atom.clone());
            }
        }
        let variable = self.random.pick(&self.area.circumstances).copied().unwrap_or(0);
        let used = atoms
            .iter()
            .any(|atom| matches!(atom, Atom::Circumstance { variable: known, .. } if *known == variable));
        if within > 0 && atoms.len() < LONGEST && !used && self.random.percent(42) {
            let text = says(&mut self.random, variable);
            atoms.push(Atom::Circumstance { variable, text });
        }
        atoms
    }

    fn doer(&mut self, first: Option<usize>) -> (Doer, Option<usize>) {
        let party = self.random.pick(&self.area.parties).copied().unwrap_or(0);
        if self.random.percent(5) {
            return (Doer::Party(party), None);
        }
        let same = first.and_then(|at| self.made.get(at)).map(|made| made.actor);
        let actor = match same {
            Some(Doer::Organisation(same)) if self.random.percent(35) => same,
            _ => self.random.pick(&self.area.organisations).copied().unwrap_or(1),
        };
        (Doer::Organisation(actor), self.random.percent(38).then_some(party))
    }

    fn after(&mut self, before: &[usize], step: &Made, hidden: Option<&Atom>) -> String {
        let links: Vec<String> = before
            .iter()
            .enumerate()
            .map(|(place, &from)| self.link(from, step, hidden.filter(|_| place == 0)))
            .collect();
        match links.as_slice() {
            [] => String::from("Start"),
            [one] => one.clone(),
            many => {
                let gate = if self.random.percent(20) { "AnyOf" } else { "AllOf" };
                format!("{gate}([\n                {},\n            ])", many.join(",\n                "))
            }
        }
    }

    fn link(&mut self, from: usize, step: &Made, hidden: Option<&Atom>) -> String {
        let Some(giver) = self.made.get(from) else { return String::from("Start") };
        let same_actor = giver.actor == step.actor;
        let missing: Vec<Atom> =
            giver.atoms.iter().filter(|atom| !step.atoms.contains(atom)).cloned().collect();
        let given = match giver.actor {
            Doer::Organisation(_) => giver.done_by.is_none(),
            Doer::Party(_) => false,
        };
        let forgotten = self.random.below(200) == 0;
        let when = if forgotten { String::new() } else { Self::says_all(missing.iter()) };
        let mut rest = if when.is_empty() { String::new() } else { format!(", when: \"{when}\"") };
        if let Some(Atom::Outcome { outcome, .. }) = hidden {
            let _ = write!(rest, ", outcome: [\"{outcome}\"]");
        }
        let id = step_id(from);
        if same_actor {
            return format!("Then(step: \"{id}\"{rest})");
        }
        let party_acts = step.done_by.is_some() || matches!(step.actor, Doer::Party(_));
        let carriers: [(&str, usize); 9] = [
            ("Event", 26),
            ("Letter", 43),
            ("Person", if given { 22 } else { 31 }),
            ("Phone", 7),
            ("InPerson", 7),
            ("DigitalPost", 4),
            ("Api", 3),
            ("Unprompted", if party_acts { 38 } else { 0 }),
            ("Nothing", 1),
        ];
        let by = self.random.weighted(&carriers.map(|(_, weight)| weight));
        let by = carriers.get(by).map_or("Letter", |(name, _)| name);
        if self.random.percent(40) && !matches!(by, "Unprompted" | "Nothing") {
            let carried: Vec<String> = (0..1 + self.random.below(3)).map(|_| self.datum(false)).collect();
            let _ = write!(rest, ", carries: [{}]", carried.join(", "));
        }
        if self.random.percent(45) {
            let _ = write!(rest, ", law: {}", self.law());
        }
        if self.random.percent(50) {
            rest += ", takes: \"P1D..P3D..P14D\"";
        }
        if self.random.percent(50) {
            let _ = write!(rest, ", sources: [\"gs_{}\"], confidence: Inferred", self.random.below(30));
        }
        format!("Handover(step: \"{id}\", by: {by}{rest})")
    }

    /// What a step asks, fetches, makes and registers.
    fn data(&mut self, out: &mut String, actor: Doer, done_by: Option<usize>) {
        let Doer::Organisation(_) = actor else { return };
        let asks = if done_by.is_some() { 78 } else { 14 };
        if self.random.percent(asks) {
            let party = done_by.or(self.area.parties.first().copied()).unwrap_or(0);
            let of = party_id(party);
            *out += "            asks: [\n";
            for _ in 0..1 + self.random.below(2) {
                let when = self.local_condition(27);
                let number = 1 + self.random.below(4);
                let data: Vec<String> = (0..number).map(|_| self.datum(false)).collect();
                let _ = writeln!(out, "                (of: \"{of}\", data: [{}]{when}),", data.join(", "));
            }
            for _ in 0..self.random.below(4) {
                let document = self.datum(true);
                let when = self.local_condition(40);
                let _ =
                    writeln!(out, "                (of: \"{of}\", data: [{document}], mode: Attach{when}),");
            }
            *out += "            ],\n";
        }
        if self.random.percent(24) {
            *out += "            fetches: [\n";
            for _ in 0..1 + self.random.below(3) {
                let Some((register, data)) = self.held() else { continue };
                let law = self.law();
                let _ = writeln!(
                    out,
                    "                (data: [{data}], register: \"gr_{register}\", law: {law}),"
                );
            }
            *out += "            ],\n";
        }
        if self.random.percent(17) {
            let document = self.random.percent(35);
            let made = self.datum(document);
            let more = self.datum(false);
            let _ = writeln!(out, "            produces: [(data: [{made}, {more}])],");
        }
        if self.random.percent(38)
            && let Some((register, data)) = self.held()
        {
            let _ = writeln!(out, "            registers: [(data: [{data}], register: \"gr_{register}\")],");
        }
        if self.random.percent(1) {
            let renewed = self.datum(false);
            let _ = writeln!(out, "            renews: [{renewed}],");
        }
        if self.random.percent(60) {
            *out += "            channels: [(kind: Digital, eid: High), (kind: Paper)],\n";
        }
    }

    fn local_condition(&mut self, chance: usize) -> String {
        if !self.random.percent(chance) {
            return String::new();
        }
        let variable = self.random.pick(&self.area.circumstances).copied().unwrap_or(0);
        format!(", when: \"{}\"", says(&mut self.random, variable))
    }

    /// One or two data that one register holds, as written.
    fn held(&mut self) -> Option<(usize, String)> {
        let mut tries = 0;
        loop {
            let open = *self.random.pick(&self.open)?;
            let item = self.items.get(open.item)?;
            tries += 1;
            if let Some(register) = item.register {
                return Some((register, said(open.party, open.item, item.document)));
            }
            if tries > 8 {
                return None;
            }
        }
    }

    /// A datum as written: one that is asked for nearby, or a new one.
    fn datum(&mut self, document: bool) -> String {
        if self.random.percent(64) {
            for _ in 0..6 {
                let at = self.random.below(self.open.len());
                let Some(open) = self.open.get_mut(at) else { break };
                let is_document = self.items.get(open.item).is_some_and(|item| item.document);
                if is_document != document {
                    continue;
                }
                let (party, item) = (open.party, open.item);
                open.left -= 1;
                if open.left == 0 {
                    self.open.remove(at);
                }
                return said(party, item, document);
            }
        }
        let (party, item) = self.new_datum(document);
        said(party, item, document)
    }

    fn new_datum(&mut self, document: bool) -> (usize, usize) {
        let party = self.random.pick(&self.area.parties).copied().unwrap_or(0);
        // A third of the data are concepts that are said of another party too.
        let known = self.items.len().checked_sub(1 + self.random.below(60));
        let known = known.filter(|&at| self.items.get(at).is_some_and(|item| item.document == document));
        let item = match known.filter(|_| self.random.percent(35)) {
            Some(known) => known,
            None => self.new_item(document),
        };
        let left = match self.random.weighted(&[45, 20, 20, 15]) {
            0 => 1,
            1 => 2,
            2 => 3 + self.random.below(3),
            _ => 5 + self.random.below(8),
        };
        self.open.push(Open { party, item, left });
        let register = self.items.get(item).and_then(|item| item.register);
        if let Some(register) = register
            && self.random.percent(45)
        {
            let datum = said(party, item, document);
            let when = self.local_condition(50);
            let source = self.random.below(30);
            let _ = writeln!(
                self.holdings,
                "        (register: \"gr_{register}\", data: [{datum}]{when}, sources: [\"gs_{source}\"], confidence: Inferred),"
            );
        }
        (party, item)
    }

    fn new_item(&mut self, document: bool) -> usize {
        let number = self.items.len();
        let nearby = |random: &mut Random, items: &[Item]| {
            let at = items.len().checked_sub(1 + random.below(40))?;
            items.get(at).filter(|item| !item.document).map(|_| at)
        };
        let mut item = Item { document, register: None, parts: Vec::new(), part_of: None };
        if document {
            item.parts = (0..2).filter_map(|_| nearby(&mut self.random, &self.items)).collect();
            item.parts.dedup();
        } else if self.random.percent(6) {
            item.part_of = nearby(&mut self.random, &self.items);
        }
        if self.random.percent(if document { 25 } else { 65 }) {
            item.register = Some(self.random.below(self.registers));
        }
        self.items.push(item);
        number
    }

    fn law(&mut self) -> String {
        let ground = self.provision();
        match self.random.below(10) {
            0..6 => format!("(state: InPlace, ground: [\"{ground}\"], exemption: [\"{ground}\"])"),
            6..9 => String::from("(state: NotAssessed)"),
            _ => format!("(state: Unclear, ground: [\"{ground}\"])"),
        }
    }

    fn provision(&mut self) -> String {
        format!("gp_{}", self.random.below(60))
    }

    /// A condition as written.
    fn says_all<'a>(atoms: impl Iterator<Item = &'a Atom>) -> String {
        let parts: Vec<String> = atoms
            .filter_map(|atom| match atom {
                Atom::Circumstance { text, .. } => Some(text.clone()),
                Atom::Theme(0) => None,
                Atom::Theme(area) => Some(format!("tema_{area}")),
                Atom::Outcome { step, outcome } => Some(format!("{} = {outcome}", step_id(*step))),
            })
            .collect();
        parts.join(" and ")
    }

    fn event(&self) -> String {
        let mut out = String::from(
            "// Generated.\nLifeEvent(\n    id: \"stor-reise\",\n    name: (nb: \"Stor reise\", nn: \"Stor reise\", en: \"Large journey\"),\n    last_checked: \"2026-11-20\",\n    responsible: [(ministry: \"go_0\", sources: [\"gs_0\"])],\n    parties: [\n",
        );
        for (number, party) in PARTIES.iter().enumerate() {
            let plural = if number + 1 == PARTIES.len() { ", plural: true, typically: 2" } else { "" };
            let _ = writeln!(
                out,
                "        (id: \"g_{party}\", name: {}, kind: Person{plural}),",
                names("parten", "parten", "the party", number)
            );
        }
        out += "    ],\n    circumstances: [\n";
        for variable in 0..CIRCUMSTANCES {
            let name = names("omstendigheten", "omstendet", "the circumstance", variable);
            if is_flag(variable) {
                let yes = names("det er slik som i", "det er slik som i", "it is as in", variable);
                let no = names("det er ikke som i", "det er ikkje som i", "it is not as in", variable);
                let _ = writeln!(
                    out,
                    "        (id: \"{}\", name: {name}, values: Flag(yes: {yes}, no: {no}), known_to: [\"g_soker\"], sources: [\"gs_1\"]),",
                    circumstance_id(variable)
                );
                continue;
            }
            let _ = writeln!(
                out,
                "        (id: \"{}\", name: {name}, values: OneOf([",
                circumstance_id(variable)
            );
            for value in ["ingen", "en", "to", "flere"].iter().take(values(variable)) {
                let phrase = names(value, value, value, variable);
                let _ = writeln!(out, "            (id: \"{value}\", phrase: {phrase}),");
            }
            out += "        ]), known_to: [\"g_soker\"], sources: [\"gs_2\"]),\n";
        }
        out += "    ],\n    conditions: [\n";
        for (area, theme) in self.themes.iter().enumerate().skip(1) {
            let _ = writeln!(out, "        (id: \"tema_{area}\", when: \"{theme}\"),");
        }
        out += "    ],\n    impossible: [\n";
        for variable in (2..CIRCUMSTANCES - 1).step_by(3) {
            // What there is none of has no kind.
            let (flag, choice) = (circumstance_id(variable - 1), circumstance_id(variable));
            let _ = writeln!(
                out,
                "        (when: \"not({flag}) and {choice} != ingen\", because: {}),",
                names("Det er ingen i", "Det er ingen i", "There is none in", variable)
            );
        }
        out += "    ],\n)\n";
        out
    }

    fn shared(&self) -> String {
        let mut out = String::from("// Generated.\nShared(\n    organisations: [\n");
        for number in 0..self.organisations {
            let name = names("Etaten for", "Etaten for", "The agency of", number);
            let level =
                ["State", "State", "State", "Municipality", "Private"].get(number % 5).unwrap_or(&"State");
            let rest = match number {
                0 => ", ministry: true",
                _ if number % 9 == 8 => ", part_of: \"go_1\"",
                _ if number % MANY == 0 => ", many: true",
                _ => ", under: [(ministry: \"go_0\", sources: [\"gs_3\"])]",
            };
            let _ = writeln!(
                out,
                "        (id: \"go_{number}\", name: {name}, level: {level}{rest}, sources: [\"gs_3\"]),"
            );
        }
        out += "    ],\n    registers: [\n";
        let mut held: Vec<Vec<String>> = vec![Vec::new(); self.registers];
        for (number, item) in self.items.iter().enumerate() {
            if let Some(held) = item.register.and_then(|register| held.get_mut(register)) {
                held.push(format!("\"{}\"", item_id(number, item.document)));
            }
        }
        for (number, held) in held.iter().enumerate() {
            let name = names("registeret over", "registeret over", "the register of", number);
            let some = held.get(..held.len() / 2).unwrap_or_default();
            let _ = writeln!(
                out,
                "        (id: \"gr_{number}\", name: {name}, keeper: \"go_{}\", holds: [{}], ways: [",
                1 + number % (self.organisations - 1),
                held.join(", ")
            );
            if !some.is_empty() {
                let _ = writeln!(
                    out,
                    "            (to_levels: [State, Municipality], data: [{}], by: Api, law: (state: InPlace, ground: [\"gp_1\"], open: true), uses: \"gl_{}\", sources: [\"gs_4\"]),",
                    some.join(", "),
                    number % 20
                );
            }
            let _ = writeln!(
                out,
                "            (to: [\"go_{}\", \"go_{}\"], by: Lookup, law: (state: NotAssessed), sources: [\"gs_5\"]),\n        ], consumers: [\"go_{}\"], basis: [\"gp_2\"], sources: [\"gs_6\"]),",
                1 + number % 5,
                1 + (number * 7 + 3) % (self.organisations - 1),
                1 + number % 4
            );
        }
        out += "    ],\n    provisions: [\n";
        for number in 0..60 {
            let law = names("loven om", "lova om", "the act on", number);
            let _ = writeln!(
                out,
                "        (id: \"gp_{number}\", law: {law}, section: \"§ {number}\", ministry: \"go_0\", from: \"2020-01-01\", sources: [\"gs_7\"]),"
            );
        }
        out += "    ],\n    solutions: [\n";
        for number in 0..20 {
            let state = ["InOperation", "InOperation", "Pilot"].get(number % 3).unwrap_or(&"Pilot");
            let name = names("løsningen for", "løysinga for", "the solution for", number);
            let _ = writeln!(
                out,
                "        (id: \"gl_{number}\", name: {name}, owner: \"go_{}\", state: {state}, operating_funds: Unknown, sources: [\"gs_8\"]),",
                1 + number % 5
            );
        }
        out += "    ],\n    sources: [\n";
        for number in 0..30 {
            let _ = writeln!(
                out,
                "        (id: \"gs_{number}\", title: \"Rapport {number} om reisen\", publisher: \"Etaten\", url: \"https://example.org/{number}\", date: \"2026-01-15\", confidence: Verified),"
            );
        }
        out += "    ],\n)\n";
        out
    }

    fn items(&self) -> Vec<String> {
        let chunks = self.items.chunks(ITEMS_IN_FILE).enumerate();
        chunks
            .map(|(chunk, items)| {
                let (mut concepts, mut documents) = (String::new(), String::new());
                for (number, item) in (chunk * ITEMS_IN_FILE..).zip(items) {
                    let id = item_id(number, item.document);
                    let name =
                        names("opplysningen om", "opplysninga om", "the information on", number);
                    if !item.document {
                        let whole = item.part_of.map_or_else(String::new, |whole| {
                            format!(", part_of: [\"{}\"]", item_id(whole, false))
                        });
                        let _ = writeln!(concepts, "        (id: \"{id}\", name: {name}{whole}),");
                        continue;
                    }
                    let parts: Vec<String> =
                        item.parts.iter().map(|&part| format!("\"{}\"", item_id(part, false))).collect();
                    let first = parts.first().filter(|_| number % 2 == 0);
                    let proof =
                        first.map_or_else(String::new, |first| format!(", evidence_for: [{first}]"));
                    let _ = writeln!(
                        documents,
                        "        (id: \"{id}\", name: {name}, contains: [{}]{proof}),",
                        parts.join(", ")
                    );
                }
                format!(
                    "// Generated.\nShared(\n    concepts: [\n{concepts}    ],\n    documents: [\n{documents}    ],\n)\n"
                )
            })
            .collect()
    }
}

fn file(name: &str, text: String) -> SourceFile {
    SourceFile::new(format!("stor-reise/{name}.ron"), text)
}

/// An id as real ones are: its place in the alphabet says nothing of its place in the journey.
fn step_id(number: usize) -> String {
    format!("steg_{:06}", (number * 611_953 + 271_828) % 1_000_003)
}

fn party_id(party: usize) -> String {
    format!("g_{}", PARTIES.get(party).unwrap_or(&"soker"))
}

fn doer_id(doer: Doer) -> String {
    match doer {
        Doer::Organisation(number) => format!("go_{number}"),
        Doer::Party(party) => party_id(party),
    }
}

fn item_id(number: usize, document: bool) -> String {
    let kind = if document { "dok" } else { "opp" };
    format!("{kind}_{:06}", (number * 754_877 + 314_159) % 1_000_003)
}

fn said(party: usize, item: usize, document: bool) -> String {
    format!("\"{}.{}\"", party_id(party), item_id(item, document))
}

fn circumstance_id(variable: usize) -> String {
    format!("omst_{:02}", (variable * 7 + 3) % CIRCUMSTANCES)
}

fn is_flag(variable: usize) -> bool {
    variable % 3 != 2
}

fn values(variable: usize) -> usize {
    3 + variable % 2
}

/// Something said of a circumstance.
fn says(random: &mut Random, variable: usize) -> String {
    let id = circumstance_id(variable);
    if is_flag(variable) {
        return if random.percent(65) { id } else { format!("not({id})") };
    }
    match random.below(4) {
        0 => format!("{id} != ingen"),
        1 => format!("{id} = en"),
        2 => format!("{id} = to"),
        _ => format!("{id} in [en, to]"),
    }
}

fn kind(random: &mut Random, actor: Doer, application: bool, decides: bool) -> &'static str {
    match actor {
        _ if decides => "Decision",
        _ if application => "Application",
        Doer::Party(_) => "Choice",
        Doer::Organisation(_) => {
            let kinds =
                ["Notification", "CaseHandling", "Payment", "Automatic", "Registration", "Information"];
            random.pick(&kinds).copied().unwrap_or("CaseHandling")
        }
    }
}

/// A text in three languages, of about the length of real ones.
fn names(nb: &str, nn: &str, en: &str, number: usize) -> String {
    format!("(nb: \"{nb} nummer {number}\", nn: \"{nn} nummer {number}\", en: \"{en} number {number}\")")
}
