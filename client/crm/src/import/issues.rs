//! What is wrong in a file, row by row or counted, and of each column what its field cannot read.

use std::collections::BTreeMap;

/// Issues kept one by one; beyond that they are only counted.
const MAX_KEPT: usize = 5_000;
/// Characters of a value shown.
const MAX_SHOWN: usize = 80;
/// Things told of one column.
const MAX_NOTES: usize = 3;

/// One thing wrong in one row; nothing is dropped without one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowIssue {
    /// Index of the file.
    pub file: u32,
    /// 1-based line or card number.
    pub row: u32,
    /// Column or property, empty if the whole row.
    pub column: String,
    /// The value as in the file, shortened.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// What happens with it, or what to do.
    pub todo: String,
    /// The row is left out because of it.
    pub blocks: bool,
    /// The row can be mended: it is one of a table.
    pub mendable: bool,
}

/// What the field that a column goes to makes of some of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnNote {
    /// In how many rows.
    pub rows: u32,
    /// The first of these values, shortened.
    pub value: String,
    /// What is wrong with them.
    pub what: String,
    /// What happens with them, or what to do.
    pub todo: String,
}

/// The place an issue is about.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: u32,
    pub(crate) row: u32,
    /// The header of a column, empty if it is about the whole row.
    pub(crate) column: &'a str,
    /// Which column that is, if it is about how its field reads the value.
    at: Option<usize>,
}

impl<'a> Place<'a> {
    /// A whole row.
    pub(crate) fn row(file: u32, row: u32) -> Self {
        Self::column(file, row, "")
    }

    /// A column, whatever stands in it.
    pub(crate) fn column(file: u32, row: u32, column: &'a str) -> Self {
        Self { file, row, column, at: None }
    }

    /// A value in this column of the file.
    pub(crate) fn cell(file: u32, row: u32, at: usize, column: &'a str) -> Self {
        Self { at: Some(at), ..Self::column(file, row, column) }
    }

    /// The same, where what is told is due to the rest of the row and not to the value.
    pub(crate) fn of_row(self) -> Self {
        Self { at: None, ..self }
    }
}

#[derive(Default)]
pub(crate) struct Issues {
    blocking: Vec<RowIssue>,
    others: Vec<RowIssue>,
    counted: BTreeMap<(u32, String, &'static str), (u32, RowIssue)>,
    /// By file and column: what is told of its values, each with the row that was counted last.
    columns: BTreeMap<(u32, usize), Vec<(u32, ColumnNote)>>,
    total: u32,
}

impl Issues {
    fn issue(place: Place<'_>, value: &str, what: &str, todo: &str, blocks: bool) -> RowIssue {
        RowIssue {
            file: place.file,
            row: place.row,
            column: place.column.to_owned(),
            value: shown(value),
            what: what.to_owned(),
            todo: todo.to_owned(),
            blocks,
            mendable: false,
        }
    }

    /// Something worth a look; the row is taken.
    pub(crate) fn note(&mut self, place: Place<'_>, value: &str, what: &str, todo: &str) {
        self.tell_of_column(place, value, what, todo);
        self.total = self.total.saturating_add(1);
        if self.others.len() < MAX_KEPT {
            self.others.push(Self::issue(place, value, what, todo, false));
        }
    }

    /// The row is left out.
    pub(crate) fn block(&mut self, place: Place<'_>, value: &str, what: &str, todo: &str) {
        self.total = self.total.saturating_add(1);
        if self.blocking.len() < MAX_KEPT {
            self.blocking.push(Self::issue(place, value, what, todo, true));
        }
    }

    /// Something that is the same in many rows: told once, with a count and the first row and value.
    pub(crate) fn count(&mut self, place: Place<'_>, value: &str, what: &'static str, todo: &str) {
        self.tell_of_column(place, value, what, todo);
        let slot = self.counted.entry((place.file, place.column.to_owned(), what)).or_insert_with(|| {
            self.total = self.total.saturating_add(1);
            (0, Self::issue(place, value, what, todo, false))
        });
        slot.0 += 1;
    }

    /// Counts a row once, however many of the values in its cell are so.
    fn tell_of_column(&mut self, place: Place<'_>, value: &str, what: &str, todo: &str) {
        let Some(at) = place.at else { return };
        let notes = self.columns.entry((place.file, at)).or_default();
        match notes.iter_mut().find(|(_, note)| note.what == what) {
            Some((row, _)) if *row == place.row => {}
            Some((row, note)) => {
                *row = place.row;
                note.rows = note.rows.saturating_add(1);
            }
            None => {
                let note = ColumnNote { rows: 1, value: shown(value), what: what.to_owned(), todo: todo.to_owned() };
                notes.push((place.row, note));
            }
        }
    }

    /// What is told of each column of each file, what holds of most rows first.
    pub(crate) fn of_columns(&mut self) -> BTreeMap<(u32, usize), Vec<ColumnNote>> {
        let sorted = |notes: Vec<(u32, ColumnNote)>| {
            let mut notes: Vec<ColumnNote> = notes.into_iter().map(|(_, note)| note).collect();
            notes.sort_by_key(|note| std::cmp::Reverse(note.rows));
            notes.truncate(MAX_NOTES);
            notes
        };
        std::mem::take(&mut self.columns).into_iter().map(|(at, notes)| (at, sorted(notes))).collect()
    }

    /// The first issues, blocking ones first, and how many there are in all.
    pub(crate) fn shown(self, limit: usize) -> (Vec<RowIssue>, u32) {
        let counted = self.counted.into_values().map(|(count, mut issue)| {
            if count > 1 {
                issue.what = format!("{} ({count} times)", issue.what);
            }
            issue
        });
        let all = self.blocking.into_iter().chain(counted).chain(self.others);
        (all.take(limit).collect(), self.total)
    }
}

/// A value as it is shown.
fn shown(value: &str) -> String {
    let mut shown: String = value.chars().take(MAX_SHOWN).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    shown
}
