//! Reading a record straight from its bytes, without copying a field: for lists, search and sorting.

use crate::clock::Stamp;
use crate::field;
use crate::record::RecordId;
use crate::scan::{Found, Item, Outline};
use crate::schema::{FieldKey, Kind, key};
use crate::wire::{DecodeError, Wire};

/// A record borrowed from its bytes.
#[derive(Clone, Copy)]
pub struct RecordRef<'a> {
    outline: Outline<'a>,
}

impl<'a> RecordRef<'a> {
    /// Checks a record's bytes and reads its outline.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Wire::parse(bytes)?;
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
        let Some(Found::Set(entries)) = self.outline.find(key.0) else {
            return Vec::new();
        };
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

    /// Tags, sorted.
    pub fn tags(&self) -> Vec<&'a str> {
        let mut tags: Vec<&str> =
            self.entries(key::TAGS).into_iter().filter_map(|tag| std::str::from_utf8(tag).ok()).collect();
        tags.sort_unstable();
        tags
    }

    /// The name as shown; for nameless people what else tells them apart; empty if there is nothing.
    pub fn name(&self) -> String {
        if self.kind() != Kind::Person {
            return self.text(key::NAME).to_owned();
        }
        let mut name = String::new();
        for part in [key::PREFIX, key::GIVEN, key::MIDDLE, key::FAMILY, key::SUFFIX] {
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
        for (number, found) in self.outline.fields() {
            let key = FieldKey(number);
            let of_file = (key::FILE_ID..=key::HOLDER).contains(&key);
            if of_file
                || matches!(
                    key,
                    key::SOURCE | key::UID | key::COMPANY | key::INVITE_HASH | key::MEMBER_NUMBER | key::RECOVERY
                )
            {
                continue;
            }
            match found {
                Found::Register(value) => with(key, std::str::from_utf8(value).unwrap_or_default()),
                Found::Set(entries) if key == key::TAGS => {
                    entries.for_each(|tag| with(key, std::str::from_utf8(tag.value).unwrap_or_default()));
                }
                Found::Set(entries) => {
                    entries.filter_map(|item| field::point_of(item.value)).for_each(|(_, text)| with(key, text));
                }
            }
        }
    }
}
