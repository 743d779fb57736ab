//! A list of people or companies: search, filter, sort, select, scroll through any number of rows.

mod bar;
mod columns;
mod empty;
mod grid;
mod row;
mod selection;
mod window;

use crate::format;
use crate::shell::{list_name, list_path};
use crate::state::{Sort, app};
use crate::strings::{list, words};
use crate::ui::{Button, IconButton, Weight, glyphs, icon_of, read_files};
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use tacit_bridge::import::ImportSource;
use tacit_bridge::records::{FieldKey, Kind};

use selection::Selection;
pub(crate) use selection::delete;
use window::{Load, Window};

#[component]
pub(crate) fn RecordsPage(kind: Kind) -> impl IntoView {
    let app = app();
    let state = app.list(kind);
    sort_in_address(kind);
    let rows = Window::watch(kind);
    let selection = Selection::new(rows, kind);
    let searching = RwSignal::new(false);
    let number = move || rows.total.get().map(format::count);
    let create = move |_| app.creating.set(Some(kind));
    let new_words = if kind == Kind::Person { words::NEW_PERSON } else { words::NEW_COMPANY };
    let navigate = use_navigate();
    let import = move |_| navigate("/import", NavigateOptions::default());
    let read_only = Signal::derive(move || app.read_only());
    let body = move || match rows.load.get() {
        Load::Failed(problem) => empty::failed(&problem, rows),
        Load::Ready if rows.total.get() == Some(0) => empty::none(kind, rows),
        _ => view! { <grid::Grid kind rows selection /> }.into_any(),
    };
    let DropZone { over, enter, leave, dropped } = drop_zone();
    view! {
        <div
            class="main" data-testid=if kind == Kind::Person { "people" } else { "companies" } on:dragenter=move |event| enter.run(event)
            on:dragover=move |event| enter.run(event) on:dragleave=move |event| leave.run(event) on:drop=move |event| dropped.run(event)
        >
            <header class="top list">
                <h1>{list_name(kind)}</h1>
                <span class="count" data-testid="count">{number}</span>
                <span class="space"></span>
                <IconButton
                    glyph=glyphs::SEARCH name=words::SEARCH also="phone-only"
                    press=move |_| searching.update(|searching| *searching = !*searching)
                />
                <IconButton
                    glyph=glyphs::UPLOAD name=words::IMPORT disabled=read_only also="phone-only"
                    press=import.clone()
                />
                <Button
                    words=words::IMPORT glyph=glyphs::UPLOAD disabled=read_only press=import also="wide-only"
                    testid="import"
                />
                <Button
                    words=new_words weight=Weight::Primary glyph=glyphs::PLUS key="C" disabled=read_only press=create
                    also="wide-only" testid="new-record"
                />
            </header>
            {move || (rows.all.get() > 0 || rows.total.get().is_none()).then(|| view! { <bar::ListBar kind state searching /> })}
            {body}
            <selection::SelectionBar selection />
            {move || {
                over.get().then(|| view! { <div class="drop-veil">{icon_of(glyphs::UPLOAD, 24)}{list::DROP}</div> })
            }}
        </div>
    }
    .into_any()
}

/// The sort stands in the address, so that it survives a reload; search and tag never do.
fn sort_in_address(kind: Kind) {
    let state = app().list(kind);
    let query = use_query_map();
    let asked = query.with_untracked(|query| Sort {
        field: query.get("sort").and_then(|text| text.parse().ok()).map(FieldKey),
        descending: query.get("desc").is_some(),
    });
    if asked != Sort::default() {
        state.sort.set(asked);
    }
    let navigate = use_navigate();
    Effect::new(move |shown: Option<Sort>| {
        let sort = state.sort.get();
        if shown.unwrap_or(asked) != sort {
            let mut to = list_path(kind).to_owned();
            let mark = sort.field.map(|field| format!("sort={}", field.0));
            let parts: Vec<_> = mark.into_iter().chain(sort.descending.then(|| "desc=1".to_owned())).collect();
            if !parts.is_empty() {
                to = format!("{to}?{}", parts.join("&"));
            }
            navigate(&to, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
        sort
    });
}

/// What the list does with files that are dragged over it.
#[derive(Clone, Copy)]
struct DropZone {
    over: RwSignal<bool>,
    enter: Callback<DragEvent>,
    leave: Callback<DragEvent>,
    dropped: Callback<DragEvent>,
}

/// Files may be dropped anywhere on a list; they open in the import page.
fn drop_zone() -> DropZone {
    let app = app();
    let navigate = use_navigate();
    let over = RwSignal::new(false);
    let enter = Callback::new(move |event: DragEvent| {
        let carries = event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
        if carries && !app.read_only() {
            event.prevent_default();
            over.set(true);
        }
    });
    let leave = Callback::new(move |event: DragEvent| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let take = Callback::new(move |read: Result<Vec<ImportSource>, String>| match read {
        Ok(files) => {
            app.dropped.set(files);
            navigate("/import", NavigateOptions::default());
        }
        Err(words) => app.say(words, None),
    });
    let dropped = Callback::new(move |event: DragEvent| {
        over.set(false);
        if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            event.prevent_default();
            if !app.read_only() {
                read_files(&files, take);
            }
        }
    });
    DropZone { over, enter, leave, dropped }
}
