//! What one record of several holds, who points to it, and that it can all be taken back.

use super::*;
use crate::file::FileFacts;
use crate::sniff::Media;
use proptest::prelude::*;

fn id(number: u16) -> RecordId {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    RecordId(id)
}

fn at(ms: u64) -> Stamp {
    Stamp { ms, counter: 0, author: 0 }
}

fn put(book: &mut Book, number: u16, kind: Kind, ms: u64, fields: Vec<(FieldKey, Value)>) {
    let mut record = Record::new(kind, at(ms));
    for (field, value) in fields {
        record.set(field, value, at(ms)).expect("valid");
    }
    book.put(id(number), &record.encode()).expect("taken");
}

fn points(values: &[(&str, &str)]) -> Value {
    Value::Points(values.iter().map(|(label, value)| Point::new(*label, *value)).collect())
}

fn wish(ids: &[u16]) -> UnionWish {
    UnionWish { ids: ids.iter().map(|number| id(*number)).collect(), ..UnionWish::default() }
}

/// What everybody sees of a book.
fn seen(book: &Book) -> Vec<(RecordId, Vec<(FieldKey, Value)>)> {
    let kinds = [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity, Kind::File];
    let mut all: Vec<_> = kinds.iter().flat_map(|kind| book.ids_of(*kind)).collect();
    all.sort();
    // Whom somebody was made one of is remembered on purpose, whatever is undone.
    let shown = |record: Record| record.fields().into_iter().filter(|(field, _)| *field != UNITED_FROM).collect();
    all.into_iter().filter_map(|id| Some((id, shown(book.record(&id)?)))).collect()
}

fn unite(book: &mut Book, wish: &UnionWish, clock: &mut Clock) -> (RecordId, Step) {
    let union = book.plan_union(wish).expect("they can be one");
    let (writes, step) = union.writes(book, clock, 1_000).expect("it fits");
    book.apply(&writes);
    (union.keep, step)
}

fn two_annas() -> Book {
    let mut book = Book::new();
    put(
        &mut book,
        1,
        Kind::Person,
        10,
        vec![
            (key::GIVEN, Value::text("Anna")),
            (key::FAMILY, Value::text("Berg")),
            (key::JOB_TITLE, Value::text("Counsel")),
            (key::EMAILS, points(&[("work", "anna@berg.example")])),
            (key::PHONES, points(&[("", "030 1234567")])),
            (key::TAGS, Value::Tags(vec!["vip".to_owned()])),
            (key::NOTES, Value::text("Met in spring.")),
        ],
    );
    put(
        &mut book,
        2,
        Kind::Person,
        20,
        vec![
            (key::GIVEN, Value::text("Anna")),
            (key::FAMILY, Value::text("Berg")),
            (key::JOB_TITLE, Value::text("Partner")),
            (key::EMAILS, points(&[("", "Anna@Berg.example"), ("home", "a@home.example")])),
            (key::PHONES, points(&[("mobile", "+49 30 1234567")])),
            (key::TAGS, Value::Tags(vec!["VIP".to_owned(), "board".to_owned()])),
            (key::NOTES, Value::text("Prefers to be called.")),
            (key::BIRTHDAY, Value::text("1980-03-22")),
        ],
    );
    book
}

#[test]
fn values_stay_lists_come_together_and_texts_follow_each_other() {
    let mut book = two_annas();
    let keep_first = UnionWish { keep: Some(id(1)), ..wish(&[1, 2]) };
    let (keep, _) = unite(&mut book, &keep_first, &mut Clock::new(0));
    assert_eq!(keep, id(1));
    assert!(!book.contains(&id(2)));
    let anna = book.record(&id(1)).expect("there");
    assert_eq!(anna.text(key::JOB_TITLE), "Counsel", "what stays says its own, though the other is newer");
    assert_eq!(anna.text(key::BIRTHDAY), "1980-03-22", "and of what it does not say, what another says");
    assert_eq!(anna.text(key::NOTES), "Met in spring.\n\nPrefers to be called.");
    assert_eq!(anna.get(key::EMAILS), points(&[("work", "anna@berg.example"), ("home", "a@home.example")]));
    assert_eq!(anna.get(key::PHONES), points(&[("mobile", "+49 30 1234567")]), "one number, with its country");
    assert_eq!(anna.get(key::TAGS), Value::Tags(vec!["board".to_owned(), "vip".to_owned()]));
}

