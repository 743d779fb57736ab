//! Making a vault, and reading one: pages of the journal, membership, the record set as of an entry, envelopes, boxes.

use crate::access::{Identity, InVault, for_member, for_reader};
use crate::app::{self, Shared};
use crate::recovery;
use crate::store::{Outcome, admits};
use crate::wire::{Answer, Refusal, Reply, Wire};
use crate::{life, limits, witness};
use axum::extract::State;
use tacit_shared::api::{
    ApiError, CreateVault, GetBoxes, GetEntries, GetEnvelopes, GetLeaves, Head, LeafRow, Pull, Pulled, RosterAnswer,
};
use tacit_shared::entry::box_hash;
use tacit_shared::ids::Seq;
use tacit_shared::limits::{BOX, CLOCK_AHEAD_MS, POST, POST_ENTRIES};
use tacit_shared::roster::Roster;
use tacit_shared::{root, step};

/// `POST vaults`
pub async fn create(
    State(app): State<Shared>,
    Identity(identity): Identity,
    Wire(body): Wire<CreateVault, { limits::BODY }>,
) -> Reply<Head> {
    let (roster, genesis) = step::genesis(&body.genesis).map_err(|error| ApiError::Refused { check: error.check() })?;
    if roster.member_of(&identity).is_none() {
        return Err(ApiError::Refused { check: 7 }.into());
    }
    let now = app::now();
    if genesis.header().at > now.saturating_add(CLOCK_AHEAD_MS) {
        return Err(ApiError::ClockAhead { now }.into());
    }
    let hash = box_hash(&body.box_bytes);
    if body.box_bytes.len() != BOX || roster.current_box(0) != Some(hash) {
        return Err(ApiError::BadBytes.into());
    }
    let head = Head { seq: 0, hash: roster.hash() };
    life::still_there(&app, &roster.vault()).await?;
    if app.store.roster(&roster.vault()).await?.is_some() {
        return Ok(Answer(head));
    }
    if app.store.vaults_made_by(&identity).await? >= limits::VAULTS {
        return Err(ApiError::TooLarge.into());
    }
    // Stale: the same bytes arrived twice at once, with the same effect.
    let (Outcome::Done | Outcome::Stale) =
        app.store.create_vault(&roster, &identity, &body.genesis, (hash, &body.box_bytes)).await?;
    recovery::vault_made(&app, &roster.vault()).await?;
    Ok(Answer(head))
}

/// The head that a reader is shown: a removed member's own journal ends with his removal.
async fn shown_head(app: &Shared, roster: &Roster, until: Option<Seq>) -> Result<Head, Refusal> {
    let Some(seq) = until else { return Ok(Head { seq: roster.seq(), hash: roster.hash() }) };
    let hash = app.store.entry_hash(&roster.vault(), seq).await?.ok_or(ApiError::Internal)?;
    Ok(Head { seq, hash })
}

/// `POST {vault}/pull`
pub async fn pull(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<Pull, { limits::STRANGER_BODY }>,
) -> Reply<Pulled> {
    // Before the head: no statement is shown that speaks of an entry beyond it.
    let (heads, heads_until) = witness::newest(&app, &vault, body.heads_after).await?;
    let reader = for_reader(&app, &identity, &vault).await?;
    let head = shown_head(&app, &reader.roster, reader.until).await?;
    let from = body.have.map_or(0, |have| have.seq.saturating_add(1));
    if let Some(until) = reader.until
        && from > until
    {
        return Err(ApiError::Removed(until).into());
    }
    // Of a deleted vault members still fetch what they lack; who lacks nothing is told.
    if reader.until.is_none() && from > head.seq {
        life::still_there(&app, &vault).await?;
    }
    let entries = app.store.entries(&vault, from, head.seq, POST_ENTRIES, POST).await?;
    let is_member = reader.until.is_none();
    let had = body.have.map_or(0, |have| have.seq);
    let recovering = is_member && recovery::pulled(&app, &reader.roster, &identity, had).await?;
    let lacking = is_member && app.store.lacks(&vault).await?;
    let role = reader.roster.member_of(&identity).and_then(|me| reader.roster.role(me));
    let (mut requests, mut leaving) = (Vec::new(), Vec::new());
    if role.is_some_and(admits) {
        requests = app.store.requests(&vault).await?;
        leaving = life::waiting(&app, &reader.roster).await?;
    }
    let heads = if reader.until.is_none() { witness::of_members(&reader.roster, heads) } else { Vec::new() };
    let now = app::now();
    Ok(Answer(Pulled { head, entries, heads, heads_until, requests, leaving, recovering, lacking, now }))
}

