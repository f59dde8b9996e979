//! What can be wrong with a model, and how it is said.

use crate::condition::Problem;
use crate::text::Place;
use crate::words::Words;

/// An error of the model, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError {
    /// What is wrong.
    pub problem: ModelProblem,
    /// Where.
    pub place: Place,
    /// Another place that belongs to it, such as the first of two.
    pub other: Option<Place>,
}

/// What there can be too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limited {
    /// Atoms of one condition.
    Condition,
    /// Conditions of one journey.
    Conditions,
    /// Values of a circumstance or outcomes of a decision.
    Values,
    /// Errors.
    Errors,
    /// Steps of one journey.
    Steps,
    /// Bytes of all files together.
    Texts,
}

/// A kind of thing that is referred to by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// An organisation.
    Organisation,
    /// A ministry.
    Ministry,
    /// A party.
    Party,
    /// An organisation or a party.
    Actor,
    /// A step.
    Step,
    /// A concept or a document.
    Item,
    /// A register.
    Register,
    /// A provision.
    Provision,
    /// A solution.
    Solution,
    /// A source.
    Source,
    /// A life event.
    LifeEvent,
    /// A circumstance.
    Circumstance,
    /// A name in a condition.
    Name,
    /// A value of a circumstance.
    Value,
    /// An outcome of a decision.
    Outcome,
    /// A row of a rule table.
    Rule,
    /// A step with outcomes.
    Decision,
    /// A persona.
    Persona,
    /// A topic of LOS.
    Topic,
}

/// What can be wrong with a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModelProblem {
    /// A reference to nothing.
    UnknownId {
        /// What it should be.
        thing: Thing,
        /// What was written.
        id: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// Two things with one id.
    DuplicateId {
        /// What they are.
        thing: Thing,
        /// The id.
        id: String,
    },
    /// Steps that do not say which life event they belong to.
    NoEvent,
    /// An id that conditions and references cannot use.
    BadId {
        /// What was written.
        id: String,
    },
    /// `Then` from a step of another actor.
    ThenBetweenActors {
        /// The actor of the step before.
        from: String,
        /// The actor of this step.
        to: String,
    },
    /// `Handover` from a step of the same actor.
    HandoverWithinActor {
        /// The actor.
        actor: String,
    },
    /// A step that comes after itself.
    AfterItself {
        /// The step.
        step: String,
    },
    /// A part of itself.
    CyclicPartOf {
        /// The id.
        id: String,
    },
    /// A condition that cannot be read.
    BadCondition {
        /// What is wrong with it.
        problem: Problem,
    },
    /// A named condition that is defined by itself.
    CyclicCondition {
        /// Its name.
        id: String,
    },
    /// A name that has values is used as if it were a flag.
    NotAFlag {
        /// The name.
        name: String,
        /// Its values.
        values: Vec<String>,
    },
    /// A comparison that the kind of name does not have.
    NotComparable {
        /// The name.
        name: String,
    },
    /// A value that is not a whole number in the range of the circumstance.
    BadNumber {
        /// What was written.
        value: String,
        /// The least value.
        from: i32,
        /// The greatest value.
        to: i32,
    },
    /// An outcome is used where its decision does not come before.
    OutcomeUpstream {
        /// The step that decides.
        decision: String,
    },
    /// A step with no outcomes is used as a decision.
    NoOutcomes {
        /// The step.
        step: String,
    },
    /// Data not written as `party.concept`.
    BadDatum {
        /// What was written.
        text: String,
    },
    /// Not a date.
    BadDate {
        /// What was written.
        text: String,
    },
    /// Not a length of time.
    BadDuration {
        /// What was written.
        text: String,
    },
    /// An organisation number with a wrong check digit.
    BadOrganisationNumber {
        /// What was written.
        text: String,
    },
    /// A valid national identity number.
    PersonalData,
    /// Two periods overlap in which only one may be.
    OverlappingValidity,
    /// A register is said to hold what it cannot.
    NotHeld {
        /// The register.
        register: String,
        /// The item.
        item: String,
    },
    /// Law said to be in place without its ground or its exemption from secrecy.
    HalfLaw {
        /// True where the ground is missing.
        ground: bool,
        /// True where the exemption is missing.
        exemption: bool,
    },
    /// `AllOf`, `AnyOf` or `OneOf` with nothing in it, or a range with its ends turned.
    Empty {
        /// True for a range with its ends turned.
        turned: bool,
    },
    /// A document asked for with `Provide`, or a concept with `Attach`.
    ModeOfItem {
        /// The item.
        item: String,
        /// True where it is a document.
        document: bool,
    },
    /// A role that only a ministry can have.
    NotAMinistry {
        /// The organisation.
        id: String,
    },
    /// Data asked for or fetched in a step whose actor is a party: there is no body to have it.
    NoBodyToReceive,
    /// A line of a persona that is not one value of one circumstance or decision.
    NotOneValue,
    /// A persona in a combination that no one can be in.
    ImpossiblePersona {
        /// The persona.
        id: String,
        /// Why no one can be in it.
        because: Words,
    },
    /// The address of a topic is not one of LOS.
    BadTopic {
        /// What was written.
        los: String,
    },
    /// A topic that is not covered, and does not say why.
    NoReason {
        /// Its address.
        los: String,
    },
    /// The model is larger than the limit.
    TooLarge {
        /// What there is too much of.
        what: Limited,
        /// The limit.
        limit: usize,
    },
}