#[test]
fn whoever_chooses_is_heard() {
    let mut book = two_annas();
    let choices = vec![(key::JOB_TITLE, id(1)), (key::NOTES, id(2)), (key::EMAILS, id(2)), (key::BIRTHDAY, id(9))];
    let (keep, _) = unite(&mut book, &UnionWish { choices, keep: Some(id(2)), ..wish(&[1, 2]) }, &mut Clock::new(0));
    assert_eq!(keep, id(2));
    let anna = book.record(&id(2)).expect("there");
    assert_eq!(anna.text(key::JOB_TITLE), "Counsel");
    assert_eq!(anna.text(key::NOTES), "Prefers to be called.");
    let all = points(&[("work", "Anna@Berg.example"), ("home", "a@home.example")]);
    assert_eq!(anna.get(key::EMAILS), all, "no address of a list is lost");
    assert_eq!(anna.text(key::BIRTHDAY), "1980-03-22", "a choice of nobody is none");
}

#[test]
fn whoever_is_real_does_not_come_to_be_made_up() {
    let anna = |source: &str| vec![(key::FAMILY, Value::text("Berg")), (key::SOURCE, Value::text(source))];
    for (sources, becomes) in [
        (["", "made up, number 7"], ""),
        (["made up, number 7", ""], ""),
        (["made up, number 7", "met at the fair"], "met at the fair"),
        (["made up, number 7", "made up, number 8"], "made up, number 7"),
    ] {
        let mut book = Book::new();
        put(&mut book, 1, Kind::Person, 10, anna(sources[0]));
        put(&mut book, 2, Kind::Person, 20, anna(sources[1]));
        let before = seen(&book);
        let mut clock = Clock::new(1);
        let wish = UnionWish { keep: Some(id(1)), ..wish(&[1, 2]) };
        let (keep, step) = unite(&mut book, &wish, &mut clock);
        assert_eq!(book.record(&keep).expect("stays").text(key::SOURCE), becomes, "{sources:?}");
        let undone = step.undo(&book, &mut clock, 2_000);
        book.apply(&undone.writes);
        assert_eq!(seen(&book), before, "{sources:?}");
    }
}

#[test]
fn the_record_that_most_point_to_stays_unless_another_is_named() {
    let mut book = two_annas();
    assert_eq!(book.plan_union(&wish(&[1, 2])).expect("planned").keep, id(2), "it says more");
    put(
        &mut book,
        5,
        Kind::Task,
        30,
        vec![(key::NAME, Value::text("Call")), (key::ABOUT, Value::Relations(vec![id(1)]))],
    );
    assert_eq!(book.plan_union(&wish(&[1, 2])).expect("planned").keep, id(1));
}

