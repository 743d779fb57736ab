//! The figures of the design for lists and imports, on made-up people: `cargo bench -p tacit-crm -- 100000`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tacit_crm::demo::{Around, Demo, TYPED, consents, notes_about, work};
use tacit_crm::import::Import;
use tacit_crm::money::Currency;
use tacit_crm::pipeline::{FIRST_NAMES, first_pipeline};
use tacit_crm::privacy::package::{Cover, Decision, Lang, Piece, Verdict};
use tacit_crm::privacy::words::Channel;
use tacit_crm::privacy::{Mark, When};
use tacit_crm::recur::Day;
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, FieldKey, Filter, Kind, Record, RecordId, Sort, Stamp, Test, Value, View};

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

/// How often each search is timed; the fastest counts, since the machine may be busy with something else.
const ROUNDS: usize = 5;

/// Times every beginning of what is typed.
fn typed(book: &mut Book, what: &str, typed: &[&str], run: impl Fn(&mut Book, &str)) {
    let beginnings = |text: &&str| {
        text.char_indices().map(|(at, c)| at + c.len_utf8()).map(|end| text[..end].to_owned()).collect::<Vec<_>>()
    };
    let all: Vec<String> = typed.iter().flat_map(beginnings).collect();
    let mut times = vec![Duration::MAX; all.len()];
    for _ in 0..ROUNDS {
        // All in turn: the answers to the last few are kept.
        for (text, least) in all.iter().zip(&mut times) {
            let start = Instant::now();
            run(book, text);
            *least = (*least).min(start.elapsed());
        }
    }
    times.sort();
    let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
    println!("{:<48} {:>9.2} ms", format!("{what}, p50"), at(50));
    println!("{:<48} {:>9.2} ms", format!("{what}, p95"), at(95));
}

/// Names as they stand in the records, with letters wrong.
const MISTYPED: &[&str] = &["Kowalcyzk", "Lukaszweski", "Papadimitruo", "Anderson", "charlote dvorka", "Strasburgre"];
const OPERATORS: &[&str] = &["tag:vip", "status:hot ada", "company:logistics", "-counsel müller", "\"ada smith\""];

fn search(book: &mut Book) {
    let show = |book: &mut Book, text: &str| {
        let view = View { search: text.to_owned(), ..View::all(Kind::Person) };
        std::hint::black_box(book.rows(&view, COLUMNS, 0, 50));
    };
    let find = |book: &mut Book, text: &str| drop(std::hint::black_box(book.find(text, 12, None)));
    typed(book, "search as you type", TYPED, show);
    typed(book, "search with operators", OPERATORS, show);
    typed(book, "search for words typed wrong", MISTYPED, show);
    typed(book, "palette as you type", TYPED, find);
    typed(book, "palette, words typed wrong", MISTYPED, find);
}

