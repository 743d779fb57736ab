//! File records: each says what one attached file is called, who holds it, and what opens it. The bytes are elsewhere,
//! sealed under the key that stands here; whoever may read the record may read the file.

use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use crate::sniff::Media;
use std::collections::BTreeSet;

/// Longest file name, in bytes: what file systems take.
pub const MAX_FILE_NAME: usize = 255;

/// What a file record says. Holds a key, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// As the user sees it, cleaned.
    pub name: String,
    /// The person or company that it belongs to.
    pub holder: RecordId,
    /// Its id on the server.
    pub file: [u8; 16],
    /// Its key.
    pub key: [u8; 32],
    /// True length in bytes.
    pub len: u64,
    /// Hash of the sealed bytes.
    pub hash: [u8; 32],
    /// What its first bytes looked like to whoever attached it: for the list only, never for opening.
    pub media: Media,
}

impl Record {
    /// A file record, made now.
    pub fn new_file(facts: &FileFacts, stamp: Stamp) -> Result<Self, ValueError> {
        let mut record = Self::new(Kind::File, stamp);
        let values = [
            (key::NAME, Value::text(clean_name(&facts.name))),
            (key::HOLDER, Value::Link(facts.holder)),
            (key::FILE_ID, Value::Bytes(facts.file.to_vec())),
            (key::FILE_KEY, Value::Bytes(facts.key.to_vec())),
            (key::FILE_LEN, Value::Number(facts.len)),
            (key::FILE_HASH, Value::Bytes(facts.hash.to_vec())),
            (key::FILE_MEDIA, Value::text(facts.media.mime())),
        ];
        for (field, value) in values {
            record.set(field, value, stamp)?;
        }
        Ok(record)
    }

    /// What it says; `None` if it is no file record, or a member wrote half of one.
    pub fn file(&self) -> Option<FileFacts> {
        let Value::Link(holder) = self.get(key::HOLDER) else { return None };
        let Value::Number(len) = self.get(key::FILE_LEN) else { return None };
        Some(FileFacts {
            name: clean_name(&self.text(key::NAME)),
            holder,
            file: bytes(self.get(key::FILE_ID))?,
            key: bytes(self.get(key::FILE_KEY))?,
            len,
            hash: bytes(self.get(key::FILE_HASH))?,
            media: Media::of_mime(&self.text(key::FILE_MEDIA)),
        })
    }
}

fn bytes<const N: usize>(value: Value) -> Option<[u8; N]> {
    match value {
        Value::Bytes(bytes) => bytes.try_into().ok(),
        _ => None,
    }
}

/// A name that can stand in a list and on a disk: no path, nothing that cannot be seen or that turns the reading
/// direction (a name may not pretend to end otherwise than it does).
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|letter| !letter.is_control() && !turns(*letter)).collect();
    let mut shown = shown.trim().trim_start_matches('.').to_owned();
    while shown.len() > MAX_FILE_NAME {
        shown.pop();
    }
    if shown.is_empty() { "file".to_owned() } else { shown }
}

/// Letters without a width, and those that change the direction of what follows (UAX #9).
pub(crate) fn turns(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

impl Book {
    /// Files of a record, newest first.
    pub fn files_of(&self, holder: &RecordId) -> Vec<RecordId> {
        let mut files: Vec<(Stamp, RecordId)> = self
            .referring_rows(holder)
            .filter(|row| self.kind_of(*row) == Some(Kind::File))
            .filter_map(|row| Some((self.peek(row)?.created(), self.id_of(row))))
            .collect();
        files.sort_by(|a, b| b.cmp(a));
        files.into_iter().map(|(_, id)| id).collect()
    }

    /// Files of any of these records.
    pub fn files_of_all(&self, holders: &BTreeSet<RecordId>) -> Vec<RecordId> {
        holders.iter().flat_map(|holder| self.files_of(holder)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(name: &str) -> FileFacts {
        FileFacts {
            name: name.to_owned(),
            holder: RecordId([1; 16]),
            file: [2; 16],
            key: [3; 32],
            len: 4,
            hash: [5; 32],
            media: Media::Pdf,
        }
    }

    fn stamp(ms: u64) -> Stamp {
        let mut clock = crate::Clock::new(0);
        clock.tick(ms)
    }

    #[test]
    fn a_file_record_says_again_what_was_put_in() {
        let facts = facts("Offer 2026.pdf");
        let record = Record::new_file(&facts, stamp(1)).expect("valid");
        let again = Record::decode(&record.encode()).expect("a record");
        assert!(again.file() == Some(facts));
        assert!(Record::new(Kind::Person, stamp(1)).file().is_none());
        assert!(Record::new(Kind::File, stamp(1)).file().is_none(), "half a record is none");
    }

    #[test]
    fn names_are_no_paths_and_hide_nothing() {
        for (given, shown) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\offer.pdf", "offer.pdf"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("a\nb\tc\0.txt", "abc.txt"),
            (".bashrc", "bashrc"),
            ("  ", "file"),
            ("Angebot für Müller.pdf", "Angebot für Müller.pdf"),
        ] {
            assert_eq!(clean_name(given), shown);
        }
        assert!(clean_name(&"ü".repeat(500)).len() <= MAX_FILE_NAME);
    }

    #[test]
    fn files_belong_to_their_holder_newest_first() {
        let mut book = Book::new();
        let mut clock = crate::Clock::new(0);
        for number in 1..=3 {
            let record = Record::new_file(&facts("a"), clock.tick(u64::from(number) * 10)).expect("valid");
            book.put(RecordId([number; 16]), &record.encode()).expect("taken");
        }
        let ids = |numbers: &[u8]| numbers.iter().map(|number| RecordId([*number; 16])).collect::<Vec<_>>();
        assert_eq!(book.files_of(&RecordId([1; 16])), ids(&[3, 2, 1]));
        assert!(book.files_of(&RecordId([9; 16])).is_empty());
        assert_eq!(book.files_of_all(&[RecordId([1; 16])].into()).len(), 3);
    }
}
