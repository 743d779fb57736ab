//! Writing down what a person says about a consent: that they give it, confirm it, take it back. Never undone.

use super::unsaid;
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::privacy as bp;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply};
use tacit_crm::RecordId;
use tacit_crm::privacy::words::{Channel, EventKind, EvidenceKind, Expression, IndicatedBy, Method};
use tacit_crm::privacy::{ConsentEvent, ConsentState, Evidence, Mark, PointKind};
use tacit_crm::undo::Step;
use tacit_vault::Entropy;

/// The way by which a person said something; a file says nothing.
pub(super) fn said_by(method: &str) -> Result<Method, Problem> {
    let method = Method::parse(method).filter(|method| *method != Method::Import);
    method.ok_or_else(|| say(BadInput, "How it was said is missing.", "Choose how, and try again."))
}

/// What proves it, in words.
pub(super) fn quoted(text: &str) -> Option<Evidence> {
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(Evidence { kind: EvidenceKind::Quote, text, file: None })
}

fn unproven() -> Problem {
    let todo = "Say what they answered, or where it lies, and try again.";
    say(BadInput, "What proves that they confirmed is missing.", todo)
}

/// Whoever keeps data by consent has to be able to show it (Art. 7(1)).
fn unshown() -> Problem {
    let todo = "Say what was said, or where the form lies, and try again.";
    say(BadInput, "What proves the consent is missing.", todo)
}

/// Who said it, as the evidence has to name: whoever speaks for somebody else is written down.
pub(super) fn speaker(guardian: bool, evidence: &str) -> Result<IndicatedBy, Problem> {
    match (guardian, evidence.trim().is_empty()) {
        (false, _) => Ok(IndicatedBy::Subject),
        (true, false) => Ok(IndicatedBy::Guardian),
        (true, true) => {
            let todo = "Write their name and by what right they speak for the person, and try again.";
            Err(say(BadInput, "Who said it for them is missing.", todo))
        }
    }
}

/// Nobody consents to what nobody was told.
pub(super) fn untold() -> Problem {
    let todo = "Choose a day on which they had been told, or tell them now and ask again.";
    say(BadInput, "Nobody had been told about this purpose by that day.", todo)
}

/// What was said before a no does not take it back.
fn taken_back() -> Problem {
    let todo = "Only what they say after that counts. If they came back since, choose that day.";
    say(BadInput, "They said no after that day.", todo)
}

/// The way by which somebody says no at a contact point, where nobody said which.
fn usual_method(channel: Channel) -> Method {
    match channel {
        Channel::Email => Method::Email,
        Channel::Phone | Channel::Sms => Method::Phone,
        Channel::Post => Method::Paper,
        Channel::Social | Channel::InPerson => Method::InPerson,
    }
}

impl<F: File> OpenVault<F> {
    /// The mark of a contact point that a person has.
    pub(super) fn mark_of(
        &self,
        person: &RecordId,
        cell: (&str, Option<&str>),
    ) -> Result<(Channel, Option<Mark>), Problem> {
        let channel = Channel::parse(cell.0).ok_or_else(|| problem(Gone))?;
        let Some(value) = cell.1 else { return Ok((channel, None)) };
        let marker = self.marker()?;
        let points = self.points(person, &marker)?;
        let kind = PointKind::of(channel);
        let known = points.into_iter().find(|(of, text, _)| Some(*of) == kind && text == value);
        // Changed meanwhile: what was said was about the one before.
        known.map(|(.., mark)| (channel, Some(mark))).ok_or_else(|| problem(Gone))
    }

