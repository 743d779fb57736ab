//! What can go wrong, as the page shows it: a reason by name, words from the worker, and what to do.

use serde::{Deserialize, Serialize};

/// One problem, said in words. `kind` is for icons, tests and what the page offers; the words are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which reason.
    pub kind: ProblemKind,
    /// One sentence: what happened.
    pub what: String,
    /// One sentence: what to do now.
    pub todo: String,
}

/// The reasons, after PROTOCOL §12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The server cannot be reached; work goes on and is sent later.
    Offline,
    /// Password, name or Secret Key is wrong, or the sealed account is damaged: one answer for all.
    CannotUnlock,
    /// The typed input is not acceptable (too short, empty, wrong shape).
    BadInput,
    /// The server shows an older state than this device has seen.
    Stale,
    /// The server was restored from a backup and has lost something that it gets back.
    Recovering,
    /// The server shows another history than this device has seen.
    Fork,
    /// A member's device names another history: writes wait until people compared words.
    ForkSuspected,
    /// A member vouched for newer entries than the server shows.
    Withheld,
    /// Part of the record set is missing.
    Incomplete,
    /// An entry of the journal does not verify.
    BadChain,
    /// The server's answer is none that this version of Tacit knows.
    Malformed,
    /// The server withholds this member's key.
    MissingBox,
    /// A member signed a state of the record set that does not add up; the words name him.
    BadRoot,
    /// A member signed for a record that is none; the words name him.
    BadRecord,
    /// A member made a key for this one that does not fit; the words name him.
    BadBox,
    /// A member changed the key and did not hand on every older one; the words name him.
    BadHistory,
    /// Whoever answers an invite sends a key that nothing can be sealed to.
    BadKey,
    /// The account on the server is older than what this device has seen.
    AccountStale,
    /// The account on the server is another than the one this device has seen.
    AccountFork,
    /// The server no longer takes this account's key: password or Secret Key were changed on another device.
    CredentialsChanged,
    /// The server keeps refusing a change.
    Refused,
    /// A removal is not yet in the journal.
    RemovalUnconfirmed,
    /// Who is in the vault has changed, and nobody looked at it here yet.
    MembersChanged,
    /// Nobody vouched for this device yet: it reads, and holds what it would write.
    Unconfirmed,
    /// Linking a device ended without success; nothing was handed over.
    LinkFailed,
    /// The account that opened is not the one that the other device handed over.
    LinkMismatch,
    /// A newer version of Tacit is needed.
    NeedUpdate,
    /// The role does not allow it.
    NoRight,
    /// This person was removed from the vault by a signed entry.
    Removed,
    /// This person left the vault.
    Left,
    /// An owner deleted the vault, by a signed statement.
    Deleted,
    /// The only owner of a vault cannot leave it, or delete the account that owns it.
    OnlyOwner,
    /// The invite link is not valid here.
    InviteInvalid,
    /// Somebody used the link already.
    InviteUsed,
    /// The invite was taken back.
    InviteRevoked,
    /// The invite is too old.
    InviteExpired,
    /// Two different people answered this invite.
    InviteContested,
    /// The link does not permit a new account on this server.
    NoPermit,
    /// There is no such record any more.
    Gone,
    /// A person's data is only stored (GDPR Art. 18): it is not used and not changed.
    Restricted,
    /// A recipient may not have data; the words say what is missing.
    NotAllowed,
    /// What was being done was stopped.
    Stopped,
    /// A file could not be read at all.
    BadFile,
    /// An attached file is not what its record says: it was changed, cut, exchanged or lost on the server.
    FileDamaged,
    /// The files of this vault would take more room than the server grants.
    QuotaFull,
    /// The device's storage failed or is full.
    Storage,
    /// The server had a problem of its own, or asks to slow down.
    Server,
    /// Another tab of this browser must be used or closed.
    OtherTab,
    /// A mistake of ours.
    Internal,
}
