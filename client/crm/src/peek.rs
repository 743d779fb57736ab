//! Reading a record straight from its bytes, without copying a field: for lists, search and sorting.

use crate::clock::Stamp;
use crate::decimal::Decimal;
use crate::field::{self, MAX_RELATIONS};
use crate::markdown;
use crate::money::Money;
use crate::naming::PARTS;
use crate::record::RecordId;
use crate::scan::{self, Entries, Found, Item, Outline};
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, FieldSpec, Kind, Shape, key};
use crate::wire::DecodeError;
use std::borrow::Cow;

/// What stands for the name of a note without a title: so many bytes of its first line.
const NAME_FROM_TEXT: usize = 120;
/// And so many of it are read as Markdown for that.
const READ_FOR_NAME: usize = 1024;

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

    /// Every record that this one points to, by any field that this version knows; the first is the one it belongs to
    /// most. What it is not the same as, or was made one of, does not belong to it.
    pub(crate) fn targets(&self) -> Vec<RecordId> {
        let mut targets = Vec::new();
        self.for_each_target(|_, id| targets.push(id));
        targets
    }

    /// The same, each with the shape of the field that points to it, which tells what it may be.
    pub(crate) fn for_each_target(&self, mut with: impl FnMut(Shape, RecordId)) {
        let kind = self.kind();
        let known = schema::fields(kind);
        let mut links: Vec<(usize, Shape, Found<'a>)> = Vec::new();
        for (number, found) in self.outline.fields() {
            // Asked of every record that is read: nearly all fields are none of these by what they hold.
            if matches!(found, Found::Register(value) if value.len() != size_of::<RecordId>()) {
                continue;
            }
            let field = FieldKey(number);
            let place = known.iter().position(|spec| spec.key == field);
            let shape =
                place.map(|at| known[at].shape).or_else(|| schema::field_of(kind, field).map(|spec| spec.shape));
            if let Some(shape @ (Shape::Link(_) | Shape::Relations(_))) = shape.filter(|_| !is_memory(field)) {
                links.push((place.unwrap_or(known.len()), shape, found));
            }
        }
        // As the kind lists its fields, and then those of the team's own by number.
        links.sort_by_key(|(place, ..)| *place);
        for (_, shape, found) in links {
            match (shape, found) {
                (Shape::Link(_), Found::Register(id)) => ids_in([id]).for_each(|id| with(shape, id)),
                (Shape::Relations(_), Found::Set(entries)) => {
                    ids_in(in_order(entries)).for_each(|id| with(shape, id));
                }
                _ => {}
            }
        }
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

    /// The record that its list shows beside it and that it sorts by: a company, what a task is about.
    pub(crate) fn main_target(&self) -> Option<RecordId> {
        match self.kind() {
            Kind::Person | Kind::Deal | Kind::Own(_) => self.link(key::COMPANY),
            Kind::Task | Kind::Activity => self.first_relation(key::ABOUT),
            Kind::Stage => self.link(key::PIPELINE),
            _ => None,
        }
    }

    fn first_relation(&self, key: FieldKey) -> Option<RecordId> {
        let Some(Found::Set(entries)) = self.outline.find(key.0) else {
            return None;
        };
        entries.min().and_then(|item| <[u8; 16]>::try_from(item.value).ok()).map(RecordId)
    }

    /// The words of a field that holds many, sorted.
    pub fn words(&self, key: FieldKey) -> Vec<&'a str> {
        let mut tags: Vec<&str> =
            self.entries(key).into_iter().filter_map(|tag| std::str::from_utf8(tag).ok()).collect();
        tags.sort_unstable();
        tags
    }

    /// The name as shown; for those without one what else tells them apart; empty if there is nothing.
    pub fn name(&self) -> String {
        self.name_read().into_owned()
    }

    /// The name as shown, copied only where it is put together.
    pub(crate) fn name_read(&self) -> Cow<'a, str> {
        match self.kind() {
            Kind::Person => self.person_name().into(),
            Kind::Activity if self.text(key::NAME).is_empty() => {
                let line = self.text(key::NOTES).lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
                // A link or a mention is its words.
                let read = if line.contains("](") { markdown::plain(cut(line, READ_FOR_NAME)) } else { String::new() };
                let line = read.lines().next().unwrap_or(line);
                let line = line.trim_start_matches(['#', ' ', '>', '-', '*']);
                let line = ["[x] ", "[X] ", "[ ] "].iter().find_map(|tick| line.strip_prefix(tick)).unwrap_or(line);
                let line = cut(line, NAME_FROM_TEXT);
                // As a title it stands without the marks of Markdown.
                line.chars().filter(|letter| !matches!(letter, '*' | '`')).collect()
            }
            _ => self.text(key::NAME).into(),
        }
    }

    fn person_name(&self) -> String {
        let mut name = String::new();
        for part in PARTS {
            let part = self.text(part);
            if !part.is_empty() {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(part);
            }
        }
        if !name.is_empty() {
            return name;
        }
        let instead = [self.text(key::NICKNAME), self.first_point(key::EMAILS), self.first_point(key::PHONES)];
        instead.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
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

/// Those of them that are ids, as many as may be.
fn ids_in<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> impl Iterator<Item = RecordId> {
    let ids = values.into_iter().filter_map(|id| <[u8; 16]>::try_from(id).ok());
    ids.map(RecordId).take(MAX_RELATIONS)
}

/// Fields that remember other records without pointing to them.
fn is_memory(key: FieldKey) -> bool {
    matches!(key, key::NOT_SAME | crate::privacy::key::UNITED_FROM)
}

/// The beginning of a text, of at most so many bytes, not cutting a letter apart.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Record, Value};
    use proptest::prelude::*;

    /// What a record points to, read field by field.
    fn plain(record: &RecordRef<'_>) -> Vec<RecordId> {
        let each = record.specs().filter(|spec| !is_memory(spec.key)).map(|spec| match spec.shape {
            Shape::Link(_) => record.link(spec.key).into_iter().collect(),
            Shape::Relations(_) => record.relations(spec.key),
            _ => Vec::new(),
        });
        each.flatten().collect()
    }

    proptest! {
        #[test]
        fn what_a_record_points_to_is_what_its_fields_say(
            number in prop::sample::select(vec![1_u16, 2, 5, 6, 7, 8, 10, 32, 34, 38, 41, 300]),
            ids in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(0..9_u8, 1..4)), 0..12),
            own in prop::collection::vec((0..9_u8, 0..3_u16), 0..4),
        ) {
            let kind = Kind::from_number(number);
            let stamp = Stamp { ms: 7, counter: 0, author: 1 };
            let mut record = Record::new(kind, stamp);
            let specs = schema::fields(kind);
            for (at, ids) in &ids {
                let Some(spec) = specs.get(at.index(specs.len().max(1))) else { continue };
                let ids: Vec<RecordId> = ids.iter().map(|id| RecordId([*id; 16])).collect();
                let value = match spec.shape {
                    Shape::Link(_) => Value::Link(ids[0]),
                    Shape::Relations(_) => Value::Relations(ids),
                    Shape::Tags => Value::Tags(vec!["of sixteen bytes".into()]),
                    _ => Value::text("of sixteen bytes"),
                };
                // What is no value of the field is refused, and there is nothing to point to then.
                let _ = record.set(spec.key, value, stamp);
            }
            for (id, drawn) in own {
                let _ = record.set(Form::Relation.key(drawn), Value::Relations(vec![RecordId([id; 16])]), stamp);
            }
            let bytes = record.encode();
            let record = RecordRef::parse(&bytes).expect("of our own making");
            prop_assert_eq!(record.targets(), plain(&record));
        }
    }
}
