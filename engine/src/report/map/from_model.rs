//! A journey and what was found in it, as a [`Map`].

use super::{Arrow, Lane, Map, MapOptions, MapStep, Mark, MarkKind, NoMap, layout, order};
use crate::finding::{Analysis, Finding};
use crate::limits::MAX_MAP_STEPS;
use crate::model::{Actor, Carrier, Condition, Journey, Key, Level, Link, Model, Placed, Step};
use crate::report::is_model_error;
use crate::report::show::condition_in_words;
use crate::report::wording::{Noun, capital, count, list, name_or_id, named, plain, say, step_kind, words};
use crate::text::{FileId, Place};
use crate::words::Lang;
use std::collections::BTreeMap;

/// The map of the journey of a life event, with what was found in it.
///
/// # Errors
/// [`NoMap`] where there is no such event, or its journey is too large.
pub fn map(model: &Model, analysis: &Analysis, event: &str, options: &MapOptions) -> Result<Map, NoMap> {
    let journey = model.journeys.iter().find(|journey| journey.id == event);
    let journey = journey.ok_or_else(|| NoMap::unknown(model, event))?;
    if journey.steps.len() > MAX_MAP_STEPS {
        return Err(NoMap::TooLarge { event: event.to_owned(), steps: journey.steps.len() });
    }
    let mut making = Making::new(model, journey, options);
    making.lang = Lang::Nb;
    let map = making.map(analysis);
    // A step has one number in all languages, so that those who read different ones can speak of it.
    let plan = layout::plan(&map);
    if options.lang == Lang::Nb {
        return Ok(map.by(&plan));
    }
    making.lang = options.lang;
    Ok(making.map(analysis).by(&plan))
}

/// The order of the groups of lanes: people first, then nearer and further from the state.
const LEVELS: [Level; 8] = [
    Level::State,
    Level::County,
    Level::Municipality,
    Level::Court,
    Level::Church,
    Level::Private,
    Level::Voluntary,
    Level::Foreign,
];

/// The index of the group that an actor's lane is in.
pub(super) fn group(model: &Model, actor: Actor) -> usize {
    match actor {
        Actor::Party(_) => 0,
        Actor::Organisation(key) => {
            let level = model.organisations[key].level;
            LEVELS.iter().position(|one| *one == level).map_or(LEVELS.len(), |index| index + 1)
        }
    }
}

/// The names of the groups.
pub(super) fn groups(lang: Lang) -> Vec<String> {
    let people = say(lang, "Personene", "Personane", "The people");
    let levels = LEVELS.iter().map(|&level| match level {
        Level::State => say(lang, "Stat", "Stat", "State"),
        Level::County => say(lang, "Fylke", "Fylke", "County"),
        Level::Municipality => say(lang, "Kommune", "Kommune", "Municipality"),
        Level::Court => say(lang, "Domstol", "Domstol", "Courts"),
        Level::Church => say(lang, "Kirke", "Kyrkje", "Church"),
        Level::Private => say(lang, "Privat", "Privat", "Private"),
        Level::Voluntary => say(lang, "Frivillig", "Frivillig", "Voluntary"),
        Level::Foreign => say(lang, "Utland", "Utland", "Abroad"),
    });
    std::iter::once(people).chain(levels).map(str::to_owned).collect()
}

/// The id and the name of an actor.
pub(super) fn actor(model: &Model, journey: &Journey, actor: Actor, lang: Lang) -> (String, String) {
    let (id, name) = match actor {
        Actor::Organisation(key) => (&model.organisations[key].id, &model.organisations[key].name),
        Actor::Party(key) => (&journey.parties[key].id, &journey.parties[key].name),
    };
    (plain(id), capital(&name_or_id(name, id, lang)))
}

/// What brings something, in a word or two.
pub(super) fn carrier(lang: Lang, carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Event => say(lang, "automatisk", "automatisk", "automatic"),
        Carrier::Api => "API",
        Carrier::DigitalPost => say(lang, "digital post", "digital post", "digital post"),
        Carrier::Letter => say(lang, "brev", "brev", "letter"),
        Carrier::Phone => say(lang, "telefon", "telefon", "telephone"),
        Carrier::InPerson => say(lang, "oppmøte", "oppmøte", "in person"),
        Carrier::Person => say(lang, "bæres", "blir bore", "carried"),
        Carrier::Unprompted => say(lang, "finn ut selv", "finn ut sjølv", "find out"),
        Carrier::Nothing => say(lang, "ingen", "ingen", "nobody"),
    }
}

