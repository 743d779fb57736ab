//! Statements beside the journal, and the end of deleted bytes.

use super::{Member, Millis, Outcome, Result, Seq, SqliteStore, VaultId, number, sql};
use crate::store::life::{Deletion, LifeStore};
use async_trait::async_trait;
use sqlx::Row;

/// Versions dropped in one transaction: the one writer is free again after a moment.
const AT_ONCE: i64 = 2_000;
/// The envelopes of the first versions of a vault, then these versions.
const FIRST_VERSIONS: [&str; 2] = [
    "DELETE FROM envelopes WHERE place IN \
     (SELECT place FROM versions WHERE v = ?1 AND (record, version) <= (?2, ?3))",
    "DELETE FROM versions WHERE v = ?1 AND (record, version) <= (?2, ?3)",
];
/// A vault's other tables.
const TABLES: [&str; 13] = [
    "DELETE FROM files WHERE v = ?",
    "DELETE FROM heads WHERE v = ?",
    "DELETE FROM recovery WHERE v = ?",
    "DELETE FROM recovery_seen WHERE v = ?",
    "DELETE FROM lost_envelopes WHERE v = ?",
    "DELETE FROM lost_boxes WHERE v = ?",
    "DELETE FROM boxes WHERE v = ?",
    "DELETE FROM tree WHERE v = ?",
    "DELETE FROM requests WHERE v = ?",
    "DELETE FROM invites WHERE v = ?",
    "DELETE FROM leaving WHERE v = ?",
    "DELETE FROM entries WHERE v = ?",
    // Last: as long as it stands, the vault is found again.
    "DELETE FROM vaults WHERE v = ?",
];

impl SqliteStore {
    /// Drops some of a vault's versions with their envelopes; whether there were any.
    async fn drop_versions(&self, v: i64) -> Result<bool> {
        let mut change = self.writer.begin().await?;
        let some = sqlx::query(
            "SELECT record, version FROM (SELECT record, version FROM versions WHERE v = ? ORDER BY record, version \
             LIMIT ?) ORDER BY record DESC, version DESC LIMIT 1",
        );
        let Some(last) = some.bind(v).bind(AT_ONCE).fetch_optional(&mut *change).await? else { return Ok(false) };
        let (record, version): (Vec<u8>, i64) = (last.try_get(0)?, last.try_get(1)?);
        for statement in FIRST_VERSIONS {
            sqlx::query(statement).bind(v).bind(&record).bind(version).execute(&mut *change).await?;
        }
        change.commit().await?;
        Ok(true)
    }

    async fn destroy(&self, v: i64) -> Result<()> {
        while self.drop_versions(v).await? {}
        let mut change = self.writer.begin().await?;
        for table in TABLES {
            sqlx::query(table).bind(v).execute(&mut *change).await?;
        }
        Ok(change.commit().await?)
    }
}

#[async_trait]
impl LifeStore for SqliteStore {
    async fn add_leaving(&self, vault: &VaultId, member: Member, statement: &[u8]) -> Result<()> {
        sqlx::query("INSERT OR IGNORE INTO leaving SELECT v, ?, ? FROM vaults WHERE id = ?")
            .bind(i64::from(member))
            .bind(statement)
            .bind(&vault.0[..])
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn leaving(&self, vault: &VaultId) -> Result<Vec<(Member, Vec<u8>)>> {
        let query = sqlx::query(
            "SELECT member, bytes FROM leaving WHERE v = (SELECT v FROM vaults WHERE id = ?) ORDER BY member",
        );
        let rows = query.bind(&vault.0[..]).fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok((number(row, 0)? as Member, row.try_get(1)?))).collect()
    }

    async fn delete_vault(&self, vault: &VaultId, statement: &[u8], now: Millis) -> Result<Outcome> {
        let kept = sqlx::query("INSERT OR IGNORE INTO ended_vaults VALUES (?, ?, ?)")
            .bind(&vault.0[..])
            .bind(statement)
            .bind(sql(now))
            .execute(&self.writer)
            .await?;
        Ok(if kept.rows_affected() == 1 { Outcome::Done } else { Outcome::Stale })
    }

    async fn deletion(&self, vault: &VaultId) -> Result<Option<Deletion>> {
        let query = sqlx::query("SELECT bytes, at FROM ended_vaults WHERE vault = ?").bind(&vault.0[..]);
        let Some(row) = query.fetch_optional(&self.readers).await? else { return Ok(None) };
        Ok(Some(Deletion { statement: row.try_get(0)?, at: number(&row, 1)? }))
    }

