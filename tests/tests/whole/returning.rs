//! Data that has to come back: a task of who let it leave, and the recipient's word in the trail, by button or by tick.

use crate::SERVER;
use crate::privacy::{asked, change, exported, wish};
use crate::purposes::{purposes, shares, step, told};
use crate::trail::trail;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::audit::TrailWish;
use tacit_bridge::privacy::export::ExportWish;
use tacit_bridge::privacy::party::{Party, PartyView, PartyWish};
use tacit_bridge::privacy::purpose::{NoticeWish, PurposesAnswer, PurposesAsk};
use tacit_bridge::privacy::returning::{ReturnView, ReturningAnswer, ReturningAsk};
use tacit_bridge::records::{CellText, FieldKey, Id, Kind, RowsRequest, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

/// 2030-05-02, noon.
const MAY: u64 = 1_903_953_600_000;

async fn printers(person: &Person) -> PartyView {
    match asked(person, PrivacyAsk::Parties).await.expect("there") {
        PrivacyAnswer::Parties(parties) => parties.into_iter().next().expect("one"),
        _ => panic!("no parties"),
    }
}

async fn of_task(person: &Person, task: Id) -> Option<ReturnView> {
    match asked(person, PrivacyAsk::Returning(ReturningAsk::OfTask(task))).await.expect("there") {
        PrivacyAnswer::Returning(ReturningAnswer(of)) => of,
        _ => panic!("no answer"),
    }
}

#[test]
fn trap_06_what_left_for_a_time_becomes_a_task_and_its_tick_a_word_in_the_trail() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let PurposesAnswer::List(lines) = purposes(&anna, PurposesAsk::List).await.expect("there") else {
            panic!("no list")
        };
        let sharing = lines.iter().find(|line| line.draft.short == "partner-sharing").expect("one of the first").id;
        let party = Party {
            name: "Printers Ltd".into(),
            role: "processor".into(),
            country: "DE".into(),
            review_due: Some(u64::MAX / 2),
            transfer: "none".into(),
            trust: "approved".into(),
            agreed: Some(1),
            categories: vec!["user.name".into()],
            purposes: vec![sharing],
            ..Party::default()
        };
        let save = Call::PrivacyAsk(PrivacyAsk::SaveParty(PartyWish { id: None, party }));
        let Ok(Reply::Changed { id: Some(id), .. }) = anna.call(save).await else { panic!("no id") };
        let named = NoticeWish {
            purposes: vec![sharing],
            lang: "en".into(),
            text: "You may pass my name on to Printers Ltd.".into(),
            from: None,
            material: false,
            recipients: vec![id],
            kinds: Vec::new(),
        };
        step(&anna, PurposesAsk::Publish(named)).await.expect("an editor may");
        told(&anna, sharing).await;
        shares(&anna, "Ada", sharing).await;
        anna.settled().await;
        let wish = ExportWish {
            channel: "in_person".into(),
            recipient: Some(id),
            fields: vec![FieldKey::GIVEN],
            return_by: Some(MAY),
            task: "Back? Printers Ltd".into(),
            ..wish(sharing)
        };
        exported(&anna, wish.clone()).await.expect("she agreed");
        let tasks = anna.call(Call::Rows(RowsRequest { count: 9, ..RowsRequest::all(Kind::Task) })).await;
        let Ok(Reply::Rows(tasks)) = tasks else { panic!("no rows") };
        assert_eq!(tasks.total, 1);
        let task = tasks.rows[0].id;
        let text = |field| anna.text(task, field);
        assert_eq!(text(FieldKey::NAME).await.as_deref(), Some("Back? Printers Ltd"));
        assert_eq!(text(FieldKey::DUE).await.as_deref(), Some("2030-05-02"));
        let open = of_task(&anna, task).await.expect("it is about a return");
        assert_eq!((open.party.as_str(), open.by, open.task, open.confirmed), ("Printers Ltd", MAY, Some(task), None));
        assert_eq!(printers(&anna).await.deletion_confirmed, None);

        // A tick is the recipient's word; taken back, it is none.
        let done = Call::Edit { ids: vec![task], fields: vec![(FieldKey::DONE, Value::Yes)], on_page: true };
        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.call(done).await else { panic!("not ticked") };
        let said = printers(&anna).await;
        assert!(said.deletion_confirmed.is_some());
        let back = said.disclosures.newest[0].back.clone().and_then(|back| back.confirmed).expect("confirmed");
        assert_eq!((back.by.as_str(), back.how.as_str()), ("Anna Berg", ""));
        anna.call(Call::Undo(undo)).await.expect("undone");
        assert_eq!(of_task(&anna, task).await.expect("there").confirmed, None);
        assert_eq!(printers(&anna).await.deletion_confirmed, None);

        // In a table a tick is the same word.
        let tick = CellText { id: task, field: FieldKey::DONE, text: "yes".into() };
        let Ok(Reply::Written { undo: Some(undo), written: 1, .. }) = anna.call(Call::WriteCells(vec![tick])).await
        else {
            panic!("not ticked")
        };
        assert!(printers(&anna).await.deletion_confirmed.is_some(), "ticked in a table it is confirmed as well");
        anna.call(Call::Undo(undo)).await.expect("undone");
        assert_eq!(of_task(&anna, task).await.expect("there").confirmed, None);

        let confirm = |how: &str| {
            let ask = ReturningAsk::Confirm { disclosure: open.disclosure, how: how.into() };
            Call::PrivacyAsk(PrivacyAsk::Returning(ask))
        };
        change(&anna, confirm(" ")).await.expect_err("how is missing");
        assert!(!change(&anna, confirm("Mail of 3 May")).await.expect("an editor may"), "a word is not undone");
        change(&anna, confirm("Again")).await.expect_err("once is enough");
        let back = of_task(&anna, task).await.and_then(|of| of.confirmed).expect("confirmed");
        assert_eq!(back.how, "Mail of 3 May");
        assert!(anna.record(task).await.expect("there").fields.contains(&(FieldKey::DONE, Value::Yes)));
        let words = TrailWish { did: Some("returned".into()), ..TrailWish::default() };
        assert_eq!(trail(&anna, words).await.len(), 3, "all stand in the trail");

        // Nothing is to come back of what went to ourselves.
        let own = ExportWish { recipient: None, return_by: None, ..wish };
        exported(&anna, own).await.expect("exported");
        let tasks = anna.call(Call::Rows(RowsRequest { count: 9, ..RowsRequest::all(Kind::Task) })).await;
        assert!(matches!(tasks, Ok(Reply::Rows(rows)) if rows.total == 1));
    });
}
