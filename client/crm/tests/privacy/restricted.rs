//! Rule 14: whose data is only stored is in no list, search, figure or file, and what would change it is found.

use crate::world::{DAY, NOW, UNITED, World, marker};
use proptest::prelude::*;
use tacit_crm::calendar::Span;
use tacit_crm::import::Import;
use tacit_crm::object::ObjectWish;
use tacit_crm::privacy::{Restriction, key as pk};
use tacit_crm::recur::Day;
use tacit_crm::report::ReportAsk;
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{Calc, Cell, Currency, DayAsk, FeedAsk, Figure, FileFacts, FilesAsk, Kind, Media, Point, Record};
use tacit_crm::{RecordId, Sort, Value, View};

/// Makes a record of one field about others.
fn about(world: &mut World, kind: Kind, name: &str, more: Vec<(tacit_crm::FieldKey, Value)>) -> RecordId {
    let stamp = world.stamp();
    let mut record = Record::new(kind, stamp);
    record.set(key::NAME, Value::text(name), stamp).unwrap();
    for (field, value) in more {
        record.set(field, value, stamp).unwrap();
    }
    world.add(&record)
}

fn restrict(world: &mut World, person: RecordId, until: Option<u64>) -> RecordId {
    let stamp = world.stamp();
    let restriction = Restriction { person, since: NOW, why: "accuracy disputed".into(), until };
    let id = world.add(&restriction.write(stamp).unwrap());
    world.book.restrict(world.now);
    id
}

fn names(world: &mut World, kind: Kind) -> Vec<String> {
    let rows = world.book.rows(&View::all(kind), &[], 0, 100);
    assert_eq!((rows.total, rows.all), (rows.rows.len() as u32, rows.rows.len() as u32), "nor are they counted");
    rows.rows.into_iter().map(|row| row.name).collect()
}

/// Anna and Berta at one company, with a task and a meeting about Anna alone and a task about both.
struct Office {
    world: World,
    anna: RecordId,
    berta: RecordId,
    company: RecordId,
    both: RecordId,
    deal: RecordId,
}

fn office() -> Office {
    let mut world = World::new();
    let company = about(&mut world, Kind::Company, "Kanzlei Berg", Vec::new());
    let (anna, berta) = (world.person("Anna", &["anna@example.org"]), world.person("Berta", &["anna@example.org"]));
    for person in [anna, berta] {
        world.edit(person, key::COMPANY, Value::Link(company));
        world.edit(person, key::STATUS, Value::text("lead"));
    }
    let due = |day: &str| (key::DUE, Value::text(day));
    let of = |ids: &[RecordId]| (key::ABOUT, Value::Relations(ids.to_vec()));
    about(&mut world, Kind::Task, "Call back", vec![due("2026-11-26"), of(&[anna])]);
    let both = about(&mut world, Kind::Task, "Send papers", vec![due("2026-11-26"), of(&[anna, berta])]);
    let at = [(key::TYPE, Value::text("meeting")), (key::WHEN, Value::Number(NOW)), of(&[anna])];
    about(&mut world, Kind::Activity, "Lunch", at.to_vec());
    let deal = about(&mut world, Kind::Deal, "Lease", vec![(key::PEOPLE, Value::Relations(vec![anna, berta]))]);
    Office { world, anna, berta, company, both, deal }
}

