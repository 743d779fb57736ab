//! What is probably there twice: one group after the other, or those that were selected in a list, to be made one or told
//! apart.

mod compare;
mod queue;
mod table;

use crate::shell::{kind_at, kind_words, list_name, list_path, record_path};
use crate::state::app;
use crate::strings::t;
use crate::ui::{IconButton, glyphs};
use compare::{Compare, Done};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use tacit_bridge::merging::{Alike, MAX_SIDE_BY_SIDE};
use tacit_bridge::records::{Id, Kind};

/// Whether records of a kind are held against each other.
pub(crate) fn has_doubles(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Company | Kind::Own(_))
}

/// Address of the queue of a kind, or of the records that were selected. Ids say nothing of whom they name.
pub(crate) fn duplicates_path(kind: Kind, ids: &[Id]) -> String {
    let list = list_path(kind);
    let of = list.trim_start_matches('/');
    let ids: Vec<String> = ids.iter().map(|id| id.to_hex()).collect();
    if ids.is_empty() { format!("/duplicates?of={of}") } else { format!("/duplicates?of={of}&ids={}", ids.join(",")) }
}

/// Whether so many records of a kind can be made one.
pub(crate) fn can_merge(kind: Kind, number: usize) -> bool {
    has_doubles(kind) && (2..=MAX_SIDE_BY_SIDE).contains(&number)
}

#[component]
pub(crate) fn DuplicatesPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let kind = query.get("of").and_then(|of| kind_at(&format!("/{of}"))).filter(|kind| has_doubles(*kind));
            let ids = query.get("ids").unwrap_or_default();
            let ids: Vec<Id> = ids.split(',').take(MAX_SIDE_BY_SIDE).filter_map(Id::from_hex).collect();
            (kind.unwrap_or(Kind::Person), ids)
        })
    });
    let app = app();
    let shut = Memo::new(move |_| app.read_only());
    move || match asked.get() {
        _ if shut.get() => super::locked(t().duplicates.title),
        (kind, ids) if ids.len() < 2 => view! { <queue::Queue kind /> }.into_any(),
        (kind, ids) => view! { <Selected kind ids /> }.into_any(),
    }
}

/// Exactly these records.
#[component]
fn Selected(kind: Kind, ids: Vec<Id>) -> impl IntoView {
    let (one, many) = kind_words(kind);
    let title = t().duplicates.merge_title(ids.len(), &one, &many);
    let go = StoredValue::new(use_navigate());
    let done = Callback::new(move |done: Done| {
        let to = match done {
            Done::Merged(id) => record_path(kind, id),
            Done::ToldApart => list_path(kind).into_owned(),
        };
        go.with_value(|go| go(&to, Default::default()));
    });
    let back = move |_| go.with_value(|go| go(&list_path(kind), Default::default()));
    view! {
        <div class="main" data-testid="merge">
            <header class="top lined">
                <IconButton glyph=glyphs::ARROW_LEFT name=list_name(kind) press=back testid="merge-back" />
                <h1>{title}</h1>
            </header>
            <Compare kind alike=Alike { ids, why: Vec::new() } done />
        </div>
    }
    .into_any()
}
