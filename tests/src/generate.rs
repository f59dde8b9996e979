//! Makes small journeys at random: few steps, few data, much going on between them.
//!
//! A journey is made from [`Genes`], lists of numbers that are read one choice at a time.
//! Zero is always the plainest choice and a missing number is zero, so that shrinking the numbers shrinks the
//! journey; each step has a list of its own, so that taking a step away leaves the others much as they were.

mod law;
mod time;

use livsferd::SourceFile;
use livsferd::declaration::{
    After, Carrier, Channel, ChannelKind, Circumstance, Concept, Document, End, Fetch, File, Holding,
    Impossible, Law, LawState, Level, Mode, NamedCondition, Organisation, Party, Production, Provision,
    Register, Registration, Request, Step, StepKind, Text, Value, Values, Way, WayKind,
};
use livsferd::node::Node;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

/// The greatest number of courses of a generated journey, every whole number counted as a value.
pub const MAX_COURSES: usize = 256;

/// From what a journey is made.
#[derive(Debug, Clone)]
pub struct Genes {
    /// What the steps share.
    pub shared: Vec<u16>,
    /// One list for each step.
    pub steps: Vec<Vec<u16>>,
    /// Laws, ways, solutions and channels.
    pub law: Vec<u16>,
}

/// A shared file, a life event and rule tables, in that order. They bind without an error of the model.
pub fn files() -> impl Strategy<Value = Vec<File>> {
    genes().prop_map(|genes| make(&genes))
}

/// What [`make`] makes files from.
pub fn genes() -> impl Strategy<Value = Genes> {
    (vec(any::<u16>(), 140), vec(vec(any::<u16>(), 180), 2..=10), vec(any::<u16>(), 400))
        .prop_map(|(shared, steps, law)| Genes { shared, steps, law })
}

/// The files as texts, as a person would have written them.
pub fn texts(files: &[File]) -> Vec<SourceFile> {
    let text =
        |file| livsferd::ron_options().to_string_pretty(file, ron::ser::PrettyConfig::default()).unwrap();
    files
        .iter()
        .enumerate()
        .map(|(index, file)| SourceFile::new(format!("file{index}.ron"), text(file)))
        .collect()
}

// Ids whose order is not that of the steps.
const STEPS: [&str; 10] = ["k", "d", "a", "h", "c", "j", "b", "g", "e", "i"];
const BODIES: [&str; 5] = ["nav", "nav_enhet", "skatt", "skatt_tilsyn", "kommune"];
const PARTIES: [&str; 2] = ["avdod", "arving"];
const CONCEPTS: [&str; 4] = ["adresse", "postnummer", "inntekt", "lonn"];
const DOCUMENTS: [&str; 2] = ["attest", "melding"];
const REGISTERS: [&str; 2] = ["folkeregisteret", "inntektsregisteret"];
const OUTCOMES: [&str; 3] = ["innvilget", "avslatt", "delvis"];
const PLACES: [&str; 3] = ["hjemme", "sykehus", "utland"];
const NOT_RISKY: [Carrier; 6] =
    [Carrier::Event, Carrier::Api, Carrier::DigitalPost, Carrier::Letter, Carrier::Phone, Carrier::InPerson];

/// Choices read from a list of numbers.
struct Choices<'a> {
    numbers: std::slice::Iter<'a, u16>,
}

impl<'a> Choices<'a> {
    fn new(numbers: &'a [u16]) -> Self {
        Self { numbers: numbers.iter() }
    }

    fn number(&mut self) -> usize {
        self.numbers.next().map_or(0, |&number| usize::from(number))
    }

    /// One of `0..n`.
    fn below(&mut self, n: usize) -> usize {
        (self.number() * n) >> 16
    }

    /// True in so many of a hundred cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    fn one<'b, T>(&mut self, of: &'b [T]) -> &'b T {
        &of[self.below(of.len())]
    }

    /// Some of these, at least one, in their order.
    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let one = self.below(of.len());
        let chosen = of.iter().enumerate().filter(|(index, _)| *index == one || self.chance(30));
        chosen.map(|(_, value)| value.clone()).collect()
    }
}

