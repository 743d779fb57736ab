//! Presence: passed on to the other members who listen, and forgotten. The server checks who signed it, so that nobody
//! speaks for somebody else or into a vault that he is not in; what it says is sealed.

use crate::access::{Identity, InVault, for_member};
use crate::app::Shared;
use crate::limits;
use crate::wire::{Answer, Reply, Wire};
use axum::extract::State;
use tacit_shared::api::{ApiError, Hint, PostPresence};
use tacit_shared::presence::{PresenceError, PresenceFrame};

/// `POST {vault}/presence`
pub async fn post(
    State(app): State<Shared>,
    Identity(identity): Identity,
    InVault(vault): InVault,
    Wire(body): Wire<PostPresence, { limits::PRESENCE_BODY }>,
) -> Reply<()> {
    app.rates.presence(&identity)?;
    let (roster, me) = for_member(&app, &identity, &vault).await?;
    let frame = PresenceFrame::read(&roster, &body.frame).map_err(|error| match error {
        PresenceError::Malformed | PresenceError::OtherEpoch => ApiError::Malformed,
        PresenceError::NotMember | PresenceError::BadSignature => ApiError::Unauthorized,
    })?;
    if frame.member() != me {
        return Err(ApiError::Unauthorized.into());
    }
    let hint = Hint::Presence { vault, frame: body.frame };
    for (_, record) in roster.current().filter(|(member, _)| *member != me) {
        app.hub.send(&record.identity, &hint);
    }
    Ok(Answer(()))
}
