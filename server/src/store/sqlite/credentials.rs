//! Changing and deleting accounts.

use super::{Result, SqliteStore, accounts, fixed, sql};
use crate::limits;
use crate::store::{AccountChange, CredentialStore, Ended};
use async_trait::async_trait;
use sqlx::SqliteConnection;
use tacit_shared::ids::{Lookup, Millis};

/// Takes an account away with its blobs and sessions; the sessions' hashes. `None`: its newest blob is another.
async fn take(change: &mut SqliteConnection, lookup: &Lookup, before: &[u8; 32]) -> Result<Ended> {
    let gone = sqlx::query("DELETE FROM accounts WHERE lookup = ? AND blob_hash = ?")
        .bind(&lookup.0[..])
        .bind(&before[..])
        .execute(&mut *change)
        .await?;
    if gone.rows_affected() != 1 {
        return Ok(None);
    }
    sqlx::query("DELETE FROM blobs WHERE lookup = ?").bind(&lookup.0[..]).execute(&mut *change).await?;
    let ended = sqlx::query("DELETE FROM sessions WHERE lookup = ? RETURNING hash").bind(&lookup.0[..]);
    let rows = ended.fetch_all(change).await?;
    rows.iter().map(|row| fixed(row, 0)).collect::<Result<_>>().map(Some)
}

#[async_trait]
impl CredentialStore for SqliteStore {
    async fn change_account(&self, change: &AccountChange<'_>) -> Result<Ended> {
        let mut transaction = self.writer.begin().await?;
        let Some(ended) = take(&mut transaction, &change.lookup, &change.before).await? else { return Ok(None) };
        let account = &change.account;
        let made = sqlx::query("INSERT OR IGNORE INTO accounts VALUES (?, ?, ?, ?)")
            .bind(&change.new_lookup.0[..])
            .bind(&account.auth[..])
            .bind(sql(account.seq))
            .bind(&account.blob_hash[..])
            .execute(&mut *transaction)
            .await?;
        // Somebody else's account: whoever meets it has a lookup that is not of his own making.
        if made.rows_affected() != 1 {
            return Ok(None);
        }
        accounts::keep_blob(&mut transaction, &change.new_lookup, account.seq, change.blob).await?;
        transaction.commit().await?;
        Ok(Some(ended))
    }

    async fn delete_account(
        &self,
        lookup: &Lookup,
        before: &[u8; 32],
        deletion: &[u8; 32],
        now: Millis,
    ) -> Result<Ended> {
        let mut transaction = self.writer.begin().await?;
        let Some(ended) = take(&mut transaction, lookup, before).await? else { return Ok(None) };
        sqlx::query("DELETE FROM deletions WHERE at < ?")
            .bind(sql(now.saturating_sub(limits::DELETION_KNOWN_MS)))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT OR REPLACE INTO deletions VALUES (?, ?)")
            .bind(&deletion[..])
            .bind(sql(now))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Some(ended))
    }

    async fn was_deleted(&self, deletion: &[u8; 32]) -> Result<bool> {
        let query = sqlx::query("SELECT 1 FROM deletions WHERE op = ?").bind(&deletion[..]);
        Ok(query.fetch_optional(&self.readers).await?.is_some())
    }
}
