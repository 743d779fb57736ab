//! The journal's entries: their bytes, their hash, their signature. Whether an entry is valid is decided
//! in [`crate::step`].

use crate::api::Signature;
use crate::codec::{self, DecodeError};
use crate::hash::{Context as HashContext, hash};
use crate::ids::{BoxHash, EntryHash, EnvelopeHash, Epoch, FileId, Member, Millis, RecordId, Seq, VaultId, Version};
use crate::limits;
use crate::sign::{self, Context};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

/// An X-Wing public key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxKey(#[serde(with = "BigArray")] pub [u8; limits::BOX_KEY]);

impl std::fmt::Debug for BoxKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BoxKey(…)")
    }
}

/// What a member may do; each role includes the ones before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Reads; signs nothing.
    Viewer,
    /// Commits records.
    Editor,
    /// Purges; invites, admits, removes editors and viewers; rotates.
    Admin,
    /// Everything.
    Owner,
}

/// Rules of a vault that an owner sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Entries of a lower suite are refused; only rises.
    pub min_suite: u8,
    /// Every joiner is let in by hand after comparing words.
    pub words_for_all: bool,
    /// Editors may purge.
    pub editors_purge: bool,
}

/// Everything of an entry before its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`limits::SUITE`].
    pub suite: u8,
    /// Which vault; zero in Genesis, whose hash is the id.
    pub vault: VaultId,
    /// Its place.
    pub seq: Seq,
    /// Hash of the entry before; zero in Genesis.
    pub prev: EntryHash,
    /// Hash of the newest roster entry (any body but Commit) before this one; zero in Genesis.
    pub roster: EntryHash,
    /// Who wrote it.
    pub author: Member,
    /// The epoch after it.
    pub epoch: Epoch,
    /// The record set's root after it.
    pub root: [u8; 32],
    /// The author's clock: shown, never decides.
    pub at: Millis,
}

/// A new epoch key: committed to in the journal, delivered in boxes beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Binds the key to its epoch.
    pub commitment: [u8; 32],
    /// Hash of each member's box, by member number: exactly the members after the entry.
    pub boxes: Vec<BoxHash>,
    /// All older keys known to the author, sealed under the new one; empty in Genesis.
    pub history: Vec<u8>,
}

/// A joiner's doubly signed request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequest {
    /// What is asked; both signatures cover it.
    pub body: JoinBody,
    /// By the invite's key, context `join/invite`.
    pub by_invite: Signature,
    /// By the joiner's identity, context `join/identity`.
    pub by_identity: Signature,
}

/// What both signatures of a join request cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinBody {
    /// [`limits::SUITE`].
    pub suite: u8,
    /// Into which vault.
    pub vault: VaultId,
    /// By which invite.
    pub invite: EntryHash,
    /// The joiner's Ed25519 public key.
    pub identity: [u8; 32],
    /// The joiner's X-Wing public key.
    pub box_key: BoxKey,
}

impl JoinRequest {
    /// Signs a request with both keys.
    pub fn new(body: JoinBody, invite: &SigningKey, identity: &SigningKey) -> Self {
        let bytes = codec::encode(&body);
        let by_invite = sign::sign(Context::JoinInvite, invite, &bytes);
        let by_identity = sign::sign(Context::JoinIdentity, identity, &bytes);
        Self { body, by_invite, by_identity }
    }

    /// Reads a request; its signatures are not checked.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        codec::decode(bytes, limits::JOIN_REQUEST)
    }

    /// Whether both signatures hold, the first under this invite key.
    pub fn is_signed(&self, invite_key: &[u8; 32]) -> bool {
        let bytes = codec::encode(&self.body);
        sign::verify(Context::JoinInvite, invite_key, &bytes, &self.by_invite)
            && sign::verify(Context::JoinIdentity, &self.body.identity, &bytes, &self.by_identity)
    }
}

/// One record's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which record.
    pub record: RecordId,
    /// The version before plus one.
    pub version: Version,
    /// Hash of its envelope; `None` is a tombstone.
    pub envelope: Option<EnvelopeHash>,
}

