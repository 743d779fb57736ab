//! What people ask for by right: requests, their steps, and the package of all that is held about somebody. Words (kinds,
//! states, ways) are those that records are written in.

use crate::records::{FieldKey, Id};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum RequestsAsk {
    /// All requests, or one person's → [`RequestsAnswer::List`].
    List(Option<Id>),
    /// One request → [`RequestsAnswer::One`].
    One(Id),
    /// Writes down that a request came → [`Reply::Changed`](crate::Reply::Changed).
    Make(NewRequest),
    /// Takes a step → [`Reply::Changed`](crate::Reply::Changed).
    Step {
        /// Of which request.
        request: Id,
        /// Which.
        step: RequestStep,
    },
    /// Every text about the person, with whom else it names → [`RequestsAnswer::Texts`].
    Texts(Id),
    /// One masked text about the person, the look at it being written down → [`RequestsAnswer::Texts`].
    Reveal {
        /// For which request.
        request: Id,
        /// In which record.
        record: Id,
        /// In which field, by number.
        field: u16,
    },
    /// Makes the package and writes down what leaves → [`RequestsAnswer::Package`].
    Package(PackageWish),
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum RequestsAnswer {
    /// Open ones first, the soonest due on top; then closed ones, newest first.
    List(Vec<RequestView>),
    /// One with all that is known of it.
    One(Box<RequestPage>),
    /// Texts that are decided on; those that name somebody first.
    Texts(Vec<TextView>),
    /// The files.
    Package(Box<PackageFiles>),
}

/// A request that came.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct NewRequest {
    /// What it asks for.
    pub kind: String,
    /// Whose it is, if that is known.
    pub person: Option<Id>,
    /// By which way it came.
    pub via: String,
    /// When, ms since 1970.
    pub received: u64,
    /// Notes.
    pub notes: String,
    /// What the task that goes with it is called.
    pub task: String,
}

/// A step of a request.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum RequestStep {
    /// Whose it is.
    LinkTo(Id),
    /// Whether it is known who asks, and how.
    Identity {
        /// It is.
        known: bool,
        /// By what.
        how: String,
    },
    /// Forward, back from approval, taken back, or asked already.
    Advance(String),
    /// Two months more.
    Extend {
        /// Why; the person is told.
        why: String,
    },
    /// Who of the team answers.
    Assign(Option<u32>),
    /// Other notes.
    Notes(String),
    /// A task more that belongs to it.
    Task {
        /// What is to be done.
        name: String,
        /// The day it is due, as ISO 8601 writes it; empty is when the request is.
        due: String,
    },
    /// Writes down what the person says no to: by a withdrawal every consent, by an objection what is named.
    SayNo(Objection),
    /// It is answered.
    Fulfil,
    /// It is not done.
    Refuse {
        /// Why; the person is told.
        why: String,
    },
}

/// What a person objects to (Art. 21).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Objection {
    /// All direct marketing.
    pub marketing: bool,
    /// Of what they may object to beside.
    pub purposes: Vec<Id>,
    /// Why anything of that goes on; must say something where any does, and the person is told.
    pub why: String,
}

impl Objection {
    /// Nothing is named: all of it goes on, and the request is refused with why.
    pub fn is_empty(&self) -> bool {
        !self.marketing && self.purposes.is_empty()
    }
}

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Urgency {
    /// There is time, or it is answered.
    Calm,
    /// A week or less.
    Week,
    /// Three days or less.
    Days,
    /// It is over.
    Overdue,
}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestView {
    /// Its record.
    pub id: Id,
    /// What it asks for.
    pub kind: String,
    /// Whose, if that is known; no name if the person is not here.
    pub person: Option<(Id, String)>,
    /// By which way it came.
    pub via: String,
    /// When, ms since 1970.
    pub received: u64,
    /// Until when it has to be answered, ms since 1970.
    pub due: u64,
    /// Days left until then; less than none when it is over.
    pub days_left: i32,
    /// How near that is.
    pub urgency: Urgency,
    /// Where it stands.
    pub state: String,
    /// Nothing is to be done any more.
    pub closed: bool,
    /// Who of the team answers.
    pub owner: Option<String>,
}