/// What a place in the text is, as far as a picture can show it.
#[derive(Clone, Copy)]
pub(super) enum Spot {
    /// Something is asked for in the step.
    Asked(Key<Step>),
    /// The link, or what it carries.
    Link(Key<Link>),
    /// Anything else in the step.
    Step(Key<Step>),
}

struct Making<'m> {
    model: &'m Model,
    journey: &'m Journey,
    options: &'m MapOptions,
    /// The language of what is written.
    lang: Lang,
    /// The actors in the order of their lanes.
    lanes: Vec<Actor>,
    /// The part of each step.
    parts: BTreeMap<Key<Step>, usize>,
}

impl<'m> Making<'m> {
    fn new(model: &'m Model, journey: &'m Journey, options: &'m MapOptions) -> Self {
        let actors: Vec<Actor> = journey.steps.values().map(|step| step.actor).collect();
        let mut lanes = actors.clone();
        lanes.sort_unstable();
        lanes.dedup();
        let index = |actor: Actor| lanes.binary_search(&actor).unwrap_or_default();
        let lane_of: Vec<usize> = actors.iter().map(|&actor| index(actor)).collect();
        let links: Vec<(usize, usize)> =
            journey.links.values().map(|link| (link.from.index(), link.to.index())).collect();
        let columns = order::columns(&lane_of, &links);
        let lanes = sorted_lanes(model, journey, &columns);
        let parts = parts(journey, &columns).into_iter().enumerate();
        let parts = parts.flat_map(|(part, steps)| steps.into_iter().map(move |step| (step, part))).collect();
        Self { model, journey, options, lang: options.lang, lanes, parts }
    }

    fn map(&self, analysis: &Analysis) -> Map {
        let lang = self.lang;
        let journey = self.journey;
        let on_way = |step: Key<Step>| {
            let way = self.options.way.as_ref();
            way.is_some_and(|way| way.steps.contains(&journey.steps[step].id))
        };
        let arrow = |link: &Link| Arrow {
            from: link.from.index(),
            to: link.to.index(),
            by: link.by,
            wished: link.wished,
            label: self.label(link),
            content: self.data(&link.carries),
            when: self.condition(&link.when),
            on_way: self.is_on_way(link) && on_way(link.from) && on_way(link.to),
        };
        Map {
            id: plain(&journey.id),
            title: self.title(),
            lead: self.lead(analysis),
            lang,
            groups: groups(lang),
            lanes: self.lanes.iter().map(|&lane| self.lane(lane)).collect(),
            steps: journey.steps.keys().map(|step| self.step(step, on_way(step))).collect(),
            strips: Vec::new(),
            least: 1,
            paper: self.options.paper,
            arrows: journey.links.values().map(arrow).collect(),
            marks: self.marks(analysis),
            way: self.options.way.as_ref().map(|way| plain(&way.name)),
        }
    }

    /// True where a link between two steps of the way is on it, too.
    fn is_on_way(&self, link: &Link) -> bool {
        let id = |step: Key<Step>| self.journey.steps[step].id.clone();
        let links = self.options.way.as_ref().and_then(|way| way.links.as_ref());
        !link.wished && links.is_none_or(|links| links.contains(&(id(link.from), id(link.to), link.by)))
    }

    fn title(&self) -> String {
        let event = capital(&name_or_id(&self.journey.name, &self.journey.id, self.lang));
        match &self.options.way {
            Some(way) => format!("{event} – {}", plain(&way.name)),
            None => event,
        }
    }

    fn lead(&self, analysis: &Analysis) -> String {
        let lang = self.lang;
        let of = |step: Key<Step>| self.journey.steps[step].doer();
        let handovers = self.journey.links.values();
        let handovers = handovers.filter(|link| link.by.is_some() && of(link.from) != of(link.to)).count();
        let actors = match (lang, self.lanes.len()) {
            (Lang::Nb | Lang::Nn, 1) => "1 aktør".to_owned(),
            (Lang::Nb, n) => format!("{n} aktører"),
            (Lang::Nn, n) => format!("{n} aktørar"),
            (Lang::En, 1) => "1 actor".to_owned(),
            (Lang::En, n) => format!("{n} actors"),
        };
        let way = self.options.way.as_ref().map(|way| {
            let on = self.journey.steps.values().filter(|step| way.steps.contains(&step.id)).count();
            let on_way = say(lang, "på veien", "på vegen", "on the way");
            format!(", {on} {on_way}")
        });
        let parts = [
            count(lang, self.journey.steps.len(), Noun::Step) + &way.unwrap_or_default(),
            actors,
            count(lang, handovers, Noun::Handover),
            count(lang, self.findings(analysis).count(), Noun::Finding),
            format!("{} {}", say(lang, "per", "per", "as of"), plain(&analysis.as_of)),
        ];
        parts.join(" · ")
    }

