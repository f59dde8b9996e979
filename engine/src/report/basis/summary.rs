//! The first page: what is gravest, what is to be decided, how sure it is, and of what date.

use super::measures::{Package, packages};
use super::{Told, findings, section};
use crate::finding::Finding;
use crate::report::document::{Block, Inline, Line, Section, line};
use crate::report::facts;
use crate::report::number::finding_number;
use crate::report::wording::{capital, named, plain, words};

/// How many findings and decisions the first page names.
const FIRST: usize = 3;
/// The length of a condition on the first page, in characters.
const PHRASE: facts::Measure = facts::Measure { steps: 0, phrase: 160 };

pub(super) fn part(told: &Told<'_>) -> Section {
    let mut part = section("summary", told.say("Sammendrag", "Samandrag", "Summary"));
    part.blocks.push(Block::Paragraph(picture(told)));
    part.blocks.push(Block::Numbers(numbers(told)));
    let gravest = gravest(told);
    if !gravest.is_empty() {
        let mut sub = section(
            "gravest",
            told.say("De alvorligste funnene", "Dei mest alvorlege funna", "The gravest findings"),
        );
        sub.blocks
            .push(Block::Steps(gravest.into_iter().map(|finding| told_shortly(told, finding)).collect()));
        part.sections.push(sub);
    }
    let packages = packages(told);
    let mut sub = section(
        "decisions",
        told.say("Beslutninger det bes om", "Avgjerder det blir bede om", "Decisions asked for"),
    );
    let decisions: Vec<Line> = packages.iter().take(FIRST).map(|package| decision(told, package)).collect();
    sub.blocks.push(match decisions.is_empty() {
        true => Block::Paragraph(told.open()),
        false => Block::Steps(decisions),
    });
    part.sections.push(sub);
    let mut sub = section(
        "certainty",
        told.say("Hvor sikkert er dette?", "Kor sikkert er dette?", "How sure is this?"),
    );
    sub.blocks.extend(certainty(told).into_iter().map(Block::Paragraph));
    part.sections.push(sub);
    part
}

/// The whole in a few sentences.
fn picture(told: &Told<'_>) -> Line {
    let (act, notes) = (told.to_act_on().count(), told.notes());
    if told.found.is_empty() {
        return told.line(
            "Analysen har ingen funn i det som er valgt.",
            "Analysen har ingen funn i det som er valt.",
            "The analysis has no findings in what was selected.",
        );
    }
    let events = told.analysis.journeys.iter().filter(|journey| journey.analysed).count();
    let mut ministries: Vec<_> =
        told.to_act_on().filter_map(|finding| finding.lead_ministry.as_ref()).collect();
    ministries.sort_unstable();
    ministries.dedup();
    let (act, ministries) = (findings(told, act), ministries.len());
    line(&match told.lang {
        crate::words::Lang::Nb => format!(
            "Modellene av {events} livshendelse(r) viser {act} som noen må gjøre noe med, fordelt på {ministries} \
             departement(er) og virksomhetene under dem, og virksomheter utenfor staten. \
             I tillegg kommer {notes} merknad(er): opplysninger som bare personen kan gi, men som flere spør om."
        ),
        crate::words::Lang::Nn => format!(
            "Modellane av {events} livshending(ar) viser {act} som nokon må gjere noko med, fordelte på {ministries} \
             departement og verksemdene under dei, og verksemder utanfor staten. \
             I tillegg kjem {notes} merknad(er): opplysningar som berre personen kan gje, men som fleire spør om."
        ),
        crate::words::Lang::En => format!(
            "The models of {events} life event(s) show {act} that somebody must act on, spread over {ministries} \
             ministries and the bodies under them, and bodies outside the state. \
             There are {notes} notes besides: data that only the person can give, but that several ask for."
        ),
    })
}

/// The figures of all events together that a reader wants first.
fn numbers(told: &Told<'_>) -> Vec<(String, String)> {
    let sum = |of: fn(&crate::overview::Figures) -> usize| -> String {
        told.overview.events.iter().map(|event| of(&event.figures)).sum::<usize>().to_string()
    };
    let label = |nb, nn, en| told.say(nb, nn, en).to_owned();
    vec![
        (
            told.to_act_on().count().to_string(),
            label("funn å handle på", "funn å handle på", "findings to act on"),
        ),
        (
            sum(|one| one.interactions),
            label("ting personen må gjøre", "ting personen må gjere", "things the person must do"),
        ),
        (
            sum(|one| one.carried + one.unprompted),
            label(
                "overganger personen selv må sørge for",
                "overgangar personen sjølv må syte for",
                "handovers the person must see to",
            ),
        ),
        (
            sum(|one| one.requests),
            label("spørsmål om opplysninger", "spørsmål om opplysningar", "requests for data"),
        ),
    ]
}

