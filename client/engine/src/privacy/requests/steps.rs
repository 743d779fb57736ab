//! What is done with a request: written down when it comes, moved step by step, answered or refused. Every step is one
//! commit with a signed event, which the log is made of; none is taken back by an undo.

use super::not_taken;
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::records::{Writes, bad_value};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::privacy::requests as bp;
use tacit_bridge::privacy::requests::RequestStep;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{Did, Identity, Method, RequestKind, RequestState};
use tacit_crm::privacy::{AccessEvent, No, Request, RequestError};
use tacit_crm::recur::Day;
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, RecordId, Stamp, Value};
use tacit_vault::Entropy;

/// Most tasks of one request.
const MAX_TASKS: usize = 32;

/// What changes of the task to answer, when the request does.
fn answering(before: &Request, after: &Request) -> Vec<(tacit_crm::FieldKey, Value)> {
    let mut fields = Vec::new();
    if before.due_at() != after.due_at() {
        fields.push((key::DUE, due_day(after)));
    }
    if before.owner != after.owner {
        fields.push((key::OWNER, after.owner.map_or(Value::Empty, |member| Value::Number(u64::from(member)))));
    }
    if after.is_closed() && !before.is_closed() {
        fields.push((key::DONE, Value::Number(1)));
    }
    fields
}

/// How a no came, by the way of the request.
fn method(via: &str) -> Method {
    match via {
        "email" => Method::Email,
        "phone" => Method::Phone,
        "post" => Method::Paper,
        "form" => Method::Form,
        "portal" => Method::Portal,
        _ => Method::InPerson,
    }
}

/// A task of the request, linked to nobody: a restriction must not hide it, nor an erasure take it. What it is called should
/// name nobody either.
fn task(name: &str, due: Value, owner: Option<u32>, stamp: Stamp) -> Result<Record, Problem> {
    let owner = owner.map_or(Value::Empty, |member| Value::Number(u64::from(member)));
    let mut task = Record::new(Kind::Task, stamp);
    for (field, value) in [(key::NAME, Value::text(name)), (key::DUE, due), (key::OWNER, owner)] {
        task.set(field, value, stamp).map_err(bad_value)?;
    }
    Ok(task)
}

fn due_day(request: &Request) -> Value {
    Day::of_ms(request.due_at()).map_or(Value::Empty, |day| Value::text(day.to_string()))
}

impl<F: File> OpenVault<F> {
    fn is_person(&self, id: &RecordId) -> Result<(), Problem> {
        let here = self.book.get(id).is_some_and(|record| record.kind() == Kind::Person);
        if here { Ok(()) } else { Err(problem(Gone)) }
    }

    /// Writes down that a request came, with the task to answer it.
    pub(super) fn make_request(
        &mut self,
        new: bp::NewRequest,
        (device, now): (String, u64),
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let unknown = || say(BadInput, "What is asked for is missing.", "Choose it, and try again.");
        let kind = RequestKind::parse(&new.kind).ok_or_else(unknown)?;
        let person = new.person.map(view::record_id);
        if let Some(person) = &person {
            self.is_person(person)?;
        }
        let (stamp, me) = (self.clock.tick(now), self.state.me());
        let task_id = RecordId(self.state.draw_id(entropy).0);
        let request = Request {
            person,
            kind,
            via: new.via,
            received: new.received.min(now),
            identity: Identity::Unverified,
            identity_how: String::new(),
            identity_at: None,
            state: RequestState::Received,
            extended: None,
            refused_for: String::new(),
            said: None,
            delivered: None,
            owner: Some(me),
            notes: new.notes.trim().to_owned(),
            tasks: vec![task_id],
            package: None,
            corrected: Vec::new(),
        };
        let task = task(new.task.trim(), due_day(&request), request.owner, stamp)?;
        let id = RecordId(self.state.draw_id(entropy).0);
        let record = request.write(stamp).map_err(bad_value)?;
        let mut writes = vec![(id, Some(record.encode())), (task_id, Some(task.encode()))];
        writes.push(self.logged(id, (Did::Edit, "received"), device, stamp, entropy)?);
        self.stage(writes, entropy)?;
        Ok(self.changed(Some(id), Step::new()))
    }

