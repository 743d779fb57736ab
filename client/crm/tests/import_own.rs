//! Rows of a table as records of a kind of the team's own: guessed, read by the form of each field, related by name,
//! brought in again without doubles, taken back as one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use common::counting_ids;
use tacit_crm::custom::{Terms, Wish};
use tacit_crm::import::{Batch, Import, ImportError, OnDuplicate, Preview, Tally, Target};
use tacit_crm::object::ObjectWish;
use tacit_crm::privacy::words::Sensitivity;
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::undo::Write;
use tacit_crm::{Book, Clock, FieldKey, Kind, Record, RecordId, Stamp, Value};

const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

struct World {
    book: Book,
    matter: Kind,
    court: FieldKey,
    fee: FieldKey,
    filed: FieldKey,
    counsel: FieldKey,
}

fn define(book: &mut Book, id: u8, kind: Kind, form: Form, name: &str, choices: &[&str], of: Sensitivity) -> FieldKey {
    let terms = Terms { sensitivity: of, ..Terms::usual(kind) };
    let choices = choices.iter().map(|word| (*word).to_owned()).collect();
    let record = book.define(kind, form, &Wish { name: name.into(), choices, terms }, || u16::from(id), STAMP).unwrap();
    book.put(RecordId([id; 16]), &record.encode()).unwrap();
    book.custom_fields(kind).into_iter().find(|custom| custom.name == name).unwrap().key
}

fn put(book: &mut Book, id: u8, kind: Kind, fields: &[(FieldKey, Value)]) {
    let mut record = Record::new(kind, STAMP);
    for (field, value) in fields {
        record.set(*field, value.clone(), STAMP).unwrap();
    }
    book.put(RecordId([id; 16]), &record.encode()).unwrap();
}

fn world() -> World {
    let mut book = Book::new();
    let wish = ObjectWish { one: "Matter".into(), many: "Matters".into(), sign: "scale".into() };
    let record = book.define_object(&wish, || 3, STAMP).unwrap();
    book.put(RecordId([90; 16]), &record.encode()).unwrap();
    let matter = book.objects()[0].kind;
    let none = Sensitivity::None;
    let court = define(&mut book, 91, matter, Form::Choice, "Court", &["Kiel", "Berlin"], none);
    let fee = define(&mut book, 92, matter, Form::Money, "Fee", &[], none);
    let filed = define(&mut book, 93, matter, Form::Date, "Filed on", &[], none);
    let counsel = define(&mut book, 94, matter, Form::Relation, "Counsel", &[], none);
    put(&mut book, 1, Kind::Company, &[(key::NAME, Value::text("Berg AG"))]);
    let person = |given: &str| [(key::GIVEN, Value::text(given)), (key::FAMILY, Value::text("Aal"))];
    put(&mut book, 2, Kind::Person, &person("Ada"));
    put(&mut book, 3, Kind::Person, &person("Bo"));
    World { book, matter, court, fee, filed, counsel }
}

fn read(book: &Book, name: &str, table: &str) -> Import {
    let mut import = Import::read(vec![(name.to_owned(), table.as_bytes().to_vec())]).unwrap();
    import.recognise(book);
    import
}

fn run(import: &Import, book: &mut Book) -> Batch {
    let mut ids = counting_ids();
    let batch = import.run(book, &mut ids, &mut Clock::new(1), 50);
    for (id, plain) in &batch.writes {
        book.put(*id, plain).unwrap();
    }
    batch
}

fn whats(preview: &Preview) -> Vec<(u32, &str, &str)> {
    preview.issues.iter().map(|issue| (issue.row, issue.column.as_str(), issue.what.as_str())).collect()
}

const TABLE: &str = "Matter,Court,Fee,Filed on,Company,People,Counsel\n\
    Merger of the mills,Kiel,1200,12.11.2026,Berg AG,Ada Aal; Bo Aal,Bo Aal\n\
    Appeal,berlin,,,,,\n";

