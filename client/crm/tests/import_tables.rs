//! Tables of many programs, written out here: columns, encodings, and what is told about bad rows.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::counting_ids;
use proptest::prelude::*;
use tacit_crm::import::{Import, ImportError, NoTo, Preview, Target};
use tacit_crm::privacy::defaults;
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, FieldKey, Kind, Point, Record, Value};

fn read(text: &str) -> Import {
    Import::read(vec![("file.csv".to_owned(), text.as_bytes().to_vec())]).unwrap()
}

fn preview(text: &str) -> Preview {
    read(text).preview(&mut Book::new())
}

fn records(text: &str) -> Vec<Record> {
    let batch = read(text).run(&mut Book::new(), &mut counting_ids(), &mut Clock::new(1), 1_000);
    batch.writes.iter().map(|(_, plain)| Record::decode(plain).unwrap()).collect()
}

fn person(text: &str) -> Record {
    records(text).into_iter().find(|record| record.kind() == Kind::Person).unwrap()
}

fn to(field: FieldKey, label: &str) -> Target {
    Target::Person { field, label: label.to_owned() }
}

fn target(headers: &str, header: &str) -> Target {
    let preview = preview(&format!("{headers}\n"));
    preview.files[0].columns.iter().find(|column| column.header == header).unwrap().target.clone()
}

const OUTLOOK: &str = "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Home Street,Business Fax,Business Phone,Home Phone,Mobile Phone,Birthday,Categories,Children,E-mail Address,E-mail Type,E-mail 2 Address,Gender,Government ID Number,Notes,Spouse,Web Page";
const GOOGLE: &str = "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Country";

#[test]
fn outlook_columns_are_recognised() {
    assert_eq!(target(OUTLOOK, "Title"), to(key::PREFIX, ""));
    assert_eq!(target(OUTLOOK, "Job Title"), to(key::JOB_TITLE, ""));
    assert_eq!(target(OUTLOOK, "Company"), Target::Company { field: key::NAME });
    assert_eq!(target(OUTLOOK, "Business Fax"), to(key::PHONES, "work fax"));
    assert_eq!(target(OUTLOOK, "Home Phone"), to(key::PHONES, "home"));
    assert_eq!(target(OUTLOOK, "Mobile Phone"), to(key::PHONES, "mobile"));
    assert_eq!(target(OUTLOOK, "E-mail 2 Address"), to(key::EMAILS, ""));
    assert_eq!(target(OUTLOOK, "Business Street"), to(key::ADDRESSES, "work"));
    for private in ["Birthday", "Children", "Gender", "Government ID Number", "Spouse"] {
        assert_eq!(target(OUTLOOK, private), Target::Skip, "{private}");
    }
}

/// Targets of a file's columns once what no purpose needs was left out.
fn left_out(text: &str, is_needed: impl Fn(FieldKey) -> bool) -> Vec<(String, Target, Option<String>)> {
    let mut import = read(text);
    import.leave_out(is_needed);
    let preview = import.preview(&mut Book::new());
    let targets = preview.plan.targets[0].iter();
    let columns = preview.files[0].columns.iter().zip(targets);
    columns
        .map(|(column, target)| {
            assert_eq!(column.target, *target, "what is shown is what is done");
            (column.header.clone(), target.clone(), column.caution.clone())
        })
        .collect()
}

#[test]
fn rule_09_what_is_nobodys_business_is_not_ticked_in_an_outlook_file() {
    const PRIVATE: [&str; 8] =
        ["Anniversary", "Birthday", "Children", "Gender", "Government ID Number", "Hobby", "Religion", "Spouse"];
    let headers = "First Name,Last Name,E-mail Address,Anniversary,Birthday,Children,Gender,Government ID Number,Hobby,Religion,Spouse";
    let row = "Anna,Berg,anna@berg.example,2010-05-01,1985-04-12,Lea,female,L01X00T47,chess,none,Ben";
    for (header, target, caution) in left_out(&format!("{headers}\n{row}\n"), defaults::needs) {
        let private = PRIVATE.contains(&header.as_str());
        assert_eq!(target == Target::Skip, private, "{header}");
        assert_eq!(caution.is_some(), private, "and it says why: {header}");
    }
    let anna = person(&format!("{headers}\n{row}\n"));
    assert_eq!((anna.get(key::BIRTHDAY), anna.get(key::GENDER)), (Value::Empty, Value::Empty));
}

#[test]
fn rule_09_a_column_that_none_of_the_teams_purposes_needs_is_not_ticked() {
    let text = "First Name,Last Name,Email,Department,Notes,UID\nAnna,Berg,anna@berg.example,Sales,met,u-1\n";
    let all = left_out(text, defaults::needs);
    assert!(all.iter().all(|(_, target, _)| *target != Target::Skip), "a new vault's purposes need all of these");
    let few = left_out(text, |field| matches!(field, key::GIVEN | key::FAMILY | key::EMAILS));
    for (header, target, caution) in few {
        // What makes a second import bring nothing twice is no data to be used.
        let stays = ["First Name", "Last Name", "Email", "UID"].contains(&header.as_str());
        assert_eq!((target != Target::Skip, caution.is_none()), (stays, stays), "{header}");
    }
}

