//! The calendar: tasks on the day they are due, meetings and calls at their time; by month, by the hours of a week or of a
//! day, or as a list. It is a page of its own, where kinds of the team's own that have a date stand too if that is chosen, and
//! a layout of the lists of tasks, of activities and of such kinds, with their search and filter. Which days are shown stands
//! in the address.

mod agenda;
mod aim;
mod chips;
mod days;
mod desk;
mod entry;
mod file;
mod grid;
mod hours;
mod lanes;
mod making;
mod moving;

pub(crate) use days::Day;
pub(crate) use desk::Layout as Spread;
pub(crate) use file::save_calendar;

use crate::format;
use crate::pages::unanswered;
use crate::shell::{kind_glyph, list_path};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Empty, IconButton, Menu, glyphs, icon, icon_of, skeleton};
use desk::{Desk, Layout};
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Problem;
use tacit_bridge::calendar::FileOf;
use tacit_bridge::records::{Filter, Kind, Layout as Laid, OwnObject, Test};

#[component]
pub(crate) fn CalendarPage() -> impl IntoView {
    let desk = Desk::of_page();
    view! {
        <div class="main" data-trail="" data-testid="calendar">
            <header class="top list">
                <h1>{t().calendar.calendar}</h1>
                <span class="space"></span>
                <Spreads desk />
                <ToLists desk />
                <Files desk />
            </header>
            <Bar desk>
                <div class="segment" role="group" aria-label=t().day.whose>
                    {whose(desk, true, t().day.mine)}
                    {whose(desk, false, t().day.everybody)}
                </div>
            </Bar>
            <Days desk />
        </div>
    }
    .into_any()
}

/// The calendar of what a list shows, below the list's own bar.
#[component]
pub(crate) fn ListCalendar(kind: Kind) -> impl IntoView {
    let desk = Desk::of_list(kind);
    view! {
        <div class="main" data-trail="" data-testid="list-calendar">
            <Bar desk>
                <Spreads desk />
                <Files desk />
            </Bar>
            <Undated desk />
            <Days desk />
        </div>
    }
    .into_any()
}

/// What the days look like.
#[derive(Clone, PartialEq)]
enum Face {
    Waiting,
    Unanswered(Problem),
    Month,
    Hours,
    Agenda,
}

impl Face {
    fn of(desk: Desk) -> Self {
        desk.found.with(|found| match found {
            None => Self::Waiting,
            Some(Err(problem)) => Self::Unanswered(problem.clone()),
            Some(Ok(_)) => match desk.layout.get() {
                Layout::Month => Self::Month,
                Layout::Week | Layout::Day => Self::Hours,
                Layout::Agenda => Self::Agenda,
            },
        })
    }
}

/// What stands on the days that are shown.
#[component]
fn Days(desk: Desk) -> impl IntoView {
    desk.load();
    moving::listen(desk);
    keys(desk);
    // What is only filled anew stays as it is: scrolled, and with the focus where it was.
    let face = Memo::new(move |_| Face::of(desk));
    let body = move || match face.get() {
        Face::Waiting => view! { <div class="body">{skeleton(60)}{skeleton(45)}</div> }.into_any(),
        Face::Unanswered(problem) => unanswered(&problem),
        Face::Agenda => view! { <agenda::Agenda desk /> }.into_any(),
        Face::Hours => view! { <hours::Hours desk /> }.into_any(),
        Face::Month => view! { <grid::Grid desk /> }.into_any(),
    };
    let help = move || if face.get() == Face::Hours { t().calendar.lift_hours } else { t().calendar.lift };
    let more = move || {
        desk.found.with(|found| matches!(found, Some(Ok(found)) if found.more)).then(|| {
            view! { <p class="with-icon warn calendar-more" role="status">{icon(glyphs::TRIANGLE_ALERT)}{t().calendar.more}</p> }
        })
    };
    view! {
        {more}
        <p class="sr-only" id="calendar-help">{help}</p>
        {body}
        <div class="sr-only" aria-live="assertive" data-testid="calendar-said">{desk.said}</div>
        {move || desk.making.get().map(|spot| view! { <making::Making desk spot /> })}
    }
    .into_any()
}

/// Which days these are, and the ways to others.
#[component]
fn Bar(desk: Desk, children: Children) -> impl IntoView {
    let title = move || match desk.layout.get() {
        Layout::Month => desk.day.get().month_words(),
        Layout::Day => desk.day.get().words(),
        Layout::Week | Layout::Agenda => {
            let (first, last) = desk.span();
            format!("{} – {}", first.words(), last.words())
        }
    };
    view! {
        <div class="bar calendar-bar">
            <IconButton glyph=glyphs::CHEVRON_LEFT name=t().calendar.previous press=move |_| desk.step(-1) testid="calendar-previous" />
            <IconButton glyph=glyphs::CHEVRON_RIGHT name=t().calendar.next press=move |_| desk.step(1) testid="calendar-next" />
            <Button words=t().calendar.today press=move |_| desk.go(desk.layout.get_untracked(), Day::today()) testid="calendar-today" />
            <h2 class="cut" data-testid="calendar-title">{title}</h2>
            <span class="space"></span>
            {children()}
        </div>
    }
    .into_any()
}

/// How the days are laid out.
#[component]
fn Spreads(desk: Desk) -> impl IntoView {
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
    view! {
        <div class="segment" role="group" aria-label=t().calendar.days>
            {choice(Layout::Month, glyphs::CALENDAR, t().calendar.month)}
            {move || choice(Layout::Week, glyphs::COLUMNS, if desk.app.narrow.get() { t().calendar.few } else { t().calendar.week })}
            {choice(Layout::Day, glyphs::CLOCK, t().calendar.one_day)}
            {choice(Layout::Agenda, glyphs::LIST, t().calendar.agenda)}
        </div>
    }
}

