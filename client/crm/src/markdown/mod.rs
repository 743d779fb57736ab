//! Notes in Markdown, as a closed tree that a page draws without ever handling HTML.
//!
//! CommonMark with GitHub's tables, strikes and task lists, read as people type notes: a line break stays one. What a
//! note may not do has no place in the tree: HTML is text, an image is its description, and only links to the web, to
//! mail and to telephones are links (`link.rs`). Members are mentioned as `@[Name](member:7)`.
//!
//! `build.rs` makes the tree, `source.rs` changes and writes source.

mod build;
mod link;
mod source;

use crate::field::MAX_LONG_TEXT;
use pulldown_cmark::Options;
pub(crate) use source::entity;
pub use source::{escape, mention, toggle, untick};
use std::collections::BTreeSet;

/// Longest source that is read as Markdown, in bytes: what a note's field holds.
pub const MAX_SOURCE: usize = MAX_LONG_TEXT;
/// Deepest nesting of quotes, lists and marks; what lies deeper is text.
pub const MAX_DEPTH: usize = 16;
/// Most nodes of a tree.
pub const MAX_NODES: usize = 20_000;
/// Longest target of a link, in bytes.
pub const MAX_LINK: usize = 2 << 10;

/// What is read beyond CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// A block of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its box, if it has one.
    pub task: Option<Task>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A box that can be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// Its place among all boxes of the source, from 0: what [`toggle`] takes.
    pub number: u32,
    /// Whether it is ticked.
    pub done: bool,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// A link, never inside another.
    Link {
        /// Target: `http`, `https`, `mailto` or `tel`, without white space or control characters.
        to: String,
        /// What it says.
        inlines: Vec<Inline>,
    },
    /// A line break.
    Break,
    /// A member.
    Mention {
        /// Number of the member.
        member: u32,
        /// The name that was written, which may be out of date.
        name: String,
    },
}

/// The tree of a note. A source that is too long, or would make too large a tree, is one block of text as written.
pub fn parse(text: &str) -> Vec<Block> {
    let tree = (text.len() <= MAX_SOURCE).then(|| build::build(text)).flatten();
    tree.unwrap_or_else(|| vec![Block::Code(text.to_owned())])
}

/// The text of a note without its marks, a block on each line: for previews, excerpts and search.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_blocks(&parse(text), &mut out);
    out.truncate(out.trim_end().len());
    out
}

/// Numbers of the members that a note mentions, each once, in the order in which they appear.
pub fn mentions(text: &str) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut each = |inline: &Inline| {
        if let Inline::Mention { member, .. } = inline
            && seen.insert(*member)
        {
            found.push(*member);
        }
    };
    parse(text).iter().for_each(|block| visit_block(block, &mut each));
    found
}

fn write_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) => write_inlines(inlines, out),
            Block::Quote(blocks) => write_blocks(blocks, out),
            Block::List { items, .. } => items.iter().for_each(|item| write_blocks(&item.blocks, out)),
            Block::Code(text) => out.push_str(text),
            Block::Rule => {}
            Block::Table { head, rows } => [head].into_iter().chain(rows).for_each(|row| write_row(row, out)),
        }
        end_line(out);
    }
}

fn write_row(cells: &[Vec<Inline>], out: &mut String) {
    for cell in cells {
        write_inlines(cell, out);
        out.push(' ');
    }
    end_line(out);
}

fn end_line(out: &mut String) {
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
}

fn write_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => write_inlines(inner, out),
            Inline::Link { inlines, .. } => write_inlines(inlines, out),
            Inline::Break => out.push('\n'),
            Inline::Mention { name, .. } => {
                out.push('@');
                out.push_str(name);
            }
        }
    }
}

fn visit_block(block: &Block, each: &mut impl FnMut(&Inline)) {
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) => visit_inlines(inlines, each),
        Block::Quote(blocks) => blocks.iter().for_each(|block| visit_block(block, each)),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| visit_block(block, each));
        }
        Block::Code(_) | Block::Rule => {}
        Block::Table { head, rows } => {
            [head].into_iter().chain(rows).flatten().for_each(|cell| visit_inlines(cell, each));
        }
    }
}

fn visit_inlines(inlines: &[Inline], each: &mut impl FnMut(&Inline)) {
    for inline in inlines {
        each(inline);
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => visit_inlines(inner, each),
            Inline::Link { inlines, .. } => visit_inlines(inlines, each),
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Mention { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests;
