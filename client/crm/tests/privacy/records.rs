//! Exports of what is not people: deals, companies, tasks, records of a team's own kinds.

use crate::world::{DAY, NOW, World, mark, printers};
use std::collections::{BTreeSet, HashMap, HashSet};
use tacit_crm::custom::{Terms, Wish};
use tacit_crm::privacy::defaults::SERVICE;
use tacit_crm::privacy::words::{Channel, EventKind, Sensitivity};
use tacit_crm::privacy::{Export, NOT_NAMED, PartyRefusal, PointKind, RecordSelection, Restriction};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, Record, RecordId, Value};

const ANNA: &str = "anna@x.example";
const BO: &str = "bo@x.example";

fn add(world: &mut World, kind: Kind, name: &str, about: &[(FieldKey, Vec<RecordId>)]) -> RecordId {
    let stamp = world.stamp();
    let mut record = Record::new(kind, stamp);
    record.set(key::NAME, Value::text(name), stamp).unwrap();
    for (field, ids) in about {
        record.set(*field, Value::Relations(ids.clone()), stamp).unwrap();
    }
    world.add(&record)
}

fn export(purpose: RecordId, channel: Channel, fields: &[FieldKey]) -> Export<'static> {
    Export { purpose, channel, recipient: None, fields: fields.to_vec(), people: None, return_by: None }
}

fn select(
    world: &mut World,
    (kind, ids): (Kind, &[RecordId]),
    export: &Export<'_>,
) -> Result<RecordSelection, Vec<PartyRefusal>> {
    let (asking, when) = (world.book.records_asked(kind, ids), world.when());
    world.ledger().select_records(&asking, export, when)
}

#[test]
fn rule_01_a_record_goes_only_if_everybody_whom_it_names_may_go() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    let (anna, bo) = (world.person("Anna", &[ANNA]), world.person("Bo", &[BO]));
    let objected = world.said(bo, service, EventKind::Objected, None);
    world.record(&objected);
    let hers = add(&mut world, Kind::Deal, "Hers", &[(key::PEOPLE, vec![anna])]);
    let both = add(&mut world, Kind::Deal, "Both", &[(key::PEOPLE, vec![anna, bo])]);
    let nobodys = add(&mut world, Kind::Deal, "Nobody's", &[]);
    let wish = export(service, Channel::InPerson, &[key::NAME, key::PEOPLE]);
    let found = select(&mut world, (Kind::Deal, &[hers, both, nobodys, anna]), &wish).unwrap();
    assert_eq!(found.included, [hers, nobodys], "a person is no deal");
    assert_eq!(found.excluded, [(both, "objected")]);
    assert_eq!(found.fields, [key::NAME, key::PEOPLE]);
    let draft = &found.draft;
    assert_eq!((draft.kind, draft.rows, &draft.people), (Some(Kind::Deal), 2, &vec![(anna, None)]));
    assert_eq!(draft.excluded, [("objected".to_owned(), 1)]);

    // Who stands behind a deal, or a record of the team's own, is named by what points to that.
    let own = add(&mut world, Kind::Own(300), "Matter", &[(key::PEOPLE, vec![bo])]);
    let about = |id| [(key::ABOUT, vec![id])];
    let tasks = [hers, both, own].map(|id| add(&mut world, Kind::Task, "Call", &about(id)));
    let found = select(&mut world, (Kind::Task, &tasks), &wish).unwrap();
    assert_eq!((found.included, found.excluded.len()), (vec![tasks[0]], 2));
}

#[test]
fn rule_01_whoever_stands_at_the_end_of_a_chain_is_named_and_so_is_whoever_is_not_here() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    let (anna, bo) = (world.person("Anna", &[ANNA]), world.person("Bo", &[BO]));
    let objected = world.said(bo, service, EventKind::Objected, None);
    world.record(&objected);
    let (beside, gone) = (Form::Relation.key(1), world.draw());
    let matter = add(&mut world, Kind::Own(300), "Matter", &[(key::PEOPLE, vec![bo])]);
    let appeal = add(&mut world, Kind::Own(300), "Appeal", &[(beside, vec![matter]), (key::PEOPLE, vec![anna])]);
    // The two point to each other.
    world.edit(matter, beside, Value::Relations(vec![appeal]));
    let mut task = |name: &str, about| add(&mut world, Kind::Task, name, &[(key::ABOUT, vec![about])]);
    let (chained, lost) = (task("Call", appeal), task("Ask", gone));
    let wish = export(service, Channel::InPerson, &[key::NAME]);
    let found = select(&mut world, (Kind::Task, &[chained, lost]), &wish).unwrap();
    assert_eq!((found.included, found.excluded), (vec![], vec![(chained, "objected"), (lost, "not here")]));
    let listed = add(&mut world, Kind::Deal, "Listed", &[(key::IN_LISTS, vec![gone])]);
    let found = select(&mut world, (Kind::Deal, &[listed]), &wish).unwrap();
    assert_eq!(found.included, [listed], "a list that is gone is nobody");
}

#[test]
fn rule_14_a_record_that_is_only_stored_goes_nowhere_though_its_person_is_not_here() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    let anna = world.person("Anna", &[ANNA]);
    let call = add(&mut world, Kind::Task, "Call", &[(key::ABOUT, vec![anna])]);
    let restriction = Restriction { person: anna, since: NOW, why: "accuracy disputed".into(), until: None };
    let stamp = world.stamp();
    world.add(&restriction.write(stamp).unwrap());
    world.book.remove(&anna);
    world.book.restrict(NOW);
    let wish = export(service, Channel::InPerson, &[key::NAME]);
    let found = select(&mut world, (Kind::Task, &[call]), &wish).unwrap();
    assert_eq!((found.included, found.excluded), (vec![], vec![(call, "restricted")]));
}

