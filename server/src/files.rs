//! Files of a vault: uploads part by part, downloads of the same parts, the room they take, and the tidying up. A part is
//! in memory while it is handled, never a file. Opaque bytes: length and hash are what an entry can hold the server to.

use crate::access::{Identity, InVault, OfMember, OfPart, for_member};
use crate::app::{self, App, Shared, lock};
use crate::objects::Objects;
use crate::store::files::{Begun, FileRow, FileStage};
use crate::wire::{Answer, Raw, Refusal, Reply, Wire};
use crate::{life, limits};
use axum::extract::State;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::sync::{Arc, Mutex};
use tacit_shared::api::{ApiError, BeginFile, FileState, FilesUsage};
use tacit_shared::entry::{FileAdded, Role};
use tacit_shared::file::{FileHasher, PART, is_sealed_len, part_len, parts};
use tacit_shared::ids::{FileId, VaultId};
use tacit_shared::limits::UPLOAD_MS;
use tokio::sync::OwnedMutexGuard;

/// Dropped files deleted in one go of the tidying.
const SWEEP: usize = 64;

/// Who writes which file now.
type Turns = HashMap<(VaultId, FileId), Arc<tokio::sync::Mutex<()>>>;

/// Where file bytes are, and who writes which.
pub struct Files {
    objects: Arc<dyn Objects>,
    quota: u64,
    turns: Mutex<Turns>,
}

impl Files {
    /// Over these objects; each vault may hold `quota` sealed bytes.
    pub fn new(objects: Arc<dyn Objects>, quota: u64) -> Self {
        Self { objects, quota, turns: Mutex::default() }
    }

    /// Waits for one's turn at a file: its parts are written one at a time.
    async fn turn(&self, vault: &VaultId, file: &FileId) -> OwnedMutexGuard<()> {
        let turn = lock(&self.turns).entry((*vault, *file)).or_default().clone();
        turn.lock_owned().await
    }

    /// Frees what nobody waits for.
    pub fn forget_idle(&self) {
        lock(&self.turns).retain(|_, turn| Arc::strong_count(turn) > 1);
    }
}

fn disk(error: std::io::Error) -> Refusal {
    tracing::error!(%error, "the file folder failed");
    ApiError::Internal.into()
}

/// The object, or the end of it, is not there.
fn is_missing(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof)
}

/// Whoever may write records may bring files.
async fn for_writer(app: &Shared, identity: &[u8; 32], vault: &VaultId) -> Result<(), Refusal> {
    life::still_there(app, vault).await?;
    let (roster, me) = for_member(app, identity, vault).await?;
    if roster.role(me) < Some(Role::Editor) {
        return Err(ApiError::Refused { check: 9 }.into());
    }
    Ok(())
}

fn state(row: &FileRow) -> Result<FileState, ApiError> {
    match row.stage {
        FileStage::Uploading(next) => Ok(FileState { next, complete: false }),
        FileStage::Complete | FileStage::Named => Ok(FileState { next: parts(row.len), complete: true }),
        FileStage::Dropped => Err(ApiError::NotFound),
    }
}

/// `GET {vault}/files`
pub async fn usage(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
) -> Reply<FilesUsage> {
    for_member(&app, &identity, &vault).await?;
    Ok(Answer(FilesUsage { used: app.store.file_bytes(&vault).await?, quota: app.files.quota }))
}

/// `POST {vault}/files`
pub async fn begin(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<BeginFile, { limits::STRANGER_BODY }>,
) -> Reply<FileState> {
    for_writer(&app, &identity, &vault).await?;
    if !is_sealed_len(body.len) {
        return Err(ApiError::TooLarge.into());
    }
    let _turn = app.files.turn(&vault, &body.file).await;
    match app.store.begin_file(&vault, &body, app::now(), app.files.quota).await? {
        Begun::Full => Err(ApiError::QuotaFull { quota: app.files.quota }.into()),
        // An id stands for one content.
        Begun::Row(row) if (row.len, row.hash) != (body.len, body.hash) => Err(ApiError::BadBytes.into()),
        Begun::Row(row) => Ok(Answer(state(&row)?)),
    }
}

/// `PUT {vault}/files/{file}/part/{part}`
pub async fn put(
    State(app): State<Shared>,
    OfMember(vault, identity): OfMember,
    OfPart(file, part): OfPart,
    Raw(bytes): Raw<PART>,
) -> Reply<FileState> {
    for_writer(&app, &identity, &vault).await?;
    // A caller who goes away does not stop it half way: whoever comes next would find a part that is still being written.
    tokio::spawn(async move { put_in_turn(&app, vault, file, part, bytes).await })
        .await
        .map_err(|_| ApiError::Internal)?
}

