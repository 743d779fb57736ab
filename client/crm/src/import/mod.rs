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
mod dates;
mod draft;
mod guess;
mod header;
mod identity;
mod issues;
mod join;
mod mend;
mod own;
mod pieces;
mod plan;
mod rows;
mod said;
mod table;
pub(crate) mod text;

pub(crate) use dates::date_of;

use crate::book::Book;
use crate::clock::Clock;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind};
use crate::undo::Step;
use cards::Cards;
pub(crate) use draft::{domain_of, name_parts};
pub use issues::{ColumnNote, RowIssue};
pub use own::{OwnSample, Tally};
pub use plan::{Column, Counts, FilePreview, OnDuplicate, Plan, Preview, Target};
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
    /// A row that is to be mended is none of the files'.
    #[error("there is no such row in the files")]
    NoSuchRow,
    /// A value that was typed is too long.
    #[error("a value is longer than 64 KiB")]
    CellTooLong,
    /// Too many rows were mended.
    #[error("more than 5,000 rows of one file are mended")]
    TooManyMended,
    /// The plan names other columns than the files have.
    #[error("these targets do not fit the files")]
    PlanDiffers,
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
    /// What came of rows that are of kinds of the team's own.
    pub own: Vec<Tally>,
}

enum Content {
    Table(Table),
    Cards(Cards),
}

struct File {
    name: String,
    content: Content,
    columns: Vec<Column>,
    /// The columns as guessed for people, to come back to.
    guessed: Vec<Column>,
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
        let subjects = vec![None; files.len()];
        let plan = Plan { subjects, targets: targets.collect(), on_duplicate: OnDuplicate::Merge };
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
            file.guessed.clone_from(&file.columns);
        }
    }

    /// Takes files for a kind of the team's own whose name or columns say so.
    pub fn recognise(&mut self, book: &Book) {
        for at in 0..self.files.len() {
            let kind = self.files[at].table().and_then(|table| own::kind_of(book, &self.files[at].name, table));
            if kind.is_some() {
                self.take_for(at, kind, book);
            }
        }
    }

    /// What the rows of a file are from now on, with the columns guessed anew.
    fn take_for(&mut self, at: usize, subject: Option<Kind>, book: &Book) {
        let file = &mut self.files[at];
        file.columns = match subject {
            Some(kind) => own::guessed(book, kind, &file.guessed),
            None => file.guessed.clone(),
        };
        self.plan.subjects[at] = subject;
        self.plan.targets[at] = file.columns.iter().map(|column| column.target.clone()).collect();
    }

    /// The choices in force.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Changes the choices. Of a file whose rows are something else from now on the columns are guessed anew.
    pub fn set_plan(&mut self, plan: Plan, book: &Book) -> Result<(), ImportError> {
        let fits =
            plan.targets.len() == self.files.len()
                && plan.targets.iter().zip(&self.files).all(|(targets, file)| targets.len() == file.columns.len())
                && plan.subjects.len() == self.files.len()
                && plan.subjects.iter().zip(&self.files).all(|(subject, file)| file.may_be(*subject, book))
                && plan.subjects.iter().zip(&self.plan.subjects).zip(&plan.targets).all(|((new, old), targets)| {
                    new != old || targets.iter().all(|target| target.suits(new.is_some()))
                });
        if !fits {
            return Err(ImportError::PlanDiffers);
        }
        self.plan.on_duplicate = plan.on_duplicate;
        for (at, (subject, targets)) in plan.subjects.into_iter().zip(plan.targets).enumerate() {
            if subject != self.plan.subjects[at] {
                self.take_for(at, subject, book);
                continue;
            }
            for (target, column) in targets.iter().zip(&mut self.files[at].columns) {
                column.target = target.clone();
            }
            self.plan.targets[at] = targets;
        }
        Ok(())
    }

    /// The cells of a row, each with its column's header; `None` if there is no such row. Those beyond the columns have none.
    pub fn row(&self, file: u32, line: u32) -> Option<Vec<(String, String)>> {
        let table = self.files.get(file as usize)?.table()?;
        let header = |at: usize| table.headers.get(at).cloned().unwrap_or_default();
        let cells = table.row(line)?.into_iter().enumerate();
        Some(cells.map(|(at, cell)| (header(at), cell)).collect())
    }

    /// Has a row read with other cells than it has in the file, all of them as [`Self::row`] tells.
    pub fn mend(&mut self, file: u32, line: u32, cells: Vec<String>) -> Result<(), ImportError> {
        match self.files.get_mut(file as usize).map(|file| &mut file.content) {
            Some(Content::Table(table)) => table.mend(line, cells),
            _ => Err(ImportError::NoSuchRow),
        }
    }

    /// Has every row read as it stands in the files again.
    pub fn take_mends_back(&mut self) {
        for file in &mut self.files {
            if let Content::Table(table) = &mut file.content {
                table.take_mends_back();
            }
        }
    }

    /// What would be imported. Changes nothing in the book.
    pub fn preview(&self, book: &mut Book) -> Preview {
        let mut next = 0u128;
        let mut ids = || {
            next += 1;
            RecordId(next.to_be_bytes())
        };
        let mut done = assemble::assemble(self, book, &mut ids, &mut Clock::new(0), 1, SAMPLE_PEOPLE);
        let mut notes = done.issues.of_columns();
        let (mut issues, issues_total) = done.issues.shown(MAX_SHOWN_ISSUES);
        let table_of = |file: u32| self.files.get(file as usize).and_then(File::table);
        for issue in &mut issues {
            issue.mendable = table_of(issue.file).is_some_and(|table| table.may_be_row(issue.row));
        }
        let mended = self.files.iter().filter_map(File::table).map(|table| table.mended.len() as u32).sum();
        let mut noted = |number: u32, columns: &[Column]| {
            let mut noted = columns.to_vec();
            for (at, column) in noted.iter_mut().enumerate() {
                column.notes = notes.remove(&(number, at)).unwrap_or_default();
            }
            noted
        };
        let files = (0u32..).zip(&self.files).map(|(number, file)| FilePreview {
            name: file.name.clone(),
            format: file.format(),
            rows: file.rows(),
            columns: noted(number, &file.columns),
        });
        Preview {
            files: files.collect(),
            plan: self.plan.clone(),
            issues,
            issues_total,
            mended,
            counts: done.batch.counts,
            sample: done.sample,
            own: done.batch.own,
            own_samples: done.own_samples,
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

    fn table(&self) -> Option<&Table> {
        match &self.content {
            Content::Table(table) => Some(table),
            Content::Cards(_) => None,
        }
    }

    /// Whether its rows can be that: cards are people, and a kind of the team's own is one that is defined.
    fn may_be(&self, subject: Option<Kind>, book: &Book) -> bool {
        subject
            .is_none_or(|kind| self.table().is_some() && book.objects().into_iter().any(|object| object.kind == kind))
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
        return Ok(File { name, content: Content::Cards(cards), guessed: columns.clone(), columns });
    }
    let (table, columns) = Table::read(&name, decoded)?;
    Ok(File { name, content: Content::Table(table), guessed: columns.clone(), columns })
}
