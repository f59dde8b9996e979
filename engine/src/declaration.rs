//! What can be written in a model file: every declaration of the language, described once.
//!
//! Comes in: a [`File`] per text, by this crate's reader or by plain `ron` with [`ron_options`].
//! Goes out: the same values, still by name; binding names to things is the work of the model.
//! The readable reference is `docs/language.md`.

use crate::node::Node;
pub use crate::words::Lang;
use serde::{Deserialize, Serialize};

/// The dialect of the language for plain `ron`: `Some(…)` may be left out.
///
/// Newtypes are unwrapped so that a [`Node`] reads as the bare value; the language has no other newtype.
pub fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(
        ron::extensions::Extensions::IMPLICIT_SOME | ron::extensions::Extensions::UNWRAP_NEWTYPES,
    )
}

/// A name or reference: the id of something declared.
pub type Id = Node<String>;

/// Declares a struct of the language: readable, writable, comparable, no unknown fields.
macro_rules! declarations {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }
    )*};
}

/// Declares an enum of the language without content.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }
    )*};
}

/// One model file: its single root value.
///
/// A life event may be spread over several files: one [`File::LifeEvent`] and any number of [`File::Steps`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::large_enum_variant,
    reason = "one value per file; boxing would show in the language's types"
)]
pub enum File {
    /// A life event and its journey.
    LifeEvent {
        /// The slug of the life event, as in LOS (`dodsfall-og-arv`).
        id: Id,
        /// What it is called.
        name: Text,
        /// One sentence on what the journey covers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
        /// The date (`2026-11-20`) when the model was last checked against its sources.
        last_checked: Node<String>,
        /// The ministries responsible for the event, each with its period.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        responsible: Vec<Responsibility>,
        /// The persons and bodies the journey is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parties: Vec<Party>,
        /// What differs from one life situation to another.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        circumstances: Vec<Circumstance>,
        /// Conditions with a name, for use in other conditions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<NamedCondition>,
        /// Combinations of circumstances and outcomes that no one can be in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        impossible: Vec<Impossible>,
        /// What registers hold about the parties, and in which circumstances.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        holdings: Vec<Holding>,
        /// The steps, or some of them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<Step>,
        /// Other life events that this one may lead into.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        continues: Vec<Continuation>,
        /// How many people, cases, days: numbers with their sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        volumes: Vec<Volume>,
    },
    /// More steps of a life event that is declared in another file, or a service that several of them have.
    Steps {
        /// The id of the life event. It or `events` must be there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<Id>,
        /// The ids of the life events, where several have these steps.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        events: Vec<Id>,
        /// The steps.
        steps: Vec<Step>,
        /// More of what registers hold about the parties of the event.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        holdings: Vec<Holding>,
    },
    /// What all life events share.
    Shared {
        /// Public and private bodies, ministries among them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        organisations: Vec<Organisation>,
        /// Kinds of data.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        concepts: Vec<Concept>,
        /// Kinds of documents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<Document>,
        /// Registers and other sources of data.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        registers: Vec<Register>,
        /// Sections of laws and regulations.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        provisions: Vec<Provision>,
        /// Systems and common components.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        solutions: Vec<Solution>,
        /// Where claims come from.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Source>,
        /// Parties that several events have.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parties: Vec<Party>,
        /// Circumstances that several events have.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        circumstances: Vec<Circumstance>,
    },
    /// The rule tables by which findings get their class, verdict, gravity and actor.
    Rules {
        /// The reason classes: the first row that fits decides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<ClassRule>,
        /// Who is bound by what: the first row that fits decides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        verdicts: Vec<VerdictRule>,
        /// How grave a finding is: the first row that fits decides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gravities: Vec<GravityRule>,
        /// Who must act: the first row that fits decides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        actors: Vec<ActorRule>,
    },
    /// People made up to try a journey: who they are, and what is to happen to them.
    Personas {
        /// The id of the life event.
        event: Id,
        /// The personas.
        personas: Vec<Persona>,
    },
    /// The topics that LOS relates to a life event, and how the model covers them.
    Topics {
        /// The id of the life event.
        event: Id,
        /// The topics.
        topics: Vec<Topic>,
    },
}

