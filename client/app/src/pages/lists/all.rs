//! Every list that was picked by hand.

use super::Listing;
use crate::format;
use crate::pages::begin_words;
use crate::shell::{kind_words, record_path};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Empty, Weight, glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::records::{Kind, PickedList};

/// "12 people · 1 deal", or that it is empty.
fn holds(list: &PickedList) -> String {
    let part = |kind: Kind| {
        let (one, many) = kind_words(kind);
        Some(list.count_of(kind)).filter(|count| *count > 0).map(|count| format::counted(count, &one, &many))
    };
    let held = app().picked_kinds().into_iter().filter_map(part).collect::<Vec<_>>().join(" · ");
    if held.is_empty() { t().list.blank.to_owned() } else { held }
}

fn line(list: &PickedList) -> AnyView {
    let about = Some(list.about.clone()).filter(|about| !about.is_empty()).map(|about| view! { <span>{about}</span> });
    let (to, name, holds) = (record_path(Kind::List, list.id), list.name.clone(), holds(list));
    view! {
        <li data-testid="list-line">
            <A href=to>
                {icon_of(glyphs::LIST, 18)}
                <div class="what"><b>{name}</b>{about}</div>
                <span class="faint num">{holds}</span>
            </A>
        </li>
    }
    .into_any()
}

#[component]
pub(crate) fn ListsPage() -> impl IntoView {
    let app = app();
    let lists = Memo::new(move |_| app.picked_lists());
    let make = move |_| app.listing.set(Some(Listing::Name(None)));
    let add = move |testid: &'static str| {
        view! {
            <Button
                words=t().lists.new_list weight=Weight::Primary glyph=glyphs::PLUS press=make
                disabled=Signal::derive(move || app.read_only()) testid
            />
        }
    };
    let body = move || match lists.get() {
        none if none.is_empty() => view! {
            <Empty glyph=glyphs::LIST title=t().lists.none words=begin_words(t().lists.none_words)>
                {(!app.read_only()).then(|| add("lists-first"))}
            </Empty>
        }
        .into_any(),
        lists => view! {
            <div class="column">
                <ul class="card lines links picked">{lists.iter().map(line).collect_view()}</ul>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="main" data-testid="lists">
            <header class="top lined">
                <h1>{t().lists.lists}</h1>
                <span class="count">{move || format::count(lists.with(Vec::len) as u32)}</span>
                <span class="space"></span>
                {move || lists.with(|lists| !lists.is_empty()).then(|| add("new-list"))}
            </header>
            <div class="scroll fill">{body}</div>
        </div>
    }
    .into_any()
}
