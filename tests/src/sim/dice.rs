//! Where chance comes from: one seed, one stream for each use, so that a change in one does not shift all others.

use std::cell::RefCell;
use std::rc::Rc;
use tacit_vault::{Entropy, SeededEntropy, random};

/// Shared dice.
#[derive(Clone)]
pub struct Dice(Rc<RefCell<SeededEntropy>>);

impl Dice {
    /// The stream of this number from a seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        Self(Rc::new(RefCell::new(SeededEntropy::new(seed.wrapping_mul(0x1_0000_0001).wrapping_add(stream << 40)))))
    }

    /// A number below this.
    pub fn below(&self, end: u64) -> u64 {
        u64::from_le_bytes(random(&mut *self.0.borrow_mut())) % end.max(1)
    }

    /// One of these.
    pub fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len() as u64) as usize)
    }
}

impl Entropy for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.borrow_mut().fill(bytes);
    }
}
