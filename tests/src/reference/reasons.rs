//! Why a body asks for what is known, in one course, as *Reasons* of `docs/meaning.md` says it.

use super::law::Want;
use super::{Asked, InCourse};
use livsferd::model::{Datum, Key, LawState, Level, Register, Solution, SolutionState, Way};
use livsferd::vocabulary::{ReasonClass, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A reason: what is printed of it, and the solution that carries the way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reason {
    pub(super) class: ReasonClass,
    verdict: Option<Verdict>,
    register: Option<Key<Register>>,
    pub(super) solution: Option<Key<Solution>>,
}

/// What is told of a reason: the class, the verdict in its "may" form, and the register that holds it.
pub type Told = (&'static str, Option<&'static str>, Option<String>);

/// The reasons of the duplicates of a body and a datum that may be told in one course; those of two requests at one step
/// may differ, and which is told is not said. What follows is not looked into: then nothing is said here.
pub type Reasons = BTreeMap<(String, String), BTreeSet<Told>>;

impl InCourse<'_> {
    /// The reasons of the duplicates of this course.
    pub(super) fn reasons(&self) -> Reasons {
        let requests = self.requests();
        let mut all: BTreeMap<(String, String), Vec<Ranked>> = BTreeMap::new();
        for want in self.wants() {
            let Asked { step, body, datum, .. } = want.asked;
            let Some(check) = self.duplicate(want.asked, &requests) else { continue };
            let check = super::DUPLICATES.iter().position(|&known| known == check).unwrap();
            let asker = self.model.organisations[body].id.clone();
            let reason = self.reason(&want, &requests);
            let follows = reason.is_none() && self.derivable(body, datum, step);
            let reason = reason.or_else(|| (!follows).then(|| self.only_the_person_knows(&want)));
            let rank = (check, step);
            let subject = (asker, self.journey.datum_id(self.model, datum));
            all.entry(subject).or_default().push((rank, reason));
        }
        let mut told = Reasons::new();
        for (subject, reasons) in all {
            let least = reasons.iter().map(|(rank, _)| *rank).min().unwrap();
            let first = reasons.iter().filter(|(rank, _)| *rank == least).map(|(_, reason)| *reason);
            if let Some(first) = first.collect::<Option<Vec<_>>>() {
                told.insert(subject, first.into_iter().map(|reason| self.told(reason)).collect());
            }
        }
        told
    }

    fn told(&self, reason: Reason) -> Told {
        let register = reason.register.map(|register| self.model.registers[register].id.clone());
        (reason.class.id(), reason.verdict.map(|verdict| verdict.unverified().id()), register)
    }

    /// The reason of a request, where somebody has what it asks for.
    fn reason(&self, want: &Want<'_>, requests: &[Asked]) -> Option<Reason> {
        self.reasons_alike(want, requests).into_iter().next()
    }

    /// The same with all that count as much: of the same class and verdict.
    pub(super) fn reasons_alike(&self, want: &Want<'_>, requests: &[Asked]) -> Vec<Reason> {
        let Asked { step, body, datum, .. } = want.asked;
        let mut all: Vec<Reason> = Vec::new();
        if self.has_itself(want.asked, requests) {
            let class = if want.deliberate { ReasonClass::Deliberate } else { ReasonClass::ReuseNow };
            all.push(self.judged(want, class, None, None));
        }
        let fetched = |datum: Datum| self.fetches_here(step, datum);
        let proved = self.proves(datum).1;
        if !fetched(datum) && !proved.as_ref().is_some_and(|all| all.iter().all(|&one| fetched(one))) {
            all.extend(self.by_registers(want));
            if self.other_body_produced(body, datum, step) {
                all.extend(self.comes_later(want));
                all.push(self.judged(want, self.class(want, None, false), None, None));
            }
        }
        alike(all)
    }

    /// The registers that get it at some step, but do not hold it by the asking one, where only that stands in the way.
    fn comes_later(&self, want: &Want<'_>) -> Vec<Reason> {
        let Asked { step, body, datum, .. } = want.asked;
        let enters = |key: &Key<livsferd::model::Step>, register: Key<Register>| {
            self.journey.steps[*key].registers.iter().any(|one| {
                one.register == register
                    && self.now(&one.when)
                    && one.data.iter().any(|placed| self.gives(placed.datum, datum))
            })
        };
        let mut all = Vec::new();
        for register in self.model.registers.keys() {
            let fresh = |key: &&Key<_>| **key != step && !self.is_renewed(datum, Some(**key), step);
            let mut later = self.happens.iter().filter(fresh);
            let own = self.model.organisations[self.model.registers[register].keeper].body == body;
            if own || self.register_holds(register, datum, step) || !later.any(|key| enters(key, register)) {
                continue;
            }
            for way in self.open_ways(step, register, datum) {
                let ready = [ReasonClass::ReuseNow, ReasonClass::SourceNotConsumed];
                if ready.contains(&self.class(want, Some(way), false)) {
                    all.push(self.judged(want, ReasonClass::ComesLater, Some(register), way.uses));
                }
            }
        }
        all
    }

    fn fetches_here(&self, step: Key<livsferd::model::Step>, datum: Datum) -> bool {
        let fetches = self.journey.steps[step].fetches.iter().filter(|fetch| self.now(&fetch.when));
        fetches.flat_map(|fetch| &fetch.data).any(|placed| self.gives(placed.datum, datum))
    }

    /// What registers hold, or all that the document proves: the reason by each register and way, that which needs least
    /// to be done first.
    fn by_registers(&self, want: &Want<'_>) -> Vec<Reason> {
        let mut all = self.ways_to(want, want.asked.datum);
        let proved = self.proves(want.asked.datum).1.unwrap_or_default();
        let each: Vec<Vec<Reason>> =
            proved.into_iter().map(|datum| alike(self.ways_to(want, datum))).collect();
        if each.iter().all(|ways| !ways.is_empty()) {
            let needs = |one: &Reason| (one.class, usize::MAX - graver(one.verdict));
            let hardest = each.iter().filter_map(|ways| ways.first()).map(needs).max();
            all.extend(each.iter().flatten().filter(|one| Some(needs(one)) == hardest));
        }
        all.sort_by_key(|reason| reason.class);
        all
    }

    /// The same for one datum.
    fn ways_to(&self, want: &Want<'_>, datum: Datum) -> Vec<Reason> {
        let Asked { step, body, .. } = want.asked;
        let mut all = Vec::new();
        for register in self.model.registers.keys().filter(|&one| self.register_holds(one, datum, step)) {
            let keeper = self.model.registers[register].keeper;
            let of = Some(register);
            if self.model.organisations[keeper].body == body {
                let class = if want.deliberate { ReasonClass::Deliberate } else { ReasonClass::ReuseNow };
                all.push(self.judged(want, class, of, None));
                continue;
            }
            let consumes = self.consumed.contains(&(body, register));
            let ways = self.open_ways(step, register, datum);
            if ways.is_empty() {
                all.push(self.judged(want, self.class(want, None, consumes), of, None));
            }
            for way in ways {
                all.push(self.judged(want, self.class(want, Some(way), consumes), of, way.uses));
            }
        }
        all.sort_by_key(|reason| reason.class);
        all
    }

    /// The class of what some register or body has, by a way, or with none.
    fn class(&self, want: &Want<'_>, way: Option<&Way>, consumes: bool) -> ReasonClass {
        let law = way.map(|way| &way.law).or(want.law).map(|law| self.stands(law));
        let running = way
            .and_then(|way| way.uses)
            .is_none_or(|solution| self.model.solutions[solution].state == SolutionState::InOperation);
        match (law, way) {
            _ if want.deliberate => ReasonClass::Deliberate,
            (Some(LawState::Forbidden), _) => ReasonClass::LawForbids,
            (_, Some(way)) if way.consent && running && way.differs.is_some() => ReasonClass::MeaningDiffers,
            (_, Some(way)) if way.consent && running => ReasonClass::ConsentRoute,
            (_, Some(way)) if way.consent => ReasonClass::NotInOperation,
            (Some(LawState::Missing), _) => ReasonClass::LawMissing,
            (Some(LawState::Unclear), _) => ReasonClass::LawUnclear,
            (Some(LawState::NotAssessed), _) => ReasonClass::LawNotAssessed,
            (_, None) => ReasonClass::NoChannel,
            _ if !running => ReasonClass::NotInOperation,
            (_, Some(way)) if way.differs.is_some() => ReasonClass::MeaningDiffers,
            _ if consumes => ReasonClass::SourceNotConsumed,
            _ => ReasonClass::ReuseNow,
        }
    }

    fn only_the_person_knows(&self, want: &Want<'_>) -> Reason {
        let class = if want.deliberate { ReasonClass::Deliberate } else { ReasonClass::OnlyThePersonKnows };
        self.judged(want, class, None, None)
    }

    /// The verdict that goes with a class and a register: of the first rule that fits.
    fn judged(
        &self,
        want: &Want<'_>,
        class: ReasonClass,
        register: Option<Key<Register>>,
        solution: Option<Key<Solution>>,
    ) -> Reason {
        let level: Level = self.model.organisations[want.asked.body].level;
        let rule = self.model.rules.verdicts.iter().find(|rule| {
            (rule.levels.is_empty() || rule.levels.contains(&level))
                && (rule.classes.is_empty() || rule.classes.contains(&class))
                && (rule.registers.is_empty() || register.is_some_and(|of| rule.registers.contains(&of)))
        });
        Reason { class, verdict: rule.map(|rule| rule.verdict), register, solution }
    }

    /// True where the body itself has it: before the step or at it, or all that a document proves; or, where no other body
    /// has produced it, by asking at another step.
    fn has_itself(&self, asked: Asked, requests: &[Asked]) -> bool {
        let Asked { step, body, datum, .. } = asked;
        let before = self.has_obtained(body, datum, step, false);
        let again = self.others(asked, requests).iter().any(|other| other.body == body);
        let here = self.has_at(datum, step, datum);
        let produced = self.other_body_produced(body, datum, step);
        before || here || self.has_all_it_proves(asked) || again && !produced
    }

    pub(super) fn has_all_it_proves(&self, asked: Asked) -> bool {
        let Asked { step, body, datum, .. } = asked;
        let has =
            |proved: Datum| self.has_obtained(body, proved, step, true) || self.has_at(proved, step, datum);
        self.proves(datum).1.is_some_and(|all| all.into_iter().all(has))
    }

    /// True where what a request asks for can be had without more law or solutions than there are.
    pub(super) fn is_reusable(&self, want: &Want<'_>) -> bool {
        let Asked { step, body, datum, .. } = want.asked;
        let has = self.has_obtained(body, datum, step, false)
            || self.has_at(datum, step, datum)
            || self.has_all_it_proves(want.asked);
        let reuse = [ReasonClass::ReuseNow, ReasonClass::SourceNotConsumed];
        let held = |datum| self.ways_to(want, datum).iter().any(|one| reuse.contains(&one.class));
        let shown = self.proves(datum).1.is_some_and(|all| all.into_iter().all(held));
        has && !want.deliberate || held(datum) || shown
    }
}

/// The place of a request among those of one finding: by which check, at which step.
type Rank = (usize, Key<livsferd::model::Step>);

/// A request by its place, with its reason where that is looked into.
type Ranked = (Rank, Option<Reason>);

/// The place of a verdict among all, the gravest first; no verdict comes last.
fn graver(verdict: Option<Verdict>) -> usize {
    verdict.map_or(usize::MAX, |verdict| Verdict::ALL.iter().position(|&one| one == verdict).unwrap())
}

/// The first of those of the gravest verdict, and all that are of its class and verdict.
fn alike(all: Vec<Reason>) -> Vec<Reason> {
    let Some(first) = all.iter().copied().min_by_key(|reason| graver(reason.verdict)) else { return all };
    let is_alike = |one: &Reason| one.class == first.class && one.verdict == first.verdict;
    all.into_iter().filter(is_alike).collect()
}
