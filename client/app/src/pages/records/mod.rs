//! A list of records of one kind: search, filter, sort, select, scroll through any number of rows; deals on a
//! board too, tasks, activities and what of the team's own has a date in a calendar.

mod address;
mod arrange;
mod bar;
mod board;
mod bulk;
mod columns;
pub(crate) mod done;
mod empty;
mod faces;
mod filter;
mod fitting;
mod grid;
mod picking;
mod row;
mod select_bar;
mod selection;
mod sheet;
mod sorting;
mod views;
mod window;

use crate::format;
use crate::pages::{ListHead, duplicates_path, export_list, export_of, has_doubles};
use crate::parts::{Parts, Seldom};
use crate::shell::{Instead, list_id, list_name, new_words};
use crate::state::{ListState, app};
use crate::strings::{always, t};
use crate::ui::{Button, IconButton, Weight, glyphs, icon_of, read_files};
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Problem;
use tacit_bridge::import::ImportSource;
use tacit_bridge::records::{Id, Kind, Layout};

pub(crate) use address::leave_view;
pub(crate) use bulk::BulkDialogs;
pub(crate) use columns::label as column_label;
pub(in crate::pages) use filter::FilterRow;
pub(crate) use row::plain;
use selection::Selection;
pub(crate) use selection::delete;
use window::{Load, Window};

/// What is shown of a list.
#[derive(Clone, PartialEq)]
enum Face {
    Failed(Problem),
    Empty,
    Board,
    Calendar,
    Table,
}

#[component]
pub(crate) fn RecordsPage(
    kind: Kind,
    /// The picked list whose records are shown; else all of the kind.
    #[prop(optional)]
    within: Option<Id>,
) -> impl IntoView {
    let app = app();
    app.within.set(within);
    let state = app.list(kind);
    address::follow(kind);
    let rows = Window::watch(kind);
    let selection = Selection::new(rows, kind);
    let searching = RwSignal::new(false);
    provide_context(filter::FilterAsked(RwSignal::new(None)));
    let parts = expect_context::<Parts>();
    let laid = Memo::new(move |_| app.laid(kind, state));
    let head = match within {
        Some(list) => {
            let switcher = view! { <views::ViewSwitcher kind state /> }.into_any();
            let layouts = view! { <Layouts kind state also="segment wide-only" /> }.into_any();
            let sheet = view! { <sheet::SheetButton kind state selection /> }.into_any();
            view! { <ListHead list kind switcher layouts sheet /> }.into_any()
        }
        None => view! { <Head kind state rows selection searching /> }.into_any(),
    };
    // Drawn anew only where it is another one: somebody may be typing in it.
    let face = Memo::new(move |_| match rows.load.get() {
        Load::Failed(problem) => Face::Failed(problem),
        Load::Ready if rows.total.get() == Some(0) && (laid.get() == Layout::Table || rows.all.get() == 0) => {
            Face::Empty
        }
        _ => match laid.get() {
            Layout::Table => Face::Table,
            Layout::Board => Face::Board,
            Layout::Calendar => Face::Calendar,
        },
    });
    let body = move || match face.get() {
        Face::Failed(problem) => empty::failed(&problem, rows),
        Face::Empty => empty::none(kind, rows),
        Face::Board => view! { <board::Board kind /> }.into_any(),
        Face::Calendar => parts.seldom(Seldom::CalendarOf(kind))(),
        Face::Table => view! { <grid::Grid kind rows selection /> }.into_any(),
    };
    let barred = Memo::new(move |_| rows.all.get() > 0 || rows.total.get().is_none());
    let DropZone { over, enter, leave, dropped } = drop_zone(kind);
    view! {
        <div
            class="main" data-testid=list_id(kind) on:dragenter=move |event| enter.run(event)
            on:dragover=move |event| enter.run(event) on:dragleave=move |event| leave.run(event) on:drop=move |event| dropped.run(event)
        >
            {head}
            {move || barred.get().then(|| view! { <bar::ListBar kind state searching /> })}
            {move || {
                let grouped = state.group.get().is_some() && laid.get() != Layout::Calendar;
                let too_many = grouped && rows.total.get() > Some(0) && rows.groups.with(Vec::is_empty);
                (too_many && !rows.stale.get()).then(|| view! { <p class="note">{t().filter.too_many}</p> })
            }}
            <Instead resembling=rows.resembling />
            {body}
            <select_bar::SelectionBar selection />
            {move || {
                over.get().then(|| view! { <div class="drop-veil">{icon_of(glyphs::UPLOAD, 24)}{t().list.drop}</div> })
            }}
        </div>
    }
    .into_any()
}

