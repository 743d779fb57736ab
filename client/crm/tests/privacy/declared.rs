//! What a field of the team's own is declared to be, where data leaves.

use crate::world::{DAY, NOW, World, printers};
use tacit_crm::custom::{Terms, Wish};
use tacit_crm::privacy::defaults::SHARING;
use tacit_crm::privacy::words::{Channel, Sensitivity};
use tacit_crm::privacy::{Export, PartyRefusal};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, RecordId};

fn define(world: &mut World, name: &str, category: &str, sensitivity: Sensitivity, drawn: u16) -> (RecordId, FieldKey) {
    let terms = Terms { sensitivity, category: category.into(), kept_for: None };
    let wish = Wish { name: name.into(), choices: Vec::new(), terms };
    let stamp = world.stamp();
    let record = world.book.define(Kind::Person, Form::Text, &wish, || drawn, stamp).unwrap();
    (world.add(&record), Form::Text.key(drawn))
}

/// What comes of sharing these fields with printers who may have such categories of data.
fn shared(world: &mut World, fields: &[FieldKey], with: &[&str]) -> Result<Vec<FieldKey>, Vec<PartyRefusal>> {
    let sharing = world.purpose(SHARING);
    let party = printers(sharing, with);
    let stamp = world.stamp();
    let id = world.add(&party.write(stamp).unwrap());
    let export = Export {
        purpose: sharing,
        channel: Channel::InPerson,
        recipient: Some((id, &party)),
        fields: fields.to_vec(),
        people: None,
        return_by: Some(NOW + DAY),
    };
    let when = world.when();
    world.ledger().select(&export, when).map(|selection| selection.fields)
}

#[test]
fn rule_02_a_field_of_ones_own_goes_by_the_category_that_it_was_declared_with() {
    let mut world = World::new();
    let (_, spouse) = define(&mut world, "Spouse", "user.name", Sensitivity::Personal, 1);
    let (plain, size) = define(&mut world, "Shirt size", "", Sensitivity::Personal, 2);
    let (_, diet) = define(&mut world, "Diet", "user.name", Sensitivity::Sensitive, 3);
    let unknown = Form::Text.key(9);
    let sharing = world.purpose(SHARING);
    world.edit_purpose(sharing, |purpose| purpose.data_fields.extend([spouse, size, diet, unknown]));
    let refused = |word: &str| Err(vec![PartyRefusal::Category(word.to_owned())]);
    assert_eq!(shared(&mut world, &[spouse], &["user.name"]), Ok(vec![spouse]));
    assert_eq!(shared(&mut world, &[spouse], &["user.behavior"]), refused("user.name"));
    assert_eq!(shared(&mut world, &[size], &["user.behavior"]), Ok(vec![size]), "dealings, where nothing was said");
    assert_eq!(shared(&mut world, &[size], &["user.name"]), refused("user.behavior"));
    let all = [spouse, diet, unknown];
    assert_eq!(shared(&mut world, &all, &["user.name"]), Ok(vec![spouse]), "masked and undefined fields are left out");

    // It is asked as it is declared now, and of two definitions of one number both.
    let terms =
        |category: &str| Terms { sensitivity: Sensitivity::Personal, category: category.into(), kept_for: None };
    let wish = Wish { name: "Shirt size".into(), choices: Vec::new(), terms: terms("user.workplace") };
    let stamp = world.stamp();
    let record = world.book.redefine(&plain, &wish, stamp).unwrap();
    world.put(plain, &record);
    assert_eq!(shared(&mut world, &[size], &["user.behavior"]), refused("user.workplace"));
    let (twin, _) = define(&mut world, "Size", "user.job_title", Sensitivity::Personal, 5);
    world.edit(twin, key::NUMBER, tacit_crm::Value::Number(u64::from(size.0)));
    assert_eq!(shared(&mut world, &[size], &["user.workplace"]), refused("user.job_title"));
    assert_eq!(shared(&mut world, &[size], &["user.workplace", "user.job_title"]), Ok(vec![size]));
    world.edit(twin, tacit_crm::privacy::key::SENSITIVITY, tacit_crm::Value::text("sensitive"));
    assert_eq!(shared(&mut world, &[size], &["user.workplace", "user.job_title"]), Ok(vec![]), "masked by one of them");
    world.book.remove(&twin);
    assert_eq!(shared(&mut world, &[size], &["user.workplace"]), Ok(vec![size]));
    let categories = world.ledger().categories(&[key::GIVEN, spouse, size]);
    assert_eq!(categories.into_iter().collect::<Vec<_>>(), ["user.name", "user.workplace"]);
}
