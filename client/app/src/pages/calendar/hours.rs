//! A week, a few days of it on a phone, or one day, hour by hour: above what has no time, beneath it meetings and calls where
//! and as long as they are. On what is empty a press makes something new at that time.

use super::chips::Chips;
use super::days::{Day, hour_words, minute_of};
use super::desk::{Desk, Layout};
use super::entry::Chip;
use super::lanes::{self, Block, DAY, Lane};
use super::{aim, moving};
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::ev::{self, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use std::collections::BTreeMap;
use tacit_bridge::calendar::{CalendarEntry, On};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Where the hours begin that are seen first: half past seven, in minutes.
const MORNING: i32 = 7 * 60 + 30;
/// Lines of what has no time on a day; the others are counted.
const LINES: usize = 3;
/// From so many minutes on a block has room for its name below its time.
const ROOMY: i32 = 45;

type Days = Memo<BTreeMap<Day, Vec<CalendarEntry>>>;
/// A day's meetings with their places.
type Blocks = Memo<Vec<(CalendarEntry, Block, Lane)>>;
/// A day, and a minute of it.
type Now = Memo<(Day, i32)>;

/// The part of a meeting that is on a day, in minutes of it; nothing of what stands with those that have no time, as all does
/// that fills a day.
fn part(on: &On, day: Day) -> Option<Block> {
    let On::At { from, until } = *on else { return None };
    let ends = until.unwrap_or(from);
    if lanes::is_whole(minute_of(from), Day::of_moment(ends).since(Day::of_moment(from)), minute_of(ends)) {
        return None;
    }
    let begin = if Day::of_moment(from) < day { 0 } else { minute_of(from) };
    let end = match until {
        Some(until) if Day::of_moment(until) > day => DAY,
        Some(until) => minute_of(until),
        None => begin,
    };
    Some(lanes::drawn(begin, end))
}

/// What of a day has no time there.
fn timeless(entries: &[CalendarEntry], day: Day) -> Vec<CalendarEntry> {
    entries.iter().filter(|entry| part(&entry.on, day).is_none()).cloned().collect()
}

/// A day's meetings with their places.
fn placed(entries: &[CalendarEntry], day: Day) -> Vec<(CalendarEntry, Block, Lane)> {
    let timed: Vec<(&CalendarEntry, Block)> =
        entries.iter().filter_map(|entry| Some((entry, part(&entry.on, day)?))).collect();
    let blocks: Vec<Block> = timed.iter().map(|(_, block)| *block).collect();
    let lanes = lanes::lanes(&blocks);
    timed.into_iter().zip(lanes).map(|((entry, block), lane)| (entry.clone(), block, lane)).collect()
}

#[component]
pub(super) fn Hours(desk: Desk) -> impl IntoView {
    let days: Days = Memo::new(move |_| desk.by_day());
    let shown = Memo::new(move |_| desk.span());
    let now: Now = Memo::new(move |_| (Day::of_moment(desk.now.get()), minute_of(desk.now.get())));
    let each = move || {
        let (first, last) = shown.get();
        (0..=last.since(first)).map(move |ahead| first.add(ahead))
    };
    let scroll = NodeRef::<html::Div>::new();
    // What scrolls is narrower by its bar than the row above it.
    let bar = RwSignal::new(0);
    let measure = move || {
        if let Some(node) = scroll.get_untracked() {
            bar.set(node.offset_width() - node.client_width());
        }
    };
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    // Other days are seen from the same hour on.
    Effect::new(move |begun: Option<bool>| {
        let Some(node) = scroll.get() else { return false };
        if begun != Some(true) {
            node.set_scroll_top(node.scroll_height() * MORNING / DAY);
            measure();
        }
        true
    });
    let mark = |hour: i32| {
        let from = (hour * 60).to_string();
        view! { <span class="num" style:--from=from>{hour_words(hour)}</span> }
    };
    let marks = (1..24).map(mark);
    let many = move || {
        let (first, last) = shown.get();
        (last.since(first) + 1).to_string()
    };
    view! {
        <div class="hours-page" data-testid="calendar-grid" style:--days=many style:--bar=move || format!("{}px", bar.get())>
            {move || (desk.layout.get() == Layout::Day).then(|| view! { <Strip desk /> })}
            <div class="hours-top">
                <span class="gutter">{t().calendar.timeless}</span>
                {move || each().map(|day| view! { <Top day desk days /> }).collect_view()}
            </div>
            <div
                class="calendar-scroll hours-scroll" node_ref=scroll tabindex="0" role="group" aria-label=t().calendar.hours
                data-testid="calendar-hours"
            >
                <div class="hours-grid">
                    <div class="marks" aria-hidden="true">{marks.collect_view()}</div>
                    {move || each().map(|day| view! { <Column day desk days now /> }).collect_view()}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The days of the week around the one whose hours are shown: a way to each, and a place for what is carried there.
#[component]
fn Strip(desk: Desk) -> impl IntoView {
    let first = Memo::new(move |_| desk.week().0);
    let one = move |day: Day| {
        let over = move || {
            let carried = |lift: &moving::Lift| lift.is_up() && lift.over == day && lift.from != day;
            desk.lift.with(|lift| lift.as_ref().is_some_and(carried))
        };
        view! {
            <button
                type="button" data-day=day.iso() aria-pressed=move || (desk.day.get() == day).to_string()
                aria-current=move || (desk.today.get() == day).then_some("date") class:over=over
                on:click=move |_| desk.go(Layout::Day, day)
            >
                {short(day)}
            </button>
        }
    };
    view! {
        <div class="hours-week" role="group" aria-label=t().calendar.week data-testid="calendar-week">
            {move || (0..7).map(|ahead| one(first.get().add(ahead))).collect_view()}
        </div>
    }
    .into_any()
}

/// A day in little room: whoever hears the page hears it with its month.
fn short(day: Day) -> impl IntoView {
    view! {
        <span aria-hidden="true">{t().calendar.weekdays_short[usize::from(day.weekday())]}</span>
        <span class="number num" aria-hidden="true">{day.parts().2}</span>
        <span class="sr-only">{day.words()}</span>
    }
}

/// A day's head, and what stands on it without a time.
#[component]
fn Top(day: Day, desk: Desk, days: Days) -> impl IntoView {
    let entries =
        Memo::new(move |_| days.with(|days| days.get(&day).map(|all| timeless(all, day)).unwrap_or_default()));
    let is_today = move || desk.today.get() == day;
    let over = move || desk.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.is_over(day)));
    // Of one day the strip above says which it is.
    let name = move || {
        (desk.layout.get() != Layout::Day).then(|| {
            view! {
                <button
                    type="button" class="which" aria-current=move || is_today().then_some("date")
                    on:click=move |_| desk.go(Layout::Day, day)
                >
                    {short(day)}
                </button>
            }
        })
    };
    view! {
        <div class="hours-head" role="group" class:today=is_today class:over=over data-day=day.iso() aria-label=day.words()>
            <header>
                {name}
                {move || (!desk.app.read_only()).then(|| view! {
                    <button
                        type="button" class="plus wide-only" aria-label=t().calendar.new_on(&day.words()) data-testid="day-new"
                        on:click=move |_| desk.make_on(day, None)
                    >
                        {icon_of(glyphs::PLUS, 13)}
                    </button>
                })}
            </header>
            <Chips day desk entries lines=LINES />
        </div>
    }
    .into_any()
}

/// A day's hours.
#[component]
fn Column(day: Day, desk: Desk, days: Days, now: Now) -> impl IntoView {
    let blocks: Blocks =
        Memo::new(move |_| days.with(|days| days.get(&day).map(|all| placed(all, day)).unwrap_or_default()));
    let is_today = move || desk.today.get() == day;
    // A press on what is empty; what stands there has its own.
    let press = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(hours) = target.filter(|target| !on_entry(target)).and_then(|target| aim::hours_of(&target)) else {
            return;
        };
        if !moving::just_moved() && !desk.app.read_only_now() {
            let minute = aim::minute_at(&hours, f64::from(event.client_y()));
            desk.make_on(day, Some(aim::pressed(minute)));
        }
    };
    let line = move || {
        let (today, minute) = now.get();
        (today == day).then(|| view! { <div class="now" aria-hidden="true" style:--from=minute.to_string() data-testid="calendar-now"></div> })
    };
    view! {
        <section class="hours-day" class:today=is_today data-day=day.iso() aria-label=day.words()>
            <div class="hours" on:click=press data-testid="hours-of-day">
                <ul class="blocks">
                    // What overlaps it now makes it narrower, and leaves the keys with it.
                    <For each=move || blocks.get() key=|(entry, ..)| entry.clone() children=move |block| put(block, day, desk, blocks) />
                </ul>
                {line}
                <Landing day desk />
            </div>
        </section>
    }
    .into_any()
}

