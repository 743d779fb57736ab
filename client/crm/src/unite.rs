//! Making one record of several that are the same: whose values stay, what is put together, and who points to it
//! afterwards. What it comes to is shown before it is done, and done as one step that can be taken back.

use crate::book::Book;
use crate::clock::{Clock, Stamp};
use crate::demo::is_made_up;
use crate::field::{MAX_RELATIONS, Point, Value, ValueError};
use crate::fold::{fold_name, phone_digits, phone_tail};
use crate::look::has_doubles;
use crate::privacy::key::UNITED_FROM;
use crate::record::{Record, RecordId};
use crate::schema::{self, FieldKey, FieldSpec, Kind, Shape, key};
use crate::undo::{Step, Write};
use crate::wire::MAX_PLAIN;
use std::collections::BTreeSet;

/// Records that become one at most.
pub const MAX_UNITED: usize = 16;

/// How the values of a field come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// One of them stays: that of the record that stays, where it has one, unless another is chosen.
    Choose,
    /// Lists: everything of all of them, each once.
    Unite,
    /// Long texts: one after the other, unless one is chosen.
    Join,
}

impl Rule {
    /// Of a field. One whose values people may not weigh against each other gets a rule of its own here.
    fn of(spec: &FieldSpec) -> Self {
        match spec.shape {
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses | Shape::Tags | Shape::Relations(_) => {
                Self::Unite
            }
            Shape::LongText | Shape::Note => Self::Join,
            _ => Self::Choose,
        }
    }
}

/// What is to become one, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnionWish {
    /// The records.
    pub ids: Vec<RecordId>,
    /// The one that stays; else the one that says and holds most.
    pub keep: Option<RecordId>,
    /// Fields whose value is that of one of the records.
    pub choices: Vec<(FieldKey, RecordId)>,
}

/// Why records cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnionError {
    /// Fewer than two of them are here.
    #[error("there are no two records to make one of")]
    TooFew,
    /// More than can be looked at.
    #[error("more than {MAX_UNITED} records cannot become one at once")]
    TooMany,
    /// They are of several kinds, or of one whose records are never the same.
    #[error("only records of one kind become one")]
    Kinds,
    /// A field cannot hold what it would have to.
    #[error("{0} would be {1}")]
    Field(&'static str, ValueError),
    /// The record would be longer than one may be.
    #[error("the record would be longer than one may be")]
    TooLong,
}

/// What becomes of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnionField {
    /// Which.
    pub field: FieldKey,
    /// How its values come together.
    pub rule: Rule,
    /// The value of each record, in the order of [`Union::records`].
    pub values: Vec<Value>,
    /// Whose value it gets; `None` if it is everybody's.
    pub of: Option<RecordId>,
    /// The value that it gets.
    pub becomes: Value,
}

/// Several records as one, worked out and not yet written.
pub struct Union {
    /// Which of them stays.
    pub keep: RecordId,
    /// They, as they are, in the order asked for.
    pub records: Vec<(RecordId, Record)>,
    /// Every field that one of them has a value of, in display order; hidden ones too.
    pub fields: Vec<UnionField>,
    /// Records that belong to one that goes.
    pub pointing: Vec<RecordId>,
    /// Others that were told apart from one that goes.
    pub told_apart: Vec<RecordId>,
}

impl Book {
    /// Works out what becomes of these records.
    pub fn plan_union(&self, wish: &UnionWish) -> Result<Union, UnionError> {
        let mut records: Vec<(RecordId, Record)> = Vec::new();
        for id in &wish.ids {
            if !records.iter().any(|(known, _)| known == id) {
                records.extend(self.record(id).map(|record| (*id, record)));
            }
        }
        let kind = records.first().map(|(_, record)| record.kind()).ok_or(UnionError::TooFew)?;
        if records.iter().any(|(_, record)| record.kind() != kind) || !has_doubles(kind) {
            return Err(UnionError::Kinds);
        }
        match records.len() {
            0 | 1 => return Err(UnionError::TooFew),
            2..=MAX_UNITED => {}
            _ => return Err(UnionError::TooMany),
        }
        let wished = wish.keep.filter(|keep| records.iter().any(|(id, _)| id == keep));
        let keep = wished.unwrap_or_else(|| self.fullest(&records));
        let fields = specs(&records).iter().filter_map(|spec| field(spec, keep, &records, wish)).collect();
        let (pointing, told_apart) = self.pointing(kind, keep, &records);
        Ok(Union { keep, records, fields, pointing, told_apart })
    }

