//! The account's flows: sign up, sign in, unlock, lock, sessions, the blob. Each ends in one clear answer;
//! a wrong name, password, Secret Key or blob is one and the same.

use crate::api::CallError;
use crate::device::{self, Card, DeviceStore, Sealed};
use crate::engine::{Engine, Open};
use crate::kit;
use crate::ports::Platform;
use crate::problem::{problem, say};
use crate::{Failure, invites};
use tacit_bridge::account::{Device, EmergencyKit, SessionRow, Strength};
use tacit_bridge::problem::ProblemKind::{AccountStale, BadInput, CannotUnlock, Offline, Server};
use tacit_bridge::{Event, Reply};
use tacit_shared::account::blob_hash;
use tacit_shared::api::{ApiError, Permit, SessionToken};
use tacit_vault::account::{AccountError, AccountKeys, Password, SecretKey, SignInName, Unlocked};

/// Blob updates lost to another device before giving up for now.
const BLOB_TRIES: usize = 4;
/// How often the account is asked for without another reason.
const BLOB_EVERY_MS: u64 = 60_000;

fn name_of(typed: &str) -> Result<SignInName, Failure> {
    SignInName::new(typed).map_err(|error| say(BadInput, sentence(&error), "Choose another sign-in name.").into())
}

fn password_of(typed: &str) -> Result<Password, Failure> {
    Password::new(typed).map_err(|error| say(BadInput, sentence(&error), "Choose another password.").into())
}

/// For unlocking: a password that cannot be one is simply wrong.
fn password_typed(typed: &str) -> Result<Password, Failure> {
    Password::new(typed).map_err(|_| problem(CannotUnlock).into())
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
            AccountError::Stale { .. } | AccountError::Fork { .. } | AccountError::Merge(_) => problem(AccountStale),
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
            None => Device::Locked { name: card.name.clone() },
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
        let (name, password) = (name_of(name)?, password_of(password)?);
        if Self::estimate(password.as_str()).grade == 0 {
            return Err(say(
                BadInput,
                "That password would be guessed quickly.",
                "Use a longer one, or the suggested passphrase.",
            )
            .into());
        }
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
            return Err(say(
                BadInput,
                "That is not the group asked for.",
                "Read it from the printed kit and type it again.",
            )
            .into());
        }
        self.device_store(DeviceStore::kit_kept)?;
        Ok(Reply::Device(self.device()))
    }

    fn kit(&self, secret: &SecretKey) -> EmergencyKit {
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
        let account = self.open_stored(&secret, &card.name, password)?;
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
        let secret = SecretKey::parse(secret_key).map_err(|_| {
            say(
                CannotUnlock,
                "That Secret Key has a typing mistake.",
                "Compare it with the printed kit: six groups of five letters and digits.",
            )
        })?;
        let keys = AccountKeys::derive(&secret, &name, &password_typed(password)?);
        let challenge = self.api.challenge().await?;
        let answer = self.api.sign_in(&keys.sign_in(&self.api.origin(), &challenge)).await?;
        let account = keys.open(&answer.blob).map_err(|_| wrong())?;
        let device = tacit_vault::random(&mut *self.entropy());
        let card = Card::new(&*self.platform, device, name.as_str(), &secret, false).await?;
        self.device_store(|store| store.adopt(card, &answer.blob))?;
        self.enter(Open::new(account, &device, Some(answer.session))).await?;
        self.bind().await?;
        // What is refused of the vaults is said on the page, and tried again: the account itself is open.
        let _ = self.follow_account().await;
        self.wake();
        Ok(Reply::Device(self.device()))
    }

    /// The account is open from here on: its vaults are loaded, which needs no server.
    async fn enter(&self, open: Open<P>) -> Result<(), Failure> {
        self.inner.borrow_mut().open = Some(open);
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

    /// Ends the session and removes everything of the account from this device.
    pub(crate) async fn sign_out(&self) -> Result<Reply, Failure> {
        if let Some(session) = self.session() {
            // The server's word is not needed to forget: an unreachable one keeps a session that expires.
            let _ = self.api.end_session(&session).await;
        }
        self.inner.borrow_mut().close();
        self.lock_signal.raise();
        self.inner.borrow_mut().device = None;
        device::wipe(&*self.platform).await?;
        let store = DeviceStore::open(&*self.platform).await?;
        self.inner.borrow_mut().device = Some(store);
        self.emit(Event::Locked);
        Ok(Reply::Done)
    }

    /// Binds the session to the identity, which opens the vaults, and keeps it.
    async fn bind(&self) -> Result<(), Failure> {
        let Some(session) = self.session() else { return Ok(()) };
        let bound = self.with_open(|open| open.account.identity().bind(&self.api.origin(), &session))?;
        self.api.bind_identity(&session, &bound).await?;
        self.remember(Sealed::Session, &session)?;
        // Before this the server would not have said what it has for us.
        self.session_signal.raise();
        Ok(())
    }

    /// The session that works, signing in anew if the old one ended.
    pub(crate) async fn live_session(&self) -> Result<SessionToken, Failure> {
        if let Some(session) = self.session() {
            return Ok(session);
        }
        let challenge = self.api.challenge().await?;
        let request = self.with_open(|open| open.account.keys().sign_in(&self.api.origin(), &challenge))?;
        let answer = self.api.sign_in(&request).await?;
        self.with_open_mut(|open| open.session = Some(answer.session.clone()))?;
        self.take_blob(&answer.blob)?;
        self.bind().await?;
        Ok(answer.session)
    }

    /// The session is no longer taken: the next call signs in anew.
    pub(crate) fn session_ended(&self) {
        if let Some(open) = &mut self.inner.borrow_mut().open {
            open.session = None;
        }
    }

    pub(crate) fn session(&self) -> Option<SessionToken> {
        self.inner.borrow().open.as_ref()?.session.clone()
    }

    /// Where this account is signed in.
    pub(crate) async fn sessions(&self) -> Result<Reply, Failure> {
        let session = self.live_session().await?;
        let rows = self.api.sessions(&session).await?;
        let row = |row: tacit_shared::api::SessionInfo| SessionRow {
            id: row.id,
            created: row.created,
            seen: row.seen,
            current: row.current,
        };
        Ok(Reply::Sessions(rows.into_iter().map(row).collect()))
    }

    /// Ends one of them.
    pub(crate) async fn end_session(&self, id: [u8; 16]) -> Result<Reply, Failure> {
        let session = self.live_session().await?;
        self.api.revoke_session(&session, &id).await?;
        Ok(Reply::Done)
    }

    fn take_blob(&self, blob: &[u8]) -> Result<(), Failure> {
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
            Ok(blob) => self.take_blob(&blob)?,
            Err(CallError::Api(ApiError::Unauthorized)) => {
                self.session_ended();
                return Err(problem(Server).into());
            }
            Err(error) => return Err(error.into()),
        }
        self.with_open_mut(|open| open.blob_due = now + BLOB_EVERY_MS)
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
                    self.with_open_mut(|open| open.account.confirm(&pending))?;
                    return Ok(self.device_store(|store| store.set_blob(&pending.request.blob))?);
                }
                Err(CallError::Api(ApiError::BlobConflict(theirs))) => self.take_blob(&theirs)?,
                Err(CallError::Api(ApiError::Unauthorized)) => self.session_ended(),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
