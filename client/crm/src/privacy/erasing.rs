//! What is written down of an erasure: asked for, with the ids that go; then, by each device on its own, that nothing of
//! them is left there; what of others was looked at and stays; who was told (Art. 19); that it is finished. Events hold no
//! name and no address: ids, which then name nobody.

use super::event::ConsentEvent;
use super::fields;
use super::key as pk;
use super::residue::Hit;
use super::tokens::Tokens;
use super::words::{Did, EventKind};
use crate::book::{Book, Row};
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Most ids in one event; a larger erasure is asked for in several.
pub const MAX_GONE: usize = 4_096;
/// Most places of words left that one event names.
const MAX_LEFT: usize = 1_024;

/// What an event says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Somebody asked for it, and it is under way.
    Asked,
    /// One device verified that nothing of it is left there.
    Gone,
    /// Where words were found that no asking named.
    Found,
    /// Where words stood that were taken out, by the erasure or by a press.
    Edited,
    /// Words that stay, as they are somebody else's or evidence.
    Kept,
    /// A recipient was told of it.
    Told,
    /// Everything that was left was looked at.
    Finished,
}

impl Stage {
    const ALL: [Self; 7] = [Self::Asked, Self::Gone, Self::Found, Self::Edited, Self::Kept, Self::Told, Self::Finished];

    fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Gone => "gone",
            Self::Found => "found",
            Self::Edited => "edited",
            Self::Kept => "kept",
            Self::Told => "told",
            Self::Finished => "finished",
        }
    }
}

/// One event of an erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureEvent {
    /// Whose erasure, by the id that then names nobody.
    pub person: RecordId,
    /// What it says.
    pub stage: Stage,
    /// Records that go.
    pub gone: Vec<RecordId>,
    /// Where words were left, found or taken out, or the places where they stay.
    pub left: Vec<Hit>,
    /// Third parties that were given the data.
    pub recipients: Vec<RecordId>,
    /// The one that was told.
    pub told: Option<RecordId>,
    /// On which device.
    pub device: String,
    /// Why words stay.
    pub why: String,
}

impl ErasureEvent {
    /// An event that says no more than its stage.
    pub fn new(person: RecordId, stage: Stage) -> Self {
        let (gone, left, recipients) = (Vec::new(), Vec::new(), Vec::new());
        Self { person, stage, gone, left, recipients, told: None, device: String::new(), why: String::new() }
    }

    /// Its records, made now: one, or several for more than [`MAX_GONE`] ids.
    pub fn write(&self, stamp: Stamp) -> Result<Vec<Record>, ValueError> {
        let mut parts: Vec<&[RecordId]> = self.gone.chunks(MAX_GONE).collect();
        if parts.is_empty() {
            parts.push(&[]);
        }
        parts.iter().enumerate().map(|(at, gone)| self.part(gone, at == 0, stamp)).collect()
    }

    fn part(&self, gone: &[RecordId], is_first: bool, stamp: Stamp) -> Result<Record, ValueError> {
        let packed = |bytes: Vec<u8>| if bytes.is_empty() { Value::Empty } else { Value::Bytes(bytes) };
        let left = self.left.iter().take(MAX_LEFT).filter(|_| is_first);
        let left = left.flat_map(|hit| hit.record.0.into_iter().chain(hit.field.0.to_le_bytes()));
        let did = if self.stage == Stage::Told { Did::Told } else { Did::Erase };
        let recipients: Vec<RecordId> =
            self.recipients.iter().copied().take(crate::field::MAX_RELATIONS).filter(|_| is_first).collect();
        let fields = [
            (pk::DID, Value::text(did.word())),
            (pk::RECORD, Value::Link(self.person)),
            (pk::DEVICE, Value::text(self.device.as_str())),
            (pk::RECIPIENT, fields::link(self.told)),
            (pk::WHY, Value::text(self.why.as_str())),
            (pk::STAGE, Value::text(self.stage.word())),
            (pk::GONE, packed(gone.iter().flat_map(|id| id.0).collect())),
            (pk::LEFT, packed(left.collect())),
            (pk::RECIPIENTS, Value::Relations(recipients)),
        ];
        fields::record(Kind::AccessEvent, stamp, fields)
    }

