//! Finding any record by a few letters, whatever its kind: names that begin with them first, then names with a word that
//! does, then records that hold all the words somewhere.

use crate::book::{Book, Row};
use crate::record::RecordId;
use crate::schema::Kind;
use crate::search::Words;

/// Kinds in the order in which they are offered.
const KINDS: [Kind; 5] = [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity];

impl Book {
    /// Records that fit what is typed, best first.
    pub fn find(&mut self, text: &str, limit: usize) -> Vec<(Kind, RecordId, String)> {
        let words = Words::new(text);
        if words.is_empty() {
            return Vec::new();
        }
        let mut found = self.suggest(&KINDS, text, limit);
        if found.len() < limit {
            let rows = self.search_rows(&words);
            let others = (0..self.rows_len() as Row).filter(|row| rows.contains(*row));
            for row in others {
                let (Some(kind), id) = (self.kind_of(row), self.id_of(row)) else { continue };
                if !found.iter().any(|(_, known, _)| *known == id) {
                    found.push((kind, id, self.name(&id)));
                }
                if found.len() == limit {
                    break;
                }
            }
        }
        found
    }

    /// What stands beside a found record: the name of what it belongs to.
    pub fn belongs_to(&self, id: &RecordId) -> String {
        let main = self.row_of(id).and_then(|row| self.main_row(row));
        main.and_then(|row| self.peek(row)).map(|record| record.name()).unwrap_or_default()
    }
}