#[test]
fn a_file_with_the_columns_of_an_own_kind_is_taken_for_it_and_read_field_by_field() {
    let World { mut book, matter, court, fee, filed, counsel } = world();
    let import = read(&book, "export.csv", TABLE);
    assert_eq!(import.plan().subjects, [Some(matter)]);
    let preview = import.preview(&mut book);
    assert_eq!(preview.own, [Tally { kind: matter, made: 2, merged: 0 }]);
    assert_eq!((preview.issues_total, preview.counts.people_new), (0, 0), "{:?}", preview.issues);
    assert_eq!(preview.own_samples[0].rows[0][..2], ["Merger of the mills", "Kiel"]);
    assert_eq!(book.count_of(matter), 0, "a preview writes nothing");

    run(&import, &mut book);
    let of =
        |name: &str| book.ids_of(matter).map(|id| book.record(&id).unwrap()).find(|one| one.text(key::NAME) == name);
    let merger = of("Merger of the mills").unwrap();
    assert_eq!(merger.get(key::COMPANY), Value::Link(RecordId([1; 16])));
    assert_eq!(merger.get(key::PEOPLE), Value::Relations(vec![RecordId([2; 16]), RecordId([3; 16])]));
    assert_eq!(merger.get(counsel), Value::Relations(vec![RecordId([3; 16])]));
    assert_eq!(merger.text(filed), "2026-11-12");
    assert!(matches!(merger.get(fee), Value::Money(fee) if fee.minor == 120_000));
    assert_eq!(of("Appeal").unwrap().text(court), "Berlin", "as the list of words has it");
}

#[test]
fn what_does_not_fit_its_field_is_told_with_its_row_and_left_out_alone() {
    let World { mut book, matter, court, filed, .. } = world();
    let table = "Name,Court,Fee,Filed on,Company\n\
        First,Bonn,much,03/04/2026,Berg AG\n\
        ,Kiel,,,\n\
        Third,Kiel,,,Nobody GmbH\n";
    let import = read(&book, "matters.csv", table);
    assert_eq!(import.plan().subjects, [Some(matter)], "the file is called so");
    let preview = import.preview(&mut book);
    let said = whats(&preview);
    assert_eq!(said[0], (3, "", "no name"), "what is left out stands first");
    assert!(preview.issues[0].blocks);
    for expected in [
        (2, "Court", "none of the words to choose from"),
        (2, "Filed on", "this is not a day that can be read in one way; write it as 2026-11-30"),
        (4, "Company", "no record is called so"),
    ] {
        assert!(said.contains(&expected), "{said:?}");
    }
    assert!(said.iter().any(|(row, column, _)| (*row, *column) == (2, "Fee")), "{said:?}");
    run(&import, &mut book);
    assert_eq!(book.count_of(matter), 2);
    let first = book.ids_of(matter).map(|id| book.record(&id).unwrap()).find(|one| one.text(key::NAME) == "First");
    let first = first.unwrap();
    assert_eq!((first.text(court), first.text(filed)), ("Bonn".to_owned(), String::new()));
}

#[test]
fn the_same_file_again_brings_nothing_and_a_fuller_one_fills_what_is_empty() {
    let World { mut book, matter, court, .. } = world();
    run(&read(&book, "matters.csv", TABLE), &mut book);
    let again = read(&book, "matters.csv", TABLE).preview(&mut book);
    assert_eq!(again.own, [Tally { kind: matter, made: 0, merged: 0 }]);
    assert_eq!(again.counts.rows_skipped, 2);

    let fuller = "Matter,Court,Tags\nappeal,Kiel,urgent\n";
    let preview = read(&book, "matters.csv", fuller).preview(&mut book);
    assert_eq!(preview.own, [Tally { kind: matter, made: 0, merged: 1 }]);
    let differs = preview.issues.iter().find(|issue| issue.column == "Court" || issue.what.starts_with("Court"));
    assert_eq!(differs.unwrap().todo, "“Berlin” is kept.");
    run(&read(&book, "matters.csv", fuller), &mut book);
    let appeal = book.ids_of(matter).map(|id| book.record(&id).unwrap()).find(|one| one.text(key::NAME) == "Appeal");
    let appeal = appeal.unwrap();
    assert_eq!((appeal.text(court), appeal.get(key::TAGS)), ("Berlin".into(), Value::Tags(vec!["urgent".into()])));

    let mut twice = read(&book, "matters.csv", fuller);
    let plan = tacit_crm::import::Plan { on_duplicate: OnDuplicate::Add, ..twice.plan().clone() };
    twice.set_plan(plan, &book).unwrap();
    assert_eq!(twice.preview(&mut book).own, [Tally { kind: matter, made: 1, merged: 0 }]);
}

