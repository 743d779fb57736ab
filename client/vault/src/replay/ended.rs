//! How an account's part in a vault ends without an entry: it left, or an owner deleted the vault. What is here stays
//! readable; nothing is written or fetched any more.

use super::state::{Standing, VaultState};
use crate::account::{VaultPin, VaultStanding};
use serde::{Deserialize, Serialize};
use tacit_shared::ids::Member;
use tacit_shared::life;

/// What ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ended {
    /// The account left.
    Left,
    /// The vault was deleted: by this owner, where this device itself saw his statement.
    Deleted(Option<Member>),
}

impl Ended {
    pub(super) fn standing(self) -> Standing {
        match self {
            Self::Left => Standing::Left,
            Self::Deleted(by) => Standing::Deleted { by },
        }
    }
}

impl VaultState {
    /// This account's own statement is on the server: it left.
    pub fn note_left(&mut self) {
        self.trust.ended.get_or_insert(Ended::Left);
    }

    /// Takes a statement that the vault is deleted. Believed only if an owner of now, as far as this device has verified
    /// the membership, signed it (M22); whether it was.
    pub fn note_deleted(&mut self, statement: &[u8]) -> bool {
        let Some(said) = life::deleted(&self.roster, statement) else { return false };
        self.trust.ended = Some(Ended::Deleted(Some(said.by())));
        true
    }

    /// Takes the word of the account's own blob, which another device of it wrote; whether it was news.
    pub fn note_account(&mut self, pin: &VaultPin) -> bool {
        let ended = match pin.standing {
            VaultStanding::Left => Ended::Left,
            VaultStanding::Deleted => Ended::Deleted(None),
            VaultStanding::Joined | VaultStanding::Removed => return false,
        };
        let news = pin.member == self.trust.me && self.trust.ended.is_none() && self.trust.removed.is_none();
        if news {
            self.trust.ended = Some(ended);
        }
        news
    }

    /// Somebody let the account in again, which a verified [`crate::FreshStart::joined`] shows: the journal is followed on.
    pub fn came_back(&mut self) {
        if self.trust.ended == Some(Ended::Left) {
            self.trust.ended = None;
        }
    }

    /// Whether nothing is fetched or sent any more.
    pub fn is_ended(&self) -> bool {
        self.trust.ended.is_some()
    }
}
