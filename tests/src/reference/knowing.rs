//! Who can know whether a step is to be done.

use super::{InCourse, Links, Observation, Outcomes, Steps, Without, after_holds, holding_links, holds};
use livsferd::declaration::StepKind;
use livsferd::model::{Actor, Carrier, Datum, Key, LawState, Link, Organisation, Party, Step, VariableKind};
use std::collections::{BTreeMap, BTreeSet};

/// All that whoever decides on a step can see of a course.
type View = (Links, Steps, Vec<u32>, Vec<Option<u32>>);

/// For each step that somebody cannot know of, the courses by their place.
pub fn cannot_know(courses: &[InCourse]) -> Vec<(usize, Observation)> {
    let Some(first) = courses.first() else { return Vec::new() };
    let mut found = Vec::new();
    for (s, step) in first.journey.steps.iter() {
        let by_a_system = step.kind == StepKind::Automatic;
        if step.when.is_always() || !by_a_system && first.doer(s).is_none() {
            continue;
        }
        let left: Vec<(usize, bool)> = courses
            .iter()
            .enumerate()
            .filter(|(_, one)| one.is_left_to_itself(s))
            .map(|(index, one)| (index, holds(&step.when, &one.course, Outcomes::Of(&one.happens))))
            .collect();
        // Where it never differs, there is nothing to know.
        if left.iter().all(|(_, when)| *when) || left.iter().all(|(_, when)| !*when) {
            continue;
        }
        let mut alike: BTreeMap<View, Vec<(usize, bool)>> = BTreeMap::new();
        for (index, when) in left {
            alike.entry(courses[index].view(s)).or_default().push((index, when));
        }
        for group in alike.values() {
            if group.iter().any(|(_, when)| *when) && group.iter().any(|(_, when)| !*when) {
                let of = |index| {
                    let subject = vec![step.id.clone()];
                    (index, Observation { check: "knowledge/actor-cannot-know", subject })
                };
                found.extend(group.iter().map(|(index, _)| of(*index)));
            }
        }
    }
    found
}