/// The membership chain up to an entry, unless an insider made it too long to be shown.
pub(crate) async fn membership(app: &Shared, roster: &Roster, to: Seq) -> Result<Vec<Vec<u8>>, Refusal> {
    if app.store.roster_bytes(&roster.vault()).await? > limits::ROSTER {
        return Err(ApiError::TooLarge.into());
    }
    Ok(app.store.roster_entries(&roster.vault(), to).await?)
}

/// `GET {vault}/roster`
pub async fn roster(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
) -> Reply<RosterAnswer> {
    let (heads, _) = witness::newest(&app, &vault, 0).await?;
    let (roster, _) = for_member(&app, &identity, &vault).await?;
    // Both up to one head, whatever is appended meanwhile.
    let entries = membership(&app, &roster, roster.seq()).await?;
    let head = app.store.entries(&vault, roster.seq(), roster.seq(), 1, usize::MAX).await?.pop();
    let heads = witness::of_members(&roster, heads);
    Ok(Answer(RosterAnswer { entries, head: head.ok_or(ApiError::Internal)?, heads }))
}

/// `POST {vault}/entries/get`
pub async fn entries(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<GetEntries, { limits::STRANGER_BODY }>,
) -> Reply<Vec<Vec<u8>>> {
    let reader = for_reader(&app, &identity, &vault).await?;
    let count = (body.count as usize).min(POST_ENTRIES);
    let to = reader.until.unwrap_or(reader.roster.seq());
    Ok(Answer(app.store.entries(&vault, body.from, to, count, POST).await?))
}

/// `POST {vault}/leaves`
pub async fn leaves(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<GetLeaves, { limits::STRANGER_BODY }>,
) -> Reply<Vec<LeafRow>> {
    let (roster, _) = for_member(&app, &identity, &vault).await?;
    if body.first >= body.end || usize::from(body.end) > root::BUCKETS || body.at > roster.seq() {
        return Err(ApiError::Malformed.into());
    }
    let leaves = app.store.leaves(&vault, body.at, body.first, body.end, limits::LEAVES + 1).await?;
    if leaves.len() > limits::LEAVES { Err(ApiError::TooLarge.into()) } else { Ok(Answer(leaves)) }
}

/// `POST {vault}/envelopes/get`
pub async fn envelopes(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<GetEnvelopes, { limits::BODY }>,
) -> Reply<Vec<Option<Vec<u8>>>> {
    for_member(&app, &identity, &vault).await?;
    if body.wanted.len() > limits::ENVELOPES {
        return Err(ApiError::TooLarge.into());
    }
    Ok(Answer(app.store.envelopes(&vault, &body.wanted, POST).await?))
}

/// `POST {vault}/boxes/get`. A removed member has his own boxes already, and gets none of later epochs.
pub async fn boxes(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<GetBoxes, { limits::STRANGER_BODY }>,
) -> Reply<Vec<Option<Vec<u8>>>> {
    for_member(&app, &identity, &vault).await?;
    if body.hashes.len() > limits::BOXES {
        return Err(ApiError::TooLarge.into());
    }
    Ok(Answer(app.store.boxes(&vault, &body.hashes).await?))
}
