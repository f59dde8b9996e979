//! Which kind of measure closes a finding, and which measures come first.

use super::Told;
use crate::finding::{Finding, Named, Severity};
use crate::report::wording::say;
use crate::words::Lang;
use std::collections::BTreeSet;

/// The kinds of measures, in the order in which reports list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    Law,
    Reuse,
    Access,
    Common,
    Consent,
    Proactive,
    Organisation,
    Time,
    Channels,
    Information,
    Funding,
}

/// Which kind closes a finding: the first row of which the start of the check's name and the reason class fit.
const KINDS: &[(&str, &[&str], Measure)] = &[
    ("law/consent", &[], Measure::Consent),
    ("law/", &[], Measure::Law),
    ("operation/", &[], Measure::Funding),
    ("rights/", &[], Measure::Proactive),
    ("reuse/", &[], Measure::Common),
    ("governance/", &[], Measure::Organisation),
    ("knowledge/", &[], Measure::Information),
    ("handover/citizen-must-know", &[], Measure::Information),
    ("time/", &[], Measure::Time),
    ("channel/", &[], Measure::Channels),
    ("", &["law-missing", "law-unclear", "law-not-assessed", "law-forbids"], Measure::Law),
    ("", &["reuse-now", "source-not-consumed"], Measure::Reuse),
    ("", &["no-channel"], Measure::Access),
    ("", &["comes-later"], Measure::Time),
    ("", &["not-in-operation"], Measure::Common),
    ("", &["consent-route"], Measure::Consent),
    ("handover/channel-break", &[], Measure::Channels),
    ("", &[], Measure::Organisation),
];

impl Measure {
    pub(super) const ALL: [Self; 11] = [
        Self::Law,
        Self::Reuse,
        Self::Access,
        Self::Common,
        Self::Consent,
        Self::Proactive,
        Self::Organisation,
        Self::Time,
        Self::Channels,
        Self::Information,
        Self::Funding,
    ];

    /// The kind that closes a finding in the gravest of its cases.
    pub(super) fn of(finding: &Finding) -> Self {
        let class = finding.cases.first().and_then(|case| case.reason_class.as_ref());
        let class = class.map_or("", |class| class.id.as_str());
        let fits = |(check, classes, _): &&(&str, &[&str], Self)| {
            finding.check.starts_with(check) && (classes.is_empty() || classes.contains(&class))
        };
        KINDS.iter().find(fits).map_or(Self::Organisation, |(_, _, kind)| *kind)
    }

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Reuse => "reuse",
            Self::Access => "access",
            Self::Common => "common",
            Self::Consent => "consent",
            Self::Proactive => "proactive",
            Self::Organisation => "organisation",
            Self::Time => "time",
            Self::Channels => "channels",
            Self::Information => "information",
            Self::Funding => "funding",
        }
    }

    pub(super) fn name(self, lang: Lang) -> &'static str {
        let (nb, nn, en) = match self {
            Self::Law => ("Regelverk", "Regelverk", "Legislation"),
            Self::Reuse => (
                "Datatilgang: bruke det som finnes",
                "Datatilgang: bruke det som finst",
                "Data access: use what is there",
            ),
            Self::Access => {
                ("Datatilgang: åpne en vei", "Datatilgang: opne ein veg", "Data access: open a channel")
            }
            Self::Common => ("Felles løsning", "Felles løysing", "Common solution"),
            Self::Consent => ("Samtykke", "Samtykke", "Consent"),
            Self::Proactive => ("Proaktiv tjeneste", "Proaktiv teneste", "Proactive service"),
            Self::Organisation => {
                ("Organisering: hvem gjør hva", "Organisering: kven gjer kva", "Organisation: who does what")
            }
            Self::Time => (
                "Organisering: frister og ventetid",
                "Organisering: fristar og ventetid",
                "Organisation: deadlines and waiting",
            ),
            Self::Channels => (
                "Organisering: flere måter å gjøre det på",
                "Organisering: fleire måtar å gjere det på",
                "Organisation: more ways to do it",
            ),
            Self::Information => ("Informasjon", "Informasjon", "Information"),
            Self::Funding => ("Finansiering", "Finansiering", "Funding"),
        };
        say(lang, nb, nn, en)
    }

    /// What is to be decided, to follow the name of whoever must act.
    pub(super) fn decision(self, lang: Lang) -> &'static str {
        let (nb, nn, en) = match self {
            Self::Law => (
                "avklarer hjemmelen for å dele opplysningene",
                "avklarer heimelen for å dele opplysningane",
                "settles the legal ground for sharing the data",
            ),
            Self::Reuse => (
                "slutter å spørre om det forvaltningen alt har",
                "sluttar å spørje om det forvaltninga alt har",
                "stops asking for what the administration already has",
            ),
            Self::Access => (
                "åpner en vei for opplysningene, så personen slipper å bære dem",
                "opnar ein veg for opplysningane, så personen slepp å bere dei",
                "opens a channel for the data, so that the person need not carry it",
            ),
            Self::Common => (
                "avgjør om løsningen skal tas i bruk, og når",
                "avgjer om løysinga skal takast i bruk, og når",
                "decides whether the solution is to be taken into use, and when",
            ),
            Self::Consent => (
                "tar i bruk innhenting med samtykke",
                "tek i bruk innhenting med samtykke",
                "starts fetching the data with consent",
            ),
            Self::Proactive => (
                "gir ytelsen uten søknad, eller med en utfylt søknad",
                "gir ytinga utan søknad, eller med ein utfylt søknad",
                "grants the benefit without an application, or with a pre-filled one",
            ),
            Self::Organisation => (
                "avklarer hvem som gjør hva, så ingen blir stående uten svar",
                "avklarer kven som gjer kva, så ingen blir ståande utan svar",
                "settles who does what, so that nobody is left without an answer",
            ),
            Self::Time => (
                "korter ned ventetiden, lar fristen begynne å løpe senere eller gir retten uten at noen må be om den",
                "kortar ned ventetida, lèt fristen ta til å gå seinare eller gir retten utan at nokon må be om han",
                "shortens the waiting, lets the time limit begin later or grants the right without an application",
            ),
            Self::Channels => (
                "åpner en måte til å gjøre det på, for dem som ikke kan bruke den som finnes, eller må skifte underveis",
                "opnar ein måte til å gjere det på, for dei som ikkje kan bruke den som finst, eller må skifte undervegs",
                "opens one more way to do it, for those who cannot use the one there is or have to change on the way",
            ),
            Self::Information => (
                "sier fra til dem det gjelder, i stedet for at de må finne det ut selv",
                "seier frå til dei det gjeld, i staden for at dei må finne det ut sjølve",
                "tells those concerned, instead of leaving them to find out",
            ),
            Self::Funding => {
                ("avklarer penger til drift", "avklarer pengar til drift", "settles funds for operation")
            }
        };
        say(lang, nb, nn, en)
    }

    /// True where nobody else must decide anything first.
    pub(super) fn can_start(self) -> bool {
        matches!(self, Self::Reuse | Self::Information)
    }
}

