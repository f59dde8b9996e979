//! What has changed since an earlier result: figures before and after, and what was closed, opened and changed.

use super::entry::anchor_of;
use super::{Told, findings, section};
use crate::change::{Aspect, Change, Changed, FigureChange};
use crate::finding::Finding;
use crate::report::change::{self as wording, Fate};
use crate::report::document::{Block, Filter, Inline, Line, Section, Table, line};
use crate::report::number::finding_number;
use crate::report::wording::{capital, date, plain, thousands, words};
use crate::snapshot::SavedFinding;
use std::collections::{BTreeMap, BTreeSet};

/// The key of what has become of findings, for filtering.
pub(super) const KEY: &str = "since";
/// The length of a condition before and after, in characters.
const LENGTH: usize = 300;

/// What has become of the findings that are not as they were, by id.
pub(super) fn fates(change: &Change) -> BTreeMap<&str, Fate> {
    let opened = change.opened.iter().map(|finding| (finding.id.as_str(), Fate::Opened));
    let changed = change.changed.iter().map(|changed| (changed.new.id.as_str(), Fate::of(changed)));
    opened.chain(changed).collect()
}

/// The word that the entry of a finding bears that is new or not as it was.
pub(super) fn mark(told: &Told<'_>, finding: &Finding) -> Option<&'static str> {
    match told.fate(finding)? {
        Fate::Unchanged => None,
        Fate::Opened => Some(told.say("Nytt", "Nytt", "New")),
        fate => Some(fate.name(told.lang)),
    }
}

/// What findings can be chosen by: what has become of them.
pub(super) fn filter(told: &Told<'_>) -> Option<Filter> {
    let change = told.options.since.as_ref()?;
    let fates: BTreeSet<Fate> = told.found.iter().filter_map(|finding| told.fate(finding)).collect();
    let value = |fate: Fate| (fate.id().to_owned(), fate.name(told.lang).to_owned());
    Some(Filter {
        key: KEY.to_owned(),
        label: title(told, change),
        values: fates.into_iter().map(value).collect(),
    })
}

pub(super) fn part(told: &Told<'_>) -> Option<Section> {
    let change = told.options.since.as_ref()?;
    let mut part = section("since", &title(told, change));
    part.blocks.push(Block::Paragraph(compared(told, change)));
    if change.old.broken {
        let note = format!("{}.", capital(wording::broken(told.lang)));
        let earlier = told.say("Det lagrede resultatet", "Det lagra resultatet", "The saved result");
        part.blocks.push(Block::Notice(line(&format!("{earlier}: {note}"))));
    }
    part.blocks.push(Block::Numbers(numbers(told, change)));
    let mut notes: Vec<Line> =
        wording::event_notes(change, told.lang).iter().map(|note| line(&format!("{note}."))).collect();
    notes.extend(narrowed(told));
    if !notes.is_empty() {
        part.blocks.push(Block::List(notes));
    }
    let tables = wording::figure_tables(change, told.lang);
    part.blocks.extend(tables.into_iter().map(|(title, rows)| Block::Table(figures(told, title, &rows))));
    part.sections.extend(lists(told, change));
    Some(part)
}

fn title(told: &Told<'_>, change: &Change) -> String {
    let since = told.say("Endret siden", "Endra sidan", "Changed since");
    format!("{since} {}", date(told.lang, &change.old.date))
}

/// What the report is compared with.
fn compared(told: &Told<'_>, change: &Change) -> Line {
    let (day, as_of) = (date(told.lang, &change.old.date), date(told.lang, &change.old.as_of));
    let version = plain(&change.old.tool_version);
    let text = told.say(
        "Sammenlignet med resultatet som ble lagret med datoen",
        "Samanlikna med resultatet som blei lagra med datoen",
        "Compared with the result saved under the date",
    );
    let laws = told.say("lover og ansvar per", "lover og ansvar per", "laws and responsibilities as of");
    let number = told.say("Antall funn som er:", "Talet på funn som er:", "The number of findings that are:");
    line(&format!("{text} {day} (livsferd {version}, {laws} {as_of}). {number}"))
}

/// How many findings are what.
fn numbers(told: &Told<'_>, change: &Change) -> Vec<(String, String)> {
    let of = |fate| change.changed.iter().filter(|changed| Fate::of(changed) == fate).count();
    let mut all = vec![
        (Fate::Closed, change.closed.len()),
        (Fate::Opened, change.opened.len()),
        (Fate::Widened, of(Fate::Widened)),
        (Fate::Narrowed, of(Fate::Narrowed)),
        (Fate::Changed, of(Fate::Changed)),
        (Fate::Unchanged, change.unchanged.len()),
    ];
    if !change.untold.is_empty() {
        all.push((Fate::NotCompared, change.untold.len()));
    }
    let told_number =
        |(fate, number): (Fate, usize)| (thousands(told.lang, number), fate.name(told.lang).to_lowercase());
    all.into_iter().map(told_number).collect()
}

/// What must be known where the report is narrowed to more than life events.
fn narrowed(told: &Told<'_>) -> Option<Line> {
    if told.options.selection.is_empty() {
        return None;
    }
    Some(told.line(
        "Lukkede funn er valgt ut etter det som er lagret om dem: hvem som måtte handle, hvem som hadde opplysningen, og hjemmelen, men ikke hvem som ga og mottok. Tallene i tabellene er for livshendelsene i sin helhet.",
        "Lukka funn er valde ut etter det som er lagra om dei: kven som måtte handle, kven som hadde opplysninga, og heimelen, men ikkje kven som gav og tok imot. Tala i tabellane er for livshendingane i sin heilskap.",
        "Closed findings are selected by what is saved of them: who had to act, who held the data, and the law, but not who gave and received. The figures in the tables are of the life events as a whole.",
    ))
}

fn figures(told: &Told<'_>, title: String, rows: &[&FigureChange]) -> Table {
    let number = |value: Option<u64>| match value.map(usize::try_from) {
        Some(Ok(value)) => thousands(told.lang, value),
        _ => "–".to_owned(),
    };
    let row = |figure: &&FigureChange| {
        let difference = match (figure.before, figure.after) {
            (Some(before), Some(after)) if before == after => "0".to_owned(),
            (Some(_), Some(_)) => wording::difference(figure),
            _ => "–".to_owned(),
        };
        let name = capital(&wording::figure_name(&figure.id, told.lang));
        [name, number(figure.before), number(figure.after), difference].map(|text| line(&text)).to_vec()
    };
    let what = told.say("Hva som telles", "Kva som blir talt", "What is counted");
    let mut head = vec![(what.to_owned(), false)];
    head.extend(wording::figure_heads(told.lang).map(|text| (capital(text), true)));
    Table { caption: title, head, rows: rows.iter().map(row).collect(), ..Table::default() }
}

/// The findings that are not as they were, one list for each thing that can have become of them.
fn lists(told: &Told<'_>, change: &Change) -> Vec<Section> {
    let shown: BTreeSet<&str> = told.found.iter().map(|finding| finding.id.as_str()).collect();
    let list = Lists { told, change, shown };
    let changed = |fate: Fate| {
        let all = change.changed.iter().filter(move |changed| Fate::of(changed) == fate);
        (fate, all.map(|changed| list.changed(changed)).collect())
    };
    let finding = |all: &[SavedFinding]| all.iter().map(|finding| list.finding(finding)).collect();
    let all: [(Fate, Vec<Line>); 6] = [
        (Fate::Closed, finding(&change.closed)),
        (Fate::Opened, finding(&change.opened)),
        changed(Fate::Widened),
        changed(Fate::Narrowed),
        changed(Fate::Changed),
        (Fate::NotCompared, finding(&change.untold)),
    ];
    let sections = all.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(fate, lines)| {
        let title = format!("{}: {}", fate.name(told.lang), findings(told, lines.len()));
        let mut part = section(&format!("since-{}", fate.id()), &title);
        part.blocks.push(Block::List(lines));
        part
    });
    sections.collect()
}

