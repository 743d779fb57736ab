//! What a consent that is to be written down goes by: the words that held when it was given, what it has to name, and
//! the no that came after it.

use super::ledger::Ledger;
use super::point::Mark;
use crate::record::RecordId;

impl Ledger {
    /// The notice that a consent of this moment, ms since 1970, is to, with SHA-256 of its words: the newest that held then.
    pub fn current_notice(&self, purpose: &RecordId, at: u64) -> Option<(RecordId, [u8; 32])> {
        let begun = self.asked(purpose, at)?.current.into_iter().filter(|one| one.from <= at);
        let newest = begun.max_by_key(|one| (one.from, one.shown.notice))?.shown;
        Some((newest.notice, newest.sha256))
    }

    /// The consent of this person to this purpose at this contact point that waits to be confirmed.
    pub fn unconfirmed(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>) -> Option<RecordId> {
        let asked = self.asked(purpose, 0)?;
        self.with_events((person, None), &asked, point, |events| events.unconfirmed().map(|event| event.id))
    }

    /// Since when that one waits, ms since 1970.
    pub fn waits_since(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>) -> Option<u64> {
        let asked = self.asked(purpose, 0)?;
        self.with_events((person, None), &asked, point, |events| events.unconfirmed().map(|event| event.at))
    }

    /// When the last no was said here after this moment, ms since 1970: a consent given then takes it not back.
    pub fn no_after(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>, at: u64) -> Option<u64> {
        let asked = self.asked(purpose, at)?;
        self.with_events((person, None), &asked, point, |events| events.no_after(at))
    }

    /// What a new consent here has to name to count: restricting events, and suppressions of the contact point.
    pub fn to_lift(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>) -> Vec<RecordId> {
        let Some(asked) = self.asked(purpose, 0) else { return Vec::new() };
        let mut ids = self.with_events((person, None), &asked, point, |events| events.to_lift());
        let suppressions = point.iter().flat_map(|point| self.suppressions_of(point));
        ids.extend(suppressions.map(|(suppression, _)| *suppression));
        ids
    }
}
