//! How the report was made, and from what.

use super::{Told, section};
use crate::report::document::{Block, Inline, Line, Section, Table, line};
use crate::report::explain::first_sentence;
use crate::report::wording::{Noun, capital, confidence, count, date, named, plain};

pub(super) fn annex(told: &Told<'_>) -> Section {
    let mut part = section(
        "i",
        told.say(
            "Vedlegg I. Metode, versjon og kontrollsum",
            "Vedlegg I. Metode, versjon og kontrollsum",
            "Annex I. Method, version and hash",
        ),
    );
    part.blocks.push(Block::List(method(told)));
    part.blocks.push(Block::Facts(version(told)));
    part.blocks.push(Block::Table(models(told)));
    let mut tiers = section(
        "i-gravity",
        told.say("Alvor, det alvorligste først", "Alvor, det mest alvorlege først", "Gravity, gravest first"),
    );
    let names = told.analysis.gravities.iter().map(|tier| line(&capital(&named(tier, told.lang))));
    tiers.blocks.push(Block::Steps(names.collect()));
    part.sections.push(tiers);
    let mut checks = section(
        "i-checks",
        told.say("Kontroller som er kjørt", "Kontrollar som er køyrde", "Checks that were run"),
    );
    let names = told.overview.checks.iter().map(|name| {
        let finds = first_sentence(name, told.lang).unwrap_or_default();
        let mut all = if finds.is_empty() { Line::new() } else { line(&format!("{finds} ")) };
        all.push(Inline::Code(plain(name)));
        all
    });
    checks.blocks.push(Block::List(names.collect()));
    part.sections.push(checks);
    part
}

fn method(told: &Told<'_>) -> Vec<Line> {
    vec![
        told.line(
            "Livshendelsene er skrevet som modeller: hvem som gjør hva, hvem som spør om hva, hvem som sier fra til hvem, på hvilken hjemmel, med kilde for hver påstand.",
            "Livshendingane er skrivne som modellar: kven som gjer kva, kven som spør om kva, kven som seier frå til kven, på kva heimel, med kjelde for kvar påstand.",
            "The life events are written as models: who does what, who asks for what, who tells whom, on what law, with a source for every claim.",
        ),
        told.line(
            "Funnene er regnet ut for alle livssituasjoner modellen kan beskrive. Ingen funn er skrevet inn for hånd.",
            "Funna er rekna ut for alle livssituasjonar modellen kan beskrive. Ingen funn er skrivne inn for hand.",
            "The findings are computed for all life situations that the model can describe. No finding is written by hand.",
        ),
        told.line(
            "Årsak, hva som brytes, alvor og hvem som må handle, følger daterte regeltabeller som ligger sammen med modellene.",
            "Årsak, kva som blir brote, alvor og kven som må handle, følgjer daterte regeltabellar som ligg saman med modellane.",
            "The reason, what is breached, the gravity and who must act follow dated rule tables that are kept with the models.",
        ),
        told.line(
            "Et funn gjelder én virksomhet og én opplysning, én overgang eller én frist. Er flere ting sanne om det samme, står de under samme funn.",
            "Eit funn gjeld éi verksemd og éi opplysning, éin overgang eller éin frist. Er fleire ting sanne om det same, står dei under same funn.",
            "A finding is about one body and one piece of data, one handover or one deadline. Where several things are true of the same, they stand under the same finding.",
        ),
        told.line(
            "«Hjemmel for deling: ikke aktuelt» står der ingen trenger å gi opplysninger til andre: virksomheten har dem selv, ingen har dem for sikkert, eller funnet gjelder hvordan noe gjøres.",
            "«Heimel for deling: ikkje aktuelt» står der ingen treng å gi opplysningar til andre: verksemda har dei sjølv, ingen har dei for sikkert, eller funnet gjeld korleis noko blir gjort.",
            "“Legal basis for sharing: does not arise” stands where nobody needs to give data to anybody else: the body has them itself, nobody has them for certain, or the finding is about how something is done.",
        ),
        told.line(
            "Tallene teller det modellen inneholder over alle livssituasjoner til sammen. De er ikke antall mennesker, og hvor stor andel av livssituasjonene noe gjelder, sier ikke hvor mange mennesker det gjelder.",
            "Tala tel det modellen inneheld over alle livssituasjonar til saman. Dei er ikkje talet på menneske, og kor stor del av livssituasjonane noko gjeld, seier ikkje kor mange menneske det gjeld.",
            "The figures count what the model contains over all life situations together. They are not numbers of people, and a share of life situations does not say how many people there are in them.",
        ),
        told.line(
            "Det finnes ingen samlet modenhetsskår: ett tall ville skjult hvem som må gjøre hva.",
            "Det finst ingen samla mognadsskår: eitt tal ville skjult kven som må gjere kva.",
            "There is no single maturity score: one number would hide who must do what.",
        ),
    ]
}

