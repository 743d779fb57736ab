//! What no change brings about in passing, whatever path it takes: a purpose that is over stays over, who consented to less
//! consented to less, and what a purpose rests on for somebody does not change without a word in the ledger. Asked of every
//! change before it is written.

use super::event::ConsentEvent;
use super::key as pk;
use super::purpose::{BasisRecord, Purpose};
use super::words::{EventKind, PurposeStatus};
use crate::book::Book;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::Kind;

/// Why a change is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unasked {
    /// A purpose that is over would be pursued again, or be gone with what it proves.
    #[error("a purpose that is over stays over")]
    Over,
    /// Consents to less would count for more.
    #[error("who consented before did not consent to that")]
    Wider,
    /// Whoever was asked for consent would have been asked for nothing.
    #[error("people were asked for their consent to this; make another purpose for another basis")]
    Asked,
    /// A person's data would rest on something else, and nothing would tell.
    #[error("what a purpose rests on for somebody changes only with a word in the ledger")]
    Untold,
}

impl Book {
    /// Why these records may not be written, or removed where there are no bytes; `None` if they may.
    pub fn unasked(&self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Option<Unasked> {
        writes.iter().find_map(|(id, plain)| {
            let before = self.get(id);
            let after = plain.as_deref().and_then(|plain| RecordRef::parse(plain).ok());
            let kind = before.as_ref().or(after.as_ref())?.kind();
            match kind {
                Kind::Purpose if is_over(before.as_ref()?) && !after.as_ref().is_some_and(is_over) => {
                    Some(Unasked::Over)
                }
                Kind::Purpose if self.is_quietly_wider(id, before.as_ref()?, after.as_ref()?) => Some(Unasked::Wider),
                Kind::Purpose if self.leaves_consent(id, before.as_ref()?, after.as_ref()?) => Some(Unasked::Asked),
                Kind::BasisRecord if !self.is_told(before.as_ref(), after.as_ref(), writes) => Some(Unasked::Untold),
                _ => None,
            }
        })
    }

    /// Whether somebody ever consented to a purpose, or to one of its short name.
    pub fn is_consented_to(&self, purpose: &RecordId) -> bool {
        self.is_said_of(purpose, EventKind::gives)
    }

    /// Whether the ledger has such an entry about a purpose, or about one of its short name.
    fn is_said_of(&self, purpose: &RecordId, such: impl Fn(EventKind) -> bool) -> bool {
        let slug = |id: &RecordId| Some(self.get(id)?.text(pk::SLUG).to_owned()).filter(|slug| !slug.is_empty());
        let own = slug(purpose);
        let events = self.records_of(Kind::ConsentEvent).filter_map(|(_, record)| ConsentEvent::read(&record));
        let mut said = events.filter(|event| such(event.kind)).filter_map(|event| event.purpose);
        said.any(|to| to == *purpose || own.is_some() && slug(&to) == own)
    }

    /// Whether something else than consent would carry a purpose that people were asked about.
    fn leaves_consent(&self, id: &RecordId, before: &RecordRef<'_>, after: &RecordRef<'_>) -> bool {
        let (Some(was), Some(is)) = (Purpose::read(before), Purpose::read(after)) else { return false };
        is.leaves_consent(&was) && self.is_said_of(id, |kind| kind != EventKind::BasisSet)
    }

    /// Whether a purpose that people consented to asks for more than before and does not say so with the stamp of that
    /// change, or takes back that it did.
    fn is_quietly_wider(&self, id: &RecordId, before: &RecordRef<'_>, after: &RecordRef<'_>) -> bool {
        let (Some(was), Some(is)) = (Purpose::read(before), Purpose::read(after)) else { return false };
        let stamp = after.last_written(pk::WIDENED);
        let says = is.widened > was.widened && stamp.is_some_and(|stamp| is.widened >= stamp.ms);
        is.widened < was.widened || is.widens(&was) && !says && self.is_consented_to(id)
    }

    /// Whether an event of the ledger says what a basis record says from now on. Whose it is follows unions of people.
    fn is_told(
        &self,
        before: Option<&RecordRef<'_>>,
        after: Option<&RecordRef<'_>>,
        writes: &[(RecordId, Option<Vec<u8>>)],
    ) -> bool {
        let Some(after) = after.and_then(BasisRecord::read) else { return false };
        let known = before.is_some();
        let before = before.and_then(BasisRecord::read);
        if before.is_some_and(|before| BasisRecord { person: after.person, ..before } == after) {
            return true;
        }
        let says = |record: &RecordRef<'_>| {
            record.kind() == Kind::ConsentEvent
                && ConsentEvent::read(record).is_some_and(|event| {
                    event.kind == EventKind::BasisSet
                        && (event.person, event.purpose) == (Some(after.person), Some(after.purpose))
                        && (event.basis, &event.why) == (Some(after.basis), &after.justification)
                })
        };
        let mut coming = writes.iter().filter_map(|(_, plain)| RecordRef::parse(plain.as_deref()?).ok());
        // One that comes back was told when it was written; one that is here says something else from now on.
        coming.any(|record| says(&record))
            || !known && self.records_of(Kind::ConsentEvent).any(|(_, record)| says(&record))
    }
}

fn is_over(record: &RecordRef<'_>) -> bool {
    Purpose::read(record).is_some_and(|purpose| purpose.status == PurposeStatus::Retired)
}
