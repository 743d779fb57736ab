//! The columns of the tables: what heads them and what they sort by.

use crate::strings::{list, words};
use tacit_bridge::records::{FieldKey, Kind};

/// One column.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// As shown.
    pub(super) name: &'static str,
    /// What rows are sorted by; the outer `None` if they cannot be.
    pub(super) sort: Option<Option<FieldKey>>,
}

const fn by(name: &'static str, field: FieldKey) -> Column {
    Column { name, sort: Some(Some(field)) }
}

const NAME: Column = Column { name: words::NAME, sort: Some(None) };
const CHANGED: Column = Column { name: list::CHANGED, sort: None };

const PEOPLE: &[Column] = &[
    NAME,
    by(list::COMPANY, FieldKey::COMPANY),
    by(list::EMAIL, FieldKey::EMAILS),
    by(list::PHONE, FieldKey::PHONES),
    Column { name: list::TAGS, sort: None },
    by(list::STATUS, FieldKey::STATUS),
    CHANGED,
];

const COMPANIES: &[Column] = &[
    NAME,
    by(list::DOMAIN, FieldKey::DOMAIN),
    by(list::PHONE, FieldKey::PHONES),
    by(list::SIZE, FieldKey::SIZE),
    Column { name: list::TAGS, sort: None },
    CHANGED,
];

/// Columns of a kind, after the box that selects.
pub(super) fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Person => PEOPLE,
        Kind::Company => COMPANIES,
    }
}