#[test]
fn rule_14_no_list_search_or_suggestion_has_a_restricted_person() {
    let Office { mut world, anna, berta, company, both, .. } = office();
    // Everything is built before, so that what is kept has to be patched.
    assert_eq!(names(&mut world, Kind::Person).len(), 2);
    assert_eq!(world.book.find("anna", 9, None).records.len(), 6);
    assert_eq!(world.book.duplicates(Kind::Person).total, 1);
    let restriction = restrict(&mut world, anna, None);
    assert_eq!(names(&mut world, Kind::Person), ["Berta"]);
    assert_eq!(names(&mut world, Kind::Task), ["Send papers"], "what is about nobody else goes with her");
    assert_eq!(names(&mut world, Kind::Activity), [""; 0]);
    let found = world.book.find("anna", 9, None).records;
    assert_eq!(found.iter().map(|(_, id, _)| *id).collect::<Vec<_>>(), [berta], "by the address that she shares");
    assert!(world.book.suggest(&[Kind::Person], "an", 9).is_empty());
    let typed = [(key::EMAILS, Value::Points(vec![Point::new("", "anna@example.org")]))];
    let alike = world.book.lookalikes(Kind::Person, &typed, None);
    assert_eq!(alike.iter().map(|one| one.id).collect::<Vec<_>>(), [berta]);
    assert_eq!(world.book.duplicates(Kind::Person).total, 0);
    let row = world.book.row_for(&both, &[key::ABOUT]).unwrap();
    assert_eq!(row.cells, [Cell::Records { named: vec![(Kind::Person, berta, "Berta".into())], total: 1 }]);
    let typed = world.book.typed(&world.book.get(&both).unwrap(), key::ABOUT);
    assert_eq!(typed, "Berta", "a copy of a cell does not name her");
    assert_eq!(world.book.row_for(&company, &[key::PEOPLE_HERE]).unwrap().cells, [Cell::Count(1)]);
    assert_eq!(world.book.referring_counts(&company), [(Kind::Person, 1)]);
    world.edit(restriction, pk::UNTIL, Value::Number(NOW));
    world.book.restrict(NOW);
    assert_eq!(names(&mut world, Kind::Person), ["Anna", "Berta"], "lifted, everything is back");
    assert_eq!(world.book.find("anna", 9, None).records.len(), 6);
}

#[test]
fn rule_14_files_of_a_restricted_person_are_in_no_list_and_in_no_others_timeline() {
    let Office { mut world, anna, berta, company, .. } = office();
    for holder in [anna, berta] {
        let (file, key, hash) = ([1; 16], [2; 32], [3; 32]);
        let facts = FileFacts { name: "Akte.pdf".into(), holder, file, key, len: 5, hash, media: Media::Pdf };
        let stamp = world.stamp();
        world.add(&Record::new_file(&facts, stamp).unwrap());
    }
    let listed = |world: &World| {
        let all = world.book.all_files(&FilesAsk::default());
        let told = |of| world.book.told(&of).iter().filter(|one| one.what == "file").count();
        (all.ids.len(), all.bytes, told(company), told(anna))
    };
    assert_eq!(listed(&world), (2, 10, 2, 1));
    let restriction = restrict(&mut world, anna, None);
    assert_eq!(listed(&world), (1, 5, 1, 1), "on her own page it stands");
    world.edit(restriction, pk::UNTIL, Value::Number(NOW));
    world.book.restrict(NOW);
    assert_eq!(listed(&world), (2, 10, 2, 1));
}

#[test]
fn rule_14_no_figure_day_or_calendar_has_a_restricted_person() {
    let Office { mut world, anna, .. } = office();
    let said = "@[Cleo](member:9), see to this";
    let of = (key::ABOUT, Value::Relations(vec![anna]));
    about(&mut world, Kind::Activity, "Call", vec![(key::NOTES, Value::text(said)), of]);
    let told = |world: &World| world.book.feed(&FeedAsk::default(), |_| 0).iter().map(|burst| burst.count).sum::<u32>();
    assert_eq!((told(&world), world.book.mentions(9).len()), (8, 1));
    let (today, until) = ("2026-11-26".to_owned(), "2026-12-03".to_owned());
    let (begins, over, ends) = (NOW - DAY / 2, NOW + DAY / 2, NOW + 8 * DAY);
    let ask = DayAsk { today, until, begins, over, ends, only: None, me: 0, since: 0 };
    assert_eq!(world.book.day(&ask).meetings.len(), 1);
    restrict(&mut world, anna, None);
    assert_eq!((told(&world), world.book.mentions(9).len()), (4, 0), "Berta, the company, the deal, the task of both");
    let groups = world.book.groups(&View::all(Kind::Person), key::STATUS, None);
    assert_eq!(groups.iter().map(|group| group.count).collect::<Vec<_>>(), [1]);
    assert_eq!(world.book.figure(&View::all(Kind::Person), key::STATUS, Calc::Filled), Figure::Count(1));
    let sort = vec![Sort { field: Some(key::STATUS), descending: true }];
    assert_eq!(world.book.row_ids(&View { sort, ..View::all(Kind::Person) }).len(), 1);
    let day = world.book.day(&ask);
    assert_eq!((day.today.len(), day.meetings.len()), (1, 0), "the meeting was with her alone");
    assert!(day.news.iter().all(|burst| !burst.newest.contains(&anna)));
    let today = Day::parse("2026-11-26").unwrap();
    let span = Span { first: today, last: today, begin: NOW - DAY, end: NOW + DAY, only: None };
    let entries = world.book.calendar(&span).entries;
    assert_eq!(entries.len(), 1, "the task about both");
    let all: Vec<RecordId> = world.book.ids_of(Kind::Task).chain(world.book.ids_of(Kind::Activity)).collect();
    let file = world.book.ics(&all, &[]);
    assert!(file.contains("Send papers") && !file.contains("Call back") && !file.contains("Lunch"));
    let wanted = vec![Currency::new("EUR").unwrap()];
    let report = world.book.report(&ReportAsk { today, edges: vec![0, NOW + DAY], wanted });
    assert_eq!((report.added.count, report.active.count), (1, 0));
}

