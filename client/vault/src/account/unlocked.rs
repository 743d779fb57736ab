//! The open account: what the engine holds between unlock and lock.

use super::content::{Content, merge_pins};
use super::{AccountKeys, BlobPin, CannotUnlock, DeviceId, LocalKey, MergeError, VaultPin};
use crate::entropy::Entropy;
use crate::hazmat::boxes;
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use ed25519_dalek::SigningKey;
use tacit_shared::account::{AccountOp, IdentityOp, blob_hash, session_hash};
use tacit_shared::api::{BindIdentity, Challenge, CreateAccount, Permit, SessionToken, UpdateBlob};
use tacit_shared::codec;
use tacit_shared::entry::{BoxKey, fingerprint};
use tacit_shared::ids::VaultId;
use tacit_shared::sign::{self, Context};

/// The keys that an account acts with in vaults: one signs, one opens boxes.
pub struct Identity {
    pub(crate) signing: SigningKey,
    pub(crate) box_seed: Key,
    box_key: BoxKey,
}

impl Identity {
    fn new(seed: &Key, box_seed: &Key) -> Self {
        Self {
            signing: SigningKey::from_bytes(seed.bytes()),
            box_key: boxes::public(box_seed),
            box_seed: box_seed.copy(),
        }
    }

    /// The Ed25519 public key.
    pub fn public(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// The X-Wing public key.
    pub fn box_key(&self) -> &BoxKey {
        &self.box_key
    }

    /// The hash of both.
    pub fn fingerprint(&self) -> [u8; 32] {
        fingerprint(&self.public(), &self.box_key)
    }

    /// The signing key, for tests in which a member is the attacker. Never in a product build.
    #[cfg(feature = "test-entropy")]
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing
    }

    /// Binds a session to this identity, which opens its vaults on the server.
    pub fn bind(&self, origin: &str, session: &SessionToken) -> BindIdentity {
        let identity = self.public();
        let op = IdentityOp::Bind { origin: origin.to_owned(), session: session_hash(&session.0), identity };
        BindIdentity { identity, sig: sign::sign(Context::SessionIdentity, &self.signing, &codec::encode(&op)) }
    }
}