/// Something that a condition can use, with its values.
#[derive(Clone)]
enum Name {
    Flag(String),
    OneOf(String, Vec<String>),
    Number(String, i32),
    Named(String),
}

/// Makes a shared file, a life event and rule tables, in that order.
pub fn make(genes: &Genes) -> Vec<File> {
    let mut choices = Choices::new(&genes.shared);
    let (shared, holds) = shared(&mut choices);
    let mut courses = 1;
    let circumstances = circumstances(&mut choices, &mut courses);
    let names: Vec<Name> = circumstances.iter().map(name).collect();
    let named = named_conditions(&mut choices, &names);
    let with_named =
        [names.clone(), named.iter().map(|named| Name::Named(named.id.value.clone())).collect()].concat();

    let count = genes.steps.len().min(STEPS.len());
    let mut each: Vec<Choices> =
        genes.steps.iter().take(count).map(|numbers| Choices::new(numbers)).collect();
    let mut steps: Vec<Step> = Vec::new();
    for choices in &mut each {
        steps.push(skeleton(choices, steps.len(), &mut courses));
    }
    for (index, choices) in each.iter_mut().enumerate() {
        let after = after(choices, index, &steps, 0);
        steps[index].after = after.into();
    }
    let before: Vec<Vec<Name>> = (0..count).map(|index| decisions_before(&steps, index)).collect();
    let bare = steps.clone();
    let ids: Vec<String> = bare.iter().map(|step| step.id.value.clone()).collect();
    for (index, choices) in each.iter_mut().enumerate() {
        let names = Usable { circumstances: &with_named, decisions: &before[index] };
        let data = Data { holds: &holds };
        links(choices, &mut steps[index].after.value, &names, &data, &bare);
        content(choices, &mut steps[index], &names, &data);
        let own: Vec<Name> = before[index].iter().cloned().chain(decision(&bare[index])).collect();
        time::add(choices, &mut steps[index], index, &ids, &Usable { decisions: &own, ..names });
    }

    let outcomes: Vec<Name> = steps.iter().filter_map(decision).collect();
    let all = Usable { circumstances: &names, decisions: &outcomes };
    let only_circumstances = Usable { circumstances: &with_named, decisions: &[] };
    let impossible = impossible(&mut choices, &all);
    let holdings = holdings(&mut choices, &only_circumstances, &holds);
    let exists = only_circumstances.sometimes(&mut choices, 35);
    let parties = PARTIES.iter().map(|&id| Party {
        id: id.into(),
        name: text(id),
        plural: id == "arving",
        typically: None,
        exists: exists.clone().filter(|_| id == "arving"),
        kind: None,
    });
    let event = File::LifeEvent {
        id: "hendelse".into(),
        name: text("hendelse"),
        description: None,
        last_checked: "2026-11-20".into(),
        responsible: Vec::new(),
        parties: parties.collect(),
        circumstances,
        conditions: named,
        impossible,
        holdings,
        steps,
        continues: Vec::new(),
        volumes: Vec::new(),
    };
    let mut files = vec![shared, event, rules()];
    law::add(&mut Choices::new(&genes.law), &mut files);
    files
}

/// The tables of the embedded models that do not speak of things in the models.
fn rules() -> File {
    let all = livsferd_models::files().iter();
    let (_, text) = all.into_iter().find(|(name, _)| name.ends_with("regler.ron")).unwrap();
    match livsferd::ron_options().from_str(text).unwrap() {
        File::Rules { classes, gravities, actors, .. } => {
            File::Rules { classes, verdicts: Vec::new(), gravities, actors }
        }
        _ => unreachable!("the file holds rules"),
    }
}

fn text(words: &str) -> Text {
    Text { nb: Some(words.to_owned()), nn: Some(words.to_owned()), en: Some(words.to_owned()) }
}

fn value(id: &str) -> Value {
    Value { id: id.into(), phrase: text(id) }
}

// ---------------------------------------------------------------------------------------------------------------
// What is shared

