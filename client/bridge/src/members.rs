//! Members, roles and invites as the page shows them.

use crate::witness::{Confirmed, SeenBy};
use serde::{Deserialize, Serialize};

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads and writes records.
    Editor,
    /// Also invites, admits and removes editors and viewers.
    Admin,
    /// Everything.
    Owner,
}

/// The members page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberList {
    /// Current members by number.
    pub members: Vec<MemberRow>,
    /// People removed, newest first.
    pub former: Vec<MemberRow>,
    /// Invites still open.
    pub invites: Vec<InviteRow>,
    /// People who wait to be let in by hand.
    pub waiting: Vec<WaitingRow>,
    /// Number of the key that new records are sealed under.
    pub epoch: u32,
    /// Six words that are the same for every member who sees the same list.
    pub roster_words: Vec<String>,
    /// The newest entry that this device verified.
    pub newest: u64,
    /// The highest role I may give or remove; `None` if none.
    pub may_manage: Option<Role>,
    /// The rules of this vault.
    pub rules: Rules,
}

/// The rules of a vault, which owners set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Entries of an older cipher suite are refused.
    pub min_suite: u8,
    /// Every joiner is let in by hand after comparing words.
    pub words_for_all: bool,
    /// Editors may erase for good.
    pub editors_purge: bool,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Number in this vault.
    pub member: u32,
    /// As named here.
    pub name: String,
    /// Role now, or last.
    pub role: Role,
    /// It is me.
    pub me: bool,
    /// Name of who admitted or removed, by the signed entry.
    pub by: Option<String>,
    /// When that entry says it was, ms since 1970.
    pub at: u64,
    /// May I remove him?
    pub removable: bool,
    /// A removal is queued or under way, not yet in the journal.
    pub removing: bool,
    /// I compared the words of this member's keys before letting him in.
    pub verified: bool,
    /// The newest confirmation by this member's device; for me, by another device of mine.
    pub confirmed: Option<Confirmed>,
    /// This member's device lacks the current key, and it will not come by itself.
    pub lags: bool,
    /// Of a removed member: who has seen it, while not all have.
    pub seen_by: Option<SeenBy>,
    /// He said that he leaves, by a signed statement; when, ms since 1970. Told to admins and owners.
    pub leaving: Option<u64>,
}

/// A new invite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InviteRequest {
    /// How the invitee will be named here.
    pub name: String,
    /// The role that joining gives.
    pub role: Role,
    /// Hours until it expires, at most 336.
    pub hours: u32,
    /// It is for a recovery account, which nobody uses day by day: it counts in no "3 of 5".
    pub recovery: bool,
}

/// A fresh link: shown once, then forgotten.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct InviteLink {
    /// The whole link with its secret fragment.
    pub link: String,
    /// When it expires, ms since 1970.
    pub expires: u64,
}

impl std::fmt::Debug for InviteLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InviteLink(…)")
    }
}

/// An invite still open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InviteRow {
    /// Hash of the Invite entry.
    pub id: [u8; 32],
    /// Whom it is for.
    pub name: String,
    /// The role it gives.
    pub role: Role,
    /// Who made it.
    pub by: String,
    /// When it expires, ms since 1970.
    pub expires: u64,
}

/// Somebody with a valid link who must be let in by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitingRow {
    /// Hash of the request.
    pub request: [u8; 32],
    /// As the inviter named him.
    pub name: String,
    /// The role he will have.
    pub role: Role,
    /// Words that both must see.
    pub words: Vec<String>,
    /// Two different people answered this invite: do not admit.
    pub contested: bool,
}

/// What an invite link says of itself, once verified.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InviteSeen {
    /// Vault name, sealed into the invite by the inviter.
    pub vault: String,
    /// Inviter's name, sealed likewise.
    pub inviter: String,
    /// Role it gives.
    pub role: Role,
    /// When it expires, ms since 1970.
    pub expires: u64,
    /// Words to compare when the inviter must let in by hand; empty before the request is made.
    pub words: Vec<String>,
}
