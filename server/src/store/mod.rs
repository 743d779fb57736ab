//! What the server keeps, as one port: plain rows in, plain rows out, each write one transaction that is on disk when
//! it returns. Nothing is verified here but that a row follows the one before ([`Outcome::Stale`]).

#[cfg(test)]
pub(crate) mod contract;
mod credentials;
pub mod files;
pub mod life;
pub mod recovery;
pub mod sqlite;
mod witness;

pub use credentials::{AccountChange, CredentialStore, Ended};
pub use witness::{HeadRow, WitnessStore};

use async_trait::async_trait;
use tacit_shared::api::{Head, LeafRow, VersionRow};
use tacit_shared::entry::{Change, FileAdded, Role};
use tacit_shared::ids::{BoxHash, EntryHash, FileId, Lookup, Millis, RecordId, Seq, VaultId, Version};
use tacit_shared::root::{Digest, Totals};
use tacit_shared::roster::{HeadPin, Roster};

/// The storage failed. Its words are for the operator's log; they name no content.
#[derive(Debug, thiserror::Error)]
#[error("storage: {0}")]
pub struct StoreError(pub String);

/// What a read or write gives.
pub type Result<T> = std::result::Result<T, StoreError>;

/// An account: where its sign-ins are checked, and its newest blob's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Ed25519 public key of sign-ins.
    pub auth: [u8; 32],
    /// The newest blob's sequence number.
    pub seq: u64,
    /// Its hash.
    pub blob_hash: [u8; 32],
}

/// What lets an account be made, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermitKey {
    /// Hash of the operator's token.
    Token([u8; 32]),
    /// An invite; one account each.
    Invite(EntryHash),
    /// An identity whose account a restore lost; one account each.
    Member([u8; 32]),
}

/// A session at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Hash of the token; the token itself is never kept.
    pub hash: [u8; 32],
    /// For revoking; tells nothing.
    pub id: [u8; 16],
    /// Whose.
    pub lookup: Lookup,
    /// The identity it acts for, once bound.
    pub identity: Option<[u8; 32]>,
    /// When made.
    pub created: Millis,
    /// When last used, to the hour.
    pub seen: Millis,
}

/// Whether a write took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// It did.
    Done,
    /// Something else came first; nothing was written.
    Stale,
}

/// A vault's membership and the parts of its record tree that are loaded as a whole.
#[derive(Debug, Clone)]
pub struct VaultState {
    /// Members and head.
    pub roster: Roster,
    /// The 64 node hashes.
    pub nodes: Vec<Digest>,
    /// The counts.
    pub totals: Totals,
}

/// One entry to append.
#[derive(Debug)]
pub struct EntryRow<'a> {
    /// Its place.
    pub seq: Seq,
    /// Its hash.
    pub hash: EntryHash,
    /// Whether it belongs to the membership sub-chain.
    pub is_roster: bool,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// One record's new version.
#[derive(Debug)]
pub struct NewVersion<'a> {
    /// Which record, version and envelope hash.
    pub change: Change,
    /// The entry that wrote it.
    pub seq: Seq,
    /// Its envelope; `None` is a tombstone, or lost in a restore.
    pub bytes: Option<&'a [u8]>,
}

/// What changes in a vault by a post: all of it, or nothing.
#[derive(Debug)]
pub struct Append<'a> {
    /// Which vault.
    pub vault: VaultId,
    /// The head it was checked against.
    pub after: Head,
    /// The head after it.
    pub pin: HeadPin,
    /// Entries in order.
    pub entries: Vec<EntryRow<'a>>,
    /// New versions, a record possibly more than once.
    pub versions: Vec<NewVersion<'a>>,
    /// Boxes by hash.
    pub boxes: Vec<(BoxHash, &'a [u8])>,
    /// Boxes that entries name and nobody gave, after a restore. (Envelopes: versions with a hash and no bytes.)
    pub lost_boxes: Vec<BoxHash>,
    /// The membership, if it changed.
    pub roster: Option<Roster>,
    /// The record tree, if it changed: counts, node hashes, and the 64 bucket hashes of each touched node.
    pub tree: Option<TreeRows>,
    /// Invites that are open now and were not before.
    pub opened: Vec<EntryHash>,
    /// Invites whose join requests are moot.
    pub closed: Vec<EntryHash>,
    /// Records whose bytes go that were superseded as of an entry.
    pub purges: Vec<(RecordId, Seq)>,
    /// Files that become named: each complete and never named before, or nothing is written and the answer is stale.
    pub files_add: Vec<FileAdded>,
    /// The vault was restored: files that become named may be missing, or here only in part.
    pub files_lost: bool,
    /// Files whose bytes go; unknown ones are passed over.
    pub files_drop: Vec<FileId>,
}

/// A record tree's rows after a change.
#[derive(Debug)]
pub struct TreeRows {
    /// The counts.
    pub totals: Totals,
    /// All 64 node hashes.
    pub nodes: Vec<Digest>,
    /// Touched nodes with their 64 bucket hashes.
    pub buckets: Vec<(u8, Vec<Digest>)>,
}

/// Asking for envelopes: which bytes there are. `None`: not there, or a tombstone.
pub type EnvelopeBytes = Option<Vec<u8>>;