/// The shared file, and what each register holds.
fn shared(choices: &mut Choices) -> (File, Vec<Vec<&'static str>>) {
    let organisation = |id: &'static str| Organisation {
        id: id.into(),
        name: text(id),
        number: None,
        level: if id == "kommune" { Level::Municipality } else { Level::State },
        part_of: match id {
            "nav_enhet" => Some("nav".into()),
            "skatt_tilsyn" => Some("skatt".into()),
            _ => None,
        },
        // A body of its own although it is part of another.
        legal_body: id == "skatt_tilsyn",
        ministry: false,
        under: Vec::new(),
        many: false,
        from: None,
        until: None,
        sources: Vec::new(),
        confidence: None,
    };
    let concept = |choices: &mut Choices, id: &'static str, part_of: Vec<Node<String>>| Concept {
        id: id.into(),
        name: text(id),
        definition: None,
        part_of,
        derived_from: related(choices, 45).into_iter().filter(|from| from.value != id).collect(),
        keeper: None,
        uri: None,
    };
    let postcode_in_address = choices.chance(70);
    let pay_in_income = choices.chance(50);
    let part = |is_part: bool, whole: &str| if is_part { vec![whole.into()] } else { Vec::new() };
    let concepts = vec![
        concept(choices, "adresse", Vec::new()),
        concept(choices, "postnummer", part(postcode_in_address, "adresse")),
        concept(choices, "inntekt", Vec::new()),
        concept(choices, "lonn", part(pay_in_income, "inntekt")),
    ];
    let mut document = |id: &'static str| Document {
        id: id.into(),
        name: text(id),
        contains: related(choices, 60),
        evidence_for: related(choices, 60),
        keeper: None,
    };
    let documents = DOCUMENTS.map(&mut document).to_vec();
    let items = [CONCEPTS.as_slice(), &DOCUMENTS].concat();
    let holds = vec![choices.some(&items), choices.some(&items)];
    let ways = [ways(choices, &holds[0]), ways(choices, &holds[1])];
    let register = |(index, &id): (usize, &&'static str)| Register {
        id: id.into(),
        name: text(id),
        keeper: "skatt".into(),
        holds: holds[index].iter().map(|&item| item.into()).collect(),
        ways: ways[index].clone(),
        consumers: Vec::new(),
        basis: Vec::new(),
        sources: Vec::new(),
        confidence: None,
        note: None,
    };
    let file = File::Shared {
        organisations: BODIES.map(organisation).to_vec(),
        concepts,
        documents,
        registers: REGISTERS.iter().enumerate().map(register).collect(),
        provisions: vec![provision()],
        solutions: Vec::new(),
        sources: Vec::new(),
        parties: Vec::new(),
        circumstances: Vec::new(),
    };
    (file, holds)
}

/// The one provision, always in force.
fn provision() -> Provision {
    Provision {
        id: "lov_1".into(),
        law: text("lov"),
        section: None,
        ministry: None,
        from: None,
        until: None,
        eli: None,
        sources: Vec::new(),
        confidence: None,
    }
}

/// At most one way into a register, most often on a law that is in place.
fn ways(choices: &mut Choices, holds: &[&str]) -> Vec<Way> {
    if !choices.chance(25) {
        return Vec::new();
    }
    let in_place = choices.chance(60);
    let state = if in_place { LawState::InPlace } else { LawState::NotAssessed };
    let ground = if in_place { vec!["lov_1".into()] } else { Vec::new() };
    let law = Law { state: state.into(), ground, exemption: Vec::new(), open: true, note: None };
    let all = choices.chance(50);
    let levels = choices.chance(40);
    let to = choices.some(&BODIES);
    vec![Way {
        to: if levels { Vec::new() } else { to.into_iter().map(Into::into).collect() },
        to_levels: if levels { vec![Level::Municipality] } else { Vec::new() },
        data: if all { Vec::new() } else { choices.some(holds).into_iter().map(Into::into).collect() },
        by: WayKind::Api,
        law,
        uses: None,
        consent: false,
        differs: None,
        sources: Vec::new(),
        confidence: None,
    }]
}

/// Concepts of the same party, or of a party by name.
fn related(choices: &mut Choices, percent: usize) -> Vec<Node<String>> {
    if !choices.chance(percent) {
        return Vec::new();
    }
    let concepts = choices.some(&CONCEPTS);
    let one = |concept: &str| match choices.chance(15) {
        true => Node::from(format!("{}.{concept}", choices.one(&PARTIES))),
        false => Node::from(concept),
    };
    concepts.into_iter().map(one).collect()
}

