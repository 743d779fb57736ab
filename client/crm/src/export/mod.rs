//! Writing people, and records that are not people, into files: tables, vCards, JSON. Who and what goes was decided before, by
//! [`Ledger::select`](crate::privacy::Ledger::select) and
//! [`Ledger::select_records`](crate::privacy::Ledger::select_records); nothing here asks for anybody.

mod json;
mod table;
mod vcard;

pub(crate) use json::text as json_text;
pub use table::table_of;
pub(crate) use vcard::card;

use crate::book::Book;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::recur::Day;
use crate::schema::{self, FieldKey, Kind, Shape, key};

pub(crate) use table::safe_line as table_line;

/// Between several values in one cell, as address books write it and the import reads it.
const BETWEEN: &str = " ::: ";

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table, comma-separated (RFC 4180), with a byte order mark or without.
    Csv {
        /// Whether the mark is written.
        bom: bool,
    },
    /// vCard 4.0 (RFC 6350), for people only.
    VCard,
    /// JSON of our own, with its version.
    Json,
}

impl Format {
    /// As disclosures name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::VCard => "vcard",
            Self::Json => "json",
        }
    }

    /// Whether it has a place for a field of a person.
    pub fn carries(self, field: FieldKey) -> bool {
        self != Self::VCard || vcard::carries(field)
    }
}

/// One value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct One {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// What goes of one person, field by field.
pub(crate) struct Leaving {
    pub(crate) name: String,
    pub(crate) fields: Vec<(FieldKey, Vec<One>)>,
}

impl Leaving {
    pub(crate) fn text(&self, field: FieldKey) -> &str {
        self.values(field).first().map_or("", |one| one.value.as_str())
    }

    pub(crate) fn values(&self, field: FieldKey) -> &[One] {
        self.fields.iter().find(|(known, _)| *known == field).map_or(&[], |(_, values)| values)
    }

    /// A field of one value.
    pub(crate) fn set(&mut self, field: FieldKey, value: String) {
        self.fields.retain(|(known, _)| *known != field);
        self.fields.push((field, vec![One { label: String::new(), value }]));
    }
}

/// A file that records of one kind are written into, one after the other.
pub struct Writer {
    kind: Kind,
    format: Format,
    fields: Vec<FieldKey>,
    /// What each is called in the file.
    names: Vec<String>,
    out: Vec<u8>,
    rows: u32,
}

impl Writer {
    /// An empty file of these fields of people; those that the form has no place for are left out.
    pub fn new(book: &Book, format: Format, fields: &[FieldKey]) -> Self {
        Self::of(book, Kind::Person, format, fields)
    }

    /// The same of records of a kind.
    pub fn of(book: &Book, kind: Kind, format: Format, fields: &[FieldKey]) -> Self {
        let fields: Vec<FieldKey> = fields.iter().copied().filter(|field| format.carries(*field)).collect();
        let (names, mut out) = (names(book, kind, &fields), Vec::new());
        match format {
            Format::Csv { bom } => table::begin(bom, &names, &mut out),
            Format::VCard => {}
            Format::Json if kind == Kind::Person => json::begin(&mut out),
            Format::Json => json::begin_records(&word(book, kind), &mut out),
        }
        Self { kind, format, fields, names, out, rows: 0 }
    }

    /// The fields that it has.
    pub fn fields(&self) -> &[FieldKey] {
        &self.fields
    }

    /// Writes one person or record, with those of the contact points that `goes` lets through.
    pub fn add(&mut self, book: &Book, id: &RecordId, goes: impl Fn(FieldKey, &str) -> bool) {
        let Some(record) = book.get(id).filter(|record| record.kind() == self.kind) else { return };
        let leaving = leaving(book, &record, &self.fields, goes);
        match self.format {
            Format::Csv { .. } => table::row(&self.fields, &leaving, &mut self.out),
            Format::VCard => vcard::card(&leaving, &mut self.out),
            Format::Json => {
                let heads = (self.kind, &self.fields[..], &self.names[..]);
                json::one(self.rows == 0, heads, &leaving, &mut self.out);
            }
        }
        self.rows += 1;
    }

    /// The file, and how many people or records are in it.
    pub fn finish(mut self) -> (Vec<u8>, u32) {
        if self.format == Format::Json {
            json::end(&mut self.out);
        }
        (self.out, self.rows)
    }
}

/// What of a person or record goes into a file.
pub(crate) fn leaving(
    book: &Book,
    record: &RecordRef<'_>,
    fields: &[FieldKey],
    goes: impl Fn(FieldKey, &str) -> bool,
) -> Leaving {
    let values = |field: FieldKey| -> Vec<One> {
        let Some(spec) = schema::field_of(record.kind(), field) else { return Vec::new() };
        match spec.shape {
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
                let points = record.points(field).into_iter().filter(|(_, value)| goes(field, value));
                points.map(|(label, value)| One { label: label.to_owned(), value: value.to_owned() }).collect()
            }
            Shape::Tags => record.words(field).into_iter().map(plain).collect(),
            Shape::Moment => record.number(field).and_then(moment).map(|text| plain(&text)).into_iter().collect(),
            _ => Some(book.typed(record, field))
                .filter(|text| !text.is_empty())
                .map(|text| plain(&text))
                .into_iter()
                .collect(),
        }
    };
    let fields: Vec<(FieldKey, Vec<One>)> =
        fields.iter().map(|field| (*field, values(*field))).filter(|(_, values)| !values.is_empty()).collect();
    let mut leaving = Leaving { name: String::new(), fields };
    let parts = [key::PREFIX, key::GIVEN, key::MIDDLE, key::FAMILY, key::SUFFIX].map(|field| leaving.text(field));
    let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    leaving.name = name;
    leaving
}

/// A moment in UTC, to the second (ISO 8601).
pub(crate) fn moment(ms: u64) -> Option<String> {
    let (day, seconds) = (Day::of_ms(ms)?, ms / 1_000 % 86_400);
    Some(format!("{day}T{:02}:{:02}:{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60))
}

/// What records of a kind are called in a file: Tacit's in English, the team's own as the team calls them.
fn word(book: &Book, kind: Kind) -> String {
    match kind {
        Kind::Company => "companies".to_owned(),
        Kind::Deal => "deals".to_owned(),
        Kind::Task => "tasks".to_owned(),
        Kind::Activity => "activities".to_owned(),
        _ => book.objects().into_iter().find(|of| of.kind == kind).map(|of| of.many).unwrap_or_default(),
    }
}

fn plain(value: &str) -> One {
    One { label: String::new(), value: value.to_owned() }
}

/// What fields are called in a file, each otherwise: Tacit's in English, as the import reads them back, the team's own as the
/// team calls them. Two devices may have given one name to two fields.
fn names(book: &Book, kind: Kind, fields: &[FieldKey]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(fields.len());
    for field in fields {
        let name = Some(book.label(kind, *field)).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| "Field".to_owned());
        let numbered = std::iter::once(name.clone()).chain((2..).map(|number| format!("{name} ({number})")));
        names.extend(numbered.into_iter().find(|one| !names.contains(one)));
    }
    names
}

#[cfg(test)]
mod tests;