#[test]
fn whoever_pointed_to_what_goes_points_to_what_stays_and_one_undo_takes_all_back() {
    let mut book = two_annas();
    put(&mut book, 3, Kind::Person, 5, vec![(key::GIVEN, Value::text("Anna"))]);
    put(
        &mut book,
        4,
        Kind::Person,
        5,
        vec![(key::GIVEN, Value::text("Otto")), (key::NOT_SAME, Value::Relations(vec![id(2)]))],
    );
    put(
        &mut book,
        10,
        Kind::Deal,
        30,
        vec![(key::NAME, Value::text("Deal")), (key::PEOPLE, Value::Relations(vec![id(2), id(4), id(1)]))],
    );
    let facts = FileFacts {
        name: "a.pdf".to_owned(),
        holder: id(2),
        file: [1; 16],
        key: [2; 32],
        len: 3,
        hash: [4; 32],
        media: Media::Pdf,
    };
    book.put(id(11), &Record::new_file(&facts, at(30)).expect("valid").encode()).expect("taken");
    for number in 1_000..3_000 {
        put(
            &mut book,
            number,
            Kind::Activity,
            40,
            vec![(key::NAME, Value::text("Call")), (key::ABOUT, Value::Relations(vec![id(3)]))],
        );
    }
    let before = seen(&book);
    let mut clock = Clock::new(0);
    let three = UnionWish { keep: Some(id(1)), ..wish(&[1, 2, 3]) };
    let planned = book.plan_union(&three).expect("planned");
    assert_eq!(planned.pointing.len(), 2_002, "the deal, the file, the calls");
    assert_eq!(planned.told_apart, [id(4)]);
    let (_, step) = unite(&mut book, &three, &mut clock);

    assert!(!book.contains(&id(2)) && !book.contains(&id(3)));
    assert_eq!(
        book.record(&id(10)).expect("there").get(key::PEOPLE),
        Value::Relations(vec![id(1), id(4)]),
        "each once"
    );
    assert_eq!(book.record(&id(4)).expect("there").get(key::NOT_SAME), Value::Relations(vec![id(1)]));
    assert_eq!(book.files_of(&id(1)), [id(11)]);
    assert_eq!(book.referring_counts(&id(1)), [(Kind::Deal, 1), (Kind::Activity, 2_000)]);
    assert_eq!(book.referring_rows(&id(2)).count() + book.referring_rows(&id(3)).count(), 0);

    let undone = step.undo(&book, &mut clock, 2_000);
    assert!(undone.left.is_empty());
    book.apply(&undone.writes);
    assert!(seen(&book) == before, "all is as it was");
    let again = undone.redo.undo(&book, &mut clock, 3_000);
    book.apply(&again.writes);
    assert!(!book.contains(&id(2)) && book.referring_counts(&id(1)) == [(Kind::Deal, 1), (Kind::Activity, 2_000)]);
}

#[test]
fn whom_another_record_was_made_of_stays_as_it_was() {
    let mut book = two_annas();
    let was = |field| (field, Value::Relations(vec![id(2)]));
    put(&mut book, 4, Kind::Person, 5, vec![was(key::NOT_SAME), was(key::MERGED)]);
    unite(&mut book, &UnionWish { keep: Some(id(1)), ..wish(&[1, 2]) }, &mut Clock::new(0));
    let other = book.record(&id(4)).expect("there");
    assert_eq!(other.get(key::NOT_SAME), Value::Relations(vec![id(1)]));
    assert_eq!(other.get(key::MERGED), Value::Relations(vec![id(2)]));
}

#[test]
fn a_merge_is_taken_back_as_a_whole_though_another_was_made_one_with_the_same_record_since() {
    let mut book = two_annas();
    put(&mut book, 3, Kind::Person, 5, vec![(key::GIVEN, Value::text("Anna"))]);
    let merged = |book: &Book| book.record(&id(1)).expect("stays").get(key::MERGED);
    let mut clock = Clock::new(0);
    let (_, step) = unite(&mut book, &UnionWish { keep: Some(id(1)), ..wish(&[1, 2]) }, &mut clock);
    unite(&mut book, &UnionWish { keep: Some(id(1)), ..wish(&[1, 3]) }, &mut Clock::new(1));
    assert_eq!(merged(&book), Value::Relations(vec![id(2), id(3)]));
    let undone = step.undo(&book, &mut clock, 2_000);
    assert!(undone.left.is_empty(), "{:?}", undone.left);
    book.apply(&undone.writes);
    assert!(book.contains(&id(2)));
    assert_eq!(merged(&book), Value::Relations(vec![id(3)]));
    book.apply(&undone.redo.undo(&book, &mut clock, 3_000).writes);
    assert_eq!(merged(&book), Value::Relations(vec![id(3), id(2)]));
}

