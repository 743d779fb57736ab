//! Orders of rows: sort keys, sorting, and patching an order after a few records changed.

use crate::book::{Book, Row};
use crate::decimal::Decimal;
use crate::fold::{fold_into, fold_name_into};
use crate::peek::{RecordRef, cut};
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::search::RowSet;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Bytes of a text that count in an order.
const MAX_KEY: usize = 256;

/// One criterion of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Field to sort by; `None` is by name.
    pub field: Option<FieldKey>,
    /// Largest first; rows without a value stay last.
    pub descending: bool,
}

/// All rows of a kind, sorted ascending by its first criterion, and by the others as far apart from the first as they
/// are; rows without a value of the first stand at the end.
pub(crate) struct Order {
    pub(crate) kind: Kind,
    pub(crate) sort: Vec<Sort>,
    pub(crate) rows: Vec<Row>,
    /// How many of `rows` have a value.
    pub(crate) filled: usize,
}

/// Sort key of a record's name: people by family name, then given name.
fn push_name(record: &RecordRef<'_>, out: &mut String) {
    let (family, given) = (record.text(key::FAMILY), record.text(key::GIVEN));
    if family.is_empty() && given.is_empty() {
        return fold_name_into(&record.name_read(), out);
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

/// Name, behind all others where there is none.
fn push_marked_name(record: &RecordRef<'_>, out: &mut String) {
    let at = out.len();
    out.push('\u{1}');
    push_name(record, out);
    mark_empty(at, '\u{2}', out);
}

/// What members are called, by number.
#[derive(Default)]
struct Names {
    members: Option<HashMap<u64, String>>,
    /// Of the fields that the team defines.
    choices: HashMap<FieldKey, Vec<String>>,
}

/// A row's sort key: for each criterion empty values last, then the value; then the name, if it is to stand there.
fn push_key(book: &Book, row: Row, sort: &[Sort], named: bool, names: &mut Names, out: &mut String) {
    let Some(record) = book.peek(row) else { return };
    push_criteria(book, row, &record, sort, names, out);
    if named {
        push_marked_name(&record, out);
    }
}

fn push_criteria(book: &Book, row: Row, record: &RecordRef<'_>, sort: &[Sort], names: &mut Names, out: &mut String) {
    let Some(first) = sort.first() else { return };
    let mut turned = String::new();
    for (nth, one) in sort.iter().enumerate() {
        let at = out.len();
        out.push('\u{1}');
        match one.field {
            None => push_name(record, out),
            Some(field) => push_value(book, row, record, field, names, out),
        }
        // The whole order is read backwards where the first criterion descends: what is to stand last goes first then.
        mark_empty(at, if nth > 0 && first.descending { '\0' } else { '\u{2}' }, out);
        if one.descending != first.descending {
            turned.clear();
            turned.push_str(&out[at + 1..]);
            out.truncate(at + 1);
            turn(&turned, out);
        }
        out.push('\0');
    }
}

/// Marks the value that begins at `at` as none, if there is nothing of it.
fn mark_empty(at: usize, mark: char, out: &mut String) {
    if out.len() == at + 1 {
        out.truncate(at);
        out.push(mark);
    }
}

/// Text that sorts the other way round: every letter by its complement, and an end after all letters.
fn turn(text: &str, out: &mut String) {
    const LAST: u32 = 0x10_FFFF;
    out.extend(text.chars().map(|letter| {
        // What falls among the surrogates moves up beyond them; nothing folded stands on the other side.
        char::from_u32((LAST - 1).saturating_sub(letter as u32)).unwrap_or('\u{E000}')
    }));
    out.push('\u{10FFFF}');
}

fn push_value(book: &Book, row: Row, record: &RecordRef<'_>, field: FieldKey, names: &mut Names, out: &mut String) {
    match field {
        key::NAME => return fold_name_into(&record.name_read(), out),
        key::CHANGED => return out.push_str(&format!("{:020}", record.changed().ms)),
        key::PEOPLE_HERE => return out.push_str(&format!("{:010}", book.people_here(&book.id_of(row)))),
        _ => {}
    }
    let Some(spec) = schema::field_of(record.kind(), field) else {
        return;
    };
    if book.is_masked(record.kind(), field) {
        return;
    }
    match spec.shape {
        Shape::Link(Kind::Stage) => push_stage(book, record.link(field), out),
        Shape::Link(_) => push_linked(book, linked_row(book, row, record, field), out),
        Shape::Relations(_) => push_linked(book, book.main_row(row), out),
        Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => fold_into(record.first_point(field), out),
        Shape::Tags => record.words(field).iter().for_each(|tag| {
            fold_into(tag, out);
            out.push(' ');
        }),
        Shape::Choice(&[]) => {
            let words = names.choices.entry(field).or_insert_with(|| book.choices(record.kind(), field));
            push_choice(record.text(field), words, out);
        }
        Shape::Choice(words) => push_choice(record.text(field), words, out),
        Shape::Money => out.push_str(&record.money(field).map(|money| money.sort_key()).unwrap_or_default()),
        Shape::Decimal => out.push_str(&record.decimal(field).map(Decimal::sort_key).unwrap_or_default()),
        Shape::YesNo => out.push(if record.number(field).is_some() { '1' } else { '0' }),
        Shape::Moment | Shape::Number => {
            out.push_str(&record.number(field).map(|number| format!("{number:020}")).unwrap_or_default());
        }
        Shape::Member => {
            let members = names.members.get_or_insert_with(|| book.member_names());
            let name = record.number(field).and_then(|member| members.get(&member));
            out.push_str(name.map(String::as_str).unwrap_or_default());
        }
        // What comes after so many letters orders nothing that anybody sees.
        _ => fold_into(cut(record.text(field).trim_start(), MAX_KEY), out),
    }
}

/// The row of the record that a link field points to. The one that belongs most is known without looking it up.
fn linked_row(book: &Book, row: Row, record: &RecordRef<'_>, field: FieldKey) -> Option<Row> {
    if field == key::COMPANY { book.main_row(row) } else { book.row_of(&record.link(field)?) }
}

fn push_linked(book: &Book, to: Option<Row>, out: &mut String) {
    if let Some(record) = to.filter(|row| !book.is_hidden(*row)).and_then(|row| book.peek(row)) {
        fold_name_into(&record.name_read(), out);
    }
}

/// Stages sort as their pipeline runs.
pub(crate) fn push_stage(book: &Book, stage: Option<RecordId>, out: &mut String) {
    let Some(stage) = stage.and_then(|id| book.get(&id)) else { return };
    let pipeline = stage.link(key::PIPELINE).and_then(|id| book.get(&id));
    let rank = |record: Option<&RecordRef<'_>>| record.and_then(|record| record.number(key::RANK)).unwrap_or_default();
    out.push_str(&format!("{:020}{:020}", rank(pipeline.as_ref()), rank(Some(&stage))));
}

/// Choices sort as they are listed, one's own words behind them.
pub(crate) fn push_choice<S: AsRef<str>>(text: &str, words: &[S], out: &mut String) {
    match words.iter().position(|word| word.as_ref() == text) {
        Some(at) => out.push_str(&format!("{at:03}")),
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

/// Bytes of a key's head.
const HEAD: u32 = 16;

/// The first bytes as a number: settles nearly every comparison without touching the key.
fn prefix(key: &[u8]) -> u128 {
    let mut head = [0u8; HEAD as usize];
    let len = key.len().min(head.len());
    head[..len].copy_from_slice(&key[..len]);
    u128::from_be_bytes(head)
}

/// A row among those being sorted.
struct Keyed {
    head: u128,
    /// Its key in the text of all.
    at: u32,
    len: u32,
    /// Its place by name, where that is known.
    rank: u32,
    row: Row,
}

impl Keyed {
    fn key<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.at as usize..(self.at + self.len) as usize]
    }

    fn cmp(&self, other: &Self, text: &[u8]) -> Ordering {
        let rest = || match self.len.max(other.len) {
            ..=HEAD => self.len.cmp(&other.len),
            _ => self.key(text).cmp(other.key(text)),
        };
        self.head.cmp(&other.head).then_with(rest).then_with(|| self.rank.cmp(&other.rank))
    }
}

impl Order {
    /// Sorts all rows of a kind. Where their order by name is known already, `by_name`, no name is read again.
    pub(crate) fn build(book: &Book, kind: Kind, sort: &[Sort], by_name: Option<&Self>) -> Self {
        let ranks = by_name.filter(|_| !sort.is_empty()).map(|order| order.ranks(book.rows_len()));
        let count = book.shown_count_of(kind) as usize;
        let (mut text, mut names) = (String::with_capacity(count * 2 * HEAD as usize), Names::default());
        let mut keys: Vec<Keyed> = Vec::with_capacity(count);
        for row in book.shown_rows_of(kind) {
            let start = text.len();
            push_key(book, row, sort, ranks.is_none(), &mut names, &mut text);
            // The first byte says only whether the value is empty; it stays in front.
            let (head, len) = (prefix(&text.as_bytes()[start..]), (text.len() - start) as u32);
            let rank = ranks.as_ref().and_then(|ranks| ranks.get(row as usize)).copied().unwrap_or_default();
            keys.push(Keyed { head, at: start as u32, len, rank, row });
        }
        let text = text.as_bytes();
        keys.sort_unstable_by(|a, b| a.cmp(b, text).then_with(|| book.id_of(a.row).cmp(&book.id_of(b.row))));
        let filled = keys.partition_point(|keyed| !is_empty_key(keyed.key(text)));
        Self { kind, sort: sort.to_vec(), rows: keys.into_iter().map(|keyed| keyed.row).collect(), filled }
    }

    /// By row, its place in this order.
    fn ranks(&self, rows: usize) -> Vec<u32> {
        let mut ranks = vec![0; rows];
        for (place, row) in self.rows.iter().enumerate() {
            ranks[*row as usize] = place as u32;
        }
        ranks
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
        let mut names = Names::default();
        for row in changed.iter().filter(|row| book.shown_kind_of(**row) == Some(self.kind)) {
            let key = self.key_of(book, *row, &mut names);
            let place = self.rows.partition_point(|other| {
                self.key_of(book, *other, &mut names).cmp(&key).then_with(|| book.id_of(*other).cmp(&book.id_of(*row)))
                    == Ordering::Less
            });
            self.rows.insert(place, *row);
            self.filled += usize::from(!is_empty_key(key.as_bytes()));
        }
    }

    fn key_of(&self, book: &Book, row: Row, names: &mut Names) -> String {
        let mut key = String::new();
        push_key(book, row, &self.sort, true, names, &mut key);
        key
    }

    /// Rows in ascending or descending order, those without a value last either way; only those that are wanted.
    pub(crate) fn directed(&self, descending: bool, wanted: Option<&RowSet>) -> Vec<Row> {
        let (filled, empty) = self.rows.split_at(self.filled);
        let fits = |row: &&Row| wanted.is_none_or(|wanted| wanted.contains(**row));
        match (descending, self.sort.len()) {
            (false, _) => self.rows.iter().filter(fits).copied().collect(),
            (true, ..=1) => filled.iter().rev().chain(empty).filter(fits).copied().collect(),
            // Those without a value of the first criterion are in order of the others, which is written to be turned.
            (true, _) => filled.iter().rev().chain(empty.iter().rev()).filter(fits).copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Record, Value};
    use proptest::prelude::*;

    /// People of few names, states and addresses, so that many are alike; some without.
    fn book(people: &[(u8, u8, u8)]) -> Book {
        let (mut book, mut clock) = (Book::new(), Clock::new(0));
        for (number, (name, state, mail)) in (0..).zip(people) {
            let mut record = Record::new(Kind::Person, clock.tick(1));
            let mut set = |key, text: &str| record.set(key, Value::text(text), clock.tick(1)).expect("fits");
            if *name > 0 {
                set(key::FAMILY, ["", "Öz", "oz", "Oza", "Zwyrtek-Müller"][usize::from(*name)]);
            }
            if *state > 0 {
                set(key::STATUS, ["", "hot", "cold", "of a word that is longer than a head"][usize::from(*state)]);
            }
            set(
                key::JOB_TITLE,
                ["", "a", "of a title that is longer than a head, 1", "of a title that is longer than a head, 2"]
                    [usize::from(*mail)],
            );
            book.put(RecordId([255 - number; 16]), &record.encode()).expect("taken");
        }
        book
    }

    proptest! {
        #[test]
        fn an_order_is_the_same_whether_names_are_read_again_or_their_order_is_known(
            people in prop::collection::vec((0..5u8, 0..4u8, 0..4u8), 0..40),
            fields in prop::collection::vec((prop::sample::select(vec![None, Some(key::STATUS), Some(key::JOB_TITLE), Some(key::CHANGED)]), any::<bool>()), 1..3),
            changed in prop::collection::vec(0..40u32, 0..4),
        ) {
            let book = book(&people);
            let sort: Vec<Sort> = fields.into_iter().map(|(field, descending)| Sort { field, descending }).collect();
            let by_name = Order::build(&book, Kind::Person, &[], None);
            let read = Order::build(&book, Kind::Person, &sort, None);
            let mut known = Order::build(&book, Kind::Person, &sort, Some(&by_name));
            prop_assert_eq!((&known.rows, known.filled), (&read.rows, read.filled));
            let changed: std::collections::BTreeSet<Row> = changed.into_iter().filter(|row| (*row as usize) < people.len()).collect();
            let changed: Vec<Row> = changed.into_iter().collect();
            known.patch(&book, &changed);
            prop_assert_eq!((&known.rows, known.filled), (&read.rows, read.filled), "taken out and put back");
        }
    }
}
