//! Head statements: taken from members who verified the journal that this server keeps, given to everybody else in the
//! vault. They prove nothing about this server to anybody but by what they say.

use crate::access::{Identity, InVault, for_member};
use crate::app::{self, App, Shared};
use crate::limits;
use crate::store::HeadRow;
use crate::wire::{Answer, Refusal, Reply, Wire};
use axum::extract::State;
use tacit_shared::api::{ApiError, Head, PostHead};
use tacit_shared::ids::{Member, VaultId};
use tacit_shared::limits::CLOCK_AHEAD_MS;
use tacit_shared::roster::Roster;
use tacit_shared::witness::HeadStatement;

/// `POST {vault}/head`
pub async fn post_head(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<PostHead, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    let (roster, me) = for_member(&app, &identity, &vault).await?;
    let statement = check(&roster, me, &body.statement)?;
    let now = app::now();
    if statement.at() > now.saturating_add(CLOCK_AHEAD_MS) {
        return Err(ApiError::ClockAhead { now }.into());
    }
    if app.store.entry_hash(&vault, statement.seq()).await? != Some(statement.hash()) {
        return Err(ApiError::Conflict(Head { seq: roster.seq(), hash: roster.hash() }).into());
    }
    let (seq, at) = statement.order();
    let row = HeadRow { member: me, seq, at, arrived: now, bytes: body.statement };
    app.store.keep_head(&vault, &row).await?;
    Ok(Answer(()))
}

/// The asker's own, well-formed, and not about keys that nobody has yet.
fn check(roster: &Roster, me: Member, bytes: &[u8]) -> Result<HeadStatement, ApiError> {
    let statement = HeadStatement::read(roster, bytes).map_err(|_| ApiError::Malformed)?;
    if statement.member() != me {
        return Err(ApiError::Unauthorized);
    }
    if statement.epoch_held() > roster.epoch() { Err(ApiError::Malformed) } else { Ok(statement) }
}

/// Statements that arrived after a mark, and the mark to ask with next.
pub(crate) async fn newest(app: &App, vault: &VaultId, after: u64) -> Result<(Vec<HeadRow>, u64), Refusal> {
    let rows = app.store.heads(vault, after).await?;
    let until = rows.iter().map(|row| row.arrived).max().unwrap_or(after);
    Ok((rows, until))
}

/// Those of current members.
pub(crate) fn of_members(roster: &Roster, rows: Vec<HeadRow>) -> Vec<Vec<u8>> {
    rows.into_iter().filter(|row| roster.role(row.member).is_some()).map(|row| row.bytes).collect()
}