impl ModelProblem {
    /// The stable name of the error: `model/unknown-id`.
    pub fn check(&self) -> &'static str {
        match self {
            Self::UnknownId { .. } => "model/unknown-id",
            Self::DuplicateId { .. } => "model/duplicate-id",
            Self::NoEvent => "model/no-event",
            Self::BadId { .. } => "model/bad-id",
            Self::ThenBetweenActors { .. } => "model/then-between-actors",
            Self::HandoverWithinActor { .. } => "model/handover-within-actor",
            Self::AfterItself { .. } => "model/after-itself",
            Self::CyclicPartOf { .. } => "model/cyclic-part-of",
            Self::BadCondition { .. } => "model/bad-condition",
            Self::CyclicCondition { .. } => "model/cyclic-condition",
            Self::NotAFlag { .. } => "model/not-a-flag",
            Self::NotComparable { .. } => "model/not-comparable",
            Self::BadNumber { .. } => "model/bad-number",
            Self::OutcomeUpstream { .. } => "model/outcome-upstream",
            Self::NoOutcomes { .. } => "model/no-outcomes",
            Self::BadDatum { .. } => "model/bad-datum",
            Self::BadDate { .. } => "model/bad-date",
            Self::BadDuration { .. } => "model/bad-duration",
            Self::BadOrganisationNumber { .. } => "model/bad-organisation-number",
            Self::PersonalData => "model/personal-data",
            Self::OverlappingValidity => "model/overlapping-validity",
            Self::NotHeld { .. } => "model/not-held",
            Self::HalfLaw { .. } => "model/half-law",
            Self::Empty { .. } => "model/empty",
            Self::ModeOfItem { .. } => "model/mode-of-item",
            Self::NotAMinistry { .. } => "model/not-a-ministry",
            Self::NoBodyToReceive => "model/no-body-to-receive",
            Self::NotOneValue => "model/not-one-value",
            Self::ImpossiblePersona { .. } => "model/impossible-persona",
            Self::BadTopic { .. } => "model/bad-topic",
            Self::NoReason { .. } => "model/no-reason",
            Self::TooLarge { .. } => "model/too-large",
        }
    }
}