fn version(told: &Told<'_>) -> Vec<(String, Line)> {
    let label = |nb, nn, en| told.say(nb, nn, en).to_owned();
    let code = |text: &str| vec![Inline::Code(plain(text))];
    vec![
        (label("Program", "Program", "Program"), line(&format!("livsferd {}", env!("CARGO_PKG_VERSION")))),
        (
            label(
                "Kontrollsum for modellene (SHA-256)",
                "Kontrollsum for modellane (SHA-256)",
                "Hash of the models (SHA-256)",
            ),
            code(&told.overview.fingerprint),
        ),
        (label("Modellfiler", "Modellfiler", "Model files"), line(&told.overview.files.to_string())),
        (
            label("Lover og ansvar per", "Lover og ansvar per", "Laws and responsibilities as of"),
            line(&date(told.lang, &told.analysis.as_of)),
        ),
    ]
}

fn models(told: &Told<'_>) -> Table {
    let head = [
        (told.say("Livshendelse", "Livshending", "Life event"), false),
        (told.say("Sist kontrollert", "Sist kontrollert", "Last checked"), false),
        (told.say("Innhold", "Innhald", "Content"), false),
        (told.say("Ansvarlig departement", "Ansvarleg departement", "Responsible ministry"), false),
    ];
    let rows = told.analysis.journeys.iter().map(|journey| {
        let mut numbers = [
            count(told.lang, journey.steps, Noun::Step),
            count(told.lang, journey.handovers, Noun::Handover),
            count(told.lang, journey.data_requests, Noun::Request),
            count(told.lang, journey.circumstances, Noun::Circumstance),
        ]
        .join(", ");
        if !journey.analysed {
            numbers += &format!(" – {}", told.say("ikke analysert", "ikkje analysert", "not analysed"));
        }
        vec![
            line(&told.event_name(&journey.id)),
            line(&plain(&journey.last_checked)),
            line(&numbers),
            responsible(told, &journey.id, journey.coordinator.as_ref()),
        ]
    });
    Table {
        id: Some("models".to_owned()),
        caption: told
            .say("Modellene som er lest", "Modellane som er lesne", "The models that were read")
            .to_owned(),
        head: head.map(|(text, number)| (text.to_owned(), number)).to_vec(),
        rows: rows.collect(),
        total: false,
    }
}

/// The ministry responsible on the date of the analysis, and how sure that is.
fn responsible(told: &Told<'_>, event: &str, coordinator: Option<&crate::finding::Named>) -> Line {
    let Some(ministry) = coordinator else { return told.open() };
    let name = capital(&named(ministry, told.lang));
    let periods = told.event(event).map(|event| event.responsible.as_slice()).unwrap_or_default();
    let now = periods.iter().rev().find(|period| period.ministry.id == ministry.id);
    match now {
        Some(period) => line(&format!("{name} ({})", confidence(told.lang, period.confidence))),
        None => line(&name),
    }
}
