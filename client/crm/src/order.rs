//! Orders of rows: sort keys, sorting, and patching an order after a few records changed.

use crate::book::{Book, Row};
use crate::fold::{fold_into, fold_name};
use crate::peek::RecordRef;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::search::RowSet;
use std::cmp::Ordering;
use std::collections::HashMap;

/// All rows of a kind, sorted by one field; rows without a value stand at the end.
pub(crate) struct Order {
    pub(crate) kind: Kind,
    pub(crate) sort: Option<FieldKey>,
    pub(crate) rows: Vec<Row>,
    /// How many of `rows` have a value.
    pub(crate) filled: usize,
}

/// Sort key of a record's name: people by family name, then given name.
pub(crate) fn name_key(record: &RecordRef<'_>) -> String {
    let mut out = String::new();
    push_name(record, &mut out);
    out
}

fn push_name(record: &RecordRef<'_>, out: &mut String) {
    let (family, given) = (record.text(key::FAMILY), record.text(key::GIVEN));
    if family.is_empty() && given.is_empty() {
        out.push_str(&fold_name(&record.name()));
        return;
    }
    let first = if family.is_empty() { given } else { family };
    fold_into(first.trim_start(), out);
    out.push('\u{1}');
    if !family.is_empty() {
        fold_into(given, out);
    }
    out.push('\u{1}');
    fold_into(record.text(key::MIDDLE), out);
}

/// Folded company names, so that sorting a million people by company folds each once.
type Names = HashMap<Row, String>;

/// A row's sort key: empty values last, then the value, then the name.
fn push_key(book: &Book, row: Row, sort: Option<FieldKey>, names: &mut Names, out: &mut String) {
    let Some(record) = book.peek(row) else { return };
    let at = out.len();
    out.push('\u{1}');
    match sort {
        None => push_name(&record, out),
        Some(key::NAME) => out.push_str(&fold_name(record.text(key::NAME))),
        Some(field) => push_value(book, row, &record, field, names, out),
    }
    if out.len() == at + 1 {
        out.truncate(at);
        out.push('\u{2}');
    }
    if sort.is_some() {
        out.push('\0');
        push_name(&record, out);
    }
}

fn push_value(book: &Book, row: Row, record: &RecordRef<'_>, field: FieldKey, names: &mut Names, out: &mut String) {
    let Some(spec) = schema::field_of(record.kind(), field) else {
        return;
    };
    match spec.shape {
        Shape::Link(_) => {
            let Some(company) = book.company_row(row) else {
                return;
            };
            let name = names.entry(company).or_insert_with(|| {
                book.peek(company).map(|company| fold_name(company.text(key::NAME))).unwrap_or_default()
            });
            out.push_str(name);
        }
        Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => fold_into(record.first_point(field), out),
        Shape::Tags => record.tags().iter().for_each(|tag| {
            fold_into(tag, out);
            out.push(' ');
        }),
        Shape::Choice(words) => push_choice(record.text(field), words, out),
        _ => fold_into(record.text(field).trim_start(), out),
    }
}

/// Choices sort as they are listed, one's own words behind them.
fn push_choice(text: &str, words: &[&str], out: &mut String) {
    match words.iter().position(|word| *word == text) {
        Some(at) => out.push(char::from(b'0' + (at as u8).min(9))),
        None if text.is_empty() => {}
        None => {
            out.push('z');
            fold_into(text, out);
        }
    }
}

fn is_empty_key(key: &[u8]) -> bool {
    key.first() == Some(&2)
}

/// The first sixteen bytes as a number: settles nearly every comparison without touching the key.
fn prefix(key: &[u8]) -> u128 {
    let mut head = [0u8; 16];
    let len = key.len().min(16);
    head[..len].copy_from_slice(&key[..len]);
    u128::from_be_bytes(head)
}

impl Order {
    /// Sorts all rows of a kind.
    pub(crate) fn build(book: &Book, kind: Kind, sort: Option<FieldKey>) -> Self {
        let mut text = String::new();
        let mut names = Names::new();
        let mut keys: Vec<(u128, u32, u32, Row)> = Vec::with_capacity(book.count_of(kind) as usize);
        for row in (0..book.rows_len() as Row).filter(|row| book.kind_of(*row) == Some(kind)) {
            let start = text.len();
            push_key(book, row, sort, &mut names, &mut text);
            // The first byte says only whether the value is empty; it stays in front.
            keys.push((prefix(&text.as_bytes()[start..]), start as u32, (text.len() - start) as u32, row));
        }
        let text = text.as_bytes();
        let key = |at: u32, len: u32| &text[at as usize..(at + len) as usize];
        keys.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| key(a.1, a.2).cmp(key(b.1, b.2)))
                .then_with(|| book.id_of(a.3).cmp(&book.id_of(b.3)))
        });
        let filled = keys.partition_point(|(_, at, len, _)| !is_empty_key(key(*at, *len)));
        Self { kind, sort, rows: keys.into_iter().map(|(_, _, _, row)| row).collect(), filled }
    }

    /// Takes changed rows out and puts them where they belong now.
    pub(crate) fn patch(&mut self, book: &Book, changed: &[Row]) {
        let mut before = 0;
        let (filled, mut at) = (self.filled, 0);
        self.rows.retain(|row| {
            let keep = !changed.contains(row);
            before += usize::from(keep && at < filled);
            at += 1;
            keep
        });
        self.filled = before;
        for row in changed.iter().filter(|row| book.kind_of(**row) == Some(self.kind)) {
            let key = self.key_of(book, *row);
            let place = self.rows.partition_point(|other| {
                self.key_of(book, *other).cmp(&key).then_with(|| book.id_of(*other).cmp(&book.id_of(*row)))
                    == Ordering::Less
            });
            self.rows.insert(place, *row);
            self.filled += usize::from(!is_empty_key(key.as_bytes()));
        }
    }

    fn key_of(&self, book: &Book, row: Row) -> String {
        let mut key = String::new();
        push_key(book, row, self.sort, &mut Names::new(), &mut key);
        key
    }

    /// Rows in ascending or descending order, those without a value last either way; only those that are wanted.
    pub(crate) fn directed(&self, descending: bool, wanted: Option<&RowSet>) -> Vec<Row> {
        let (filled, empty) = self.rows.split_at(self.filled);
        let fits = |row: &&Row| wanted.is_none_or(|wanted| wanted.contains(**row));
        if descending {
            filled.iter().rev().chain(empty).filter(fits).copied().collect()
        } else {
            self.rows.iter().filter(fits).copied().collect()
        }
    }
}