impl Thing {
    /// What it is called, in the indefinite.
    pub fn words(self) -> Words {
        match self {
            Self::Organisation => Words::new("virksomhet", "verksemd", "organisation"),
            Self::Ministry => Words::new("departement", "departement", "ministry"),
            Self::Party => Words::new("part", "part", "party"),
            Self::Actor => {
                Words::new("virksomhet eller part", "verksemd eller part", "organisation or party")
            }
            Self::Step => Words::new("steg", "steg", "step"),
            Self::Item => {
                Words::new("opplysning eller dokument", "opplysning eller dokument", "concept or document")
            }
            Self::Register => Words::new("register", "register", "register"),
            Self::Provision => Words::new("bestemmelse", "føresegn", "provision"),
            Self::Solution => Words::new("løsning", "løysing", "solution"),
            Self::Source => Words::new("kilde", "kjelde", "source"),
            Self::LifeEvent => Words::new("livshendelse", "livshending", "life event"),
            Self::Circumstance => Words::new("omstendighet", "omstende", "circumstance"),
            Self::Name => Words::new(
                "omstendighet, betingelse eller vedtak",
                "omstende, vilkår eller vedtak",
                "circumstance, condition or decision",
            ),
            Self::Value => Words::new("verdi", "verdi", "value"),
            Self::Outcome => Words::new("utfall", "utfall", "outcome"),
            Self::Rule => {
                Words::new("ord i regeltabellene", "ord i regeltabellane", "word of the rule tables")
            }
            Self::Decision => Words::new("steg med utfall", "steg med utfall", "step with outcomes"),
            Self::Persona => Words::new("persona", "persona", "persona"),
            Self::Topic => Words::new("tema i LOS", "tema i LOS", "topic of LOS"),
        }
    }
}

