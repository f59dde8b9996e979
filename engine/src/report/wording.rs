//! The fixed words of the reports, each in every language.

use crate::finding::{Confidence, LawState, Named, Severity};
use crate::model::{
    ActorRole, Amount, Carrier, ChannelKind, Duration, Eid, Funds, Level, Mode, SolutionState, StepKind,
    WayKind,
};
use crate::overview::DoubtKind;
use crate::words::{Lang, Words};

/// The text in the language.
pub(super) fn say<'t>(lang: Lang, nb: &'t str, nn: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Nb => nb,
        Lang::Nn => nn,
        Lang::En => en,
    }
}

/// The text on one line and harmless to a terminal: no control characters, no turned writing direction.
pub(super) fn plain(text: &str) -> String {
    // Nearly every text is, and bytes are looked at faster than characters, several of them at a time.
    if text.as_bytes().chunks(64).all(|bytes| bytes.iter().fold(true, |all, &byte| all & is_harmless(byte))) {
        return text.trim().to_owned();
    }
    let is_changed = |sign: char| sign.is_control() || turns_direction(sign);
    if !text.contains(is_changed) {
        return text.trim().to_owned();
    }
    let clean = text.chars().map(|sign| match sign {
        '\n' | '\r' | '\t' => ' ',
        sign if is_changed(sign) => '\u{fffd}',
        sign => sign,
    });
    clean.collect::<String>().trim().to_owned()
}

/// True for the bytes that are in none of the characters that are changed: no control characters (among them U+0080 to
/// U+009F, which begin with C2), and none of the general punctuation, which begins with E2.
fn is_harmless(byte: u8) -> bool {
    !matches!(byte, 0..0x20 | 0x7f | 0xc2 | 0xe2)
}

fn turns_direction(sign: char) -> bool {
    matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text, or that it is missing: a text of another language is never put in its place.
pub(super) fn words(words: &Words, lang: Lang) -> String {
    let text = plain(words.get(lang));
    if text.is_empty() { format!("[{}]", missing(lang)) } else { text }
}

/// The name, or that it is missing, with the id.
pub(super) fn named(thing: &Named, lang: Lang) -> String {
    name_or_id(&thing.name, &thing.id, lang)
}

/// The name, or that it is missing, with the id.
pub(super) fn name_or_id(name: &Words, id: &str, lang: Lang) -> String {
    let text = plain(name.get(lang));
    if text.is_empty() { format!("[{}: {}]", missing(lang), plain(id)) } else { text }
}

/// As the model says it where it binds a name that is not given.
fn missing(lang: Lang) -> &'static str {
    say(lang, "mangler bokmål", "manglar nynorsk", "English missing")
}

/// The texts as "a, b og c".
pub(super) fn list(lang: Lang, texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), say(lang, "og", "og", "and")),
    }
}

/// The text with a capital first letter; as it stands where a name begins with a small letter by choice, as
/// `eForvaltningsforskriften`.
pub(super) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    let Some(first) = signs.next() else { return String::new() };
    if signs.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    let mut capital: String = first.to_uppercase().collect();
    capital.push_str(signs.as_str());
    capital
}

/// A number as a model writes it, with units and signs of the language: `ca. 54 000` is `about 54,000` in English.
pub(super) fn amount(lang: Lang, text: &str) -> String {
    let text = plain(text);
    let swaps: &[(&str, &str)] = match lang {
        Lang::Nb => &[],
        Lang::Nn => &[("milliarder", "milliardar"), ("millioner", "millionar")],
        Lang::En => &[
            ("ca. ", "about "),
            ("opptil ", "up to "),
            (" og ", " and "),
            ("milliarder", "billion"),
            ("millioner", "million"),
            (" %", "%"),
        ],
    };
    let text = swaps.iter().fold(text, |text, (from, to)| text.replace(from, to));
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let between = |at: usize| is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1));
    let told = signs.iter().enumerate().map(|(at, &sign)| match (sign, lang) {
        (' ' | '\u{a0}', Lang::En) if between(at) => ',',
        (' ', _) if between(at) => '\u{a0}',
        (',', Lang::En) if between(at) => '.',
        (sign, _) => sign,
    });
    told.collect()
}

/// Names one after the other, the first with a capital letter: `Nav (156), kommunen (35)`.
pub(super) fn row(names: &[String]) -> String {
    capital(&names.join(", "))
}

/// What can be counted.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "text"), expect(dead_code, reason = "some are only counted in text"))]
pub(super) enum Noun {
    Finding,
    ModelError,
    Severity(Severity),
    Step,
    Handover,
    Request,
    Circumstance,
    Body,
    Claim,
    Persona,
    LifeEvent,
    Ministry,
}

