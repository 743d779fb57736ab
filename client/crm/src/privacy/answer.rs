//! Whether what a request asks for was done, as far as records tell, and what a person who objects or withdraws by a
//! request is written down to have said.

use super::access::AccessEvent;
use super::event::{ConsentEvent, EventError};
use super::ledger::Ledger;
use super::point::{Mark, Marker};
use super::request::{Answer, Request};
use super::state::ConsentState;
use super::suppression::Suppression;
use super::words::{Basis, Did, EventKind, IndicatedBy, Method, PurposeStatus, RequestKind};
use crate::book::Book;
use crate::clock::Stamp;
use crate::record::{Record, RecordId};
use crate::schema::Kind;
use std::collections::BTreeSet;

/// What a person says no to by a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum No {
    /// To every consent that they gave (Art. 7(3)).
    Consents,
    /// To what is done with their data without one (Art. 21).
    To {
        /// All direct marketing, which ends whatever weighs against it.
        marketing: bool,
        /// What rests on legitimate interest or a public task.
        purposes: Vec<RecordId>,
    },
}

impl Book {
    fn is_erased(&self, person: &RecordId) -> bool {
        let erased = |(_, event): &(Stamp, AccessEvent)| event.did == Did::Erase;
        !self.contains(person) && self.accesses_of(person).iter().any(erased)
    }

    /// All requests, in no particular order.
    pub fn requests(&self) -> Vec<(RecordId, Request)> {
        let all = self.records_of(Kind::Request);
        all.filter_map(|(row, record)| Some((self.id_of(row), Request::read(&record)?))).collect()
    }

    /// A person's requests.
    pub fn requests_of(&self, person: &RecordId) -> Vec<(RecordId, Request)> {
        let about = self.referring_rows(person).filter_map(|row| Some((self.id_of(row), self.peek(row)?)));
        about.filter_map(|(id, record)| Some((id, Request::read(&record)?))).collect()
    }

    /// Whether what a request asks for was done at this moment, ms since 1970.
    pub fn answer_to(&mut self, request: &Request, marker: &dyn Marker, now: u64) -> Answer {
        let done = |done: bool| if done { Answer::Done } else { Answer::Missing };
        let of_person = |ask: &dyn Fn(&Ledger, &RecordId) -> bool, book: &mut Self| match request.person {
            Some(person) => done(ask(book.ledger(marker), &person)),
            None => Answer::Missing,
        };
        match request.kind {
            RequestKind::Access | RequestKind::Port => done(request.package.is_some()),
            RequestKind::Restrict => of_person(&|ledger, person| ledger.is_restricted(person, now), self),
            RequestKind::Object if request.said.is_some() => Answer::Done,
            RequestKind::Object => match request.person {
                Some(person) if self.is_erased(&person) => Answer::Done,
                Some(person) if !self.contains(&person) => Answer::Untold,
                _ => Answer::Missing,
            },
            RequestKind::Withdraw => of_person(&|ledger, person| !ledger.consents(person, now), self),
            RequestKind::Erase => match request.person {
                Some(person) if self.is_erased(&person) => Answer::Done,
                // Deleted, as into the trash, is not erased; what was erased elsewhere leaves no word here.
                Some(person) if !self.contains(&person) => Answer::Untold,
                _ => Answer::Missing,
            },
            // What was wrong may have stood elsewhere than in the person's record.
            RequestKind::Rectify if !self.rectified(request).is_empty() => Answer::Done,
            RequestKind::Rectify | RequestKind::AutoDecision | RequestKind::Complaint => Answer::Untold,
        }
    }
}

impl Ledger {
    /// Whether a person objected to all direct marketing, under any record that they were made one of, and said no yes since
    /// that takes it back.
    pub fn objects_to_marketing(&self, person: &RecordId) -> bool {
        let mut objections = self.class(person).iter().flat_map(|id| self.objections_everywhere(id));
        objections.any(|id| !self.is_named_by_consent(person, &id))
    }

    /// Whether a consent of this person says that it takes this back, be it confirmed or not.
    pub(super) fn is_named_by_consent(&self, person: &RecordId, id: &RecordId) -> bool {
        let events = self.class(person).iter().filter_map(|id| self.person(id)).flat_map(|person| &person.events);
        events.filter(|entry| entry.heard.kind.gives()).any(|entry| entry.heard.lifts.contains(id))
    }

