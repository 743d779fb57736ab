//! Uploading: one part after the other from the sealed copy on this device, going on wherever the server says it is. A loop
//! of its own beside the synchronisation, so that a large file holds up nobody's edits.

use super::local_name;
use crate::Failure;
use crate::api::CallError;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::problem;
use crate::vault::Upload;
use crate::view;
use futures::future::{Either, select};
use futures::pin_mut;
use tacit_bridge::files::FileProgress;
use tacit_bridge::problem::ProblemKind::{self, Refused};
use tacit_bridge::records::Id;
use tacit_bridge::{Event, Reply};
use tacit_crm::RecordId;
use tacit_shared::api::{ApiError, BeginFile, FileState, SessionToken};
use tacit_shared::file::{PART, part_len};
use tacit_shared::ids::VaultId;

/// Looked at again even without a reason.
const LOOK_EVERY_MS: u32 = 60_000;
const RETRY_MS: u32 = 1_000;
const MAX_RETRY_MS: u32 = 60_000;
/// Beginnings of one upload: the second is for a file that arrived damaged or an upload that was forgotten.
const TRIES: usize = 3;

impl<P: Platform> Engine<P> {
    /// Uploads for ever.
    pub(crate) async fn file_loop(&self) {
        let mut retry = 0;
        loop {
            let pause = if retry == 0 { LOOK_EVERY_MS } else { self.jittered(retry) };
            {
                let woken = self.file_signal.wait();
                let timer = self.platform.sleep(pause);
                pin_mut!(woken, timer);
                if !matches!(select(woken, timer).await, Either::Right(_)) {
                    retry = 0;
                }
            }
            let well = self.upload_all().await;
            self.tidy_files().await;
            retry = if well { 0 } else { (retry * 2).clamp(RETRY_MS, MAX_RETRY_MS) };
        }
    }

    /// One go over everything that waits; whether all of it is there.
    async fn upload_all(&self) -> bool {
        let Ok(vaults) = self.with_open(|open| open.vaults.keys().copied().collect::<Vec<_>>()) else { return true };
        let mut well = true;
        for vault in vaults {
            let mut tried = Vec::new();
            while let Ok(Some(record)) = self.with_vault(&vault, |vault| vault.next_upload(&tried)) {
                tried.push(record);
                well &= self.upload_one(&vault, record).await.is_ok();
            }
        }
        well
    }

    async fn upload_one(&self, vault: &VaultId, record: RecordId) -> Result<(), Failure> {
        let result = self.try_upload(vault, record).await;
        let trouble = match &result {
            Ok(()) => None,
            // Being offline is a state, not a trouble.
            Err(Failure(trouble)) => Some(trouble.clone()).filter(|trouble| trouble.kind != ProblemKind::Offline),
        };
        self.with_vault(vault, |vault| vault.note_trouble(&record, trouble))?;
        self.emit(Event::Invalidated);
        if result.is_ok() {
            // Its record can be committed now.
            self.wake();
        }
        result
    }

    async fn try_upload(&self, vault: &VaultId, record: RecordId) -> Result<(), Failure> {
        for _ in 0..TRIES {
            // Cancelled, or undone, meanwhile.
            let Some(upload) = self.with_vault(vault, |vault| vault.wanted_upload(&record))? else { return Ok(()) };
            if self.send_parts(vault, record, &upload).await? {
                self.with_vault(vault, |vault| vault.uploaded(&record))?;
                return Ok(());
            }
        }
        Err(problem(Refused).into())
    }

    /// Sends what is missing; `false` if the server begins anew.
    async fn send_parts(&self, vault: &VaultId, record: RecordId, upload: &Upload) -> Result<bool, Failure> {
        let session = self.live_session().await?;
        let wanted = BeginFile { file: upload.file, len: upload.sealed, hash: upload.hash };
        let Some(mut state) = self.patient(&session, || self.api.begin_file(&session, vault, &wanted)).await? else {
            return Ok(false);
        };
        self.with_vault(vault, |vault| vault.note_begun(&record))?;
        while !state.complete {
            if self.with_vault(vault, |vault| vault.wanted_upload(&record))?.is_none() {
                return Ok(true);
            }
            let Some(len) = part_len(upload.sealed, state.next) else {
                return Err(problem(ProblemKind::Malformed).into());
            };
            let bytes = self.local_part(vault, upload, state.next, len).await?;
            let send = || self.api.put_part(&session, vault, &upload.file, state.next, bytes.clone());
            let Some(after) = self.patient(&session, send).await? else { return Ok(false) };
            if !after.complete && after.next != state.next.saturating_add(1) {
                // It does not remember what it acknowledged, or says so: asked again, but not for ever.
                return Ok(false);
            }
            self.note_progress(vault, record, upload, after)?;
            state = after;
        }
        Ok(true)
    }

    async fn local_part(&self, vault: &VaultId, upload: &Upload, part: u32, len: usize) -> Result<Vec<u8>, Failure> {
        self.read_local(&local_name(vault, &upload.file), u64::from(part) * PART as u64, len).await
    }

    fn note_progress(
        &self,
        vault: &VaultId,
        record: RecordId,
        upload: &Upload,
        state: FileState,
    ) -> Result<(), Failure> {
        let done = (u64::from(state.next) * PART as u64).min(upload.sealed);
        self.with_vault(vault, |vault| vault.note_sent(&record, done))?;
        self.emit(Event::FileProgress { id: view::id(record), progress: FileProgress { done, total: upload.sealed } });
        Ok(())
    }

    /// An answer; `None` if the upload has to begin anew. Waits where the server asks to.
    async fn patient<T, C: Future<Output = Result<T, CallError>>>(
        &self,
        session: &SessionToken,
        call: impl Fn() -> C,
    ) -> Result<Option<T>, Failure> {
        loop {
            return match call().await {
                Ok(answer) => Ok(Some(answer)),
                Err(CallError::Api(ApiError::TooMany { retry_after })) => {
                    self.platform.sleep(retry_after.clamp(1, 60) * 1_000).await;
                    continue;
                }
                Err(CallError::Api(ApiError::NotFound | ApiError::BadBytes | ApiError::Malformed)) => Ok(None),
                Err(CallError::Api(ApiError::Unauthorized)) => Err(self.session_ended(session)),
                Err(error) => Err(error.into()),
            };
        }
    }

    /// A file that is not in the vault yet is taken back; there is nothing to undo.
    pub(crate) async fn cancel_upload(&self, page: crate::PageId, id: Id) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let record = view::record_id(id);
        let entropy = &mut *self.entropy();
        self.with_vault(&vault, |vault| vault.cancel_upload(record, entropy))??;
        self.with_open_mut(|open| open.files.untidy = true)?;
        self.changed(&vault)?;
        Ok(Reply::Done)
    }
}
