//! Where a list of offers opens: beneath its field, or above it where there is no room beneath, near the foot of the window, of a
//! table or of a dialog, and over a phone's keyboard. It is never higher than the room that it has.

use crate::state::app;
use leptos::ev::resize;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Between a field and its list, and between the list and an edge, in pixels.
const GAPS: f64 = 5.0 + 8.0;
/// A list with less room than this is of little use, in pixels: where it has less on both sides it stands beneath, and who wants
/// to see all of it scrolls.
const FEW: f64 = 120.0;

/// From where to where something reaches, in pixels from the top of the window.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Reach {
    top: f64,
    bottom: f64,
}

impl Reach {
    fn of(part: &Element) -> Self {
        let place = part.get_bounding_client_rect();
        Self { top: place.top(), bottom: place.bottom() }
    }
}

/// Whether a list stands above its field, and how high it may be. One that is above stays there when it becomes shorter: it
/// would jump while somebody types.
fn room(field: Reach, seen: Reach, needs: f64, was_above: bool) -> (bool, f64) {
    let (above, below) = (field.top - seen.top - GAPS, seen.bottom - field.bottom - GAPS);
    let fits_below = needs <= below && !was_above;
    let is_above = !fits_below && above > below && above >= needs.min(FEW);
    (is_above, if is_above { above } else { below.max(FEW) })
}

/// What is seen where a list stands: the window but for a keyboard, and of what scrolls around the list what nothing lies over.
fn seen_around(list: &Element) -> Reach {
    let page = window();
    let mut seen = match page.visual_viewport() {
        Some(own) => Reach { top: own.offset_top(), bottom: own.offset_top() + own.height() },
        None => {
            let height = page.inner_height().ok().and_then(|height| height.as_f64());
            Reach { top: 0.0, bottom: height.unwrap_or_default() }
        }
    };
    let mut around = list.parent_element();
    while let Some(part) = around {
        let computed = computed(&part);
        if computed("overflow-y") != "visible" {
            // Heads and feet that stay in sight are told by the padding of what scrolls beneath them.
            let own = Reach::of(&part);
            seen.top = seen.top.max(own.top + pixels(&computed("scroll-padding-top")));
            seen.bottom = seen.bottom.min(own.bottom - pixels(&computed("scroll-padding-bottom")));
        }
        // Nothing around it cuts off what lies over the page.
        around = if computed("position") == "fixed" { None } else { part.parent_element() };
    }
    seen
}

/// The styles of a part as they came out, by their names.
fn computed(part: &Element) -> impl Fn(&str) -> String + use<> {
    let looks = window().get_computed_style(part).ok().flatten();
    move |name| looks.as_ref().and_then(|looks| looks.get_property_value(name).ok()).unwrap_or_default()
}

/// How much lies over the end of what scrolls, in pixels: a foot that stays in sight, and what is said.
pub(crate) fn covered_end(part: &Element) -> f64 {
    pixels(&computed(part)("scroll-padding-bottom"))
}

