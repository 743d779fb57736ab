//! Cells of the table as a spreadsheet has them, the name among them: arrows walk, Enter and letters edit, Shift and a drag
//! mark several, and what is marked is copied, cut, pasted over, filled down and emptied.

mod clip;
mod editor;
mod offers;
mod spelling;
mod table_text;
mod walk;

pub(super) use editor::CellEditor;

use super::line::Table;
use crate::pages::records::columns::is_told;
use crate::state::{App, app};
use crate::strings::t;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use std::time::Duration;
use tacit_bridge::records::{FieldKey, Id};
use walk::{Around, aim};

/// Marked cells: a corner that stays, and one that moves. Rows by number, columns from 0, which is the name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Marked {
    from: (u32, usize),
    to: (u32, usize),
}

impl Marked {
    fn one(row: u32, column: usize) -> Self {
        Self { from: (row, column), to: (row, column) }
    }

    /// First and last row.
    pub(super) fn rows(self) -> (u32, u32) {
        (self.from.0.min(self.to.0), self.from.0.max(self.to.0))
    }

    /// First and last column.
    pub(super) fn columns(self) -> (usize, usize) {
        (self.from.1.min(self.to.1), self.from.1.max(self.to.1))
    }

    /// Which columns of a row are marked, and whether the moving corner is there.
    fn in_row(self, row: u32) -> Option<((usize, usize), bool)> {
        let (first, last) = self.rows();
        (first..=last).contains(&row).then_some((self.columns(), self.to.0 == row))
    }
}

/// A cell being edited, and what it begins with if not with what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Editing {
    pub(super) row: u32,
    pub(super) column: usize,
    pub(super) begun: Option<String>,
}

/// What of a table is marked and edited.
#[derive(Clone, Copy)]
pub(super) struct Cells {
    app: App,
    /// The record that the moving corner was put on.
    of: StoredValue<Option<Id>>,
    /// The cell on which a mouse was pressed, and whether it went on to another.
    drag: StoredValue<Option<((u32, usize), bool)>>,
    pub(super) marked: RwSignal<Option<Marked>>,
    pub(super) editing: RwSignal<Option<Editing>>,
    /// Leads to where the consents of a row's person are written down.
    pub(super) consents: Callback<u32>,
}

/// Where a finished edit goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Onward {
    Stay,
    Down,
    Right,
    Left,
}

impl Cells {
    pub(super) fn new(consents: Callback<u32>) -> Self {
        let (of, drag) = (StoredValue::new(None), StoredValue::new(None));
        // After the click that a release in the same row brings; in another row there is none.
        let up = window_event_listener(ev::pointerup, move |_| {
            let let_go = move || {
                // Gone with the table, there is nothing to let go.
                let _ = drag.try_set_value(None);
            };
            set_timeout(let_go, Duration::ZERO);
        });
        on_cleanup(move || up.remove());
        Self { app: app(), of, drag, marked: RwSignal::new(None), editing: RwSignal::new(None), consents }
    }

    /// Columns of a row that are marked.
    pub(super) fn in_row(self, row: u32) -> Option<((usize, usize), bool)> {
        self.marked.with(|marked| marked.and_then(|marked| marked.in_row(row)))
    }

    /// Marks one cell, or with `extend` all up to it.
    pub(super) fn mark(self, table: Table, to: (u32, usize), extend: bool) {
        let from = if extend { self.marked.get_untracked().map_or(to, |marked| marked.from) } else { to };
        self.editing.set(None);
        self.of.set_value(table.rows.row_now(to.0).map(|row| row.id));
        self.marked.set(Some(Marked { from, to }));
        table.state().cursor.set(Some(to.0));
    }

    /// A mouse is pressed on a cell, or on none.
    pub(super) fn press(self, at: Option<(u32, usize)>) {
        self.drag.set_value(at.map(|at| (at, false)));
    }

    /// It comes to a cell while it is held: all from where it was pressed are marked.
    pub(super) fn drag(self, table: Table, to: (u32, usize)) {
        let Some((from, moved)) = self.drag.get_value().filter(|(from, moved)| *moved || *from != to) else { return };
        if !moved {
            self.drag.set_value(Some((from, true)));
            self.mark(table, from, false);
        }
        self.mark(table, to, true);
    }

    /// Whether the press that is over marked cells: then it opens nothing.
    pub(super) fn was_drag(self) -> bool {
        self.drag.try_update_value(Option::take).flatten().is_some_and(|(_, moved)| moved)
    }

    /// Goes with the marked record where it stands now: never onto one that came into its place. Reads the rows' signal.
    pub(super) fn follow(self, table: Table) {
        let Some(Marked { to, .. }) = self.marked.get() else { return };
        let there = table.rows.row(to.0).map(|row| row.id);
        let of = self.of.get_value().or(there);
        self.of.set_value(of);
        // Rows that were not asked for yet say nothing.
        if there == of || there.is_none() && table.rows.total.get() > Some(to.0) {
            return;
        }
        // Of several, what was beside it is elsewhere now: it is marked alone.
        match of.and_then(|of| table.rows.place_of(of)) {
            Some(now) => self.mark(table, (now, to.1), false),
            None => self.leave(),
        }
    }

    /// Back to whole rows.
    pub(super) fn leave(self) {
        self.marked.set(None);
        self.editing.set(None);
    }

