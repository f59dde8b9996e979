//! Pages: what a check finds and why it matters, in one language; and what an error of a model says.
//!
//! A page is written once, in English and below that in bokmål.
//! What is the same in both languages, the examples and the sources, stands in the English part alone.
//! What a check finds is said in nynorsk as well, last in the part in bokmål.

use super::wording::say;
use crate::checks::{self, CHECKS, Check};
use crate::errors;
use crate::words::{Lang, closest};

/// The page of a check, or what an error of a file or a model says, as Markdown that ends in `\n`.
///
/// None where nothing is of that name, as `data/asked-twice`.
pub fn explain(name: &str, lang: Lang) -> Option<String> {
    if let Some(check) = checks::find(name) {
        return Some(page(check, lang));
    }
    if name == "limits/not-decided" {
        return Some(format!("# {name}\n\n{}\n", not_decided(lang)));
    }
    if name == "limits/check-failed" {
        return Some(format!("# {name}\n\n{}\n", check_failed(lang)));
    }
    errors::kinds().into_iter().find(|kind| kind.name == name).map(|kind| error(&kind, lang))
}

/// The name that a mistyped one most likely stands for, where one is near enough; the family may be left out.
///
/// In goes what somebody wrote (`asked-twise`), out comes a name for [`explain`] (`data/asked-twice`).
pub fn nearest_explained(name: &str) -> Option<&'static str> {
    let others = ["limits/not-decided", "limits/check-failed"];
    let names: Vec<&'static str> =
        check_names().chain(others).chain(errors::kinds().into_iter().map(|kind| kind.name)).collect();
    let last = |name: &'static str| name.rsplit('/').next().unwrap_or(name);
    closest(name, names.iter().copied()).or_else(|| {
        let near = closest(name, names.iter().copied().map(last))?;
        names.iter().copied().find(|whole| last(whole) == near)
    })
}

/// The names of all checks, each with the first sentence of what it finds; ends in `\n`.
pub fn explain_all(lang: Lang) -> String {
    let width = CHECKS.iter().map(|check| check.name.len()).max().unwrap_or_default();
    let lines = CHECKS.iter().map(|check| format!("{:width$}  {}\n", check.name, finds(check, lang)));
    let more = say(
        lang,
        "Feil i filer og modeller (`syntax/…`, `model/…`) blir også forklart når navnet oppgis.",
        "Feil i filer og modellar (`syntax/…`, `model/…`) blir òg forklarte når namnet blir oppgitt.",
        "Errors of files and models (`syntax/…`, `model/…`) are explained by their names as well.",
    );
    format!("{}\n{more}\n", lines.collect::<String>())
}

/// The names of all checks in their order.
pub(super) fn check_names() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|check| check.name)
}

/// What a check finds, or how an error of a file or a model is told, in one line; none where nothing is of that name.
pub(super) fn first_sentence(name: &str, lang: Lang) -> Option<String> {
    if let Some(check) = checks::find(name) {
        return Some(finds(check, lang).to_owned());
    }
    let kind = errors::kinds().into_iter().find(|kind| kind.name == name)?;
    Some(kind.message.get(lang).to_owned())
}

/// The first line of what a check finds.
fn finds(check: &Check, lang: Lang) -> &'static str {
    let sections = sections(in_language(check.page, lang));
    let section = match lang {
        Lang::Nn => sections.iter().find(|section| section.heading == NYNORSK),
        Lang::Nb | Lang::En => sections.first(),
    };
    section.and_then(|section| section.text.lines().next()).unwrap_or_default()
}

/// The heading of what a check finds, in nynorsk.
const NYNORSK: &str = "På nynorsk";

/// That a page is not written in a language, where it is not.
fn not_in(lang: Lang) -> &'static str {
    match lang {
        Lang::Nb | Lang::En => "",
        Lang::Nn => "(Denne sida finst ikkje på nynorsk enno; her er ho på bokmål.)\n\n",
    }
}