// ---------------------------------------------------------------------------------------------------------------
// Circumstances and conditions

fn circumstances(choices: &mut Choices, courses: &mut usize) -> Vec<Circumstance> {
    let flag = || Values::Flag { yes: text("ja"), no: text("nei") };
    let mut values = Vec::new();
    if choices.chance(85) {
        values.push(("utenlands", 2, flag()));
    }
    if choices.chance(50) {
        values.push(("barn", 2, flag()));
    }
    if choices.chance(40) {
        values.push(("sted", 3, Values::OneOf(PLACES.map(value).to_vec())));
    }
    if choices.chance(25) {
        values.push(("alder", 4, Values::Number { from: 0, to: 3, phrase: text("alder") }));
    }
    let mut circumstances = Vec::new();
    for (id, count, values) in values {
        *courses *= count;
        let known_from = if choices.chance(80) { Data::list(choices, &CONCEPTS) } else { Vec::new() };
        let known_to = if choices.chance(5) { vec![(*choices.one(&PARTIES)).into()] } else { Vec::new() };
        circumstances.push(Circumstance {
            id: id.into(),
            name: text(id),
            values: values.into(),
            known_from,
            known_to,
            varies_by_municipality: false,
            sources: Vec::new(),
        });
    }
    circumstances
}

fn name(circumstance: &Circumstance) -> Name {
    let id = circumstance.id.value.clone();
    match &circumstance.values.value {
        Values::Flag { .. } => Name::Flag(id),
        Values::OneOf(values) => Name::OneOf(id, values.iter().map(|value| value.id.value.clone()).collect()),
        Values::Number { to, .. } => Name::Number(id, *to),
    }
}

fn decision(step: &Step) -> Option<Name> {
    let outcomes: Vec<String> = step.outcomes.iter().map(|outcome| outcome.id.value.clone()).collect();
    (!outcomes.is_empty()).then(|| Name::OneOf(step.id.value.clone(), outcomes))
}

/// What conditions in one place may use.
#[derive(Clone, Copy)]
struct Usable<'a> {
    circumstances: &'a [Name],
    decisions: &'a [Name],
}

impl Usable<'_> {
    /// A condition, in so many of a hundred cases where there is anything to use.
    fn sometimes(&self, choices: &mut Choices, percent: usize) -> Option<Node<String>> {
        if !choices.chance(percent) || self.circumstances.is_empty() && self.decisions.is_empty() {
            return None;
        }
        Some(self.condition(choices, 0).into())
    }

    fn condition(&self, choices: &mut Choices, depth: usize) -> String {
        if depth < 2 && choices.chance(25) {
            let operator = *choices.one(&[" or ", " and "]);
            let (one, other) = (self.condition(choices, depth + 1), self.condition(choices, depth + 1));
            let both = format!("({one}{operator}{other})");
            return if choices.chance(20) { format!("not{both}") } else { both };
        }
        let names = match (self.circumstances.is_empty(), self.decisions.is_empty()) {
            (_, true) => self.circumstances,
            (true, _) => self.decisions,
            _ if choices.chance(55) => self.decisions,
            _ => self.circumstances,
        };
        atom(choices, names)
    }
}

fn atom(choices: &mut Choices, names: &[Name]) -> String {
    match choices.one(names) {
        Name::Flag(id) | Name::Named(id) if choices.chance(40) => format!("not({id})"),
        Name::Flag(id) | Name::Named(id) => id.clone(),
        Name::OneOf(id, values) => match choices.below(10) {
            0..5 => format!("{id} = {}", choices.one(values)),
            5..8 => format!("{id} != {}", choices.one(values)),
            8 => format!("not({id} = {})", choices.one(values)),
            _ => format!("{id} in [{}]", choices.some(values).join(", ")),
        },
        Name::Number(id, greatest) => {
            let number = choices.below(*greatest as usize + 1);
            match choices.one(&["<", ">=", "<=", ">", "=", "!=", "in"]) {
                &"in" => format!("{id} in [{number}..{greatest}]"),
                operator => format!("{id} {operator} {number}"),
            }
        }
    }
}

