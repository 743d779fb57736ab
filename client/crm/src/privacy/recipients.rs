//! Recipients who have to hear of a correction or a restriction (GDPR Art. 19): each third party that got the person's data
//! before it, and was not told since. Of an erasure the erasure itself keeps the list.

use super::access::AccessEvent;
use super::disclosure::Disclosure;
use super::key as pk;
use super::suppression::Restriction;
use super::words::{Did, RequestKind, RequestState};
use crate::book::Book;
use crate::record::RecordId;
use crate::schema::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// What a recipient has to hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The data is only stored (Art. 18).
    Restricted,
    /// The data was corrected (Art. 16).
    Corrected,
}

/// Somebody who has to hear of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToTell {
    /// Who.
    pub party: RecordId,
    /// Of what.
    pub change: Change,
    /// Since when it is so, ms since 1970.
    pub since: u64,
    /// When they were told, ms since 1970, and by which member.
    pub told: Option<(u64, u32)>,
}

impl Book {
    /// Who has to hear of what was changed about a person, as things stand at this moment, ms since 1970; told ones too.
    pub fn to_tell(&self, person: &RecordId, now: u64) -> Vec<ToTell> {
        let united = self.get(person).map(|record| record.relations(pk::UNITED_FROM)).unwrap_or_default();
        let ids: BTreeSet<RecordId> = united.into_iter().chain([*person]).collect();
        let changes = self.changes_of(&ids, now);
        if changes.is_empty() {
            return Vec::new();
        }
        let mut first: BTreeMap<RecordId, u64> = BTreeMap::new();
        let all = self.records_of(Kind::Disclosure).filter_map(|(_, record)| Disclosure::read(&record));
        for of in all.filter(|one| one.people.iter().any(|(who, _)| ids.contains(who))) {
            let Some(party) = of.recipient.filter(|party| !ids.contains(party)) else { continue };
            let at = first.entry(party).or_insert(of.at);
            *at = (*at).min(of.at);
        }
        let words: Vec<_> = ids.iter().flat_map(|id| self.accesses_of(id)).collect();
        let told = |party: RecordId, since: u64| {
            let to = words.iter().filter(|(_, event)| (event.did, event.told) == (Did::Told, Some(party)));
            to.map(|(stamp, _)| (stamp.ms, stamp.author)).filter(|(at, _)| *at >= since).min()
        };
        let each = changes.into_iter().flat_map(|change| first.iter().map(move |of| (change, of)));
        let concerned = each.filter(|((_, since), (_, at))| **at <= *since);
        concerned
            .map(|((change, since), (party, _))| ToTell { party: *party, change, since, told: told(*party, since) })
            .collect()
    }

    /// The word that a recipient was told; on the trail like all others.
    pub fn told_recipient(person: RecordId, party: RecordId, device: String) -> AccessEvent {
        AccessEvent { did: Did::Told, record: person, field: None, device, told: Some(party), why: String::new() }
    }

    /// The latest correction that a request ended with, and since when a restriction holds.
    fn changes_of(&self, ids: &BTreeSet<RecordId>, now: u64) -> Vec<(Change, u64)> {
        let restrictions = self.records_of(Kind::Restriction).filter_map(|(_, record)| Restriction::read(&record));
        let holding = restrictions.filter(|of| ids.contains(&of.person) && of.holds(now)).map(|of| of.since);
        let requests = ids.iter().flat_map(|id| self.requests_of(id)).map(|(_, request)| request);
        let corrected = requests.filter(|of| of.kind == RequestKind::Rectify && of.state == RequestState::Fulfilled);
        let corrected = corrected.map(|of| of.delivered.unwrap_or(of.received)).max();
        let restricted = holding.min();
        let restricted = restricted.map(|since| (Change::Restricted, since));
        restricted.into_iter().chain(corrected.map(|since| (Change::Corrected, since))).collect()
    }
}
