//! Contact points that are left alone, known by their marks only, and people whose data is stored and not used.

use super::fields;
use super::key;
use super::point::Mark;
use super::words::{Category, Channel, SuppressedFor};
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};

/// How far a suppression reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Nothing goes there.
    All,
    /// Nothing that only consent may carry.
    Marketing,
    /// Nothing of this purpose.
    Purpose(RecordId),
    /// Nothing by this channel.
    Channel(Channel),
}

/// A contact point that is left alone. Survives the erasure of whose it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Which.
    pub point: Mark,
    /// How far.
    pub scope: Scope,
    /// Why.
    pub reason: SuppressedFor,
    /// Since when, ms since 1970.
    pub since: u64,
    /// The event that it came from.
    pub source: Option<RecordId>,
}

impl Suppression {
    /// Whether what is said of marketing reaches a purpose of this category. Nobody who was erased is approached again, be it
    /// without consent.
    pub fn reaches_category(&self, category: Category) -> bool {
        category.needs_consent() || self.reason == SuppressedFor::Erased && category == Category::Sales
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        let (scope, purpose, channel) = match self.scope {
            Scope::All => ("all", None, ""),
            Scope::Marketing => ("marketing", None, ""),
            Scope::Purpose(purpose) => ("purpose", Some(purpose), ""),
            Scope::Channel(channel) => ("channel", None, channel.word()),
        };
        let fields = [
            (key::MARK, fields::bytes(Some(self.point.0))),
            (key::SCOPE, Value::text(scope)),
            (key::PURPOSE, fields::link(purpose)),
            (key::CHANNEL, Value::text(channel)),
            (key::SUPPRESSED_FOR, Value::text(self.reason.word())),
            (key::SINCE, Value::Number(self.since)),
            (key::SOURCE_EVENT, fields::link(self.source)),
        ];
        fields::record(Kind::Suppression, stamp, fields)
    }

    /// Reads it; a scope or reason that this version does not know reads as the widest one, which nothing lifts.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::Suppression).then_some(())?;
        let scope = match record.text(key::SCOPE) {
            "marketing" => Scope::Marketing,
            "purpose" => record.link(key::PURPOSE).map_or(Scope::All, Scope::Purpose),
            "channel" => Channel::parse(record.text(key::CHANNEL)).map_or(Scope::All, Scope::Channel),
            _ => Scope::All,
        };
        Some(Self {
            point: Mark(fields::read_array(record, key::MARK)?),
            scope,
            reason: SuppressedFor::parse(record.text(key::SUPPRESSED_FOR)).unwrap_or(SuppressedFor::Legal),
            since: record.number(key::SINCE).unwrap_or_default(),
            source: record.link(key::SOURCE_EVENT),
        })
    }
}

/// A person whose data is stored and nothing else (Art. 18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Who.
    pub person: RecordId,
    /// Since when, ms since 1970.
    pub since: u64,
    /// Why.
    pub why: String,
    /// Until when, ms since 1970; none is until it is lifted.
    pub until: Option<u64>,
}

impl Restriction {
    /// The fields of its record, to make or edit one.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        vec![
            (key::SUBJECT, Value::Link(self.person)),
            (key::SINCE, Value::Number(self.since)),
            (key::WHY, Value::text(self.why.as_str())),
            (key::UNTIL, fields::number(self.until)),
        ]
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        fields::record(Kind::Restriction, stamp, self.fields())
    }

    /// Reads it; `None` if it is none.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::Restriction).then_some(())?;
        Some(Self {
            person: record.link(key::SUBJECT)?,
            since: record.number(key::SINCE).unwrap_or_default(),
            why: record.text(key::WHY).to_owned(),
            until: record.number(key::UNTIL),
        })
    }

    /// Ends it in its record at this moment, ms since 1970, with why.
    pub fn lift(record: &mut Record, why: &str, now: u64, stamp: Stamp) -> Result<bool, ValueError> {
        let because = record.set(key::LIFTED_FOR, Value::text(why), stamp)?;
        Ok(record.set(key::UNTIL, Value::Number(now), stamp)? || because)
    }

    /// Whether it holds at this moment, ms since 1970.
    pub fn holds(&self, now: u64) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}
