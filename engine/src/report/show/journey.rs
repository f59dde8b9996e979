//! What one journey contains.

use super::order::steps_in_order;
use super::{Page, View, details, labelled};
use crate::model::{
    After, Channel, Continuation, Deadline, Fetch, Implication, Journey, Key, Link, NotBefore, Request,
    Right, Step, Variable, VariableKind,
};
use crate::report::wording::{carrier, channel, eid, mode, name_or_id, plain, step_kind, words};

/// Deeper than `after` can be written; what is nested deeper is not told.
const MAX_DEPTH: usize = 256;

pub(super) fn page(view: &View<'_>, journey: &Journey) -> String {
    let mut page = Page::default();
    page.title(&view.name(&journey.name, &journey.id));
    page.line(0, &view.text(journey.description.as_ref()));
    let checked = view.say("sist kontrollert mot kildene", "sist kontrollert mot kjeldene", "last checked");
    page.field(0, checked, &journey.last_checked.to_string());
    let responsible = view.say("ansvarlig", "ansvarleg", "responsible");
    page.field(0, responsible, &view.responsible(&journey.responsible));
    let broken = view.flag(
        journey.broken,
        "har feil og blir ikke analysert",
        "har feil og blir ikkje analysert",
        "has errors and is not analysed",
    );
    page.line(0, &broken);
    parties(view, journey, &mut page);
    variables(view, journey, &mut page);
    impossible(view, journey, &mut page);
    holdings(view, journey, &mut page);
    steps(view, journey, &mut page);
    links(view, journey, &mut page);
    continuations(view, journey, &mut page);
    volumes(view, journey, &mut page);
    personas(view, journey, &mut page);
    topics(view, journey, &mut page);
    page.out
}

fn parties(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.parties.is_empty() {
        return;
    }
    page.heading(view.say("Parter", "Partar", "Parties"));
    for party in journey.parties.values() {
        let typically = party.typically.map(|n| format!("{} {n}", view.say("typisk", "typisk", "typically")));
        let kind = match party.kind {
            crate::model::PartyKind::Person => view.say("person", "person", "person"),
            crate::model::PartyKind::Organisation => view.say("virksomhet", "verksemd", "organisation"),
        };
        let more = [
            kind.to_owned(),
            view.flag(party.plural, "kan være flere", "kan vere fleire", "may be several"),
            typically.unwrap_or_default(),
            view.when(&party.exists),
        ];
        page.line(
            1,
            &format!(
                "{}: {}",
                plain(&party.id),
                details(&name_or_id(&party.name, &party.id, view.lang), &more)
            ),
        );
    }
}

fn variables(view: &View<'_>, journey: &Journey, page: &mut Page) {
    let is_decision = |variable: &&Variable| matches!(variable.kind, VariableKind::Decision(_));
    let circumstances: Vec<_> = journey.variables.iter().filter(|variable| !is_decision(variable)).collect();
    let decisions: Vec<_> = journey.variables.iter().filter(is_decision).collect();
    if !circumstances.is_empty() {
        page.heading(view.say("Omstendigheter", "Omstende", "Circumstances"));
    }
    for variable in circumstances {
        self::variable(view, variable, page);
    }
    if !decisions.is_empty() {
        page.heading(view.say("Avgjørelser", "Avgjerder", "Decisions"));
    }
    for variable in decisions {
        self::variable(view, variable, page);
    }
}

fn variable(view: &View<'_>, variable: &Variable, page: &mut Page) {
    let municipality = view.flag(
        variable.varies_by_municipality,
        "varierer mellom kommuner",
        "varierer mellom kommunar",
        "varies by municipality",
    );
    let name = name_or_id(&variable.name, &variable.id, view.lang);
    page.line(1, &format!("{}: {}", plain(&variable.id), details(&name, &[municipality])));
    for value in &variable.values {
        page.line(2, &format!("{}: {}", plain(&value.id), words(&value.phrase, view.lang)));
    }
    let known_from: Vec<String> = variable.known_from.iter().map(|&datum| view.datum(datum)).collect();
    page.field(2, view.say("kjent fra", "kjend frå", "known from"), &known_from.join(", "));
    page.field(2, view.say("kjent for", "kjend for", "known to"), &view.parties(&variable.known_to));
}

fn impossible(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.impossible.is_empty() {
        return;
    }
    page.heading(view.say("Umulige kombinasjoner", "Umoglege kombinasjonar", "Impossible combinations"));
    for impossible in &journey.impossible {
        let always = view.say("alltid", "alltid", "always").to_owned();
        let when = Some(view.condition(&impossible.when)).filter(|when| !when.is_empty()).unwrap_or(always);
        page.line(1, &format!("{when}: {}", words(&impossible.because, view.lang)));
    }
}

