//! What is kept of a restore.

use super::{BoxHash, Millis, RecordId, Result, Seq, SqliteStore, VaultId, Version, broken, fixed, number, sql};
use crate::store::recovery::{FoundEnvelope, LostEnvelope, Recovery, RecoveryStore};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use tacit_shared::ids::EnvelopeHash;

#[async_trait]
impl RecoveryStore for SqliteStore {
    async fn start_recovery(&self, now: Millis) -> Result<u64> {
        let mut change = self.writer.begin().await?;
        forget(&mut change).await?;
        sqlx::query("INSERT INTO restores VALUES (0, ?)").bind(sql(now)).execute(&mut *change).await?;
        let marked = sqlx::query("INSERT INTO recovery SELECT v, ?, 0 FROM vaults").bind(sql(now));
        let count = marked.execute(&mut *change).await?.rows_affected();
        change.commit().await?;
        Ok(count)
    }

    async fn start_recovery_of(&self, vault: &VaultId, now: Millis) -> Result<()> {
        let query = sqlx::query("INSERT OR IGNORE INTO recovery SELECT v, ?, 0 FROM vaults WHERE id = ?");
        query.bind(sql(now)).bind(&vault.0[..]).execute(&self.writer).await?;
        Ok(())
    }

    async fn end_recovery(&self) -> Result<u64> {
        let mut change = self.writer.begin().await?;
        let count = forget(&mut change).await?;
        change.commit().await?;
        Ok(count)
    }

    async fn end_recovery_of(&self, vault: &VaultId) -> Result<()> {
        let Some(v) = self.key(vault).await? else { return Ok(()) };
        let mut change = self.writer.begin().await?;
        for table in ["DELETE FROM recovery WHERE v = ?", "DELETE FROM recovery_seen WHERE v = ?"] {
            sqlx::query(table).bind(v).execute(&mut *change).await?;
        }
        Ok(change.commit().await?)
    }

    async fn restored_at(&self) -> Result<Option<Millis>> {
        let row = sqlx::query("SELECT at FROM restores").fetch_optional(&self.readers).await?;
        row.map(|row| number(&row, 0)).transpose()
    }

    async fn recovery(&self, vault: &VaultId) -> Result<Option<Recovery>> {
        let query = sqlx::query("SELECT v, since, wanted FROM recovery WHERE v = (SELECT v FROM vaults WHERE id = ?)");
        let Some(row) = query.bind(&vault.0[..]).fetch_optional(&self.readers).await? else { return Ok(None) };
        let v: i64 = row.try_get(0)?;
        let seen = sqlx::query("SELECT identity FROM recovery_seen WHERE v = ?").bind(v);
        let seen = seen.fetch_all(&self.readers).await?.iter().map(|row| fixed(row, 0)).collect::<Result<_>>()?;
        Ok(Some(Recovery { since: number(&row, 1)?, wanted: number(&row, 2)?, seen }))
    }

    async fn note_pull(&self, vault: &VaultId, identity: &[u8; 32], seq: Seq) -> Result<()> {
        let mut change = self.writer.begin().await?;
        let query = sqlx::query(
            "UPDATE recovery SET wanted = MAX(wanted, ?) WHERE v = (SELECT v FROM vaults WHERE id = ?) RETURNING v",
        );
        let noted = query.bind(sql(seq)).bind(&vault.0[..]).fetch_optional(&mut *change).await?;
        let Some(row) = noted else { return Ok(()) };
        sqlx::query("INSERT OR IGNORE INTO recovery_seen VALUES (?, ?)")
            .bind(row.try_get::<i64, _>(0)?)
            .bind(&identity[..])
            .execute(&mut *change)
            .await?;
        Ok(change.commit().await?)
    }

    async fn lacks(&self, vault: &VaultId) -> Result<bool> {
        let Some(v) = self.key(vault).await? else { return Ok(false) };
        let query = sqlx::query(
            "SELECT EXISTS (SELECT 1 FROM lost_envelopes WHERE v = ?1) OR EXISTS (SELECT 1 FROM lost_boxes WHERE v = ?1)",
        );
        Ok(query.bind(v).fetch_one(&self.readers).await?.try_get(0)?)
    }

