//! Search as you type, and the tag filter.

use crate::format;
use crate::link;
use crate::state::{ListState, app};
use crate::strings::{list, task};
use crate::ui::{Button, IconButton, Menu, glyphs, icon, icon_of, tag};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::Kind;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

#[component]
pub(super) fn ListBar(kind: Kind, state: ListState, searching: RwSignal<bool>) -> impl IntoView {
    let app = app();
    let node = NodeRef::<html::Input>::new();
    let placeholder = match kind {
        Kind::Person => list::SEARCH_PEOPLE,
        Kind::Company => list::SEARCH_COMPANIES,
        Kind::Deal | Kind::Pipeline | Kind::Stage => list::SEARCH_DEALS,
        Kind::Task => list::SEARCH_TASKS,
        Kind::Activity => list::SEARCH_ACTIVITIES,
    };
    let tagged = matches!(kind, Kind::Person | Kind::Company | Kind::Deal);
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            state.search.set(String::new());
            searching.set(false);
            to_grid();
        }
        "ArrowDown" | "Enter" => {
            event.prevent_default();
            state.cursor.set(Some(0));
            to_grid();
        }
        _ => {}
    };
    Effect::new(move |_| {
        if searching.get()
            && let Some(input) = node.get()
        {
            drop(input.focus());
        }
    });
    let idle = move || app.narrow.get() && !searching.get() && !state.is_narrowed() && kind != Kind::Task;
    let with_done = (kind == Kind::Task).then(|| {
        view! {
            <label class="switch-line">
                <input
                    type="checkbox" class="check" data-testid="show-done" prop:checked=move || state.done.get()
                    on:change=move |event| state.done.set(event_target_checked(&event))
                />
                {task::SHOW_DONE}
            </label>
        }
    });
    let chip = move || {
        state.tag.get().map(|text| {
            view! {
                <span class="chip" data-testid="tag-filter">
                    {icon_of(glyphs::TAG, 14)}
                    {list::TAG}
                    <b>{text}</b>
                    <button type="button" aria-label=list::CLEAR on:click=move |_| state.tag.set(None)>{icon_of(glyphs::X, 13)}</button>
                </span>
            }
        })
    };
    view! {
        <div class="bar" class:idle=idle role="search">
            <div class="affix search">
                <span class="lead">{icon(glyphs::SEARCH)}</span>
                <input
                    node_ref=node data-search="" class="input" type="search" placeholder=placeholder aria-label=placeholder
                    autocomplete="off" spellcheck="false" aria-keyshortcuts="/" data-testid="search"
                    prop:value=move || state.search.get() on:input=move |event| state.search.set(event_target_value(&event))
                    on:keydown=keys
                />
                {move || {
                    if state.search.with(String::is_empty) {
                        view! { <kbd class="kbd wide-only" aria-hidden="true">"/"</kbd> }.into_any()
                    } else {
                        view! {
                            <IconButton
                                glyph=glyphs::X name=list::CLEAR small=true
                                press=move |_| state.search.set(String::new())
                            />
                        }
                            .into_any()
                    }
                }}
            </div>
            <span class="space"></span>
            {chip}
            {with_done}
            {tagged.then(|| view! { <TagFilter kind state /> })}
        </div>
    }
    .into_any()
}

/// The tags in use, asked for when opened.
#[component]
fn TagFilter(kind: Kind, state: ListState) -> impl IntoView {
    let open = RwSignal::new(false);
    let tags = RwSignal::new(Vec::new());
    let press = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            spawn_local(async move {
                // Without an answer the menu says that there are none.
                tags.set(link::tags(Call::Tags(kind)).await.unwrap_or_default());
            });
        }
    };
    let trigger = view! {
        <Button
            words=list::FILTER glyph=glyphs::LIST_FILTER press attr:aria-haspopup="menu" testid="filter"
        />
    }
    .into_any();
    let items = move || {
        let tags = tags.get();
        if tags.is_empty() {
            return view! { <p class="none">{list::FILTER_NONE}</p> }.into_any();
        }
        tags.into_iter()
            .map(|(text, number)| {
                let shown = tag(&text);
                let choose = move |_| {
                    state.tag.set(Some(text.clone()));
                    open.set(false);
                };
                view! {
                    <button type="button" role="menuitem" on:click=choose>
                        {shown}
                        <span class="end num">{format::count(number)}</span>
                    </button>
                }
            })
            .collect_view()
            .into_any()
    };
    view! { <Menu open name=list::FILTER trigger end=true>{items}</Menu> }
}

/// Gives the keys to the table.
fn to_grid() {
    let grid = document().query_selector("[role=grid]").ok().flatten();
    if let Some(grid) = grid.and_then(|grid| grid.dyn_into::<HtmlElement>().ok()) {
        drop(grid.focus());
    }
}
