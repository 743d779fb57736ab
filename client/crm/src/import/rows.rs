//! Rows of a table to drafts: each cell to its target, postal addresses gathered from their columns.

use super::draft::{Draft, add, checked, split_name};
use super::guess::Role;
use super::header::Part;
use super::issues::{Issues, Place};
use super::table::Table;
use super::{Column, Target};
use crate::money::Currency;
use crate::schema::{Kind, key};
use csv::StringRecord;

/// A postal address gathered from several columns.
struct Gathered<'a> {
    group: &'a str,
    of_company: bool,
    label: String,
    parts: Vec<(Part, &'a str)>,
}

/// Calls `with` for every row as a draft.
pub(crate) fn read_table(
    table: &Table,
    columns: &[Column],
    (file, currency): (u32, Currency),
    issues: &mut Issues,
    mut with: impl FnMut(Draft, &mut Issues),
) {
    if table.preamble > 0 {
        let what = format!("{} lines above the header", table.preamble);
        issues.note(Place::row(file, 1), "", &what, "These lines are left out.");
    }
    for column in columns.iter().filter(|column| column.target == Target::Skip && column.filled > 0) {
        if let Some(caution) = &column.caution {
            let place = Place::column(file, 1, &column.header);
            issues.note(place, "", "this column is not imported", caution);
        }
    }
    table.for_each_row(|row, cells| {
        let draft = read_row(table, columns, Draft::new(file, row, currency), cells, issues);
        with(draft, issues);
        true
    });
}

fn read_row(table: &Table, columns: &[Column], mut draft: Draft, cells: &StringRecord, issues: &mut Issues) -> Draft {
    let (file, row) = (draft.file, draft.row);
    let whole = Place::row(file, row);
    if cells.len() != columns.len() && cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
        let extra: Vec<&str> = cells.iter().skip(columns.len()).collect();
        issues.note(
            whole,
            &extra.join(" "),
            "more cells than there are columns",
            "What is beyond the last column is left out; a quote may be missing.",
        );
    } else if cells.len() < columns.len() {
        issues.note(
            whole,
            "",
            "fewer cells than there are columns",
            "The missing ones are taken as empty; a quote may be missing.",
        );
    }
    let mut addresses: Vec<Gathered<'_>> = Vec::new();
    for (at, (cell, column)) in cells.iter().zip(columns).enumerate() {
        if cell.trim().is_empty() {
            continue;
        }
        let place = Place::cell(file, row, at, &column.header);
        draft.days = table.days.get(at).copied().flatten();
        let role = table.roles.get(at).unwrap_or(&Role::Plain);
        if let (Role::Address { group, part, label }, true) = (role, goes_to_address(&column.target)) {
            if let Some(text) = checked(cell, place, issues) {
                gather(&mut addresses, group, *part, text, column, label.and_then(|at| cells.get(at)));
            }
            continue;
        }
        put_cell(&mut draft, column, role, cell, cells, place, issues);
    }
    for address in addresses {
        let kind = if address.of_company { Kind::Company } else { Kind::Person };
        add(&mut draft, kind, key::ADDRESSES, &address.label, &written_out(address.parts), whole, issues);
    }
    draft
}

fn put_cell(
    draft: &mut Draft,
    column: &Column,
    role: &Role,
    cell: &str,
    cells: &StringRecord,
    place: Place<'_>,
    issues: &mut Issues,
) {
    match &column.target {
        Target::Skip | Target::Own { .. } => {}
        Target::Claim => draft.answers.add_claim(cell, place, issues),
        Target::OptOut(to) => draft.answers.add_no(*to, cell, place, issues),
        Target::FullName => {
            if let Some(text) = checked(cell, place, issues) {
                split_name(text, &mut draft.person);
            }
        }
        Target::Note => {
            if let Some(text) = checked(cell, place, issues) {
                draft.person.add_text(key::NOTES, &format!("{}: {text}", column.header), place, issues);
            }
        }
        Target::Person { field, label } => {
            let own = if let Role::LabelledBy(at) = role { cells.get(*at) } else { None };
            let own = own.map(|text| text.trim().trim_start_matches('*').trim().to_lowercase()).unwrap_or_default();
            let label = if own.is_empty() { label.as_str() } else { own.as_str() };
            add(draft, Kind::Person, *field, label, cell, place, issues);
        }
        Target::Company { field } => add(draft, Kind::Company, *field, "", cell, place, issues),
    }
}

fn goes_to_address(target: &Target) -> bool {
    matches!(target, Target::Person { field: key::ADDRESSES, .. } | Target::Company { field: key::ADDRESSES })
}

fn gather<'a>(
    all: &mut Vec<Gathered<'a>>,
    group: &'a str,
    part: Part,
    text: &'a str,
    column: &Column,
    own: Option<&str>,
) {
    let of_company = matches!(column.target, Target::Company { .. });
    if let Some(known) = all.iter_mut().find(|known| known.group == group && known.of_company == of_company) {
        known.parts.push((part, text));
        return;
    }
    let own = own.map(|text| text.trim().trim_start_matches('*').trim().to_lowercase()).unwrap_or_default();
    let label = match &column.target {
        Target::Person { label, .. } if own.is_empty() => label.clone(),
        _ => own,
    };
    all.push(Gathered { group, of_company, label, parts: vec![(part, text)] });
}

/// The address as the file writes it out, else its parts in the usual order.
fn written_out(mut parts: Vec<(Part, &str)>) -> String {
    if let Some((_, whole)) = parts.iter().find(|(part, _)| *part == Part::Whole) {
        return (*whole).to_owned();
    }
    parts.sort_by_key(|(part, _)| *part);
    parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", ")
}
