//! A vault's files on this device: uploads that are not in the journal yet, and files that nobody holds any more, until
//! their bytes may be dropped. Both lists are small, and kept sealed as one value each.

mod doomed;
mod uploads;

pub(crate) use doomed::DueFiles;

use super::OpenVault;
use crate::Failure;
use crate::ports::{File, StorageError};
use crate::store::Key;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::Problem;
use tacit_crm::schema::key;
use tacit_crm::{Kind, RecordId};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Commit, Entry};
use tacit_shared::file::FileHash;
use tacit_shared::ids::{FileId, Millis};
use tacit_shared::{ids, limits};
use tacit_vault::Entropy;

const UPLOADS: Key = Key::Slot(32);
const DOOMED: Key = Key::Slot(33);
const HOLDERS: Key = Key::Slot(34);

/// A sealed file that the journal does not name yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub(crate) file: FileId,
    /// Length of the sealed bytes.
    pub(crate) sealed: u64,
    pub(crate) hash: FileHash,
    /// The server has set room aside for it, or may have before the last unlock: which, this device does not keep.
    #[serde(skip)]
    begun: bool,
    /// The server has all of it.
    #[serde(skip)]
    there: bool,
    /// Sealed bytes that the server has.
    #[serde(skip)]
    pub(crate) sent: u64,
    /// Why it does not get on.
    #[serde(skip)]
    pub(crate) trouble: Option<Problem>,
}

impl Upload {
    pub(crate) fn new(file: FileId, sealed: u64, hash: FileHash) -> Self {
        Self { file, sealed, hash, begun: false, there: false, sent: 0, trouble: None }
    }
}

/// A file whose record is deleted, or whose holder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Doomed {
    file: FileId,
    /// Since when this device knows; 0 until the next look at the clock.
    since: Millis,
}

/// Files beside the records.
#[derive(Default)]
pub(crate) struct VaultFiles {
    uploads: BTreeMap<RecordId, Upload>,
    doomed: BTreeMap<RecordId, Doomed>,
    /// Whose those were, as far as this device saw their records.
    pub(super) holders: BTreeMap<RecordId, RecordId>,
    /// A holder was deleted: its files may have been attached by somebody who did not know.
    look_for_orphans: bool,
    /// An upload is over: its sealed copy is needed no more.
    copies_left: bool,
}

impl<F: File> OpenVault<F> {
    /// After the outbox: an upload whose record waits no more is done, or was undone.
    pub(super) fn load_files(&mut self) -> Result<(), StorageError> {
        let uploads: Vec<(ids::RecordId, Upload)> = self.load_list(UPLOADS, b"uploads")?;
        let waits = uploads.into_iter().filter(|(record, _)| self.outbox.contains_key(record));
        let known = |upload: Upload| Upload { begun: true, ..upload };
        self.files.uploads = waits.map(|(record, upload)| (RecordId(record.0), known(upload))).collect();
        let doomed: Vec<(ids::RecordId, Doomed)> = self.load_list(DOOMED, b"doomed files")?;
        self.files.doomed = doomed.into_iter().map(|(record, one)| (RecordId(record.0), one)).collect();
        // Whose they were makes the way back shorter, no more: where that cannot be read, all else can.
        let holders: Vec<(ids::RecordId, ids::RecordId)> =
            self.load_list(HOLDERS, b"holders of doomed files").unwrap_or_default();
        self.files.holders = holders.into_iter().map(|(file, of)| (RecordId(file.0), RecordId(of.0))).collect();
        self.files.look_for_orphans = true;
        Ok(())
    }

    /// These records, each followed by the files that go with it, so that one step takes both and one undo brings both back.
    /// Files that are named before whom they follow come behind them all the same.
    pub(crate) fn with_their_files(&self, records: Vec<RecordId>) -> Vec<RecordId> {
        let named: BTreeSet<RecordId> = records.iter().copied().collect();
        let follows = |record: &RecordId| self.holder_of(record).is_some_and(|holder| named.contains(&holder));
        let (mut all, mut there) = (Vec::with_capacity(records.len()), BTreeSet::new());
        for record in records.iter().filter(|record| !follows(record)) {
            let files = self.book.files_of(record);
            all.extend(std::iter::once(*record).chain(files).filter(|one| there.insert(*one)));
        }
        // What whoever holds it does not show is named all the same.
        all.extend(records.into_iter().filter(|one| there.insert(*one)));
        all
    }

    /// Whom a file follows; `None` of everything else.
    pub(crate) fn holder_of(&self, record: &RecordId) -> Option<RecordId> {
        self.book.get(record).filter(|record| record.kind() == Kind::File)?.link(key::HOLDER)
    }

    /// What verified entries say of files: named ones are uploads no more, dropped ones are done with.
    pub(super) fn files_followed(
        &mut self,
        followed: &tacit_vault::Followed,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let commits = || {
            followed.deltas.iter().filter_map(|delta| match delta.entry.body() {
                Body::Commit(commit) => Some(commit),
                _ => None,
            })
        };
        let added: BTreeSet<FileId> = commits().flat_map(|commit| &commit.files_add).map(|added| added.file).collect();
        let dropped: BTreeSet<FileId> = commits().flat_map(|commit| &commit.files_drop).copied().collect();
        let (uploads, doomed) = (self.files.uploads.len(), self.files.doomed.clone());
        // Sent while its record was taken back again: it is in the vault, and to go like any other.
        let sent = self.files.uploads.iter().filter(|(_, upload)| added.contains(&upload.file));
        let unwanted: Vec<(RecordId, FileId)> = sent
            .filter(|(record, _)| !self.book.contains(record))
            .map(|(record, upload)| (*record, upload.file))
            .collect();
        for (record, file) in unwanted {
            self.files.doomed.entry(record).or_insert(Doomed { file, since: 0 });
        }
        self.files.uploads.retain(|_, upload| !added.contains(&upload.file));
        self.files.doomed.retain(|_, one| !dropped.contains(&one.file));
        for record in doomed.iter().filter(|(_, one)| dropped.contains(&one.file)).map(|(record, _)| record) {
            // Those whose holder was gone were deleted by the same commit.
            let leaf = self.state.leaf(&ids::RecordId(record.0));
            if leaf.is_some_and(|leaf| leaf.envelope.is_none()) {
                self.book.remove(record);
            }
        }
        if self.files.uploads.len() != uploads {
            self.files.copies_left = true;
            self.keep_uploads(entropy)?;
        }
        if self.files.doomed != doomed {
            self.keep_doomed(entropy)?;
        }
        Ok(())
    }
}

/// Whether an entry of our own names files.
pub(crate) fn names_files(entry: &[u8]) -> bool {
    let entry = codec::decode::<Entry>(entry, limits::ENTRY).map(|entry| entry.body);
    matches!(entry, Ok(Body::Commit(Commit { files_add, .. })) if !files_add.is_empty())
}

#[cfg(test)]
mod tests;