impl ModelProblem {
    /// What is wrong: lower case, no full stop.
    pub fn message(&self) -> Words {
        match self {
            Self::UnknownId { thing, id, .. } => {
                let thing = thing.words();
                Words::new(
                    format!("det finnes ingen {} som heter `{id}`", thing.nb),
                    format!("det finst ingen {} som heiter `{id}`", thing.nn),
                    format!("there is no {} named `{id}`", thing.en),
                )
            }
            Self::DuplicateId { thing, id } => {
                let thing = thing.words();
                Words::new(
                    format!("navnet `{id}` er brukt to ganger ({})", thing.nb),
                    format!("namnet `{id}` er brukt to gonger ({})", thing.nn),
                    format!("the name `{id}` is used twice ({})", thing.en),
                )
            }
            Self::NoEvent => Words::new(
                "stegene hører ikke til noen livshendelse",
                "stega høyrer ikkje til noka livshending",
                "the steps belong to no life event",
            ),
            Self::BadId { id } => Words::new(
                format!("`{id}` kan ikke være et navn"),
                format!("`{id}` kan ikkje vere eit namn"),
                format!("`{id}` cannot be a name"),
            ),
            Self::ThenBetweenActors { from, to } => Words::new(
                format!("`Then` går fra `{from}` til `{to}`, som er forskjellige aktører"),
                format!("`Then` går frå `{from}` til `{to}`, som er ulike aktørar"),
                format!("`Then` leads from `{from}` to `{to}`, which are different actors"),
            ),
            Self::HandoverWithinActor { actor } => Words::new(
                format!("`Handover` går fra `{actor}` til `{actor}`, som er samme aktør"),
                format!("`Handover` går frå `{actor}` til `{actor}`, som er same aktør"),
                format!("`Handover` leads from `{actor}` to `{actor}`, which is the same actor"),
            ),
            Self::AfterItself { step } => Words::new(
                format!("steget `{step}` kommer etter seg selv"),
                format!("steget `{step}` kjem etter seg sjølv"),
                format!("the step `{step}` comes after itself"),
            ),
            Self::CyclicPartOf { id } => Words::new(
                format!("`{id}` er en del av seg selv"),
                format!("`{id}` er ein del av seg sjølv"),
                format!("`{id}` is a part of itself"),
            ),
            Self::BadCondition { problem } => problem_words(*problem),
            Self::CyclicCondition { id } => Words::new(
                format!("betingelsen `{id}` er forklart med seg selv"),
                format!("vilkåret `{id}` er forklart med seg sjølv"),
                format!("the condition `{id}` is explained by itself"),
            ),
            Self::NotAFlag { name, .. } => Words::new(
                format!("`{name}` har flere verdier og kan ikke stå alene"),
                format!("`{name}` har fleire verdiar og kan ikkje stå åleine"),
                format!("`{name}` has several values and cannot stand alone"),
            ),
            Self::NotComparable { name } => Words::new(
                format!("`{name}` kan ikke sammenlignes slik"),
                format!("`{name}` kan ikkje samanliknast slik"),
                format!("`{name}` cannot be compared like this"),
            ),
            Self::BadNumber { value, from, to } => Words::new(
                format!("`{value}` er ikke et helt tall fra {from} til {to}"),
                format!("`{value}` er ikkje eit heilt tal frå {from} til {to}"),
                format!("`{value}` is not a whole number from {from} to {to}"),
            ),
            Self::OutcomeUpstream { decision } => Words::new(
                format!("utfallet av `{decision}` er brukt der det vedtaket ikke kommer før"),
                format!("utfallet av `{decision}` er brukt der det vedtaket ikkje kjem før"),
                format!("the outcome of `{decision}` is used where that decision does not come before"),
            ),
            Self::NoOutcomes { step } => Words::new(
                format!("steget `{step}` har ingen utfall"),
                format!("steget `{step}` har ingen utfall"),
                format!("the step `{step}` has no outcomes"),
            ),
            Self::BadDatum { text } => Words::new(
                format!("`{text}` er ikke skrevet som `part.opplysning`"),
                format!("`{text}` er ikkje skriven som `part.opplysning`"),
                format!("`{text}` is not written as `party.concept`"),
            ),
            Self::BadDate { text } => Words::new(
                format!("`{text}` er ikke en dato"),
                format!("`{text}` er ikkje ein dato"),
                format!("`{text}` is not a date"),
            ),
            Self::BadDuration { text } => Words::new(
                format!("`{text}` er ikke et tidsrom"),
                format!("`{text}` er ikkje eit tidsrom"),
                format!("`{text}` is not a length of time"),
            ),
            Self::BadOrganisationNumber { text } => Words::new(
                format!("`{text}` er ikke et gyldig organisasjonsnummer"),
                format!("`{text}` er ikkje eit gyldig organisasjonsnummer"),
                format!("`{text}` is not a valid organisation number"),
            ),
            Self::PersonalData => Words::new(
                "her står et gyldig fødselsnummer eller D-nummer",
                "her står eit gyldig fødselsnummer eller D-nummer",
                "here is a valid national identity number",
            ),
            Self::OverlappingValidity => Words::new(
                "to departement er ansvarlige på samme tid",
                "to departement er ansvarlege på same tid",
                "two ministries are responsible at the same time",
            ),
            Self::NotHeld { register, item } => Words::new(
                format!("registeret `{register}` kan ikke inneholde `{item}`"),
                format!("registeret `{register}` kan ikkje innehalde `{item}`"),
                format!("the register `{register}` cannot hold `{item}`"),
            ),
            Self::HalfLaw { ground, exemption } => match (ground, exemption) {
                (true, false) => Words::new(
                    "hjemmelen er ikke på plass uten mottakerens behandlingsgrunnlag",
                    "heimelen er ikkje på plass utan behandlingsgrunnlaget til mottakaren",
                    "the law is not in place without the receiver's ground",
                ),
                (false, _) => Words::new(
                    "hjemmelen er ikke på plass uten unntak fra taushetsplikten",
                    "heimelen er ikkje på plass utan unntak frå teieplikta",
                    "the law is not in place without an exemption from secrecy",
                ),
                (true, true) => Words::new(
                    "hjemmelen er ikke på plass uten både behandlingsgrunnlag og unntak fra taushetsplikten",
                    "heimelen er ikkje på plass utan både behandlingsgrunnlag og unntak frå teieplikta",
                    "the law is not in place without both a ground and an exemption from secrecy",
                ),
            },
            Self::Empty { turned: false } => {
                Words::new("her mangler innholdet", "her manglar innhaldet", "there is nothing in it")
            }
            Self::Empty { turned: true } => Words::new(
                "slutten kommer før begynnelsen",
                "slutten kjem før byrjinga",
                "the end comes before the beginning",
            ),
            Self::ModeOfItem { item, document: true } => Words::new(
                format!("`{item}` er et dokument, men blir ikke bedt om med `Attach`"),
                format!("`{item}` er eit dokument, men blir ikkje bede om med `Attach`"),
                format!("`{item}` is a document, but is not asked for with `Attach`"),
            ),
            Self::ModeOfItem { item, document: false } => Words::new(
                format!("`{item}` er en opplysning og kan ikke legges ved"),
                format!("`{item}` er ei opplysning og kan ikkje leggjast ved"),
                format!("`{item}` is a concept and cannot be attached"),
            ),
            Self::NotAMinistry { id } => Words::new(
                format!("`{id}` er ikke et departement"),
                format!("`{id}` er ikkje eit departement"),
                format!("`{id}` is not a ministry"),
            ),
            Self::NoBodyToReceive => Words::new(
                "steget er partens eget: ingen virksomhet får det som blir spurt om eller hentet",
                "steget er parten sitt eige: inga verksemd får det som blir spurt om eller henta",
                "the step is the party's own: no body gets what is asked for or fetched",
            ),
            Self::NotOneValue => Words::new(
                "dette er ikke én verdi av én omstendighet eller ett vedtak",
                "dette er ikkje éin verdi av eitt omstende eller eitt vedtak",
                "this is not one value of one circumstance or decision",
            ),
            Self::ImpossiblePersona { id, because } => Words::new(
                format!("ingen kan være som `{id}`: {}", because.nb),
                format!("ingen kan vere som `{id}`: {}", because.nn),
                format!("no one can be like `{id}`: {}", because.en),
            ),
            Self::BadTopic { los } => Words::new(
                format!("`{los}` er ikke en adresse i LOS"),
                format!("`{los}` er ikkje ei adresse i LOS"),
                format!("`{los}` is not an address in LOS"),
            ),
            Self::NoReason { los } => Words::new(
                format!("temaet `{los}` har verken steg eller grunn"),
                format!("temaet `{los}` har korkje steg eller grunn"),
                format!("the topic `{los}` has neither steps nor a reason"),
            ),
            Self::TooLarge { what: Limited::Condition, limit } => Words::new(
                format!("betingelsen har flere enn {limit} ledd"),
                format!("vilkåret har fleire enn {limit} ledd"),
                format!("the condition has more than {limit} parts"),
            ),
            Self::TooLarge { what: Limited::Conditions, limit } => Words::new(
                format!("betingelsene i livshendelsen er til sammen større enn grensen på {limit}"),
                format!("vilkåra i livshendinga er til saman større enn grensa på {limit}"),
                format!("the conditions of the life event together are larger than the limit of {limit}"),
            ),
            Self::TooLarge { what: Limited::Values, limit } => Words::new(
                format!("her er flere enn {limit} verdier"),
                format!("her er fleire enn {limit} verdiar"),
                format!("there are more than {limit} values"),
            ),
            Self::TooLarge { what: Limited::Steps, limit } => Words::new(
                format!("livshendelsen har flere enn {limit} steg"),
                format!("livshendinga har fleire enn {limit} steg"),
                format!("the life event has more than {limit} steps"),
            ),
            Self::TooLarge { what: Limited::Texts, limit } => Words::new(
                format!("filene er til sammen større enn {} MiB; denne og resten er ikke lest", limit >> 20),
                format!("filene er til saman større enn {} MiB; denne og resten er ikkje lesne", limit >> 20),
                format!(
                    "the files together are larger than {} MiB; this one and the rest are not read",
                    limit >> 20
                ),
            ),
            Self::TooLarge { what: Limited::Errors, limit } => Words::new(
                format!("det er flere enn {limit} feil; resten er ikke vist"),
                format!("det er fleire enn {limit} feil; resten er ikkje vist"),
                format!("there are more than {limit} errors; the rest is not shown"),
            ),
        }
    }