/// What stands between the English part of a page and the one in bokmål.
const BETWEEN: &str = "\n---\n";

fn parts(page: &str) -> (&str, &str) {
    page.split_once(BETWEEN).unwrap_or((page, page))
}

fn in_language(page: &str, lang: Lang) -> &str {
    let (english, bokmaal) = parts(page);
    match lang {
        Lang::En => english,
        Lang::Nb | Lang::Nn => bokmaal,
    }
}

/// A heading of the second level, and what stands under it.
struct Section<'p> {
    heading: &'p str,
    text: &'p str,
}

fn sections(part: &str) -> Vec<Section<'_>> {
    let section = |text| {
        let (heading, text): (&str, &str) = str::split_once(text, '\n').unwrap_or((text, ""));
        Section { heading: heading.trim(), text: text.trim() }
    };
    part.split("\n## ").skip(1).map(section).collect()
}

fn page(check: &Check, lang: Lang) -> String {
    let (english, _) = parts(check.page);
    let mut text = format!("{}# {}\n", not_in(lang), check.name);
    for (section, shared) in sections(in_language(check.page, lang)).iter().zip(sections(english)) {
        let own = match section.text {
            "" => shared.text.to_owned(),
            own if own.contains(FENCE) => own.to_owned(),
            own => format!("{own}{}", fences(shared.text)),
        };
        text.push_str(&format!("\n## {}\n\n{own}\n", section.heading));
    }
    text
}

const FENCE: &str = "```";

/// The code of a section, each block with an empty line before it.
fn fences(text: &str) -> String {
    let blocks = text.split(FENCE).skip(1).step_by(2);
    blocks.map(|block| format!("\n\n{FENCE}{block}{FENCE}")).collect()
}

fn error(kind: &errors::Kind, lang: Lang) -> String {
    let intro = say(
        lang,
        "En feil i filene eller modellen, ikke et funn i reisen. Livshendelsen den står i, blir ikke analysert før feilen er rettet. Slik blir den sagt, for eksempel:",
        "Ein feil i filene eller modellen, ikkje eit funn i reisa. Livshendinga han står i, blir ikkje analysert før feilen er retta. Slik blir han sagd, til dømes:",
        "An error of the files or the model, not a finding in the journey. The life event that it is in is not analysed until it is mended. It is told like this, for instance:",
    );
    let help = say(lang, "hjelp", "hjelp", "help");
    let (name, said, mend) = (kind.name, kind.message.get(lang), kind.help.get(lang));
    format!("# {name}\n\n{intro}\n\n    {said}\n    {help}: {mend}\n")
}

fn not_decided(lang: Lang) -> &'static str {
    say(
        lang,
        "Kontrollen ble ikke ferdig innenfor arbeidsgrensen, og gjetter ikke. De andre kontrollene gjelder som vanlig. Del reisen, eller bruk færre omstendigheter i hver betingelse.",
        "Kontrollen blei ikkje ferdig innanfor arbeidsgrensa, og gissar ikkje. Dei andre kontrollane gjeld som vanleg. Del reisa, eller bruk færre omstende i kvart vilkår.",
        "The check did not end within the work limit, and does not guess. The other checks hold as usual. Divide the journey, or use fewer circumstances in each condition.",
    )
}

fn check_failed(lang: Lang) -> &'static str {
    say(
        lang,
        "Kontrollen stanset på en feil i programmet, ikke i modellen, og resultatet av den mangler. De andre kontrollene gjelder som vanlig. Meld fra om feilen, helst med modellen.",
        "Kontrollen stansa på ein feil i programmet, ikkje i modellen, og resultatet av han manglar. Dei andre kontrollane gjeld som vanleg. Meld frå om feilen, helst med modellen.",
        "The check stopped on a fault of the program, not of the model, and its result is missing. The other checks hold as usual. Report the fault, if possible with the model.",
    )
}
