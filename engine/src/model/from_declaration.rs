//! Declarations to model: every name bound, every error of every file collected.

use super::error::{Limited, ModelError, ModelProblem, Thing};
use super::journey::JourneyDeclaration;
use super::keys::{Key, Table};
use super::names::{Names, nearest};
use super::scope::inside;
use super::time::{Date, Duration, Span, parse_date, parse_duration, parse_span};
use super::{
    ActorRule, Claim, ClassRule, GravityRule, Item, ItemKind, Law, Model, Organisation, Provision, Register,
    Related, Responsibility, Rules, Solution, Source, VerdictRule, Way,
};
use crate::declaration::{self as written, Confidence, File, Id, LawState, Text};
use crate::limits::MAX_MODEL_ERRORS;
use crate::node::Node;
use crate::text::{Place, Sources};
use crate::vocabulary::{Degree, Gravity, ReasonClass, Verdict};
use crate::words::{Lang, Title, Words};
use crate::workers::in_parallel;
use std::collections::{BTreeMap, BTreeSet};

/// One file's declarations.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The declarations.
    pub file: File,
    /// True where some of the file could not be read.
    pub broken: bool,
    /// Ids of declarations that could not be read, so that references to them are not reported as unknown.
    pub broken_ids: Vec<String>,
}

/// A file of which nothing could be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The ids in it, so that references to them are not reported as unknown.
    pub broken_ids: Vec<String>,
    /// The name in front of the file's parenthesis: `Steps`.
    pub root: Option<String>,
    /// The life event that it says it belongs to.
    pub event: Option<String>,
}

impl Unread {
    /// The life event that the file's absence can change; none where that can be any.
    fn changes_only(&self) -> Option<&str> {
        match self.root.as_deref() {
            // A life event that is not there has no findings that could be wrong; on the others nothing rests.
            Some("LifeEvent" | "Personas" | "Topics") => Some(""),
            Some("Shared" | "Rules") => None,
            _ if self.event.is_some() => self.event.as_deref(),
            // What has no ids declares nothing.
            _ => self.broken_ids.is_empty().then_some(""),
        }
    }
}

/// The outcome of binding.
#[derive(Debug, Clone, Default)]
pub struct Bound {
    /// The model, as far as it could be bound.
    pub model: Model,
    /// All errors, in the order of their places.
    pub errors: Vec<ModelError>,
}

/// Binds every name of all files, in any order of the files.
///
/// `unread` are the files of which nothing could be read.
///
/// Never fails: what cannot be bound is left out and reported, and the journeys that it could change are marked
/// [`broken`](super::Journey::broken).
pub fn bind(units: &[Unit], unread: &[Unread], sources: &Sources) -> Bound {
    let mut errors = Vec::new();
    let mut written = Written::collect(units);
    written.broken_ids.extend(unread.iter().flat_map(|file| file.broken_ids.iter().cloned()));
    let names = SharedNames::declare(&written, &mut errors);
    let mut binder = Binder { sources, names: &names, written: &written, errors };
    let mut model = binder.shared();
    let shared_broken = written.shared_broken
        || !binder.errors.is_empty()
        || unread.iter().any(|file| file.changes_only().is_none());
    let lacking: BTreeSet<&str> = unread.iter().filter_map(Unread::changes_only).collect();
    let journeys = JourneyDeclaration::collect(units, &mut binder.errors);
    let chunks: Vec<_> = journeys.chunks(journeys.len().div_ceil(CHUNKS).max(1)).collect();
    let bound = in_parallel(&chunks, |journeys| {
        let mut binder = Binder { errors: binder.errors.clone(), ..binder };
        let known = binder.errors.len();
        let mut bound = Vec::new();
        for journey in *journeys {
            let before = binder.errors.len();
            let Some(mut journey) = binder.journey(journey) else { continue };
            let own_errors = binder.errors.len() > before || lacking.contains(journey.id.as_str());
            journey.broken |= shared_broken || own_errors;
            bound.push(journey);
        }
        (bound, binder.errors.split_off(known))
    });
    for (journeys, errors) in bound {
        model.journeys.extend(journeys);
        binder.errors.extend(errors);
    }
    binder.continues(units, &mut model);
    binder.personas(units, &mut model);
    binder.topics(units, &mut model);
    Bound { model, errors: told(binder.errors, &written.broken_ids) }
}