#[test]
fn rule_14_a_companys_page_tells_and_lists_nothing_of_a_restricted_person() {
    let Office { mut world, anna, berta, company, .. } = office();
    let both = vec![(key::ABOUT, Value::Relations(vec![anna, berta])), (key::WHEN, Value::Number(NOW - DAY))];
    let both = about(&mut world, Kind::Activity, "Dinner", both);
    let told = |world: &World, of: &RecordId| world.book.told(of).iter().map(|one| one.through).collect::<Vec<_>>();
    assert_eq!(told(&world, &company), [Some(anna), Some(anna)]);
    restrict(&mut world, anna, None);
    assert_eq!(told(&world, &company), [Some(berta)], "what is about both is Berta's, too");
    assert_eq!(world.book.told(&berta)[0].id, both);
    assert_eq!(told(&world, &anna), [None, None], "her own page has what is stored");
    let people = (Kind::Person, key::COMPANY, 1);
    assert!(world.book.incoming(&company).contains(&people));
}

#[test]
fn rule_14_what_would_change_or_add_to_a_restricted_person_is_found() {
    let Office { mut world, anna, berta, both, deal, .. } = office();
    restrict(&mut world, anna, None);
    let stamp = world.stamp();
    let edited = |world: &World, id: RecordId, with: (tacit_crm::FieldKey, Value)| {
        let mut record = world.book.record(&id).unwrap();
        record.set(with.0, with.1, stamp).unwrap();
        record.encode()
    };
    let title = (key::JOB_TITLE, Value::text("Judge"));
    let plain = edited(&world, anna, title.clone());
    assert_eq!(world.book.touches_restricted(&anna, Some(&plain)), Some(anna));
    assert_eq!(world.book.touches_restricted(&anna, None), Some(anna), "nor is she deleted");
    let plain = edited(&world, berta, title);
    assert_eq!(world.book.touches_restricted(&berta, Some(&plain)), None);
    let plain = edited(&world, both, (key::NAME, Value::text("Send all papers")));
    assert_eq!(world.book.touches_restricted(&both, Some(&plain)), None, "it was about her before");
    let mut note = Record::new(Kind::Activity, stamp);
    note.set(key::ABOUT, Value::Relations(vec![berta, anna]), stamp).unwrap();
    assert_eq!(world.book.touches_restricted(&world.draw_next(), Some(&note.encode())), Some(anna));
    let more = (key::PEOPLE, Value::Relations(vec![berta]));
    let plain = edited(&world, deal, more);
    assert_eq!(world.book.touches_restricted(&deal, Some(&plain)), None);
    let event = world.said(anna, berta, tacit_crm::privacy::words::EventKind::Withdrawn, None);
    let plain = event.write(stamp).unwrap().encode();
    assert_eq!(world.book.touches_restricted(&world.draw_next(), Some(&plain)), None, "a withdrawal is always heard");
}

