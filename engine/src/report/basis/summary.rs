//! The first page: what is gravest, what is to be decided, how sure it is, and of what date.

use super::measures::{Package, packages};
use super::{Told, findings, section};
use crate::figures::Counts;
use crate::finding::{CourseSet, Finding, Severity};
use crate::model::Carrier;
use crate::report::document::{Block, Inline, Line, Section, line};
use crate::report::facts;
use crate::report::number::finding_number;
use crate::report::wording::{Noun, capital, count, date, name_or_id, named, thousands, words};
use crate::words::Lang;

/// How many findings and decisions the first page names.
const FIRST: usize = 3;
/// A condition is told by its shortest alternative, whole.
const PHRASE: facts::Measure = facts::Measure { steps: 0, phrase: usize::MAX };

pub(super) fn part(told: &Told<'_>) -> Section {
    let mut part = section("summary", told.say("Sammendrag", "Samandrag", "Summary"));
    part.blocks.push(Block::Paragraph(picture(told)));
    part.blocks.extend(own_part(told).map(Block::Paragraph));
    part.blocks.push(Block::Numbers(numbers(told)));
    if !told.options.selection.is_empty() {
        part.blocks.push(Block::Paragraph(told.line(
            "De tre siste tallene er for livshendelsene i sin helhet, ikke bare for utvalget.",
            "Dei tre siste tala er for livshendingane i sin heilskap, ikkje berre for utvalet.",
            "The last three numbers are of the life events as a whole, not only of the selection.",
        )));
    }
    let gravest = gravest(told);
    if !gravest.is_empty() {
        let mut sub = section(
            "gravest",
            told.say(
                "De alvorligste funnene, ett for hver som må handle",
                "Dei mest alvorlege funna, eitt for kvar som må handle",
                "The gravest findings, one for each body that must act",
            ),
        );
        sub.blocks.push(Block::Paragraph(whose_gravest(told, gravest.len())));
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
    sub.blocks.push(Block::Paragraph(way_to_all(told)));
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
    let (act, notes) = (findings(told, told.to_act_on().count()), told.notes());
    if told.found.is_empty() {
        return told.line(
            "Analysen har ingen funn i det som er valgt.",
            "Analysen har ingen funn i det som er valt.",
            "The analysis has no findings in what was selected.",
        );
    }
    let lang = told.lang;
    let events = told.analysis.journeys.iter().filter(|journey| journey.analysed).count();
    let mut ministries: Vec<_> =
        told.to_act_on().filter_map(|finding| finding.lead_ministry.as_ref()).collect();
    ministries.sort_unstable();
    ministries.dedup();
    let events = count(lang, events, Noun::LifeEvent);
    let others = told.to_act_on().any(|finding| finding.lead_ministry.is_none());
    let who = who_closes(lang, ministries.len(), others);
    let mut text = match lang {
        Lang::Nb => {
            format!("Modellen av {events} viser {act} å handle på. Det er {who} som må lukke funnene.")
        }
        Lang::Nn => format!("Modellen av {events} viser {act} å handle på. Det er {who} som må lukke funna."),
        Lang::En => format!("The model of {events} shows {act} to act on. It is for {who} to close them."),
    };
    if notes > 0 {
        let are = if notes == 1 { "is" } else { "are" };
        let notes = count(lang, notes, Noun::Severity(Severity::Note));
        text += &match lang {
            Lang::Nb => format!(" I tillegg kommer {notes}"),
            Lang::Nn => format!(" I tillegg kjem {notes}"),
            Lang::En => format!(" There {are} {notes} besides"),
        };
        text += match (are_mostly_asked_by_several(told), lang) {
            (false, _) => ".",
            (true, Lang::Nb) => {
                ", mest opplysninger som ingen virksomhet har sikkert fra før, og som flere spør om."
            }
            (true, Lang::Nn) => {
                ", mest opplysningar som inga verksemd har sikkert frå før, og som fleire spør om."
            }
            (true, Lang::En) => {
                ", mostly data that no body has for certain already, and that several ask for."
            }
        };
    }
    line(&text)
}

/// Whether most of the notes are of data that several ask for and no body has for certain.
fn are_mostly_asked_by_several(told: &Told<'_>) -> bool {
    let notes = told.found.iter().filter(|finding| finding.severity == Severity::Note);
    let of_several = notes.filter(|finding| finding.check == "data/asked-by-several").count();
    2 * of_several > told.notes()
}

/// Who must close the findings: so many ministries must act on some, and bodies without a ministry on others.
fn who_closes(lang: Lang, ministries: usize, others: bool) -> String {
    let number = count(lang, ministries, Noun::Ministry);
    let without = match lang {
        Lang::Nb => "virksomheter uten departement",
        Lang::Nn => "verksemder utan departement",
        Lang::En => "bodies without a ministry",
    };
    let under = match (lang, ministries) {
        (_, 0) => return without.to_owned(),
        (Lang::Nb, 1) => "og virksomheter under det",
        (Lang::Nn, 1) => "og verksemder under det",
        (Lang::En, 1) => "and bodies under it",
        (Lang::Nb, _) => "og virksomheter under dem",
        (Lang::Nn, _) => "og verksemder under dei",
        (Lang::En, _) => "and bodies under them",
    };
    match (others, lang) {
        (false, _) => format!("{number} {under}"),
        (true, Lang::Nb | Lang::Nn) => format!("{number} {under}, og {without},"),
        (true, Lang::En) => format!("{number} {under}, and for {without},"),
    }
}

/// Where the report is for one ministry: how much of it is for that ministry to act on.
fn own_part(told: &Told<'_>) -> Option<Line> {
    let ministry = told.options.ministry.as_ref().filter(|_| !told.found.is_empty())?;
    let body = told.overview.organisations.iter().find(|body| &body.id == ministry)?;
    let name = name_or_id(&body.name, &body.id, told.lang);
    let own =
        told.to_act_on().filter(|one| told.is_own(one.lead.as_ref(), one.lead_ministry.as_ref())).count();
    let (own, other) = (findings(told, own), told.to_act_on().count() - own);
    let its = match told.lang {
        Lang::Nb => format!("{own} må {name} eller virksomheter under det handle på."),
        Lang::Nn => format!("{own} må {name} eller verksemder under det handle på."),
        Lang::En => format!("{own} are for {name} or bodies under it to act on."),
    };
    if other == 0 {
        return Some(line(&its));
    }
    let others = match told.lang {
        Lang::Nb => format!(
            "I de andre {other} er det samordner for livshendelsen, og andre må handle; de står sist."
        ),
        Lang::Nn => format!(
            "I dei andre {other} er det samordnar for livshendinga, og andre må handle; dei står sist."
        ),
        Lang::En => format!(
            "In the other {other} it is the coordinator of the life event, and others must act; they come last."
        ),
    };
    Some(line(&format!("{its} {others}")))
}

/// The way to what each ministry must do.
fn way_to_all(told: &Told<'_>) -> Line {
    let jump = told.say(
        "alle som må handle, departement for departement",
        "alle som må handle, departement for departement",
        "everyone who must act, ministry by ministry",
    );
    let mut text = told.line("Se også ", "Sjå òg ", "See also ");
    text.push(Inline::Jump { to: "who".to_owned(), text: jump.to_owned() });
    text.push(".".into());
    text
}

/// The figures of all events together that a reader wants first.
fn numbers(told: &Told<'_>) -> Vec<(String, String)> {
    let total = Counts::together(told.overview.events.iter().map(|event| &event.figures.counts));
    let number = |number: usize| thousands(told.lang, number);
    let label = |nb, nn, en| told.say(nb, nn, en).to_owned();
    vec![
        (
            told.to_act_on().count().to_string(),
            label("funn å handle på", "funn å handle på", "findings to act on"),
        ),
        (
            number(total.interactions),
            label("ting personen må gjøre", "ting personen må gjere", "things the person must do"),
        ),
        (
            number(total.handovers.of(&[Carrier::Person, Carrier::Unprompted])),
            label(
                "overganger personen selv må sørge for",
                "overgangar personen sjølv må syte for",
                "handovers the person must see to",
            ),
        ),
        (
            number(total.requests.all()),
            label("spørsmål om opplysninger", "spørsmål om opplysningar", "requests for data"),
        ),
    ]
}

/// Whose findings are named, and where the others are.
fn whose_gravest(told: &Told<'_>, shown: usize) -> Line {
    let mut text = match shown {
        FIRST => told.line(
            "Her er det alvorligste funnet hos hver av de tre som har de alvorligste",
            "Her er det mest alvorlege funnet hos kvar av dei tre som har dei mest alvorlege",
            "Here is the gravest finding of each of the three that have the gravest",
        ),
        _ => told.line(
            "Her er det alvorligste funnet hos hver som må handle",
            "Her er det mest alvorlege funnet hos kvar som må handle",
            "Here is the gravest finding of each that must act",
        ),
    };
    if told.options.ministry.is_some() {
        text.extend(told.line(
            ", først hos departementet selv og virksomheter under det",
            ", først hos departementet sjølv og verksemder under det",
            ", first of the ministry itself and of bodies under it",
        ));
    }
    text.extend(told.line(
        ". En virksomhet kan ha flere like alvorlige; alle står i ",
        ". Ei verksemd kan ha fleire like alvorlege; alle står i ",
        ". A body may have several as grave; all are in ",
    ));
    let annex = told.say("vedlegg A", "vedlegg A", "annex A");
    text.extend([Inline::Jump { to: "a".to_owned(), text: annex.to_owned() }, ".".into()]);
    text
}

/// The gravest of each that must act, and not the gravest of all: these are often many alike of one body, and who reads
/// only the first page would not see that others must act too. A minister can do more with three different matters
/// than with one told three times; the heading says which three they are.
fn gravest<'a>(told: &Told<'a>) -> Vec<&'a Finding> {
    let mut all: Vec<&Finding> = told.to_act_on().collect();
    let own = |finding: &Finding| told.is_own(finding.lead.as_ref(), finding.lead_ministry.as_ref());
    all.sort_by_key(|finding| (!own(finding), told.rank(finding)));
    let mut chosen: Vec<&Finding> = Vec::new();
    for finding in all {
        let alike = |one: &&Finding| one.lead == finding.lead && one.lead_ministry == finding.lead_ministry;
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
        all.extend(line(&format!("{}. ", when(told, courses))));
    }
    let event = finding.journey.as_deref().map(|id| told.event_name(id)).unwrap_or_default();
    let act = told.say("Må handle", "Må handle", "Must act");
    let actor = told.actor(finding.lead.as_ref(), finding.lead_ministry.as_ref());
    let sure = capital(facts::confidence(finding, lang));
    all.extend(line(&format!("{event}. {act}: {actor}. {sure}. ")));
    all.push(Inline::Jump { to: super::entry::anchor(finding), text: finding_number(&finding.id) });
    all
}

