//! The state at rest: membership, keys and standing as one secret value that the caller seals with the device's
//! [`crate::LocalKey`]. Head pin and leaves are stored beside it, because every commit changes them.

use super::state::{Trust, VaultState};
use crate::hazmat::wire;
use crate::keyring::{Keyring, SavedKeys};
use serde::{Deserialize, Serialize};
use tacit_shared::root::{Leaf, LeafSet};
use tacit_shared::roster::{HeadPin, Roster};
use zeroize::Zeroizing;

/// Bumped when the layout changes; a device with another layout starts fresh from what the server has.
const LAYOUT: u8 = 2;

#[derive(Serialize, Deserialize)]
struct Saved {
    layout: u8,
    roster: Roster,
    keys: SavedKeys,
    trust: Trust,
}

/// What was stored cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// It was written by another version.
    #[error("stored by another version")]
    OtherLayout,
    /// Not what was saved, or the leaves do not add up to the pinned root.
    #[error("the stored state is damaged")]
    Damaged,
}

impl VaultState {
    /// Everything but the leaves. Holds keys: seal it before it goes anywhere.
    pub fn save(&self) -> Zeroizing<Vec<u8>> {
        let saved =
            Saved { layout: LAYOUT, roster: self.roster.clone(), keys: self.keyring.save(), trust: self.trust.clone() };
        wire::encode_secret(&saved, 0)
    }

    /// The saved state with the newest head pin stored since and all leaves, whose root is recomputed.
    pub fn load(
        saved: &[u8],
        head: Option<HeadPin>,
        leaves: impl IntoIterator<Item = Leaf, IntoIter: Clone>,
    ) -> Result<Self, LoadError> {
        if saved.first() != Some(&LAYOUT) {
            return Err(LoadError::OtherLayout);
        }
        let Saved { mut roster, keys, trust, .. } = wire::decode_secret(saved).ok_or(LoadError::Damaged)?;
        if let Some(head) = head.filter(|head| head.seq >= roster.seq()) {
            roster.restore_head(head);
        }
        let leaves = LeafSet::build(&roster.vault(), leaves).ok_or(LoadError::Damaged)?;
        if leaves.root() != roster.root() {
            return Err(LoadError::Damaged);
        }
        let keyring = Keyring::load(&roster, &keys);
        Ok(Self::new(roster, leaves, keyring, trust))
    }
}
