//! Whether what a request asks for was done, as far as records tell, and what a person who objects or withdraws by a
//! request is written down to have said.

use super::access::AccessEvent;
use super::event::{ConsentEvent, EventError};
use super::ledger::Ledger;
use super::point::{Mark, Marker};
use super::request::{Answer, Request};
use super::state::ConsentState;
use super::suppression::Suppression;
use super::words::{Did, EventKind, IndicatedBy, Method, PurposeStatus, RequestKind};
use crate::book::Book;
use crate::clock::Stamp;
use crate::record::{Record, RecordId};
use crate::schema::Kind;

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
            RequestKind::Object => of_person(&|ledger, person| ledger.objects_to_marketing(person), self),
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

    /// What a person says by an objection to marketing, or by taking back every consent: at all contact points at once.
    fn noes(&self, person: RecordId, kind: EventKind, at: u64, method: Method) -> Vec<ConsentEvent> {
        let event = |purpose: RecordId| ConsentEvent::new(person, purpose, kind, at, IndicatedBy::Subject, method);
        match kind {
            EventKind::Objected => vec![ConsentEvent { purpose: None, ..event(RecordId::default()) }],
            _ => self.asked_for_consent().map(event).collect(),
        }
    }

    /// The records of what a person says by a request to object or to withdraw: the events, and for every contact point
    /// that it is left alone. None for a request of another kind, or of nobody.
    pub fn no_by(
        &self,
        request: &Request,
        (at, method): (u64, Method),
        stamp: Stamp,
        mut draw: impl FnMut() -> RecordId,
    ) -> Result<Vec<(RecordId, Record)>, EventError> {
        let kind = match request.kind {
            RequestKind::Object => EventKind::Objected,
            RequestKind::Withdraw => EventKind::Withdrawn,
            _ => return Ok(Vec::new()),
        };
        let Some(person) = request.person else { return Ok(Vec::new()) };
        let points: Vec<Mark> =
            self.person(&person).map(|one| one.points.iter().map(|(_, mark)| *mark).collect()).unwrap_or_default();
        let mut records = Vec::new();
        for event in self.noes(person, kind, at, method) {
            let id = draw();
            records.push((id, event.write(stamp)?));
            let at_point = |point: &Mark| ConsentEvent { point: Some(*point), ..event.clone() }.suppression(id);
            let left_alone: Vec<Suppression> = points.iter().filter_map(at_point).collect();
            for suppression in left_alone {
                records.push((draw(), suppression.write(stamp)?));
            }
        }
        Ok(records)
    }
}
