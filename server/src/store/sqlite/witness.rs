//! Head statements in SQLite.

use super::{Result, SqliteStore, number, sql};
use crate::store::{HeadRow, WitnessStore};
use async_trait::async_trait;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use tacit_shared::ids::{Millis, VaultId};

#[async_trait]
impl WitnessStore for SqliteStore {
    async fn keep_head(&self, vault: &VaultId, row: &HeadRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO heads (v, member, seq, at, arrived, bytes) \
             SELECT v, ?, ?, ?, MAX(?, 1 + (SELECT COALESCE(MAX(arrived), 0) FROM heads WHERE heads.v = vaults.v)), ? \
             FROM vaults WHERE id = ? \
             ON CONFLICT (v, member) DO UPDATE SET \
             seq = excluded.seq, at = excluded.at, arrived = excluded.arrived, bytes = excluded.bytes \
             WHERE (excluded.seq, excluded.at) > (heads.seq, heads.at)",
        )
        .bind(i64::from(row.member))
        .bind(sql(row.seq))
        .bind(sql(row.at))
        .bind(sql(row.arrived))
        .bind(&row.bytes)
        .bind(&vault.0[..])
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn heads(&self, vault: &VaultId, after: Millis) -> Result<Vec<HeadRow>> {
        let query = sqlx::query(
            "SELECT member, seq, at, arrived, bytes FROM heads \
             WHERE v = (SELECT v FROM vaults WHERE id = ?) AND arrived > ? ORDER BY arrived",
        );
        let rows = query.bind(&vault.0[..]).bind(sql(after)).fetch_all(&self.readers).await?;
        rows.iter().map(head_row).collect()
    }
}

fn head_row(row: &SqliteRow) -> Result<HeadRow> {
    Ok(HeadRow {
        member: number(row, 0)? as u32,
        seq: number(row, 1)?,
        at: number(row, 2)?,
        arrived: number(row, 3)?,
        bytes: row.try_get(4)?,
    })
}