declarations! {
    /// A text in the languages that reports are made in. One that is left out is shown as missing.
    Text {
        /// Bokmål.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nb: Option<String>,
        /// Nynorsk.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nn: Option<String>,
        /// English.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        en: Option<String>,
    }

    /// A ministry's responsibility for a life event in a period.
    Responsibility {
        /// The ministry.
        ministry: Id,
        /// First day; unknown or from the beginning when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Node<String>>,
        /// Last day; still going on when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Node<String>>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    }

    /// A person or body the journey is about (CPSV-AP `cv:Participation`).
    Party {
        /// The id by which data is said of it (`avdod.dodsdato`).
        id: Id,
        /// What it is called.
        name: Text,
        /// True where there may be several, as heirs; each is then an instance of its own.
        #[serde(default, skip_serializing_if = "is_false")]
        plural: bool,
        /// The typical number where there are several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typically: Option<u32>,
        /// The circumstances in which the party exists; always when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exists: Option<Node<String>>,
        /// A person, or an organisation as the party of the journey.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<PartyKind>,
    }

    /// Something with a few possible values that changes the journey (CCCEV `Criterion`).
    Circumstance {
        /// The id by which conditions use it.
        id: Id,
        /// What it is called.
        name: Text,
        /// Its possible values.
        values: Node<Values>,
        /// The data from which it is known, as `party.concept`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        known_from: Vec<Node<String>>,
        /// The parties who know it themselves.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        known_to: Vec<Id>,
        /// True where it is the municipality that differs, not the person.
        #[serde(default, skip_serializing_if = "is_false")]
        varies_by_municipality: bool,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
    }

    /// One value of a circumstance or one outcome of a decision.
    Value {
        /// The id by which conditions use it.
        id: Id,
        /// A phrase that a report can put after "when": "dødsfallet skjer i utlandet".
        phrase: Text,
    }

    /// A condition with a name.
    NamedCondition {
        /// The name by which other conditions use it.
        id: Id,
        /// A phrase for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phrase: Option<Text>,
        /// The condition.
        when: Node<String>,
    }

    /// A combination that no one can be in.
    Impossible {
        /// The combination.
        when: Node<String>,
        /// Why no one can be in it.
        because: Text,
    }

    /// What a register holds about parties of this event.
    Holding {
        /// The register.
        register: Id,
        /// What it holds, as `party.concept`.
        data: Vec<Node<String>>,
        /// The circumstances in which it holds it; always when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// Another life event that this one may lead into.
    Continuation {
        /// The other event.
        event: Id,
        /// The circumstances in which it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// The step after which it begins; the event itself when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Id>,
        /// Which party here is which party there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parties: Vec<SameParty>,
        /// What then holds there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        implies: Vec<Implication>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
    }

    /// One party under its names in two events.
    SameParty {
        /// The party here.
        here: Id,
        /// The party there.
        there: Id,
    }

    /// What holds in another life event where something holds in this one.
    Implication {
        /// What holds here; anything when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        here: Option<Node<String>>,
        /// What then holds there, of the circumstances of that event.
        there: Node<String>,
    }

    /// A number with its source.
    Volume {
        /// What is counted.
        of: Text,
        /// The number, as written in the source (`44 242`, `ca. 95 %`).
        value: String,
        /// The step it belongs to, if it belongs to one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<Id>,
        /// The year or date it is from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        year: Option<String>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    }

    /// Something that one actor does (BPMN activity).
    Step {
        /// The id by which links and conditions use it.
        id: Id,
        /// What is done, as "Søke om barnepensjon".
        name: Text,
        /// Who does it: an organisation, or a party where the step only concerns the person.
        actor: Id,
        /// The party that does it where the step belongs to a body (fills in that body's form).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done_by: Option<Id>,
        /// What kind of step it is.
        kind: Node<StepKind>,
        /// The condition in which it is due; always when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// What must have happened before.
        after: Node<After>,
        /// The outcomes, where the step is a decision.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        outcomes: Vec<Value>,
        /// What the actor's body asks parties for in this step.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        asks: Vec<Request>,
        /// What the actor's body fetches from registers in this step.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fetches: Vec<Fetch>,
        /// What the actor must have to do it, as `party.concept`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        needs: Vec<Node<String>>,
        /// What the step makes: data and documents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        produces: Vec<Production>,
        /// What the step enters into registers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        registers: Vec<Registration>,
        /// Data whose earlier values this step makes outdated, as `party.concept`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        renews: Vec<Node<String>>,
        /// The ways in which it can be done.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        channels: Vec<Channel>,
        /// Deadlines for doing it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        deadlines: Vec<Deadline>,
        /// How long it takes: `P3D`, or shortest to longest `P3D..P14D`, or with the typical between: `P3D..P5D..P14D`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        takes: Option<Node<String>>,
        /// The step whose deadlines this step waits out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waits_out: Option<Id>,
        /// The parties that wait for an answer once this step is done; for an application, whoever does it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leaves_waiting: Option<Vec<Id>>,
        /// The parties for whom this step ends the waiting, and how they are told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ends: Vec<End>,
        /// The rights that it gives.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gives: Vec<Right>,
        /// The actor or plural party for each of whom the step is repeated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        per: Option<Id>,
        /// How many times, typically, where it is repeated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typically: Option<u32>,
        /// The provisions that the step rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        basis: Vec<Id>,
        /// The solution that the step is done in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uses: Option<Id>,
        /// Where this is said. Holds for everything in the step that names no source of its own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is. Holds for everything in the step that says nothing of its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// A step asks a party for data (CPSV-AP-NO `RequiredEvidence`).
    Request {
        /// The party that is asked.
        of: Id,
        /// What it is asked for, as `party.concept` or `party.document`.
        data: Vec<Node<String>>,
        /// How it is asked; `Provide` when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mode: Option<Mode>,
        /// The condition in which it is asked; whenever the step happens when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// The law of asking.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        law: Option<Law>,
        /// A deliberate choice to ask again, with its reason and its end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deliberate: Option<Deliberate>,
        /// Where this is said; the step's sources when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is; as the step when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// Why something known is asked for again all the same, and until when that reason holds.
    Deliberate {
        /// The reason.
        reason: Text,
        /// The date of review, after which it counts as a duplicate again.
        review: Node<String>,
    }

    /// A step fetches data from a register.
    Fetch {
        /// What is fetched, as `party.concept`.
        data: Vec<Node<String>>,
        /// From where.
        register: Id,
        /// The condition in which it is fetched.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// The law of fetching.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        law: Option<Law>,
        /// The solution that carries it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uses: Option<Id>,
        /// Where this is said; the step's sources when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is; as the step when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// What a step makes.
    Production {
        /// The data and documents, as `party.concept`.
        data: Vec<Node<String>>,
        /// The condition in which it is made; an outcome of the step itself is said here too (`vedtak = innvilget`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
    }

    /// What a step enters into a register.
    Registration {
        /// The data, as `party.concept`.
        data: Vec<Node<String>>,
        /// The register.
        register: Id,
        /// The condition in which it is entered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
    }

    /// The law of one flow of data, tested along both tracks.
    Law {
        /// How it stands.
        state: Node<LawState>,
        /// The receiver's ground for processing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ground: Vec<Id>,
        /// What lifts the giver's duty of secrecy.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exemption: Vec<Id>,
        /// True where the data is under no duty of secrecy, so that no exemption is needed.
        #[serde(default, skip_serializing_if = "is_false")]
        open: bool,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// A way in which a step can be done.
    Channel {
        /// The kind.
        kind: ChannelKind,
        /// The electronic identity it asks for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        eid: Option<Eid>,
        /// The condition in which it is open; always when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
    }

    /// A deadline for doing a step.
    Deadline {
        /// Within how long: `P60D`, `P3Y`, or working days: `P10WD`.
        within: Node<String>,
        /// From when it runs.
        from: Node<Anchor>,
        /// What is lost when it lapses.
        lost: Text,
        /// The condition in which there is such a deadline.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// The provisions that set it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        basis: Vec<Id>,
        /// Where this is said; the step's sources when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is; as the step when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    }

    /// The end of a party's waiting.
    End {
        /// The party.
        of: Id,
        /// How it is told; not told when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Carrier>,
    }

    /// A right that a step gives.
    Right {
        /// The right.
        right: Text,
        /// The party that gets it.
        to: Id,
        /// True where one must apply for it.
        #[serde(default, skip_serializing_if = "is_false")]
        must_apply: bool,
    }

    /// A public or private body, or a unit of one (CPSV-AP `cv:PublicOrganisation`).
    Organisation {
        /// The id by which steps use it.
        id: Id,
        /// What it is called.
        name: Text,
        /// The organisation number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Node<String>>,
        /// The level of government or the sector.
        level: Level,
        /// The body it is a unit of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part_of: Option<Id>,
        /// True where it is one body under the law although part of another; so is what is part of nothing.
        #[serde(default, skip_serializing_if = "is_false")]
        legal_body: bool,
        /// True where it is itself a ministry.
        #[serde(default, skip_serializing_if = "is_false")]
        ministry: bool,
        /// The ministries it is under, or whose law it applies, each with its period.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        under: Vec<Responsibility>,
        /// True where it stands for many of its kind (banks, municipalities), any of which a journey may meet.
        #[serde(default, skip_serializing_if = "is_false")]
        many: bool,
        /// First day that it exists.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Node<String>>,
        /// Last day that it exists.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Node<String>>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    }

    /// A kind of data, never a value (CCCEV `InformationConcept`).
    Concept {
        /// The id by which data uses it (`avdod.dodsdato`).
        id: Id,
        /// What it is called.
        name: Text,
        /// What it means.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        definition: Option<Text>,
        /// The concepts that it is a part of: who has the whole has the part.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        part_of: Vec<Id>,
        /// The concepts from which it follows, all of them together: `concept` of the same party, or `party.concept`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        derived_from: Vec<Node<String>>,
        /// The body that answers for what the concept means.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keeper: Option<Id>,
        /// The address of a published definition.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uri: Option<String>,
    }

    /// A kind of document.
    Document {
        /// The id by which data uses it (`dodsbo.skifteattest`).
        id: Id,
        /// What it is called.
        name: Text,
        /// What it contains: `concept` of the same party, or `party.concept`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        contains: Vec<Node<String>>,
        /// What it is asked for to prove: who has all of this does not need the document.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence_for: Vec<Node<String>>,
        /// The body that answers for what the document means.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keeper: Option<Id>,
    }

    /// Where data is held with authority, and the ways to it (DCAT dataset).
    Register {
        /// The id by which steps use it.
        id: Id,
        /// What it is called.
        name: Text,
        /// The body that keeps it.
        keeper: Id,
        /// The concepts and documents that it can hold.
        holds: Vec<Id>,
        /// The ways in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ways: Vec<Way>,
        /// The bodies that are known to use it, beside those that fetch from it in a journey.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        consumers: Vec<Id>,
        /// The provisions that it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        basis: Vec<Id>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// A way into a register: who may get what, how, and on what law.
    Way {
        /// The bodies it is open to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Id>,
        /// The levels of government or sectors it is open to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to_levels: Vec<Level>,
        /// What can be got; all that the register holds when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        data: Vec<Id>,
        /// How it is got.
        by: WayKind,
        /// The law of it.
        law: Law,
        /// The solution that carries it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uses: Option<Id>,
        /// True where it takes the person's consent.
        #[serde(default, skip_serializing_if = "is_false")]
        consent: bool,
        /// How what it gives differs in meaning from what the concept says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        differs: Option<Text>,
        /// Where this is said; the register's sources when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is; as the register when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    }

    /// A section of a law or regulation, with its validity (ELI).
    Provision {
        /// The id by which laws of flows use it.
        id: Id,
        /// The law's name.
        law: Text,
        /// The section: `§ 88 a`, `kap. 17`; the whole law when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        section: Option<String>,
        /// The ministry that owns the law.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ministry: Option<Id>,
        /// First day in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Node<String>>,
        /// Last day in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Node<String>>,
        /// The official identifier: `LOV-2019-06-14-21`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        eli: Option<String>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    }

    /// A system or common component with its life cycle.
    Solution {
        /// The id by which steps, handovers and ways use it.
        id: Id,
        /// What it is called.
        name: Text,
        /// The body that owns it.
        owner: Id,
        /// Where it is in its life.
        state: Node<SolutionState>,
        /// Whether its operation is paid for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        operating_funds: Option<Funds>,
        /// What it does, as a short id, so that two for one function can be found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        function: Option<Id>,
        /// True where it is a common component, meant for many bodies.
        #[serde(default, skip_serializing_if = "is_false")]
        common: bool,
        /// Why there is another for the same function.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parallel_because: Option<Text>,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// Where a claim comes from.
    Source {
        /// The id by which claims use it.
        id: Id,
        /// Its title.
        title: String,
        /// The language of the title; `Nb` when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<Lang>,
        /// The title in the languages of the reports, where it is not that of a publication; `title` itself in a
        /// language that is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        translated: Option<Text>,
        /// Who published it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publisher: Option<String>,
        /// Its address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// The date of it, or the date it was seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Node<String>>,
        /// How sure what it says is; `Verified` when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    }

    /// A person made up to try a journey: one life situation with the outcome of every decision.
    Persona {
        /// The id by which it is walked.
        id: Id,
        /// What it is called, as a name and an age.
        name: Text,
        /// Who it is, in a sentence or two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Text>,
        /// One value of one circumstance each: `har_barn`, `not(har_eid)`, `sivilstand = gift`, `alder = 7`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        profile: Vec<Node<String>>,
        /// One outcome of one decision each: `vedtak_plass = tilbud`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        outcomes: Vec<Node<String>>,
        /// What is to happen to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expects: Option<Expects>,
    }

    /// What is expected of the journey of a persona. Each list names some of what is so, not all of it.
    Expects {
        /// Steps that happen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<Id>,
        /// Steps that do not happen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_steps: Vec<Id>,
        /// Data that somebody is asked for, as `party.concept`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        asked: Vec<Node<String>>,
        /// Data that nobody is asked for, as `party.concept`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_asked: Vec<Node<String>>,
        /// Organisations that have a step that happens.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<Id>,
        /// Organisations that have none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_bodies: Vec<Id>,
        /// Decisions that are made, with their outcome: `vedtak_plass = tilbud`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        decisions: Vec<Node<String>>,
        /// Steps with a deadline that runs.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        deadlines: Vec<Id>,
        /// Findings that are so for this persona: `data/asked-twice/nav/barn.adresse`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        findings: Vec<Node<String>>,
        /// Findings that are not so for this persona.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_findings: Vec<Node<String>>,
        /// How many there are of each.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        numbers: Option<Numbers>,
    }

    /// How much happens to a persona. What is left out may be any number.
    Numbers {
        /// Steps that happen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        steps: Option<u32>,
        /// Data asked for, each time it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<u32>,
        /// Of these, those asked for although they are known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_again: Option<u32>,
        /// Bodies that a person deals with: those that ask one, answer one, or whose step one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bodies: Option<u32>,
    }

    /// A topic of LOS that belongs to a life event.
    Topic {
        /// Its address: `https://psi.norge.no/los/ord/barnepensjon`.
        los: Node<String>,
        /// What it is called.
        name: Text,
        /// The steps that cover it; none where it is not covered.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<Id>,
        /// The life event that covers it instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        covered_by: Option<Id>,
        /// Why it is not covered, or not in full.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
    }

    /// A row of the table of reason classes. What is left out fits everything.
    ClassRule {
        /// The class that this row gives.
        class: Node<String>,
        /// There is a valid deliberate choice to ask again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deliberate: Option<bool>,
        /// A register or another body has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held: Option<bool>,
        /// The body itself has it already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own: Option<bool>,
        /// There is a way from there to the asker.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        way: Option<bool>,
        /// The law of the way, or of the flow where there is no way. `None` here fits everything;
        /// `[]` fits where nothing is said of the law.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        law: Option<Vec<LawState>>,
        /// The solution that carries it is in operation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        running: Option<bool>,
        /// What the way gives means the same as what is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        same_meaning: Option<bool>,
        /// The way takes the person's consent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consent: Option<bool>,
        /// The asker already uses that source for something.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consumes: Option<bool>,
        /// The register gets it in the journey, but not for certain before it is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        later: Option<bool>,
    }

    /// A row of the table of verdicts: who is bound by what. What is left out fits everything.
    VerdictRule {
        /// The id of the rule.
        id: Id,
        /// The verdict that it gives.
        verdict: Node<String>,
        /// The levels of the askers it binds.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        levels: Vec<Level>,
        /// The classes it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<Node<String>>,
        /// The registers it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        registers: Vec<Id>,
        /// First day it applies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Node<String>>,
        /// Last day it applies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Node<String>>,
        /// The provision that it rests on, where it is a statute.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provision: Option<Id>,
        /// What the rule says.
        says: Text,
        /// Where this is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
    }

    /// A row of the table of gravity. What is left out fits everything.
    GravityRule {
        /// The tier that this row gives.
        gravity: Node<String>,
        /// How loudly it is said.
        severity: Severity,
        /// The checks it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        checks: Vec<Node<String>>,
        /// The reason classes it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<Node<String>>,
        /// The verdicts it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        verdicts: Vec<Node<String>>,
        /// The degrees of sureness it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        degrees: Vec<Node<String>>,
    }

    /// A row of the table of who must act. What is left out fits everything.
    ActorRule {
        /// The role of who must act.
        role: ActorRole,
        /// The reason classes it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<Node<String>>,
        /// The checks it applies to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        checks: Vec<Node<String>>,
        /// The levels of the one who gives or should give.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        giver: Vec<Level>,
        /// The levels of the one who receives or asks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        receiver: Vec<Level>,
        /// First day it applies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Node<String>>,
        /// Last day it applies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Node<String>>,
    }
}

/// The possible values of a circumstance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Values {
    /// It holds or it does not.
    Flag {
        /// The phrase where it holds.
        yes: Text,
        /// The phrase where it does not.
        no: Text,
    },
    /// Exactly one of several.
    OneOf(Vec<Value>),
    /// A whole number in a range, both ends included.
    Number {
        /// The least value.
        from: i32,
        /// The greatest value.
        to: i32,
        /// What is counted, as a phrase: "barnets alder i år".
        phrase: Text,
    },
}

/// What must have happened before a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::large_enum_variant,
    reason = "a handover is what most of them are; boxing would show in the language's types"
)]
pub enum After {
    /// The step begins with the life event.
    Start,
    /// After a step of the same actor.
    Then {
        /// The step before.
        step: Id,
        /// The condition in which there is such a link.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// The outcomes of the step before in which there is such a link; all when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        outcome: Vec<Id>,
        /// How long it takes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        takes: Option<Node<String>>,
        /// A date or step before which the next step may not start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Node<NotBefore>>,
        /// True where the link is only wished for and never blocks.
        #[serde(default, skip_serializing_if = "is_false")]
        wished: bool,
        /// Where this is said; the step's sources when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is; as the step when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
    },
    /// After a step of another actor (BPMN message flow).
    Handover {
        /// The step before.
        step: Id,
        /// What brings it from there to here.
        by: Node<Carrier>,
        /// What it brings, as `party.concept` or `party.document`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        carries: Vec<Node<String>>,
        /// The condition in which there is such a link.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<Node<String>>,
        /// The outcomes of the step before in which there is such a link; all when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        outcome: Vec<Id>,
        /// The law of handing over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        law: Option<Law>,
        /// The solution that carries it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uses: Option<Id>,
        /// How long it takes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        takes: Option<Node<String>>,
        /// A date or step before which the next step may not start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Node<NotBefore>>,
        /// Whether the giver is told that it arrived.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<bool>,
        /// Whether the person can see where the matter stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<bool>,
        /// True where the link is only wished for and never blocks.
        #[serde(default, skip_serializing_if = "is_false")]
        wished: bool,
        /// Where this is said; the step's sources when left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Id>,
        /// How sure it is; as the step when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        /// What a reader should know of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    },
    /// After all of these.
    AllOf(Vec<Node<After>>),
    /// After any of these.
    AnyOf(Vec<Node<After>>),
}

/// From when a deadline runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Anchor {
    /// The life event itself.
    Event,
    /// The completion of a step.
    Step(String),
}

/// Before what a step may not start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum NotBefore {
    /// A date.
    Date(String),
    /// The completion of a step.
    Step(String),
}

choices! {
    /// How sure a claim is.
    Confidence {
        /// Seen in the cited source.
        Verified,
        /// Concluded from what was seen.
        Inferred,
        /// General knowledge, to be checked.
        Unverified,
    }

    /// A person, or an organisation as the party of a journey.
    PartyKind {
        /// A person.
        Person,
        /// An organisation, as an association or a firm.
        Organisation,
    }

    /// What kind of thing is done in a step.
    StepKind {
        /// Someone applies for something.
        Application,
        /// A body works on a case.
        CaseHandling,
        /// A body decides.
        Decision,
        /// Someone notifies a body of something.
        Notification,
        /// A body informs someone.
        Information,
        /// Something is entered into a register.
        Registration,
        /// Money is paid.
        Payment,
        /// People meet.
        Appointment,
        /// Time passes.
        Waiting,
        /// A duty to report is met, as with a tax return.
        Filing,
        /// A party chooses.
        Choice,
        /// A party signs.
        Signature,
        /// A thing or paper is shown, delivered or collected.
        Delivery,
        /// A system acts by itself.
        Automatic,
        /// A service is given, as treatment or a funeral.
        Service,
    }

    /// What brings something from one actor to another.
    Carrier {
        /// A system tells a system.
        Event,
        /// A system asks a system.
        Api,
        /// Digital post.
        DigitalPost,
        /// A letter.
        Letter,
        /// A telephone call.
        Phone,
        /// A meeting.
        InPerson,
        /// The person brings it.
        Person,
        /// Nothing tells the receiving party; it must find out by itself.
        Unprompted,
        /// Nobody tells the receiving body.
        Nothing,
    }

    /// How data is asked for.
    Mode {
        /// The party states it.
        Provide,
        /// It is shown, and the party only confirms.
        Confirm,
        /// The party says who it is, or who the matter is about, where neither a log-in nor a register tells.
        Identify,
        /// The party attaches a document.
        Attach,
    }

    /// The state of the law of a flow.
    LawState {
        /// Both the ground and the exemption from secrecy are there.
        InPlace,
        /// It was looked at, and is contested or not clear.
        Unclear,
        /// Nobody has looked.
        NotAssessed,
        /// There is none.
        Missing,
        /// The law forbids it.
        Forbidden,
    }

    /// The kind of a channel.
    ChannelKind {
        /// A digital service.
        Digital,
        /// A form or letter on paper.
        Paper,
        /// Telephone.
        Phone,
        /// Attendance.
        InPerson,
        /// E-mail.
        Email,
    }

    /// The electronic identity that a channel asks for.
    Eid {
        /// None is needed.
        NotNeeded,
        /// Substantial, as MinID.
        Substantial,
        /// High, as BankID.
        High,
    }

    /// The level of government or the sector of a body.
    Level {
        /// The state.
        State,
        /// A county.
        County,
        /// A municipality.
        Municipality,
        /// A court.
        Court,
        /// A church body with public tasks.
        Church,
        /// A private body.
        Private,
        /// A voluntary body.
        Voluntary,
        /// A body abroad.
        Foreign,
    }

    /// How a way into a register works.
    WayKind {
        /// A system asks a system.
        Api,
        /// A system tells a system.
        Event,
        /// A file is sent.
        File,
        /// A caseworker looks it up.
        Lookup,
    }

    /// Where a solution is in its life.
    SolutionState {
        /// An idea.
        Idea,
        /// Studied.
        Studied,
        /// Built, not in use.
        Built,
        /// Tried out with some.
        Pilot,
        /// In operation.
        InOperation,
        /// Taken out of use.
        Retired,
    }

    /// Whether the operation of a solution is paid for.
    Funds {
        /// It is.
        Settled,
        /// It is not.
        NotSettled,
        /// Nobody has said.
        Unknown,
    }

    /// How loudly a finding is said.
    Severity {
        /// Must be dealt with.
        Error,
        /// Should be dealt with.
        Warning,
        /// Worth knowing.
        Note,
    }

    /// The role of who must act.
    ActorRole {
        /// The ministry that owns the act.
        OwnerOfLaw,
        /// The keeper of the register, or the giver where there is no register.
        KeeperOrGiver,
        /// The owner of the solution.
        OwnerOfSolution,
        /// The body that asks.
        Asker,
        /// The keeper of the concept.
        KeeperOfConcept,
        /// The giver, or the receiver where no giver is known.
        Giver,
        /// The receiver.
        Receiver,
        /// The ministry responsible for the life event.
        Coordinator,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
