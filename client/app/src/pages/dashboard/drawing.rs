//! A chart drawn on the page. Every bar opens the list of what it counts, by pointer and by keys: the drawing is one stop of
//! the Tab key, arrows walk from bar to bar.

use super::chart::Chart;
use super::export;
use super::scene::{Ink, Place, Scene, Shape};
use super::{Behind, Desk};
use crate::strings::t;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

pub(super) fn drawing(chart: &Arc<Chart>, scene: &Scene, desk: Desk) -> AnyView {
    // Where a whole slot can be pressed, its bar is not a second stop.
    let slots = scene.shapes.iter().any(|shape| matches!(shape, Shape::Press { .. }));
    let mut first = true;
    let shapes = scene.shapes.iter().map(|shape| {
        let stop = stop(shape, slots).and_then(|place| Stop::of(chart, place, &mut first));
        element(shape, stop, desk)
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

/// What a shape is to somebody who follows it to its list.
struct Stop {
    behind: Behind,
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
        let says = t().dashboard.shows(head, &named.name, &chart.words(figure, *number));
        Some(Self { behind: chart.behind((line, part), figure), says, tab })
    }
}

fn stop(shape: &Shape, slots: bool) -> Option<Place> {
    match shape {
        Shape::Press { of, .. } => Some(*of),
        Shape::Rect { of, .. } if !slots => *of,
        _ => None,
    }
}

fn element(shape: &Shape, stop: Option<Stop>, desk: Desk) -> AnyView {
    let fill = |ink: &Ink| format!("fill-{}", ink.name());
    let is_stop = stop.is_some();
    match shape {
        Shape::Rect { x, y, width, height, round, ink, .. } => {
            let rect = view! {
                <rect x=*x y=*y width=*width height=*height rx=*round class=fill(ink) class:press=is_stop />
            };
            linked(rect.into_any(), stop, desk)
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
        Shape::Press { x, y, width, height, .. } => {
            let rect = view! {
                <rect x=*x y=*y width=*width height=*height rx=6.0 class="hit" class:press=is_stop />
            };
            linked(rect.into_any(), stop, desk)
        }
    }
}

/// A shape as the link that it is, if there is a list behind it.
fn linked(shape: AnyView, stop: Option<Stop>, desk: Desk) -> AnyView {
    let Some(Stop { behind, says, tab }) = stop else { return shape };
    let href = behind.address(desk);
    let open = move |event: MouseEvent| behind.follow(desk, &event);
    // Inside of a group it is a link of drawings: one of texts is not drawn there.
    view! { <g><a href=href tabindex=tab aria-label=says on:click=open>{shape}</a></g> }.into_any()
}

/// Goes to the next bar or the one before.
fn walk(event: &KeyboardEvent) {
    let on = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => true,
        "ArrowLeft" | "ArrowUp" => false,
        _ => return,
    };
    let Some(from) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Ok(Some(drawing)) = from.closest("svg") else { return };
    let Ok(all) = drawing.query_selector_all("a") else { return };
    let stops: Vec<Element> = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok()).collect();
    let Some(at) = stops.iter().position(|stop| *stop == from) else { return };
    let to = if on { Some(at + 1) } else { at.checked_sub(1) };
    let Some(to) = to.and_then(|at| stops.get(at)) else { return };
    event.prevent_default();
    // Drawn things have the same `focus` as others, and no type of their own for it here.
    let (was, is) = (from.set_attribute("tabindex", "-1"), to.set_attribute("tabindex", "0"));
    let _ = was.and(is).and(to.unchecked_ref::<HtmlElement>().focus());
}
