//! What people and programs read, on an analysis made by hand.

mod handmade;
#[path = "handmade/overview.rs"]
mod handmade_overview;

use livsferd::SourceFile;
use livsferd::finding::{Analysis, Finding, Label, Severity};
use livsferd::report::{self, BasisOptions, Block, Document, Inline, Line, Section, Table, TextOptions};
use livsferd::text::{FileId, Place, Sources};
use livsferd::words::{Lang, Words};
use proptest::prelude::*;

#[test]
fn text() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    for lang in Lang::ALL {
        let text = report::text(&analysis, &sources, &TextOptions::new(lang));
        assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        insta::assert_snapshot!(format!("text_{lang}"), text);
    }
}

fn document(analysis: &Analysis, sources: &Sources, lang: Lang) -> Document {
    report::basis(analysis, &handmade_overview::overview(), sources, &BasisOptions::new(lang))
}

#[test]
fn markdown() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    for lang in Lang::ALL {
        let text = report::markdown(&document(&analysis, &sources, lang));
        assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        insta::assert_snapshot!(format!("markdown_{lang}"), text);
    }
}

/// What hostile names would be if they were not escaped.
const BROKEN_OUT: [&str; 2] = ["<script>alert", "href=\"javascript"];

#[test]
fn nothing_breaks_out_of_the_page() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    for lang in Lang::ALL {
        let page = report::html(&document(&analysis, &sources, lang));
        assert!(!page.contains(|sign: char| sign.is_control() && sign != '\n'), "no control characters");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{lang}: shown as text");
        for bad in BROKEN_OUT {
            assert!(!page.contains(bad), "{lang}: {bad}");
        }
        assert_eq!(page.matches("<script").count(), 1, "{lang}");
        assert_eq!(page.matches("<style").count(), 1, "{lang}");
        // What is missing in a language is said to be missing, and no other language is put in its place.
        let missing = ["[mangler bokmål: barn]", "[manglar nynorsk: barn]", "[English missing: barn]"];
        for (of, text) in Lang::ALL.into_iter().zip(missing) {
            assert_eq!(page.to_lowercase().contains(&text.to_lowercase()), of == lang, "{lang}: {text}");
        }
    }
}

/// A reader aloud must know what language a title is in: WCAG 2.1, 3.1.2.
#[test]
fn titles_of_sources_say_their_language() {
    let sources = handmade::sources();
    let mut analysis = handmade::analysis(&sources);
    let title = |lang| {
        let page = report::html(&document(&analysis, &sources, lang));
        let end = page.find("søknadsskjema</").expect("the title is told");
        let start = page[..end].rfind('<').expect("in an element");
        page[start..end].to_owned()
    };
    let link = |lang: &str| {
        format!("<a{lang} href=\"https://www.nav.no/barnepensjon?a=&lt;b&gt;&amp;c=(d)\">Barnepensjon – ")
    };
    assert_eq!(title(Lang::Nb), link(""), "in the language of the page");
    assert_eq!(title(Lang::Nn), link(" lang=\"nb\""));
    assert_eq!(title(Lang::En), link(" lang=\"nb\""));
    let translated = &mut analysis.sources[0].title.translated;
    translated.insert(Lang::En, "The form for children’s pension".to_owned());
    let page = report::html(&document(&analysis, &sources, Lang::En));
    assert!(page.contains(">The form for children’s pension</a>"), "translated");
    assert!(!page.contains("søknadsskjema"), "and not told in bokmål");
}

#[test]
fn numbers_of_findings_stay() {
    assert_eq!(report::finding_number("dodsfall-og-arv/data/asked-twice/nav/avdod.dodsdato"), "DR1H-7G67");
}

#[test]
fn json() {
    let sources = handmade::sources();
    let analysis = handmade::analysis(&sources);
    insta::assert_snapshot!("json_nb", report::json(&analysis, &sources, Lang::Nb));
}

/// The whole of a line as text.
fn said(line: &Line) -> String {
    line.iter().map(Inline::words).collect()
}

