//! Deleting the account: not while a vault would be left without an owner, or a change of this device unsent.

use crate::Failure;
use crate::account::BLOB_TRIES;
use crate::api::CallError;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::{problem, say};
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::{AccountStale, BadInput, CredentialsChanged, Incomplete, OnlyOwner};
use tacit_shared::api::ApiError;
use tacit_vault::account::VaultStanding;

impl<P: Platform> Engine<P> {
    /// Deletes the account on the server, then everything of it here.
    pub(crate) async fn delete_account(&self, password: &str) -> Result<Reply, Failure> {
        self.check_password(password).await?;
        self.may_be_deleted()?;
        for _ in 0..BLOB_TRIES {
            let request = self.with_open(|open| open.account.delete(&self.api.origin()))?;
            match self.api.delete_account(&request).await {
                Ok(()) => return self.sign_out().await,
                Err(CallError::Api(ApiError::BlobConflict(theirs))) => {
                    self.take_blob(&theirs)?;
                    // Another device joined or made a vault meanwhile.
                    self.may_be_deleted()?;
                }
                Err(CallError::Api(ApiError::Unauthorized)) => return Err(problem(CredentialsChanged).into()),
                Err(error) => return Err(error.into()),
            }
        }
        Err(problem(AccountStale).into())
    }

    fn may_be_deleted(&self) -> Result<(), Failure> {
        self.with_open(|open| {
            let lone: Vec<String> =
                open.vaults.values().filter(|vault| vault.is_lone_owner()).map(|vault| vault.name()).collect();
            if !lone.is_empty() {
                let what = format!("You are the only owner of {}.", lone.join(", "));
                return Err(say(OnlyOwner, what, problem(OnlyOwner).todo));
            }
            let joined = |standing| standing == VaultStanding::Joined;
            if open.account.vaults().any(|pin| joined(pin.standing) && !open.vaults.contains_key(&pin.vault)) {
                let todo = "Wait until all of them are shown: nobody can tell whether you are the only owner of one.";
                return Err(say(Incomplete, "Not all of your vaults are on this device yet.", todo));
            }
            if open.vaults.values().any(|vault| vault.sync_state().waiting > 0) {
                let todo = "Wait until everything is synced, then try again.";
                return Err(say(BadInput, "Changes of yours are still waiting to be sent.", todo));
            }
            Ok(())
        })??;
        Ok(())
    }
}