    /// Reads it; `None` if it is none of an erasure.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::AccessEvent).then_some(())?;
        let stage = record.text(pk::STAGE);
        let left = record.bytes(pk::LEFT).as_chunks::<18>().0.iter().take(MAX_LEFT).filter_map(|bytes| {
            let (id, field) = bytes.split_first_chunk::<16>()?;
            Some(Hit { record: RecordId(*id), field: FieldKey(u16::from_le_bytes(field.try_into().ok()?)) })
        });
        let gone = record.bytes(pk::GONE).as_chunks::<16>().0.iter().take(MAX_GONE);
        Some(Self {
            person: record.link(pk::RECORD)?,
            stage: Stage::ALL.into_iter().find(|known| known.word() == stage)?,
            gone: gone.copied().map(RecordId).collect(),
            left: left.collect(),
            recipients: record.relations(pk::RECIPIENTS),
            told: record.link(pk::RECIPIENT),
            device: record.text(pk::DEVICE).to_owned(),
            why: record.text(pk::WHY).to_owned(),
        })
    }
}

/// Rows that hold events of erasures, kept beside the records: each synchronisation asks for them.
#[derive(Default)]
pub(crate) struct ErasureRows(BTreeSet<Row>);

impl ErasureRows {
    /// Notes that a row is about to be written or emptied.
    pub(crate) fn note(&mut self, row: Row, after: Option<&RecordRef<'_>>) {
        let holds = |record: &RecordRef<'_>| record.kind() == Kind::AccessEvent && !record.text(pk::STAGE).is_empty();
        match after.is_some_and(holds) {
            true => self.0.insert(row),
            false => self.0.remove(&row),
        };
    }
}

/// What one device said: by which member, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The member whose device it was.
    pub by: u32,
    /// Which of theirs.
    pub device: String,
    /// When, ms since 1970.
    pub at: u64,
}

/// Words that stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where.
    pub hit: Hit,
    /// Why.
    pub why: String,
    /// The member who says so.
    pub by: u32,
}

/// Everything that is written down of one person's erasure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErasureLog {
    /// The id that names nobody any more.
    pub person: RecordId,
    /// When it was asked for last, ms since 1970.
    pub asked: u64,
    /// The members who asked.
    pub by: BTreeSet<u32>,
    /// The events in which they did.
    pub events: Vec<RecordId>,
    /// Records that go.
    pub gone: BTreeSet<RecordId>,
    /// The same by who asked for it.
    pub gone_by: BTreeSet<(u32, RecordId)>,
    /// Where words were left when it was asked for, with when that was first said, ms since 1970.
    pub left: BTreeMap<Hit, u64>,
    /// Where words were found that no asking named, with when, ms since 1970.
    pub found: BTreeMap<Hit, u64>,
    /// Where words were taken out, by the erasure or by a press.
    pub edited: BTreeSet<Hit>,
    /// Third parties that were given the data.
    pub recipients: Vec<RecordId>,
    /// Devices on which nothing is left, one report each.
    pub reports: Vec<Report>,
    /// Words that stay.
    pub kept: Vec<Left>,
    /// Who was told, when and by whom.
    pub told: Vec<(RecordId, u64, u32)>,
    /// When and by whom it was finished.
    pub finished: Option<(u64, u32)>,
}

/// When each place was said first.
fn note_first(known: &mut BTreeMap<Hit, u64>, left: Vec<Hit>, at: u64) {
    for hit in left {
        let first = known.entry(hit).or_insert(at);
        *first = at.min(*first);
    }
}

impl ErasureLog {
    fn take(&mut self, id: RecordId, (at, by): (u64, u32), event: ErasureEvent) {
        match event.stage {
            Stage::Asked => {
                self.asked = self.asked.max(at);
                self.by.insert(by);
                self.events.push(id);
                self.gone_by.extend(event.gone.iter().map(|gone| (by, *gone)));
                self.gone.extend(event.gone);
                note_first(&mut self.left, event.left, at);
                self.recipients.extend(event.recipients);
            }
            Stage::Gone => self.reports.push(Report { by, device: event.device, at }),
            Stage::Found => note_first(&mut self.found, event.left, at),
            Stage::Edited => self.edited.extend(event.left),
            Stage::Kept => {
                let kept = event.left.into_iter().map(|hit| Left { hit, why: event.why.clone(), by });
                self.kept.extend(kept);
            }
            Stage::Told => self.told.extend(event.told.map(|party| (party, at, by))),
            Stage::Finished => self.finished = self.finished.max(Some((at, by))),
        }
    }

