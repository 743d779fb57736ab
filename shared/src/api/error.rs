//! Why a call failed.

use super::Head;
use crate::ids::{Millis, Seq};
use serde::{Deserialize, Serialize};

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
    /// The vault's files would take more room than the operator grants.
    #[error("no room left for files")]
    QuotaFull {
        /// Sealed bytes that they may come to.
        quota: u64,
    },
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
    /// An owner deleted the vault; his signed statement.
    #[error("the vault was deleted")]
    Deleted(Vec<u8>),
}
