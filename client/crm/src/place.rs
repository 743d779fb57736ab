//! Where one record stands in a list, so that one can go on from it.

use crate::book::Book;
use crate::record::RecordId;
use crate::view::View;

impl Book {
    /// The index of a record in a view, if it stands there, and how many rows there are. Of a grouped view, where one
    /// can stand several times, the place that is nearest to `near`.
    pub fn place_of(&mut self, view: &View, id: &RecordId, near: u32) -> (Option<u32>, u32) {
        let rows = self.result(view);
        let row = self.row_of(id);
        let places = (0_u32..).zip(rows.iter()).filter(|(_, one)| Some(**one) == row).map(|(at, _)| at);
        (places.min_by_key(|at| at.abs_diff(near)), rows.len() as u32)
    }
}