    /// What to change.
    pub fn help(&self) -> Words {
        match self {
            Self::UnknownId { suggestion: Some(suggestion), .. } => Words::new(
                format!("mente du `{suggestion}`?"),
                format!("meinte du `{suggestion}`?"),
                format!("did you mean `{suggestion}`?"),
            ),
            Self::UnknownId { suggestion: None, .. } => Words::new(
                "rett navnet, eller legg til det som skal hete slik",
                "rett namnet, eller legg til det som skal heite slik",
                "correct the name, or declare what is to be named so",
            ),
            Self::DuplicateId { .. } => Words::new(
                "gi det ene et annet navn, eller slett det",
                "gi det eine eit anna namn, eller slett det",
                "give one of them another name, or delete it",
            ),
            Self::NoEvent => Words::new(
                "skriv `event` eller `events` øverst i filen",
                "skriv `event` eller `events` øvst i fila",
                "write `event` or `events` at the top of the file",
            ),
            Self::BadId { .. } => Words::new(
                "bruk bokstaver, tall, `_` og `-`, og begynn med en bokstav; `and`, `or`, `not`, `in`, `true` og `false` er opptatt",
                "bruk bokstavar, tal, `_` og `-`, og begynn med ein bokstav; `and`, `or`, `not`, `in`, `true` og `false` er opptekne",
                "use letters, digits, `_` and `-`, beginning with a letter; `and`, `or`, `not`, `in`, `true` and `false` are taken",
            ),
            Self::ThenBetweenActors { .. } => Words::new(
                "skriv `Handover(step: …, by: …)` og si hva som bringer det over",
                "skriv `Handover(step: …, by: …)` og sei kva som bringar det over",
                "write `Handover(step: …, by: …)` and say what brings it over",
            ),
            Self::HandoverWithinActor { .. } => {
                Words::new("skriv `Then(step: …)`", "skriv `Then(step: …)`", "write `Then(step: …)`")
            }
            Self::AfterItself { .. } => Words::new(
                "skriv steget som virkelig kommer før, eller `Start`",
                "skriv steget som verkeleg kjem før, eller `Start`",
                "write the step that really comes before, or `Start`",
            ),
            Self::CyclicPartOf { .. } => Words::new(
                "ta bort ett av leddene i ringen",
                "ta bort eitt av ledda i ringen",
                "take away one link of the circle",
            ),
            Self::BadCondition { .. } => Words::new(
                "en betingelse ser slik ut: `a and not(b = x) and c in [y, z]`",
                "eit vilkår ser slik ut: `a and not(b = x) and c in [y, z]`",
                "a condition looks like this: `a and not(b = x) and c in [y, z]`",
            ),
            Self::CyclicCondition { .. } => Words::new(
                "forklar den med omstendigheter",
                "forklar det med omstende",
                "explain it by circumstances",
            ),
            Self::NotAFlag { name, values } => {
                let values = values.join("`, `");
                Words::new(
                    format!("skriv `{name} = …`; verdiene er `{values}`"),
                    format!("skriv `{name} = …`; verdiane er `{values}`"),
                    format!("write `{name} = …`; the values are `{values}`"),
                )
            }
            Self::NotComparable { .. } => Words::new(
                "bare tall kan være større eller mindre; navngitte betingelser står alene",
                "berre tal kan vere større eller mindre; namngjevne vilkår står åleine",
                "only numbers can be greater or less; named conditions stand alone",
            ),
            Self::BadNumber { .. } => Words::new(
                "bruk et helt tall i området",
                "bruk eit heilt tal i området",
                "use a whole number in the range",
            ),
            Self::OutcomeUpstream { .. } => Words::new(
                "la en kjede av ledd gå fra vedtaket hit, eller bruk en omstendighet",
                "lat ei kjede av ledd gå frå vedtaket hit, eller bruk eit omstende",
                "let a chain of links lead from the decision to here, or use a circumstance",
            ),
            Self::NoOutcomes { .. } => Words::new(
                "gi steget `outcomes`, eller bruk noe annet i betingelsen",
                "gi steget `outcomes`, eller bruk noko anna i vilkåret",
                "give the step `outcomes`, or use something else in the condition",
            ),
            Self::BadDatum { .. } => Words::new(
                "skriv hvem det gjelder, et punktum og hva det er: `barn.adresse`",
                "skriv kven det gjeld, eit punktum og kva det er: `barn.adresse`",
                "write whom it is about, a full stop and what it is: `barn.adresse`",
            ),
            Self::BadDate { .. } => Words::new(
                "skriv år, måned og dag: `2026-11-20`",
                "skriv år, månad og dag: `2026-11-20`",
                "write year, month and day: `2026-11-20`",
            ),
            Self::BadDuration { .. } => Words::new(
                "skriv for eksempel `P14D`, `P10WD` (virkedager), `P6M`, `P3Y`, `PT2H`, eller korteste til lengste: `P3D..P14D`",
                "skriv til dømes `P14D`, `P10WD` (yrkedagar), `P6M`, `P3Y`, `PT2H`, eller kortaste til lengste: `P3D..P14D`",
                "write for instance `P14D`, `P10WD` (working days), `P6M`, `P3Y`, `PT2H`, or shortest to longest: `P3D..P14D`",
            ),
            Self::BadOrganisationNumber { .. } => Words::new(
                "et organisasjonsnummer har ni siffer, og det siste er et kontrollsiffer",
                "eit organisasjonsnummer har ni siffer, og det siste er eit kontrollsiffer",
                "an organisation number has nine digits, the last a check digit",
            ),
            Self::PersonalData => Words::new(
                "slett det: en modell har opplysningstyper, aldri verdier",
                "slett det: ein modell har opplysningstypar, aldri verdiar",
                "delete it: a model has kinds of data, never values",
            ),
            Self::OverlappingValidity => Words::new(
                "la den ene perioden slutte før den andre begynner",
                "lat den eine perioden slutte før den andre tek til",
                "let one period end before the other begins",
            ),
            Self::NotHeld { .. } => Words::new(
                "legg den til i registerets `holds`, eller bruk et annet register",
                "legg ho til i `holds` for registeret, eller bruk eit anna register",
                "add it to the register's `holds`, or use another register",
            ),
            Self::HalfLaw { .. } => Words::new(
                "skriv `ground` og `exemption` (eller `open: true`), eller bruk `NotAssessed`",
                "skriv `ground` og `exemption` (eller `open: true`), eller bruk `NotAssessed`",
                "write `ground` and `exemption` (or `open: true`), or use `NotAssessed`",
            ),
            Self::Empty { turned: true } => Words::new(
                "skriv den minste eller tidligste først",
                "skriv den minste eller tidlegaste først",
                "write the least or earliest first",
            ),
            Self::Empty { turned: false } => Words::new(
                "fyll det ut, eller slett det",
                "fyll det ut, eller slett det",
                "fill it in, or delete it",
            ),
            Self::ModeOfItem { document: true, .. } => {
                Words::new("skriv `mode: Attach`", "skriv `mode: Attach`", "write `mode: Attach`")
            }
            Self::ModeOfItem { document: false, .. } => Words::new(
                "bruk et dokument, eller ta bort `mode: Attach`",
                "bruk eit dokument, eller ta bort `mode: Attach`",
                "use a document, or take away `mode: Attach`",
            ),
            Self::NotAMinistry { .. } => Words::new(
                "bruk et departement, eller skriv `ministry: true` på virksomheten",
                "bruk eit departement, eller skriv `ministry: true` på verksemda",
                "use a ministry, or write `ministry: true` on the organisation",
            ),
            Self::NoBodyToReceive => Words::new(
                "la virksomheten som spør være `actor`, og parten være `done_by`",
                "lat verksemda som spør vere `actor`, og parten vere `done_by`",
                "let the body that asks be the `actor`, and the party be `done_by`",
            ),
            Self::NotOneValue => Words::new(
                "skriv slik: `har_barn`, `not(har_eid)`, `sivilstand = gift` eller `alder = 7`",
                "skriv slik: `har_barn`, `not(har_eid)`, `sivilstand = gift` eller `alder = 7`",
                "write it like this: `har_barn`, `not(har_eid)`, `sivilstand = gift` or `alder = 7`",
            ),
            Self::ImpossiblePersona { .. } => Words::new(
                "endre eller legg til verdier; det personaen ikke sier, er den første verdien av hver omstendighet",
                "endre eller legg til verdiar; det personaen ikkje seier, er den første verdien av kvart omstende",
                "change or add values; what the persona does not say is the first value of each circumstance",
            ),
            Self::BadTopic { .. } => Words::new(
                "skriv adressen til temaet: `https://psi.norge.no/los/ord/barnepensjon`",
                "skriv adressa til temaet: `https://psi.norge.no/los/ord/barnepensjon`",
                "write the address of the topic: `https://psi.norge.no/los/ord/barnepensjon`",
            ),
            Self::NoReason { .. } => Words::new(
                "skriv stegene som dekker temaet, eller i `reason` hvorfor det ikke er dekket",
                "skriv stega som dekkjer temaet, eller i `reason` kvifor det ikkje er dekt",
                "write the steps that cover the topic, or in `reason` why it is not covered",
            ),
            Self::TooLarge { what: Limited::Errors, .. } => Words::new(
                "rett de første og prøv igjen",
                "rett dei første og prøv igjen",
                "mend the first and try again",
            ),
            Self::TooLarge { .. } => Words::new("del det opp", "del det opp", "divide it"),
        }
    }
}

