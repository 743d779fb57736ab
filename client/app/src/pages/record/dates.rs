//! The editor of a day, or of a month and day without a year.

use super::days::{NoDay, has_year, read};
use super::edit::Edit;
use super::text::text_of;
use super::typing::Typing;
use crate::strings::t;
use crate::ui::wrong;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::Value;

#[component]
pub(super) fn DateEdit(edit: Edit, label: String) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let with_year = has_year(edit.field);
    let shown: fn(&Value) -> String = |value| t().record.typed_day(&text_of(value));
    let typing = match with_year {
        true => Typing::over(edit, shown, |text| read(text, true).ok()),
        false => Typing::over(edit, shown, |text| read(text, false).ok()),
    };
    let focused = RwSignal::new(false);
    let bad = move || if focused.get() { None } else { typing.text.with(|text| read(text, with_year).err()) };
    let leave = move || {
        if let Some(input) = node.get_untracked() {
            drop(input.blur());
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            typing.give_up();
            leave();
        }
        "Enter" => leave(),
        _ => {}
    };
    let why = move |no_day: NoDay| match no_day {
        NoDay::Unread => t().record.bad_date,
        NoDay::NotThere => t().record.no_such_day,
    };
    view! {
        <input
            node_ref=node class="edit num" type="text" aria-label=label
            // An example only where one is about to type: anywhere else it would look like a date that is known.
            placeholder=move || if focused.get() { t().record.date_form } else { t().record.none }
            autocomplete="off" prop:value=move || typing.text.get() disabled=edit.read_only on:keydown=keys
            on:focus=move |_| focused.set(true) on:input=move |event| typing.input(event_target_value(&event))
            on:blur=move |_| {
                focused.try_set(false);
                typing.leave();
            }
        />
        {move || bad().map(|no_day| wrong(why(no_day).to_owned()))}
    }
}
