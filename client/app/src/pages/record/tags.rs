//! Tags: taken off by their cross, added by typing, with those in use offered.

use super::edit::Edit;
use crate::link;
use crate::strings::t;
use crate::ui::{keep_room, removable_tag, tag};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Kind, Value};

/// Suggestions shown at a time.
const OFFERED: usize = 8;

fn tags_of(value: &Value) -> Vec<String> {
    match value {
        Value::Tags(tags) => tags.clone(),
        _ => Vec::new(),
    }
}

fn value_of(mut tags: Vec<String>) -> Value {
    tags.sort();
    tags.dedup();
    if tags.is_empty() { Value::Empty } else { Value::Tags(tags) }
}

/// A tag as it is spelled already: what differs by capitals alone is the same.
fn as_known<'a>(text: String, mut known: impl Iterator<Item = &'a String>) -> String {
    let low = text.to_lowercase();
    known.find(|tag| tag.to_lowercase() == low).cloned().unwrap_or(text)
}

#[component]
pub(super) fn TagsEdit(edit: Edit, kind: Kind, label: String) -> impl IntoView {
    let hint = if edit.field == FieldKey::TAGS { t().record.add_tag } else { t().record.add_word };
    let typed = RwSignal::new(String::new());
    let focused = RwSignal::new(false);
    let known = RwSignal::new(Vec::<String>::new());
    let add = move |text: &str| {
        let text = text.trim().trim_end_matches(',').to_owned();
        typed.set(String::new());
        if !text.is_empty() {
            let Some(latest) = edit.latest() else { return };
            let mut tags = tags_of(&latest);
            let text = known.with_untracked(|known| as_known(text, tags.iter().chain(known)));
            if !tags.contains(&text) {
                tags.push(text);
                edit.commit(value_of(tags));
            }
        }
    };
    let remove = move |text: &str| {
        if let Some(latest) = edit.latest() {
            edit.commit(value_of(tags_of(&latest).into_iter().filter(|tag| tag != text).collect()));
        }
    };
    let at = RwSignal::new(None::<usize>);
    let fits = move || {
        let text = typed.get().to_lowercase();
        let held = tags_of(&edit.value.get());
        let known = known.get().into_iter();
        known.filter(|tag| tag.to_lowercase().contains(&text) && !held.contains(tag)).take(OFFERED).collect::<Vec<_>>()
    };
    let step = move |down: bool| {
        let count = untrack(fits).len();
        let next = |at: Option<usize>| match (at, down) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        at.update(|at| *at = (count > 0).then(|| next(*at)));
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            step(true);
        }
        "ArrowUp" => {
            event.prevent_default();
            step(false);
        }
        "Enter" | "," => {
            event.prevent_default();
            let chosen = at.get_untracked().and_then(|at| untrack(fits).into_iter().nth(at));
            at.set(None);
            add(&chosen.unwrap_or_else(|| typed.get_untracked()));
        }
        "Escape" => {
            event.stop_propagation();
            at.set(None);
            typed.set(String::new());
        }
        "Backspace" if typed.with_untracked(String::is_empty) => {
            if let Some(last) = edit.latest().as_ref().map(tags_of).unwrap_or_default().last() {
                remove(last);
            }
        }
        _ => {}
    };
    let enter = move |_| {
        focused.set(true);
        spawn_local(async move {
            if let Ok(tags) = link::tags(Call::Tags(kind, edit.field)).await {
                known.try_set(tags.into_iter().map(|(tag, _)| tag).collect());
            }
        });
    };
    let shown = move || {
        let read_only = edit.read_only.get();
        tags_of(&edit.value.get())
            .into_iter()
            .map(|text| {
                if read_only {
                    return tag(&text);
                }
                let own = text.clone();
                removable_tag(text, move || remove(&own))
            })
            .collect_view()
    };
    let list = NodeRef::<html::Div>::new();
    keep_room(list, move || fits().len());
    let offers = move || {
        let fits = fits();
        (focused.get() && !fits.is_empty()).then(|| {
            let items = fits.into_iter().enumerate().map(|(index, text)| {
                let shown = tag(&text);
                view! {
                    <button
                        type="button" role="option" tabindex="-1"
                        aria-selected=move || (at.get() == Some(index)).to_string()
                        on:mousedown=move |event| {
                            event.prevent_default();
                            add(&text);
                        }
                    >
                        {shown}
                    </button>
                }
            });
            view! { <div node_ref=list class="menu" role="listbox" data-testid="tag-offers">{items.collect_view()}</div> }
        })
    };
    view! {
        <div class="tag-edit menu-place">
            {shown}
            {move || {
                let nothing = edit.read_only.get() && tags_of(&edit.value.get()).is_empty();
                nothing.then(|| view! { <span class="faint">{t().record.none}</span> })
            }}
            {move || {
                let label = label.clone();
                (!edit.read_only.get())
                    .then(move || {
                        view! {
                            <input
                                class="edit" type="text" aria-label=label placeholder=hint autocomplete="off" autocapitalize="none"
                                prop:value=move || typed.get() on:keydown=keys on:focus=enter
                                on:input=move |event| {
                                    at.set(None);
                                    typed.set(event_target_value(&event));
                                }
                                on:blur=move |_| {
                                    at.set(None);
                                    focused.set(false);
                                    if let Some(text) = typed.try_get_untracked() {
                                        add(&text);
                                    }
                                }
                            />
                        }
                    })
            }}
            {offers}
        </div>
    }
}
