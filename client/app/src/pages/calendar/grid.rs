//! A month as days side by side. On a phone it is a small grid of days, and the chosen day's list below.

use super::chips::Chips;
use super::days::Day;
use super::desk::{Desk, Layout};
use super::entry::line;
use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::ev::{self, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::calendar::CalendarEntry;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Lines of a day in a month that have room on any screen; what finds none is counted.
const LINES: usize = 3;
/// The height of such a line, and of what else a day holds, px.
const LINE: i32 = 26;
const REST: i32 = 36;

/// How many lines have room in each of the days, which share the height that there is.
fn room(scroll: &HtmlElement, days: i32) -> usize {
    let heads = scroll.first_element_child().map_or(0, |heads| heads.client_height());
    let day = (scroll.client_height() - heads) / (days / 7).max(1);
    usize::try_from((day - REST) / LINE).unwrap_or_default().max(LINES)
}

#[component]
pub(super) fn Grid(desk: Desk) -> impl IntoView {
    let days = Memo::new(move |_| desk.by_day());
    let shown = Memo::new(move |_| desk.span());
    let heads = (0..7_u8).map(|at| usize::from((desk.begins + at) % 7)).map(|day| {
        view! { <span aria-hidden="true"><span class="wide-only">{t().calendar.weekdays_short[day]}</span><span class="phone-only">{&t().calendar.weekdays[day][..1]}</span></span> }
    });
    let scroll = NodeRef::<html::Div>::new();
    let lines = RwSignal::new(LINES);
    let measure = move || {
        let (first, last) = shown.get();
        if let Some(scroll) = scroll.get() {
            lines.set(room(&scroll, last.since(first) + 1));
        }
    };
    Effect::new(move |_| measure());
    let resized = window_event_listener(ev::resize, move |_| untrack(measure));
    on_cleanup(move || resized.remove());
    let cells = move || {
        let (first, last) = shown.get();
        (0..=last.since(first)).map(|ahead| view! { <Cell day=first.add(ahead) desk days lines /> }).collect_view()
    };
    let below = move || {
        (desk.app.narrow.get()).then(|| {
            let day = desk.day.get();
            let entries = days.with(|days| days.get(&day).cloned().unwrap_or_default());
            let empty = entries.is_empty();
            view! {
                <section class="card calendar-day" aria-label=day.words() data-testid="calendar-below">
                    <header><h2>{day.words()}</h2></header>
                    {empty.then(|| view! { <p class="nothing">{t().calendar.nothing_day}</p> })}
                    <ul class="lines links day-lines">{entries.into_iter().map(line).collect_view()}</ul>
                </section>
            }
        })
    };
    view! {
        <div class="calendar-scroll" node_ref=scroll>
            <div class="calendar-heads">{heads.collect_view()}</div>
            <div class="calendar-grid" data-testid="calendar-grid">{cells}</div>
            {below}
        </div>
    }
    .into_any()
}

#[component]
fn Cell(
    day: Day,
    desk: Desk,
    days: Memo<std::collections::BTreeMap<Day, Vec<CalendarEntry>>>,
    lines: RwSignal<usize>,
) -> impl IntoView {
    let entries = Memo::new(move |_| days.with(|days| days.get(&day).cloned().unwrap_or_default()));
    let is_today = move || desk.today.get() == day;
    let elsewhere = move || day.first_of_month() != desk.day.get().first_of_month();
    let chosen = move || desk.app.narrow.get() && desk.day.get() == day;
    let over = move || desk.lift.with(|lift| lift.as_ref().is_some_and(|lift| lift.is_over(day)));
    // A press on what is empty; what stands there has its own.
    let press = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.closest("a, button").ok().flatten().is_some())
            || super::moving::just_moved()
        {
            return;
        }
        if desk.app.narrow.get_untracked() {
            desk.go(desk.layout.get_untracked(), day);
        } else if !desk.app.read_only_now() {
            desk.make_on(day, None);
        }
    };
    let number = day.parts().2;
    let choose = move |_| {
        if desk.app.narrow.get_untracked() {
            desk.go(desk.layout.get_untracked(), day);
        } else {
            desk.go(Layout::Day, day);
        }
    };
    view! {
        <section
            class="day" class:today=is_today class:elsewhere=elsewhere class:chosen=chosen class:over=over data-day=day.iso()
            aria-label=day.words() on:click=press
        >
            <header>
                <button type="button" class="number num" aria-label=day.words() aria-current=move || is_today().then_some("date") on:click=choose>{number}</button>
                {move || (!desk.app.read_only()).then(|| view! {
                    <button
                        type="button" class="plus wide-only" aria-label=t().calendar.new_on(&day.words()) data-testid="day-new"
                        on:click=move |_| desk.make_on(day, None)
                    >
                        {icon_of(glyphs::PLUS, 13)}
                    </button>
                })}
            </header>
            <div class="wide-only"><Chips day desk entries lines /></div>
            <div class="dots" aria-hidden="true">
                {move || entries.with(|entries| entries.iter().take(3).map(|_| view! { <i></i> }).collect_view())}
            </div>
        </section>
    }
    .into_any()
}
