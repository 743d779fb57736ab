//! Purposes made, notices published, bases set: what is refused before it is written, and what a step comes to.

use crate::laws::{ADDRESSES, base, said, states, written_of};
use crate::world::{DAY, NOW, World, mark, notice};
use proptest::prelude::*;
use tacit_crm::privacy::defaults::{SALES, SERVICE};
use tacit_crm::privacy::words::{Basis, Category, Channel, EventKind, PurposeStatus};
use tacit_crm::privacy::{
    BasisError, BasisRecord, Notice, NoticeError, Period, Purpose, PurposeError, Refusal, Unasked, key as pk,
};
use tacit_crm::schema::key;
use tacit_crm::{RecordId, Value};

const ANNA: &str = "anna@example.org";

#[test]
fn rule_15_what_a_notice_pauses_is_known_before_and_is_whom_to_ask_after() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    world.person("Ben", &["ben@example.org"]);
    let news = world.newsletter();
    let pausing = world.ledger().pausing(&[news], NOW);
    assert_eq!((pausing.consents, pausing.people.into_iter().collect::<Vec<_>>()), (1, vec![anna]));
    assert_eq!(world.ledger().waiting_for_notice(&news, NOW), []);
    let prepared = world.ledger().prepare(notice(vec![news], "Other words", NOW), NOW).unwrap();
    assert!(prepared.supersedes.is_some());
    let stamp = world.stamp();
    world.add(&prepared.write(stamp).unwrap());
    world.now = NOW + 1;
    assert_eq!(world.mail(anna, ANNA), Err(vec![Refusal::NoticeOvertaken]));
    let (now, ledger) = (world.now, world.ledger());
    assert_eq!(ledger.waiting_for_notice(&news, now), [anna]);
    assert_eq!(ledger.consenting(&news, now), []);
    world.subscribe(anna, ANNA);
    assert_eq!(world.ledger().waiting_for_notice(&news, NOW + 1), []);
    assert_eq!(world.ledger().consenting(&news, NOW + 1), [anna]);
}

#[test]
fn trap_09_what_people_were_asked_about_rests_on_consent_and_on_nothing_else() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    world.edit_purpose(service, |purpose| {
        (purpose.basis, purpose.bases) = (Basis::Consent, vec![Basis::Consent]);
    });
    let asked = Purpose::read(&world.book.get(&service).unwrap()).unwrap();
    let interest = Purpose {
        basis: Basis::Interest,
        bases: vec![Basis::Interest],
        justification: "We think so.".into(),
        review_due: Some(NOW + DAY),
        ..asked.clone()
    };
    let also = Purpose { bases: vec![Basis::Consent, Basis::Interest], ..asked.clone() };
    for other in [&interest, &also] {
        assert_eq!(world.ledger().may_pursue(Some(&service), other), Ok(()), "nobody was asked");
    }
    let anna = world.person("Anna", &[ANNA]);
    let no = world.said(anna, service, EventKind::Refused, Some(mark(ANNA)));
    world.record(&no);
    for other in [&interest, &also] {
        assert_eq!(world.ledger().may_pursue(Some(&service), other), Err(PurposeError::Asked));
        // Nor by an undo, an older version or any other path.
        let (stamp, mut record) = (world.stamp(), world.book.record(&service).unwrap());
        for (field, value) in other.fields() {
            record.set(field, value, stamp).unwrap();
        }
        assert_eq!(world.book.unasked(&[(service, Some(record.encode()))]), Some(Unasked::Asked));
    }
    let fewer = Purpose { name: "Photos".into(), ..asked };
    assert_eq!(world.ledger().may_pursue(Some(&service), &fewer), Ok(()));
}

/// What a team may do about what a purpose rests on: for everybody, or for one person.
#[derive(Debug, Clone)]
enum Rests {
    On(Basis, Vec<Basis>),
    For(usize, Basis),
}

fn rests() -> impl Strategy<Value = Rests> {
    let basis = || proptest::sample::select(Basis::ALL.to_vec());
    let several = proptest::collection::vec(basis(), 0..3);
    prop_oneof![
        (basis(), several).prop_map(|(basis, others)| Rests::On(basis, [vec![basis], others].concat())),
        (0..2usize, basis()).prop_map(|(who, basis)| Rests::For(who, basis)),
    ]
}

