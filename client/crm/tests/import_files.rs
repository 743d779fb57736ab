//! Real files of other programs, imported: what must arrive, and what must not.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{counting_ids, file, vcards};
use tacit_crm::import::{Batch, Import, OnDuplicate, Target};
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, Kind, Point, Record, RecordId, Value, View};

fn import_into(book: &mut Book, files: Vec<(String, Vec<u8>)>, on_duplicate: OnDuplicate) -> Batch {
    let mut import = Import::read(files).unwrap();
    let mut plan = import.plan().clone();
    plan.on_duplicate = on_duplicate;
    import.set_plan(plan, &Book::new()).unwrap();
    let mut next = book.len() as u128;
    let mut ids = || {
        next += 1;
        RecordId(next.to_be_bytes())
    };
    let batch = import.run(book, &mut ids, &mut Clock::new(7), 1_700_000_000_000);
    for (id, plain) in &batch.writes {
        book.put(*id, plain).unwrap();
    }
    batch
}

fn find(book: &mut Book, search: &str) -> Record {
    let view = View { search: search.to_owned(), ..View::all(Kind::Person) };
    let ids = book.row_ids(&view);
    assert_eq!(ids.len(), 1, "{search}");
    book.record(&ids[0]).unwrap()
}

fn points(record: &Record, field: tacit_crm::FieldKey) -> Vec<Point> {
    match record.get(field) {
        Value::Points(points) => points,
        _ => Vec::new(),
    }
}

fn atomic() -> Vec<(String, Vec<u8>)> {
    vec![file("atomic-crm-contacts.csv")]
}

#[test]
fn the_atomic_file_gives_500_people_and_55_companies() {
    let mut book = Book::new();
    let import = Import::read(atomic()).unwrap();
    let preview = import.preview(&mut book);
    assert_eq!(preview.files[0].rows, 500);
    assert_eq!(preview.files[0].format, "CSV, comma, UTF-8");
    assert_eq!((preview.counts.people_new, preview.counts.companies_new), (500, 55));
    assert_eq!(preview.sample.len(), 20);
    assert!(!preview.issues.iter().any(|issue| issue.blocks));
    assert!(book.is_empty(), "a preview writes nothing");

    let batch = import_into(&mut book, atomic(), OnDuplicate::Merge);
    assert_eq!(batch.counts.people_new, 500);
    assert_eq!((book.count_of(Kind::Person), book.count_of(Kind::Company)), (500, 55));
    assert!(batch.writes.iter().all(|(_, plain)| plain.len() <= 400), "a typical person stays small");
    let mean = batch.writes.iter().map(|(_, plain)| plain.len()).sum::<usize>() / batch.writes.len();
    assert!(mean <= 300, "{mean} bytes a record");
}

#[test]
fn names_numbers_and_quoted_commas_arrive() {
    let mut book = Book::new();
    import_into(&mut book, atomic(), OnDuplicate::Merge);
    let faith = find(&mut book, "Faith Leuschke");
    assert_eq!(faith.text(key::JOB_TITLE), "Cross-media");
    assert_eq!(faith.text(key::STATUS), "cold");
    assert_eq!(faith.get(key::TAGS), Value::Tags(vec!["vip".to_owned()]));
    assert_eq!(points(&faith, key::EMAILS), [Point::new("other", "Faith72@yahoo.com")]);
    assert_eq!(
        points(&faith, key::PHONES),
        [Point::new("home", "1-597-372-4380 x491"), Point::new("other", "(441) 954-5172")]
    );
    let Value::Link(company) = faith.get(key::COMPANY) else { panic!("no company") };
    assert_eq!(book.name(&company), "Brekke, Dietrich and Klein");
    assert_eq!(faith.text(key::FIRST_SEEN), "2024-08-14");
    assert_eq!(faith.text(key::SOURCE), "atomic-crm-contacts.csv, row 5");
    let robin = find(&mut book, "Robin27@gmail.com");
    assert_eq!(robin.get(key::TAGS), Value::Tags(vec!["football-fan".to_owned(), "musician".to_owned()]));
}

#[test]
fn a_newsletter_column_is_a_claim_and_gender_is_not_ticked() {
    let import = Import::read(atomic()).unwrap();
    let preview = import.preview(&mut Book::new());
    let column = |header: &str| preview.files[0].columns.iter().find(|column| column.header == header).unwrap();
    assert_eq!(column("has_newsletter").target, Target::Claim);
    assert!(column("has_newsletter").caution.as_ref().unwrap().contains("claim"));
    assert_eq!(column("gender").target, Target::Skip);
    assert!(column("gender").caution.is_some());
    for system in ["id", "company_id", "sales_id", "nb_tasks", "sales"] {
        assert_eq!(column(system).target, Target::Skip, "{system}");
    }
    let mut book = Book::new();
    import_into(&mut book, atomic(), OnDuplicate::Merge);
    for id in book.ids_of(Kind::Person).collect::<Vec<_>>() {
        let record = book.record(&id).unwrap();
        assert_eq!(record.get(key::GENDER), Value::Empty);
        for (_, value) in record.fields() {
            assert!(!matches!(&value, Value::Text(text) if text == "true" || text == "false"), "{value:?}");
        }
    }
}

#[test]
fn importing_the_same_file_again_brings_nothing_new() {
    let mut book = Book::new();
    import_into(&mut book, atomic(), OnDuplicate::Merge);
    for choice in [OnDuplicate::Merge, OnDuplicate::Skip] {
        let again = import_into(&mut book, atomic(), choice);
        assert_eq!((again.counts.people_new, again.counts.people_merged, again.counts.companies_new), (0, 0, 0));
        assert_eq!(again.counts.rows_skipped, 500);
        assert!(again.writes.is_empty());
    }
    let added = import_into(&mut book, atomic(), OnDuplicate::Add);
    assert_eq!((added.counts.people_new, added.counts.companies_new), (500, 0));
}

