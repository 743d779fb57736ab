//! Files that nobody holds any more: known until their bytes may be dropped, and dropped with the old versions of their
//! records.

use super::{DOOMED, Doomed, HOLDERS, VaultFiles};
use crate::Failure;
use crate::ports::File;
use crate::store::Op;
use crate::vault::OpenVault;
use crate::vault::sealed_lists::MAX_LIST;
use tacit_crm::{Kind, RecordId};
use tacit_shared::entry::FileAdded;
use tacit_shared::ids::{FileId, Millis};
use tacit_shared::{ids, limits, rules};
use tacit_vault::{Entropy, FileChanges};

/// Doomed files of which it is kept whose they were: at some 32 bytes each, far less than a list may be.
const MOST_HOLDERS: usize = MAX_LIST / 64;

/// How long the bytes of a deleted file are kept, counted by this device's clock from when it learned of the deletion: a
/// record brought back within this time opens its file. The clock of whoever deleted it has no say, because he may lack
/// the right to have bytes dropped.
pub(super) const KEPT_MS: Millis = 30 * 24 * 3600 * 1000;

/// What one commit does to files beside its records.
#[derive(Default)]
pub(crate) struct DueFiles {
    /// Dropped, with the records whose old versions go too.
    drops: Vec<(RecordId, FileId)>,
    /// Those of them that are still live: their holder is gone.
    pub(crate) orphans: Vec<RecordId>,
}

impl DueFiles {
    pub(crate) fn is_empty(&self) -> bool {
        self.drops.is_empty()
    }

    /// What the server purges.
    pub(crate) fn purges(&self) -> Vec<ids::RecordId> {
        self.drops.iter().map(|(record, _)| ids::RecordId(record.0)).collect()
    }

    /// With the files that a commit adds.
    pub(crate) fn changes(&self, add: Vec<FileAdded>) -> FileChanges {
        FileChanges { add, drop: self.drops.iter().map(|(_, file)| *file).collect() }
    }
}

impl<F: File> OpenVault<F> {
    pub(super) fn keep_doomed(&mut self, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let list: Vec<_> = self.files.doomed.iter().map(|(id, one)| (ids::RecordId(id.0), *one)).collect();
        let sealed = self.sealed_list(b"doomed files", &list, entropy);
        let VaultFiles { holders, doomed, .. } = &mut self.files;
        holders.retain(|file, _| doomed.contains_key(file));
        let of = |(file, of): (&RecordId, &RecordId)| (ids::RecordId(file.0), ids::RecordId(of.0));
        let list: Vec<_> = holders.iter().map(of).take(MOST_HOLDERS).collect();
        let sealed_holders = self.sealed_list(b"holders of doomed files", &list, entropy);
        Ok(self.log.write(&[Op::Put(DOOMED, &sealed), Op::Put(HOLDERS, &sealed_holders)])?)
    }

    /// A record is about to leave the book: if it is a file's, its bytes are to go one day.
    pub(crate) fn doom(&mut self, record: &RecordId) {
        match self.book.get(record).map(|record| record.kind()) {
            Some(Kind::File) if self.upload(record).is_none() => {
                if let Some(facts) = self.book.record(record).and_then(|record| record.file()) {
                    self.files.holders.insert(*record, facts.holder);
                    self.files.doomed.insert(*record, Doomed { file: FileId(facts.file), since: 0 });
                }
            }
            Some(kind) if kind.is_worked_with() => self.files.look_for_orphans = true,
            _ => {}
        }
    }

    /// Nobody may bring these back, whenever they were deleted: their bytes go with the next entry.
    pub(crate) fn drop_soon(&mut self, records: &[RecordId], entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let before = self.files.doomed.clone();
        for record in records {
            self.files.doomed.entry(*record).and_modify(|one| one.since = 1);
        }
        if self.files.doomed != before { self.keep_doomed(entropy) } else { Ok(()) }
    }

    /// Whether it was a file's record whose bytes are to go one day.
    pub(crate) fn is_doomed(&self, record: &ids::RecordId) -> bool {
        self.files.doomed.contains_key(&RecordId(record.0))
    }

    /// Whose file it was, if this device saw its record.
    pub(crate) fn was_of(&self, file: &ids::RecordId) -> Option<ids::RecordId> {
        self.files.holders.get(&RecordId(file.0)).map(|holder| ids::RecordId(holder.0))
    }

    /// Files that may be dropped now. Those that came back are let off.
    pub(crate) fn due_files(&mut self, now: Millis, entropy: &mut dyn Entropy) -> Result<DueFiles, Failure> {
        if std::mem::take(&mut self.files.look_for_orphans) {
            self.doom_orphans();
        }
        let before = self.files.doomed.clone();
        let mut doomed = before.clone();
        // Not in the book may also be one that came back in a newer version's form.
        let gone = |record: &RecordId| !self.book.contains(record) && !self.newer.contains(&ids::RecordId(record.0));
        doomed.retain(|record, _| gone(record) || self.is_orphan(record));
        doomed.values_mut().filter(|one| one.since == 0).for_each(|one| one.since = now);
        let due = doomed.iter().filter(|(_, one)| one.since.saturating_add(KEPT_MS) <= now);
        // What was never committed is nobody's to drop.
        let due = due.filter(|(record, _)| self.state.leaf(&ids::RecordId(record.0)).is_some());
        let waits = |record: &RecordId| self.outbox.contains_key(&ids::RecordId(record.0));
        let drops: Vec<(RecordId, FileId)> = due
            .filter(|(record, _)| !waits(record))
            .map(|(record, one)| (*record, one.file))
            .take(limits::FILES)
            .collect();
        self.files.doomed = doomed;
        if self.files.doomed != before {
            self.keep_doomed(entropy)?;
        }
        let policy = self.state.roster().policy();
        if !self.state.my_role().is_some_and(|role| rules::may_purge(role, policy)) {
            return Ok(DueFiles::default());
        }
        let orphans = drops.iter().map(|(record, _)| *record).filter(|record| self.book.contains(record)).collect();
        Ok(DueFiles { drops, orphans })
    }

    fn is_orphan(&self, record: &RecordId) -> bool {
        let holder = self.book.record(record).and_then(|record| record.file()).map(|facts| facts.holder);
        holder.is_some_and(|holder| {
            let leaf = self.state.leaf(&ids::RecordId(holder.0));
            !self.book.contains(&holder) && leaf.is_some_and(|leaf| leaf.envelope.is_none())
        })
    }

    fn doom_orphans(&mut self) {
        let orphans: Vec<RecordId> = self
            .book
            .ids_of(Kind::File)
            .filter(|id| self.upload(id).is_none() && !self.files.doomed.contains_key(id) && self.is_orphan(id))
            .collect();
        for record in orphans {
            self.doom(&record);
        }
    }
}
