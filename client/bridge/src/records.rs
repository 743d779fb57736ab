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
    /// Records of each kind, for the side bar.
    pub counts: Vec<(Kind, u32)>,
    /// Current members.
    pub members: u32,
    /// My number among them.
    pub me: u32,
    /// Their numbers and names, of those who left as well: fields may still name them.
    pub names: Vec<(u32, String)>,
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
    /// A chance of business with somebody.
    Deal,
    /// Something to be done.
    Task,
    /// A note, a call, a meeting or an e-mail.
    Activity,
    /// A way that deals take.
    Pipeline,
    /// A stage of a pipeline.
    Stage,
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
    /// A company's industry.
    pub const INDUSTRY: Self = Self(51);
    /// Long text: background, notes, what an activity says.
    pub const NOTES: Self = Self(42);
    /// Who looks after it.
    pub const OWNER: Self = Self(90);
    /// People whom a deal is with.
    pub const PEOPLE: Self = Self(91);
    /// Where a deal stands.
    pub const STAGE: Self = Self(92);
    /// What a deal is worth.
    pub const AMOUNT: Self = Self(93);
    /// When a deal is expected to close.
    pub const CLOSE: Self = Self(94);
    /// Why a deal was won or lost.
    pub const REASON: Self = Self(96);
    /// When a task is due.
    pub const DUE: Self = Self(100);
    /// Whether a task is done.
    pub const DONE: Self = Self(101);
    /// What a task or an activity is about.
    pub const ABOUT: Self = Self(105);
    /// What an activity is.
    pub const TYPE: Self = Self(110);
    /// When an activity took or takes place.
    pub const WHEN: Self = Self(111);
    /// How many people a company has here.
    pub const PEOPLE_HERE: Self = Self(1000);
    /// When it was last changed.
    pub const CHANGED: Self = Self(1001);
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
    /// Any number of other records of these kinds.
    Relations(Vec<Kind>),
    /// Several lines of Markdown.
    Note,
    /// An amount with its currency.
    Money,
    /// A point in time.
    Moment,
    /// Yes, or no.
    YesNo,
    /// A member of the vault.
    Member,
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
    /// Records in order.
    Relations(Vec<Related>),
    /// An amount. Typed, it is text: the worker reads it.
    Money(Money),
    /// A point in time, ms since 1970.
    Moment(u64),
    /// Yes; no is nothing.
    Yes,
    /// A member, by number.
    Member(u32),
}

/// A record that another one points to, and its name now.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Related {
    /// Its kind.
    pub kind: Kind,
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// A record that fits what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The record.
    pub of: Related,
    /// The name of what it belongs to; may be empty.
    pub beside: String,
}

/// An amount with its currency.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// In the currency's smallest unit.
    pub minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Digits of the smallest unit: 2 for cents.
    pub digits: u8,
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
    /// Conditions on fields.
    pub filter: Filter,
    /// What to sort by, most important first; nothing is by name.
    pub sort: Vec<Sort>,
    /// Fields wanted of each row, in this order.
    pub columns: Vec<FieldKey>,
    /// First row wanted.
    pub first: u32,
    /// How many, at most 500.
    pub count: u32,
}

impl RowsRequest {
    /// All records of a kind, by name, without a window.
    pub fn all(kind: Kind) -> Self {
        let (search, filter) = (String::new(), Filter::none());
        Self { kind, search, filter, sort: Vec::new(), columns: Vec::new(), first: 0, count: 0 }
    }
}

/// One criterion of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Field to sort by; `None` is by name.
    pub field: Option<FieldKey>,
    /// Largest first; rows without a value stay last.
    pub descending: bool,
}

/// Which rows fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Filter {
    /// All of these hold; of none, everything fits.
    All(Vec<Filter>),
    /// One of these holds; of none, nothing fits.
    Any(Vec<Filter>),
    /// This does not hold.
    Not(Box<Filter>),
    /// A field is like this.
    Field(FieldKey, Test),
    /// It points to this record, by whatever field.
    About(Id),
}

impl Filter {
    /// A filter that lets everything through.
    pub fn none() -> Self {
        Self::All(Vec::new())
    }
}

/// What a field is like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Test {
    /// It has a value.
    Filled,
    /// This occurs in it, whatever the case and accents.
    Has(String),
    /// It is, or holds, one of these words.
    Is(Vec<String>),
    /// A date on or after this one, ISO 8601.
    From(String),
    /// A date on or before this one.
    To(String),
    /// A number or point in time that is at least this; of an amount, in hundredths.
    AtLeast(i64),
    /// A number or point in time that is at most this; of an amount, in hundredths.
    AtMost(i64),
    /// It points to one of these records.
    Links(Vec<Id>),
    /// It is one of these members.
    Member(Vec<u32>),
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Row {
    /// Which record.
    pub id: Id,
    /// Name as shown.
    pub name: String,
    /// The fields asked for, in their order.
    pub cells: Vec<Cell>,
    /// Not yet confirmed by the server.
    pub waiting: bool,
}

/// One field of one row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, cut where it is long; of contact points the first.
    Text(String),
    /// Tags, sorted.
    Tags(Vec<String>),
    /// Records that the field points to, the first few of `total`.
    Records {
        /// The first few.
        named: Vec<Related>,
        /// How many there are.
        total: u32,
    },
    /// A count.
    Count(u32),
    /// A point in time, ms since 1970.
    Moment(u64),
    /// Yes.
    Yes,
    /// A member's number.
    Member(u32),
    /// An amount.
    Money(Money),
}

/// The rows of a view that have the same value of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The value.
    pub value: Cell,
    /// How many rows.
    pub count: u32,
    /// Amounts in all, for each currency.
    pub sums: Vec<Money>,
}

/// What a stage means for its deals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// They go on.
    Open,
    /// They were won.
    Won,
    /// They were lost.
    Lost,
}

/// A stage of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stage {
    /// Which.
    pub id: Id,
    /// As shown.
    pub name: String,
    /// What it means for its deals.
    pub outcome: Outcome,
    /// How likely they are to be won, in percent.
    pub chance: u8,
}

/// A way that deals take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Which.
    pub id: Id,
    /// As shown.
    pub name: String,
    /// In order.
    pub stages: Vec<Stage>,
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
    /// How many records of each kind point to it.
    pub related: Vec<(Kind, u32)>,
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
