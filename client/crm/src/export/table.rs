//! Tables: comma-separated values that no spreadsheet takes for formulas.

use super::{BETWEEN, Leaving};
use crate::schema::FieldKey;

/// Signs with which a spreadsheet begins to compute (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn begin(bom: bool, names: &[String], out: &mut Vec<u8>) {
    if bom {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    safe_line(names.iter().cloned(), out);
}

pub(super) fn row(fields: &[FieldKey], leaving: &Leaving, out: &mut Vec<u8>) {
    let cell = |field: &FieldKey| {
        let values = leaving.values(*field).iter().map(|one| one.value.as_str());
        safe(&values.collect::<Vec<_>>().join(BETWEEN))
    };
    line(fields.iter().map(cell), out);
}

/// A table of any words, first the head.
pub fn table_of(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = Vec::new();
    rows.for_each(|row| line(row.iter().map(|cell| safe(cell)), &mut out));
    out
}

/// The text, with an apostrophe before it where a spreadsheet would compute it.
fn safe(text: &str) -> String {
    // Blanks before the sign do not help: some programs cut them off.
    if text.trim_start_matches(' ').starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// A line of cells, none of which a spreadsheet computes.
pub(crate) fn safe_line(cells: impl Iterator<Item = String>, out: &mut Vec<u8>) {
    line(cells.map(|cell| safe(&cell)), out);
}

fn line(cells: impl Iterator<Item = String>, out: &mut Vec<u8>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let quoted = cell.contains([',', '"', '\n', '\r']) || cell != cell.trim();
        if quoted {
            out.extend_from_slice(format!("\"{}\"", cell.replace('"', "\"\"")).as_bytes());
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}
