//! The questions that statistics answer. They are a fixed few, without filters: of two questions that differ by one person,
//! the difference would be that person.

use super::table::{MIN_K, Place, Shown, TooFew, protect_by};
use crate::book::{Book, Row};
use crate::money::Money;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::recur::Day;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use std::collections::{BTreeMap, BTreeSet};

/// What the line of all lines is called that are not told apart.
pub const OTHERS: &str = "…";
/// What the line of those is called of which a field says yes.
pub const YES: &str = "yes";
/// Most lines of a side that are told apart; the rarest beyond are one with the others.
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
    /// A field whose values are few by their form.
    Field(FieldKey),
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
    /// Who stands behind each.
    behind: Vec<Vec<Behind>>,
    /// Of each the key of its records: their ids, in any order.
    keys: Vec<Vec<Key>>,
}

/// What a set of records has in common with no other.
type Key = [u8; 16];

fn with_key(key: &mut Key, other: &Key) {
    key.iter_mut().zip(other).for_each(|(byte, other)| *byte ^= other);
}

/// Who stands behind a count: one customer may be called twelve times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Behind {
    people: BTreeSet<RecordId>,
    /// Of records without people.
    companies: BTreeSet<RecordId>,
}

impl Behind {
    fn extend(&mut self, other: &Self) {
        self.people.extend(&other.people);
        self.companies.extend(&other.companies);
    }
}

/// Whether there are at least so many different ones.
fn are_enough<'a>(ids: impl Iterator<Item = &'a RecordId>, k: u32) -> bool {
    let (k, mut seen) = (k as usize, BTreeSet::new());
    ids.filter(|id| seen.insert(*id)).take(k).count() == k
}

/// The names that are left when some lines are one with the others, and where each line is then.
fn join(names: &[String], joined: &BTreeSet<usize>) -> (Vec<String>, Vec<usize>) {
    let (mut left, mut places) = (Vec::new(), Vec::new());
    for (at, name) in names.iter().enumerate() {
        let is_joined = joined.contains(&at) || name == OTHERS;
        places.push((!is_joined).then_some(left.len()));
        if !is_joined {
            left.push(name.clone());
        }
    }
    let others = left.len();
    if others < names.len() {
        left.push(OTHERS.to_owned());
    }
    (left, places.into_iter().map(|place| place.unwrap_or(others)).collect())
}

impl Answered {
    fn empty(rows: Vec<String>, columns: Vec<String>) -> Self {
        let counts = vec![vec![0; columns.len()]; rows.len()];
        let behind = vec![vec![Behind::default(); columns.len()]; rows.len()];
        let keys = vec![vec![Key::default(); columns.len()]; rows.len()];
        Self { rows, columns, counts, behind, keys }
    }

    fn add(&mut self, (row, column): Place, count: u32, (behind, key): (&Behind, &Key)) {
        self.counts[row][column] += count;
        self.behind[row][column].extend(behind);
        with_key(&mut self.keys[row][column], key);
    }

    /// How many stand at a place, and the key of their records; one behind the last line is the total.
    pub(super) fn of_place(&self, row: usize, column: usize) -> (u64, Key) {
        let all = |at: usize, end: usize| if at < end { at..at + 1 } else { 0..end };
        let (mut count, mut key) = (0, Key::default());
        for row in all(row, self.rows.len()) {
            for column in all(column, self.columns.len()) {
                count += u64::from(self.counts[row][column]);
                with_key(&mut key, &self.keys[row][column]);
            }
        }
        (count, key)
    }

    /// Whether at least so many people stand behind counts together, or so many companies without people.
    fn is_enough(&self, places: &[Place], k: u32) -> bool {
        let cells: Vec<&Behind> = places.iter().map(|(row, column)| &self.behind[*row][*column]).collect();
        are_enough(cells.iter().flat_map(|cell| cell.people.iter()), k)
            || are_enough(cells.iter().flat_map(|cell| cell.companies.iter()), k)
    }