    /// Writes down that a person consented.
    pub(crate) fn record_consent(
        &mut self,
        wish: bp::ConsentWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (person, purpose) = (view::record_id(wish.person), view::record_id(wish.purpose));
        let (channel, point) = self.mark_of(&person, (&wish.channel, wish.point.as_deref()))?;
        let method = said_by(&wish.method)?;
        let marker = self.marker()?;
        let evidence = self.proof(&person, &wish.evidence, wish.file)?;
        let speaker = speaker(wish.guardian, &wish.evidence)?;
        let ledger = self.book.ledger(&marker);
        let at = wish.at.min(now);
        let terms = ledger.purpose(&purpose).ok_or_else(|| problem(Gone))?;
        let notice = ledger.current_notice(&purpose, at).ok_or_else(untold)?;
        // Where they confirm it, that is what is proven.
        if evidence.is_none() && !terms.double_opt_in {
            return Err(unshown().into());
        }
        if ledger.no_after(&person, &purpose, point, at).is_some() {
            return Err(taken_back().into());
        }
        let known = ledger.standing(&person, &purpose, point, now).map(|standing| standing.state);
        let kind = if known.is_some_and(ConsentState::is_valid) { EventKind::Renewed } else { EventKind::Given };
        let event = ConsentEvent {
            point,
            channel: Some(channel),
            notice: Some(notice),
            validity: Some(terms.validity),
            confirm: terms.double_opt_in,
            expression: if wish.explicit { Expression::Explicit } else { Expression::Expressed },
            evidence,
            lifts: ledger.to_lift(&person, &purpose, point),
            ..ConsentEvent::new(person, purpose, kind, at, speaker, method)
        };
        self.write_event(&event, now, entropy)
    }

    /// Writes down how a person confirmed the consent of a cell: a second word of theirs, which is proven like the first.
    pub(crate) fn confirm_consent(
        &mut self,
        wish: &bp::ConfirmWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let cell = &wish.of;
        let (person, purpose) = (view::record_id(cell.person), view::record_id(cell.purpose));
        let (channel, point) = self.mark_of(&person, (&cell.channel, cell.point.as_deref()))?;
        let marker = self.marker()?;
        let given = self.book.ledger(&marker).unconfirmed(&person, &purpose, point).ok_or_else(|| problem(Gone))?;
        let (method, at) = (said_by(&wish.method)?, wish.at.min(now));
        let evidence = self.proof(&person, &wish.evidence, wish.file)?.ok_or_else(unproven)?;
        let speaker = speaker(wish.guardian, &wish.evidence)?;
        let said = self.book.get(&given).and_then(|record| ConsentEvent::read(&record)).ok_or_else(|| problem(Gone))?;
        if at < said.at {
            let todo = "Choose the day on which they confirmed.";
            return Err(say(BadInput, "Nobody confirms before they consent.", todo).into());
        }
        let event = ConsentEvent {
            point,
            channel: Some(channel),
            answers: Some(given),
            evidence: Some(evidence),
            ..ConsentEvent::new(person, purpose, EventKind::Confirmed, at, speaker, method)
        };
        self.write_event(&event, now, entropy)
    }

    /// Writes down that a person takes a consent back, or objects, with the suppression that goes with it: one press, now and
    /// by themselves. Where somebody else said it for them, or on another day, it is `write_said`.
    pub(crate) fn withdraw(
        &mut self,
        cell: &bp::CellOf,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (person, purpose) = (view::record_id(cell.person), view::record_id(cell.purpose));
        let (channel, point) = self.mark_of(&person, (&cell.channel, cell.point.as_deref()))?;
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let by_consent = ledger.by_consent(&person, &purpose).ok_or_else(|| problem(Gone))?;
        let kind = if by_consent { EventKind::Withdrawn } else { EventKind::Objected };
        let event = ConsentEvent {
            // Whoever objects to what is done with their data objects to it wherever it is done (Art. 21(1)).
            point: point.filter(|_| by_consent),
            channel: Some(channel),
            ..ConsentEvent::new(person, purpose, kind, now, IndicatedBy::Subject, usual_method(channel))
        };
        self.write_event(&event, now, entropy)
    }

    /// An event is never undone: what was said was said.
    pub(super) fn write_event(
        &mut self,
        event: &ConsentEvent,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now);
        let id = RecordId(self.state.draw_id(entropy).0);
        let record = event.write(stamp).map_err(|error| unsaid(&error))?;
        let mut writes = vec![(id, Some(record.encode()))];
        let marker = self.marker()?;
        for suppression in self.book.ledger(&marker).left_alone_by(event, id) {
            let record = suppression.write(stamp).map_err(crate::records::bad_value)?;
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(record.encode())));
        }
        self.stage(writes, entropy)?;
        Ok(self.changed(None, Step::new()))
    }
}
