//! One field of many records, and the tags of all of them: one step, no rule gone round, and whoever was left is told.

use crate::SERVER;
use crate::masked::{define, joined};
use crate::privacy::asked;
use tacit_bridge::members::Role;
use tacit_bridge::message::Job;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::retention::{RetentionAsk, Rule};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{
    FieldKey, Filter, Id, Kind, Layout, Left, Look, Over, Point, Related, RowsRequest, RuleTurn, Several, SeveralAsk,
    TagNamed, Test, UndoStep, Value,
};
use tacit_bridge::{Call, Event, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

type Answer = (Option<UndoStep>, u32, Vec<Left>);

async fn several(person: &Person, ask: SeveralAsk) -> Result<Answer, Problem> {
    match person.call(Call::Several(ask)).await? {
        Reply::Several { undo, changed, left, stopped: None } => Ok((undo, changed, left)),
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
        let refused = several(&vera, SeveralAsk::Tag { tag: "press".into(), to: None, told: false }).await.err();
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
        let tag = |to: Option<&str>| SeveralAsk::Tag { tag: "guest".into(), to: to.map(str::to_owned), told: false };

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

/// A rule about people with a tag.
fn rule(name: &str, tag: &str, action: &str) -> Call {
    let filter = Filter::Field(FieldKey::TAGS, Test::Is(vec![tag.to_owned()]));
    let rule = Rule {
        name: name.into(),
        of: "person".into(),
        filter,
        trigger: "created".into(),
        date_field: None,
        purpose: None,
        after: "P24M".into(),
        action: action.into(),
        grace: "P14D".into(),
    };
    Call::PrivacyAsk(PrivacyAsk::Retention(RetentionAsk::SaveRule { id: None, rule }))
}

async fn rules(person: &Person) -> Vec<(String, Filter)> {
    match asked(person, PrivacyAsk::Retention(RetentionAsk::Overview { count: 0 })).await {
        Ok(PrivacyAnswer::Retention(answer)) => {
            answer.rules.into_iter().map(|one| (one.rule.name, one.rule.filter)).collect()
        }
        _ => panic!("no overview"),
    }
}

async fn view_filter(person: &Person) -> Filter {
    match person.call(Call::Views).await {
        Ok(Reply::Views(mut views)) => views.remove(0).look.expect("understood").filter,
        _ => panic!("no views"),
    }
}

async fn named(person: &Person, tag: &str, to: Option<&str>) -> TagNamed {
    let ask = SeveralAsk::TagNamed { tag: tag.into(), to: to.map(str::to_owned) };
    match person.call(Call::Several(ask)).await {
        Ok(Reply::TagNamed(named)) => named,
        _ => panic!("no answer"),
    }
}

fn turn(tag: &str, to: Option<&str>, told: bool) -> SeveralAsk {
    SeveralAsk::Tag { tag: tag.into(), to: to.map(str::to_owned), told }
}

#[test]
fn rule_10_a_tag_that_rules_and_views_name_is_renamed_with_them_by_who_may_and_was_told() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = joined(&server, &anna, "Ben", Role::Editor).await;
        let (ada, bo) = (anna.add_person("Ada", "Aal").await, anna.add_person("Bo", "Bach").await);
        edit(&anna, &[ada, bo], FieldKey::TAGS, Several::Set(tags(&["lead"]))).await;
        edit(&anna, &[ada], FieldKey::TAGS, Several::Add(tags(&["vip"]))).await;
        let is = |words: &[&str]| {
            Filter::Field(FieldKey::TAGS, Test::Is(words.iter().map(|word| (*word).to_owned()).collect()))
        };
        let look = Look {
            layout: Layout::Table,
            filter: is(&["Lead"]),
            sort: Vec::new(),
            columns: Vec::new(),
            group: None,
            over: Over::default(),
        };
        let save = Call::SaveView { id: None, name: "Leads".into(), kind: Kind::Person, mine: false, look };
        anna.call(save).await.expect("a view");
        anna.call(rule("Leads go", "lead", "erase")).await.expect("an owner may");
        anna.call(rule("Look at VIPs", "vip", "review")).await.expect("a rule");
        anna.settled().await;
        until("Ben has the rules", async || rules(&ben).await.len() == 2).await;

        let told = named(&anna, "lead", Some("Prospect")).await;
        assert_eq!(told, TagNamed { rules: vec![("Leads go".into(), RuleTurn::Follows)], views: 1 });
        let refused = several(&ben, turn("lead", Some("Prospect"), true)).await.err().expect("he may not change it");
        assert_eq!(refused.kind, ProblemKind::NoRight);
        assert!(refused.what.contains("“Leads go”"), "{}", refused.what);
        let refused = several(&anna, turn("lead", Some("Prospect"), false)).await.err().expect("she was not told");
        assert!(refused.kind == ProblemKind::BadInput && refused.what.contains("“Leads go”"));
        assert_eq!(held(&anna, bo, FieldKey::TAGS).await, Some(tags(&["lead"])));

        let (step, changed, _) = several(&anna, turn("lead", Some("Prospect"), true)).await.expect("told");
        assert_eq!(changed, 2);
        assert_eq!(rules(&anna).await[0], ("Leads go".into(), is(&["Prospect"])));
        assert_eq!(view_filter(&anna).await, is(&["Prospect"]));
        undo(&anna, step).await;
        assert_eq!((rules(&anna).await[0].1.clone(), view_filter(&anna).await), (is(&["lead"]), is(&["Lead"])));
        assert_eq!(held(&anna, bo, FieldKey::TAGS).await, Some(tags(&["lead"])));

        // Whoever is only stored keeps the old word, so it is asked for as well.
        let restrict = PrivacyAsk::Restrict { person: bo, why: "accuracy disputed".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("there");
        let (step, changed, left) = several(&anna, turn("lead", Some("Prospect"), true)).await.expect("told");
        assert_eq!((changed, left.len()), (1, 1));
        assert_eq!(rules(&anna).await[0].1, is(&["lead", "Prospect"]));
        undo(&anna, step).await;

        // Two that become one, and one that goes, are asked about by the name of the rule.
        assert_eq!(named(&anna, "vip", Some("lead")).await.rules.len(), 2, "one is rewritten, one gets more");
        let told = named(&anna, "vip", None).await;
        assert_eq!(told, TagNamed { rules: vec![("Look at VIPs".into(), RuleTurn::Loses)], views: 0 });
        assert!(several(&ben, turn("vip", None, false)).await.is_err());
        several(&ben, turn("vip", None, true)).await.expect("by hand he could as well");
        assert_eq!(rules(&anna).await[1].1, is(&["vip"]), "the rule stays, and is named");
    });
}

#[test]
fn an_undo_tells_what_it_leaves_and_one_that_was_refused_keeps_its_number() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let (ada, bo) = (anna.add_person("Ada", "Aal").await, anna.add_person("Bo", "Bach").await);
        let cy = anna.add_person("Cy", "Cohn").await;
        let (step, ..) = edit(&anna, &[ada, bo, cy], FieldKey::TAGS, Several::Add(tags(&["press"]))).await;
        edit(&anna, &[bo], FieldKey::TAGS, Several::Add(tags(&["vip"]))).await;
        let restrict =
            |person| Call::PrivacyAsk(PrivacyAsk::Restrict { person, why: "accuracy disputed".into(), until: None });
        anna.call(restrict(cy)).await.expect("there");
        let Ok(Reply::Several { undo: Some(redo), changed, left, .. }) =
            anna.call(Call::Undo(step.expect("a step"))).await
        else {
            panic!("the rest is taken back")
        };
        assert_eq!((changed, left.len()), (1, 2));
        let why = |id: Id| left.iter().find(|one| one.id == id).expect("told").why.clone();
        assert!(why(bo).what.contains("changed this since") && why(cy).kind == ProblemKind::Restricted);
        assert_eq!(held(&anna, ada, FieldKey::TAGS).await, None);
        let Ok(Reply::Several { changed, left, .. }) = anna.call(Call::Redo(redo)).await else { panic!("done again") };
        assert_eq!((changed, left.len()), (1, 0), "what was left is not done again");

        // Refused wholly, the step waits under the number that the page knows.
        let (step, ..) = edit(&anna, &[ada], FieldKey::TAGS, Several::Add(tags(&["guest"]))).await;
        anna.call(restrict(ada)).await.expect("there");
        let refused = anna.call(Call::Undo(step.expect("a step"))).await.expect_err("she is only stored");
        assert_eq!(refused.kind, ProblemKind::Restricted);
        let lift = PrivacyAsk::Lift { person: ada, why: "settled".into() };
        anna.call(Call::PrivacyAsk(lift)).await.expect("lifted");
        undo(&anna, step).await;
        assert_eq!(held(&anna, ada, FieldKey::TAGS).await, Some(tags(&["press"])));
    });
}

