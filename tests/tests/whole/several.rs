//! One field of many records, and the tags of all of them: one step, no rule gone round, and whoever was left is told.

use crate::SERVER;
use crate::masked::{define, joined};
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Left, Point, Related, Several, SeveralAsk, UndoStep, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

type Answer = (Option<UndoStep>, u32, Vec<Left>);

async fn several(person: &Person, ask: SeveralAsk) -> Result<Answer, Problem> {
    match person.call(Call::Several(ask)).await? {
        Reply::Several { undo, changed, left } => Ok((undo, changed, left)),
        _ => panic!("no answer of several"),
    }
}

async fn edit(person: &Person, ids: &[Id], field: FieldKey, how: Several) -> Answer {
    several(person, SeveralAsk::Edit { ids: ids.to_vec(), field, how }).await.expect("it may be asked")
}

async fn held(person: &Person, id: Id, field: FieldKey) -> Option<Value> {
    let record = person.record(id).await?;
    record.fields.into_iter().find(|(key, _)| *key == field).map(|(_, value)| value)
}

fn tags(words: &[&str]) -> Value {
    Value::Tags(words.iter().map(|word| (*word).to_owned()).collect())
}

async fn undo(person: &Person, step: Option<UndoStep>) {
    person.call(Call::Undo(step.expect("a step"))).await.expect("nobody changed it since");
}

#[test]
fn every_form_of_field_is_written_on_many_records_and_taken_back_as_one_step() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, ben) = (anna.add_person("Ada", "Aal").await, anna.add_person("Ben", "Bach").await);
        let both = [ada, ben];
        let add = |value: Value| Several::Add(value);

        edit(&anna, &[ada], FieldKey::TAGS, add(tags(&["vip"]))).await;
        let (step, changed, left) = edit(&anna, &both, FieldKey::TAGS, add(tags(&["VIP", "press"]))).await;
        assert_eq!((changed, left.len()), (2, 0));
        assert_eq!(held(&anna, ada, FieldKey::TAGS).await, Some(tags(&["press", "vip"])), "each keeps its own");
        assert_eq!(held(&anna, ben, FieldKey::TAGS).await, Some(tags(&["VIP", "press"])));
        undo(&anna, step).await;
        assert_eq!(held(&anna, ada, FieldKey::TAGS).await, Some(tags(&["vip"])));
        assert_eq!(held(&anna, ben, FieldKey::TAGS).await, None);

        let mail = Value::Points(vec![Point { label: "work".into(), value: "office@berg.example".into() }]);
        edit(&anna, &both, FieldKey::EMAILS, add(mail.clone())).await;
        assert_eq!(held(&anna, ben, FieldKey::EMAILS).await, Some(mail.clone()));
        let (_, changed, _) = edit(&anna, &both, FieldKey::EMAILS, Several::Remove(mail)).await;
        assert_eq!((changed, held(&anna, ben, FieldKey::EMAILS).await), (2, None));

        let text = |text: &str| Several::Set(Value::Text(text.to_owned()));
        edit(&anna, &both, FieldKey::NOTES, text("Met in *Bern*.\n\nTwo lines.")).await;
        assert_eq!(anna.text(ben, FieldKey::NOTES).await.as_deref(), Some("Met in *Bern*.\n\nTwo lines."));
        let (step, ..) = edit(&anna, &both, FieldKey::NOTES, Several::Set(Value::Empty)).await;
        assert_eq!(held(&anna, ada, FieldKey::NOTES).await, None);
        undo(&anna, step).await;
        assert!(held(&anna, ada, FieldKey::NOTES).await.is_some());

        let make = async |kind: Kind, name: &str| {
            let fields = vec![(FieldKey::NAME, Value::Text(name.into()))];
            match anna.call(Call::Create { kind, fields }).await {
                Ok(Reply::Changed { id: Some(id), .. }) => id,
                _ => panic!("not made"),
            }
        };
        let (one, other) = (make(Kind::Task, "Call").await, make(Kind::Task, "Write").await);
        let tasks = [one, other];
        let (step, changed, _) = edit(&anna, &tasks, FieldKey::DONE, Several::Set(Value::Yes)).await;
        assert_eq!((changed, held(&anna, other, FieldKey::DONE).await), (2, Some(Value::Yes)));
        undo(&anna, step).await;
        assert_eq!(held(&anna, other, FieldKey::DONE).await, None);
        edit(&anna, &tasks, FieldKey::DUE, text("2027-03-01")).await;
        assert_eq!(anna.text(one, FieldKey::DUE).await.as_deref(), Some("2027-03-01"));

        let (merger, licence) = (make(Kind::Deal, "Merger").await, make(Kind::Deal, "Licence").await);
        let deals = [merger, licence];
        edit(&anna, &deals, FieldKey::AMOUNT, text("1,200 EUR")).await;
        assert!(
            matches!(held(&anna, licence, FieldKey::AMOUNT).await, Some(Value::Money(money)) if money.minor == 120_000)
        );
        let person = |id: Id| Value::Relations(vec![Related { kind: Kind::Person, id, name: String::new() }]);
        edit(&anna, &[merger], FieldKey::PEOPLE, add(person(ada))).await;
        edit(&anna, &deals, FieldKey::PEOPLE, add(person(ben))).await;
        let people = async |deal: Id| match held(&anna, deal, FieldKey::PEOPLE).await {
            Some(Value::Relations(people)) => people.into_iter().map(|one| one.id).collect::<Vec<Id>>(),
            _ => Vec::new(),
        };
        assert_eq!((people(merger).await, people(licence).await), (vec![ada, ben], vec![ben]));
        edit(&anna, &deals, FieldKey::PEOPLE, Several::Remove(person(ben))).await;
        assert_eq!((people(merger).await, people(licence).await), (vec![ada], vec![]));
        let (_, changed, left) = edit(&anna, &deals, FieldKey::AMOUNT, text("a lot")).await;
        assert_eq!((changed, left.len()), (0, 2), "what cannot be read is written nowhere");
    });
}

