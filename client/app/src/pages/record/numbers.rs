//! Editors of what is kept as a number: amounts, points in time, yes or no, members.

use super::edit::Edit;
use crate::format;
use crate::state::app;
use crate::strings::t;
use crate::ui::Select;
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
    let typed = RwSignal::new(false);
    Effect::new(move |_| {
        let held = shown(&edit.value.get());
        if !focused.get_untracked() {
            draft.set(held);
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
            typed.set(false);
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
        // What the worker cannot read leaves the field as it was, and says why.
        draft.set(shown(&held));
        if typed.try_update(std::mem::take) == Some(true) {
            let text = text.trim().to_owned();
            edit.commit(if text.is_empty() { Value::Empty } else { Value::Text(text) });
        }
    };
    on_cleanup(left);
    view! {
        <input
            node_ref=node class="edit num" type="text" inputmode="decimal" aria-label=label placeholder=t().record.none autocomplete="off"
            prop:value=move || draft.get() disabled=edit.read_only on:keydown=keys on:focus=move |_| {
                focused.set(true);
                // With its currency and every digit: a sign may stand for several, and what is typed is read anew.
                match edit.value.get_untracked() {
                    Value::Money(money) => draft.set(format::exact(&money)),
                    Value::Decimal(number) => draft.set(format::exact_decimal(number)),
                    _ => {}
                }
            }
            on:input=move |event| {
                typed.set(true);
                draft.set(event_target_value(&event));
            }
            on:blur=move |_| left()
        />
    }
}

/// A point in time, by the browser's own picker, in this device's zone.
#[component]
pub(super) fn MomentEdit(edit: Edit, label: String) -> impl IntoView {
    let shown = move || match edit.value.get() {
        Value::Moment(at) => format::local_moment(at),
        _ => String::new(),
    };
    // Not on every change: a browser reports one as soon as a single part of the moment is deleted.
    let change = move |event| {
        let text = event_target_value(&event);
        if text.is_empty() {
            edit.commit(Value::Empty);
        } else if let Some(at) = format::moment_of(&text) {
            edit.commit(Value::Moment(at));
        }
    };
    view! {
        <input
            class="edit num" type="datetime-local" aria-label=label prop:value=shown disabled=edit.read_only on:blur=change
        />
    }
}

#[component]
pub(super) fn YesNoEdit(edit: Edit, label: String) -> impl IntoView {
    view! {
        <input
            type="checkbox" class="check lone" aria-label=label disabled=edit.read_only
            prop:checked=move || edit.value.get() == Value::Yes
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
    let value = Signal::derive(move || match edit.value.get() {
        Value::Member(member) => member.to_string(),
        _ => String::new(),
    });
    let pick = move |picked: String| edit.commit(picked.parse().map_or(Value::Empty, Value::Member));
    view! { <Select name=label choices class="plain edit-select" value disabled=edit.read_only pick /> }
}