    fn lane(&self, lane: Actor) -> Lane {
        let (id, name) = actor(self.model, self.journey, lane, self.lang);
        Lane { id, name, group: group(self.model, lane) }
    }

    fn step(&self, key: Key<Step>, on_way: bool) -> MapStep {
        let lang = self.lang;
        let step = &self.journey.steps[key];
        let party = step.done_by.map(|party| &self.journey.parties[party]);
        MapStep {
            id: plain(&step.id),
            name: name_or_id(&step.name, &step.id, lang),
            lane: self.lanes.iter().position(|lane| *lane == step.actor).unwrap_or_default(),
            part: self.parts.get(&key).copied().unwrap_or_default(),
            column: 0,
            by: party.map(|party| name_or_id(&party.name, &party.id, lang)),
            person: party.is_some() || matches!(step.actor, Actor::Party(_)),
            kind: step_kind(lang, step.kind).to_owned(),
            when: self.condition(&step.when),
            on_way,
        }
    }

    fn label(&self, link: &Link) -> String {
        let lang = self.lang;
        let label = link.by.map(|by| carrier(lang, by)).unwrap_or_default();
        match (link.wished, label.is_empty()) {
            (false, _) => label.to_owned(),
            (true, true) => say(lang, "ønsket", "ønskt", "wished for").to_owned(),
            (true, false) => format!("{} {label}", say(lang, "ønsket:", "ønskt:", "wished:")),
        }
    }

    fn condition(&self, condition: &Condition) -> String {
        condition_in_words(self.model, self.journey, condition, self.lang)
    }

    fn data(&self, data: &[Placed]) -> String {
        let lang = self.lang;
        let names = data.iter().map(|placed| {
            let item = &self.model.items[placed.datum.item];
            name_or_id(&item.name, &item.id, lang)
        });
        list(lang, &names.collect::<Vec<_>>())
    }

    fn findings<'a>(&self, analysis: &'a Analysis) -> impl Iterator<Item = &'a Finding> + use<'a, '_> {
        let here = |finding: &&Finding| finding.journey.as_ref() == Some(&self.journey.id);
        let told = self.options.way.as_ref().and_then(|way| way.findings.as_ref());
        let on_way = move |finding: &&Finding| told.is_none_or(|told| told.contains(&finding.id));
        analysis.findings.iter().filter(here).filter(on_way).filter(|finding| !is_model_error(finding))
    }

    fn marks(&self, analysis: &Analysis) -> Vec<Mark> {
        let spots = spots(self.journey);
        let links = &self.journey.links;
        let marks = self.findings(analysis).map(|finding| {
            let mut mark = self.mark(finding);
            for spot in shown(finding, &spots) {
                match spot {
                    Spot::Link(link) if links[link].by.is_some() => mark.arrows.push(link.index()),
                    Spot::Link(link) => mark.steps.push(links[link].to.index()),
                    Spot::Step(step) | Spot::Asked(step) => mark.steps.push(step.index()),
                }
            }
            // What is said at the arrow is not said at its end once more.
            let ends = mark.arrows.iter().map(|&arrow| links[Key::new(arrow)].to.index());
            let ends: Vec<usize> = ends.collect();
            mark.steps.retain(|step| !ends.contains(step));
            mark
        });
        marks.collect()
    }

    fn mark(&self, finding: &Finding) -> Mark {
        let lang = self.lang;
        let kind = if finding.check.starts_with("data/") { MarkKind::Duplicate } else { MarkKind::Gap };
        Mark {
            number: 0,
            kind,
            finding: plain(&finding.id),
            check: plain(&finding.check),
            message: words(&finding.message, lang),
            gravity: named(&finding.gravity, lang),
            lead: finding.lead.as_ref().map(|lead| named(lead, lang)).unwrap_or_default(),
            steps: Vec::new(),
            arrows: Vec::new(),
        }
    }
}

