//! A task, a meeting, a call or a record of a kind of the team's own as a small card that can be moved.

use super::days::Day;
use super::desk::Desk;
use super::{moving, times};
use crate::format;
use crate::pages::activity_glyph;
use crate::pages::records::done;
use crate::shell::{kind_glyph, record_path};
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tacit_bridge::calendar::{CalendarEntry, On};
use tacit_bridge::records::Kind;

/// Its name, or what stands for it.
pub(super) fn name_of(entry: &CalendarEntry) -> String {
    if entry.name.is_empty() { t().list.unnamed.to_owned() } else { entry.name.clone() }
}

/// What stands before the name: when, if it has a time.
fn time_of(entry: &CalendarEntry, long: bool) -> Option<String> {
    match entry.on {
        On::At { from, until } if long => Some(times(from, until)),
        On::At { from, .. } => Some(format::clock(from)),
        On::Due(_) | On::Again(_) => None,
    }
}

fn glyph_of(entry: &CalendarEntry) -> &'static str {
    match &entry.on {
        On::At { .. } => activity_glyph(&entry.what),
        On::Again(_) => glyphs::REPEAT,
        On::Due(_) if entry.kind != Kind::Task => kind_glyph(entry.kind),
        On::Due(_) if entry.done => glyphs::CIRCLE_CHECK,
        On::Due(_) if entry.repeats => glyphs::REPEAT,
        // As the box that ticks it: what is open is empty.
        On::Due(_) => glyphs::CIRCLE,
    }
}

/// With whom it is, or whom it is about.
fn with_whom(entry: &CalendarEntry) -> Option<String> {
    let name = entry.about.as_ref().map(|about| about.name.clone()).filter(|name| !name.is_empty())?;
    // Who was called stands in the name of many calls already.
    (!entry.name.contains(&name)).then_some(name)
}

/// "Report · Ada Aal, Mon 14 Jun, comes again": what is heard.
fn said(entry: &CalendarEntry, day: Day, long: bool) -> String {
    // What is seen stands first, word for word, so that it can be said to press it (WCAG 2.5.3).
    let name = with_whom(entry).map_or_else(|| name_of(entry), |whom| format!("{} · {whom}", name_of(entry)));
    let seen = time_of(entry, long).map_or_else(|| name.clone(), |time| format!("{time} {name}"));
    let time = time_of(entry, true).filter(|_| !long);
    let more = match &entry.on {
        On::Again(_) => Some(t().calendar.again.to_owned()),
        _ if entry.done => Some(t().calendar.done.to_owned()),
        _ => None,
    };
    [Some(seen), Some(day.words()), time, more].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[component]
pub(super) fn Chip(entry: CalendarEntry, day: Day, desk: Desk, #[prop(optional)] long: bool) -> impl IntoView {
    let navigate = use_navigate();
    let (id, kind) = (entry.id, entry.kind);
    let is_again = matches!(entry.on, On::Again(_));
    // A date of the past is late only where something was to be done by then.
    let is_open = kind == Kind::Task && matches!(entry.on, On::Due(_)) && !entry.done;
    let late = move || is_open && day < desk.today.get();
    let lifted = move || {
        desk.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.entry.id == id && lift.from == day && lift.is_up()))
    };
    let what = match entry.on {
        On::At { .. } => "meeting",
        On::Due(_) if kind == Kind::Task => "task",
        On::Due(_) => "record",
        On::Again(_) => "again",
    };
    let help = (!is_again).then_some("calendar-help");
    let (by_pointer, by_key) = (entry.clone(), entry.clone());
    let time = time_of(&entry, long).map(|time| view! { <span class="num time">{time}</span> });
    let whom = with_whom(&entry).map(|whom| view! { <span class="with">" · "{whom}</span> });
    let ends = match entry.on {
        On::At { from, until } => Some(until.unwrap_or(from)),
        On::Due(_) | On::Again(_) => None,
    };
    let past = move || ends.is_some_and(|ends| ends < desk.now.get());
    view! {
        <a
            class="event" class:past=past href=record_path(kind, id) draggable="false" data-what=what class:lifted=lifted class:struck=entry.done
            class:late=late data-id=(!is_again).then(|| id.to_hex()) data-testid="event" aria-label=said(&entry, day, long) aria-describedby=help
            on:pointerdown=move |event| moving::press(desk, &by_pointer, day, &event)
            on:touchmove=move |event| moving::hold(desk, &event) on:keydown=move |event| moving::key(desk, &by_key, day, &event)
            on:click=move |event: leptos::ev::MouseEvent| {
                event.stop_propagation();
                if event.ctrl_key() || event.meta_key() || event.shift_key() { return }
                event.prevent_default();
                if !moving::just_moved() {
                    navigate(&record_path(kind, id), Default::default());
                }
            }
        >
            {icon_of(glyph_of(&entry), 12)}
            {time}
            " "
            <span class="cut name">{name_of(&entry)}{whom}</span>
        </a>
    }
    .into_any()
}

/// A line of the list: with a box to tick, and what it is about.
pub(super) fn line(entry: CalendarEntry) -> AnyView {
    let is_again = matches!(entry.on, On::Again(_));
    let face = match &entry.on {
        On::Due(_) if entry.kind == Kind::Task => done::tick(entry.id, entry.name.clone(), entry.done, "0"),
        _ => icon_of(glyph_of(&entry), 18).into_any(),
    };
    let about = entry.about.as_ref().map(|about| about.name.clone());
    let end = if is_again { Some(t().calendar.again.to_owned()) } else { time_of(&entry, true) };
    let end = end.map(|text| view! { <span class="num faint">{text}</span> });
    let repeats = (entry.repeats && !is_again).then(|| icon_of(glyphs::REPEAT, 13));
    view! {
        <li class:dim=is_again data-testid="event">
            <a href=record_path(entry.kind, entry.id)>
                {face}
                <span class="grow cut" class:struck=entry.done>{name_of(&entry)}</span>
                <span class="faint cut middle">{about}</span>
                {repeats}
                {end}
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_bridge::records::Id;

    #[test]
    fn only_a_task_that_is_done_has_a_tick() {
        let task = |done: bool, repeats: bool| CalendarEntry {
            kind: Kind::Task,
            id: Id([1; 16]),
            name: "Call back".to_owned(),
            on: On::Due("2026-11-29".to_owned()),
            done,
            repeats,
            what: String::new(),
            about: None,
        };
        assert_eq!(glyph_of(&task(false, false)), glyphs::CIRCLE);
        assert_eq!(glyph_of(&task(true, false)), glyphs::CIRCLE_CHECK);
        assert_eq!(glyph_of(&task(false, true)), glyphs::REPEAT);
        assert_eq!(glyph_of(&task(true, true)), glyphs::CIRCLE_CHECK);
    }
}
