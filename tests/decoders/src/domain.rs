//! Plain records as a colleague's device wrote them, notes in them, and search queries as somebody types them.

use std::cell::RefCell;
use std::path::Path;
use tacit_crm::demo::Demo;
use tacit_crm::markdown::{self, Block};
use tacit_crm::query::Query;
use tacit_crm::recur::Day;
use tacit_crm::saved::Look;
use tacit_crm::schema::key;
use tacit_crm::{
    Book, Clock, FieldKey, Filter, Kind, Record, RecordId, RecordRef, Sort, Stamp, Test, Today, Value, View,
};

/// Every reading of a record of the privacy kinds: none may fail otherwise than by saying that it is none.
fn privacy(record: &RecordRef<'_>) {
    use tacit_crm::privacy::{
        AccessEvent, BasisRecord, ConsentEvent, Disclosure, Hold, Notice, Purpose, Request, Restriction, RetentionRule,
        Suppression, ThirdParty,
    };
    let _ = (ConsentEvent::read(record), Purpose::read(record), Notice::read(record), BasisRecord::read(record));
    let _ = (Suppression::read(record), Restriction::read(record), ThirdParty::read(record), Disclosure::read(record));
    let _ = (Request::read(record), RetentionRule::read(record), Hold::read(record), AccessEvent::read(record));
}

/// Two records of colleagues, the second behind the first: read, merged both ways, kept.
pub(crate) fn record(bytes: &[u8]) {
    let Some((at, rest)) = bytes.split_first_chunk::<2>() else { return };
    let (one, other) = rest.split_at(usize::from(u16::from_le_bytes(*at)).min(rest.len()));
    for plain in [one, other] {
        let decoded = Record::decode(plain);
        if let Ok(record) = &decoded {
            let encoded = record.encode();
            assert_eq!(Record::decode(&encoded).expect("what is encoded is decoded").encode(), encoded);
            let peek = RecordRef::parse(&encoded).expect("the quick reader reads what the whole one wrote");
            assert_eq!(peek.kind(), record.kind());
            let _ = (peek.name(), peek.words(key::TAGS), peek.changed(), record.fields(), record.set_aside());
            privacy(&peek);
            let mut book = Book::new();
            book.put(RecordId([1; 16]), &encoded).expect("a book takes it");
            let _ = book.saved_views(0);
            assert_eq!(book.rows(&View::all(record.kind()), &[], 0, 10).total, book.count_of(record.kind()));
        }
    }
    if let Some(look) = Look::decode(rest) {
        assert_eq!(look.encode().and_then(|bytes| Look::decode(&bytes)), Some(look), "what is kept is read again");
    }
    if let Some(filter) = Filter::decode(rest) {
        assert_eq!(
            filter.encode().and_then(|bytes| Filter::decode(&bytes)),
            Some(filter),
            "what is kept is read again"
        );
    }
    if let (Ok(one), Ok(other)) = (Record::decode(one), Record::decode(other)) {
        let (mut left, mut right) = (one.clone(), other.clone());
        if left.merge(&other).is_ok() && right.merge(&one).is_ok() {
            assert_eq!(left.fields(), right.fields(), "the order of a merge does not matter");
        }
        let mut own = one.clone();
        if own.merge(&one).is_ok() {
            assert_eq!(own.fields(), one.fields(), "nor does merging with itself");
        }
    }
}

/// A colleague's note: drawn, ticked, searched; and the same bytes as text that shall stay text.
pub(crate) fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = (markdown::parse(&text), markdown::plain(&text));
    let mentioned = markdown::mentions(&text);
    // Ticking boxes is quadratic in their number if all are: the first few will do.
    for number in 0..8 {
        let Some(ticked) = markdown::toggle(&text, number) else { break };
        assert_eq!(ticked.len(), text.len(), "a tick is one letter for another");
        assert_eq!(markdown::mentions(&ticked), mentioned, "and changes nothing else");
    }
    let escaped = markdown::escape(&text, markdown::MAX_SOURCE);
    assert!(markdown::parse(&escaped).iter().all(|block| matches!(block, Block::Paragraph(_))), "text stays text");
    assert!(markdown::mentions(&escaped).is_empty());
}

thread_local! {
    static BOOK: RefCell<Option<Book>> = const { RefCell::new(None) };
}

fn some_people() -> Book {
    let (mut book, mut next) = (Book::new(), 0u128);
    let mut ids = || {
        next += 1;
        RecordId(next.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes())
    };
    let people: Vec<_> = Demo::new(300, 7, Stamp { ms: 1, counter: 0, author: 0 }, &mut ids).collect();
    for (id, record) in people {
        book.put(id, &record.encode()).expect("whole records");
    }
    book
}

