//! Which fields are masked: those that Tacit holds for delicate, and those of the team's own that were declared so. Lists,
//! groups, orders, filters, figures, search, copies and previews show of a masked field only whether there is something.
//! What was declared is kept beside the records, so that asking costs one look-up.

use crate::book::Book;
use crate::field::Value;
use crate::peek::RecordRef;
use crate::privacy::key as pk;
use crate::privacy::words::{Did, Sensitivity};
use crate::privacy::{AccessEvent, FieldMeta};
use crate::record::{Record, RecordId};
use crate::schema::custom::Form;
use crate::schema::{FieldKey, Kind, key};
use crate::several::Several;
use std::collections::HashMap;

/// What definitions of the team's fields declare. Two definitions of one number may stand beside each other for a while:
/// then the more delicate counts.
#[derive(Default)]
pub(crate) struct Declared {
    by: HashMap<RecordId, (Kind, FieldKey, Sensitivity)>,
    /// The most delicate of each field: asked for every cell of every list.
    most: HashMap<(Kind, FieldKey), Sensitivity>,
}

impl Declared {
    fn of(&self, kind: Kind, field: FieldKey) -> Option<Sensitivity> {
        self.most.get(&(kind, field)).copied()
    }

    /// Takes what a definition says now, or that it is gone; what it said before.
    fn note(
        &mut self,
        id: RecordId,
        now: Option<(Kind, FieldKey, Sensitivity)>,
    ) -> Option<(Kind, FieldKey, Sensitivity)> {
        let before = match now {
            // Asked of every record that is taken in: in most vaults nothing is declared.
            None if self.by.is_empty() => None,
            Some(now) => self.by.insert(id, now),
            None => self.by.remove(&id),
        };
        for (kind, field, _) in before.into_iter().chain(now) {
            let all = self.by.values().filter(|(of, key, _)| (*of, *key) == (kind, field));
            match all.map(|(.., sensitivity)| *sensitivity).max() {
                Some(most) => self.most.insert((kind, field), most),
                None => self.most.remove(&(kind, field)),
            };
        }
        before
    }

    /// How delicate a field is when these definitions say this instead, or are gone.
    fn after(
        &self,
        (kind, field): (Kind, FieldKey),
        coming: &HashMap<RecordId, Option<(Kind, FieldKey, Sensitivity)>>,
    ) -> Option<Sensitivity> {
        let here = self.by.iter().filter(|(id, _)| !coming.contains_key(*id)).map(|(_, of)| of);
        let of_it = here.chain(coming.values().flatten()).filter(|(of, key, _)| (*of, *key) == (kind, field));
        of_it.map(|(.., sensitivity)| *sensitivity).max()
    }
}

/// A masked field that a change would hold for less delicate than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lowered {
    /// The definition that says so.
    pub definition: RecordId,
    /// Which field.
    pub field: FieldKey,
    /// Whether the same change tells of it, with a reason.
    pub is_told: bool,
}

/// How delicate a field of a kind is unless its definition says otherwise.
pub(crate) fn usual(kind: Kind) -> Sensitivity {
    if kind == Kind::Person { Sensitivity::Personal } else { Sensitivity::None }
}

/// What a definition declares.
pub(crate) fn declared(kind: Kind, definition: &RecordRef<'_>) -> Sensitivity {
    let word = definition.text(pk::SENSITIVITY);
    // A word of a newer version is held for delicate.
    let unknown = if word.is_empty() { usual(kind) } else { Sensitivity::Sensitive };
    Sensitivity::parse(word).unwrap_or(unknown)
}

/// Which field of people a definition declares, and how delicate; `None` if it is none.
pub fn declares(definition: &RecordRef<'_>) -> Option<(FieldKey, Sensitivity)> {
    let (kind, field, sensitivity) = said(definition)?;
    (kind == Kind::Person).then_some((field, sensitivity))
}

/// What a definition says of its field.
fn said(definition: &RecordRef<'_>) -> Option<(Kind, FieldKey, Sensitivity)> {
    if definition.kind() != Kind::Field {
        return None;
    }
    let kind = Kind::from_number(u16::try_from(definition.number(key::LISTS)?).ok()?);
    let field = FieldKey(u16::try_from(definition.number(key::NUMBER)?).ok()?);
    Some((kind, field, declared(kind, definition)))
}

