//! Fields that are kept for a time: where each of their values stands, as records stand under a rule of retention. What is
//! put off or held by law stays, whose request is open waits for somebody, and what nobody looked at is cleared.

use super::retention::{Due, RetentionItem, Waits};
use super::{Period, key as pk};
use crate::book::Book;
use crate::custom::Custom;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};
use std::collections::HashMap;

/// How old a value may be that is written once more, with its time anew: what is kept for a time is kept for no longer than
/// that and this.
const ANEW_WITHIN: u64 = super::period::DAY_MS;

/// How long a value waits for somebody to look, once its time is over; where the field is kept for less, as long as that.
const GRACE: Period = Period::days(14);

/// For how long values of a field are kept, and how long they then wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    kept_for: Period,
    grace: Period,
    /// When that was said, ms since 1970: somebody can have seen nothing before.
    said: u64,
}

impl Keeping {
    /// When a value that somebody could decide on since then is cleared if nobody looks, ms since 1970.
    pub fn applied_at(&self, from: u64) -> u64 {
        self.grace.after(from.max(self.said))
    }

    /// For how long values are kept.
    pub fn kept_for(&self) -> Period {
        self.kept_for
    }
}

/// For how long values of each field are kept; fields that are kept for good are not among them.
#[derive(Default)]
pub struct Keepings(HashMap<(Kind, FieldKey), Keeping>);

impl Keepings {
    /// Whether a value that was written then may be written once more by bringing it back: its time begins anew with that, so
    /// an older one is typed by hand, by somebody who means it.
    pub fn may_come_anew(&self, of: (Kind, FieldKey), written: u64, now: u64) -> bool {
        let is_young =
            |keeping: &Keeping| now < keeping.kept_for.after(written) && now.saturating_sub(written) <= ANEW_WITHIN;
        self.0.get(&of).is_none_or(is_young)
    }
}

impl Book {
    /// For how long the values of every field are kept that is kept for a time.
    pub fn keepings(&self) -> Keepings {
        Keepings(self.kept_fields().into_iter().map(|(of, keeping)| ((of.kind, of.key), keeping)).collect())
    }

    /// Takes out of a deleted record that comes back what would have been cleared of it meanwhile, and says which fields
    /// that was. Its other values come back with the time that they had; what a hold keeps stays.
    pub fn without_past(&self, keepings: &Keepings, id: &RecordId, record: &mut Record, now: u64) -> Vec<FieldKey> {
        let kind = record.kind();
        let of_kind = keepings.0.iter().filter(|((of, key), _)| *of == kind && record.holds_any(*key));
        let mut past: Vec<(FieldKey, u64)> = of_kind
            .filter_map(|((_, key), keeping)| {
                let due_at = keeping.kept_for.after(record.last_written(*key)?.ms);
                (now >= keeping.applied_at(due_at)).then_some((*key, due_at))
            })
            .collect();
        // Most come back with nothing of the kind: only then it is asked what kept it.
        if past.is_empty() || self.holds_at(now).contains_key(id) {
            return Vec::new();
        }
        let freed = self.freed_at(now).get(id).copied().unwrap_or_default();
        past.retain(|(key, due_at)| {
            keepings.0.get(&(kind, *key)).is_some_and(|keeping| now >= keeping.applied_at(freed.max(*due_at)))
        });
        let mut past: Vec<FieldKey> = past.into_iter().map(|(key, _)| key).collect();
        past.sort();
        let mut stamp = record.changed();
        stamp.counter = stamp.counter.saturating_add(1);
        past.retain(|key| record.take_away(*key, stamp).is_ok());
        past
    }

    /// Every field of the team's own that is kept for a time.
    pub fn kept_fields(&self) -> Vec<(Custom, Keeping)> {
        let all = self.kinds_worked_with().into_iter().flat_map(|kind| self.custom_fields(kind));
        let kept = all.filter_map(|custom| {
            let kept_for = custom.terms.kept_for?;
            let said = self.get(&custom.id)?.last_written(pk::KEPT_FOR)?.ms;
            Some((custom, Keeping { kept_for, grace: GRACE.min_of(kept_for), said }))
        });
        kept.collect()
    }

    /// Where every value of a field that is kept for a time stands at this moment, ms since 1970; the longest due first. What
    /// is only stored is not among them: it stays until the restriction is lifted.
    pub fn kept(&self, (of, keeping): (&Custom, Keeping), now: u64) -> Vec<RetentionItem> {
        let (held, freed, asking) = (self.holds_at(now), self.freed_at(now), self.asking());
        let item = |(row, record): (crate::book::Row, crate::peek::RecordRef<'_>)| {
            if self.is_hidden(row) || !record.has(of.key) {
                return None;
            }
            let record_id = self.id_of(row);
            let due_at = keeping.kept_for.after(record.last_written(of.key)?.ms);
            let from = self.freed((&record_id, &record), &freed).map_or(due_at, |freed| due_at.max(freed));
            let state = match held.get(&record_id) {
                _ if now < due_at => Due::Scheduled,
                Some(state) => *state,
                None if now >= keeping.applied_at(from) => Due::Overdue,
                None => Due::Due,
            };
            let is_asked = matches!(state, Due::Due | Due::Overdue) && of.kind == Kind::Person;
            let waits = (is_asked && self.asks(&record_id, &asking)).then_some(Waits::Request);
            let state = if waits.is_some() { Due::Due } else { state };
            Some(RetentionItem { record: record_id, due_at, from, state, waits })
        };
        let mut items: Vec<RetentionItem> = self.records_of(of.kind).filter_map(item).collect();
        items.sort_by_key(|item| (item.due_at, item.record));
        items
    }
}
