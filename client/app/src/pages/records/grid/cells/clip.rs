//! What is done with marked cells at once: copied, cut, pasted over, filled down, emptied. Each is one step to take back.

use super::{Cells, Marked, spelling, table_text};
use crate::link;
use crate::pages::field_written;
use crate::pages::many::with_end;
use crate::pages::records::grid::line::Table;
use crate::state::App;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::records::{CellText, FieldKey, Id, MAX_CELLS, UndoStep};
use tacit_bridge::{Call, Problem};
use wasm_bindgen_futures::JsFuture;

/// Fields of the marked columns.
fn fields(table: Table, marked: Marked) -> Vec<FieldKey> {
    let (first, last) = marked.columns();
    table.fields_now().into_iter().skip(first).take(last + 1 - first).collect()
}

/// So many of the marked rows are taken at once, over so many columns, and how many of their cells are left.
fn height(marked: Marked, columns: usize) -> (u32, usize) {
    let (first, last) = marked.rows();
    let rows = (last - first).saturating_add(1);
    let taken = rows.min((MAX_CELLS / columns.max(1)) as u32);
    (taken, (rows - taken) as usize * columns)
}

/// Cells as plain text. One is a word that somebody reads; more are a copy of the table, which stands on the trail first.
async fn texts(ids: Vec<Id>, fields: Vec<FieldKey>) -> Result<Vec<Vec<String>>, Problem> {
    match (&ids[..], &fields[..]) {
        ([id], [field]) => Ok(vec![vec![link::text(Call::CellText { id: *id, field: *field }).await?]]),
        _ => link::cell_texts(Call::PrivacyAsk(PrivacyAsk::Taking(TakingAsk::Cells { ids, fields }))).await,
    }
}

/// Puts the marked cells on the clipboard, as spreadsheets take them; of which rows and columns, if they are there. A part of
/// them would be taken for all: more than go at once are none.
async fn put(cells: Cells, table: Table, marked: Marked) -> Option<(Vec<Id>, Vec<FieldKey>)> {
    let (app, fields) = (cells.app, fields(table, marked));
    let (rows, left) = height(marked, fields.len());
    if left > 0 {
        app.say(t().list.too_many_to_copy(left + rows as usize * fields.len()), None);
        return None;
    }
    let copied = async {
        let ids = table.rows.ids(marked.rows().0, rows).await?;
        let texts = texts(ids.clone(), fields.clone()).await?;
        Ok::<_, Problem>((ids, texts))
    };
    let (ids, texts) = match copied.await {
        Ok(copied) => copied,
        Err(problem) => {
            app.complain(&problem);
            return None;
        }
    };
    let spelled = |row: &Vec<String>| {
        let cells = row.iter().zip(&fields);
        cells.map(|(text, field)| spelling::shown(app, table.kind, *field, text.clone())).collect()
    };
    let text = table_text::write(&texts.iter().map(spelled).collect::<Vec<_>>());
    if JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_err() {
        app.say(t().list.not_copied.to_owned(), None);
        return None;
    }
    Some((ids, fields))
}

/// Copies the marked cells.
pub(super) fn copy(cells: Cells, table: Table) {
    let Some(marked) = cells.marked.get_untracked() else { return };
    spawn_local(async move {
        if let Some((ids, fields)) = put(cells, table, marked).await {
            cells.app.say(t().list.copied(ids.len() * fields.len()), None);
        }
    });
}

/// Copies the marked cells, and empties these and no others once they are on the clipboard.
pub(super) fn cut(cells: Cells, table: Table) {
    let Some(marked) = cells.marked.get_untracked().filter(|_| !cells.app.read_only_now()) else { return };
    spawn_local(async move {
        if let Some((ids, fields)) = put(cells, table, marked).await {
            blank(cells, ids, &fields, 0).await;
        }
    });
}

/// Writes copied cells from the first marked one on; a single one over all that are marked.
pub(super) fn paste(cells: Cells, table: Table, marked: Marked, text: &str) {
    let (pasted, too_many) = table_text::read(text, MAX_CELLS);
    let Some(width) = pasted.iter().map(Vec::len).max() else { return };
    let single = pasted.len() == 1 && width == 1;
    let columns = if single { marked.columns().1 + 1 - marked.columns().0 } else { width };
    let fields: Vec<FieldKey> = table.fields_now().into_iter().skip(marked.columns().0).take(columns).collect();
    let (count, too_many) = if single { height(marked, fields.len()) } else { (pasted.len() as u32, too_many) };
    if !single {
        // What is written over is seen.
        let (first, last) = written_over(marked, (count, fields.len()), table.rows.total.get_untracked());
        cells.mark_block(table, first, last);
    }
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
        let number = pasted.iter().map(Vec::len).sum::<usize>();
        let past_edge = if single { 0 } else { number.saturating_sub(written.len()) };
        write(cells, written, past_edge, too_many).await;
    });
}

