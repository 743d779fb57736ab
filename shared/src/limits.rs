//! Every cap of the protocol, in one place. Sizes are bytes unless the name says otherwise.

/// The one suite there is.
pub const SUITE: u8 = 1;
/// A journal entry.
pub const ENTRY: usize = 1024 * 1024;
/// Members of a vault at one time.
pub const MEMBERS: usize = 500;
/// Invites open at one time.
pub const OPEN_INVITES: usize = 64;
/// An invite's sealed hint.
pub const HINT: usize = 512;
/// Members removed by one entry.
pub const REMOVE_AT_ONCE: usize = 64;
/// Changes in a commit.
pub const CHANGES: usize = 4096;
/// Purges in a commit.
pub const PURGES: usize = 4096;
/// File additions, and file drops, in a commit.
pub const FILES: usize = 1024;
/// Plain bytes of a file.
pub const FILE: u64 = 2 * 1024 * 1024 * 1024;
/// Sealed bytes of the largest file: a tag for each of its 32,768 chunks.
pub const FILE_SEALED: u64 = FILE + 32_768 * 16;
/// Milliseconds that an upload which no entry names is kept.
pub const UPLOAD_MS: u64 = 24 * 3600 * 1000;
/// Leaves in a bucket.
pub const BUCKET_LEAVES: usize = 4096;
/// A sealed record's envelope.
pub const ENVELOPE: usize = 1024 * 1024;
/// Entries in a post or a page.
pub const POST_ENTRIES: usize = 256;
/// Envelopes, or boxes, in a post: as many of the smallest as its bytes hold.
pub const POST_ITEMS: usize = POST / 256;
/// Bytes in a post or a page.
pub const POST: usize = 16 * 1024 * 1024;
/// A box: X-Wing encapsulation (1120) and a sealed 32-byte key (48).
pub const BOX: usize = 1168;
/// An X-Wing public key: ML-KEM-768 (1184) and X25519 (32).
pub const BOX_KEY: usize = 1216;
/// The history of a rotation: whatever fits an entry, some 28,000 older keys.
pub const HISTORY: usize = ENTRY;
/// An encoded join request: suite, vault, invite, both keys, both signatures.
pub const JOIN_REQUEST: usize = 1 + 32 + 32 + 32 + BOX_KEY + 64 + 64;
/// An encoded account, session or invite operation.
pub const OPERATION: usize = 1024;
/// A signed statement beside the journal.
pub const STATEMENT: usize = 256;
/// A head statement is given at most so many entries behind the head; hashes of so many are kept for the comparison.
pub const WITNESSED: u64 = 10_000;
/// A presence frame: epoch, sender, counter, nonce, 48 sealed bytes with their tag, signature.
pub const PRESENCE: usize = 4 + 4 + 8 + 24 + 48 + 16 + 64;
/// An account blob.
pub const BLOB: usize = 1024 * 1024;
/// Different join requests kept per invite.
pub const REQUESTS_PER_INVITE: usize = 4;
/// Milliseconds that an entry's time may be ahead of the server's.
pub const CLOCK_AHEAD_MS: u64 = 10 * 60 * 1000;
/// Longest life of an invite, in milliseconds; checked by honest clients and servers when posting.
pub const INVITE_LIFE_MS: u64 = 14 * 24 * 3600 * 1000;
/// Milliseconds that a challenge is good for.
pub const CHALLENGE_MS: u64 = 60 * 1000;
/// Numbers of link channels: eight digits.
pub const LINK_NUMBERS: u32 = 100_000_000;
/// Milliseconds that a link channel lives.
pub const LINK_MS: u64 = 5 * 60 * 1000;
/// What a device hands over to another: pins of some 200 vaults.
pub const LINK_SEALED: usize = 32 * 1024;