async fn put_in_turn(app: &App, vault: VaultId, file: FileId, part: u32, bytes: Vec<u8>) -> Reply<FileState> {
    let _turn = app.files.turn(&vault, &file).await;
    let row = app.store.file(&vault, &file).await?.ok_or(ApiError::NotFound)?;
    let now = state(&row)?;
    if now.complete || part < now.next {
        return Ok(Answer(now));
    }
    if part > now.next || part_len(row.len, part) != Some(bytes.len()) {
        return Err(ApiError::Malformed.into());
    }
    let stage = match app.files.objects.put(&vault, &file, part, bytes).await {
        // What came before is not there any more.
        Err(error) if is_missing(&error) => FileStage::Uploading(0),
        Err(error) => return Err(disk(error)),
        Ok(()) if part + 1 < parts(row.len) => FileStage::Uploading(part + 1),
        Ok(()) => check(app, &vault, &file, &row).await?,
    };
    app.store.advance_file(&vault, &file, stage, app::now()).await?;
    match stage {
        // All there, and not what was announced: from the beginning.
        FileStage::Uploading(0) => Err(ApiError::BadBytes.into()),
        stage => Ok(Answer(state(&FileRow { stage, ..row })?)),
    }
}

/// Reads a whole upload once more, from the disk: that is what others will be given.
async fn check(app: &App, vault: &VaultId, file: &FileId, row: &FileRow) -> Result<FileStage, Refusal> {
    let mut hasher = FileHasher::default();
    for part in 0..parts(row.len) {
        let len = part_len(row.len, part).ok_or(ApiError::Internal)?;
        match app.files.objects.get(vault, file, part, len).await {
            Err(error) if is_missing(&error) => return Ok(FileStage::Uploading(0)),
            Err(error) => return Err(disk(error)),
            Ok(bytes) => hasher.update(&bytes),
        }
    }
    Ok(if hasher.finish() == row.hash { FileStage::Complete } else { FileStage::Uploading(0) })
}

/// After a restore: a file that an entry names again, and that the folder still has.
pub async fn find_again(app: &App, vault: &VaultId, added: &FileAdded) -> Result<(), Refusal> {
    let _turn = app.files.turn(vault, &added.file).await;
    let wanted = BeginFile { file: added.file, len: added.len, hash: added.hash };
    // Room is no question: it was given once.
    let Begun::Row(row) = app.store.begin_file(vault, &wanted, app::now(), u64::MAX >> 1).await? else { return Ok(()) };
    if let FileStage::Uploading(_) = row.stage {
        let stage = check(app, vault, &added.file, &row).await?;
        app.store.advance_file(vault, &added.file, stage, app::now()).await?;
    }
    Ok(())
}

/// `GET {vault}/files/{file}/part/{part}`
pub async fn get(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    OfPart(file, part): OfPart,
) -> Result<Raw<PART>, Refusal> {
    for_member(&app, &identity, &vault).await?;
    let row = app.store.file(&vault, &file).await?.ok_or(ApiError::NotFound)?;
    if !state(&row)?.complete {
        return Err(ApiError::NotFound.into());
    }
    let len = part_len(row.len, part).ok_or(ApiError::NotFound)?;
    Ok(Raw(app.files.objects.get(&vault, &file, part, len).await.map_err(disk)?))
}

/// Deletes what was dropped, and uploads that nobody finished or named within a day.
pub async fn sweep(app: &App) {
    if let Err(error) = try_sweep(app).await {
        // It is tried again in a few seconds.
        tracing::error!(%error, "dropped files could not be deleted");
    }
}

async fn try_sweep(app: &App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app.store.drop_old_uploads(app::now().saturating_sub(UPLOAD_MS)).await?;
    loop {
        let dropped = app.store.dropped_files(SWEEP).await?;
        for (vault, file) in &dropped {
            let _turn = app.files.turn(vault, file).await;
            // Since it was listed an entry that was given back may have named it.
            if app.store.file(vault, file).await?.is_some_and(|row| row.stage == FileStage::Dropped) {
                app.files.objects.remove(vault, file).await?;
                app.store.forget_file(vault, file).await?;
            }
        }
        if dropped.len() < SWEEP {
            return Ok(());
        }
    }
}