#[test]
fn people_who_come_with_the_same_files_are_found_by_their_names() {
    let World { mut book, matter, .. } = world();
    let files =
        [("matters.csv", "Matter,People\nEstate,Cem Yıldız\n"), ("people.csv", "First name,Last name\nCem,Yıldız\n")];
    let files = files.map(|(name, table)| (name.to_owned(), table.as_bytes().to_vec()));
    let mut import = Import::read(files.to_vec()).unwrap();
    import.recognise(&book);
    assert_eq!(import.plan().subjects, [Some(matter), None]);
    let preview = import.preview(&mut book);
    assert_eq!((preview.issues_total, preview.counts.people_new), (0, 1), "{:?}", preview.issues);
    run(&import, &mut book);
    let estate = book.ids_of(matter).map(|id| book.record(&id).unwrap()).next().unwrap();
    let Value::Relations(people) = estate.get(key::PEOPLE) else { panic!("nobody") };
    assert_eq!(book.name(&people[0]), "Cem Yıldız");
}

#[test]
fn what_is_masked_is_not_said_where_a_file_differs_from_it() {
    let World { mut book, matter, .. } = world();
    let secret = define(&mut book, 95, matter, Form::Text, "Code word", &[], Sensitivity::Sensitive);
    assert!(book.is_masked(matter, secret));
    put(&mut book, 10, matter, &[(key::NAME, Value::text("Appeal")), (secret, Value::text("heron"))]);
    let preview = read(&book, "matters.csv", "Matter,Code word\nAppeal,crane\n").preview(&mut book);
    let differs = preview.issues.iter().find(|issue| issue.what.starts_with("Code word"));
    assert_eq!(differs.unwrap().todo, "What is there is kept.");
    assert!(!format!("{:?}", preview.issues).contains("heron"));
}

#[test]
fn an_import_is_taken_back_as_one() {
    let World { mut book, matter, .. } = world();
    put(&mut book, 10, matter, &[(key::NAME, Value::text("Appeal"))]);
    let batch = run(&read(&book, "matters.csv", TABLE), &mut book);
    assert_eq!(book.count_of(matter), 2);
    let mut clock = Clock::new(1);
    clock.observe(Stamp { ms: 60, counter: 0, author: 1 }, u64::MAX);
    let undone = batch.step.undo(&book, &mut clock, 70);
    assert!(undone.left.is_empty());
    for write in undone.writes {
        match write {
            Write::Put(id, record) => {
                book.put(id, &record.encode()).unwrap();
            }
            Write::Remove(id) => {
                book.remove(&id);
            }
        }
    }
    let left: Vec<_> = book.ids_of(matter).map(|id| book.record(&id).unwrap().fields().len()).collect();
    assert_eq!(left, [1], "the one that was there has its name and nothing else");
}

#[test]
fn a_file_may_be_taken_for_something_else_and_back_but_not_for_what_is_not_there() {
    let World { mut book, matter, .. } = world();
    let mut import = read(&book, "list.csv", "First name,Last name,E-mail\nAda,Aal,ada@example.org\n");
    assert_eq!(import.plan().subjects, [None]);
    let people = import.plan().clone();
    let mut plan = people.clone();
    plan.subjects[0] = Some(matter);
    import.set_plan(plan.clone(), &book).unwrap();
    assert!(import.plan().targets[0].iter().all(|target| *target == Target::Skip), "no column of it is a matter's");
    plan.targets[0] = vec![Target::Skip, Target::Own { field: key::NAME }, Target::Note];
    import.set_plan(plan.clone(), &book).unwrap();
    let preview = import.preview(&mut book);
    assert_eq!((preview.own[0].made, preview.counts.people_new), (1, 0));

    let mut wrong = plan.clone();
    wrong.targets[0][0] = Target::FullName;
    assert_eq!(import.set_plan(wrong, &book), Err(ImportError::PlanDiffers), "a matter has no full name");
    let mut unknown = plan;
    unknown.subjects[0] = Some(Kind::Own(4_000));
    assert_eq!(import.set_plan(unknown, &book), Err(ImportError::PlanDiffers));
    let mut back = people.clone();
    back.targets[0] = vec![Target::Skip; 3];
    import.set_plan(back, &book).unwrap();
    assert_eq!(import.plan(), &people, "as it was guessed");
}

