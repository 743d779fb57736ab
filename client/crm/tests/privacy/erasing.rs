//! Erasing a person: what of the trash goes along, what is written down, what undo forgets.

use crate::world::{DAY, NOW, World, mark, marker};
use std::collections::BTreeSet;
use tacit_crm::privacy::words::{EventKind, EvidenceKind, HoldKind};
use tacit_crm::privacy::{
    ConsentEvent, Disclosure, ErasureEvent, Evidence, Hit, Hold, MAX_GONE, MAX_HITS, Stage, Tokens,
};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::undo::{History, Step};
use tacit_crm::{FieldKey, Kind, Point, Record, RecordId, Value};

const ANNA: &str = "anna@berg.example";

fn record(world: &mut World, kind: Kind, fields: &[(FieldKey, Value)]) -> Record {
    let stamp = world.stamp();
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(*field, value.clone(), stamp).unwrap();
    }
    record
}

fn about(ids: &[RecordId]) -> (FieldKey, Value) {
    (key::ABOUT, Value::Relations(ids.to_vec()))
}

fn note(text: &str) -> (FieldKey, Value) {
    (key::NOTES, Value::text(text))
}

fn write(world: &mut World, event: &ErasureEvent) {
    let stamp = world.stamp();
    for record in event.write(stamp).unwrap() {
        world.add(&record);
    }
}

#[test]
fn rule_11_what_lies_in_the_trash_goes_along_and_who_was_made_one_of_them() {
    let mut world = World::new();
    let anna = world.person("Annabella", &["anna@berg.example"]);
    let old = world.draw();
    world.edit(anna, crate::world::UNITED, Value::Relations(vec![old]));
    let other = world.person("Bo", &[]);
    let (mail, elsewhere) = (world.draw(), world.draw());
    let of = |holder: RecordId| [(key::HOLDER, Value::Link(holder)), (key::NAME, Value::text("offer.pdf"))];
    let deleted = [
        (old, record(&mut world, Kind::Person, &[(key::GIVEN, Value::text("Annabella Stein"))])),
        (mail, record(&mut world, Kind::Activity, &[about(&[anna]), note("called")])),
        (world.draw(), record(&mut world, Kind::Activity, &[about(&[other]), note("asked for ANNABELLA  stein")])),
        (elsewhere, record(&mut world, Kind::Activity, &[about(&[other]), note("nothing of her")])),
        (world.draw(), record(&mut world, Kind::File, &of(mail))),
        (world.draw(), record(&mut world, Kind::File, &of(elsewhere))),
    ];
    let mut erasure = world.book.erasure(&anna, &marker).unwrap();
    assert!(erasure.gone.contains(&(old, Kind::Person)), "versions of the record that she was made one of");
    erasure.take_deleted(&anna, &deleted, &marker);
    let gone: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
    assert_eq!(gone, [anna, old, mail, deleted[2].0, deleted[4].0], "and what was attached to it");
    assert!(erasure.tokens.stand_in("met Annabella Stein"), "her earlier name is looked for as well");
    assert!(erasure.points.contains(&mark("anna@berg.example")));
}

#[test]
fn rule_11_words_in_the_trash_are_whole_words_and_never_other_people() {
    let mut world = World::new();
    let mark = world.person("Mark", &["info@berg.example"]);
    world.edit(mark, key::PHONES, Value::Points(vec![Point::new("mobile", "+49 170 5550142")]));
    let other = world.person("Bo", &[]);
    let shared = || Value::Points(vec![Point::new("work", "info@berg.example")]);
    let mut taken = Vec::new();
    let mut deleted = Vec::new();
    for (text, is_taken) in [
        ("Marketing plan", false),
        ("a benchmark", false),
        ("MARK2 is out", false),
        ("met Mark, at noon", true),
        ("(mark)", true),
        ("to kontaktinfo@berg.example", false),
        ("to info@berg.example.", true),
        ("order 998877665501705550142", false),
        ("order 1705550142 and 77", true),
        ("order 17055501427", false),
        ("part A1705550142", false),
        ("her number: 0170-555 01 42, or later", true),
        ("0049 (0)170 / 5550142", true),
    ] {
        let id = world.draw();
        if is_taken {
            taken.push(id);
        }
        deleted.push((id, record(&mut world, Kind::Activity, &[about(&[other]), note(text)])));
    }
    let named = [(key::GIVEN, Value::text("Mark")), (key::EMAILS, shared())];
    deleted.push((world.draw(), record(&mut world, Kind::Person, &named)));
    let named = [(key::NAME, Value::text("Mark")), (key::EMAILS, shared())];
    deleted.push((world.draw(), record(&mut world, Kind::Company, &named)));
    let theirs = world.draw();
    deleted.push((theirs, record(&mut world, Kind::Activity, &[about(&[mark]), note("called")])));
    taken.push(theirs);
    let mut erasure = world.book.erasure(&mark, &marker).unwrap();
    erasure.take_deleted(&mark, &deleted, &marker);
    let gone: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).filter(|id| *id != mark).collect();
    assert_eq!(gone, taken);
}

