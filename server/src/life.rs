//! The end of a membership, of a vault, of bytes: statements beside the journal, and the upkeep that makes what was
//! deleted go.

use crate::access::{self, Identity, InVault, for_member};
use crate::app::{self, Shared};
use crate::store::{StoreError, admits};
use crate::wire::{Answer, Refusal, Reply, Wire};
use crate::{limits, recovery};
use axum::extract::State;
use std::sync::atomic::{AtomicBool, Ordering};
use tacit_shared::api::{ApiError, GetEntriesAt, GetVersions, Hint, PostStatement, VersionRow};
use tacit_shared::ids::{Millis, VaultId};
use tacit_shared::life::{deleted, leaving};
use tacit_shared::limits::{CLOCK_AHEAD_MS, POST};
use tacit_shared::roster::Roster;

/// What keeps deleted bytes from staying.
#[derive(Default)]
pub struct Upkeep {
    /// Nothing was deleted since the files were last seen clean. A start counts as not clean.
    clean: AtomicBool,
}

impl Upkeep {
    /// Something was deleted: the files still hold it somewhere.
    pub fn deleted(&self) {
        self.clean.store(false, Ordering::Relaxed);
    }

    /// Destroys what is due and makes the files forget it.
    pub async fn run(&self, app: &Shared, now: Millis) -> Result<(), StoreError> {
        if app.store.destroy_deleted(now.saturating_sub(limits::DELETED_KEPT_MS)).await? > 0 {
            self.deleted();
        }
        app.store.forget_deletions(now.saturating_sub(limits::VAULT_DELETION_KNOWN_MS)).await?;
        // Marked clean before, so that what is deleted meanwhile is not missed.
        if !self.clean.swap(true, Ordering::Relaxed) && !app.store.scrub().await? {
            self.deleted();
        }
        Ok(())
    }
}

fn in_time(at: Millis) -> Result<(), ApiError> {
    let now = app::now();
    if at > now.saturating_add(CLOCK_AHEAD_MS) { Err(ApiError::ClockAhead { now }) } else { Ok(()) }
}

/// A vault's membership; once it is destroyed, the statement that did it.
pub async fn roster(app: &Shared, vault: &VaultId) -> Result<Roster, Refusal> {
    match app.store.roster(vault).await? {
        Some(roster) => Ok(roster),
        None => {
            still_there(app, vault).await?;
            Err(ApiError::NoVault.into())
        }
    }
}

/// Whether a vault may still be written to, and read to its end.
pub async fn still_there(app: &Shared, vault: &VaultId) -> Result<(), Refusal> {
    match app.store.deletion(vault).await? {
        Some(deletion) => Err(ApiError::Deleted(deletion.statement).into()),
        None => Ok(()),
    }
}

/// `POST {vault}/leave`
pub async fn leave(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<PostStatement, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    let (roster, me) = for_member(&app, &identity, &vault).await?;
    still_there(&app, &vault).await?;
    let said = leaving(&roster, &body.statement).filter(|said| said.member() == me);
    let said = said.ok_or(ApiError::Refused { check: 8 })?;
    in_time(said.at())?;
    app.store.add_leaving(&vault, me, &body.statement).await?;
    for (_, member) in roster.current().filter(|(_, member)| member.role().is_some_and(admits)) {
        app.hub.send(&member.identity, &Hint::Request { vault });
    }
    Ok(Answer(()))
}

/// `POST {vault}/delete`
pub async fn delete(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<PostStatement, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    // Nothing is posted between the check and the end.
    let _turn = app.posts.turn(&vault).await;
    let roster = roster(&app, &vault).await?;
    access::member(&roster, &identity, app::now())?;
    // Whoever was an owner at the time of the backup may be none any more, and what says so is still to come back.
    if recovery::is_recovering(&app, &roster).await? {
        return Err(ApiError::Recovering.into());
    }
    let said = deleted(&roster, &body.statement).ok_or(ApiError::Refused { check: 8 })?;
    in_time(said.at())?;
    // Stale: deleted before, by a statement that stays the one shown.
    let (crate::store::Outcome::Done | crate::store::Outcome::Stale) =
        app.store.delete_vault(&vault, &body.statement, app::now()).await?;
    for (_, member) in roster.current() {
        app.hub.send(&member.identity, &Hint::Entries { vault, seq: roster.seq() });
    }
    Ok(Answer(()))
}

/// The statements of those who are still in, for whoever may act on them.
pub async fn waiting(app: &Shared, roster: &Roster) -> Result<Vec<Vec<u8>>, StoreError> {
    let kept = app.store.leaving(&roster.vault()).await?;
    Ok(kept.into_iter().filter(|(member, _)| roster.role(*member).is_some()).map(|(_, statement)| statement).collect())
}

/// `POST {vault}/versions`
pub async fn versions(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<GetVersions, { limits::BODY }>,
) -> Reply<Vec<Vec<VersionRow>>> {
    for_member(&app, &identity, &vault).await?;
    if body.records.len() > limits::HISTORIES {
        return Err(ApiError::TooLarge.into());
    }
    let mut histories = Vec::with_capacity(body.records.len());
    let mut room = limits::VERSIONS;
    for record in &body.records {
        let versions = app.store.versions(&vault, record, room + 1).await?;
        room = room.checked_sub(versions.len()).ok_or(ApiError::TooLarge)?;
        histories.push(versions);
    }
    Ok(Answer(histories))
}

/// `POST {vault}/entries/at`
pub async fn entries_at(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<GetEntriesAt, { limits::BODY }>,
) -> Reply<Vec<Vec<u8>>> {
    for_member(&app, &identity, &vault).await?;
    if body.places.len() > limits::HISTORIES {
        return Err(ApiError::TooLarge.into());
    }
    Ok(Answer(app.store.entries_at(&vault, &body.places, POST).await?))
}
