//! Unlocking by a passkey: on one device, what the password gives (`unlock`) is sealed under a key that only the device's
//! authenticator can make again (WebAuthn's PRF extension). The server has no part in it, and a second wrap of the account
//! does not exist: after a change of the password the wrap opens nothing.

use super::UnlockKey;
use crate::entropy::{Entropy, random};
use crate::hazmat::aead;
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use serde::{Deserialize, Serialize};
use tacit_shared::hash::{Context, hash};
use tacit_shared::ids::Lookup;
use zeroize::Zeroizing;

/// What the authenticator's function is asked for: a constant of the suite.
pub const PRF_INPUT: &[u8] = b"tacit/1/passkey/prf";

/// Bytes of a credential id that are kept (WebAuthn Level 3 §4: at most 1,023).
const CREDENTIAL: usize = 1023;

/// What the authenticator answered: 32 bytes that nobody else can make.
pub struct PrfOutput(Key);

impl PrfOutput {
    /// `None` if it has another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Key::from_bytes(bytes.try_into().ok()?)))
    }
}

/// `unlock`, sealed for one passkey. At rest as it is.
#[derive(Clone, Serialize, Deserialize)]
pub struct PasskeyWrap {
    credential: Vec<u8>,
    sealed: Vec<u8>,
}

impl PasskeyWrap {
    /// `None` if that is no credential id.
    pub fn seal(
        entropy: &mut dyn Entropy,
        prf: &PrfOutput,
        lookup: &Lookup,
        credential: &[u8],
        unlock: &UnlockKey,
    ) -> Option<Self> {
        if credential.is_empty() || credential.len() > CREDENTIAL {
            return None;
        }
        let key = wrapping_key(prf, lookup, credential);
        let sealed = aead::seal_with_nonce(&key, &random(entropy), &[], unlock.key().bytes().to_vec());
        Some(Self { credential: credential.to_vec(), sealed })
    }

    /// The credential to ask the authenticator for.
    pub fn credential(&self) -> &[u8] {
        &self.credential
    }

    /// `None` for another passkey or account.
    pub fn open(&self, prf: &PrfOutput, lookup: &Lookup) -> Option<UnlockKey> {
        let key = wrapping_key(prf, lookup, &self.credential);
        let plain = Zeroizing::new(aead::open_with_nonce(&key, &[], &self.sealed).ok()?);
        Some(UnlockKey::new(Key::from_bytes(plain.as_slice().try_into().ok()?)))
    }
}

/// `K(prf output, "tacit/1/passkey", lookup ‖ H("credential", credential id))`.
fn wrapping_key(prf: &PrfOutput, lookup: &Lookup, credential: &[u8]) -> Key {
    kdf::key(prf.0.bytes(), Label::Passkey, &[&lookup.0, &hash(Context::Credential, &[credential])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{AccountKeys, Password, SecretKey, SignInName};
    use crate::entropy::SeededEntropy;

    fn prf(byte: u8) -> PrfOutput {
        PrfOutput::from_bytes(&[byte; 32]).expect("32 bytes")
    }

    #[test]
    fn a_passkey_gives_what_the_password_gave() {
        let (secret, name) = (SecretKey::from_bytes(&[7; 16]), SignInName::new("mira").expect("a name"));
        let unlock = UnlockKey::derive(&secret, &name, &Password::new("ten letters and more").expect("long"));
        let keys = AccountKeys::of_unlock(&secret, &name, &unlock);
        let wrap = PasskeyWrap::seal(&mut SeededEntropy::new(1), &prf(1), &keys.lookup(), b"credential", &unlock)
            .expect("a credential");
        let again = wrap.open(&prf(1), &keys.lookup()).expect("the same passkey");
        assert_eq!(AccountKeys::of_unlock(&secret, &name, &again).auth_public(), keys.auth_public());
    }

    #[test]
    fn another_passkey_account_or_credential_opens_nothing() {
        let unlock = UnlockKey::new(Key::from_bytes(&[9; 32]));
        let mut wrap = PasskeyWrap::seal(&mut SeededEntropy::new(1), &prf(1), &Lookup([1; 32]), b"one", &unlock)
            .expect("a credential");
        assert!(wrap.open(&prf(2), &Lookup([1; 32])).is_none());
        assert!(wrap.open(&prf(1), &Lookup([2; 32])).is_none());
        wrap.credential = b"two".to_vec();
        assert!(wrap.open(&prf(1), &Lookup([1; 32])).is_none());
        assert!(PrfOutput::from_bytes(&[1; 31]).is_none() && PrfOutput::from_bytes(&[1; 64]).is_none());
    }
}
