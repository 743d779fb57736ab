//! What single letters of European scripts fold to, worked out once: most names need nothing else.

use super::{fold_char, nfkd};
use std::sync::OnceLock;

/// Letters that are looked up: from Latin to Cyrillic, then those with several marks.
const NEAR: std::ops::Range<u32> = 0x80..0x530;
const FAR: std::ops::Range<u32> = 0x1e00..0x2000;

/// One text after the other.
struct Table {
    text: String,
    /// Where each begins, and the last one ends.
    bounds: Vec<u16>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

/// Its place among the letters that are looked up. Marks are none of them: how they fold depends on what is beside them.
fn place(letter: char) -> Option<usize> {
    let number = letter as u32;
    let place = match number {
        0x300..0x370 | 0x483..0x48a => return None,
        _ if NEAR.contains(&number) => number - NEAR.start,
        _ if FAR.contains(&number) => number - FAR.start + NEAR.end - NEAR.start,
        _ => return None,
    };
    Some(place as usize)
}

fn worked_out() -> Table {
    let mut table = Table { text: String::new(), bounds: vec![0] };
    for letter in NEAR.chain(FAR).filter_map(char::from_u32) {
        nfkd(letter.encode_utf8(&mut [0; 4])).for_each(|part| fold_char(part, &mut table.text));
        // A few bytes each.
        table.bounds.push(table.text.len() as u16);
    }
    table
}

/// What a letter folds to wherever it stands, if it is one that is looked up.
pub(super) fn folded(letter: char) -> Option<&'static str> {
    let place = place(letter)?;
    let table = TABLE.get_or_init(worked_out);
    table.text.get(usize::from(*table.bounds.get(place)?)..usize::from(*table.bounds.get(place + 1)?))
}