/// "36px"; all else is nothing.
fn pixels(length: &str) -> f64 {
    length.strip_suffix("px").and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// Puts a list where there is more room for it; and moves it into sight, where that may have to be.
fn put(list: &HtmlElement, reveals: bool) {
    let Some(field) = list.parent_element() else { return };
    let (classes, look) = (list.class_list(), list.style());
    // It is measured as high as it is by itself, which moves what is scrolled in it. Nothing of this fails: the names are ours.
    let scrolled = list.scroll_top();
    let _ = look.remove_property("--room");
    let needs = f64::from(list.offset_height());
    let (is_above, height) = room(Reach::of(&field), seen_around(list), needs, classes.contains("above"));
    let _ = classes.toggle_with_force("above", is_above);
    let _ = look.set_property("--room", &format!("{height}px"));
    list.set_scroll_top(scrolled);
    // On a phone what has no room on either side is moved into sight: there is little to scroll by.
    if reveals && app().narrow.get_untracked() {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        list.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Keeps a list of offers where there is room for it, as long as it is on the page. Its parent is what it belongs to; `lines` are
/// counted anew whenever there may be others.
pub(crate) fn keep_room(list: NodeRef<html::Div>, lines: impl Fn() -> usize + 'static) {
    let fit = move |reveals: bool| {
        if let Some(list) = list.try_get_untracked().flatten() {
            put(&list, reveals);
        }
    };
    Effect::new(move |_| {
        lines();
        if list.get().is_some() {
            request_animation_frame(move || fit(true));
        }
    });
    when_seen_changes(move || fit(true));
    // Under a keyboard that covers a part of it the page is moved by a finger, and by a browser that shows the caret.
    hear_viewport("scroll", move || fit(false));
}

/// Runs whenever more or less of the page is seen: the window has another size, or a keyboard covers a part of it.
pub(crate) fn when_seen_changes(run: impl Fn() + Clone + 'static) {
    let own = run.clone();
    let resized = window_event_listener(resize, move |_| own());
    on_cleanup(move || resized.remove());
    hear_viewport("resize", run);
}

/// Runs with every such event of the part of the page that is seen.
fn hear_viewport(event: &'static str, run: impl Fn() + 'static) {
    let Some(seen) = window().visual_viewport() else { return };
    let listener = Closure::<dyn Fn()>::new(run);
    let heard = seen.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref()).is_ok();
    let kept = StoredValue::new_local((seen, listener));
    on_cleanup(move || {
        if let Some((seen, listener)) = kept.try_update_value(|kept| (kept.0.clone(), kept.1.as_ref().clone()))
            && heard
        {
            let _ = seen.remove_event_listener_with_callback(event, listener.unchecked_ref());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{FEW, GAPS, Reach, pixels, room};

    const WINDOW: Reach = Reach { top: 0.0, bottom: 800.0 };

    fn field(top: f64) -> Reach {
        Reach { top, bottom: top + 30.0 }
    }

    #[test]
    fn a_list_opens_beneath_as_long_as_it_fits_there() {
        assert_eq!(room(field(100.0), WINDOW, 300.0, false), (false, 670.0 - GAPS));
        assert!(!room(field(600.0), WINDOW, 170.0 - GAPS, false).0, "it just fits");
        assert_eq!(room(field(600.0), WINDOW, 171.0 - GAPS, false), (true, 600.0 - GAPS));
    }

    #[test]
    fn it_is_as_high_as_the_room_on_the_side_that_has_more() {
        assert_eq!(room(field(300.0), WINDOW, 900.0, false), (false, 470.0 - GAPS));
        assert_eq!(room(field(500.0), WINDOW, 900.0, false), (true, 500.0 - GAPS));
        let over_keyboard = Reach { top: 60.0, bottom: 420.0 };
        assert_eq!(room(field(380.0), over_keyboard, 200.0, false), (true, 320.0 - GAPS));
    }

    #[test]
    fn it_does_not_jump_while_it_becomes_shorter() {
        assert!(room(field(600.0), WINDOW, 40.0, true).0);
        assert!(!room(field(300.0), WINDOW, 40.0, true).0, "the keyboard is gone: there is more room beneath");
    }

    #[test]
    fn between_two_edges_it_stands_beneath_unless_all_of_it_fits_above() {
        let narrow = Reach { top: 0.0, bottom: 130.0 };
        assert_eq!(room(field(80.0), narrow, 300.0, false), (false, FEW));
        assert_eq!(room(field(80.0), narrow, 60.0, false), (true, 80.0 - GAPS));
    }

    #[test]
    fn padding_is_told_in_pixels_or_not_at_all() {
        assert_eq!((pixels("36px"), pixels("12.5px"), pixels("auto"), pixels("")), (36.0, 12.5, 0.0, 0.0));
    }
}
