//! The account's flows: sign up, sign in, unlock, lock, the blob. Each ends in one clear answer;
//! a wrong name, password, Secret Key or blob is one and the same.

use crate::api::CallError;
use crate::device::{self, Card, DeviceStore, Sealed};
use crate::engine::{Engine, Open};
use crate::kit;
use crate::ports::Platform;
use crate::problem::{problem, say};
use crate::{Failure, invites};
use tacit_bridge::account::{Device, EmergencyKit, LockReason, Strength};
use tacit_bridge::problem::ProblemKind::{AccountFork, AccountStale, BadInput, CannotUnlock, Offline};
use tacit_bridge::{Event, Reply};
use tacit_shared::account::blob_hash;
use tacit_shared::api::{ApiError, Permit, SessionToken};
use tacit_vault::account::{AccountError, AccountKeys, DeviceId, Password, SecretKey, SignInName, Unlocked};

/// Blob updates lost to another device before giving up for now.
pub(crate) const BLOB_TRIES: usize = 4;
/// How often the account is asked for without another reason.
const BLOB_EVERY_MS: u64 = 60_000;

pub(crate) fn name_of(typed: &str) -> Result<SignInName, Failure> {
    SignInName::new(typed).map_err(|error| say(BadInput, sentence(&error), "Choose another sign-in name.").into())
}

/// A password to be: long enough, and not guessed quickly.
pub(crate) fn new_password(typed: &str) -> Result<Password, Failure> {
    let password = Password::new(typed).map_err(|error| say(BadInput, sentence(&error), "Choose another password."))?;
    if tacit_vault::strength::estimate(typed).grade == 0 {
        let todo = "Use a longer one, or the suggested passphrase.";
        return Err(say(BadInput, "That password would be guessed quickly.", todo).into());
    }
    Ok(password)
}

/// For unlocking: a password that cannot be one is simply wrong.
pub(crate) fn password_typed(typed: &str) -> Result<Password, Failure> {
    Password::new(typed).map_err(|_| problem(CannotUnlock).into())
}

/// A Secret Key from a printed kit.
pub(crate) fn secret_key_typed(typed: &str) -> Result<SecretKey, Failure> {
    SecretKey::parse(typed).map_err(|_| {
        say(
            CannotUnlock,
            "That Secret Key has a typing mistake.",
            "Compare it with the printed kit: six groups of five letters and digits.",
        )
        .into()
    })
}

/// An error's words as a sentence.
fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), chars.as_str()),
        None => text,
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        Self(match error {
            AccountError::CannotUnlock(_) => problem(CannotUnlock),
            AccountError::Stale { .. } => problem(AccountStale),
            AccountError::Fork { .. } | AccountError::Merge(_) => problem(AccountFork),
        })
    }
}

impl<P: Platform> Engine<P> {
    /// What this device holds.
    pub(crate) fn device(&self) -> Device {
        let inner = self.inner.borrow();
        let Some(card) = inner.card() else { return Device::Empty };
        match &inner.open {
            // Also while locked: the password then shows the kit again, and opens the account.
            _ if card.kit_pending => Device::KitPending,
            None => Device::Locked { name: card.name.clone(), why: self.locked_for.get() },
            Some(open) => Device::Unlocked {
                name: card.name.clone(),
                vaults: open.views(),
                joining: open.joins.iter().map(|join| join.vault_name.clone()).collect(),
                held: open.held.clone(),
            },
        }
    }

    /// How strong a password is.
    pub(crate) fn estimate(typed: &str) -> Strength {
        let estimate = tacit_vault::strength::estimate(typed);
        Strength { bits: estimate.bits, grade: estimate.grade, advice: estimate.advice }
    }

