//! What a record's page asks beyond the record: its place in the list that it was opened from, what points to it, and an
//! e-mail that was pasted there; and what is kept of e-mails.

use super::{FieldKey, Id, Kind, Outcome, Related, RowsRequest, UndoStep};
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum PageAsk {
    /// Where a record stands in a list → [`PageAnswer::Place`].
    Place {
        /// The list; its window does not matter.
        rows: RowsRequest,
        /// Which record.
        id: Id,
        /// Of several places the nearest to this one.
        near: u32,
    },
    /// By which fields other records point to this one → [`PageAnswer::Incoming`].
    Incoming(Id),
    /// Of these deals those that were won or lost without a word on why → [`PageAnswer::Unexplained`].
    Unexplained(Vec<Id>),
    /// When the task comes again that follows this one → [`PageAnswer::Again`].
    Again(Id),
    /// What a pasted text is, read as an e-mail → [`PageAnswer::Mail`]. Nothing is written.
    ReadMail {
        /// About which record it would be.
        about: Id,
        /// As pasted.
        text: String,
    },
    /// Keep a pasted e-mail as an activity about a record → [`Reply::MailKept`](crate::Reply::MailKept).
    KeepMail {
        /// About which record.
        about: Id,
        /// As pasted.
        text: String,
    },
}

/// What is answered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageAnswer {
    /// A place in a list.
    Place(Place),
    /// Fields that point to the record, by kind.
    Incoming(Vec<Incoming>),
    /// Deals that came to their end without a reason.
    Unexplained(Vec<Unexplained>),
    /// The day, ISO 8601; none if the task is not done, or nothing follows it.
    Again(Option<String>),
    /// A pasted e-mail; none if nothing above its text was recognised.
    Mail(Option<MailSeen>),
}

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The record's index; none if it does not stand there.
    pub index: Option<u32>,
    /// Rows in all.
    pub total: u32,
}

/// Records of a kind that point to a record by one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// Their kind.
    pub kind: Kind,
    /// The field.
    pub field: FieldKey,
    /// How many there are.
    pub number: u32,
}

/// A deal that came to its end without a reason.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unexplained {
    /// Which.
    pub id: Id,
    /// Its name; may be empty.
    pub name: String,
    /// Won or lost.
    pub outcome: Outcome,
}

/// What was recognised of a pasted e-mail.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSeen {
    /// Who wrote it; may be empty.
    pub from: String,
    /// Who got it; may be empty.
    pub to: String,
    /// What it is about; may be empty.
    pub subject: String,
    /// When it was sent, ms since 1970, if that is said.
    pub at: Option<u64>,
    /// People here who wrote it or got it.
    pub people: Vec<Related>,
}

/// What was kept of an e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailKept {
    /// The activity that it is. Where the same e-mail was here already, that one: it is about this record as well now.
    pub id: Id,
    /// What undoes it.
    pub undo: Option<UndoStep>,
    /// It was here already; nothing of it was kept a second time.
    pub known: bool,
    /// How many files are attached to it now.
    pub files: u32,
    /// How many of its parts were left out: too many, or too deep in others.
    pub left_out: u32,
    /// Whether its text was too long, and was cut.
    pub cut: bool,
    /// Files that were not kept.
    pub not_kept: Vec<NotKept>,
}

/// A file of an e-mail that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotKept {
    /// Its name, cleaned.
    pub name: String,
    /// Why.
    pub why: Problem,
}
