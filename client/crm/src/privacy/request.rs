//! What people ask for by right, and until when it has to be answered (Art. 12(3)): a month by the calendar, two more
//! where that is told with a reason within the first. Deadlines are computed, never stored.

use super::fields;
use super::key as pk;
use super::period::Period;
use super::words::{Identity, RequestKind, RequestState};
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, key};

const TERM: Period = Period::months(1);
const EXTENDED: Period = Period::months(3);
/// Days before the end from which it is warned.
const WARNINGS: [u16; 2] = [3, 7];

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whose; none until that is known.
    pub person: Option<RecordId>,
    /// What for.
    pub kind: RequestKind,
    /// By which way it came.
    pub via: String,
    /// When, ms since 1970.
    pub received: u64,
    /// Whether it is known who asks.
    pub identity: Identity,
    /// By what.
    pub identity_how: String,
    /// Since when, ms since 1970.
    pub identity_at: Option<u64>,
    /// Where it stands.
    pub state: RequestState,
    /// When its time was extended, ms since 1970, and why.
    pub extended: Option<(u64, String)>,
    /// Why it was refused, or why some of what it asks for goes on.
    pub refused_for: String,
    /// When it was written down what the person says no to by it, ms since 1970.
    pub said: Option<u64>,
    /// When the answer was delivered, ms since 1970.
    pub delivered: Option<u64>,
    /// The member who answers.
    pub owner: Option<u32>,
    /// Notes of the team.
    pub notes: String,
    /// Tasks that belong to it.
    pub tasks: Vec<RecordId>,
    /// When the package of data was made, ms since 1970, and SHA-256 over its files.
    pub package: Option<(u64, [u8; 32])>,
    /// Which fields were corrected, once it is closed.
    pub corrected: Vec<FieldKey>,
}

/// Whether what a request asks for was done, as far as records tell: [`Book::answer_to`](crate::Book::answer_to).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It was.
    Done,
    /// Not yet.
    Missing,
    /// Only people know.
    Untold,
}

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// There is time, or it is answered.
    Calm,
    /// A week or less.
    Week,
    /// Three days or less.
    Days,
    /// It is over.
    Overdue,
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The person is told why.
    #[error("it needs a reason that the person is told")]
    NoReason,
    /// Only within the first month.
    #[error("the time can be extended within the first month only")]
    TooLate,
    /// Once.
    #[error("the time was extended already")]
    Twice,
    /// Nobody's data goes to somebody else.
    #[error("it is not known yet who asks")]
    NotVerified,
    /// It is over.
    #[error("the request is closed")]
    Closed,
    /// A request goes forward, step by step.
    #[error("the request is not at this step")]
    NoStep,
    /// Done is what was done.
    #[error("what it asks for was not done yet")]
    NotDone,
    /// GDPR Art. 7(3) and 21(3).
    #[error("a withdrawal is never refused, and an objection only in part, where it is written down")]
    Absolute,
    /// Nobody is checked before it is known who it is.
    #[error("it is not known yet whose request it is")]
    NoPerson,
    /// A check that nobody can follow is none.
    #[error("it does not say how that is known")]
    NoProof,
}

