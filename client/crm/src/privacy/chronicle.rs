//! The ledger of consents as a whole: every event of everybody, filtered, newest first, a window of it at a time; and as a
//! file, which names people by their ids and holds nobody's words.

use super::event::ConsentEvent;
use super::key;
use super::trail::{TrailForm, hex, utc};
use super::words::EventKind;
use crate::book::{Book, Row};
use crate::export::{json_text, table_line};
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::Kind;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Which events.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SaidAsk {
    /// Only about this purpose, under any of its ids.
    pub purposes: Option<Vec<RecordId>>,
    /// Only what happened so.
    pub kind: Option<EventKind>,
    /// Only of these people.
    pub people: Option<BTreeSet<RecordId>>,
    /// Only what was said from then on, ms since 1970.
    pub from: Option<u64>,
    /// Only what was said before then, ms since 1970.
    pub to: Option<u64>,
}

impl SaidAsk {
    /// Whether an event is asked for, and when it was said; read from its fields, since most are not shown.
    fn fits(&self, record: &RecordRef<'_>) -> Option<u64> {
        let made = record.created().ms;
        let at = record.number(key::AT).map_or(made, |at| at.min(made));
        let within = self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to);
        let about = |wanted: &Vec<RecordId>| record.link(key::PURPOSE).is_some_and(|purpose| wanted.contains(&purpose));
        let theirs = |wanted: &BTreeSet<RecordId>| record.link(key::SUBJECT).is_some_and(|who| wanted.contains(&who));
        let fits = within
            && self.kind.is_none_or(|kind| record.text(key::EVENT) == kind.word())
            && self.purposes.as_ref().is_none_or(about)
            && self.people.as_ref().is_none_or(theirs);
        fits.then_some(at)
    }
}

/// An event with who wrote it down and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its record.
    pub id: RecordId,
    /// When it was said, ms since 1970.
    pub at: u64,
    /// When it was written down, ms since 1970.
    pub written: u64,
    /// The member who did.
    pub by: u32,
    /// What it says; `None` where a newer version wrote it.
    pub event: Option<ConsentEvent>,
}

/// Events that were asked for, found and put in order; what they say is read of those that are wanted.
pub struct Chronicle<'a> {
    book: &'a Book,
    /// When each was said, and its row.
    found: Vec<(u64, Row)>,
}

impl Chronicle<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// So many of them, from one on.
    pub fn window(&self, first: usize, count: usize) -> impl Iterator<Item = Said> + '_ {
        let window = self.found.iter().skip(first).take(count);
        window.filter_map(|(at, row)| {
            let record = self.book.peek(*row)?;
            let made = record.created();
            let event = ConsentEvent::read(&record);
            Some(Said { id: self.book.id_of(*row), at: *at, written: made.ms, by: made.author, event })
        })
    }

    /// All of them as a file; `member` says how somebody is called, `purpose` how a purpose is.
    pub fn file(
        &self,
        form: TrailForm,
        member: impl Fn(u32) -> String,
        purpose: impl Fn(&RecordId) -> String,
    ) -> Vec<u8> {
        let rows = self.window(0, self.len()).map(|said| cells(&said, &member, &purpose));
        match form {
            TrailForm::Csv => {
                let mut out = Vec::new();
                table_line(NAMES.map(str::to_owned).into_iter(), &mut out);
                rows.for_each(|cells| table_line(cells.into_iter(), &mut out));
                out
            }
            TrailForm::Json => {
                let mut out = String::from("{\"format\":\"tacit-consents\",\"version\":1,\"events\":[");
                for (at, cells) in rows.enumerate() {
                    let pairs = NAMES.iter().zip(cells).map(|(name, cell)| format!("\"{name}\":{}", json_text(&cell)));
                    let comma = if at == 0 { "\n" } else { ",\n" };
                    let _ = write!(out, "{comma}{{{}}}", pairs.collect::<Vec<_>>().join(","));
                }
                out.push_str("\n]}\n");
                out.into_bytes()
            }
        }
    }
}

const NAMES: [&str; 18] = [
    "event",
    "at",
    "written",
    "member",
    "person",
    "purpose",
    "purpose_id",
    "kind",
    "channel",
    "indicated_by",
    "method",
    "expression",
    "notice",
    "notice_sha256",
    "validity",
    "evidence",
    "answers",
    "lifts",
];

/// What the file says of an event. Evidence is told by its kind, contact points not at all.
fn cells(said: &Said, member: impl Fn(u32) -> String, purpose: impl Fn(&RecordId) -> String) -> [String; NAMES.len()] {
    let event = said.event.as_ref();
    let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    let id = |id: Option<RecordId>| id.map(hex).unwrap_or_default();
    let about = event.and_then(|event| event.purpose);
    let notice = event.and_then(|event| event.notice);
    let lifts = event.map(|event| event.lifts.iter().copied().map(hex).collect::<Vec<_>>().join(" "));
    [
        hex(said.id),
        utc(said.at),
        utc(said.written),
        member(said.by),
        id(event.and_then(|event| event.person)),
        about.as_ref().map(purpose).unwrap_or_default(),
        id(about),
        word(event.map(|event| event.kind.word())),
        word(event.and_then(|event| event.channel).map(|channel| channel.word())),
        word(event.map(|event| event.indicated_by.word())),
        word(event.map(|event| event.method.word())),
        word(event.map(|event| event.expression.word())),
        id(notice.map(|(notice, _)| notice)),
        notice.map(|(_, hash)| hash.iter().map(|byte| format!("{byte:02x}")).collect()).unwrap_or_default(),
        event.and_then(|event| event.validity).map(|validity| validity.to_string()).unwrap_or_default(),
        word(event.and_then(|event| event.evidence.as_ref()).map(|evidence| evidence.kind.word())),
        id(event.and_then(|event| event.answers)),
        lifts.unwrap_or_default(),
    ]
}

impl Book {
    /// The consent events that are asked for, newest first.
    pub fn chronicle(&self, ask: &SaidAsk) -> Chronicle<'_> {
        let records = self.records_of(Kind::ConsentEvent);
        let mut found: Vec<(u64, Row)> = records.filter_map(|(row, record)| Some((ask.fits(&record)?, row))).collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        Chronicle { book: self, found }
    }
}
