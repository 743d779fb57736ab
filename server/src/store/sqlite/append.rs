//! Writing vaults: a post is one transaction, begun by moving the head from the one it was checked against.

use super::{Append, BoxHash, EntryHash, Outcome, RecordId, Result, Roster, Seq, SqliteStore, StoreError, sql};
use crate::store::{EntryRow, NewVersion, TreeRows};
use sqlx::{QueryBuilder, Row, Sqlite};
use tacit_shared::limits::REQUESTS_PER_INVITE;
use tacit_shared::root::{EMPTY, NODES};

/// Rows of one insert: six values each stay below SQLite's 32,766 parameters.
const ROWS: usize = 1_000;

/// Built whole before any is run, so that nothing borrowed is held over an await.
type Statement = QueryBuilder<Sqlite>;

fn encode(roster: &Roster) -> Result<Vec<u8>> {
    postcard::to_stdvec(roster).map_err(|error| StoreError(error.to_string()))
}

pub(super) async fn create(
    store: &SqliteStore,
    roster: &Roster,
    creator: &[u8; 32],
    genesis: &[u8],
    (box_hash, box_bytes): (BoxHash, &[u8]),
) -> Result<Outcome> {
    let mut change = store.writer.begin().await?;
    let made = sqlx::query(
        "INSERT INTO vaults (id, creator, roster, seq, hash, root, total, live, nodes) VALUES (?, ?, ?, 0, ?, ?, 0, 0, ?) \
         ON CONFLICT DO NOTHING RETURNING v",
    )
    .bind(&roster.vault().0[..])
    .bind(&creator[..])
    .bind(encode(roster)?)
    .bind(&roster.hash().0[..])
    .bind(&EMPTY[..])
    .bind(empty_nodes(roster))
    .fetch_optional(&mut *change)
    .await?;
    let Some(row) = made else { return Ok(Outcome::Stale) };
    let v: i64 = row.try_get(0)?;
    let row = EntryRow { seq: 0, hash: roster.hash(), is_roster: true, bytes: genesis };
    for mut statement in [entry(v, &row), one_box(v, &box_hash, box_bytes)] {
        statement.build().execute(&mut *change).await?;
    }
    change.commit().await?;
    Ok(Outcome::Done)
}

/// The 64 node hashes of an empty record set: hashes of 64 empty buckets, not zeros.
fn empty_nodes(roster: &Roster) -> Vec<u8> {
    let buckets = [EMPTY; NODES];
    (0..NODES as u8).flat_map(|node| tacit_shared::root::node_hash(&roster.vault(), node, &buckets)).collect()
}

pub(super) async fn append(store: &SqliteStore, append: &Append<'_>) -> Result<Outcome> {
    let mut change = store.writer.begin().await?;
    let moved =
        sqlx::query("UPDATE vaults SET seq = ?, hash = ?, root = ? WHERE id = ? AND seq = ? AND hash = ? RETURNING v")
            .bind(sql(append.pin.seq))
            .bind(&append.pin.hash.0[..])
            .bind(&append.pin.root[..])
            .bind(&append.vault.0[..])
            .bind(sql(append.after.seq))
            .bind(&append.after.hash.0[..])
            .fetch_optional(&mut *change)
            .await?;
    let Some(row) = moved else { return Ok(Outcome::Stale) };
    let v: i64 = row.try_get(0)?;
    for added in &append.files_add {
        if !super::files::name(&mut change, v, added, append.files_lost).await? {
            return Ok(Outcome::Stale);
        }
    }
    let row = sqlx::query("SELECT COALESCE(MAX(place), 0) FROM envelopes").fetch_one(&mut *change).await?;
    let last_place: i64 = row.try_get(0)?;
    for mut statement in statements(v, last_place, append)? {
        statement.build().persistent(false).execute(&mut *change).await?;
    }
    change.commit().await?;
    Ok(Outcome::Done)
}