    /// The record that most point to, then the one that says most, then the oldest.
    fn fullest(&self, records: &[(RecordId, Record)]) -> RecordId {
        let weight = |(id, record): &&(RecordId, Record)| {
            let oldest = std::cmp::Reverse((record.created(), *id));
            (self.referring_rows(id).count(), record.fields().len(), oldest)
        };
        records.iter().max_by_key(weight).map(|(id, _)| *id).unwrap_or_default()
    }

    /// Who belongs to those that go, and who else was told apart from one of them; not they themselves.
    fn pointing(&self, kind: Kind, keep: RecordId, records: &[(RecordId, Record)]) -> (Vec<RecordId>, Vec<RecordId>) {
        let among = |id: &RecordId| records.iter().any(|(known, _)| known == id);
        let going = |id: &RecordId| *id != keep && among(id);
        let rows = records.iter().filter(|(id, _)| going(id)).flat_map(|(id, _)| self.referring_rows(id));
        // Evidence keeps naming whom it named: the one that stays remembers whom it was made one of.
        let rows = rows.filter(|row| self.kind_of(*row).is_some_and(|kind| !kind.is_written_once()));
        let pointing: BTreeSet<RecordId> = rows.map(|row| self.id_of(row)).filter(|id| !among(id)).collect();
        let apart = |id: &RecordId| {
            let record = self.get(id).filter(|record| record.has(key::NOT_SAME));
            record.is_some_and(|record| record.relations(key::NOT_SAME).iter().any(going))
        };
        let told_apart = self.ids_of(kind).filter(|id| !among(id) && !pointing.contains(id) && apart(id)).collect();
        (pointing.into_iter().collect(), told_apart)
    }
}

impl Union {
    /// The record that stays, as it becomes.
    pub fn survivor(&self, stamp: Stamp) -> Result<Record, UnionError> {
        let mut record = self.kept().ok_or(UnionError::TooFew)?.clone();
        for one in &self.fields {
            record
                .set(one.field, one.becomes.clone(), stamp)
                .map_err(|error| named(record.kind(), one.field, error))?;
        }
        if record.kind() == Kind::Person {
            let united = Value::Relations(self.going());
            record.set(UNITED_FROM, united, stamp).map_err(|error| named(record.kind(), UNITED_FROM, error))?;
        }
        // Whoever was made one with it before and came back is so anew, from now on.
        let mut merged = self.merged_before();
        for more in [Vec::new(), self.going()] {
            merged.extend(more);
            let merged = Value::Relations(merged.clone());
            record.set(key::MERGED, merged, stamp).map_err(|error| named(record.kind(), key::MERGED, error))?;
        }
        if record.encode().len() > MAX_PLAIN { Err(UnionError::TooLong) } else { Ok(record) }
    }

    fn kept(&self) -> Option<&Record> {
        self.records.iter().find(|(id, _)| *id == self.keep).map(|(_, record)| record)
    }

    /// All that were made one with any of these before; of too many the last, so that those that go now fit behind them. Unlike
    /// what consents need to know of people, it goes with an undo.
    fn merged_before(&self) -> Vec<RecordId> {
        let of = |record: &Record| match record.get(key::MERGED) {
            Value::Relations(ids) => ids,
            _ => Vec::new(),
        };
        let records = self.kept().into_iter().chain(self.records.iter().map(|(_, record)| record));
        let (going, mut merged) = (self.going(), Vec::<RecordId>::new());
        for id in records.flat_map(of) {
            if id != self.keep && !going.contains(&id) && !merged.contains(&id) {
                merged.push(id);
            }
        }
        merged.split_off((merged.len() + going.len()).saturating_sub(MAX_RELATIONS))
    }

    /// Those that go.
    pub fn going(&self) -> Vec<RecordId> {
        self.records.iter().map(|(id, _)| *id).filter(|id| *id != self.keep).collect()
    }

