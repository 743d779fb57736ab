//! One row: its cells on a wide screen, its two lines on a phone.

use crate::format;
use crate::strings::list;
use crate::ui::{avatar, glyphs, icon_of, tag};
use leptos::prelude::*;
use tacit_bridge::records::{Id, Kind, Row};

/// Tags that fit beside each other; the rest is a number.
const TAGS_SHOWN: usize = 2;

/// Cells of a row; blank ones of the same shape while it is not here yet, so that its coming only fills them in.
pub(super) fn cells(kind: Kind, row: Option<&Row>) -> AnyView {
    match (kind, row) {
        (Kind::Person, Some(row)) => person(row),
        (Kind::Company, Some(row)) => company(row),
        (_, None) => cells(kind, Some(&blank())),
    }
}

fn blank() -> Row {
    let none = String::new;
    Row {
        id: Id([0; 16]),
        name: none(),
        second: None,
        email: none(),
        phone: none(),
        detail: none(),
        status: none(),
        tags: Vec::new(),
        changed_at: 0,
        waiting: false,
    }
}

fn person(row: &Row) -> AnyView {
    let company = second(row);
    view! {
        {name(row, company.clone(), "")}
        {text(company)}
        {text(row.email.clone())}
        {text(row.phone.clone())}
        {tags(row)}
        {text(row.status.clone())}
        {changed(row)}
        {phone_end(row)}
    }
    .into_any()
}

fn company(row: &Row) -> AnyView {
    let domain = second(row);
    view! {
        {name(row, domain.clone(), "square")}
        {text(domain)}
        {text(row.phone.clone())}
        {text(row.detail.clone())}
        {tags(row)}
        {changed(row)}
        {phone_end(row)}
    }
    .into_any()
}

fn second(row: &Row) -> String {
    row.second.as_ref().map(|(_, text)| text.clone()).unwrap_or_default()
}

fn name(row: &Row, second: String, shape: &'static str) -> impl IntoView + use<> {
    let shown = if row.name.is_empty() { row.email.clone() } else { row.name.clone() };
    let pending = row.waiting.then(|| {
        view! { <span class="pending" title=list::WAITING>{icon_of(glyphs::CLOCK, 12)}<span class="sr-only">{list::WAITING}</span></span> }
    });
    view! {
        <div class="who" role="gridcell">
            {avatar(&shown, shape)}
            <span class="cut"><span class="cut">{shown}</span><span class="second cut">{second}</span></span>
            {pending}
        </div>
    }
}

fn text(text: String) -> impl IntoView + use<> {
    view! { <div class="wide cut num" role="gridcell">{text}</div> }
}

fn tags(row: &Row) -> impl IntoView + use<> {
    let shown = row.tags.iter().take(TAGS_SHOWN).map(|text| tag(text)).collect_view();
    let more = row.tags.len().saturating_sub(TAGS_SHOWN);
    view! {
        <div class="wide tags" role="gridcell">
            {shown}
            {(more > 0).then(|| view! { <span class="faint num">"+"{more}</span> })}
        </div>
    }
}

fn changed(row: &Row) -> impl IntoView + use<> {
    let ago = if row.changed_at == 0 { String::new() } else { format::ago(row.changed_at) };
    view! { <div class="wide faint num nowrap" role="gridcell">{ago}</div> }
}

/// On a phone the first tag stands at the end of the line.
fn phone_end(row: &Row) -> impl IntoView + use<> {
    let first = row.tags.first().map(|text| tag(text));
    view! { <div class="phone-only" aria-hidden="true">{first}</div> }
}
