//! What all journeys share: organisations, data, registers, laws, solutions, sources, rule tables.

use super::{Page, View, details, labelled};
use crate::model::{ItemKind, LawState, Level, Related, Way};
use crate::report::wording::{
    confidence, funds, law_state, level, name_or_id, plain, role, severity, solution_state, way, words,
};
use crate::vocabulary::ReasonClass;

pub(super) fn page(view: &View<'_>) -> String {
    let mut page = Page::default();
    organisations(view, &mut page);
    items(view, &mut page);
    registers(view, &mut page);
    provisions(view, &mut page);
    solutions(view, &mut page);
    sources(view, &mut page);
    rules(view, &mut page);
    if page.out.is_empty() {
        return page.out;
    }
    let mut titled = Page::default();
    titled.title(view.say("Felles", "Felles", "Shared"));
    titled.out.push('\n');
    titled.out + &page.out
}

fn organisations(view: &View<'_>, page: &mut Page) {
    let model = view.model;
    if !model.organisations.is_empty() {
        page.heading(view.say("Virksomheter", "Verksemder", "Organisations"));
    }
    for (key, organisation) in model.organisations.iter() {
        let part_of = organisation.part_of.map(|of| view.organisation(of)).unwrap_or_default();
        let body = (organisation.body != key && organisation.part_of != Some(organisation.body))
            .then(|| view.organisation(organisation.body));
        let more = [
            level(view.lang, organisation.level).to_owned(),
            view.flag(organisation.ministry, "departement", "departement", "ministry"),
            view.flag(organisation.many, "mange av slaget", "mange av slaget", "many of the kind"),
            labelled(
                view.say("org.nr.", "org.nr.", "number"),
                &organisation.number.as_deref().map(plain).unwrap_or_default(),
            ),
            labelled(view.say("del av", "del av", "part of"), &part_of),
            labelled(view.say("rettssubjekt", "rettssubjekt", "legal body"), &body.unwrap_or_default()),
            labelled(view.say("under", "under", "under"), &view.responsible(&organisation.under)),
            view.period(organisation.from, organisation.until),
            view.claim(&organisation.claim),
        ];
        page.line(1, &details(&view.name(&organisation.name, &organisation.id), &more));
    }
}

fn items(view: &View<'_>, page: &mut Page) {
    let model = view.model;
    if !model.items.is_empty() {
        page.heading(view.say(
            "Opplysninger og dokumenter",
            "Opplysningar og dokument",
            "Data and documents",
        ));
    }
    for item in model.items.values() {
        let keeper = item.keeper.map(|keeper| view.organisation(keeper)).unwrap_or_default();
        let mut more = vec![labelled(view.say("forvaltes av", "blir forvalta av", "kept by"), &keeper)];
        match &item.kind {
            ItemKind::Concept { part_of, derived_from } => {
                more.push(labelled(view.say("del av", "del av", "part of"), &view.items(part_of)));
                let from = related(view, derived_from);
                more.push(labelled(view.say("følger av", "følgjer av", "follows from"), &from));
            }
            ItemKind::Document { contains, evidence_for } => {
                more.insert(0, view.say("dokument", "dokument", "document").to_owned());
                let contents = related(view, contains);
                more.push(labelled(view.say("inneholder", "inneheld", "contains"), &contents));
                let proves = related(view, evidence_for);
                more.push(labelled(view.say("viser", "viser", "proves"), &proves));
            }
        }
        more.push(item.uri.as_deref().map(plain).unwrap_or_default());
        page.line(1, &details(&view.name(&item.name, &item.id), &more));
        page.line(3, &view.text(item.definition.as_ref()));
    }
}

