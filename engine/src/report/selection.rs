//! Findings narrowed to what a reader answers for.

use crate::change::Change;
use crate::finding::{Analysis, Finding, LawPoint, Named};
use crate::model::Level;
use crate::overview::{Body, Event, Overview};
use crate::snapshot::{SavedFinding, SavedThing};
use crate::words::{Lang, Words, closest};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What to keep; everything where nothing is chosen. What is chosen of several kinds must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// The life events, by id.
    pub events: Vec<String>,
    /// A ministry, by id: what it or a body under it must act on, and what it answers for as coordinator.
    pub ministry: Option<String>,
    /// An organisation, by id: what it or a unit of it must act on, gives, receives or holds.
    pub organisation: Option<String>,
    /// A law: the id of a provision, the beginning of such ids before the section, or the name of the law.
    pub law: Option<String>,
    /// What municipalities must act on, give, receive or hold, and what differs between them.
    pub municipalities: bool,
}

/// A name that nothing in the models has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What was asked for.
    pub message: Words,
}

impl Selection {
    /// Keeps of the analysis and the overview what was chosen, and tells in words what that is.
    ///
    /// Errors of the model are always kept.
    ///
    /// # Errors
    /// [`Unknown`], where a name is in no model.
    pub fn narrow(
        &self,
        analysis: &mut Analysis,
        overview: &mut Overview,
        lang: Lang,
    ) -> Result<Vec<String>, Unknown> {
        let told = self.check(overview, lang)?;
        if !self.events.is_empty() {
            analysis.journeys.retain(|journey| self.events.contains(&journey.id));
            overview.events.retain(|event| self.events.contains(&event.id));
        }
        analysis.findings.retain(|finding| super::is_model_error(finding) || self.keeps(finding, overview));
        let named: BTreeSet<&String> =
            analysis.findings.iter().flat_map(|finding| &finding.sources).collect();
        analysis.sources.retain(|source| named.contains(&source.id));
        Ok(told)
    }

    /// Keeps of a change what was chosen; `analysis` and `overview` are as [`narrow`](Self::narrow) left them.
    ///
    /// Findings that are no more are chosen by what is saved of them: who had to act, who held it, and the law, but
    /// not who gave and received. A finding that has changed is kept where it was chosen before or is now.
    pub fn narrow_change(&self, change: &mut Change, analysis: &Analysis, overview: &Overview) {
        if *self == Self::default() {
            return;
        }
        let ids: BTreeSet<&str> = analysis.findings.iter().map(|finding| finding.id.as_str()).collect();
        let kept = |id: &str| ids.contains(id);
        let was_kept = |finding: &SavedFinding| self.kept(finding, analysis, overview);
        change.opened.retain(|finding| kept(&finding.id));
        change.changed.retain(|changed| kept(&changed.new.id) || was_kept(&changed.old));
        change.unchanged.retain(|id| kept(id));
        change.closed.retain(was_kept);
        change.untold.retain(was_kept);
        if !self.events.is_empty() {
            change.journeys.retain(|journey| self.events.contains(&journey.event.id));
            change.total.clear();
        }
    }

    /// Whether a finding of an earlier result was chosen, as far as is saved of it.
    fn kept(&self, finding: &SavedFinding, analysis: &Analysis, overview: &Overview) -> bool {
        let coordinator = || {
            let journey = analysis.journeys.iter().find(|journey| journey.id == finding.journey);
            journey.and_then(|journey| journey.coordinator.as_ref())
        };
        let is_ministry = |id: &String| {
            let acts = [&finding.lead, &finding.lead_ministry].into_iter().flatten();
            acts.into_iter().any(|one| &one.id == id) || is(coordinator(), id)
        };
        let is_organisation = |id: &String| saved(finding).any(|one| is_body_of(&one.id, id, overview));
        let mut laws = finding.cases.iter().flat_map(|case| &case.law).filter_map(|point| point.id.as_ref());
        (self.events.is_empty() || self.events.contains(&finding.journey))
            && self.ministry.as_ref().is_none_or(is_ministry)
            && self.organisation.as_ref().is_none_or(is_organisation)
            && self.law.as_ref().is_none_or(|law| laws.any(|id| is_provision_of(id, law, overview)))
            && (!self.municipalities || concerned_municipalities(finding, overview))
    }

    fn keeps(&self, finding: &Finding, overview: &Overview) -> bool {
        let event = finding.journey.as_ref();
        (self.events.is_empty() || event.is_some_and(|id| self.events.contains(id)))
            && self.ministry.as_ref().is_none_or(|id| concerns_ministry(finding, id))
            && self.organisation.as_ref().is_none_or(|id| concerns_organisation(finding, id, overview))
            && self
                .law
                .as_ref()
                .is_none_or(|law| points(finding).any(|point| is_of_law(point, law, overview)))
            && (!self.municipalities || concerns_municipalities(finding, overview))
    }

