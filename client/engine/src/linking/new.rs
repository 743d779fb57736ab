//! The new device: it shows a number, then words; after its user's yes it opens what was handed over, asks for the
//! password, and signs in.

use super::{NewStep, Side, in_words, over};
use crate::Failure;
use crate::account::password_typed;
use crate::device::{Card, DeviceStore, Sealed};
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::{problem, say};
use std::rc::Rc;
use tacit_bridge::Reply;
use tacit_bridge::linking::LinkChannel;
use tacit_bridge::problem::ProblemKind::{BadInput, CannotUnlock, LinkMismatch, Malformed};
use tacit_shared::api::{LinkOffer, LinkSealed, RevealLink, SessionToken, SignedIn};
use tacit_shared::ids::VaultId;
use tacit_shared::limits::{LINK_MS, LINK_NUMBERS};
use tacit_vault::account::Unlocked;
use tacit_vault::{Handover, NewDevice, Vouched};

impl<P: Platform> Engine<P> {
    /// Opens a channel; its number.
    pub(crate) async fn link_begin(&self) -> Result<Reply, Failure> {
        self.holds_nothing()?;
        let new = NewDevice::begin(&mut *self.entropy(), &self.api.origin());
        let opened = self.api.open_link(new.commitment()).await?;
        if opened.channel >= LINK_NUMBERS {
            return Err(problem(Malformed).into());
        }
        let until = self.platform.now() + LINK_MS;
        let step = NewStep::Opened(Box::new(new.opened(opened.channel)));
        self.inner.borrow_mut().linking.begin(until, Side::New(opened.ticket, step));
        let number = format!("{:04} {:04}", opened.channel / 10_000, opened.channel % 10_000);
        Ok(Reply::LinkChannel(LinkChannel { number, until }))
    }

    fn holds_nothing(&self) -> Result<(), Failure> {
        match self.inner.borrow().card() {
            None => Ok(()),
            Some(_) => {
                let what = "This browser already holds an account.";
                Err(say(BadInput, what, "Unlock it, or sign out first.").into())
            }
        }
    }

    /// Something of the new device's step.
    fn with_step<T>(&self, turn: u64, look: impl FnOnce([u8; 32], &mut NewStep) -> T) -> Result<T, Failure> {
        self.with_linking(turn, |underway| match &mut underway.side {
            Side::New(ticket, step) => Some(look(*ticket, step)),
            Side::Known(..) => None,
        })?
        .ok_or_else(over)
    }

    /// Waits for the other device, answers it, and gives the words to be typed there.
    pub(crate) async fn link_wait(&self) -> Result<Reply, Failure> {
        let turn = self.linking_turn();
        let ticket = self.with_step(turn, |ticket, step| matches!(step, NewStep::Opened(_)).then_some(ticket))?;
        if let Some(ticket) = ticket {
            let offer = self.persist(turn, async || Ok(self.api.link_news(ticket).await?.offer)).await?;
            let body = self.answer_offer(turn, &offer)?;
            self.persist(turn, async || self.api.reveal_link(&body).await.map(Some)).await?;
        }
        let words = self.with_step(turn, |_, step| match step {
            NewStep::Shown(shown) => Some(shown.words().map(str::to_owned).to_vec()),
            _ => None,
        })?;
        Ok(Reply::Words(words.ok_or_else(over)?))
    }

    /// The first offer fixes the words: there is no way back to another one.
    fn answer_offer(&self, turn: u64, offer: &LinkOffer) -> Result<RevealLink, Failure> {
        self.with_step(turn, |ticket, step| match std::mem::replace(step, NewStep::Busy) {
            NewStep::Opened(opened) => {
                let (shown, reveal) = opened.offered(offer);
                *step = NewStep::Shown(shown);
                Some(RevealLink { ticket, reveal })
            }
            other => {
                *step = other;
                None
            }
        })?
        .ok_or_else(over)
    }

