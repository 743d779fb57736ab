//! Statements that end a membership or a vault, read against the membership they speak of. They stand beside the
//! journal, which stays what it is: whoever leaves signs, and an admin's Remove follows; whoever deletes signs, and
//! nothing follows.

use crate::codec;
use crate::entry::Role;
use crate::heads::{DeleteOp, LeaveOp, Signed};
use crate::ids::{Member, Millis};
use crate::limits;
use crate::roster::Roster;
use crate::sign::Context;

/// A member's word that he leaves. Only [`leaving`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    member: Member,
    at: Millis,
}

impl Leaving {
    /// Who.
    pub fn member(&self) -> Member {
        self.member
    }

    /// When, by his own clock.
    pub fn at(&self) -> Millis {
        self.at
    }
}

/// An owner's word that the vault is deleted. Only [`deleted`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deleted {
    by: Member,
    at: Millis,
}

impl Deleted {
    /// The owner.
    pub fn by(&self) -> Member {
        self.by
    }

    /// When, by his own clock.
    pub fn at(&self) -> Millis {
        self.at
    }
}

/// Reads a leave statement: of this vault, signed by a current member in his own name. A number is given once, so a
/// statement of an earlier membership says nothing about a later one. The only owner's says nothing: he cannot go.
pub fn leaving(roster: &Roster, bytes: &[u8]) -> Option<Leaving> {
    let signed: Signed<LeaveOp> = codec::decode(bytes, limits::STATEMENT).ok()?;
    let LeaveOp { suite, vault, member, at } = signed.op;
    roster.role(member)?;
    let record = roster.member(member)?;
    let holds = suite == limits::SUITE
        && vault == roster.vault()
        && !roster.is_only_owner(member)
        && signed.is_by(Context::Leave, &record.identity);
    holds.then_some(Leaving { member, at })
}

/// Reads a statement that the vault is deleted: of this vault, signed by somebody who is an owner of it now.
pub fn deleted(roster: &Roster, bytes: &[u8]) -> Option<Deleted> {
    let signed: Signed<DeleteOp> = codec::decode(bytes, limits::STATEMENT).ok()?;
    if signed.op.suite != limits::SUITE || signed.op.vault != roster.vault() {
        return None;
    }
    let mut owners = roster.current().filter(|(_, record)| record.role() == Some(Role::Owner));
    let (by, _) = owners.find(|(_, record)| signed.is_by(Context::VaultDelete, &record.identity))?;
    Some(Deleted { by, at: signed.op.at })
}