/// The numbers that a line leads to.
fn jumps(line: &Line) -> Vec<String> {
    let of = |piece: &Inline| match piece {
        Inline::Jump { to, text } => to.starts_with("f-").then(|| text.clone()),
        _ => None,
    };
    line.iter().filter_map(of).collect()
}

/// The steps of a part of the first page.
fn steps(document: &Document, id: &str) -> Vec<Line> {
    let part = document.sections[0].sections.iter().find(|part| part.id == id).expect("a part");
    let steps = part.blocks.iter().find_map(|block| match block {
        Block::Steps(steps) => Some(steps.clone()),
        _ => None,
    });
    steps.expect("steps")
}

fn tables<'a>(sections: &'a [Section], all: &mut Vec<&'a Table>) {
    for section in sections {
        all.extend(section.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        }));
        tables(&section.sections, all);
    }
}

/// The report of the embedded models.
fn reference(lang: Lang) -> (Analysis, Document) {
    let files = livsferd_models::files().iter();
    let loaded = livsferd::load(files.map(|(name, text)| SourceFile::new(*name, *text)).collect());
    let analysis = livsferd::analyse(&loaded, &livsferd::Options::default());
    let overview = livsferd::overview(&loaded, &analysis);
    let document = report::basis(&analysis, &overview, &loaded.sources, &BasisOptions::new(lang));
    (analysis, document)
}

/// Of equally grave findings of one body, the summary and the decision name the one that is verified, and the summary
/// says that it is.
#[test]
fn the_gravest_of_a_body_is_the_same_everywhere() {
    let sources = handmade::sources();
    let mut analysis = handmade::analysis(&sources);
    let unverified = analysis.findings[2].clone();
    assert!(!unverified.verified && unverified.lead.is_some());
    let mut verified = unverified.clone();
    (verified.id, verified.verified) = (format!("{}/z", unverified.id), true);
    let number = report::finding_number(&verified.id);
    analysis.findings.insert(3, verified);
    let document = document(&analysis, &sources, Lang::Nb);
    let here = |lines: Vec<Line>| -> Vec<Line> {
        lines.into_iter().filter(|line| jumps(line).contains(&number)).collect()
    };
    let gravest = steps(&document, "gravest");
    assert!(gravest.iter().all(|line| jumps(line) != [report::finding_number(&unverified.id)]));
    let [told] = here(gravest).try_into().expect("the verified one is told once");
    assert!(said(&told).contains("Kontrollert mot kildene."), "{}", said(&told));
    let [asked] = here(steps(&document, "decisions")).try_into().expect("the same one is decided on");
    assert!(said(&asked).contains("Det alvorligste av dem: "), "{}", said(&asked));
}

/// What the first page says of the findings that it names is so: each is the gravest of whoever must act on it.
#[test]
fn the_summary_names_the_gravest_of_each_that_must_act() {
    for lang in Lang::ALL {
        let (analysis, document) = reference(lang);
        let tier =
            |one: &Finding| analysis.gravities.iter().position(|tier| tier.id == one.gravity.id).unwrap();
        let act = || analysis.findings.iter().filter(|one| one.severity != Severity::Note);
        let told = steps(&document, "gravest");
        assert_eq!(told.len(), 3);
        let mut actors = Vec::new();
        for line in told {
            let [number] = jumps(&line).try_into().expect("one finding");
            let finding = act().find(|one| report::finding_number(&one.id) == number).expect("a finding");
            let actor = |one: &Finding| (one.lead.clone(), one.lead_ministry.clone());
            let alike = act().filter(|one| actor(one) == actor(finding));
            let gravest = alike.min_by_key(|one| (tier(one), !one.verified)).expect("itself");
            assert_eq!(gravest.id, finding.id);
            assert!(!actors.contains(&actor(finding)), "each is of another");
            actors.push(actor(finding));
        }
    }
}

