//! The messages of the HTTP interface, `/api/1/…`. Bodies are postcard in the canonical codec;
//! a session travels in `Authorization: Bearer <hex>`; every failure is an [`ApiError`]. A call that answers
//! nothing answers 200 with an empty body.
//! Journal entries, envelopes and boxes are opaque byte strings here: their own modules read them.

use crate::ids::{BoxHash, EntryHash, Lookup, Millis, RecordId, Seq, VaultId, Version};
use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

/// Path prefix of every call below.
pub const PREFIX: &str = "/api/1";

/// An Ed25519 signature, 64 bytes without a length.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature(#[serde(with = "BigArray")] pub [u8; 64]);

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature(…)")
    }
}

/// A session token, 32 random bytes. The server keeps only its hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionToken(pub [u8; 32]);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

// ---- Accounts and sessions ----

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

// ---- Vaults ----

/// `POST vaults` → [`Head`] `{0, hash}`; the same bytes again → the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateVault {
    /// The Genesis entry.
    pub genesis: Vec<u8>,
    /// The creator's own box.
    pub box_bytes: Vec<u8>,
}

/// A place in a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Sequence number of the newest entry.
    pub seq: Seq,
    /// Its hash.
    pub hash: EntryHash,
}

/// `POST v/pull` → [`Pulled`]: entries after `have`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// The asker's trust pin; `None` asks from Genesis on.
    pub have: Option<Head>,
}

/// One page of a journal: at most 256 entries or 16 MiB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulled {
    /// The server's head.
    pub head: Head,
    /// Entries after the asker's pin, oldest first. Ask again until `head` is reached.
    pub entries: Vec<Vec<u8>>,
    /// Signed head statements of members.
    pub heads: Vec<Vec<u8>>,
    /// Join requests waiting; only given to admins and owners.
    pub requests: Vec<Vec<u8>>,
    /// The server was restored from a backup and waits for members to send what it lost.
    pub recovering: bool,
    /// The server's clock. A client whose own is far ahead signs with this one instead, so that it need not sign again.
    pub now: Millis,
}

/// `POST v/entries` → [`Head`] after them, or [`ApiError::Conflict`]. All or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEntries {
    /// Entries the sender had already seen confirmed, by any author.
    pub relay: bool,
    /// Up to 256, in order.
    pub entries: Vec<Vec<u8>>,
    /// Every envelope that the entries name and the server lacks.
    pub envelopes: Vec<Vec<u8>>,
    /// Every box that the entries name.
    pub boxes: Vec<Vec<u8>>,
}

/// `GET v/roster` → the membership sub-chain (every entry except commits) and the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterAnswer {
    /// Roster entries from Genesis, oldest first.
    pub entries: Vec<Vec<u8>>,
    /// The newest entry of the whole journal (it may be a roster entry itself).
    pub head: Vec<u8>,
}

/// `POST v/entries/get` → `Vec<Vec<u8>>`: up to `count` entries from `from` on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetEntries {
    /// First sequence number wanted.
    pub from: Seq,
    /// At most 256.
    pub count: u32,
}

/// `POST v/leaves` → `Vec<LeafRow>` ascending by record: the record set as of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetLeaves {
    /// As of this entry.
    pub at: Seq,
    /// Buckets `first..end` of 4,096; ask in slices.
    pub first: u16,
    /// One past the last bucket.
    pub end: u16,
}

/// One record's newest version as of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafRow {
    /// Which record.
    pub record: RecordId,
    /// Its version.
    pub version: Version,
    /// The entry that wrote it.
    pub seq: Seq,
    /// Envelope hash; `None` for a tombstone.
    pub envelope: Option<[u8; 32]>,
}

/// `POST v/envelopes/get` → `Vec<Option<Vec<u8>>>` in the order asked; absent ones are `None`.
/// The server stops early at 16 MiB: ask again for the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetEnvelopes {
    /// Up to 4,096 records and versions.
    pub wanted: Vec<(RecordId, Version)>,
}

/// `POST v/boxes/get` → `Vec<Option<Vec<u8>>>` in the order asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetBoxes {
    /// Up to 64 hashes.
    pub hashes: Vec<BoxHash>,
}

