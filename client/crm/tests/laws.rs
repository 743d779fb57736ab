//! Laws of records: bytes come back, and merges agree whatever their order.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::edits::{ID, edit, stamp};
use proptest::prelude::*;
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, FieldKey, Kind, MAX_ASIDE, Point, Record, RecordId, RecordRef, Stamp, Value};

/// One thing that a replica does.
#[derive(Debug, Clone)]
enum Act {
    Edit(usize, u64, FieldKey, Value),
    Pull(usize, usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let edit = (0..3usize, 1..40u64, edit()).prop_map(|(who, at, (field, value))| Act::Edit(who, at, field, value));
    let pull = (0..3usize, 0..3usize).prop_map(|(to, from)| Act::Pull(to, from));
    proptest::collection::vec(prop_oneof![3 => edit, 1 => pull], 0..30)
}

/// Three members who edit one record, apart and together.
fn play(acts: &[Act]) -> [Record; 3] {
    let first = Record::new(Kind::Person, Stamp { ms: 1, counter: 0, author: 0 });
    let mut replicas = [first.clone(), first.clone(), first];
    let mut clocks = [Clock::new(0), Clock::new(1), Clock::new(2)];
    for act in acts {
        match act {
            Act::Edit(who, at, field, value) => {
                clocks[*who].observe(replicas[*who].changed(), u64::MAX);
                let stamp = clocks[*who].tick(*at);
                replicas[*who].set(*field, value.clone(), stamp).unwrap();
            }
            Act::Pull(to, from) => {
                let other = replicas[*from].clone();
                replicas[*to].merge(&other).unwrap();
            }
        }
    }
    replicas
}

fn merged(a: &Record, b: &Record) -> Record {
    let mut out = a.clone();
    out.merge(b).unwrap();
    out
}

proptest! {
    #[test]
    fn bytes_come_back(acts in acts()) {
        let [a, b, c] = play(&acts);
        let record = merged(&merged(&a, &b), &c);
        let bytes = record.encode();
        let read = Record::decode(&bytes).unwrap();
        prop_assert!(read == record);
        prop_assert_eq!(read.encode(), bytes.clone());
        let peek = RecordRef::parse(&bytes).unwrap();
        prop_assert_eq!((peek.kind(), peek.created(), peek.changed()), (record.kind(), record.created(), record.changed()));
        prop_assert_eq!(peek.text(key::GIVEN), record.text(key::GIVEN));
        prop_assert_eq!(peek.link(key::COMPANY).map_or(Value::Empty, Value::Link), record.get(key::COMPANY));
        let first = match record.get(key::EMAILS) {
            Value::Points(points) => points[0].value.clone(),
            _ => String::new(),
        };
        prop_assert_eq!(peek.first_point(key::EMAILS), first);
        let tags: Vec<String> = peek.words(key::TAGS).into_iter().map(str::to_owned).collect();
        prop_assert_eq!(if tags.is_empty() { Value::Empty } else { Value::Tags(tags) }, record.get(key::TAGS));
    }

    #[test]
    fn merging_is_commutative(acts in acts()) {
        let [a, b, _] = play(&acts);
        prop_assert_eq!(merged(&a, &b).encode(), merged(&b, &a).encode());
    }

    #[test]
    fn merging_is_associative(acts in acts()) {
        let [a, b, c] = play(&acts);
        prop_assert_eq!(merged(&merged(&a, &b), &c).encode(), merged(&a, &merged(&b, &c)).encode());
    }

    #[test]
    fn merging_is_idempotent(acts in acts()) {
        let [a, b, _] = play(&acts);
        let both = merged(&a, &b);
        prop_assert_eq!(merged(&both, &both).encode(), both.encode());
        prop_assert_eq!(merged(&both, &a).encode(), both.encode());
    }

    #[test]
    fn what_was_replaced_goes_and_what_is_shown_stays(acts in acts()) {
        let [a, b, c] = play(&acts);
        let record = merged(&merged(&a, &b), &c);
        let mut cleaned = record.clone();
        cleaned.let_replaced_go();
        prop_assert_eq!(cleaned.set_aside(), record.set_aside());
        prop_assert_eq!(cleaned.fields(), record.fields());
        for (field, _) in record.fields() {
            let shown = cleaned.set_aside().into_iter().filter(|lost| lost.field == field).count();
            let held: std::collections::HashSet<String> = cleaned.lost(field).iter().map(|lost| format!("{lost:?}")).collect();
            prop_assert_eq!(held.len(), shown, "nothing is held that is not shown");
        }
        // Whoever merges it with a state of before comes to the same values.
        prop_assert_eq!(merged(&cleaned, &a).fields(), record.fields());
        let peek = cleaned.encode();
        prop_assert!(Record::decode(&peek).unwrap() == cleaned);
    }

    #[test]
    fn what_was_written_is_read(writes in proptest::collection::vec(edit(), 1..12)) {
        let mut record = Record::new(Kind::Person, Stamp::default());
        let mut clock = Clock::new(1);
        for (field, value) in writes {
            record.set(field, value.clone(), clock.tick(1)).unwrap();
            prop_assert_eq!(record.get(field), value);
        }
        prop_assert!(record.set_aside().is_empty(), "nothing is set aside without a merge");
    }

    #[test]
    fn arbitrary_bytes_are_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(record) = Record::decode(&bytes) {
            Record::decode(&record.encode()).unwrap();
            let mut book = Book::new();
            book.put(ID, &bytes).unwrap();
            book.rows(&tacit_crm::View::all(record.kind()), &[], 0, 10);
        }
    }
}