impl InCourse<'_> {
    fn doer(&self, s: Key<Step>) -> Option<Key<Party>> {
        let step = &self.journey.steps[s];
        match step.actor {
            Actor::Party(party) => Some(step.done_by.unwrap_or(party)),
            Actor::Organisation(_) => step.done_by,
        }
    }

    fn links_into(&self, s: Key<Step>) -> Vec<(Key<Link>, &Link)> {
        let links = self.journey.steps[s].after.links().into_iter();
        links.map(|link| (link, &self.journey.links[link])).collect()
    }

    /// True where the step is triggered, some things being taken away.
    fn is_triggered(&self, s: Key<Step>, without: &Without) -> bool {
        let happens = self.solve(without, &Steps::new());
        let mut holding = holding_links(self.journey, &self.course, &self.present, &happens, &happens);
        holding.retain(|link| !without.links.contains(link));
        let told = self
            .links_into(s)
            .iter()
            .any(|(key, link)| holding.contains(key) && link.by != Some(Carrier::Unprompted));
        told && after_holds(&self.journey.steps[s].after, &self.present, &holding)
    }

    /// True where the step is triggered, and nobody tells what it is about.
    fn is_left_to_itself(&self, s: Key<Step>) -> bool {
        let by_people = |link: &Link| match link.by {
            Some(Carrier::DigitalPost | Carrier::Letter | Carrier::Phone | Carrier::InPerson) => true,
            Some(Carrier::Person) => self.doer(s).is_none(),
            _ => false,
        };
        let told = self.links_into(s).iter().any(|(key, link)| self.holding.contains(key) && by_people(link));
        self.is_triggered(s, &Without::default()) && !told
    }

    fn view(&self, s: Key<Step>) -> View {
        let links: Links = self
            .links_into(s)
            .into_iter()
            .filter(|(key, link)| self.holding.contains(key) && link.by != Some(Carrier::Unprompted))
            .map(|(key, _)| key)
            .collect();
        let before = self.leading_to(s);
        let decided: Steps = self
            .happens
            .iter()
            .copied()
            .filter(|d| *d != s && self.journey.steps[*d].decision.is_some() && before.contains(d))
            .collect();
        let (mut outcomes, mut known) = (Vec::new(), Vec::new());
        for (index, variable) in self.journey.variables.iter().enumerate() {
            match variable.kind {
                VariableKind::Decision(_) => outcomes.push(self.course[index]),
                _ => known.push(self.knows(index, s).then_some(self.course[index])),
            }
        }
        (links, decided, outcomes, known)
    }

    /// The steps from which a chain of links or of outcomes that are used leads to a step.
    fn leading_to(&self, s: Key<Step>) -> Steps {
        let mut before = Steps::from([s]);
        loop {
            let more: Steps = before
                .iter()
                .flat_map(|&at| {
                    let links = self.links_into(at).into_iter();
                    let of_links =
                        links.flat_map(|(_, link)| [vec![link.from], link.when.decisions()].concat());
                    of_links.chain(self.journey.steps[at].when.decisions())
                })
                .collect();
            if more.is_subset(&before) {
                return before;
            }
            before.extend(more);
        }
    }

    /// True where whoever decides on a step, or a giver that triggers it, knows a circumstance.
    fn knows(&self, variable: usize, s: Key<Step>) -> bool {
        let one = &self.journey.variables[variable];
        if one.known_from.is_empty() && one.known_to.is_empty() {
            return true;
        }
        let by_itself = |party: Option<Key<Party>>| {
            party.is_some_and(|party| {
                !one.known_to.is_empty() || one.known_from.iter().any(|datum| datum.party == party)
            })
        };
        let matters = self.with_what_gives(&one.known_from);
        let has: BTreeSet<Datum> =
            matters.into_iter().filter(|&datum| self.has_when_triggered(datum, s)).collect();
        let follows = self.following(&has);
        let told = |(key, link): &(Key<Link>, &Link)| {
            let giver = || {
                let body = self.body(link.from);
                body.is_some_and(|body| {
                    one.known_from.iter().any(|&datum| self.giver_has(body, datum, link.from))
                })
            };
            self.holding.contains(key)
                && link.by != Some(Carrier::Unprompted)
                && (by_itself(self.doer(link.from)) || giver())
        };
        by_itself(self.doer(s))
            || one.known_from.iter().any(|datum| has.contains(datum) || follows.contains(datum))
            || self.links_into(s).iter().any(told)
    }

    fn giver_has(&self, body: Key<Organisation>, datum: Datum, s: Key<Step>) -> bool {
        let looks_up = self.model.registers.keys().any(|register| {
            self.may_look_up(register, body, datum, s) && self.register_holds(register, datum, s)
        });
        self.happens.contains(&s) && (self.has_or_follows(body, datum, s) || looks_up)
    }

    /// True where whoever decides on a step has a datum when it is triggered, or can look it up then.
    fn has_when_triggered(&self, datum: Datum, s: Key<Step>) -> bool {
        let has =
            |data: &[livsferd::model::Placed]| data.iter().any(|placed| self.gives(placed.datum, datum));
        let step = &self.journey.steps[s];
        let mut without = Without::default();
        if let Some(body) = self.body(s) {
            for point in self.points(body) {
                if !self.gives(point.datum, datum) {
                    continue;
                }
                match point.link {
                    Some(link) => drop(without.links.insert(link)),
                    None if point.step != s => drop(without.steps.insert(point.step)),
                    None => {}
                }
            }
            if step.fetches.iter().any(|fetch| has(&fetch.data) && self.now(&fetch.when)) {
                return true;
            }
            for register in self.model.registers.keys() {
                if !self.may_look_up(register, body, datum, s) {
                    continue;
                }
                let held = |one: &livsferd::model::Holding| {
                    one.register == register && has(&one.data) && self.now(&one.when)
                };
                if self.journey.holdings.iter().any(held) {
                    return true;
                }
                let enters = |at: &&Key<Step>| {
                    self.journey.steps[**at]
                        .registers
                        .iter()
                        .any(|one| one.register == register && has(&one.data) && self.now(&one.when))
                };
                without.steps.extend(self.happens.iter().filter(|at| **at != s).filter(enters));
            }
        }
        if let Some(party) = self.doer(s) {
            let told = self.holding.iter().filter(|&&link| {
                let link = &self.journey.links[link];
                let to = &self.journey.steps[link.to];
                (to.done_by == Some(party) || to.actor == Actor::Party(party)) && has(&link.carries)
            });
            without.links.extend(told);
        }
        !self.is_triggered(s, &without)
    }

    /// True where a body keeps a register, or may look a datum up in it.
    fn may_look_up(
        &self,
        register: Key<livsferd::model::Register>,
        body: Key<Organisation>,
        datum: Datum,
        s: Key<Step>,
    ) -> bool {
        let organisations = &self.model.organisations;
        let register = &self.model.registers[register];
        let mut units = Vec::new();
        let mut at = match self.journey.steps[s].actor {
            Actor::Organisation(unit) => Some(unit),
            Actor::Party(_) => None,
        };
        while let Some(unit) = at {
            units.push(unit);
            at = organisations[unit].part_of;
        }
        let is_open = |way: &&livsferd::model::Way| {
            self.stands(&way.law) == LawState::InPlace
                && (way.to_levels.contains(&organisations[body].level)
                    || way.to.iter().any(|to| units.contains(to)))
        };
        let gives = |way: &livsferd::model::Way| {
            way.data.is_empty()
                || way.data.iter().any(|&item| {
                    let whole = Datum { party: datum.party, item };
                    self.contents[&whole].iter().any(|inside| inside.item == datum.item)
                })
        };
        organisations[register.keeper].body == body || register.ways.iter().filter(is_open).any(gives)
    }
}
