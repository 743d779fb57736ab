//! Sign-up, sign-in, sessions, account blobs. The server learns a public key, a sealed blob and nothing else; every
//! change is signed by the account's own key over the whole operation.

use crate::access::{Asker, Stranger};
use crate::app::{self, App, Shared};
use crate::limits;
use crate::recovery;
use crate::store::{Account, Outcome, PermitKey, Session};
use crate::wire::{Answer, Refusal, Reply, Wire};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use tacit_shared::account::{AccountOp, Blob, IdentityOp, InviteOp, SessionOp, blob_hash, session_hash};
use tacit_shared::api::{
    ApiError, BindIdentity, Challenge, CreateAccount, Permit, SessionInfo, SessionToken, SignIn, SignedIn, UpdateBlob,
};
use tacit_shared::codec;
use tacit_shared::hash::{Context as HashContext, hash};
use tacit_shared::ids::{Lookup, Millis};
use tacit_shared::sign::{self, Context};

impl App {
    /// Whether an operation names this server.
    pub(crate) fn is_ours(&self, origin: &str) -> bool {
        self.origins.iter().any(|ours| ours == origin)
    }
}

/// The hash under which a sign-up token is kept.
pub fn token_hash(token: &[u8; 32]) -> [u8; 32] {
    // Random like a session's token, and never sent as one.
    hash(HashContext::Session, &[b"sign-up", token])
}

/// `POST challenge`
pub async fn challenge(State(app): State<Shared>, _: Stranger) -> Reply<Challenge> {
    let challenge = app::random()?;
    app.challenges.add(challenge, app::now());
    Ok(Answer(Challenge(challenge)))
}

/// `POST account/create`
pub async fn create(
    State(app): State<Shared>,
    _: Stranger,
    Wire(body): Wire<CreateAccount, { limits::BODY }>,
) -> Reply<SignedIn> {
    let op = codec::decode(&body.op, tacit_shared::limits::OPERATION).map_err(|_| ApiError::Malformed)?;
    let AccountOp::Create { origin, lookup, auth, blob: named } = op else { return Err(ApiError::Malformed.into()) };
    if !app.is_ours(&origin) || !sign::verify(Context::Account, &auth, &body.op, &body.sig) {
        return Err(ApiError::Unauthorized.into());
    }
    let frame = blob_frame(&body.blob, &lookup)?;
    let first = frame.seq == 1 && frame.prev == [0; 32];
    // An account that a restore lost comes back with the blob that its devices have.
    let fits = first || (frame.seq > 0 && recovery::accounts_come_back(&app).await?);
    if !fits || blob_hash(&body.blob) != named {
        return Err(ApiError::Malformed.into());
    }
    let account = Account { auth, seq: frame.seq, blob_hash: named };
    // An answer that got lost: the same account again, which its own key asks for.
    if app.store.account(&lookup).await?.as_ref() != Some(&account) {
        let permit = permit(&app, &body.permit, lookup).await?;
        if app.store.create_account(&lookup, &account, &body.blob, &permit).await? == Outcome::Stale {
            return Err(ApiError::NoPermit.into());
        }
    }
    let (session, _) = open_session(&app, lookup).await?;
    Ok(Answer(SignedIn { session, blob: body.blob }))
}

/// Reads a blob's frame, which must be of this account.
pub(crate) fn blob_frame(bytes: &[u8], lookup: &Lookup) -> Result<Blob, ApiError> {
    let frame = Blob::decode(bytes).map_err(|_| ApiError::Malformed)?;
    if frame.suite != tacit_shared::limits::SUITE || frame.lookup != *lookup {
        Err(ApiError::Malformed)
    } else {
        Ok(frame)
    }
}

