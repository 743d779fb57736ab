//! What happened with a customer: notes, calls, meetings and e-mails, newest first.

use crate::files::FileView;
use crate::note::Block;
use crate::records::{Id, Related};
use serde::{Deserialize, Serialize};

/// Most entries of one answer.
pub const MAX_ENTRIES: u32 = 2_000;

/// A window of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// Entries of the type asked for, or of all, in all.
    pub total: u32,
    /// How many there are of each type, the most frequent first.
    pub types: Vec<(String, u32)>,
    /// The newest of them.
    pub entries: Vec<Entry>,
}

/// One activity, or one file that was attached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Which record.
    pub id: Id,
    /// "note", "call", "meeting", "e-mail", "file", or a word of one's own.
    pub what: String,
    /// Its subject, or a file's name; may be empty.
    pub subject: String,
    /// What it says.
    pub text: Vec<Block>,
    /// When it took or takes place, ms since 1970.
    pub at: u64,
    /// Who wrote it down.
    pub by: String,
    /// Whom or what of a company it is about, where it is not about the record itself.
    pub through: Option<Related>,
    /// What else it is about.
    pub about: Vec<Related>,
    /// Not yet confirmed by the server.
    pub waiting: bool,
    /// The file, where it is one.
    pub file: Option<FileView>,
}
