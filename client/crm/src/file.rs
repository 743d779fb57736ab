//! File records: each says what one attached file is called, who holds it, and what opens it. The bytes are elsewhere,
//! sealed under the key that stands here; whoever may read the record may read the file.

use crate::book::{Book, Row};
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::fold::fold;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use crate::sniff::Media;

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

/// What a list of files is narrowed down to, by what they looked like when they were attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileClass {
    /// Pictures.
    Picture,
    /// PDF documents.
    Pdf,
    /// Text.
    Text,
    /// Anything else.
    Other,
}

impl FileClass {
    fn of(media: Media) -> Self {
        match media {
            Media::Png | Media::Jpeg | Media::Gif | Media::Webp => Self::Picture,
            Media::Pdf => Self::Pdf,
            Media::Text => Self::Text,
            Media::Other => Self::Other,
        }
    }
}

/// The order of a list of files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FileOrder {
    /// Attached last first.
    #[default]
    Newest,
    /// By name.
    Name,
    /// Largest first.
    Size,
}

/// Which files of all records are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesAsk {
    /// Each word stands in the file's name or in that of the record that it belongs to.
    pub words: String,
    /// Only these.
    pub class: Option<FileClass>,
    /// In which order.
    pub order: FileOrder,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesFound {
    /// File records, in the order asked for.
    pub ids: Vec<RecordId>,
    /// Bytes of all of them.
    pub bytes: u64,
}

impl Book {
    /// Files of all records that lists may show.
    pub fn all_files(&self, ask: &FilesAsk) -> FilesFound {
        let folded = fold(&ask.words);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let shown = self.records_of(Kind::File).filter(|(_, file)| self.shows_file(file, &words, ask.class));
        let mut files: Vec<(RecordId, RecordRef<'_>)> = shown.map(|(row, file)| (self.id_of(row), file)).collect();
        let bytes = files.iter().filter_map(|(_, file)| file.number(key::FILE_LEN)).fold(0, u64::saturating_add);
        // Equal ones stand as if by that alone, the newest first.
        files.sort_by_key(|(id, file)| std::cmp::Reverse((file.created(), *id)));
        match ask.order {
            FileOrder::Newest => {}
            FileOrder::Name => files.sort_by_cached_key(|(_, file)| fold(&clean_name(file.text(key::NAME)))),
            FileOrder::Size => files.sort_by_key(|(_, file)| std::cmp::Reverse(file.number(key::FILE_LEN))),
        }
        FilesFound { ids: files.into_iter().map(|(id, _)| id).collect(), bytes }
    }

    fn shows_files_of(&self, holder: &RecordId) -> bool {
        let kind = self.get(holder).map(|holder| holder.kind());
        kind.is_some_and(Kind::is_worked_with) && !self.is_restricted(holder)
    }

    /// Whether its holder is here and shown, and it is what is asked for.
    fn shows_file(&self, file: &RecordRef<'_>, words: &[&str], class: Option<FileClass>) -> bool {
        let Some(holder) = file.link(key::HOLDER).filter(|to| file.is_file() && self.shows_files_of(to)) else {
            return false;
        };
        let media = || FileClass::of(Media::of_mime(file.text(key::FILE_MEDIA)));
        if class.is_some_and(|class| class != media()) {
            return false;
        }
        let within = if words.is_empty() {
            String::new()
        } else {
            format!("{}\n{}", clean_name(file.text(key::NAME)), self.name(&holder))
        };
        let within = fold(&within);
        words.iter().all(|word| within.contains(word))
    }

    /// Files of a record, newest first.
    pub fn files_of(&self, holder: &RecordId) -> Vec<RecordId> {
        self.newest_files(self.referring_rows(holder))
    }

    /// Files of what was noted about a record: what came with its e-mails. Newest first.
    pub fn files_through(&self, about: &RecordId) -> Vec<RecordId> {
        let noted = self.referring_rows(about).filter(|row| self.shown_kind_of(*row) == Some(Kind::Activity));
        self.newest_files(noted.flat_map(|row| self.rows_to(row)))
    }

    fn newest_files(&self, rows: impl Iterator<Item = Row>) -> Vec<RecordId> {
        let mut files: Vec<(Stamp, RecordId)> = rows
            .filter(|row| self.kind_of(*row) == Some(Kind::File))
            .filter_map(|row| Some((self.peek(row)?.created(), self.id_of(row))))
            .collect();
        files.sort_by(|a, b| b.cmp(a));
        files.dedup();
        files.into_iter().map(|(_, id)| id).collect()
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
    }

    #[test]
    fn all_files_are_found_by_their_names_their_holders_and_what_they_are() {
        let (mut book, mut clock) = (Book::new(), crate::Clock::new(0));
        let mut vera = Record::new(Kind::Person, clock.tick(1));
        vera.set(key::FAMILY, Value::text("Müller"), clock.tick(1)).expect("a name");
        book.put(RecordId([1; 16]), &vera.encode()).expect("taken");
        let given = [
            ("b.pdf", Media::Pdf, 5, 1),
            ("A.png", Media::Png, 9, 1),
            ("müsli.txt", Media::Text, 7, 1),
            ("lost.txt", Media::Text, 7, 8),
        ];
        for (number, (name, media, len, holder)) in (10..).zip(given) {
            let facts = FileFacts { media, len, holder: RecordId([holder; 16]), ..facts(name) };
            let record = Record::new_file(&facts, clock.tick(u64::from(number) * 10)).expect("valid");
            book.put(RecordId([number; 16]), &record.encode()).expect("taken");
        }
        let mut half = Record::new(Kind::File, clock.tick(200));
        half.set(key::HOLDER, Value::Link(RecordId([1; 16])), clock.tick(200)).expect("fits");
        half.set(key::FILE_LEN, Value::Number(u64::MAX), clock.tick(200)).expect("fits");
        book.put(RecordId([20; 16]), &half.encode()).expect("taken");
        let found = |ask: &FilesAsk| book.all_files(ask).ids.iter().map(|id| id.0[0]).collect::<Vec<_>>();
        let ask = FilesAsk::default();
        assert_eq!(
            (found(&ask), book.all_files(&ask).bytes),
            (vec![12, 11, 10], 21),
            "of nobody there is none, and half a one is none"
        );
        assert_eq!(found(&FilesAsk { order: FileOrder::Name, ..ask.clone() }), [11, 10, 12]);
        assert_eq!(found(&FilesAsk { order: FileOrder::Size, ..ask.clone() }), [11, 12, 10]);
        assert_eq!(found(&FilesAsk { class: Some(FileClass::Picture), ..ask.clone() }), [11]);
        assert_eq!(found(&FilesAsk { words: "MULLER pdf".into(), ..ask.clone() }), [10], "of whom, and which");
        assert_eq!(found(&FilesAsk { words: "muller mus".into(), ..ask.clone() }), [12]);
        assert!(found(&FilesAsk { words: "schmidt".into(), ..ask }).is_empty());
    }
}
