//! The way along a list, over a reload: which records stand in it is kept in the browser's history, with the entry that shows
//! one of them. Only their addresses stand there, which are ids: no name, and not by what the list was searched or filtered.

use crate::link;
use crate::shell::{record_at, record_path};
use crate::state::{App, Trail, Way};
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use std::time::Duration;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, RowsRequest};
use wasm_bindgen::JsValue;

/// What the history calls it.
const KEY: &str = "way";
/// Of a longer list nothing is kept: after a reload it is opened again.
const MOST: usize = 1_000;
/// Records asked for at once.
const AT_ONCE: u32 = 500;
/// Whoever walks on meanwhile has another entry.
const RESTS: Duration = Duration::from_secs(1);

type Of = (Kind, Id);

/// As it stands in the history: the record that is shown, and all that stand with it.
fn written((kind, id): Of, all: &[Of]) -> String {
    let all: Vec<String> = all.iter().map(|(kind, id)| record_path(*kind, *id)).collect();
    format!("{}:{}", record_path(kind, id), all.join(","))
}

/// What is read there for the record that is shown, as far as it reads as records. What the entry before says is of another
/// one: a page may be drawn before its own entry is made.
fn read(shown: Of, text: &str) -> Vec<Of> {
    match text.split_once(':') {
        Some((at, all)) if record_at(at) == Some(shown) => all.split(',').take(MOST).filter_map(record_at).collect(),
        _ => Vec::new(),
    }
}

/// Takes up the way that the history has for the record on the page, and keeps whatever is walked along on it.
pub(super) fn keep(app: App, kind: Kind, id: Id) {
    if app.trail_of_now(kind, id).is_none()
        && let Some(text) = from_history()
    {
        app.open_among(read((kind, id), &text), (kind, id));
    }
    let trail = Memo::new(move |_| app.trail_of(kind, id));
    let search = use_location().search;
    let newest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        // Another tab of the record is another entry.
        search.track();
        let Some(trail) = trail.get().filter(|trail| trail.total as usize <= MOST) else { return };
        let mine = newest.get_value().wrapping_add(1);
        newest.set_value(mine);
        let is_newest = move || newest.try_get_value() == Some(mine);
        let write = move || {
            if !is_newest() {
                return;
            }
            spawn_local(async move {
                if let Some(all) = along(&trail).await
                    && is_newest()
                {
                    into_history(&written((kind, id), &all));
                }
            });
        };
        set_timeout(write, RESTS);
    });
}

/// The records along it, in order; of a list that does not answer none.
async fn along(trail: &Trail) -> Option<Vec<Of>> {
    let rows = match &trail.way {
        Way::Shown(all) => return Some(all.clone()),
        Way::Rows(rows) => rows,
    };
    let mut all = Vec::new();
    while all.len() < MOST {
        let first = all.len() as u32;
        let request = RowsRequest { columns: Vec::new(), first, count: AT_ONCE, ..rows.clone() };
        let found = link::rows(Call::Rows(request)).await.ok()?;
        all.extend(found.rows.iter().map(|row| (rows.kind, row.id)));
        if found.rows.is_empty() || all.len() >= found.total as usize {
            break;
        }
    }
    Some(all)
}

fn from_history() -> Option<String> {
    let state = window().history().ok()?.state().ok()?;
    Reflect::get(&state, &JsValue::from_str(KEY)).ok()?.as_string()
}

fn into_history(text: &str) {
    let state = Object::new();
    let is_set = Reflect::set(&state, &JsValue::from_str(KEY), &JsValue::from_str(text));
    if let (Ok(true), Ok(history)) = (is_set, window().history()) {
        // Without it J and K say after a reload how to walk.
        let _ = history.replace_state(&state, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_read_as_it_was_written_and_nothing_else_is_read() {
        let own = Kind::Own(3);
        let all = vec![(Kind::Person, Id([1; 16])), (Kind::Deal, Id([2; 16])), (own, Id([3; 16]))];
        let shown = all[1];
        assert_eq!(read(shown, &written(shown, &all)), all);
        assert!(read(all[0], &written(shown, &all)).is_empty(), "it is the way of another record");
        let here = record_path(shown.0, shown.1);
        for other in ["", ":", "/people/12", &here, &format!("{here}:,/day,/people/12,https://example.org/people")] {
            assert!(read(shown, other).is_empty(), "{other}");
        }
        let long = vec![shown; MOST + 7];
        assert_eq!(read(shown, &written(shown, &long)).len(), MOST);
    }
}
