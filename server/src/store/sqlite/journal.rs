//! Reading vaults: membership, entries, the record set as of an entry, envelopes, boxes, join requests.

use super::{
    BoxHash, Digest, EntryHash, EnvelopeBytes, LeafRow, RecordId, Result, Roster, Seq, SqliteStore, VaultId,
    VaultState, Version, VersionRow, broken, digests, fixed, fixed_or_null, number, sql,
};
use futures::TryStreamExt;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::HashMap;
use tacit_shared::root::{EMPTY, NODES, Totals};
use tacit_shared::roster::HeadPin;

/// Records asked for in one statement: that many of the largest are in memory before the answer is cut.
const AT_ONCE: usize = 64;

fn read_roster(row: &SqliteRow) -> Result<Roster> {
    // Written by this server after verification; the codec's caps are for strangers.
    let mut roster: Roster = postcard::from_bytes(row.try_get(0)?).map_err(|_| broken("a membership"))?;
    roster.restore_head(HeadPin { seq: number(row, 1)?, hash: EntryHash(fixed(row, 2)?), root: fixed(row, 3)? });
    Ok(roster)
}

pub(super) async fn roster(store: &SqliteStore, vault: &VaultId) -> Result<Option<Roster>> {
    let query = sqlx::query("SELECT roster, seq, hash, root FROM vaults WHERE id = ?").bind(&vault.0[..]);
    query.fetch_optional(&store.readers).await?.as_ref().map(read_roster).transpose()
}

pub(super) async fn state(store: &SqliteStore, vault: &VaultId) -> Result<Option<VaultState>> {
    let query = sqlx::query("SELECT roster, seq, hash, root, total, live, nodes FROM vaults WHERE id = ?");
    let Some(row) = query.bind(&vault.0[..]).fetch_optional(&store.readers).await? else { return Ok(None) };
    Ok(Some(VaultState {
        roster: read_roster(&row)?,
        totals: Totals { total: number(&row, 4)?, live: number(&row, 5)? },
        nodes: digests(row.try_get(6)?)?,
    }))
}

pub(super) async fn buckets_of(store: &SqliteStore, vault: &VaultId, node: u8) -> Result<Vec<Digest>> {
    let query = sqlx::query("SELECT buckets FROM tree WHERE v = (SELECT v FROM vaults WHERE id = ?) AND node = ?");
    match query.bind(&vault.0[..]).bind(i64::from(node)).fetch_optional(&store.readers).await? {
        Some(row) => digests(row.try_get(0)?),
        None => Ok(vec![EMPTY; NODES]),
    }
}

/// For `LIMIT`, where a negative number is none.
fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(-1)
}

/// The smallest record id of a bucket.
fn first_of(bucket: u16) -> [u8; 16] {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&(bucket << 4).to_be_bytes());
    id
}

pub(super) async fn leaves(
    store: &SqliteStore,
    vault: &VaultId,
    at: Seq,
    (first, end): (u16, u16),
    most: usize,
) -> Result<Vec<LeafRow>> {
    let Some(v) = store.key(vault).await? else { return Ok(Vec::new()) };
    // SQLite takes the other columns from the row that has the maximum.
    let mut query = QueryBuilder::<Sqlite>::new("SELECT record, MAX(version), seq, hash FROM versions WHERE v = ");
    query.push_bind(v).push(" AND record >= ").push_bind(first_of(first).to_vec());
    if end < 4096 {
        query.push(" AND record < ").push_bind(first_of(end).to_vec());
    }
    query.push(" AND seq <= ").push_bind(sql(at)).push(" GROUP BY record ORDER BY record LIMIT ");
    query.push_bind(limit(most));
    let mut rows = query.build().fetch(&store.readers);
    let mut leaves = Vec::new();
    while let Some(row) = rows.try_next().await? {
        leaves.push(LeafRow {
            record: RecordId(fixed(&row, 0)?),
            version: number(&row, 1)?,
            seq: number(&row, 2)?,
            envelope: fixed_or_null(&row, 3)?,
        });
    }
    Ok(leaves)
}

pub(super) async fn entry_hash(store: &SqliteStore, vault: &VaultId, seq: Seq) -> Result<Option<EntryHash>> {
    let query = sqlx::query("SELECT hash FROM entries WHERE v = (SELECT v FROM vaults WHERE id = ?) AND seq = ?");
    let row = query.bind(&vault.0[..]).bind(sql(seq)).fetch_optional(&store.readers).await?;
    row.map(|row| fixed(&row, 0).map(EntryHash)).transpose()
}

pub(super) async fn entries(
    store: &SqliteStore,
    vault: &VaultId,
    from: Seq,
    to: Seq,
    count: usize,
    bytes: usize,
) -> Result<Vec<Vec<u8>>> {
    let query = sqlx::query(
        "SELECT bytes FROM entries WHERE v = (SELECT v FROM vaults WHERE id = ?) AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ?",
    );
    let mut rows = query.bind(&vault.0[..]).bind(sql(from)).bind(sql(to)).bind(count as i64).fetch(&store.readers);
    let (mut found, mut size) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        let entry: Vec<u8> = row.try_get(0)?;
        size += entry.len();
        if size > bytes && !found.is_empty() {
            break;
        }
        found.push(entry);
    }
    Ok(found)
}