/// Parts of the journeys that are bound each by itself. It is the same on every machine: how many names an unknown one is
/// compared with depends on how many errors are known by then.
const CHUNKS: usize = 8;

/// The errors by place, each once, without those that follow from others; the first so many of them.
fn told(mut errors: Vec<ModelError>, broken_ids: &BTreeSet<String>) -> Vec<ModelError> {
    // A name that is broken elsewhere is not unknown.
    errors.retain(
        |error| !matches!(&error.problem, ModelProblem::UnknownId { id, .. } if broken_ids.contains(id)),
    );
    // What is shared is bound in every journey, but said once, where one can be with a suggestion.
    let key = |error: &ModelError| (error.place, error.problem.check());
    errors
        .sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| (&b.problem, b.other).cmp(&(&a.problem, a.other))));
    errors.dedup_by(|a, b| key(a) == key(b) && a.problem.message() == b.problem.message());
    if let Some(place) = errors.get(MAX_MODEL_ERRORS).map(|first_not_told| first_not_told.place) {
        let problem = ModelProblem::TooLarge { what: Limited::Errors, limit: MAX_MODEL_ERRORS };
        errors.truncate(MAX_MODEL_ERRORS);
        errors.push(ModelError { problem, place, other: None });
    }
    errors
}

/// Everything that is shared, of all files.
#[derive(Default)]
pub(super) struct Written<'d> {
    organisations: Vec<&'d written::Organisation>,
    concepts: Vec<&'d written::Concept>,
    documents: Vec<&'d written::Document>,
    registers: Vec<&'d written::Register>,
    provisions: Vec<&'d written::Provision>,
    solutions: Vec<&'d written::Solution>,
    sources: Vec<&'d written::Source>,
    parties: Vec<&'d written::Party>,
    circumstances: Vec<&'d written::Circumstance>,
    classes: Vec<&'d written::ClassRule>,
    verdicts: Vec<&'d written::VerdictRule>,
    gravities: Vec<&'d written::GravityRule>,
    actors: Vec<&'d written::ActorRule>,
    broken_ids: BTreeSet<String>,
    shared_broken: bool,
}

impl<'d> Written<'d> {
    fn collect(units: &'d [Unit]) -> Self {
        let mut all = Self::default();
        for unit in units {
            all.broken_ids.extend(unit.broken_ids.iter().cloned());
            match &unit.file {
                File::Shared {
                    organisations,
                    concepts,
                    documents,
                    registers,
                    provisions,
                    solutions,
                    sources,
                    parties,
                    circumstances,
                } => {
                    all.shared_broken |= unit.broken;
                    all.organisations.extend(organisations);
                    all.concepts.extend(concepts);
                    all.documents.extend(documents);
                    all.registers.extend(registers);
                    all.provisions.extend(provisions);
                    all.solutions.extend(solutions);
                    all.sources.extend(sources);
                    all.parties.extend(parties);
                    all.circumstances.extend(circumstances);
                }
                File::Rules { classes, verdicts, gravities, actors } => {
                    all.shared_broken |= unit.broken;
                    all.classes.extend(classes);
                    all.verdicts.extend(verdicts);
                    all.gravities.extend(gravities);
                    all.actors.extend(actors);
                }
                File::LifeEvent { .. } | File::Steps { .. } | File::Personas { .. } | File::Topics { .. } => {
                }
            }
        }
        all
    }
}

/// A concept or a document as it is written.
#[derive(Clone, Copy)]
enum WrittenItem<'d> {
    Concept(&'d written::Concept),
    Document(&'d written::Document),
}

/// The names of everything that is shared.
pub(super) struct SharedNames<'d> {
    pub(super) organisations: Names<'d, &'d written::Organisation>,
    items: Names<'d, WrittenItem<'d>>,
    pub(super) registers: Names<'d, &'d written::Register>,
    pub(super) provisions: Names<'d, &'d written::Provision>,
    pub(super) solutions: Names<'d, &'d written::Solution>,
    pub(super) sources: Names<'d, &'d written::Source>,
    pub(super) parties: Names<'d, &'d written::Party>,
    pub(super) circumstances: Names<'d, &'d written::Circumstance>,
}

