//! Files in SQLite. `stage` is 0 uploading, 1 complete, 2 named, 3 dropped with bytes left, 4 dropped; `named` is the mark
//! that stays: an id that an entry named is never free again. Uploading and named is what a restore lost: it becomes named
//! once somebody uploads it again.

use super::{Result, SqliteStore, StoreError, VaultId, broken, fixed, number, sql};
use crate::store::files::{Begun, FileRow, FileStage, FileStore};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Sqlite};
use tacit_shared::api::BeginFile;
use tacit_shared::entry::FileAdded;
use tacit_shared::ids::{FileId, Millis};

const COLUMNS: &str =
    "SELECT len, hash, stage, next FROM files WHERE v = (SELECT v FROM vaults WHERE id = ?) AND id = ?";
/// A file takes at least a block of the folder's disk.
const BYTES: &str =
    "SELECT COALESCE(SUM(MAX(len, 4096)), 0) FROM files WHERE v = (SELECT v FROM vaults WHERE id = ?) AND stage < 3";

fn row(row: &SqliteRow) -> Result<FileRow> {
    let next = u32::try_from(number(row, 3)?).map_err(|_| broken("a part's number"))?;
    let stage = match number(row, 2)? {
        0 => FileStage::Uploading(next),
        1 => FileStage::Complete,
        2 => FileStage::Named,
        3 | 4 => FileStage::Dropped,
        _ => return Err(broken("a file's stage")),
    };
    Ok(FileRow { len: number(row, 0)?, hash: fixed(row, 1)?, stage })
}

fn numbers(stage: FileStage) -> (i64, i64) {
    match stage {
        FileStage::Uploading(next) => (0, i64::from(next)),
        FileStage::Complete => (1, 0),
        FileStage::Named => (2, 0),
        FileStage::Dropped => (3, 0),
    }
}

#[async_trait]
impl FileStore for SqliteStore {
    async fn begin_file(&self, vault: &VaultId, wanted: &BeginFile, now: Millis, quota: u64) -> Result<Begun> {
        let mut change = self.writer.begin().await?;
        let found = sqlx::query(COLUMNS)
            .bind(&vault.0[..])
            .bind(&wanted.file.0[..])
            .fetch_optional(&mut *change)
            .await?
            .as_ref()
            .map(row)
            .transpose()?;
        if let Some(found) = found {
            sqlx::query("UPDATE files SET touched = ? WHERE v = (SELECT v FROM vaults WHERE id = ?) AND id = ?")
                .bind(sql(now))
                .bind(&vault.0[..])
                .bind(&wanted.file.0[..])
                .execute(&mut *change)
                .await?;
            change.commit().await?;
            return Ok(Begun::Row(found));
        }
        let used = number(&sqlx::query(BYTES).bind(&vault.0[..]).fetch_one(&mut *change).await?, 0)?;
        if used.checked_add(wanted.len).is_none_or(|bytes| bytes > quota) {
            return Ok(Begun::Full);
        }
        sqlx::query("INSERT INTO files SELECT v, ?, ?, ?, 0, 0, ?, 0 FROM vaults WHERE id = ?")
            .bind(&wanted.file.0[..])
            .bind(sql(wanted.len))
            .bind(&wanted.hash[..])
            .bind(sql(now))
            .bind(&vault.0[..])
            .execute(&mut *change)
            .await?;
        change.commit().await?;
        Ok(Begun::Row(FileRow { len: wanted.len, hash: wanted.hash, stage: FileStage::Uploading(0) }))
    }

    async fn file(&self, vault: &VaultId, file: &FileId) -> Result<Option<FileRow>> {
        let found = sqlx::query(COLUMNS).bind(&vault.0[..]).bind(&file.0[..]).fetch_optional(&self.readers).await?;
        found.as_ref().map(row).transpose()
    }