fn on_entry(target: &Element) -> bool {
    target.closest("a, button").ok().flatten().is_some()
}

/// A meeting at its place.
fn put((entry, (from, until), first): (CalendarEntry, Block, Lane), day: Day, desk: Desk, blocks: Blocks) -> AnyView {
    let (id, long) = (entry.id, until - from >= ROOMY);
    let lane = Memo::new(move |before: Option<&Lane>| {
        let now = blocks.with(|all| all.iter().find(|(of, ..)| of.id == id).map(|(.., lane)| *lane));
        now.or(before.copied()).unwrap_or(first)
    });
    view! {
        <li
            class:short=!long style:--from=from.to_string() style:--until=until.to_string()
            style:--at=move || lane.get().at.to_string() style:--wide=move || lane.get().wide.to_string()
            style:--of=move || lane.get().of.to_string()
        >
            <Chip entry day desk long />
        </li>
    }
    .into_any()
}

/// Where what is in hand would stand.
#[component]
fn Landing(day: Day, desk: Desk) -> impl IntoView {
    let place = Memo::new(move |_| {
        desk.lift.with(|lift| {
            let lift = lift.as_ref().filter(|lift| lift.is_up())?;
            let (on, minute) = lift.lands().filter(|(on, _)| *on == day)?;
            let On::At { from, until } = lift.entry.on else { return None };
            let long = until.map_or(0, |until| (until.saturating_sub(from) / 60_000).min(DAY as u64)) as i32;
            Some((lanes::drawn(minute, minute + long), on.at_minute(minute)))
        })
    });
    move || {
        place.get().map(|((from, until), at)| {
            view! {
                <div
                    class="landing num" aria-hidden="true" style:--from=from.to_string() style:--until=until.to_string()
                    data-testid="calendar-landing"
                >
                    {crate::format::clock(at)}
                </div>
            }
        })
    }
}