/// The first and the last cell that so many rows and columns are written over, of so many rows as there are.
fn written_over(marked: Marked, (rows, columns): (u32, usize), total: Option<u32>) -> ((u32, usize), (u32, usize)) {
    let (top, left) = (marked.rows().0, marked.columns().0);
    let bottom = top.saturating_add(rows.saturating_sub(1));
    let bottom = total.map_or(bottom, |total| bottom.min(total.saturating_sub(1))).max(top);
    ((top, left), (bottom, left + columns.saturating_sub(1)))
}

/// Writes cells and tells how many; what could not be read is left and told, and what had no place in the table, or was more
/// than is written at once.
async fn write(cells: Cells, texts: Vec<CellText>, past_edge: usize, too_many: usize) {
    let app = cells.app;
    let moved = texts.iter().filter(|cell| cell.field == FieldKey::STAGE).map(|cell| cell.id).collect();
    match app.working_on(link::written(Call::WriteCells(texts))).await {
        Ok(done) => {
            let first = done.refused.first().map(|one| crate::strings::said(&one.why));
            let words = t().list.written(done.written, done.refused.len(), first.as_deref());
            let words = with_end(words, done.stopped);
            tell(app, words, (past_edge, too_many), done.undo);
            field_written(app, FieldKey::STAGE, moved, done.undo);
        }
        Err(problem) => app.complain(&problem),
    }
}

/// Tells what was done, and how many cells had no place or were too many, with the way back.
fn tell(app: App, words: String, (past_edge, too_many): (usize, usize), undo: Option<UndoStep>) {
    let left_out =
        [(past_edge > 0).then(|| t().list.past_edge(past_edge)), (too_many > 0).then(|| t().list.too_many(too_many))];
    let left_out: Vec<String> = left_out.into_iter().flatten().collect();
    if left_out.is_empty() {
        app.say(words, undo);
    } else {
        app.warn(format!("{words} {}", left_out.join(" ")), &words, undo);
    }
}

/// Empties the marked cells.
pub(super) fn empty(cells: Cells, table: Table) {
    let Some(marked) = cells.marked.get_untracked().filter(|_| !cells.app.read_only_now()) else { return };
    let fields = fields(table, marked);
    let (rows, too_many) = height(marked, fields.len());
    spawn_local(async move {
        match table.rows.ids(marked.rows().0, rows).await {
            Ok(ids) => blank(cells, ids, &fields, too_many).await,
            Err(problem) => cells.app.complain(&problem),
        }
    });
}

/// Empties these cells.
async fn blank(cells: Cells, ids: Vec<Id>, fields: &[FieldKey], too_many: usize) {
    let emptied = |id: Id| fields.iter().map(move |field| CellText { id, field: *field, text: String::new() });
    write(cells, ids.into_iter().flat_map(emptied).collect(), 0, too_many).await;
}

/// Writes the topmost marked cells over those below them.
pub(super) fn fill_down(cells: Cells, table: Table) {
    let Some(marked) = cells.marked.get_untracked().filter(|_| !cells.app.read_only_now()) else { return };
    let (app, fields) = (cells.app, fields(table, marked));
    let (rows, too_many) = height(marked, fields.len());
    spawn_local(async move {
        let filled = async {
            let ids = table.rows.ids(marked.rows().0, rows).await?;
            let Some((from, to)) = ids.split_first() else { return Ok(None) };
            let moved = if fields.contains(&FieldKey::STAGE) { to.to_vec() } else { Vec::new() };
            let call = Call::FillCells { from: *from, to: to.to_vec(), fields };
            link::several(call).await.map(|many| Some((many, moved)))
        };
        match filled.await {
            Ok(Some((many, moved))) => {
                let (words, undo) = (t().list.rows_filled(many.changed as usize), many.undo);
                tell(app, many.words(words), (0, too_many), undo);
                field_written(app, FieldKey::STAGE, moved, undo);
            }
            Ok(None) => {}
            Err(problem) => app.complain(&problem),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_cells_than_go_at_once_whole_rows_are_taken_and_the_rest_is_counted() {
        let marked = |last: u32| Marked { from: (last, 0), to: (0, 2) };
        assert_eq!(height(marked(9), 3), (10, 0));
        let most = (MAX_CELLS / 3) as u32;
        assert_eq!(height(marked(most - 1), 3), (most, 0));
        assert_eq!(height(marked(most), 3), (most, 3));
        assert_eq!(height(marked(99_999), 1), (MAX_CELLS as u32, 100_000 - MAX_CELLS));
    }

    #[test]
    fn what_is_pasted_reaches_from_the_first_marked_cell_to_the_last_row_at_most() {
        let marked = Marked { from: (5, 3), to: (4, 2) };
        assert_eq!(written_over(marked, (3, 2), Some(100)), ((4, 2), (6, 3)));
        assert_eq!(written_over(marked, (30, 1), Some(10)), ((4, 2), (9, 2)));
        assert_eq!(written_over(marked, (1, 1), None), ((4, 2), (4, 2)));
    }
}