fn related(view: &View<'_>, related: &[Related]) -> String {
    let text = |related: &Related| {
        let item = plain(&view.model.items[related.item].id);
        related.party.as_deref().map_or_else(|| item.clone(), |party| format!("{}.{item}", plain(party)))
    };
    related.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn registers(view: &View<'_>, page: &mut Page) {
    let model = view.model;
    if !model.registers.is_empty() {
        page.heading(view.say("Registre", "Register", "Registers"));
    }
    for register in model.registers.values() {
        page.line(1, &view.name(&register.name, &register.id));
        let mut field = |label: &str, text: &str| page.field(3, label, text);
        field(view.say("føres av", "blir ført av", "kept by"), &view.organisation(register.keeper));
        field(view.say("har", "har", "holds"), &view.items(&register.holds));
        for of in &register.ways {
            field(view.say("vei inn", "veg inn", "way in"), &way_text(view, of));
        }
        field(view.say("brukes av", "blir brukt av", "used by"), &view.organisations(&register.consumers));
        field(view.say("hjemmel", "heimel", "legal basis"), &view.provisions(&register.basis));
        field(view.say("kilder", "kjelder", "sources"), &view.claim(&register.claim));
        field(view.say("merknad", "merknad", "note"), &view.text(register.note.as_ref()));
    }
}

fn way_text(view: &View<'_>, of: &Way) -> String {
    let mut to: Vec<String> = of.to.iter().map(|&key| view.organisation(key)).collect();
    to.extend(of.to_levels.iter().map(|&of| level(view.lang, of).to_owned()));
    let data = if of.data.is_empty() {
        view.say("alt", "alt", "everything").to_owned()
    } else {
        view.items(&of.data)
    };
    let text = format!("{} → {}: {data}", way(view.lang, of.by), to.join(", "));
    details(
        &text,
        &[
            labelled(view.say("hjemmel", "heimel", "law"), &view.law(Some(&of.law))),
            labelled(view.say("løsning", "løysing", "solution"), &view.solution(of.uses)),
            view.flag(of.consent, "med samtykke", "med samtykke", "with consent"),
            labelled(view.say("skiller seg", "skil seg", "differs"), &view.text(of.differs.as_ref())),
            view.claim(&of.claim),
        ],
    )
}

fn provisions(view: &View<'_>, page: &mut Page) {
    let model = view.model;
    if !model.provisions.is_empty() {
        page.heading(view.say("Bestemmelser", "Føresegner", "Provisions"));
    }
    for provision in model.provisions.values() {
        let law = name_or_id(&provision.law, &provision.id, view.lang);
        let section = provision.section.as_deref().map(plain).unwrap_or_default();
        let ministry = provision.ministry.map(|ministry| view.organisation(ministry)).unwrap_or_default();
        let text = format!("{}: {law} {section}", plain(&provision.id));
        page.line(
            1,
            &details(
                text.trim_end(),
                &[
                    labelled(view.say("eies av", "eigd av", "owned by"), &ministry),
                    view.period(provision.from, provision.until),
                    provision.eli.as_deref().map(plain).unwrap_or_default(),
                    view.claim(&provision.claim),
                ],
            ),
        );
    }
}

fn solutions(view: &View<'_>, page: &mut Page) {
    let model = view.model;
    if !model.solutions.is_empty() {
        page.heading(view.say("Løsninger", "Løysingar", "Solutions"));
    }
    for solution in model.solutions.values() {
        let operation = solution.operating_funds.map(|of| funds(view.lang, of)).unwrap_or_default();
        let parallel = view.text(solution.parallel_because.as_ref());
        page.line(
            1,
            &details(
                &view.name(&solution.name, &solution.id),
                &[
                    solution_state(view.lang, solution.state).to_owned(),
                    labelled(view.say("eies av", "eigd av", "owned by"), &view.organisation(solution.owner)),
                    labelled(view.say("driftsmidler", "driftsmiddel", "operating funds"), operation),
                    labelled(
                        view.say("gjør", "gjer", "function"),
                        &solution.function.as_deref().map(plain).unwrap_or_default(),
                    ),
                    view.flag(solution.common, "felleskomponent", "felleskomponent", "common component"),
                    labelled(
                        view.say(
                            "ved siden av en annen fordi",
                            "ved sida av ei anna fordi",
                            "beside another because",
                        ),
                        &parallel,
                    ),
                    view.claim(&solution.claim),
                ],
            ),
        );
        page.line(3, &view.text(solution.note.as_ref()));
    }
}

fn sources(view: &View<'_>, page: &mut Page) {
    let model = view.model;
    if !model.sources.is_empty() {
        page.heading(view.say("Kilder", "Kjelder", "Sources"));
    }
    for source in model.sources.values() {
        page.line(
            1,
            &details(
                &format!("{}: {}", plain(&source.id), plain(source.title.told_in(view.lang).0)),
                &[
                    source.publisher.as_deref().map(plain).unwrap_or_default(),
                    source.date.map(|date| date.to_string()).unwrap_or_default(),
                    source.url.as_deref().map(plain).unwrap_or_default(),
                    confidence(view.lang, source.confidence).to_owned(),
                ],
            ),
        );
    }
}

fn rules(view: &View<'_>, page: &mut Page) {
    classes(view, page);
    verdicts(view, page);
    gravities(view, page);
    actors(view, page);
}

fn classes(view: &View<'_>, page: &mut Page) {
    let rules = &view.model.rules.classes;
    if !rules.is_empty() {
        page.heading(view.say(
            "Årsaker: første rad som passer",
            "Årsaker: fyrste rad som passar",
            "Reasons: first row that fits",
        ));
    }
    for rule in rules {
        let answer = |label: &str, yes: Option<bool>| labelled(label, &view.yes_no(yes));
        let law = rule.law.as_ref().map(|states| {
            let none = view.say("ikke omtalt", "ikkje omtalt", "nothing said").to_owned();
            let states: Vec<String> =
                states.iter().map(|&of: &LawState| law_state(view.lang, of).to_owned()).collect();
            if states.is_empty() { none } else { states.join(", ") }
        });
        page.line(
            1,
            &details(
                rule.class.words().get(view.lang),
                &[
                    answer(view.say("bevisst", "med vilje", "deliberate"), rule.deliberate),
                    answer(view.say("finnes hos andre", "finst hos andre", "held elsewhere"), rule.held),
                    answer(view.say("har den selv", "har han sjølv", "own"), rule.own),
                    answer(view.say("vei dit", "veg dit", "way"), rule.way),
                    labelled(view.say("hjemmel", "heimel", "law"), &law.unwrap_or_default()),
                    answer(view.say("i drift", "i drift", "running"), rule.running),
                    answer(view.say("samme mening", "same meining", "same meaning"), rule.same_meaning),
                    answer(view.say("samtykke", "samtykke", "consent"), rule.consent),
                    answer(view.say("bruker kilden", "bruker kjelda", "consumes"), rule.consumes),
                    answer(view.say("kommer senere", "kjem seinare", "comes later"), rule.later),
                ],
            ),
        );
    }
}

fn verdicts(view: &View<'_>, page: &mut Page) {
    let rules = &view.model.rules.verdicts;
    if !rules.is_empty() {
        page.heading(view.say("Hvem er bundet av hva", "Kven er bunde av kva", "Who is bound by what"));
    }
    for rule in rules {
        let levels: Vec<&str> = rule.levels.iter().map(|&of: &Level| level(view.lang, of)).collect();
        let registers: Vec<String> = rule.registers.iter().map(|&key| view.register(key)).collect();
        let provision = rule.provision.map(|key| view.provisions(&[key])).unwrap_or_default();
        page.line(
            1,
            &details(
                &format!("{}: {}", plain(&rule.id), rule.verdict.words().get(view.lang)),
                &[
                    levels.join(", "),
                    classes_text(view, &rule.classes),
                    registers.join(", "),
                    view.period(rule.from, rule.until),
                    provision,
                    view.claim(&rule.claim),
                ],
            ),
        );
        page.line(3, &words(&rule.says, view.lang));
    }
}

fn gravities(view: &View<'_>, page: &mut Page) {
    let rules = &view.model.rules.gravities;
    if !rules.is_empty() {
        page.heading(view.say(
            "Alvor: første rad som passer",
            "Alvor: fyrste rad som passar",
            "Gravity: first row that fits",
        ));
    }
    for rule in rules {
        let verdicts: Vec<String> =
            rule.verdicts.iter().map(|of| of.words().get(view.lang).to_owned()).collect();
        let text = format!("{}: {}", rule.gravity.words().get(view.lang), severity(view.lang, rule.severity));
        page.line(
            1,
            &details(&text, &[all(&rule.checks), classes_text(view, &rule.classes), verdicts.join(", ")]),
        );
    }
}

fn actors(view: &View<'_>, page: &mut Page) {
    let rules = &view.model.rules.actors;
    if !rules.is_empty() {
        page.heading(view.say(
            "Hvem må handle: første rad som passer",
            "Kven må handle: fyrste rad som passar",
            "Who must act: first row that fits",
        ));
    }
    for rule in rules {
        let giver = of_levels(
            view,
            view.say("når den som gir er", "når den som gjev er", "where the giver is"),
            &rule.giver,
        );
        let receiver = of_levels(
            view,
            view.say("når den som tar imot er", "når den som tek imot er", "where the receiver is"),
            &rule.receiver,
        );
        let (classes, checks) = (classes_text(view, &rule.classes), all(&rule.checks));
        let period = view.period(rule.from, rule.until);
        page.line(1, &details(role(view.lang, rule.role), &[classes, checks, giver, receiver, period]));
    }
}

/// The levels that a row is for, after some words; nothing where it is for all.
fn of_levels(view: &View<'_>, words: &str, levels: &[Level]) -> String {
    if levels.is_empty() {
        return String::new();
    }
    let levels: Vec<&str> = levels.iter().map(|&of| level(view.lang, of)).collect();
    format!("{words} {}", levels.join(", "))
}

fn all(names: &[String]) -> String {
    names.iter().map(|name| plain(name)).collect::<Vec<_>>().join(", ")
}

fn classes_text(view: &View<'_>, classes: &[ReasonClass]) -> String {
    classes.iter().map(|of| of.words().get(view.lang).to_owned()).collect::<Vec<_>>().join(", ")
}
