//! When to be reminded of a task: how many days before, and at what time.

use super::edit::Edit;
use crate::shell::turn_reminders_on;
use crate::state::app;
use crate::strings::t;
use crate::ui::Select;
use leptos::prelude::*;
use tacit_bridge::records::{Reminder, Value};

/// Days that are offered.
const OFFERED: [u16; 5] = [0, 1, 2, 3, 7];
/// Nine in the morning.
const NINE: u16 = 9 * 60;

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minute_of(clock: &str) -> Option<u16> {
    let (hours, minutes) = clock.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[component]
pub(super) fn ReminderEdit(edit: Edit, label: String) -> impl IntoView {
    let app = app();
    let reminder_in = |value: Option<Value>| match value {
        Some(Value::Reminder(of)) => Some(of),
        _ => None,
    };
    let held = move || reminder_in(Some(edit.shown()));
    let days = Signal::derive(move || held().map(|of| of.days_before.to_string()).unwrap_or_default());
    let none = std::iter::once((String::new(), t().repeat.no_reminder.to_owned()));
    let other = untrack(held).map(|of| of.days_before).filter(|days| !OFFERED.contains(days));
    let offered = OFFERED.into_iter().chain(other);
    let choices = none.chain(offered.map(|days| (days.to_string(), t().repeat.days_before(days)))).collect();
    let pick = move |picked: String| {
        let minute = reminder_in(edit.latest()).map_or(NINE, |of| of.minute);
        let Ok(days_before) = picked.parse() else { return edit.commit(Value::Empty) };
        edit.commit(Value::Reminder(Reminder { days_before, minute }));
        turn_reminders_on(app);
    };
    let at = move |event| {
        if let (Some(of), Some(minute)) = (reminder_in(edit.latest()), minute_of(&event_target_value(&event))) {
            edit.commit(Value::Reminder(Reminder { minute, ..of }));
        }
    };
    view! {
        <div class="remind" data-testid="remind">
            <Select name=label choices class="plain edit-select" value=days disabled=edit.read_only pick />
            {move || held().is_some().then(|| view! {
                <input
                    class="edit num" type="time" aria-label=t().repeat.time disabled=edit.read_only data-testid="remind-time"
                    prop:value=move || held().map(|of| clock(of.minute)).unwrap_or_default() on:blur=at
                />
            })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, minute_of};

    #[test]
    fn times_of_day_come_back() {
        for minute in [0, 540, 1439] {
            assert_eq!(minute_of(&clock(minute)), Some(minute));
        }
        assert_eq!((minute_of("24:00"), minute_of("9"), minute_of("")), (None, None, None));
    }
}