fn named_conditions(choices: &mut Choices, names: &[Name]) -> Vec<NamedCondition> {
    if names.is_empty() || !choices.chance(20) {
        return Vec::new();
    }
    let usable = Usable { circumstances: names, decisions: &[] };
    vec![NamedCondition { id: "navngitt".into(), phrase: None, when: usable.condition(choices, 0).into() }]
}

fn impossible(choices: &mut Choices, names: &Usable) -> Vec<Impossible> {
    let when = (0..2).filter_map(|_| names.sometimes(choices, 25));
    when.map(|when| Impossible { when, because: text("umulig") }).collect()
}

// ---------------------------------------------------------------------------------------------------------------
// Steps

/// A step with its actor and outcomes, and nothing more.
fn skeleton(choices: &mut Choices, index: usize, courses: &mut usize) -> Step {
    let actor = match choices.chance(22) {
        true => *choices.one(&PARTIES),
        false => *choices.one(&BODIES),
    };
    let is_body = BODIES.contains(&actor);
    let done_by = (is_body && choices.chance(30)).then(|| (*choices.one(&PARTIES)).into());
    let outcomes = match choices.chance(30) {
        true => OUTCOMES.iter().take(2 + choices.below(2)).map(|id| value(id)).collect(),
        false => Vec::new(),
    };
    let fits = *courses * outcomes.len().max(1) <= MAX_COURSES;
    let outcomes = if fits { outcomes } else { Vec::new() };
    *courses *= outcomes.len().max(1);
    let kinds = [
        StepKind::CaseHandling,
        StepKind::Information,
        StepKind::Application,
        StepKind::Notification,
        StepKind::Appointment,
        StepKind::Automatic,
        StepKind::Automatic,
    ];
    let kind = if outcomes.is_empty() { *choices.one(&kinds) } else { StepKind::Decision };
    Step {
        id: STEPS[index].into(),
        name: text(STEPS[index]),
        actor: actor.into(),
        done_by,
        kind: kind.into(),
        when: None,
        after: After::Start.into(),
        outcomes,
        asks: Vec::new(),
        fetches: Vec::new(),
        needs: Vec::new(),
        produces: Vec::new(),
        registers: Vec::new(),
        renews: Vec::new(),
        channels: Vec::new(),
        deadlines: Vec::new(),
        takes: None,
        waits_out: None,
        leaves_waiting: None,
        ends: Vec::new(),
        gives: Vec::new(),
        per: None,
        typically: None,
        basis: Vec::new(),
        uses: None,
        sources: Vec::new(),
        confidence: None,
        note: None,
    }
}

/// What a step comes after: mostly steps before it, now and then one after it.
fn after(choices: &mut Choices, index: usize, steps: &[Step], depth: usize) -> After {
    let start = if depth == 0 { 16 } else { 8 };
    let later = index + 1 < steps.len() && choices.chance(7);
    if index == 0 && !later || choices.chance(start) {
        return After::Start;
    }
    if depth < 2 && choices.chance(if depth == 0 { 45 } else { 20 }) {
        let count = 2 + choices.below(2);
        let all = choices.chance(50);
        let parts = (0..count).map(|_| after(choices, index, steps, depth + 1).into()).collect();
        return if all { After::AllOf(parts) } else { After::AnyOf(parts) };
    }
    let from = match later {
        true => index + 1 + choices.below(steps.len() - index - 1),
        false => index - 1 - choices.below(index.min(4)),
    };
    let step = steps[from].id.clone();
    if steps[from].actor == steps[index].actor {
        return After::Then {
            step,
            when: None,
            outcome: Vec::new(),
            takes: None,
            not_before: None,
            wished: false,
            sources: Vec::new(),
            confidence: None,
        };
    }
    After::Handover {
        step,
        by: Carrier::Event.into(),
        carries: Vec::new(),
        when: None,
        outcome: Vec::new(),
        law: None,
        uses: None,
        takes: None,
        not_before: None,
        receipt: None,
        status: None,
        wished: false,
        sources: Vec::new(),
        confidence: None,
        note: None,
    }
}

