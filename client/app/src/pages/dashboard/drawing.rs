//! A chart drawn on the page. Every bar opens the list of what it counts, by pointer and by keys: the drawing is one stop of
//! the Tab key, arrows walk from bar to bar.

use super::chart::Chart;
use super::export;
use super::scene::{Ink, Place, Scene, Shape};
use super::{Desk, open_list};
use crate::strings::t;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;
use tacit_bridge::report::Figure;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

pub(super) fn drawing(chart: &Arc<Chart>, scene: &Scene, desk: Desk) -> AnyView {
    // Where a whole slot can be pressed, its bar is not a second stop.
    let slots = scene.shapes.iter().any(|shape| matches!(shape, Shape::Press { .. }));
    let mut first = true;
    let shapes = scene.shapes.iter().map(|shape| {
        let stop = stop(shape, slots).and_then(|place| Stop::of(chart, place, &mut first));
        element(chart, shape, stop, desk)
    });
    let shapes = shapes.collect_view();
    let (id, size) = (format!("says-{}", chart.id), format!("0 0 {} {}", scene.width, scene.height));
    view! {
        <p class="sr-only" id=id.clone()>{chart.summary()}</p>
        <svg
            class="chart" viewBox=size width=scene.width height=scene.height role="group" aria-label=chart.title.to_string()
            aria-describedby=id on:keydown=move |event| walk(&event)
        >
            {shapes}
        </svg>
    }
    .into_any()
}

/// What a shape is to somebody who uses keys.
struct Stop {
    says: String,
    /// Only one of a drawing is reached by Tab.
    tab: &'static str,
}

impl Stop {
    /// Nothing opens the list of nothing.
    fn of(chart: &Chart, (line, part): Place, first: &mut bool) -> Option<Self> {
        let named = chart.lines.get(line)?;
        let figure = named.parts.get(part).filter(|figure| figure.count > 0)?;
        let (head, _, number) = chart.columns.iter().find(|(_, of, _)| *of == part)?;
        let tab = if std::mem::take(first) { "0" } else { "-1" };
        Some(Self { says: t().dashboard.shows(head, &named.name, &chart.words(figure, *number)), tab })
    }
}

fn stop(shape: &Shape, slots: bool) -> Option<Place> {
    match shape {
        Shape::Press { of, .. } => Some(*of),
        Shape::Rect { of, .. } if !slots => *of,
        _ => None,
    }
}

/// The figure behind a shape.
fn figure(chart: &Chart, of: Option<Place>) -> Option<&Figure> {
    let figure = of.and_then(|(line, part)| chart.lines.get(line)?.parts.get(part));
    figure.filter(|figure| figure.count > 0)
}

fn element(chart: &Arc<Chart>, shape: &Shape, stop: Option<Stop>, desk: Desk) -> AnyView {
    let fill = |ink: &Ink| format!("fill-{}", ink.name());
    let open = |of: Option<Place>| {
        let chart = chart.clone();
        move || {
            if let Some(figure) = figure(&chart, of) {
                open_list(desk, chart.kind, figure.behind.clone());
            }
        }
    };
    let (says, tab) = stop.map(|stop| (stop.says, stop.tab)).unzip();
    let role = says.is_some().then_some("button");
    match shape {
        Shape::Rect { x, y, width, height, round, ink, of } => {
            let (press, key) = (open(*of), open(*of));
            view! {
                <rect
                    x=*x y=*y width=*width height=*height rx=*round class=fill(ink) class:press=of.is_some()
                    role=role tabindex=tab aria-label=says on:click=move |_| press()
                    on:keydown=move |event| pressed(&event, &key)
                />
            }
            .into_any()
        }
        Shape::Words { x, y, anchor, size, ink, words, .. } => view! {
            <text x=*x y=*y font-size=*size text-anchor=anchor.word() class=fill(ink) aria-hidden="true">{words.clone()}</text>
        }
        .into_any(),
        Shape::Line { points, ink } => view! {
            <path d=export::path(points) class=format!("line-{}", ink.name()) stroke-width=export::stroke(*ink) />
        }
        .into_any(),
        Shape::Area { points, floor, ink } => view! {
            <path d=export::area(points, *floor) class=format!("area {}", fill(ink)) />
        }
        .into_any(),
        Shape::Dot { x, y, ink, .. } => view! { <circle cx=*x cy=*y r=3.5 class=fill(ink) /> }.into_any(),
        Shape::Press { x, y, width, height, of } => {
            let (press, key) = (open(Some(*of)), open(Some(*of)));
            view! {
                <rect
                    x=*x y=*y width=*width height=*height rx=6.0 class="hit press" role=role tabindex=tab aria-label=says
                    on:click=move |_| press() on:keydown=move |event| pressed(&event, &key)
                />
            }
            .into_any()
        }
    }
}

fn pressed(event: &KeyboardEvent, open: &impl Fn()) {
    if matches!(event.key().as_str(), "Enter" | " ") {
        event.prevent_default();
        open();
    }
}

/// Goes to the next bar or the one before.
fn walk(event: &KeyboardEvent) {
    let on = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => true,
        "ArrowLeft" | "ArrowUp" => false,
        _ => return,
    };
    let Some(from) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let beside = |at: &Element| if on { at.next_element_sibling() } else { at.previous_element_sibling() };
    let mut next = beside(&from);
    while let Some(at) = next {
        if at.has_attribute("tabindex") {
            event.prevent_default();
            // Drawn things have the same `focus` as others, and no type of their own for it here.
            let (was, is) = (from.set_attribute("tabindex", "-1"), at.set_attribute("tabindex", "0"));
            let _ = was.and(is).and(at.unchecked_into::<HtmlElement>().focus());
            return;
        }
        next = beside(&at);
    }
}