    async fn advance_file(&self, vault: &VaultId, file: &FileId, stage: FileStage, now: Millis) -> Result<()> {
        let (stage, next) = numbers(stage);
        sqlx::query(
            "UPDATE files SET stage = CASE WHEN ?1 = 1 AND named = 1 THEN 2 ELSE ?1 END, next = ?2, touched = ?3 \
             WHERE v = (SELECT v FROM vaults WHERE id = ?4) AND id = ?5 AND stage < 2",
        )
        .bind(stage)
        .bind(next)
        .bind(sql(now))
        .bind(&vault.0[..])
        .bind(&file.0[..])
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn files_are_complete(&self, vault: &VaultId, files: &[FileAdded]) -> Result<bool> {
        for added in files {
            let complete = self
                .file(vault, &added.file)
                .await?
                .is_some_and(|row| row.stage == FileStage::Complete && row.len == added.len && row.hash == added.hash);
            if !complete {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn file_bytes(&self, vault: &VaultId) -> Result<u64> {
        number(&sqlx::query(BYTES).bind(&vault.0[..]).fetch_one(&self.readers).await?, 0)
    }

    async fn drop_old_uploads(&self, before: Millis) -> Result<()> {
        // While a vault takes back what a restore lost, the entry that names one may be still to come.
        let drop = "UPDATE files SET stage = 3 WHERE stage < 2 AND named = 0 AND touched < ? \
             AND v NOT IN (SELECT v FROM recovery)";
        sqlx::query(drop).bind(sql(before)).execute(&self.writer).await?;
        Ok(())
    }

    async fn dropped_files(&self, count: usize) -> Result<Vec<(VaultId, FileId)>> {
        let rows = sqlx::query(
            "SELECT vaults.id, files.id FROM files JOIN vaults ON vaults.v = files.v WHERE files.stage = 3 LIMIT ?",
        )
        .bind(sql(count as u64))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| Ok((VaultId(fixed(row, 0)?), FileId(fixed(row, 1)?)))).collect()
    }

    async fn forget_file(&self, vault: &VaultId, file: &FileId) -> Result<()> {
        let mut change = self.writer.begin().await?;
        let statements = [
            "DELETE FROM files WHERE v = (SELECT v FROM vaults WHERE id = ?) AND id = ? AND stage = 3 AND named = 0",
            "UPDATE files SET stage = 4 WHERE v = (SELECT v FROM vaults WHERE id = ?) AND id = ? AND stage = 3",
        ];
        for statement in statements {
            sqlx::query(statement).bind(&vault.0[..]).bind(&file.0[..]).execute(&mut *change).await?;
        }
        change.commit().await?;
        Ok(())
    }
}

const NAME: &str =
    "UPDATE files SET stage = 2, named = 1 WHERE v = ? AND id = ? AND stage = 1 AND len = ? AND hash = ?";
/// After a restore: also one that is not here, only in part, or forgotten as an upload. One that was named before stays as
/// it is.
const NAME_LOST: &str = "INSERT INTO files VALUES (?1, ?2, ?3, ?4, 0, 0, 0, 1) ON CONFLICT DO UPDATE SET \
     next = CASE WHEN stage = 3 AND named = 0 THEN 0 ELSE next END, \
     stage = CASE WHEN stage = 1 THEN 2 WHEN stage = 3 AND named = 0 THEN 0 ELSE stage END, \
     named = 1 WHERE len = excluded.len AND hash = excluded.hash";

/// Names a file in the transaction of the entry that adds it: one row, or the post does not hold.
pub(super) async fn name(
    change: &mut sqlx::SqliteConnection,
    v: i64,
    added: &FileAdded,
    may_be_lost: bool,
) -> Result<bool> {
    let named = sqlx::query(if may_be_lost { NAME_LOST } else { NAME })
        .bind(v)
        .bind(&added.file.0[..])
        .bind(sql(added.len))
        .bind(&added.hash[..])
        .execute(change)
        .await
        .map_err(StoreError::from)?;
    Ok(named.rows_affected() == 1)
}

/// Drops a file that an entry lets go; unknown ones are passed over.
pub(super) fn drop_file(v: i64, file: &FileId) -> QueryBuilder<Sqlite> {
    let mut statement = QueryBuilder::new("UPDATE files SET stage = 3 WHERE v = ");
    statement.push_bind(v).push(" AND id = ").push_bind(file.0.to_vec()).push(" AND named = 1 AND stage < 3");
    statement
}
