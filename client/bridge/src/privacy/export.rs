//! Exports of people, and of records that are not people: purpose first.

use crate::records::{FieldKey, Id, Kind, RowsRequest};
use serde::{Deserialize, Serialize};

/// What an export can be made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportChoices {
    /// Purposes that are pursued, those that only consent carries first.
    pub purposes: Vec<ExportPurpose>,
    /// Third parties, by name.
    pub parties: Vec<(Id, String)>,
}

/// A purpose to export for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportPurpose {
    /// Which.
    pub id: Id,
    /// As shown.
    pub name: String,
    /// In plain words.
    pub plain_text: String,
    /// Channels that it uses.
    pub channels: Vec<String>,
    /// Fields that it needs and that may go.
    pub fields: Vec<FieldKey>,
}

/// In which form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExportFormat {
    /// A table.
    #[default]
    Csv,
    /// A table with a byte order mark, for those who open it in a spreadsheet.
    CsvWithBom,
    /// vCard 4.0 (RFC 6350), for people only.
    VCard,
    /// JSON.
    Json,
}

/// Who is asked about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum ExportOf {
    /// Everybody.
    #[default]
    All,
    /// These people, and the people of these companies.
    Records(Vec<Id>),
    /// All rows of a list, with the people of its companies.
    Rows(Box<RowsRequest>),
    /// These records themselves, of one kind that is not people.
    Themselves(Kind, Vec<Id>),
    /// All rows themselves of a list that is not one of people.
    WholeList(Box<RowsRequest>),
}

impl ExportOf {
    /// What the rows of the file are.
    pub fn kind(&self) -> Kind {
        match self {
            Self::All | Self::Records(_) | Self::Rows(_) => Kind::Person,
            Self::Themselves(kind, _) => *kind,
            Self::WholeList(list) => list.kind,
        }
    }
}

/// What is to be exported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportWish {
    /// For which purpose.
    pub purpose: Id,
    /// By which channel it will be used.
    pub channel: String,
    /// To whom; none is ourselves.
    pub recipient: Option<Id>,
    /// Which fields.
    pub fields: Vec<FieldKey>,
    /// Whose.
    pub of: ExportOf,
    /// Why, in words.
    pub why: String,
    /// When it has to be given back or deleted, ms since 1970; third parties need it.
    pub return_by: Option<u64>,
    /// In which form.
    pub format: ExportFormat,
    /// What the task to see to its return is called.
    pub task: String,
}

/// What an export comes to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportPreview {
    /// How many were asked about.
    pub asked: u32,
    /// How many go.
    pub included: u32,
    /// How many are left out, by reason, most first.
    pub excluded: Vec<(String, u32)>,
    /// Fields asked for that do not go: no purpose needs them, they are too delicate, or the form has no place for them.
    pub without: Vec<FieldKey>,
    /// Why the recipient may not have it; nothing goes then.
    pub refused: Vec<String>,
}

/// The file that was made.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportFile {
    /// What to call it.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// People or records in it.
    pub rows: u32,
}