/// Where a body asks for what it has itself, annex B says who has it.
#[test]
fn annex_b_names_the_body_that_asks_for_what_it_has() {
    for (lang, class, itself) in [
        (Lang::Nb, "kan gjenbrukes nå", " selv"),
        (Lang::Nn, "kan brukast om att no", " sjølv"),
        (Lang::En, "can be reused now", " itself"),
    ] {
        let (analysis, document) = reference(lang);
        let classes = || {
            analysis.findings.iter().flat_map(|one| &one.cases).filter_map(|case| case.reason_class.as_ref())
        };
        let class = classes().find(|one| one.id == "reuse-now").map_or(class, |one| one.name.get(lang));
        let mut all = Vec::new();
        tables(&document.sections, &mut all);
        let rows =
            all.iter().filter(|table| table.id.as_deref().is_some_and(|id| id.starts_with("b-table-")));
        let rows: Vec<(String, String)> =
            rows.flat_map(|table| &table.rows).map(|row| (said(&row[1]), said(&row[2]))).collect();
        let of_class = || rows.iter().filter(|(asks, _)| asks.contains(class));
        assert!(of_class().count() > 0, "{lang}: {class}");
        assert!(of_class().all(|(_, holds)| holds != "–"), "{lang}");
        assert!(of_class().any(|(_, holds)| holds.ends_with(itself)), "{lang}");
    }
}

/// The table of measures has every finding and every note, and studies open only where there is neither.
#[test]
fn measures_count_notes_too() {
    let (analysis, document) = reference(Lang::Nb);
    let mut all = Vec::new();
    tables(&document.sections, &mut all);
    let table = all.iter().find(|table| table.id.as_deref() == Some("measures-table")).expect("the table");
    let number = |row: &[Line], column: usize| said(&row[column]).parse::<usize>().expect("a number");
    let sum = |column: usize| table.rows.iter().map(|row| number(row, column)).sum::<usize>();
    let notes = analysis.findings.iter().filter(|one| one.severity == Severity::Note);
    assert_eq!((sum(1) + sum(2), sum(2)), (analysis.findings.len(), notes.clone().count()));
    for row in &table.rows {
        let none = number(row, 1) + number(row, 2) == 0;
        assert_eq!((number(row, 3) == 0, said(&row[4]) == "Må utredes"), (none, none), "{}", said(&row[0]));
    }
    let proactive = table.rows.iter().find(|row| said(&row[0]) == "Proaktiv tjeneste").expect("the row");
    let rights = notes.filter(|one| one.check.starts_with("rights/")).count();
    assert!(rights > 0);
    assert_eq!(number(proactive, 2), rights);
}

/// True where every backtick that is no text by a backslash before it opens or closes code, all on one line.
fn code_is_closed(line: &str) -> bool {
    let mut in_code = false;
    let mut escaped = false;
    for sign in line.chars() {
        match sign {
            '`' if in_code || !escaped => in_code = !in_code,
            _ => {}
        }
        // In code a backslash is a sign like others.
        escaped = sign == '\\' && !escaped && !in_code;
    }
    !in_code
}

/// A name with backticks opens no code that it does not close, whatever stands around it.
#[test]
fn backticks_of_names_open_no_code() {
    let sources = handmade::sources();
    for name in ["`", "a`b", "``", "```", "`a``b", "\\`", "`\\", "a\n```\nb", "`|`", "` `"] {
        let mut analysis = handmade::analysis(&sources);
        for finding in &mut analysis.findings {
            finding.message = Words::same(format!("{name} og `nav` {name}"));
            finding.help = Words::same(name);
            finding.id += name;
            for thing in [&mut finding.lead, &mut finding.giver, &mut finding.receiver].into_iter().flatten()
            {
                thing.name = Words::same(name);
            }
        }
        for source in &mut analysis.sources {
            source.title.text = name.to_owned();
        }
        for journey in &mut analysis.journeys {
            journey.name = Words::same(name);
        }
        let text = report::markdown(&document(&analysis, &sources, Lang::Nb));
        for line in text.lines() {
            assert!(code_is_closed(line), "{name:?}: {line}");
            assert!(!line.trim_start().starts_with("```"), "{name:?}: {line}");
        }
    }
}

