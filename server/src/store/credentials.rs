//! The part of the store that changes what opens an account, and deletes it.

use super::{Account, Result};
use async_trait::async_trait;
use tacit_shared::ids::{Lookup, Millis};

/// An account that moves under other keys: all of it, or nothing.
#[derive(Debug)]
pub struct AccountChange<'a> {
    /// Where it is.
    pub lookup: Lookup,
    /// Hash of the newest blob it was checked against.
    pub before: [u8; 32],
    /// Where it is from then on; the same if only the password changes.
    pub new_lookup: Lookup,
    /// Key and blob from then on.
    pub account: Account,
    /// The first blob under the new keys.
    pub blob: &'a [u8],
}

/// What both give: the hashes of the sessions that ended by it; `None` if something else came first, and nothing was
/// written.
pub type Ended = Option<Vec<[u8; 32]>>;

/// Changing and deleting accounts.
#[async_trait]
pub trait CredentialStore {
    /// Moves an account. Its old blobs go: nobody who learns the old password opens anything with it.
    async fn change_account(&self, change: &AccountChange<'_>) -> Result<Ended>;
    /// Deletes an account whose newest blob has this hash, with its blobs. `deletion` is remembered for a while.
    async fn delete_account(
        &self,
        lookup: &Lookup,
        before: &[u8; 32],
        deletion: &[u8; 32],
        now: Millis,
    ) -> Result<Ended>;
    /// Whether this very deletion was made not long ago.
    async fn was_deleted(&self, deletion: &[u8; 32]) -> Result<bool>;
}
