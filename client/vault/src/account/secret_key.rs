//! The Secret Key: 128 random bits made on the device, printed in the emergency kit, never sent.

use crate::entropy::Entropy;
use crate::hazmat::kdf::{self, Label};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Characters of the printed form without dashes: 26 for the key, of which two bits are checksum, and 4 more of it.
const CHARACTERS: usize = 30;
/// Characters in a printed group.
const GROUP: usize = 5;

/// 128 bits that only the account's owner has.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretKey([u8; 16]);

/// Why a typed Secret Key was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretKeyError {
    /// Too few or too many characters.
    #[error("a Secret Key has 30 letters and digits, this has {0}")]
    Length(usize),
    /// A character that the printed form never uses.
    #[error("“{0}” does not occur in a Secret Key")]
    Character(char),
    /// All characters are possible, but together they are no Secret Key.
    #[error("there is a typing error in the Secret Key")]
    Checksum,
}

/// Crockford's base 32: no I, L, O or U in print.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The five bits that a character stands for, in either case; I and L read as 1, O as 0.
fn five_bits(character: char) -> Option<u16> {
    let symbol = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS.iter().position(|other| char::from(*other) == symbol).map(|at| at as u16)
}

impl SecretKey {
    /// A new one.
    pub fn generate(entropy: &mut dyn Entropy) -> Self {
        let mut key = Self([0; 16]);
        entropy.fill(&mut key.0);
        key
    }

    /// From what [`Self::bytes`] gave.
    pub fn from_bytes(bytes: &[u8; 16]) -> Self {
        Self(*bytes)
    }

    /// The raw key, to be kept under the device's own key and nowhere else.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// As printed: six groups of five characters, checksum included.
    pub fn printed(&self) -> Zeroizing<String> {
        let bytes = self.with_checksum();
        let mut out = Zeroizing::new(String::with_capacity(CHARACTERS + CHARACTERS / GROUP));
        for at in 0..CHARACTERS {
            if at > 0 && at % GROUP == 0 {
                out.push('-');
            }
            let (byte, bit) = (at * 5 / 8, at * 5 % 8);
            let pair = u16::from_be_bytes([bytes[byte], bytes.get(byte + 1).copied().unwrap_or(0)]);
            out.push(char::from(SYMBOLS[usize::from(pair >> (11 - bit) & 31)]));
        }
        out
    }

    /// Reads what was printed; case, spaces and dashes do not matter, and 0/O, 1/I/L are told apart by themselves.
    pub fn parse(typed: &str) -> Result<Self, SecretKeyError> {
        // The 150 printed bits are the first of 19 bytes; the two that are left over are always zero.
        let mut bytes = Zeroizing::new([0; 19]);
        let mut count = 0;
        for character in typed.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)) {
            let bits = five_bits(character).ok_or(SecretKeyError::Character(character))?;
            if count < CHARACTERS {
                let (byte, bit) = (count * 5 / 8, count * 5 % 8);
                let pair = (bits << (11 - bit)).to_be_bytes();
                bytes[byte] |= pair[0];
                if let Some(next) = bytes.get_mut(byte + 1) {
                    *next |= pair[1];
                }
            }
            count += 1;
        }
        if count != CHARACTERS {
            return Err(SecretKeyError::Length(count));
        }
        let key = bytes.first_chunk::<16>().map(Self::from_bytes).ok_or(SecretKeyError::Checksum)?;
        if key.with_checksum()[..] == bytes[..] { Ok(key) } else { Err(SecretKeyError::Checksum) }
    }

    /// The key and 22 bits by which a typing error shows (all but one in four million).
    fn with_checksum(&self) -> Zeroizing<[u8; 19]> {
        let check = kdf::derive::<32>(&self.0, Label::KitCheck, &[]);
        let mut out = Zeroizing::new([0; 19]);
        out[..16].copy_from_slice(&self.0);
        out[16..].copy_from_slice(&check[..3]);
        out[18] &= 0b1111_1100;
        out
    }
}

/// What people and word processors make of a dash.
fn is_dash(character: char) -> bool {
    matches!(character, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use proptest::prelude::*;

    #[test]
    fn it_prints_as_six_groups_of_five() {
        let printed = SecretKey::generate(&mut SeededEntropy::new(1)).printed();
        let groups: Vec<&str> = printed.split('-').collect();
        assert_eq!(groups.len(), 6);
        assert!(groups.iter().all(|group| group.len() == 5));
    }

    #[test]
    fn errors_say_what_is_wrong() {
        assert!(matches!(SecretKey::parse("ABC"), Err(SecretKeyError::Length(3))));
        assert!(matches!(SecretKey::parse("ABCU"), Err(SecretKeyError::Character('U'))));
        assert!(matches!(SecretKey::parse("Ä"), Err(SecretKeyError::Character('Ä'))));
        let long = "0".repeat(31);
        assert!(matches!(SecretKey::parse(&long), Err(SecretKeyError::Length(31))));
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_however_it_is_typed(bytes: [u8; 16]) {
            let key = SecretKey::from_bytes(&bytes);
            let printed = key.printed();
            let typed = printed.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            let parsed = [SecretKey::parse(&printed).expect("parses"), SecretKey::parse(&typed).expect("parses")];
            prop_assert!(parsed.iter().all(|again| again.bytes() == &bytes));
        }

        #[test]
        fn one_wrong_character_is_noticed(bytes: [u8; 16], at in 0usize..30, other in 0usize..32) {
            let printed = SecretKey::from_bytes(&bytes).printed().replace('-', "");
            let mut characters: Vec<char> = printed.chars().collect();
            let replacement = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().nth(other).expect("32 symbols");
            prop_assume!(characters[at] != replacement);
            characters[at] = replacement;
            let typed: String = characters.into_iter().collect();
            // One in four million keys would pass; the seeds that proptest draws never met one.
            prop_assert!(matches!(SecretKey::parse(&typed), Err(SecretKeyError::Checksum)));
        }
    }
}
