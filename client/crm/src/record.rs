//! One record: its kind, its fields, who made and changed it. Editing happens here; merging in `merge`.

use crate::cell::{Cell, Entry, Gone, Register, Set};
use crate::clock::Stamp;
use crate::field::{self, Parts, Value, ValueError};
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, FieldSpec, Keeping, Kind, Shape};
use crate::wire::{self, DecodeError, Wire, WireAside, WireCell, WireEntry, WireField, WireGone};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A record's id: 16 random bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct RecordId(pub [u8; 16]);

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordId({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

/// One record, owned and editable.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    pub(crate) kind: u16,
    pub(crate) created: Stamp,
    pub(crate) cells: BTreeMap<u16, Cell>,
    pub(crate) aside: BTreeSet<Aside>,
}

impl fmt::Debug for Record {
    /// Names the kind only: records hold customers' data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({:?}, {} fields)", self.kind(), self.cells.len())
    }
}

/// A value that lost a merge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Aside {
    pub(crate) stamp: Stamp,
    pub(crate) key: u16,
    pub(crate) value: Vec<u8>,
}

/// A value that lost against one written at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Of which field.
    pub field: FieldKey,
    /// The value.
    pub value: Value,
    /// Member number of its writer.
    pub author: u32,
    /// When it was written, ms since 1970.
    pub at: u64,
}

impl Record {
    /// An empty record of this kind, made now.
    pub fn new(kind: Kind, created: Stamp) -> Self {
        Self { kind: kind.number(), created, cells: BTreeMap::new(), aside: BTreeSet::new() }
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        Kind::from_number(self.kind)
    }

    /// Who made it, and when.
    pub fn created(&self) -> Stamp {
        self.created
    }

    /// Who changed it last, and when. A [`Clock`](crate::Clock) must observe this before it stamps an edit.
    pub fn changed(&self) -> Stamp {
        let newest = self.cells.values().flat_map(Cell::stamps).chain(self.aside.iter().map(|aside| aside.stamp)).max();
        newest.map_or(self.created, |stamp| stamp.max(self.created))
    }

    /// A field's value.
    pub fn get(&self, key: FieldKey) -> Value {
        let Some(spec) = schema::field_of(self.kind(), key) else {
            return Value::Empty;
        };
        match self.cells.get(&key.0) {
            Some(Cell::Register(register)) => field::from_one(spec.shape, &register.value),
            Some(Cell::Set(set)) => field::from_many(spec.shape, set.values().into_iter()),
            None => Value::Empty,
        }
    }

    /// When a field of one value was last written; `None` if it never was.
    pub fn written(&self, key: FieldKey) -> Option<Stamp> {
        match self.cells.get(&key.0) {
            Some(Cell::Register(register)) => Some(register.stamp),
            _ => None,
        }
    }

    /// When a field was last written, or the newest of what it holds; `None` if that never was.
    pub fn last_written(&self, key: FieldKey) -> Option<Stamp> {
        match self.cells.get(&key.0)? {
            Cell::Register(register) => Some(register.stamp),
            Cell::Set(set) => set.entries.iter().map(|entry| entry.stamp).max(),
        }
    }

    /// A field's text; empty if it has none.
    pub fn text(&self, key: FieldKey) -> String {
        match self.get(key) {
            Value::Text(text) => text,
            _ => String::new(),
        }
    }

    /// The fields that its kind has, in display order, and those of the team's own that it has held.
    pub fn specs(&self) -> impl Iterator<Item = FieldSpec> {
        let kind = self.kind();
        let own = self.cells.keys().map(|number| FieldKey(*number)).filter(|key| Form::of(*key).is_some());
        schema::fields(kind).iter().copied().chain(own.filter_map(move |key| schema::field_of(kind, key)))
    }

    /// Every field that has a value, in display order.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        self.specs().map(|spec| (spec.key, self.get(spec.key))).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Writes a field; says whether anything changed. Setting what is there already changes nothing. What is kept as it
    /// was first written is refused with [`ValueError::WrittenOnce`]; where entries only add up, the others stay.
    pub fn set(&mut self, key: FieldKey, value: Value, stamp: Stamp) -> Result<bool, ValueError> {
        let spec = schema::field_of(self.kind(), key).ok_or(ValueError::NoSuchField)?;
        let value = match schema::keeping(self.kind(), key) {
            Keeping::First if self.is_closed(key, stamp) => {
                return if self.get(key) == value { Ok(false) } else { Err(ValueError::WrittenOnce) };
            }
            Keeping::Newest | Keeping::First => value,
            Keeping::All => with_all(self.get(key), value),
        };
        let ranked = spec.shape != Shape::Tags;
        match (field::to_parts(spec.shape, value)?, self.cells.get_mut(&key.0)) {
            (Parts::One(bytes), Some(Cell::Register(register))) => {
                let is_new = register.write(bytes, stamp);
                if is_new {
                    self.let_replaced_go();
                }
                Ok(is_new)
            }
            (Parts::Many(values), Some(Cell::Set(set))) => Ok(set.write(values, stamp, ranked)),
            (Parts::One(bytes), _) if bytes.is_empty() => Ok(false),
            (Parts::Many(values), _) if values.is_empty() => Ok(false),
            (Parts::One(bytes), _) => {
                self.cells.insert(key.0, Cell::Register(Register::new(bytes, stamp)));
                Ok(true)
            }
            (Parts::Many(values), _) => {
                let mut set = Set::default();
                set.write(values, stamp, ranked);
                self.cells.insert(key.0, Cell::Set(set));
                Ok(true)
            }
        }
    }

