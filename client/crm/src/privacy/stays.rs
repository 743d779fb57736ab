//! What keeps a record that is due to go: holds, requests that are open, restrictions; and since when nothing of it does.

use super::key as pk;
use super::request::Request;
use super::retention::{Due, Hold, RetentionRule, Waits};
use super::suppression::Restriction;
use super::words::{Action, HoldKind};
use crate::book::Book;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::Kind;
use std::collections::{HashMap, HashSet};

impl Book {
    /// Holds by law that keep any of these records at this moment, ms since 1970: such a record neither goes nor is rewritten.
    pub fn legal_holds(&self, among: impl Fn(&RecordId) -> bool, now: u64) -> Vec<(RecordId, Hold)> {
        let all =
            self.records_of(Kind::LegalHold).filter_map(|(row, record)| Some((self.id_of(row), Hold::read(&record)?)));
        let keeps = |hold: &Hold| hold.kind == HoldKind::Legal && hold.holds(now) && hold.records.iter().any(&among);
        all.filter(|(_, hold)| keeps(hold)).collect()
    }

    /// Records that a hold by law keeps at this moment, ms since 1970.
    pub(crate) fn held_by_law(&self, now: u64) -> HashSet<RecordId> {
        let holds = self.records_of(Kind::LegalHold).filter_map(|(_, record)| Hold::read(&record));
        let by_law = holds.filter(|hold| hold.kind == HoldKind::Legal && hold.holds(now));
        by_law.flat_map(|hold| hold.records).collect()
    }

    /// What holds keep at this moment, ms since 1970: by law, or put off where no law does.
    pub(super) fn holds_at(&self, now: u64) -> HashMap<RecordId, Due> {
        let mut held: HashMap<RecordId, Due> = HashMap::new();
        for hold in self.records_of(Kind::LegalHold).filter_map(|(_, record)| Hold::read(&record)) {
            let state = if hold.kind == HoldKind::Legal { Due::Held } else { Due::Snoozed };
            for record in hold.records.iter().filter(|_| hold.holds(now)) {
                let known = held.entry(*record).or_insert(state);
                *known = (*known).min(state);
            }
        }
        held
    }

    /// When the last hold on each record ended, the last request of each person was closed and the last restriction of each
    /// lifted, ms since 1970: what stayed until then is looked at then, and its grace begins.
    pub(super) fn freed_at(&self, now: u64) -> HashMap<RecordId, u64> {
        let mut freed: HashMap<RecordId, u64> = HashMap::new();
        let mut note = |record: RecordId, ended: u64| {
            let last = freed.entry(record).or_insert(ended);
            *last = (*last).max(ended);
        };
        for hold in self.records_of(Kind::LegalHold).filter_map(|(_, record)| Hold::read(&record)) {
            let ended = hold.until.filter(|until| *until <= now && !hold.why.trim().is_empty());
            ended.into_iter().for_each(|ended| hold.records.iter().for_each(|record| note(*record, ended)));
        }
        for (_, record) in self.records_of(Kind::Request) {
            let closed = Request::read(&record).filter(Request::is_closed).and_then(|request| request.person);
            let at = record.last_written(pk::REQUEST_STATE).map(|stamp| stamp.ms);
            closed.zip(at).into_iter().for_each(|(person, at)| note(person, at));
        }
        for restriction in self.records_of(Kind::Restriction).filter_map(|(_, record)| Restriction::read(&record)) {
            let Some(lifted) = restriction.until.filter(|until| *until <= now) else { continue };
            note(restriction.person, lifted);
            // What is about them was not shown either.
            self.referring_rows(&restriction.person).for_each(|row| note(self.id_of(row), lifted));
        }
        freed
    }

    /// The last of these moments for a record, or for one that was made one with it.
    pub(super) fn freed(&self, (id, of): (&RecordId, &RecordRef<'_>), freed: &HashMap<RecordId, u64>) -> Option<u64> {
        if freed.is_empty() {
            return None;
        }
        let united = if of.kind() == Kind::Person { of.relations(pk::UNITED_FROM) } else { Vec::new() };
        std::iter::once(id).chain(&united).filter_map(|id| freed.get(id)).max().copied()
    }

    /// People with a request that is open.
    pub(super) fn asking(&self) -> HashSet<RecordId> {
        let open = self.requests().into_iter().filter(|(_, request)| !request.is_closed());
        open.filter_map(|(_, request)| request.person).collect()
    }

    /// Why a rule does not take this record away by itself.
    pub(super) fn waits(&self, id: &RecordId, rule: &RetentionRule, asking: &HashSet<RecordId>) -> Option<Waits> {
        if rule.of != Kind::Person || !matches!(rule.action, Action::Erase | Action::Anonymise | Action::ClearFields) {
            return None;
        }
        if self.asks(id, asking) {
            return Some(Waits::Request);
        }
        self.is_restricted(id).then_some(Waits::Restriction)
    }

    /// Whether a request of this person, or of one that was made one with them, is open.
    pub(super) fn asks(&self, id: &RecordId, asking: &HashSet<RecordId>) -> bool {
        let united = || self.get(id).map(|record| record.relations(pk::UNITED_FROM)).unwrap_or_default();
        !asking.is_empty() && (asking.contains(id) || united().iter().any(|id| asking.contains(id)))
    }
}
