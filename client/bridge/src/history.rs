//! Earlier versions of a record, and the trash, as the page shows them.

use crate::records::{FieldKey, Id, Kind, Value};
use serde::{Deserialize, Serialize};

/// Versions of one record, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryView {
    /// Its newest name among these versions.
    pub name: String,
    /// Its kind, if one of these versions could be opened.
    pub kind: Option<Kind>,
    /// It is deleted now.
    pub deleted: bool,
    /// There are older versions than these.
    pub older: bool,
    /// I may bring a version back.
    pub may_restore: bool,
    /// I may erase for good.
    pub may_erase: bool,
    /// Changes made here wait to be sent, and are not among these.
    pub waiting: bool,
    /// The versions.
    pub versions: Vec<VersionView>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionView {
    /// Its number.
    pub version: u64,
    /// When, by its author's clock, ms since 1970.
    pub at: u64,
    /// Who signed it.
    pub by: String,
    /// This device knows that it stands at its place in the journal; else only its author's word says so.
    pub placed: bool,
    /// What there is of it.
    pub state: VersionState,
    /// It is how the record is now.
    pub newest: bool,
    /// The changes below are all there are; else the version before is not to be had, and they are what it held.
    pub compared: bool,
    /// What changed from the version before.
    pub changes: Vec<FieldChange>,
}

/// What there is of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VersionState {
    /// All of it.
    Here,
    /// It deleted the record.
    Deleted,
    /// Its bytes are not on the server any more.
    Erased,
    /// The server says that it has the bytes, and does not give them.
    Withheld,
    /// It does not open here.
    Unreadable,
}

/// One field's change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Which field.
    pub field: FieldKey,
    /// What it is called.
    pub label: String,
    /// In the version before.
    pub before: Value,
    /// In this one.
    pub after: Value,
}

/// Deleted records that can be brought back, the newest deletion first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrashView {
    /// The records.
    pub rows: Vec<TrashRow>,
    /// Where to ask on, if there may be more.
    pub more: Option<u32>,
    /// I may bring them back.
    pub may_restore: bool,
    /// I may erase them for good.
    pub may_erase: bool,
}

/// One deleted record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrashRow {
    /// Which.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// Its last name.
    pub name: String,
    /// Name of whom it was about or belonged to; of one who is deleted as well, or of nobody, nothing.
    pub about: String,
    /// Who deleted it, by the signed entry.
    pub by: String,
    /// When that entry says it was, ms since 1970.
    pub at: u64,
    /// It was made one with another, by whoever deleted it.
    pub merged: bool,
    /// Its last version, to bring back.
    pub version: u64,
}
