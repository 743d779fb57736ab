//! What colleagues' devices confirmed, and which changes of the membership want a look, as the page shows them.

use crate::members::Role;
use serde::{Deserialize, Serialize};

/// Whether somebody else confirmed what others wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Freshness {
    /// Nobody else is in the vault.
    #[default]
    Alone,
    /// Yes, or nothing was written.
    Fresh,
    /// Not for three days while others wrote.
    Aging,
    /// Not for fourteen.
    Old,
}

/// A member's newest confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// When, ms since 1970.
    pub at: u64,
    /// It covers everything that is here.
    pub everything: bool,
}

/// Who has seen a removal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenBy {
    /// So many.
    pub seen: u32,
    /// Of so many who are not long silent.
    pub of: u32,
    /// Who has not, by name, with the time of the last confirmation.
    pub missing: Vec<(String, Option<u64>)>,
}

/// A change of the membership that nobody looked at on this device yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberChange {
    /// Its entry, for [`crate::Call::SawMembers`].
    pub seq: u64,
    /// Who signed it; `None` is me, or rather my device by itself.
    pub by: Option<String>,
    /// When, by that entry's claim, ms since 1970.
    pub at: u64,
    /// What changed.
    pub what: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Somebody is in.
    Joined {
        /// As named here.
        name: String,
        /// In this role.
        role: Role,
        /// Who had invited.
        invited_by: String,
        /// Whether words had to be compared before.
        compared: bool,
    },
    /// Somebody has another role.
    Role {
        /// As named here.
        name: String,
        /// Which.
        role: Role,
        /// It is mine.
        me: bool,
    },
    /// Some are out.
    Removed {
        /// As named here.
        names: Vec<String>,
    },
    /// The vault's rules are others.
    Rules,
}

/// A colleague's device names another history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspicion {
    /// Whose, by number.
    pub member: u32,
    /// As named here.
    pub name: String,
    /// It is another device of mine.
    pub me: bool,
    /// At which entry.
    pub seq: u64,
}
