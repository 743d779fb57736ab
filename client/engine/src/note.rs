//! Notes: from the domain's tree to what the page draws, and the boxes in them.

use crate::Failure;
use crate::now::Now;
use crate::ports::File;
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::note as bn;
use tacit_bridge::problem::ProblemKind::Gone;
use tacit_bridge::records::{FieldKey, Id, Value};
use tacit_crm::markdown as cm;
use tacit_crm::schema::key;
use tacit_vault::Entropy;

/// A note's tree.
pub(crate) fn blocks(source: &str) -> Vec<bn::Block> {
    cm::parse(source).into_iter().map(block).collect()
}

fn block(block: cm::Block) -> bn::Block {
    match block {
        cm::Block::Heading(level, parts) => bn::Block::Heading(level, inlines(parts)),
        cm::Block::Paragraph(parts) => bn::Block::Paragraph(inlines(parts)),
        cm::Block::Quote(blocks) => bn::Block::Quote(blocks.into_iter().map(self::block).collect()),
        cm::Block::List { ordered, items } => bn::Block::List { ordered, items: items.into_iter().map(item).collect() },
        cm::Block::Code(text) => bn::Block::Code(text),
        cm::Block::Rule => bn::Block::Rule,
        cm::Block::Table { head, rows } => {
            let cells = |row: Vec<Vec<cm::Inline>>| row.into_iter().map(inlines).collect::<Vec<_>>();
            bn::Block::Table { head: cells(head), rows: rows.into_iter().map(cells).collect() }
        }
    }
}

fn item(item: cm::Item) -> bn::Item {
    bn::Item {
        task: item.task.map(|task| (task.number, task.done)),
        blocks: item.blocks.into_iter().map(block).collect(),
    }
}

fn inlines(parts: Vec<cm::Inline>) -> Vec<bn::Inline> {
    parts.into_iter().map(inline).collect()
}

fn inline(part: cm::Inline) -> bn::Inline {
    match part {
        cm::Inline::Text(text) => bn::Inline::Text(text),
        cm::Inline::Strong(parts) => bn::Inline::Strong(inlines(parts)),
        cm::Inline::Emphasis(parts) => bn::Inline::Emphasis(inlines(parts)),
        cm::Inline::Strike(parts) => bn::Inline::Strike(inlines(parts)),
        cm::Inline::Code(text) => bn::Inline::Code(text),
        cm::Inline::Link { to, inlines: parts } => bn::Inline::Link { to, inlines: inlines(parts) },
        cm::Inline::Break => bn::Inline::Break,
        cm::Inline::Mention { member, name } => bn::Inline::Mention(member, name),
    }
}

impl<F: File> OpenVault<F> {
    /// Ticks a box in a record's note, or takes the tick away; one that is as wished already stays.
    pub(crate) fn tick_box(
        &mut self,
        id: Id,
        wish: (u32, bool),
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let record = self.book.record(&view::record_id(id)).ok_or_else(|| problem(Gone))?;
        let source = record.text(key::NOTES);
        // The note may have been changed by somebody else since it was drawn.
        let is_done = box_in(&cm::parse(&source), wish.0).ok_or_else(|| problem(Gone))?;
        if is_done == wish.1 {
            return Ok(Reply::Changed { id: Some(id), undo: None });
        }
        let ticked = cm::toggle(&source, wish.0).ok_or_else(|| problem(Gone))?;
        self.edit(&[id], &[(FieldKey::NOTES, Value::Text(ticked))], now, entropy)
    }
}

/// Whether the box of this number is ticked; `None` if there is none.
fn box_in(blocks: &[cm::Block], number: u32) -> Option<bool> {
    blocks.iter().find_map(|block| match block {
        cm::Block::Quote(blocks) => box_in(blocks, number),
        cm::Block::List { items, .. } => items.iter().find_map(|item| {
            let own = item.task.filter(|task| task.number == number).map(|task| task.done);
            own.or_else(|| box_in(&item.blocks, number))
        }),
        _ => None,
    })
}
