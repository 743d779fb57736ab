//! When data goes: rules by kind, filter and trigger, holds, and where each record stands today. Nothing runs at night: a state is
//! computed when it is asked for, and what is overdue is applied by whoever unlocks next and may.

use super::ended::Begun;
use super::fields;
use super::key as pk;
use super::period::Period;
use super::point::Marker;
use super::purpose::Purpose;
use super::words::{Action, HoldKind, Trigger};
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::filter::{Asked, Filter, Test, Today};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::recur::Day;
use crate::schema::{FieldKey, Kind, key};

/// When records of a kind go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRule {
    /// As shown.
    pub name: String,
    /// Which records.
    pub of: Kind,
    /// What starts the time.
    pub trigger: Trigger,
    /// Which of them: those that fit this.
    pub filter: Filter,
    /// The date field, where that is the trigger.
    pub date_field: Option<FieldKey>,
    /// The purpose, where its end or that of a consent to it is the trigger, or what served only it is cleared.
    pub purpose: Option<RecordId>,
    /// How long after.
    pub after: Period,
    /// What then happens.
    pub action: Action,
    /// How long it waits for somebody to look.
    pub grace: Period,
}

/// Records that stay for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Which.
    pub records: Vec<RecordId>,
    /// By law, or put off.
    pub kind: HoldKind,
    /// Why; none holds nothing.
    pub why: String,
    /// The member who says so.
    pub by: Option<u32>,
    /// Until when, ms since 1970; what is put off needs it.
    pub until: Option<u64>,
}

/// Where a record stands under a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Its time has not come.
    Scheduled,
    /// Held by law.
    Held,
    /// Put off.
    Snoozed,
    /// To be looked at.
    Due,
    /// Nobody looked: the action is applied.
    Overdue,
}

/// Why a rule takes a person away by somebody's decision only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waits {
    /// The person asked for something, and is not answered yet.
    Request,
    /// The person's data is only stored (Art. 18), which may be what it is needed for.
    Restriction,
}

/// A record under a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionItem {
    /// Which.
    pub record: RecordId,
    /// When its time comes or came, ms since 1970.
    pub due_at: u64,
    /// Since when somebody can decide on it, ms since 1970: since then, or since the last of what kept it ended.
    pub from: u64,
    /// Where it stands.
    pub state: Due,
    /// Why it is due and stays so, however long nobody looks.
    pub waits: Option<Waits>,
}

impl RetentionRule {
    /// The fields of its record, to make or edit one.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        vec![
            (key::NAME, Value::text(self.name.as_str())),
            (pk::OF_KIND, Value::Number(u64::from(self.of.number()))),
            (pk::TRIGGER, Value::text(self.trigger.word())),
            (pk::RULE_FILTER, self.filter.encode().map_or(Value::Empty, Value::Bytes)),
            (pk::DATE_FIELD, fields::number(self.date_field.map(|field| u64::from(field.0)))),
            (pk::PURPOSE, fields::link(self.purpose)),
            (pk::AFTER, fields::period(Some(self.after))),
            (pk::ACTION, Value::text(self.action.word())),
            (pk::GRACE, fields::period(Some(self.grace))),
        ]
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        fields::record(Kind::RetentionRule, stamp, self.fields())
    }

    /// Whether a filter is one that a rule can have: it asks the same of everybody on every day, and is small enough to keep.
    /// What a list shows to whoever asks is no reason for data to go.
    pub fn may_filter(filter: &Filter) -> bool {
        let same = |_: FieldKey, test: &Test| !matches!(test, Test::Mine);
        filter.every(&same) && (filter.is_none() || filter.encode().is_some())
    }

    /// Reads it; a rule that is not wholly understood is none, and an unknown action is a review.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::RetentionRule).then_some(())?;
        Some(Self {
            name: record.text(key::NAME).to_owned(),
            of: Kind::from_number(u16::try_from(record.number(pk::OF_KIND)?).ok()?),
            filter: read_filter(record)?,
            trigger: Trigger::parse(record.text(pk::TRIGGER))?,
            date_field: record.number(pk::DATE_FIELD).and_then(|field| u16::try_from(field).ok()).map(FieldKey),
            purpose: record.link(pk::PURPOSE),
            after: fields::read_period(record, pk::AFTER)?,
            action: Action::parse(record.text(pk::ACTION)).unwrap_or(Action::Review),
            grace: fields::read_period(record, pk::GRACE).unwrap_or(Period::days(14)),
        })
    }
}

/// The filter of a rule: everything without one, and no rule with one that cannot be read.
fn read_filter(record: &RecordRef<'_>) -> Option<Filter> {
    match record.bytes(pk::RULE_FILTER) {
        [] => Some(Filter::none()),
        bytes => Filter::decode(bytes).filter(RetentionRule::may_filter),
    }
}

impl Hold {
    /// The fields of its record, to make or edit one.
    pub fn fields(&self) -> Vec<(FieldKey, Value)> {
        vec![
            (pk::HELD, Value::Relations(self.records.clone())),
            (pk::HOLD, Value::text(self.kind.word())),
            (pk::WHY, Value::text(self.why.as_str())),
            (key::OWNER, fields::number(self.by.map(u64::from))),
            (pk::UNTIL, fields::number(self.until)),
        ]
    }

    /// Its record, made now.
    pub fn write(&self, stamp: Stamp) -> Result<Record, ValueError> {
        fields::record(Kind::LegalHold, stamp, self.fields())
    }