    /// Makes an account here and on the server.
    pub(crate) async fn sign_up(&self, name: &str, password: &str, permit: &str) -> Result<Reply, Failure> {
        if self.inner.borrow().card().is_some() {
            return Err(say(BadInput, "This browser already holds an account.", "Unlock it, or sign out first.").into());
        }
        let (name, password) = (name_of(name)?, new_password(password)?);
        let permit = self.permit(permit).await?;
        let secret = SecretKey::generate(&mut *self.entropy());
        let keys = AccountKeys::derive(&secret, &name, &password);
        let (account, request) = Unlocked::sign_up(&mut *self.entropy(), &self.api.origin(), permit, keys);
        let answer = self.api.create_account(&request).await?;
        let device = tacit_vault::random(&mut *self.entropy());
        let card = Card::new(&*self.platform, device, name.as_str(), &secret, true).await?;
        self.device_store(|store| store.adopt(card, &request.blob))?;
        self.enter(Open::new(account, &device, Some(answer.session))).await?;
        self.bind().await?;
        Ok(Reply::Kit(self.kit(&secret)))
    }

    /// What the address' fragment permits: an operator's token or an invite.
    async fn permit(&self, fragment: &str) -> Result<Permit, Failure> {
        if let Some(token) = fragment.trim_start_matches('#').strip_prefix("signup=") {
            let token = tacit_vault::base64url(token).and_then(|bytes| bytes.try_into().ok());
            return token
                .map(Permit::Token)
                .ok_or_else(|| problem(tacit_bridge::problem::ProblemKind::NoPermit).into());
        }
        let seen = self.open_invite(fragment).await?;
        let challenge = self.api.challenge().await?;
        Ok(invites::permit(&seen, &self.api.origin(), &challenge))
    }

    /// The kit was kept, which the retyped group shows.
    pub(crate) async fn kit_kept(&self, retyped: &str) -> Result<Reply, Failure> {
        let card = self.inner.borrow().card().cloned();
        let Some(card) = card else { return Err(problem(CannotUnlock).into()) };
        let secret = device::secret_key(&*self.platform, &card).await?;
        if !kit::is_retyped(&secret, retyped) {
            return Err(kit::not_the_group().into());
        }
        self.device_store(DeviceStore::kit_kept)?;
        Ok(Reply::Device(self.device()))
    }

    pub(crate) fn kit(&self, secret: &SecretKey) -> EmergencyKit {
        let inner = self.inner.borrow();
        let name = inner.card().map(|card| card.name.clone()).unwrap_or_default();
        let vaults = inner.open.iter().flat_map(Open::floors).collect();
        kit::kit(&self.api.origin(), &name, secret, vaults, self.platform.now())
    }

    /// The kit again, against the password.
    pub(crate) async fn show_kit(&self, password: &str) -> Result<Reply, Failure> {
        let card = self.inner.borrow().card().cloned();
        let Some(card) = card else { return Err(problem(CannotUnlock).into()) };
        if card.kit_pending {
            self.unlock(password).await?;
        }
        let secret = device::secret_key(&*self.platform, &card).await?;
        self.open_stored(&secret, &card.name, password)?;
        Ok(Reply::Kit(self.kit(&secret)))
    }

    /// Opens this device's copy of the blob.
    fn open_stored(&self, secret: &SecretKey, name: &str, password: &str) -> Result<Unlocked, Failure> {
        let keys = AccountKeys::derive(secret, &name_of(name)?, &password_typed(password)?);
        let blob = self.device_store(|store| store.blob())?.ok_or_else(|| problem(CannotUnlock))?;
        keys.open(&blob).map_err(|_| problem(CannotUnlock).into())
    }

    /// Opens what this device holds; the server is not needed.
    pub(crate) async fn unlock(&self, password: &str) -> Result<Reply, Failure> {
        if self.inner.borrow().open.is_some() {
            return Ok(Reply::Device(self.device()));
        }
        let card = self.inner.borrow().card().cloned();
        let Some(card) = card else { return Err(problem(CannotUnlock).into()) };
        let secret = device::secret_key(&*self.platform, &card).await?;
        let account = match self.open_stored(&secret, &card.name, password) {
            Ok(account) => account,
            Err(wrong) => return self.unlock_anew(&card, password, wrong).await,
        };
        self.open_here(account, &card).await
    }