/// The steps of each part of the journey: those of one file, the file first whose steps come early.
fn parts(journey: &Journey, columns: &[usize]) -> Vec<Vec<Key<Step>>> {
    let mut files: BTreeMap<FileId, Vec<Key<Step>>> = BTreeMap::new();
    for (key, step) in journey.steps.iter() {
        files.entry(step.place.file).or_default().push(key);
    }
    let mut parts: Vec<Vec<Key<Step>>> = files.into_values().collect();
    let column = |step: &Key<Step>| columns.get(step.index()).copied().unwrap_or_default();
    let mean = |steps: &[Key<Step>]| {
        (100 * steps.iter().map(column).sum::<usize>()).checked_div(steps.len()).unwrap_or_default()
    };
    parts.sort_by_key(|steps| mean(steps));
    parts
}

/// The actors, group by group; units of a body together; whoever comes early in the journey above.
fn sorted_lanes(model: &Model, journey: &Journey, columns: &[usize]) -> Vec<Actor> {
    /// Sum of columns and number of steps.
    type Mean = (usize, usize);
    let mut of_lane: BTreeMap<Actor, Mean> = BTreeMap::new();
    let mut of_body: BTreeMap<Actor, Mean> = BTreeMap::new();
    let body = |actor: Actor| journey.body(model, actor).map_or(actor, Actor::Organisation);
    for (step, &column) in journey.steps.values().zip(columns) {
        for (means, actor) in [(&mut of_lane, step.actor), (&mut of_body, body(step.actor))] {
            let (sum, number) = means.entry(actor).or_default();
            *sum += column;
            *number += 1;
        }
    }
    let mean = |means: &BTreeMap<Actor, Mean>, actor| {
        let (sum, number) = means.get(&actor).copied().unwrap_or_default();
        (sum * 100).checked_div(number).unwrap_or_default()
    };
    let mut lanes: Vec<Actor> = of_lane.keys().copied().collect();
    lanes.sort_by_key(|&lane| {
        let body = body(lane);
        (group(model, lane), mean(&of_body, body), body, mean(&of_lane, lane), lane)
    });
    lanes
}

/// What stands at each place that findings point to.
pub(super) fn spots(journey: &Journey) -> BTreeMap<Place, Spot> {
    let mut spots = BTreeMap::new();
    for (key, step) in journey.steps.iter() {
        let lists = [&step.needs, &step.renews].into_iter();
        let lists = lists.chain(step.fetches.iter().map(|fetch| &fetch.data));
        let lists = lists.chain(step.produces.iter().map(|production| &production.data));
        let lists = lists.chain(step.registers.iter().map(|registration| &registration.data));
        let places = lists.flatten().map(|placed| placed.place);
        let places = places.chain(step.deadlines.iter().map(|deadline| deadline.place));
        let places = places.chain([step.place, step.actor_place, step.after_place]);
        spots.extend(places.map(|place| (place, Spot::Step(key))));
        let asked = step.asks.iter().flat_map(|request| &request.data);
        spots.extend(asked.map(|placed| (placed.place, Spot::Asked(key))));
    }
    for (key, link) in journey.links.iter() {
        let places = link.carries.iter().map(|placed| placed.place).chain([link.place]);
        spots.extend(places.map(|place| (place, Spot::Link(key))));
    }
    spots
}

/// Where a finding is shown: at its own place, and wherever else data is asked for or handed over as it says. That a
/// step makes what is asked for elsewhere is not the place of a gap. A finding whose own place is in no step, as in
/// what several life events share, is shown where the journey meets it.
pub(super) fn shown(finding: &Finding, spots: &BTreeMap<Place, Spot>) -> Vec<Spot> {
    let spot = |place: Place| spots.get(&place).copied().or_else(|| near(place, spots));
    let mut places = finding.places.iter().map(|label| label.place);
    let first = places.next().and_then(spot);
    let others = places.filter_map(|place| spots.get(&place).copied());
    let Some(first) = first else { return others.collect() };
    let others = others.filter(|other| !matches!((first, other), (Spot::Step(_), _) | (_, Spot::Step(_))));
    std::iter::once(first).chain(others).collect()
}

/// The step whose text a place is in: that of the last place before it in the same file.
fn near(place: Place, spots: &BTreeMap<Place, Spot>) -> Option<Spot> {
    let (before, spot) = spots.range(..=place).next_back()?;
    (place.is_somewhere() && before.file == place.file).then_some(*spot)
}
