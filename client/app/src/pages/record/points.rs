//! Labelled lines: e-mail addresses, telephone numbers, web and postal addresses.

use super::edit::Edit;
use super::reach::{Way, reach};
use crate::strings::t;
use crate::ui::{IconButton, glyphs, icon_of};
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::{Point, Shape, Value};
use wasm_bindgen::JsCast;

/// One line being edited; `key` tells lines apart while they move.
#[derive(Clone, Copy, PartialEq)]
struct Line {
    key: u32,
    label: RwSignal<String>,
    value: RwSignal<String>,
}

impl Line {
    fn new(key: u32, point: &Point) -> Self {
        Self { key, label: RwSignal::new(t().fields.point(&point.label)), value: RwSignal::new(point.value.clone()) }
    }
}

fn points_of(value: &Value) -> Vec<Point> {
    match value {
        Value::Points(points) => points.clone(),
        _ => Vec::new(),
    }
}

/// The value that the lines make; lines without text count for nothing. `None` where a line is gone: nothing is made of a part.
fn value_of(lines: &[Line]) -> Option<Value> {
    let point = |line: &Line| {
        Some(Point {
            label: t().fields.kept_point(line.label.try_get_untracked()?.trim()),
            value: line.value.try_get_untracked()?.trim().to_owned(),
        })
    };
    let points: Option<Vec<Point>> = lines.iter().map(point).collect();
    let points: Vec<Point> = points?.into_iter().filter(|point| !point.value.is_empty()).collect();
    Some(if points.is_empty() { Value::Empty } else { Value::Points(points) })
}

/// Kind of keyboard that a phone shows.
fn keyboard(shape: &Shape) -> &'static str {
    match shape {
        Shape::Emails => "email",
        Shape::Phones => "tel",
        Shape::Links => "url",
        _ => "text",
    }
}

#[component]
pub(super) fn PointsEdit(edit: Edit, label: String, shape: Shape) -> impl IntoView {
    let node = NodeRef::<html::Ul>::new();
    let next = StoredValue::new(0_u32);
    // Lines live as long as the field, not as long as the change that brought them.
    let owner = StoredValue::new(Owner::current().map(|owner| owner.downgrade()));
    let fresh = move |point: &Point| {
        let key = next.get_value();
        next.set_value(key + 1);
        let owner = owner.with_value(|owner| owner.as_ref()?.upgrade());
        owner.map_or_else(|| Line::new(key, point), |owner| owner.with(|| Line::new(key, point)))
    };
    let lines = RwSignal::new(Vec::<Line>::new());
    let focused = RwSignal::new(false);
    let typed = edit.typed;
    let load = move || {
        typed.set_value(false);
        let made: Vec<_> = points_of(&edit.value.get_untracked()).iter().map(fresh).collect();
        lines.set(made);
    };
    // What was not typed is what was held: it is not written, or it would take back what a colleague wrote meanwhile.
    let refresh = move || {
        let same = lines.with_untracked(|lines| edit.latest() == value_of(lines));
        if !typed.get_value() && !same {
            load();
        }
    };
    Effect::new(move |_| {
        edit.value.track();
        if !focused.get_untracked() {
            refresh();
        }
    });
    let taken = move || {
        let value = lines.try_with_untracked(|lines| value_of(lines))??;
        typed.try_update_value(std::mem::take)?.then_some(value)
    };
    let commit = move || {
        if let Some(value) = taken() {
            edit.commit(value);
        }
    };
    on_cleanup(commit);
    let type_in = move || {
        typed.set_value(true);
        edit.later(taken);
    };
    let left = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        // A field that is removed while it has the focus is still left.
        let Some(node) = node.try_get_untracked() else { return };
        let inside = node.is_some_and(|node| next.is_some() && node.contains(next.as_ref()));
        if !inside {
            focused.set(false);
            commit();
            lines.update(|lines| lines.retain(|line| !line.value.with_untracked(String::is_empty)));
            refresh();
        }
    };
    let keys = move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        let is_field = target.as_ref().is_some_and(|target| target.tag_name() == "INPUT");
        match event.key().as_str() {
            "Escape" => {
                event.stop_propagation();
                edit.give_up();
                load();
            }
            // A link or a button that is left with Enter would not be pressed by it.
            "Enter" if is_field => {}
            _ => return,
        }
        drop(target.map(|target| target.blur()));
    };
    let remove = move |key: u32| {
        lines.update(|lines| lines.retain(|line| line.key != key));
        typed.set_value(true);
        commit();
    };
    let add = move |_| {
        let line = fresh(&Point { label: String::new(), value: String::new() });
        lines.update(|lines| lines.push(line));
        focus_last(node);
    };
    let kind = keyboard(&shape);
    let (way, locked) = (Way::of(&shape), super::locked());
    let name = StoredValue::new(label);
    let line = move |line: Line| {
        view! {
            <li>
                <input
                    class="edit" type="text" inputmode=kind aria-label=name.get_value() autocomplete="off" spellcheck="false"
                    data-point="" prop:value=move || line.value.get() disabled=edit.read_only
                    on:input=move |event| {
                        line.value.set(event_target_value(&event));
                        type_in();
                    }
                />
                {way.map(|way| reach(way, line.value, locked))}
                <input
                    class="edit label-of" type="text" aria-label=t().record.label placeholder=t().record.label autocomplete="off"
                    prop:value=move || line.label.get() disabled=edit.read_only
                    on:input=move |event| {
                        line.label.set(event_target_value(&event));
                        type_in();
                    }
                />
                {move || {
                    (!edit.read_only.get())
                        .then(|| {
                            view! {
                                <IconButton
                                    glyph=glyphs::X name=t().record.remove small=true also="remove"
                                    press=move |_| remove(line.key)
                                />
                            }
                        })
                }}
            </li>
        }
    };
    view! {
        <ul
            node_ref=node class="points" class:reachable=way.is_some() on:focusin=move |_| focused.set(true)
            on:focusout=left on:keydown=keys
        >
            <For each=move || lines.get() key=|line| line.key children=line />
        </ul>
        {move || {
            (!edit.read_only.get())
                .then(|| {
                    view! {
                        <button type="button" class="add-point" on:click=add>{icon_of(glyphs::PLUS, 13)}{t().record.add}</button>
                    }
                })
        }}
    }
}

fn focus_last(node: NodeRef<html::Ul>) {
    request_animation_frame(move || {
        let Some(list) = node.try_get_untracked().flatten() else {
            return;
        };
        let last = list.query_selector("li:last-child [data-point]").ok().flatten();
        if let Some(input) = last.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(input.focus());
        }
    });
}