/// The number with its noun: `1 advarsel`, `2 advarsler`.
pub(super) fn count(lang: Lang, number: usize, noun: Noun) -> String {
    let (nb, nn, en) = match noun {
        Noun::Finding => (["funn"; 2], ["funn"; 2], ["finding", "findings"]),
        Noun::ModelError => (
            ["feil i filene eller modellen"; 2],
            ["feil i filene eller modellen"; 2],
            ["error in the files or the model", "errors in the files or the model"],
        ),
        Noun::Severity(Severity::Error) => (["feil"; 2], ["feil"; 2], ["error", "errors"]),
        Noun::Severity(Severity::Warning) => {
            (["advarsel", "advarsler"], ["åtvaring", "åtvaringar"], ["warning", "warnings"])
        }
        Noun::Severity(Severity::Note) => {
            (["merknad", "merknader"], ["merknad", "merknader"], ["note", "notes"])
        }
        Noun::Step => (["steg"; 2], ["steg"; 2], ["step", "steps"]),
        Noun::Handover => (["overgang", "overganger"], ["overgang", "overgangar"], ["handover", "handovers"]),
        Noun::Request => (["datakrav"; 2], ["datakrav"; 2], ["data request", "data requests"]),
        Noun::LifeEvent => (
            ["livshendelse", "livshendelser"],
            ["livshending", "livshendingar"],
            ["life event", "life events"],
        ),
        Noun::Ministry => (["departement"; 2], ["departement"; 2], ["ministry", "ministries"]),
        Noun::Circumstance => {
            (["omstendighet", "omstendigheter"], ["omstende"; 2], ["circumstance", "circumstances"])
        }
        Noun::Body => (["virksomhet", "virksomheter"], ["verksemd", "verksemder"], ["body", "bodies"]),
        Noun::Claim => (["påstand", "påstander"], ["påstand", "påstandar"], ["claim", "claims"]),
        Noun::Persona => (["persona", "personaer"], ["persona", "personaar"], ["persona", "personas"]),
    };
    let [one, many] = match lang {
        Lang::Nb => nb,
        Lang::Nn => nn,
        Lang::En => en,
    };
    format!("{} {}", thousands(lang, number), if number == 1 { one } else { many })
}

/// The number with its thousands set apart: `1 224` with a space that does not break, in English `1,224`.
pub(super) fn thousands(lang: Lang, number: usize) -> String {
    let digits = number.to_string();
    // Four digits are written together in Norwegian, but stand in columns with longer ones.
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push_str(say(lang, "\u{a0}", "\u{a0}", ","));
        }
        out.push(digit);
    }
    out
}

/// A date in words, `20. november 2026`; as it stands where it is none.
pub(super) fn date(lang: Lang, text: &str) -> String {
    let Some(date) = crate::model::parse_date(text) else { return plain(text) };
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
    let Some((norwegian, english)) = month else { return plain(text) };
    let month = say(lang, norwegian, norwegian, english);
    format!("{}{} {month} {}", date.day(), say(lang, ".", ".", ""), date.year())
}

const MONTHS: [(&str, &str); 12] = [
    ("januar", "January"),
    ("februar", "February"),
    ("mars", "March"),
    ("april", "April"),
    ("mai", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("august", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("desember", "December"),
];

/// How loudly something is said.
pub(super) fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => say(lang, "feil", "feil", "error"),
        Severity::Warning => say(lang, "advarsel", "åtvaring", "warning"),
        Severity::Note => say(lang, "merknad", "merknad", "note"),
    }
}

/// How the law of a flow stands.
pub(super) fn law_state(lang: Lang, state: LawState) -> &'static str {
    match state {
        LawState::InPlace => say(lang, "på plass", "på plass", "in place"),
        LawState::Unclear => say(lang, "uklar", "uklar", "unclear"),
        LawState::NotAssessed => say(lang, "ikke vurdert", "ikkje vurdert", "not assessed"),
        LawState::Missing => say(lang, "mangler", "manglar", "missing"),
        LawState::Forbidden => say(lang, "forbudt", "forbode", "forbidden"),
    }
}

/// How sure a claim is.
pub(super) fn confidence(lang: Lang, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Verified => say(lang, "kontrollert", "kontrollert", "verified"),
        Confidence::Inferred => say(lang, "utledet", "utleidd", "inferred"),
        Confidence::Unverified => say(lang, "ikke kontrollert", "ikkje kontrollert", "unverified"),
    }
}

