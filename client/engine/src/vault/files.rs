//! A vault's files on this device: uploads that are not in the journal yet, and files that nobody holds any more, until
//! their bytes may be dropped. Both lists are small, and kept sealed as one value each.

use super::OpenVault;
use crate::Failure;
use crate::ports::{File, StorageError};
use crate::store::{Key, Op};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::Problem;
use tacit_crm::schema::key;
use tacit_crm::{Kind, RecordId};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Commit, Entry, FileAdded, Role};
use tacit_shared::file::FileHash;
use tacit_shared::ids::{FileId, Millis};
use tacit_shared::{ids, limits, rules};
use tacit_vault::{Entropy, FileChanges, Standing};
use zeroize::Zeroizing;

const UPLOADS: Key = Key::Slot(32);
const DOOMED: Key = Key::Slot(33);
const HOLDERS: Key = Key::Slot(34);
/// Some 80 bytes for each; nobody has a hundred thousand uploads under way.
const MAX_LIST: usize = 8 * 1024 * 1024;
/// Doomed files of which it is kept whose they were: at some 32 bytes each, far less than a list may be.
const MOST_HOLDERS: usize = MAX_LIST / 64;

/// How long the bytes of a deleted file are kept, counted by this device's clock from when it learned of the deletion: a
/// record brought back within this time opens its file. The clock of whoever deleted it has no say, because he may lack
/// the right to have bytes dropped.
pub(crate) const KEPT_MS: Millis = 30 * 24 * 3600 * 1000;

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
    pub(crate) fn keep_list<T: Serialize>(
        &mut self,
        key: Key,
        context: &[u8],
        list: &T,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let sealed = self.sealed_list(context, list, entropy);
        Ok(self.log.write(&[Op::Put(key, &sealed)])?)
    }

    fn sealed_list<T: Serialize>(&self, context: &[u8], list: &T, entropy: &mut dyn Entropy) -> Vec<u8> {
        let plain = Zeroizing::new(codec::encode(list));
        self.local.seal(entropy, context, &plain)
    }

    pub(crate) fn load_list<T: Serialize + DeserializeOwned + Default>(
        &self,
        key: Key,
        context: &[u8],
    ) -> Result<T, StorageError> {
        let Some(sealed) = self.log.get(key)? else { return Ok(T::default()) };
        let plain = self.local.open(context, &sealed).map(Zeroizing::new).map_err(|_| StorageError::Damaged)?;
        codec::decode(&plain, MAX_LIST).map_err(|_| StorageError::Damaged)
    }

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

    fn keep_uploads(&mut self, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let list: Vec<_> = self.files.uploads.iter().map(|(id, one)| (ids::RecordId(id.0), one.clone())).collect();
        self.keep_list(UPLOADS, b"uploads", &list, entropy)
    }

    fn keep_doomed(&mut self, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let list: Vec<_> = self.files.doomed.iter().map(|(id, one)| (ids::RecordId(id.0), *one)).collect();
        let sealed = self.sealed_list(b"doomed files", &list, entropy);
        let VaultFiles { holders, doomed, .. } = &mut self.files;
        holders.retain(|file, _| doomed.contains_key(file));
        let of = |(file, of): (&RecordId, &RecordId)| (ids::RecordId(file.0), ids::RecordId(of.0));
        let list: Vec<_> = holders.iter().map(of).take(MOST_HOLDERS).collect();
        let sealed_holders = self.sealed_list(b"holders of doomed files", &list, entropy);
        Ok(self.log.write(&[Op::Put(DOOMED, &sealed), Op::Put(HOLDERS, &sealed_holders)])?)
    }

    /// Queues an upload, on disk.
    pub(crate) fn keep_upload(
        &mut self,
        record: RecordId,
        upload: Upload,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        self.files.uploads.insert(record, upload);
        self.keep_uploads(entropy)
    }

    /// Every upload.
    pub(crate) fn uploads(&self) -> impl Iterator<Item = &Upload> {
        self.files.uploads.values()
    }

    /// Whether sealed copies may be left that nothing needs; said once.
    pub(crate) fn take_copies_left(&mut self) -> bool {
        std::mem::take(&mut self.files.copies_left)
    }

    /// A file record's upload, if it is not in the journal yet.
    pub(crate) fn upload(&self, record: &RecordId) -> Option<&Upload> {
        self.files.uploads.get(record)
    }

    /// The next one to send, other than these. A device that nobody vouched for sends nothing.
    pub(crate) fn next_upload(&self, tried: &[RecordId]) -> Option<RecordId> {
        self.files.uploads.keys().copied().find(|id| !tried.contains(id) && self.wanted_upload(id).is_some())
    }

    /// An upload that is still to be sent: not all there, its record not deleted, and this device may write.
    pub(crate) fn wanted_upload(&self, record: &RecordId) -> Option<Upload> {
        let may = self.state.standing() == Standing::Confirmed && self.state.my_role() >= Some(Role::Editor);
        let upload = self.upload(record).filter(|upload| may && !upload.there)?;
        self.book.contains(record).then(|| upload.clone())
    }

    /// The server has set room aside for it.
    pub(crate) fn note_begun(&mut self, record: &RecordId) {
        if let Some(upload) = self.files.uploads.get_mut(record) {
            upload.begun = true;
        }
    }

    /// Sealed bytes that will be sent, and that no room is set aside for yet. What was queued before the last unlock is left
    /// out, so that no room is counted twice: if there is none for it, that is told when it is sent.
    pub(crate) fn unbegun_bytes(&self) -> u64 {
        let waits = |(record, upload): &(&RecordId, &Upload)| !upload.begun && self.book.contains(record);
        self.files.uploads.iter().filter(waits).map(|(_, upload)| upload.sealed).sum()
    }

    /// How far it is.
    pub(crate) fn note_sent(&mut self, record: &RecordId, sent: u64) {
        if let Some(upload) = self.files.uploads.get_mut(record) {
            upload.sent = sent;
        }
    }

    /// The server has all of it.
    pub(crate) fn uploaded(&mut self, record: &RecordId) {
        if let Some(upload) = self.files.uploads.get_mut(record) {
            (upload.there, upload.sent) = (true, upload.sealed);
        }
    }

    /// Why it does not get on, or that it does.
    pub(crate) fn note_trouble(&mut self, record: &RecordId, trouble: Option<Problem>) {
        if let Some(upload) = self.files.uploads.get_mut(record) {
            upload.trouble = trouble;
        }
    }

    /// The server refused a post because bytes are missing: every upload is looked at again.
    pub(crate) fn doubt_uploads(&mut self) -> bool {
        self.files.uploads.values_mut().for_each(|upload| upload.there = false);
        !self.files.uploads.is_empty()
    }

    /// Takes back a file that the journal does not name: its record was never sent.
    pub(crate) fn cancel_upload(&mut self, record: RecordId, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let in_post = self.post.as_ref().is_some_and(|post| post.carries.iter().any(|(id, _)| id.0 == record.0));
        if in_post || !self.files.uploads.contains_key(&record) {
            // It is, or may be, in the vault: from now on it is deleted like any other.
            return self.stage(vec![(record, None)], entropy);
        }
        self.book.remove(&record);
        self.forget_outbox(&[ids::RecordId(record.0)])?;
        self.files.uploads.remove(&record);
        self.keep_uploads(entropy)
    }

    /// Whether a record has to wait for its bytes. One that was deleted again waits for nothing.
    pub(crate) fn waits_for_upload(&self, record: &ids::RecordId) -> bool {
        let id = RecordId(record.0);
        self.book.contains(&id) && self.upload(&id).is_some_and(|upload| !upload.there)
    }

    /// What a commit of this record says of its file.
    pub(crate) fn file_added(&self, record: &ids::RecordId) -> Option<FileAdded> {
        let id = RecordId(record.0);
        let upload = self.upload(&id).filter(|upload| upload.there && self.book.contains(&id))?;
        Some(FileAdded { file: upload.file, len: upload.sealed, hash: upload.hash })
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
