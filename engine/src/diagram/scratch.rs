//! Room for walks through a diagram: taken once, and emptied in no time, because walks are many and short.

use super::Set;
use super::reach::Reach;

/// Room for one walk at a time.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// Sets, or nodes, that were seen.
    pub(super) seen: Ages,
    /// What is yet to be looked at; empty between walks.
    pub(super) open: Vec<Set>,
    /// Levels that were seen.
    pub(super) on: Ages,
    /// What sets have become, by their ids; of no meaning between walks.
    pub(super) changed: Vec<Set>,
    /// The numbers of sets in the layout of one that they are parts of; of no meaning between walks.
    pub(super) number: Vec<u32>,
    /// Room to find the least course of a set.
    pub(super) least: Reach,
    /// Room to shorten a condition.
    pub(super) barred: Reach,
}

/// Which things were seen, by number.
#[derive(Debug, Default)]
pub(super) struct Ages {
    ages: Vec<u32>,
    age: u32,
}

impl Ages {
    /// Forgets everything, and has room for so many things at least.
    pub(super) fn clear(&mut self, things: usize) {
        self.age = self.age.wrapping_add(1);
        if self.age == 0 {
            self.ages.clear();
            self.age = 1;
        }
        if self.ages.len() < things {
            self.ages.resize(things, 0);
        }
    }

    /// True the first time it is asked; always where there is no room.
    pub(super) fn is_new(&mut self, thing: u32) -> bool {
        match self.ages.get_mut(thing as usize) {
            Some(age) if *age == self.age => false,
            Some(age) => {
                *age = self.age;
                true
            }
            None => true,
        }
    }
}