/// The gravest, verified ones first; one for each check and whoever must act, so that one body's many alike do not
/// hide the others.
fn gravest<'a>(told: &Told<'a>) -> Vec<&'a Finding> {
    let mut all: Vec<&Finding> = told.to_act_on().collect();
    all.sort_by_key(|finding| (told.tier(finding), !finding.verified));
    let mut chosen: Vec<&Finding> = Vec::new();
    for finding in all {
        let alike = |one: &&Finding| one.check == finding.check && one.lead == finding.lead;
        if chosen.len() < FIRST && !chosen.iter().any(alike) {
            chosen.push(finding);
        }
    }
    chosen
}

fn told_shortly(told: &Told<'_>, finding: &Finding) -> Line {
    let lang = told.lang;
    let mut all = vec![Inline::Strong(format!("{}.", capital(&words(&finding.message, lang)))), " ".into()];
    if let Some(courses) = finding.condition.as_deref() {
        let when = match courses.condition == "true" {
            true => told
                .say("I alle livssituasjoner", "I alle livssituasjonar", "In every life situation")
                .to_owned(),
            false => {
                let word = told.say("Når", "Når", "When");
                format!("{word} {}", facts::phrase(courses, lang, PHRASE))
            }
        };
        all.extend(line(&format!("{when}. ")));
    }
    let event = finding.journey.as_deref().map(|id| told.event_name(id)).unwrap_or_default();
    let act = told.say("Må handle", "Må handle", "Must act");
    let actor = told.actor(finding.lead.as_ref(), finding.lead_ministry.as_ref());
    all.extend(line(&format!("{event}. {act}: {actor}. ")));
    all.push(Inline::Jump { to: super::entry::anchor(finding), text: finding_number(&finding.id) });
    all
}

/// Who decides what, and what it closes.
pub(super) fn decision(told: &Told<'_>, package: &Package<'_>) -> Line {
    let name = package
        .lead
        .or(package.ministry)
        .map_or_else(|| told.must_be_studied().to_owned(), |one| named(one, told.lang));
    let ministry =
        package.ministry.filter(|ministry| Some(*ministry) != package.lead && package.lead.is_some());
    let ministry = ministry.map(|one| format!(" ({})", named(one, told.lang))).unwrap_or_default();
    let closes = told.say("Lukker", "Lukkar", "Closes");
    let number = findings(told, package.findings.len());
    let mut all = vec![
        Inline::Strong(format!("{} {}", capital(&name), package.measure.decision(told.lang))),
        format!("{ministry}. {closes} {number}.").into(),
    ];
    if let Some(first) = package.findings.first() {
        all.push(format!(" {} ", told.say("Det alvorligste:", "Det mest alvorlege:", "The gravest:")).into());
        all.push(Inline::Jump { to: super::entry::anchor(first), text: finding_number(&first.id) });
    }
    all
}

fn certainty(told: &Told<'_>) -> Vec<Line> {
    let all = told.found.len();
    let sure = told.found.iter().filter(|finding| finding.verified).count();
    let as_of = plain(&told.analysis.as_of);
    let last = told.analysis.journeys.iter().map(|journey| journey.last_checked.as_str()).max();
    let checked = plain(last.unwrap_or_default());
    let first = match told.lang {
        crate::words::Lang::Nb => format!(
            "{sure} av {all} funn hviler bare på det som er kontrollert mot kildene. Resten hviler også på noe som er \
             sluttet eller ikke kontrollert; hvert funn sier hvilket, og da står «kan bryte», ikke «bryter». \
             Lover og ansvar er vurdert per {as_of}; modellene er sist kontrollert {checked}."
        ),
        crate::words::Lang::Nn => format!(
            "{sure} av {all} funn kviler berre på det som er kontrollert mot kjeldene. Resten kviler òg på noko som er \
             slutta eller ikkje kontrollert; kvart funn seier kva for eit, og då står det «kan bryte», ikkje «bryt». \
             Lover og ansvar er vurderte per {as_of}; modellane er sist kontrollerte {checked}."
        ),
        crate::words::Lang::En => format!(
            "{sure} of {all} findings rest only on what is verified against the sources. The others also rest on \
             something inferred or not verified; each finding says so, and then it says “may breach”, not “breaches”. \
             Laws and responsibilities are taken as of {as_of}; the models were last checked on {checked}."
        ),
    };
    let what_not = told.line(
        "Dette er et grunnlag for en minimumsanalyse. Det er ingen utredning, ikke juridisk rådgivning og ingen offisiell måling, \
         og det sier ikke hvor mange mennesker som er rammet. Kostnader og gevinster er ikke regnet ut: der modellen er taus, står det «Må utredes».",
        "Dette er eit grunnlag for ein minimumsanalyse. Det er inga utgreiing, ikkje juridisk rådgjeving og inga offisiell måling, \
         og det seier ikkje kor mange menneske som er råka. Kostnader og gevinstar er ikkje rekna ut: der modellen er taus, står det «Må greiast ut».",
        "This is a basis for a minimum analysis. It is no official study, no legal advice and no official measurement, \
         and it does not say how many people are affected. Costs and benefits are not computed: where the model is silent, it says “Must be studied”.",
    );
    vec![line(&first), what_not]
}