fn whose(desk: Desk, of: bool, words: &'static str) -> impl IntoView {
    view! { <button type="button" aria-pressed=move || (desk.mine.get() == of).to_string() on:click=move |_| desk.show(of)>{words}</button> }
}

/// A kind of the team's own that can stand there too, by one of its dates.
fn also(desk: Desk, own: desk::OwnDays, words: String) -> AnyView {
    view! {
        <button
            type="button" role="menuitemcheckbox" aria-checked=move || desk.shows(own).to_string() data-testid="calendar-with"
            on:click=move |_| desk.toggle(own)
        >
            {icon(kind_glyph(own.0))}
            <span class="grow">{words}</span>
            {move || desk.shows(own).then(|| icon(glyphs::CHECK))}
        </button>
    }
    .into_any()
}

/// The same days as a layout of one list: there is search, there are filters and saved views.
#[component]
fn ToLists(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    let press = move |_| open.update(|open| *open = !*open);
    let trigger = view! { <IconButton glyph=glyphs::SLIDERS name=t().calendar.narrow press testid="calendar-lists" /> }
        .into_any();
    let navigate = StoredValue::new(use_navigate());
    let go = move |kind: Kind| {
        open.set(false);
        let state = desk.app.whole_list(kind);
        state.layout.set(Laid::Calendar);
        state.days.set((Some(desk.layout.get_untracked()), Some(desk.day.get_untracked())));
        navigate.with_value(|go| go(&list_path(kind), Default::default()));
    };
    let dated =
        move || desk.app.objects().into_iter().filter(move |object| !desk.app.day_fields(object.kind).is_empty());
    // A choice for each date.
    let beside = move || {
        let of = move |object: OwnObject| {
            let fields = desk.app.day_fields(object.kind).into_iter();
            fields.map(move |spec| also(desk, (object.kind, spec.key), format!("{}: {}", object.many, spec.label)))
        };
        let lines: Vec<AnyView> = dated().flat_map(of).collect();
        (!lines.is_empty()).then(|| view! { <p class="none">{t().calendar.also}</p>{lines} })
    };
    let own = move || {
        let line = |object: OwnObject| {
            let kind = object.kind;
            view! {
                <button type="button" role="menuitem" data-testid="calendar-of-own" on:click=move |_| go(kind)>
                    {icon(kind_glyph(kind))}
                    {object.many}
                </button>
            }
        };
        dated().map(line).collect_view()
    };
    view! {
        <Menu open name=t().calendar.narrow trigger end=true>
            <button type="button" role="menuitem" data-testid="calendar-of-tasks" on:click=move |_| go(Kind::Task)>
                {icon(glyphs::SQUARE_CHECK)}
                {always().words.tasks}
            </button>
            <button type="button" role="menuitem" data-testid="calendar-of-activities" on:click=move |_| go(Kind::Activity)>
                {icon(glyphs::MESSAGE)}
                {t().calendar.meetings}
            </button>
            {own}
            <p class="none">{t().calendar.narrow_words}</p>
            {beside}
        </Menu>
    }
}

/// What of the list no day shows: it is not lost, it is in the table.
#[component]
fn Undated(desk: Desk) -> impl IntoView {
    let number = Memo::new(move |_| {
        desk.found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).map_or(0, |found| found.undated))
    });
    let show = move |_| {
        if let Some((_, state)) = desk.list {
            let blank = Filter::Not(Box::new(Filter::Field(desk.day_field(), Test::Filled)));
            state.filter.update(|parts| {
                if !parts.contains(&blank) {
                    parts.push(blank)
                }
            });
            state.layout.set(Laid::Table);
        }
    };
    let words = move |number: u32| match desk.list {
        Some((Kind::Own(_), _)) => t().calendar.undated_own(number),
        _ => t().calendar.undated(number),
    };
    move || {
        (number.get() > 0).then(|| {
            view! {
                <p class="note between" data-testid="calendar-undated">
                    {words(number.get())}
                    <button type="button" class="link-btn" on:click=show>{t().calendar.undated_show}</button>
                </p>
            }
        })
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
    // Of a list all that it shows, on whatever day; else all that is still to come.
    let all = move |_| match untrack(|| desk.rows()) {
        Some(rows) => save(FileOf::List(Box::new(rows))),
        None => save(FileOf::Open { mine: desk.mine.get_untracked() }),
    };
    let all_words = if desk.list.is_some() { t().calendar.save_list } else { t().calendar.save_open };
    view! {
        <Menu open name=t().calendar.save trigger end=true>
            <button type="button" role="menuitem" data-testid="ics-shown" on:click=move |_| save(FileOf::Days(untrack(|| desk.request())))>
                {t().calendar.save_shown}
            </button>
            <button type="button" role="menuitem" data-testid="ics-open" on:click=all>{all_words}</button>
            <p class="none">{t().calendar.to_file}</p>
        </Menu>
    }
}

/// J and K go on and back, T to today; `G` before a letter is another command.
fn keys(desk: Desk) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(key) = crate::shell::single_key(&event) else { return };
        match key.as_str() {
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
fn nothing(desk: Desk) -> AnyView {
    let words = match desk.list {
        Some((Kind::Own(_), _)) => t().calendar.nothing_own,
        _ => t().calendar.nothing_words,
    };
    view! { <Empty glyph=glyphs::CALENDAR title=t().calendar.nothing words /> }.into_any()
}

/// "10:00 – 11:00".
pub(in crate::pages) fn times(from: u64, until: Option<u64>) -> String {
    match until {
        Some(until) => format!("{} – {}", format::clock(from), format::clock(until)),
        None => format::clock(from),
    }
}