#[test]
fn rule_14_what_is_about_somebody_else_too_goes_when_the_other_one_does() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    let company = about(&mut world, Kind::Company, "Kanzlei Berg", Vec::new());
    let of = (key::ABOUT, Value::Relations(vec![anna, company]));
    about(&mut world, Kind::Task, "Send papers", vec![of]);
    restrict(&mut world, anna, None);
    assert_eq!(names(&mut world, Kind::Task), ["Send papers"]);
    let plain = world.book.plain(&company).unwrap().to_vec();
    world.book.remove(&company);
    world.book.restrict(NOW);
    assert_eq!(names(&mut world, Kind::Task), [""; 0], "it is about nobody else now");
    world.book.put(company, &plain).unwrap();
    world.book.restrict(NOW);
    assert_eq!(names(&mut world, Kind::Task), ["Send papers"]);
}

#[test]
fn rule_14_files_stay_as_they_are_and_who_was_deleted_meanwhile_comes_back() {
    let mut world = World::new();
    let anna = world.person("Anna", &[]);
    let file = about(&mut world, Kind::File, "mandate.pdf", vec![(key::HOLDER, Value::Link(anna))]);
    let plain = world.book.plain(&file).unwrap().to_vec();
    assert_eq!(world.book.touches_restricted(&file, None), None);
    restrict(&mut world, anna, None);
    assert_eq!(world.book.touches_restricted(&file, None), Some(anna), "nor is it deleted");
    assert_eq!(world.book.touches_restricted(&file, Some(&plain)), Some(anna), "nor renamed");
    let plain = world.book.plain(&anna).unwrap().to_vec();
    world.book.remove(&anna);
    world.book.restrict(NOW);
    assert_eq!(world.book.touches_restricted(&anna, Some(&plain)), None, "or nobody could lift it any more");
    world.book.put(anna, &plain).unwrap();
    world.book.restrict(NOW);
    assert_eq!(world.book.restricted_people(), [anna]);
}

#[test]
fn rule_14_a_file_adds_nothing_to_a_restricted_person_and_makes_no_double_of_one() {
    let mut world = World::new();
    let anna = world.person("Anna", &["anna@example.org"]);
    restrict(&mut world, anna, None);
    let table = b"First name,E-mail,Job title\nAnna,anna@example.org,Judge\nBen,ben@example.org,\n".to_vec();
    let import = Import::read(vec![("people.csv".into(), table)]).unwrap();
    let preview = import.preview(&mut world.book);
    assert_eq!((preview.counts.people_new, preview.counts.people_merged, preview.counts.rows_skipped), (1, 0, 1));
    assert!(preview.issues.iter().any(|issue| issue.blocks && issue.what == "this person’s data is restricted"));
}

#[test]
fn rule_14_a_file_adds_nothing_to_a_record_of_a_teams_own_kind_that_is_about_a_restricted_person_alone() {
    let mut world = World::new();
    let wish = ObjectWish { one: "Matter".into(), many: "Matters".into(), sign: String::new() };
    let stamp = world.stamp();
    let object = world.book.define_object(&wish, || 1, stamp).unwrap();
    world.add(&object);
    let matter = world.book.objects()[0].kind;
    let anna = world.person("Anna", &[]);
    about(&mut world, matter, "Divorce", vec![(key::PEOPLE, Value::Relations(vec![anna]))]);
    restrict(&mut world, anna, None);
    let table = b"Matter,Tags,People\nDivorce,urgent,\nLease,,Anna\n".to_vec();
    let mut import = Import::read(vec![("matters.csv".into(), table)]).unwrap();
    import.recognise(&world.book);
    let preview = import.preview(&mut world.book);
    assert_eq!((preview.own[0].made, preview.own[0].merged, preview.counts.rows_skipped), (1, 0, 1));
    let whats: Vec<&str> = preview.issues.iter().map(|issue| issue.what.as_str()).collect();
    assert!(
        whats.contains(&"this record’s data is restricted") && whats.contains(&"no record is called so"),
        "{whats:?}"
    );
}

