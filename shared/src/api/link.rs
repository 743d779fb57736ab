//! Linking a new device from an unlocked one. The server relays five messages over a channel that a number names, for
//! five minutes, each of them once; what it changes in them kills the linking.

use super::Signature;
use crate::entry::BoxKey;
use serde::{Deserialize, Serialize};

/// `POST link/open` → [`LinkOpened`], by the new device, without a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLink {
    /// The new device's commitment to what it will reveal.
    pub commitment: [u8; 32],
}

/// A channel, for five minutes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkOpened {
    /// Under [`crate::limits::LINK_NUMBERS`]; typed into the unlocked device. Finds the channel and proves nothing.
    pub channel: u32,
    /// Lets the new device, and nobody who guesses the number, read and write its side.
    pub ticket: [u8; 32],
}

impl std::fmt::Debug for LinkOpened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkOpened(…)")
    }
}

/// `POST link/news` → [`LinkNews`], by the new device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskLink {
    /// The channel's.
    pub ticket: [u8; 32],
}

/// What the unlocked device has said so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkNews {
    /// Its identity.
    pub offer: Option<LinkOffer>,
    /// What it hands over.
    pub sealed: Option<LinkSealed>,
}

/// `POST link/reveal` → nothing, by the new device, after the offer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealLink {
    /// The channel's.
    pub ticket: [u8; 32],
    /// What the commitment was to.
    pub reveal: LinkReveal,
}

/// `POST link/end` → nothing: the new device gives up.
pub type EndLink = AskLink;

/// `POST link/claim` → the commitment `[32]`; `POST link/look` → `Option<LinkReveal>`; `POST link/drop` → nothing. By the
/// unlocked device, in a session that acts for an identity. Who claims first has the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameLink {
    /// As typed.
    pub channel: u32,
}

/// `POST link/offer` → nothing, by the unlocked device, after the commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLink {
    /// As typed.
    pub channel: u32,
    /// Who it is.
    pub offer: LinkOffer,
}

/// `POST link/hand` → nothing, by the unlocked device, once the words were typed into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandLink {
    /// As typed.
    pub channel: u32,
    /// What it hands over.
    pub sealed: LinkSealed,
}

/// The second message: who the unlocked device is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkOffer {
    /// The account's Ed25519 public key.
    pub identity: [u8; 32],
    /// Its random part of the transcript.
    pub random: [u8; 32],
}

/// The third: what the new device had committed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkReveal {
    /// X-Wing public key, made for this one linking.
    pub key: BoxKey,
    /// Its random part of the transcript.
    pub random: [u8; 32],
}

/// The fourth and last, in two parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSealed {
    /// HPKE to the revealed key: encapsulation and ciphertext.
    pub sealed: Vec<u8>,
    /// By the identity, over transcript and `sealed`; context `link-device`.
    pub sig: Signature,
}
