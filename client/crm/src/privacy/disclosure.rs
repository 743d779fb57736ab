//! Disclosures: data that left the vault, to whom, for what, on what ground. Written once; known people by their ids only.

use super::fields;
use super::key as pk;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};

/// Most people in one record; a larger disclosure is several, of one file.
pub const MAX_DISCLOSED: usize = 4_096;
/// Most reasons for leaving people out.
const MAX_REASONS: usize = 64;

/// One disclosure, or one part of a large one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disclosure {
    /// When, ms since 1970.
    pub at: u64,
    /// On which device.
    pub device: String,
    /// For which purpose.
    pub purpose: RecordId,
    /// To whom; none is ourselves.
    pub recipient: Option<RecordId>,
    /// In which form: "csv", "vcard", "json".
    pub format: String,
    /// Of which kind the rows are; none is people.
    pub kind: Option<Kind>,
    /// Which fields.
    pub fields: Vec<FieldKey>,
    /// Whose data, and the consent event that it relied on, if it was one.
    pub people: Vec<(RecordId, Option<RecordId>)>,
    /// SHA-256 of the file.
    pub file_sha256: [u8; 32],
    /// Rows of the file.
    pub rows: u64,
    /// How many people, or rows of another kind, were left out, by reason.
    pub excluded: Vec<(String, u32)>,
    /// When it has to be given back or deleted, ms since 1970.
    pub return_by: Option<u64>,
}

impl Disclosure {
    /// Its records, made now: one, or several for more than [`MAX_DISCLOSED`] people.
    pub fn write(&self, stamp: Stamp) -> Result<Vec<Record>, ValueError> {
        let parts: Vec<&[(RecordId, Option<RecordId>)]> = match self.people.is_empty() {
            true => vec![&[]],
            false => self.people.chunks(MAX_DISCLOSED).collect(),
        };
        let count = parts.len() as u64;
        (1..).zip(parts).map(|(part, people)| self.part(people, part, count, stamp)).collect()
    }

    fn part(
        &self,
        people: &[(RecordId, Option<RecordId>)],
        part: u64,
        parts: u64,
        stamp: Stamp,
    ) -> Result<Record, ValueError> {
        let who: Vec<u8> =
            people.iter().flat_map(|(person, event)| [person.0, event.unwrap_or_default().0]).flatten().collect();
        let excluded = &self.excluded[..self.excluded.len().min(MAX_REASONS)];
        let excluded = postcard::to_stdvec(excluded).map_err(|_| ValueError::WrongForm)?;
        let fields = [
            (pk::AT, Value::Number(self.at)),
            (pk::DEVICE, Value::text(self.device.as_str())),
            (pk::PURPOSE, Value::Link(self.purpose)),
            (pk::RECIPIENT, fields::link(self.recipient)),
            (pk::FORMAT, Value::text(self.format.as_str())),
            (pk::OF_KIND, fields::number(self.kind.map(|kind| u64::from(kind.number())))),
            (pk::DISCLOSED, fields::keys(&self.fields)),
            (pk::WHO, if who.is_empty() { Value::Empty } else { Value::Bytes(who) }),
            (pk::FILE_SHA256, fields::bytes(Some(self.file_sha256))),
            (pk::ROWS, Value::Number(self.rows)),
            (pk::EXCLUDED, Value::Bytes(excluded)),
            (pk::RETURN_BY, fields::number(self.return_by)),
            (pk::PART, Value::Number(part)),
            (pk::PARTS, Value::Number(parts)),
        ];
        fields::record(Kind::Disclosure, stamp, fields)
    }

    /// Reads one record of it.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::Disclosure).then_some(())?;
        let ids: Vec<RecordId> = record.bytes(pk::WHO).as_chunks::<16>().0.iter().copied().map(RecordId).collect();
        let people = ids.as_chunks::<2>().0.iter().take(MAX_DISCLOSED);
        let excluded: Vec<(String, u32)> = postcard::from_bytes(record.bytes(pk::EXCLUDED)).unwrap_or_default();
        Some(Self {
            at: record.number(pk::AT)?,
            device: record.text(pk::DEVICE).to_owned(),
            purpose: record.link(pk::PURPOSE)?,
            recipient: record.link(pk::RECIPIENT),
            format: record.text(pk::FORMAT).to_owned(),
            kind: record.number(pk::OF_KIND).and_then(|kind| u16::try_from(kind).ok()).map(Kind::from_number),
            fields: fields::read_keys(record, pk::DISCLOSED),
            people: people
                .map(|[person, event]| (*person, Some(*event).filter(|id| *id != RecordId::default())))
                .collect(),
            file_sha256: fields::read_array(record, pk::FILE_SHA256)?,
            rows: record.number(pk::ROWS).unwrap_or_default(),
            excluded: excluded.into_iter().take(MAX_REASONS).collect(),
            return_by: record.number(pk::RETURN_BY),
        })
    }
}
