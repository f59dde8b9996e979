//! What is told of the models beside the findings, made by hand: every name in it tries to break the reports.

use crate::handmade::{HOSTILE, coordinator, ministry, nav};
use livsferd::figures::{self, Bodies, Counts};
use livsferd::finding::Named;
use livsferd::model::{Carrier, Confidence, Funds, Level, Mode, SolutionState, StepKind, parse_duration};
use livsferd::overview::{
    Asked, Body, DeadlineSummary, Doubt, DoubtKind, Event, Figures, Flow, Overview, ProvisionSummary,
    Responsible, SolutionSummary, StepSummary, VariableSummary, VerdictSummary, VolumeSummary,
};
use livsferd::words::Words;
use std::collections::BTreeMap;

fn hostile() -> Named {
    Named { id: HOSTILE.to_owned(), name: Words::same(HOSTILE) }
}

/// An overview whose every name tries to break the reports.
pub fn overview() -> Overview {
    let words = || Words::same(HOSTILE);
    let ond = || vec!["ond".to_owned()];
    Overview {
        fingerprint: "0123456789abcdef".repeat(4),
        files: 2,
        events: vec![event()],
        organisations: vec![Body {
            id: "nav".to_owned(),
            name: words(),
            level: Level::Municipality,
            legal_body: "nav".to_owned(),
            ministry: Some(ministry()),
        }],
        provisions: vec![ProvisionSummary {
            id: "ftrl_21_4".to_owned(),
            law: words(),
            section: Some(HOSTILE.to_owned()),
            ministry: Some(hostile()),
            from: Some("2027-01-01".to_owned()),
            until: None,
            verified: false,
            sources: ond(),
        }],
        solutions: vec![SolutionSummary {
            id: HOSTILE.to_owned(),
            name: words(),
            owner: hostile(),
            state: SolutionState::Built,
            funds: Some(Funds::NotSettled),
            common: true,
            verified: false,
            events: vec!["dodsfall-og-arv".to_owned()],
        }],
        sources: Vec::new(),
        verdict_rules: vec![VerdictSummary {
            id: HOSTILE.to_owned(),
            verdict: words(),
            says: words(),
            from: Some(HOSTILE.to_owned()),
            until: Some("2026-12-31".to_owned()),
            sources: ond(),
        }],
        checks: vec![HOSTILE.to_owned()],
    }
}

fn event() -> Event {
    let words = || Words::same(HOSTILE);
    let ond = || vec!["ond".to_owned()];
    let met = figures::Body { name: words(), level: Level::State };
    Event {
        id: "dodsfall-og-arv".to_owned(),
        name: words(),
        description: Some(words()),
        analysed: true,
        responsible: vec![Responsible {
            ministry: coordinator(),
            from: None,
            until: None,
            confidence: Confidence::Inferred,
        }],
        figures: Figures {
            counts: Counts {
                interactions: 1_234,
                bodies: Bodies { met: BTreeMap::from([("nav".to_owned(), met)]), ..Bodies::default() },
                ..Counts::default()
            },
            ..Figures::default()
        },
        handovers: vec![Flow { from: hostile(), to: hostile(), by: vec![(Carrier::Person, 2)] }],
        asked: vec![Asked {
            id: "avdod.dødsdato".to_owned(),
            name: words(),
            party: words(),
            askers: vec![(nav(), Mode::Attach, 2), (hostile(), Mode::Provide, 1)],
            holders: vec![hostile()],
        }],
        deadlines: vec![DeadlineSummary {
            step: hostile(),
            doer: hostile(),
            within: parse_duration("P3Y").expect("a duration"),
            from: Some(hostile()),
            lost: words(),
            basis: vec!["ftrl_21_4".to_owned(), HOSTILE.to_owned()],
            confidence: Confidence::Unverified,
            sources: ond(),
        }],
        volumes: vec![VolumeSummary {
            of: words(),
            value: HOSTILE.to_owned(),
            year: Some(HOSTILE.to_owned()),
            confidence: Confidence::Unverified,
            sources: ond(),
        }],
        variables: vec![VariableSummary {
            id: "sted".to_owned(),
            name: words(),
            decision: false,
            by_municipality: true,
            values: vec![Named { id: "utlandet".to_owned(), name: words() }],
        }],
        bodies: Vec::new(),
        steps: vec![StepSummary {
            id: "soke".to_owned(),
            name: words(),
            doer: hostile(),
            kind: StepKind::Application,
            only_digital: true,
        }],
        doubts: vec![Doubt {
            of: words(),
            kind: DoubtKind::Step,
            confidence: Confidence::Unverified,
            sources: ond(),
        }],
    }
}
