//! A day, or a month and day without a year.

use super::edit::Edit;
use super::text::text_of;
use super::typing::Typing;
use crate::strings::t;
use crate::ui::wrong;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::Value;

/// "12.4.1985" and "12.4." as a date is kept; everything else as it is typed.
fn by_dashes(text: &str) -> String {
    let mut parts = text.splitn(3, '.').map(str::trim);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some("")) => format!("--{month:0>2}-{day:0>2}"),
        (Some(day), Some(month), Some(year)) => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

/// Reads "1985-04-12", "12.4.1985", and without a year "--04-12" or "12.4."; empty text is no date.
fn read(text: &str) -> Option<Value> {
    if text.trim().is_empty() {
        return Some(Value::Empty);
    }
    let text = by_dashes(text.trim());
    let text = text.as_str();
    let (year, rest) = match text.strip_prefix("--") {
        Some(rest) => (None, rest),
        None => {
            let (year, rest) = text.split_once('-')?;
            (Some(year), rest)
        }
    };
    let (month, day) = rest.split_once('-')?;
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if year.is_some_and(|year| !digits(year, 4)) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    // Without a year, 29 February is a day.
    let year: i32 = year.map_or(Some(2000), |year| year.parse().ok())?;
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then(|| Value::Text(text.to_owned()))
}

/// A day as it is kept, of what is typed; what is none stays as it is.
pub(crate) fn kept_day(typed: &str) -> String {
    match read(typed) {
        Some(Value::Text(day)) => day,
        _ => typed.to_owned(),
    }
}

#[component]
pub(super) fn DateEdit(edit: Edit, label: String) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let typing = Typing::over(edit, |value| t().record.typed_day(&text_of(value)), read);
    let focused = RwSignal::new(false);
    let bad = move || !focused.get() && typing.text.with(|text| read(text).is_none());
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
    view! {
        <input
            node_ref=node class="edit num" type="text" inputmode="numeric" aria-label=label
            // An example only where one is about to type: anywhere else it would look like a date that is known.
            placeholder=move || if focused.get() { t().record.date_form } else { t().record.none }
            autocomplete="off" prop:value=move || typing.text.get() disabled=edit.read_only on:keydown=keys
            on:focus=move |_| focused.set(true) on:input=move |event| typing.input(event_target_value(&event))
            on:blur=move |_| {
                focused.try_set(false);
                typing.leave();
            }
        />
        {move || bad().then(|| wrong(t().record.bad_date.to_owned()))}
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, read};
    use crate::strings::{Language, speak, t};

    #[test]
    fn takes_days_with_and_without_a_year() {
        for text in ["1985-04-12", "--04-12", "2024-02-29", "--02-29", " 1999-12-31 "] {
            assert_eq!(read(text), Some(Value::Text(text.trim().to_owned())), "{text}");
        }
        for (text, kept) in [("12.4.1985", "1985-04-12"), ("01.12.2026", "2026-12-01"), ("9.3.", "--03-09")] {
            assert_eq!(read(text), Some(Value::Text(kept.to_owned())), "{text}");
        }
        assert_eq!(read("  "), Some(Value::Empty));
    }

    #[test]
    fn a_day_that_is_shown_in_german_reads_back() {
        speak(Language::German);
        for (kept, shown) in [("1985-04-12", "12.04.1985"), ("--02-29", "29.02.")] {
            assert_eq!(t().record.typed_day(kept), shown);
            assert_eq!(read(shown), Some(Value::Text(kept.to_owned())));
        }
        assert_eq!(t().record.typed_day(""), "");
        assert_eq!(t().record.typed_day("soon"), "soon");
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in [
            "1985",
            "12.13.1985",
            "31.4.1985",
            "12.4.85",
            "2023-02-29",
            "1985-13-01",
            "1985-04-31",
            "1985-4-1",
            "--00-10",
            "-1-01-01",
            "１９８５-04-12",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
