//! The account on a server that was restored from a backup: it shows an older copy than this device has, or does not
//! know the account at all. Both are mended from here; what the server does not
//! take stays what it looks like: `AccountStale`, or `CredentialsChanged`.

use crate::Failure;
use crate::api::CallError;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::problem;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::account::blob_hash;
use tacit_shared::api::{ApiError, SignedIn};
use tacit_shared::ids::VaultId;
use tacit_vault::account::{AccountError, VaultStanding};

impl<P: Platform> Engine<P> {
    /// The server shows an older copy of the account: it gets what this device has, once. Then it must show it.
    pub(crate) async fn give_back_account(&self, older: &[u8]) -> Result<(), Failure> {
        // One from before a change of password does not open, and is above all too old.
        self.with_open_mut(|open| open.account.take_back(older))?.map_err(|error| match error {
            AccountError::CannotUnlock(_) => problem(ProblemKind::AccountStale).into(),
            error => Failure::from(error),
        })?;
        let session = self.live_session().await?;
        let pending = self.with_open(|open| open.account.next_blob(&mut *self.entropy(), &self.api.origin()))?;
        match self.api.update_blob(&session, &pending.request).await {
            Ok(()) => {}
            Err(CallError::Api(ApiError::BlobConflict(_))) => return Err(problem(ProblemKind::AccountStale).into()),
            Err(error) => return Err(error.into()),
        }
        if self.with_open_mut(|open| open.account.confirm(&pending))? {
            self.device_store(|store| store.set_blob(&pending.request.blob))?;
        }
        let shown = self.api.blob(&session).await?;
        let same = self.with_open(|open| open.account.pin().hash == blob_hash(&shown))?;
        if same { Ok(()) } else { Err(problem(ProblemKind::AccountStale).into()) }
    }

    /// The server does not know the account: a vault whose members name this identity lets it come back.
    pub(crate) async fn make_account_again(&self) -> Result<SignedIn, Failure> {
        let vaults: Vec<VaultId> = self.with_open(|open| {
            let joined = open.account.vaults().filter(|pin| pin.standing == VaultStanding::Joined);
            joined.map(|pin| pin.vault).chain(open.vaults.keys().copied()).collect()
        })?;
        let blob = self.device_store(|store| store.blob())?.ok_or_else(|| problem(ProblemKind::CannotUnlock))?;
        for vault in vaults {
            let challenge = self.api.challenge().await?;
            let request =
                self.with_open(|open| open.account.make_again(&self.api.origin(), &challenge, vault, &blob))?;
            match self.api.create_account(&request).await {
                Ok(answer) => return Ok(answer),
                Err(CallError::Api(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        // Not lost, or not to be had back: then its keys were changed elsewhere.
        Err(problem(ProblemKind::CredentialsChanged).into())
    }
}
