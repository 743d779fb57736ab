//! Reading people's files: tables (CSV and its cousins) and vCards.
//!
//! [`Import::read`] decodes the files and guesses where each column goes; [`Import::preview`] says what would come
//! of it under the current [`Plan`]; [`Import::run`] makes the records. Nothing is dropped without a [`RowIssue`].
//!
//! Two rules of privacy hold here. An import never makes a consent: columns that say "subscribed" become claims, which are
//! none, and what says "no" is heard (`said.rs`, and `privacy/arriving.rs` writes it down).
//! And what no purpose asks for (birthday, gender, religion, identity numbers, family) is not ticked by itself.

mod assemble;
mod cards;
mod draft;
mod guess;
mod header;
mod identity;
mod issues;
mod join;
mod pieces;
mod rows;
mod said;
mod table;
pub(crate) mod text;

pub(crate) use draft::date_of;

use crate::book::Book;
use crate::clock::Clock;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind};
use crate::undo::Step;
use cards::Cards;
pub(crate) use draft::domain_of;
pub use issues::RowIssue;
pub use said::{NoTo, Said};
use table::Table;

/// Largest file, in bytes.
pub const MAX_FILE: usize = 64 << 20;
/// Most files at once.
pub const MAX_FILES: usize = 64;
/// Most rows of a file.
pub const MAX_ROWS: usize = 1_000_000;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 512;
/// Longest cell, in bytes.
pub const MAX_CELL: usize = 64 << 10;
/// Issues shown.
const MAX_SHOWN_ISSUES: usize = 500;
const SAMPLE_PEOPLE: usize = 20;
/// Why a column is not ticked that no purpose of the team's needs.
const NOT_NEEDED: &str = "None of your purposes needs this. Bring it in only if you have one.";

/// Why files were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Too many files.
    #[error("more than {MAX_FILES} files at once")]
    TooManyFiles,
    /// A file is too large.
    #[error("“{0}” is larger than 64 MiB")]
    TooLarge(String),
    /// A table has too many rows.
    #[error("“{0}” has more than 1,000,000 rows")]
    TooManyRows(String),
    /// A table has too many columns.
    #[error("“{0}” has more than 512 columns")]
    TooManyColumns(String),
    /// There is nothing in it.
    #[error("“{0}” is empty")]
    Empty(String),
    /// It is not text.
    #[error("“{0}” is neither a table of text nor a vCard")]
    NotText(String),
    /// The plan names other columns than the files have.
    #[error("these targets do not fit the files")]
    PlanDiffers,
}

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
}

/// One column of a table, or one property of the cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Header as in the file.
    pub header: String,
    /// The first few values that are not empty.
    pub samples: Vec<String>,
    /// How many rows have a value.
    pub filled: u32,
    /// Where it goes.
    pub target: Target,
    /// 0..=100: how sure the guess is.
    pub confidence: u8,
    /// Why it is not ticked, if it is not.
    pub caution: Option<String>,
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
    /// What would be made.
    pub counts: Counts,
    /// The first people as they would be: name, company, first e-mail, first phone, tags.
    pub sample: Vec<[String; 5]>,
}

/// Records to be stored.
#[derive(Default)]
pub struct Batch {
    /// Plain bytes of every record made or changed, each id once.
    pub writes: Vec<(RecordId, Vec<u8>)>,
    /// Takes the whole batch back.
    pub step: Step,
    /// What it came to.
    pub counts: Counts,
    /// What the rows say about consents, and the contact points that they bring.
    pub said: Vec<Said>,
}

enum Content {
    Table(Table),
    Cards(Cards),
}

struct File {
    name: String,
    content: Content,
    columns: Vec<Column>,
}

/// Files that were read, and the choices made for them.
pub struct Import {
    files: Vec<File>,
    plan: Plan,
}

