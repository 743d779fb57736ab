//! The figures of the design for lists and imports, on made-up people: `cargo bench -p tacit-crm -- 100000`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::{Duration, Instant};
use tacit_crm::demo::Demo;
use tacit_crm::import::Import;
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, FieldKey, Filter, Kind, RecordId, Sort, Stamp, Test, Value, View};

/// What the list of people shows.
const COLUMNS: &[FieldKey] = &[key::COMPANY, key::EMAILS, key::PHONES, key::TAGS, key::STATUS, key::CHANGED];

/// Random-looking ids, as in a vault.
fn ids() -> impl FnMut() -> RecordId {
    let mut next = 0u128;
    move || {
        next += 1;
        RecordId(next.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes())
    }
}

fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = run();
    println!("{what:<48} {:>9.2} ms", start.elapsed().as_secs_f64() * 1e3);
    out
}

fn p95(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() * 95 / 100].as_secs_f64() * 1e3
}

fn search(book: &mut Book) {
    let typed = ["Lovelace", "müller 555", "søren partners", "graß", "counsel hot", "0042", "ли", "novak.12", "a", "e"];
    let mut times = Vec::new();
    for text in typed {
        for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let view = View { search: text[..end].to_owned(), ..View::all(Kind::Person) };
            let start = Instant::now();
            std::hint::black_box(book.rows(&view, COLUMNS, 0, 50));
            times.push(start.elapsed());
        }
    }
    println!("{:<48} {:>9.2} ms", "search as you type, p95", p95(times));
}

fn windows(book: &mut Book) {
    let total = book.count_of(Kind::Person);
    let times = (0..200).map(|at| {
        let start = Instant::now();
        std::hint::black_box(book.rows(&View::all(Kind::Person), COLUMNS, total / 200 * at, 50));
        start.elapsed()
    });
    println!("{:<48} {:>9.2} ms", "window of 50 rows, p95", p95(times.collect()));
}

fn edits(book: &mut Book, all: &[(RecordId, Vec<u8>)]) {
    let mut clock = Clock::new(3);
    let times = all.iter().step_by(all.len() / 100).map(|(id, _)| {
        let mut record = book.record(id).unwrap();
        let field = if record.kind() == Kind::Person { key::FAMILY } else { key::NAME };
        record.set(field, Value::text("Zimmermann"), clock.tick(9)).unwrap();
        let start = Instant::now();
        book.put(*id, &record.encode()).unwrap();
        std::hint::black_box(book.rows(&View { search: "zim".to_owned(), ..View::all(Kind::Person) }, COLUMNS, 0, 50));
        start.elapsed()
    });
    println!("{:<48} {:>9.2} ms", "edit one and show the search again, p95", p95(times.collect()));
}

fn csv(people: usize) -> Vec<u8> {
    let mut text = String::from("First Name,Last Name,Job Title,Company,Email,Phone,Notes,Tags\n");
    for n in 0..people {
        let company = n / 8;
        text += &format!(
            "Given{n},Family{n},Clerk,\"Company {company}, Ltd\",p{n}@c{company}.example,+1 555 {n:07},Some words about this person,\"vip,board\"\n"
        );
    }
    text.into_bytes()
}

fn main() {
    let people: u32 = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(100_000);
    println!("{people} people");
    let stamp = Stamp { ms: 1_700_000_000_000, counter: 0, author: 1 };
    let mut ids = ids();
    let all: Vec<(RecordId, Vec<u8>)> =
        timed("make up", || Demo::new(people, 1, stamp, &mut ids).map(|(id, record)| (id, record.encode())).collect());
    println!("{:<48} {:>9} B", "mean record", all.iter().map(|(_, plain)| plain.len()).sum::<usize>() / all.len());
    let mut book = Book::new();
    timed("load", || book.load_many(all.iter().map(|(id, plain)| (*id, plain.as_slice()))));
    timed("first list, by name", || book.rows(&View::all(Kind::Person), COLUMNS, 0, 50));
    for (what, sort) in
        [("sort by company", key::COMPANY), ("sort by status", key::STATUS), ("sort by e-mail", key::EMAILS)]
    {
        timed(what, || {
            book.rows(
                &View { sort: vec![Sort { field: Some(sort), descending: false }], ..View::all(Kind::Person) },
                COLUMNS,
                0,
                50,
            )
        });
    }
    timed("prepare search", || book.prepare_search(usize::MAX));
    search(&mut book);
    let tagged = Filter::Field(key::TAGS, Test::Is(vec!["vip".to_owned()]));
    timed("filter by tag", || book.rows(&View { filter: tagged, ..View::all(Kind::Person) }, COLUMNS, 0, 50));
    windows(&mut book);
    edits(&mut book, &all);
    timed("first look-alike", || book.lookalikes(Kind::Person, &[(key::GIVEN, Value::text("Ada"))], None));
    println!("{:<48} {:>9} B", "memory for each person", book.memory() / people as usize);
    // A larger file than this would be refused.
    let people = people.min(400_000);
    let file = csv(people as usize);
    let mut book = Book::new();
    let import = timed("import: read and guess", || Import::read(vec![("x.csv".to_owned(), file)]).unwrap());
    timed("import: preview", || import.preview(&mut book));
    let batch = timed("import: run", || import.run(&mut book, &mut ids, &mut Clock::new(1), 5));
    assert_eq!(batch.counts.people_new, people);
    book.load_many(batch.writes.iter().map(|(id, plain)| (*id, plain.as_slice())));
    let again = timed("import: preview of the same file again", || import.preview(&mut book));
    assert_eq!(again.counts.people_new, 0);
}