fn by(field: u8, descending: bool) -> Sort {
    Sort { field: Some(FieldKey(u16::from(field))), descending }
}

fn filter_of(text: &str, field: u8) -> Filter {
    let field = FieldKey(u16::from(field));
    let tests =
        [Test::Has(text.to_owned()), Test::Is(vec![text.to_owned()]), Test::From(text.to_owned()), Test::AtLeast(1)];
    Filter::Any(tests.into_iter().map(|test| Filter::Field(field, test)).collect())
}

/// The first bytes choose order and filter, the rest is typed into the search box and into the fields that look for
/// doubles.
pub(crate) fn search(bytes: &[u8]) {
    let [how, sort, typed @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(typed).into_owned();
    BOOK.with_borrow_mut(|book| {
        let book = book.get_or_insert_with(some_people);
        let day = Day::from_days(i32::from(*how) << 12);
        let today = day.map(|day| Today { day, starts: u64::from(*how) << 36, me: u32::from(*sort) });
        let view = View {
            kind: if how & 1 == 0 { Kind::Person } else { Kind::Company },
            search: text.clone(),
            filter: if how & 2 != 0 { filter_of(&text, *sort) } else { Filter::none() },
            sort: if how & 4 != 0 { vec![by(*sort, how & 8 != 0), by(41, how & 16 != 0)] } else { Vec::new() },
            group: (how & 32 != 0).then_some(FieldKey(u16::from(*sort))),
            today,
        };
        let mut end = 0;
        for term in Query::parse(&text).terms {
            assert!(end <= term.span.start, "terms follow each other");
            end = term.span.end;
            let alone = Query::parse(&text[term.span.clone()]).terms;
            assert!(alone.len() == 1 && alone[0].what == term.what, "each term reads as itself");
        }
        assert!(book.find(&text, 12, today.as_ref()).records.len() <= 12);
        let rows = book.rows(&view, &[FieldKey(u16::from(*sort))], u32::from(*sort), 50);
        assert!(view.group.is_some() || rows.total <= rows.all, "only in groups a row stands more than once");
        assert!(rows.rows.len() as u32 <= rows.total);
        let _ = book.suggest(&[view.kind], &text, 8);
        let _ = book.groups(&view, FieldKey(u16::from(*sort)), None);
        let _ = book.lookalikes(view.kind, &[(FieldKey(3), Value::text(text.clone()))], None);
        let _ = (tacit_crm::fold(&text), tacit_crm::fold_name(&text), tacit_crm::phone_digits(&text));
    });
}

pub(crate) fn record_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let mut clock = Clock::new(1);
    let mut person = |given: &str, tags: &[&str]| {
        let stamp = clock.tick(1_000);
        let mut record = Record::new(Kind::Person, stamp);
        record.set(FieldKey(1), Value::text(given), stamp).expect("fits");
        record.set(FieldKey(41), Value::Tags(tags.iter().map(|tag| (*tag).to_owned()).collect()), stamp).expect("fits");
        record.encode()
    };
    let plain = [person("Vera", &["warm"]), person("Ben", &[]), person("Vera", &["cold", "notary"])];
    let mut pairs = Vec::new();
    for one in &plain {
        for other in &plain {
            pairs.push([&(one.len() as u16).to_le_bytes()[..], one, other].concat());
        }
    }
    pairs
}

pub(crate) fn markdown_seeds(folder: Option<&Path>) -> Vec<Vec<u8>> {
    let mut all = crate::seeds::files(folder, "md");
    all.push(
        b"# Call\n\nAsked @[Vera](member:7) for *two* **offers**, ~~three~~ `four`.\n\n- [ ] write\n\
         - [x] call\n  1. again\n\n\
          > quoted <https://a.example>\n\n| a | b |\n|---|---|\n| [1](tel:1) | ![2](x) |\n\n```\ncode\n```\n---\n\
           https://a.example/(b)."
            .to_vec(),
    );
    all.push(
        b"<script>alert(1)</script> [a](java&#9;script:x) [b][c]\n\n[c]: https://c.example\n\n***\n&amp;&#0;".to_vec(),
    );
    all
}

pub(crate) fn search_seeds(_: Option<&Path>) -> Vec<Vec<u8>> {
    let texts = [
        "",
        "anna",
        "müller gmbh",
        "\"anna berg\"",
        "+49 30",
        "@example",
        "ß ẞ ﬁ",
        "a a a a",
        "日本",
        "-tag:vip \"a b\" owner:me",
        "is:open due:<today changed:2026-01..week has:file",
        "amount:>5 novka lovlace is:task",
    ];
    texts.iter().enumerate().map(|(how, text)| [&[how as u8, how as u8 * 5][..], text.as_bytes()].concat()).collect()
}
