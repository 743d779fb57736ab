//! Records that are probably the same, among all that are there: groups, best first, with the reasons.
//!
//! Records meet under keys (`look.rs`) and are compared only there, each with a few neighbours: the work grows with the
//! number of records, not with its square, whatever they hold. It is done in portions, so that it can be told how far it
//! is, and ended.

use crate::book::{Book, Row};
use crate::clock::Clock;
use crate::field::{Value, ValueError};
use crate::look::{Look, has_doubles};
use crate::lookalike::Likeness;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use crate::undo::{Step, Write};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Groups given at most.
pub const MAX_SHOWN: usize = 1_000;
/// Records of one group at most: as many as can be looked at side by side.
const MAX_GROUP: usize = 5;
/// Records under one key that each is compared with. More than a dozen behind one number are a switchboard; copies of one
/// record stand close together all the same.
const NEIGHBOURS: usize = 12;
/// Pairs compared at most, those under the strongest keys first.
const MAX_PAIRS: usize = 1_000_000;

/// Groups of one kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// How many there are.
    pub total: usize,
    /// The best of them: records, by id, and what they have in common, strongest first.
    pub groups: Vec<(Vec<RecordId>, Vec<Likeness>)>,
}

/// What was found last of each kind, and at which generation of the book.
#[derive(Default)]
pub(crate) struct Kept(Vec<(Kind, u64, Rc<Duplicates>)>);

/// Why it could not be remembered that records are not the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSameError {
    /// Fewer than two of them are here, or they are of different kinds, or of none that have doubles.
    #[error("there are no two records of one kind to tell apart")]
    NoPair,
    /// One holds as many as it can.
    #[error(transparent)]
    Value(#[from] ValueError),
}

/// Both ways round the same.
fn pair<T: Ord>(one: T, other: T) -> (T, T) {
    if one < other { (one, other) } else { (other, one) }
}

/// Pairs of rows that meet under a key, each once, those under the strongest keys first.
fn meeting(mut keys: Vec<(u8, u64, Row)>) -> Vec<(Row, Row)> {
    keys.sort_unstable();
    keys.dedup();
    let (mut seen, mut pairs) = (HashSet::new(), Vec::new());
    for block in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (at, (_, _, one)) in block.iter().enumerate() {
            for (_, _, other) in block[at + 1..].iter().take(NEIGHBOURS) {
                if pairs.len() == MAX_PAIRS {
                    return pairs;
                }
                if seen.insert((*one, *other)) {
                    pairs.push((*one, *other));
                }
            }
        }
    }
    pairs
}

/// Two rows that are alike: how much that says, and by what.
type Pair = (u32, (RecordId, RecordId), Vec<Likeness>);
/// A group: how much that says, its records, by what.
type Together = (u32, Vec<RecordId>, Vec<Likeness>);

/// Puts pairs together, the surest first. A group stays small enough to be looked at, and holds no two that were told
/// apart: what finds no room comes again once its group is one record.
fn grouped(mut pairs: Vec<Pair>, apart: &HashSet<(RecordId, RecordId)>) -> Vec<Together> {
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut groups: Vec<Together> = Vec::new();
    let mut at: HashMap<RecordId, usize> = HashMap::new();
    for (says, (one, other), why) in pairs {
        let alone = |id: RecordId, groups: &mut Vec<Together>| {
            groups.push((0, vec![id], Vec::new()));
            groups.len() - 1
        };
        let into = *at.entry(one).or_insert_with(|| alone(one, &mut groups));
        let from = *at.entry(other).or_insert_with(|| alone(other, &mut groups));
        let fits = || {
            let (mine, theirs) = (&groups[into].1, &groups[from].1);
            let told_apart = |a: &RecordId| theirs.iter().any(|b| apart.contains(&pair(*a, *b)));
            mine.len() + theirs.len() <= MAX_GROUP && !mine.iter().any(told_apart)
        };
        if into != from {
            if !fits() {
                continue;
            }
            let (more_says, more, more_why) = std::mem::take(&mut groups[from]);
            at.extend(more.iter().map(|id| (*id, into)));
            let group = &mut groups[into];
            group.0 = group.0.max(more_says);
            group.1.extend(more);
            group.2.extend(more_why);
        }
        let group = &mut groups[into];
        group.0 = group.0.max(says);
        group.2.extend(why);
    }
    groups.retain(|(_, ids, _)| ids.len() > 1);
    groups
}

