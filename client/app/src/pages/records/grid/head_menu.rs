//! The menu of a column's head: sorted, filtered, grouped, moved and hidden by one press.

use super::focus_grid;
use crate::pages::records::arrange::shift;
use crate::pages::records::columns::{grouping, label, offered, sort_of};
use crate::pages::records::filter::FilterAsked;
use crate::pages::records::sorting::kept;
use crate::state::ListState;
use crate::strings::t;
use crate::ui::{Menu, glyphs, icon, icon_of};
use leptos::prelude::*;
use std::collections::HashSet;
use tacit_bridge::records::{FieldKey, Kind, Sort};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

#[component]
pub(super) fn HeadMenu(kind: Kind, state: ListState, field: FieldKey, open: RwSignal<bool>) -> impl IntoView {
    let words = t().list.column_menu(&label(kind, field));
    let trigger = view! {
        <button
            type="button" class="head-more" aria-label=words.clone() aria-haspopup="menu" aria-expanded=move || open.get().to_string()
            data-testid="head-menu" on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon_of(glyphs::CHEVRON_DOWN, 13)}
        </button>
    }
    .into_any();
    let asked = use_context::<FilterAsked>();
    let items = move || {
        let filter = asked.filter(|_| offered(kind).contains(&field)).map(|FilterAsked(asked)| {
            line(open, glyphs::LIST_FILTER, t().filter.filter, "head-filter", move || asked.set(Some(field)))
        });
        view! {
            {sorts(kind, state, field, open)}
            {filter}
            {group(kind, state, field, open)}
            {arranged(state, field, open)}
        }
    };
    view! { <Menu open name=words trigger end=true>{items}</Menu> }
}

/// One thing to do. The keys go to the table: what was pressed is gone.
fn line(
    open: RwSignal<bool>,
    glyph: &'static str,
    words: &'static str,
    testid: &'static str,
    press: impl Fn() + 'static,
) -> AnyView {
    let pressed = move |_| {
        focus_grid();
        open.set(false);
        press();
    };
    view! {
        <button type="button" role="menuitem" data-testid=testid on:click=pressed>
            {icon(glyph)}
            {words}
        </button>
    }
    .into_any()
}

fn sorts(kind: Kind, state: ListState, field: FieldKey, open: RwSignal<bool>) -> Option<AnyView> {
    let by = sort_of(kind, field)?;
    let sorted = move |descending: bool| move || state.sort.set(kept(vec![Sort { field: by, descending }]));
    let up = line(open, glyphs::ARROW_UP, t().list.sort_up, "head-ascending", sorted(false));
    let down = line(open, glyphs::ARROW_DOWN, t().list.sort_down, "head-descending", sorted(true));
    Some(view! { {up}{down} }.into_any())
}

fn group(kind: Kind, state: ListState, field: FieldKey, open: RwSignal<bool>) -> Option<AnyView> {
    if !grouping(kind).iter().any(|(by, _)| *by == field) {
        return None;
    }
    let by_this = state.group.get() == Some(field);
    let words = if by_this { t().filter.no_group } else { t().filter.group_by_this };
    let turn = move || {
        state.folded.set(HashSet::new());
        state.group.set((!by_this).then_some(field));
    };
    Some(line(open, glyphs::ROWS, words, "head-group", turn))
}

/// Moved past its neighbours, and hidden; the name stays where it is.
fn arranged(state: ListState, field: FieldKey, open: RwSignal<bool>) -> Option<AnyView> {
    let shown = state.fields();
    let at = shown.iter().position(|one| *one == field)?;
    let step = move |by: isize| {
        move || {
            state.columns.update(|columns| shift(columns, field, by));
            // The heads are drawn anew; it may have further to go.
            request_animation_frame(move || focus_menu(field));
        }
    };
    let left = (at > 0).then(|| line(open, glyphs::CHEVRON_LEFT, t().filter.up, "head-left", step(-1)));
    let right =
        (at + 1 < shown.len()).then(|| line(open, glyphs::CHEVRON_RIGHT, t().filter.down, "head-right", step(1)));
    let hide = move || state.columns.update(|columns| columns.retain(|column| column.field != field));
    let hide = line(open, glyphs::EYE_OFF, t().filter.hide, "head-hide", hide);
    Some(view! { <hr />{left}{right}{hide} }.into_any())
}

/// Gives the keys to the menu's button of a column.
fn focus_menu(field: FieldKey) {
    let button = document().query_selector(&format!("[data-column=\"{}\"] .head-more", field.0)).ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        drop(button.focus());
    }
}
