//! A note as the page draws it: a closed tree, read from Markdown in the worker. No HTML passes here.

use serde::{Deserialize, Serialize};

/// A block of a note.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Block {
    /// A heading, 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quote.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// Number of the first item; `None` for a list of dots.
        ordered: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// Text as it is written, its lines kept.
    Code(String),
    /// A line across.
    Rule,
    /// A table; every row has as many cells as the head.
    Table {
        /// Cells of the first row.
        head: Vec<Vec<Inline>>,
        /// Cells of the other rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Item {
    /// Its box, if it has one: its place among all boxes, and whether it is ticked.
    pub task: Option<(u32, bool)>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Inline {
    /// Plain text, without line breaks.
    Text(String),
    /// Strong.
    Strong(Vec<Inline>),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link.
    Link {
        /// Target: the web, a mail address or a telephone number.
        to: String,
        /// What it says.
        inlines: Vec<Inline>,
    },
    /// A line break.
    Break,
    /// A member: number, and the name that was written.
    Mention(u32, String),
}
