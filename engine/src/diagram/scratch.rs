//! Room for walks through a diagram: taken once, and emptied in no time, because walks are many and short.

use super::Set;

/// Room for one walk at a time.
#[derive(Debug)]
pub(super) struct Scratch {
    /// Sets, or nodes, that were seen.
    pub(super) seen: Ages,
    /// What is yet to be looked at; empty between walks.
    pub(super) open: Vec<Set>,
    /// Sets that were found; empty between walks.
    pub(super) found: Vec<Set>,
    /// Levels that were seen.
    pub(super) on: Ages,
    /// What sets have become, by their ids; of no meaning between walks.
    pub(super) changed: Vec<Set>,
    /// What is known of levels; nothing between walks.
    pub(super) levels: Levels,
    /// For each value of each level, whether a walk may not take it; none between walks.
    pub(super) shut: Vec<bool>,
}

/// What is known of the levels of a set.
#[derive(Debug, Default)]
pub(super) struct Levels {
    at: Vec<AtLevel>,
    /// Those of which something is known.
    known: Vec<u32>,
    below: AtLevel,
}

impl Levels {
    /// What is known of a level; below the last there is one that nobody asks for.
    pub(super) fn at(&mut self, level: u32) -> &mut AtLevel {
        let Some(at) = self.at.get_mut(level as usize) else { return &mut self.below };
        if !at.is_known {
            at.is_known = true;
            self.known.push(level);
        }
        at
    }

    /// The only value of a level that is still looked at.
    pub(super) fn fixed(&self, level: u32) -> Option<u32> {
        self.at.get(level as usize).and_then(|at| at.fixed)
    }

    /// Changes what is known of each level, from the top level down.
    pub(super) fn each(&mut self, mut change: impl FnMut(u32, &mut AtLevel)) {
        self.known.sort_unstable();
        for &level in &self.known {
            if let Some(at) = self.at.get_mut(level as usize) {
                change(level, at);
            }
        }
    }

    /// Forgets everything; each level of which something was known is told.
    pub(super) fn clear(&mut self, mut tell: impl FnMut(u32)) {
        for level in self.known.drain(..) {
            tell(level);
            if let Some(at) = self.at.get_mut(level as usize) {
                *at = AtLevel::default();
            }
        }
    }
}

/// What is known of one level of a set.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AtLevel {
    /// The values that lead on.
    pub(super) leads: Leads,
    /// How many more paths pass over the level than over the one above.
    pub(super) passing: i64,
    /// The only value that is still looked at.
    pub(super) fixed: Option<u32>,
    is_known: bool,
}

/// The values of a level that lead to some course.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Leads {
    /// None was seen.
    #[default]
    Nowhere,
    /// This one.
    By(u32),
    /// Several.
    ByMany,
}

impl Scratch {
    /// Room for a diagram with so many levels, that have so many values together.
    pub(super) fn new(levels: usize, values: usize) -> Self {
        Self {
            seen: Ages::default(),
            open: Vec::new(),
            found: Vec::new(),
            on: Ages::default(),
            changed: Vec::new(),
            levels: Levels { at: vec![AtLevel::default(); levels], ..Levels::default() },
            shut: vec![false; values],
        }
    }
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
