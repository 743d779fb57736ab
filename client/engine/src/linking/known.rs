//! The unlocked device: it takes a number, then words, and hands the account over to the device that shows them.

use super::{Side, failed, in_words, over};
use crate::Failure;
use crate::device;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::{problem, say};
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::{BadInput, CannotUnlock};
use tacit_shared::api::{ApiError, HandLink, LinkSealed, OfferLink};
use tacit_shared::limits::LINK_MS;
use tacit_vault::account::{SignInName, VaultPin};
use tacit_vault::{KnownAccepted, KnownOffered};

use crate::api::CallError;

/// Digits of a channel's number.
const DIGITS: usize = 8;

fn channel(typed: &str) -> Option<u32> {
    let digits: String = typed.chars().filter(|symbol| !symbol.is_whitespace() && *symbol != '-').collect();
    (digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

impl<P: Platform> Engine<P> {
    /// Takes the number that the new device shows, says who this is, and waits for what the other had committed to.
    pub(crate) async fn link_answer(&self, number: &str) -> Result<Reply, Failure> {
        let Some(channel) = channel(number) else {
            let what = "The number on the new device has eight digits.";
            return Err(say(BadInput, what, "Type all of them.").into());
        };
        // What this account has seen goes into its blob first: the new device starts from there.
        self.save_blob().await?;
        let session = self.live_session().await?;
        let commitment = self.api.claim_link(&session, channel).await.map_err(|error| match error {
            CallError::Api(ApiError::NotFound) => failed(
                "No device waits under this number.",
                "Compare it with the new device. It is good for five minutes and for one try.",
            ),
            error => error.into(),
        })?;
        let origin = self.api.origin();
        let (offered, offer) = self.with_open(|open| {
            let entropy = &mut *self.entropy();
            KnownOffered::answer(entropy, &origin, channel, commitment, open.account.identity())
        })?;
        let until = self.platform.now() + LINK_MS;
        let turn = self.inner.borrow_mut().linking.begin(until, Side::Known(channel, None));
        let body = OfferLink { channel, offer };
        self.persist(turn, async || self.api.offer_link(&session, &body).await.map(Some)).await?;
        let reveal = self.persist(turn, async || self.api.look_link(&session, channel).await).await?;
        match offered.revealed(&reveal) {
            Ok(asking) => {
                self.with_linking(turn, |underway| underway.side = Side::Known(channel, Some(Box::new(asking))))?
            }
            Err(error) => return Err(self.kill_linking(turn, in_words(error)).await),
        }
        Ok(Reply::Words(tacit_vault::word_list().iter().map(|word| (*word).to_owned()).collect()))
    }

    /// Takes the words, one try, and hands over.
    pub(crate) async fn link_words(&self, typed: &[String]) -> Result<Reply, Failure> {
        let turn = self.linking_turn();
        let (channel, asking) = self
            .with_linking(turn, |underway| match &mut underway.side {
                Side::Known(channel, asking) => asking.take().map(|asking| (*channel, asking)),
                Side::New(..) => None,
            })?
            .ok_or_else(over)?;
        let accepted = match asking.typed(typed) {
            Ok(accepted) => accepted,
            Err(error) => return Err(self.kill_linking(turn, in_words(error)).await),
        };
        let sealed = match self.seal_handover(accepted).await {
            Ok(sealed) => sealed,
            Err(failure) => return Err(self.kill_linking(turn, failure).await),
        };
        let session = self.live_session().await?;
        let body = HandLink { channel, sealed };
        self.persist(turn, async || self.api.hand_link(&session, &body).await.map(Some)).await?;
        self.end_linking(turn);
        Ok(Reply::Done)
    }

    async fn seal_handover(&self, accepted: KnownAccepted) -> Result<LinkSealed, Failure> {
        let card = self.inner.borrow().card().cloned().ok_or_else(|| problem(CannotUnlock))?;
        let secret = device::secret_key(&*self.platform, &card).await?;
        let name = SignInName::new(&card.name).map_err(|_| problem(CannotUnlock))?;
        self.with_open(|open| {
            // Vaults in which nobody vouched for this device, or in which it may be on a branch, have no pin: it vouches for
            // none of them either.
            let pins: Vec<VaultPin> = open.vaults.values().filter_map(|vault| vault.state.pin()).collect();
            accepted.hand_over(&mut *self.entropy(), &open.account, &secret, &name, pins).map_err(in_words)
        })?
    }
}

#[cfg(test)]
mod tests {
    use super::channel;

    #[test]
    fn a_number_is_eight_digits_however_spaced() {
        assert_eq!(channel("0471 1815"), Some(4_711_815));
        assert_eq!(channel(" 04711815 "), Some(4_711_815));
        assert_eq!(channel("0471-1815"), Some(4_711_815));
        assert!(
            ["", "4711815", "047118150", "0471181x", "+4711815", "٠٤٧١١٨١٥"]
                .iter()
                .all(|typed| channel(typed).is_none())
        );
    }
}