#[test]
fn columns_of_other_programs_are_recognised() {
    let hubspot =
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Associated Company";
    assert_eq!(target(hubspot, "Email"), to(key::EMAILS, ""));
    assert_eq!(target(hubspot, "Phone Number"), to(key::PHONES, ""));
    assert_eq!(target(hubspot, "Associated Company"), Target::Company { field: key::NAME });
    assert_eq!(target(hubspot, "Record ID"), Target::Skip);
    let salesforce =
        "Id,FirstName,LastName,MobilePhone,MailingStreet,MailingCity,HasOptedOutOfEmail,DoNotCall,Birthdate";
    assert_eq!(target(salesforce, "FirstName"), to(key::GIVEN, ""));
    assert_eq!(target(salesforce, "MobilePhone"), to(key::PHONES, "mobile"));
    assert_eq!(target(salesforce, "MailingCity"), to(key::ADDRESSES, "mailing"));
    for skipped in ["Birthdate", "Id"] {
        assert_eq!(target(salesforce, skipped), Target::Skip, "{skipped}");
    }
    assert_eq!(target(salesforce, "HasOptedOutOfEmail"), Target::OptOut(NoTo::Email));
    assert_eq!(target(salesforce, "DoNotCall"), Target::OptOut(NoTo::Phone));
    let pipedrive = "Person - Name,Person - Email (Work),Person - Phone (Work),Person - Job title,Person - Owner,Person - Label,Person - Organization";
    assert_eq!(target(pipedrive, "Person - Name"), Target::FullName);
    assert_eq!(target(pipedrive, "Person - Email (Work)"), to(key::EMAILS, "work"));
    assert_eq!(target(pipedrive, "Person - Organization"), Target::Company { field: key::NAME });
    let datablist = "Index,Organization Id,Name,Website,Country,Description,Founded,Industry,Number of employees";
    assert_eq!(target(datablist, "Name"), Target::Company { field: key::NAME });
    assert_eq!(target(datablist, "Website"), Target::Company { field: key::DOMAIN });
    assert_eq!(target(datablist, "Number of employees"), Target::Company { field: key::SIZE });
}

#[test]
fn google_labels_groups_and_addresses_come_along() {
    let row = "Ana,,Núñez,Acme,Buyer,,Met in Lyon,* myContacts ::: Friends,* Work,ana@acme.example ::: ana@home.example,Mobile,+34 600,Home,,1 Main St,Lyon,France";
    let ana = person(&format!("{GOOGLE}\n{row}\n"));
    let Value::Points(emails) = ana.get(key::EMAILS) else { panic!() };
    assert_eq!(emails, [Point::new("work", "ana@acme.example"), Point::new("work", "ana@home.example")]);
    assert_eq!(ana.get(key::PHONES), Value::Points(vec![Point::new("mobile", "+34 600")]));
    assert_eq!(ana.get(key::ADDRESSES), Value::Points(vec![Point::new("home", "1 Main St, Lyon, France")]));
    assert_eq!(ana.get(key::TAGS), Value::Tags(vec!["Friends".to_owned()]));
}

#[test]
fn delimiters_encodings_and_preambles_are_found() {
    let semicolons = preview("Vorname;Nachname;E-Mail\nJörg;Müller;j@x.example\n");
    assert_eq!(semicolons.files[0].format, "CSV, semicolon, UTF-8");
    assert_eq!(semicolons.sample[0][0], "Jörg Müller");
    assert_eq!(preview("First Name\tLast Name\nA\tB\n").files[0].format, "CSV, tab, UTF-8");
    let latin = b"Vorname;Nachname\nJ\xf6rg;M\xfcller\n".to_vec();
    let import = Import::read(vec![("a.csv".to_owned(), latin)]).unwrap();
    assert_eq!(import.preview(&mut Book::new()).sample[0][0], "Jörg Müller");
    let linkedin = "Notes:\n\"When exporting, some addresses are missing\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,a@b.example,C,D,2024-01-02\n";
    let found = preview(linkedin);
    assert_eq!((found.files[0].rows, found.counts.people_new), (1, 1));
    assert!(found.issues.iter().any(|issue| issue.what.contains("above the header")));
}