#[test]
fn of_two_edits_at_once_the_later_wins_and_the_other_is_set_aside() {
    let mut base = Record::new(Kind::Person, stamp(1, 0));
    base.set(key::JOB_TITLE, Value::text("Clerk"), stamp(1, 0)).unwrap();
    let (mut ann, mut bob) = (base.clone(), base.clone());
    ann.set(key::JOB_TITLE, Value::text("Counsel"), stamp(5, 1)).unwrap();
    bob.set(key::JOB_TITLE, Value::text("Partner"), stamp(6, 2)).unwrap();
    let both = merged(&ann, &bob);
    assert_eq!(both.text(key::JOB_TITLE), "Partner");
    let aside = both.set_aside();
    assert_eq!(aside.len(), 1, "what both replaced knowingly is not set aside");
    assert_eq!((aside[0].value.clone(), aside[0].author, aside[0].at), (Value::text("Counsel"), 1, 5));
}

#[test]
fn two_edits_in_a_row_set_nothing_aside() {
    let mut base = Record::new(Kind::Person, stamp(1, 0));
    base.set(key::JOB_TITLE, Value::text("Clerk"), stamp(1, 0)).unwrap();
    let mut ann = base.clone();
    ann.set(key::JOB_TITLE, Value::text("Consel"), stamp(5, 1)).unwrap();
    ann.set(key::JOB_TITLE, Value::text("Counsel"), stamp(6, 1)).unwrap();
    assert!(merged(&base, &ann).set_aside().is_empty());
}

#[test]
fn an_address_added_at_the_time_of_a_removal_stays() {
    let mut base = Record::new(Kind::Person, stamp(1, 0));
    let one = vec![Point::new("work", "a@x.example")];
    base.set(key::EMAILS, Value::Points(one.clone()), stamp(1, 0)).unwrap();
    let (mut ann, mut bob) = (base.clone(), base.clone());
    ann.set(key::EMAILS, Value::Empty, stamp(9, 1)).unwrap();
    let two = vec![one[0].clone(), Point::new("home", "b@x.example")];
    bob.set(key::EMAILS, Value::Points(two), stamp(5, 2)).unwrap();
    let both = merged(&ann, &bob);
    assert_eq!(both.get(key::EMAILS), Value::Points(vec![Point::new("home", "b@x.example")]));
}

#[test]
fn a_clock_in_the_year_9999_wins_for_ten_minutes_only() {
    let mut hostile = Record::new(Kind::Person, stamp(1, 0));
    hostile.set(key::GIVEN, Value::text("Mallory"), stamp(253_370_764_800_000, 9)).unwrap();
    hostile.clamp(1_000);
    let mut honest = Record::new(Kind::Person, stamp(1, 0));
    honest.set(key::GIVEN, Value::text("Alice"), stamp(1_001, 1)).unwrap();
    assert_eq!(merged(&hostile, &honest).text(key::GIVEN), "Alice");
}

#[test]
fn what_is_brought_down_to_a_limit_keeps_its_order() {
    // An hour ahead: an address, then its reordering, which is a removal and an adding.
    let (a, b) = (Point::new("work", "a@x.example"), Point::new("home", "b@x.example"));
    let mut ahead = Record::new(Kind::Person, stamp(1, 0));
    ahead.set(key::EMAILS, Value::Points(vec![a.clone(), b.clone()]), stamp(9_000, 1)).unwrap();
    ahead.set(key::EMAILS, Value::Points(vec![b.clone(), a.clone()]), stamp(9_500, 1)).unwrap();
    ahead.clamp(1_000);
    let known = ahead.clone();
    assert_eq!(merged(&ahead, &known).get(key::EMAILS), Value::Points(vec![b, a]), "nothing is its own removal");
    // A server whose clock stands still: the later of two edits of one field is the one that counts.
    let mut early = Record::new(Kind::Person, stamp(1, 0));
    early.set(key::STATUS, Value::text("warm"), stamp(5_000, 1)).unwrap();
    early.clamp(1_000);
    let mut late = early.clone();
    late.set(key::STATUS, Value::text("cold"), stamp(7_000, 1)).unwrap();
    late.clamp(1_000);
    assert_eq!(merged(&early, &late).text(key::STATUS), "cold");
    assert_eq!(merged(&late, &early), merged(&early, &late));
}

