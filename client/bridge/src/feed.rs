//! What members did, and who is meant in a note.

use crate::records::{Id, Kind};
use serde::{Deserialize, Serialize};

/// Lines of the feed that are shown at first, and more each time.
pub const FEED_PAGE: u32 = 100;
/// Most lines shown at once.
pub const MAX_FEED: u32 = 5_000;

/// What the feed is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRequest {
    /// Only this member's.
    pub by: Option<u32>,
    /// Only records of this kind.
    pub kind: Option<Kind>,
    /// How many lines, at most [`MAX_FEED`].
    pub count: u32,
}

/// What members did, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// How many lines there are.
    pub total: u32,
    /// The newest.
    pub lines: Vec<Deeds>,
}

/// What a member did with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// It was changed.
    Changed,
    /// Others were made one with it.
    Merged,
    /// It was made.
    Made,
}

/// What one member did on one day with records of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deeds {
    /// The day where the reader is, ISO 8601.
    pub day: String,
    /// By whom.
    pub by: String,
    /// With records of which kind.
    pub kind: Kind,
    /// What was done with them.
    pub act: Act,
    /// The newest of it, ms since 1970.
    pub at: u64,
    /// With how many records.
    pub count: u32,
    /// Some of these and their names, the newest first.
    pub newest: Vec<(Id, String)>,
}

/// A note of somebody else that mentions me and that I have not seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentioned {
    /// Of which kind its record is.
    pub kind: Kind,
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Who wrote the note.
    pub by: String,
    /// When, ms since 1970.
    pub at: u64,
}

/// Somebody who can be mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentionable {
    /// Number of the member.
    pub member: u32,
    /// As called now.
    pub name: String,
    /// What stands in a note's source.
    pub source: String,
}