    async fn lost_envelopes(&self, vault: &VaultId, count: usize) -> Result<Vec<LostEnvelope>> {
        let query = sqlx::query(
            "SELECT record, version, seq, hash FROM lost_envelopes JOIN versions USING (v, record, version) \
             WHERE v = (SELECT v FROM vaults WHERE id = ?) ORDER BY RANDOM() LIMIT ?",
        );
        let rows = query.bind(&vault.0[..]).bind(sql(count as u64)).fetch_all(&self.readers).await?;
        rows.iter().map(lost_envelope).collect()
    }

    async fn lost_among(&self, vault: &VaultId, places: &[(RecordId, Version)]) -> Result<Vec<LostEnvelope>> {
        let Some(v) = self.key(vault).await? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for (record, version) in places {
            let query = sqlx::query(
                "SELECT record, version, seq, hash FROM lost_envelopes JOIN versions USING (v, record, version) \
                 WHERE v = ? AND record = ? AND version = ?",
            );
            let query = query.bind(v).bind(&record.0[..]).bind(sql(*version));
            found.extend(query.fetch_optional(&self.readers).await?.as_ref().map(lost_envelope).transpose()?);
        }
        Ok(found)
    }

    async fn lost_boxes(&self, vault: &VaultId) -> Result<Vec<BoxHash>> {
        let query = sqlx::query("SELECT hash FROM lost_boxes WHERE v = (SELECT v FROM vaults WHERE id = ?)");
        let rows = query.bind(&vault.0[..]).fetch_all(&self.readers).await?;
        rows.iter().map(|row| fixed(row, 0).map(BoxHash)).collect()
    }

    async fn put_missing(
        &self,
        vault: &VaultId,
        envelopes: &[FoundEnvelope<'_>],
        boxes: &[(BoxHash, &[u8])],
    ) -> Result<()> {
        let v = self.key(vault).await?.ok_or_else(|| broken("no such vault"))?;
        let mut change = self.writer.begin().await?;
        for found in envelopes {
            put_envelope(&mut change, v, found).await?;
        }
        for (hash, bytes) in boxes {
            put_box(&mut change, v, hash, bytes).await?;
        }
        Ok(change.commit().await?)
    }
}

/// How many vaults were waiting.
async fn forget(change: &mut SqliteConnection) -> Result<u64> {
    let waiting = sqlx::query("DELETE FROM recovery").execute(&mut *change).await?.rows_affected();
    for table in ["DELETE FROM recovery_seen", "DELETE FROM restores", "DELETE FROM returned"] {
        sqlx::query(table).execute(&mut *change).await?;
    }
    Ok(waiting)
}

fn lost_envelope(row: &SqliteRow) -> Result<LostEnvelope> {
    Ok(LostEnvelope {
        record: RecordId(fixed(row, 0)?),
        version: number(row, 1)?,
        seq: number(row, 2)?,
        hash: EnvelopeHash(fixed(row, 3)?),
    })
}

async fn put_envelope(change: &mut SqliteConnection, v: i64, found: &FoundEnvelope<'_>) -> Result<()> {
    let LostEnvelope { record, version, hash, .. } = &found.lost;
    let was_lost = sqlx::query("DELETE FROM lost_envelopes WHERE v = ? AND record = ? AND version = ?")
        .bind(v)
        .bind(&record.0[..])
        .bind(sql(*version))
        .execute(&mut *change)
        .await?;
    if was_lost.rows_affected() == 0 {
        return Ok(());
    }
    let place =
        sqlx::query("INSERT INTO envelopes SELECT COALESCE(MAX(place), 0) + 1, ? FROM envelopes RETURNING place")
            .bind(found.bytes)
            .fetch_one(&mut *change)
            .await?;
    sqlx::query("UPDATE versions SET place = ? WHERE v = ? AND record = ? AND version = ? AND hash = ?")
        .bind(place.try_get::<i64, _>(0)?)
        .bind(v)
        .bind(&record.0[..])
        .bind(sql(*version))
        .bind(&hash.0[..])
        .execute(change)
        .await?;
    Ok(())
}

async fn put_box(change: &mut SqliteConnection, v: i64, hash: &BoxHash, bytes: &[u8]) -> Result<()> {
    let was_lost = sqlx::query("DELETE FROM lost_boxes WHERE v = ? AND hash = ?").bind(v).bind(&hash.0[..]);
    if was_lost.execute(&mut *change).await?.rows_affected() == 1 {
        let query = sqlx::query("INSERT OR IGNORE INTO boxes VALUES (?, ?, ?)").bind(v).bind(&hash.0[..]).bind(bytes);
        query.execute(change).await?;
    }
    Ok(())
}