#[test]
fn a_record_that_grew_too_long_lets_go_of_what_lost_first() {
    let long = |letter: &str| Value::text(letter.repeat(60 << 10));
    let mut record = Record::new(Kind::Person, stamp(1, 0));
    record.set(key::NOTES, long("z"), stamp(2, 0)).unwrap();
    for author in 1..24 {
        let mut other = Record::new(Kind::Person, stamp(1, 0));
        other.set(key::NOTES, long(&char::from(b'a' + author as u8).to_string()), stamp(1, author)).unwrap();
        record.merge(&other).unwrap();
    }
    assert!(Record::decode(&record.encode()).is_err(), "longer than a record may be");
    assert!(record.shorten());
    let kept = Record::decode(&record.encode()).unwrap();
    assert_eq!(kept.get(key::NOTES), long("z"));
    assert!(!kept.set_aside().is_empty(), "as much as there is room for");
}

#[test]
fn history_stays_bounded() {
    let mut record = Record::new(Kind::Person, stamp(1, 0));
    for at in 0..200 {
        let mut other = Record::new(Kind::Person, stamp(1, 0));
        other.set(key::GIVEN, Value::text(format!("name {at}")), stamp(2 + at, at as u32)).unwrap();
        record.merge(&other).unwrap();
        record.set(key::TAGS, Value::Tags(vec![format!("t{at}")]), stamp(2 + at, at as u32)).unwrap();
    }
    assert!(record.set_aside().len() <= MAX_ASIDE);
    assert!(record.encode().len() < 4_096);
}

#[test]
fn kinds_and_schemas_of_the_future_are_kept() {
    let mut unknown = Record::new(Kind::Other(200), stamp(1, 0));
    assert!(unknown.set(key::NAME, Value::text("x"), stamp(2, 0)).is_err(), "unknown kinds are not edited");
    let bytes = unknown.encode();
    assert_eq!(Record::decode(&bytes).unwrap().encode(), bytes);
    unknown.clamp(5);
    let mut book = Book::new();
    book.put(ID, &bytes).unwrap();
    assert_eq!(book.plain(&ID), Some(bytes.as_slice()));
    let mut newer = bytes;
    newer[0] = 2;
    assert_eq!(book.put(ID, &newer), Err(tacit_crm::DecodeError::Newer(2)));
    assert_eq!(book.count_of(Kind::Other(200)), 1, "the last good state stays");
}

#[test]
fn a_book_holds_clocks_that_are_ahead_and_leaves_the_others() {
    let mut record = Record::new(Kind::Person, stamp(5, 1));
    record.set(key::GIVEN, Value::text("Ada"), stamp(9_999, 1)).unwrap();
    let mut book = Book::new();
    book.put(ID, &record.encode()).unwrap();
    book.hold_clocks(&ID, 9_999);
    assert_eq!(book.plain(&ID), Some(&record.encode()[..]), "nothing is ahead of this");
    book.hold_clocks(&ID, 100);
    let held = book.record(&ID).unwrap();
    assert_eq!((held.created().ms, held.changed().ms, held.text(key::GIVEN)), (5, 100, "Ada".to_owned()));
    book.hold_clocks(&RecordId([9; 16]), 100);
    assert_eq!(book.len(), 1, "what is not there stays away");
}

#[test]
fn what_is_let_go_does_not_come_back_and_what_is_written_at_that_time_is_told() {
    let mut base = Record::new(Kind::Person, stamp(1, 0));
    base.set(key::JOB_TITLE, Value::text("Clerk"), stamp(1, 0)).unwrap();
    let (mut ann, mut bob) = (base.clone(), base.clone());
    ann.set(key::JOB_TITLE, Value::text("Counsel"), stamp(5, 1)).unwrap();
    bob.set(key::JOB_TITLE, Value::text("Partner"), stamp(6, 2)).unwrap();
    let both = merged(&ann, &bob);
    assert_eq!(both.set_aside().len(), 1);
    let mut later = both.clone();
    later.set(key::JOB_TITLE, Value::text("Judge"), stamp(7, 2)).unwrap();
    assert_eq!(later.set_aside().len(), 1, "who writes it unseen, as in a table, takes nothing from anybody");
    let mut settled = both.clone();
    settled.settle(key::JOB_TITLE);
    assert_eq!((settled.text(key::JOB_TITLE).as_str(), settled.set_aside().len()), ("Partner", 0));
    assert_eq!((settled.changed(), settled.written(key::JOB_TITLE)), (both.changed(), both.written(key::JOB_TITLE)));
    for late in [&both, &ann, &bob] {
        assert_eq!(merged(&settled, late).set_aside(), [], "it does not come back with whoever hears of it late");
        assert_eq!(merged(late, &settled).encode(), merged(&settled, late).encode());
    }
    // What another wrote at the time of that is told again.
    let mut eve = both.clone();
    eve.set(key::JOB_TITLE, Value::text("Head"), stamp(6, 4)).unwrap();
    assert_eq!(merged(&settled, &eve).set_aside().len(), 1);
}