#[test]
fn rule_11_a_proof_that_names_the_person_goes_with_them_and_what_restricts_stays() {
    let mut world = World::new();
    let (anna, news) = (world.person("Quorvex", &[ANNA]), world.newsletter());
    let proof = |world: &World, kind: EventKind, text: &str| ConsentEvent {
        evidence: Some(Evidence { kind: EvidenceKind::Quote, text: text.into(), file: None }),
        why: "asked".into(),
        ..world.said(anna, news, kind, Some(mark(ANNA)))
    };
    let given = world.consent(anna, news, Some(mark(ANNA)));
    let named = ConsentEvent {
        evidence: proof(&world, EventKind::Given, &format!("Form of {ANNA}")).evidence,
        ..given.clone()
    };
    let plain = ConsentEvent { evidence: proof(&world, EventKind::Given, "Form of 12 March").evidence, ..given };
    let withdrawn = proof(&world, EventKind::Withdrawn, "Quorvex called");
    let [named, plain, withdrawn] = [named, plain, withdrawn].map(|event| world.record(&event));
    let erasure = world.book.erasure(&anna, &marker).unwrap();
    assert!(erasure.gone.contains(&(named, Kind::ConsentEvent)));
    assert!(erasure.kept.contains(&plain) && erasure.kept.contains(&withdrawn) && !erasure.kept.contains(&named));
}

#[test]
fn rule_11_places_that_were_kept_hide_no_later_ones() {
    let mut world = World::new();
    let stamp = world.stamp();
    let mut named = Record::new(Kind::Activity, stamp);
    named.set(key::NOTES, Value::text("met Annabella"), stamp).unwrap();
    let places = (0..=MAX_HITS).map(|_| Hit { record: world.add(&named), field: key::NOTES });
    let places: Vec<Hit> = places.collect();
    let tokens = Tokens::of_words("Annabella");
    assert_eq!(world.book.residue(&tokens, &BTreeSet::new()).len(), MAX_HITS);
    let (kept, later) = places.split_at(MAX_HITS);
    let kept: BTreeSet<Hit> = kept.iter().copied().collect();
    assert_eq!(world.book.residue(&tokens, &kept), later);
}

#[test]
fn rule_11_what_is_written_down_names_nobody_and_reads_back() {
    let mut world = World::new();
    let anna = world.subscriber("Annabella", "anna@berg.example");
    let hit = Hit { record: world.draw(), field: key::NOTES };
    let party = world.draw();
    let gone: Vec<RecordId> = (0..MAX_GONE as u128 + 5).map(|n| RecordId((n + 9_000).to_be_bytes())).collect();
    let event = ErasureEvent {
        gone: gone.clone(),
        left: vec![hit],
        recipients: vec![party],
        ..ErasureEvent::new(anna, Stage::Asked)
    };
    let stamp = world.stamp();
    let records = event.write(stamp).unwrap();
    assert_eq!(records.len(), 2, "a large one is asked for in several");
    for written in &records {
        let plain = written.encode();
        for word in ["nnabella", "berg.example"] {
            assert!(!plain.windows(word.len()).any(|window| window == word.as_bytes()));
        }
        world.add(written);
    }
    let device = |device: &str| ErasureEvent { device: device.into(), ..ErasureEvent::new(anna, Stage::Gone) };
    write(&mut world, &device("a1"));
    write(&mut world, &device("b2"));
    let kept = ErasureEvent { left: vec![hit], why: "another".into(), ..ErasureEvent::new(anna, Stage::Kept) };
    write(&mut world, &kept);
    write(&mut world, &ErasureEvent { told: Some(party), ..ErasureEvent::new(anna, Stage::Told) });
    write(&mut world, &ErasureEvent::new(anna, Stage::Finished));
    let logs = world.book.erasures();
    assert_eq!(logs.len(), 1);
    let log = &logs[0];
    assert_eq!((log.person, log.gone.len()), (anna, gone.len()));
    assert_eq!(log.left.keys().copied().collect::<Vec<_>>(), [hit]);
    assert_eq!(log.recipients, [party]);
    let seen: Vec<_> = log.seen_by().into_iter().map(|(by, (devices, _))| (by, devices)).collect();
    assert_eq!(
        (log.reports.len(), seen.as_slice()),
        (2, [(crate::world::MEMBER, 2)].as_slice()),
        "two devices of one member"
    );
    assert!(log.is_reported(crate::world::MEMBER, "a1") && !log.is_reported(crate::world::MEMBER, "c3"));
    assert_eq!((log.kept[0].hit, log.kept[0].why.as_str(), log.told[0].0), (hit, "another", party));
    assert!(log.finished.is_some());

    // Asked for again, as something came later: what was verified before says nothing of that.
    world.now += DAY;
    write(&mut world, &ErasureEvent { gone: vec![hit.record], ..ErasureEvent::new(anna, Stage::Asked) });
    let log = &world.book.erasures()[0];
    assert!(log.reports.is_empty() && log.finished.is_none() && log.gone.contains(&hit.record));
}

