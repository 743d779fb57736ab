//! The access package (GDPR Art. 15(1), Art. 20): all that is held about one person, with purposes, bases, recipients,
//! retention, sources, rights and automated decisions; as one page for people, as JSON and as a vCard for machines.
//!
//! It is made in two steps. [`Book::held_about`](crate::Book::held_about) gathers everything and looks for other people in
//! every text ([`Piece::namings`]). What names somebody else is decided on first ([`Decision`]); only then
//! [`Held::package`] gives what may leave. The forms are written from that and from nothing else, so what was taken out is
//! in none of them.

mod gather;
mod html;
mod json;
mod reading;
mod redact;
mod rights;
mod third;
mod why;
mod words;

pub use gather::is_told;
pub use redact::{Decision, Undecided, Verdict};
pub use third::Naming;
pub use words::Lang;

use crate::export::Leaving;
use crate::record::RecordId;
use crate::schema::FieldKey;
use std::borrow::Cow;

/// What stands above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Its language.
    pub lang: Lang,
    /// Who answers: name and how to reach them.
    pub controller: String,
    /// What is said of automated decisions (Art. 15(1)(h)).
    pub automated: String,
    /// When the request came, ms since 1970.
    pub received: u64,
    /// When the package is made, ms since 1970.
    pub made: u64,
}

/// A value as it stands in the package.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Val {
    /// As it is.
    Plain(String),
    /// A word of ours, told in the language of the package.
    Word(String),
    /// A moment, ms since 1970.
    Moment(u64),
    /// A span of time, as ISO 8601 writes it.
    Span(String),
    /// Left out: it names other people.
    Withheld,
}

/// A value that is gathered: known, or one of the texts that are decided on.
enum Raw {
    Known(Val),
    Text(usize),
}

/// One line: what it is, of whose own field its name, of a contact point its label.
struct Line<V> {
    key: String,
    name: Option<String>,
    label: String,
    value: V,
}

/// Lines under one heading; each entry is one thing.
struct Section<V> {
    key: Cow<'static, str>,
    /// What the team calls it, of records of a kind of its own.
    name: Option<String>,
    entries: Vec<Vec<Line<V>>>,
}

impl<V> Section<V> {
    fn of(key: &'static str, entries: Vec<Vec<Line<V>>>) -> Self {
        Self { key: Cow::Borrowed(key), name: None, entries }
    }
}

/// A text about the person, and whom else it names.
pub struct Piece {
    /// In which record.
    pub record: RecordId,
    /// In which of its fields.
    pub field: FieldKey,
    /// What the text is of: the section's key, as "activities".
    pub section: &'static str,
    /// When that was, ms since 1970.
    pub at: Option<u64>,
    /// Word for word.
    pub text: String,
    /// Whom else it names, from first to last.
    pub namings: Vec<Naming>,
}

/// All that is held about one person, before anything is taken out.
pub struct Held {
    name: String,
    sections: Vec<Section<Raw>>,
    card: Leaving,
    /// The background text of the person among the texts, as the card says it too.
    background: Option<usize>,
    texts: Vec<Piece>,
}

/// What may leave.
pub struct Package {
    cover: Cover,
    name: String,
    sections: Vec<Section<Val>>,
    card: Leaving,
}

/// The files of a package.
pub struct Files {
    /// For people: one page without scripts, to read and print.
    pub html: Vec<u8>,
    /// For machines, versioned.
    pub json: Vec<u8>,
    /// vCard 4.0 (RFC 6350).
    pub vcard: Vec<u8>,
}

impl Held {
    /// Every text, with whom else it names; those that name somebody first.
    pub fn texts(&self) -> Vec<&Piece> {
        let mut texts: Vec<&Piece> = self.texts.iter().collect();
        texts.sort_by_key(|piece| piece.namings.is_empty());
        texts
    }
}

impl Package {
    /// Its files.
    pub fn files(&self) -> Files {
        let mut vcard = Vec::new();
        crate::export::card(&self.card, &mut vcard);
        Files { html: html::page(self).into_bytes(), json: json::document(self).into_bytes(), vcard }
    }
}

impl Files {
    /// All bytes in the order of the fields: what the package's hash is over.
    pub fn parts(&self) -> [&[u8]; 3] {
        [&self.html, &self.json, &self.vcard]
    }
}
