//! Taking a post: every entry through the shared verification, every sealed byte present, then one transaction that
//! moves the head from the one it was checked against.

mod loaded;
mod posts;

pub use posts::Posts;

use crate::access::{self, OfMember};
use crate::app::{self, Shared};
use crate::store::{Append, EntryRow, NewVersion, Outcome, TreeRows, VaultState};
use crate::wire::{Answer, Refusal, Reply, Wire};
use crate::{files, life, limits, recovery};
use axum::extract::State;
use loaded::Loaded;
use std::collections::{BTreeSet, HashMap};
use tacit_shared::api::{ApiError, Head, Hint, PostEntries};
use tacit_shared::entry::{Body, Header, box_hash, entry_hash};
use tacit_shared::file::is_sealed_len;
use tacit_shared::ids::{BoxHash, EntryHash, EnvelopeHash, FileId, Member, Millis, VaultId};
use tacit_shared::limits::{CLOCK_AHEAD_MS, INVITE_LIFE_MS, POST_ENTRIES};
use tacit_shared::payload::{Payload, boxes_named};
use tacit_shared::root::bucket_of;
use tacit_shared::roster::Roster;
use tacit_shared::step::{Delta, Verified, admissible, step, touched};

/// `POST {vault}/entries`
pub async fn post(
    State(app): State<Shared>,
    OfMember(vault, identity): OfMember,
    Wire(body): Wire<PostEntries, { limits::POST_BODY }>,
) -> Reply<Head> {
    if body.entries.is_empty() || body.entries.len() > POST_ENTRIES {
        return Err(ApiError::Malformed.into());
    }
    let _turn = app.posts.turn(&vault).await;
    life::still_there(&app, &vault).await?;
    let state = app.store.state(&vault).await?.ok_or(ApiError::NoVault)?;
    let me = access::member(&state.roster, &identity, app::now())?;
    let recovering = recovery::is_recovering(&app, &state.roster).await?;
    let stands = already(&app, &state.roster, &body).await;
    if let Ok(Some(head)) = stands {
        return Ok(Answer(head));
    }
    // Whatever is new would stand where something stood that is still to come back.
    if recovering && !body.relay {
        return Err(ApiError::Recovering.into());
    }
    stands?;
    // Before any record is loaded for it.
    admissible(&state.roster, &body.entries[0]).map_err(|error| ApiError::Refused { check: error.check() })?;
    let before = state.roster.clone();
    let mut leaves = app.posts.take_leaves(&vault, &before.hash()).unwrap_or_default();
    leaves.load(&*app.store, &state, &buckets(&body)).await?;
    // Hashing megabytes takes milliseconds: other requests go on meanwhile.
    let checked =
        tokio::task::block_in_place(|| check(state, &mut leaves, &body, &Terms { me, recovering, now: app::now() }))?;
    let append = Append { files_lost: recovering, ..assemble(&before, &leaves, &body, &checked) };
    files_are_there(&app, &append).await?;
    let mut news = News { app: &app, before: &before, after: &checked.roster, purged: !append.purges.is_empty() };
    if app.store.append(&append).await? == Outcome::Stale {
        news.after = &before;
        news.purged = false;
        return Err(conflict(&app, &vault).await);
    }
    drop(news);
    app.posts.keep_leaves(vault, append.pin.hash, leaves);
    if recovering {
        // Perhaps that was all.
        recovery::is_recovering(&app, &checked.roster).await?;
    }
    Ok(Answer(Head { seq: append.pin.seq, hash: append.pin.hash }))
}

/// What follows from an entry that is kept. On drop, because whoever posted may go away while it is written: it is kept all
/// the same, and the others must hear of it, and the files forget what was purged.
struct News<'a> {
    app: &'a Shared,
    before: &'a Roster,
    after: &'a Roster,
    purged: bool,
}

impl Drop for News<'_> {
    fn drop(&mut self) {
        if self.purged {
            self.app.upkeep.deleted();
        }
        if self.after.seq() > self.before.seq() {
            wake(self.app, self.before, self.after);
        }
    }
}

