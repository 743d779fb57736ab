//! What members did, read from the stamps that every record carries: who made it, who made others one with it, and who
//! wrote in it last and when. The day's news are the newest of it; the feed is all of it, a burst of the same by one member on
//! one day as one line.

mod merges;

pub use merges::Merges;

use crate::book::{Book, Row};
use crate::clock::Stamp;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{self, Kind, key};
use merges::merged_into;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Filling a new record in goes on for a moment after it is made.
const STILL_MAKING: u64 = 60_000;
/// Records of a burst that are named.
const NAMED: usize = 3;
/// What follows within so long, ms, belongs to the same burst: what is done by hand stands apart from what was brought in.
const APART: u64 = 10 * 60_000;

/// What a member did with a record; of two at one moment the later one here is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// It was changed.
    Changed,
    /// Others were made one with it.
    Merged,
    /// It was made.
    Made,
}

/// One thing that a member did with one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) row: Row,
    pub(crate) kind: Kind,
    pub(crate) act: Act,
    pub(crate) by: u32,
    pub(crate) at: u64,
}

/// What the feed is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FeedAsk {
    /// Only this member's.
    pub by: Option<u32>,
    /// Only records of this kind.
    pub kind: Option<Kind>,
}

/// What one member did on one day, in one go, with records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burst {
    /// Days since 1970-01-01, where the reader is.
    pub day: u64,
    /// By whom.
    pub by: u32,
    /// With records of which kind.
    pub kind: Kind,
    /// What was done with them.
    pub act: Act,
    /// The newest of it, ms since 1970.
    pub at: u64,
    /// With how many records.
    pub count: u32,
    /// Some of these, the newest first.
    pub newest: Vec<RecordId>,
}

/// What the deeds of a burst have in common: the day, the member, the kind, and what was done.
type Alike = (u64, u32, Kind, Act);

/// Deeds by what they have in common, each with when it was.
#[derive(Default)]
pub(crate) struct Gathered(HashMap<Alike, Vec<(u64, Row)>>);

impl Gathered {
    /// One more, on the day on which it falls where the reader is.
    pub(crate) fn add(&mut self, deed: &Deed, day: u64) {
        self.0.entry((day, deed.by, deed.kind, deed.act)).or_default().push((deed.at, deed.row));
    }
}

impl Book {
    /// Calls `with` for everything that members did and that may be told.
    pub(crate) fn for_each_deed(&self, mut with: impl FnMut(Deed)) {
        for row in 0..self.rows_len() as Row {
            let told = |kind: &Kind| kind.is_worked_with() || *kind == Kind::List;
            let Some(kind) = self.shown_kind_of(row).filter(told) else { continue };
            // An export tells of itself once, under Privacy, and not once for each person.
            let told =
                |record: &RecordRef<'_>| kind != Kind::Activity || record.text(key::TYPE) != schema::DISCLOSURE_TYPE;
            if let Some(record) = self.peek(row).filter(told) {
                deeds_in(row, kind, &record, &self.merges(&record), &mut with);
            }
        }
    }

    /// Who made others one with this record, and when, each time once. Whoever is here was not made one with it, or is no
    /// more.
    fn merges(&self, record: &RecordRef<'_>) -> Vec<Stamp> {
        let gone = merged_into(record).filter(|(id, _)| !self.contains(id));
        let mut merges: Vec<Stamp> = gone.map(|(_, stamp)| stamp).collect();
        merges.sort_unstable();
        merges.dedup();
        merges
    }

    /// What members did, newest first. `day_of` says on which day a time falls where the reader is.
    pub fn feed(&self, ask: &FeedAsk, mut day_of: impl FnMut(u64) -> u64) -> Vec<Burst> {
        let mut gathered = Gathered::default();
        self.for_each_deed(|deed| {
            if ask.by.is_none_or(|by| by == deed.by) && ask.kind.is_none_or(|kind| kind == deed.kind) {
                gathered.add(&deed, day_of(deed.at));
            }
        });
        self.bursts(gathered)
    }

    /// What was gathered, newest first, what was done in one go as one line.
    pub(crate) fn bursts(&self, gathered: Gathered) -> Vec<Burst> {
        let mut feed = Vec::new();
        for (of, mut deeds) in gathered.0 {
            deeds.sort_unstable_by_key(|(at, _)| Reverse(*at));
            feed.extend(deeds.chunk_by(|(later, _), (at, _)| later - at <= APART).map(|burst| self.burst(of, burst)));
        }
        feed.sort_by_key(|burst| (Reverse((burst.day, burst.at)), burst.by, burst.kind, burst.act));
        feed
    }

