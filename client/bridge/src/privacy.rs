//! What may be done with one person's data, as the page shows it. Words (of bases, channels, methods, reasons) are those
//! that records are written in: short, stable, told by the page in its language.

pub mod ask;
pub mod audit;
pub mod centre;
pub mod controller;
pub mod erasure;
pub mod export;
pub mod fields;
pub mod ledger;
pub mod masked;
pub mod party;
pub mod proof;
pub mod purpose;
pub mod requests;
pub mod retention;
pub mod returning;
pub mod said;
pub mod server;
pub mod statistics;
pub mod suppressions;
pub mod taking;
pub mod versions;

use crate::records::Id;
use proof::{Correctable, ProofFile};
use serde::{Deserialize, Serialize};

/// One person's privacy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrivacyView {
    /// The data is only stored (GDPR Art. 18).
    pub restricted: Option<Restricted>,
    /// Every purpose that is not over; none before the first ones are made.
    pub purposes: Vec<PurposeView>,
    /// What was said and done about it, newest first.
    pub events: Vec<EventView>,
}

/// Since when and why data is only stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Restricted {
    /// Since when, ms since 1970.
    pub since: u64,
    /// Why.
    pub why: String,
    /// Who said so.
    pub by: String,
    /// When it ends by itself, ms since 1970; none is when somebody lifts it.
    pub until: Option<u64>,
}

/// A purpose, and where this person stands with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurposeView {
    /// Which.
    pub id: Id,
    /// As shown.
    pub name: String,
    /// In plain words.
    pub plain_text: String,
    /// What it rests on.
    pub basis: String,
    /// Only consent may carry it.
    pub needs_consent: bool,
    /// Where the person stands with it, all contact points taken together, in the word that lists tell.
    pub word: String,
    /// Explicit consent carries it, or may (Art. 9(2)(a)).
    pub explicit: bool,
    /// The person may object to it.
    pub may_object: bool,
    /// It is paused.
    pub paused: bool,
    /// A consent to it carries once they confirm it, which is what proves it then.
    pub confirmed: bool,
    /// What people were told, the newest first: a consent is to what held when it was given.
    pub notices: Vec<Told>,
    /// The person at each contact point that it uses.
    pub cells: Vec<ConsentCell>,
}

/// What people were told about a purpose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// From when on, ms since 1970.
    pub from: u64,
    /// Word for word; empty where the purpose asks for more from then on, and nobody was told.
    pub text: String,
}

/// One person, one purpose, one contact point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentCell {
    /// By which channel.
    pub channel: String,
    /// The contact point; none where none is used.
    pub point: Option<String>,
    /// Where the consent stands.
    pub state: Consent,
    /// Since when, ms since 1970; 0 for nothing known.
    pub since: u64,
    /// When it ends or ended, ms since 1970.
    pub until: Option<u64>,
    /// A consent waits to be confirmed, and carries then.
    pub pending: bool,
    /// The person may be asked for it now.
    pub may_ask: bool,
    /// They said no not long ago, and may be asked after this moment, ms since 1970.
    pub ask_after: Option<u64>,
    /// A consent carries it now: to what people are told, and explicit where that is needed.
    pub carries: bool,
    /// It ends soon, and may be renewed.
    pub ending: bool,
    /// It may be used now.
    pub allowed: bool,
    /// Why not.
    pub reasons: Vec<String>,
    /// The event that gave the consent, of which there is a receipt.
    pub receipt: Option<Id>,
    /// What proves it, in words.
    pub evidence: String,
    /// The file that proves it.
    pub file: Option<ProofFile>,
}

/// Where a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Consent {
    /// Nothing is known.
    Unknown,
    /// A file claimed it; not valid.
    Unproven,
    /// Asked for.
    Requested,
    /// Given, and to be confirmed.
    Pending,
    /// Given.
    Given,
    /// Given again.
    Renewed,
    /// Over.
    Expired,
    /// Declined.
    Refused,
    /// Found not to be valid.
    Invalidated,
    /// Stopped by us.
    Revoked,
    /// Taken back, or objected to.
    Withdrawn,
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventView {
    /// What happened.
    pub kind: String,
    /// About which purpose; empty for none in particular.
    pub purpose: String,
    /// At which contact point, if the person still has it.
    pub point: Option<String>,
    /// When, ms since 1970.
    pub at: u64,
    /// By which way.
    pub method: String,
    /// A guardian said it for them.
    pub guardian: bool,
    /// What proves it, or why it was.
    pub text: String,
    /// Who wrote it down.
    pub by: String,
    /// It gave a consent, of which there is a receipt.
    pub receipt: Option<Id>,
    /// The file that proves it.
    pub file: Option<ProofFile>,
    /// It can be said to be wrong.
    pub correctable: Option<Correctable>,
    /// It was said to be wrong.
    pub corrected: bool,
}

/// A consent as it was given.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentWish {
    /// By whom.
    pub person: Id,
    /// To what.
    pub purpose: Id,
    /// At which contact point; none where the purpose uses none.
    pub point: Option<String>,
    /// By which channel.
    pub channel: String,
    /// By which way it was said.
    pub method: String,
    /// When, ms since 1970.
    pub at: u64,
    /// What proves it; must say something where no file does, no confirmation follows, or a guardian said it.
    pub evidence: String,
    /// The file that proves it, attached to the person.
    pub file: Option<Id>,
    /// It was said in so many words (Art. 9(2)(a)).
    pub explicit: bool,
    /// A guardian said it for the person, whom the evidence names.
    pub guardian: bool,
}

/// How somebody confirmed the consent of a cell.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmWish {
    /// Which.
    pub of: CellOf,
    /// By which way.
    pub method: String,
    /// When, ms since 1970.
    pub at: u64,
    /// What proves it; must say something, where no file does.
    pub evidence: String,
    /// The file that proves it, attached to the person.
    pub file: Option<Id>,
    /// A guardian said it for the person, whom the evidence names.
    pub guardian: bool,
}

/// A cell of the matrix, to act on.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CellOf {
    /// Whose.
    pub person: Id,
    /// Which purpose.
    pub purpose: Id,
    /// Which contact point.
    pub point: Option<String>,
    /// By which channel.
    pub channel: String,
}