    /// The account that this device holds is open.
    pub(crate) async fn open_here(&self, account: Unlocked, card: &Card) -> Result<Reply, Failure> {
        let session = {
            let local = account.local_key(&card.device);
            self.device_store(|store| store.get::<SessionToken>(&local, Sealed::Session))?
        };
        self.enter(Open::new(account, &card.device, session)).await?;
        self.session_signal.raise();
        self.wake();
        Ok(Reply::Device(self.device()))
    }

    /// Signs in on a device that knows nothing.
    pub(crate) async fn sign_in(&self, name: &str, secret_key: &str, password: &str) -> Result<Reply, Failure> {
        if self.inner.borrow().card().is_some() {
            return Err(say(BadInput, "This browser already holds an account.", "Unlock it, or sign out first.").into());
        }
        let wrong = || Failure::from(problem(CannotUnlock));
        let name = SignInName::new(name).map_err(|_| wrong())?;
        let secret = secret_key_typed(secret_key)?;
        let keys = AccountKeys::derive(&secret, &name, &password_typed(password)?);
        let challenge = self.api.challenge().await?;
        let answer = self.api.sign_in(&keys.sign_in(&self.api.origin(), &challenge)).await?;
        let account = keys.open(&answer.blob).map_err(|_| wrong())?;
        let device = tacit_vault::random(&mut *self.entropy());
        let card = Card::new(&*self.platform, device, name.as_str(), &secret, false).await?;
        self.device_store(|store| store.adopt(card, &answer.blob))?;
        self.settle_in(account, &device, answer.session, async || Ok(())).await
    }

    /// The account is on this device for the first time: it opens, keeps what it came `with`, and fetches its vaults.
    pub(crate) async fn settle_in(
        &self,
        account: Unlocked,
        device: &DeviceId,
        session: SessionToken,
        with: impl AsyncFnOnce() -> Result<(), Failure>,
    ) -> Result<Reply, Failure> {
        self.enter(Open::new(account, device, Some(session))).await?;
        with().await?;
        self.bind().await?;
        // What is refused of the vaults is said on the page, and tried again: the account itself is open.
        let _ = self.follow_account().await;
        self.wake();
        Ok(Reply::Device(self.device()))
    }

    /// The account is open from here on: its vaults are loaded, which needs no server.
    pub(crate) async fn enter(&self, mut open: Open<P>) -> Result<(), Failure> {
        let kept = self.device_store(|store| store.get(&open.local, Sealed::Preferences))?;
        open.preferences = kept.unwrap_or_default();
        self.used();
        self.locked_for.set(None);
        self.inner.borrow_mut().open = Some(open);
        if let Err(failure) = self.load_shows() {
            self.inner.borrow_mut().close();
            return Err(failure);
        }
        if let Err(failure) = self.load_vaults().await {
            self.inner.borrow_mut().close();
            return Err(failure);
        }
        Ok(())
    }

    /// Drops every key from memory.
    pub(crate) fn lock(&self) -> Reply {
        self.inner.borrow_mut().close();
        self.lock_signal.raise();
        self.emit(Event::Locked);
        Reply::Done
    }

    /// Locks without having been asked, and says why where the password is typed again.
    pub(crate) fn lock_for(&self, why: LockReason) {
        self.locked_for.set(Some(why));
        self.lock();
    }

