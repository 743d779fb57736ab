//! Labelled lines: e-mail addresses, telephone numbers, web and postal addresses.

use super::edit::Edit;
use super::reach::{Way, is_mail, reach};
use crate::strings::t;
use crate::ui::{IconButton, glyphs, icon_of, wrong};
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::{Point, Shape, Value};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

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

    /// The line with another point in it; a caret in it stays.
    fn hold(self, point: &Point) -> Self {
        self.label.set(t().fields.point(&point.label));
        self.value.set(point.value.clone());
        self
    }
}

fn points_of(value: &Value) -> Vec<Point> {
    match value {
        Value::Points(points) => points.clone(),
        _ => Vec::new(),
    }
}

/// In which of the lines that are there each point of a value stands: first where its text stands already, else in the line
/// of the same place, if that is nobody else's. A line without text waits for somebody's.
fn places(held: &[&str], there: &[String]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = there.iter().map(|text| !text.trim().is_empty()).collect();
    let mut take = |at: &usize| std::mem::take(&mut free[*at]);
    let mut places: Vec<Option<usize>> = Vec::with_capacity(held.len());
    for text in held {
        places.push((0..there.len()).find(|at| there[*at].trim() == *text && take(at)));
    }
    for (at, place) in places.iter_mut().enumerate() {
        *place = place.or_else(|| Some(at).filter(|at| *at < there.len() && take(at)));
    }
    places
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
        let held = edit.latest().as_ref().map(points_of).unwrap_or_default();
        let before = lines.get_untracked();
        let texts: Vec<&str> = held.iter().map(|point| point.value.as_str()).collect();
        let there: Vec<String> = before.iter().map(|line| line.value.get_untracked()).collect();
        // The caret stays with the text that it stands in, whatever a colleague took away before it.
        let line = |(place, point): (Option<usize>, &Point)| match place {
            Some(at) => before[at].hold(point),
            None => fresh(point),
        };
        let mut made: Vec<Line> = places(&texts, &there).into_iter().zip(&held).map(line).collect();
        if focused.get_untracked() {
            // One may be about to type into it.
            made.extend(before.iter().filter(|line| line.value.with_untracked(String::is_empty)));
        }
        lines.set(made);
    };
    // What was not typed is what was held: it is not written, or it would take back what a colleague wrote meanwhile.
    let refresh = move |held: Option<Value>| {
        let same = lines.with_untracked(|lines| held == value_of(lines));
        if !typed.get_value() && !same {
            load();
        }
    };
    Effect::new(move |_| {
        // What is given up elsewhere goes back to what is held, too.
        edit.refused.track();
        refresh(Some(edit.shown()));
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
            refresh(edit.latest());
        }
    };
    let keys = move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        let is_field = target.as_ref().is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"));
        match event.key().as_str() {
            "Escape" => {
                event.stop_propagation();
                edit.give_up();
                load();
            }
            // A link or a button that is left with Enter would not be pressed by it.
            "Enter" if is_field => event.prevent_default(),
            _ => return,
        }
        drop(target.map(|target| target.blur()));
    };
    let remove = move |key: u32| {
        let of = |lines: &Vec<Line>| lines.iter().find(|line| line.key == key).map(|line| line.value.get_untracked());
        let gone = lines.with_untracked(of).filter(|gone| !gone.trim().is_empty());
        lines.update(|lines| lines.retain(|line| line.key != key));
        typed.set_value(true);
        let Some(value) = taken() else { return };
        match gone {
            // What is masked is not told where everybody looks.
            Some(_) if edit.is_masked() => edit.commit_saying(value, t().record.point_removed(&edit.label())),
            Some(gone) => edit.commit_saying(value, t().record.point_removed(gone.trim())),
            None => edit.commit(value),
        }
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
        // Said once it is left: before that, no address is whole.
        let bad = Memo::new(move |_| {
            let is_bad = |text: &String| !text.trim().is_empty() && !is_mail(text);
            way == Some(Way::Mail) && !focused.get() && line.value.with(is_bad)
        });
        view! {
            <li>
                // One line that is drawn as several where there is no room for it.
                <textarea
                    class="edit" rows="1" inputmode=kind aria-label=name.get_value() autocomplete="off" spellcheck="false"
                    data-point="" prop:value=move || line.value.get() disabled=edit.read_only
                    on:input=move |event| {
                        line.value.set(in_one_line(&event_target(&event)));
                        type_in();
                    }
                ></textarea>
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
                {move || bad.get().then(|| wrong(t().record.bad_mail.to_owned()))}
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
        {move || match edit.read_only.get() {
            true => lines.with(Vec::is_empty).then(|| view! { <span class="faint">{t().record.none}</span> }).into_any(),
            false => view! {
                <button type="button" class="add-point" on:click=add>{icon_of(glyphs::PLUS, 13)}{t().record.add}</button>
            }
            .into_any(),
        }}
    }
}

/// What stands there, without the line breaks of what was held or pasted; the caret stays where it is.
fn in_one_line(area: &HtmlTextAreaElement) -> String {
    let text = area.value();
    if text.contains('\n') {
        let at = area.selection_end().ok().flatten();
        area.set_value(&text.replace('\n', " "));
        drop(at.map(|at| area.set_selection_range(at, at)));
    }
    area.value()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(held: &[&str], there: &[&str]) -> Vec<Option<usize>> {
        places(held, &there.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_text_stays_in_its_line_whatever_goes_before_it() {
        assert_eq!(at(&["b", "c"], &["a", "b", "c"]), [Some(1), Some(2)], "the first was taken away");
        assert_eq!(at(&["x", "a", "b"], &["a", "b"]), [None, Some(0), Some(1)], "one came before them");
        assert_eq!(at(&["a", "a"], &["a", "b"]), [Some(0), Some(1)], "the same text twice has two lines");
        assert_eq!(at(&["a"], &[]), [None]);
    }

    #[test]
    fn a_text_that_changed_stays_in_its_place_and_a_new_line_waits() {
        assert_eq!(at(&["a", "x"], &["a", "b"]), [Some(0), Some(1)]);
        assert_eq!(at(&["a", "x"], &["a", ""]), [Some(0), None], "somebody is about to type there");
        assert_eq!(at(&["x"], &["x", ""]), [Some(0)]);
    }
}
