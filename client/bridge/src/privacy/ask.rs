//! What the page asks about rules of privacy beyond one person's consents, and what it is answered.

use super::audit::{AuditAnswer, AuditAsk};
use super::centre::{CentreAnswer, CentreAsk};
use super::controller::{ControllerAsk, ControllerView};
use super::erasure::{ErasureAnswer, ErasureAsk};
use super::export::{ExportChoices, ExportFile, ExportPreview, ExportWish};
use super::fields::{FieldsAnswer, FieldsAsk};
use super::ledger::{LedgerAnswer, LedgerAsk};
use super::masked::{MaskedAnswer, MaskedAsk};
use super::party::{PartyView, PartyWish, ProcessingView};
use super::purpose::{PurposesAnswer, PurposesAsk};
use super::requests::{RequestsAnswer, RequestsAsk};
use super::retention::{RetentionAnswer, RetentionAsk};
use super::returning::{ReturnView, ReturningAnswer, ReturningAsk};
use super::server::{ServerAnswer, ServerAsk};
use super::statistics::{StatisticsAnswer, StatisticsAsk};
use super::suppressions::{SuppressionsAnswer, SuppressionsAsk};
use super::taking::TakingAsk;
use super::versions::{VersionsAnswer, VersionsAsk};
use crate::records::{FieldKey, Id, Kind};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum PrivacyAsk {
    /// Whose data is only stored, and what left → [`PrivacyAnswer::Overview`].
    Overview,
    /// From now on a person's data is only stored → [`Reply::Changed`](crate::Reply::Changed); not undone, but lifted.
    Restrict {
        /// Whose.
        person: Id,
        /// Why; must say something.
        why: String,
        /// When it ends by itself, ms since 1970; none is when somebody lifts it.
        until: Option<u64>,
    },
    /// A person's data may be used again → [`Reply::Changed`](crate::Reply::Changed).
    Lift {
        /// Whose.
        person: Id,
        /// Why; must say something.
        why: String,
    },
    /// Something about a consent to write down → [`Reply::Changed`](crate::Reply::Changed); never undone.
    Said(super::said::SaidWish),
    /// That an entry of the ledger is wrong → [`Reply::Changed`](crate::Reply::Changed); never undone.
    Correct(super::proof::CorrectWish),
    /// Third parties → [`PrivacyAnswer::Parties`].
    Parties,
    /// Makes or changes a third party → [`Reply::Changed`](crate::Reply::Changed).
    SaveParty(PartyWish),
    /// Purposes, notices, bases, receipts → [`PrivacyAnswer::Purposes`], or what the question says.
    Purposes(PurposesAsk),
    /// The record of processing activities (Art. 30) → [`PrivacyAnswer::Processing`].
    Processing,
    /// For what, to whom and which fields → [`PrivacyAnswer::Choices`].
    ExportChoices,
    /// What an export comes to → [`PrivacyAnswer::Preview`].
    PreviewExport(ExportWish),
    /// Who, or which records, are left out for this reason, by name → [`PrivacyAnswer::People`].
    LeftOut {
        /// Of which export.
        wish: ExportWish,
        /// The reason as the preview gives it.
        reason: String,
    },
    /// Makes the file and writes down what left → [`PrivacyAnswer::Export`];
    /// [`Event::ExportProgress`](crate::Event::ExportProgress) on the way.
    Export(ExportWish),
    /// Stops making the file: nothing leaves, nothing is written → [`Reply::Done`](crate::Reply::Done).
    StopExport,
    /// What people ask for by right → [`PrivacyAnswer::Requests`], or a change.
    Requests(RequestsAsk),
    /// Erasing a person → [`PrivacyAnswer::Erasure`].
    Erasure(ErasureAsk),
    /// When data goes → [`PrivacyAnswer::Retention`] for an overview.
    Retention(RetentionAsk),
    /// Statistics that single nobody out → [`PrivacyAnswer::Statistics`].
    Statistics(StatisticsAsk),
    /// What the server can see → [`PrivacyAnswer::Server`].
    Server(ServerAsk),
    /// Who saw, exported, united, erased and told → [`PrivacyAnswer::Audit`].
    Audit(AuditAsk),
    /// All that was said about consents → [`PrivacyAnswer::Ledger`].
    Ledger(LedgerAsk),
    /// Masked values → [`PrivacyAnswer::Masked`].
    Masked(MaskedAsk),
    /// Where everything stands → [`PrivacyAnswer::Centre`].
    Centre(CentreAsk),
    /// Every field, and dropping one → [`PrivacyAnswer::Fields`].
    Fields(FieldsAsk),
    /// About who is responsible for the data.
    Controller(ControllerAsk),
    /// Contact points that are left alone → [`PrivacyAnswer::Suppressions`].
    Suppressions(SuppressionsAsk),
    /// What has to come back → [`PrivacyAnswer::Returning`].
    Returning(ReturningAsk),
    /// What is taken out other than by an export, once it stands on the trail → what each says.
    Taking(TakingAsk),
    /// How a purpose was before → [`PrivacyAnswer::Versions`].
    Versions(VersionsAsk),
    /// For what, to whom and which fields, of records of a kind → [`PrivacyAnswer::Choices`].
    ExportChoicesOf(Kind),
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum PrivacyAnswer {
    /// Whose data is only stored, and what left.
    Overview(Overview),
    /// Third parties, by name.
    Parties(Vec<PartyView>),
    /// About purposes.
    Purposes(PurposesAnswer),
    /// Purposes as the record of processing activities tells them.
    Processing(Vec<ProcessingView>),
    /// What an export can be made of.
    Choices(ExportChoices),
    /// What an export comes to.
    Preview(ExportPreview),
    /// People, by name.
    People(Named),
    /// The file.
    Export(Box<ExportFile>),
    /// What people ask for by right.
    Requests(RequestsAnswer),
    /// Erasing a person.
    Erasure(ErasureAnswer),
    /// Rules, what is due, and holds.
    Retention(Box<RetentionAnswer>),
    /// A table as it may be shown.
    Statistics(Box<StatisticsAnswer>),
    /// What the server can see.
    Server(ServerAnswer),
    /// Who saw, exported, united, erased and told.
    Audit(AuditAnswer),
    /// All that was said about consents.
    Ledger(LedgerAnswer),
    /// Masked values.
    Masked(MaskedAnswer),
    /// Where everything stands.
    Centre(CentreAnswer),
    /// Every field.
    Fields(FieldsAnswer),
    /// Contact points that are left alone.
    Suppressions(SuppressionsAnswer),
    /// Who is responsible.
    Controller(Box<ControllerView>),
    /// What has to come back.
    Returning(ReturningAnswer),
    /// How a purpose was before.
    Versions(VersionsAnswer),
}

/// Some people by name, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// The first of them.
    pub first: Vec<(Id, String)>,
    /// How many in all.
    pub total: u32,
}