/// How delicate a definition says that its field is; `None` if it is none.
pub fn delicacy(definition: &Record) -> Option<Sensitivity> {
    let plain = definition.encode();
    said(&RecordRef::parse(&plain).ok()?).map(|(.., sensitivity)| sensitivity)
}

impl Book {
    /// Masked fields that these records, written or removed where there are no bytes, would make less delicate: every
    /// value would be on lists, in search and in exports, with nobody having looked at it.
    pub fn lowered(&self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Vec<Lowered> {
        let parsed =
            || writes.iter().map(|(id, plain)| (id, plain.as_deref().and_then(|plain| RecordRef::parse(plain).ok())));
        let concerned = parsed().filter(|(id, after)| {
            self.declared.by.contains_key(*id) || after.as_ref().is_some_and(|after| after.kind() == Kind::Field)
        });
        let coming: HashMap<RecordId, _> = concerned.map(|(id, after)| (*id, after.as_ref().and_then(said))).collect();
        let fields = coming.iter().flat_map(|(id, after)| {
            let before = self.declared.by.get(id).copied();
            before.into_iter().chain(*after).map(move |(kind, field, _)| (*id, kind, field))
        });
        let events: Vec<AccessEvent> = if coming.is_empty() {
            Vec::new()
        } else {
            parsed().filter_map(|(_, of)| AccessEvent::read(&of?)).collect()
        };
        let lower = fields.filter_map(|(definition, kind, field)| {
            // Without a definition its values are delicate again.
            let (before, after) = (self.declared.of(kind, field)?, self.declared.after((kind, field), &coming)?);
            let tells = |event: &AccessEvent| {
                (event.did, event.record) == (Did::Unmasked, definition) && !event.why.trim().is_empty()
            };
            let is_told = events.iter().any(tells);
            (before.is_masked() && after < before).then_some(Lowered { definition, field, is_told })
        });
        let mut lower: Vec<Lowered> = lower.collect();
        lower.sort_by_key(|one| (one.field, one.definition));
        lower.dedup();
        lower
    }

    /// How delicate a field is, whoever defined it. Values whose definition is gone, or not here yet, are delicate.
    pub fn sensitivity(&self, kind: Kind, field: FieldKey) -> Sensitivity {
        match Form::of(field) {
            Some(_) => self.declared.of(kind, field).unwrap_or(Sensitivity::Sensitive),
            None => FieldMeta::of(kind, field).map_or(Sensitivity::None, |meta| meta.sensitivity),
        }
    }

    /// Whether a field is masked.
    pub fn is_masked(&self, kind: Kind, field: FieldKey) -> bool {
        self.sensitivity(kind, field).is_masked()
    }

    /// Whether this may become of a record's field where nobody looked at what it holds: what is masked is not written over
    /// unseen, nor is it guessed by writing it. One more beside what stands there takes nothing away and tells nothing.
    pub fn may_write_unseen(&self, record: &Record, field: FieldKey, how: &Several) -> bool {
        let held = record.get(field);
        let adds =
            matches!(how, Several::Add(_)) && matches!(held, Value::Tags(_) | Value::Points(_) | Value::Relations(_));
        adds || held.is_empty() || !self.is_masked(record.kind(), field)
    }

    /// Fields of people that may be filled only with an Art. 9(2) basis, or under Art. 10.
    pub fn special_fields(&self) -> Vec<FieldKey> {
        let special = self.declared.by.values().filter(|(kind, _, of)| *kind == Kind::Person && of.is_special());
        special.map(|(_, field, _)| *field).collect()
    }

    /// Notes that a definition is about to be written or removed. What is masked from now on is found no more and makes
    /// nobody alike, so that search and the index of look-alikes are built anew.
    pub(crate) fn note_declared(&mut self, id: RecordId, after: Option<&RecordRef<'_>>) {
        let now = after.and_then(said);
        if self.declared.note(id, now) != now {
            self.haystack = crate::search::Haystack::default();
            self.lookalikes = crate::lookalike::Index::default();
        }
    }
}
