//! Where on the hours of a day something is: under the pointer, in steps of a quarter of an hour; and the hours that go on by
//! themselves while something is carried near their edge.

use super::lanes::DAY;
use leptos::prelude::*;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// In minutes.
const STEP: i32 = 15;
/// What an empty place that is pressed begins with, in minutes.
const HALF: i32 = 30;
/// Hours go on where something is as near to their edge, in pixels.
const NEAR: f64 = 36.0;
/// And so far with each frame at most.
const FAST: f64 = 10.0;

/// When something begins that was carried so many minutes on; within its day, if it may not leave that. One that was hardly
/// moved keeps its minute, whatever that is.
pub(super) fn aimed(begins: i32, by: f64, within: bool) -> i32 {
    if by.abs() < f64::from(STEP) / 2.0 {
        return begins;
    }
    let to = ((f64::from(begins) + by) / f64::from(STEP)).round() as i32 * STEP;
    if within { to.clamp(0, DAY - STEP) } else { to }
}

/// The next step on from a minute, or back, within the day.
pub(super) fn stepped(minute: i32, on: bool) -> i32 {
    let step = if on { minute.div_euclid(STEP) + 1 } else { (minute + STEP - 1).div_euclid(STEP) - 1 };
    (step * STEP).clamp(0, (DAY - STEP).max(minute))
}

/// When something begins that is made by a press at this minute.
pub(super) fn pressed(minute: f64) -> i32 {
    (minute as i32).div_euclid(HALF).clamp(0, DAY / HALF - 1) * HALF
}

/// The hours in which an element stands.
pub(super) fn hours_of(element: &Element) -> Option<Element> {
    element.closest(".hours").ok().flatten()
}

/// The minute of a day at a height of the page, by the hours of one.
pub(super) fn minute_at(hours: &Element, y: f64) -> f64 {
    let sides = hours.get_bounding_client_rect();
    (y - sides.top()) / sides.height().max(1.0) * f64::from(DAY)
}

/// The minute under a point, where there are hours.
pub(super) fn minute_under((x, y): (f64, f64)) -> Option<f64> {
    let under = document().element_from_point(x as f32, y as f32)?;
    Some(minute_at(&hours_of(&under)?, y))
}

fn scroller() -> Option<Element> {
    document().query_selector(".calendar-scroll").ok().flatten()
}

/// How far days or hours are scrolled, in pixels.
pub(super) fn scrolled() -> f64 {
    scroller().map_or(0.0, |scroller| f64::from(scroller.scroll_top()))
}

/// Brings the place for what keys carry into sight, once it is drawn.
pub(super) fn reveal() {
    request_animation_frame(|| {
        if let Ok(Some(place)) = document().query_selector(".hours > .landing") {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options.set_inline(ScrollLogicalPosition::Nearest);
            place.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// How hard a height leans on the ends of what scrolls, from -1 to 1. What is above it is the row without hours, where things
/// are put as well: that does not count.
fn lean(y: f64, top: f64, bottom: f64) -> f64 {
    if (top..top + NEAR).contains(&y) {
        (y - top - NEAR) / NEAR
    } else if y > bottom - NEAR {
        ((y - bottom + NEAR) / NEAR).min(1.0)
    } else {
        0.0
    }
}

/// Takes the hours along with a pointer at this height; whether they went on.
fn go_on(y: f64) -> bool {
    let Some(scroller) = scroller() else { return false };
    let sides = scroller.get_bounding_client_rect();
    let (was, by) = (scroller.scroll_top(), lean(y, sides.top(), sides.bottom()) * FAST);
    // At least one pixel, so that it does not stand still at the edge of where it begins.
    scroller.set_scroll_top(was + (by.abs().ceil() * by.signum()) as i32);
    by != 0.0 && scroller.scroll_top() != was
}

/// Follows a pointer that carries something.
#[derive(Clone, Copy)]
pub(super) struct Drift {
    at: StoredValue<(f64, f64)>,
    runs: StoredValue<bool>,
    /// Puts what is carried under the pointer again; whether there still is anything.
    carry: Callback<(f64, f64), bool>,
}

impl Drift {
    pub(super) fn new(carry: Callback<(f64, f64), bool>) -> Self {
        Self { at: StoredValue::new((0.0, 0.0)), runs: StoredValue::new(false), carry }
    }

    /// The pointer is here.
    pub(super) fn follow(self, at: (f64, f64)) {
        self.at.set_value(at);
        if !self.runs.get_value() {
            self.step();
        }
    }

    /// One frame; the next one follows as long as hours go on.
    fn step(self) {
        // Another page may be shown by now.
        let Some(at) = self.at.try_get_value() else { return };
        let goes = self.carry.run(at) && go_on(at.1);
        self.runs.set_value(goes);
        if goes {
            request_animation_frame(move || self.step());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_lands_on_quarters_of_an_hour_and_what_hardly_moved_stays() {
        assert_eq!(aimed(607, 7.0, true), 607);
        assert_eq!(aimed(607, -7.0, true), 607);
        assert_eq!((aimed(607, 9.0, true), aimed(607, -30.0, true)), (615, 570));
        assert_eq!((aimed(600, 52.0, true), aimed(600, -53.0, true)), (645, 540));
        assert_eq!((aimed(600, -900.0, true), aimed(600, 900.0, true)), (0, 1_425), "within the day");
        assert_eq!((aimed(1_380, 120.0, false), aimed(0, -60.0, false)), (1_500, -60), "or not");
    }

    #[test]
    fn keys_go_from_quarter_to_quarter_within_the_day() {
        assert_eq!((stepped(600, true), stepped(600, false)), (615, 585));
        assert_eq!((stepped(607, true), stepped(607, false)), (615, 600));
        assert_eq!((stepped(0, false), stepped(1_425, true), stepped(1_430, true)), (0, 1_425, 1_430));
        assert_eq!(stepped(1_430, false), 1_425);
    }

    #[test]
    fn a_press_begins_at_the_half_hour_before_it() {
        assert_eq!([0.0, 29.9, 30.0, 629.0, 1_440.0, -1.0].map(pressed), [0, 0, 30, 600, 1_410, 0]);
    }

    #[test]
    fn hours_go_on_near_their_edges_and_not_under_the_row_above() {
        assert_eq!([100.0, 118.0, 136.0, 400.0].map(|y| lean(y, 100.0, 500.0)), [-1.0, -0.5, 0.0, 0.0]);
        assert_eq!([482.0, 500.0, 900.0].map(|y| lean(y, 100.0, 500.0)), [0.5, 1.0, 1.0]);
        assert_eq!(lean(99.0, 100.0, 500.0), 0.0);
    }
}
