//! Reading a record straight from its bytes, without copying a field: for lists, search and sorting.

use crate::clock::Stamp;
use crate::field;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind, key};
use crate::wire::{DecodeError, Wire, WireCell, WireEntry};

/// A record borrowed from its bytes.
pub struct RecordRef<'a> {
    wire: Wire<'a>,
}

impl<'a> RecordRef<'a> {
    /// Reads the outline of a record.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Ok(Self {
            wire: Wire::parse(bytes)?,
        })
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        Kind::from_number(self.wire.kind)
    }

    /// Who changed it last, and when.
    pub fn changed(&self) -> Stamp {
        self.wire.changed()
    }

    /// Who made it, and when.
    pub fn created(&self) -> Stamp {
        self.wire.stamp(self.wire.created)
    }

    fn cell(&self, key: FieldKey) -> Option<&WireCell<'a>> {
        let at = self
            .wire
            .fields
            .binary_search_by_key(&key.0, |field| field.key)
            .ok()?;
        self.wire.fields.get(at).map(|field| &field.cell)
    }

    fn register(&self, key: FieldKey) -> &'a [u8] {
        match self.cell(key) {
            Some(WireCell::Register { value, .. }) => value,
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
        let Some(WireCell::Set { entries, .. }) = self.cell(key) else {
            return Vec::new();
        };
        if let [only] = entries.as_slice() {
            return vec![only.value];
        }
        let mut order: Vec<&WireEntry<'a>> = entries.iter().collect();
        order.sort_by_key(|entry| (entry.rank, self.wire.stamp(entry.stamp), entry.value));
        let mut values: Vec<&'a [u8]> = Vec::with_capacity(order.len());
        for entry in order {
            if !values.contains(&entry.value) {
                values.push(entry.value);
            }
        }
        values
    }

    /// Contact points in order: label and value.
    pub fn points(&self, key: FieldKey) -> Vec<(&'a str, &'a str)> {
        self.entries(key)
            .into_iter()
            .filter_map(field::point_of)
            .collect()
    }

    /// The first contact point's value; empty if there is none.
    pub fn first_point(&self, key: FieldKey) -> &'a str {
        let Some(WireCell::Set { entries, .. }) = self.cell(key) else {
            return "";
        };
        let first = entries
            .iter()
            .min_by_key(|entry| (entry.rank, self.wire.stamp(entry.stamp), entry.value));
        first
            .and_then(|entry| field::point_of(entry.value))
            .map_or("", |(_, value)| value)
    }

    /// Tags, sorted.
    pub fn tags(&self) -> Vec<&'a str> {
        let mut tags: Vec<&str> = self
            .entries(key::TAGS)
            .into_iter()
            .filter_map(|tag| std::str::from_utf8(tag).ok())
            .collect();
        tags.sort_unstable();
        tags
    }

    /// The name as shown; for nameless people what else tells them apart; empty if there is nothing.
    pub fn name(&self) -> String {
        if self.kind() != Kind::Person {
            return self.text(key::NAME).to_owned();
        }
        let mut name = String::new();
        for part in [
            key::PREFIX,
            key::GIVEN,
            key::MIDDLE,
            key::FAMILY,
            key::SUFFIX,
        ] {
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
        let instead = [
            self.text(key::NICKNAME),
            self.first_point(key::EMAILS),
            self.first_point(key::PHONES),
        ];
        instead
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default()
            .to_owned()
    }

    /// Calls `with` for every text of the record that people may search, field by field.
    pub(crate) fn for_each_text(&self, mut with: impl FnMut(FieldKey, &'a str)) {
        for field in &self.wire.fields {
            let key = FieldKey(field.key);
            if matches!(
                key,
                key::SOURCE | key::UID | key::COMPANY | key::INVITE_HASH | key::MEMBER_NUMBER
            ) {
                continue;
            }
            match &field.cell {
                WireCell::Register { value, .. } => {
                    with(key, std::str::from_utf8(value).unwrap_or_default())
                }
                WireCell::Set { entries, .. } if key == key::TAGS => {
                    entries.iter().for_each(|tag| {
                        with(key, std::str::from_utf8(tag.value).unwrap_or_default())
                    });
                }
                WireCell::Set { entries, .. } => {
                    entries
                        .iter()
                        .filter_map(|entry| field::point_of(entry.value))
                        .for_each(|(_, text)| with(key, text));
                }
            }
        }
    }
}
