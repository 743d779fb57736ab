//! Fields: what they are called, which editor they need, what they hold.

use super::{Id, Kind, Reminder, Repeat, Resembling, UnknownOperator};
use serde::{Deserialize, Serialize};

/// A field's number, stable for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldKey(pub u16);

/// The few fields that the page names itself: columns of the tables and the form for a new record. All others
/// come by [`FieldSpec`].
impl FieldKey {
    /// Stands for every column that tells consents, where only their words matter.
    pub const A_CONSENT: Self = Self(0xc000);

    /// Whether it tells where people stand with a purpose that rests on consent: lists show it, nothing writes it.
    pub fn is_consent(self) -> bool {
        self.0 >= Self::A_CONSENT.0
    }

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
    /// Birthday.
    pub const BIRTHDAY: Self = Self(30);
    /// First contact.
    pub const FIRST_SEEN: Self = Self(62);
    /// Latest contact.
    pub const LAST_SEEN: Self = Self(63);
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
    /// How a deal came about.
    pub const ORIGIN: Self = Self(97);
    /// When a task is due.
    pub const DUE: Self = Self(100);
    /// Whether a task is done.
    pub const DONE: Self = Self(101);
    /// How a task comes again.
    pub const REPEAT: Self = Self(103);
    /// When to be reminded of a task.
    pub const REMIND: Self = Self(104);
    /// The day that a rule is counted from.
    pub const SERIES: Self = Self(106);
    /// What a task or an activity is about.
    pub const ABOUT: Self = Self(105);
    /// What an activity is.
    pub const TYPE: Self = Self(110);
    /// When an activity took or takes place.
    pub const WHEN: Self = Self(111);
    /// When a meeting ends.
    pub const UNTIL: Self = Self(112);
    /// The lists that it was picked for.
    pub const IN_LISTS: Self = Self(160);
    /// How many people a company has here.
    pub const PEOPLE_HERE: Self = Self(1000);
    /// When it was last changed.
    pub const CHANGED: Self = Self(1001);
    /// When it was made.
    pub const MADE: Self = Self(1002);
    /// Who made it.
    pub const MADE_BY: Self = Self(1003);
    /// Who changed it last.
    pub const CHANGED_BY: Self = Self(1004);
    /// When somebody last spoke, met or wrote with whom it stands for.
    pub const CONTACTED: Self = Self(1005);
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
    /// The team defined it.
    pub own: bool,
    /// Of its values lists and pages show only that there are some.
    pub masked: bool,
    /// Data of a special category, or about convictions: filled only where a person has a basis for it.
    pub special: bool,
    /// A purpose needs it, or it says nothing of people.
    pub needed: bool,
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
    /// A plain number.
    Decimal,
    /// A point in time.
    Moment,
    /// Yes, or no.
    YesNo,
    /// A member of the vault.
    Member,
    /// How a task comes again.
    Repeat,
    /// When to be reminded.
    Reminder,
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
    /// A plain number, in millionths. Typed, it is text: the worker reads it.
    Decimal(i64),
    /// A point in time, ms since 1970.
    Moment(u64),
    /// Yes; no is nothing.
    Yes,
    /// A member, by number.
    Member(u32),
    /// How a task comes again.
    Repeat(Repeat),
    /// When to be reminded.
    Reminder(Reminder),
    /// Something that is not shown until it is asked for.
    Masked,
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

/// What was found for what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finds {
    /// Records, best first.
    pub records: Vec<Found>,
    /// Words for which the last of the records hold something else.
    pub resembling: Vec<Resembling>,
    /// What looks like an operator and is none, if nothing was found.
    pub unknown: Option<UnknownOperator>,
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
