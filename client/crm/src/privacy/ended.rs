//! When consents and purposes ended, for rules of retention that count from then.

use super::ledger::{Asked, Ledger, Person};
use super::point::Mark;
use super::retention::RetentionRule;
use super::state::ConsentState;
use super::words::{EventKind, PurposeStatus, Trigger};
use crate::record::RecordId;
use crate::schema::Kind;
use std::collections::{BTreeSet, HashMap};

/// Since when the time of records runs, where that does not stand in the records.
pub(crate) enum Begun {
    /// Of none.
    Of(HashMap<RecordId, u64>),
    /// Of all since this moment, ms since 1970.
    All(u64),
}

impl Begun {
    pub(crate) fn of(&self, record: &RecordId) -> Option<u64> {
        match self {
            Self::Of(some) => some.get(record).copied(),
            Self::All(since) => Some(*since),
        }
    }
}

impl Ledger {
    /// Since when a rule's time runs for whom, at this moment, ms since 1970.
    pub(crate) fn begun(&self, rule: &RetentionRule, now: u64) -> Begun {
        let nobody = || Begun::Of(HashMap::new());
        let Some(purpose) = rule.purpose else { return nobody() };
        match rule.trigger {
            Trigger::ConsentEnded if rule.of == Kind::Person => Begun::Of(self.consents_ended(&purpose, now)),
            Trigger::PurposeRetired => match self.retired_at(&purpose).filter(|at| *at <= now) {
                None => nobody(),
                // Who never consented was never part of what rested on consent.
                Some(at) if rule.of == Kind::Person && self.rests_on_consent(&purpose) => {
                    let people = self.people.iter().filter(|person| person.is_here);
                    let consented = people.filter(|person| !self.consented_at(person, &purpose).is_empty());
                    Begun::Of(consented.map(|person| (person.id, at)).collect())
                }
                Some(at) => Begun::All(at),
            },
            _ => nobody(),
        }
    }

    fn rests_on_consent(&self, purpose: &RecordId) -> bool {
        self.purpose(purpose).is_some_and(|purpose| purpose.rests_on_consent())
    }

    /// When a purpose ended for good, ms since 1970.
    fn retired_at(&self, purpose: &RecordId) -> Option<u64> {
        let id = self.purpose_of(purpose);
        self.purpose(&id).filter(|purpose| purpose.status == PurposeStatus::Retired)?;
        let about = |named: &RecordId| self.purpose_of(named) == id;
        let ends = self.of_all.iter().filter(|entry| entry.heard.kind == EventKind::Revoked);
        ends.filter(|entry| entry.purpose.as_ref().is_some_and(about)).map(|entry| entry.heard.at).min()
    }

    /// Contact points, or none, at which a person once consented to a purpose.
    fn consented_at(&self, person: &Person, purpose: &RecordId) -> BTreeSet<Option<Mark>> {
        let id = self.purpose_of(purpose);
        let events = self.class(&person.id).iter().filter_map(|id| self.person(id)).flat_map(|known| &known.events);
        let about = |named: &RecordId| self.purpose_of(named) == id;
        let given = events.filter(|entry| entry.heard.kind.gives() && entry.heard.is_theirs);
        given.filter(|entry| entry.purpose.as_ref().is_some_and(about)).map(|entry| entry.point).collect()
    }

    /// Everybody whose consent to a purpose is over at every contact point that it was given for, and since when.
    fn consents_ended(&self, purpose: &RecordId, now: u64) -> HashMap<RecordId, u64> {
        let Some(asked) = self.asked(purpose, now) else { return HashMap::new() };
        let here = self.people.iter().filter(|person| person.is_here);
        here.filter_map(|person| Some((person.id, self.consent_ended(person, &asked)?))).collect()
    }

    fn consent_ended(&self, person: &Person, asked: &Asked<'_>) -> Option<u64> {
        let mut ended = None;
        for point in self.consented_at(person, &asked.id) {
            let ask = (&person.id, Some(person));
            let standing = self.with_events(ask, asked, point, |events| events.standing(asked.now));
            if standing.state.is_valid() {
                return None;
            }
            let at = match standing.state {
                ConsentState::Expired => standing.until,
                ConsentState::Withdrawn | ConsentState::Revoked | ConsentState::Invalidated | ConsentState::Refused => {
                    Some(standing.since)
                }
                // Never was one that counted.
                _ => None,
            };
            ended = ended.max(at);
        }
        ended
    }
}
