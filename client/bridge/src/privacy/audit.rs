//! Who saw, exported, united, erased and told: the trail of access events, and whether the journal bears it out.

use crate::records::{FieldKey, Id, Kind, Related};
use serde::{Deserialize, Serialize};

/// Events of one page of the list.
pub const TRAIL_PAGE: u32 = 100;

/// Which events.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TrailWish {
    /// Only what was done so, in the word of the record.
    pub did: Option<String>,
    /// Only by this member.
    pub by: Option<u32>,
    /// From then on, ms since 1970.
    pub from: Option<u64>,
    /// Before then, ms since 1970.
    pub to: Option<u64>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum AuditAsk {
    /// A page of events, newest first → [`AuditAnswer::Events`].
    Events {
        /// Which.
        wish: TrailWish,
        /// The first one wanted.
        first: u32,
    },
    /// These events as a file → [`AuditAnswer::File`].
    File {
        /// Which.
        wish: TrailWish,
        /// JSON rather than a table.
        json: bool,
    },
    /// Begins to verify, or goes on: a page of the journal each time → [`AuditAnswer::Verified`].
    Verify {
        /// Begins at the first entry.
        anew: bool,
    },
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum AuditAnswer {
    /// A page of events, and how many there are.
    Events(Vec<TrailEvent>, u32),
    /// The file's bytes.
    File(Vec<u8>),
    /// How far verifying is.
    Verified(Verified),
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrailEvent {
    /// Its record.
    pub id: Id,
    /// What was done, in the word of the record.
    pub did: String,
    /// When, ms since 1970.
    pub at: u64,
    /// Who.
    pub by: String,
    /// On which device: a few digits by which devices are told apart; empty where it was not kept.
    pub device: String,
    /// It was this one.
    pub here: bool,
    /// To which record; none if it is gone, only stored, or of no list.
    pub record: Option<Related>,
    /// What stands in its place: of an export for what it was made.
    pub what: String,
    /// What that is where it has no name here: the word of its kind, or `erased` of a person who was, or `unblocked` of an
    /// address or number that was looked up and is not on the list; empty if nobody knows.
    pub of: String,
    /// The request, or the person whose erasure has a page.
    pub page: Option<Id>,
    /// Which field was seen.
    pub field: String,
    /// Of which kind the columns are that were copied.
    pub kind: Option<Kind>,
    /// Which columns were copied.
    pub columns: Vec<FieldKey>,
    /// How many records were copied, or are in a calendar; 0 where it was something else.
    pub records: u32,
    /// Whom it was told.
    pub told: String,
    /// Why.
    pub why: String,
    /// It waits to be sent.
    pub waiting: bool,
}

/// How far verifying is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// Entries whose place, signature and author's right were checked.
    pub entries: u32,
    /// Entries in all.
    pub of: u32,
    /// What came of it, once all are.
    pub outcome: Option<Outcome>,
}

/// What verifying came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The entry that does not fit those before it; then nothing after it was checked.
    pub broken_at: Option<u64>,
    /// Events that were signed by the member they name, and are as they were sealed.
    pub events: u32,
    /// Events that are not in the journal yet.
    pub waiting: u32,
    /// Events that are not as the journal says: another author, other bytes, or written a second time.
    pub wrong: Vec<Id>,
}
