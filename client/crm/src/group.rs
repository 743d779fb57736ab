//! Rows of a list by the value of a field, and figures over a column.

use crate::book::{Book, Row};
use crate::decimal::Decimal;
use crate::fold::fold_name;
use crate::money::{Money, Sum};
use crate::order::{push_choice, push_stage};
use crate::peek::RecordRef;
use crate::privacy::{ConsentWord, is_consent};
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::search::RowSet;
use crate::shown::{Cell, Value};
use crate::view::View;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One row in so many of the book are few: they are read as they come.
const FEW_OF: usize = 64;
/// Most groups of a list. Where a field has more values, its rows stand as they would without groups.
pub const MAX_GROUPS: usize = 1000;

/// The rows of a view that have the same value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The value; of several tags or records each makes a group.
    pub value: Cell,
    /// How many rows.
    pub count: u32,
    /// Amounts of one field in all, for each currency.
    pub sums: Vec<Money>,
}

/// What is counted of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Calc {
    /// Rows with a value.
    Filled,
    /// Rows without.
    Blank,
    /// Different values.
    Distinct,
    /// Amounts or numbers in all.
    Sum,
    /// The arithmetic mean of those there are.
    Mean,
    /// The smallest, or earliest.
    Least,
    /// The largest, or latest.
    Most,
    /// Of a purpose: people whose consent to it holds.
    Consented,
    /// People who took it back, or objected.
    Withdrew,
    /// People whom nobody asked.
    Unasked,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// There is nothing to tell.
    None,
    /// A number of rows, or of values.
    Count(u32),
    /// So many rows of so many.
    Share {
        /// Those that are meant.
        part: u32,
        /// All of them.
        all: u32,
    },
    /// Amounts, by currency.
    Amounts(Vec<Money>),
    /// A day, ISO 8601.
    Day(String),
    /// A point in time, ms since 1970.
    Moment(u64),
    /// A plain number.
    Number(Decimal),
}

/// Rows by a value of theirs.
#[derive(Default)]
struct Sections<'a> {
    found: Vec<(Value<'a>, Vec<Row>)>,
    /// The beginning of each value in `found`: most of those that differ do so here.
    heads: Vec<u64>,
    /// The place of each value in `found`.
    places: HashMap<Value<'a>, usize>,
}

impl<'a> Sections<'a> {
    fn put(&mut self, value: Value<'a>, row: Row) {
        let at = self.place_of(value);
        self.found[at].1.push(row);
    }

    /// The place of a value in `found`.
    fn place_of(&mut self, value: Value<'a>) -> usize {
        /// So few values are compared one after the other sooner than one is hashed.
        const FEW: usize = 12;
        let head = value.head();
        let known = match self.found.len() {
            ..=FEW => (self.heads.iter().zip(&self.found))
                .position(|(known_head, (known, _))| *known_head == head && *known == value),
            _ => self.places.get(&value).copied(),
        };
        known.unwrap_or_else(|| {
            self.places.insert(value, self.found.len());
            self.heads.push(head);
            self.found.push((value, Vec::new()));
            self.found.len() - 1
        })
    }
}

impl Book {
    /// The rows of a view by the value of a field, in the order in which the values sort; those without one last. Amounts
    /// of the field `sum` are added up.
    pub fn groups(&mut self, view: &View, by: FieldKey, sum: Option<FieldKey>) -> Vec<Group> {
        let rows = self.result(&View { group: None, ..view.clone() });
        let sections = self.placed(view.kind, by, self.found(view.kind, &rows, by));
        sections.into_iter().map(|section| self.group(view.kind, by, &section, sum)).collect()
    }

    /// Rows in the order of their groups, and the groups; the rows as they are if there would be too many.
    pub(crate) fn grouped(&self, kind: Kind, rows: &[Row], by: FieldKey) -> (Vec<Row>, Vec<Group>) {
        let found = self.found(kind, rows, by);
        if found.len() > MAX_GROUPS {
            return (rows.to_vec(), Vec::new());
        }
        let sections = self.placed(kind, by, found);
        let money = schema::fields(kind).iter().find(|spec| spec.shape == Shape::Money).map(|spec| spec.key);
        let groups = sections.iter().map(|section| self.group(kind, by, section, money)).collect();
        (sections.into_iter().flat_map(|(_, rows)| rows).collect(), groups)
    }

    /// Rows by value, each in the order given.
    fn found(&self, kind: Kind, rows: &[Row], by: FieldKey) -> Vec<(Value<'_>, Vec<Row>)> {
        let mut sections = Sections::default();
        let shape = schema::shape_of(kind, by);
        if self.is_masked(kind, by) {
            sections.found.push((Value::Empty, rows.to_vec()));
        } else if is_consent(by) {
            let words = self.consent_words(by, rows).into_iter().map(|word| word.map_or(Value::Empty, Value::Text));
            rows.iter().zip(words).for_each(|(row, word)| sections.put(word, *row));
        } else if matches!(shape, Some(Shape::Tags | Shape::Relations(_))) {
            for (row, record) in rows.iter().filter_map(|row| Some((*row, self.peek(*row)?))) {
                record.values(by).into_iter().for_each(|value| sections.put(value, row));
            }
        } else {
            self.put_each(rows, (by, shape), &mut sections);
        }
        sections.found.retain(|(_, rows)| !rows.is_empty());
        sections.found
    }