fn holdings(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.holdings.is_empty() {
        return;
    }
    page.heading(view.say("Hva registrene har", "Kva registra har", "What registers hold"));
    for holding in &journey.holdings {
        let more = [view.when(&holding.when), view.claim(&holding.claim), view.text(holding.note.as_ref())];
        let text = format!("{}: {}", view.register(holding.register), view.data(&holding.data));
        page.line(1, &details(&text, &more));
    }
}

fn steps(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.steps.is_empty() {
        return;
    }
    page.heading(view.say("Steg i rekkefølge", "Steg i rekkjefølgje", "Steps in order"));
    for (n, key) in steps_in_order(journey).into_iter().enumerate() {
        let step = &journey.steps[key];
        page.line(1, &format!("{}. {}", n + 1, view.name(&step.name, &step.id)));
        self::step(view, journey, step, page);
    }
}

fn step(view: &View<'_>, journey: &Journey, step: &Step, page: &mut Page) {
    let mut field = |label: &str, text: String| page.field(3, label, &text);
    field(view.say("aktør", "aktør", "actor"), view.actor(step.actor));
    let done_by = step.done_by.map(|party| view.party(party)).unwrap_or_default();
    field(view.say("gjøres av", "blir gjort av", "done by"), done_by);
    field(view.say("slag", "slag", "kind"), step_kind(view.lang, step.kind).to_owned());
    field(view.say("når", "når", "when"), view.condition(&step.when));
    field(view.say("etter", "etter", "after"), after(view, journey, &step.after, 0));
    field(view.say("utfall", "utfall", "outcomes"), outcomes(journey, step));
    for request in &step.asks {
        field(view.say("spør", "spør", "asks"), self::request(view, request));
    }
    for fetch in &step.fetches {
        field(view.say("henter", "hentar", "fetches"), self::fetch(view, fetch));
    }
    field(view.say("trenger", "treng", "needs"), view.data(&step.needs));
    for production in &step.produces {
        let text = details(&view.data(&production.data), &[view.when(&production.when)]);
        field(view.say("lager", "lagar", "produces"), text);
    }
    for registration in &step.registers {
        let data = view.data(&registration.data);
        let text = format!("{data} → {}", view.register(registration.register));
        let text = details(&text, &[view.when(&registration.when)]);
        field(view.say("registrerer", "registrerer", "registers"), text);
    }
    field(view.say("fornyer", "fornyar", "renews"), view.data(&step.renews));
    let channels: Vec<String> = step.channels.iter().map(|channel| channel_text(view, channel)).collect();
    field(view.say("kanaler", "kanalar", "channels"), channels.join(", "));
    for deadline in &step.deadlines {
        field(view.say("frist", "frist", "deadline"), self::deadline(view, deadline));
    }
    field(view.say("tar", "tek", "takes"), step.takes.map(|span| span.to_string()).unwrap_or_default());
    let waits_out = step.waits_out.map(|step| view.step(step)).unwrap_or_default();
    field(view.say("venter ut fristene i", "ventar ut fristane i", "waits out the deadlines of"), waits_out);
    let waiting = view.parties(&step.leaves_waiting);
    field(view.say("venter på svar etterpå", "ventar på svar etterpå", "left waiting"), waiting);
    field(
        view.say("slutt på ventingen for", "slutt på ventinga for", "ends the waiting of"),
        ends(view, step),
    );
    for right in &step.gives {
        field(view.say("gir", "gir", "gives"), self::right(view, right));
    }
    field(view.say("gjentas for hver", "blir gjenteke for kvar", "repeated for each"), per(view, step));
    field(view.say("hjemmel", "heimel", "legal basis"), view.provisions(&step.basis));
    field(view.say("løsning", "løysing", "solution"), view.solution(step.uses));
    field(view.say("kilder", "kjelder", "sources"), view.claim(&step.claim));
    field(view.say("merknad", "merknad", "note"), view.text(step.note.as_ref()));
}

/// What must have happened before: `alle av (a; b)`.
fn after(view: &View<'_>, journey: &Journey, node: &After, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "…".to_owned();
    }
    let parts = |word: &str, parts: &[After]| {
        let texts: Vec<String> = parts.iter().map(|part| after(view, journey, part, depth + 1)).collect();
        format!("{word} ({})", texts.join("; "))
    };
    match node {
        After::Start => view.say("starten", "starten", "the start").to_owned(),
        After::Link(key) => link_before(view, &journey.links[*key]),
        After::AllOf(all) => parts(view.say("alle av", "alle av", "all of"), all),
        After::AnyOf(any) => parts(view.say("en av", "ein av", "any of"), any),
    }
}