    /// Deeds of one go, newest first, as one line.
    fn burst(&self, (day, by, kind, act): Alike, deeds: &[(u64, Row)]) -> Burst {
        let once = if act == Act::Merged { once_each(deeds) } else { Vec::new() };
        let deeds = if act == Act::Merged { once.as_slice() } else { deeds };
        let at = deeds.first().map_or(0, |(at, _)| *at);
        // Of what was brought in at one moment those are named that stand first by their ids, whatever the order of rows.
        let last = deeds.get(NAMED - 1).map_or(0, |(at, _)| *at);
        let mut newest: Vec<(Reverse<u64>, RecordId)> =
            deeds.iter().take_while(|(at, _)| *at >= last).map(|(at, row)| (Reverse(*at), self.id_of(*row))).collect();
        newest.sort_unstable();
        newest.truncate(NAMED);
        let newest = newest.into_iter().map(|(_, id)| id).collect();
        Burst { day, by, kind, act, at, count: deeds.len() as u32, newest }
    }
}

/// Each record with the newest of its deeds: several may have been made one with it, one after the other.
fn once_each(deeds: &[(u64, Row)]) -> Vec<(u64, Row)> {
    let mut known = HashSet::new();
    deeds.iter().filter(|(_, row)| known.insert(*row)).copied().collect()
}

