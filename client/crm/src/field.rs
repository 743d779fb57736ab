//! Values of fields, their limits, and their bytes inside a record.

use crate::decimal::Decimal;
use crate::money::Money;
use crate::record::RecordId;
use crate::recur::Rule;
use crate::repeat::Reminder;
use crate::schema::Shape;

/// Longest one-line text, in bytes.
pub const MAX_TEXT: usize = 4 << 10;
/// Longest text of several lines, in bytes.
pub const MAX_LONG_TEXT: usize = 64 << 10;
/// Most contact points in a field.
pub const MAX_POINTS: usize = 64;
/// Longest label of a contact point, in bytes.
pub const MAX_LABEL: usize = 128;
/// Most tags on a record.
pub const MAX_TAGS: usize = 128;
/// Longest tag, in bytes.
pub const MAX_TAG: usize = 256;
/// Most records that one field relates to.
pub const MAX_RELATIONS: usize = 128;

/// Most bytes in a field of bytes.
pub const MAX_BYTES: usize = 128 << 10;

/// A field's value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, choice or date.
    Text(String),
    /// Contact points in order.
    Points(Vec<Point>),
    /// Tags, sorted.
    Tags(Vec<String>),
    /// Another record.
    Link(RecordId),
    /// Other records in order, each once.
    Relations(Vec<RecordId>),
    /// An amount with its currency.
    Money(Money),
    /// A plain number.
    Decimal(Decimal),
    /// A whole number, a point in time in ms since 1970, or a member's number.
    Number(u64),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// Text, or nothing if it is blank.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Points(points) => points.is_empty(),
            Self::Tags(tags) => tags.is_empty(),
            Self::Relations(ids) => ids.is_empty(),
            Self::Link(_) | Self::Money(_) | Self::Decimal(_) | Self::Number(_) | Self::Bytes(_) => false,
        }
    }
}

/// A labelled contact point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// "work", "home", "mobile", or one's own word; may be empty.
    pub label: String,
    /// As typed.
    pub value: String,
}

impl Point {
    /// A contact point.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// Why a value was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The kind has no such field.
    #[error("this kind of record has no such field")]
    NoSuchField,
    /// The field takes another form of value.
    #[error("this field takes another form of value")]
    WrongForm,
    /// It is evidence, or names what must not change.
    #[error("what is written here once stays as it is")]
    WrittenOnce,
    /// Too long.
    #[error("longer than the {0} bytes allowed")]
    TooLong(usize),
    /// Too many.
    #[error("more than the {0} entries allowed")]
    TooMany(usize),
}

/// A value's bytes, as one register or as entries of a set.
pub(crate) enum Parts {
    One(Vec<u8>),
    Many(Vec<Vec<u8>>),
}

/// Whether values of this form are sets, merged entry by entry.
pub(crate) fn is_set(shape: Shape) -> bool {
    matches!(shape, Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses | Shape::Tags | Shape::Relations(_))
}

fn text_limit(shape: Shape) -> usize {
    if matches!(shape, Shape::LongText | Shape::Note) { MAX_LONG_TEXT } else { MAX_TEXT }
}

fn point_limit(shape: Shape) -> usize {
    if shape == Shape::Addresses { MAX_TEXT } else { MAX_TEXT / 2 }
}

fn capped(len: usize, cap: usize) -> Result<(), ValueError> {
    if len > cap { Err(ValueError::TooLong(cap)) } else { Ok(()) }
}

/// Checks a value against its form and limits, and turns it into bytes.
pub(crate) fn to_parts(shape: Shape, value: Value) -> Result<Parts, ValueError> {
    if value.is_empty() {
        return Ok(if is_set(shape) { Parts::Many(Vec::new()) } else { Parts::One(Vec::new()) });
    }
    match (shape, value) {
        (Shape::Text | Shape::LongText | Shape::Note | Shape::Date | Shape::Choice(_), Value::Text(text)) => {
            capped(text.len(), text_limit(shape))?;
            Ok(Parts::One(text.into_bytes()))
        }
        (Shape::Repeat, Value::Text(text)) => {
            let rule = Rule::parse(&text).map_err(|_| ValueError::WrongForm)?;
            Ok(Parts::One(rule.to_string().into_bytes()))
        }
        (Shape::Reminder, Value::Text(text)) => {
            let reminder = Reminder::parse(&text).ok_or(ValueError::WrongForm)?;
            Ok(Parts::One(reminder.to_string().into_bytes()))
        }
        (Shape::Link(_), Value::Link(id)) => Ok(Parts::One(id.0.to_vec())),
        // "No" is the absence of "yes".
        (Shape::YesNo, Value::Number(0)) => Ok(Parts::One(Vec::new())),
        (Shape::YesNo, Value::Number(_)) => Ok(Parts::One(1_u64.to_le_bytes().to_vec())),
        (Shape::Number | Shape::Moment | Shape::Member, Value::Number(number)) => {
            Ok(Parts::One(number.to_le_bytes().to_vec()))
        }
        (Shape::Money, Value::Money(money)) => Ok(Parts::One(money.to_bytes().to_vec())),
        (Shape::Decimal, Value::Decimal(number)) => Ok(Parts::One(number.to_bytes().to_vec())),
        (Shape::Bytes, Value::Bytes(bytes)) => {
            capped(bytes.len(), MAX_BYTES)?;
            Ok(Parts::One(bytes))
        }
        (Shape::Tags, Value::Tags(tags)) => tags_to_parts(tags),
        (Shape::Relations(_), Value::Relations(ids)) => relations_to_parts(ids),
        (Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses, Value::Points(points)) => {
            points_to_parts(shape, points)
        }
        _ => Err(ValueError::WrongForm),
    }
}

