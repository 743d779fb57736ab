//! Orders of rows: sort keys, sorting, and patching an order after a few records changed.

mod arrange;
#[cfg(test)]
mod tests;

use crate::book::{Book, Row};
use crate::decimal::Decimal;
use crate::fold::{fold_into, fold_name_into};
use crate::peek::{RecordRef, cut};
use crate::privacy::is_consent;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::search::RowSet;
use arrange::{Keyed, arrange};
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
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

/// Whether rows are sorted by where people stand with a purpose: that depends on more than what is written on them, and on
/// the moment at which it is asked, so that no such order is kept.
pub(crate) fn tells_consents(sort: &[Sort]) -> bool {
    sort.iter().any(|sort| sort.field.is_some_and(is_consent))
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
        return fold_name_into(cut(&record.name_read(), MAX_KEY), out);
    }
    let first = if family.is_empty() { given } else { family };
    fold_into(cut(first.trim_start(), MAX_KEY), out);
    out.push('\u{1}');
    if !family.is_empty() {
        fold_into(cut(given, MAX_KEY), out);
    }
    out.push('\u{1}');
    fold_into(cut(record.text(key::MIDDLE), MAX_KEY), out);
}

/// Name, behind all others where there is none.
fn push_marked_name(record: &RecordRef<'_>, out: &mut String) {
    let at = out.len();
    out.push('\u{1}');
    push_name(record, out);
    mark_empty(at, '\u{2}', out);
}

/// One criterion, with what all rows have in common looked up once.
struct Criterion {
    sort: Sort,
    /// `None` for what is no field of the kind, or masked.
    shape: Option<Shape>,
    /// The words of a field that the team defines.
    choices: Vec<String>,
    /// By row, of a column that tells where people stand with a purpose.
    consents: Vec<Option<u8>>,
    /// The record that a row belonged to last, and its name folded: those of one company mostly come one after the other.
    main: RefCell<(Option<Row>, String)>,
}

/// What the rows of a kind are sorted by.
struct Criteria {
    all: Vec<Criterion>,
    /// What members are called, by number, if one of the criteria asks for it.
    members: HashMap<u64, String>,
}

impl Criteria {
    fn new(book: &Book, kind: Kind, sort: &[Sort]) -> Self {
        let criterion = |sort: &Sort| {
            let field = sort.field.filter(|field| !book.is_masked(kind, *field));
            let shape = field.and_then(|field| schema::shape_of(kind, field));
            let own = field.filter(|_| shape == Some(Shape::Choice(&[])));
            let choices = own.map(|field| book.choices(kind, field)).unwrap_or_default();
            let told = field.filter(|field| kind == Kind::Person && is_consent(*field));
            let consents = told.map(|field| book.consent_places(field)).unwrap_or_default();
            Criterion { sort: *sort, shape, choices, consents, main: RefCell::default() }
        };
        let all: Vec<Criterion> = sort.iter().map(criterion).collect();
        let names = all.iter().any(|one| one.shape == Some(Shape::Member));
        Self { all, members: if names { book.member_names() } else { HashMap::new() } }
    }
}

/// A row whose record is read when it is asked for: whom it belongs to is known without it.
struct Reading<'b> {
    book: &'b Book,
    row: Row,
    record: OnceCell<Option<RecordRef<'b>>>,
}

impl<'b> Reading<'b> {
    fn new(book: &'b Book, row: Row) -> Self {
        Self { book, row, record: OnceCell::new() }
    }

    fn record(&self) -> Option<&RecordRef<'b>> {
        self.record.get_or_init(|| self.book.peek(self.row)).as_ref()
    }
}

/// A row's sort key: for each criterion empty values last, then the value; then the name, if it is to stand there.
fn push_key(book: &Book, row: Row, criteria: &Criteria, named: bool, out: &mut String) {
    let reading = Reading::new(book, row);
    push_criteria(&reading, criteria, out);
    if let Some(record) = reading.record().filter(|_| named) {
        push_marked_name(record, out);
    }
}

