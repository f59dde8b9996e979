//! What holds on a date: how a law stands, whether a body is there, and which ministries answer for it.

use super::{Date, Key, Law, LawState, Model, Organisation, Provision, is_valid};

impl Model {
    /// How the law of a flow stands on a date: law in place is missing where no ground for processing, or no
    /// exemption from secrecy, of those that are named is in force then.
    pub fn law_state(&self, law: &Law, date: Date) -> LawState {
        let some_in_force = |list: &[Key<Provision>]| list.is_empty() || self.is_some_in_force(list, date);
        match law.state {
            LawState::InPlace if !some_in_force(&law.ground) || !some_in_force(&law.exemption) => {
                LawState::Missing
            }
            state => state,
        }
    }

    /// True where one of the provisions is in force on a date.
    pub fn is_some_in_force(&self, provisions: &[Key<Provision>], date: Date) -> bool {
        provisions.iter().any(|&provision| {
            let provision = &self.provisions[provision];
            is_valid(provision.from, provision.until, date)
        })
    }

    /// True where every provision that the law of a flow names was seen in a cited source.
    pub fn is_verified(&self, law: &Law) -> bool {
        let mut provisions = law.ground.iter().chain(&law.exemption);
        provisions.all(|&provision| self.provisions[provision].claim.is_verified())
    }

    /// An organisation, the one it is part of, and so on upwards.
    pub fn upwards(&self, organisation: Key<Organisation>) -> impl Iterator<Item = Key<Organisation>> {
        std::iter::successors(Some(organisation), |&at| self.organisations[at].part_of)
            // What is part of itself is an error of the model; this must end all the same.
            .take(self.organisations.len())
    }

    /// True where an organisation exists on a date, and all that it is part of.
    pub fn exists_on(&self, organisation: Key<Organisation>, date: Date) -> bool {
        self.upwards(organisation).all(|at| {
            let one = &self.organisations[at];
            is_valid(one.from, one.until, date)
        })
    }

    /// The ministries that an organisation is under on a date, by id: those of the nearest of it and what it is part
    /// of that has any then. A ministry is under itself.
    pub fn ministries_of(&self, organisation: Key<Organisation>, date: Date) -> Vec<Key<Organisation>> {
        let of_one = |at: Key<Organisation>| {
            let one = &self.organisations[at];
            let periods = one.under.iter().filter(|period| is_valid(period.from, period.until, date));
            let mut ministries: Vec<_> = match one.ministry {
                true => vec![at],
                false => periods.map(|period| period.ministry).collect(),
            };
            ministries.retain(|&ministry| self.exists_on(ministry, date));
            ministries.sort();
            ministries.dedup();
            ministries
        };
        self.upwards(organisation).map(of_one).find(|ministries| !ministries.is_empty()).unwrap_or_default()
    }

    /// The ministry that an organisation is under on a date; itself where it is a ministry; the first by id where
    /// there are several.
    pub fn ministry_of(&self, organisation: Key<Organisation>, date: Date) -> Option<Key<Organisation>> {
        self.ministries_of(organisation, date).into_iter().next()
    }
}
