//! The epoch keys of one vault: which are held, how they are committed to in the journal, sealed to members in
//! boxes, and handed on in each rotation's history (docs/protocol.md, "Rotation and boxes"). A member takes an
//! epoch key from its own box or from the history behind it, and from nowhere else.

use crate::account::Identity;
use crate::entropy::{Entropy, random};
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, boxes, wire};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;
use tacit_shared::entry::{BoxKey, fingerprint};
use tacit_shared::ids::{Epoch, Member, Seq, VaultId};
use tacit_shared::limits;
use tacit_shared::roster::{MemberRecord, Roster};
use zeroize::{Zeroize, Zeroizing};

/// Why the current epoch's key could not be had. Older epochs stay readable; nothing can be committed and nobody
/// admitted until a rotation mends it, and rotating stays possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoxError {
    /// The server holds back the box that a signed entry names.
    #[error("the server holds back the key of epoch {epoch}")]
    MissingBox {
        /// Of this epoch.
        epoch: Epoch,
    },
    /// The box is the signed one, but holds no key, or not the committed one: its author made it so.
    #[error("member {author} sealed a wrong key for epoch {epoch}")]
    BadBox {
        /// Who made it.
        author: Member,
        /// In which entry.
        seq: Seq,
        /// Of this epoch.
        epoch: Epoch,
    },
}

/// Older keys that the newest rotation should have handed on and did not. A warning: this device keeps the keys it
/// has, and any rotation mends it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("member {author} left keys out of the history")]
pub struct BadHistory {
    /// Who rotated.
    pub author: Member,
    /// In which entry.
    pub seq: Seq,
    /// The epochs that are missing or do not fit their commitment.
    pub epochs: Vec<Epoch>,
}

/// The keys of one epoch that are used over and over.
struct EpochKeys {
    key: Key,
    /// `K(epoch key, "tacit/1/record", vault)`, kept because deriving it per record would dominate opening.
    record: Key,
}

/// The epoch keys held.
pub(crate) struct Keyring {
    vault: VaultId,
    nonce: [u8; 32],
    keys: BTreeMap<Epoch, EpochKeys>,
}

/// The keyring at rest.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct SavedKeys(pub(crate) Vec<(Epoch, [u8; 32])>);

impl Drop for SavedKeys {
    fn drop(&mut self) {
        for (_, key) in &mut self.0 {
            key.zeroize();
        }
    }
}

/// `place(e)`: Genesis' nonce for epoch 1, because Genesis cannot hold its own hash; the vault's id after it.
fn place<'a>(vault: &'a VaultId, nonce: &'a [u8; 32], epoch: Epoch) -> &'a [u8; 32] {
    if epoch == 1 { nonce } else { &vault.0 }
}

/// The commitment to an epoch's key.
pub(crate) fn commitment(key: &Key, place: &[u8; 32], epoch: Epoch) -> [u8; 32] {
    *kdf::derive::<32>(key.bytes(), Label::EpochCommit, &[place, &epoch.to_le_bytes()])
}

/// What a box is for; all of it enters the HPKE key schedule.
pub(crate) struct BoxInfo<'a> {
    pub(crate) place: &'a [u8; 32],
    pub(crate) epoch: Epoch,
    pub(crate) recipient: Member,
    pub(crate) fingerprint: [u8; 32],
    pub(crate) author: Member,
    pub(crate) commitment: [u8; 32],
}

impl BoxInfo<'_> {
    /// `"tacit/1/box" ‖ place ‖ epoch u32le ‖ recipient u32le ‖ fingerprint ‖ author u32le ‖ commitment`.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(11 + 32 + 4 + 4 + 32 + 4 + 32);
        out.extend_from_slice(b"tacit/1/box");
        out.extend_from_slice(self.place);
        out.extend_from_slice(&self.epoch.to_le_bytes());
        out.extend_from_slice(&self.recipient.to_le_bytes());
        out.extend_from_slice(&self.fingerprint);
        out.extend_from_slice(&self.author.to_le_bytes());
        out.extend_from_slice(&self.commitment);
        out
    }
}

/// Seals an epoch key to a member. A member whose key no box can be sealed to gets zeros, so that nobody can block
/// rotations by having such a key (M21).
pub(crate) fn seal_box(entropy: &mut dyn Entropy, to: &BoxKey, info: &BoxInfo<'_>, key: &Key) -> Vec<u8> {
    boxes::seal(entropy, to, &info.bytes(), key).unwrap_or_else(|| vec![0; limits::BOX])
}

impl Keyring {
    /// No keys yet.
    pub(crate) fn empty(roster: &Roster) -> Self {
        Self { vault: roster.vault(), nonce: *roster.nonce(), keys: BTreeMap::new() }
    }

    /// As it was saved; keys that miss their commitment are left out.
    pub(crate) fn load(roster: &Roster, saved: &SavedKeys) -> Self {
        let mut keyring = Self::empty(roster);
        for (epoch, key) in &saved.0 {
            keyring.insert(roster, *epoch, Key::from_bytes(key));
        }
        keyring
    }

    /// For rest.
    pub(crate) fn save(&self) -> SavedKeys {
        SavedKeys(self.keys.iter().map(|(epoch, keys)| (*epoch, *keys.key.bytes())).collect())
    }

    pub(crate) fn vault(&self) -> &VaultId {
        &self.vault
    }

    /// `place(e)` of this vault.
    pub(crate) fn place(&self, epoch: Epoch) -> &[u8; 32] {
        place(&self.vault, &self.nonce, epoch)
    }

    /// Whether an epoch's key is held.
    pub(crate) fn holds(&self, epoch: Epoch) -> bool {
        self.keys.contains_key(&epoch)
    }

