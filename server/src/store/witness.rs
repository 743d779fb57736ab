//! Head statements, as a part of the store.

use super::Result;
use async_trait::async_trait;
use tacit_shared::ids::{Member, Millis, Seq, VaultId};

/// A member's newest head statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadRow {
    /// Whose.
    pub member: Member,
    /// Up to which entry.
    pub seq: Seq,
    /// When, by the member's clock.
    pub at: Millis,
    /// When it came here. In one vault no two are the same and later ones are higher, whatever the clock does, so that
    /// it serves as a mark; a store that was restored goes on above what anybody was told before.
    pub arrived: Millis,
    /// The signed statement.
    pub bytes: Vec<u8>,
}

/// One statement for each member.
#[async_trait]
pub trait WitnessStore {
    /// Keeps a statement whose `(seq, at)` is above the member's last, under an arrival that is above every other of the
    /// vault. A lower one changes nothing.
    async fn keep_head(&self, vault: &VaultId, row: &HeadRow) -> Result<()>;
    /// Those that arrived after a mark, in the order of their arrival.
    async fn heads(&self, vault: &VaultId, after: Millis) -> Result<Vec<HeadRow>>;
}
