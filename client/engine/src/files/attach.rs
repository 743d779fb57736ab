//! Attaching: the page's pieces are sealed as they come, into a file of this device. A browser's own handle to the user's
//! file would not survive a reload; the sealed copy does. It costs as much disk as the file, until the server has it.

use super::{local_name, no_ticket};
use crate::Failure;
use crate::engine::{Engine, FileOf, PageId};
use crate::ports::{File, Platform, Storage};
use crate::problem::{problem, say};
use crate::vault::{OpenVault, Upload};
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::files::{self as bf, PIECE, Ticket};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, QuotaFull};
use tacit_bridge::records::Id;
use tacit_crm::undo::Step;
use tacit_crm::{FileFacts, Media, Record, RecordId, SNIFFED, clean_name};
use tacit_shared::file::sealed_len;
use tacit_shared::ids::{FileId, VaultId};
use tacit_shared::limits;
use tacit_vault::{Entropy, FileError, FileKey, FileSealer, SealedFile};

/// A file of which the page still reads.
pub(super) struct Attaching<F> {
    pub(super) page: PageId,
    pub(super) name: String,
    vault: VaultId,
    holder: RecordId,
    shown: String,
    announced: u64,
    file: FileId,
    key: FileKey,
    first: Vec<u8>,
    sealer: FileSealer,
    to: F,
}

fn too_large() -> Failure {
    say(BadInput, "A file may have 2 GB at most.", "Attach a smaller one, or divide it.").into()
}

impl<P: Platform> Engine<P> {
    /// Begins to attach a file.
    pub(crate) async fn attach_file(&self, page: PageId, to: Id, name: &str, announced: u64) -> Result<Reply, Failure> {
        if announced > limits::FILE {
            return Err(too_large());
        }
        let (vault, holder) = (self.vault_of(page)?, view::record_id(to));
        self.with_vault(&vault, |vault| {
            vault.may_write()?;
            if vault.book.contains(&holder) { Ok(()) } else { Err(Failure::from(problem(Gone))) }
        })??;
        self.room_for(&vault, sealed_len(announced)).await?;
        let entropy = &mut *self.entropy();
        let file = FileId(tacit_vault::random(entropy));
        let key = FileKey::random(entropy);
        let local = local_name(&vault, &file);
        self.with_open_mut(|open| open.files.busy.insert(local.clone()))?;
        let to = self.platform.storage().open(&local).await?;
        self.with_open_mut(|open| {
            let ticket = open.files.ticket();
            let sealer = FileSealer::new(&vault, &file, &key);
            let shown = clean_name(name);
            let one = Attaching {
                page,
                name: local,
                vault,
                holder,
                shown,
                announced,
                file,
                key,
                first: Vec::new(),
                sealer,
                to,
            };
            open.files.attaching.insert(ticket, one);
            Reply::Ticket(Ticket(ticket))
        })
    }

    /// Says early what the server would say late. Without a line there is nothing to say yet.
    async fn room_for(&self, vault: &VaultId, sealed: u64) -> Result<(), Failure> {
        let Ok(session) = self.live_session().await else { return Ok(()) };
        match self.api.files_usage(&session, vault).await {
            Ok(usage) if usage.used.saturating_add(sealed) > usage.quota => Err(say(
                QuotaFull,
                "There is no room left in this vault for a file of this size.",
                "Delete files that nobody needs, or ask who runs the server for more room.",
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// Seals the next piece.
    pub(crate) fn file_piece(&self, page: PageId, ticket: Ticket, bytes: &[u8]) -> Result<Reply, Failure> {
        let sealed = self.with_open_mut(|open| {
            let one = open.files.attaching.get_mut(&ticket.0).filter(|one| one.page == page).ok_or_else(no_ticket)?;
            one.take(bytes)
        })?;
        if sealed.is_err() {
            // Half a file is none.
            self.close_file(page, ticket)?;
        }
        sealed.map(|()| Reply::Done)
    }

    /// Seals the rest, and attaches the file to its record.
    pub(crate) fn finish_file(&self, page: PageId, ticket: Ticket) -> Result<Reply, Failure> {
        let one = self.with_open_mut(|open| {
            let mine = open.files.attaching.get(&ticket.0).is_some_and(|one| one.page == page);
            let one = mine.then(|| open.files.attaching.remove(&ticket.0)).flatten().ok_or_else(no_ticket)?;
            open.files.let_go(&one.name);
            Ok::<_, Failure>(one)
        })??;
        let vault = one.vault;
        let (facts, upload) = one.finish()?;
        let now = self.platform.now();
        let reply = self.with_vault(&vault, |vault| vault.attach(&facts, upload, now, &mut *self.entropy()))??;
        self.changed(&vault)?;
        Ok(reply)
    }

    /// Room taken by the open vault's files.
    pub(crate) async fn files_usage(&self, page: PageId) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let session = self.live_session().await?;
        let usage = self.api.files_usage(&session, &vault).await?;
        Ok(Reply::FilesUsage(bf::FilesUsage { used: usage.used, quota: usage.quota }))
    }
}

impl<F: File> Attaching<F> {
    fn take(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if bytes.len() > PIECE {
            return Err(problem(BadInput).into());
        }
        let wanted = SNIFFED.saturating_sub(self.first.len()).min(bytes.len());
        self.first.extend_from_slice(&bytes[..wanted]);
        let mut sealed = Vec::with_capacity(bytes.len() + limits::BOX);
        self.sealer.push(bytes, &mut sealed).map_err(|error| match error {
            FileError::TooLarge => too_large(),
            _ => problem(BadInput).into(),
        })?;
        Ok(self.to.append(&sealed)?)
    }

    fn finish(mut self) -> Result<(FileFacts, Upload), Failure> {
        if self.sealer.len() != self.announced {
            return Err(say(
                BadInput,
                format!("\u{201c}{}\u{201d} changed while it was read.", self.shown),
                "Nothing was attached. Try again when nobody is writing to it.",
            )
            .into());
        }
        let mut rest = Vec::new();
        while self.sealer.pad(&mut rest) {
            self.to.append(&rest)?;
            rest.clear();
        }
        let SealedFile { len, sealed, hash } = self.sealer.finish(&mut rest);
        self.to.append(&rest)?;
        let facts = FileFacts {
            name: self.shown,
            holder: self.holder,
            file: self.file.0,
            key: *self.key.bytes(),
            len,
            hash,
            media: Media::of(&self.first),
        };
        Ok((facts, Upload::new(self.file, sealed, hash)))
    }
}

impl<F: File> OpenVault<F> {
    /// A sealed file becomes a record, and waits to be sent. The upload first: a record without its bytes would be a
    /// promise that nobody can keep.
    pub(crate) fn attach(
        &mut self,
        facts: &FileFacts,
        upload: Upload,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now);
        let record = Record::new_file(facts, stamp)
            .map_err(|error| say(BadInput, format!("{error}."), "Give the file a shorter name."))?;
        let id = RecordId(self.state.draw_id(entropy).0);
        self.keep_upload(id, upload, entropy)?;
        let mut step = Step::new();
        step.made(id, &record);
        self.stage(vec![(id, Some(record.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }
}

/// The port's file type, for the desk of an engine over `P`.
pub(crate) type DeskOf<P> = super::Desk<FileOf<P>>;
