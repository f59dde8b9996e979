//! The tables of figures: per event and in sum, duplicates by class, findings by gravity.

use super::Told;
use crate::figures::{Counts, is_duplicate};
use crate::finding::{Confidence, Finding, Named, Severity};
use crate::model::Carrier;
use crate::overview::Event;
use crate::report::document::{Inline, Line, Table, line};
use crate::report::wording::{amount, capital, level, named, plain, thousands, words};
use std::collections::BTreeMap;

/// One row of the table of figures: its label, and how a figure is counted.
type Row = (&'static str, fn(&Counts) -> usize);

fn head(told: &Told<'_>, first: &str) -> Vec<(String, bool)> {
    let names = told.overview.events.iter().map(|event| (told.event_name(&event.id), true));
    let sum = told.say("Sum", "Sum", "Total").to_owned();
    std::iter::once((first.to_owned(), false)).chain(names).chain([(sum, true)]).collect()
}

fn row(told: &Told<'_>, label: &str, numbers: &[usize]) -> Vec<Line> {
    row_with(told, label, numbers, numbers.iter().sum())
}

fn row_with(told: &Told<'_>, label: &str, numbers: &[usize], sum: usize) -> Vec<Line> {
    let numbers = numbers.iter().copied().chain([sum]);
    std::iter::once(line(label)).chain(numbers.map(|n| line(&thousands(told.lang, n)))).collect()
}

/// The headline figures per event and in sum.
pub(super) fn figures(told: &Told<'_>) -> Table {
    let events: Vec<&Counts> = told.overview.events.iter().map(|event| &event.figures.counts).collect();
    let total = Counts::together(events.iter().copied());
    let rows: [Row; 13] = [
        (
            told.say("Ting personen må gjøre", "Ting personen må gjere", "Things the person must do"),
            |one| one.interactions,
        ),
        (told.say("Overganger i alt", "Overgangar i alt", "Handovers in all"), |one| one.handovers.all()),
        (told.say("– som personen bærer", "– som personen ber", "– carried by the person"), |one| {
            one.handovers.carried()
        }),
        (
            told.say(
                "– som personen må finne ut selv",
                "– som personen må finne ut sjølv",
                "– that the person must find out",
            ),
            |one| one.handovers.of(&[Carrier::Unprompted]),
        ),
        (told.say("– der ingen sier fra", "– der ingen seier frå", "– where nobody tells"), |one| {
            one.handovers.of(&[Carrier::Nothing])
        }),
        (told.say("– som går automatisk", "– som går automatisk", "– automatic"), |one| {
            one.handovers.automatic()
        }),
        (
            told.say(
                "Spørsmål om opplysninger i alt",
                "Spørsmål om opplysningar i alt",
                "Requests for data in all",
            ),
            |one| one.requests.all(),
        ),
        (told.say("– ulike opplysninger", "– ulike opplysningar", "– different data"), |one| {
            one.requests.unique
        }),
        (
            told.say(
                "– som bare vises for bekreftelse",
                "– som berre blir vist for stadfesting",
                "– only shown for confirmation",
            ),
            |one| one.requests.confirmed,
        ),
        (
            told.say(
                "– som personen bærer til en virksomhet",
                "– som personen ber til ei verksemd",
                "– that the person brings to a body",
            ),
            |one| one.requests.brought,
        ),
        (
            told.say(
                "– som noen har svaret på i noen livssituasjoner",
                "– som nokon har svaret på i nokre livssituasjonar",
                "– that somebody has the answer to in some life situations",
            ),
            |one| one.requests.duplicate(),
        ),
        (
            told.say(
                "Virksomheter personen møter",
                "Verksemder personen møter",
                "Bodies that the person meets",
            ),
            |one| one.bodies.met.len(),
        ),
        (told.say("Søknader", "Søknader", "Applications"), |one| one.applications.all),
    ];
    let mut table: Vec<Vec<Line>> = Vec::new();
    for (label, of) in rows {
        let numbers: Vec<usize> = events.iter().map(|one| of(one)).collect();
        table.push(row_with(told, label, &numbers, of(&total)));
    }
    table.push(levels(told, events.iter().copied().chain([&total])));
    table.push(unnecessary(told));
    Table {
        id: Some("figures".to_owned()),
        caption: told
            .say(
                "Hovedtall for hver livshendelse, over alle livssituasjoner til sammen",
                "Hovudtal for kvar livshending, over alle livssituasjonar til saman",
                "Headline figures of each life event, over all life situations together",
            )
            .to_owned(),
        head: head(told, told.say("Hva", "Kva", "What")),
        rows: table,
        total: false,
    }
}

/// The levels of government met, by each of these.
fn levels<'c>(told: &Told<'_>, all: impl Iterator<Item = &'c Counts>) -> Vec<Line> {
    let names = |counts: &Counts| {
        let levels = counts.bodies.levels_met().into_keys();
        line(&levels.map(|one| level(told.lang, one)).collect::<Vec<_>>().join(", "))
    };
    let label = line(told.say(
        "Forvaltningsnivåer og sektorer",
        "Forvaltningsnivå og sektorar",
        "Levels and sectors",
    ));
    std::iter::once(label).chain(all.map(names)).collect()
}

