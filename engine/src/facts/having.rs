//! Who has what, and when: points, requests, productions.

mod contents;
mod registers;

use super::{Facts, Taken};
use crate::diagram::{OverBudget, Set};
use crate::model::{
    Actor, After, Carrier, Claim, Datum, ItemKind, Journey, Key, Link, Mode, Organisation, Party, Placed,
    Register, Request, Step,
};
use crate::text::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

pub(super) use contents::Contents;
pub use registers::Holder;
use registers::{Entry, Held};

/// How something is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// In a request of the step.
    In(Mode),
    /// A person brings it over a link.
    Brought(Key<Link>),
}

/// One datum of one request, or one datum that a person brings to a body.
#[derive(Debug, Clone)]
pub struct RequestFact<'m> {
    /// The step that asks.
    pub step: Key<Step>,
    /// The body that asks.
    pub body: Key<Organisation>,
    /// What is asked for.
    pub datum: Datum,
    /// How.
    pub asked: Asked,
    /// The request as it is written; none where a person brings it.
    pub request: Option<&'m Request>,
    /// What it rests on.
    pub claim: &'m Claim,
    /// Where it is written.
    pub place: Place,
    /// The courses in which it is asked for.
    pub courses: Set,
}

impl RequestFact<'_> {
    /// False where the party only confirms what is shown, or says who it is: by that the body finds what it has. Neither
    /// is a duplicate.
    pub fn collects(&self) -> bool {
        match self.asked {
            Asked::In(Mode::Provide | Mode::Attach) | Asked::Brought(_) => true,
            Asked::In(Mode::Confirm | Mode::Identify) => false,
        }
    }

    /// What a request says beside what it asks for, by which requests of one step are put in order: the order in which
    /// they are written means nothing.
    pub fn says(&self) -> impl Ord + use<> {
        let request = self.request;
        let review = request.and_then(|request| request.deliberate.as_ref()).map(|(_, review)| *review);
        let law = request.and_then(|request| request.law.as_ref());
        let law = law.map(|law| (law.state, law.ground.clone(), law.exemption.clone(), law.open));
        (self.asked, review, law, self.claim.confidence, self.claim.sources.clone())
    }
}

/// Where a body obtains something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointAt {
    /// At a step.
    Step(Key<Step>),
    /// Over a link.
    Link(Key<Link>),
}

/// A body obtains, or makes, a datum.
#[derive(Debug, Clone, Copy)]
pub struct Point<'m> {
    /// The body.
    pub body: Key<Organisation>,
    /// The step, or the link, over which it is received.
    pub at: PointAt,
    /// The step at which it has it.
    pub step: Key<Step>,
    /// The courses in which that point is there.
    pub courses: Set,
    /// What it rests on.
    pub claim: &'m Claim,
    /// True where it is only what a person states.
    pub stated: bool,
}

/// Everything that is said of data, by datum.
#[derive(Default)]
pub(super) struct Index<'m> {
    requests: Rc<Vec<RequestFact<'m>>>,
    /// The numbers of the requests of a datum, by the body that asks.
    requests_of: BTreeMap<Datum, BTreeMap<Key<Organisation>, Vec<usize>>>,
    points: BTreeMap<(Key<Organisation>, Datum), Vec<Point<'m>>>,
    made: BTreeMap<Datum, Vec<Point<'m>>>,
    entered: BTreeMap<Datum, Vec<Entry<'m>>>,
    held: BTreeMap<Datum, Vec<Held<'m>>>,
    renewing: BTreeMap<Datum, Vec<Key<Step>>>,
    /// For each step the `AnyOf`s in which links from it stand, with the part in which they do.
    alternatives: BTreeMap<Key<Step>, Vec<(usize, usize)>>,
    consumed: BTreeSet<(Key<Organisation>, Key<Register>)>,
}