#[test]
fn rule_01_nothing_that_names_nobody_goes_for_what_only_consent_carries() {
    let mut world = World::new();
    let news = world.newsletter();
    let (anna, bo) = (world.subscriber("Anna", ANNA), world.subscriber("Bo", BO));
    world.withdraw(bo, BO);
    let deals = [vec![anna], vec![bo], vec![]].map(|people| {
        let about: Vec<_> = (!people.is_empty()).then_some((key::PEOPLE, people)).into_iter().collect();
        add(&mut world, Kind::Deal, "Deal", &about)
    });
    let found = select(&mut world, (Kind::Deal, &deals), &export(news, Channel::Email, &[])).unwrap();
    assert_eq!(found.included, [deals[0]]);
    assert_eq!(found.excluded, [(deals[1], "withdrawn"), (deals[2], "no consent")]);
    assert!(found.draft.people[0].1.is_some(), "the consent that it relied on is kept");
}

#[test]
fn rule_01_a_field_goes_only_if_the_purpose_needs_such_data_about_people() {
    let mut world = World::new();
    let (news, service) = (world.newsletter(), world.purpose(SERVICE));
    let asked = [key::NAME, key::EMAILS, key::PHONES, key::NOTES, key::SOURCE];
    let of_company = select(&mut world, (Kind::Company, &[]), &export(news, Channel::Email, &asked)).unwrap();
    assert_eq!(of_company.fields, [key::NAME, key::EMAILS], "where people work, and their addresses");
    assert_eq!(of_company.left_out, [key::PHONES, key::NOTES, key::SOURCE]);
    let asked = [key::NAME, key::AMOUNT, key::PEOPLE, key::NOTES];
    let of_deal = select(&mut world, (Kind::Deal, &[]), &export(news, Channel::Email, &asked)).unwrap();
    assert_eq!(of_deal.fields, [], "a newsletter needs no dealings");
    let of_deal = select(&mut world, (Kind::Deal, &[]), &export(service, Channel::Email, &asked)).unwrap();
    assert_eq!(of_deal.fields, asked);
    let asked = [key::NAME, key::MAIL_FROM, key::MAIL_TO, key::NOTES];
    let of_mail = select(&mut world, (Kind::Activity, &[]), &export(service, Channel::Email, &asked)).unwrap();
    assert_eq!(of_mail.left_out, [key::MAIL_FROM, key::MAIL_TO], "whom the record may not point to");
}

#[test]
fn rule_08_a_masked_field_is_in_no_export_of_records() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    let mut define = |name: &str, sensitivity, drawn: u16| {
        let terms = Terms { sensitivity, category: String::new(), kept_for: None };
        let wish = Wish { name: name.into(), choices: Vec::new(), terms };
        let stamp = world.stamp();
        let record = world.book.define(Kind::Deal, Form::Text, &wish, || drawn, stamp).unwrap();
        world.add(&record);
        Form::Text.key(drawn)
    };
    let open = define("Court", Sensitivity::None, 1);
    let masked = define("Illness", Sensitivity::Sensitive, 2);
    let unknown = Form::Text.key(9);
    let wish = export(service, Channel::Email, &[open, masked, unknown]);
    let found = select(&mut world, (Kind::Deal, &[]), &wish).unwrap();
    assert_eq!((found.fields, found.left_out), (vec![open], vec![masked, unknown]));
    // What left before it was masked, or while somebody defined it, is told of by its category.
    for field in [open, masked, unknown] {
        assert_eq!(world.book.categories_told(Kind::Deal, field), BTreeSet::from(["user.content".to_owned()]));
    }
}

#[test]
fn rule_01_somebodys_address_goes_with_a_record_only_where_that_names_them() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    let bo = world.person("Bo", &[BO]);
    world.person("Anna", &[ANNA]);
    let owners = world.ledger().owners(&HashSet::from([mark(BO)]));
    assert_eq!(owners, HashMap::from([(mark(BO), vec![bo])]), "of what is asked, and no more");
    let (wish, when) = (export(service, Channel::InPerson, &[key::EMAILS]), world.when());
    let mut goes = |named: &[RecordId], owners: &[RecordId]| {
        let named: BTreeSet<RecordId> = named.iter().copied().collect();
        world.ledger().record_point_goes(&wish, (&named, owners), (PointKind::Email, mark(BO)), when)
    };
    assert!(goes(&[], &[]), "nobody's");
    assert!(!goes(&[], &[bo]), "his, and the record does not say so");
    assert!(goes(&[bo], &[bo]));
}

#[test]
fn rule_02_a_third_party_gets_records_only_of_categories_that_it_may_have_and_of_people_who_named_it() {
    let mut world = World::new();
    let service = world.purpose(SERVICE);
    let berg = add(&mut world, Kind::Company, "Berg AG", &[]);
    let mut shared = |categories: &[&str]| {
        let party = printers(service, categories);
        let stamp = world.stamp();
        let id = world.add(&party.write(stamp).unwrap());
        let wish = Export {
            recipient: Some((id, &party)),
            return_by: Some(NOW + DAY),
            ..export(service, Channel::InPerson, &[key::NAME])
        };
        select(&mut world, (Kind::Company, &[berg]), &wish).map(|found| found.excluded)
    };
    assert_eq!(shared(&["user.name"]), Err(vec![PartyRefusal::Category("user.workplace".into())]));
    assert_eq!(shared(&["user.workplace"]), Ok(vec![(berg, NOT_NAMED)]), "only a consent names a recipient");
}
