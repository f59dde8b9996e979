//! *Across events* of `docs/meaning.md`: pairs of courses, one there and one here, that go with each other.

use super::{Course, InCourse, alternatives, contents, possible_courses};
use livsferd::model::{
    Condition, Continuation, Datum, Journey, Key, Model, Organisation, Step, VariableKind, VariableValue,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a finding across events is about: the asking body and the datum, by their ids.
pub type Subject = (String, String);

/// For each subject the courses here and the courses there that it is found in, as pairs.
pub type Pairs = BTreeMap<Subject, BTreeSet<(Course, Course)>>;

/// A body and a datum.
type Of = (Key<Organisation>, Datum);

/// A course there, what it implies here, and what each body has in it.
struct Had<'m> {
    course: Course,
    implied: Vec<&'m Condition>,
    /// Left out what the body gets at one step, for each step of both events.
    has: BTreeMap<Option<Key<Step>>, BTreeSet<Of>>,
}

/// What bodies ask for here although they have it from there: all pairs of courses, the one here first.
pub fn across(model: &Model, there: &Journey, continuation: &Continuation, here: &Journey) -> Pairs {
    let Some(after) = continuation.after else { return Pairs::new() };
    let contents_there = contents(model, there);
    let alternatives_there = alternatives(there);
    let mut had: Vec<Had> = Vec::new();
    for course in possible_courses(there) {
        let one = InCourse::new(model, there, &contents_there, &alternatives_there, course.clone());
        if one.happens.contains(&after) && one.now(&continuation.when) {
            let implied = continuation.implies.iter().filter(|implies| one.now(&implies.here));
            let implied = implied.map(|implies| &implies.there).collect();
            let left_out = there.steps.keys().filter(|&step| same_step(there, step, here).is_some());
            let each = [None].into_iter().chain(left_out.map(Some));
            let each = each.map(|step| (step, everything_had(model, there, continuation, here, &one, step)));
            had.push(Had { course, implied, has: each.collect() });
        }
    }
    let (contents_here, alternatives_here) = (contents(model, here), alternatives(here));
    let mut pairs = Pairs::new();
    for course in possible_courses(here) {
        let one = InCourse::new(model, here, &contents_here, &alternatives_here, course.clone());
        for (step, asker, datum) in one.asked_only_once() {
            let same = same_step(here, step, there);
            let subject = (model.organisations[asker].id.clone(), here.datum_id(model, datum));
            for Had { course: before, implied, has } in &had {
                let together = has[&same].contains(&(asker, datum))
                    && go_together(there, before, here, &course)
                    && implied.iter().all(|there| there.is_of(&course));
                if together {
                    pairs.entry(subject.clone()).or_default().insert((course.clone(), before.clone()));
                }
            }
        }
    }
    pairs
}

/// The bodies with the data, said of parties here, that they have from there in one course.
fn everything_had(
    model: &Model,
    there: &Journey,
    continuation: &Continuation,
    here: &Journey,
    one: &InCourse<'_>,
    left_out: Option<Key<Step>>,
) -> BTreeSet<Of> {
    let Some(after) = continuation.after else { return BTreeSet::new() };
    let mut had = BTreeSet::new();
    for (party_there, party_here) in &continuation.parties {
        let Some(party_here) = here.party(party_here) else { continue };
        if there.parties[*party_there].plural || here.parties[party_here].plural {
            continue;
        }
        for body in model.organisations.keys().filter(|&body| !model.organisations[body].many) {
            for item in model.items.keys() {
                let datum = Datum { party: *party_there, item };
                let at_the_step = one.points(body).iter().any(|point| {
                    point.step == after && Some(after) != left_out && one.gives(point.datum, datum)
                });
                if at_the_step || one.has_obtained_but(body, datum, after, false, left_out) {
                    had.insert((body, Datum { party: party_here, item }));
                }
            }
        }
    }
    had
}

/// The step of another event that is one with a step: of the same id, and written at the same place.
fn same_step(event: &Journey, step: Key<Step>, other: &Journey) -> Option<Key<Step>> {
    let step = &event.steps[step];
    let same = |key: &Key<Step>| other.steps[*key].id == step.id && other.steps[*key].place == step.place;
    other.steps.keys().find(same)
}

/// True where all circumstances that both have are the same.
fn go_together(there: &Journey, before: &Course, here: &Journey, course: &Course) -> bool {
    there.variables.iter().zip(before).all(|(variable, value)| {
        let other = here.variables.iter().zip(course).find(|(other, _)| other.id == variable.id);
        let circumstances = |(other, _): &(&livsferd::model::Variable, &u32)| {
            !matches!(variable.kind, VariableKind::Decision(_))
                && !matches!(other.kind, VariableKind::Decision(_))
        };
        other.filter(circumstances).is_none_or(|(other, other_value)| {
            is_same(&variable.values[*value as usize], &other.values[*other_value as usize])
        })
    })
}

fn is_same(one: &VariableValue, other: &VariableValue) -> bool {
    match (one.range, other.range) {
        (Some((a, b)), Some((c, d))) => (a..=b).any(|number| (c..=d).contains(&number)),
        _ => one.id == other.id,
    }
}

impl InCourse<'_> {
    /// What is asked for, is no duplicate in this event, and was not renewed since it began.
    fn asked_only_once(&self) -> Vec<(Key<Step>, Key<Organisation>, Datum)> {
        let requests = self.requests();
        let first = requests.iter().filter(|asked| {
            self.duplicate(**asked, &requests).is_none() && !self.is_renewed(asked.datum, None, asked.step)
        });
        first.map(|asked| (asked.step, asked.body, asked.datum)).collect()
    }
}
