//! Lists that people pick by hand. A list has a name; which records are in it is written on them, so that it merges,
//! is undone, restricted and erased with them, and a list of any size costs one short record.

use crate::book::Book;
use crate::clock::Stamp;
use crate::custom::MAX_NAME;
use crate::field::{Value, ValueError};
use crate::fold::fold_name;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};

/// Most lists that a vault may have.
pub const MAX_LISTS: usize = 500;

/// A list and how many records are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its record.
    pub id: RecordId,
    /// As its makers call it.
    pub name: String,
    /// What it is for; may be empty.
    pub about: String,
    /// How many records of each kind are in it, without those that are only stored.
    pub counts: Vec<(Kind, u32)>,
}

/// Why a list is not made or called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Nothing, or too long, to be a name.
    #[error("a list needs a name of at most {MAX_NAME} bytes")]
    Name,
    /// There is one of this name.
    #[error("there is a list of this name already")]
    Known,
    /// As many as a vault may have.
    #[error("at most {MAX_LISTS} lists")]
    Many,
    /// It is not there.
    #[error("this list is not there any more")]
    Gone,
    /// A value was not taken.
    #[error(transparent)]
    Value(#[from] ValueError),
}

impl Book {
    /// Every list, by name.
    pub fn lists(&self) -> Vec<List> {
        let mut lists: Vec<List> = self.ids_of(Kind::List).filter_map(|id| self.list(&id)).collect();
        lists.sort_by(|a, b| fold_name(&a.name).cmp(&fold_name(&b.name)).then(a.id.cmp(&b.id)));
        lists
    }

    /// One list.
    pub fn list(&self, id: &RecordId) -> Option<List> {
        let record = self.get(id).filter(|record| record.kind() == Kind::List)?;
        let counts = self.referring_counts(id).into_iter().filter(|(kind, _)| kind.is_listed()).collect();
        Some(List {
            id: *id,
            name: record.text(key::NAME).to_owned(),
            about: record.text(key::NOTES).to_owned(),
            counts,
        })
    }

    /// A new list's record, or that of one which is there, under this name.
    pub fn list_named(
        &self,
        id: Option<&RecordId>,
        name: &str,
        about: &str,
        stamp: Stamp,
    ) -> Result<Record, ListError> {
        let name = name.trim();
        if name.is_empty() || name.len() > MAX_NAME {
            return Err(ListError::Name);
        }
        let of_this_name = |(at, record): &(_, RecordRef<'_>)| {
            Some(self.id_of(*at)) != id.copied() && fold_name(record.text(key::NAME)) == fold_name(name)
        };
        if self.records_of(Kind::List).any(|one| of_this_name(&one)) {
            return Err(ListError::Known);
        }
        let mut record = match id {
            Some(id) => self.record(id).filter(|record| record.kind() == Kind::List).ok_or(ListError::Gone)?,
            None if self.count_of(Kind::List) as usize >= MAX_LISTS => return Err(ListError::Many),
            None => Record::new(Kind::List, stamp),
        };
        record.set(key::NAME, Value::text(name), stamp)?;
        record.set(key::NOTES, Value::text(about.trim()), stamp)?;
        Ok(record)
    }

    /// A record put into a list, or taken off it; `None` if nothing changes, or if it is of a kind that no list holds.
    pub fn listed(
        &self,
        before: &Record,
        list: &RecordId,
        is_in: bool,
        stamp: Stamp,
    ) -> Result<Option<Record>, ValueError> {
        if !before.kind().is_listed() {
            return Ok(None);
        }
        let held = match before.get(key::IN_LISTS) {
            Value::Relations(held) => held,
            _ => Vec::new(),
        };
        if held.contains(list) == is_in {
            return Ok(None);
        }
        let lists = match is_in {
            true => held.into_iter().chain([*list]).collect(),
            false => held.into_iter().filter(|held| held != list).collect(),
        };
        let mut after = before.clone();
        after.set(key::IN_LISTS, Value::Relations(lists), stamp)?;
        Ok(Some(after))
    }
}