    async fn destroy_deleted(&self, before: Millis) -> Result<usize> {
        // Files first: while the vault's row stands, their bytes are found.
        sqlx::query(
            "UPDATE files SET stage = 3 WHERE stage < 3 AND v IN \
             (SELECT v FROM vaults JOIN ended_vaults ON vault = id WHERE at < ?)",
        )
        .bind(sql(before))
        .execute(&self.writer)
        .await?;
        let query = sqlx::query(
            "SELECT v FROM vaults JOIN ended_vaults ON vault = id WHERE at < ? \
             AND NOT EXISTS (SELECT 1 FROM files WHERE files.v = vaults.v AND stage < 4)",
        )
        .bind(sql(before));
        let rows = query.fetch_all(&self.readers).await?;
        for row in &rows {
            self.destroy(row.try_get(0)?).await?;
        }
        Ok(rows.len())
    }

    async fn forget_deletions(&self, before: Millis) -> Result<()> {
        // Never before the bytes: nobody could say any more why the vault is there and cannot be had.
        let query = sqlx::query("DELETE FROM ended_vaults WHERE at < ? AND vault NOT IN (SELECT id FROM vaults)");
        query.bind(sql(before)).execute(&self.writer).await?;
        Ok(())
    }

    async fn entries_at(&self, vault: &VaultId, places: &[Seq], bytes: usize) -> Result<Vec<Vec<u8>>> {
        let Some(v) = self.key(vault).await? else { return Ok(Vec::new()) };
        let (mut found, mut size) = (Vec::new(), 0);
        for place in places {
            let query = sqlx::query("SELECT bytes FROM entries WHERE v = ? AND seq = ?").bind(v).bind(sql(*place));
            let Some(row) = query.fetch_optional(&self.readers).await? else { break };
            let entry: Vec<u8> = row.try_get(0)?;
            size += entry.len();
            if size > bytes && !found.is_empty() {
                break;
            }
            found.push(entry);
        }
        Ok(found)
    }

    async fn scrub(&self) -> Result<bool> {
        // Pages that were freed are overwritten (`secure_delete`); older images of them stand in the log until it is
        // written back and cut off.
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.writer).await?;
        Ok(row.try_get::<i64, _>(0)? == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::contract::genesis_of;
    use crate::store::contract::life::{MARK, destroyed_vault, purged_record};

    /// Whether a folder's files hold the mark.
    fn holds_mark(folder: &std::path::Path) -> bool {
        let files = std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
        let mut bytes = files.map(|file| std::fs::read(file).expect("reads"));
        bytes.any(|bytes| bytes.windows(MARK.len()).any(|part| part == MARK))
    }

    #[tokio::test]
    async fn no_file_holds_what_was_purged_not_even_the_log() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("tacit.db")).await.expect("opens");
        purged_record(&store, async || assert!(holds_mark(folder.path()), "the search can find")).await;
        assert!(store.scrub().await.expect("writes"), "nobody reads");
        assert!(!holds_mark(folder.path()));
        store.close().await;
        assert!(!holds_mark(folder.path()));
    }

    #[tokio::test]
    async fn no_table_holds_a_destroyed_vault_and_its_number_is_never_given_again() {
        let store = SqliteStore::in_memory().await.expect("a store");
        let tables = "SELECT name FROM sqlite_master AS tables WHERE type = 'table' AND EXISTS \
            (SELECT 1 FROM pragma_table_info(tables.name) WHERE name = 'v')";
        let rows = sqlx::query(tables).fetch_all(&store.readers).await.expect("reads");
        let tables: Vec<String> = rows.iter().map(|row| row.try_get(0).expect("a name")).collect();
        assert!(tables.len() >= 14, "{tables:?}");
        let fill = async || {
            // A row of its own in each table that nothing else writes here.
            for statement in [
                "INSERT INTO heads VALUES (1, 0, 1, 1, 1, x'01')",
                "INSERT INTO recovery VALUES (1, 1, 1)",
                "INSERT INTO recovery_seen VALUES (1, x'01')",
                "INSERT INTO files VALUES (1, x'01', 1, x'01', 4, 0, 0, 1)",
                "INSERT INTO lost_boxes VALUES (1, x'01')",
            ] {
                sqlx::query(statement).execute(&store.writer).await.expect("writes");
            }
        };
        destroyed_vault(&store, fill).await;
        for table in &tables {
            let count = format!("SELECT COUNT(*) FROM {table} WHERE v = 1");
            let row = sqlx::query(sqlx::AssertSqlSafe(count)).fetch_one(&store.readers).await.expect("reads");
            assert_eq!(row.try_get::<i64, _>(0).expect("a number"), 0, "{table}");
        }
        genesis_of(&store, 36).await;
        let row = sqlx::query("SELECT v FROM vaults").fetch_one(&store.readers).await.expect("reads");
        assert_eq!(row.try_get::<i64, _>(0).expect("a number"), 2);
    }

    #[tokio::test]
    async fn no_file_holds_a_destroyed_vault() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("tacit.db")).await.expect("opens");
        destroyed_vault(&store, async || assert!(holds_mark(folder.path()), "the search can find")).await;
        assert!(store.scrub().await.expect("writes"), "nobody reads");
        assert!(!holds_mark(folder.path()));
    }
}