/// Of each member the newest stamp, of who made it that it was made, and that others were made one with it.
fn deeds_in(row: Row, kind: Kind, record: &RecordRef<'_>, merges: &[Stamp], with: &mut impl FnMut(Deed)) {
    let created = record.created();
    let mut last: Vec<(u32, u64)> = Vec::new();
    // Stamps come oldest first.
    for stamp in record.stamps() {
        match last.iter_mut().find(|(author, _)| *author == stamp.author) {
            Some((_, at)) => *at = stamp.ms,
            None => last.push((stamp.author, stamp.ms)),
        }
    }
    let until = created.ms.saturating_add(STILL_MAKING);
    let making = last.iter().find(|(author, at)| *author == created.author && *at < until).map(|(_, at)| *at);
    with(Deed { row, kind, act: Act::Made, by: created.author, at: making.unwrap_or(created.ms) });
    for merge in merges {
        with(Deed { row, kind, act: Act::Merged, by: merge.author, at: merge.ms });
    }
    for (by, at) in last {
        let is_merge = merges.iter().any(|merge| (merge.author, merge.ms) == (by, at));
        if !is_merge && (by != created.author || at >= until) {
            with(Deed { row, kind, act: Act::Changed, by, at });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Act::{Changed, Made, Merged};
    use super::*;
    use crate::cell::{Cell, Entry, Set};
    use crate::clock::Clock;
    use crate::field::{MAX_RELATIONS, Value};
    use crate::record::Record;
    use crate::undo::Step;
    use crate::unite::UnionWish;

    const DAY: u64 = 86_400_000;

    fn put(book: &mut Book, number: u8, kind: Kind, writes: &[(u32, u64)]) {
        let stamp = |(author, ms): (u32, u64)| Stamp { ms, counter: 0, author };
        let mut record = Record::new(kind, stamp(writes[0]));
        for (at, write) in writes.iter().enumerate() {
            // Each in a field of its own: a field tells of its last writer only.
            let field = [key::NAME, key::NOTES, key::DUE][at % 3];
            record.set(field, Value::text("2026-11-26"), stamp(*write)).expect("fits");
        }
        book.put(RecordId([number; 16]), &record.encode()).expect("of our own making");
    }

    fn told(book: &Book, ask: FeedAsk) -> Vec<(u64, u32, Kind, Act, u32)> {
        let bursts = book.feed(&ask, |at| at / DAY).into_iter();
        bursts.map(|one| (one.day, one.by, one.kind, one.act, one.count)).collect()
    }

    #[test]
    fn a_burst_of_the_same_is_one_line_and_days_are_apart() {
        let mut book = Book::new();
        for number in 1..=12 {
            put(&mut book, number, Kind::Task, &[(1, 5 * DAY), (2, 6 * DAY + u64::from(number))]);
        }
        put(&mut book, 20, Kind::Activity, &[(2, 6 * DAY + 500)]);
        put(&mut book, 21, Kind::Settings, &[(2, 6 * DAY + 900)]);
        let all = [(6, 2, Kind::Activity, Made, 1), (6, 2, Kind::Task, Changed, 12), (5, 1, Kind::Task, Made, 12)];
        assert_eq!(told(&book, FeedAsk::default()), all, "newest first, and only records that people work with");
        assert_eq!(told(&book, FeedAsk { by: Some(1), kind: None }), all[2..]);
        assert_eq!(told(&book, FeedAsk { by: None, kind: Some(Kind::Activity) }), all[..1]);
        let changed = &book.feed(&FeedAsk::default(), |at| at / DAY)[1];
        assert_eq!(changed.newest, [12, 11, 10].map(|number| RecordId([number; 16])), "the newest are named");
        assert_eq!(changed.at, 6 * DAY + 12);
    }

    #[test]
    fn what_is_made_by_hand_stands_apart_from_what_was_brought_in_before() {
        let mut book = Book::new();
        for number in 1..=5 {
            put(&mut book, number, Kind::Activity, &[(1, 5 * DAY + u64::from(number) * APART)]);
        }
        put(&mut book, 9, Kind::Activity, &[(1, 5 * DAY + 6 * APART + 1)]);
        let one = |count| (5, 1, Kind::Activity, Made, count);
        assert_eq!(told(&book, FeedAsk::default()), [one(1), one(5)], "a moment after each other, and later than that");
    }

    #[test]
    fn making_a_list_and_calling_it_otherwise_is_told_and_putting_records_on_it_is_theirs() {
        let mut book = Book::new();
        put(&mut book, 1, Kind::List, &[(1, 5 * DAY), (2, 6 * DAY)]);
        let all = [(6, 2, Kind::List, Changed, 1), (5, 1, Kind::List, Made, 1)];
        assert_eq!(told(&book, FeedAsk::default()), all);
        assert_eq!(told(&book, FeedAsk { by: None, kind: Some(Kind::List) }), all);
    }

    #[test]
    fn filling_a_new_record_in_is_part_of_making_it() {
        let mut book = Book::new();
        put(&mut book, 1, Kind::Task, &[(1, DAY), (1, DAY + STILL_MAKING - 1)]);
        assert_eq!(told(&book, FeedAsk::default()), [(1, 1, Kind::Task, Made, 1)]);
        put(&mut book, 1, Kind::Task, &[(1, DAY), (1, DAY + STILL_MAKING)]);
        assert_eq!(
            told(&book, FeedAsk::default()),
            [(1, 1, Kind::Task, Changed, 1), (1, 1, Kind::Task, Made, 1)],
            "later it is a change"
        );
    }

    /// Three records that are the same, made by the first member on the fifth day.
    fn three(kind: Kind) -> Book {
        let mut book = Book::new();
        (1..=3).for_each(|number| put_dahl(&mut book, kind, number));
        book
    }

    fn put_dahl(book: &mut Book, kind: Kind, number: u8) {
        let mut record = Record::new(kind, Stamp { ms: 5 * DAY, counter: 0, author: 1 });
        let name = if kind == Kind::Person { key::FAMILY } else { key::NAME };
        record.set(name, Value::text("Dahl"), record.created()).expect("fits");
        book.put(RecordId([number; 16]), &record.encode()).expect("of our own making");
    }

    /// The second member makes another one with the first record.
    fn merge(book: &mut Book, number: u8, at: u64) -> Step {
        let ids = vec![RecordId([1; 16]), RecordId([number; 16])];
        let wish = UnionWish { ids, keep: Some(RecordId([1; 16])), ..UnionWish::default() };
        let union = book.plan_union(&wish).expect("they can be one");
        let (writes, step) = union.writes(book, &mut Clock::new(2), at).expect("it fits");
        book.apply(&writes);
        step
    }

    #[test]
    fn several_made_one_with_the_same_record_in_one_go_are_one_line_that_names_it_once() {
        let mut book = three(Kind::Company);
        merge(&mut book, 2, 6 * DAY);
        merge(&mut book, 3, 6 * DAY + 1);
        let all = [(6, 2, Kind::Company, Merged, 1), (5, 1, Kind::Company, Made, 1)];
        assert_eq!(told(&book, FeedAsk::default()), all);
        let newest = &book.feed(&FeedAsk::default(), |at| at / DAY)[0];
        assert_eq!((newest.at, newest.newest.as_slice()), (6 * DAY + 1, [RecordId([1; 16])].as_slice()));
    }

    #[test]
    fn making_one_of_several_is_told_of_the_one_that_stays_until_it_is_undone() {
        for kind in [Kind::Person, Kind::Company, Kind::Own(Kind::FIRST_OWN)] {
            let mut book = three(kind);
            assert_eq!(told(&book, FeedAsk::default()), [(5, 1, kind, Made, 3)]);
            merge(&mut book, 2, 6 * DAY);
            let step = merge(&mut book, 3, 7 * DAY);
            let merged = |day| (day, 2, kind, Merged, 1);
            assert_eq!(told(&book, FeedAsk::default()), [merged(7), merged(6), (5, 1, kind, Made, 1)], "{kind:?}");
            assert_eq!(book.feed(&FeedAsk::default(), |at| at / DAY)[0].newest, [RecordId([1; 16])]);
            let went = |book: &Book, number, at| book.merged().tells(&RecordId([number; 16]), kind, 2, at);
            assert!(went(&book, 2, 6 * DAY) && went(&book, 3, 7 * DAY), "{kind:?}");
            let undone = step.undo(&book, &mut Clock::new(2), 8 * DAY);
            book.apply(&undone.writes);
            assert_eq!(
                told(&book, FeedAsk::default()),
                [(7, 2, kind, Changed, 1), merged(6), (5, 1, kind, Made, 2)],
                "{kind:?}: what was undone is no merge, and the one before still is"
            );
            assert!(went(&book, 2, 6 * DAY) && !went(&book, 3, 7 * DAY), "{kind:?}");
        }
    }

    #[test]
    fn a_deletion_is_a_merge_only_by_whom_and_of_what_the_record_that_stays_says_and_not_if_it_came_back() {
        let mut book = three(Kind::Company);
        merge(&mut book, 2, 6 * DAY);
        let (two, merges) = (RecordId([2; 16]), book.merged());
        assert!(merges.tells(&two, Kind::Company, 2, 6 * DAY));
        assert!(!merges.tells(&two, Kind::Company, 2, 6 * DAY + 1), "it was written since");
        assert!(!merges.tells(&two, Kind::Company, 3, 6 * DAY), "somebody else deleted it");
        assert!(!merges.tells(&two, Kind::Person, 2, 6 * DAY), "what a company says of a person");
        assert!(!merges.tells(&RecordId([3; 16]), Kind::Company, 2, 0));
        let mut gone = Merges::default();
        gone.hear_gone(&book.record(&RecordId([1; 16])).expect("stays"));
        assert!(gone.tells(&two, Kind::Company, 2, 6 * DAY), "and so does one that went itself");

        // Made one with it anew it is so from then on, and the other stays as it was.
        merge(&mut book, 3, 7 * DAY);
        put_dahl(&mut book, Kind::Company, 2);
        merge(&mut book, 2, 8 * DAY);
        let merged = |day| (day, 2, Kind::Company, Merged, 1);
        let all = [merged(8), merged(7), (5, 1, Kind::Company, Made, 1)];
        assert_eq!(told(&book, FeedAsk::default()), all);
        assert!(book.merged().tells(&two, Kind::Company, 2, 8 * DAY));
    }

    #[test]
    fn what_no_merge_could_have_written_is_told_as_a_change_or_not_at_all() {
        let forged = |kind, entries: u32| {
            let mut record = Record::new(kind, Stamp { ms: 5 * DAY, counter: 0, author: 1 });
            let mut set = Set::default();
            for number in 2..2 + entries {
                let value = [number.to_be_bytes(); 4].concat();
                set.entries.insert(Entry { value, stamp: Stamp { ms: 6 * DAY, counter: 0, author: number }, rank: 8 });
            }
            record.cells.insert(key::MERGED.0, Cell::Set(set));
            let mut book = Book::new();
            book.put(RecordId([1; 16]), &record.encode()).expect("well formed");
            book
        };
        let all = [(6, 2, Kind::Task, Changed, 1), (5, 1, Kind::Task, Made, 1)];
        assert_eq!(told(&forged(Kind::Task, 1), FeedAsk::default()), all, "tasks are never made one");
        let told = told(&forged(Kind::Company, 200), FeedAsk::default());
        assert_eq!(told.iter().filter(|(.., act, _)| *act == Merged).count(), MAX_RELATIONS);
    }
}
