//! Findings as a plain document, grouped by who must act, gravest first.
//!
//! Everything in one language; whatever comes from a model is escaped.

use super::facts::{Measure, facts};
use super::is_model_error;
use super::wording::{Noun, capital, count, name_or_id, named, plain, say, words};
use crate::finding::{Analysis, Finding, JourneySummary, Named, Severity, SourceSummary};
use crate::text::Sources;
use crate::words::Lang;

/// How much is told of what can be long.
const MEASURE: Measure = Measure { steps: usize::MAX, phrase: 1_500 };

/// The findings as Markdown (CommonMark with the tables of GitHub); ends in `\n`.
pub fn markdown(analysis: &Analysis, sources: &Sources, lang: Lang) -> String {
    let mut document = Document { analysis, sources, lang, out: String::new() };
    document.introduction();
    document.numbers();
    document.model_errors();
    document.findings();
    document.source_list();
    document.out
}

struct Document<'a> {
    analysis: &'a Analysis,
    sources: &'a Sources,
    lang: Lang,
    out: String,
}

impl<'a> Document<'a> {
    fn say(&self, nb: &'static str, nn: &'static str, en: &'static str) -> &'static str {
        say(self.lang, nb, nn, en)
    }

    /// Adds a line.
    fn line(&mut self, text: &str) {
        self.out += text;
        self.out.push('\n');
    }

    /// Adds a line with an empty one before it.
    fn paragraph(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.line(text);
    }

    fn introduction(&mut self) {
        let title = self.say(
            "# Brudd og dobbeltspørring i livshendelser",
            "# Brot og dobbeltspørjing i livshendingar",
            "# Handover gaps and duplicate data requests in life events",
        );
        self.paragraph(title);
        let what = self.say(
            "Dokumentet viser hvor tjenestereiser ikke henger sammen, og hvor noen blir spurt om det \
             forvaltningen har, hvem som rammes, og hvem som må handle.",
            "Dokumentet viser kvar tenestereiser ikkje heng saman, og kvar nokon blir spurde om det \
             forvaltninga har, kven som blir råka, og kven som må handle.",
            "This document shows where service journeys do not hold together, and where people are asked for \
             what the administration has, who is affected, and who must act.",
        );
        self.paragraph(what);
        let what_not = self.say(
            "Det er regnet ut fra modeller av livshendelsene og kildene deres. Det er ikke juridisk rådgivning \
             og ingen offisiell måling, og det sier ikke hvor mange som er rammet.",
            "Det er rekna ut frå modellar av livshendingane og kjeldene deira. Det er ikkje juridisk rådgjeving \
             og inga offisiell måling, og det seier ikkje kor mange som er råka.",
            "It is computed from models of the life events and their sources. It is no legal advice and no \
             official measurement, and it does not say how many people are affected.",
        );
        self.paragraph(what_not);
        if !self.analysis.as_of.is_empty() {
            let as_of = self.say(
                "Lover og ansvar er vurdert per",
                "Lover og ansvar er vurderte per",
                "Laws and responsibilities are taken as of",
            );
            let text =
                format!("{as_of} {}. livsferd {}.", inline(&self.analysis.as_of), env!("CARGO_PKG_VERSION"));
            self.paragraph(&text);
        }
    }

    fn numbers(&mut self) {
        let heading = self.say("## Oversikt", "## Oversyn", "## Overview");
        self.paragraph(heading);
        if self.analysis.journeys.is_empty() {
            let none = self.say(
                "Ingen livshendelse er lest.",
                "Inga livshending er lesen.",
                "No life event was read.",
            );
            self.paragraph(none);
            return;
        }
        let head = self.say(
            "| Livshendelse | Steg | Overganger | Datakrav | Omstendigheter | Funn | Sist kontrollert | Samordner |",
            "| Livshending | Steg | Overgangar | Datakrav | Omstende | Funn | Sist kontrollert | Samordnar |",
            "| Life event | Steps | Handovers | Data requests | Circumstances | Findings | Last checked | Coordinator |",
        );
        self.paragraph(head);
        self.line("|---|--:|--:|--:|--:|--:|---|---|");
        for journey in &self.analysis.journeys {
            let row = self.row(journey);
            self.line(&row);
        }
        let mut lines = Vec::new();
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            let number = self.found().filter(|finding| finding.severity == severity).count();
            if number > 0 {
                lines.push(format!("- {}", count(self.lang, number, Noun::Severity(severity))));
            }
        }
        for tier in &self.analysis.gravities {
            let number = self.found().filter(|finding| finding.gravity.id == tier.id).count();
            if number > 0 {
                lines.push(format!("- {}: {number}", inline(&capital(&named(tier, self.lang)))));
            }
        }
        let total = count(self.lang, self.found().count(), Noun::Finding);
        self.paragraph(&format!("{total}{}", if lines.is_empty() { "." } else { ":" }));
        self.paragraph_of(&lines);
    }

