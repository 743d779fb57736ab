//! What is wrong in a file, row by row or counted.

use std::collections::BTreeMap;

/// Issues kept one by one; beyond that they are only counted.
const MAX_KEPT: usize = 5_000;
/// Characters of a value shown.
const MAX_SHOWN: usize = 80;

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

/// The place an issue is about.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: u32,
    pub(crate) row: u32,
    pub(crate) column: &'a str,
}

#[derive(Default)]
pub(crate) struct Issues {
    blocking: Vec<RowIssue>,
    others: Vec<RowIssue>,
    counted: BTreeMap<(u32, String, &'static str), (u32, RowIssue)>,
    total: u32,
}

impl Issues {
    fn issue(place: Place<'_>, value: &str, what: &str, todo: &str, blocks: bool) -> RowIssue {
        let mut shown: String = value.chars().take(MAX_SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        RowIssue {
            file: place.file,
            row: place.row,
            column: place.column.to_owned(),
            value: shown,
            what: what.to_owned(),
            todo: todo.to_owned(),
            blocks,
            mendable: false,
        }
    }

    /// Something worth a look; the row is taken.
    pub(crate) fn note(&mut self, place: Place<'_>, value: &str, what: &str, todo: &str) {
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
        let slot = self.counted.entry((place.file, place.column.to_owned(), what)).or_insert_with(|| {
            self.total = self.total.saturating_add(1);
            (0, Self::issue(place, value, what, todo, false))
        });
        slot.0 += 1;
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
