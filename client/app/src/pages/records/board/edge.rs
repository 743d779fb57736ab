//! A board goes on by itself while a card is carried near one of its edges, shows the column that keys carry one over, and
//! whether columns are out of sight at its end.

use super::lane::At;
use super::{Desk, lift};
use leptos::ev;
use leptos::prelude::*;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// A board goes on where a card is as near to an edge as one part in so many of its size; on a phone the next column, which
/// peeks in, is farther from it.
const PART: f64 = 20.0;
/// And in pixels at least and at most.
const NEAR: (f64, f64) = (20.0, 56.0);
/// Whoever only puts a card down near an edge is done by then, in milliseconds.
const DWELLS: f64 = 300.0;
/// How fast it goes on at its edge, in pixels a millisecond.
const FAST: f64 = 0.7;
/// Longest time between two frames that counts.
const FRAME: f64 = 50.0;
/// Who asks for less motion sees it go on so far at once, and not again before so many milliseconds.
const LEAP: (f64, f64) = (240.0, 700.0);

fn board() -> Option<Element> {
    document().query_selector(".board").ok().flatten()
}

/// How far the board is scrolled, in pixels.
pub(super) fn scrolled() -> (f64, f64) {
    board().map_or((0.0, 0.0), |board| (f64::from(board.scroll_left()), f64::from(board.scroll_top())))
}

/// How far it can be: what a card in hand reaches beyond is none of it.
pub(super) fn farthest() -> (f64, f64) {
    let of = |board: Element| {
        let aside = board.scroll_width() - board.client_width();
        (f64::from(aside), f64::from(board.scroll_height() - board.client_height()))
    };
    board().map_or((0.0, 0.0), of)
}

/// Looks whether columns are out of sight at the end.
pub(super) fn look(desk: Desk) {
    let more = farthest().0 - scrolled().0 > 1.0;
    // Another page may be shown by now.
    if desk.more.try_get_untracked().is_some_and(|known| known != more) {
        desk.more.set(more);
    }
}

/// Looks again when there are other columns, or more or less room for them.
pub(super) fn watch(desk: Desk) {
    Effect::new(move |_| {
        desk.lanes.track();
        request_animation_frame(move || look(desk));
    });
    let resized = window_event_listener(ev::resize, move |_| look(desk));
    on_cleanup(move || resized.remove());
}

/// How hard a point leans on the ends of a line: from -1 at its beginning to 1 at its end, 0 in between.
fn lean(at: f64, from: f64, to: f64) -> f64 {
    let near = ((to - from) / PART).clamp(NEAR.0, NEAR.1);
    if at < from + near {
        -((from + near - at) / near).min(1.0)
    } else if at > to - near {
        ((at - to + near) / near).min(1.0)
    } else {
        0.0
    }
}

/// How far a board goes on at most, when a card has been near an edge for a time, and the board moved a time ago; `None` while
/// it waits.
fn stride(calm: bool, near_for: f64, moved_ago: f64) -> Option<f64> {
    let waits = near_for < DWELLS || calm && moved_ago < LEAP.1;
    (!waits).then(|| if calm { LEAP.0 } else { FAST * moved_ago.min(FRAME) })
}

fn is_calm() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// Follows the pointer that carries a card, and takes the board along.
#[derive(Clone, Copy)]
pub(super) struct Drift {
    desk: Desk,
    /// Where the pointer is.
    at: StoredValue<(f64, f64)>,
    /// Since when it is near an edge, and when the board last moved, ms since 1970.
    since: StoredValue<Option<(f64, f64)>>,
}

impl Drift {
    pub(super) fn new(desk: Desk) -> Self {
        Self { desk, at: StoredValue::new((0.0, 0.0)), since: StoredValue::new(None) }
    }

    /// The pointer is here, with a card.
    pub(super) fn follow(self, at: (f64, f64)) {
        self.at.set_value(at);
        if self.since.get_value().is_none() {
            self.step();
        }
    }

    /// One frame; the next one follows as long as a card is near an edge.
    fn step(self) {
        // Another page may be shown by now.
        let (Some(at), Some(carried)) = (self.at.try_get_value(), self.desk.lift.try_get_untracked()) else { return };
        let Some((board, carried)) = board().zip(carried.filter(lift::Lift::follows_pointer)) else {
            return self.since.set_value(None);
        };
        let sides = board.get_bounding_client_rect();
        let (aside, down) = (lean(at.0, sides.left(), sides.right()), lean(at.1, sides.top(), sides.bottom()));
        if aside == 0.0 && down == 0.0 {
            return self.since.set_value(None);
        }
        let now = js_sys::Date::now();
        let (near, moved) = self.since.get_value().unwrap_or((now, now));
        let stride = stride(is_calm(), now - near, now - moved);
        self.since.set_value(Some((near, if stride.is_some() { now } else { moved })));
        if let Some(far) = stride {
            let (most, to) = (carried.farthest, scrolled());
            board.set_scroll_left((to.0 + aside * far).round().clamp(0.0, most.0.max(0.0)) as i32);
            board.set_scroll_top((to.1 + down * far).round().clamp(0.0, most.1.max(0.0)) as i32);
            lift::carry(self.desk, carried, at);
        }
        request_animation_frame(move || self.step());
    }
}

/// Brings a column into sight, as little as needed.
pub(super) fn reveal(lane: At) {
    if let Ok(Some(column)) = document().query_selector(&format!(".stage[data-stage=\"{}\"]", lane.mark())) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        column.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_goes_on_near_its_edges_alone_and_faster_the_nearer() {
        for (at, hard) in
            [(0.0, -1.0), (-40.0, -1.0), (25.0, -0.5), (50.0, 0.0), (500.0, 0.0), (975.0, 0.5), (1_200.0, 1.0)]
        {
            assert_eq!(lean(at, 0.0, 1_000.0), hard, "{at}");
        }
        assert_eq!(lean(368.0, 0.0, 390.0), 0.0, "what peeks in on a phone is no edge");
    }

    #[test]
    fn it_waits_before_it_goes_on_and_leaps_seldom_for_whom_motion_is_too_much() {
        assert_eq!((stride(false, 299.0, 299.0), stride(true, 299.0, 299.0)), (None, None));
        assert_eq!(stride(false, 300.0, 300.0), Some(FAST * FRAME));
        assert_eq!((stride(true, 699.0, 699.0), stride(true, 900.0, 100.0)), (None, None));
        assert_eq!(stride(true, 700.0, 700.0), Some(240.0));
    }
}
