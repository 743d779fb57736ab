//! Signed statements beside the journal: "I verified up to here", leaving, deleting a vault. What the last two mean is
//! decided in [`crate::life`].

use crate::api::Signature;
use crate::codec;
use crate::ids::{EntryHash, Epoch, Member, Millis, Seq, VaultId};
use crate::sign::{self, Context};
use serde::{Deserialize, Serialize};

/// "I verified everything from Genesis to here."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadOp {
    /// Always [`crate::limits::SUITE`].
    pub suite: u8,
    /// Which vault.
    pub vault: VaultId,
    /// Who says so.
    pub member: Member,
    /// Up to which entry.
    pub seq: Seq,
    /// Its hash.
    pub hash: EntryHash,
    /// The newest epoch whose key the member holds.
    pub epoch_held: Epoch,
    /// When.
    pub at: Millis,
}

/// "I leave this vault."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveOp {
    /// Always [`crate::limits::SUITE`].
    pub suite: u8,
    /// Which vault.
    pub vault: VaultId,
    /// Who leaves.
    pub member: Member,
    /// When.
    pub at: Millis,
}

/// "This vault is deleted", by an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteOp {
    /// Always [`crate::limits::SUITE`].
    pub suite: u8,
    /// Which vault.
    pub vault: VaultId,
    /// When.
    pub at: Millis,
}

/// A statement with its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed<T> {
    /// What is said.
    pub op: T,
    /// By the member's identity key, in the context of that statement.
    pub sig: Signature,
}

impl<T: Serialize> Signed<T> {
    /// Signs a statement.
    pub fn new(op: T, context: Context, key: &ed25519_dalek::SigningKey) -> Self {
        let sig = sign::sign(context, key, &codec::encode(&op));
        Self { op, sig }
    }

    /// Whether this key signed it.
    pub fn is_by(&self, context: Context, identity: &[u8; 32]) -> bool {
        sign::verify(context, identity, &codec::encode(&self.op), &self.sig)
    }
}
