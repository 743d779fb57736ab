//! The questions that statistics answer. They are a fixed few, without filters: of two questions that differ by one person,
//! the difference would be that person.

use crate::book::Book;
use crate::money::Money;
use crate::peek::RecordRef;
use crate::recur::Day;
use crate::schema::{Kind, key};
use std::collections::BTreeMap;

/// Most lines of a side; the rarest beyond are one line.
const MAX_LINES: usize = 24;
/// Upper ends of the bands of amounts, in whole units.
const BANDS: [i64; 5] = [1_000, 10_000, 50_000, 100_000, 1_000_000];

/// What a side of a table tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The quarter in which the record was made.
    Made,
    /// The quarter in which the deal was closed; open ones are a line of their own.
    Closed,
    /// Where a deal stands.
    Stage,
    /// How much a deal is about, in bands.
    Amount,
    /// A person's status.
    Status,
    /// Which kind of activity.
    Type,
}

/// A question: a kind of records by two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Short and stable.
    pub word: &'static str,
    /// Of which records.
    pub of: Kind,
    /// What its rows tell apart.
    pub rows: Side,
    /// What its columns tell apart.
    pub columns: Side,
}

/// All questions.
pub const QUESTIONS: [Question; 4] = [
    Question { word: "people_status", of: Kind::Person, rows: Side::Made, columns: Side::Status },
    Question { word: "deals_stage", of: Kind::Deal, rows: Side::Stage, columns: Side::Amount },
    Question { word: "deals_closed", of: Kind::Deal, rows: Side::Closed, columns: Side::Amount },
    Question { word: "activities", of: Kind::Activity, rows: Side::Made, columns: Side::Type },
];

/// The counts of a question, before anything is hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// What the rows are called; empty for "none".
    pub rows: Vec<String>,
    /// What the columns are called; empty for "none".
    pub columns: Vec<String>,
    /// Counts by row and column.
    pub counts: Vec<Vec<u32>>,
}

fn quarter(ms: u64) -> String {
    let Some(day) = Day::of_ms(ms).map(|day| day.to_string()) else { return String::new() };
    let (year, month) = (day.get(..4).unwrap_or_default(), day.get(5..7).and_then(|text| text.parse::<u8>().ok()));
    format!("{year} Q{}", month.unwrap_or(1).saturating_sub(1) / 3 + 1)
}

fn band(amount: &Money) -> String {
    let whole = amount.plain().split(['.', ' ']).next().and_then(|whole| whole.parse::<i64>().ok()).unwrap_or_default();
    let (at, end) = BANDS
        .iter()
        .enumerate()
        .find(|(_, end)| whole < **end)
        .map_or((BANDS.len(), None), |(at, end)| (at, Some(*end)));
    let from = at.checked_sub(1).map_or(0, |below| BANDS[below]);
    match end {
        Some(end) => format!("{from}–{end}"),
        None => format!("{from}+"),
    }
}

impl Side {
    fn line(self, book: &Book, record: &RecordRef<'_>) -> String {
        match self {
            Self::Made => quarter(record.created().ms),
            Self::Closed => record.number(key::CLOSED).map(quarter).unwrap_or_default(),
            Self::Stage => record.link(key::STAGE).map(|stage| book.name(&stage)).unwrap_or_default(),
            Self::Amount => record.money(key::AMOUNT).map(|amount| band(&amount)).unwrap_or_default(),
            Self::Status => record.text(key::STATUS).to_owned(),
            Self::Type => record.text(key::TYPE).to_owned(),
        }
    }
}

/// The lines of a side in order; the rarest beyond the most that are told apart are one.
fn lines(found: &BTreeMap<String, u32>) -> Vec<String> {
    let mut by_count: Vec<(&String, &u32)> = found.iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let mut lines: Vec<String> = by_count.into_iter().take(MAX_LINES).map(|(line, _)| line.clone()).collect();
    lines.sort();
    lines
}

impl Book {
    /// The counts of a question over everybody whose data may be used.
    pub fn answered(&self, question: Question) -> Answered {
        let mut cells: BTreeMap<(String, String), u32> = BTreeMap::new();
        for (_, record) in self.shown_records_of(question.of) {
            let place = (question.rows.line(self, &record), question.columns.line(self, &record));
            *cells.entry(place).or_default() += 1;
        }
        let mut found = (BTreeMap::new(), BTreeMap::new());
        for ((row, column), count) in &cells {
            *found.0.entry(row.clone()).or_default() += count;
            *found.1.entry(column.clone()).or_default() += count;
        }
        let (rows, columns) = (lines(&found.0), lines(&found.1));
        let mut counts = vec![vec![0; columns.len()]; rows.len()];
        for ((row, column), count) in cells {
            let at = (rows.binary_search(&row), columns.binary_search(&column));
            if let (Ok(row), Ok(column)) = at {
                counts[row][column] += count;
            }
        }
        Answered { rows, columns, counts }
    }
}
