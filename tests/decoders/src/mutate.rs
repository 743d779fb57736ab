//! A small seeded mutator, for plain tests: what a fuzzer does, without its memory of what was reached.

use tacit_vault::{Entropy, SeededEntropy, random};

/// Changes inputs, the same way for the same seed.
pub struct Mutator(SeededEntropy);

/// Numbers that lengths and counts like to go wrong at.
const ODD: [u8; 8] = [0, 1, 0x7f, 0x80, 0xfe, 0xff, 0x0a, 0x3b];

impl Mutator {
    /// One of these.
    pub fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    /// A number below this.
    pub fn below(&mut self, end: usize) -> usize {
        let number = u64::from_le_bytes(random(&mut self.0));
        (number % end.max(1) as u64) as usize
    }

    /// One to eight changes.
    pub fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        for _ in 0..=self.below(8) {
            self.once(bytes, other);
        }
    }

    fn once(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len());
        match self.below(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            1 if !bytes.is_empty() => bytes[at] = ODD[self.below(ODD.len())],
            2 if !bytes.is_empty() => bytes.truncate(at),
            3 => bytes.insert(at, ODD[self.below(ODD.len())]),
            4 if !bytes.is_empty() => drop(bytes.remove(at)),
            5 => {
                let mut noise = vec![0; self.below(24)];
                self.0.fill(&mut noise);
                bytes.splice(at..at, noise);
            }
            6 if !other.is_empty() => {
                let from = self.below(other.len());
                let to = from + self.below(other.len() - from) + 1;
                bytes.splice(at..at, other[from..to.min(other.len())].iter().copied());
            }
            _ if !bytes.is_empty() => {
                // A part again, as counts that do not hold would have it.
                let part = bytes[at..(at + 1 + self.below(40)).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes.push(ODD[self.below(ODD.len())]),
        }
        bytes.truncate(1 << 16);
    }
}
