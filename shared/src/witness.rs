//! Head statements, verified: "I verified everything from Genesis to here", by a current member. Whether the journal that
//! the reader knows says the same is the reader's to compare.

use crate::codec;
use crate::heads::{HeadOp, Signed};
use crate::ids::{EntryHash, Epoch, Member, Millis, Seq};
use crate::limits;
use crate::roster::Roster;
use crate::sign::Context;
use ed25519_dalek::SigningKey;

/// Why bytes are no statement of a current member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// No statement, not in canonical form, or of a suite that this version does not know.
    #[error("the statement is malformed")]
    Malformed,
    /// Of another vault.
    #[error("the statement is about another vault")]
    OtherVault,
    /// By somebody who is no member now.
    #[error("its signer is not a member")]
    NotMember,
    /// The signature does not hold.
    #[error("its signature does not hold")]
    BadSignature,
}

/// A statement that a current member signed. Made only by [`Self::read`] and [`Self::sign`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadStatement {
    op: HeadOp,
}

impl HeadStatement {
    /// Reads and verifies one against a membership.
    pub fn read(roster: &Roster, bytes: &[u8]) -> Result<Self, StatementError> {
        let signed: Signed<HeadOp> = codec::decode(bytes, limits::STATEMENT).map_err(|_| StatementError::Malformed)?;
        if signed.op.suite != limits::SUITE {
            return Err(StatementError::Malformed);
        }
        if signed.op.vault != roster.vault() {
            return Err(StatementError::OtherVault);
        }
        let member = roster.member(signed.op.member).filter(|member| member.role().is_some());
        let member = member.ok_or(StatementError::NotMember)?;
        if signed.is_by(Context::Head, &member.identity) {
            Ok(Self { op: signed.op })
        } else {
            Err(StatementError::BadSignature)
        }
    }

    /// Signs one; its bytes beside it.
    pub fn sign(op: HeadOp, identity: &SigningKey) -> (Self, Vec<u8>) {
        let signed = Signed::new(op, Context::Head, identity);
        let bytes = codec::encode(&signed);
        (Self { op: signed.op }, bytes)
    }

    /// Who says so.
    pub fn member(&self) -> Member {
        self.op.member
    }

    /// Up to which entry.
    pub fn seq(&self) -> Seq {
        self.op.seq
    }

    /// That entry's hash, as the member knows it.
    pub fn hash(&self) -> EntryHash {
        self.op.hash
    }

    /// The newest epoch whose key the member holds.
    pub fn epoch_held(&self) -> Epoch {
        self.op.epoch_held
    }

    /// When, by the member's clock.
    pub fn at(&self) -> Millis {
        self.op.at
    }

    /// What decides which of a member's statements is newer.
    pub fn order(&self) -> (Seq, Millis) {
        (self.op.seq, self.op.at)
    }
}