    /// Removes everything of the account from this device, then ends its session.
    pub(crate) async fn sign_out(&self) -> Result<Reply, Failure> {
        let session = self.session();
        if session.is_some() {
            self.vouch_leaving().await;
        }
        self.inner.borrow_mut().close();
        self.locked_for.set(None);
        self.lock_signal.raise();
        self.inner.borrow_mut().device = None;
        device::wipe(&*self.platform).await?;
        // While nothing is open here, because the answer has a browser drop what it keeps. The server's word is not needed
        // to forget: an unreachable one keeps a session that expires.
        let _ = self.api.end_session(session.as_ref()).await;
        // The browser may have dropped the very folder; the pages start anew, and with them a worker that makes one.
        let store = DeviceStore::open(&*self.platform).await.ok();
        self.inner.borrow_mut().device = store;
        self.emit(Event::Forgotten);
        Ok(Reply::Done)
    }

    /// Takes the account as the server shows it, unless it is older than what this device has: then says so.
    pub(crate) fn take_shown_blob(&self, blob: &[u8]) -> Result<bool, Failure> {
        let have = self.with_open(|open| open.account.pin())?;
        match Unlocked::check_pin(&have, blob) {
            Err(AccountError::Stale { .. }) => Ok(false),
            _ => self.take_blob(blob).map(|()| true),
        }
    }

    pub(crate) fn take_blob(&self, blob: &[u8]) -> Result<(), Failure> {
        self.with_open_mut(|open| open.account.merge(blob))??;
        Ok(self.device_store(|store| store.set_blob(blob))?)
    }

    /// Learns from the account what other devices made or joined, and fetches the vaults that are not here. Why it failed
    /// is kept, for the page to show until it is over.
    pub(crate) async fn follow_account(&self) -> Result<(), Failure> {
        let _one = self.arriving.lock().await;
        let result = match self.refresh_blob().await {
            Ok(()) => self.fetch_all_new().await,
            Err(failure) => Err(failure),
        };
        let held = match &result {
            Ok(()) => None,
            // Being offline is a state, not a trouble.
            Err(Failure(problem)) if problem.kind == Offline => return result,
            Err(Failure(problem)) => Some(problem.clone()),
        };
        let changed = self.with_open_mut(|open| std::mem::replace(&mut open.held, held.clone()) != held)?;
        if changed {
            self.emit(Event::VaultsChanged);
        }
        result
    }

    /// The account as the server has it, at most once in a while.
    async fn refresh_blob(&self) -> Result<(), Failure> {
        let now = self.platform.now();
        if self.with_open(|open| now < open.blob_due)? {
            return Ok(());
        }
        let session = self.live_session().await?;
        match self.api.blob(&session).await {
            // Nothing new, which is nearly always so, is nothing to open and to write.
            Ok(blob) if self.with_open(|open| open.account.pin().hash)? == blob_hash(&blob) => {}
            Ok(blob) if self.take_shown_blob(&blob)? => {}
            Ok(older) => self.give_back_account(&older).await?,
            Err(CallError::Api(ApiError::Unauthorized)) => return Err(self.session_ended(&session)),
            Err(error) => return Err(error.into()),
        }
        self.with_open_mut(|open| {
            open.session_worked |= open.session.as_ref() == Some(&session);
            open.blob_due = now + BLOB_EVERY_MS;
        })
    }

    /// Stores the account's blob on the server if something in it changed.
    pub(crate) async fn save_blob(&self) -> Result<(), Failure> {
        for _ in 0..BLOB_TRIES {
            if !self.with_open(|open| open.account.is_dirty())? {
                return Ok(());
            }
            let session = self.live_session().await?;
            let pending = self.with_open(|open| open.account.next_blob(&mut *self.entropy(), &self.api.origin()))?;
            match self.api.update_blob(&session, &pending.request).await {
                Ok(()) => {
                    if self.with_open_mut(|open| open.account.confirm(&pending))? {
                        self.device_store(|store| store.set_blob(&pending.request.blob))?;
                    }
                }
                Err(CallError::Api(ApiError::BlobConflict(theirs))) => self.take_blob(&theirs)?,
                Err(CallError::Api(ApiError::Unauthorized)) => return Err(self.session_ended(&session)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