#[test]
fn every_problem_is_told() {
    let text = "First Name,Last Name,Email,Phone,Birthday\nAda,L,ada.example,1,\n,,,,1/2/1990\nBob,B,b@x.example,2,,extra\nCid,C\n\"Dé\u{fffd}\",D,d@x.example,,\n";
    let preview = preview(text);
    let told =
        |what: &str| preview.issues.iter().find(|issue| issue.what.contains(what)).unwrap_or_else(|| panic!("{what}"));
    let typo = told("not an e-mail");
    assert_eq!((typo.row, typo.column.as_str(), typo.value.as_str(), typo.blocks), (2, "Email", "ada.example", false));
    let nameless = told("no name");
    assert_eq!((nameless.row, nameless.blocks), (3, true));
    assert_eq!(told("more cells").value, "extra");
    assert_eq!(told("fewer cells").row, 5);
    assert_eq!(told("no text in this encoding").row, 6);
    assert!(preview.issues[0].blocks, "what blocks stands first");
    assert_eq!((preview.counts.people_new, preview.counts.rows_skipped), (4, 1));
    let kept = records(text);
    assert!(kept.iter().any(|record| record.get(key::EMAILS) == Value::Points(vec![Point::new("", "ada.example")])));
}

#[test]
fn a_row_that_was_mended_is_read_so_and_the_file_stays() {
    for end in ["\n", "\r\n", "\r"] {
        mends(end);
    }
}

fn mends(end: &str) {
    let text = "Exported today,,\nFirst Name,Last Name,Email,Birthday\nAda,Aal,ada.example,\n,,,1990\nCid,C,c@x.example,,extra\n";
    let mut import = read(&text.replace('\n', end));
    let book = &mut Book::new();
    let first = import.preview(book);
    let issue = |preview: &Preview, what: &str| preview.issues.iter().find(|one| one.what.contains(what)).cloned();
    let typo = issue(&first, "not an e-mail").unwrap();
    assert!(typo.mendable && first.mended == 0);
    assert_eq!(typo.row, 3, "as an editor counts them");
    assert!(!issue(&first, "above the header").unwrap().mendable, "that is no row");

    let row = import.row(0, typo.row).unwrap();
    let cell = |header: &str, text: &str| (header.to_owned(), text.to_owned());
    assert_eq!(
        row,
        [cell("First Name", "Ada"), cell("Last Name", "Aal"), cell("Email", "ada.example"), cell("Birthday", "")]
    );
    let mend = |import: &mut Import, row, cells: &[&str]| {
        import.mend(0, row, cells.iter().map(|cell| (*cell).to_owned()).collect())
    };
    mend(&mut import, typo.row, &["Ada", "Aal", "ada@x.example", ""]).unwrap();
    let nameless = issue(&first, "no name").unwrap().row;
    mend(&mut import, nameless, &["Ben", "", "ben@x.example", "1990"]).unwrap();
    let longer = issue(&first, "more cells").unwrap().row;
    assert_eq!(
        import.row(0, longer).unwrap()[4],
        cell("", "extra"),
        "what is beyond the last column can be taken away"
    );
    mend(&mut import, longer, &["Cid", "C", "c@x.example", "", ""]).unwrap();

    let mended = import.preview(book);
    assert_eq!((mended.mended, mended.counts.people_new, mended.counts.rows_skipped), (3, 3, 0));
    assert!(mended.issues.iter().all(|issue| !issue.mendable), "{:?}", mended.issues);
    let batch = import.run(book, &mut counting_ids(), &mut Clock::new(1), 1_000);
    let mails = |plain: &[u8]| Record::decode(plain).unwrap().get(key::EMAILS);
    let typed = Value::Points(vec![Point::new("", "ada@x.example")]);
    assert!(batch.writes.iter().any(|(_, plain)| mails(plain) == typed), "what is written is what was looked at");

    // Typed back it is the file's again; emptied it is no row.
    mend(&mut import, typo.row, &["Ada", "Aal", "ada.example", ""]).unwrap();
    assert_eq!(import.preview(book).mended, 2);
    mend(&mut import, nameless, &["", "", " ", ""]).unwrap();
    assert_eq!(import.preview(book).counts.people_new, 2);
    assert_eq!(import.row(0, nameless).unwrap()[2].1, " ", "it can be mended again");
    import.take_mends_back();
    assert_eq!(import.preview(book), first);
}

