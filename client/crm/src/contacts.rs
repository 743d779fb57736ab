//! When somebody last spoke, met or wrote with whom a record stands for; of a company also with its people, and about its
//! deals. Asked of a few records, what points to each is read; asked of many, all activities are read once, and afterwards
//! only rows of which something changed are worked out anew.

use crate::book::{Book, Row};
use crate::schema::{Kind, key};
use std::cell::RefCell;

/// Rows read for one record after the other before all are read at once.
const FEW: usize = 20_000;
/// Rows worked out anew one by one; where more changed, all are.
const MOST_STALE: usize = 1_024;

/// What is known of last contacts. Behind a cell, since whoever only asks learns it.
#[derive(Default)]
pub(crate) struct Contacts(RefCell<Known>);

#[derive(Default)]
struct Known {
    /// The last contact of each row, once all were read.
    last: Option<Vec<Option<u64>>>,
    /// When the day ends on which that was asked.
    until: Option<u64>,
    /// Rows of which something changed since.
    stale: Vec<Row>,
    /// Rows read one record after the other.
    read: usize,
}

impl Contacts {
    /// What is noted on a row's record, or what belongs to it, changed.
    fn touch(&mut self, row: Row) {
        let known = self.0.get_mut();
        if known.last.is_some() {
            known.stale.push(row);
            if known.stale.len() > MOST_STALE {
                *known = Known::default();
            }
        }
    }

    /// Whether there is anything to keep in step with the records.
    fn is_kept(&mut self) -> bool {
        self.0.get_mut().last.is_some()
    }

    /// Bytes held.
    pub(crate) fn memory(&self) -> usize {
        let known = self.0.borrow();
        known.last.as_ref().map_or(0, |last| last.capacity() * size_of::<Option<u64>>())
            + known.stale.capacity() * size_of::<Row>()
    }
}

impl Known {
    /// Takes in what changed, and that it is another day.
    fn settle(&mut self, book: &Book) {
        if self.until != book.day_ends {
            *self = Self { until: book.day_ends, ..Self::default() };
        }
        let Some(last) = self.last.as_mut().filter(|_| !self.stale.is_empty()) else { return };
        last.resize(book.rows_len(), None);
        let mut stale = std::mem::take(&mut self.stale);
        // What belongs to others first: theirs is read from it.
        stale.sort_unstable_by_key(|row| (book.may_be_company(*row), *row));
        stale.dedup();
        for row in stale {
            let contact = book.rows_to(row).map(|from| match book.belongs(from, row) {
                true => last.get(from as usize).copied().flatten(),
                false => book.contact(from),
            });
            let contact = contact.max().flatten();
            if let Some(known) = last.get_mut(row as usize) {
                *known = contact;
            }
        }
    }
}

/// Notes that a row's last contact is not before this one.
fn raise(last: &mut [Option<u64>], row: Row, at: Option<u64>) {
    if let Some(known) = last.get_mut(row as usize) {
        *known = at.max(*known);
    }
}

impl Book {
    /// When somebody last spoke, met or wrote with whom a row stands for, ms since 1970; of a company also with its people,
    /// and about its deals. What a calendar has for days to come has not happened yet, and a note is no contact.
    pub(crate) fn contacted(&self, row: Row) -> Option<u64> {
        let mut known = self.contacts.0.borrow_mut();
        known.settle(self);
        if known.last.is_none() && known.read <= FEW {
            let (contact, read) = self.contact_with(row);
            known.read += read;
            return contact;
        }
        let last = known.last.get_or_insert_with(|| self.all_contacts());
        last.get(row as usize).copied().flatten()
    }

    /// The same of one row, by all that points to it, and how many rows were read for it.
    fn contact_with(&self, row: Row) -> (Option<u64>, usize) {
        let (mut last, mut read): (Option<u64>, usize) = (None, 1);
        for from in self.rows_to(row) {
            read += 1;
            last = last.max(self.contact(from));
            if self.belongs(from, row) {
                for other in self.rows_to(from) {
                    read += 1;
                    last = last.max(self.contact(other));
                }
            }
        }
        (last, read)
    }

    /// The same of all rows.
    fn all_contacts(&self) -> Vec<Option<u64>> {
        let mut last: Vec<Option<u64>> = vec![None; self.rows_len()];
        for row in self.shown_rows_of(Kind::Activity) {
            let Some(at) = self.contact(row) else { continue };
            let about = self.peek(row).map(|record| record.targets()).unwrap_or_default();
            about.iter().filter_map(|id| self.known_row(id)).for_each(|to| raise(&mut last, to, Some(at)));
        }
        for row in self.shown_rows_of(Kind::Person).chain(self.shown_rows_of(Kind::Deal)) {
            if let Some(company) = self.company_row(row) {
                let at = last.get(row as usize).copied().flatten();
                raise(&mut last, company, at);
            }
        }
        last
    }

    /// When the call, meeting or e-mail took place that a row's record is, if it is one and lists may show it.
    fn contact(&self, row: Row) -> Option<u64> {
        if self.shown_kind_of(row) != Some(Kind::Activity) {
            return None;
        }
        let record = self.peek(row)?;
        let is_contact = matches!(record.text(key::TYPE), "call" | "meeting" | "e-mail");
        let at = is_contact.then(|| record.number(key::WHEN).unwrap_or(record.created().ms))?;
        self.day_ends.is_none_or(|ends| at <= ends).then_some(at)
    }

    /// Whether a row's record is a person or a deal of a company, and lists may show it.
    fn belongs(&self, row: Row, company: Row) -> bool {
        matches!(self.shown_kind_of(row), Some(Kind::Person | Kind::Deal)) && self.company_row(row) == Some(company)
    }

    /// Whether contacts of what belongs to a row's record may count as its own.
    fn may_be_company(&self, row: Row) -> bool {
        self.kind_of(row).is_none_or(|kind| kind == Kind::Company)
    }

    /// What a row says of a record's last contact changed: then also that of the company that this belongs to.
    pub(crate) fn touch_contacts(&mut self, from: Row, to: Row) {
        let kind = self.kind_of(from);
        let says = matches!(kind, Some(Kind::Activity | Kind::Person | Kind::Deal));
        if !says || !self.contacts.is_kept() && !self.views.has_orders() {
            return;
        }
        self.contacts.touch(to);
        if kind == Some(Kind::Activity)
            && matches!(self.kind_of(to), Some(Kind::Person | Kind::Deal))
            && let Some(company) = self.company_row(to)
        {
            self.contacts.touch(company);
            self.views.touch(company);
        }
    }
}

#[cfg(test)]
mod tests;
