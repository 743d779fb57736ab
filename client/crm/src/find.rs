//! Finding any record by a few letters, whatever its kind: names that begin with them first, then names with words that
//! do, then records that hold them somewhere; among equals what was changed last.

use crate::book::{Book, Row};
use crate::filter::{Filter, Today};
use crate::fold::fold_name;
use crate::query::Query;
use crate::record::RecordId;
use crate::resemble::Resembling;
use crate::schema::Kind;
use crate::search::{RowSet, Words};

/// Fewer digits of a number name no record.
const LEAST_DIGITS: usize = 4;
/// With fewer records that hold the very words, those that hold what resembles them are offered too.
const FEW: usize = 3;
/// Records that fit equally well whose times are compared: of more, those taken in last.
const COMPARED: usize = 1 << 11;
/// Records whose names are read for a word that begins so: of more, as hold a single letter, those taken in last.
const LOOKED_AT: usize = 1 << 14;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finds {
    /// Records, best first: kind, id, name.
    pub records: Vec<(Kind, RecordId, String)>,
    /// Words for which the last of the records hold something else.
    pub resembling: Vec<Resembling>,
}

impl Book {
    /// Records that fit what is typed.
    pub fn find(&mut self, text: &str, limit: usize, today: Option<&Today>) -> Finds {
        let query = Query::parse(text);
        let words = Words::of(&query);
        // Kinds that are offered, of equal records the first ones first.
        let kinds = self.kinds_worked_with();
        let conditions: Vec<(Kind, Filter)> =
            kinds.iter().map(|kind| (*kind, query.filter(self, *kind, today))).collect();
        if words.is_empty() && conditions.iter().all(|(_, filter)| filter.is_none()) {
            return Finds::default();
        }
        let found = (!words.is_empty()).then(|| self.search_rows(&words, None));
        let mut rows = self.best(&query, &conditions, found.as_ref(), limit);
        let mut resembling = Vec::new();
        if rows.len() < FEW.min(limit)
            && let Some(resembled) = self.resembling_rows(&query, |kind| kinds.contains(&kind))
        {
            let mut more = self.best(&query, &conditions, Some(&resembled.rows), limit);
            more.retain(|row| !rows.contains(row));
            more.truncate(limit - rows.len());
            let mut set = RowSet::new(self.rows_len());
            more.iter().for_each(|row| set.insert(*row));
            resembling = self.named(&resembled, &set);
            rows.extend(more);
        }
        let records = rows.into_iter().filter_map(|row| {
            let id = self.id_of(row);
            Some((self.kind_of(row)?, id, self.name(&id)))
        });
        Finds { records: records.collect(), resembling }
    }

    /// Records whose number, as it stands in their address, begins so. Fewer digits than a few say nothing.
    pub fn numbered(&self, begin: &str, limit: usize) -> Finds {
        let begin = begin.trim().to_lowercase();
        let says =
            begin.len() >= LEAST_DIGITS && begin.len() <= 32 && begin.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !says {
            return Finds::default();
        }
        let fits = |id: &RecordId| {
            let digits = id.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            digits.zip(begin.chars()).all(|(digit, wanted)| wanted.to_digit(16) == Some(u32::from(digit)))
        };
        let all = self.kinds_worked_with().into_iter();
        let found = all.flat_map(|kind| self.ids_of(kind).map(move |id| (kind, id)));
        let found = found.filter(|(_, id)| fits(id) && !self.is_restricted(id)).take(limit);
        let records = found.map(|(kind, id)| (kind, id, self.name(&id))).collect();
        Finds { records, resembling: Vec::new() }
    }

    /// The best of a set of rows, or of all, that pass the conditions on their kinds.
    fn best(&self, query: &Query, conditions: &[(Kind, Filter)], found: Option<&RowSet>, limit: usize) -> Vec<Row> {
        let typed = fold_name(&query.words().collect::<Vec<_>>().join(" "));
        if typed.is_empty() {
            // Every name begins so, that of a record whose text is not read yet as well.
            let mut rows = self.fitting(conditions, found);
            self.newest(&mut rows, limit);
            return rows;
        }
        let mut begun = self.haystack.beginning(&typed);
        if let Some(found) = found {
            begun.intersect(found);
        }
        let mut rows = self.fitting(conditions, Some(&begun));
        self.newest(&mut rows, limit);
        if rows.len() == limit {
            return rows;
        }
        let mut others = self.fitting(conditions, found);
        others.retain(|row| !begun.contains(*row));
        keep_last(&mut others, LOOKED_AT);
        let begins = |row: &Row| words_begin(self.haystack.text_of(*row), &typed);
        let (mut words, mut rest): (Vec<Row>, Vec<Row>) = others.into_iter().partition(begins);
        self.newest(&mut words, limit - rows.len());
        rows.extend(words);
        self.newest(&mut rest, limit - rows.len());
        rows.extend(rest);
        rows
    }

