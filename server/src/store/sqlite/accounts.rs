//! Accounts, their blobs and sessions.

use super::{
    Account, Lookup, Millis, Outcome, PermitKey, Result, Session, SqliteStore, fixed, fixed_or_null, number, sql,
};
use crate::limits;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

pub(super) async fn any(store: &SqliteStore) -> Result<bool> {
    Ok(sqlx::query("SELECT 1 FROM accounts LIMIT 1").fetch_optional(&store.readers).await?.is_some())
}

pub(super) async fn add_token(store: &SqliteStore, hash: [u8; 32], now: Millis) -> Result<()> {
    let mut change = store.writer.begin().await?;
    sqlx::query("INSERT INTO sign_up_tokens VALUES (?, ?)")
        .bind(&hash[..])
        .bind(sql(now))
        .execute(&mut *change)
        .await?;
    sqlx::query(
        "DELETE FROM sign_up_tokens WHERE hash NOT IN (SELECT hash FROM sign_up_tokens ORDER BY created DESC LIMIT ?)",
    )
    .bind(limits::SIGN_UP_TOKENS)
    .execute(&mut *change)
    .await?;
    Ok(change.commit().await?)
}

pub(super) async fn permit_is_free(store: &SqliteStore, permit: &PermitKey, now: Millis) -> Result<bool> {
    let oldest = sql(now.saturating_sub(limits::SIGN_UP_MS));
    Ok(match permit {
        PermitKey::Token(hash) => {
            let query = sqlx::query("SELECT 1 FROM sign_up_tokens WHERE hash = ? AND created >= ?");
            query.bind(&hash[..]).bind(oldest).fetch_optional(&store.readers).await?.is_some()
        }
        PermitKey::Invite(invite) => {
            let query = sqlx::query("SELECT 1 FROM used_invites WHERE invite = ?");
            query.bind(&invite.0[..]).fetch_optional(&store.readers).await?.is_none()
        }
        PermitKey::Member(identity) => {
            // Whoever has a session here has an account here, perhaps under other keys since.
            let query = sqlx::query(
                "SELECT 1 FROM returned WHERE identity = ?1 UNION SELECT 1 FROM sessions WHERE identity = ?1",
            );
            query.bind(&identity[..]).fetch_optional(&store.readers).await?.is_none()
        }
    })
}

async fn use_permit(change: &mut SqliteConnection, permit: &PermitKey) -> Result<bool> {
    let used = match permit {
        PermitKey::Token(hash) => {
            sqlx::query("DELETE FROM sign_up_tokens WHERE hash = ?").bind(&hash[..]).execute(change).await?
        }
        PermitKey::Invite(invite) => {
            sqlx::query("INSERT OR IGNORE INTO used_invites VALUES (?)").bind(&invite.0[..]).execute(change).await?
        }
        PermitKey::Member(identity) => {
            sqlx::query("INSERT OR IGNORE INTO returned VALUES (?)").bind(&identity[..]).execute(change).await?
        }
    };
    Ok(used.rows_affected() == 1)
}

pub(super) async fn create(
    store: &SqliteStore,
    lookup: &Lookup,
    account: &Account,
    blob: &[u8],
    permit: &PermitKey,
) -> Result<Outcome> {
    let mut change = store.writer.begin().await?;
    let made = sqlx::query("INSERT OR IGNORE INTO accounts VALUES (?, ?, ?, ?)")
        .bind(&lookup.0[..])
        .bind(&account.auth[..])
        .bind(sql(account.seq))
        .bind(&account.blob_hash[..])
        .execute(&mut *change)
        .await?;
    if made.rows_affected() != 1 || !use_permit(&mut change, permit).await? {
        return Ok(Outcome::Stale);
    }
    keep_blob(&mut change, lookup, account.seq, blob).await?;
    change.commit().await?;
    Ok(Outcome::Done)
}

pub(super) async fn keep_blob(change: &mut SqliteConnection, lookup: &Lookup, seq: u64, blob: &[u8]) -> Result<()> {
    sqlx::query("INSERT INTO blobs VALUES (?, ?, ?)")
        .bind(&lookup.0[..])
        .bind(sql(seq))
        .bind(blob)
        .execute(&mut *change)
        .await?;
    sqlx::query("DELETE FROM blobs WHERE lookup = ? AND seq <= ?")
        .bind(&lookup.0[..])
        .bind(sql(seq) - limits::BLOBS_KEPT)
        .execute(change)
        .await?;
    Ok(())
}

pub(super) async fn get(store: &SqliteStore, lookup: &Lookup) -> Result<Option<Account>> {
    let query = sqlx::query("SELECT auth, seq, blob_hash FROM accounts WHERE lookup = ?").bind(&lookup.0[..]);
    let Some(row) = query.fetch_optional(&store.readers).await? else { return Ok(None) };
    Ok(Some(Account { auth: fixed(&row, 0)?, seq: number(&row, 1)?, blob_hash: fixed(&row, 2)? }))
}