    /// The user's yes. Nothing was opened before, whatever the server gave.
    pub(crate) async fn link_accepted(&self) -> Result<Reply, Failure> {
        let turn = self.linking_turn();
        let ticket = self.with_step(turn, |ticket, step| match std::mem::replace(step, NewStep::Busy) {
            NewStep::Shown(shown) => {
                *step = NewStep::Accepted(shown.accepted());
                Some(ticket)
            }
            other => {
                let again = matches!(other, NewStep::Accepted(_));
                *step = other;
                again.then_some(ticket)
            }
        })?;
        let ticket = ticket.ok_or_else(over)?;
        let sealed = self.persist(turn, async || Ok(self.api.link_news(ticket).await?.sealed)).await?;
        match self.open_handed(turn, &sealed)? {
            Ok(name) => Ok(Reply::Text(name)),
            Err(error) => Err(self.kill_linking(turn, in_words(error)).await),
        }
    }

    fn open_handed(&self, turn: u64, sealed: &LinkSealed) -> Result<Result<String, tacit_vault::LinkFailed>, Failure> {
        self.with_step(turn, |_, step| match std::mem::replace(step, NewStep::Busy) {
            NewStep::Accepted(accepted) => Some(accepted.open(sealed).map(|handed| {
                let name = handed.name().as_str().to_owned();
                *step = NewStep::Handed(Rc::new(handed));
                name
            })),
            other => {
                *step = other;
                None
            }
        })?
        .ok_or_else(over)
    }

    /// Signs in with what was handed over and the password typed here.
    pub(crate) async fn link_finish(&self, password: &str) -> Result<Reply, Failure> {
        self.holds_nothing()?;
        let turn = self.linking_turn();
        let handed = self.with_step(turn, |_, step| match step {
            NewStep::Handed(handed) => Some(handed.clone()),
            _ => None,
        })?;
        let handed = handed.ok_or_else(over)?;
        let signed_in = self.sign_in_handed(&handed, password).await;
        let (answer, mut account) = signed_in.map_err(|Failure(problem)| match problem.kind {
            CannotUnlock => say(CannotUnlock, "That password does not open your account.", "Type it again."),
            _ => problem,
        })?;
        let vouched = match handed.check(&mut account, &answer.blob) {
            Ok(vouched) => vouched,
            Err(_) => {
                // Nothing of it is kept.
                self.revoke(&answer.session).await;
                return Err(self.kill_linking(turn, problem(LinkMismatch).into()).await);
            }
        };
        let device = tacit_vault::random(&mut *self.entropy());
        let secret = handed.secret_key();
        let card = Card::new(&*self.platform, device, handed.name().as_str(), secret, false).await?;
        self.device_store(|store| store.adopt(card, &answer.blob))?;
        self.end_linking(turn);
        self.settle_in(account, &device, answer.session, async || self.remember(Sealed::Vouched, &vouched)).await
    }

    /// Ends a session that is not this device's to keep; one that cannot be ended ends by itself. (`session/end` is for
    /// leaving: it has the browser clear the site.)
    async fn revoke(&self, session: &SessionToken) {
        let Ok(sessions) = self.api.sessions(session).await else { return };
        for one in sessions.iter().filter(|one| one.current) {
            let _ = self.api.revoke_session(session, &one.id).await;
        }
    }

    async fn sign_in_handed(&self, handed: &Handover, password: &str) -> Result<(SignedIn, Unlocked), Failure> {
        let keys = handed.keys(&password_typed(password)?);
        let challenge = self.api.challenge().await?;
        let answer = self.api.sign_in(&keys.sign_in(&self.api.origin(), &challenge)).await?;
        let account = keys.open(&answer.blob).map_err(|_| problem(CannotUnlock))?;
        Ok((answer, account))
    }

    /// What another device verified of a vault that is not here yet.
    pub(crate) fn vouched_for(&self, vault: &VaultId) -> Result<Option<Vouched>, Failure> {
        Ok(self.all_vouched()?.into_iter().find(|one| one.vault() == *vault))
    }

    fn all_vouched(&self) -> Result<Vec<Vouched>, Failure> {
        let local = self.with_open(|open| open.local.share())?;
        let all = self.device_store(|store: &mut DeviceStore<P>| store.get::<Vec<Vouched>>(&local, Sealed::Vouched))?;
        Ok(all.unwrap_or_default())
    }

    /// The vault is here, with a pin of this device's own.
    pub(crate) fn forget_vouched(&self, vault: &VaultId) -> Result<(), Failure> {
        let rest: Vec<Vouched> = self.all_vouched()?.into_iter().filter(|one| one.vault() != *vault).collect();
        self.remember(Sealed::Vouched, &rest)
    }
}
