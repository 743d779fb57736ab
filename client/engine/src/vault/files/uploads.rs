//! Uploads: files whose bytes are on their way, and whose records wait for them.

use super::{UPLOADS, Upload};
use crate::Failure;
use crate::ports::File;
use crate::vault::OpenVault;
use tacit_bridge::Problem;
use tacit_crm::RecordId;
use tacit_shared::entry::{FileAdded, Role};
use tacit_shared::ids;
use tacit_vault::{Entropy, Standing};

impl<F: File> OpenVault<F> {
    pub(super) fn keep_uploads(&mut self, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let list: Vec<_> = self.files.uploads.iter().map(|(id, one)| (ids::RecordId(id.0), one.clone())).collect();
        self.keep_list(UPLOADS, b"uploads", &list, entropy)
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
}
