//! Notes: from the domain's tree to what the page draws, and the boxes in them.

use crate::Failure;
use crate::change::Seen;
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

/// How a member is called now; `None` if there never was one of this number.
type Called<'a> = &'a dyn Fn(u32) -> Option<String>;

fn blocks(blocks: Vec<cm::Block>, called: Called<'_>) -> Vec<bn::Block> {
    blocks.into_iter().map(|one| block(one, called)).collect()
}

fn block(block: cm::Block, called: Called<'_>) -> bn::Block {
    match block {
        cm::Block::Heading(level, parts) => bn::Block::Heading(level, inlines(parts, called)),
        cm::Block::Paragraph(parts) => bn::Block::Paragraph(inlines(parts, called)),
        cm::Block::Quote(inner) => bn::Block::Quote(blocks(inner, called)),
        cm::Block::List { ordered, items } => {
            bn::Block::List { ordered, items: items.into_iter().map(|one| item(one, called)).collect() }
        }
        cm::Block::Code(text) => bn::Block::Code(text),
        cm::Block::Rule => bn::Block::Rule,
        cm::Block::Table { head, rows } => {
            let cells =
                |row: Vec<Vec<cm::Inline>>| row.into_iter().map(|cell| inlines(cell, called)).collect::<Vec<_>>();
            bn::Block::Table { head: cells(head), rows: rows.into_iter().map(cells).collect() }
        }
    }
}

fn item(item: cm::Item, called: Called<'_>) -> bn::Item {
    bn::Item { task: item.task.map(|task| (task.number, task.done)), blocks: blocks(item.blocks, called) }
}

fn inlines(parts: Vec<cm::Inline>, called: Called<'_>) -> Vec<bn::Inline> {
    parts.into_iter().map(|part| inline(part, called)).collect()
}

fn inline(part: cm::Inline, called: Called<'_>) -> bn::Inline {
    let inlines = |parts| inlines(parts, called);
    match part {
        cm::Inline::Text(text) => bn::Inline::Text(text),
        cm::Inline::Strong(parts) => bn::Inline::Strong(inlines(parts)),
        cm::Inline::Emphasis(parts) => bn::Inline::Emphasis(inlines(parts)),
        cm::Inline::Strike(parts) => bn::Inline::Strike(inlines(parts)),
        cm::Inline::Code(text) => bn::Inline::Code(text),
        cm::Inline::Link { to, inlines: parts } => bn::Inline::Link { to, inlines: inlines(parts) },
        cm::Inline::Break => bn::Inline::Break,
        // Whoever was renamed is called so in old notes too. A number that was never a member's is nobody.
        cm::Inline::Mention { member, name } => match called(member) {
            Some(now) => bn::Inline::Mention(member, now),
            None => bn::Inline::Text(format!("@{name}")),
        },
    }
}

impl<F: File> OpenVault<F> {
    /// A note's tree.
    pub(crate) fn note(&self, source: &str) -> Vec<bn::Block> {
        let roster = self.state.roster();
        let called = |member| roster.all_members().any(|(known, _)| known == member).then(|| self.member_name(member));
        blocks(cm::parse(source), &called)
    }

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
        self.edit(&[id], (&[(FieldKey::NOTES, Value::Text(ticked))], Seen::Not), now, entropy)
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