impl Import {
    /// Reads files by name and content, and guesses their columns.
    pub fn read(files: Vec<(String, Vec<u8>)>) -> Result<Self, ImportError> {
        if files.len() > MAX_FILES {
            return Err(ImportError::TooManyFiles);
        }
        let files = files.into_iter().map(|(name, bytes)| read_file(name, &bytes)).collect::<Result<Vec<_>, _>>()?;
        let targets = files.iter().map(|file| file.columns.iter().map(|column| column.target.clone()).collect());
        let plan = Plan { targets: targets.collect(), on_duplicate: OnDuplicate::Merge };
        Ok(Self { files, plan })
    }

    /// What its files are called.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// Leaves out, until somebody chooses them, the columns that go to fields of people which nobody needs.
    pub fn leave_out(&mut self, is_needed: impl Fn(FieldKey) -> bool) {
        for (file, targets) in self.files.iter_mut().zip(&mut self.plan.targets) {
            for (column, target) in file.columns.iter_mut().zip(targets) {
                let Target::Person { field, .. } = column.target else { continue };
                // What tells records apart is nobody's purpose, and no data to be used.
                let is_memory = schema::field_of(Kind::Person, field).is_some_and(|spec| spec.hidden);
                if !is_memory && !is_needed(field) {
                    (column.target, *target) = (Target::Skip, Target::Skip);
                    column.caution = Some(NOT_NEEDED.to_owned());
                }
            }
        }
    }

    /// The choices in force.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Changes the choices.
    pub fn set_plan(&mut self, plan: Plan) -> Result<(), ImportError> {
        let fits = plan.targets.len() == self.files.len()
            && plan.targets.iter().zip(&self.files).all(|(targets, file)| targets.len() == file.columns.len());
        if !fits {
            return Err(ImportError::PlanDiffers);
        }
        for (targets, file) in plan.targets.iter().zip(&mut self.files) {
            for (target, column) in targets.iter().zip(&mut file.columns) {
                column.target = target.clone();
            }
        }
        self.plan = plan;
        Ok(())
    }

    /// What would be imported. Changes nothing in the book.
    pub fn preview(&self, book: &mut Book) -> Preview {
        let mut next = 0u128;
        let mut ids = || {
            next += 1;
            RecordId(next.to_be_bytes())
        };
        let done = assemble::assemble(self, book, &mut ids, &mut Clock::new(0), 1, SAMPLE_PEOPLE);
        let (issues, issues_total) = done.issues.shown(MAX_SHOWN_ISSUES);
        let files = self.files.iter().map(|file| FilePreview {
            name: file.name.clone(),
            format: file.format(),
            rows: file.rows(),
            columns: file.columns.clone(),
        });
        Preview {
            files: files.collect(),
            plan: self.plan.clone(),
            issues,
            issues_total,
            counts: done.batch.counts,
            sample: done.sample,
        }
    }

    /// Makes the records, with ids from `ids` and one stamp for all of them. The book is read, not written: storing
    /// the batch is the caller's.
    pub fn run(&self, book: &mut Book, ids: &mut dyn FnMut() -> RecordId, clock: &mut Clock, now_ms: u64) -> Batch {
        assemble::assemble(self, book, ids, clock, now_ms, 0).batch
    }
}

impl File {
    fn format(&self) -> String {
        match &self.content {
            Content::Table(table) => table.format(),
            Content::Cards(cards) => cards.format(),
        }
    }

    fn rows(&self) -> u32 {
        match &self.content {
            Content::Table(table) => table.rows,
            Content::Cards(cards) => cards.len(),
        }
    }
}

fn read_file(name: String, bytes: &[u8]) -> Result<File, ImportError> {
    if bytes.len() > MAX_FILE {
        return Err(ImportError::TooLarge(name));
    }
    let decoded = text::decode(bytes).ok_or_else(|| ImportError::NotText(name.clone()))?;
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty(name));
    }
    if Cards::looks_like(&decoded.text) {
        let cards = Cards::read(&decoded);
        if cards.len() as usize > MAX_ROWS {
            return Err(ImportError::TooManyRows(name));
        }
        let columns = cards.columns();
        return Ok(File { name, content: Content::Cards(cards), columns });
    }
    let (table, columns) = Table::read(&name, decoded)?;
    Ok(File { name, content: Content::Table(table), columns })
}
