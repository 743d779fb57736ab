//! What was read from files, what is chosen for it, and what would come of it.

use super::{ColumnNote, NoTo, OwnSample, RowIssue, Tally};
use crate::schema::{FieldKey, Kind};

/// Where a column goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Not imported.
    Skip,
    /// Into a person's field; for contact points with this label.
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
    /// Kept as text in the notes, under the column's own name.
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

impl Target {
    /// Whether a column of rows of the team's own kind, or of people, can go there.
    pub(super) fn suits(&self, own: bool) -> bool {
        match self {
            Self::Skip | Self::Note => true,
            Self::Own { .. } => own,
            _ => !own,
        }
    }
}

/// One column of a table, or one property of the cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Header as in the file.
    pub header: String,
    /// The first few different values that are not empty.
    pub samples: Vec<String>,
    /// How many rows have a value.
    pub filled: u32,
    /// Where it goes.
    pub target: Target,
    /// 0..=100: how sure the guess is.
    pub confidence: u8,
    /// Why it is not ticked, if it is not.
    pub caution: Option<String>,
    /// In a preview: what the field that it goes to makes of some of its values, at most three things.
    pub notes: Vec<ColumnNote>,
}

/// One file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePreview {
    /// Its name.
    pub name: String,
    /// What it is: "CSV, comma, UTF-8", "vCard 3.0".
    pub format: String,
    /// Rows or cards read.
    pub rows: u32,
    /// Columns, or properties of cards, with their targets.
    pub columns: Vec<Column>,
}

/// What to do with a row whose person seems to be here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDuplicate {
    /// Leave the row out.
    Skip,
    /// Fill empty fields and add contact points, keep what is there.
    Merge,
    /// Add as another person.
    Add,
}

/// The user's choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What the rows of each file are: records of a kind of the team's own, or people with their companies.
    pub subjects: Vec<Option<Kind>>,
    /// Targets per file and column, as in [`FilePreview::columns`].
    pub targets: Vec<Vec<Target>>,
    /// What to do with duplicates.
    pub on_duplicate: OnDuplicate,
}

/// What came or would come of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People made.
    pub people_new: u32,
    /// People already here that are added to.
    pub people_merged: u32,
    /// Companies made.
    pub companies_new: u32,
    /// Rows left out, each with an issue or as a duplicate that brings nothing new.
    pub rows_skipped: u32,
    /// Rows that say "subscribed".
    pub claims: u32,
    /// Rows that say "no".
    pub opted_out: u32,
}

/// What would be imported, and how it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The files.
    pub files: Vec<FilePreview>,
    /// The choices in force.
    pub plan: Plan,
    /// The first issues, blocking ones first.
    pub issues: Vec<RowIssue>,
    /// How many there are in all.
    pub issues_total: u32,
    /// Rows that are read otherwise than they stand in the files.
    pub mended: u32,
    /// What would be made.
    pub counts: Counts,
    /// The first people as they would be: name, company, first e-mail, first phone, tags.
    pub sample: Vec<[String; 5]>,
    /// What would become of rows that are of kinds of the team's own.
    pub own: Vec<Tally>,
    /// The first of them as they would be, file by file.
    pub own_samples: Vec<OwnSample>,
}