/// A search for duplicates on its way: first every record is read, then those that meet are compared.
pub struct DuplicateSearch {
    kind: Kind,
    /// Of the book when it began.
    generation: u64,
    rows: Vec<Row>,
    /// How many of the rows were read.
    read: usize,
    keys: Vec<(u8, u64, Row)>,
    apart: HashSet<(RecordId, RecordId)>,
    /// Those that meet, once all are read.
    pairs: Option<Vec<(Row, Row)>>,
    /// How many of the pairs were compared.
    compared: usize,
    looks: HashMap<Row, Look>,
    alike: Vec<Pair>,
}

impl DuplicateSearch {
    /// Reads or compares at most so many more; whether there is anything left to do.
    pub fn go_on(&mut self, book: &Book, most: usize) -> bool {
        match self.pairs.take() {
            None if self.read < self.rows.len() => {
                let until = self.rows.len().min(self.read.saturating_add(most));
                (self.read..until).for_each(|at| self.read_row(book, self.rows[at]));
                self.read = until;
                true
            }
            None => {
                self.pairs = Some(meeting(std::mem::take(&mut self.keys)));
                true
            }
            Some(pairs) => {
                let until = pairs.len().min(self.compared.saturating_add(most));
                pairs[self.compared..until].iter().for_each(|(one, other)| self.compare(book, *one, *other));
                self.compared = until;
                let is_left = until < pairs.len();
                self.pairs = Some(pairs);
                is_left
            }
        }
    }

    /// How far it is, in records, and of how many: each counts half once it is read, and wholly once it is compared.
    pub fn progress(&self) -> (usize, usize) {
        let (all, read, compared) = (self.rows.len() as u64, self.read as u64, self.compared as u64);
        let of_pairs = self.pairs.as_ref().map_or(0, |pairs| compared * all / (pairs.len() as u64).max(1));
        // In 64 bits, as a million pairs of a million records do not fit into fewer.
        ((read + of_pairs) as usize / 2, all as usize)
    }

    fn read_row(&mut self, book: &Book, row: Row) {
        let Some(record) = book.peek(row) else { return };
        self.keys.extend(Look::of(book, row, &record).keys().into_iter().map(|(tag, hash)| (tag, hash, row)));
        let id = book.id_of(row);
        self.apart.extend(record.relations(key::NOT_SAME).into_iter().map(|other| pair(id, other)));
    }

    /// Keeps two that have something in common and were not told apart. What changed since they were read is compared as it
    /// is now.
    fn compare(&mut self, book: &Book, one: Row, other: Row) {
        for row in [one, other] {
            if let Some(record) = book.peek(row).filter(|_| !book.is_hidden(row)) {
                self.looks.entry(row).or_insert_with(|| Look::of(book, row, &record));
            }
        }
        let ids = pair(book.id_of(one), book.id_of(other));
        let (Some(mine), Some(theirs)) = (self.looks.get(&one), self.looks.get(&other)) else { return };
        let (says, why) = mine.shared(theirs);
        if !why.is_empty() && !self.apart.contains(&ids) {
            self.alike.push((says, ids, why));
        }
    }

    fn found(self) -> Duplicates {
        let mut groups = grouped(self.alike, &self.apart);
        for (_, ids, why) in &mut groups {
            ids.sort_unstable();
            why.sort_unstable();
            why.dedup();
        }
        groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let total = groups.len();
        groups.truncate(MAX_SHOWN);
        Duplicates { total, groups: groups.into_iter().map(|(_, ids, why)| (ids, why)).collect() }
    }
}