    /// Rows by the value of a field that holds one. Values are read in the order in which the records lie: in that of a list
    /// each would be fetched from somewhere else.
    fn put_each<'b>(&'b self, rows: &[Row], (by, shape): (FieldKey, Option<Shape>), sections: &mut Sections<'b>) {
        if rows.len() < self.rows_len() / FEW_OF {
            for row in rows {
                sections.put(self.peek(*row).map_or(Value::Empty, |record| record.value(by, shape)), *row);
            }
            return;
        }
        let mut wanted = RowSet::new(self.rows_len());
        rows.iter().for_each(|row| wanted.insert(*row));
        let mut place_of = vec![0_u32; self.rows_len()];
        for row in wanted.iter() {
            let value = self.peek(row).map_or(Value::Empty, |record| record.value(by, shape));
            place_of[row as usize] = sections.place_of(value) as u32;
        }
        for row in rows {
            sections.found[place_of[*row as usize] as usize].1.push(*row);
        }
    }

    /// Sections as their values sort, none last.
    fn placed<'b>(&'b self, kind: Kind, by: FieldKey, found: Vec<(Value<'b>, Vec<Row>)>) -> Vec<(Value<'b>, Vec<Row>)> {
        let members = self.member_names();
        let place = |(value, rows)| (self.place(kind, by, &value, &members), value, rows);
        let mut sections: Vec<_> = found.into_iter().map(place).collect();
        sections.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.2.first().cmp(&b.2.first())));
        sections.into_iter().map(|(_, value, rows)| (value, rows)).collect()
    }

    /// Where a value stands among the others: nothing last, a choice as it is listed, all else by name.
    fn place(&self, kind: Kind, by: FieldKey, value: &Value<'_>, members: &HashMap<u64, String>) -> (bool, String) {
        let shape = schema::shape_of(kind, by);
        let mut place = String::new();
        match (value, shape) {
            (Value::Empty, _) => return (true, place),
            (Value::Text(text), Some(Shape::Choice(&[]))) => push_choice(text, &self.choices(kind, by), &mut place),
            (Value::Text(text), Some(Shape::Choice(words))) => push_choice(text, words, &mut place),
            (Value::Text(text), _) => place = fold_name(text),
            (Value::Record(id), Some(Shape::Link(Kind::Stage))) => push_stage(self, Some(*id), &mut place),
            (Value::Record(id), _) => place = fold_name(&self.shown_name(id)),
            (Value::Number(number), Some(Shape::Member)) => {
                place = members.get(number).cloned().unwrap_or_default();
            }
            (Value::Number(number), _) => place = format!("{number:020}"),
        }
        (false, place)
    }

    fn group(&self, kind: Kind, by: FieldKey, (value, rows): &(Value<'_>, Vec<Row>), sum: Option<FieldKey>) -> Group {
        let mut total = Sum::default();
        if let Some(sum) = sum {
            let shown = rows.iter().filter(|_| !self.is_masked(kind, sum));
            total.extend(shown.filter_map(|row| self.peek(*row)?.money(sum)));
        }
        Group { value: self.cell_of(kind, by, value), count: rows.len() as u32, sums: total.totals().collect() }
    }

    /// A figure over one field of all rows of a view. Amounts of different currencies are never added, nor compared.
    pub fn figure(&mut self, view: &View, field: FieldKey, calc: Calc) -> Figure {
        let rows = self.result(&View { group: None, ..view.clone() });
        let records = rows.iter().filter_map(|row| Some((*row, self.peek(*row)?)));
        // Whether a note says anything is asked of all of them, and told without reading its Markdown.
        let is_note = schema::shape_of(view.kind, field) == Some(Shape::Note);
        let filled = |row: Row, record: &RecordRef<'_>| match is_note {
            true => record.has(field),
            false => !matches!(self.cell(row, record, field), Cell::Empty),
        };
        let masked = self.is_masked(view.kind, field);
        if let Some(words) = consents_meant(calc) {
            let part = self.consents_among(field, &rows, words);
            return part.map_or(Figure::None, |part| Figure::Share { part, all: rows.len() as u32 });
        }
        match calc {
            _ if masked && !matches!(calc, Calc::Filled | Calc::Blank) => Figure::None,
            Calc::Filled => Figure::Count(records.filter(|(row, record)| filled(*row, record)).count() as u32),
            Calc::Blank => Figure::Count(records.filter(|(row, record)| !filled(*row, record)).count() as u32),
            Calc::Distinct => {
                let values: HashSet<Value<'_>> = records
                    .flat_map(|(_, record)| record.values(field))
                    .filter(|value| *value != Value::Empty)
                    .collect();
                Figure::Count(values.len() as u32)
            }
            Calc::Sum | Calc::Mean | Calc::Least | Calc::Most => {
                match schema::field_of(view.kind, field).map(|spec| spec.shape) {
                    Some(Shape::Decimal) => numbers(records.filter_map(|(_, record)| record.decimal(field)), calc),
                    Some(Shape::Money) => amounts(records.filter_map(|(_, record)| record.money(field)), calc),
                    Some(Shape::Date) => {
                        let days = records.map(|(_, record)| record.text(field)).filter(|day| day.len() == 10);
                        let day = if calc == Calc::Least { days.min() } else { days.max() };
                        day.map_or(Figure::None, |day| Figure::Day(day.to_owned()))
                    }
                    Some(Shape::Moment) => ends(records.filter_map(|(_, record)| record.number(field)), calc),
                    _ if field == key::CHANGED => ends(records.map(|(_, record)| record.changed().ms), calc),
                    _ if field == key::MADE => ends(records.map(|(_, record)| record.created().ms), calc),
                    _ if field == key::CONTACTED => ends(records.filter_map(|(row, _)| self.contacted(row)), calc),
                    _ => Figure::None,
                }
            }
            Calc::Consented | Calc::Withdrew | Calc::Unasked => Figure::None,
        }
    }
}

