//! Consent events: what was said or done about the consent of one person, to one purpose, at one contact point. Written
//! once; every state is computed from them (`state.rs`). After ISO/IEC TS 27560 as the Data Privacy Vocabulary models it.

use super::fields;
use super::key;
use super::period::Period;
use super::point::Mark;
use super::words::{Basis, Channel, EventKind, EvidenceKind, Expression, IndicatedBy, Method};
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::Kind;

/// What there is to prove an event by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Of which kind.
    pub kind: EvidenceKind,
    /// In words: what was said, where it is. At most 64 KiB.
    pub text: String,
    /// The file, if it is one.
    pub file: Option<RecordId>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentEvent {
    /// Whose; none is everybody's, as when a purpose ends.
    pub person: Option<RecordId>,
    /// About which purpose; none is every purpose of direct marketing, and with Global Privacy Control advertising and
    /// passing on.
    pub purpose: Option<RecordId>,
    /// At which contact point; none is all of them for what restricts, and none of them for what gives.
    pub point: Option<Mark>,
    /// By which channel, if it matters.
    pub channel: Option<Channel>,
    /// What happened.
    pub kind: EventKind,
    /// When it was indicated, ms since 1970; never counts as later than when it was written.
    pub at: u64,
    /// By whom.
    pub indicated_by: IndicatedBy,
    /// By which way.
    pub method: Method,
    /// How.
    pub expression: Expression,
    /// The notice that was shown, and SHA-256 of its words.
    pub notice: Option<(RecordId, [u8; 32])>,
    /// How long a consent holds.
    pub validity: Option<Period>,
    /// Whether a consent counts only once a later event confirms it.
    pub confirm: bool,
    /// What proves it.
    pub evidence: Option<Evidence>,
    /// Restricting events and suppressions that this consent has seen and lifts.
    pub lifts: Vec<RecordId>,
    /// The event that it answers: the consent that it confirms, the entry that it corrects.
    pub answers: Option<RecordId>,
    /// The basis that was set.
    pub basis: Option<Basis>,
    /// Why: of a correction, an objection, a finding.
    pub why: String,
}

/// Why an event is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Nobody but the person, or who may speak for the person, consents; a file does not.
    #[error("only the person, or who may speak for them, can consent; an import cannot")]
    NotTheirs,
    /// Consent is to something that was said.
    #[error("a consent needs the notice that was shown")]
    NoNotice,
    /// Consent without an end would never be asked for again.
    #[error("a consent needs a time after which it ends")]
    NoValidity,
    /// Consent is one person's, to one purpose.
    #[error("a consent is one person's, to one purpose")]
    TooWide,
    /// It answers nothing.
    #[error("it does not say which entry it is about")]
    AnswersNothing,
    /// Corrections and findings are explained.
    #[error("it needs a reason")]
    NoReason,
    /// A field cannot hold a value.
    #[error(transparent)]
    Value(#[from] ValueError),
}

impl ConsentEvent {
    /// An event with everything empty that may be.
    pub fn new(person: RecordId, purpose: RecordId, kind: EventKind, at: u64, by: IndicatedBy, method: Method) -> Self {
        Self {
            person: Some(person),
            purpose: Some(purpose),
            point: None,
            channel: None,
            kind,
            at,
            indicated_by: by,
            method,
            expression: Expression::Expressed,
            notice: None,
            validity: None,
            confirm: false,
            evidence: None,
            lifts: Vec::new(),
            answers: None,
            basis: None,
            why: String::new(),
        }
    }

    /// Whether the person said it, or who may speak for the person, and not a file.
    pub fn is_theirs(&self) -> bool {
        matches!(self.indicated_by, IndicatedBy::Subject | IndicatedBy::Guardian) && self.method != Method::Import
    }