/// Findings that the same measure of the same body closes.
pub(super) struct Package<'a> {
    pub(super) lead: Option<&'a Named>,
    pub(super) ministry: Option<&'a Named>,
    pub(super) measure: Measure,
    /// The gravest first.
    pub(super) findings: Vec<&'a Finding>,
    /// The place of the gravest finding's tier.
    pub(super) tier: usize,
    pub(super) events: usize,
}

/// The packages by stated criteria, those of the ministry that the report is for before all others: the gravest tier, then the most findings, then those that can start at once,
/// then the most life events. Notes are left out.
pub(super) fn packages<'a>(told: &Told<'a>) -> Vec<Package<'a>> {
    let mut packages: Vec<Package<'a>> = Vec::new();
    for &finding in told.found.iter().filter(|finding| finding.severity != Severity::Note) {
        let (lead, ministry, measure) =
            (finding.lead.as_ref(), finding.lead_ministry.as_ref(), Measure::of(finding));
        let same =
            |one: &&mut Package<'a>| one.lead == lead && one.ministry == ministry && one.measure == measure;
        match packages.iter_mut().find(same) {
            Some(package) => package.findings.push(finding),
            None => packages.push(Package {
                lead,
                ministry,
                measure,
                findings: vec![finding],
                tier: 0,
                events: 0,
            }),
        }
    }
    for package in &mut packages {
        package.findings.sort_by_key(|finding| told.rank(finding));
        package.tier = package.findings.iter().map(|finding| told.tier(finding)).min().unwrap_or(usize::MAX);
        let events: BTreeSet<_> = package.findings.iter().map(|finding| &finding.journey).collect();
        package.events = events.len();
    }
    // Stable: what is equal stays in the order of the gravest finding.
    packages.sort_by_key(|one| {
        let more = |number: usize| usize::MAX - number;
        (
            !told.is_own(one.lead, one.ministry),
            one.tier,
            more(one.findings.len()),
            !one.measure.can_start(),
            more(one.events),
        )
    });
    packages
}