/// Where nobody has to give data to anybody, no ground in law is missing; where the model is silent, one is.
#[test]
fn law_is_asked_for_where_it_matters() {
    let (analysis, document) = reference(Lang::Nb);
    let register = document.sections.iter().flat_map(|part| &part.blocks).find_map(|block| match block {
        Block::Register(register) => Some(register),
        _ => None,
    });
    let entries = register.expect("the register").groups.iter().flat_map(|group| &group.entries);
    let (mut open, mut not_asked) = (0, 0);
    for entry in entries {
        let finding = analysis
            .findings
            .iter()
            .find(|one| report::finding_number(&one.id) == entry.number)
            .expect("a finding");
        let law = entry.facts.iter().filter(|(label, _)| {
            ["Årsak og rettslig status", "I andre tilfeller", "Rettslig status"].contains(&label.as_str())
        });
        for (_, law) in law {
            let said = said(law);
            assert!(said.matches("jemmel").count() >= 1, "{}: {said}", finding.id);
            let is_open = said.contains("jemmel: Må utredes");
            let not_open = ["channel/digital-only", "handover/channel-break", "handover/no-receipt"];
            assert!(!is_open || !not_open.contains(&finding.check.as_str()), "{}: {said}", finding.id);
            open += usize::from(is_open);
            not_asked += usize::from(said.contains("jemmel for deling: ikke aktuelt"));
        }
    }
    assert!(open > 0 && not_asked > 0, "{open}, {not_asked}");
}

/// What stands for no source at all is told in the language of the report.
#[test]
fn what_is_no_source_is_told_in_the_language() {
    let told = [
        "Allmenn kunnskap, ikke kontrollert mot kilde",
        "Allmenn kunnskap, ikkje kontrollert mot kjelde",
        "General knowledge, not checked against a source",
    ];
    for lang in Lang::ALL {
        let (_, document) = reference(lang);
        let text = report::html(&document);
        for (of, told) in Lang::ALL.into_iter().zip(told) {
            assert_eq!(text.contains(told), of == lang, "{lang}: {told}");
        }
    }
}

/// Any text, with what is hard to show in it.
fn any_text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => any::<char>(),
        4 => prop::sample::select(vec!['\n', '\r', '\t', ' ', 'a', '\u{301}', '\u{feff}', '\u{202e}', '\u{9b}', '字', '👩']),
    ];
    prop::collection::vec(sign, 0..60).prop_map(|signs| signs.into_iter().collect())
}

proptest! {
    /// Any place in any text can be shown, with any label, also where it is not in the text at all.
    #[test]
    fn any_place_can_be_shown(
        texts in prop::collection::vec(any_text(), 1..3),
        places in prop::collection::vec((0..3_u32, 0..260_u32, 0..260_u32, any_text()), 0..5),
        long in prop::bool::weighted(0.1),
    ) {
        let files = texts.iter().enumerate().map(|(n, text)| {
            let text = if long { text.repeat(100) } else { text.clone() };
            SourceFile::new(format!("{n}.ron"), text)
        });
        let sources = Sources::new(files.collect());
        let mut analysis = handmade::analysis(&handmade::sources());
        analysis.findings.truncate(1);
        analysis.findings[0].places = places
            .into_iter()
            .map(|(file, start, end, label)| Label {
                place: Place::new(FileId(file), start, end),
                label: Words::same(label),
            })
            .collect();
        for lang in Lang::ALL {
            let text = report::text(&analysis, &sources, &TextOptions::new(lang));
            let bad = text.chars().find(|sign| sign.is_control() && *sign != '\n');
            prop_assert_eq!(bad, None);
            report::json(&analysis, &sources, lang);
            let document = document(&analysis, &sources, lang);
            report::markdown(&document);
            report::html(&document);
        }
    }
}