    /// Whether a consent of a person holds, or waits to be confirmed, for any purpose that needs one.
    pub fn consents(&self, person: &RecordId, now: u64) -> bool {
        let points: Vec<Option<Mark>> = self
            .class(person)
            .iter()
            .filter_map(|id| self.person(id))
            .flat_map(|one| one.points.iter().map(|(_, mark)| Some(*mark)))
            .chain([None])
            .collect();
        self.asked_for_consent().any(|purpose| {
            points.iter().any(|point| {
                let standing = self.standing(person, &purpose, *point, now);
                standing.is_some_and(|at| at.state.is_valid() || at.state == ConsentState::PendingConfirmation)
            })
        })
    }

    fn asked_for_consent(&self) -> impl Iterator<Item = RecordId> {
        let live = self.purposes().filter(|(_, purpose)| purpose.status != PurposeStatus::Retired);
        live.filter(|(_, purpose)| purpose.rests_on_consent()).map(|(id, _)| id)
    }

    /// What a person may object to beside marketing, and did not yet: what is done on the ground of legitimate interest or of a
    /// task in the public interest (Art. 21(1)).
    pub fn objectable(&self, person: &RecordId) -> Vec<RecordId> {
        let live = self.purposes().filter(|(_, purpose)| purpose.status != PurposeStatus::Retired);
        let may = live.map(|(id, _)| id).filter(|id| self.may_object(person, id));
        may.filter(|id| !self.has_objected(person, id)).collect()
    }

    /// Whether a purpose rests on what this person may object to.
    pub fn may_object(&self, person: &RecordId, purpose: &RecordId) -> bool {
        let by_consent = self.by_consent(person, purpose).unwrap_or(true);
        let basis = self.basis_of(person, purpose).map(|(basis, ..)| basis);
        !by_consent && matches!(basis, Some(Basis::Interest | Basis::Public))
    }

    /// Whether a person objected to a purpose wherever they are reached, and said no yes since that takes it back.
    fn has_objected(&self, person: &RecordId, purpose: &RecordId) -> bool {
        let mut objections = self.class(person).iter().flat_map(|id| self.objections_to(id, purpose));
        objections.any(|id| !self.is_named_by_consent(person, &id))
    }

    /// What a person says by an objection, or by taking back every consent: at all contact points at once.
    fn noes(&self, person: RecordId, no: &No, at: u64, method: Method) -> Vec<ConsentEvent> {
        let event =
            |kind, purpose: RecordId| ConsentEvent::new(person, purpose, kind, at, IndicatedBy::Subject, method);
        let objected = |purpose| event(EventKind::Objected, purpose);
        match no {
            No::Consents => self.asked_for_consent().map(|purpose| event(EventKind::Withdrawn, purpose)).collect(),
            No::To { marketing, purposes } => {
                let all = marketing.then(|| ConsentEvent { purpose: None, ..objected(RecordId::default()) });
                let named: BTreeSet<RecordId> = purposes.iter().map(|id| self.purpose_of(id)).collect();
                let may = named.into_iter().filter(|id| self.may_object(&person, id));
                all.into_iter().chain(may.map(objected)).collect()
            }
        }
    }

    /// What is left alone by an event of this id: its contact point, or all that the person has where it names none, since it
    /// is about what is done wherever that is.
    pub fn left_alone_by(&self, event: &ConsentEvent, id: RecordId) -> Vec<Suppression> {
        if event.point.is_some() {
            return event.suppression(id).into_iter().collect();
        }
        let points = event.person.and_then(|person| self.person(&person)).map(|known| &known.points[..]);
        let at = |(_, mark): &(_, Mark)| ConsentEvent { point: Some(*mark), ..event.clone() }.suppression(id);
        points.unwrap_or_default().iter().filter_map(at).collect()
    }

    /// The records of what a person says by a request to object or to withdraw: the events, and for every contact point
    /// that it is left alone. None for a request of another kind, or of nobody.
    pub fn no_by(
        &self,
        (request, no): (&Request, &No),
        (at, method): (u64, Method),
        stamp: Stamp,
        mut draw: impl FnMut() -> RecordId,
    ) -> Result<Vec<(RecordId, Record)>, EventError> {
        match (request.kind, no) {
            (RequestKind::Object, No::To { .. }) | (RequestKind::Withdraw, No::Consents) => {}
            _ => return Ok(Vec::new()),
        }
        let Some(person) = request.person else { return Ok(Vec::new()) };
        let mut records = Vec::new();
        for event in self.noes(person, no, at, method) {
            let id = draw();
            records.push((id, event.write(stamp)?));
            for suppression in self.left_alone_by(&event, id) {
                records.push((draw(), suppression.write(stamp)?));
            }
        }
        Ok(records)
    }
}