    /// An event of a request: what happened, in a word. Reasons and proofs stay in the request, which can go.
    pub(super) fn logged(
        &self,
        id: RecordId,
        (did, what): (Did, &str),
        device: String,
        stamp: Stamp,
        entropy: &mut dyn Entropy,
    ) -> Result<(RecordId, Option<Vec<u8>>), Problem> {
        let event = AccessEvent { did, record: id, field: None, device, told: None, why: what.to_owned() };
        let record = event.write(stamp).map_err(bad_value)?;
        Ok((RecordId(self.state.draw_id(entropy).0), Some(record.encode())))
    }

    /// Takes a step.
    pub(super) fn take_step(
        &mut self,
        id: RecordId,
        step: RequestStep,
        (device, now): (String, u64),
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let before = self.request_of(&id)?;
        let mut request = before.clone();
        let mut writes = Writes::new();
        let what = match step {
            RequestStep::LinkTo(person) => {
                let person = view::record_id(person);
                self.is_person(&person)?;
                request.link_to(person).map_err(not_taken)?;
                "linked"
            }
            RequestStep::Identity { known, how } => {
                request.check_identity(known, &how, now).map_err(not_taken)?;
                if known { "identity_verified" } else { "identity_failed" }
            }
            RequestStep::Advance(to) => {
                let to = RequestState::parse(&to).ok_or_else(|| problem(BadInput))?;
                request.advance(to).map_err(not_taken)?;
                to.word()
            }
            RequestStep::Extend { why } => {
                request.extend(now, why.trim()).map_err(not_taken)?;
                "extended"
            }
            RequestStep::Assign(member) => {
                request.owner = member;
                "assigned"
            }
            RequestStep::Notes(notes) => {
                request.notes = notes.trim().to_owned();
                "notes"
            }
            RequestStep::Task { name, due } => {
                writes.push(self.further_task(&mut request, name.trim(), &due, now, entropy)?);
                "task"
            }
            RequestStep::SayNo(of) if request.kind == RequestKind::Object && of.is_empty() => {
                request.outweigh(&of.why).map_err(not_taken)?;
                request.state.word()
            }
            RequestStep::SayNo(objection) => {
                writes = self.said_no(&mut request, objection, now, entropy)?;
                "said_no"
            }
            RequestStep::Fulfil => {
                let marker = self.marker()?;
                let answer = self.book.answer_to(&request, &marker, now);
                request.corrected = self.book.rectified(&request);
                request.fulfil(now, answer).map_err(not_taken)?;
                request.state.word()
            }
            RequestStep::Refuse { why } => {
                request.refuse(&why).map_err(not_taken)?;
                request.state.word()
            }
        };
        if request == before && writes.is_empty() {
            return Ok(self.changed(Some(id), Step::new()));
        }
        writes.extend(self.request_writes((id, &before), &request, now)?);
        let stamp = self.clock.tick(now);
        writes.push(self.logged(id, (Did::Edit, what), device, stamp, entropy)?);
        self.stage(writes, entropy)?;
        Ok(self.changed(Some(id), Step::new()))
    }

    /// The request as it is now, and the task to answer it: due when it is, its owner's, done when it is closed.
    pub(super) fn request_writes(
        &mut self,
        (id, before): (RecordId, &Request),
        after: &Request,
        now: u64,
    ) -> Result<Writes, Failure> {
        let mut writes = Writes::new();
        let mut record = self.book.record(&id).ok_or_else(|| problem(Gone))?;
        self.clock.observe(record.changed(), u64::MAX);
        let stamp = self.clock.tick(now);
        let mut changed = false;
        for (field, value) in after.fields() {
            changed |= record.set(field, value, stamp).map_err(bad_value)?;
        }
        if changed {
            writes.push((id, Some(record.encode())));
        }
        // Tasks that were added go their own way: to answer is the first.
        let fields = answering(before, after);
        if let Some(task) = after.tasks.first().filter(|_| !fields.is_empty()) {
            writes.extend(self.task_with(*task, &fields, now)?.map(|plain| (*task, Some(plain))));
        }
        Ok(writes)
    }

