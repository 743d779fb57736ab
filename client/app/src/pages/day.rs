//! My day: what is late, what is for today, what comes next; deals that nobody has a next step for; what colleagues did.

mod promised;
mod section;
mod start;

use super::feed::deeds_line;
use crate::format;
use crate::link;
use crate::pages::privacy::begin_where;
use crate::pages::unanswered;
use crate::shell::{list_path, record_path};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Weight, avatar, glyphs, icon_of, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use promised::Promised;
use section::{AHEAD, Desk, Of};
use start::{FirstSteps, MadeUpData};
use std::time::Duration;
use tacit_bridge::day::{DayRequest, DayView};
use tacit_bridge::feed::{Deeds, Mentioned};
use tacit_bridge::records::{Kind, VaultView};
use tacit_bridge::{Call, Problem};

/// News of this long, in ms: yesterday's afternoon belongs to it.
const NEWS_MS: f64 = 36.0 * 3_600_000.0;

/// How often it is looked whether another day began.
const LOOK: Duration = Duration::from_secs(20);

/// Today; another day once it is midnight here, or once a tab wakes that slept over it.
pub(crate) fn turning() -> RwSignal<String> {
    let today = RwSignal::new(format::today());
    let look = move || {
        let now = format::today();
        if today.try_with_untracked(|known| *known != now) == Some(true) {
            today.set(now);
        }
    };
    if let Ok(handle) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || handle.clear());
    }
    let woke = window_event_listener_untyped("visibilitychange", move |_| look());
    on_cleanup(move || woke.remove());
    today
}

/// When the day begins here that is so many days from today, ms since 1970.
fn begin(ahead: i32) -> u64 {
    format::midnight(&format::day_ahead(ahead)).unwrap_or_default().max(0.0) as u64
}

/// What is asked for now.
fn request(mine: bool) -> DayRequest {
    DayRequest {
        today: format::today(),
        until: format::day_ahead(AHEAD),
        begins: begin(0),
        over: begin(1),
        ends: begin(AHEAD + 1),
        mine,
        since: (js_sys::Date::now() - NEWS_MS).max(0.0) as u64,
    }
}

/// Whether nobody but its founder has been in it, and nothing is there yet.
fn is_new(vault: &VaultView) -> bool {
    vault.members == 1 && vault.counts.iter().all(|(_, number)| *number == 0)
}

#[component]
pub(crate) fn DayPage() -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let mine = RwSignal::new(true);
    // How the list stands by then, its address says by itself.
    let to_tasks = UnsyncCallback::new(move |()| navigate(&list_path(Kind::Task), Default::default()));
    let desk = Desk { mine, all_stuck: RwSignal::new(false), to_tasks };
    let today = turning();
    let known = start::made_up();
    // Whoever founds a vault begins here: its purposes are there before anybody is.
    begin_where(move || app.vault.with(|vault| vault.as_ref().is_some_and(is_new)));
    let found = RwSignal::new(None::<Result<DayView, Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        today.track();
        let request = request(mine.get());
        spawn_local(async move {
            let answer = link::day(Call::Day(request)).await;
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    // "Tomorrow" is another word on the next day, whatever is answered.
    let drawn = move |found: DayView| {
        today.track();
        drawn(desk, found)
    };
    let body = move || match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div> }
            .into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(found)) => drawn(found),
    };
    let date = move || {
        today.track();
        format::day(js_sys::Date::now() as u64)
    };
    let whose = move |of: bool, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (mine.get() == of).to_string() on:click=move |_| mine.set(of)>{words}</button>
        }
    };
    view! {
        <div class="main" data-testid="day">
            <header class="top list lined">
                <h1>{t().day.day}</h1>
                <span class="count wide-only">{date}</span>
                <span class="space"></span>
                <div class="segment" role="group" aria-label=t().day.whose>{whose(true, t().day.mine)}{whose(false, t().day.everybody)}</div>
                <Button
                    words=always().words.new_task weight=Weight::Primary glyph=glyphs::PLUS also="wide-only"
                    disabled=Signal::derive(move || app.read_only()) press=move |_| app.creating.set(Some(Kind::Task.into()))
                    testid="new-task"
                />
            </header>
            <div class="scroll"><div class="column"><MadeUpData known /><FirstSteps known /><Promised />{body}</div></div>
        </div>
    }
    .into_any()
}

fn drawn(desk: Desk, found: DayView) -> AnyView {
    let rows = [&found.late, &found.today, &found.next, &found.undated, &found.stuck];
    let clear = rows.iter().all(|rows| rows.total == 0) && found.meetings.total + found.next_meetings.total == 0;
    let quiet = clear.then(|| {
        view! { <div class="nothing" data-testid="day-clear">{icon_of(glyphs::SUN, 22)}<b>{t().day.clear}</b><p>{t().day.clear_words}</p></div> }
    });
    view! {
        {mentions(found.mentions)}
        {quiet}
        {section::tasks(desk, Of::Late, found.late, None)}
        {section::tasks(desk, Of::Today, found.today, Some(found.meetings))}
        {section::tasks(desk, Of::Next, found.next, Some(found.next_meetings))}
        {section::stuck(desk, found.stuck)}
        {section::tasks(desk, Of::Undated, found.undated, None)}
        {news(found.news)}
    }
    .into_any()
}

/// Notes of others that mention me.
fn mentions(mentions: Vec<Mentioned>) -> Option<impl IntoView> {
    let app = app();
    (!mentions.is_empty()).then(|| {
        let one = |one: Mentioned| {
            let name = if one.name.is_empty() { t().list.unnamed.to_owned() } else { one.name };
            let face = avatar(&one.by, "");
            view! {
                <li data-testid="mention">
                    <A href=record_path(one.kind, one.id)>
                        {face}
                        <span class="grow cut"><span class="faint">{t().team.mentioned_by(&one.by)}" "</span>{name}</span>
                        <time class="faint num" title=format::moment(one.at)>{format::past(one.at)}</time>
                    </A>
                </li>
            }
        };
        let seen = move |_| {
            spawn_local(async move {
                if let Err(problem) = link::done(Call::SawMentions(None)).await {
                    app.complain(&problem);
                }
            });
        };
        view! {
            <section class="card" data-testid="day-mentions">
                <header>
                    <h2>{t().team.mentions}" "<span class="faint num">{format::count(mentions.len() as u32)}</span></h2>
                    <Button words=t().team.all_seen weight=Weight::Ghost press=seen testid="mentions-seen" />
                </header>
                <ul class="lines links">{mentions.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}

/// What colleagues did, in the lines of the team's activity; they reach back into yesterday.
fn news(news: Vec<Deeds>) -> Option<impl IntoView> {
    (!news.is_empty()).then(|| {
        let one = |one: Deeds| {
            let when = format::past(one.at);
            deeds_line(one, when)
        };
        view! {
            <section class="card" data-testid="day-news">
                <header><h2>{t().day.news}</h2></header>
                <ul class="lines links">{news.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}
