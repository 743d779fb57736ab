//! What a list is sorted by, first and then: in a phone's sheet, and in a panel over a board, which has no heads of columns.

use super::address::MAX_SORTS;
use super::columns::{label, offered, sort_of};
use crate::state::ListState;
use crate::strings::{always, t};
use crate::ui::{Button, Choice, IconButton, Panel, Select, glyphs, icon_of, opener};
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, Kind, Sort};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Stands for the name among the fields that rows are sorted by.
const BY_NAME: u16 = 0;
/// What a list without any order is sorted by.
const FROM_A: Sort = Sort { field: None, descending: false };

#[component]
pub(super) fn SortButton(kind: Kind, state: ListState) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = Signal::derive(move || {
        let sort = state.sort.with(|sort| shown(sort));
        let first = sort.first().and_then(|one| one.field).unwrap_or(FieldKey::NAME);
        t().phone.sorted(&label(kind, first), sort.len())
    });
    let trigger = opener(open, name, glyphs::SORT, "dialog", || {}, "sort-by");
    let body = move || sorting(kind, state);
    view! {
        <Panel open name=t().phone.sort_by trigger end=true testid="sort-panel">
            <div class="condition">{body}</div>
        </Panel>
    }
}

/// The criteria, each with its way, and one more.
pub(super) fn sorting(kind: Kind, state: ListState) -> AnyView {
    let count = Memo::new(move |_| state.sort.with(|sort| shown(sort).len()));
    let add = move |_| {
        change(state, |sort| {
            let next = sortable(kind).find(|field| !sort.iter().any(|one| one.field == *field));
            sort.extend(next.map(|field| Sort { field, descending: false }));
        });
    };
    view! {
        <For each=move || 0..count.get() key=|at| *at children=move |at| criterion(kind, state, at) />
        {move || (count.get() < MAX_SORTS).then(|| view! {
            <Button words=t().phone.then_by glyph=glyphs::PLUS press=add testid="sort-more" />
        })}
    }
    .into_any()
}

/// One criterion; the first one stays, as everything has some order.
fn criterion(kind: Kind, state: ListState, at: usize) -> AnyView {
    let now = Memo::new(move |_| state.sort.with(|sort| shown(sort).get(at).copied().unwrap_or(FROM_A)));
    let choices: Vec<Choice> = sortable(kind).map(|field| choice(kind, field)).collect();
    let value = Signal::derive(move || now.get().field.map_or(BY_NAME, |field| field.0).to_string());
    let pick = move |picked: String| {
        let field = picked.parse().ok().filter(|number| *number != BY_NAME).map(FieldKey);
        change(state, |sort| choose(sort, at, field));
    };
    let turn = move |descending: bool| {
        change(state, |sort| {
            if let Some(one) = sort.get_mut(at) {
                one.descending = descending;
            }
        });
    };
    let way = move |descending: bool, glyph: &'static str, words: &'static str, testid: &'static str| {
        view! {
            <button
                type="button" aria-pressed=move || (now.get().descending == descending).to_string() data-testid=testid
                on:click=move |_| turn(descending)
            >
                {icon_of(glyph, 14)}
                {words}
            </button>
        }
    };
    let take_off = move |_| {
        change(state, |sort| {
            if at < sort.len() {
                sort.remove(at);
            }
        });
        // The button that was pressed may be gone.
        request_animation_frame(focus_more);
    };
    let name = if at == 0 { t().phone.sort_by } else { t().phone.then_by };
    let off =
        (at > 0).then(|| view! { <IconButton glyph=glyphs::X name=t().phone.sort_off small=true press=take_off /> });
    view! {
        <div class="field" data-testid="sheet-sort">
            <span class="label" aria-hidden="true">{name}</span>
            <div class="row">
                <Select name choices value pick />
                {off}
            </div>
            <div class="segment" role="group" aria-label=t().phone.order>
                {way(false, glyphs::ARROW_UP, t().phone.ascending, "sheet-ascending")}
                {way(true, glyphs::ARROW_DOWN, t().phone.descending, "sheet-descending")}
            </div>
        </div>
    }
    .into_any()
}

/// Gives the keys to the button that adds a criterion.
fn focus_more() {
    let more = document().query_selector("[data-testid=sort-more]").ok().flatten();
    if let Some(more) = more.and_then(|more| more.dyn_into::<HtmlElement>().ok()) {
        drop(more.focus());
    }
}

/// What rows can be sorted by, the name first.
fn sortable(kind: Kind) -> impl Iterator<Item = Option<FieldKey>> {
    let fields = offered(kind).into_iter().filter(move |field| sort_of(kind, *field).is_some()).map(Some);
    std::iter::once(None).chain(fields)
}

fn choice(kind: Kind, field: Option<FieldKey>) -> Choice {
    match field {
        None => (BY_NAME.to_string(), always().words.name.to_owned()),
        Some(field) => (field.0.to_string(), label(kind, field)),
    }
}

/// An order as it is read.
fn shown(sort: &[Sort]) -> Vec<Sort> {
    if sort.is_empty() { vec![FROM_A] } else { sort.to_vec() }
}

/// As it is kept: by name from A on is none.
pub(super) fn kept(sort: Vec<Sort>) -> Vec<Sort> {
    if sort == [FROM_A] { Vec::new() } else { sort }
}

fn change(state: ListState, how: impl FnOnce(&mut Vec<Sort>)) {
    let mut sort = state.sort.with_untracked(|sort| shown(sort));
    how(&mut sort);
    state.sort.set(kept(sort));
}

/// Sorts by another field at this place; one that sorts already changes places with it.
fn choose(sort: &mut [Sort], at: usize, field: Option<FieldKey>) {
    let Some(before) = sort.get(at).map(|one| one.field) else { return };
    if let Some(other) = sort.iter_mut().find(|one| one.field == field) {
        other.field = before;
    }
    sort[at].field = field;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_from_a_on_is_no_order_of_its_own() {
        assert_eq!((shown(&[]), kept(vec![FROM_A])), (vec![FROM_A], Vec::new()));
        let down = vec![Sort { descending: true, ..FROM_A }];
        assert_eq!(shown(&kept(down.clone())), down);
        let due = vec![Sort { field: Some(FieldKey::DUE), descending: false }, FROM_A];
        assert_eq!(shown(&kept(due.clone())), due);
    }

    #[test]
    fn no_field_sorts_twice() {
        let by = |field| Sort { field, descending: true };
        let (name, due) = (None, Some(FieldKey::DUE));
        let mut sort = vec![by(name), by(due)];
        choose(&mut sort, 0, due);
        assert_eq!(sort, [by(due), by(name)], "they change places");
        choose(&mut sort, 0, due);
        choose(&mut sort, 1, Some(FieldKey::OWNER));
        choose(&mut sort, 7, name);
        assert_eq!(sort, [by(due), by(Some(FieldKey::OWNER))]);
    }
}