async fn permit(app: &Shared, permit: &Permit, lookup: Lookup) -> Result<PermitKey, Refusal> {
    let now = app::now();
    let key = match permit {
        Permit::Token(token) => PermitKey::Token(token_hash(token)),
        Permit::Invite { vault, invite, challenge, sig } => {
            let fresh = app.challenges.take(challenge, now);
            let roster = app.store.roster(vault).await?.ok_or(ApiError::NoPermit)?;
            let open = roster.open_invite(invite).filter(|open| open.expires > now).ok_or(ApiError::NoPermit)?;
            let signed = app.origins.iter().any(|origin| {
                let op =
                    InviteOp::Permit { origin: origin.clone(), challenge: *challenge, vault: *vault, invite: *invite };
                sign::verify(Context::InviteFetch, &open.invite_key, &codec::encode(&op), sig)
            });
            if !fresh || !signed {
                return Err(ApiError::NoPermit.into());
            }
            PermitKey::Invite(*invite)
        }
        Permit::Member { vault, identity, challenge, sig } => {
            let fresh = app.challenges.take(challenge, now);
            let roster = app.store.roster(vault).await?.ok_or(ApiError::NoPermit)?;
            let signed = app.origins.iter().any(|origin| {
                let (origin, challenge, identity) = (origin.clone(), *challenge, *identity);
                let op = IdentityOp::Return { origin, challenge, lookup, identity };
                sign::verify(Context::SessionIdentity, &identity, &codec::encode(&op), sig)
            });
            let member = roster.member_of(identity).is_some();
            if !fresh || !signed || !member || !recovery::accounts_come_back(app).await? {
                return Err(ApiError::NoPermit.into());
            }
            PermitKey::Member(*identity)
        }
    };
    if app.store.permit_is_free(&key, now).await? { Ok(key) } else { Err(ApiError::NoPermit.into()) }
}

async fn open_session(app: &Shared, lookup: Lookup) -> Result<(SessionToken, [u8; 16]), Refusal> {
    let token = app::random()?;
    let now = app::now();
    let session =
        Session { hash: session_hash(&token), id: app::random()?, lookup, identity: None, created: now, seen: now };
    for ended in app.store.add_session(&session).await? {
        app.hub.end_session(&ended);
    }
    Ok((SessionToken(token), session.id))
}

/// `POST sign-in`
pub async fn sign_in(
    State(app): State<Shared>,
    _: Stranger,
    Wire(body): Wire<SignIn, { limits::STRANGER_BODY }>,
) -> Reply<SignedIn> {
    let fresh = app.challenges.take(&body.challenge, app::now());
    let account = app.store.account(&body.lookup).await?.ok_or(ApiError::Unauthorized)?;
    let signed = app.origins.iter().any(|origin| {
        let op = SessionOp::SignIn { origin: origin.clone(), challenge: body.challenge, lookup: body.lookup };
        sign::verify(Context::Session, &account.auth, &codec::encode(&op), &body.sig)
    });
    if !fresh || !signed {
        return Err(ApiError::Unauthorized.into());
    }
    let blob = app.store.blob(&body.lookup).await?.ok_or(ApiError::Internal)?;
    let (session, id) = open_session(&app, body.lookup).await?;
    // A change or deletion meanwhile ended every session but this one, which the old key opened.
    if app.store.account(&body.lookup).await?.is_none_or(|now| now.auth != account.auth) {
        end(&app, &body.lookup, &id).await?;
        return Err(ApiError::Unauthorized.into());
    }
    Ok(Answer(SignedIn { session, blob }))
}

/// `POST session/identity`
pub async fn bind_identity(
    State(app): State<Shared>,
    Asker(session): Asker,
    Wire(body): Wire<BindIdentity, { limits::STRANGER_BODY }>,
) -> Reply<()> {
    let signed = app.origins.iter().any(|origin| {
        let op = IdentityOp::Bind { origin: origin.clone(), session: session.hash, identity: body.identity };
        sign::verify(Context::SessionIdentity, &body.identity, &codec::encode(&op), &body.sig)
    });
    // A session acts for one identity for its whole life: a stolen token cannot be turned to another.
    if !signed || session.identity.is_some_and(|bound| bound != body.identity) {
        return Err(ApiError::Unauthorized.into());
    }
    app.store.bind_session(&session.hash, &body.identity).await?;
    Ok(Answer(()))
}

