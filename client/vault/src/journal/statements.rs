//! Statements beside the journal: leaving, and deleting the vault.

use super::{BuildError, Writer};
use tacit_shared::codec;
use tacit_shared::entry::Role;
use tacit_shared::heads::{DeleteOp, LeaveOp, Signed};
use tacit_shared::limits;
use tacit_shared::sign::Context;

impl Writer<'_> {
    /// Says that this member leaves: an admin's Remove follows. The only owner cannot.
    pub fn leave(&self) -> Result<Vec<u8>, BuildError> {
        let roster = self.state.roster();
        if roster.is_only_owner(self.me) {
            return Err(BuildError::OnlyOwner);
        }
        let op = LeaveOp { suite: limits::SUITE, vault: roster.vault(), member: self.me, at: self.at };
        Ok(codec::encode(&Signed::new(op, Context::Leave, &self.identity.signing)))
    }

    /// Says that the vault is deleted, which only an owner may. Final.
    pub fn delete_vault(&self) -> Result<Vec<u8>, BuildError> {
        let roster = self.state.roster();
        if roster.role(self.me) != Some(Role::Owner) {
            return Err(BuildError::NoRight);
        }
        let op = DeleteOp { suite: limits::SUITE, vault: roster.vault(), at: self.at };
        Ok(codec::encode(&Signed::new(op, Context::VaultDelete, &self.identity.signing)))
    }
}
