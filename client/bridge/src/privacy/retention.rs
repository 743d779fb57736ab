//! When data goes: rules, what is due by them, and what is held.

use crate::records::{FieldKey, Id, Related};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum RetentionAsk {
    /// Rules, what is due, and holds → [`RetentionAnswer`].
    Overview {
        /// How many due records are shown at most.
        count: u32,
    },
    /// Makes or changes a rule → [`Reply::Changed`](crate::Reply::Changed).
    SaveRule {
        /// Which; none makes one.
        id: Option<Id>,
        /// As it is to be.
        rule: Rule,
    },
    /// Ends a rule → [`Reply::Changed`](crate::Reply::Changed).
    EndRule(Id),
    /// Applies what rules say to records that are due by them → [`Reply::Done`](crate::Reply::Done).
    Apply(Vec<DueOf>),
    /// Keeps records, by law or put off → [`Reply::Changed`](crate::Reply::Changed).
    Hold {
        /// Which.
        records: Vec<Id>,
        /// By law; else put off.
        by_law: bool,
        /// Why; must say something.
        why: String,
        /// Until when, ms since 1970; what is put off needs it.
        until: Option<u64>,
    },
    /// Ends a hold, with why → [`Reply::Changed`](crate::Reply::Changed).
    EndHold(Id),
}

/// A record that is due by a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueOf {
    /// Which record.
    pub record: Id,
    /// By which rule.
    pub rule: Id,
}

/// A rule. Words (kind, trigger, action) are those that records are written in, spans those of ISO 8601.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// As shown.
    pub name: String,
    /// Which records: "person", "company", "deal", "task", "activity".
    pub of: String,
    /// What starts the time.
    pub trigger: String,
    /// The date field, where that is the trigger.
    pub date_field: Option<FieldKey>,
    /// How long after: "P36M".
    pub after: String,
    /// What then happens.
    pub action: String,
    /// How long it waits for somebody to look: "P14D".
    pub grace: String,
}

/// A rule with how many records are due by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its record.
    pub id: Id,
    /// What it says.
    pub rule: Rule,
    /// Records whose time it counts.
    pub counts: u32,
    /// Of them due, overdue ones among them.
    pub due: u32,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DueState {
    /// Nobody looked in time: it is applied at the next synchronisation of somebody who may.
    Overdue,
    /// To be looked at.
    Due,
    /// Put off.
    Snoozed,
    /// Held by law.
    Held,
}

/// A record in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DueView {
    /// Which.
    pub of: DueOf,
    /// Its page.
    pub page: Related,
    /// The rule's name.
    pub rule: String,
    /// What the rule does.
    pub action: String,
    /// Since when it is due, ms since 1970.
    pub due_at: u64,
    /// When it is applied if nobody looks, ms since 1970; none where a rule only asks.
    pub applied_at: Option<u64>,
    /// Where it stands.
    pub state: DueState,
    /// Why no rule takes it away by itself.
    pub waits: Option<Waits>,
}

/// Why a rule takes a person away by somebody's decision only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waits {
    /// A request of theirs is open.
    Request,
    /// Their data is only stored.
    Restriction,
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HoldView {
    /// Its record.
    pub id: Id,
    /// What it keeps, the first of them.
    pub records: Vec<Related>,
    /// How many in all.
    pub count: u32,
    /// By law; else put off.
    pub by_law: bool,
    /// Why.
    pub why: String,
    /// Who said so.
    pub by: String,
    /// Until when, ms since 1970.
    pub until: Option<u64>,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RetentionAnswer {
    /// Rules, by name.
    pub rules: Vec<RuleView>,
    /// What is due, put off or held, the longest due first.
    pub queue: Vec<DueView>,
    /// How many stand so: overdue, due, put off, held.
    pub totals: [u32; 4],
    /// Holds that keep something now.
    pub holds: Vec<HoldView>,
    /// Whether this member may erase for good, so that overdue ones are applied here.
    pub may_erase: bool,
}