#[test]
fn a_merge_that_is_done_again_names_nobody_who_stays_since_somebody_wrote_there() {
    let mut book = two_annas();
    put(&mut book, 3, Kind::Person, 5, vec![(key::GIVEN, Value::text("Anna"))]);
    let mut clock = Clock::new(0);
    let (_, step) = unite(&mut book, &UnionWish { keep: Some(id(1)), ..wish(&[1, 2, 3]) }, &mut clock);
    let undone = step.undo(&book, &mut clock, 2_000);
    book.apply(&undone.writes);
    let mut second = book.record(&id(2)).expect("came back");
    second.set(key::NOTES, Value::text("Called"), Stamp { ms: 2_500, counter: 0, author: 1 }).expect("valid");
    book.put(id(2), &second.encode()).expect("taken");
    let again = undone.redo.undo(&book, &mut clock, 3_000);
    assert!(again.left.iter().any(|left| left.id == id(2) && left.field.is_none()), "{:?}", again.left);
    book.apply(&again.writes);
    assert!(book.contains(&id(2)) && !book.contains(&id(3)));
    let merged = book.record(&id(1)).expect("stays").get(key::MERGED);
    assert_eq!(merged, Value::Relations(vec![id(3)]), "she is here, so she was made one with nobody");
}

#[test]
fn people_who_worked_for_a_company_that_goes_work_for_the_one_that_stays() {
    let mut book = Book::new();
    for number in [1, 2] {
        put(&mut book, number, Kind::Company, 10, vec![(key::NAME, Value::text("Acme"))]);
    }
    put(&mut book, 3, Kind::Person, 10, vec![(key::GIVEN, Value::text("Bo")), (key::COMPANY, Value::Link(id(2)))]);
    unite(&mut book, &UnionWish { keep: Some(id(1)), ..wish(&[2, 1]) }, &mut Clock::new(0));
    assert_eq!(book.record(&id(3)).expect("there").get(key::COMPANY), Value::Link(id(1)));
}

#[test]
fn things_of_the_teams_own_kind_become_one_with_what_points_to_them_and_come_back() {
    let mut book = Book::new();
    let matter = Kind::Own(Kind::FIRST_OWN);
    put(&mut book, 1, matter, 10, vec![(key::NAME, Value::text("Estate of Aal")), (key::NOTES, Value::text("Kiel"))]);
    put(
        &mut book,
        2,
        matter,
        20,
        vec![(key::NAME, Value::text("estate of aal")), (key::NOTES, Value::text("In court"))],
    );
    put(
        &mut book,
        3,
        Kind::Task,
        10,
        vec![(key::NAME, Value::text("File")), (key::ABOUT, Value::Relations(vec![id(2)]))],
    );
    put(
        &mut book,
        4,
        matter,
        10,
        vec![(key::NAME, Value::text("Estate")), (key::NOT_SAME, Value::Relations(vec![id(2)]))],
    );
    put(&mut book, 5, Kind::Own(Kind::FIRST_OWN + 1), 10, vec![(key::NAME, Value::text("Estate of Aal"))]);
    assert_eq!(book.plan_union(&wish(&[1, 5])).err(), Some(UnionError::Kinds));
    let before: Vec<Option<Record>> = (1..=4).map(|number| book.record(&id(number))).collect();
    let mut clock = Clock::new(0);
    let (keep, step) = unite(&mut book, &UnionWish { keep: Some(id(1)), ..wish(&[1, 2]) }, &mut clock);
    assert_eq!(keep, id(1));
    let one = book.record(&id(1)).expect("stays");
    assert_eq!(one.get(key::NAME), Value::text("Estate of Aal"), "its own");
    assert_eq!(one.get(key::NOTES), Value::text("Kiel\n\nIn court"));
    assert!(!book.contains(&id(2)));
    assert_eq!(book.record(&id(3)).expect("there").get(key::ABOUT), Value::Relations(vec![id(1)]));
    assert_eq!(book.record(&id(4)).expect("there").get(key::NOT_SAME), Value::Relations(vec![id(1)]));
    let undone = step.undo(&book, &mut clock, 2_000);
    book.apply(&undone.writes);
    for (number, before) in (1..=4).zip(before) {
        let fields = |record: Option<Record>| record.map(|record| record.fields());
        assert_eq!(fields(book.record(&id(number))), fields(before), "{number}");
    }
}

