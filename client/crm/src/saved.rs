//! Saved views: how a list looks, kept as a record, for one member or for all of them.
//!
//! A personal view is not shown to others. They hold the vault's keys like everybody, so it is no secret from them.

use crate::book::Book;
use crate::field::Value;
use crate::filter::Filter;
use crate::group::Calc;
use crate::order::Sort;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind, key};
use serde::{Deserialize, Serialize};

/// Most columns of a list.
pub const MAX_COLUMNS: usize = 64;
/// Most criteria of an order.
pub const MAX_SORTS: usize = 8;
/// Widest column, in pixels.
pub const MAX_WIDTH: u16 = 1200;
/// Most bytes of a look.
const MAX_LOOK: usize = 16 << 10;
/// Most views that a list offers.
const MAX_SAVED: usize = 200;
/// The form below. A look of another one is not shown, and not written over.
const FORM: u8 = 1;

/// How records are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// In rows.
    Table,
    /// In columns, by stage.
    Board,
    /// By day.
    Calendar,
}

/// How a calendar lays days out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spread {
    /// A month.
    Month,
    /// A week.
    Week,
    /// One day below the other.
    Agenda,
    /// One day. Older versions do not know it: to them such a view is one of a newer version.
    Day,
}

/// What a board or a calendar spreads records over, beside the field that they are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Over {
    /// The pipeline whose stages are the columns; without one the first.
    pub pipeline: Option<RecordId>,
    /// How days are laid out; without it as the screen has room.
    pub days: Option<Spread>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The field it shows.
    pub field: FieldKey,
    /// Its width in pixels, if it was given one.
    pub width: Option<u16>,
    /// The figure under it.
    pub calc: Option<Calc>,
}

/// How a list looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// In rows, in columns or by day.
    pub layout: Layout,
    /// Which rows.
    pub filter: Filter,
    /// In which order.
    pub sort: Vec<Sort>,
    /// Which fields, in their order.
    pub columns: Vec<Column>,
    /// What rows are grouped by.
    pub group: Option<FieldKey>,
    /// What a board or a calendar spreads them over. It stands behind all else, and only where something was chosen: a look
    /// without it is what it always was, for older versions as well.
    #[serde(skip)]
    pub over: Over,
}

impl Look {
    /// Its bytes; `None` if it is larger than a view may be.
    pub fn encode(&self) -> Option<Vec<u8>> {
        let mut bytes = postcard::to_extend(self, vec![FORM]).ok()?;
        if self.over != Over::default() {
            bytes = postcard::to_extend(&self.over, bytes).ok()?;
        }
        (self.is_within_limits() && bytes.len() <= MAX_LOOK).then_some(bytes)
    }

    /// Reads it; `None` if it is of a newer version or broken.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (form, rest) = bytes.split_first()?;
        if *form != FORM || bytes.len() > MAX_LOOK {
            return None;
        }
        let (mut look, rest) = postcard::take_from_bytes::<Self>(rest).ok()?;
        if !rest.is_empty() {
            let (over, behind) = postcard::take_from_bytes::<Over>(rest).ok()?;
            look.over = Some(over).filter(|over| behind.is_empty() && *over != Over::default())?;
        }
        look.is_within_limits().then_some(look)
    }

    fn is_within_limits(&self) -> bool {
        self.filter.is_within_limits()
            && self.sort.len() <= MAX_SORTS
            && self.columns.len() <= MAX_COLUMNS
            && self.columns.iter().all(|column| column.width.is_none_or(|width| width <= MAX_WIDTH))
    }
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The record that holds it.
    pub id: RecordId,
    /// As its maker called it.
    pub name: String,
    /// Of which kind its rows are.
    pub kind: Kind,
    /// Only for this member.
    pub only: Option<u32>,
    /// How the list looks; `None` if a newer version wrote it.
    pub look: Option<Look>,
}

impl Saved {
    /// The fields of its record; `None` if the look is too large.
    pub fn fields(name: &str, kind: Kind, only: Option<u32>, look: &Look) -> Option<Vec<(FieldKey, Value)>> {
        Some(vec![
            (key::NAME, Value::text(name)),
            (key::LISTS, Value::Number(u64::from(kind.number()))),
            (key::OWNER, only.map_or(Value::Empty, |member| Value::Number(u64::from(member)))),
            (key::LOOK, Value::Bytes(look.encode()?)),
        ])
    }
}