/// The ids of the steps that links of an `after` come from.
fn froms(after: &After) -> Vec<&str> {
    match after {
        After::Start => Vec::new(),
        After::Then { step, .. } | After::Handover { step, .. } => vec![step],
        After::AllOf(parts) | After::AnyOf(parts) => parts.iter().flat_map(|part| froms(part)).collect(),
    }
}

/// The decisions from which a chain of links leads to a step; never its own.
fn decisions_before(steps: &[Step], index: usize) -> Vec<Name> {
    let mut before: Vec<usize> = vec![index];
    let mut at = 0;
    while at < before.len() {
        for from in froms(&steps[before[at]].after) {
            let from = steps.iter().position(|step| step.id.value == from).unwrap();
            if !before.contains(&from) {
                before.push(from);
            }
        }
        at += 1;
    }
    before.into_iter().skip(1).filter_map(|index| decision(&steps[index])).collect()
}

/// Conditions, carriers and content of a step's links.
fn links(choices: &mut Choices, after: &mut After, names: &Usable, data: &Data, steps: &[Step]) {
    let asked_outcome = |choices: &mut Choices, from: &str| {
        let from = steps.iter().find(|step| step.id.value == from).unwrap();
        let ids: Vec<_> = from.outcomes.iter().map(|outcome| outcome.id.clone()).collect();
        if ids.is_empty() || !choices.chance(45) { Vec::new() } else { choices.some(&ids) }
    };
    match after {
        After::Start => {}
        After::AllOf(parts) => {
            parts.iter_mut().for_each(|part| links(choices, &mut part.value, names, data, steps));
        }
        After::AnyOf(parts) => {
            parts.iter_mut().for_each(|part| links(choices, &mut part.value, names, data, steps));
            if choices.chance(50) {
                told_apart(choices, parts, names);
            }
        }
        After::Then { step, when, outcome, wished, .. } => {
            *when = names.sometimes(choices, 12);
            *outcome = asked_outcome(choices, step);
            *wished = choices.chance(3);
        }
        After::Handover { step, by, carries, when, outcome, wished, .. } => {
            *when = names.sometimes(choices, 12);
            *outcome = asked_outcome(choices, step);
            *wished = choices.chance(3);
            by.value = match choices.below(100) {
                0..20 => Carrier::Event,
                20..66 => *choices.one(&NOT_RISKY),
                66..82 => Carrier::Person,
                82..96 => Carrier::Unprompted,
                _ => Carrier::Nothing,
            };
            if choices.chance(35) {
                *carries = data.any(choices);
            }
        }
    }
}

/// Alternatives with conditions on one name: each leaves out another of its values, or has one to itself.
fn told_apart(choices: &mut Choices, parts: &mut [Node<After>], names: &Usable) {
    let of_values = |name: &Name| match name {
        Name::OneOf(id, values) if values.len() > 2 => Some((id.clone(), values.clone())),
        Name::Number(id, to) => Some((id.clone(), (0..=*to).map(|number| number.to_string()).collect())),
        _ => None,
    };
    let usable: Vec<_> = names.circumstances.iter().chain(names.decisions).filter_map(of_values).collect();
    if usable.is_empty() {
        return;
    }
    let (id, values) = choices.one(&usable).clone();
    let overlap = choices.chance(75);
    for (index, part) in parts.iter_mut().enumerate() {
        if let After::Then { when, .. } | After::Handover { when, .. } = &mut part.value {
            let has = |at: usize| (at % 3 == index % 3) != overlap;
            let some: Vec<_> = values.iter().enumerate().filter(|(at, _)| has(*at)).collect();
            let some: Vec<_> = some.into_iter().map(|(_, value)| value.as_str()).collect();
            *when = Some(format!("{id} in [{}]", some.join(", ")).into());
        }
    }
}

/// What data can be named.
struct Data<'a> {
    holds: &'a [Vec<&'static str>],
}