#[test]
fn rule_14_a_restriction_ends_by_itself_and_holds_for_all_that_a_person_was_made_one_of() {
    let mut world = World::new();
    let (anna, double) = (world.person("Anna", &[]), world.person("Ann", &[]));
    restrict(&mut world, double, Some(NOW + DAY));
    assert_eq!(world.book.restricted_people(), [double]);
    world.edit(anna, UNITED, Value::Relations(vec![double]));
    world.book.remove(&double);
    world.book.restrict(NOW);
    assert_eq!(world.book.restricted_people(), [anna]);
    world.book.restrict(NOW + DAY - 1);
    assert!(world.book.is_restricted(&anna));
    world.book.restrict(NOW + DAY);
    assert!(!world.book.is_restricted(&anna), "its time is over");
}

#[test]
fn rule_14_records_of_a_teams_own_kind_about_nobody_else_go_with_their_people() {
    let mut world = World::new();
    let matter = Kind::Own(Kind::FIRST_OWN);
    let (anna, berta) = (world.person("Anna", &[]), world.person("Berta", &[]));
    let company = about(&mut world, Kind::Company, "Kanzlei Berg", Vec::new());
    let of = |ids: &[RecordId]| (key::PEOPLE, Value::Relations(ids.to_vec()));
    let hers = about(&mut world, matter, "Divorce", vec![of(&[anna])]);
    about(&mut world, matter, "Inheritance", vec![of(&[anna, berta])]);
    let lease = about(&mut world, matter, "Lease", vec![of(&[anna]), (key::COMPANY, Value::Link(company))]);
    about(&mut world, matter, "Witness", vec![(Form::Relation.key(1), Value::Relations(vec![anna]))]);
    about(&mut world, Kind::Task, "File it", vec![(key::ABOUT, Value::Relations(vec![hers]))]);
    about(&mut world, Kind::Task, "Read it", vec![(key::ABOUT, Value::Relations(vec![lease]))]);
    let restriction = restrict(&mut world, anna, None);
    let shown = |world: &mut World, kind: Kind| {
        let mut shown = names(world, kind);
        shown.sort();
        shown
    };
    assert_eq!(shown(&mut world, matter), ["Inheritance", "Lease"], "somebody else, or a company, is in these");
    assert_eq!(shown(&mut world, Kind::Task), ["Read it"], "what is about such a record alone goes with it");
    assert!(world.book.find("divorce", 9, None).records.is_empty());
    assert_eq!(world.book.touches_restricted(&hers, None), Some(hers), "nor is it deleted");
    world.edit(lease, key::COMPANY, Value::Empty);
    world.book.restrict(NOW);
    assert_eq!(shown(&mut world, matter), ["Inheritance"], "it is about nobody else now");
    assert_eq!(shown(&mut world, Kind::Task), [""; 0]);
    world.edit(restriction, pk::UNTIL, Value::Number(NOW));
    world.book.restrict(NOW);
    assert_eq!((shown(&mut world, matter).len(), shown(&mut world, Kind::Task).len()), (4, 2));
}

proptest! {
    #[test]
    fn rule_14_the_rows_left_out_are_those_that_the_ledger_restricts(
        steps in proptest::collection::vec((0..5u8, 0..6usize, 0..6usize, 0..3u64), 1..40)
    ) {
        let mut world = World::new();
        let people: Vec<RecordId> = (0..6).map(|at| world.person(&format!("P{at}"), &[])).collect();
        let mut restrictions = Vec::new();
        for (what, one, other, days) in steps {
            match what {
                0 | 1 => {
                    let until = (days > 0).then_some(NOW + days * DAY);
                    restrictions.push(restrict(&mut world, people[one], until));
                }
                2 if one != other => world.edit(people[one], UNITED, Value::Relations(vec![people[other]])),
                3 => if let Some(id) = restrictions.pop() {
                    let now = world.now;
                    world.edit(id, pk::UNTIL, Value::Number(now));
                },
                _ => world.now += DAY / 2,
            }
            let now = world.now;
            world.book.restrict(now);
            for person in &people {
                let by_ledger = world.book.ledger(&marker).is_restricted(person, now);
                prop_assert_eq!(world.book.is_restricted(person), by_ledger);
            }
        }
    }
}
