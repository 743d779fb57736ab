//! Another password, another Secret Key, and going on after either was changed elsewhere.
//!
//! A change is one request, signed by the old key and the new. Whether the server made it is not its word: this device
//! signs in with the new keys, opens what comes back and compares. If the answer is lost, the typed password decides: the
//! old one opens this device's copy, the new one the server's.

use crate::Failure;
use crate::account::{BLOB_TRIES, name_of, new_password, password_typed, secret_key_typed};
use crate::api::CallError;
use crate::device::{self, Card};
use crate::engine::{Engine, Open};
use crate::kit;
use crate::ports::{Platform, StorageError};
use crate::problem::{problem, say};
use tacit_bridge::problem::ProblemKind::{AccountStale, BadInput, CannotUnlock, CredentialsChanged, Offline, Refused};
use tacit_bridge::{Event, Problem, Reply};
use tacit_shared::account::Blob;
use tacit_shared::api::{ApiError, SignedIn};
use tacit_vault::account::{AccountKeys, BlobPin, Password, PendingChange, SecretKey, Unlocked};

/// The same bytes are posted so often before the sign-in decides.
const POSTS: u32 = 3;
const POST_PAUSE_MS: u32 = 400;

/// Three things that the server took.
struct Accepted {
    secret: SecretKey,
    keys: AccountKeys,
    answer: SignedIn,
}

/// It may or may not have arrived.
fn undecided() -> Problem {
    say(
        Offline,
        "It is not certain whether the change arrived at the server.",
        "When you unlock next, try the new password first, then the old one. Keep both kits until then.",
    )
}

impl<P: Platform> Engine<P> {
    /// This device's card.
    pub(crate) fn own_card(&self) -> Result<Card, Failure> {
        self.inner.borrow().card().cloned().ok_or_else(|| problem(CannotUnlock).into())
    }

    /// Whether this is the open account's password: whoever changes or deletes it has to know.
    pub(crate) async fn check_password(&self, typed: &str) -> Result<(Card, SecretKey), Failure> {
        let card = self.own_card()?;
        let secret = device::secret_key(&*self.platform, &card).await?;
        let keys = AccountKeys::derive(&secret, &name_of(&card.name)?, &password_typed(typed)?);
        let same = self.with_open(|open| open.account.keys().auth_public() == keys.auth_public())?;
        if same { Ok((card, secret)) } else { Err(wrong_password().into()) }
    }

    /// Another password.
    pub(crate) async fn change_password(&self, current: &str, new: &str) -> Result<Reply, Failure> {
        let password = new_password(new)?;
        let (card, secret) = self.check_password(current).await?;
        if current == new {
            return Err(say(BadInput, "That is the password you have.", "Choose another one.").into());
        }
        self.change(&card, secret, &password).await
    }

    /// Draws a new Secret Key; nothing changes before its kit was kept.
    pub(crate) async fn draw_kit(&self, password: &str) -> Result<Reply, Failure> {
        self.check_password(password).await?;
        let drawn = SecretKey::generate(&mut *self.entropy());
        let kit = self.kit(&drawn);
        self.with_open_mut(|open| open.drawn = Some(drawn))?;
        Ok(Reply::Kit(kit))
    }

    /// The new Secret Key in place of the old one, once its kit was kept.
    pub(crate) async fn use_kit(&self, password: &str, new: Option<&str>, retyped: &str) -> Result<Reply, Failure> {
        let nothing = || say(BadInput, "There is no new kit.", "Make a new one first.");
        let drawn = self.with_open(|open| open.drawn.as_ref().map(|drawn| SecretKey::from_bytes(drawn.bytes())))?;
        let drawn = drawn.ok_or_else(nothing)?;
        if !kit::is_retyped(&drawn, retyped) {
            return Err(kit::not_the_group().into());
        }
        let next = new.map_or_else(|| password_typed(password), new_password)?;
        let (card, _) = self.check_password(password).await?;
        // Kept before anything is sent: should the answer be lost, this device is not.
        let card = card.with_next(&*self.platform, &drawn).await?;
        self.device_store(|store| store.set_card(card.clone()))?;
        self.change(&card, drawn, &next).await?;
        self.with_open_mut(|open| open.drawn = None)?;
        Ok(Reply::Done)
    }