/// Made-up people share few names: each third gets one of 150,000 others.
fn with_own_name(number: usize, mut record: Record) -> Record {
    const SYLLABLES: [&str; 54] = [
        "ba", "bel", "bo", "bru", "da", "den", "do", "dri", "fa", "fel", "fo", "ga", "gen", "gor", "ha", "hel", "hin",
        "ja", "jor", "ka", "kel", "ki", "kov", "la", "len", "lin", "lo", "ma", "mer", "min", "mo", "na", "nel", "no",
        "pa", "pet", "pol", "ra", "ren", "ro", "sa", "sel", "sin", "so", "ta", "tel", "tor", "va", "vel", "vin", "wa",
        "wen", "za", "zel",
    ];
    if record.kind() == Kind::Person && number.is_multiple_of(3) {
        let mut left = number.wrapping_mul(0x9e37_79b9) % (54 * 54 * 54);
        let mut name = String::new();
        for _ in 0..3 {
            name += SYLLABLES[left % 54];
            left /= 54;
        }
        let stamp = record.changed();
        record.set(key::FAMILY, Value::text(name), stamp).unwrap();
    }
    record
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

/// Stands for the keyed hash, which is the engine's; costs less than it.
fn mark(bytes: &[u8]) -> Mark {
    let mut out = [0_u8; 32];
    bytes.iter().enumerate().for_each(|(at, byte)| out[at % 32] = out[at % 32].wrapping_mul(31) ^ byte);
    Mark(out)
}

fn privacy(book: &mut Book, ids: &mut dyn FnMut() -> RecordId, stamp: Stamp) {
    let purpose = timed("privacy: write a consent for everybody", || consents(book, ids, &mark, stamp)).unwrap();
    timed("privacy: index", || std::hint::black_box(book.ledger(&mark).suppressed_points()));
    let when = When { now: stamp.ms + 1_000, answers: Some(stamp.ms) };
    let ledger = book.ledger(&mark);
    let all = timed("privacy: who may get the newsletter", || ledger.allowed_people(&purpose, Channel::Email, when));
    let yes = all.iter().filter(|one| one.outcome.is_ok()).count();
    println!("{:<48} {:>9} of {}", "privacy: allowed", yes, all.len());
    let person = all[all.len() / 2].person;
    let erasure = book.erasure(&person, &mark).unwrap();
    let hits = timed("privacy: search for what is left", || book.residue(&erasure.tokens, &BTreeSet::new()));
    assert!(!hits.is_empty());
    timed("privacy: search for a name that stands alone", || book.faint_residue(&erasure.tokens, &BTreeSet::new()));
    timed("privacy: what lost a merge and names somebody", || {
        let (gone, mut rewritten) = (BTreeSet::new(), Vec::new());
        book.take_replaced(&erasure.tokens, (&gone, &mut rewritten), stamp.ms);
        rewritten.len()
    });
    package(book, &person, ids, stamp);
}

/// Of somebody with two hundred notes.
fn package(book: &mut Book, person: &RecordId, ids: &mut dyn FnMut() -> RecordId, stamp: Stamp) {
    notes_about(book, person, 200, ids, stamp).unwrap();
    let now = stamp.ms + 1_000;
    let files = timed("privacy: access package", || {
        let held = book.held_about(person, &mark, now).unwrap();
        let black_out = |piece: &&Piece| !piece.namings.is_empty();
        let decisions = held.texts().into_iter().filter(black_out).map(|piece| Decision {
            record: piece.record,
            field: piece.field,
            fingerprint: piece.fingerprint(),
            verdict: Verdict::BlackOut(Vec::new()),
        });
        let decisions: Vec<Decision> = decisions.collect();
        assert!(decisions.len() >= 100);
        let (controller, automated) = (String::new(), String::new());
        let cover = Cover { lang: Lang::English, controller, automated, received: now, made: now };
        held.package(cover, &decisions).unwrap_or_else(|_| panic!("all are decided on")).files()
    });
    println!(
        "{:<48} {:>9} B",
        "privacy: access package, size",
        files.parts().iter().map(|part| part.len()).sum::<usize>()
    );
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

/// People with a company each, 0.3 deals and two activities.
fn made_up(people: u32, stamp: Stamp, ids: &mut dyn FnMut() -> RecordId) -> Vec<(RecordId, Record)> {
    let mut book = Book::new();
    let mut all = first_pipeline(FIRST_NAMES, &mut *ids, stamp).unwrap();
    for (id, record) in &all {
        book.put(*id, &record.encode()).unwrap();
    }
    let stages = book.pipelines().remove(0).stages;
    let demo = Demo::new(people, 1, stamp, &mut *ids).with_company_for_every(1).enumerate();
    let made: Vec<_> = demo.map(|(number, (id, record))| (id, with_own_name(number, record))).collect();
    let company = |record: &Record| match record.get(key::COMPANY) {
        Value::Link(company) => Some(company),
        _ => None,
    };
    let of_people = made.iter().filter(|(_, record)| record.kind() == Kind::Person);
    let people: Vec<_> = of_people.map(|(id, record)| (*id, company(record))).collect();
    let today = Day::of_ms(stamp.ms).unwrap();
    let (currency, owner) = (Currency::EUR, 0);
    let around = Around { people: &people, stages: &stages, owner, currency, today, now: stamp.ms, wall: stamp.ms };
    all.extend(work(&around, 1, stamp, &mut *ids));
    all.extend(made);
    all
}

fn main() {
    let people: u32 = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(100_000);
    println!("{people} people");
    let stamp = Stamp { ms: 1_700_000_000_000, counter: 0, author: 1 };
    let mut ids = ids();
    let all: Vec<(RecordId, Vec<u8>)> = timed("make up", || {
        made_up(people, stamp, &mut ids).into_iter().map(|(id, record)| (id, record.encode())).collect()
    });
    println!("{:<48} {:>9} B", "mean record", all.iter().map(|(_, plain)| plain.len()).sum::<usize>() / all.len());
    let mut book = Book::new();
    timed("load", || book.load_many(all.iter().map(|(id, plain)| (*id, plain.as_slice()))));
    timed("first list, by name", || book.rows(&View::all(Kind::Person), COLUMNS, 0, 50));
    for (what, sort) in [
        ("sort by company", key::COMPANY),
        ("sort by status", key::STATUS),
        ("sort by e-mail", key::EMAILS),
        ("sort by last contact", key::CONTACTED),
    ] {
        timed(what, || {
            book.rows(
                &View { sort: vec![Sort { field: Some(sort), descending: false }], ..View::all(Kind::Person) },
                COLUMNS,
                0,
                50,
            )
        });
    }
    let by_contact = vec![Sort { field: Some(key::CONTACTED), descending: true }];
    let companies = View { sort: by_contact, ..View::all(Kind::Company) };
    timed("sort companies by last contact", || book.rows(&companies, &[key::CONTACTED], 0, 50));
    timed("prepare search", || book.prepare_search(usize::MAX));
    search(&mut book);
    let tagged = Filter::Field(key::TAGS, Test::Is(vec!["vip".to_owned()]));
    timed("filter by tag", || book.rows(&View { filter: tagged, ..View::all(Kind::Person) }, COLUMNS, 0, 50));
    timed("group by status", || book.groups(&View::all(Kind::Person), key::STATUS, None));
    windows(&mut book);
    edits(&mut book, &all);
    timed("first look-alike", || book.lookalikes(Kind::Person, &[(key::GIVEN, Value::text("Ada"))], None));
    println!("{:<48} {:>9} B", "memory for each person", book.memory() / people as usize);
    privacy(&mut book, &mut ids, stamp);
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
