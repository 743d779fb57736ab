//! Access events: that somebody saw a masked value, exported, united, erased, or told a recipient. Who and when are the
//! record's own stamp, signed through the vault's journal. Written once.

use super::fields;
use super::key;
use super::words::Did;
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEvent {
    /// What was done.
    pub did: Did,
    /// To which record; of an export or a word to a recipient, the disclosure.
    pub record: RecordId,
    /// To which of its fields, of a masked value.
    pub field: Option<FieldKey>,
    /// On which device.
    pub device: String,
    /// Which third party was told (Art. 19).
    pub told: Option<RecordId>,
    /// Why.
    pub why: String,
}

impl AccessEvent {
    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        let fields = [
            (key::DID, Value::text(self.did.word())),
            (key::RECORD, Value::Link(self.record)),
            (key::FIELD, fields::number(self.field.map(|field| u64::from(field.0)))),
            (key::DEVICE, Value::text(self.device.as_str())),
            (key::RECIPIENT, fields::link(self.told)),
            (key::WHY, Value::text(self.why.as_str())),
        ];
        fields::record(Kind::AccessEvent, stamp, fields)
    }

    /// Reads it; `None` if it is none, or of what this version does not know.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::AccessEvent).then_some(())?;
        Some(Self {
            did: Did::parse(record.text(key::DID))?,
            record: record.link(key::RECORD)?,
            field: record.number(key::FIELD).and_then(|field| u16::try_from(field).ok()).map(FieldKey),
            device: record.text(key::DEVICE).to_owned(),
            told: record.link(key::RECIPIENT),
            why: record.text(key::WHY).to_owned(),
        })
    }
}

impl Book {
    /// What was done to a record, newest first, each with who and when.
    pub fn accesses_of(&self, record: &RecordId) -> Vec<(Stamp, AccessEvent)> {
        let records = self.referring_rows(record).filter_map(|row| self.peek(row));
        let events = records.filter_map(|event| Some((event.created(), AccessEvent::read(&event)?)));
        let mut events: Vec<(Stamp, AccessEvent)> = events.filter(|(_, event)| event.record == *record).collect();
        events.sort_by_key(|(stamp, _)| std::cmp::Reverse(*stamp));
        events
    }
}