    fn paragraph_of(&mut self, lines: &[String]) {
        if !lines.is_empty() {
            self.paragraph(&lines.join("\n"));
        }
    }

    fn found(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.analysis.findings.iter().filter(|finding| !is_model_error(finding))
    }

    fn row(&self, journey: &JourneySummary) -> String {
        let findings = self.found().filter(|finding| finding.journey.as_ref() == Some(&journey.id)).count();
        let findings = match journey.analysed {
            true => findings.to_string(),
            false => self.say("ikke analysert", "ikkje analysert", "not analysed").to_owned(),
        };
        let coordinator = journey.coordinator.as_ref().map(|thing| named(thing, self.lang));
        format!(
            "| {} | {} | {} | {} | {} | {findings} | {} | {} |",
            inline(&name_or_id(&journey.name, &journey.id, self.lang)),
            journey.steps,
            journey.handovers,
            journey.data_requests,
            journey.circumstances,
            inline(&journey.last_checked),
            inline(&coordinator.unwrap_or_else(|| "–".to_owned())),
        )
    }

    fn model_errors(&mut self) {
        let errors: Vec<&Finding> =
            self.analysis.findings.iter().filter(|finding| is_model_error(finding)).collect();
        if !errors.is_empty() {
            let heading = self.say(
                "## Feil i filene eller modellen",
                "## Feil i filene eller modellen",
                "## Errors in the files or the model",
            );
            self.paragraph(heading);
        }
        if self.analysis.broken {
            let withheld = self.say(
                "Det som er rammet av feilene, er ikke analysert, og funn om det kan mangle.",
                "Det som er råka av feila, er ikkje analysert, og funn om det kan mangle.",
                "What the errors affect was not analysed, and findings about it may be missing.",
            );
            self.paragraph(withheld);
        }
        let lines: Vec<String> = errors.into_iter().map(|error| self.model_error(error)).collect();
        self.paragraph_of(&lines);
    }

    fn model_error(&self, error: &Finding) -> String {
        let place = self.places(error).into_iter().next().map(|place| format!(" ({place})"));
        let mut text = format!(
            "- {}: {}{}",
            code(&error.check),
            inline(&words(&error.message, self.lang)),
            place.unwrap_or_default()
        );
        for fact in facts(error, self.analysis, self.lang, MEASURE) {
            text += &format!("; {}: {}", fact.label, inline(&fact.text));
        }
        text
    }

    /// The findings under whoever must act; whoever has the gravest comes first.
    fn findings(&mut self) {
        let mut groups: Vec<(Actor<'a>, Vec<&'a Finding>)> = Vec::new();
        for finding in self.found() {
            let actor = (finding.lead.as_ref(), finding.lead_ministry.as_ref());
            match groups.iter_mut().find(|(of, _)| *of == actor) {
                Some((_, findings)) => findings.push(finding),
                None => groups.push((actor, vec![finding])),
            }
        }
        let mut number = 0;
        for ((lead, ministry), findings) in groups {
            let heading = self.actor_heading(lead, ministry);
            self.paragraph(&heading);
            let total = count(self.lang, findings.len(), Noun::Finding);
            self.paragraph(&format!("{total}."));
            for finding in findings {
                number += 1;
                self.finding(number, finding);
            }
        }
    }

    fn actor_heading(&self, lead: Option<&Named>, ministry: Option<&Named>) -> String {
        let must_act = self.say("Må handle", "Må handle", "Must act");
        let lead = lead.map(|lead| named(lead, self.lang));
        let ministry = ministry.map(|ministry| named(ministry, self.lang));
        let name = match (lead, ministry) {
            (Some(lead), Some(ministry)) if lead != ministry => format!("{lead} ({ministry})"),
            (Some(name), _) | (None, Some(name)) => name,
            (None, None) => self.say("ikke avklart", "ikkje avklart", "not settled").to_owned(),
        };
        format!("## {must_act}: {}", inline(&name))
    }