impl<'m> Facts<'m> {
    fn index(&mut self) -> Result<Rc<Index<'m>>, OverBudget> {
        if let Some(index) = &self.having {
            return Ok(Rc::clone(index));
        }
        let contents = self.contents();
        let mut index = Index::default();
        let journey = self.journey;
        let mut groups = 0;
        for (key, step) in journey.steps.iter() {
            for placed in &step.renews {
                index.renewing.entry(placed.datum).or_default().push(key);
            }
            alternatives(journey, &step.after, &mut groups, &mut index.alternatives);
            self.entered(key, &contents, &mut index)?;
            let Some(body) = journey.body(self.model, step.actor) else { continue };
            self.step_data(key, body, &contents, &mut index)?;
        }
        for (key, link) in journey.links.iter() {
            let Some(body) = journey.body(self.model, journey.steps[link.to].actor) else { continue };
            if self.is_to_person(link) {
                continue;
            }
            for placed in &link.carries {
                let claim = &link.claim;
                let point = Point {
                    body,
                    at: PointAt::Link(key),
                    step: link.to,
                    courses: self.holds(key),
                    claim,
                    stated: false,
                };
                for (datum, point) in self.each_point(&contents, placed.datum, point)? {
                    index.points.entry((body, datum)).or_default().push(point);
                }
                if link.by == Some(Carrier::Person) {
                    let exists = self.exists(placed.datum.party)?;
                    index.request(RequestFact {
                        step: link.to,
                        body,
                        datum: placed.datum,
                        asked: Asked::Brought(key),
                        request: None,
                        claim: &link.claim,
                        place: placed.place,
                        courses: self.diagram.all([self.happens(link.to), self.holds(key), exists])?,
                    });
                }
            }
        }
        for holding in &journey.holdings {
            let courses = self.condition(&holding.when)?;
            for (datum, courses) in self.each_said(&contents, &holding.data, courses)? {
                index.held.entry(datum).or_default().push((holding.register, courses, holding));
            }
        }
        let index = Rc::new(index);
        self.having = Some(Rc::clone(&index));
        Ok(index)
    }

    fn contents(&mut self) -> Rc<Contents<'m>> {
        let (model, journey) = (self.model, self.journey);
        Rc::clone(self.contents.get_or_insert_with(|| Rc::new(Contents::new(model, journey))))
    }

    fn step_data(
        &mut self,
        key: Key<Step>,
        body: Key<Organisation>,
        contents: &Contents<'m>,
        index: &mut Index<'m>,
    ) -> Result<(), OverBudget> {
        let step = &self.journey.steps[key];
        let at = PointAt::Step(key);
        for request in &step.asks {
            let when = self.condition(&request.when)?;
            let exists = self.exists(request.of)?;
            let asked = self.diagram.all([self.happens(key), when, exists])?;
            for placed in &request.data {
                let stated = matches!(request.mode, Mode::Provide | Mode::Identify);
                let exists = self.exists(placed.datum.party)?;
                let courses = self.diagram.and(asked, exists)?;
                let point = Point { body, at, step: key, courses, claim: &request.claim, stated };
                for (datum, point) in self.each_point(contents, placed.datum, point)? {
                    index.points.entry((body, datum)).or_default().push(point);
                }
                index.request(RequestFact {
                    step: key,
                    body,
                    datum: placed.datum,
                    asked: Asked::In(request.mode),
                    request: Some(request),
                    claim: &request.claim,
                    place: placed.place,
                    courses,
                });
            }
        }
        for fetch in &step.fetches {
            let when = self.condition(&fetch.when)?;
            let courses = self.diagram.and(self.happens(key), when)?;
            for placed in &fetch.data {
                let exists = self.exists(placed.datum.party)?;
                let courses = self.diagram.and(courses, exists)?;
                if self.is_possible(courses)? {
                    index.consumed.insert((body, fetch.register));
                }
            }
            for (datum, courses) in self.each_said(contents, &fetch.data, courses)? {
                let point = Point { body, at, step: key, courses, claim: &fetch.claim, stated: false };
                index.points.entry((body, datum)).or_default().push(point);
            }
        }
        for made in &step.produces {
            let when = self.condition(&made.when)?;
            let courses = self.diagram.and(self.happens(key), when)?;
            for (datum, courses) in self.each_said(contents, &made.data, courses)? {
                let point = Point { body, at, step: key, courses, claim: &step.claim, stated: false };
                index.points.entry((body, datum)).or_default().push(point);
                index.made.entry(datum).or_default().push(point);
            }
        }
        Ok(())
    }

    /// The courses in which there is such a party.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn exists(&mut self, party: Key<Party>) -> Result<Set, OverBudget> {
        let journey = self.journey;
        self.condition(&journey.parties[party].exists)
    }

    /// What some data give, each with those of the courses in which the parties exist that it is said of.
    fn each_said(
        &mut self,
        contents: &Contents<'m>,
        data: &[Placed],
        courses: Set,
    ) -> Result<Vec<(Datum, Set)>, OverBudget> {
        let mut said = Vec::new();
        for placed in data {
            let exists = self.exists(placed.datum.party)?;
            let courses = self.diagram.and(courses, exists)?;
            for &datum in contents.with_itself(placed.datum).iter() {
                let exists = self.exists(datum.party)?;
                said.push((datum, self.diagram.and(courses, exists)?));
            }
        }
        Ok(said)
    }

    /// Those of the courses in which some data give a datum.
    pub(super) fn given_by(
        &mut self,
        data: &[Placed],
        wanted: Datum,
        courses: Set,
    ) -> Result<Set, OverBudget> {
        let contents = self.contents();
        self.given(&contents, data, wanted, courses)
    }

    fn given(
        &mut self,
        contents: &Contents<'m>,
        data: &[Placed],
        wanted: Datum,
        courses: Set,
    ) -> Result<Set, OverBudget> {
        let mut given = Set::NONE;
        for placed in data.iter().filter(|placed| contents.has(placed.datum, wanted)) {
            let [whole, part] = [self.exists(placed.datum.party)?, self.exists(wanted.party)?];
            let exist = self.diagram.and(whole, part)?;
            given = self.diagram.or(given, exist)?;
        }
        self.diagram.and(given, courses)
    }

    /// A point for each datum that a datum gives.
    fn each_point(
        &mut self,
        contents: &Contents<'m>,
        whole: Datum,
        point: Point<'m>,
    ) -> Result<Vec<(Datum, Point<'m>)>, OverBudget> {
        let placed = Placed { datum: whole, place: Place::NOWHERE };
        let said = self.each_said(contents, &[placed], point.courses)?;
        Ok(said.into_iter().map(|(datum, courses)| (datum, Point { courses, ..point })).collect())
    }

    /// True where what a link carries comes to the party that does the step, and not to the body whose step it is: what
    /// another body sends to people.
    fn is_to_person(&self, link: &Link) -> bool {
        let [from, to] = [link.from, link.to].map(|step| &self.journey.steps[step]);
        let [giver, receiver] = [from, to].map(|step| self.journey.body(self.model, step.actor));
        let by_people = match link.by {
            Some(Carrier::Letter | Carrier::DigitalPost | Carrier::InPerson | Carrier::Phone) => true,
            Some(
                Carrier::Event | Carrier::Api | Carrier::Person | Carrier::Unprompted | Carrier::Nothing,
            )
            | None => false,
        };
        by_people && to.done_by.is_some() && giver.is_some() && giver != receiver
    }

    /// The courses in which the party that does a step has got a datum from a body by a link that leads to it.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn sent_to_person(&mut self, step: Key<Step>, datum: Datum) -> Result<Set, OverBudget> {
        let contents = self.contents();
        let mut sent = Set::NONE;
        for &key in &self.graph.incoming(step).to_vec() {
            let link = &self.journey.links[key];
            if self.is_to_person(link) {
                let holds = self.holds(key);
                let gives = self.given(&contents, &link.carries, datum, holds)?;
                sent = self.diagram.or(sent, gives)?;
            }
        }
        Ok(sent)
    }

    /// What a step enters into registers. A party's own steps count too: what is in a register is there.
    fn entered(
        &mut self,
        key: Key<Step>,
        contents: &Contents<'m>,
        index: &mut Index<'m>,
    ) -> Result<(), OverBudget> {
        let step = &self.journey.steps[key];
        for entered in &step.registers {
            let when = self.condition(&entered.when)?;
            let courses = self.diagram.and(self.happens(key), when)?;
            for (datum, courses) in self.each_said(contents, &entered.data, courses)? {
                let entry = Entry { register: entered.register, step: key, courses, claim: &step.claim };
                index.entered.entry(datum).or_default().push(entry);
            }
        }
        Ok(())
    }

    /// Every request of the journey, and everything that persons bring to bodies.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn requests(&mut self) -> Result<Rc<Vec<RequestFact<'m>>>, OverBudget> {
        Ok(Rc::clone(&self.index()?.requests))
    }

    /// The courses in which the asking body has obtained a datum before the step of the request.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_obtained(&mut self, request: &RequestFact<'_>, datum: Datum) -> Result<Set, OverBudget> {
        self.obtained_before(request.step, request.body, datum, |_| true)
    }

    /// The same, but for what persons only state: that a body was told so is no proof.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_proof(&mut self, request: &RequestFact<'_>, datum: Datum) -> Result<Set, OverBudget> {
        self.obtained_before(request.step, request.body, datum, |point| !point.stated)
    }

    /// The courses in which a body has obtained a datum before a step, by points that count.
    pub(super) fn obtained_before(
        &mut self,
        step: Key<Step>,
        body: Key<Organisation>,
        datum: Datum,
        counts: impl Fn(&Point<'_>) -> bool,
    ) -> Result<Set, OverBudget> {
        let index = self.index()?;
        let points = index.points.get(&(body, datum)).map_or(&[][..], Vec::as_slice);
        let points = points.iter().filter(|point| counts(point)).filter(|point| match point.at {
            PointAt::Step(at) => at != step,
            PointAt::Link(link) => point.step != step || self.journey.links[link].by != Some(Carrier::Person),
        });
        let points: Vec<_> = points.copied().collect();
        self.not_without(step, datum, &points)
    }

    /// The courses in which a body has a datum by the end of a step of its own: it has obtained it before, or obtains
    /// it there, or a register that it keeps holds it.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub(super) fn has_by_end(
        &mut self,
        step: Key<Step>,
        body: Key<Organisation>,
        datum: Datum,
    ) -> Result<Set, OverBudget> {
        let mut has = self.obtained_before(step, body, datum, |_| true)?;
        let index = self.index()?;
        let points = index.points.get(&(body, datum)).into_iter().flatten();
        for point in points.filter(|point| point.step == step) {
            has = self.diagram.or(has, point.courses)?;
        }
        for holder in self.holders(step, datum)?.iter() {
            let keeper = self.model.registers[holder.register].keeper;
            if self.model.organisations[keeper].body == body {
                has = self.diagram.or(has, holder.courses)?;
            }
        }
        self.diagram.and(has, self.happens(step))
    }

    /// The points at which a body obtains a datum.
    pub(super) fn points(
        &mut self,
        body: Key<Organisation>,
        datum: Datum,
    ) -> Result<Vec<Point<'m>>, OverBudget> {
        Ok(self.index()?.points.get(&(body, datum)).cloned().unwrap_or_default())
    }

    /// The steps that are alternatives to a step: links from the two stand in different parts of one `AnyOf`.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn alternatives_to(&mut self, step: Key<Step>) -> Result<Vec<Key<Step>>, OverBudget> {
        let index = self.index()?;
        Ok(index.alternatives.keys().copied().filter(|&other| index.are_alternatives(step, other)).collect())
    }

    /// What it rests on that the asking body has, or asks for elsewhere, what the request asks for.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn claims_of_having(&mut self, request: &RequestFact<'_>) -> Result<Vec<&'m Claim>, OverBudget> {
        let index = self.index()?;
        let mut claims = Vec::new();
        let mut data = self.evidence_for(request.datum);
        data.push(request.datum);
        for datum in data {
            for point in index.points.get(&(request.body, datum)).into_iter().flatten() {
                let counts = datum == request.datum || !point.stated;
                if counts && (point.step == request.step || self.leads_to(point.step, request.step)) {
                    claims.push(point.claim);
                }
            }
        }
        let own = index.requests_of.get(&request.datum).and_then(|of_datum| of_datum.get(&request.body));
        for other in own.into_iter().flatten().filter_map(|&number| index.requests.get(number)) {
            if self.counts_beside(request, other, &index) {
                claims.push(other.claim);
            }
        }
        Ok(claims)
    }

    /// The courses in which the asking body has a datum at the step itself: it fetches it there, or a document that
    /// is attached there, other than `except`, contains it.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_at_step(
        &mut self,
        request: &RequestFact<'_>,
        datum: Datum,
        except: Option<Datum>,
    ) -> Result<Set, OverBudget> {
        let step = &self.journey.steps[request.step];
        let contents = self.contents();
        let mut has = self.fetched_at(request.step, datum)?;
        for attached in step.asks.iter().filter(|asked| asked.mode == Mode::Attach) {
            let documents = attached.data.iter().filter(|placed| Some(placed.datum) != except);
            let documents: Vec<Placed> = documents.filter(|placed| placed.datum != datum).copied().collect();
            let (when, asked) = (self.condition(&attached.when)?, self.exists(attached.of)?);
            let when = self.diagram.and(when, asked)?;
            let gives = self.given(&contents, &documents, datum, when)?;
            has = self.diagram.or(has, gives)?;
        }
        self.diagram.and(has, self.happens(request.step))
    }

    /// The courses in which the step of a request itself fetches what is asked for, or all that it proves.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn fetched_at_step(&mut self, request: &RequestFact<'_>) -> Result<Set, OverBudget> {
        let itself = self.fetched_at(request.step, request.datum)?;
        let evidence = self.evidence_for(request.datum);
        let mut proof = if evidence.is_empty() { Set::NONE } else { Set::ALL };
        for datum in evidence {
            let fetched = self.fetched_at(request.step, datum)?;
            proof = self.diagram.and(proof, fetched)?;
        }
        self.diagram.or(itself, proof)
    }

    /// The courses in which a condition of a fetch of a datum at a step holds.
    fn fetched_at(&mut self, step: Key<Step>, datum: Datum) -> Result<Set, OverBudget> {
        let contents = self.contents();
        let mut fetched = Set::NONE;
        for fetch in &self.journey.steps[step].fetches {
            let when = self.condition(&fetch.when)?;
            let gives = self.given(&contents, &fetch.data, datum, when)?;
            fetched = self.diagram.or(fetched, gives)?;
        }
        Ok(fetched)
    }

    /// The courses in which the asking body has the datum before or at the step, or requests it at another step.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_or_asks_again(&mut self, request: &RequestFact<'_>) -> Result<Set, OverBudget> {
        let obtained = self.has_obtained(request, request.datum)?;
        let here = self.has_at_step(request, request.datum, None)?;
        let elsewhere = self.asked_elsewhere(request)?;
        self.diagram.any([obtained, here, elsewhere])
    }

    /// The courses in which the same body requests the same datum at another step too.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn asked_elsewhere(&mut self, request: &RequestFact<'_>) -> Result<Set, OverBudget> {
        let index = self.index()?;
        let own = index.requests_of.get(&request.datum).and_then(|of_datum| of_datum.get(&request.body));
        self.asked_in(request, &index, own.into_iter().flatten())
    }

    /// The courses in which another body requests the same datum too.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn asked_by_others(&mut self, request: &RequestFact<'_>) -> Result<Set, OverBudget> {
        let index = self.index()?;
        let others = index.requests_of.get(&request.datum).into_iter().flatten();
        let others = others.filter(|(body, _)| **body != request.body);
        self.asked_in(request, &index, others.flat_map(|(_, numbers)| numbers))
    }

    /// The bodies that request the same datum at other steps, in some possible course together with the request.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn other_askers(&mut self, request: &RequestFact<'_>) -> Result<Vec<Key<Organisation>>, OverBudget> {
        let index = self.index()?;
        let mut found = Vec::new();
        for (&body, numbers) in index.requests_of.get(&request.datum).into_iter().flatten() {
            if body != request.body && self.asked_in(request, &index, numbers)? != Set::NONE {
                found.push(body);
            }
        }
        Ok(found)
    }

    /// The courses in which one of these requests of the same datum is made too.
    fn asked_in<'i>(
        &mut self,
        request: &RequestFact<'_>,
        index: &Index<'m>,
        numbers: impl IntoIterator<Item = &'i usize>,
    ) -> Result<Set, OverBudget> {
        let mut some = Set::NONE;
        for other in numbers.into_iter().filter_map(|&number| index.requests.get(number)) {
            if !self.counts_beside(request, other, index) {
                continue;
            }
            let both = self.both_asked(request, other)?;
            if self.is_possible(both)? {
                some = self.diagram.or(some, both)?;
            }
            // However many more ask, it is asked again in every course.
            if some == request.courses {
                break;
            }
        }
        Ok(some)
    }

    /// True where another request of the same datum, at another step, is no alternative to this one.
    fn counts_beside(&self, request: &RequestFact<'_>, other: &RequestFact<'_>, index: &Index<'_>) -> bool {
        other.step != request.step
            && matches!(other.asked, Asked::In(_))
            && other.collects()
            && self.one_instance(request.step, other.step, request.datum, request.body == other.body)
            && !index.are_alternatives(request.step, other.step)
    }

    /// The courses in which both requests are made and neither concerns a value that the other's has been renewed
    /// from.
    fn both_asked(&mut self, one: &RequestFact<'_>, other: &RequestFact<'_>) -> Result<Set, OverBudget> {
        let both = self.diagram.and(other.courses, one.courses)?;
        let older = self.outdated(Some(other.step), one.step, one.datum)?;
        let newer = self.outdated(Some(one.step), other.step, one.datum)?;
        let both = self.diagram.minus(both, older)?;
        self.diagram.minus(both, newer)
    }

    /// The courses in which a body other than the asker has produced a datum before the step of the request.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn others_have_produced(
        &mut self,
        request: &RequestFact<'_>,
        datum: Datum,
    ) -> Result<Set, OverBudget> {
        let points = self.made_by_others(request, datum)?;
        self.not_without(request.step, datum, &points)
    }

    /// The points at which bodies other than the asker produce a datum, at steps that lead to the request's.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn made_by_others(
        &mut self,
        request: &RequestFact<'_>,
        datum: Datum,
    ) -> Result<Vec<Point<'m>>, OverBudget> {
        let index = self.index()?;
        let points = index.made.get(&datum).map_or(&[][..], Vec::as_slice);
        let points: Vec<Point<'m>> = points
            .iter()
            .filter(|point| point.body != request.body && point.step != request.step)
            .copied()
            .collect();
        Ok(points.into_iter().filter(|point| self.leads_to(point.step, request.step)).collect())
    }

    /// What a document proves, said of the parties of the journey; empty for a concept, and for a document that is
    /// evidence for nothing in particular.
    pub fn evidence_for(&self, document: Datum) -> Vec<Datum> {
        match &self.model.items[document.item].kind {
            ItemKind::Concept { .. } => Vec::new(),
            ItemKind::Document { evidence_for, .. } => {
                let proved = evidence_for.iter().map(|related| self.journey.relate(document.party, related));
                proved.collect::<Option<Vec<_>>>().unwrap_or_default()
            }
        }
    }

    /// The courses in which the asking body has all that a document proves, before the step or at it, and not only by
    /// the person's word; none for a concept, and for a document that is evidence for nothing in particular.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_what_it_proves(&mut self, request: &RequestFact<'_>) -> Result<Set, OverBudget> {
        self.has_proved(request, |facts, datum| facts.has_at_step(request, datum, Some(request.datum)))
    }

    /// The same, apart from what documents prove that are attached at the step.
    ///
    /// # Errors
    /// [`OverBudget`].
    pub fn has_what_it_proves_apart(&mut self, request: &RequestFact<'_>) -> Result<Set, OverBudget> {
        self.has_proved(request, |facts, datum| facts.fetched_at(request.step, datum))
    }

    /// The courses in which the asking body has all that a document proves: each datum of it before the step, or as
    /// `here` says.
    fn has_proved(
        &mut self,
        request: &RequestFact<'_>,
        here: impl Fn(&mut Self, Datum) -> Result<Set, OverBudget>,
    ) -> Result<Set, OverBudget> {
        let evidence = self.evidence_for(request.datum);
        if evidence.is_empty() {
            return Ok(Set::NONE);
        }
        let mut proved = Set::ALL;
        for datum in evidence {
            let obtained = self.has_proof(request, datum)?;
            let here = here(self, datum)?;
            let has = self.diagram.or(obtained, here)?;
            proved = self.diagram.and(proved, has)?;
        }
        Ok(proved)
    }

    /// True where the datum is a document.
    pub fn is_document(&self, datum: Datum) -> bool {
        matches!(self.model.items[datum.item].kind, ItemKind::Document { .. })
    }

    /// The courses in which the step happens, but not without all of these points, as far as they still count.
    fn not_without(&mut self, step: Key<Step>, datum: Datum, points: &[Point]) -> Result<Set, OverBudget> {
        let mut taken = Taken::default();
        for point in points {
            let journey = self.journey;
            let own = journey.body(self.model, journey.steps[step].actor);
            if !self.one_instance(step, point.step, datum, own == Some(point.body)) {
                continue;
            }
            let outdated = self.outdated(Some(point.step), step, datum)?;
            let courses = self.diagram.minus(point.courses, outdated)?;
            if courses == Set::NONE {
                continue;
            }
            let away = match point.at {
                PointAt::Step(at) => taken.steps.entry(at).or_insert(Set::NONE),
                PointAt::Link(at) => taken.links.entry(at).or_insert(Set::NONE),
            };
            *away = self.diagram.or(*away, courses)?;
        }
        if taken.steps.is_empty() && taken.links.is_empty() {
            return Ok(Set::NONE);
        }
        let without = self.without(step, taken)?;
        self.diagram.minus(self.happens(step), without)
    }

    /// Where a point at a step, or from before the journey, counts no longer seen from `step`.
    pub(super) fn outdated(
        &mut self,
        point: Option<Key<Step>>,
        step: Key<Step>,
        datum: Datum,
    ) -> Result<Set, OverBudget> {
        let index = self.index()?;
        let mut outdated = Set::NONE;
        for &renewing in index.renewing.get(&datum).into_iter().flatten() {
            if Some(renewing) == point {
                continue;
            }
            let older = match point {
                Some(point) => self.precedes(renewing, point)?,
                None => Set::NONE,
            };
            let later = self.precedes(step, renewing)?;
            let mut here = self.diagram.minus(self.happens(renewing), older)?;
            here = self.diagram.minus(here, later)?;
            outdated = self.diagram.or(outdated, here)?;
        }
        Ok(outdated)
    }

    /// True where points at two steps concern one instance of a datum.
    fn one_instance(&self, a: Key<Step>, b: Key<Step>, datum: Datum, one_body: bool) -> bool {
        let (a, b) = (self.journey.steps[a].per, self.journey.steps[b].per);
        let per_party = |per: Option<Actor>| per == Some(Actor::Party(datum.party));
        let plural = self.journey.parties[datum.party].plural;
        if plural && per_party(a) != per_party(b) {
            return false;
        }
        let per_organisation = |per| matches!(per, Some(Actor::Organisation(_)));
        !one_body || a == b || !(per_organisation(a) || per_organisation(b))
    }
}

