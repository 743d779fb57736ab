//! What proves an entry of the ledger, and saying that one is wrong.

use crate::files::FileView;
use crate::records::Id;
use serde::{Deserialize, Serialize};

/// The file that proves an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProofFile {
    /// It is here.
    Here(FileView),
    /// It was deleted since, or did not come yet.
    Gone,
}

/// That an entry can be said to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correctable {
    /// Which.
    pub event: Id,
    /// It goes on restricting all the same: only the person's own word lifts that.
    pub only_tells: bool,
}

/// Says that an entry is wrong → [`Reply::Changed`](crate::Reply::Changed); never undone.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrectWish {
    /// Which.
    pub event: Id,
    /// Why; must say something.
    pub why: String,
}
