//! What a team defines itself: fields and kinds of its own, pipelines.

use super::{FieldKey, Id, Kind, Outcome};
use crate::privacy::masked::FieldTerms;
use serde::{Deserialize, Serialize};

/// Forms that a field of one's own can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// One line.
    Text,
    /// Several lines of Markdown.
    LongText,
    /// A plain number.
    Number,
    /// An amount with its currency.
    Money,
    /// A day.
    Date,
    /// One of some words.
    Choice,
    /// Any number of some words.
    Choices,
    /// Yes, or no.
    YesNo,
    /// Labelled e-mail addresses.
    Email,
    /// Labelled telephone numbers.
    Phone,
    /// Labelled postal addresses.
    Address,
    /// Labelled web addresses.
    Link,
    /// Other records.
    Relation,
    /// A member of the vault.
    Member,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::LongText,
        Self::Number,
        Self::Money,
        Self::Date,
        Self::Choice,
        Self::Choices,
        Self::YesNo,
        Self::Email,
        Self::Phone,
        Self::Address,
        Self::Link,
        Self::Relation,
        Self::Member,
    ];

    /// The form of a field's number; `None` for fields that Tacit defines.
    pub fn of(key: FieldKey) -> Option<Self> {
        Self::ALL.get(usize::from(key.0.checked_sub(0x4000)? / 0x800)).copied()
    }

    /// Whether its words are listed with the definition.
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }
}

/// A field of the team's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OwnField {
    /// The definition's record.
    pub id: Id,
    /// Its number.
    pub key: FieldKey,
    /// Its form.
    pub form: Form,
    /// As shown.
    pub name: String,
    /// The words of a choice, in order.
    pub choices: Vec<String>,
    /// How many records hold a value.
    pub used: u32,
    /// What it is as data about people.
    pub terms: FieldTerms,
}

/// What a field of one's own is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldWish {
    /// The definition to change; without one a new field.
    pub id: Option<Id>,
    /// Of which kind.
    pub kind: Kind,
    /// Of a new field its form; it never changes.
    pub form: Form,
    /// As shown.
    pub name: String,
    /// The words of a choice, in order.
    pub choices: Vec<String>,
    /// What it is as data about people.
    pub terms: FieldTerms,
    /// Why it is less delicate than it was; else empty.
    pub why: String,
}

/// A kind of records that the team defined.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OwnObject {
    /// The definition's record.
    pub id: Id,
    /// The kind.
    pub kind: Kind,
    /// What one of them is called.
    pub one: String,
    /// What several are called.
    pub many: String,
    /// The name of its sign.
    pub sign: String,
    /// How many there are.
    pub count: u32,
}

/// What is done with kinds that the team defines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObjectAsk {
    /// Define one, or call it otherwise.
    Save(ObjectWish),
    /// Remove one that has no records.
    End(Id),
    /// Put them into this order.
    Order(Vec<Id>),
}

/// What a kind of one's own is to be called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectWish {
    /// The definition to change; without one a new kind.
    pub id: Option<Id>,
    /// What one of them is called.
    pub one: String,
    /// What several are called.
    pub many: String,
    /// The name of its sign.
    pub sign: String,
}

/// What a pipeline is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineWish {
    /// The one to change; without one a new pipeline.
    pub id: Option<Id>,
    /// As shown.
    pub name: String,
    /// Every stage, in order; of those that are there already the ones that are not named are removed.
    pub stages: Vec<StageWish>,
}

/// What a stage is to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StageWish {
    /// The one to change; without one a new stage.
    pub id: Option<Id>,
    /// As shown.
    pub name: String,
    /// What it means for its deals.
    pub outcome: Outcome,
    /// How likely they are to be won, in percent.
    pub chance: u8,
}