#[test]
fn rule_11_recipients_are_known_by_the_disclosures_of_all_that_she_was() {
    let mut world = World::new();
    let anna = world.person("Annabella", &[]);
    let (old, party, other) = (world.draw(), world.draw(), world.draw());
    world.edit(anna, crate::world::UNITED, Value::Relations(vec![old]));
    for (at, who, to) in [
        (NOW, anna, Some(party)),
        (NOW + 5, old, Some(party)),
        (NOW, other, Some(other)),
        (NOW, anna, None),
        // Her access packages, under both of her ids: she is nobody who has to be told.
        (NOW, anna, Some(anna)),
        (NOW, old, Some(old)),
    ] {
        let disclosure = Disclosure { at, people: vec![(who, None)], recipient: to, ..Disclosure::default() };
        let stamp = world.stamp();
        for record in disclosure.write(stamp).unwrap() {
            world.add(&record);
        }
    }
    assert_eq!(world.book.recipients_of(&anna), [(party, 2, NOW + 5)]);
}

#[test]
fn rule_10_a_hold_by_law_names_what_it_keeps() {
    let mut world = World::new();
    let (anna, bo) = (world.person("Anna", &[]), world.person("Bo", &[]));
    let hold = |kind, until| Hold { records: vec![anna], kind, why: "in court".into(), by: Some(4), until };
    let stamp = world.stamp();
    world.add(&hold(HoldKind::Snooze, Some(NOW + DAY)).write(stamp).unwrap());
    assert!(world.book.legal_holds(|id| *id == anna, NOW).is_empty(), "what is put off is no hold");
    let stamp = world.stamp();
    world.add(&hold(HoldKind::Legal, Some(NOW + DAY)).write(stamp).unwrap());
    assert_eq!(world.book.legal_holds(|id| *id == anna, NOW).len(), 1);
    assert!(world.book.legal_holds(|id| *id == bo, NOW).is_empty());
    assert!(world.book.legal_holds(|id| *id == anna, NOW + DAY).is_empty(), "it is over");
}

#[test]
fn trap_05_no_step_of_the_undo_stack_knows_her() {
    let mut world = World::new();
    let (anna, bo) = (world.person("Annabella", &["anna@berg.example"]), world.person("Bo", &[]));
    let tokens = world.book.erasure(&anna, &marker).unwrap().tokens;
    let deal = world.person("Deal", &[]);
    let mut history = History::numbered_from(0);
    let mut steps = Vec::new();
    let mut step = |history: &mut History, step: Step| steps.push(history.push(step));
    let before = world.book.record(&bo).unwrap();
    world.edit(bo, key::NOTES, Value::text("knows Annabella"));
    let with_words = world.book.record(&bo).unwrap();
    world.edit(bo, key::NOTES, Value::text("knows nobody"));
    let after = world.book.record(&bo).unwrap();
    for (from, to) in [(&before, &with_words), (&with_words, &after)] {
        let mut edit = Step::new();
        edit.edited(bo, from, to);
        step(&mut history, edit);
    }
    let (mut removed, mut note_gone) = (Step::new(), Step::new());
    removed.removed(anna, world.book.plain(&anna).unwrap());
    let named = record(&mut world, Kind::Activity, &[about(&[bo]), note("Annabella called")]).encode();
    note_gone.removed(deal, &named);
    step(&mut history, removed);
    step(&mut history, note_gone);
    let mut unrelated = Step::new();
    unrelated.edited(bo, &before, &{
        let mut other = before.clone();
        let stamp = world.stamp();
        other.set(key::JOB_TITLE, Value::text("Judge"), stamp).unwrap();
        other
    });
    let kept = history.push(unrelated);
    history.forget_person(&anna, &tokens);
    assert!(steps.into_iter().all(|number| history.take(number).is_none()), "none of them can be taken back");
    assert!(history.take(kept).is_some(), "others can");
    assert_eq!(format!("{:?}", Tokens::of_words("Annabella Berg\n030 5550142")), "Tokens(1 texts, 1 numbers, 2 names)");
}

