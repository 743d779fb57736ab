//! Unlocking with a passkey: the page asks the authenticator, here its answer opens what the password would have opened.
//! Nothing of it concerns the server.

use crate::Failure;
use crate::account::{name_of, password_typed};
use crate::device::{self, Card, DeviceStore};
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::{problem, say};
use tacit_bridge::linking::{Passkey, Secret};
use tacit_bridge::problem::ProblemKind::{BadInput, CannotUnlock};
use tacit_bridge::{Event, Reply};
use tacit_vault::account::{AccountKeys, PRF_INPUT, PasskeyWrap, PrfOutput, UnlockKey};

impl<P: Platform> Engine<P> {
    /// What to ask the authenticator.
    pub(crate) fn passkey(&self) -> Result<Reply, Failure> {
        let wrap = self.device_store(|store| store.passkey())?;
        let credential = wrap.map(|wrap| wrap.credential().to_vec());
        Ok(Reply::Passkey(Passkey { credential, prf_input: PRF_INPUT.to_vec() }))
    }

    fn card(&self) -> Result<Card, Failure> {
        Ok(self.inner.borrow().card().cloned().ok_or_else(|| problem(CannotUnlock))?)
    }

    /// Seals what the password gives for this passkey.
    pub(crate) async fn keep_passkey(&self, password: &str, credential: &[u8], prf: &Secret) -> Result<Reply, Failure> {
        let unfit = || say(BadInput, "This passkey cannot unlock Tacit.", "Go on with your password.");
        let prf = PrfOutput::from_bytes(&prf.0).ok_or_else(unfit)?;
        let card = self.card()?;
        let secret = device::secret_key(&*self.platform, &card).await?;
        let name = name_of(&card.name)?;
        let unlock = UnlockKey::derive(&secret, &name, &password_typed(password)?);
        let keys = AccountKeys::of_unlock(&secret, &name, &unlock);
        let lookup = keys.lookup();
        let blob = self.device_store(|store| store.blob())?.ok_or_else(|| problem(CannotUnlock))?;
        if keys.open(&blob).is_err() {
            return Err(say(CannotUnlock, "That is not your password.", "Type it again.").into());
        }
        let wrap = PasskeyWrap::seal(&mut *self.entropy(), &prf, &lookup, credential, &unlock).ok_or_else(unfit)?;
        self.device_store(|store| store.keep_passkey(&wrap))?;
        Ok(Reply::Done)
    }

    /// Opens what this device holds; the server is not needed.
    pub(crate) async fn unlock_by_passkey(&self, prf: &Secret) -> Result<Reply, Failure> {
        if self.inner.borrow().open.is_some() {
            return Ok(Reply::Device(self.device()));
        }
        let wrong = || say(CannotUnlock, "This passkey does not unlock this browser.", "Type your password.");
        let card = self.card()?;
        let wrap = self.device_store(|store| store.passkey())?.ok_or_else(wrong)?;
        let prf = PrfOutput::from_bytes(&prf.0).ok_or_else(wrong)?;
        let secret = device::secret_key(&*self.platform, &card).await?;
        let name = name_of(&card.name)?;
        let unlock = wrap.open(&prf, &AccountKeys::lookup_of(&secret, &name)).ok_or_else(wrong)?;
        let blob = self.device_store(|store| store.blob())?.ok_or_else(|| problem(CannotUnlock))?;
        let Ok(account) = AccountKeys::of_unlock(&secret, &name, &unlock).open(&blob) else {
            // It opened, and what it holds is of an older password: changed, and the browser closed in that moment.
            self.device_store(DeviceStore::forget_passkey)?;
            return Err(say(
                CannotUnlock,
                "Your password was changed since this passkey was set up.",
                "Type the new password. Then you can set up the passkey again in Settings.",
            )
            .into());
        };
        self.open_here(account, &card).await
    }

    /// What the account opens with was changed: what the passkey seals is void, and goes with the rest of the old.
    pub(crate) fn void_passkey(&self) -> Result<(), Failure> {
        if self.device_store(|store| store.passkey())?.is_some() {
            self.device_store(DeviceStore::forget_passkey)?;
            self.emit(Event::Notice(say(
                CannotUnlock,
                "Your passkey no longer unlocks this browser, because your password or Secret Key was changed.",
                "Set it up again in Settings, if you want it.",
            )));
        }
        Ok(())
    }

    /// Only the password from now on.
    pub(crate) fn forget_passkey(&self) -> Result<Reply, Failure> {
        self.device_store(DeviceStore::forget_passkey)?;
        Ok(Reply::Done)
    }
}