impl Book {
    /// Records of a kind that are probably the same and were not told apart.
    pub fn duplicates(&mut self, kind: Kind) -> Rc<Duplicates> {
        if let Some(known) = self.known_duplicates(kind) {
            return known;
        }
        let mut search = self.begin_duplicates(kind);
        while search.go_on(self, usize::MAX) {}
        self.found_duplicates(search)
    }

    /// What was found before, if nothing has changed since.
    pub fn known_duplicates(&mut self, kind: Kind) -> Option<Rc<Duplicates>> {
        let generation = self.generation();
        self.duplicates.0.retain(|(_, at, _)| *at == generation);
        self.duplicates.0.iter().find(|(known, _, _)| *known == kind).map(|(_, _, found)| Rc::clone(found))
    }

    /// Begins to look for them.
    pub fn begin_duplicates(&self, kind: Kind) -> DuplicateSearch {
        DuplicateSearch {
            kind,
            generation: self.generation(),
            rows: if has_doubles(kind) { self.shown_rows_of(kind).collect() } else { Vec::new() },
            read: 0,
            keys: Vec::new(),
            apart: HashSet::new(),
            pairs: None,
            compared: 0,
            looks: HashMap::new(),
            alike: Vec::new(),
        }
    }

    /// What a search that went on to its end found, kept as long as nothing changes.
    pub fn found_duplicates(&mut self, search: DuplicateSearch) -> Rc<Duplicates> {
        let (kind, generation) = (search.kind, search.generation);
        let mut found = search.found();
        if generation != self.generation() {
            // Who was there when the search passed may be gone by now, or only stored.
            let before = found.groups.len();
            for (ids, _) in &mut found.groups {
                ids.retain(|id| self.contains(id) && !self.is_restricted(id));
            }
            found.groups.retain(|(ids, _)| ids.len() > 1);
            found.total = found.total.saturating_sub(before - found.groups.len());
        }
        let found = Rc::new(found);
        if generation == self.generation() {
            self.duplicates.0.push((kind, generation, Rc::clone(&found)));
        }
        found
    }

    /// Remembers, in the records themselves, that no two of these are the same.
    pub fn tell_apart(
        &self,
        ids: &[RecordId],
        clock: &mut Clock,
        now_ms: u64,
    ) -> Result<(Vec<Write>, Step), NotSameError> {
        let mut ids: Vec<RecordId> = ids.iter().copied().filter(|id| self.contains(id)).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > MAX_GROUP {
            return Err(ValueError::TooMany(MAX_GROUP).into());
        }
        let records: Vec<Record> = ids.iter().filter_map(|id| self.record(id)).collect();
        let kind = records.first().map(Record::kind).filter(|kind| has_doubles(*kind));
        if ids.len() < 2 || records.len() < ids.len() || records.iter().any(|record| Some(record.kind()) != kind) {
            return Err(NotSameError::NoPair);
        }
        let (mut writes, mut step) = (Vec::new(), Step::new());
        // One of each two says it for both.
        for (at, before) in records.into_iter().enumerate().take(ids.len() - 1) {
            let mut after = before.clone();
            clock.observe(before.changed(), u64::MAX);
            let mut others = relations(&before);
            others.extend(ids[at + 1..].iter().copied());
            if after.set(key::NOT_SAME, Value::Relations(others), clock.tick(now_ms))? {
                step.edited(ids[at], &before, &after);
                writes.push(Write::Put(ids[at], after));
            }
        }
        Ok((writes, step))
    }
}

/// What a record was told apart from.
fn relations(record: &Record) -> Vec<RecordId> {
    match record.get(key::NOT_SAME) {
        Value::Relations(ids) => ids,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