/// A file that records refer to from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAdded {
    /// Which file.
    pub file: FileId,
    /// Length of its sealed bytes.
    pub len: u64,
    /// Their hash.
    pub hash: [u8; 32],
}

/// A write to the record set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Ascending by record, each once.
    pub changes: Vec<Change>,
    /// Records whose old bytes the server drops; ascending.
    pub purges: Vec<RecordId>,
    /// Ascending by file.
    pub files_add: Vec<FileAdded>,
    /// Ascending.
    pub files_drop: Vec<FileId>,
}

/// What an entry does. The order is the wire's tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// 0: a vault and its first owner.
    Genesis {
        /// Random; also the place of epoch 1.
        nonce: [u8; 32],
        /// The owner's Ed25519 public key.
        identity: [u8; 32],
        /// The owner's X-Wing public key.
        box_key: BoxKey,
        /// First policy.
        policy: Policy,
        /// Epoch 1: one box, no history.
        rotation: Rotation,
    },
    /// 1: somebody may join.
    Invite {
        /// Ed25519 public key made from the link's secret.
        invite_key: [u8; 32],
        /// The role that joining gives.
        role: Role,
        /// After this time no honest client admits.
        expires: Millis,
        /// Vault and inviter name, sealed under the link's secret.
        hint: Vec<u8>,
    },
    /// 2: an invite is closed.
    Revoke {
        /// The Invite entry.
        invite: EntryHash,
    },
    /// 3: somebody is in.
    Join {
        /// His request, whole.
        request: JoinRequest,
        /// Hash of his box for the current epoch.
        box_hash: BoxHash,
    },
    /// 4: another role.
    SetRole {
        /// Whose.
        member: Member,
        /// Which.
        role: Role,
    },
    /// 5: members are out, and the key is another.
    Remove {
        /// Ascending, 1 to 64.
        members: Vec<Member>,
        /// The new epoch.
        rotation: Rotation,
    },
    /// 6: the key is another.
    Rotate {
        /// The new epoch.
        rotation: Rotation,
    },
    /// 7: other rules.
    Policy {
        /// From now on.
        policy: Policy,
    },
    /// 8: records change.
    Commit(Commit),
}

/// Tags of [`Body`] that this version knows.
pub(crate) const KNOWN_BODIES: u32 = 9;

impl Body {
    /// Whether the entry belongs to the membership sub-chain.
    pub fn is_roster(&self) -> bool {
        !matches!(self, Self::Commit(_))
    }

    /// The rotation inside, if there is one.
    pub fn rotation(&self) -> Option<&Rotation> {
        match self {
            Self::Genesis { rotation, .. } | Self::Remove { rotation, .. } | Self::Rotate { rotation } => {
                Some(rotation)
            }
            _ => None,
        }
    }
}

/// A whole entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Place and author.
    pub header: Header,
    /// What it does.
    pub body: Body,
    /// By the author's identity key over all bytes before, context `entry`.
    pub sig: Signature,
}

/// Signs an entry; its bytes.
pub fn sign_entry(header: &Header, body: &Body, identity: &SigningKey) -> Vec<u8> {
    let mut bytes = codec::encode(&(header, body));
    let signature = sign::sign(Context::Entry, identity, &bytes);
    bytes.extend_from_slice(&signature.0);
    bytes
}

/// The hash of a whole entry, signature included. Genesis' is the vault's id.
pub fn entry_hash(bytes: &[u8]) -> EntryHash {
    EntryHash(hash(HashContext::Entry, &[bytes]))
}

/// The fingerprint of a member's keys.
pub fn fingerprint(identity: &[u8; 32], box_key: &BoxKey) -> [u8; 32] {
    hash(HashContext::Keys, &[identity, &box_key.0])
}

/// The hash of a box.
pub fn box_hash(bytes: &[u8]) -> BoxHash {
    BoxHash(hash(HashContext::Box, &[bytes]))
}