/// The condition, or the shortest of its alternatives.
fn when(told: &Told<'_>, courses: &CourseSet) -> String {
    if courses.condition == "true" {
        let text = told.say("I alle livssituasjoner", "I alle livssituasjonar", "In every life situation");
        return text.to_owned();
    }
    let phrase = facts::phrase(courses, told.lang, PHRASE);
    let alternatives: Vec<&str> = phrase.split(told.say("; eller ", "; eller ", "; or ")).collect();
    let shortest = alternatives.iter().min_by_key(|text| text.chars().count()).copied().unwrap_or_default();
    match alternatives.len() {
        1 => format!("{} {shortest}", told.say("Når", "Når", "When")),
        _ => format!(
            "{} {shortest}",
            told.say("Blant annet når", "Mellom anna når", "Among other cases, when")
        ),
    }
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
        format!("{ministry}. {closes} {number}").into(),
    ];
    if let Some(first) = package.findings.first() {
        let gravest =
            told.say(". Det alvorligste av dem:", ". Det mest alvorlege av dei:", ". The gravest of them:");
        let label = if package.findings.len() == 1 { ":" } else { gravest };
        all.push(format!("{label} ").into());
        all.push(Inline::Jump { to: super::entry::anchor(first), text: finding_number(&first.id) });
    }
    all
}

