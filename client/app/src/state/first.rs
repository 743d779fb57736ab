//! What lists begin with: order, layout, columns, and the fields that their rows need in any case.

use tacit_bridge::records::{Calc, Column, FieldKey, Kind, Layout, Sort};

/// What a list is sorted by unless something else is chosen: tasks by when they are due, activities by when they were.
pub(crate) fn first_sort(kind: Kind) -> Vec<Sort> {
    match kind {
        Kind::Task => vec![Sort { field: Some(FieldKey::DUE), descending: false }],
        Kind::Activity => vec![Sort { field: Some(FieldKey::WHEN), descending: true }],
        _ => Vec::new(),
    }
}

/// What a list begins with: deals by their stage, all else in rows.
pub(crate) fn first_layout(kind: Kind) -> Layout {
    if kind == Kind::Deal { Layout::Board } else { Layout::Table }
}

/// The first consent of people stands behind so many columns: behind their tags.
const AFTER_TAGS: usize = 4;

/// Columns that a table begins with, after the name.
pub(crate) fn first_columns(kind: Kind) -> Vec<Column> {
    let fields: &[FieldKey] = match kind {
        Kind::Person => &[FieldKey::COMPANY, FieldKey::EMAILS, FieldKey::PHONES, FieldKey::TAGS, FieldKey::STATUS],
        Kind::Company => {
            &[FieldKey::DOMAIN, FieldKey::PHONES, FieldKey::PEOPLE_HERE, FieldKey::TAGS, FieldKey::CHANGED]
        }
        Kind::Deal => {
            &[FieldKey::STAGE, FieldKey::AMOUNT, FieldKey::COMPANY, FieldKey::CLOSE, FieldKey::OWNER, FieldKey::CHANGED]
        }
        Kind::Task => &[FieldKey::DUE, FieldKey::ABOUT, FieldKey::OWNER, FieldKey::DONE],
        // What it says is its name, as long as nobody gave it one.
        Kind::Activity => &[FieldKey::WHEN, FieldKey::TYPE, FieldKey::ABOUT],
        Kind::Own(_) => &[FieldKey::PEOPLE, FieldKey::COMPANY, FieldKey::TAGS, FieldKey::OWNER, FieldKey::CHANGED],
        Kind::Pipeline | Kind::Stage | Kind::List | Kind::Template => &[],
    };
    let consent = super::begun_app().and_then(|app| app.first_consent(kind));
    let (before, after) = fields.split_at(fields.len().min(AFTER_TAGS));
    let fields = before.iter().copied().chain(consent).chain(after.iter().copied());
    fields.map(|field| Column { calc: first_calc(kind, field), ..Column::from(field) }).collect()
}

/// The figure that a column begins with: what deals are worth is asked whenever they are looked at.
fn first_calc(kind: Kind, field: FieldKey) -> Option<Calc> {
    (kind == Kind::Deal && field == FieldKey::AMOUNT).then_some(Calc::Sum)
}

/// Fields that a row needs for its face, its tick and its second line, whatever its columns are.
pub(super) fn needed(kind: Kind) -> &'static [FieldKey] {
    match kind {
        Kind::Person => &[FieldKey::COMPANY, FieldKey::EMAILS, FieldKey::TAGS],
        Kind::Company => &[FieldKey::DOMAIN, FieldKey::TAGS],
        Kind::Deal => &[FieldKey::STAGE, FieldKey::AMOUNT, FieldKey::COMPANY],
        Kind::Task => &[FieldKey::DUE, FieldKey::ABOUT, FieldKey::DONE],
        Kind::Activity => &[FieldKey::WHEN, FieldKey::TYPE, FieldKey::ABOUT],
        Kind::Own(_) => &[FieldKey::COMPANY, FieldKey::TAGS],
        Kind::Pipeline | Kind::Stage | Kind::List | Kind::Template => &[],
    }
}