/// A file that an entry adds is here as a whole, with that length and hash, and its id was never named before. After a
/// restore it is looked for in the folder, which may be newer than the store, and may be lost.
async fn files_are_there(app: &Shared, append: &Append<'_>) -> Result<(), Refusal> {
    let ids: BTreeSet<FileId> = append.files_add.iter().map(|added| added.file).collect();
    let once = ids.len() == append.files_add.len();
    let lengths = append.files_add.iter().all(|added| is_sealed_len(added.len));
    if append.files_lost && once && lengths {
        for added in &append.files_add {
            files::find_again(app, &append.vault, added).await?;
        }
        return Ok(());
    }
    if !once || !app.store.files_are_complete(&append.vault, &append.files_add).await? {
        return Err(ApiError::BadBytes.into());
    }
    Ok(())
}

fn header(bytes: &[u8]) -> Result<Header, ApiError> {
    Ok(postcard::take_from_bytes::<Header>(bytes).map_err(|_| ApiError::Malformed)?.0)
}

async fn conflict(app: &Shared, vault: &VaultId) -> Refusal {
    match app.store.roster(vault).await {
        Ok(Some(roster)) => ApiError::Conflict(Head { seq: roster.seq(), hash: roster.hash() }).into(),
        Ok(None) => ApiError::NoVault.into(),
        Err(error) => error.into(),
    }
}

/// A post whose answer got lost is answered again; one that does not follow the head is told so.
async fn already(app: &Shared, roster: &Roster, body: &PostEntries) -> Result<Option<Head>, Refusal> {
    let first = header(&body.entries[0])?;
    let head = Head { seq: roster.seq(), hash: roster.hash() };
    if first.prev == head.hash && Some(first.seq) == head.seq.checked_add(1) {
        return Ok(None);
    }
    let mut last = None;
    for bytes in &body.entries {
        let (seq, hash) = (header(bytes)?.seq, entry_hash(bytes));
        if app.store.entry_hash(&roster.vault(), seq).await? != Some(hash) {
            return Err(ApiError::Conflict(head).into());
        }
        last = Some(Head { seq, hash });
    }
    Ok(last)
}

fn buckets(body: &PostEntries) -> BTreeSet<u16> {
    body.entries.iter().flat_map(|bytes| touched(bytes)).map(|record| bucket_of(&record)).collect()
}

/// A post that passed every check.
struct Checked {
    roster: Roster,
    deltas: Vec<Delta>,
    lost_boxes: Vec<BoxHash>,
}

/// On what terms it is taken.
struct Terms {
    /// Who posts.
    me: Member,
    /// The vault was restored: what nobody holds any more may be missing.
    recovering: bool,
    now: Millis,
}

fn payload<'a>(body: &'a PostEntries, recovering: bool) -> Payload<'a> {
    let of = if recovering { Payload::with_gaps } else { Payload::new };
    of(&body.envelopes, &body.boxes)
}

fn check(state: VaultState, leaves: &mut Loaded, body: &PostEntries, terms: &Terms) -> Result<Checked, ApiError> {
    let mut roster = state.roster;
    let payload = payload(body, terms.recovering);
    let (mut deltas, mut envelopes) = (Vec::with_capacity(body.entries.len()), 0);
    let (mut boxes, mut lost_boxes) = (BTreeSet::new(), Vec::new());
    for bytes in &body.entries {
        let delta = step(&roster, leaves, bytes).map_err(|error| ApiError::Refused { check: error.check() })?;
        beyond_step(&roster, &delta.entry, terms, body.relay)?;
        lost_boxes.extend(boxes_named(&delta.entry).iter().filter(|hash| !payload.has_box(hash)));
        envelopes += payload.envelopes_of(&delta.entry).map_err(|_| ApiError::BadBytes)?.len();
        payload.boxes_of(&delta.entry).map_err(|_| ApiError::BadBytes)?;
        boxes.extend(boxes_named(&delta.entry).iter().copied());
        roster.apply(&delta.entry);
        if let Some(change) = &delta.leaves {
            leaves.apply(change);
        }
        deltas.push(delta);
    }
    // Bytes that no entry names would be stored for nothing.
    if body.envelopes.len() > envelopes || !body.boxes.iter().all(|bytes| boxes.contains(&box_hash(bytes))) {
        return Err(ApiError::BadBytes);
    }
    Ok(Checked { roster, deltas, lost_boxes })
}

