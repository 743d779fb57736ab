//! Importing files: what was read, which column goes where, what is wrong, what would be done.

use crate::records::{FieldKey, Kind, Stopped, UndoStep};
use serde::{Deserialize, Serialize};

/// A dropped or picked file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSource {
    /// As named on disk.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for ImportSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImportSource({} bytes)", self.bytes.len())
    }
}

/// Where a column goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// Not imported.
    Skip,
    /// Into a person's field; for contact points with this label ("work", "home", …).
    Person {
        /// Which field.
        field: FieldKey,
        /// Label of the contact point, empty otherwise.
        label: String,
    },
    /// A full name to be split into given and family name.
    FullName,
    /// Into a field of the linked company.
    Company {
        /// Which field.
        field: FieldKey,
    },
    /// Kept as text in the person's notes, under the column's own name.
    Note,
    /// Says whether the person gets the newsletter: a claim, never a consent.
    Claim,
    /// Says what the person does not want any more.
    OptOut(NoTo),
    /// Into a field of the team's own kind that the file's rows are.
    Own {
        /// Which field.
        field: FieldKey,
    },
}

/// What comes, or came, of rows that are of one kind of the team's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTally {
    /// Which kind.
    pub kind: Kind,
    /// Records made.
    pub made: u32,
    /// Records already here that are added to.
    pub merged: u32,
}

/// The first rows of a file of such a kind as they would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSample {
    /// Of which kind.
    pub kind: Kind,
    /// The fields shown.
    pub fields: Vec<FieldKey>,
    /// Their values, row by row.
    pub rows: Vec<Vec<String>>,
}

/// To what somebody says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoTo {
    /// Marketing by e-mail.
    Email,
    /// Calls and text messages.
    Phone,
    /// Letters.
    Post,
    /// Everything that is marketing.
    All,
}

/// One column of a table, or one property of the cards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Header as in the file.
    pub header: String,
    /// The first few different values that are not empty, at most three.
    pub samples: Vec<String>,
    /// How many rows have a value.
    pub filled: u32,
    /// Where it goes.
    pub target: Target,
    /// 0..=100: how sure the guess is.
    pub confidence: u8,
    /// Why it is not ticked, if it is not: no purpose (birthday, gender …), or a consent that an import cannot give.
    pub caution: Option<String>,
    /// What the field that it goes to makes of some of its values, what holds of most rows first.
    pub notes: Vec<ColumnNote>,
}

/// Values of a column that its field reads otherwise than they stand there, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnNote {
    /// In how many rows.
    pub rows: u32,
    /// The first of them, shortened.
    pub value: String,
    /// What is wrong with them.
    pub what: String,
    /// What happens with them, or what to do.
    pub todo: String,
}

/// One file as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FilePreview {
    /// Its name.
    pub name: String,
    /// What it is: "CSV, comma, UTF-8", "vCard 3.0".
    pub format: String,
    /// Rows or cards read.
    pub rows: u32,
    /// Columns with their targets; empty for vCards, whose properties say what they are.
    pub columns: Vec<Column>,
}

/// One thing wrong in one row; nothing is dropped without one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowIssue {
    /// Index of the file.
    pub file: u32,
    /// 1-based line or card number, as a spreadsheet or editor shows it.
    pub row: u32,
    /// Column or property, empty if the whole row.
    pub column: String,
    /// The value as in the file, shortened.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// What happens with it, or what to do.
    pub todo: String,
    /// The row is left out because of it.
    pub blocks: bool,
    /// The row can be mended: [`crate::Call::ImportRow`].
    pub mendable: bool,
}

/// One cell of a row that can be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCell {
    /// Its column's header; empty beyond the last column.
    pub header: String,
    /// What it holds.
    pub text: String,
}

/// What to do with a row whose person seems to be here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnDuplicate {
    /// Leave the row out.
    Skip,
    /// Fill empty fields and add contact points, keep what is there.
    Merge,
    /// Add as another person.
    Add,
}

/// The user's choices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// What the rows of each file are: records of a kind of the team's own, or people with their companies. A file
    /// whose rows become something else has its columns guessed anew.
    pub subjects: Vec<Option<Kind>>,
    /// Targets per file and column, as in [`FilePreview::columns`].
    pub targets: Vec<Vec<Target>>,
    /// What to do with duplicates.
    pub on_duplicate: OnDuplicate,
}

/// What would be imported, and how it looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The files.
    pub files: Vec<FilePreview>,
    /// The choices in force.
    pub plan: ImportPlan,
    /// The first issues, at most 500, blocking ones first.
    pub issues: Vec<RowIssue>,
    /// How many there are in all.
    pub issues_total: u32,
    /// Rows that are read otherwise than they stand in the files.
    pub mended: u32,
    /// People that would be added.
    pub people_new: u32,
    /// People already here that would be added to.
    pub people_merged: u32,
    /// Rows left out, each with an issue or as a duplicate.
    pub rows_skipped: u32,
    /// Companies that would be made.
    pub companies_new: u32,
    /// Rows that say "subscribed": claims, none of which is a consent.
    pub claims: u32,
    /// Rows that say "no".
    pub opted_out: u32,
    /// The first 20 people as they would be: name, company, first e-mail, first phone, tags.
    pub sample: Vec<[String; 5]>,
    /// What would come of rows of kinds of the team's own.
    pub own: Vec<OwnTally>,
    /// The first of them, file by file.
    pub own_samples: Vec<OwnSample>,
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// People made.
    pub people: u32,
    /// People added to.
    pub merged: u32,
    /// Companies made.
    pub companies: u32,
    /// Rows left out.
    pub skipped: u32,
    /// Claims to be subscribed that were written down; none is a consent.
    pub claims: u32,
    /// People who are left alone because the file says so.
    pub opted_out: u32,
    /// Contact points that arrived on the list of those left alone.
    pub suppressed: u32,
    /// What came of rows of kinds of the team's own.
    pub own: Vec<OwnTally>,
    /// Takes back whatever was written.
    pub undo: UndoStep,
    /// It ended before all of it was written: the numbers above are of the whole.
    pub stopped: Option<Stopped>,
}
