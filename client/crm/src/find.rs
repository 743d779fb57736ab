//! Finding any record by a few letters, whatever its kind: names that begin with them first, then names with words that
//! do, then records that hold them somewhere; among equals what was changed last.

use crate::book::{Book, Row};
use crate::filter::{Filter, Today};
use crate::fold::fold_name;
use crate::query::{Query, UnknownOperator};
use crate::record::RecordId;
use crate::resemble::Resembling;
use crate::schema::Kind;
use crate::search::{RowSet, Words};
use memchr::memmem::Finder;

/// Fewer digits of a number name no record.
const LEAST_DIGITS: usize = 4;
/// With fewer records that hold the very words, those that hold what resembles them are offered too.
const FEW: usize = 3;
/// Records that fit equally well whose times are compared: of more, those taken in last.
const COMPARED: usize = 1 << 11;
/// Records whose names are read for a word that begins so: of more, those taken in last.
const LOOKED_AT: usize = 1 << 14;
/// And for the first letters typed, which mean nobody yet and which nearly every record holds.
const LOOKED_AT_FIRST: usize = 1 << 12;
/// So many letters are more than the first ones.
const TELLING: usize = 3;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finds {
    /// Records, best first: kind, id, name.
    pub records: Vec<(Kind, RecordId, String)>,
    /// Words for which the last of the records hold something else.
    pub resembling: Vec<Resembling>,
    /// What looks like an operator and is none, if nothing was found.
    pub unknown: Option<UnknownOperator>,
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
        let typed = fold_name(&query.words().collect::<Vec<_>>().join(" "));
        let mut rows = self.best_holding(&words, &typed, &conditions, limit);
        let mut resembling = Vec::new();
        if rows.len() < FEW.min(limit)
            && let Some(resembled) = self.resembling_rows(&query, |kind| kinds.contains(&kind))
        {
            let mut more = self.best(&typed, &conditions, Some(&resembled.rows), limit);
            more.retain(|row| !rows.contains(row));
            more.truncate(limit - rows.len());
            let mut set = RowSet::new(self.rows_len());
            more.iter().for_each(|row| set.insert(*row));
            resembling = self.named(&resembled, &set);
            rows.extend(more);
        }
        let unknown = rows.is_empty().then(|| query.unknown()).flatten();
        let records = rows.into_iter().filter_map(|row| {
            let id = self.id_of(row);
            Some((self.kind_of(row)?, id, self.name(&id)))
        });
        Finds { records: records.collect(), resembling, unknown }
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
        Finds { records, ..Finds::default() }
    }

    /// The best of the rows that hold the words and pass the conditions on their kinds. What begins with them holds them:
    /// where that is enough, nothing else is looked for.
    fn best_holding(&mut self, words: &Words, typed: &str, conditions: &[(Kind, Filter)], limit: usize) -> Vec<Row> {
        if words.is_empty() {
            return self.best(typed, conditions, None, limit);
        }
        if !words.are_all_in(typed) {
            let found = self.search_rows(words, None);
            return self.best(typed, conditions, Some(&found), limit);
        }
        self.prepare_search(usize::MAX);
        let begun = self.haystack.beginning(typed);
        let rows = self.best_begun(&begun, conditions, limit);
        if rows.len() == limit {
            return rows;
        }
        let others = if conditions.iter().all(|(_, filter)| filter.is_none()) {
            let other = |row| !begun.contains(row) && self.is_asked(row, conditions);
            self.haystack.last(words, other, looked_at(typed))
        } else {
            self.last_fitting(conditions, Some(&self.haystack.find(words, None)), Some(&begun), looked_at(typed))
        };
        self.with_others(rows, others, typed, limit)
    }

    /// The best of a set of rows, or of all, that pass the conditions on their kinds.
    fn best(&self, typed: &str, conditions: &[(Kind, Filter)], found: Option<&RowSet>, limit: usize) -> Vec<Row> {
        if typed.is_empty() {
            // Every name begins so, that of a record whose text is not read yet as well.
            let mut rows = self.last_fitting(conditions, found, None, COMPARED);
            self.newest(&mut rows, limit);
            return rows;
        }
        let mut begun = self.haystack.beginning(typed);
        if let Some(found) = found {
            begun.intersect(found);
        }
        let rows = self.best_begun(&begun, conditions, limit);
        if rows.len() == limit {
            return rows;
        }
        let others = self.last_fitting(conditions, found, Some(&begun), looked_at(typed));
        self.with_others(rows, others, typed, limit)
    }

    fn best_begun(&self, begun: &RowSet, conditions: &[(Kind, Filter)], limit: usize) -> Vec<Row> {
        let mut rows = self.last_fitting(conditions, Some(begun), None, COMPARED);
        self.newest(&mut rows, limit);
        rows
    }

    /// Behind those whose names begin so, of the others those with a word that does, then the rest.
    fn with_others(&self, mut rows: Vec<Row>, others: Vec<Row>, typed: &str, limit: usize) -> Vec<Row> {
        let words: Vec<Finder<'_>> = typed.split(' ').map(Finder::new).collect();
        let (mut within, mut rest) = (Vec::new(), Vec::new());
        for row in others.into_iter().rev() {
            let begins = words_begin(self.haystack.bytes_of(row), &words);
            if begins { &mut within } else { &mut rest }.push(row);
            // So many are compared, and no other comes to be seen.
            if within.len() >= COMPARED && limit <= COMPARED {
                break;
            }
        }
        for mut some in [within, rest] {
            some.reverse();
            self.newest(&mut some, limit - rows.len());
            rows.extend(some);
        }
        rows
    }

    /// Whether a row is shown, and of a kind that is asked for.
    fn is_asked(&self, row: Row, conditions: &[(Kind, Filter)]) -> bool {
        self.shown_kind_of(row).is_some_and(|kind| conditions.iter().any(|(of, _)| *of == kind))
    }

    /// Of a set of rows, or of all, those that pass the conditions on their kinds and are not among others: so many at
    /// most, of more those taken in last.
    fn last_fitting(
        &self,
        conditions: &[(Kind, Filter)],
        found: Option<&RowSet>,
        but: Option<&RowSet>,
        most: usize,
    ) -> Vec<Row> {
        let other = |row: &Row| but.is_none_or(|but| !but.contains(*row));
        if let Some(found) = found
            && conditions.iter().all(|(_, filter)| filter.is_none())
        {
            let shown = |row: &Row| other(row) && self.is_asked(*row, conditions);
            let mut rows: Vec<Row> = found.iter_back().filter(shown).take(most).collect();
            rows.reverse();
            return rows;
        }
        let within = conditions.iter().filter(|(_, filter)| filter.is_within_limits());
        let sets = within.map(|(kind, filter)| self.filtered(filter, *kind, found));
        let mut rows: Vec<Row> = sets.flat_map(|set| set.iter().filter(&other).collect::<Vec<_>>()).collect();
        keep_last(&mut rows, most);
        rows
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

/// Of how many records the names are read for what is typed.
fn looked_at(typed: &str) -> usize {
    if typed.chars().nth(TELLING - 1).is_some() { LOOKED_AT } else { LOOKED_AT_FIRST }
}

/// Keeps so many rows, of more those taken in last, whatever kinds they are of.
fn keep_last(rows: &mut Vec<Row>, most: usize) {
    if rows.len() > most {
        rows.sort_unstable();
        rows.drain(..rows.len() - most);
    }
}

/// Whether each word typed is the beginning of a word in a record's name, the first line of its text.
fn words_begin(entry: &[u8], typed: &[Finder<'_>]) -> bool {
    let name = entry.split(|byte| *byte == b'\n').next().unwrap_or_default();
    typed.iter().all(|word| word.find_iter(name).any(|at| !ends_within_word(&name[..at])))
}

/// Whether the last letter of a text is one of a word.
fn ends_within_word(text: &[u8]) -> bool {
    match text.last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => std::str::from_utf8(text).unwrap_or_default().ends_with(char::is_alphanumeric),
    }
}

#[cfg(test)]
mod tests {
    use super::{keep_last, words_begin};
    use crate::{Book, Clock, Kind, Record, RecordId, Value, schema::key};
    use memchr::memmem::Finder;

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
        let begin = ["ada", "berg", "berg ada", "hansen", "der", "erg", "berg lovelace"].map(|typed| {
            let words: Vec<_> = typed.split(' ').map(Finder::new).collect();
            words_begin(entry.as_bytes(), &words)
        });
        assert_eq!(begin, [true, true, true, true, true, false, false]);
    }

    #[test]
    fn names_that_begin_so_are_enough_only_while_there_are_enough() {
        let mut book = Book::new();
        let mut clock = Clock::new(1);
        let people = [("Mara", "Ostrander"), ("Martin", "Quist"), ("Iva", "Marek"), ("Tamara", "Voss")];
        for (number, (given, family)) in (1_u8..).zip(people) {
            let stamp = clock.tick(u64::from(number));
            let mut person = Record::new(Kind::Person, stamp);
            person.set(key::GIVEN, Value::text(given), stamp).expect("fits");
            person.set(key::FAMILY, Value::text(family), stamp).expect("fits");
            book.put(RecordId([number; 16]), &person.encode()).expect("reads back");
        }
        let mut names = |typed: &str, limit: usize| {
            let found = book.find(typed, limit, None).records;
            found.into_iter().map(|(_, _, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(names("mar", 2), ["Martin Quist", "Mara Ostrander"]);
        assert_eq!(names("mar", 9), ["Martin Quist", "Mara Ostrander", "Iva Marek", "Tamara Voss"]);
        assert_eq!(names("mar -quist", 1), ["Mara Ostrander"], "what must not occur is looked for");
        assert_eq!(names("mar \"iva\"", 1), ["Iva Marek"], "and so is what else must");
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