impl<'d> SharedNames<'d> {
    fn declare(all: &Written<'d>, errors: &mut Vec<ModelError>) -> Self {
        let concepts = all.concepts.iter().map(|one| (&one.id, WrittenItem::Concept(one)));
        let documents = all.documents.iter().map(|one| (&one.id, WrittenItem::Document(one)));
        Self {
            organisations: Names::declare(
                Thing::Organisation,
                all.organisations.iter().map(|one| (&one.id, *one)),
                errors,
            ),
            items: Names::declare(Thing::Item, concepts.chain(documents), errors),
            registers: Names::declare(
                Thing::Register,
                all.registers.iter().map(|one| (&one.id, *one)),
                errors,
            ),
            provisions: Names::declare(
                Thing::Provision,
                all.provisions.iter().map(|one| (&one.id, *one)),
                errors,
            ),
            solutions: Names::declare(
                Thing::Solution,
                all.solutions.iter().map(|one| (&one.id, *one)),
                errors,
            ),
            sources: Names::declare(Thing::Source, all.sources.iter().map(|one| (&one.id, *one)), errors),
            parties: Names::declare(Thing::Party, all.parties.iter().map(|one| (&one.id, *one)), errors),
            circumstances: Names::declare(
                Thing::Circumstance,
                all.circumstances.iter().map(|one| (&one.id, *one)),
                errors,
            ),
        }
    }
}

/// What is carried along while binding.
pub(super) struct Binder<'a, 'd> {
    pub(super) sources: &'d Sources,
    pub(super) names: &'a SharedNames<'d>,
    pub(super) written: &'a Written<'d>,
    pub(super) errors: Vec<ModelError>,
}

/// The claim that says nothing, from which others inherit nothing.
pub(super) const NO_CLAIM: Claim = Claim { sources: Vec::new(), confidence: Confidence::Unverified };

