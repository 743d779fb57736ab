//! Editors of one line, and of one word among a few.

use super::edit::Edit;
use super::typing::Typing;
use crate::strings::t;
use crate::ui::Select;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::Value;

/// Text of a value.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

/// The value that typed text makes.
pub(super) fn value_of(text: &str) -> Value {
    let text = text.trim();
    if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
}

#[component]
pub(super) fn TextEdit(edit: Edit, label: String) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let typing = Typing::over(edit, text_of, |text| Some(value_of(text)));
    let keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => typing.give_up(),
            "Enter" => typing.leave(),
            _ => return,
        }
        event.stop_propagation();
        if let Some(input) = node.get_untracked() {
            drop(input.blur());
        }
    };
    view! {
        <input
            node_ref=node class="edit" type="text" aria-label=label placeholder=t().record.none autocomplete="off" spellcheck="false"
            prop:value=move || typing.text.get() disabled=edit.read_only on:keydown=keys on:blur=move |_| typing.leave()
            on:input=move |event| typing.input_and_keep(event_target_value(&event))
        />
    }
}

#[component]
pub(super) fn ChoiceEdit(edit: Edit, label: String, choices: Vec<String>) -> impl IntoView {
    // A value that came from a file may be none of the choices: it stays choosable.
    let held = text_of(&edit.value.get_untracked());
    let mut options = vec![(String::new(), t().record.none.to_owned())];
    options.extend(choices.iter().map(|choice| (choice.clone(), t().fields.choice(edit.field, choice))));
    if !held.is_empty() && !choices.contains(&held) {
        options.push((held.clone(), t().fields.choice(edit.field, &held)));
    }
    view! {
        <Select
            name=label choices=options class="plain edit-select" value=Signal::derive(move || text_of(&edit.shown()))
            disabled=edit.read_only pick=move |picked: String| edit.commit(value_of(&picked))
        />
    }
}
