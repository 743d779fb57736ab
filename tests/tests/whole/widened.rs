//! A purpose that asks for more than people consented to.

use crate::SERVER;
use crate::privacy::{change, confirm, exported, privacy, state, subscriber, wish};
use crate::purposes::{purposes, step, told};
use tacit_bridge::privacy::export::ExportWish;
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::privacy::purpose::{NoticeWish, PurposePage, PurposeWish, PurposesAnswer, PurposesAsk};
use tacit_bridge::privacy::{Consent, ConsentWish};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, FieldWish, Form, Id, Kind};
use tacit_bridge::{Call, Event, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

async fn page(person: &Person, purpose: Id) -> PurposePage {
    match purposes(person, PurposesAsk::Show(purpose)).await.expect("there") {
        PurposesAnswer::Page(page) => *page,
        _ => panic!("no page"),
    }
}

fn field(name: &str, purpose: Id) -> Call {
    let terms = FieldTerms { purposes: vec![purpose], ..FieldTerms::default() };
    let (name, choices, why) = (name.to_owned(), Vec::new(), String::new());
    Call::SaveField(FieldWish { id: None, kind: Kind::Person, form: Form::Text, name, choices, terms, why })
}

#[test]
fn rule_15_a_purpose_widened_on_its_page_pauses_consents_and_no_field_is_added_in_passing() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        anna.settled().await;
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
        // A new field is made, and needed only once people are told of it on the page of the purpose.
        anna.news();
        change(&anna, field("Shirt size", at.purpose)).await.expect("it is made");
        let is_said = anna.news().1.into_iter().any(
            |event| matches!(event, Event::Notice(problem) if problem.what == "People consented to “Newsletter” without this field."),
        );
        assert!(is_said, "that it is not needed yet");
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)), "she agreed to less");
        let Ok(Reply::OwnFields(fields)) = anna.call(Call::OwnFields(Kind::Person)).await else { panic!("fields") };
        assert_eq!((fields.len(), fields[0].terms.purposes.len()), (1, 0));
        let again = match field("Shirt size", at.purpose) {
            Call::SaveField(wish) => Call::SaveField(FieldWish { id: Some(fields[0].id), ..wish }),
            other => other,
        };
        let refused = change(&anna, again).await.expect_err("she agreed to less");
        assert_eq!(refused.kind, ProblemKind::NotAllowed, "{}", refused.what);
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)), "nothing was changed");

        let mut draft = page(&anna, at.purpose).await.line.draft;
        draft.fields.push(FieldKey::NOTES);
        let save = PurposesAsk::Save(PurposeWish { id: Some(at.purpose), draft: draft.clone() });
        assert!(!step(&anna, save).await.expect("on its page"), "it is not undone");
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, false)), "it needs renewal");
        let line = page(&anna, at.purpose).await.line;
        assert_eq!((line.consenting, line.to_ask, line.notice), (0, 1, None));
        exported(&anna, wish(at.purpose)).await.expect_err("her notes go nowhere, nor anything else");
        let agree = || ConsentWish {
            person: ada,
            purpose: at.purpose,
            point: at.point.clone(),
            channel: at.channel.clone(),
            method: "paper".into(),
            at: u64::MAX,
            evidence: String::new(),
            file: None,
            explicit: false,
            guardian: false,
        };
        change(&anna, Call::RecordConsent(agree())).await.expect_err("nobody was told");
        let view = privacy(&anna, ada).await;
        let of = view.purposes.iter().find(|one| one.id == at.purpose).expect("there");
        assert!(of.notices[0].text.is_empty(), "and the dialog says so");

        let notice = NoticeWish {
            purposes: vec![at.purpose],
            lang: "en".into(),
            text: "We send you our letter, and read our notes about you for it.".into(),
            from: None,
            material: false,
            recipients: Vec::new(),
            kinds: Vec::new(),
        };
        step(&anna, PurposesAsk::Publish(notice)).await.expect("it says so");
        told(&anna, at.purpose).await;
        let cell = async || {
            let view = privacy(&anna, ada).await;
            view.purposes.into_iter().find(|one| one.id == at.purpose).expect("there").cells.swap_remove(0)
        };
        let before = cell().await;
        assert_eq!(
            (before.state, before.carries, before.may_ask),
            (Consent::Given, false, true),
            "the new yes is missing"
        );
        change(&anna, Call::RecordConsent(agree())).await.expect("she agreed to it");
        assert!(cell().await.pending, "the new one is to be confirmed");
        change(&anna, confirm(at.clone())).await.expect("and confirmed");
        let after = cell().await;
        assert_eq!((after.state, after.carries, after.ending), (Consent::Renewed, true, false));
        anna.settled().await;
        assert!(state(&anna, ada).await.is_some_and(|(_, allowed)| allowed));
        let with_notes = ExportWish { fields: vec![FieldKey::GIVEN, FieldKey::NOTES], ..wish(at.purpose) };
        let (text, ..) = exported(&anna, with_notes).await.expect("she may");
        assert!(text.starts_with("Given name,Background"), "{text}");
    });
}

#[test]
fn trap_10_before_anybody_consented_a_purpose_is_set_up_without_being_told_anew() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let ada = anna.add_person("Ada", "Berg").await;
        let all = privacy(&anna, ada).await.purposes;
        let newsletter = all.iter().find(|one| one.name == "Newsletter").expect("one of the first").id;
        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.call(field("Shirt size", newsletter)).await else {
            panic!("nobody consented")
        };
        let offered = page(&anna, newsletter).await;
        assert!(offered.fields.iter().any(|(_, label)| label == "Shirt size") && offered.line.notice.is_some());
        anna.call(Call::Undo(undo)).await.expect("as one step");
        assert!(!page(&anna, newsletter).await.fields.iter().any(|(_, label)| label == "Shirt size"));
        let mut draft = page(&anna, newsletter).await.line.draft;
        draft.plain_text = "Our letter, four times a year.".into();
        let save = PurposesAsk::Save(PurposeWish { id: Some(newsletter), draft });
        assert!(step(&anna, save).await.expect("in words of one's own"), "and that can be undone");
        subscriber(&anna, "Bo", "bo@example.org").await;
    });
}
