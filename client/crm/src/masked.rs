//! Which fields are masked: those that Tacit holds for delicate, and those of the team's own that were declared so. Lists,
//! groups, orders, filters, figures, search, copies and previews show of a masked field only whether there is something.
//! What was declared is kept beside the records, so that asking costs one look-up.

use crate::book::Book;
use crate::peek::RecordRef;
use crate::privacy::FieldMeta;
use crate::privacy::key as pk;
use crate::privacy::words::Sensitivity;
use crate::record::RecordId;
use crate::schema::custom::Form;
use crate::schema::{FieldKey, Kind, key};
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
    let kind = Kind::from_number(u16::try_from(definition.number(key::LISTS)?).ok()?);
    let field = FieldKey(u16::try_from(definition.number(key::NUMBER)?).ok()?);
    (definition.kind() == Kind::Field && kind == Kind::Person).then(|| (field, declared(kind, definition)))
}

impl Book {
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

    /// Fields of people that may be filled only with an Art. 9(2) basis, or under Art. 10.
    pub fn special_fields(&self) -> Vec<FieldKey> {
        let special = self.declared.by.values().filter(|(kind, _, of)| *kind == Kind::Person && of.is_special());
        special.map(|(_, field, _)| *field).collect()
    }

    /// Notes that a definition is about to be written or removed. What is masked from now on is found no more, so search is
    /// built anew.
    pub(crate) fn note_declared(&mut self, id: RecordId, after: Option<&RecordRef<'_>>) {
        let read = |record: &RecordRef<'_>| {
            let kind = Kind::from_number(u16::try_from(record.number(key::LISTS)?).ok()?);
            let field = FieldKey(u16::try_from(record.number(key::NUMBER)?).ok()?);
            Some((kind, field, declared(kind, record)))
        };
        let now = after.filter(|record| record.kind() == Kind::Field).and_then(read);
        if self.declared.note(id, now) != now {
            self.haystack = crate::search::Haystack::default();
        }
    }
}