pub(super) async fn roster_bytes(store: &SqliteStore, vault: &VaultId) -> Result<u64> {
    let query = sqlx::query(
        "SELECT COALESCE(SUM(LENGTH(bytes)), 0) FROM entries \
         WHERE v = (SELECT v FROM vaults WHERE id = ?) AND roster = 1",
    );
    number(&query.bind(&vault.0[..]).fetch_one(&store.readers).await?, 0)
}

pub(super) async fn roster_entries(store: &SqliteStore, vault: &VaultId, to: Seq) -> Result<Vec<Vec<u8>>> {
    let query = sqlx::query(
        "SELECT bytes FROM entries WHERE v = (SELECT v FROM vaults WHERE id = ?) AND roster = 1 AND seq <= ? ORDER BY seq",
    );
    let rows = query.bind(&vault.0[..]).bind(sql(to)).fetch_all(&store.readers).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

pub(super) async fn envelopes(
    store: &SqliteStore,
    vault: &VaultId,
    wanted: &[(RecordId, Version)],
    bytes: usize,
) -> Result<Vec<EnvelopeBytes>> {
    let Some(v) = store.key(vault).await? else { return Ok(vec![None; wanted.len()]) };
    let (mut found, mut size) = (Vec::with_capacity(wanted.len()), 0);
    for part in wanted.chunks(AT_ONCE) {
        let mut there = envelopes_of(store, v, part).await?;
        for one in part {
            let envelope = there.remove(one);
            size += envelope.as_ref().map_or(0, Vec::len);
            if envelope.is_some() && size > bytes && !found.is_empty() {
                return Ok(found);
            }
            found.push(envelope);
        }
    }
    Ok(found)
}

async fn envelopes_of(
    store: &SqliteStore,
    v: i64,
    part: &[(RecordId, Version)],
) -> Result<HashMap<(RecordId, Version), Vec<u8>>> {
    let mut query = QueryBuilder::<Sqlite>::new(
        "SELECT record, version, bytes FROM versions JOIN envelopes USING (place) WHERE v = ",
    );
    query.push_bind(v).push(" AND (record, version) IN (VALUES ");
    let mut values = query.separated(", ");
    for (record, version) in part {
        values.push("(").push_bind_unseparated(record.0.to_vec());
        values.push_unseparated(", ").push_bind_unseparated(sql(*version)).push_unseparated(")");
    }
    query.push(")");
    let mut rows = query.build().fetch(&store.readers);
    let mut there = HashMap::with_capacity(part.len());
    while let Some(row) = rows.try_next().await? {
        there.insert((RecordId(fixed(&row, 0)?), number(&row, 1)?), row.try_get(2)?);
    }
    Ok(there)
}

pub(super) async fn versions(
    store: &SqliteStore,
    vault: &VaultId,
    record: &RecordId,
    most: usize,
) -> Result<Vec<VersionRow>> {
    let query = sqlx::query(
        "SELECT version, seq, hash, place IS NOT NULL FROM versions \
         WHERE v = (SELECT v FROM vaults WHERE id = ?) AND record = ? ORDER BY version LIMIT ?",
    );
    let rows = query.bind(&vault.0[..]).bind(&record.0[..]).bind(limit(most)).fetch_all(&store.readers).await?;
    let read = |row: &SqliteRow| {
        let envelope: Option<[u8; 32]> = fixed_or_null(row, 2)?;
        Ok(VersionRow {
            version: number(row, 0)?,
            seq: number(row, 1)?,
            envelope,
            kept: row.try_get::<i64, _>(3)? == 1,
        })
    };
    rows.iter().map(read).collect()
}

pub(super) async fn boxes(store: &SqliteStore, vault: &VaultId, hashes: &[BoxHash]) -> Result<Vec<Option<Vec<u8>>>> {
    let Some(v) = store.key(vault).await? else { return Ok(vec![None; hashes.len()]) };
    let mut found = Vec::with_capacity(hashes.len());
    for hash in hashes {
        let query = sqlx::query("SELECT bytes FROM boxes WHERE v = ? AND hash = ?").bind(v).bind(&hash.0[..]);
        found.push(query.fetch_optional(&store.readers).await?.map(|row| row.try_get(0)).transpose()?);
    }
    Ok(found)
}

pub(super) async fn vault_of_invite(store: &SqliteStore, invite: &EntryHash) -> Result<Option<VaultId>> {
    let query = sqlx::query("SELECT id FROM invites JOIN vaults USING (v) WHERE invite = ?").bind(&invite.0[..]);
    query.fetch_optional(&store.readers).await?.map(|row| fixed(&row, 0).map(VaultId)).transpose()
}

pub(super) async fn requests(store: &SqliteStore, vault: &VaultId) -> Result<Vec<Vec<u8>>> {
    let query = sqlx::query("SELECT bytes FROM requests WHERE v = (SELECT v FROM vaults WHERE id = ?) ORDER BY rowid");
    let rows = query.bind(&vault.0[..]).fetch_all(&store.readers).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