    /// Of a set of rows, or of all, those that pass the conditions on their kinds.
    fn fitting(&self, conditions: &[(Kind, Filter)], found: Option<&RowSet>) -> Vec<Row> {
        if let Some(found) = found
            && conditions.iter().all(|(_, filter)| filter.is_none())
        {
            return self.rows_of_kinds(found, |kind| conditions.iter().any(|(of, _)| *of == kind)).collect();
        }
        let within = conditions.iter().filter(|(_, filter)| filter.is_within_limits());
        let sets = within.map(|(kind, filter)| self.filtered(filter, *kind, found));
        sets.flat_map(|set| set.iter().collect::<Vec<_>>()).collect()
    }

    /// Keeps so many of these rows, those that were changed last first.
    fn newest(&self, rows: &mut Vec<Row>, limit: usize) {
        keep_last(rows, if limit == 0 { 0 } else { COMPARED });
        rows.sort_by_cached_key(|row| std::cmp::Reverse(self.peek(*row).map(|record| record.changed())));
        rows.truncate(limit);
    }

    /// What stands beside a found record: the name of what it belongs to.
    pub fn belongs_to(&self, id: &RecordId) -> String {
        let main = self.row_of(id).and_then(|row| self.main_row(row)).filter(|row| !self.is_hidden(*row));
        main.and_then(|row| self.peek(row)).map(|record| record.name()).unwrap_or_default()
    }
}

/// Keeps so many rows, of more those taken in last, whatever kinds they are of.
fn keep_last(rows: &mut Vec<Row>, most: usize) {
    if rows.len() > most {
        rows.sort_unstable();
        rows.drain(..rows.len() - most);
    }
}

/// Whether each word typed is the beginning of a word in a record's name, the first line of its text.
fn words_begin(entry: &str, typed: &str) -> bool {
    let name = entry.split('\n').next().unwrap_or_default();
    let begins = |word: &str| {
        let mut hits = name.match_indices(word);
        hits.any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
    };
    typed.split(' ').all(begins)
}

#[cfg(test)]
mod tests {
    use super::{keep_last, words_begin};
    use crate::{Book, Clock, Kind, Record, RecordId, Value, schema::key};

    #[test]
    fn a_record_is_found_by_the_beginning_of_its_number() {
        let mut book = Book::new();
        let stamp = Clock::new(1).tick(1);
        let mut person = Record::new(Kind::Person, stamp);
        person.set(key::FAMILY, Value::text("Lovelace"), stamp).expect("fits");
        let mut id = [0xab; 16];
        id[1] = 0x0c;
        book.put(RecordId(id), &person.encode()).expect("reads back");
        let names =
            |typed: &str| book.numbered(typed, 9).records.into_iter().map(|(_, _, name)| name).collect::<Vec<_>>();
        assert_eq!((names("AB0c"), names("ab0cab")), (vec!["Lovelace".to_owned()], vec!["Lovelace".to_owned()]));
        for typed in ["ab0", "ab0d", "abxy", "", "ab".repeat(17).as_str()] {
            assert!(names(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn words_begin_where_no_letter_is_before_them() {
        let entry = "ada van der berg-hansen\nada@lovelace.example\n";
        let begin =
            ["ada", "berg", "berg ada", "hansen", "der", "erg", "berg lovelace"].map(|typed| words_begin(entry, typed));
        assert_eq!(begin, [true, true, true, true, true, false, false]);
    }

    #[test]
    fn of_more_rows_the_last_ones_stay_whatever_kind_stood_behind() {
        let mut rows = vec![7, 8, 9, 1, 2, 3];
        keep_last(&mut rows, 4);
        assert_eq!(rows, [3, 7, 8, 9]);
        let mut few = vec![5, 1];
        keep_last(&mut few, 4);
        assert_eq!(few, [5, 1]);
    }
}
