//! Caps of this server beside those of the protocol ([`tacit_shared::limits`]). All may be met by nobody who works;
//! they bound what a stranger or a runaway client can cost.

use std::time::Duration;
use tacit_shared::ids::Millis;

/// Bytes of a request that carries entries: a full post and its framing.
pub const POST_BODY: usize = tacit_shared::limits::POST + 4 * 1024 * 1024;
/// Bytes of any other request: an account blob, or 4,096 record ids.
pub const BODY: usize = tacit_shared::limits::BLOB + 64 * 1024;
/// Bytes of a request before anybody has signed in.
pub const STRANGER_BODY: usize = 4 * 1024;
/// Time for a request, its body included.
pub const REQUEST_TIME: Duration = Duration::from_secs(60);
/// Challenges open at one time; the oldest goes first.
pub const CHALLENGES: usize = 20_000;
/// Sessions of one account; the longest unused goes first.
pub const SESSIONS: usize = 64;
/// A session unused for so long ends.
pub const SESSION_IDLE_MS: Millis = 90 * 24 * 3600 * 1000;
/// Vaults made by one identity.
pub const VAULTS: usize = 64;
/// Account blobs kept, the newest included.
pub const BLOBS_KEPT: i64 = 5;
/// A deletion of an account is known again for so long.
pub const DELETION_KNOWN_MS: Millis = 7 * 24 * 3600 * 1000;
/// Sign-up tokens of the operator open at one time.
pub const SIGN_UP_TOKENS: i64 = 16;
/// A sign-up token is good for so long.
pub const SIGN_UP_MS: Millis = 7 * 24 * 3600 * 1000;
/// A closed invite's link shows the membership chain up to its close until so long after its expiry.
pub const CLOSED_INVITE_MS: Millis = 30 * 24 * 3600 * 1000;
/// A removed member reads the journal up to his removal for so long.
pub const REMOVED_READS_MS: Millis = 90 * 24 * 3600 * 1000;
/// A deleted vault's bytes are destroyed after so long; until then its members' devices may fetch what they lack.
pub const DELETED_KEPT_MS: Millis = 7 * 24 * 3600 * 1000;
/// The statement that a vault was deleted is shown for so long.
pub const VAULT_DELETION_KNOWN_MS: Millis = 90 * 24 * 3600 * 1000;
/// Records whose versions, or entries whose bytes, are asked for at once.
pub const HISTORIES: usize = 256;
/// After a restore a vault takes only what members give back for so long at most.
pub const RECOVERY_MS: Millis = 24 * 3600 * 1000;
/// After a restore accounts that the backup lacks come back for so long: as long as a device may stay unused.
pub const ACCOUNTS_COME_BACK_MS: Millis = SESSION_IDLE_MS;
/// Rows of versions in one answer.
pub const VERSIONS: usize = 100_000;
/// Bytes of the membership chain in one answer. A rotation of a vault with 500 members names 16 kB of boxes.
pub const ROSTER: u64 = 64 << 20;
/// Envelopes in one answer.
pub const ENVELOPES: usize = 4096;
/// Boxes in one answer.
pub const BOXES: usize = 64;
/// Leaves in one answer: four full slices of 1,024 buckets at a million records are under this.
pub const LEAVES: usize = 2_000_000;
/// Hint sockets of one identity.
pub const SOCKETS: usize = 32;
/// Hint sockets in all.
pub const ALL_SOCKETS: usize = 20_000;
/// Hint sockets that have not said yet whose they are.
pub const NEW_SOCKETS: usize = 1_000;
/// The least time between two hints on one socket.
pub const HINT_GAP: Duration = Duration::from_millis(200);
/// A socket that says nothing for so long is pinged, and dropped when it stays silent as long again.
pub const SOCKET_IDLE: Duration = Duration::from_secs(45);
/// Devices being linked at one time, 32 KiB each at most.
pub const LINKS: usize = 2_000;
/// Bytes of a request that says who is here: a frame and its length.
pub const PRESENCE_BODY: usize = tacit_shared::limits::PRESENCE + 2;
/// Presence frames that wait for one socket; the oldest goes first.
pub const PRESENCE_PENDING: usize = 64;
/// Bytes of a request that hands something over to a new device.
pub const LINK_BODY: usize = tacit_shared::limits::LINK_SEALED + 1024;
