//! Editors of what is kept as a number: amounts, points in time, yes or no, members.

use super::edit::Edit;
use super::typing::Typing;
use crate::format;
use crate::state::app;
use crate::strings::t;
use crate::ui::{MomentInput, Select};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::Value;

/// An amount or a plain number: shown as people read it, typed as they write it; the worker reads what was typed.
#[component]
pub(super) fn AmountEdit(edit: Edit, label: String) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let shown = move |value: &Value| match value {
        Value::Money(money) => format::money(money),
        Value::Decimal(number) => format::decimal(*number),
        _ => String::new(),
    };
    let draft = RwSignal::new(String::new());
    let focused = RwSignal::new(false);
    let tried = StoredValue::new(String::new());
    Effect::new(move |_| {
        let held = shown(&edit.value.get());
        // What was not taken stands there to be mended.
        let refused = edit.refused.with(Option::is_some);
        if !focused.get_untracked() {
            draft.set(if refused { tried.get_value() } else { held });
        }
    });
    let leave = move || {
        if let Some(input) = node.get_untracked() {
            drop(input.blur());
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            edit.give_up();
            draft.set(shown(&edit.value.get_untracked()));
            leave();
        }
        "Enter" => leave(),
        _ => {}
    };
    let left = move || {
        // A field that is removed while it has the caret is left too.
        let (Some(held), Some(text)) = (edit.value.try_get_untracked(), draft.try_get_untracked()) else { return };
        focused.set(false);
        if edit.typed.try_update_value(std::mem::take) != Some(true) {
            if edit.refused.with_untracked(Option::is_none) {
                draft.set(shown(&held));
            }
        } else {
            let text = text.trim().to_owned();
            draft.set(shown(&held));
            tried.set_value(text.clone());
            edit.commit(if text.is_empty() { Value::Empty } else { Value::Text(text) });
        }
    };
    on_cleanup(left);
    view! {
        <input
            node_ref=node class="edit num" type="text" inputmode="decimal" aria-label=label placeholder=t().record.none autocomplete="off"
            prop:value=move || draft.get() disabled=edit.read_only on:keydown=keys on:focus=move |_| {
                focused.set(true);
                if edit.typed.get_value() {
                    return;
                }
                // With its currency and every digit: a sign may stand for several, and what is typed is read anew.
                match edit.value.get_untracked() {
                    Value::Money(money) => draft.set(format::exact(&money)),
                    Value::Decimal(number) => draft.set(format::exact_decimal(number)),
                    _ => {}
                }
            }
            on:input=move |event| {
                edit.typed.set_value(true);
                draft.set(event_target_value(&event));
            }
            on:blur=move |_| left()
        />
    }
}

fn moment_text(value: &Value) -> String {
    match value {
        Value::Moment(at) => format::local_moment(*at),
        _ => String::new(),
    }
}

fn moment_value(text: &str) -> Option<Value> {
    if text.is_empty() { Some(Value::Empty) } else { format::moment_of(text).map(Value::Moment) }
}

/// A point in time, by the browser's own picker, in this device's zone.
#[component]
pub(super) fn MomentEdit(edit: Edit, label: String) -> impl IntoView {
    let typing = Typing::over(edit, moment_text, moment_value);
    let write = Callback::new(move |text: Option<String>| match text {
        Some(text) => typing.input(text),
        None => edit.typed.set_value(false),
    });
    let leave = Callback::new(move |missing: bool| {
        if missing {
            typing.give_up();
        }
        typing.leave();
    });
    // A browser shows a form to be filled in where nothing is; a dash covers it until one writes.
    view! {
        <div class="moment-edit" class:blank=move || typing.text.with(String::is_empty)>
            <MomentInput name=label text=typing.text class="edit num" disabled=edit.read_only write leave />
        </div>
    }
}

#[component]
pub(super) fn YesNoEdit(edit: Edit, label: String) -> impl IntoView {
    view! {
        <input
            type="checkbox" class="check lone" aria-label=label disabled=edit.read_only
            prop:checked=move || edit.shown() == Value::Yes
            on:change=move |event| edit.commit(if event_target_checked(&event) { Value::Yes } else { Value::Empty })
        />
    }
}

/// Who looks after it, among the members.
#[component]
pub(super) fn MemberEdit(edit: Edit, label: String) -> impl IntoView {
    let names = app().vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.names.clone())).unwrap_or_default();
    let numbered = names.into_iter().map(|(number, name)| (number.to_string(), name));
    let choices = std::iter::once((String::new(), t().record.nobody.to_owned())).chain(numbered).collect();
    let value = Signal::derive(move || match edit.shown() {
        Value::Member(member) => member.to_string(),
        _ => String::new(),
    });
    let pick = move |picked: String| edit.commit(picked.parse().map_or(Value::Empty, Value::Member));
    view! { <Select name=label choices class="plain edit-select" value disabled=edit.read_only pick /> }
}
