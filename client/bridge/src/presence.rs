//! Who is here, as far as they show it.

use crate::records::{FieldKey, Id};
use serde::{Deserialize, Serialize};

/// What others may see of this device. Kept sealed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shows {
    /// That I am online.
    pub online: bool,
    /// Which record I look at, and in which field I am.
    pub record: bool,
}

impl Default for Shows {
    fn default() -> Self {
        Self { online: true, record: false }
    }
}

/// A colleague who is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Number of the member.
    pub member: u32,
    /// As called here.
    pub name: String,
    /// Since when, ms since 1970.
    pub since: u64,
    /// Records that are looked at, and the field that is edited.
    pub at: Vec<(Id, Option<FieldKey>)>,
}
