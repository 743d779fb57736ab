//! The trail: what was taken out other than by an export is told with columns and counts, and no value.

use crate::world::World;
use tacit_crm::privacy::words::Did;
use tacit_crm::privacy::{Copied, Document, TrailAsk, TrailForm, trail_file};
use tacit_crm::schema::key;
use tacit_crm::{Kind, RecordId};

fn all() -> [Copied; 7] {
    [
        Copied::Cells { of: Kind::Person, columns: vec![key::FAMILY, key::EMAILS], records: 3 },
        Copied::Calendar { records: 1, one: Some(RecordId([7; 16])) },
        Copied::Calendar { records: 40, one: None },
        Copied::Picture { name: "Deals by stage".into() },
        Copied::Document { what: Document::Ledger, records: 12 },
        Copied::Document { what: Document::Trail, records: 5 },
        Copied::Document { what: Document::Statistics, records: 0 },
    ]
}

#[test]
fn what_was_taken_out_comes_back_from_its_event_and_is_told_once() {
    let mut world = World::new();
    for copied in all() {
        let stamp = world.stamp();
        let record = copied.write("a1b2".into(), stamp).unwrap();
        assert_eq!(Copied::read(&tacit_crm::RecordRef::parse(&record.encode()).unwrap()), Some(copied));
        world.add(&record);
    }
    let trail = world.book.trail(&TrailAsk::default());
    assert_eq!(trail.iter().rev().filter_map(|deed| deed.copied.clone()).collect::<Vec<_>>(), all());
    for (did, number) in [(Did::Copied, 1), (Did::Calendar, 2), (Did::Picture, 1), (Did::Document, 3)] {
        let only = TrailAsk { did: Some(did), ..TrailAsk::default() };
        assert_eq!(world.book.trail(&only).len(), number, "{did:?}");
    }
}

#[test]
fn a_file_of_the_trail_tells_columns_and_counts() {
    let mut world = World::new();
    let stamp = world.stamp();
    let record = all()[0].write("a1b2".into(), stamp).unwrap();
    world.add(&record);
    let trail = world.book.trail(&TrailAsk::default());
    let columns = |deed: &tacit_crm::privacy::Deed| {
        format!("{} columns", deed.copied.as_ref().unwrap().columns().unwrap().1.len())
    };
    let file = trail_file(TrailForm::Csv, &trail, |_| "Anna".into(), columns);
    let lines: Vec<String> = String::from_utf8(file).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "at,did,member,device,record,field,records,told,why,event");
    assert!(lines[1].contains(",copied,Anna,a1b2,") && lines[1].contains(",2 columns,3,,,"), "{}", lines[1]);
}

#[test]
fn a_chart_is_named_in_few_words() {
    let mut world = World::new();
    let stamp = world.stamp();
    let record = Copied::Picture { name: "x".repeat(9_000) }.write(String::new(), stamp).unwrap();
    world.add(&record);
    let trail = world.book.trail(&TrailAsk::default());
    assert_eq!(trail[0].event.why.len(), 120);
}