/// What only the server checks: whose entry it is, clocks, an invite's life. A relay brings entries that passed this
/// once: anybody's, and joins whose invite has expired since. Their clocks are held to the same limit all the same: one
/// that was not ahead then is not ahead now, and an insider gets no time of his own choosing in by calling it a relay.
fn beyond_step(roster: &Roster, entry: &Verified, terms: &Terms, relay: bool) -> Result<(), ApiError> {
    let header = entry.header();
    let now = terms.now;
    if !relay && header.author != terms.me {
        return Err(ApiError::Refused { check: 7 });
    }
    if header.at > now.saturating_add(CLOCK_AHEAD_MS) {
        return Err(ApiError::ClockAhead { now });
    }
    match entry.body() {
        Body::Invite { expires, .. } if *expires > now.saturating_add(INVITE_LIFE_MS + CLOCK_AHEAD_MS) => {
            Err(ApiError::Refused { check: 10 })
        }
        Body::Join { request, .. }
            if !relay && roster.open_invite(&request.body.invite).is_none_or(|invite| invite.expires <= now) =>
        {
            Err(ApiError::Refused { check: 10 })
        }
        _ => Ok(()),
    }
}

fn assemble<'a>(before: &Roster, leaves: &Loaded, body: &'a PostEntries, checked: &Checked) -> Append<'a> {
    let Checked { roster, deltas, lost_boxes } = checked;
    let bytes_of: HashMap<EnvelopeHash, &[u8]> =
        body.envelopes.iter().map(|bytes| (tacit_shared::envelope::envelope_hash(bytes), bytes.as_slice())).collect();
    let rows = deltas.iter().zip(&body.entries).map(|(delta, bytes)| EntryRow {
        seq: delta.entry.header().seq,
        hash: delta.entry.hash(),
        is_roster: delta.entry.body().is_roster(),
        bytes,
    });
    let commits = || {
        deltas.iter().filter_map(|delta| match delta.entry.body() {
            Body::Commit(commit) => Some((delta.entry.header().seq, commit)),
            _ => None,
        })
    };
    let versions = commits().flat_map(|(seq, commit)| commit.changes.iter().map(move |change| (seq, *change)));
    let new_version = |(seq, change): (u64, tacit_shared::entry::Change)| NewVersion {
        change,
        seq,
        bytes: change.envelope.and_then(|hash| bytes_of.get(&hash).copied()),
    };
    let open =
        |roster: &Roster| roster.open_invites().iter().map(|invite| invite.hash).collect::<BTreeSet<EntryHash>>();
    let (were_open, are_open) = (open(before), open(roster));
    Append {
        vault: roster.vault(),
        after: Head { seq: before.seq(), hash: before.hash() },
        pin: roster.head_pin(),
        entries: rows.collect(),
        versions: versions.map(new_version).collect(),
        boxes: body.boxes.iter().map(|bytes| (box_hash(bytes), bytes.as_slice())).collect(),
        lost_boxes: lost_boxes.clone(),
        roster: (roster.roster_hash() != before.roster_hash()).then(|| roster.clone()),
        tree: tree_rows(leaves, deltas),
        // Also of invites that open and close within one post: their links must be found.
        opened: deltas
            .iter()
            .filter(|delta| matches!(delta.entry.body(), Body::Invite { .. }))
            .map(|delta| delta.entry.hash())
            .collect(),
        closed: were_open.difference(&are_open).copied().collect(),
        purges: commits().flat_map(|(seq, commit)| commit.purges.iter().map(move |record| (*record, seq))).collect(),
        files_add: commits().flat_map(|(_, commit)| commit.files_add.iter().copied()).collect(),
        files_lost: false,
        files_drop: commits().flat_map(|(_, commit)| commit.files_drop.iter().copied()).collect(),
    }
}

fn tree_rows(leaves: &Loaded, deltas: &[Delta]) -> Option<TreeRows> {
    let changes = deltas.iter().filter_map(|delta| delta.leaves.as_ref());
    let nodes: BTreeSet<u8> = changes.flat_map(|change| change.nodes.iter().map(|(node, _)| *node)).collect();
    (!nodes.is_empty()).then(|| leaves.rows(&nodes))
}

/// Everybody who is or was in hears of it: a joiner that he is in, a removed member that he is out.
pub(crate) fn wake(app: &Shared, before: &Roster, after: &Roster) {
    let hint = Hint::Entries { vault: after.vault(), seq: after.seq() };
    let all: BTreeSet<[u8; 32]> = before.current().chain(after.current()).map(|(_, member)| member.identity).collect();
    for identity in all {
        app.hub.send(&identity, &hint);
    }
}
