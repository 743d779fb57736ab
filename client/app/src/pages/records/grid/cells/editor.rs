//! One cell being edited: a line of text, with what fits offered below. What it says is read by the worker.

use super::offers::Offers;
use super::{Cells, Editing, Onward, spelling};
use crate::link;
use crate::pages::field_written;
use crate::pages::record::make_one;
use crate::pages::records::columns::{label, shape};
use crate::pages::records::grid::line::Table;
use crate::strings::t;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{CellText, FieldKey, Id, Kind, Shape};
use tacit_bridge::{Call, Problem};

#[component]
pub(in crate::pages::records::grid) fn CellEditor(
    cells: Cells,
    table: Table,
    editing: Editing,
    id: Id,
    field: FieldKey,
) -> impl IntoView {
    let app = cells.app;
    let node = NodeRef::<html::Input>::new();
    let text = RwSignal::new(editing.begun.clone().unwrap_or_default());
    let held = StoredValue::new(None::<String>);
    // Whether a person said what the cell is to hold: what it holds now may come later, and must not take its place.
    let said = StoredValue::new(editing.begun.is_some());
    let over = StoredValue::new(false);
    let form = shape(table.kind, field);
    let offers = Offers::learn(table.kind, field, form.as_ref(), text, said);
    spawn_local(async move {
        let Ok(now) = link::text(Call::CellText { id, field }).await else { return };
        let now = spelling::shown(app, table.kind, field, now);
        if held.try_set_value(Some(now.clone())).is_none() && said.try_get_value() == Some(false) {
            // At once, with what stands there selected: a key that comes next writes over it.
            if let Some(input) = node.try_get_untracked().flatten() {
                input.set_value(&now);
                input.select();
            }
            text.try_set(now);
        }
    });
    // Within the turn of the key that opened it, so that the next key is the field's and not the table's.
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            drop(input.focus());
        }
    });
    // Leaving the field, by whichever way, is told once.
    let first = move || over.try_update_value(|over| std::mem::replace(over, true)) == Some(false);
    let keep = move || {
        let typed = text.get_untracked();
        if let Some(kind) = offers.to_make() {
            make(cells, (id, field), (kind, typed), label(table.kind, field));
        } else if said.get_value() && held.get_value().as_ref() != Some(&typed) {
            write(
                cells,
                CellText { id, field, text: spelling::kept(app, table.kind, field, typed) },
                label(table.kind, field),
            );
        }
    };
    let finish = move |onward: Onward, kept: bool| {
        if first() {
            if kept {
                offers.take(true);
                keep();
            }
            cells.edited(table, onward);
            super::super::focus_grid();
        }
    };
    let keys = move |event: KeyboardEvent| {
        let onward = match event.key().as_str() {
            "Enter" => Onward::Down,
            "Tab" if event.shift_key() => Onward::Left,
            "Tab" => Onward::Right,
            "Escape" => Onward::Stay,
            "ArrowDown" | "ArrowUp" => {
                event.stop_propagation();
                if offers.step(if event.key() == "ArrowDown" { 1 } else { -1 }) {
                    event.prevent_default();
                }
                return;
            }
            // All other keys are the field's, not the table's.
            _ => return event.stop_propagation(),
        };
        event.prevent_default();
        event.stop_propagation();
        finish(onward, event.key() != "Escape");
    };
    let leave = move |_| {
        if first() {
            offers.take(false);
            keep();
            cells.editing.set(None);
        }
    };
    let input = move |event| {
        said.set_value(true);
        text.set(event_target_value(&event));
        offers.typed();
    };
    let chosen = Callback::new(move |()| finish(Onward::Stay, true));
    let list = offers.view(label(table.kind, field), chosen);
    // A day is typed as text: the browser's own field for days would lose the key that opened it.
    let example = (form == Some(Shape::Date)).then_some(t().record.date_form);
    view! {
        <input
            node_ref=node class="cell-edit" type="text" placeholder=example aria-label=label(table.kind, field) autocomplete="off" spellcheck="false"
            role=offers.role() aria-expanded=move || offers.expanded() aria-controls=move || offers.controls()
            aria-activedescendant=move || offers.active() data-testid="cell-edit" prop:value=move || text.get() on:input=input
            on:keydown=keys on:blur=leave on:click=|event| event.stop_propagation()
            on:dblclick=|event| event.stop_propagation() on:paste=|event| event.stop_propagation()
        />
        {list}
    }
}

/// Makes the record that was not there, and has the cell link to it.
fn make(cells: Cells, (id, field): (Id, FieldKey), (kind, name): (Kind, String), label: String) {
    let app = cells.app;
    spawn_local(async move {
        let Some(made) = make_one(app, kind, name).await else { return };
        match link::changed(Call::Edit { ids: vec![id], fields: vec![(field, made)], on_page: false }).await {
            Ok((_, undo)) => {
                app.did(undo, &label);
                field_written(app, field, vec![id], undo);
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

fn write(cells: Cells, cell: CellText, label: String) {
    let (app, id, field) = (cells.app, cell.id, cell.field);
    spawn_local(async move {
        match link::written(Call::WriteCells(vec![cell])).await {
            // What was typed stands there; Ctrl+Z takes it back.
            Ok(done) => match done.refused.first() {
                None => {
                    app.did(done.undo, &label);
                    field_written(app, field, vec![id], done.undo);
                }
                Some(one) => app.complain(&Problem {
                    kind: ProblemKind::BadInput,
                    what: crate::strings::said(&one.why),
                    todo: crate::strings::t().list.cell_left.to_owned(),
                }),
            },
            Err(problem) => app.complain(&problem),
        }
    });
}