impl Book {
    /// The views that this member is offered, by name: her own and those for all.
    pub fn saved_views(&self, me: u32) -> Vec<Saved> {
        let mut views: Vec<Saved> = self
            .records_of(Kind::View)
            .filter_map(|(row, record)| saved(self.id_of(row), &record))
            .filter(|view| view.only.is_none_or(|only| only == me))
            .collect();
        views.sort_by(|a, b| crate::fold_name(&a.name).cmp(&crate::fold_name(&b.name)).then(a.id.cmp(&b.id)));
        views.truncate(MAX_SAVED);
        views
    }
}

fn saved(id: RecordId, record: &RecordRef<'_>) -> Option<Saved> {
    let kind = u16::try_from(record.number(key::LISTS)?).ok()?;
    Some(Saved {
        id,
        name: record.text(key::NAME).to_owned(),
        kind: Kind::from_number(kind),
        only: record.number(key::OWNER).and_then(|member| u32::try_from(member).ok()),
        look: Look::decode(record.bytes(key::LOOK)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Record, Stamp, Test};

    const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

    fn look() -> Look {
        Look {
            layout: Layout::Table,
            filter: Filter::Any(vec![
                Filter::Field(key::STATUS, Test::Is(vec!["hot".into()])),
                Filter::Not(Box::new(Filter::Field(key::EMAILS, Test::Filled))),
            ]),
            sort: vec![Sort { field: Some(key::CHANGED), descending: true }],
            columns: vec![Column { field: key::EMAILS, width: Some(240), calc: Some(Calc::Filled) }],
            group: Some(key::TAGS),
            over: Over::default(),
        }
    }

    fn put(book: &mut Book, id: u8, name: &str, only: Option<u32>) {
        let mut record = Record::new(Kind::View, STAMP);
        for (field, value) in Saved::fields(name, Kind::Person, only, &look()).expect("small") {
            record.set(field, value, STAMP).expect("fits");
        }
        book.put(RecordId([id; 16]), &record.encode()).expect("good");
    }

    #[test]
    fn a_look_comes_back_and_nothing_else_does() {
        let bytes = look().encode().expect("small");
        assert_eq!(Look::decode(&bytes), Some(look()));
        assert_eq!(Look::decode(&[]), None);
        assert_eq!(Look::decode(&[&[2], &bytes[1..]].concat()), None, "a newer form");
        assert_eq!(Look::decode(&[&bytes[..], &[0]].concat()), None, "something behind it");
        for len in 0..bytes.len() {
            assert_eq!(Look::decode(&bytes[..len]), None, "cut off at {len}");
        }
    }

    #[test]
    fn what_a_board_or_a_calendar_spreads_over_stands_behind_what_older_versions_wrote() {
        let plain = look().encode().expect("small");
        let (pipeline, days) = (Some(RecordId([7; 16])), Some(Spread::Week));
        let day = Over { pipeline: None, days: Some(Spread::Day) };
        for over in [Over { pipeline, days: None }, Over { pipeline: None, days }, Over { pipeline, days }, day] {
            let spread = Look { over, ..look() };
            let bytes = spread.encode().expect("small");
            assert_eq!(bytes[..plain.len()], plain, "all else as before");
            assert_eq!(Look::decode(&bytes), Some(spread));
            for len in plain.len() + 1..bytes.len() {
                assert_eq!(Look::decode(&bytes[..len]), None, "cut off at {len}");
            }
            assert_eq!(Look::decode(&[&bytes[..], &[0]].concat()), None, "something behind it");
        }
        assert_eq!(Look::decode(&[&plain[..], &[0, 0]].concat()), None, "nothing chosen is not written");
    }

    #[test]
    fn what_is_larger_than_a_view_may_be_is_neither_written_nor_read() {
        let mut large = look();
        large.columns = vec![large.columns[0]; MAX_COLUMNS + 1];
        assert_eq!(large.encode(), None);
        let deep = (0..20).fold(Filter::none(), |filter, _| Filter::Not(Box::new(filter)));
        assert_eq!(Look { filter: deep, ..look() }.encode(), None);
    }

    #[test]
    fn what_only_a_search_asks_is_not_kept() {
        for filter in [Filter::Named(key::COMPANY, "berg".into()), Filter::Held(Kind::File), Filter::Mentions(None)] {
            assert_eq!(Look { filter, ..look() }.encode(), None);
        }
    }

    #[test]
    fn a_member_is_offered_her_own_views_and_those_for_all() {
        let mut book = Book::new();
        put(&mut book, 1, "press", None);
        put(&mut book, 2, "Mine", Some(4));
        put(&mut book, 3, "His", Some(5));
        let names = |me| book.saved_views(me).into_iter().map(|view| view.name).collect::<Vec<_>>();
        assert_eq!(names(4), ["Mine", "press"]);
        assert_eq!(names(5), ["His", "press"]);
        assert_eq!(book.saved_views(4)[0].look, Some(look()));
    }
}