/// Name, number, views, and what can be done with all records of a kind.
#[component]
fn Head(kind: Kind, state: ListState, rows: Window, selection: Selection, searching: RwSignal<bool>) -> impl IntoView {
    let app = app();
    let number = move || rows.records.get().map(format::count);
    let create = move |_| app.creating.set(Some(kind.into()));
    let imports = matches!(kind, Kind::Person | Kind::Company | Kind::Own(_));
    let navigate = use_navigate();
    let (to_import, to_duplicates) = (navigate.clone(), navigate);
    let import = move |_| to_import(&import_path(kind), NavigateOptions::default());
    let duplicates = move |_| to_duplicates(&duplicates_path(kind, &[]), NavigateOptions::default());
    let read_only = Signal::derive(move || app.read_only());
    let to_export = use_navigate();
    let export = move |_| {
        let of = export_list(untrack(|| state.request()));
        export_of(app, of, |path| to_export(path, NavigateOptions::default()));
    };
    view! {
        <header class="top list">
            <h1>{move || list_name(kind)}</h1>
            <span class="count" data-testid="count">{number}</span>
            <views::ViewSwitcher kind state />
            <span class="space"></span>
            // Over the tasks the field is always there, beside the switch for those that are done.
            {(kind != Kind::Task).then(|| view! {
                <IconButton
                    glyph=glyphs::SEARCH name=always().words.search also="phone-only" testid="toggle-search"
                    press=move |_| searching.update(|searching| *searching = !*searching)
                />
            })}
            <Layouts kind state also="segment wide-only" />
            {has_doubles(kind).then(|| view! {
                <IconButton
                    glyph=glyphs::MERGE name=t().duplicates.find disabled=read_only press=duplicates.clone() also="wide-only"
                    testid="find-duplicates"
                />
            })}
            {imports.then(|| view! {
                <Button
                    words=always().words.import glyph=glyphs::UPLOAD disabled=read_only press=import also="wide-only"
                    testid="import"
                />
            })}
            <IconButton
                glyph=glyphs::DOWNLOAD name=t().export.export disabled=read_only press=export also="wide-only" testid="export-list"
            />
            <sheet::SheetButton kind state selection />
            <Button
                words=Signal::derive(move || new_words(kind)) weight=Weight::Primary glyph=glyphs::PLUS key="C" disabled=read_only press=create
                also="wide-only" testid="new-record"
            />
        </header>
    }
    .into_any()
}

/// Rows, columns or days, where a kind has several. On a phone they stand in the sheet: the list's name needs the room.
#[component]
fn Layouts(
    kind: Kind,
    state: ListState,
    also: &'static str,
    /// With their names on a phone as well.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let app = app();
    let choice = move |layout: Layout| {
        let (glyph, words, testid) = match layout {
            Layout::Board => (glyphs::COLUMNS, t().deal.board, "layout-board"),
            Layout::Table => (glyphs::TABLE, t().deal.table, "layout-table"),
            Layout::Calendar => (glyphs::CALENDAR, t().calendar.calendar, "layout-calendar"),
        };
        view! {
            <button
                type="button" aria-pressed=move || (app.laid(kind, state) == layout).to_string()
                data-testid=testid on:click=move |_| state.layout.set(layout)
            >
                {icon_of(glyph, 14)}
                {match named {
                    true => view! { <span>{words}</span> }.into_any(),
                    false => view! { <span class="wide-only">{words}</span><span class="sr-only phone-only">{words}</span> }.into_any(),
                }}
            </button>
        }
    };
    let choices = Memo::new(move |_| app.layouts(kind));
    move || {
        choices.with(|choices| {
            (!choices.is_empty()).then(|| {
                view! {
                    <div class=also role="group" aria-label=t().deal.layout>
                        {choices.iter().map(|layout| choice(*layout)).collect_view()}
                    </div>
                }
            })
        })
    }
}

/// What the list does with files that are dragged over it.
#[derive(Clone, Copy)]
struct DropZone {
    over: RwSignal<bool>,
    enter: Callback<DragEvent>,
    leave: Callback<DragEvent>,
    dropped: Callback<DragEvent>,
}

/// Where files are brought in; from the list of a kind of the team's own they are of that kind.
fn import_path(kind: Kind) -> String {
    match kind {
        Kind::Own(number) => format!("/import?of={number}"),
        _ => "/import".to_owned(),
    }
}

/// Files may be dropped anywhere on a list; they open in the import page.
fn drop_zone(kind: Kind) -> DropZone {
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
            navigate(&import_path(kind), NavigateOptions::default());
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