    /// Reports and the end of an earlier erasure say nothing of what was asked for since.
    fn settled(mut self) -> Self {
        self.reports.retain(|report| report.at >= self.asked);
        self.finished = self.finished.filter(|(at, _)| *at >= self.asked);
        self.recipients.sort();
        self.recipients.dedup();
        self
    }

    /// Members with devices that verified it: how many, and when the last of them did.
    pub fn seen_by(&self) -> BTreeMap<u32, (u32, u64)> {
        let mut devices: BTreeMap<(u32, &str), u64> = BTreeMap::new();
        for report in &self.reports {
            let last = devices.entry((report.by, &report.device)).or_default();
            *last = report.at.max(*last);
        }
        let mut members: BTreeMap<u32, (u32, u64)> = BTreeMap::new();
        for ((by, _), at) in devices {
            let (number, last) = members.entry(by).or_default();
            (*number, *last) = (*number + 1, at.max(*last));
        }
        members
    }

    /// Whether this device said so already.
    pub fn is_reported(&self, by: u32, device: &str) -> bool {
        self.reports.iter().any(|report| report.by == by && report.device == device)
    }
}

impl Book {
    /// Everything that is written down of erasures, the newest first.
    pub fn erasures(&self) -> Vec<ErasureLog> {
        let mut logs: BTreeMap<RecordId, ErasureLog> = BTreeMap::new();
        for row in self.erasures.0.iter().copied() {
            let Some(record) = self.peek(row) else { continue };
            let Some(event) = ErasureEvent::read(&record) else { continue };
            let (made, person) = (record.created(), event.person);
            let log = logs.entry(person).or_insert_with(|| ErasureLog { person, ..ErasureLog::default() });
            log.take(self.id_of(row), (made.ms, made.author), event);
        }
        let mut logs: Vec<ErasureLog> =
            logs.into_values().filter(|log| !log.events.is_empty()).map(ErasureLog::settled).collect();
        logs.sort_by_key(|log| std::cmp::Reverse((log.asked, log.person)));
        logs
    }

    /// Whether this is a consent of the person whose evidence names them. It would outlive them in words, so it goes too:
    /// without it less is allowed, never more. What restricts or corrects stays, as others may stand under the same id.
    pub(super) fn is_named_proof(&self, id: &RecordId, person: &RecordId, tokens: &Tokens) -> bool {
        let Some(record) = self.get(id) else { return false };
        let allows = ConsentEvent::read(&record).is_some_and(|event| {
            let may_go = event.kind.gives() || matches!(event.kind, EventKind::Confirmed | EventKind::ImportedUnproven);
            may_go && event.person == Some(*person)
        });
        let mut named = false;
        if allows {
            record.for_each_string(|_, text| named = named || tokens.stand_in(text));
        }
        named
    }

    /// Third parties that were given this person's data, with how often and when last (Art. 19).
    pub fn recipients_of(&self, person: &RecordId) -> Vec<(RecordId, u32, u64)> {
        let ids: BTreeSet<RecordId> = match self.get(person) {
            Some(record) => record.relations(pk::UNITED_FROM).into_iter().chain([*person]).collect(),
            None => BTreeSet::from([*person]),
        };
        let mut found: BTreeMap<RecordId, (u32, u64)> = BTreeMap::new();
        let all = self.records_of(Kind::Disclosure).filter_map(|(_, record)| super::Disclosure::read(&record));
        for disclosure in all.filter(|one| one.people.iter().any(|(who, _)| ids.contains(who))) {
            // Their own access package went to themselves.
            let Some(party) = disclosure.recipient.filter(|party| !ids.contains(party)) else { continue };
            let known = found.entry(party).or_default();
            *known = (known.0 + 1, known.1.max(disclosure.at));
        }
        found.into_iter().map(|(party, (times, last))| (party, times, last)).collect()
    }
}