impl<'d> Binder<'_, 'd> {
    pub(super) fn error(&mut self, problem: ModelProblem, place: Place) {
        self.errors.push(ModelError { problem, place, other: None });
    }

    /// Looks a reference up; what is unknown is an error.
    pub(super) fn find<T, D>(&mut self, names: &Names<'d, D>, id: &Id) -> Option<Key<T>> {
        let found = names.find(id);
        if found.is_none() {
            self.unknown(names.thing(), id, id.place, names.ids());
        }
        found
    }

    pub(super) fn unknown<'n>(
        &mut self,
        thing: Thing,
        id: &str,
        place: Place,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let suggestion = nearest(id, known, &self.errors);
        self.error(ModelProblem::UnknownId { thing, id: id.to_owned(), suggestion }, place);
    }

    pub(super) fn find_all<T, D>(&mut self, names: &Names<'d, D>, ids: &[Id]) -> Vec<Key<T>> {
        ids.iter().filter_map(|id| self.find(names, id)).collect()
    }

    pub(super) fn organisation(&mut self, id: &Id) -> Option<Key<Organisation>> {
        let names = self.names;
        self.find(&names.organisations, id)
    }

    pub(super) fn ministry(&mut self, id: &Id) -> Option<Key<Organisation>> {
        let names = self.names;
        let key = self.find(&names.organisations, id)?;
        if names.organisations.get(id).is_some_and(|organisation| !organisation.ministry) {
            self.error(ModelProblem::NotAMinistry { id: id.value.clone() }, id.place);
        }
        Some(key)
    }

    pub(super) fn provisions(&mut self, ids: &[Id]) -> Vec<Key<Provision>> {
        let names = self.names;
        self.find_all(&names.provisions, ids)
    }

    pub(super) fn solution(&mut self, id: Option<&Id>) -> Option<Key<Solution>> {
        let names = self.names;
        id.and_then(|id| self.find(&names.solutions, id))
    }

    pub(super) fn item(&mut self, id: &str, place: Place) -> Option<Key<Item>> {
        let found = self.names.items.find(id);
        if found.is_none() {
            self.unknown(Thing::Item, id, place, self.names.items.ids());
        }
        found
    }

    pub(super) fn names_key(&self, id: &str) -> Option<Key<Item>> {
        self.names.items.find(id)
    }

    pub(super) fn names_item(&self, id: &str) -> bool {
        self.names.items.get(id).is_some()
    }

    pub(super) fn is_document(&self, id: &str) -> bool {
        matches!(self.names.items.get(id), Some(WrittenItem::Document(_)))
    }

    pub(super) fn date(&mut self, text: Option<&Node<String>>) -> Option<Date> {
        let text = text?;
        let date = parse_date(text);
        if date.is_none() {
            self.error(ModelProblem::BadDate { text: text.value.clone() }, text.place);
        }
        date
    }

    pub(super) fn duration(&mut self, text: &Node<String>) -> Option<Duration> {
        let duration = parse_duration(text);
        if duration.is_none() {
            self.error(ModelProblem::BadDuration { text: text.value.clone() }, text.place);
        }
        duration
    }

    pub(super) fn span(&mut self, text: Option<&Node<String>>) -> Option<Span> {
        let text = text?;
        let span = parse_span(text);
        match span {
            None => self.error(ModelProblem::BadDuration { text: text.value.clone() }, text.place),
            Some(span) if span.is_turned() => self.error(ModelProblem::Empty { turned: true }, text.place),
            Some(_) => {}
        }
        span
    }

    /// The first and the last day of a period.
    pub(super) fn period(
        &mut self,
        from: Option<&Node<String>>,
        until: Option<&Node<String>>,
    ) -> (Option<Date>, Option<Date>) {
        let days = (self.date(from), self.date(until));
        let turned = days.0.zip(days.1).is_some_and(|(from, until)| until < from);
        if let Some((from, until)) = from.zip(until).filter(|_| turned) {
            let problem = ModelProblem::Empty { turned };
            self.errors.push(ModelError { problem, place: until.place, other: Some(from.place) });
        }
        days
    }

    /// A claim of its own, or for what it does not say that of what it belongs to.
    pub(super) fn claim(&mut self, ids: &[Id], own: Option<Confidence>, outer: &Claim) -> Claim {
        let names = self.names;
        let sources: Vec<Key<Source>> =
            if ids.is_empty() { outer.sources.clone() } else { self.find_all(&names.sources, ids) };
        let said = own.unwrap_or(if ids.is_empty() { outer.confidence } else { Confidence::Verified });
        let best = sources.iter().filter_map(|&key| names.sources.declaration(key));
        let best = best.map(|source| source.confidence.unwrap_or(Confidence::Verified)).min();
        Claim { sources, confidence: said.max(best.unwrap_or(Confidence::Unverified)) }
    }

    pub(super) fn responsibilities(
        &mut self,
        periods: &[written::Responsibility],
        one_at_a_time: bool,
    ) -> Vec<Responsibility> {
        let mut bound: Vec<Responsibility> = Vec::new();
        for period in periods {
            let ministry = self.ministry(&period.ministry);
            let (from, until) = self.period(period.from.as_ref(), period.until.as_ref());
            let claim = self.claim(&period.sources, period.confidence, &NO_CLAIM);
            let Some(ministry) = ministry else { continue };
            let place = period.ministry.place;
            let overlap = bound.iter().find(|other| {
                other.from.zip(until).is_none_or(|(from, until)| from <= until)
                    && from.zip(other.until).is_none_or(|(from, until)| from <= until)
            });
            if let Some(other) = overlap.filter(|_| one_at_a_time) {
                let other = Some(other.place);
                self.errors.push(ModelError { problem: ModelProblem::OverlappingValidity, place, other });
            }
            bound.push(Responsibility { ministry, from, until, claim, place });
        }
        bound
    }

    pub(super) fn law(&mut self, law: &written::Law) -> Law {
        let ground = self.provisions(&law.ground);
        let exemption = self.provisions(&law.exemption);
        let missing = (law.ground.is_empty(), law.exemption.is_empty() && !law.open);
        if law.state.value == LawState::InPlace && (missing.0 || missing.1) {
            self.error(ModelProblem::HalfLaw { ground: missing.0, exemption: missing.1 }, law.state.place);
        }
        Law {
            state: law.state.value,
            ground,
            exemption,
            open: law.open,
            note: law.note.as_ref().map(|note| words(note, "")),
            place: law.state.place,
        }
    }

    /// `concept`, or `party.concept`.
    fn related(&mut self, texts: &[Node<String>]) -> Vec<Related> {
        let mut related = Vec::new();
        for text in texts {
            let (party, item) = match text.split_once('.') {
                Some((party, item)) => (Some(party.to_owned()), item),
                None => (None, text.as_str()),
            };
            if item.contains('.') || item.is_empty() || party.as_ref().is_some_and(String::is_empty) {
                self.error(ModelProblem::BadDatum { text: text.value.clone() }, text.place);
                continue;
            }
            let at = text.len() - item.len();
            let place = inside(self.sources, text.place, text, at..text.len());
            if let Some(item) = self.item(item, place) {
                related.push(Related { party, item });
            }
        }
        related
    }

    /// True where the register can hold the item: it is named, or something that contains it is.
    pub(super) fn can_hold(&self, register: &written::Register, item: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![item];
        while let Some(item) = open.pop() {
            if register.holds.iter().any(|held| held.value == item) {
                return true;
            }
            if !seen.insert(item) {
                continue;
            }
            if let Some(WrittenItem::Concept(concept)) = self.names.items.get(item) {
                open.extend(concept.part_of.iter().map(|whole| whole.value.as_str()));
            }
            let within = |contents: &[Node<String>]| {
                contents.iter().any(|content| content.rsplit('.').next() == Some(item))
            };
            open.extend(
                self.written
                    .documents
                    .iter()
                    .filter(|document| within(&document.contains))
                    .map(|document| document.id.as_str()),
            );
        }
        false
    }

    fn shared(&mut self) -> Model {
        let names = self.names;
        let model = Model {
            organisations: self.organisations(),
            items: self.items(),
            registers: names.registers.iter().map(|(_, one)| self.register(one)).collect(),
            provisions: names.provisions.iter().map(|(_, one)| self.provision(one)).collect(),
            solutions: names.solutions.iter().map(|(_, one)| self.one_solution(one)).collect(),
            sources: names.sources.iter().map(|(_, one)| self.source(one)).collect(),
            rules: self.rules(),
            journeys: Vec::new(),
        };
        self.cyclic_organisations();
        self.cyclic_items();
        self.shared_of_journeys();
        model
    }

    fn organisations(&mut self) -> Table<Organisation> {
        let names = self.names;
        let mut bound = Vec::new();
        for (position, (id, one)) in names.organisations.iter().enumerate() {
            if let Some(number) = one.number.as_ref().filter(|number| !is_organisation_number(number)) {
                self.error(ModelProblem::BadOrganisationNumber { text: number.value.clone() }, number.place);
            }
            let (from, until) = self.period(one.from.as_ref(), one.until.as_ref());
            bound.push(Organisation {
                id: id.value.clone(),
                name: words(&one.name, id),
                number: one.number.as_ref().map(|number| number.value.clone()),
                level: one.level,
                part_of: one.part_of.as_ref().and_then(|whole| self.organisation(whole)),
                body: self.body(one).unwrap_or(Key::new(position)),
                ministry: one.ministry,
                under: self.responsibilities(&one.under, false),
                many: one.many,
                from,
                until,
                claim: self.claim(&one.sources, one.confidence, &NO_CLAIM),
                place: id.place,
            });
        }
        if bound.is_empty() {
            bound.push(nobody());
        }
        Table::new(bound)
    }

    /// The nearest legal body; none where the organisation is in a circle of parts.
    fn body(&self, organisation: &'d written::Organisation) -> Option<Key<Organisation>> {
        let names = self.names;
        let mut at = organisation;
        for _ in 0..=names.organisations.len() {
            let whole = at.part_of.as_ref().filter(|_| !at.legal_body);
            let Some(whole) = whole.and_then(|whole| names.organisations.get(whole)) else {
                return names.organisations.find(&at.id);
            };
            at = whole;
        }
        None
    }

    fn cyclic_organisations(&mut self) {
        let organisations = self.names.organisations.iter();
        let part_of = |(id, one): &(&'d Id, &'d written::Organisation)| (*id, one.part_of.as_ref());
        let edges: Vec<_> = organisations
            .map(part_of)
            .map(|(id, whole)| (id, whole.into_iter().map(|id| id.as_str()).collect()))
            .collect();
        self.cyclic(&edges);
    }

    /// One error for each circle of things that are part of each other; each comes with its wholes.
    fn cyclic(&mut self, wholes: &[(&'d Id, Vec<&'d str>)]) {
        let mut graph = petgraph::graph::DiGraph::<&Id, ()>::new();
        let nodes: BTreeMap<&str, _> =
            wholes.iter().map(|(id, _)| (id.as_str(), graph.add_node(*id))).collect();
        for (id, wholes) in wholes {
            for whole in wholes {
                if let Some((from, to)) = nodes.get(id.as_str()).zip(nodes.get(whole)) {
                    graph.add_edge(*from, *to, ());
                }
            }
        }
        for circle in petgraph::algo::kosaraju_scc(&graph) {
            let is_circle =
                circle.len() > 1 || circle.first().is_some_and(|&node| graph.contains_edge(node, node));
            let mut members: Vec<&Id> =
                circle.iter().filter_map(|node| graph.node_weight(*node).copied()).collect();
            members.sort_by(|a, b| a.value.cmp(&b.value));
            if let Some((first, others)) = members.split_first().filter(|_| is_circle) {
                let problem = ModelProblem::CyclicPartOf { id: first.value.clone() };
                let other = others.first().map(|id| id.place);
                self.errors.push(ModelError { problem, place: first.place, other });
            }
        }
    }

    fn items(&mut self) -> Table<Item> {
        let names = self.names;
        let mut bound = Vec::new();
        for (id, item) in names.items.iter() {
            let (name, definition, keeper, uri, kind) = match item {
                WrittenItem::Concept(one) => {
                    let part_of =
                        one.part_of.iter().filter_map(|whole| self.item(whole, whole.place)).collect();
                    let derived_from = self.related(&one.derived_from);
                    let kind = ItemKind::Concept { part_of, derived_from };
                    (&one.name, one.definition.as_ref(), &one.keeper, one.uri.clone(), kind)
                }
                WrittenItem::Document(one) => {
                    let contains = self.related(&one.contains);
                    let evidence_for = self.related(&one.evidence_for);
                    (&one.name, None, &one.keeper, None, ItemKind::Document { contains, evidence_for })
                }
            };
            bound.push(Item {
                id: id.value.clone(),
                name: words(name, id),
                definition: definition.map(|definition| words(definition, id)),
                keeper: keeper.as_ref().and_then(|keeper| self.organisation(keeper)),
                kind,
                uri,
                place: id.place,
            });
        }
        Table::new(bound)
    }

    /// Wholes, parts and contents must not go in a circle.
    fn cyclic_items(&mut self) {
        let mut wholes: Vec<(&'d Id, Vec<&'d str>)> = Vec::new();
        for &(id, item) in self.names.items.iter() {
            match item {
                WrittenItem::Concept(one) => {
                    wholes.push((id, one.part_of.iter().map(|whole| whole.as_str()).collect()));
                }
                // A document is looked at as a part of what it contains: a circle is one either way round.
                WrittenItem::Document(one) => {
                    wholes.push((id, Vec::new()));
                    let contents = one.contains.iter().filter_map(|content| content.rsplit('.').next());
                    let known = contents.filter_map(|content| self.names.items.key(content));
                    wholes.extend(known.map(|content| (content, vec![id.as_str()])));
                }
            }
        }
        self.cyclic(&wholes);
    }

    fn register(&mut self, one: &'d written::Register) -> Register {
        let claim = self.claim(&one.sources, one.confidence, &NO_CLAIM);
        let names = self.names;
        Register {
            id: one.id.value.clone(),
            name: words(&one.name, &one.id),
            keeper: self.organisation(&one.keeper).unwrap_or(Key::new(0)),
            holds: one.holds.iter().filter_map(|item| self.item(item, item.place)).collect(),
            ways: one.ways.iter().map(|way| self.way(one, way, &claim)).collect(),
            consumers: self.find_all(&names.organisations, &one.consumers),
            basis: self.provisions(&one.basis),
            note: one.note.as_ref().map(|note| words(note, &one.id)),
            place: one.id.place,
            claim,
        }
    }

    fn way(&mut self, register: &'d written::Register, one: &'d written::Way, outer: &Claim) -> Way {
        let names = self.names;
        for item in &one.data {
            if self.names_item(item) && !self.can_hold(register, item) {
                let (register, item_id) = (register.id.value.clone(), item.value.clone());
                self.error(ModelProblem::NotHeld { register, item: item_id }, item.place);
            }
        }
        Way {
            to: self.find_all(&names.organisations, &one.to),
            to_levels: one.to_levels.clone(),
            data: one.data.iter().filter_map(|item| self.item(item, item.place)).collect(),
            by: one.by,
            law: self.law(&one.law),
            uses: self.solution(one.uses.as_ref()),
            consent: one.consent,
            differs: one.differs.as_ref().map(|text| words(text, &register.id)),
            claim: self.claim(&one.sources, one.confidence, outer),
            place: one.law.state.place,
        }
    }

    fn provision(&mut self, one: &'d written::Provision) -> Provision {
        let (from, until) = self.period(one.from.as_ref(), one.until.as_ref());
        Provision {
            id: one.id.value.clone(),
            law: words(&one.law, &one.id),
            section: one.section.clone(),
            ministry: one.ministry.as_ref().and_then(|ministry| self.ministry(ministry)),
            from,
            until,
            eli: one.eli.clone(),
            claim: self.claim(&one.sources, one.confidence, &NO_CLAIM),
            place: one.id.place,
        }
    }

    fn one_solution(&mut self, one: &'d written::Solution) -> Solution {
        Solution {
            id: one.id.value.clone(),
            name: words(&one.name, &one.id),
            owner: self.organisation(&one.owner).unwrap_or(Key::new(0)),
            state: one.state.value,
            operating_funds: one.operating_funds,
            function: one.function.as_ref().map(|function| function.value.clone()),
            common: one.common,
            parallel_because: one.parallel_because.as_ref().map(|text| words(text, &one.id)),
            claim: self.claim(&one.sources, one.confidence, &NO_CLAIM),
            note: one.note.as_ref().map(|note| words(note, &one.id)),
            place: one.id.place,
        }
    }

    fn source(&mut self, one: &'d written::Source) -> Source {
        Source {
            id: one.id.value.clone(),
            title: title(one),
            publisher: one.publisher.clone(),
            url: one.url.clone(),
            date: self.date(one.date.as_ref()),
            confidence: one.confidence.unwrap_or(Confidence::Verified),
            place: one.id.place,
        }
    }

    fn rules(&mut self) -> Rules {
        let names = self.names;
        let written = self.written;
        let mut rules = Rules::default();
        for one in &written.classes {
            let Some(class) = self.one_of(ReasonClass::ALL, ReasonClass::id, &one.class) else { continue };
            rules.classes.push(ClassRule {
                class,
                deliberate: one.deliberate,
                held: one.held,
                own: one.own,
                way: one.way,
                law: one.law.clone(),
                running: one.running,
                same_meaning: one.same_meaning,
                consent: one.consent,
                consumes: one.consumes,
                later: one.later,
            });
        }
        Names::declare(Thing::Rule, written.verdicts.iter().map(|one| (&one.id, ())), &mut self.errors);
        for one in &written.verdicts {
            let verdict = self.one_of(Verdict::ALL, Verdict::id, &one.verdict);
            let (from, until) = self.period(one.from.as_ref(), one.until.as_ref());
            let classes = self.classes(&one.classes);
            let registers = self.find_all(&names.registers, &one.registers);
            let provision = one.provision.as_ref().and_then(|id| self.find(&names.provisions, id));
            let claim = self.claim(&one.sources, None, &NO_CLAIM);
            let Some(verdict) = verdict else { continue };
            rules.verdicts.push(VerdictRule {
                id: one.id.value.clone(),
                verdict,
                levels: one.levels.clone(),
                classes,
                registers,
                from,
                until,
                provision,
                says: words(&one.says, &one.id),
                claim,
            });
        }
        for one in &written.gravities {
            let gravity = self.one_of(Gravity::ALL, Gravity::id, &one.gravity);
            let classes = self.classes(&one.classes);
            let verdicts = one.verdicts.iter();
            let verdicts = verdicts.filter_map(|id| self.one_of(Verdict::ALL, Verdict::id, id)).collect();
            let degrees = one.degrees.iter();
            let degrees = degrees.filter_map(|id| self.one_of(Degree::ALL, Degree::id, id)).collect();
            let Some(gravity) = gravity else { continue };
            let (severity, checks) = (one.severity, plain(&one.checks));
            rules.gravities.push(GravityRule { gravity, severity, checks, classes, verdicts, degrees });
        }
        for one in &written.actors {
            let (from, until) = self.period(one.from.as_ref(), one.until.as_ref());
            rules.actors.push(ActorRule {
                role: one.role,
                classes: self.classes(&one.classes),
                checks: plain(&one.checks),
                giver: one.giver.clone(),
                receiver: one.receiver.clone(),
                from,
                until,
            });
        }
        rules
    }

    fn classes(&mut self, ids: &[Node<String>]) -> Vec<ReasonClass> {
        ids.iter().filter_map(|id| self.one_of(ReasonClass::ALL, ReasonClass::id, id)).collect()
    }

    /// One of the words that the tables choose among.
    fn one_of<T: Copy>(&mut self, all: &[T], id_of: fn(T) -> &'static str, id: &Node<String>) -> Option<T> {
        let found = all.iter().copied().find(|&one| id_of(one) == id.value);
        if found.is_none() {
            self.unknown(Thing::Rule, id, id.place, all.iter().map(|&one| id_of(one)));
        }
        found
    }
}