fn problem_words(problem: Problem) -> Words {
    match problem {
        Problem::ExpectedName => {
            Words::new("her skal det stå et navn", "her skal det stå eit namn", "a name is expected here")
        }
        Problem::ExpectedValue => {
            Words::new("her skal det stå en verdi", "her skal det stå ein verdi", "a value is expected here")
        }
        Problem::ExpectedParenthesis => Words::new(
            "etter `not` skal det stå `(`",
            "etter `not` skal det stå `(`",
            "`(` is expected after `not`",
        ),
        Problem::Unclosed => {
            Words::new("denne blir ikke lukket", "denne blir ikkje lukka", "this is not closed")
        }
        Problem::ExpectedList => Words::new(
            "etter `in` skal det stå en liste i `[` og `]`",
            "etter `in` skal det stå ei liste i `[` og `]`",
            "a list in `[` and `]` is expected after `in`",
        ),
        Problem::ExpectedOperator => Words::new(
            "her skal det stå `and` eller `or`",
            "her skal det stå `and` eller `or`",
            "`and` or `or` is expected here",
        ),
        Problem::UnknownSign => Words::new(
            "dette tegnet brukes ikke i betingelser",
            "dette teiknet blir ikkje brukt i vilkår",
            "conditions do not have this sign",
        ),
        Problem::TooDeep => Words::new(
            "betingelsen er nøstet for dypt",
            "vilkåret er nøsta for djupt",
            "the condition is nested too deep",
        ),
    }
}