    fn joined(&self, rows: &BTreeSet<usize>, columns: &BTreeSet<usize>) -> Self {
        let ((rows, row_at), (columns, column_at)) = (join(&self.rows, rows), join(&self.columns, columns));
        let mut table = Self::empty(rows, columns);
        for (row, to_row) in row_at.iter().enumerate() {
            for (column, to_column) in column_at.iter().enumerate() {
                let behind = (&self.behind[row][column], &self.keys[row][column]);
                table.add((*to_row, *to_column), self.counts[row][column], behind);
            }
        }
        table
    }

    /// The table as it may be shown. Lines whose total is hidden are one with the others: a name alone would say that there
    /// is somebody.
    pub fn protected(&self, k: u32) -> Result<(Self, Shown), TooFew> {
        let limit = k.max(MIN_K);
        let (rows, columns) = (0..self.rows.len(), 0..self.columns.len());
        let of_row = |row: usize| columns.clone().map(|column| (row, column)).collect::<Vec<Place>>();
        let of_column = |column: usize| rows.clone().map(|row| (row, column)).collect::<Vec<Place>>();
        let small_rows: BTreeSet<usize> = rows.clone().filter(|row| !self.is_enough(&of_row(*row), limit)).collect();
        let small_columns: BTreeSet<usize> =
            columns.clone().filter(|column| !self.is_enough(&of_column(*column), limit)).collect();
        let mut table = self.joined(&small_rows, &small_columns);
        loop {
            let shown = protect_by(&table.counts, k, &|places: &[Place], k: u32| table.is_enough(places, k))?;
            let (last_row, last_column) = (table.rows.len(), table.columns.len());
            let hidden_rows: BTreeSet<usize> =
                (0..last_row).filter(|row| shown.counts[*row][last_column].is_none()).collect();
            let hidden_columns: BTreeSet<usize> =
                (0..last_column).filter(|column| shown.counts[last_row][*column].is_none()).collect();
            let names = hidden_rows.iter().map(|row| &table.rows[*row]);
            if names.chain(hidden_columns.iter().map(|column| &table.columns[*column])).all(|name| name == OTHERS) {
                return Ok((table, shown));
            }
            // Each time there are fewer lines with a name of their own.
            table = table.joined(&hidden_rows, &hidden_columns);
        }
    }
}

fn quarter(ms: u64) -> String {
    let Some(day) = Day::of_ms(ms).map(|day| day.to_string()) else { return String::new() };
    let (year, month) = (day.get(..4).unwrap_or_default(), day.get(5..7).and_then(|text| text.parse::<u8>().ok()));
    format!("{year} Q{}", month.unwrap_or(1).saturating_sub(1) / 3 + 1)
}

fn band(amount: &Money) -> String {
    number_band(&amount.plain())
}

/// The band that a number stands in, by its whole units.
fn number_band(number: &str) -> String {
    if number.starts_with('-') {
        return "<0".to_owned();
    }
    let whole = number.split(['.', ' ']).next().and_then(|whole| whole.parse::<i64>().ok()).unwrap_or_default();
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
            Self::Field(field) => field_line(record, field),
        }
    }
}