    /// What a person objects to, and on the request why the rest goes on: that they did not mean it, or compelling grounds.
    fn objection(&mut self, person: &RecordId, of: bp::Objection, request: &mut Request) -> Result<No, Failure> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let purposes: Vec<RecordId> =
            of.purposes.into_iter().map(|id| ledger.purpose_of(&view::record_id(id))).collect();
        let goes_on = !of.marketing || ledger.objectable(person).iter().any(|id| !purposes.contains(id));
        if goes_on && of.why.trim().is_empty() {
            let todo = "Say why, in words that they are told, or tick it.";
            return Err(say(BadInput, "Why some of it goes on is missing.", todo).into());
        }
        request.refused_for = if goes_on { of.why.trim().to_owned() } else { String::new() };
        Ok(No::To { marketing: of.marketing, purposes })
    }

    /// A task more, of the member who answers.
    fn further_task(
        &mut self,
        request: &mut Request,
        name: &str,
        due: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(RecordId, Option<Vec<u8>>), Failure> {
        match () {
            () if request.is_closed() => return Err(not_taken(RequestError::Closed).into()),
            () if name.is_empty() => {
                return Err(say(BadInput, "What is to be done is missing.", "Write it, and try again.").into());
            }
            () if request.tasks.len() >= MAX_TASKS => {
                let todo = "Finish some of them, or write it into the notes.";
                return Err(say(BadInput, "This request has as many tasks as it can have.", todo).into());
            }
            () => {}
        }
        let day = if due.is_empty() {
            due_day(request)
        } else {
            Value::text(Day::parse(due).ok_or_else(|| problem(BadInput))?.to_string())
        };
        let id = RecordId(self.state.draw_id(entropy).0);
        let task = task(name, day, request.owner, self.clock.tick(now))?;
        request.tasks.push(id);
        Ok((id, Some(task.encode())))
    }

    /// A task with fields written; none if it is gone or about somebody whose data is only stored.
    fn task_with(
        &mut self,
        id: RecordId,
        fields: &[(tacit_crm::FieldKey, Value)],
        now: u64,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let Some(before) = self.book.record(&id).filter(|_| !self.book.is_restricted(&id)) else { return Ok(None) };
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(now);
        let mut after = before.clone();
        for (field, value) in fields {
            after.set(*field, value.clone(), stamp).map_err(bad_value)?;
        }
        self.book.follow(Some(&before), &mut after, stamp).map_err(bad_value)?;
        Ok(Some(after.encode()))
    }

    /// What the person says no to by this request, as events that only the person lifts.
    fn said_no(
        &mut self,
        request: &mut Request,
        objection: bp::Objection,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Writes, Failure> {
        let person = request.person.ok_or_else(|| not_taken(RequestError::NoPerson))?;
        self.is_person(&person)?;
        if request.is_closed() {
            return Err(not_taken(RequestError::Closed).into());
        }
        let (stamp, marker) = (self.clock.tick(now), self.marker()?);
        let no = match request.kind {
            RequestKind::Object => self.objection(&person, objection, request)?,
            _ => No::Consents,
        };
        let state = &self.state;
        let draw = || RecordId(state.draw_id(entropy).0);
        let at = (request.received.min(now), method(&request.via));
        let records = self.book.ledger(&marker).no_by((request, &no), at, stamp, draw);
        let records = records.map_err(|error| crate::privacy::unsaid(&error))?;
        request.said = Some(now);
        Ok(records.into_iter().map(|(id, record)| (id, Some(record.encode()))).collect())
    }
}