/// What kind of thing is done in a step.
pub(super) fn step_kind(lang: Lang, kind: StepKind) -> &'static str {
    match kind {
        StepKind::Application => say(lang, "søknad", "søknad", "application"),
        StepKind::CaseHandling => say(lang, "saksbehandling", "sakshandsaming", "case handling"),
        StepKind::Decision => say(lang, "avgjørelse", "avgjerd", "decision"),
        StepKind::Notification => say(lang, "melding", "melding", "notification"),
        StepKind::Information => say(lang, "informasjon", "informasjon", "information"),
        StepKind::Registration => say(lang, "registrering", "registrering", "registration"),
        StepKind::Payment => say(lang, "betaling", "betaling", "payment"),
        StepKind::Appointment => say(lang, "møte", "møte", "appointment"),
        StepKind::Waiting => say(lang, "venting", "venting", "waiting"),
        StepKind::Filing => say(lang, "oppgaveplikt", "oppgåveplikt", "filing"),
        StepKind::Choice => say(lang, "valg", "val", "choice"),
        StepKind::Signature => say(lang, "underskrift", "underskrift", "signature"),
        StepKind::Delivery => say(lang, "levering", "levering", "delivery"),
        StepKind::Automatic => say(lang, "automatisk", "automatisk", "automatic"),
        StepKind::Service => say(lang, "tjeneste", "teneste", "service"),
    }
}

/// What brings something from one actor to another.
pub(super) fn carrier(lang: Lang, carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Event => say(lang, "automatisk melding", "automatisk melding", "automatic message"),
        Carrier::Api => say(lang, "API", "API", "API"),
        Carrier::DigitalPost => say(lang, "digital post", "digital post", "digital post"),
        Carrier::Letter => say(lang, "brev", "brev", "letter"),
        Carrier::Phone => say(lang, "telefon", "telefon", "telephone"),
        Carrier::InPerson => say(lang, "oppmøte", "oppmøte", "in person"),
        Carrier::Person => {
            say(lang, "personen bærer det", "personen ber det med seg", "the person brings it")
        }
        Carrier::Unprompted => say(lang, "må finne ut selv", "må finne ut sjølv", "must find out alone"),
        Carrier::Nothing => say(lang, "ingen sier fra", "ingen seier frå", "nobody tells"),
    }
}

/// How data is asked for.
pub(super) fn mode(lang: Lang, mode: Mode) -> &'static str {
    match mode {
        Mode::Provide => say(lang, "oppgi", "oppgi", "provide"),
        Mode::Confirm => say(lang, "bekreft", "stadfest", "confirm"),
        Mode::Identify => say(lang, "si hvem det gjelder", "sei kven det gjeld", "say who it is about"),
        Mode::Attach => say(lang, "legg ved", "legg ved", "attach"),
    }
}

/// The kind of a channel.
pub(super) fn channel(lang: Lang, kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Digital => say(lang, "digital", "digital", "digital"),
        ChannelKind::Paper => say(lang, "papir", "papir", "paper"),
        ChannelKind::Phone => say(lang, "telefon", "telefon", "telephone"),
        ChannelKind::InPerson => say(lang, "oppmøte", "oppmøte", "in person"),
        ChannelKind::Email => say(lang, "e-post", "e-post", "e-mail"),
    }
}

/// The electronic identity that a channel asks for.
pub(super) fn eid(lang: Lang, eid: Eid) -> &'static str {
    match eid {
        Eid::NotNeeded => say(lang, "uten e-ID", "utan e-ID", "no eID"),
        Eid::Substantial => say(lang, "e-ID betydelig", "e-ID betydeleg", "eID substantial"),
        Eid::High => say(lang, "e-ID høyt", "e-ID høgt", "eID high"),
    }
}

/// The level of government or the sector.
pub(super) fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::State => say(lang, "stat", "stat", "state"),
        Level::County => say(lang, "fylke", "fylke", "county"),
        Level::Municipality => say(lang, "kommune", "kommune", "municipality"),
        Level::Court => say(lang, "domstol", "domstol", "court"),
        Level::Church => say(lang, "kirke", "kyrkje", "church"),
        Level::Private => say(lang, "privat", "privat", "private"),
        Level::Voluntary => say(lang, "frivillig", "frivillig", "voluntary"),
        Level::Foreign => say(lang, "utenlandsk", "utanlandsk", "foreign"),
    }
}

/// How a way into a register works.
pub(super) fn way(lang: Lang, kind: WayKind) -> &'static str {
    match kind {
        WayKind::Api => say(lang, "API", "API", "API"),
        WayKind::Event => say(lang, "hendelse", "hending", "event"),
        WayKind::File => say(lang, "fil", "fil", "file"),
        WayKind::Lookup => say(lang, "oppslag", "oppslag", "look-up"),
    }
}