fn push_criteria(reading: &Reading<'_>, criteria: &Criteria, out: &mut String) {
    let Some(first) = criteria.all.first().map(|first| first.sort) else { return };
    let mut turned = String::new();
    for (nth, one) in criteria.all.iter().enumerate() {
        let at = out.len();
        out.push('\u{1}');
        push_value(reading, one, &criteria.members, out);
        // The whole order is read backwards where the first criterion descends: what is to stand last goes first then.
        mark_empty(at, if nth > 0 && first.descending { '\0' } else { '\u{2}' }, out);
        if one.sort.descending != first.descending {
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

fn push_value(reading: &Reading<'_>, one: &Criterion, members: &HashMap<u64, String>, out: &mut String) {
    let (book, row) = (reading.book, reading.row);
    if let Some(told) = one.consents.get(row as usize) {
        return told.iter().for_each(|place| push_number(u64::from(*place), 2, out));
    }
    match one.sort.field {
        Some(key::PEOPLE_HERE) => return push_number(u64::from(book.people_here(&book.id_of(row))), 8, out),
        Some(key::CONTACTED) => return push_moment(book.contacted(row), out),
        _ => {}
    }
    if one.sort.field == Some(key::COMPANY) && matches!(one.shape, Some(Shape::Link(_))) {
        return push_main(book, row, &mut one.main.borrow_mut(), out);
    }
    let Some(record) = reading.record() else { return };
    match (one.sort.field, one.shape) {
        (None, _) => push_name(record, out),
        (Some(key::NAME), _) => fold_name_into(cut(&record.name_read(), MAX_KEY), out),
        (Some(key::CHANGED), _) => push_moment(Some(record.changed().ms), out),
        (Some(key::CHANGED_BY), _) => push_member(u64::from(record.changed().author), members, out),
        (Some(key::MADE), _) => push_moment(Some(record.created().ms), out),
        (Some(key::MADE_BY), _) => push_member(u64::from(record.created().author), members, out),
        (Some(field), Some(shape)) => push_field(reading, record, (field, shape), (&one.choices, members), out),
        (Some(_), None) => {}
    }
}

fn push_field(
    reading: &Reading<'_>,
    record: &RecordRef<'_>,
    (field, shape): (FieldKey, Shape),
    (choices, members): (&[String], &HashMap<u64, String>),
    out: &mut String,
) {
    let book = reading.book;
    match shape {
        Shape::Link(Kind::Stage) => push_stage(book, record.link(field), out),
        Shape::Link(_) => push_linked(book, record.link(field).and_then(|id| book.row_of(&id)), out),
        Shape::Relations(_) => push_linked(book, book.main_row(reading.row), out),
        Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
            fold_into(cut(record.first_point(field), MAX_KEY), out);
        }
        Shape::Tags => push_tags(&record.words(field), out),
        Shape::Choice(&[]) => push_choice(record.text(field), choices, out),
        Shape::Choice(words) => push_choice(record.text(field), words, out),
        Shape::Money => out.push_str(&record.money(field).map(|money| money.sort_key()).unwrap_or_default()),
        Shape::Decimal => out.push_str(&record.decimal(field).map(Decimal::sort_key).unwrap_or_default()),
        Shape::YesNo => out.push(if record.number(field).is_some() { '1' } else { '0' }),
        Shape::Moment | Shape::Number => push_moment(record.number(field), out),
        Shape::Member => record.number(field).into_iter().for_each(|member| push_member(member, members, out)),
        // What comes after so many letters orders nothing that anybody sees.
        _ => fold_into(cut(record.text(field).trim_start(), MAX_KEY), out),
    }
}

fn push_tags(tags: &[&str], out: &mut String) {
    let at = out.len();
    for tag in tags {
        if out.len() - at > MAX_KEY {
            break;
        }
        fold_into(cut(tag, MAX_KEY), out);
        out.push(' ');
    }
}

fn push_moment(at: Option<u64>, out: &mut String) {
    if let Some(at) = at {
        push_number(at, 16, out);
    }
}

/// Members sort as they are called.
fn push_member(member: u64, members: &HashMap<u64, String>, out: &mut String) {
    out.push_str(members.get(&member).map(String::as_str).unwrap_or_default());
}

/// A number in so many hexadecimal digits, as many as all others have, so that it sorts as text.
fn push_number(number: u64, digits: u32, out: &mut String) {
    let digit = |place| char::from(b"0123456789abcdef"[(number >> (4 * place)) as usize % 16]);
    out.extend((0..digits).rev().map(digit));
}

fn push_main(book: &Book, row: Row, (of, name): &mut (Option<Row>, String), out: &mut String) {
    let main = book.main_row(row);
    if *of != main {
        name.clear();
        push_linked(book, main, name);
        *of = main;
    }
    out.push_str(name);
}

fn push_linked(book: &Book, to: Option<Row>, out: &mut String) {
    if let Some(record) = to.filter(|row| !book.is_hidden(*row)).and_then(|row| book.peek(row)) {
        fold_name_into(cut(&record.name_read(), MAX_KEY), out);
    }
}

/// Stages sort as their pipeline runs.
pub(crate) fn push_stage(book: &Book, stage: Option<RecordId>, out: &mut String) {
    let Some(stage) = stage.and_then(|id| book.get(&id)) else { return };
    let pipeline = stage.link(key::PIPELINE).and_then(|id| book.get(&id));
    let rank = |record: Option<&RecordRef<'_>>| record.and_then(|record| record.number(key::RANK)).unwrap_or_default();
    push_number(rank(pipeline.as_ref()), 16, out);
    push_number(rank(Some(&stage)), 16, out);
}

/// Choices sort as they are listed, one's own words behind them.
pub(crate) fn push_choice<S: AsRef<str>>(text: &str, words: &[S], out: &mut String) {
    match words.iter().position(|word| word.as_ref() == text) {
        Some(at) => push_number(at as u64, 4, out),
        None if text.is_empty() => {}
        None => {
            out.push('z');
            fold_into(cut(text, MAX_KEY), out);
        }
    }
}

fn is_empty_key(key: &[u8]) -> bool {
    key.first() == Some(&2)
}

/// Bytes of a key, usually.
const USUAL: usize = 32;

impl Order {
    /// Sorts all rows of a kind. Where their order by name is known already, `by_name`, no name is read again.
    pub(crate) fn build(book: &Book, kind: Kind, sort: &[Sort], by_name: Option<&Self>) -> Self {
        let by_name = by_name.filter(|_| !sort.is_empty());
        let criteria = Criteria::new(book, kind, sort);
        let count = book.shown_count_of(kind) as usize;
        let mut text = String::with_capacity(count * USUAL);
        let mut keys: Vec<Keyed> = Vec::with_capacity(count);
        for row in book.shown_rows_of(kind) {
            let at = text.len();
            push_key(book, row, &criteria, by_name.is_none(), &mut text);
            keys.push(Keyed::new(text.as_bytes(), at, row));
        }
        if let Some(by_name) = by_name {
            keys = by_name.in_this_order(&keys, book.rows_len());
        }
        let text = text.as_bytes();
        match by_name {
            // They stand by name, and what is alike stays so.
            Some(_) => arrange(&mut keys, text, 0, &|_, _| Ordering::Equal),
            None => arrange(&mut keys, text, 0, &|a, b| book.id_of(a).cmp(&book.id_of(b))),
        }
        let filled = keys.partition_point(|keyed| !is_empty_key(keyed.key(text)));
        Self { kind, sort: sort.to_vec(), rows: keys.into_iter().map(|keyed| keyed.row).collect(), filled }
    }

    /// Keys of the same rows, as they stand here.
    fn in_this_order(&self, keys: &[Keyed], rows: usize) -> Vec<Keyed> {
        let mut place_of = vec![Row::MAX; rows];
        for (place, keyed) in (0..).zip(keys) {
            place_of[keyed.row as usize] = place;
        }
        let place = |row: &Row| keys.get(*place_of.get(*row as usize)? as usize).copied();
        self.rows.iter().filter_map(place).collect()
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
        let criteria = Criteria::new(book, self.kind, &self.sort);
        for row in changed.iter().filter(|row| book.shown_kind_of(**row) == Some(self.kind)) {
            let key = key_of(book, *row, &criteria);
            let place = self.rows.partition_point(|other| {
                key_of(book, *other, &criteria).cmp(&key).then_with(|| book.id_of(*other).cmp(&book.id_of(*row)))
                    == Ordering::Less
            });
            self.rows.insert(place, *row);
            self.filled += usize::from(!is_empty_key(key.as_bytes()));
        }
    }

    /// Rows in ascending or descending order, those without a value last either way; only those that are wanted.
    pub(crate) fn directed(&self, descending: bool, wanted: Option<&RowSet>) -> Vec<Row> {
        let (filled, empty) = self.rows.split_at(self.filled);
        let fits = |row: &&Row| wanted.is_none_or(|wanted| wanted.contains(**row));
        match (descending, self.sort.len()) {
            (false, _) if wanted.is_none() => self.rows.clone(),
            (false, _) => self.rows.iter().filter(fits).copied().collect(),
            (true, ..=1) => filled.iter().rev().chain(empty).filter(fits).copied().collect(),
            // Those without a value of the first criterion are in order of the others, which is written to be turned.
            (true, _) => filled.iter().rev().chain(empty.iter().rev()).filter(fits).copied().collect(),
        }
    }
}

/// A row's whole key, its name with it.
fn key_of(book: &Book, row: Row, criteria: &Criteria) -> String {
    let mut key = String::new();
    push_key(book, row, criteria, true, &mut key);
    key
}