    /// The newest epoch held.
    pub(crate) fn newest(&self) -> Option<Epoch> {
        self.keys.last_key_value().map(|(epoch, _)| *epoch)
    }

    /// An epoch's key.
    pub(crate) fn key(&self, epoch: Epoch) -> Option<&Key> {
        self.keys.get(&epoch).map(|keys| &keys.key)
    }

    /// The parent of an epoch's record keys.
    pub(crate) fn record_key(&self, epoch: Epoch) -> Option<&Key> {
        self.keys.get(&epoch).map(|keys| &keys.record)
    }

    /// Takes a key if it is the one that the journal commits to.
    fn insert(&mut self, roster: &Roster, epoch: Epoch, key: Key) -> bool {
        let Some(record) = roster.epoch_record(epoch) else {
            return false;
        };
        let is = commitment(&key, self.place(epoch), epoch);
        if !bool::from(is.ct_eq(&record.commitment)) {
            return false;
        }
        let record = kdf::key(key.bytes(), Label::Record, &[&self.vault.0]);
        self.keys.insert(epoch, EpochKeys { key, record });
        true
    }

    /// Opens this member's box of the current epoch and the history behind it.
    pub(crate) fn take_box(
        &mut self,
        roster: &Roster,
        me: Member,
        identity: &Identity,
        sealed: &[u8],
    ) -> Result<Option<BadHistory>, BoxError> {
        let epoch = roster.epoch();
        let (author, seq) = box_author(roster, me);
        let bad = BoxError::BadBox { author, seq, epoch };
        let current = roster.epoch_record(epoch).ok_or(bad)?;
        let info = BoxInfo {
            place: self.place(epoch),
            epoch,
            recipient: me,
            fingerprint: identity.fingerprint(),
            author,
            commitment: current.commitment,
        };
        let key = boxes::open(&identity.box_seed, &info.bytes(), sealed).ok_or(bad)?;
        if !self.insert(roster, epoch, key) {
            return Err(bad);
        }
        Ok(self.take_history(roster))
    }

    /// Takes older keys from the newest rotation, each against its own commitment.
    fn take_history(&mut self, roster: &Roster) -> Option<BadHistory> {
        let epoch = roster.epoch();
        let handed_on = self.open_history(epoch, &roster.rotation().history).unwrap_or_default();
        let mut fits = Vec::with_capacity(handed_on.0.len());
        for (older, key) in &handed_on.0 {
            let key = Key::from_bytes(key);
            let held = self.key(*older).is_some_and(|held| held.same(&key));
            if held || (*older < epoch && self.insert(roster, *older, key)) {
                fits.push(*older);
            }
        }
        let epochs: Vec<Epoch> = (1..epoch).filter(|older| !fits.contains(older)).collect();
        let rotator = roster.epoch_record(epoch)?;
        (!epochs.is_empty()).then_some(BadHistory { author: rotator.author, seq: rotator.since, epochs })
    }

    fn history_key(&self, key: &Key, epoch: Epoch) -> (Key, [u8; 36]) {
        let mut associated = [0; 36];
        associated[..32].copy_from_slice(&self.vault.0);
        associated[32..].copy_from_slice(&epoch.to_le_bytes());
        (kdf::key(key.bytes(), Label::EpochHistory, &[&associated]), associated)
    }

    /// All older keys held, sealed under a new epoch's key: `nonce ‖ XChaCha20-Poly1305(…)`.
    pub(crate) fn seal_history(&self, entropy: &mut dyn Entropy, key: &Key, epoch: Epoch) -> Vec<u8> {
        let (history_key, associated) = self.history_key(key, epoch);
        let mut plain = wire::encode_secret(&self.save(), aead::TAG);
        aead::seal_with_nonce(&history_key, &random(entropy), &associated, std::mem::take(&mut *plain))
    }

    fn open_history(&self, epoch: Epoch, sealed: &[u8]) -> Option<SavedKeys> {
        let (history_key, associated) = self.history_key(self.key(epoch)?, epoch);
        let plain = Zeroizing::new(aead::open_with_nonce(&history_key, &associated, sealed).ok()?);
        let list: SavedKeys = wire::decode_secret(&plain)?;
        list.0.is_sorted_by(|a, b| a.0 < b.0).then_some(list)
    }
}

/// Who sealed a member's current box, and in which entry: the rotator, or who admitted him since.
fn box_author(roster: &Roster, me: Member) -> (Member, Seq) {
    let joined_since = |record: &&MemberRecord| {
        record.join_epoch == roster.epoch() && roster.rotation().members.binary_search(&me).is_err()
    };
    if let Some(record) = roster.member(me).filter(joined_since) {
        return (record.admitted_by, record.roles.first().map_or(0, |(seq, _)| *seq));
    }
    roster.epoch_record(roster.epoch()).map_or((0, 0), |rotation| (rotation.author, rotation.since))
}

/// A member whose key no box can be sealed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadKey {
    /// Whose key.
    pub member: Member,
    /// Who let him in with it.
    pub admitted_by: Member,
}

/// Current members whose keys no box can be sealed to.
pub(crate) fn bad_keys(roster: &Roster) -> Vec<BadKey> {
    roster
        .current()
        .filter(|(_, record)| !boxes::is_sound(&record.box_key))
        .map(|(member, record)| BadKey { member, admitted_by: record.admitted_by })
        .collect()
}

/// The fingerprint of a member's keys.
pub(crate) fn member_fingerprint(record: &MemberRecord) -> [u8; 32] {
    fingerprint(&record.identity, &record.box_key)
}
