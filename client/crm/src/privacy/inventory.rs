//! Every field of every kind that people work with: what it is for, how delicate, how much of it is filled. What no
//! purpose needs comes first. And what takes values away, so that nothing of them stays in the records.

use super::ledger::Ledger;
use super::meta::FieldMeta;
use super::point::{Mark, Marker};
use super::purpose::Purpose;
use super::special::NoBasis;
use super::words::{Did, PurposeStatus, Sensitivity};
use super::{AccessEvent, Period};
use crate::book::{Book, Row};
use crate::custom::Custom;
use crate::field::ValueError;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, Kind};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Whether somebody needs a field, in the order in which they are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Its definition is gone, or not here yet, and records still hold values.
    Undefined,
    /// No purpose needs it, and it holds values.
    Unneeded,
    /// The team's own, and empty.
    Empty,
    /// A purpose needs it, or it is not asked: it is of another kind than people, or there is no purpose yet.
    Needed,
    /// Tacit's, no purpose needs it, and it is empty: nothing to be done.
    Idle,
}

/// A field with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLine {
    /// Its number.
    pub key: FieldKey,
    /// The definition, where the team made it.
    pub own: Option<RecordId>,
    /// As shown; empty if it is not known here.
    pub label: String,
    /// Its category, after fideslang.
    pub category: String,
    /// How delicate it is.
    pub sensitivity: Sensitivity,
    /// Purposes, not retired, that need it.
    pub purposes: Vec<RecordId>,
    /// For how long its values are meant to be kept, where that is not as long as the record.
    pub kept_for: Option<Period>,
    /// Whether somebody needs it.
    pub need: Need,
    /// Records of its list that hold a value.
    pub filled: u32,
    /// Values that can be taken away: restricted people's and those under a hold by law are not among them.
    pub goes: u32,
    /// Values that stay when the others are taken away.
    pub stays: u32,
    /// Of those that can be taken away, whose time is over.
    pub over: u32,
    /// People of whom a special category is held without a basis.
    pub unfounded: u32,
    /// When somebody last looked at a masked value of it, ms since 1970.
    pub looked: Option<u64>,
}

/// The fields of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindLine {
    /// Which kind.
    pub kind: Kind,
    /// Records of its list.
    pub records: u32,
    /// Its fields, those that nobody needs first.
    pub fields: Vec<FieldLine>,
}

/// What is counted of a field.
#[derive(Default, Clone, Copy)]
struct Tally {
    filled: u32,
    goes: u32,
    stays: u32,
    over: u32,
    unfounded: u32,
}

/// Whose values of which field are taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Of which kind.
    pub kind: Kind,
    /// Which field.
    pub key: FieldKey,
    /// Only those whose time was over at this moment, ms since 1970.
    pub over_at: Option<u64>,
}

/// Whether a value that was written then is older than it is meant to become.
fn is_over(record: &RecordRef<'_>, key: FieldKey, kept_for: Period, now: u64) -> bool {
    record.last_written(key).is_some_and(|stamp| now >= kept_for.after(stamp.ms))
}

/// What has to be known before records are looked at.
struct Asking {
    now: u64,
    held: HashSet<RecordId>,
    kept_for: HashMap<(Kind, FieldKey), Period>,
    special: Vec<(FieldKey, Sensitivity)>,
}