    /// What was chosen in words.
    fn check(&self, overview: &Overview, lang: Lang) -> Result<Vec<String>, Unknown> {
        let mut told = Vec::new();
        for id in &self.events {
            let event = overview.events.iter().find(|event| &event.id == id);
            let ids = || overview.events.iter().map(|event| event.id.as_str());
            event.ok_or_else(|| unknown(LIFE_EVENT, id, ids()))?;
        }
        for (id, what) in [(&self.ministry, MINISTRY), (&self.organisation, ORGANISATION)] {
            let Some(id) = id else { continue };
            let is_ministry = |body: &&Body| body.ministry.as_ref().is_some_and(|own| own.id == body.id);
            let candidates =
                || overview.organisations.iter().filter(|body| what != MINISTRY || is_ministry(body));
            let found = candidates().find(|body| &body.id == id);
            let found = found.ok_or_else(|| unknown(what, id, candidates().map(|body| body.id.as_str())))?;
            told.push(super::wording::name_or_id(&found.name, id, lang));
        }
        if let Some(law) = &self.law {
            let named = || overview.provisions.iter().filter(|one| names_law(&one.id, Some(&one.law), law));
            let Some(first) = named().next() else {
                let acts = overview.provisions.iter().filter_map(|one| one.id.split('_').next());
                let names = overview.provisions.iter().map(|one| one.law.get(lang));
                let ids = overview.provisions.iter().map(|one| one.id.as_str());
                return Err(unknown(LAW, law, acts.chain(names).chain(ids)));
            };
            let name = super::wording::words(&first.law, lang);
            let section = first.section.as_deref().filter(|_| named().count() == 1);
            told.push(
                section.map_or(name.clone(), |section| super::wording::plain(&format!("{name} {section}"))),
            );
        }
        if self.municipalities {
            told.push(super::wording::say(lang, "kommunene", "kommunane", "municipalities").to_owned());
        }
        Ok(told)
    }
}

/// What is asked for, in each language.
type What = [&'static str; 3];

const LIFE_EVENT: What = ["livshendelse", "livshending", "life event"];
const MINISTRY: What = ["departement", "departement", "ministry"];
const ORGANISATION: What = ["virksomhet", "verksemd", "organisation"];
const LAW: What = ["lov", "lov", "law"];

fn unknown<'a>(what: What, name: &str, ids: impl Iterator<Item = &'a str>) -> Unknown {
    let [nb, nn, en] = what;
    let name = super::wording::plain(name);
    let near = closest(&name, ids);
    let meant = |text: &str| near.map(|near| format!("; {text} `{near}`?")).unwrap_or_default();
    Unknown {
        message: Words::new(
            format!("ukjent {nb} `{name}`{}", meant("mente du")),
            format!("ukjend {nn} `{name}`{}", meant("meinte du")),
            format!("unknown {en} `{name}`{}", meant("did you mean")),
        ),
    }
}

fn is(one: Option<&Named>, id: &str) -> bool {
    one.is_some_and(|one| one.id == id)
}

fn concerns_ministry(finding: &Finding, id: &str) -> bool {
    [&finding.lead, &finding.lead_ministry, &finding.coordinator].into_iter().any(|one| is(one.as_ref(), id))
}

/// Everybody that a finding names.
fn named(finding: &Finding) -> impl Iterator<Item = &Named> {
    let cases = finding.cases.iter().flat_map(|case| [&case.lead, &case.holder]);
    [&finding.lead, &finding.giver, &finding.receiver].into_iter().chain(cases).flatten()
}

fn concerns_organisation(finding: &Finding, id: &str, overview: &Overview) -> bool {
    named(finding).any(|one| is_body_of(&one.id, id, overview))
}

/// True for the organisation `of` and its units.
fn is_body_of(id: &str, of: &str, overview: &Overview) -> bool {
    id == of || body(id, overview).is_some_and(|body| body.legal_body == of)
}

fn body<'o>(id: &str, overview: &'o Overview) -> Option<&'o Body> {
    overview.organisations.iter().find(|body| body.id == id)
}

fn concerns_municipalities(finding: &Finding, overview: &Overview) -> bool {
    let when = finding.condition.iter().flat_map(|courses| courses.when.iter().flatten());
    let mut variables = when.map(|(variable, _)| variable);
    let event = finding.journey.as_ref().and_then(|id| event(id, overview));
    named(finding).any(|one| is_municipality(&one.id, overview))
        || variables.any(|variable| differs(variable, event))
}

/// The same for a finding of an earlier result, as far as is saved of it.
fn concerned_municipalities(finding: &SavedFinding, overview: &Overview) -> bool {
    let mut variables =
        finding.courses.iter().flat_map(|courses| courses.when.iter().flat_map(|one| one.keys()));
    let event = event(&finding.journey, overview);
    saved(finding).any(|one| is_municipality(&one.id, overview))
        || variables.any(|variable| differs(variable, event))
}

fn event<'o>(id: &str, overview: &'o Overview) -> Option<&'o Event> {
    overview.events.iter().find(|event| event.id == id)
}

fn is_municipality(id: &str, overview: &Overview) -> bool {
    body(id, overview).is_some_and(|body| body.level == Level::Municipality)
}

/// True for a circumstance that municipalities differ in.
fn differs(variable: &Arc<str>, event: Option<&Event>) -> bool {
    let mut all = event.into_iter().flat_map(|event| &event.variables);
    all.any(|one| one.by_municipality && one.id.as_str() == &**variable)
}

/// Everybody that is saved of a finding.
fn saved(finding: &SavedFinding) -> impl Iterator<Item = &SavedThing> {
    let cases = finding.cases.iter().flat_map(|case| [&case.lead, &case.holder]);
    [&finding.lead].into_iter().chain(cases).flatten()
}

fn points(finding: &Finding) -> impl Iterator<Item = &LawPoint> {
    finding.cases.iter().flat_map(|case| &case.law)
}

fn is_of_law(point: &LawPoint, law: &str, overview: &Overview) -> bool {
    point.id.as_ref().is_some_and(|id| is_provision_of(id, law, overview))
}

fn is_provision_of(id: &str, law: &str, overview: &Overview) -> bool {
    let provision = overview.provisions.iter().find(|one| one.id == id);
    names_law(id, provision.map(|one| &one.law), law)
}

fn names_law(id: &str, name: Option<&Words>, law: &str) -> bool {
    let begins = id.strip_prefix(law).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    begins
        || name.is_some_and(|name| Lang::ALL.into_iter().any(|lang| name.get(lang).eq_ignore_ascii_case(law)))
}
