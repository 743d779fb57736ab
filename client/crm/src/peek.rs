//! Reading a record straight from its bytes, without copying a field: for lists, search and sorting.

mod name;
mod targets;

use crate::clock::Stamp;
use crate::decimal::Decimal;
use crate::field::{self, MAX_RELATIONS};
use crate::money::Money;
use crate::record::RecordId;
use crate::scan::{self, Entries, Found, Item, Outline};
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, FieldSpec, Kind, Shape, key};
use crate::wire::DecodeError;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A record borrowed from its bytes.
#[derive(Clone, Copy)]
pub struct RecordRef<'a> {
    outline: Outline<'a>,
}

impl<'a> RecordRef<'a> {
    /// Checks a record's bytes and reads its outline.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        scan::check(bytes)?;
        Self::checked(bytes).ok_or(DecodeError::Malformed)
    }

    /// Reads the outline of bytes that were checked before.
    pub(crate) fn checked(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { outline: Outline::of(bytes)? })
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        Kind::from_number(self.outline.kind)
    }

    /// Who changed it last, and when.
    pub fn changed(&self) -> Stamp {
        self.outline.changed()
    }

    /// Who made it, and when.
    pub fn created(&self) -> Stamp {
        self.outline.created()
    }

    /// What its fields hold, as one number, whoever wrote it and when; `None` if a value lost a merge, which is then in it too.
    pub(crate) fn content(&self) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        for (key, found) in self.outline.fields() {
            let values = match found {
                Found::Register(value) => vec![value],
                Found::Set(entries) => told(entries),
            };
            // What was emptied holds no more than what was never written.
            if values.iter().any(|value| !value.is_empty()) {
                (key, values).hash(&mut hasher);
            }
        }
        self.outline.aside().next().is_none().then(|| hasher.finish())
    }

    /// Every stamp in it, oldest first.
    pub(crate) fn stamps(&self) -> impl Iterator<Item = Stamp> + use<'a> {
        self.outline.stamps()
    }

    /// Who wrote what a field of one value holds, and when.
    pub(crate) fn written(&self, key: FieldKey) -> Option<Stamp> {
        self.outline.written(key.0)
    }

    /// Who wrote what a field holds, and when: of several values each.
    pub fn stamps_of(&self, key: FieldKey) -> Vec<Stamp> {
        match self.outline.find(key.0) {
            Some(Found::Register(value)) if !value.is_empty() => self.outline.written(key.0).into_iter().collect(),
            Some(Found::Set(entries)) => {
                let all: Vec<Stamp> = self.outline.stamps().collect();
                entries.filter_map(|item| all.get(usize::from(item.stamp)).copied()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The records that a field relates to, each with who wrote it there and when; in no particular order.
    pub(crate) fn related_since(&self, key: FieldKey) -> Vec<(RecordId, Stamp)> {
        let Some(Found::Set(entries)) = self.outline.find(key.0) else { return Vec::new() };
        let all: Vec<Stamp> = self.outline.stamps().collect();
        let one = |item: Item<'a>| {
            let id = <[u8; 16]>::try_from(item.value).ok()?;
            Some((RecordId(id), *all.get(usize::from(item.stamp))?))
        };
        entries.filter_map(one).collect()
    }

    /// When something that a field holds was last written.
    pub fn last_written(&self, key: FieldKey) -> Option<Stamp> {
        match self.outline.find(key.0)? {
            Found::Register(_) => self.outline.written(key.0),
            Found::Set(entries) => self.outline.stamps().nth(usize::from(entries.map(|item| item.stamp).max()?)),
        }
    }

    /// Calls `with` for every field that has a value.
    pub(crate) fn for_each_filled(&self, mut with: impl FnMut(FieldKey)) {
        for (number, found) in self.outline.fields() {
            let is_filled = match found {
                Found::Register(value) => !value.is_empty(),
                Found::Set(mut entries) => entries.next().is_some(),
            };
            if is_filled {
                with(FieldKey(number));
            }
        }
    }

    /// What lost a merge and is still in it, with its field.
    pub(crate) fn lost(&self) -> impl Iterator<Item = (FieldKey, &'a [u8])> + use<'a> {
        self.outline.aside().map(|lost| (FieldKey(lost.key), lost.value))
    }

    fn register(&self, key: FieldKey) -> &'a [u8] {
        match self.outline.find(key.0) {
            Some(Found::Register(value)) => value,
            _ => &[],
        }
    }

    /// A field's text; empty if it has none.
    pub fn text(&self, key: FieldKey) -> &'a str {
        std::str::from_utf8(self.register(key)).unwrap_or_default()
    }

    /// The record that a field points to.
    pub fn link(&self, key: FieldKey) -> Option<RecordId> {
        <[u8; 16]>::try_from(self.register(key)).ok().map(RecordId)
    }

    fn entries(&self, key: FieldKey) -> Vec<&'a [u8]> {
        match self.outline.find(key.0) {
            Some(Found::Set(entries)) => in_order(entries),
            _ => Vec::new(),
        }
    }

    /// Whether one of the things that a field of several holds is such, in no particular order.
    pub(crate) fn any_entry(&self, key: FieldKey, mut is: impl FnMut(&'a [u8]) -> bool) -> bool {
        match self.outline.find(key.0) {
            Some(Found::Set(mut entries)) => entries.any(|item| is(item.value)),
            _ => false,
        }
    }

    /// Contact points in order: label and value.
    pub fn points(&self, key: FieldKey) -> Vec<(&'a str, &'a str)> {
        self.entries(key).into_iter().filter_map(field::point_of).collect()
    }

    /// The first contact point's value; empty if there is none.
    pub fn first_point(&self, key: FieldKey) -> &'a str {
        let Some(Found::Set(entries)) = self.outline.find(key.0) else {
            return "";
        };
        entries.min().and_then(|item| field::point_of(item.value)).map_or("", |(_, value)| value)
    }

    /// Whether a field has a value.
    pub fn has(&self, key: FieldKey) -> bool {
        match self.outline.find(key.0) {
            Some(Found::Register(value)) => !value.is_empty(),
            Some(Found::Set(mut entries)) => entries.next().is_some(),
            None => false,
        }
    }

    /// A field's whole number: a count, a time, a member; `None` if it has none.
    pub fn number(&self, key: FieldKey) -> Option<u64> {
        <[u8; 8]>::try_from(self.register(key)).ok().map(u64::from_le_bytes)
    }

    /// A field's bytes; none are empty.
    pub fn bytes(&self, key: FieldKey) -> &'a [u8] {
        self.register(key)
    }

    /// A field's amount.
    pub fn money(&self, key: FieldKey) -> Option<Money> {
        Money::from_bytes(self.register(key))
    }

    /// A field's plain number.
    pub fn decimal(&self, key: FieldKey) -> Option<Decimal> {
        Decimal::from_bytes(self.register(key))
    }

    /// Whether it is a whole file record: what [`Record::file`](crate::Record::file) reads is there.
    pub(crate) fn is_file(&self) -> bool {
        let holds = |key, len| self.register(key).len() == len;
        self.kind() == Kind::File
            && self.link(key::HOLDER).is_some()
            && self.number(key::FILE_LEN).is_some()
            && holds(key::FILE_ID, 16)
            && holds(key::FILE_KEY, 32)
            && holds(key::FILE_HASH, 32)
    }

    /// The records that a field relates to, in order.
    pub fn relations(&self, key: FieldKey) -> Vec<RecordId> {
        ids_in(self.entries(key)).collect()
    }

    /// The fields that its kind has and those of the team's own that it holds.
    pub fn specs(&self) -> impl Iterator<Item = FieldSpec> + '_ {
        let kind = self.kind();
        let own = self.own_fields().filter_map(move |key| schema::field_of(kind, key));
        schema::fields(kind).iter().copied().chain(own)
    }

    /// Fields of the team's own that it holds.
    pub(crate) fn own_fields(&self) -> impl Iterator<Item = FieldKey> + '_ {
        self.outline.fields().map(|(number, _)| FieldKey(number)).filter(|key| Form::of(*key).is_some())
    }

    /// The words of a field that holds many, sorted.
    pub fn words(&self, key: FieldKey) -> Vec<&'a str> {
        let mut tags: Vec<&str> =
            self.entries(key).into_iter().filter_map(|tag| std::str::from_utf8(tag).ok()).collect();
        tags.sort_unstable();
        tags
    }

    /// Calls `with` for every text of the record that people may search, field by field.
    pub(crate) fn for_each_text(&self, mut with: impl FnMut(FieldKey, &'a str)) {
        let kind = self.kind();
        for (number, found) in self.outline.fields() {
            let key = FieldKey(number);
            // What this version does not know is not shown, so it is not found either.
            let Some(shape) = schema::field_of(kind, key).filter(|spec| !spec.hidden).map(|spec| spec.shape) else {
                continue;
            };
            match (shape, found) {
                (
                    Shape::Text | Shape::LongText | Shape::Note | Shape::Date | Shape::Choice(_),
                    Found::Register(value),
                ) => {
                    with(key, std::str::from_utf8(value).unwrap_or_default());
                }
                (Shape::Tags, Found::Set(entries)) => {
                    entries.for_each(|tag| with(key, std::str::from_utf8(tag.value).unwrap_or_default()));
                }
                (Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses, Found::Set(entries)) => {
                    entries.filter_map(|item| field::point_of(item.value)).for_each(|(_, text)| with(key, text));
                }
                _ => {}
            }
        }
    }
}

/// What a field of several values holds, in order and each once.
fn in_order<'a>(entries: Entries<'a>) -> Vec<&'a [u8]> {
    let mut order: Vec<Item<'a>> = entries.collect();
    order.sort_unstable();
    let mut values: Vec<&'a [u8]> = Vec::with_capacity(order.len());
    for item in order {
        if !values.contains(&item.value) {
            values.push(item.value);
        }
    }
    values
}

/// The same; words have no order, so all of them are of one rank and told in that of their letters.
fn told<'a>(mut entries: Entries<'a>) -> Vec<&'a [u8]> {
    let mut values = in_order(entries);
    if entries.all(|item| item.rank == 0) {
        values.sort_unstable();
    }
    values
}

/// Those of them that are ids, as many as may be.
fn ids_in<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> impl Iterator<Item = RecordId> {
    let ids = values.into_iter().filter_map(|id| <[u8; 16]>::try_from(id).ok());
    ids.map(RecordId).take(MAX_RELATIONS)
}

/// The beginning of a text, of at most so many bytes, not cutting a letter apart.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}