    /// Every value of a field that lost a merge and is still in the record, the newest first, shown or not.
    pub fn lost(&self, key: FieldKey) -> Vec<Value> {
        let Some(spec) = schema::field_of(self.kind(), key) else { return Vec::new() };
        self.lost_bytes(key).map(|bytes| field::from_one(spec.shape, bytes)).collect()
    }

    /// The same as written, of fields too that this version does not know.
    pub fn lost_bytes(&self, key: FieldKey) -> impl Iterator<Item = &[u8]> {
        self.aside.iter().rev().filter(move |aside| aside.key == key.0).map(|aside| aside.value.as_slice())
    }

    /// Whether there is anything of a field: a value, or one that lost a merge.
    pub fn holds_any(&self, key: FieldKey) -> bool {
        !self.get(key).is_empty() || self.aside.iter().any(|aside| aside.key == key.0)
    }

    /// Takes away what a field holds, and what lost against it: nothing of it stays in the record.
    pub fn take_away(&mut self, key: FieldKey, stamp: Stamp) -> Result<(), ValueError> {
        self.set(key, Value::Empty, stamp)?;
        self.settle(key);
        Ok(())
    }

    /// Lets those values go that lost a merge and that the winner's writer had seen and replaced: nobody is shown them, and
    /// what somebody took out of a text is not to stay behind it. Writers do so when they seal; readers only merge, so that
    /// all of them come to the same whatever the order.
    pub fn let_replaced_go(&mut self) {
        let cells = &self.cells;
        self.aside.retain(|aside| match cells.get(&aside.key) {
            Some(Cell::Register(winner)) => !winner.knew(aside.stamp) && winner.value != aside.value,
            _ => true,
        });
    }

    /// Lets all that lost against a field's value go: somebody who saw it does not want it. The value stays as it was
    /// written, when it was; it knows of them from here on, so that they come back from nobody who hears of it late.
    pub fn settle(&mut self, key: FieldKey) {
        let lost = self.aside.extract_if(.., |aside| aside.key == key.0).map(|aside| aside.stamp);
        let lost: Vec<Stamp> = lost.collect();
        if let Some(Cell::Register(winner)) = self.cells.get_mut(&key.0) {
            winner.know(lost);
        }
    }

    /// Whether a field that is kept as first written is: it has a value, or the record was written under an earlier stamp.
    fn is_closed(&self, key: FieldKey, stamp: Stamp) -> bool {
        self.kind().is_written_once() && stamp != self.created || !self.get(key).is_empty()
    }

    /// Values that lost against one written at the same time, newest first. What the winner's writer had seen and
    /// replaced is not among them.
    pub fn set_aside(&self) -> Vec<SetAside> {
        let mut shown: Vec<SetAside> = Vec::new();
        for aside in self.aside.iter().rev() {
            let key = FieldKey(aside.key);
            let Some(spec) = schema::field_of(self.kind(), key) else {
                continue;
            };
            let Some(Cell::Register(winner)) = self.cells.get(&aside.key) else {
                continue;
            };
            if winner.knew(aside.stamp) || winner.value == aside.value {
                continue;
            }
            let value = field::from_one(spec.shape, &aside.value);
            if !shown.iter().any(|other| other.field == key && other.value == value) {
                shown.push(SetAside { field: key, value, author: aside.stamp.author, at: aside.stamp.ms });
            }
        }
        shown
    }

