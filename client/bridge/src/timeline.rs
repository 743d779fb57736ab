//! What happened with a customer: notes, calls, meetings, e-mails, tasks that were done and deals that came to their end,
//! newest first.

use crate::files::FileView;
use crate::note::Block;
use crate::records::{Id, Kind, Related};
use serde::{Deserialize, Serialize};

/// Most entries of one answer.
pub const MAX_ENTRIES: u32 = 2_000;

/// A window of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// Entries of the type asked for, or of all, in all.
    pub total: u32,
    /// How many there are of each type, in the order of the types whichever are more.
    pub types: Vec<(String, u32)>,
    /// The newest of them.
    pub entries: Vec<Entry>,
}

/// What a task that was done is called.
pub const DONE: &str = "task";
/// What a deal that was won is called.
pub const WON: &str = "won";
/// What a deal that was lost is called.
pub const LOST: &str = "lost";

/// One activity, one file that was attached, one task that was done, or one deal that came to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Which record.
    pub id: Id,
    /// Of which kind; none is a file, which has no page of its own.
    pub kind: Option<Kind>,
    /// "note", "call", "meeting", "e-mail", "file", or a word of one's own; [`DONE`], [`WON`], [`LOST`].
    pub what: String,
    /// Its subject, or a file's name; may be empty.
    pub subject: String,
    /// What it says, or why a deal ended so.
    pub text: Vec<Block>,
    /// When it took or takes place, was done or closed, ms since 1970.
    pub at: u64,
    /// Who wrote it down, ticked it off, or closed it.
    pub by: String,
    /// Whom or what of a company it is about, where it is not about the record itself.
    pub through: Option<Related>,
    /// What else it is about.
    pub about: Vec<Related>,
    /// Not yet confirmed by the server.
    pub waiting: bool,
    /// The file, where it is one.
    pub file: Option<FileView>,
    /// Of an e-mail, from whom and to whom.
    pub mail: Option<(String, String)>,
    /// What came with it.
    pub files: Vec<FileView>,
}