/// Why the server's blob was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// It does not open.
    #[error(transparent)]
    CannotUnlock(#[from] CannotUnlock),
    /// It is older than one this device has seen.
    #[error("the account is older than this device has seen: {got} after {have}")]
    Stale {
        /// The newest number seen.
        have: u64,
        /// The number shown.
        got: u64,
    },
    /// It does not continue what this device has seen.
    #[error("the account's history forks at {seq}")]
    Fork {
        /// Where.
        seq: u64,
    },
    /// Both are genuine and contradict each other.
    #[error(transparent)]
    Merge(#[from] MergeError),
}

/// A sealed blob on its way to the server. Store its bytes, post the request, then [`Unlocked::confirm`] it.
pub struct PendingBlob {
    /// For `POST account/blob`.
    pub request: UpdateBlob,
    /// Where the account stands once the server took it.
    pub pin: BlobPin,
    /// The one it follows.
    prev: BlobPin,
    /// How many changes the account had seen when it was sealed.
    changes: u64,
}

/// An open account.
pub struct Unlocked {
    keys: AccountKeys,
    content: Content,
    identity: Identity,
    pin: BlobPin,
    dirty: bool,
    /// Grows with every change that the server's blob lacks.
    changes: u64,
}

impl Unlocked {
    pub(super) fn new(keys: AccountKeys, content: Content, pin: BlobPin) -> Self {
        let identity = Identity::new(&content.identity, &content.box_seed);
        Self { keys, content, identity, pin, dirty: false, changes: 0 }
    }

    /// Makes an account: new keys, a first blob, and the request that creates it. Nothing exists on the server
    /// before the request is posted; posting it again is harmless.
    pub fn sign_up(
        entropy: &mut dyn Entropy,
        origin: &str,
        permit: Permit,
        keys: AccountKeys,
    ) -> (Self, CreateAccount) {
        let content = Content::make(entropy);
        let blob = content.seal(entropy, keys.wrap(), keys.lookup(), 1, [0; 32]);
        let op = codec::encode(&AccountOp::Create {
            origin: origin.to_owned(),
            lookup: keys.lookup(),
            auth: keys.auth_public(),
            blob: blob_hash(&blob),
        });
        let sig = keys.sign_account(&op);
        let pin = BlobPin::of(1, &blob);
        (Self::new(keys, content, pin), CreateAccount { permit, op, sig, blob })
    }

    /// The derived keys, to sign in again when a session ends.
    pub fn keys(&self) -> &AccountKeys {
        &self.keys
    }

    /// The keys that act in vaults.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The key that seals what rests on this device.
    pub fn local_key(&self, device: &DeviceId) -> LocalKey {
        LocalKey::new(kdf::key(self.content.local_seed.bytes(), Label::Local, &[device]))
    }

    /// Where the account stands: keep it on the device, it is a floor.
    pub fn pin(&self) -> BlobPin {
        self.pin
    }

    /// Whether there is something that the server's blob lacks.
    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// The account's vaults, also those left.
    pub fn vaults(&self) -> impl Iterator<Item = &VaultPin> {
        self.content.vaults.values()
    }

    /// One of them.
    pub fn vault(&self, vault: &VaultId) -> Option<&VaultPin> {
        self.content.vaults.get(vault)
    }

    /// Whether a person compared this fingerprint.
    pub fn is_verified(&self, fingerprint: &[u8; 32]) -> bool {
        self.content.verified.contains(fingerprint)
    }

    /// Notes that a person compared this fingerprint.
    pub fn verify(&mut self, fingerprint: [u8; 32]) {
        if self.content.verified.insert(fingerprint) {
            self.changed();
        }
    }

    /// Notes the newest verified state of a vault (from [`crate::VaultState::pin`], which a device that nobody vouched
    /// for does not have). Positions never move back.
    pub fn note_vault(&mut self, pin: VaultPin) -> Result<(), MergeError> {
        let merged = match self.content.vaults.get(&pin.vault) {
            Some(mine) => merge_pins(mine, &pin)?,
            None => pin,
        };
        if self.content.vaults.insert(pin.vault, merged) != Some(merged) {
            self.changed();
        }
        Ok(())
    }

    fn changed(&mut self) {
        self.dirty = true;
        self.changes += 1;
    }

    /// The account as it is now, sealed as the next blob.
    pub fn next_blob(&self, entropy: &mut dyn Entropy, origin: &str) -> PendingBlob {
        let (seq, lookup) = (self.pin.seq + 1, self.keys.lookup());
        let blob = self.content.seal(entropy, self.keys.wrap(), lookup, seq, self.pin.hash);
        let pin = BlobPin::of(seq, &blob);
        let op = codec::encode(&AccountOp::Update { origin: origin.to_owned(), lookup, seq, blob: pin.hash });
        let sig = self.keys.sign_account(&op);
        PendingBlob { request: UpdateBlob { op, sig, blob }, pin, prev: self.pin, changes: self.changes }
    }

    /// The server took this blob; whether it is the account's newest. It is not if the answer came late: the account has
    /// moved on meanwhile, perhaps to another password, and what this blob opens with must not come back.
    #[must_use]
    pub fn confirm(&mut self, pending: &PendingBlob) -> bool {
        if pending.prev != self.pin {
            return false;
        }
        self.pin = pending.pin;
        // What was noted after it was sealed is still to be said.
        self.dirty = self.changes != pending.changes;
        true
    }

    /// Takes in the blob that the server shows, after a conflict or at sign-in: checked against this device's pin,
    /// opened, merged. Afterwards [`Self::next_blob`] follows it, if anything is left to say.
    pub fn merge(&mut self, blob: &[u8]) -> Result<(), AccountError> {
        // Before it is opened: one from before a change of password does not open, and is above all too old.
        Self::check_pin(&self.pin, blob)?;
        let (content, pin) = self.keys.open_content(blob)?;
        self.take(&content, pin)
    }

    pub(super) fn content(&self) -> &Content {
        &self.content
    }

    /// Takes in the blob that the server shows under other keys, and goes on under these: checked, compared and merged as
    /// by [`Self::merge`]. Until then nothing of the old keys is given up.
    pub fn succeed(&mut self, keys: AccountKeys, blob: &[u8]) -> Result<(), AccountError> {
        Self::check_pin(&self.pin, blob)?;
        let (content, pin) = keys.open_content(blob)?;
        self.take(&content, pin)?;
        self.keys = keys;
        Ok(())
    }

    fn take(&mut self, theirs: &Content, pin: BlobPin) -> Result<(), AccountError> {
        self.content.merge(theirs)?;
        self.changes += 1;
        self.dirty = self.content.vaults != theirs.vaults || self.content.verified != theirs.verified;
        self.pin = pin;
        Ok(())
    }

    /// Takes in an older blob of a server that lost the newer ones: what it says and this device does not know is merged.
    /// Afterwards [`Self::next_blob`] goes on from what this device has, and the server, if it was restored, takes it.
    pub fn take_back(&mut self, older: &[u8]) -> Result<(), AccountError> {
        let (content, _) = self.keys.open_content(older)?;
        self.content.merge(&content)?;
        self.changed();
        Ok(())
    }

    /// The request that makes this account again, on a server that was restored to a time before it. A vault's members
    /// name the identity: that is what permits it. `blob` is the newest one, as this device keeps it.
    pub fn make_again(&self, origin: &str, challenge: &Challenge, vault: VaultId, blob: &[u8]) -> CreateAccount {
        let (lookup, identity) = (self.keys.lookup(), self.identity.public());
        let (origin, challenge) = (origin.to_owned(), challenge.0);
        let op = IdentityOp::Return { origin: origin.clone(), challenge, lookup, identity };
        let sig = sign::sign(Context::SessionIdentity, &self.identity.signing, &codec::encode(&op));
        let permit = Permit::Member { vault, identity, challenge, sig };
        let auth = self.keys.auth_public();
        let op = codec::encode(&AccountOp::Create { origin, lookup, auth, blob: blob_hash(blob) });
        let sig = self.keys.sign_account(&op);
        CreateAccount { permit, op, sig, blob: blob.to_vec() }
    }

    /// Whether a blob may stand behind a pin that this device kept; ask before [`AccountKeys::open`] of a blob that the
    /// server gave.
    pub fn check_pin(have: &BlobPin, blob: &[u8]) -> Result<(), AccountError> {
        let frame = tacit_shared::account::Blob::decode(blob).map_err(|_| CannotUnlock)?;
        follows(have, &BlobPin::of(frame.seq, blob), blob)
    }
}

fn follows(have: &BlobPin, got: &BlobPin, blob: &[u8]) -> Result<(), AccountError> {
    if got.seq < have.seq {
        return Err(AccountError::Stale { have: have.seq, got: got.seq });
    }
    let frame = tacit_shared::account::Blob::decode(blob).map_err(|_| CannotUnlock)?;
    let forked = (got.seq == have.seq && got.hash != have.hash) || (got.seq == have.seq + 1 && frame.prev != have.hash);
    if forked { Err(AccountError::Fork { seq: got.seq }) } else { Ok(()) }
}