#[test]
fn amounts_numbers_and_yes_of_the_teams_own_fields_of_people_are_read_too() {
    let mut book = Book::new();
    let none = Sensitivity::None;
    let budget = define(&mut book, 91, Kind::Person, Form::Money, "Budget", &[], none);
    let seats = define(&mut book, 92, Kind::Person, Form::Number, "Seats", &[], none);
    let vip = define(&mut book, 93, Kind::Person, Form::YesNo, "Vip", &[], none);
    let table = "First name,Last name,Budget,Seats,Vip\nAda,Aal,1200,12,yes\nBo,Bock,much,some,perhaps\n";
    let mut import = read(&book, "people.csv", table);
    let mut plan = import.plan().clone();
    for (at, field) in [(2, budget), (3, seats), (4, vip)] {
        plan.targets[0][at] = Target::Person { field, label: String::new() };
    }
    import.set_plan(plan, &book).unwrap();
    let preview = import.preview(&mut book);
    let told = &preview.issues;
    assert_eq!(told.iter().filter(|issue| issue.row == 3 && issue.todo == "This value is left out.").count(), 3);
    let noted = |at: usize| preview.files[0].columns[at].notes.iter().map(|note| (note.rows, note.value.as_str()));
    for (at, value) in [(2, "much"), (3, "some"), (4, "perhaps")] {
        assert_eq!(noted(at).collect::<Vec<_>>(), [(1, value)]);
    }
    run(&import, &mut book);
    let of = |family: &str| {
        book.ids_of(Kind::Person)
            .map(|id| book.record(&id).unwrap())
            .find(|one| one.text(key::FAMILY) == family)
            .unwrap()
    };
    assert!(matches!(of("Aal").get(budget), Value::Money(money) if money.minor == 120_000));
    assert!(matches!(of("Aal").get(seats), Value::Decimal(seats) if seats.millionths == 12_000_000));
    assert_eq!(of("Aal").get(vip), Value::Number(1));
    assert!([budget, seats, vip].iter().all(|field| of("Bock").get(*field).is_empty()));
}

#[test]
fn words_of_the_teams_own_fields_of_people_go_to_these_fields_as_their_lists_have_them() {
    let mut book = Book::new();
    let none = Sensitivity::None;
    let interests = define(&mut book, 91, Kind::Person, Form::Choices, "Interests", &["Golf", "Tennis"], none);
    let rank = define(&mut book, 92, Kind::Person, Form::Choice, "Rank", &["Gold"], none);
    let mut import =
        read(&book, "people.csv", "First name,Last name,Interests,Rank,Tags\nAda,Aal,Tennis; Golf,GOLD,press\n");
    let mut plan = import.plan().clone();
    for (at, field) in [(2, interests), (3, rank)] {
        plan.targets[0][at] = Target::Person { field, label: String::new() };
    }
    import.set_plan(plan, &book).unwrap();
    run(&import, &mut book);
    let ada = book.ids_of(Kind::Person).map(|id| book.record(&id).unwrap()).next().unwrap();
    let tags = |words: &[&str]| Value::Tags(words.iter().map(|word| (*word).to_owned()).collect());
    assert_eq!((ada.get(interests), ada.get(key::TAGS)), (tags(&["Golf", "Tennis"]), tags(&["press"])));
    assert_eq!(ada.text(rank), "Gold");
}

#[test]
fn a_column_of_dates_of_the_teams_own_kind_says_which_number_is_the_day() {
    let World { mut book, matter, filed, .. } = world();
    let import = read(&book, "matters.csv", "Matter,Filed on\nFirst,03/04/2026\nSecond,22/04/2026\nThird,soon\n");
    let preview = import.preview(&mut book);
    let notes: Vec<_> = preview.files[0].columns[1].notes.iter().map(|note| (note.rows, note.value.as_str())).collect();
    assert_eq!(notes, [(1, "03/04/2026"), (1, "soon")]);
    run(&import, &mut book);
    let mut days: Vec<_> = book.ids_of(matter).map(|id| book.record(&id).unwrap().text(filed)).collect();
    days.sort();
    assert_eq!(days, ["", "2026-04-03", "2026-04-22"]);
}