    /// Reads it; an unknown kind holds as law does.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        (record.kind() == Kind::LegalHold).then_some(())?;
        Some(Self {
            records: record.relations(pk::HELD),
            kind: HoldKind::parse(record.text(pk::HOLD)).unwrap_or(HoldKind::Legal),
            why: record.text(pk::WHY).to_owned(),
            by: record.number(key::OWNER).and_then(|member| u32::try_from(member).ok()),
            until: record.number(pk::UNTIL),
        })
    }

    /// Whether it keeps anything at this moment, ms since 1970.
    pub fn holds(&self, now: u64) -> bool {
        let ends = self.until.map_or(self.kind == HoldKind::Snooze, |until| now >= until);
        !ends && !self.why.trim().is_empty()
    }
}

impl Book {
    /// The rule's filter, ready to be asked; `None` if it asks what a masked field says, of which nothing tells here: then
    /// nothing goes by it.
    fn asked_of(&self, rule: &RetentionRule, now: u64) -> Option<Asked> {
        self.asked_openly(rule.of, &rule.filter, now)
    }

    /// A filter that asks nothing of what is masked and the same of everybody, ready to be asked; `None` for any other.
    pub(super) fn asked_openly(&self, of: Kind, filter: &Filter, now: u64) -> Option<Asked> {
        let is_open = |field: FieldKey, test: &Test| matches!(test, Test::Filled) || !self.is_masked(of, field);
        let may = RetentionRule::may_filter(filter) && filter.every(&is_open);
        let day = Day::of_ms(now).filter(|_| may)?;
        // Days begin where UTC has them begin, on every device.
        let starts = now - now % super::period::DAY_MS;
        Some(filter.settled(of, &Today { day, starts, me: u32::MAX }).prepare(self))
    }

    /// Whether a rule is about this record, as it is at this moment, ms since 1970.
    pub(crate) fn is_under(&self, id: &RecordId, rule: &RetentionRule, now: u64) -> bool {
        let of = self.row_of(id).and_then(|row| Some((row, self.peek(row)?)));
        let Some((row, record)) = of.filter(|(_, record)| record.kind() == rule.of) else { return false };
        self.asked_of(rule, now).is_some_and(|fits| fits(self, row, &record))
    }

    /// The rules by which data goes that is held for a purpose: the one that the purpose names, and those that name it.
    pub fn rules_of(&self, id: &RecordId, purpose: &Purpose) -> Vec<(RecordId, RetentionRule)> {
        let rules = self.records_of(Kind::RetentionRule).filter_map(|(row, record)| {
            let rule = (self.id_of(row), RetentionRule::read(&record)?);
            (purpose.retention == Some(rule.0) || rule.1.purpose == Some(*id)).then_some(rule)
        });
        let mut rules: Vec<_> = rules.collect();
        rules.sort_by(|a, b| (&a.1.name, a.0).cmp(&(&b.1.name, b.0)));
        rules
    }

    /// Where every record under this rule stands at this moment, ms since 1970; the longest due first. Records whose time
    /// is not known, as without the date that starts it, are not among them.
    pub fn retention(&mut self, rule: &RetentionRule, marker: &dyn Marker, now: u64) -> Vec<RetentionItem> {
        let begun = self.ledger(marker).begun(rule, now);
        let fields = self.fields_of(rule, marker);
        let clears = rule.action == Action::ClearFields;
        let Some(fits) = self.asked_of(rule, now) else { return Vec::new() };
        let (held, freed, asking) = (self.holds_at(now), self.freed_at(now), self.asking());
        let item = |(row, record): (crate::book::Row, RecordRef<'_>)| {
            let id = self.id_of(row);
            if !fits(self, row, &record) || clears && !fields.iter().any(|field| record.has(*field)) {
                return None;
            }
            let due_at = rule.after.after(self.started(&id, &record, rule, &begun)?);
            let from = self.freed((&id, &record), &freed).map_or(due_at, |freed| due_at.max(freed));
            // A restriction takes nothing away: it holds for what is held too.
            let kept = held.get(&id).filter(|state| **state != Due::Held || rule.action != Action::Restrict);
            let state = match kept {
                _ if now < due_at => Due::Scheduled,
                Some(state) => *state,
                None if now >= rule.grace.after(from) => Due::Overdue,
                None => Due::Due,
            };
            let waits = matches!(state, Due::Due | Due::Overdue).then(|| self.waits(&id, rule, &asking)).flatten();
            let state = if waits.is_some() { Due::Due } else { state };
            Some(RetentionItem { record: id, due_at, from, state, waits })
        };
        let mut items: Vec<RetentionItem> = self.records_of(rule.of).filter_map(item).collect();
        items.sort_by_key(|item| (item.due_at, item.record));
        items
    }

    /// When a record's time began, ms since 1970.
    fn started(&self, id: &RecordId, record: &RecordRef<'_>, rule: &RetentionRule, begun: &Begun) -> Option<u64> {
        match rule.trigger {
            Trigger::Created => Some(record.created().ms),
            Trigger::LastActivity => {
                let about = self.referring_rows(id).filter_map(|row| self.peek(row));
                let happened = about.filter(|other| other.kind().is_worked_with());
                let last = happened.map(|other| other.number(key::WHEN).unwrap_or(other.changed().ms)).max();
                Some(last.unwrap_or_default().max(record.changed().ms))
            }
            Trigger::DealClosed => record.number(key::CLOSED),
            Trigger::ConsentEnded | Trigger::PurposeRetired => begun.of(id),
            Trigger::DateField => {
                let day = Day::parse(record.text(rule.date_field?))?;
                u64::try_from(day.days()).ok().map(|days| days * super::period::DAY_MS)
            }
        }
    }
}
