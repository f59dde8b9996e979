//! What is lost on the way from one to another.

use super::{InCourse, Observation};
use livsferd::declaration::{ChannelKind, StepKind};
use livsferd::model::{Actor, Carrier, Datum, Key, Link, Organisation, Step};
use std::collections::BTreeSet;

impl InCourse<'_> {
    fn about(&self, check: &'static str, ids: &[Key<Step>]) -> Observation {
        Observation { check, subject: ids.iter().map(|&step| self.journey.steps[step].id.clone()).collect() }
    }

    // -----------------------------------------------------------------------------------------------------------
    // Content that is missing

    /// True where a body has a datum by the end of a step of its own, or what it follows from.
    pub(super) fn has_or_follows(&self, body: Key<Organisation>, datum: Datum, s: Key<Step>) -> bool {
        let has = |datum: Datum| {
            let here = |point: &super::Point| point.step == s && self.gives(point.datum, datum);
            self.has_obtained(body, datum, s, false)
                || self.points(body).iter().any(here)
                || self.own_register_holds(body, datum, s)
        };
        let matters = self.with_what_gives(&[datum]);
        let known: BTreeSet<Datum> = matters.into_iter().filter(|&datum| has(datum)).collect();
        known.contains(&datum) || self.following(&known).contains(&datum)
    }

    fn own_register_holds(&self, body: Key<Organisation>, datum: Datum, s: Key<Step>) -> bool {
        self.model.registers.iter().any(|(register, one)| {
            self.model.organisations[one.keeper].body == body && self.register_holds(register, datum, s)
        })
    }

    pub(super) fn content_missing(&self) -> Vec<Observation> {
        let mut found = Vec::new();
        for &s in &self.happens {
            let step = &self.journey.steps[s];
            let Some(body) = self.body(s) else { continue };
            for needed in step.needs.iter().filter(|needed| self.exists(needed.datum.party)) {
                if self.has_or_follows(body, needed.datum, s) {
                    continue;
                }
                let mut sent = self.holding.iter().map(|&link| &self.journey.links[link]).filter(|link| {
                    let carried = link.carries.iter().map(|placed| placed.datum);
                    link.to == s
                        && self.comes_to_the_person(link)
                        && carried.into_iter().any(|one| self.gives(one, needed.datum))
                });
                if sent.next().is_some() {
                    continue;
                }
                for link in step.after.links().into_iter().filter(|link| self.holding.contains(link)) {
                    let from = self.journey.links[link].from;
                    let giver = self.body(from).filter(|giver| *giver != body);
                    if giver.is_some_and(|giver| self.has_or_follows(giver, needed.datum, from)) {
                        let mut one = self.about("handover/content-missing", &[s, from]);
                        one.subject.push(self.journey.datum_id(self.model, needed.datum));
                        found.push(one);
                    }
                }
            }
        }
        found
    }

    // -----------------------------------------------------------------------------------------------------------
    // What is dropped

    /// True where a step follows, or someone is told.
    pub(super) fn is_followed(&self, s: Key<Step>) -> bool {
        self.holding.iter().map(|&link| &self.journey.links[link]).any(|link| {
            let tells = link.by.is_some() && link.by != Some(Carrier::Unprompted);
            link.from == s && (tells || self.happens.contains(&link.to))
        })
    }

    /// The steps that take something in from outside their body, and after which nothing comes here.
    pub(super) fn silent_drops(&self, followed_somewhere: &BTreeSet<Key<Step>>) -> Vec<Observation> {
        let dropped = |s: &Key<Step>| {
            let step = &self.journey.steps[*s];
            let takes_in = matches!(
                step.kind,
                StepKind::Application | StepKind::CaseHandling | StepKind::Decision | StepKind::Automatic
            );
            let answers = !step.ends.is_empty() || !step.gives.is_empty();
            let from_outside: Vec<&Link> = self.links_from_outside(*s);
            let received = step.done_by.is_some() || !from_outside.is_empty();
            let made = step.produces.iter().any(|one| self.now(&one.when))
                || step.registers.iter().any(|one| self.now(&one.when));
            let elsewhere = self.holding.iter().map(|&link| &self.journey.links[link]).any(|other| {
                from_outside.iter().any(|link| link.from == other.from)
                    && other.to != *s
                    && self.body(other.to) == self.body(*s)
                    && self.happens.contains(&other.to)
            });
            self.body(*s).is_some()
                && takes_in
                && !answers
                && received
                && followed_somewhere.contains(s)
                && !self.is_followed(*s)
                && !made
                && !elsewhere
        };
        let dropped = self.happens.iter().filter(|s| dropped(s));
        dropped.map(|&s| self.about("handover/silent-drop", &[s])).collect()
    }

    fn links_from_outside(&self, s: Key<Step>) -> Vec<&Link> {
        let links = self.holding.iter().map(|&link| &self.journey.links[link]);
        links.filter(|link| link.to == s && self.body(link.from) != self.body(s)).collect()
    }

    // -----------------------------------------------------------------------------------------------------------
    // Channels

    fn open_channels(&self, s: Key<Step>) -> Vec<ChannelKind> {
        let channels = self.journey.steps[s].channels.iter();
        channels.filter(|channel| self.now(&channel.when)).map(|channel| channel.kind).collect()
    }

    pub(super) fn channel_breaks(&self) -> Vec<Observation> {
        let mut found = Vec::new();
        let links = self.holding.iter().map(|&link| &self.journey.links[link]);
        for link in links.filter(|link| self.happens.contains(&link.to)) {
            let to = &self.journey.steps[link.to];
            let attended = matches!(to.kind, StepKind::Appointment | StepKind::Service | StepKind::Delivery);
            let was_digital = self.open_channels(link.from).contains(&ChannelKind::Digital);
            let never_digital = to.channels.iter().all(|channel| channel.kind != ChannelKind::Digital);
            let open = self.open_channels(link.to);
            let on_paper = !open.is_empty()
                && open.iter().all(|kind| matches!(kind, ChannelKind::Paper | ChannelKind::InPerson))
                && never_digital
                && !attended;
            let body_alone = matches!(to.actor, Actor::Organisation(_)) && to.done_by.is_none();
            let (breaks_at_step, breaks_at_link) = match link.by {
                Some(Carrier::Event | Carrier::Api | Carrier::DigitalPost) => (on_paper, false),
                None | Some(Carrier::Person | Carrier::Unprompted) => (was_digital && on_paper, false),
                Some(Carrier::Letter) => (false, was_digital),
                Some(Carrier::InPerson) => (false, was_digital && body_alone && !attended),
                Some(Carrier::Phone | Carrier::Nothing) => (false, false),
            };
            if breaks_at_step {
                found.push(self.about("handover/channel-break", &[link.to]));
            }
            if breaks_at_link {
                found.push(self.about("handover/channel-break", &[link.to, link.from]));
            }
        }
        found
    }
}
