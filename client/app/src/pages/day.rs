//! My day: what is late, what is for today, what comes next; deals that nobody has a next step for; what colleagues did.

mod promised;
mod start;

use super::lines::line;
use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::shell::{kind_glyph, record_path};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Weight, avatar, glyphs, icon_of, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use promised::Promised;
use start::{FirstSteps, MadeUp};
use tacit_bridge::day::{DayRequest, DayView, News};
use tacit_bridge::feed::Mentioned;
use tacit_bridge::records::{FieldKey, Kind, Row};
use tacit_bridge::{Call, Problem};

/// Days that count as coming.
const AHEAD: i32 = 7;
/// News of this long, in ms: yesterday's afternoon belongs to it.
const NEWS_MS: f64 = 36.0 * 3_600_000.0;

/// As the worker sends them.
const OF_TASK: &[FieldKey] = &[FieldKey::DUE, FieldKey::ABOUT, FieldKey::OWNER, FieldKey::DONE];
const OF_DEAL: &[FieldKey] = &[FieldKey::STAGE, FieldKey::AMOUNT, FieldKey::COMPANY];

#[component]
pub(crate) fn DayPage() -> impl IntoView {
    let app = app();
    let mine = RwSignal::new(true);
    let found = RwSignal::new(None::<Result<DayView, Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        let since = (js_sys::Date::now() - NEWS_MS).max(0.0) as u64;
        let request = DayRequest { today: format::today(), until: format::day_ahead(AHEAD), mine: mine.get(), since };
        spawn_local(async move {
            let answer = link::day(Call::Day(request)).await;
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let body = move || match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div> }
            .into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(found)) => drawn(found),
    };
    let whose = move |of: bool, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (mine.get() == of).to_string() on:click=move |_| mine.set(of)>{words}</button>
        }
    };
    view! {
        <div class="main" data-testid="day">
            <header class="top list">
                <h1>{t().day.day}</h1>
                <span class="count wide-only">{format::day(js_sys::Date::now() as u64)}</span>
                <span class="space"></span>
                <div class="segment" role="group" aria-label=t().day.whose>{whose(true, t().day.mine)}{whose(false, t().day.everybody)}</div>
                <Button
                    words=always().words.new_task weight=Weight::Primary glyph=glyphs::PLUS also="wide-only"
                    disabled=Signal::derive(move || app.read_only()) press=move |_| app.creating.set(Some(Kind::Task.into()))
                    testid="new-task"
                />
            </header>
            <div class="scroll"><div class="column"><MadeUp /><FirstSteps /><Promised />{body}</div></div>
        </div>
    }
    .into_any()
}

fn drawn(found: DayView) -> AnyView {
    let clear =
        [&found.late, &found.today, &found.next, &found.undated, &found.stuck].iter().all(|rows| rows.is_empty());
    let quiet = clear.then(|| {
        view! { <div class="nothing" data-testid="day-clear">{icon_of(glyphs::SUN, 22)}<b>{t().day.clear}</b><p>{t().day.clear_words}</p></div> }
    });
    view! {
        {mentions(found.mentions)}
        {quiet}
        {section(t().day.late, "late", Kind::Task, OF_TASK, found.late)}
        {section(t().day.today, "today", Kind::Task, OF_TASK, found.today)}
        {section(t().day.next, "next", Kind::Task, OF_TASK, found.next)}
        {section(t().day.stuck, "stuck", Kind::Deal, OF_DEAL, found.stuck)}
        {section(t().day.undated, "undated", Kind::Task, OF_TASK, found.undated)}
        {news(found.news)}
    }
    .into_any()
}

fn section(
    title: &'static str,
    testid: &'static str,
    kind: Kind,
    columns: &'static [FieldKey],
    rows: Vec<Row>,
) -> Option<impl IntoView> {
    let number = format::count(rows.len() as u32);
    (!rows.is_empty()).then(|| {
        let lines = rows.into_iter().map(|row| line(kind, columns, row)).collect_view();
        view! {
            <section class="card" data-testid=format!("day-{testid}")>
                <header><h2>{title}" "<span class="faint num">{number}</span></h2></header>
                <ul class="lines links">{lines}</ul>
            </section>
        }
    })
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

fn news(news: Vec<News>) -> Option<impl IntoView> {
    (!news.is_empty()).then(|| {
        let one = |one: News| {
            let what = if one.made { t().day.made(&one.by) } else { t().day.changed(&one.by) };
            let name = if one.name.is_empty() { t().list.unnamed.to_owned() } else { one.name };
            view! {
                <li>
                    <A href=record_path(one.kind, one.id)>
                        {icon_of(kind_glyph(one.kind), 16)}
                        <span class="grow cut"><span class="faint">{what}" "</span>{name}</span>
                        <time class="faint num" title=format::moment(one.at)>{format::past(one.at)}</time>
                    </A>
                </li>
            }
        };
        view! {
            <section class="card" data-testid="day-news">
                <header><h2>{t().day.news}</h2></header>
                <ul class="lines links">{news.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}