    fn finding(&mut self, number: usize, finding: &Finding) {
        let message = capital(&words(&finding.message, self.lang));
        self.paragraph(&format!("### {number}. {}", inline(&message)));
        let mut lines = Vec::new();
        if let Some(id) = &finding.journey {
            let journey = self.analysis.journeys.iter().find(|journey| &journey.id == id);
            let name = journey.map_or_else(|| plain(id), |journey| name_or_id(&journey.name, id, self.lang));
            lines.push((self.say("livshendelse", "livshending", "life event"), inline(&name)));
        }
        let facts = facts(finding, self.analysis, self.lang, MEASURE);
        lines.extend(facts.into_iter().map(|fact| (fact.label, inline(&fact.text))));
        let places = self.places(finding);
        if !places.is_empty() {
            lines.push((self.say("i modellen", "i modellen", "in the model"), places.join(", ")));
        }
        lines.push((self.say("funn", "funn", "finding"), code(&finding.id)));
        let lines: Vec<String> =
            lines.into_iter().map(|(label, text)| format!("- **{}:** {text}", capital(label))).collect();
        self.paragraph_of(&lines);
    }

    /// The places as `file:line:column`.
    fn places(&self, finding: &Finding) -> Vec<String> {
        let places = finding.places.iter().filter_map(|label| {
            let file = self.sources.get(label.place.file)?;
            let at = self.sources.line_column(label.place.file, label.place.start);
            Some(code(&format!("{}:{at}", file.name)))
        });
        places.collect()
    }

    fn source_list(&mut self) {
        if self.analysis.sources.is_empty() {
            return;
        }
        let heading = self.say("## Kilder", "## Kjelder", "## Sources");
        self.paragraph(heading);
        let lines: Vec<String> = self.analysis.sources.iter().map(|source| self.source(source)).collect();
        self.paragraph_of(&lines);
    }

    fn source(&self, source: &SourceSummary) -> String {
        let title = plain(&source.title);
        let title = inline(if title.is_empty() { &source.id } else { &title });
        let mut parts = vec![match source.url.as_deref() {
            Some(url) if is_web_address(url) => format!("[{title}](<{}>)", address(url)),
            Some(url) => format!("{title}, {}", inline(url)),
            None => title,
        }];
        parts.extend([&source.publisher, &source.date].into_iter().flatten().map(|text| inline(text)));
        if !source.verified {
            parts.push(self.say("ikke kontrollert", "ikkje kontrollert", "not verified").to_owned());
        }
        format!("- {} ({})", parts.join(", "), code(&source.id))
    }
}

/// Who must act: the organisation and the ministry.
type Actor<'a> = (Option<&'a Named>, Option<&'a Named>);

/// Text of a model in a line of Markdown: nothing in it counts as markup, but that what stands in pairs of
/// backticks is shown as code.
pub(super) fn inline(text: &str) -> String {
    let text = plain(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let shown = parts.iter().enumerate().map(|(n, part)| match n % 2 {
        0 => escape(part),
        _ => code(part),
    });
    shown.collect()
}

/// An id as code.
fn code(text: &str) -> String {
    let text = plain(text);
    // A pipe would end a cell of a table even in code.
    if text.is_empty() || text.contains(['`', '|']) { escape(&text) } else { format!("`{text}`") }
}

/// The text with a backslash before all that could count as markup where text of a model can stand:
/// never first on a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '@')
        {
            out.push('\\');
        }
        out.push(sign);
    }
    // Bare addresses would become links.
    out.replace("://", "\\://").replace("www.", "www\\.")
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The address with everything encoded that could end it.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for sign in url.chars() {
        let bad =
            sign.is_control() || sign.is_whitespace() || matches!(sign, '<' | '>' | '\\' | '"' | '|' | '`');
        if !bad {
            out.push(sign);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in sign.encode_utf8(&mut bytes).bytes() {
            out += &format!("%{byte:02X}");
        }
    }
    out
}
