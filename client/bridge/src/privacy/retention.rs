//! When data goes: rules, what is due by them, and what is held.

use crate::records::{FieldKey, Filter, Id, Kind, Related};
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
    /// Ends a hold, one by law with why → [`Reply::Changed`](crate::Reply::Changed).
    EndHold {
        /// Which.
        hold: Id,
        /// Why; of what was put off it may be empty.
        why: String,
    },
}

/// A record that is due by a rule, or a value of it by how long its field is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueOf {
    /// Which record.
    pub record: Id,
    /// By which rule, or the definition of which field.
    pub rule: Id,
}

/// A rule. Words (kind, trigger, action) are those that records are written in, spans those of ISO 8601.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// As shown.
    pub name: String,
    /// Which records, by the word of their kind: see [`word_of`].
    pub of: String,
    /// Which of them.
    pub filter: Filter,
    /// What starts the time.
    pub trigger: String,
    /// The date field, where that is the trigger.
    pub date_field: Option<FieldKey>,
    /// The purpose, where its end or that of a consent to it is the trigger.
    pub purpose: Option<Id>,
    /// How long after: "P36M".
    pub after: String,
    /// What then happens.
    pub action: String,
    /// How long it waits for somebody to look: "P14D".
    pub grace: String,
}

const KINDS: [(&str, Kind); 5] = [
    ("person", Kind::Person),
    ("company", Kind::Company),
    ("deal", Kind::Deal),
    ("task", Kind::Task),
    ("activity", Kind::Activity),
];
/// Before the number of a kind that the team defined.
const OWN: &str = "own-";

/// The word by which a rule names a kind; `None` of kinds that no rule is about.
pub fn word_of(kind: Kind) -> Option<String> {
    match kind {
        Kind::Own(number) => Some(format!("{OWN}{number}")),
        kind => KINDS.into_iter().find(|(_, known)| *known == kind).map(|(word, _)| word.to_owned()),
    }
}

/// The kind that a rule's word names.
pub fn kind_of(word: &str) -> Option<Kind> {
    match word.strip_prefix(OWN) {
        Some(number) => number.parse().ok().map(Kind::Own),
        None => KINDS.into_iter().find(|(known, _)| *known == word).map(|(_, kind)| kind),
    }
}

/// A rule with how many records are due by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its record.
    pub id: Id,
    /// What it says.
    pub rule: Rule,
    /// What the purpose is called.
    pub purpose: String,
    /// Records whose time it counts.
    pub counts: u32,
    /// Of them due, overdue ones among them.
    pub due: u32,
}

/// A field of the team's own whose values are kept for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptView {
    /// Its definition.
    pub id: Id,
    /// Of which kind.
    pub kind: Kind,
    /// As shown.
    pub name: String,
    /// For how long, ISO 8601.
    pub kept_for: String,
    /// Values whose time it counts.
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
    /// The name of the rule, or of the field.
    pub rule: String,
    /// What the rule does; "clear" of a field.
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
    /// Whoever changed the field last may not take data away for good.
    Member,
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
    /// It may be ended here: one by law only by who may erase, or by who said so.
    pub may_end: bool,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RetentionAnswer {
    /// Rules, by name.
    pub rules: Vec<RuleView>,
    /// Fields that are kept for a time.
    pub fields: Vec<KeptView>,
    /// What is due, put off or held, the longest due first.
    pub queue: Vec<DueView>,
    /// How many stand so: overdue, due, put off, held.
    pub totals: [u32; 4],
    /// Holds that keep something now.
    pub holds: Vec<HoldView>,
    /// Whether this member may erase for good, so that overdue ones are applied here.
    pub may_erase: bool,
}
