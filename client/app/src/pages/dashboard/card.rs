//! One chart on the page: the drawing, the same numbers as a table, and a menu to save the picture. Every bar and every
//! number opens the list of what it counts.

use super::chart::{Chart, Column};
use super::drawing::drawing;
use super::export::{self, Picture};
use super::{Behind, Desk};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{IconButton, Menu, glyphs, icon};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::{Call, Problem};

/// Widths of drawings: of half a page, and on a phone.
const WIDE: f64 = 500.0;
const NARROW: f64 = 326.0;

#[component]
pub(super) fn Card(chart: Chart, desk: Desk) -> impl IntoView {
    let app = app();
    let (id, title) = (chart.id.to_string(), chart.title.clone());
    let (testid, of) = (format!("chart-{id}"), id.clone());
    let chart = Arc::new(chart);
    let opened = Memo::new(move |_| desk.opened.with(|opened| opened.contains(&of)));
    let toggle = move |_| {
        desk.opened.update(|opened| {
            if !opened.remove(&id) {
                opened.insert(id.clone());
            }
        });
    };
    let empty = chart.is_empty();
    let body = if empty {
        view! { <p class="nothing">{t().dashboard.nothing}</p> }.into_any()
    } else {
        let drawn = chart.clone();
        let scene = move || {
            let scene = drawn.scene(if app.narrow.get() { NARROW } else { WIDE });
            drawing(&drawn, &scene, desk)
        };
        view! {
            <div class="body">
                <div class="picture" hidden=opened>{scene}</div>
                {table(&chart, desk, opened)}
            </div>
        }
        .into_any()
    };
    let toggle_words =
        Signal::derive(move || if opened.get() { t().dashboard.chart } else { t().dashboard.numbers }.to_owned());
    let toggle_glyph = move || if opened.get() { icon(glyphs::CHART) } else { icon(glyphs::TABLE) };
    let tools = (!empty).then(|| {
        view! {
            <button
                type="button" class="icon-btn" title=toggle_words aria-label=toggle_words data-testid="chart-numbers"
                on:click=toggle
            >
                {toggle_glyph}
            </button>
            {save_menu(chart.clone(), desk)}
        }
    });
    view! {
        <section class="card chart-card" data-testid=testid>
            <header><h2>{title.to_string()}</h2>{tools}</header>
            {body}
        </section>
    }
    .into_any()
}

/// Writes down on the trail that the chart is taken out.
async fn taken(name: String) -> Result<(), Problem> {
    link::done(Call::PrivacyAsk(PrivacyAsk::Taking(TakingAsk::Picture { name }))).await
}

fn save_menu(chart: Arc<Chart>, desk: Desk) -> AnyView {
    let app = app();
    let open = RwSignal::new(false);
    let title = chart.title.to_string();
    // Nothing of customers stands in a file's name.
    let name = format!("{}-{}", chart.id, format::today());
    let is_of_today = chart.is_of_today();
    let when = move || if is_of_today { format::day(js_sys::Date::now() as u64) } else { desk.words.get_value() };
    let picture = move || Picture {
        title: format!("{} · {}", chart.title, when()),
        summary: chart.summary(),
        scene: chart.scene(WIDE),
    };
    let save = move |as_svg: bool| {
        open.set(false);
        let (picture, name, title) = (picture(), name.clone(), title.clone());
        spawn_local(async move {
            if let Err(problem) = taken(title).await {
                return app.complain(&problem);
            }
            let saved = match as_svg {
                true => export::save_svg(&picture, &name),
                false => export::save_png(&picture, &name).await,
            };
            if saved.is_err() {
                app.say(t().dashboard.not_saved, None);
            }
        });
    };
    let save = UnsyncCallback::new(save);
    let trigger = view! {
        <IconButton
            glyph=glyphs::DOWNLOAD name=t().dashboard.save testid="chart-save"
            press=move |_| open.update(|open| *open = !*open)
        />
    }
    .into_any();
    view! {
        <Menu open name=t().dashboard.save trigger end=true>
            <button type="button" role="menuitem" data-testid="save-svg" on:click=move |_| save.run(true)>{t().dashboard.as_svg}</button>
            <button type="button" role="menuitem" data-testid="save-png" on:click=move |_| save.run(false)>{t().dashboard.as_png}</button>
        </Menu>
    }
    .into_any()
}

/// The same numbers, to be read and pressed; out of sight while the drawing is shown.
fn table(chart: &Arc<Chart>, desk: Desk, opened: Memo<bool>) -> AnyView {
    let heads = chart
        .columns
        .iter()
        .map(|(head, ..)| view! { <th scope="col" class="end">{head.to_string()}</th> })
        .collect_view();
    let lines = (0..chart.lines.len()).map(|at| table_line(chart, at, desk, opened)).collect_view();
    view! {
        <div class="numbers" class:sr-only=move || !opened.get()>
            <table aria-label=chart.title.to_string() data-testid="numbers">
                <thead><tr><th scope="col">{chart.head.to_string()}</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn table_line(chart: &Arc<Chart>, at: usize, desk: Desk, opened: Memo<bool>) -> AnyView {
    let line = &chart.lines[at];
    let cell = |(head, part, number): &Column| {
        let figure = line.parts.get(*part)?;
        let words = chart.words(figure, *number);
        let says = t().dashboard.shows(head, &line.name, &words);
        let behind = (figure.count > 0).then(|| chart.behind((at, *part), figure));
        Some(view! { <td class="end">{linked(behind, words, says, desk, opened)}</td> })
    };
    let cells = chart.columns.iter().map(cell).collect_view();
    view! { <tr><th scope="row">{line.name.clone()}</th>{cells}</tr> }.into_any()
}

/// A number that opens its list; nothing has no list.
fn linked(behind: Option<Behind>, words: String, says: String, desk: Desk, opened: Memo<bool>) -> AnyView {
    let Some(behind) = behind else { return view! { <span class="faint num">{words}</span> }.into_any() };
    let href = behind.address(desk);
    view! {
        <a
            class="link-btn num" href=href aria-label=says
            // Nobody comes by keys to what is out of sight.
            tabindex=move || if opened.get() { "0" } else { "-1" }
            on:click=move |event: MouseEvent| behind.follow(desk, &event)
        >
            {words}
        </a>
    }
    .into_any()
}