#[test]
fn a_change_of_many_tells_how_far_it_is_and_can_be_stopped_and_taken_back() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let Ok(Reply::Imported(_)) = anna.call(Call::MakeDemoPeople(2_000)).await else { panic!("made") };
        let ids = anna.all(Kind::Person).await;
        anna.news();
        let ask = SeveralAsk::Edit { ids, field: FieldKey::TAGS, how: Several::Add(tags(&["new"])) };
        let with_tag = async || {
            let filter = Filter::Field(FieldKey::TAGS, Test::Is(vec!["new".into()]));
            let request = RowsRequest { filter, ..RowsRequest::all(Kind::Person) };
            match anna.call(Call::Rows(request)).await {
                Ok(Reply::Rows(rows)) => rows.total,
                _ => panic!("no rows"),
            }
        };
        let stop = async {
            // Asked between any two slices: a pause as long as elsewhere would miss it.
            while with_tag().await == 0 {
                tokio::task::yield_now().await;
            }
            anna.call(Call::StopJob(Job::Change)).await.expect("a reply");
        };
        let (answer, ()) = futures::join!(anna.call(Call::Several(ask)), stop);
        let Ok(Reply::Several { undo: Some(step), changed, left, stopped: Some(stopped) }) = answer else {
            panic!("it was stopped")
        };
        assert!(changed > 0 && changed < 2_000 && left.is_empty(), "{changed}");
        assert_eq!((stopped.done, stopped.total, stopped.why), (changed, 2_000, None));
        assert_eq!(with_tag().await, changed);
        let is_told = |event: Event| matches!(event, Event::JobProgress(Job::Change, of) if of.total == 2_000);
        assert!(anna.news().1.into_iter().any(is_told), "it says how far it is");
        undo(&anna, Some(step)).await;
        assert_eq!(with_tag().await, 0);
    });
}
