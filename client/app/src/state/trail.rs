//! The list that a record was opened from, to walk on with J and K.

use super::App;
use crate::link;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, PageAnswer, PageAsk, Place, RowsRequest};

/// A list, and which of its records is shown. Of any other record, come to by whatever way, it says nothing.
#[derive(Clone, PartialEq)]
pub(crate) struct Trail {
    /// What the list showed.
    pub(crate) request: RowsRequest,
    /// The list that was picked by hand, if it is one.
    pub(crate) within: Option<Id>,
    /// It was a table, whose cursor goes along.
    pub(crate) table: bool,
    /// The record that is shown.
    pub(crate) id: Id,
    /// Where it stands, or stood before it was changed so that the list has it no more.
    pub(crate) index: u32,
    /// It still stands there.
    pub(crate) stands: bool,
    /// The list's length.
    pub(crate) total: u32,
}

impl Trail {
    /// The index of the next record, or the one before. Where the shown one has left the list, the next stands in its place.
    pub(crate) fn neighbour(&self, step: i64) -> Option<u32> {
        let gone = i64::from(!self.stands && step > 0);
        let index = u32::try_from(i64::from(self.index) + step - gone).ok()?;
        (index < self.total).then_some(index)
    }

    /// The same list after a change.
    fn settled(self, place: Place) -> Self {
        let index = place.index.unwrap_or_else(|| self.index.min(place.total));
        Self { index, stands: place.index.is_some(), total: place.total, ..self }
    }
}

impl App {
    /// The list in which this record stands, if it was opened from one.
    pub(crate) fn trail_of(self, kind: Kind, id: Id) -> Option<Trail> {
        self.trail.get().filter(|trail| trail.request.kind == kind && trail.id == id)
    }

    /// As [`Self::trail_of`], outside of reactive places.
    pub(crate) fn trail_of_now(self, kind: Kind, id: Id) -> Option<Trail> {
        untrack(|| self.trail_of(kind, id))
    }

    /// Finds the shown record in its list again: records come, go and change their order.
    pub(crate) fn settle_trail(self, kind: Kind, id: Id) {
        let Some(before) = self.trail_of_now(kind, id) else { return };
        spawn_local(async move {
            let ask = PageAsk::Place { rows: before.request.clone(), id, near: before.index };
            let Ok(PageAnswer::Place(place)) = link::page(Call::Page(ask)).await else { return };
            // One may have walked on meanwhile.
            if self.trail_of_now(kind, id).as_ref() == Some(&before) {
                let after = before.clone().settled(place);
                if after != before {
                    self.trail.set(Some(after));
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail(index: u32, stands: bool, total: u32) -> Trail {
        let request = RowsRequest::all(Kind::Deal);
        Trail { request, within: None, table: true, id: Id([1; 16]), index, stands, total }
    }

    #[test]
    fn one_walks_along_a_list_and_not_beyond_its_ends() {
        assert_eq!((trail(0, true, 2).neighbour(-1), trail(0, true, 2).neighbour(1)), (None, Some(1)));
        assert_eq!((trail(1, true, 2).neighbour(-1), trail(1, true, 2).neighbour(1)), (Some(0), None));
        assert_eq!((trail(0, true, 0).neighbour(-1), trail(0, true, 0).neighbour(1)), (None, None));
    }

    #[test]
    fn what_left_the_list_is_followed_by_what_took_its_place() {
        let left = trail(1, true, 3).settled(Place { index: None, total: 2 });
        assert_eq!((left.neighbour(-1), left.neighbour(1)), (Some(0), Some(1)));
        let last = trail(2, true, 3).settled(Place { index: None, total: 2 });
        assert_eq!((last.neighbour(-1), last.neighbour(1)), (Some(1), None));
        let shrunk = trail(9, true, 10).settled(Place { index: None, total: 0 });
        assert_eq!((shrunk.neighbour(-1), shrunk.neighbour(1)), (None, None));
        let back = left.settled(Place { index: Some(2), total: 3 });
        assert_eq!((back.stands, back.neighbour(-1), back.neighbour(1)), (true, Some(1), None));
    }
}