/// Whether what it asks for was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answered {
    /// It was.
    Done,
    /// Not yet.
    Missing,
    /// Only people know.
    Untold,
}

/// A request with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestPage {
    /// As lists show it.
    pub of: RequestView,
    /// Notes.
    pub notes: String,
    /// "unverified", "verified" or "failed".
    pub identity: String,
    /// By what that is known.
    pub identity_how: String,
    /// Since when, ms since 1970.
    pub identity_at: Option<u64>,
    /// Nobody's data goes anywhere by it: it needs no proof of who asks.
    pub safe: bool,
    /// Steps that may be taken now, by the words of the states that they lead to.
    pub steps: Vec<String>,
    /// Since when it has more time, ms since 1970, and why.
    pub extended: Option<(u64, String)>,
    /// It may be given more time.
    pub may_extend: bool,
    /// Why it was refused.
    pub refused_for: String,
    /// Why some of what they objected to goes on.
    pub goes_on: String,
    /// What they may object to beside marketing, by name.
    pub objectable: Vec<(Id, String)>,
    /// When it was answered, ms since 1970.
    pub delivered: Option<u64>,
    /// Who answers, by number.
    pub owner: Option<u32>,
    /// Whether what it asks for was done.
    pub answered: Answered,
    /// The person is here.
    pub person_here: bool,
    /// Of a request for correction: fields that were changed since it came; of a closed one those that were corrected.
    pub corrected: Vec<FieldKey>,
    /// When the package was made, ms since 1970, and its SHA-256 in hexadecimal.
    pub package: Option<(u64, String)>,
    /// Tasks that belong to it.
    pub tasks: Vec<RequestTask>,
    /// What happened, newest first.
    pub log: Vec<RequestEvent>,
}

/// A task that belongs to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestTask {
    /// Its record.
    pub id: Id,
    /// As called.
    pub name: String,
    /// The day it is due.
    pub due: String,
    /// It is done.
    pub done: bool,
}

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestEvent {
    /// What, in a word.
    pub what: String,
    /// When, ms since 1970.
    pub at: u64,
    /// Who did it.
    pub by: String,
    /// On which device.
    pub device: String,
}

/// A text that is decided on.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TextView {
    /// In which record.
    pub record: Id,
    /// In which field, by number.
    pub field: u16,
    /// Tells this text from any other.
    pub fingerprint: u64,
    /// What it is of: "activities".
    pub section: String,
    /// When that was, ms since 1970.
    pub at: Option<u64>,
    /// The text in pieces; none of a masked one, until it is asked for.
    pub parts: Vec<TextPart>,
    /// Whether it names somebody else, and has to be decided on.
    pub flagged: bool,
    /// Whether each look at it is written down.
    pub masked: bool,
}

/// A piece of a text.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TextPart {
    /// The words.
    pub text: String,
    /// Whom else it names.
    pub names: Names,
}

/// Whether words name somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Names {
    /// Nobody.
    Nobody,
    /// Perhaps.
    Perhaps,
    /// Somebody.
    Somebody,
}

/// What becomes of a text.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum TextVerdict {
    /// It stays.
    Keep,
    /// Whom else it names is blacked out, and these words.
    BlackOut(Vec<String>),
    /// It is left out.
    LeaveOut,
}

/// A text with what was decided.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TextDecision {
    /// In which record.
    pub record: Id,
    /// In which field, by number.
    pub field: u16,
    /// Of which text.
    pub fingerprint: u64,
    /// What becomes of it.
    pub verdict: TextVerdict,
}

/// A package to be made.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PackageWish {
    /// For which request.
    pub request: Id,
    /// In which language: "en", "de".
    pub lang: String,
    /// Who answers.
    pub controller: String,
    /// What is said of automated decisions.
    pub automated: String,
    /// What was decided of each text.
    pub decisions: Vec<TextDecision>,
}

/// A package's files.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PackageFiles {
    /// Name, media type and bytes of each.
    pub files: Vec<PackageFile>,
    /// SHA-256 over all of them in this order, in hexadecimal.
    pub sha256: String,
}

/// A file of a package.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PackageFile {
    /// What to call it.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}