pub(super) async fn blob(store: &SqliteStore, lookup: &Lookup) -> Result<Option<Vec<u8>>> {
    let query = sqlx::query("SELECT bytes FROM blobs WHERE lookup = ? ORDER BY seq DESC LIMIT 1").bind(&lookup.0[..]);
    Ok(query.fetch_optional(&store.readers).await?.map(|row| row.try_get(0)).transpose()?)
}

pub(super) async fn replace_blob(
    store: &SqliteStore,
    lookup: &Lookup,
    before: &[u8; 32],
    seq: u64,
    hash: &[u8; 32],
    blob: &[u8],
) -> Result<Outcome> {
    let mut change = store.writer.begin().await?;
    let moved = sqlx::query("UPDATE accounts SET seq = ?, blob_hash = ? WHERE lookup = ? AND blob_hash = ?")
        .bind(sql(seq))
        .bind(&hash[..])
        .bind(&lookup.0[..])
        .bind(&before[..])
        .execute(&mut *change)
        .await?;
    if moved.rows_affected() != 1 {
        return Ok(Outcome::Stale);
    }
    keep_blob(&mut change, lookup, seq, blob).await?;
    change.commit().await?;
    Ok(Outcome::Done)
}

fn read_session(row: &SqliteRow) -> Result<Session> {
    Ok(Session {
        hash: fixed(row, 0)?,
        id: fixed(row, 1)?,
        lookup: Lookup(fixed(row, 2)?),
        identity: fixed_or_null(row, 3)?,
        created: number(row, 4)?,
        seen: number(row, 5)?,
    })
}

pub(super) async fn add_session(store: &SqliteStore, session: &Session) -> Result<Vec<[u8; 32]>> {
    let mut change = store.writer.begin().await?;
    sqlx::query("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)")
        .bind(&session.hash[..])
        .bind(&session.id[..])
        .bind(&session.lookup.0[..])
        .bind(session.identity.as_ref().map(|identity| &identity[..]))
        .bind(sql(session.created))
        .bind(sql(session.seen))
        .execute(&mut *change)
        .await?;
    let ended = sqlx::query(
        "DELETE FROM sessions WHERE lookup = ?1 AND hash NOT IN \
         (SELECT hash FROM sessions WHERE lookup = ?1 ORDER BY seen DESC, created DESC LIMIT ?2) RETURNING hash",
    )
    .bind(&session.lookup.0[..])
    .bind(limits::SESSIONS as i64)
    .fetch_all(&mut *change)
    .await?;
    let ended = ended.iter().map(|row| fixed(row, 0)).collect::<Result<_>>()?;
    change.commit().await?;
    Ok(ended)
}

pub(super) async fn session(store: &SqliteStore, hash: &[u8; 32], idle_since: Millis) -> Result<Option<Session>> {
    let query =
        sqlx::query("SELECT hash, id, lookup, identity, created, seen FROM sessions WHERE hash = ? AND seen >= ?");
    let row = query.bind(&hash[..]).bind(sql(idle_since)).fetch_optional(&store.readers).await?;
    row.as_ref().map(read_session).transpose()
}

pub(super) async fn touch_session(store: &SqliteStore, hash: &[u8; 32], seen: Millis) -> Result<()> {
    sqlx::query("UPDATE sessions SET seen = ? WHERE hash = ?")
        .bind(sql(seen))
        .bind(&hash[..])
        .execute(&store.writer)
        .await?;
    Ok(())
}

pub(super) async fn bind_session(store: &SqliteStore, hash: &[u8; 32], identity: &[u8; 32]) -> Result<()> {
    let query = sqlx::query("UPDATE sessions SET identity = ? WHERE hash = ?").bind(&identity[..]).bind(&hash[..]);
    query.execute(&store.writer).await?;
    Ok(())
}

pub(super) async fn sessions(store: &SqliteStore, lookup: &Lookup, idle_since: Millis) -> Result<Vec<Session>> {
    let query = sqlx::query(
        "SELECT hash, id, lookup, identity, created, seen FROM sessions WHERE lookup = ? AND seen >= ? ORDER BY created",
    );
    let rows = query.bind(&lookup.0[..]).bind(sql(idle_since)).fetch_all(&store.readers).await?;
    rows.iter().map(read_session).collect()
}

pub(super) async fn end_session(store: &SqliteStore, lookup: &Lookup, id: &[u8; 16]) -> Result<Option<[u8; 32]>> {
    let query = sqlx::query("DELETE FROM sessions WHERE lookup = ? AND id = ? RETURNING hash");
    let row = query.bind(&lookup.0[..]).bind(&id[..]).fetch_optional(&store.writer).await?;
    row.map(|row| fixed(&row, 0)).transpose()
}