/// Everything to write, in order.
fn statements(v: i64, last_place: i64, append: &Append<'_>) -> Result<Vec<Statement>> {
    let mut all: Vec<Statement> = append.entries.iter().map(|row| entry(v, row)).collect();
    versions(&mut all, v, last_place, &append.versions);
    lost_envelopes(&mut all, v, &append.versions);
    all.extend(append.boxes.iter().map(|(hash, bytes)| one_box(v, hash, bytes)));
    for hash in &append.lost_boxes {
        let mut statement = Statement::new("INSERT OR IGNORE INTO lost_boxes VALUES (");
        statement.separated(", ").push_bind(v).push_bind(hash.0.to_vec());
        statement.push(")");
        all.push(statement);
    }
    if let Some(roster) = &append.roster {
        needed_boxes(&mut all, v, roster);
        let mut statement = Statement::new("UPDATE vaults SET roster = ");
        statement.push_bind(encode(roster)?).push(" WHERE v = ").push_bind(v);
        all.push(statement);
    }
    if let Some(rows) = &append.tree {
        tree(&mut all, v, rows);
    }
    for invite in &append.opened {
        let mut statement = Statement::new("INSERT INTO invites VALUES (");
        statement.push_bind(invite.0.to_vec()).push(", ").push_bind(v).push(")");
        all.push(statement);
    }
    for invite in &append.closed {
        let mut statement = Statement::new("DELETE FROM requests WHERE invite = ");
        statement.push_bind(invite.0.to_vec());
        all.push(statement);
    }
    for (record, seq) in &append.purges {
        purge(&mut all, v, record, *seq);
    }
    all.extend(append.files_drop.iter().map(|file| super::files::drop_file(v, file)));
    Ok(all)
}

fn entry(v: i64, row: &EntryRow<'_>) -> Statement {
    let mut statement = Statement::new("INSERT INTO entries VALUES (");
    let mut values = statement.separated(", ");
    values.push_bind(v).push_bind(sql(row.seq)).push_bind(row.hash.0.to_vec());
    values.push_bind(row.is_roster).push_bind(row.bytes.to_vec());
    statement.push(")");
    statement
}

