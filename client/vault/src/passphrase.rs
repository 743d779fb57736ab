//! The 2,048 English words of BIP-39: 11 bits each, distinct in their first four letters. For passphrases that
//! a device makes up, and for hashes that people compare aloud.

use crate::entropy::{Entropy, random_secret};
use bip39::Language;
use tacit_shared::hash::{Context, hash};
use zeroize::Zeroizing;

/// Words in a suggested passphrase: 66 bits.
pub const PASSPHRASE_WORDS: usize = 6;
/// Words wherever two people compare without a commitment: 66 bits.
pub const COMPARED_WORDS: usize = 6;
/// Words when a device is linked, where a commitment leaves an attacker one guess: 44 bits.
pub const LINK_WORDS: usize = 4;

/// Words where a member who writes on both sides may choose what is compared: 132 bits, since he needs no second preimage
/// but any two branches that meet.
pub const HISTORY_WORDS: usize = 12;

/// What compared words stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordsOf {
    /// A join request.
    Join,
    /// A vault's membership.
    Roster,
    /// A vault's journal up to an entry.
    History,
    /// A device's linking.
    Link,
}

impl WordsOf {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Join => b"join",
            Self::Roster => b"roster",
            Self::History => b"history",
            Self::Link => b"link",
        }
    }

    /// `H("words", label ‖ 0x00 ‖ parts)`.
    pub(crate) fn digest(self, parts: &[&[u8]]) -> [u8; 32] {
        let mut all: Vec<&[u8]> = vec![self.label(), &[0]];
        all.extend_from_slice(parts);
        hash(Context::Words, &all)
    }
}

/// The word list, in its order: for completing what a person types.
pub fn word_list() -> &'static [&'static str; 2048] {
    Language::English.word_list()
}

/// The first `COUNT` times 11 bits of a digest, big-endian, as words. At most 23.
pub(crate) fn words<const COUNT: usize>(digest: &[u8; 32]) -> [&'static str; COUNT] {
    const { assert!(COUNT * 11 <= 256) };
    std::array::from_fn(|at| {
        let number = (at * 11..at * 11 + 11)
            .fold(0usize, |number, bit| number << 1 | usize::from(digest[bit / 8] >> (7 - bit % 8) & 1));
        word_list()[number]
    })
}

/// A passphrase of so many random words, joined by dashes.
pub fn passphrase(entropy: &mut dyn Entropy, count: usize) -> Zeroizing<String> {
    // The longest word has eight letters.
    let mut out = Zeroizing::new(String::with_capacity(count * 9));
    for at in 0..count {
        if at > 0 {
            out.push('-');
        }
        // 2,048 divides 65,536, so that every word is equally likely.
        let number = u16::from_le_bytes(*random_secret::<2>(entropy));
        out.push_str(word_list()[usize::from(number) % 2048]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn words_are_eleven_bits_each_from_the_front() {
        let mut digest = [0; 32];
        // 00000000000 00000000001 11111111111 0…
        digest[2] = 0b0000_0111;
        digest[3] = 0b1111_1111;
        digest[4] = 0b1000_0000;
        assert_eq!(words::<4>(&digest), ["abandon", "ability", "zoo", "abandon"]);
    }

    #[test]
    fn different_labels_give_different_words() {
        assert_ne!(WordsOf::Join.digest(&[b"x"]), WordsOf::Roster.digest(&[b"x"]));
    }

    #[test]
    fn passphrases_are_words_of_the_list_and_differ() {
        let mut entropy = SeededEntropy::new(1);
        let one = passphrase(&mut entropy, PASSPHRASE_WORDS);
        assert_eq!(one.split('-').count(), 6);
        assert!(one.split('-').all(|word| word_list().contains(&word)));
        assert_ne!(*one, *passphrase(&mut entropy, PASSPHRASE_WORDS));
    }
}
