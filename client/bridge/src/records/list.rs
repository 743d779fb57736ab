//! Lists: which rows are asked for, and what comes.

use super::{FieldKey, Id, Kind, Money, Related};
use serde::{Deserialize, Serialize};

/// Which rows, in which order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowsRequest {
    /// Kind of records.
    pub kind: Kind,
    /// Words that all must occur, anywhere in the record, and operators such as `tag:vip`; empty for all.
    pub search: String,
    /// Conditions on fields.
    pub filter: Filter,
    /// What to sort by, most important first; nothing is by name.
    pub sort: Vec<Sort>,
    /// Fields wanted of each row, in this order.
    pub columns: Vec<FieldKey>,
    /// What rows are grouped by. A row with several values stands under each.
    pub group: Option<FieldKey>,
    /// The day on which it is asked; without it, nothing is in any [`Span`].
    pub today: Option<Today>,
    /// First row wanted.
    pub first: u32,
    /// How many, at most 500.
    pub count: u32,
}

impl RowsRequest {
    /// All records of a kind, by name, without a window.
    pub fn all(kind: Kind) -> Self {
        let (search, filter) = (String::new(), Filter::none());
        let (sort, columns) = (Vec::new(), Vec::new());
        Self { kind, search, filter, sort, columns, group: None, today: None, first: 0, count: 0 }
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

impl Default for Filter {
    fn default() -> Self {
        Self::none()
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
    /// It is the member who asks.
    Mine,
    /// A date or point in time in a span told from today on.
    Within(Span),
}

/// Days as told from today on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// All days before today.
    Past,
    /// Today.
    Today,
    /// All days after today.
    Future,
    /// The week, Monday to Sunday, that is so many weeks from this one.
    Week(i8),
    /// The month that is so many months from this one.
    Month(i8),
    /// The year that is so many years from this one.
    Year(i8),
    /// So many days up to today, today included.
    LastDays(u16),
    /// So many days from today on, today included.
    NextDays(u16),
}

/// The day as the page knows it: the worker has no calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// ISO 8601.
    pub day: String,
    /// When it began where the member is, ms since 1970.
    pub starts: u64,
}

/// A window of rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// Rows that fit in all; of a grouped list a record has one in each of its groups.
    pub total: u32,
    /// Records that fit.
    pub records: u32,
    /// Rows of this kind without search and filter.
    pub all: u32,
    /// Index of the first one below.
    pub first: u32,
    /// The rows.
    pub rows: Vec<Row>,
    /// Of a grouped list its groups, in the order of their rows; none if there would be too many.
    pub groups: Vec<Group>,
    /// Words that occur nowhere so, and those that the rows hold instead; empty if they hold all that was typed.
    pub resembling: Vec<Resembling>,
    /// What looks like an operator and is none, if nothing was found.
    pub unknown: Option<UnknownOperator>,
}

/// What was typed before a colon and is no operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownOperator {
    /// As typed, without the colon.
    pub typed: String,
    /// The operator that resembles it most, without the colon.
    pub nearest: Option<String>,
}

/// A word that was looked for in vain, and those that were found instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resembling {
    /// As typed.
    pub typed: String,
    /// As written in the records.
    pub found: Vec<String>,
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
    /// A plain number, in millionths.
    Decimal(i64),
    /// Something that is not shown.
    Masked,
}

/// Most cells read or written at once.
pub const MAX_CELLS: usize = 20_000;

/// A cell as it is typed or pasted.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CellText {
    /// Of which record.
    pub id: Id,
    /// Of which field.
    pub field: FieldKey,
    /// As typed; nothing empties the field.
    pub text: String,
}

/// A cell whose text could not be read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// Which one of those that were to be written.
    pub at: u32,
    /// Its text and why, in words.
    pub why: String,
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

/// What is counted of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Calc {
    /// Rows with a value.
    Filled,
    /// Rows without.
    Blank,
    /// Different values.
    Distinct,
    /// Amounts in all.
    Sum,
    /// The arithmetic mean of those there are.
    Mean,
    /// The smallest, or earliest.
    Least,
    /// The largest, or latest.
    Most,
    /// Of a purpose: people whose consent to it holds.
    Consented,
    /// People who took it back, or objected.
    Withdrew,
    /// People whom nobody asked.
    Unasked,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Figure {
    /// There is nothing to tell.
    None,
    /// A number of rows, or of values.
    Count(u32),
    /// So many rows of so many.
    Share {
        /// Those that are meant.
        part: u32,
        /// All of them.
        all: u32,
    },
    /// Amounts, by currency.
    Amounts(Vec<Money>),
    /// A day, ISO 8601.
    Day(String),
    /// A point in time, ms since 1970.
    Moment(u64),
    /// A plain number, in millionths.
    Decimal(i64),
}