impl<T> FromIterator<T> for Table<T> {
    /// A table of things that come in the order of their ids.
    fn from_iter<I: IntoIterator<Item = T>>(sorted: I) -> Self {
        Self::new(sorted.into_iter().collect())
    }
}

/// Stands where an organisation is unknown and no other is declared, so that every key is that of something.
fn nobody() -> Organisation {
    Organisation {
        id: String::new(),
        name: Words::same("?"),
        number: None,
        level: written::Level::Private,
        part_of: None,
        body: Key::new(0),
        ministry: false,
        under: Vec::new(),
        many: false,
        from: None,
        until: None,
        claim: NO_CLAIM,
        place: Place::NOWHERE,
    }
}

fn plain(nodes: &[Node<String>]) -> Vec<String> {
    nodes.iter().map(|node| node.value.clone()).collect()
}

/// The text in every language; what is missing is shown as missing.
pub(super) fn words(text: &Text, id: &str) -> Words {
    let given = |lang: Lang| match lang {
        Lang::Nb => (&text.nb, "mangler bokmål"),
        Lang::Nn => (&text.nn, "manglar nynorsk"),
        Lang::En => (&text.en, "English missing"),
    };
    Words::each(|lang| match given(lang) {
        (Some(text), _) => text.clone(),
        (None, missing) if id.is_empty() => format!("[{missing}]"),
        (None, missing) => format!("[{missing}: {id}]"),
    })
}

fn title(one: &written::Source) -> Title {
    let translated = one.translated.iter().flat_map(|text| {
        let given = [(Lang::Nb, &text.nb), (Lang::Nn, &text.nn), (Lang::En, &text.en)];
        given.into_iter().filter_map(|(lang, text)| Some((lang, text.clone()?)))
    });
    Title { text: one.title.clone(), lang: one.lang.unwrap_or_default(), translated: translated.collect() }
}

/// The check digit of an organisation number: modulus 11 with the weights 3, 2, 7, 6, 5, 4, 3, 2.
fn is_organisation_number(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(10)).collect();
    let Some([first @ .., last]) = digits.as_deref() else { return false };
    let sum: u32 = first.iter().zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 11;
    first.len() == 8 && check == *last
}
