//! The columns of the tables: which fields, what heads them, how wide they are.

use crate::state::app;
use crate::strings::{list, words};
use tacit_bridge::records::{FieldKey, Kind, Shape};

/// One column.
#[derive(Clone)]
pub(super) struct Column {
    /// As shown.
    pub(super) name: String,
    /// What rows are sorted by; the outer `None` if they cannot be.
    pub(super) sort: Option<Option<FieldKey>>,
}

/// Fields of a kind that its table shows, after the name.
pub(crate) fn columns(kind: Kind) -> &'static [FieldKey] {
    match kind {
        Kind::Person => &[
            FieldKey::COMPANY,
            FieldKey::EMAILS,
            FieldKey::PHONES,
            FieldKey::TAGS,
            FieldKey::STATUS,
            FieldKey::CHANGED,
        ],
        Kind::Company => {
            &[FieldKey::DOMAIN, FieldKey::PHONES, FieldKey::PEOPLE_HERE, FieldKey::TAGS, FieldKey::CHANGED]
        }
        Kind::Deal => {
            &[FieldKey::STAGE, FieldKey::AMOUNT, FieldKey::COMPANY, FieldKey::CLOSE, FieldKey::OWNER, FieldKey::CHANGED]
        }
        Kind::Task => &[FieldKey::DUE, FieldKey::ABOUT, FieldKey::OWNER, FieldKey::DONE],
        Kind::Activity => &[FieldKey::WHEN, FieldKey::TYPE, FieldKey::ABOUT, FieldKey::NOTES],
        Kind::Pipeline | Kind::Stage => &[],
    }
}

/// Heads of a kind's columns, after the box that selects.
pub(super) fn heads(kind: Kind) -> Vec<Column> {
    let app = app();
    let head = |field: &FieldKey| match *field {
        FieldKey::CHANGED => Column { name: list::CHANGED.to_owned(), sort: Some(Some(*field)) },
        FieldKey::PEOPLE_HERE => Column { name: words::PEOPLE.to_owned(), sort: Some(Some(*field)) },
        field => {
            let spec = app.field(kind, field);
            let sortable = spec.as_ref().is_some_and(|spec| spec.sortable && spec.shape != Shape::Tags);
            Column { name: spec.map(|spec| spec.label).unwrap_or_default(), sort: sortable.then_some(Some(field)) }
        }
    };
    let name = Column { name: words::NAME.to_owned(), sort: Some(None) };
    std::iter::once(name).chain(columns(kind).iter().map(head)).collect()
}

/// Widths of a kind's columns, as a grid takes them.
pub(super) fn widths(kind: Kind) -> String {
    let width = |field: &FieldKey| match *field {
        FieldKey::CHANGED => "92px",
        FieldKey::EMAILS => "minmax(170px, 1.5fr)",
        FieldKey::COMPANY | FieldKey::ABOUT => "minmax(140px, 1.3fr)",
        FieldKey::NOTES => "minmax(200px, 2.4fr)",
        FieldKey::DOMAIN => "minmax(150px, 1.4fr)",
        FieldKey::STATUS | FieldKey::DONE | FieldKey::TYPE => "minmax(84px, .6fr)",
        FieldKey::PEOPLE_HERE => "minmax(70px, .5fr)",
        _ => "minmax(120px, 1fr)",
    };
    let fields: Vec<_> = columns(kind).iter().map(width).collect();
    format!("34px minmax(180px, 1.6fr) {}", fields.join(" "))
}
