//! How a purpose was before, and what differs between two wordings.

use super::purpose::{PieceView, PurposeDraft};
use crate::history::VersionState;
use crate::records::Id;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum VersionsAsk {
    /// The newest versions of a purpose, or those before one → [`VersionsAnswer::Purpose`].
    Purpose {
        /// Which.
        purpose: Id,
        /// The version that the answer ends before.
        before: Option<u64>,
    },
    /// What differs, word by word → [`VersionsAnswer::Words`].
    Words {
        /// The earlier wording.
        before: String,
        /// The later one.
        after: String,
    },
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum VersionsAnswer {
    /// Versions of a purpose.
    Purpose(PurposeVersions),
    /// Pieces of two wordings.
    Words(Vec<PieceView>),
}

/// Versions of a purpose, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PurposeVersions {
    /// There are older ones than these.
    pub older: bool,
    /// Changes made here wait to be sent, and are not among these.
    pub waiting: bool,
    /// The versions.
    pub versions: Vec<PurposeVersion>,
}

/// One version of a purpose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurposeVersion {
    /// Its number.
    pub version: u64,
    /// When, by its author's clock, ms since 1970.
    pub at: u64,
    /// Who signed it.
    pub by: String,
    /// This device knows that it stands at its place in the journal.
    pub placed: bool,
    /// What there is of it.
    pub state: VersionState,
    /// It is how the purpose is now.
    pub newest: bool,
    /// How the purpose was, if it can be read.
    pub was: Option<PurposeState>,
}

/// How a purpose was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurposeState {
    /// What it said.
    pub draft: PurposeDraft,
    /// "active", "paused", "retired".
    pub status: String,
    /// Since when it asked for more than those were told who had consented, ms since 1970.
    pub widened: Option<u64>,
}
