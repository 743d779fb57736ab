//! Explicit consent (Art. 9(2)(a)): said in so many words, and nothing less carries what rests on it.

use crate::world::{DAY, NOW, World, mark, notice};
use tacit_crm::privacy::defaults::SERVICE;
use tacit_crm::privacy::words::{Basis, Channel, EventKind, Expression, Method, Sensitivity};
use tacit_crm::privacy::{ConsentEvent, ConsentState, NoBasis, Period, Refusal, Yes};
use tacit_crm::schema::custom::Form;
use tacit_crm::{FieldKey, RecordId};

const ADA: &str = "ada@example.org";

/// A purpose that rests on explicit consent and needs a field of a special category, and Ada.
fn clinic() -> (World, RecordId, RecordId, FieldKey) {
    let mut world = World::new();
    let (ada, service, diet) = (world.person("Ada", &[ADA]), world.purpose(SERVICE), Form::Text.key(1));
    world.edit_purpose(service, |purpose| {
        purpose.data_fields.push(diet);
        (purpose.basis, purpose.bases) = (Basis::Explicit, vec![Basis::Explicit]);
        purpose.justification = "They said so".into();
    });
    (world, ada, service, diet)
}

fn may_hold(world: &mut World, ada: RecordId, diet: FieldKey) -> Result<(), NoBasis> {
    let now = world.now;
    world.ledger().may_hold(&ada, (diet, Sensitivity::Special), &[mark(ADA)], now)
}

fn says(world: &mut World, ada: RecordId, service: RecordId, expression: Expression, validity: Period) -> RecordId {
    let consent = world.consent(ada, service, Some(mark(ADA)));
    let (validity, method) = (Some(validity), Method::Paper);
    world.record(&ConsentEvent { expression, validity, method, ..consent })
}

#[test]
fn rule_08_a_consent_that_is_not_explicit_fills_no_special_category() {
    let (mut world, ada, service, diet) = clinic();
    says(&mut world, ada, service, Expression::Expressed, Period::months(24));
    assert_eq!(may_hold(&mut world, ada, diet), Err(NoBasis::NoConsent), "a nod is no word");
    says(&mut world, ada, service, Expression::Explicit, Period::months(12));
    assert_eq!(may_hold(&mut world, ada, diet), Ok(()));

    // One that is not explicit and holds longer does not take its place, nor outlive it.
    says(&mut world, ada, service, Expression::Expressed, Period::months(60));
    assert_eq!(may_hold(&mut world, ada, diet), Ok(()));
    world.now = Period::months(12).after(NOW) + DAY;
    assert_eq!(may_hold(&mut world, ada, diet), Err(NoBasis::NoConsent), "it ended");

    says(&mut world, ada, service, Expression::Explicit, Period::months(12));
    assert_eq!(may_hold(&mut world, ada, diet), Ok(()));
    let taken = world.said(ada, service, EventKind::Withdrawn, None);
    world.record(&taken);
    assert_eq!(may_hold(&mut world, ada, diet), Err(NoBasis::NoConsent), "taken back");
}

#[test]
fn rule_08_what_rests_on_explicit_consent_is_used_with_nothing_less() {
    let (mut world, ada, service, _) = clinic();
    says(&mut world, ada, service, Expression::Expressed, Period::months(24));
    let asked = |world: &mut World| {
        let when = world.when();
        world.ledger().allowed(&ada, &service, Channel::Email, Some(mark(ADA)), when)
    };
    let standing = world.ledger().standing(&ada, &service, Some(mark(ADA)), NOW).unwrap();
    assert_eq!(standing.state, ConsentState::Given, "what was said is shown as it was said");
    assert_eq!(asked(&mut world), Err(vec![Refusal::NotExplicit]));
    assert_eq!(world.ledger().yes(&ada, &service, Some(mark(ADA)), NOW), Yes::Missing, "and may be asked for");
    says(&mut world, ada, service, Expression::Explicit, Period::months(12));
    assert!(asked(&mut world).is_ok());
    assert_eq!(world.ledger().yes(&ada, &service, Some(mark(ADA)), NOW), Yes::Stands);
}

#[test]
fn rule_08_an_explicit_consent_is_to_what_is_said_now() {
    let (mut world, ada, service, diet) = clinic();
    says(&mut world, ada, service, Expression::Explicit, Period::months(24));
    world.now = NOW + DAY;
    let text = "We keep what you may not eat, and tell the kitchen.";
    let notice = notice(vec![service], text, world.now);
    let stamp = world.stamp();
    world.add(&notice.write(stamp).unwrap());
    assert_eq!(may_hold(&mut world, ada, diet), Err(NoBasis::NoConsent), "she agreed to something else");
    says(&mut world, ada, service, Expression::Explicit, Period::months(24));
    assert_eq!(may_hold(&mut world, ada, diet), Ok(()));
}

#[test]
fn rule_08_every_basis_of_article_9_carries_special_categories_and_none_of_article_6_does() {
    for basis in Basis::ALL.iter().copied().filter(|basis| !basis.is_consent()) {
        let (mut world, ada, purpose, diet) = clinic();
        world.edit_purpose(purpose, |purpose| (purpose.basis, purpose.bases) = (basis, vec![basis]));
        let may = may_hold(&mut world, ada, diet);
        let expected = if basis.word().starts_with("A9-2") { Ok(()) } else { Err(NoBasis::NotSpecial) };
        assert_eq!(may, expected, "{basis:?}");
    }
}