#[test]
fn only_rows_that_are_there_are_mended_and_only_with_as_much_as_fits() {
    let mut import = read("First Name,Email\nAda,ada.example\n");
    let long = "x".repeat(tacit_crm::import::MAX_CELL + 1);
    let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let refused = [
        (0, 1, cells(&["Ada", "a@x.example"]), ImportError::NoSuchRow),
        (0, 3, cells(&["Ada", "a@x.example"]), ImportError::NoSuchRow),
        (1, 2, cells(&["Ada", "a@x.example"]), ImportError::NoSuchRow),
        (0, 2, cells(&["Ada"]), ImportError::NoSuchRow),
        (0, 2, cells(&["Ada", "a@x.example", "more"]), ImportError::NoSuchRow),
        (0, 2, cells(&["Ada", &long]), ImportError::CellTooLong),
    ];
    for (file, row, cells, why) in refused {
        assert_eq!(import.mend(file, row, cells), Err(why));
    }
    assert_eq!(import.preview(&mut Book::new()).mended, 0);
    let mut cards =
        Import::read(vec![("a.vcf".into(), b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n".into())]).unwrap();
    assert!(cards.row(0, 1).is_none());
    assert_eq!(cards.mend(0, 1, Vec::new()), Err(ImportError::NoSuchRow), "cards say what they are");
}

#[test]
fn a_shared_address_under_two_names_is_two_people() {
    let text = "First Name,Last Name,Email\nAda,Lovelace,info@x.example\nBob,Byron,info@x.example\nAda,Lovelace-King,INFO@x.example\n";
    assert_eq!(preview(text).counts.people_new, 2);
}

#[test]
fn caps_hold() {
    let wide = (0..600).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
    let named = |text: &str| Import::read(vec![("x.csv".to_owned(), text.as_bytes().to_vec())]).err();
    assert_eq!(named(&format!("{wide}\n")), Some(ImportError::TooManyColumns("x.csv".to_owned())));
    assert_eq!(named("  \n"), Some(ImportError::Empty("x.csv".to_owned())));
    let huge = vec![b'a'; tacit_crm::import::MAX_FILE + 1];
    assert_eq!(Import::read(vec![("x.csv".to_owned(), huge)]).err(), Some(ImportError::TooLarge("x.csv".to_owned())));
    let long = format!("First Name,Notes\nAda,{}\n", "n".repeat(70_000));
    let preview = preview(&long);
    assert!(preview.issues.iter().any(|issue| issue.what.contains("64 KiB")));
    assert_eq!(preview.counts.people_new, 1);
}

#[test]
fn text_that_looks_like_markup_or_a_formula_stays_text() {
    let ada = person("First Name,Last Name\n\"=HYPERLINK(\"\"http://x\"\")\",<script>alert(1)</script>\n");
    assert_eq!(ada.text(key::GIVEN), "=HYPERLINK(\"http://x\")");
    assert_eq!(ada.text(key::FAMILY), "<script>alert(1)</script>");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        if let Ok(import) = Import::read(vec![("x".to_owned(), bytes)]) {
            import.preview(&mut Book::new());
        }
    }

    #[test]
    fn arbitrary_cards_never_panic(body in "([A-Z]{1,8}[;:=.,][ -~\u{e4}\n]{0,40}\n){0,12}", encoding in "(;ENCODING=(QUOTED-PRINTABLE|BASE64|b))?") {
        let card = format!("BEGIN:VCARD\nVERSION:3.0\nN{encoding}:{body}END:VCARD\n");
        if let Ok(import) = Import::read(vec![("x.vcf".to_owned(), card.into_bytes())]) {
            import.preview(&mut Book::new());
        }
    }

    #[test]
    fn arbitrary_tables_never_panic_and_account_for_every_row(cells in proptest::collection::vec("[ -~]{0,12}", 0..60)) {
        let mut text = String::from("First Name,Last Name,Email,Company,Birthday,Home City\n");
        for row in cells.chunks(6) {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        if let Ok(import) = Import::read(vec![("x.csv".to_owned(), text.into_bytes())]) {
            let preview = import.preview(&mut Book::new());
            let issues = preview.issues.len() as u32;
            prop_assert!(preview.issues_total >= issues);
            prop_assert!(preview.counts.people_new + preview.counts.rows_skipped <= preview.files[0].rows);
            for column in &preview.files[0].columns {
                prop_assert!(column.samples.len() <= 3);
                prop_assert!(column.notes.iter().all(|note| (1..=column.filled).contains(&note.rows)));
            }
        }
    }

    #[test]
    fn any_row_that_is_told_can_be_looked_at_and_mended(
        rows in proptest::collection::vec("[a-z@\",\r\n ]{0,16}", 1..12), typed in "[ -~\n]{0,12}",
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let text = format!("First Name,Last Name,Email{end}{}{end}", rows.join(end));
        let Ok(mut import) = Import::read(vec![("x.csv".to_owned(), text.into_bytes())]) else { return Ok(()) };
        let book = &mut Book::new();
        for issue in import.preview(book).issues.into_iter().filter(|issue| issue.mendable) {
            let row = import.row(issue.file, issue.row).expect("told, so there");
            let cells = row.iter().map(|_| typed.clone()).collect();
            prop_assert_eq!(import.mend(issue.file, issue.row, cells), Ok(()));
            let now = import.row(issue.file, issue.row).expect("still there");
            prop_assert!(now.iter().all(|(_, cell)| *cell == typed));
        }
        import.preview(book);
    }
}
