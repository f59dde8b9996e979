//! The words that rule tables choose among: reason classes, verdicts, tiers of gravity.
//!
//! Which of them a finding gets is decided by the tables; what they are called is said here, in every language.

use crate::words::Words;
use std::sync::LazyLock;

/// Declares an enum whose values have an id, a name in every language, and an order: the first is the first choice.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $id:literal: $nb:literal, $nn:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The id that tables and reports use.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What it is called.
            pub fn words(self) -> Words {
                match self {
                    $(Self::$variant => {
                        static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new($nb, $nn, $en));
                        WORDS.clone()
                    })*
                }
            }

            /// The one with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.id() == id)
            }
        }
    };
}

vocabulary! {
    /// Why something is asked for, carried or not handed over although it is known. Where several ways lead to it,
    /// the first in this order is taken: the least that must be done.
    ReasonClass {
        /// It can be reused now.
        ReuseNow = "reuse-now":
            "kan gjenbrukes nå", "kan brukast om att no", "can be reused now";
        /// The asker uses the source, but not for this.
        SourceNotConsumed = "source-not-consumed":
            "kilden er i bruk, men ikke til dette", "kjelda er i bruk, men ikkje til dette",
            "the source is in use, but not for this";
        /// The solution is not in operation.
        NotInOperation = "not-in-operation":
            "løsningen er ikke i drift", "løysinga er ikkje i drift", "the solution is not in operation";
        /// What the source gives means something else.
        MeaningDiffers = "meaning-differs":
            "kilden mener noe annet med opplysningen", "kjelda meiner noko anna med opplysninga",
            "the source means something else by it";
        /// It takes the person's consent.
        ConsentRoute = "consent-route":
            "kan hentes med samtykke", "kan hentast med samtykke", "can be fetched with consent";
        /// Nobody has assessed the law.
        LawNotAssessed = "law-not-assessed":
            "hjemmelen er ikke vurdert", "heimelen er ikkje vurdert", "the legal ground is not assessed";
        /// The law is unclear.
        LawUnclear = "law-unclear": "hjemmelen er uklar", "heimelen er uklar", "the legal ground is unclear";
        /// The register gets it in the journey, but later than it is asked for, or nobody knows whether before.
        ComesLater = "comes-later":
            "registeret har det ikke sikkert ennå", "registeret har det ikkje sikkert enno",
            "the register may not have it yet";
        /// There is no channel.
        NoChannel = "no-channel": "det mangler en kanal", "det manglar ein kanal", "there is no channel";
        /// There is no ground in law.
        LawMissing = "law-missing": "hjemmelen mangler", "heimelen manglar", "there is no legal ground";
        /// The law forbids it.
        LawForbids = "law-forbids": "loven forbyr det", "lova forbyr det", "the law forbids it";
        /// It is asked again on purpose.
        Deliberate = "deliberate":
            "bevisst innhentet på nytt", "medvite henta inn på nytt", "deliberately asked again";
        /// Nobody but the person has it for certain.
        OnlyThePersonKnows = "only-the-person-knows":
            "ingen virksomhet har det sikkert fra før", "inga verksemd har det sikkert frå før",
            "no body has it for certain already";
    }
}

vocabulary! {
    /// What a rule says of a duplicate or handover; the "may" forms where not everything is verified.
    Verdict {
        /// A statute is breached.
        BreachesStatute = "breaches-statute": "bryter en lov", "bryt ei lov", "breaches a statute";
        /// A statute may be breached.
        MayBreachStatute = "may-breach-statute":
            "kan bryte en lov", "kan bryte ei lov", "may breach a statute";
        /// A requirement on state bodies is breached.
        BreachesRequirement = "breaches-requirement":
            "bryter et krav til statlige virksomheter", "bryt eit krav til statlege verksemder",
            "breaches a requirement on state bodies";
        /// A requirement on state bodies may be breached.
        MayBreachRequirement = "may-breach-requirement":
            "kan bryte et krav til statlige virksomheter", "kan bryte eit krav til statlege verksemder",
            "may breach a requirement on state bodies";
        /// A recommendation is departed from.
        DepartsFromRecommendation = "departs-from-recommendation":
            "avviker fra en anbefaling", "avvik frå ei tilråding", "departs from a recommendation";
        /// A recommendation may be departed from.
        MayDepartFromRecommendation = "may-depart-from-recommendation":
            "kan avvike fra en anbefaling", "kan avvike frå ei tilråding",
            "may depart from a recommendation";
    }
}

impl Verdict {
    /// The verdict where not everything it rests on is verified.
    #[must_use]
    pub fn unverified(self) -> Self {
        match self {
            Self::BreachesStatute | Self::MayBreachStatute => Self::MayBreachStatute,
            Self::BreachesRequirement | Self::MayBreachRequirement => Self::MayBreachRequirement,
            Self::DepartsFromRecommendation | Self::MayDepartFromRecommendation => {
                Self::MayDepartFromRecommendation
            }
        }
    }
}

vocabulary! {
    /// How sure it is that a deadline lapses.
    Degree {
        /// It does even where everything takes its shortest.
        Certain = "certain": "sikkert", "sikkert", "certain";
        /// It does where everything takes what is typical.
        Likely = "likely": "sannsynlig", "sannsynleg", "likely";
        /// It does where everything takes its longest.
        Possible = "possible": "mulig", "mogleg", "possible";
    }
}

vocabulary! {
    /// How grave a finding is; the first is the gravest.
    Gravity {
        /// The model itself is wrong.
        ModelError = "model-error": "feil i modellen", "feil i modellen", "error in the model";
        /// Something was not decided within the limits.
        NotDecided = "not-decided": "ikke avgjort", "ikkje avgjort", "not decided";
        /// A right is lost.
        RightLost = "right-lost": "en rett går tapt", "ein rett går tapt", "a right is lost";
        /// A statute is breached.
        StatuteBreached = "statute-breached": "en lov brytes", "ei lov blir broten", "a statute is breached";
        /// The journey stops.
        JourneyStops = "journey-stops": "reisen stopper", "reisa stoppar", "the journey stops";
        /// A deadline likely lapses.
        DeadlineLapses = "deadline-lapses":
            "en frist ryker trolig", "ein frist ryk truleg", "a deadline likely lapses";
        /// The person must find out alone.
        MustFindOut = "must-find-out":
            "personen må finne det ut selv", "personen må finne det ut sjølv",
            "the person must find out alone";
        /// The person carries it between bodies.
        Carries = "carries":
            "personen bærer det mellom virksomheter", "personen ber det mellom verksemder",
            "the person carries it between bodies";
        /// The person is asked again.
        AskedAgain = "asked-again":
            "personen blir spurt på nytt", "personen blir spurd på nytt", "the person is asked again";
        /// The rest.
        Other = "other": "annet", "anna", "other";
    }
}
