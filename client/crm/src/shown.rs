//! Values as lists show them: short, with the names of what they point to.

use crate::book::{Book, Row};
use crate::decimal::Decimal;
use crate::fold::fold_name;
use crate::markdown;
use crate::money::Money;
use crate::peek::{RecordRef, cut};
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use std::collections::HashMap;

/// Longest text in a list, in bytes.
const MAX_SHOWN: usize = 240;
/// And so much of a note is read as Markdown for that: its marks and the targets of its links are not shown.
const READ_OF_NOTE: usize = 4 * MAX_SHOWN;
/// Most related records named in a list.
const MAX_NAMED: usize = 3;

/// One field of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, cut where it is long; of contact points the first.
    Text(String),
    /// Tags, sorted.
    Tags(Vec<String>),
    /// Records that the field points to, with kind and name; the first few of `total`.
    Records {
        /// The first few.
        named: Vec<(Kind, RecordId, String)>,
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
    /// A plain number.
    Decimal(Decimal),
    /// Something that is not shown.
    Masked,
}

/// What rows are grouped by: a field's value, or one of several, as it stands in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Value<'a> {
    /// None.
    Empty,
    /// Text, a choice or a tag.
    Text(&'a str),
    /// A record.
    Record(RecordId),
    /// A number: of a member, or yes.
    Number(u64),
}

impl Value<'_> {
    /// Its first bytes as a number: values whose heads differ do.
    pub(crate) fn head(&self) -> u64 {
        let bytes = match self {
            Self::Empty => &[],
            Self::Text(text) => text.as_bytes(),
            Self::Record(id) => &id.0,
            Self::Number(number) => return *number,
        };
        bytes.iter().take(8).fold(0, |head, byte| head << 8 | u64::from(*byte))
    }
}

impl<'a> RecordRef<'a> {
    /// A field's values to group by; `Empty` alone if it has none.
    pub(crate) fn values(&self, field: FieldKey) -> Vec<Value<'a>> {
        let shape = schema::shape_of(self.kind(), field);
        let values: Vec<Value<'a>> = match shape {
            Some(Shape::Tags) => self.words(field).into_iter().map(Value::Text).collect(),
            Some(Shape::Relations(_)) => self.relations(field).into_iter().map(Value::Record).collect(),
            _ => vec![self.value(field, shape)],
        };
        if values.is_empty() { vec![Value::Empty] } else { values }
    }

    /// The value to group by of a field that holds one, of this shape.
    pub(crate) fn value(&self, field: FieldKey, shape: Option<Shape>) -> Value<'a> {
        match field {
            key::MADE_BY => return Value::Number(u64::from(self.created().author)),
            key::CHANGED_BY => return Value::Number(u64::from(self.changed().author)),
            _ => {}
        }
        let value = match shape {
            Some(Shape::Link(_)) => self.link(field).map(Value::Record),
            Some(Shape::Member | Shape::YesNo) => self.number(field).map(Value::Number),
            // Of a day its month.
            Some(Shape::Date) => self.text(field).get(..7).map(Value::Text),
            Some(Shape::Text | Shape::Choice(_)) => {
                Some(self.text(field)).filter(|text| !text.is_empty()).map(Value::Text)
            }
            _ => None,
        };
        value.unwrap_or(Value::Empty)
    }
}

impl Book {
    /// A value that rows are grouped by, as a list shows it.
    pub(crate) fn cell_of(&self, kind: Kind, field: FieldKey, value: &Value<'_>) -> Cell {
        let shape = schema::shape_of(kind, field);
        match value {
            Value::Empty => Cell::Empty,
            Value::Text(word) => text(word),
            Value::Record(id) => {
                let kind = if let Some(Shape::Link(kind)) = shape { Some(kind) } else { None };
                self.records(&[*id], kind)
            }
            Value::Number(number) if shape == Some(Shape::Member) => {
                u32::try_from(*number).map_or(Cell::Empty, Cell::Member)
            }
            Value::Number(_) => Cell::Yes,
        }
    }