    async fn change(&self, card: &Card, secret: SecretKey, password: &Password) -> Result<Reply, Failure> {
        let keys = AccountKeys::derive(&secret, &name_of(&card.name)?, password);
        let _one = self.signing_in.lock().await;
        // Everybody else waits for the new session instead of being told that the old one ended.
        let session = self.with_open_mut(|open| open.session.take())?;
        let changed = self.change_on_server(&keys).await;
        if changed.is_err() {
            self.with_open_mut(|open| open.session = session)?;
        }
        let answer = changed?;
        self.go_on_with(card, Accepted { secret, keys, answer }).await.map_err(|_| undecided())?;
        Ok(Reply::Done)
    }

    /// Posts the change, then signs in with the new keys: only that shows that it was made.
    async fn change_on_server(&self, keys: &AccountKeys) -> Result<SignedIn, Failure> {
        let pending = self.post_change(keys).await?;
        match self.sign_in_with(keys).await {
            Ok(Some(answer)) => {
                Unlocked::check_pin(&pending.pin, &answer.blob)?;
                Ok(answer)
            }
            Ok(None) => {
                let what = "The server did not make the change.";
                Err(say(Refused, what, "Your password and kit are what they were. Try again later.").into())
            }
            Err(Failure(problem)) if problem.kind == Offline => Err(undecided().into()),
            Err(failure) => Err(failure),
        }
    }

    async fn post_change(&self, keys: &AccountKeys) -> Result<PendingChange, Failure> {
        for _ in 0..BLOB_TRIES {
            let origin = self.api.origin();
            let pending = self.with_open(|open| open.account.change(&mut *self.entropy(), &origin, keys))?;
            match self.post_until_heard(&pending).await {
                // Not heard: made or not, the sign-in will tell.
                Ok(()) | Err(CallError::Unreachable(_)) => return Ok(pending),
                // One that does not open is sealed under what another device has just changed it to.
                Err(CallError::Api(ApiError::BlobConflict(theirs))) => self.take_blob(&theirs).map_err(elsewhere)?,
                Err(CallError::Api(ApiError::Unauthorized)) => return Err(problem(CredentialsChanged).into()),
                Err(error) => return Err(error.into()),
            }
        }
        Err(problem(AccountStale).into())
    }

    async fn post_until_heard(&self, pending: &PendingChange) -> Result<(), CallError> {
        let mut answer = self.api.change_account(&pending.request).await;
        for _ in 1..POSTS {
            if !matches!(answer, Err(CallError::Unreachable(_))) {
                break;
            }
            self.platform.sleep(POST_PAUSE_MS).await;
            answer = self.api.change_account(&pending.request).await;
        }
        answer
    }