/// The share of applications that could be unnecessary; to be studied where that was not looked for.
fn unnecessary(told: &Told<'_>) -> Vec<Line> {
    let share = |events: &[Event]| {
        if events.is_empty() || events.iter().any(|event| !event.analysed) {
            return told.open();
        }
        let total = Counts::together(events.iter().map(|event| &event.figures.counts)).applications;
        line(&format!("{} {} {}", total.unnecessary, told.say("av", "av", "of"), total.all))
    };
    let label = line(told.say(
        "Søknader som kunne vært unødvendige",
        "Søknader som kunne vore unødvendige",
        "Applications that could be unnecessary",
    ));
    let events = &told.overview.events;
    let cells = events.iter().map(|one| share(std::slice::from_ref(one)));
    std::iter::once(label).chain(cells).chain([share(events)]).collect()
}

/// How many findings of each event fit.
fn counted(told: &Told<'_>, fits: impl Fn(&Finding) -> bool) -> Vec<usize> {
    let of = |event: &Event| {
        let here = told.found.iter().filter(|one| one.journey.as_ref() == Some(&event.id));
        here.filter(|one| fits(one)).count()
    };
    told.overview.events.iter().map(of).collect()
}

fn class(finding: &Finding) -> Option<&Named> {
    finding.cases.first().and_then(|case| case.reason_class.as_ref())
}

/// Duplicates by the reason class of their gravest case.
pub(super) fn duplicates_by_class(told: &Told<'_>) -> Table {
    let duplicates = told.found.iter().filter(|one| is_duplicate(one));
    let classes: BTreeMap<Option<&Named>, ()> = duplicates.map(|one| (class(one), ())).collect();
    let mut rows: Vec<(usize, Vec<Line>)> = classes
        .into_keys()
        .map(|of| {
            let numbers = counted(told, |one| is_duplicate(one) && class(one) == of);
            let label =
                of.map_or_else(|| told.must_be_studied().to_owned(), |of| capital(&named(of, told.lang)));
            (numbers.iter().sum(), row(told, &label, &numbers))
        })
        .collect();
    rows.sort_by_key(|(sum, _)| usize::MAX - sum);
    let mut rows: Vec<Vec<Line>> = rows.into_iter().map(|(_, row)| row).collect();
    let sum = told.say("Sum", "Sum", "Total");
    rows.push(row(told, sum, &counted(told, is_duplicate)));
    Table {
        id: Some("duplicates".to_owned()),
        caption: told
            .say(
                "Funn av opplysninger en virksomhet spør om, men som den eller andre har, etter årsak",
                "Funn av opplysningar ei verksemd spør om, men som ho eller andre har, etter årsak",
                "Findings of data that a body asks for although it or others have it, by reason",
            )
            .to_owned(),
        head: head(told, told.say("Årsak", "Årsak", "Reason")),
        rows,
        total: true,
    }
}

/// Findings by tier of gravity.
pub(super) fn by_gravity(told: &Told<'_>) -> Table {
    let mut rows: Vec<Vec<Line>> = told
        .analysis
        .gravities
        .iter()
        .map(|tier| (tier, counted(told, |one| one.gravity.id == tier.id)))
        .filter(|(_, numbers)| numbers.iter().any(|number| *number > 0))
        .map(|(tier, numbers)| row(told, &capital(&named(tier, told.lang)), &numbers))
        .collect();
    let notes = told.say(
        "– av alle er dette bare merknader",
        "– av alle er dette berre merknader",
        "– of all, only notes",
    );
    let sum = told.say("Sum", "Sum", "Total");
    rows.push(row(told, notes, &counted(told, |one| one.severity == Severity::Note)));
    rows.push(row(told, sum, &counted(told, |_| true)));
    Table {
        id: Some("gravity-table".to_owned()),
        caption: told
            .say(
                "Funn etter alvor, det alvorligste først",
                "Funn etter alvor, det mest alvorlege først",
                "Findings by gravity, gravest first",
            )
            .to_owned(),
        head: head(told, told.say("Alvor", "Alvor", "Gravity")),
        rows,
        total: true,
    }
}

/// Numbers with sources.
pub(super) fn volumes(told: &Told<'_>) -> Table {
    let columns = [
        (told.say("Hva som er talt", "Kva som er talt", "What is counted"), false),
        (told.say("Tall", "Tal", "Number"), true),
        (told.say("År", "År", "Year"), false),
        (told.say("Livshendelse", "Livshending", "Life event"), false),
        (told.say("Kilder", "Kjelder", "Sources"), false),
    ];
    let rows =
        told.overview.events.iter().flat_map(|event| event.volumes.iter().map(move |one| (event, one)));
    let rows = rows.map(|(event, one)| {
        let mut sources = super::entry::sources(told, &one.sources);
        if one.confidence != Confidence::Verified {
            sources.push("; ".into());
            sources.push(Inline::Strong(
                told.say("ikke kontrollert", "ikkje kontrollert", "not verified").to_owned(),
            ));
        }
        vec![
            line(&capital(&words(&one.of, told.lang))),
            line(&amount(told.lang, &one.value)),
            line(
                &one.year
                    .as_deref()
                    .map_or_else(|| told.say("ikke oppgitt", "ikkje oppgitt", "not given").to_owned(), plain),
            ),
            line(&told.event_name(&event.id)),
            sources,
        ]
    });
    Table {
        id: Some("volumes-table".to_owned()),
        caption: told
            .say(
                "Tall i modellene, med kilde",
                "Tal i modellane, med kjelde",
                "Numbers in the models, with their source",
            )
            .to_owned(),
        head: columns.map(|(text, number)| (text.to_owned(), number)).to_vec(),
        rows: rows.collect(),
        total: false,
    }
}
