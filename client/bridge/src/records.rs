//! Records as the page shows them: fields with values, windows of rows, one record's page.

use crate::members::Role;
use serde::{Deserialize, Serialize};

/// A record's id; its hex form stands in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(pub [u8; 16]);

impl Id {
    /// Lower-case hexadecimal.
    pub fn to_hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads [`Self::to_hex`].
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut out = [0u8; 16];
        for (slot, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *slot = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(out))
    }
}

/// A vault's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VaultRef(pub [u8; 32]);

/// A vault as the shell shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VaultView {
    /// Which.
    pub vault: VaultRef,
    /// Its name.
    pub name: String,
    /// My role.
    pub role: Role,
    /// My name there.
    pub my_name: String,
    /// People and companies, for the side bar.
    pub counts: Vec<(Kind, u32)>,
    /// Current members.
    pub members: u32,
    /// I am its owner and nobody else is.
    pub lone_owner: bool,
    /// I was removed or left, or the vault is deleted: readable, not writable.
    pub closed: bool,
    /// I may erase records for good.
    pub may_erase: bool,
}

/// Kinds of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A customer or contact.
    Person,
    /// An organisation.
    Company,
}

/// A field's number, stable for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldKey(pub u16);

/// The few fields that the page names itself: columns of the tables and the form for a new record. All others
/// come by [`FieldSpec`].
impl FieldKey {
    /// Given name.
    pub const GIVEN: Self = Self(1);
    /// Family name.
    pub const FAMILY: Self = Self(3);
    /// Name of a company.
    pub const NAME: Self = Self(7);
    /// Job title.
    pub const JOB_TITLE: Self = Self(10);
    /// The company a person works for.
    pub const COMPANY: Self = Self(12);
    /// E-mail addresses.
    pub const EMAILS: Self = Self(20);
    /// Telephone numbers.
    pub const PHONES: Self = Self(21);
    /// Where the relation stands.
    pub const STATUS: Self = Self(40);
    /// Tags.
    pub const TAGS: Self = Self(41);
    /// A company's web domain.
    pub const DOMAIN: Self = Self(50);
    /// A company's number of people.
    pub const SIZE: Self = Self(52);
}

/// A field: what it is called and which editor it needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldSpec {
    /// Its number.
    pub key: FieldKey,
    /// As shown.
    pub label: String,
    /// Heading it stands under on the record page.
    pub group: String,
    /// Editor and form of value.
    pub shape: Shape,
    /// Shown as a column unless hidden.
    pub column: bool,
    /// Rows can be sorted by it.
    pub sortable: bool,
}

/// Forms of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// Labelled e-mail addresses.
    Emails,
    /// Labelled telephone numbers.
    Phones,
    /// Labelled web addresses; shown, never fetched.
    Links,
    /// Labelled postal addresses.
    Addresses,
    /// A day, or a month and day, as ISO 8601 ("1985-04-12", "--04-15").
    Date,
    /// One of a few words.
    Choice(Vec<String>),
    /// Any number of words.
    Tags,
    /// Another record.
    Link(Kind),
}

/// A field's value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text, choice or date.
    Text(String),
    /// Contact points in order.
    Points(Vec<Point>),
    /// Tags, sorted.
    Tags(Vec<String>),
    /// A record and its name now.
    Link(Id, String),
}

/// A labelled contact point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// "work", "home", "mobile", or one's own word; may be empty.
    pub label: String,
    /// As typed.
    pub value: String,
}

/// Which rows, in which order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowsRequest {
    /// Kind of records.
    pub kind: Kind,
    /// Words that all must occur, anywhere in the record; empty for all.
    pub search: String,
    /// Only people of this company.
    pub company: Option<Id>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Field to sort by; `None` is by name.
    pub sort: Option<FieldKey>,
    /// Largest first.
    pub descending: bool,
    /// First row wanted.
    pub first: u32,
    /// How many, at most 500.
    pub count: u32,
}

/// A window of rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// Rows that fit the request in all.
    pub total: u32,
    /// Rows of this kind without search and filter.
    pub all: u32,
    /// Index of the first one below.
    pub first: u32,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which record.
    pub id: Id,
    /// Name as shown.
    pub name: String,
    /// For people: the company; for companies: the domain.
    pub second: Option<(Option<Id>, String)>,
    /// First e-mail address.
    pub email: String,
    /// First telephone number.
    pub phone: String,
    /// Job title, or for companies the number of people.
    pub detail: String,
    /// Status, as in the file or chosen.
    pub status: String,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was last changed, ms since 1970.
    pub changed_at: u64,
    /// Not yet confirmed by the server.
    pub waiting: bool,
}

/// One record's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// Which.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// Name as shown.
    pub name: String,
    /// Every field that has a value; the others are empty.
    pub fields: Vec<(FieldKey, Value)>,
    /// People of a company.
    pub people: Vec<(Id, String)>,
    /// Where it came from: "clients.csv, row 118".
    pub source: Option<String>,
    /// Name of who made it, and when.
    pub created: (String, u64),
    /// Name of who changed it last, and when.
    pub changed: (String, u64),
    /// Values that a merge set aside, newest first: field, value, whose, when.
    pub set_aside: Vec<SetAside>,
    /// Number of the key it is sealed under.
    pub epoch: u32,
    /// What the server holds: number of bytes.
    pub sealed_bytes: u32,
    /// Not yet confirmed by the server.
    pub waiting: bool,
}

/// A value that lost against a later one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// Which field.
    pub field: FieldKey,
    /// The value.
    pub value: Value,
    /// Who wrote it.
    pub by: String,
    /// When, ms since 1970.
    pub at: u64,
}

/// A record that looks like the one being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lookalike {
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// "same e-mail", "same name at the same company".
    pub why: String,
}

/// Names a step of the undo history in the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoStep(pub u64);
