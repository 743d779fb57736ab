//! The order that a record was opened from, to walk on with J and K: a list, or what stood on a page.

use super::App;
use crate::link;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashSet;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind, PageAnswer, PageAsk, Place, RowsRequest};

/// Trails kept: whoever comes back from a record further on walks on where they were.
const KEPT: usize = 8;

/// In which order one walks.
#[derive(Clone, PartialEq)]
pub(crate) enum Way {
    /// A list that is asked for again, whatever changes.
    Rows(RowsRequest),
    /// Records as they stood on a page, each once.
    Shown(Vec<(Kind, Id)>),
}

/// An order, and which of its records is shown. Of any other record, come to by whatever way, it says nothing.
#[derive(Clone, PartialEq)]
pub(crate) struct Trail {
    /// What one walks along.
    pub(crate) way: Way,
    /// The list that was picked by hand, if it is one.
    pub(crate) within: Option<Id>,
    /// It was a table, whose cursor goes along.
    pub(crate) table: bool,
    /// The kind of the record that is shown.
    pub(crate) kind: Kind,
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

    /// Of a list, the record at an index, where it was opened.
    pub(crate) fn of_rows(rows: RowsRequest, id: Id, index: u32, total: u32) -> Self {
        let kind = rows.kind;
        Self { way: Way::Rows(rows), within: None, table: false, kind, id, index, stands: true, total }
    }

    /// Of what stands on a page, the record that was opened. One alone leads nowhere.
    fn of_shown(mut all: Vec<(Kind, Id)>, opened: (Kind, Id)) -> Option<Self> {
        let mut seen = HashSet::new();
        all.retain(|(_, id)| seen.insert(*id));
        let index = all.iter().position(|one| *one == opened)? as u32;
        let ((kind, id), total) = (opened, all.len() as u32);
        let way = Way::Shown(all);
        (total > 1).then_some(Self { way, within: None, table: false, kind, id, index, stands: true, total })
    }

    /// The same order at the next record, or the one before. What stood on a page and is gone by now is passed over.
    pub(crate) async fn walked(mut self, step: i64) -> Option<Self> {
        loop {
            let index = self.neighbour(step)?;
            match &self.way {
                Way::Rows(rows) => {
                    let request = RowsRequest { first: index, count: 1, ..rows.clone() };
                    let found = link::rows(Call::Rows(request)).await.ok()?;
                    let id = found.rows.first()?.id;
                    return Some(Self { id, index, stands: true, total: found.total, ..self });
                }
                Way::Shown(all) => {
                    let (kind, id) = *all.get(index as usize)?;
                    self = Self { kind, id, index, ..self };
                    if link::record(Call::Record(id)).await.is_ok() {
                        return Some(self);
                    }
                }
            }
        }
    }

    /// The same list after a change.
    fn settled(self, place: Place) -> Self {
        let index = place.index.unwrap_or_else(|| self.index.min(place.total));
        Self { index, stands: place.index.is_some(), total: place.total, ..self }
    }
}

impl App {
    /// The order in which this record stands, if it was opened from one.
    pub(crate) fn trail_of(self, kind: Kind, id: Id) -> Option<Trail> {
        let here = |trail: &&Trail| trail.kind == kind && trail.id == id;
        self.trails.with(|trails| trails.iter().rev().find(here).cloned())
    }

    /// As [`Self::trail_of`], outside of reactive places.
    pub(crate) fn trail_of_now(self, kind: Kind, id: Id) -> Option<Trail> {
        untrack(|| self.trail_of(kind, id))
    }

    /// Keeps a trail, instead of any other of its record.
    pub(crate) fn keep_trail(self, trail: Trail) {
        self.trails.update(|trails| {
            trails.retain(|known| known.id != trail.id);
            trails.push(trail);
            let old = trails.len().saturating_sub(KEPT);
            trails.drain(..old);
        });
    }

    /// One has walked on from this record.
    pub(crate) fn walk_trail(self, from: Id, trail: Trail) {
        self.trails.update_untracked(|trails| trails.retain(|known| known.id != from));
        self.keep_trail(trail);
    }

    /// A record is opened from among others, in the order in which they stand; of none, where it was opened before says
    /// nothing any more.
    pub(crate) fn open_among(self, all: Vec<(Kind, Id)>, opened: (Kind, Id)) {
        self.trails.update(|trails| trails.retain(|known| known.id != opened.1));
        if let Some(trail) = Trail::of_shown(all, opened) {
            self.keep_trail(trail);
        }
    }

    /// Finds the shown record in its list again: records come, go and change their order.
    pub(crate) fn settle_trail(self, kind: Kind, id: Id) {
        let Some(before) = self.trail_of_now(kind, id) else { return };
        let Way::Rows(rows) = before.way.clone() else { return };
        spawn_local(async move {
            let ask = PageAsk::Place { rows, id, near: before.index };
            let Ok(PageAnswer::Place(place)) = link::page(Call::Page(ask)).await else { return };
            // One may have walked on meanwhile.
            if self.trail_of_now(kind, id).as_ref() == Some(&before) {
                let after = before.clone().settled(place);
                if after != before {
                    self.keep_trail(after);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail(index: u32, stands: bool, total: u32) -> Trail {
        Trail { stands, ..Trail::of_rows(RowsRequest::all(Kind::Deal), Id([1; 16]), index, total) }
    }

    #[test]
    fn one_walks_along_a_list_and_not_beyond_its_ends() {
        assert_eq!((trail(0, true, 2).neighbour(-1), trail(0, true, 2).neighbour(1)), (None, Some(1)));
        assert_eq!((trail(1, true, 2).neighbour(-1), trail(1, true, 2).neighbour(1)), (Some(0), None));
        assert_eq!((trail(0, true, 0).neighbour(-1), trail(0, true, 0).neighbour(1)), (None, None));
    }

    #[test]
    fn of_what_stands_on_a_page_each_record_is_walked_once_and_one_alone_leads_nowhere() {
        let [one, two] = [(Kind::Task, Id([1; 16])), (Kind::Deal, Id([2; 16]))];
        let trail = Trail::of_shown(vec![one, two, one], two).expect("an order");
        assert_eq!((trail.index, trail.total, trail.kind), (1, 2, Kind::Deal));
        assert_eq!((trail.neighbour(-1), trail.neighbour(1)), (Some(0), None));
        assert!(Trail::of_shown(vec![one, one], one).is_none());
        assert!(Trail::of_shown(vec![one], two).is_none());
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
