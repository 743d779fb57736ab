//! Accounts and sessions.

use super::{SessionToken, Signature};
use crate::ids::{EntryHash, Lookup, Millis, VaultId};
use serde::{Deserialize, Serialize};

/// `POST challenge` → this. Good once, for 60 seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge(pub [u8; 32]);

/// What lets a new account be made on this server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Permit {
    /// The operator's sign-up token (the server prints a link that holds it in the fragment).
    Token([u8; 32]),
    /// An invite open in a vault here: `sig` by its invite key over the `invite/fetch` operation.
    /// One account per invite.
    Invite {
        /// The vault that the invite is for.
        vault: VaultId,
        /// The Invite entry.
        invite: EntryHash,
        /// A challenge of this server.
        challenge: [u8; 32],
        /// Signature in context `invite/fetch`.
        sig: Signature,
    },
    /// The server was restored to a time before the account was made: a member of a vault here brings it back. `sig` by
    /// the member's identity key over `IdentityOp::Return`. Once for each identity, and only while accounts are given
    /// back.
    Member {
        /// A vault whose members name the identity.
        vault: VaultId,
        /// Ed25519 public key.
        identity: [u8; 32],
        /// A challenge of this server.
        challenge: [u8; 32],
        /// Signature in context `session/identity`.
        sig: Signature,
    },
}

/// `POST account/create` → [`SignedIn`]. `op` is an encoded `AccountOp::Create`, signed by the new auth key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateAccount {
    /// Why this server should take the account.
    pub permit: Permit,
    /// Encoded `AccountOp::Create { origin, lookup, auth_pk, blob_hash }`.
    pub op: Vec<u8>,
    /// By the auth key named in `op`, context `account`.
    pub sig: Signature,
    /// The first account blob.
    pub blob: Vec<u8>,
}

/// `POST sign-in` → [`SignedIn`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Which account.
    pub lookup: Lookup,
    /// From `POST challenge`, unused.
    pub challenge: [u8; 32],
    /// By the auth key over the session operation of this origin, challenge and lookup; context `session`.
    pub sig: Signature,
}

/// Answer to sign-up and sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The new session.
    pub session: SessionToken,
    /// The account blob as the server holds it.
    pub blob: Vec<u8>,
}

/// `POST session/identity` → nothing: binds the session to an identity key, which opens its vaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindIdentity {
    /// Ed25519 public key.
    pub identity: [u8; 32],
    /// By that key over `{origin, H("session", token), identity}`; context `session/identity`.
    pub sig: Signature,
}

/// `GET sessions` → `Vec<SessionInfo>`; `POST session/revoke` takes one [`SessionInfo::id`]; `POST session/end` ends one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionInfo {
    /// Opaque, only good for revoking.
    pub id: [u8; 16],
    /// When it was made.
    pub created: Millis,
    /// When it was last used, to the hour.
    pub seen: Millis,
    /// Whether it is the asking one.
    pub current: bool,
}

/// `POST account/blob` → nothing, or [`ApiError::BlobConflict`]. `GET account/blob` → bytes of the blob.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateBlob {
    /// Encoded `AccountOp::Update { origin, lookup, seq, blob_hash }`.
    pub op: Vec<u8>,
    /// By the auth key, context `account`.
    pub sig: Signature,
    /// The new blob, whose header carries the same `seq` and the hash of the one before.
    pub blob: Vec<u8>,
}
