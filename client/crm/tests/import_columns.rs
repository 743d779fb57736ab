//! What is told of each column of a file before it is imported: values of it, in how many rows there are some, and what the
//! field that it goes to cannot read, which is what the import does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use common::counting_ids;
use tacit_crm::import::{ColumnNote, Import, Preview, Target};
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, Kind, Record};

fn read(text: &str) -> Import {
    Import::read(vec![("file.csv".to_owned(), text.as_bytes().to_vec())]).unwrap()
}

fn preview(text: &str) -> Preview {
    read(text).preview(&mut Book::new())
}

fn people(text: &str) -> Vec<Record> {
    let batch = read(text).run(&mut Book::new(), &mut counting_ids(), &mut Clock::new(1), 1_000);
    let records = batch.writes.iter().map(|(_, plain)| Record::decode(plain).unwrap());
    records.filter(|record| record.kind() == Kind::Person).collect()
}

const KEPT: &str = "Kept as typed; correct it on the person's page.";

fn note(rows: u32, value: &str, what: &str, todo: &str) -> ColumnNote {
    ColumnNote { rows, value: value.to_owned(), what: what.to_owned(), todo: todo.to_owned() }
}

fn first_seen(text: &str) -> Vec<String> {
    people(text).iter().map(|person| person.text(key::FIRST_SEEN)).collect()
}

#[test]
fn of_each_column_it_is_told_what_its_field_cannot_read_and_that_is_what_happens() {
    let text = "First name,Last name,E-mail,First seen\n\
        Ada,Aal,ada.example,31.31.2020\n\
        Bo,Bock,bo@x.example; c@bad; d@bad,2020-01-02\n\
        Cid,Cohn,c@x.example,soon\n\
        Dora,Dahl,,2020-01-02\n";
    let mut import = read(text);
    let columns = import.preview(&mut Book::new()).files.remove(0).columns;
    assert_eq!(
        columns[2].notes,
        [note(2, "ada.example", "not an e-mail address", KEPT)],
        "two in one cell are one row"
    );
    assert_eq!(columns[3].notes, [note(2, "31.31.2020", "a date that can be read in two ways, or none", KEPT)]);
    assert_eq!(
        (columns[3].filled, &columns[3].samples[..]),
        (4, &["31.31.2020", "2020-01-02", "soon"].map(String::from)[..])
    );
    assert!(columns[0].notes.is_empty() && columns[1].notes.is_empty());
    assert_eq!(first_seen(text), ["31.31.2020", "2020-01-02", "soon", "2020-01-02"], "kept as typed");

    // Where it goes somewhere that takes any text, there is nothing to tell.
    let mut plan = import.plan().clone();
    plan.targets[0][3] = Target::Note;
    import.set_plan(plan, &Book::new()).unwrap();
    assert!(import.preview(&mut Book::new()).files[0].columns[3].notes.is_empty());
}

#[test]
fn a_date_is_read_as_the_others_of_its_column_if_these_agree_and_that_is_told() {
    let text = "First name,Last name,First seen\nAda,Aal,3/4/2020\nBo,Bock,22/4/2020\n";
    assert_eq!(first_seen(text), ["2020-04-03", "2020-04-22"]);
    let todo = "Read with the day first, as in other rows of this column.";
    let expected = note(1, "3/4/2020", "a date that by itself can be read in two ways", todo);
    assert_eq!(preview(text).files[0].columns[2].notes, [expected]);
    assert_eq!(first_seen(&text.replace("22/4/2020", "4/22/2020")), ["2020-03-04", "2020-04-22"]);
    let mixed = format!("{text}Cid,Cohn,4/22/2020\n");
    assert_eq!(first_seen(&mixed), ["3/4/2020", "2020-04-22", "2020-04-22"], "nobody knows");
}

#[test]
fn a_date_is_read_as_the_others_are_once_these_are_mended_and_as_before_when_that_is_taken_back() {
    let mut import = read("First name,Last name,First seen\nAda,Aal,3/4/2020\nBo,Bock,31/1/2020\n");
    let seen = |import: &Import| {
        let batch = import.run(&mut Book::new(), &mut counting_ids(), &mut Clock::new(1), 1_000);
        let records = batch.writes.iter().map(|(_, plain)| Record::decode(plain).unwrap());
        let people = records.filter(|record| record.kind() == Kind::Person);
        people.map(|person| person.text(key::FIRST_SEEN)).collect::<Vec<_>>()
    };
    assert_eq!(seen(&import), ["2020-04-03", "2020-01-31"]);
    import.mend(0, 3, ["Bo", "Bock", "1/31/2020"].map(String::from).to_vec()).unwrap();
    assert_eq!(seen(&import), ["2020-03-04", "2020-01-31"]);
    import.take_mends_back();
    assert_eq!(seen(&import), ["2020-04-03", "2020-01-31"]);
}

#[test]
fn a_word_to_choose_is_taken_as_the_list_has_it() {
    let status = |word: &str| people(&format!("First name,Last name,Status\nAda,Aal,{word}\n"))[0].text(key::STATUS);
    assert_eq!(
        (status("HOT"), status("In-Contract"), status("Own word")),
        ("hot".into(), "in-contract".into(), "Own word".into())
    );
}

#[test]
fn a_property_that_stands_twice_on_a_card_is_one_card_that_has_it() {
    let cards =
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nTEL:1\nTEL:2\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Bo\nEND:VCARD\n";
    let preview = preview(cards);
    let phone = preview.files[0].columns.iter().find(|column| column.header == "TEL").unwrap();
    assert_eq!((phone.filled, preview.files[0].rows), (1, 2));
    assert_eq!(phone.samples, ["1", "2"]);
}