impl Book {
    /// Every field of every kind that people work with, at this moment, ms since 1970.
    pub fn inventory(&mut self, marker: &dyn Marker, now: u64) -> Vec<KindLine> {
        self.ledger(marker);
        let kinds = self.kinds_worked_with();
        let own: HashMap<Kind, Vec<Custom>> = kinds.iter().map(|kind| (*kind, self.custom_fields(*kind))).collect();
        let terms = own.iter().flat_map(|(kind, all)| all.iter().map(|custom| (*kind, custom)));
        let kept_for = terms.filter_map(|(kind, custom)| Some(((kind, custom.key), custom.terms.kept_for?))).collect();
        let special = self.special_fields().into_iter();
        let special = special.map(|field| (field, self.sensitivity(Kind::Person, field))).collect();
        let asking = Asking { now, held: self.held_by_law(now), kept_for, special };
        let (records, tallies) = self.counted(&asking);
        let looked = self.last_looks();
        let line = |kind: Kind| {
            let built_in = schema::fields(kind).iter().filter(|spec| !spec.hidden).map(|spec| spec.key);
            let defined = own.get(&kind).into_iter().flatten().map(|custom| custom.key);
            let mut keys: Vec<FieldKey> = built_in.chain(defined).collect();
            let lost = tallies.keys().filter(|(of, key)| *of == kind && Form::of(*key).is_some());
            let lost: Vec<FieldKey> = lost.map(|(_, key)| *key).filter(|key| !keys.contains(key)).collect();
            keys.extend(lost);
            let custom = |key| own.get(&kind).into_iter().flatten().find(|custom| custom.key == key);
            let tally = |key| tallies.get(&(kind, key)).copied().unwrap_or_default();
            let last = |key| looked.get(&(kind, key)).copied();
            let mut fields: Vec<FieldLine> =
                keys.into_iter().map(|key| self.line(kind, key, custom(key), tally(key), last(key))).collect();
            fields
                .sort_by_key(|of| (of.need, std::cmp::Reverse(if of.need == Need::Unneeded { of.filled } else { 0 })));
            KindLine { kind, records: records.get(&kind).copied().unwrap_or_default(), fields }
        };
        kinds.into_iter().map(line).collect()
    }

    fn line(&self, kind: Kind, key: FieldKey, custom: Option<&Custom>, tally: Tally, looked: Option<u64>) -> FieldLine {
        let meta = FieldMeta::of(kind, key);
        let category = match custom {
            Some(custom) => custom.terms.category.clone(),
            None => meta.map(|meta| meta.category.to_owned()).filter(|_| Form::of(key).is_none()).unwrap_or_default(),
        };
        let purposes = if kind == Kind::Person { self.ledger.purposes_of_field(key) } else { Vec::new() };
        let Tally { filled, goes, stays, over, unfounded } = tally;
        let is_own = Form::of(key).is_some();
        let asked = kind == Kind::Person && self.ledger.has_purposes();
        let need = match (is_own, custom, filled + goes + stays) {
            (true, None, _) => Need::Undefined,
            (true, Some(_), 0) => Need::Empty,
            (_, _, 1..) if asked && purposes.is_empty() => Need::Unneeded,
            (false, _, 0) if asked && purposes.is_empty() => Need::Idle,
            _ => Need::Needed,
        };
        FieldLine {
            key,
            own: custom.map(|custom| custom.id),
            label: custom.map_or_else(|| self.label(kind, key), |custom| custom.name.clone()),
            category,
            sensitivity: self.sensitivity(kind, key),
            purposes,
            kept_for: custom.and_then(|custom| custom.terms.kept_for),
            need,
            filled,
            goes,
            stays,
            over,
            unfounded,
            looked,
        }
    }

    /// Whether no purpose needs this field of people, which is shown to them that work with it.
    pub fn is_unneeded(&mut self, kind: Kind, key: FieldKey, marker: &dyn Marker) -> bool {
        let ledger = self.ledger(marker);
        let known = schema::field_of(kind, key).is_some_and(|spec| !spec.hidden);
        kind == Kind::Person && known && ledger.has_purposes() && ledger.purposes_of_field(key).is_empty()
    }

    /// One pass over all records: how many there are of each kind, and how many hold what.
    fn counted(&self, asking: &Asking) -> (HashMap<Kind, u32>, HashMap<(Kind, FieldKey), Tally>) {
        let mut records: HashMap<Kind, u32> = HashMap::new();
        let mut tallies: HashMap<(Kind, FieldKey), Tally> = HashMap::new();
        for row in 0..self.rows_len() as Row {
            let Some(kind) = self.kind_of(row).filter(|kind| kind.is_worked_with()) else { continue };
            let Some(record) = self.peek(row) else { continue };
            let is_hidden = self.is_hidden(row);
            let stays = is_hidden || asking.held.contains(&self.id_of(row));
            *records.entry(kind).or_default() += u32::from(!is_hidden);
            record.for_each_filled(|key| {
                let tally = tallies.entry((kind, key)).or_default();
                tally.filled += u32::from(!is_hidden);
                tally.stays += u32::from(stays);
                tally.goes += u32::from(!stays);
                let over = |kept_for| !stays && is_over(&record, key, kept_for, asking.now);
                tally.over += u32::from(asking.kept_for.get(&(kind, key)).copied().is_some_and(over));
            });
            if kind == Kind::Person && !is_hidden {
                let id = self.id_of(row);
                for (field, sensitivity) in asking.special.iter().filter(|(field, _)| record.has(*field)) {
                    let has = self.ledger.holds_by_right(&id, (*field, *sensitivity), asking.now);
                    tallies.entry((kind, *field)).or_default().unfounded += u32::from(!has);
                }
            }
        }
        (records, tallies)
    }

