//! The rule tables applied: reason class, verdict, gravity, and who must act.
//!
//! Comes in: what is true of one duplicate or handover. Goes out: what the tables of the model say of it.
//! Decides nothing that the tables do not say.

use crate::declaration::{ActorRole, LawState, Level, Severity};
use crate::model::{ClassRule, Date, Key, Model, Register, is_valid};
use crate::vocabulary::{Degree, Gravity, ReasonClass, Verdict};

/// What decides the reason class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the columns of the table")]
pub struct ClassFacts {
    /// There is a valid deliberate choice to ask again.
    pub deliberate: bool,
    /// The body itself has it already.
    pub own: bool,
    /// A register or another body has it.
    pub held: bool,
    /// There is a way from there to the asker.
    pub way: bool,
    /// The law of the way, or of the flow; none where nothing is said of it.
    pub law: Option<LawState>,
    /// The solution that carries it is in operation, or none is needed.
    pub running: bool,
    /// What the way gives means the same.
    pub same_meaning: bool,
    /// The way takes consent.
    pub consent: bool,
    /// The asker already uses the source for something.
    pub consumes: bool,
    /// The register gets it in the journey, but not for certain before it is asked for.
    pub later: bool,
}

/// The reason class; none where no row of the table fits.
pub fn class(model: &Model, facts: &ClassFacts) -> Option<ReasonClass> {
    let is = |wanted: Option<bool>, value: bool| wanted.is_none_or(|wanted| wanted == value);
    let law = |row: &ClassRule| match (&row.law, facts.law) {
        (None, _) => true,
        (Some(states), None) => states.is_empty(),
        (Some(states), Some(state)) => states.contains(&state),
    };
    let fits = |row: &&ClassRule| {
        is(row.deliberate, facts.deliberate)
            && is(row.own, facts.own)
            && is(row.held, facts.held)
            && is(row.way, facts.way)
            && is(row.running, facts.running)
            && is(row.same_meaning, facts.same_meaning)
            && is(row.consent, facts.consent)
            && is(row.consumes, facts.consumes)
            && is(row.later, facts.later)
            && law(row)
    };
    model.rules.classes.iter().find(fits).map(|row| row.class)
}

/// What the first rule that binds the asker says; the "may" form where not everything is verified.
pub fn verdict(
    model: &Model,
    as_of: Date,
    asker: Level,
    class: ReasonClass,
    register: Option<Key<Register>>,
    verified: bool,
) -> Option<Verdict> {
    let rule = model.rules.verdicts.iter().find(|rule| {
        (rule.levels.is_empty() || rule.levels.contains(&asker))
            && (rule.classes.is_empty() || rule.classes.contains(&class))
            && (rule.registers.is_empty() || register.is_some_and(|of| rule.registers.contains(&of)))
            && is_valid(rule.from, rule.until, as_of)
    })?;
    Some(if verified { rule.verdict } else { rule.verdict.unverified() })
}

/// The tier of gravity and how loudly it is said.
pub fn gravity(
    model: &Model,
    check: &str,
    class: Option<ReasonClass>,
    verdict: Option<Verdict>,
    degree: Option<Degree>,
) -> (Gravity, Severity) {
    let rule = model.rules.gravities.iter().find(|rule| {
        (rule.checks.is_empty() || rule.checks.iter().any(|name| name == check))
            && (rule.classes.is_empty() || class.is_some_and(|class| rule.classes.contains(&class)))
            && (rule.verdicts.is_empty() || verdict.is_some_and(|verdict| rule.verdicts.contains(&verdict)))
            && (rule.degrees.is_empty() || degree.is_some_and(|degree| rule.degrees.contains(&degree)))
    });
    rule.map_or((Gravity::Other, Severity::Warning), |rule| (rule.gravity, rule.severity))
}

/// What decides who must act.
#[derive(Debug, Clone, Copy)]
pub struct Acting<'r> {
    /// The check.
    pub check: &'r str,
    /// The reason class.
    pub class: Option<ReasonClass>,
    /// The level of the one who gives or should give; none where that is no organisation.
    pub giver: Option<Level>,
    /// The level of the one who receives or asks; none where that is no organisation.
    pub receiver: Option<Level>,
}

/// The role of who must act; the giver where no row of the table fits.
pub fn role(model: &Model, as_of: Date, acting: &Acting<'_>) -> ActorRole {
    let level = |levels: &[Level], level: Option<Level>| {
        levels.is_empty() || level.is_some_and(|level| levels.contains(&level))
    };
    let rule = model.rules.actors.iter().find(|rule| {
        (rule.checks.is_empty() || rule.checks.iter().any(|name| name == acting.check))
            && (rule.classes.is_empty() || acting.class.is_some_and(|class| rule.classes.contains(&class)))
            && level(&rule.giver, acting.giver)
            && level(&rule.receiver, acting.receiver)
            && is_valid(rule.from, rule.until, as_of)
    });
    rule.map_or(ActorRole::Giver, |rule| rule.role)
}
