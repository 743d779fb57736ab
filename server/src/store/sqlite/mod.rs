//! The store in one SQLite file: WAL, `synchronous = FULL`, one writer, several readers. Deleted bytes are
//! overwritten (`secure_delete`), because a purge is a promise.

mod accounts;
mod append;
mod credentials;
mod files;
mod journal;
mod life;
mod recovery;
mod witness;

use super::{Account, Append, EnvelopeBytes, Outcome, PermitKey, Result, Session, Store, StoreError, VaultState};
use async_trait::async_trait;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{Row, SqlitePool};
use std::path::Path;
use std::time::Duration;
use tacit_shared::api::{LeafRow, VersionRow};
use tacit_shared::ids::{BoxHash, EntryHash, Lookup, Member, Millis, RecordId, Seq, VaultId, Version};
use tacit_shared::root::Digest;
use tacit_shared::roster::Roster;

/// The version of `schema.sql`; a file of another is refused rather than guessed at.
const SCHEMA: i64 = 1;
/// Connections that read.
const READERS: u32 = 4;

/// A SQLite file.
#[derive(Clone)]
pub struct SqliteStore {
    /// One connection: SQLite has one writer, and waiting here is cheaper than being told that it is busy.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}

fn broken(what: &str) -> StoreError {
    StoreError(format!("the file holds {what} that this version did not write"))
}

/// A column of fixed length.
fn fixed<const N: usize>(row: &SqliteRow, column: usize) -> Result<[u8; N]> {
    row.try_get::<&[u8], _>(column)?.try_into().map_err(|_| broken("an id"))
}

/// A column of fixed length that may be null.
fn fixed_or_null<const N: usize>(row: &SqliteRow, column: usize) -> Result<Option<[u8; N]>> {
    row.try_get::<Option<&[u8]>, _>(column)?.map(|bytes| bytes.try_into().map_err(|_| broken("an id"))).transpose()
}

/// SQLite's integers are signed; nothing here comes near their end.
fn number(row: &SqliteRow, column: usize) -> Result<u64> {
    u64::try_from(row.try_get::<i64, _>(column)?).map_err(|_| broken("a number"))
}

fn sql(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Hashes in one column.
fn digests(bytes: &[u8]) -> Result<Vec<Digest>> {
    let (digests, rest) = bytes.as_chunks::<32>();
    if rest.is_empty() { Ok(digests.to_vec()) } else { Err(broken("hashes")) }
}

impl SqliteStore {
    /// Opens or makes the file.
    pub async fn open(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode this syncs the log at every commit: acknowledged means on disk.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .pragma("secure_delete", "ON")
            .pragma("cache_size", "-4096")
            .pragma("wal_autocheckpoint", "4000")
            .foreign_keys(true);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        prepare(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .min_connections(0)
            .idle_timeout(Duration::from_secs(60))
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self { writer, readers })
    }

    /// The same schema and statements without a file, for simulations: one connection, so that everything happens in
    /// the order asked.
    #[cfg(feature = "simulation")]
    pub async fn in_memory() -> Result<Self> {
        let options = SqliteConnectOptions::new().in_memory(true).foreign_keys(true);
        let one = SqlitePoolOptions::new().max_connections(1).min_connections(1).idle_timeout(None);
        let pool = one.max_lifetime(None).connect_with(options).await?;
        prepare(&pool).await?;
        Ok(Self { writer: pool.clone(), readers: pool })
    }

    /// Finishes what is being written and closes the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A vault's number.
    async fn key(&self, vault: &VaultId) -> Result<Option<i64>> {
        let row =
            sqlx::query("SELECT v FROM vaults WHERE id = ?").bind(&vault.0[..]).fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

async fn prepare(writer: &SqlitePool) -> Result<()> {
    let version: i64 = sqlx::query("PRAGMA user_version").fetch_one(writer).await?.try_get(0)?;
    if version != 0 && version != SCHEMA {
        return Err(StoreError(format!("the data folder is of format {version}, this version reads {SCHEMA}")));
    }
    sqlx::raw_sql(include_str!("schema.sql")).execute(writer).await?;
    sqlx::raw_sql("PRAGMA user_version = 1").execute(writer).await?;
    Ok(())
}

#[async_trait]
impl Store for SqliteStore {
    async fn has_accounts(&self) -> Result<bool> {
        accounts::any(self).await
    }

    async fn add_sign_up_token(&self, hash: [u8; 32], now: Millis) -> Result<()> {
        accounts::add_token(self, hash, now).await
    }

    async fn permit_is_free(&self, permit: &PermitKey, now: Millis) -> Result<bool> {
        accounts::permit_is_free(self, permit, now).await
    }

    async fn create_account(
        &self,
        lookup: &Lookup,
        account: &Account,
        blob: &[u8],
        permit: &PermitKey,
    ) -> Result<Outcome> {
        accounts::create(self, lookup, account, blob, permit).await
    }

    async fn account(&self, lookup: &Lookup) -> Result<Option<Account>> {
        accounts::get(self, lookup).await
    }

    async fn blob(&self, lookup: &Lookup) -> Result<Option<Vec<u8>>> {
        accounts::blob(self, lookup).await
    }

    async fn replace_blob(
        &self,
        lookup: &Lookup,
        before: &[u8; 32],
        seq: u64,
        hash: &[u8; 32],
        blob: &[u8],
    ) -> Result<Outcome> {
        accounts::replace_blob(self, lookup, before, seq, hash, blob).await
    }

    async fn add_session(&self, session: &Session) -> Result<Vec<[u8; 32]>> {
        accounts::add_session(self, session).await
    }

    async fn session(&self, hash: &[u8; 32], idle_since: Millis) -> Result<Option<Session>> {
        accounts::session(self, hash, idle_since).await
    }

    async fn touch_session(&self, hash: &[u8; 32], seen: Millis) -> Result<()> {
        accounts::touch_session(self, hash, seen).await
    }

    async fn bind_session(&self, hash: &[u8; 32], identity: &[u8; 32]) -> Result<()> {
        accounts::bind_session(self, hash, identity).await
    }

    async fn sessions(&self, lookup: &Lookup, idle_since: Millis) -> Result<Vec<Session>> {
        accounts::sessions(self, lookup, idle_since).await
    }

    async fn end_session(&self, lookup: &Lookup, id: &[u8; 16]) -> Result<Option<[u8; 32]>> {
        accounts::end_session(self, lookup, id).await
    }

    async fn create_vault(
        &self,
        roster: &Roster,
        creator: &[u8; 32],
        genesis: &[u8],
        box_bytes: (BoxHash, &[u8]),
    ) -> Result<Outcome> {
        append::create(self, roster, creator, genesis, box_bytes).await
    }

    async fn vaults_made_by(&self, identity: &[u8; 32]) -> Result<usize> {
        let row = sqlx::query("SELECT COUNT(*) FROM vaults WHERE creator = ?").bind(&identity[..]);
        Ok(number(&row.fetch_one(&self.readers).await?, 0)? as usize)
    }

    async fn roster(&self, vault: &VaultId) -> Result<Option<Roster>> {
        journal::roster(self, vault).await
    }

    async fn state(&self, vault: &VaultId) -> Result<Option<VaultState>> {
        journal::state(self, vault).await
    }

    async fn buckets_of(&self, vault: &VaultId, node: u8) -> Result<Vec<Digest>> {
        journal::buckets_of(self, vault, node).await
    }

    async fn leaves(&self, vault: &VaultId, at: Seq, first: u16, end: u16, most: usize) -> Result<Vec<LeafRow>> {
        journal::leaves(self, vault, at, (first, end), most).await
    }

    async fn append(&self, append: &Append<'_>) -> Result<Outcome> {
        append::append(self, append).await
    }

    async fn entry_hash(&self, vault: &VaultId, seq: Seq) -> Result<Option<EntryHash>> {
        journal::entry_hash(self, vault, seq).await
    }

    async fn entries(&self, vault: &VaultId, from: Seq, to: Seq, count: usize, bytes: usize) -> Result<Vec<Vec<u8>>> {
        journal::entries(self, vault, from, to, count, bytes).await
    }

    async fn roster_bytes(&self, vault: &VaultId) -> Result<u64> {
        journal::roster_bytes(self, vault).await
    }

    async fn roster_entries(&self, vault: &VaultId, to: Seq) -> Result<Vec<Vec<u8>>> {
        journal::roster_entries(self, vault, to).await
    }

    async fn envelopes(
        &self,
        vault: &VaultId,
        wanted: &[(RecordId, Version)],
        bytes: usize,
    ) -> Result<Vec<EnvelopeBytes>> {
        journal::envelopes(self, vault, wanted, bytes).await
    }

    async fn versions(&self, vault: &VaultId, record: &RecordId, most: usize) -> Result<Vec<VersionRow>> {
        journal::versions(self, vault, record, most).await
    }

    async fn boxes(&self, vault: &VaultId, hashes: &[BoxHash]) -> Result<Vec<Option<Vec<u8>>>> {
        journal::boxes(self, vault, hashes).await
    }

    async fn vault_of_invite(&self, invite: &EntryHash) -> Result<Option<VaultId>> {
        journal::vault_of_invite(self, invite).await
    }

    async fn add_request(&self, invite: &EntryHash, hash: &[u8; 32], bytes: &[u8]) -> Result<Outcome> {
        append::add_request(self, invite, hash, bytes).await
    }

    async fn requests(&self, vault: &VaultId) -> Result<Vec<Vec<u8>>> {
        journal::requests(self, vault).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sqlite_keeps_the_contract() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("tacit.db")).await.expect("opens");
        crate::store::contract::run(&store).await;
        store.close().await;
    }

    #[tokio::test]
    async fn what_was_acknowledged_is_there_after_reopening() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tacit.db");
        let store = SqliteStore::open(&file).await.expect("opens");
        store.add_sign_up_token([1; 32], 5).await.expect("writes");
        // Not closed: as after a power cut, the log is read again.
        let again = SqliteStore::open(&file).await.expect("opens");
        assert!(again.permit_is_free(&PermitKey::Token([1; 32]), 5).await.expect("reads"));
    }

    #[tokio::test]
    async fn a_file_of_another_version_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tacit.db");
        let store = SqliteStore::open(&file).await.expect("opens");
        sqlx::raw_sql("PRAGMA user_version = 99").execute(&store.writer).await.expect("set");
        store.close().await;
        assert!(SqliteStore::open(&file).await.is_err_and(|error| error.0.contains("format 99")));
    }

    #[tokio::test]
    async fn writes_are_on_disk_when_they_return() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("tacit.db")).await.expect("opens");
        let setting = async |name: &'static str| {
            let row = sqlx::query(name).fetch_one(&store.writer).await.expect("reads");
            row.try_get::<i64, _>(0).expect("a number")
        };
        assert_eq!(setting("PRAGMA synchronous").await, 2, "FULL: the log is synced at every commit");
        assert_eq!(setting("PRAGMA secure_delete").await, 1);
    }
}