struct Lists<'a> {
    told: &'a Told<'a>,
    change: &'a Change,
    /// The findings that the register has.
    shown: BTreeSet<&'a str>,
}

impl Lists<'_> {
    /// What a finding says, how grave it is, who must act, and the way to it where it is in the register.
    fn finding(&self, finding: &SavedFinding) -> Line {
        let lang = self.told.lang;
        let event = self.change.journeys.iter().find(|journey| journey.event.id == finding.journey);
        let event =
            event.map_or_else(|| plain(&finding.journey), |journey| wording::name(&journey.event, lang));
        let gravity = capital(&wording::name(&finding.gravity, lang));
        let act = self.told.say("Må handle", "Må handle", "Must act");
        let actor = match finding.lead.is_none() && finding.lead_ministry.is_none() {
            true => self.told.must_be_studied().to_owned(),
            false => wording::aspect_value(finding, Aspect::Lead, lang),
        };
        let number = finding_number(&finding.id);
        vec![
            Inline::Strong(format!("{}.", capital(&words(&finding.message, lang)))),
            format!(" {gravity}. {event}. {act}: {actor}. ").into(),
            match self.shown.contains(finding.id.as_str()) {
                true => Inline::Jump { to: anchor_of(&finding.id), text: number },
                false => number.into(),
            },
        ]
    }

    /// The same, with what is different.
    fn changed(&self, changed: &Changed) -> Line {
        let mut all = self.finding(&changed.new);
        let value = |finding, aspect| wording::aspect_value(finding, aspect, self.told.lang);
        // Where cases differ in which of them something is so, its words may be the same before and now.
        let says_it = |aspect: Aspect| value(&changed.old, aspect) != value(&changed.new, aspect);
        let is_said = changed.what.iter().any(|aspect| says_it(*aspect));
        for aspect in changed.what.iter().filter(|aspect| !is_said || says_it(**aspect)) {
            let text = wording::aspect_line(changed, *aspect, self.told.lang, LENGTH);
            all.extend(line(&format!(". {}", capital(&text))));
        }
        all
    }
}
