//! Marks of contact points: HMAC-SHA-256 (RFC 2104) under a key that a vault keeps for its whole life, so that what was
//! marked before a rotation is still known after it. Whoever holds the key can ask "is it this one?", nobody can read a mark
//! back. A member who was removed knows the key; against a mark that he also kept he can test guesses
//! (docs/protocol.md, "Marks").

use crate::hazmat::kdf::{self, Label};
use crate::keyring::Keyring;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The epoch that every vault begins with.
const FIRST: tacit_shared::ids::Epoch = 1;

/// Makes the marks of one vault.
#[derive(Clone)]
pub struct Marks(Hmac<Sha256>);

impl Marks {
    /// `None` while the first epoch's key is not held: then nothing can be compared.
    pub(crate) fn of(keyring: &Keyring) -> Option<Self> {
        let first = keyring.key(FIRST)?;
        let key = kdf::key(first.bytes(), Label::Marks, &[&keyring.vault().0]);
        // HMAC takes keys of any length.
        Hmac::new_from_slice(key.bytes()).ok().map(Self)
    }

    /// The mark of these bytes.
    pub fn mark(&self, bytes: &[u8]) -> [u8; 32] {
        self.0.clone().chain_update(bytes).finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_the_hmac_of_rfc_4231() {
        let marks = Marks(Hmac::new_from_slice(&[0x0b; 20]).expect("any length"));
        let wanted = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(data_encoding::HEXLOWER.encode(&marks.mark(b"Hi There")), wanted);
    }
}