fn link_before(view: &View<'_>, link: &Link) -> String {
    let by = link.by.map(|by| carrier(view.lang, by).to_owned()).unwrap_or_default();
    let wished = view.flag(link.wished, "ønsket", "ønskt", "wished for");
    details(&view.step(link.from), &[by, wished, view.when(&link.when)])
}

fn outcomes(journey: &Journey, step: &Step) -> String {
    let decision = step.decision.and_then(|decision| journey.variables.get(decision));
    let values = decision.iter().flat_map(|decision| &decision.values);
    values.map(|value| plain(&value.id)).collect::<Vec<_>>().join(", ")
}

fn request(view: &View<'_>, request: &Request) -> String {
    let deliberate = request.deliberate.as_ref().map(|(reason, review)| {
        let word =
            view.say("bevisst, vurderes igjen", "med vilje, skal vurderast igjen", "deliberate, review");
        format!("{word} {review}: {}", words(reason, view.lang))
    });
    let text =
        format!("{}: {} {}", view.party(request.of), mode(view.lang, request.mode), view.data(&request.data));
    let law = labelled(view.say("hjemmel", "heimel", "law"), &view.law(request.law.as_ref()));
    let note = view.text(request.note.as_ref());
    details(
        &text,
        &[view.when(&request.when), law, deliberate.unwrap_or_default(), view.claim(&request.claim), note],
    )
}

fn fetch(view: &View<'_>, fetch: &Fetch) -> String {
    let text = format!("{} ← {}", view.data(&fetch.data), view.register(fetch.register));
    let law = labelled(view.say("hjemmel", "heimel", "law"), &view.law(fetch.law.as_ref()));
    let uses = labelled(view.say("løsning", "løysing", "solution"), &view.solution(fetch.uses));
    let note = view.text(fetch.note.as_ref());
    details(&text, &[view.when(&fetch.when), law, uses, view.claim(&fetch.claim), note])
}

fn channel_text(view: &View<'_>, of: &Channel) -> String {
    let identity = of.eid.map(|of| eid(view.lang, of).to_owned()).unwrap_or_default();
    details(channel(view.lang, of.kind), &[identity, view.when(&of.when)])
}

fn deadline(view: &View<'_>, deadline: &Deadline) -> String {
    let event = || view.say("hendelsen", "hendinga", "the event").to_owned();
    let from = deadline.from.map_or_else(event, |step| view.step(step));
    let from_word = view.say("fra", "frå", "from");
    let lost = labelled(view.say("taper", "taper", "lost"), &words(&deadline.lost, view.lang));
    let basis = labelled(view.say("hjemmel", "heimel", "legal basis"), &view.provisions(&deadline.basis));
    details(
        &format!("{} {from_word} {from}", deadline.within),
        &[lost, view.when(&deadline.when), basis, view.claim(&deadline.claim)],
    )
}

fn ends(view: &View<'_>, step: &Step) -> String {
    let told = step.ends.iter().map(|(party, told)| {
        let how = told.map_or_else(
            || view.say("får ikke vite det", "får ikkje vite det", "is not told").to_owned(),
            |by| carrier(view.lang, by).to_owned(),
        );
        details(&view.party(*party), &[how])
    });
    told.collect::<Vec<_>>().join(", ")
}

fn right(view: &View<'_>, right: &Right) -> String {
    let apply = view.flag(right.must_apply, "må søke", "må søkje", "must apply");
    details(&format!("{} → {}", words(&right.right, view.lang), view.party(right.to)), &[apply])
}

fn per(view: &View<'_>, step: &Step) -> String {
    let typically = step.typically.map(|n| format!("{} {n}", view.say("typisk", "typisk", "typically")));
    let each = step.per.map(|actor| view.actor(actor)).unwrap_or_default();
    match typically {
        Some(typically) if each.is_empty() => typically,
        typically => details(&each, &[typically.unwrap_or_default()]),
    }
}

fn links(view: &View<'_>, journey: &Journey, page: &mut Page) {
    let handovers: Vec<&Link> = journey.links.values().filter(|link| link.by.is_some()).collect();
    if !handovers.is_empty() {
        page.heading(view.say(
            "Hvem gir videre til hvem",
            "Kven gir vidare til kven",
            "Who hands over to whom",
        ));
    }
    for link in handovers {
        let (from, to) = (&journey.steps[link.from], &journey.steps[link.to]);
        let by = link.by.map(|by| carrier(view.lang, by)).unwrap_or_default();
        page.line(1, &format!("{} → {}: {by}", view.actor(from.actor), view.actor(to.actor)));
        page.field(3, view.say("steg", "steg", "steps"), &format!("{} → {}", plain(&from.id), plain(&to.id)));
        link_details(view, link, page);
    }
    let inner: Vec<&Link> = journey.links.values().filter(|link| link.by.is_none()).collect();
    if !inner.is_empty() {
        page.heading(view.say(
            "Rekkefølge hos samme aktør",
            "Rekkjefølgje hos same aktør",
            "Order within one actor",
        ));
    }
    for link in inner {
        page.line(1, &format!("{} → {}", view.step(link.from), view.step(link.to)));
        link_details(view, link, page);
    }
}

