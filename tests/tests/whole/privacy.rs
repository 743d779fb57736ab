//! Consents on sealed records, between two members: what one writes down holds for both, and is not taken back.

use crate::SERVER;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::{CellOf, Consent, ConsentCell, ConsentWish, PrivacyView};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Point, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn privacy(person: &Person, of: Id) -> PrivacyView {
    match person.call(Call::Privacy(of)).await {
        Ok(Reply::Privacy(view)) => *view,
        Ok(_) => panic!("no view"),
        // Not here yet.
        Err(_) => PrivacyView { restricted: None, purposes: Vec::new(), events: Vec::new() },
    }
}

/// The newsletter at the first mail address, and which purpose that is.
fn newsletter(view: &PrivacyView) -> Option<(Id, ConsentCell)> {
    let purpose = view.purposes.iter().find(|purpose| purpose.name == "Newsletter")?;
    Some((purpose.id, purpose.cells.first()?.clone()))
}

async fn state(person: &Person, of: Id) -> Option<(Consent, bool)> {
    newsletter(&privacy(person, of).await).map(|(_, cell)| (cell.state, cell.allowed))
}

async fn change(person: &Person, call: Call) -> Result<bool, Problem> {
    match person.call(call).await? {
        Reply::Changed { undo, .. } => Ok(undo.is_some()),
        _ => panic!("no change"),
    }
}

#[test]
fn a_consent_holds_for_all_until_it_is_taken_back_and_none_of_it_is_undone() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna@example.org", &server.sign_up()).await;
        anna.create_vault("Kanzlei Berg", "Anna Berg").await;
        let fragment = anna.invite("Ben", Role::Editor).await;
        let ben = Person::new(&server.origin()).await;
        ben.sign_up("ben@example.org", &fragment).await;
        ben.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        until("Ben is let in", async || ben.vaults().await.len() == 1).await;
        ben.open_only_vault().await;

        let address = |value: &str| Value::Points(vec![Point { label: "work".into(), value: value.into() }]);
        let fields =
            vec![(FieldKey::FAMILY, Value::Text("Lovelace".into())), (FieldKey::EMAILS, address("ada@example.org"))];
        let Ok(Reply::Changed { id: Some(ada), .. }) = anna.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        assert!(privacy(&anna, ada).await.purposes.is_empty(), "nobody is nagged");
        assert!(!change(&anna, Call::BeginPurposes).await.expect("an editor may"));
        let view = privacy(&anna, ada).await;
        let allowed = |name: &str| view.purposes.iter().find(|one| one.name == name).map(|one| one.cells[0].allowed);
        assert_eq!(allowed("Customer service"), Some(true), "a contract needs no consent");
        let (purpose, cell) = newsletter(&view).expect("one of the first");
        assert_eq!((cell.state, cell.allowed), (Consent::Unknown, false));

        let wish = |method: &str| ConsentWish {
            person: ada,
            purpose,
            point: cell.point.clone(),
            channel: cell.channel.clone(),
            method: method.into(),
            at: u64::MAX,
            evidence: "Form of 12 March, ticked by hand".into(),
        };
        let refused = change(&anna, Call::RecordConsent(wish("import"))).await.expect_err("a file consents to nothing");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        assert!(!change(&anna, Call::RecordConsent(wish("paper"))).await.expect("it was said"), "there is no undo");
        assert_eq!(state(&anna, ada).await, Some((Consent::Pending, false)), "it is to be confirmed");
        let here = || CellOf { person: ada, purpose, point: cell.point.clone(), channel: cell.channel.clone() };
        change(&anna, Call::ConfirmConsent(here())).await.expect("it was confirmed");
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
        anna.settled().await;

        until("Ben sees the consent", async || state(&ben, ada).await == Some((Consent::Given, true))).await;
        assert!(!change(&ben, Call::Withdraw(here())).await.expect("one click"), "nor here");
        ben.settled().await;
        until("Anna sees it", async || state(&anna, ada).await == Some((Consent::Withdrawn, false))).await;
        let view = privacy(&anna, ada).await;
        let told: Vec<_> = view.events.iter().map(|event| (event.kind.as_str(), event.by.as_str())).collect();
        assert_eq!(told[0].0, "withdrawn");
        assert!(told.contains(&("given", "Anna Berg")) && told.contains(&("confirmed", "Anna Berg")));

        // Another address starts with nothing, whatever the first one had; and the first one, back again, with its no.
        let edit = |value: &str| Call::Edit { ids: vec![ada], fields: vec![(FieldKey::EMAILS, address(value))] };
        change(&anna, edit("ada@example.com")).await.expect("fits");
        assert_eq!(state(&anna, ada).await, Some((Consent::Unknown, false)));
        let gone = change(&anna, Call::RecordConsent(wish("paper"))).await.expect_err("of an address that is gone");
        assert_eq!(gone.kind, ProblemKind::Gone);
        change(&anna, edit("Ada@Example.org")).await.expect("fits");
        let cell = newsletter(&privacy(&anna, ada).await).expect("there").1;
        assert_eq!(cell.state, Consent::Withdrawn);

        // Only the person lifts it.
        let again = ConsentWish { point: cell.point.clone(), ..wish("in_person") };
        change(&anna, Call::RecordConsent(again)).await.expect("she came back");
        change(&anna, Call::ConfirmConsent(CellOf { point: cell.point, ..here() })).await.expect("and confirmed");
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
    });
}
