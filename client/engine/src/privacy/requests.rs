//! What people ask for by right, shown: the list, one request with its log and tasks. What is done with one is in `steps`,
//! the package of somebody's data in `package`.

mod package;
mod steps;

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::requests as bp;
use tacit_bridge::privacy::requests::{RequestsAnswer, RequestsAsk};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{RequestKind, RequestState};
use tacit_crm::privacy::{Answer, Request, RequestError, Urgency};
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, RecordId};

const DAY_MS: u64 = 86_400_000;

fn answer(answer: RequestsAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Requests(answer))
}

/// Why a step is not taken, and what to do.
fn not_taken(error: RequestError) -> Problem {
    let words = error.to_string();
    let first: String = words.chars().take(1).flat_map(char::to_uppercase).collect();
    let todo = match error {
        RequestError::NoReason | RequestError::NoProof => "Say it in a few words, and try again.",
        RequestError::NotVerified => "Find out who asks first; nothing was sent.",
        RequestError::NoPerson => "Choose the person first.",
        RequestError::NotDone => "Do it first, then close the request.",
        RequestError::TooLate | RequestError::Twice | RequestError::Closed => "Nothing was changed.",
        RequestError::NoStep | RequestError::Absolute => "Nothing was changed. Look at the request again.",
    };
    say(BadInput, format!("{first}{}.", &words[first.len().min(words.len())..]), todo)
}

impl<P: Platform> Engine<P> {
    pub(super) fn requests_ask(&self, page: PageId, ask: RequestsAsk) -> Result<Reply, Failure> {
        let (now, device) = (self.platform.now(), self.device_label());
        match ask {
            RequestsAsk::List(of) => self.look(page, |vault| {
                let of = of.map(view::record_id);
                Ok(answer(RequestsAnswer::List(vault.request_list(of, now))))
            }),
            RequestsAsk::One(id) => self.look(page, |vault| vault.request_page(view::record_id(id), now)),
            RequestsAsk::Make(new) => self.edit(page, |vault, entropy| vault.make_request(new, (device, now), entropy)),
            RequestsAsk::Step { request, step } => {
                let id = view::record_id(request);
                self.edit(page, |vault, entropy| vault.take_step(id, step, (device, now), entropy))
            }
            RequestsAsk::Reveal { request, record, field } => {
                let id = view::record_id(request);
                let of = (view::record_id(record), FieldKey(field));
                self.edit(page, |vault, entropy| vault.reveal_text(id, of, device, now, entropy))
            }
            RequestsAsk::Texts(id) => self.look(page, |vault| vault.texts_about(view::record_id(id), now)),
            RequestsAsk::Package(wish) => {
                self.edit(page, |vault, entropy| vault.make_package(wish, (device, now), entropy))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    fn request_of(&self, id: &RecordId) -> Result<Request, Problem> {
        self.book.get(id).and_then(|record| Request::read(&record)).ok_or_else(|| problem(Gone))
    }

    fn request_view(&self, id: RecordId, of: &Request, now: u64) -> bp::RequestView {
        let due = of.due_at();
        let day = |at: u64| i32::try_from(at / DAY_MS).unwrap_or(i32::MAX);
        bp::RequestView {
            id: view::id(id),
            kind: of.kind.word().to_owned(),
            // The screen of requests shows those too whose data is only stored.
            person: of.person.map(|person| (view::id(person), self.book.name(&person))),
            via: of.via.clone(),
            received: of.received,
            due,
            days_left: day(due).saturating_sub(day(now)),
            urgency: match of.urgency(now) {
                Urgency::Calm => bp::Urgency::Calm,
                Urgency::Week => bp::Urgency::Week,
                Urgency::Days => bp::Urgency::Days,
                Urgency::Overdue => bp::Urgency::Overdue,
            },
            state: of.state.word().to_owned(),
            closed: of.is_closed(),
            owner: of.owner.map(|member| self.member_name(member)),
        }
    }

    /// Open ones by their end, then closed ones, the last one first.
    pub(super) fn request_list(&self, of: Option<RecordId>, now: u64) -> Vec<bp::RequestView> {
        let requests = match of {
            Some(person) => self.book.requests_of(&person),
            None => self.book.requests(),
        };
        let mut list: Vec<bp::RequestView> =
            requests.iter().map(|(id, request)| self.request_view(*id, request, now)).collect();
        list.sort_by_key(|one| {
            let newest = std::cmp::Reverse(if one.closed { one.received } else { 0 });
            (one.closed, if one.closed { 0 } else { one.due }, newest, one.id)
        });
        list
    }

    fn request_page(&mut self, id: RecordId, now: u64) -> Result<Reply, Failure> {
        let (request, marker) = (self.request_of(&id)?, self.marker()?);
        let answered = match self.book.answer_to(&request, &marker, now) {
            Answer::Done => bp::Answered::Done,
            Answer::Missing => bp::Answered::Missing,
            Answer::Untold => bp::Answered::Untold,
        };
        let refused = request.state == RequestState::Refused;
        let (refused_for, goes_on) = match refused {
            true => (request.refused_for.clone(), String::new()),
            false => (String::new(), request.refused_for.clone()),
        };
        let asks_to_stop = request.person.filter(|_| request.kind == RequestKind::Object && !request.is_closed());
        let objectable = asks_to_stop.map(|person| self.book.ledger(&marker).objectable(&person)).unwrap_or_default();
        let mut objectable: Vec<_> = objectable.iter().map(|id| (view::id(*id), self.book.name(id))).collect();
        objectable.sort_by(|a, b| a.1.cmp(&b.1));
        let page = bp::RequestPage {
            of: self.request_view(id, &request, now),
            notes: request.notes.clone(),
            identity: request.identity.word().to_owned(),
            identity_how: request.identity_how.clone(),
            identity_at: request.identity_at,
            safe: request.is_safe(),
            steps: request.steps().into_iter().map(|step| step.word().to_owned()).collect(),
            extended: request.extended.clone(),
            may_extend: request.clone().extend(now, "?").is_ok(),
            refused_for,
            goes_on,
            objectable,
            delivered: request.delivered,
            owner: request.owner,
            answered,
            person_here: request.person.is_some_and(|person| self.book.contains(&person)),
            corrected: self.book.rectified(&request).into_iter().map(view::shown_key).collect(),
            package: request.package.map(|(at, hash)| (at, super::export::hex(&hash))),
            tasks: request.tasks.iter().filter_map(|task| self.request_task(task)).collect(),
            log: self.request_log(&id),
        };
        Ok(answer(RequestsAnswer::One(Box::new(page))))
    }

    fn request_task(&self, id: &RecordId) -> Option<bp::RequestTask> {
        let task = self.book.get(id).filter(|record| record.kind() == Kind::Task)?;
        let (due, done) = (task.text(key::DUE).to_owned(), task.number(key::DONE).is_some_and(|done| done > 0));
        Some(bp::RequestTask { id: view::id(*id), name: task.name(), due, done })
    }

    /// What happened, from the signed events of the request, newest first.
    fn request_log(&self, id: &RecordId) -> Vec<bp::RequestEvent> {
        let events = self.book.accesses_of(id).into_iter();
        let log = events.map(|(stamp, event)| bp::RequestEvent {
            what: event.why,
            at: stamp.ms,
            by: self.member_name(stamp.author),
            device: event.device,
        });
        log.collect()
    }
}