fn link_details(view: &View<'_>, link: &Link, page: &mut Page) {
    let mut field = |label: &str, text: String| page.field(3, label, &text);
    field(view.say("når", "når", "when"), view.condition(&link.when));
    field(view.say("med", "med", "carries"), view.data(&link.carries));
    field(view.say("hjemmel", "heimel", "law"), view.law(link.law.as_ref()));
    field(view.say("løsning", "løysing", "solution"), view.solution(link.uses));
    field(view.say("tar", "tek", "takes"), link.takes.map(|span| span.to_string()).unwrap_or_default());
    field(view.say("ikke før", "ikkje før", "not before"), not_before(view, link));
    field(view.say("kvittering", "kvittering", "receipt"), view.yes_no(link.receipt));
    field(
        view.say("personen ser status", "personen ser status", "status shown to the person"),
        view.yes_no(link.status),
    );
    field(
        view.say("bare ønsket", "berre ønskt", "only wished for"),
        view.yes_no(link.wished.then_some(true)),
    );
    field(view.say("kilder", "kjelder", "sources"), view.claim(&link.claim));
    field(view.say("merknad", "merknad", "note"), view.text(link.note.as_ref()));
}

fn not_before(view: &View<'_>, link: &Link) -> String {
    match link.not_before {
        None => String::new(),
        Some(NotBefore::Date(date)) => date.to_string(),
        Some(NotBefore::Step(step)) => view.step(step),
    }
}

fn continuations(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.continues.is_empty() {
        return;
    }
    page.heading(view.say("Kan fortsette i", "Kan halde fram i", "May continue in"));
    for continuation in &journey.continues {
        let after = continuation.after.map(|step: Key<Step>| view.step(step)).unwrap_or_default();
        let parties: Vec<String> = continuation
            .parties
            .iter()
            .map(|(here, there)| format!("{} = {}", view.party(*here), plain(there)))
            .collect();
        let more = [
            view.when(&continuation.when),
            labelled(view.say("etter", "etter", "after"), &after),
            parties.join(", "),
            implied(view, continuation),
            view.claim(&continuation.claim),
        ];
        page.line(1, &details(&plain(&continuation.event), &more));
    }
}

/// `der gjelder: …; når …: …`.
fn implied(view: &View<'_>, continuation: &Continuation) -> String {
    let other = view.model.journeys.iter().find(|journey| journey.id == continuation.event);
    let Some(other) = other else { return String::new() };
    let told = |implication: &Implication| {
        let there = view.condition_of(other, &implication.there);
        match view.when(&implication.here) {
            when if when.is_empty() => there,
            when => format!("{when}: {there}"),
        }
    };
    let all: Vec<String> = continuation.implies.iter().map(told).collect();
    labelled(view.say("der gjelder", "der gjeld", "there holds"), &all.join("; "))
}

fn volumes(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.volumes.is_empty() {
        return;
    }
    page.heading(view.say("Tall", "Tal", "Numbers"));
    for volume in &journey.volumes {
        let step = volume.step.map(|step| view.step(step)).unwrap_or_default();
        let year = volume.year.as_deref().map(plain).unwrap_or_default();
        let text = format!("{}: {}", words(&volume.of, view.lang), plain(&volume.value));
        page.line(
            1,
            &details(
                &text,
                &[year, labelled(view.say("steg", "steg", "step"), &step), view.claim(&volume.claim)],
            ),
        );
    }
}

fn personas(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.personas.is_empty() {
        return;
    }
    page.heading(view.say("Personaer", "Personaer", "Personas"));
    for persona in &journey.personas {
        page.line(1, &view.name(&persona.name, &persona.id));
        page.line(2, &view.text(persona.about.as_ref()));
    }
}

fn topics(view: &View<'_>, journey: &Journey, page: &mut Page) {
    if journey.topics.is_empty() {
        return;
    }
    page.heading(view.say("Temaer i LOS", "Tema i LOS", "Topics of LOS"));
    for topic in &journey.topics {
        let steps: Vec<String> = topic.steps.iter().map(|&step| view.step(step)).collect();
        let more = [
            plain(&topic.los),
            steps.join(", "),
            labelled(
                view.say("dekket i", "dekt i", "covered in"),
                &plain(topic.covered_by.as_deref().unwrap_or_default()),
            ),
            view.text(topic.reason.as_ref()),
        ];
        page.line(1, &details(&words(&topic.name, view.lang), &more));
    }
}