/// Envelopes are appended under numbers of their own, so that a large import writes them in one run; the versions
/// table, ordered by random record ids, holds only their places.
fn versions(all: &mut Vec<Statement>, v: i64, mut place: i64, versions: &[NewVersion<'_>]) {
    for part in versions.chunks(ROWS) {
        let places = part.iter().map(|version| {
            place += i64::from(version.bytes.is_some());
            version.bytes.map(|bytes| (place, bytes))
        });
        let places: Vec<Option<(i64, &[u8])>> = places.collect();
        if places.iter().any(Option::is_some) {
            let mut statement = Statement::new("INSERT INTO envelopes ");
            statement.push_values(places.iter().flatten(), |mut row, (place, bytes)| {
                row.push_bind(*place).push_bind(bytes.to_vec());
            });
            all.push(statement);
        }
        let mut statement = Statement::new("INSERT INTO versions ");
        statement.push_values(part.iter().zip(&places), |mut row, (version, place)| {
            row.push_bind(v)
                .push_bind(version.change.record.0.to_vec())
                .push_bind(sql(version.change.version))
                .push_bind(sql(version.seq))
                .push_bind(version.change.envelope.map(|hash| hash.0.to_vec()))
                .push_bind(place.map(|(place, _)| place));
        });
        all.push(statement);
    }
}

/// Marks what a restore lost, as far as it is still the newest: a superseded version's bytes nobody keeps.
fn lost_envelopes(all: &mut Vec<Statement>, v: i64, versions: &[NewVersion<'_>]) {
    let lost: Vec<_> = versions.iter().filter(|one| one.bytes.is_none() && one.change.envelope.is_some()).collect();
    for part in lost.chunks(ROWS) {
        let mut statement = Statement::new("INSERT INTO lost_envelopes ");
        statement.push_values(part, |mut row, version| {
            row.push_bind(v).push_bind(version.change.record.0.to_vec()).push_bind(sql(version.change.version));
        });
        all.push(statement);
    }
    let mut statement = Statement::new("DELETE FROM lost_envelopes WHERE v = ");
    statement.push_bind(v).push(
        " AND version < (SELECT MAX(version) FROM versions AS newest \
         WHERE newest.v = lost_envelopes.v AND newest.record = lost_envelopes.record)",
    );
    all.push(statement);
}

/// Boxes of an epoch that is over are needed by nobody: a rotation hands its key on.
fn needed_boxes(all: &mut Vec<Statement>, v: i64, roster: &Roster) {
    let mut statement = Statement::new("DELETE FROM lost_boxes WHERE v = ");
    statement.push_bind(v).push(" AND hash NOT IN (");
    let mut values = statement.separated(", ");
    for hash in roster.current().filter_map(|(member, _)| roster.current_box(member)) {
        values.push_bind(hash.0.to_vec());
    }
    statement.push(")");
    all.push(statement);
}

fn one_box(v: i64, hash: &BoxHash, bytes: &[u8]) -> Statement {
    // Two members whose keys do not parse have the same box of zeros.
    let mut statement = Statement::new("INSERT OR IGNORE INTO boxes VALUES (");
    statement.separated(", ").push_bind(v).push_bind(hash.0.to_vec()).push_bind(bytes.to_vec());
    statement.push(")");
    statement
}

fn tree(all: &mut Vec<Statement>, v: i64, rows: &TreeRows) {
    let mut statement = Statement::new("UPDATE vaults SET total = ");
    statement.push_bind(sql(rows.totals.total)).push(", live = ").push_bind(sql(rows.totals.live));
    statement.push(", nodes = ").push_bind(rows.nodes.as_flattened().to_vec()).push(" WHERE v = ").push_bind(v);
    all.push(statement);
    let mut statement = Statement::new("INSERT OR REPLACE INTO tree ");
    statement.push_values(&rows.buckets, |mut row, (node, buckets)| {
        row.push_bind(v).push_bind(i64::from(*node)).push_bind(buckets.as_flattened().to_vec());
    });
    all.push(statement);
}

/// Drops the bytes of every version before the newest as of an entry, which may be a tombstone without any.
fn purge(all: &mut Vec<Statement>, v: i64, record: &RecordId, seq: Seq) {
    let old = |mut statement: Statement| {
        statement.push("v = ").push_bind(v).push(" AND record = ").push_bind(record.0.to_vec());
        statement
            .push(" AND place IS NOT NULL AND version < (SELECT MAX(version) FROM versions WHERE v = ")
            .push_bind(v);
        statement
            .push(" AND record = ")
            .push_bind(record.0.to_vec())
            .push(" AND seq <= ")
            .push_bind(sql(seq))
            .push(")");
        statement
    };
    let mut bytes = old(Statement::new("DELETE FROM envelopes WHERE place IN (SELECT place FROM versions WHERE "));
    bytes.push(")");
    all.push(bytes);
    all.push(old(Statement::new("UPDATE versions SET place = NULL WHERE ")));
}

pub(super) async fn add_request(
    store: &SqliteStore,
    invite: &EntryHash,
    hash: &[u8; 32],
    bytes: &[u8],
) -> Result<Outcome> {
    let mut change = store.writer.begin().await?;
    let row = sqlx::query("SELECT COUNT(*), COALESCE(MAX(hash = ?), 0) FROM requests WHERE invite = ?")
        .bind(&hash[..])
        .bind(&invite.0[..])
        .fetch_one(&mut *change)
        .await?;
    let (waiting, known): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    if known == 1 {
        return Ok(Outcome::Done);
    }
    if waiting >= REQUESTS_PER_INVITE as i64 {
        return Ok(Outcome::Stale);
    }
    sqlx::query("INSERT INTO requests SELECT invite, ?, v, ? FROM invites WHERE invite = ?")
        .bind(&hash[..])
        .bind(bytes)
        .bind(&invite.0[..])
        .execute(&mut *change)
        .await?;
    change.commit().await?;
    Ok(Outcome::Done)
}