    /// A field of a row, as a list shows it.
    pub(crate) fn cell(&self, row: Row, record: &RecordRef<'_>, field: FieldKey) -> Cell {
        match field {
            key::PEOPLE_HERE => return Cell::Count(self.people_here(&self.id_of(row))),
            key::CHANGED => return Cell::Moment(record.changed().ms),
            key::CHANGED_BY => return Cell::Member(record.changed().author),
            key::MADE => return Cell::Moment(record.created().ms),
            key::MADE_BY => return Cell::Member(record.created().author),
            key::CONTACTED => return self.contacted(row).map_or(Cell::Empty, Cell::Moment),
            _ => {}
        }
        let Some(spec) = schema::field_of(record.kind(), field) else {
            return Cell::Empty;
        };
        if self.is_masked(record.kind(), field) {
            return if record.has(field) { Cell::Masked } else { Cell::Empty };
        }
        match spec.shape {
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => text(record.first_point(field)),
            Shape::Tags => {
                let tags: Vec<String> = record.words(field).into_iter().map(str::to_owned).collect();
                if tags.is_empty() { Cell::Empty } else { Cell::Tags(tags) }
            }
            Shape::Link(kind) => record.link(field).map_or(Cell::Empty, |id| self.records(&[id], Some(kind))),
            Shape::Relations(_) => self.records(&record.relations(field), None),
            Shape::Money => record.money(field).map_or(Cell::Empty, Cell::Money),
            Shape::Decimal => record.decimal(field).map_or(Cell::Empty, Cell::Decimal),
            Shape::Moment => record.number(field).map_or(Cell::Empty, Cell::Moment),
            Shape::YesNo => record.number(field).map_or(Cell::Empty, |_| Cell::Yes),
            Shape::Member => {
                record.number(field).and_then(|member| u32::try_from(member).ok()).map_or(Cell::Empty, Cell::Member)
            }
            // That there is a rule or a reminder is what a list has room for.
            Shape::Repeat | Shape::Reminder if record.has(field) => Cell::Yes,
            Shape::Repeat | Shape::Reminder | Shape::Number | Shape::Bytes => Cell::Empty,
            Shape::Note => note(record.text(field)),
            Shape::Text | Shape::LongText | Shape::Date | Shape::Choice(_) => text(record.text(field)),
        }
    }

    /// Records with their names; those of relations only as far as they are here.
    fn records(&self, ids: &[RecordId], kind: Option<Kind>) -> Cell {
        let here = |id: &RecordId| {
            let record = self.get(id).filter(|_| !self.is_restricted(id));
            let kind = record.as_ref().map(RecordRef::kind).or(kind)?;
            Some((kind, *id, record.map(|record| record.name()).unwrap_or_default()))
        };
        let mut named: Vec<_> = ids.iter().filter_map(here).collect();
        let total = named.len() as u32;
        named.truncate(MAX_NAMED);
        if named.is_empty() { Cell::Empty } else { Cell::Records { named, total } }
    }

    /// How many people a company has here.
    pub(crate) fn people_here(&self, company: &RecordId) -> u32 {
        self.referring_rows(company).filter(|row| self.shown_kind_of(*row) == Some(Kind::Person)).count() as u32
    }

    /// Folded names of the vault's members, by number.
    pub(crate) fn member_names(&self) -> HashMap<u64, String> {
        let cards = self.ids_of(Kind::MemberCard).filter_map(|id| self.get(&id));
        cards.filter_map(|card| Some((card.number(key::MEMBER_NUMBER)?, fold_name(card.text(key::NAME))))).collect()
    }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(cut(text, MAX_SHOWN).to_owned()) }
}

/// A note without its marks; as it is written where it is nothing but marks.
fn note(source: &str) -> Cell {
    let plain = markdown::plain(cut(source, READ_OF_NOTE));
    if plain.is_empty() { text(source) } else { text(&plain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_shown_without_its_marks_and_of_a_long_one_the_beginning() {
        let shown = |source: &str| match note(source) {
            Cell::Text(text) => text,
            _ => String::new(),
        };
        assert_eq!(
            shown("Decides with the **board**.\n\n- [x] papers\n- [ ] draft"),
            "Decides with the board.\npapers\ndraft"
        );
        assert_eq!(shown("Ask [Anna](https://example.org/anna) first"), "Ask Anna first");
        assert_eq!((shown("---").as_str(), note("")), ("---", Cell::Empty), "what is written is not told to be empty");
        let long = shown(&"**ä** and so on, ".repeat(50_000));
        assert!(long.starts_with("ä and so on, ä and") && long.len() <= MAX_SHOWN, "{long}");
    }
}
