//! What somebody took out other than by an export: cells of a table on the clipboard, a calendar as a file, a chart as a
//! picture, the ledger, the trail or statistics as a document. One event of the trail says which columns and how many records, and no value of them. It is written before
//! anything leaves, and once.

use super::access::AccessEvent;
use super::fields;
use super::key as pk;
use super::words::Did;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};

/// Longest name of what was taken, in characters.
const MAX_NAME: usize = 120;

/// What was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// Cells of a table.
    Cells {
        /// Of which kind its records are.
        of: Kind,
        /// Its columns, in order.
        columns: Vec<FieldKey>,
        /// How many records.
        records: u64,
    },
    /// Days as an iCalendar file.
    Calendar {
        /// How many tasks, meetings and calls.
        records: u64,
        /// Which, if it is one.
        one: Option<RecordId>,
    },
    /// A chart as a picture: sums, and no record.
    Picture {
        /// As the chart is called.
        name: String,
    },
    /// A document about what was done.
    Document {
        /// Which.
        what: Document,
        /// How many entries.
        records: u64,
    },
}

/// Documents that are saved as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// What was said about consents.
    Ledger,
    /// Who did what.
    Trail,
    /// Counts of people.
    Statistics,
}

impl Document {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Ledger, "ledger"), (Self::Trail, "trail"), (Self::Statistics, "statistics")];

    /// The word that its event names it by.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(of, _)| *of == self).map_or("", |(_, word)| word)
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(of, _)| *of)
    }
}

impl Copied {
    /// What was done, in the word of the trail.
    pub fn did(&self) -> Did {
        match self {
            Self::Cells { .. } => Did::Copied,
            Self::Calendar { .. } => Did::Calendar,
            Self::Picture { .. } => Did::Picture,
            Self::Document { .. } => Did::Document,
        }
    }

    /// How many records; none where it is about sums.
    pub fn records(&self) -> u64 {
        match self {
            Self::Cells { records, .. } | Self::Calendar { records, .. } | Self::Document { records, .. } => *records,
            Self::Picture { .. } => 0,
        }
    }

    /// Which columns of which kind.
    pub fn columns(&self) -> Option<(Kind, &[FieldKey])> {
        match self {
            Self::Cells { of, columns, .. } => Some((*of, columns)),
            Self::Calendar { .. } | Self::Picture { .. } | Self::Document { .. } => None,
        }
    }

    /// Its event, made now.
    pub fn write(&self, device: String, stamp: Stamp) -> Result<Record, ValueError> {
        let (record, why) = match self {
            Self::Calendar { one, .. } => (one.unwrap_or_default(), String::new()),
            Self::Cells { .. } => (RecordId::default(), String::new()),
            Self::Picture { name } => (RecordId::default(), name.trim().chars().take(MAX_NAME).collect()),
            Self::Document { what, .. } => (RecordId::default(), what.word().to_owned()),
        };
        let event = AccessEvent { did: self.did(), record, field: None, device, told: None, why };
        let mut made = event.write(stamp)?;
        if let Some((of, columns)) = self.columns() {
            made.set(pk::OF_KIND, Value::Number(u64::from(of.number())), stamp)?;
            made.set(pk::DISCLOSED, fields::keys(columns), stamp)?;
        }
        if self.records() > 0 {
            made.set(pk::ROWS, Value::Number(self.records()), stamp)?;
        }
        Ok(made)
    }

    /// Reads it; `None` if it is none.
    pub fn read(record: &RecordRef<'_>) -> Option<Self> {
        let event = AccessEvent::read(record)?;
        let records = record.number(pk::ROWS).unwrap_or_default();
        match event.did {
            Did::Copied => {
                let of = Kind::from_number(u16::try_from(record.number(pk::OF_KIND)?).ok()?);
                Some(Self::Cells { of, columns: fields::read_keys(record, pk::DISCLOSED), records })
            }
            Did::Calendar => {
                let one = Some(event.record).filter(|id| *id != RecordId::default());
                Some(Self::Calendar { records, one })
            }
            Did::Picture => Some(Self::Picture { name: event.why }),
            Did::Document => Some(Self::Document { what: Document::parse(&event.why)?, records }),
            _ => None,
        }
    }
}
