//! A record as one line of a card: its sign, its name, and what tells most of it.

use super::records::{done, plain};
use crate::format;
use crate::shell::{kind_glyph, record_path};
use crate::ui::{avatar, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::records::{Cell, FieldKey, Kind, Row};

/// The line of a record whose cells are these columns.
pub(super) fn line(kind: Kind, columns: &[FieldKey], row: Row) -> AnyView {
    line_with(kind, columns, row, None)
}

/// The same, with something to press beside it.
pub(super) fn line_with(kind: Kind, columns: &[FieldKey], row: Row, beside: Option<AnyView>) -> AnyView {
    let cell = |field: FieldKey| columns.iter().position(|known| *known == field).and_then(|at| row.cells.get(at));
    let words = |field: FieldKey| cell(field).map(|cell| plain(field, cell)).filter(|text| !text.is_empty());
    let is_done = matches!(cell(FieldKey::DONE), Some(Cell::Yes));
    let late = !is_done && matches!(cell(FieldKey::DUE), Some(Cell::Text(day)) if format::is_past_day(day));
    let face = match kind {
        Kind::Person => avatar(&row.name, ""),
        Kind::Task => done::tick(row.id, row.name.clone(), is_done, "0"),
        kind => icon_of(kind_glyph(kind), 16).into_any(),
    };
    let (middle, end): (&[FieldKey], FieldKey) = match kind {
        Kind::Person => (&[], FieldKey::JOB_TITLE),
        Kind::Deal => (&[FieldKey::COMPANY, FieldKey::STAGE], FieldKey::AMOUNT),
        _ => (&[FieldKey::ABOUT, FieldKey::OWNER], FieldKey::DUE),
    };
    let middle = middle.iter().filter_map(|field| words(*field)).collect::<Vec<_>>().join(" · ");
    let end = words(end).map(|text| view! { <span class="num" class:late=late class:faint=!late>{text}</span> });
    view! {
        <li>
            <A href=record_path(kind, row.id)>
                {face}
                <span class="grow cut" class:struck=is_done>{row.name.clone()}</span>
                <span class="faint cut middle">{middle}</span>
                {end}
            </A>
            {beside}
        </li>
    }
    .into_any()
}
