//! Who is responsible for the data: owners say so, receipts and papers tell it, and as long as nobody did the centre says that
//! it is missing.

use crate::SERVER;
use crate::privacy::{asked, change, privacy, subscriber};
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::centre::{CentreAnswer, CentreAsk};
use tacit_bridge::privacy::controller::{Controller, ControllerAsk, ControllerView};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk, ReceiptView};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

async fn who(person: &Person) -> ControllerView {
    match asked(person, PrivacyAsk::Controller(ControllerAsk::Get)).await.expect("there") {
        PrivacyAnswer::Controller(view) => *view,
        _ => panic!("no controller"),
    }
}

fn save(of: Controller) -> Call {
    Call::PrivacyAsk(PrivacyAsk::Controller(ControllerAsk::Save(of)))
}

async fn is_missing(person: &Person) -> bool {
    match asked(person, PrivacyAsk::Centre(CentreAsk::Numbers)).await.expect("there") {
        PrivacyAnswer::Centre(CentreAnswer::Numbers(numbers)) => numbers.no_controller,
        _ => panic!("no numbers"),
    }
}

async fn receipt(person: &Person, of: Id) -> ReceiptView {
    let view = privacy(person, of).await;
    let event = view.purposes.iter().flat_map(|one| &one.cells).find_map(|cell| cell.receipt).expect("a consent");
    match asked(person, PrivacyAsk::Purposes(PurposesAsk::Receipt(event))).await.expect("there") {
        PrivacyAnswer::Purposes(PurposesAnswer::Receipt(receipt)) => *receipt,
        _ => panic!("no receipt"),
    }
}

fn berg() -> Controller {
    Controller {
        name: "Kanzlei Berg GmbH".into(),
        address: "Am Markt 1, 10115 Berlin".into(),
        contact: "privacy@berg.example".into(),
        officer: "dpo@berg.example".into(),
    }
}

#[test]
fn owners_say_who_is_responsible_and_receipts_tell_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ben = crate::masked::joined(&server, &anna, "Ben", Role::Editor).await;
        change(&anna, Call::BeginPurposes).await.expect("an owner may");
        let (ada, _) = subscriber(&anna, "Ada", "ada@example.org").await;
        assert!(is_missing(&anna).await);
        let before = receipt(&anna, ada).await;
        assert_eq!(before.controller.name, "Kanzlei Berg", "until then it goes by the vault's name");
        assert!(!before.json.contains("dpv:hasAddress"));

        anna.settled().await;
        until("Ben is here", async || !ben.people("").await.rows.is_empty()).await;
        let refused = ben.call(save(berg())).await.map(|_| ()).expect_err("an editor is no owner");
        assert_eq!((refused.kind, who(&ben).await.may_edit), (ProblemKind::NoRight, false));
        let nameless = Controller { name: " ".into(), ..berg() };
        assert_eq!(anna.call(save(nameless)).await.map(|_| ()).expect_err("who?").kind, ProblemKind::BadInput);

        let Ok(Reply::Changed { undo: Some(undo), .. }) = anna.call(save(berg())).await else { panic!("an owner may") };
        assert!(!is_missing(&anna).await);
        let view = who(&anna).await;
        assert_eq!((view.of, view.said.map(|(by, _)| by), view.may_edit), (berg(), Some("Anna Berg".into()), true));
        let after = receipt(&anna, ada).await;
        assert_eq!(after.controller, berg());
        for told in ["Kanzlei Berg GmbH", "Am Markt 1, 10115 Berlin", "privacy@berg.example", "dpo@berg.example"] {
            assert!(after.json.contains(told), "{told}");
        }
        anna.settled().await;
        until("Ben reads it", async || who(&ben).await.of == berg()).await;
        ben.call(Call::RenameVault("Berg".into())).await.expect("the name of the vault is another thing");
        ben.settled().await;
        until("Anna hears of it", async || anna.vaults().await[0].name == "Berg").await;
        assert_eq!(who(&anna).await.of, berg());

        anna.call(Call::Undo(undo)).await.expect("as one step");
        assert!(is_missing(&anna).await && who(&anna).await.said.is_none());
    });
}
