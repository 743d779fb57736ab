//! Changes of the membership that their user has not seen yet. Valid, signed, and possibly a colleague's mischief: a
//! malicious admin can add a ghost, and everything written afterwards is for the ghost too. So nothing is committed
//! before they were looked at (D10, M18).

use super::state::VaultState;
use serde::{Deserialize, Serialize};
use tacit_shared::entry::{Body, Role};
use tacit_shared::ids::{Member, Millis, Seq};
use tacit_shared::roster::Roster;
use tacit_shared::step::Delta;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberNews {
    /// In which entry.
    pub seq: Seq,
    /// Who signed it.
    pub author: Member,
    /// When, by his clock.
    pub at: Millis,
    /// What changed.
    pub what: Changed,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Changed {
    /// Somebody is in.
    Joined {
        /// Under this number.
        member: Member,
        /// In this role.
        role: Role,
        /// By whose invite.
        invited_by: Member,
        /// The role, or the vault's policy, asks that a person compares words first.
        by_hand: bool,
    },
    /// Somebody has another role.
    Role {
        /// Who.
        member: Member,
        /// Which.
        role: Role,
    },
    /// Somebody is out.
    Removed {
        /// Who.
        members: Vec<Member>,
    },
    /// The vault's rules are others.
    Policy,
}

/// What an entry means to whoever did not write it; asked before the entry is applied. An invite lets nobody in, its Join
/// does; a new key changes nobody's reach.
pub(super) fn news(roster: &Roster, me: Member, delta: &Delta) -> Option<MemberNews> {
    let header = delta.entry.header();
    let own = header.author == me;
    let what = match delta.entry.body() {
        Body::Join { request, .. } => {
            let invite = roster.open_invite(&request.body.invite)?;
            let by_hand = invite.role > Role::Editor || roster.policy().words_for_all;
            // Whom I invited, and whom I let in myself. A guest of somebody else's whom my device let in by itself is news.
            if request.body.identity == roster.member(me)?.identity || invite.author == me || (own && by_hand) {
                return None;
            }
            Changed::Joined { member: roster.next_member(), role: invite.role, invited_by: invite.author, by_hand }
        }
        _ if own => return None,
        Body::SetRole { member, role } => Changed::Role { member: *member, role: *role },
        Body::Remove { members, .. } => Changed::Removed { members: members.clone() },
        Body::Policy { .. } => Changed::Policy,
        Body::Genesis { .. } | Body::Invite { .. } | Body::Revoke { .. } | Body::Rotate { .. } | Body::Commit(_) => {
            return None;
        }
    };
    Some(MemberNews { seq: header.seq, author: header.author, at: header.at, what })
}

impl VaultState {
    /// What changed in the membership since somebody looked, oldest first. While there is any, nothing is committed.
    pub fn unseen(&self) -> &[MemberNews] {
        &self.unseen
    }

    /// The user saw all of it up to this entry.
    pub fn saw(&mut self, seq: Seq) {
        self.unseen.retain(|news| news.seq > seq);
    }

    /// Puts back what this device kept of [`Self::unseen`].
    pub fn load_unseen(&mut self, unseen: Vec<MemberNews>) {
        self.unseen = unseen;
    }
}