/// Whose data is only stored, and what left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Restricted people, by name.
    pub restricted: Vec<RestrictedPerson>,
    /// Disclosures.
    pub disclosures: Left,
}

/// What left, of somebody or to somebody: the newest of them, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// The newest, those first.
    pub newest: Vec<DisclosureView>,
    /// All of them.
    pub total: u32,
}

/// Somebody whose data is only stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestrictedPerson {
    /// Who.
    pub id: Id,
    /// As called.
    pub name: String,
    /// Since when and why.
    pub of: super::Restricted,
}

/// Data that left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisclosureView {
    /// Its record, or the first of several.
    pub id: Id,
    /// When, ms since 1970.
    pub at: u64,
    /// Who did it.
    pub by: String,
    /// On which device.
    pub device: String,
    /// For what.
    pub purpose: String,
    /// To whom; none is ourselves.
    pub recipient: Option<String>,
    /// In which form.
    pub format: String,
    /// Of which kind its rows were.
    pub kind: Kind,
    /// How many people, or records of another kind.
    pub people: u64,
    /// Which fields of theirs.
    pub fields: Vec<FieldKey>,
    /// How many were left out, by reason.
    pub excluded: Vec<(String, u32)>,
    /// How many of them went by a consent of theirs; of one person's list the consent itself is named.
    pub by_consent: u32,
    /// The consent that it relied on, of which there is a receipt.
    pub relied_on: Option<Id>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// When it has to be given back or deleted, ms since 1970.
    pub return_by: Option<u64>,
    /// How that stands, where somebody else has it.
    pub back: Option<ReturnView>,
}