fn certainty(told: &Told<'_>) -> Vec<Line> {
    let all = told.found.len();
    let sure = told.found.iter().filter(|finding| finding.verified).count();
    let as_of = date(told.lang, &told.analysis.as_of);
    let last = told.analysis.journeys.iter().map(|journey| journey.last_checked.as_str()).max();
    let checked = date(told.lang, last.unwrap_or_default());
    let rest = match told.lang {
        _ if all == 0 => String::new(),
        Lang::Nb => format!(
            "{sure} av {all} funn hviler bare på det som er kontrollert mot kildene. Resten hviler også på noe som er \
             utledet eller ikke kontrollert, og det står ved hvert funn. «Bryter» står bare om de tilfellene der det \
             avgjørende er kontrollert, ellers står det «kan bryte». "
        ),
        Lang::Nn => format!(
            "{sure} av {all} funn kviler berre på det som er kontrollert mot kjeldene. Resten kviler òg på noko som er \
             utleidd eller ikkje kontrollert, og det står ved kvart funn. «Bryt» står berre om dei tilfella der det \
             avgjerande er kontrollert, elles står det «kan bryte». "
        ),
        Lang::En => format!(
            "{sure} of {all} findings rest only on what is verified against the sources. The others also rest on \
             something inferred or not verified, and each finding says so. “Breaches” is said only of those cases in \
             which what decides it is verified; else it says “may breach”. "
        ),
    };
    let dates = match told.lang {
        Lang::Nb => {
            format!("Lover og ansvar er vurdert per {as_of}; modellene er sist kontrollert {checked}.")
        }
        Lang::Nn => {
            format!("Lover og ansvar er vurderte per {as_of}; modellane er sist kontrollerte {checked}.")
        }
        Lang::En => format!(
            "Laws and responsibilities are taken as of {as_of}; the models were last checked on {checked}."
        ),
    };
    let first = format!("{rest}{dates}");
    let what_not = told.line(
        "Dette er et grunnlag for en minimumsanalyse. Det er ingen utredning, ikke juridisk rådgivning og ingen offisiell måling, \
         og det sier ikke hvor mange mennesker som er rammet. Kostnader og gevinster er ikke regnet ut: der modellen er taus, står det «Må utredes».",
        "Dette er eit grunnlag for ein minimumsanalyse. Det er inga utgreiing, ikkje juridisk rådgiving og inga offisiell måling, \
         og det seier ikkje kor mange menneske som er råka. Kostnader og gevinstar er ikkje rekna ut: der modellen er taus, står det «Må greiast ut».",
        "This is a basis for a minimum analysis. It is no official study, no legal advice and no official measurement, \
         and it does not say how many people are affected. Costs and benefits are not computed: where the model is silent, it says “Must be studied”.",
    );
    vec![line(&first), what_not]
}