    /// A session under these keys; `None` if the server does not take them.
    async fn sign_in_with(&self, keys: &AccountKeys) -> Result<Option<SignedIn>, Failure> {
        let challenge = self.api.challenge().await?;
        match self.api.sign_in(&keys.sign_in(&self.api.origin(), &challenge)).await {
            Ok(answer) => Ok(Some(answer)),
            Err(CallError::Api(ApiError::Unauthorized)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Which of these Secret Keys the server takes with a typed password.
    async fn accepted(&self, secrets: Vec<SecretKey>, name: &str, typed: &str) -> Result<Option<Accepted>, Failure> {
        for secret in secrets {
            let keys = AccountKeys::derive(&secret, &name_of(name)?, &password_typed(typed)?);
            if let Some(answer) = self.sign_in_with(&keys).await? {
                return Ok(Some(Accepted { secret, keys, answer }));
            }
        }
        Ok(None)
    }

    /// The open account goes on under these keys.
    async fn go_on_with(&self, card: &Card, accepted: Accepted) -> Result<(), Failure> {
        let Accepted { secret, keys, answer } = accepted;
        self.with_open_mut(|open| open.account.succeed(keys, &answer.blob))??;
        self.keep_credentials(card, &secret, &answer.blob).await?;
        self.with_open_mut(|open| open.session = Some(answer.session))?;
        self.bind().await?;
        self.wake();
        Ok(())
    }

    /// This device opens with these from now on. What the old password opened is overwritten, not only superseded.
    async fn keep_credentials(&self, card: &Card, secret: &SecretKey, blob: &[u8]) -> Result<(), Failure> {
        let card = Card::new(&*self.platform, card.device, &card.name, secret, false).await?;
        self.device_store(|store| store.succeed(card, blob))?;
        self.void_passkey()?;
        let Some(mut log) = self.device_store(|store| Ok(store.take_log()))? else { return Ok(()) };
        let rewritten = log.compact(self.platform.storage()).await;
        self.device_store(|store| {
            store.put_log(log);
            rewritten?;
            store.scrubbed()
        })?;
        Ok(())
    }

    /// Locked, and the typed password does not open this device's copy: it may be a newer one that the server knows. The
    /// server cannot use this to make the device take an older account: it must continue the copy that is here.
    pub(crate) async fn unlock_anew(&self, card: &Card, typed: &str, wrong: Failure) -> Result<Reply, Failure> {
        let secrets = device::secret_keys(&*self.platform, card).await?;
        let accepted = match self.accepted(secrets, &card.name, typed).await {
            Ok(Some(accepted)) => accepted,
            Ok(None) => return Err(wrong),
            Err(Failure(problem)) if problem.kind == Offline => return Err(wrong),
            Err(failure) => return Err(failure),
        };
        let Accepted { secret, keys, answer } = accepted;
        Unlocked::check_pin(&self.stored_pin()?, &answer.blob)?;
        let account = keys.open(&answer.blob).map_err(|_| wrong)?;
        self.keep_credentials(card, &secret, &answer.blob).await?;
        self.enter(Open::new(account, &card.device, Some(answer.session))).await?;
        self.bind().await?;
        self.wake();
        Ok(Reply::Device(self.device()))
    }

    /// Where this device's copy of the account stands, from its frame.
    fn stored_pin(&self) -> Result<BlobPin, Failure> {
        let blob = self.device_store(|store| store.blob())?.ok_or_else(|| problem(CannotUnlock))?;
        let frame = Blob::decode(&blob).map_err(|_| StorageError::Damaged)?;
        Ok(BlobPin { seq: frame.seq, hash: tacit_shared::account::blob_hash(&blob) })
    }

    /// Unlocked, but the server no longer takes this account's key: the new password, and the new Secret Key if it changed.
    pub(crate) async fn adopt_credentials(&self, password: &str, secret_key: &str) -> Result<Reply, Failure> {
        let card = self.own_card()?;
        let mut secrets = device::secret_keys(&*self.platform, &card).await?;
        if !secret_key.trim().is_empty() {
            secrets = vec![secret_key_typed(secret_key)?];
        }
        let _one = self.signing_in.lock().await;
        let accepted = self.accepted(secrets, &card.name, password).await?;
        let accepted = accepted.ok_or_else(|| problem(CannotUnlock))?;
        self.go_on_with(&card, accepted).await?;
        self.emit(Event::VaultsChanged);
        Ok(Reply::Device(self.device()))
    }

    /// 128 random bits, printed like a Secret Key.
    pub(crate) fn recovery_code(&self) -> String {
        SecretKey::generate(&mut *self.entropy()).printed().as_str().to_owned()
    }
}

fn elsewhere(failure: Failure) -> Failure {
    if failure.0.kind == CannotUnlock { problem(CredentialsChanged).into() } else { failure }
}

fn wrong_password() -> Problem {
    say(CannotUnlock, "That is not your password.", "Type the password that you unlock with.")
}