/// Where a solution is in its life.
pub(super) fn solution_state(lang: Lang, state: SolutionState) -> &'static str {
    match state {
        SolutionState::Idea => say(lang, "idé", "idé", "idea"),
        SolutionState::Studied => say(lang, "utredet", "utgreidd", "studied"),
        SolutionState::Built => say(lang, "bygd, ikke i bruk", "bygd, ikkje i bruk", "built, not in use"),
        SolutionState::Pilot => say(lang, "utprøves", "blir prøvd ut", "pilot"),
        SolutionState::InOperation => say(lang, "i drift", "i drift", "in operation"),
        SolutionState::Retired => say(lang, "avviklet", "avvikla", "retired"),
    }
}

/// Whether the operation of a solution is paid for.
pub(super) fn funds(lang: Lang, funds: Funds) -> &'static str {
    match funds {
        Funds::Settled => say(lang, "avklart", "avklart", "settled"),
        Funds::NotSettled => say(lang, "ikke avklart", "ikkje avklart", "not settled"),
        Funds::Unknown => say(lang, "ukjent", "ukjend", "unknown"),
    }
}

/// The role of who must act.
pub(super) fn role(lang: Lang, role: ActorRole) -> &'static str {
    match role {
        ActorRole::OwnerOfLaw => say(
            lang,
            "departementet som eier loven",
            "departementet som eig lova",
            "the ministry that owns the act",
        ),
        ActorRole::KeeperOrGiver => say(
            lang,
            "den som fører registeret, ellers giveren",
            "den som fører registeret, elles givaren",
            "the keeper of the register, else the giver",
        ),
        ActorRole::OwnerOfSolution => {
            say(lang, "eieren av løsningen", "eigaren av løysinga", "the owner of the solution")
        }
        ActorRole::Asker => say(lang, "den som spør", "den som spør", "the body that asks"),
        ActorRole::KeeperOfConcept => {
            say(lang, "den som eier begrepet", "den som eig omgrepet", "the keeper of the concept")
        }
        ActorRole::Giver => say(
            lang,
            "giveren, ellers mottakeren",
            "givaren, elles mottakaren",
            "the giver, else the receiver",
        ),
        ActorRole::Receiver => say(lang, "mottakeren", "mottakaren", "the receiver"),
        ActorRole::Coordinator => say(
            lang,
            "departementet som har ansvar for livshendelsen",
            "departementet som har ansvar for livshendinga",
            "the ministry responsible for the life event",
        ),
    }
}

/// A length of time in words.
pub(super) fn duration(lang: Lang, duration: Duration) -> String {
    let Duration(amount) = duration;
    let (number, [one, many]) = match (amount, lang) {
        (Amount::Minutes(n), Lang::Nb | Lang::Nn) => (n, ["minutt", "minutter"]),
        (Amount::Minutes(n), Lang::En) => (n, ["minute", "minutes"]),
        (Amount::Days(n), Lang::Nb) => (n, ["dag", "dager"]),
        (Amount::Days(n), Lang::Nn) => (n, ["dag", "dagar"]),
        (Amount::Days(n), Lang::En) => (n, ["day", "days"]),
        (Amount::WorkingDays(n), Lang::Nb) => (n, ["virkedag", "virkedager"]),
        (Amount::WorkingDays(n), Lang::Nn) => (n, ["yrkedag", "yrkedagar"]),
        (Amount::WorkingDays(n), Lang::En) => (n, ["working day", "working days"]),
        (Amount::Months(n), Lang::Nb) => (n, ["måned", "måneder"]),
        (Amount::Months(n), Lang::Nn) => (n, ["månad", "månader"]),
        (Amount::Months(n), Lang::En) => (n, ["month", "months"]),
        (Amount::Years(n), Lang::Nb | Lang::Nn) => (n, ["år"; 2]),
        (Amount::Years(n), Lang::En) => (n, ["year", "years"]),
    };
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What an unverified claim is about.
pub(super) fn doubt_kind(lang: Lang, kind: DoubtKind) -> &'static str {
    match kind {
        DoubtKind::Step => say(lang, "Steget", "Steget", "The step"),
        DoubtKind::Handover => {
            say(lang, "Overgangen til steget", "Overgangen til steget", "The handover to the step")
        }
        DoubtKind::Request => say(lang, "Hva det spørres om", "Kva det blir spurt om", "What is asked for"),
        DoubtKind::Fetch => say(lang, "Hva som hentes", "Kva som blir henta", "What is fetched"),
        DoubtKind::Deadline => say(lang, "Fristen", "Fristen", "The deadline"),
        DoubtKind::Holding => say(lang, "Hva registre har", "Kva register har", "What registers hold"),
        DoubtKind::Volume => say(lang, "Tallet", "Talet", "The number"),
        DoubtKind::Responsibility => {
            say(lang, "Ansvarlig departement", "Ansvarleg departement", "Responsible ministry")
        }
    }
}