/// The line of a field's value; what is not there, or has no such form, is without.
fn field_line(record: &RecordRef<'_>, field: FieldKey) -> String {
    let Some(spec) = schema::field_of(record.kind(), field) else { return String::new() };
    match spec.shape {
        Shape::Choice(_) => record.text(field).to_owned(),
        Shape::YesNo => if record.has(field) { YES } else { "" }.to_owned(),
        Shape::Date => quarter_of_day(record.text(field)),
        Shape::Money => record.money(field).map(|amount| band(&amount)).unwrap_or_default(),
        Shape::Decimal => record.decimal(field).map(|number| number_band(&number.to_string())).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A day as its quarter; of a day without a year nothing is said.
fn quarter_of_day(day: &str) -> String {
    let at = Day::parse(day).and_then(|day| u64::try_from(day.days()).ok());
    at.map(|days| quarter(days * crate::privacy::period::DAY_MS)).unwrap_or_default()
}

/// The lines of a side in order, and which are the rarest beyond the most that are told apart.
fn lines(found: &BTreeMap<String, u32>) -> (Vec<String>, BTreeSet<usize>) {
    let mut by_count: Vec<(usize, u32)> = found.values().copied().enumerate().collect();
    by_count.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
    let rare = by_count.into_iter().skip(MAX_LINES).map(|(at, _)| at).collect();
    (found.keys().cloned().collect(), rare)
}

impl Book {
    /// The counts of a question over everybody whose data may be used.
    pub fn answered(&self, question: Question) -> Answered {
        self.counted_by(self.shown_records_of(question.of), question.rows, Some(question.columns))
    }

    /// Records counted by one or two sides.
    pub(super) fn counted_by<'a>(
        &'a self,
        records: impl Iterator<Item = (Row, RecordRef<'a>)>,
        rows: Side,
        columns: Option<Side>,
    ) -> Answered {
        let mut cells: BTreeMap<(String, String), (u32, Behind, Key)> = BTreeMap::new();
        for (row, record) in records {
            let column = columns.map(|side| side.line(self, &record)).unwrap_or_default();
            let (count, behind, key) = cells.entry((rows.line(self, &record), column)).or_default();
            *count += 1;
            with_key(key, &self.id_of(row).0);
            match record.kind() {
                Kind::Person => behind.people.extend([self.id_of(row)]),
                Kind::Company => behind.companies.extend([self.id_of(row)]),
                kind => {
                    let found = self.behind(&record);
                    // A record of a team's own kind that is about nobody stands for itself.
                    let alone = matches!(kind, Kind::Own(_)) && found == Behind::default();
                    behind.companies.extend(alone.then(|| self.id_of(row)));
                    behind.extend(&found);
                }
            }
        }
        let mut found = (BTreeMap::new(), BTreeMap::new());
        for ((row, column), (count, ..)) in &cells {
            *found.0.entry(row.clone()).or_default() += count;
            *found.1.entry(column.clone()).or_default() += count;
        }
        let ((rows, rare_rows), (columns, rare_columns)) = (lines(&found.0), lines(&found.1));
        let mut answered = Answered::empty(rows, columns);
        for ((row, column), (count, behind, key)) in &cells {
            let at = (answered.rows.binary_search(row), answered.columns.binary_search(column));
            if let (Ok(row), Ok(column)) = at {
                answered.add((row, column), *count, (behind, key));
            }
        }
        if rare_rows.is_empty() && rare_columns.is_empty() {
            answered
        } else {
            answered.joined(&rare_rows, &rare_columns)
        }
    }

    /// Who stands behind a deal or an activity: its people, those of the deal that it is about, else the companies.
    fn behind(&self, record: &RecordRef<'_>) -> Behind {
        let mut behind = Behind::default();
        self.add_linked(record, &mut behind);
        // Of a kind of the team's own whatever it points to is whom it is about.
        let is_own = matches!(record.kind(), Kind::Own(_));
        let about = if is_own { record.targets().into_iter().collect() } else { record.relations(key::ABOUT) };
        for id in about {
            let Some(subject) = self.get(&id) else { continue };
            match subject.kind() {
                Kind::Person => behind.people.extend([id]),
                Kind::Company => behind.companies.extend([id]),
                _ => self.add_linked(&subject, &mut behind),
            }
        }
        if !behind.people.is_empty() {
            behind.companies.clear();
        }
        behind
    }

    fn add_linked(&self, record: &RecordRef<'_>, behind: &mut Behind) {
        behind.people.extend(record.relations(key::PEOPLE).into_iter().filter(|id| self.contains(id)));
        behind.companies.extend(record.link(key::COMPANY).filter(|id| self.contains(id)));
    }
}
