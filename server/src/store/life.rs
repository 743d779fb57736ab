//! What is kept beside the journal of who leaves and of vaults that were deleted, and what makes deleted bytes go.

use super::{Outcome, Result};
use async_trait::async_trait;
use tacit_shared::ids::{Member, Millis, Seq, VaultId};

/// A vault's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// The owner's statement.
    pub statement: Vec<u8>,
    /// When it came here.
    pub at: Millis,
}

/// Leaving, deleting, and making sure that what is gone is gone.
#[async_trait]
pub trait LifeStore {
    /// Keeps a member's statement that he leaves, the first one.
    async fn add_leaving(&self, vault: &VaultId, member: Member, statement: &[u8]) -> Result<()>;
    /// All of a vault, by member; also of those who are out since.
    async fn leaving(&self, vault: &VaultId) -> Result<Vec<(Member, Vec<u8>)>>;
    /// Keeps the statement that a vault is deleted. Stale: one was kept before, and stays.
    async fn delete_vault(&self, vault: &VaultId, statement: &[u8], now: Millis) -> Result<Outcome>;
    /// A vault's end, if it was deleted and that is still remembered.
    async fn deletion(&self, vault: &VaultId) -> Result<Option<Deletion>>;
    /// Drops every byte of vaults deleted before this time, in steps that a crash may come between; how many there were.
    async fn destroy_deleted(&self, before: Millis) -> Result<usize>;
    /// Forgets statements from before this time.
    async fn forget_deletions(&self, before: Millis) -> Result<()>;
    /// Entries at these places in the order asked, until `bytes` is reached (at least one) or one is not there.
    async fn entries_at(&self, vault: &VaultId, places: &[Seq], bytes: usize) -> Result<Vec<Vec<u8>>>;
    /// Makes the files hold nothing of what was deleted, the write-ahead log included; whether that is so when it
    /// returns. A reader under way may be in the way of it for a moment.
    async fn scrub(&self) -> Result<bool>;
}
