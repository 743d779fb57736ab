//! Finding records that look like another one, be it typed or read from a file.
//!
//! A sorted list of marks, built when first asked for, and beside it those of records changed since. Hits are checked
//! against the record itself, so that entries of what a record was before do no harm until the next rebuild, nor do two
//! marks that are the same by chance. How alike two records are is judged in `look.rs`; a file, whose rows are merged
//! without anybody looking, goes by the stricter [`Traits::likeness`].

use crate::book::{Book, Row};
use crate::field::Value;
use crate::fold::{fold_name, phone_digits};
use crate::look::{Look, has_doubles, marks_of};
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind, key};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Changed rows after which the list is built anew.
const MAX_FRESH: usize = 100_000;
/// Fewest digits by which a telephone number tells people apart.
const MIN_PHONE: usize = 6;
/// Look-alikes shown.
const MAX_SHOWN: usize = 10;
/// Records looked at under one mark while somebody types: a hundred of one name say no more than ten.
const MAX_UNDER_ONE: usize = 128;

/// What two records have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same vCard UID.
    Uid,
    /// The same e-mail address.
    Email,
    /// The same telephone number and name.
    PhoneAndName,
    /// The same name at the same company, or both without one.
    NameAndCompany,
    /// The same telephone number.
    Phone,
    /// The same website.
    Website,
    /// E-mails go to the other's website, or to one host.
    Domain,
    /// The same name.
    Name,
    /// One name is short for the other, or its beginning.
    SimilarName,
}

impl Likeness {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Uid => "same card",
            Self::Email => "same e-mail",
            Self::PhoneAndName => "same phone and name",
            Self::NameAndCompany => "same name at the same company",
            Self::Phone => "same phone",
            Self::Website => "same website",
            Self::Domain => "same domain",
            Self::Name => "same name",
            Self::SimilarName => "similar name",
        }
    }
}

/// A record that looks like another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookalike {
    /// Which.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What they share.
    pub why: Likeness,
}

/// What tells a record apart, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    pub(crate) company: bool,
    pub(crate) uid: String,
    pub(crate) emails: Vec<String>,
    pub(crate) phones: Vec<String>,
    pub(crate) name: String,
    /// Folded name of the company.
    pub(crate) employer: String,
}

impl Traits {
    /// Keys under which a row of a file finds others of it with these traits.
    pub(crate) fn hashes(&self) -> Vec<u64> {
        let mut out = Vec::with_capacity(4);
        let mut push = |tag: u8, text: &str| {
            if !text.is_empty() {
                out.push(hash(tag, text));
            }
        };
        push(0, &self.uid);
        self.emails.iter().for_each(|email| push(1, email));
        push(if self.company { 2 } else { 3 }, &self.name);
        out
    }

    /// The strongest thing shared with another; `None` if they are simply different.
    pub(crate) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.company != other.company {
            return None;
        }
        let share = |a: &[String], b: &[String]| a.iter().any(|one| b.contains(one));
        let same_name = !self.name.is_empty() && self.name == other.name;
        if !self.uid.is_empty() && self.uid == other.uid {
            Some(Likeness::Uid)
        } else if share(&self.emails, &other.emails) && !self.company {
            Some(Likeness::Email)
        } else if same_name && share(&self.phones, &other.phones) {
            Some(Likeness::PhoneAndName)
        } else if same_name && self.employer == other.employer {
            Some(Likeness::NameAndCompany)
        } else {
            same_name.then_some(Likeness::Name)
        }
    }

    pub(crate) fn of(book: &Book, row: Row, record: &RecordRef<'_>) -> Self {
        let employer = book.main_row(row).and_then(|row| book.peek(row)).map(|company| company.name());
        Self::of_record(record, employer.as_deref().map(fold_name).unwrap_or_default())
    }

    /// Traits of a record whose company has this folded name.
    pub(crate) fn of_record(record: &RecordRef<'_>, employer: String) -> Self {
        let texts = |key: FieldKey, fold: fn(&str) -> String| -> Vec<String> {
            record.points(key).into_iter().map(|(_, value)| fold(value)).collect()
        };
        Self {
            company: record.kind() == Kind::Company,
            uid: record.text(key::UID).to_owned(),
            emails: texts(key::EMAILS, fold_name),
            phones: texts(key::PHONES, phone_digits).into_iter().filter(|digits| digits.len() >= MIN_PHONE).collect(),
            name: plain_name(record.kind(), record.text(key::GIVEN), record.text(key::FAMILY), record.text(key::NAME)),
            employer,
        }
    }

    /// Traits of field values that are not a record yet.
    pub(crate) fn of_fields(book: &Book, kind: Kind, fields: &[(FieldKey, Value)]) -> Self {
        let mut traits = Self { company: kind == Kind::Company, ..Self::default() };
        let text = |wanted: FieldKey| match fields.iter().find(|(key, _)| *key == wanted) {
            Some((_, Value::Text(text))) => text.as_str(),
            _ => "",
        };
        traits.uid = text(key::UID).to_owned();
        traits.name = plain_name(kind, text(key::GIVEN), text(key::FAMILY), text(key::NAME));
        for (key, value) in fields {
            match (*key, value) {
                (key::EMAILS, Value::Points(points)) => traits.add_emails(points.iter().map(|p| p.value.as_str())),
                (key::PHONES, Value::Points(points)) => traits.add_phones(points.iter().map(|p| p.value.as_str())),
                (key::COMPANY, Value::Link(id)) => traits.employer = fold_name(&book.name(id)),
                _ => {}
            }
        }
        traits
    }

    pub(crate) fn add_emails<'a>(&mut self, emails: impl Iterator<Item = &'a str>) {
        self.emails.extend(emails.map(fold_name).filter(|email| !email.is_empty()));
    }

    pub(crate) fn add_phones<'a>(&mut self, phones: impl Iterator<Item = &'a str>) {
        self.phones.extend(phones.map(phone_digits).filter(|digits| digits.len() >= MIN_PHONE));
    }
}

