//! Tacit's domain: records, merge rules, lists, search, import. No keys, no network, no clock: times and random ids
//! are passed in, bytes come out for `tacit-vault` to seal.
//!
//! Which part do I need?
//!
//! | I want to … | use |
//! |---|---|
//! | know the fields of a kind, their labels and editors | [`schema::fields`], [`schema::key`] |
//! | make or edit one record | [`Record::new`], [`Record::set`], stamped by [`Clock::tick`] |
//! | turn it into bytes to be sealed, and back | [`Record::encode`], [`Record::decode`] |
//! | take in a colleague's state of the same record | [`Record::clamp`], then [`Record::merge`] |
//! | hold an open vault | [`Book::load_many`], [`Book::put`], [`Book::remove`] |
//! | show a list, search, sort, filter | [`Book::rows`] with a [`View`] |
//! | show one record | [`Book::record`], [`Record::fields`], [`Record::set_aside`], [`Book::referring_counts`] |
//! | offer records for a link field | [`Book::suggest`] |
//! | read what is typed into a search box | [`query::Query::parse`] |
//! | find any record by a few letters | [`Book::find`] |
//! | know what the day asks, and how many tasks wait | [`Book::day`], [`Book::waiting`] |
//! | know what members did | [`Book::feed`] |
//! | know which notes mention a member | [`Book::mentions`] |
//! | count and add up what a dashboard shows | [`Book::report`] |
//! | warn of a double | [`Book::lookalikes`] |
//! | find doubles among what is there | [`Book::duplicates`], in portions [`Book::begin_duplicates`] |
//! | make one record of several | [`Book::plan_union`], [`Union::writes`] |
//! | take back a change | [`undo::Step`], kept in an [`undo::History`] |
//! | attach a file to a record | [`Record::new_file`], [`Record::file`], [`Book::files_of`] |
//! | tell what a file is | [`Media::of`] |
//! | read people's files | [`import::Import`] |
//! | read, show, sort and add up amounts of money | [`money::Money`], [`money::Sum`] |
//! | know when a task comes again | [`recur::Rule::next_after`] over a [`recur::Day`] |
//! | make the task that follows one that is done | [`repeat::follow`], [`repeat::next`] |
//! | write a field of many records at once | [`several::Several`] |
//! | pick records by hand | [`Book::lists`], [`Book::list_named`], [`Book::listed`] |
//! | begin a note with a text of the team's | [`Book::templates`], [`Book::filled`] |
//! | let a team define kinds of records | [`Book::objects`], [`Book::define_object`] |
//! | show days with their tasks and meetings | [`Book::calendar`] |
//! | know which reminders have come | [`Book::reminders`] |
//! | hand tasks and meetings to a calendar | [`Book::ics`] |
//! | draw a note, tick its boxes, find who is meant | [`markdown::parse`], [`markdown::toggle`], [`markdown::mentions`] |
//! | take in a mail, as a file or pasted | [`mail::read`], [`mail::from_paste`], [`mail::Mail::quoted`] |
//! | fill a vault for trying out | [`demo::Demo`] |
//!
//! The way of an edit: `clock.observe(record.changed(), limit)`, `let stamp = clock.tick(now)`,
//! `record.set(field, value, stamp)`, `let plain = record.encode()`, `book.put(id, &plain)`; `plain` goes to the vault.

mod arena;
mod book;
mod by_kind;
pub mod calendar;
mod cell;
mod clock;
mod contacts;
pub mod custom;
mod day;
mod decimal;
pub mod demo;
mod duplicates;
pub mod export;
mod feed;
mod field;
mod file;
mod filter;
mod find;
mod fold;
mod group;
pub mod ics;
pub mod import;
mod incoming;
pub mod lists;
mod look;
mod lookalike;
pub mod mail;
pub mod markdown;
mod masked;
mod mention;
mod merge;
pub mod money;
mod naming;
mod near;
pub mod object;
mod order;
mod peek;
pub mod pipeline;
mod place;
pub mod privacy;
pub mod query;
mod read_off;
mod record;
pub mod recur;
mod refs;
pub mod repeat;
pub mod report;
mod resemble;
mod restricted;
mod retag;
pub mod saved;
mod scan;
pub mod schema;
mod search;
pub mod several;
mod shown;
mod sniff;
pub mod template;
mod told;
mod typed;
pub mod undo;
mod unite;
mod view;
mod vocabulary;
mod wire;

pub use book::{Book, Loaded};
pub use clock::{Clock, Stamp};
pub use day::{Day, DayAsk, Waiting};
pub use decimal::{Decimal, DecimalError};
pub use duplicates::{DuplicateSearch, Duplicates, MAX_SHOWN as MAX_DUPLICATES, NotSameError};
pub use feed::{Act, Burst, FeedAsk, Merges};
pub use field::{
    MAX_BYTES, MAX_LABEL, MAX_LONG_TEXT, MAX_POINTS, MAX_RELATIONS, MAX_TAG, MAX_TAGS, MAX_TEXT, Point, Value,
    ValueError,
};
pub use file::{FileClass, FileFacts, FileOrder, FilesAsk, FilesFound, MAX_FILE_NAME, clean_name};
pub use filter::{Filter, MAX_CONDITIONS, Span, Test, Today};
pub use find::Finds;
pub use fold::{fold, fold_name, phone_digits};
pub use group::{Calc, Figure, Group, MAX_GROUPS};
pub use lookalike::{Likeness, Lookalike};
pub use masked::{Lowered, declares, delicacy};
pub use mention::Mention;
pub use merge::{MAX_ASIDE, MergeError};
pub use money::{Currency, Money};
pub use naming::{cell_fields, is_left_unnamed, tells_who};
pub use order::Sort;
pub use peek::RecordRef;
pub use record::{Record, RecordId, SetAside};
pub use resemble::Resembling;
pub use schema::{FieldKey, FieldSpec, Kind, Shape};
pub use search::Prepared;
pub use shown::Cell;
pub use sniff::{Media, SNIFFED};
pub use told::Told;
pub use typed::{Misread, Reader};
pub use unite::{MAX_UNITED, Rule, Union, UnionError, UnionField, UnionWish};
pub use view::{MAX_WINDOW, Row, Rows, View};
pub use wire::{DecodeError, MAX_PLAIN};
