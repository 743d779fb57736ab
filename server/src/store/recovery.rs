//! What the server keeps of a restore: which vaults take only what members give back, who has asked since, and which
//! sealed bytes are missing.

use super::{Millis, Result};
use async_trait::async_trait;
use std::collections::BTreeSet;
use tacit_shared::ids::{BoxHash, EnvelopeHash, RecordId, Seq, VaultId, Version};

/// A vault after a restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// When it was restored.
    pub since: Millis,
    /// The newest entry that a member said to have.
    pub wanted: Seq,
    /// Identities that have asked for the journal since.
    pub seen: BTreeSet<[u8; 32]>,
}

/// The newest version of a record, whose bytes are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LostEnvelope {
    /// Which record.
    pub record: RecordId,
    /// Which version.
    pub version: Version,
    /// The entry that wrote it.
    pub seq: Seq,
    /// The hash that the bytes must have.
    pub hash: EnvelopeHash,
}

/// A missing envelope that somebody gave.
#[derive(Debug)]
pub struct FoundEnvelope<'a> {
    /// What was missing.
    pub lost: LostEnvelope,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The part of the store that a restore is about.
#[async_trait]
pub trait RecoveryStore: Send + Sync + 'static {
    /// From now on every vault takes only what members give back, and accounts come back too. How many vaults.
    async fn start_recovery(&self, now: Millis) -> Result<u64>;
    /// The same for one vault, made after the restore.
    async fn start_recovery_of(&self, vault: &VaultId, now: Millis) -> Result<()>;
    /// All of it is over. How many vaults were waiting.
    async fn end_recovery(&self) -> Result<u64>;
    /// It is over for one vault.
    async fn end_recovery_of(&self, vault: &VaultId) -> Result<()>;
    /// When the server was last restored, unless an end was put to it.
    async fn restored_at(&self) -> Result<Option<Millis>>;
    /// How a vault stands after a restore; `None` if it is not recovering.
    async fn recovery(&self, vault: &VaultId) -> Result<Option<Recovery>>;
    /// A member of a recovering vault asked for its journal and has it up to `seq`.
    async fn note_pull(&self, vault: &VaultId, identity: &[u8; 32], seq: Seq) -> Result<()>;
    /// Whether any sealed bytes are missing.
    async fn lacks(&self, vault: &VaultId) -> Result<bool>;
    /// Missing envelopes, as many as one answer may name; others each time, so that what nobody holds hides nothing.
    async fn lost_envelopes(&self, vault: &VaultId, count: usize) -> Result<Vec<LostEnvelope>>;
    /// Those of these places whose envelope is missing.
    async fn lost_among(&self, vault: &VaultId, places: &[(RecordId, Version)]) -> Result<Vec<LostEnvelope>>;
    /// Missing boxes.
    async fn lost_boxes(&self, vault: &VaultId) -> Result<Vec<BoxHash>>;
    /// Keeps what was missing; what is not missing any more is passed over.
    async fn put_missing(
        &self,
        vault: &VaultId,
        envelopes: &[FoundEnvelope<'_>],
        boxes: &[(BoxHash, &[u8])],
    ) -> Result<()>;
}
