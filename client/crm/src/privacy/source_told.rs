//! That somebody was told where their data came from (Art. 14): with which notice, how and when. One event of the trail for
//! each person, written once.

use super::access::AccessEvent;
use super::fields;
use super::key as pk;
use super::words::{Did, Method};
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};

/// That somebody was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTold {
    /// Who.
    pub person: RecordId,
    /// With which notice; none of those kept here.
    pub notice: Option<RecordId>,
    /// How; none for somebody who knew already (Art. 14(5)(a)).
    pub method: Option<Method>,
    /// When, ms since 1970.
    pub at: u64,
    /// On which device it was written down.
    pub device: String,
    /// What the trail says of it.
    pub why: String,
}

impl SourceTold {
    /// Its record, made now; never later than now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        let event = AccessEvent {
            did: Did::Told,
            record: self.person,
            field: None,
            device: self.device.clone(),
            told: None,
            why: self.why.clone(),
        };
        let mut record = event.write(stamp)?;
        for (field, value) in [
            (pk::NOTICE, fields::link(self.notice)),
            (pk::METHOD, Value::text(self.method.map_or("", Method::word))),
            (pk::AT, Value::Number(self.at.min(stamp.ms))),
        ] {
            record.set(field, value, stamp)?;
        }
        Ok(record)
    }

    /// Reads it; `None` if it is none: words to a third party, and events of an erasure, are of another sort.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        let event = AccessEvent::read(record).filter(|event| event.did == Did::Told && event.told.is_none())?;
        record.text(pk::STAGE).is_empty().then(|| Self {
            person: event.record,
            notice: record.link(pk::NOTICE),
            method: Method::parse(record.text(pk::METHOD)),
            at: record.number(pk::AT).unwrap_or(record.created().ms),
            device: event.device,
            why: event.why,
        })
    }
}

impl Book {
    /// When and by which member a person was told where the data came from, newest first; also what was said to whom the
    /// person was made one of.
    pub fn told_of(&self, person: &RecordId) -> Vec<(u32, SourceTold)> {
        let united = self.get(person).map(|record| record.relations(pk::UNITED_FROM)).unwrap_or_default();
        let rows = std::iter::once(*person).chain(united).flat_map(|id| self.referring_rows(&id).collect::<Vec<_>>());
        let records = rows.filter_map(|row| self.peek(row));
        let mut told: Vec<(u32, SourceTold)> =
            records.filter_map(|record| Some((record.created().author, SourceTold::read(&record)?))).collect();
        told.sort_by_key(|(_, told)| std::cmp::Reverse(told.at));
        told
    }
}