    /// Brings every stamp down to `limit_ms`: by the writer before sealing, by readers before merging. Those that were
    /// later keep their order among themselves, behind all that were there: else what was written last might lose to what
    /// it replaced, or an entry to its own removal.
    pub fn clamp(&mut self, limit_ms: u64) {
        let stamps = self.stamp_table();
        let (kept, late) = stamps.split_at(stamps.partition_point(|stamp| stamp.ms <= limit_ms));
        if late.is_empty() {
            return;
        }
        let at_limit = kept.iter().filter(|stamp| stamp.ms == limit_ms);
        let first = at_limit.map(|stamp| stamp.counter).max().map_or(0, |counter| counter.saturating_add(1));
        let brought_down = |stamp: Stamp| match late.binary_search(&stamp) {
            Ok(rank) => {
                let counter = first.saturating_add(u16::try_from(rank).unwrap_or(u16::MAX));
                Stamp { ms: limit_ms, counter, ..stamp }
            }
            Err(_) => stamp,
        };
        self.created = brought_down(self.created);
        self.cells.values_mut().for_each(|cell| cell.restamp(&brought_down));
        self.aside = std::mem::take(&mut self.aside)
            .into_iter()
            .map(|aside| Aside { stamp: brought_down(aside.stamp), ..aside })
            .collect();
    }

    /// Lets the oldest values go that lost a merge, until the rest is no longer than a record may be; whether it is then.
    pub fn shorten(&mut self) -> bool {
        while Wire::parse(&self.encode()).is_err() {
            if self.aside.pop_first().is_none() {
                return false;
            }
        }
        true
    }

    /// The plain bytes that the vault seals.
    pub fn encode(&self) -> Vec<u8> {
        let stamps = self.stamp_table();
        let index = |stamp: Stamp| -> u16 {
            // Every stamp is in the table, and the table was capped when the record was read or written.
            stamps.binary_search(&stamp).map_or(0, |at| u16::try_from(at).unwrap_or(u16::MAX))
        };
        let fields = self.cells.iter().map(|(key, cell)| WireField { key: *key, cell: wire_cell(cell, &index) });
        let aside =
            self.aside.iter().map(|aside| WireAside { stamp: index(aside.stamp), key: aside.key, value: &aside.value });
        wire::encode(&Wire {
            schema: wire::SCHEMA,
            kind: self.kind,
            created: index(self.created),
            fields: fields.collect(),
            aside: aside.collect(),
            stamps: stamps.clone(),
        })
    }

    fn stamp_table(&self) -> Vec<Stamp> {
        let mut stamps: Vec<Stamp> = self.cells.values().flat_map(Cell::stamps).collect();
        stamps.extend(self.aside.iter().map(|aside| aside.stamp));
        stamps.push(self.created);
        stamps.sort();
        stamps.dedup();
        stamps
    }

    /// Reads what [`Self::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let wire = Wire::parse(bytes)?;
        let cells = wire.fields.iter().map(|field| (field.key, owned_cell(&wire, &field.cell))).collect();
        let aside = wire
            .aside
            .iter()
            .map(|aside| Aside { stamp: wire.stamp(aside.stamp), key: aside.key, value: aside.value.to_vec() })
            .collect();
        Ok(Self { kind: wire.kind, created: wire.stamp(wire.created), cells, aside })
    }
}

/// What was related before, and what is more.
fn with_all(before: Value, value: Value) -> Value {
    match (before, value) {
        (Value::Relations(mut ids), Value::Relations(more)) => {
            ids.extend(more);
            Value::Relations(ids)
        }
        (before, Value::Empty) => before,
        (_, value) => value,
    }
}

fn wire_cell<'a>(cell: &'a Cell, index: &impl Fn(Stamp) -> u16) -> WireCell<'a> {
    match cell {
        Cell::Register(register) => WireCell::Register {
            stamp: index(register.stamp),
            seen: register.seen.iter().map(|stamp| index(*stamp)).collect(),
            value: &register.value,
        },
        Cell::Set(set) => WireCell::Set {
            entries: set
                .entries
                .iter()
                .map(|entry| WireEntry { value: &entry.value, stamp: index(entry.stamp), rank: entry.rank })
                .collect(),
            gone: set.gone.iter().map(|gone| WireGone { hash: gone.hash, stamp: index(gone.stamp) }).collect(),
        },
    }
}

fn owned_cell(wire: &Wire<'_>, cell: &WireCell<'_>) -> Cell {
    match cell {
        WireCell::Register { stamp, seen, value } => Cell::Register(Register {
            stamp: wire.stamp(*stamp),
            value: value.to_vec(),
            seen: seen.iter().map(|index| wire.stamp(*index)).collect(),
        }),
        WireCell::Set { entries, gone } => Cell::Set(Set {
            entries: entries
                .iter()
                .map(|entry| Entry { value: entry.value.to_vec(), stamp: wire.stamp(entry.stamp), rank: entry.rank })
                .collect(),
            gone: gone.iter().map(|gone| Gone { hash: gone.hash, stamp: wire.stamp(gone.stamp) }).collect(),
        }),
    }
}
