//! Marketing waits for what people answered meanwhile: nothing goes before it was fetched from the server.

use crate::SERVER;
use crate::privacy::{change, exported, preview_of, privacy, state, subscriber, wish};
use tacit_bridge::Call;
use tacit_bridge::privacy::Consent;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

#[test]
fn trap_04_a_browser_that_heard_nothing_from_the_server_sends_no_marketing() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        anna.settled().await;
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
        anna.cut_off().await;
        let anna = anna.restarted().await;
        anna.unlock().await;
        anna.open_only_vault().await;
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, false)), "it may be withdrawn meanwhile");
        let view = privacy(&anna, ada).await;
        let of =
            |name: &str| view.purposes.iter().find(|one| one.name == name).expect("one of the first").cells[0].clone();
        assert_eq!(of("Newsletter").reasons, ["answers not fetched"]);
        assert!(of("Customer service").allowed, "a contract does not wait");
        assert_eq!(preview_of(&anna, wish(at.purpose)).await.excluded, [("answers not fetched".to_owned(), 1)]);
        exported(&anna, wish(at.purpose)).await.expect_err("nobody may be in it");
        anna.line.cut.set(false);
        anna.call(Call::SyncNow).await.expect("a reply");
        until("it was fetched", async || state(&anna, ada).await == Some((Consent::Given, true))).await;
        exported(&anna, wish(at.purpose)).await.expect("now she may");
    });
}
