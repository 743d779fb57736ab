//! The life of a vault and of its records: leaving, deleting, and what history and trash are read from.

use crate::ids::{RecordId, Seq};
use serde::{Deserialize, Serialize};

/// `POST v/leave`, `POST v/delete` → nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostStatement {
    /// The signed statement.
    pub statement: Vec<u8>,
}

/// `POST v/versions` → `Vec<Vec<VersionRow>>` in the order asked, each oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetVersions {
    /// Up to 256 records.
    pub records: Vec<RecordId>,
}

/// `POST v/entries/at` → `Vec<Vec<u8>>`: the entries at these places, in the order asked. The server stops early at
/// 16 MiB: ask again for the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetEntriesAt {
    /// Up to 256 sequence numbers.
    pub places: Vec<Seq>,
}