    /// Those that name one that goes, and will name the one that stays.
    pub fn moving(&self) -> Vec<RecordId> {
        self.pointing.iter().chain(&self.told_apart).copied().collect()
    }

    /// The writes of some of these alone, so that of very many they can be made before the rest, portion by portion.
    pub fn moved(
        &self,
        ids: &[RecordId],
        book: &Book,
        clock: &mut Clock,
        now_ms: u64,
    ) -> Result<(Vec<Write>, Step), UnionError> {
        let (mut writes, mut step, going) = (Vec::new(), Step::new(), self.going());
        for id in ids {
            let Some(before) = book.record(id) else { continue };
            clock.observe(before.changed(), u64::MAX);
            let after = redirected(&before, &going, self.keep, clock.tick(now_ms))?;
            step.edited(*id, &before, &after);
            writes.push(Write::Put(*id, after));
        }
        Ok((writes, step))
    }

    /// Everything that has to be written, and the step that takes it back. Pointers come first and those that go last:
    /// wherever writing stops, nobody points to what is gone.
    pub fn writes(&self, book: &Book, clock: &mut Clock, now_ms: u64) -> Result<(Vec<Write>, Step), UnionError> {
        let (mut writes, mut step) = self.moved(&self.moving(), book, clock, now_ms)?;
        let going = self.going();
        self.records.iter().for_each(|(_, record)| clock.observe(record.changed(), u64::MAX));
        let after = self.survivor(clock.tick(now_ms))?;
        if let Some(before) = self.kept().filter(|before| **before != after) {
            step.edited(self.keep, before, &after);
            writes.push(Write::Put(self.keep, after));
        }
        for id in going {
            step.removed(id, book.plain(&id).unwrap_or_default());
            writes.push(Write::Remove(id));
        }
        Ok((writes, step))
    }
}

fn named(kind: Kind, field: FieldKey, error: ValueError) -> UnionError {
    UnionError::Field(schema::field_of(kind, field).map_or("A field", |spec| spec.label), error)
}

/// The fields of the records' kind, and those of the team's own that one of them holds. Not whom they were made of: that is
/// nobody's to choose.
fn specs(records: &[(RecordId, Record)]) -> Vec<FieldSpec> {
    let mut specs: Vec<FieldSpec> = Vec::new();
    for spec in records.iter().flat_map(|(_, record)| record.specs()) {
        if spec.key != key::MERGED && !specs.iter().any(|known| known.key == spec.key) {
            specs.push(spec);
        }
    }
    specs
}

/// A record that points to `keep` wherever it pointed to one of `going`. Whom it was made of itself stays as it was.
fn redirected(before: &Record, going: &[RecordId], keep: RecordId, stamp: Stamp) -> Result<Record, UnionError> {
    let mut after = before.clone();
    for spec in before.specs().filter(|spec| spec.key != key::MERGED) {
        let value = match before.get(spec.key) {
            Value::Link(to) if going.contains(&to) => Value::Link(keep),
            Value::Relations(ids) if ids.iter().any(|id| going.contains(id)) => {
                Value::Relations(ids.into_iter().map(|id| if going.contains(&id) { keep } else { id }).collect())
            }
            _ => continue,
        };
        after.set(spec.key, value, stamp).map_err(|error| named(before.kind(), spec.key, error))?;
    }
    Ok(after)
}

