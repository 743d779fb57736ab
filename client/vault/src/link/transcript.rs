//! What both devices must have seen alike, as one hash and as the four words that stand for it.

use crate::passphrase::{LINK_WORDS, WordsOf, words};
use tacit_shared::api::{LinkOffer, LinkReveal};
use tacit_shared::hash::{Context, hash};

/// Both hashes have one context: the first byte tells them apart.
const COMMITMENT: &[u8] = &[0];
const TRANSCRIPT: &[u8] = &[1];

/// `H("link", 00 ‖ key ‖ random ‖ origin)`: the new device can reveal one thing only, and chose it before it knew with whom.
pub(crate) fn commitment(origin: &str, reveal: &LinkReveal) -> [u8; 32] {
    hash(Context::Link, &[COMMITMENT, &reveal.key.0, &reveal.random, origin.as_bytes()])
}

/// `H("link", 01 ‖ channel u32le ‖ commitment ‖ key ‖ its random ‖ identity ‖ its random ‖ origin)`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Transcript(pub(crate) [u8; 32]);

impl Transcript {
    pub(crate) fn new(
        origin: &str,
        channel: u32,
        commitment: &[u8; 32],
        reveal: &LinkReveal,
        offer: &LinkOffer,
    ) -> Self {
        Self(hash(
            Context::Link,
            &[
                TRANSCRIPT,
                &channel.to_le_bytes(),
                commitment,
                &reveal.key.0,
                &reveal.random,
                &offer.identity,
                &offer.random,
                origin.as_bytes(),
            ],
        ))
    }

    /// The words that the new device shows and a person types into the other.
    pub(crate) fn words(&self) -> [&'static str; LINK_WORDS] {
        words(&WordsOf::Link.digest(&[&self.0]))
    }

    /// What the unlocked device signs: `transcript ‖ sealed`.
    pub(crate) fn signed(&self, sealed: &[u8]) -> Vec<u8> {
        [&self.0[..], sealed].concat()
    }
}

/// What the sealing is for: `"tacit/1/link" ‖ transcript`.
pub(crate) fn info(transcript: &Transcript) -> Vec<u8> {
    [&b"tacit/1/link"[..], &transcript.0].concat()
}
