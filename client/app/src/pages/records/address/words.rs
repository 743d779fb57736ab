//! What stands of a list in its address in the clear: its words, and reading them.

use super::MAX_SORTS;
use crate::pages::{Day, Spread};
use crate::state::{App, ListState, first_layout, first_sort};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use tacit_bridge::records::{FieldKey, Id, Kind, Layout, Sort};

/// "40", or "-40" for a descending one; the name is "0".
fn sort_words(sort: &[Sort]) -> String {
    let one =
        |sort: &Sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.field.map_or(0, |field| field.0));
    sort.iter().map(one).collect::<Vec<_>>().join(",")
}

fn sort_of(text: &str) -> Vec<Sort> {
    let one = |text: &str| {
        let (descending, number) = text.strip_prefix('-').map_or((false, text), |number| (true, number));
        let field = number.parse().ok()?;
        Some(Sort { field: (field > 0).then_some(FieldKey(field)), descending })
    };
    text.split(',').filter_map(one).take(MAX_SORTS).collect()
}

fn layout_word(layout: Layout) -> &'static str {
    match layout {
        Layout::Table => "table",
        Layout::Board => "board",
        Layout::Calendar => "calendar",
    }
}

fn layout_of(word: &str) -> Layout {
    [Layout::Board, Layout::Calendar].into_iter().find(|layout| layout_word(*layout) == word).unwrap_or(Layout::Table)
}

/// What stands in the clear; with a saved view this says order, layout, pipeline and how days are laid out.
pub(super) fn query_of(kind: Kind, state: ListState, saved: Option<Id>) -> String {
    let (sort, layout, (spread, day)) = (state.sort.get(), state.layout.get(), state.days.get());
    let plain = saved.is_none();
    let days = layout == Layout::Calendar;
    let parts = [
        saved.map(|id| format!("v={}", id.to_hex())),
        (plain && sort != first_sort(kind)).then(|| format!("sort={}", sort_words(&sort))),
        (plain && layout != first_layout(kind)).then(|| format!("view={}", layout_word(layout))),
        state.pipeline.get().filter(|_| plain && layout == Layout::Board).map(|id| format!("pipeline={}", id.to_hex())),
        spread.filter(|_| plain && days).map(|spread| format!("days={}", spread.name())),
        day.filter(|_| days).map(|day| format!("day={}", day.iso())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("&")
}

/// Whether a query names anything of a list.
pub(super) fn is_bare(query: &ParamsMap) -> bool {
    ["v", "sort", "view", "pipeline", "days", "day"].iter().all(|name| query.get(name).is_none())
}

/// Reads order, layout, pipeline and how days are laid out, which stand in the clear unless a saved view says them. The
/// fragment may be of a moment before.
pub(super) fn take_clear(state: ListState, query: &ParamsMap) {
    let (sort, layout) = (query.get("sort"), query.get("view"));
    let (pipeline, spread) = (id_of(query, "pipeline"), query.get("days").and_then(|text| Spread::of(&text)));
    let kind = state.kind();
    let plain = query.get("v").is_none();
    if plain || sort.is_some() {
        state.sort.set(sort.map_or_else(|| first_sort(kind), |sort| sort_of(&sort)));
    }
    if plain || layout.is_some() {
        state.layout.set(layout.map_or_else(|| first_layout(kind), |layout| layout_of(&layout)));
    }
    if plain || pipeline.is_some() {
        state.pipeline.set(pipeline);
    }
    if plain || spread.is_some() {
        state.days.update(|days| days.0 = spread);
    }
}

fn id_of(query: &ParamsMap, name: &str) -> Option<Id> {
    query.get(name).and_then(|id| Id::from_hex(&id))
}

/// Reads what stands in the clear, from the list's beginning on. A saved view that is not known yet is not shown yet.
pub(super) fn take_query(app: App, state: ListState, query: &ParamsMap) {
    state.search.set(String::new());
    match id_of(query, "v").and_then(|id| untrack(|| app.saved_view(id))) {
        Some(view) => state.open(&view),
        None => state.show_all(),
    }
    take_clear(state, query);
    if let Some(day) = query.get("day").and_then(|text| Day::parse(&text)) {
        state.days.update(|days| days.1 = Some(day));
    }
}

/// Query and fragment, as they stand in the address.
pub(super) fn address(search: &str, hash: &str) -> String {
    let query = if search.is_empty() { String::new() } else { format!("?{search}") };
    if hash.is_empty() { query } else { format!("{query}#{hash}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_survives_the_address() {
        for text in ["", "40", "-40", "0", "-0,20,-93"] {
            assert_eq!(sort_words(&sort_of(text)), text);
        }
        assert_eq!(sort_of("-93"), [Sort { field: Some(FieldKey::AMOUNT), descending: true }]);
        assert_eq!(sort_of("x,,-"), []);
    }

    #[test]
    fn a_layout_survives_the_address_and_an_unknown_one_is_rows() {
        for layout in [Layout::Table, Layout::Board, Layout::Calendar] {
            assert_eq!(layout_of(layout_word(layout)), layout);
        }
        assert_eq!(layout_of("cubes"), Layout::Table);
    }

    #[test]
    fn an_address_is_its_query_and_its_fragment() {
        assert_eq!(address("", ""), "");
        assert_eq!(address("sort=40", ""), "?sort=40");
        assert_eq!(address("", "~AbC"), "#~AbC");
        assert_eq!(address("sort=40", "~AbC"), "?sort=40#~AbC");
    }
}