/// Does it as far as the rules let it, by the purpose's page or by any path that writes records.
fn rest(world: &mut World, purpose: RecordId, people: &[RecordId], what: &Rests) {
    let (justification, review_due) = ("because".to_owned(), Some(NOW + DAY));
    match what {
        Rests::On(basis, bases) => {
            let before = Purpose::read(&world.book.get(&purpose).unwrap()).unwrap();
            let after = Purpose { basis: *basis, bases: bases.clone(), justification, review_due, ..before };
            let (stamp, mut record) = (world.stamp(), world.book.record(&purpose).unwrap());
            for (field, value) in after.fields() {
                record.set(field, value, stamp).unwrap();
            }
            let by_page = world.ledger().may_pursue(Some(&purpose), &after).is_ok();
            if by_page || world.book.unasked(&[(purpose, Some(record.encode()))]).is_none() {
                world.put(purpose, &record);
            }
        }
        Rests::For(who, basis) => {
            let (person, assessment) = (people[*who], String::new());
            let set = BasisRecord {
                person,
                purpose,
                basis: *basis,
                justification,
                assessment,
                reviewed_at: Some(NOW),
                review_due,
            };
            if world.ledger().may_rest(&set, NOW).is_ok() {
                let stamp = world.stamp();
                world.add(&set.write(stamp).unwrap());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn trap_09_no_chain_of_other_bases_gets_round_what_people_were_asked_and_answered(
        all in proptest::collection::vec(said(), 1..8),
        what in proptest::collection::vec(rests(), 1..10),
    ) {
        let (mut world, people) = base();
        let service = world.purpose(SERVICE);
        world.edit_purpose(service, |purpose| {
            (purpose.basis, purpose.bases) = (Basis::Consent, vec![Basis::Consent]);
            (purpose.double_opt_in, purpose.validity) = (false, Period::months(60));
        });
        let events = written_of(&mut world, service, &people, &all);
        prop_assume!(events.iter().any(|(_, record)| record.get(pk::EVENT) != Value::text(EventKind::BasisSet.word())));
        for (id, record) in &events {
            world.put(*id, record);
        }
        let (most, when) = (states(&mut world.book, &people, service), world.when());
        for one in &what {
            rest(&mut world, service, &people, one);
            for (who, (at, address)) in (0..2).flat_map(|who| ADDRESSES.iter().enumerate().map(move |of| (who, of))) {
                let allowed =
                    world.ledger().allowed(&people[who], &service, Channel::Email, Some(mark(address)), when).is_ok();
                prop_assert!(!allowed || most[who * 4 + at].is_valid(), "{one:?}: they were asked, and did not say yes");
            }
        }
    }
}

#[test]
fn rule_15_a_notice_that_takes_effect_at_once_comes_after_those_that_hold() {
    let mut world = World::new();
    let news = world.newsletter();
    let first = world.ledger().prepare(notice(vec![news], "First", NOW), NOW).unwrap();
    let stamp = world.stamp();
    world.add(&first.write(stamp).unwrap());
    // In the same millisecond: a consent to the first has to pause all the same.
    let second = world.ledger().prepare(notice(vec![news], "Second", NOW), NOW).unwrap();
    assert!(second.effective_from > first.effective_from);
    let refused = |of: Notice, world: &mut World| world.ledger().prepare(of, NOW).unwrap_err();
    assert_eq!(refused(notice(vec![news], "First", NOW), &mut world), NoticeError::Same);
    assert_eq!(refused(notice(vec![news], " ", NOW), &mut world), NoticeError::NoWords);
    assert_eq!(refused(notice(vec![news], "Third", NOW - DAY), &mut world), NoticeError::Past);
    assert_eq!(refused(notice(Vec::new(), "Third", NOW), &mut world), NoticeError::NoPurpose);
    let named = Notice { recipient_kinds: vec!["printers".into()], ..notice(vec![news], "First", NOW) };
    assert!(world.ledger().prepare(named, NOW).is_ok(), "the same words that name somebody else are news");
}

#[test]
fn rule_16_what_ends_with_a_purpose_is_said_before_and_it_is_not_edited_after() {
    let mut world = World::new();
    let anna = world.subscriber("Anna", ANNA);
    let (news, sales, service) = (world.newsletter(), world.purpose(SALES), world.purpose(SERVICE));
    let ending = world.ledger().retiring(&news, NOW);
    assert_eq!(ending.people, [anna]);
    assert!(ending.fields.is_empty(), "others need its fields too");
    world.edit_purpose(service, |purpose| purpose.status = PurposeStatus::Retired);
    assert!(world.ledger().retiring(&sales, NOW).fields.contains(&key::NOTES), "then nobody needs notes");
    let over = world.ledger().purpose(&service).unwrap().clone();
    let back = Purpose { status: PurposeStatus::Active, ..over };
    assert_eq!(world.ledger().may_pursue(Some(&service), &back), Err(PurposeError::Retired));
}

#[test]
fn a_purpose_is_refused_that_could_carry_nothing_or_too_much() {
    let mut world = World::new();
    let news = world.newsletter();
    let of = world.ledger().purpose(&news).unwrap().clone();
    let made = |change: &dyn Fn(&mut Purpose), world: &mut World| {
        let mut purpose = Purpose { slug: "offers".into(), name: "Offers".into(), ..of.clone() };
        change(&mut purpose);
        world.ledger().may_pursue(None, &purpose)
    };
    assert_eq!(made(&|_| {}, &mut world), Ok(()));
    assert_eq!(made(&|of| of.slug = "newsletter".into(), &mut world), Err(PurposeError::Taken));
    assert_eq!(made(&|of| of.name = " ".into(), &mut world), Err(PurposeError::NoName));
    assert_eq!(made(&|of| of.channels.clear(), &mut world), Err(PurposeError::NoChannel));
    assert_eq!(made(&|of| of.basis = Basis::Interest, &mut world), Err(PurposeError::OnlyConsent));
    assert_eq!(made(&|of| of.bases.push(Basis::Interest), &mut world), Err(PurposeError::OnlyConsent));
    let sales = |of: &mut Purpose| {
        (of.category, of.basis, of.justification) = (Category::Sales, Basis::Interest, "We ask".into())
    };
    assert_eq!(made(&sales, &mut world), Err(PurposeError::NoReview));
    assert_eq!(Purpose::slug_of("  Gr\u{fc}\u{df}e & Angebote 2026 "), "grusse-angebote-2026");
}

#[test]
fn trap_09_a_basis_is_set_for_one_person_with_a_reason_and_a_review_and_never_for_marketing() {
    let mut world = World::new();
    let anna = world.person("Anna", &[ANNA]);
    let (sales, news) = (world.purpose(SALES), world.newsletter());
    let set = |purpose, basis, why: &str, review_due| BasisRecord {
        person: anna,
        purpose,
        basis,
        justification: why.into(),
        assessment: String::new(),
        reviewed_at: Some(NOW),
        review_due,
    };
    let later = Some(Period::months(12).after(NOW));
    let may = |set: BasisRecord, world: &mut World| world.ledger().may_rest(&set, NOW);
    assert_eq!(may(set(news, Basis::Interest, "everybody does", later), &mut world), Err(BasisError::OnlyConsent));
    assert_eq!(may(set(sales, Basis::Vital, "so", later), &mut world), Err(BasisError::NotAllowed));
    assert_eq!(may(set(sales, Basis::Contract, " ", later), &mut world), Err(BasisError::NoJustification));
    assert_eq!(may(set(sales, Basis::Contract, "so", None), &mut world), Err(BasisError::NoReview));
    assert_eq!(may(set(sales, Basis::Contract, "so", Some(NOW)), &mut world), Err(BasisError::NoReview));
    let fine = set(sales, Basis::Contract, "She ordered", later);
    assert_eq!(may(fine.clone(), &mut world), Ok(()));
    let stamp = world.stamp();
    let id = world.add(&fine.write(stamp).unwrap());
    assert_eq!(world.ledger().basis_of(&anna, &sales), Some((Basis::Contract, "She ordered".into(), later)));
    assert_eq!(world.ledger().basis_records(&anna, &sales), [id]);
    let (at, when) = (Some(mark(ANNA)), world.when());
    let answer = world.ledger().allowed(&anna, &sales, tacit_crm::privacy::words::Channel::Email, at, when);
    assert_eq!(answer, Ok(tacit_crm::privacy::Ground::Basis(Basis::Contract)));
}
