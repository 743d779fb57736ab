//! Posts under way: one at a time for each vault, and the record sets of vaults that are just being written to, so
//! that an import does not load everything again with each of its posts.

use super::loaded::Loaded;
use crate::app::lock;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tacit_shared::ids::{EntryHash, VaultId};
use tokio::sync::OwnedMutexGuard;

/// How long a record set is kept after a post.
const KEEP: Duration = Duration::from_secs(15);
/// Leaves kept in all: some 30 MB.
const LEAVES: usize = 400_000;

struct Kept {
    head: EntryHash,
    leaves: Loaded,
    at: Instant,
}

/// Locks and kept record sets by vault.
#[derive(Default)]
pub struct Posts {
    turns: Mutex<HashMap<VaultId, Arc<tokio::sync::Mutex<()>>>>,
    kept: Mutex<HashMap<VaultId, Kept>>,
}

impl Posts {
    /// Waits for one's turn in a vault. The store compares heads itself; this only saves work that would be lost.
    pub(crate) async fn turn(&self, vault: &VaultId) -> OwnedMutexGuard<()> {
        let turn = lock(&self.turns).entry(*vault).or_default().clone();
        turn.lock_owned().await
    }

    /// What is kept of a vault at this head.
    pub(super) fn take_leaves(&self, vault: &VaultId, head: &EntryHash) -> Option<Loaded> {
        lock(&self.kept).remove(vault).filter(|kept| kept.head == *head).map(|kept| kept.leaves)
    }

    /// Keeps a record set for the next post.
    pub(super) fn keep_leaves(&self, vault: VaultId, head: EntryHash, leaves: Loaded) {
        let mut kept = lock(&self.kept);
        let held: usize = kept.values().map(|kept| kept.leaves.len()).sum();
        if held + leaves.len() <= LEAVES {
            kept.insert(vault, Kept { head, leaves, at: Instant::now() });
        }
    }

    /// Frees what nobody posts to.
    pub fn forget_idle(&self) {
        lock(&self.kept).retain(|_, kept| kept.at.elapsed() < KEEP);
        // Whoever waits or posts holds a second reference.
        lock(&self.turns).retain(|_, turn| Arc::strong_count(turn) > 1);
    }
}
