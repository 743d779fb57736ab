//! What follows from a step: the suppression that goes with a withdrawal, what an import may say, whom a material notice
//! makes to be asked again, what ends with a purpose, and whom one may ask.

use super::allowed::{Refusal, When};
use super::event::{ConsentEvent, EventError};
use super::ledger::Ledger;
use super::period::Period;
use super::point::{Mark, Marker, PointKind};
use super::renewing::Yes;
use super::state::ConsentState;
use super::suppression::{Scope, Suppression};
use super::words::{Channel, EventKind, IndicatedBy, Method, PurposeStatus, SuppressedFor};
use crate::clock::Stamp;
use crate::record::{Record, RecordId};

/// Before this somebody who declined is not asked again.
const ASK_AGAIN: Period = Period::months(6);

/// Why somebody may not be asked for consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAsking {
    /// They said no, or their contact point is left alone: they may come back, nobody asks them to.
    #[error("they said no; it is for them to come back")]
    SaidNo,
    /// They declined not long ago; until when, ms since 1970.
    #[error("they declined less than six months ago")]
    Declined(u64),
    /// They consented already.
    #[error("they consented already")]
    Consented,
    /// The purpose cannot be asked for.
    #[error("the purpose is not active")]
    NotActive,
}

/// A contact point that a file brings, as it has to arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Its mark.
    pub point: Mark,
    /// Why it is left alone, where it is on the list.
    pub suppressed: Vec<SuppressedFor>,
    /// What a "subscribed" column comes to: a claim, never a consent.
    pub claim: Option<ConsentEvent>,
}

impl ConsentEvent {
    /// The suppression that goes with a withdrawal, an objection, or a signal of Global Privacy Control at one contact
    /// point; `None` for what suppresses nothing. Written in the same commit as the event, whose id is `id`.
    pub fn suppression(&self, id: RecordId) -> Option<Suppression> {
        let reason = match self.kind {
            EventKind::Withdrawn if self.method == Method::Gpc => SuppressedFor::Gpc,
            EventKind::Objected if self.method == Method::Gpc => SuppressedFor::Gpc,
            EventKind::Withdrawn => SuppressedFor::Withdrawn,
            EventKind::Objected => SuppressedFor::Objected,
            _ => return None,
        };
        let scope = match self.purpose {
            Some(purpose) => Scope::Purpose(purpose),
            // The signal speaks of advertising and passing on; the event itself covers those, purpose by purpose.
            None if reason == SuppressedFor::Gpc => return None,
            None => Scope::Marketing,
        };
        Some(Suppression { point: self.point?, scope, reason, since: self.at, source: Some(id) })
    }
}

impl Ledger {
    /// How a contact point of a file arrives: on the list of those left alone or not, and with a claim where the file says
    /// "subscribed" to this purpose. `None` for a value that is no contact point.
    pub fn arrival(
        &self,
        (person, kind, value): (RecordId, PointKind, &str),
        subscribed_to: Option<RecordId>,
        at: u64,
        marker: &dyn Marker,
    ) -> Option<Arrival> {
        let point = kind.mark(value, marker)?;
        let suppressed = self.suppressions_of(&point).map(|(_, suppression)| suppression.reason).collect();
        let claim = subscribed_to.map(|purpose| {
            let kind = EventKind::ImportedUnproven;
            let event = ConsentEvent::new(person, purpose, kind, at, IndicatedBy::Staff, Method::Import);
            ConsentEvent { point: Some(point), ..event }
        });
        Some(Arrival { point, suppressed, claim })
    }

    /// Whether somebody may be asked for consent at this contact point now, ms since 1970.
    pub fn may_ask(
        &self,
        person: &RecordId,
        purpose: &RecordId,
        point: Option<Mark>,
        now: u64,
    ) -> Result<(), NoAsking> {
        let active = self.purpose(purpose).is_some_and(|purpose| purpose.status == PurposeStatus::Active);
        let Some(standing) = self.standing(person, purpose, point, now).filter(|_| active) else {
            return Err(NoAsking::NotActive);
        };
        if self.is_left_alone(person, purpose, point, now) || self.is_restricted(person, now) {
            return Err(NoAsking::SaidNo);
        }
        match standing.state {
            ConsentState::Withdrawn => Err(NoAsking::SaidNo),
            ConsentState::Refused if now < ASK_AGAIN.after(standing.since) => {
                Err(NoAsking::Declined(ASK_AGAIN.after(standing.since)))
            }
            // One that no longer carries, or not for long, is asked for anew.
            ConsentState::Given | ConsentState::Renewed if self.yes(person, purpose, point, now) == Yes::Stands => {
                Err(NoAsking::Consented)
            }
            _ => Ok(()),
        }
    }

    /// Whether a contact point is left alone, and the person has not come back to this purpose since.
    fn is_left_alone(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>, now: u64) -> bool {
        let (Some(asked), Some(mark)) = (self.asked(purpose, now), point) else { return false };
        self.with_events((person, None), &asked, point, |events| {
            let holds =
                |(id, of): &(RecordId, Suppression)| of.reason == SuppressedFor::Legal || !events.lifts(*id, of.since);
            self.suppressions_of(&mark).any(holds)
        })
    }

    /// Whose consent only waits for the new notice: the list to ask again after a material change.
    pub fn to_ask_again(&self, purpose: &RecordId, channel: Channel, when: When) -> Vec<RecordId> {
        let waits = |reasons: &[Refusal]| reasons == [Refusal::NoticeOvertaken];
        let decisions = self.allowed_people(purpose, channel, when).into_iter();
        decisions.filter(|one| one.outcome.as_ref().is_err_and(|no| waits(no))).map(|one| one.person).collect()
    }

    /// Whose consent ends within the time that the purpose says it is to be shown before; with its end, ms since 1970.
    pub fn ending(&self, purpose: &RecordId, channel: Channel, when: When) -> Vec<(RecordId, u64)> {
        let Some(terms) = self.purpose(purpose) else { return Vec::new() };
        let until = |ground| match ground {
            super::Ground::Consent { until, .. } => Some(until),
            super::Ground::Basis(_) => None,
        };
        let decisions = self.allowed_people(purpose, channel, when).into_iter();
        let ends = decisions.filter_map(|one| Some((one.person, one.outcome.ok().and_then(until)?)));
        ends.filter(|(_, end)| when.now >= terms.renew_before.before(*end)).collect()
    }
}

/// The event that ends every consent to a purpose when it is retired: written with the change of its status, so that
/// editing that back brings nothing back.
pub fn retirement(purpose: RecordId, why: &str, stamp: Stamp) -> Result<Record, EventError> {
    let by = (IndicatedBy::Staff, Method::Form);
    let event = ConsentEvent::new(purpose, purpose, EventKind::Revoked, stamp.ms, by.0, by.1);
    ConsentEvent { person: None, why: why.to_owned(), ..event }.write(stamp)
}