/// The name without prefix, middle names and suffix, which come and go between files.
pub(crate) fn plain_name(kind: Kind, given: &str, family: &str, name: &str) -> String {
    if kind == Kind::Person { fold_name(&format!("{given} {family}")) } else { fold_name(name) }
}

fn hash(tag: u8, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (tag, text).hash(&mut hasher);
    hasher.finish()
}

/// Rows by their marks.
#[derive(Default)]
pub(crate) struct Index {
    sorted: Vec<(u32, Row)>,
    /// The same for rows changed since `sorted` was built.
    added: HashMap<u32, Vec<Row>>,
    added_rows: usize,
    /// Rows changed since the last look-up.
    touched: Vec<Row>,
    built: bool,
}

impl Index {
    pub(crate) fn touch(&mut self, row: Row) {
        if self.built {
            self.touched.push(row);
            if self.touched.len() + self.added_rows > MAX_FRESH {
                *self = Self::default();
            }
        }
    }

    fn ensure(&mut self, book: &Book) {
        if !self.built {
            for row in 0..book.rows_len() as Row {
                self.sorted.extend(marks_at(book, row).into_iter().map(|mark| (mark, row)));
            }
            self.sorted.sort_unstable();
            self.sorted.dedup();
            self.sorted.shrink_to_fit();
            self.built = true;
        }
        for row in std::mem::take(&mut self.touched) {
            self.added_rows += 1;
            for mark in marks_at(book, row) {
                self.added.entry(mark).or_default().push(row);
            }
        }
    }

    /// Rows under these marks, of each at most so many, those that changed last before others.
    fn rows(&self, marks: &[u32], most: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        for mark in marks {
            let from = self.sorted.partition_point(|(other, _)| other < mark);
            let held = self.sorted[from..].iter().take_while(|(other, _)| other == mark).map(|(_, row)| *row);
            let fresh = self.added.get(mark).into_iter().flatten().rev().copied();
            rows.extend(fresh.chain(held).take(most));
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    pub(crate) fn memory(&self) -> usize {
        self.sorted.capacity() * size_of::<(u32, Row)>() + self.added_rows * 128 + self.touched.capacity() * 4
    }
}

fn marks_at(book: &Book, row: Row) -> Vec<u32> {
    match book.peek(row) {
        Some(record) if has_doubles(record.kind()) => Look::unplaced(book, &record).marks(),
        _ => Vec::new(),
    }
}

impl Book {
    /// People, or companies, that share traits with these, strongest likeness first.
    pub(crate) fn similar(&mut self, traits: &Traits) -> Vec<(Likeness, RecordId)> {
        let kind = if traits.company { Kind::Company } else { Kind::Person };
        let rows = self.rows_under(&marks_of(traits), usize::MAX).into_iter();
        let mut hits: Vec<(Likeness, RecordId)> = rows
            .filter_map(|row| {
                let record = self.peek(row).filter(|record| record.kind() == kind)?;
                Some((traits.likeness(&Traits::of(self, row, &record))?, self.id_of(row)))
            })
            .collect();
        hits.sort();
        hits
    }

    fn rows_under(&mut self, marks: &[u32], most: usize) -> Vec<Row> {
        let mut index = std::mem::take(&mut self.lookalikes);
        index.ensure(self);
        let rows = index.rows(marks, most);
        self.lookalikes = index;
        rows
    }

    /// Records that look like the one being typed, itself excepted, the most alike first.
    pub fn lookalikes(&mut self, kind: Kind, fields: &[(FieldKey, Value)], itself: Option<RecordId>) -> Vec<Lookalike> {
        if !has_doubles(kind) {
            return Vec::new();
        }
        let look = Look::of_fields(self, kind, fields);
        let rows = self.rows_under(&look.marks(), MAX_UNDER_ONE).into_iter().filter(|row| !self.is_hidden(*row));
        let mut hits: Vec<(Reverse<u32>, Likeness, RecordId)> = rows
            .filter_map(|row| {
                let (says, why) = look.likeness(&Look::of(self, row, &self.peek(row)?))?;
                Some((Reverse(says), why, self.id_of(row)))
            })
            .filter(|(_, _, id)| Some(*id) != itself)
            .collect();
        hits.sort_unstable();
        hits.truncate(MAX_SHOWN);
        hits.into_iter().map(|(_, why, id)| Lookalike { id, name: self.name(&id), why }).collect()
    }
}
