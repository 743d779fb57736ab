//! Rule 6: a contact point that is left alone by hand for one purpose or one channel. It takes away exactly that, gives
//! nothing, and outlives merging, undoing, erasing and importing again.

use crate::world::{NOW, World, mark, marker};
use tacit_crm::privacy::defaults::SERVICE;
use tacit_crm::privacy::words::{Channel, SuppressedFor};
use tacit_crm::privacy::{ByHand, Mark, NotPut, PointKind, Refusal, Scope};
use tacit_crm::schema::key;
use tacit_crm::undo::{Left, LeftFor, Step};
use tacit_crm::{Point, RecordId, UnionWish, Value};

const ANNA: &str = "anna@berg.example";
const PHONE: &str = "+49 30 901820";

fn by_hand(scope: Scope) -> ByHand<'static> {
    ByHand { kind: PointKind::Email, value: ANNA, scope, reason: SuppressedFor::Manual }
}

fn put(world: &mut World, of: ByHand<'_>) -> RecordId {
    let of = world.ledger().put_by_hand(of, NOW, &marker).unwrap();
    let stamp = world.stamp();
    world.add(&of.write(stamp).unwrap())
}

/// Anna, subscribed, with a number.
fn anna(world: &mut World) -> RecordId {
    let anna = world.subscriber("Anna", ANNA);
    world.edit(anna, key::PHONES, Value::Points(vec![Point::new("mobile", PHONE)]));
    anna
}

/// What may be done with a person's data: every purpose by every channel at both contact points.
fn all(world: &mut World, person: RecordId) -> Vec<(RecordId, Channel, Option<Mark>, bool)> {
    let when = world.when();
    let phone = PointKind::Phone.mark(PHONE, &marker);
    let purposes: Vec<RecordId> = world.ledger().purposes().map(|(id, _)| id).collect();
    let mut all = Vec::new();
    for purpose in purposes {
        for channel in Channel::ALL.iter().copied() {
            for point in [None, Some(mark(ANNA)), phone] {
                let allowed = world.ledger().allowed(&person, &purpose, channel, point, when).is_ok();
                all.push((purpose, channel, point, allowed));
            }
        }
    }
    all
}

#[test]
fn rule_06_a_purpose_or_a_channel_is_taken_away_and_nothing_else_and_nothing_is_given() {
    let scopes = |world: &mut World| {
        let purposes: Vec<RecordId> = world.ledger().purposes().map(|(id, _)| id).collect();
        purposes.into_iter().map(Scope::Purpose).chain([Scope::Channel(Channel::Email)]).collect::<Vec<_>>()
    };
    for scope in scopes(&mut World::new()) {
        let mut world = World::new();
        let anna = anna(&mut world);
        let before = all(&mut world, anna);
        assert!(before.iter().any(|(_, channel, _, allowed)| *channel == Channel::Email && *allowed));
        put(&mut world, by_hand(scope));
        for (was, is) in before.into_iter().zip(all(&mut world, anna)) {
            let (purpose, channel, point, allowed) = was;
            let reached = point == Some(mark(ANNA))
                && match scope {
                    Scope::Purpose(of) => of == purpose,
                    Scope::Channel(of) => of == channel,
                    Scope::All | Scope::Marketing => unreachable!("not asked here"),
                };
            assert_eq!(is.3, allowed && !reached, "{scope:?} {channel:?}");
        }
    }
}

#[test]
fn rule_06_what_is_put_there_for_a_purpose_or_channel_has_to_be_one() {
    let mut world = World::new();
    let gone = world.draw_next();
    let no = |world: &mut World, of: ByHand<'_>| world.ledger().put_by_hand(of, NOW, &marker).unwrap_err();
    assert_eq!(no(&mut world, by_hand(Scope::Purpose(gone))), NotPut::NoPurpose);
    for channel in [Channel::Phone, Channel::Sms, Channel::Post, Channel::Social, Channel::InPerson] {
        assert_eq!(no(&mut world, by_hand(Scope::Channel(channel))), NotPut::OtherWay);
    }
    let (news, service) = (world.newsletter(), world.purpose(SERVICE));
    put(&mut world, by_hand(Scope::Purpose(news)));
    assert_eq!(no(&mut world, by_hand(Scope::Purpose(news))), NotPut::Already);
    put(&mut world, by_hand(Scope::Purpose(service)));
    put(&mut world, by_hand(Scope::Channel(Channel::Email)));
    put(&mut world, by_hand(Scope::All));
    assert_eq!(world.ledger().left_alone().len(), 4, "each of its own, however far another one reaches");
}

#[test]
fn rule_06_for_one_purpose_outlives_a_union_an_undo_an_erasure_and_another_import() {
    let mut world = World::new();
    let anna = anna(&mut world);
    let (news, double) = (world.newsletter(), world.person("Anna B.", &[ANNA]));
    let id = put(&mut world, by_hand(Scope::Purpose(news)));
    let refused = |world: &mut World, person| {
        world.mail(person, ANNA).unwrap_err().contains(&Refusal::Suppressed(SuppressedFor::Manual))
    };
    // Undoing the step that would have made it leaves it.
    let mut step = Step::new();
    step.made(id, &world.book.record(&id).unwrap());
    let undone = step.undo(&world.book, &mut world.clock, NOW);
    assert!(undone.writes.is_empty() && undone.left == [Left { id, field: None, why: LeftFor::Evidence }]);
    let wish = UnionWish { ids: vec![anna, double], keep: Some(double), choices: vec![] };
    let union = world.book.plan_union(&wish).unwrap();
    let (writes, _) = union.writes(&world.book, &mut world.clock, NOW).unwrap();
    world.book.apply(&writes);
    assert!(refused(&mut world, double));
    let erasure = world.book.erasure(&double, &marker).unwrap();
    assert!(erasure.gone.iter().all(|(gone, _)| *gone != id), "it is kept");
    for (gone, _) in &erasure.gone {
        world.book.remove(gone);
    }
    let again = world.person("Anna", &[" ANNA@berg.example "]);
    assert!(refused(&mut world, again));
    assert_eq!(world.ledger().left_alone().len(), 1);
}