/// `GET v/records/<id>/versions` → `Vec<VersionRow>`, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Version number.
    pub version: Version,
    /// The entry that wrote it.
    pub seq: Seq,
    /// Envelope hash; `None` for a tombstone.
    pub envelope: Option<[u8; 32]>,
    /// Whether the server still holds the bytes.
    pub kept: bool,
}

// ---- Invites ----

/// `POST invites/<hash>/open` → [`InviteOpened`], without a session: the invite key signs. The path names
/// no vault, because the link does not: the server finds it by the Invite entry's hash, and the joiner
/// checks that the entry with that hash stands in the journal shown. The signed operation is therefore
/// `InviteOp::Open { origin, challenge, invite }`; an account permit signs
/// `InviteOp::Permit { origin, challenge, vault, invite }` (one postcard enum, context `invite/fetch`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInvite {
    /// Unused challenge.
    pub challenge: [u8; 32],
    /// By the invite key over the `invite/fetch` operation.
    pub sig: Signature,
}

/// What an invitee may see: the membership sub-chain, up to the invite's close if it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteOpened {
    /// Roster entries from Genesis.
    pub entries: Vec<Vec<u8>>,
    /// The newest entry of the journal; `None` once the invite is closed: whoever was let in reads on as a member.
    pub head: Option<Vec<u8>>,
}

/// `POST invites/<hash>/request` → nothing, with a session that acts for the joiner's identity. At most four different ones are kept per invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostJoinRequest {
    /// The encoded, doubly signed join request.
    pub request: Vec<u8>,
}

// ---- Live hints ----

/// First message on the WebSocket `/api/1/hints`, from the client: the session (never in an address).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HintsHello {
    /// A session bound to an identity.
    pub session: SessionToken,
}

/// From the server: something may be new. Never trusted, only a reason to pull.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hint {
    /// The first one: from now on nothing is missed, so pull once.
    Listening,
    /// The journal of `vault` has (at least) this head.
    Entries {
        /// Which vault.
        vault: VaultId,
        /// Its head then.
        seq: Seq,
    },
    /// A join request waits in this vault.
    Request {
        /// Which vault.
        vault: VaultId,
    },
}

// ---- Failures ----

/// Why a call failed. Sent with a fitting HTTP status; the enum decides, the status is for proxies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    /// The body is not what the call takes.
    #[error("the request could not be read")]
    Malformed,
    /// No such session, challenge, account or signature; deliberately one answer for all.
    #[error("not signed in")]
    Unauthorized,
    /// The session's identity is no current member of that vault, or there is no such vault.
    #[error("no such vault, or not a member of it")]
    NoVault,
    /// A removed member may read up to this entry.
    #[error("removed by entry {0}")]
    Removed(Seq),
    /// Nothing there.
    #[error("not found")]
    NotFound,
    /// The journal moved on: pull, verify, try again.
    #[error("the journal has moved on")]
    Conflict(Head),
    /// The account blob moved on; here is the current one.
    #[error("the account has changed elsewhere")]
    BlobConflict(Vec<u8>),
    /// An entry did not pass the shared verification; which check of `step` (docs/protocol.md, section 3.2).
    #[error("entry refused at check {check}")]
    Refused {
        /// Number of the check in `step`.
        check: u8,
    },
    /// Envelopes or boxes named by the entries are missing, too many, or do not fit their header.
    #[error("the sealed bytes do not fit the entries")]
    BadBytes,
    /// The author's clock is ahead of the server's by more than ten minutes.
    #[error("the clock is ahead")]
    ClockAhead {
        /// The server's time.
        now: Millis,
    },
    /// Over a size, count or storage limit.
    #[error("too large")]
    TooLarge,
    /// Too many requests.
    #[error("too many requests")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The permit does not let an account be made here.
    #[error("this link does not allow a new account here")]
    NoPermit,
    /// The invite is closed (used, revoked, expired) or unknown.
    #[error("the invite is closed")]
    InviteClosed,
    /// Restored from backup: only relays are taken.
    #[error("the server is recovering from a restore")]
    Recovering,
    /// Not supported by this version of the server.
    #[error("not supported")]
    Unsupported,
    /// The server's own fault; nothing was changed.
    #[error("the server had a problem")]
    Internal,
}
