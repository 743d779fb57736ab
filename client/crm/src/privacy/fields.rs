//! Values of privacy records on their way into fields and back.

use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::privacy::period::Period;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};

/// Most ids in a packed list that one field holds.
pub(crate) const MAX_IDS: usize = 1_024;

/// A record of these fields, all under one stamp.
pub(crate) fn record(
    kind: Kind,
    stamp: Stamp,
    fields: impl IntoIterator<Item = (FieldKey, Value)>,
) -> Result<Record, ValueError> {
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(field, value, stamp)?;
    }
    Ok(record)
}

pub(crate) fn link(id: Option<RecordId>) -> Value {
    id.map_or(Value::Empty, Value::Link)
}

pub(crate) fn number(number: Option<u64>) -> Value {
    number.map_or(Value::Empty, Value::Number)
}

pub(crate) fn yes(is_so: bool) -> Value {
    Value::Number(u64::from(is_so))
}

pub(crate) fn period(period: Option<Period>) -> Value {
    period.map_or(Value::Empty, |period| Value::text(period.to_string()))
}

pub(crate) fn bytes<const N: usize>(bytes: Option<[u8; N]>) -> Value {
    bytes.map_or(Value::Empty, |bytes| Value::Bytes(bytes.to_vec()))
}

pub(crate) fn words(words: impl Iterator<Item = &'static str>) -> Value {
    Value::Tags(words.map(str::to_owned).collect())
}

/// Ids one after the other.
pub(crate) fn ids(ids: &[RecordId]) -> Result<Value, ValueError> {
    if ids.len() > MAX_IDS {
        return Err(ValueError::TooMany(MAX_IDS));
    }
    let packed: Vec<u8> = ids.iter().flat_map(|id| id.0).collect();
    Ok(if packed.is_empty() { Value::Empty } else { Value::Bytes(packed) })
}

/// Numbers of fields one after the other.
pub fn keys(keys: &[FieldKey]) -> Value {
    let packed: Vec<u8> = keys.iter().take(MAX_IDS).flat_map(|key| key.0.to_le_bytes()).collect();
    if packed.is_empty() { Value::Empty } else { Value::Bytes(packed) }
}

pub(crate) fn read_ids(record: &RecordRef<'_>, key: FieldKey) -> Vec<RecordId> {
    record.bytes(key).as_chunks::<16>().0.iter().take(MAX_IDS).copied().map(RecordId).collect()
}

pub(crate) fn read_keys(record: &RecordRef<'_>, key: FieldKey) -> Vec<FieldKey> {
    let pairs = record.bytes(key).as_chunks::<2>().0.iter().take(MAX_IDS);
    pairs.map(|pair| FieldKey(u16::from_le_bytes(*pair))).collect()
}

pub(crate) fn read_array<const N: usize>(record: &RecordRef<'_>, key: FieldKey) -> Option<[u8; N]> {
    record.bytes(key).try_into().ok()
}

pub(crate) fn read_period(record: &RecordRef<'_>, key: FieldKey) -> Option<Period> {
    Period::parse(record.text(key))
}

pub(crate) fn read_words<W: Copy>(record: &RecordRef<'_>, key: FieldKey, parse: impl Fn(&str) -> Option<W>) -> Vec<W> {
    record.words(key).into_iter().filter_map(parse).collect()
}

pub(crate) fn read_tags(record: &RecordRef<'_>, key: FieldKey) -> Vec<String> {
    record.words(key).into_iter().map(str::to_owned).collect()
}
