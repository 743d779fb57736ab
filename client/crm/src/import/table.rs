//! Tables: which character separates cells, which row is the header, and reading the rows below it.

use super::dates::{DayOrder, Orders};
use super::guess::{self, Guess, Role};
use super::mend::{Mended, cells_shown};
use super::text::Decoded;
use super::{Column, ImportError, MAX_COLUMNS, MAX_ROWS};
use csv::{ReaderBuilder, StringRecord};

const DELIMITERS: [(u8, &str); 4] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "bar")];
/// Rows among which the header is looked for: exports put titles and notes above it.
const MAX_PREAMBLE: usize = 30;
const SAMPLES: usize = 3;
const MAX_SAMPLE: usize = 80;

/// A table: its text, and where its rows start. Rows are read again when needed, which costs less than keeping them.
pub(crate) struct Table {
    decoded: Decoded,
    delimiter: u8,
    /// Rows above the first row of data, header included.
    skip: usize,
    pub(crate) preamble: usize,
    pub(crate) headers: Vec<String>,
    pub(crate) roles: Vec<Role>,
    /// How each column writes days and months, if its dates say so.
    pub(crate) days: Vec<Option<DayOrder>>,
    pub(crate) rows: u32,
    pub(super) mended: Mended,
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

fn head(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let rows = reader(text, delimiter).into_records().take(MAX_PREAMBLE);
    rows.map_while(Result::ok).map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The most telling row: headers that are known, then filled cells, then the first.
fn header_row(rows: &[Vec<String>]) -> Option<(usize, usize, usize)> {
    let score = |row: &Vec<String>| (guess::known(row), row.iter().filter(|cell| !cell.is_empty()).count());
    let scored = rows.iter().take(MAX_PREAMBLE).enumerate().filter(|(_, row)| row.len() <= MAX_COLUMNS * 2);
    let (at, (known, filled)) =
        scored.map(|(at, row)| (at, score(row))).max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)))?;
    // Where no row names anything, the first one is the header, as in every spreadsheet.
    let first = rows.iter().position(|row| row.iter().any(|cell| !cell.is_empty()))?;
    Some(if known == 0 { (first, 0, filled) } else { (at, known, filled) })
}

/// How a file reads under one delimiter.
struct Layout {
    /// Headers that are known, then cells that are filled.
    score: (usize, usize),
    delimiter: u8,
    /// Rows above the header.
    preamble: usize,
    headers: Vec<String>,
}

fn layout(text: &str, delimiter: u8) -> Option<Layout> {
    let rows = head(text, delimiter);
    let (preamble, known, filled) = header_row(&rows)?;
    let headers = rows.into_iter().nth(preamble)?;
    Some(Layout { score: (known, filled), delimiter, preamble, headers })
}

impl Table {
    /// Finds delimiter and header, and looks at every row once.
    pub(crate) fn read(name: &str, decoded: Decoded) -> Result<(Self, Vec<Column>), ImportError> {
        let mut best: Option<Layout> = None;
        for (delimiter, _) in DELIMITERS {
            let layout = layout(&decoded.text, delimiter);
            best = match (best, layout) {
                (Some(best), Some(layout)) if layout.score <= best.score => Some(best),
                (best, layout) => layout.or(best),
            };
        }
        let Some(Layout { delimiter, preamble, headers, .. }) = best else {
            return Err(ImportError::Empty(name.to_owned()));
        };
        if headers.len() > MAX_COLUMNS {
            return Err(ImportError::TooManyColumns(name.to_owned()));
        }
        let guesses = guess::guess_all(&headers);
        let roles = guesses.iter().map(|guess| guess.role.clone()).collect();
        let mut table = Self {
            decoded,
            delimiter,
            skip: preamble + 1,
            preamble,
            headers,
            roles,
            days: Vec::new(),
            rows: 0,
            mended: Mended::default(),
        };
        let columns = table.look(name, guesses)?;
        Ok((table, columns))
    }

    fn look(&mut self, name: &str, guesses: Vec<Guess>) -> Result<Vec<Column>, ImportError> {
        let mut columns: Vec<Column> = guesses
            .into_iter()
            .zip(&self.headers)
            .map(|(guess, header)| Column {
                header: header.clone(),
                samples: Vec::new(),
                filled: 0,
                target: guess.target,
                confidence: guess.confidence,
                caution: guess.caution,
                notes: Vec::new(),
            })
            .collect();
        let mut rows = 0usize;
        let mut orders = vec![Orders::default(); columns.len()];
        self.for_each_row(|_, row| {
            rows += 1;
            for ((cell, column), order) in row.iter().zip(&mut columns).zip(&mut orders) {
                sample(cell, column);
                order.look(cell.trim());
            }
            rows <= MAX_ROWS
        });
        if rows > MAX_ROWS {
            return Err(ImportError::TooManyRows(name.to_owned()));
        }
        self.rows = rows as u32;
        self.days = orders.into_iter().map(Orders::order).collect();
        Ok(columns)
    }