    /// Begins to edit the cell of the moving corner. One that tells a consent leads to where that is written down, for
    /// those too who only look.
    pub(super) fn edit(self, table: Table, begun: Option<String>) {
        let Some(Marked { to: (row, column), .. }) = self.marked.get_untracked() else { return };
        match table.fields_now().get(column) {
            Some(field) if field.is_consent() && begun.is_none() => return self.consents.run(row),
            _ if self.app.read_only_now() => return,
            Some(field) if field.is_consent() => return self.app.say(t().list.consent_told, None),
            Some(field) if is_told(*field) => return self.app.say(t().list.only_told, None),
            _ => {}
        }
        self.marked.set(Some(Marked::one(row, column)));
        self.editing.set(Some(Editing { row, column, begun }));
    }

    /// An edit is over.
    pub(super) fn edited(self, table: Table, onward: Onward) {
        self.editing.set(None);
        let Some(Marked { to, .. }) = self.marked.get_untracked() else { return };
        let next = match onward {
            Onward::Stay => Some(to),
            Onward::Down => Some((table.step(to.0, 1), to.1)),
            Onward::Right => self.beside(table, to, 1),
            Onward::Left => self.beside(table, to, -1),
        };
        self.mark(table, next.unwrap_or(to), false);
    }

    /// The cell beside another; past the end of a row it is in the next one.
    fn beside(self, table: Table, (row, column): (u32, usize), by: isize) -> Option<(u32, usize)> {
        let last = table.fields_now().len().checked_sub(1)?;
        match column.checked_add_signed(by) {
            Some(column) if column <= last => Some((row, column)),
            next => {
                let to = table.step(row, if by < 0 { -1 } else { 1 });
                (to != row).then_some((to, if next.is_none() { last } else { 0 }))
            }
        }
    }

    /// Takes a key while cells are marked; whether it was one of its own.
    pub(super) fn key(self, table: Table, event: &KeyboardEvent) -> bool {
        let Some(marked) = self.marked.get_untracked() else { return self.enter(table, event) };
        let (key, extend, command) = (event.key(), event.shift_key(), event.ctrl_key() || event.meta_key());
        // With Alt they are the browser's, or letters of another layer.
        if event.alt_key() {
            return false;
        }
        let leaves = key == "ArrowLeft" && marked.to.1 == 0 && !extend && !command;
        if let Some(to) = aim(&key, command, marked.to, &table.around()).filter(|_| !leaves) {
            self.mark(table, to, extend);
            return true;
        }
        match key.as_str() {
            "Tab" => match self.beside(table, marked.to, if extend { -1 } else { 1 }) {
                Some(to) => self.mark(table, to, false),
                // Past the last cell the key goes where it goes.
                None => return false,
            },
            "ArrowLeft" | "Escape" => self.leave(),
            "Enter" | "F2" => self.edit(table, None),
            "Delete" | "Backspace" => clip::empty(self, table),
            "a" if command => self.mark_all(table),
            "d" if command => clip::fill_down(self, table),
            "c" if command => clip::copy(self, table),
            "x" if command => clip::cut(self, table),
            letter if !command && letter.chars().count() == 1 => self.edit(table, Some(letter.to_owned())),
            _ => return false,
        }
        true
    }

    /// Marks every cell.
    fn mark_all(self, table: Table) {
        let Around { last, ends: (top, bottom), .. } = table.around();
        self.mark_block(table, (top, 0), (bottom, last));
    }

    /// Marks all between two cells; the moving corner is the first, so that the eye need not look for it.
    fn mark_block(self, table: Table, first: (u32, usize), last: (u32, usize)) {
        self.mark(table, last, false);
        self.mark(table, first, true);
    }

    /// From a row into its cells.
    fn enter(self, table: Table, event: &KeyboardEvent) -> bool {
        let at = table.state().cursor.get_untracked();
        match (event.key().as_str(), at) {
            ("ArrowRight", Some(row)) if !event.alt_key() => {
                self.mark(table, (row, 0), false);
                true
            }
            _ => false,
        }
    }

    /// Writes what was copied elsewhere over the marked cells; whether any are marked.
    pub(super) fn paste(self, table: Table, text: &str) -> bool {
        let marked = self.marked.get_untracked();
        if let Some(marked) = marked.filter(|_| !self.app.read_only_now()) {
            clip::paste(self, table, marked, text);
        }
        marked.is_some()
    }
}

impl Table {
    /// Fields of the columns, the name first.
    pub(super) fn fields_now(self) -> Vec<FieldKey> {
        std::iter::once(FieldKey::NAME).chain(untrack(|| self.state().fields())).collect()
    }

    /// What there is to walk in.
    fn around(self) -> Around<impl Fn(u32, i64) -> u32> {
        let at = self.state().cursor.get_untracked().unwrap_or(0);
        let ends = self.places.with_untracked(super::places::Places::ends).unwrap_or((at, at));
        Around { last: self.fields_now().len().saturating_sub(1), ends, step: move |row, by| self.step(row, by) }
    }

    /// The row so many lines away.
    fn step(self, row: u32, by: i64) -> u32 {
        self.places.with_untracked(|places| places.step(row, by)).unwrap_or(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_cells_are_a_rectangle_whichever_corner_moves() {
        let marked = Marked { from: (5, 3), to: (2, 1) };
        assert_eq!((marked.rows(), marked.columns()), ((2, 5), (1, 3)));
        assert_eq!(marked.in_row(2), Some(((1, 3), true)));
        assert_eq!(marked.in_row(5), Some(((1, 3), false)));
        assert_eq!(marked.in_row(6), None);
    }
}
