//! Who consented to less consented to less, however a purpose is changed.

use crate::world::{DAY, NOW, World, digest, mark};
use tacit_crm::privacy::defaults::SERVICE;
use tacit_crm::privacy::words::Channel;
use tacit_crm::privacy::{Notice, NoticeError, Purpose, Refusal, Unasked, key as pk};
use tacit_crm::schema::key;
use tacit_crm::{Record, RecordId};

const ANNA: &str = "anna@berg.example";

/// The record of a purpose after a change, as a page writes it; `says` is when it was widened.
fn changed(world: &mut World, id: RecordId, says: Option<u64>, with: impl FnOnce(&mut Purpose)) -> Record {
    let mut purpose = Purpose::read(&world.book.get(&id).unwrap()).unwrap();
    with(&mut purpose);
    let stamp = world.stamp();
    purpose.widened = says.unwrap_or(purpose.widened);
    let mut record = world.book.record(&id).unwrap();
    for (field, value) in purpose.fields() {
        record.set(field, value, stamp).unwrap();
    }
    record
}

fn refused(world: &World, id: RecordId, record: &Record) -> Option<Unasked> {
    world.book.unasked(&[(id, Some(record.encode()))])
}

fn notice(purpose: RecordId, text: &str, from: u64) -> Notice {
    Notice {
        purposes: vec![purpose],
        lang: "en".into(),
        text: text.into(),
        sha256: digest(text.as_bytes()),
        effective_from: from,
        material_change: false,
        supersedes: None,
        recipients: vec![],
        recipient_kinds: vec![],
    }
}

#[test]
fn rule_15_a_purpose_that_asks_for_more_pauses_consents_to_less_until_a_notice_says_so() {
    let mut world = World::new();
    let (anna, news) = (world.subscriber("Anna", ANNA), world.newsletter());
    assert!(world.mail(anna, ANNA).is_ok());
    world.now = NOW + DAY;
    let wider = changed(&mut world, news, Some(NOW + DAY), |purpose| purpose.data_fields.push(key::NOTES));
    assert_eq!(refused(&world, news, &wider), None, "it says so");
    world.put(news, &wider);
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoticeOvertaken]));
    assert_eq!(world.ledger().current_notice(&news, NOW + DAY), None, "nobody was told");
    assert!(world.ledger().current_notice(&news, NOW).is_some(), "what held before it");
    let now = world.now;
    assert_eq!(world.ledger().waiting_for_notice(&news, now), [anna]);

    // A consent on paper of the day before is to the notice of then, and waits like all others.
    let (bo, bo_at) = (world.person("Bo", &["bo@x.example"]), Some(mark("bo@x.example")));
    let first = world.notice(news);
    let paper = world.consent(bo, news, bo_at);
    world.edit_purpose(news, |purpose| purpose.double_opt_in = false);
    world.record(&tacit_crm::privacy::ConsentEvent { at: NOW, notice: Some(first), confirm: false, ..paper });
    assert_eq!(world.mail(bo, "bo@x.example"), Err(vec![Refusal::NoticeOvertaken]));

    let told = world.ledger().prepare(notice(news, "and your notes", now), now).unwrap();
    assert!(told.effective_from >= NOW + DAY);
    let stamp = world.stamp();
    world.add(&told.write(stamp).unwrap());
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoticeOvertaken]), "not by being published");
    world.now = told.effective_from;
    world.subscribe(anna, ANNA);
    assert!(world.mail(anna, ANNA).is_ok(), "she agreed to it");
}

#[test]
fn rule_15_no_change_widens_a_purpose_in_passing_or_takes_back_that_it_did() {
    let mut world = World::new();
    let (news, service) = (world.newsletter(), world.purpose(SERVICE));
    let setting_up = changed(&mut world, news, None, |purpose| purpose.data_fields.push(key::NOTES));
    assert_eq!(refused(&world, news, &setting_up), None, "nobody has consented to anything");
    world.subscriber("Anna", ANNA);
    let wider: [fn(&mut Purpose); 4] = [
        |purpose| purpose.data_fields.push(key::NOTES),
        |purpose| purpose.recipients.push(RecordId([9; 16])),
        |purpose| purpose.channels.push(Channel::Post),
        |purpose| purpose.plain_text = "We tell you everything.".into(),
    ];
    for widen in wider {
        let quietly = changed(&mut world, news, None, widen);
        assert_eq!(refused(&world, news, &quietly), Some(Unasked::Wider));
        let of_long_ago = changed(&mut world, news, Some(1), widen);
        assert_eq!(refused(&world, news, &of_long_ago), Some(Unasked::Wider));
        let now = world.now;
        let told = changed(&mut world, news, Some(now), widen);
        assert_eq!(refused(&world, news, &told), None);
        let contract = changed(&mut world, service, None, widen);
        assert_eq!(refused(&world, service, &contract), None, "a contract is not consented to");
    }
    let same: [fn(&mut Purpose); 3] = [
        |purpose| purpose.data_fields.truncate(1),
        |purpose| purpose.name = "Letter".into(),
        |purpose| purpose.plain_text.push(' '),
    ];
    for narrow in same {
        let record = changed(&mut world, news, None, narrow);
        assert_eq!(refused(&world, news, &record), None);
    }
    // Widened and taken back: that it was stays, so that an undo and its undo bring no consent to more about.
    let now = world.now;
    let wider = changed(&mut world, news, Some(now), |purpose| purpose.data_fields.push(key::NOTES));
    world.put(news, &wider);
    let back = changed(&mut world, news, Some(0), |purpose| purpose.data_fields.retain(|field| *field != key::NOTES));
    assert_eq!(refused(&world, news, &back), Some(Unasked::Wider));
    let narrower = changed(&mut world, news, None, |purpose| purpose.data_fields.retain(|field| *field != key::NOTES));
    assert_eq!(refused(&world, news, &narrower), None);
    world.put(news, &narrower);
    world.now = NOW + DAY;
    let again = changed(&mut world, news, None, |purpose| purpose.data_fields.push(key::NOTES));
    assert_eq!(refused(&world, news, &again), Some(Unasked::Wider));
    assert_eq!(narrower.get(pk::WIDENED), tacit_crm::Value::Number(now));
}

#[test]
fn a_notice_after_a_widened_purpose_says_something_else_than_the_one_before() {
    let mut world = World::new();
    let news = world.newsletter();
    let now = world.now;
    let first = notice(news, "the letter", now);
    let stamp = world.stamp();
    world.add(&first.write(stamp).unwrap());
    let wider = changed(&mut world, news, Some(now + DAY), |purpose| purpose.data_fields.push(key::NOTES));
    world.put(news, &wider);
    assert_eq!(world.ledger().prepare(notice(news, "the letter", now), now), Err(NoticeError::Same));
    let told = world.ledger().prepare(notice(news, "and notes", now), now).unwrap();
    assert!(told.effective_from > now + DAY - 1, "a clock that is ahead makes it wait, not void");
}
