//! What is done with marked cells at once: copied, pasted over, filled down, emptied. Each is one step to take back.

use super::{Cells, Marked, spelling, table_text};
use crate::link;
use crate::pages::field_written;
use crate::pages::records::grid::line::Table;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::records::{CellText, FieldKey, Id, MAX_CELLS};
use tacit_bridge::{Call, Problem};
use wasm_bindgen_futures::JsFuture;

/// Fields of the marked columns.
fn fields(table: Table, marked: Marked) -> Vec<FieldKey> {
    let (first, last) = marked.columns();
    table.fields_now().into_iter().skip(first).take(last + 1 - first).collect()
}

fn height(marked: Marked) -> u32 {
    let (first, last) = marked.rows();
    (last - first).saturating_add(1).min(MAX_CELLS as u32)
}

/// Cells as plain text. One is a word that somebody reads; more are a copy of the table, which stands on the trail first.
async fn texts(ids: Vec<Id>, fields: Vec<FieldKey>) -> Result<Vec<Vec<String>>, Problem> {
    match (&ids[..], &fields[..]) {
        ([id], [field]) => Ok(vec![vec![link::text(Call::CellText { id: *id, field: *field }).await?]]),
        _ => link::cell_texts(Call::PrivacyAsk(PrivacyAsk::Taking(TakingAsk::Cells { ids, fields }))).await,
    }
}

/// Puts the marked cells on the clipboard, as spreadsheets take them.
pub(super) fn copy(cells: Cells, table: Table) {
    let (Some(marked), app) = (cells.marked.get_untracked(), cells.app) else { return };
    let fields = fields(table, marked);
    spawn_local(async move {
        let copied = async {
            let ids = table.rows.ids(marked.rows().0, height(marked)).await?;
            texts(ids, fields.clone()).await
        };
        match copied.await {
            Ok(texts) => {
                let spelled = |row: &Vec<String>| {
                    let cells = row.iter().zip(&fields);
                    cells.map(|(text, field)| spelling::shown(app, table.kind, *field, text.clone())).collect()
                };
                let text = table_text::write(&texts.iter().map(spelled).collect::<Vec<_>>());
                let written = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
                let number = texts.iter().map(Vec::len).sum();
                app.say(if written.is_ok() { t().list.copied(number) } else { t().list.not_copied.to_owned() }, None);
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Writes copied cells from the first marked one on; a single one over all that are marked.
pub(super) fn paste(cells: Cells, table: Table, marked: Marked, text: &str) {
    let pasted = table_text::read(text, MAX_CELLS);
    let Some(width) = pasted.iter().map(Vec::len).max() else { return };
    let single = pasted.len() == 1 && width == 1;
    let columns = if single { marked.columns().1 + 1 - marked.columns().0 } else { width };
    let count = if single { height(marked) } else { pasted.len() as u32 };
    let fields: Vec<FieldKey> = table.fields_now().into_iter().skip(marked.columns().0).take(columns).collect();
    spawn_local(async move {
        let ids = match table.rows.ids(marked.rows().0, count).await {
            Ok(ids) => ids,
            Err(problem) => return cells.app.complain(&problem),
        };
        let mut written = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            for (nth, field) in fields.iter().enumerate() {
                let text = if single { pasted[0].first() } else { pasted.get(at).and_then(|row| row.get(nth)) };
                if let Some(text) = text {
                    let text = spelling::kept(cells.app, table.kind, *field, text.clone());
                    written.push(CellText { id: *id, field: *field, text });
                }
            }
        }
        write(cells, written).await;
    });
}

/// Writes cells and tells how many; what could not be read is left and told.
async fn write(cells: Cells, texts: Vec<CellText>) {
    let moved = texts.iter().filter(|cell| cell.field == FieldKey::STAGE).map(|cell| cell.id).collect();
    match link::written(Call::WriteCells(texts)).await {
        Ok((undo, number, refused)) => {
            let first = refused.first().map(|one| crate::strings::said(&one.why));
            cells.app.say(t().list.written(number, refused.len(), first.as_deref()), undo);
            field_written(cells.app, FieldKey::STAGE, moved);
        }
        Err(problem) => cells.app.complain(&problem),
    }
}

/// Empties the marked cells.
pub(super) fn empty(cells: Cells, table: Table) {
    let Some(marked) = cells.marked.get_untracked().filter(|_| !cells.app.read_only_now()) else { return };
    let fields = fields(table, marked);
    spawn_local(async move {
        match table.rows.ids(marked.rows().0, height(marked)).await {
            Ok(ids) => {
                let blank =
                    |id: Id| fields.iter().map(move |field| CellText { id, field: *field, text: String::new() });
                write(cells, ids.into_iter().flat_map(blank).collect()).await;
            }
            Err(problem) => cells.app.complain(&problem),
        }
    });
}

/// Writes the topmost marked cells over those below them.
pub(super) fn fill_down(cells: Cells, table: Table) {
    let Some(marked) = cells.marked.get_untracked().filter(|_| !cells.app.read_only_now()) else { return };
    let (app, fields) = (cells.app, fields(table, marked));
    spawn_local(async move {
        let filled = async {
            let ids = table.rows.ids(marked.rows().0, height(marked)).await?;
            let Some((from, to)) = ids.split_first() else { return Ok(None) };
            let moved = if fields.contains(&FieldKey::STAGE) { to.to_vec() } else { Vec::new() };
            let call = Call::FillCells { from: *from, to: to.to_vec(), fields };
            link::several(call).await.map(|many| Some((many, moved)))
        };
        match filled.await {
            Ok(Some((many, moved))) => {
                let words = t().list.rows_filled(many.changed as usize);
                many.say(app, words);
                field_written(app, FieldKey::STAGE, moved);
            }
            Ok(None) => {}
            Err(problem) => app.complain(&problem),
        }
    });
}
