//! What a purge means here: no change that waits, no step to take back and no sealed copy may bring back what was erased.

use super::OpenVault;
use crate::ports::File;
use tacit_shared::entry::Body;
use tacit_shared::ids::{Member, RecordId};
use tacit_vault::Followed;

/// A record whose old bytes were dropped.
pub(super) struct Purged {
    pub(super) record: RecordId,
    /// All of it: the record is deleted.
    pub(super) gone: bool,
    /// Who did it; `None` for this very device.
    by: Option<Member>,
}

impl<F: File> OpenVault<F> {
    /// Records purged by entries that were just taken.
    pub(super) fn purged(&self, followed: &Followed, mine: bool) -> Vec<Purged> {
        let mut purged = Vec::new();
        for delta in &followed.deltas {
            let Body::Commit(commit) = delta.entry.body() else { continue };
            let own = mine && self.post.as_ref().is_some_and(|post| post.draft.hash() == delta.entry.hash());
            let by = (!own).then_some(delta.entry.header().author);
            for record in &commit.purges {
                let gone = self.state.leaf(record).is_none_or(|leaf| leaf.envelope.is_none());
                purged.push(Purged { record: *record, gone, by });
            }
        }
        purged
    }

    /// Drops what memory has of them. On disk the next opening writes the file anew.
    pub(super) fn forget_purged(&mut self, purged: &[Purged]) {
        for Purged { record, gone, by } in purged {
            let id = tacit_crm::RecordId(record.0);
            self.history.forget(&id);
            if *gone {
                self.book.remove(&id);
                if self.outbox.remove(record).is_some() {
                    self.erased_by = by.or(self.erased_by);
                }
            }
        }
    }
}
