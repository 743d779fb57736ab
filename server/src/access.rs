//! Who is asking: a stranger's address, a session, the identity a session acts for, a vault's member.

use crate::app::{self, Shared};
use crate::store::Session;
use crate::wire::Refusal;
use crate::{life, limits};
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use std::net::{IpAddr, SocketAddr};
use tacit_shared::account::session_hash;
use tacit_shared::api::ApiError;
use tacit_shared::ids::{EntryHash, FileId, Member, Millis, Seq, VaultId};
use tacit_shared::roster::Roster;

const HOUR_MS: Millis = 3600 * 1000;

/// A call without a session, counted.
pub struct Stranger;

/// A stranger who opens a link channel, counted on its own as well.
pub struct LinkCaller;

/// A call with a session.
pub struct Asker(pub Session);

/// A call with a session that acts for an identity.
pub struct Identity(pub [u8; 32]);

/// The vault that a path names.
pub struct InVault(pub VaultId);

/// A current member of the vault that the path names. Before a body, so that nobody else's is read.
pub struct OfMember(pub VaultId, pub [u8; 32]);

/// The invite that a path names.
pub struct OfInvite(pub EntryHash);

fn address(parts: &Parts, app: &Shared) -> IpAddr {
    let named = app.behind_proxy.then(|| parts.headers.get_all("x-forwarded-for").iter().next_back()).flatten();
    let last = named.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    let peer = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    last.or_else(peer).unwrap_or(IpAddr::from([0, 0, 0, 0]))
}

impl FromRequestParts<Shared> for Stranger {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        app.rates.stranger(address(parts, app))?;
        Ok(Self)
    }
}

impl FromRequestParts<Shared> for LinkCaller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let address = address(parts, app);
        app.rates.stranger(address)?;
        app.rates.link_open(address)?;
        Ok(Self)
    }
}

fn token(parts: &Parts) -> Option<[u8; 32]> {
    let header = parts.headers.get("authorization")?.to_str().ok()?;
    EntryHash::from_hex(header.strip_prefix("Bearer ")?).map(|token| token.0)
}

/// A live session of a token.
pub async fn session(app: &Shared, token: &[u8; 32]) -> Result<Session, Refusal> {
    let (hash, now) = (session_hash(token), app::now());
    let idle_since = now.saturating_sub(limits::SESSION_IDLE_MS);
    let session = app.store.session(&hash, idle_since).await?.ok_or(ApiError::Unauthorized)?;
    app.rates.session(&hash)?;
    // To the hour: enough to show "last used", too coarse to follow somebody's day.
    let seen = now - now % HOUR_MS;
    if session.seen < seen {
        app.store.touch_session(&hash, seen).await?;
    }
    Ok(session)
}

/// Whether a session is still one.
pub async fn live(app: &Shared, hash: &[u8; 32]) -> bool {
    let idle_since = app::now().saturating_sub(limits::SESSION_IDLE_MS);
    matches!(app.store.session(hash, idle_since).await, Ok(Some(_)))
}

impl FromRequestParts<Shared> for Asker {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let Some(token) = token(parts) else {
            app.rates.stranger(address(parts, app))?;
            return Err(ApiError::Unauthorized.into());
        };
        match session(app, &token).await {
            Err(Refusal(ApiError::Unauthorized)) => {
                app.rates.stranger(address(parts, app))?;
                Err(ApiError::Unauthorized.into())
            }
            other => other.map(Self),
        }
    }
}

impl FromRequestParts<Shared> for Identity {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let Asker(session) = Asker::from_request_parts(parts, app).await?;
        Ok(Self(session.identity.ok_or(ApiError::Unauthorized)?))
    }
}

async fn path_part(parts: &mut Parts, app: &Shared, name: &str) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, app).await.ok()?;
    params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

impl FromRequestParts<Shared> for InVault {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let text = path_part(parts, app, "vault").await;
        Ok(Self(text.and_then(|text| VaultId::from_hex(&text)).ok_or(ApiError::NoVault)?))
    }
}

impl FromRequestParts<Shared> for OfMember {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let Identity(identity) = Identity::from_request_parts(parts, app).await?;
        let InVault(vault) = InVault::from_request_parts(parts, app).await?;
        for_member(app, &identity, &vault).await?;
        Ok(Self(vault, identity))
    }
}

impl FromRequestParts<Shared> for OfInvite {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let text = path_part(parts, app, "invite").await;
        Ok(Self(text.and_then(|text| EntryHash::from_hex(&text)).ok_or(ApiError::NotFound)?))
    }
}

/// The file and part that a path names.
pub struct OfPart(pub FileId, pub u32);

impl FromRequestParts<Shared> for OfPart {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let file = path_part(parts, app, "file").await.and_then(|text| FileId::from_hex(&text));
        let part = path_part(parts, app, "part").await.and_then(|text| text.parse().ok());
        Ok(Self(file.ok_or(ApiError::NotFound)?, part.ok_or(ApiError::NotFound)?))
    }
}

/// Somebody who may read a journal.
pub struct Reader {
    /// The membership now.
    pub roster: Roster,
    /// Up to where a removed member may read; `None` for a member.
    pub until: Option<Seq>,
}

/// A vault's current member with this identity.
pub fn member(roster: &Roster, identity: &[u8; 32], now: Millis) -> Result<Member, ApiError> {
    roster.member_of(identity).ok_or_else(|| match removed(roster, identity, now) {
        Some(seq) => ApiError::Removed(seq),
        None => ApiError::NoVault,
    })
}

/// Where the last membership of this identity ended, if that is not long ago.
fn removed(roster: &Roster, identity: &[u8; 32], now: Millis) -> Option<Seq> {
    let (_, record) = roster.all_members().filter(|(_, record)| record.identity == *identity).last()?;
    let (_, at) = record.removed?;
    let (seq, _) = record.roles.last()?;
    (at.saturating_add(limits::REMOVED_READS_MS) >= now).then_some(*seq)
}

/// Loads a vault for its current member.
pub async fn for_member(app: &Shared, identity: &[u8; 32], vault: &VaultId) -> Result<(Roster, Member), Refusal> {
    let roster = life::roster(app, vault).await?;
    let member = member(&roster, identity, app::now())?;
    Ok((roster, member))
}

/// Loads a vault for whoever may read its journal.
pub async fn for_reader(app: &Shared, identity: &[u8; 32], vault: &VaultId) -> Result<Reader, Refusal> {
    let roster = life::roster(app, vault).await?;
    match member(&roster, identity, app::now()) {
        Ok(_) => Ok(Reader { roster, until: None }),
        Err(ApiError::Removed(seq)) => Ok(Reader { roster, until: Some(seq) }),
        Err(error) => Err(error.into()),
    }
}
