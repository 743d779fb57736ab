//! Invites: what the holder of a link may see, and his request to join.

use crate::access::{Asker, OfInvite, Stranger};
use crate::app::{self, Shared};
use crate::store::{Outcome, admits};
use crate::wire::{Answer, Refusal, Reply, Wire};
use crate::{limits, vaults};
use axum::extract::State;
use tacit_shared::account::InviteOp;
use tacit_shared::api::{ApiError, Hint, InviteOpened, OpenInvite, PostJoinRequest};
use tacit_shared::codec;
use tacit_shared::entry::JoinRequest;
use tacit_shared::hash::{Context as HashContext, hash};
use tacit_shared::ids::{EntryHash, Millis, Seq};
use tacit_shared::roster::{Closed, Roster};
use tacit_shared::sign::{self, Context};

/// `POST invites/{invite}/open`
pub async fn open(
    State(app): State<Shared>,
    _: Stranger,
    OfInvite(invite): OfInvite,
    Wire(body): Wire<OpenInvite, { limits::STRANGER_BODY }>,
) -> Reply<InviteOpened> {
    let fresh = app.challenges.take(&body.challenge, app::now());
    let roster = roster_of(&app, &invite).await?;
    let (key, until) = sight(&roster, &invite).ok_or(ApiError::NotFound)?;
    let signed = app.origins.iter().any(|origin| {
        let op = InviteOp::Open { origin: origin.clone(), challenge: body.challenge, invite };
        sign::verify(Context::InviteFetch, &key, &codec::encode(&op), &body.sig)
    });
    if !fresh || !signed {
        return Err(ApiError::Unauthorized.into());
    }
    let entries = vaults::membership(&app, &roster, until.unwrap_or(roster.seq())).await?;
    let head = match until {
        None => app.store.entries(&roster.vault(), roster.seq(), roster.seq(), 1, usize::MAX).await?.pop(),
        // Whoever was let in reads on as a member; everybody else has seen enough.
        Some(_) => None,
    };
    Ok(Answer(InviteOpened { entries, head }))
}

async fn roster_of(app: &Shared, invite: &EntryHash) -> Result<Roster, Refusal> {
    let vault = app.store.vault_of_invite(invite).await?.ok_or(ApiError::NotFound)?;
    // Who only holds a link is not told why.
    if app.store.deletion(&vault).await?.is_some() {
        return Err(ApiError::InviteClosed.into());
    }
    Ok(app.store.roster(&vault).await?.ok_or(ApiError::NotFound)?)
}

/// The invite's key, and how far its holder may see: a closed link shows nothing after its close (C3), and nothing at
/// all a month after it has expired, open or closed.
fn sight(roster: &Roster, invite: &EntryHash) -> Option<([u8; 32], Option<Seq>)> {
    let over = |expires: Millis| expires.saturating_add(limits::CLOSED_INVITE_MS) < app::now();
    if let Some(open) = roster.open_invite(invite) {
        return (!over(open.expires)).then_some((open.invite_key, None));
    }
    let closed = roster.closed_invite(invite)?;
    (!over(closed.invite.expires)).then_some((closed.invite.invite_key, Some(closed.seq)))
}

/// `POST invites/{invite}/request`
pub async fn request(
    State(app): State<Shared>,
    Asker(session): Asker,
    OfInvite(invite): OfInvite,
    Wire(body): Wire<PostJoinRequest, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    let roster = roster_of(&app, &invite).await?;
    let request = JoinRequest::decode(&body.request).map_err(|_| ApiError::Malformed)?;
    // A lost answer: the request was taken, and has even been granted since.
    if let Some(closed) = roster.closed_invite(&invite) {
        return if was_granted(&roster, closed.how, &request) {
            Ok(Answer(()))
        } else {
            Err(ApiError::InviteClosed.into())
        };
    }
    let open = roster.open_invite(&invite).ok_or(ApiError::InviteClosed)?;
    if open.expires <= app::now() {
        return Err(ApiError::InviteClosed.into());
    }
    let names_it = request.body.vault == roster.vault() && request.body.invite == invite;
    // Nobody asks in another's name: the session acts for the identity that joins.
    if !names_it || session.identity != Some(request.body.identity) || !request.is_signed(&open.invite_key) {
        return Err(ApiError::Unauthorized.into());
    }
    let name = hash(HashContext::Keys, &[&body.request]);
    if app.store.add_request(&invite, &name, &body.request).await? == Outcome::Stale {
        return Err(ApiError::TooLarge.into());
    }
    for (_, member) in roster.current().filter(|(_, member)| member.role().is_some_and(admits)) {
        app.hub.send(&member.identity, &Hint::Request { vault: roster.vault() });
    }
    Ok(Answer(()))
}

fn was_granted(roster: &Roster, how: Closed, request: &JoinRequest) -> bool {
    let Closed::Used(member) = how else { return false };
    roster
        .member(member)
        .is_some_and(|member| member.identity == request.body.identity && member.box_key == request.body.box_key)
}
