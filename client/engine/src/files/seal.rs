//! Sealing: plain bytes become a sealed file of this device, from which they are sent. Whether a page hands them over
//! piece by piece (`attach`) or an e-mail brought them (`mailed`) makes no difference here.

use super::local_name;
use crate::Failure;
use crate::engine::{Engine, FileOf};
use crate::ports::{File, Platform, Storage};
use crate::problem::{problem, say};
use crate::vault::Upload;
use futures::future::{Either, select};
use futures::pin_mut;
use tacit_bridge::files::PIECE;
use tacit_bridge::problem::ProblemKind::{BadInput, QuotaFull};
use tacit_crm::{FileFacts, Media, RecordId, SNIFFED, clean_name};
use tacit_shared::ids::{FileId, VaultId};
use tacit_shared::limits;
use tacit_vault::{FileError, FileKey, FileSealer, SealedFile};

/// How long the server is asked for its room.
const ASK_MS: u32 = 3_000;

/// A file that is being sealed.
pub(super) struct Sealing<F> {
    /// Where its sealed bytes are on this device.
    pub(super) local: String,
    /// Its name, cleaned.
    pub(super) shown: String,
    file: FileId,
    key: FileKey,
    first: Vec<u8>,
    sealer: FileSealer,
    to: F,
}

pub(super) fn too_large() -> Failure {
    say(BadInput, "A file may have 2 GB at most.", "Attach a smaller one, or divide it.").into()
}

pub(super) fn no_room() -> Failure {
    say(
        QuotaFull,
        "There is no room left in this vault for a file of this size.",
        "Delete files that nobody needs, or ask who runs the server for more room.",
    )
    .into()
}

impl<P: Platform> Engine<P> {
    /// Bytes for which the server has room beside what waits to be sent, to say early what it would say late. Without a
    /// line, or on a slow one, there is nothing to say yet: what is sealed waits, and is told when it is sent.
    pub(super) async fn room_in(&self, vault: &VaultId) -> u64 {
        // Signing in takes its time, and is not broken off.
        let Some(session) = self.session() else { return u64::MAX };
        let asked = self.api.files_usage(&session, vault);
        let timer = self.platform.sleep(ASK_MS);
        pin_mut!(asked, timer);
        let Either::Left((Ok(usage), _)) = select(asked, timer).await else { return u64::MAX };
        let waiting = self.with_vault(vault, |vault| vault.unbegun_bytes()).unwrap_or(0);
        usage.quota.saturating_sub(usage.used).saturating_sub(waiting)
    }

    /// Begins to seal a file. Its sealed bytes are not tidied away before they are let go of.
    pub(super) async fn begin_sealing(&self, vault: &VaultId, name: &str) -> Result<Sealing<FileOf<P>>, Failure> {
        let entropy = &mut *self.entropy();
        let file = FileId(tacit_vault::random(entropy));
        let key = FileKey::random(entropy);
        let local = local_name(vault, &file);
        self.with_open_mut(|open| open.files.busy.insert(local.clone()))?;
        match self.platform.storage().open(&local).await {
            Ok(to) => {
                let sealer = FileSealer::new(vault, &file, &key);
                Ok(Sealing { local, shown: clean_name(name), file, key, first: Vec::new(), sealer, to })
            }
            Err(error) => {
                self.let_go_of(&local);
                Err(error.into())
            }
        }
    }

    /// A sealed file of this device is held by its upload from now on, or by nobody. After a lock nothing is held.
    pub(super) fn let_go_of(&self, local: &str) {
        let _ = self.with_open_mut(|open| open.files.let_go(local));
        self.file_signal.raise();
    }
}

impl<F: File> Sealing<F> {
    /// Plain bytes taken so far.
    pub(super) fn taken(&self) -> u64 {
        self.sealer.len()
    }

    /// Seals the next piece.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(), Failure> {
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

    /// Seals the rest: what the record of this file says, and what is to be sent. What it is, its first bytes tell,
    /// whatever it was said to be.
    pub(super) fn finish(mut self, holder: RecordId) -> Result<(FileFacts, Upload), Failure> {
        let mut rest = Vec::new();
        while self.sealer.pad(&mut rest) {
            self.to.append(&rest)?;
            rest.clear();
        }
        let SealedFile { len, sealed, hash } = self.sealer.finish(&mut rest);
        self.to.append(&rest)?;
        let facts = FileFacts {
            name: self.shown,
            holder,
            file: self.file.0,
            key: *self.key.bytes(),
            len,
            hash,
            media: Media::of(&self.first),
        };
        Ok((facts, Upload::new(self.file, sealed, hash)))
    }
}