/// Where people stand with a purpose whom a figure counts; none for figures of other columns.
fn consents_meant(calc: Calc) -> Option<&'static [ConsentWord]> {
    match calc {
        Calc::Consented => Some(&[ConsentWord::Yes, ConsentWord::Ending]),
        Calc::Withdrew => Some(&[ConsentWord::Withdrawn]),
        Calc::Unasked => Some(&[ConsentWord::NotAsked]),
        _ => None,
    }
}

fn ends(moments: impl Iterator<Item = u64>, calc: Calc) -> Figure {
    let moment = if calc == Calc::Least { moments.min() } else { moments.max() };
    moment.map_or(Figure::None, Figure::Moment)
}

fn numbers(numbers: impl Iterator<Item = Decimal>, calc: Calc) -> Figure {
    let all: Vec<i64> = numbers.map(|number| number.millionths).collect();
    if all.is_empty() { Figure::None } else { Figure::Number(Decimal { millionths: over(&all, calc) }) }
}

/// Least, most, sum or mean.
fn over(units: &[i64], calc: Calc) -> i64 {
    match calc {
        Calc::Least => units.iter().copied().min().unwrap_or_default(),
        Calc::Most => units.iter().copied().max().unwrap_or_default(),
        _ => {
            let sum: i128 = units.iter().map(|unit| i128::from(*unit)).sum();
            let number = if calc == Calc::Mean { units.len().max(1) as i128 } else { 1 };
            i64::try_from(sum / number).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
        }
    }
}

fn amounts(amounts: impl Iterator<Item = Money>, calc: Calc) -> Figure {
    let mut by_currency: BTreeMap<_, Vec<i64>> = BTreeMap::new();
    for money in amounts {
        by_currency.entry(money.currency).or_default().push(money.minor);
    }
    let figure = |minors: &[i64]| over(minors, calc);
    Figure::Amounts(by_currency.into_iter().map(|(currency, minors)| Money::new(figure(&minors), currency)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Record, RecordId, Value as Plain};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sections_are_those_of_the_plain_way(
            states in prop::collection::vec(0..30_u8, 0..80),
            taken in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..40),
        ) {
            let (mut book, mut clock) = (Book::new(), Clock::new(0));
            for (number, state) in (0..).zip(&states) {
                let mut person = Record::new(Kind::Person, clock.tick(1));
                // Words that begin alike, one within the other, and none.
                let word = ["", "a word that", "a word that is", "b"].get(usize::from(*state));
                let word = word.map_or_else(|| format!("word {state}"), |word| (*word).to_owned());
                person.set(key::STATUS, Plain::text(word), clock.tick(1)).expect("fits");
                book.put(RecordId([number; 16]), &person.encode()).expect("taken");
            }
            let mut rows: Vec<Row> = (0..states.len() as Row).collect();
            for (a, b) in taken.iter().filter(|_| !rows.is_empty()).collect::<Vec<_>>() {
                let (a, b) = (a.index(rows.len()), b.index(rows.len()));
                rows.swap(a, b);
            }
            rows.truncate(states.len() - states.len() / 5);
            let mut plain: BTreeMap<String, Vec<Row>> = BTreeMap::new();
            for row in &rows {
                let text = book.peek(*row).expect("there").text(key::STATUS).to_owned();
                plain.entry(text).or_default().push(*row);
            }
            let quick = book.found(Kind::Person, &rows, key::STATUS).into_iter().map(|(value, rows)| match value {
                Value::Text(text) => (text.to_owned(), rows),
                _ => (String::new(), rows),
            });
            prop_assert_eq!(quick.collect::<BTreeMap<_, _>>(), plain);
        }
    }
}
