//! Third parties: who gets data, under what agreement.

use super::retention::Rule;
use crate::records::Id;
use serde::{Deserialize, Serialize};

/// What is known about a third party. Words (role, transfer, trust) are those that records are written in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// As shown.
    pub name: String,
    /// The kind of recipient, as notices may name it instead.
    pub kind: String,
    /// What they are to us.
    pub role: String,
    /// How they are reached about data protection.
    pub contact: String,
    /// Their country, two letters.
    pub country: String,
    /// On what a transfer there rests.
    pub transfer: String,
    /// When the agreement was signed, ms since 1970.
    pub agreed: Option<u64>,
    /// When it ends, ms since 1970.
    pub agreed_until: Option<u64>,
    /// Measures that they take.
    pub measures: Vec<String>,
    /// Whom they pass data on to.
    pub subprocessors: Vec<String>,
    /// Purposes for which they may have data.
    pub purposes: Vec<Id>,
    /// Categories of data that they may have.
    pub categories: Vec<String>,
    /// How far they are trusted.
    pub trust: String,
    /// When they are reviewed again, ms since 1970.
    pub review_due: Option<u64>,
}

/// A third party with what it got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyView {
    /// Its record.
    pub id: Id,
    /// What is known about it.
    pub party: Party,
    /// What it lacks to be given anything, as sentences' ends.
    pub lacks: Vec<String>,
    /// It is to be reviewed now.
    pub due: bool,
    /// Who looked at it last and approved it; empty for nobody yet.
    pub reviewed_by: String,
    /// What it got.
    pub disclosures: super::ask::Left,
    /// When it last confirmed that data was deleted or given back, ms since 1970.
    pub deletion_confirmed: Option<u64>,
}

/// A third party to be made, or changed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyWish {
    /// Which; none makes one.
    pub id: Option<Id>,
    /// As it is to be.
    pub party: Party,
}

/// A purpose as the record of processing activities tells it (GDPR Art. 30).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProcessingView {
    /// As shown.
    pub name: String,
    /// In plain words.
    pub plain_text: String,
    /// What it rests on.
    pub basis: String,
    /// Why.
    pub justification: String,
    /// Categories of data.
    pub categories: Vec<String>,
    /// Who gets data for it.
    pub receivers: Vec<Receiver>,
    /// The rules by which data goes that is held for it.
    pub retention: Vec<Rule>,
}

/// Who gets data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receiver {
    /// As shown.
    pub name: String,
    /// What they are to us.
    pub role: String,
    /// Their country.
    pub country: String,
    /// On what a transfer there rests.
    pub transfer: String,
    /// Measures that they take.
    pub measures: Vec<String>,
}
