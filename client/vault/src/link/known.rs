//! The unlocked device's side. It gives the account away, so it must know to whom: to the device whose words its user
//! types, and it never shows words itself that somebody could click through.

use super::LinkFailed;
use super::handover::Plain;
use super::transcript::{Transcript, commitment, info};
use crate::account::{Identity, SecretKey, SignInName, Unlocked, VaultPin};
use crate::entropy::{Entropy, random};
use crate::hazmat::boxes;
use tacit_shared::api::{LinkOffer, LinkReveal, LinkSealed};
use tacit_shared::limits;
use tacit_shared::sign::{self, Context};

/// The commitment is taken and the identity offered.
pub struct KnownOffered {
    origin: String,
    channel: u32,
    commitment: [u8; 32],
    offer: LinkOffer,
}

impl KnownOffered {
    /// Takes the channel's commitment, before anything is said, and answers it. A second commitment has no place to go.
    pub fn answer(
        entropy: &mut dyn Entropy,
        origin: &str,
        channel: u32,
        commitment: [u8; 32],
        identity: &Identity,
    ) -> (Self, LinkOffer) {
        let offer = LinkOffer { identity: identity.public(), random: random(entropy) };
        (Self { origin: origin.to_owned(), channel, commitment, offer: offer.clone() }, offer)
    }

    /// Takes what the new device reveals; it must be what was committed to.
    pub fn revealed(self, reveal: &LinkReveal) -> Result<KnownAsking, LinkFailed> {
        if commitment(&self.origin, reveal) != self.commitment || !boxes::is_sound(&reveal.key) {
            return Err(LinkFailed::Commitment);
        }
        let transcript = Transcript::new(&self.origin, self.channel, &self.commitment, reveal, &self.offer);
        Ok(KnownAsking { identity: self.offer.identity, reveal: reveal.clone(), transcript })
    }
}

/// Asking the user for the new device's words.
pub struct KnownAsking {
    identity: [u8; 32],
    reveal: LinkReveal,
    transcript: Transcript,
}

impl KnownAsking {
    /// One try: the words, in order, in any case.
    pub fn typed(self, typed: &[String]) -> Result<KnownAccepted, LinkFailed> {
        let same = |(typed, word): (&String, &&str)| typed.trim().to_lowercase() == **word;
        let words = self.transcript.words();
        if typed.len() != words.len() || !typed.iter().zip(&words).all(same) {
            return Err(LinkFailed::Words);
        }
        Ok(KnownAccepted { asked: self })
    }
}

/// The user's two devices have seen the same.
pub struct KnownAccepted {
    asked: KnownAsking,
}

impl KnownAccepted {
    /// Seals what the new device needs to sign in, and what this one has verified: `pins` of the vaults in which it is
    /// confirmed, so that the new one is as well.
    pub fn hand_over(
        self,
        entropy: &mut dyn Entropy,
        account: &Unlocked,
        secret: &SecretKey,
        name: &SignInName,
        pins: Vec<VaultPin>,
    ) -> Result<LinkSealed, LinkFailed> {
        let KnownAsking { identity, reveal, transcript } = self.asked;
        // The account that was offered, and no other that was opened since.
        if account.identity().public() != identity {
            return Err(LinkFailed::Forged);
        }
        let plain = Plain::new(secret, name, account.pin(), pins).encode();
        let sealed =
            boxes::seal_bytes(entropy, &reveal.key, &info(&transcript), &plain).ok_or(LinkFailed::Commitment)?;
        if sealed.len() > limits::LINK_SEALED {
            return Err(LinkFailed::Forged);
        }
        let sig = sign::sign(Context::LinkDevice, &account.identity().signing, &transcript.signed(&sealed));
        Ok(LinkSealed { sealed, sig })
    }
}

#[cfg(test)]
impl KnownAsking {
    pub(super) fn at(identity: [u8; 32], reveal: LinkReveal, transcript: Transcript) -> Self {
        Self { identity, reveal, transcript }
    }
}
