//! The calendar: tasks on the day they are due, meetings and calls at their time; by month, by week, or as a list. Which
//! days are shown stands in the address, and nothing else does.

mod agenda;
mod days;
mod desk;
mod entry;
mod file;
mod grid;
mod moving;

pub(crate) use days::Day;
pub(crate) use file::save_calendar;

use crate::format;
use crate::state::{Creating, app};
use crate::strings::t;
use crate::ui::{Button, Dialog, Empty, IconButton, Menu, Weight, glyphs, icon, icon_of, problem_banner, skeleton};
use desk::{Desk, Layout};
use leptos::ev;
use leptos::prelude::*;
use tacit_bridge::calendar::FileOf;
use tacit_bridge::records::{FieldKey, Kind, Value};

/// When a meeting begins that is made by a press on a day: nine in the morning, for an hour.
const BEGINS: u64 = 9 * 3_600_000;
const LASTS: u64 = 3_600_000;

#[component]
pub(crate) fn CalendarPage() -> impl IntoView {
    let desk = Desk::new();
    desk.load();
    moving::listen(desk);
    keys(desk);
    let body = move || match (desk.found.get(), desk.layout.get()) {
        (None, _) => view! { <div class="body">{skeleton(60)}{skeleton(45)}</div> }.into_any(),
        (Some(Err(problem)), _) => problem_banner(&problem),
        (Some(Ok(_)), Layout::Agenda) => view! { <agenda::Agenda desk /> }.into_any(),
        (Some(Ok(_)), _) => view! { <grid::Grid desk /> }.into_any(),
    };
    let more = move || {
        desk.found.with(|found| matches!(found, Some(Ok(found)) if found.more)).then(|| {
            view! { <p class="with-icon warn calendar-more" role="status">{icon(glyphs::TRIANGLE_ALERT)}{t().calendar.more}</p> }
        })
    };
    view! {
        <div class="main" data-testid="calendar">
            <Head desk />
            {more}
            <p class="sr-only" id="calendar-help">{t().calendar.lift}</p>
            {body}
            <div class="sr-only" aria-live="assertive" data-testid="calendar-said">{desk.said}</div>
            {move || desk.making.get().map(|day| view! { <Making desk day /> })}
        </div>
    }
    .into_any()
}

#[component]
fn Head(desk: Desk) -> impl IntoView {
    let title = move || match desk.layout.get() {
        Layout::Month => desk.day.get().month_words(),
        _ => {
            let (first, last) = desk.span();
            format!("{} – {}", first.words(), last.words())
        }
    };
    let choice = move |layout: Layout, glyph: &'static str, words: &'static str| {
        view! {
            <button
                type="button" aria-pressed=move || (desk.layout.get() == layout).to_string()
                data-testid=format!("layout-{}", layout.name()) on:click=move |_| desk.go(layout, desk.day.get_untracked())
            >
                {icon_of(glyph, 14)}
                <span class="wide-only">{words}</span>
                <span class="sr-only phone-only">{words}</span>
            </button>
        }
    };
    let whose = move |of: bool, words: &'static str| {
        view! { <button type="button" aria-pressed=move || (desk.mine.get() == of).to_string() on:click=move |_| desk.mine.set(of)>{words}</button> }
    };
    view! {
        <header class="top list">
            <h1>{t().calendar.calendar}</h1>
            <span class="space"></span>
            <div class="segment" role="group" aria-label=t().words.more>
                {choice(Layout::Month, glyphs::CALENDAR, t().calendar.month)}
                {choice(Layout::Week, glyphs::COLUMNS, t().calendar.week)}
                {choice(Layout::Agenda, glyphs::LIST_FILTER, t().calendar.agenda)}
            </div>
            <Files desk />
        </header>
        <div class="bar calendar-bar">
            <IconButton glyph=glyphs::CHEVRON_LEFT name=t().calendar.previous press=move |_| desk.step(-1) testid="calendar-previous" />
            <IconButton glyph=glyphs::CHEVRON_RIGHT name=t().calendar.next press=move |_| desk.step(1) testid="calendar-next" />
            <Button words=t().calendar.today press=move |_| desk.go(desk.layout.get_untracked(), Day::today()) testid="calendar-today" />
            <h2 class="cut" data-testid="calendar-title">{title}</h2>
            <span class="space"></span>
            <div class="segment" role="group" aria-label=t().day.whose>{whose(true, t().day.mine)}{whose(false, t().day.everybody)}</div>
        </div>
    }
}

/// What can be taken along.
#[component]
fn Files(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    let press = move |_| open.update(|open| *open = !*open);
    let trigger =
        view! { <IconButton glyph=glyphs::DOWNLOAD name=t().calendar.save press testid="calendar-files" /> }.into_any();
    let app = app();
    let save = move |of: FileOf| {
        open.set(false);
        save_calendar(app, of, "tacit-calendar.ics");
    };
    view! {
        <Menu open name=t().calendar.save trigger end=true>
            <button type="button" role="menuitem" data-testid="ics-shown" on:click=move |_| save(FileOf::Days(untrack(|| desk.request())))>
                {t().calendar.save_shown}
            </button>
            <button
                type="button" role="menuitem" data-testid="ics-open"
                on:click=move |_| save(FileOf::Open { mine: desk.mine.get_untracked() })
            >
                {t().calendar.save_open}
            </button>
            <p class="none">{t().calendar.to_file}</p>
        </Menu>
    }
}

/// What a press on an empty day makes.
#[component]
fn Making(desk: Desk, day: Day) -> impl IntoView {
    let app = app();
    let close = Callback::new(move |()| desk.making.set(None));
    let make = move |kind: Kind, known: Vec<(FieldKey, Value)>| {
        desk.making.set(None);
        app.creating.set(Some(Creating { kind, known }));
    };
    let task = move |_| make(Kind::Task, vec![(FieldKey::DUE, Value::Text(day.iso()))]);
    let meeting = move |_| {
        let from = day.begin() + BEGINS;
        let what = (FieldKey::TYPE, Value::Text("meeting".to_owned()));
        make(
            Kind::Activity,
            vec![what, (FieldKey::WHEN, Value::Moment(from)), (FieldKey::UNTIL, Value::Moment(from + LASTS))],
        );
    };
    view! {
        <Dialog title=t().calendar.new_on(&day.words()) close testid="calendar-new">
            <div class="row two-ways">
                <Button words=t().calendar.new_task glyph=glyphs::SQUARE_CHECK weight=Weight::Primary press=task testid="new-task-here" />
                <Button words=t().calendar.new_meeting glyph=glyphs::CALENDAR press=meeting testid="new-meeting-here" />
            </div>
        </Dialog>
    }
    .into_any()
}

/// J and K go on and back, T to today; `G` before a letter is another command.
fn keys(desk: Desk) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let free = !crate::shell::typing() && !crate::shell::in_dialog() && !event.default_prevented();
        if !free || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "j" => desk.step(1),
            "k" => desk.step(-1),
            "t" => desk.go(desk.layout.get_untracked(), Day::today()),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// Nothing in all the days shown.
fn nothing() -> AnyView {
    view! { <Empty glyph=glyphs::CALENDAR title=t().calendar.nothing words=t().calendar.nothing_words /> }.into_any()
}

/// "10:00 – 11:00".
fn times(from: u64, until: Option<u64>) -> String {
    match until {
        Some(until) => format!("{} – {}", format::clock(from), format::clock(until)),
        None => format::clock(from),
    }
}