    /// Checks that the event says what one of its kind has to.
    pub fn check(&self) -> Result<(), EventError> {
        if self.kind.gives() {
            if !self.is_theirs() {
                return Err(EventError::NotTheirs);
            }
            if self.person.is_none() || self.purpose.is_none() {
                return Err(EventError::TooWide);
            }
            if self.notice.is_none() {
                return Err(EventError::NoNotice);
            }
            if self.validity.is_none() {
                return Err(EventError::NoValidity);
            }
        }
        match self.kind {
            EventKind::Confirmed if !self.is_theirs() => Err(EventError::NotTheirs),
            EventKind::Confirmed | EventKind::Corrected if self.answers.is_none() => Err(EventError::AnswersNothing),
            EventKind::Corrected | EventKind::Invalidated if self.why.trim().is_empty() => Err(EventError::NoReason),
            _ => Ok(()),
        }
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, EventError> {
        self.check()?;
        let evidence = self.evidence.as_ref();
        let record = fields::record(
            Kind::ConsentEvent,
            stamp,
            [
                (key::SUBJECT, fields::link(self.person)),
                (key::PURPOSE, fields::link(self.purpose)),
                (key::MARK, fields::bytes(self.point.map(|mark| mark.0))),
                (key::CHANNEL, Value::text(self.channel.map_or("", Channel::word))),
                (key::EVENT, Value::text(self.kind.word())),
                (key::AT, Value::Number(self.at)),
                (key::INDICATED_BY, Value::text(self.indicated_by.word())),
                (key::METHOD, Value::text(self.method.word())),
                (key::EXPRESSION, Value::text(self.expression.word())),
                (key::NOTICE, fields::link(self.notice.map(|(notice, _)| notice))),
                (key::NOTICE_HASH, fields::bytes(self.notice.map(|(_, hash)| hash))),
                (key::VALIDITY, fields::period(self.validity)),
                (key::CONFIRM, fields::yes(self.confirm)),
                (key::EVIDENCE_KIND, Value::text(evidence.map_or("", |evidence| evidence.kind.word()))),
                (key::EVIDENCE, Value::text(evidence.map_or("", |evidence| evidence.text.as_str()))),
                (key::EVIDENCE_FILE, fields::link(evidence.and_then(|evidence| evidence.file))),
                (key::LIFTS, fields::ids(&self.lifts)?),
                (key::ANSWERS, fields::link(self.answers)),
                (key::BASIS, Value::text(self.basis.map_or("", Basis::word))),
                (key::WHY, Value::text(self.why.as_str())),
            ],
        );
        Ok(record?)
    }

    /// Reads it; `None` if it is none, or says what this version does not know.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        let evidence = EvidenceKind::parse(record.text(key::EVIDENCE_KIND)).map(|kind| Evidence {
            kind,
            text: record.text(key::EVIDENCE).to_owned(),
            file: record.link(key::EVIDENCE_FILE),
        });
        (record.kind() == Kind::ConsentEvent).then_some(())?;
        Some(Self {
            person: record.link(key::SUBJECT),
            purpose: record.link(key::PURPOSE),
            point: fields::read_array(record, key::MARK).map(Mark),
            channel: Channel::parse(record.text(key::CHANNEL)),
            kind: EventKind::parse(record.text(key::EVENT))?,
            at: record.number(key::AT)?.min(record.created().ms),
            indicated_by: IndicatedBy::parse(record.text(key::INDICATED_BY))?,
            method: Method::parse(record.text(key::METHOD))?,
            expression: Expression::parse(record.text(key::EXPRESSION))?,
            notice: record.link(key::NOTICE).zip(fields::read_array(record, key::NOTICE_HASH)),
            validity: fields::read_period(record, key::VALIDITY),
            confirm: record.has(key::CONFIRM),
            evidence,
            lifts: fields::read_ids(record, key::LIFTS),
            answers: record.link(key::ANSWERS),
            basis: Basis::parse(record.text(key::BASIS)),
            why: record.text(key::WHY).to_owned(),
        })
    }
}
