//! The two hash tables of a diagram.
//!
//! Knows numbers only. Nothing here is ever iterated over, so no order of a table can reach an answer.

/// Half of the golden ratio's bits (Knuth's multiplicative hashing).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(hash: u64, word: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(MULTIPLIER)
}

fn finish(hash: u64) -> u64 {
    hash ^ (hash >> 32)
}

/// The hash of a node.
pub(super) fn hash(level: u32, children: impl Iterator<Item = u32>) -> u32 {
    finish(children.fold(mix(0, level), mix)) as u32
}

/// Which node has this content: an open-addressed table of node numbers, at most half full.
///
/// Each hash is kept beside the number, so that growing needs no contents and most mismatches are told apart
/// without looking at them.
#[derive(Debug, Default)]
pub(super) struct Unique {
    slots: Vec<Slot>,
    filled: usize,
}

/// A node's number and hash; number 0, the node without a variable, is never looked up and means empty.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    node: u32,
}

impl Unique {
    pub(super) fn find(&self, hash: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots.get(at)?;
            if slot.node == 0 {
                return None;
            }
            if slot.hash == hash && same(slot.node) {
                return Some(slot.node);
            }
            at = (at + 1) & mask;
        }
    }

    pub(super) fn insert(&mut self, hash: u32, node: u32) {
        if self.filled * 2 >= self.slots.len() {
            let larger = vec![Slot::default(); (self.slots.len() * 2).max(64)];
            for slot in std::mem::replace(&mut self.slots, larger) {
                if slot.node != 0 {
                    self.place(slot);
                }
            }
        }
        self.place(Slot { hash, node });
        self.filled += 1;
    }

    fn place(&mut self, new: Slot) {
        let mask = self.slots.len().saturating_sub(1);
        let mut at = new.hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.node == 0 {
                *slot = new;
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

/// Earlier answers of a question with two operands; a new answer takes the place of an old one.
#[derive(Debug, Default)]
pub(super) struct Answers {
    slots: Vec<Answer>,
}

/// `a == b` is never asked, so 0 and 0 mean empty.
#[derive(Debug, Clone, Copy, Default)]
struct Answer {
    a: u32,
    b: u32,
    answer: u32,
}

impl Answers {
    const FEWEST: usize = 1 << 8;
    const MOST: usize = 1 << 20;

    pub(super) fn get(&self, a: u32, b: u32) -> Option<u32> {
        let slot = self.slots.get(self.at(a, b))?;
        (slot.a == a && slot.b == b).then_some(slot.answer)
    }

    /// Remembers an answer; grows with the number of nodes of the diagram up to a bound.
    pub(super) fn put(&mut self, a: u32, b: u32, answer: u32, nodes: usize) {
        if self.slots.is_empty() || (nodes > self.slots.len() && self.slots.len() < Self::MOST) {
            let larger = vec![Answer::default(); (self.slots.len() * 4).max(Self::FEWEST)];
            for old in std::mem::replace(&mut self.slots, larger) {
                if old.a != old.b {
                    self.place(old);
                }
            }
        }
        self.place(Answer { a, b, answer });
    }

    fn place(&mut self, new: Answer) {
        let at = self.at(new.a, new.b);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = new;
        }
    }

    fn at(&self, a: u32, b: u32) -> usize {
        finish(mix(mix(0, a), b)) as usize & self.slots.len().wrapping_sub(1)
    }
}