/// Everything the server keeps.
#[async_trait]
pub trait Store:
    CredentialStore + WitnessStore + files::FileStore + life::LifeStore + recovery::RecoveryStore + Send + Sync + 'static
{
    // ---- Accounts ----

    /// Whether anybody has an account.
    async fn has_accounts(&self) -> Result<bool>;
    /// Keeps the hash of an operator's sign-up token.
    async fn add_sign_up_token(&self, hash: [u8; 32], now: Millis) -> Result<()>;
    /// Whether a permit may still be used.
    async fn permit_is_free(&self, permit: &PermitKey, now: Millis) -> Result<bool>;
    /// Makes an account and uses up its permit. Stale: the account is there, or the permit is used.
    async fn create_account(
        &self,
        lookup: &Lookup,
        account: &Account,
        blob: &[u8],
        permit: &PermitKey,
    ) -> Result<Outcome>;
    /// An account.
    async fn account(&self, lookup: &Lookup) -> Result<Option<Account>>;
    /// The newest blob.
    async fn blob(&self, lookup: &Lookup) -> Result<Option<Vec<u8>>>;
    /// Replaces the blob whose hash is `before`. Keeps the last few.
    async fn replace_blob(
        &self,
        lookup: &Lookup,
        before: &[u8; 32],
        seq: u64,
        hash: &[u8; 32],
        blob: &[u8],
    ) -> Result<Outcome>;

    // ---- Sessions ----

    /// Keeps a session; drops the longest unused beyond the cap.
    async fn add_session(&self, session: &Session) -> Result<Vec<[u8; 32]>>;
    /// A session, if it was used since `idle_since`.
    async fn session(&self, hash: &[u8; 32], idle_since: Millis) -> Result<Option<Session>>;
    /// Notes that it was used.
    async fn touch_session(&self, hash: &[u8; 32], seen: Millis) -> Result<()>;
    /// Binds it to an identity.
    async fn bind_session(&self, hash: &[u8; 32], identity: &[u8; 32]) -> Result<()>;
    /// All of an account, oldest first.
    async fn sessions(&self, lookup: &Lookup, idle_since: Millis) -> Result<Vec<Session>>;
    /// Ends one of this account; its hash, if there was one.
    async fn end_session(&self, lookup: &Lookup, id: &[u8; 16]) -> Result<Option<[u8; 32]>>;

    // ---- Vaults ----

    /// Makes a vault. Stale: it is there.
    async fn create_vault(
        &self,
        roster: &Roster,
        creator: &[u8; 32],
        genesis: &[u8],
        box_bytes: (BoxHash, &[u8]),
    ) -> Result<Outcome>;
    /// How many vaults an identity made.
    async fn vaults_made_by(&self, identity: &[u8; 32]) -> Result<usize>;
    /// A vault's membership and head.
    async fn roster(&self, vault: &VaultId) -> Result<Option<Roster>>;
    /// The same with the top of its record tree.
    async fn state(&self, vault: &VaultId) -> Result<Option<VaultState>>;
    /// The 64 bucket hashes of a node.
    async fn buckets_of(&self, vault: &VaultId, node: u8) -> Result<Vec<Digest>>;
    /// The record set as of an entry: buckets `first..end`, ascending by record, so many rows at most.
    async fn leaves(&self, vault: &VaultId, at: Seq, first: u16, end: u16, most: usize) -> Result<Vec<LeafRow>>;
    /// Appends to a vault whose head is still `after`.
    async fn append(&self, append: &Append<'_>) -> Result<Outcome>;
    /// The hash at a place in the journal.
    async fn entry_hash(&self, vault: &VaultId, seq: Seq) -> Result<Option<EntryHash>>;
    /// Entries `from..=to`, until `count` or `bytes` is reached (at least one).
    async fn entries(&self, vault: &VaultId, from: Seq, to: Seq, count: usize, bytes: usize) -> Result<Vec<Vec<u8>>>;
    /// Bytes of the membership entries.
    async fn roster_bytes(&self, vault: &VaultId) -> Result<u64>;
    /// Membership entries up to a place.
    async fn roster_entries(&self, vault: &VaultId, to: Seq) -> Result<Vec<Vec<u8>>>;
    /// Envelopes in the order asked, until `bytes` is reached (at least one).
    async fn envelopes(
        &self,
        vault: &VaultId,
        wanted: &[(RecordId, Version)],
        bytes: usize,
    ) -> Result<Vec<EnvelopeBytes>>;
    /// The versions of a record, oldest first, so many at most.
    async fn versions(&self, vault: &VaultId, record: &RecordId, most: usize) -> Result<Vec<VersionRow>>;
    /// Boxes in the order asked.
    async fn boxes(&self, vault: &VaultId, hashes: &[BoxHash]) -> Result<Vec<Option<Vec<u8>>>>;

    // ---- Invites ----

    /// The vault of an invite, open or closed.
    async fn vault_of_invite(&self, invite: &EntryHash) -> Result<Option<VaultId>>;
    /// Keeps a join request, the same bytes once. Stale: the invite has as many as it may.
    async fn add_request(&self, invite: &EntryHash, hash: &[u8; 32], bytes: &[u8]) -> Result<Outcome>;
    /// Join requests waiting in a vault.
    async fn requests(&self, vault: &VaultId) -> Result<Vec<Vec<u8>>>;
}

/// Whether a role lets in others.
pub fn admits(role: Role) -> bool {
    role >= Role::Admin
}