fn idle_since() -> Millis {
    app::now().saturating_sub(limits::SESSION_IDLE_MS)
}

/// `GET sessions`
pub async fn sessions(State(app): State<Shared>, Asker(mine): Asker) -> Reply<Vec<SessionInfo>> {
    let sessions = app.store.sessions(&mine.lookup, idle_since()).await?;
    let info =
        |one: Session| SessionInfo { id: one.id, created: one.created, seen: one.seen, current: one.hash == mine.hash };
    Ok(Answer(sessions.into_iter().map(info).collect()))
}

async fn end(app: &Shared, lookup: &Lookup, id: &[u8; 16]) -> Reply<()> {
    let ended = app.store.end_session(lookup, id).await?.ok_or(ApiError::NotFound)?;
    app.hub.end_session(&ended);
    Ok(Answer(()))
}

/// `POST session/revoke`
pub async fn revoke(
    State(app): State<Shared>,
    Asker(mine): Asker,
    Wire(id): Wire<[u8; 16], { limits::STRANGER_BODY }>,
) -> Reply<()> {
    end(&app, &mine.lookup, &id).await
}

/// `POST session/end`: ends the asking session if there is one, and has the browser drop what it keeps of this site.
/// Only for this site's own pages: a form on another one would wipe a device (Fetch Metadata).
pub async fn end_own(
    State(app): State<Shared>,
    headers: HeaderMap,
    mine: Result<Asker, Refusal>,
) -> Result<impl IntoResponse, Refusal> {
    if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Err(ApiError::Unauthorized.into());
    }
    match mine {
        Ok(Asker(mine)) => {
            end(&app, &mine.lookup, &mine.id).await?;
        }
        // Over already, for example with its account.
        Err(Refusal(ApiError::Unauthorized)) => {}
        Err(error) => return Err(error),
    }
    Ok(([("clear-site-data", "\"cache\", \"storage\"")], Answer(())))
}

/// `GET account/blob`
pub async fn blob(State(app): State<Shared>, Asker(mine): Asker) -> Reply<Vec<u8>> {
    Ok(Answer(app.store.blob(&mine.lookup).await?.ok_or(ApiError::NotFound)?))
}

/// `POST account/blob`
pub async fn update_blob(
    State(app): State<Shared>,
    Asker(mine): Asker,
    Wire(body): Wire<UpdateBlob, { limits::BODY }>,
) -> Reply<()> {
    let op = codec::decode(&body.op, tacit_shared::limits::OPERATION).map_err(|_| ApiError::Malformed)?;
    let AccountOp::Update { origin, lookup, seq, blob: named } = op else { return Err(ApiError::Malformed.into()) };
    let account = app.store.account(&mine.lookup).await?.ok_or(ApiError::Unauthorized)?;
    let signed = sign::verify(Context::Account, &account.auth, &body.op, &body.sig);
    if !app.is_ours(&origin) || lookup != mine.lookup || !signed {
        return Err(ApiError::Unauthorized.into());
    }
    let frame = blob_frame(&body.blob, &lookup)?;
    if frame.seq != seq || blob_hash(&body.blob) != named {
        return Err(ApiError::Malformed.into());
    }
    if account.blob_hash == named {
        return Ok(Answer(()));
    }
    let next = frame.prev == account.blob_hash && Some(seq) == account.seq.checked_add(1);
    // What was between is lost with the restore; the account's own key says what is newer.
    let follows = next || (seq > account.seq && recovery::accounts_come_back(&app).await?);
    let replaced = app.store.replace_blob(&lookup, &account.blob_hash, seq, &named, &body.blob);
    if !follows || replaced.await? == Outcome::Stale {
        let current = app.store.blob(&lookup).await?.ok_or(ApiError::Internal)?;
        return Err(ApiError::BlobConflict(current).into());
    }
    Ok(Answer(()))
}