impl Data<'_> {
    /// One datum, most often of the first party, so that the same comes again.
    fn of(choices: &mut Choices, items: &[&str]) -> Node<String> {
        let party = PARTIES[usize::from(choices.chance(25))];
        format!("{party}.{}", choices.one(items)).into()
    }

    /// One or two data, concepts or documents.
    fn any(&self, choices: &mut Choices) -> Vec<Node<String>> {
        let items = [CONCEPTS.as_slice(), &DOCUMENTS].concat();
        Self::list(choices, &items)
    }

    fn list(choices: &mut Choices, items: &[&str]) -> Vec<Node<String>> {
        let mut data = vec![Self::of(choices, items)];
        if choices.chance(25) {
            data.push(Self::of(choices, items));
        }
        data.dedup();
        data
    }

    /// A register and data that it can hold.
    fn in_register(&self, choices: &mut Choices) -> (Node<String>, Vec<Node<String>>) {
        let register = choices.below(REGISTERS.len());
        (REGISTERS[register].into(), Self::list(choices, &self.holds[register]))
    }
}

/// What a step asks, fetches, makes, enters and renews, and who waits.
fn content(choices: &mut Choices, step: &mut Step, names: &Usable, data: &Data) {
    step.when = names.sometimes(choices, 30);
    if choices.chance(15) {
        step.per = Some((*choices.one(&["arving", "kommune", "skatt"])).into());
    }

    let own: Vec<Name> = names.decisions.iter().cloned().chain(decision(step)).collect();
    let names = Usable { decisions: &own, ..*names };
    if BODIES.contains(&step.actor.value.as_str()) {
        let requests = if choices.chance(75) { 1 + choices.below(2) } else { 0 };
        step.asks = (0..requests).map(|_| request(choices, &names)).collect();
        if choices.chance(20) {
            step.fetches = vec![fetch(choices, &names, data)];
        }
    }
    if choices.chance(30) {
        step.produces = vec![Production { data: data.any(choices), when: names.sometimes(choices, 30) }];
    }
    if choices.chance(12) {
        let (register, data) = data.in_register(choices);
        step.registers = vec![Registration { data, register, when: names.sometimes(choices, 30) }];
    }
    if choices.chance(18) {
        step.renews = data.any(choices);
    }
    if choices.chance(35) {
        step.needs = data.any(choices);
    }
    if choices.chance(50) {
        let kinds = [ChannelKind::Digital, ChannelKind::Paper, ChannelKind::InPerson, ChannelKind::Phone];
        let kinds = choices.some(&kinds);
        let channel = |kind| Channel { kind, eid: None, when: names.sometimes(choices, 25) };
        step.channels = kinds.into_iter().map(channel).collect();
    }
    if choices.chance(12) {
        step.leaves_waiting = Some(vec![(*choices.one(&PARTIES)).into()]);
    }
    if choices.chance(30) {
        let told = choices.chance(50).then_some(Carrier::DigitalPost);
        step.ends = vec![End { of: (*choices.one(&PARTIES)).into(), told }];
    }
}

fn request(choices: &mut Choices, names: &Usable) -> Request {
    let (items, mode) = match choices.chance(35) {
        true => (DOCUMENTS.as_slice(), Some(Mode::Attach)),
        false => {
            let mode = if choices.chance(70) { Mode::Confirm } else { Mode::Identify };
            (CONCEPTS.as_slice(), choices.chance(35).then_some(mode))
        }
    };
    Request {
        of: (*choices.one(&PARTIES)).into(),
        data: Data::list(choices, items),
        mode,
        when: names.sometimes(choices, 25),
        law: None,
        deliberate: None,
        sources: Vec::new(),
        confidence: None,
        note: None,
    }
}

fn fetch(choices: &mut Choices, names: &Usable, data: &Data) -> Fetch {
    let (register, data) = data.in_register(choices);
    Fetch {
        data,
        register,
        when: names.sometimes(choices, 30),
        law: None,
        uses: None,
        sources: Vec::new(),
        confidence: None,
        note: None,
    }
}

fn holdings(choices: &mut Choices, names: &Usable, holds: &[Vec<&'static str>]) -> Vec<Holding> {
    let data = Data { holds };
    let mut holding = |_| {
        choices.chance(40).then(|| {
            let (register, data) = data.in_register(choices);
            Holding {
                register,
                data,
                when: names.sometimes(choices, 50),
                sources: Vec::new(),
                confidence: None,
                note: None,
            }
        })
    };
    (0..2).filter_map(&mut holding).collect()
}