    /// When masked fields were last looked at, by events of the trail.
    fn last_looks(&self) -> BTreeMap<(Kind, FieldKey), u64> {
        let mut looked = BTreeMap::new();
        for (_, record) in self.records_of(Kind::AccessEvent) {
            let event = AccessEvent::read(&record).filter(|event| event.did == Did::Reveal);
            let Some((event, field)) = event.and_then(|event| Some((event.field?, event)).map(|(f, e)| (e, f))) else {
                continue;
            };
            if let Some(kind) = self.get(&event.record).map(|of| of.kind()) {
                let last: &mut u64 = looked.entry((kind, field)).or_default();
                *last = (*last).max(record.created().ms);
            }
        }
        looked
    }

    /// Records that may hold something of a field which can be taken away, at this moment, ms since 1970.
    pub fn may_be_emptied(&self, of: Taken, now: u64) -> Vec<RecordId> {
        let held = self.held_by_law(now);
        let rows = self.records_of(of.kind).map(|(row, _)| row).filter(|row| !self.is_hidden(*row));
        rows.map(|row| self.id_of(row)).filter(|id| !held.contains(id)).collect()
    }

    /// A record before and after its value of a field is taken away; `None` if it has nothing of it, or its time is not
    /// over. `stamp` is asked for where something changes.
    pub fn emptied(
        &self,
        id: &RecordId,
        of: Taken,
        stamp: impl FnOnce(&Record) -> crate::clock::Stamp,
    ) -> Result<Option<(Record, Record)>, ValueError> {
        let kept_for = of.over_at.and_then(|now| Some((self.custom_field(of.kind, of.key)?.terms.kept_for?, now)));
        if of.over_at.is_some() && kept_for.is_none() {
            return Ok(None);
        }
        let Some(record) = self.get(id).filter(|record| record.kind() == of.kind) else { return Ok(None) };
        if kept_for.is_some_and(|(kept_for, now)| !is_over(&record, of.key, kept_for, now)) {
            return Ok(None);
        }
        let Some(before) = self.record(id) else { return Ok(None) };
        if !before.holds_any(of.key) {
            return Ok(None);
        }
        let mut after = before.clone();
        after.take_away(of.key, stamp(&before))?;
        Ok(Some((before, after)))
    }
}

impl Book {
    /// People who hold a value of a field for whom these purposes, which need it, have no basis that carries this
    /// sensitivity: how many, and what the first of them lacks.
    pub fn held_without_basis(
        &mut self,
        field: FieldKey,
        sensitivity: Sensitivity,
        needing: &[(RecordId, &Purpose)],
        marker: &dyn Marker,
        now: u64,
    ) -> (u32, Option<NoBasis>) {
        self.ledger(marker);
        let (mut without, mut first) = (0, None);
        for (row, _) in self.records_of(Kind::Person).filter(|(_, record)| record.has(field)) {
            let person = self.id_of(row);
            let points = self.ledger.marks_of(&person);
            if let Err(no) = self.ledger.may_hold_for(&person, sensitivity, needing, &points, now) {
                without += 1;
                first.get_or_insert(no);
            }
        }
        (without, first)
    }
}

impl Ledger {
    /// Marks of a person's contact points.
    fn marks_of(&self, person: &RecordId) -> Vec<Mark> {
        let points = self.person(person).map(|known| &known.points[..]).unwrap_or_default();
        points.iter().map(|(_, mark)| *mark).collect()
    }

    /// Whether there is a purpose that is not over.
    pub fn has_purposes(&self) -> bool {
        self.purposes().any(|(_, purpose)| purpose.status != PurposeStatus::Retired)
    }

    /// Whether a person's field of this sensitivity is held under a basis, by the person's own contact points.
    fn holds_by_right(&self, person: &RecordId, of: (FieldKey, Sensitivity), now: u64) -> bool {
        self.may_hold(person, of, &self.marks_of(person), now).is_ok()
    }
}
