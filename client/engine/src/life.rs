//! The end of things, as people ask for it: leaving a vault, deleting it, forgetting what is over on this device; and
//! what the server says of it, believed only with the signature that belongs to it.

use crate::Failure;
use crate::api::CallError;
use crate::engine::{Engine, PageId};
use crate::ports::Platform;
use crate::problem::{problem, say};
use crate::store::Log;
use crate::sync::build_failure;
use crate::vault::log_name;
use tacit_bridge::problem::ProblemKind::{self, BadInput, Deleted, Left};
use tacit_bridge::records::VaultRef;
use tacit_bridge::{Event, Reply};
use tacit_shared::api::{ApiError, SessionToken};
use tacit_shared::ids::VaultId;
use tacit_vault::{BuildError, Writer};

impl<P: Platform> Engine<P> {
    /// Leaves the open vault. Done when the server has the statement; an admin's Remove follows.
    pub(crate) async fn leave_vault(&self, page: PageId) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let statement = self.statement(&vault, |writer| writer.leave())?;
        let session = self.live_session().await?;
        self.said(&session, self.api.leave(&session, &vault, statement).await)?;
        self.end(&vault, Left, |state| state.note_left())?;
        // So that other devices of this account know; if it fails now, the next synchronisation does it.
        let _ = self.save_blob().await;
        Ok(Reply::Done)
    }

    /// Deletes the open vault for everybody, after its name was typed. Final.
    pub(crate) async fn delete_vault(&self, page: PageId, typed: &str) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let name = self.with_vault(&vault, |vault| vault.name())?;
        if typed.trim() != name.trim() {
            return Err(say(BadInput, "That is not the name of this vault.", "Type it exactly as it is shown.").into());
        }
        let statement = self.statement(&vault, |writer| writer.delete_vault())?;
        let session = self.live_session().await?;
        self.said(&session, self.api.delete(&session, &vault, statement.clone()).await)?;
        self.end(&vault, Deleted, |state| {
            state.note_deleted(&statement);
        })?;
        let _ = self.save_blob().await;
        Ok(Reply::Done)
    }

    /// Drops what this device holds of a vault that is over.
    pub(crate) async fn forget_vault(&self, vault: VaultRef) -> Result<Reply, Failure> {
        let vault = VaultId(vault.0);
        if !self.with_vault(&vault, |vault| vault.is_over())? {
            return Err(say(BadInput, "This vault is still in use.", "Leave it first.").into());
        }
        self.with_open_mut(|open| drop(open.vaults.remove(&vault)))?;
        Log::<crate::engine::FileOf<P>>::remove(self.platform.storage(), &log_name(&vault)).await?;
        self.emit(Event::VaultsChanged);
        Ok(Reply::Done)
    }

    fn statement(
        &self,
        vault: &VaultId,
        say: impl FnOnce(&Writer<'_>) -> Result<Vec<u8>, BuildError>,
    ) -> Result<Vec<u8>, Failure> {
        let now = self.platform.now();
        self.with_open_mut(|open| {
            let identity = open.account.identity();
            let vault = open.vaults.get(vault).ok_or_else(|| problem(ProblemKind::Internal))?;
            let writer = vault.writer(identity, now).map_err(build_failure)?;
            say(&writer).map_err(build_failure)
        })?
    }

    fn said(&self, session: &SessionToken, answer: Result<(), CallError>) -> Result<(), Failure> {
        match answer {
            Err(CallError::Api(ApiError::Unauthorized)) => Err(self.session_ended(session)),
            // Somebody was faster; the pull brings his word.
            Err(CallError::Api(ApiError::Deleted(_))) => {
                self.wake();
                Err(problem(Deleted).into())
            }
            other => Ok(other?),
        }
    }

    /// Notes on disk how it ended, and tells everybody who waits or looks.
    fn end(
        &self,
        vault: &VaultId,
        kind: ProblemKind,
        note: impl FnOnce(&mut tacit_vault::VaultState),
    ) -> Result<(), Failure> {
        let event = self.with_vault(vault, |vault| {
            note(&mut vault.state);
            vault.keep_state(&mut *self.entropy())?;
            vault.end_drafts()?;
            vault.fail_actions(&problem(kind));
            vault.leaving.clear();
            Ok::<_, Failure>(vault.sync_event())
        })??;
        self.note_pin(vault)?;
        self.emit(event);
        self.emit(Event::VaultsChanged);
        self.emit(Event::Invalidated);
        Ok(())
    }

    /// The server says that the vault was deleted, with these bytes for it.
    pub(crate) fn take_deletion(&self, vault: &VaultId, statement: Vec<u8>) -> Result<(), Failure> {
        if !self.with_vault(vault, |vault| vault.state.note_deleted(&statement))? {
            return Err(ApiError::Deleted(statement).into());
        }
        self.end(vault, Deleted, |_| ())
    }

    /// What another device of this account left or saw deleted is over here too.
    pub(crate) fn heed_account(&self) -> Result<(), Failure> {
        let over = self.with_open_mut(|open| {
            let account = &open.account;
            let news = open.vaults.iter_mut().filter_map(|(id, vault)| {
                let pin = account.vault(id)?;
                vault.state.note_account(pin).then_some(*id)
            });
            news.collect::<Vec<_>>()
        })?;
        for vault in over {
            self.end(&vault, Left, |_| ())?;
        }
        Ok(())
    }
}
