//! What was corrected on a person's request (Art. 16): the fields that were written since it came. A request that is closed
//! keeps which they were, and no value.

use super::request::Request;
use super::words::RequestKind;
use crate::book::Book;
use crate::schema::FieldKey;

impl Book {
    /// Fields of the person that were changed since a request for correction came, in display order; of a closed one those
    /// that were when it was closed. None for other requests, and where the person is not here.
    pub fn rectified(&self, request: &Request) -> Vec<FieldKey> {
        if request.kind != RequestKind::Rectify {
            return Vec::new();
        }
        if request.is_closed() {
            return request.corrected.clone();
        }
        let Some(record) = request.person.and_then(|person| self.get(&person)) else { return Vec::new() };
        // What somebody was written down with, however late, was not corrected by that.
        let changed = |key: FieldKey| {
            record.last_written(key).is_some_and(|stamp| stamp.ms >= request.received && stamp != record.created())
        };
        record.specs().filter(|spec| !spec.hidden && changed(spec.key)).map(|spec| spec.key).collect()
    }
}
