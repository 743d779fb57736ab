//! Attaching: the page's pieces are sealed as they come, into a file of this device. A browser's own handle to the user's
//! file would not survive a reload; the sealed copy does. It costs as much disk as the file, until the server has it.

use super::no_ticket;
use super::seal::{Sealing, no_room, too_large};
use crate::Failure;
use crate::engine::{Engine, FileOf, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::records::Writes;
use crate::vault::{OpenVault, Upload};
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::files::{self as bf, Ticket};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records::Id;
use tacit_crm::undo::Step;
use tacit_crm::{FileFacts, Record, RecordId};
use tacit_shared::file::sealed_len;
use tacit_shared::ids::VaultId;
use tacit_shared::limits;
use tacit_vault::Entropy;

/// A file of which the page still reads.
pub(super) struct Attaching<F> {
    pub(super) page: PageId,
    pub(super) sealing: Sealing<F>,
    vault: VaultId,
    holder: RecordId,
    announced: u64,
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
        if sealed_len(announced) > self.room_in(&vault).await {
            return Err(no_room());
        }
        let sealing = self.begin_sealing(&vault, name).await?;
        self.with_open_mut(|open| {
            let ticket = open.files.ticket();
            open.files.attaching.insert(ticket, Attaching { page, sealing, vault, holder, announced });
            Reply::Ticket(Ticket(ticket))
        })
    }

    /// Seals the next piece.
    pub(crate) fn file_piece(&self, page: PageId, ticket: Ticket, bytes: &[u8]) -> Result<Reply, Failure> {
        let sealed = self.with_open_mut(|open| {
            let one = open.files.attaching.get_mut(&ticket.0).filter(|one| one.page == page).ok_or_else(no_ticket)?;
            one.sealing.take(bytes)
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
            open.files.let_go(&one.sealing.local);
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
    fn finish(self) -> Result<(FileFacts, Upload), Failure> {
        if self.sealing.taken() != self.announced {
            return Err(say(
                BadInput,
                format!("\u{201c}{}\u{201d} changed while it was read.", self.sealing.shown),
                "Nothing was attached. Try again when nobody is writing to it.",
            )
            .into());
        }
        self.sealing.finish(self.holder)
    }
}

impl<F: File> OpenVault<F> {
    /// A sealed file becomes a record, as a step of its own.
    pub(crate) fn attach(
        &mut self,
        facts: &FileFacts,
        upload: Upload,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (mut step, mut writes) = (Step::new(), Writes::new());
        let id = self.note_file((facts, upload), now, (&mut step, &mut writes), entropy)?;
        self.stage(writes, entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// The record of a sealed file, as a part of a step; its bytes wait to be sent. The upload first: a record without
    /// its bytes would be a promise that nobody can keep.
    pub(crate) fn note_file(
        &mut self,
        (facts, upload): (&FileFacts, Upload),
        now: u64,
        (step, writes): (&mut Step, &mut Writes),
        entropy: &mut dyn Entropy,
    ) -> Result<RecordId, Failure> {
        let stamp = self.clock.tick(now);
        let record = Record::new_file(facts, stamp)
            .map_err(|error| say(BadInput, format!("{error}."), "Give the file a shorter name."))?;
        let id = RecordId(self.state.draw_id(entropy).0);
        self.keep_upload(id, upload, entropy)?;
        step.made(id, &record);
        writes.push((id, Some(record.encode())));
        Ok(id)
    }
}

/// The port's file type, for the desk of an engine over `P`.
pub(crate) type DeskOf<P> = super::Desk<FileOf<P>>;
