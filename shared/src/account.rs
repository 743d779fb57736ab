//! What an account signs, and the frame of its sealed blob. Each signature covers one value of one
//! enum per context, so that no operation reads as another.

use crate::codec::{self, DecodeError};
use crate::hash::{Context, hash};
use crate::ids::{EntryHash, Lookup, VaultId};
use crate::limits;
use serde::{Deserialize, Serialize};

/// Signed in context `account`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountOp {
    /// Make an account; signed by `auth`.
    Create {
        /// The server's origin as the browser knows it.
        origin: String,
        /// Where the account is found.
        lookup: Lookup,
        /// Ed25519 public key that signs sign-ins from now on.
        auth: [u8; 32],
        /// Hash of the first blob.
        blob: [u8; 32],
    },
    /// Replace the blob; signed by the account's auth key.
    Update {
        /// As above.
        origin: String,
        /// Which account.
        lookup: Lookup,
        /// The new blob's sequence number.
        seq: u64,
        /// Its hash.
        blob: [u8; 32],
    },
    /// Change password or Secret Key; signed by the old and the new auth key.
    Change {
        /// As above.
        origin: String,
        /// Which account.
        lookup: Lookup,
        /// The new blob's sequence number.
        seq: u64,
        /// Where it is found from now on.
        new_lookup: Lookup,
        /// The new auth key.
        new_auth: [u8; 32],
        /// Hash of the new blob.
        blob: [u8; 32],
    },
    /// Delete the account; signed by the auth key.
    Delete {
        /// As above.
        origin: String,
        /// Which account.
        lookup: Lookup,
        /// The blob's sequence number at that time.
        seq: u64,
    },
}

/// Signed in context `session`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionOp {
    /// Sign in, once per challenge.
    SignIn {
        /// The server's origin as the browser knows it.
        origin: String,
        /// From the server, used once.
        challenge: [u8; 32],
        /// Which account.
        lookup: Lookup,
    },
}

/// Signed in context `session/identity`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdentityOp {
    /// This session acts for this identity.
    Bind {
        /// The server's origin as the browser knows it.
        origin: String,
        /// [`session_hash`] of the session.
        session: [u8; 32],
        /// Ed25519 public key.
        identity: [u8; 32],
    },
    /// This identity's account is the one with this lookup: for a server that was restored and does not know it.
    Return {
        /// As above.
        origin: String,
        /// From the server, used once.
        challenge: [u8; 32],
        /// Which account.
        lookup: Lookup,
        /// Ed25519 public key.
        identity: [u8; 32],
    },
}

/// Signed in context `invite/fetch`, by the invite's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteOp {
    /// Show the membership chain.
    Open {
        /// The server's origin as the browser knows it.
        origin: String,
        /// From the server, used once.
        challenge: [u8; 32],
        /// Which invite.
        invite: EntryHash,
    },
    /// Let an account be made for this invite.
    Permit {
        /// As above.
        origin: String,
        /// As above.
        challenge: [u8; 32],
        /// The vault it leads into.
        vault: VaultId,
        /// Which invite.
        invite: EntryHash,
    },
}

/// The hash under which a server keeps a session, and which an identity signs.
pub fn session_hash(token: &[u8; 32]) -> [u8; 32] {
    hash(Context::Session, &[token])
}

/// The sealed account blob. Associated data are all fields before the nonce, see [`Blob::associated_data`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// Always [`limits::SUITE`].
    pub suite: u8,
    /// Which account.
    pub lookup: Lookup,
    /// Grows by one with every update, from 1.
    pub seq: u64,
    /// Hash of the blob before; zero for the first.
    pub prev: [u8; 32],
    /// Random.
    pub nonce: [u8; 24],
    /// Padded ciphertext with its tag.
    pub ciphertext: Vec<u8>,
}

impl Blob {
    /// Reads a frame.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        codec::decode(bytes, limits::BLOB)
    }

    /// `suite ‖ lookup ‖ seq u64le ‖ prev`, 73 bytes.
    pub fn associated_data(lookup: &Lookup, seq: u64, prev: &[u8; 32]) -> [u8; 73] {
        let mut out = [0; 73];
        out[0] = limits::SUITE;
        out[1..33].copy_from_slice(&lookup.0);
        out[33..41].copy_from_slice(&seq.to_le_bytes());
        out[41..73].copy_from_slice(prev);
        out
    }
}

/// The hash of a whole blob.
pub fn blob_hash(bytes: &[u8]) -> [u8; 32] {
    hash(Context::Blob, &[bytes])
}
