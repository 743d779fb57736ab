//! Purposes, what people are told about them, what they rest on for one person, and receipts of consents.

use super::ask::{Left, Named};
use super::controller::Controller;
use super::erasure::RecipientView;
use super::retention::Rule;
use crate::records::{FieldKey, Id};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum PurposesAsk {
    /// A recipient was told of what was changed about a person → [`Reply::Changed`](crate::Reply::Changed); never undone.
    ToldRecipient {
        /// About whom.
        person: Id,
        /// Who.
        party: Id,
    },
    /// Every purpose → [`PurposesAnswer::List`].
    List,
    /// One purpose with its notices → [`PurposesAnswer::Page`].
    Show(Id),
    /// Makes or changes a purpose → [`Reply::Changed`](crate::Reply::Changed).
    Save(PurposeWish),
    /// Pauses a purpose, or pursues it again → [`Reply::Changed`](crate::Reply::Changed).
    Pause {
        /// Which.
        purpose: Id,
        /// Whether it rests.
        paused: bool,
    },
    /// What ends with a purpose → [`PurposesAnswer::Ending`].
    Ending(Id),
    /// Ends a purpose and every consent to it, for good → [`Reply::Changed`](crate::Reply::Changed).
    Retire {
        /// Which.
        purpose: Id,
        /// Why; must say something.
        why: String,
    },
    /// Whose consent is valid → [`PurposesAnswer::People`].
    Consenting(Id),
    /// Whom to ask again, since a notice changed so much that their consent pauses → [`PurposesAnswer::People`].
    ToAskAgain(Id),
    /// What publishing a notice does → [`PurposesAnswer::Effect`].
    Effect(NoticeWish),
    /// Publishes a notice; written once → [`Reply::Changed`](crate::Reply::Changed).
    Publish(NoticeWish),
    /// What purposes rest on for a person, where the data came from, what left → [`PurposesAnswer::Person`].
    Person(Id),
    /// Sets another basis for one person → [`Reply::Changed`](crate::Reply::Changed).
    SetBasis(BasisWish),
    /// The receipt of the consent that this event gave → [`PurposesAnswer::Receipt`].
    Receipt(Id),
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum PurposesAnswer {
    /// Every purpose, those that only consent carries first.
    List(Vec<PurposeLine>),
    /// One purpose.
    Page(Box<PurposePage>),
    /// What ends with it.
    Ending(EndingView),
    /// People, by name.
    People(Named),
    /// What a notice does.
    Effect(NoticeEffect),
    /// One person.
    Person(Box<PersonFacts>),
    /// A receipt.
    Receipt(Box<ReceiptView>),
}

/// A purpose as it is made or changed. Words are those that records are written in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PurposeDraft {
    /// As shown.
    pub name: String,
    /// The short name; empty makes one of the name. Written once.
    pub short: String,
    /// What it is for. Written once.
    pub category: String,
    /// In plain words, for customers.
    pub plain_text: String,
    /// What it rests on.
    pub basis: String,
    /// What it may rest on besides.
    pub bases: Vec<String>,
    /// Why a basis other than consent carries it.
    pub justification: String,
    /// When that is looked at again, ms since 1970.
    pub review_due: Option<u64>,
    /// Channels that it uses.
    pub channels: Vec<String>,
    /// Consents count only once confirmed.
    pub double_opt_in: bool,
    /// For how long a consent holds, in months.
    pub months: u16,
    /// How many days before its end it is to be renewed; at least one.
    pub renew_days: u16,
    /// Fields that it needs.
    pub fields: Vec<FieldKey>,
    /// Third parties that get data for it.
    pub recipients: Vec<Id>,
    /// The rule of retention by which its data goes, beside those that name the purpose.
    pub retention: Option<Id>,
}

/// A purpose to be made, or changed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PurposeWish {
    /// Which; none makes one.
    pub id: Option<Id>,
    /// As it is to be.
    pub draft: PurposeDraft,
}

/// A purpose in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurposeLine {
    /// Which.
    pub id: Id,
    /// As it is.
    pub draft: PurposeDraft,
    /// "active", "paused", "retired".
    pub status: String,
    /// Only consent may carry it.
    pub needs_consent: bool,
    /// How many notices there were.
    pub notices: u32,
    /// Since when the notice holds that a consent is to, ms since 1970.
    pub told_since: Option<u64>,
    /// That notice.
    pub notice: Option<Id>,
    /// How many people have a valid consent.
    pub consenting: u32,
    /// How many have to be asked again.
    pub to_ask: u32,
}