impl<'m> Index<'m> {
    fn request(&mut self, request: RequestFact<'m>) {
        let of_datum = self.requests_of.entry(request.datum).or_default();
        of_datum.entry(request.body).or_default().push(self.requests.len());
        // While it is made, nobody else has it.
        Rc::make_mut(&mut self.requests).push(request);
    }

    fn are_alternatives(&self, a: Key<Step>, b: Key<Step>) -> bool {
        let (Some(a), Some(b)) = (self.alternatives.get(&a), self.alternatives.get(&b)) else { return false };
        a.iter().any(|(group, part)| b.iter().any(|(other, its)| group == other && part != its))
    }
}

/// Notes for every step before a link of an `AnyOf` in which part of it the link stands.
fn alternatives(
    journey: &Journey,
    after: &After,
    groups: &mut usize,
    into: &mut BTreeMap<Key<Step>, Vec<(usize, usize)>>,
) {
    match after {
        After::Start | After::Link(_) => {}
        After::AllOf(parts) => parts.iter().for_each(|part| alternatives(journey, part, groups, into)),
        After::AnyOf(parts) => {
            let group = *groups;
            *groups += 1;
            for (number, part) in parts.iter().enumerate() {
                for link in part.links() {
                    into.entry(journey.links[link].from).or_default().push((group, number));
                }
                alternatives(journey, part, groups, into);
            }
        }
    }
}
