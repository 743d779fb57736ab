//! The ledger of consents: every event of everybody, and whether the journal bears it out.

use super::Told;
use super::audit::Verified;
use crate::records::{Id, Related};
use serde::{Deserialize, Serialize};

/// Events of one page of the list.
pub const LEDGER_PAGE: u32 = 100;

/// Which events.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LedgerWish {
    /// Only about this purpose.
    pub purpose: Option<Id>,
    /// Only what happened so, in the word of the record.
    pub kind: Option<String>,
    /// Only of people whose name holds this; empty for everybody.
    pub person: String,
    /// Only what was said from then on, ms since 1970.
    pub from: Option<u64>,
    /// Only what was said before then, ms since 1970.
    pub to: Option<u64>,
}

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum LedgerAsk {
    /// A page of events, newest first → [`LedgerAnswer::Events`].
    Events {
        /// Which.
        wish: LedgerWish,
        /// The first one wanted.
        first: u32,
    },
    /// These events as a file → [`LedgerAnswer::File`].
    File {
        /// Which.
        wish: LedgerWish,
        /// JSON rather than a table.
        json: bool,
    },
    /// Files whose claims are nothing else yet → [`LedgerAnswer::Claims`].
    Claims,
    /// These claims are proven, a slice at a time → [`LedgerAnswer::Proven`]; never undone.
    Prove(ProofWish),
    /// Begins to verify, or goes on: a page of the journal each time → [`LedgerAnswer::Verified`].
    Verify {
        /// Begins at the first entry.
        anew: bool,
    },
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum LedgerAnswer {
    /// A page of events.
    Events(Box<LedgerPage>),
    /// The file's bytes.
    File(Vec<u8>),
    /// Files whose claims are nothing else yet.
    Claims(Vec<FileClaims>),
    /// So many claims are consents now, and so many wait for the next step.
    Proven {
        /// Written down.
        done: u32,
        /// Not yet.
        left: u32,
    },
    /// How far verifying is.
    Verified(Verified),
}

/// What a file said of a purpose, and nothing proves yet.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct FileClaims {
    /// The import.
    pub import: Id,
    /// Names of its files.
    pub files: String,
    /// When, ms since 1970.
    pub at: u64,
    /// By whom.
    pub by: String,
    /// Which purpose.
    pub purpose: Id,
    /// As called.
    pub name: String,
    /// Consents to it are to be confirmed.
    pub confirmed: bool,
    /// How many claims.
    pub claims: u32,
    /// What people were told, the newest first.
    pub notices: Vec<Told>,
}

/// What proves the claims of a file.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ProofWish {
    /// Of which import.
    pub import: Id,
    /// Of which purpose.
    pub purpose: Id,
    /// By which way these people said so.
    pub method: String,
    /// When, ms since 1970.
    pub at: u64,
    /// Where it came from, and where it lies; must say something.
    pub evidence: String,
}

/// A page of events.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LedgerPage {
    /// The events.
    pub events: Vec<LedgerEvent>,
    /// How many there are.
    pub total: u32,
    /// Purposes to choose of, those that are over as well, by name.
    pub purposes: Vec<(Id, String)>,
}

/// One event.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerEvent {
    /// Its record.
    pub id: Id,
    /// What happened, in the word of the record; empty where a newer version wrote it.
    pub kind: String,
    /// Whose; none where they are gone or only stored, or it is everybody's.
    pub person: Option<Related>,
    /// It is everybody's, as when a purpose ends.
    pub of_all: bool,
    /// About which purpose; empty for none in particular.
    pub purpose: String,
    /// At which contact point, if the person still has it.
    pub point: Option<String>,
    /// When it was said, ms since 1970.
    pub at: u64,
    /// When it was written down, ms since 1970.
    pub written: u64,
    /// By whom.
    pub by: String,
    /// By which way it was said.
    pub method: String,
    /// In so many words (Art. 9(2)(a)).
    pub explicit: bool,
    /// A guardian said it for them.
    pub guardian: bool,
    /// What proves it, or why it was.
    pub text: String,
    /// It gave a consent, of which there is a receipt.
    pub receipt: Option<Id>,
    /// It waits to be sent.
    pub waiting: bool,
}