/// One purpose with what it can be made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurposePage {
    /// The purpose.
    pub line: PurposeLine,
    /// Its notices, newest first.
    pub notices: Vec<NoticeView>,
    /// Fields of people that a purpose can need.
    pub fields: Vec<(FieldKey, String)>,
    /// Third parties, by name.
    pub parties: Vec<(Id, String)>,
    /// Kinds of third parties that are known.
    pub kinds: Vec<String>,
    /// Every purpose that is pursued or paused, by name.
    pub purposes: Vec<(Id, String)>,
    /// Rules of retention, by name.
    pub rules: Vec<(Id, String)>,
    /// Those by which data goes that is held for it.
    pub kept: Vec<Rule>,
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeView {
    /// Which.
    pub id: Id,
    /// Counted from the first.
    pub number: u32,
    /// In which language.
    pub lang: String,
    /// Word for word.
    pub text: String,
    /// SHA-256 of the words, in hexadecimal.
    pub sha256: String,
    /// When it takes effect, ms since 1970.
    pub effective_from: u64,
    /// It paused the consents to those before it.
    pub material: bool,
    /// A consent now is to this one.
    pub current: bool,
    /// About which purposes.
    pub purposes: Vec<Id>,
    /// Third parties that it names.
    pub recipients: Vec<(Id, String)>,
    /// Kinds of third parties that it names.
    pub kinds: Vec<String>,
    /// Who published it.
    pub by: String,
}

/// A notice to be published.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeWish {
    /// About which purposes.
    pub purposes: Vec<Id>,
    /// In which language (BCP 47).
    pub lang: String,
    /// Word for word.
    pub text: String,
    /// From when on, ms since 1970; none is at once.
    pub from: Option<u64>,
    /// Whether consents to earlier ones pause.
    pub material: bool,
    /// Third parties that it names.
    pub recipients: Vec<Id>,
    /// Kinds of third parties that it names.
    pub kinds: Vec<String>,
}

/// What publishing a notice does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NoticeEffect {
    /// How many consents it pauses.
    pub pauses: u32,
    /// Whose.
    pub people: Named,
}

/// What ends with a purpose.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EndingView {
    /// Whose consent ends.
    pub people: Named,
    /// Fields that no purpose needs any more.
    pub fields: Vec<FieldKey>,
}

/// A piece of text in two wordings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PieceView {
    /// In both.
    Same(String),
    /// In the earlier one only.
    Gone(String),
    /// In the later one only.
    New(String),
}

/// What is known about a person's data beside what they said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonFacts {
    /// What each purpose rests on.
    pub bases: Vec<BasisView>,
    /// Where the data came from.
    pub sources: Vec<SourceView>,
    /// What left.
    pub disclosures: Left,
    /// When the person was told where the data came from, newest first.
    pub told: Vec<ToldView>,
    /// Recipients who have to hear of a correction or a restriction (Art. 19).
    pub to_tell: Vec<ToTellView>,
}

/// A recipient who has to hear of what was changed about a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToTellView {
    /// Who, and how to reach them about data protection.
    pub party: RecipientView,
    /// The data is only stored; else it was corrected.
    pub restricted: bool,
    /// Since when, ms since 1970.
    pub since: u64,
}

/// That a person was told where the data came from (Art. 14).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToldView {
    /// When, ms since 1970.
    pub at: u64,
    /// By whom it was written down.
    pub by: String,
    /// By which way; empty for who knew already, or where nobody said.
    pub method: String,
    /// The purposes of the notice, by name; empty without one.
    pub notice: String,
}

/// What a purpose rests on for one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BasisView {
    /// Which purpose.
    pub purpose: Id,
    /// As called.
    pub name: String,
    /// What it rests on.
    pub basis: String,
    /// Why.
    pub justification: String,
    /// Where the weighing of interests is; empty where none is named, or it was not set for this person.
    pub assessment: String,
    /// When that is looked at again, ms since 1970.
    pub review_due: Option<u64>,
    /// It was set for this person.
    pub set: bool,
    /// What may be set; none where only consent carries it.
    pub choices: Vec<String>,
}

/// Where data came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceView {
    /// When, ms since 1970.
    pub at: u64,
    /// Who brought it in.
    pub by: String,
    /// What the record says about its source; empty for typed in by hand.
    pub text: String,
    /// The files of the import that brought it; empty where none did.
    pub file: String,
    /// Of which fields; none is the record itself.
    pub fields: Vec<FieldKey>,
}

/// A basis to be set.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct BasisWish {
    /// For whom.
    pub person: Id,
    /// For what.
    pub purpose: Id,
    /// On what.
    pub basis: String,
    /// Why.
    pub justification: String,
    /// Where the weighing of interests is; may stay empty.
    pub assessment: String,
    /// When it is looked at again, ms since 1970.
    pub review_due: Option<u64>,
}

/// A receipt, to read and to take away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Of which event.
    pub id: Id,
    /// When it was made, ms since 1970.
    pub at: u64,
    /// The controller.
    pub controller: Controller,
    /// Whose.
    pub person: Id,
    /// As called.
    pub name: String,
    /// The contact point, if the person still has it.
    pub point: Option<String>,
    /// The purpose.
    pub purpose: String,
    /// In plain words.
    pub plain_text: String,
    /// Categories of data.
    pub categories: Vec<String>,
    /// The notice, word for word; none if it is not here.
    pub text: Option<String>,
    /// In which language.
    pub lang: String,
    /// SHA-256 of what was consented to, in hexadecimal.
    pub sha256: String,
    /// Who may get data.
    pub recipients: Vec<String>,
    /// What happened, in order.
    pub events: Vec<super::EventView>,
    /// When the consent ends, ms since 1970.
    pub until: Option<u64>,
    /// The rules by which data goes that is held for the purpose.
    pub kept: Vec<Rule>,
    /// The document (ISO/IEC TS 27560, JSON-LD).
    pub json: String,
}