    /// Calls `with` for every row that is not blank, with its line number, until it says stop; what was mended is read so.
    pub(crate) fn for_each_row(&self, mut with: impl FnMut(u32, &StringRecord) -> bool) {
        self.for_each_line(|line, as_read| match self.mended.row(line, as_read, self.headers.len()) {
            Some(row) => is_blank(&row) || with(line, &row),
            None => with(line, as_read),
        });
    }

    /// The cells of a row as they are read, with those that it lacks; `None` if no row begins in this line.
    pub(super) fn row(&self, line: u32) -> Option<Vec<String>> {
        let as_read = self.row_in_file(line)?;
        let row = self.mended.row(line, &as_read, self.headers.len()).unwrap_or_else(|| as_read.clone());
        let cell = |at| row.get(at).unwrap_or_default().to_owned();
        Some((0..cells_shown(&as_read, self.headers.len())).map(cell).collect())
    }

    /// Has a row read with other cells; as many as [`Self::row`] tells.
    pub(super) fn mend(&mut self, line: u32, cells: Vec<String>) -> Result<(), ImportError> {
        let as_read = self.row_in_file(line).ok_or(ImportError::NoSuchRow)?;
        if cells.len() != cells_shown(&as_read, self.headers.len()) {
            return Err(ImportError::NoSuchRow);
        }
        self.mended.put(line, &as_read, cells)?;
        self.read_days_off();
        Ok(())
    }

    /// Has every row read as it stands in the file again.
    pub(super) fn take_mends_back(&mut self) {
        self.mended = Mended::default();
        self.read_days_off();
    }

    /// Works out how each column writes days and months, by its rows as they are read now.
    fn read_days_off(&mut self) {
        let mut orders = vec![Orders::default(); self.headers.len()];
        self.for_each_row(|_, row| {
            row.iter().zip(&mut orders).for_each(|(cell, order)| order.look(cell.trim()));
            true
        });
        self.days = orders.into_iter().map(Orders::order).collect();
    }

    /// Whether a row may begin in this line: it is below the header.
    pub(super) fn may_be_row(&self, line: u32) -> bool {
        line as usize > self.skip
    }

    fn row_in_file(&self, wanted: u32) -> Option<StringRecord> {
        let mut found = None;
        self.for_each_line(|line, row| {
            found = (line == wanted).then(|| row.clone());
            line < wanted
        });
        found
    }

    fn for_each_line(&self, mut with: impl FnMut(u32, &StringRecord) -> bool) {
        let mut reader = reader(&self.decoded.text, self.delimiter);
        let mut row = StringRecord::new();
        let (mut at, mut lines) = (0, Lines { text: self.decoded.text.as_bytes(), read: 0, line: 1 });
        // The text is valid UTF-8 and rows may have any length, so reading cannot fail.
        while let Ok(true) = reader.read_record(&mut row) {
            at += 1;
            let line = lines.of(row.position().map_or(0, csv::Position::byte) as usize);
            if at > self.skip && !is_blank(&row) && !with(line, &row) {
                break;
            }
        }
    }

    /// In words: "CSV, comma, UTF-8".
    pub(crate) fn format(&self) -> String {
        let delimiter = DELIMITERS.iter().find(|(byte, _)| *byte == self.delimiter).map_or("", |(_, name)| name);
        format!("CSV, {delimiter}, {}", self.decoded.encoding)
    }
}

/// Counts lines as an editor does. The reader's own numbers are of line feeds alone, and one short where these end with two
/// characters; here every record begins in a line of its own, by which it can be found again.
struct Lines<'t> {
    text: &'t [u8],
    /// So much of it is counted.
    read: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line in which the record begins that the reader found at this byte; records are asked for in their order.
    fn of(&mut self, at: usize) -> u32 {
        // What ended the record before, and empty lines, may still be in front of it.
        let ends = |byte: &&u8| matches!(**byte, b'\r' | b'\n');
        let at = at + self.text.get(at..).unwrap_or_default().iter().take_while(ends).count();
        let passed = self.text.get(self.read..at).unwrap_or_default();
        let pairs = memchr::memmem::find_iter(passed, b"\r\n").count();
        let breaks = memchr::memchr2_iter(b'\r', b'\n', passed).count() - pairs;
        (self.read, self.line) = (at.max(self.read), self.line.saturating_add(breaks as u32));
        self.line
    }
}

fn is_blank(row: &StringRecord) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

fn sample(cell: &str, column: &mut Column) {
    let cell = cell.trim();
    if cell.is_empty() {
        return;
    }
    column.filled += 1;
    if column.samples.len() < SAMPLES {
        let short: String = cell.chars().take(MAX_SAMPLE).collect();
        if !column.samples.contains(&short) {
            column.samples.push(short);
        }
    }
}