#[test]
fn an_import_is_taken_back_as_one_step() {
    let mut book = Book::new();
    let batch = import_into(&mut book, atomic(), OnDuplicate::Merge);
    let mut clock = Clock::new(7);
    let undone = batch.step.undo(&book, &mut clock, 1_700_000_100_000);
    book.apply(&undone.writes);
    assert!(book.is_empty() && undone.left.is_empty());
    let redone = undone.redo.undo(&book, &mut clock, 1_700_000_200_000);
    book.apply(&redone.writes);
    assert_eq!((book.count_of(Kind::Person), book.count_of(Kind::Company)), (500, 55));
}

fn all_cards(on_duplicate: OnDuplicate) -> (Book, Batch) {
    let mut book = Book::new();
    let batch = import_into(&mut book, vcards(), on_duplicate);
    (book, batch)
}

#[test]
fn sixteen_files_hold_36_cards() {
    let files = vcards();
    assert_eq!(files.len(), 16);
    let preview = Import::read(files).unwrap().preview(&mut Book::new());
    assert_eq!(preview.files.iter().map(|file| file.rows).sum::<u32>(), 36);
    assert!(!preview.issues.iter().any(|issue| issue.blocks));
    let formats: Vec<&str> = preview.files.iter().map(|file| file.format.as_str()).collect();
    assert!(formats.contains(&"vCard 2.1") && formats.contains(&"vCard 3.0") && formats.contains(&"vCard 4.0"));
    let (book, batch) = all_cards(OnDuplicate::Add);
    assert_eq!((batch.counts.people_new, batch.counts.rows_skipped), (36, 0));
    assert_eq!(book.count_of(Kind::Person), 36);
}

#[test]
fn cards_of_one_person_in_several_files_become_one() {
    let (mut book, batch) = all_cards(OnDuplicate::Merge);
    assert_eq!(batch.counts.people_new, 30);
    let john = find(&mut book, "john.doe@ibm.com");
    let emails: Vec<String> = points(&john, key::EMAILS).into_iter().map(|point| point.value).collect();
    assert_eq!(emails, ["john.doe@ibm.com", "john.doe@ibm.cm"]);
    assert_eq!(john.text(key::MIDDLE), "Richter, James", "an escaped comma is a comma");
    assert_eq!(john.text(key::DEPARTMENT), "Accounting / Dungeon");
    let again = import_into(&mut book, vcards(), OnDuplicate::Merge);
    assert_eq!((again.counts.people_new, again.counts.companies_new), (0, 0));
}

#[test]
fn quoted_printable_umlauts_and_labels_arrive() {
    let (mut book, _) = all_cards(OnDuplicate::Add);
    let card = find(&mut book, "55556666");
    assert!(card.text(key::FAMILY).starts_with("ÑÑÑÑ"), "{}", card.text(key::FAMILY));
    assert_eq!(find(&mut book, "graßl").text(key::GIVEN), "Ludwig-Götz");
    assert_eq!(find(&mut book, "grassl gotz").text(key::FAMILY), "Graßl");
    let euro = find(&mut book, "+31 00 0000000");
    assert_eq!(euro.text(key::NOTES), "XXXXXXXXXX € ##,##\nXXXXXXXXXX € ##,##");
    let phones = points(&find(&mut book, "905-111-1234"), key::PHONES);
    assert!(phones.contains(&Point::new("pager", "905-111-1234")));
    assert!(phones.contains(&Point::new("home fax", "905-888-1234")));
    assert!(phones.contains(&Point::new("assistantphone", "905-222-1234")), "Apple's own label");
    let simon = find(&mut book, "Perreault");
    assert_eq!(points(&simon, key::PHONES)[0], Point::new("work", "+1-418-656-9254 ext. 102"));
    assert_eq!(points(&simon, key::ADDRESSES)[0].value, "Suite D2-630, 2875 Laurier, Quebec, QC, G1V 2M2, Canada");
}

#[test]
fn photos_birthdays_and_unknown_properties_are_told_not_dropped() {
    let import = Import::read(vec![file("vcard/John_Doe_IPHONE.vcf")]).unwrap();
    let preview = import.preview(&mut Book::new());
    let told = |column: &str| preview.issues.iter().filter(|issue| issue.column == column).count();
    assert_eq!((told("PHOTO"), told("BDAY")), (1, 1));
    let (mut book, _) = all_cards(OnDuplicate::Add);
    for id in book.row_ids(&View::all(Kind::Person)) {
        assert_eq!(book.record(&id).unwrap().get(key::BIRTHDAY), Value::Empty);
    }
    let mut import = Import::read(vec![file("vcard/rfc6350-example.vcf")]).unwrap();
    let mut plan = import.plan().clone();
    let columns = import.preview(&mut book).files[0].columns.clone();
    for (target, column) in plan.targets[0].iter_mut().zip(&columns) {
        match column.header.as_str() {
            "BDAY" => *target = Target::Person { field: key::BIRTHDAY, label: String::new() },
            "GEO" => *target = Target::Note,
            _ => {}
        }
    }
    import.set_plan(plan, &Book::new()).unwrap();
    let batch = import.run(&mut Book::new(), &mut counting_ids(), &mut Clock::new(1), 5);
    let record = batch.writes.iter().map(|(_, plain)| Record::decode(plain).unwrap());
    let simon = record.into_iter().find(|record| record.kind() == Kind::Person).unwrap();
    assert_eq!(simon.text(key::BIRTHDAY), "--02-03");
    assert!(simon.text(key::NOTES).contains("GEO: geo:46.772673"));
}
