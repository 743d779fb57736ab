//! One row: its cells on a wide screen, its two lines on a phone.

use super::columns::columns;
use super::done;
use crate::format;
use crate::state::app;
use crate::strings::list;
use crate::ui::{avatar, glyphs, icon_of, tag};
use leptos::prelude::*;
use tacit_bridge::records::{Cell, FieldKey, Id, Kind, Row};

/// Tags that fit beside each other; the rest is a number.
const TAGS_SHOWN: usize = 2;

/// Cells of a row; blank ones of the same shape while it is not here yet, so that its coming only fills them in.
pub(super) fn cells(kind: Kind, row: Option<&Row>) -> AnyView {
    let Some(row) = row else {
        let cells = vec![Cell::Empty; columns(kind).len()];
        return cells_of(kind, &Row { id: Id([0; 16]), name: String::new(), cells, waiting: false });
    };
    cells_of(kind, row)
}

fn cells_of(kind: Kind, row: &Row) -> AnyView {
    let fields = columns(kind).iter().zip(&row.cells);
    let cells = fields.map(|(field, cell)| cell_view(kind, *field, cell)).collect_view();
    view! {
        {name(kind, row)}
        {cells}
        {phone_end(kind, row)}
    }
    .into_any()
}

fn cell_of(kind: Kind, row: &Row, field: FieldKey) -> Option<&Cell> {
    let at = columns(kind).iter().position(|column| *column == field)?;
    row.cells.get(at)
}

/// A cell in one line of text.
pub(crate) fn plain(field: FieldKey, cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if matches!(field, FieldKey::DUE | FieldKey::CLOSE) => format::date(text),
        Cell::Text(text) => text.clone(),
        Cell::Tags(tags) => tags.join(", "),
        Cell::Records { named, total } => {
            let names = named.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
            let more = (*total as usize).saturating_sub(named.len());
            if more > 0 { format!("{names} +{more}") } else { names }
        }
        Cell::Count(count) => format::count(*count),
        Cell::Moment(at) if field == FieldKey::CHANGED => format::ago(*at),
        Cell::Moment(at) => format::moment(*at),
        Cell::Yes => list::YES.to_owned(),
        Cell::Member(member) => app().member_name(*member),
        Cell::Money(money) => format::money(money),
    }
}

fn cell_view(kind: Kind, field: FieldKey, cell: &Cell) -> AnyView {
    match cell {
        Cell::Tags(tags) => tags_view(tags),
        Cell::Text(day) if field == FieldKey::DUE => {
            let late = format::is_past_day(day);
            view! { <div class="wide cut num" class:late=late role="gridcell">{format::date(day)}</div> }.into_any()
        }
        Cell::Member(member) => {
            let name = app().member_name(*member);
            view! { <div class="wide member cut" role="gridcell">{avatar(&name, "tiny")}<span class="cut">{name}</span></div> }
                .into_any()
        }
        cell => {
            let faint = field == FieldKey::CHANGED;
            let end = kind == Kind::Deal && field == FieldKey::AMOUNT;
            let text = plain(field, cell);
            view! { <div class="wide cut num" class:faint=faint class:strong=end role="gridcell">{text}</div> }
                .into_any()
        }
    }
}

fn name(kind: Kind, row: &Row) -> impl IntoView + use<> {
    let email = cell_of(kind, row, FieldKey::EMAILS).map(|cell| plain(FieldKey::EMAILS, cell)).unwrap_or_default();
    let shown = if row.name.is_empty() { email } else { row.name.clone() };
    let pending = row.waiting.then(|| {
        view! { <span class="pending" title=list::WAITING>{icon_of(glyphs::CLOCK, 12)}<span class="sr-only">{list::WAITING}</span></span> }
    });
    let face = match kind {
        Kind::Person => avatar(&shown, ""),
        Kind::Company => avatar(&shown, "square"),
        Kind::Task => {
            let is_done = matches!(cell_of(kind, row, FieldKey::DONE), Some(Cell::Yes));
            done::tick(row.id, row.name.clone(), is_done, "-1")
        }
        Kind::Activity => {
            let what = cell_of(kind, row, FieldKey::TYPE).map(|cell| plain(FieldKey::TYPE, cell)).unwrap_or_default();
            icon_of(crate::pages::activity_glyph(&what), 15).into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <div class="who" role="gridcell">
            {face}
            <span class="cut"><span class="cut">{shown}</span><span class="second cut">{second_line(kind, row)}</span></span>
            {pending}
        </div>
    }
}

/// What stands under the name on a phone.
fn second_line(kind: Kind, row: &Row) -> String {
    let fields: &[FieldKey] = match kind {
        Kind::Person => &[FieldKey::COMPANY],
        Kind::Company => &[FieldKey::DOMAIN],
        Kind::Deal => &[FieldKey::AMOUNT, FieldKey::COMPANY],
        Kind::Task => &[FieldKey::ABOUT],
        _ => &[FieldKey::WHEN, FieldKey::ABOUT],
    };
    let parts = fields.iter().filter_map(|field| Some(plain(*field, cell_of(kind, row, *field)?)));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn tags_view(tags: &[String]) -> AnyView {
    let shown = tags.iter().take(TAGS_SHOWN).map(|text| tag(text)).collect_view();
    let more = tags.len().saturating_sub(TAGS_SHOWN);
    view! {
        <div class="wide tags" role="gridcell">
            {shown}
            {(more > 0).then(|| view! { <span class="faint num">"+"{more}</span> })}
        </div>
    }
    .into_any()
}

/// On a phone the end of the line holds what tells most: the first tag, a deal's stage, when a task is due.
fn phone_end(kind: Kind, row: &Row) -> impl IntoView + use<> {
    let end = match kind {
        Kind::Deal => cell_of(kind, row, FieldKey::STAGE)
            .map(|cell| plain(FieldKey::STAGE, cell))
            .map(|text| view! { <span class="faint">{text}</span> }.into_any()),
        Kind::Task => match cell_of(kind, row, FieldKey::DUE) {
            Some(Cell::Text(day)) => {
                let late = format::is_past_day(day);
                Some(view! { <span class="faint num" class:late=late>{format::date(day)}</span> }.into_any())
            }
            _ => None,
        },
        _ => match cell_of(kind, row, FieldKey::TAGS) {
            Some(Cell::Tags(tags)) => tags.first().map(|text| tag(text)),
            _ => None,
        },
    };
    view! { <div class="phone-only" aria-hidden="true">{end}</div> }
}
