//! Lists of records.

use crate::format::{count, counted};
use tacit_bridge::records::MAX_CELLS;

texts! {
    List {
        search_people: "Search people",
        search_companies: "Search companies",
        search_deals: "Search deals",
        search_tasks: "Search tasks",
        search_activities: "Search activities",
        changed: "Changed",
        changed_by: "Changed by",
        made: "Created",
        made_by: "Created by",
        contacted: "Last contact",
        yes: "Yes",
        unnamed: "Unnamed",
        clear: "Clear search and filter",
        no_hit: "Nobody fits",
        no_hit_company: "No company fits",
        no_hit_other: "Nothing fits",
        none_meets: "No record here meets the conditions of the filter.",
        empty: "No people yet",
        empty_words: "Bring them in from a file, or start with one. Whatever you add is sealed before it leaves this browser.",
        empty_companies: "No companies yet",
        empty_companies_words: "Companies come with the people you import, or you add one.",
        empty_deals: "No deals yet",
        empty_deals_words: "A deal is a chance of business: what, with whom, worth how much, and how far along.",
        empty_tasks: "Nothing to do",
        empty_tasks_words: "Write down the next step, for yourself or a colleague.",
        empty_activities: "Nothing written down yet",
        empty_activities_words: "Notes, calls, meetings and e-mails of all customers stand here, newest first.",
        demo: "Try with made-up people",
        first: "Add the first person",
        import: "Import a file",
        failed: "The list cannot be shown",
        select_all: "Select all",
        clear_selection: "Clear selection",
        drop: "Drop to import",
        edit: "Edit",
        tag: "Tag",
        assign: "Assign",
        field: "Field",
        no_value: "Give a value, and choose names from the list.",
        head_hint: "Press to sort, with Shift for a further order. Drag to move the column. Drag the edge, or press Alt and an arrow, to change the width.",
        sort_up: "Sort ascending",
        sort_down: "Sort descending",
        no_group: "Without",
        calculate: "Calculate",
        no_calc: "Nothing",
        no_figure: "none",
        filled: "Filled",
        blank: "Empty",
        distinct: "Different",
        sum: "Sum",
        mean: "Mean",
        least: "Least",
        most: "Most",
        consented: "Consented",
        withdrew: "Withdrew",
        unasked: "Never asked",
        not_copied: "The browser does not allow copying here.",
        cell_left: "The cell was left as it was.",
        only_told: "Tacit fills this column in by itself. Nobody types into it.",
        consent_told: "A consent is written down on the person’s Privacy tab. Enter leads there.",
        waiting: "Saved here, not sent yet",
    }
    sentences {
        selected: |number: usize| format!("{} selected", count(number as u32)),
        deleted: |number: usize, one: &str, many: &str| format!("{} deleted.", counted(number as u32, one, many)),
        select_row: |name: &str| format!("Select {name}"),
        new_word: |word: &str| format!("New word “{word}”"),
        /// "12 · 40%".
        share: |part: u32, percent: &str| format!("{} · {percent}", count(part)),
        /// The button in a cell that tells a consent.
        to_consents: |name: &str| format!("Consents of {name}"),
        /// What is offered for a column.
        column_menu: |column: &str| format!("{column}: sort, filter and more"),
        edited: |number: usize| format!("{} changed.", counted(number as u32, "record", "records")),
        /// "Edit 2 people".
        edit_title: |number: usize, one: &str, many: &str| format!("Edit {}", counted(number as u32, one, many)),
        edit_do: |number: usize, one: &str, many: &str| format!("Update {}", counted(number as u32, one, many)),
        of_selected: |number: u32, total: u32| format!("{} of {} selected", count(number), count(total)),
        of_all: |number: u32, all: u32| format!("{} of {}", count(number), count(all)),
        copied: |number: usize| format!("{} copied.", cells(number)),
        rows_filled: |rows: usize| format!("{} filled.", counted(rows as u32, "row", "rows")),
        /// What was written, and the first of what was not.
        written: |number: u32, refused: usize, first: Option<&str>| {
            let done = format!("{} written.", cells(number as usize));
            match first {
                Some(first) if refused == 1 => format!("{done} 1 cell left as it was: {first}"),
                Some(first) => format!("{done} {} left as they were: {first}", cells(refused)),
                None => done,
            }
        },
        /// What was pasted and had no place.
        past_edge: |number: usize| format!("{} past the last row or column left out.", cells(number)),
        too_many: |number: usize| {
            format!("{} left out: no more than {} are written at once.", cells(number), count(MAX_CELLS as u32))
        },
        too_many_to_copy: |number: usize| {
            format!(
                "Nothing copied: {} are marked, and no more than {} are copied at once.",
                cells(number),
                count(MAX_CELLS as u32)
            )
        },
    }
}

fn cells(number: usize) -> String {
    counted(number as u32, "cell", "cells")
}
