//! The new device's side. It knows nothing yet, so it believes nothing but its own transcript and what its user says of
//! the other device.

use super::LinkFailed;
use super::handover::{Handover, Plain};
use super::transcript::{Transcript, commitment, info};
use crate::entropy::{Entropy, random};
use crate::hazmat::boxes;
use crate::hazmat::key::Key;
use crate::passphrase::LINK_WORDS;
use tacit_shared::api::{LinkOffer, LinkReveal, LinkSealed};
use tacit_shared::limits;
use tacit_shared::sign::{self, Context};

/// A linking begun: a key pair for this one time, and the commitment to it.
pub struct NewDevice {
    origin: String,
    seed: Key,
    reveal: LinkReveal,
    commitment: [u8; 32],
}

impl NewDevice {
    /// Draws everything. `origin` is the device's own knowledge of where it is.
    pub fn begin(entropy: &mut dyn Entropy, origin: &str) -> Self {
        let seed = Key::random(entropy);
        let reveal = LinkReveal { key: boxes::public(&seed), random: random(entropy) };
        let commitment = commitment(origin, &reveal);
        Self { origin: origin.to_owned(), seed, reveal, commitment }
    }

    /// For `POST link/open`.
    pub fn commitment(&self) -> [u8; 32] {
        self.commitment
    }

    /// The server gave this number, which the user types into the unlocked device.
    pub fn opened(self, channel: u32) -> NewOpened {
        NewOpened { begun: self, channel }
    }
}

/// Waiting for the unlocked device's offer.
pub struct NewOpened {
    begun: NewDevice,
    channel: u32,
}

impl NewOpened {
    /// Takes the first offer, and there is no second: what is revealed after it fixes the words.
    pub fn offered(self, offer: &LinkOffer) -> (NewShown, LinkReveal) {
        let NewDevice { origin, seed, reveal, commitment } = self.begun;
        let transcript = Transcript::new(&origin, self.channel, &commitment, &reveal, offer);
        (NewShown { seed, identity: offer.identity, transcript }, reveal)
    }
}

/// Showing the words.
pub struct NewShown {
    seed: Key,
    identity: [u8; 32],
    transcript: Transcript,
}

impl NewShown {
    /// To be shown here and typed there.
    pub fn words(&self) -> [&'static str; LINK_WORDS] {
        self.transcript.words()
    }

    /// The user says that the other device accepted these words. Nothing is opened before.
    pub fn accepted(self) -> NewAccepted {
        NewAccepted { shown: self }
    }
}

/// Waiting for what the other device hands over.
pub struct NewAccepted {
    shown: NewShown,
}

impl NewAccepted {
    /// Verifies and opens it. Only now there is an account to ask a password for: with a Secret Key of the server's own
    /// choosing, the first signature of a sign-in would let it guess the password offline.
    pub fn open(self, handed: &LinkSealed) -> Result<Handover, LinkFailed> {
        let NewShown { seed, identity, transcript } = self.shown;
        let signed = transcript.signed(&handed.sealed);
        if handed.sealed.len() > limits::LINK_SEALED
            || !sign::verify(Context::LinkDevice, &identity, &signed, &handed.sig)
        {
            return Err(LinkFailed::Forged);
        }
        let mut plain = boxes::open_bytes(&seed, &info(&transcript), &handed.sealed).ok_or(LinkFailed::Forged)?;
        Plain::read(&mut plain).and_then(|plain| Handover::new(identity, &plain)).ok_or(LinkFailed::Forged)
    }
}