#[test]
fn whoever_the_rules_protect_is_left_and_told_and_the_rest_is_written() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let vera = joined(&server, &anna, "Vera", Role::Viewer).await;
        let (faith, diet) = (define(&anna, "Faith", "special_Art9").await, define(&anna, "Diet", "sensitive").await);
        let (ada, ben) = (anna.add_person("Ada", "Aal").await, anna.add_person("Ben", "Bach").await);
        let cy = anna.add_person("Cy", "Cohn").await;
        let all = [ada, ben, cy];
        let text = |text: &str| Several::Set(Value::Text(text.to_owned()));
        anna.set(cy, diet, "zwieback").await.expect("fits");

        let (_, changed, left) = edit(&anna, &all, diet, text("none")).await;
        assert_eq!((changed, left.len(), left[0].id), (2, 1, cy), "what is masked is not written over unseen");
        assert!(left[0].why.what.contains("masked") && left[0].name == "Cy Cohn");
        let (_, changed, left) = edit(&anna, &all, diet, Several::Set(Value::Empty)).await;
        assert_eq!((changed, left.len()), (0, 3), "nor emptied");

        let (step, changed, left) = edit(&anna, &all, faith, text("x")).await;
        assert_eq!((step, changed, left.len()), (None, 0, 3));
        assert!(left.iter().all(|one| one.why.kind == ProblemKind::NotAllowed), "nobody has a basis for it");

        let restrict = PrivacyAsk::Restrict { person: ben, why: "accuracy disputed".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("there");
        let (step, changed, left) = edit(&anna, &all, FieldKey::TAGS, Several::Add(tags(&["press"]))).await;
        assert_eq!((changed, left.len(), left[0].id), (2, 1, ben));
        assert_eq!(left[0].why.kind, ProblemKind::Restricted);
        assert_eq!(held(&anna, ben, FieldKey::TAGS).await, None);
        undo(&anna, step).await;
        assert_eq!(held(&anna, ada, FieldKey::TAGS).await, None);

        anna.settled().await;
        until("Vera has them", async || vera.record(cy).await.is_some()).await;
        let ask = SeveralAsk::Edit { ids: all.to_vec(), field: FieldKey::TAGS, how: Several::Add(tags(&["x"])) };
        let refused = several(&vera, ask).await.err().expect("she only reads");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        let refused = several(&vera, SeveralAsk::Tag { tag: "press".into(), to: None }).await.err();
        assert_eq!(refused.expect("neither that").kind, ProblemKind::NoRight);
    });
}

#[test]
fn a_tag_is_renamed_merged_and_taken_away_everywhere_as_one_step() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, ben) = (anna.add_person("Ada", "Aal").await, anna.add_person("Ben", "Bach").await);
        let fields = vec![(FieldKey::NAME, Value::Text("Berg AG".into())), (FieldKey::TAGS, tags(&["guest"]))];
        let Ok(Reply::Changed { id: Some(berg), .. }) = anna.call(Call::Create { kind: Kind::Company, fields }).await
        else {
            panic!("not made")
        };
        edit(&anna, &[ada], FieldKey::TAGS, Several::Set(tags(&["guest", "vip"]))).await;
        edit(&anna, &[ben], FieldKey::TAGS, Several::Set(tags(&["vip"]))).await;
        let tag = |to: Option<&str>| SeveralAsk::Tag { tag: "guest".into(), to: to.map(str::to_owned) };

        let (step, changed, _) = several(&anna, tag(Some("Visitor"))).await.expect("a name");
        assert_eq!(changed, 2, "a person and a company");
        assert_eq!(held(&anna, berg, FieldKey::TAGS).await, Some(tags(&["Visitor"])));
        undo(&anna, step).await;
        let (step, ..) = several(&anna, tag(Some("vip"))).await.expect("one that there is");
        assert_eq!(held(&anna, ada, FieldKey::TAGS).await, Some(tags(&["vip"])), "two became one");
        undo(&anna, step).await;
        assert_eq!(held(&anna, ada, FieldKey::TAGS).await, Some(tags(&["guest", "vip"])));
        several(&anna, tag(None)).await.expect("there");
        assert_eq!(held(&anna, berg, FieldKey::TAGS).await, None);
        assert_eq!(held(&anna, ben, FieldKey::TAGS).await, Some(tags(&["vip"])));
        let Err(gone) = several(&anna, tag(None)).await else { panic!("nobody has it any more") };
        assert_eq!(gone.kind, ProblemKind::Gone);
        for name in [" ", "a, b"] {
            let Err(bad) = several(&anna, tag(Some(name))).await else { panic!("no name") };
            assert_eq!(bad.kind, ProblemKind::BadInput);
        }
    });
}