fn tags_to_parts(tags: Vec<String>) -> Result<Parts, ValueError> {
    let mut parts: Vec<Vec<u8>> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = tag.trim();
        capped(tag.len(), MAX_TAG)?;
        if !tag.is_empty() {
            parts.push(tag.as_bytes().to_vec());
        }
    }
    parts.sort();
    parts.dedup();
    if parts.len() > MAX_TAGS { Err(ValueError::TooMany(MAX_TAGS)) } else { Ok(Parts::Many(parts)) }
}

fn relations_to_parts(ids: Vec<RecordId>) -> Result<Parts, ValueError> {
    let mut parts: Vec<Vec<u8>> = Vec::with_capacity(ids.len());
    for id in ids {
        if !parts.iter().any(|part| part[..] == id.0) {
            parts.push(id.0.to_vec());
        }
    }
    if parts.len() > MAX_RELATIONS { Err(ValueError::TooMany(MAX_RELATIONS)) } else { Ok(Parts::Many(parts)) }
}

fn points_to_parts(shape: Shape, points: Vec<Point>) -> Result<Parts, ValueError> {
    let mut parts: Vec<Vec<u8>> = Vec::with_capacity(points.len());
    for point in points {
        let (label, value) = (point.label.trim(), point.value.trim());
        capped(label.len(), MAX_LABEL)?;
        capped(value.len(), point_limit(shape))?;
        let part = point_bytes(label, value);
        if !value.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.len() > MAX_POINTS { Err(ValueError::TooMany(MAX_POINTS)) } else { Ok(Parts::Many(parts)) }
}

fn point_bytes(label: &str, value: &str) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "two strings into a growing Vec")]
    postcard::to_stdvec(&(label, value)).expect("two strings encode")
}

/// Label and value of a contact point's bytes.
pub(crate) fn point_of(bytes: &[u8]) -> Option<(&str, &str)> {
    postcard::from_bytes(bytes).ok()
}

/// The value of a register's bytes; `Empty` for bytes that are no such value.
pub(crate) fn from_one(shape: Shape, bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return Value::Empty;
    }
    match shape {
        Shape::Link(_) => <[u8; 16]>::try_from(bytes).map_or(Value::Empty, |id| Value::Link(RecordId(id))),
        Shape::Number | Shape::Moment | Shape::Member | Shape::YesNo => {
            <[u8; 8]>::try_from(bytes).map_or(Value::Empty, |le| Value::Number(u64::from_le_bytes(le)))
        }
        Shape::Money => Money::from_bytes(bytes).map_or(Value::Empty, Value::Money),
        Shape::Decimal => Decimal::from_bytes(bytes).map_or(Value::Empty, Value::Decimal),
        Shape::Bytes => Value::Bytes(bytes.to_vec()),
        _ => std::str::from_utf8(bytes).map_or(Value::Empty, |text| Value::Text(text.to_owned())),
    }
}

/// The value of a set's live entries, in order.
pub(crate) fn from_many<'a>(shape: Shape, entries: impl Iterator<Item = &'a [u8]>) -> Value {
    if shape == Shape::Tags {
        let mut tags: Vec<String> =
            entries.filter_map(|bytes| std::str::from_utf8(bytes).ok()).map(str::to_owned).collect();
        tags.sort();
        return if tags.is_empty() { Value::Empty } else { Value::Tags(tags) };
    }
    if let Shape::Relations(_) = shape {
        let ids: Vec<RecordId> =
            entries.filter_map(|bytes| <[u8; 16]>::try_from(bytes).ok()).map(RecordId).take(MAX_RELATIONS).collect();
        return if ids.is_empty() { Value::Empty } else { Value::Relations(ids) };
    }
    let mut points: Vec<Point> = Vec::new();
    for (label, value) in entries.filter_map(point_of) {
        // Two members may have added one address under two labels: shown once.
        if !points.iter().any(|point| point.value == value) {
            points.push(Point::new(label, value));
        }
    }
    if points.is_empty() { Value::Empty } else { Value::Points(points) }
}
