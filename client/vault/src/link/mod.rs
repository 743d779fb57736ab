//! Linking a new device from an unlocked one (docs/protocol.md, "Linking a device"): the new one commits to a key, both
//! say who they are, a person types the new one's four words into the unlocked one and says on the new one that they were
//! accepted; only then the Secret Key goes over, sealed to the key and signed by the identity that the words stand for.
//!
//! Each step is a type that the step before gives and the next one consumes: a second answer, a word shown too early or a
//! password asked too early cannot be written.
//!
//! - New device: [`NewDevice`] → [`NewOpened`] → [`NewShown`] → [`NewAccepted`] → [`Handover`].
//! - Unlocked device: [`KnownOffered`] → [`KnownAsking`] → [`KnownAccepted`].

mod handover;
mod known;
mod new;
mod transcript;

pub use handover::{Handover, LinkMismatch, Vouched};
pub use known::{KnownAccepted, KnownAsking, KnownOffered};
pub use new::{NewAccepted, NewDevice, NewOpened, NewShown};

#[cfg(test)]
pub(crate) use handover::Plain;
#[cfg(test)]
pub(crate) use transcript::{Transcript, commitment, info};

/// Why a linking ended. The channel is dead in any case, and nothing was handed over or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkFailed {
    /// The new device revealed something else than it had committed to, or a key that nothing can be sealed to.
    #[error("the new device is not the one that opened the channel")]
    Commitment,
    /// The words typed are not those of this transcript: a typing error, or somebody in the middle.
    #[error("these are not the words that belong to this channel")]
    Words,
    /// What arrived is not signed by the identity that the words stand for, or does not open.
    #[error("what arrived does not come from the other device")]
    Forged,
}

#[cfg(test)]
mod tests;