impl Request {
    /// The fields of its record, to make or edit one.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        let extended = self.extended.as_ref();
        vec![
            (pk::SUBJECT, fields::link(self.person)),
            (pk::REQUEST, Value::text(self.kind.word())),
            (pk::VIA, Value::text(self.via.as_str())),
            (pk::RECEIVED, Value::Number(self.received)),
            (pk::IDENTITY, Value::text(self.identity.word())),
            (pk::IDENTITY_HOW, Value::text(self.identity_how.as_str())),
            (pk::IDENTITY_AT, fields::number(self.identity_at)),
            (pk::REQUEST_STATE, Value::text(self.state.word())),
            (pk::EXTENDED_AT, fields::number(extended.map(|(at, _)| *at))),
            (pk::EXTENDED_FOR, Value::text(extended.map_or("", |(_, why)| why))),
            (pk::REFUSED_FOR, Value::text(self.refused_for.as_str())),
            (pk::SAID, fields::number(self.said)),
            (pk::DELIVERED, fields::number(self.delivered)),
            (key::OWNER, fields::number(self.owner.map(u64::from))),
            (key::NOTES, Value::text(self.notes.as_str())),
            (pk::TASKS, Value::Relations(self.tasks.clone())),
            (pk::PACKAGE_AT, fields::number(self.package.map(|(at, _)| at))),
            (pk::PACKAGE_SHA256, fields::bytes(self.package.map(|(_, hash)| hash))),
            (pk::CORRECTED, fields::keys(&self.corrected)),
        ]
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        fields::record(Kind::Request, stamp, self.fields())
    }

    /// Reads it; `None` if it is none or asks for what this version does not know.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::Request).then_some(())?;
        Some(Self {
            person: record.link(pk::SUBJECT),
            kind: RequestKind::parse(record.text(pk::REQUEST))?,
            via: record.text(pk::VIA).to_owned(),
            received: record.number(pk::RECEIVED)?,
            identity: Identity::parse(record.text(pk::IDENTITY)).unwrap_or(Identity::Unverified),
            identity_how: record.text(pk::IDENTITY_HOW).to_owned(),
            identity_at: record.number(pk::IDENTITY_AT),
            state: RequestState::parse(record.text(pk::REQUEST_STATE)).unwrap_or(RequestState::Received),
            extended: record.number(pk::EXTENDED_AT).map(|at| (at, record.text(pk::EXTENDED_FOR).to_owned())),
            refused_for: record.text(pk::REFUSED_FOR).to_owned(),
            said: record.number(pk::SAID),
            delivered: record.number(pk::DELIVERED),
            owner: record.number(key::OWNER).and_then(|member| u32::try_from(member).ok()),
            notes: record.text(key::NOTES).to_owned(),
            tasks: record.relations(pk::TASKS),
            package: record.number(pk::PACKAGE_AT).zip(fields::read_array(record, pk::PACKAGE_SHA256)),
            corrected: fields::read_keys(record, pk::CORRECTED),
        })
    }

    /// Whether nothing is to be done any more.
    pub fn is_closed(&self) -> bool {
        use RequestState::{Duplicate, Fulfilled, Refused, Withdrawn};
        matches!(self.state, Fulfilled | Refused | Withdrawn | Duplicate)
    }

    /// Until when it has to be answered, ms since 1970. An extension counts only with a reason and within the first month.
    pub fn due_at(&self) -> u64 {
        let first = TERM.after(self.received);
        let extended = self.extended.as_ref().is_some_and(|(at, why)| *at < first && !why.trim().is_empty());
        if extended { EXTENDED.after(self.received) } else { first }
    }

    /// How near the end is at this moment, ms since 1970.
    pub fn urgency(&self, now: u64) -> Urgency {
        let due = self.due_at();
        let [days, week] = WARNINGS.map(|days| Period::days(days).before(due));
        match now {
            _ if self.is_closed() => Urgency::Calm,
            now if now >= due => Urgency::Overdue,
            now if now >= days => Urgency::Days,
            now if now >= week => Urgency::Week,
            _ => Urgency::Calm,
        }
    }

    /// Takes two months more.
    pub fn extend(&mut self, now: u64, why: &str) -> Result<(), RequestError> {
        match () {
            () if self.is_closed() => return Err(RequestError::Closed),
            () if self.extended.is_some() => return Err(RequestError::Twice),
            () if why.trim().is_empty() => return Err(RequestError::NoReason),
            () if now >= TERM.after(self.received) => return Err(RequestError::TooLate),
            () => {}
        }
        self.extended = Some((now, why.to_owned()));
        Ok(())
    }

    /// Whether nobody's data goes anywhere by it, so that it needs no proof of who asks.
    pub fn is_safe(&self) -> bool {
        matches!(self.kind, RequestKind::Object | RequestKind::Withdraw | RequestKind::Complaint)
    }

    /// Whether it may be worked on: it is known who asks, or need not be.
    pub fn may_be_done(&self) -> bool {
        self.is_safe() || self.identity == Identity::Verified
    }

    fn is_open(&self) -> Result<(), RequestError> {
        if self.is_closed() { Err(RequestError::Closed) } else { Ok(()) }
    }

    /// Says whose it is. What was checked and made for somebody else counts no more.
    pub fn link_to(&mut self, person: RecordId) -> Result<(), RequestError> {
        self.is_open()?;
        if self.person == Some(person) {
            return Ok(());
        }
        (self.person, self.identity, self.identity_at, self.package) = (Some(person), Identity::Unverified, None, None);
        self.identity_how.clear();
        self.refused_for.clear();
        self.said = None;
        if self.state != RequestState::Received {
            self.state = RequestState::Verifying;
        }
        Ok(())
    }

    /// Writes down whether it is known who asks, and how; once it is, the work begins.
    pub fn check_identity(&mut self, is_known: bool, how: &str, now: u64) -> Result<(), RequestError> {
        self.is_open()?;
        match () {
            () if is_known && self.person.is_none() => return Err(RequestError::NoPerson),
            () if how.trim().is_empty() => return Err(RequestError::NoProof),
            () => {}
        }
        self.identity = if is_known { Identity::Verified } else { Identity::Failed };
        (self.identity_how, self.identity_at) = (how.trim().to_owned(), Some(now));
        self.state = match (is_known, self.state) {
            (true, RequestState::Approval) => RequestState::Approval,
            (true, _) => RequestState::InProgress,
            (false, _) => RequestState::Verifying,
        };
        Ok(())
    }

    /// The steps that may be taken from where it stands, but for answer and refusal.
    pub fn steps(&self) -> Vec<RequestState> {
        use RequestState::{Approval, Duplicate, InProgress, Received, Verifying, Withdrawn};
        let ahead: &[RequestState] = match self.state {
            _ if self.is_closed() => return Vec::new(),
            Received if self.is_safe() => &[Verifying, InProgress],
            Received => &[Verifying],
            Verifying if self.may_be_done() => &[InProgress],
            InProgress if self.may_be_done() => &[Approval],
            Approval => &[InProgress],
            _ => &[],
        };
        ahead.iter().copied().chain([Withdrawn, Duplicate]).collect()
    }

    /// Takes a step: forward, back from approval, or out because it was taken back or asked twice.
    pub fn advance(&mut self, to: RequestState) -> Result<(), RequestError> {
        self.is_open()?;
        if !self.steps().contains(&to) {
            let unknown = to == RequestState::InProgress && !self.may_be_done();
            return Err(if unknown { RequestError::NotVerified } else { RequestError::NoStep });
        }
        self.state = to;
        Ok(())
    }

    /// Answers it: what somebody objects to or withdraws needs no proof of who they are, everything else does. What the
    /// records tell not to be done is not answered.
    pub fn fulfil(&mut self, now: u64, answer: Answer) -> Result<(), RequestError> {
        self.is_open()?;
        match () {
            () if !self.may_be_done() => return Err(RequestError::NotVerified),
            () if answer == Answer::Missing => return Err(RequestError::NotDone),
            () => {}
        }
        (self.state, self.delivered) = (RequestState::Fulfilled, Some(now));
        Ok(())
    }

    /// Refuses an objection to what rests on interests, by compelling grounds that the person is told (Art. 21(1)). One to
    /// marketing ends it whatever they are, and is written down.
    pub fn outweigh(&mut self, why: &str) -> Result<(), RequestError> {
        self.is_open()?;
        if why.trim().is_empty() {
            return Err(RequestError::NoReason);
        }
        (self.state, self.refused_for) = (RequestState::Refused, why.trim().to_owned());
        Ok(())
    }

    /// Refuses it.
    pub fn refuse(&mut self, why: &str) -> Result<(), RequestError> {
        self.is_open()?;
        match () {
            () if matches!(self.kind, RequestKind::Object | RequestKind::Withdraw) => {
                return Err(RequestError::Absolute);
            }
            () if why.trim().is_empty() => return Err(RequestError::NoReason),
            () => {}
        }
        (self.state, self.refused_for) = (RequestState::Refused, why.trim().to_owned());
        Ok(())
    }
}
