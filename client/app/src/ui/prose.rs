//! Notes, drawn from their tree. There is no way from a note to HTML of its own.

use super::fresh_id;
use leptos::prelude::*;
use tacit_bridge::note::{Block, Inline, Item};

/// A note; `tick` hears the number of a box that is pressed, and whether it is ticked then.
pub(crate) fn prose(blocks: Vec<Block>, tick: Option<Callback<(u32, bool)>>) -> AnyView {
    view! { <div class="prose">{draw(blocks, tick)}</div> }.into_any()
}

fn draw(blocks: Vec<Block>, tick: Option<Callback<(u32, bool)>>) -> Vec<AnyView> {
    blocks.into_iter().map(|one| block(one, tick)).collect()
}

fn block(block: Block, tick: Option<Callback<(u32, bool)>>) -> AnyView {
    match block {
        // A note stands under the page's own headings.
        Block::Heading(level, parts) if level < 3 => view! { <h3>{inlines(parts)}</h3> }.into_any(),
        Block::Heading(_, parts) => view! { <h4>{inlines(parts)}</h4> }.into_any(),
        Block::Paragraph(parts) => view! { <p>{inlines(parts)}</p> }.into_any(),
        Block::Quote(blocks) => view! { <blockquote>{draw(blocks, tick)}</blockquote> }.into_any(),
        Block::List { ordered: Some(from), items } => {
            view! { <ol start=from.to_string()>{items_of(items, tick)}</ol> }.into_any()
        }
        Block::List { ordered: None, items } => view! { <ul>{items_of(items, tick)}</ul> }.into_any(),
        Block::Code(text) => view! { <pre>{text}</pre> }.into_any(),
        Block::Rule => view! { <hr /> }.into_any(),
        Block::Table { head, rows } => table(head, rows),
    }
}

fn items_of(items: Vec<Item>, tick: Option<Callback<(u32, bool)>>) -> Vec<AnyView> {
    let one = |item: Item| {
        let Some((number, done)) = item.task else {
            return view! { <li>{draw(item.blocks, tick)}</li> }.into_any();
        };
        let press = move |event| {
            if let Some(tick) = tick {
                tick.run((number, event_target_checked(&event)));
            }
        };
        let words = fresh_id();
        view! {
            <li class="boxed">
                <input
                    type="checkbox" class="check" aria-labelledby=words.clone() prop:checked=done disabled=tick.is_none()
                    on:change=press
                />
                <div id=words>{draw(item.blocks, tick)}</div>
            </li>
        }
        .into_any()
    };
    items.into_iter().map(one).collect()
}

fn table(head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>) -> AnyView {
    let head = head.into_iter().map(|cell| view! { <th>{inlines(cell)}</th> }).collect_view();
    let row = |cells: Vec<Vec<Inline>>| {
        let cells = cells.into_iter().map(|cell| view! { <td>{inlines(cell)}</td> }).collect_view();
        view! { <tr>{cells}</tr> }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! { <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
}

fn inlines(parts: Vec<Inline>) -> Vec<AnyView> {
    parts.into_iter().map(inline).collect()
}

fn inline(part: Inline) -> AnyView {
    match part {
        Inline::Text(text) => text.into_any(),
        Inline::Strong(parts) => view! { <strong>{inlines(parts)}</strong> }.into_any(),
        Inline::Emphasis(parts) => view! { <em>{inlines(parts)}</em> }.into_any(),
        Inline::Strike(parts) => view! { <s>{inlines(parts)}</s> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        // The site that is opened learns neither the page it came from nor gets a hold on it.
        Inline::Link { to, inlines: parts } => {
            view! { <a href=to target="_blank" rel="noopener noreferrer">{inlines(parts)}</a> }.into_any()
        }
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Mention(_, name) => view! { <span class="mention">"@"{name}</span> }.into_any(),
    }
}
