//! The bar over a list: search as you type, conditions, groups, columns, and a board's order.

use super::arrange::{ColumnsButton, GroupButton};
use super::filter::{AddFilter, Chips, WithDone};
use super::grid::focus_grid;
use super::sorting::SortButton;
use super::views::{KeepFilters, SaveButton};
use crate::shell::SearchHelp;
use crate::state::{ListState, app};
use crate::strings::{always, t};
use crate::ui::{IconButton, Select, glyphs, icon};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, FieldSpec, Id, Kind, Layout};

#[component]
pub(super) fn ListBar(kind: Kind, state: ListState, searching: RwSignal<bool>) -> impl IntoView {
    let app = app();
    let laid = Memo::new(move |_| app.laid(kind, state));
    let tabled = move || laid.get() == Layout::Table;
    let chooses = Memo::new(move |_| match laid.get() {
        Layout::Board => has_several(kind, state),
        Layout::Calendar => app.day_fields(kind).len() > 1,
        Layout::Table => false,
    });
    // On a phone there is room for the search alone; a condition that is there is shown, and can be taken off, and so is
    // what a board or a calendar goes by.
    let asked = move || searching.get() || state.is_narrowed() || chooses.get();
    let idle = move || app.narrow.get() && !asked() && kind != Kind::Task;
    // Drawn once: what is being written in a chip stays open while the list follows it.
    let is_filtered = Memo::new(move |_| state.filter.with(|parts| !parts.is_empty()));
    view! {
        <div class="bar" class:idle=idle role="search">
            <Search kind state searching />
            {(kind == Kind::Task).then(|| view! { <WithDone state /> })}
            {move || chooses.get().then(|| chooser(kind, state, laid.get())).flatten()}
            <span class="space"></span>
            <SaveButton kind state />
            <AddFilter kind state />
            {move || (laid.get() == Layout::Board && !app.narrow.get()).then(|| view! { <SortButton kind state /> })}
            {move || (tabled() && !app.narrow.get()).then(|| view! {
                <GroupButton kind state />
                <ColumnsButton kind state />
            })}
        </div>
        {move || is_filtered.get().then(|| view! { <div class="bar chips-bar"><Chips kind state /><KeepFilters kind state /></div> })}
    }
    .into_any()
}

/// Whether a board of this kind can go by several things.
fn has_several(kind: Kind, state: ListState) -> bool {
    match kind {
        Kind::Deal => state.pipelines.with(|pipelines| pipelines.len() > 1),
        _ => app().board_fields(kind).len() > 1,
    }
}

/// Which pipeline the board shows, or by which choice, or by which date the calendar goes, where there are several.
fn chooser(kind: Kind, state: ListState, laid: Layout) -> Option<AnyView> {
    if laid == Layout::Calendar {
        return Some(by_date(kind, state));
    }
    if kind != Kind::Deal {
        return by_choice(kind, state);
    }
    let pipelines = state.pipelines.get();
    if pipelines.len() < 2 {
        return None;
    }
    let choices = pipelines.into_iter().map(|(id, name)| (id.to_hex(), name)).collect();
    let value = Signal::derive(move || state.pipeline_shown().map(Id::to_hex).unwrap_or_default());
    let pick = move |picked: String| state.pipeline.set(Id::from_hex(&picked));
    Some(
        view! { <div data-testid="pipeline-of-board"><Select name=t().deal.pipeline choices value pick /></div> }
            .into_any(),
    )
}

fn by_choice(kind: Kind, state: ListState) -> Option<AnyView> {
    let app = app();
    let fields = Some(app.board_fields(kind)).filter(|fields| fields.len() > 1)?;
    let value = Signal::derive(move || written(app.board_field(kind, state.group.get())));
    let select = one_of(&fields, t().filter.group, value, state);
    Some(view! { <div data-testid="choice-of-board">{select}</div> }.into_any())
}

fn by_date(kind: Kind, state: ListState) -> AnyView {
    let app = app();
    let value = Signal::derive(move || written(app.day_field(kind, state.group.get())));
    let select = one_of(&app.day_fields(kind), t().calendar.by_day, value, state);
    view! { <div data-testid="date-of-calendar">{select}</div> }.into_any()
}

fn written(field: Option<FieldKey>) -> String {
    field.map(|field| field.0.to_string()).unwrap_or_default()
}

/// One of these fields, which the list is grouped by from then on.
fn one_of(fields: &[FieldSpec], name: &'static str, value: Signal<String>, state: ListState) -> AnyView {
    let choices = fields.iter().map(|spec| (spec.key.0.to_string(), spec.label.clone())).collect();
    let pick = move |picked: String| state.group.set(picked.parse().ok().map(FieldKey));
    view! { <Select name choices value pick /> }.into_any()
}

#[component]
fn Search(kind: Kind, state: ListState, searching: RwSignal<bool>) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let placeholder = match kind {
        Kind::Person => t().list.search_people,
        Kind::Company => t().list.search_companies,
        Kind::Deal | Kind::Pipeline | Kind::Stage | Kind::List | Kind::Template => t().list.search_deals,
        Kind::Task => t().list.search_tasks,
        Kind::Activity => t().list.search_activities,
        Kind::Own(_) => always().words.search,
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            state.search.set(String::new());
            searching.set(false);
            focus_grid();
        }
        "ArrowDown" | "Enter" => {
            event.prevent_default();
            state.cursor.set(Some(0));
            focus_grid();
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
    let end = move || {
        if state.search.with(String::is_empty) {
            view! { <kbd class="kbd wide-only" aria-hidden="true">"/"</kbd> }.into_any()
        } else {
            let press = move |_| state.search.set(String::new());
            view! { <IconButton glyph=glyphs::X name=t().list.clear small=true press /> }.into_any()
        }
    };
    view! {
        <div class="affix search">
            <span class="lead">{icon(glyphs::SEARCH)}</span>
            <input
                node_ref=node data-search="" class="input" type="search" placeholder=placeholder aria-label=placeholder
                autocomplete="off" spellcheck="false" aria-keyshortcuts="/" data-testid="search"
                prop:value=move || state.search.get() on:input=move |event| state.search.set(event_target_value(&event))
                on:keydown=keys
            />
            {end}
        </div>
        <SearchHelp kind typed=state.search chosen=Callback::new(move |()| searching_again(node)) />
    }
    .into_any()
}

/// Puts the caret back behind what is searched.
fn searching_again(node: NodeRef<html::Input>) {
    if let Some(input) = node.get_untracked() {
        drop(input.focus());
    }
}
