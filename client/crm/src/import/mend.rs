//! Values that somebody typed for rows of a table in place of the file's. The file stays as it is.

use super::{ImportError, MAX_CELL, MAX_COLUMNS};
use csv::StringRecord;
use std::collections::BTreeMap;

/// Rows that can be mended in one file; with more wrong ones the file itself is to be mended.
const MAX_MENDED: usize = 5_000;

/// Of each mended row, by its line, the cells that are other than in the file.
#[derive(Default)]
pub(super) struct Mended(BTreeMap<u32, BTreeMap<usize, String>>);

impl Mended {
    /// How many rows.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// A row as it is to be read, if it is another than in the file: never shorter than `columns`, and no longer than
    /// what was shown of it.
    pub(super) fn row(&self, line: u32, as_read: &StringRecord, columns: usize) -> Option<StringRecord> {
        let mended = self.0.get(&line)?;
        let cells = cells_shown(as_read, columns);
        let cell = |at| mended.get(&at).map_or_else(|| as_read.get(at).unwrap_or_default(), String::as_str);
        Some((0..cells).map(cell).collect())
    }

    /// Has a row read so from now on; one that is as in the file again is mended no more.
    pub(super) fn put(&mut self, line: u32, as_read: &StringRecord, cells: Vec<String>) -> Result<(), ImportError> {
        let is_other = |(at, cell): &(usize, String)| as_read.get(*at).unwrap_or_default() != cell;
        let other: BTreeMap<usize, String> = cells.into_iter().enumerate().filter(is_other).collect();
        if other.values().any(|cell| cell.len() > MAX_CELL) {
            return Err(ImportError::CellTooLong);
        }
        if self.0.len() >= MAX_MENDED && !self.0.contains_key(&line) && !other.is_empty() {
            return Err(ImportError::TooManyMended);
        }
        if other.is_empty() {
            self.0.remove(&line);
        } else {
            self.0.insert(line, other);
        }
        Ok(())
    }
}

/// How many cells of a row are shown: its own up to [`MAX_COLUMNS`], and those that it lacks.
pub(super) fn cells_shown(as_read: &StringRecord, columns: usize) -> usize {
    as_read.len().min(MAX_COLUMNS).max(columns)
}