#[test]
fn what_cannot_be_one_is_refused_in_words() {
    let mut book = two_annas();
    put(&mut book, 3, Kind::Company, 10, vec![(key::NAME, Value::text("Berg"))]);
    put(&mut book, 4, Kind::Task, 10, vec![(key::NAME, Value::text("Call"))]);
    put(&mut book, 5, Kind::Task, 10, vec![(key::NAME, Value::text("Call"))]);
    let refused = |ids: &[u16]| book.plan_union(&wish(ids)).err();
    assert_eq!(refused(&[]), Some(UnionError::TooFew));
    assert_eq!(refused(&[1, 1, 9]), Some(UnionError::TooFew));
    assert_eq!(refused(&[1, 3]), Some(UnionError::Kinds));
    assert_eq!(refused(&[4, 5]), Some(UnionError::Kinds));

    for (number, from) in [(6, 0), (7, 40)] {
        let many = (from..from + 40).map(|at| Point::new("", format!("{at}@x.example"))).collect();
        put(&mut book, number, Kind::Person, 10, vec![(key::EMAILS, Value::Points(many))]);
    }
    let union = book.plan_union(&wish(&[6, 7])).expect("planned");
    let error = union.survivor(at(50)).expect_err("80 are too many");
    assert_eq!(error.to_string(), "E-mail would be more than the 64 entries allowed");
    assert!(union.writes(&book, &mut Clock::new(0), 60).is_err());
}

proptest! {
    /// Whatever is united, no address, number or tag is lost, none is doubled, and undo leaves nothing of it.
    #[test]
    fn nothing_of_a_list_is_lost_and_undo_is_whole(
        lists in proptest::collection::vec((0..5u8, proptest::collection::vec(0..12u8, 0..6)), 2..6),
        keep in 0..5usize,
    ) {
        let mut book = Book::new();
        for (number, (title, emails)) in lists.iter().enumerate() {
            let emails = emails.iter().map(|email| Point::new("", format!("{email}@x.example"))).collect();
            let title = if *title == 0 { Value::Empty } else { Value::text(format!("title {title}")) };
            let fields = vec![(key::GIVEN, Value::text("Anna")), (key::JOB_TITLE, title), (key::EMAILS, Value::Points(emails))];
            put(&mut book, number as u16, Kind::Person, 10 + number as u64, fields);
        }
        let before = seen(&book);
        let ids: Vec<u16> = (0..lists.len() as u16).collect();
        let mut clock = Clock::new(0);
        let wished = UnionWish { keep: Some(id((keep % lists.len()) as u16)), ..wish(&ids) };
        let (keep, step) = unite(&mut book, &wished, &mut clock);
        let one = book.record(&keep).expect("there");
        prop_assert_eq!(book.count_of(Kind::Person), 1);
        // Its own title, and without one the newest.
        let own = usize::from(u16::from_be_bytes([keep.0[0], keep.0[1]]));
        let title = std::iter::once(own).chain((0..lists.len()).rev()).map(|at| lists[at].0).find(|title| *title > 0);
        prop_assert_eq!(one.text(key::JOB_TITLE), title.map_or(String::new(), |title| format!("title {title}")));
        let wanted: BTreeSet<String> = lists.iter().flat_map(|(_, emails)| emails.iter().map(|at| format!("{at}@x.example"))).collect();
        let held: Vec<String> = match one.get(key::EMAILS) {
            Value::Points(points) => points.into_iter().map(|point| point.value).collect(),
            _ => Vec::new(),
        };
        prop_assert_eq!(held.len(), wanted.len());
        prop_assert_eq!(held.into_iter().collect::<BTreeSet<_>>(), wanted);
        let undone = step.undo(&book, &mut clock, 2_000);
        book.apply(&undone.writes);
        prop_assert!(seen(&book) == before);
    }
}