/// What becomes of one field; `None` if nobody has a value.
fn field(spec: &FieldSpec, keep: RecordId, records: &[(RecordId, Record)], wish: &UnionWish) -> Option<UnionField> {
    let values: Vec<Value> = records.iter().map(|(_, record)| record.get(spec.key)).collect();
    if values.iter().all(Value::is_empty) {
        return None;
    }
    let rule = Rule::of(spec);
    let value_of = |of: RecordId| {
        let at = records.iter().position(|(id, _)| *id == of);
        at.and_then(|at| values.get(at)).cloned().unwrap_or_default()
    };
    let wished = wish.choices.iter().rev().find(|(field, _)| *field == spec.key).map(|(_, of)| *of);
    let wished = wished.filter(|of| rule != Rule::Unite && records.iter().any(|(id, _)| id == of));
    // What stays says its values first.
    let first = records.iter().position(|(id, _)| *id == keep).unwrap_or_default();
    let ordered = || {
        std::iter::once(&values[first])
            .chain(values.iter().enumerate().filter(|(at, _)| *at != first).map(|(_, value)| value))
    };
    let (of, becomes) = match (rule, wished) {
        (_, Some(of)) => (Some(of), value_of(of)),
        (Rule::Choose, None) => {
            let of = kept_or_newest(spec, keep, records);
            (of, of.map(value_of).unwrap_or_default())
        }
        (Rule::Unite, None) => (None, united(spec, ordered(), records)),
        (Rule::Join, None) => (None, joined(ordered())),
    };
    Some(UnionField { field: spec.key, rule, values, of, becomes })
}

/// Whose value stays unless another is chosen: that of the record that stays, and where it has none the newest of the others.
/// But whoever is real does not come to be made up by being made one with somebody who is, and does not go as such.
fn kept_or_newest(spec: &FieldSpec, keep: RecordId, records: &[(RecordId, Record)]) -> Option<RecordId> {
    let made_up = |record: &Record| spec.key == key::SOURCE && is_made_up(&record.text(spec.key));
    let weight = |(id, record): &&(RecordId, Record)| {
        (!made_up(record), !record.get(spec.key).is_empty(), *id == keep, record.written(spec.key))
    };
    records.iter().max_by_key(weight).map(|(id, _)| *id)
}

/// Everything that lists hold, each once, in order.
fn united<'a>(spec: &FieldSpec, values: impl Iterator<Item = &'a Value>, records: &[(RecordId, Record)]) -> Value {
    let (mut points, mut tags, mut ids) = (Vec::<Point>::new(), Vec::<String>::new(), Vec::<RecordId>::new());
    for value in values {
        match value {
            Value::Points(more) => more.iter().for_each(|point| add_point(spec.shape, &mut points, point)),
            Value::Tags(more) => {
                for tag in more {
                    if !tags.iter().any(|known| fold_name(known) == fold_name(tag)) {
                        tags.push(tag.clone());
                    }
                }
            }
            Value::Relations(more) => {
                // No record relates to itself.
                let others = more.iter().filter(|id| !records.iter().any(|(known, _)| known == *id));
                for id in others {
                    if !ids.contains(id) {
                        ids.push(*id);
                    }
                }
            }
            _ => {}
        }
    }
    match spec.shape {
        Shape::Tags => Value::Tags(tags),
        Shape::Relations(_) => Value::Relations(ids),
        _ => Value::Points(points),
    }
}

/// Adds a contact point unless it is there. Of one number written in two ways the longer stays: it holds the country.
fn add_point(shape: Shape, points: &mut Vec<Point>, point: &Point) {
    let told_by = |value: &str| match shape {
        Shape::Phones => phone_tail(&phone_digits(value)).to_owned(),
        Shape::Links => fold_name(value.trim_end_matches('/')),
        _ => fold_name(value),
    };
    let mark = told_by(&point.value);
    let same = |known: &&mut Point| known.value == point.value || !mark.is_empty() && told_by(&known.value) == mark;
    let Some(known) = points.iter_mut().find(same) else {
        return points.push(point.clone());
    };
    if known.label.is_empty() {
        known.label.clone_from(&point.label);
    }
    if shape == Shape::Phones && phone_digits(&point.value).len() > phone_digits(&known.value).len() {
        known.value.clone_from(&point.value);
    }
}

/// Texts one after the other; one that stands in another is said once.
fn joined<'a>(values: impl Iterator<Item = &'a Value>) -> Value {
    let mut texts: Vec<&str> = Vec::new();
    for value in values {
        let Value::Text(text) = value else { continue };
        if !texts.iter().any(|known| known.contains(text.trim())) {
            texts.retain(|known| !text.contains(known.trim()));
            texts.push(text);
        }
    }
    match texts.as_slice() {
        [one] => Value::text(*one),
        several => Value::text(several.iter().map(|text| text.trim()).collect::<Vec<_>>().join("\n\n")),
    }
}

#[cfg(test)]
mod tests;
