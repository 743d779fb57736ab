//! Erasing a person (GDPR Art. 17): what it comes to, what was asked for, what is left, who is told.

use crate::records::{FieldKey, Id, Related};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum ErasureAsk {
    /// What erasing a person comes to → [`ErasureAnswer::Preview`]; the person may be in the trash.
    Preview(Id),
    /// Erases → [`ErasureAnswer::Status`].
    Erase(ErasureWish),
    /// An admin goes on with what somebody else asked for, or takes what came later → [`ErasureAnswer::Status`].
    Continue(Id),
    /// How far it is → [`ErasureAnswer::Status`].
    Status(Id),
    /// All erasures, the newest first → [`ErasureAnswer::All`].
    All,
    /// Where words of the person are left → [`ErasureAnswer::Left`].
    Left {
        /// Whose.
        person: Id,
        /// Name, addresses and numbers, one a line: where they are not known any more. They stay in memory only.
        words: Option<String>,
    },
    /// What lost a merge goes out of a field, and the value that stands there stays; or nothing stands there any more →
    /// [`ErasureAnswer::Status`].
    Settle {
        /// Whose erasure.
        person: Id,
        /// In which record.
        record: Id,
        /// In which field.
        field: FieldKey,
    },
    /// Words stay, as they are somebody else's or evidence → [`ErasureAnswer::Status`].
    Keep {
        /// Whose erasure.
        person: Id,
        /// In which record.
        record: Id,
        /// In which field.
        field: FieldKey,
        /// Why; must say something.
        why: String,
    },
    /// A part of the name stays wherever it stands alone → [`ErasureAnswer::Status`].
    KeepFaint {
        /// Whose erasure.
        person: Id,
        /// Why; must say something.
        why: String,
    },
    /// A recipient was told (Art. 19) → [`ErasureAnswer::Status`].
    Told {
        /// Of whose erasure.
        person: Id,
        /// Who.
        party: Id,
    },
    /// Everything that was left was looked at → [`ErasureAnswer::Status`].
    Finish(Id),
}

/// An erasure to be begun.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ErasureWish {
    /// Whose.
    pub person: Id,
    /// What the preview asked to be typed.
    pub typed: String,
    /// What the task for an admin is called, in the language of the page; it names nobody.
    pub task: String,
    /// Deals that were the person's alone stay as rows of this name, which nothing links to anybody; else they stay as they
    /// are, without the person.
    pub keep_deals: Option<String>,
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum ErasureAnswer {
    /// What it comes to.
    Preview(Box<ErasurePreview>),
    /// How far it is.
    Status(Box<ErasureView>),
    /// All of them.
    All(Vec<ErasureView>),
    /// Where words are left; `None` where nobody knows any more what to look for.
    Left(Option<Vec<LeftView>>),
}

/// Some records of a kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Bunch {
    /// The kind as records are written in: "person", "activity", "file".
    pub kind: String,
    /// How many.
    pub count: u32,
    /// The first of them by name.
    pub first: Vec<String>,
}

/// What erasing a person comes to.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ErasurePreview {
    /// As called.
    pub name: String,
    /// What has to be typed.
    pub to_type: String,
    /// Whether this member may erase for good; others ask an admin.
    pub may_erase: bool,
    /// What goes, by kind.
    pub gone: Vec<Bunch>,
    /// What of others loses its link.
    pub rewritten: Vec<Bunch>,
    /// Evidence that stays, by kind.
    pub kept: Vec<Bunch>,
    /// Contact points that are left alone from then on.
    pub points: u32,
    /// Deals that are with this person, with nobody else and no company.
    pub deals_alone: u32,
    /// Where else words of the person stand.
    pub left: Vec<LeftView>,
    /// Third parties that were given the data.
    pub recipients: Vec<RecipientView>,
    /// Holds by law that keep it.
    pub holds: Vec<HoldOn>,
}

/// A hold by law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HoldOn {
    /// Why.
    pub why: String,
    /// Until when, ms since 1970.
    pub until: Option<u64>,
}

/// Words of a person in a record of others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftView {
    /// Which record, if it has a page.
    pub page: Option<Related>,
    /// Which, page or not.
    pub record: Id,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Which field.
    pub field: FieldKey,
    /// As its field is called.
    pub label: String,
    /// The words around.
    pub around: String,
    /// It is evidence: it is not edited.
    pub is_evidence: bool,
    /// They stand in a value that lost against one written at the same time.
    pub is_aside: bool,
    /// The place was named, nothing stands there any more, and nobody was seen to edit it since.
    pub is_clean: bool,
    /// Only a part of the name stands there, which others have too.
    pub is_faint: bool,
}

/// A third party that was given the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecipientView {
    /// Which.
    pub id: Id,
    /// As called.
    pub name: String,
    /// How to reach them about data protection.
    pub contact: String,
    /// When they were told, ms since 1970, and by whom.
    pub told: Option<(u64, String)>,
}

/// How far an erasure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErasureStage {
    /// Kept here; the server has not heard of it.
    Waiting,
    /// An admin has to go on.
    AtAdmin,
    /// The server is told to drop the bytes.
    Purging,
    /// The server dropped the bytes, and a device verified that it holds none.
    Gone,
}

/// Devices of one member that verified that nothing is left there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// Whose.
    pub by: String,
    /// How many.
    pub devices: u32,
    /// When the last of them did, ms since 1970.
    pub at: u64,
}

/// An erasure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErasureView {
    /// The id that names nobody any more.
    pub person: Id,
    /// When it was asked for, ms since 1970.
    pub at: u64,
    /// By whom.
    pub by: String,
    /// How many records go.
    pub records: u32,
    /// How far it is.
    pub stage: ErasureStage,
    /// Members with devices on which nothing is left.
    pub seen: Vec<Verified>,
    /// Members in all.
    pub members: u32,
    /// This device is one of them.
    pub here: bool,
    /// Whether this member may erase for good.
    pub may_erase: bool,
    /// Who was given the data, and was told.
    pub recipients: Vec<RecipientView>,
    /// Places of words that stay, with why and who says so.
    pub kept: Vec<(LeftView, String, String)>,
    /// What names the id and came later.
    pub late: Vec<Related>,
    /// When everything left was looked at, ms since 1970, and by whom.
    pub finished: Option<(u64, String)>,
}
