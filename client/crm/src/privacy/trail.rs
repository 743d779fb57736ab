//! The trail of access events: who saw a masked value, exported, united, erased, or told a recipient; filtered, and written
//! into a file. A file names records by their ids: what is in them does not leave with it.

use super::access::AccessEvent;
use super::copied::Copied;
use super::words::Did;
use crate::book::Book;
use crate::clock::Stamp;
use crate::export::{json_text, table_line};
use crate::record::RecordId;
use crate::recur::Day;
use crate::schema::Kind;
use std::fmt::Write;

/// An event with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Its record.
    pub id: RecordId,
    /// When, ms since 1970, as the record's own stamp says.
    pub at: u64,
    /// The member who wrote it.
    pub by: u32,
    /// What was done.
    pub event: AccessEvent,
    /// What was taken out, where something was.
    pub copied: Option<Copied>,
}

/// Which events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TrailAsk {
    /// Only what was done so.
    pub did: Option<Did>,
    /// Only by this member.
    pub by: Option<u32>,
    /// From then on, ms since 1970.
    pub from: Option<u64>,
    /// Before then, ms since 1970.
    pub to: Option<u64>,
}

impl TrailAsk {
    fn fits(&self, deed: &Deed) -> bool {
        self.did.is_none_or(|did| did == deed.event.did)
            && self.by.is_none_or(|by| by == deed.by)
            && self.from.is_none_or(|from| from <= deed.at)
            && self.to.is_none_or(|to| deed.at < to)
    }
}

/// In which form a trail is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrailForm {
    /// A table, comma-separated (RFC 4180).
    Csv,
    /// JSON.
    Json,
}

impl Book {
    /// The events that are asked for, newest first.
    pub fn trail(&self, ask: &TrailAsk) -> Vec<Deed> {
        let deed = |id: RecordId| {
            let record = self.get(&id)?;
            let made = record.created();
            let (event, copied) = (AccessEvent::read(&record)?, Copied::read(&record));
            Some((made, Deed { id, at: made.ms, by: made.author, event, copied }))
        };
        let all = self.ids_of(Kind::AccessEvent).filter_map(deed);
        let mut trail: Vec<(Stamp, Deed)> = all.filter(|(_, one)| ask.fits(one)).collect();
        // By the whole stamp: what one device did within a millisecond stands in its order too.
        trail.sort_by_key(|(made, deed)| std::cmp::Reverse((*made, deed.id)));
        trail.into_iter().map(|(_, deed)| deed).collect()
    }
}

/// A moment in UTC (RFC 3339).
pub(super) fn utc(at: u64) -> String {
    let day = Day::of_ms(at).map(|day| day.to_string()).unwrap_or_default();
    let seconds = at / 1_000 % 86_400;
    format!("{day}T{:02}:{:02}:{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

pub(super) fn hex(id: RecordId) -> String {
    id.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file of these events; `member` says how somebody is called, `field` what the fields that an event names are.
pub fn trail_file(
    form: TrailForm,
    trail: &[Deed],
    member: impl Fn(u32) -> String,
    field: impl Fn(&Deed) -> String,
) -> Vec<u8> {
    let cells = |deed: &Deed| {
        let event = &deed.event;
        [
            utc(deed.at),
            event.did.word().to_owned(),
            member(deed.by),
            event.device.clone(),
            // What was taken out is of no one record.
            Some(event.record).filter(|id| *id != RecordId::default()).map(hex).unwrap_or_default(),
            field(deed),
            deed.copied
                .as_ref()
                .map(Copied::records)
                .filter(|count| *count > 0)
                .map(|count| count.to_string())
                .unwrap_or_default(),
            event.told.map(hex).unwrap_or_default(),
            event.why.clone(),
            hex(deed.id),
        ]
    };
    const NAMES: [&str; 10] = ["at", "did", "member", "device", "record", "field", "records", "told", "why", "event"];
    match form {
        TrailForm::Csv => {
            let mut out = Vec::new();
            table_line(NAMES.map(str::to_owned).into_iter(), &mut out);
            trail.iter().for_each(|deed| table_line(cells(deed).into_iter(), &mut out));
            out
        }
        TrailForm::Json => {
            let mut out = String::from("{\"format\":\"tacit-trail\",\"version\":1,\"events\":[");
            for (at, deed) in trail.iter().enumerate() {
                let pairs =
                    NAMES.iter().zip(cells(deed)).map(|(name, cell)| format!("\"{name}\":{}", json_text(&cell)));
                let comma = if at == 0 { "\n" } else { ",\n" };
                let _ = write!(out, "{comma}{{{}}}", pairs.collect::<Vec<_>>().join(","));
            }
            out.push_str("\n]}\n");
            out.into_bytes()
        }
    }
}
