//! What a purge means here: no change that waits, no step to take back and no sealed copy may bring back what was erased.

use super::{OpenVault, SCRUB, SCRUBBED};
use crate::ports::{File, StorageError};
use crate::privacy::Scrub;
use crate::store::{Key, Op};
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
                self.history.forget_person(&id, &tacit_crm::privacy::Tokens::default());
            }
            self.erasing.is_purged(id);
            if *gone {
                self.book.remove(&id);
                if self.outbox.remove(record).is_some() {
                    self.erased_by = by.or(self.erased_by);
                }
            }
        }
    }

    /// Whether anything of a record is in memory or among the living values on disk.
    pub(crate) fn holds(&self, id: &tacit_crm::RecordId) -> bool {
        let record = RecordId(id.0);
        let keys = [Key::Envelope(record), Key::Good(record), Key::Outbox(record)];
        self.book.contains(id)
            || self.drafts.name(id)
            || self.outbox.contains_key(&record)
            || self.state.leaf(&record).is_some_and(|leaf| leaf.envelope.is_some())
            || keys.into_iter().any(|key| self.log.len_of(key).is_some())
    }

    /// The file that is to take the living values, while the one before still holds what was erased.
    pub(crate) fn next_log(&self) -> String {
        self.log.next_file()
    }

    /// Goes on in that file; gives the name of the one before, which is to be removed.
    pub(crate) fn move_log(&mut self, file: F) -> Result<String, StorageError> {
        self.log.move_to(file)
    }

    /// The file holds what is erased: it has to be written anew.
    pub(crate) fn must_scrub(&mut self) -> Result<(), StorageError> {
        self.log.write(&[Op::Put(SCRUB, &[])])?;
        self.erasing.scrub = Scrub::Due;
        Ok(())
    }

    /// The file was written anew; this stays known until the device has said so.
    pub(crate) fn is_scrubbed(&mut self) -> Result<(), StorageError> {
        self.log.write(&[Op::Put(SCRUB, SCRUBBED)])?;
        self.erasing.scrub = Scrub::Done;
        Ok(())
    }

    /// Nobody waits to be told.
    pub(crate) fn forget_scrub(&mut self) -> Result<(), StorageError> {
        self.log.write(&[Op::Delete(SCRUB)])?;
        self.erasing.scrub = Scrub::None;
        Ok(())
    }
}
