//! After a restore from a backup (docs/protocol.md, section 10.7): how long a vault takes only what members give back,
//! and the sealed bytes that came later than the entries that name them.

use crate::access::{Identity, InVault, OfMember, for_member};
use crate::app::{self, Shared};
use crate::limits;
use crate::posting;
use crate::store::recovery::{FoundEnvelope, LostEnvelope, Recovery};
use crate::wire::{Answer, Refusal, Reply, Wire};
use axum::extract::State;
use std::collections::HashMap;
use tacit_shared::api::{ApiError, Missing, PutMissing};
use tacit_shared::entry::{Header, box_hash};
use tacit_shared::envelope::{Envelope, Place, envelope_hash};
use tacit_shared::ids::{Member, Millis, Seq, VaultId};
use tacit_shared::limits::{BOX, MEMBERS};
use tacit_shared::roster::Roster;

/// Everybody has been here and the journal is as long as anybody knew it; or it has taken too long.
fn is_over(recovery: &Recovery, roster: &Roster, now: Millis) -> bool {
    let all_seen = || roster.current().all(|(_, member)| recovery.seen.contains(&member.identity));
    now > recovery.since.saturating_add(limits::RECOVERY_MS) || (roster.seq() >= recovery.wanted && all_seen())
}

/// Whether a vault takes only what members give back. If that has just come to its end, everybody hears of it.
pub(crate) async fn is_recovering(app: &Shared, roster: &Roster) -> Result<bool, Refusal> {
    let vault = roster.vault();
    match app.store.recovery(&vault).await? {
        None => Ok(false),
        Some(recovery) if !is_over(&recovery, roster, app::now()) => Ok(true),
        Some(_) => {
            app.store.end_recovery_of(&vault).await?;
            posting::wake(app, roster, roster);
            Ok(false)
        }
    }
}

/// A member asks for the journal and has it up to `seq`; the answer is that of [`is_recovering`].
pub(crate) async fn pulled(app: &Shared, roster: &Roster, me: &[u8; 32], seq: Seq) -> Result<bool, Refusal> {
    if app.store.recovery(&roster.vault()).await?.is_none() {
        return Ok(false);
    }
    app.store.note_pull(&roster.vault(), me, seq).await?;
    is_recovering(app, roster).await
}

/// A vault that is made soon after a restore may be one that was lost: its members come with the rest of it.
pub(crate) async fn vault_made(app: &Shared, vault: &VaultId) -> Result<(), Refusal> {
    let Some(at) = app.store.restored_at().await? else { return Ok(()) };
    let now = app::now();
    if now <= at.saturating_add(limits::RECOVERY_MS) {
        app.store.start_recovery_of(vault, now).await?;
    }
    Ok(())
}

/// Whether accounts come back that were made or changed after the backup.
pub(crate) async fn accounts_come_back(app: &Shared) -> Result<bool, Refusal> {
    let at = app.store.restored_at().await?;
    Ok(at.is_some_and(|at| app::now() <= at.saturating_add(limits::ACCOUNTS_COME_BACK_MS)))
}

/// `GET {vault}/missing`
pub async fn missing(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
) -> Reply<Missing> {
    for_member(&app, &identity, &vault).await?;
    let lost = app.store.lost_envelopes(&vault, limits::ENVELOPES).await?;
    let envelopes = lost.iter().map(|one| (one.record, one.version)).collect();
    let mut boxes = app.store.lost_boxes(&vault).await?;
    boxes.truncate(MEMBERS);
    Ok(Answer(Missing { envelopes, boxes }))
}

/// `POST {vault}/put-missing`
pub async fn put_missing(
    State(app): State<Shared>,
    OfMember(vault, identity): OfMember,
    Wire(body): Wire<PutMissing, { limits::POST_BODY }>,
) -> Reply<()> {
    let (roster, _) = for_member(&app, &identity, &vault).await?;
    let places = body.envelopes.iter().filter_map(|bytes| Envelope::parse(bytes).ok());
    let places: Vec<_> = places.map(|envelope| (envelope.place.record, envelope.place.version)).collect();
    if places.len() > limits::ENVELOPES {
        return Err(ApiError::TooLarge.into());
    }
    let lost = app.store.lost_among(&vault, &places).await?;
    let authors = authors(&app, &vault, &lost).await?;
    let envelopes = found(&roster, &lost, &authors, &body.envelopes);
    let wanted = app.store.lost_boxes(&vault).await?;
    let boxes = body.boxes.iter().map(|bytes| (box_hash(bytes), bytes.as_slice()));
    let boxes: Vec<_> = boxes.filter(|(hash, bytes)| bytes.len() == BOX && wanted.contains(hash)).collect();
    if !envelopes.is_empty() || !boxes.is_empty() {
        app.store.put_missing(&vault, &envelopes, &boxes).await?;
        posting::wake(&app, &roster, &roster);
    }
    Ok(Answer(()))
}

/// Who wrote the entries that name what is missing.
async fn authors(app: &Shared, vault: &VaultId, lost: &[LostEnvelope]) -> Result<HashMap<Seq, Member>, Refusal> {
    let mut authors = HashMap::new();
    for LostEnvelope { seq, .. } in lost {
        if !authors.contains_key(seq) {
            let entry = app.store.entries(vault, *seq, *seq, 1, usize::MAX).await?.pop().ok_or(ApiError::Internal)?;
            let (header, _) = postcard::take_from_bytes::<Header>(&entry).map_err(|_| ApiError::Internal)?;
            authors.insert(*seq, header.author);
        }
    }
    Ok(authors)
}

/// What of the bytes given is missing, and is what its entry says (H7: also late, no insider's hole is filled with
/// something else).
fn found<'a>(
    roster: &Roster,
    lost: &[LostEnvelope],
    authors: &HashMap<Seq, Member>,
    given: &'a [Vec<u8>],
) -> Vec<FoundEnvelope<'a>> {
    let by_hash: HashMap<_, _> = lost.iter().map(|one| (one.hash, *one)).collect();
    let fits = |bytes: &'a Vec<u8>| {
        let lost = *by_hash.get(&envelope_hash(bytes))?;
        let author = *authors.get(&lost.seq)?;
        let place = Place { record: lost.record, version: lost.version, epoch: roster.epoch_at(lost.seq), author };
        let envelope = Envelope::parse(bytes).ok()?;
        (envelope.place == place).then_some(FoundEnvelope { lost, bytes })
    };
    given.iter().filter_map(fits).collect()
}
