//! What derives from Secret Key, name and password (docs/protocol.md, "Account"): the place where the account
//! is found, the key that signs in, the key that seals the blob. The server sends no part of it.

use super::{Password, SecretKey, SignInName, Unlocked};
use crate::account::content::Content;
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::stretch::stretch;
use ed25519_dalek::SigningKey;
use tacit_shared::account::{Blob, SessionOp};
use tacit_shared::api::{Challenge, SignIn, Signature};
use tacit_shared::codec;
use tacit_shared::ids::Lookup;
use tacit_shared::sign::{self, Context};

/// One error for wrong name, key, password or blob, so that none can be told from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("name, Secret Key and password do not open this account")]
pub struct CannotUnlock;

/// What Secret Key and password give together; every key of the account comes from it.
pub struct UnlockKey(Key);

impl UnlockKey {
    /// Takes 64 MiB and about a fifth of a second.
    pub fn derive(secret_key: &SecretKey, name: &SignInName, password: &Password) -> Self {
        let salt = kdf::derive::<16>(secret_key.bytes(), Label::Salt, &[name.as_str().as_bytes()]);
        let stretched = stretch(password.as_str().as_bytes(), &salt);
        Self(kdf::unlock(secret_key.bytes(), &stretched))
    }

    pub(super) fn new(key: Key) -> Self {
        Self(key)
    }

    pub(super) fn key(&self) -> &Key {
        &self.0
    }
}

/// The account's derived keys.
pub struct AccountKeys {
    lookup: Lookup,
    auth: SigningKey,
    wrap: Key,
}

impl AccountKeys {
    /// Derives everything; takes 64 MiB and about a fifth of a second.
    pub fn derive(secret_key: &SecretKey, name: &SignInName, password: &Password) -> Self {
        Self::of_unlock(secret_key, name, &UnlockKey::derive(secret_key, name, password))
    }

    /// Derives what is left after the password was stretched.
    pub fn of_unlock(secret_key: &SecretKey, name: &SignInName, unlock: &UnlockKey) -> Self {
        let lookup = Self::lookup_of(secret_key, name);
        let unlock = unlock.key();
        let auth = kdf::derive::<32>(unlock.bytes(), Label::Auth, &[&lookup.0]);
        let wrap = kdf::key(unlock.bytes(), Label::Wrap, &[&lookup.0]);
        Self { lookup, auth: SigningKey::from_bytes(&auth), wrap }
    }

    /// Where an account is found, which needs no password.
    pub fn lookup_of(secret_key: &SecretKey, name: &SignInName) -> Lookup {
        Lookup(*kdf::derive::<32>(secret_key.bytes(), Label::Lookup, &[name.as_str().as_bytes()]))
    }

    /// Where the account is found.
    pub fn lookup(&self) -> Lookup {
        self.lookup
    }

    /// The public half of the key that signs in.
    pub fn auth_public(&self) -> [u8; 32] {
        self.auth.verifying_key().to_bytes()
    }

    /// Answers a sign-in challenge. `origin` is the device's own knowledge of where it is, never the server's word
    /// (THREATS A4).
    pub fn sign_in(&self, origin: &str, challenge: &Challenge) -> SignIn {
        let op = SessionOp::SignIn { origin: origin.to_owned(), challenge: challenge.0, lookup: self.lookup };
        let sig = sign::sign(Context::Session, &self.auth, &codec::encode(&op));
        SignIn { lookup: self.lookup, challenge: challenge.0, sig }
    }

    /// Opens the account's blob, whether the server gave it or this device kept it.
    pub fn open(self, blob: &[u8]) -> Result<Unlocked, CannotUnlock> {
        let (content, pin) = self.open_content(blob)?;
        Ok(Unlocked::new(self, content, pin))
    }

    pub(super) fn open_content(&self, blob: &[u8]) -> Result<(Content, super::BlobPin), CannotUnlock> {
        let frame = Blob::decode(blob).map_err(|_| CannotUnlock)?;
        if frame.suite != tacit_shared::limits::SUITE || frame.lookup != self.lookup {
            return Err(CannotUnlock);
        }
        let content = Content::open(&self.wrap, &frame)?;
        Ok((content, super::BlobPin::of(frame.seq, blob)))
    }

    pub(super) fn wrap(&self) -> &Key {
        &self.wrap
    }

    pub(super) fn sign_account(&self, op: &[u8]) -> Signature {
        sign::sign(Context::Account, &self.auth, op)
    }
}

#[cfg(test)]
impl AccountKeys {
    /// As [`Self::derive`] without Argon2id's cost, for tests that are about something else.
    pub(crate) fn cheap(seed: u8) -> Self {
        let name = SignInName::new("test").expect("a name");
        let secret = SecretKey::from_bytes(&[seed; 16]);
        let unlock = UnlockKey(kdf::unlock(secret.bytes(), &Key::from_bytes(&[seed; 32])));
        Self::of_unlock(&secret, &name, &unlock)
    }
}