#[test]
fn trap_08_the_search_index_and_saved_views_keep_nothing() {
    let mut world = World::new();
    let anna = world.person("Annabella", &["anna@berg.example"]);
    let view = |search: &str| tacit_crm::View { search: search.to_owned(), ..tacit_crm::View::all(Kind::Person) };
    assert_eq!(world.book.rows(&view("annabella"), &[], 0, 10).total, 1, "the index is built");
    let tokens = world.book.erasure(&anna, &marker).unwrap().tokens;
    let look = record(
        &mut world,
        Kind::View,
        &[
            (key::NAME, Value::text("Mine")),
            (key::LOOK, Value::Bytes([&[1, 7, 200], &b"annabella@"[..], &[0]].concat())),
        ],
    );
    let saved = world.add(&look);
    world.book.remove(&anna);
    assert_eq!(world.book.rows(&view("annabella"), &[], 0, 10).total, 0);
    let hits = world.book.residue(&tokens, &BTreeSet::new());
    assert_eq!(hits, [Hit { record: saved, field: key::LOOK }], "what a saved view filters by is looked through");
}

#[test]
fn rule_10_a_queue_over_a_hundred_thousand_people_is_there_in_a_moment() {
    let mut world = World::new();
    let stamp = world.stamp();
    for number in 0..100_000_u128 {
        let mut person = Record::new(Kind::Person, stamp);
        person.set(key::GIVEN, Value::text(format!("P{number}")), stamp).unwrap();
        person.set(key::LAST_SEEN, Value::text("2020-01-01"), stamp).unwrap();
        world.put(RecordId((number + 1_000_000).to_be_bytes()), &person);
    }
    let rule = |trigger, date_field| tacit_crm::privacy::RetentionRule {
        name: "Contacts".into(),
        of: Kind::Person,
        filter: tacit_crm::Filter::none(),
        trigger,
        date_field,
        purpose: None,
        after: tacit_crm::privacy::Period::months(36),
        action: tacit_crm::privacy::words::Action::Erase,
        grace: tacit_crm::privacy::Period::days(14),
    };
    use tacit_crm::privacy::words::Trigger::{DateField, LastActivity};
    for (rule, due) in [(rule(DateField, Some(key::LAST_SEEN)), true), (rule(LastActivity, None), false)] {
        let began = std::time::Instant::now();
        let items = world.book.retention(&rule, &marker, NOW);
        let took = began.elapsed();
        assert_eq!(items.len(), 100_000);
        assert!(items.iter().all(|item| (item.state == tacit_crm::privacy::Due::Overdue) == due));
        assert!(took.as_secs() < 3, "{took:?}");
        println!("{took:?}");
    }
}

#[test]
fn rule_11_records_of_a_teams_own_kind_go_if_they_are_hers_alone() {
    let mut world = World::new();
    let kind = Kind::Own(Kind::FIRST_OWN);
    let (anna, bo) = (world.person("Annabella", &[]), world.person("Bo", &[]));
    let company = record(&mut world, Kind::Company, &[(key::NAME, Value::text("Kanzlei Berg"))]);
    let company = world.add(&company);
    let of = |ids: &[RecordId]| (key::PEOPLE, Value::Relations(ids.to_vec()));
    let relation = |id: RecordId| (Form::Relation.key(1), Value::Relations(vec![id]));
    let mut add = |kind: Kind, fields: &[(FieldKey, Value)]| {
        let made = record(&mut world, kind, fields);
        world.add(&made)
    };
    let hers = add(kind, &[of(&[anna]), relation(anna)]);
    let others = [
        add(kind, &[of(&[anna, bo])]),
        add(kind, &[of(&[anna]), (key::COMPANY, Value::Link(company))]),
        add(kind, &[of(&[anna]), relation(bo)]),
        add(kind, &[relation(anna)]),
    ];
    let file = add(Kind::File, &[(key::HOLDER, Value::Link(hers))]);
    let task = add(Kind::Task, &[about(&[hers, anna])]);
    let shared = add(Kind::Activity, &[about(&[hers, bo])]);
    let deleted = [
        (world.draw(), record(&mut world, kind, &[of(&[anna])])),
        (world.draw(), record(&mut world, kind, &[of(&[anna, bo])])),
        (world.draw(), record(&mut world, Kind::Task, &[about(&[hers])])),
    ];
    let mut erasure = world.book.erasure(&anna, &marker).unwrap();
    let mut gone: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
    gone.sort();
    assert_eq!(gone, [anna, hers, file, task], "with its file, and what is about it alone");
    let rewritten: Vec<RecordId> = others.into_iter().chain([shared]).collect();
    assert_eq!(erasure.rewritten, rewritten);
    erasure.take_deleted(&anna, &deleted, &marker);
    let more: Vec<RecordId> = erasure.gone[gone.len()..].iter().map(|(id, _)| *id).collect();
    assert_eq!(more, [deleted[0].0, deleted[2].0], "and so from the trash");
}
