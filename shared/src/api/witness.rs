//! Posting what a member says beside the journal.

use serde::{Deserialize, Serialize};

/// `POST v/head`: "I verified everything from Genesis to here." A lower one than the member's newest changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostHead {
    /// A signed [`crate::heads::HeadOp`].
    pub statement: Vec<u8>,
}
